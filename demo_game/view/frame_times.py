"""Frame times: measured in every frame, shown in the F1 panel, and printed by `--bench`.

Rules: a frame is our own work (events, the tree's frame, drawing) and the flip that brings it to the screen; the time in which the loop
sleeps until the next frame is due is no part of it. Times are in milliseconds. Percentiles are values that were measured, the nearest
rank, not interpolated.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from .theme import BLUE, GREEN, SOFT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .host.canvas import Colour

BENCH_FRAMES: Final = 900
RECENT: Final = 240


class FrameTimes:
    """The times of frames.

    Args:
        keep_all: Whether every frame is kept for a report, or only the last RECENT ones.
    """

    def __init__(self, *, keep_all: bool = False) -> None:
        """Start with no frame."""
        self.works: list[float] = []
        self.flips: list[float] = []
        self.last = (0.0, 0.0)
        self.count = 0
        self._keep_all = keep_all

    def add(self, work: float, flip: float) -> None:
        """Note one frame."""
        self.count += 1
        self.last = (work, flip)
        self.works.append(work)
        self.flips.append(flip)
        if not self._keep_all and len(self.works) >= 2 * RECENT:
            del self.works[:RECENT], self.flips[:RECENT]

    def recent(self, count: int) -> Iterator[tuple[float, float]]:
        """Return the work and the flip of the last frames, the oldest first."""
        return zip(self.works[-count:], self.flips[-count:], strict=True)

    def figures(self) -> Iterator[tuple[str, str, Colour]]:
        """Return what a panel shows of the last frames: label, value, colour."""
        works, flips = self.works[-RECENT:], self.flips[-RECENT:]
        if works:
            frames = [work + flip for work, flip in zip(works, flips, strict=True)]
            yield "work", f"{percentile(works, 50):.1f}", GREEN
            yield "flip", f"{percentile(flips, 50):.1f}", BLUE
            yield "frame", f"{percentile(frames, 50):.1f}", SOFT
            yield "p99", f"{percentile(frames, 99):.1f}", SOFT
            yield "max", f"{max(frames):.1f} ms", SOFT

    def report(self) -> list[str]:
        """Return a table of all frames as lines."""
        frames = [work + flip for work, flip in zip(self.works, self.flips, strict=True)]
        lines = [f"{len(frames)} frames, times in ms {'median':>9} {'p95':>7} {'p99':>7} {'max':>7}"]
        for label, times in (("frame", frames), ("our own work", self.works), ("flip", self.flips)):
            values = " ".join(f"{value:7.2f}" for value in (*(percentile(times, part) for part in (50, 95, 99)), max(times)))
            lines.append(f"{label:{len(lines[0]) - 33}} {values:>32}")
        return lines


def percentile(values: Sequence[float], part: float) -> float:
    """Return the smallest measured value that at least `part` per cent of them do not exceed.

    Args:
        values: At least one value, in any order.
        part: Above 0, to 100.
    """
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * part / 100) - 1)]
