"""Leaderboards as a player's program asks for them, and how many play now.

Rules: the calls are Valve's ISteamUserStats. A board is known to this door once it was found, and by then its name, sort method, display
type and number of entries are readable; they are as they were when the board was last heard of. What does not fit is refused before
anything is sent, says why, and is answered with Result.INVALID_PARAM. The answers come from the store, in the order asked; those of one
frame come after the answers about single users.
"""

from __future__ import annotations

from collections import deque
from operator import index
from typing import TYPE_CHECKING, Final
from weakref import WeakSet

from steam_nodes.steam import refusals
from steam_nodes.steam.callbacks import (
    LeaderboardEntry,
    LeaderboardFound,
    LeaderboardScoresDownloaded,
    LeaderboardScoreUploaded,
    LeaderboardUGCSet,
    NumberOfCurrentPlayers,
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
from steam_nodes.steam.local.client.totals import ClientTotals
from steam_nodes.steam.local.store.queries import (
    Around,
    Attach,
    FindBoard,
    Found,
    MakeBoard,
    Nothing,
    OfUsers,
    Page,
    Ranks,
    Upload,
    Uploaded,
)
from steam_nodes.steam.local.world.options import require_id
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import DoesNotFitError, short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steam_nodes.steam.callbacks import ClientRecord
    from steam_nodes.steam.local.rules.client_stat_rules import ClientStatRules
    from steam_nodes.steam.local.rules.leaderboards import Board, Entry
    from steam_nodes.steam.local.store.queries import Query
    from steam_nodes.steam.local.world.client_world import ClientWorld
    from steam_nodes.steam.local.world.requests import QueryRequest

UPLOADS: Final = 10
UPLOADS_SECONDS: Final = 600.0
"""Valve: "Uploading scores to Steam is rate limited to 10 uploads per 10 minutes"."""
_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF
_OPEN: Final[WeakSet[ClientWorld]] = WeakSet()
"""The worlds of all players' doors of this process."""


class ClientBoards(ClientTotals):
    """The part of a player's door that leaderboards are asked through.

    Args:
        world: The player's world.
        rules: Its rules.
        owner: Whose game it is.
    """

    def __init__(self, world: ClientWorld, rules: ClientStatRules, owner: int) -> None:
        """Begin with no board found."""
        super().__init__(world, rules, owner)
        self._boards: dict[int, Board] = {}
        self._counts: dict[int, int] = {}
        self._uploads: deque[float] = deque(maxlen=UPLOADS)
        _OPEN.add(world)
        self.current_players: int | None = None
        """What `get_number_of_current_players` is answered with. None: the players whose doors to this world are open in this process,
        which is all a local Steam can know at once; other processes are not counted."""

    if TYPE_CHECKING:

        def get_friends(self) -> list[int]:
            """Return the ids of the player's friends; another part of the door knows them."""

    def get_number_of_current_players(self) -> int:
        """Ask how many play now; a NumberOfCurrentPlayers with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetNumberOfCurrentPlayers. See `current_players`.
        """
        return self._ask("get_number_of_current_players", Nothing())

    # A board.

    def find_leaderboard(self, name: str) -> int:
        """Ask for a leaderboard that exists; a LeaderboardFound with this number answers, with `found` False if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#FindLeaderboard.

        Args:
            name: The board's name, 1 to 127 bytes of UTF-8; case counts.

        Raises:
            TypeError: The name is no str.
        """
        return self._ask("find_leaderboard", FindBoard(name), fault=name_fault(name))

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
        return self._ask("find_or_create_leaderboard", query, fault=fault)

    def get_leaderboard_name(self, handle: int) -> str:
        """Return the name of a leaderboard that was found; "" for an unknown handle."""
        board = self._board("get_leaderboard_name", handle)
        return "" if board is None else board.name

    def get_leaderboard_entry_count(self, handle: int) -> int:
        """Return how many entries it had when it was last heard of; 0 for an unknown handle."""
        board = self._board("get_leaderboard_entry_count", handle)
        return 0 if board is None else self._counts[board.handle]

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
                query = OfUsers(handle, (self._me, *self.get_friends()))
            elif request == AROUND_USER:
                query = Around(handle, self._me, index(start), index(end))
            else:
                query = Ranks(handle, index(start), index(end))
        except DoesNotFitError as error:
            fault = str(error)
        return self._ask_of("download_leaderboard_entries", handle, query, fault)

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
        return self._ask_of("download_leaderboard_entries_for_users", handle, OfUsers(handle, users), users_fault(users))

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
            fault = method_fault(method)
            query = Upload(handle, self._me, index(method), to_int32("the score", score), to_details(details), self._world.clock.now())
        except DoesNotFitError as error:
            fault = str(error)
        require_id(handle)
        if not fault and handle in self._boards and self._too_many():
            return self._query_requests.ask("upload_leaderboard_score", None, about=handle, refused=Result.RATE_LIMIT_EXCEEDED)
        return self._ask_of("upload_leaderboard_score", handle, query, fault)

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
            query = Attach(handle, self._me, to_ugc(ugc_handle))
        except DoesNotFitError as error:
            fault = str(error)
        return self._ask_of("attach_leaderboard_ugc", handle, query, fault)

    # What is used above.

    def _too_many(self) -> bool:
        """Count an upload, and say whether it is refused because there were too many."""
        rate, now = self._world.options.upload_rate, self._world.elapsed
        if rate == "allow" or not self.initialised():
            return False
        if len(self._uploads) == UPLOADS and now - self._uploads[0] < UPLOADS_SECONDS:
            told = refusals.of_uploads(UPLOADS, now - self._uploads[0], refused=rate == "refuse")
            if rate == "refuse":
                self._refuse(told)
                return True
            self._world.world_log.remark(told)
        self._uploads.append(now)
        return False

    def _ask_of(self, call: str, handle: int, query: Query | None, fault: str) -> int:
        """Ask something of a board, if that is known and there is no fault."""
        require_id(handle)
        if handle not in self._boards:
            fault = _unknown(handle)
        return self._ask(call, query, about=handle, fault=fault)

    def _board(self, call: str, handle: int) -> Board | None:
        """Find a board that was found."""
        require_id(handle)
        if not self._present(call):
            return None
        board = self._boards.get(handle)
        if board is None:
            self._refuse(Refusal((call, "handle"), f"{call}: {_unknown(handle)}"))
        return board

    def _answer(self, query_request: QueryRequest) -> ClientRecord:
        """Make the record of an inquiry that is answered."""
        found, result, call = query_request.found, query_request.result or Result.IO_FAILURE, query_request.call
        handle = query_request.about
        if isinstance(found, Page | Uploaded):
            self._counts[handle] = found.count
        match query_request.name:
            case "find_leaderboard" | "find_or_create_leaderboard":
                return self._answer_found(call, result, found)
            case "download_leaderboard_entries" | "download_leaderboard_entries_for_users":
                entries = found.entries if isinstance(found, Page) else ()
                return LeaderboardScoresDownloaded(call, result, handle, tuple(_entry(rank, entry) for rank, entry in entries))
            case "upload_leaderboard_score":
                score = query_request.query.score if isinstance(query_request.query, Upload) else 0
                if isinstance(found, Uploaded):
                    return LeaderboardScoreUploaded(call, result, True, handle, score, found.changed, found.rank, found.previous)
                return LeaderboardScoreUploaded(call, result, False, handle, score, False, 0, 0)
            case "attach_leaderboard_ugc":
                if found is False:
                    result = Result.FAIL
                    sentence = f"{query_request.name}: the player has no entry there; upload a score first"
                    self._refuse(Refusal((query_request.name, "entry"), sentence))
                return LeaderboardUGCSet(call, result, handle)
            case "get_number_of_current_players":
                players = self._players() if result is Result.OK else 0
                return NumberOfCurrentPlayers(call, result, result is Result.OK, players)
            case _:
                return super()._answer(query_request)

    def _answer_found(self, call: int, result: Result, found: object) -> LeaderboardFound:
        """Take in a board."""
        if not isinstance(found, Found):
            return LeaderboardFound(call, result, 0, found=False)
        handle = found.board.handle
        self._boards[handle] = found.board
        self._counts[handle] = found.count
        return LeaderboardFound(call, result, handle, found=True)

    def _players(self) -> int:
        """Return how many play."""
        if self.current_players is not None:
            return self.current_players
        place, app = self._world.store.place, self._game_id
        here = (world for world in _OPEN if world.offline_state is None and not world.ended)
        return len({world.own for world in here if world.store.place == place and world.rules.schema.app_id == app})


def _entry(rank: int, entry: Entry) -> LeaderboardEntry:
    """Make the record of an entry."""
    return LeaderboardEntry(SteamID(entry.steam_id & _UINT64), rank, entry.score, entry.details, entry.ugc)


def _unknown(handle: int) -> str:
    """Say what is wrong with a handle."""
    return f"no leaderboard with the handle {short(handle)} was found by this program; call find_leaderboard and wait for its answer"
