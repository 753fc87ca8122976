"""The plain model, third part: nodes.

Rules: a node asks its ancestors whenever something depends on them. `added` holds the children in the order in which they came, which is
the order of entering, becoming ready and leaving; `children` is what scripts see. Nothing here imports the library.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.support.plain_life import (
    ALWAYS,
    DISABLED,
    INHERIT,
    IS_DISABLED,
    IS_ENABLED,
    ORDER_CHANGED,
    PARENTED,
    PAUSABLE,
    PAUSED,
    UNPARENTED,
    UNPAUSED,
    WHEN_PAUSED,
    become_ready,
    delete,
    enter,
    leave,
    tell_exited,
)
from tests.support.plain_signals import PlainObject, Refused, Signal, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from tests.support.plain_tree import PlainTree

SIGNALS = (
    *("ready", "renamed", "tree_entered", "tree_exiting", "tree_exited"),
    *("child_entered_tree", "child_exiting_tree", "child_order_changed", "sig", "timeout"),
)


class PlainNode(PlainObject):
    """A node.

    Args:
        tree: The tree of the run, in which it is not yet.
        hooks: The names of the hooks its class overrides.
        script: What a hook calls, with its name and what it got.
    """

    timer = False

    def __init__(self, tree: PlainTree, hooks: frozenset[str], script: Callable[..., None]) -> None:
        """Make it outside of the tree."""
        super().__init__(tree.engine)
        self.tree = tree
        self.hooks = hooks
        self.script = script
        self.parent: PlainNode | None = None
        self.children: list[PlainNode] = []
        self.added: list[PlainNode] = []
        self.groups: set[str] = set()
        self.inside = self.listed = self.queued = self.was_ready = self.ready_began = False
        self.moving = self.leaving = self.dying = False
        self.blocked = 0
        self._process_mode = INHERIT
        self.inherited = PAUSABLE
        self._priorities = [0, 0]
        self.switches = {"process": False, "physics": False, "internal": False, "internal_physics": False}
        for name in SIGNALS:
            setattr(self, name, Signal(self.engine, self))

    def run(self, moment: str, *args: Any) -> None:
        """Run the script as a method of this node."""
        with self._running():
            self.script(moment, self, *args)

    def hook(self, name: str, *args: Any) -> None:
        """Call a hook if the class overrides it."""
        if name in self.hooks:
            self.engine.call(self.run, name, *args)

    def notification(self, what: int) -> None:
        """Tell the class, if it listens."""
        if "_notification" in self.hooks:
            self.engine.call(self.run, f"_notification {what}")

    def heard(self, *args: Any) -> None:
        """Be a receiver."""
        self.run("heard", *args)

    def called(self, *args: Any) -> None:
        """Be called, later or in a group."""
        self.run("called", *args)

    def waits(self, signal: Signal) -> Task:
        """Wait for a signal."""
        return Task(self, self._waiting(signal))

    def waits_longer(self, signal: Signal) -> Task:
        """Wait for a coroutine that waits."""
        return Task(self, self._waiting_longer(signal))

    def heard_and_waits(self, *args: Any) -> None:
        """Be a receiver that waits for the next frame."""
        Task(self, self._waiting_after("heard and waits", *args))

    def _waiting(self, signal: Signal) -> Generator[Any, Any, Any]:
        self.run("waits")
        value = yield signal
        self.run("resumed", value)
        return value

    def _waiting_longer(self, signal: Signal) -> Generator[Any, Any, None]:
        value = yield self.waits(signal)
        self.run("resumed longer", value)

    def _waiting_after(self, moment: str, *args: Any) -> Generator[Any, Any, None]:
        self.run(moment, *args)
        yield self.tree.process_frame
        self.run("resumed")

    def is_below(self, node: PlainNode) -> bool:
        """Whether that node is an ancestor."""
        return self.parent is not None and (self.parent is node or self.parent.is_below(node))

    def is_held(self) -> bool:
        """Whether something is under way at it or below it."""
        return any(each is self or each.is_below(self) for each in self.tree.held)

    def is_moving(self) -> bool:
        """Whether it is entering or leaving, or something below it is."""
        return any(each.moving and (each is self or each.is_below(self)) for each in self.tree.held)

    def is_dying(self) -> bool:
        """Whether it is being deleted, or what it is in."""
        return self.dying or (self.parent is not None and self.parent.is_dying())

    def mode(self) -> int:
        """Return the process mode with INHERIT resolved."""
        if self._process_mode != INHERIT:
            return self._process_mode
        return self.inherited

    def can_process(self) -> bool:
        """Whether it processes now."""
        allowed = (ALWAYS, WHEN_PAUSED) if self.tree.is_paused else (ALWAYS, PAUSABLE)
        return self.inside and self.mode() in allowed

    def path(self) -> tuple[int, ...]:
        """Return the places on the way from the root."""
        return () if self.parent is None else (*self.parent.path(), self.parent.children.index(self))

    @contextmanager
    def _running(self) -> Iterator[None]:
        """Have a method of this node running."""
        self.engine.running.append(self)
        try:
            yield
        finally:
            self.engine.running.pop()

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Have something under way that goes on with this node: it, and what is above it, cannot be freed."""
        self.tree.held.append(self)
        yield
        self.tree.held.pop()

    @contextmanager
    def _walk(self) -> Iterator[None]:
        """Have the children blocked while they are walked over."""
        self.blocked += 1
        yield
        self.blocked -= 1

    def _refuse_if_unsafe(self, node: PlainNode) -> None:
        """Refuse a node that would stay behind, or whose way is not at its end."""
        if self.leaving or node.dying or node.is_moving() or (node.is_held() and self.is_dying()):
            raise Refused

    def add_child(self, node: PlainNode) -> None:
        """Add a child as the last one."""
        if self.freed or node.freed:
            raise Refused
        if node is self or node.parent is not None or self.is_below(node) or self.blocked:
            self.engine.complain()
            return
        self._refuse_if_unsafe(node)
        self.children.append(node)
        self.added.append(node)
        node.parent = self
        with self._running(), self._held():
            with node._held():
                node.moving = True
                node.notification(PARENTED)
                enters = self.inside
                if enters:
                    enter(node)
                node.moving = False
                if enters and self.ready_began:
                    become_ready(node)
                # One that left again meanwhile has told so.
                if enters and node.inside:
                    self.tree.tree_changed.emit()
            self._order_changed()

    def add_sibling(self, node: PlainNode) -> None:
        """Add a node to the parent, behind this one: as the last one first, then it is moved; a sibling is moved too."""
        parent = self.parent
        if parent is None or node is self or node.parent is not None:
            self.engine.complain()
            if parent is not None and node is not self and node.parent is parent and not parent.blocked:
                parent.move_child(node, parent.children.index(self) + 1)
            return
        with self._running():
            parent.add_child(node)
            if node.parent is parent and self.parent is parent:
                parent.move_child(node, parent.children.index(self) + 1)

    def remove_child(self, node: PlainNode) -> None:
        """Take a child out."""
        if not self.blocked and node.freed:
            raise Refused
        if self.blocked or node.parent is not self:
            self.engine.complain()
            return
        if node.is_moving():
            raise Refused
        with self._running(), node._held():
            with self._walk():
                node.moving = True
                if node.inside:
                    leave(node)
                node.notification(UNPARENTED)
                node.moving = False
            self.children.remove(node)
            self.added.remove(node)
            node.parent = None
            self._order_changed()
            if self.inside:
                tell_exited(node)

    def move_child(self, node: PlainNode, index: int) -> None:
        """Move a child; one beyond the end is the end."""
        count = len(self.children)
        index = index + count if index < 0 else index
        if node.parent is not self or not 0 <= index <= count or self.blocked:
            self.engine.complain()
            return
        index = min(index, count - 1)
        if self.children.index(node) == index:
            return
        self.children.remove(node)
        self.children.insert(index, node)
        with self._running(), self._held():
            if self.inside:
                self.tree.tree_changed.emit()
            with self._walk():
                self._order_changed()

    def reparent(self, node: PlainNode) -> None:
        """Move to another parent."""
        if self.parent is not None and node.freed:
            raise Refused
        if self.parent is None or node is self:
            self.engine.complain()
        elif node is not self.parent:
            parent = self.parent
            if not parent.blocked and not node.blocked and not node.is_below(self):
                # Before anything is changed.
                node._refuse_if_unsafe(self)
            with self._running():
                parent.remove_child(self)
                # Where that is refused it was told, once; the engine tells as well that the node has a parent already.
                if self.parent is not parent:
                    node.add_child(self)

    def free(self) -> None:
        """Delete now."""
        blocked = self.blocked or (self.parent is not None and self.parent.blocked)
        if self.is_held() or blocked or self is self.tree.root or self in self.engine.running:
            raise Refused
        delete(self)

    def queue_free(self) -> None:
        """Delete at the end of the frame or tick."""
        if self is self.tree.root:
            raise Refused
        if not self.queued:
            self.queued = True
            self.tree.deletions.append(self)

    def request_ready(self) -> None:
        """Become ready anew when it next enters."""
        self.was_ready = False

    def switch(self, name: str, on: bool) -> None:
        """Switch one kind of processing."""
        if self.switches[name] != on:
            self._rejoin(lambda: self.switches.update({name: on}))

    def set_process(self, on: bool) -> None:
        """Switch `_process`."""
        self.switch("process", on)

    def set_physics_process(self, on: bool) -> None:
        """Switch `_physics_process`."""
        self.switch("physics", on)

    def set_process_internal(self, on: bool) -> None:
        """Switch what the class itself does in a frame."""
        self.switch("internal", on)

    def set_physics_process_internal(self, on: bool) -> None:
        """Switch what the class itself does in a tick."""
        self.switch("internal_physics", on)

    def add_to_group(self, group: str) -> None:
        """Join a group."""
        self.groups.add(group)

    def remove_from_group(self, group: str) -> None:
        """Leave a group."""
        self.groups.discard(group)

    def is_on(self, *, physics: bool) -> bool:
        """Whether it belongs to a list of what processes."""
        names = ("physics", "internal_physics") if physics else ("process", "internal")
        return any(self.switches[name] for name in names)

    def set_priority(self, value: int, *, physics: bool) -> None:
        """Change one of the two priorities."""
        if self._priorities[physics] != value:
            self._rejoin(lambda: self._priorities.__setitem__(physics, value))

    process_priority = property(lambda self: self._priorities[0], lambda self, value: self.set_priority(value, physics=False))
    process_physics_priority = property(lambda self: self._priorities[1], lambda self, value: self.set_priority(value, physics=True))

    def order(self, *, physics: bool) -> tuple[int, tuple[int, ...]]:
        """Return the place in a pass: the priority, then tree order."""
        return self._priorities[physics], self.path()

    @property
    def process_mode(self) -> int:
        """When it processes."""
        return self._process_mode

    @process_mode.setter
    def process_mode(self, value: int) -> None:
        if value == self._process_mode:
            return
        before = self._process_mode
        could, was_enabled = self.can_process(), self.mode() != DISABLED
        self._process_mode = value
        if self.inside:
            self.inherited = PAUSABLE if self.parent is None else self.parent.mode()
        can, is_enabled = self.can_process(), self.mode() != DISABLED
        if self.inside:
            numbers = [UNPAUSED if can else PAUSED] * (could != can) + [IS_ENABLED if is_enabled else IS_DISABLED] * (
                was_enabled != is_enabled
            )
            with self._running(), self._held():
                if INHERIT not in (before, value):
                    self._tell_mode([])
                self._tell_mode(numbers)

    def _tell_mode(self, numbers: list[int]) -> None:
        for number in numbers:
            self.notification(number)
        with self._walk():
            for child in self.added:
                if child._process_mode == INHERIT:
                    child.inherited = self.mode()
                    child._tell_mode(numbers)

    def tell_paused(self, paused: bool) -> None:
        """Tell this node and all below it, inside or not, that the tree is paused or goes on."""
        if self.mode() in (PAUSABLE, WHEN_PAUSED):
            self.notification(PAUSED if (self.mode() == PAUSABLE) == paused else UNPAUSED)
        with self._walk():
            for child in self.added:
                child.tell_paused(paused)

    def _rejoin(self, change: Callable[[], None]) -> None:
        """Leave the lists of what processes, change, and join again: that sorts them before the next pass."""
        if self.inside:
            self.tree.leave_lists(self)
        change()
        if self.inside:
            self.tree.join_lists(self)

    def _order_changed(self) -> None:
        with self._held():
            self.notification(ORDER_CHANGED)
            self.child_order_changed.emit()  # type: ignore[attr-defined]  # signals are set by name
