"""The people: names, states, relationships, levels, nicknames, and whom one played with, as GodotSteam has them.

Rules: those of apps.py. What is not known of a person is 0, "", False or `{}`, and no error. Three signals have the very
names that the calls which they answer would have in snake_case: these are the signals', and the calls are `request_follower_count`,
`request_is_following` and `request_following_list`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.object.signal import Signal
from steam_nodes.steam.checks import require_bool, require_int, require_str
from steam_nodes.steam.enums import flat, member_of
from steam_nodes.steam.groups import people, people_enums
from steam_nodes.steam.nodes.steam_node import Emits, SteamNode
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.results import Result

    class _Base(SteamNode, people_enums.PeopleNames):
        """What `flat` makes of the node, for type checkers."""
else:
    _Base = SteamNode

_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF
_GAME_KEYS: Final = ("id", "ip", "game_port", "query_port", "lobby")


@flat(people_enums.PeopleNames)
class People(_Base):
    """The people: names, states, relationships, levels, nicknames, and whom one played with.

    Args:
        backend: Steam as the player's program sees it.
    """

    _backend_: ClientBackend
    _emissions_: ClassVar[Mapping[type, Any]] = {
        people.PersonaStateChanged: Emits("persona_state_change", ("steam_id", "flags")),
        people.FollowerCount: Emits("get_follower_count", ("result", "steam_id", "count"), answer=""),
        people.Following: Emits("is_following", ("result", "steam_id", "following"), answer=""),
        people.FollowingList: lambda node, it: node.enumerate_following_list.emit(it.result, it.listed, it.returned, it.total),
        people.PersonaNameSet: Emits("name_changed", ("success", "local_success", "result"), answer=""),
        people.EquippedProfileItemsChanged: Emits("equipped_profile_items_changed", ("steam_id",)),
        people.EquippedProfileItems: lambda node, it: node.equipped_profile_items.emit(it.result, it.steam_id, it.profile_data),
    }
    persona_state_change: Signal[SteamID, int] = Signal("steam_id", "flags", blinker=True)
    """Something about a person is another than before; the flags are bits of `PersonaChange`.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#PersonaStateChange_t.
    """
    get_follower_count: Signal[Result, SteamID, int] = Signal("result", "steam_id", "count", blinker=True)
    """The answer to one `getFollowerCount`.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#FriendsGetFollowerCount_t.
    """
    is_following: Signal[Result, SteamID, bool] = Signal("result", "steam_id", "following", blinker=True)
    """The answer to one `isFollowing`.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#FriendsIsFollowing_t.
    """
    enumerate_following_list: Signal[Result, list[SteamID], int, int] = Signal(
        "result", "following", "returned_following", "total_following", blinker=True
    )
    """The answer to one `enumerateFollowingList`: some of those whom the player follows, how many these are, and how many there are in all.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#FriendsEnumerateFollowingList_t.
    """
    name_changed: Signal[bool, bool, Result] = Signal("success", "local_success", "result", blinker=True)
    """The answer to one `set_persona_name`; GodotSteam has it up to 4.13, for Steam has it up to SDK 1.61.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#SetPersonaNameResponse_t.
    """
    equipped_profile_items_changed: Signal[SteamID] = Signal("steam_id", blinker=True)
    """A person has put another item on their profile; ask again.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#EquippedProfileItemsChanged_t.
    """
    equipped_profile_items: Signal[Result, SteamID, dict[str, bool]] = Signal("result", "steam_id", "profile_data", blinker=True)
    """The answer to one `request_equipped_profile_items`: which places of the profile hold an item, and `from_cache`.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#EquippedProfileItems_t.
    """
    CommunityProfileItemProperty = people_enums.CommunityProfileItemProperty
    CommunityProfileItemType = people_enums.CommunityProfileItemType
    FriendFlags = people_enums.FriendFlags
    FriendRelationship = people_enums.FriendRelationship
    PersonaChange = people_enums.PersonaChange
    PersonaState = people_enums.PersonaState

    # Names and states.

    def get_persona_name(self) -> str:
        """Return what the player is called, "" if that is not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetPersonaName.
        """
        return self._backend_.people.get_persona_name()

    def get_persona_state(self) -> int:
        """Return how the player shows themself, PERSONA_STATE_OFFLINE (0) if Steam is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetPersonaState.
        """
        return member_of(people_enums.PersonaState, self._backend_.people.get_persona_state())

    def set_persona_name(self, name: str) -> None:
        """Give the player another name; `name_changed` answers, and friends see it.

        GodotSteam has it up to 4.13 (removed in 4.14), for Steam has it up to SDK 1.61; a newer library refuses it by name.
        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#SetPersonaName.

        Args:
            name: The name, 1 to 127 bytes of UTF-8 and at most 31 units of UTF-16.

        Raises:
            TypeError: It is not a str.
        """
        self._backend_.people.set_persona_name(require_str("set_persona_name", "name", name))

    def get_friend_persona_name(self, steam_id: int) -> str:
        """Return what a person is called, "" if that is not known yet.

        Steam is asked for a name that it does not know; `persona_state_change` follows then.
        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendPersonaName.

        Args:
            steam_id: The person's 64-bit Steam ID; it need not be a friend's.

        Raises:
            TypeError: It is not an int.
        """
        require_int("get_friend_persona_name", "steam_id", steam_id)
        name = self._backend_.people.get_friend_persona_name(steam_id)
        if not name and self._backend_.get_steam_id() and 0 < steam_id <= _UINT64 and SteamID(steam_id).is_individual:
            self._backend_.people.request_user_information(steam_id, require_name_only=True)
        return name

    def get_friend_persona_name_history(self, steam_id: int, name_history: int) -> str:
        """Return what a person was called before, "" for nothing further.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendPersonaNameHistory.

        Args:
            steam_id: The person's 64-bit Steam ID.
            name_history: 0 for the name of now, 1 for the one before it, and so on.

        Raises:
            TypeError: An argument has the wrong type.
        """
        require_int("get_friend_persona_name_history", "steam_id", steam_id)
        require_int("get_friend_persona_name_history", "name_history", name_history)
        return self._backend_.people.get_friend_persona_name_history(steam_id, name_history)

    def get_friend_persona_state(self, steam_id: int) -> int:
        """Return how a person shows themself, PERSONA_STATE_OFFLINE (0) for who is not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendPersonaState.

        Args:
            steam_id: The person's 64-bit Steam ID.

        Raises:
            TypeError: It is not an int.
        """
        return member_of(
            people_enums.PersonaState,
            self._backend_.people.get_friend_persona_state(require_int("get_friend_persona_state", "steam_id", steam_id)),
        )

    def get_friend_steam_level(self, steam_id: int) -> int:
        """Return a person's level on Steam, 0 if it is not known yet.

        `persona_state_change` with PERSONA_CHANGE_STEAM_LEVEL follows where Steam had to ask for it.
        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendSteamLevel.

        Args:
            steam_id: The person's 64-bit Steam ID.

        Raises:
            TypeError: It is not an int.
        """
        return self._backend_.people.get_friend_steam_level(require_int("get_friend_steam_level", "steam_id", steam_id))

    def get_player_nickname(self, steam_id: int) -> str:
        """Return the nickname that the player has given to a person, "" for none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetPlayerNickname.

        Args:
            steam_id: The person's 64-bit Steam ID.

        Raises:
            TypeError: It is not an int.
        """
        return self._backend_.people.get_player_nickname(require_int("get_player_nickname", "steam_id", steam_id))

    def get_friend_game_played(self, steam_id: int) -> dict[str, Any]:
        """Return what a person plays now.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendGamePlayed.

        Args:
            steam_id: The person's 64-bit Steam ID.

        Returns:
            `{"id": int, "ip": str, "game_port": int, "query_port": int, "lobby": int}`, id the app; `{}` if they play nothing.

        Raises:
            TypeError: It is not an int.
        """
        found = self._backend_.people.get_friend_game_played(require_int("get_friend_game_played", "steam_id", steam_id))
        return {} if found is None else dict(zip(_GAME_KEYS, found, strict=True))

    def request_user_information(self, steam_id: int, require_name_only: bool) -> bool:
        """Ask for what Steam does not know of a person: the name, and the avatar.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#RequestUserInformation.

        Args:
            steam_id: The person's 64-bit Steam ID.
            require_name_only: Whether the name is all that is wanted.

        Returns:
            True if it was asked for, and `persona_state_change` follows; False if it is all here.

        Raises:
            TypeError: An argument has the wrong type.
        """
        require_int("request_user_information", "steam_id", steam_id)
        require_bool("request_user_information", "require_name_only", require_name_only)
        return self._backend_.people.request_user_information(steam_id, require_name_only)

    def get_user_restrictions(self) -> int:
        """Return what the player's account may not do, as bits; 0 for no restriction.

        GodotSteam has it up to 4.13 (removed in 4.14), for Steam has it up to SDK 1.61; a newer library refuses it by name.
        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetUserRestrictions.
        """
        return self._backend_.people.get_user_restrictions()

    # Who is what to the player.

    def get_friend_relationship(self, steam_id: int) -> int:
        """Return what a person is to the player.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendRelationship.

        Args:
            steam_id: The person's 64-bit Steam ID.

        Raises:
            TypeError: It is not an int.
        """
        return member_of(
            people_enums.FriendRelationship,
            self._backend_.people.get_friend_relationship(require_int("get_friend_relationship", "steam_id", steam_id)),
        )

    def get_friend_count(self, friend_flags: int = people_enums.FriendFlags.ALL) -> int:
        """Return how many people there are of some kinds; FRIEND_FLAG_IMMEDIATE (4) means the friends.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendCount.

        Args:
            friend_flags: Which people are meant, bits of `FriendFlags`; all of them by default.

        Raises:
            TypeError: It is not an int.
        """
        return self._backend_.people.get_friend_count(require_int("get_friend_count", "friend_flags", friend_flags))

    def get_friend_by_index(self, friend_number: int, friend_flags: int = people_enums.FriendFlags.ALL) -> int:
        """Return the Steam ID of one of them by place, 0 if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendByIndex.

        Args:
            friend_number: The place, 0 to `get_friend_count(friend_flags) - 1`.
            friend_flags: Which people are meant, bits of `FriendFlags`; all of them by default.

        Raises:
            TypeError: An argument has the wrong type.
        """
        require_int("get_friend_by_index", "friend_number", friend_number)
        require_int("get_friend_by_index", "friend_flags", friend_flags)
        return self._backend_.people.get_friend_by_index(friend_number, friend_flags)

    def has_friend(self, steam_id: int, friend_flags: int) -> bool:
        """Return whether a person is one of some kinds.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#HasFriend.

        Args:
            steam_id: The person's 64-bit Steam ID.
            friend_flags: Which kinds are meant, bits of `FriendFlags`.

        Raises:
            TypeError: An argument has the wrong type.
        """
        require_int("has_friend", "steam_id", steam_id)
        require_int("has_friend", "friend_flags", friend_flags)
        return self._backend_.people.has_friend(steam_id, friend_flags)

    def get_user_steam_friends(self) -> list[dict[str, Any]]:
        """Return all friends with their names and states.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendByIndex.

        Returns:
            For each friend `{"id": int, "name": str, "status": PersonaState}`.
        """
        everyone, friends = self._backend_.people, people_enums.FriendFlags.IMMEDIATE
        ids = [everyone.get_friend_by_index(place, friends) for place in range(everyone.get_friend_count(friends))]
        return [self._person_(each) for each in ids]

    def get_friend_count_from_source(self, source_id: int) -> int:
        """Return how many people there are in a group, a chat, a lobby or on a server that the player is in.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendCountFromSource.

        Args:
            source_id: The Steam ID of a group of people, a chat, a lobby or a game server.

        Raises:
            TypeError: It is not an int.
        """
        return self._backend_.people.get_friend_count_from_source(require_int("get_friend_count_from_source", "source_id", source_id))

    def get_friend_from_source_by_index(self, source_id: int, friend_number: int) -> int:
        """Return the Steam ID of one of them by place, 0 if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendFromSourceByIndex.

        Args:
            source_id: The Steam ID of a group of people, a chat, a lobby or a game server.
            friend_number: The place, 0 to `get_friend_count_from_source(source_id) - 1`.

        Raises:
            TypeError: An argument has the wrong type.
        """
        require_int("get_friend_from_source_by_index", "source_id", source_id)
        require_int("get_friend_from_source_by_index", "friend_number", friend_number)
        return self._backend_.people.get_friend_from_source_by_index(source_id, friend_number)

    def is_user_in_source(self, steam_id: int, source_id: int) -> bool:
        """Return whether a person is in a group, a chat, a lobby or on a server.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#IsUserInSource.

        Args:
            steam_id: The person's 64-bit Steam ID.
            source_id: The Steam ID of a group of people, a chat, a lobby or a game server.

        Raises:
            TypeError: An argument has the wrong type.
        """
        require_int("is_user_in_source", "steam_id", steam_id)
        require_int("is_user_in_source", "source_id", source_id)
        return self._backend_.people.is_user_in_source(steam_id, source_id)

    # The groups that the player has put friends into.

    def get_friends_group_count(self) -> int:
        """Return how many groups of friends the player has made.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendsGroupCount.
        """
        return self._backend_.people.get_friends_group_count()

    def get_friends_group_id_by_index(self, friend_group: int) -> int:
        """Return the id of a group of friends by place, INVALID_FRIEND_GROUP_ID (-1) if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendsGroupIDByIndex.

        Args:
            friend_group: The place, 0 to `get_friends_group_count() - 1`.

        Raises:
            TypeError: It is not an int.
        """
        return self._backend_.people.get_friends_group_id_by_index(
            require_int("get_friends_group_id_by_index", "friend_group", friend_group)
        )

    def get_friends_group_name(self, friend_group: int) -> str:
        """Return the name of a group of friends, "" if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendsGroupName.

        Args:
            friend_group: The id of the group.

        Raises:
            TypeError: It is not an int.
        """
        return self._backend_.people.get_friends_group_name(require_int("get_friends_group_name", "friend_group", friend_group))

    def get_friends_group_members_count(self, friend_group: int) -> int:
        """Return how many friends are in a group.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendsGroupMembersCount.

        Args:
            friend_group: The id of the group.

        Raises:
            TypeError: It is not an int.
        """
        return self._backend_.people.get_friends_group_members_count(
            require_int("get_friends_group_members_count", "friend_group", friend_group)
        )

    def get_friends_group_members_list(self, friend_group: int, member_count: int) -> list[int]:
        """Return the Steam IDs of the friends in a group.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendsGroupMembersList.

        Args:
            friend_group: The id of the group.
            member_count: How many at most.

        Raises:
            TypeError: An argument has the wrong type.
        """
        require_int("get_friends_group_members_list", "friend_group", friend_group)
        require_int("get_friends_group_members_list", "member_count", member_count)
        return self._backend_.people.get_friends_group_members_list(friend_group, member_count)

    def get_user_friends_groups(self) -> list[dict[str, Any]]:
        """Return all groups of friends with their names and sizes.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendsGroupIDByIndex.

        Returns:
            For each group `{"id": int, "name": str, "members": int}`.
        """
        everyone = self._backend_.people
        ids = [everyone.get_friends_group_id_by_index(place) for place in range(everyone.get_friends_group_count())]
        return [
            {"id": each, "name": everyone.get_friends_group_name(each), "members": everyone.get_friends_group_members_count(each)}
            for each in ids
        ]

    # Whom one played with.

    def set_played_with(self, steam_id: int) -> None:
        """Note that the player plays with a person now, for the list of recent players.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#SetPlayedWith.

        Args:
            steam_id: The person's 64-bit Steam ID.

        Raises:
            TypeError: It is not an int.
        """
        self._backend_.people.set_played_with(require_int("set_played_with", "steam_id", steam_id))

    def get_coplay_friend_count(self) -> int:
        """Return how many people the player played with lately.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetCoplayFriendCount.
        """
        return self._backend_.people.get_coplay_friend_count()

    def get_coplay_friend(self, friend_index: int) -> int:
        """Return the Steam ID of one of them by place, 0 if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetCoplayFriend.

        Args:
            friend_index: The place, 0 to `get_coplay_friend_count() - 1`, the last one first.

        Raises:
            TypeError: It is not an int.
        """
        return self._backend_.people.get_coplay_friend(require_int("get_coplay_friend", "friend_index", friend_index))

    def get_friend_coplay_game(self, friend_id: int) -> int:
        """Return the app that the player played with a person last, 0 for none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendCoplayGame.

        Args:
            friend_id: The person's 64-bit Steam ID.

        Raises:
            TypeError: It is not an int.
        """
        return self._backend_.people.get_friend_coplay_game(require_int("get_friend_coplay_game", "friend_id", friend_id))

    def get_friend_coplay_time(self, friend_id: int) -> int:
        """Return when that was in seconds since 1970, 0 for never.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendCoplayTime.

        Args:
            friend_id: The person's 64-bit Steam ID.

        Raises:
            TypeError: It is not an int.
        """
        return self._backend_.people.get_friend_coplay_time(require_int("get_friend_coplay_time", "friend_id", friend_id))

    def get_recent_players(self) -> list[dict[str, Any]]:
        """Return whom the player played this game with lately, the last one first.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetCoplayFriend.

        Returns:
            For each `{"id": int, "name": str, "time": int, "status": PersonaState}`, time in seconds since 1970.
        """
        everyone, app = self._backend_.people, self._backend_.get_app_id()
        ids = [everyone.get_coplay_friend(place) for place in range(everyone.get_coplay_friend_count())]
        return [
            {"id": each, "name": person["name"], "time": everyone.get_friend_coplay_time(each), "status": person["status"]}
            for each, person in ((each, self._person_(each)) for each in ids if everyone.get_friend_coplay_game(each) == app)
        ]

    def set_in_game_voice_speaking(self, steam_id: int, speaking: bool) -> None:
        """Say that a person talks in the game's own voice chat, for which Steam turns its own down.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#SetInGameVoiceSpeaking.

        Args:
            steam_id: The person's 64-bit Steam ID.
            speaking: Whether they talk.

        Raises:
            TypeError: An argument has the wrong type.
        """
        require_int("set_in_game_voice_speaking", "steam_id", steam_id)
        require_bool("set_in_game_voice_speaking", "speaking", speaking)
        self._backend_.people.set_in_game_voice_speaking(steam_id, speaking)

    # Who follows whom.

    def request_follower_count(self, steam_id: int) -> None:
        """Ask how many people follow a person; the signal `get_follower_count` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFollowerCount.

        Args:
            steam_id: The person's 64-bit Steam ID.

        Raises:
            TypeError: It is not an int.
        """
        self._backend_.people.get_follower_count(require_int("request_follower_count", "steam_id", steam_id))

    def request_is_following(self, steam_id: int) -> None:
        """Ask whether the player follows a person; the signal `is_following` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#IsFollowing.

        Args:
            steam_id: The person's 64-bit Steam ID.

        Raises:
            TypeError: It is not an int.
        """
        self._backend_.people.is_following(require_int("request_is_following", "steam_id", steam_id))

    def request_following_list(self, start_index: int) -> None:
        """Ask whom the player follows; the signal `enumerate_following_list` answers with at most 50 of them.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#EnumerateFollowingList.

        Args:
            start_index: The place of the first one, from 0.

        Raises:
            TypeError: It is not an int.
        """
        self._backend_.people.enumerate_following_list(require_int("request_following_list", "start_index", start_index))

    # What people have on their profiles.

    def request_equipped_profile_items(self, steam_id: int) -> None:
        """Ask what a person has on their profile; `equipped_profile_items` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#RequestEquippedProfileItems.

        Args:
            steam_id: The person's 64-bit Steam ID.

        Raises:
            TypeError: It is not an int.
        """
        self._backend_.people.request_equipped_profile_items(require_int("request_equipped_profile_items", "steam_id", steam_id))

    def has_equipped_profile_item(self, steam_id: int, item_type: int) -> bool:
        """Return whether a person who was asked about has an item in a place of their profile.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#BHasEquippedProfileItem.

        Args:
            steam_id: The person's 64-bit Steam ID.
            item_type: The place of the profile, one of `CommunityProfileItemType`.

        Raises:
            TypeError: An argument has the wrong type.
        """
        require_int("has_equipped_profile_item", "steam_id", steam_id)
        require_int("has_equipped_profile_item", "item_type", item_type)
        return self._backend_.people.has_equipped_profile_item(steam_id, item_type)

    def get_profile_item_property_string(self, steam_id: int, item_type: int, item_property: int) -> str:
        """Return a text about an item of a profile, "" if it is not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetProfileItemPropertyString.

        Args:
            steam_id: The person's 64-bit Steam ID.
            item_type: The place of the profile, one of `CommunityProfileItemType`.
            item_property: What is asked, one of `CommunityProfileItemProperty`.

        Raises:
            TypeError: An argument has the wrong type.
        """
        require_int("get_profile_item_property_string", "steam_id", steam_id)
        require_int("get_profile_item_property_string", "item_type", item_type)
        require_int("get_profile_item_property_string", "item_property", item_property)
        return self._backend_.people.get_profile_item_property_string(steam_id, item_type, item_property)

    def get_profile_item_property_int(self, steam_id: int, item_type: int, item_property: int) -> int:
        """Return a number about an item of a profile, 0 if it is not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetProfileItemPropertyUint.

        Args:
            steam_id: The person's 64-bit Steam ID.
            item_type: The place of the profile, one of `CommunityProfileItemType`.
            item_property: What is asked, one of `CommunityProfileItemProperty`.

        Raises:
            TypeError: An argument has the wrong type.
        """
        require_int("get_profile_item_property_int", "steam_id", steam_id)
        require_int("get_profile_item_property_int", "item_type", item_type)
        require_int("get_profile_item_property_int", "item_property", item_property)
        return self._backend_.people.get_profile_item_property_int(steam_id, item_type, item_property)

    def _person_(self, steam_id: int) -> dict[str, Any]:
        everyone = self._backend_.people
        state = member_of(people_enums.PersonaState, everyone.get_friend_persona_state(steam_id))
        return {"id": steam_id, "name": everyone.get_friend_persona_name(steam_id), "status": state}

    enumerateFollowingList = request_following_list
    getCoplayFriend = get_coplay_friend
    getCoplayFriendCount = get_coplay_friend_count
    getFollowerCount = request_follower_count
    getFriendByIndex = get_friend_by_index
    getFriendCoplayGame = get_friend_coplay_game
    getFriendCoplayTime = get_friend_coplay_time
    getFriendCount = get_friend_count
    getFriendCountFromSource = get_friend_count_from_source
    getFriendFromSourceByIndex = get_friend_from_source_by_index
    getFriendGamePlayed = get_friend_game_played
    getFriendPersonaName = get_friend_persona_name
    getFriendPersonaNameHistory = get_friend_persona_name_history
    getFriendPersonaState = get_friend_persona_state
    getFriendRelationship = get_friend_relationship
    getFriendSteamLevel = get_friend_steam_level
    getFriendsGroupCount = get_friends_group_count
    getFriendsGroupIDByIndex = get_friends_group_id_by_index
    getFriendsGroupMembersCount = get_friends_group_members_count
    getFriendsGroupMembersList = get_friends_group_members_list
    getFriendsGroupName = get_friends_group_name
    getPersonaName = get_persona_name
    getPersonaState = get_persona_state
    getPlayerNickname = get_player_nickname
    getProfileItemPropertyInt = get_profile_item_property_int
    getProfileItemPropertyString = get_profile_item_property_string
    getRecentPlayers = get_recent_players
    getUserFriendsGroups = get_user_friends_groups
    getUserRestrictions = get_user_restrictions
    getUserSteamFriends = get_user_steam_friends
    hasEquippedProfileItem = has_equipped_profile_item
    hasFriend = has_friend
    isFollowing = request_is_following
    isUserInSource = is_user_in_source
    requestEquippedProfileItems = request_equipped_profile_items
    requestUserInformation = request_user_information
    setInGameVoiceSpeaking = set_in_game_voice_speaking
    setPersonaName = set_persona_name
    setPlayedWith = set_played_with
