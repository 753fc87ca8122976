"""What flies and fades and has no say in the game: sparks, rings, flashes, and how the view shakes.

Rules: effects are a node of their own that stops with the match (PAUSABLE) and only listens to the arena. Their chance is their own, never
the game's, so that the same seed plays the same round with or without a view. There are never more than MOST_SPARKS.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from math import cos, sin, tau
from random import Random
from typing import TYPE_CHECKING, Final

from steam_nodes import Node

from .sprites import LEVELS
from .theme import ARENA, PLAYERS, SCALE, dimmed

if TYPE_CHECKING:
    from ..game.arena import Arena
    from ..game.match import Match
    from ..game.ship import Ship
    from .host.canvas import Canvas, Colour, Image
    from .sprites import Sprites

MOST_SPARKS: Final = 420
SHAKE_FADE: Final = 1.7
SHAKE_REACH: Final = 14.0
RING_TIME: Final = 0.6
FLASH_TIME: Final = 0.22
PUFF: Final = 1 / 60
WAKE: Final = 30
WAKE_STEP: Final = 4


def _wake_tint(colour: Colour, share: float) -> Colour:
    """Return the colour of a part of a wake; it never falls below the haze of space, against which it would look dark."""
    red, green, blue = dimmed(colour, 0.5 * share**1.4)
    return max(red, 16), max(green, 18), max(blue, 34)


Wake = deque[tuple[float, float] | None]
_WAKE_TINTS: Final = [[_wake_tint(colour, step / WAKE) for step in range(WAKE)] for colour in PLAYERS]


class Spark:
    """One spark, in pixels and seconds; `left` counts down to 0."""

    __slots__ = ("drag", "images", "left", "rate", "vx", "vy", "x", "y")

    def __init__(self, place: tuple[float, float], velocity: tuple[float, float], life: float, images: list[Image]) -> None:
        """Start to fly."""
        self.x, self.y = place
        self.vx, self.vy = velocity
        self.left = life
        self.rate = (LEVELS - 0.01) / life
        self.images = images
        self.drag = 0.0


class Burst:
    """A ring or a flash: images that play once."""

    __slots__ = ("age", "images", "time", "x", "y")

    def __init__(self, place: tuple[float, float], images: list[Image], time: float) -> None:
        """Begin with the first image; a place's coordinates are those of its middle."""
        self.x, self.y = place
        self.images = images
        self.time = time
        self.age = 0.0


def places(x: float, y: float, half: float) -> list[tuple[int, int]]:
    """Return where the middle of a square picture is to be drawn: its place, and again where it reaches across an edge."""
    return [(int(left), int(top)) for left in _copies(x, half, ARENA.width) for top in _copies(y, half, ARENA.height)]


def _copies(place: float, half: float, length: int) -> tuple[float, ...]:
    if place < half:
        return place, place + length
    if place > length - half:
        return place, place - length
    return (place,)


