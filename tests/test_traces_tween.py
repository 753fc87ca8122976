"""Tweens in the engine's own traces: curves, values, the place in the frame, steps and loops.

Rules: see `godot_trace`. The script of each trace lies beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Callable, Engine, Node, Object, Tween
from tests.support.godot_trace import FOLDER, play, say

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
    play(
        "62-tween-values",
        ValuesMain,
        omitted=[("Index p_trans", curve), ("bad trans", curve), ("Index p_ease", curve), ("bad ease", curve)],
    )


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
        p = Node("P")
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


def snapped(value: float) -> float:
    """Return a number to the thousandth, as snappedf(value, 0.001) of the engine."""
    return round(value, 3)


class StepsMain(Node):
    """Runs tweens by hand, step by step (64)."""

    x: float = 0.0
    y: float = 0.0

    def _state(self, t: Tween) -> str:
        valid, running = str(t.is_valid()).lower(), str(t.is_running()).lower()
        return f"valid {valid} running {running} total {t.get_total_elapsed_time():.3f} loops {t.get_loops_left()}"

    def _hear(self, t: Tween) -> Tween:
        t.step_finished.connect(lambda i: say("    step_finished ", i, " x ", snapped(self.x), " y ", snapped(self.y)))
        t.loop_finished.connect(lambda i: say("    loop_finished ", i))
        t.finished.connect(lambda: say("    finished ", self._state(t)))
        return t

    def _make(self, title: str = "") -> Tween:
        if title:
            say("-- ", title)
        self.x = self.y = 0.0
        return self._hear(self.create_tween())

    def _go(self, t: Tween, *deltas: float) -> None:
        for delta in deltas:
            going = t.custom_step(delta)
            say("  step ", delta, " -> ", going, " x ", snapped(self.x), " y ", snapped(self.y), " ", self._state(t))

    def _ready(self) -> None:
        self._sequences()
        self._loops()
        self._delays()
        self._firsts()
        self._plays()
        self._callbacks()
        self._corners()
        self._interpolators()
        self._uncallable()
        self._freed()
        self._subtweens()
        self._by_hand()
        self.get_tree().quit()

    def _sequences(self) -> None:
        t = self._make("sequence, one long step")
        t.tween_property(self, "x", 1.0, 0.5)
        t.tween_property(self, "y", 1.0, 0.5)
        t.tween_callback(lambda: say("    called"))
        self._go(t, 0.25, 0.5, 5.0, 1.0)
        t = self._make("parallel")
        heard(t.tween_property(self, "x", 1.0, 0.5), "x")
        heard(t.parallel().tween_property(self, "y", 1.0, 1.0), "y")
        heard(t.tween_interval(0.5), "interval")
        self._go(t, 0.6, 0.6, 0.6)
        t = self._make("set_parallel, chain").set_parallel()
        t.tween_property(self, "x", 1.0, 0.5)
        t.tween_property(self, "y", 1.0, 1.0)
        t.chain().tween_property(self, "x", 5.0, 1.0)
        t.tween_property(self, "y", 5.0, 1.0)
        self._go(t, 0.5, 1.0, 1.0)
        t = self._make("set_parallel(false) later").set_parallel()
        t.tween_interval(0.5)
        t.tween_interval(1.0)
        t.set_parallel(False)
        t.tween_interval(1.0)
        t.tween_interval(1.0)
        self._go(t, 10.0)

    def _loops(self) -> None:
        t = self._make("loops").set_loops(3)
        t.tween_property(self, "x", 1.0, 0.5).from_(0.0)
        self._go(t, 0.3, 0.5, 0.5, 0.5)
        t = self._make("endless loops").set_loops()
        t.tween_property(self, "x", 1.0, 0.5)
        self._go(t, 0.3, 2.0)
        t.kill()
        say("  ", self._state(t))
        self._go(t, 1.0)
        t = self._make("endless loop without time").set_loops()
        t.tween_callback(lambda: say("    c"))
        self._go(t, 0.3, 0.3)
        t = self._make("endless loop without time, of two").set_loops()
        t.tween_callback(lambda: say("    c"))
        t.tween_interval(0.0)
        self._go(t, 0.3)
        say("  ", self._state(t))
        t = self._make("many loops without time").set_loops(3)
        t.tween_callback(lambda: say("    c"))
        self._go(t, 0.3)
        t = self._make("negative loops").set_loops(-2)
        t.tween_interval(0.2)
        self._go(t, 0.5)
        t = self._make("no tweeners")
        self._go(t, 0.1, 0.1)
        say("  ", self._state(t))

    def _delays(self) -> None:
        t = self._make("delay")
        t.tween_property(self, "x", 1.0, 0.5).set_delay(0.5)
        self._go(t, 0.4)
        self.x = 10.0
        self._go(t, 0.2, 0.2, 1.0)
        t = self._make("delay, from_current")
        t.tween_property(self, "x", 1.0, 0.5).from_current().set_delay(0.5)
        self._go(t, 0.4)
        self.x = 10.0
        self._go(t, 0.2, 0.2, 1.0)

    def _firsts(self) -> None:
        t = self._make("from_current")
        self.x = 4.0
        t.tween_interval(0.1)
        t.tween_property(self, "x", 8.0, 1.0).from_current()
        self.x = 0.0
        self._go(t, 0.2, 0.5)
        t = self._make("from")
        t.tween_property(self, "x", 8.0, 1.0).from_(4.0)
        self._go(t, 0.5, 5.0)
        t = self._make("from with an int, a wrong type")
        tweener = t.tween_property(self, "x", 8.0, 1.0)
        say("  ", getattr(tweener, "from")(4) is tweener, " ", tweener.from_("a") is None)
        self._go(t, 0.5)
        t = self._make("as_relative")
        self.x = 3.0
        t.tween_property(self, "x", 8.0, 1.0).as_relative()
        self._go(t, 0.5, 5.0)
        t = self._make("as_relative in loops").set_loops(2)
        self.x = 3.0
        t.tween_property(self, "x", 8.0, 1.0).as_relative()
        self._go(t, 0.5, 1.0, 1.0)
        t = self._make("as_relative from")
        self.x = 3.0
        t.tween_property(self, "x", 8.0, 1.0).as_relative().from_(1.0)
        self._go(t, 0.5, 5.0)
        t = self._make("as_relative with a delay")
        self.x = 3.0
        t.tween_property(self, "x", 8.0, 1.0).as_relative().set_delay(0.5)
        self._go(t, 0.4)
        self.x = 10.0
        self._go(t, 0.6, 5.0)

    def _plays(self) -> None:
        t = self._make("stop, play, pause")
        t.tween_property(self, "x", 1.0, 1.0)
        t.tween_interval(1.0)
        self._go(t, 0.5)
        t.pause()
        say("  ", self._state(t))
        self._go(t, 0.2)
        say("  ", self._state(t))
        t.play()
        say("  ", self._state(t))
        t.stop()
        say("  ", self._state(t))
        self._go(t, 0.1)
        say("  ", self._state(t))
        t.play()
        self._go(t, 0.5)
        say("-- finished, then play, stop, play")
        self._go(t, 9.0)
        for change in (t.play, t.stop, t.play):
            change()
            say("  ", self._state(t))
        self._go(t, 0.1)
        say("-- kill, then everything")
        t.kill()
        say("  ", self._state(t))
        for change in (t.play, t.stop, t.play, t.pause):
            change()
        say("  ", self._state(t))
        simple = [t.tween_interval(1.0), t.tween_property(self, "x", 1.0, 1.0), t.tween_callback(say)]
        refused = [*simple, t.tween_method(say, 0.0, 1.0, 1.0), t.tween_subtween(self.create_tween())]
        say("  ", " ".join("<null>" if tweener is None else "made" for tweener in refused))
        self._go(t, 1.0)
        t = self._make("append after the start")
        t.tween_interval(0.5)
        self._go(t, 0.2)
        say("  ", t.tween_interval(1.0))
        self._go(t, 0.1)

    def _callbacks(self) -> None:
        t = self._make("kill in a callback")
        t.tween_callback(t.kill)
        t.parallel().tween_callback(lambda: say("    beside"))
        t.tween_callback(lambda: say("    never"))
        self._go(t, 1.0)
        t = self._make("pause in a callback")
        t.tween_callback(t.pause)
        t.tween_callback(lambda: say("    later"))
        self._go(t, 1.0)
        t.play()
        self._go(t, 1.0)
        t = self._make("stop in a callback")
        t.tween_callback(in_turn(lambda: say("    once"), t.stop))
        t.tween_callback(lambda: say("    later"))
        self._go(t, 1.0)
        say("  ", self._state(t))
        t = self._make("stop and play when finished")
        self._again(t)
        t = self._make("custom_step in a step")
        t.tween_callback(lambda: say("    ", t.custom_step(1.0)))
        t.tween_interval(0.1)
        self._go(t, 0.05)

    def _again(self, t: Tween) -> None:
        count = 0
        t.tween_interval(0.1)

        @t.finished.connect
        def finished() -> None:
            nonlocal count
            count += 1
            if count < 2:
                t.stop()
                t.play()

        self._go(t, 1.0, 1.0)

    def _corners(self) -> None:
        t = self._make("speed").set_speed_scale(2.0)
        t.tween_property(self, "x", 1.0, 1.0)
        self._go(t, 0.25)
        t.set_speed_scale(0.0)
        self._go(t, 1.0)
        t.set_speed_scale(-1.0)
        self._go(t, 0.1)
        t = self._make("negative and no steps")
        t.tween_property(self, "x", 1.0, 1.0)
        self._go(t, -1.0, 0.0, 0.5)
        t = self._make("no duration")
        t.tween_property(self, "x", 1.0, 0.0)
        t.tween_property(self, "y", 1.0, -1.0)
        t.tween_interval(-1.0)
        self._go(t, 0.1)
        t = self._make("negative delay")
        t.tween_property(self, "x", 1.0, 1.0).set_delay(-0.5)
        self._go(t, 0.25, 0.5)
        t = self._make("callbacks with a delay")
        t.tween_callback(lambda: say("    c")).set_delay(0.5)
        t.tween_method(lambda v: say("    m ", snapped(v)), 0.0, 10.0, 1.0).set_delay(0.5)
        self._go(t, 0.4, 0.2, 0.4, 0.4, 4)
        t = self._make("transitions of the tween and of one").set_trans(Tween.TRANS_QUAD).set_ease(Tween.EASE_IN)
        t.tween_property(self, "x", 1.0, 1.0)
        t.parallel().tween_property(self, "y", 1.0, 1.0).set_trans(Tween.TRANS_CUBIC).set_ease(Tween.EASE_OUT)
        self._go(t, 0.5)
        t = self._make("set after the tweener was made")
        t.tween_property(self, "x", 1.0, 1.0)
        t.set_trans(Tween.TRANS_QUAD).set_ease(Tween.EASE_IN)
        t.parallel().tween_property(self, "y", 1.0, 1.0)
        self._go(t, 0.5)

    def _interpolators(self) -> None:
        t = self._make("custom interpolator")
        t.tween_property(self, "x", 10.0, 1.0).set_custom_interpolator(lambda v: v * v)
        y = t.parallel().tween_property(self, "y", 10.0, 1.0).set_trans(Tween.TRANS_QUAD).set_ease(Tween.EASE_IN)
        y.set_custom_interpolator(lambda v: 1 - v)
        self._go(t, 0.5, 0.1)
        wrong: list[Any] = [lambda _: "a", lambda: 1.0, lambda _: None]
        for interpolator in wrong:
            t = self._make()
            t.tween_property(self, "x", 10.0, 1.0).set_custom_interpolator(interpolator)
            self._go(t, 0.5)

    def _uncallable(self) -> None:
        t = self._make("callbacks that cannot be called")
        wrong: Any = lambda _: say("    no")  # noqa: E731  # it stands for what a type checker would refuse
        t.tween_callback(wrong)
        t.tween_callback(Callable(self, "nosuch"))
        t.tween_callback(Callable())
        t.tween_callback(lambda: say("    yes"))
        self._go(t, 0.5)
        t = self._make()
        none: Any = lambda: say("    no")  # noqa: E731  # the same
        t.tween_method(none, 0.0, 1.0, 1.0)
        t.tween_callback(lambda: say("    yes"))
        self._go(t, 0.5)

    def _freed(self) -> None:
        say("-- targets that are freed")
        n = Node()
        t = self._make()
        heard(t.tween_property(n, "process_priority", 10, 1.0), "p")
        t.tween_callback(n.get_index)
        heard(t.tween_callback(n.queue_free), "cb")
        heard(t.tween_method(n.get_children, 0, 5, 1.0), "m")
        t.tween_callback(lambda: say("    after"))
        self._go(t, 0.5)
        say("  ", n.process_priority)
        n.free()
        self._go(t, 0.1, 0.1)
        n = Node()
        t = self._make()
        t.tween_interval(0.1)
        heard(t.tween_property(n, "process_priority", 10, 1.0), "p")
        n.free()
        self._go(t, 0.5)

    def _subtweens(self) -> None:
        processed = self.get_tree().get_processed_tweens
        t = self._make("subtween")
        sub = self._hear(self.create_tween())
        sub.tween_property(self, "y", 1.0, 0.5)
        sub.tween_interval(0.5)
        say("  ", sub in processed())
        t.tween_property(self, "x", 1.0, 0.5)
        heard(t.tween_subtween(sub), "sub")
        t.tween_callback(lambda: say("    done"))
        say("  ", sub in processed(), " ", self._state(sub))
        self._go(t, 0.7)
        say("  ", self._state(sub))
        self._go(t, 0.4, 0.5)
        t = self._make("subtween with a delay, in loops").set_loops(2)
        sub = self.create_tween()
        sub.tween_property(self, "y", 1.0, 0.5).from_(0.0)
        t.tween_subtween(sub).set_delay(0.5)
        self._go(t, 0.7, 0.5, 0.5, 0.5)
        t, sub = self._with_interval("subtween rest")
        t.tween_property(self, "x", 1.0, 1.0)
        self._go(t, 0.75)
        t, sub = self._with_interval("subtween killed")
        t.tween_callback(lambda: say("    after"))
        sub.kill()
        self._go(t, 0.1)
        t, sub = self._with_interval("subtween paused")
        self._go(t, 0.1)
        sub.pause()
        self._go(t, 1.0)
        sub.play()
        self._go(t, 1.0)
        t, sub = self._with_interval("kill with a subtween")
        t.kill()
        say("  ", self._state(sub))
        t = self._make("subtween of itself, null")
        nothing: Any = None
        say("  ", t.tween_subtween(nothing))

    def _with_interval(self, title: str) -> tuple[Tween, Tween]:
        t = self._make(title)
        sub = self.create_tween()
        sub.tween_interval(0.5)
        t.tween_subtween(sub)
        return t, sub

    def _by_hand(self) -> None:
        say("-- made by hand")
        h = Tween()
        say("  ", h.is_valid(), " ", h.is_running(), " ", h.tween_interval(1.0))
        h.play()
        t = self._make("wrong values")
        t.tween_interval(0.1)
        nobody: Any = None
        t.bind_node(nobody)
        say("  ", self._state(t))


def in_turn(*calls: Function[[], object]) -> Function[[], None]:
    """Return a function that makes some calls, one after the other."""

    def run() -> None:
        for each in calls:
            each()

    return run


def heard(tweener: Tweener, name: str) -> None:
    """Tell when a tweener is through."""
    tweener.finished.connect(lambda: say("    ", name, " finished"))


def test_64_tweens_run_step_by_step_as_in_the_engine() -> None:
    """Steps, loops, delays, first values, plays and stops, freed targets and subtweens go as in the engine, each error is one."""
    leak = "the engine counts what lambdas keep alive at its end"
    play("64-tween-steps", lambda: StepsMain("Main"), omitted=[("ObjectDB instances leaked", leak), ("resources still in use", leak)])


class CornersMain(Node):
    """Tweens what is rare (65)."""

    x: float = 3.0
    flag = True
    word = "hello"

    async def _frames(self, count: int = 2) -> None:
        for _ in range(count):
            await self.get_tree().process_frame

    async def _ready(self) -> None:
        self._values()
        self._subtweens()
        await self._lists()
        await self._nodes()
        await self._awaits()
        await self._paused()
        self._delayed()
        self.get_tree().quit()

    def _values(self) -> None:
        for title, name, final in (("a bool becomes false", "flag", False), ("a string", "word", "hexa")):
            say("-- ", title)
            t = self.create_tween()
            t.tween_property(self, name, final, 1.0)
            for _ in range(4):
                t.custom_step(0.3)
                say("  ", getattr(self, name))
        say("-- an interpolator of no number")
        t = self.create_tween()
        wrong: Any = lambda _: "a"  # noqa: E731  # it stands for what a type checker would refuse
        t.tween_property(self, "x", 10.0, 1.0).set_custom_interpolator(wrong)
        for delta in (0.5, 0.6):
            t.custom_step(delta)
            say("  ", self.x)

    def _with_subtween(self, title: str, *, empty: bool = False) -> tuple[Tween, Tween]:
        say("-- ", title)
        t, sub = self.create_tween(), self.create_tween()
        if not empty:
            sub.tween_interval(0.5)
        heard(t.tween_subtween(sub), "sub")
        heard(t.tween_interval(0.0), "interval")
        return t, sub

    def _subtweens(self) -> None:
        t, sub = self._with_subtween("a killed subtween")
        sub.kill()
        say("  ", t.custom_step(0.1))
        t, sub = self._with_subtween("a killed subtween while it runs")
        say("  ", t.custom_step(0.1))
        sub.kill()
        say("  ", t.custom_step(0.1))
        t, _ = self._with_subtween("a subtween without tweeners", empty=True)
        say("  ", t.custom_step(0.1))

    async def _lists(self) -> None:
        tree = self.get_tree()
        say("-- parallel before anything")
        t = self.create_tween()
        heard(t.parallel().tween_interval(0.1), "a")
        heard(t.tween_interval(0.1), "b")
        heard(t.parallel().tween_interval(0.1), "c")
        t.step_finished.connect(lambda i: say("    step ", i))
        t.custom_step(1.0)
        say("-- loops left")
        t = self.create_tween().set_loops(5)
        t.tween_interval(1.0)
        say("  ", t.get_loops_left())
        t.custom_step(2.5)
        say("  ", t.get_loops_left())
        t.stop()
        say("  ", t.get_loops_left())
        t.kill()
        say("-- in the list")
        say("  ", len(tree.get_processed_tweens()))
        await self._frames()
        say("  ", len(tree.get_processed_tweens()))
        say("-- one kills and pauses those after it")
        a, b, c = self.create_tween(), self.create_tween(), self.create_tween()
        a.tween_callback(in_turn(lambda: say("    a"), b.kill, c.pause))
        b.tween_callback(lambda: say("    b"))
        c.tween_callback(lambda: say("    c"))
        await self._frames()
        say("  ", a.is_valid(), b.is_valid(), c.is_valid())
        c.play()
        await self._frames()
        say("  ", c.is_valid())

    async def _nodes(self) -> None:
        say("-- bound to a disabled node")
        n = Node("N")
        self.add_child(n)
        n.process_mode = Node.PROCESS_MODE_DISABLED
        t = n.create_tween()
        t.tween_callback(lambda: say("    called"))
        say("  ", str(t).partition(">")[2])
        await self._frames()
        say("  ")
        n.process_mode = Node.PROCESS_MODE_INHERIT
        await self._frames()
        say("-- bound to a node off the tree")
        o = Node("O")
        t = o.create_tween()
        say("  ", str(t).partition(">")[2])
        t.tween_callback(lambda: say("    called"))
        await self._frames()
        say("  ", t.is_valid(), t.custom_step(1.0))
        self.add_child(o)
        await self._frames()
        say("  ", t.is_valid())
        say("-- bound anew")
        t = o.create_tween().bind_node(n)
        t.tween_interval(9.0)
        o.free()
        await self._frames()
        say("  ", t.is_valid())
        n.free()
        say("  ", t.custom_step(1.0))
        await self._frames()
        say("  ", t.is_valid(), t.is_running())
        say("-- not bound")
        t = self.get_tree().create_tween()
        say("  ", str(t).partition(">")[2], ".")
        t.kill()

    async def _awaits(self) -> None:
        say("-- await of each tweener")
        await self.create_tween().tween_interval(0.0).finished
        say("  interval")
        await self.create_tween().tween_callback(lambda: None).finished
        say("  callback")
        t = self.create_tween()
        t.tween_property(self, "x", 1.0, 0.01)
        await t.step_finished
        say("  step")

    async def _paused(self) -> None:
        tree = self.get_tree()
        say("-- the paused mode of a callback in a paused tree")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        tree.create_tween().tween_callback(lambda: say("    called"))
        tree.paused = True
        await self._frames()
        say("  unpaused")
        tree.paused = False
        await self._frames()
        say("-- a tweener without its tween")
        tree.create_tween().tween_property(self, "x", 5.0, 1.0)
        await self._frames(1)

    def _delayed(self) -> None:
        say("-- delayed in parallel")
        t = self.create_tween().set_parallel()
        self.x = 0.0
        heard(t.tween_property(self, "x", 10.0, 1.0).set_delay(0.5).from_(5.0), "x")
        heard(t.tween_interval(0.2), "interval")
        heard(t.tween_callback(lambda: say("    cb")).set_delay(0.3), "cb")
        heard(t.tween_method(lambda v: say("    m ", v), 0, 2, 0.5).set_delay(0.1), "m")
        for _ in range(8):
            t.custom_step(0.2)
            say("  ", snapped(self.x))


def test_65_what_is_rare_in_tweens_goes_as_in_the_engine() -> None:
    """Subtweens that are killed or empty, nodes that are disabled, outside or exchanged, pauses and awaits go as in the engine."""
    play("65-tween-corners", lambda: CornersMain("Main"))
