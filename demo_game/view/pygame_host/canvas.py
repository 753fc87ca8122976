"""The canvas in pygame: a surface, on which each call draws at once; a plate is a surface of its own that is copied.

Rules: it fulfils `host.canvas`. Images of this host are surfaces, and nothing else is ever drawn here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from ..host.canvas import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..host.canvas import Colour, Image, Point, Size
    from .letters import PygameLetters

ADD: Final = pygame.BLEND_RGB_ADD

Place = tuple[int, int, int, int]


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
