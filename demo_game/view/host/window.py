"""The window as the loop sees it, whatever host it is of: what has happened, a canvas, and a picture brought to the screen.

Rules: everything is drawn on a canvas of 1280x720, which the host scales to fit its window, with bars beside it. Input arrives as Godot's
events with the numbers of `keys.py`; what concerns the window itself arrives as a `Happening`.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from .canvas import Rect

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping

    from steam_nodes import InputEvent

    from .canvas import Canvas, Point, Studio
    from .speaker import Speaker

CANVAS: Final = (1280, 720)
TITLE: Final = "Spacewar on steam_nodes"
SMALLEST: Final = (320, 180)
ICON: Final = Path(__file__).parent.parent.parent / "spacewar.png"
CLASS: Final = "Spacewar"
"""What a desktop knows the window by, to group it and to give it rules."""


class Happening(Enum):
    """What can happen to a window."""

    CLOSED = "the player wants to leave"
    LEFT = "another window is in front"
    CAME_BACK = "it is in front again"
    PADS_CHANGED = "a gamepad was plugged in or out"


class Window(Protocol):
    """A window that is open."""

    fullscreen: bool

    @property
    def pads(self) -> int:
        """How many gamepads there are."""

    @property
    def pad_names(self) -> tuple[str, ...]:
        """What the gamepads call themselves, in the order of their numbers."""

    @property
    def canvas(self) -> Canvas:
        """Where the next frame is drawn."""

    @property
    def studio(self) -> Studio:
        """Who makes what is drawn in this window."""

    def happened(self) -> list[InputEvent | Happening]:
        """Return what has happened since the last call, in order."""

    def fill_screen(self, *, on: bool) -> None:
        """Fill the screen, or go back to the window."""

    def show_pointer(self, *, on: bool) -> None:
        """Show the mouse, or hide it."""

    def present(self) -> None:
        """Bring the canvas to the screen."""

    def save(self, path: Path) -> None:
        """Save the canvas as a picture; the folder is made where it is missing."""

    def rest(self, frames: int) -> float:
        """Wait until a frame is due, of so many a second; return the seconds since the last one."""

    def speaker(self, sounds: Mapping[str, array[int]], rate: int) -> Speaker | None:
        """Open the sound device.

        Args:
            sounds: Samples of each sound, mono, of 16 bits.
            rate: How many samples a second has.

        Returns:
            Who plays them; None where there is no device.
        """


def on_canvas(place: Point, size: tuple[int, int]) -> Point:
    """Return the place on the canvas that is shown at one of a window of that size."""
    shown = fitted(size)
    wide, high = max(1, shown.width), max(1, shown.height)
    return (place[0] - shown.left) * CANVAS[0] / wide, (place[1] - shown.top) * CANVAS[1] / high


def fitted(size: tuple[int, int]) -> Rect:
    """Return the largest place with the canvas's proportions in the middle of a window of that size."""
    share = min(size[0] / CANVAS[0], size[1] / CANVAS[1])
    width, height = min(size[0], round(CANVAS[0] * share)), min(size[1], round(CANVAS[1] * share))
    return Rect((size[0] - width) // 2, (size[1] - height) // 2, width, height)
