"""The stop watch: interleaved rounds, medians, and the table they are printed as.

Rules: garbage collection is off while the watch runs; a round is long enough (some milliseconds) that the clock's own grain does not
count; rounds of all candidates alternate.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROUND_SECONDS = 0.005
NANO = 1e9


@dataclass(frozen=True)
class Sample:
    """The times of all candidates: `rounds[name][i]` is what one call took in round i, in seconds."""

    rounds: Mapping[str, list[float]]

    def seconds(self, name: str) -> float:
        """Return the median time of one call."""
        return median(self.rounds[name])

    def ratio(self, name: str, base: str) -> float:
        """Return the median over the rounds of name's time divided by base's time in the same round."""
        return median(a / b for a, b in zip(self.rounds[name], self.rounds[base], strict=True))


def measure(candidates: Mapping[str, Callable[[], object]], rounds: int = 25, *, calls: int | None = None) -> Sample:
    """Time the candidates in turns.

    Args:
        candidates: What to call, by name.
        rounds: How many rounds, each with all candidates.
        calls: How often a round calls each candidate; by default as often as takes five milliseconds.
    """
    counts = {name: calls or _calibrate(work) for name, work in candidates.items()}
    times: dict[str, list[float]] = {name: [] for name in candidates}
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, work in candidates.items():
                times[name].append(_time(work, counts[name]))
    finally:
        if was_on:
            gc.enable()
    return Sample(times)


def _time(work: Callable[[], object], calls: int) -> float:
    turns = range(calls)
    begin = perf_counter()
    for _ in turns:
        work()
    return (perf_counter() - begin) / calls


def _calibrate(work: Callable[[], object]) -> int:
    calls = 1
    while True:
        taken = _time(work, calls) * calls
        if taken >= ROUND_SECONDS:
            return calls
        calls = max(calls * 2, int(calls * ROUND_SECONDS / max(taken, 1e-9)))


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, the value, and the target it is held against ("" where there is none)."""

    what: str
    value: str
    target: str = ""
    met: bool | None = None
    note: str = ""


def ratio_row(what: str, value: float, *, at_most: float | None = None, at_least: float | None = None, note: str = "") -> Row:
    """Make a row of a ratio and its target."""
    if at_most is not None:
        return Row(what, f"{value:.2f}x", f"<= {at_most:g}x", value <= at_most, note)
    if at_least is not None:
        return Row(what, f"{value:.2f}x", f">= {at_least:g}x", value >= at_least, note)
    return Row(what, f"{value:.2f}x", note=note)


def time_text(seconds: float) -> str:
    """Write a time with a unit that fits: `812 ns`, `3.4 ms`."""
    for factor, unit in ((1e9, "ns"), (1e6, "us"), (1e3, "ms")):
        if seconds * factor < 1000:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds:.3g} s"


def table(title: str, rows: list[Row]) -> str:
    """Lay the rows out in columns."""
    cells = [("", "measured", "target", "", "")] + [
        (row.what, row.value, row.target, {True: "met", False: "MISSED", None: ""}[row.met], row.note) for row in rows
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(4)]
    lines = []
    for what, value, target, met, note in cells:
        lines.append(f"{what:<{widths[0]}}  {value:>{widths[1]}}  {target:>{widths[2]}}  {met:<{widths[3]}}  {note}".rstrip())
    return "\n".join([title, "", *lines, ""])
