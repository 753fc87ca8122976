"""The side of this library: plays the programs of program.py, as judge.gd does in the real engine.

Rules: both files have the same functions in the same order; what one writes, the other writes. What this library refuses with a
RuntimeError (it may crash the engine) is noted by the number of the step, and the engine leaves that step out.
"""

from __future__ import annotations

import logging
import math
import re
import weakref
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from steam_nodes import (
    Callable,
    FreedError,
    Input,
    InputEvent,
    InputEventAction,
    InputEventJoypadButton,
    InputEventKey,
    InputEventMouseButton,
    Node,
    SceneTree,
    Signal,
    Timer,
    is_instance_valid,
)
from tests.engine.program import PARENT, SELF, TOP, Program, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

HEARD: Final = frozenset((1, 3, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27, 28, 29, 1001))
WATCHED: Final = (
    *("ready", "tree_entered", "tree_exiting", "tree_exited", "child_entered_tree", "child_exiting_tree", "child_order_changed"),
    "renamed",
)
TREE_SIGNALS: Final = ("node_added", "node_removed", "tree_changed", "node_renamed")
AWAITED: Final = ("sig", "ready", "tree_entered", "tree_exiting", "tree_exited", "child_entered_tree")
FLAGS: Final = (0, 1, 4, 8, 16, 12, 5, 17, 20, 9, 2, 18)
TIMES: Final = (0.0, 1.0 / 60, 1.5 / 60, 2.0 / 60, -1.0 / 60, 0.05)
GROUPS: Final = ("g", "h")

CUT: Final = "  cut"
"""Stands behind the last line that is compared."""
_COUNTED: Final = re.compile(r"@(\w+)@\d+")


class Actor(Node):
    """A node that tells the world what happens to it."""

    sig: Signal[*tuple[Any, ...]] = Signal("first", "second")
    world: World

    def __init__(self) -> None:
        """Have no number yet."""
        super().__init__()
        self.number = -1

    def heard(self, *args: object) -> None:
        """Receive a signal."""
        self.world.at("heard", self, args)

    def called(self, *args: object) -> None:
        """Be called by a group, later, or by what propagates."""
        self.world.at("called", self, args)

    def later(self, operation: str, node: int, other: int, number: int) -> None:
        """Do one thing in a deferred call."""
        world = self.world
        world.at("later", self)
        world.step(Rule("", 0, operation, node, other, number), self)

    async def waits(self, what: Any) -> None:
        """Wait for a signal."""
        world = self.world
        world.at("waits", self)
        if not is_instance_valid(self):
            world.cut()
        value = await what
        world.at("resumed", self, [value])

    async def waits_longer(self, what: Any) -> None:
        """Wait for who waits."""
        world = self.world
        await self.waits(what)
        world.at("resumed longer", self)

    async def heard_and_waits(self, *args: object) -> None:
        """Receive a signal, and wait."""
        world = self.world
        world.at("heard and waits", self, args)
        await world.get_tree().process_frame
        world.at("resumed", self)


class Listener(Actor):
    """Hears notifications and overrides nothing else."""

    def _notification(self, what: int) -> None:
        if what in HEARD:
            self.world.at(f"_notification {what}", self)


class Ready(Actor):
    """Overrides `_ready` alone."""

    def _ready(self) -> None:
        self.world.at("_ready", self)


class Plain(Actor):
    """Overrides the hooks, and hears no notifications."""

    def _enter_tree(self) -> None:
        self.world.at("_enter_tree", self)

    def _ready(self) -> None:
        self.world.at("_ready", self)

    def _exit_tree(self) -> None:
        self.world.at("_exit_tree", self)

    def _process(self, delta: float) -> None:
        self.world.at("_process", self)

    def _physics_process(self, delta: float) -> None:
        self.world.at("_physics_process", self)


class Full(Plain):
    """Overrides the hooks and hears notifications."""

    def _notification(self, what: int) -> None:
        if what in HEARD:
            self.world.at(f"_notification {what}", self)


