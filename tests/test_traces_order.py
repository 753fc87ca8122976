"""Orders that were wrong once, in the engine's own traces: timers and calls, parsed events, pauses, priorities.

Rules: see `godot_trace`; the scripts of this file stand beside their traces, as `traces/NN-name.gd`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from steam_nodes import (
    Engine,
    Input,
    InputEvent,
    InputEventAction,
    InputEventJoypadButton,
    InputEventJoypadMotion,
    InputEventKey,
    InputEventMouseButton,
    InputEventMouseMotion,
    Node,
    SceneTree,
    Timer,
)
from tests.support.godot_trace import ORPHANS, Acting, Main, names, play, say, steps

if TYPE_CHECKING:
    from collections.abc import Callable


def described(event: InputEvent) -> str:
    """Name an event (61)."""
    if isinstance(event, InputEventMouseMotion):
        return f"motion {vector(event.relative)} {vector(event.position)} dev {event.device}"
    if isinstance(event, InputEventKey):
        return f"key {event.keycode}"
    return event.get_class()


def vector(pair: tuple[float, float]) -> str:
    """Print a pair as the engine prints a Vector2."""
    return f"({pair[0]:.1f}, {pair[1]:.1f})"


def motion(relative: tuple[float, float], position: tuple[float, float], device: int = 0) -> InputEventMouseMotion:
    """Make a motion of the mouse."""
    return InputEventMouseMotion(relative=relative, position=position, device=device)


def key(code: int) -> InputEventKey:
    """Make a key that goes down."""
    return InputEventKey(keycode=code, pressed=True)


class Hearing(Acting):
    """Tells of each event (61)."""

    def _input(self, event: InputEvent) -> None:
        say("    ", self.name, " input ", described(event))
        self.go()

    def _shortcut_input(self, event: InputEvent) -> None:
        say("    ", self.name, " shortcut ", described(event))

    def _unhandled_key_input(self, event: InputEvent) -> None:
        say("    ", self.name, " key ", described(event))

    def _unhandled_input(self, event: InputEvent) -> None:
        say("    ", self.name, " unhandled ", described(event))


class InputMain(Main):
    """Pushes and parses events (61)."""

    def _process(self, _delta: float) -> None:
        say("  process ", Engine.get_process_frames())

    def _physics_process(self, _delta: float) -> None:
        say("  tick")

    async def play(self, t: SceneTree) -> None:
        """Take the steps of the script."""
        a = Hearing("A")
        self.add_child(a)
        for what, event in (
            ("a joypad button", InputEventJoypadButton()),
            ("a joypad motion", InputEventJoypadMotion()),
            ("an action", InputEventAction()),
            ("a mouse button", InputEventMouseButton(button_index=1)),
            ("a key", key(65)),
        ):
            say("-- ", what)
            t.root.push_input(event)

        def parses() -> None:
            say("      parses")
            Input.parse_input_event(key(67))

        say("-- parsed in an input of the queue")
        a.act = parses
        Input.parse_input_event(key(65))
        Input.parse_input_event(key(66))
        await t.process_frame
        say("-- parsed in a pushed input")
        a.act = parses
        t.root.push_input(key(65))
        say("  pushed")
        await t.process_frame
        first, second = ((1, 2), (3, 4)), ((10, 20), (30, 40))
        say("-- two motions")
        Input.parse_input_event(motion(*first))
        Input.parse_input_event(motion(*second))
        await t.process_frame
        say("-- two motions with a key between")
        Input.parse_input_event(motion(*first))
        Input.parse_input_event(key(65))
        Input.parse_input_event(motion(*second))
        await t.process_frame
        say("-- two devices")
        Input.parse_input_event(motion(*first))
        Input.parse_input_event(motion(*second, device=1))
        await t.process_frame
        say("-- the first event object afterwards")
        kept = motion(*first)
        Input.parse_input_event(kept)
        Input.parse_input_event(motion(*second))
        say("  ", vector(kept.relative), vector(kept.position))
        await t.process_frame
        say("-- a motion parsed in a motion")
        a.act = steps(*(partial(Input.parse_input_event, motion((n, n), (n, n))) for n in (5, 6)))
        Input.parse_input_event(motion(*first))
        await t.process_frame
        say("-- two joypad motions")
        Input.parse_input_event(InputEventJoypadMotion())
        Input.parse_input_event(InputEventJoypadMotion())
        await t.process_frame
        t.quit()


def test_61_parsed_events_are_one_queue_and_motions_one_event() -> None:
    """What is parsed in `_input` belongs to the same flush, motions in a row are one, and buttons of gamepads may be shortcuts."""
    play("61-input-queue", lambda: InputMain("Main"))


class TimersMain(Main):
    """Defers, queues and makes timers in timeouts (62)."""

    def say(self, what: str) -> None:
        """Print."""
        say("    ", what)

    def _process(self, _delta: float) -> None:
        say("  process")

    def _physics_process(self, _delta: float) -> None:
        say("  tick")

    async def play(self, t: SceneTree) -> None:
        """Take the steps of the script."""
        say("-- a timeout of no time that defers, makes a timer and queues")

        def tells(what: str, *, makes: str = "") -> Callable[[], None]:
            def act() -> None:
                self.say(what)
                self.call_deferred("say", f"deferred by {'the ' if what != 'in the tick' else ''}{what.removeprefix('in ')}")
                if makes:
                    t.create_timer(0).timeout.connect(lambda: self.say(makes))

            return act

        t.create_timer(0).timeout.connect(tells("first", makes="made in the first"))
        t.create_timer(0).timeout.connect(tells("second"))
        t.create_timer(0, process_in_physics=True).timeout.connect(tells("in the tick"))
        t.physics_frame.connect(lambda: self.say("physics_frame"), self.CONNECT_ONE_SHOT)
        await t.process_frame
        say("-- deleted after the timers, before the calls")
        n = Node()
        self.add_child(n)
        n.tree_exited.connect(steps(lambda: self.say("n is out"), lambda: self.call_deferred("say", "deferred by the exit")))
        t.create_timer(0).timeout.connect(
            steps(n.queue_free, lambda: self.call_deferred("say", "deferred by the timeout"), lambda: self.say("timeout"))
        )
        self.call_deferred("say", "deferred in process_frame")
        await t.process_frame
        say("-- a call deferred in a timeout that makes a timer and queues a node")
        m = Node()
        self.add_child(m)
        m.tree_exited.connect(lambda: self.say("m is out"))

        def late() -> None:
            m.queue_free()
            t.create_timer(0).timeout.connect(lambda: self.say("late timer"))
            self.say("deferred")

        t.create_timer(0).timeout.connect(lambda: self.call_deferred(late))
        await t.process_frame
        await t.process_frame
        say("-- a change of scene and a timer")
        s = Node("S")
        s.ready.connect(steps(lambda: self.say("new scene ready"), lambda: self.call_deferred("say", "deferred by the scene")))

        def changed() -> None:
            self.say("scene_changed")
            t.create_timer(0).timeout.connect(steps(lambda: self.say("timer of the scene"), t.quit))

        t.scene_changed.connect(changed)
        t.create_timer(0).timeout.connect(lambda: self.say("timer"))
        t.current_scene = None
        t.change_scene_to_node(s)


def test_62_no_deferred_call_runs_between_timers_and_deletions() -> None:
    """What a timeout queues is deleted before what it defers is called."""
    play("62-timers-and-calls", lambda: TimersMain("Main"))


class Moving(Node):
    """Acts at a moment of its life (64)."""

    def __init__(self, name: str, mode: int) -> None:
        """Make it."""
        self.acts: dict[str, Callable[[], object]] = {}
        super().__init__(name)
        self.process_mode = mode

    def go(self, moment: str) -> None:
        """Act once."""
        act = self.acts.pop(moment, None)
        if act is not None:
            act()

    def _enter_tree(self) -> None:
        say("    ", self.name, " enter")
        self.go("enter")

    def _exit_tree(self) -> None:
        say("    ", self.name, " exit")
        self.go("exit")

    def _ready(self) -> None:
        say("    ", self.name, " ready")
        self.go("ready")

    def _notification(self, what: int) -> None:
        if what in (14, 15, 28, 29):
            say("    ", self.name, " n", what, " ", self.can_process() if self.is_inside_tree() else "-")
        self.go({18: "parented", 19: "unparented", 11: "notified exit"}.get(what, ""))


def three(modes: list[int]) -> list[Moving]:
    """Make a node with a child with a child."""
    nodes = [Moving(name, mode) for name, mode in zip("HIJ", modes, strict=True)]
    nodes[0].add_child(nodes[1])
    nodes[1].add_child(nodes[2])
    return nodes


class MovingMain(Main):
    """Pauses and changes modes while a branch comes and goes (64)."""

    async def play(self, t: SceneTree) -> None:
        """Take the steps of the script."""

        def pauses() -> None:
            t.paused = True
            say("      goes on")
            t.paused = False

        for modes in ([0, 0, 0], [0, 2, 0], [2, 0, 0]):
            for when in ("parented", "enter", "ready", "exit", "notified exit", "unparented"):
                for who in (0, 1):
                    if who and when.endswith("parented"):
                        continue
                    say("-- paused in ", when, " of ", "HIJ"[who], " ", modes)
                    self.come_and_go(three(modes), who, when, lambda _top: pauses())
                    say("-- mode 4 in ", when, " of ", "HIJ"[who], " ", modes)
                    self.come_and_go(three(modes), who, when, self.changes)
        say("-- paused in child_exiting_tree, with a mode set in _exit_tree")
        last = three([0, 0, 0])
        last[0].acts["exit"] = lambda: setattr(last[0], "process_mode", 4)
        self.child_exiting_tree.connect(
            lambda _node: steps(lambda: say("      exiting"), lambda: setattr(t, "paused", True), lambda: setattr(t, "paused", False))(),
            self.CONNECT_ONE_SHOT,
        )
        self.add_child(last[0])
        self.remove_child(last[0])
        t.quit()

    def changes(self, top: Node) -> None:
        """Disable the branch and take that back."""
        top.process_mode = 4
        say("      goes on")
        top.process_mode = 0

    def come_and_go(self, nodes: list[Moving], who: int, when: str, act: Callable[[Node], object]) -> None:
        """Let a branch enter and leave."""
        nodes[who].acts[when] = lambda: act(nodes[0])
        self.add_child(nodes[0])
        self.remove_child(nodes[0])
        nodes[0].free()


def test_64_pauses_and_modes_are_told_to_all_children() -> None:
    """Also to those that are not inside the tree yet, or any more."""
    play("64-told-while-moving", lambda: MovingMain("Main"), omitted=[ORPHANS])


class Listed(Node):
    """Tells when it is processed, and acts then (65, n01)."""

    def __init__(self, name: str, calls: list[str], priority: int = 0) -> None:
        """Make it."""
        super().__init__(name)
        self.calls = calls
        self.acts: dict[str, Callable[[], object]] = {}
        self.process_priority = self.process_physics_priority = priority

    def _process(self, _delta: float) -> None:
        self.calls.append(self.name)
        self.acts.pop("process", lambda: None)()

    def _physics_process(self, _delta: float) -> None:
        self.calls.append(f"p{self.name}")
        self.acts.pop("physics_process", lambda: None)()


class PriorityMain(Node):
    """Sets priorities while a node is switched off (65)."""

    def _ready(self) -> None:
        self.calls: list[str] = []
        self.k = 0
        self.n = {name: Listed(name, self.calls) for name in "ABCD"}
        for node in self.n.values():
            self.add_child(node)
        self.steps = [*self.all("process"), *self.all("physics_process")]
        self.get_tree().process_frame.connect(self.step)

    def all(self, kind: str) -> list[tuple[str, str, str, Callable[[], None]]]:
        """Return what to do, and in whose call."""

        def does(name: str, *values: int, off: bool = True, on: bool = True, moved: tuple[str, int] | None = None) -> Callable[[], None]:
            def act() -> None:
                node = self.n[name]
                if moved is not None:
                    self.move_child(self.n[moved[0]], moved[1])
                if off:
                    getattr(node, f"set_{kind}")(enable=False)
                for value in values:
                    node.set("process_priority" if kind == "process" else "process_physics_priority", value)
                if on:
                    getattr(node, f"set_{kind}")(enable=True)

            return act

        def other_kind() -> None:
            getattr(self.n["D"], "set_physics_process" if kind == "process" else "set_process")(enable=False)
            does("D", -20, off=False, on=False)()

        return [
            (kind, "lower of a later one, off, set, on", "A", does("C", -5)),
            (kind, "and back", "A", does("C", 0)),
            (kind, "higher of an earlier one", "D", does("B", 5)),
            (kind, "the same value", "A", does("C", 3, 0)),
            (kind, "moved and the same value", "A", does("C", 0, moved=("D", 0))),
            (kind, "set while off, on in the next pass", "A", does("C", -7, on=False)),
            (kind, "on again", "A", does("C", off=False)),
            (kind, "moved, set and left off", "A", does("C", 9, on=False, moved=("A", 3))),
            (kind, "on again, at its place", "A", does("C", off=False)),
            (kind, "its own", "B", does("B", -9)),
            (kind, "the other kind is switched off", "A", other_kind),
            (kind, "off outside of the pass", "", does("A", -30)),
        ]

    def step(self) -> None:
        """Print what was called, and prepare the next step in each third frame."""
        say("  ", self.calls)
        self.calls.clear()
        self.k += 1
        if self.k % 3 != 1:
            return
        if self.k // 3 >= len(self.steps):
            self.get_tree().quit()
            return
        kind, what, who, act = self.steps[self.k // 3]
        say("-- ", "" if kind == "process" else "physics: ", what)
        if who:
            self.n[who].acts[kind] = act
        else:
            act()


def test_65_a_priority_set_while_switched_off_counts_from_the_next_pass() -> None:
    """In frames and in ticks alike."""
    play("65-priority-while-off", lambda: PriorityMain("Main"))


class MidPassMain(Node):
    """Changes priorities, switches and places during passes (n01)."""

    def _ready(self) -> None:
        self.calls: list[str] = []
        self.k = 0
        self.a, self.b, self.c, self.d = (Listed(name, self.calls, 5 if name == "D" else 0) for name in "ABCD")
        for node in (self.a, self.b, self.c, self.d):
            self.add_child(node)
        self.t = Timer("T")
        self.t.wait_time = 0.001
        self.t.timeout.connect(lambda: self.calls.append("T"))
        self.add_child(self.t)
        self.t.start()
        self.t.process_priority = -1
        self.get_tree().process_frame.connect(self.step)

    def step(self) -> None:  # noqa: C901  # one script of the engine
        """Print what was called, and prepare what happens next."""
        self.k += 1
        say("before ", self.k, ": ", self.calls, " order ", names(self))
        self.calls.clear()
        a, b, c, d, t = self.a, self.b, self.c, self.d, self.t

        def sets(*priorities: tuple[Node, int]) -> Callable[[], None]:
            def act() -> None:
                for node, value in priorities:
                    node.process_priority = value

            return act

        def f3() -> None:
            d.set_process(False)
            d.process_priority = 3
            d.set_process(True)

        def f4() -> None:
            self.remove_child(b)
            self.add_child(b)
            b.process_priority = -1

        def f5() -> None:
            c.process_physics_priority, d.process_physics_priority = -9, -8

        def f6() -> None:
            self.add_child(Listed("N", self.calls, -100))
            self.add_child(Listed("M", self.calls, 100))
            d.queue_free()

        def f7() -> None:
            self.move_child(a, -1)
            t.process_priority = 50

        def f8() -> None:
            self.move_child(a, 0)
            t.process_priority = 50

        def f9() -> None:
            c.set_process(False)
            a.set_process(False)
            a.set_process(True)

        def f10() -> None:
            c.set_process(True)
            t.process_priority = 0

        steps: dict[int, tuple[Listed, Callable[[], None]]] = {
            2: (a, sets((c, -10), (b, 7))),
            4: (c, sets((c, 10), (d, -20))),
            6: (b, f3),
            8: (a, f4),
            10: (a, f5),
            12: (b, f6),
            14: (c, f7),
            16: (c, f8),
            18: (b, f9),
            20: (b, f10),
        }
        if self.k in steps:
            who, act = steps[self.k]
            who.acts["process"] = act
        if self.k == 10:
            a.acts["physics_process"] = sets((a, 99))
        elif self.k == 23:
            self.get_tree().quit()


def test_n01_priorities_change_during_passes() -> None:
    """Each change counts from the next pass on, and in the order in which the engine sorts."""
    play("n01-priority-mid-pass", lambda: MidPassMain("Main"))


class Fuzzed(Acting):
    """What random programs were made of (n33)."""

    def m(self, x: str = "") -> None:
        """Be called."""
        say("    ", self.name, ".m ", x)

    def _process(self, _delta: float) -> None:
        self.go()

    def _physics_process(self, _delta: float) -> None:
        pass

    def _enter_tree(self) -> None:
        say("    ", self.name, " enter")
        self.go()

    def _exit_tree(self) -> None:
        say("    ", self.name, " exit")
        self.go()

    def _notification(self, what: int) -> None:
        if what in (14, 15, 1, 28, 29):
            say("    ", self.name, " n", what)


class FuzzedMain(Main):
    """The smallest forms of what differed once (n33)."""

    def say(self, what: str) -> None:
        """Print."""
        say("    ", what)

    def make(self, name: str) -> Fuzzed:
        """Add one."""
        node = Fuzzed(name)
        self.add_child(node)
        return node

    async def play(self, t: SceneTree) -> None:  # noqa: PLR0915  # one script of the engine
        """Take the steps of the script."""

        def queues(node: Node) -> Callable[[], object]:
            return steps(
                node.queue_free,
                lambda: node.call_deferred("m", "deferred to the queued"),
                lambda: self.call_deferred("say", "deferred"),
            )

        say("-- C: deferred call made in a create_timer timeout, and a node queued there")
        a = self.make("A")
        t.create_timer(0).timeout.connect(queues(a))
        await t.process_frame
        say("-- C2: the same from a Timer node")
        timer = Timer()
        b = self.make("B")
        timer.wait_time = 0.001
        timer.one_shot = True
        self.add_child(timer)
        timer.timeout.connect(queues(b))
        timer.start()
        await t.process_frame
        await t.process_frame
        say("-- C3: physics create_timer")
        t.create_timer(0, process_in_physics=True).timeout.connect(queues(self.make("C")))
        await t.process_frame
        await t.process_frame
        say("-- B: group call in _process after a member left and came back in this pass")
        d, e, f = (self.make(name) for name in "DEF")
        for node in (d, e, f):
            node.add_to_group("g")
        d.act = lambda: self.back(f)
        e.act = lambda: t.call_group("g", "m", "in the same pass")
        await t.process_frame
        await t.process_frame
        t.call_group("g", "m", "later")
        say("-- B2: nested group call after a member left and came back in the outer one")
        d.act = lambda: self.back(f)
        d.remove_from_group("g")
        d.add_to_group("o")
        e.add_to_group("o")
        e.act = lambda: t.call_group("g", "m", "nested")
        t.call_group("o", "go")
        say("-- B3: the same in _physics_process / process_frame / deferred: not in a pass")
        t.process_frame.connect(steps(lambda: self.back(f), lambda: t.call_group("g", "m", "in process_frame")), self.CONNECT_ONE_SHOT)
        await t.process_frame
        say("-- B4: notify_group / set_group in the pass")
        d.act = steps(lambda: self.back(f), lambda: t.notify_group("g", 14))
        await t.process_frame
        await t.process_frame

        def pauses() -> None:
            t.paused = True

        def disables() -> None:
            h.process_mode = self.PROCESS_MODE_DISABLED

        say("-- A: paused in _enter_tree of the parent")
        h = Fuzzed("H")
        h.add_child(Fuzzed("I"))
        h.act = pauses
        self.add_child(h)
        t.paused = False
        say("-- A2: paused in _exit_tree of the parent")
        h.act = pauses
        self.remove_child(h)
        t.paused = False
        say("-- A3: mode set in _enter_tree of the parent")
        h.act = disables
        self.add_child(h)
        h.process_mode = self.PROCESS_MODE_INHERIT
        say("-- A4: mode set in _exit_tree")
        h.act = disables
        self.remove_child(h)
        t.quit()


def test_n33_the_smallest_forms_of_what_random_programs_found() -> None:
    """Calls of timeouts, members that come back, pauses and modes in the midst of entering and leaving."""
    play("n33-minimal-of-fuzz", lambda: FuzzedMain("Main"), omitted=[ORPHANS])
