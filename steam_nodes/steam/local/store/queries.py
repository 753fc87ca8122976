"""The queries of a store that concern more than one user: leaderboards, totals of stats, how many have an achievement, and all it keeps.

Rules: each query answers itself over the tables, which are a store's own way to keep boards and sums; so the rules are the same over
memory and over a file. A query that `writes` is answered when what it wrote is kept, as a store of stats is. No query knows a clock:
the time and the day are given to it. A board that is not there gives None. What cannot be read in a store is left out of what stands beside
it; a query that is about nothing else raises DamageError, and has changed nothing then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeAlias

from steam_nodes.steam.local.rules.leaderboards import Board, Entry, place_of, replaces, span, span_around
from steam_nodes.steam.local.rules.values import DamageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from steam_nodes.steam.local.rules.leaderboards import Key
    from steam_nodes.steam.local.rules.values import Row
    from steam_nodes.steam.local.store.cloud_files import Files
    from steam_nodes.steam.local.store.room import Room

Sum: TypeAlias = "int | float"
EVERYBODY = ""
"""The name under which the tables count the users themselves; no API Name is empty."""
KEPT_DAYS = 60
"""How many days have sums of their own, the last of them included, as Steam's history has. What is older is one sum, under EARLIER."""
EARLIER = 0
"""The day under which the sum of all days stands that are not kept any more: the first of 1970, which no history reaches then."""


class Tables(Protocol):
    """How a store keeps the boards and the sums of one app, its shared room, and the players' files."""

    @property
    def cloud(self) -> Files:
        """The files of players, see cloud_files.py."""

    @property
    def room(self) -> Room:
        """The shared room."""

    def users(self, first: str, count: int) -> list[KeptRow]:
        """Return the rows of so many users in the order of their IDs as text, beginning at `first` or behind it."""

    def newest(self, since: int, count: int) -> list[KeptRow]:
        """Return the rows that were written after the stamp `since`, so many at most, the newest first."""

    def board(self, handle: int) -> Board | None:
        """Return a board by its handle."""

    def boards(self) -> list[Board]:
        """Return all boards in the order of their handles; what cannot be read is left out."""

    def named(self, name: str) -> Board | None:
        """Return a board by its name."""

    def make(self, name: str, sort: int, display: int) -> Board:
        """Make a board that is not there."""

    def count(self, handle: int) -> int:
        """Return how many entries a board has."""

    def ranks(self, handle: int, keys: Sequence[Key]) -> tuple[list[int], int]:
        """Return the rank at which each key stands, or would stand, and how many entries the board has."""

    def page(self, handle: int, first: int, count: int) -> list[Entry | None]:
        """Return so many entries in order, the first of them by its rank from 1; None in the place of one that cannot be read."""

    def hold(self, handle: int, users: Sequence[int]) -> None:
        """Keep everybody else from changing the entries of users, before they are read to be changed, until what is changed is stored."""

    def entries(self, handle: int, users: Sequence[int]) -> list[Entry]:
        """Return the entries of users, in any order; who has none, or one that cannot be read beside others that can, is left out.

        Raises:
            DamageError: None of those that are there can be read.
        """

    def put(self, handle: int, entry: Entry) -> None:
        """Keep an entry in place of what its player has."""

    def remove(self, handle: int, steam_id: int | None) -> int:
        """Take the entry of a user away, or (None) all of a board; return how many there were."""

    def count_up(self, steps: Mapping[str, int]) -> None:
        """Add to how many users have a value under each name."""

    def counts(self, names: Sequence[str]) -> dict[str, int | None]:
        """Return how many users have a value under each name, None if that cannot be read; what nobody has may be missing."""

    def add(self, day: int, sums: Mapping[str, Sum]) -> None:
        """Add to the sums of a day, counted from 1970; with a new day those that are older than KEPT_DAYS become one."""

    def totals(self, names: Sequence[str]) -> dict[str, Sum | None]:
        """Return the sums of all days, None if one of them cannot be read; a name without any may be missing."""

    def days(self, names: Sequence[str], first: int) -> dict[tuple[str, int], Sum]:
        """Return the sums of each day from `first` on by name and day; what is missing is 0."""

    def all_days(self) -> dict[tuple[str, int], Sum]:
        """Return the sums of every day and name, those of days that are not kept as one; what cannot be read is left out."""


class Query(Protocol):
    """One query."""

    writes: ClassVar[bool]

    def answer(self, tables: Tables) -> object:
        """Answer it."""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A user's row as the store has it, with its stamp; `fault` says what is wrong with one that cannot be read."""

    steam_id: int
    row: Row
    stamp: int
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A board and how many entries it has."""

    board: Board
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries of a board with their ranks, and how many it has in all."""

    count: int
    entries: tuple[tuple[int, Entry], ...] = ()


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of a score: whether it is the player's now, and the ranks after and before (0: there was no entry)."""

    changed: bool
    rank: int
    previous: int
    count: int


@dataclass(frozen=True, slots=True)
class FindBoard:
    """Look for a board by its name."""

    writes: ClassVar[bool] = False
    name: str

    def answer(self, tables: Tables) -> Found | None:
        """Return the board, None if there is none."""
        board = tables.named(self.name)
        return None if board is None else Found(board, tables.count(board.handle))


