"""The arithmetic of a player's stats: what Steam holds, plus what the player has earned since.

Rules: a Tally is a value; adding two never loses a round, whatever order the answers come in. No Steam, no node, no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..game.match import RoundSummary


@dataclass(frozen=True, slots=True)
class Tally:
    """Rounds and feet. `session_feet` and `session_seconds` are those of ended rounds only: the average speed is made of them."""

    games: int = 0
    wins: int = 0
    losses: int = 0
    feet: float = 0.0
    longest: float = 0.0
    session_feet: float = 0.0
    session_seconds: float = 0.0
    unscathed: bool = False

    def __add__(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(
            self.games + other.games,
            self.wins + other.wins,
            self.losses + other.losses,
            self.feet + other.feet,
            max(self.longest, other.longest),
            self.session_feet + other.session_feet,
            self.session_seconds + other.session_seconds,
            self.unscathed or other.unscathed,
        )

    def reloaded(self, held: Tally, earned: Tally) -> Tally:
        """Return the base (this) anew, now that Steam was asked again and holds `held`, while `earned` is still to come on top.

        Whether Steam keeps what was set but not stored when it unloads a player is documented nowhere. So neither is assumed: the sum
        of base and earned becomes what Steam holds where that is more, and stays what it was where it is less.
        """
        total = self + earned
        return Tally(
            max(held.games, total.games) - earned.games,
            max(held.wins, total.wins) - earned.wins,
            max(held.losses, total.losses) - earned.losses,
            max(held.feet, total.feet) - earned.feet,
            max(held.longest, self.longest),
            self.session_feet,
            self.session_seconds,
            held.unscathed or self.unscathed,
        )

    @classmethod
    def of_flight(cls, feet: float) -> Tally:
        """Return the tally of a round that is still going on, or was left: feet flown are flown."""
        return cls(feet=feet, longest=feet)

    @classmethod
    def of_round(cls, summary: RoundSummary, index: int) -> Tally:
        """Return what an ended round means for the player of that index."""
        ship = summary.ships[index]
        won = summary.winner == index
        return cls(
            games=1,
            wins=int(won),
            losses=int(summary.winner is not None and not won),
            feet=ship.feet,
            longest=ship.feet,
            session_feet=ship.feet,
            session_seconds=summary.seconds,
            unscathed=won and ship.hits_taken == 0,
        )
