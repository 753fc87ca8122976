"""Laws of emission at its edges, and of what deferred calls and awaits find when their object changed meanwhile."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Callable, Error, Node, Object, SceneTree, Signal, is_instance_valid
from tests.support.godot_trace import refusal_log

if TYPE_CHECKING:
    from collections.abc import Callable as Function

heard: list[str] = []


@pytest.fixture(autouse=True)
def _empty() -> None:
    heard.clear()


class Emitter(Node):
    """Has a signal."""

    go: Signal[*tuple[Any, ...]] = Signal("x")


class Ear(Node):
    """Notes what it hears under its name."""

    def on(self, *args: object) -> None:
        """Note it."""
        heard.append("".join([str(self.name), *map(str, args)]))


@pytest.fixture
def emitter(tree: SceneTree) -> Any:
    """Give an emitter inside the tree."""
    node = Emitter("E")
    tree.root.add_child(node)
    return node


def ear(tree: SceneTree, name: str) -> Ear:
    """Return an ear inside the tree."""
    node = Ear(name)
    tree.root.add_child(node)
    return node


def note(text: str) -> Function[..., None]:
    """Return a receiver that notes a text."""
    return lambda *_: heard.append(text)


def test_who_disconnects_during_an_emission_is_still_called_in_it(emitter: Any) -> None:
    """And who connects is called from the next one on."""
    last = note("last")

    def first(*_: object) -> None:
        heard.append("first")
        emitter.go.disconnect(last)
        emitter.go.connect(note("new"))

    emitter.go.connect(first, Node.CONNECT_ONE_SHOT)
    emitter.go.connect(last)
    emitter.go.emit()
    emitter.go.emit()
    assert heard == ["first", "last", "new"]


def test_blocking_during_an_emission_lets_it_end(emitter: Any) -> None:
    """The next one is silent."""
    emitter.go.connect(lambda: emitter.set_block_signals(True))
    emitter.go.connect(note("last"))
    emitter.go.emit()
    emitter.go.emit()
    assert heard == ["last"]
    assert emitter.emit_signal("go") == Error.ERR_CANT_ACQUIRE_RESOURCE


@pytest.mark.parametrize("flags", [0, Node.CONNECT_ONE_SHOT, Node.CONNECT_REFERENCE_COUNTED])
def test_a_receiver_freed_during_the_emission_is_skipped(tree: SceneTree, emitter: Any, flags: int) -> None:
    """Its connection is gone from both sides."""
    last = ear(tree, "last")
    emitter.go.connect(last.free)
    emitter.go.connect(last.on, flags)
    emitter.go.connect(note("end"))
    emitter.go.emit()
    assert heard == ["end"]
    assert len(emitter.go.get_connections()) == 1


def test_a_recursive_emission_nests(emitter: Any) -> None:
    """Depth first: the inner emission runs through before the outer goes on."""

    def first(depth: int) -> None:
        heard.append(f"first{depth}")
        if depth < 3:
            emitter.go.emit(depth + 1)

    emitter.go.connect(first)
    emitter.go.connect(lambda depth: heard.append(f"second{depth}"))
    emitter.go.emit(1)
    assert heard == ["first1", "first2", "first3", "second3", "second2", "second1"]


def test_a_one_shot_is_gone_before_it_is_called_and_may_come_back(emitter: Any) -> None:
    """Emitting inside it does not call it again; connecting inside it works."""

    def once() -> None:
        heard.append("once")
        emitter.go.emit()
        heard.append(str(int(emitter.go.connect(once, Node.CONNECT_ONE_SHOT))))

    emitter.go.connect(once, Node.CONNECT_ONE_SHOT)
    emitter.go.emit()
    assert heard == ["once", "0"]
    assert emitter.go.is_connected(once)


def test_an_emitter_queued_during_its_emission_lets_it_end(tree: SceneTree, emitter: Any) -> None:
    """It is deleted at the end of the frame."""
    emitter.go.connect(emitter.queue_free)
    emitter.go.connect(note("last"))
    emitter.go.emit()
    assert heard == ["last"]
    assert is_instance_valid(emitter)
    tree.process()
    assert not is_instance_valid(emitter)


def take_out(tree: SceneTree, node: Node) -> None:
    """Remove it from the tree."""
    tree.root.remove_child(node)


@pytest.mark.parametrize(
    "change",
    [
        take_out,
        lambda tree, _node: setattr(tree, "paused", True),
        lambda _tree, node: setattr(node, "process_mode", Node.PROCESS_MODE_DISABLED),
        lambda _tree, node: node.queue_free(),
    ],
    ids=["removed", "paused", "disabled", "queued"],
)
def test_a_receiver_that_does_not_process_is_called(tree: SceneTree, emitter: Any, change: Function[[SceneTree, Node], None]) -> None:
    """Directly and deferred; signals do not ask for the mode."""
    node = ear(tree, "r")
    emitter.go.connect(node.on)
    emitter.go.connect(Callable(node.on).bind("later"), Node.CONNECT_DEFERRED | Node.CONNECT_REFERENCE_COUNTED)
    node.call_deferred("on", " called")
    change(tree, node)
    emitter.go.emit()
    tree.process()
    assert heard == ["r", "r called"]


def test_a_plain_object_is_not_kept_alive_by_a_connection(emitter: Any) -> None:
    """What a connected function holds is."""

    class Plain(Object):
        def on(self) -> None:
            heard.append("plain")

    held = Plain()
    emitter.go.connect(Plain().on)
    emitter.go.connect(lambda held=held: held.on())
    del held
    gc.collect()
    emitter.go.emit()
    assert heard == ["plain"]


def test_a_deferred_receiver_is_called_although_it_disconnected_before_the_flush(tree: SceneTree, emitter: Any) -> None:
    """One that was freed meanwhile is not."""
    kept, gone = ear(tree, "kept"), ear(tree, "gone")
    for node in (kept, gone):
        emitter.go.connect(node.on, Node.CONNECT_DEFERRED)
    emitter.go.emit(1)
    emitter.go.disconnect(kept.on)
    gone.free()
    assert heard == []
    tree.process()
    assert heard == ["kept1"]


@pytest.mark.parametrize(
    ("first", "second", "answer", "disconnects"),
    [
        (0, 0, Error.ERR_INVALID_PARAMETER, 1),
        (0, Node.CONNECT_REFERENCE_COUNTED, Error.OK, 1),
        (Node.CONNECT_REFERENCE_COUNTED, 0, Error.ERR_INVALID_PARAMETER, 1),
        (Node.CONNECT_REFERENCE_COUNTED, Node.CONNECT_REFERENCE_COUNTED, Error.OK, 2),
        (0, Node.CONNECT_ONE_SHOT, Error.ERR_INVALID_PARAMETER, 1),
    ],
)
def test_connecting_twice(tree: SceneTree, emitter: Any, first: int, second: int, answer: Error, disconnects: int) -> None:
    """It is called once whatever was answered; counted connections need as many disconnects."""
    node = ear(tree, "r")
    assert emitter.go.connect(node.on, first) == Error.OK
    assert emitter.go.connect(Callable(node.on).bind("bound"), second) == answer
    emitter.go.emit()
    assert heard == ["r"]
    for _ in range(disconnects):
        assert emitter.go.is_connected(node.on)
        emitter.go.disconnect(Callable(node.on).unbind(1))
    assert not emitter.go.is_connected(node.on)


def test_a_one_shot_that_is_deferred_is_called_once(tree: SceneTree, emitter: Any) -> None:
    """It is disconnected when the signal is emitted, not when it is called."""
    emitter.go.connect(ear(tree, "r").on, Node.CONNECT_ONE_SHOT | Node.CONNECT_DEFERRED)
    emitter.go.emit(1)
    assert not emitter.go.has_connections()
    emitter.go.emit(2)
    tree.process()
    assert heard == ["r1"]


def test_the_source_is_appended_behind_the_arguments(emitter: Any) -> None:
    """Binds come behind it."""
    got: list[object] = []
    emitter.go.connect(Callable(lambda *args: got.extend(args)).bind("b"), Node.CONNECT_APPEND_SOURCE_OBJECT)
    emitter.go.emit(1)
    assert got == [1, emitter, "b"]


def test_the_order_after_connecting_anew(emitter: Any) -> None:
    """Who comes back comes last."""
    receivers = {name: note(name) for name in "abc"}
    for receiver in receivers.values():
        emitter.go.connect(receiver)
    emitter.go.disconnect(receivers["a"])
    emitter.go.connect(receivers["a"])
    emitter.go.emit()
    assert heard == ["b", "c", "a"]


def test_an_error_in_a_receiver_stops_neither_the_others_nor_the_emitter(tree: SceneTree, emitter: Any) -> None:
    """The frame raises it at its end."""

    def fail() -> None:
        message = "no"
        raise ValueError(message)

    emitter.go.connect(fail)
    emitter.go.connect(note("last"))

    def frame() -> None:
        emitter.go.emit()
        heard.append("emitted")

    tree.process_frame.connect(frame)
    with pytest.raises(ValueError, match="no"):
        tree.process()
    assert heard == ["last", "emitted"]


def test_a_signal_passed_on_to_another(emitter: Any) -> None:
    """A signal's own emit is a receiver; when its object is freed it is silent."""
    other: Any = Emitter("O")
    other.go.connect(note("other"))
    emitter.go.connect(other.go.emit)
    emitter.go.emit()
    other.free()
    gc.collect()
    emitter.go.emit()
    assert heard == ["other"]


