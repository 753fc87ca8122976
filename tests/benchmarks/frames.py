"""What a frame costs: 10,000 empty `_process` beside the plain loop over bound methods, 100,000 nodes, nodes that do nothing, changes.

Rules: what is done to many at once is done to 10,000 and to ten times as many in turns, and what one of them cost is compared.
"""

from __future__ import annotations

import gc
import random
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from steam_nodes import Node, SceneTree
from tests.benchmarks import godot, peers
from tests.benchmarks.timing import Row, Sample, measure, ratio_row, time_text

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT = 10_000
DELTA = 1 / 60


class Empty(Node):
    """Overrides `_process` and does nothing in it."""

    def _process(self, delta: float) -> None:
        pass


def _tree_of(kind: type[Node], count: int) -> SceneTree:
    tree = SceneTree()
    for _ in range(count):
        tree.root.add_child(kind())
    tree.process(DELTA)
    return tree


def _loop_over(count: int) -> Callable[[], None]:
    methods = [Empty()._process for _ in range(count)]

    def loop() -> None:
        for method in methods:
            method(DELTA)

    return loop


def _frame(tree: SceneTree) -> Callable[[], object]:
    return lambda: tree.process(DELTA)


def empty_process() -> list[Row]:
    """Run a frame of 10,000 nodes, the plain loop, and the peers."""
    tree = _tree_of(Empty, COUNT)
    sample = measure({"ours": _frame(tree), "loop": _loop_over(COUNT)}, rounds=61, calls=4)
    engine = godot.engine().note(f"frame of {COUNT}", sample.seconds("ours"))
    note = f"{time_text(sample.seconds('ours'))} against {time_text(sample.seconds('loop'))}; {engine}"
    rows = [ratio_row("frame of 10,000 empty _process / plain loop", sample.ratio("ours", "loop"), at_most=1.10, note=note)]
    for name, make in peers.ALL.items():
        try:
            peer = make(COUNT, DELTA)
        except ImportError:
            rows.append(Row(f"{name} / frame of 10,000", "-", ">= 3x", None, 'not installed: pip install -e ".[test,bench]"'))
            continue
        beside: Sample = measure({"peer": peer, "ours": _frame(tree)}, rounds=15, calls=2)
        rows.append(
            ratio_row(f"{name} / frame of 10,000", beside.ratio("peer", "ours"), at_least=3, note=time_text(beside.seconds("peer")))
        )
    tree.close()
    return rows


def ten_times_as_many() -> list[Row]:
    """Run a frame of 100,000 nodes beside the loop over as many, and beside ten frames of 10,000."""
    small = _tree_of(Empty, COUNT)
    large = _tree_of(Empty, 10 * COUNT)

    def ten_small() -> None:
        for _ in range(10):
            small.process(DELTA)

    sample = measure({"large": _frame(large), "loop": _loop_over(10 * COUNT), "ten small": ten_small}, rounds=25, calls=1)
    note = f"{time_text(sample.seconds('large'))} against {time_text(sample.seconds('loop'))}"
    rows = [
        ratio_row("frame of 100,000 / plain loop over as many", sample.ratio("large", "loop"), at_most=1.10, note=note),
        ratio_row("frame of 100,000 / ten frames of 10,000", sample.ratio("large", "ten small"), note="linear is 1"),
    ]
    small.close()
    large.close()
    return rows


def nodes_that_do_nothing() -> list[Row]:
    """Compare a frame of 10,000 nodes without `_process` with the frame of a tree without nodes."""
    idle = _tree_of(Node, COUNT)
    bare = _tree_of(Node, 0)
    sample = measure({"idle": _frame(idle), "bare": _frame(bare)})
    extra = max(0.0, sample.seconds("idle") - sample.seconds("bare")) * 1e9 / COUNT
    note = f"a frame without nodes: {time_text(sample.seconds('bare'))}"
    rows = [Row("a node without _process, per frame", f"{extra:.3f} ns", "0 ns", extra < 0.01, note)]
    idle.close()
    bare.close()
    return rows


