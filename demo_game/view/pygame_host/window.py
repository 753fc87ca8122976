"""pygame's window: opened without surprises, scaled to any size, and a clear error where there is no display.

Rules: it fulfils `host.window`. In a window of the canvas's size the canvas is the window's own surface, so nothing is copied twice; in any
other the canvas is scaled to fit, with bars beside it. Full screen is scaled by SDL.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from warnings import catch_warnings, filterwarnings

import pygame

from .. import NoDisplayError
from ..host.window import CANVAS, ICON, SMALLEST, TITLE, fitted, on_canvas
from .canvas import PygameCanvas
from .events import PygameEvents
from .speaker import PygameSpeaker, open_mixer
from .studio import PygameStudio

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from steam_nodes import InputEvent

    from ..host.canvas import Point
    from ..host.window import Happening

BLACK: Final = (0, 0, 0)
MILLISECOND: Final = 1000.0
_NO_WINDOWS: Final = ("dummy", "offscreen", "evdev")
_DRIVER_ASKED: Final = ("SDL_VIDEODRIVER", "SDL_VIDEO_DRIVER")


def open_display() -> None:
    """Start pygame's display.

    Raises:
        NoDisplayError: There is none.
    """
    try:
        pygame.display.init()
    except pygame.error as error:
        message = f"no window can be opened here ({error})"
        raise NoDisplayError(message) from error
    driver = pygame.display.get_driver()
    if driver in _NO_WINDOWS and not any(os.environ.get(name) for name in _DRIVER_ASKED):
        # Without a display SDL falls back to a driver that shows nothing: the game would run unseen and unstoppable.
        pygame.display.quit()
        message = "no window can be opened here: there is no display"
        raise NoDisplayError(message)
    if driver == "x11":
        # SDL would pass each frame through OpenGL, which without a graphics card costs many times what shared memory does.
        os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")


@contextmanager
def opened_window(*, fullscreen: bool, size: tuple[int, int] | None = None) -> Iterator[PygameWindow]:
    """Open a window and close it when the block ends.

    Args:
        fullscreen: Whether to fill the screen from the start.
        size: The size in pixels of the window that does not; None for that of the canvas.

    Raises:
        NoDisplayError: No window can be opened.
    """
    open_display()
    try:
        yield PygameWindow(fullscreen=fullscreen, size=size)
    finally:
        pygame.quit()


class PygameWindow:
    """The window and its canvas.

    Args:
        fullscreen: Whether to fill the screen from the start.
        size: The size in pixels of the window that does not; None for that of the canvas.
    """

    def __init__(self, *, fullscreen: bool = False, size: tuple[int, int] | None = None) -> None:
        """Open the window; `open_display` has been called."""
        self.fullscreen = fullscreen
        self._size = size
        self.canvas: PygameCanvas
        self.studio = PygameStudio()
        self._surface: pygame.Surface
        self._clock = pygame.time.Clock()
        self._events = PygameEvents()
        self._set_mode()

    @property
    def pads(self) -> int:
        """How many gamepads there are."""
        return self._events.pads

    @property
    def pad_names(self) -> tuple[str, ...]:
        """What the gamepads call themselves."""
        return self._events.pad_names

    def happened(self) -> list[InputEvent | Happening]:
        """Return what pygame has told since the last call."""
        return self._events.read(self.resized, self._to_canvas)

    def fill_screen(self, *, on: bool) -> None:
        """Fill the screen, or go back to the window."""
        if on is not self.fullscreen:
            self.fullscreen = on
            self._set_mode()

    def show_pointer(self, *, on: bool) -> None:
        """Show the mouse, or hide it."""
        if on is not pygame.mouse.get_visible():
            pygame.mouse.set_visible(on)

    def resized(self) -> None:
        """Take note that the window has another size now."""
        surface = pygame.display.get_surface()
        if surface is not None:
            self._take(surface)

    def present(self) -> None:
        """Bring the canvas to the screen."""
        if self.canvas.surface is not self._surface:
            place = fitted(self._surface.get_size())
            if place.width >= SMALLEST[0]:
                pygame.transform.smoothscale(self.canvas.surface, place.size, self._surface.subsurface(place))
        pygame.display.flip()

    def save(self, path: Path) -> None:
        """Save the canvas, or the window where its size was asked for, as a picture."""
        path.parent.mkdir(parents=True, exist_ok=True)
        pygame.image.save(self.canvas.surface if self._size is None else self._surface, path)

    def rest(self, frames: int) -> float:
        """Wait until a frame is due."""
        return self._clock.tick(frames) / MILLISECOND

    def speaker(self, sounds: Mapping[str, array[int]], rate: int) -> PygameSpeaker | None:
        """Open the mixer."""
        return PygameSpeaker(sounds) if open_mixer(rate) else None

    def _to_canvas(self, place: Point) -> Point:
        return on_canvas(place, self._surface.get_size())

    def _set_mode(self) -> None:
        # A window has its icon from the start only if that is known before it opens.
        pygame.display.set_icon(pygame.image.load(ICON))
        size = CANVAS if self.fullscreen or self._size is None else self._size
        flags = pygame.SCALED | pygame.FULLSCREEN if self.fullscreen else pygame.RESIZABLE
        try:
            with catch_warnings():
                # A full screen without a graphics card is slower, which a player can see and not mend.
                filterwarnings("ignore", "no fast renderer available")
                surface = pygame.display.set_mode(size, flags)
        except pygame.error as error:
            message = f"no window can be opened here ({error})"
            raise NoDisplayError(message) from error
        pygame.display.set_caption(TITLE)
        self._take(surface)

    def _take(self, surface: pygame.Surface) -> None:
        self._surface = surface
        if surface.get_size() == CANVAS:
            self.canvas = PygameCanvas(surface, self.studio.letters)
        else:
            surface.fill(BLACK)
            self.canvas = PygameCanvas(pygame.Surface(CANVAS).convert(), self.studio.letters)
