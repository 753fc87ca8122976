"""Plates and pictures in pygame: surfaces, blurred and scaled by pygame.transform.

Rules: it fulfils `host.canvas`. The display must be open: what is finished has its format, so that copying it costs least.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pygame

from ..host.canvas import SMALL
from .canvas import ADD, PygameCanvas, PygameLetters

if TYPE_CHECKING:
    from ..host.canvas import Colour, Image, Picture, Point, Size


class PygamePicture:
    """A surface that is worked on.

    Args:
        surface: Its pixels.
    """

    def __init__(self, surface: pygame.Surface) -> None:
        """Take the pixels as they are."""
        self.surface = surface

    @property
    def size(self) -> Size:
        """Width and height in pixels."""
        return self.surface.get_size()

    def fill(self, colour: Colour) -> None:
        """Set every pixel."""
        self.surface.fill(colour)

    def dot(self, place: tuple[int, int], colour: Colour) -> None:
        """Set one pixel."""
        self.surface.set_at(place, colour)

    def line(self, start: Point, end: Point, colour: Colour, width: int) -> None:
        """Draw a line."""
        pygame.draw.line(self.surface, colour, start, end, width)

    def fine_line(self, start: Point, end: Point, colour: Colour) -> None:
        """Draw a smooth line."""
        pygame.draw.aaline(self.surface, colour, start, end)

    def disc(self, middle: Point, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        pygame.draw.circle(self.surface, colour, middle, radius)

    def ring(self, middle: tuple[int, int], radius: int, colour: Colour, width: int) -> None:
        """Draw a smooth circle."""
        pygame.draw.aacircle(self.surface, colour, middle, radius, width)

    def light(self, other: Picture, place: tuple[int, int] = (0, 0)) -> None:
        """Add another picture as light."""
        self.surface.blit(cast("PygamePicture", other).surface, place, special_flags=ADD)

    def copy(self) -> PygamePicture:
        """Return the same pixels once more."""
        return PygamePicture(self.surface.copy())

    def blurred(self, radius: int) -> PygamePicture:
        """Return it blurred."""
        return PygamePicture(pygame.transform.gaussian_blur(self.surface, radius))

    def resized(self, size: Size) -> PygamePicture:
        """Return it in another size."""
        return PygamePicture(pygame.transform.smoothscale(self.surface, size))

    def turned(self, steps: int) -> list[Picture]:
        """Return it turned into so many directions."""
        # Twice as large it turns without losing its edges.
        large, (width, height) = pygame.transform.scale2x(self.surface), self.size
        found: list[Picture] = []
        for step in range(steps):
            image = pygame.transform.rotozoom(large, -step * 360 / steps, 0.5)
            square = pygame.Surface((width, height)).convert()
            square.blit(image, image.get_rect(center=(width / 2, height / 2)))
            found.append(PygamePicture(square))
        return found

    def done(self) -> Image:
        """Return the surface in the format of the display."""
        return self.surface.convert()


class PygameStudio:
    """Makes surfaces; the display must be open."""

    def __init__(self) -> None:
        """Start with no text."""
        self.letters = PygameLetters()

    def measure(self, words: str, size: int = SMALL) -> int:
        """Return how wide text will be."""
        return self.letters.measure(words, size)

    def plate(self, size: Size) -> PygameCanvas:
        """Return a new black plate."""
        return PygameCanvas(pygame.Surface(size).convert(), self.letters)

    def picture(self, size: Size) -> PygamePicture:
        """Return a new black picture."""
        return PygamePicture(pygame.Surface(size).convert())

    def photo(self, size: Size, pixels: bytes, shown: Size) -> Image:
        """Return an image of pixels that came from outside."""
        image = pygame.image.frombuffer(pixels, size, "RGBA").convert_alpha()
        return image if size == shown else pygame.transform.smoothscale(image, shown)
