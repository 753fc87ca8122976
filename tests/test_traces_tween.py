"""Tweens in the engine's own traces: curves, values, the place in the frame, steps and loops.

Rules: see `godot_trace`. The script of each trace lies beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Callable, Engine, Node, Object, Tween
from tests.godot_trace import FOLDER, fails, play, say

if TYPE_CHECKING:
    from collections.abc import Callable as Function

    from steam_nodes import Tweener


def test_61_the_curves_are_the_engines() -> None:
    """Each curve in each form is the engine's, to two millionths of the way inside of its duration and five beyond."""
    lines = (FOLDER / "61-tween-curves.txt").read_text(encoding="utf-8").splitlines()
    curves = [found for line in lines if (found := re.fullmatch(r"(\d+) (\d)( from 10 by -30 in 2.5)?: (.*)", line))]
    assert len(curves) == 12 * 4 * 2
    for trans, kind, longer, printed in (found.groups() for found in curves):
        for place, expected in enumerate(map(float, printed.split())):
            if longer:
                found = Tween.interpolate_value(10.0, -30.0, place * 0.5, 2.5, int(trans), int(kind))
                assert found == pytest.approx(expected, abs=30 * 5e-6, rel=0, nan_ok=True), (trans, kind, place)
            else:
                found = Tween.interpolate_value(0.0, 1.0, place / 20.0, 1.0, int(trans), int(kind))
                assert found == pytest.approx(expected, abs=2e-6, rel=0), (trans, kind, place)


class Bag(Object):
    """Has a property of each kind (62)."""

    def __init__(self) -> None:
        """Fill it."""
        self.f = 0.0
        self.i = 0
        self.b = False
        self.s = "abc"
        self.a: list[Any] = [0, 10.0]
        self.n = None
        self.d = {"x": 1.0}


class ValuesMain(Node):
    """Tweens values of all kinds (62)."""

    def _show(self, label: object, value: object) -> None:
        say("  ", label, ": ", value)

    def _ready(self) -> None:
        self._interpolate()
        say("-- properties")
        pairs: list[tuple[str, Any]] = [
            *[("f", 10), ("f", 10.0), ("i", 10), ("i", 10.9), ("b", True), ("s", "abcdefgh"), ("a", [10, 20.0]), ("a", [1]), ("a:0", 5.0)],
            *[("d:x", 5.0), ("f", "x"), ("s", 5), ("n", 5.0), ("nosuch", 5.0), ("f:x", 1.0), ("", 1.0), (":f", 3.0), ("q/f", 3.0)],
            *[("d", {"x": 3.0}), ("i", True), ("b", 1)],
        ]
        for pair in pairs:
            bag = Bag()
            say("  ", pair)
            tween = self.create_tween()
            tweener = tween.tween_property(bag, *pair, 0.1)
            say("    ", tweener is not None)
            for _ in range(0 if tweener is None else 4):
                tween.custom_step(0.03)
                say("    ", bag.f, " ", bag.i, " ", bag.b, " ", bag.s, " ", bag.a, " ", bag.d)
            tween.kill()
        say("-- null target")
        say(self.create_tween().tween_property(None, "f", 1.0, 1.0))
        say("-- method values")
        values: list[tuple[Any, Any]] = [(0.0, 10), (0, 10.9), (0, 10), ("a", "b"), (0.0, "b"), ([1.0], [2.0]), (None, None)]
        for value in values:
            tween = self.create_tween()
            method = tween.tween_method(lambda v: say("      ", v), *value, 0.1)
            say("    ", value, " ", method is not None)
            for _ in range(0 if method is None else 4):
                tween.custom_step(0.03)
            tween.kill()
        self.get_tree().quit()

    def _interpolate(self) -> None:
        def between(first: Any, delta: Any, time: float, trans: int = 0) -> Any:
            return Tween.interpolate_value(first, delta, time, 1.0, trans, 0)

        say("-- interpolate_value")
        numbers = [(0, 10), (10, -13), (0.0, 10), (0, 10.0)]
        for t in (0.0, 0.05, 0.25, 0.3, 0.5, 0.75, 0.99, 1.0, 1.5, -0.5):
            self._show(t, [between(*pair, t) for pair in numbers])
        others: list[tuple[Any, Any]] = [([0, 10.0], [10, 5.0]), (False, True), (True, True), ("abc", "defg")]
        for t in (0.0, 0.25, 0.4, 0.5, 0.6, 0.75, 1.0):
            self._show(t, [between(*pair, t) for pair in others])
        nested = ([[1.0, 2.0], 4.0], [[1.0, 2.0], 4.0])
        uneven: list[tuple[Any, Any]] = [([0], [10, 5.0]), ([0, 4.0], [10]), nested, ({"x": 1.0}, {"x": 3.0}), (None, 3.0), ("abc", 3.0)]
        for t in (0.0, 0.5, 1.0):
            self._show(t, [between(*pair, t) for pair in uneven])
        self._show("no duration", [Tween.interpolate_value(1.0, 2.0, time, 0.0, 1, 0) for time in (0.0, 5.0)])


