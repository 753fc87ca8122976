"""Laws of tweens, packed plans and node paths beside those that the engine's traces show.

Rules: a tween is stepped by hand, or by the frames of a tree whose frame is a quarter of a second.
"""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes import Error, Node, NodePath, Object, PackedScene, SceneTree, Timer, Tween
from tests.support.godot_trace import refusal_log

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def quarters() -> Iterator[SceneTree]:
    """Give a tree of four frames a second."""
    made = SceneTree(Node("Main"), fixed_fps=4)
    yield made
    made.close()


class Vector(NamedTuple):
    """Two numbers with names."""

    x: float
    y: float


class Arrow:
    """A vector with arithmetic, and no object of the library."""

    def __init__(self, x: float, y: float) -> None:
        """Take the parts."""
        self.x = x
        self.y = y

    def __add__(self, other: Arrow) -> Arrow:
        """Add the parts."""
        return Arrow(self.x + other.x, self.y + other.y)

    def __sub__(self, other: Arrow) -> Arrow:
        """Subtract the parts."""
        return Arrow(self.x - other.x, self.y - other.y)

    def __mul__(self, factor: float) -> Arrow:
        """Multiply the parts."""
        return Arrow(self.x * factor, self.y * factor)

    def __eq__(self, other: object) -> bool:
        """Compare the parts."""
        return isinstance(other, Arrow) and (self.x, self.y) == (other.x, other.y)

    __hash__ = None  # type: ignore[assignment]  # it changes


class Sprite:
    """Something of a framework's, whose setter counts."""

    def __init__(self) -> None:
        """Start at the origin."""
        self.sets = 0
        self._position = Vector(0.0, 0.0)
        self.arrow = Arrow(0.0, 0.0)
        self.pair = (0.0, 0)
        self.state = {"hp": 8}

    @property
    def position(self) -> Vector:
        """Where it is."""
        return self._position

    @position.setter
    def position(self, value: Vector) -> None:
        self.sets += 1
        self._position = value


@pytest.mark.parametrize(
    ("name", "final", "half"),
    [
        ("position", Vector(4.0, 2.0), Vector(2.0, 1.0)),
        ("position", (4.0, 2.0), Vector(2.0, 1.0)),
        ("position:y", 2.0, Vector(0.0, 1.0)),
        ("arrow", Arrow(4.0, 2.0), Arrow(2.0, 1.0)),
        ("arrow:x", 4, Arrow(2.0, 0.0)),
        ("pair", (1.0, 5), (0.5, 3)),
        ("state:hp", 0, {"hp": 4}),
    ],
)
def test_any_object_and_what_is_inside_of_its_properties_can_be_tweened(quarters: SceneTree, name: str, final: Any, half: Any) -> None:
    """A property of any class is led to its value, a named tuple by its names, a vector by its arithmetic."""
    sprite = Sprite()
    quarters.create_tween().tween_property(sprite, name, final, 0.5)
    quarters.process()
    assert getattr(sprite, name.partition(":")[0]) == half
    assert sprite.sets == name.startswith("position")


def test_a_tween_keeps_neither_target_nor_receiver_alive(quarters: SceneTree) -> None:
    """What a tween leads or calls may go, and the tween goes on without it."""
    sprite, timer = Sprite(), Timer()
    gone: list[weakref.ref[Any]] = [weakref.ref(sprite), weakref.ref(timer)]
    tween = quarters.create_tween().set_parallel()
    tween.tween_property(sprite, "position:x", 4.0, 1.0)
    tween.tween_callback(timer.stop).set_delay(0.5)
    quarters.process()
    del sprite, timer
    gc.collect()
    assert [ref() for ref in gone] == [None, None]
    quarters.process()
    assert not tween.is_running()


def test_a_tween_and_its_steps_cannot_be_freed_and_kill_ends_it(quarters: SceneTree) -> None:
    """As RefCounted they end when nobody holds them any more; `kill` ends a tween before."""
    done: list[str] = []
    tween = quarters.create_tween()
    tweener = tween.tween_callback(lambda: done.append("never"))
    for each in (tween, tweener):
        with pytest.raises(RuntimeError, match="RefCounted"):
            each.free()
    tween.kill()
    quarters.process()
    assert quarters.get_processed_tweens() == []
    assert done == []


def test_a_dropped_tree_takes_its_tweens_along() -> None:
    """A closed tree has no tweens, and they are not valid any more."""
    tree = SceneTree(Node("Main"))
    tween = tree.create_tween()
    tween.tween_interval(1.0)
    tree.close()
    assert (tree.get_processed_tweens(), tween.is_valid()) == ([], False)


