"""Where a store is: a file, or a database behind a URL, and what of either a command asks before it is opened.

Rules: the two are siblings, and nobody else asks which of them a place has. As a text each is its name: a URL without its password. What
was typed becomes one of them in `typed`, and nowhere else. psycopg is loaded where a URL was typed, and not before.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import parse_qs, quote

from steam_nodes.cli.answers import RefusedError
from steam_nodes.steam.local.store.store import StoreError
from steam_nodes.steam.local.world.opening import FORM, URLS, is_no_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes import LocalSteam

_IS_STORE: Final = "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'steam_store'"


class StorePlace(Protocol):
    """Where a store is. As a text it is its name, which never holds a password."""

    @property
    def argument(self) -> Path | str:
        """What LocalSteam takes as its store."""

    @property
    def whole_name(self) -> str:
        """Its name for whoever stands in another folder."""

    @property
    def how_to_begin_anew(self) -> str:
        """What to do for an empty store here, behind "or"."""

    @property
    def log(self) -> Path | None:
        """The game's stats_log.txt, None where a store has none."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where the schema may stand, in the order in which it is looked for."""

    def is_there(self) -> bool:
        """Return whether there is a store.

        Raises:
            RefusedError: That cannot be found out.
        """

    def copy_name(self, why: str) -> Path:
        """Return the name of a new file for a copy.

        Args:
            why: A word for the name.
        """

    @property
    def is_of_one_app(self) -> bool:
        """Whether a copy has what is of the schema's app, and not all that is there."""

    def back_up(self, steam: LocalSteam, path: Path) -> list[str]:
        """Copy the store to a new file, complete or not at all; return what cannot be read and is left out.

        Args:
            steam: A world that has it open.
            path: The file.

        Raises:
            StoreError: There is a file already, or the copy cannot be made.
        """

    def unfinished(self, word: str) -> StorePlace:
        """Return where the store is as long as it is not finished: a file gets its name when all is in it.

        Args:
            word: What stands behind the name of a file.
        """

    def finish(self, steam: LocalSteam) -> None:
        """Have a finished store bear its name.

        Args:
            steam: A world that has it open where it was made.

        Raises:
            StoreError: There is a file of the name by now, or it cannot be made.
        """

    def discard(self) -> None:
        """Take away what was not finished, or has another name by now, once it is closed."""


class StoreFile:
    """A store in a file.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        """Touch nothing."""
        self.path = path

    def __str__(self) -> str:
        """Return the path as it was given."""
        return str(self.path)

    @property
    def argument(self) -> Path:
        """The path."""
        return self.path

    @property
    def whole_name(self) -> str:
        """The path from the root."""
        return str(self.path.resolve())

    @property
    def how_to_begin_anew(self) -> str:
        """Delete the file."""
        return f"delete {self.path}"

    @property
    def log(self) -> Path:
        """The log beside the file."""
        return self.path.parent / "logs" / "stats_log.txt"

    @property
    def folders(self) -> tuple[Path, ...]:
        """The file's own, then the one that one stands in."""
        return tuple(dict.fromkeys((self.path.parent, Path())))

    def is_there(self) -> bool:
        """Return whether there is a file."""
        return self.path.exists()

    def copy_name(self, why: str) -> Path:
        """Return a name beside the file."""
        return _free(self.path.with_name(f"{self.path.name}.{why}"), "")

    @property
    def is_of_one_app(self) -> bool:
        """A file is copied as it is."""
        return False

    def back_up(self, steam: LocalSteam, path: Path) -> list[str]:
        """Copy the file by SQLite's own means."""
        steam.backup(path)
        return []

    def unfinished(self, word: str) -> StoreFile:
        """Return a file beside it."""
        return StoreFile(self.path.with_name(f"{self.path.name}.{word}"))

    def finish(self, steam: LocalSteam) -> None:
        """Copy the file, complete or not at all."""
        steam.backup(self.path)

    def discard(self) -> None:
        """Delete the file and its log."""
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)


