"""The test kit's own laws: frames on a stepped clock, waiting, recorders, faults on both sides, and what is stored.

Rules: they hold the objects that the fixtures give; that pytest gives them is held by test_testing_kit_plugin.py. A message is held by the
words that its reader needs, never as a whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, assert_type

import pytest

from steam_nodes import (
    Engine,
    LocalSteam,
    Node,
    Object,
    PlayerStats,
    Result,
    SceneTree,
    Schema,
    Signal,
    Steam,
    SteamID,
    SteamServer,
    SteppedClock,
    record,
    replay,
)
from steam_nodes.testing import AssertStored, Emission, Frames, Record, Recorder, SteamFaults, Until
from steam_nodes.testing.isolation import Before

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from steam_nodes import LocalClient

ALICE = 76561197960287931
SCHEMA = Schema.of(
    {
        "app_id": 480,
        "stats": {
            "kills": {"type": "INT", "set_by": "GS", "max": 100},
            "feet": {"type": "FLOAT", "set_by": "GS"},
            "games": {"type": "INT", "default": 5},
        },
        "achievements": {"ACH_WIN": {"set_by": "GS"}, "ACH_OWN": {}},
    }
)


class Kit:
    """A tree with both sides of one world, and the objects that the fixtures give."""

    def __init__(self, tree: SceneTree, world: LocalSteam) -> None:
        """Attach both sides."""
        self.tree = tree
        self.world = world
        self.client: LocalClient = world.client(ALICE)
        self.server = SteamServer.attach(tree, world)
        self.steam = Steam.attach(tree, self.client)
        self.frames = Frames(tree)
        self.until = Until(tree, self.frames)
        self.faults = SteamFaults(world, self.client)
        self.assert_stored = AssertStored(world)

    def loaded(self) -> Kit:
        """Have the player's stats on the server."""
        self.server.request_user_stats(ALICE)
        self.until(self.server.stats_received)
        return self


@pytest.fixture
def kit(tree: SceneTree, world: LocalSteam) -> Iterator[Kit]:
    """Give the kit over a world of this file's schema."""
    made = Kit(tree, world)
    yield made
    made.assert_stored.close()
    made.client.close()


class Door(Node):
    """Something of a game that has signals."""

    opened: Signal[str, int] = Signal("who", "how")
    shut: Signal[()] = Signal()
    jammed: Signal[str] = Signal("why")

    def __init__(self, at: int = 0) -> None:
        """Open in a frame, counted from its first."""
        super().__init__("Door")
        self.at = at
        self.frame = 0

    def _process(self, _delta: float) -> None:
        self.frame += 1
        if self.frame == self.at:
            self.opened.emit("Alice", self.frame)
            self.shut.emit()


def door(kit: Kit, at: int = 0) -> Door:
    """Add a door to the tree."""
    made = Door(at)
    kit.tree.root.add_child(made)
    return made


def fails(work: Callable[[], object], kind: type[Exception] = AssertionError) -> str:
    """Return how something fails."""
    with pytest.raises(kind) as caught:
        work()
    return str(caught.value)


# Frames.


def test_frames_are_a_sixtieth_of_a_second_of_the_worlds_time(kit: Kit) -> None:
    """Each frame moves the tree, both sides of Steam and the count on by 1/60 s."""
    begin = kit.world._world.clock.now()
    kit.frames(60)
    kit.frames()
    kit.frames(0)
    assert (kit.frames.count, round(kit.frames.elapsed, 6)) == (61, round(61 / 60, 6))
    assert kit.world._world.clock.now() - begin == pytest.approx(61 / 60)
    assert Engine.get_process_frames() == 61


def test_seconds_are_as_many_frames_as_it_takes(kit: Kit) -> None:
    """Half a second is thirty frames, no time is none, and a frame of another length counts as that."""
    kit.frames.seconds(0.5)
    assert kit.frames.count == 30
    kit.frames.seconds(0.0)
    kit.frames(2, delta=0.25)
    assert kit.frames.count == 32
    assert kit.frames.elapsed == pytest.approx(1.0)


