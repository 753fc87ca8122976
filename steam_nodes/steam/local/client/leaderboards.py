"""Leaderboards as a player's program asks for them.

Rules: the calls are Valve's ISteamUserStats. A board is known to this program once it was found, and by then its name, sort method, display
type and number of entries are readable; they are as they were when the board was last heard of. What does not fit is refused before
anything is sent, says why, and is answered with Result.INVALID_PARAM. The answers come from the store, in the order asked; those of one
frame come after the answers about single users.
"""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, Final

from steam_nodes.steam import refusals
from steam_nodes.steam.callbacks import (
    LeaderboardEntry,
    LeaderboardFound,
    LeaderboardScoresDownloaded,
    LeaderboardScoreUploaded,
    LeaderboardUGCSet,
)
from steam_nodes.steam.checks import require_several
from steam_nodes.steam.leaderboard_checks import (
    AROUND_USER,
    FRIENDS,
    form_fault,
    method_fault,
    name_fault,
    range_fault,
    to_details,
    to_int32,
    to_ugc,
    users_fault,
)
from steam_nodes.steam.local.store.queries import (
    Around,
    Attach,
    FindBoard,
    Found,
    MakeBoard,
    OfUsers,
    Page,
    Ranks,
    Upload,
    Uploaded,
)
from steam_nodes.steam.local.world.options import require_id
from steam_nodes.steam.local.world.rate_limit import UPLOADS, UploadLimit
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import DoesNotFitError, short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from steam_nodes.steam.callbacks import ClientRecord
    from steam_nodes.steam.local.client.session import ClientSession
    from steam_nodes.steam.local.rules.leaderboards import Board, Entry
    from steam_nodes.steam.local.store.queries import Query
    from steam_nodes.steam.local.world.requests import QueryRequest

_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF


