"""The places where a law of the store holds: memory, a file, and a PostgreSQL database where one is named.

Rules: a law over STORES runs once on each place and names it. A file of laws with `pytestmark = ON_EVERY_STORE` runs once for each of
HOMES, and every LocalSteam for which such a law names no store has rows of its own in that place. The database is the one whose URL stands
in the variable STEAM_NODES_POSTGRES; without it those laws are left out, as README's command leaves them out, and so are the same laws of
HOMES on a file, for which that command has no time; `.ci/postgres` runs both, with a server of its own. Every law has schemas of its own
there, so that none sees the rows of another, and the same test finds the same rows under the same name again. What a LocalSteam without a
name has used is emptied for a later one: to make a schema takes longer than most laws. psycopg is loaded only where a database is named.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pytest

from steam_nodes.steam.local import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.steam.local import Store

NAMED_IN: Final = "STEAM_NODES_POSTGRES"
"""The variable of the environment that names the database."""
POSTGRESQL: Final = pytest.param("postgresql", marks=pytest.mark.postgresql)
STORES: Final = ["memory", "file", POSTGRESQL]
"""What a fixture takes as its params."""
SHARED: Final = ["file", POSTGRESQL]
"""The places that several processes can share."""
HOMES: Final = ["memory", pytest.param("file", marks=pytest.mark.sqlite), POSTGRESQL]
"""Where the LocalSteams of a law have their rows for which it names no store."""
ON_EVERY_STORE: Final = pytest.mark.usefixtures("home")
"""What marks a file of laws as one that holds in each home; see the fixture in conftest.py."""


def database_url() -> str:
    """Return the URL of the server of the laws."""
    return os.environ[NAMED_IN]


def url_of(tmp_path: Path) -> str:
    """Return the URL of a schema for one test alone, which is made if it is not there."""
    import psycopg  # noqa: PLC0415 - only where a database is named

    schema = "law_" + hashlib.sha256(str(tmp_path).encode()).hexdigest()[:16]
    with psycopg.connect(database_url(), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}".encode())
    return f"{database_url()}?options=-csearch_path%3D{schema}"


def place(kind: str, tmp_path: Path) -> Path | str | None:
    """Return what LocalSteam takes as its store."""
    if kind == "memory":
        return None
    return url_of(tmp_path) if kind == "postgresql" else tmp_path / "steam.db"


def stores(kind: str, tmp_path: Path, count: int) -> list[Any]:
    """Return what so many LocalSteams over the same rows take as their stores."""
    if kind == "memory":
        first = MemoryStore()
        return [first, *(MemoryStore(first) for _ in range(count - 1))]
    return [place(kind, tmp_path)] * count


def open_stores(kind: str, tmp_path: Path, count: int) -> list[Store]:
    """Return so many open stores over the same rows."""
    from steam_nodes.steam.local.world.opening import open_store  # noqa: PLC0415 - loaded by laws about stores alone

    return [open_store(store, 480) for store in stores(kind, tmp_path, count)]


@contextmanager
def at_home(kind: str, tmp_path: Path) -> Iterator[None]:
    """Have every LocalSteam for which no store is named keep its rows in one kind of place, each its own."""
    if kind == "memory":
        yield
        return
    from steam_nodes.steam.local.server import local_steam  # noqa: PLC0415 - loaded by laws about worlds alone
    from steam_nodes.steam.local.world.opening import open_store  # noqa: PLC0415 - the same

    used: list[str] = []

    def open_at_home(store: Any, app_id: int, **options: bool) -> Store:
        if store is None:
            store = _empty_schema() if kind == "postgresql" else str(tmp_path / f"home{len(used)}.db")
            used.append(store)
        return open_store(store, app_id, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_steam, "open_store", open_at_home)
        yield
    if kind == "postgresql":
        _used_schemas.extend(used)


_used_schemas: Final[list[str]] = []
_TABLES: Final = "SELECT tablename FROM pg_tables WHERE schemaname = %s AND tablename <> 'steam_store'"


def _empty_schema() -> str:
    """Return the URL of a schema without rows: one that an earlier law has used and that is emptied, else a new one."""
    import psycopg  # noqa: PLC0415 - only where a database is named

    with psycopg.connect(database_url(), autocommit=True) as connection:
        if not _used_schemas:
            schema = f"home_{uuid.uuid4().hex[:16]}"
            connection.execute(f"CREATE SCHEMA {schema}".encode())
            return f"{database_url()}?options=-csearch_path%3D{schema}"
        url = _used_schemas.pop()
        schema = url.rpartition("%3D")[2]
        tables = connection.execute(_TABLES, (schema,)).fetchall()
        connection.execute(f"TRUNCATE {', '.join(f'{schema}.{name}' for (name,) in tables)} RESTART IDENTITY".encode())
        return url
