"""Laws of programs that store in one file: each has its turn, nobody waits for one that is not used, and who is alone waits for nobody.

Rules: how long a turn is kept is set by the law: for ever where the turn is used, hardly at all where it is not, so that no law depends on
how quick anything is.
"""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.local.store.queries import CountUsers
from steam_nodes.steam.local.store.sqlite import sqlite_store
from steam_nodes.steam.local.store.sqlite.sqlite_store import SQLiteStore
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support.stats_world import OTHER, PLAYER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.steam.local.store.store import Completion

LONG = 3600.0
PATIENCE = 20.0


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[tuple[SQLiteStore, SQLiteStore]]:
    """Give two servers on one file, where two players are."""
    first, second = SQLiteStore(tmp_path / "steam.db", 480), SQLiteStore(tmp_path / "steam.db", 480)
    with ExitStack() as stack:
        for each in (first, second):
            stack.callback(each.close, PATIENCE)
        assert [each.result for each in do(first, write(PLAYER, None, 1), write(OTHER, None, 1))] == [Result.OK] * 2
        yield first, second


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Give a list of how long a store would sleep, which it does not do."""
    times: list[float] = []
    monkeypatch.setattr(time, "sleep", times.append)
    return times


def do(store: SQLiteStore, *jobs: Job) -> list[Completion]:
    """Do jobs one behind the other and return their completions."""
    for job in jobs:
        store.submit(job)
    assert store.wait(PATIENCE)
    done = list(store.done)
    store.done.clear()
    assert sorted(map(id, jobs)) == sorted(id(each.job) for each in done)
    return sorted(done, key=lambda each: jobs.index(each.job))


def write(player: int, base: int | None, value: int) -> Job:
    """Return a write that starts from a value."""
    return Job("write", player, {"kills": value}, {} if base is None else {"kills": base})


def beaten(store: SQLiteStore, player: int, times: int) -> None:
    """Have a server find so many times that another was quicker with a player."""
    for _ in range(times):
        (found,) = do(store, write(player, 0, 1))
        assert (found.result, found.row) == (Result.INVALID_PARAM, {"kills": 1})


def locked(store: SQLiteStore) -> bool:
    """Whether a program holds the file."""
    with closing(sqlite3.connect(store.path, timeout=0, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        return False


def test_who_was_beaten_twice_is_next(servers: tuple[SQLiteStore, SQLiteStore], monkeypatch: pytest.MonkeyPatch) -> None:
    """Once costs nobody anything; the second time the winner's next write waits for the loser's next try, which is stored."""
    monkeypatch.setattr(sqlite_store, "KEEP_SECONDS", LONG)
    first, second = servers
    beaten(second, PLAYER, 1)
    assert not locked(second)
    beaten(second, PLAYER, 1)
    assert locked(second)
    first.submit(write(PLAYER, 1, 2))
    assert not first.wait(0.05)
    assert do(second, write(PLAYER, 1, 10))[0].result is Result.OK
    assert first.wait(PATIENCE)
    assert first.done.popleft().row == {"kills": 10}
    assert not locked(second)


def test_who_is_beaten_with_one_player_beside_others_is_next_too(
    servers: tuple[SQLiteStore, SQLiteStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it stores for its own players is stored at once, and does not cost it its turn with the one that all store."""
    monkeypatch.setattr(sqlite_store, "KEEP_SECONDS", LONG)
    first, second = servers
    own = do(second, write(PLAYER, 0, 1), write(OTHER, 1, 2))
    assert [each.result for each in own] == [Result.INVALID_PARAM, Result.OK]
    assert locked(second)
    first.submit(write(PLAYER, 1, 2))
    assert not first.wait(0.05)
    assert [each.result for each in do(second, write(PLAYER, 1, 10), write(OTHER, 2, 3))] == [Result.OK] * 2
    assert first.wait(PATIENCE)
    assert first.done.popleft().row == {"kills": 10}


