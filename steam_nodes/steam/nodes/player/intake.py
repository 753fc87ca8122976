"""The intake: what was added, set, told and unlocked of one player and is not in Steam's memory yet.

Rules: an add costs no more than a sum in a dictionary, `fresh`, which the next frame gathers; everything else is rare and is put together
at once. Of one stat the adds in `fresh` came after all that stands in `changes`. A name that stands in `fresh` was touched since the last
frame.
"""

from __future__ import annotations

from steam_nodes.steam.nodes.player.changes import NOTHING, Change, added


class Intake:
    """What waits."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.fresh: dict[str, float] = {}
        """What was added since the last frame."""
        self.changes: dict[str, Change] = {}
        """What is to become of each stat."""
        self.rates: dict[str, list[tuple[float, float]]] = {}
        """The sessions to tell of each average: what was counted, and how long that took."""
        self.unlocks: dict[str, None] = {}
        """The achievements to unlock, in the order in which they came."""
        self.spoiled: dict[str, str] = {}
        """What was called of each name that can be no value of any stat, and why: it is told, and nothing else becomes of it."""

    def change(self, name: str, change: Change) -> None:
        """Put a set or a best behind what waits of a stat."""
        self.changes[name] = self._all(name).then(change)
        self.fresh[name] = 0

    def rate(self, name: str, count: float, seconds: float) -> None:
        """Put a session behind those that wait."""
        self.rates.setdefault(name, []).append((count, seconds))
        self.fresh.setdefault(name, 0)

    def unlock(self, name: str) -> None:
        """Let an achievement wait to be unlocked."""
        self.unlocks[name] = None
        self.fresh.setdefault(name, 0)

    def spoil(self, name: str, reason: str) -> None:
        """Let the next frame tell why a call came to nothing."""
        self.spoiled[name] = reason
        self.fresh.setdefault(name, 0)

    def waiting(self, name: str) -> Change | None:
        """Return what is to become of a stat, None if nothing waits."""
        return self._all(name) if name in self.changes or name in self.fresh else None

    def take_fresh(self) -> set[str]:
        """Put the adds to the rest; return the names that were touched."""
        fresh = self.fresh
        touched = set(fresh)
        for name, amount in fresh.items():
            if amount:
                self.changes[name] = self.changes.get(name, NOTHING).then(added(amount))
        fresh.clear()
        return touched

    def take_over(self, other: Intake) -> None:
        """Put what waits elsewhere behind what waits here, and leave nothing there."""
        self.take_fresh()
        other.take_fresh()
        for name, change in other.changes.items():
            self.change(name, change)
        for name, sessions in other.rates.items():
            for count, seconds in sessions:
                self.rate(name, count, seconds)
        for name in other.unlocks:
            self.unlock(name)
        for name, reason in other.spoiled.items():
            self.spoil(name, reason)
        for waiting in (other.changes, other.rates, other.unlocks, other.spoiled):
            waiting.clear()

    def __bool__(self) -> bool:
        """Whether anything waits."""
        return bool(self.fresh or self.changes or self.rates or self.unlocks)

    def _all(self, name: str) -> Change:
        """Return what waits of a stat as one change."""
        change = self.changes.get(name, NOTHING)
        amount = self.fresh.get(name, 0)
        return change.then(added(amount)) if amount else change
