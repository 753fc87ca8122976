"""Vector shapes made into sprites once: stroke letters, ships, dots, rings and the star, each with its glow.

Rules: a sprite is light on black, to be added to what is there as light; shapes are drawn several times larger and scaled down, so
their lines are smooth. Everything is made at the start; a frame only copies.
"""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin, tau
from typing import TYPE_CHECKING, Final

from ..game import rules
from .theme import BLUE, FIRE, GOLD, PLAYERS, SCALE, WHITE, dimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .host.canvas import Colour, Image, Picture, Point, Size, Studio

FINE: Final = 4
"""How many times larger shapes are drawn before they are scaled down."""

HEADINGS: Final = 108
STREAKS: Final = 72
LEVELS: Final = 8
SMALL_LETTERS: Final = 50
RING_FRAMES: Final = 18
STAR_FRAMES: Final = 18

_SHIP_SIZE: Final = 72
_STAR_SIZE: Final = 260
_SHIP_SCALE: Final = rules.SHIP_RADIUS * SCALE * 1.22

# The outline first, then what is drawn inside; in ship radii, the nose to the right.
_HULLS: Final = (
    (
        ((1.55, 0.0), (-0.1, 0.34), (-1.05, 0.62), (-0.72, 0.0), (-1.05, -0.62), (-0.1, -0.34), (1.55, 0.0)),
        ((-0.72, 0.0), (0.5, 0.0)),
    ),
    (
        ((1.35, 0.0), (0.05, 0.44), (-0.95, 1.12), (-0.6, 0.0), (-0.95, -1.12), (0.05, -0.44), (1.35, 0.0)),
        ((0.05, 0.44), (-0.6, 0.0), (0.05, -0.44)),
    ),
)

# Letters as strokes on a grid of 4 by 6: "xy" pairs, strokes parted by "/".
_LETTERS: Final = {
    "A": "06 02 20 42 46/04 44",
    "B": "06 00 30 41 42 33 03/33 44 45 36 06",
    "C": "40 00 06 46",
    "D": "06 00 20 42 44 26 06",
    "E": "40 00 06 46/03 33",
    "F": "40 00 06/03 33",
    "G": "41 40 00 06 46 43 23",
    "H": "00 06/40 46/03 43",
    "I": "00 40/20 26/06 46",
    "J": "40 45 36 16 05",
    "K": "00 06/40 03 46",
    "L": "00 06 46",
    "M": "06 00 23 40 46",
    "N": "06 00 46 40",
    "O": "00 40 46 06 00",
    "P": "06 00 40 43 03",
    "Q": "00 40 44 26 06 00/24 46",
    "R": "06 00 40 43 03/13 46",
    "S": "40 00 03 43 46 06",
    "T": "00 40/20 26",
    "U": "00 06 46 40",
    "V": "00 26 40",
    "W": "00 06 23 46 40",
    "X": "00 46/40 06",
    "Y": "00 23 40/23 26",
    "Z": "00 40 06 46",
    "1": "11 20 26/06 46",
    "2": "00 40 43 03 06 46",
    "3": "00 40 46 06/03 43",
}


def glowing(core: Picture, near: int = 2, far: int = 7, times: int = 2) -> Picture:
    """Return lines of light with a halo: a narrow bright one and a wide faint one added."""
    lit = core.copy()
    for radius, often in ((near, 1), (far, times)):
        halo = core.blurred(radius)
        for _ in range(often):
            lit.light(halo)
    return lit


def strokes(
    studio: Studio,
    size: Size,
    lines: Sequence[Sequence[Point]],
    colour: Colour,
    width: float,
    under: Sequence[Sequence[Point]] = (),
) -> Picture:
    """Return smooth lines on black, above thinner and dimmer ones (`under`); points are in pixels of the finished image."""
    large = studio.picture((size[0] * FINE, size[1] * FINE))
    for some, tint, thick in ((under, dimmed(colour, 0.55), round(0.75 * width * FINE)), (lines, colour, round(width * FINE))):
        for line in some:
            points = [(x * FINE, y * FINE) for x, y in line]
            for start, end in pairwise(points):
                large.line(start, end, tint, thick)
            for point in points:
                large.disc(point, thick / 2, tint)
    return large.resized(size)


