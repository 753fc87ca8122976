"""Leaderboards: those of GodotSteam's User Stats, with the properties that it keeps for them.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the
class. `this_leaderboard = 0` is the board last found; a search that finds none leaves no board, so that no score goes to another one.
What is awaited is made when it is called, and gives the record that answers exactly that call, after the signal. An entry holds the
details that were uploaded with it, no more: GodotSteam fills them up with those of the entry before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.object import error
from steam_nodes.object.signal import Signal
from steam_nodes.scene import lifecycle
from steam_nodes.steam.callbacks import (
    LeaderboardEntry,
    LeaderboardFound,
    LeaderboardScoresDownloaded,
    LeaderboardScoreUploaded,
    LeaderboardUGCSet,
)
from steam_nodes.steam.checks import require_bool, require_mapping, require_several
from steam_nodes.steam.enums import LeaderboardUploadScoreMethod
from steam_nodes.steam.nodes.steam_node import Emits, SteamNode
from steam_nodes.steam.nodes.utils import unsigned_64
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping, Sequence

    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.nodes.steam_node import Dispatch

_DETAILS_MAX: Final = 64
_RETRIEVED: Final = "Leaderboard entries successfully retrieved"
_DISPLAYS: Final = (
    "Display type or leaderboard handle is invalid",
    "Display is simple numerical value",
    "Display is time in seconds",
    "Display is time in milliseconds",
)
_SORTS: Final = (
    "Sort method or leaderboard handle is invalid",
    "Top score is lowest number",
    "Top score is highest number",
)


class Leaderboards(SteamNode):
    """Leaderboards: found, and scores sent and read.

    Args:
        backend: Steam as the player's program sees it.
    """

    leaderboard_find_result: Signal[int, bool] = Signal("leaderboard_handle", "found", blinker=True)
    """Answers `find_leaderboard` and `find_or_create_leaderboard`; the handle is 0 if there is none."""
    leaderboard_scores_downloaded: Signal[str, int, list[dict[str, Any]]] = Signal(
        "message", "leaderboard_handle", "leaderboard_entries", blinker=True
    )
    """Answers both downloads. An entry is `{"score", "steam_id", "global_rank", "ugc_handle", "details"}`; message is GodotSteam's
    sentence, "" where there are no entries, and names the Result where it failed."""
    leaderboard_score_uploaded: Signal[bool, int, dict[str, Any]] = Signal("success", "this_handle", "this_score", blinker=True)
    """Answers `upload_leaderboard_score`; this_score is `{"score", "score_changed", "global_rank_new", "global_rank_prev"}`."""
    leaderboard_ugc_set: Signal[int, Result] = Signal("leaderboard_handle", "result", blinker=True)
    """Answers `attach_leaderboard_ugc`."""

    _backend_: ClientBackend

    _board_handle_ = 0
    _board_details_max_ = _DETAILS_MAX
    _board_entries_: Sequence[dict[str, Any]] = ()
    _boards_sought_: Mapping[int, str] = {}
    _board_warned_ = False

    def find_leaderboard(self, leaderboard_name: str) -> None:
        """Ask for a leaderboard that exists; `leaderboard_find_result` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#FindLeaderboard.

        Args:
            leaderboard_name: The name of the leaderboard, at most 127 bytes.
        """
        self._seek_(self._backend_.find_leaderboard(leaderboard_name), leaderboard_name)

    def find_board(self, leaderboard_name: str, timeout: float | None = None) -> Awaitable[LeaderboardFound]:
        """Ask for a leaderboard that exists, and wait for the answer.

        Args:
            leaderboard_name: The name of the leaderboard, at most 127 bytes.
            timeout: Seconds to wait at most, more than 0; None waits as long as Steam takes.

        Returns:
            What to await for the record, with Result.TIMEOUT if the time is over; a late answer still reaches the signal.

        Raises:
            ValueError: `timeout` is not above 0.
        """
        self._awaits_.check(self, timeout)
        call = self._seek_(self._backend_.find_leaderboard(leaderboard_name), leaderboard_name)
        return self._found_(call, timeout)

    def find_or_create_leaderboard(self, leaderboard_name: str, sort_method: int, display_type: int) -> None:
        """Ask for a leaderboard, which is made if it is missing; `leaderboard_find_result` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#FindOrCreateLeaderboard.

        Args:
            leaderboard_name: The name of the leaderboard, at most 127 bytes.
            sort_method: LEADERBOARD_SORT_METHOD_ASCENDING or _DESCENDING, for one that is made.
            display_type: LEADERBOARD_DISPLAY_TYPE_NUMERIC, _TIME_SECONDS or _TIME_MILLISECONDS, for one that is made.
        """
        self._seek_(self._backend_.find_or_create_leaderboard(leaderboard_name, sort_method, display_type), leaderboard_name)

    def find_or_create_board(
        self, leaderboard_name: str, sort_method: int, display_type: int, timeout: float | None = None
    ) -> Awaitable[LeaderboardFound]:
        """Ask for a leaderboard, which is made if it is missing, and wait for the answer.

        The arguments are those of `find_or_create_leaderboard`; `timeout`, what is returned and raised those of `find_board`.
        """
        self._awaits_.check(self, timeout)
        call = self._seek_(self._backend_.find_or_create_leaderboard(leaderboard_name, sort_method, display_type), leaderboard_name)
        return self._found_(call, timeout)

    def get_leaderboard_name(self, this_leaderboard: int = 0) -> str:
        """Return the name of a leaderboard that was found, "" for an unknown handle.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetLeaderboardName.

        Args:
            this_leaderboard: The handle, 0 for the board last found.
        """
        return self._backend_.get_leaderboard_name(self._board_(this_leaderboard))

    def get_leaderboard_entry_count(self, this_leaderboard: int = 0) -> int:
        """Return how many entries a leaderboard had when it was last heard of.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetLeaderboardEntryCount.

        Args:
            this_leaderboard: The handle, 0 for the board last found.

        Returns:
            The count, 0 for an unknown handle, -1 if Steam is not initialised.
        """
        count = self._backend_.get_leaderboard_entry_count(self._board_(this_leaderboard))
        return count if self._backend_.initialised() else -1

    def get_leaderboard_sort_method(self, this_leaderboard: int = 0) -> dict[str, Any]:
        """Return which score of a leaderboard is the best.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetLeaderboardSortMethod.

        Args:
            this_leaderboard: The handle, 0 for the board last found.

        Returns:
            `{"result": int, "verbal": str}`, one of LEADERBOARD_SORT_METHOD_* and a sentence; `{}` if Steam is not initialised.
        """
        return self._verbal_(self._backend_.get_leaderboard_sort_method(self._board_(this_leaderboard)), _SORTS)

    def get_leaderboard_display_type(self, this_leaderboard: int = 0) -> dict[str, Any]:
        """Return how the scores of a leaderboard are shown, one of LEADERBOARD_DISPLAY_TYPE_*; as `get_leaderboard_sort_method`.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetLeaderboardDisplayType.
        """
        return self._verbal_(self._backend_.get_leaderboard_display_type(self._board_(this_leaderboard)), _DISPLAYS)

    def download_leaderboard_entries(
        self,
        start: int,
        end: int,
        type: int = 0,  # noqa: A002 - GodotSteam's name
        this_leaderboard: int = 0,
    ) -> None:
        """Ask for entries of a leaderboard; `leaderboard_scores_downloaded` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#DownloadLeaderboardEntries.

        Args:
            start: The first rank wanted, from 1; around the user an offset, such as -4.
            end: The last rank wanted; around the user an offset, such as 5.
            type: LEADERBOARD_DATA_REQUEST_GLOBAL, _GLOBAL_AROUND_USER or _FRIENDS; for friends the range is not used.
            this_leaderboard: The handle, 0 for the board last found.
        """
        self._backend_.download_leaderboard_entries(self._board_asked_(this_leaderboard), type, start, end)

    def download_board(
        self,
        start: int,
        end: int,
        type: int = 0,  # noqa: A002 - as above
        this_leaderboard: int = 0,
        timeout: float | None = None,
    ) -> Awaitable[LeaderboardScoresDownloaded]:
        """Ask for entries of a leaderboard, and wait for the answer.

        The arguments are those of `download_leaderboard_entries`; `timeout`, what is returned and raised those of `find_board`.
        """
        self._awaits_.check(self, timeout)
        board = self._board_asked_(this_leaderboard)
        return self._downloaded_(self._backend_.download_leaderboard_entries(board, type, start, end), board, timeout)

    def download_leaderboard_entries_for_users(self, users_id: Sequence[int], this_leaderboard: int = 0) -> None:
        """Ask for the entries of some users; who has none is left out. `leaderboard_scores_downloaded` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#DownloadLeaderboardEntriesForUsers.

        Args:
            users_id: At most 100 whole 64-bit Steam IDs.
            this_leaderboard: The handle, 0 for the board last found.
        """
        self._backend_.download_leaderboard_entries_for_users(self._board_asked_(this_leaderboard), users_id)

    def download_board_for_users(
        self, users_id: Sequence[int], this_leaderboard: int = 0, timeout: float | None = None
    ) -> Awaitable[LeaderboardScoresDownloaded]:
        """Ask for the entries of some users, and wait for the answer.

        The arguments are those of `download_leaderboard_entries_for_users`; `timeout`, what is returned and raised those of `find_board`.
        """
        self._awaits_.check(self, timeout)
        board = self._board_asked_(this_leaderboard)
        return self._downloaded_(self._backend_.download_leaderboard_entries_for_users(board, users_id), board, timeout)

    def upload_leaderboard_score(self, score: int, keep_best: bool = True, details: Sequence[int] = (), this_leaderboard: int = 0) -> None:
        """Send a score of the player; `leaderboard_score_uploaded` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#UploadLeaderboardScore.

        Args:
            score: The score, an int32.
            keep_best: Whether the better of the old and the new score stays, or the new one always.
            details: What the game wants to keep with the score, at most 64 int32.
            this_leaderboard: The handle, 0 for the board last found.
        """
        self._backend_.upload_leaderboard_score(self._board_asked_(this_leaderboard), _method(keep_best), score, details)

    def upload_score(
        self,
        score: int,
        keep_best: bool = True,
        details: Sequence[int] = (),
        this_leaderboard: int = 0,
        timeout: float | None = None,
    ) -> Awaitable[LeaderboardScoreUploaded]:
        """Send a score of the player, and wait for the answer.

        The arguments are those of `upload_leaderboard_score`; `timeout`, what is returned and raised those of `find_board`.
        """
        self._awaits_.check(self, timeout)
        board = self._board_asked_(this_leaderboard)
        call = self._backend_.upload_leaderboard_score(board, _method(keep_best), score, details)
        late = LeaderboardScoreUploaded(call, Result.TIMEOUT, False, board, score, False, 0, 0)
        return self._awaits_.start(self, call, timeout, late)

    def attach_leaderboard_ugc(self, ugc_handle: int, this_leaderboard: int = 0) -> None:
        """Attach a file to the player's entry of a leaderboard; `leaderboard_ugc_set` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#AttachLeaderboardUGC.

        Args:
            ugc_handle: The handle of the file, an unsigned 64-bit number.
            this_leaderboard: The handle, 0 for the board last found.
        """
        self._backend_.attach_leaderboard_ugc(self._board_asked_(this_leaderboard), ugc_handle)

    def attach_ugc(self, ugc_handle: int, this_leaderboard: int = 0, timeout: float | None = None) -> Awaitable[LeaderboardUGCSet]:
        """Attach a file to the player's entry of a leaderboard, and wait for the answer.

        The arguments are those of `attach_leaderboard_ugc`; `timeout`, what is returned and raised those of `find_board`.
        """
        self._awaits_.check(self, timeout)
        board = self._board_asked_(this_leaderboard)
        call = self._backend_.attach_leaderboard_ugc(board, ugc_handle)
        return self._awaits_.start(self, call, timeout, LeaderboardUGCSet(call, Result.TIMEOUT, board))

    def get_leaderboard_handle(self) -> int:
        """Return the handle of the board last found, which `this_leaderboard = 0` means; 0 if there is none."""
        return self._board_handle_

    def set_leaderboard_handle(self, new_leaderboard_handle: int) -> None:
        """Say which board `this_leaderboard = 0` means.

        Args:
            new_leaderboard_handle: The handle, an unsigned 64-bit number.

        Raises:
            TypeError: The handle is not an int.
            ValueError: The handle does not fit in 64 bits.
        """
        self._board_handle_ = unsigned_64("set_leaderboard_handle", new_leaderboard_handle)

    def get_leaderboard_details_max(self) -> int:
        """Return how many details an entry has at most in GodotSteam's dictionary."""
        return self._board_details_max_

    def set_leaderboard_details_max(self, new_leaderboard_details_max: int) -> None:
        """Say how many details an entry has at most in GodotSteam's dictionary.

        Args:
            new_leaderboard_details_max: 0 to 64; as in GodotSteam another number means 64.

        Raises:
            TypeError: It is not an int.
        """
        wanted = new_leaderboard_details_max
        if isinstance(wanted, bool) or not isinstance(wanted, int):
            message = f"set_leaderboard_details_max: a number of details is an int, not {type(wanted).__name__} {short(wanted)}"
            raise TypeError(message)
        self._board_details_max_ = wanted if 0 <= wanted <= _DETAILS_MAX else _DETAILS_MAX

    def get_leaderboard_entries(self) -> list[dict[str, Any]]:
        """Return the entries last downloaded, as `leaderboard_scores_downloaded` gave them."""
        return list(self._board_entries_)

    def set_leaderboard_entries(self, new_leaderboard_entries: Sequence[dict[str, Any]]) -> None:
        """Leave other entries where `get_leaderboard_entries` finds them, until the next are downloaded.

        Args:
            new_leaderboard_entries: The entries; nobody but the script reads them.
        """
        require_several("set_leaderboard_entries", "the entries", new_leaderboard_entries, "dicts")
        entries = tuple(new_leaderboard_entries)
        for entry in entries:
            require_mapping("set_leaderboard_entries", "an entry", entry, "what is known of it")
        self._board_entries_ = entries

    @property
    def leaderboard_handle(self) -> int:
        """The board that `this_leaderboard = 0` means."""
        return self.get_leaderboard_handle()

    @leaderboard_handle.setter
    def leaderboard_handle(self, new_leaderboard_handle: int) -> None:
        self.set_leaderboard_handle(new_leaderboard_handle)

    @property
    def leaderboard_details_max(self) -> int:
        """0 to 64 details of an entry."""
        return self.get_leaderboard_details_max()

    @leaderboard_details_max.setter
    def leaderboard_details_max(self, new_leaderboard_details_max: int) -> None:
        self.set_leaderboard_details_max(new_leaderboard_details_max)

    @property
    def leaderboard_entries(self) -> list[dict[str, Any]]:
        """The entries last downloaded."""
        return self.get_leaderboard_entries()

    @leaderboard_entries.setter
    def leaderboard_entries(self, new_leaderboard_entries: Sequence[dict[str, Any]]) -> None:
        self.set_leaderboard_entries(new_leaderboard_entries)

    def _board_(self, handle: int) -> int:
        """Return the handle that is meant."""
        return unsigned_64("this_leaderboard", handle) or self._board_handle_

    def _board_asked_(self, handle: int) -> int:
        """Return the handle that is meant, and warn once where another board may be meant: one whose search is not answered yet."""
        if handle == 0 and self._boards_sought_ and not self._board_warned_:
            self._board_warned_ = True
            last = short(self._backend_.get_leaderboard_name(self._board_handle_)) if self._board_handle_ else "and there is none"
            sought = ", ".join(map(short, self._boards_sought_.values()))
            error.warn(
                f"this_leaderboard = 0 means the board last found, {last}, while the search for {sought} is not answered yet. "
                "Wait for leaderboard_find_result, or await find_board and pass the handle as this_leaderboard."
            )
        return self._board_(handle)

    def _seek_(self, call: int, name: str) -> int:
        """Note a search until it is answered."""
        self._boards_sought_ = {**self._boards_sought_, call: name}
        return call

    def _verbal_(self, number: int, sentences: Sequence[str]) -> dict[str, Any]:
        """Put a number and its sentence into GodotSteam's dictionary."""
        if not self._backend_.initialised():
            return {}
        known = number if 0 < number < len(sentences) else 0
        return {"result": known, "verbal": sentences[known]}

    def _found_(self, call: int, timeout: float | None) -> Awaitable[LeaderboardFound]:
        return self._awaits_.start(self, call, timeout, LeaderboardFound(call, Result.TIMEOUT, 0, found=False))

    def _downloaded_(self, call: int, board: int, timeout: float | None) -> Awaitable[LeaderboardScoresDownloaded]:
        return self._awaits_.start(self, call, timeout, LeaderboardScoresDownloaded(call, Result.TIMEOUT, board, ()))

    def _entry_(self, entry: LeaderboardEntry) -> dict[str, Any]:
        """Put one entry into GodotSteam's dictionary."""
        return {
            "score": entry.score,
            "steam_id": entry.steam_id,
            "global_rank": entry.global_rank,
            "ugc_handle": entry.ugc_handle,
            "details": list(entry.details[: self._board_details_max_]),
        }

    def _emit_found_(self, record: LeaderboardFound) -> None:
        """Answer a search; who handles the answer to one search means that board, whatever else is sought."""
        self._board_handle_ = record.handle if record.found else 0
        sought, self._boards_sought_ = self._boards_sought_, {}
        lifecycle.call(self.leaderboard_find_result.emit, self._board_handle_, record.found)
        self._boards_sought_ = {call: name for call, name in {**sought, **self._boards_sought_}.items() if call != record.call}
        self._awaits_.give(record.call, record)

    def _emit_downloaded_(self, record: LeaderboardScoresDownloaded) -> None:
        """Answer a download with GodotSteam's dictionaries."""
        shown = [self._entry_(entry) for entry in record.entries]
        self._board_entries_ = tuple(shown)
        message = _RETRIEVED if shown else ""
        if record.result != Result.OK:
            word = record.result.name if isinstance(record.result, Result) else record.result
            message = f"Leaderboard entries could not be retrieved: {word}"
        lifecycle.call(self.leaderboard_scores_downloaded.emit, message, record.handle, shown)
        self._awaits_.give(record.call, record)

    def _emit_uploaded_(self, record: LeaderboardScoreUploaded) -> None:
        """Answer an upload with GodotSteam's dictionary."""
        this_score = {
            "score": record.score,
            "score_changed": record.score_changed,
            "global_rank_new": record.global_rank_new,
            "global_rank_prev": record.global_rank_previous,
        }
        lifecycle.call(self.leaderboard_score_uploaded.emit, record.success, record.handle, this_score)
        self._awaits_.give(record.call, record)

    _emissions_: ClassVar[Mapping[type, Emits | Dispatch]] = {
        LeaderboardFound: _emit_found_,
        LeaderboardScoresDownloaded: _emit_downloaded_,
        LeaderboardScoreUploaded: _emit_uploaded_,
        LeaderboardUGCSet: Emits("leaderboard_ugc_set", ("handle", "result"), answer=""),
    }

    attachLeaderboardUGC = attach_leaderboard_ugc
    downloadLeaderboardEntries = download_leaderboard_entries
    downloadLeaderboardEntriesForUsers = download_leaderboard_entries_for_users
    findLeaderboard = find_leaderboard
    findOrCreateLeaderboard = find_or_create_leaderboard
    getLeaderboardDisplayType = get_leaderboard_display_type
    getLeaderboardEntries = get_leaderboard_entries
    getLeaderboardEntryCount = get_leaderboard_entry_count
    getLeaderboardName = get_leaderboard_name
    getLeaderboardSortMethod = get_leaderboard_sort_method
    setLeaderboardDetailsMax = set_leaderboard_details_max
    uploadLeaderboardScore = upload_leaderboard_score


def _method(keep_best: bool) -> int:
    """Return Valve's method."""
    kept = require_bool("upload_leaderboard_score", "keep_best", keep_best)
    return LeaderboardUploadScoreMethod.KEEP_BEST if kept else LeaderboardUploadScoreMethod.FORCE_UPDATE
