"""What a world wants of its store: jobs, what became of each, and what a job does to a row and to the tables.

Rules: a world hands over jobs and takes completions, each job giving exactly one; it never waits for a job except where it says `wait`.
A write names the values it started from: if one of them is no longer what the store holds, nothing of the write happens and the
completion lists what differs. Rows are mappings of API Names to stored forms; a write changes only the names it lists. What a write means
for all users together, the totals of a day and how many have an achievement, is kept with it or not at all. Jobs are done in the order
they were handed over, as far as one could tell.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.local.store.queries import EVERYBODY
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

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
            `ids` have changed; or answer a query, which concerns more than one user.
        steam_id: Whose row; a look and a query have none.
        changes: The names to write, in stored form.
        bases: For each name of a write what the row held when the name was set.
        ticket: Anything; the completion carries it back.
        ids: Whose rows a look is about.
        since: The stamp that the last look gave back, below 0 for all rows.
        query: The query.
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
class Completion:
    """What became of one job.

    Args:
        job: The job.
        result: OK: done, and on the disk where there is one. INVALID_PARAM: another server changed values. Else it failed
            and nothing was done.
        row: The row after the job, or as it stands in the way of a write.
        clashes: The names that another server changed.
        fault: Why it failed, as a clause of a sentence; of a query that did not, what had to be left out.
        rows: What a look found: rows that changed since its stamp, and perhaps some that did not.
        stamp: How far a look has seen.
        wrote: The names that a write or a seed really wrote.
        found: The answer to a query.
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


class Store(ABC):
    """Where the rows of all users are kept. One object serves one world, which takes every completion.

    A store of your own derives from this class. What is not abstract has an answer here that holds for a store without a file, a thread
    or a second program beside it.
    """

    slow: float | None = None
    """How many seconds longer each transaction takes, for a slow disk by script; None where there is no disk."""

    silence: float = 0.0
    """After how many seconds without a sign of life a program counts as gone that cannot be seen from here, as one of another machine; 0
    where only programs of this machine can use the rows."""

    exact: bool = False
    """Whether a look always finds what is stored at that moment, as a world on a stepped clock wants it for a run that is the same each
    time; else a store that is told of changes may tell them a frame later."""

    def __init__(self) -> None:
        """Begin with no job done."""
        self.done: deque[Completion] = deque()
        """The completions nobody has taken yet, in the order they came about."""

    @abstractmethod
    def submit(self, job: Job) -> None:
        """Begin a job; never blocks."""

    @abstractmethod
    def wait(self, seconds: float | None = None) -> bool:
        """Wait until no job is under way, or for so many seconds; return whether none is."""

    @abstractmethod
    def close(self, seconds: float) -> bool:
        """Finish what is under way, end, and return whether all was finished in so many seconds; harmless twice."""

    @abstractmethod
    def note(self, line: str) -> None:
        """Add a line to stats_log.txt; never blocks."""

    @abstractmethod
    def notes(self) -> list[str]:
        """Return the last lines noted."""

    @property
    def place(self) -> Hashable:
        """What it has in common with every store of this process that keeps the same rows."""
        return self

    def inside(self) -> bool:
        """Whether the caller is the store's own thread, which must not wait for itself."""
        return False

    def require_own(self) -> None:  # noqa: B027 - a store without locks is of use in a child process too
        """Refuse what a child process asks of a store that its parent has opened, before anything of it happens.

        Raises:
            StoreError: This process is a child of the one that opened the store.
        """

    def watch_connection(self, changed: Callable[[str], None]) -> tuple[Callable[[], None], ...]:
        """Have a world told when the rows cannot be reached any more, and when they can be again.

        A store that has a connection to lose answers NO_CONNECTION to what it has certainly not done, and is given that once more.

        Args:
            changed: What is called then: with the cause as a clause of a sentence, and with "".

        Returns:
            What the world calls as each of its frames begins, and before it takes an answer of NO_CONNECTION; `changed` is called from
            there only. A store whose rows are always there has nothing to be called, and costs a frame nothing.
        """
        return ()

    def beside(self) -> Store:
        """Return another store over the same rows, for another world.

        Raises:
            StoreError: It cannot be opened once more.
            TypeError: A store of the game's own does not say how.
        """
        message = (
            f"{type(self).__name__} serves one world; give it a method `beside` that returns another one over the same rows, "
            "or give LocalSteam the path of a file"
        )
        raise TypeError(message)

    def backup(self, path: str | os.PathLike[str]) -> None:
        """Make a complete copy of the store, as it is at one moment, while it is in use; see LocalSteam.backup.

        Raises:
            StoreError: There is no file to copy, or the copy cannot be made.
        """
        raise no_backup(path, f"{type(self).__name__} has no method `backup`")


