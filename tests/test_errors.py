"""The collector: errors of user code never pass through the tree, nothing is lost, and the next frame is whole."""

from __future__ import annotations

import logging
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from steam_nodes import Engine, Node, SceneTree, Signal, is_instance_valid
from steam_nodes.object import error

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Recorder


class Fails(Node):
    """A node that fails where it is told to."""

    go: Signal[()] = Signal()

    def __init__(self, where: str, recorder: Recorder) -> None:
        """Take the name of the hook that fails."""
        super().__init__()
        self.where = where
        self.recorder = recorder

    def _step(self, hook: str) -> None:
        self.recorder.lines.append((hook,))
        if hook == self.where:
            raise ValueError(hook)

    def _enter_tree(self) -> None:
        self._step("enter")

    def _ready(self) -> None:
        self._step("ready")

    def _process(self, delta: float) -> None:
        self._step("process")

    def _physics_process(self, delta: float) -> None:
        self._step("physics")

    def _exit_tree(self) -> None:
        self._step("exit")


@pytest.mark.parametrize("where", ["enter", "ready", "physics", "process"])
def test_an_error_in_a_hook_is_raised_at_the_end_of_the_frame_and_stops_nothing(tree: SceneTree, recorder: Recorder, where: str) -> None:
    """The sibling behind runs all its hooks; adding the node does not raise."""
    tree.root.add_child(Fails(where, recorder))
    tree.root.add_child(Fails("", recorder))
    with pytest.raises(ValueError, match=where):
        tree.process()
    assert sorted(recorder.lines) == sorted([("enter",), ("ready",), ("physics",), ("process",)] * 2)


def test_an_error_while_leaving_is_raised_by_the_frame_that_removes(tree: SceneTree, recorder: Recorder) -> None:
    """The node is out all the same."""
    node = Fails("exit", recorder)
    tree.root.add_child(node)
    node.queue_free()
    with pytest.raises(ValueError, match="exit"):
        tree.process()
    assert tree.root.get_child_count() == 0


def test_several_errors_of_a_frame_are_raised_as_a_group_and_the_next_frame_is_whole(tree: SceneTree, recorder: Recorder) -> None:
    """One as itself, several as an ExceptionGroup, and nothing is raised twice."""
    nodes = [Fails("process", recorder) for _ in range(3)]
    for node in nodes:
        tree.root.add_child(node)
    with pytest.raises(ExceptionGroup) as caught:
        tree.process()
    assert [str(error) for error in caught.value.exceptions] == ["process"] * 3
    for node in nodes:
        node.where = ""
    recorder.lines.clear()
    tree.process()
    assert recorder.lines == [("physics",)] * 3 + [("process",)] * 3


def test_an_emission_inside_a_frame_gives_its_errors_to_the_frame(tree: SceneTree, recorder: Recorder) -> None:
    """The emitter goes on behind its emit."""

    class Emits(Node):
        go: Signal[()] = Signal()

        def _process(self, delta: float) -> None:
            self.go.emit()
            recorder.lines.append(("went on",))

    def fails() -> None:
        message = "receiver"
        raise RuntimeError(message)

    node = Emits()
    node.go.connect(fails)
    tree.root.add_child(node)
    with pytest.raises(RuntimeError, match="receiver"):
        tree.process()
    assert recorder.lines == [("went on",)]


def test_an_error_in_a_deferred_call_a_timer_or_a_task_is_collected_too(tree: SceneTree, recorder: Recorder) -> None:
    """Whatever the tree calls is guarded alike."""

    def fails(where: str) -> None:
        recorder.lines.append((where,))
        raise ValueError(where)

    class Waits(Node):
        async def _ready(self) -> None:
            await self.get_tree().process_frame
            fails("task")

    tree.root.call_deferred(fails, "deferred")
    tree.create_timer(0.0).timeout.connect(lambda: fails("timer"))
    tree.root.add_child(Waits())
    with pytest.raises(ExceptionGroup) as caught:
        tree.process()
    assert [str(error) for error in caught.value.exceptions] == ["deferred", "task", "timer"]


