"""Laws of a database that fails: no connection is NO_CONNECTION, it comes back by itself, and nothing is answered twice or lost.

Rules: connections are cut by the database itself, as a restart or a firewall does, at the moment that a law is about. No law depends on how
quick anything is: it waits for what must come, at most half a minute.
"""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.local import LocalSteam, RealClock, SteppedClock, StoreError
from steam_nodes.steam.local.store.queries import EVERYBODY, Totals, Unlocks
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support.places import database_url, open_stores, url_of
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, load
from tests.support.stepping import answers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.steam.local.store.postgresql.postgresql_store import PostgreSQLStore
    from steam_nodes.steam.local.store.store import Completion, Store

pytestmark = pytest.mark.postgresql
PATIENCE = 30.0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PostgreSQLStore]:
    """Give a store of its own."""
    from steam_nodes.steam.local.store.postgresql.postgresql_store import PostgreSQLStore  # noqa: PLC0415 - psycopg may be missing

    opened = PostgreSQLStore(url_of(tmp_path), 480)
    yield opened
    assert opened.close(10)


def do(store: Store, *jobs: Job) -> list[Completion]:
    """Do jobs and return their completions."""
    for job in jobs:
        store.submit(job)
    assert store.wait(PATIENCE)
    finished = list(store.done)
    store.done.clear()
    return finished


def outside(sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Run a statement from outside, and return what it gives."""
    import psycopg  # noqa: PLC0415 - only where a database is named

    with psycopg.connect(database_url(), autocommit=True) as connection:
        found = connection.execute(sql.encode(), parameters or None)
        return found.fetchall() if found.description else []


def cut(store: PostgreSQLStore) -> None:
    """Have the database end the connections of a store, and wait until they are gone."""
    name = f"steam_nodes%{store._server}"
    outside("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name LIKE %s", name)


def test_a_connection_that_was_cut_comes_back_unseen(store: PostgreSQLStore) -> None:
    """What certainly did not happen is done on the next connection, and answered once."""
    assert do(store, Job("write", PLAYER, {"kills": 1}))[0].result is Result.OK
    for kills in range(2, 5):
        cut(store)
        (completion,) = do(store, Job("write", PLAYER, {"kills": kills}, {"kills": kills - 1}))
        assert (completion.result, completion.row) == (Result.OK, {"kills": kills})
    cut(store)
    assert do(store, Job("read", PLAYER))[0].row == {"kills": 4}


@pytest.mark.parametrize("happened", [True, False])
def test_a_connection_that_breaks_in_a_commit_is_asked_about(
    store: PostgreSQLStore, monkeypatch: pytest.MonkeyPatch, *, happened: bool
) -> None:
    """Whether the commit happened is found out on the next connection: the write is done once either way, and answered OK once."""
    assert do(store, Job("write", PLAYER, {"kills": 1}))[0].result is Result.OK
    execute = type(store)._execute
    broken: list[str] = []

    def breaking(self: PostgreSQLStore, sql: str, parameters: tuple[object, ...] = ()) -> Any:
        if sql == "COMMIT" and not broken:
            broken.append(sql)
            if happened:
                execute(self, sql)
                execute(self, "SELECT 1").fetchone()  # It is only sent until somebody waits.
            cut(self)
            return execute(self, "SELECT 1").fetchone()
        return execute(self, sql, parameters)

    monkeypatch.setattr(type(store), "_execute", breaking)
    store._tables._execute = store._execute
    (completion,) = do(store, Job("write", PLAYER, {"kills": 2}, {"kills": 1}, sums=frozenset({"kills"})))
    assert (completion.result, completion.row) == (Result.OK, {"kills": 2})
    assert broken
    (totals,) = do(store, Job("query", 0, query=Totals(("kills",), 0, 0)))
    assert totals.found == {"kills": (1, ())}


def test_while_nothing_can_be_reached_everything_is_answered_no_connection(store: PostgreSQLStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads, writes, looks and queries get NO_CONNECTION once each; the next one after the connection is back is done."""
    from steam_nodes.steam.local.store.postgresql import postgresql_store  # noqa: PLC0415 - psycopg may be missing

    monkeypatch.setattr(postgresql_store, "AGAIN_SECONDS", 0.0)
    options = store._database._options
    options["host"], kept = "127.0.0.1", dict(options)
    options["port"] = "1"
    cut(store)
    jobs = [Job("write", PLAYER, {"kills": 1}), Job("read", OTHER), Job("query", 0, query=Unlocks((EVERYBODY,)))]
    assert [completion.result for completion in do(store, *jobs)] == [Result.NO_CONNECTION] * 3
    store._database._options = {name: value for name, value in kept.items() if name != "host"}
    (completion,) = do(store, Job("write", PLAYER, {"kills": 1}))
    assert (completion.result, completion.row) == (Result.OK, {"kills": 1})


def test_two_servers_that_make_the_same_player_at_once_lose_nothing(tmp_path: Path) -> None:
    """Of two first writes the second finds the first: what it started from is stale, and the player counts once."""
    first, second = open_stores("postgresql", tmp_path, 2)
    with ExitStack() as stack:
        stack.callback(close, first, second)
        for player in range(PLAYER, PLAYER + 40):
            for store in (first, second):
                store.submit(Job("write", player, {"kills": 1}))
        assert first.wait(PATIENCE)
        assert second.wait(PATIENCE)
        done = [completion.result for store in (first, second) for completion in store.done]
        assert sorted(done) == [Result.OK] * 40 + [Result.INVALID_PARAM] * 40
        first.done.clear()
        (counted,) = do(first, Job("query", 0, query=Unlocks(("kills",))))
        assert counted.found == {"kills": 100.0}


def close(*stores: Store) -> None:
    """Close stores, also where one of them does not end in time."""
    ended = [store.close(10) for store in stores]
    assert all(ended)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:s3cret%zz@127.0.0.1:1/x",
        "postgresql://me:s3cret%2Fword@127.0.0.1:1/x",
        "postgresql://127.0.0.1:1/x?password=s3cret",
        "postgresql://me:s3cret/word@127.0.0.1:1/x",
        "postgresql://me:1/s3cret@127.0.0.1:1/x",
        "postgresql://me:word@s3cret@127.0.0.1:1/x",
        "postgresql://me:s3cret?word@127.0.0.1:1/x",
        "postgresql://me:s3cret:word/@127.0.0.1:1/x",
        "postgresql://me:s3cret%20%20word@127.0.0.1:1/x",
        "postgresql://me:s3cret\udcff@127.0.0.1:1/x",
        "postgresql://me:s3cret%00@127.0.0.1:1/x",
    ],
)
def test_a_password_stands_in_no_error(url: str) -> None:
    """Also not where the URL cannot be read, nor in what an error came from."""
    with pytest.raises(StoreError) as caught:
        LocalSteam(SCHEMA, url)
    error: BaseException | None = caught.value
    while error is not None:
        assert "s3cret" not in f"{error!r} {error}"
        assert error.__suppress_context__ or error.__context__ is None or error.__cause__ is not None
        error = error.__cause__


