"""The database that a fleet of servers would share: whether it is there, whether it can hold a world, and for how many servers it has room.

Rules: this_machine.py's. Nothing is made or changed there, one connection is opened, and no password is told.
What PostgreSQL itself would lose in a crash is told as wrong, for an answer OK promises that the value is kept.
"""

from __future__ import annotations

import time
from contextlib import closing
from statistics import median
from typing import TYPE_CHECKING, Final

from steam_nodes.cli.doctor.this_machine import Answer
from steam_nodes.steam.local.store.store import StoreError
from steam_nodes.steam.local.world.opening import FORM, URLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.steam.local.store.postgresql.database import Session

TOPIC: Final = "database"
FEW: Final = 10
"""How many connections should be free for people and backups."""
_ROUNDS: Final = 21
_SAFE: Final = {
    "synchronous_commit": "a crash loses what was answered OK last",
    "fsync": "a power cut can damage all of it",
    "full_page_writes": "a power cut can damage single pages of it",
}
_PLACE: Final = "SELECT current_schema(), has_schema_privilege(current_schema(), 'CREATE')"
_TLS: Final = "SELECT coalesce((SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl), '')"
_THERE: Final = "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'steam_store'"
_RIGHTS: Final = """
    SELECT string_agg(tablename, ', ' ORDER BY tablename) FROM pg_tables
    WHERE schemaname = current_schema() AND starts_with(tablename, 'steam_') AND NOT (
        SELECT bool_and(has_table_privilege(format('%I.%I', schemaname, tablename), word))
        FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS word
    )
"""
_ROOM: Final = """
    SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid())::int,
        current_setting('max_connections')::int
"""


def fleet_database(url: str) -> Iterator[Answer]:
    """Look at the database behind a URL.

    Args:
        url: The URL, as LocalSteam takes it.
    """
    if not url.startswith(URLS):
        yield Answer(
            TOPIC, "wrong", "what was given is no URL of a database that steam_nodes can use", f"give {FORM.partition(', or ')[2]}"
        )
        return
    try:
        from steam_nodes.steam.local.store.postgresql.database import Database  # noqa: PLC0415  # psycopg is an extra
    except ImportError as missing:
        yield Answer(TOPIC, "wrong", f"psycopg cannot be loaded ({missing})", "pip install 'steam_nodes[fleet]'")
        return
    try:
        place = Database(url)
        session = place.connect("steam_nodes doctor")
    except StoreError as refused:
        says, end, remedy = str(refused).rpartition("); ")
        yield Answer(TOPIC, "wrong", f"{says})" if end else str(refused), remedy if end else "")
        return
    with closing(session):
        try:
            yield from _look(session, place.name)
        except Exception as error:  # whatever the database refuses is an answer
            yield Answer(TOPIC, "wrong", f"{place.name}: it cannot be looked into ({place.explain(error)})")


def _look(session: Session, name: str) -> Iterator[Answer]:
    """Look at what an open connection tells."""
    from steam_nodes.steam.local.store.postgresql.database import fault  # noqa: PLC0415  # psycopg is an extra

    version = f"PostgreSQL {session.version // 10_000}.{session.version % 10_000}"
    (tls,) = session.execute(_TLS).fetchone()
    yield Answer(TOPIC, "ok", f"{name} is {version}, {session.encoding}, {f'over {tls}' if tls else 'without TLS'}, {_round_trip(session)}")
    wrong = fault(session, read_only=False)
    if wrong:
        says, _, remedy = wrong.rpartition("; ")
        yield Answer(TOPIC, "wrong", says, remedy)
    yield from _world(session)
    yield from _settings(session)


def _world(session: Session) -> Iterator[Answer]:
    """Look at the world that is there, or whether one could be made."""
    from steam_nodes.steam.local.store.postgresql.database import RIGHTS  # noqa: PLC0415  # psycopg is an extra

    schema, may_make = session.execute(_PLACE).fetchone()
    there = session.execute(_THERE).fetchone()
    if schema is None:
        yield Answer(TOPIC, "wrong", "no schema of the search path is there", "create it (CREATE SCHEMA), or name another one in the URL")
    elif there is None and may_make:
        yield Answer(TOPIC, "note", f"the schema {schema} has no world yet", "the first server that starts makes it")
    elif there is None:
        yield Answer(TOPIC, "wrong", f"the schema {schema} has no world, and this user may not make one", RIGHTS)
    elif lacking := session.execute(_RIGHTS).fetchone()[0]:
        yield Answer(TOPIC, "wrong", f"a world is in the schema {schema}, and this user may not use all of it: {lacking}", RIGHTS)
    else:
        (version,) = session.execute("SELECT version FROM steam_store").fetchone()
        yield Answer(TOPIC, "ok", f"a world is in the schema {schema}, of version {version}, and this user may use all of it")


def _settings(session: Session) -> Iterator[Answer]:
    """Look at the room that is left, and at what a crash would lose."""
    left, most = session.execute(_ROOM).fetchone()
    says = f"{left} of {most} connections are free, for {max(left - FEW, 0) // 2} servers more"
    remedy = "raise max_connections: each server and each client needs two" if left < FEW else ""
    yield Answer(TOPIC, "note" if remedy else "ok", says, remedy)
    for setting, loses in _SAFE.items():
        (value,) = session.execute("SELECT current_setting(%s)", (setting,)).fetchone()
        if value == "off":
            yield Answer(TOPIC, "wrong", f"{setting} is off: {loses}", f"set {setting} = on")


def _round_trip(session: Session) -> str:
    """Say how long a question takes."""
    took = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        session.execute("SELECT 1").fetchone()
        took.append(time.perf_counter() - began)
    return f"{median(took) * 1000:.1f} ms away"
