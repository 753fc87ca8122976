"""The leaderboards of ISteamUserStats over Valve's library.

Rules: each request returns a number at once and is answered by one record with it, also where it was refused: with
Result.NO_CONNECTION while Steam is not active, with Result.INVALID_PARAM for what does not fit, and then nothing is sent. The answers
about one leaderboard come in the order asked, and so do those of each kind that is about none.
"""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.callbacks import ClientRecord
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
from steam_nodes.steam.native.calls import USER_STATS, Request, to_int, to_text
from steam_nodes.steam.native.native_backend import NativeBackend
from steam_nodes.steam.native.structs import LEADERBOARD_FOUND, SCORE_UPLOADED, SCORES_DOWNLOADED, UGC_SET
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.stat_values import DoesNotFitError, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steam_nodes.steam.native.pipes.client_pipe import ClientPipe

_NO_BOARD: Final = "no leaderboard has this handle; call find_leaderboard and pass the one that its answer carries"


def _check_handle(call: str, handle: int) -> None:
    """Refuse what is no handle."""
    if isinstance(handle, bool) or not isinstance(handle, int):
        message = f"{call}: the handle of a leaderboard is an int, not {type(handle).__name__} {short(handle)}"
        raise TypeError(message)


class NativeLeaderboards(NativeBackend[ClientRecord]):
    """What NativeClient calls of ISteamUserStats about leaderboards."""

    _pipe: ClientPipe

    def find_leaderboard(self, name: str) -> int:
        """Ask for a leaderboard that exists; a LeaderboardFound with this number answers, with `found` False if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#FindLeaderboard.

        Args:
            name: The board's name, 1 to 127 bytes of UTF-8; case counts.
        """
        fault = name_fault(name)
        return self._pipe.request(
            USER_STATS,
            Request("find_leaderboard", "FindLeaderboard", LEADERBOARD_FOUND, LEADERBOARD_FOUND),
            name.encode(errors="replace"),
            fault=fault,
        )

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
        return self._pipe.request(
            USER_STATS,
            Request("find_or_create_leaderboard", "FindOrCreateLeaderboard", LEADERBOARD_FOUND, LEADERBOARD_FOUND),
            *arguments,
            fault=fault,
        )

    def get_leaderboard_name(self, handle: int) -> str:
        """Return the name of a leaderboard that was found; "" for an unknown handle."""
        return to_text(self._pipe.ffi, self._board("get_leaderboard_name", "GetLeaderboardName", handle))

    def get_leaderboard_entry_count(self, handle: int) -> int:
        """Return how many entries it had when it was last heard of; 0 for an unknown handle."""
        return to_int(self._pipe.ffi, self._board("get_leaderboard_entry_count", "GetLeaderboardEntryCount", handle))

    def get_leaderboard_sort_method(self, handle: int) -> int:
        """Return 1 for ascending, 2 for descending, 0 for an unknown handle."""
        return to_int(self._pipe.ffi, self._board("get_leaderboard_sort_method", "GetLeaderboardSortMethod", handle))

    def get_leaderboard_display_type(self, handle: int) -> int:
        """Return 1 for numeric, 2 for seconds, 3 for milliseconds, 0 for an unknown handle."""
        return to_int(self._pipe.ffi, self._board("get_leaderboard_display_type", "GetLeaderboardDisplayType", handle))

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

    def _ask_of(self, call: str, kind: int, name: str, handle: int, *arguments: Any, fault: str = "", note: int = 0) -> int:
        """Ask Steam something about a leaderboard; return its number."""
        _check_handle(call, handle)
        if not 0 < handle <= UINT64:
            fault = f"{short(handle)}: {_NO_BOARD}"
        return self._pipe.request(USER_STATS, Request(call, name, kind, handle), handle, *arguments, fault=fault, note=note)

    def _board(self, call: str, name: str, handle: int) -> Any:
        """Ask for something of a leaderboard that was found."""
        _check_handle(call, handle)
        pipe = self._pipe
        if not pipe.ready(USER_STATS.group, call):
            return None
        # A board without entries says 0 too: what an unknown one has not is a sort method.
        if 0 < handle <= UINT64 and pipe.call(USER_STATS, call, "GetLeaderboardSortMethod", handle) > 0:
            return pipe.call(USER_STATS, call, name, handle)
        pipe.refusal_log.refuse(Refusal((call, "handle"), f"{call}({short(handle)}): {_NO_BOARD}"))
        return None
