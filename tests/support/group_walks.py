"""What the random walk over a player's groups draws from: the world it begins in, and values for arguments by their names and types.

Rules: of each name there are values that the world knows, and some that it refuses.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support.client_world import FRIEND, TEXT
from tests.support.loopback_groups import BYTES, answered_later
from tests.support.stats_world import OTHER, PLAYER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WALKED = os.environ.get("WALK", "game_overlay").split()
ALL_GROUPS: Final = {
        "account": "Account",
        "apps": "Apps",
        "clans": "Clans",
        "game_overlay": "GameOverlay",
        "people": "People",
        "player_utils": "PlayerUtils",
        "presence": "Presence",
        "remote_storage": "RemoteStorage",
}
GROUPS: Final = {name: kind for name, kind in ALL_GROUPS.items() if name in WALKED}
"""The groups that are walked: the file and the class."""
SCHEMA: Final = Schema.parse(TEXT)
_WORDS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
LATER: Final = {_WORDS.sub("_", name.rpartition("_")[2]).lower() for name in answered_later()}
"""The calls that return the number of a record."""
SKIPPED: Final[set[str]] = set()
"""What happens in the world that the walk leaves alone, with the group before it."""
NO_FIT: Final = re.compile(r"; pass -?\d+ to \d+$|; pass the number that|does not fit|is not a Steam ID")
"""What our binding says of a number that no argument of Valve's holds."""
_LAYOUTS: Final = json.loads((Path(__file__).parent.parent / "steam_group_structs.json").read_text(encoding="utf-8"))["structs"]
_WITH_RESULT: Final = {it["number"] for it in _LAYOUTS if any(kind == "EResult" for _, kind, *_ in it["pack4"]["fields"])}
WITHOUT_RESULT: Final = {
    kind for kind, (number, _) in BYTES.items() if number not in _WITH_RESULT and any(it.name == "result" for it in fields(kind))
}
"""Records whose struct of Valve's has no result."""
UNEQUAL: Final[dict[str, Callable[[Any], Any]]] = {
    # Which call was the last differs: one that is refused here Valve's interface may have taken.
    "is_api_call_completed": lambda _: None,
    "get_api_call_failure_reason": lambda _: None,
}
"""Calls whose results need not be equal: what is compared of them."""

CLAN: Final = 0x0170000000000007
_APPS: Final = (480, 4801, 4802, 1, 0, 0xFFFF_FFFF, -1, 1 << 32)
_USERS: Final = (PLAYER, OTHER, FRIEND, OTHER + 7, CLAN, 0, 1, (1 << 64) - 1)
_PLACES: Final = (-1, 0, 0, 1, 2, 77)
NAMED: Final[dict[str | tuple[str, str], Sequence[Any]]] = {
    "app_id": _APPS,
    "dlc_id": _APPS,
    "steam_id": _USERS,
    "friend_id": _USERS,
    "index": _PLACES,
    "clan_id": (CLAN, CLAN, CLAN + 1, PLAYER, 0),
    "chat_id": (CLAN, CLAN, CLAN + 1, PLAYER, 0),
    "level": (0, 5, 4999),
    "friend_flags": (0, 1, 2, 4, 8, 512, 65535),
    "file_id": (1, 7, 1 << 63),
    ("language", "str"): ("", "german", "english", "klingon"),
    ("language", "int"): (None, 0, 6),
    "minutes": (0, 5, 255),
    "battery": (0, 50, 255),
    "country": ("DE", "US", ""),
}
OF_TYPE: Final[dict[str, Sequence[Any]]] = {
    "int": (-1, 0, 1, 2, 3, 480, 0x7FFF_FFFF, 0xFFFF_FFFF),
    "str": ("", "a", "status", "Friends", "chat", "http://localhost/", "ä€𝄞", "x" * 300),
    "bool": (True, False),
    "bytes": (b"", b"abc", bytes(range(200))),
    "float": (0.0, 0.5, 1.0),
    "None": (None,),
    "Iterable[str]": ((), ("abc",), ("a", "ä")),
    "Result": (Result.OK, Result.FAIL, Result.NO_CONNECTION),
    "Mapping[str, str]": ({}, {"mode": "duel"}),
    "str | int": ("a", "", 7),
    "Iterable[int]": ((), (OTHER,), (PLAYER, OTHER)),
    "Sequence[int]": ((), (OTHER,), (PLAYER, OTHER, 1)),
}
