"""Laws of the store in a database alone: what a new version does to an older store, what a look costs, and how a wrong place is named.

Rules: what the stores have in common is told in the laws of every store, which run here too. A version before the first is written by
hand, for none was ever released.
"""

from __future__ import annotations

import time
from contextlib import ExitStack, closing
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pytest

from steam_nodes.cli.world.watcher import Watcher
from steam_nodes.steam.local import LocalSteam, SteppedClock, StoreError
from steam_nodes.steam.local.store.queries import Totals
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support.places import database_url, open_stores, url_of
from tests.support.stats_world import OTHER, PLAYER, SCHEMA
from tests.test_postgresql_faults import close, do, outside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.postgresql


def schema_of(url: str) -> str:
    """Return the schema that a URL of the laws names."""
    return url.rpartition("%3D")[2]


def test_an_older_store_is_copied_and_brought_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables stand beside it as they were, in a schema of their own; what was stored is there, and a second opening changes nothing."""
    from steam_nodes.steam.local.store.postgresql import postgresql_migrations  # noqa: PLC0415 - psycopg may be missing

    url = url_of(tmp_path)
    (store,) = open_stores("postgresql", tmp_path, 1)
    assert do(store, Job("write", PLAYER, {"kills": 7}))[0].result is Result.OK
    close(store)
    monkeypatch.setattr(postgresql_migrations, "VERSION", 2)
    monkeypatch.setattr(postgresql_migrations, "STEPS", {1: ("ALTER TABLE steam_users ADD COLUMN mood text",)})
    for _ in range(2):
        (store,) = open_stores("postgresql", tmp_path, 1)
        assert do(store, Job("read", PLAYER))[0].row == {"kills": 7}
        close(store)
    copy = f"{schema_of(url)}_version_1_backup"
    assert outside(f"SELECT row FROM {copy}.steam_users") == [('{"kills":7}',)]  # noqa: S608 - our own words
    assert outside(f"SELECT version FROM {copy}.steam_store") == [(1,)]  # noqa: S608 - the same
    assert outside(f"SELECT mood, version FROM {schema_of(url)}.steam_users, {schema_of(url)}.steam_store") == [(None, 2)]  # noqa: S608 - the same


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the database; the store is as it was, without half a copy beside it."""
    from steam_nodes.steam.local.store.postgresql import postgresql_migrations  # noqa: PLC0415 - psycopg may be missing

    url = url_of(tmp_path)
    (store,) = open_stores("postgresql", tmp_path, 1)
    close(store)
    with monkeypatch.context() as patch:
        patch.setattr(postgresql_migrations, "VERSION", 2)
        patch.setattr(postgresql_migrations, "STEPS", {1: ("ALTER TABLE steam_users ADD COLUMN mood text", "SELECT 1 / 0")})
        with pytest.raises(StoreError, match=r"postgresql://.*the store cannot be opened \(division by zero"):
            LocalSteam(SCHEMA, url, clock=SteppedClock())
    found = "SELECT count(*) FROM information_schema.schemata WHERE schema_name LIKE %s"
    assert outside(found, f"{schema_of(url)}%") == [(1,)]
    (store,) = open_stores("postgresql", tmp_path, 1)
    assert do(store, Job("read", PLAYER))[0].result is Result.OK
    close(store)


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    """The error says both versions and what helps."""
    url = url_of(tmp_path)
    (store,) = open_stores("postgresql", tmp_path, 1)
    close(store)
    outside(f"UPDATE {schema_of(url)}.steam_store SET version = 99")  # noqa: S608 - our own words
    with pytest.raises(StoreError, match=r"the store has version 99, this steam_nodes reads up to \d+; update steam_nodes"):
        LocalSteam(SCHEMA, url, clock=SteppedClock())


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("postgresql://127.0.0.1:1/game", "the database cannot be reached"),
        ("DATABASE?options=-csearch_path%3Dnowhere", "no schema of the search path is there"),
        ("NOBODY", "the database refuses the connection .*does not exist.*; make the user with createuser"),
        ("ELSEWHERE", "the database refuses the connection .*does not exist.*; make the database with createdb"),
    ],
)
def test_a_place_that_is_none_is_named(url: str, fault: str) -> None:
    """One StoreError names the database and what is wrong."""
    url = url.replace("DATABASE", database_url()).replace("NOBODY", database_url().replace("postgres@", "nobody@"))
    url = url.replace("ELSEWHERE", f"{database_url().rpartition('/')[0]}/elsewhere")
    with pytest.raises(StoreError, match=f"postgresql://.*{fault}"):
        LocalSteam(SCHEMA, url, clock=SteppedClock())


