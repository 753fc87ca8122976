"""The looks of the view: colours, the places of things on the canvas, text in its column, plates and bars.

Rules: everything is laid out on a canvas of 1280x720 pixels, and drawn through it, whichever host it is of. Text is never smaller than 18
pixels; how wide it is, its host knows (`letters`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..game import rules
from ..stats.card import CardState
from .host.canvas import SMALL, Colour, Rect
from .host.window import CANVAS

if TYPE_CHECKING:
    from .host.canvas import Canvas, Letters, Plate, Point, Size, Studio

SCALE: Final = CANVAS[0] / rules.WIDTH
"""Pixels a foot."""

ARENA: Final = Rect(0, 0, CANVAS[0], round(rules.HEIGHT * SCALE))
STRIP: Final = Rect(0, ARENA.bottom, CANVAS[0], CANVAS[1] - ARENA.bottom)

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

MEDIUM: Final = 20
LARGE: Final = 26
HUGE: Final = 40


def put(
    target: Canvas,
    words: str,
    place: Point,
    *,
    size: int = SMALL,
    colour: Colour = INK,
    align: float = 0.0,
) -> int:
    """Draw text with its left (`align` 0.0), middle (0.5) or right (1.0) top corner at a place; return its width."""
    return target.text(words, place, size, colour, align)


def wrapped(letters: Letters, words: str, width: int, size: int = SMALL) -> list[str]:
    """Break text into lines of at most `width` pixels, between words, and inside a word only where it is longer than a line."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if letters.measure(longer, size) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if letters.measure(lines[-1] + letter, size) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def clipped(letters: Letters, words: str, width: int, size: int = SMALL) -> str:
    """Return text that is at most `width` pixels wide: what does not fit gives way to three dots, and what cannot be drawn to `?`."""
    words = "".join(letter if letter.isprintable() else "?" for letter in words)
    if letters.measure(words, size) <= width:
        return words
    # Names come from outside and may be of any length; each letter takes some room, so most of a long one need not be measured.
    words = words[:width]
    while words and letters.measure(f"{words.rstrip()}...", size) > width:
        words = words[:-1]
    return f"{words.rstrip()}..."


def plate(studio: Studio, size: Size, edge: Colour = PANEL_EDGE) -> Plate:
    """Return a new plate for a panel: dark, opaque, with an edge of one pixel."""
    made = studio.plate(size)
    wipe(made, edge)
    return made


def wipe(surface: Plate, edge: Colour = PANEL_EDGE) -> None:
    """Empty a plate."""
    surface.wipe(PANEL)
    surface.frame((0, 0, *surface.size), edge)


def bar(target: Canvas, rect: Rect, share: float, colour: Colour) -> None:
    """Draw a bar filled to `share` (0.0 to 1.0)."""
    target.box(rect, (26, 33, 52), radius=3)
    if share > 0.0:
        target.box((rect.left, rect.top, max(3, round(rect.width * min(1.0, share))), rect.height), colour, radius=3)


def dimmed(colour: Colour, share: float) -> Colour:
    """Return a colour at a share of its brightness."""
    return (int(colour[0] * share), int(colour[1] * share), int(colour[2] * share))


def number(value: float) -> str:
    """Write a stat: whole numbers plainly, others with one digit after the point."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
