"""SteamServerStats: the ten methods and three signals of GodotSteam's Game Server Stats, in both lanes, each answer exactly once."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import blinker
import pytest

from steam_nodes import Engine, LocalSteam, Node, Result, SceneTree, Schema, SteamServerStats, SteppedClock
from tests.support.native_world import WAYS, ready
from tests.support.places import ON_EVERY_STORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes import SteamID
    from steam_nodes.steam.backend import ServerBackend
    from tests.conftest import Recorder

pytestmark = ON_EVERY_STORE

ALICE = 76561197960287931
BOB = 76561197960287932

SCHEMA = Schema.parse("""
app_id = 480
[stats.kills]
type = "INT"
set_by = "GS"
[stats.accuracy]
type = "FLOAT"
set_by = "GS"
[stats.speed]
type = "AVGRATE"
window = 10.0
set_by = "GS"
[achievements.ACH_WIN]
set_by = "GS"
""")

METHODS: dict[str, tuple[str, ...]] = {
    "clearUserAchievement": ("steam_id", "name"),
    "serverGetUserAchievement": ("steam_id", "name"),
    "serverGetUserStatFloat": ("steam_id", "name"),
    "serverGetUserStatInt": ("steam_id", "name"),
    "requestUserStats": ("steam_id",),
    "setUserAchievement": ("steam_id", "name"),
    "setUserStatFloat": ("steam_id", "name", "stat"),
    "setUserStatInt": ("steam_id", "name", "stat"),
    "storeUserStats": ("steam_id",),
    "updateUserAvgRateStat": ("steam_id", "name", "this_session", "session_length"),
    "getUserAchievement": ("steam_id", "name"),
    "getUserStatFloat": ("steam_id", "name"),
    "getUserStatInt": ("steam_id", "name"),
}

SAME = {
    "serverGetUserStatFloat": "get_user_stat_float",
    "serverGetUserStatInt": "get_user_stat_int",
    "serverGetUserAchievement": "server_get_user_achievement",
    "serverRequestUserStats": "request_user_stats",
    "GetUserStatFloat": "get_user_stat_float",
    "requestUserStats": "request_user_stats",
    "storeUserStats": "store_user_stats",
    "getUserAchievement": "get_user_achievement",
    "getUserStatFloat": "get_user_stat_float",
    "getUserStatInt": "get_user_stat_int",
    "setUserAchievement": "set_user_achievement",
    "clearUserAchievement": "clear_user_achievement",
    "setUserStatFloat": "set_user_stat_float",
    "setUserStatInt": "set_user_stat_int",
    "updateUserAvgRateStat": "update_user_avg_rate_stat",
}


@pytest.fixture
def local() -> LocalSteam:
    """Give a world in memory under a stepped clock."""
    return LocalSteam(SCHEMA, clock=SteppedClock(), users={ALICE: {"kills": 7, "accuracy": 0.25}})


@pytest.fixture(params=WAYS)
def steam(request: pytest.FixtureRequest, local: LocalSteam) -> Iterator[ServerBackend]:
    """Give that world as it is, and through a library in every way."""
    backend = ready(WAYS[request.param](local))
    yield backend
    backend.close()


@pytest.fixture
def stats(tree: SceneTree, steam: ServerBackend) -> SteamServerStats:
    """Give the node, attached."""
    return SteamServerStats.attach(tree, steam)


def requested(tree: SceneTree, stats: SteamServerStats, steam_id: int = ALICE) -> None:
    """Request a user's stats and let the answer come."""
    stats.request_user_stats(steam_id)
    tree.process()


@pytest.mark.parametrize(("name", "arguments"), METHODS.items())
def test_each_method_takes_the_documented_arguments(name: str, arguments: tuple[str, ...]) -> None:
    """Names and order of the arguments are those of the page."""
    assert tuple(inspect.signature(getattr(SteamServerStats, name)).parameters)[1:] == arguments


@pytest.mark.parametrize(("camel", "snake"), SAME.items())
def test_both_spellings_are_one_function(camel: str, snake: str) -> None:
    """A second name is never a second function."""
    assert getattr(SteamServerStats, camel) is getattr(SteamServerStats, snake)


@pytest.mark.parametrize(
    ("signal", "arguments"),
    [("stats_received", ("result", "steam_id")), ("stats_stored", ("result", "steam_id")), ("stats_unloaded", ("steam_id",))],
)
def test_each_signal_declares_the_documented_arguments(signal: str, arguments: tuple[str, ...]) -> None:
    """Names and order of the arguments are those of the page."""
    assert getattr(SteamServerStats, signal).get_parameters() == arguments


def test_a_request_is_answered_in_the_next_frame_and_never_in_its_own(tree: SceneTree, stats: SteamServerStats, recorder: Recorder) -> None:
    """The answer comes from `_process`, exactly one frame later under the stepped clock, exactly once."""
    recorder.watch(stats.stats_received)
    stats.requestUserStats(ALICE)
    stats.run_callbacks()
    assert recorder.lines == []
    for _ in range(3):
        tree.process()
    assert recorder.lines == [("stats_received", Result.OK, ALICE)]


