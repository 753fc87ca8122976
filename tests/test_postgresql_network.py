"""Laws of a store whose network fails: a proxy before the database loses answers, cuts at every byte, and leaves connections behind.

Rules: what a law wants to have cut is seen to be under way before it is. No law depends on how quick anything is: it waits for what must
come, at most half a minute.
"""

from __future__ import annotations

import random
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, cast

import pytest

from steam_nodes.steam.local.store.queries import Totals
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support.places import open_stores, url_of
from tests.support.proxy import Proxy
from tests.support.stats_world import OTHER, PLAYER
from tests.test_postgresql_faults import PATIENCE, close, do, outside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from steam_nodes.steam.local.store.postgresql.postgresql_store import PostgreSQLStore

pytestmark = pytest.mark.postgresql
SUMMED = frozenset({"kills"})


@contextmanager
def through(tmp_path: Path, *options: str) -> Iterator[tuple[PostgreSQLStore, Proxy]]:
    """Give a store that reaches its database through a proxy, and the proxy."""
    from steam_nodes.steam.local.store.postgresql.postgresql_store import PostgreSQLStore  # noqa: PLC0415 - psycopg may be missing

    url = "%20-c".join([url_of(tmp_path), *options])
    with ExitStack() as stack:
        proxy = stack.enter_context(Proxy(url))
        store = PostgreSQLStore(proxy.url, 480)
        stack.callback(close, store)
        yield store, proxy


def add(number: int) -> Job:
    """Return the job that stores a number where the one before it stands."""
    return Job("write", PLAYER, {"kills": number}, {"kills": number - 1} if number > 1 else {}, sums=SUMMED)


def kills(store: PostgreSQLStore) -> object:
    """Return what was added to the total."""
    (totals,) = do(store, Job("query", 0, query=Totals(("kills",), 0, 0)))
    return totals.found


@pytest.mark.parametrize("before", [0, 1, 8])
def test_a_commit_whose_answer_is_lost_is_answered_once(tmp_path: Path, before: int) -> None:
    """It is not done again: not the first of a server, nor a later one, nor one whose statements the database knows already."""
    with through(tmp_path) as (store, proxy):
        for number in range(1, before + 1):
            assert do(store, add(number))[0].result is Result.OK
        proxy.do("lose COMMIT")
        (completion,) = do(store, add(before + 1))
        assert (completion.result, completion.row) == (Result.OK, {"kills": before + 1})
        assert proxy.cuts == 1
        assert kills(store) == {"kills": (before + 1, ())}


def test_others_hear_of_a_commit_whose_answer_was_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told like any other as soon as it is known to have happened, and nobody has to find it by looking."""
    from steam_nodes.steam.local.store.postgresql import server_news  # noqa: PLC0415 - psycopg may be missing

    monkeypatch.setattr(server_news, "LOOK_SECONDS", 3600.0)
    with through(tmp_path) as (store, proxy):
        (other,) = open_stores("postgresql", tmp_path, 1)
        news = cast("Any", other)._news
        deadline = time.monotonic() + PATIENCE

        def until(holds: Callable[[], bool]) -> None:
            while not holds():
                assert time.monotonic() < deadline
                time.sleep(0.01)

        until(lambda: news.listening() and cast("Any", store)._news.listening())
        until(lambda: not news.about((PLAYER,)))
        assert do(store, add(1))[0].result is Result.OK
        until(lambda: bool(news.about((PLAYER,))))
        proxy.do("lose COMMIT")
        assert do(store, add(2))[0].result is Result.OK
        until(lambda: bool(news.about((PLAYER,))))
        close(cast("Any", other))


def test_what_a_lost_connection_holds_is_let_go(tmp_path: Path) -> None:
    """The database does not know that the connection is gone, and its transaction has the user's row: the store ends it, and goes on."""
    schema = url_of(tmp_path).rpartition("%3D")[2]
    with through(tmp_path) as (store, proxy):
        assert do(store, add(1))[0].result is Result.OK
        store.slow = 1.0
        store.submit(add(2))
        while outside(f"SELECT steam_id FROM {schema}.steam_users FOR UPDATE SKIP LOCKED"):  # noqa: S608 - our own words
            assert not store.done
        proxy.do("leave")
        store.slow = 0.0
        (completion,) = do(store)
        assert (completion.result, completion.row) == (Result.OK, {"kills": 2})
        assert kills(store) == {"kills": (2, ())}


def test_the_database_asks_after_a_silent_connection(tmp_path: Path) -> None:
    """A machine that is gone ends no connection: what it holds is let go when it does not answer for some five seconds."""
    with through(tmp_path) as (store, _):
        asked = "SELECT current_setting('tcp_keepalives_' || what) FROM unnest(ARRAY['idle', 'interval', 'count']) AS what"
        idle, interval, count = (int(value) for (value,) in store._execute(asked).fetchall())
        assert 0 < idle + interval * count <= 7


