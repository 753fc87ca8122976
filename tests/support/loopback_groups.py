"""The groups of a player on the loopback: what each of Valve's functions asks of the backend, and the bytes of what arrives.

Rules: those of loopback_user.py. A function that only takes texts and numbers and returns one of them needs nothing here: its snake_case
name is asked for in the object of its group. What writes through pointers stands in the file of its group, `loopback_apps.py` and the like:
`ANSWERS` by Valve's name of the function, and `BYTES`, each struct written once more.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, Final

from tests.support import (
    loopback_account,
    loopback_apps,
    loopback_clans,
    loopback_game_overlay,
    loopback_people,
    loopback_player_utils,
    loopback_presence,
    loopback_storage,
)
from tests.support.loopback_side import NATIVE, groups_module

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.loopback_user import UserLoopback

    Answer = Callable[..., Any]

_PARTS: Final = (
    loopback_account,
    loopback_apps,
    loopback_clans,
    loopback_game_overlay,
    loopback_people,
    loopback_player_utils,
    loopback_presence,
    loopback_storage,
)
ANSWERS: Final[dict[str, Answer]] = {name: answer for part in _PARTS for name, answer in part.ANSWERS.items()}
"""By Valve's names: each is given the side of the loopback and what C was given behind the interface."""
BYTES: Final[dict[type, tuple[int, Callable[[Any], bytes]]]] = {kind: entry for part in _PARTS for kind, entry in part.BYTES.items()}
"""Of each record the number of Valve's struct, and what writes its bytes."""
GROUPS: Final = {
    "ISteamApps": ("apps",),
    "ISteamFriends": ("people", "avatars", "clans", "presence", "game_overlay"),
    "ISteamRemoteStorage": ("remote_storage",),
    "ISteamUser": ("account",),
    "ISteamUtils": ("player_utils",),
}
_WORDS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])(?!Pv6)")


@functools.cache
def answered_later() -> frozenset[str]:
    """Return the functions that return a call which is answered later."""
    header = (NATIVE / "steam_flat.h").read_text(encoding="utf-8")
    return frozenset(it.function.name for it in groups_module().made(header) if it.function.returns == "SteamAPICall_t")


def answer(name: str, kind: Any) -> Answer:
    """Return what answers a function of Valve's: it takes the side that is connected and what C was given."""
    _, interface, function = name.split("_", 2)
    call = _WORDS.sub("_", re.sub(r"^B(?=[A-Z])", "", function)).lower()
    by_hand = ANSWERS.get(name)
    text: list[Any] = []  # what was returned last: C reads it until the next call

    def ask(side: UserLoopback, *given: Any) -> Any:
        if by_hand is not None:
            told = by_hand(side, *given)
        else:
            parts = [getattr(side.backend, group) for group in GROUPS[interface]]
            method = next(getattr(part, call) for part in parts if hasattr(part, call))
            told = method(*(side.text(it) if isinstance(it, side.ffi.CData) else it for it in given))
        if kind.result.kind == "pointer":
            text[:] = [side.ffi.new("char[]", told.encode())]
            return text[0]
        if name in answered_later():
            return side.note(told)
        return told

    return ask
