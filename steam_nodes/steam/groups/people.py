"""People: names, states, relationships, levels, nicknames, and whom one played with, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the records stand first. Flags are bits of people_enums.FriendFlags and PersonaChange.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from steam_nodes.steam.callbacks import GroupRecord

if TYPE_CHECKING:
    from steam_nodes.steam.results import Result
    from steam_nodes.steam.steam_id import SteamID


_ITEM_KEYS: Final = ("avatar_animated", "avatar_frame", "profile_modifier", "profile_background", "profile_mini_background", "from_cache")


@dataclass(frozen=True, slots=True)
class PersonaStateChanged(GroupRecord):
    """Something about a person is another than before; `flags` are bits of PersonaChange (Valve's PersonaStateChange_t, 304)."""

    steam_id: SteamID
    flags: int


@dataclass(frozen=True, slots=True)
class FollowerCount(GroupRecord):
    """The answer to one `get_follower_count` (Valve's FriendsGetFollowerCount_t, 344)."""

    call: int
    result: Result
    steam_id: SteamID
    count: int


@dataclass(frozen=True, slots=True)
class Following(GroupRecord):
    """The answer to one `is_following` (Valve's FriendsIsFollowing_t, 345)."""

    call: int
    result: Result
    steam_id: SteamID
    following: bool


@dataclass(frozen=True, slots=True)
class FollowingList(GroupRecord):
    """The answer to one `enumerate_following_list`: at most 50 of all (Valve's FriendsEnumerateFollowingList_t, 346)."""

    call: int
    result: Result
    following: tuple[SteamID, ...]
    total: int

    @property
    def listed(self) -> list[SteamID]:
        """Those whom it names, as a list of their own."""
        return list(self.following)

    @property
    def returned(self) -> int:
        """How many it names."""
        return len(self.following)


@dataclass(frozen=True, slots=True)
class PersonaNameSet(GroupRecord):
    """The answer to one `set_persona_name` (Valve's SetPersonaNameResponse_t, 347). `local_success`: the name is kept on this machine."""

    call: int
    success: bool
    local_success: bool
    result: Result


@dataclass(frozen=True, slots=True)
class EquippedProfileItemsChanged(GroupRecord):
    """A person has put another item on their profile (Valve's EquippedProfileItemsChanged_t, 350)."""

    steam_id: SteamID


@dataclass(frozen=True, slots=True)
class EquippedProfileItems(GroupRecord):
    """The answer to one `request_equipped_profile_items` (Valve's EquippedProfileItems_t, 351)."""

    call: int
    result: Result
    steam_id: SteamID
    avatar_animated: bool
    avatar_frame: bool
    profile_modifier: bool
    profile_background: bool
    profile_mini_background: bool
    from_cache: bool

    @property
    def profile_data(self) -> dict[str, bool]:
        """Which places of the profile hold an item, and whether Steam knew that already."""
        return {key: getattr(self, key) for key in _ITEM_KEYS}


class People(Protocol):
    """The people of ISteamFriends, as a player's own program calls it."""

    def listen(self) -> None:
        """Have PersonaStateChanged and EquippedProfileItemsChanged tell of people from now on; Valve's Steam does so in any case."""

    # Names and states.

    def get_persona_name(self) -> str:
        """What the player is called; "" if that is not known."""

    def get_persona_state(self) -> int:
        """How the player shows themself, one of PersonaState; 0 if not initialised."""

    def set_persona_name(self, persona_name: str) -> int:
        """Give the player another name; PersonaNameSet answers with this number."""

    def get_friend_persona_name(self, steam_id: int) -> str:
        """What a person is called; "" if that is not known."""

    def get_friend_persona_name_history(self, steam_id: int, name_history: int) -> str:
        """What a person was called, 0 for now, 1 for before that; "" for nothing further."""

    def get_friend_persona_state(self, steam_id: int) -> int:
        """How a person shows themself, one of PersonaState; 0 for who is not known."""

    def get_friend_steam_level(self, steam_id: int) -> int:
        """A person's level on Steam; 0 if it is not known."""

    def get_player_nickname(self, steam_id: int) -> str:
        """What the player calls a person; "" for no nickname."""

    def get_friend_game_played(self, steam_id: int) -> tuple[int, str, int, int, int] | None:
        """The (app, address of the server, its game port, its query port, lobby) of what a person plays; None for nothing."""

    def request_user_information(self, steam_id: int, require_name_only: bool) -> bool:
        """Ask for what is not known of a person; True: PersonaStateChanged follows, False: it is all here."""

    def get_user_restrictions(self) -> int:
        """What the player's account may not do, as bits; 0 for no restriction."""

    # Who is what to the player.

    def get_friend_relationship(self, steam_id: int) -> int:
        """What a person is to the player, one of FriendRelationship."""

    def get_friend_count(self, friend_flags: int) -> int:
        """How many people there are of these kinds."""

    def get_friend_by_index(self, friend_number: int, friend_flags: int) -> int:
        """The id of one of them by place; 0 if there is none."""

    def has_friend(self, steam_id: int, friend_flags: int) -> bool:
        """Whether a person is one of them."""

    def get_friend_count_from_source(self, source_id: int) -> int:
        """How many people there are in a group, a chat, a lobby or on a server that the player is in."""

    def get_friend_from_source_by_index(self, source_id: int, friend_number: int) -> int:
        """The id of one of them by place; 0 if there is none."""

    def is_user_in_source(self, steam_id: int, source_id: int) -> bool:
        """Whether a person is one of them."""

    # The groups that the player has put friends into.

    def get_friends_group_count(self) -> int:
        """How many groups there are."""

    def get_friends_group_id_by_index(self, friend_group: int) -> int:
        """The id of a group by place; -1 if there is none."""

    def get_friends_group_name(self, friend_group: int) -> str:
        """The name of a group; "" if there is none."""

    def get_friends_group_members_count(self, friend_group: int) -> int:
        """How many friends are in a group."""

    def get_friends_group_members_list(self, friend_group: int, member_count: int) -> list[int]:
        """The ids of at most so many friends in a group."""

    # Whom one played with.

    def set_played_with(self, steam_id: int) -> None:
        """Note that the player plays with a person now."""

    def get_coplay_friend_count(self) -> int:
        """How many people the player played with lately."""

    def get_coplay_friend(self, friend_index: int) -> int:
        """The id of one of them by place, the last one first; 0 if there is none."""

    def get_friend_coplay_game(self, friend_id: int) -> int:
        """Which app the player played with a person last; 0 for none."""

    def get_friend_coplay_time(self, friend_id: int) -> int:
        """When that was, in seconds since 1970; 0 for never."""

    def set_in_game_voice_speaking(self, steam_id: int, speaking: bool) -> None:
        """Say that a person talks, for which Steam turns its own voice chat down."""

    # Who follows whom.

    def get_follower_count(self, steam_id: int) -> int:
        """Ask how many follow a person; FollowerCount answers with this number."""

    def is_following(self, steam_id: int) -> int:
        """Ask whether the player follows a person; Following answers with this number."""

    def enumerate_following_list(self, start_index: int) -> int:
        """Ask whom the player follows, from a place on; FollowingList answers with this number."""

    # What people have on their profiles.

    def request_equipped_profile_items(self, steam_id: int) -> int:
        """Ask what a person has on their profile; EquippedProfileItems answers with this number."""

    def has_equipped_profile_item(self, steam_id: int, item_type: int) -> bool:
        """Whether a person who was asked about has an item in a place, one of CommunityProfileItemType."""

    def get_profile_item_property_string(self, steam_id: int, item_type: int, item_property: int) -> str:
        """What an item is, one of CommunityProfileItemProperty, as a text; "" if that is not known."""

    def get_profile_item_property_int(self, steam_id: int, item_type: int, item_property: int) -> int:
        """What an item is as a number; 0 if that is not known."""