@dataclass(frozen=True, slots=True)
class MakeBoard:
    """Look for a board by its name, and make it if there is none; one that is there keeps its own sort method and display type."""

    writes: ClassVar[bool] = True
    name: str
    sort: int
    display: int

    def answer(self, tables: Tables) -> Found:
        """Return the board."""
        board = tables.named(self.name) or tables.make(self.name, self.sort, self.display)
        return Found(board, tables.count(board.handle))


@dataclass(frozen=True, slots=True)
class Ranks:
    """The entries of the ranks `start` to `end`."""

    writes: ClassVar[bool] = False
    handle: int
    start: int
    end: int

    def answer(self, tables: Tables) -> Page | None:
        """Return those that are there."""
        total = tables.count(self.handle)
        return _page(tables, self.handle, total, *span(total, self.start, self.end))


@dataclass(frozen=True, slots=True)
class Around:
    """The entries around a player's own, by offsets; none if the player has none."""

    writes: ClassVar[bool] = False
    handle: int
    steam_id: int
    start: int
    end: int

    def answer(self, tables: Tables) -> Page | None:
        """Return as many as were asked for, if there are so many."""
        own = tables.entries(self.handle, (self.steam_id,))
        if not own:
            return _page(tables, self.handle, tables.count(self.handle), 1, 0)
        (rank,), total = tables.ranks(self.handle, (own[0].key,))
        return _page(tables, self.handle, total, *span_around(total, rank, self.start, self.end))


@dataclass(frozen=True, slots=True)
class OfUsers:
    """The entries of some users, in the order of their ranks."""

    writes: ClassVar[bool] = False
    handle: int
    users: tuple[int, ...]

    def answer(self, tables: Tables) -> Page | None:
        """Return those that are there."""
        if tables.board(self.handle) is None:
            return None
        found = sorted(tables.entries(self.handle, self.users), key=lambda entry: entry.key)
        ranks, total = tables.ranks(self.handle, [entry.key for entry in found])
        return Page(total, tuple(zip(ranks, found, strict=True)))


@dataclass(frozen=True, slots=True)
class Upload:
    """Bring a player's score to a board."""

    writes: ClassVar[bool] = True
    handle: int
    steam_id: int
    method: int
    score: int
    details: tuple[int, ...]
    now: float

    def answer(self, tables: Tables) -> Uploaded | None:
        """Keep the score, or the one that is there; a file that is attached to the entry stays."""
        board = tables.board(self.handle)
        if board is None:
            return None
        tables.hold(self.handle, (self.steam_id,))
        old = next(iter(tables.entries(self.handle, (self.steam_id,))), None)
        new = Entry(self.steam_id, place_of(self.score, board.sort), self.now, self.score, self.details)
        if old is None:
            tables.put(self.handle, new)
            (rank,), count = tables.ranks(self.handle, (new.key,))
            return Uploaded(changed=True, rank=rank, previous=0, count=count)
        if not replaces(new.place, old, self.method):
            (rank,), count = tables.ranks(self.handle, (old.key,))
            return Uploaded(changed=False, rank=rank, previous=rank, count=count)
        tables.put(self.handle, replace(new, ugc=old.ugc))
        # Both at once, for to rank is what costs most; where the player has moved up, one more stands before the place of the old score.
        (rank, behind), count = tables.ranks(self.handle, (new.key, old.key))
        return Uploaded(changed=True, rank=rank, previous=behind - (new.key < old.key), count=count)


@dataclass(frozen=True, slots=True)
class Attach:
    """Attach a file to a player's entry."""

    writes: ClassVar[bool] = True
    handle: int
    steam_id: int
    ugc: int

    def answer(self, tables: Tables) -> bool | None:
        """Return whether there is an entry to attach it to."""
        if tables.board(self.handle) is None:
            return None
        tables.hold(self.handle, (self.steam_id,))
        for entry in tables.entries(self.handle, (self.steam_id,)):
            tables.put(self.handle, replace(entry, ugc=self.ugc))
            return True
        return False


