"""Toasts and an overlay for pyglet without arcade: copy this file and `toast_feed.py` beside your game.

What does it show you about steam_nodes?

* `toasts = Toasts(stats)` and, last in `on_draw`, `toasts.draw(window)`: a toast slides in for each achievement.
* `overlay = Overlay(stats, {"Hits": "Doors opened"})` and `overlay.draw(window)`: stats and achievements over the game.

Rules: sizes follow the height of the window and stay legible at 640 by 360. It draws in the window's own coordinates, whatever view a game
has set. Labels and shapes are made when their words change, and only moved in all other frames.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pyglet
from pyglet.math import Mat4, Vec3
from toast_feed import Row, Toast, ToastFeed, rows, text_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyglet.window import BaseWindow
    from toast_feed import Icon

    from steam_nodes import PlayerStats

Colour = tuple[int, int, int, int]
PLATE: Final[Colour] = (22, 27, 40, 255)
EDGE: Final[Colour] = (70, 82, 110, 255)
INK: Final[Colour] = (236, 240, 248, 255)
SOFT: Final[Colour] = (164, 174, 196, 255)
GOLD: Final[Colour] = (255, 205, 92, 255)
SHADE: Final[Colour] = (8, 10, 18, 216)
RIM: Final[Colour] = (70, 82, 110, 216)
"""The edge of what is not opaque: pyglet wants one opacity for both."""


class Toasts(ToastFeed):
    """A player's toasts, drawn into a corner on the right.

    Args:
        stats: Whose achievements are told.
        upper: Whether that is the upper corner, and not the lower one.
    """

    def __init__(self, stats: PlayerStats, *, upper: bool = False) -> None:
        """Listen."""
        super().__init__(stats, upper=upper)
        self._pictures: dict[Toast, tuple[object, Picture]] = {}

    def draw(self, window: BaseWindow) -> None:
        """Draw what is shown; call it last in `on_draw`."""
        if not self.shown:
            self._pictures.clear()
            return
        size = text_size(window.height)
        with own_coordinates(window):
            for toast in self.shown:
                says = (size, toast.words, toast.progress, toast.icon)
                made = self._pictures.get(toast)
                if made is None or made[0] != says:
                    made = self._pictures[toast] = (says, Picture(toast, size))
                picture, gap = made[1], size // 2
                left = window.width - (picture.width + gap) * (1.0 - toast.hidden)
                away = gap + toast.place * (picture.height + gap)
                below = window.height - away - picture.height if self.upper else away
                window.view = Mat4.from_translation(Vec3(round(left), round(below), 0))
                picture.batch.draw()


class Picture:
    """A toast that is laid out: its lines, its bar and its icon, around a lower left corner at (0, 0).

    Args:
        toast: What it says.
        size: How many pixels high its text is.
    """

    def __init__(self, toast: Toast, size: int) -> None:
        """Lay it out."""
        inner, side = size // 2, 3 * size
        self.width, self.height = 20 * size, side + 2 * inner
        self.batch = pyglet.graphics.Batch()
        plates, faces = (pyglet.graphics.Group(order=order) for order in range(2))
        rim = GOLD if toast.progress is None else EDGE
        plate = pyglet.shapes.BorderedRectangle(0, 0, self.width, self.height, 1, PLATE, rim, batch=self.batch, group=plates)
        self.parts: list[object] = [plate]
        left = inner
        if toast.icon is not None:
            sprite = pyglet.sprite.Sprite(image_of(toast.icon), inner, inner, batch=self.batch, group=faces)
            sprite.width = sprite.height = side
            self.parts.append(sprite)
            left += side + inner
        wide = self.width - left - inner
        for line, colour, top in ((toast.words.title, GOLD, 0), (toast.line, SOFT, size * 4 // 3)):
            label = text(line, size, colour, wide, self.batch, faces)
            label.position = (left, self.height - inner - top, 0)
            self.parts.append(label)
        if toast.progress is not None:
            for share, colour in ((1.0, EDGE), (toast.share, GOLD)):
                bar = pyglet.shapes.Rectangle(left, inner, max(1.0, wide * share), size // 3, colour, batch=self.batch, group=faces)
                self.parts.append(bar)


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
        self._says: object = None
        self._batch = pyglet.graphics.Batch()
        self._parts: list[object] = []

    def draw(self, window: BaseWindow, *, shown: bool = True) -> None:
        """Draw it; `shown` is for a call that stands in each frame."""
        if not shown:
            return
        listed = rows(self._stats, self._titles)
        if self._says != (listed, window.height):
            self._says = (listed, window.height)
            self._lay_out(listed, window.height)
        with own_coordinates(window):
            self._batch.draw()

    def _lay_out(self, listed: list[Row], height: int) -> None:
        size = text_size(height)
        step, wide, high = size * 3 // 2, 24 * size, 2 * size + size * 3 // 2 * len(listed)
        left, below = size // 2, (height - high) // 2
        self._batch = pyglet.graphics.Batch()
        plates, faces = (pyglet.graphics.Group(order=order) for order in range(2))
        self._parts = [pyglet.shapes.BorderedRectangle(left, below, wide, high, 1, SHADE, RIM, batch=self._batch, group=plates)]
        for place, row in enumerate(listed):
            ink = SOFT if row.unlocked is False else INK
            value = text(row.value, size, GOLD if row.unlocked else ink, 10 * size, self._batch, faces)
            title = text(row.title, size, ink, 21 * size - value.content_width, self._batch, faces)
            top = below + high - size - place * step
            title.position, value.position = (left + size, top, 0), (left + wide - size - value.content_width, top, 0)
            self._parts += [title, value]


@contextmanager
def own_coordinates(window: BaseWindow) -> Iterator[None]:
    """Let everything in a block be drawn in pixels from the window's lower left corner."""
    view, projection = window.view, window.projection
    window.view = Mat4()
    window.projection = Mat4.orthogonal_projection(0, window.width, 0, window.height, -255, 255)
    try:
        yield
    finally:
        window.view, window.projection = view, projection


def image_of(icon: Icon) -> pyglet.image.ImageData:
    """Return an icon as an image; a row of it is counted from the top, where pyglet begins below."""
    return pyglet.image.ImageData(icon.width, icon.height, "RGBA", icon.rgba, pitch=-4 * icon.width)


def text(words: str, size: int, colour: Colour, wide: int, batch: pyglet.graphics.Batch, group: pyglet.graphics.Group) -> pyglet.text.Label:
    """Return a line of text, `size` pixels high and cut to a width."""
    # pyglet counts in points, of which a pixel has three quarters.
    line = pyglet.text.Label(words, font_size=size * 0.75, color=colour, anchor_y="top", batch=batch, group=group)
    while line.content_width > wide and words:
        words = words[:-1]
        line.text = f"{words}…"
    return line
