"""Laws of a store that cannot be reached: to a game that is a lost connection to Steam, whatever the rows are kept in.

Rules: the store is one in memory that is out of reach by script (far_store.py); what a database does is in test_postgresql_link.py. Frames
are stepped, so every law says in which frame something arrives.
"""

from __future__ import annotations

import random
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import PlayerStats, SceneTree, SteamServerStats
from steam_nodes.steam.callbacks import (
    LeaderboardFound,
    ServersConnected,
    ServersDisconnected,
    StatsReceived,
    StatsStored,
    StatsUnloaded,
    UserAchievementStored,
    UserStatsStored,
)
from steam_nodes.steam.local import LocalSteam, MemoryStore, RealClock, SteppedClock
from steam_nodes.steam.local.store.store import Completion, Job
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support import client_world
from tests.support.far_store import CAUSE, FarStore
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, load
from tests.support.stepping import frame, frames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOST = ServersDisconnected(Result.NO_CONNECTION)
BACK = ServersConnected()


@pytest.fixture
def tree_of() -> Iterator[Callable[[LocalSteam], SceneTree]]:
    """Give what makes a tree over a server; all are closed at the end."""
    with ExitStack() as stack:

        def make(steam: LocalSteam) -> SceneTree:
            tree = SceneTree()
            stack.callback(steam.close)
            stack.callback(tree.close)
            SteamServerStats.attach(tree, steam)
            return tree

        yield make


def opened(**options: Any) -> tuple[LocalSteam, FarStore]:
    """Give a server with one player loaded, and its store."""
    store = FarStore()
    steam = LocalSteam(SCHEMA, store, clock=SteppedClock(), store_rate="allow", users={PLAYER: {"kills": 7}}, **options)
    load(steam)
    return steam, store


def results(records: list[Any]) -> list[tuple[int, Result]]:
    """Return the answers among records, each with its number."""
    return [(record.call, record.result) for record in records if isinstance(record, StatsReceived | StatsStored)]


def kept(store: MemoryStore) -> dict[str, Any]:
    """Return what the store holds of the player."""
    beside = MemoryStore(store)
    beside.submit(Job("read", PLAYER))
    return dict(beside.done.pop().row)


def test_a_server_that_asks_for_nothing_is_told_once() -> None:
    """It is logged off by NO_CONNECTION, gets and sets go on in memory, and it is logged on again when the rows are there."""
    steam, store = opened()
    store.go()
    assert frames(steam, 5) == [LOST]
    assert not steam.logged_on()
    assert steam.get_user_stat_int(PLAYER, "kills") == 7
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    store.come()
    assert frames(steam, 5) == [BACK]
    assert steam.logged_on()


def test_what_is_asked_waits_and_is_answered_once() -> None:
    """Within the timeout nothing fails: requests and stores are sent when the rows are there again."""
    steam, store = opened()
    store.go()
    frames(steam, 2)
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    calls = [steam.store_user_stats(PLAYER), steam.request_user_stats(OTHER)]
    handed = len(store.handed)
    assert frames(steam, 20) == []
    assert len(store.handed) == handed
    store.come()
    assert sorted(results(frames(steam, 5))) == [(call, Result.OK) for call in calls]
    assert frames(steam, 5) == []
    assert kept(store) == {"kills": 8}


def test_what_was_on_its_way_waits_too() -> None:
    """What the store says it has not done is kept, and told to nobody before it is done; the loss is told first."""
    steam, store = opened()
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    store.go()
    calls = [steam.store_user_stats(PLAYER), steam.request_user_stats(OTHER)]
    assert frames(steam, 20) == [LOST]
    assert kept(store) == {"kills": 7}
    store.come()
    assert sorted(results(frames(steam, 5))) == [(call, Result.OK) for call in calls]
    assert kept(store) == {"kills": 8}


