"""The star in the middle of space: it pulls everything and swallows what touches it.

Rules: it never moves; gravity acts along the shortest way, so it has no seam at the edges.
"""

from __future__ import annotations

from demo_game.game import rules
from steam_nodes import Node


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
