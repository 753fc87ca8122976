"""A random walk of hypothesis over a server and the sides of two players on one store, against the plain model of two_sides_model.py.

Rules: those of test_stats_machine.py. After each step the model and the world have returned the same; after each frame of a side they
have handed over the same records and show the same values. At the end the stores hold the same rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import seed
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from steam_nodes.steam.callbacks import (
    ServersConnected,
    ServersDisconnected,
    UserAchievementStored,
    UserStatsReceived,
    UserStatsStored,
    UserStatsUnloaded,
)
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support.long_walks import spread, walk
from tests.support.places import ON_EVERY_STORE, Rows, share
from tests.support.stats_model_records import NOT_A_PLAYER, START
from tests.support.stats_world import OTHER, PLAYER
from tests.support.two_sides_model import TEXT, ModelClient, ModelServer, names
from tests.test_stats_machine import told as told_server

if TYPE_CHECKING:
    from steam_nodes.steam.callbacks import ClientRecord
    from steam_nodes.steam.local.client.client import LocalClient

pytestmark = ON_EVERY_STORE

SCHEMA = Schema.parse(TEXT)
PLAYERS = (PLAYER, OTHER)
THIRD = OTHER + 1
TIMEOUT = 2.0
sides = st.sampled_from([0, 0, 1])
players = st.sampled_from(PLAYERS)
halves = st.integers(-4, 16).map(lambda number: number / 2)
results = st.sampled_from([Result.OK, Result.FAIL, Result.BUSY, Result.INVALID_PARAM])
rarely = st.sampled_from([False, False, True])
then = st.sampled_from(["", "store", "store and step", "store and step", "step"])
options = st.fixed_dictionaries({"refuse": rarely, "max_users": st.sampled_from([None, None, 1])})


def told(record: ClientRecord) -> tuple[Any, ...]:
    """Return a record in the model's words."""
    if isinstance(record, UserStatsReceived):
        return ("received", record.call, record.result, record.user_id)
    if isinstance(record, UserStatsStored):
        return ("stored", record.result)
    if isinstance(record, UserStatsUnloaded):
        return ("unloaded", record.user_id)
    if isinstance(record, ServersConnected | ServersDisconnected):
        return ("on" if isinstance(record, ServersConnected) else "off",)
    assert isinstance(record, UserAchievementStored)
    return ("shown", record.achievement_name, record.current_progress, record.max_progress)


