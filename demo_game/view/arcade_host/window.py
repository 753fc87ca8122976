"""Arcade's window: opened without surprises, scaled to any size, and a clear error where there is no display.

Rules: it fulfils `host.window`. The loop of the game asks for what has happened, so arcade's own loop is not run: its events are dispatched
once a frame. The canvas is drawn straight into the window, in the size it has there; a picture of it is drawn anew beside the window.
"""

from __future__ import annotations

from contextlib import contextmanager
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Final

import arcade
import pyglet

from .. import NoDisplayError
from ..host.window import CANVAS, CLASS, ICON, SMALLEST, TITLE, Happening, fitted, on_canvas
from .canvas import ArcadeCanvas
from .events import ArcadeEvents
from .letters import ArcadeLetters
from .painter import Painter
from .speaker import ArcadeSpeaker, open_speaker
from .studio import ArcadeStudio
from .textures import Textures

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from steam_nodes import InputEvent

    from ..host.canvas import Point, Rect


NEVER: Final = 1e9
"""Seconds between two frames that arcade draws by itself."""


@contextmanager
def opened_window(*, fullscreen: bool, size: tuple[int, int] | None = None) -> Iterator[ArcadeWindow]:
    """Open a window and close it when the block ends.

    Args:
        fullscreen: Whether to fill the screen from the start.
        size: The size in pixels of the window that does not; None for that of the canvas.

    Raises:
        NoDisplayError: No window can be opened.
    """
    try:
        pyglet.display.get_display()
    except Exception as error:
        # On each system pyglet has an error of its own for this.
        message = f"no window can be opened here ({error})"
        raise NoDisplayError(message) from error
    try:
        window = ArcadeWindow(fullscreen=fullscreen, size=size)
    except (arcade.NoOpenGLException, pyglet.window.WindowException, pyglet.gl.ContextException) as error:
        message = f"no window can be opened here ({str(error) or type(error).__name__}): arcade needs OpenGL 3.3; --view pygame needs none"
        raise NoDisplayError(message) from error
    try:
        yield window
    finally:
        window.close()


class _Host(arcade.Window):
    """The window itself, which tells what happens to it."""

    def __init__(self, size: tuple[int, int], *, fullscreen: bool) -> None:
        """Open it; shapes are smooth by themselves, so it needs no multisampling."""
        super().__init__(
            *size,
            TITLE,
            fullscreen=fullscreen,
            resizable=True,
            antialiasing=False,
            enable_polling=False,
            update_rate=NEVER,
            draw_rate=NEVER,
        )
        self.told = ArcadeEvents()
        self.set_minimum_size(*SMALLEST)
        with ICON.open("rb") as file:
            self.set_icon(pyglet.image.load(ICON.name, file=file))
        name_class = getattr(self, "set_wm_class", None)
        if name_class is not None:
            # Only X has classes of windows.
            name_class(CLASS)

    def on_key_press(self, symbol: int, modifiers: int) -> None:
        """Tell of a key; arcade would close the window on Escape."""
        self.told.key(symbol, modifiers, pressed=True)

    def on_key_release(self, symbol: int, modifiers: int) -> None:
        """Tell of a key."""
        self.told.key(symbol, modifiers, pressed=False)

    def on_text(self, text: str) -> None:
        """Tell what a key has written."""
        self.told.text(text)

    def on_mouse_motion(self, x: int, y: int, dx: int, dy: int) -> None:
        """Tell where the mouse is."""
        del dx, dy
        self.told.pointer(self._on_canvas(x, y))

    def on_mouse_drag(self, x: int, y: int, dx: int, dy: int, buttons: int, modifiers: int) -> None:
        """Tell where the mouse is, also while a button of it is held."""
        del dx, dy, buttons, modifiers
        self.told.pointer(self._on_canvas(x, y))

    def on_mouse_press(self, x: int, y: int, button: int, modifiers: int) -> None:
        """Tell of a click."""
        del modifiers
        self.told.mouse(button, self._on_canvas(x, y), pressed=True)

    def on_mouse_release(self, x: int, y: int, button: int, modifiers: int) -> None:
        """Tell of its end."""
        del modifiers
        self.told.mouse(button, self._on_canvas(x, y), pressed=False)

    def on_mouse_scroll(self, x: int, y: int, scroll_x: float, scroll_y: float) -> None:
        """Tell of the wheel."""
        del scroll_x
        self.told.wheel(scroll_y, self._on_canvas(x, y))

    def _on_canvas(self, x: int, y: int) -> Point:
        # Arcade counts rows upwards from 0.
        return on_canvas((x, self.height - 1 - y), (self.width, self.height))

    def on_close(self) -> None:
        """Tell that somebody wants to leave; the game closes the window itself."""
        self.told.tell(Happening.CLOSED)

    def on_activate(self) -> None:
        """Tell that the window is in front."""
        self.told.tell(Happening.CAME_BACK)

    def on_deactivate(self) -> None:
        """Tell that another window is in front."""
        self.told.tell(Happening.LEFT)

    def on_hide(self) -> None:
        """Tell that the window is out of sight."""
        self.told.tell(Happening.LEFT)


