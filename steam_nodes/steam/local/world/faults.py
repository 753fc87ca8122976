"""Faults by script: what can go wrong between a game server and Steam, on purpose and at the moment of your choice.

Rules: a fault changes what Steam answers and when, never what is true: every request and every store is still answered exactly once and
in order, nothing that was answered OK is lost, and a store that failed leaves its values unstored. Times are those of the world's clock,
so that under a stepped clock the same script of faults gives the same run; only a slow disk takes real time, as disks do.
"""

from __future__ import annotations

from collections import deque
from math import isfinite
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from steam_nodes.steam.local.store.store import Store
    from steam_nodes.steam.local.world.requests import Kind

_REST_SECONDS: Final = 0.01


class Faults:
    """The faults of one world, `LocalSteam.faults`; without any of them set, nothing fails.

    A user can also be taken away, as Steam does when it needs the memory: `LocalSteam.unload`.
    """

    def __init__(self, store: Store, connection_changed: Callable[[bool], None]) -> None:
        """Begin without a fault.

        Args:
            store: The world's store.
            connection_changed: Told when the connection is lost (False) and when it is back (True).
        """
        self.io_failure: bool = False
        """While true the call itself breaks: every request and store is answered with Result.IO_FAILURE, and nothing is written."""
        self.offline: bool = False
        """Whether there is no connection to Steam: it was cut by script, or the store cannot be reached."""
        self.cause: str = ""
        """Why the store cannot be reached, "" while it can be."""
        self._cut = False
        self._store = store
        self._connection_changed = connection_changed
        self._latency = 0.0
        self._requests: deque[Result] = deque()
        self._stores: deque[Result] = deque()
        self._query_requests: deque[Result] = deque()

    @property
    def latency(self) -> float:
        """How many seconds at least every answer takes, 0 or more; it holds for what is asked from now on.

        Raises:
            ValueError: The time is below 0 or not finite.
        """
        return self._latency

    @latency.setter
    def latency(self, seconds: float) -> None:
        self._latency = _seconds("latency", seconds)

    @property
    def slow_disk(self) -> float:
        """How many seconds of real time longer each transaction on the disk takes, as a slow fsync does; 0 or more.

        Raises:
            ValueError: The time is below 0 or not finite, or the world has no disk.
        """
        return self._store.slow or 0.0

    @slow_disk.setter
    def slow_disk(self, seconds: float) -> None:
        if self._store.slow is None:
            message = "a world in memory has no disk to be slow; set latency, or give LocalSteam the path of a store"
            raise ValueError(message)
        self._store.slow = _seconds("slow_disk", seconds)

    def next_requests(self, *results: Result) -> None:
        """Have the next requests answered with these results, one each; Result.OK lets a request take its course.

        Args:
            results: The answers in order; they wait behind those of an earlier call. Requests that Steam refuses anyway use up none.

        Raises:
            TypeError: Something is not a Result.
        """
        self._requests.extend(map(_result, results))

    def next_stores(self, *results: Result) -> None:
        """Have the next stores answered with these results, one each; Result.OK lets a store take its course.

        With Result.INVALID_PARAM the values of that store go back, as they do when Steam rejects them; with any other failure they stay
        unstored.

        Args:
            results: The answers in order; they wait behind those of an earlier call. Stores that Steam refuses anyway use up none.

        Raises:
            TypeError: Something is not a Result.
        """
        self._stores.extend(map(_result, results))

    def next_queries(self, *results: Result) -> None:
        """Have the next queries of a player's program that concern more than one user answered with these results, one each.

        These are the queries about leaderboards, global stats, percentages and the number of players; nothing of them reaches the store.
        Result.OK lets one take its course.

        Args:
            results: The answers in order; they wait behind those of an earlier call. Queries that Steam refuses anyway use up none.

        Raises:
            TypeError: Something is not a Result.
        """
        self._query_requests.extend(map(_result, results))

    next_inquiries = next_queries
    """`next_queries` under its earlier name."""

    def lose_connection(self) -> None:
        """Cut the world off from Steam; `server_disconnected` tells it with Result.NO_CONNECTION if the server was logged on.

        A log on that is not answered yet fails with Result.NO_CONNECTION and is tried again when the connection returns.
        Gets and sets go on in memory. What is asked from now on waits: it is sent when the connection returns, or answered with
        Result.NO_CONNECTION after the world's `timeout`. What the disk was already at is finished. Harmless twice.
        """
        self._cut = True
        self._see()

    def restore_connection(self) -> None:
        """Give the world its connection back; `server_connected` tells it, and what waited is sent. Harmless twice.

        Where the store cannot be reached either, the connection is back when it can be.
        """
        self._cut = False
        self._see()

    def store_changed(self, cause: str) -> None:
        """Note why the store cannot be reached, "" when it can be again; that is a lost connection like any other."""
        self.cause = cause
        self._see()

    def comes_back(self, looks: Sequence[Callable[[], None]], deadline: float) -> bool:
        """Wait for a store that cannot be reached; return whether everything can be asked now.

        Args:
            looks: What hears whether the store can be reached.
            deadline: Until when it is waited for, by `time.monotonic`.
        """
        while self.cause and monotonic() < deadline:
            sleep(_REST_SECONDS)
            for look in looks:
                look()
        return self.reachable

    def _see(self) -> None:
        """Tell whether there is a connection, if that has changed."""
        offline = self._cut or self.cause != ""
        if offline is not self.offline:
            self.offline = offline
            self._connection_changed(not offline)

    def clear(self) -> None:
        """End every fault: no latency, no script, no I/O failure, a quick disk, and the connection is back."""
        self._latency = 0.0
        self.io_failure = False
        self._requests.clear()
        self._stores.clear()
        self._query_requests.clear()
        if self._store.slow is not None:
            self._store.slow = 0.0
        self.restore_connection()

    @property
    def reachable(self) -> bool:
        """Whether Steam can be asked at all."""
        return not (self.offline or self.io_failure)

    @property
    def scripted(self) -> bool:
        """Whether a script waits for the next request or store."""
        return bool(self._requests or self._stores)

    def next(self, kind: Kind) -> Result | None:
        """Return the scripted answer to a new request or store, None if it takes its course."""
        script = self._requests if kind == "request" else self._stores
        if not script or kind not in {"request", "store"}:
            return None
        result = script.popleft()
        return None if result is Result.OK else result

    def next_query(self) -> Result | None:
        """Return the scripted answer to a new query, None if it takes its course."""
        result = self._query_requests.popleft() if self._query_requests else Result.OK
        return None if result is Result.OK else result


def _seconds(name: str, seconds: float) -> float:
    """Check a time."""
    if not isfinite(seconds) or seconds < 0:
        message = f"{name} is {short(seconds)}; give seconds, 0 or more"
        raise ValueError(message)
    return float(seconds)


def _result(result: Result) -> Result:
    """Check an answer."""
    if not isinstance(result, Result):
        message = f"a scripted answer is a Result such as Result.BUSY, not {type(result).__name__} {short(result)}"
        raise TypeError(message)
    return result
