"""A ship: turns, thrusts, falls towards the star, fires, and jumps through hyperspace; and the Intent that moves it.

Rules: it moves in its own physics tick by what its pilot wants and knows nothing of the other ship. What it cannot decide alone (a
torpedo leaves, a jump begins or ends) it says with a signal, and the arena acts. All chance comes from the `random.Random` passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, sin, tau
from typing import TYPE_CHECKING, Final

from steam_nodes import Node, Signal

from . import rules

if TYPE_CHECKING:
    from random import Random

    from .bodies import Star


@dataclass(frozen=True, slots=True)
class Intent:
    """What a pilot wants: `turn` from -1 (left) to 1 (right), and three levers."""

    turn: float = 0.0
    thrust: bool = False
    fire: bool = False
    hyperspace: bool = False


IDLE: Final = Intent()


class Ship(Node):
    """One ship of a round. Places in feet, velocities in ft/s, angles in radians, times in seconds."""

    fired: Signal[Ship] = Signal("ship")
    vanished: Signal[Ship] = Signal("ship")
    appeared: Signal[Ship] = Signal("ship")
    broke_up: Signal[Ship] = Signal("ship")
    wrapped: Signal[Ship] = Signal("ship")

    def __init__(self, index: int, star: Star, rng: Random) -> None:
        """Build the ship of player `index` (0 or 1); `place` puts it into a round."""
        super().__init__(name=rules.SHIP_NAMES[index])
        self.index = index
        self.ship_name = rules.SHIP_NAMES[index]
        self.radius = rules.SHIP_RADIUS
        self._star = star
        self._rng = rng
        self.place(0.0, 0.0, 0.0, 0.0, 0.0)

    def place(self, x: float, y: float, vx: float, vy: float, angle: float) -> None:
        """Begin a round: whole, loaded, at a place, with a velocity and a heading."""
        self.x, self.y = rules.wrap(x, y)
        self.vx, self.vy = vx, vy
        self.angle = angle
        self.spin = 0.0
        self.intent = IDLE
        self.thrusting = False
        self.alive = True
        self.destroyed_by: str | None = None
        self.hull = rules.HULL
        self.grace = 0.0
        self.in_hyperspace = False
        self.hyperspace_left = 0.0
        self.hyperspace_cooldown = 0.0
        self.hyperspace_risk = rules.HYPERSPACE_RISK
        self.fire_cooldown = 0.0
        self.torpedoes_ready = rules.TORPEDOES_MAX
        self._reload = 0.0
        self.feet = 0.0
        self.hits_taken = 0
        self.hits_scored = 0
        self.torpedoes_fired = 0
        self.jumps = 0

    @property
    def shielded(self) -> bool:
        """Whether a hit would not count now, so soon after the last one."""
        return self.grace > 0.0

    @property
    def here(self) -> bool:
        """Whether the ship is in space: alive, and not in hyperspace."""
        return self.alive and not self.in_hyperspace

    @property
    def speed(self) -> float:
        """The speed in ft/s."""
        return hypot(self.vx, self.vy)

    @property
    def nose(self) -> tuple[float, float]:
        """The place of the ship's tip, where torpedoes leave."""
        return rules.wrap(self.x + cos(self.angle) * self.radius, self.y + sin(self.angle) * self.radius)

    def take_hit(self) -> bool:
        """Lose one point of hull; return False where the hit does not count (grace, hyperspace, already destroyed)."""
        if not self.here or self.shielded:
            return False
        self.hull -= 1
        self.hits_taken += 1
        self.grace = rules.GRACE
        return True

    def destroy(self, cause: str) -> None:
        """End this ship for the round; `cause` is "torpedo", "star", "collision" or "hyperspace"."""
        self.alive = False
        self.thrusting = False
        self.spin = 0.0
        self.in_hyperspace = False
        self.destroyed_by = cause

    def _physics_process(self, delta: float) -> None:
        if not self.alive:
            return
        self._cool_down(delta)
        if self.in_hyperspace:
            self.hyperspace_left -= delta
            if self.hyperspace_left <= 0.0:
                self._arrive()
            return
        self._steer(delta)
        self._move(delta)
        if self.intent.hyperspace and self.hyperspace_cooldown <= 0.0:
            self._jump()
        elif self.intent.fire and self.fire_cooldown <= 0.0 and self.torpedoes_ready > 0:
            self._fire()

    def _cool_down(self, delta: float) -> None:
        self.grace = max(0.0, self.grace - delta)
        self.fire_cooldown = max(0.0, self.fire_cooldown - delta)
        self.hyperspace_cooldown = max(0.0, self.hyperspace_cooldown - delta)
        if self.torpedoes_ready < rules.TORPEDOES_MAX:
            self._reload += delta
            if self._reload >= rules.RELOAD:
                self._reload -= rules.RELOAD
                self.torpedoes_ready += 1

    def _steer(self, delta: float) -> None:
        self.spin = max(-1.0, min(1.0, self.intent.turn)) * rules.TURN_RATE
        self.angle = (self.angle + self.spin * delta) % tau
        self.thrusting = self.intent.thrust
        if self.thrusting:
            self.vx += cos(self.angle) * rules.THRUST * delta
            self.vy += sin(self.angle) * rules.THRUST * delta

    def _move(self, delta: float) -> None:
        ax, ay = self._star.pull_at(self.x, self.y)
        self.vx += ax * delta
        self.vy += ay * delta
        speed = self.speed
        if speed > rules.TOP_SPEED:
            self.vx *= rules.TOP_SPEED / speed
            self.vy *= rules.TOP_SPEED / speed
            speed = rules.TOP_SPEED
        self.feet += speed * delta
        x, y = self.x + self.vx * delta, self.y + self.vy * delta
        self.x, self.y = rules.wrap(x, y)
        if (self.x, self.y) != (x, y):
            self.wrapped.emit(self)

    def _fire(self) -> None:
        self.fire_cooldown = rules.FIRE_COOLDOWN
        self.torpedoes_ready -= 1
        self.torpedoes_fired += 1
        self.fired.emit(self)

    def _jump(self) -> None:
        self.in_hyperspace = True
        self.thrusting = False
        self.spin = 0.0
        self.hyperspace_left = rules.HYPERSPACE_TIME
        self.hyperspace_cooldown = rules.HYPERSPACE_COOLDOWN
        self.jumps += 1
        self.vanished.emit(self)

    def _arrive(self) -> None:
        while True:
            x, y = self._rng.uniform(0.0, rules.WIDTH), self._rng.uniform(0.0, rules.HEIGHT)
            if not self._star.touches(x, y, rules.HYPERSPACE_CLEARANCE):
                break
        self.x, self.y = rules.wrap(x, y)
        self.vx *= rules.HYPERSPACE_DRIFT
        self.vy *= rules.HYPERSPACE_DRIFT
        self.in_hyperspace = False
        risk, self.hyperspace_risk = self.hyperspace_risk, min(1.0, self.hyperspace_risk + rules.HYPERSPACE_RISK)
        if self._rng.random() < risk:
            self.broke_up.emit(self)
        else:
            self.appeared.emit(self)
