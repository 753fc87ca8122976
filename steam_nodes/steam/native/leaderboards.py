"""What a player's program asks of Valve's library about everybody together: leaderboards, totals, percentages, how many play.

Rules: each request returns a number at once and is answered by one record with it, also where it was refused: with
Result.NO_CONNECTION while Steam is not active, with Result.INVALID_PARAM for what does not fit, and then nothing is sent. The answers
about one leaderboard come in the order asked, and so do those of each kind that is about none. What the getters return was brought by the
last answer; before it they say so.
"""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam import refusals
from steam_nodes.steam.checks import require_several
from steam_nodes.steam.leaderboard_checks import (
    form_fault,
    method_fault,
    name_fault,
    range_fault,
    to_details,
    to_int32,
    to_ugc,
    users_fault,
)
from steam_nodes.steam.native.arguments import UINT64, check_id
from steam_nodes.steam.native.client_session import ClientLife
from steam_nodes.steam.native.structs import (
    CURRENT_PLAYERS,
    GLOBAL_STATS_RECEIVED,
    LEADERBOARD_FOUND,
    PERCENTAGES_READY,
    SCORE_UPLOADED,
    SCORES_DOWNLOADED,
    UGC_SET,
)
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import DoesNotFitError, short

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME_ROOM: Final = 128
_MOST_DAYS: Final = 60
_NO_BOARD: Final = "no leaderboard has this handle; call find_leaderboard and pass the one that its answer carries"


