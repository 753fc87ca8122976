"""Toasts and an overlay for pygame: copy this file and `toast_feed.py` beside your game.

What does it show you about steam_nodes?

* `toasts = Toasts(stats)` and, at the end of each frame, `toasts.draw(screen)`: a toast slides in for each achievement.
* `overlay = Overlay(stats, {"Hits": "Aliens shot"})` and `overlay.draw(screen)` while a key is held: stats and achievements over the game.

Rules: sizes follow the height of the surface and stay legible at 640 by 360. A picture is made when its words change, and only moved in all
other frames. It runs on pygame-ce and on pygame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame
from toast_feed import Row, Toast, ToastFeed, rows, text_size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toast_feed import Icon

    from steam_nodes import PlayerStats

PLATE: Final = (22, 27, 40)
EDGE: Final = (70, 82, 110)
INK: Final = (236, 240, 248)
SOFT: Final = (164, 174, 196)
GOLD: Final = (255, 205, 92)
SHADE: Final = (8, 10, 18, 216)


class Toasts(ToastFeed):
    """A player's toasts, drawn into a corner on the right.

    Args:
        stats: Whose achievements are told.
        upper: Whether that is the upper corner, and not the lower one.
    """

    def __init__(self, stats: PlayerStats, *, upper: bool = False) -> None:
        """Listen."""
        super().__init__(stats, upper=upper)
        self._pictures: dict[Toast, tuple[object, pygame.Surface]] = {}

    def draw(self, screen: pygame.Surface) -> None:
        """Draw what is shown; call it last in each frame."""
        if not self.shown:
            self._pictures.clear()
            return
        size, gap = text_size(screen.get_height()), text_size(screen.get_height()) // 2
        for toast in self.shown:
            picture = self._picture_of(toast, size)
            right = screen.get_width() - gap + round(toast.hidden * (picture.get_width() + gap))
            away = gap + round(toast.place * (picture.get_height() + gap))
            top = away if self.upper else screen.get_height() - away - picture.get_height()
            screen.blit(picture, picture.get_rect(topright=(right, top)))

    def _picture_of(self, toast: Toast, size: int) -> pygame.Surface:
        says = (size, toast.words, toast.progress, toast.icon)
        made = self._pictures.get(toast)
        if made is None or made[0] != says:
            made = self._pictures[toast] = (says, picture_of(toast, size))
        return made[1]


class Overlay:
    """A player's stats and achievements as a plate on the left of the window.

    Args:
        stats: Whose.
        titles: The stats to list: what players read, by API name.
    """

    def __init__(self, stats: PlayerStats, titles: Mapping[str, str]) -> None:
        """List them."""
        self._stats = stats
        self._titles = titles
        self._made: tuple[object, pygame.Surface] | None = None

    def draw(self, screen: pygame.Surface, *, shown: bool = True) -> None:
        """Draw it; `shown` is for a call that stands in each frame: `overlay.draw(screen, shown=keys[pygame.K_TAB])`."""
        if not shown:
            return
        listed = rows(self._stats, self._titles)
        size = text_size(screen.get_height())
        if self._made is None or self._made[0] != (size, listed):
            self._made = ((size, listed), plate_of(listed, size))
        screen.blit(self._made[1], self._made[1].get_rect(midleft=(size // 2, screen.get_height() // 2)))


def picture_of(toast: Toast, size: int) -> pygame.Surface:
    """Return a toast's picture, for text that is `size` pixels high."""
    inner, side = size // 2, 3 * size
    image = pygame.Surface((20 * size, side + 2 * inner))
    image.fill(PLATE)
    pygame.draw.rect(image, GOLD if toast.progress is None else EDGE, image.get_rect(), 1)
    left = inner
    if toast.icon is not None:
        image.blit(pygame.transform.smoothscale(surface_of(toast.icon), (side, side)), (left, inner))
        left += side + inner
    wide = image.get_width() - left - inner
    image.blit(text(toast.words.title, size, GOLD, wide), (left, inner))
    image.blit(text(toast.line, size, SOFT, wide), (left, inner + size * 4 // 3))
    track = pygame.Rect(left, inner + side - size // 3, wide, size // 3)
    if toast.progress is not None:
        pygame.draw.rect(image, EDGE, track)
        track.width = round(wide * toast.share)
        pygame.draw.rect(image, GOLD, track)
    return image


def plate_of(listed: list[Row], size: int) -> pygame.Surface:
    """Return the overlay's picture."""
    inner, step = size, size * 3 // 2
    image = pygame.Surface((24 * size, 2 * inner + step * len(listed)), pygame.SRCALPHA)
    image.fill(SHADE)
    pygame.draw.rect(image, EDGE, image.get_rect(), 1)
    for place, row in enumerate(listed):
        top = inner + place * step
        value = text(row.value, size, GOLD if row.unlocked else SOFT if row.unlocked is False else INK, 10 * size)
        right = value.get_rect(topright=(image.get_width() - inner, top))
        image.blit(value, right)
        image.blit(text(row.title, size, SOFT if row.unlocked is False else INK, right.left - 2 * inner), (inner, top))
    return image


def surface_of(icon: Icon) -> pygame.Surface:
    """Return an icon as a surface."""
    return pygame.image.frombuffer(icon.rgba, (icon.width, icon.height), "RGBA")


def text(words: str, size: int, colour: tuple[int, int, int], wide: int) -> pygame.Surface:
    """Return a line of text, `size` pixels high and cut to a width."""
    # pygame's own font is smaller than it is asked for: its letters fill two thirds of the line.
    font = pygame.font.Font(None, size * 3 // 2)
    line = font.render(words, True, colour)  # noqa: FBT003 - pygame's own signature: antialias
    while line.get_width() > wide and words:
        words = words[:-1]
        line = font.render(f"{words}…", True, colour)  # noqa: FBT003 - the same
    return line
