"""ProcessPass: the list of what `_process` or `_physics_process` calls, and the pass over it.

Rules, the engine's own:
- The order is priority, then tree order. It is sorted when something that processes joins, or when the priority or the processing of
  something that processes changes, and not when children merely move.
- What joins during a pass is called from the next pass on. What leaves, is switched off or cannot process any more is not called any
  more in this pass; what is switched on again in the same pass is called in it, what left and came back is not.
- An error in one call does not stop the pass.

How it keeps them at the speed of a plain loop: `_calls` is a list of bound methods, parallel to `_nodes`. A call that must not happen is
overwritten by one that does nothing. `_other` is what `_calls` is when the tree is paused, or goes on; a pause exchanges the two. A node
remembers about where it stands; the place is checked before it is trusted.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from steam_nodes.object.object import notify
from steam_nodes.scene import lifecycle

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from steam_nodes.object.error import Collector
    from steam_nodes.scene.node import Node

_PRIORITY: Final = attrgetter("_priority_")
_PHYSICS_PRIORITY: Final = attrgetter("_physics_priority_")
_FEW: Final = 8
_MANY: Final = 16


def nothing(_delta: float) -> None:
    """Be called in place of what must not be called now."""


class ProcessPass:
    """One of the two lists of a tree.

    Args:
        physics: Whether this is the list of `_physics_process`.
    """

    __slots__ = (
        "_calls",
        "_gaps",
        "_joining",
        "_listed",
        "_moved",
        "_nodes",
        "_other",
        "_paused_",
        "_physics",
        "_resort",
        "_running",
        "_switched_off",
    )

    def __init__(self, *, physics: bool) -> None:
        """Start empty."""
        self._physics = physics
        self._nodes: list[Node | None] = []
        self._calls: list[Callable[[float], object]] = []
        self._other: list[Callable[[float], object]] = []
        self._paused_ = False
        self._joining: dict[Node, None] = {}
        self._switched_off: dict[Node, int] = {}
        self._gaps = 0
        self._moved = False
        self._listed = False
        self._resort = False
        self._running = False

    def join(self, node: Node) -> None:
        """Take a node in, from the next pass on; one that was switched off in this very pass goes on in it."""
        place = self._place_of(node)
        if place >= 0:
            priority = self._priority_of(node)
            if self._switched_off.pop(node, priority) != priority:
                self._resort = True
            self._calls[place], self._other[place] = self._calls_of(node)
        else:
            self._joining[node] = None

    def switch_off(self, node: Node) -> None:
        """Do not call the node any more; during a pass it keeps its place, in case it is switched on again."""
        place = self._place_of(node)
        if place < 0:
            self._joining.pop(node, None)
        elif self._running:
            self._calls[place] = self._other[place] = nothing
            self._switched_off[node] = self._priority_of(node)
        else:
            self.leave(node)

    def leave(self, node: Node) -> None:
        """Take a node out for good."""
        place = self._place_of(node)
        if place < 0:
            self._joining.pop(node, None)
            return
        self._calls[place] = self._other[place] = nothing
        self._nodes[place] = None
        self._gaps += 1
        self._switched_off.pop(node, None)
        node._set_pass_place_(self._physics, -1)

    def refresh(self, node: Node) -> None:
        """Look again whether the node can process, and what is to be called."""
        place = self._place_of(node)
        if place >= 0:
            self._calls[place], self._other[place] = self._calls_of(node)

    def pause(self, paused: bool) -> None:
        """Call what runs while the tree is paused, or while it goes on; a running pass follows at once."""
        if paused != self._paused_:
            self._paused_ = paused
            # In place, so that a running pass walks over the new calls.
            self._calls[:], self._other = self._other, self._calls[:]

    def children_moved(self) -> None:
        """Note that the tree order changed; the next sort follows it."""
        self._moved = True

    def listed_again(self) -> None:
        """Let the next pass follow what moved since the last sort, and what moves before it."""
        self._listed = True

    def priority_changed(self) -> None:
        """Sort before the next pass."""
        self._resort = True

    def run(self, delta: float, collector: Collector) -> None:
        """Call everything once."""
        if self._gaps > _MANY + len(self._nodes) // 4:
            self._compact()
        if self._listed:
            self._listed = False
            self._resort = self._resort or self._moved
        if self._joining or self._resort:
            self._sort()
        calls = iter(self._calls)
        self._running = True
        try:
            while True:
                try:
                    for call in calls:
                        call(delta)
                except Exception as failure:
                    collector.take(failure)
                else:
                    return
        finally:
            self._running = False
            for node in [*self._switched_off]:
                self.leave(node)

    def _sort(self) -> None:
        joining, self._joining = self._joining, {}
        if len(joining) <= _FEW and not self._resort and not self._moved:
            for node in joining:
                self._insert_(node)
            return
        nodes = [node for node in self._nodes if node is not None]
        nodes += joining
        nodes = in_tree_order(nodes)
        nodes.sort(key=_PHYSICS_PRIORITY if self._physics else _PRIORITY)
        self._moved = self._resort = False
        self._fill(nodes)

    def _compact(self) -> None:
        """Close the gaps that nodes left; the order stays."""
        self._fill([node for node in self._nodes if node is not None])

    def _fill(self, nodes: list[Node]) -> None:
        self._nodes[:] = nodes
        self._number()
        self._gaps = 0
        calls = [self._calls_of(node) for node in nodes]
        self._calls[:] = [now for now, _ in calls]
        self._other = [other for _, other in calls]

    def _insert_(self, node: Node) -> None:
        """Put one node where it belongs among the others, found by bisection."""
        physics = self._physics
        wanted = _key_of(node, physics)
        low, high = 0, len(self._nodes)
        if high:
            last = self._nodes[-1]
            if last is not None and _key_of(last, physics) < wanted:
                low = high
        while low < high:
            middle = probe = (low + high) // 2
            # A place whose node left says nothing about the order: look further on.
            while probe < high and self._nodes[probe] is None:
                probe += 1
            there = self._nodes[probe] if probe < high else None
            if there is None or wanted < _key_of(there, physics):
                high = middle
            else:
                low = probe + 1
        self._nodes.insert(low, node)
        now, other = self._calls_of(node)
        self._calls.insert(low, now)
        self._other.insert(low, other)
        node._set_pass_place_(self._physics, low)

    def _priority_of(self, node: Node) -> int:
        return node._physics_priority_ if self._physics else node._priority_

    def _place_of(self, node: Node) -> int:
        """Return where the node stands, -1 if nowhere; insertions may have shifted it to the right of where it was."""
        place = node._get_pass_place_(self._physics)
        if place < 0:
            return -1
        nodes = self._nodes
        for near in range(place, min(place + _FEW, len(nodes))):
            if nodes[near] is node:
                return near
        # So far off are many: each that looked for itself would walk over all the others.
        self._number()
        return node._get_pass_place_(self._physics)

    def _number(self) -> None:
        """Tell each node where it stands."""
        for place, node in enumerate(self._nodes):
            if node is not None:
                node._set_pass_place_(self._physics, place)

    def _calls_of(self, node: Node) -> tuple[Callable[[float], object], Callable[[float], object]]:
        """Return what to call as the tree is now, and what when it is paused or goes on."""
        if not node._is_in_pass_(self._physics):
            return nothing, nothing
        call = node._pass_call_(self._physics)
        mode = node._mode_
        running = call if mode in (node.PROCESS_MODE_PAUSABLE, node.PROCESS_MODE_ALWAYS) else nothing
        paused = call if mode in (node.PROCESS_MODE_WHEN_PAUSED, node.PROCESS_MODE_ALWAYS) else nothing
        return (paused, running) if self._paused_ else (running, paused)


class _Spread(NamedTuple):
    """A mode on its way down: the node it is the own mode of, if it is one's, what it was when it set out, and what is told of it."""

    owner: Node | None
    mode: int
    what: list[int]


