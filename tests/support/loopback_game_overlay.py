"""The overlay on the loopback: the bytes of what arrives, in each packing alike."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.groups import game_overlay

if TYPE_CHECKING:
    from collections.abc import Callable

_PID: Final = 4242
"""The process that would show the overlay."""

ANSWERS: Final[dict[str, Callable[..., Any]]] = {}
BYTES: Final[dict[type, tuple[int, Callable[[Any], bytes]]]] = {
    game_overlay.OverlayToggled: (331, lambda it: struct.pack("<BBxxII", it.toggled, it.user_initiated, it.app_id, _PID)),
    game_overlay.ServerChangeRequested: (332, lambda it: struct.pack("<64s64s", it.server.encode(), it.password.encode())),
    game_overlay.LobbyJoinRequested: (333, lambda it: struct.pack("<QQ", it.lobby, it.steam_id)),
    game_overlay.OverlayBrowserProtocol: (349, lambda it: struct.pack("<1024s", it.uri.encode())),
}