def test_an_error_in_a_callback_of_a_tween_is_raised_by_the_frame_and_stops_nothing(quarters: SceneTree) -> None:
    """The steps go on after a callback, a setter and an interpolator that fail, and the frame raises all of it."""

    class Stubborn(Node):
        @property
        def speed(self) -> float:
            return 0.0

        @speed.setter
        def speed(self, value: float) -> None:
            raise OverflowError(value)

    def fails(*_: float) -> float:
        raise LookupError

    stubborn, done = Stubborn("Stubborn"), []
    quarters.root.add_child(stubborn)
    tween = stubborn.create_tween().set_parallel()
    tween.tween_callback(fails)
    tween.tween_property(stubborn, "speed", 1.0, 0.1)
    tween.tween_property(stubborn, "process_priority", 8, 0.5).set_custom_interpolator(fails)
    tween.chain().tween_callback(lambda: done.append(True))
    with pytest.raises(ExceptionGroup) as raised:
        quarters.process()
    assert [type(each) for each in raised.value.exceptions] == [LookupError, OverflowError, LookupError]
    with pytest.raises(LookupError):
        quarters.process()
    quarters.process()
    assert done == [True]


def test_a_step_by_hand_outside_of_a_frame_raises_what_its_callback_raised(quarters: SceneTree) -> None:
    """`custom_step` is through when it raises."""
    tween = quarters.create_tween()
    tween.tween_callback([].pop)
    tween.tween_interval(0.25)
    with pytest.raises(IndexError):
        tween.custom_step(1.0)
    assert not tween.is_running()


@pytest.mark.parametrize("moment", ["callback", "step_finished", "loop_finished", "finished"])
def test_a_tree_that_is_closed_while_a_tween_steps_by_hand_ends_the_tween(quarters: SceneTree, moment: str) -> None:
    """The step that runs ends, nothing is raised, no later step begins, and the tween cannot be used any more."""
    calls: list[str] = []
    tween = quarters.create_tween().set_loops(2)
    tween.tween_callback(quarters.close if moment == "callback" else lambda: calls.append("first"))
    tween.tween_interval(0.25)
    tween.tween_callback(lambda: calls.append("second"))
    if moment != "callback":
        tween.connect(moment, lambda *_: quarters.close())
    assert tween.custom_step(0.1 if moment in ("callback", "step_finished") else 1.0)
    assert (
        calls
        == {
            "callback": [],
            "step_finished": ["first"],
            "loop_finished": ["first", "second"],
            "finished": ["first", "second"] * 2,
        }[moment]
    )
    heard = [*calls]
    assert (tween.is_valid(), tween.is_running(), tween.custom_step(1.0), calls) == (False, False, False, heard)


def test_an_async_callback_of_a_tween_starts_as_a_task(quarters: SceneTree) -> None:
    """A coroutine function is started, as a receiver of a signal is."""
    done = []

    async def flash() -> None:
        await quarters.process_frame
        done.append(True)

    quarters.create_tween().tween_callback(flash)
    quarters.process()
    assert done == []
    quarters.process()
    assert done == [True]


@pytest.mark.parametrize("wrong", [12, -1, "EASE_IN", 1.5, None])
def test_a_number_of_no_curve_or_mode_is_refused(quarters: SceneTree, wrong: Any) -> None:
    """What is none of the numbers of its enum raises, and changes nothing."""
    tween = quarters.create_tween()
    tweener = tween.tween_method(lambda _: None, 0.0, 1.0, 1.0)
    setters = [tween.set_trans, tween.set_ease, tween.set_process_mode, tween.set_pause_mode, tweener.set_trans, tweener.set_ease]
    for setter in setters:
        with pytest.raises(ValueError, match="none of the numbers"):
            setter(wrong)
    with pytest.raises(ValueError, match="TRANS_"):
        Tween.interpolate_value(0.0, 1.0, 0.5, 1.0, wrong, Tween.EASE_IN)
    with pytest.raises(ValueError, match="EASE_"):
        Tween.interpolate_value(0.0, 1.0, 0.5, 1.0, Tween.TRANS_SINE, wrong)


@pytest.mark.parametrize("delta", [float("nan"), float("inf"), -float("inf")])
def test_a_step_that_is_no_time_is_refused(quarters: SceneTree, delta: float) -> None:
    """NaN and infinity raise and change nothing."""
    tween = quarters.create_tween()
    tween.tween_interval(1.0)
    with pytest.raises(ValueError, match="seconds"):
        tween.custom_step(delta)
    assert (tween.get_total_elapsed_time(), tween.is_running()) == (0.0, True)


