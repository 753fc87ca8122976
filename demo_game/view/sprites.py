"""Vector shapes made into sprites once: stroke letters, ships, dots, rings and the star, each with its glow.

Rules: a sprite is light on black, to be added to what is there (BLEND_RGB_ADD); shapes are drawn several times larger and scaled down, so
their lines are smooth. Everything is made at the start; a frame only copies.
"""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin, tau
from typing import TYPE_CHECKING, Final

import pygame

from ..game import rules
from .theme import BLUE, FIRE, GOLD, PLAYERS, SCALE, WHITE, Colour, dimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

ADD: Final = pygame.BLEND_RGB_ADD
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


def glowing(core: pygame.Surface, near: int = 2, far: int = 7, times: int = 2) -> pygame.Surface:
    """Return lines of light with a halo: a narrow bright one and a wide faint one added."""
    lit = core.copy()
    for radius, often in ((near, 1), (far, times)):
        halo = pygame.transform.gaussian_blur(core, radius)
        for _ in range(often):
            lit.blit(halo, (0, 0), special_flags=ADD)
    return lit.convert()


def strokes(
    size: tuple[int, int],
    lines: Sequence[Sequence[tuple[float, float]]],
    colour: Colour,
    width: float,
    under: Sequence[Sequence[tuple[float, float]]] = (),
) -> pygame.Surface:
    """Return smooth lines on black, above thinner and dimmer ones (`under`); points are in pixels of the finished image."""
    large = pygame.Surface((size[0] * FINE, size[1] * FINE)).convert()
    for some, tint, thick in ((under, dimmed(colour, 0.55), round(0.75 * width * FINE)), (lines, colour, round(width * FINE))):
        for line in some:
            points = [(x * FINE, y * FINE) for x, y in line]
            for start, end in pairwise(points):
                pygame.draw.line(large, tint, start, end, thick)
            for point in points:
                pygame.draw.circle(large, tint, point, thick / 2)
    return pygame.transform.smoothscale(large, size)


def lettering(words: str, height: int, colour: Colour, width: float = 2.0) -> pygame.Surface:
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
        return glowing(strokes(size, lines, colour, width), near=1, far=5, times=1)
    return glowing(strokes(size, lines, colour, width))


def hull_lines(index: int, angle: float, scale: float, centre: tuple[float, float]) -> list[list[tuple[float, float]]]:
    """Return the lines of a ship, turned, scaled and moved."""
    c, s = cos(angle) * scale, sin(angle) * scale
    return [[(centre[0] + x * c - y * s, centre[1] + x * s + y * c) for x, y in line] for line in _HULLS[index]]


def ship_image(index: int, angle: float, scale: float, size: int) -> pygame.Surface:
    """Return one ship with its glow on a square of `size` pixels."""
    lines = hull_lines(index, angle, scale, (size / 2, size / 2))
    return glowing(strokes((size, size), lines[:1], PLAYERS[index], 1.9, under=lines[1:]))


def _dots(colour: Colour, size: int) -> list[pygame.Surface]:
    """Return a soft dot in LEVELS brightnesses, the faintest first; its middle is whiter than its edge."""
    centre = (size - 1) / 2
    images = []
    for level in range(1, LEVELS + 1):
        share = (level / LEVELS) ** 1.4
        image = pygame.Surface((size, size)).convert()
        for y in range(size):
            for x in range(size):
                distance = ((x - centre) ** 2 + (y - centre) ** 2) ** 0.5 / (centre + 0.5)
                if distance < 1.0:
                    soft = (1.0 - distance) ** 2 * share
                    white = max(0.0, 1.0 - 2.6 * distance) * share
                    image.set_at((x, y), tuple(min(255, int(part * soft + 255 * white)) for part in colour))
        images.append(image)
    return images