class TwoDoors(RuleBasedStateMachine):
    """A server with both players, and a side of each, beside their models."""

    def __init__(self) -> None:
        """Begin with an empty store."""
        super().__init__()
        self.store = Rows(SCHEMA.app_id, prompt=True)
        self.rows: dict[int, dict[str, Any]] = {}
        self.clients: list[LocalClient] = []
        self.models: list[ModelClient] = []
        self.options: list[dict[str, Any]] = []

    @initialize(first=options, second=options)
    def begin(self, first: dict[str, Any], second: dict[str, Any]) -> None:
        """Open all three; both players are on the server and loaded there."""
        self.options = [first, second]
        self.steam = LocalSteam(SCHEMA, self.store.store(), clock=SteppedClock(START), store_rate="allow", timeout=TIMEOUT)
        self.server = ModelServer(self.rows, strict=False, at_set=False, refuse=False, max_users=None, timeout=TIMEOUT)
        for player in PLAYERS:
            self.steam.join(player)
            self.server.join(player)
            assert self.steam.request_user_stats(player) == self.server.request(player)
        self.serve(1)
        for side in range(2):
            self.open(side)

    def open(self, side: int) -> None:
        """Open a side and its model."""
        option = self.options[side]
        rate: Any = "refuse" if option["refuse"] else "allow"
        client = self.steam.client(PLAYERS[side], clock=SteppedClock(START), store_rate=rate, max_users=option["max_users"])
        self.clients[side:] = [client, *self.clients[side + 1 :]]
        self.models[side:] = [ModelClient(self.rows, PLAYERS[side], timeout=TIMEOUT, **option), *self.models[side + 1 :]]

    # The server.

    @rule(player=players, name=st.sampled_from("ppcnAB"), value=st.integers(-3, 13), then=then)
    def server_sets(self, player: int, name: str, value: int, then: str) -> None:
        """Set a stat or an achievement, also one that is the player's."""
        if name in "AB":
            done = (self.steam.set_user_achievement if value > 0 else self.steam.clear_user_achievement)(player, name)
            assert done is self.server.set(player, name, value > 0)
        else:
            assert self.steam.set_user_stat_int(player, name, value) is self.server.set(player, name, value)
        if "store" in then:
            assert self.steam.store_user_stats(player) == self.server.store(player)
        if "step" in then:
            self.serve(1)

    @rule(script=st.lists(results, min_size=1, max_size=2))
    def server_fails(self, script: list[Result]) -> None:
        """Have stores of the server fail."""
        self.steam.faults.next_stores(*script)
        self.server.stores.extend(script)

    @rule(frames=st.sampled_from([1, 1, 3]))
    def serve(self, frames: int) -> None:
        """Step the server."""
        for _ in range(frames):
            self.steam.advance(0.25)
            assert [told_server(record) for record in self.steam.poll()] == self.server.step(0.25)
        for player in PLAYERS:
            for name in names("stats"):
                assert self.read(self.steam, player, name) == self.server.get(player, name), name
            for name in names("achievements"):
                assert self.steam.get_user_achievement(player, name) == self.server.get(player, name), name

    # The players.

    def go_on(self, side: int, then: str) -> None:
        """Do what comes after a set."""
        if "store" in then:
            assert self.clients[side].store_stats() is self.models[side].store_stats()
        if "step" in then:
            self.play(side, 1)

    @rule(side=sides, name=st.sampled_from("nnnpc"), value=st.integers(-3, 13), then=then)
    def set_int(self, side: int, name: str, value: int, then: str) -> None:
        """Set an INT stat, also one that is the server's."""
        own = PLAYERS[side]
        assert self.clients[side].set_stat_int(name, value) is self.models[side].set(own, name, value)
        self.go_on(side, then)

    @rule(side=sides, value=halves, count=halves, length=st.sampled_from([0.5, 1.0, 3.0, 5.0]), then=then)
    def set_floats(self, side: int, value: float, count: float, length: float, then: str) -> None:
        """Set a FLOAT stat and add to an average."""
        client, model, own = self.clients[side], self.models[side], PLAYERS[side]
        assert client.set_stat_float("f", value) is model.set(own, "f", value)
        assert client.update_avg_rate_stat("r", count, length) is model.set(own, "r", (count, length))
        self.go_on(side, then)

    @rule(side=sides, name=st.sampled_from("AAAB"), unlock=st.booleans(), then=then)
    def achieve(self, side: int, name: str, then: str, *, unlock: bool) -> None:
        """Unlock or clear an achievement, also one that is the server's."""
        client = self.clients[side]
        done = client.set_achievement(name) if unlock else client.clear_achievement(name)
        assert done is self.models[side].set(PLAYERS[side], name, unlock)
        self.go_on(side, then)

    @rule(side=sides, too=st.booleans(), then=then)
    def reset(self, side: int, then: str, *, too: bool) -> None:
        """Reset all stats."""
        assert self.clients[side].reset_all_stats(too) is self.models[side].reset(achievements_too=too)
        self.go_on(side, then)

    @rule(side=sides, name=st.sampled_from("AB"), current=st.integers(0, 3), then=then)
    def indicate(self, side: int, name: str, current: int, then: str) -> None:
        """Show progress."""
        assert self.clients[side].indicate_achievement_progress(name, current, 3) is self.models[side].indicate(name, current, 3)
        self.go_on(side, then)

    @rule(side=sides, who=st.sampled_from([PLAYER, OTHER, OTHER, THIRD, THIRD, NOT_A_PLAYER, 0]), then=then)
    def ask(self, side: int, who: int, then: str) -> None:
        """Request a user, or (0) the own stats as nobody's call."""
        client, model = self.clients[side], self.models[side]
        if who:
            assert client.request_user_stats(who) == model.request(who)
        else:
            assert client.request_current_stats() is model.request_current()
        self.go_on(side, then)

    @rule(side=sides, who=players)
    def unload(self, side: int, who: int) -> None:
        """Have a user unloaded."""
        self.clients[side].unload(who)
        self.models[side].unload(who)

    @rule(
        side=sides,
        trouble=st.sampled_from(["stores", "stores", "requests", "offline", "latency", "io_failure", "none", "none", "none"]),
        script=st.lists(results, min_size=1, max_size=2),
        latency=st.sampled_from([0.25, 0.5, 1.0]),
    )
    def trouble(self, side: int, trouble: str, script: list[Result], latency: float) -> None:
        """Begin or end a fault; the player stays logged on."""
        faults, model = self.clients[side].faults, self.models[side]
        if trouble == "none":
            self.calm(side)
        elif trouble == "offline":
            faults.lose_connection()
            model.connection(on=False)
        elif trouble == "latency":
            faults.latency = model.latency = latency
        elif trouble == "io_failure":
            faults.io_failure = model.io_failure = True
        else:
            (faults.next_stores if trouble == "stores" else faults.next_requests)(*script)
            (model.stores if trouble == "stores" else model.requests).extend(script)
        assert self.clients[side].logged_on() is not model.down

    def calm(self, side: int) -> None:
        """End every fault."""
        self.clients[side].faults.clear()
        model = self.models[side]
        model.latency, model.io_failure = 0.0, False
        model.requests.clear()
        model.stores.clear()
        model.connection(on=True)

    @rule(side=sides, end=st.sampled_from(["close", "shutdown", "init", "init"]))
    def live(self, side: int, end: str) -> None:
        """Close a side and open it again; or shut Steam down, or begin again."""
        client, model = self.clients[side], self.models[side]
        if end == "close":
            client.close()
            model.close()
            self.open(side)
        elif end == "shutdown":
            client.shutdown()
            model.shutdown()
        else:
            assert client.init(0)[0] == 0
            model.init()

    @rule(side=sides, frames=st.sampled_from([1, 1, 1, 3, 10]), long=rarely)
    def play(self, side: int, frames: int, *, long: bool = False) -> None:
        """Step a side, sometimes by frames of more than a minute, and compare what arrives and what is shown."""
        client, model = self.clients[side], self.models[side]
        for _ in range(frames):
            client.advance(61.0 if long else 0.25)
            assert [told(record) for record in client.poll()] == model.step(61.0 if long else 0.25)
        for player in (*PLAYERS, THIRD):
            for name in names("stats"):
                assert self.read(client, player, name) == model.get(player, name), name
                assert client.was_set(player, name) is model.was_set(player, name), name
            for name in names("achievements"):
                assert client.get_user_achievement(player, name) == model.unlock(player, name), name

    def read(self, steam: LocalSteam | LocalClient, player: int, name: str) -> object:
        """Read a stat with the getter of its type."""
        return steam.get_user_stat_float(player, name) if name in "fr" else steam.get_user_stat_int(player, name)

    def teardown(self) -> None:
        """End every fault, let all that is asked be answered, close, and see that both stores are the same."""
        for side in range(2):
            self.calm(side)
            self.play(side, 12)
            self.clients[side].close()
            self.models[side].close()
        self.serve(3)
        self.steam.close()
        self.server.close()
        assert self.store.read() == self.rows


def batch(number: int) -> None:
    """Go 2,000 ways that have this number."""
    walk(seed(number)(TwoDoors), 2_000)


def test_a_random_walk_over_both_sides_finds_no_difference_to_the_plain_model(*, thorough: bool, long: bool) -> None:
    """A server and two players set, store, reset, ask, fail, end and begin again on one store: no difference.

    On 80 ways; 1,000 with --thorough, 100,000 in the long form.
    """
    if long and Rows.in_memory():
        spread(batch, 50)
    else:
        walk(TwoDoors, share(1_000 if thorough or long else 80))
