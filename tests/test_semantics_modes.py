"""Laws of process modes, pausing and input events, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import (
    Input,
    InputEvent,
    InputEventAction,
    InputEventJoypadMotion,
    InputEventKey,
    InputEventMagnifyGesture,
    InputEventMouseButton,
    InputEventMouseMotion,
    InputEventPanGesture,
    InputEventScreenDrag,
    InputEventScreenTouch,
    Node,
    SceneTree,
    Timer,
)
from tests.support.godot_trace import refusal_log

if TYPE_CHECKING:
    from collections.abc import Callable

INHERIT, PAUSABLE, WHEN_PAUSED, ALWAYS, DISABLED = range(5)
SHOWN = {14: "PAUSED", 15: "UNPAUSED", 28: "DISABLED", 29: "ENABLED"}

lines: list[str] = []


@pytest.fixture(autouse=True)
def _empty() -> None:
    lines.clear()


class Moded(Node):
    """Tells of its mode's notifications and of what reaches it."""

    def __init__(self, name: str, mode: int = INHERIT) -> None:
        """Make it."""
        super().__init__(name)
        self.process_mode = mode

    def _notification(self, what: int) -> None:
        if what in SHOWN:
            lines.append(f"{self.name} {SHOWN[what]} {self.can_process()}")


@pytest.mark.parametrize(
    ("mode", "running", "paused"),
    [(INHERIT, True, False), (PAUSABLE, True, False), (WHEN_PAUSED, False, True), (ALWAYS, True, True), (DISABLED, False, False)],
)
@pytest.mark.parametrize("inherits", [False, True])
def test_what_a_mode_lets_run(tree: SceneTree, mode: int, running: bool, paused: bool, inherits: bool) -> None:
    """Frames, ticks and Timer nodes follow it; a child that inherits does as its parent."""

    class Running(Node):
        def _process(self, _delta: float) -> None:
            lines.append("frame")

        def _physics_process(self, _delta: float) -> None:
            lines.append("tick")

    top, node, timer = Node("Top"), Running("N"), Timer("T")
    (top if inherits else node).process_mode = mode
    timer.autostart = True
    timer.wait_time = 0.001
    timer.timeout.connect(lambda: lines.append("timer"))
    node.add_child(timer)
    top.add_child(node)
    tree.root.add_child(top)
    for pause, expected in ((False, running), (True, paused), (False, running)):
        lines.clear()
        tree.paused = pause
        assert node.can_process() == expected
        tree.process()
        assert lines == (["tick", "frame", "timer"] if expected else [])


@pytest.mark.parametrize(
    ("mode", "pause", "goes_on"),
    [
        (INHERIT, "PAUSED False", "UNPAUSED True"),
        (WHEN_PAUSED, "UNPAUSED True", "PAUSED False"),
        (ALWAYS, None, None),
        (DISABLED, None, None),
    ],
)
def test_pausing_tells_those_whom_it_concerns_from_the_top_down(tree: SceneTree, mode: int, pause: str | None, goes_on: str | None) -> None:
    """The same value again is nothing."""
    top = Moded("A", mode)
    top.add_child(Moded("B"))
    tree.root.add_child(top)
    assert lines == []
    for value, told in ((True, pause), (True, None), (False, goes_on), (False, None)):
        lines.clear()
        tree.paused = value
        assert lines == ([f"A {told}", f"B {told}"] if told else [])


@pytest.mark.parametrize(
    ("before", "after", "paused", "told"),
    [
        (INHERIT, ALWAYS, False, []),
        (INHERIT, ALWAYS, True, ["UNPAUSED True"]),
        (INHERIT, WHEN_PAUSED, False, ["PAUSED False"]),
        (WHEN_PAUSED, INHERIT, False, ["UNPAUSED True"]),
        (INHERIT, DISABLED, False, ["PAUSED False", "DISABLED False"]),
        (DISABLED, INHERIT, False, ["UNPAUSED True", "ENABLED True"]),
        (INHERIT, DISABLED, True, ["DISABLED False"]),
        (DISABLED, PAUSABLE, True, ["ENABLED False"]),
        (DISABLED, DISABLED, False, []),
    ],
)
def test_a_change_of_mode_tells_what_changed(tree: SceneTree, before: int, after: int, paused: bool, told: list[str]) -> None:
    """The node and those that inherit from it, not those with a mode of their own."""
    top = Moded("A", before)
    top.add_child(Moded("B"))
    top.add_child(Moded("Own", ALWAYS))
    tree.root.add_child(top)
    tree.paused = paused
    lines.clear()
    top.process_mode = after
    assert lines == [f"{name} {what}" for name in "AB" for what in told]


