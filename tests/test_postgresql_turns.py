"""Laws of servers that store the same players in a PostgreSQL database: each has its turn, and nobody waits for one that is not used.

Rules: how long a turn is kept is set by the law: for ever where the turn is used, not at all where it is not, so that no law depends on how
quick anything is.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.local.store.queries import CountUsers
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support.places import url_of
from tests.support.stats_world import OTHER, PLAYER
from tests.test_postgresql_faults import PATIENCE, close, cut, do, outside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.steam.local.store.postgresql.postgresql_store import PostgreSQLStore
    from steam_nodes.steam.local.store.store import Completion

pytestmark = pytest.mark.postgresql
LONG = 3600.0


def keep(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Set how long a turn is kept."""
    from steam_nodes.steam.local.store.postgresql import postgresql_store  # noqa: PLC0415 - psycopg may be missing

    monkeypatch.setattr(postgresql_store, "KEEP_SECONDS", seconds)


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[tuple[PostgreSQLStore, PostgreSQLStore]]:
    """Give two servers on one database, where two players are."""
    from steam_nodes.steam.local.store.postgresql.postgresql_store import PostgreSQLStore  # noqa: PLC0415 - psycopg may be missing

    first, second = PostgreSQLStore(url_of(tmp_path), 480), PostgreSQLStore(url_of(tmp_path), 480)
    with ExitStack() as stack:
        stack.callback(close, first, second)
        assert [each.result for each in do(first, write(PLAYER, None, 1), write(OTHER, None, 1))] == [Result.OK] * 2
        yield first, second


def write(player: int, base: int | None, value: int) -> Job:
    """Return a write that starts from a value."""
    return Job("write", player, {"kills": value}, {} if base is None else {"kills": base})


def refused(store: PostgreSQLStore, *players: int) -> None:
    """Have a server find that another was quicker with players."""
    done = do(store, *(write(player, 0, 1) for player in players))
    assert [(each.result, each.row) for each in done] == [(Result.INVALID_PARAM, {"kills": 1})] * len(players)


def begin(store: PostgreSQLStore, job: Job) -> None:
    """Have a server's transaction wait for a row that another has."""
    store.submit(job)
    deadline = time.monotonic() + PATIENCE
    while not waits(store):
        assert time.monotonic() < deadline
        time.sleep(0.001)


def waits(store: PostgreSQLStore) -> bool:
    """Whether the database shows that a server waits for another."""
    sql = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s AND wait_event_type = 'Lock'"
    return outside(sql, f"steam_nodes {store._server}") == [(1,)]


def finish(store: PostgreSQLStore) -> Completion:
    """Return the one completion that a server waits for."""
    assert store.wait(PATIENCE)
    return store.done.popleft()


def test_who_was_refused_is_next(servers: tuple[PostgreSQLStore, PostgreSQLStore], monkeypatch: pytest.MonkeyPatch) -> None:
    """The winner's next write waits for the loser's next try, which is stored; then the winner is refused, and is next in its turn."""
    keep(monkeypatch, LONG)
    first, second = servers
    refused(second, PLAYER)
    begin(first, write(PLAYER, 1, 2))
    assert do(second, write(PLAYER, 1, 10))[0].result is Result.OK
    assert (finish(first).result, first._kept) == (Result.INVALID_PARAM, frozenset({str(PLAYER)}))
    begin(second, write(PLAYER, 10, 11))
    assert do(first, write(PLAYER, 10, 20))[0].result is Result.OK
    assert finish(second).row == {"kills": 20}


def test_who_is_refused_with_one_player_beside_others_is_next_too(
    servers: tuple[PostgreSQLStore, PostgreSQLStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it stores for its own players is stored at once, and neither costs it its turn with the one that all store nor the use of it."""
    keep(monkeypatch, LONG)
    first, second = servers
    own = {each.job.steam_id: each.result for each in do(second, write(PLAYER, 0, 1), write(OTHER, 1, 2))}
    assert own == {PLAYER: Result.INVALID_PARAM, OTHER: Result.OK}
    begin(first, write(PLAYER, 1, 2))
    assert [each.result for each in do(second, write(PLAYER, 1, 10), write(OTHER, 2, 3))] == [Result.OK] * 2
    assert finish(first).row == {"kills": 10}


def test_a_turn_that_is_not_used_is_let_go(servers: tuple[PostgreSQLStore, PostgreSQLStore]) -> None:
    """A server that was refused and does not try again keeps nobody waiting for long."""
    first, second = servers
    refused(second, PLAYER)
    assert do(first, write(PLAYER, 1, 2))[0].result is Result.OK
    assert do(second, write(PLAYER, 2, 3))[0].result is Result.OK


@pytest.mark.parametrize("otherwise", ["another player", "a query", "closes"])
def test_a_server_that_turns_to_something_else_lets_go(
    servers: tuple[PostgreSQLStore, PostgreSQLStore], monkeypatch: pytest.MonkeyPatch, otherwise: str
) -> None:
    """A write of a player who comes before, a query and the end are no next try; nobody waits for one then."""
    keep(monkeypatch, LONG)
    first, second = servers
    refused(second, OTHER)
    if otherwise == "another player":
        assert do(second, write(PLAYER, 1, 5))[0].result is Result.OK
    elif otherwise == "a query":
        assert do(second, Job("query", 0, query=CountUsers()))[0].found == 2
    else:
        assert second.close(10)
    assert do(first, write(OTHER, 1, 2))[0].result is Result.OK


def test_what_is_asked_meanwhile_is_answered(servers: tuple[PostgreSQLStore, PostgreSQLStore], monkeypatch: pytest.MonkeyPatch) -> None:
    """A read and a look are answered while a turn is kept, and the turn holds."""
    keep(monkeypatch, LONG)
    first, second = servers
    refused(second, PLAYER)
    begin(first, write(PLAYER, 1, 2))
    (read,) = do(second, Job("read", OTHER))
    (look,) = do(second, Job("look", 0, ids=(PLAYER, OTHER)))
    assert (read.row, look.rows) == ({"kills": 1}, {PLAYER: {"kills": 1}, OTHER: {"kills": 1}})
    assert do(second, write(PLAYER, 1, 10))[0].result is Result.OK
    assert finish(first).result is Result.INVALID_PARAM


def test_a_turn_takes_in_who_comes_behind(servers: tuple[PostgreSQLStore, PostgreSQLStore], monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was refused with two players one after the other stores both with the next try, while the winner waits for either."""
    keep(monkeypatch, LONG)
    first, second = servers
    refused(second, PLAYER)
    refused(second, OTHER)
    begin(first, write(OTHER, 1, 2))
    assert [each.result for each in do(second, write(PLAYER, 1, 10), write(OTHER, 1, 10))] == [Result.OK] * 2
    assert finish(first).row == {"kills": 10}


def test_a_turn_ends_with_its_connection(servers: tuple[PostgreSQLStore, PostgreSQLStore], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is stored on the next connection is in a transaction of its own, and is stored whole."""
    keep(monkeypatch, LONG)
    first, second = servers
    refused(second, PLAYER)
    cut(second)
    assert do(second, write(PLAYER, 1, 2))[0].result is Result.OK
    assert do(first, Job("read", PLAYER))[0].row == {"kills": 2}