class Effects(Node):
    """All effects of one arena.

    Args:
        match: Whose arena it listens to.
        sprites: What sparks and rings look like.
    """

    def __init__(self, match: Match, sprites: Sprites) -> None:
        """Listen to the arena."""
        super().__init__(name="Effects")
        self.process_mode = Node.PROCESS_MODE_PAUSABLE
        self.sparks: list[Spark] = []
        self.bursts: list[Burst] = []
        self.shake = 0.0
        self._random = Random(480)
        self._arena: Arena = match.arena
        self._sprites = sprites
        self._until_puff = 0.0
        self._puffs = 0
        self._wakes: tuple[Wake, Wake] = (deque(maxlen=WAKE), deque(maxlen=WAKE))
        arena = match.arena
        arena.torpedo_fired.connect(self._on_torpedo_fired)
        arena.torpedo_burst.connect(self._on_torpedo_burst)
        arena.ship_hit.connect(self._on_ship_hit)
        arena.ship_destroyed.connect(self._on_ship_destroyed)
        arena.ships_bumped.connect(self._on_ships_bumped)
        arena.hyperspace_entered.connect(self._on_hyperspace)
        arena.hyperspace_left.connect(self._on_hyperspace)
        arena.ship_wrapped.connect(self._on_ship_wrapped)
        match.round_started.connect(self._on_round_started)

    def clear(self) -> None:
        """Drop every effect."""
        self.sparks.clear()
        self.bursts.clear()
        self.shake = 0.0
        for wake in self._wakes:
            wake.clear()

    def offset(self) -> tuple[int, int]:
        """Return by how many pixels the shaking moves the view now."""
        if self.shake <= 0.0:
            return 0, 0
        reach = self.shake * self.shake * SHAKE_REACH
        return round(self._random.uniform(-reach, reach)), round(self._random.uniform(-reach, reach))

    def draw(self, target: Canvas, dx: int, dy: int) -> None:
        """Add wakes, sparks, rings and flashes to the picture."""
        for wake, tints in zip(self._wakes, _WAKE_TINTS, strict=True):
            for start, end, tint in zip(wake, islice(wake, 1, None), tints[-len(wake) :], strict=False):
                if start is not None and end is not None:
                    target.fine_line((start[0] + dx, start[1] + dy), (end[0] + dx, end[1] + dy), tint)
        lights: list[tuple[Image, tuple[int, int]]] = []
        for spark in self.sparks:
            image = spark.images[int(spark.left * spark.rate)]
            half = image.width >> 1
            lights.append((image, (int(spark.x) - half + dx, int(spark.y) - half + dy)))
        for burst in self.bursts:
            images = burst.images
            image = images[min(len(images) - 1, int(burst.age / burst.time * len(images)))]
            half = image.width >> 1
            lights += [(image, (left - half + dx, top - half + dy)) for left, top in places(burst.x, burst.y, half)]
        if lights:
            target.lights(lights)

    def _process(self, delta: float) -> None:
        self.shake = max(0.0, self.shake - SHAKE_FADE * delta)
        for spark in self.sparks:
            spark.left -= delta
            slower = 1.0 - spark.drag * delta
            spark.vx *= slower
            spark.vy *= slower
            spark.x = (spark.x + spark.vx * delta) % ARENA.width
            spark.y = (spark.y + spark.vy * delta) % ARENA.height
        self.sparks = [spark for spark in self.sparks if spark.left > 0.0]
        for burst in self.bursts:
            burst.age += delta
        self.bursts = [burst for burst in self.bursts if burst.age < burst.time]
        if self._arena.can_process():
            self._until_puff -= delta
            while self._until_puff <= 0.0:
                self._until_puff += PUFF
                self._puff()

    def _puff(self) -> None:
        """Leave one step of wake, exhaust and torpedo trails."""
        self._puffs += 1
        for ship, wake in zip(self._arena.ships, self._wakes, strict=True):
            if self._puffs % WAKE_STEP == 0:
                wake.append((ship.x * SCALE, ship.y * SCALE) if ship.here else None)
            if ship.thrusting and ship.here:
                self._exhaust(ship)
        for torpedo in self._arena.torpedoes:
            place = (torpedo.x * SCALE, torpedo.y * SCALE)
            uniform = self._random.uniform
            drift = (torpedo.vx * SCALE * 0.1 + uniform(-14.0, 14.0), torpedo.vy * SCALE * 0.1 + uniform(-14.0, 14.0))
            if self._puffs % 2:
                self._add(place, drift, uniform(0.2, 0.6), self._sprites.sparks[torpedo.owner_index])

    def _exhaust(self, ship: Ship) -> None:
        uniform = self._random.uniform
        c, s = cos(ship.angle), sin(ship.angle)
        tail = ((ship.x - c * ship.radius * 0.9) * SCALE, (ship.y - s * ship.radius * 0.9) * SCALE)
        for images, speed in ((self._sprites.flames[ship.index], uniform(90.0, 170.0)), (self._sprites.embers, uniform(60.0, 150.0))):
            aside = uniform(-32.0, 32.0)
            velocity = (ship.vx * SCALE - c * speed - s * aside, ship.vy * SCALE - s * speed + c * aside)
            self._add(tail, velocity, uniform(0.16, 0.42), images)

    def _add(self, place: tuple[float, float], velocity: tuple[float, float], life: float, images: list[Image]) -> None:
        if len(self.sparks) < MOST_SPARKS:
            self.sparks.append(Spark(place, velocity, life, images))

    def _spray(self, place: tuple[float, float], count: int, speed: float, life: float, images: list[Image]) -> None:
        """Throw sparks in all directions."""
        uniform = self._random.uniform
        for _ in range(count):
            angle, fast = uniform(0.0, tau), speed * uniform(0.08, 1.0)
            self._add(place, (cos(angle) * fast, sin(angle) * fast), life * uniform(0.35, 1.0), images)
            self.sparks[-1].drag = 1.6

    def _ring(self, place: tuple[float, float], images: list[Image], time: float = RING_TIME) -> None:
        self.bursts.append(Burst(place, images, time))

    def _flash(self, place: tuple[float, float], brightest: int) -> None:
        self.bursts.append(Burst(place, self._sprites.flash[brightest::-1], FLASH_TIME))

    def _on_torpedo_fired(self, ship: Ship, x: float, y: float, _angle: float) -> None:
        self._spray((x * SCALE, y * SCALE), 6, 90.0, 0.25, self._sprites.sparks[ship.index])

    def _on_torpedo_burst(self, x: float, y: float) -> None:
        place = (x * SCALE, y * SCALE)
        self._spray(place, 18, 150.0, 0.5, self._sprites.embers)
        self._ring(place, self._sprites.fire_ring, 0.4)

    def _on_ship_hit(self, ship: Ship, x: float, y: float) -> None:
        place = (x * SCALE, y * SCALE)
        self._spray(place, 30, 230.0, 0.7, self._sprites.flames[ship.index])
        self._flash(place, 1)
        self.shake = max(self.shake, 0.55)

    def _on_ship_destroyed(self, ship: Ship, _cause: str, x: float, y: float) -> None:
        place = (x * SCALE, y * SCALE)
        self._spray(place, 70, 330.0, 1.5, self._sprites.flames[ship.index])
        self._spray(place, 70, 240.0, 1.3, self._sprites.embers)
        self._ring(place, self._sprites.rings[ship.index], 0.9)
        self._ring(place, self._sprites.fire_ring, 0.6)
        self._flash(place, len(self._sprites.flash) - 1)
        self.shake = 1.0

    def _on_ships_bumped(self, x: float, y: float) -> None:
        self._spray((x * SCALE, y * SCALE), 24, 180.0, 0.5, self._sprites.smoke)
        self.shake = max(self.shake, 0.4)

    def _on_hyperspace(self, ship: Ship, x: float, y: float) -> None:
        place = (x * SCALE, y * SCALE)
        self._ring(place, self._sprites.small_rings[ship.index], 0.45)
        self._spray(place, 22, 130.0, 0.6, self._sprites.sparks[ship.index])

    def _on_ship_wrapped(self, ship: Ship) -> None:
        # A line across all of space would join the two edges.
        self._wakes[ship.index].append(None)

    def _on_round_started(self, _number: int) -> None:
        self.clear()
