"""Which world a command is about: the store, and the schema that names what stands in it.

Rules: `found` is the one place where what was typed becomes a place, and `opened_at` the one where a place becomes a world. What is not
typed is looked for in the folder one stands in, and what was taken is told on stderr. Who only reads opens the store for reading only.
"""

from __future__ import annotations

import importlib
import logging
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from steam_nodes import LocalSteam, Schema, SchemaError, SteppedClock, StoreError
from steam_nodes.cli.answers import RefusedError, tell
from steam_nodes.cli.commands import nearest
from steam_nodes.cli.world.store_place import StoreFile, typed

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from steam_nodes.cli.world.store_place import StorePlace

STORES: Final = ("stats.sqlite3", "stats.db")
"""What a store is called by default, in the order in which it is looked for."""
ENDINGS: Final = (".sqlite3", ".sqlite", ".db")
SCHEMAS: Final = ("stats.toml",)
_NO_SCHEMAS: Final = frozenset({"pyproject.toml"})


class Place(NamedTuple):
    """A store and the schema of its names."""

    store: StorePlace
    schema: Path


class World(NamedTuple):
    """A world that is open."""

    steam: LocalSteam
    place: Place

    def player(self, word: str) -> int:
        """Return the player that is meant.

        Args:
            word: A Steam ID, or a name of the schema's [players].

        Raises:
            RefusedError: There is no such player.
        """
        if word.isascii() and word.isdecimal():
            return int(word)
        named = {player.name: steam_id for steam_id, player in self.steam.schema.players.items() if player.name}
        found = [steam_id for name, steam_id in named.items() if name.casefold() == word.casefold()]
        if len(found) == 1:
            return found[0]
        message = f"{word!r} is no Steam ID such as 76561197960287931, and no player of {self.place.schema} has the name"
        raise RefusedError(message + nearest(word, named))

    def name(self, steam_id: int) -> str:
        """Return what the schema calls a player, "" if it does not.

        Args:
            steam_id: The player.
        """
        player = self.steam.schema.players.get(steam_id)
        return player.name if player else ""


@contextmanager
def opened(options: argparse.Namespace, *, reads: bool = False) -> Iterator[World]:
    """Open the world that the options name.

    Args:
        options: With `store`, `schema` and `demo`.
        reads: Nothing of it is changed.

    Yields:
        The world.

    Raises:
        RefusedError: There is none, or it cannot be opened.
    """
    place = found(options)
    with opened_at(place, schema_of(place), reads=reads) as world:
        yield world


def schema_of(place: Place) -> Schema:
    """Read the schema of a place.

    Args:
        place: The place.

    Raises:
        RefusedError: It cannot be read.
    """
    try:
        return Schema.load(place.schema)
    except SchemaError as wrong:
        raise RefusedError(str(wrong)) from wrong


@contextmanager
def opened_at(place: Place, schema: Schema, *, reads: bool = False) -> Iterator[World]:
    """Open the world of a place.

    Args:
        place: The place; a store that is not there is made, unless it is only read.
        schema: Its schema.
        reads: Nothing of it is changed.

    Yields:
        The world.

    Raises:
        RefusedError: It cannot be opened, or its store has failed.
    """
    # What is refused is told once, as the command's own answer.
    logger, silent = logging.getLogger("steam_nodes.steam"), logging.NullHandler()
    logger.addHandler(silent)
    try:
        # A clock that waits: an answer of the disk comes with the next frame, and no moment is waited for.
        clock = SteppedClock(time.time())
        address = _official_address(schema)
        with closing(
            LocalSteam(schema, place.store.argument, clock=clock, store_rate="allow", server_ip=address, read_only=reads)
        ) as steam:
            yield World(steam, place)
    except StoreError as wrong:
        raise RefusedError(str(wrong)) from wrong
    finally:
        logger.removeHandler(silent)


