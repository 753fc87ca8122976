"""What nodes cost: a whole life, making and freeing, a look-up by path, a subtree that comes and goes, a call to a group.

Rules: times are absolute, so each row tells the engine's own beside its target: what Godot 4.6.3 (a debug build) took for the same work
from GDScript on the machine the targets were set on. Calls are counted where the number of calls is what is wanted.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from steam_nodes import Node, SceneTree
from tests.benchmarks.timing import NANO, Row, measure, ratio_row

if TYPE_CHECKING:
    from collections.abc import Callable

MEMBERS: Final = 1_000
CHILDREN: Final = 9, 10, 10
"""How many children each node of a level of the subtree has: with its top it has 1,000 members."""


class Ship(Node):
    """Overrides `_process`, and does nothing in it."""

    def _process(self, delta: float) -> None:
        pass


def subtree(kind: type[Node], branches: tuple[int, ...] = CHILDREN) -> Node:
    """Return a node outside of the tree with so many children, each with so many."""
    top = kind()
    if branches:
        for _ in range(branches[0]):
            top.add_child(subtree(kind, branches[1:]))
    return top


def life(parent: Node) -> Callable[[], None]:
    """Return what makes a node, adds it and frees it."""

    def run() -> None:
        node = Ship()
        parent.add_child(node)
        node.free()

    return run


def make_and_free() -> None:
    """Make a node and free it."""
    Node().free()


def lookup(tree: SceneTree) -> Callable[[], object]:
    """Return what finds a node five levels below another."""
    node: Node = tree.root
    for level in range(5):
        child = Node(f"n{level}")
        node.add_child(child)
        node = child
    return lambda: tree.root.get_node("n0/n1/n2/n3/n4")


class Hit(Node):
    """Has a method that does nothing."""

    def hit(self) -> None:
        """Do nothing."""


def group_of(tree: SceneTree, count: int) -> list[Callable[[], None]]:
    """Put so many nodes below the root and into the group "hit"; return the method of each, bound."""
    nodes = [Hit() for _ in range(count)]
    for node in nodes:
        tree.root.add_child(node)
        node.add_to_group("hit")
    return [node.hit for node in nodes]


def loop_over(methods: list[Callable[[], None]]) -> Callable[[], None]:
    """Return the plain loop over bound methods."""

    def run() -> None:
        for method in methods:
            method()

    return run


def come_and_go(parent: Node) -> Callable[[], None]:
    """Return what makes a subtree, adds it, which makes it ready, and frees it."""

    def run() -> None:
        top = subtree(Node)
        parent.add_child(top)
        top.free()

    return run


def calls_of(work: Callable[[], object]) -> int:
    """Count the calls of Python functions that some work makes, its own not among them."""
    count = -1

    def profile(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def _row(what: str, seconds: float, at_most: int, engine: int) -> Row:
    taken = seconds * NANO
    return Row(what, f"{taken:,.0f} ns", f"<= {at_most:,} ns", taken <= at_most, f"Godot: {engine:,} ns")


def times() -> list[Row]:
    """Measure the times."""
    tree = SceneTree()
    work = {"life": life(tree.root), "make": make_and_free, "path": lookup(tree), "subtree": come_and_go(tree.root)}
    sample = measure(work, rounds=15)
    rows = [
        _row("a node's life: make one with _process, add_child, free", sample.seconds("life"), 5_000, 1_334),
        _row("Node() and free()", sample.seconds("make"), 1_800, 251),
        _row('get_node("n0/n1/n2/n3/n4")', sample.seconds("path"), 300, 125),
        _row(f"a subtree of {MEMBERS:,} made, added, freed; a member", sample.seconds("subtree") / MEMBERS, 4_000, 1_300),
    ]
    tree.close()
    return rows


def group_calls() -> list[Row]:
    """Measure a call to a group beside the plain loop over the same methods."""
    tree = SceneTree()
    loop = loop_over(group_of(tree, MEMBERS))
    sample = measure({"group": lambda: tree.call_group("hit", "hit"), "loop": loop})
    row = _row(f"call_group of {MEMBERS:,}, a member", sample.seconds("group") / MEMBERS, 90, 71)
    tree.close()
    return [row, ratio_row(f"call_group of {MEMBERS:,} / plain loop", sample.ratio("group", "loop"))]


def calls() -> list[Row]:
    """Count the calls of adding two nodes, and of a whole life."""
    tree = SceneTree()
    first, second = Ship(), Ship()

    def add_two() -> None:
        tree.root.add_child(first)
        tree.root.add_child(second)

    counted = {"add_child of two nodes": (calls_of(add_two), 25), "a node's life": (calls_of(life(tree.root)), None)}
    tree.close()
    return [
        Row(f"{what}, Python calls", str(count), "" if most is None else f"<= {most}", None if most is None else count <= most)
        for what, (count, most) in counted.items()
    ]


def rows() -> list[Row]:
    """Measure everything about nodes."""
    return [*times(), *group_calls(), *calls()]