def test_a_store_is_answered_exactly_one_frame_later(tree: SceneTree, stats: SteamServerStats, recorder: Recorder) -> None:
    """The same holds for stores."""
    requested(tree, stats)
    recorder.watch(stats.stats_stored)
    assert stats.setUserStatInt(ALICE, "kills", 8)
    stats.storeUserStats(ALICE)
    stats.run_callbacks()
    assert recorder.lines == []
    tree.process()
    assert recorder.lines == [("stats_stored", Result.OK, ALICE)]


def test_what_is_asked_in_a_physics_tick_is_answered_in_the_next_frame(
    tree: SceneTree, stats: SteamServerStats, recorder: Recorder
) -> None:
    """The physics of a frame come before its `_process`; the answer still waits for the next frame."""

    class Game(Node):
        def _physics_process(self, delta: float) -> None:
            if Engine.get_physics_frames() == 1:
                stats.requestUserStats(ALICE)

    stats.stats_received.connect(lambda _result, _steam_id: recorder.lines.append((Engine.get_process_frames(),)))
    tree.root.add_child(Game())
    tree.process()
    assert recorder.lines == []
    tree.process()
    assert recorder.lines == [(1,)]


def test_a_node_outside_of_every_tree_is_pumped_by_hand(steam: ServerBackend, recorder: Recorder) -> None:
    """Each `run_callbacks` is then a frame of its own."""
    stats = SteamServerStats(steam)
    recorder.watch(stats.stats_received)
    stats.requestUserStats(ALICE)
    assert recorder.lines == []
    stats.run_callbacks()
    assert recorder.lines == [("stats_received", Result.OK, ALICE)]


def test_getters_and_setters_are_refused_before_the_request_and_work_after_it(tree: SceneTree, stats: SteamServerStats) -> None:
    """Each returns GodotSteam's value for a refusal, then the real one."""
    assert not stats.setUserStatInt(ALICE, "kills", 1)
    assert (stats.getUserStatInt(ALICE, "kills"), stats.getUserStatFloat(ALICE, "accuracy")) == (0, 0.0)
    assert stats.getUserAchievement(ALICE, "ACH_WIN") == {}
    assert stats.serverGetUserAchievement(ALICE, "ACH_WIN") == {"result": False, "user": ALICE, "name": "ACH_WIN", "unlocked": False}
    requested(tree, stats)
    assert stats.setUserAchievement(ALICE, "ACH_WIN")
    assert (stats.getUserStatInt(ALICE, "kills"), stats.getUserStatFloat(ALICE, "accuracy")) == (7, 0.25)
    assert stats.getUserAchievement(ALICE, "ACH_WIN") == {"steam_id": ALICE, "retrieved": True, "name": "ACH_WIN", "achieved": True}
    assert stats.serverGetUserAchievement(ALICE, "ACH_WIN") == {"result": True, "user": ALICE, "name": "ACH_WIN", "unlocked": True}
    assert stats.clearUserAchievement(ALICE, "ACH_WIN")
    assert stats.setUserStatFloat(ALICE, "accuracy", 0.5)
    assert stats.updateUserAvgRateStat(ALICE, "speed", 10.0, 2.0)
    assert stats.getUserStatFloat(ALICE, "speed") == 5.0
    assert list(stats.getUserAchievement(ALICE, "ACH_WIN")) == ["steam_id", "retrieved", "name", "achieved"]


def test_a_getter_hands_the_id_back_as_it_came(tree: SceneTree, stats: SteamServerStats) -> None:
    """The dictionary holds a plain int where the caller passed one."""
    requested(tree, stats)
    assert type(stats.getUserAchievement(ALICE, "ACH_WIN")["steam_id"]) is int


def test_why_gives_the_reason_of_the_last_refusal(tree: SceneTree, stats: SteamServerStats) -> None:
    """A False has a sentence behind it that names the stat and the remedy."""
    assert stats.why() == ""
    requested(tree, stats)
    assert not stats.setUserStatInt(ALICE, "kils", 1)
    assert '"kils"' in stats.why()
    assert '"kills"' in stats.why()


def test_blinker_gets_each_answer_once_after_godots_lane_with_the_node_as_sender(
    tree: SceneTree, stats: SteamServerStats, recorder: Recorder
) -> None:
    """`blinker.signal("stats_received")` is the signal, with keyword arguments by blinker's convention."""
    in_process: list[bool] = []

    def receiver(sender: object, **named: Any) -> None:
        in_process.append(Engine.get_main_loop() is tree)
        recorder.lines.append(("blinker", sender, named))

    for name in ("stats_received", "stats_stored"):
        blinker.signal(name).connect(receiver, sender=stats)
        recorder.watch(getattr(stats, name))
    requested(tree, stats)
    stats.storeUserStats(ALICE)
    tree.process()
    assert recorder.lines == [
        ("stats_received", Result.OK, ALICE),
        ("blinker", stats, {"result": Result.OK, "steam_id": ALICE}),
        ("stats_stored", Result.OK, ALICE),
        ("blinker", stats, {"result": Result.OK, "steam_id": ALICE}),
    ]
    assert in_process == [True, True]


