"""`steam-nodes world copy`: brings all of a world to another store, from a file to a database or back.

Rules: what is copied is the world of one moment, whether a game plays on it or not. What is the same in the target already is left alone:
so a copy that was interrupted, or killed, is finished by the same command. A target is new, or an unfinished copy of the same source; a
file gets its name, and a database loses its mark, when its counts and sums are those of the source. Nothing of the source is changed.
"""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from steam_nodes import StoreError
from steam_nodes.cli.answers import FINDINGS, FINE, RefusedError, tell
from steam_nodes.cli.progress_bar import Progress
from steam_nodes.cli.terminal import Page
from steam_nodes.cli.world.opened_world import Place, opened_at, schema_beside, schema_of, store_of
from steam_nodes.cli.world.tally import Tally, differences
from steam_nodes.steam.local.store import whole

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from steam_nodes.cli.world.store_place import StorePlace
    from steam_nodes.steam.local.server.contents import KeptBoard, StoreContents
    from steam_nodes.steam.local.store.whole import Part

UNFINISHED: Final = "copying"
"""What stands behind the name of a file as long as it is not finished."""
_SINGULAR: Final = {
    "players": "player",
    "boards": "board",
    "entries": "entry",
    "totals": "day of a total",
    "shares": "shared file",
    "files": "file in the cloud",
}
_PLURAL: Final = {"totals": "days of totals", "shares": "shared files", "files": "files in the cloud"}


def copy(options: argparse.Namespace) -> int:
    """Copy a world.

    Args:
        options: What the command line said.

    Returns:
        The exit code: 1 where something cannot be read and is left out, or the copy is not the same.

    Raises:
        RefusedError: It cannot be copied.
    """
    source, target = store_of(options.source), store_of(options.target, makes=True)
    made = target.unfinished(UNFINISHED)
    if source.whole_name == target.whole_name:
        message = f"{source} is both of them: name another store to copy it to"
        raise RefusedError(message)
    if made is not target and target.is_there():
        message = f"{target} is there already, and nothing is copied over a file; give another name"
        raise RefusedError(message)
    schema_file = options.schema or _schema_beside(source, target)
    schema = schema_of(Place(source, schema_file))
    with opened_at(Place(source, schema_file), schema, reads=True) as old, opened_at(Place(made, schema_file), schema) as new:
        resumed = _begin(old.steam.contents, new.steam.contents, source, made)
        try:
            with Progress(sys.stderr, lines=True) as progress:
                brought = bring(old.steam.contents, new.steam.contents, progress)
                found = _counted(new.steam.contents, progress)
        except KeyboardInterrupt:
            tell(f"{made} is not finished: the same command goes on from there")
            raise
        except StoreError as wrong:
            message = f"{wrong}; {made} is not finished, and the same command goes on from there"
            raise RefusedError(message) from wrong
        left_out = [*brought.faults, *old.steam.contents.faults]
        wrong_there = [*differences(brought, found), *new.steam.contents.faults]
        if not wrong_there:
            new.steam.contents.unfinished = ""
            target.finish(new.steam)
    if not wrong_there and made is not target:
        made.discard()
    _tell(options, {"from": str(source), "to": str(target), "app_id": schema.app_id}, brought, resumed=resumed, wrong=wrong_there)
    tell(*(f"left out: {fault}" for fault in left_out), *wrong_there)
    if wrong_there:
        tell(f"{made} is not the same as {source}, and is not finished: the same command goes on from there")
    return FINDINGS if left_out or wrong_there else FINE


def _schema_beside(source: StorePlace, target: StorePlace) -> Path:
    """Return the schema that stands beside the source, or else beside the target."""
    try:
        return schema_beside(source)
    except RefusedError as missing:
        try:
            return schema_beside(target)
        except RefusedError:
            raise missing from None


def _begin(old: StoreContents, new: StoreContents, source: StorePlace, made: StorePlace) -> bool:
    """Mark the target as unfinished; return whether it was so before.

    Raises:
        RefusedError: It is the copy of another store, or has players of its own; or the source is no whole world itself.
    """
    if of := old.unfinished:
        message = f"{source} is an unfinished copy of {of}: finish that first, with steam-nodes world copy {of} {source}"
        raise RefusedError(message)
    of = new.unfinished
    used = bool(new.count_players() or new.boards() or new.days() or new.file_owners())
    if of and of != source.whole_name:
        message = f"{made} is an unfinished copy of {of}: finish that, or {made.how_to_begin_anew}"
        raise RefusedError(message)
    if used and not of:
        message = f"{made} has players already, and a world is copied into an empty store; name another one, or {made.how_to_begin_anew}"
        raise RefusedError(message)
    new.unfinished = source.whole_name
    return bool(of)


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


def _counted(contents: StoreContents, progress: Progress) -> Tally:
    """Return what a store has in numbers."""
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


def _tell(options: argparse.Namespace, names: dict[str, Any], brought: Tally, *, resumed: bool, wrong: list[str]) -> None:
    """Print what was copied."""
    page = Page()
    if options.json:
        page.json({**names, **brought.counts, "resumed": resumed, "left_out": brought.faults, "differences": wrong})
        return
    counts = [f"{count} {_SINGULAR[part] if count == 1 else _PLURAL.get(part, part)}" for part, count in _shown(brought)]
    checked = "" if wrong else "; counts and sums are the same"
    page.line(f"{names['to']}: {', '.join(counts)} of {names['from']}{checked}")


def _shown(tally: Tally) -> list[tuple[str, int]]:
    """Return the counts that are told: of what there is none, only players."""
    return [(part, count) for part, count in tally.counts.items() if part in _SINGULAR and (count or part == "players")]
