"""The store in memory: rows and sums as dictionaries, boards as sorted lists.

Rules: every job is done at once, and what it stores is gone with the program. The tables keep what queries.py says of them; entries are
never copied, for they never change. Stores beside each other share their rows and tables.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, deque
from functools import cached_property
from typing import TYPE_CHECKING

from steam_nodes.steam.local.rules.leaderboards import Board
from steam_nodes.steam.local.store.queries import EARLIER, KeptRow, first_kept, joined
from steam_nodes.steam.local.store.store import Completion, Store, apply, no_backup, spread, tell
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    import os
    from collections.abc import Hashable, Mapping, Sequence

    from steam_nodes.steam.local.rules.leaderboards import Entry, Key
    from steam_nodes.steam.local.rules.values import Row
    from steam_nodes.steam.local.store.cloud_files import Files
    from steam_nodes.steam.local.store.queries import Sum
    from steam_nodes.steam.local.store.room import MemoryRoom
    from steam_nodes.steam.local.store.store import Job


class MemoryTables:
    """The boards, sums and players' files of one app, as long as the program runs.

    Args:
        rows: The rows of the store that they belong to.
    """

    def __init__(self, rows: _Rows | None = None) -> None:
        """Begin without any."""
        self._users = _Rows() if rows is None else rows
        self._boards: dict[int, Board] = {}
        self._names: dict[str, Board] = {}
        self._order: dict[int, list[Key]] = {}
        self._entries: dict[int, dict[int, Entry]] = {}
        self._counts: Counter[str] = Counter()
        self._days: dict[tuple[str, int], Sum] = {}
        self._last_day = EARLIER

    @cached_property
    def cloud(self) -> Files:
        """The files of players."""
        from steam_nodes.steam.local.store.cloud_files import MemoryFiles  # noqa: PLC0415 - loaded on first use

        return MemoryFiles()

    @cached_property
    def room(self) -> MemoryRoom:
        """The shared room."""
        from steam_nodes.steam.local.store.room import MemoryRoom  # noqa: PLC0415 - loaded on first use

        return MemoryRoom()

    def users(self, first: str, count: int) -> list[KeptRow]:
        """Return the rows of users in order."""
        keys = sorted(key for key in map(str, self._users.rows) if key >= first)
        return [self._users.kept(int(key)) for key in keys[:count]]

    def newest(self, since: int, count: int) -> list[KeptRow]:
        """Return the newest rows."""
        stamps = self._users.stamps
        ids = sorted((steam_id for steam_id, stamp in stamps.items() if stamp > since), key=lambda each: (-stamps[each], str(each)))
        return [self._users.kept(steam_id) for steam_id in ids[:count]]

    def boards(self) -> list[Board]:
        """Return all boards."""
        return list(self._boards.values())

    def board(self, handle: int) -> Board | None:
        """Return a board by its handle."""
        return self._boards.get(handle)

    def named(self, name: str) -> Board | None:
        """Return a board by its name."""
        return self._names.get(name)

    def make(self, name: str, sort: int, display: int) -> Board:
        """Make a board."""
        board = Board(len(self._boards) + 1, name, sort, display)
        self._boards[board.handle] = self._names[name] = board
        self._order[board.handle] = []
        self._entries[board.handle] = {}
        return board

    def count(self, handle: int) -> int:
        """Return how many entries a board has."""
        return len(self._order.get(handle, ()))

    def ranks(self, handle: int, keys: Sequence[Key]) -> tuple[list[int], int]:
        """Return the rank of each key, and how many entries there are."""
        order = self._order[handle]
        return [1 + bisect_left(order, key) for key in keys], len(order)

    def page(self, handle: int, first: int, count: int) -> list[Entry | None]:
        """Return entries in order."""
        entries = self._entries[handle]
        return [entries[key[2]] for key in self._order[handle][first - 1 : first - 1 + count]]

    def hold(self, handle: int, users: Sequence[int]) -> None:
        """Do nothing: a job is done before the next one begins."""

    def entries(self, handle: int, users: Sequence[int]) -> list[Entry]:
        """Return the entries of users."""
        entries = self._entries.get(handle, {})
        return [entries[steam_id] for steam_id in dict.fromkeys(users) if steam_id in entries]

    def put(self, handle: int, entry: Entry) -> None:
        """Keep an entry."""
        order, entries = self._order[handle], self._entries[handle]
        old = entries.get(entry.steam_id)
        if old is not None:
            del order[bisect_left(order, old.key)]
        insort(order, entry.key)
        entries[entry.steam_id] = entry

    def remove(self, handle: int, steam_id: int | None) -> int:
        """Take entries away."""
        order, entries = self._order[handle], self._entries[handle]
        gone = [entry for entry in entries.values() if steam_id is None or entry.steam_id == steam_id]
        for entry in gone:
            del entries[entry.steam_id]
            del order[bisect_left(order, entry.key)]
        return len(gone)

    def count_up(self, steps: Mapping[str, int]) -> None:
        """Add to the counts of users."""
        for name, step in steps.items():
            self._counts[name] += step

    def counts(self, names: Sequence[str]) -> dict[str, int | None]:
        """Return the counts of users."""
        return {name: self._counts[name] for name in names}

    def add(self, day: int, sums: Mapping[str, Sum]) -> None:
        """Add to the sums of a day."""
        for name, added in sums.items():
            self._days[name, day] = self._days.get((name, day), 0) + added
        if day > self._last_day:
            self._last_day = day
            self._join_days(first_kept(day))

    def _join_days(self, first: int) -> None:
        """Make one sum of those before a day."""
        old = [key for key in self._days if key[1] < first and key[1] != EARLIER] if first > EARLIER else []
        for name, day in old:
            self._days[name, EARLIER] = self._days.get((name, EARLIER), 0) + self._days.pop((name, day))

    def totals(self, names: Sequence[str]) -> dict[str, Sum | None]:
        """Return the sums of all days."""
        found: dict[str, Sum] = dict.fromkeys(names, 0)
        for (name, _), added in self._days.items():
            if name in found:
                found[name] += added
        return {**found}

    def days(self, names: Sequence[str], first: int) -> dict[tuple[str, int], Sum]:
        """Return the sums of each day."""
        return {key: added for key, added in self._days.items() if key[0] in names and key[1] >= first}

    def all_days(self) -> dict[tuple[str, int], Sum]:
        """Return the sums of every day."""
        return joined(dict(sorted(self._days.items())))


class _Rows:
    """Rows, each with the number of its last change."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.stamps: dict[int, int] = {}

    def kept(self, steam_id: int) -> KeptRow:
        """Return a row that is there as a query gives it."""
        return KeptRow(steam_id, dict(self.rows[steam_id]), self.stamps[steam_id])


