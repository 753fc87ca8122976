"""The places where a law of the store holds: memory, a file, and a PostgreSQL database where one is named.

Rules: a law over STORES runs once on each place and names it. A file of laws with `pytestmark = ON_EVERY_STORE` runs once for each of
HOMES, and every LocalSteam for which such a law names no store has rows of its own in that place. The database is the one whose URL stands
in the variable STEAM_NODES_POSTGRES; without it those laws are left out, as README's command leaves them out; `.ci/postgres` runs them,
with a server of its own. The laws of HOMES on a file are run by README's command where they are about the world, the seam or the boards
(ON_A_FILE_TOO), and with `--long` elsewhere. Every law has schemas of its own
there, so that none sees the rows of another, and the same test finds the same rows under the same name again. What a LocalSteam without a
name has used is emptied for a later one: to make a schema takes longer than most laws. psycopg is loaded only where a database is named.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import uuid
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Final

import pytest

from steam_nodes.steam.local import MemoryStore
from steam_nodes.steam.local.store.queries import ListUsers
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from steam_nodes.steam.local import Store
    from steam_nodes.steam.local.rules.values import Row
    from steam_nodes.steam.local.store.queries import Query

NAMED_IN: Final = "STEAM_NODES_POSTGRES"
"""The variable of the environment that names the database."""
ON_A_DATABASE: Final = pytest.mark.postgresql
POSTGRESQL: Final = pytest.param("postgresql", marks=ON_A_DATABASE)
STORES: Final = ["memory", "file", POSTGRESQL]
"""What a fixture takes as its params."""
SHARED: Final = ["file", POSTGRESQL]
"""The places that several processes can share."""
SHARE: Final = 20
"""One of so many ways that a law of chance goes in memory it goes on a file or a database."""
_LIBRARY: Final = re.compile(r"(native, )?(?!shim, result$)(shim|abi)\b")
_MARKED: Final = re.compile(r"\b(ON_EVERY_STORE|ON_A_DATABASE|POSTGRESQL|STORES|SHARED|HOMES|kept: Path|mark\.postgresql)\b")
HOMES: Final = ["memory", pytest.param("file", marks=pytest.mark.sqlite), POSTGRESQL]
"""Where the LocalSteams of a law have their rows for which it names no store."""
ROWS: Final = 4
"""How many rows of a table of arguments or states go to a database."""
_TABLE_FILES: Final = ("test_group_", "test_server_", "test_stat_rules", "test_why_answers")
ON_A_FILE_TOO: Final = {
    *("test_attach", "test_backend_laws", "test_board_searches", "test_client_boards", "test_faults", "test_local_steam", "test_two_sides"),
}
"""The files of laws that README's command runs in memory and on a file, and not only in memory."""
ON_EVERY_STORE: Final = pytest.mark.usefixtures("home")
"""What marks a file of laws as one that holds in each home; see the fixture in conftest.py."""


def table_of(item: pytest.Item) -> str:
    """Return the name of a law whose rows are about arguments and states before the store, here on a database; "" for any other law.

    Every row is run in memory. Here ROWS of them stand for all, but for the long form.
    """
    if not item.get_closest_marker("postgresql") or not item.path.stem.startswith(_TABLE_FILES):
        return ""
    return item.nodeid.partition("[")[0]


def is_one_way_of_many(item: pytest.Item) -> bool:
    """Whether a law goes a way here, to a file or a database, that differs only in how Valve's library, before the world, is reached.

    Each of these goes in memory too. Here the first that posts as Valve does stands for all, but for the long form.
    """
    parameters: dict[str, object] = getattr(getattr(item, "callspec", None), "params", {})
    if parameters.get("home", "memory") == "memory":
        return False
    return any(isinstance(value, str) and _LIBRARY.match(value) for value in parameters.values())


def goes_to_a_database(file: Path) -> bool:
    """Whether a file of laws can have one on a database."""
    return _MARKED.search(file.read_text(encoding="utf-8")) is not None


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
    return None if kind == "memory" else shared_place(kind, tmp_path)


def shared_place(kind: str, tmp_path: Path) -> Path | str:
    """Return what LocalSteams of several processes take as their store."""
    return url_of(tmp_path) if kind == "postgresql" else tmp_path / "steam.db"


def stored(place: Path | str) -> dict[str, Any]:
    """Return the rows of users by their ids, as another program reads them in a place."""
    if isinstance(place, str):
        import psycopg  # noqa: PLC0415 - only where a database is named

        with psycopg.connect(place) as session:
            return {key: json.loads(row) for key, row in session.execute("SELECT steam_id, row FROM steam_users").fetchall()}
    with closing(sqlite3.connect(place)) as connection:
        return {key: json.loads(row) for key, row in connection.execute("SELECT steam_id, row FROM users")}


def spoil(place: Path | str, steam_id: int, row: bytes, *, blob: bool = False) -> None:
    """Put a row of app 480 into a place as another program does, whatever it holds; the next look sees it as changed."""
    if isinstance(place, str):
        import psycopg  # noqa: PLC0415 - only where a database is named

        with psycopg.connect(place) as session:
            session.execute(_SPOIL, (str(steam_id), row.decode()))
        return
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        kind = "BLOB" if blob else "TEXT"
        connection.execute(f"INSERT OR REPLACE INTO users VALUES (480, ?, CAST(? AS {kind}), 50)", (str(steam_id), row))  # noqa: S608 - our own words


