"""How a test steps a side of Steam, a server's or a player's, local or native: by frames, until answers have arrived.

Rules: what a side hands over comes back in the order in which it came; nobody waits longer than is asked for.
"""

from __future__ import annotations

import time
from typing import Protocol, TypeVar

T = TypeVar("T")


class Stepped(Protocol[T]):
    """A side of Steam, as far as frames go."""

    def advance(self, delta: float) -> None:
        """Let time go by."""

    def poll(self) -> list[T]:
        """Hand over what arrived."""
        ...


def frame(side: Stepped[T], delta: float = 1 / 60) -> list[T]:
    """Step one frame and return what arrived in it."""
    side.advance(delta)
    return side.poll()


def frames(side: Stepped[T], count: int = 4) -> list[T]:
    """Step some frames and return what arrived in them."""
    return [record for _ in range(count) for record in frame(side)]


def answers(side: Stepped[T], count: int, seconds: float = 20.0) -> list[T]:
    """Step frames until so many records have arrived, and one frame more."""
    records: list[T] = []
    deadline = time.monotonic() + seconds
    while len(records) < count and time.monotonic() < deadline:
        new = frame(side)
        records += new
        if not new:
            time.sleep(0.001)
    return records + frame(side)
