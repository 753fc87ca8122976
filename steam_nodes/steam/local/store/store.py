"""What a world asks of its store, and the store that keeps everything in memory.

Rules: a world hands over jobs and takes outcomes, each job giving exactly one; it never waits for a job except where it says `wait`.
A write names the values it started from: if one of them is no longer what the store holds, nothing of the write happens and the outcome
lists what differs. Rows are mappings of API Names to stored forms; a write changes only the names it lists. What a write means for all
users together, the totals of a day and how many have an achievement, is kept with it or not at all. Jobs are done in the order they were
handed over, as far as one could tell.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.local.store.memory_tables import MemoryTables
from steam_nodes.steam.local.store.queries import EVERYBODY
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Hashable

    from steam_nodes.steam.local.rules.values import Raw, Row
    from steam_nodes.steam.local.store.queries import Query, Sum, Tables


class StoreError(RuntimeError):
    """A store that cannot be opened; the message names the file, what is wrong with it and the remedy."""

    def __init__(self, text: str) -> None:
        """Make the text one line."""
        super().__init__(plain(text))


@dataclass(slots=True, eq=False)
class Job:
    """One thing to do with one user's row.

    Args:
        kind: Read the row; write changes into it; seed it: write only the names that it does not hold yet; look which of the rows of
            `ids` have changed; or ask something that concerns more than one user.
        steam_id: Whose row; a look and an ask have none.
        changes: The names to write, in stored form.
        bases: For each name of a write what the row held when the name was set.
        ticket: Anything; the outcome carries it back.
        ids: Whose rows a look is about.
        since: The stamp that the last look gave back, below 0 for all rows.
        ask: What an ask asks.
        sums: The stats whose totals over all users are kept; by how much a write moves them is added to `day`.
        day: The day of a write in UTC, counted from 1970.
    """

    kind: Literal["read", "write", "seed", "look", "query"]
    steam_id: int
    changes: Row = field(default_factory=dict)
    bases: Row = field(default_factory=dict)
    ticket: object = None
    ids: tuple[int, ...] = ()
    since: int = -1
    query: Query | None = None
    sums: frozenset[str] = frozenset()
    day: int = 0


@dataclass(slots=True, eq=False)
class Outcome:
    """What became of one job.

    Args:
        job: The job.
        result: OK: done, and on the disk where there is one. INVALID_PARAM: another server changed values. Else it failed
            and nothing was done.
        row: The row after the job, or as it stands in the way of a write.
        clashes: The names that another server changed.
        fault: Why it failed, as a clause of a sentence; of an ask that did not, what had to be left out.
        rows: What a look found: rows that changed since its stamp, and perhaps some that did not.
        stamp: How far a look has seen.
        wrote: The names that a write or a seed really wrote.
        found: The answer to an ask.
        damaged: Whose rows a look could not read, each with what is wrong with it.
    """

    job: Job
    result: Result
    row: Row = field(default_factory=dict)
    clashes: tuple[str, ...] = ()
    fault: str = ""
    rows: dict[int, Row] = field(default_factory=dict)
    stamp: int = -1
    wrote: Row = field(default_factory=dict)
    found: object = None
    damaged: dict[int, str] = field(default_factory=dict)


class Store(Protocol):
    """Where the rows of all users are kept. One object serves one world, which takes all of its outcomes."""

    done: deque[Outcome]
    """The outcomes nobody has taken yet, in the order they came about."""
    slow: float | None
    """How many seconds longer each transaction takes, for a slow disk by script; None where there is no disk."""

    @property
    def place(self) -> Hashable:
        """What it has in common with every store of this process that keeps the same rows."""

    def submit(self, job: Job) -> None:
        """Begin a job; never blocks."""

    def note(self, line: str) -> None:
        """Add a line to stats_log.txt; never blocks."""

    def notes(self) -> list[str]:
        """Return the last lines noted."""

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until no job is under way, or for so many seconds; return whether none is."""

    def inside(self) -> bool:
        """Whether the caller is the store's own thread, which must not wait for itself."""

    def close(self, seconds: float) -> bool:
        """Finish what is under way, end, and return whether all was finished in so many seconds; harmless twice."""


