"""The arena of a round: the star, two ships, their torpedoes, and what happens where they meet.

Rules: ships and torpedoes move first, then the arena looks (process_physics_priority), so both ships are judged by the same moment and
a draw is possible. The arena decides over hits and losses, emits signals, and knows neither scores nor Steam.
"""

from __future__ import annotations

from math import atan2, cos, pi, sin
from typing import TYPE_CHECKING, Final

from steam_nodes import Node, Signal

from . import rules
from .bodies import Star, Torpedo
from .ship import Ship

if TYPE_CHECKING:
    from random import Random

ARENA_PRIORITY: Final = 10


class Arena(Node):
    """Space with everything in it. Places are in feet; `round_time` counts the seconds of this round."""

    torpedo_fired: Signal[Ship, float, float, float] = Signal("ship", "x", "y", "angle")
    torpedo_burst: Signal[float, float] = Signal("x", "y")
    ship_hit: Signal[Ship, float, float] = Signal("ship", "x", "y")
    ship_destroyed: Signal[Ship, str, float, float] = Signal("ship", "cause", "x", "y")
    ships_bumped: Signal[float, float] = Signal("x", "y")
    hyperspace_entered: Signal[Ship, float, float] = Signal("ship", "x", "y")
    hyperspace_left: Signal[Ship, float, float] = Signal("ship", "x", "y")
    ship_wrapped: Signal[Ship] = Signal("ship")

    def __init__(self, rng: Random) -> None:
        """Build a star and two ships parked at their starts; all chance comes from `rng`."""
        super().__init__(name="Arena")
        self.process_physics_priority = ARENA_PRIORITY
        self._rng = rng
        self.star = Star()
        self.ships: tuple[Ship, Ship] = (Ship(0, self.star, rng), Ship(1, self.star, rng))
        self.torpedoes: list[Torpedo] = []
        self.round_time = 0.0
        self.add_child(self.star)
        for ship in self.ships:
            self.add_child(ship)
            ship.fired.connect(self._on_fired)
            ship.vanished.connect(self._on_vanished)
            ship.appeared.connect(self._on_appeared)
            ship.broke_up.connect(self._on_broke_up)
            ship.wrapped.connect(self._on_wrapped)
        self.reset()

    def reset(self) -> None:
        """Begin a round: no torpedoes, both ships whole, on opposite sides of the star and circling it the same way."""
        for torpedo in self.torpedoes:
            torpedo.spend()
        self.torpedoes.clear()
        self.round_time = 0.0
        tilt = self._rng.uniform(-0.45, 0.45)
        way = self._rng.choice((-1.0, 1.0))
        for ship, side in zip(self.ships, (pi, 0.0), strict=True):
            bearing = side + tilt
            orbit = way * rules.START_SPEED
            ship.place(
                self.star.x + cos(bearing) * rules.START_DISTANCE,
                self.star.y + sin(bearing) * rules.START_DISTANCE,
                -sin(bearing) * orbit,
                cos(bearing) * orbit,
                bearing + way * pi / 2,
            )

    def other(self, ship: Ship) -> Ship:
        """Return the ship that fights against `ship`."""
        return self.ships[1 - ship.index]

    def _physics_process(self, delta: float) -> None:
        self.round_time += delta
        self._judge_star()
        self._judge_torpedoes()
        self._judge_bump()

    def _judge_star(self) -> None:
        for ship in self.ships:
            if ship.here and self.star.touches(ship.x, ship.y, ship.radius / 2):
                self._lose(ship, "star")

    def _judge_torpedoes(self) -> None:
        if not self.torpedoes:
            return
        for torpedo in self.torpedoes:
            if not torpedo.spent and self.star.touches(torpedo.x, torpedo.y, 0.0):
                self._burst(torpedo)
        for torpedo in self.torpedoes:
            # A ship's own torpedo passes it by: a shot around the torus would punish what nobody can see coming.
            target = self.ships[1 - torpedo.owner_index]
            if not torpedo.spent and target.here and _near(torpedo, target, rules.TORPEDO_RADIUS + target.radius):
                self._burst(torpedo)
                self._hit(target, "torpedo", self.ships[torpedo.owner_index])
        self.torpedoes = [torpedo for torpedo in self.torpedoes if not torpedo.spent]

    def _judge_bump(self) -> None:
        one, two = self.ships
        if not (one.here and two.here) or not _near(one, two, one.radius + two.radius):
            return
        dx, dy = rules.shortest(one.x, one.y, two.x, two.y)
        distance = (dx * dx + dy * dy) ** 0.5
        nx, ny = (dx / distance, dy / distance) if distance else (1.0, 0.0)
        closing = (one.vx - two.vx) * nx + (one.vy - two.vy) * ny
        if closing <= 0.0:
            return
        push = closing * (1.0 + rules.BUMP_BOUNCE) / 2
        one.vx, one.vy = one.vx - push * nx, one.vy - push * ny
        two.vx, two.vy = two.vx + push * nx, two.vy + push * ny
        self.ships_bumped.emit(*rules.wrap(one.x + dx / 2, one.y + dy / 2))
        self._hit(one, "collision", None)
        self._hit(two, "collision", None)

    def _hit(self, ship: Ship, cause: str, by: Ship | None) -> None:
        if not ship.take_hit():
            return
        if by is not None:
            by.hits_scored += 1
        self.ship_hit.emit(ship, ship.x, ship.y)
        if ship.hull <= 0:
            self._lose(ship, cause)

    def _lose(self, ship: Ship, cause: str) -> None:
        ship.destroy(cause)
        self.ship_destroyed.emit(ship, cause, ship.x, ship.y)

    def _burst(self, torpedo: Torpedo) -> None:
        torpedo.spend()
        self.torpedo_burst.emit(torpedo.x, torpedo.y)

    def _on_fired(self, ship: Ship) -> None:
        place = ship.nose
        velocity = (
            ship.vx + cos(ship.angle) * rules.TORPEDO_SPEED,
            ship.vy + sin(ship.angle) * rules.TORPEDO_SPEED,
        )
        torpedo = Torpedo(ship.index, self.star, place, velocity)
        self.torpedoes.append(torpedo)
        self.add_child(torpedo)
        self.torpedo_fired.emit(ship, *place, atan2(velocity[1], velocity[0]))

    def _on_vanished(self, ship: Ship) -> None:
        self.hyperspace_entered.emit(ship, ship.x, ship.y)

    def _on_appeared(self, ship: Ship) -> None:
        self.hyperspace_left.emit(ship, ship.x, ship.y)

    def _on_broke_up(self, ship: Ship) -> None:
        self._lose(ship, "hyperspace")

    def _on_wrapped(self, ship: Ship) -> None:
        self.ship_wrapped.emit(ship)


def _near(body: Torpedo | Ship, ship: Ship, reach: float) -> bool:
    dx, dy = rules.shortest(body.x, body.y, ship.x, ship.y)
    return dx * dx + dy * dy <= reach * reach
