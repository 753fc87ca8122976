"""ISteamFriends over Valve's library: the people: names, states, relationships, levels, nicknames, and whom one played with.

Rules: those of calls.py and structs.py. Valve says "[unknown]" for a name that it does not know; here that is "".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.steam.checks import require_str, text_fault
from steam_nodes.steam.groups.people import (
    EquippedProfileItems,
    EquippedProfileItemsChanged,
    FollowerCount,
    Following,
    FollowingList,
    PersonaNameSet,
    PersonaStateChanged,
)
from steam_nodes.steam.native.calls import (
    FRIENDS,
    Argument,
    Request,
    flat,
    id_fault,
    number,
    requested_about,
    to_bool,
    to_int,
    to_nothing,
    to_text,
    truth,
)
from steam_nodes.steam.native.structs import Answer, register, row, to_result
from steam_nodes.steam.stat_values import INT_MAX, INT_MIN
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.native.calls import About, AboutTwo, Plain
    from steam_nodes.steam.native.pipes.client_pipe import ClientPipe

_FOLLOWER_COUNT: Final = 344
_IS_FOLLOWING: Final = 345
_FOLLOWING_LIST: Final = 346
_NAME_SET: Final = 347
_ITEMS: Final = 351
_LISTED: Final = 50
_APP_BITS: Final = 0xFF_FFFF
"""What of a CGameID is the app; a mod or a shortcut has bits above."""
_NOBODY: Final = "[unknown]"
_SHORTS: Final = (-0x8000, 0x7FFF)


def _listed(call: int, result: int, told: bytes, count: int, total: int) -> FollowingList:
    """Return whom an answer names: the first `count` of its 50 places."""
    ids = (told[at : at + 8] for at in range(0, 8 * min(max(count, 0), _LISTED), 8))
    return FollowingList(call, to_result(result), tuple(SteamID(int.from_bytes(each, "little")) for each in ids), total)


def _items(call: int, result: int, user: int, *places: bool) -> EquippedProfileItems:
    """Return what a person has on their profile."""
    return EquippedProfileItems(call, to_result(result), SteamID(user), *places)


register(
    row(304, "PersonaStateChange_t", "<Qi", "<Qi4x", client=lambda user, flags: PersonaStateChanged(SteamID(user), flags)),
    row(
        *(_FOLLOWER_COUNT, "FriendsGetFollowerCount_t", "<iQi"),
        client=Answer(
            lambda lost: FollowerCount(lost.number, lost.result, SteamID(lost.about), 0),
            lambda number, result, user, count: FollowerCount(number, to_result(result), SteamID(user), count),
            about=1,
        ),
    ),
    row(
        *(_IS_FOLLOWING, "FriendsIsFollowing_t", "<iQ?3x"),
        client=Answer(
            lambda lost: Following(lost.number, lost.result, SteamID(lost.about), following=False),
            lambda number, result, user, following: Following(number, to_result(result), SteamID(user), following),
            about=1,
        ),
    ),
    row(
        *(_FOLLOWING_LIST, "FriendsEnumerateFollowingList_t", "<i400sii"),
        client=Answer(lambda lost: FollowingList(lost.number, lost.result, (), 0), _listed),
    ),
    row(
        *(_NAME_SET, "SetPersonaNameResponse_t", "<??2xi"),
        client=Answer(
            lambda lost: PersonaNameSet(lost.number, success=False, local_success=False, result=lost.result),
            lambda number, success, local, result: PersonaNameSet(number, success, local, to_result(result)),
        ),
    ),
    row(350, "EquippedProfileItemsChanged_t", "<Q", client=lambda user: EquippedProfileItemsChanged(SteamID(user))),
    row(
        *(_ITEMS, "EquippedProfileItems_t", "<iQ??????2x"),
        client=Answer(
            lambda lost: EquippedProfileItems(lost.number, lost.result, SteamID(lost.about), *(6 * (False,))),
            _items,
            about=1,
        ),
    ),
)


def _who(name: str) -> Argument[int]:
    """Declare a Steam ID."""
    return Argument(name, int, lambda _call, value: id_fault(value), int)


def _place(name: str) -> Argument[int]:
    """Declare a number of 32 bits with its sign, of which Valve knows itself what it means."""
    return number(name, INT_MIN, INT_MAX)


def _to_name(ffi: Any, told: Any) -> str:
    """Return a name, "" for one that is not known."""
    name = to_text(ffi, told)
    return "" if name == _NOBODY else name


def _to_group(_ffi: Any, told: Any) -> int:
    """Return the id of a group of friends, -1 for none."""
    return -1 if told is None else int(told)


_USER: Final = _who("steam_id")
_FRIEND: Final = _who("friend_id")
_SOURCE: Final = _who("source_id")
_FLAGS: Final = _place("friend_flags")
_GROUP: Final = number("friend_group", *_SHORTS)
_ITEM: Final = _place("item_type"), _place("item_property")


class NativePeople:
    """The people of ISteamFriends on a player's pipe.

    Args:
        pipe: The player's side of Steam.
    """

    def __init__(self, pipe: ClientPipe) -> None:
        """Take the pipe."""
        self._pipe = pipe

    get_persona_name: ClassVar[Plain[str]] = flat(FRIENDS, "GetPersonaName", _to_name)
    get_persona_state: ClassVar[Plain[int]] = flat(FRIENDS, "GetPersonaState", to_int)
    get_friend_persona_name: ClassVar[About[int, str]] = flat(FRIENDS, "GetFriendPersonaName", _to_name, _USER)
    get_friend_persona_name_history: ClassVar[AboutTwo[int, int, str]] = flat(
        FRIENDS, "GetFriendPersonaNameHistory", _to_name, _USER, _place("name_history")
    )
    get_friend_persona_state: ClassVar[About[int, int]] = flat(FRIENDS, "GetFriendPersonaState", to_int, _USER)
    get_friend_steam_level: ClassVar[About[int, int]] = flat(FRIENDS, "GetFriendSteamLevel", to_int, _USER)
    get_player_nickname: ClassVar[About[int, str]] = flat(FRIENDS, "GetPlayerNickname", to_text, _USER)
    request_user_information: ClassVar[AboutTwo[int, bool, bool]] = flat(
        FRIENDS, "RequestUserInformation", to_bool, _USER, truth("require_name_only")
    )
    get_user_restrictions: ClassVar[Plain[int]] = flat(FRIENDS, "GetUserRestrictions", to_int)

    get_friend_relationship: ClassVar[About[int, int]] = flat(FRIENDS, "GetFriendRelationship", to_int, _USER)
    get_friend_count: ClassVar[About[int, int]] = flat(FRIENDS, "GetFriendCount", to_int, _FLAGS)
    get_friend_by_index: ClassVar[AboutTwo[int, int, int]] = flat(FRIENDS, "GetFriendByIndex", to_int, _place("friend_number"), _FLAGS)
    has_friend: ClassVar[AboutTwo[int, int, bool]] = flat(FRIENDS, "HasFriend", to_bool, _USER, _FLAGS)
    get_friend_count_from_source: ClassVar[About[int, int]] = flat(FRIENDS, "GetFriendCountFromSource", to_int, _SOURCE)
    get_friend_from_source_by_index: ClassVar[AboutTwo[int, int, int]] = flat(
        FRIENDS, "GetFriendFromSourceByIndex", to_int, _SOURCE, _place("friend_number")
    )
    is_user_in_source: ClassVar[AboutTwo[int, int, bool]] = flat(FRIENDS, "IsUserInSource", to_bool, _USER, _SOURCE)

    get_friends_group_count: ClassVar[Plain[int]] = flat(FRIENDS, "GetFriendsGroupCount", to_int)
    get_friends_group_id_by_index: ClassVar[About[int, int]] = flat(FRIENDS, "GetFriendsGroupIDByIndex", _to_group, _place("friend_group"))
    get_friends_group_name: ClassVar[About[int, str]] = flat(FRIENDS, "GetFriendsGroupName", to_text, _GROUP)
    get_friends_group_members_count: ClassVar[About[int, int]] = flat(FRIENDS, "GetFriendsGroupMembersCount", to_int, _GROUP)

    set_played_with: ClassVar[About[int, None]] = flat(FRIENDS, "SetPlayedWith", to_nothing, _USER)
    get_coplay_friend_count: ClassVar[Plain[int]] = flat(FRIENDS, "GetCoplayFriendCount", to_int)
    get_coplay_friend: ClassVar[About[int, int]] = flat(FRIENDS, "GetCoplayFriend", to_int, _place("friend_index"))
    get_friend_coplay_game: ClassVar[About[int, int]] = flat(FRIENDS, "GetFriendCoplayGame", to_int, _FRIEND)
    get_friend_coplay_time: ClassVar[About[int, int]] = flat(FRIENDS, "GetFriendCoplayTime", to_int, _FRIEND)
    set_in_game_voice_speaking: ClassVar[AboutTwo[int, bool, None]] = flat(
        FRIENDS, "SetInGameVoiceSpeaking", to_nothing, _USER, truth("speaking")
    )

    get_follower_count: ClassVar[About[int, int]] = requested_about(FRIENDS, "GetFollowerCount", _FOLLOWER_COUNT, "steam_id", id_fault)
    is_following: ClassVar[About[int, int]] = requested_about(FRIENDS, "IsFollowing", _IS_FOLLOWING, "steam_id", id_fault)

    request_equipped_profile_items: ClassVar[About[int, int]] = requested_about(
        FRIENDS, "RequestEquippedProfileItems", _ITEMS, "steam_id", id_fault
    )
    has_equipped_profile_item: ClassVar[AboutTwo[int, int, bool]] = flat(FRIENDS, "BHasEquippedProfileItem", to_bool, _USER, _ITEM[0])
    get_profile_item_property_string: ClassVar[Callable[..., str]] = flat(FRIENDS, "GetProfileItemPropertyString", to_text, _USER, *_ITEM)
    get_profile_item_property_int: ClassVar[Callable[..., int]] = flat(FRIENDS, "GetProfileItemPropertyUint", to_int, _USER, *_ITEM)

    def listen(self) -> None:
        """Do nothing: Steam tells in any case."""

    def get_friend_game_played(self, steam_id: int) -> tuple[int, str, int, int, int] | None:
        """Return the (app, address of the server, its game port, its query port, lobby) of what a person plays."""
        pipe, call = self._pipe, "get_friend_game_played"
        if not pipe.may(FRIENDS.group, call, id_fault(steam_id)):
            return None
        game: Any = pipe.ffi.new("FriendGameInfo_t *")
        if not pipe.call(FRIENDS, call, "GetFriendGamePlayed", steam_id, game):
            return None
        low, high = game.m_steamIDLobby
        address = ".".join(map(str, int(game.m_unGameIP).to_bytes(4)))
        return int(game.m_gameID) & _APP_BITS, address, int(game.m_usGamePort), int(game.m_usQueryPort), int(low | high << 32)

    def get_friends_group_members_list(self, friend_group: int, member_count: int) -> list[int]:
        """Return the ids of at most so many friends in a group."""
        pipe, call = self._pipe, "get_friends_group_members_list"
        fault = _GROUP.fault(call, friend_group) or _place("member_count").fault(call, member_count)
        if not pipe.may(FRIENDS.group, call, fault):
            return []
        room = max(0, min(member_count, self.get_friends_group_members_count(friend_group)))
        ids: Any = pipe.ffi.new("uint64_t[]", room)
        if room:
            pipe.call(FRIENDS, call, "GetFriendsGroupMembersList", friend_group, ids, room)
        return [int(each) for each in ids]

    def set_persona_name(self, persona_name: str) -> int:
        """Give the player another name."""
        call = "set_persona_name"
        fault = text_fault(call, require_str(call, "persona_name", persona_name))
        return self._pipe.request(
            FRIENDS, Request(call, "SetPersonaName", _NAME_SET, _NAME_SET), persona_name.encode(errors="replace"), fault=fault
        )

    def enumerate_following_list(self, start_index: int) -> int:
        """Ask whom the player follows, from a place on."""
        call = "enumerate_following_list"
        fault = number("start_index").fault(call, start_index)
        return self._pipe.request(
            FRIENDS, Request(call, "EnumerateFollowingList", _FOLLOWING_LIST, _FOLLOWING_LIST), start_index, fault=fault
        )