def test_an_option_that_is_none_is_told_by_what_was_meant(tmp_path: Path) -> None:
    """The error names libpq's own word, and nothing of what was given: that may be the end of a password."""
    with pytest.raises(StoreError, match="cannot be read: an option of it is none of libpq's; sslmode is one; give") as caught:
        LocalSteam(SCHEMA, f"{url_of(tmp_path)}&sslmod=require", clock=SteppedClock())
    assert "sslmod=" not in str(caught.value)
    with pytest.raises(StoreError, match="URL cannot be read; give postgresql://"):
        LocalSteam(SCHEMA, "postgresql://game@db/game?password=pass&word=1", clock=SteppedClock())


def test_a_look_asks_the_database_only_when_something_was_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as nobody told of these users, it is answered with the stamp it came with."""
    from steam_nodes.steam.local.store.postgresql import server_news  # noqa: PLC0415 - psycopg may be missing
    from steam_nodes.steam.local.store.postgresql.postgresql_store import PostgreSQLStore  # noqa: PLC0415 - the same

    monkeypatch.setattr(server_news, "LOOK_SECONDS", 3600.0)
    monkeypatch.setattr(server_news, "DEAF_SECONDS", 3600.0)
    here, there = (PostgreSQLStore(url_of(tmp_path), 480) for _ in range(2))
    with ExitStack() as stack:
        stack.callback(close, here, there)
        stamp = -1
        while not here._news._listening or here._news._everything or stamp < 0:
            (completion,) = do(here, Job("look", 0, ids=(PLAYER,), since=stamp))
            stamp = completion.stamp
            assert completion.rows == {}
        asked: list[str] = []
        execute = here._execute

        def counted(sql: str, parameters: tuple[object, ...] = ()) -> object:
            asked.append(sql)
            return execute(sql, parameters)

        monkeypatch.setattr(here, "_execute", counted)
        for _ in range(100):
            assert do(here, Job("look", 0, ids=(PLAYER,), since=stamp))[0].stamp == stamp
        assert asked == []
        do(there, Job("write", PLAYER, {"kills": 1}), Job("write", OTHER, {"kills": 2}))
        found: dict[int, object] = {}
        while not found:
            (completion,) = do(here, Job("look", 0, ids=(PLAYER,), since=stamp))
            found = dict(completion.rows)
        assert (found, len(asked)) == ({PLAYER: {"kills": 1}}, 1)
        # Once more, and nothing is seen twice when nothing is under way.
        assert do(here, Job("look", 0, ids=(PLAYER,), since=completion.stamp))[0].rows == {}


def test_what_is_written_in_a_burst_is_told_in_few_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody hears of every player, though not each player has a word of their own; who hears of too many looks at everything."""
    from steam_nodes.steam.local.store.postgresql import server_news  # noqa: PLC0415 - psycopg may be missing
    from steam_nodes.steam.local.store.postgresql.database import Database, Session  # noqa: PLC0415 - the same

    execute = Session.execute
    words: list[object] = []

    def counted(self: Session, sql: str, parameters: tuple[object, ...] = ()) -> object:
        words.extend(parameters[1:] if "pg_notify" in sql else ())
        return execute(self, sql, parameters)

    monkeypatch.setattr(Session, "execute", counted)
    monkeypatch.setattr(server_news, "LOOK_SECONDS", 3600.0)
    database = Database(url_of(tmp_path))
    here, there = (server_news.News(database, 480, f"laws {number}", lambda: True) for number in range(2))
    with ExitStack() as stack:
        stack.callback(here.end, 10)
        stack.callback(there.end, 10)
        patiently(lambda: here.listening() and there.listening())
        assert there.about(())
        assert not there.about(())
        for player in range(2000):
            here.say([str(player)])
        patiently(lambda: len(there._heard) == 2000)
        assert 0 < len(words) < 200
        assert not there.about((2000,))
        for player in (5, 6):
            here.say([str(player)])
            patiently(partial(there.about, (player,)))
        monkeypatch.setattr(server_news, "MOST_HEARD", 10)
        here.say(map(str, range(11)))
        patiently(lambda: there.about(()))