class Inputs(Actor):
    """Overrides the hooks of input."""

    def _input(self, event: InputEvent) -> None:
        self.world.at("_input", self, [event])

    def _shortcut_input(self, event: InputEvent) -> None:
        self.world.at("_shortcut_input", self, [event])

    def _unhandled_key_input(self, event: InputEvent) -> None:
        self.world.at("_unhandled_key_input", self, [event])

    def _unhandled_input(self, event: InputEvent) -> None:
        self.world.at("_unhandled_input", self, [event])


class Clock(Actor, Timer):
    """A timer."""

    def _process(self, delta: float) -> None:
        self.world.at("_process", self)


CLASSES: Final = {"Full": Full, "Plain": Plain, "Ready": Ready, "Listener": Listener, "Clock": Clock, "Inputs": Inputs}


class _Marks(logging.Handler):
    def __init__(self, world: World) -> None:
        super().__init__(logging.WARNING)
        self.world = world

    def emit(self, record: logging.LogRecord) -> None:
        self.world.complain("ERROR" if record.levelno >= logging.ERROR else "WARNING")


class Played(NamedTuple):
    """What a program wrote.

    Args:
        lines: Its lines.
        refused: The numbers of the steps that were refused with a RuntimeError.
    """

    lines: list[str]
    refused: list[int]


