"""A player's card: what one player has at Steam and what is still to be stored, for the scorekeeper to keep and for a view to show.

Rules: what is shown in `stats` and `unlocked` was read back from Steam, never guessed. The rest is the scorekeeper's own: `known` says
that Steam was heard of at least once, `loaded` that it holds the player now, `refused` that it did not take all of what was last set. What
it should hold is `base` (stored for certain) plus `sent` (a store under way) plus `owed` (ended rounds) plus `live` (the round being
flown); `averaged_` is how much of the sessions in that sum it was told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from .achievements import ACHIEVEMENTS, FLOAT_STATS, INT_STATS, UNSCATHED, achievement
from .tally import Tally

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
    loaded: bool = False
    known: bool = False
    asking: bool = False
    refused: bool = False
    base: Tally = field(default_factory=Tally)
    sent: Tally | None = None
    owed: Tally = field(default_factory=Tally)
    live: Tally = field(default_factory=Tally)
    averaged_feet: float = 0.0
    averaged_seconds: float = 0.0

    def progress(self, name: str) -> tuple[float, float]:
        """Return (current, goal) of an achievement; one without a stat is at 0 or 1 of 1."""
        known = achievement(name)
        if self.unlocked[name]:
            return known.goal, known.goal
        if known.stat is None:
            return 0.0, known.goal
        return min(float(self.stats[known.stat]), known.goal), known.goal

    def held(self) -> Tally:
        """Return the values as they were last read from Steam."""
        stats = self.stats
        return Tally(
            games=int(stats["NumGames"]),
            wins=int(stats["NumWins"]),
            losses=int(stats["NumLosses"]),
            feet=stats["FeetTraveled"],
            longest=stats["MaxFeetTraveled"],
            unscathed=self.unlocked[UNSCATHED],
        )

    @property
    def earned(self) -> Tally:
        """Everything since the values Steam is known to hold."""
        return (self.sent or Tally()) + self.owed + self.live

    @property
    def total(self) -> Tally:
        """What Steam should hold in the end."""
        return self.base + self.earned