def test_62_values_of_each_kind_go_their_way_as_in_the_engine() -> None:
    """Whole numbers are rounded, texts turn letter by letter, lists go item by item; a property of another kind is refused."""
    curve = "there is no such curve, and a wrong number is a ValueError"
    play("62-tween-values", ValuesMain, omitted=[("Index p_trans", curve), ("bad trans", curve), ("Index p_ease", curve), ("bad ease", curve)])


class FrameMain(Node):
    """Tweens at each place of the frame (63)."""

    k = 0
    pk = 0
    x = 0.0

    def _say(self, what: object) -> None:
        say("  k", self.k, " p", self.pk, " ", what, " physics" if Engine.is_in_physics_frame() else "")

    def _saying(self, what: str) -> Function[..., None]:
        return lambda *_: self._say(what)

    def _physics_process(self, _delta: float) -> None:
        self.pk += 1
        if self.pk == 3:
            tween = self.create_tween().set_process_mode(Tween.TWEEN_PROCESS_PHYSICS)
            tween.tween_callback(self._saying("a physics tween made in the tick"))

    def _process(self, _delta: float) -> None:
        self.k += 1
        if self.k == 2:
            self._second_frame()

    def _second_frame(self) -> None:
        self._say("_process")
        self.create_tween().tween_callback(self._saying("made in _process"))
        self.get_tree().create_timer(0).timeout.connect(self._saying("timer"))
        self.call_deferred(self._saying("deferred"))
        n = Node()
        self.add_child(n)
        n.tree_exiting.connect(self._saying("deleted"))
        n.queue_free()
        n.tree_exited.connect(lambda: self.call_deferred(self._saying("deferred in deletion")))
        t = self.create_tween()
        t.tween_callback(self._callback)
        t.finished.connect(self._saying("finished"))
        self.create_tween().tween_callback(self._saying("second of two"))

    def _callback(self) -> None:
        self._say("callback")
        self.call_deferred(self._saying("deferred in callback"))
        self.create_tween().tween_callback(self._saying("tween made in a callback"))
        self.get_tree().create_timer(0).timeout.connect(self._saying("timer made in a callback"))

    async def _frames(self, count: int = 2) -> None:
        for _ in range(count):
            await self.get_tree().process_frame

    async def _ready(self) -> None:
        self.create_tween().tween_callback(self._saying("made in _ready"))
        q = self.create_tween().set_process_mode(Tween.TWEEN_PROCESS_PHYSICS)
        q.tween_property(self, "x", 3.0, 3 / 60.0)
        q.tween_callback(self._saying("physics done"))
        await self._frames(1)
        self._say("process_frame")
        await self._frames(5)
        say("-- deltas: ", self.x)
        await self._await()
        await self._nodes()
        await self._pause()
        await self._scale()
        say("-- quit with a tween")
        self.create_tween().tween_callback(self._saying("in the last frame"))
        self.get_tree().quit(4)

    async def _await(self) -> None:
        t = self.create_tween()
        t.tween_property(self, "x", 10.0, 0.1)
        t.tween_interval(0.02)
        t.step_finished.connect(lambda i: self._say(f"step_finished {i} x={self.x}"))

        @t.finished.connect
        def finished() -> None:
            valid, running = str(t.is_valid()).lower(), str(t.is_running()).lower()
            self._say(f"finished valid={valid} running={running} total={t.get_total_elapsed_time():.4f}")

        self._say("before")
        await t.finished
        self._say("awaited")
        await self._frames(1)
        say("  ", t.is_valid(), " ", t.is_running())

    async def _nodes(self) -> None:
        tree = self.get_tree()
        say("-- a node that is queued for deletion")
        n = Node()
        self.add_child(n)
        n.create_tween().tween_callback(self._saying("bound to the deleted"))
        n.queue_free()
        await self._frames()
        say("-- off the tree, then back")
        m = Node()
        self.add_child(m)
        c = m.create_tween()
        c.tween_interval(0.0)
        c.tween_callback(self._saying("c"))
        self.remove_child(m)
        await self._frames()
        say("  valid ", c.is_valid(), " running ", c.is_running(), " in list ", c in tree.get_processed_tweens())
        self.add_child(m)
        await self._frames(1)
        say("  valid ", c.is_valid())
        say("-- freed while it runs")
        d = m.create_tween()
        d.tween_interval(1.0)
        d.finished.connect(self._saying("never"))
        await self._frames(1)
        m.free()
        say("  valid ", d.is_valid(), " running ", d.is_running())
        await self._frames(1)
        say("  valid ", d.is_valid(), " running ", d.is_running())
        say("-- a node outside of the tree")
        o = Node()
        say("  ", o.create_tween())
        o.free()

    async def _pause(self) -> None:
        tree = self.get_tree()
        say("-- pause")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        p = Node()
        p.process_mode = Node.PROCESS_MODE_PAUSABLE
        self.add_child(p)
        got: dict[str, bool] = {}

        def note(mode: int, who: Node | None) -> None:
            got[f"{mode} {'nobody' if who is None else who.name}"] = True

        for mode in (0, 1, 2):
            for who in (None, p, self):
                w = tree.create_tween()
                if who is not None:
                    w.bind_node(who)
                w.set_pause_mode(mode)
                w.tween_callback(Callable(note).bind(mode, who))
        tree.paused = True
        await self._frames()
        p.name = "P"
        say("  ", len(got), " ", got)
        tree.paused = False
        await self._frames()
        say("  ", len(got))

    async def _scale(self) -> None:
        tree = self.get_tree()
        say("-- time scale")
        Engine.time_scale = 0.5
        tweens = [self.create_tween(), self.create_tween().set_ignore_time_scale(), self.create_tween().set_speed_scale(3.0)]
        for s in tweens:
            s.tween_interval(1.0)
        await self._frames()
        say("  ", " ".join(f"{s.get_total_elapsed_time():.5f}" for s in tweens))
        say("  list ", len(tree.get_processed_tweens()))
        for s in tweens:
            s.kill()
        say("  list after kill ", len(tree.get_processed_tweens()))
        await self._frames()
        say("  list a frame later ", len(tree.get_processed_tweens()))
        Engine.time_scale = 0.0
        z = self.create_tween()
        z.tween_callback(self._saying("at no time"))
        z.finished.connect(self._saying("finished at no time"))
        await self._frames()
        Engine.time_scale = 1.0
        await self._frames()


def test_63_tweens_have_their_place_in_the_frame() -> None:
    """Tweens come after the timers and before the deletions; they wait, pause and end with their node, and follow the time scale."""
    play("63-tween-frame", lambda: FrameMain("Main"))
