"""The canvas in arcade: each call notes one shape, and the painter draws all shapes of a frame at once.

Rules: it fulfils `host.canvas`. A shape is FLOATS numbers: middle, size, turn, texture, kind, radius and colour; the shader of `painter`
reads them. Shapes are drawn in the order in which they were noted. A plate keeps its shapes and is drawn by copying them, so what does not
change costs one copy a frame. Text on it is made anew where the window has another size now.
"""

from __future__ import annotations

from array import array
from math import hypot
from typing import TYPE_CHECKING, Final

from ..host.canvas import SMALL
from .textures import POLYGON_FINE, POLYGON_MARGIN, ArcadeImage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..host.canvas import Colour, Image, Point, Size
    from .letters import ArcadeLetters
    from .textures import Textures

FLOATS: Final = 12
PICTURE, LIGHT, BOX, FRAME = 0.0, 1.0, 2.0, 3.0
"""What a shape is: a texture, a texture that is added, a filled rectangle with round corners, and the edge of one."""

_BYTE: Final = 1 / 255

Place = tuple[int, int, int, int]


class ArcadeCanvas:
    """Notes shapes.

    Args:
        size: Width and height in pixels.
        letters: Who makes text.
        textures: Who makes what is neither a rectangle nor a circle.
    """

    def __init__(self, size: Size, letters: ArcadeLetters, textures: Textures) -> None:
        """Begin with nothing noted."""
        self.size = size
        self.width, self.height = size
        self.noted = array("f")
        self.clips: list[tuple[int, Place | None]] = []
        """Where in `noted` another part of the canvas becomes the only one that is drawn on."""
        self._letters = letters
        self._textures = textures
        # What is noted by number must not leave the atlas meanwhile.
        self._kept: list[ArcadeImage | ArcadePlate] = []

    def clear(self) -> None:
        """Forget what was noted."""
        del self.noted[:]
        self.clips.clear()
        self._kept.clear()

    def wipe(self, colour: Colour) -> None:
        """Forget what was noted and fill all of it."""
        self.clear()
        self.box((0, 0, *self.size), colour)

    def measure(self, words: str, size: int = SMALL) -> int:
        """Return how wide text will be."""
        return self._letters.measure(words, size)

    def box(self, rect: Place, colour: Colour, *, radius: int = 0) -> None:
        """Fill a rectangle."""
        self._rect(BOX, rect, colour, radius)

    def frame(self, rect: Place, colour: Colour, *, radius: int = 0) -> None:
        """Draw the edge of a rectangle."""
        self._rect(FRAME, rect, colour, radius)

    def line(self, start: Point, end: Point, colour: Colour, width: int = 1) -> None:
        """Draw a plain line."""
        self._bar(start, end, colour, width, 1.0)

    def fine_line(self, start: Point, end: Point, colour: Colour) -> None:
        """Draw a smooth line."""
        self._bar(start, end, colour, 1.0, 0.0)

    def fine_lines(self, points: Sequence[Point], colour: Colour, *, closed: bool = False) -> None:
        """Draw smooth lines from each point to the next."""
        for start, end in zip(points, [*points[1:], *points[:1]] if closed else points[1:], strict=False):
            self._bar(start, end, colour, 1.0, 0.0)

    def disc(self, middle: Point, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        red, green, blue = colour
        self.noted.extend(
            (*middle, 2 * radius, 2 * radius, 1.0, 0.0, 0.0, BOX, radius, red * _BYTE, green * _BYTE, blue * _BYTE),
        )

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a shape."""
        left, top = min(x for x, _ in points), min(y for _, y in points)
        image = self._textures.polygon(tuple((x - left, y - top) for x, y in points))
        self._kept.append(image)
        width, height = image.width / POLYGON_FINE, image.height / POLYGON_FINE
        self._picture(PICTURE, image, left - POLYGON_MARGIN, top - POLYGON_MARGIN, width, height, colour)

    def dot(self, place: tuple[int, int], colour: Colour) -> None:
        """Set one pixel."""
        self._rect(BOX, (*place, 1, 1), colour, 0)

    def text(self, words: str, place: Point, size: int, colour: Colour, align: float) -> int:
        """Draw text."""
        width = self._letters.measure(words, size)
        self._write(words, (round(place[0] - align * width), round(place[1])), size, colour)
        return width

    def image(self, image: Image, place: Point) -> None:
        """Draw an image, or what was noted on a plate."""
        if isinstance(image, ArcadePlate):
            self.noted.extend(image.moved(place))
            self._kept.append(image)
        elif isinstance(image, ArcadeImage):
            self._picture(PICTURE, image, *place, image.width, image.height, (255, 255, 255))
        else:
            message = f"a {type(image).__name__} was made by another host: arcade draws only what arcade made"
            raise TypeError(message)

    def light(self, image: Image, place: Point) -> None:
        """Add an image."""
        self.lights(((image, place),))

    def lights(self, images: Iterable[tuple[Image, Point]]) -> None:
        """Add many images."""
        extend = self.noted.extend
        for image, (left, top) in images:
            width, height = image.width, image.height
            number = image.number  # type: ignore[attr-defined]  # every image of this host has one
            extend((left + width / 2, top + height / 2, width, height, 1.0, 0.0, number, LIGHT, 0.0, 1.0, 1.0, 1.0))

    def clip(self, rect: Place | None) -> None:
        """Draw only inside of a rectangle from now on, or everywhere."""
        self.clips.append((len(self.noted) // FLOATS, rect))

    def _rect(self, kind: float, rect: Place, colour: Colour, radius: float) -> None:
        left, top, width, height = rect
        red, green, blue = colour
        self.noted.extend(
            (
                left + width / 2,
                top + height / 2,
                width,
                height,
                1.0,
                0.0,
                0.0,
                kind,
                radius,
                red * _BYTE,
                green * _BYTE,
                blue * _BYTE,
            )
        )

    def _bar(self, start: Point, end: Point, colour: Colour, width: float, longer: float) -> None:
        """Note a line; its ends are the middles of pixels, and `longer` says how much of both pixels belongs to it."""
        dx, dy = end[0] - start[0], end[1] - start[1]
        length = hypot(dx, dy)
        cos, sin = (dx / length, dy / length) if length else (1.0, 0.0)
        red, green, blue = colour
        self.noted.extend(
            (
                (start[0] + end[0]) / 2 + 0.5,
                (start[1] + end[1]) / 2 + 0.5,
                length + longer,
                width,
                cos,
                sin,
                0.0,
                BOX,
                0.0,
                red * _BYTE,
                green * _BYTE,
                blue * _BYTE,
            )
        )

    def _picture(self, kind: float, image: ArcadeImage, left: float, top: float, width: float, height: float, colour: Colour) -> None:
        red, green, blue = colour
        self.noted.extend(
            (
                left + width / 2,
                top + height / 2,
                width,
                height,
                1.0,
                0.0,
                image.number,
                kind,
                0.0,
                red * _BYTE,
                green * _BYTE,
                blue * _BYTE,
            )
        )

    def _write(self, words: str, place: tuple[int, int], size: int, colour: Colour) -> None:
        """Note a text that is not moved any more."""
        at = len(self.noted)
        self._note_text(words, place, size, colour)
        _move(self.noted, at, len(self.noted), *self._letters.shift(place, size))

    def _note_text(self, words: str, place: tuple[int, int], size: int, colour: Colour) -> None:
        """Note the letters of a text."""
        scale = self._letters.scale
        for image, after in self._letters.row(words, size):
            self._picture(PICTURE, image, place[0] + after / scale, place[1], image.width / scale, image.height / scale, colour)


class ArcadePlate(ArcadeCanvas):
    """Keeps what was noted, and gives it moved to a place."""

    def __init__(self, size: Size, letters: ArcadeLetters, textures: Textures) -> None:
        """Begin with nothing noted."""
        super().__init__(size, letters, textures)
        self._texts: list[tuple[int, int, str, tuple[int, int], int, Colour]] = []
        self._scale = letters.scale
        self._moved = array("f")
        self._moved_to: tuple[int, Point] = (0, (0.0, 0.0))

    def clear(self) -> None:
        """Forget what was noted."""
        super().clear()
        self._texts.clear()
        self._moved_to = (0, (0.0, 0.0))

    def moved(self, place: Point) -> array[float]:
        """Return what was noted, as it is drawn with the plate's top left corner at a place."""
        if self._scale != self._letters.scale:
            self._scale = self._letters.scale
            self._rewrite()
            self._moved_to = (0, (0.0, 0.0))
        if self._moved_to != (len(self.noted), place):
            self._moved_to = (len(self.noted), place)
            moved = self._moved = array("f", self.noted)
            _move(moved, 0, len(moved), *place)
            for at, end, _, own, size, _ in self._texts:
                _move(moved, at, end, *self._letters.shift((own[0] + place[0], own[1] + place[1]), size))
        return self._moved

    def _write(self, words: str, place: tuple[int, int], size: int, colour: Colour) -> None:
        at = len(self.noted)
        self._note_text(words, place, size, colour)
        self._texts.append((at, len(self.noted), words, place, size, colour))

    def _rewrite(self) -> None:
        """Put the letters that the window's size asks for now in the place of those that are noted."""
        noted, self.noted = self.noted, array("f")
        for at, end, words, place, size, colour in self._texts:
            del self.noted[:]
            self._note_text(words, place, size, colour)
            noted[at:end] = self.noted
        self.noted = noted


def _move(noted: array[float], start: int, end: int, dx: float, dy: float) -> None:
    """Move the shapes that are noted from one place on to another."""
    for at in range(start, end, FLOATS):
        noted[at] += dx
        noted[at + 1] += dy
