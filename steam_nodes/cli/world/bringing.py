"""All of a world brought from one store to another, part by part, and read there again.

Rules: the parts are those of one moment. What is the same in the other store is left alone, what an earlier try has brought and is gone
since is taken away, and what is brought twice counts once. Nobody plays on the other store meanwhile: it is not finished.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from steam_nodes.cli.world.tally import Tally
from steam_nodes.steam.local.store import whole

if TYPE_CHECKING:
    from steam_nodes.cli.progress_bar import Progress
    from steam_nodes.steam.local.server.contents import KeptBoard, StoreContents
    from steam_nodes.steam.local.store.whole import Part


def bring(old: StoreContents, new: StoreContents, progress: Progress) -> Tally:
    """Bring all that a store keeps to another, and return what that is in numbers.

    Args:
        old: What is copied; it is only read.
        new: Where to.
        progress: Draws how far it is.

    Raises:
        StoreError: The one cannot be read, or the other not written.
    """
    bringing = _Bringing(new, progress)
    tally = Tally()
    with closing(old.whole()) as parts:
        for part in parts:
            tally.add(bringing.take(part))
    bringing.end()
    tally.faults += bringing.damaged
    return tally


class _Bringing:
    """Brings part after part to a store.

    Args:
        new: The store.
        progress: Draws how far it is.
    """

    def __init__(self, new: StoreContents, progress: Progress) -> None:
        """Begin before the first part."""
        self._new = new
        self._progress = progress
        self._begin()

    def _begin(self) -> None:
        self.damaged: list[str] = []
        self._sizes = whole.Sizes(0, 0)
        self._done = 0
        self._board: KeptBoard | None = None
        self._count = 0
        self._seen: set[int] = set()
        self._handles: dict[int, int] = {}
        self._owners: set[int] = set()

    def take(self, part: Part) -> Part:
        """Bring a part there, and return it as it is there.

        Args:
            part: The part.
        """
        new = self._new
        match part:
            case whole.Again():
                self._begin()
            case whole.Sizes():
                self._sizes = part
            case whole.UserPart(rows):
                self.damaged += new.put_rows({row.steam_id: row.row for row in rows if not row.fault}, totals=False).values()
                self._tell("players", len(rows), self._sizes.users)
            case whole.BoardPart(board, count):
                self._end_board()
                self._done, self._count, self._seen = 0, count, set()
                self._board = new.make_board(board.name, board.sort, board.display)
            case whole.EntryPart(board, entries):
                mapped = tuple(replace(entry, ugc=self._handles.get(entry.ugc, entry.ugc)) for entry in entries)
                if self._board is not None:
                    new.put_whole_entries(self._board, mapped)
                    if self._board.count:
                        self._seen.update(entry.steam_id for entry in mapped)
                self._tell(f"entries of {board.name}", len(entries), self._count)
                return replace(part, entries=mapped)
            case whole.DayPart(days):
                self._end_board()
                self._done = 0
                new.set_days(days)
            case _:
                return self._take_file(part)
        return part

    def _take_file(self, part: Part) -> Part:
        """Bring what belongs to the files of players."""
        new = self._new
        match part:
            case whole.SharePart(handle, file):
                self._handles[handle] = new.put_share(handle, file)
                return replace(part, handle=self._handles[handle])
            case whole.OwnerPart(owner, files):
                self._owners.add(owner)
                for gone in {file.name for file in new.files(owner)} - {file.name for file in files}:
                    new.remove_file(owner, gone)
                self._tell("players with files", 1, self._sizes.owners)
            case whole.FilePart(owner, file, data):
                new.put_file(owner, file, data)
        return part

    def end(self) -> None:
        """Take away the files of players who have none any more."""
        self._end_board()
        for owner in set(self._new.file_owners()) - self._owners:
            for file in self._new.files(owner):
                self._new.remove_file(owner, file.name)

    def _end_board(self) -> None:
        """Take away the entries of a board that an earlier try has brought and that are gone since."""
        board, self._board = self._board, None
        if board is None or not board.count:
            return
        gone = [entry.steam_id for _, entry in self._new.entries(board) if entry.steam_id not in self._seen]
        for steam_id in gone:
            self._new.remove_entries(board, steam_id)

    def _tell(self, what: str, more: int, count: int) -> None:
        """Draw how far it is."""
        self._done += more
        self._progress(what, self._done, max(count, self._done))


def counted(contents: StoreContents, progress: Progress) -> Tally:
    """Return what a store has in numbers.

    Args:
        contents: What it keeps.
        progress: Draws how far it is.

    Raises:
        StoreError: It cannot be read.
    """
    tally = Tally()
    count = done = 0
    with closing(contents.whole()) as parts:
        for part in parts:
            tally.add(part)
            match part:
                case whole.Sizes(users):
                    count, done = users, 0
                case whole.UserPart(rows):
                    done += len(rows)
                    progress("checked", done, max(count, done))
    return tally
