"""Plates and pictures in arcade: pictures are worked on in Pillow, which arcade brings with it, and end as textures.

Rules: it fulfils `host.canvas`. What Pillow draws without smooth edges is drawn larger and scaled down where the edges are to be seen. How
far a blur reaches is measured against the other host's, so that everything glows alike.
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Final, cast

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from ..host.canvas import SMALL
from .canvas import ArcadePlate

if TYPE_CHECKING:
    from ..host.canvas import Colour, Picture, Point, Size
    from .letters import ArcadeLetters
    from .textures import ArcadeImage, Textures

_SIGMA: Final = 0.91
"""The spread of a blur that reaches one pixel."""

_FINE: Final = 4


class ArcadePicture:
    """An image of Pillow's that is worked on.

    Args:
        image: Its pixels.
        textures: Where it goes when it is done.
    """

    def __init__(self, image: Image.Image, textures: Textures) -> None:
        """Take the pixels as they are."""
        self.pixels = image
        self._textures = textures
        self._drawing: ImageDraw.ImageDraw | None = None

    @property
    def size(self) -> Size:
        """Width and height in pixels."""
        return self.pixels.size

    def fill(self, colour: Colour) -> None:
        """Set every pixel."""
        self.pixels.paste(colour, (0, 0, *self.size))

    def dot(self, place: tuple[int, int], colour: Colour) -> None:
        """Set one pixel."""
        width, height = self.size
        if 0 <= place[0] < width and 0 <= place[1] < height:
            self.pixels.putpixel(place, colour)

    def line(self, start: Point, end: Point, colour: Colour, width: int) -> None:
        """Draw a line."""
        self._draw().line((start, end), fill=colour, width=width)

    def fine_line(self, start: Point, end: Point, colour: Colour) -> None:
        """Draw a smooth line."""
        left, top = floor(min(start[0], end[0])) - 1, floor(min(start[1], end[1])) - 1
        width, height = ceil(max(start[0], end[0])) + 2 - left, ceil(max(start[1], end[1])) + 2 - top
        large = Image.new("L", (width * _FINE, height * _FINE))
        points = [((x - left + 0.5) * _FINE, (y - top + 0.5) * _FINE) for x, y in (start, end)]
        ImageDraw.Draw(large).line(points, fill=255, width=_FINE)
        self.pixels.paste(colour, (left, top), large.resize((width, height), Image.Resampling.BOX))

    def disc(self, middle: Point, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        x, y = middle
        self._draw().ellipse((x - radius, y - radius, x + radius - 1, y + radius - 1), fill=colour)

    def ring(self, middle: tuple[int, int], radius: int, colour: Colour, width: int) -> None:
        """Draw a smooth circle."""
        reach = radius + 2
        large = Image.new("L", (2 * reach * _FINE, 2 * reach * _FINE))
        place = (reach + 0.5) * _FINE
        inner, outer = (radius - width + 0.5) * _FINE, (radius + 0.5) * _FINE
        draw = ImageDraw.Draw(large)
        draw.ellipse((place - outer, place - outer, place + outer, place + outer), fill=255)
        draw.ellipse((place - inner, place - inner, place + inner, place + inner), fill=0)
        mask = large.resize((2 * reach, 2 * reach), Image.Resampling.BOX)
        self.pixels.paste(colour, (middle[0] - reach, middle[1] - reach), mask)

    def light(self, other: Picture, place: tuple[int, int] = (0, 0)) -> None:
        """Add another picture as light."""
        pixels = cast("ArcadePicture", other).pixels
        box = (*place, place[0] + pixels.width, place[1] + pixels.height)
        self.pixels.paste(ImageChops.add(self.pixels.crop(box), pixels), place)

    def copy(self) -> ArcadePicture:
        """Return the same pixels once more."""
        return ArcadePicture(self.pixels.copy(), self._textures)

    def blurred(self, radius: int) -> ArcadePicture:
        """Return it blurred."""
        return ArcadePicture(self.pixels.filter(ImageFilter.GaussianBlur(_SIGMA * radius)), self._textures)

    def resized(self, size: Size) -> ArcadePicture:
        """Return it in another size."""
        way = Image.Resampling.BOX if size[0] < self.size[0] else Image.Resampling.BILINEAR
        return ArcadePicture(self.pixels.resize(size, way), self._textures)

    def turned(self, steps: int) -> list[Picture]:
        """Return it turned into so many directions."""
        pixels, way = self.pixels, Image.Resampling.BICUBIC
        return [ArcadePicture(pixels.rotate(-step * 360 / steps, way), self._textures) for step in range(steps)]

    def done(self) -> ArcadeImage:
        """Return it as a texture."""
        return self._textures.image(self.pixels.convert("RGBA"))

    def _draw(self) -> ImageDraw.ImageDraw:
        if self._drawing is None:
            self._drawing = ImageDraw.Draw(self.pixels)
        return self._drawing


class ArcadeStudio:
    """Makes plates and textures for one window.

    Args:
        textures: The window's atlas.
        letters: Its texts.
    """

    def __init__(self, textures: Textures, letters: ArcadeLetters) -> None:
        """Make nothing yet."""
        self._textures = textures
        self._letters = letters

    def measure(self, words: str, size: int = SMALL) -> int:
        """Return how wide text will be."""
        return self._letters.measure(words, size)

    def plate(self, size: Size) -> ArcadePlate:
        """Return a new black plate."""
        plate = ArcadePlate(size, self._letters, self._textures)
        plate.wipe((0, 0, 0))
        return plate

    def picture(self, size: Size) -> ArcadePicture:
        """Return a new black picture."""
        return ArcadePicture(Image.new("RGB", size), self._textures)

    def photo(self, size: Size, pixels: bytes, shown: Size) -> ArcadeImage:
        """Return an image of pixels that came from outside."""
        image = Image.frombytes("RGBA", size, pixels)
        return self._textures.image(image if size == shown else image.resize(shown, Image.Resampling.BOX))