class World(Node):
    """The main scene: plays one program after the other.

    Args:
        programs: What to play.
        fps: The frames a second.
    """

    def __init__(self, programs: Sequence[Program], fps: int) -> None:
        """Get ready."""
        super().__init__("Main")
        self.programs = programs
        self.results: list[Played] = []
        self.refusals: Counter[str] = Counter()
        self.place = -1
        self.began = -1
        self.ended = 0
        self.period = period(fps)
        self.frames = 0
        self.program = Program((), (False, False), 0, ())
        self.recording = False
        self.active = False
        self.lines: list[str] = []
        self.steps = 0
        self.refused: list[int] = []
        self.rules: dict[tuple[str, int], list[Rule]] = {}
        self.times: dict[str, int] = {}
        self.nodes: list[Any] = []
        self.tweens: list[Any] = []
        self.listeners: dict[str, Any] = {}
        self.top: Any = None

    def _ready(self) -> None:
        Actor.world = self
        self.process_mode = self.PROCESS_MODE_ALWAYS
        self.process_priority = -1000
        self.get_tree().process_frame.connect(self._on_process_frame)
        self.get_tree().physics_frame.connect(self._on_physics_frame)

    def _process(self, delta: float) -> None:
        self.at("between", None)

    def _on_physics_frame(self) -> None:
        self.at("physics_frame", None)

    def _on_process_frame(self) -> None:
        self.frames += 1
        if self.recording:
            self.lines.append("frame")
            if self.frames - self.began == self.program.frames:
                self._end()
            else:
                self.at("process_frame", None)
        elif self.frames - self.ended >= 2 and self.frames % self.period == 0:
            self.place += 1
            if self.place == len(self.programs):
                self.get_tree().quit()
            else:
                self._begin(self.programs[self.place])

    def _begin(self, program: Program) -> None:
        self.program = program
        self.began = self.frames
        self.lines = []
        self.steps = 0
        self.refused = []
        self.rules = defaultdict(list)
        self.times = {}
        self.nodes = []
        self.tweens = []
        for rule in program.rules:
            self.rules[rule.moment, rule.nth].append(rule)
        self.recording = True
        self.active = True
        if program.watched[1]:
            self.listeners = {name: self._on_tree(name) for name in TREE_SIGNALS}
            for name, listener in self.listeners.items():
                getattr(self.get_tree(), name).connect(listener)
        self.top = Node("top")
        self.top.process_mode = Node.PROCESS_MODE_PAUSABLE
        self.add_child(self.top)
        for number, (_, parent) in enumerate(program.nodes):
            self.nodes.append(None)
            self.nodes[number] = self.made(number)
            above = self.found(parent, None)
            if above is not None and is_instance_valid(above) and is_instance_valid(self.nodes[number]):
                above.add_child(self.nodes[number])
        self.at("start", None)

    def _end(self) -> None:
        self.active = False
        self.lines.append("end")
        self.get_tree().paused = False
        for tween in self.tweens:
            tween.kill()
        for node in self.nodes:
            if is_instance_valid(node):
                node.free()
        self.top.free()
        if self.program.watched[1]:
            for name, listener in self.listeners.items():
                getattr(self.get_tree(), name).disconnect(listener)
        self.recording = False
        self.ended = self.frames
        self.results.append(Played(self.lines, self.refused))

    def made(self, number: int) -> Any:
        """Make a node."""
        node = CLASSES[self.program.nodes[number % len(self.program.nodes)][0]]()
        self.adopt(node, number)
        node.name = f"n{number}"
        return node

    def adopt(self, node: Actor, number: int) -> None:
        """Give a node its number, and listen to it."""
        node.number = number
        if self.program.watched[0]:
            for name in WATCHED:
                getattr(node, name).connect(self._on_node(name, weakref.ref(node)))
        if isinstance(node, Timer):
            node.timeout.connect(self._on_node("timeout", weakref.ref(node)))

    def _on_node(self, name: str, node: Any) -> Any:
        def run(*args: object) -> None:
            found = node()
            self.at(name, found if is_instance_valid(found) else None, args)

        return run

    def _on_tree(self, name: str) -> Any:
        return lambda *args: self.at(name, None, args)

    def _on_timer(self, moment: str) -> Any:
        def run(of: int = self.place) -> None:
            if of == self.place:
                self.at(moment, None)

        return run

    def complain(self, what: str) -> None:
        """Note an error that was printed."""
        if self.recording:
            self.lines.append(what)

    def at(self, moment: str, node: Any, args: Sequence[Any] = ()) -> None:
        """Write a line for a moment, and do what is to be done at it."""
        if not self.recording:
            return
        time = self.times.get(moment, 0)
        self.times[moment] = time + 1
        self.lines.append(f"{moment}: {' '.join(self.shown(each) for each in (node, *args))}")
        if not self.active:
            return
        for rule in self.rules.get((moment, time), ()):
            self.step(rule, node)

    def shown(self, thing: Any) -> str:
        """Return what is written of a node or a value."""
        if thing is None:
            return "<null>"
        if isinstance(thing, list):
            return f"[{', '.join(self.shown(each) for each in thing)}]"
        if isinstance(thing, (int, str)):
            return str(thing)
        if not is_instance_valid(thing):
            return "freed"
        if thing is self.top:
            return "top"
        if not isinstance(thing, Actor):
            return "Node" if thing is self else str(thing.get_class())
        text = str(thing.number)
        if thing.is_inside_tree():
            text += "tc" if thing.can_process() else "t"
        for letter, is_so in (
            ("r", thing.is_node_ready()),
            ("q", thing.is_queued_for_deletion()),
            ("p", thing.is_processing()),
            ("f", thing.is_physics_processing()),
            ("i", thing.is_processing_internal()),
            ("g", thing.is_in_group("g")),
            ("h", thing.is_in_group("h")),
        ):
            if is_so:
                text += letter
        return f"{text}[{''.join(str(child.number) for child in thing.get_children(include_internal=True))}]"

    def found(self, number: int, here: Any) -> Any:
        """Return the node that a rule means, None if there is none."""
        if number == TOP:
            return self.top
        if number < SELF:
            return self.nodes[number] if number < len(self.nodes) else None
        if here is None or not is_instance_valid(here):
            return None
        return here.get_parent() if number == PARENT else here

    def step(self, rule: Rule, here: Any) -> None:
        """Do what a rule says."""
        if not self.active:
            return
        node = self.found(rule.node, here)
        other = self.found(rule.other, here)
        self.lines.append(f"  {rule.operation} {rule.node} {rule.other} {rule.number}")
        self.steps += 1
        step, written = self.steps, len(self.lines)
        if node is None or not is_instance_valid(node):
            if rule.operation == "make" and rule.node < len(self.nodes):
                self.nodes[rule.node] = self.made(rule.node)
            return
        if other is None or not is_instance_valid(other):
            other = None
        if node is self.top:
            return
        try:
            self.perform(rule.operation, node, other, rule.number)
        except RuntimeError as refusal:
            if isinstance(refusal, FreedError) or (rule.operation.startswith("await") and len(self.lines) > written):
                del self.lines[written:]
                self.cut()
                return
            self.refused.append(step)
            self.refusals[f"{rule.operation}: {type(refusal).__name__}: {refusal}"] += 1
            self.lines.insert(written, "  refused")

    def cut(self) -> None:
        """Compare nothing from here on: what works on the freed in its midst is an error here, and in the engine goes on with null."""
        self.active = False
        self.lines.append(CUT)

    def perform(self, operation: str, node: Any, other: Any, number: int) -> None:  # noqa: C901, PLR0912, PLR0915  # a list of cases
        """Do one thing."""
        tree = self.get_tree()
        on = number % 2 == 1
        group = GROUPS[0 if number % 3 else 1]
        match operation:
            case "queue_free" | "free" | "request_ready":
                getattr(node, operation)()
            case "remove_child" if node.get_parent() is not None:
                node.get_parent().remove_child(node)
            case "move_child" if node.get_parent() is not None:
                node.get_parent().move_child(node, int(math.fmod(number, 6)) - 2)
            case "add_child" if other is not None:
                other.add_child(node, on)
            case "add_internal" if other is not None:
                other.add_child(node, False, 1 + number % 2)  # noqa: FBT003  # Godot's signature
            case "reparent" if other is not None:
                node.reparent(other)
            case "add_sibling" if other is not None and other is not self.top:
                # A node that has another parent, or is above this one, breaks the engine's own list of children.
                parent = other.get_parent()
                if parent is node.get_parent() or (parent is None and not other.is_ancestor_of(node)):
                    node.add_sibling(other)
            case "replace_by" if other is not None and other not in (self.top, node) and not other.is_ancestor_of(node):
                parent = node.get_parent()
                if parent is not None and parent._children_.blocked and other.get_parent() is None:
                    # A named difference: here nothing changes, and the engine moves the children all the same.
                    message = "the parent is busy"
                    raise RuntimeError(message)
                node.replace_by(other, on)
            case "duplicate":
                copy = node.duplicate()
                known = len(self.nodes)
                self.number_copies(copy)
                if other is not None:
                    try:
                        other.add_child(copy)
                    except RuntimeError:
                        # The engine leaves the whole step out, and with it the numbers.
                        del self.nodes[known:]
                        raise
            case "rename":
                node.name = f"r{number % 3}"
            case "owner":
                node.owner = other
            case "look":
                path = node.get_path() if node.is_inside_tree() else ""
                names = ",".join(child.name for child in node.get_children())
                self.lines.append(f"  {node.name} {self.shown(node.owner)} {node.get_index()} {path} {names}")
            case "process_mode":
                node.process_mode = number % 5
            case "process_priority" | "process_physics_priority":
                setattr(node, operation, number % 5 - 2)
            case "set_process" | "set_physics_process" | "set_process_internal" | "set_physics_process_internal":
                getattr(node, operation)(on)
            case "set_process_input" | "set_process_unhandled_input" | "set_block_signals":
                getattr(node, operation)(on)
            case "add_to_group":
                node.add_to_group(group, number > 10)
            case "remove_from_group":
                node.remove_from_group(group)
            case "call_group":
                tree.call_group_flags(number % 8, group, "called", number)
            case "notify_group":
                tree.notify_group(group, 1001)
            case "set_group":
                tree.set_group(group, "process_mode" if on else "process_priority", number % 5)
            case "members":
                self.lines.append("  " + " ".join(self.shown(member) for member in tree.get_nodes_in_group(group)))
            case "propagate_call":
                node.propagate_call("called", [number], on)
            case "propagate_notification":
                node.propagate_notification(1001)
            case "call_deferred":
                method, *args = (("queue_free",), ("free",), ("called", number), ("called", number))[number % 4]
                node.call_deferred(method, *args)
            case "later_add" | "later_remove" | "later_reparent" | "later_group":
                later = {"later_add": "add_child", "later_remove": "remove_child", "later_reparent": "reparent"}
                self.later(node, later.get(operation, "call_group"), other, number)
            case "set_deferred":
                node.set_deferred("process_mode" if on else "process_priority", number % 5)
            case "connect" | "disconnect" if other is not None and other is not self.top:
                target = other.heard_and_waits if number % 4 == 3 else other.heard
                if number % 4 == 2:
                    target = Callable(target).bind(7)
                if operation == "connect":
                    node.sig.connect(target, FLAGS[number % len(FLAGS)])
                else:
                    node.sig.disconnect(target)
            case "emit":
                node.sig.emit(*range(number % 3))
            case "await" if other is not None and other is not self.top:
                node.waits(getattr(other, AWAITED[number % len(AWAITED)]))
            case "await_longer" if other is not None and other is not self.top:
                node.waits_longer(other.sig)
            case "await_frame":
                node.waits(tree.process_frame if number % 3 else tree.physics_frame)
            case "await_timer":
                node.waits(tree.create_timer(TIMES[number % 6], number < 12, on).timeout)
            case "start" if isinstance(node, Timer):
                node.one_shot = on
                node.start(TIMES[number % 6])
            case "stop" if isinstance(node, Timer):
                node.stop()
            case "timer_paused" if isinstance(node, Timer):
                node.paused = on
            case "timer_physics" if isinstance(node, Timer):
                node.process_callback = 0 if on else 1
            case "autostart" if isinstance(node, Timer):
                node.autostart = True
            case "create_timer":
                tree.create_timer(TIMES[number % 6], number < 12, on).timeout.connect(self._on_timer("create_timer"))
            case "paused":
                tree.paused = on
            case "push_input":
                tree.root.push_input(event(number))
            case "parse_input_event":
                Input.parse_input_event(event(number))
            case "set_input_as_handled":
                tree.root.set_input_as_handled()
            case "tween":
                self.tween_of(node, other, number)
            case "kill":
                for tween in self.tweens:
                    tween.kill()

    def later(self, node: Any, operation: str, other: Any, number: int) -> None:
        """Put off one thing."""
        at = TOP if other is None or other is self.top else other.number
        node.call_deferred("later", operation, node.number if node.number >= 0 else SELF, at, number)

    def number_copies(self, copy: Any) -> None:
        """Give copies their numbers."""
        self.adopt(copy, len(self.nodes))
        self.nodes.append(copy)
        for child in copy.get_children(include_internal=True):
            self.number_copies(child)

    def tween_of(self, node: Any, other: Any, number: int) -> None:
        """Make a tween."""
        maker: Any = node if number % 2 else self.get_tree()
        tween = maker.create_tween()
        self.tweens.append(tween)
        if number % 5 == 0:
            tween.set_process_mode(0)
        if number % 7 == 0:
            tween.set_pause_mode(2)
        if number % 3 == 0:
            tween.set_loops(2)
        if number % 11 == 0:
            tween.set_parallel(True)
        tween.tween_callback(self._on_timer("tween"))
        tween.tween_interval(TIMES[1 + number % 3])
        if other is not None and other is not self.top:
            tween.tween_callback(Callable(other.called).bind(number))
        tween.tween_property(node, "process_priority", number % 5, TIMES[1 + number % 3])
        tween.finished.connect(self._on_timer("finished"))