def test_a_loss_that_is_over_before_anybody_looked_is_told() -> None:
    """So an answer of NO_CONNECTION from in between is never taken for the last word."""
    steam, store = opened()
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    store.go()
    call = steam.store_user_stats(PLAYER)
    store.come()
    records = frames(steam, 5)
    assert [record for record in records if record in (LOST, BACK)] == [LOST, BACK]
    assert results(records) == [(call, Result.OK)]
    assert kept(store) == {"kills": 8}


def test_after_the_timeout_the_answer_is_no_connection() -> None:
    """The values stay unstored, the reason is the store's, and the next store brings them."""
    steam, store = opened(timeout=1.0)
    store.go()
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    calls = [steam.store_user_stats(PLAYER), steam.store_user_stats(PLAYER), steam.request_user_stats(OTHER)]
    assert results([record for _ in range(3) for record in frame(steam, 0.25)]) == []
    records = [record for _ in range(4) for record in frame(steam, 0.25)]
    assert sorted(results(records)) == [(call, Result.NO_CONNECTION) for call in calls]
    assert f"there is no connection to Steam ({CAUSE})" in steam.why()
    assert steam.get_user_stat_int(PLAYER, "kills") == 8
    store.come()
    call = steam.store_user_stats(PLAYER)
    assert results(frames(steam, 5)) == [(call, Result.OK)]
    assert kept(store) == {"kills": 8}


def unsure() -> tuple[LocalSteam, FarStore, int]:
    """Give a server one of whose stores was answered NO_CONNECTION while nobody knew whether it had happened."""
    steam, store = opened(timeout=1.0)
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    store.unsure = True
    call = steam.store_user_stats(PLAYER)
    frame(steam)
    store.go()
    records = [record for _ in range(6) for record in frame(steam, 0.25)]
    assert results(records) == [(call, Result.NO_CONNECTION)]
    assert records.count(LOST) == 1
    return steam, store, call


@pytest.mark.parametrize("happened", [True, False])
def test_a_store_of_which_nobody_knows_is_answered_in_time(*, happened: bool) -> None:
    """It is answered NO_CONNECTION once, and the next store brings the value once, whether it was stored already or not."""
    steam, store, _ = unsure()
    assert steam.get_user_stat_int(PLAYER, "kills") == 8
    again = steam.store_user_stats(PLAYER)
    frame(steam)
    store.settle(happened=happened)
    store.come()
    assert results(frames(steam, 6)) == [(again, Result.OK)]
    assert kept(store) == {"kills": 8}
    assert steam.set_user_stat_int(PLAYER, "kills", 9)
    call = steam.store_user_stats(PLAYER)
    assert results(frames(steam, 6)) == [(call, Result.OK)]
    assert kept(store) == {"kills": 9}


def test_what_another_server_stored_meanwhile_is_not_written_over() -> None:
    """A store of which nobody knew has happened, another server went on from it: what is set now clashes with that, as ever."""
    steam, store, _ = unsure()
    assert steam.set_user_stat_int(PLAYER, "kills", 9)
    again = steam.store_user_stats(PLAYER)
    store.settle(happened=True)
    with closing(LocalSteam(SCHEMA, MemoryStore(store), clock=SteppedClock(), store_rate="allow")) as other:
        load(other)
        assert other.set_user_stat_int(PLAYER, "kills", 20)
        other.store_user_stats(PLAYER)
        frames(other, 2)
    store.come()
    assert results(frames(steam, 6)) == [(again, Result.INVALID_PARAM)]
    assert kept(store) == {"kills": 20}
    assert steam.get_user_stat_int(PLAYER, "kills") == 20


def test_a_stale_store_of_which_nobody_knew_goes_back() -> None:
    """Another server was quicker: the value goes back when that is known, and what was asked since is refused for it."""
    steam, store, _ = unsure()
    with closing(LocalSteam(SCHEMA, MemoryStore(store), clock=SteppedClock(), store_rate="allow")) as other:
        load(other)
        assert other.set_user_stat_int(PLAYER, "kills", 20)
        other.store_user_stats(PLAYER)
        frames(other, 2)
    again = steam.store_user_stats(PLAYER)
    store.settle(happened=True)
    store.come()
    assert results(frames(steam, 6)) == [(again, Result.INVALID_PARAM)]
    assert steam.get_user_stat_int(PLAYER, "kills") == 20


