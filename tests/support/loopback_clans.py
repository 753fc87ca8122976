"""Groups of people on the loopback: what writes through pointers, and the bytes of what arrives."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.groups import clans

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.loopback_user import UserLoopback


def _activity(side: UserLoopback, clan: int, online: Any, in_game: Any, chatting: Any) -> bool:
    found = side.backend.clans.get_clan_activity_counts(clan)
    for told, count in zip((online, in_game, chatting), found or (0, 0, 0), strict=True):
        told[0] = count
    return found is not None


def _download(side: UserLoopback, ids: Any, count: int) -> int:
    return int(side.backend.clans.download_clan_activity_counts([ids[place] for place in range(count)]))


def _message(side: UserLoopback, chat: int, place: int, text: Any, room: int, kind: Any, user: Any) -> int:
    found = side.backend.clans.get_clan_chat_message(chat, place)
    if found is None:
        return 0
    side.write(text, room, found[0])
    kind[0], user[0] = found[1:3]
    return int(found[3])


ANSWERS: Final[dict[str, Callable[..., Any]]] = {
    "SteamAPI_ISteamFriends_GetClanActivityCounts": _activity,
    "SteamAPI_ISteamFriends_DownloadClanActivityCounts": _download,
    "SteamAPI_ISteamFriends_GetClanChatMessage": _message,
}
BYTES: Final[dict[type, tuple[int, Callable[[Any], bytes]]]] = {
    clans.ClanOfficers: (335, lambda it: struct.pack("<QiBxxx", it.clan_id, it.officers, it.success)),
    clans.ClanChatMessage: (338, lambda it: struct.pack("<QQi", it.chat_id, it.user_id, it.message_id)),
    clans.ChatJoined: (339, lambda it: struct.pack("<QQ", it.chat_id, it.user_id)),
    clans.ChatLeft: (340, lambda it: struct.pack("<QQBB", it.chat_id, it.user_id, it.kicked, it.dropped)),
    clans.ClanActivityDownloaded: (341, lambda it: struct.pack("<B", it.success)),
    clans.ClanChatEntered: (342, lambda it: struct.pack("<Qi", it.chat_id, it.response)),
}
