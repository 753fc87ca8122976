"""Space as it is seen: the background, the star, torpedoes and ships, and what flies between them.

Rules: it reads the arena's nodes and changes none. Whatever lies across an edge is drawn on both sides. The whole of space is drawn anew
in each frame, by copying: the background is one image, everything else a sprite.
"""

from __future__ import annotations

from math import cos, pi, sin
from random import Random
from typing import TYPE_CHECKING, Final

from .effects import places
from .sprites import STAR_FRAMES
from .theme import ARENA, FIRE, SCALE, SPACE, WHITE, dimmed

if TYPE_CHECKING:
    from ..game.arena import Arena
    from ..game.ship import Ship
    from .effects import Effects
    from .host.canvas import Canvas, Colour, Image, Picture, Studio
    from .sprites import Sprites

MARGIN: Final = 16
STARS: Final = 420
TWINKLING: Final = 30
BLINKS_A_SECOND: Final = 9
_STAR_TINTS: Final[tuple[Colour, ...]] = ((255, 255, 255), (190, 214, 255), (255, 232, 200))


class Sky:
    """The picture of space.

    Args:
        arena: Whose nodes are drawn.
        effects: What flies between them.
        sprites: What they look like.
        studio: Who makes the background.
    """

    def __init__(self, arena: Arena, effects: Effects, sprites: Sprites, studio: Studio) -> None:
        """Draw the background once."""
        self.time = 0.0
        self._arena = arena
        self._effects = effects
        self._sprites = sprites
        self._random = Random(1962)
        self._background = self._paint_background(studio)
        self._twinkles = [
            (self._random.randrange(ARENA.width), self._random.randrange(ARENA.height), self._random.uniform(0.0, 6.0))
            for _ in range(TWINKLING)
        ]

    def draw_space(self, target: Canvas, *, star: bool = True) -> tuple[int, int]:
        """Draw what lies behind everything; return by how many pixels it shakes."""
        dx, dy = self._effects.offset()
        target.clip(ARENA)
        target.image(self._background, (dx - MARGIN, dy - MARGIN))
        for x, y, phase in self._twinkles:
            light = int(150 + 100 * sin(self.time * 1.7 + phase))
            target.dot((x + dx, y + dy), (light, light, light))
        if star:
            image = self._sprites.star[int(self.time * 14) % STAR_FRAMES]
            half = image.width / 2
            place = (self._arena.star.x * SCALE - half + dx, self._arena.star.y * SCALE - half + dy)
            target.light(image, place)
        target.clip(None)
        return dx, dy

    def draw_bodies(self, target: Canvas, offset: tuple[int, int]) -> None:
        """Draw what moves."""
        dx, dy = offset
        target.clip(ARENA)
        self._effects.draw(target, dx, dy)
        for torpedo in self._arena.torpedoes:
            image = self._sprites.torpedo(torpedo.owner_index, torpedo.angle)
            self._add(target, image, torpedo.x * SCALE + dx, torpedo.y * SCALE + dy)
        for ship in self._arena.ships:
            if ship.here:
                self._draw_ship(target, ship, dx, dy)
        target.clip(None)

    def _draw_ship(self, target: Canvas, ship: Ship, dx: int, dy: int) -> None:
        x, y = ship.x * SCALE + dx, ship.y * SCALE + dy
        if ship.thrusting:
            self._draw_flame(target, ship, x, y)
        if not ship.shielded or int(self.time * BLINKS_A_SECOND) % 3:
            self._add(target, self._sprites.ship(ship.index, ship.angle), x, y)
        if ship.shielded:
            self._add(target, self._sprites.shields[ship.index], x, y)

    def _draw_flame(self, target: Canvas, ship: Ship, x: float, y: float) -> None:
        """Draw two nested tongues that flicker."""
        radius = ship.radius * SCALE
        for width, colour, reach in ((0.5, FIRE, self._random.uniform(2.0, 2.7)), (0.26, WHITE, self._random.uniform(1.4, 1.8))):
            tip = (x - cos(ship.angle) * radius * reach, y - sin(ship.angle) * radius * reach)
            for side in (-width, width):
                root = (x - cos(ship.angle + side) * radius * 0.95, y - sin(ship.angle + side) * radius * 0.95)
                target.fine_line(root, tip, colour)

    def _add(self, target: Canvas, image: Image, x: float, y: float) -> None:
        """Add a sprite with its middle at a place, and again where it reaches across an edge."""
        half = image.width / 2
        for left, top in places(x, y, half):
            target.light(image, (left - half, top - half))

    def _paint_background(self, studio: Studio) -> Image:
        width, height = ARENA.width + 2 * MARGIN, ARENA.height + 2 * MARGIN
        image = studio.picture((width, height))
        image.fill(SPACE)
        middle = (width / 2, height / 2)
        for feet, blue in ((10, 40), (20, 32), (30, 25)):
            _dash_circle(image, middle, feet * SCALE, (blue // 2, blue * 2 // 3, blue))
        image.light(_haze(studio, image.size, self._random))
        rng = self._random
        for _ in range(STARS):
            place = (rng.randrange(width), rng.randrange(height))
            light = rng.choice((0.2, 0.26, 0.34, 0.5, 0.8))
            image.dot(place, dimmed(rng.choice(_STAR_TINTS), light))
        for _ in range(STARS // 16):
            place = (rng.randrange(width), rng.randrange(height))
            tint = rng.choice(_STAR_TINTS)
            for reach, arm in ((2, 0.14), (1, 0.4)):
                for step in (-reach, reach):
                    image.dot((place[0] + step, place[1]), dimmed(tint, arm))
                    image.dot((place[0], place[1] + step), dimmed(tint, arm))
            image.dot(place, tint)
        return image.done()


def _haze(studio: Studio, size: tuple[int, int], rng: Random) -> Picture:
    """Return faint clouds: blots blurred on a small picture, then scaled up."""
    width, height = size[0] // 8, size[1] // 8
    small = studio.picture((width, height))
    for _ in range(26):
        place = (rng.randrange(width), rng.randrange(height))
        tint = rng.choice(((8, 12, 34), (24, 8, 30), (4, 18, 26)))
        small.disc(place, rng.randrange(6, 20), tint)
    return small.blurred(14).resized(size)


def _dash_circle(image: Picture, middle: tuple[float, float], radius: float, colour: Colour) -> None:
    """Draw a dashed circle, as a mark of how far from the star a place is."""
    dashes = round(radius / 5)
    for dash in range(dashes):
        points = [
            (middle[0] + cos(angle) * radius, middle[1] + sin(angle) * radius)
            for angle in (2 * pi * (dash + share) / dashes for share in (0.0, 0.5))
        ]
        image.fine_line(points[0], points[1], colour)


def onscreen(ship: Ship) -> tuple[float, float]:
    """Return where a ship is on the canvas."""
    return ship.x * SCALE, ship.y * SCALE