def event(number: int) -> InputEvent:
    """Make an event."""
    pressed = number % 8 < 4
    match number % 4:
        case 0:
            return InputEventKey(keycode=65, pressed=pressed)
        case 1:
            return InputEventAction(action="ui_accept", pressed=pressed)
        case 2:
            return InputEventMouseButton(button_index=1, pressed=pressed)
        case _:
            return InputEventJoypadButton(pressed=pressed)


def period(fps: int) -> int:
    """Return after how many frames the ticks of the physics fall on the same places of the frames again."""
    return fps // math.gcd(fps, 60)


def play(programs: Sequence[Program], fps: int) -> tuple[list[Played], Counter[str]]:
    """Play programs in one tree; return what each wrote, and why steps were refused, with the counts."""
    world = World(programs, fps)
    results, refusals = world.results, world.refusals
    logger = logging.getLogger("steam_nodes")
    marks = _Marks(world)
    propagate = logger.propagate
    logger.addHandler(marks)
    logger.propagate = False
    try:
        tree = SceneTree(world, fixed_fps=fps, errors="log")
        while tree.process():
            pass
    finally:
        logger.removeHandler(marks)
        logger.propagate = propagate
    return results, refusals


def comparable(lines: Sequence[str]) -> list[str]:
    """Return lines without the numbers in the names of nodes that were not named."""
    return [_COUNTED.sub(r"@\1@", line) for line in lines]
