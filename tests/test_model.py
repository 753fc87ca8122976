"""Law: whatever a script does at whatever moment of a frame, the library prints the lines of a slow plain model.

Rules: hypothesis draws programs as data; both sides run them and their lines are compared. The model knows nothing of the library.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from steam_nodes import Callable, Engine, Node, SceneTree, Timer, is_instance_valid
from steam_nodes.object.signal import Signal
from tests.support.long_walks import spread
from tests.support.model_script import KINDS, TICK, Program, World, program
from tests.support.plain_node import PlainNode
from tests.support.plain_signals import Boom, Bound
from tests.support.plain_tree import PlainTimer, PlainTree

if TYPE_CHECKING:
    from collections.abc import Callable as Function


class Actor(Node):
    """A node that tells its world what happens to it."""

    sig: Signal[*tuple[Any, ...]] = Signal("first", "second")
    world: World
    number: int

    def heard(self, *args: object) -> None:
        self.world.at("heard", self, *args)

    def called(self, *args: object) -> None:
        self.world.at("called", self, *args)

    async def waits(self, signal: Signal[*tuple[Any, ...]]) -> Any:
        self.world.at("waits", self)
        value: Any = await signal
        self.world.at("resumed", self, value)
        return value

    async def waits_longer(self, signal: Signal[*tuple[Any, ...]]) -> None:
        value = await self.waits(signal)
        self.world.at("resumed longer", self, value)

    async def heard_and_waits(self, *args: object) -> None:
        world = self.world
        world.at("heard and waits", self, *args)
        await world.tree.process_frame
        world.at("resumed", self)


class Listener(Actor):
    def _notification(self, what: int) -> None:
        self.world.at(f"_notification {what}", self)


class Ready(Actor):
    def _ready(self) -> None:
        self.world.at("_ready", self)


class Plain(Actor):
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
    def _notification(self, what: int) -> None:
        self.world.at(f"_notification {what}", self)


class Clock(Actor, Timer):
    def _process(self, delta: float) -> None:
        self.world.at("_process", self)


CLASSES = {"Full": Full, "Plain": Plain, "Ready": Ready, "Listener": Listener, "Clock": Clock}


class Ours(World):
    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.tree = SceneTree()

    def make(self, kind: str) -> Any:
        node = CLASSES[kind]()
        node.world = self
        return node

    def is_valid(self, node: Any) -> bool:
        return is_instance_valid(node)

    def bound(self, method: Any, *args: Any) -> Any:
        return Callable(method).bind(*args)

    def frame(self, delta: float) -> tuple[bool, int]:
        failures = failures_of(lambda: self.tree.process(delta))
        return not self.tree._state_.over, failures

    def close(self) -> int:
        return failures_of(self.tree.close)

    def state(self, node: Any) -> tuple[tuple[str, bool], ...]:
        return (
            ("t", node.is_inside_tree()),
            ("r", node.is_node_ready()),
            ("q", node.is_queued_for_deletion()),
            ("p", node.is_processing()),
            ("f", node.is_physics_processing()),
            ("i", node.is_processing_internal()),
            ("c", node.is_inside_tree() and node.can_process()),
            ("s", node.is_in_group("g")),
        )

    def children(self, node: Any) -> list[Any]:
        found: list[Any] = node.get_children()
        return found

    def parent(self, node: Any) -> Any:
        return node.get_parent()

    def is_clock(self, node: Any) -> bool:
        return isinstance(node, Timer)

    def call_group(self, flags: int, argument: int) -> None:
        self.tree.call_group_flags(flags, "g", "called", argument)

    def members(self) -> list[Any]:
        found: list[Any] = self.tree.get_nodes_in_group("g")
        return found

    def create_timer(self, seconds: float, always: bool, in_physics: bool) -> Any:
        return self.tree.create_timer(seconds, always, in_physics).timeout


class Theirs(World):
    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.tree = PlainTree(self.complain, TICK)

    def make(self, kind: str) -> Any:
        cls = PlainTimer if kind == "Clock" else PlainNode
        return cls(self.tree, frozenset(KINDS[kind]), self.at)

    def is_valid(self, node: Any) -> bool:
        return not node.freed

    def bound(self, method: Any, *args: Any) -> Any:
        return Bound(method, args)

    def frame(self, delta: float) -> tuple[bool, int]:
        before = self.tree.engine.failures
        return self.tree.process(delta), self.tree.engine.failures - before

    def close(self) -> int:
        before: int = self.tree.engine.failures
        self.tree.end()
        told: int = self.tree.engine.failures - before
        return told

    def state(self, node: Any) -> tuple[tuple[str, bool], ...]:
        switches = node.switches
        return (
            ("t", node.inside),
            ("r", node.was_ready),
            ("q", node.queued),
            ("p", switches["process"]),
            ("f", switches["physics"]),
            ("i", switches["internal"]),
            ("c", node.can_process()),
            ("s", "g" in node.groups),
        )

    def children(self, node: Any) -> list[Any]:
        return list(node.children)

    def parent(self, node: Any) -> Any:
        return node.parent

    def is_clock(self, node: Any) -> bool:
        return isinstance(node, PlainTimer)

    def call_group(self, flags: int, argument: int) -> None:
        self.tree.call_group(flags, "g", argument)

    def members(self) -> list[Any]:
        found: list[Any] = self.tree.members("g")
        return found

    def create_timer(self, seconds: float, always: bool, in_physics: bool) -> Any:
        return self.tree.create_timer(seconds, always, in_physics)


class _Marks(logging.Handler):
    def __init__(self, world: World) -> None:
        super().__init__(logging.ERROR)
        self.world = world

    def emit(self, record: logging.LogRecord) -> None:
        self.world.complain()


def ours(program: Program) -> list[str]:
    logger = logging.getLogger("steam_nodes")
    before, propagate = Engine.physics_ticks_per_second, logger.propagate
    Engine.physics_ticks_per_second = int(1 / TICK)
    world = Ours(program)
    marks = _Marks(world)
    logger.addHandler(marks)
    logger.propagate = False
    try:
        return world.play()
    finally:
        logger.removeHandler(marks)
        logger.propagate = propagate
        Engine.physics_ticks_per_second = before


def failures_of(work: Function[[], object]) -> int:
    try:
        work()
    except (Boom, RuntimeError):
        return 1
    except ExceptionGroup as group:
        if not all(isinstance(each, (Boom, RuntimeError)) for each in group.exceptions):
            raise
        return len(group.exceptions)
    return 0


def theirs(program: Program) -> list[str]:
    return Theirs(program).play()


@st.composite
def programs(draw: st.DrawFn) -> Program:
    return program(lambda among: draw(st.sampled_from(among)))


def both_sides_agree(examples: int) -> Function[[], None]:
    @settings(max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(programs())
    def agree(drawn: Program) -> None:
        assert ours(drawn) == theirs(drawn)

    return agree


def batch(number: int) -> None:
    seed(number)(both_sides_agree(2_000))()


def test_the_library_prints_the_lines_of_the_plain_model(thorough: bool, long: bool) -> None:
    """At every moment and in every order both sides do the same: 200 programs; 1,000 with --thorough, 100,000 in the long form."""
    if long:
        spread(batch, 50)
    else:
        both_sides_agree(1_000 if thorough else 200)()