def test_a_turn_is_for_one_try(servers: tuple[SQLiteStore, SQLiteStore], monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that asks for what cannot be stored holds the file for one try and no longer."""
    monkeypatch.setattr(sqlite_store, "KEEP_SECONDS", LONG)
    first, second = servers
    beaten(second, PLAYER, 3)
    assert not locked(second)
    assert do(first, write(PLAYER, 1, 2))[0].result is Result.OK


def test_a_turn_that_is_not_used_is_let_go(servers: tuple[SQLiteStore, SQLiteStore]) -> None:
    """A server that was beaten twice and does not try again keeps nobody waiting for long."""
    first, second = servers
    beaten(second, PLAYER, 2)
    assert do(first, write(PLAYER, 1, 2))[0].result is Result.OK
    assert do(second, write(PLAYER, 2, 3))[0].result is Result.OK


def test_another_user_is_another_matter(servers: tuple[SQLiteStore, SQLiteStore]) -> None:
    """To be beaten once with each of two users keeps nothing."""
    beaten(servers[1], PLAYER, 1)
    beaten(servers[1], OTHER, 1)
    assert not locked(servers[1])


@pytest.mark.parametrize("otherwise", ["another player", "a query", "closes", "too late"])
def test_a_server_that_turns_to_something_else_lets_go(
    servers: tuple[SQLiteStore, SQLiteStore], monkeypatch: pytest.MonkeyPatch, otherwise: str
) -> None:
    """What another write, a query, the end and time leave behind is a file for everybody."""
    monkeypatch.setattr(sqlite_store, "KEEP_SECONDS", LONG if otherwise != "too late" else 0.0)
    first, second = servers
    beaten(second, OTHER, 2)
    if otherwise == "another player":
        assert do(second, write(PLAYER, 1, 5))[0].result is Result.OK
    elif otherwise == "a query":
        assert do(second, Job("query", 0, query=CountUsers()))[0].found == 2
    elif otherwise == "closes":
        assert second.close(PATIENCE)
    assert do(first, write(OTHER, 1, 2))[0].result is Result.OK


def test_what_is_asked_meanwhile_is_answered(servers: tuple[SQLiteStore, SQLiteStore], monkeypatch: pytest.MonkeyPatch) -> None:
    """A read and a look are answered while a turn is kept, and the turn holds."""
    monkeypatch.setattr(sqlite_store, "KEEP_SECONDS", LONG)
    second = servers[1]
    beaten(second, PLAYER, 2)
    (read,) = do(second, Job("read", OTHER))
    (look,) = do(second, Job("look", 0, ids=(PLAYER, OTHER)))
    assert (read.row, look.rows) == ({"kills": 1}, {PLAYER: {"kills": 1}, OTHER: {"kills": 1}})
    assert locked(second)


def test_a_run_that_is_the_same_each_time_keeps_no_turns(servers: tuple[SQLiteStore, SQLiteStore]) -> None:
    """A world on a clock that waits for its answers is beaten as often as it is, and nobody waits for it."""
    servers[1].exact = True
    beaten(servers[1], PLAYER, 3)
    assert not locked(servers[1])


def test_who_waits_longer_asks_oftener(servers: tuple[SQLiteStore, SQLiteStore], monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between two tries never grow, so that nobody falls behind who came later."""
    first = servers[0]
    pauses: list[float] = []
    with closing(sqlite3.connect(first.path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")

        def sleep(seconds: float) -> None:
            pauses.append(seconds)
            if len(pauses) == 100:
                other.execute("ROLLBACK")

        with monkeypatch.context() as patch:
            patch.setattr(time, "sleep", sleep)
            patch.setattr(random, "uniform", lambda _least, most: most)
            assert do(first, write(PLAYER, 1, 2))[0].result is Result.OK
    assert len(pauses) == 100
    assert pauses == sorted(pauses, reverse=True)
    assert pauses[-1] <= pauses[0] / 4


def test_only_who_writes_beside_others_leaves_them_a_turn(servers: tuple[SQLiteStore, SQLiteStore], slept: list[float]) -> None:
    """A program alone goes from one transaction to the next; behind one of another program's it waits once, and not for long."""
    first, second = servers
    for value in range(1, 20):
        assert do(first, write(PLAYER, value, value + 1))[0].result is Result.OK
    assert slept == []
    assert do(second, write(OTHER, 1, 2))[0].result is Result.OK
    assert do(first, write(PLAYER, 20, 21), write(PLAYER, 21, 22), write(PLAYER, 22, 23))[-1].result is Result.OK
    assert all(0 < seconds <= sqlite_store.TURN_SECONDS for seconds in slept)
    assert len(slept) <= 1


def test_reading_is_never_kept_waiting(servers: tuple[SQLiteStore, SQLiteStore], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds the file, reads and looks of the others are answered."""
    monkeypatch.setattr(sqlite_store, "KEEP_SECONDS", LONG)
    first, second = servers
    beaten(second, PLAYER, 2)
    (read,) = do(first, Job("read", PLAYER))
    assert read.row == {"kills": 1}
