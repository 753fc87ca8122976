"""Time in the engine's own traces: pausing and timers.

Rules: see `godot_trace`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes import Engine, Node, SceneTree, SceneTreeTimer, Timer
from tests.support.godot_trace import play, say

if TYPE_CHECKING:
    from collections.abc import Callable


class Moded(Node):
    """Counts what runs of it in each state of the tree (21)."""

    def __init__(self, name: str, mode: int) -> None:
        """Make it."""
        super().__init__(name)
        self.process_mode = mode

    def _note(self, what: str) -> None:
        out = self.get_tree().root.get_node("Main").out
        out[what] = out.get(what, 0) + 1

    def _process(self, _delta: float) -> None:
        self._note(f"{self.name}.process")

    def _physics_process(self, _delta: float) -> None:
        self._note(f"{self.name}.physics")

    def _ready(self) -> None:
        timer = Timer()
        timer.wait_time = 1.0 / 60
        timer.autostart = True
        timer.timeout.connect(lambda: self._note(f"{self.name}.timer"))
        self.add_child(timer)

    def _notification(self, what: int) -> None:
        shown = {14: "PAUSED", 15: "UNPAUSED", 28: "DISABLED", 29: "ENABLED"}
        if what in shown:
            say("    ", self.name, " notification ", shown[what], " can_process=", self.can_process())


class ModedMain(Node):
    """Pauses the tree and changes modes (21)."""

    def __init__(self) -> None:
        """Make it."""
        super().__init__("Main")
        self.out: dict[str, int] = {}
        self.process_mode = self.PROCESS_MODE_ALWAYS

    async def _run(self, label: str) -> None:
        tree, out = self.get_tree(), self.out
        out.clear()
        tree.create_timer(0.02).timeout.connect(lambda: out.update({"create_timer(default)": 1}))
        tree.create_timer(0.02, process_always=False).timeout.connect(lambda: out.update({"create_timer(process_always=false)": 1}))
        tween = self.get_node("inh").create_tween()
        tween.tween_callback(lambda: out.update({"tween of inh": 1})).set_delay(0.02)
        for _ in range(4):
            await tree.process_frame
            out["process_frame"] = out.get("process_frame", 0) + 1
        tween.kill()
        say("  ", label, ": ", ", ".join(f"{key}={out[key]}" for key in sorted(out)))
        await tree.process_frame

    async def _ready(self) -> None:
        modes = {"inh": 0, "pausable": 1, "when_paused": 2, "always": 3, "disabled": 4}
        for name, mode in modes.items():
            node = Moded(name, mode)
            self.add_child(node)
            if name != "inh":
                node.add_child(Moded(f"{name}_child", self.PROCESS_MODE_INHERIT))
        enum = [f"{name} {getattr(Node, f'PROCESS_MODE_{name}')}" for name in ("INHERIT", "PAUSABLE", "WHEN_PAUSED", "ALWAYS", "DISABLED")]
        say("enum: ", " ".join(enum), "; root mode ", self.get_tree().root.process_mode)
        await self._run("running")
        await self._pause(self.get_tree())
        await self._run("unpaused")
        self._change_modes(self.get_tree())
        self.get_tree().quit()

    async def _pause(self, tree: SceneTree) -> None:
        say("-- paused = true")
        tree.paused = True
        say("  (assignment returned)")
        await self._run("paused")
        pausable = self.get_node("pausable")
        say("-- while paused: pausable.process_mode = ALWAYS")
        pausable.process_mode = self.PROCESS_MODE_ALWAYS
        say("-- back to PAUSABLE")
        pausable.process_mode = self.PROCESS_MODE_PAUSABLE
        say("-- while paused: signals and direct calls and deferred calls reach a pausable node")
        pausable.set_meta("x", 1)
        pausable.call_deferred("_note", "deferred call")
        self.out.clear()
        await tree.process_frame
        await tree.process_frame
        say("    ", self.out)
        say("-- add a pausable node while paused")
        late = Moded("late", self.PROCESS_MODE_PAUSABLE)
        self.add_child(late)
        say("    added; can_process=", late.can_process())
        say("-- paused = true again (no change)")
        tree.paused = True
        say("-- paused = false")
        tree.paused = False

    def _change_modes(self, tree: SceneTree) -> None:
        always, inh = self.get_node("always"), self.get_node("inh")
        say("-- always.process_mode = DISABLED")
        always.process_mode = self.PROCESS_MODE_DISABLED
        say("-- always.process_mode = INHERIT")
        always.process_mode = self.PROCESS_MODE_INHERIT
        say("-- disabled.process_mode = PAUSABLE")
        self.get_node("disabled").process_mode = self.PROCESS_MODE_PAUSABLE
        say("-- can_process outside of the tree:")
        outside = Moded("o", self.PROCESS_MODE_ALWAYS)
        say("  ", outside.can_process())
        outside.free()
        say("-- default Main mode INHERIT at the root behaves as PAUSABLE: inh.can_process when paused (Main is ALWAYS): ")
        tree.paused = True
        say("   inh=", inh.can_process(), " with Main INHERIT: ")
        self.process_mode = self.PROCESS_MODE_INHERIT
        say("   Main=", self.can_process(), " inh=", inh.can_process())
        self.process_mode = self.PROCESS_MODE_ALWAYS


def test_21_pausing_stops_what_the_modes_say() -> None:
    """Pausing and modes decide what runs; each node that begins or ceases to process hears of it at once."""
    play("21-pause", ModedMain)


class TimerMain(Node):
    """Starts timers of all kinds (23)."""

    k = 0
    pk = 0
    start = 0

    def _physics_process(self, _delta: float) -> None:
        self.pk += 1

    def _process(self, _delta: float) -> None:
        self.k += 1

    def _made(self, name: str, wait: float, *, one_shot: bool = False, callback: int = Timer.TIMER_PROCESS_IDLE) -> Timer:
        timer = Timer(name)
        timer.wait_time = wait
        timer.one_shot = one_shot
        timer.process_callback = callback
        self.add_child(timer)
        timer.timeout.connect(lambda: self._fired(name, timer))
        return timer

    def _fired(self, name: str, timer: Timer) -> None:
        left = f" left={timer.time_left:.4f}"
        inside = Engine.is_in_physics_frame()
        say("    ", name, ".timeout k=", self.k, " pk=", self.pk, left, " stopped=", timer.is_stopped(), " in_physics=", inside)

    async def _ready(self) -> None:
        self._defaults()
        await self._frames()
        await self._callbacks()
        await self._pauses()
        await self._scales()
        await self._tree_timers()
        self.get_tree().quit()

    def _defaults(self) -> None:
        t = Timer()
        say("-- defaults")
        first = f"  wait_time {t.wait_time} one_shot "
        say(first, t.one_shot, " autostart ", t.autostart, " callback ", t.process_callback, " paused ", t.paused, *self._stopped(t))
        say("-- start() outside of the tree:")
        t.start()
        say("  stopped ", t.is_stopped())
        t.free()
        z = self._made("Z", 1.0)
        say("-- wait_time = 0 / -1:")
        for wait in (0, -1):
            z.wait_time = wait
            say("  ", z.wait_time)
        say("-- start(0), start(-1), start(0.5)")
        z.start(0)
        say("  left ", z.time_left, " wait ", z.wait_time)
        z.start(-1)
        say("  left ", z.time_left)
        z.start(0.5)
        say("  left ", z.time_left, " wait_time ", z.wait_time)
        z.stop()
        say("  after stop left ", z.time_left, " stopped ", z.is_stopped())
        z.queue_free()

    @staticmethod
    def _stopped(t: Timer) -> tuple[object, ...]:
        return (" stopped ", t.is_stopped(), " left ", t.time_left, " ignore_time_scale ", t.ignore_time_scale)

    async def _frames(self) -> None:
        say("-- started in _ready at 60 fps fixed: wait 2 frames / 1 frame / tiny / one_shot / physics")
        timers = [
            self._made("two_frames", 2 / 60),
            self._made("one_frame", 1 / 60),
            self._made("tiny_0.001", 0.001),
            self._made("one_shot_0.05", 0.05, one_shot=True),
            self._made("phys_2ticks", 2 / 60, callback=Timer.TIMER_PROCESS_PHYSICS),
        ]
        for timer in timers:
            timer.start()
        for _ in range(5):
            await self.get_tree().process_frame
            say("  -- process_frame signal, k=", self.k)
        for timer in timers:
            timer.free()
        say("-- started inside _process-time (from a process_frame callback): same frame?")
        f = self._made("started_in_frame", 0.001, one_shot=True)
        f.start()
        say("  k=", self.k)
        await f.timeout

    async def _callbacks(self) -> None:
        say("-- stop() in the timeout callback; restart in the callback (one_shot)")
        g = self._made("stops", 0.001)
        g.timeout.connect(g.stop)
        g.start()
        count = 0
        h = self._made("restarts", 0.001, one_shot=True)

        @h.timeout.connect
        def restart() -> None:
            nonlocal count
            count += 1
            if count < 3:
                h.start()

        h.start()
        await self.get_tree().create_timer(0.1).timeout
        say("  restarts count ", count)

    async def _pauses(self) -> None:
        tree = self.get_tree()
        say("-- paused property, process_mode pause")
        p = self._made("paused", 0.03, one_shot=True)
        p.start()
        p.paused = True
        await tree.create_timer(0.1).timeout
        say(f"  left {p.time_left:.4f}", " stopped ", p.is_stopped())
        p.paused = False
        await p.timeout
        say("-- autostart: runs at ready, flag is reset")
        au = Timer("au")
        au.autostart = True
        au.wait_time = 0.01
        self.add_child(au)
        say("  autostart ", au.autostart, f" left {au.time_left:.4f}")
        au.free()
        say("-- removed from the tree while running")
        r = self._made("removed", 0.03, one_shot=True)
        r.start()
        self.remove_child(r)
        say("  stopped ", r.is_stopped(), f" left {r.time_left:.4f}")
        await tree.create_timer(0.1).timeout
        self.add_child(r)
        say("  re-added: stopped ", r.is_stopped(), f" left {r.time_left:.4f}")
        await r.timeout

    async def _scales(self) -> None:
        say("-- time_scale = 0.5: timers take twice; ignore_time_scale does not")
        Engine.time_scale = 0.5
        before = self.k
        scaled = self._made("scaled", 0.05, one_shot=True)
        ignores = self._made("ignores", 0.05, one_shot=True)
        ignores.ignore_time_scale = True
        scaled.start()
        ignores.start()
        await scaled.timeout
        say("  frames ", self.k - before, f" get_process_delta_time {self.get_process_delta_time():.4f}")
        Engine.time_scale = 1

    def _told(self, i: int, timer: SceneTreeTimer) -> Callable[[], None]:
        return lambda: say("    st", i, " frame +", self.k - self.start, f" left {timer.time_left:.4f}")

    async def _tree_timers(self) -> None:
        tree = self.get_tree()
        say("-- create_timer: same times fire in creation order; time_left; frame")
        self.start = start = self.k
        for i in range(3):
            timer = tree.create_timer(0.03)
            timer.timeout.connect(self._told(i, timer))
        last = tree.create_timer(0.02)
        last.timeout.connect(lambda: say("    st(0.02) created last fires at frame +", self.k - start))
        say("  time_left ", last.time_left)
        await tree.create_timer(0.05).timeout
        say("-- SceneTreeTimer created in a SceneTreeTimer callback with 0 s: same frame?")
        start = self.k

        def outer() -> None:
            say("    outer +", self.k - start)
            tree.create_timer(0).timeout.connect(lambda: say("    inner +", self.k - start))

        tree.create_timer(0).timeout.connect(outer)
        await tree.create_timer(0.1).timeout
        say("-- create_timer(-1): ")
        start = self.k
        await tree.create_timer(-1).timeout
        say("  frames ", self.k - start)
        say("-- time_left changed: st.time_left = 0.01 of a 10 s timer")
        late = tree.create_timer(10)
        late.time_left = 0.01
        start = self.k
        await late.timeout
        say("  frames ", self.k - start)


def test_23_timers_fire_in_the_frame_the_engine_says() -> None:
    """Timers count in their place of the frame, tree timers at its end; each fires in the engine's frame."""
    play("23-timer", lambda: TimerMain("Main"))
