"""Steam's groups of people, which Valve calls clans, and their chats, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the enums and the records stand first. A chat has an id of its own, made of the group's
(`chat_of`); what is asked of a chat takes either.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final, Protocol

from steam_nodes.steam.callbacks import GroupRecord
from steam_nodes.steam.enums import AccountType
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steam_nodes.steam.results import Result

MESSAGE_BYTES: Final = 2048
"""How many bytes a message in a group's chat has at most, with the NUL that ends it."""
_CLAN_FLAG: Final = 0x80000
"""The bit of an instance that tells the chat of a group from others (k_EChatInstanceFlagClan)."""


class ChatEntryType(IntEnum):
    """What an entry of a chat is.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#EChatEntryType.
    """

    INVALID = 0
    CHAT_MSG = 1
    TYPING = 2
    INVITE_GAME = 3
    EMOTE = 4
    LEFT_CONVERSATION = 6
    ENTERED = 7
    WAS_KICKED = 8
    WAS_BANNED = 9
    DISCONNECTED = 10
    HISTORICAL_CHAT = 11
    LINK_BLOCKED = 14

    CHAT_ENTRY_TYPE_INVALID = INVALID
    CHAT_ENTRY_TYPE_CHAT_MSG = CHAT_MSG
    CHAT_ENTRY_TYPE_TYPING = TYPING
    CHAT_ENTRY_TYPE_INVITE_GAME = INVITE_GAME
    CHAT_ENTRY_TYPE_EMOTE = EMOTE
    CHAT_ENTRY_TYPE_LEFT_CONVERSATION = LEFT_CONVERSATION
    CHAT_ENTRY_TYPE_ENTERED = ENTERED
    CHAT_ENTRY_TYPE_WAS_KICKED = WAS_KICKED
    CHAT_ENTRY_TYPE_WAS_BANNED = WAS_BANNED
    CHAT_ENTRY_TYPE_DISCONNECTED = DISCONNECTED
    CHAT_ENTRY_TYPE_HISTORICAL_CHAT = HISTORICAL_CHAT
    CHAT_ENTRY_TYPE_LINK_BLOCKED = LINK_BLOCKED


class ChatRoomEnterResponse(IntEnum):
    """What became of entering a chat.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#EChatRoomEnterResponse.
    """

    SUCCESS = 1
    DOESNT_EXIST = 2
    NOT_ALLOWED = 3
    FULL = 4
    ERROR = 5
    BANNED = 6
    LIMITED = 7
    CLAN_DISABLED = 8
    COMMUNITY_BAN = 9
    MEMBER_BLOCKED_YOU = 10
    YOU_BLOCKED_MEMBER = 11
    RATE_LIMIT_EXCEEDED = 15

    CHAT_ROOM_ENTER_RESPONSE_SUCCESS = SUCCESS
    CHAT_ROOM_ENTER_RESPONSE_DOESNT_EXIST = DOESNT_EXIST
    CHAT_ROOM_ENTER_RESPONSE_NOT_ALLOWED = NOT_ALLOWED
    CHAT_ROOM_ENTER_RESPONSE_FULL = FULL
    CHAT_ROOM_ENTER_RESPONSE_ERROR = ERROR
    CHAT_ROOM_ENTER_RESPONSE_BANNED = BANNED
    CHAT_ROOM_ENTER_RESPONSE_LIMITED = LIMITED
    CHAT_ROOM_ENTER_RESPONSE_CLAN_DISABLED = CLAN_DISABLED
    CHAT_ROOM_ENTER_RESPONSE_COMMUNITY_BAN = COMMUNITY_BAN
    CHAT_ROOM_ENTER_RESPONSE_MEMBER_BLOCKED_YOU = MEMBER_BLOCKED_YOU
    CHAT_ROOM_ENTER_RESPONSE_YOU_BLOCKED_MEMBER = YOU_BLOCKED_MEMBER
    CHAT_ROOM_ENTER_RESPONSE_RATE_LIMIT_EXCEEDED = RATE_LIMIT_EXCEEDED


@dataclass(frozen=True, slots=True)
class ClanOfficers(GroupRecord):
    """The answer to one `request_clan_officer_list` (Valve's ClanOfficerListResponse_t, 335)."""

    call: int
    result: Result
    clan_id: SteamID
    officers: int
    success: bool


@dataclass(frozen=True, slots=True)
class ClanChatMessage(GroupRecord):
    """Somebody said something in a chat that the player is in (Valve's GameConnectedClanChatMsg_t, 338)."""

    chat_id: SteamID
    user_id: SteamID
    message_id: int