class StoreDatabase:
    """A store in a PostgreSQL database.

    Args:
        url: Its URL.

    Raises:
        RefusedError: It is no such URL, or psycopg is not installed.
    """

    def __init__(self, url: str) -> None:
        """Read the URL without connecting."""
        try:
            from steam_nodes.steam.local.store.postgresql.database import Database  # noqa: PLC0415  # psycopg is an extra
        except ImportError as wrong:
            message = f"a store in a PostgreSQL database needs psycopg ({wrong}); install it with: pip install 'steam_nodes[fleet]'"
            raise RefusedError(message) from wrong
        try:
            self._database = Database(url)
        except StoreError as wrong:
            raise RefusedError(str(wrong)) from wrong

    def __str__(self) -> str:
        """Return the URL without its password and options."""
        return self._database.name

    @property
    def argument(self) -> str:
        """The URL."""
        return self._database.url

    @property
    def whole_name(self) -> str:
        """The URL without its password, with the options that may name another schema of the database."""
        options = parse_qs(self._database.url.partition("?")[2]).get("options", [""])[-1]
        return f"{self}?options={quote(options, safe='')}" if options else str(self)

    @property
    def how_to_begin_anew(self) -> str:
        """Take another schema of PostgreSQL's."""
        return "make another schema (CREATE SCHEMA NAME) and name it in the URL (?options=-csearch_path%3DNAME)"

    @property
    def log(self) -> None:
        """A database has no folder for one."""
        return

    @property
    def folders(self) -> tuple[Path, ...]:
        """The one that one stands in."""
        return (Path(),)

    def is_there(self) -> bool:
        """Return whether the database has a store, so that no command that changes one makes one."""
        try:
            session = self._database.connect("steam_nodes command line")
        except StoreError as wrong:
            raise RefusedError(str(wrong)) from wrong
        try:
            return session.execute(_IS_STORE).fetchone() is not None
        finally:
            session.close()

    def copy_name(self, why: str) -> Path:
        """Return a name in the folder that one stands in."""
        name = str(self).rpartition("/")[2] or "database"
        return _free(Path(f"{name}.{why}"), ".sqlite3")

    @property
    def is_of_one_app(self) -> bool:
        """Other apps of the database are not for a file of this game."""
        return True

    def back_up(self, steam: LocalSteam, path: Path) -> list[str]:
        """Bring all of the app to a store in a file, and read it again."""
        from steam_nodes import LocalSteam, SteppedClock  # noqa: PLC0415  # who only reads pays nothing for it
        from steam_nodes.cli.progress_bar import Progress  # noqa: PLC0415  # the same
        from steam_nodes.cli.world.bringing import bring, counted  # noqa: PLC0415  # the same
        from steam_nodes.cli.world.tally import differences  # noqa: PLC0415  # the same

        file = StoreFile(path)
        if file.is_there():
            message = f"{path}: no backup of {self} is made: there is a file already, and a backup is never written over one"
            raise StoreError(message)
        made = file.unfinished(f"{os.getpid()}.new")
        try:
            with closing(LocalSteam(steam.schema, made.path, clock=SteppedClock())) as copy, Progress(sys.stderr, lines=True) as progress:
                brought = bring(steam.contents, copy.contents, progress)
                wrong = differences(brought, counted(copy.contents, progress))
                if wrong:
                    message = f"{path}: no backup of {self} is made: it would not be the same ({wrong[0]}); try it again"
                    raise StoreError(message)
                file.finish(copy)
        finally:
            made.discard()
        return brought.faults

    def unfinished(self, word: str) -> StoreDatabase:
        """Return the database itself."""
        return self

    def finish(self, steam: LocalSteam) -> None:
        """Do nothing: it has its name."""

    def discard(self) -> None:
        """Do nothing: what is in a database stays, and the next try goes on from there."""


def typed(word: str | Path | None) -> StorePlace | Path | None:
    """Return what was typed as a store: a place, or a folder that one is to be looked for in; None for nothing.

    Args:
        word: The word.

    Raises:
        RefusedError: It is a URL of something else, or none that can be read.
    """
    if isinstance(word, str) and word.startswith(URLS):
        return StoreDatabase(word)
    if isinstance(word, str) and is_no_file(word):
        scheme = f"{word.partition('://')[0]}://" if "://" in word else "what was given"
        message = f"{scheme} is no store; give {FORM}"
        raise RefusedError(message)
    path = None if word is None else Path(word)
    return path if path is None or path.is_dir() else StoreFile(path)


def _free(path: Path, ending: str) -> Path:
    """Return a name with the time in it that no file has."""
    return next(name for name in _names(path, ending) if not name.exists())


def _names(path: Path, ending: str) -> Iterator[Path]:
    """Go through the names of one moment."""
    moment = time.strftime("%Y%m%d-%H%M%S")
    yield path.with_name(f"{path.name}-{moment}{ending}")
    number = 2
    while True:
        yield path.with_name(f"{path.name}-{moment}-{number}{ending}")
        number += 1