class _Shared:
    """What memory stores beside each other share: the rows, the number of the last change, and the tables beside them."""

    def __init__(self) -> None:
        users = _Rows()
        self.rows = users.rows
        self.stamps = users.stamps
        self.changes = 0
        self.tables = MemoryTables(users)


class MemoryStore(Store):
    """A store without a disk: every job is done at once.

    Args:
        beside: Another one whose rows this one shares, for two worlds that see the same users, as two servers do.
    """

    def __init__(self, beside: MemoryStore | None = None) -> None:
        """Begin empty, or with the rows of another."""
        super().__init__()
        self._shared: _Shared = _Shared() if beside is None else beside._shared
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
            self.done.append(Completion(job, Result.IO_FAILURE, fault=f"the store failed ({type(error).__name__}: {error})"))

    def _do(self, job: Job) -> Completion:
        """Return what became of a job."""
        shared = self._shared
        if job.kind == "look":
            stamps = shared.stamps
            found = {steam_id: dict(shared.rows[steam_id]) for steam_id in job.ids if stamps.get(steam_id, -1) > job.since}
            return Completion(job, Result.OK, rows=found, stamp=shared.changes)
        if job.query is not None:
            return Completion(job, Result.OK, found=job.query.answer(shared.tables))
        completion, row = apply(job, dict(shared.rows.get(job.steam_id, {})))
        if row is not None:
            shared.changes += 1
            spread(completion, shared.tables, new=job.steam_id not in shared.rows)
            shared.rows[job.steam_id] = dict(row)
            shared.stamps[job.steam_id] = shared.changes
        return completion

    def note(self, line: str) -> None:
        """Keep a line."""
        self._lines.append(line)

    def notes(self) -> list[str]:
        """Return the last 1,000 lines."""
        return list(self._lines)

    def wait(self, seconds: float | None = None) -> bool:
        """Return at once: nothing is ever under way."""
        return True

    def close(self, seconds: float) -> bool:
        """Keep the rows, so that the next world with this store finds them."""
        return True

    def beside(self) -> MemoryStore:
        """Return another store over the same rows."""
        return MemoryStore(self)

    def backup(self, path: str | os.PathLike[str]) -> None:
        """Refuse: there is no file to copy.

        Raises:
            StoreError: Always.
        """
        raise no_backup(path, "the world is in memory")