def spread_mode(node: Node, what: list[int]) -> None:
    """Let the mode of a node hold for it and those that inherit from it, inside the tree or not, and tell each what that changes."""
    given = _Spread(None if node._process_mode_ == node.PROCESS_MODE_INHERIT else node, node._resolved_mode_(), what)
    lifecycle.down_from(node, _take_mode(node, given), _inherit_mode, given)


def _take_mode(node: Node, given: _Spread) -> Sequence[Node]:
    """Let the mode hold for a node, and tell it what that changes; return its children."""
    # The owner's, as in the engine, also below a node that gets a mode of its own while it is told.
    node._mode_ = given.mode if given.owner is None else (given.owner._process_mode_ or given.mode)
    tree = node._tree_
    if tree is not None:
        tree._idle_pass.refresh(node)
        tree._physics_pass.refresh(node)
    if node._notifiers_:
        for number in given.what:
            notify(node, number)
    return node._children_.in_order()


def _inherit_mode(node: Node, given: _Spread) -> Sequence[Node]:
    return _take_mode(node, given) if node._process_mode_ == node.PROCESS_MODE_INHERIT else ()


def in_tree_order(nodes: Collection[Node]) -> list[Node]:
    """Return nodes of one tree in tree order."""
    # By the id of a node, those of its children that lead to one of the nodes, or are one.
    below: dict[int, list[Node]] = {}
    reached: list[Node] = []
    for each in nodes:
        child: Node | None = None
        node: Node | None = each
        while node is not None:
            known = below.get(id(node))
            if known is not None:
                if child is not None:
                    known.append(child)
                break
            below[id(node)] = [] if child is None else [child]
            child, node = node, node._parent_
        else:
            reached = [each if child is None else child]
    wanted = {id(node) for node in nodes}
    ordered = []
    while reached:
        node = reached.pop()
        if id(node) in wanted:
            ordered.append(node)
        children = below[id(node)]
        if len(children) > 1:
            if len(children) == len(node._children_):
                children = [*node._children_]
            else:
                children.sort(key=_index_of)
            reached += reversed(children)
        else:
            reached += children
    return ordered


def _index_of(node: Node) -> int:
    return node._index_()


def _key_of(node: Node, physics: bool) -> tuple[int, list[int]]:
    """Return the priority, and the way from the root as places."""
    way = []
    above: Node | None = node
    while above is not None:
        way.append(above._index_())
        above = above._parent_
    return node._physics_priority_ if physics else node._priority_, way[::-1]