def test_a_node_added_while_paused_is_told_nothing(tree: SceneTree, caplog: pytest.LogCaptureFixture) -> None:
    """It cannot process; outside of the tree nothing can, which is an error to ask."""
    tree.paused = True
    node = Moded("A")
    assert not node.can_process()
    assert len(refusal_log(caplog)) == 1
    tree.root.add_child(node)
    assert lines == []
    assert not node.can_process()


def test_a_paused_tree_still_emits_defers_and_counts(tree: SceneTree) -> None:
    """Its own signals, deferred calls, and timers that were made to count always."""
    tree.root.add_child(Moded("A"))
    tree.paused = True
    lines.clear()
    tree.physics_frame.connect(lambda: lines.append("tick"))
    tree.process_frame.connect(lambda: lines.append("frame"))
    tree.root.get_child(0).call_deferred(lines.append, "deferred")
    tree.create_timer(0.0).timeout.connect(lambda: lines.append("timer"))
    tree.create_timer(0.0, process_always=False).timeout.connect(lambda: lines.append("waits"))
    tree.process()
    assert lines == ["tick", "deferred", "frame", "timer"]


@pytest.mark.parametrize("wrong", [-1, 5, "always", None])
def test_a_mode_that_is_none_is_refused(wrong: Any) -> None:
    """The message names the value."""
    with pytest.raises(ValueError, match="process_mode"):
        Node().process_mode = wrong


class Listener(Node):
    """Notes the passes that reach it, and acts in one of them."""

    act: Callable[[Listener, InputEvent], object] | None = None
    where = "_input"

    def _heard(self, where: str, event: InputEvent) -> None:
        lines.append(f"{self.name}{where}")
        if self.act is not None and where == self.where:
            act, self.act = self.act, None
            act(event)  # type: ignore[call-arg, arg-type]  # set on the instance, it gets the event alone

    def _input(self, event: InputEvent) -> None:
        self._heard("_input", event)

    def _shortcut_input(self, event: InputEvent) -> None:
        self._heard("_shortcut_input", event)

    def _unhandled_key_input(self, event: InputEvent) -> None:
        self._heard("_unhandled_key_input", event)

    def _unhandled_input(self, event: InputEvent) -> None:
        self._heard("_unhandled_input", event)


def listen(tree: SceneTree, names: str = "ABC") -> None:
    """Add listeners below the root."""
    for name in names:
        tree.root.add_child(Listener(name))


def passes(names: str, *hooks: str) -> list[str]:
    """Return what listeners note that are reached in this order."""
    return [f"{name}{hook}" for hook in hooks for name in names]


KEY = ("_input", "_shortcut_input", "_unhandled_key_input", "_unhandled_input")
OTHER = ("_input", "_unhandled_input")


@pytest.mark.parametrize(
    ("event", "hooks"),
    [
        (InputEventKey(keycode=65), KEY),
        (InputEventMouseButton(), OTHER),
        (InputEventMouseMotion(), OTHER),
        (InputEventAction(action="x"), OTHER),
    ],
)
def test_an_event_goes_through_its_passes_in_reverse_tree_order(tree: SceneTree, event: InputEvent, hooks: tuple[str, ...]) -> None:
    """Only keys get the two passes of their own."""
    listen(tree, "AC")
    tree.root.get_node("A").add_child(Listener("B"))
    tree.root.push_input(event)
    assert lines == passes("CBA", *hooks)


@pytest.mark.parametrize("hook", KEY)
def test_a_handled_event_ends_in_every_pass(tree: SceneTree, hook: str) -> None:
    """Nobody gets it after that, in this pass or a later one."""
    listen(tree)
    node = tree.root.get_node("B")
    node.where = hook
    node.act = lambda _event: tree.root.set_input_as_handled()
    tree.root.push_input(InputEventKey())
    before = KEY[: KEY.index(hook)]
    assert lines == [*passes("CBA", *before), f"C{hook}", f"B{hook}"]
    assert tree.root.is_input_handled()


def again(tree: SceneTree) -> None:
    """Take A out and put it back."""
    node = tree.root.get_node("A")
    tree.root.remove_child(node)
    tree.root.add_child(node)