def test_an_error_of_user_code_comes_out_of_the_frame(kit: Kit) -> None:
    """What a node raises is raised by the call that ran the frame, and the frames before it have run."""

    class Bad(Node):
        def _process(self, _delta: float) -> None:
            if Engine.get_process_frames() == 2:
                message = "no bullets"
                raise ValueError(message)

    kit.tree.root.add_child(Bad())
    with pytest.raises(ValueError, match="no bullets"):
        kit.frames(10)
    assert kit.frames.count == 3
    kit.frames(1)


def test_frames_end_where_the_tree_quits(kit: Kit) -> None:
    """Frames stop with the frame in which the tree quits; to ask for more after it is told as a mistake, with that frame and its code."""
    kit.frames(2)
    kit.tree.quit(3)
    kit.frames(10)
    assert kit.frames.count == 3
    assert "quit, in frame 3 with exit code 3" in fails(kit.frames, RuntimeError)


def test_a_tree_that_the_test_closed_has_no_frames(kit: Kit) -> None:
    """Where the test itself ended the tree, a frame is a mistake too, and nobody waits."""
    kit.tree.close()
    assert "has no frame after it" in fails(kit.frames, RuntimeError)
    assert kit.frames.count == 0


@pytest.mark.parametrize(
    ("wrong", "kind", "told"),
    [
        (lambda kit: kit.frames(-1), ValueError, "0 or more, not -1"),
        (lambda kit: kit.frames(2.5), TypeError, "frames.seconds(2.5)"),
        (lambda kit: kit.frames(n=True), TypeError, "bool True"),
        (lambda kit: kit.frames.seconds(-1), ValueError, "0 or more, not -1"),
        (lambda kit: kit.frames.seconds("1"), TypeError, "str '1'"),
        (lambda kit: kit.until(Door().opened, timeout=0), ValueError, "above 0, not 0"),
        (lambda kit: kit.until(Door().opened, timeout=float("inf")), ValueError, "no test waits for ever"),
        (lambda kit: kit.until(kit.server.stats_stored, timeout=None), TypeError, "NoneType None"),
        (lambda kit: kit.until("opened"), TypeError, "not its name 'opened'; write node.opened without quotes"),
        (lambda kit: kit.until(Door.opened), TypeError, "of an object, not of its class"),
        (lambda kit: kit.until(Door()), TypeError, "signals such as player_stats.loaded, not Door"),
        (lambda kit: kit.until(), TypeError, "none was given"),
        (lambda kit: kit.until.any(), TypeError, "none was given"),
        (lambda kit: kit.until(kit.server.stats_stored, lambda: True), TypeError, "not function"),
        (
            lambda _: Record()("opened"),  # type: ignore[arg-type]  # the law is about a wrong type
            TypeError,
            "record takes the signal itself, not its name 'opened'",
        ),
        (lambda _: Record()(Door.opened), TypeError, "not of its class"),
        (lambda _: Record()(), TypeError, "none was given"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_remedy(
    kit: Kit, wrong: Callable[[Any], object], kind: type[Exception], told: str
) -> None:
    """A wrong count, time, signal or nothing at all is one error of one line that says what to write, and no frame runs."""
    said = fails(lambda: wrong(kit), kind)
    assert told in said
    assert "\n" not in said
    assert kit.frames.count == 0


# Waiting.


def test_the_time_may_stand_without_its_name(kit: Kit) -> None:
    """`until(signal, 0.5)` waits for half a second, and so does a condition."""
    made = door(kit, at=3)
    assert_type(kit.until(made.opened, 0.5), tuple[str, int])
    assert "within 0.5 s (30 frames)" in fails(lambda: kit.until(made.opened, 0.5))
    assert "within 1 s (60 frames)" in fails(lambda: kit.until(lambda: False, 1))


def test_until_returns_what_the_signal_carried(kit: Kit) -> None:
    """It ends with the frame of the emission and returns the arguments as a tuple, with their types."""
    kit.server.request_user_stats(ALICE)
    answer = kit.until(kit.server.stats_received)
    assert_type(answer, tuple[Result, SteamID])
    assert answer == (Result.OK, ALICE)
    assert kit.frames.count == 1
    made = door(kit, at=3)
    assert kit.until(made.opened) == ("Alice", 3)
    assert_type(kit.until(door(kit, at=1).shut), tuple[()])


def test_until_hears_what_comes_before_the_first_frame(kit: Kit) -> None:
    """What is emitted while `doing` is called counts, and then no frame runs."""
    made = door(kit)
    assert kit.until(made.opened, doing=lambda: made.opened.emit("Bob", 1)) == ("Bob", 1)
    assert kit.frames.count == 0


def test_the_first_emission_counts(kit: Kit) -> None:
    """A signal that is emitted twice before it is enough gives the arguments of the first."""
    made = door(kit)

    def open_twice() -> None:
        made.opened.emit("Bob", 1)
        made.opened.emit("Carol", 2)

    assert kit.until(made.opened, doing=open_twice) == ("Bob", 1)


def test_until_waits_for_all_of_several(kit: Kit) -> None:
    """Several signals are all waited for, in whatever order they come; what came together is not missed."""
    first, second = door(kit, at=4), door(kit, at=2)
    found = kit.until(first.opened, second.opened)
    assert_type(found, tuple[tuple[str, int], tuple[str, int]])
    assert found == (("Alice", 4), ("Alice", 2))
    assert kit.frames.count == 4
    third = door(kit, at=1)
    assert kit.until(third.shut, third.opened, third.shut) == ((), ("Alice", 1), ())


def test_any_waits_for_the_first_of_several(kit: Kit) -> None:
    """`until.any` ends with the first emission of any of them, and says which signal it was."""
    first, second = door(kit, at=4), door(kit, at=2)
    found = kit.until.any(first.opened, second.opened)
    assert_type(found, Emission)
    assert found.signal is second.opened
    assert found.args == ("Alice", 2)
    assert kit.frames.count == 2


def test_until_waits_for_a_condition(kit: Kit) -> None:
    """A function is asked before the first frame and after each; what it returned is returned."""
    made = door(kit)
    assert kit.until(lambda: made) is made
    assert kit.frames.count == 0
    seen = kit.until(lambda: made.frame if made.frame >= 3 else 0)
    assert_type(seen, int)
    assert (seen, kit.frames.count) == (3, 3)


def test_a_signal_that_does_not_come_is_named_with_the_seconds(kit: Kit) -> None:
    """The failure names signal, object, seconds and frames, what the object emitted in its place, and what Steam refused and answered."""
    made = door(kit.loaded(), at=2)
    kit.server.set_user_stat_int(ALICE, "kills", 7)
    kit.faults.next_stores(Result.BUSY)
    kit.server.store_user_stats(ALICE)
    text = fails(lambda: kit.until(made.jammed, timeout=2.0))
    assert re.match(r"until: jammed of Door:.* was not emitted within 2 s \(120 frames\)\n", text)
    assert "heard meanwhile: opened('Alice', 2) in frame 2; shut() in frame 2\n" in text
    assert f"last refused on the server's side: store_user_stats({ALICE}): Steam answers BUSY" in text
    assert f"store {ALICE}: BUSY" in text
    assert "last refused on the player's side" not in text


def test_only_the_last_that_was_heard_is_told(kit: Kit) -> None:
    """Of many emissions the failure shows the last ones, and how many came before."""
    made = door(kit)

    def many() -> None:
        for number in range(20):
            made.opened.emit("x" * 500, number)

    text = fails(lambda: kit.until(made.shut, timeout=0.1, doing=many))
    assert "12 more before, then; opened(" in text
    assert len(text) < 2000


def test_all_that_did_not_come_are_named(kit: Kit) -> None:
    """Of several signals the failure names those that are missing, and not the one that came."""
    made = door(kit, at=1)
    text = fails(lambda: kit.until(made.opened, made.jammed, kit.server.stats_stored))
    assert text.startswith("until: jammed of Door")
    assert " and stats_stored of SteamServer" in text
    assert "were not emitted within 5 s" in text
    assert "opened of" not in text.partition("\n")[0]


def test_a_condition_that_does_not_come_true_is_named(kit: Kit) -> None:
    """The failure names the function, its line, the seconds and what it returned last."""

    def never() -> list[int]:
        return []

    text = fails(lambda: kit.until(never, timeout=0.5))
    assert re.search(r"the condition never \(line \d+ of .*test_testing_kit\.py\) did not come true within 0.5 s \(30 frames\)", text)
    assert "it last returned []" in text


def test_nobody_waits_for_a_tree_that_quit(kit: Kit) -> None:
    """Where the tree quits first, the failure says so at once, with the frame and the exit code."""
    made = door(kit)
    kit.tree.quit(2)
    text = fails(lambda: kit.until(made.opened))
    assert "was not emitted before the tree quit, in frame 1 with exit code 2" in text


def test_who_waits_leaves_no_connection(kit: Kit) -> None:
    """After waiting, in vain or not, nothing of it is connected; a signal of Steam's that nobody touched is not touched."""
    made = door(kit, at=1)
    kit.until(made.opened)
    fails(lambda: kit.until(made.jammed, timeout=0.1))
    assert [signal.has_connections() for signal in (made.opened, made.shut, made.jammed)] == [False] * 3
    touched = {*(kit.steam._signals_ or {})}
    fails(lambda: kit.until(kit.steam.user_stats_stored, timeout=0.1))
    assert {*(kit.steam._signals_ or {})} - touched <= {"user_stats_stored", "current_stats_received"}


def test_an_object_may_go_while_it_is_waited_for(kit: Kit) -> None:
    """A node that is freed before it emits ends in the usual failure."""
    made = door(kit)
    text = fails(lambda: kit.until(made.opened, timeout=0.1, doing=made.queue_free))
    assert "was not emitted within 0.1 s" in text


# Recorders.


def test_a_recorder_keeps_each_emission_in_order(kit: Kit) -> None:
    """Emissions of several signals of several objects stand in one list, each with its name and arguments."""
    first, second = door(kit, at=2), door(kit, at=1)
    heard = Recorder(first.opened, first.shut, second.opened)
    kit.frames(3)
    assert heard.emissions == [("opened", "Alice", 1), ("opened", "Alice", 2), ("shut",)]
    assert heard.names == ["opened", "opened", "shut"]
    assert heard.of(first.opened) == [("Alice", 2)]
    assert_type(heard.of(first.opened), list[tuple[str, int]])
    assert heard.count(first.shut) == 1
    assert len(heard) == 3
    assert [*heard] == heard.emissions
    assert (heard[0], heard[-1]) == (("opened", "Alice", 1), ("shut",))
    assert ("shut",) in heard
    assert "('opened', 'Alice', 1)" in repr(heard)
    heard.clear()
    assert heard.emissions == heard.of(first.opened) == []


def test_a_signal_that_is_not_recorded_is_told(kit: Kit) -> None:
    """To ask a recorder for a signal it does not hear raises: an empty list would look like a signal that never came."""
    made = door(kit)
    heard = Recorder(made.opened)
    assert "only opened; pass it to record() too" in fails(lambda: heard.of(made.shut), LookupError)
    assert "only opened" in fails(lambda: heard.count(made.shut), LookupError)


def test_recorders_stop_with_the_test(kit: Kit, caplog: pytest.LogCaptureFixture) -> None:
    """What the fixture made listens no more after its end, also where an object is gone, and keeps what it heard."""
    made, gone = door(kit), door(kit)
    record_signals = Record()
    heard = record_signals(made.shut, made.shut, gone.shut)
    made.shut.emit()
    gone.free()
    record_signals.stop()
    made.shut.emit()
    assert heard.names == ["shut"]
    assert not made.shut.has_connections()
    heard.stop()
    assert caplog.records == []


def test_signals_of_any_object_are_heard(kit: Kit) -> None:
    """A signal may belong to an Object outside of the tree, and to a class of one's own that is none of the library's."""

    class Score:
        rose: Signal[int] = Signal("by")

    class Bank(Object):
        paid: Signal[int] = Signal("sum")

    score, bank = Score(), Bank()
    heard = Recorder(score.rose, bank.paid)

    def earn() -> None:
        score.rose.emit(1)
        bank.paid.emit(2)

    assert kit.until(score.rose, bank.paid, doing=earn) == ((1,), (2,))
    assert heard.emissions == [("rose", 1), ("paid", 2)]


# Faults.


def test_a_script_reaches_each_side(kit: Kit) -> None:
    """A scripted answer is given once by each side: to the server's next store, and to the player's next store."""
    kit.loaded()
    kit.faults.next_stores(Result.BUSY)
    kit.server.set_user_stat_int(ALICE, "kills", 1)
    kit.server.store_user_stats(ALICE)
    assert kit.until(kit.server.stats_stored) == (Result.BUSY, ALICE)
    kit.steam.set_stat_int("games", 6)
    kit.steam.store_stats()
    assert kit.until(kit.steam.user_stats_stored)[1] == Result.BUSY
    kit.server.store_user_stats(ALICE)
    assert kit.until(kit.server.stats_stored) == (Result.OK, ALICE)


def test_a_script_for_one_side_leaves_the_other_alone(kit: Kit) -> None:
    """`server` and `player` are the faults of one side."""
    kit.loaded()
    kit.faults.player.io_failure = True
    kit.server.set_user_stat_int(ALICE, "kills", 1)
    kit.server.store_user_stats(ALICE)
    assert kit.until(kit.server.stats_stored) == (Result.OK, ALICE)
    assert kit.faults.io_failure
    assert not kit.faults.server.io_failure


def test_faults_of_time_and_connection(kit: Kit) -> None:
    """Latency delays what is asked from then on, requests fail as scripted, a lost connection is told and restored, clear ends all."""
    kit.faults.latency = 0.5
    kit.server.request_user_stats(ALICE)
    kit.until(kit.server.stats_received)
    assert kit.frames.elapsed == pytest.approx(0.5, abs=1 / 60 + 1e-6)
    assert kit.faults.latency == 0.5
    kit.faults.clear()
    assert kit.faults.latency == 0.0
    kit.faults.next_requests(Result.FAIL)
    kit.server.request_user_stats(ALICE + 1)
    assert kit.until(kit.server.stats_received)[0] is Result.FAIL
    kit.until(kit.server.server_disconnected, kit.steam.steam_server_disconnected, doing=kit.faults.lose_connection)
    kit.until(kit.server.server_connected, kit.steam.steam_server_connected, doing=kit.faults.restore_connection)
    kit.faults.io_failure = True
    kit.server.request_user_stats(ALICE)
    assert kit.until(kit.server.stats_received)[0] is Result.IO_FAILURE


def test_a_fault_that_there_is_not_is_told(kit: Kit) -> None:
    """A fault whose name is written wrong raises; it is not quietly without effect."""
    with pytest.raises(AttributeError, match="latenzy"):
        kit.faults.latenzy = 0.5  # type: ignore[attr-defined]  # the law is about a wrong name


def test_a_player_is_unloaded_by_script(kit: Kit) -> None:
    """An unload stores what is unstored, then the signal follows."""
    kit.loaded()
    kit.server.set_user_stat_int(ALICE, "kills", 4)
    kit.faults.unload(ALICE)
    kit.until(kit.server.stats_unloaded)
    kit.assert_stored(ALICE, "kills", 4)


def test_a_query_fails_by_script(kit: Kit) -> None:
    """A query of the player's program is answered as scripted, and a script takes results only."""
    kit.faults.next_queries(Result.BUSY)
    kit.steam.get_number_of_current_players()
    assert kit.until(kit.steam.number_of_current_players)[0] == 0
    with pytest.raises(TypeError, match=r"Result\.BUSY"):
        kit.faults.next_stores(3)  # type: ignore[arg-type]  # the law is about a wrong type


# What is stored.


def test_what_is_stored_is_what_another_server_would_read(kit: Kit) -> None:
    """A stored value counts, a default counts where nothing is stored, a float is compared as a float32; of both sides."""
    kit.loaded()
    kit.server.set_user_stat_int(ALICE, "kills", 3)
    kit.server.set_user_stat_float(ALICE, "feet", 0.1)
    kit.server.set_user_achievement(ALICE, "ACH_WIN")
    kit.steam.set_stat_int("games", 6)
    kit.steam.set_achievement("ACH_OWN")
    kit.assert_stored(ALICE, "games", 5)
    kit.assert_stored(ALICE, locked="ACH_WIN")
    kit.server.store_user_stats(ALICE)
    kit.steam.store_stats()
    kit.frames(2)
    kit.assert_stored(ALICE, "kills", 3)
    kit.assert_stored(ALICE, "feet", 0.1)
    kit.assert_stored(ALICE, "feet", pytest.approx(0.1))
    kit.assert_stored(ALICE, "games", 6)
    kit.assert_stored(ALICE, unlocked="ACH_WIN")
    kit.assert_stored(ALICE, unlocked="ACH_OWN")
    kit.assert_stored(ALICE + 1, "kills", 0)


def test_to_look_changes_nothing(kit: Kit) -> None:
    """A look leaves what is set and unstored, and the server hears nothing of it."""
    kit.loaded()
    heard = Recorder(kit.server.stats_received, kit.server.stats_stored, kit.server.stats_unloaded)
    kit.server.set_user_stat_int(ALICE, "kills", 3)
    for _ in range(3):
        kit.assert_stored(ALICE, "kills", 0)
    kit.frames(3)
    assert kit.server.get_user_stat_int(ALICE, "kills") == 3
    assert heard.names == []


def test_what_stayed_unstored_is_told(kit: Kit) -> None:
    """A failure tells what is stored, which side holds another value unstored, and what to call there."""
    kit.loaded()
    kit.server.set_user_stat_int(ALICE, "kills", 3)
    text = fails(lambda: kit.assert_stored(ALICE, "kills", 3))
    assert text.startswith(f"assert_stored: 'kills' of {ALICE} is stored as 0, and expected is 3\n")
    assert f"the server's side holds 3, set and not stored: call store_user_stats({ALICE})" in text
    kit.steam.set_stat_int("games", 9)
    kit.steam.set_achievement("ACH_OWN")
    assert "the player's side holds 9, set and not stored: call store_stats()" in fails(lambda: kit.assert_stored(ALICE, "games", 9))
    assert "the player's side holds it unlocked, set and not stored" in fails(lambda: kit.assert_stored(ALICE, unlocked="ACH_OWN"))


def test_a_store_on_its_way_is_told(kit: Kit) -> None:
    """A failure while a store waits for its answer says to run frames first."""
    kit.loaded()
    kit.faults.latency = 1.0
    kit.server.set_user_stat_int(ALICE, "kills", 3)
    kit.server.store_user_stats(ALICE)
    assert "a store of the server's side is on its way" in fails(lambda: kit.assert_stored(ALICE, "kills", 4))


def test_what_steam_refused_is_told(kit: Kit) -> None:
    """A failure after a refused store tells the refusal with its reason: here the limit that the schema sets."""
    kit.loaded()
    kit.server.set_user_stat_int(ALICE, "kills", 101)
    kit.server.store_user_stats(ALICE)
    kit.frames(2)
    text = fails(lambda: kit.assert_stored(ALICE, "kills", 101))
    assert re.search(r"last refused on the server's side: store_user_stats\(\d+\): .*kills.*100", text)


def test_a_player_stats_that_is_not_settled_is_told(kit: Kit) -> None:
    """Where a PlayerStats holds the expected value unstored, the failure says so, and how far apart stores are; of that player alone."""
    stats = PlayerStats(ALICE)
    kit.tree.root.add_child(stats)
    stats.add("kills", 3)
    kit.until(stats.changed)
    text = fails(lambda: kit.assert_stored(ALICE, "kills", 3))
    assert f"the PlayerStats of {ALICE} holds something unstored: call store()" in text
    assert "until(stats.stored, timeout=65), for stores are 60 s apart" in text
    assert "timeout=65" in fails(lambda: kit.until(stats.stored))
    assert "PlayerStats" not in fails(lambda: kit.assert_stored(ALICE + 1, "kills", 3))
    kit.until(stats.stored, doing=stats.store)
    kit.assert_stored(ALICE, "kills", 3)


@pytest.mark.parametrize(
    ("wrong", "kind", "told"),
    [
        (lambda check: check(ALICE, "kils", 1), ValueError, "no stat 'kils'; did you mean 'kills'?"),
        (lambda check: check(ALICE, "zzz", 1), ValueError, "no stat 'zzz'; it has kills, feet, games"),
        (lambda check: check(ALICE, "ACH_WIN", value=True), ValueError, "is an achievement: write unlocked='ACH_WIN'"),
        (lambda check: check(ALICE, unlocked="kills"), ValueError, "is a stat: write assert_stored(steam_id, 'kills', value)"),
        (lambda check: check(ALICE, locked="ACH_WON"), ValueError, "did you mean 'ACH_WIN'?"),
        (lambda check: check(ALICE), TypeError, 'takes (steam_id, "kills", 3)'),
        (lambda check: check(ALICE, "kills"), TypeError, 'takes (steam_id, "kills", 3)'),
        (lambda check: check(ALICE, "kills", 1, unlocked="ACH_WIN"), TypeError, 'takes (steam_id, "kills", 3)'),
        (lambda check: check(7, "kills", 1), ValueError, "7 is no player's account"),
        (lambda check: check("Alice", "kills", 1), ValueError, "'Alice' is no player's account"),
        (lambda check: check(ALICE, "kills", value=False), AssertionError, "is stored as 0, and expected is False"),
        (lambda check: check(ALICE, "feet", 1e300), AssertionError, "is stored as 0.0, and expected is 1e+300"),
        (lambda check: check(ALICE, "feet", float("nan")), AssertionError, "expected is nan"),
    ],
)
def test_a_wrong_look_is_refused_with_the_remedy(kit: Kit, wrong: Callable[[Any], object], kind: type[Exception], told: str) -> None:
    """A name that the schema does not have, an id that is no player's, and arguments of no form are told with what to write."""
    assert told in fails(lambda: wrong(kit.assert_stored), kind)


def test_a_closed_world_has_nothing_to_look_at(kit: Kit) -> None:
    """To look after the end says so."""
    kit.world.close()
    assert "steam_world is closed" in fails(lambda: kit.assert_stored(ALICE, "kills", 0), RuntimeError)


# One test and the next.


def test_what_a_test_set_is_put_back(kit: Kit) -> None:
    """The engine's settings, its singletons and the input map's actions are after a test what they were before it."""
    from steam_nodes import InputMap  # noqa: PLC0415  # it is loaded on first use, which is part of the law

    InputMap.add_action("jump_before")
    older, kept = Object(), Object()
    Engine.register_singleton("OfBefore", older)
    before = Before()
    Engine.time_scale, Engine.physics_ticks_per_second, Engine.max_physics_steps_per_frame = 0.5, 30, 2
    Engine.register_singleton("OfTheTest", kept)
    InputMap.add_action("jump")
    assert before.restore() == []
    assert (Engine.time_scale, Engine.physics_ticks_per_second, Engine.max_physics_steps_per_frame) == (1.0, 60, 8)
    assert not Engine.has_singleton("OfTheTest")
    assert Engine.get_singleton("OfBefore") is older
    assert Engine.get_singleton("SteamServer") is kit.server
    Engine.unregister_singleton("OfBefore")
    assert (InputMap.has_action("jump"), InputMap.has_action("jump_before"), InputMap.has_action("ui_accept")) == (False, True, True)
    InputMap.erase_action("jump_before")


def test_a_tree_that_was_left_open_is_told_and_closed() -> None:
    """A tree that the test made and did not close is named by what it holds, and is closed; one from before the test is left alone."""
    older = SceneTree()
    before = Before()
    left = SceneTree(Door)
    (sentence,) = before.restore()
    assert "with Door below its root was not closed; call tree.close()" in sentence
    assert left.process(1 / 60) is False
    assert older.process(1 / 60) is True
    older.close()


# Recordings.


def test_a_recording_gives_frames_their_lengths(tmp_path: Path) -> None:
    """Frames over a recording are as long as those that were recorded; after its end they are of 1/60 s."""
    world = LocalSteam(SCHEMA, clock=SteppedClock())
    tree = SceneTree()
    SteamServer.attach(tree, record(world, tmp_path / "first.txt"))
    for delta in (0.25, 0.5):
        tree.process(delta)
    tree.close()
    world.close()
    recording = replay(tmp_path / "first.txt")
    tree = SceneTree()
    SteamServer.attach(tree, recording)
    frames = Frames(tree, recording.frames)
    frames(2)
    assert frames.elapsed == 0.75
    assert recording.ended
    tree.close()
    recording.close()
