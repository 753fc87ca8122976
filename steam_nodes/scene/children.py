"""Siblings: the children of one node in their order, each found, put in and taken out at nearly the same cost among ten and among 100,000.

Rules: they stand in runs of at most LONGEST nodes, so that a change shifts one run and not all that follow. A node keeps its run in
`_run_` and in `_place_` a number that grows along the run: its place there, or more where others left before it. Nodes are told apart by
identity: an `__eq__` of the game is never asked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.scene.node import Node

LONGEST: Final = 256
"""How many nodes a run holds at most."""

_PLACE: Final = attrgetter("_place_")
_START: Final = attrgetter("start")


class Run:
    """Some nodes that stand one behind the other, and where the first of them stands among all."""

    __slots__ = ("nodes", "start")

    def __init__(self, nodes: list[Node], start: int) -> None:
        """Take the nodes in."""
        self.nodes = nodes
        self.start = start
        self.number()

    def number(self) -> None:
        """Tell each node where it stands."""
        for place, node in enumerate(self.nodes):
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


class Siblings:
    """An ordered list of nodes."""

    __slots__ = ("_last", "_runs", "_started", "count")

    def __init__(self) -> None:
        """Start empty."""
        self.count = 0
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
        return chain.from_iterable([run.nodes for run in self._runs])

    def between(self, low: int, high: int) -> list[Node]:
        """Return the nodes from one place to before another."""
        return self._last.nodes[low:high] if len(self._runs) == 1 else [*self][low:high]

    def at(self, place: int) -> Node:
        """Return the node at a place, 0 or more and less than their number."""
        last = self._last.nodes
        if place >= self.count - len(last):
            return last[place - self.count]
        run = self._runs[self._run_at(place)]
        return run.nodes[place - run.start]

    def last(self) -> Node:
        """Return the last node; there must be one."""
        return self._last.nodes[-1]

    def place_of(self, node: Node) -> int:
        """Return where a node stands."""
        run = node._run_
        if run is not self._runs[0]:
            self._tell_starts()
        return run.start + run.place_of(node)

    def append(self, node: Node) -> None:
        """Put a node behind all others."""
        run = self._last
        nodes = run.nodes
        if len(nodes) >= LONGEST:
            self._last = Run([node], 0)
            self._runs.append(self._last)
        else:
            node._run_ = run
            node._place_ = nodes[-1]._place_ + 1 if nodes else 0
            nodes.append(node)
        self.count += 1

    def insert(self, place: int, node: Node) -> None:
        """Put a node at a place, before the one that stands there."""
        if place >= self.count:
            self.append(node)
            return
        number = self._run_at(place)
        run = self._runs[number]
        nodes = run.nodes
        nodes.insert(place - run.start, node)
        if len(nodes) > LONGEST:
            half = LONGEST // 2
            self._runs.insert(number + 1, Run(nodes[half:], 0))
            del nodes[half:]
            self._last = self._runs[-1]
        run.number()
        self._started = min(self._started, number + 1)
        self.count += 1

    def remove(self, node: Node) -> None:
        """Take a node out."""
        run = node._run_
        nodes = run.nodes
        place = node._place_
        if place >= len(nodes) or nodes[place] is not node:
            # Taken out one after another from the front each is the first of its run by then.
            place = 0 if nodes[0] is node else run.place_of(node)
        del nodes[place]
        node._run_ = NOWHERE
        self.count -= 1
        if run is not self._last:
            self._started = 1
        if not nodes and len(self._runs) > 1:
            self._runs.remove(run)
            self._runs[0].start = 0
            self._last = self._runs[-1]
            self._started = 1

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