def _rings(colour: Colour, reach: int) -> list[pygame.Surface]:
    """Return a ring that grows to `reach` pixels and fades."""
    size = 2 * reach + 12
    images = []
    for frame in range(RING_FRAMES):
        share = (frame + 1) / RING_FRAMES
        image = pygame.Surface((size, size)).convert()
        radius = max(3, round(reach * (1.0 - (1.0 - share) ** 2)))
        pygame.draw.aacircle(image, dimmed(colour, (1.0 - share) ** 1.3), (size // 2, size // 2), radius, 2)
        image.blit(pygame.transform.gaussian_blur(image, 3), (0, 0), special_flags=ADD)
        images.append(image)
    return images


def _glow(colour: Colour, size: int, power: float = 2.6) -> pygame.Surface:
    """Return a round glow that fills a square of `size` pixels."""
    image = pygame.Surface((size, size)).convert()
    radius = size // 2
    for step in range(radius, 0, -1):
        pygame.draw.circle(image, dimmed(colour, (1.0 - step / radius) ** power), (radius, radius), step)
    return pygame.transform.gaussian_blur(image, 2).convert()


def _star_frames() -> list[pygame.Surface]:
    """Return the star: a white-hot disc, a corona, and rays of which each breathes in its own time."""
    size, middle = _STAR_SIZE, _STAR_SIZE / 2
    disc = rules.STAR_RADIUS * SCALE
    corona = _glow((150, 84, 22), size, 2.2)
    corona.blit(_glow((215, 150, 70), int(disc * 5), 2.4), (int(middle - disc * 2.5),) * 2, special_flags=ADD)
    core = pygame.Surface((size * 2, size * 2)).convert()
    pygame.draw.circle(core, (255, 214, 130), (size, size), disc * 2)
    pygame.draw.circle(core, (255, 246, 224), (size, size), disc * 2 - 6)
    core = glowing(pygame.transform.smoothscale(core, (size, size)), 2, 9)
    frames = []
    for frame in range(STAR_FRAMES):
        time = frame / STAR_FRAMES * tau
        rays = []
        for ray in range(24):
            angle = ray / 24 * tau
            long = disc * ((1.75 if ray % 2 else 1.45) + 0.3 * sin(time * (1 + ray % 3) + ray * 2.4))
            rays.append([(middle + cos(angle) * reach, middle + sin(angle) * reach) for reach in (disc * 1.16, long)])
        image = corona.copy()
        image.blit(glowing(strokes((size, size), rays, dimmed(GOLD, 0.75), 1.3), 1, 4), (0, 0), special_flags=ADD)
        image.blit(core, (0, 0), special_flags=ADD)
        frames.append(image.convert())
    return frames


class Sprites:
    """Everything that is drawn more than once, made at the start; the display must be open."""

    def __init__(self) -> None:
        """Draw all of it."""
        self.ships = [[ship_image(index, step / HEADINGS * tau, _SHIP_SCALE, _SHIP_SIZE) for step in range(HEADINGS)] for index in (0, 1)]
        self.shields = [_shield(colour) for colour in PLAYERS]
        self.torpedoes = [_streaks(colour) for colour in PLAYERS]
        self.sparks = [_dots(colour, 9) for colour in PLAYERS]
        self.embers = _dots(FIRE, 11)
        self.flames = [_dots(colour, 13) for colour in PLAYERS]
        self.smoke = _dots(BLUE, 7)
        self.flash = [_glow(dimmed(WHITE, share), 190, 1.7) for share in (0.2, 0.4, 0.7, 1.0)]
        self.rings = [_rings(colour, 92) for colour in PLAYERS]
        self.small_rings = [_rings(colour, 34) for colour in PLAYERS]
        self.fire_ring = _rings(FIRE, 60)
        self.star = _star_frames()

    def ship(self, index: int, angle: float) -> pygame.Surface:
        """Return the ship that points that way."""
        return self.ships[index][round(angle / tau * HEADINGS) % HEADINGS]

    def torpedo(self, index: int, angle: float) -> pygame.Surface:
        """Return the torpedo of that player that flies that way."""
        return self.torpedoes[index][round(angle / tau * STREAKS) % STREAKS]


def _streaks(colour: Colour) -> list[pygame.Surface]:
    """Return a torpedo with its tail in all directions."""
    size, head = 88, 44.0
    image = pygame.Surface((size * 2, size * 2)).convert()
    for step in range(12, 0, -1):
        share = (1.0 - step / 13) ** 1.5
        tail = (2 * (head - step * 3.2), 2 * head)
        pygame.draw.line(image, dimmed(colour, share), tail, (tail[0] + 8, tail[1]), 4)
    pygame.draw.circle(image, WHITE, (2 * head, 2 * head), 6)
    image = pygame.transform.smoothscale(image, (size, size))
    image.blit(_glow(dimmed(colour, 0.9), 30, 1.8), (head - 15, head - 15), special_flags=ADD)
    image = pygame.transform.scale2x(glowing(image, 1, 4))
    turned = []
    for step in range(STREAKS):
        found = pygame.transform.rotozoom(image, -step * 360 / STREAKS, 0.5)
        square = pygame.Surface((size, size)).convert()
        square.blit(found, found.get_rect(center=(size / 2, size / 2)))
        turned.append(square)
    return turned


def _shield(colour: Colour) -> pygame.Surface:
    """Return the ring around a ship that cannot be hit for a moment: four arcs."""
    size, radius = 64, 24.0
    arcs = []
    for quarter in range(4):
        start = quarter * pi / 2 + 0.22
        arcs.append([(size / 2 + cos(start + step * 0.113) * radius, size / 2 + sin(start + step * 0.113) * radius) for step in range(11)])
    return glowing(strokes((size, size), arcs, dimmed(colour, 0.8), 1.5), 2, 5)
