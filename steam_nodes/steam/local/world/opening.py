"""How a local world is opened and ended: its store, and what runs at the end.

Rules: sqlite3 is loaded by worlds that have a file, psycopg by those that have a database. Two worlds never
share one store object, since each takes its own completions.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local.store.memory import MemoryStore
from steam_nodes.steam.local.store.store import Store, StoreError
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.steam.local.world.world import World

URLS: Final = ("postgresql://", "postgres://")
"""How the name of a store begins that is a database and no file."""
FORM: Final = "the path of a file, or postgresql://user@host:port/database"
_NO_FILE: Final = re.compile(r"\s*[a-z][a-z0-9+.-]+://|\s*postgres(ql)?:|.*\b(host|hostaddr|dbname|service)\s*=", re.IGNORECASE | re.DOTALL)
"""What somebody means as a database who writes it otherwise; a drive of Windows has one letter."""
FAILED_SECONDS: Final = 5.0
"""How long the store of a world that could not be made is waited for."""


def open_store(store: str | os.PathLike[str] | Store | None, app_id: int, *, group_access: bool = False, read_only: bool = False) -> Store:
    """Return the store to use.

    Raises:
        StoreError: The file cannot be opened.
        TypeError: It is neither a path nor a store.
    """
    if store is None:
        return MemoryStore()
    if isinstance(store, str) and store.startswith(URLS):
        return _open_database(store, app_id, read_only=read_only)
    if isinstance(store, str) and is_no_file(store):
        # Nothing of it is said: it may hold a password.
        message = f"the store is neither a file nor a database that steam_nodes can use; give {FORM}, exactly so"
        raise StoreError(message)
    if isinstance(store, str | os.PathLike):
        from steam_nodes.steam.local.store.sqlite.sqlite_store import SQLiteStore  # noqa: PLC0415 - sqlite3 is loaded by worlds that have a file

        return SQLiteStore(store, app_id, group_access=group_access, read_only=read_only)
    if not isinstance(store, Store):
        kinds = "a path, None or an object derived from steam_nodes.steam.local.Store"
        message = f"the store is {kinds}, not {type(store).__name__} {short(store)}"
        raise TypeError(message)
    return store


def is_no_file(store: str) -> bool:
    """Return whether a text that is no URL of ours is meant as a database all the same, and would else become a file of that name."""
    return _NO_FILE.match(store) is not None


def _open_database(url: str, app_id: int, *, read_only: bool) -> Store:
    """Return the store in a database."""
    try:
        from steam_nodes.steam.local.store.postgresql.postgresql_store import PostgreSQLStore  # noqa: PLC0415 - psycopg is loaded on first use
    except ImportError as error:
        message = f"a store in a PostgreSQL database needs psycopg ({error}); install it with: pip install 'steam_nodes[fleet]'"
        raise StoreError(message) from error
    return PostgreSQLStore(url, app_id, read_only=read_only)


@contextmanager
def closed_on_failure(store: Store) -> Iterator[None]:
    """Close a store if the world that it was opened for cannot be made: nobody would ever close it."""
    try:
        yield
    except BaseException:
        store.close(FAILED_SECONDS)
        raise


def end_world(world: World, process: int) -> None:
    """End a world that was closed, dropped, or is there when the interpreter ends."""
    if os.getpid() != process:
        return  # A forked child has no thread of the store, and the file is its parent's.
    if world.store.inside():
        # The last reference can go anywhere, also while the store's own thread runs, and that one must not wait for itself.
        import threading  # noqa: PLC0415 - loaded already where this happens

        threading.Thread(target=world.end, name="steam_nodes last store").start()
    else:
        world.end()
