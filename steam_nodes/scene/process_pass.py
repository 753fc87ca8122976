"""ProcessPass: the list of what `_process` or `_physics_process` calls, and the pass over it.

Rules, the engine's own:
- The order is priority, then tree order. It is sorted when something that processes joins, or when the priority or the processing of
  something that processes changes, and not when children merely move.
- What joins during a pass is called from the next pass on. What leaves, is switched off or cannot process any more is not called any
  more in this pass; what is switched on again in the same pass is called in it, what left and came back is not.
- An error in one call does not stop the pass.

How it keeps them at the speed of a plain loop: `_calls` is a list of bound methods, parallel to `_nodes`. A call that must not happen is
overwritten by one that does nothing. `_other` is what `_calls` is when the tree is paused, or goes on; a pause exchanges the two.
`_places` remembers about where each node stands; the place is checked before it is trusted.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

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
        "_paused",
        "_places",
        "_priority_of",
        "_resort",
        "_running",
        "_switched_off",
        "physics",
    )

    def __init__(self, *, physics: bool) -> None:
        """Start empty."""
        self.physics: bool = physics
        self._priority_of: Callable[[Node], int] = _PHYSICS_PRIORITY if physics else _PRIORITY
        self._nodes: list[Node | None] = []
        self._places: dict[Node | None, int] = {}
        self._calls: list[Callable[[float], object]] = []
        self._other: list[Callable[[float], object]] = []
        self._paused = False
        self._joining: dict[Node, None] = {}
        self._switched_off: dict[Node, int] = {}
        self._gaps = 0
        self._moved = False
        self._listed = False
        self._resort = False
        self._running = False

    def join(self, node: Node) -> None:
        """Take a node in, from the next pass on; one that was switched off in this very pass goes on in it."""
        self._listed = True
        if node not in self._places:
            self._joining[node] = None
            return
        place = self._place_of(node)
        priority = self._priority_of(node)
        if self._switched_off.pop(node, priority) != priority:
            self._resort = True
        self._calls[place], self._other[place] = self._calls_of(node)

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
        if node not in self._places:
            self._joining.pop(node, None)
            return
        place = self._place_of(node)
        self._calls[place] = self._other[place] = nothing
        self._nodes[place] = None
        self._gaps += 1
        self._switched_off.pop(node, None)
        del self._places[node]

    def refresh(self, node: Node) -> None:
        """Look again whether the node can process, and what is to be called."""
        place = self._place_of(node)
        if place >= 0:
            self._calls[place], self._other[place] = self._calls_of(node)

    def pause(self, paused: bool) -> None:
        """Call what runs while the tree is paused, or while it goes on; a running pass follows at once."""
        if paused != self._paused:
            self._paused = paused
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
                self._insert(node)
            return
        nodes = [node for node in self._nodes if node is not None]
        nodes += joining
        nodes = in_tree_order(nodes)
        nodes.sort(key=self._priority_of)
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

    def _insert(self, node: Node) -> None:
        """Put one node where it belongs among the others, found by bisection."""
        wanted = self._key_of(node)
        low, high = 0, len(self._nodes)
        if high:
            last = self._nodes[-1]
            if last is not None and self._key_of(last) < wanted:
                low = high
        while low < high:
            middle = probe = (low + high) // 2
            # A place whose node left says nothing about the order: look further on.
            while probe < high and self._nodes[probe] is None:
                probe += 1
            there = self._nodes[probe] if probe < high else None
            if there is None or wanted < self._key_of(there):
                high = middle
            else:
                low = probe + 1
        self._nodes.insert(low, node)
        now, other = self._calls_of(node)
        self._calls.insert(low, now)
        self._other.insert(low, other)
        self._places[node] = low

    def _key_of(self, node: Node) -> tuple[int, list[int]]:
        """Return what tells its place among the others: the priority, and the way from the root as places."""
        return self._priority_of(node), node._places_()

    def _place_of(self, node: Node) -> int:
        """Return where the node stands, -1 if nowhere; insertions may have shifted it to the right of where it was."""
        place = self._places.get(node, -1)
        if place < 0:
            return -1
        nodes = self._nodes
        for near in range(place, min(place + _FEW, len(nodes))):
            if nodes[near] is node:
                return near
        # So far off are many: each that looked for itself would walk over all the others.
        self._number()
        return self._places[node]

    def _number(self) -> None:
        """Note where each node stands."""
        self._places = dict(zip(self._nodes, range(len(self._nodes)), strict=True))
        self._places.pop(None, None)

    def _calls_of(self, node: Node) -> tuple[Callable[[float], object], Callable[[float], object]]:
        """Return what to call as the tree is now, and what when it is paused or goes on."""
        running, paused = node._calls_(self.physics)
        return (paused, running) if self._paused else (running, paused)


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
            siblings = node._children_
            if len(children) == len(siblings):
                children = [*siblings]
            else:
                children.sort(key=siblings.place_of)
            reached += reversed(children)
        else:
            reached += children
    return ordered
