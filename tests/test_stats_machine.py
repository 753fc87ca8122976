"""A random walk of hypothesis over two worlds on one store, against the plain model of stats_model.py: no step may tell them apart.

Rules: after each step the model and the world have returned the same; after each frame they have handed over the same records, and show
the same values. At the end the stores hold the same rows, and every request and every store of a world still open was answered once.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from hypothesis import seed
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from steam_nodes.steam.callbacks import ServersConnected, ServersDisconnected, StatsReceived, StatsStored, StatsUnloaded
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support.long_walks import spread, walk
from tests.support.places import ON_EVERY_STORE, Rows, share
from tests.support.stats_model import ModelWorld
from tests.support.stats_model_records import DEFAULTS, NOT_A_PLAYER, START, TEXT
from tests.support.stats_world import OTHER, PLAYER

if TYPE_CHECKING:
    from steam_nodes.steam.callbacks import Record

pytestmark = ON_EVERY_STORE

SCHEMA = Schema.parse(TEXT)
PLAYERS = (PLAYER, OTHER)
TIMEOUT = 2.0
worlds = st.integers(0, 1)
players = st.sampled_from(PLAYERS)
halves = st.integers(-4, 16).map(lambda number: number / 2)
results = st.sampled_from([Result.OK, Result.FAIL, Result.BUSY, Result.INVALID_PARAM, Result.INVALID_PARAM])
rarely = st.sampled_from([False, False, True])
then = st.sampled_from(["", "store", "store and step", "store and step", "step"])
options = st.fixed_dictionaries(
    {"strict": rarely, "at_set": rarely, "refuse": rarely, "max_users": st.sampled_from([None, None, None, None, 1])}
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
        self.store = Rows(SCHEMA.app_id, prompt=True)
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
            self.store.store(),
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
        for world in range(2):
            self.people(world, "all")

    def ask(self, world: int, player: int, kind: str) -> None:
        """Request or store."""
        steam, model = self.steams[world], self.models[world]
        call = steam.request_user_stats(player) if kind == "request" else steam.store_user_stats(player)
        assert call == (model.request(player) if kind == "request" else model.store(player))
        self.asked[world][call] += 1

    def go_on(self, world: int, player: int, then: str) -> None:
        """Do what comes after a set."""
        if "store" in then:
            self.ask(world, player, "store")
        if "step" in then:
            self.frame(world, 1)

    @rule(world=worlds, player=players, name=st.sampled_from("nnnpc"), value=st.integers(-3, 13), then=then)
    def set_int(self, world: int, player: int, name: str, value: int, then: str) -> None:
        """Set an INT stat; one of them is the client's."""
        assert self.steams[world].set_user_stat_int(player, name, value) is self.models[world].set(player, name, value)
        self.go_on(world, player, then)

    @rule(world=worlds, player=players, value=halves, count=halves, length=st.sampled_from([0.5, 1.0, 3.0, 5.0]), then=then)
    def set_floats(self, world: int, player: int, value: float, count: float, length: float, then: str) -> None:
        """Set a FLOAT stat and add to an average."""
        steam, model = self.steams[world], self.models[world]
        assert steam.set_user_stat_float(player, "f", value) is model.set(player, "f", value)
        assert steam.update_user_avg_rate_stat(player, "r", count, length) is model.set(player, "r", (count, length))
        self.go_on(world, player, then)

    @rule(world=worlds, player=players, by=st.integers(1, 2), times=st.integers(1, 3))
    def count(self, world: int, player: int, by: int, times: int) -> None:
        """Add to a stat on both servers in turn, as games that share their players do."""
        for turn in range(times):
            side = (world + turn) % 2
            seen = self.steams[side].get_user_stat_int(player, "n")
            assert seen == self.models[side].get(player, "n")
            self.set_int(side, player, "n", (seen or 0) + by, "store")
        for side in range(2):
            self.frame(side, 1)

    @rule(world=worlds, player=players | st.just(NOT_A_PLAYER), kind=st.sampled_from(["request", "store"]), then=then)
    def ask_and_go_on(self, world: int, player: int, kind: str, then: str) -> None:
        """Request or store, also who is no player."""
        self.ask(world, player, kind)
        self.go_on(world, player, then)

    @rule(world=worlds, player=players, name=st.sampled_from("AB"), unlock=st.booleans(), then=then)
    def achieve(self, world: int, player: int, name: str, then: str, *, unlock: bool) -> None:
        """Unlock or clear an achievement."""
        steam = self.steams[world]
        done = steam.set_user_achievement(player, name) if unlock else steam.clear_user_achievement(player, name)
        assert done is self.models[world].set(player, name, unlock)
        self.go_on(world, player, then)

    @rule(world=worlds, who=st.sampled_from(["all", "join", "leave", "leave", "unload"]), player=players, then=then)
    def people(self, world: int, who: str, player: int = PLAYER, then: str = "step") -> None:
        """Let all players in and ask for them; or let one in or out, or have the user unloaded."""
        steam, model = self.steams[world], self.models[world]
        if who == "all":
            for each in PLAYERS:
                steam.join(each)
                model.join(each)
                self.ask(world, each, "request")
        else:
            getattr(steam, who)(player)
            getattr(model, who)(player)
        self.go_on(world, player, then)

    @rule(
        world=worlds,
        trouble=st.sampled_from(["script", "script", "offline", "latency", "io_failure", "none", "none", "none"]),
        script=st.lists(results, min_size=1, max_size=2),
        stores=st.sampled_from([True, True, False]),
        latency=st.sampled_from([0.25, 0.5, 1.0]),
    )
    def trouble(self, world: int, trouble: str, script: list[Result], latency: float, *, stores: bool) -> None:
        """Begin or end a fault."""
        faults, model = self.steams[world].faults, self.models[world]
        if trouble == "script":
            (faults.next_stores if stores else faults.next_requests)(*script)
            (model.stores if stores else model.requests).extend(script)
        elif trouble == "offline":
            faults.lose_connection()
            model.connection(on=False)
        elif trouble == "latency":
            faults.latency = model.latency = latency
        elif trouble == "io_failure":
            faults.io_failure = model.io_failure = True
        else:
            self.calm(world)
        assert self.steams[world].logged_on() is not model.offline

    def calm(self, world: int) -> None:
        """End every fault."""
        self.steams[world].faults.clear()
        model = self.models[world]
        model.latency, model.io_failure = 0.0, False
        model.requests.clear()
        model.stores.clear()
        model.connection(on=True)

    @rule(world=worlds, frames=st.sampled_from([1, 1, 1, 3, 10]), long=rarely)
    def step(self, world: int, frames: int, *, long: bool) -> None:
        """Let frames go by, sometimes of more than a minute."""
        self.frame(world, frames, 61.0 if long else 0.25)

    @rule(world=worlds)
    def reopen(self, world: int) -> None:
        """Close a world and open it again on the same store."""
        self.steams[world].close()
        self.models[world].close()
        self.open(world)
        self.people(world, "all")

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
        for world in range(2):
            self.calm(world)
            self.frame(world, 12)
            assert not +self.asked[world]
            assert not -self.asked[world]
        for steam, model in zip(self.steams, self.models, strict=True):
            steam.close()
            model.close()
        assert self.store.read() == self.rows


def batch(number: int) -> None:
    """Go 2,000 ways that have this number."""
    walk(seed(number)(TwoServers), 2_000)


def test_a_random_walk_finds_no_difference_to_the_plain_model(*, thorough: bool, long: bool) -> None:
    """Requests, sets, clears, averages, stores, joins, leaves, faults and reopenings of two worlds on one store: no difference.

    On 80 ways; 1,000 with --thorough, 100,000 in the long form.
    """
    if long and Rows.in_memory():
        spread(batch, 50)
    else:
        walk(TwoServers, share(1_000 if thorough or long else 80))
