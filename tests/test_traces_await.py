"""Coroutines in the engine's own traces: what an await gives, when it goes on, and what ends with a freed object.

Rules: see `godot_trace`.
"""

from __future__ import annotations

import json
from typing import Any

from steam_nodes import Engine, Node, Signal
from tests.support.godot_trace import fails, play, say


class Waiting(Node):
    """Waits for its own or another's signal."""

    sig: Signal[object] = Signal("x")
    go: Signal[()] = Signal()

    async def co(self) -> None:
        """Wait for the own signal."""
        say("    N.co start")
        await self.go
        say("    N.co resumed, self valid")
        say("    name ", self.name)

    async def wait_other(self, other: Waiting) -> None:
        """Wait for another node's signal."""
        say("    N.wait_other start")
        value = await other.sig
        say("    N.wait_other resumed ", value)


class SlowChild(Node):
    """Waits in its `_ready`."""

    async def _ready(self) -> None:
        say("    child._ready start")
        await self.get_tree().process_frame
        say("    child._ready end")


class AwaitMain(Node):
    """Awaits everything."""

    s0: Signal[()] = Signal()
    s1: Signal[Any] = Signal("a")
    s2: Signal[Any, Any] = Signal("a", "b")
    s3: Signal[Any, Any, Any] = Signal("a", "b", "c")
    k = -1

    def _process(self, _delta: float) -> None:
        if self.k >= 0:
            self.k += 1

    async def co(self, x: int) -> int:
        """Wait for a frame and return twice the number."""
        say("    co start ", x)
        await self.get_tree().process_frame
        say("    co end ", x)
        return x * 2

    async def _waiter(self, label: str, signal: Any) -> None:
        value = await signal
        say("    waiter ", label, " got ", json.dumps(value))

    async def _ready(self) -> None:
        self._values()
        self._order()
        await self._coroutines()
        await self._frames()
        await self._handlers()
        await self._freed()
        await self._others()
        self.get_tree().quit()

    def _values(self) -> None:
        say("-- values")
        for label, signal in {"0 args": self.s0, "1 arg": self.s1, "2 args": self.s2, "3 args": self.s3}.items():
            self._waiter(label, signal)
        self.s0.emit()
        self.s1.emit(7)
        self.s2.emit(1, "b")
        self.s3.emit(1, None, [3])
        say("-- emit 1-arg signal with an array / with null / s1 with 2 args, s2 with 1 arg")
        for label, name, args in (
            ("array", "s1", [[1, 2]]),
            ("null", "s1", [None]),
            ("s1 with 2", "s1", [1, 2]),
            ("s2 with 1", "s2", [1]),
            ("s2 with 0", "s2", []),
        ):
            self._waiter(label, getattr(self, name))
            self.emit_signal(name, *args)
        say("-- a waiter is one-shot: emit twice")
        self._waiter("once", self.s1)
        self.s1.emit("first")
        self.s1.emit("second")

    def _order(self) -> None:
        say("-- order of waiters vs connections: connect c1, await w1, connect c2")
        self.s1.connect(lambda a: say("    c1 ", a))
        self._waiter("w1", self.s1)
        self.s1.connect(lambda a: say("    c2 ", a))
        self._waiter("w2", self.s1)
        self.s1.emit("X")
        say("  emit returned")
        self._disconnect_all(self.s1)
        say("-- connections that an await makes: ")
        self._waiter("flags", self.s1)
        say("    ", [[connection["flags"]] for connection in self.s1.get_connections()])
        self.s1.emit(0)

    def _disconnect_all(self, signal: Any) -> None:
        for connection in signal.get_connections():
            signal.disconnect(connection["callable"])

    async def _coroutines(self) -> None:
        say("-- await a coroutine")
        result = await self.co(21)
        say("  result ", result, " f=", Engine.get_process_frames())
        say("-- calling a coroutine without await (via call): ")
        running = self.call("co", 1)
        say("  is_valid ", running.is_valid())
        say("  await it: ", await running)

    async def _frames(self) -> None:
        tree = self.get_tree()
        say("-- await get_tree().process_frame: when in the frame")
        self.k = 0
        await tree.process_frame
        say("  resumed: k(before this frame's _process)=", self.k)
        await tree.process_frame
        say("  resumed again k=", self.k)
        await tree.physics_frame
        say("  physics_frame resumed k=", self.k, " in_physics=", Engine.is_in_physics_frame())
        self.k = -1
        say("-- two awaits of the same signal in a row, emitted recursively")
        self._twice()
        for value in "ABC":
            self.s1.emit(value)

    async def _twice(self) -> None:
        first = await self.s1
        say("    twice 1st ", first)
        second = await self.s1
        say("    twice 2nd ", second)

    async def _handlers(self) -> None:
        say("-- await inside of a signal handler; emission goes on")
        self.s0.connect(self._hand)
        self.s0.connect(lambda: say("    second handler"))
        self.s0.emit()
        say("  emit returned")
        await self.get_tree().process_frame
        await self.get_tree().process_frame
        self._disconnect_all(self.s0)

    async def _hand(self) -> None:
        say("    hand start")
        await self.get_tree().process_frame
        say("    hand end")

    async def _freed(self) -> None:
        say("-- self freed while awaiting: then emit")
        n = Waiting("n")
        n.co()
        go = n.go
        say("    conns ", len(go.get_connections()))
        n.free()
        say("    freed")
        say("-- waiter freed while awaiting another object's signal")
        a, b = Waiting("a"), Waiting("b")
        a.wait_other(b)
        a.free()
        say("    b.sig connections ", len(b.sig.get_connections()))
        b.sig.emit(5)
        say("    emitted")
        say("-- emitter freed while awaited")
        a2, b2 = Waiting(), Waiting()
        a2.wait_other(b2)
        b2.free()
        say("    b2 freed; nothing resumes")
        a2.free()
        say("-- caller awaits a coroutine whose object is freed")
        a3 = Waiting()
        self._caller(a3)
        a3.free()
        await self.get_tree().process_frame
        say("    caller never resumed")
        say("-- queue_freed awaiting node: the signal arrives before deletion")
        a4 = Waiting("a4")
        self.add_child(a4)
        a4.co()
        a4.queue_free()
        a4.go.emit()
        await self._outside()
        say("-- await on a freed object's signal / invalid Signal")
        fails(self._await_bad, go)
        fails(self._await_bad, Signal())

    async def _caller(self, other: Waiting) -> None:
        say("    caller start")
        await other.co()
        say("    caller resumed?!")

    async def _outside(self) -> None:
        say("-- node removed from the tree while awaiting a timer")
        a5 = Waiting("a5")
        self.add_child(a5)
        self._timer(a5)
        self.remove_child(a5)
        await self.get_tree().create_timer(0.1).timeout
        a5.free()

    async def _timer(self, node: Node) -> None:
        await self.get_tree().create_timer(0.05).timeout
        say("    timer resumed, a5 in_tree=", node.is_inside_tree())

    async def _await_bad(self, signal: Any) -> None:
        value = await signal
        say("    awbad got ", value)

    async def _others(self) -> None:
        say("-- error after a resume does not affect the emitter")
        self._err()
        self.s0.emit()
        say("  emit returned")
        say("-- await in _ready of a child: parent's ready does not wait")
        child = SlowChild("child")
        child.ready.connect(lambda: say("    child sig ready"))
        self.add_child(child)
        say("  add_child returned ready=", child.is_node_ready())
        await self.get_tree().process_frame
        await self.get_tree().process_frame

    async def _err(self) -> None:
        await self.s0
        say("    resumed, now error")
        nothing: Any = None
        nothing.x = 1


def test_20_coroutines_run_and_resume_as_in_the_engine() -> None:
    """A coroutine runs to its first await, goes on inside the emission, in its place, and ends with its node."""
    state = "a running coroutine is a Task here"
    omitted = [
        ("-- await non-signals", "Python awaits only what can be awaited"),
        ("  type Object class GDScriptFunctionState", state),
        ('ERROR: Parameter "obj" is null.', "one error tells of a wrong await here, the one that is raised"),
        ("ObjectDB instances leaked", "Python deletes what nobody holds"),
    ]
    play("20-await", lambda: AwaitMain("Main"), omitted=omitted, cut=[('"GDScriptFunctionState::_signal_callback", ', state)])