def test_a_player_who_left_meanwhile_is_unloaded_when_it_is_known() -> None:
    """Nothing of them is unstored then."""
    steam, store, _ = unsure()
    steam.leave(PLAYER)
    frames(steam, 2)
    store.settle(happened=True)
    store.come()
    assert [record for record in frames(steam, 6) if isinstance(record, StatsUnloaded)] == [StatsUnloaded(SteamID(PLAYER))]
    assert steam.get_user_stat_int(PLAYER, "kills") is None


def test_an_unlock_of_which_nobody_knew_is_told_with_the_next_store() -> None:
    """The player's program is told of it once."""
    steam = LocalSteam(client_world.SCHEMA, FarStore(), clock=SteppedClock(), timeout=1.0, store_rate="allow")
    client = steam.client(PLAYER)
    store = client._session.world.store
    assert isinstance(store, FarStore)
    frames(client, 3)
    assert client.set_achievement("ACH_FIRST")
    store.unsure = True
    client.store_stats()
    frame(client)
    store.go()
    answers = [record for _ in range(6) for record in frame(client, 0.25) if isinstance(record, UserStatsStored)]
    assert [record.result for record in answers] == [Result.NO_CONNECTION]
    store.settle(happened=True)
    store.come()
    told: list[Any] = []
    for _ in range(2):
        client.store_stats()
        told += [record.achievement_name for record in frames(client, 5) if isinstance(record, UserAchievementStored)]
    assert told == ["ACH_FIRST"]
    client.close()
    steam.close()


def test_a_cut_by_script_and_a_store_out_of_reach_are_one_loss() -> None:
    """It is told once as it begins, and once when neither is left, in whatever order they end."""
    for script_first in (True, False):
        steam, store = opened()
        store.go()
        steam.faults.lose_connection()
        assert frames(steam, 3) == [LOST]
        (steam.faults.restore_connection if script_first else store.come)()
        assert frames(steam, 3) == []
        (store.come if script_first else steam.faults.restore_connection)()
        assert frames(steam, 3) == [BACK]


def test_a_player_waits_as_a_server_does() -> None:
    """A player's program is told alike, and its stores and its questions about boards wait for the rows."""
    store = FarStore()
    clock = SteppedClock()
    with closing(LocalSteam(client_world.SCHEMA, MemoryStore(store), clock=clock)):
        client = LocalSteam(client_world.SCHEMA, store, clock=clock).client(PLAYER)
        far = client._session.world.store
        assert isinstance(far, FarStore)
        frames(client, 3)
        far.go()
        client.set_stat_int("games", 3)
        client.store_stats()
        client.find_or_create_leaderboard("board", 2, 1)
        assert frames(client, 10) == [LOST]
        far.come()
        records = frames(client, 5)
        assert [type(record) for record in records if isinstance(record, UserStatsStored | LeaderboardFound)] == [
            UserStatsStored,
            LeaderboardFound,
        ]
        assert [record for record in records if isinstance(record, ServersConnected)] == [BACK]
        assert [record.result for record in records if isinstance(record, UserStatsStored)] == [Result.OK]
        assert [record.found for record in records if isinstance(record, LeaderboardFound)] == [True]
        client.close()


def test_questions_of_a_player_that_wait_too_long_are_answered_in_order() -> None:
    """Each gets NO_CONNECTION after the timeout, once; one that is asked when the rows are there again takes its course."""
    store = FarStore()
    steam = LocalSteam(client_world.SCHEMA, store, clock=SteppedClock(), timeout=1.0)
    client = steam.client(PLAYER)
    far = client._session.world.store
    assert isinstance(far, FarStore)
    frames(client, 3)
    far.go()
    names = ["one", "two", "three"]
    for name in names:
        client.find_or_create_leaderboard(name, 2, 1)
        frame(client)
    found = [record for _ in range(8) for record in frame(client, 0.25) if isinstance(record, LeaderboardFound)]
    assert [record.found for record in found] == [False] * 3
    assert CAUSE in client.why()
    far.come()
    client.find_or_create_leaderboard("one", 2, 1)
    assert [record.found for record in frames(client, 5) if isinstance(record, LeaderboardFound)] == [True]
    client.close()
    steam.close()


