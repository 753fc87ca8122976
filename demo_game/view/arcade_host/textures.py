"""Textures in arcade: all that is drawn lies in one atlas, so a whole frame is drawn at once.

Rules: an image lives as long as somebody holds it; arcade's atlas takes its place back afterwards. Its number in the atlas stays the same,
also where the atlas grows.
"""

from __future__ import annotations

from itertools import count
from math import ceil
from typing import TYPE_CHECKING, Final

from arcade import Texture
from arcade.texture_atlas import DefaultTextureAtlas
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from arcade import ArcadeContext

    from ..host.canvas import Point

SIZE: Final = (4096, 3072)
BORDER: Final = 1
POLYGON_FINE: Final = 2
"""How many pixels of its texture a polygon has for each of the canvas."""

POLYGON_MARGIN: Final = 1
"""How many pixels of the canvas a polygon's texture has around it."""

_SMOOTH: Final = 4
_MOST_POLYGONS: Final = 200
_ANY_HIT_BOX: Final = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
"""Nothing here is ever hit, and arcade would look for the outline of each picture."""


class ArcadeImage:
    """A texture in the atlas: `number` is its place there."""

    __slots__ = ("height", "number", "texture", "width")

    def __init__(self, texture: Texture, number: int) -> None:
        """Keep the texture, without which its place would be taken."""
        self.texture = texture
        self.number = number
        self.width: int = texture.width
        self.height: int = texture.height


class Textures:
    """The atlas of one window.

    Args:
        context: The window's OpenGL.
    """

    def __init__(self, context: ArcadeContext) -> None:
        """Make an empty atlas."""
        self.atlas = DefaultTextureAtlas(SIZE, border=BORDER, ctx=context)
        self._names = count()
        self._polygons: dict[tuple[Point, ...], ArcadeImage] = {}

    def image(self, picture: Image.Image) -> ArcadeImage:
        """Return a picture with red, green, blue and alpha as an image."""
        # By its hash arcade finds pictures that are equal; to compute one of every text would cost more than it saves.
        texture = Texture(picture, hit_box_points=_ANY_HIT_BOX, hash=f"spacewar {next(self._names)}")
        number, _region = self.atlas.add(texture)
        return ArcadeImage(texture, number)

    def polygon(self, points: tuple[Point, ...]) -> ArcadeImage:
        """Return a white shape with a margin around it; `points` begin at 0, 0, and a point is the middle of a pixel."""
        found = self._polygons.get(points)
        if found is None:
            if len(self._polygons) >= _MOST_POLYGONS:
                self._polygons.clear()
            width, height = (POLYGON_FINE * (ceil(max(each)) + 1 + 2 * POLYGON_MARGIN) for each in zip(*points, strict=True))
            large = Image.new("L", (width * _SMOOTH, height * _SMOOTH))
            unit = POLYGON_FINE * _SMOOTH
            place = POLYGON_MARGIN + 0.5
            ImageDraw.Draw(large).polygon([((x + place) * unit, (y + place) * unit) for x, y in points], fill=255)
            alpha = large.resize((width, height), Image.Resampling.BOX)
            white = Image.new("L", (width, height), 255)
            found = self._polygons[points] = self.image(Image.merge("RGBA", (white, white, white, alpha)))
        return found
