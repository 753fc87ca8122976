"""`steam-nodes world export`, `import` and `backup`: a world as JSON, and as a copy of it in a file.

Rules: what is written to a file appears complete or not at all, and never over one that is there. An import reads all of its file before
it changes anything. Into a store with nothing in it all comes as it was, the totals of each day too; --merge copies the store first, gives
the players of the file what the file says and leaves the others, and the totals move by what that changes on this day. A database has a
mark until all of a file is in it, so that an import that was killed goes on.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from steam_nodes import Schema, StoreError
from steam_nodes.cli.answers import FINDINGS, FINE, RefusedError, tell
from steam_nodes.cli.progress_bar import Progress
from steam_nodes.cli.terminal import Page
from steam_nodes.cli.world import world_json
from steam_nodes.cli.world.change import copied
from steam_nodes.cli.world.opened_world import Place, found, found_alone, opened, opened_at, schema_of
from steam_nodes.cli.world.show import DISPLAYS, SORTS
from steam_nodes.steam.files import UnreadableError, open_file
from steam_nodes.steam.local.store.sqlite.sqlite_file import put_in_place

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from steam_nodes.cli.world.opened_world import World
    from steam_nodes.steam.local.server.contents import KeptBoard, KeptEntry, StoreContents
    from steam_nodes.steam.local.store.queries import Sum

_STEP: Final = 500
_NO_FILE: Final = (1 << 64) - 1


# Export.


def export(options: argparse.Namespace) -> int:
    """Write a world as JSON.

    Args:
        options: What the command line said.

    Returns:
        The exit code: 1 where something cannot be read and is left out.

    Raises:
        RefusedError: It cannot be written.
    """
    left_out: list[str] = []
    if str(options.output) == "-":
        options.output = None
    with opened(options, reads=True) as world:
        contents, schema = world.steam.contents, world.steam.schema
        with Progress(sys.stderr, shown=options.output is not None or not sys.stdout.isatty()) as progress:
            if options.output is None:
                counts = write_world(sys.stdout, contents, schema, left_out, progress)
            else:
                with _new_file(options.output) as stream:
                    counts = write_world(stream, contents, schema, left_out, progress)
        faults = [*left_out, *contents.faults]
    if options.output is not None:
        page = Page()
        if options.json:
            page.json({"store": str(world.place.store), "file": str(options.output), **counts, "left_out": left_out})
        else:
            page.line(f"{options.output}: {_counted(counts)}")
    tell(*(f"left out: {fault}" for fault in faults))
    return FINDINGS if faults else FINE


def write_world(
    stream: TextIO, contents: StoreContents, schema: Schema, left_out: list[str] | None = None, told: Progress | None = None
) -> dict[str, int]:
    """Write a world as JSON.

    Args:
        stream: Where to.
        contents: What the store keeps.
        schema: What names the stats.
        left_out: Gets what cannot be read, as sentences.
        told: Draws how far it is.

    Returns:
        How many items each list has.
    """
    head = {"format": world_json.FORMAT, "version": world_json.VERSION, "app_id": schema.app_id, "name": schema.name}
    boards = contents.boards()
    lists: dict[str, Iterable[Any]] = {
        "players": _players(contents, schema, [] if left_out is None else left_out, told),
        "boards": ({"name": each.name, "sort": SORTS[each.sort], "display": DISPLAYS[each.display]} for each in boards),
        "entries": _entries(contents, boards),
        "totals": ({"stat": name, "day": day, "added": added} for (name, day), added in contents.days().items()),
    }
    return world_json.write(stream, head, lists)


def _players(contents: StoreContents, schema: Schema, left_out: list[str], told: Progress | None) -> Iterator[dict[str, Any]]:
    count = contents.count_players()
    for number, player in enumerate(contents.players(), 1):
        if told is not None:
            told("players", number, max(count, number))
        if player.fault:
            left_out.append(player.fault)
        else:
            yield world_json.player_item(player, schema)


def _entries(contents: StoreContents, boards: list[KeptBoard]) -> Iterator[dict[str, Any]]:
    for board in boards:
        for _, entry in contents.entries(board):
            item: dict[str, Any] = {"board": board.name, "steam_id": str(entry.steam_id), "score": entry.score, "time": entry.time}
            if entry.details:
                item["details"] = list(entry.details)
            if entry.file != _NO_FILE:
                item["file"] = str(entry.file)
            yield item


@contextmanager
def _new_file(path: Path) -> Iterator[TextIO]:
    """Open a new file, which gets its name when all of it is written."""
    made = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        if path.exists():
            message = f"{path} is there already, and nothing is written over a file; give another name"
            raise RefusedError(message)
        with made.open("x", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if not put_in_place(made, path):
            message = f"{path} is there by now, and nothing is written over a file; give another name"
            raise RefusedError(message)
    except OSError as wrong:
        message = f"{path} can't be written: {wrong.strerror or wrong}"
        raise RefusedError(message) from wrong
    finally:
        made.unlink(missing_ok=True)


# Import.


def import_(options: argparse.Namespace) -> int:
    """Bring back what export wrote.

    Args:
        options: What the command line said.

    Returns:
        The exit code: 1 where a player's row in the store cannot be read, and stays.

    Raises:
        RefusedError: The file is wrong, or the store has players and --merge is not given.
    """
    place = found(options, makes=True)
    schema = schema_of(place)
    _require_whole(options.file, schema)
    with ExitStack() as ends:
        new = not place.store.is_there()
        # A new file gets its name when all is in it.
        made = place.store.unfinished(f"{os.getpid()}.new") if new else place.store
        if new:
            ends.callback(made.discard)
        world = ends.enter_context(opened_at(Place(made, place.schema), schema))
        contents = world.steam.contents
        used = bool(contents.count_players() or contents.boards() or contents.days())
        # What an import has begun here, and did not end, is no player's: the same file goes on from there.
        this, direct = f"the import of {options.file.resolve()}", made is place.store
        resumed = used and direct and contents.unfinished == this
        if used and not options.merge and not resumed:
            message = f"{place.store} has players: --merge brings the file's into it, after a backup, or name a new store"
            raise RefusedError(message)
        merges = used and not resumed
        copy = copied(world, "before-import") if merges else None
        if direct and not merges:
            contents.unfinished = this
        try:
            with Progress(sys.stderr) as progress:
                counts, damaged = _bring(world, options.file, progress, merges=merges)
        except (StoreError, KeyboardInterrupt):
            if direct and not merges:
                tell(f"{place.store} has not all of {options.file}: the same command goes on from there")
            raise
        if direct and not merges:
            contents.unfinished = ""
        if new:
            place.store.finish(world.steam)
        page = Page()
        if options.json:
            backup_name = None if copy is None else str(copy)
            page.json({"store": str(place.store), "file": str(options.file), **counts, "backup": backup_name})
        else:
            page.line(f"{place.store}: {_counted(counts)}{f'; the backup is {copy}' if copy else ''}")
        tell(*damaged)
    return FINDINGS if damaged else FINE


def _items(path: Path, app_id: int, progress: Progress, what: str) -> Iterator[world_json.Item]:
    """Go through the items of a file."""
    try:
        with open_file(path) as file:
            size = os.fstat(file.fileno()).st_size
            with TextIOWrapper(file, encoding="utf-8-sig") as stream:
                yield from world_json.read(stream, app_id=app_id, told=lambda done: progress(what, min(done, size), size))
    except UnreadableError as wrong:
        message = f"{path} can't be read: {wrong}"
        raise RefusedError(message) from wrong
    except UnicodeDecodeError as wrong:
        message = f"{path} is no export of a world: it is not UTF-8 ({wrong.reason})"
        raise RefusedError(message) from wrong
    except world_json.DocumentError as wrong:
        message = f"{path} is no export of a world, and nothing is changed: {wrong}"
        raise RefusedError(message) from wrong


def _require_whole(path: Path, schema: Schema) -> None:
    """Read all of a file, so that what is wrong with it is told before anything happens."""
    players: set[int] = set()
    boards: set[str] = set()
    with Progress(sys.stderr) as progress:
        try:
            for item in _items(path, schema.app_id, progress, "checked"):
                if item.list_name == "players":
                    steam_id, _ = world_json.player_of(item, schema)
                    if steam_id in players:
                        item.refuse(f"player {steam_id} stands in it twice")
                    players.add(steam_id)
                elif item.list_name == "boards":
                    boards.add(world_json.board_of(item)[0])
                elif item.list_name == "entries":
                    name = world_json.entry_of(item)[0]
                    if name not in boards:
                        item.refuse(f'its board {name!r} does not stand in "boards" before it')
                else:
                    world_json.total_of(item)
        except world_json.DocumentError as wrong:
            message = f"{path} is no export of a world, and nothing is changed: {wrong}"
            raise RefusedError(message) from wrong


def _bring(world: World, path: Path, progress: Progress, *, merges: bool) -> tuple[dict[str, int], list[str]]:
    """Write what a file holds; return how much of each list, and what was left out."""
    contents, schema = world.steam.contents, world.steam.schema
    counts = dict.fromkeys(world_json.LISTS, 0)
    damaged: list[str] = []
    boards: dict[str, KeptBoard] = {}
    days: dict[tuple[str, int], Sum] = {}
    for name, items in _runs(_items(path, schema.app_id, progress, "brought")):
        counts[name] += len(items)
        if name == "players":
            rows = dict(world_json.player_of(item, schema) for item in items)
            damaged += contents.put_rows(rows, totals=merges).values()
        elif name == "boards":
            for item in items:
                board = contents.make_board(*world_json.board_of(item))
                boards[board.name] = board
        elif name == "entries":
            by_board: dict[str, list[KeptEntry]] = {}
            for item in items:
                board_name, entry = world_json.entry_of(item)
                by_board.setdefault(board_name, []).append(entry)
            for board_name, entries in by_board.items():
                contents.put_entries(boards[board_name], entries)
        else:
            for stat, day, added in map(world_json.total_of, items):
                days[stat, day] = days.get((stat, day), 0) + added
    if not merges:
        contents.set_days(days)
    return counts, damaged


def _runs(items: Iterator[world_json.Item]) -> Iterator[tuple[str, list[world_json.Item]]]:
    """Gather items of one list, some hundreds at a time."""
    run: list[world_json.Item] = []
    for item in items:
        if run and (item.list_name != run[0].list_name or len(run) >= _STEP):
            yield run[0].list_name, run
            run = []
        run.append(item)
    if run:
        yield run[0].list_name, run


# Backup.


def backup(options: argparse.Namespace) -> int:
    """Copy a store.

    Args:
        options: What the command line said.

    Returns:
        The exit code: 1 where something cannot be read and is left out, which a copy of a file never does.

    Raises:
        RefusedError: It cannot be copied.
    """
    store = found_alone(options)
    # A file is copied as it is, whatever stats it keeps, so no schema has to name them.
    place = found(options) if store.is_of_one_app else Place(store, Path())
    schema = schema_of(place) if store.is_of_one_app else Schema.parse("app_id = 480")
    with opened_at(place, schema, reads=True) as world:
        copy = store.copy_name("backup") if options.output is None else options.output
        left_out = store.back_up(world.steam, copy)
        left_out += world.steam.contents.faults
        page = Page()
        if options.json:
            page.json({"store": str(store), "backup": str(copy)})
        else:
            page.line(str(copy))
        tell(*(f"left out: {fault}" for fault in left_out))
    return FINDINGS if left_out else FINE


def _counted(counts: dict[str, int]) -> str:
    """Say how much there is."""
    singular = {"players": "player", "boards": "board", "entries": "entry", "totals": "day of a total"}
    plural = {"totals": "days of totals"}
    return ", ".join(f"{count} {singular[name] if count == 1 else plural.get(name, name)}" for name, count in counts.items())