def test_what_another_server_stores_is_told(tmp_path: Path) -> None:
    """On a clock that does not wait a player on this server is shown it by the word of the other, long before a look is due."""
    url = url_of(tmp_path)
    from steam_nodes.steam.local.store.postgresql import server_news  # noqa: PLC0415 - psycopg may be missing
    from steam_nodes.steam.local.store.postgresql.postgresql_store import PostgreSQLStore  # noqa: PLC0415 - the same

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server_news, "LOOK_SECONDS", 3600.0)
        store = PostgreSQLStore(url, SCHEMA.app_id)
        news = store._news
        with closing(LocalSteam(SCHEMA, store, clock=RealClock())) as here, closing(LocalSteam(SCHEMA, url, clock=SteppedClock())) as there:
            here.join(PLAYER)
            here.request_user_stats(PLAYER)
            load(there)
            wait_for(here, lambda: here.get_user_stat_int(PLAYER, "kills") == 0 and news._listening)
            for kills in (5, 6):
                wait_for(here, lambda: not news._everything)
                assert there.set_user_stat_int(PLAYER, "kills", kills)
                there.store_user_stats(PLAYER)
                answers(there, 1)
                wait_for(here, lambda kills=kills: here.get_user_stat_int(PLAYER, "kills") == kills)


def wait_for(steam: LocalSteam, came: Any) -> None:
    """Run frames until something came."""
    deadline = time.monotonic() + PATIENCE
    while not came():
        assert time.monotonic() < deadline
        steam.advance(1 / 60)
        steam.poll()
        time.sleep(0.001)


def test_many_servers_that_open_at_once_make_one_store(tmp_path: Path) -> None:
    """The store is made by one of them, and all of them use it."""
    url = url_of(tmp_path)
    found: list[Store] = []
    refused: list[StoreError] = []

    def open_it() -> None:
        try:
            found.extend(open_stores("postgresql", tmp_path, 1))
        except StoreError as error:
            refused.append(error)

    assert url
    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    close(*found)
    assert (len(found), refused) == (8, [])