def row_bytes(place: Path | str, steam_id: int) -> bytes:
    """Return the bytes of a user's row as they stand in a place."""
    if isinstance(place, str):
        import psycopg  # noqa: PLC0415 - only where a database is named

        with psycopg.connect(place) as session:
            (text,) = session.execute("SELECT row FROM steam_users WHERE steam_id = %s", (str(steam_id),)).fetchall()[0]
            return bytes(str(text).encode())
    with closing(sqlite3.connect(place)) as connection:
        found: bytes = connection.execute("SELECT CAST(row AS BLOB) FROM users WHERE steam_id = ?", (str(steam_id),)).fetchone()[0]
        return found


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
def at_home(kind: str, folders: pytest.TempPathFactory) -> Iterator[None]:
    """Have every LocalSteam for which no store is named, and each Rows, keep what is stored in one kind of place, each its own.

    Args:
        kind: One of HOMES.
        folders: Makes a folder for the files, which is no folder of the law.
    """
    if kind == "memory":
        yield
        return
    from steam_nodes.steam.local.server import local_steam  # noqa: PLC0415 - loaded by laws about worlds alone
    from steam_nodes.steam.local.world.opening import open_store  # noqa: PLC0415 - the same

    used: list[str] = []
    folder = folders.mktemp("home") if kind == "file" else None

    def new_place() -> str:
        used.append(str(folder / f"home{len(used)}.db") if folder else _empty_schema())
        return used[-1]

    def open_at_home(store: Any, app_id: int, **options: bool) -> Store:
        return open_store(new_place() if store is None else store, app_id, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_steam, "open_store", open_at_home)
        _new_place.append(new_place)
        yield
    _new_place.pop()
    if kind == "postgresql":
        _used_schemas.extend(url.rpartition("%3D")[2].partition("%2C")[0] for url in used)


class Rows:
    """New rows where a law is at home, for several LocalSteams that share them.

    Args:
        app_id: The app.
        prompt: Whether each job is done when it was handed over, as in memory: of two servers the one that asked first comes first, which a
            law needs that knows beforehand what each is answered.
    """

    def __init__(self, app_id: int = 480, *, prompt: bool = False) -> None:
        """Begin empty."""
        self._place: Any = _new_place[-1]() if _new_place else MemoryStore()
        self._app = app_id
        self._prompt = prompt

    @staticmethod
    def in_memory() -> bool:
        """Return whether that is where the law is at home."""
        return not _new_place

    def store(self) -> Any:
        """Return what one more LocalSteam over these rows takes as its store."""
        if isinstance(self._place, MemoryStore):
            return MemoryStore(self._place)
        return _prompt(self._open()) if self._prompt else self._place

    def _open(self) -> Store:
        from steam_nodes.steam.local.world.opening import open_store  # noqa: PLC0415 - loaded by laws about stores alone

        return open_store(self._place, self._app)

    def ask(self, query: Query) -> Any:
        """Return the answer to a question about what is stored now."""
        store = self.store() if self.in_memory() else self._open()
        store.submit(Job("query", 0, query=query))
        assert store.wait(20)
        (completion,) = store.done
        assert (completion.result, completion.fault) == (Result.OK, "")
        assert store.close(20)
        return completion.found

    def read(self) -> dict[int, Row]:
        """Return every row as it is stored now."""
        return {row.steam_id: row.row for row in self.ask(ListUsers("", 1000))}


def _prompt(store: Store) -> Store:
    """Return a store that has done each job when it was handed over, and so have those beside it."""
    submit, beside = store.submit, store.beside

    def submit_and_wait(job: Job) -> None:
        submit(job)
        assert store.wait(20)

    store.submit = submit_and_wait  # type: ignore[method-assign]  # of this one object
    store.beside = lambda: _prompt(beside())  # type: ignore[method-assign]  # the same
    return store


def share(ways: int) -> int:
    """Return how many ways a law of chance goes where it is at home: a part of them where one takes many times longer than in memory."""
    return ways if Rows.in_memory() else max(ways // SHARE, 2)


_new_place: Final[list[Callable[[], str]]] = []
"""What gives a new place, of the homes of laws that are not memory; the innermost is the last."""
_used_schemas: Final[list[str]] = []
_SPOIL: Final = """
    INSERT INTO steam_users VALUES (480, %s, %s, pg_current_xact_id()::text::bigint)
    ON CONFLICT (app, steam_id) DO UPDATE SET row = excluded.row, stamp = excluded.stamp
"""
# TRUNCATE makes each table and index anew, which takes five times as long. What the entries' triggers write goes behind them.
_EMPTY: Final = """
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'steam_store'
            ORDER BY tablename IN ('steam_blocks', 'steam_steps')
        LOOP
            EXECUTE 'DELETE FROM ' || name;
        END LOOP;
        PERFORM setval(sequencename::text, start_value, false) FROM pg_sequences WHERE schemaname = current_schema();
    END $$
"""


def _empty_schema() -> str:
    """Return the URL of a schema without rows: one that an earlier law has used and that is emptied, else a new one.

    The URL is one that no law has met, by a second schema of its search path that is not there: to this process a URL is one world, with
    all that programs have made of it.
    """
    import psycopg  # noqa: PLC0415 - only where a database is named

    name = uuid.uuid4().hex[:16]
    schema = _used_schemas.pop() if _used_schemas else f"home_{name}"
    url = f"{database_url()}?options=-csearch_path%3D{schema}%2Cin_{name}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode() if schema.endswith(name) else _EMPTY.encode())
    return url
