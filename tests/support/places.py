"""The places where a law of the store holds: memory, a file, and a PostgreSQL database where one is named.

Rules: a law over STORES runs once on each place. The database is the one whose URL stands in the variable STEAM_NODES_POSTGRES; without
it those laws are left out, as README's command leaves them out, and `.ci/postgres` runs them with a server of its own. Every test has a
schema of its own there, so that no law sees the rows of another, and the same test finds the same rows under the same name again. psycopg
is loaded only where a database is named.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any, Final

import pytest

from steam_nodes.steam.local import MemoryStore

if TYPE_CHECKING:
    from pathlib import Path

    from steam_nodes.steam.local import Store

NAMED_IN: Final = "STEAM_NODES_POSTGRES"
"""The variable of the environment that names the database."""
POSTGRESQL: Final = pytest.param("postgresql", marks=pytest.mark.postgresql)
STORES: Final = ["memory", "file", POSTGRESQL]
"""What a fixture takes as its params."""
SHARED: Final = ["file", POSTGRESQL]
"""The places that several processes can share."""


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