def test_an_unload_reaches_both_lanes(tree: SceneTree, local: LocalSteam, stats: SteamServerStats, recorder: Recorder) -> None:
    """`stats_unloaded(steam_id)` is emitted once in each."""

    def receiver(sender: object, **named: Any) -> None:
        recorder.lines.append(("blinker", sender, named))

    blinker.signal("stats_unloaded").connect(receiver, sender=stats)
    recorder.watch(stats.stats_unloaded)
    requested(tree, stats)
    local.unload(ALICE)
    tree.process()
    assert recorder.lines == [("stats_unloaded", ALICE), ("blinker", stats, {"steam_id": ALICE})]


def test_a_failing_receiver_stops_no_other_in_either_lane_and_no_other_answer(
    tree: SceneTree, stats: SteamServerStats, recorder: Recorder
) -> None:
    """All receivers of all answers run; the frame raises everything at its end."""

    def fails(*_: object) -> None:
        message = "godot lane"
        raise ValueError(message)

    def fails_too(_sender: object, **_named: object) -> None:
        message = "blinker lane"
        raise KeyError(message)

    def receiver(_sender: object, **named: Any) -> None:
        recorder.lines.append(("blinker", named["steam_id"]))

    stats.stats_received.connect(fails)
    recorder.watch(stats.stats_received)
    lane = blinker.signal("stats_received")
    lane.connect(fails_too, sender=stats)
    lane.connect(receiver, sender=stats)
    stats.requestUserStats(ALICE)
    stats.requestUserStats(BOB)
    with pytest.raises(ExceptionGroup) as caught:
        tree.process()
    assert sorted(str(error.args[0]) for error in caught.value.exceptions) == ["blinker lane"] * 2 + ["godot lane"] * 2
    assert recorder.lines == [
        ("stats_received", Result.OK, ALICE),
        ("blinker", ALICE),
        ("stats_received", Result.OK, BOB),
        ("blinker", BOB),
    ]


def test_answers_arrive_while_the_tree_is_paused(tree: SceneTree, stats: SteamServerStats, recorder: Recorder) -> None:
    """The node is ALWAYS, whatever the game does."""
    recorder.watch(stats.stats_received)
    tree.paused = True
    requested(tree, stats)
    assert recorder.lines == [("stats_received", Result.OK, ALICE)]


def test_calling_run_callbacks_by_hand_changes_nothing(tree: SceneTree, stats: SteamServerStats, recorder: Recorder) -> None:
    """GodotSteam scripts pump in their own `_process`; each answer still comes once, and not sooner."""

    class Game(Node):
        def _process(self, delta: float) -> None:
            stats.run_callbacks()
            recorder.lines.append(("frame",))

    tree.root.add_child(Game())
    recorder.watch(stats.stats_received)
    stats.requestUserStats(ALICE)
    tree.process()
    tree.process()
    assert recorder.lines == [("stats_received", Result.OK, ALICE), ("frame",), ("frame",)]


def test_run_callbacks_inside_a_handler_does_nothing(tree: SceneTree, stats: SteamServerStats, recorder: Recorder) -> None:
    """The second answer of a frame waits for the first one's handlers."""

    def nested(_result: Result, steam_id: SteamID) -> None:
        recorder.lines.append(("begin", steam_id))
        stats.run_callbacks()
        recorder.lines.append(("end", steam_id))

    stats.stats_received.connect(nested)
    stats.requestUserStats(ALICE)
    stats.requestUserStats(BOB)
    tree.process()
    assert recorder.lines == [("begin", ALICE), ("end", ALICE), ("begin", BOB), ("end", BOB)]


@pytest.mark.parametrize("wrong", ["76561197960287931", 7.5, None, True])
def test_a_steam_id_of_the_wrong_type_raises_at_the_call(stats: SteamServerStats, wrong: Any) -> None:
    """Wrong Python types are errors of the program, not refusals."""
    with pytest.raises(TypeError):
        stats.requestUserStats(wrong)
    with pytest.raises(TypeError):
        stats.storeUserStats(wrong)


@pytest.mark.parametrize("inside", [False, True])
def test_handlers_run_inside_the_scripts_run_callbacks_where_the_nodes_own_pump_is_off(inside: bool) -> None:
    """The node hands out before the game's nodes process; `set_process(False)` on it leaves that to the script's own call."""
    tree = SceneTree(fixed_fps=60)
    stats = SteamServerStats.attach(tree, LocalSteam(SCHEMA, clock=SteppedClock()))
    heard: list[bool] = []
    pumping = [False]

    class Script(Node):
        def _process(self, delta: float) -> None:
            pumping[0] = True
            stats.run_callbacks()
            pumping[0] = False

    tree.root.add_child(Script())
    stats.set_process(not inside)
    stats.stats_received.connect(lambda *_: heard.append(pumping[0]))
    stats.request_user_stats(ALICE)
    for _ in range(30):
        tree.process()
    assert heard == [inside]
    tree.close()
