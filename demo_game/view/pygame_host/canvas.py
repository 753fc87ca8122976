"""The canvas in pygame: a surface, on which each call draws at once; a plate is a surface of its own that is copied.

Rules: it fulfils `host.canvas`. Images of this host are surfaces, and nothing else is ever drawn here. Text is set in the font that ships
inside pygame-ce, so it looks the same everywhere. It is rendered once and kept until there is too much of it, several times larger and
scaled down: at its own size the font's hinting would pull its letters apart.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

import pygame

from ..host.canvas import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..host.canvas import Colour, Image, Point, Size

ADD: Final = pygame.BLEND_RGB_ADD

Place = tuple[int, int, int, int]

_MOST_TEXTS: Final = 600
# What pygame multiplies the size of its own font with.
_OWN_FONT: Final = 0.6875
_FINE: Final = 4


class PygameLetters:
    """The fonts and texts of one display; they do not outlive `pygame.quit()`."""

    def __init__(self) -> None:
        """Start the fonts; there is no text yet."""
        pygame.font.init()
        self._fonts: dict[int, pygame.font.Font] = {}
        self._texts: dict[tuple[str, int, Colour], pygame.Surface] = {}

    def measure(self, words: str, size: int = SMALL) -> int:
        """Return how wide text will be."""
        return ceil(self._font(size).size(words)[0] / _FINE)

    def text(self, words: str, size: int, colour: Colour) -> pygame.Surface:
        """Return rendered text, from the cache where it has been rendered before."""
        key = (words, size, colour)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            large = self._font(size).render(words, True, colour).convert_alpha()  # noqa: FBT003  # pygame takes no keywords here
            place = (ceil(large.get_width() / _FINE), round(large.get_height() / _FINE))
            found = self._texts[key] = pygame.transform.smoothscale(large, place)
        return found

    def _font(self, size: int) -> pygame.font.Font:
        """Return pygame's own font with an em of `size` pixels, _FINE times as large."""
        found = self._fonts.get(size)
        if found is None:
            found = self._fonts[size] = pygame.font.Font(None, ceil(size * _FINE / _OWN_FONT))
        return found


class PygameCanvas:
    """What is drawn goes to a surface.

    Args:
        surface: Where to draw.
        letters: Who renders text.
    """

    def __init__(self, surface: pygame.Surface, letters: PygameLetters) -> None:
        """Draw nothing yet."""
        self.surface = surface
        self.letters = letters

    @property
    def size(self) -> Size:
        """Width and height in pixels."""
        return self.surface.get_size()

    @property
    def width(self) -> int:
        """Its width in pixels."""
        return self.surface.get_width()

    @property
    def height(self) -> int:
        """Its height in pixels."""
        return self.surface.get_height()

    def wipe(self, colour: Colour) -> None:
        """Fill all of it."""
        self.surface.fill(colour)

    def measure(self, words: str, size: int = SMALL) -> int:
        """Return how wide text will be."""
        return self.letters.measure(words, size)

    def box(self, rect: Place, colour: Colour, *, radius: int = 0) -> None:
        """Fill a rectangle."""
        if radius:
            pygame.draw.rect(self.surface, colour, rect, border_radius=radius)
        else:
            self.surface.fill(colour, rect)

    def frame(self, rect: Place, colour: Colour, *, radius: int = 0) -> None:
        """Draw the edge of a rectangle."""
        pygame.draw.rect(self.surface, colour, rect, 1, border_radius=radius)

    def line(self, start: Point, end: Point, colour: Colour, width: int = 1) -> None:
        """Draw a plain line."""
        pygame.draw.line(self.surface, colour, start, end, width)

    def fine_line(self, start: Point, end: Point, colour: Colour) -> None:
        """Draw a smooth line."""
        pygame.draw.aaline(self.surface, colour, start, end)

    def fine_lines(self, points: Sequence[Point], colour: Colour, *, closed: bool = False) -> None:
        """Draw smooth lines from each point to the next."""
        pygame.draw.aalines(self.surface, colour, closed, points)

    def disc(self, middle: Point, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        pygame.draw.circle(self.surface, colour, middle, radius)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a shape."""
        pygame.draw.polygon(self.surface, colour, points)

    def dot(self, place: tuple[int, int], colour: Colour) -> None:
        """Set one pixel."""
        self.surface.set_at(place, colour)

    def text(self, words: str, place: Point, size: int, colour: Colour, align: float) -> int:
        """Draw text."""
        image = self.letters.text(words, size, colour)
        width = image.get_width()
        self.surface.blit(image, (round(place[0] - align * width), round(place[1])))
        return width

    def image(self, image: Image, place: Point) -> None:
        """Copy a surface or a plate."""
        self.surface.blit(_surface(image), place)

    def light(self, image: Image, place: Point) -> None:
        """Add a surface."""
        self.surface.blit(_surface(image), place, special_flags=ADD)

    def lights(self, images: Iterable[tuple[Image, Point]]) -> None:
        """Add many surfaces."""
        self.surface.fblits(images, ADD)  # type: ignore[arg-type]  # the images of this host are surfaces

    def clip(self, rect: Place | None) -> None:
        """Draw only inside of a rectangle from now on, or everywhere."""
        self.surface.set_clip(rect)


def _surface(image: Image) -> pygame.Surface:
    """Return the surface that an image of this host is, or that a plate draws on."""
    if isinstance(image, pygame.Surface):
        return image
    if isinstance(image, PygameCanvas):
        return image.surface
    message = f"a {type(image).__name__} was made by another host: pygame draws only what pygame made"
    raise TypeError(message)