class ClientBoards(ClientLife):
    """The half of a NativeClient that is about everybody together."""

    def get_number_of_current_players(self) -> int:
        """Ask how many play now; a NumberOfCurrentPlayers with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetNumberOfCurrentPlayers.
        """
        return self._ask("get_number_of_current_players", CURRENT_PLAYERS, "GetNumberOfCurrentPlayers")

    # How many have an achievement.

    def request_global_achievement_percentages(self) -> int:
        """Ask how many players have each achievement; a GlobalAchievementPercentagesReady with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestGlobalAchievementPercentages.
        """
        return self._ask("request_global_achievement_percentages", PERCENTAGES_READY, "RequestGlobalAchievementPercentages")

    def get_achievement_achieved_percent(self, name: str) -> float | None:
        """Return how many of all players have an achievement, 0 to 100; None before the answer and for an unknown name.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementAchievedPercent.
        """
        call = "get_achievement_achieved_percent"
        called = self._called(call, name)
        if called is None:
            return None
        if self._function("GetAchievementAchievedPercent")(self._connection.stats, called, self._floats):
            return float(self._floats[0])
        if self._knows(call, name, called):
            self._refuse(Refusal((call, "percentages"), f"{call}: {_PERCENTAGES}"))
        return None

    def get_most_achieved_achievement_info(self) -> tuple[int, str, float, bool]:
        """Return (iterator, name, percent, whether the player has it) of the achievement most players have.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetMostAchievedAchievementInfo.

        Returns:
            (-1, "", 0.0, False) before the answer to `request_global_achievement_percentages`, and if there is no achievement.
        """
        call = "get_most_achieved_achievement_info"
        if not self._present(call):
            return _NOTHING
        found = self._enumerated("GetMostAchievedAchievementInfo")
        if found is _NOTHING:
            self._refuse(Refusal((call, "percentages"), f"{call}: {_PERCENTAGES}"))
        return found

    def get_next_most_achieved_achievement_info(self, iterator: int) -> tuple[int, str, float, bool]:
        """Return the same of the achievement after it; iterator -1 if there is no other.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetNextMostAchievedAchievementInfo.

        Args:
            iterator: What the call before it returned.
        """
        if isinstance(iterator, bool) or not isinstance(iterator, int):
            message = f"the iterator is an int, not {type(iterator).__name__} {short(iterator)}"
            raise TypeError(message)
        if not self._present("get_next_most_achieved_achievement_info") or not 0 <= iterator < 2**31:
            return _NOTHING
        return self._enumerated("GetNextMostAchievedAchievementInfo", iterator)

    # The totals of stats.

    def request_global_stats(self, history_days: int) -> int:
        """Ask for the totals of aggregated stats; a GlobalStatsReceived with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestGlobalStats.

        Args:
            history_days: How many days of history to bring, 0 to 60; today is the first of them.
        """
        try:
            days = to_int32("history_days", history_days)
        except DoesNotFitError:
            days = -1
        fault = "" if 0 <= days <= _MOST_DAYS else f"history_days is {short(history_days)}; pass 0 to {_MOST_DAYS} days"
        return self._ask("request_global_stats", GLOBAL_STATS_RECEIVED, "RequestGlobalStats", days, fault=fault)

    def get_global_stat_int(self, name: str) -> int | None:
        """Return the total of an aggregated INT stat, 64 bits; None before the answer or if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStat.
        """
        found: int | None = self._total("get_global_stat_int", "GetGlobalStatInt64", "int64_t *", name)
        return found

    def get_global_stat_float(self, name: str) -> float | None:
        """Return the total of an aggregated FLOAT stat; None before the answer or if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStat.
        """
        found: float | None = self._total("get_global_stat_float", "GetGlobalStatDouble", "double *", name)
        return found

    def get_global_stat_int_history(self, name: str) -> list[int]:
        """Return what was added to an aggregated INT stat on each day, today first; empty before the answer or if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStatHistory.
        """
        return self._history("get_global_stat_int_history", "GetGlobalStatHistoryInt64", "int64_t[]", name)

    def get_global_stat_float_history(self, name: str) -> list[float]:
        """Return what was added to an aggregated FLOAT stat on each day, today first; empty before the answer or if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStatHistory.
        """
        return self._history("get_global_stat_float_history", "GetGlobalStatHistoryDouble", "double[]", name)

    # Leaderboards.

    def find_leaderboard(self, name: str) -> int:
        """Ask for a leaderboard that exists; a LeaderboardFound with this number answers, with `found` False if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#FindLeaderboard.

        Args:
            name: The board's name, 1 to 127 bytes of UTF-8; case counts.
        """
        fault = name_fault(name)
        return self._ask("find_leaderboard", LEADERBOARD_FOUND, "FindLeaderboard", name.encode(errors="replace"), fault=fault)

    def find_or_create_leaderboard(self, name: str, sort_method: int, display_type: int) -> int:
        """Ask for a leaderboard, made if it is missing; a LeaderboardFound with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#FindOrCreateLeaderboard.

        Args:
            name: The board's name, 1 to 127 bytes of UTF-8; case counts.
            sort_method: 1 ascending: the lowest score is the best; 2 descending.
            display_type: 1 numeric, 2 seconds, 3 milliseconds.
        """
        fault = name_fault(name)
        try:
            fault = form_fault(sort_method, display_type) or fault
        except DoesNotFitError as error:
            fault = str(error)
        arguments = () if fault else (name.encode(errors="replace"), index(sort_method), index(display_type))
        return self._ask("find_or_create_leaderboard", LEADERBOARD_FOUND, "FindOrCreateLeaderboard", *arguments, fault=fault)

    def get_leaderboard_name(self, handle: int) -> str:
        """Return the name of a leaderboard that was found; "" for an unknown handle."""
        return self._text(self._board("get_leaderboard_name", "GetLeaderboardName", handle))

    def get_leaderboard_entry_count(self, handle: int) -> int:
        """Return how many entries it had when it was last heard of; 0 for an unknown handle."""
        return int(self._board("get_leaderboard_entry_count", "GetLeaderboardEntryCount", handle) or 0)

    def get_leaderboard_sort_method(self, handle: int) -> int:
        """Return 1 for ascending, 2 for descending, 0 for an unknown handle."""
        return int(self._board("get_leaderboard_sort_method", "GetLeaderboardSortMethod", handle) or 0)

    def get_leaderboard_display_type(self, handle: int) -> int:
        """Return 1 for numeric, 2 for seconds, 3 for milliseconds, 0 for an unknown handle."""
        return int(self._board("get_leaderboard_display_type", "GetLeaderboardDisplayType", handle) or 0)

    def download_leaderboard_entries(self, handle: int, request: int, start: int, end: int) -> int:
        """Ask for entries of a leaderboard; a LeaderboardScoresDownloaded with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#DownloadLeaderboardEntries.

        Args:
            handle: The board, as it was found.
            request: 0 global; 1 around the player; 2 the player and their friends.
            start: The first rank, from 1; around the player an offset, such as -4. Not used for friends.
            end: The last rank; around the player an offset, such as 5. Not used for friends.
        """
        try:
            fault = range_fault(request, start, end)
        except DoesNotFitError as error:
            fault = str(error)
        call, arguments = "download_leaderboard_entries", () if fault else (index(request), index(start), index(end))
        return self._ask_of(call, SCORES_DOWNLOADED, "DownloadLeaderboardEntries", handle, *arguments, fault=fault)

    def download_leaderboard_entries_for_users(self, handle: int, users: Sequence[int]) -> int:
        """Ask for the entries of some users; who has none is left out. A LeaderboardScoresDownloaded with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#DownloadLeaderboardEntriesForUsers.

        Args:
            handle: The board, as it was found.
            users: Up to 100 Steam IDs.
        """
        require_several("download_leaderboard_entries_for_users", "users", users, "Steam IDs")
        users = list(users)
        for steam_id in users:
            check_id(steam_id)
        fault = users_fault(users)
        users = [steam_id for steam_id in users if 0 <= steam_id <= UINT64]
        call, function = "download_leaderboard_entries_for_users", "DownloadLeaderboardEntriesForUsers"
        return self._ask_of(call, SCORES_DOWNLOADED, function, handle, users, len(users), fault=fault)

    def upload_leaderboard_score(self, handle: int, method: int, score: int, details: Sequence[int]) -> int:
        """Send a score of the player; a LeaderboardScoreUploaded with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#UploadLeaderboardScore.

        Args:
            handle: The board, as it was found.
            method: 1 keeps the better of the two scores; 2 takes the new one.
            score: An int32.
            details: Up to 64 int32, kept with the score.
        """
        arguments: tuple[Any, ...] = ()
        number = 0
        try:
            fault = method_fault(method)
            number, numbers = to_int32("the score", score), to_details(details)
            arguments = index(method), number, list(numbers), len(numbers)
        except DoesNotFitError as error:
            fault = str(error)
        call = "upload_leaderboard_score"
        return self._ask_of(call, SCORE_UPLOADED, "UploadLeaderboardScore", handle, *arguments, fault=fault, note=number)

    def attach_leaderboard_ugc(self, handle: int, ugc_handle: int) -> int:
        """Attach a shared file to the player's entry; a LeaderboardUGCSet with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#AttachLeaderboardUGC.

        Args:
            handle: The board, as it was found.
            ugc_handle: The file's handle, below 2**64 - 1.
        """
        file, fault = 0, ""
        try:
            file = to_ugc(ugc_handle)
        except DoesNotFitError as error:
            fault = str(error)
        return self._ask_of("attach_leaderboard_ugc", UGC_SET, "AttachLeaderboardUGC", handle, file, fault=fault)

    # What is used above.

    def _ask(self, call: str, kind: int, function: str, *arguments: Any, fault: str = "") -> int:
        """Ask Steam something that is about nobody; return its number."""
        return self._issue(call, kind, kind, function, arguments, fault)

    def _ask_of(self, call: str, kind: int, function: str, handle: int, *arguments: Any, fault: str = "", note: int = 0) -> int:
        """Ask Steam something about a leaderboard; return its number."""
        _check_handle(call, handle)
        if not 0 < handle <= UINT64:
            fault = f"{short(handle)}: {_NO_BOARD}"
        return self._issue(call, kind, handle, function, (handle, *arguments), fault, note)

    def _issue(self, call: str, kind: int, lane: int, function: str, arguments: tuple[Any, ...], fault: str, note: int = 0) -> int:
        """Make a call that Steam answers later, unless it is refused; that is answered too."""
        connection = self._connection
        answers = connection.answers
        if not self._present(call):
            return answers.number() if connection.closed else answers.refuse(kind, lane, Result.NO_CONNECTION, note=note)
        if fault:
            self._refuse(Refusal((call, fault[:60]), f"{call}: {fault}"))
            return answers.refuse(kind, lane, Result.INVALID_PARAM, note=note)
        handle = int(self._function(function)(connection.stats, *arguments))
        if not handle:
            sentence = f"{call}: Steam could not issue the call; is the player online, and was what it is about found before? Try again"
            self._refuse(Refusal((call, "broken"), sentence))
        return answers.ask(kind, lane, handle, name=call, note=note)

    def _board(self, call: str, function: str, handle: int) -> Any:
        """Ask for something of a leaderboard that was found."""
        _check_handle(call, handle)
        if not self._present(call):
            return None
        stats = self._connection.stats
        # A board without entries says 0 too: what an unknown one has not is a sort method.
        if 0 < handle <= UINT64 and self._function("GetLeaderboardSortMethod")(stats, handle) > 0:
            return self._function(function)(stats, handle)
        self._refuse(Refusal((call, "handle"), f"{call}({short(handle)}): {_NO_BOARD}"))
        return None

    def _enumerated(self, function: str, *before: int) -> tuple[int, str, float, bool]:
        """Return what stands at a place of the list of achievements."""
        connection = self._connection
        ffi = connection.ffi
        name, unlocked = ffi.new("char[]", _NAME_ROOM), ffi.new("bool *")
        found = int(self._function(function)(connection.stats, *before, name, _NAME_ROOM, self._floats, unlocked))
        if found < 0:
            return _NOTHING
        return found, ffi.string(name, _NAME_ROOM).decode(errors="replace"), float(self._floats[0]), bool(unlocked[0])

    def _total(self, call: str, function: str, kind: str, name: str) -> Any:
        """Ask for a total."""
        called = self._called(call, name)
        if called is None:
            return None
        out = self._connection.ffi.new(kind)
        if self._function(function)(self._connection.stats, called, out):
            return out[0]
        self._refuse(refusals.of_call(call, name, _TOTALS))
        return None

    def _history(self, call: str, function: str, kind: str, name: str) -> list[Any]:
        """Ask for the days of a total."""
        called = self._called(call, name)
        if called is None:
            return []
        ffi = self._connection.ffi
        days = ffi.new(kind, _MOST_DAYS)
        count = int(self._function(function)(self._connection.stats, called, days, ffi.sizeof(days)))
        if count <= 0:
            self._refuse(refusals.of_call(call, name, _TOTALS))
        return list(days)[: max(count, 0)]


_NOTHING: Final = (-1, "", 0.0, False)
_PERCENTAGES: Final = "the percentages are not here; call request_global_achievement_percentages and wait for its answer"
_TOTALS: Final = (
    "Steam has no total of it and gives no reason; call request_global_stats and wait for its answer, and check in App Admin that it is an "
    "aggregated stat of this type"
)


def _check_handle(call: str, handle: int) -> None:
    """Refuse what is no handle."""
    if isinstance(handle, bool) or not isinstance(handle, int):
        message = f"{call}: the handle of a leaderboard is an int, not {type(handle).__name__} {short(handle)}"
        raise TypeError(message)