def test_a_keyboard_interrupt_passes_and_the_tree_can_go_on(tree: SceneTree) -> None:
    """Only `Exception` is collected; the frame that was interrupted leaves no lock behind."""

    class Interrupts(Node):
        def _process(self, delta: float) -> None:
            self.set_process(False)
            raise KeyboardInterrupt

    tree.root.add_child(Interrupts())
    with pytest.raises(KeyboardInterrupt):
        tree.process()
    assert tree.process()


def test_a_tree_that_logs_writes_the_traceback_and_raises_nothing(recorder: Recorder, caplog: pytest.LogCaptureFixture) -> None:
    """`errors="log"` is for servers that must go on."""
    tree = SceneTree(Fails("process", recorder), fixed_fps=60, errors="log")
    assert tree.process()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "ValueError: process" in caplog.text
    tree.close()


def test_an_error_outside_of_every_tree_is_raised_when_the_operation_is_through() -> None:
    """Without a frame to end, the call itself raises, and the child is added."""

    class Parent(Node):
        def _notification(self, what: int) -> None:
            if what == Node.NOTIFICATION_CHILD_ORDER_CHANGED:
                raise ValueError(what)

    parent, child = Parent(), Node()
    with pytest.raises(ValueError, match="24"):
        parent.add_child(child)
    assert child.get_parent() is parent


class Refuses(Node):
    """Fails in some notifications."""

    refused: tuple[int, ...] = (1234,)

    def _notification(self, what: int) -> None:
        if what in self.refused:
            raise ValueError(what)


class RefusesTwice(Refuses):
    """Fails a second time."""

    def _notification(self, what: int) -> None:
        if what in self.refused:
            raise KeyError(what)


def test_an_error_in_a_notification_is_raised_by_the_call_outside_of_a_frame() -> None:
    """After the last override, one as itself and several as a group; the next operation raises nothing of it."""
    node = Refuses()
    with pytest.raises(ValueError, match="1234"):
        node.notification(1234)
    with pytest.raises(ExceptionGroup) as caught:
        RefusesTwice().notification(1234)
    assert [type(each) for each in caught.value.exceptions] == [ValueError, KeyError]
    node.add_child(Node())


def test_an_error_in_a_notification_is_raised_by_the_frame_it_is_sent_in(tree: SceneTree) -> None:
    """The call itself returns."""
    lines: list[str] = []

    class Sends(Node):
        def _process(self, delta: float) -> None:
            Refuses().notification(1234)
            lines.append("sent")

    tree.root.add_child(Sends())
    with pytest.raises(ValueError, match="1234"):
        tree.process()
    assert lines == ["sent"]


@pytest.mark.parametrize(
    ("work", "done"),
    [
        (lambda top, _: top.free(), lambda top, child: not is_instance_valid(top) and not is_instance_valid(child)),
        (lambda top, child: top.remove_child(child), lambda _, child: child.get_parent() is None),
        (lambda top, _: top.set_name("New"), lambda top, _: top.name == "New"),
    ],
    ids=["free", "remove_child", "rename"],
)
def test_an_error_in_a_notification_stops_no_operation_that_sends_it(
    work: Callable[[Node, Node], object], done: Callable[[Node, Node], bool]
) -> None:
    """Outside of every tree, where the operation raises what its notifications left behind when it is through."""
    top, child = Refuses(), Refuses()
    top.add_child(child)
    top.refused = child.refused = (Node.NOTIFICATION_PREDELETE, Node.NOTIFICATION_UNPARENTED, Node.NOTIFICATION_PATH_RENAMED)
    with pytest.raises((ValueError, ExceptionGroup)):
        work(top, child)
    assert done(top, child)


def test_no_operation_looks_for_errors_once_they_are_raised() -> None:
    """A thread that left none behind is not searched, and one thread raises nothing of another's."""
    seen: list[object] = []

    def fail() -> None:
        with pytest.raises(ValueError, match="1234"):
            Refuses().notification(1234)
        seen.append(set(error._loose))
        error.take(ValueError("left behind"))

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert seen == [set()]
    assert len(error._loose) == 1
    Node().add_child(Node())
    error._loose.clear()


