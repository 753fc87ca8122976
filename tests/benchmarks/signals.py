"""What an emission, a connection and an untouched signal cost, beside the plain loop of calls and beside blinker."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import blinker

from steam_nodes import Node, Signal
from tests.benchmarks import godot
from tests.benchmarks.timing import Row, measure, ratio_row, time_text

if TYPE_CHECKING:
    from collections.abc import Callable

EMIT_TARGETS = {1: 2.0, 10: 1.9, 100: 1.85}
CONNECTION_TARGET = 1e-6
AMONG_PEERS = 10


class Sender(Node):
    """Has a signal with both lanes; nobody listens on blinker's."""

    hit: Signal[int] = Signal("damage", blinker=True)


class Receiver(Node):
    """Has an empty handler for each lane."""

    def on_hit(self, damage: int) -> None:
        """Take an argument and do nothing."""

    def on_blinker(self, sender: object, damage: int) -> None:
        """Take blinker's arguments and do nothing."""


class Bare(Node):
    """A node without signals of its own."""


class Rich(Node):
    """A node with ten signals that nobody touches."""

    s0: Signal[int] = Signal("a")
    s1: Signal[int] = Signal("a")
    s2: Signal[int] = Signal("a")
    s3: Signal[int] = Signal("a")
    s4: Signal[int] = Signal("a")
    s5: Signal[int] = Signal("a")
    s6: Signal[int] = Signal("a")
    s7: Signal[int] = Signal("a")
    s8: Signal[int] = Signal("a")
    s9: Signal[int] = Signal("a")


def _plain_loop(methods: list[Callable[[int], None]]) -> Callable[[], None]:
    def loop() -> None:
        for method in methods:
            method(7)

    return loop


def emission(count: int, target: float) -> list[Row]:
    """Emit to so many weakly held bound methods; to ten also with blinker."""
    sender = Sender()
    receivers = [Receiver() for _ in range(count)]
    signal = blinker.Signal()
    for receiver in receivers:
        sender.hit.connect(receiver.on_hit)
        signal.connect(receiver.on_blinker)
    emit = sender.hit.emit
    candidates: dict[str, Callable[[], object]] = {
        "ours": lambda: emit(7),
        "loop": _plain_loop([receiver.on_hit for receiver in receivers]),
    }
    if count == AMONG_PEERS:
        candidates["blinker"] = lambda: signal.send(sender, damage=7)
    sample = measure(candidates)
    beside = godot.engine().note(f"emit to {count}", sample.seconds("ours"))
    times = f"{time_text(sample.seconds('ours'))} against {time_text(sample.seconds('loop'))}; {beside}"
    rows = [ratio_row(f"emit to {count} / plain loop of calls", sample.ratio("ours", "loop"), at_most=target, note=times)]
    if count == AMONG_PEERS:
        times = f"blinker {time_text(sample.seconds('blinker'))}"
        rows.append(ratio_row(f"blinker's send / emit to {count}", sample.ratio("blinker", "ours"), at_least=8, note=times))
    return rows


def connection() -> list[Row]:
    """Connect and disconnect one bound method."""
    sender = Sender()
    receiver = Receiver()
    signal = blinker.Signal()

    def ours() -> None:
        sender.hit.connect(receiver.on_hit)
        sender.hit.disconnect(receiver.on_hit)

    def theirs() -> None:
        signal.connect(receiver.on_blinker)
        signal.disconnect(receiver.on_blinker)

    sample = measure({"ours": ours, "blinker": theirs})
    note = f"{time_text(sample.seconds('ours'))} against {time_text(sample.seconds('blinker'))}"
    taken = sample.seconds("ours")
    return [
        ratio_row("connect + disconnect / blinker's", sample.ratio("ours", "blinker"), at_most=1.5, note=note),
        Row(
            "connect + disconnect",
            time_text(taken),
            f"<= {time_text(CONNECTION_TARGET)}",
            taken <= CONNECTION_TARGET,
            godot.engine().note("connect", taken),
        ),
    ]


def _bytes_per_node(kind: type[Node], count: int = 2000) -> float:
    kind()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = [kind() for _ in range(count)]
    size = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return size / len(kept)


def memory() -> list[Row]:
    """Weigh a node with ten untouched signals against one without."""
    bare, rich = _bytes_per_node(Bare), _bytes_per_node(Rich)
    extra = rich - bare
    return [Row("ten untouched signals, bytes per node", f"{extra:.0f}", "0", abs(extra) < 1, f"a node: {bare:.0f} bytes")]


def rows() -> list[Row]:
    """Measure everything about signals."""
    emissions = [row for count, target in EMIT_TARGETS.items() for row in emission(count, target)]
    return [*emissions, *connection(), *memory()]
