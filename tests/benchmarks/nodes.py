"""What nodes cost: a whole life, making and freeing, a look-up by path, a group's call, a deferred call, a subtree that comes and goes.

Rules: times are absolute, so beside each target stands what the engine takes for the same work (godot.py) and ours as a multiple of it.
Peers do what comes nearest to a node's life. Calls are counted where the number of calls is what is wanted.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from steam_nodes import Node, SceneTree
from tests.benchmarks import godot, peers
from tests.benchmarks.timing import NANO, Row, measure, ratio_row, time_text

if TYPE_CHECKING:
    from collections.abc import Callable

MEMBERS: Final = 1_000
CHILDREN: Final = 9, 10, 10
"""How many children each node of a level of the subtree has: with its top it has 1,000 members."""


class Ship(Node):
    """Overrides `_process`, and does nothing in it."""

    def _process(self, delta: float) -> None:
        pass

    def report(self) -> None:
        """Do nothing when the group is called."""


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


def come_and_go(parent: Node) -> Callable[[], None]:
    """Return what makes a subtree, adds it, which makes it ready, and frees it."""

    def run() -> None:
        top = subtree(Node)
        parent.add_child(top)
        top.free()

    return run


def group(tree: SceneTree) -> Callable[[], None]:
    """Return what calls a method of a thousand members of a group."""
    for _ in range(MEMBERS):
        ship = Ship()
        ship.add_to_group("ships")
        tree.root.add_child(ship)
    return lambda: tree.call_group("ships", "report")


def deferred(tree: SceneTree) -> Callable[[], None]:
    """Return what puts a thousand calls off and runs the frame in which they are made."""
    ship = Ship()
    tree.root.add_child(ship)

    def run() -> None:
        for _ in range(MEMBERS):
            ship.call_deferred("report")
        tree.process(0.0)

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


def engine_row(what: str, work: str, seconds: float, at_most: int) -> Row:
    """Make a row of a time, its target in nanoseconds and what the engine takes for that work."""
    taken = seconds * NANO
    return Row(what, f"{taken:,.0f} ns", f"<= {at_most:,} ns", taken <= at_most, godot.engine().note(work, seconds))


def times() -> list[Row]:
    """Measure the times."""
    trees = [SceneTree() for _ in range(3)]
    tree = trees[0]
    work = {
        "life": life(tree.root),
        "make": make_and_free,
        "path": lookup(tree),
        "group": group(trees[1]),
        "deferred": deferred(trees[2]),
        "subtree": come_and_go(tree.root),
    }
    sample = measure(work, rounds=15)
    rows = [
        Row("the engine beside them", "", note=godot.engine().name),
        engine_row("a node's life: make one with _process, add_child, free", "life", sample.seconds("life"), 5_000),
        engine_row("Node() and free()", "make", sample.seconds("make"), 1_800),
        engine_row('get_node("n0/n1/n2/n3/n4")', "path", sample.seconds("path"), 300),
        engine_row("call_group, a member", "group", sample.seconds("group") / MEMBERS, 90),
        engine_row("call_deferred, queue and flush", "deferred", sample.seconds("deferred") / MEMBERS, 500),
        engine_row(f"a subtree of {MEMBERS:,} made, added, freed; a member", "subtree", sample.seconds("subtree") / MEMBERS, 4_000),
    ]
    for each in trees:
        each.close()
    return rows


def beside_peers() -> list[Row]:
    """Run a node's life beside that of what other frameworks have in its place."""
    rows = []
    for name, make in peers.LIVES.items():
        tree = SceneTree()
        try:
            peer = make()
        except ImportError:
            rows.append(Row(f"{name} / a node's life", "-", note='not installed: pip install -e ".[test,bench]"'))
            continue
        beside = measure({"peer": peer, "ours": life(tree.root)}, rounds=15)
        rows.append(ratio_row(f"{name} / a node's life", beside.ratio("peer", "ours"), note=time_text(beside.seconds("peer"))))
        tree.close()
    return rows


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
    return [*times(), *beside_peers(), *calls()]