def test_what_cannot_be_called_is_no_step(quarters: SceneTree) -> None:
    """A callback that is none raises at the call."""
    wrong: Any = "explode"
    with pytest.raises(TypeError, match="explode"):
        quarters.create_tween().tween_callback(wrong)


def test_a_tween_cannot_be_a_step_of_itself(quarters: SceneTree) -> None:
    """Neither directly nor through another: the call raises, and nothing changes."""
    outer, inner = quarters.create_tween(), quarters.create_tween()
    with pytest.raises(RuntimeError, match="step of"):
        outer.tween_subtween(outer)
    outer.tween_subtween(inner)
    with pytest.raises(RuntimeError, match="step of"):
        inner.tween_subtween(outer)
    assert quarters.get_processed_tweens() == [outer]


def test_a_node_without_any_tree_makes_no_tween(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Where no tree was ever made there is nothing to drive a tween: one error, and None."""
    monkeypatch.setattr("steam_nodes.scene.node._current_tree", lambda: None)
    assert Node().create_tween() is None
    assert len(refusal_log(caplog)) == 1


def test_a_keyboard_interrupt_passes_through_a_tween_and_it_can_go_on(quarters: SceneTree) -> None:
    """It is no error of the game; the tween steps again in the next frame."""
    calls = []

    def interrupt() -> None:
        calls.append(True)
        if len(calls) == 1:
            raise KeyboardInterrupt

    tween = quarters.create_tween()
    tween.tween_callback(interrupt)
    with pytest.raises(KeyboardInterrupt):
        quarters.process()
    quarters.process()
    assert (len(calls), tween.is_running()) == (2, False)


@given(
    st.integers(0, 11),
    st.integers(0, 3),
    st.lists(st.floats(0.01, 0.5), min_size=1, max_size=30),
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6),
)
def test_a_property_always_arrives(trans: int, kind: int, deltas: list[float], first: float, final: float) -> None:
    """Whatever the curve and the frames, the last value is the final one, and the steps take all of the time."""
    target = Object()
    target.value = first  # type: ignore[attr-defined]  # an attribute of the test's own
    tree = SceneTree()
    tween = tree.create_tween()
    tween.tween_property(target, "value", final, sum(deltas) / 2).set_trans(trans).set_ease(kind)
    for delta in deltas:
        tween.custom_step(delta)
    tween.custom_step(sum(deltas))
    assert target.value == final  # type: ignore[attr-defined]  # the same
    assert not tween.is_running()
    assert tween.get_total_elapsed_time() >= sum(deltas) / 2
    tree.close()


@given(st.text("ab/:.%", max_size=8), st.integers(-6, 6), st.integers(-6, 6))
def test_a_path_is_made_of_its_slices(text: str, begin: int, end: int) -> None:
    """Two slices that meet give the path again, and a path of a path is the same path."""
    path = NodePath(text)
    first, rest = path.slice(0, begin), path.slice(begin)
    found = [first.get_name_count() + rest.get_name_count(), first.get_subname_count() + rest.get_subname_count()]
    part = path.slice(begin, end)
    assert found == [path.get_name_count(), path.get_subname_count()]
    assert NodePath(path) == path
    assert NodePath(part) == part
    assert NodePath(text).hash() == path.hash() < 2**32


class Ship(Node):
    """A node with an exported list and one that its `__init__` sets."""

    EXPORTED = ("guns", "made")

    guns: tuple[str, ...] = ()

    def __init__(self) -> None:
        """Set what the class does not have."""
        super().__init__()
        self.made = "here"


def test_a_packed_branch_is_made_again_and_again() -> None:
    """Each instance of what was packed has the values that stood there, and none of what no copy would get."""
    ship = Ship()
    ship.name, ship.guns, ship.made = "Ship", ("left",), "there"
    ship.set_meta("crew", 3)
    ship.set_meta("friend", Node())
    packed = PackedScene()
    assert packed.pack(ship) is Error.OK
    for _ in range(2):
        copy = packed.instantiate()
        assert (copy.name, copy.guns, copy.made, copy.get_meta_list()) == ("Ship", ("left",), "there", ["crew"])
    state = packed.get_state()
    assert state.get_node_property_count(0) == 3
    assert state.get_node_instance(0) is None


def test_a_plan_tells_what_makes_each_node() -> None:
    """A class of the game counts as the engine's class it inherits; a function tells nothing."""
    scene = PackedScene(Ship, "Ship")
    scene.add_node("Clock", Timer)
    scene.add_node("Made", lambda: Node("Made"))
    scene.add_node("Escort", PackedScene(Ship, "Escort"))
    state = scene.get_state()
    assert [state.get_node_type(index) for index in range(4)] == ["Node", "Timer", "", ""]
    assert state.get_node_path(1) == "./Clock"
