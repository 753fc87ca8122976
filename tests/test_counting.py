"""The laws of counting: whoever adds to a value on several sides of one store, and tries again after INVALID_PARAM, counts exactly.

Rules: a set is judged by what its side held of the value when it was set. Whatever is read meanwhile, by a request of one's own, by the
watch over players or in an answer to a store, never makes it pass for one that had seen the other side's value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steam_nodes.steam.callbacks import StatsReceived, StatsStored, UserStatsStored
from steam_nodes.steam.local import LocalSteam, MemoryStore, SteppedClock
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support.places import ON_EVERY_STORE, STORES, Rows, share, stores
from tests.support.stats_world import PLAYER, load
from tests.support.stepping import answers, frame

if TYPE_CHECKING:
    from pathlib import Path

    from steam_nodes.steam.local.client.client import LocalClient
    from steam_nodes.steam.local.store.store import Store

SCHEMA = Schema.parse(
    'app_id = 480\n[stats.kills]\ntype = "INT"\nset_by = "GS"\n[stats.big]\ntype = "INT"\nset_by = "GS"\n'
    '[stats.best]\ntype = "INT"\nset_by = "GS"\nmax = 100\n[stats.far]\ntype = "FLOAT"\nset_by = "GS"\nincrement_only = true\n'
    '[stats.rate]\ntype = "AVGRATE"\nwindow = 10\nset_by = "GS"\n[achievements.ACH_WIN]\nset_by = "GS"\n'
    '[stats.games]\ntype = "INT"\n[achievements.ACH_FIRST]\n'
)
Program = Literal["server", "player"]


class Side:
    """One side that adds to one stat, and counts what was answered OK; a store is on its way at most once."""

    def __init__(self, store: Store, program: Program, *, joined: bool) -> None:
        """Open the side."""
        self.steam = LocalSteam(SCHEMA, store, clock=SteppedClock(), store_rate="allow")
        self.client: LocalClient | None = self.steam.client(PLAYER) if program == "player" else None
        self.faults = (self.client or self.steam).faults
        if joined:
            self.steam.join(PLAYER)
        self.pending = self.carried = self.counted = 0
        self.storing = False

    def do(self, move: str) -> None:
        """Do one thing."""
        client, steam = self.client, self.steam
        if move == "request":
            _ = client.request_current_stats() if client else steam.request_user_stats(PLAYER)
        elif move == "add":
            seen = client.get_stat_int("games") if client else steam.get_user_stat_int(PLAYER, "kills")
            if seen is not None:
                assert client.set_stat_int("games", seen + 1) if client else steam.set_user_stat_int(PLAYER, "kills", seen + 1)
                self.pending += 1
        elif move == "store" and not self.storing:
            self.storing, self.carried = True, self.pending
            _ = client.store_stats() if client else steam.store_user_stats(PLAYER)
        elif move in {"slow", "quick"}:
            self.faults.latency = 0.1 if move == "slow" else 0.0
        elif move in {"offline", "online"}:
            (self.faults.lose_connection if move == "offline" else self.faults.restore_connection)()
        elif move == "frame":
            self.frame()

    def frame(self) -> None:
        """Step a frame, and count what was answered."""
        backend: Any = self.client or self.steam
        backend.advance(1 / 30)
        for record in backend.poll():
            if isinstance(record, StatsStored | UserStatsStored):
                self.storing = False
                if record.result is Result.OK:
                    self.counted += self.carried
                    self.pending -= self.carried
                elif record.result is Result.INVALID_PARAM:
                    self.pending = 0

    def end(self) -> None:
        """Let what is on its way arrive, then try until all is stored."""
        self.do("online")
        self.do("quick")
        for _ in range(20):
            self.frame()
            if self.pending:
                self.do("store")
        assert not self.pending
        assert not self.storing

    def close(self) -> None:
        """Close the side."""
        if self.client:
            self.client.close()
        self.steam.close()


MOVES = ("request", "request", "add", "add", "add", "store", "store", "frame", "frame", "slow", "quick", "offline", "online")
# Frames of another side that follow at once make the dangerous ways likely: a side that asked, another that stored, and a set in between.
moves = st.lists(st.tuples(st.integers(0, 1), st.sampled_from(MOVES)), min_size=5, max_size=60)


def count(stores: list[Store], programs: tuple[Program, Program], ways: list[tuple[int, str]], *, joined: bool) -> None:
    """Go one way, and see that the total is what was answered OK."""
    sides = [Side(store, program, joined=joined) for store, program in zip(stores, programs, strict=True)]
    for side in sides:
        side.do("request")
        side.frame()
    for number, move in ways:
        sides[number].do(move)
    for side in sides:
        side.end()
    reader = LocalSteam(SCHEMA, stores[0], clock=SteppedClock()) if isinstance(stores[0], MemoryStore) else sides[0].steam
    load(reader)
    total = {name: reader.get_user_stat_int(PLAYER, name) or 0 for name in ("kills", "games")}
    expected = {"kills": 0, "games": 0}
    for side in sides:
        expected["games" if side.client else "kills"] += side.counted
    for side in sides:
        side.close()
    assert total == expected


@ON_EVERY_STORE
@pytest.mark.parametrize("joined", [True, False])
@pytest.mark.parametrize("programs", [("server", "server"), ("player", "player"), ("server", "player")])
def test_any_interleaving_counts_exactly(programs: tuple[Program, Program], *, joined: bool, thorough: bool, long: bool) -> None:
    """Two sides add 1 in any order of requests, sets, stores, frames, latency and lost connections: the total is the number of OKs."""

    @settings(max_examples=share(5_000 if long else 300 if thorough else 100), deadline=None)
    @given(moves)
    def law(ways: list[tuple[int, str]]) -> None:
        rows = Rows(prompt=True)
        count([rows.store(), rows.store()], programs, ways, joined=joined)

    law()


def result(steam: LocalSteam) -> Result:
    """Store the player and return the answer."""
    steam.store_user_stats(PLAYER)
    (found,) = [record.result for record in answers(steam, 1) if isinstance(record, StatsStored)]
    return found


@pytest.fixture(params=STORES)
def servers(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[LocalSteam, LocalSteam]:
    """Return two servers on one store, each with the player loaded."""
    first, second = (LocalSteam(SCHEMA, store, clock=SteppedClock(), store_rate="allow") for store in stores(request.param, tmp_path, 2))
    load(first)
    load(second)
    return first, second


def close(*servers: LocalSteam) -> None:
    """Close them."""
    for steam in servers:
        steam.close()


SETS: dict[str, tuple[tuple[str, tuple[Any, ...]], str]] = {
    "kills": (("set_user_stat_int", (1,)), "get_user_stat_int"),
    "far": (("set_user_stat_float", (0.5,)), "get_user_stat_float"),
    "rate": (("update_user_avg_rate_stat", (4.0, 2.0)), "get_user_stat_float"),
    "ACH_WIN": (("set_user_achievement", ()), "get_user_achievement"),
}


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("when", ["before the request", "in flight"])
def test_a_request_of_ones_own_does_not_let_an_older_set_pass(servers: tuple[LocalSteam, LocalSteam], name: str, when: str) -> None:
    """INVALID_PARAM, the value is renewed, and the other server's stays on the store; of every type, and where no value was before."""
    first, second = servers
    (call, arguments), get = SETS[name]

    def change(steam: LocalSteam) -> None:
        assert getattr(steam, call)(PLAYER, name, *arguments)

    if when == "before the request":
        change(first)
    change(second)
    assert result(second) is Result.OK
    stored = getattr(second, get)(PLAYER, name)
    call_number = first.request_user_stats(PLAYER)
    if when == "in flight":
        change(first)
    assert [record.call for record in answers(first, 1) if isinstance(record, StatsReceived)] == [call_number]
    assert result(first) is Result.INVALID_PARAM
    assert f'"{name}" was changed by another server' in first.why()
    assert getattr(first, get)(PLAYER, name) == stored
    change(first)
    assert result(first) is Result.OK
    close(first, second)


