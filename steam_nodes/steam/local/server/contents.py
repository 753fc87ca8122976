"""What a store keeps of all players at once: for tools that show, change, copy and bring back a world.

Rules: no rule of Steam's is asked here: what is written stands in the store at once, whatever the limits say and whoever may set it, if
its type is right; programs that play on the same store see it as they see what another server stores, and totals and counts move with it.
Each call waits for the disk. A row that cannot be read is told with its fault and never written over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local.rules.leaderboards import Entry, place_of
from steam_nodes.steam.local.rules.values import from_raw, unlock_time
from steam_nodes.steam.local.store import cloud_files, queries, whole
from steam_nodes.steam.local.store.store import Job, StoreError
from steam_nodes.steam.local.store.whole import ReadWhole
from steam_nodes.steam.local.world.options import require_player, start_row
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import DoesNotFitError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping

    from steam_nodes.steam.local.rules.values import Raw, Row
    from steam_nodes.steam.local.store.cloud_files import CloudFile, SharedFile
    from steam_nodes.steam.local.store.queries import KeptRow, Query, Sum
    from steam_nodes.steam.local.store.store import Completion
    from steam_nodes.steam.local.store.whole import Part
    from steam_nodes.steam.local.world.world import World
    from steam_nodes.steam.schema.schema import Schema

PAGE: Final = 500
"""How many players, or entries, are read or written in one step."""
_TRIES: Final = 20
_PART_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True)
class KeptPlayer:
    """What a store keeps of one player's stats and achievements.

    Args:
        steam_id: The player.
        row: By API Name as the store has it: a number; (count, time) as a list for an average; the seconds since 1970 of an unlock;
            None for what was set back.
        stamp: The number of the write that it comes from: a newer one is greater.
        fault: What is wrong with a row that cannot be read, "" for nothing.
        stats: The value of each stat of the schema, its default where none is kept.
        achievements: When each achievement of the schema was unlocked, in seconds since 1970, None where it is locked.
        others: What of the row the schema does not know, or what does not fit it any more.
    """

    steam_id: int
    row: Row
    stamp: int
    fault: str = ""
    stats: Mapping[str, float] = field(default_factory=dict)
    achievements: Mapping[str, int | None] = field(default_factory=dict)
    others: Row = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptBoard:
    """A leaderboard of a store.

    Args:
        handle: Its number.
        name: Its name.
        sort: 1 ascending, 2 descending.
        display: 1 numeric, 2 seconds, 3 milliseconds.
        count: How many entries it has.
    """

    handle: int
    name: str
    sort: int
    display: int
    count: int


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """One player's line of a leaderboard.

    Args:
        steam_id: The player.
        score: The score.
        time: When it was sent, in seconds since 1970.
        details: Up to 64 numbers that came with it.
        file: The handle of the file attached to it, 2**64 - 1 for none.
    """

    steam_id: int
    score: int
    time: float
    details: tuple[int, ...]
    file: int


class StoreContents:
    """All that a store keeps; `LocalSteam.contents` is one.

    Args:
        world: The world whose store it is.
    """

    def __init__(self, world: World) -> None:
        """Ask nothing yet."""
        self._world = world
        self._schema: Schema = world.rules.schema
        self.faults: list[str] = []
        """What could not be read and was left out, as sentences; who has told them takes them away."""

    # Players.

    def count_players(self) -> int:
        """Return how many players the store knows.

        Raises:
            StoreError: The store cannot be read.
        """
        found = self._ask(queries.CountUsers())
        return found if isinstance(found, int) else 0

    def players(self) -> Iterator[KeptPlayer]:
        """Go through all players in the order of their IDs as text, a page at a time, so that any number of them takes little memory.

        Raises:
            StoreError: The store cannot be read.
        """
        first = ""
        while page := self._rows(queries.ListUsers(first, PAGE)):
            yield from map(self._judged, page)
            # A space stands before every digit: this is the first text behind the ID.
            first = f"{page[-1].steam_id} "

    def player(self, steam_id: int) -> KeptPlayer | None:
        """Return one player, None if the store does not know the ID.

        Args:
            steam_id: The player.

        Raises:
            StoreError: The store cannot be read.
        """
        found = self._rows(queries.ListUsers(str(int(steam_id)), 1))
        return self._judged(found[0]) if found and found[0].steam_id == steam_id else None

    def newest(self, count: int, since: int = -1) -> list[KeptPlayer]:
        """Return the players whose rows were written last, the newest first.

        Args:
            count: How many at most.
            since: The stamp behind which a row is new, below 0 for all.

        Raises:
            StoreError: The store cannot be read.
        """
        return [self._judged(row) for row in self._rows(queries.NewestUsers(since, count))]

    def overwrite(self, steam_id: int, values: Mapping[str, object]) -> None:
        """Write values of a player in place of what the store holds, whatever the limits say and whoever may set them.

        Args:
            steam_id: The player.
            values: By API Name: a number for a stat, (count, time) for an AVGRATE if a number is not enough, a bool for an achievement.
                One that is unlocked already keeps its time.

        Raises:
            ValueError: The id is no player's, a name is not in the schema or a value does not fit.
            TypeError: A value has the wrong type.
            StoreError: The store could not write, or the player's row cannot be read.
        """
        require_player(steam_id, "give values to the 64-bit Steam ID of a player")
        row = start_row(self._schema, values, int(self._world.clock.now()), "the value")
        kept = self.player(steam_id)
        for name, unlocked in ({} if kept is None else kept.achievements).items():
            if unlocked is not None and row.get(name) is not None:
                row[name] = unlocked
        self._require(self._write({steam_id: row}, whole=False, totals=True))

    def put_rows(self, rows: Mapping[int, Row], *, totals: bool = True) -> dict[int, str]:
        """Give players the rows that are given; every other name that a player has is set back, as a reset does.

        Args:
            rows: By Steam ID what `KeptPlayer.row` gives; an empty one resets the player.
            totals: Whether the totals of this day take part; False where `add_days` brings the days themselves.

        Returns:
            Whose rows were not written, as they cannot be read, each with what is wrong.

        Raises:
            StoreError: The store could not write.
        """
        return self._write(rows, whole=True, totals=totals)

    # Leaderboards.

    def boards(self) -> list[KeptBoard]:
        """Return all leaderboards in the order of their handles.

        Raises:
            StoreError: The store cannot be read.
        """
        found = self._ask(queries.ListBoards())
        return [_kept_board(each) for each in found if isinstance(each, queries.Found)] if isinstance(found, tuple) else []

    def make_board(self, name: str, sort: int, display: int) -> KeptBoard:
        """Return a leaderboard by its name, made if it is not there; one that is there keeps its own sort method and display type.

        Args:
            name: Its name, 1 to 127 bytes of UTF-8.
            sort: 1 ascending, 2 descending.
            display: 1 numeric, 2 seconds, 3 milliseconds.

        Raises:
            StoreError: The store could not write.
        """
        found = self._ask(queries.MakeBoard(name, sort, display))
        if not isinstance(found, queries.Found):
            message = f"the leaderboard {name} was not made"
            raise StoreError(message)
        return _kept_board(found)

    def entries(self, board: KeptBoard, count: int | None = None) -> Iterator[tuple[int, KeptEntry]]:
        """Go through the entries of a leaderboard with their ranks, the best first, a page at a time.

        Args:
            board: The leaderboard.
            count: How many at most; None for all.

        Raises:
            StoreError: The store cannot be read.
        """
        rank = 1
        while count is None or rank <= count:
            end = rank + PAGE - 1 if count is None else min(rank + PAGE - 1, count)
            page = self._ask(queries.Ranks(board.handle, rank, end))
            if not isinstance(page, queries.Page):
                return
            for place, entry in page.entries:
                yield place, KeptEntry(entry.steam_id, entry.score, entry.time, entry.details, entry.ugc)
            rank = end + 1
            if rank > page.count:
                return

    def put_entries(self, board: KeptBoard, entries: Iterable[KeptEntry]) -> None:
        """Give players the entries of a leaderboard that are given, whatever they have there.

        Args:
            board: The leaderboard.
            entries: The entries.

        Raises:
            StoreError: The store could not write.
        """
        kept = [Entry(each.steam_id, place_of(each.score, board.sort), each.time, each.score, each.details, each.file) for each in entries]
        for at in range(0, len(kept), PAGE):
            self._ask(queries.PutEntries(board.handle, tuple(kept[at : at + PAGE])))

    def remove_entries(self, board: KeptBoard, steam_id: int | None = None) -> int:
        """Take a player's entry, or all entries, off a leaderboard.

        Args:
            board: The leaderboard.
            steam_id: The player; None for all.

        Returns:
            How many entries there were.

        Raises:
            StoreError: The store could not write.
        """
        found = self._ask(queries.RemoveEntries(board.handle, steam_id))
        return found if isinstance(found, int) else 0

    # Totals and files.

    def days(self) -> dict[tuple[str, int], Sum]:
        """Return by how much each aggregated stat moved over all players on each day, by name and day counted from 1970.

        Raises:
            StoreError: The store cannot be read.
        """
        found = self._ask(queries.ListDays())
        return found if isinstance(found, dict) else {}

    def add_days(self, days: Mapping[tuple[str, int], Sum]) -> None:
        """Add to the sums of days.

        Args:
            days: As `days` returns them.

        Raises:
            StoreError: The store could not write.
        """
        self._ask(queries.AddDays(tuple((name, day, added) for (name, day), added in days.items())))

    def file_owners(self) -> list[int]:
        """Return the players who have files in their cloud.

        Raises:
            StoreError: The store cannot be read.
        """
        found = self._ask(queries.ListOwners())
        return list(found) if isinstance(found, tuple) else []

    def files(self, steam_id: int) -> list[CloudFile]:
        """Return what is known of the files of a player, in the order of their names.

        Args:
            steam_id: The player.

        Raises:
            StoreError: The store cannot be read.
        """
        found = self._ask(cloud_files.ListFiles(steam_id))
        return list(found) if isinstance(found, tuple) else []

    # All of it, from one store to another.

    def whole(self) -> Generator[Part]:
        """Go through all that the store keeps, as it is at one moment, while it is in use; the world is used for nothing else meanwhile.

        Raises:
            StoreError: The store cannot be read.
        """
        store = self._world.store
        reading = ReadWhole(store.inside)
        job = Job("query", 0, query=reading)
        store.submit(job)
        try:
            while True:
                # Asked before: what is put down behind the last part that is taken would be lost.
                ended = store.wait(0)
                part = reading.take(0 if ended else _PART_SECONDS)
                if part is not None:
                    yield part
                elif ended:
                    break
        finally:
            reading.stop()
            store.wait()
            own = [completion for completion in store.done if completion.job is job]
            for completion in own:
                store.done.remove(completion)
        self._accept(own[0])

    def put_whole_entries(self, board: KeptBoard, entries: Iterable[Entry]) -> int:
        """Give players the entries that are given, where they have others; return to how many.

        Args:
            board: The leaderboard.
            entries: The entries.

        Raises:
            StoreError: The store could not write.
        """
        wanted = {entry.steam_id: entry for entry in entries}
        found = self._ask(whole.EntriesOf(board.handle, tuple(wanted))) if board.count else ()
        for entry in found if isinstance(found, tuple) else ():
            if wanted.get(entry.steam_id) == entry:
                del wanted[entry.steam_id]
        if wanted:
            self._ask(queries.PutEntries(board.handle, tuple(wanted.values())))
        return len(wanted)

    def set_days(self, days: Mapping[tuple[str, int], Sum]) -> None:
        """Make the sums of all days what is given.

        Args:
            days: As `days` returns them.

        Raises:
            StoreError: The store could not write.
        """
        self._ask(whole.SetDays(dict(days)))

    def put_file(self, steam_id: int, file: CloudFile, data: bytes) -> None:
        """Give a player a file, whatever the quota says.

        Args:
            steam_id: The player.
            file: What is known of it.
            data: Its content.

        Raises:
            StoreError: The store could not write.
        """
        self._ask(whole.KeepFile(steam_id, file, data))

    def remove_file(self, steam_id: int, name: str) -> None:
        """Delete a file of a player; harmless if there is none.

        Args:
            steam_id: The player.
            name: Its name.

        Raises:
            StoreError: The store could not write.
        """
        self._ask(cloud_files.DeleteFile(cloud_files.Author(steam_id, ""), name))

    def put_share(self, handle: int, file: SharedFile) -> int:
        """Have a file shared as another store has it, and return the handle that it has here.

        Args:
            handle: The handle that it has there, and gets here if that is free.
            file: The file.

        Raises:
            StoreError: The store could not write.
        """
        found = self._ask(whole.KeepShare(handle, file))
        return found if isinstance(found, int) else 0

    @property
    def unfinished(self) -> str:
        """What has begun to fill this store and has not ended, "" for nothing; it stays with the store until it is set to "".

        Raises:
            StoreError: The store cannot be read, or could not write.
        """
        found = self._ask(whole.ReadMark())
        return found if isinstance(found, str) else ""

    @unfinished.setter
    def unfinished(self, by: str) -> None:
        self._ask(whole.WriteMark(by))

    # What is used above.

    def _ask(self, query: Query) -> object:
        """Return the answer to a query.

        Raises:
            StoreError: There is none.
        """
        return self._accept(self._world.do_now(Job("query", 0, query=query)))

    def _accept(self, completion: Completion) -> object:
        """Return what a query has found.

        Raises:
            StoreError: It failed.
        """
        if completion.result is not Result.OK:
            raise StoreError(completion.fault)
        if completion.fault:
            self.faults.append(completion.fault)
        return completion.found

    def _rows(self, query: Query) -> list[KeptRow]:
        """Return the rows that a query finds."""
        found = self._ask(query)
        return list(found) if isinstance(found, tuple) else []

    def _judged(self, kept: KeptRow) -> KeptPlayer:
        """Judge a row by the schema."""
        schema, row = self._schema, kept.row
        stats, achievements, others = {}, dict.fromkeys(schema.achievements, None), {}
        for name, stat in schema.stats.items():
            try:
                value = from_raw(stat, row.get(name))[0]
            except (DoesNotFitError, TypeError):
                value, others[name] = stat.default, row[name]
            stats[name] = int(value) if stat.type == "INT" else value
        unlocked: dict[str, int | None] = {**achievements}
        for name, raw in row.items():
            if name in unlocked:
                try:
                    unlocked[name] = unlock_time(raw)
                except DoesNotFitError:
                    others[name] = raw
            elif name not in stats:
                others[name] = raw
        return KeptPlayer(kept.steam_id, row, kept.stamp, kept.fault, stats, unlocked, others)

    def _write(self, wanted: Mapping[int, Row], *, whole: bool, totals: bool) -> dict[int, str]:
        """Write rows, each on top of what the store holds at that moment; return whose cannot be read.

        Raises:
            StoreError: The store could not write.
        """
        world = self._world
        sums = world.summed if totals else frozenset[str]()
        damaged: dict[int, str] = {}
        left = list(wanted)
        for _ in range(_TRIES):
            if not left:
                return damaged
            jobs = []
            for read in world.do_all_now([Job("read", steam_id) for steam_id in left]):
                steam_id = read.job.steam_id
                if read.result is Result.DATA_CORRUPTION:
                    damaged[steam_id] = read.fault
                    continue
                self._require_done(read.result, read.fault)
                row = {**dict.fromkeys(read.row, None), **wanted[steam_id]} if whole else wanted[steam_id]
                changes: Row = {name: raw for name, raw in row.items() if name not in read.row or _differs(read.row[name], raw)}
                if changes or not read.row:
                    bases = {name: read.row.get(name) for name in changes}
                    jobs.append(Job("write", steam_id, changes, bases, sums=sums, day=world.day()))
            left = []
            # A store's own look for what is new passes over what its own connection wrote.
            world.players.look_again()
            for done in world.do_all_now(jobs):
                if done.result is Result.INVALID_PARAM:
                    left.append(done.job.steam_id)
                else:
                    self._require_done(done.result, done.fault)
        message = f"{len(left)} players were changed by another program again and again; try once more"
        raise StoreError(message)

    def _require(self, damaged: Mapping[int, str]) -> None:
        """Raise a StoreError for a row that cannot be read."""
        for fault in damaged.values():
            raise StoreError(fault)

    def _require_done(self, result: Result, fault: str) -> None:
        """Raise a StoreError for a job that failed."""
        if result is not Result.OK:
            raise StoreError(fault)


def _differs(kept: Raw, new: Raw) -> bool:
    """Whether two values are not the same, also where they are equal: 1 is no 1.0."""
    return kept != new or type(kept) is not type(new)


def _kept_board(found: queries.Found) -> KeptBoard:
    """Return a board as tools see it."""
    board = found.board
    return KeptBoard(board.handle, board.name, board.sort, board.display, found.count)
