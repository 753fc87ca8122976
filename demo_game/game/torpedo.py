"""A torpedo: flies, ages, and leaves the tree by itself when its time is over.

Rules: it moves in its own physics tick and only says where it is; what it meets is the arena's business.
"""

from __future__ import annotations

from math import atan2
from typing import TYPE_CHECKING

from demo_game.game import rules
from steam_nodes import Node

if TYPE_CHECKING:
    from demo_game.game.star import Star


class Torpedo(Node):
    """One torpedo in flight. Positions in feet, velocities in ft/s, `age` in seconds."""

    def __init__(self, owner_index: int, star: Star, place: tuple[float, float], velocity: tuple[float, float]) -> None:
        """Start at a place with a velocity, fired by the ship of that index."""
        super().__init__()
        self.owner_index = owner_index
        self.x, self.y = place
        self.vx, self.vy = velocity
        self.age = 0.0
        self.spent = False
        self._star = star

    @property
    def angle(self) -> float:
        """The direction of flight."""
        return atan2(self.vy, self.vx)

    def spend(self) -> None:
        """End this torpedo: it hits nothing any more and leaves the tree at the end of the tick."""
        self.spent = True
        self.queue_free()

    def _physics_process(self, delta: float) -> None:
        self.age += delta
        if self.age > rules.TORPEDO_LIFE:
            self.spend()
            return
        ax, ay = self._star.pull_at(self.x, self.y)
        self.vx += ax * rules.TORPEDO_PULL * delta
        self.vy += ay * rules.TORPEDO_PULL * delta
        self.x, self.y = rules.wrap(self.x + self.vx * delta, self.y + self.vy * delta)
