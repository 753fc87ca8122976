"""What ISteamFriends has of groups and their chats, over Valve's library.

Rules: those of calls.py and structs.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.steam.enums import member_of
from steam_nodes.steam.groups.clans import (
    MESSAGE_BYTES,
    ChatEntryType,
    ChatJoined,
    ChatLeft,
    ChatRoomEnterResponse,
    ClanActivityDownloaded,
    ClanChatEntered,
    ClanChatMessage,
    ClanOfficers,
    chat_of,
)
from steam_nodes.steam.native.arguments import UINT64, check_id, clan_fault
from steam_nodes.steam.native.calls import FRIENDS, Request, flat, id_fault, number, requested_about, text, to_bool, to_int, to_text
from steam_nodes.steam.native.structs import Answer, register, row, up_to_nul
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import INT_MAX, INT_MIN
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steam_nodes.steam.native.calls import About, AboutTwo, Plain
    from steam_nodes.steam.native.pipes.client_pipe import ClientPipe

_OFFICERS: Final = 335
_ACTIVITY: Final = 341
_ENTERED: Final = 342


def _success(had: int) -> Result:
    return Result.OK if had else Result.FAIL


def _entered(number: int, chat: int, told: int) -> ClanChatEntered:
    response = member_of(ChatRoomEnterResponse, told)
    return ClanChatEntered(number, _success(response == ChatRoomEnterResponse.SUCCESS), SteamID(chat), response)


register(
    row(
        *(_OFFICERS, "ClanOfficerListResponse_t", "<QiB3x"),
        client=Answer(
            lambda lost: ClanOfficers(lost.number, lost.result, SteamID(lost.about), 0, success=False),
            lambda number, clan, count, success: ClanOfficers(number, _success(success), SteamID(clan), count, bool(success)),
            about=0,
            broadcast=False,
        ),
    ),
    row(338, "GameConnectedClanChatMsg_t", "<QQi", client=lambda chat, user, at: ClanChatMessage(SteamID(chat), SteamID(user), at)),
    row(339, "GameConnectedChatJoin_t", "<QQ", client=lambda chat, user: ChatJoined(SteamID(chat), SteamID(user))),
    row(
        *(340, "GameConnectedChatLeave_t", "<QQ??"),
        client=lambda chat, user, kicked, dropped: ChatLeft(SteamID(chat), SteamID(user), kicked, dropped),
    ),
    row(
        *(_ACTIVITY, "DownloadClanActivityCountsResult_t", "<?"),
        client=Answer(
            lambda lost: ClanActivityDownloaded(lost.number, lost.result, success=False),
            lambda number, success: ClanActivityDownloaded(number, _success(success), success),
            broadcast=False,
        ),
    ),
    row(
        *(_ENTERED, "JoinClanChatRoomCompletionResult_t", "<Qi"),
        client=Answer(
            lambda lost: ClanChatEntered(lost.number, lost.result, chat_of(lost.about), ChatRoomEnterResponse.ERROR),
            _entered,
            broadcast=False,
        ),
    ),
)


def _clan() -> Any:
    return number("clan_id", 0, UINT64)


def _chat() -> Any:
    return number("chat_id", 0, UINT64)


def _place(name: str) -> Any:
    return number(name, INT_MIN, INT_MAX)


class NativeClans:
    """The groups' part of ISteamFriends of a player's pipe.

    Args:
        pipe: The player's side of Steam.
    """

    def __init__(self, pipe: ClientPipe) -> None:
        """Take the pipe."""
        self._pipe = pipe

    close_clan_chat_window_in_steam: ClassVar[About[Any, bool]] = flat(FRIENDS, "CloseClanChatWindowInSteam", to_bool, _chat())
    get_chat_member_by_index: ClassVar[AboutTwo[Any, Any, int]] = flat(FRIENDS, "GetChatMemberByIndex", to_int, _clan(), _place("user"))
    get_clan_by_index: ClassVar[About[Any, int]] = flat(FRIENDS, "GetClanByIndex", to_int, _place("clan_index"))
    get_clan_chat_member_count: ClassVar[About[Any, int]] = flat(FRIENDS, "GetClanChatMemberCount", to_int, _clan())
    get_clan_count: ClassVar[Plain[int]] = flat(FRIENDS, "GetClanCount", to_int)
    get_clan_name: ClassVar[About[Any, str]] = flat(FRIENDS, "GetClanName", to_text, _clan())
    get_clan_officer_by_index: ClassVar[AboutTwo[Any, Any, int]] = flat(
        FRIENDS, "GetClanOfficerByIndex", to_int, _clan(), _place("officer_index")
    )
    get_clan_officer_count: ClassVar[About[Any, int]] = flat(FRIENDS, "GetClanOfficerCount", to_int, _clan())
    get_clan_owner: ClassVar[About[Any, int]] = flat(FRIENDS, "GetClanOwner", to_int, _clan())
    get_clan_tag: ClassVar[About[Any, str]] = flat(FRIENDS, "GetClanTag", to_text, _clan())
    is_clan_chat_admin: ClassVar[AboutTwo[Any, int, bool]] = flat(
        FRIENDS, "IsClanChatAdmin", to_bool, _chat(), number("steam_id", 0, UINT64)
    )
    is_clan_chat_window_open_in_steam: ClassVar[About[Any, bool]] = flat(FRIENDS, "IsClanChatWindowOpenInSteam", to_bool, _chat())
    is_clan_official_game_group: ClassVar[About[Any, bool]] = flat(FRIENDS, "IsClanOfficialGameGroup", to_bool, _clan())
    is_clan_public: ClassVar[About[Any, bool]] = flat(FRIENDS, "IsClanPublic", to_bool, _clan())
    join_clan_chat_room: ClassVar[About[int, int]] = requested_about(FRIENDS, "JoinClanChatRoom", _ENTERED, "clan_id", clan_fault)
    leave_clan_chat_room: ClassVar[About[Any, bool]] = flat(FRIENDS, "LeaveClanChatRoom", to_bool, _clan())
    open_clan_chat_window_in_steam: ClassVar[About[Any, bool]] = flat(FRIENDS, "OpenClanChatWindowInSteam", to_bool, _chat())
    request_clan_officer_list: ClassVar[About[int, int]] = requested_about(
        FRIENDS, "RequestClanOfficerList", _OFFICERS, "clan_id", clan_fault
    )
    send_clan_chat_message: ClassVar[AboutTwo[Any, str, bool]] = flat(FRIENDS, "SendClanChatMessage", to_bool, _chat(), text("text"))

    def download_clan_activity_counts(self, clan_ids: Sequence[int]) -> int:
        """Ask what the people of groups do."""
        call = "download_clan_activity_counts"
        for clan_id in clan_ids:
            check_id(clan_id)
        fault = next(filter(None, map(id_fault, clan_ids)), "")
        given = [] if fault else clan_ids
        told = self._pipe.ffi.new("uint64_steamid[]", list(given) or [0])
        request = Request(call, "DownloadClanActivityCounts", _ACTIVITY, _ACTIVITY)
        return self._pipe.request(FRIENDS, request, told, len(given), fault=fault)

    def get_clan_activity_counts(self, clan_id: int) -> tuple[int, int, int] | None:
        """How many people of a group are (online, in a game, in its chat); None if that is not known."""
        call, ffi = "get_clan_activity_counts", self._pipe.ffi
        check_id(clan_id)
        told = [ffi.new("int32_t *") for _ in range(3)]
        if not self._pipe.may(FRIENDS.group, call, id_fault(clan_id)):
            return None
        if not self._pipe.call(FRIENDS, call, "GetClanActivityCounts", clan_id, *told):
            return None
        online, in_game, chatting = (int(count[0]) for count in told)
        return online, in_game, chatting

    def get_clan_chat_message(self, chat_id: int, message: int) -> tuple[str, ChatEntryType | int, SteamID, int] | None:
        """The (text, what it is, who said it, bytes with the NUL) of an entry of a chat; None if there is none."""
        call, ffi = "get_clan_chat_message", self._pipe.ffi
        check_id(chat_id)
        told, kind, user = ffi.new("char[]", MESSAGE_BYTES), ffi.new("int32_t *"), ffi.new("uint64_steamid *")
        if not self._pipe.may(FRIENDS.group, call, id_fault(chat_id)):
            return None
        count = self._pipe.call(FRIENDS, call, "GetClanChatMessage", chat_id, message, told, MESSAGE_BYTES, kind, user)
        if not count:
            return None
        return up_to_nul(ffi.buffer(told)[:]), member_of(ChatEntryType, int(kind[0])), SteamID(int(user[0])), int(count)
