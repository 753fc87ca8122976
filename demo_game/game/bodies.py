"""The bodies beside the ships: the star, which pulls everything and swallows what touches it, and torpedoes, which fly, age and are gone.

Rules: the star never moves; gravity acts along the shortest way, so it has no seam at the edges. A torpedo moves in its own physics tick
and only says where it is; the arena decides what it meets.
"""

from __future__ import annotations

from math import atan2

from steam_nodes import Node

from . import rules


class Star(Node):
    """A star at the centre of the arena."""

    def __init__(self) -> None:
        """Put the star in the middle."""
        super().__init__(name="Star")
        self.x = rules.WIDTH / 2
        self.y = rules.HEIGHT / 2
        self.radius = rules.STAR_RADIUS

    def pull_at(self, x: float, y: float) -> tuple[float, float]:
        """Return the acceleration (ax, ay) in ft/s² of a ship at a place; inside the star it is that of the surface."""
        dx, dy = rules.shortest(x, y, self.x, self.y)
        distance = (dx * dx + dy * dy) ** 0.5
        if distance == 0.0:
            return 0.0, 0.0
        strength = rules.GRAVITY / max(distance, self.radius) ** 2 / distance
        return dx * strength, dy * strength

    def touches(self, x: float, y: float, radius: float) -> bool:
        """Whether a body of that radius at that place touches the star."""
        dx, dy = rules.shortest(x, y, self.x, self.y)
        reach = self.radius + radius
        return dx * dx + dy * dy <= reach * reach


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
