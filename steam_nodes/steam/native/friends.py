"""ISteamFriends over Valve's library, for the class of a player's side.

Rules: each is a method where a class body takes it up; it needs the pipe of that class and nothing else. A library without the interface is
named, and there are no friends then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.native.arguments import UINT64, check_id
from steam_nodes.steam.native.calls import FRIENDS, to_int, to_text

if TYPE_CHECKING:
    from steam_nodes.steam.native.native_backend import NativeBackend

_IMMEDIATE: Final = 4
"""k_EFriendFlagImmediate: the friends, not who is asked or blocked."""
_NOBODY: Final = "[unknown]"


def get_friends(self: NativeBackend[Any]) -> list[int]:
    """Return the ids of the player's friends."""
    pipe, call = self._pipe, "get_friends"
    count = to_int(pipe.ffi, pipe.call(FRIENDS, call, "GetFriendCount", _IMMEDIATE))
    return [to_int(pipe.ffi, pipe.call(FRIENDS, call, "GetFriendByIndex", index, _IMMEDIATE)) for index in range(count)]


def get_persona_name(self: NativeBackend[Any], steam_id: int) -> str:
    """Return what a player is called; "" if that is not known."""
    check_id(steam_id)
    if not 0 <= steam_id <= UINT64:
        return ""
    name = to_text(self._pipe.ffi, self._pipe.call(FRIENDS, "get_persona_name", "GetFriendPersonaName", steam_id))
    return "" if name == _NOBODY else name
