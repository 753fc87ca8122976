"""The news of one player: which achievements are newly unlocked, and which have come a quarter further.

Rules: each unlock and each quarter is told once, also where Steam takes it back and it is reached again; what was so when the stats were
first here is not news. The way of an achievement is that of the schema: from `min` to `max` of its stat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steam_nodes.steam.nodes.player.side import Side

QUARTERS: Final = 4
"""In how many parts the way of an achievement is told."""


class Teller(Protocol):
    """Who knows the values and tells the news; it is passed in, so that the news do not hold it."""

    def get(self, name: str) -> float:
        """Return a stat with what waits on top."""

    def tell(self, signal: str, *args: Any) -> None:
        """Emit a signal of PlayerStats."""


class News:
    """What there is to tell of one player's achievements.

    Args:
        side: Steam, for this player.
    """

    def __init__(self, side: Side) -> None:
        """Begin with nothing told."""
        self._side = side
        self.unlocks: list[str] = []
        """The achievements that were newly unlocked since it began, in order."""
        self.told: set[str] = set()
        """Those, and the ones that were unlocked before."""
        self._quarters: dict[str, int] = {}

    def begin(self) -> None:
        """Take what is so now as known."""
        side = self._side
        self.told.update(name for name in side.achievements() if side.unlocked(name))
        for stat in side.unlocks:
            for name in side.unlocks[stat]:
                self._quarters[name] = self._quarter(name, side.read(stat) or 0)

    def look(self, teller: Teller, changed: Iterable[str] | None) -> None:
        """Tell which achievements are newly unlocked, and which got on.

        Args:
            teller: Who tells it.
            changed: The stats that have changed; None to look at everything.
        """
        side = self._side
        if changed is None or side.schema is None:
            names = side.achievements()
        else:
            names = [name for stat in changed for name in side.unlocks.get(stat, ())]
        for name in names:
            if name not in self.told and side.unlocked(name):
                self.tell_unlock(teller, name)
        self._measure(teller, side.unlocks if changed is None else changed)

    def tell_unlock(self, teller: Teller, name: str) -> None:
        """Tell of an unlock, unless it was told."""
        if name not in self.told:
            self.told.add(name)
            self.unlocks.append(name)
            teller.tell("achievement_unlocked", name)

    def has_reached(self, name: str, value: float) -> bool:
        """Whether a value of the stat that unlocks an achievement is where it does."""
        return value >= self._side.limits[name][1]

    def _quarter(self, name: str, value: float) -> int:
        """Return how many quarters of its way an achievement has come."""
        low, high = self._side.limits[name]
        return int(QUARTERS * (value - low) / (high - low)) if high > low else QUARTERS

    def _measure(self, teller: Teller, stats: Iterable[str]) -> None:
        """See which achievements have come a quarter further, and tell it."""
        side = self._side
        for stat in stats:
            for name in side.unlocks.get(stat, ()):
                if name in self.told:
                    continue
                value, goal = teller.get(stat), side.limits[name][1]
                quarter = self._quarter(name, value)
                if self._quarters.get(name, 0) < quarter:
                    self._quarters[name] = quarter
                    if quarter < QUARTERS:
                        teller.tell("achievement_progress", name, value, goal)
                        side.show_progress(name, value, goal)
