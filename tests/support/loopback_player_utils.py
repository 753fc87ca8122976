"""ISteamUtils of a player on the loopback: what writes through pointers, and the bytes of what arrives."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.groups import player_utils

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.loopback_user import UserLoopback


def _filter_text(side: UserLoopback, context: int, steam_id: int, message: Any, to: Any, room: int) -> int:
    told = side.text(message)
    filtered = side.backend.player_utils.filter_text(context, steam_id, told)
    side.write(to, room, filtered)
    return sum(before != after for before, after in zip(told, filtered, strict=False))


def _init_filter_text(side: UserLoopback, options: int) -> bool:
    assert options == 0, "Valve has no options"
    return side.backend.player_utils.init_filter_text()


def _entered(side: UserLoopback) -> str:
    utils: Any = side.backend.player_utils
    return str(utils.entered_text)


def _entered_text(side: UserLoopback, to: Any, room: int) -> bool:
    side.write(to, room, _entered(side))
    return True


def _nothing(_it: object) -> bytes:
    return b"\0"


ANSWERS: Final[dict[str, Callable[..., Any]]] = {
    "SteamAPI_ISteamUtils_FilterText": _filter_text,
    "SteamAPI_ISteamUtils_GetEnteredGamepadTextInput": _entered_text,
    "SteamAPI_ISteamUtils_GetEnteredGamepadTextLength": lambda side: len(_entered(side).encode()) + 1,
    "SteamAPI_ISteamUtils_InitFilterText": _init_filter_text,
}
BYTES: Final[dict[type, tuple[int, Callable[[Any], bytes]]]] = {
    player_utils.IPCountryChanged: (701, _nothing),
    player_utils.LowBattery: (702, lambda it: struct.pack("<B", it.minutes)),
    player_utils.SteamEnding: (704, _nothing),
    player_utils.FileSignature: (705, lambda it: struct.pack("<i", it.signature)),
    player_utils.TextInputDismissed: (714, lambda it: struct.pack("<?3xII", it.submitted, len(it.text.encode()), it.app_id)),
    player_utils.AppResumed: (736, _nothing),
    player_utils.FloatingInputDismissed: (738, _nothing),
    player_utils.FilterDictionaryChanged: (739, lambda it: struct.pack("<i", it.language)),
}