def test_a_set_wins_after_a_request_where_nobody_stored_that_value(servers: tuple[LocalSteam, LocalSteam]) -> None:
    """What others stored under other names is taken in, and stands in nobody's way."""
    first, second = servers
    assert second.set_user_stat_int(PLAYER, "big", 6)
    assert result(second) is Result.OK
    first.request_user_stats(PLAYER)
    assert first.set_user_stat_int(PLAYER, "kills", 77)
    answers(first, 1)
    assert [first.get_user_stat_int(PLAYER, name) for name in ("kills", "big")] == [77, 6]
    assert result(first) is Result.OK
    close(first, second)


def test_what_is_set_after_the_answer_has_seen_it(servers: tuple[LocalSteam, LocalSteam]) -> None:
    """A set on the newer value is taken."""
    first, second = servers
    assert second.set_user_stat_int(PLAYER, "kills", 5)
    assert result(second) is Result.OK
    load(first)
    assert first.get_user_stat_int(PLAYER, "kills") == 5
    assert first.set_user_stat_int(PLAYER, "kills", 6)
    assert result(first) is Result.OK
    close(first, second)


def test_a_value_that_a_limit_takes_back_is_the_one_the_request_brought(servers: tuple[LocalSteam, LocalSteam]) -> None:
    """What is known to be stored is what a rejected value gives way to, not what was there when it was set."""
    first, second = servers
    assert first.set_user_stat_int(PLAYER, "best", 999)
    assert second.set_user_stat_int(PLAYER, "best", 5)
    assert result(second) is Result.OK
    load(first)
    assert first.get_user_stat_int(PLAYER, "best") == 999
    assert result(first) is Result.INVALID_PARAM
    assert first.get_user_stat_int(PLAYER, "best") == 5
    close(first, second)


