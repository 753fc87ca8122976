"""The versions of a store's file: what a new one is made of, and what makes the next version out of each older one.

Rules: it is given a connection and never opens, begins or commits anything: sqlite_store.py alone does. A version that was once released is
read for ever; a step only adds to what is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local.store.sqlite.sqlite_blocks import ANEW, BLOCKS
from steam_nodes.steam.local.store.sqlite.sqlite_file import with_log
from steam_nodes.steam.local.store.sqlite.sqlite_tables import CLOUD, ROOM, STEP, TABLES
from steam_nodes.steam.local.store.store import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from steam_nodes.steam.local.store.sqlite.sqlite_tables import Connection

VERSION: Final = 6
APPLICATION: Final = 0x53544E44
_TABLE: Final = """
    CREATE TABLE users (app INTEGER, steam_id TEXT, row TEXT NOT NULL, stamp INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (app, steam_id))
    WITHOUT ROWID
"""
_INDEX: Final = "CREATE INDEX users_by_stamp ON users (stamp)"
_STEPS: Final = {
    1: ("ALTER TABLE users ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0", _INDEX),
    2: STEP,
    3: (*ROOM, *CLOUD),
    4: ANEW,
    5: ANEW,
}
"""What makes the next version out of each older one."""
NEW: Final = (_TABLE, _INDEX, *TABLES, *ROOM, *CLOUD, *BLOCKS, f"PRAGMA application_id = {APPLICATION}", f"PRAGMA user_version = {VERSION}")
"""What makes a new store out of an empty file."""


def bring_up(connection: Connection, version: int) -> None:
    """Make this version out of an older one."""
    for step in range(version, VERSION):
        for statement in _STEPS[step]:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def version_of(connection: Connection, path: Path) -> int:
    """Return the version of a store.

    Args:
        connection: A connection to the file.
        path: The file, for what is said of it.

    Raises:
        StoreError: The file is something else, or newer.
    """
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application != APPLICATION:
        message = f"{path}: this is the database of another program; give another file name"
        raise StoreError(message)
    if version > VERSION:
        message = f"{path}: the store has version {version}, this steam_nodes reads up to {VERSION}; update steam_nodes"
        raise StoreError(message)
    if version not in _STEPS and version != VERSION:
        message = f"{path}: the store has version {version}, which no steam_nodes has written; "
        message += f"move it away, {with_log(path)}, and put a copy in its place"
        raise StoreError(message)
    return version


def require_present(version: int, path: Path) -> None:
    """Refuse a store of an older version: to read it, it would have to be changed.

    Args:
        version: The version.
        path: The file, for what is said of it.

    Raises:
        StoreError: It is an older one.
    """
    if version < VERSION:
        message = f"{path}: the store has the older version {version}, and is only to be read; open it once with a game, or to be written, "
        message += "which brings it up to date and keeps a copy"
        raise StoreError(message)