class ArcadeWindow:
    """The window and its canvas.

    Args:
        fullscreen: Whether to fill the screen from the start.
        size: The size in pixels of the window that does not; None for that of the canvas.
    """

    def __init__(self, *, fullscreen: bool = False, size: tuple[int, int] | None = None) -> None:
        """Open the window."""
        self._size = size
        self._window = _Host(size or CANVAS, fullscreen=fullscreen)
        self._pointer = True
        context = self._window.ctx
        self._textures = Textures(context)
        self._letters = ArcadeLetters(self._textures)
        self._painter = Painter(context, self._textures)
        self._canvas = ArcadeCanvas(CANVAS, self._letters, self._textures)
        self._shown = False
        self._rested = perf_counter()
        self.fullscreen = fullscreen
        self.studio = ArcadeStudio(self._textures, self._letters)
        self._fit()
        pyglet.app.platform_event_loop.start()

    @property
    def pads(self) -> int:
        """How many gamepads there are."""
        return self._window.told.pads

    @property
    def pad_names(self) -> tuple[str, ...]:
        """What the gamepads call themselves."""
        return self._window.told.pad_names

    @property
    def canvas(self) -> ArcadeCanvas:
        """The canvas, empty where what was drawn on it is on the screen."""
        if self._shown:
            self._shown = False
            self._canvas.clear()
        return self._canvas

    def happened(self) -> list[InputEvent | Happening]:
        """Return what arcade has told since the last call."""
        # Sounds and gamepads are looked after between frames, as arcade's own loop does.
        pyglet.clock.tick()
        pyglet.app.platform_event_loop.step(0.0)
        self._window.switch_to()
        self._window.dispatch_events()
        self._fit()
        return self._window.told.take()

    def fill_screen(self, *, on: bool) -> None:
        """Fill the screen, or go back to the window."""
        if on is not self.fullscreen:
            self.fullscreen = on
            self._window.set_fullscreen(on)
            self._fit()

    def show_pointer(self, *, on: bool) -> None:
        """Show the mouse, or hide it."""
        if on is not self._pointer:
            self._pointer = on
            self._window.set_mouse_visible(on)

    def present(self) -> None:
        """Draw what was noted and bring it to the screen."""
        self._shown = True
        place = self._fit()
        context = self._window.ctx
        context.screen.use()
        if place.size != self._window.get_size():
            # The bars beside the canvas; what the last frame but one has left there is unknown.
            self._window.clear()
        if place.width >= SMALLEST[0]:
            self._painter.paint(self._canvas, place, self._window.get_pixel_ratio())
        self._window.flip()

    def save(self, path: Path) -> None:
        """Save the canvas, or the window where its size was asked for, as a picture."""
        self._shown = True
        path.parent.mkdir(parents=True, exist_ok=True)
        context = self._window.ctx
        size = CANVAS if self._size is None else self._window.get_framebuffer_size()
        picture = context.framebuffer(color_attachments=[context.texture(size, components=4)])
        with picture.activate():
            picture.clear()
            self._painter.paint(self._canvas, fitted(size))
        context.get_framebuffer_image(picture, components=3).save(path)

    def rest(self, frames: int) -> float:
        """Wait until a frame is due."""
        now = perf_counter()
        if (left := self._rested + 1.0 / frames - now) > 0.0:
            sleep(left)
            now = perf_counter()
        passed, self._rested = now - self._rested, now
        return passed

    def speaker(self, sounds: Mapping[str, array[int]], rate: int) -> ArcadeSpeaker | None:
        """Open the sound device."""
        return open_speaker(sounds, rate)

    def close(self) -> None:
        """Close the window."""
        self._window.told.close()
        self._window.close()

    def _fit(self) -> Rect:
        """Return where the canvas is in the window now; texts are made for that size."""
        place = fitted(self._window.get_size())
        self._letters.rescale(self._window.get_pixel_ratio() * place.width / CANVAS[0])
        return place
