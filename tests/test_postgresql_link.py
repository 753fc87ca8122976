"""Laws of the way to the database, as a game sees it: a database that cannot be reached is a lost connection to Steam, and comes back.

Rules: what lies between is a proxy that does as a law says. No law depends on how quick anything is: it waits for what must come, at most
half a minute, or steps frames on a clock that waits. The same laws on a store in memory are in test_lost_store.py.
"""

from __future__ import annotations

import time
from threading import Timer
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.callbacks import ServersConnected, ServersDisconnected, StatsReceived, StatsStored, UserStatsStored
from steam_nodes.steam.local import LocalSteam, RealClock, SteppedClock, StoreError
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support import client_world
from tests.support.places import open_stores, url_of
from tests.support.proxy import Proxy
from tests.support.stats_world import OTHER, PLAYER, SCHEMA
from tests.support.stepping import frame, frames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from steam_nodes.steam.local.client.client import LocalClient

pytestmark = pytest.mark.postgresql
PATIENCE = 30.0
LOST = ServersDisconnected(Result.NO_CONNECTION)
BACK = ServersConnected()


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Proxy]:
    """Give a proxy before the schema of this law."""
    with Proxy(url_of(tmp_path)) as found:
        found.url += "&connect_timeout=60"
        yield found


@pytest.fixture
def far(proxy: Proxy) -> Iterator[LocalSteam]:
    """Give a server behind the proxy on the clock of the machine, with a player loaded."""
    with_player = server(proxy, RealClock())
    yield with_player
    with_player.close()


def server(proxy: Proxy, clock: Any, **options: Any) -> LocalSteam:
    """Open a server behind a proxy and load a player."""
    steam = LocalSteam(SCHEMA, proxy.url, clock=clock, store_rate="allow", users={PLAYER: {"kills": 7}}, **options)
    call = steam.request_user_stats(PLAYER)
    assert gather(steam, bool)[-1].call == call
    return steam


def gather(steam: LocalSteam | LocalClient, enough: Callable[[list[Any]], bool], least: int = 0) -> list[Any]:
    """Run frames, so many at least, until what came is enough; return it."""
    found: list[Any] = []
    deadline = time.monotonic() + PATIENCE
    while least > 0 or not enough(found):
        assert time.monotonic() < deadline, found
        found += frame(steam)
        least -= 1
        time.sleep(0.001)
    return found


def results(records: list[Any]) -> list[tuple[int, Result]]:
    """Return the answers among records, each with its number."""
    return [(record.call, record.result) for record in records if isinstance(record, StatsReceived | StatsStored)]


def store(steam: LocalSteam) -> None:
    """Store until the answer is OK; each time there is one."""
    result = Result.NO_CONNECTION
    while result is Result.NO_CONNECTION:
        call = steam.store_user_stats(PLAYER)
        ((answered, result),) = results(gather(steam, lambda records: bool(results(records))))
        assert answered == call
    assert result is Result.OK


def kills(tmp_path: Path) -> object:
    """Return what the database holds."""
    (store,) = open_stores("postgresql", tmp_path, 1)
    store.submit(Job("read", PLAYER))
    assert store.wait(PATIENCE)
    assert store.close(10)
    return store.done.pop().row.get("kills")


def test_a_server_that_asks_for_nothing_is_told(proxy: Proxy, far: LocalSteam) -> None:
    """On the clock of the machine it hears of the loss and of the return, once each, without a call of its own."""
    proxy.do("refuse", "cut")
    assert gather(far, bool, 50) == [LOST]
    assert not far.logged_on()
    assert gather(far, lambda _: True, 50) == []
    proxy.do("accept")
    assert gather(far, bool, 50) == [BACK]
    assert far.logged_on()


def test_a_player_that_asks_for_nothing_is_told(proxy: Proxy) -> None:
    """In a player's program it is the same, and a store that waited is answered when the database is back."""
    with Proxy(proxy.url) as between:
        steam = LocalSteam(client_world.SCHEMA, between.url, clock=RealClock())
        client = steam.client(PLAYER)
        gather(client, bool)
        between.do("refuse", "cut")
        assert gather(client, bool, 50) == [LOST]
        client.set_stat_int("games", 3)
        client.store_stats()
        assert gather(client, lambda _: True, 50) == []
        between.do("accept")
        found = gather(client, lambda records: len(records) > 1)
        assert BACK in found
        assert [record.result for record in found if isinstance(record, UserStatsStored)] == [Result.OK]
        client.close()
        steam.close()


def test_what_is_unstored_at_the_end_waits_for_the_database(proxy: Proxy, tmp_path: Path) -> None:
    """A server that is stopped while its database starts anew stores as soon as it is there, and ends then."""
    steam = server(proxy, RealClock())
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    proxy.do("refuse", "cut")
    assert gather(steam, bool, 50) == [LOST]
    back = Timer(1.0, proxy.do, ("accept",))
    back.start()
    steam.close()
    back.join()
    assert steam.not_stored == ()
    assert kills(tmp_path) == 8


def test_what_no_database_took_at_the_end_is_named(proxy: Proxy, tmp_path: Path) -> None:
    """A program can tell that not all was stored, and what; where all was, there is nothing to tell."""
    steam = server(proxy, RealClock())
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    proxy.do("refuse", "cut")
    steam.close()
    assert steam.not_stored == (f"kills of {PLAYER}",)
    proxy.do("accept")
    assert kills(tmp_path) == 7
    again = server(proxy, RealClock())
    assert again.set_user_stat_int(PLAYER, "kills", 9)
    again.close()
    assert again.not_stored == ()