def apply(job: Job, row: Row) -> tuple[Outcome, Row | None]:
    """Do one job on a row.

    Returns:
        The outcome, and the row to keep if it has changed.
    """
    if job.kind == "read":
        return Outcome(job, Result.OK, row), None
    if job.kind == "seed":
        missing = {name: raw for name, raw in job.changes.items() if name not in row}
        return Outcome(job, Result.OK, wrote=missing), (row | missing) if missing else None
    clashes = tuple(name for name in job.changes if row.get(name) != job.bases.get(name))
    if clashes:
        return Outcome(job, Result.INVALID_PARAM, row, clashes), None
    merged = row | job.changes
    return Outcome(job, Result.OK, merged, wrote=job.changes), merged


def spread(outcome: Outcome, tables: Tables, *, new: bool) -> None:
    """Bring what a row's write means for all users together to the shelf; `new` says that there was no row before.

    A stat that was never set counts as 0 in a total, whatever its default: so a total is the sum of what was stored, and so is a day's.
    """
    job = outcome.job
    steps = {EVERYBODY: 1} if new else {}
    sums: dict[str, Sum] = {}
    for name, raw in outcome.wrote.items():
        before = job.bases.get(name) if job.kind == "write" else None
        if (raw is None) != (before is None):
            steps[name] = 1 if before is None else -1
        if name in job.sums and (moved := _number(raw) - _number(before)):
            sums[name] = moved
    if steps:
        tables.count_up(steps)
    if sums:
        tables.add(job.day, sums)


def tell(where: str, error: BaseException) -> None:
    """Write to the log what a store did not expect, with its traceback; whatever that meets, the store goes on."""
    with suppress(BaseException):
        import logging  # noqa: PLC0415 - milliseconds that a world without a fault does not pay

        logger = logging.getLogger("steam_nodes.steam")
        logger.error("%s: this was not expected, please report it", plain(where), exc_info=(type(error), error, error.__traceback__))


def _number(raw: Raw) -> Sum:
    """Return what a stored form adds to a total; an average adds nothing."""
    return raw if isinstance(raw, int | float) else 0


class _Rows:
    """The rows that memory stores share, each with the number of its last change, and the shelf beside them."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.stamps: dict[int, int] = {}
        self.changes = 0
        self.tables = MemoryTables()


class MemoryStore:
    """A store without a disk: every job is done at once.

    Args:
        beside: Another one whose rows this one shares, for two worlds that see the same users, as two servers do.
    """

    slow: float | None = None

    def __init__(self, beside: MemoryStore | None = None) -> None:
        """Begin empty, or with the rows of another."""
        self.done: deque[Outcome] = deque()
        self._shared: _Rows = _Rows() if beside is None else beside._shared
        self._lines: deque[str] = deque(maxlen=1000)

    @property
    def place(self) -> Hashable:
        """The rows themselves."""
        return self._shared

    def submit(self, job: Job) -> None:
        """Do the job; what nobody expects of it is its answer, as it is where there is a thread."""
        try:
            self.done.append(self._do(job))
        except Exception as error:
            tell("a store in memory", error)
            self.done.append(Outcome(job, Result.IO_FAILURE, fault=f"the store failed ({type(error).__name__}: {error})"))

    def _do(self, job: Job) -> Outcome:
        """Return what became of a job."""
        shared = self._shared
        if job.kind == "look":
            stamps = shared.stamps
            found = {steam_id: dict(shared.rows[steam_id]) for steam_id in job.ids if stamps.get(steam_id, -1) > job.since}
            return Outcome(job, Result.OK, rows=found, stamp=shared.changes)
        if job.query is not None:
            return Outcome(job, Result.OK, found=job.query.answer(shared.tables))
        outcome, row = apply(job, dict(shared.rows.get(job.steam_id, {})))
        if row is not None:
            shared.changes += 1
            spread(outcome, shared.tables, new=job.steam_id not in shared.rows)
            shared.rows[job.steam_id] = dict(row)
            shared.stamps[job.steam_id] = shared.changes
        return outcome

    def note(self, line: str) -> None:
        """Keep a line."""
        self._lines.append(line)

    def notes(self) -> list[str]:
        """Return the last 1,000 lines."""
        return list(self._lines)

    def wait(self, seconds: float | None = None) -> bool:
        """Return at once: nothing is ever under way."""
        return True

    def inside(self) -> bool:
        """Return False: there is no thread."""
        return False

    def close(self, seconds: float) -> bool:
        """Keep the rows, so that the next world with this store finds them."""
        return True
