"""All that a store keeps of one app, read as it is at one moment, part by part, and the queries that bring the parts to another store.

Rules: those of queries.py. `ReadWhole` is one query, so all of it is read in one transaction; its parts go through a belt of few places to
another thread, so that any number of players takes little memory. Where a store begins the transaction anew, `Again` comes first, and all
parts come once more. What brings a part to a store leaves alone what is the same there already: so it can be done again, after a kill too.
As long as a store is not all that it is to be, it has a mark in its shared room, where no program of a player looks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from queue import Empty, Full, Queue
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

from steam_nodes.steam.local.rules.values import DamageError
from steam_nodes.steam.local.store.cloud_files import Author
from steam_nodes.steam.local.store.queries import EVERYBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from steam_nodes.steam.local.rules.leaderboards import Board, Entry
    from steam_nodes.steam.local.store.cloud_files import CloudFile, SharedFile
    from steam_nodes.steam.local.store.queries import KeptRow, Sum, Tables

USERS: Final = 500
"""How many rows of users a part has."""
ENTRIES: Final = 2000
"""How many entries of a board a part has."""
_PLACES: Final = 4
_STEP_SECONDS: Final = 0.1
MARK: Final = "unfinished"
"""The topic of the mark, and the name of who writes it."""


@dataclass(frozen=True, slots=True)
class Again:
    """All parts come once more."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is: users, and players with files."""

    users: int
    owners: int


@dataclass(frozen=True, slots=True)
class UserPart:
    """Rows of users, also such that cannot be read."""

    rows: tuple[KeptRow, ...]


@dataclass(frozen=True, slots=True)
class CountPart:
    """How many users have a value under each name, as the store has counted them; under "" the users themselves."""

    counts: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class SharePart:
    """A file that was shared, with its handle."""

    handle: int
    file: SharedFile


@dataclass(frozen=True, slots=True)
class BoardPart:
    """A leaderboard and how many entries it has; its entries follow."""

    board: Board
    count: int


@dataclass(frozen=True, slots=True)
class EntryPart:
    """Entries of a leaderboard, the best first."""

    board: Board
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DayPart:
    """The sums of each day by name and day."""

    days: dict[tuple[str, int], Sum]