def found(options: argparse.Namespace, *, makes: bool = False) -> Place:
    """Return what the options name, or what stands in the folder.

    Args:
        options: With `store`, `schema` and `demo`.
        makes: The store need not be there.

    Raises:
        RefusedError: There is none, or there are several.
    """
    if options.demo:
        if options.store or options.schema:
            message = "--demo is the world of the demo: leave out the store and --schema, or --demo"
            raise RefusedError(message)
        return _of_the_demo()
    store = store_of(options.store, makes=makes)
    schema = options.schema or schema_beside(store)
    if not _is_named(options) or options.schema is None:
        tell(f"{store}, with the names of {schema}")
    return Place(store, schema)


def found_alone(options: argparse.Namespace) -> StorePlace:
    """Return the store that the options name, or that stands in the folder, for what needs no names of stats.

    Args:
        options: With `store`, `schema` and `demo`.

    Raises:
        RefusedError: There is none, or there are several.
    """
    if options.demo:
        return found(options).store
    store = store_of(options.store)
    if not _is_named(options):
        tell(str(store))
    return store


def store_of(word: str | Path | None, *, makes: bool = False) -> StorePlace:
    """Return the store that is meant: what was typed, or that of a folder.

    Args:
        word: What was typed, None for nothing.
        makes: The store need not be there.

    Raises:
        RefusedError: There is none, or there are several.
    """
    given = typed(word)
    if given is None or isinstance(given, Path):
        return StoreFile(_store_in(given or Path(), makes=makes))
    if not makes and not given.is_there():
        message = f"{given}: there is no store; play the game once, or name the file, or the database, that it keeps its stats in"
        raise RefusedError(message)
    return given


def _is_named(options: argparse.Namespace) -> bool:
    """Whether a store was typed itself, and not a folder of one."""
    return options.store is not None and not isinstance(typed(options.store), Path)


def _official_address(schema: Schema) -> str:
    """Return the address of a server that may set what is Set By Official GS, too; "" where there is none."""
    if not schema.official_servers:
        return ""
    first = schema.official_servers[0][0]
    return ".".join(str(first >> shift & 0xFF) for shift in (24, 16, 8, 0))


def _store_in(folder: Path, *, makes: bool) -> Path:
    """Return the store of a folder."""
    usual = [folder / name for name in STORES if (folder / name).is_file()]
    there = usual or sorted(path for path in folder.iterdir() if path.suffix in ENDINGS and path.is_file())
    if len(there) == 1 or usual:
        return there[0]
    if there:
        message = f"{folder.absolute()} has several stores ({', '.join(path.name for path in there)}): name the one that is meant"
        raise RefusedError(message)
    if makes:
        return folder / STORES[0]
    message = f"{folder.absolute()} has no store ({', '.join(STORES)}, or another *.sqlite3 or *.db); play the game once, or name the file"
    raise RefusedError(message)


def schema_beside(store: StorePlace) -> Path:
    """Return the schema that stands beside a store, or else in the folder one stands in.

    Args:
        store: The store.

    Raises:
        RefusedError: There is none, or there are several.
    """
    for folder in store.folders:
        for name in SCHEMAS:
            if (folder / name).is_file():
                return folder / name
        others = sorted(path for path in folder.glob("*.toml") if path.name not in _NO_SCHEMAS and path.is_file())
        if len(others) == 1:
            return others[0]
        if others:
            message = f"{folder.absolute()} has several files that may name the stats ({', '.join(path.name for path in others)}): "
            raise RefusedError(message + "name one with --schema FILE")
    message = f"there is no stats.toml beside {store}, which says what its stats are: name the game's schema with --schema FILE"
    raise RefusedError(message)


def _of_the_demo() -> Place:
    """Return where the demo keeps its stats."""
    from steam_nodes.cli.demo_command import found as game_found  # noqa: PLC0415  # only --demo needs the game

    world = importlib.import_module(f"{game_found()}.steam_world")
    try:
        place = Place(StoreFile(world.data_file(None)), world.SCHEMA)
    except world.DataError as wrong:
        raise RefusedError(str(wrong)) from wrong
    if not place.store.is_there():
        message = f"{place.store}: the demo has kept no stats yet; play it once with steam-nodes demo"
        raise RefusedError(message)
    return place
