"""A random walk of hypothesis over two worlds on one store, against the plain model of stats_model.py: no step may tell them apart.

Rules: after each step the model and the world have returned the same; after each frame they have handed over the same records, and show
the same values. At the end the stores hold the same rows, and every request and every store of a world still open was answered once.
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from steam_nodes.steam.callbacks import ServersConnected, ServersDisconnected, StatsReceived, StatsStored, StatsUnloaded
from steam_nodes.steam.local import LocalSteam, MemoryStore, SteppedClock
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema import Schema
from tests.stats_model import DEFAULTS, NOT_A_PLAYER, START, TEXT, ModelWorld
from tests.stats_world import OTHER, PLAYER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.steam.callbacks import Record

SCHEMA = Schema.parse(TEXT)
PLAYERS = (PLAYER, OTHER)
TIMEOUT = 2.0
worlds = st.integers(0, 1)
players = st.sampled_from(PLAYERS)
halves = st.integers(-4, 16).map(lambda number: number / 2)
results = st.sampled_from([Result.OK, Result.FAIL, Result.BUSY, Result.INVALID_PARAM])
options = st.fixed_dictionaries(
    {
        "strict": st.booleans(),
        "at_set": st.sampled_from([False, False, True]),
        "refuse": st.sampled_from([False, False, True]),
        "max_users": st.sampled_from([None, None, 1]),
    }
)


def told(record: Record) -> tuple[Any, ...]:
    """Return a record in the model's words."""
    if isinstance(record, StatsReceived | StatsStored):
        return ("request" if isinstance(record, StatsReceived) else "store", record.call, record.result, record.steam_id)
    if isinstance(record, StatsUnloaded):
        return ("unloaded", record.steam_id)
    assert isinstance(record, ServersConnected | ServersDisconnected)
    return ("on" if isinstance(record, ServersConnected) else "off",)


