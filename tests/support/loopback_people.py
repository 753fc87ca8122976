"""People and their avatars on the loopback: what writes through pointers, and the bytes of what arrives.

Rules: Valve says "[unknown]" for the name of who is not known.
"""

from __future__ import annotations

import struct
import sys
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.groups import avatars, people

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.loopback_user import UserLoopback

_WIDE: Final = sys.platform == "win32"
_LISTED: Final = 50


def _name(side: UserLoopback, user: int) -> str:
    return side.backend.people.get_friend_persona_name(user) or "[unknown]"


def _game_played(side: UserLoopback, user: int, game: Any) -> bool:
    found = side.backend.people.get_friend_game_played(user)
    if found is None:
        return False
    game.m_gameID, address, game.m_usGamePort, game.m_usQueryPort, lobby = found
    game.m_unGameIP = int(IPv4Address(address))
    game.m_steamIDLobby[0], game.m_steamIDLobby[1] = lobby & 0xFFFF_FFFF, lobby >> 32
    return True


def _members(side: UserLoopback, group: int, to: Any, room: int) -> None:
    for place, member in enumerate(side.backend.people.get_friends_group_members_list(group, room)):
        to[place] = member


def _property(side: UserLoopback, user: int, item_type: int, item_property: int) -> int:
    return side.backend.people.get_profile_item_property_int(user, item_type, item_property)


ANSWERS: Final[dict[str, Callable[..., Any]]] = {
    "SteamAPI_ISteamFriends_GetFriendPersonaName": _name,
    "SteamAPI_ISteamFriends_GetFriendGamePlayed": _game_played,
    "SteamAPI_ISteamFriends_GetFriendsGroupMembersList": _members,
    "SteamAPI_ISteamFriends_GetProfileItemPropertyUint": _property,
}
BYTES: Final[dict[type, tuple[int, Callable[[Any], bytes]]]] = {
    people.PersonaStateChanged: (304, lambda it: struct.pack("<Qi4x" if _WIDE else "<Qi", it.steam_id, it.flags)),
    avatars.AvatarImageLoaded: (334, lambda it: struct.pack("<Qiii", it.steam_id, it.handle, it.width, it.height)),
    people.FollowerCount: (344, lambda it: struct.pack("<iQi", it.result, it.steam_id, it.count)),
    people.Following: (345, lambda it: struct.pack("<iQ?3x", it.result, it.steam_id, it.following)),
    people.FollowingList: (
        346,
        lambda it: struct.pack("<i50Qii", it.result, *it.following, *[0] * (_LISTED - len(it.following)), len(it.following), it.total),
    ),
    people.PersonaNameSet: (347, lambda it: struct.pack("<??2xi", it.success, it.local_success, it.result)),
    people.EquippedProfileItemsChanged: (350, lambda it: struct.pack("<Q", it.steam_id)),
    people.EquippedProfileItems: (
        351,
        lambda it: struct.pack(
            *("<iQ??????2x", it.result, it.steam_id, it.avatar_animated, it.avatar_frame, it.profile_modifier),
            *(it.profile_background, it.profile_mini_background, it.from_cache),
        ),
    ),
}