def adding_one() -> list[Row]:
    """Compare a frame into which one node was added with one in which nothing changed."""
    tree = _tree_of(Empty, COUNT)
    newcomers: list[Node] = []

    def settle() -> None:
        while newcomers:
            newcomers.pop().free()
        newcomers.append(Empty())
        tree.process(DELTA)

    def add() -> None:
        tree.root.add_child(newcomers[0])
        tree.process(DELTA)

    def same() -> None:
        tree.process(DELTA)

    sample = measure({"settle": settle, "same": same, "add": add}, rounds=101, calls=1)
    settle()
    extra = sample.ratio("add", "same") - 1
    note = f"{time_text(sample.seconds('add'))} against {time_text(sample.seconds('same'))}"
    rows = [ratio_row("adding one node to 10,000, extra / an empty frame", extra, at_most=0.15, note=note)]
    tree.close()
    return rows


def pausing_half() -> list[Row]:
    """Pause and resume a tree in which every other node is paused by it."""
    tree = _tree_of(Empty, COUNT)
    for index, node in enumerate(tree.root.get_children()):
        node.process_mode = Node.PROCESS_MODE_ALWAYS if index % 2 else Node.PROCESS_MODE_PAUSABLE

    def pause() -> None:
        tree.paused = True

    def resume() -> None:
        tree.paused = False

    frame = _frame(tree)
    sample = measure({"frame": frame, "pause": pause, "paused frame": frame, "resume": resume}, rounds=51, calls=1)
    note = f"{time_text(sample.seconds('pause'))}, to resume {time_text(sample.seconds('resume'))}"
    rows = [ratio_row("pausing half of 10,000 / a frame", sample.ratio("pause", "frame"), at_most=1.0, note=note)]
    tree.close()
    return rows


def _queue_free(count: int, order: str) -> Callable[[], object]:
    tree = _tree_of(Node, count)
    nodes = tree.root.get_children()
    if order == "any order":
        random.Random(1).shuffle(nodes)
    for node in nodes:
        node.queue_free()
    return _frame(tree)


def _timers(count: int) -> Callable[[], object]:
    tree = SceneTree()
    for _ in range(count):
        tree.create_timer(0.0).timeout.connect(lambda: None)
    return _frame(tree)


def _moves(count: int) -> Callable[[], object]:
    tree = _tree_of(Node, count)
    nodes = tree.root.get_children()

    def move() -> None:
        for node in nodes:
            tree.root.move_child(node, 0)

    return move


def many_at_once() -> list[Row]:
    """Delete, time out and move 100,000 in one frame, beside ten times what 10,000 take."""
    kinds: dict[str, Callable[[int], Callable[[], object]]] = {
        "queue_free": lambda count: _queue_free(count, "order"),
        "queue_free in any order": lambda count: _queue_free(count, "any order"),
        "timers": _timers,
        "move_child to the front": _moves,
    }
    rows = []
    for name, make in kinds.items():
        ratios, times = [], []
        for _ in range(3):
            spent = []
            for count in (COUNT, 10 * COUNT):
                work = make(count)
                gc.collect()
                gc.disable()
                begin = process_time()
                work()
                spent.append(process_time() - begin)
                gc.enable()
            ratios.append(spent[1] / (10 * spent[0]))
            times.append(spent)
        small, large = (median(taken) for taken in zip(*times, strict=True))
        note = f"{time_text(large)} against {time_text(small)}"
        # In any order 100,000 nodes are read from all over the memory, which the processor's cache does not hold.
        target = None if name.endswith("any order") else 1.5
        rows.append(ratio_row(f"100,000 {name} in a frame / ten times 10,000", median(ratios), at_most=target, note=note))
    return rows


def rows() -> list[Row]:
    """Measure everything about frames."""
    return [*empty_process(), *ten_times_as_many(), *nodes_that_do_nothing(), *adding_one(), *pausing_half(), *many_at_once()]
