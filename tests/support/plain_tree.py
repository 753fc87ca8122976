"""The plain model, last part: timers, and the tree with its frame.

Rules: groups are found by walking over the whole tree; a list of what processes is sorted when something joined it, and only then, which
is why moving a child alone does not change the order. Nothing here imports the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.plain_life import INTERNAL_PHYSICS, INTERNAL_PROCESS, PAUSABLE, PHYSICS, PROCESS, delete, leave, tell_exited
from tests.support.plain_node import PlainNode
from tests.support.plain_signals import Engine, Signal

if TYPE_CHECKING:
    from collections.abc import Callable


class PlainTimer(PlainNode):
    """A node that counts down in its place of the pass."""

    timer = True
    wait_time = 1.0
    time_left = -1.0
    one_shot = counting = False

    def start(self, seconds: float) -> None:
        """Start anew."""
        if not self.inside:
            self.engine.complain()
            return
        self.wait_time = self.time_left = seconds
        self.counting = True
        self.switch("internal", True)

    def stop(self) -> None:
        """Stop."""
        self.time_left = -1.0
        self.counting = False
        self.switch("internal", False)

    def count(self, delta: float) -> None:
        """Count down; fire below zero and carry the late rest over."""
        if not self.counting:
            return
        self.time_left -= delta
        if self.time_left < 0:
            if self.one_shot:
                self.stop()
            else:
                self.time_left += self.wait_time
            self.timeout.emit()  # type: ignore[attr-defined]  # signals are set by name


class Pass:
    """The list of one kind of processing."""

    def __init__(self, *, physics: bool) -> None:
        """Start empty."""
        self.physics = physics
        self.nodes: list[PlainNode] = []
        self.unsorted = False

    def run(self, gone: list[PlainNode], delta: float) -> None:
        """Call what is in the list now; what is off, away or paused when its turn comes is left out."""
        if self.unsorted:
            self.nodes.sort(key=lambda node: node.order(physics=self.physics))
            self.unsorted = False
        internal, number, own, own_number = (
            ("internal_physics", INTERNAL_PHYSICS, "physics", PHYSICS)
            if self.physics
            else ("internal", INTERNAL_PROCESS, "process", PROCESS)
        )
        for node in list(self.nodes):
            if node in gone or not node.can_process():
                continue
            if node.switches[internal]:
                if isinstance(node, PlainTimer) and not self.physics:
                    node.count(delta)
                if not node.freed:
                    node.notification(number)
            if not node.freed and node.switches[own]:
                node.hook("_physics_process" if self.physics else "_process")
                if not node.freed:
                    node.notification(own_number)


class PlainTree:
    """The tree.

    Args:
        complain: Called where the engine prints an error.
        tick: The seconds of a physics tick.
    """

    process_frame: Signal
    physics_frame: Signal
    node_added: Signal
    node_removed: Signal
    tree_changed: Signal

    def __init__(self, complain: Callable[[], None], tick: float) -> None:
        """Start with a root that is ready."""
        self.engine = Engine(complain)
        self.tick = tick
        self.left_over = 0.0
        self.is_paused = self.quitting = self.ended = False
        self.held: list[PlainNode] = []
        self.walks = 0
        self.gone: list[PlainNode] = []
        self.idle, self.physics = Pass(physics=False), Pass(physics=True)
        self.deletions: list[PlainNode] = []
        self.timers: list[list[Any]] = []
        self.unique_calls: list[tuple[str, tuple[Any, ...]]] = []
        self.calling_unique = False
        for name in ("process_frame", "physics_frame", "node_added", "node_removed", "tree_changed"):
            setattr(self, name, Signal(self.engine, self))
        self.root = PlainNode(self, frozenset(), lambda *_: None)
        self.root.process_mode = PAUSABLE
        self.root.inside = self.root.listed = self.root.ready_began = True

    @property
    def paused(self) -> bool:
        """Whether what is pausable stands still."""
        return self.is_paused

    @paused.setter
    def paused(self, value: bool) -> None:
        if value != self.is_paused:
            self.is_paused = value
            with self.root._held():
                self.root.tell_paused(value)

    def process(self, delta: float) -> bool:
        """Run one frame; False when the tree has ended."""
        self.left_over += delta
        ticks = int(self.left_over / self.tick)
        self.left_over -= ticks * self.tick
        for _ in range(ticks):
            self.physics_frame.emit()
            self._pass(self.physics, self.tick)
            self._count_timers(self.tick, physics=True)
            self._delete_queued()
            if self.quitting:
                break
            self.engine.flush()
        self.process_frame.emit()
        self.engine.flush()
        self._pass(self.idle, delta)
        self._count_timers(delta, physics=False)
        self._delete_queued()
        self.engine.flush()
        if self.quitting:
            self.end()
        return not self.ended

    def quit(self) -> None:
        """End after this frame."""
        self.quitting = True

    def end(self) -> None:
        """Have everything leave, then delete it."""
        self.ended = True
        self.engine.messages.clear()
        self._delete_queued()
        self._call_unique()
        self.held.append(self.root)
        self.root.moving = True
        leave(self.root)
        self.root.moving = False
        tell_exited(self.root)
        while self.root.added:
            delete(self.root.added[-1])
        self.held.pop()
        self._delete_queued()
        self.engine.flush()

    def create_timer(self, seconds: float, always: bool, in_physics: bool) -> Signal:
        """Make a timer and return its signal."""
        timeout = Signal(self.engine, None)
        self.timers.append([seconds, always, in_physics, timeout])
        return timeout

    def members(self, group: str) -> list[PlainNode]:
        """Return the nodes of a group in tree order."""
        found: list[PlainNode] = []

        def look(node: PlainNode) -> None:
            if node.listed and group in node.groups:
                found.append(node)
            for child in node.children:
                look(child)

        look(self.root)
        return found

    def call_group(self, flags: int, group: str, *args: Any) -> None:
        """Call `called` of all members; flags: 1 reverse, 2 deferred, 4 unique."""
        members = self.members(group)
        if not members:
            return
        if flags & 2 and flags & 4:
            if self.calling_unique:
                self.engine.complain()
            elif all(group != other for other, _ in self.unique_calls):
                self.unique_calls.append((group, args))
            return
        self.walks += 1
        for node in reversed(members) if flags & 1 else members:
            if node in self.gone:
                continue
            if flags & 2:
                node.call_deferred("called", *args)
            else:
                self.engine.call(node.called, *args)
        self._walk_ends()

    def leave_lists(self, node: PlainNode) -> None:
        """Take a node out of the lists of what processes."""
        for each in (self.idle, self.physics):
            if node in each.nodes:
                each.nodes.remove(node)

    def join_lists(self, node: PlainNode) -> None:
        """Put a node into the lists it belongs to."""
        for each in (self.idle, self.physics):
            if node.is_on(physics=each.physics):
                each.nodes.append(node)
                each.unsorted = True

    def _pass(self, which: Pass, delta: float) -> None:
        self.walks += 1
        which.run(self.gone, delta)
        self._walk_ends()
        self._call_unique()
        self.engine.flush()

    def _walk_ends(self) -> None:
        self.walks -= 1
        if not self.walks:
            self.gone.clear()

    def _call_unique(self) -> None:
        self.calling_unique = True
        for group, args in self.unique_calls:
            self.call_group(0, group, *args)
        self.calling_unique = False
        self.unique_calls.clear()

    def _count_timers(self, delta: float, *, physics: bool) -> None:
        for timer in list(self.timers):
            _, always, in_physics, timeout = timer
            if in_physics == physics and (always or not self.is_paused):
                timer[0] -= delta
                if timer[0] <= 0:
                    timeout.emit()
                    self.timers.remove(timer)

    def _delete_queued(self) -> None:
        while self.deletions:
            node = self.deletions.pop(0)
            if not node.freed:
                delete(node)
