"""The records of a player's program out of the bytes of Valve's structs.

Rules: what structs.py holds is read here and nowhere else; ids and handles are unsigned. Several of Valve's structs carry no result: then
an answer that came is OK, and where it says that the call had no success it is FAIL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.steam.callbacks import (
    ClientRecord,
    GlobalAchievementPercentagesReady,
    GlobalStatsReceived,
    LeaderboardEntry,
    LeaderboardFound,
    LeaderboardScoresDownloaded,
    LeaderboardScoreUploaded,
    LeaderboardUGCSet,
    NumberOfCurrentPlayers,
    UserAchievementIconFetched,
    UserAchievementStored,
    UserStatsReceived,
    UserStatsStored,
    UserStatsUnloaded,
)
from steam_nodes.steam.native.structs import (
    CURRENT_PLAYERS,
    GLOBAL_STATS_RECEIVED,
    LAYOUTS,
    LEADERBOARD_ENTRY,
    LEADERBOARD_FOUND,
    PERCENTAGES_READY,
    SCORE_UPLOADED,
    SCORES_DOWNLOADED,
    UGC_SET,
    USER_STATS_RECEIVED,
    to_result,
)
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from steam_nodes.steam.native.pending_calls import Call

ANSWERS: Final = frozenset(
    (
        USER_STATS_RECEIVED,
        LEADERBOARD_FOUND,
        SCORES_DOWNLOADED,
        SCORE_UPLOADED,
        CURRENT_PLAYERS,
        PERCENTAGES_READY,
        UGC_SET,
        GLOBAL_STATS_RECEIVED,
    )
)
"""The structs that answer a call."""
_BY_BOARD: Final = {SCORES_DOWNLOADED: 0, SCORE_UPLOADED: 1, UGC_SET: 1}
_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF


def about(kind: int, payload: bytes) -> tuple[int, int]:
    """Return whom an answer is about (a user, a leaderboard, or its own kind), and its result.

    Args:
        kind: Valve's number of the struct.
        payload: Exactly its bytes.
    """
    values = LAYOUTS[kind].struct.unpack(payload)
    if kind == USER_STATS_RECEIVED:
        return values[2], values[1]
    if kind in {PERCENTAGES_READY, GLOBAL_STATS_RECEIVED}:
        return kind, values[1]
    return (values[_BY_BOARD[kind]] if kind in _BY_BOARD else kind), Result.OK


def of_answer(call: Call[ClientRecord], payload: bytes, entries: Callable[[int, int], tuple[LeaderboardEntry, ...]]) -> ClientRecord:
    """Return the record of an answer.

    Args:
        call: The call.
        payload: Exactly its bytes.
        entries: Fetches the lines of a leaderboard that were downloaded, by their handle and number.
    """
    number, values = call.number, LAYOUTS[call.kind].struct.unpack(payload)
    if call.kind == USER_STATS_RECEIVED:
        return UserStatsReceived(number, values[0], to_result(values[1]), SteamID(values[2]))
    if call.kind == LEADERBOARD_FOUND:
        return LeaderboardFound(number, Result.OK, *values)
    if call.kind == SCORES_DOWNLOADED:
        return LeaderboardScoresDownloaded(number, Result.OK, values[0], entries(values[1], values[2]))
    if call.kind == SCORE_UPLOADED:
        return LeaderboardScoreUploaded(number, Result.OK if values[0] else Result.FAIL, *values)
    if call.kind == CURRENT_PLAYERS:
        return NumberOfCurrentPlayers(number, Result.OK if values[0] else Result.FAIL, *values)
    if call.kind == UGC_SET:
        return LeaderboardUGCSet(number, to_result(values[0]), values[1])
    ready = GlobalAchievementPercentagesReady if call.kind == PERCENTAGES_READY else GlobalStatsReceived
    return ready(number, values[0], to_result(values[1]))


def of_result(call: Call[ClientRecord], game_id: int, result: Result) -> ClientRecord:
    """Return the record of an answer that came without bytes: the call broke, or was never made.

    Args:
        call: The call; its note is the score of an upload.
        game_id: The app.
        result: What it is answered with.
    """
    number, about = call.number, call.lane & _UINT64
    if call.kind == USER_STATS_RECEIVED:
        return UserStatsReceived(number, game_id, result, SteamID(about))
    if call.kind == LEADERBOARD_FOUND:
        return LeaderboardFound(number, result, 0, found=False)
    if call.kind == SCORES_DOWNLOADED:
        return LeaderboardScoresDownloaded(number, result, about, ())
    if call.kind == SCORE_UPLOADED:
        return LeaderboardScoreUploaded(
            number, result, success=False, handle=about, score=call.note, score_changed=False, global_rank_new=0, global_rank_previous=0
        )
    if call.kind == CURRENT_PLAYERS:
        return NumberOfCurrentPlayers(number, result, success=False, players=0)
    if call.kind == UGC_SET:
        return LeaderboardUGCSet(number, result, about)
    ready = GlobalAchievementPercentagesReady if call.kind == PERCENTAGES_READY else GlobalStatsReceived
    return ready(number, game_id, result)


def of_news(kind: int, payload: bytes) -> ClientRecord | None:
    """Return the record of what nobody asked for, None if no player's program asks for such.

    Args:
        kind: Valve's number of the struct.
        payload: Exactly its bytes.
    """
    make = _NEWS.get(kind)
    return None if make is None else make(*LAYOUTS[kind].struct.unpack(payload))


def of_entry(told: bytes, details: Sequence[int]) -> LeaderboardEntry:
    """Return a line of a leaderboard.

    Args:
        told: The bytes of a LeaderboardEntry_t, and whatever follows.
        details: The room for the details, of which the entry says how many there are.
    """
    user, rank, score, count, ugc = LEADERBOARD_ENTRY.struct.unpack_from(told)
    return LeaderboardEntry(SteamID(user), rank, score, tuple(details[: max(count, 0)]), ugc)


def _text(told: bytes) -> str:
    """Return a text up to its NUL."""
    return told.partition(b"\0")[0].decode(errors="replace")


_NEWS: Final[dict[int, Callable[..., ClientRecord]]] = {
    1102: lambda game, result: UserStatsStored(game, to_result(result)),
    1103: lambda game, group, name, current, maximum: UserAchievementStored(game, group, _text(name), current, maximum),
    1108: lambda user: UserStatsUnloaded(SteamID(user)),
    1109: lambda game, name, achieved, icon: UserAchievementIconFetched(game, _text(name), achieved, icon),
}
"""How a broadcast becomes a record."""