def lettering(studio: Studio, words: str, height: int, colour: Colour, width: float = 2.0) -> Image:
    """Return words in glowing strokes, `height` pixels high without the halo of 16 pixels around."""
    margin = 16
    unit = height / 6
    advance = 4 * unit + max(1.7 * unit, 6.0)
    lines = []
    for place, letter in enumerate(words.upper()):
        left = margin + place * advance
        lines += [
            [(left + int(pair[0]) * unit, margin + int(pair[1]) * unit) for pair in stroke.split()]
            for stroke in _LETTERS.get(letter, "").split("/")
        ]
    size = (round(len(words) * advance - (advance - 4 * unit)) + 2 * margin, height + 2 * margin)
    if height < SMALL_LETTERS:
        # Around narrow letters a wide halo would fill them.
        return glowing(strokes(studio, size, lines, colour, width), near=1, far=5, times=1).done()
    return glowing(strokes(studio, size, lines, colour, width)).done()


def hull_lines(index: int, angle: float, scale: float, centre: Point) -> list[list[Point]]:
    """Return the lines of a ship, turned, scaled and moved."""
    c, s = cos(angle) * scale, sin(angle) * scale
    return [[(centre[0] + x * c - y * s, centre[1] + x * s + y * c) for x, y in line] for line in _HULLS[index]]


def ship_image(studio: Studio, index: int, angle: float, scale: float, size: int) -> Image:
    """Return one ship with its glow on a square of `size` pixels."""
    lines = hull_lines(index, angle, scale, (size / 2, size / 2))
    return glowing(strokes(studio, (size, size), lines[:1], PLAYERS[index], 1.9, under=lines[1:])).done()


def _dots(studio: Studio, colour: Colour, size: int) -> list[Image]:
    """Return a soft dot in LEVELS brightnesses, the faintest first; its middle is whiter than its edge."""
    centre = (size - 1) / 2
    images = []
    for level in range(1, LEVELS + 1):
        share = (level / LEVELS) ** 1.4
        image = studio.picture((size, size))
        for y in range(size):
            for x in range(size):
                distance = ((x - centre) ** 2 + (y - centre) ** 2) ** 0.5 / (centre + 0.5)
                if distance < 1.0:
                    soft = (1.0 - distance) ** 2 * share
                    white = max(0.0, 1.0 - 2.6 * distance) * share
                    red, green, blue = (min(255, int(part * soft + 255 * white)) for part in colour)
                    image.dot((x, y), (red, green, blue))
        images.append(image.done())
    return images


