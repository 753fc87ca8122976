"""The shelf of a store in memory: boards as sorted lists, sums as dictionaries.

Rules: it keeps what queries.py says of a shelf, and everything at once; nothing is copied, for entries never change. Whoever shares the
rows of a memory store shares its shelf.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from typing import TYPE_CHECKING

from steam_nodes.steam.local.rules.leaderboards import Board

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steam_nodes.steam.local.rules.leaderboards import Entry, Key
    from steam_nodes.steam.local.store.queries import Sum


class MemoryTables:
    """The boards and sums of one app, as long as the program runs."""

    def __init__(self) -> None:
        """Begin without any."""
        self._boards: dict[int, Board] = {}
        self._names: dict[str, Board] = {}
        self._order: dict[int, list[Key]] = {}
        self._entries: dict[int, dict[int, Entry]] = {}
        self._counts: Counter[str] = Counter()
        self._days: dict[tuple[str, int], Sum] = {}

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

    def between(self, handle: int, first: Key | None, end: Key) -> int:
        """Return how many entries stand between two keys."""
        order = self._order[handle]
        return bisect_left(order, end) - (0 if first is None else bisect_left(order, first))

    def page(self, handle: int, first: int, count: int) -> list[Entry | None]:
        """Return entries in order."""
        entries = self._entries[handle]
        return [entries[key[2]] for key in self._order[handle][first - 1 : first - 1 + count]]

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
