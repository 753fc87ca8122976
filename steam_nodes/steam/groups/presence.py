"""Rich presence, invitations and messages between friends, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the records stand first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from steam_nodes.steam.callbacks import GroupRecord

if TYPE_CHECKING:
    from steam_nodes.steam.groups.clans import ChatEntryType
    from steam_nodes.steam.steam_id import SteamID

MOST_KEYS: Final = 30
"""How many keys of rich presence a player has at most (Valve's k_cchMaxRichPresenceKeys)."""
KEY_BYTES: Final = 64
"""How many bytes a key has at most, in UTF-8 and without the NUL that ends it (k_cchMaxRichPresenceKeyLength)."""
VALUE_BYTES: Final = 256
"""How many bytes a value has at most, counted alike (k_cchMaxRichPresenceValueLength)."""
MESSAGE_BYTES: Final = 8192
"""How many bytes of a message between friends are fetched at most, the NUL that ends it among them."""


@dataclass(frozen=True, slots=True)
class FriendRichPresenceUpdate(GroupRecord):
    """The rich presence of a player is new here (Valve's FriendRichPresenceUpdate_t, 336)."""

    steam_id: SteamID
    app_id: int


@dataclass(frozen=True, slots=True)
class JoinGameRequested(GroupRecord):
    """The player wants to join a friend's game (Valve's GameRichPresenceJoinRequested_t, 337)."""

    user: SteamID
    connect: str


@dataclass(frozen=True, slots=True)
class FriendChatMessage(GroupRecord):
    """A friend has written to the player while the game listens (Valve's GameConnectedFriendChatMsg_t, 343)."""

    steam_id: SteamID
    message_index: int


@dataclass(frozen=True, slots=True)
class UnreadChatMessagesChanged(GroupRecord):
    """It has changed how many chats have something unread (Valve's UnreadChatMessagesChanged_t, 348)."""


class Presence(Protocol):
    """ISteamFriends, as a player's own program calls it."""

    def listen(self) -> None:
        """Have what friends show and write, and whom they invite, tell of itself from now on; Valve's Steam does so in any case."""

    def clear_rich_presence(self) -> None:
        """Take away all of the player's rich presence."""

    def get_friend_message(self, friend_id: int, message: int) -> tuple[str, ChatEntryType | int, int] | None:
        """The (text, what it is, bytes with the NUL) of a message from or to a friend; None if there is none."""

    def get_friend_rich_presence(self, friend_id: int, key: str) -> str:
        """The value that a player has under a key, "" if there is none."""

    def get_friend_rich_presence_key_count(self, friend_id: int) -> int:
        """How many keys a player has."""

    def get_friend_rich_presence_key_by_index(self, friend_id: int, key_index: int) -> str:
        """A player's key by its place, "" if there is none."""

    def get_num_chats_with_unread_priority_messages(self) -> int:
        """How many chats with friends have something unread."""

    def invite_user_to_game(self, friend_id: int, connect_string: str) -> bool:
        """Invite a friend into the game; JoinGameRequested tells the friend's program when the friend accepts."""

    def reply_to_friend_message(self, steam_id: int, message: str) -> bool:
        """Write to a friend."""

    def request_friend_rich_presence(self, friend_id: int) -> None:
        """Ask for the rich presence of a player who need not be a friend; FriendRichPresenceUpdate tells when it is here."""

    def set_listen_for_friends_messages(self, intercept_enabled: bool) -> bool:
        """Have messages of friends told to the game, as FriendChatMessage, or not any more."""

    def set_rich_presence(self, key: str, value: str) -> bool:
        """Set a key of the player's rich presence; "" as the value takes the key away."""
