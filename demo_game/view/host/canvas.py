"""What is drawn on, and what makes things to draw: the Protocols that each host fulfils in its own way.

Rules: places and sizes are pixels of a canvas of 1280x720, whatever the window's size; y grows downwards. Everything that the view shows is
drawn by these calls and once only, so two hosts show the same. A plate keeps what was drawn on it; a picture is worked on pixel by pixel at
the start, and is an image when it is done. Images and plates belong to the host that made them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Colour = tuple[int, int, int]
Point = tuple[float, float]
Size = tuple[int, int]

SMALL: Final = 18
"""The size of text where none is named: the em in pixels. Nothing is ever smaller."""


class Rect(NamedTuple):
    """A place with a size, in whole pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column behind it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.top + self.height

    @property
    def size(self) -> Size:
        """Width and height."""
        return self.width, self.height

    @property
    def topleft(self) -> tuple[int, int]:
        """Its first corner."""
        return self.left, self.top

    @property
    def centerx(self) -> int:
        """The column in its middle."""
        return self.left + self.width // 2

    def moved(self, right: int, down: int) -> Rect:
        """Return it so many pixels further."""
        return Rect(self.left + right, self.top + down, self.width, self.height)

    def contains(self, other: tuple[int, int, int, int]) -> bool:
        """Whether another one (left, top, width, height) lies wholly inside of it."""
        left, top, width, height = other
        return self.left <= left and self.top <= top and left + width <= self.right and top + height <= self.bottom

    def colliderect(self, other: tuple[int, int, int, int]) -> bool:
        """Whether another one (left, top, width, height) shares a pixel with it."""
        left, top, width, height = other
        return left < self.right and self.left < left + width and top < self.bottom and self.top < top + height

    def collidepoint(self, place: Point) -> bool:
        """Whether a place lies in it."""
        return self.left <= place[0] < self.right and self.top <= place[1] < self.bottom


class Image(Protocol):
    """Something finished that can be drawn."""

    @property
    def width(self) -> int:
        """Its width in pixels."""

    @property
    def height(self) -> int:
        """Its height in pixels."""


class Letters(Protocol):
    """Who knows how wide text is."""

    def measure(self, words: str, size: int = SMALL) -> int:
        """Return how wide text will be, in pixels."""


class Canvas(Letters, Protocol):
    """Where things are drawn, the later ones over the earlier."""

    @property
    def size(self) -> Size:
        """Width and height in pixels."""

    def box(self, rect: tuple[int, int, int, int], colour: Colour, *, radius: int = 0) -> None:
        """Fill a rectangle, with corners of that radius."""

    def frame(self, rect: tuple[int, int, int, int], colour: Colour, *, radius: int = 0) -> None:
        """Draw the edge of a rectangle, one pixel wide and inside of it."""

    def line(self, start: Point, end: Point, colour: Colour, width: int = 1) -> None:
        """Draw a plain line, as a rule between rows is one."""

    def fine_line(self, start: Point, end: Point, colour: Colour) -> None:
        """Draw a smooth line, one pixel wide."""

    def fine_lines(self, points: Sequence[Point], colour: Colour, *, closed: bool = False) -> None:
        """Draw smooth lines from each point to the next; `closed` joins the last to the first."""

    def disc(self, middle: Point, radius: float, colour: Colour) -> None:
        """Fill a circle."""

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a shape without dents."""

    def dot(self, place: tuple[int, int], colour: Colour) -> None:
        """Set one pixel; outside of the canvas nothing happens."""

    def text(self, words: str, place: Point, size: int, colour: Colour, align: float) -> int:
        """Draw text with its left (`align` 0.0), middle (0.5) or right (1.0) top corner at a place; return its width."""

    def image(self, image: Image, place: Point) -> None:
        """Draw an image or a plate over what is there, its top left corner at a place."""

    def light(self, image: Image, place: Point) -> None:
        """Add an image to what is there, as light: black changes nothing."""

    def lights(self, images: Iterable[tuple[Image, Point]]) -> None:
        """Add many images, as `light` does each."""

    def clip(self, rect: tuple[int, int, int, int] | None) -> None:
        """Draw only inside of a rectangle from now on, or everywhere (None)."""


class Plate(Canvas, Image, Protocol):
    """A canvas of its own that keeps what was drawn on it, and is drawn like an image."""

    def wipe(self, colour: Colour) -> None:
        """Forget what was drawn and fill all of it."""


class Picture(Protocol):
    """Pixels that are worked on; black at first."""

    @property
    def size(self) -> Size:
        """Width and height in pixels."""

    def fill(self, colour: Colour) -> None:
        """Set every pixel."""

    def dot(self, place: tuple[int, int], colour: Colour) -> None:
        """Set one pixel; outside of the picture nothing happens."""

    def line(self, start: Point, end: Point, colour: Colour, width: int) -> None:
        """Draw a line; its edges are not smooth."""

    def fine_line(self, start: Point, end: Point, colour: Colour) -> None:
        """Draw a smooth line, one pixel wide."""

    def disc(self, middle: Point, radius: float, colour: Colour) -> None:
        """Fill a circle; its edge is not smooth."""

    def ring(self, middle: tuple[int, int], radius: int, colour: Colour, width: int) -> None:
        """Draw a smooth circle, `width` pixels inwards from its radius."""

    def light(self, other: Picture, place: tuple[int, int] = (0, 0)) -> None:
        """Add another picture as light."""

    def copy(self) -> Picture:
        """Return the same pixels once more."""

    def blurred(self, radius: int) -> Picture:
        """Return it blurred, as far as so many pixels reach."""

    def resized(self, size: Size) -> Picture:
        """Return it in another size, smoothly."""

    def turned(self, steps: int) -> list[Picture]:
        """Return it turned around its middle into so many directions, clockwise; what leaves its square is lost."""

    def done(self) -> Image:
        """Return it as an image."""


class Studio(Letters, Protocol):
    """Who makes plates, pictures and images for one window."""

    def plate(self, size: Size) -> Plate:
        """Return a new black plate."""

    def picture(self, size: Size) -> Picture:
        """Return a new black picture."""

    def photo(self, size: Size, pixels: bytes, shown: Size) -> Image:
        """Return an image of pixels that came from outside.

        Args:
            size: Their width and height.
            pixels: Red, green, blue and alpha of each, row by row.
            shown: The size to show it in.
        """
