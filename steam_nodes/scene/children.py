"""Children: the children of one node, in their order and by their names; Owned: the nodes that belong to one as their owner.

Rules:
- The internal front children come first, then the ordinary ones, then the internal back ones.
- Each child is found, put in and taken out at nearly the same cost among ten and among 100,000: they stand in runs of at most LONGEST
  nodes, so that a change shifts one run and not all that follow. A node keeps its run in `_run_` and in `_place_` a number that grows along
  the run: its place there, or more where others left before it.
- Names are unique. A name that is taken is counted up, or the child gets one such as `@Node@2`.
- Nodes are told apart by identity: an `__eq__` of the game is never asked.
- While somebody runs through the children they are blocked; the node then refuses to add, move or remove one.
- An owner knows its nodes in the order in which they came to it. A name that is unique in its scene, `%Name`, is held by the first that
  claimed it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.object import error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from itertools import count

    from steam_nodes.scene.node import Node

LONGEST: Final = 256
"""How many nodes a run holds at most."""

INTERNAL_MODE_FRONT: Final = 1
INTERNAL_MODE_BACK: Final = 2

_PLACE: Final = attrgetter("_place_")
_START: Final = attrgetter("start")
_DIGITS: Final = "0123456789"

serials: count[int] = itertools.count(2)
"""The numbers in names such as `@Node@2`, one series for all."""


class Run:
    """Some nodes that stand one behind the other, and where the first of them stands among all."""

    __slots__ = ("next_place", "nodes", "start")

    def __init__(self, nodes: list[Node], start: int) -> None:
        """Take the nodes in."""
        self.nodes: list[Node] = nodes
        self.start: int = start
        self.next_place: int = len(nodes)
        for place, node in enumerate(nodes):
            node._run_ = self
            node._place_ = place

    def place_of(self, node: Node) -> int:
        """Return where a node stands in this run."""
        place = node._place_
        nodes = self.nodes
        if place < len(nodes) and nodes[place] is node:
            return place
        return bisect_left(nodes, place, key=_PLACE)


NOWHERE: Final = Run([], 0)
"""The run of a node without a parent; it stays empty."""


class Children:
    """The children of one node.

    Args:
        heard: Whether the node has to be told, by a signal or a notification, when a child comes or goes.
    """

    __slots__ = ("_born", "_counted", "_last", "_runs", "_started", "back", "blocked", "count", "front", "heard", "named")

    def __init__(self, heard: bool = False) -> None:
        """Start without children."""
        self.heard: bool = heard
        self.count: int = 0
        self.front: int = 0
        self.back: int = 0
        self.blocked: int = 0
        self.named: dict[str, Node] = {}
        self._counted: dict[str, dict[str, str]] | None = None
        # The order in which they were added, by identity; None as long as it is the one they stand in.
        self._born: dict[int, Node] | None = None
        self._last = Run([], 0)
        self._runs = [self._last]
        # How many runs know where they start; those behind them have to be told.
        self._started = 1

    def __len__(self) -> int:
        """Count the nodes."""
        return self.count

    def __iter__(self) -> Iterator[Node]:
        """Walk over the nodes in order; they must not change meanwhile."""
        if len(self._runs) == 1:
            return iter(self._last.nodes)
        return itertools.chain.from_iterable([run.nodes for run in self._runs])

    def in_order(self) -> tuple[Node, ...]:
        """Return the nodes in the order in which they were added, which a move does not change."""
        return tuple(self if self._born is None else self._born.values())

    def between(self, low: int, high: int) -> list[Node]:
        """Return the nodes from one place to before another."""
        return self._last.nodes[low:high] if len(self._runs) == 1 else [*self][low:high]

    def range_of(self, internal: int) -> tuple[int, int]:
        """Return where the children of an internal mode begin and end."""
        if internal == INTERNAL_MODE_FRONT:
            return 0, self.front
        if internal == INTERNAL_MODE_BACK:
            return self.count - self.back, self.count
        return self.front, self.count - self.back

    def at(self, place: int) -> Node:
        """Return the node at a place, 0 or more and less than their number."""
        last = self._last.nodes
        if place >= self.count - len(last):
            return last[place - self.count]
        run = self._runs[self._run_at(place)]
        return run.nodes[place - run.start]

    def last_born(self) -> Node:
        """Return the node that was added last; there must be one."""
        return self._last.nodes[-1] if self._born is None else next(reversed(self._born.values()))

    def place_of(self, node: Node) -> int:
        """Return where a node stands."""
        run = node._run_
        if run is not self._runs[0]:
            self._tell_starts()
        return run.start + run.place_of(node)

    def put_in(self, node: Node, internal: int) -> None:
        """Put a node in behind the others of its internal mode."""
        place = self.range_of(internal)[1]
        if place < self.count:
            self._keep_order()
        self.insert(place, node)
        if internal == INTERNAL_MODE_FRONT:
            self.front += 1
        elif internal == INTERNAL_MODE_BACK:
            self.back += 1

    def take_out(self, node: Node, name: str, internal: int) -> None:
        """Take a node out, and let others have its name."""
        nodes = self._last.nodes
        if len(nodes) > 1 and nodes[-1] is node:
            nodes.pop()
            self.count -= 1
        else:
            self.remove(node)
        born = self._born
        if born is not None:
            if next(reversed(born)) == id(node):
                born.popitem()
                if born:
                    # Put in anew, the last one stands right behind the others: a dictionary does not close the gaps at its end,
                    # and each look for the last one would pass over all of them.
                    number, last = born.popitem()
                    born[number] = last
            else:
                del born[id(node)]
        self.named.pop(name, None)
        if self._counted:
            self._counted.pop(name.rstrip(_DIGITS), None)
        if internal == INTERNAL_MODE_FRONT:
            self.front -= 1
        elif internal == INTERNAL_MODE_BACK:
            self.back -= 1

    def move(self, node: Node, place: int) -> None:
        """Take a node to another place among all; the order in which they were added stays."""
        self._keep_order()
        self.remove(node)
        # It has its place in that order: to put it in anew leaves it there.
        self.insert(place, node)

    def append(self, node: Node) -> None:
        """Put a node behind all others."""
        run = self._last
        nodes = run.nodes
        if len(nodes) >= LONGEST:
            self._last = Run([node], 0)
            self._runs.append(self._last)
        else:
            node._run_ = run
            node._place_ = run.next_place
            run.next_place += 1
            nodes.append(node)
        self.count += 1
        if self._born is not None:
            self._born[id(node)] = node

    def insert(self, place: int, node: Node) -> None:
        """Put a node at a place, before the one that stands there."""
        if place >= self.count:
            self.append(node)
            return
        number = self._run_at(place)
        run = self._runs[number]
        nodes = run.nodes
        nodes.insert(place - run.start, node)
        parts = (nodes[: LONGEST // 2], nodes[LONGEST // 2 :]) if len(nodes) > LONGEST else (nodes,)
        self._runs[number : number + 1] = [Run(part, run.start) for part in parts]
        self._last = self._runs[-1]
        self._started = min(self._started, number + 1)
        self.count += 1
        if self._born is not None:
            self._born[id(node)] = node

    def remove(self, node: Node) -> None:
        """Take a node out of its run."""
        run = node._run_
        nodes = run.nodes
        place = node._place_
        if place >= len(nodes) or nodes[place] is not node:
            # Taken out one after another from the front each is the first of its run by then.
            place = 0 if nodes[0] is node else run.place_of(node)
        del nodes[place]
        self.count -= 1
        if run is not self._last:
            self._started = 1
        if not nodes and len(self._runs) > 1:
            self._runs.remove(run)
            self._runs[0].start = 0
            self._last = self._runs[-1]
            self._started = 1

    def rename(self, node: Node, old: str, wanted: str) -> str:
        """Give a child another name, counted up until it is free; return it."""
        self.named.pop(old, None)
        if self._counted:
            self._counted.pop(old.rstrip(_DIGITS), None)
        name = self.count_up(wanted)
        self.named[name] = node
        return name

    def free_name(self, name: str, engine_class: str, readable: bool) -> str:
        """Return the name that a new child gets.

        Args:
            name: The name it has; it keeps it if it is free.
            engine_class: The name of its class in the engine.
            readable: Whether a name that is taken is counted up; the child gets one such as `@Node@2` otherwise.
        """
        if name and name not in self.named:
            return name
        if not readable:
            return f"@{engine_class}@{next(serials)}"
        return self.count_up(name or engine_class)

    def count_up(self, name: str) -> str:
        """Return the name, counted up until it is free; where it was counted up before it goes on from there."""
        taken = self.named
        if name not in taken:
            return name
        if self._counted is None:
            self._counted = {}
        counted = self._counted.setdefault(name.rstrip(_DIGITS), {})
        counted[name] = found = readable_name(counted.get(name, name), taken)
        return found

    def _keep_order(self) -> None:
        """Keep the order in which the nodes were added, before it becomes another than the one they stand in."""
        if self._born is None:
            self._born = {id(node): node for node in self}

    def _run_at(self, place: int) -> int:
        """Return the number of the run that holds a place."""
        if place < len(self._runs[0].nodes):
            return 0
        self._tell_starts()
        return bisect_right(self._runs, place, key=_START) - 1

    def _tell_starts(self) -> None:
        """Tell the runs where they start."""
        runs = self._runs
        if self._started < len(runs):
            start = 0
            for run in runs:
                run.start = start
                start += len(run.nodes)
            self._started = len(runs)


NO_CHILDREN: Final = Children()
"""The children of a node that never had one; nobody puts one in."""

BLOCKED: Final = Children()
"""The same while such a node may not get one."""

BLOCKED.blocked = 1


class Owned:
    """What one owner knows of its nodes."""

    __slots__ = ("nodes", "unique")

    def __init__(self) -> None:
        """Start without a node."""
        self.nodes: dict[Node, None] = {}
        self.unique: dict[str, Node] = {}

    def __iter__(self) -> Iterator[Node]:
        """Give the nodes in the order in which they came, whatever becomes of them meanwhile."""
        return iter([*self.nodes])

    def add(self, node: Node) -> None:
        """Take a node in."""
        self.nodes[node] = None

    def drop(self, node: Node, name: str) -> None:
        """Forget a node, and its unique name if it has one."""
        self.nodes.pop(node, None)
        self.release(node, name)

    def claim(self, node: Node, name: str) -> bool:
        """Let a node have a unique name; False, with a WARNING, where another has it."""
        holder = self.unique.setdefault(name, node)
        if holder is node:
            return True
        error.warn(
            f"Setting node name '{name}' to be unique within scene for '{node}', but it's already claimed by '{holder}'. "
            f"'{node}' is no longer set as having a unique name."
        )
        return False

    def release(self, node: Node, name: str) -> None:
        """Let others have the unique name, if it is this node's."""
        if self.unique.get(name) is node:
            del self.unique[name]


def readable_name(name: str, taken: dict[str, Any]) -> str:
    """Return the name, counted up at its end until it is free: `Foo`, `Foo2`; `Baz9`, `Baz10`; `Q007`, `Q008`."""
    while name in taken:
        stem = name.rstrip(_DIGITS)
        digits = name[len(stem) :]
        name = stem + (str(int(digits) + 1).zfill(len(digits)) if digits else "2")
    return name
