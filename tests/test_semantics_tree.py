"""Laws of the tree: the steps of a frame, physics ticks, changes of scene, quitting, groups and timers at their edges."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes import Engine, Error, Node, PackedScene, SceneTree, Timer, is_instance_valid
from tests.support.godot_trace import refusal_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

lines: list[str] = []


@pytest.fixture(autouse=True)
def _empty() -> None:
    lines.clear()


@pytest.fixture(autouse=True)
def _engine_as_it_was() -> Iterator[None]:
    yield
    Engine.time_scale = 1.0
    Engine.physics_ticks_per_second = 60
    Engine.max_physics_steps_per_frame = 8


def note(text: str) -> Callable[..., None]:
    """Return a function that notes a text."""
    return lambda *_: lines.append(text)


class Counter(Node):
    """Counts ticks and sums their deltas."""

    ticks = 0
    time = 0.0
    frame_time = 0.0

    def _physics_process(self, delta: float) -> None:
        self.ticks += 1
        self.time += delta

    def _process(self, delta: float) -> None:
        self.frame_time = delta


@pytest.mark.parametrize(
    ("delta", "ticks", "frame_time"),
    [
        (1 / 60, 1, 1 / 60),
        (1 / 120, 0, 1 / 120),
        (0.05, 3, 0.05),
        (8 / 60, 8, 8 / 60),
        (0.3, 8, 0.3 - 10 / 60),
        (1.0, 8, 1 - 52 / 60),
        (0.0, 0, 0.0),
    ],
)
def test_a_long_frame_has_at_most_eight_ticks(delta: float, ticks: int, frame_time: float) -> None:
    """The rest of the time is dropped, for `_process` too; each tick takes a sixtieth."""
    tree = SceneTree(Counter)
    counter = tree.current_scene
    tree.process(delta)
    assert counter.ticks == ticks
    assert counter.time == pytest.approx(ticks / 60)
    assert counter.frame_time == pytest.approx(frame_time)
    tree.close()


@pytest.mark.parametrize(
    ("fps", "printed"),
    [
        (24, "223232323232323232323232323232323232323232323232"),
        (50, "111121111211112111121111211112111121111211112111"),
        (72, "011110111110111110111110111110111110111110111110"),
        (100, "010110101101011010110101101011010110101101011010"),
        (144, "001010010100101010010100101010010100101010010100"),
    ],
)
def test_with_fixed_frames_a_tick_falls_in_the_frame_the_engine_puts_it_in(fps: float, printed: str) -> None:
    """The ticks of each frame are those the engine printed with `--fixed-fps` and `physics_jitter_fix` at 0, rounding included."""
    tree = SceneTree(Counter, fixed_fps=fps)
    counts = [0]
    for _ in printed:
        tree.process()
        counts.append(tree.current_scene.ticks)
    assert "".join(str(after - before) for before, after in itertools.pairwise(counts)) == printed
    tree.close()


@pytest.mark.parametrize(("fps", "ticks"), [(5, 12), (30, 2), (60, 1), (10, 6)])
def test_with_fixed_frames_there_is_no_limit_of_ticks(fps: float, ticks: int) -> None:
    """Every frame takes the same time."""
    tree = SceneTree(Counter, fixed_fps=fps)
    for frame in range(1, 4):
        tree.process()
        assert tree.current_scene.ticks == frame * ticks
    tree.close()


def test_time_left_over_counts_for_the_next_frame() -> None:
    """Two frames of half a tick make one tick."""
    tree = SceneTree(Counter)
    seen = []
    for _ in range(6):
        tree.process(1 / 120)
        seen.append(tree.current_scene.ticks)
    assert seen == [0, 1, 1, 2, 2, 3]
    tree.close()


@pytest.mark.parametrize("scale", [0.5, 2.0, 0.0])
def test_the_time_scale_changes_the_deltas_and_not_the_number_of_ticks(scale: float) -> None:
    """At 0 the ticks go on, with a delta of 0."""
    tree = SceneTree(Counter, fixed_fps=60)
    Engine.time_scale = scale
    for _ in range(3):
        tree.process()
    assert tree.current_scene.ticks == 3
    assert tree.current_scene.time == pytest.approx(scale * 3 / 60)
    assert tree.current_scene.frame_time == pytest.approx(scale / 60)
    tree.close()


def test_a_timer_that_ignores_the_time_scale_counts_real_time() -> None:
    """Also where the time stands still."""
    tree = SceneTree(fixed_fps=30)
    Engine.time_scale = 0.0
    tree.create_timer(0.09, ignore_time_scale=True).timeout.connect(note("timer"))
    tree.create_timer(0.001).timeout.connect(note("never"))
    seen = []
    for _ in range(4):
        tree.process()
        seen.append(len(lines))
    assert seen == [0, 0, 1, 1]
    tree.close()


def test_ticks_per_second_count_from_the_next_frame() -> None:
    """The running frame keeps its own."""
    tree = SceneTree(Counter, fixed_fps=30)
    tree.process_frame.connect(lambda: setattr(Engine, "physics_ticks_per_second", 120), Node.CONNECT_ONE_SHOT)
    seen = []
    for _ in range(3):
        tree.process()
        seen.append(tree.current_scene.ticks)
    assert seen == [2, 6, 10]
    tree.close()


class Scene(Node):
    """A scene that tells of its life."""

    def _enter_tree(self) -> None:
        lines.append(f"{self.name} enters")

    def _ready(self) -> None:
        lines.append(f"{self.name} ready, current {self.get_tree().current_scene is self}")

    def _exit_tree(self) -> None:
        lines.append(f"{self.name} exits")

    def _notification(self, what: int) -> None:
        if what == self.NOTIFICATION_PREDELETE:
            lines.append(f"{self.name} deleted")


def test_a_change_of_scene_removes_at_once_and_enters_at_the_end_of_the_frame() -> None:
    """The old one is deleted then, right before the new one enters; `scene_changed` comes last."""
    tree = SceneTree(lambda: Scene("Old"), fixed_fps=60)
    tree.process()
    lines.clear()
    tree.scene_changed.connect(note("changed"))

    def change() -> None:
        assert tree.change_scene_to(lambda: Scene("New")) == Error.OK
        assert tree.current_scene is None
        tree.call_deferred(note("deferred"))
        lines.append("returned")

    tree.process_frame.connect(change, Node.CONNECT_ONE_SHOT)
    tree.process()
    assert lines == ["Old exits", "returned", "deferred", "Old deleted", "New enters", "New ready, current True", "changed"]
    tree.close()


@pytest.mark.parametrize(
    ("made", "again"),
    [(Scene, Error.OK), (PackedScene(Scene, "S").instantiate, Error.OK), (Scene(), Error.ERR_CANT_OPEN)],
    ids=["class", "packed", "node"],
)
def test_a_scene_is_reloaded_by_what_made_it(caplog: pytest.LogCaptureFixture, made: Any, again: Error) -> None:
    """One that was given as a node stays; where there is none, there is nothing to reload."""
    tree = SceneTree(made, fixed_fps=60)
    old = tree.current_scene
    assert tree.reload_current_scene() == again
    tree.process()
    assert is_instance_valid(old) == (again != Error.OK)
    assert type(tree.current_scene) is Scene
    tree.root.remove_child(tree.current_scene)
    refusal_log(caplog)
    assert tree.reload_current_scene() == Error.ERR_UNCONFIGURED
    assert len(refusal_log(caplog)) == 1
    tree.close()


def test_a_scene_that_cannot_be_made_leaves_the_old_one(caplog: pytest.LogCaptureFixture) -> None:
    """It is an error and a code."""
    tree = SceneTree(lambda: Scene("Old"), fixed_fps=60)

    def fail() -> Node:
        message = "no file"
        raise OSError(message)

    assert tree.change_scene_to(fail) == Error.ERR_CANT_CREATE
    assert len(refusal_log(caplog)) == 1
    tree.process()
    assert tree.current_scene.name == "Old"
    tree.close()


def test_the_last_change_of_scene_in_a_frame_wins() -> None:
    """The scene that was to come is deleted."""
    tree = SceneTree(lambda: Scene("Old"), fixed_fps=60)
    first, second = Scene("First"), PackedScene(Scene, "Second")
    tree.change_scene_to_node(first)
    tree.change_scene_to_packed(second)
    tree.process()
    assert tree.current_scene.name == "Second"
    assert not is_instance_valid(first)
    tree.close()


def test_a_scene_with_a_parent_cannot_become_the_scene(tree: SceneTree, caplog: pytest.LogCaptureFixture) -> None:
    """It stays where it is."""
    node = Node("N")
    tree.root.add_child(node)
    assert tree.change_scene_to_node(node) == Error.ERR_UNCONFIGURED
    assert len(refusal_log(caplog)) == 1
    assert node.get_parent() is tree.root


def test_a_scene_freed_before_it_enters_is_an_error(tree: SceneTree, caplog: pytest.LogCaptureFixture) -> None:
    """There is no current scene then."""
    node = Node("N")
    tree.change_scene_to_node(node)
    node.free()
    tree.process()
    assert len(refusal_log(caplog)) == 1
    assert tree.current_scene is None


def test_unloading_frees_at_once() -> None:
    """There is no current scene then."""
    tree = SceneTree(lambda: Scene("Old"), fixed_fps=60)
    old = tree.current_scene
    tree.unload_current_scene()
    assert not is_instance_valid(old)
    assert tree.current_scene is None
    tree.close()


def test_quitting_in_a_tick_skips_the_other_ticks_and_not_the_frame() -> None:
    """At thirty frames a second there would be two."""
    tree = SceneTree(Counter, fixed_fps=30)
    counter = tree.current_scene
    tree.physics_frame.connect(lambda: tree.quit(3))
    counter.tree_exiting.connect(lambda: lines.append(f"{counter.ticks} {counter.frame_time > 0}"))
    assert tree.process() is False
    assert (lines, tree.exit_code) == (["1 True"], 3)
    assert tree.process() is False


def test_quitting_in_ready_runs_one_whole_frame() -> None:
    """The other nodes become ready too."""

    class Quitter(Node):
        def _ready(self) -> None:
            self.get_tree().quit(5)

    tree = SceneTree(Quitter, autoloads={"First": Counter, "Second": Scene}, fixed_fps=60)
    counter = tree.root.get_node("First")
    counter.tree_exiting.connect(lambda: lines.append(str(counter.ticks)))
    assert lines == ["Second enters", "Second ready, current False"]
    assert tree.process() is False
    assert (lines[2:4], tree.exit_code) == (["Second exits", "1"], 5)


def test_a_member_that_leaves_the_tree_during_a_group_call_is_skipped(tree: SceneTree) -> None:
    """Also if it comes back; one that leaves the group is called."""

    class Member(Node):
        def _call(self) -> None:
            lines.append(str(self.name))
            if self.name == "A":
                for name in ("B", "C"):
                    node = tree.root.get_node(name)
                    tree.root.remove_child(node)
                    if name == "C":
                        tree.root.add_child(node)
                tree.root.get_node("D").remove_from_group("g")

    for name in "ABCDE":
        node = Member(name)
        node.add_to_group("g")
        tree.root.add_child(node)
    out = tree.root.get_node("B")
    tree.call_group("g", "_call")
    assert lines == ["A", "D", "E"]
    out.free()


class Heard(Node):
    """Notes its name and the arguments of a call."""

    def _call(self, *args: int) -> None:
        lines.append(f"{self.name} {args}")


class Fails(Heard):
    """Raises after it noted them."""

    def _call(self, *args: int) -> None:
        super()._call(*args)
        raise LookupError(self.name)


class Frees(Heard):
    """Frees its neighbours after it noted them."""

    def _call(self, *args: int) -> None:
        super()._call(*args)
        place, siblings = self.get_index(), self.get_parent().get_children()
        for each in (*siblings[max(place - 1, 0) : place], *siblings[place + 1 : place + 2]):
            each.free()


@given(st.lists(st.sampled_from((Heard, Node, Fails, Frees)), max_size=8), st.integers(0, 3), st.booleans())
def test_a_group_call_is_a_plain_loop_over_who_is_there(kinds: list[type[Node]], count: int, reverse: bool) -> None:
    """Members of any classes, any number of arguments: each that is still there and has the method is called, one that fails stops none."""
    lines.clear()
    tree = SceneTree()
    for number, kind in enumerate(kinds):
        node = kind(f"N{number}")
        node.add_to_group("g")
        tree.root.add_child(node)
    args = tuple(range(count))
    there = [*range(len(kinds))]
    expected = []
    for number in there[::-1] if reverse else [*there]:
        if number not in there or kinds[number] is Node:
            continue
        expected.append(f"N{number} {args}")
        if kinds[number] is Frees:
            place = there.index(number)
            there = [each for at, each in enumerate(there) if abs(at - place) != 1]
    tree.errors = "log"
    tree.call_group_flags(SceneTree.GROUP_CALL_REVERSE if reverse else SceneTree.GROUP_CALL_DEFAULT, "g", "_call", *args)
    assert lines == expected
    assert [node.name for node in tree.get_nodes_in_group("g")] == [f"N{number}" for number in there]
    tree.close()


def test_a_unique_call_to_nobody_is_forgotten(tree: SceneTree) -> None:
    """Who joins the group later in the frame is not called."""
    flags = SceneTree.GROUP_CALL_DEFERRED | SceneTree.GROUP_CALL_UNIQUE
    tree.call_group_flags(flags, "g", "add_to_group", "called")
    node = Node("N")
    node.add_to_group("g")
    tree.root.add_child(node)
    tree.process()
    assert not node.is_in_group("called")


def test_group_order_follows_the_tree(tree: SceneTree) -> None:
    """Not the order of joining; a moved child is at its new place at once."""
    nodes = {name: Node(name) for name in "ABCD"}
    for name in "DBCA":
        nodes[name].add_to_group("g")
    tree.root.add_child(nodes["A"])
    tree.root.add_child(nodes["C"])
    nodes["A"].add_child(nodes["B"])
    tree.root.add_child(nodes["D"])
    assert [node.name for node in tree.get_nodes_in_group("g")] == ["A", "B", "C", "D"]
    tree.root.move_child(nodes["D"], 0)
    assert [node.name for node in tree.get_nodes_in_group("g")] == ["D", "A", "B", "C"]


@pytest.mark.parametrize(("wait", "expected"), [(1 / 60, [0, 1, 1, 1, 1, 1]), (0.001, [1, 1, 1, 1, 1, 1]), (0.04, [0, 0, 1, 0, 1, 0])])
def test_a_repeating_timer_fires_once_a_frame_and_carries_the_rest(tree: SceneTree, wait: float, expected: list[int]) -> None:
    """It fires when its time falls below zero."""
    timer = Timer()
    tree.root.add_child(timer)
    timer.timeout.connect(note("timeout"))
    timer.start(wait)
    fired = []
    for _ in expected:
        lines.clear()
        tree.process()
        fired.append(len(lines))
    assert fired == expected


def test_a_timer_starts_itself_after_its_ready(tree: SceneTree) -> None:
    """And before its `ready` signal; the flag is off again then."""
    seen: list[tuple[bool, bool]] = []

    class Clock(Timer):
        def _ready(self) -> None:
            seen.append((self.is_stopped(), self.autostart))

    clock = Clock()
    clock.autostart = True
    clock.ready.connect(lambda: seen.append((clock.is_stopped(), clock.autostart)))
    tree.root.add_child(clock)
    assert seen == [(True, True), (False, False)]


@pytest.mark.parametrize("seconds", [0.0, -1.0])
def test_a_tree_timer_of_no_time_fires_in_the_frame_it_was_made_in(tree: SceneTree, seconds: float) -> None:
    """One made by its timeout fires in the next frame."""

    def again() -> None:
        lines.append("first")
        tree.create_timer(seconds).timeout.connect(note("second"))

    tree.process_frame.connect(lambda: tree.create_timer(seconds).timeout.connect(again), Node.CONNECT_ONE_SHOT)
    tree.process()
    assert lines == ["first"]
    tree.process()
    assert lines == ["first", "second"]


def test_get_frame_counts_ticks_and_the_engine_counts_both() -> None:
    """`get_process_frames` is 0 in the first frame, `get_physics_frames` 1 in the first tick."""
    tree = SceneTree(fixed_fps=30)
    seen: list[tuple[int, int, bool]] = []
    for signal in (tree.physics_frame, tree.process_frame):
        signal.connect(lambda: seen.append((Engine.get_process_frames(), Engine.get_physics_frames(), Engine.is_in_physics_frame())))
    tree.process()
    tree.process()
    assert seen == [(0, 1, True), (0, 2, True), (0, 2, False), (1, 3, True), (1, 4, True), (1, 4, False)]
    assert tree.get_frame() == 4
    tree.close()
