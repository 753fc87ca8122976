"""What one, two, four and eight server processes can store in one world at a time, in a file and in a PostgreSQL database.

Rules: each count of servers has new places and new processes. Rounds over the file and over the database take turns; a ratio is the median
over the pairs of rounds, and times are those of all rounds together. Each server has players of its own, who are all stored at once and
again and again. The hardest case comes last: eight servers that all store the same player.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING

from tests.benchmarks.timing import Row, ratio_row, time_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.fleet_database import Places

COUNTS = (1, 2, 4, 8)
PLAYERS = 20
"""How many players each server has: so many of its stores are under way at a time."""
PLAYER = 76561197960287931
FAIR = 1.5
_WAIT = 60.0


@dataclass(frozen=True)
class Round:
    """What came of a round: the seconds of each store, by server."""

    seconds: float
    times: list[list[float]]
    refused: int
    failed: int

    @property
    def all_times(self) -> list[float]:
        """What each store took, of all servers."""
        return [taken for times in self.times for taken in times]

    @property
    def rate(self) -> float:
        """Stores a second, of all servers."""
        return sum(map(len, self.times)) / self.seconds

    @property
    def fairness(self) -> float:
        """How many stores the best server had to each one of the worst."""
        counts = [len(times) for times in self.times]
        return max(counts) / max(min(counts), 1)


class Fleet:
    """Some server processes over one store.

    Args:
        store: Where the world is.
        servers: How many there are.
        players: How many players each has.
        shared: Whether all have the same players.
        board: The board that they upload to instead of storing, None for none.
    """

    def __init__(self, store: str, servers: int, players: int, *, shared: bool = False, board: int | None = None) -> None:
        """Start them and wait until all have loaded their players."""
        self._servers = []
        for number in range(servers):
            first = PLAYER if shared else PLAYER + number * players
            command = [sys.executable, "-m", "tests.benchmarks.fleet_server", store, str(first), str(players)]
            command += [] if board is None else [str(board)]
            self._servers.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            if number == 0:
                self._read(self._servers[0])  # It makes the store, so that the others find one.
        for each in self._servers[1:]:
            self._read(each)

    def play(self, seconds: float) -> Round:
        """Have all of them play a round at the same time."""
        for each in self._servers:
            self._write(each, f"{seconds}\n")
        played = [json.loads(self._read(each)) for each in self._servers]
        return Round(
            seconds,
            [each["times"] for each in played],
            sum(each["refused"] for each in played),
            sum(each["failed"] for each in played),
        )

    def close(self) -> None:
        """End them."""
        for each in self._servers:
            if each.stdin is not None:
                each.stdin.close()
        for each in self._servers:
            try:
                each.wait(_WAIT)
            except subprocess.TimeoutExpired:
                each.kill()
                each.wait()
            if each.stdout is not None:
                each.stdout.close()

    @staticmethod
    def _write(server: subprocess.Popen[str], line: str) -> None:
        if server.stdin is not None:
            server.stdin.write(line)
            server.stdin.flush()

    @staticmethod
    def _read(server: subprocess.Popen[str]) -> str:
        line = server.stdout.readline() if server.stdout is not None else ""
        if not line:
            message = f"a server of the fleet has ended with {server.wait()}; what it wrote stands above"
            raise RuntimeError(message)
        return line


@dataclass(frozen=True)
class Load:
    """The rounds of so many servers over both engines, by engine; and how many bytes and transactions a store was in the database."""

    servers: int
    rounds: dict[str, list[Round]]
    written: float = 0.0
    commits: float = 0.0

    def rate(self, engine: str) -> float:
        """Stores a second, of all servers."""
        return median(each.rate for each in self.rounds[engine])

    def ratio(self) -> float:
        """How much more PostgreSQL stores than SQLite in the same time."""
        pairs = zip(self.rounds["PostgreSQL"], self.rounds["SQLite"], strict=True)
        return median(database.rate / max(file.rate, 1e-9) for database, file in pairs)

    def times(self, engine: str) -> list[float]:
        """Return what each store took."""
        return [taken for each in self.rounds[engine] for taken in each.all_times]

    def note(self, engine: str) -> str:
        """Return the usual and the late times of an engine in words."""
        times = self.times(engine)
        failed = sum(each.failed for each in self.rounds[engine])
        refused = sum(each.refused for each in self.rounds[engine])
        words = (
            f"p50 {time_text(median(times))}, p99 {time_text(quantiles(times, n=100)[98])}" if len(times) > 1 else f"{len(times)} stores"
        )
        words += f", {refused / max(len(times), 1):.1f} tries refused a store" if refused else ""
        return words + (f", {failed} FAILED" if failed else "")


def usual_and_late(times: list[float]) -> str:
    """Return the median and the 99th percentile in words, also of few."""
    if len(times) < 2:
        return f"{len(times)} in all"
    return f"p50 {time_text(median(times))}, p99 {time_text(quantiles(times, n=100)[98])}"


def measure(places: Places, servers: int, players: int, *, shared: bool = False, rounds: int, seconds: float) -> Load:
    """Have so many servers play over both engines in turns."""
    stores = places.new()
    played: dict[str, list[Round]] = defaultdict(list)
    with ExitStack() as stack:
        fleets = {engine: Fleet(store, servers, players, shared=shared) for engine, store in stores.items()}
        for fleet in fleets.values():
            stack.callback(fleet.close)
            fleet.play(seconds / 4)
        written, commits = _written(places)
        for _ in range(rounds):
            for engine, fleet in fleets.items():
                played[engine].append(fleet.play(seconds))
        after = _written(places)
    places.remove(stores)
    stored = sum(len(times) for each in played["PostgreSQL"] for times in each.times)
    return Load(servers, dict(played), (after[0] - written) / max(stored, 1), (after[1] - commits) / max(stored, 1))


def _written(places: Places) -> tuple[float, float]:
    """Return how many bytes of WAL the server has written so far, and how many transactions it has done."""
    ((written, commits),) = places.ask(
        "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8, sum(xact_commit)::float8 FROM pg_stat_database"
    )
    return written, commits


def rows(places: Places, counts: Sequence[int] = COUNTS, rounds: int = 3, seconds: float = 2.0) -> list[Row]:
    """Measure all counts of servers, and then the hardest case.

    Args:
        places: Where stores are measured.
        counts: The counts.
        rounds: How many rounds each count plays over each engine.
        seconds: How long a round is.
    """
    found = []
    loads = [measure(places, servers, PLAYERS, rounds=rounds, seconds=seconds) for servers in counts]
    for load in loads:
        servers = f"{load.servers} server{'s' if load.servers > 1 else ''}"
        found += [Row(f"{servers}, {engine}", f"{load.rate(engine):,.0f} stores/s", note=load.note(engine)) for engine in load.rounds]
        found.append(ratio_row(f"{servers}, PostgreSQL / SQLite", load.ratio()))
    last = loads[-1]
    found += _fairness(last, "players of their own")
    found.append(Row("WAL that a store is, PostgreSQL", f"{last.written:,.0f} bytes", note=f"{last.commits:.3f} transactions a store"))
    hard = measure(places, counts[-1], 1, shared=True, rounds=rounds, seconds=seconds)
    found += [
        Row(f"{hard.servers} servers, one player, {engine}", f"{hard.rate(engine):,.0f} stores/s", note=hard.note(engine))
        for engine in hard.rounds
    ]
    return found + _fairness(hard, "the same player")


def _fairness(load: Load, whose: str) -> list[Row]:
    """Return the rows of the best server to the worst, of each engine."""
    found = []
    for engine, rounds in load.rounds.items():
        note = f"in a round of {rounds[0].seconds:g} s"
        what = f"best server / worst of {load.servers}, {whose}, {engine}"
        found.append(ratio_row(what, median(each.fairness for each in rounds), at_most=FAIR, note=note))
    return found
