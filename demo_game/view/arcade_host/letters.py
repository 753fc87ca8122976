"""Text in arcade: each letter becomes a texture once, in the font that ships inside arcade, and a text is a row of them.

Rules: letters are made for the size at which the window shows the canvas (`scale`), so they are sharp in a window of any size, and stay in
the atlas until that changes: what is written needs no new texture. They are drawn FINE times larger and scaled down, and each comes in FINE
places between two pixels, so letters keep their distances. They are white; a colour is laid over them when they are drawn. What a text
measures is measured on the canvas and does not depend on the window.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

import arcade
from PIL import Image, ImageDraw, ImageFont

from ..host.canvas import SMALL

if TYPE_CHECKING:
    from ..host.canvas import Point
    from .textures import ArcadeImage, Textures

FONT: Final = ":system:fonts/ttf/Liberation/Liberation_Sans_Bold.ttf"
FINE: Final = 4
MARGIN: Final = 1
"""How many pixels a letter's texture has left of where the letter begins: some reach back."""

_MOST_ROWS: Final = 600
_MOST_LETTERS: Final = 4000
"""Names come from outside and may have any letters; what comes after so many is shown as _UNKNOWN."""

_UNKNOWN: Final = "?"
# Liberation's small letters are narrower than those of the other host's font; so much larger, words are as wide.
_WIDER: Final = 1.03
# Where a line of text has its base and its end, in parts of its size below the top.
_BASE: Final = 0.8
_END: Final = 1.08

Row = tuple[tuple["ArcadeImage", int], ...]


class ArcadeLetters:
    """The letters of one window.

    Args:
        textures: Where they are kept.
    """

    def __init__(self, textures: Textures) -> None:
        """Find the font; there is no letter yet."""
        self.scale = 1.0
        self._path = str(arcade.resources.resolve(FONT))
        self._textures = textures
        self._fonts: dict[float, ImageFont.FreeTypeFont] = {}
        self._letters: dict[tuple[str, int, int], ArcadeImage] = {}
        self._rows: dict[tuple[str, int], Row] = {}
        self._widths: dict[tuple[str, int], int] = {}

    def rescale(self, scale: float) -> None:
        """Make letters for another size of the window from now on."""
        if scale != self.scale:
            self.scale = scale
            self._letters.clear()
            self._rows.clear()
            self._fonts.clear()

    def measure(self, words: str, size: int = SMALL) -> int:
        """Return how wide text will be."""
        key = (words, size)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) >= _MOST_ROWS:
                self._widths.clear()
            found = self._widths[key] = ceil(self._font(size * FINE * _WIDER).getlength(words) / FINE)
        return found

    def row(self, words: str, size: int) -> Row:
        """Return a text's letters, without the spaces, and how many pixels of the window after its left edge the texture of each begins."""
        key = (words, size)
        found = self._rows.get(key)
        if found is None:
            if len(self._rows) >= _MOST_ROWS:
                self._rows.clear()
            found = self._rows[key] = tuple(self._placed(words, size))
        return found

    def shift(self, place: Point, size: int) -> Point:
        """Return by how much a text of that size moves from its place to whole pixels of the window: its left edge and its base."""
        scale = self.scale
        top = (round((place[1] + size * _BASE) * scale) - self._base(size)) / scale
        return round(place[0] * scale) / scale - place[0], top - place[1]

    def _placed(self, words: str, size: int) -> list[tuple[ArcadeImage, int]]:
        font = self._font(size * FINE * _WIDER * self.scale)
        found = []
        for place, letter in enumerate(words):
            if not letter.isspace():
                # The letter's own width taken from that of the text up to it leaves where it begins, drawn towards the one before.
                begins = round(font.getlength(words[: place + 1]) - font.getlength(letter))
                found.append((self._letter(letter, size, begins % FINE), begins // FINE - MARGIN))
        return found

    def _letter(self, letter: str, size: int, after: int) -> ArcadeImage:
        """Return a letter that begins so many FINE parts after a pixel."""
        key = (letter, size, after)
        found = self._letters.get(key)
        if found is None:
            if len(self._letters) >= _MOST_LETTERS and letter != _UNKNOWN:
                return self._letter(_UNKNOWN, size, after)
            found = self._letters[key] = self._textures.image(self._drawn(letter, size, after))
        return found

    def _drawn(self, letter: str, size: int, after: int) -> Image.Image:
        font = self._font(size * FINE * _WIDER * self.scale)
        width, height = ceil((after + font.getlength(letter)) / FINE) + 2 * MARGIN, ceil(size * _END * self.scale)
        large = Image.new("L", (width * FINE, height * FINE))
        # The base lies on a whole row, so that the feet of the letters are sharp.
        ImageDraw.Draw(large).text((MARGIN * FINE + after, self._base(size) * FINE), letter, fill=255, font=font, anchor="ls")
        alpha = large.resize((width, height), Image.Resampling.BOX)
        white = Image.new("L", (width, height), 255)
        return Image.merge("RGBA", (white, white, white, alpha))

    def _base(self, size: int) -> int:
        """Return in which row of its texture a letter has its base."""
        return round(size * _BASE * self.scale)

    def _font(self, em: float) -> ImageFont.FreeTypeFont:
        found = self._fonts.get(em)
        if found is None:
            found = self._fonts[em] = ImageFont.truetype(self._path, em, layout_engine=ImageFont.Layout.BASIC)
        return found