def _rings(studio: Studio, colour: Colour, reach: int) -> list[Image]:
    """Return a ring that grows to `reach` pixels and fades."""
    size = 2 * reach + 12
    images = []
    for frame in range(RING_FRAMES):
        share = (frame + 1) / RING_FRAMES
        image = studio.picture((size, size))
        radius = max(3, round(reach * (1.0 - (1.0 - share) ** 2)))
        image.ring((size // 2, size // 2), radius, dimmed(colour, (1.0 - share) ** 1.3), 2)
        image.light(image.blurred(3))
        images.append(image.done())
    return images


def _glow(studio: Studio, colour: Colour, size: int, power: float = 2.6) -> Picture:
    """Return a round glow that fills a square of `size` pixels."""
    image = studio.picture((size, size))
    radius = size // 2
    for step in range(radius, 0, -1):
        image.disc((radius, radius), step, dimmed(colour, (1.0 - step / radius) ** power))
    return image.blurred(2)


def _star_frames(studio: Studio) -> list[Image]:
    """Return the star: a white-hot disc, a corona, and rays of which each breathes in its own time."""
    size, middle = _STAR_SIZE, _STAR_SIZE / 2
    disc = rules.STAR_RADIUS * SCALE
    corona = _glow(studio, (150, 84, 22), size, 2.2)
    corner = int(middle - disc * 2.5)
    corona.light(_glow(studio, (215, 150, 70), int(disc * 5), 2.4), (corner, corner))
    core = studio.picture((size * 2, size * 2))
    core.disc((size, size), disc * 2, (255, 214, 130))
    core.disc((size, size), disc * 2 - 6, (255, 246, 224))
    core = glowing(core.resized((size, size)), 2, 9)
    frames = []
    for frame in range(STAR_FRAMES):
        time = frame / STAR_FRAMES * tau
        rays = []
        for ray in range(24):
            angle = ray / 24 * tau
            long = disc * ((1.75 if ray % 2 else 1.45) + 0.3 * sin(time * (1 + ray % 3) + ray * 2.4))
            rays.append([(middle + cos(angle) * reach, middle + sin(angle) * reach) for reach in (disc * 1.16, long)])
        image = corona.copy()
        image.light(glowing(strokes(studio, (size, size), rays, dimmed(GOLD, 0.75), 1.3), 1, 4))
        image.light(core)
        frames.append(image.done())
    return frames


class Sprites:
    """Everything that is drawn more than once, made at the start.

    Args:
        studio: Who makes it.
    """

    def __init__(self, studio: Studio) -> None:
        """Draw all of it."""
        self.ships = [
            [ship_image(studio, index, step / HEADINGS * tau, _SHIP_SCALE, _SHIP_SIZE) for step in range(HEADINGS)] for index in (0, 1)
        ]
        self.shields = [_shield(studio, colour) for colour in PLAYERS]
        self.torpedoes = [_streaks(studio, colour) for colour in PLAYERS]
        self.sparks = [_dots(studio, colour, 9) for colour in PLAYERS]
        self.embers = _dots(studio, FIRE, 11)
        self.flames = [_dots(studio, colour, 13) for colour in PLAYERS]
        self.smoke = _dots(studio, BLUE, 7)
        self.flash = [_glow(studio, dimmed(WHITE, share), 190, 1.7).done() for share in (0.2, 0.4, 0.7, 1.0)]
        self.rings = [_rings(studio, colour, 92) for colour in PLAYERS]
        self.small_rings = [_rings(studio, colour, 34) for colour in PLAYERS]
        self.fire_ring = _rings(studio, FIRE, 60)
        self.star = _star_frames(studio)

    def ship(self, index: int, angle: float) -> Image:
        """Return the ship that points that way."""
        return self.ships[index][round(angle / tau * HEADINGS) % HEADINGS]

    def torpedo(self, index: int, angle: float) -> Image:
        """Return the torpedo of that player that flies that way."""
        return self.torpedoes[index][round(angle / tau * STREAKS) % STREAKS]


def _streaks(studio: Studio, colour: Colour) -> list[Image]:
    """Return a torpedo with its tail in all directions."""
    size, head = 88, 44.0
    image = studio.picture((size * 2, size * 2))
    for step in range(12, 0, -1):
        share = (1.0 - step / 13) ** 1.5
        tail = (2 * (head - step * 3.2), 2 * head)
        image.line(tail, (tail[0] + 8, tail[1]), dimmed(colour, share), 4)
    image.disc((2 * head, 2 * head), 6, WHITE)
    image = image.resized((size, size))
    image.light(_glow(studio, dimmed(colour, 0.9), 30, 1.8), (round(head) - 15, round(head) - 15))
    return [turned.done() for turned in glowing(image, 1, 4).turned(STREAKS)]


def _shield(studio: Studio, colour: Colour) -> Image:
    """Return the ring around a ship that cannot be hit for a moment: four arcs."""
    size, radius = 64, 24.0
    arcs = []
    for quarter in range(4):
        start = quarter * pi / 2 + 0.22
        arcs.append([(size / 2 + cos(start + step * 0.113) * radius, size / 2 + sin(start + step * 0.113) * radius) for step in range(11)])
    return glowing(strokes(studio, (size, size), arcs, dimmed(colour, 0.8), 1.5), 2, 5).done()
