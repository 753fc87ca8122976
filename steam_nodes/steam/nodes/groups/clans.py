"""Steam's groups of people, which Valve calls clans, and their chats, as GodotSteam's group Friends has them.

Rules: those of apps.py. GodotSteam has a signal `request_clan_officer_list` for its call `requestClanOfficerList`: the name is the signal's
here, and the call in snake_case is `request_clan_officers`. A group and its chat have ids of their own; each call takes either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.object.signal import Signal
from steam_nodes.steam.checks import require_int, require_list, require_str
from steam_nodes.steam.groups import clans
from steam_nodes.steam.groups.clans import ChatEntryType, ChatRoomEnterResponse
from steam_nodes.steam.nodes.steam_node import Emits, SteamNode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steam_nodes.steam.backend import ClientBackend

_COUNTS: Final = ("online", "ingame", "chatting")


class Clans(SteamNode):
    """Steam's groups of people and their chats.

    Args:
        backend: Steam as the player's program sees it.
    """

    _backend_: ClientBackend
    _counted_: dict[int, int] | None = None
    """The first group of each call that asked what people do, by the call's number."""

    clan_activity_downloaded: Signal[int, int, int] = Signal("online", "in_game", "chatting", blinker=True)
    """The answer to one `download_clan_activity_counts`: how many people of the first group it named are online, play, and chat.

    They are 0 where Steam could not tell. Those of the other groups are in `get_clan_activity_counts` by then.
    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#DownloadClanActivityCountsResult_t.
    """
    connected_chat_join: Signal[int, int] = Signal("chat_id", "steam_id", blinker=True)
    """Somebody entered a chat that the player is in: the chat, and who it is.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GameConnectedChatJoin_t.
    """
    connected_chat_leave: Signal[int, int, bool, bool] = Signal("chat_id", "steam_id", "kicked", "dropped", blinker=True)
    """Somebody left a chat that the player is in: whether they were thrown out, and whether their connection was lost.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GameConnectedChatLeave_t.
    """
    connected_clan_chat_message: Signal[int, int, str, int, int] = Signal(
        "clan_chat_id", "message_index", "message_text", "type", "chatter", blinker=True
    )
    """Somebody said something in a chat that the player is in, the player too: the text, what it is (ChatEntryType), and who said it.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GameConnectedClanChatMsg_t.
    """
    join_clan_chat_complete: Signal[int, int] = Signal("chat_id", "response", blinker=True)
    """The answer to one `join_clan_chat_room`: the chat, and what became of it (ChatRoomEnterResponse).

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#JoinClanChatRoomCompletionResult_t.
    """
    request_clan_officer_list: Signal[bool, list[dict[str, Any]]] = Signal("success", "officers_list", blinker=True)
    """The answer to one `request_clan_officers`: whether Steam could tell, and of each officer `{"id": int, "name": str}`, the owner first.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#ClanOfficerListResponse_t.
    """

    CHAT_METADATA_MAX: Final = 8192
    """How many bytes what is kept of a chat has at most (Valve's k_cubChatMetadataMax)."""

    ChatEntryType = ChatEntryType
    CHAT_ENTRY_TYPE_INVALID: Final = ChatEntryType.INVALID
    CHAT_ENTRY_TYPE_CHAT_MSG: Final = ChatEntryType.CHAT_MSG
    CHAT_ENTRY_TYPE_TYPING: Final = ChatEntryType.TYPING
    CHAT_ENTRY_TYPE_INVITE_GAME: Final = ChatEntryType.INVITE_GAME
    CHAT_ENTRY_TYPE_EMOTE: Final = ChatEntryType.EMOTE
    CHAT_ENTRY_TYPE_LEFT_CONVERSATION: Final = ChatEntryType.LEFT_CONVERSATION
    CHAT_ENTRY_TYPE_ENTERED: Final = ChatEntryType.ENTERED
    CHAT_ENTRY_TYPE_WAS_KICKED: Final = ChatEntryType.WAS_KICKED
    CHAT_ENTRY_TYPE_WAS_BANNED: Final = ChatEntryType.WAS_BANNED
    CHAT_ENTRY_TYPE_DISCONNECTED: Final = ChatEntryType.DISCONNECTED
    CHAT_ENTRY_TYPE_HISTORICAL_CHAT: Final = ChatEntryType.HISTORICAL_CHAT
    CHAT_ENTRY_TYPE_LINK_BLOCKED: Final = ChatEntryType.LINK_BLOCKED
    ChatRoomEnterResponse = ChatRoomEnterResponse
    CHAT_ROOM_ENTER_RESPONSE_SUCCESS: Final = ChatRoomEnterResponse.SUCCESS
    CHAT_ROOM_ENTER_RESPONSE_DOESNT_EXIST: Final = ChatRoomEnterResponse.DOESNT_EXIST
    CHAT_ROOM_ENTER_RESPONSE_NOT_ALLOWED: Final = ChatRoomEnterResponse.NOT_ALLOWED
    CHAT_ROOM_ENTER_RESPONSE_FULL: Final = ChatRoomEnterResponse.FULL
    CHAT_ROOM_ENTER_RESPONSE_ERROR: Final = ChatRoomEnterResponse.ERROR
    CHAT_ROOM_ENTER_RESPONSE_BANNED: Final = ChatRoomEnterResponse.BANNED
    CHAT_ROOM_ENTER_RESPONSE_LIMITED: Final = ChatRoomEnterResponse.LIMITED
    CHAT_ROOM_ENTER_RESPONSE_CLAN_DISABLED: Final = ChatRoomEnterResponse.CLAN_DISABLED
    CHAT_ROOM_ENTER_RESPONSE_COMMUNITY_BAN: Final = ChatRoomEnterResponse.COMMUNITY_BAN
    CHAT_ROOM_ENTER_RESPONSE_MEMBER_BLOCKED_YOU: Final = ChatRoomEnterResponse.MEMBER_BLOCKED_YOU
    CHAT_ROOM_ENTER_RESPONSE_YOU_BLOCKED_MEMBER: Final = ChatRoomEnterResponse.YOU_BLOCKED_MEMBER
    CHAT_ROOM_ENTER_RESPONSE_RATE_LIMIT_EXCEEDED: Final = ChatRoomEnterResponse.RATE_LIMIT_EXCEEDED

    def close_clan_chat_window_in_steam(self, chat_id: int) -> bool:
        """Close the window of a chat in Steam itself; return whether one was open.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#CloseClanChatWindowInSteam.

        Args:
            chat_id: The chat, or its group.

        Raises:
            TypeError: The id is not an int.
        """
        return self._backend_.clans.close_clan_chat_window_in_steam(require_int("close_clan_chat_window_in_steam", "chat_id", chat_id))

    def download_clan_activity_counts(self, clan_id_array: Sequence[int]) -> None:
        """Ask how many people of groups are online, play, and chat; `clan_activity_downloaded` answers.

        GodotSteam 4.11 took a chat and a number of groups, of which it could tell Steam no more than one: pass a list.
        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#DownloadClanActivityCounts.

        Args:
            clan_id_array: The groups, at least one.

        Raises:
            TypeError: It is no list of ints.
        """
        call = "download_clan_activity_counts"
        require_list(call, "clan_id_array", clan_id_array, "Steam IDs of groups")
        ids = [require_int(call, "an id", clan_id) for clan_id in clan_id_array]
        number = self._backend_.clans.download_clan_activity_counts(ids)
        self._counted_ = {**(self._counted_ or {}), number: ids[0] if ids else 0}

    def get_chat_member_by_index(self, clan_id: int, user: int) -> int:
        """Return the member at a place of a chat that the player is in; 0 if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetChatMemberByIndex.

        Args:
            clan_id: The group, or its chat.
            user: The place, 0 to `get_clan_chat_member_count() - 1`.

        Raises:
            TypeError: The id or the place is not an int.
        """
        call = "get_chat_member_by_index"
        return self._backend_.clans.get_chat_member_by_index(require_int(call, "clan_id", clan_id), require_int(call, "user", user))

    def get_clan_activity_counts(self, clan_id: int) -> dict[str, Any]:
        """Return how many people of a group are online, play, and are in its chat, as far as it is known.

        It is known of groups that the player is in; of others after `download_clan_activity_counts`.
        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetClanActivityCounts.

        Args:
            clan_id: The group.

        Returns:
            `{"clan": int, "online": int, "ingame": int, "chatting": int}`; `{}` where it is not known.

        Raises:
            TypeError: The id is not an int.
        """
        counts = self._backend_.clans.get_clan_activity_counts(require_int("get_clan_activity_counts", "clan_id", clan_id))
        return {} if counts is None else {"clan": clan_id, **dict(zip(_COUNTS, counts, strict=True))}

    def get_clan_by_index(self, clan_index: int) -> int:
        """Return a group that the player is in, by place; 0 if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetClanByIndex.

        Args:
            clan_index: The place, 0 to `get_clan_count() - 1`.

        Raises:
            TypeError: The place is not an int.
        """
        return self._backend_.clans.get_clan_by_index(require_int("get_clan_by_index", "clan_index", clan_index))

    def get_clan_chat_member_count(self, clan_id: int) -> int:
        """Return how many people are in a chat that the player is in, the player too; 0 for another chat.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetClanChatMemberCount.

        Args:
            clan_id: The group, or its chat.

        Raises:
            TypeError: The id is not an int.
        """
        return self._backend_.clans.get_clan_chat_member_count(require_int("get_clan_chat_member_count", "clan_id", clan_id))

    def get_clan_chat_message(self, chat_id: int, message: int) -> dict[str, Any]:
        """Return an entry of a chat; removed in GodotSteam 4.16, whose signal `connected_clan_chat_message` carries it all.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetClanChatMessage.

        Args:
            chat_id: The chat, or its group.
            message: Its place, as the signal has it in `message_index`.

        Returns:
            `{"ret": int, "text": str, "type": int, "chatter": int}`, where `ret` is how many bytes it has; `{}` if there is no such entry.

        Raises:
            TypeError: The id or the place is not an int.
        """
        call = "get_clan_chat_message"
        found = self._backend_.clans.get_clan_chat_message(require_int(call, "chat_id", chat_id), require_int(call, "message", message))
        if found is None:
            return {}
        text, kind, chatter, size = found
        return {"ret": size, "text": text, "type": kind, "chatter": chatter}

    def get_clan_count(self) -> int:
        """Return how many groups the player is in.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetClanCount.
        """
        return self._backend_.clans.get_clan_count()

    def get_clan_name(self, clan_id: int) -> str:
        """Return the name of a group; "" if it is not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetClanName.

        Args:
            clan_id: The group.

        Raises:
            TypeError: The id is not an int.
        """
        return self._backend_.clans.get_clan_name(require_int("get_clan_name", "clan_id", clan_id))

    def get_clan_officer_by_index(self, clan_id: int, officer_index: int) -> int:
        """Return an officer of a group, by place, the owner first; 0 if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetClanOfficerByIndex.

        Args:
            clan_id: The group.
            officer_index: The place, 0 to `get_clan_officer_count() - 1`.

        Raises:
            TypeError: The id or the place is not an int.
        """
        call = "get_clan_officer_by_index"
        clan, place = require_int(call, "clan_id", clan_id), require_int(call, "officer_index", officer_index)
        return self._backend_.clans.get_clan_officer_by_index(clan, place)

    def get_clan_officer_count(self, clan_id: int) -> int:
        """Return how many officers a group has, its owner among them; 0 before `request_clan_officers` is answered.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetClanOfficerCount.

        Args:
            clan_id: The group.

        Raises:
            TypeError: The id is not an int.
        """
        return self._backend_.clans.get_clan_officer_count(require_int("get_clan_officer_count", "clan_id", clan_id))

    def get_clan_owner(self, clan_id: int) -> int:
        """Return the owner of a group; 0 before `request_clan_officers` is answered.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetClanOwner.

        Args:
            clan_id: The group.

        Raises:
            TypeError: The id is not an int.
        """
        return self._backend_.clans.get_clan_owner(require_int("get_clan_owner", "clan_id", clan_id))

    def get_clan_tag(self, clan_id: int) -> str:
        """Return the short name of a group; "" if it is not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetClanTag.

        Args:
            clan_id: The group.

        Raises:
            TypeError: The id is not an int.
        """
        return self._backend_.clans.get_clan_tag(require_int("get_clan_tag", "clan_id", clan_id))

    def get_user_steam_groups(self) -> list[dict[str, Any]]:
        """Return the groups that the player is in, with their names.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetClanByIndex.

        Returns:
            Of each `{"id": int, "name": str, "tag": str}`.
        """
        seam = self._backend_.clans
        ids = [seam.get_clan_by_index(place) for place in range(seam.get_clan_count())]
        return [{"id": clan, "name": seam.get_clan_name(clan), "tag": seam.get_clan_tag(clan)} for clan in ids]

    def is_clan_chat_admin(self, chat_id: int, steam_id: int) -> bool:
        """Return whether somebody is an officer of the group whose chat the player is in.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#IsClanChatAdmin.

        Args:
            chat_id: The chat, or its group.
            steam_id: Who it is.

        Raises:
            TypeError: An id is not an int.
        """
        call = "is_clan_chat_admin"
        return self._backend_.clans.is_clan_chat_admin(require_int(call, "chat_id", chat_id), require_int(call, "steam_id", steam_id))

    def is_clan_chat_window_open_in_steam(self, chat_id: int) -> bool:
        """Return whether the window of a chat is open in Steam itself.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#IsClanChatWindowOpenInSteam.

        Args:
            chat_id: The chat, or its group.

        Raises:
            TypeError: The id is not an int.
        """
        return self._backend_.clans.is_clan_chat_window_open_in_steam(require_int("is_clan_chat_window_open_in_steam", "chat_id", chat_id))

    def is_clan_official_game_group(self, clan_id: int) -> bool:
        """Return whether a group is the official one of a game.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#IsClanOfficialGameGroup.

        Args:
            clan_id: The group.

        Raises:
            TypeError: The id is not an int.
        """
        return self._backend_.clans.is_clan_official_game_group(require_int("is_clan_official_game_group", "clan_id", clan_id))

    def is_clan_public(self, clan_id: int) -> bool:
        """Return whether anybody may join a group.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#IsClanPublic.

        Args:
            clan_id: The group.

        Raises:
            TypeError: The id is not an int.
        """
        return self._backend_.clans.is_clan_public(require_int("is_clan_public", "clan_id", clan_id))

    def join_clan_chat_room(self, clan_id: int) -> None:
        """Enter the chat of a group; `join_clan_chat_complete` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#JoinClanChatRoom.

        Args:
            clan_id: The group.

        Raises:
            TypeError: The id is not an int.
        """
        self._backend_.clans.join_clan_chat_room(require_int("join_clan_chat_room", "clan_id", clan_id))

    def leave_clan_chat_room(self, clan_id: int) -> bool:
        """Leave the chat of a group; return whether the player was in it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#LeaveClanChatRoom.

        Args:
            clan_id: The group, or its chat.

        Raises:
            TypeError: The id is not an int.
        """
        return self._backend_.clans.leave_clan_chat_room(require_int("leave_clan_chat_room", "clan_id", clan_id))

    def open_clan_chat_window_in_steam(self, chat_id: int) -> bool:
        """Open the window of a chat that the player is in, in Steam itself; return whether it was opened.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#OpenClanChatWindowInSteam.

        Args:
            chat_id: The chat, or its group.

        Raises:
            TypeError: The id is not an int.
        """
        return self._backend_.clans.open_clan_chat_window_in_steam(require_int("open_clan_chat_window_in_steam", "chat_id", chat_id))

    def request_clan_officers(self, clan_id: int) -> None:
        """Ask who the officers of a group are; the signal `request_clan_officer_list` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#RequestClanOfficerList.

        Args:
            clan_id: The group.

        Raises:
            TypeError: The id is not an int.
        """
        self._backend_.clans.request_clan_officer_list(require_int("request_clan_officers", "clan_id", clan_id))

    def send_clan_chat_message(self, chat_id: int, text: str) -> bool:
        """Say something in a chat that the player is in; everybody there gets `connected_clan_chat_message`.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#SendClanChatMessage.

        Args:
            chat_id: The chat, or its group.
            text: The text, at most 2,047 bytes of UTF-8.

        Returns:
            Whether it was sent.

        Raises:
            TypeError: The id is not an int, or the text is not a str.
        """
        call = "send_clan_chat_message"
        return self._backend_.clans.send_clan_chat_message(require_int(call, "chat_id", chat_id), require_str(call, "text", text))

    def _emit_message_(self, record: clans.ClanChatMessage) -> None:
        """Emit what was said."""
        found = self._backend_.clans.get_clan_chat_message(record.chat_id, record.message_id)
        text, kind, chatter, _ = ("", ChatEntryType.INVALID, record.user_id, 0) if found is None else found
        self.connected_clan_chat_message.emit(record.chat_id, record.message_id, text, kind, chatter)

    def _emit_officers_(self, record: clans.ClanOfficers) -> None:
        """Emit who the officers are."""
        seam = self._backend_.clans
        ids = [seam.get_clan_officer_by_index(record.clan_id, place) for place in range(record.officers)]
        self.request_clan_officer_list.emit(
            record.success, [{"id": officer, "name": self._backend_.get_persona_name(officer)} for officer in ids]
        )

    def _emit_activity_(self, record: clans.ClanActivityDownloaded) -> None:
        """Emit what the people of the first group do."""
        clan = (self._counted_ or {}).pop(record.call, 0)
        counts = self._backend_.clans.get_clan_activity_counts(clan) if record.success and clan else None
        self.clan_activity_downloaded.emit(*(counts or (0, 0, 0)))

    _emissions_: ClassVar[Mapping[type, Any]] = {
        clans.ClanOfficers: _emit_officers_,
        clans.ClanChatMessage: _emit_message_,
        clans.ChatJoined: Emits("connected_chat_join", ("chat_id", "user_id")),
        clans.ChatLeft: Emits("connected_chat_leave", ("chat_id", "user_id", "kicked", "dropped")),
        clans.ClanActivityDownloaded: _emit_activity_,
        clans.ClanChatEntered: Emits("join_clan_chat_complete", ("chat_id", "response"), answer=""),
    }

    closeClanChatWindowInSteam = close_clan_chat_window_in_steam
    downloadClanActivityCounts = download_clan_activity_counts
    getChatMemberByIndex = get_chat_member_by_index
    getClanActivityCounts = get_clan_activity_counts
    getClanByIndex = get_clan_by_index
    getClanChatMemberCount = get_clan_chat_member_count
    getClanChatMessage = get_clan_chat_message
    getClanCount = get_clan_count
    getClanName = get_clan_name
    getClanOfficerByIndex = get_clan_officer_by_index
    getClanOfficerCount = get_clan_officer_count
    getClanOwner = get_clan_owner
    getClanTag = get_clan_tag
    getUserSteamGroups = get_user_steam_groups
    isClanChatAdmin = is_clan_chat_admin
    isClanChatWindowOpenInSteam = is_clan_chat_window_open_in_steam
    isClanOfficialGameGroup = is_clan_official_game_group
    isClanPublic = is_clan_public
    joinClanChatRoom = join_clan_chat_room
    leaveClanChatRoom = leave_clan_chat_room
    openClanChatWindowInSteam = open_clan_chat_window_in_steam
    requestClanOfficerList = request_clan_officers
    sendClanChatMessage = send_clan_chat_message
