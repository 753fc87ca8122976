"""The versions of a store in a database: what a new one is made of, and what makes the next version out of each older one.

Rules: everything happens in one transaction that holds an advisory lock, so that of many servers that start at once only one works, and
the others find it done. A migration takes all tables for itself before it copies them into a schema of their own and changes them: so the
copy is of one moment, and servers that are at work wait until it is done. It never waits long for those who hold a table, for everybody
would wait behind it: it lets go, and tries again. The tables stand in the first schema of the connection's search path and all begin with
`steam_`, so that a game's own tables can stand beside them. A step only adds, so that servers of older versions go on beside those of the
new one as long as a rollout takes; the store itself says which may, since they cannot know.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local.store.postgresql.database import RIGHTS, fault
from steam_nodes.steam.local.store.postgresql.postgresql_blocks import BLOCKS, LOCK
from steam_nodes.steam.local.store.store import StoreError

if TYPE_CHECKING:
    from steam_nodes.steam.local.store.postgresql.database import Session

VERSION: Final = 1
OLDEST: Final = 1
"""The oldest version whose servers can go on with a store of this one: who makes a step that they would harm or miss raises it."""
TRIES: Final = 20
"""How often a migration tries to have all tables for itself."""
HELD_SECONDS: Final = 2.0
"""How long it waits for them each time."""
STEPS: Final[dict[int, tuple[str, ...]]] = {}
"""What makes the next version out of each older one."""
NEW: Final = (
    "CREATE TABLE steam_store (version integer NOT NULL, since integer)",
    """
    CREATE TABLE steam_users (
        app bigint, steam_id text COLLATE "C", row text NOT NULL, stamp bigint NOT NULL, PRIMARY KEY (app, steam_id)
    )
    """,
    "CREATE INDEX steam_users_by_stamp ON steam_users (app, stamp)",
    "CREATE TABLE steam_marks (server text PRIMARY KEY, number bigint NOT NULL, at timestamptz NOT NULL DEFAULT now())",
    """
    CREATE TABLE steam_boards (
        handle bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, app bigint NOT NULL, name text COLLATE "C" NOT NULL,
        sort integer NOT NULL, display integer NOT NULL, UNIQUE (app, name)
    )
    """,
    """
    CREATE TABLE steam_entries (
        board bigint, steam_id text COLLATE "C", place bigint NOT NULL, time double precision NOT NULL, score bigint NOT NULL,
        details text NOT NULL, ugc text NOT NULL, PRIMARY KEY (board, steam_id)
    )
    """,
    "CREATE INDEX steam_entries_in_order ON steam_entries (board, place, time, steam_id)",
    *BLOCKS,
    """
    CREATE TABLE steam_counts (
        app bigint, name text COLLATE "C", slot smallint, users bigint NOT NULL, PRIMARY KEY (app, name, slot)
    )
    """,
    """
    CREATE TABLE steam_sums (
        app bigint, name text COLLATE "C", day bigint, slot smallint, whole bigint NOT NULL, fraction double precision,
        PRIMARY KEY (app, name, day, slot)
    )
    """,
    """
    CREATE TABLE steam_cloud_files (
        app bigint, steam_id text COLLATE "C", name text COLLATE "C", time bigint NOT NULL, platforms bigint NOT NULL,
        persisted boolean NOT NULL, stamp bigint NOT NULL, writer text NOT NULL, held boolean NOT NULL, data bytea,
        PRIMARY KEY (app, steam_id, name)
    )
    """,
    # A part of a long file is read without the rest only where it is not packed.
    "ALTER TABLE steam_cloud_files ALTER COLUMN data SET STORAGE EXTERNAL",
    """
    CREATE TABLE steam_cloud_shares (
        handle bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, app bigint NOT NULL, steam_id text NOT NULL,
        name text COLLATE "C" NOT NULL, data bytea NOT NULL
    )
    """,
    "CREATE INDEX steam_cloud_shares_by_file ON steam_cloud_shares (app, steam_id, name)",
    """
    CREATE TABLE steam_room (
        app bigint, owner text COLLATE "C", topic text COLLATE "C", key text COLLATE "C", session text NOT NULL, value bytea,
        stamp bigint NOT NULL, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (app, owner, topic, key)
    )
    """,
    "CREATE INDEX steam_room_by_stamp ON steam_room (stamp)",
)
"""What makes a new store."""
_NAME: Final = "INSERT INTO steam_store VALUES (%s, %s)"
_RENAME: Final = "UPDATE steam_store SET version = %s, since = %s"
_FIRST: Final = ("steam_users", "steam_boards", "steam_entries")
"""What a transaction of a server begins with: who waits for these holds none of the others."""
_HELD: Final = frozenset({"40P01", "55P03"})
"""What an error says where somebody else holds a table."""
_LOCK: Final = "SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))"
_TABLES: Final = r"""
    SELECT quote_ident(table_name) FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name LIKE 'steam\_%' ORDER BY table_name