class _Boards:
    """The boards that one program has found, and the records of what is answered about them.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        self._session = session
        self.known: dict[int, Board] = {}
        self.counts: dict[int, int] = {}

    def found(self, request: QueryRequest) -> ClientRecord:
        """Keep a board that was found or made."""
        found = request.found
        if request.answer is not Result.OK or not isinstance(found, Found):
            return LeaderboardFound(request.call, request.answer, 0, found=False)
        handle = found.board.handle
        self.known[handle] = found.board
        self.counts[handle] = found.count
        return LeaderboardFound(request.call, request.answer, handle, found=True)

    def downloaded(self, request: QueryRequest) -> ClientRecord:
        """Return the record of entries."""
        found, handle = request.found, request.about
        entries: tuple[tuple[int, Entry], ...] = ()
        if isinstance(found, Page):
            self.counts[handle] = found.count
            entries = found.entries
        return LeaderboardScoresDownloaded(request.call, request.answer, handle, tuple(_entry(rank, entry) for rank, entry in entries))

    def uploaded(self, request: QueryRequest) -> ClientRecord:
        """Return the record of a score that was sent."""
        found, handle = request.found, request.about
        score = request.query.score if isinstance(request.query, Upload) else 0
        if isinstance(found, Uploaded):
            self.counts[handle] = found.count
            return LeaderboardScoreUploaded(request.call, request.answer, True, handle, score, found.changed, found.rank, found.previous)
        return LeaderboardScoreUploaded(request.call, request.answer, False, handle, score, False, 0, 0)

    def attached(self, request: QueryRequest) -> ClientRecord:
        """Return the record of a file that was attached."""
        result = request.answer
        if request.found is False:
            result = Result.FAIL
            self._session.refuse(Refusal((request.name, "entry"), f"{request.name}: the player has no entry there; upload a score first"))
        return LeaderboardUGCSet(request.call, result, request.about)


class ClientLeaderboards:
    """The calls of a player's program about leaderboards.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Begin with no board found."""
        self._session = session
        self._boards = _Boards(session)
        self._uploads = UploadLimit()

    # A board.

    def find_leaderboard(self, name: str) -> int:
        """Ask for a leaderboard that exists; a LeaderboardFound with this number answers, with `found` False if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#FindLeaderboard.

        Args:
            name: The board's name, 1 to 127 bytes of UTF-8; case counts.

        Raises:
            TypeError: The name is no str.
        """
        return self._session.query("find_leaderboard", FindBoard(name), self._boards.found, fault=name_fault(name))

    def find_or_create_leaderboard(self, name: str, sort_method: int, display_type: int) -> int:
        """Ask for a leaderboard, made if it is missing; a LeaderboardFound with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#FindOrCreateLeaderboard. A board that exists keeps its own sort
        method and display type.

        Args:
            name: The board's name, 1 to 127 bytes of UTF-8; case counts.
            sort_method: 1 ascending: the lowest score is the best; 2 descending.
            display_type: 1 numeric, 2 seconds, 3 milliseconds.

        Raises:
            TypeError: An argument has the wrong type.
        """
        query = None
        fault = name_fault(name)
        try:
            fault = form_fault(sort_method, display_type) or fault
            query = MakeBoard(name, index(sort_method), index(display_type))
        except DoesNotFitError as error:
            fault = str(error)
        return self._session.query("find_or_create_leaderboard", query, self._boards.found, fault=fault)

    def get_leaderboard_name(self, handle: int) -> str:
        """Return the name of a leaderboard that was found; "" for an unknown handle."""
        board = self._board("get_leaderboard_name", handle)
        return "" if board is None else board.name

    def get_leaderboard_entry_count(self, handle: int) -> int:
        """Return how many entries it had when it was last heard of; 0 for an unknown handle."""
        board = self._board("get_leaderboard_entry_count", handle)
        return 0 if board is None else self._boards.counts[board.handle]

    def get_leaderboard_sort_method(self, handle: int) -> int:
        """Return 1 for ascending, 2 for descending, 0 for an unknown handle."""
        board = self._board("get_leaderboard_sort_method", handle)
        return 0 if board is None else board.sort

    def get_leaderboard_display_type(self, handle: int) -> int:
        """Return 1 for numeric, 2 for seconds, 3 for milliseconds, 0 for an unknown handle."""
        board = self._board("get_leaderboard_display_type", handle)
        return 0 if board is None else board.display

    # Its entries.

    def download_leaderboard_entries(self, handle: int, request: int, start: int, end: int) -> int:
        """Ask for entries of a leaderboard; a LeaderboardScoresDownloaded with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#DownloadLeaderboardEntries. Where the board ends before a range
        around the player does, the range moves, so that as many entries come as were asked for; a player without an entry gets none.

        Args:
            handle: The board, as it was found.
            request: 0 global; 1 around the player; 2 the player and their friends, all of them in the order of their ranks.
            start: The first rank, from 1; around the player an offset, such as -4. Not used for friends.
            end: The last rank; around the player an offset, such as 5. Not used for friends.

        Raises:
            TypeError: An argument has the wrong type.
        """
        query: Query | None = None
        try:
            fault = range_fault(request, start, end)
            if request == FRIENDS:
                query = OfUsers(handle, (self._session.me, *self._session.friends.ids))
            elif request == AROUND_USER:
                query = Around(handle, self._session.me, index(start), index(end))
            else:
                query = Ranks(handle, index(start), index(end))
        except DoesNotFitError as error:
            fault = str(error)
        return self._query("download_leaderboard_entries", handle, query, self._boards.downloaded, fault)

    def download_leaderboard_entries_for_users(self, handle: int, users: Sequence[int]) -> int:
        """Ask for the entries of some users, in the order of their ranks; who has none is left out.

        A LeaderboardScoresDownloaded with this number answers.
        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#DownloadLeaderboardEntriesForUsers.

        Args:
            handle: The board, as it was found.
            users: Up to 100 Steam IDs.

        Raises:
            TypeError: An argument has the wrong type.
        """
        require_several("download_leaderboard_entries_for_users", "users", users, "Steam IDs")
        users = tuple(users)
        for steam_id in users:
            require_id(steam_id)
        query = OfUsers(handle, users)
        return self._query("download_leaderboard_entries_for_users", handle, query, self._boards.downloaded, users_fault(users))

    def upload_leaderboard_score(self, handle: int, method: int, score: int, details: Sequence[int]) -> int:
        """Send a score of the player; a LeaderboardScoreUploaded with this number answers, OK when the score is on the disk.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#UploadLeaderboardScore.

        Args:
            handle: The board, as it was found.
            method: 1 keeps the better of the two scores, and the old one if they are equal; 2 takes the new one.
            score: An int32.
            details: Up to 64 int32, kept with the score.

        Raises:
            TypeError: An argument has the wrong type.
        """
        query = None
        try:
            fault, now = method_fault(method), self._session.world.clock.now()
            query = Upload(handle, self._session.me, index(method), to_int32("the score", score), to_details(details), now)
        except DoesNotFitError as error:
            fault = str(error)
        require_id(handle)
        call, record = "upload_leaderboard_score", self._boards.uploaded
        if not fault and handle in self._boards.known and self._too_many():
            return self._session.refused_query(call, record, Result.RATE_LIMIT_EXCEEDED, about=handle)
        return self._query(call, handle, query, record, fault)

    def attach_leaderboard_ugc(self, handle: int, ugc_handle: int) -> int:
        """Attach a shared file to the player's entry; a LeaderboardUGCSet with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#AttachLeaderboardUGC. It stays attached when the score changes.
        Without an entry the answer is Result.FAIL.

        Args:
            handle: The board, as it was found.
            ugc_handle: The file's handle, below 2**64 - 1.

        Raises:
            TypeError: An argument has the wrong type.
        """
        query, fault = None, ""
        try:
            query = Attach(handle, self._session.me, to_ugc(ugc_handle))
        except DoesNotFitError as error:
            fault = str(error)
        return self._query("attach_leaderboard_ugc", handle, query, self._boards.attached, fault)

    # What is used above.

    def _too_many(self) -> bool:
        """Count an upload, and say whether it is refused because there were too many."""
        world = self._session.world
        rate, now = world.options.upload_rate, world.elapsed
        if rate == "allow" or not self._session.initialised:
            return False
        since = self._uploads.since(now)
        if since is not None:
            told = refusals.of_uploads(UPLOADS, since, refused=rate == "refuse")
            if rate == "refuse":
                self._session.refuse(told)
                return True
            world.world_log.remark(told)
        self._uploads.uploaded(now)
        return False

    def _query(self, call: str, handle: int, query: Query | None, record: Callable[[QueryRequest], ClientRecord], fault: str) -> int:
        """Send a query about a board, if that is known and there is no fault."""
        require_id(handle)
        if handle not in self._boards.known:
            fault = _unknown(handle)
        return self._session.query(call, query, record, about=handle, fault=fault)

    def _board(self, call: str, handle: int) -> Board | None:
        """Find a board that was found."""
        require_id(handle)
        if not self._session.present(call):
            return None
        board = self._boards.known.get(handle)
        if board is None:
            self._session.refuse(Refusal((call, "handle"), f"{call}: {_unknown(handle)}"))
        return board


def _entry(rank: int, entry: Entry) -> LeaderboardEntry:
    """Make the record of an entry."""
    return LeaderboardEntry(SteamID(entry.steam_id & _UINT64), rank, entry.score, entry.details, entry.ugc)


def _unknown(handle: int) -> str:
    """Say what is wrong with a handle."""
    return f"no leaderboard with the handle {short(handle)} was found by this program; call find_leaderboard and wait for its answer"
