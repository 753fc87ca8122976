"""Toasts and an overlay for arcade: copy this file and `toast_feed.py` beside your game.

What does it show you about steam_nodes?

* `self.toasts = Toasts(stats)` and, last in `on_draw`, `self.toasts.draw()`: a toast slides in for each achievement.
* `self.overlay = Overlay(stats, {"Hits": "Stars caught"})` and `self.overlay.draw()`: stats and achievements over the game.

Rules: sizes follow the height of the window and stay legible at 640 by 360. It draws in the window's own coordinates, whatever camera the
game has in use. Text is laid out when its words change, and only moved in all other frames.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import arcade
from PIL import Image
from toast_feed import Row, Toast, ToastFeed, rows, text_size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from arcade.types import Color
    from toast_feed import Icon

    from steam_nodes import PlayerStats

PLATE: Final = arcade.types.Color(22, 27, 40)
EDGE: Final = arcade.types.Color(70, 82, 110)
INK: Final = arcade.types.Color(236, 240, 248)
SOFT: Final = arcade.types.Color(164, 174, 196)
GOLD: Final = arcade.types.Color(255, 205, 92)
SHADE: Final = arcade.types.Color(8, 10, 18, 216)
FONT: Final = ("calibri", "arial", "dejavu sans")


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

    def draw(self) -> None:
        """Draw what is shown; call it last in `on_draw`."""
        if not self.shown:
            self._pictures.clear()
            return
        window = arcade.get_window()
        size = text_size(window.height)
        with window.default_camera.activate():
            for toast in self.shown:
                says = (size, toast.words, toast.progress, toast.icon)
                made = self._pictures.get(toast)
                if made is None or made[0] != says:
                    made = self._pictures[toast] = (says, Picture(toast, size))
                picture, gap = made[1], size // 2
                left = window.width - (picture.width + gap) * (1.0 - toast.hidden)
                away = gap + toast.place * (picture.height + gap)
                picture.draw(round(left), round(window.height - away - picture.height if self.upper else away))


class Picture:
    """A toast that is laid out: its lines, its bar and its icon.

    Args:
        toast: What it says.
        size: How many pixels high its text is.
    """

    def __init__(self, toast: Toast, size: int) -> None:
        """Lay it out."""
        self.inner, self.side = size // 2, 3 * size
        self.width, self.height = 20 * size, self.side + 2 * self.inner
        self.texture = None if toast.icon is None else arcade.Texture(image_of(toast.icon))
        self.left = self.inner + (self.side + self.inner if self.texture else 0)
        self.wide = self.width - self.left - self.inner
        self.share = None if toast.progress is None else toast.share
        self.lines = (text(toast.words.title, size, GOLD, self.wide), text(toast.line, size, SOFT, self.wide))
        self.size = size

    def draw(self, x: int, y: int) -> None:
        """Draw it with its lower left corner at a place."""
        plate = arcade.LBWH(x, y, self.width, self.height)
        arcade.draw_rect_filled(plate, PLATE)
        arcade.draw_rect_outline(plate, GOLD if self.share is None else EDGE)
        if self.texture is not None:
            arcade.draw_texture_rect(self.texture, arcade.LBWH(x + self.inner, y + self.inner, self.side, self.side))
        for place, line in enumerate(self.lines):
            line.position = (x + self.left, y + self.height - self.inner - place * self.size * 4 // 3)
            line.draw()
        if self.share is not None:
            for share, colour in ((1.0, EDGE), (self.share, GOLD)):
                arcade.draw_rect_filled(arcade.LBWH(x + self.left, y + self.inner, self.wide * share, self.size // 3), colour)


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
        self._lines: list[tuple[arcade.Text, arcade.Text]] = []

    def draw(self, *, shown: bool = True) -> None:
        """Draw it; `shown` is for a call that stands in each frame."""
        if not shown:
            return
        window = arcade.get_window()
        listed, size = rows(self._stats, self._titles), text_size(window.height)
        if self._says != (listed, size):
            self._says, self._lines = (listed, size), [lines_of(row, size) for row in listed]
        step = size * 3 // 2
        high = 2 * size + step * len(listed)
        plate = arcade.LBWH(size // 2, (window.height - high) // 2, 24 * size, high)
        with window.default_camera.activate():
            arcade.draw_rect_filled(plate, SHADE)
            arcade.draw_rect_outline(plate, EDGE)
            for place, (title, value) in enumerate(self._lines):
                top = plate.top - size - place * step
                title.position, value.position = (plate.left + size, top), (plate.right - size, top)
                title.draw()
                value.draw()


def lines_of(row: Row, size: int) -> tuple[arcade.Text, arcade.Text]:
    """Return the two texts of a line of the overlay."""
    value = text(row.value, size, GOLD if row.unlocked else SOFT if row.unlocked is False else INK, 10 * size)
    value.anchor_x = "right"
    return text(row.title, size, SOFT if row.unlocked is False else INK, 21 * size - value.content_width), value


def image_of(icon: Icon) -> Image.Image:
    """Return an icon as an image."""
    return Image.frombytes("RGBA", (icon.width, icon.height), icon.rgba)


def text(words: str, size: int, colour: Color, wide: int) -> arcade.Text:
    """Return a line of text, `size` pixels high and cut to a width."""
    # arcade counts in points, of which a pixel has three quarters.
    line = arcade.Text(words, 0, 0, colour, size * 0.75, font_name=FONT, anchor_y="top")
    while line.content_width > wide and words:
        words = words[:-1]
        line.text = f"{words}…"
    return line