def test_an_end_out_of_reach_says_what_is_lost(caplog: pytest.LogCaptureFixture) -> None:
    """Closing does not wait for rows that are away; the values are named in the log."""
    steam, store = opened()
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    store.go()
    steam.close()
    assert f"not stored at the end, and lost: kills of {PLAYER}" in caplog.text
    assert kept(store) == {"kills": 7}


def test_a_shutdown_answers_what_waited() -> None:
    """A store that waits for the rows is answered NO_CONNECTION, once."""
    steam, store = opened()
    assert steam.server_init("", 27015, 27016, 1, "1.0.0.0")[0] == 0
    steam.log_on_anonymous()
    frames(steam, 2)
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    store.go()
    call = steam.store_user_stats(PLAYER)
    steam.server_shutdown()
    assert results(frames(steam, 5)) == [(call, Result.NO_CONNECTION)]


def test_a_store_that_loses_no_connection_is_taken_at_its_word() -> None:
    """What a store of a game's own answers with NO_CONNECTION is the answer, if it tells of no connection."""

    class Sulking(MemoryStore):
        def submit(self, job: Job) -> None:
            self.done.append(Completion(job, Result.NO_CONNECTION, fault="not today"))

    steam = LocalSteam(SCHEMA, Sulking(), clock=SteppedClock())
    call = steam.request_user_stats(PLAYER)
    assert frames(steam, 3) == [StatsReceived(call, Result.NO_CONNECTION, steam_id=PLAYER)]  # type: ignore[arg-type]  # equal to a SteamID
    assert "not today" in steam.why()


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_whose_rows_are_always_there_pays_nothing_for_it(kind: str, tmp_path: Path) -> None:
    """In a frame of such a world nothing is looked at, on a server and in a player's program."""
    with closing(LocalSteam(SCHEMA, None if kind == "memory" else tmp_path / "steam.db", clock=RealClock())) as steam:
        assert steam._world.at_frame == []
        with closing(steam.client(PLAYER)) as client:
            assert client._session.world.at_frame == []


def test_what_players_stats_count_is_exact_whatever_is_known_and_when(tree_of: Callable[[LocalSteam], SceneTree]) -> None:
    """Two servers add to one player at random while the rows come and go and commits are in doubt: at the end each add is there once."""
    chance = random.Random(16)
    for _ in range(12):
        stores = [FarStore()]
        stores.append(FarStore(stores[0]))
        counting = []
        for store in stores:
            tree = tree_of(LocalSteam(SCHEMA, store, clock=SteppedClock(), store_rate="allow", timeout=0.2))
            stats = PlayerStats(PLAYER, store_every=0)
            tree.root.add_child(stats)
            counting.append((tree, stats, store))
        added = 0
        for _ in range(150):
            tree, stats, store = chance.choice(counting)
            move = chance.choice(["add", "add", "store", "store", "frame", "frame", "frame", "unsure", "go", "come", "come"])
            if move == "add":
                stats.add("kills")
                added += 1
            elif move == "store":
                stats.store()
            elif move == "frame":
                tree.process(0.1)
            elif move == "unsure":
                store.unsure = True
                tree.process(0.1)
                store.go()
            elif move == "go":
                store.go()
            else:
                store.settle(happened=chance.random() < 0.5)
                store.come()
        for tree, _, store in counting:
            store.settle(happened=chance.random() < 0.5)
            store.come()
            tree.process(0.1)
        for _ in range(40):
            for tree, stats, _ in counting:
                stats.store()
                tree.process(0.1)
        assert [stats.is_settled for _, stats, _ in counting] == [True, True]
        assert kept(stores[0]).get("kills", 0) == added