"""
_MAY_WRITE: Final = "SELECT has_table_privilege('steam_users', 'INSERT') AND has_table_privilege('steam_users', 'UPDATE')"


def prepare(session: Session, name: str, *, read_only: bool) -> None:
    """Make the store if there is none, or bring it up to this version.

    Args:
        session: A connection that is in no transaction.
        name: The database, for what is said of it.
        read_only: Whether the store is only read, and so neither made nor changed.

    Raises:
        StoreError: There is no schema for it, it is too new, somebody holds its tables, or it has to be changed and is to be read only.
    """
    wrong = fault(session, read_only=read_only)
    if wrong:
        message = f"{name}: {wrong}"
        raise StoreError(message)
    if session.execute("SELECT current_schema()").fetchone()[0] is None:
        message = f"{name}: no schema of the search path is there; create it (CREATE SCHEMA), or name another one in the URL"
        raise StoreError(message)
    version = _version(session, name)
    if version is not None and version >= VERSION:
        if not read_only and session.execute(_MAY_WRITE).fetchone() != (True,):
            message = f"{name}: the user may read the store and not write it: {RIGHTS}; or open it with read_only=True"
            raise StoreError(message)
        return
    if read_only:
        state = "there is no store" if version is None else f"the store has the older version {version}"
        message = f"{name}: {state}, and it is only to be read; open it once with a game"
        raise StoreError(message)
    with session.patiently():
        for left in range(TRIES, 0, -1):
            try:
                _prepare(session, name)
                break
            except Exception as error:
                if session.closed or getattr(error, "sqlstate", None) not in _HELD:
                    raise
                if left == 1:
                    message = f"{name}: the store has to be brought up to version {VERSION}, and somebody holds its tables; "
                    message += "end what is under way there (see pg_stat_activity), and open it again"
                    raise StoreError(message) from None
            # Meanwhile those go on who waited behind.
            time.sleep(random.uniform(0.2, 1.0) * HELD_SECONDS)  # noqa: S311 - no secret


def _prepare(session: Session, name: str) -> None:
    """Make the store, or bring it up to this version, in one transaction."""
    session.execute("BEGIN")
    try:
        session.execute(_LOCK, (LOCK,))
        # Asked again under the lock: another server may have done it since.
        version = _version(session, name)
        if version is None:
            for statement in NEW:
                session.execute(statement)
            session.execute(_NAME, (VERSION, _since()))
        elif version < VERSION:
            _take_all(session)
            _back_up(session, version)
            bring_up(session, version)
        session.execute("COMMIT")
    except BaseException:
        if not session.closed:
            session.execute("ROLLBACK")
        raise


def _take_all(session: Session) -> None:
    """Have all tables to itself, but for the one of the version, which those who come meanwhile read."""
    tables = [table for (table,) in session.execute(_TABLES).fetchall() if table not in {"steam_store", *_FIRST}]
    session.execute("SELECT set_config('lock_timeout', %s, true)", (f"{HELD_SECONDS * 1000:.0f}",))
    session.execute(f"LOCK TABLE {', '.join((*_FIRST, *tables))} IN ACCESS EXCLUSIVE MODE")
    session.execute("SELECT set_config('lock_timeout', '0', true)")


def _since() -> int | None:
    """Return the oldest version that may use a store of this one, None if there is none but this."""
    return OLDEST if OLDEST < VERSION else None


def bring_up(session: Session, version: int) -> None:
    """Make this version out of an older one."""
    for step in range(version, VERSION):
        for statement in STEPS[step]:
            session.execute(statement)
    session.execute(_RENAME, (VERSION, _since()))


def _version(session: Session, name: str) -> int | None:
    """Return the version of the store, None where there is none.

    Raises:
        StoreError: It is a newer one, and says that this one cannot use it.
    """
    there = "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'steam_store'"
    if session.execute(there).fetchone() is None:
        return None
    version, since = session.execute("SELECT version, since FROM steam_store").fetchone()
    if version > VERSION and (since is None or since > VERSION):
        message = f"{name}: the store has version {version}, this steam_nodes reads up to {VERSION}; update steam_nodes"
        raise StoreError(message)
    return int(version)


def _back_up(session: Session, version: int) -> None:
    """Copy the tables of an older version into a schema of their own; an earlier copy stays."""
    schema, plain_name = session.execute(
        "SELECT quote_ident(left(current_schema(), 40) || %s), left(current_schema(), 40) || %s",
        (f"_version_{version}_backup", f"_version_{version}_backup"),
    ).fetchone()
    if session.execute("SELECT 1 FROM information_schema.schemata WHERE schema_name = %s", (plain_name,)).fetchone() is not None:
        return
    session.execute(f"CREATE SCHEMA {schema}")
    for (table,) in session.execute(_TABLES).fetchall():
        session.execute(f"CREATE TABLE {schema}.{table} AS TABLE {table}")