def no_backup(path: str | os.PathLike[str], cause: str) -> StoreError:
    """Return the error of a store that has no file to copy."""
    return StoreError(f"{os.fspath(path)}: no backup is made: {cause}; give LocalSteam the path of a file as its store")


def apply(job: Job, row: Row) -> tuple[Completion, Row | None]:
    """Do one job on a row.

    Returns:
        The completion, and the row to keep if it has changed.
    """
    if job.kind == "read":
        return Completion(job, Result.OK, row), None
    if job.kind == "seed":
        missing = {name: raw for name, raw in job.changes.items() if name not in row}
        return Completion(job, Result.OK, wrote=missing), (row | missing) if missing else None
    clashes = tuple(name for name in job.changes if row.get(name) != job.bases.get(name))
    if clashes:
        return Completion(job, Result.INVALID_PARAM, row, clashes), None
    merged = row | job.changes
    return Completion(job, Result.OK, merged, wrote=job.changes), merged


def spread(completion: Completion, tables: Tables, *, new: bool) -> None:
    """Bring what a row's write means for all users together to the tables; `new` says that there was no row before.

    A stat that was never set counts as 0 in a total, whatever its default: so a total is the sum of what was stored, and so is a day's.
    """
    job = completion.job
    steps = {EVERYBODY: 1} if new else {}
    sums: dict[str, Sum] = {}
    for name, raw in completion.wrote.items():
        before = job.bases.get(name) if job.kind == "write" else None
        if (raw is None) != (before is None):
            steps[name] = 1 if before is None else -1
        if name in job.sums and (moved := _number(raw) - _number(before)):
            sums[name] = moved
    if steps:
        tables.count_up(steps)
    if sums:
        tables.add(job.day, sums)
        tables.keep_days(job.day)


def without_a_second(batch: list[Job]) -> list[list[Job]]:
    """Cut a batch of jobs before each second job of a user: a job starts from the row that the one before it left."""
    parts: list[list[Job]] = [[]]
    users: set[int] = set()
    for job in batch:
        if job.kind != "look":
            if job.steam_id in users:
                parts.append([])
                users.clear()
            users.add(job.steam_id)
        parts[-1].append(job)
    return parts


def tell(where: str, error: BaseException) -> None:
    """Write to the log what a store did not expect, with its traceback; whatever that meets, the store goes on."""
    with suppress(BaseException):
        import logging  # noqa: PLC0415 - milliseconds that a world without a fault does not pay

        logger = logging.getLogger("steam_nodes.steam")
        logger.error("%s: this was not expected, please report it", plain(where), exc_info=(type(error), error, error.__traceback__))


def warn(sentence: str) -> None:
    """Write to the log what a store notices before there is a world to say it.

    Args:
        sentence: What is so, and what to do.
    """
    import logging  # noqa: PLC0415 - as above

    logging.getLogger("steam_nodes.steam").warning("%s", plain(sentence))


def _number(raw: Raw) -> Sum:
    """Return what a stored form adds to a total; an average adds nothing."""
    return raw if isinstance(raw, int | float) else 0
