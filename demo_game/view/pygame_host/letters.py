"""Text in pygame: rendered once, kept until there is too much of it.

Rules: text is set in the font that ships inside pygame-ce, so it looks the same everywhere. It is rendered several times larger and scaled
down: at its own size the font's hinting would pull its letters apart.
"""

from __future__ import annotations

from math import ceil
from typing import Final

import pygame

from ..host.canvas import SMALL, Colour

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