def test_on_a_clock_that_waits_each_is_told_in_the_next_frame(proxy: Proxy, tmp_path: Path) -> None:
    """The frame that begins behind the loss finds it, and so it is with the return: a run is the same each time."""
    steam = server(proxy, SteppedClock())
    for kills_now in (8, 9, 10):
        proxy.do("refuse", "cut")
        assert [frame(steam), frame(steam), frame(steam)] == [[], [LOST], []]
        assert steam.set_user_stat_int(PLAYER, "kills", kills_now)
        call = steam.store_user_stats(PLAYER)
        assert frames(steam, 10) == []
        proxy.do("accept")
        found = [frame(steam), frame(steam), frame(steam)]
        assert results(found[0]) == [(call, Result.OK)]
        assert found[1:] == [[BACK], []]
        assert kills(tmp_path) == kills_now
    steam.close()


def test_a_connection_that_is_cut_and_opened_again_is_no_loss(proxy: Proxy, far: LocalSteam, tmp_path: Path) -> None:
    """The database is there: nobody is told, and what is asked is answered."""
    for kills_now in (8, 9):
        proxy.do("cut")
        assert far.set_user_stat_int(PLAYER, "kills", kills_now)
        call = far.store_user_stats(PLAYER)
        assert gather(far, bool, 50) == [StatsStored(call, Result.OK, steam_id=PLAYER)]  # type: ignore[arg-type]  # equal to a SteamID
        assert kills(tmp_path) == kills_now


def test_after_the_timeout_the_answer_is_no_connection(proxy: Proxy, tmp_path: Path) -> None:
    """What waits too long is answered once, the reason names the database without its password, and the next store brings the value."""
    proxy.url = proxy.url.replace("postgres@", "postgres:s3cret@")
    steam = server(proxy, RealClock(), timeout=0.5)
    proxy.do("refuse", "cut")
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    calls = [steam.store_user_stats(PLAYER), steam.store_user_stats(PLAYER), steam.request_user_stats(OTHER)]
    found = gather(steam, lambda records: len(results(records)) == 3)
    assert sorted(results(found)) == [(call, Result.NO_CONNECTION) for call in calls]
    assert "there is no connection to Steam (postgresql://postgres@127.0.0.1:" in steam.why()
    assert "s3cret" not in steam.why()
    proxy.do("accept")
    store(steam)
    assert kills(tmp_path) == 8
    steam.close()


def test_a_commit_of_which_nobody_knows_is_answered_in_time(proxy: Proxy, tmp_path: Path) -> None:
    """It happened, the answer was lost, the database is away: NO_CONNECTION after the timeout, once, and the next store is right."""
    steam = server(proxy, RealClock(), timeout=0.5)
    asked, answered = [], []
    for kills_now in (8, 9, 10):
        assert steam.set_user_stat_int(PLAYER, "kills", kills_now)
        proxy.do("refuse", "lose COMMIT")
        asked.append(steam.store_user_stats(PLAYER))
        answered += results(gather(steam, lambda records: bool(results(records))))
        assert answered[-1] == (asked[-1], Result.NO_CONNECTION)
        assert kills(tmp_path) == kills_now
        proxy.do("accept")
        while answered[-1][1] is not Result.OK:
            asked.append(steam.store_user_stats(PLAYER))
            answered += results(gather(steam, lambda records: bool(results(records))))
        assert kills(tmp_path) == kills_now
    assert [call for call, _ in answered] == asked
    assert {result for _, result in answered} == {Result.NO_CONNECTION, Result.OK}
    steam.close()


def test_a_database_that_says_nothing_is_lost(proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a line is open and nothing passes, the loss is told, what is asked is answered in time, and all goes on when it passes."""
    from steam_nodes.steam.local.store.postgresql import database_link  # noqa: PLC0415 - psycopg may be missing

    monkeypatch.setattr(database_link, "SILENT_SECONDS", 0.3)
    steam = server(proxy, RealClock(), timeout=0.5)
    proxy.do("stall")
    assert gather(steam, bool, 50) == [LOST]
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    call = steam.store_user_stats(PLAYER)
    assert results(gather(steam, bool)) == [(call, Result.NO_CONNECTION)]
    assert "the database has not answered for 0.3 s" in steam.why()
    monkeypatch.undo()
    proxy.do("go")
    assert BACK in gather(steam, bool, 50)
    store(steam)
    assert kills(tmp_path) == 8
    steam.close()


def test_a_line_that_never_speaks_again_is_given_up(proxy: Proxy, tmp_path: Path) -> None:
    """A store is in doubt on a line where nothing passes any more; a new connection is made, finds out, and the store is answered once."""
    (watch,) = open_stores("postgresql", tmp_path, 1)
    url = proxy.url
    for kills_now in (8, 9):
        with Proxy(url) as between, Proxy(between.url) as line:
            steam = server(line, RealClock())
            assert steam.set_user_stat_int(PLAYER, "kills", kills_now)
            # Whoever connects anew gets through; what was connected before stays silent.
            store: Any = steam._world.store
            store._database.url = between.url
            store._session._connection.patience = 0.5
            line.do("stall")
            call = steam.store_user_stats(PLAYER)
            found = results(gather(steam, lambda records: bool(results(records)), 50))
            assert found == [(call, Result.OK)]
            steam.close()
            watch.submit(Job("read", PLAYER))
            assert watch.wait(PATIENCE)
            assert watch.done.pop().row["kills"] == kills_now
    assert watch.close(10)


def test_the_frames_of_a_child_process_go_on(proxy: Proxy) -> None:
    """The store's thread stayed with its parent: nothing is found out there, and a frame says nothing of it."""
    steam = server(proxy, SteppedClock())
    store: Any = steam._world.store
    own, store._process = store._process, 0
    assert frames(steam, 3) == []
    with pytest.raises(StoreError, match="forked"):
        steam.request_user_stats(OTHER)
    store._process = own
    steam.close()