MEANWHILE: list[tuple[str, Callable[[SceneTree], object], str, str]] = [
    ("removes one", lambda tree: tree.root.remove_child(tree.root.get_node("A")), "CB", "CB"),
    ("frees one", lambda tree: tree.root.get_node("A").free(), "CB", "CB"),
    ("takes one out and back", again, "CB", "ACB"),
    ("queues one", lambda tree: tree.root.get_node("A").queue_free(), "CBA", "CBA"),
    ("adds one", lambda tree: tree.root.add_child(Listener("D")), "CBA", "DCBA"),
    ("moves one", lambda tree: tree.root.move_child(tree.root.get_node("A"), -1), "CBA", "ACB"),
    ("disables one", lambda tree: setattr(tree.root.get_node("A"), "process_mode", DISABLED), "CB", "CB"),
    ("pauses the tree", lambda tree: setattr(tree, "paused", True), "C", ""),
]


@pytest.mark.parametrize(("what", "act", "now", "then"), MEANWHILE, ids=[what for what, *_ in MEANWHILE])
def test_what_the_first_listener_changes(tree: SceneTree, what: str, act: Callable[[SceneTree], object], now: str, then: str) -> None:
    """Each pass goes over those that were there when it began; who left is skipped, who came joins from the next pass on."""
    listen(tree)
    tree.root.get_node("C").act = lambda _event: act(tree)
    tree.root.push_input(InputEventMouseButton())
    assert lines == [*passes(now, "_input"), *passes(then, "_unhandled_input")], what


def test_a_nested_event_runs_through_before_the_outer_goes_on(tree: SceneTree) -> None:
    """In all of its passes."""
    listen(tree, "AB")
    tree.root.get_node("B").act = lambda _event: tree.root.push_input(InputEventAction())
    tree.root.push_input(InputEventAction())
    assert lines == ["B_input", *passes("BA", *OTHER), "A_input", *passes("BA", "_unhandled_input")]


def test_a_nested_event_of_a_pointer_counts_as_handled_and_ends_the_outer_one(tree: SceneTree) -> None:
    """As in the engine, where the picking of physics objects takes it once it went through all passes."""
    listen(tree, "AB")
    tree.root.get_node("B").act = lambda _event: tree.root.push_input(InputEventMouseButton())
    tree.root.push_input(InputEventAction())
    assert lines == ["B_input", *passes("BA", *OTHER)]


@pytest.mark.parametrize(
    ("kind", "handled"),
    [
        (InputEventKey, False),
        (InputEventMouseMotion, True),
        (InputEventMouseButton, True),
        (InputEventScreenTouch, True),
        (InputEventScreenDrag, True),
        (InputEventAction, False),
        (InputEventPanGesture, False),
        (InputEventMagnifyGesture, False),
        (InputEventJoypadMotion, False),
    ],
)
def test_what_a_pointer_says_counts_as_handled_in_the_end(tree: SceneTree, kind: type[InputEvent], handled: bool) -> None:
    """The engine's own answer of `is_input_handled` after an event that nobody handled."""
    tree.root.push_input(kind())
    assert tree.root.is_input_handled() is handled


def test_a_parsed_event_comes_at_the_start_of_the_next_frame(tree: SceneTree) -> None:
    """Before its ticks, in the order of the calls."""
    listen(tree, "A")
    tree.root.get_node("A").set_process_unhandled_input(False)
    tree.physics_frame.connect(lambda: lines.append("tick"))
    Input.parse_input_event(InputEventMouseButton())
    Input.parse_input_event(InputEventMouseButton())
    assert lines == []
    tree.process()
    assert lines == ["A_input", "A_input", "tick"]


@pytest.mark.parametrize("wrong", [None, "key", 65])
def test_what_is_no_event_is_refused(tree: SceneTree, wrong: Any) -> None:
    """At the call."""
    with pytest.raises(TypeError, match="InputEvent"):
        tree.root.push_input(wrong)
    with pytest.raises(TypeError, match="InputEvent"):
        Input.parse_input_event(wrong)


def test_who_has_left_a_tree_that_ends_still_hears_of_a_pause() -> None:
    """Nodes of a tree that ends are the root's children until they are deleted, so a pause at their exit is told to them."""

    class Hears(Node):
        def __init__(self) -> None:
            super().__init__()
            self.heard: list[int] = []

        def _notification(self, what: int) -> None:
            self.heard.append(what)

    tree, node = SceneTree(), Hears()
    heard = node.heard
    tree.root.add_child(node)

    def pause() -> None:
        tree.paused = True

    node.tree_exited.connect(pause)
    tree.close()
    assert heard.count(Node.NOTIFICATION_PAUSED) == 1
    assert heard.index(Node.NOTIFICATION_EXIT_TREE) < heard.index(Node.NOTIFICATION_PAUSED)