@dataclass(frozen=True, slots=True)
class ChatJoined(GroupRecord):
    """Somebody entered a chat that the player is in (Valve's GameConnectedChatJoin_t, 339)."""

    chat_id: SteamID
    user_id: SteamID


@dataclass(frozen=True, slots=True)
class ChatLeft(GroupRecord):
    """Somebody left a chat that the player is in (Valve's GameConnectedChatLeave_t, 340)."""

    chat_id: SteamID
    user_id: SteamID
    kicked: bool
    dropped: bool


@dataclass(frozen=True, slots=True)
class ClanActivityDownloaded(GroupRecord):
    """The answer to one `download_clan_activity_counts` (Valve's DownloadClanActivityCountsResult_t, 341)."""

    call: int
    result: Result
    success: bool


@dataclass(frozen=True, slots=True)
class ClanChatEntered(GroupRecord):
    """The answer to one `join_clan_chat_room` (Valve's JoinClanChatRoomCompletionResult_t, 342)."""

    call: int
    result: Result
    chat_id: SteamID
    response: ChatRoomEnterResponse | int


def chat_of(clan_id: int) -> SteamID:
    """Return the id of a group's chat; any other id as it is."""
    steam_id = SteamID(clan_id)
    if steam_id.account_type != AccountType.CLAN:
        return steam_id
    return SteamID.of_account(steam_id.account_id, universe=steam_id.universe, account_type=AccountType.CHAT, instance=_CLAN_FLAG)


class Clans(Protocol):
    """What ISteamFriends has of groups, as a player's own program calls it."""

    def close_clan_chat_window_in_steam(self, chat_id: int) -> bool:
        """Close the window of a chat in Steam itself."""

    def download_clan_activity_counts(self, clan_ids: Sequence[int]) -> int:
        """Ask what the people of groups do; ClanActivityDownloaded answers with this number."""

    def get_chat_member_by_index(self, clan_id: int, user: int) -> int:
        """Who is in a chat, by place; 0 if there is nobody."""

    def get_clan_activity_counts(self, clan_id: int) -> tuple[int, int, int] | None:
        """How many people of a group are (online, in a game, in its chat); None if that is not known."""

    def get_clan_by_index(self, clan_index: int) -> int:
        """A group that the player is in, by place; 0 if there is none."""

    def get_clan_chat_member_count(self, clan_id: int) -> int:
        """How many people are in a chat that the player is in."""

    def get_clan_chat_message(self, chat_id: int, message: int) -> tuple[str, ChatEntryType | int, SteamID, int] | None:
        """The (text, what it is, who said it, bytes with the NUL) of an entry of a chat; None if there is none."""

    def get_clan_count(self) -> int:
        """How many groups the player is in."""

    def get_clan_name(self, clan_id: int) -> str:
        """The name of a group; "" if it is not known."""

    def get_clan_officer_by_index(self, clan_id: int, officer: int) -> int:
        """An officer of a group, by place; 0 if there is none, or the list was not asked for."""

    def get_clan_officer_count(self, clan_id: int) -> int:
        """How many officers a group has, its owner among them; 0 if the list was not asked for."""

    def get_clan_owner(self, clan_id: int) -> int:
        """The owner of a group; 0 if the list of officers was not asked for."""

    def get_clan_tag(self, clan_id: int) -> str:
        """The short name of a group; "" if it is not known."""

    def is_clan_chat_admin(self, chat_id: int, steam_id: int) -> bool:
        """Whether somebody is an officer of the chat's group."""

    def is_clan_chat_window_open_in_steam(self, chat_id: int) -> bool:
        """Whether the window of a chat is open in Steam itself."""

    def is_clan_official_game_group(self, clan_id: int) -> bool:
        """Whether a group is the official one of a game."""

    def is_clan_public(self, clan_id: int) -> bool:
        """Whether anybody may join a group."""

    def join_clan_chat_room(self, clan_id: int) -> int:
        """Enter the chat of a group; ClanChatEntered answers with this number."""

    def leave_clan_chat_room(self, clan_id: int) -> bool:
        """Leave a chat."""

    def open_clan_chat_window_in_steam(self, chat_id: int) -> bool:
        """Open the window of a chat in Steam itself."""

    def request_clan_officer_list(self, clan_id: int) -> int:
        """Ask who the officers of a group are; ClanOfficers answers with this number."""

    def send_clan_chat_message(self, chat_id: int, text: str) -> bool:
        """Say something in a chat that the player is in."""