@dataclass(frozen=True, slots=True)
class Unlocks:
    """How many of all users have each of some achievements."""

    writes: ClassVar[bool] = False
    names: tuple[str, ...]

    def answer(self, tables: Tables) -> dict[str, float]:
        """Return the percentages, 0 to 100, by name; a user is whoever has a row. A name whose count cannot be read is left out."""
        counts = tables.counts((EVERYBODY, *self.names))
        users = counts.get(EVERYBODY, 0)
        if users is None:
            message = "how many users there are cannot be read"
            raise DamageError(message)
        found = {name: counts.get(name, 0) for name in self.names}
        return {name: 100.0 * count / users if users else 0.0 for name, count in found.items() if count is not None}


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of aggregated stats over all users: in all, and what came on each of the last days, `today` first."""

    writes: ClassVar[bool] = False
    names: tuple[str, ...]
    today: int
    days: int

    def answer(self, tables: Tables) -> dict[str, tuple[Sum, tuple[Sum, ...]]]:
        """Return (the total, the days) by name; a name with a sum that cannot be read is left out."""
        totals = tables.totals(self.names)
        by_day = tables.days(self.names, self.today - self.days + 1) if self.days else {}
        past = range(self.today, self.today - self.days, -1)
        found = {name: totals.get(name, 0) for name in self.names}
        return {name: (total, tuple(by_day.get((name, day), 0) for day in past)) for name, total in found.items() if total is not None}


@dataclass(frozen=True, slots=True)
class ListUsers:
    """The rows of some users, in the order of their IDs as text."""

    writes: ClassVar[bool] = False
    first: str
    count: int

    def answer(self, tables: Tables) -> tuple[KeptRow, ...]:
        """Return those from `first` on, as many as were asked for."""
        return tuple(tables.users(self.first, self.count))


@dataclass(frozen=True, slots=True)
class NewestUsers:
    """The rows that were written last."""

    writes: ClassVar[bool] = False
    since: int
    count: int

    def answer(self, tables: Tables) -> tuple[KeptRow, ...]:
        """Return those that are newer than the stamp, the newest first."""
        return tuple(tables.newest(self.since, self.count))


@dataclass(frozen=True, slots=True)
class CountUsers:
    """How many users have a row."""

    writes: ClassVar[bool] = False

    def answer(self, tables: Tables) -> int:
        """Return the number; one that cannot be read is 0."""
        return tables.counts((EVERYBODY,)).get(EVERYBODY) or 0


@dataclass(frozen=True, slots=True)
class ListBoards:
    """All boards."""

    writes: ClassVar[bool] = False

    def answer(self, tables: Tables) -> tuple[Found, ...]:
        """Return them in the order of their handles."""
        return tuple(Found(board, tables.count(board.handle)) for board in tables.boards())


@dataclass(frozen=True, slots=True)
class PutEntries:
    """Keep entries of a board as they are given, whatever their players have there."""

    writes: ClassVar[bool] = True
    handle: int
    entries: tuple[Entry, ...]

    def answer(self, tables: Tables) -> int:
        """Return how many entries the board has then."""
        for entry in self.entries:
            tables.put(self.handle, entry)
        return tables.count(self.handle)


@dataclass(frozen=True, slots=True)
class RemoveEntries:
    """Take the entry of a user, or (None) all entries, off a board."""

    writes: ClassVar[bool] = True
    handle: int
    steam_id: int | None = None

    def answer(self, tables: Tables) -> int:
        """Return how many there were."""
        return tables.remove(self.handle, self.steam_id)


@dataclass(frozen=True, slots=True)
class ListDays:
    """The sums of aggregated stats on every day that is kept, and of all days before under EARLIER."""

    writes: ClassVar[bool] = False

    def answer(self, tables: Tables) -> dict[tuple[str, int], Sum]:
        """Return them by name and day."""
        return tables.all_days()


@dataclass(frozen=True, slots=True)
class AddDays:
    """Add to the sums of days."""

    writes: ClassVar[bool] = True
    sums: tuple[tuple[str, int, Sum], ...]

    def answer(self, tables: Tables) -> bool:
        """Return that it is done."""
        for name, day, added in self.sums:
            tables.add(day, {name: added})
        return True


@dataclass(frozen=True, slots=True)
class ListOwners:
    """The users who have files."""

    writes: ClassVar[bool] = False

    def answer(self, tables: Tables) -> tuple[int, ...]:
        """Return their IDs in order."""
        return tuple(tables.cloud.owners())


@dataclass(frozen=True, slots=True)
class Nothing:
    """A query whose answer needs no table, but a store that can be reached."""

    writes: ClassVar[bool] = False

    def answer(self, tables: Tables) -> bool:
        """Return that it was asked."""
        return True


def held(queries: Iterable[Query | None]) -> list[tuple[int, int]]:
    """Return the entries that queries read to change them: (board, user)."""
    return [(query.handle, query.steam_id) for query in queries if isinstance(query, Upload | Attach)]


def joined(days: Mapping[tuple[str, int], Sum]) -> dict[tuple[str, int], Sum]:
    """Return sums by name and day with those of days that are not kept as one, whether that was done already or not."""
    first = first_kept(max((day for _, day in days), default=EARLIER))
    found: dict[tuple[str, int], Sum] = {}
    for (name, day), added in days.items():
        key = (name, EARLIER if first > EARLIER and day < first else day)
        found[key] = found.get(key, 0) + added
    return found


def first_kept(day: int) -> int:
    """Return the first day that still has sums of its own on a day; none is joined as long as it is not behind EARLIER."""
    return day - KEPT_DAYS + 1


def _page(tables: Tables, handle: int, total: int, first: int, count: int) -> Page | None:
    """Return entries from a rank on, with their ranks, of a board with so many in all."""
    if tables.board(handle) is None:
        return None
    lines = tables.page(handle, first, count) if count else []
    entries = tuple((rank, entry) for rank, entry in enumerate(lines, first) if entry is not None)
    if lines and not entries:
        message = "none of these entries can be read"
        raise DamageError(message)
    return Page(total, entries)