def patiently(came: Callable[[], object]) -> None:
    """Wait until something came, at most half a minute."""
    deadline = time.monotonic() + 30
    while not came():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_what_goes_together_is_done_together_or_not_at_all(tmp_path: Path) -> None:
    """A statement that fails takes the COMMIT behind it with it, and says why; a count waits for its statement; the connection goes on."""
    from steam_nodes.steam.local.store.postgresql.database import Database  # noqa: PLC0415 - psycopg may be missing

    database = Database(url_of(tmp_path))
    session = database.connect("laws")
    with ExitStack() as stack:
        stack.callback(session.close)
        session.execute("CREATE TABLE things (number integer PRIMARY KEY)")
        with session.together():
            session.execute("BEGIN")
            added = session.execute("INSERT INTO things SELECT generate_series(1, %s)", (3,))
            gone = session.execute("DELETE FROM things WHERE number < %s", (3,))
            assert (gone.rowcount, added.rowcount) == (2, 3)
            session.execute("COMMIT")

        def add(*, fetched: bool) -> None:
            with session.together():
                session.execute("BEGIN")
                session.execute("INSERT INTO things VALUES (4), (3)")
                if fetched:
                    session.execute("SELECT 1").fetchone()
                session.execute("COMMIT")

        for fetched in (False, True):
            with pytest.raises(Exception, match="already exists") as caught:
                add(fetched=fetched)
            assert database.foreseen(caught.value)
            assert not database.lost(caught.value, session)
            session.execute("ROLLBACK")
            assert session.execute("SELECT number FROM things").fetchall() == [(3,)]


def test_who_watches_a_world_sees_what_commits_late(tmp_path: Path) -> None:
    """A transaction that began before another and commits behind it is seen at the next look, though its number is the lower one."""
    import psycopg  # noqa: PLC0415 - only where a database is named

    late, early = PLAYER, PLAYER + 1
    with closing(LocalSteam(SCHEMA, url_of(tmp_path), clock=SteppedClock(), users={late: {"kills": 1}, early: {"kills": 1}})) as steam:
        watcher = Watcher(steam.contents, None)
        with psycopg.connect(url_of(tmp_path)) as slow:
            sql = """UPDATE steam_users SET row = '{"kills": 5}', stamp = pg_current_xact_id()::text::bigint WHERE steam_id = %s"""
            slow.execute(sql, (str(late),))
            steam.contents.overwrite(early, {"kills": 2})
            assert [(change.steam_id, change.after) for change in watcher.look()] == [(early, 2)]
        assert [(change.steam_id, change.after) for change in watcher.look()] == [(late, 5)]
        assert watcher.look() == []


def test_a_query_that_only_reads_writes_nothing(tmp_path: Path) -> None:
    """Also where the sums of old days are due to be joined: that waits for the next write, and the database is not taken for lost."""
    (store,) = open_stores("postgresql", tmp_path, 1)
    add = Job("write", PLAYER, {"kills": 3}, sums=frozenset({"kills"}), day=20_000)
    assert do(store, add)[0].result is Result.OK
    cast("Any", store)._tables._last_day = 0
    (found,) = do(store, Job("query", 0, query=Totals(("kills",), 0, 0)))
    assert (found.result, found.found) == (Result.OK, {"kills": (3, ())})
    close(store)
