"""A player's card: what one player has at Steam, for the scorekeeper to keep and for a view to show.

Rules: `stats` and `unlocked` are what Steam holds, with what is on its way there. `known` says that Steam was heard of at least once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from .achievements import ACHIEVEMENTS, FLOAT_STATS, INT_STATS, achievement

if TYPE_CHECKING:
    from steam_nodes import SteamID


class CardState(Enum):
    """Where a player's stats are on their way between Steam and the game."""

    ASKED = "asked"
    LOADED = "loaded"
    CHANGED = "changed"
    STORING = "storing"
    STORED = "stored"
    FAILED = "failed"


@dataclass(slots=True)
class Card:
    """One player's stats and achievements, and how far they are saved. `note` says why something failed, else it is empty."""

    index: int
    steam_id: SteamID
    name: str
    state: CardState = CardState.ASKED
    note: str = ""
    stats: dict[str, int | float] = field(default_factory=lambda: {**dict.fromkeys(INT_STATS, 0), **dict.fromkeys(FLOAT_STATS, 0.0)})
    unlocked: dict[str, bool] = field(default_factory=lambda: {known.name: False for known in ACHIEVEMENTS})
    known: bool = False

    def progress(self, name: str) -> tuple[float, float]:
        """Return (current, goal) of an achievement; one without a stat is at 0 or 1 of 1.

        Args:
            name: The achievement's API name.
        """
        known = achievement(name)
        if self.unlocked[name]:
            return known.goal, known.goal
        if known.stat is None:
            return 0.0, known.goal
        return min(float(self.stats[known.stat]), known.goal), known.goal
