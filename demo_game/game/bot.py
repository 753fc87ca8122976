"""The bot: a pilot that keeps out of the star, dodges, leads its shots, and jumps when nothing else helps.

Rules: it sees what a human sees (places, velocities, headings), never the other pilot's wishes, and works the same four controls. It
thinks a few times a second, as `skill` allows, and holds to its plan in between: that delay is what a human can beat.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING, Final

from . import rules
from .pilot import Pilot
from .ship import Intent

if TYPE_CHECKING:
    from random import Random

    from .arena import Arena
    from .bodies import Torpedo
    from .ship import Ship

LOOK_AHEAD: Final = 1.6
LOOK_STEP: Final = 0.1
STAR_BERTH: Final = 5.5
DODGE_TIME: Final = 1.2
DODGE_BERTH: Final = 3.2
LAST_MOMENT: Final = 0.35
NEAR: Final = 22.0
FAR: Final = 34.0
TOO_NEAR: Final = 13.0
CRUISE: Final = 16.0
HURRY: Final = 22.0
AWAY: Final = 1.9
ALIGNED: Final = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """What the bot holds to until its next thought: a heading, thrust when pointed there, and whether it aims to fire."""

    heading: float
    thrust: bool = False
    fire: bool = False
    jump: bool = False


class Bot(Pilot):
    """A pilot that plays by itself.

    Args:
        ship: The ship it flies.
        arena: Where it flies, with everything it may look at.
        rng: The only source of its chances.
        skill: From 0.0 (slow, aims badly, hardly dodges) to 1.0.
    """

    def __init__(self, ship: Ship, arena: Arena, rng: Random, skill: float = 0.6) -> None:
        """Take the controls of `ship`."""
        super().__init__(ship, "Bot")
        self.arena = arena
        self.skill = min(1.0, max(0.0, skill))
        self._rng = rng
        self._until_thought = 0.0
        self._plan = Plan(ship.angle)
        self._breaking_off = False

    def reset(self) -> None:
        """Forget the last round's plan."""
        self._until_thought = 0.0
        self._plan = Plan(self.ship.angle)
        self._breaking_off = False

    def decide(self, delta: float) -> Intent:
        """Think if it is time to, then fly by the plan."""
        ship = self.ship
        self._until_thought -= delta
        if self._until_thought <= 0.0:
            self._until_thought += self._reaction()
            self._plan = self._think()
        plan = self._plan
        off = rules.turn_between(ship.angle, plan.heading)
        turn = max(-1.0, min(1.0, off / (rules.TURN_RATE * delta)))
        jump, self._plan = plan.jump, Plan(plan.heading, plan.thrust, plan.fire)
        return Intent(turn, plan.thrust and abs(off) < ALIGNED, plan.fire and abs(off) < self._patience(), jump)

    def _reaction(self) -> float:
        return (0.34 - 0.26 * self.skill) * self._rng.uniform(0.8, 1.2)

    def _patience(self) -> float:
        return 0.16 - 0.1 * self.skill

    def _think(self) -> Plan:
        return self._escape_star() or self._dodge() or self._attack()

    def _escape_star(self) -> Plan | None:
        """Turn away from the star where free fall would come too close to it."""
        ship, star = self.ship, self.arena.star
        x, y, vx, vy = ship.x, ship.y, ship.vx, ship.vy
        closest, when, time = float("inf"), 0.0, 0.0
        while time < LOOK_AHEAD:
            ax, ay = star.pull_at(x, y)
            vx, vy = vx + ax * LOOK_STEP, vy + ay * LOOK_STEP
            x, y = x + vx * LOOK_STEP, y + vy * LOOK_STEP
            time += LOOK_STEP
            dx, dy = rules.shortest(star.x, star.y, x, y)
            distance = hypot(dx, dy) - star.radius
            if distance < closest:
                closest, when = distance, time
        if closest > STAR_BERTH:
            return None
        dx, dy = rules.shortest(star.x, star.y, ship.x, ship.y)
        outward = atan2(dy, dx)
        # Widening the way it is already passing costs less thrust than climbing straight up.
        side = 1.0 if dx * ship.vy - dy * ship.vx >= 0.0 else -1.0
        heading = outward + side * (0.9 if when > LAST_MOMENT else 0.5)
        desperate = closest <= 0.0 and when < LAST_MOMENT and self._may_jump()
        return Plan(heading, thrust=True, jump=desperate)

    def _dodge(self) -> Plan | None:
        """Step aside of the torpedo that would hit first, or jump out of its way at the last moment."""
        ship = self.ship
        threat: tuple[float, Torpedo] | None = None
        for torpedo in self.arena.torpedoes:
            if torpedo.owner_index == ship.index:
                continue
            time = self._time_to_hit(torpedo)
            if time is not None and (threat is None or time < threat[0]):
                threat = time, torpedo
        if threat is None or self._rng.random() > 0.25 + 0.65 * self.skill:
            return None
        time, torpedo = threat
        if time < LAST_MOMENT and ship.hull == 1 and not ship.shielded and self._may_jump():
            return Plan(ship.angle, jump=True)
        dx, dy = rules.shortest(torpedo.x, torpedo.y, ship.x, ship.y)
        miss = torpedo.vx * dy - torpedo.vy * dx
        aside = atan2(torpedo.vx, -torpedo.vy)
        # Dead on, either side will do, and the one that needs less turning is left sooner.
        nearer = abs(rules.turn_between(ship.angle, aside)) < pi / 2
        wanted = miss >= 0.0 if abs(miss) > hypot(torpedo.vx, torpedo.vy) else nearer
        return Plan(aside if wanted else aside + pi, thrust=True)

    def _time_to_hit(self, torpedo: Torpedo) -> float | None:
        """Return in how many seconds a torpedo passes within the berth, or None."""
        ship = self.ship
        dx, dy = rules.shortest(ship.x, ship.y, torpedo.x, torpedo.y)
        vx, vy = torpedo.vx - ship.vx, torpedo.vy - ship.vy
        speed2 = vx * vx + vy * vy
        closing = -(dx * vx + dy * vy)
        if closing <= 0.0 or speed2 == 0.0:
            return None
        time = closing / speed2
        if time > min(DODGE_TIME, rules.TORPEDO_LIFE - torpedo.age):
            return None
        return time if hypot(dx + vx * time, dy + vy * time) < DODGE_BERTH else None

    def _may_jump(self) -> bool:
        ship = self.ship
        return ship.hyperspace_cooldown <= 0.0 and self._rng.random() > ship.hyperspace_risk and self._rng.random() < self.skill

    def _attack(self) -> Plan:
        """Point at where the other ship will be; close in when far, sidestep when near."""
        ship, foe = self.ship, self.arena.other(self.ship)
        if not foe.here:
            return self._cruise()
        dx, dy = rules.shortest(ship.x, ship.y, foe.x, foe.y)
        distance = hypot(dx, dy)
        flight = _flight_time(dx, dy, foe.vx - ship.vx, foe.vy - ship.vy)
        aim = atan2(dy + (foe.vy - ship.vy) * flight, dx + (foe.vx - ship.vx) * flight)
        aim += self._rng.gauss(0.0, 0.03 + 0.2 * (1.0 - self.skill))
        in_reach = flight < rules.TORPEDO_LIFE * 0.85
        fire = in_reach and not foe.shielded and not self._star_between(aim, distance)
        if ship.torpedoes_ready == 0:
            self._breaking_off = True
        elif ship.torpedoes_ready >= rules.TORPEDOES_MAX - 1:
            self._breaking_off = False
        if self._breaking_off or distance < TOO_NEAR:
            return self._break_off(dx, dy)
        closing = (dx * (ship.vx - foe.vx) + dy * (ship.vy - foe.vy)) / max(distance, 1.0)
        thrust = ship.speed < CRUISE or (distance > FAR and closing < CRUISE)
        return Plan(aim, thrust=thrust and distance > NEAR, fire=fire)

    def _break_off(self, dx: float, dy: float) -> Plan:
        """Fly across the other's aim and away while the magazine fills; (dx, dy) is the way to the other ship."""
        ship = self.ship
        side = 1.0 if dx * ship.vy - dy * ship.vx >= 0.0 else -1.0
        return Plan(atan2(dy, dx) + side * AWAY, thrust=ship.speed < HURRY)

    def _cruise(self) -> Plan:
        """Keep moving around the star while there is nobody to fight."""
        ship, star = self.ship, self.arena.star
        dx, dy = rules.shortest(star.x, star.y, ship.x, ship.y)
        side = 1.0 if dx * ship.vy - dy * ship.vx >= 0.0 else -1.0
        return Plan(atan2(dx * side, -dy * side), thrust=ship.speed < CRUISE)

    def _star_between(self, aim: float, distance: float) -> bool:
        ship, star = self.ship, self.arena.star
        dx, dy = rules.shortest(ship.x, ship.y, star.x, star.y)
        along = dx * cos(aim) + dy * sin(aim)
        return 0.0 < along < distance and abs(dx * sin(aim) - dy * cos(aim)) < star.radius + 1.0


def _flight_time(dx: float, dy: float, vx: float, vy: float) -> float:
    """Return the seconds a torpedo needs to meet a ship at (dx, dy) that moves with (vx, vy) relative to the one that fires."""
    a = vx * vx + vy * vy - rules.TORPEDO_SPEED * rules.TORPEDO_SPEED
    b = dx * vx + dy * vy
    c = dx * dx + dy * dy
    # a < 0: two ships at top speed fly apart with 60 ft/s at most, and then a torpedo may never arrive.
    inside = b * b - a * c
    if a >= 0.0 or inside < 0.0:
        return float(rules.TORPEDO_LIFE * 2)
    return (-b - sqrt(inside)) / a
