"""The two clocks a local Steam can run on.

Rules: a world reads the time from its clock only. On the RealClock time passes by itself and no frame ever waits; on the SteppedClock
time passes only by frames, an answer comes exactly one frame after its call, and so the same calls give the same run.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from typing import Final

from steam_nodes.steam.checks import require_seconds
from steam_nodes.steam.stat_values import short

LAST_SECOND: Final = 253_402_300_799
"""The last second of the year 9999 in UTC: what a row can hold and every system can write as a date."""


class Clock(ABC):
    """What a world reads the time from; a clock of your own derives from this class."""

    waits = False
    """Whether a frame waits for the disk, so that every answer comes exactly one frame after its call."""

    @abstractmethod
    def advance(self, delta: float) -> None:
        """Begin a frame of `delta` seconds."""

    @abstractmethod
    def now(self) -> float:
        """Return the time in seconds since 1970."""

    def beside(self) -> Clock:
        """Return a clock for another world that begins now: each world moves its own, once a frame."""
        return SteppedClock(self.now()) if self.waits else RealClock()


class RealClock(Clock):
    """The time of day; answers come when they are ready, and no frame waits for them."""

    def advance(self, delta: float) -> None:
        """Do nothing: this time passes by itself."""

    def now(self) -> float:
        """Return the time in seconds since 1970."""
        return time.time()


class SteppedClock(Clock):
    """A time that only frames move, for tests, demos and replays: the same calls give the same run.

    Args:
        start: The time at which this world begins, in seconds since 1970, from 0 to the end of the year 9999.

    Raises:
        TypeError: The start is no number.
        ValueError: The start is out of that range.
    """

    waits = True

    def __init__(self, start: float = 1_700_000_000.0) -> None:
        """Begin at `start`."""
        seconds = require_seconds("SteppedClock", "start", start)
        if seconds > LAST_SECOND:
            message = f"SteppedClock: start is {short(start)}; give seconds since 1970, at most {LAST_SECOND} (the end of the year 9999)"
            raise ValueError(message)
        self._now = seconds

    def advance(self, delta: float) -> None:
        """Move the time by the length of a frame, in seconds; one that is set back stops at 0."""
        self._now += delta
        if self._now < 0:
            self._now = 0.0

    def now(self) -> float:
        """Return the time in seconds since 1970."""
        return self._now


def require_clock(clock: Clock) -> Clock:
    """Return a clock.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(clock, Clock):
        kinds = "RealClock(), SteppedClock() or an object derived from steam_nodes.steam.local.Clock"
        message = f"the clock is {kinds}, not {type(clock).__name__} {short(clock)}"
        raise TypeError(message)
    return clock


def stamp(now: float) -> str:
    """Return a time as text for a log, in UTC."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(now))
