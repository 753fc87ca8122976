"""A random walk of hypothesis: a LocalSteam as it is, and one seen through Valve's interface and our binding, are told apart by no step.

Rules: both begin alike and are told the same. After each step they have returned the same, after each frame they have handed over the
same records (calls are compared by the order in which they were asked, for each side numbers its own) and show the same values. Every
request and every store is answered exactly once.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import seed
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from steam_nodes.steam.callbacks import StatsReceived, StatsStored
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.results import Result
from tests.support.long_walks import spread, walk
from tests.support.loopback import POSTINGS, library
from tests.support.native_world import MODES, Looped, Mode
from tests.support.places import ON_EVERY_STORE, Rows, share
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, SERVER, START, load
from tests.support.stepping import frame
from tests.support.twins import Twins, TwinSide

if TYPE_CHECKING:
    from steam_nodes.steam.backend import ServerBackend
    from steam_nodes.steam.callbacks import Record

pytestmark = ON_EVERY_STORE

PLAYERS = (PLAYER, OTHER)
GETS = (
    ("get_user_stat_int", ("kills", "level", "played", "secret", "kils", "accuracy")),
    ("get_user_stat_float", ("accuracy", "kills_per_hour", "distance", "kills")),
    ("get_user_achievement", ("ACH_WIN", "ACH_LEVEL_50", "ACH_CLIENT", "ACH_NONE")),
)
SETS: tuple[tuple[str, tuple[str, ...], st.SearchStrategy[tuple[Any, ...]]], ...] = (
    (
        "set_user_stat_int",
        ("kills", "level", "played", "kils", "accuracy", "x" * 200, ""),
        st.tuples(st.integers(-3, 60) | st.sampled_from([2**31, -(2**31), True, 1.5])),
    ),
    (
        "set_user_stat_float",
        ("accuracy", "distance", "ranking", "kills"),
        st.tuples(st.integers(-4, 16).map(lambda number: number / 2) | st.sampled_from([float("nan"), float("inf"), 1e39, 0.1, 3, True])),
    ),
    (
        "update_user_avg_rate_stat",
        ("kills_per_hour", "lifetime_rate", "accuracy"),
        st.tuples(st.integers(-4, 16).map(float), st.sampled_from([0.5, 3.0, 20.0, 0.0, -1.0])),
    ),
    ("set_user_achievement", ("ACH_WIN", "ACH_LEVEL_50", "ACH_CLIENT", "ACH_NONE"), st.just(())),
    ("clear_user_achievement", ("ACH_WIN", "ACH_LEVEL_50", "ACH_CLIENT", "ACH_NONE"), st.just(())),
)
sides = st.sampled_from(PLAYERS)
ids = st.sampled_from([*PLAYERS, *PLAYERS, SERVER, 0])
then = st.sampled_from(["", "", "store", "store and step", "step"])


class Side(TwinSide):
    """One of the two, and another server on its store."""

    def __init__(self, backend: ServerBackend, local: LocalSteam) -> None:
        """Open the other server."""
        super().__init__(backend, local, LocalSteam(SCHEMA, local._world.store.beside(), clock=SteppedClock(), store_rate="allow"))

    def told(self, record: Record) -> tuple[object, ...]:
        """Return a record with the place of its call instead of its number."""
        if isinstance(record, StatsReceived | StatsStored):
            self.answered += 1
            return type(record).__name__, self.asked.index(record.call), record.result, record.steam_id
        return (record,)


def whose(told: tuple[Any, ...]) -> int:
    """Return the user whose answer it is, -1 for what nobody asked for."""
    return int(told[-1]) if len(told) > 1 else -1


class ServerTwins(Twins[Side]):
    """The two, side by side."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        super().__init__()
        self.posting = ""

    @initialize(mode=st.sampled_from(MODES), posting=st.sampled_from(POSTINGS), sdk=st.sampled_from([165, 165, 164, 148]))
    def begin(self, mode: Mode, posting: str, sdk: int) -> None:
        """Open both, initialised and logged on."""
        self.posting = posting
        # With a thread between them it is open whose store comes first, ours or the other server's, and the two sides may differ in it.
        rows = [Rows(prompt=True).store() for _ in range(2)]
        plain, behind = (LocalSteam(SCHEMA, own, clock=SteppedClock(), users=START, store_rate="allow", timeout=1.0) for own in rows)
        looped = Looped(behind, mode, posting, sdk)
        self.sides = [Side(plain, plain), Side(looped, behind)]
        for side in self.sides:
            side.backend.server_shutdown()
        self.server("init")
        self.server("log on")
        for player in PLAYERS:
            self.ask(player, "request")
        self.step(3)

    @rule(player=ids, kind=st.sampled_from(["request", "store"]))
    def ask(self, player: int, kind: str) -> None:
        """Request or store."""
        for side in self.sides:
            side.asked.append(getattr(side.backend, f"{kind}_user_stats")(player))

    @rule(data=st.data(), player=sides, which=st.sampled_from(SETS), then=then)
    def set(self, data: st.DataObject, player: int, which: tuple[str, tuple[str, ...], Any], then: str) -> None:
        """Set something, right or wrong."""
        call, names, values = which
        self.same(call, player, data.draw(st.sampled_from(names)), *data.draw(values))
        if "store" in then:
            self.ask(player, "store")
        if "step" in then:
            self.step(1)

    @rule(
        player=sides, values=st.dictionaries(st.sampled_from(["kills", "level", "accuracy", "kils"]), st.sampled_from([1, 2, 0.5, 2**40]))
    )
    def set_several(self, player: int, values: dict[str, float]) -> None:
        """Set several values at once."""
        refused = [side.backend.set_user_stats(player, values) for side in self.sides]
        assert sorted(refused[0]) == sorted(refused[1])

    @rule(player=sides, by=st.integers(1, 3), then=then)
    def another_server(self, player: int, by: int, then: str) -> None:
        """Let another server on the same store add to a value while ours may be asking for it; then set that value here too."""
        for side in self.sides:
            load(side.beside, player)
            kills = side.beside.get_user_stat_int(player, "kills")
            assert kills is not None
            assert side.beside.set_user_stat_int(player, "kills", kills + by if kills < 60 else 0)
            side.beside.store_user_stats(player)
            assert [record.result for record in frame(side.beside) if isinstance(record, StatsStored)] == [Result.OK]
        kills = self.same("get_user_stat_int", player, "kills")
        self.same("set_user_stat_int", player, "kills", (kills or 0) + 1)
        if "store" in then:
            self.ask(player, "store")
        if "step" in then:
            self.step(1)

    @rule(frames=st.sampled_from([1, 1, 2, 5]))
    def step(self, frames: int) -> None:
        """Let frames go by, and compare what arrives and what is shown."""
        for _ in range(frames):
            arrived = []
            for side in self.sides:
                side.backend.advance(0.25)
                arrived.append([side.told(record) for record in side.backend.poll()])
            if self.posting == "broadcast twice":
                # A broadcast names no call, so a second one may bring the next answer of that user before other users' answers and before
                # what nobody asked for. The answers of one user, and the news, keep their order.
                arrived = [sorted(records, key=whose) for records in arrived]
            assert arrived[0] == arrived[1]
        for player in PLAYERS:
            for call, names in GETS:
                for name in names:
                    self.same(call, player, name)

    @rule(player=sides, what=st.sampled_from(["join", "leave", "unload"]))
    def people(self, player: int, what: str) -> None:
        """Let a player in or out, or have the user unloaded."""
        for side in self.sides:
            getattr(side.local, what)(player)

    @rule(what=st.sampled_from(["log on", "log on", "log off", "restart"]))
    def server(self, what: str) -> None:
        """Log on or off, or shut down and begin again."""
        if what in {"init", "restart"}:
            if what == "restart":
                self.calm()
                self.same("server_shutdown")
                self.step(2)
            self.same("server_init", "0.0.0.0", 27015, 27016, 2, "1.0.0.0")
        elif what == "log on":
            self.same("log_on_anonymous")
            self.step(2)
        else:
            self.same("log_off")
        self.same("logged_on")
        assert bool(self.sides[0].backend.get_steam_id()) == bool(self.sides[1].backend.get_steam_id())


