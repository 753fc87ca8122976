"""The looks of the view: colours, the places of things on the canvas, and text that is rendered once.

Rules: everything is laid out on a canvas of 1280x720 pixels. Text is set in the font that ships inside pygame-ce, so it looks the same
everywhere, and never smaller than 18 pixels. A text that has been rendered is kept until there are too many.
"""

from __future__ import annotations

from math import ceil
from typing import Final

import pygame

from ..game import rules
from ..stats.card import CardState

Colour = tuple[int, int, int]

CANVAS: Final = (1280, 720)
SCALE: Final = CANVAS[0] / rules.WIDTH
"""Pixels a foot."""

ARENA: Final = pygame.Rect(0, 0, CANVAS[0], round(rules.HEIGHT * SCALE))
STRIP: Final = pygame.Rect(0, ARENA.bottom, CANVAS[0], CANVAS[1] - ARENA.bottom)

BLACK: Final[Colour] = (0, 0, 0)
SPACE: Final[Colour] = (3, 4, 9)
PANEL: Final[Colour] = (9, 12, 22)
PANEL_EDGE: Final[Colour] = (44, 56, 86)
INK: Final[Colour] = (226, 232, 244)
SOFT: Final[Colour] = (166, 178, 204)
FAINT: Final[Colour] = (136, 149, 180)
GOLD: Final[Colour] = (255, 205, 92)
GREEN: Final[Colour] = (110, 232, 140)
RED: Final[Colour] = (255, 92, 84)
BLUE: Final[Colour] = (112, 168, 255)
FIRE: Final[Colour] = (255, 148, 52)
WHITE: Final[Colour] = (255, 255, 255)
PLAYERS: Final[tuple[Colour, Colour]] = ((84, 224, 255), (255, 102, 170))

STATE_COLOURS: Final = {
    CardState.ASKED: SOFT,
    CardState.LOADED: BLUE,
    CardState.CHANGED: GOLD,
    CardState.STORING: GOLD,
    CardState.STORED: GREEN,
    CardState.FAILED: RED,
}

SMALL: Final = 18
MEDIUM: Final = 20
LARGE: Final = 26
HUGE: Final = 40

_MOST_TEXTS: Final = 600
# What pygame multiplies the size of its own font with.
_OWN_FONT: Final = 0.6875
# Text is rendered that many times larger and scaled down: at its own size the font's hinting would pull its letters apart.
_FINE: Final = 4

_fonts: dict[int, pygame.font.Font] = {}
_texts: dict[tuple[str, int, Colour], pygame.Surface] = {}


def forget() -> None:
    """Drop every font and text; they do not outlive `pygame.quit()`."""
    _fonts.clear()
    _texts.clear()


def measure(words: str, size: int = SMALL) -> int:
    """Return how wide text will be."""
    return ceil(_font(size).size(words)[0] / _FINE)


def _font(size: int) -> pygame.font.Font:
    """Return pygame's own font with an em of `size` pixels, _FINE times as large."""
    found = _fonts.get(size)
    if found is None:
        found = _fonts[size] = pygame.font.Font(None, ceil(size * _FINE / _OWN_FONT))
    return found


def text(words: str, size: int = SMALL, colour: Colour = INK) -> pygame.Surface:
    """Return rendered text, from the cache where it has been rendered before."""
    key = (words, size, colour)
    found = _texts.get(key)
    if found is None:
        if len(_texts) >= _MOST_TEXTS:
            _texts.clear()
        large = _font(size).render(words, True, colour).convert_alpha()  # noqa: FBT003  # pygame takes no keywords here
        place = (ceil(large.get_width() / _FINE), round(large.get_height() / _FINE))
        found = _texts[key] = pygame.transform.smoothscale(large, place)
    return found


def put(
    target: pygame.Surface,
    words: str,
    place: tuple[float, float],
    *,
    size: int = SMALL,
    colour: Colour = INK,
    align: float = 0.0,
) -> int:
    """Draw text with its left (`align` 0.0), middle (0.5) or right (1.0) top corner at a place; return its width."""
    image = text(words, size, colour)
    width = image.get_width()
    target.blit(image, (round(place[0] - align * width), round(place[1])))
    return width


def wrapped(words: str, width: int, size: int = SMALL) -> list[str]:
    """Break text into lines of at most `width` pixels, between words, and inside a word only where it is longer than a line."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer, size) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if measure(lines[-1] + letter, size) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def clipped(words: str, width: int, size: int = SMALL) -> str:
    """Return text that is at most `width` pixels wide: what does not fit gives way to three dots, and what cannot be drawn to `?`."""
    words = "".join(letter if letter.isprintable() else "?" for letter in words)
    if measure(words, size) <= width:
        return words
    # Names come from outside and may be of any length; each letter takes some room, so most of a long one need not be measured.
    words = words[:width]
    while words and measure(f"{words.rstrip()}...", size) > width:
        words = words[:-1]
    return f"{words.rstrip()}..."


def plate(size: tuple[int, int], edge: Colour = PANEL_EDGE) -> pygame.Surface:
    """Return a new plate for a panel: dark, opaque, with an edge of one pixel."""
    surface = pygame.Surface(size).convert()
    wipe(surface, edge)
    return surface


def wipe(surface: pygame.Surface, edge: Colour = PANEL_EDGE) -> None:
    """Empty a plate."""
    surface.fill(PANEL)
    pygame.draw.rect(surface, edge, surface.get_rect(), 1)


def bar(target: pygame.Surface, rect: pygame.Rect, share: float, colour: Colour) -> None:
    """Draw a bar filled to `share` (0.0 to 1.0)."""
    pygame.draw.rect(target, (26, 33, 52), rect, border_radius=3)
    if share > 0.0:
        filled = rect.copy()
        filled.width = max(3, round(rect.width * min(1.0, share)))
        pygame.draw.rect(target, colour, filled, border_radius=3)


def dimmed(colour: Colour, share: float) -> Colour:
    """Return a colour at a share of its brightness."""
    return (int(colour[0] * share), int(colour[1] * share), int(colour[2] * share))


def number(value: float) -> str:
    """Write a stat: whole numbers plainly, others with one digit after the point."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
