"""Leaderboards and the number of players: requests that one function each gets the answer to.

Rules: whether anybody is logged on comes first here, then the arguments, as in the plugin's code; its documentation names no order. A
leaderboard is found by name before it is read or written; no call makes one. Every accepted request gets exactly one event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.solar2d.lua_arguments import INT32_MAX, field, is_number, refuse, table
from steam_nodes.solar2d.lua_tables import Event, LeaderboardEntry
from steam_nodes.solar2d.plugin import Plugin
from steam_nodes.steam.callbacks import (
    ClientRecord,
    LeaderboardFound,
    LeaderboardScoresDownloaded,
    LeaderboardScoreUploaded,
    NumberOfCurrentPlayers,
)
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Listener = Callable[[Event], object]

SCOPES: Final = {"global": 0, "globalarounduser": 1, "friendsonly": 2}
RANGES: Final = ((1, 25), (-12, 12), (0, 0))
SORT_METHODS: Final = ("none", "ascending", "descending")
DISPLAY_TYPES: Final = ("none", "numeric", "seconds", "milliseconds")
KEEP_BEST: Final = 1


class Leaderboards(Plugin):
    """The part of the plugin whose answers go to a listener of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with nothing asked."""
        super().__init__(*args, **kwargs)
        self._asked: dict[int, Callable[[Any], None]] = {}
        self._handles: dict[str, int] = {}

    def request_active_player_count(self, listener: Listener | None = None) -> bool:
        """Ask how many play the game now; the listener gets an event `activePlayerCount`.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/requestActivePlayerCount.html.

        Args:
            listener: A function. Its event has `isError` and, if that is False, `count`.

        Returns:
            True if the request was sent. False for invalid arguments, which are printed, or if nobody is logged on.
        """
        if not callable(listener):
            return refuse("1st argument must be a Lua function.")
        if not self.is_logged_on:
            return False

        def answer(record: NumberOfCurrentPlayers) -> None:
            event = Event(name="activePlayerCount", isError=record.result != Result.OK or not record.success)
            if not event.isError:
                event.count = record.players
            self._send_to(listener, event)

        self._asked[self._backend.get_number_of_current_players()] = answer
        return True

    def request_leaderboard_info(self, params: Mapping[str, Any] | None = None) -> bool:
        """Ask what a leaderboard is like; the listener gets an event `leaderboardInfo`.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/requestLeaderboardInfo.html.

        Args:
            params: `leaderboardName` and `listener`, a function. Its event has `isError`, `leaderboardName` and, if there is one,
                `leaderboardHandle`, `entryCount`, `sortMethod` and `displayType`.

        Returns:
            True if the request was sent. False for invalid arguments, which are printed, or if nobody is logged on.
        """
        if not self.is_logged_on or not _has_board(params) or not _has_listener(params):
            return False
        name, listener = field(params, "leaderboardName"), field(params, "listener")

        def answer(handle: int) -> None:
            event = Event(name="leaderboardInfo", isError=not handle, leaderboardName=name)
            if handle:
                event.leaderboardHandle = str(handle)
                event.entryCount = max(self._backend.get_leaderboard_entry_count(handle), 0)
                event.sortMethod = _word(SORT_METHODS, self._backend.get_leaderboard_sort_method(handle))
                event.displayType = _word(DISPLAY_TYPES, self._backend.get_leaderboard_display_type(handle))
            self._send_to(listener, event)

        self._find(name, answer)
        return True

    def request_leaderboard_entries(self, params: Mapping[str, Any] | None = None) -> bool:
        """Ask for entries of a leaderboard; the listener gets an event `leaderboardEntries`.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/requestLeaderboardEntries.html.

        Args:
            params: `leaderboardName` and `listener`, a function; if wanted `playerScope`, "Global", "GlobalAroundUser" or
                "FriendsOnly" in any case; `startIndex` with `endIndex`: ranks from 1 (by default 1 to 25), or around the user places
                above and below (by default -12 to 12). The event has `isError`, `leaderboardName`, `leaderboardHandle`, `entries`.

        Returns:
            True if the request was sent. False for invalid arguments, which are printed, or if nobody is logged on.
        """
        if not self.is_logged_on or not _has_board(params):
            return False
        wanted = _range(params)
        if wanted is None or not _has_listener(params):
            return False
        name, listener = field(params, "leaderboardName"), field(params, "listener")

        def answer(record: LeaderboardScoresDownloaded | None, handle: int) -> None:
            found = record.entries if record is not None and record.result == Result.OK else None
            entries = [LeaderboardEntry(userSteamId=str(e.steam_id), globalRank=e.global_rank, score=e.score) for e in found or ()]
            board = {"leaderboardName": name, "leaderboardHandle": str(handle)}
            self._send_to(listener, Event(name="leaderboardEntries", isError=found is None, entries=entries, **board))

        self._with(name, lambda handle: self._backend.download_leaderboard_entries(handle, *wanted), answer)
        return True

    def request_set_high_score(self, params: Mapping[str, Any] | None = None) -> bool:
        """Send a score, which counts if it is better than the user's own; the listener gets an event `setHighScore`.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/requestSetHighScore.html.

        Args:
            params: `leaderboardName`; `value`, the score, whose whole part counts as an int32; and `listener`, a function. Its event has
                `isError`, `leaderboardName`, `leaderboardHandle`, `scoreChanged`, and if that is True `currentGlobalRank` and, if there
                was an entry before, `previousGlobalRank`.

        Returns:
            True if the request was sent. False for invalid arguments, which are printed, or if nobody is logged on.
        """
        if not self.is_logged_on or not _has_board(params):
            return False
        name, value, listener = field(params, "leaderboardName"), field(params, "value"), field(params, "listener")
        if not is_number(value):
            return refuse("Table must contain a 'value' field of type number.")
        if not _has_listener(params):
            return False
        score = _int32(value)

        def answer(record: LeaderboardScoreUploaded | None, handle: int) -> None:
            failed = record is None or record.result != Result.OK or not record.success
            event = Event(name="setHighScore", isError=failed, leaderboardName=name, leaderboardHandle=str(handle), scoreChanged=False)
            if record is not None and not failed and record.score_changed:
                event.scoreChanged = True
                event.update({"currentGlobalRank": record.global_rank_new} if record.global_rank_new > 0 else {})
                event.update({"previousGlobalRank": record.global_rank_previous} if record.global_rank_previous > 0 else {})
            self._send_to(listener, event)

        self._with(name, lambda handle: self._backend.upload_leaderboard_score(handle, KEEP_BEST, score, ()), answer)
        return True

    def _find(self, name: str, then: Callable[[int], None]) -> None:
        """Find a leaderboard, and go on with its handle, 0 if there is none."""

        def answer(record: LeaderboardFound) -> None:
            found = record.result == Result.OK and record.found
            if found:
                self._handles[name] = record.handle
            then(record.handle if found else 0)

        self._asked[self._backend.find_leaderboard(name)] = answer

    def _with(self, name: str, query: Callable[[int], int], then: Callable[[Any, int], None]) -> None:
        """Ask something of a leaderboard, found first if it was not yet; go on with the answer, None if there is no such board."""

        def found(handle: int) -> None:
            if handle:
                self._asked[query(handle)] = lambda record: then(record, handle)
            else:
                then(None, 0)

        if name in self._handles:
            found(self._handles[name])
        else:
            self._find(name, found)

    def _take(self, record: ClientRecord, following: ClientRecord | None) -> None:
        if isinstance(record, LeaderboardFound | LeaderboardScoresDownloaded | LeaderboardScoreUploaded | NumberOfCurrentPlayers):
            answer = self._asked.pop(record.call, None)
            if answer is not None:
                answer(record)
        else:
            super()._take(record, following)

    requestActivePlayerCount = request_active_player_count
    requestLeaderboardEntries = request_leaderboard_entries
    requestLeaderboardInfo = request_leaderboard_info
    requestSetHighScore = request_set_high_score


def _has_board(params: object) -> bool:
    """Whether the arguments name a leaderboard; else an ERROR is printed."""
    name = field(params, "leaderboardName")
    if table(params) is None:
        return refuse("1st argument must be a table.")
    if not isinstance(name, str):
        return refuse("Table must contain a 'leaderboardName' field of type string.")
    return bool(name) or refuse("The 'leaderboardName' field cannot be set to an empty string.")


def _has_listener(params: object) -> bool:
    return callable(field(params, "listener")) or refuse("Table must contain a 'listener' field of type function.")


def _range(params: object) -> tuple[int, int, int] | None:
    """Return (scope, first, last) of the entries wanted, None if they are wrong, which was printed."""
    named = field(params, "playerScope")
    if named is not None and not isinstance(named, str):
        refuse("The 'playerScope' field is not of type string.")
        return None
    scope = SCOPES.get("global" if named is None else named.lower())
    if scope is None:
        refuse(f"Given unknown playerScope name '{named}'")
        return None
    first, last = field(params, "startIndex"), field(params, "endIndex")
    if scope == SCOPES["friendsonly"] or (first is None and last is None):
        return (scope, *RANGES[scope])
    for key, index in (("startIndex", first), ("endIndex", last)):
        if index is not None and not is_number(index):
            refuse(f"The '{key}' field must be of type number.")
            return None
    if first is None or last is None:
        refuse(f"The '{'startIndex' if first is None else 'endIndex'}' field is missing.")
        return None
    start = max(_int32(first), 1) if scope == SCOPES["global"] else _int32(first)
    return scope, start, max(_int32(last), start)


def _int32(value: float) -> int:
    """Return the whole part of a number, as near as an int32 comes."""
    return int(min(max(value, -INT32_MAX - 1), INT32_MAX))


def _word(words: tuple[str, ...], number: int) -> str:
    return words[number] if 0 <= number < len(words) else "unknown"
