"""Rich presence, invitations and messages between friends, as GodotSteam has them.

Rules: those of apps.py. Who asks for one of the signals has Steam asked for what they tell, even before any call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.object.signal import Signal
from steam_nodes.steam.checks import require_bool, require_int, require_str
from steam_nodes.steam.groups import presence
from steam_nodes.steam.groups.clans import ChatEntryType
from steam_nodes.steam.nodes.steam_node import Emits, SteamNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.steam_id import SteamID


def _tell_message(node: Presence, record: presence.FriendChatMessage) -> None:
    """Fetch a message, and emit it; one that Steam does not have any more is told without its text."""
    text, kind, _ = node._backend_.presence.get_friend_message(record.steam_id, record.message_index) or ("", ChatEntryType.INVALID, 0)
    node.connected_friend_chat_message.emit(record.steam_id, record.message_index, text, kind)


class Presence(SteamNode):
    """Rich presence, invitations and messages between friends.

    Args:
        backend: Steam as the player's program sees it.
    """

    _backend_: ClientBackend
    _emissions_: ClassVar[Mapping[type, Any]] = {
        presence.FriendRichPresenceUpdate: Emits("friend_rich_presence_update", ("steam_id", "app_id")),
        presence.JoinGameRequested: Emits("join_game_requested", ("user", "connect")),
        presence.FriendChatMessage: _tell_message,
        presence.UnreadChatMessagesChanged: Emits("unread_chat_messages_changed", ()),
    }

    friend_rich_presence_update: Signal[SteamID, int] = Signal("steam_id", "app_id", blinker=True)
    """The rich presence of a friend in the same game has changed, or what `request_friend_rich_presence` asked for is here.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#FriendRichPresenceUpdate_t.
    """
    join_game_requested: Signal[SteamID, str] = Signal("user", "connect", blinker=True)
    """The player wants to join a friend's game: an invitation was accepted, or "Join Game" chosen in the list of friends.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GameRichPresenceJoinRequested_t.
    """
    connected_friend_chat_message: Signal[SteamID, int, str, ChatEntryType | int] = Signal(
        "steam_id", "message_index", "message_text", "type", blinker=True
    )
    """A friend has written a message; emitted while `set_listen_for_friends_messages` is on.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GameConnectedFriendChatMsg_t.
    """
    unread_chat_messages_changed: Signal[()] = Signal(blinker=True)
    """It has changed how many chats have something unread; `get_num_chats_with_unread_priority_messages` counts them.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#UnreadChatMessagesChanged_t.
    """

    MAX_RICH_PRESENCE_KEYS = presence.MOST_KEYS
    MAX_RICH_PRESENCE_KEY_LENGTH = presence.KEY_BYTES
    MAX_RICH_PRESENCE_VALUE_LENTH = presence.VALUE_BYTES
    MAX_RICH_PRESENCE_VALUE_LENGTH = presence.VALUE_BYTES
    """The same under the name that it should have."""

    def clear_rich_presence(self) -> None:
        """Take away all of the player's rich presence.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#ClearRichPresence.
        """
        self._backend_.presence.clear_rich_presence()

    def get_friend_message(self, friend_id: int, message: int) -> dict[str, Any]:
        """Return a message between the player and a friend.

        GodotSteam has removed it with 4.16, where `connected_friend_chat_message` carries the text.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendMessage.

        Args:
            friend_id: The friend.
            message: The number that `connected_friend_chat_message` told.

        Returns:
            `{"ret": int, "text": str, "type": int}`: the bytes with the NUL that ends them, the text, and its ChatEntryType; `{}` if there
            is no such message.

        Raises:
            TypeError: The friend or the number is not an int.
        """
        call = "get_friend_message"
        found = self._backend_.presence.get_friend_message(require_int(call, "friend_id", friend_id), require_int(call, "message", message))
        return {} if found is None else {"ret": found[2], "text": found[0], "type": found[1]}

    def get_friend_rich_presence(self, friend_id: int, key: str) -> str:
        """Return what a player has under a key of rich presence; "" if there is nothing, or nothing is known of the player.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendRichPresence.

        Args:
            friend_id: A friend or the player; anybody else after `request_friend_rich_presence`.
            key: The key, such as "status" or "connect".

        Raises:
            TypeError: The friend is not an int, or the key not a str.
        """
        call = "get_friend_rich_presence"
        return self._backend_.presence.get_friend_rich_presence(require_int(call, "friend_id", friend_id), require_str(call, "key", key))

    def get_friend_rich_presence_key_count(self, friend_id: int) -> int:
        """Return how many keys of rich presence a player has.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendRichPresenceKeyCount.

        Args:
            friend_id: As for `get_friend_rich_presence`.

        Raises:
            TypeError: The friend is not an int.
        """
        return self._backend_.presence.get_friend_rich_presence_key_count(
            require_int("get_friend_rich_presence_key_count", "friend_id", friend_id)
        )

    def get_friend_rich_presence_key_by_index(self, friend_id: int, key_index: int) -> str:
        """Return a player's key of rich presence by its place; "" if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendRichPresenceKeyByIndex.

        Args:
            friend_id: As for `get_friend_rich_presence`.
            key_index: The place, 0 to `get_friend_rich_presence_key_count(friend_id) - 1`.

        Raises:
            TypeError: One of them is not an int.
        """
        call = "get_friend_rich_presence_key_by_index"
        return self._backend_.presence.get_friend_rich_presence_key_by_index(
            require_int(call, "friend_id", friend_id), require_int(call, "key_index", key_index)
        )

    def get_num_chats_with_unread_priority_messages(self) -> int:
        """Return how many chats with friends have something unread.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetNumChatsWithUnreadPriorityMessages.
        """
        return self._backend_.presence.get_num_chats_with_unread_priority_messages()

    def invite_user_to_game(self, friend_id: int, connect_string: str) -> bool:
        """Invite a friend into the player's game; if the friend accepts, the friend's program gets `join_game_requested`.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#InviteUserToGame.

        Args:
            friend_id: The friend.
            connect_string: What the friend's program needs to join, at most 255 bytes in UTF-8.

        Returns:
            Whether the invitation was sent.

        Raises:
            TypeError: The friend is not an int, or the text not a str.
        """
        call = "invite_user_to_game"
        return self._backend_.presence.invite_user_to_game(
            require_int(call, "friend_id", friend_id), require_str(call, "connect_string", connect_string)
        )

    def reply_to_friend_message(self, steam_id: int, message: str) -> bool:
        """Write to a friend.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#ReplyToFriendMessage.

        Args:
            steam_id: The friend.
            message: The text, at most 8,191 bytes in UTF-8.

        Returns:
            Whether the message was sent.

        Raises:
            TypeError: The friend is not an int, or the text not a str.
        """
        call = "reply_to_friend_message"
        return self._backend_.presence.reply_to_friend_message(
            require_int(call, "steam_id", steam_id), require_str(call, "message", message)
        )

    def request_friend_rich_presence(self, friend_id: int) -> None:
        """Ask for the rich presence of a player, friend or not; `friend_rich_presence_update` comes when it is here.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#RequestFriendRichPresence.

        Args:
            friend_id: The player.

        Raises:
            TypeError: The player is not an int.
        """
        self._backend_.presence.request_friend_rich_presence(require_int("request_friend_rich_presence", "friend_id", friend_id))

    def set_listen_for_friends_messages(self, intercept_enabled: bool) -> bool:
        """Say whether the game gets what friends write, with `connected_friend_chat_message`.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#SetListenForFriendsMessages.

        Args:
            intercept_enabled: Whether to listen.

        Returns:
            Whether Steam does so.

        Raises:
            TypeError: It is not a bool.
        """
        call = "set_listen_for_friends_messages"
        return self._backend_.presence.set_listen_for_friends_messages(require_bool(call, "intercept_enabled", intercept_enabled))

    def set_rich_presence(self, key: str, value: str) -> bool:
        """Set a key of the player's rich presence, which friends see.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#SetRichPresence.

        Args:
            key: The key, 1 to 64 bytes in UTF-8; "steam_display", "status", "connect", "steam_player_group" and
                "steam_player_group_size" mean something to Steam.
            value: The value, at most 256 bytes in UTF-8; "" takes the key away.

        Returns:
            Whether it is set; no if one of them is too long, or if there are 30 keys and this is one more.

        Raises:
            TypeError: One of them is not a str.
        """
        call = "set_rich_presence"
        return self._backend_.presence.set_rich_presence(require_str(call, "key", key), require_str(call, "value", value))

    clearRichPresence = clear_rich_presence
    getFriendMessage = get_friend_message
    getFriendRichPresence = get_friend_rich_presence
    getFriendRichPresenceKeyByIndex = get_friend_rich_presence_key_by_index
    getFriendRichPresenceKeyCount = get_friend_rich_presence_key_count
    getNumChatsWithUnreadPriorityMessages = get_num_chats_with_unread_priority_messages
    inviteUserToGame = invite_user_to_game
    replyToFriendMessage = reply_to_friend_message
    requestFriendRichPresence = request_friend_rich_presence
    setListenForFriendsMessages = set_listen_for_friends_messages
    setRichPresence = set_rich_presence
