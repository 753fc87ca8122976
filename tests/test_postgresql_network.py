"""Laws of a store whose network fails: a proxy before the database loses answers, cuts at every byte, and leaves connections behind.

Rules: what a law wants to have cut is seen to be under way before it is. No law depends on how quick anything is: it waits for what must
come, at most half a minute.
"""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.local.store.queries import Totals
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support.places import open_stores, url_of
from tests.support.proxy import Proxy
from tests.support.stats_world import OTHER, PLAYER
from tests.test_postgresql_faults import PATIENCE, close, do, outside

if TYPE_CHECKING:
    from collections.abc import Iterator
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


def until_it_is(store: PostgreSQLStore, state: str, query: str) -> None:
    """Wait until the database shows the store's connection so."""
    sql = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s AND state = %s AND query LIKE %s"
    deadline = time.monotonic() + PATIENCE
    while outside(sql, f"steam_nodes {store._server}", state, query) == [(0,)]:
        assert time.monotonic() < deadline
        time.sleep(0.001)


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


@pytest.mark.parametrize("before", [0, 1])
def test_a_commit_that_is_still_under_way_is_waited_for(tmp_path: Path, before: int) -> None:
    """The connection is cut while the database commits: it is asked only when that has come to an end, also for a server's first write."""
    with through(tmp_path, "commit_delay%3D100000", "commit_siblings%3D0") as (store, proxy):
        for number in range(1, before + 1):
            assert do(store, add(number))[0].result is Result.OK
        store.submit(add(before + 1))
        until_it_is(store, "active", "%COMMIT%")
        ((process,),) = outside("SELECT pid FROM pg_stat_activity WHERE application_name = %s", f"steam_nodes {store._server}")
        os.kill(process, signal.SIGSTOP)
        try:
            proxy.do("cut")
            assert not store.wait(0.5)
        finally:
            os.kill(process, signal.SIGCONT)
        (completion,) = do(store)
        assert (completion.result, completion.row) == (Result.OK, {"kills": before + 1})
        assert kills(store) == {"kills": (before + 1, ())}


def test_what_a_lost_connection_holds_is_let_go(tmp_path: Path) -> None:
    """The database does not know that the connection is gone, and its transaction has the user's row: the store ends it, and goes on."""
    with through(tmp_path) as (store, proxy):
        assert do(store, add(1))[0].result is Result.OK
        store.slow = 1.0
        store.submit(add(2))
        until_it_is(store, "idle in transaction", "%")
        proxy.do("leave")
        store.slow = 0.0
        (completion,) = do(store)
        assert (completion.result, completion.row) == (Result.OK, {"kills": 2})
        assert kills(store) == {"kills": (2, ())}


def test_a_machine_that_is_gone_keeps_nobody_waiting_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It went in the middle of a transaction that has a user's row: the database lets go, and another server stores its own value."""
    from steam_nodes.steam.local.store.postgresql import postgresql_store  # noqa: PLC0415 - psycopg may be missing

    monkeypatch.setattr(postgresql_store, "GONE_SECONDS", 0.5)
    with through(tmp_path) as (gone, proxy), ExitStack() as stack:
        (other,) = open_stores("postgresql", tmp_path, 1)
        stack.callback(close, other)
        assert do(gone, add(1))[0].result is Result.OK
        gone.slow = 0.3
        gone.submit(add(2))
        until_it_is(gone, "idle in transaction", "%")
        proxy.do("leave", "refuse")
        (completion,) = do(other, add(2))
        assert (completion.result, completion.row) == (Result.OK, {"kills": 2})
        proxy.do("accept")
        (completion,) = do(gone)
        assert (completion.result, completion.row) == (Result.INVALID_PARAM, {"kills": 2})


def test_a_server_that_was_stopped_for_long_does_its_transaction_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database has taken it for gone in the middle of a transaction: nothing of that happened, and it is done on a new connection."""
    from steam_nodes.steam.local.store.postgresql import postgresql_store  # noqa: PLC0415 - psycopg may be missing

    monkeypatch.setattr(postgresql_store, "GONE_SECONDS", 0.2)
    with through(tmp_path) as (store, _):
        assert do(store, add(1))[0].result is Result.OK
        store.slow = 0.6
        store.submit(add(2))
        until_it_is(store, "idle in transaction", "%")
        store.slow = 0.0
        (completion,) = do(store)
        assert (completion.result, completion.row) == (Result.OK, {"kills": 2})
        assert kills(store) == {"kills": (2, ())}


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
        while number < (1000 if long else 100):
            proxy.do(f"after {chance.randrange(1, 4000)}")
            (completion,) = do(store, add(number + 1))
            if completion.result is not Result.NO_CONNECTION:
                number += 1
                assert (completion.result, completion.row) == (Result.OK, {"kills": number})
        proxy.do("after 0")
        assert kills(store) == {"kills": (number, ())}
        assert proxy.cuts > number // 4
