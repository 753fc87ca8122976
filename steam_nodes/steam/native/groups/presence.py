"""ISteamFriends over Valve's library: rich presence, invitations and messages between friends.

Rules: those of calls.py and structs.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from steam_nodes.steam.checks import require_int
from steam_nodes.steam.enums import member_of
from steam_nodes.steam.groups.clans import ChatEntryType
from steam_nodes.steam.groups.presence import (
    MESSAGE_BYTES,
    FriendChatMessage,
    FriendRichPresenceUpdate,
    JoinGameRequested,
    UnreadChatMessagesChanged,
)
from steam_nodes.steam.native.arguments import UINT64, check_id
from steam_nodes.steam.native.calls import FRIENDS, flat, id_fault, number, text, to_bool, to_int, to_nothing, to_text, truth
from steam_nodes.steam.native.structs import register, row, up_to_nul
from steam_nodes.steam.stat_values import INT_MAX, INT_MIN, short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.native.calls import About, AboutTwo, Plain
    from steam_nodes.steam.native.pipes.client_pipe import ClientPipe

_FRIEND: Final = number("friend_id", 0, UINT64)

register(
    row(336, "FriendRichPresenceUpdate_t", "<QI", client=lambda friend, app: FriendRichPresenceUpdate(SteamID(friend), app)),
    row(
        *(337, "GameRichPresenceJoinRequested_t", "<Q256s"),
        client=lambda friend, connect: JoinGameRequested(SteamID(friend), up_to_nul(connect)),
    ),
    row(343, "GameConnectedFriendChatMsg_t", "<Qi", client=lambda friend, message: FriendChatMessage(SteamID(friend), message)),
    row(348, "UnreadChatMessagesChanged_t", "<x", client=UnreadChatMessagesChanged),
)


class NativePresence:
    """ISteamFriends of a player's pipe.

    Args:
        pipe: The player's side of Steam.
    """

    def __init__(self, pipe: ClientPipe) -> None:
        """Take the pipe."""
        self._pipe = pipe

    clear_rich_presence: ClassVar[Plain[None]] = flat(FRIENDS, "ClearRichPresence", to_nothing)
    get_friend_rich_presence: ClassVar[AboutTwo[int, str, str]] = flat(FRIENDS, "GetFriendRichPresence", to_text, _FRIEND, text("key"))
    get_friend_rich_presence_key_by_index: ClassVar[AboutTwo[int, int, str]] = flat(
        FRIENDS, "GetFriendRichPresenceKeyByIndex", to_text, _FRIEND, number("key_index", INT_MIN, INT_MAX)
    )
    get_friend_rich_presence_key_count: ClassVar[About[int, int]] = flat(FRIENDS, "GetFriendRichPresenceKeyCount", to_int, _FRIEND)
    get_num_chats_with_unread_priority_messages: ClassVar[Plain[int]] = flat(FRIENDS, "GetNumChatsWithUnreadPriorityMessages", to_int)
    invite_user_to_game: ClassVar[AboutTwo[int, str, bool]] = flat(FRIENDS, "InviteUserToGame", to_bool, _FRIEND, text("connect_string"))
    reply_to_friend_message: ClassVar[AboutTwo[int, str, bool]] = flat(
        FRIENDS, "ReplyToFriendMessage", to_bool, number("steam_id", 0, UINT64), text("message")
    )
    request_friend_rich_presence: ClassVar[About[int, None]] = flat(FRIENDS, "RequestFriendRichPresence", to_nothing, _FRIEND)
    set_listen_for_friends_messages: ClassVar[About[bool, bool]] = flat(
        FRIENDS, "SetListenForFriendsMessages", to_bool, truth("intercept_enabled")
    )
    set_rich_presence: ClassVar[AboutTwo[str, str, bool]] = flat(FRIENDS, "SetRichPresence", to_bool, text("key"), text("value"))

    def get_friend_message(self, friend_id: int, message: int) -> tuple[str, ChatEntryType | int, int] | None:
        """Return the (text, what it is, bytes with the NUL) of a message; None if there is none."""
        call, ffi = "get_friend_message", self._pipe.ffi
        check_id(friend_id)
        fault = id_fault(friend_id)
        if not INT_MIN <= require_int(call, "message", message) <= INT_MAX:
            fault = fault or f"message is {short(message)}; pass the number that connected_friend_chat_message told"
        if not self._pipe.may(FRIENDS.group, call, fault):
            return None
        told, kind = ffi.new("char[]", MESSAGE_BYTES), ffi.new("int32_t *")
        count = self._pipe.call(FRIENDS, call, "GetFriendMessage", friend_id, message, told, MESSAGE_BYTES, kind)
        return (up_to_nul(ffi.buffer(told)[:]), member_of(ChatEntryType, int(kind[0])), int(count)) if count else None