def test_a_program_that_is_stopped_in_a_store_keeps_nobody_waiting_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database lets go what it holds, and when it goes on it is answered once, as of what is stored by then."""
    from steam_nodes.steam.local.store.postgresql import postgresql_store  # noqa: PLC0415 - psycopg may be missing

    with monkeypatch.context() as patch:
        patch.setattr(postgresql_store, "HELD_SECONDS", 0.2)
        stopped = postgresql_store.PostgreSQLStore(url_of(tmp_path), 480)
    other = postgresql_store.PostgreSQLStore(url_of(tmp_path), 480)
    assert do(other, add(1))[0].result is Result.OK
    stopped.slow = 1.0
    stopped.submit(add(2))
    assert not stopped.wait(0.1)
    assert do(other, add(2))[0].result is Result.OK
    assert not stopped.done
    assert [(completion.result, completion.row) for completion in do(stopped)] == [(Result.INVALID_PARAM, {"kills": 2})]
    assert kills(other) == {"kills": (2, ())}
    close(stopped, other)


def test_a_row_that_somebody_holds_is_busy_for_its_own_player_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who typed BEGIN and an UPDATE in psql and went to lunch: that player's store is BUSY, all others' are OK, and nothing is lost."""
    import psycopg  # noqa: PLC0415 - only where a database is named

    from steam_nodes.steam.local.store.postgresql import postgresql_store  # noqa: PLC0415 - psycopg may be missing

    monkeypatch.setattr(postgresql_store, "LOCK_SECONDS", 0.5)
    with through(tmp_path) as (store, _):
        others = [Job("write", OTHER + number, {"kills": 1}) for number in range(3)]
        assert {each.result for each in do(store, add(1), *others)} == {Result.OK}
        with psycopg.connect(url_of(tmp_path)) as lunch:
            lunch.execute("UPDATE steam_users SET stamp = stamp WHERE steam_id = %s", (str(PLAYER),))
            jobs = [add(2), *(Job("write", OTHER + number, {"kills": 2}, {"kills": 1}) for number in range(3))]
            found = {each.job.steam_id: each for each in do(store, *jobs)}
            assert found.pop(PLAYER).result is Result.BUSY
            assert {each.result for each in found.values()} == {Result.OK}
        assert do(store, add(2))[0].result is Result.OK
        assert store._execute("SHOW lock_timeout").fetchall() == [("500ms",)]


def test_a_connection_that_is_lost_while_somebody_holds_a_row_loses_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in the moment between the batch that waited in vain and its jobs one by one: each is answered, once."""
    import psycopg  # noqa: PLC0415 - only where a database is named

    from steam_nodes.steam.local.store.postgresql import postgresql_store  # noqa: PLC0415 - psycopg may be missing

    monkeypatch.setattr(postgresql_store, "LOCK_SECONDS", 0.3)
    with through(tmp_path) as (store, proxy):
        assert {each.result for each in do(store, add(1), Job("write", OTHER, {"kills": 1}))} == {Result.OK}
        usual = store._database.held

        def cuts(error: BaseException) -> bool:
            proxy.do("cut")
            return usual(error)

        monkeypatch.setattr(store._database, "held", cuts)
        with psycopg.connect(url_of(tmp_path)) as lunch:
            lunch.execute("UPDATE steam_users SET stamp = stamp WHERE steam_id = %s", (str(PLAYER),))
            found = {each.job.steam_id: each.result for each in do(store, add(2), Job("write", OTHER, {"kills": 2}, {"kills": 1}))}
        assert found == {PLAYER: Result.BUSY, OTHER: Result.OK}


@pytest.mark.parametrize("level", ["serializable", "repeatable%5C%20read"])
def test_a_database_of_another_isolation_is_stored_in_as_any(tmp_path: Path, level: str) -> None:
    """What the database or the URL says of isolation is for other programs: a server sees what another has stored while it waited."""
    with through(tmp_path, f"default_transaction_isolation%3D{level}") as (store, _):
        assert do(store, add(1), add(2))[-1].result is Result.OK
        assert store._execute("SHOW transaction_isolation").fetchall() == [("read committed",)]


def test_a_stall_is_waited_for(tmp_path: Path) -> None:
    """Nothing is answered while nothing passes, and everything once when it does."""
    with through(tmp_path) as (store, proxy):
        proxy.do("stall")
        jobs = [Job("write", PLAYER, {"kills": 1}), Job("write", OTHER, {"kills": 2}), Job("read", PLAYER)]
        for job in jobs:
            store.submit(job)
        assert not store.wait(0.05)
        assert not store.done
        proxy.do("go")
        assert [completion.result for completion in do(store)] == [Result.OK] * 3


def test_wherever_the_wire_is_cut_nothing_is_lost_or_done_twice(tmp_path: Path, *, long: bool) -> None:
    """Each write is cut off after a number of bytes of chance, in whatever direction: where it is not OK it has not happened."""
    chance = random.Random(16)
    with through(tmp_path) as (store, proxy):
        number = 0
        while number < (1000 if long else 40):
            proxy.do(f"after {chance.randrange(1, 4000)}")
            (completion,) = do(store, add(number + 1))
            if completion.result is not Result.NO_CONNECTION:
                number += 1
                assert (completion.result, completion.row) == (Result.OK, {"kills": number})
        proxy.do("after 0")
        assert kills(store) == {"kills": (number, ())}
        assert proxy.cuts > number // 4