def test_a_frame_inside_a_frame_is_refused(tree: SceneTree) -> None:
    """`process` is the host's call; a node that calls it hears so."""

    class Nested(Node):
        def _process(self, delta: float) -> None:
            self.set_process(False)
            tree.process()

    tree.root.add_child(Nested())
    with pytest.raises(RuntimeError, match="inside a frame"):
        tree.process()


@pytest.mark.parametrize("delta", [-0.1, -5e-324, float("nan"), float("inf"), -float("inf"), 1e308, 1e9 + 1, 10**400])
def test_a_delta_that_is_no_time_is_refused(delta: float) -> None:
    """The message says what is taken, and nothing changes: no frame, no time, and the next frame is as it would have been."""
    runs = []
    for deltas in ([0.01, 0.02], [0.01, delta, 0.02]):
        frames: list[float] = []
        tree = SceneTree()
        timer = tree.create_timer(0.025)
        tree.process_frame.connect(partial(frames.append, 0.0))
        for each in deltas:
            if each is delta:
                with pytest.raises(ValueError, match="seconds since the last frame"):
                    tree.process(each)
            else:
                tree.process(each)
        runs.append((frames, tree.get_frame(), timer.time_left, tree._state_.left_over))
        tree.close()
    assert runs[0] == runs[1]


def test_milliseconds_in_the_place_of_seconds_are_asked_about_once(caplog: pytest.LogCaptureFixture) -> None:
    """One warning of a tree, from its first frame of more than four seconds on; the frame runs."""
    for _ in range(2):
        tree = SceneTree()
        tree.process(4)
        assert not caplog.records
        for _ in range(3):
            tree.process(16)
        assert [(record.levelno, "are these milliseconds?" in record.getMessage()) for record in caplog.records] == [
            (logging.WARNING, True)
        ]
        assert Engine.get_process_frames() == 4
        tree.close()
        caplog.clear()


def test_errors_nobody_raised_yet_come_out_of_close(recorder: Recorder) -> None:
    """A tree that never runs a frame still says what failed."""
    tree = SceneTree(Fails("ready", recorder), fixed_fps=60)
    with pytest.raises(ValueError, match="ready"):
        tree.close()
    tree.close()


@pytest.mark.parametrize("where", ["_enter_tree", "_ready", "_exit_tree", "propagate_call", "propagate_notification"])
def test_an_interrupt_in_a_walk_leaves_no_node_blocked(tree: SceneTree, where: str) -> None:
    """KeyboardInterrupt passes through a hook two levels below; each node above takes a child again, and lets one go."""
    armed = [True]

    class Stops(Node):
        def stop(self, of: str = "propagate_call") -> None:
            if where == of and armed:
                armed.clear()
                raise KeyboardInterrupt

        def _enter_tree(self) -> None:
            self.stop("_enter_tree")

        def _ready(self) -> None:
            self.stop("_ready")

        def _exit_tree(self) -> None:
            self.stop("_exit_tree")

        def _notification(self, what: int) -> None:
            if what == 12345:
                self.stop("propagate_notification")

    top, branch, below = Node("Top"), Node("Branch"), Node("Below")
    tree.root.add_child(top)
    branch.add_child(below)
    below.add_child(Stops("Stops"))
    below.add_child(Node("After"))

    def walk() -> None:
        top.add_child(branch)
        if where == "propagate_call":
            top.propagate_call("stop")
        elif where == "propagate_notification":
            top.propagate_notification(12345)
        top.remove_child(branch)

    with pytest.raises(KeyboardInterrupt):
        walk()
    assert not armed
    for node in (top, branch, below):
        child = Node("Child")
        node.add_child(child)
        assert child.get_parent() is node
        node.remove_child(child)
        assert child.get_parent() is None
    assert tree.process(0.0)