def batch(number: int) -> None:
    """Go 200 ways that have this number."""
    walk(seed(number)(ServerTwins), 200)


def test_a_random_walk_cannot_tell_the_binding_from_the_local_world(*, thorough: bool, long: bool) -> None:
    """1,000 steps, 2,000 with --thorough, 100,000 in the long form: the same returns, the same records, each answer once."""
    if long and Rows.in_memory():
        library()  # where there is no compiler the law is skipped here; in a batch that would be a failure
        spread(batch, 20)
    else:
        walk(ServerTwins, share(80 if thorough or long else 40))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("posting", [posting for posting in POSTINGS if posting != "broadcast twice"])
def test_an_unloading_stays_between_the_answers_it_happened_between(mode: Mode, posting: str) -> None:
    """A user is asked for, leaves and is asked for again in one frame: known as unloaded in between, and as loaded at the end."""
    looped = Looped(LocalSteam(SCHEMA, clock=SteppedClock(), users=START, store_rate="allow"), mode, posting).start()
    with contextlib.closing(looped):
        load(looped, PLAYER, OTHER)
        looped.store_user_stats(OTHER)
        looped.request_user_stats(PLAYER)
        looped.local.leave(PLAYER)
        looped.request_user_stats(PLAYER)
        looped.store_user_stats(OTHER)
        told = [(type(record).__name__, getattr(record, "steam_id", None)) for record in frame(looped)]
        assert told == [
            ("StatsStored", OTHER),
            ("StatsReceived", PLAYER),
            ("StatsUnloaded", PLAYER),
            ("StatsReceived", PLAYER),
            ("StatsStored", OTHER),
        ]
        assert PLAYER in looped._pipe.loaded


@pytest.mark.parametrize("changed_by_another", [False, True])
def test_who_left_unstored_is_let_go_untold_at_the_end(*, changed_by_another: bool) -> None:
    """A player left while nothing could be stored; the end of the server stores or refuses it, and no later frame tells of it."""
    library()
    state = ServerTwins()
    try:
        state.begin(mode="shim", posting="result", sdk=165)
        state.people(player=OTHER, what="leave")
        state.trouble(script=[], trouble="offline")
        if changed_by_another:
            state.another_server(player=OTHER, by=1, then="")
        else:
            state.same("set_user_stat_int", OTHER, "kills", 9)
        state.server("log on")
        state.server("log on")
        state.server("restart")
        state.step(4)
    finally:
        state.teardown()