def test_a_signal_of_the_class_belongs_to_nobody(caplog: pytest.LogCaptureFixture) -> None:
    """Connecting to it is an error, emitting it is silent, awaiting it raises."""
    nobodys: Any = Emitter.go
    assert nobodys.connect(note("never")) == Error.ERR_UNCONFIGURED
    assert len(refusal_log(caplog)) == 1
    nobodys.emit()

    class Waiting(Node):
        async def wait(self) -> None:
            await nobodys

    with pytest.raises(RuntimeError, match="belongs to no object"):
        Waiting().wait()
    assert heard == []


def test_a_signal_made_in_init_is_told_where_it_belongs(caplog: pytest.LogCaptureFixture) -> None:
    """Connecting to it and awaiting it say the same sentence of their own, declare it in the class body; emitting it is silent."""

    class Late(Node):
        def __init__(self) -> None:
            super().__init__("Late")
            self.hit: Signal[int] = Signal("damage")

        async def wait(self) -> None:
            await self.hit

    late = Late()
    assert late.hit.connect(note("never")) == Error.ERR_UNCONFIGURED
    late.hit.emit(1)
    (told,) = refusal_log(caplog)
    assert "Cannot connect to a signal that was not declared in a class body" in told
    assert "add_user_signal" in told
    with pytest.raises(RuntimeError, match="cannot await a signal that was not declared in a class body"):
        late.wait()
    assert heard == []