@dataclass(frozen=True, slots=True)
class OwnerPart:
    """A player who has files, with what is known of each; their contents follow."""

    steam_id: int
    files: tuple[CloudFile, ...]


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file of a player."""

    steam_id: int
    file: CloudFile
    data: bytes


@dataclass(frozen=True, slots=True)
class FaultPart:
    """What cannot be read and is left out, as a clause of a sentence."""

    fault: str


Part: TypeAlias = Again | FaultPart | Sizes | UserPart | CountPart | SharePart | BoardPart | EntryPart | DayPart | OwnerPart | FilePart


class ReadWhole:
    """Read all of it.

    Args:
        inside: Whether the caller is a thread of the store's own; else nobody takes parts away while they are put down.
    """

    writes: ClassVar[bool] = False

    def __init__(self, inside: Callable[[], bool]) -> None:
        """Begin with nothing read."""
        self._inside = inside
        self._belt: Queue[Part] = Queue()
        self._begun = False
        self._stopped = False

    def take(self, seconds: float) -> Part | None:
        """Return the next part, None if there is none within so many seconds."""
        try:
            return self._belt.get(timeout=seconds) if seconds else self._belt.get_nowait()
        except Empty:
            return None

    def stop(self) -> None:
        """Read no further."""
        self._stopped = True

    def answer(self, tables: Tables) -> bool:
        """Put all parts down; return whether that was not stopped."""
        if not self._inside():
            self._belt.maxsize = 0
        elif not self._begun:
            self._belt.maxsize = _PLACES
        if self._begun:
            self._put(Again())
        self._begun = True
        return all(self._put(part) for part in _parts(tables))

    def _put(self, part: Part) -> bool:
        """Put a part down as soon as there is a place; return whether anybody wants more."""
        while not self._stopped:
            try:
                self._belt.put(part, timeout=_STEP_SECONDS)
            except Full:
                continue
            return True
        return False


def _parts(tables: Tables) -> Iterator[Part]:
    """Read part by part."""
    cloud = tables.cloud
    owners = cloud.owners()
    yield Sizes(tables.counts((EVERYBODY,)).get(EVERYBODY) or 0, len(owners))
    names: set[str] = set()
    first = ""
    while rows := tables.users(first, USERS):
        names.update(*(row.row for row in rows))
        yield UserPart(tuple(rows))
        # A space stands before every digit: this is the first text behind the ID.
        first = f"{rows[-1].steam_id} "
    yield CountPart(tables.counts((EVERYBODY, *sorted(names))))
    for handle in cloud.shares():
        try:
            shared = cloud.shared(handle)
        except DamageError as fault:
            yield FaultPart(str(fault))
        else:
            if shared is not None:
                yield SharePart(handle, shared)
    for board in tables.boards():
        yield BoardPart(board, tables.count(board.handle))
        rank = 1
        while lines := tables.page(board.handle, rank, ENTRIES):
            yield EntryPart(board, tuple(entry for entry in lines if entry is not None))
            rank += ENTRIES
    yield DayPart(tables.all_days())
    for owner in owners:
        files = tuple(cloud.files(owner))
        yield OwnerPart(owner, files)
        for file in files:
            yield FilePart(owner, file, cloud.read(owner, file.name, 0, file.size))


# What brings the parts to another store.


@dataclass(frozen=True, slots=True)
class EntriesOf:
    """The entries of some users, without their ranks."""

    writes: ClassVar[bool] = False
    handle: int
    users: tuple[int, ...]

    def answer(self, tables: Tables) -> tuple[Entry, ...]:
        """Return those that are there."""
        return tuple(tables.entries(self.handle, self.users))


@dataclass(frozen=True, slots=True)
class SetDays:
    """Make the sums of each day what is given; what is not given is 0 then."""

    writes: ClassVar[bool] = True
    days: dict[tuple[str, int], Sum] = field(default_factory=dict)

    def answer(self, tables: Tables) -> int:
        """Return how many were others."""
        there = tables.all_days()
        moved = {key: self.days.get(key, 0) - there.get(key, 0) for key in {**self.days, **there}}
        changed = {key: added for key, added in moved.items() if added}
        for (name, day), added in changed.items():
            tables.add(day, {name: added})
        return len(changed)


@dataclass(frozen=True, slots=True)
class KeepFile:
    """Give a player a file as it is given, whatever the quota says."""

    writes: ClassVar[bool] = True
    steam_id: int
    file: CloudFile
    data: bytes

    def answer(self, tables: Tables) -> bool:
        """Return whether it was another."""
        cloud, file = tables.cloud, self.file
        there = cloud.file(self.steam_id, file.name)
        if there is not None and _known(there) == _known(file) and cloud.read(self.steam_id, file.name, 0, there.size) == self.data:
            return False
        cloud.put(Author(self.steam_id, file.writer), file, self.data)
        return True


@dataclass(frozen=True, slots=True)
class KeepShare:
    """Have a shared file as it is given, under its handle where that is free."""

    writes: ClassVar[bool] = True
    handle: int
    file: SharedFile

    def answer(self, tables: Tables) -> int:
        """Return the handle that it has."""
        return tables.cloud.keep_share(self.handle, self.file)


@dataclass(frozen=True, slots=True)
class ReadMark:
    """What has begun to fill the store and has not ended."""

    writes: ClassVar[bool] = False

    def answer(self, tables: Tables) -> str:
        """Return its name, "" where the store is finished."""
        marks = [row.value for row in tables.room.changed(-1) if row.topic == MARK and row.value is not None]
        return marks[-1].decode(errors="replace") if marks else ""


@dataclass(frozen=True, slots=True)
class WriteMark:
    """Say what has begun to fill the store; "" says that it is finished."""

    writes: ClassVar[bool] = True
    by: str

    def answer(self, tables: Tables) -> bool:
        """Return that it is done."""
        tables.room.put(MARK, [(0, MARK, "", self.by.encode(errors="replace") if self.by else None)])
        return True


def _known(file: CloudFile) -> tuple[int, int, int, bool]:
    """Return what makes a file the same, beside its name and its content."""
    return file.size, file.time, file.platforms, file.persisted
