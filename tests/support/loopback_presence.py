"""Rich presence and messages on the loopback: what writes through pointers, and the bytes of what arrives, in each packing alike."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.groups import presence

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.loopback_user import UserLoopback


def _friend_message(side: UserLoopback, friend: int, message: int, data: Any, room: int, kind: Any) -> int:
    found = side.backend.presence.get_friend_message(friend, message)
    if found is None:
        return 0
    told = found[0].encode()[: room - 1] + b"\0"
    side.ffi.memmove(data, told, len(told))
    kind[0] = found[1]
    return len(told)


ANSWERS: Final[dict[str, Callable[..., Any]]] = {"SteamAPI_ISteamFriends_GetFriendMessage": _friend_message}
BYTES: Final[dict[type, tuple[int, Callable[[Any], bytes]]]] = {
    presence.FriendRichPresenceUpdate: (336, lambda it: struct.pack("<QI", it.steam_id, it.app_id)),
    presence.JoinGameRequested: (337, lambda it: struct.pack("<Q256s", it.user, it.connect.encode())),
    presence.FriendChatMessage: (343, lambda it: struct.pack("<Qi", it.steam_id, it.message_index)),
    presence.UnreadChatMessagesChanged: (348, lambda _: b"\0"),
}
