"""The numbers of the game and the geometry of its space.

Rules: units are feet, seconds and radians; x grows to the right and y downwards; angle 0 points right and grows clockwise on the
screen, as in Godot's 2D. Space is a torus: what leaves by one edge comes back by the opposite one. Nothing here knows a node.
"""

from __future__ import annotations

from math import fmod, pi, tau
from typing import Final

WIDTH: Final = 160.0
HEIGHT: Final = 75.0
TICKS: Final = 60

SHIP_RADIUS: Final = 1.6
TORPEDO_RADIUS: Final = 0.3
STAR_RADIUS: Final = 2.6

GRAVITY: Final = 1900.0
"""The star's pull in ft³/s²: the acceleration at a distance d is GRAVITY / d², so a ship orbits at 30 feet with 8 ft/s."""

TORPEDO_PULL: Final = 0.5
"""The share of the star's gravity that a torpedo feels: shots past the star bend, but can still be aimed by eye."""

THRUST: Final = 20.0
TURN_RATE: Final = 3.6
TOP_SPEED: Final = 30.0
BUMP_BOUNCE: Final = 0.8

HULL: Final = 3
GRACE: Final = 1.5
"""Seconds after a hit in which no other hit counts; the star and hyperspace know no grace."""

TORPEDO_SPEED: Final = 36.0
TORPEDO_LIFE: Final = 1.9
TORPEDOES_MAX: Final = 4
FIRE_COOLDOWN: Final = 0.45
RELOAD: Final = 2.0
"""Seconds until a fired torpedo is back in the magazine; the magazine holds TORPEDOES_MAX."""

HYPERSPACE_TIME: Final = 0.9
HYPERSPACE_COOLDOWN: Final = 5.0
HYPERSPACE_RISK: Final = 0.06
"""How much each jump of a round adds to the chance that the next one destroys the ship; the first has exactly this chance."""

HYPERSPACE_CLEARANCE: Final = 15.0
"""Feet from the star's surface within which no jump ends."""

HYPERSPACE_DRIFT: Final = 0.4
"""The share of its velocity that a ship keeps through a jump."""

ROUND_LIMIT: Final = 60.0
AFTERMATH: Final = 1.2
"""Seconds a round goes on after the first ship is lost: a torpedo still under way, or the star, can make it a draw."""

COUNTDOWN: Final = 3.0
INTERMISSION: Final = 4.0

START_DISTANCE: Final = 50.0
START_SPEED: Final = 7.0
SHIP_NAMES: Final = ("Needle", "Wedge")


def wrap(x: float, y: float) -> tuple[float, float]:
    """Return the same place with 0 <= x < WIDTH and 0 <= y < HEIGHT."""
    x %= WIDTH
    y %= HEIGHT
    # A tiny negative number modulo a size rounds up to the size itself, which is no place of this space.
    return (0.0 if x >= WIDTH else x), (0.0 if y >= HEIGHT else y)


def shortest(ax: float, ay: float, bx: float, by: float) -> tuple[float, float]:
    """Return the shortest way (dx, dy) from a to b, across an edge where that is nearer."""
    dx = bx - ax
    dy = by - ay
    if dx > WIDTH / 2:
        dx -= WIDTH
    elif dx < -WIDTH / 2:
        dx += WIDTH
    if dy > HEIGHT / 2:
        dy -= HEIGHT
    elif dy < -HEIGHT / 2:
        dy += HEIGHT
    return dx, dy


def turn_between(from_angle: float, to_angle: float) -> float:
    """Return the smaller turn from one heading to another, between -pi and pi."""
    return fmod(fmod(to_angle - from_angle, tau) + tau + pi, tau) - pi