def test_deferred_calls_are_breadth_first(tree: SceneTree) -> None:
    """What is queued during a flush runs in it, after what was queued before."""

    def add(text: str, depth: int) -> None:
        heard.append(text)
        if depth:
            tree.call_deferred(add, f"{text}a", depth - 1)
            tree.call_deferred(add, f"{text}b", depth - 1)

    tree.call_deferred(add, "1", 1)
    tree.call_deferred(add, "2", 1)
    tree.process()
    assert heard == ["1", "2", "1a", "1b", "2a", "2b"]


def test_deferred_calls_of_deletions_run_in_the_same_tick(tree: SceneTree) -> None:
    """The tick is flushed once more at its end."""
    node = Emitter("N")
    tree.root.add_child(node)
    node.tree_exited.connect(lambda: tree.call_deferred(heard.append, "deferred"))
    tree.physics_frame.connect(node.queue_free)
    tree.process_frame.connect(note("frame"))
    tree.process()
    assert heard == ["deferred", "frame"]


class Waiter(Node):
    """Waits for a signal, again and again."""

    async def wait(self, signal: Any, times: int = 1) -> None:
        """Note each value."""
        for _ in range(times):
            value = await signal
            heard.append(f"{self.name} {value}")
        heard.append(f"{self.name} done")


def test_an_emission_inside_the_one_that_resumes_is_missed(emitter: Any) -> None:
    """A waiter is out of the list before anybody is called; resumed, it waits for the next emission."""
    waiter: Any = Waiter("W")
    emitter.go.connect(lambda x: emitter.go.emit(x + 1) if x == 1 else None)
    waiter.wait(emitter.go, 2)
    emitter.go.emit(1)
    assert heard == ["W 1"]
    emitter.go.emit(5)
    assert heard == ["W 1", "W 5", "W done"]


def test_a_waiter_ends_with_its_node_and_not_with_the_tree(tree: SceneTree, emitter: Any) -> None:
    """Freed it never goes on, and leaves no connection; removed or queued it does."""
    freed, removed, queued = (Waiter(name) for name in ("freed", "removed", "queued"))
    for node in (freed, removed, queued):
        tree.root.add_child(node)
        waiting: Any = node
        waiting.wait(emitter.go)
    freed.free()
    tree.root.remove_child(removed)
    queued.queue_free()
    assert len(emitter.go.get_connections()) == 2
    emitter.go.emit(1)
    assert heard == ["removed 1", "removed done", "queued 1", "queued done"]


def test_who_awaits_a_coroutine_of_a_freed_node_waits_forever(emitter: Any) -> None:
    """Nothing is raised."""

    class Caller(Node):
        async def call_it(self, other: Any) -> None:
            heard.append("called")
            await other.wait(emitter.go)
            heard.append("never")

    inner = Waiter("W")
    caller: Any = Caller("C")
    caller.call_it(inner)
    inner.free()
    emitter.go.emit(1)
    assert heard == ["called"]
    assert is_instance_valid(caller)


def test_an_emitter_that_ends_is_told_of_also_after_an_emission_in_its_own(caplog: pytest.LogCaptureFixture) -> None:
    """One emission of it ended inside another one, and then it is freed with its parent: one ERROR, as where none ended."""
    above, node = Node("P"), Emitter("E")
    above.add_child(node)

    def free_at_last(depth: int) -> None:
        if depth:
            node.go.emit(depth - 1)
            above.free()

    node.go.connect(free_at_last)
    node.go.emit(1)
    assert not is_instance_valid(node)
    (told,) = refusal_log(caplog)
    assert "was freed while a signal is being emitted from it" in told
