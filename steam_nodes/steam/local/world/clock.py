"""The two clocks a local Steam can run on.

Rules: a world reads the time from its clock only. On the RealClock time passes by itself and no frame ever waits; on the SteppedClock
time passes only by frames, an answer comes exactly one frame after its call, and so the same calls give the same run.
"""

from __future__ import annotations

import time
from typing import Protocol

from steam_nodes.steam.stat_values import short


class Clock(Protocol):
    """What a world asks of its clock."""

    waits: bool
    """Whether a frame waits for the disk, so that every answer comes exactly one frame after its call."""

    def advance(self, delta: float) -> None:
        """A frame of `delta` seconds has begun."""

    def now(self) -> float:
        """Return the time in seconds since 1970."""


class RealClock:
    """The time of day; answers come when they are ready, and no frame waits for them."""

    waits = False

    def advance(self, delta: float) -> None:
        """Do nothing: this time passes by itself."""

    def now(self) -> float:
        """Return the time in seconds since 1970."""
        return time.time()


class SteppedClock:
    """A time that only frames move, for tests, demos and replays: the same calls give the same run.

    Args:
        start: The time at which this world begins, in seconds since 1970.
    """

    waits = True

    def __init__(self, start: float = 1_700_000_000.0) -> None:
        """Begin at `start`."""
        self._now = float(start)

    def advance(self, delta: float) -> None:
        """Move the time by the length of a frame, in seconds."""
        self._now += delta

    def now(self) -> float:
        """Return the time in seconds since 1970."""
        return self._now


def require_clock(clock: Clock) -> Clock:
    """Return a clock.

    Raises:
        TypeError: It is none.
    """
    if isinstance(clock, type) or not callable(getattr(clock, "now", None)) or not callable(getattr(clock, "advance", None)):
        message = f"the clock is RealClock(), SteppedClock() or one of your own, not {type(clock).__name__} {short(clock)}"
        raise TypeError(message)
    return clock


def stamp(now: float) -> str:
    """Return a time as text for a log, in UTC."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(now))
