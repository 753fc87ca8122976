"""Text in arcade: each text becomes a texture once, in the font that ships inside arcade, and is kept until there is too much of it.

Rules: texts are made for the size at which the window shows the canvas (`scale`), so they are sharp in a window of any size. They are drawn
several times larger and scaled down, as in the other host. They are white; a colour is laid over them when they are drawn. What a text
measures is measured on the canvas and does not depend on the window.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

import arcade
from PIL import Image, ImageDraw, ImageFont

from ..host.canvas import SMALL

if TYPE_CHECKING:
    from array import array

    from .textures import ArcadeImage, Textures

FONT: Final = ":system:fonts/ttf/Liberation/Liberation_Sans_Bold.ttf"
_MOST_TEXTS: Final = 600
_FINE: Final = 4
# Liberation's small letters are narrower than those of the other host's font; so much larger, words are as wide.
_WIDER: Final = 1.03
# Where a line of text has its base and its end, in parts of its size below the top.
_BASE: Final = 0.8
_END: Final = 1.08


class ArcadeLetters:
    """The fonts and texts of one window.

    Args:
        textures: Where texts are kept.
    """

    def __init__(self, textures: Textures) -> None:
        """Find the font; there is no text yet."""
        self.scale = 1.0
        self._path = str(arcade.resources.resolve(FONT))
        self._textures = textures
        self._fonts: dict[float, ImageFont.FreeTypeFont] = {}
        self._texts: dict[tuple[str, int], ArcadeImage] = {}

    def rescale(self, scale: float) -> None:
        """Make texts for another size of the window from now on."""
        if scale != self.scale:
            self.scale = scale
            self._texts.clear()
            self._fonts.clear()

    def measure(self, words: str, size: int = SMALL) -> int:
        """Return how wide text will be."""
        return ceil(self._font(size * _FINE * _WIDER).getlength(words) / _FINE)

    def text(self, words: str, size: int) -> ArcadeImage | None:
        """Return text as a white texture of `scale` times its size, from the cache where it is there; None where nothing is to be seen."""
        key = (words, size)
        found = self._texts.get(key)
        if found is None:
            font = self._font(size * _FINE * _WIDER * self.scale)
            width = ceil(font.getlength(words) / _FINE)
            if not width:
                return None
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            found = self._texts[key] = self._textures.image(self._drawn(words, size, width, font))
        return found

    def snap(self, noted: array[float], at: int, size: int) -> None:
        """Move a text of that size, noted there as a shape, to whole pixels of the window: its left edge and the base of its letters."""
        scale = self.scale
        left, top = noted[at] - noted[at + 2] / 2, noted[at + 1] - noted[at + 3] / 2
        base = round((top + size * _BASE) * scale) - self._base(size)
        noted[at] = round(left * scale) / scale + noted[at + 2] / 2
        noted[at + 1] = base / scale + noted[at + 3] / 2

    def _base(self, size: int) -> int:
        """Return in which row of its texture a text has its base."""
        return round(size * _BASE * self.scale)

    def _drawn(self, words: str, size: int, width: int, font: ImageFont.FreeTypeFont) -> Image.Image:
        height = ceil(size * _END * self.scale)
        large = Image.new("L", (width * _FINE, height * _FINE))
        # The base lies on a whole row, so that the feet of the letters are sharp.
        ImageDraw.Draw(large).text((0, self._base(size) * _FINE), words, fill=255, font=font, anchor="ls")
        alpha = large.resize((width, height), Image.Resampling.BOX)
        white = Image.new("L", (width, height), 255)
        return Image.merge("RGBA", (white, white, white, alpha))

    def _font(self, em: float) -> ImageFont.FreeTypeFont:
        found = self._fonts.get(em)
        if found is None:
            found = self._fonts[em] = ImageFont.truetype(self._path, em, layout_engine=ImageFont.Layout.BASIC)
        return found