class TwoServers(RuleBasedStateMachine):
    """Two servers on one store, each beside its model."""

    def __init__(self) -> None:
        """Begin with an empty store."""
        super().__init__()
        self.store = MemoryStore()
        self.rows: dict[int, dict[str, Any]] = {}
        self.steams: list[LocalSteam] = []
        self.models: list[ModelWorld] = []
        self.asked: list[Counter[int]] = []
        self.options: list[dict[str, Any]] = []

    def open(self, world: int) -> None:
        """Open a world and its model."""
        option = self.options[world]
        self.steams[world] = LocalSteam(
            SCHEMA,
            MemoryStore(self.store),
            clock=SteppedClock(START),
            strict=option["strict"],
            limits="at_set" if option["at_set"] else "at_store",
            store_rate="refuse" if option["refuse"] else "warn",
            max_users=option["max_users"],
            timeout=TIMEOUT,
        )
        self.models[world] = ModelWorld(self.rows, timeout=TIMEOUT, **option)
        self.asked[world] = Counter()

    @initialize(first=options, second=options)
    def begin(self, first: dict[str, Any], second: dict[str, Any]) -> None:
        """Open both worlds; both players are on the first and asked for."""
        self.options = [first, second]
        self.steams, self.models = [None, None], [None, None]  # type: ignore[list-item]  # filled in the next line
        self.asked = [Counter(), Counter()]
        for world in range(2):
            self.open(world)
        for player in PLAYERS:
            self.join(0, player)
            self.ask(0, player, "request")
            self.ask(1, player, "request")
        self.frame(0, 1)
        self.frame(1, 1)

    @rule(world=worlds, player=players | st.just(NOT_A_PLAYER), kind=st.sampled_from(["request", "store", "store"]))
    def ask(self, world: int, player: int, kind: str) -> None:
        """Request or store."""
        steam, model = self.steams[world], self.models[world]
        call = steam.request_user_stats(player) if kind == "request" else steam.store_user_stats(player)
        assert call == (model.request(player) if kind == "request" else model.store(player))
        self.asked[world][call] += 1

    @rule(world=worlds, player=players, name=st.sampled_from("npc"), value=st.integers(-3, 13))
    def set_int(self, world: int, player: int, name: str, value: int) -> None:
        """Set an INT stat; one of them is the client's."""
        assert self.steams[world].set_user_stat_int(player, name, value) is self.models[world].set(player, name, value)

    @rule(world=worlds, player=players, value=halves)
    def set_float(self, world: int, player: int, value: float) -> None:
        """Set a FLOAT stat."""
        assert self.steams[world].set_user_stat_float(player, "f", value) is self.models[world].set(player, "f", value)

    @rule(world=worlds, player=players, count=halves, length=st.sampled_from([0.5, 1.0, 3.0, 5.0]))
    def add_session(self, world: int, player: int, count: float, length: float) -> None:
        """Add to an average."""
        done = self.steams[world].update_user_avg_rate_stat(player, "r", count, length)
        assert done is self.models[world].set(player, "r", (count, length))

    @rule(world=worlds, player=players, name=st.sampled_from("AB"), unlock=st.booleans())
    def achieve(self, world: int, player: int, name: str, *, unlock: bool) -> None:
        """Unlock or clear an achievement."""
        steam = self.steams[world]
        done = steam.set_user_achievement(player, name) if unlock else steam.clear_user_achievement(player, name)
        assert done is self.models[world].set(player, name, unlock)

    @rule(world=worlds, player=players)
    def join(self, world: int, player: int) -> None:
        """Let a player in."""
        self.steams[world].join(player)
        self.models[world].join(player)

    @rule(world=worlds, player=players, how=st.sampled_from(["leave", "unload"]))
    def part(self, world: int, player: int, how: str) -> None:
        """Let a player leave, or have the user unloaded."""
        getattr(self.steams[world], how)(player)
        getattr(self.models[world], how)(player)

    @rule(world=worlds, script=st.lists(results, min_size=1, max_size=2), stores=st.booleans())
    def script(self, world: int, script: list[Result], *, stores: bool) -> None:
        """Script the next answers."""
        faults, model = self.steams[world].faults, self.models[world]
        (faults.next_stores if stores else faults.next_requests)(*script)
        (model.stores if stores else model.requests).extend(script)

    @rule(world=worlds, latency=st.sampled_from([0.0, 0.25, 1.0]), io_failure=st.sampled_from([False, False, True]))
    def disturb(self, world: int, latency: float, *, io_failure: bool) -> None:
        """Set the latency, break or mend the calls."""
        for side in (self.steams[world].faults, self.models[world]):
            side.latency, side.io_failure = latency, io_failure

    @rule(world=worlds, on=st.booleans())
    def connect(self, world: int, *, on: bool) -> None:
        """Lose or restore the connection."""
        faults = self.steams[world].faults
        (faults.restore_connection if on else faults.lose_connection)()
        self.models[world].connection(on=on)
        assert self.steams[world].logged_on() is not self.models[world].offline

    @rule(world=worlds, frames=st.sampled_from([1, 1, 1, 3, 10]), long=st.sampled_from([False, False, False, True]))
    def step(self, world: int, frames: int, *, long: bool) -> None:
        """Let frames go by, sometimes of more than a minute."""
        self.frame(world, frames, 61.0 if long else 0.25)

    @rule(world=worlds)
    def reopen(self, world: int) -> None:
        """Close a world and open it again on the same store."""
        self.steams[world].close()
        self.models[world].close()
        self.open(world)

    def frame(self, world: int, frames: int, delta: float = 0.25) -> None:
        """Step both sides and compare what arrives and what is shown."""
        steam, model = self.steams[world], self.models[world]
        for _ in range(frames):
            steam.advance(delta)
            records = [told(record) for record in steam.poll()]
            assert records == model.step(delta)
            self.asked[world].subtract(record[1] for record in records if record[0] in {"request", "store"})
        for player in PLAYERS:
            for name in DEFAULTS:
                assert self.read(steam, player, name) == model.get(player, name), name

    def read(self, steam: LocalSteam, player: int, name: str) -> object:
        """Read a value with the getter of its type."""
        if name in "AB":
            return steam.get_user_achievement(player, name)
        return steam.get_user_stat_float(player, name) if name in "fr" else steam.get_user_stat_int(player, name)

    def teardown(self) -> None:
        """End every fault and see that nothing is left unanswered, and that both stores are the same."""
        for world, steam in enumerate(self.steams):
            steam.faults.clear()
            model = self.models[world]
            model.latency, model.io_failure = 0.0, False
            model.requests.clear()
            model.stores.clear()
            model.connection(on=True)
            self.frame(world, 12)
            assert not +self.asked[world]
            assert not -self.asked[world]
        for steam, model in zip(self.steams, self.models, strict=True):
            steam.close()
            model.close()
        assert self.store._shared.rows == self.rows


@pytest.fixture
def silence() -> Iterator[None]:
    """Keep the walk from writing a million refusals to the log."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("silence")
def test_a_random_walk_finds_no_difference_to_the_plain_model(*, long: bool) -> None:
    """Requests, sets, clears, averages, stores, joins, leaves, faults and reopenings of two worlds on one store: no difference."""
    run_state_machine_as_test(
        TwoServers,
        settings=settings(
            max_examples=100_000 if long else 2_000,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