def test_a_clash_of_one_value_does_not_let_another_pass(servers: tuple[LocalSteam, LocalSteam]) -> None:
    """What was set behind a store that is refused is judged by what it was set on, not by the row that came with the refusal."""
    first, second = servers
    for name in ("kills", "big"):
        assert second.set_user_stat_int(PLAYER, name, 5)
    assert result(second) is Result.OK
    assert first.set_user_stat_int(PLAYER, "kills", 1)
    first.store_user_stats(PLAYER)
    assert first.set_user_stat_int(PLAYER, "big", 1)
    assert [record.result for record in frame(first) if isinstance(record, StatsStored)] == [Result.INVALID_PARAM]
    assert [first.get_user_stat_int(PLAYER, name) for name in ("kills", "big")] == [5, 1]
    assert result(first) is Result.INVALID_PARAM
    assert first.get_user_stat_int(PLAYER, "big") == 5
    close(first, second)


def test_a_set_behind_a_store_was_made_on_what_that_store_wrote(servers: tuple[LocalSteam, LocalSteam]) -> None:
    """Set, store, set, request: the second set is over one's own value, and taken unless another server came between."""
    first, second = servers
    for other in (False, True):
        load(first)
        seen = first.get_user_stat_int(PLAYER, "kills") or 0
        assert first.set_user_stat_int(PLAYER, "kills", seen + 1)
        first.store_user_stats(PLAYER)
        assert first.set_user_stat_int(PLAYER, "kills", seen + 2)
        first.request_user_stats(PLAYER)
        answers(first, 2)
        if other:
            load(second)
            assert second.set_user_stat_int(PLAYER, "kills", 50)
            assert result(second) is Result.OK
            load(first)
        assert first.get_user_stat_int(PLAYER, "kills") == seen + 2
        assert result(first) is (Result.INVALID_PARAM if other else Result.OK)
    assert first.get_user_stat_int(PLAYER, "kills") == 50
    close(first, second)


@ON_EVERY_STORE
def test_a_reset_does_not_erase_what_it_never_saw() -> None:
    """A player's reset whose request is in flight is refused where another program of the player stored meanwhile."""
    steam = LocalSteam(SCHEMA, Rows(prompt=True).store(), clock=SteppedClock(), store_rate="allow")
    first, second = steam.client(PLAYER), steam.client(PLAYER)

    def step(client: LocalClient) -> list[Result]:
        client.advance(1 / 60)
        return [record.result for record in client.poll() if isinstance(record, UserStatsStored)]

    assert first.set_stat_int("games", 3)
    assert first.store_stats()
    assert step(first) == [Result.OK]
    step(second)
    assert second.get_stat_int("games") == 3
    assert second.set_stat_int("games", 9)
    assert second.store_stats()
    assert first.request_current_stats()
    assert first.reset_all_stats(achievements_too=True)
    assert step(first) == [Result.INVALID_PARAM]
    step(second)
    assert first.get_stat_int("games") == second.get_stat_int("games") == 9
    assert first.was_set(PLAYER, "games")
    first.close()
    second.close()
    steam.close()
