"""The pictures of the examples: `python docs/examples/make_pictures.py FOLDER` plays each that has a window, and takes one of it.

What does it show you about steam_nodes?

* A game that plays by frames can be looked at in the middle of a run: the picture is taken when a toast stands still.
* Nothing is staged: the achievement was unlocked by what the game did until then, in a world of its own that is thrown away.

Rules: each game runs in a process of its own. pygame needs no display; arcade and pyglet need one with OpenGL (`Xvfb` will do).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from steam_nodes import Engine

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTS: Final = {"pygame": "aliens_pygame", "arcade": "view_arcade", "pyglet": "window_pyglet"}
MOST_FRAMES: Final = 2000


def toast_stands() -> bool:
    """Whether the running game shows a toast that has come in."""
    from toast_feed import ToastFeed  # noqa: PLC0415 - found beside this file, once it is run

    tree = Engine.get_main_loop()
    if tree is None:
        return False
    feeds = [node for node in tree.root.find_children("*", "", owned=False) if isinstance(node, ToastFeed)]
    return any(toast.hidden == 0.0 for feed in feeds for toast in feed.shown)


class Taken(BaseException):
    """Ends a game whose picture is taken; no error of the game's."""


class Camera:
    """Looks at each frame as it is shown, and takes the picture when a toast stands.

    Args:
        file: Where the picture goes.
        save: What writes what is on the screen into a file.
    """

    def __init__(self, file: Path, save: Callable[[Path], Any]) -> None:
        """Wait."""
        self.file = file
        self.save = save

    def look(self) -> None:
        """Take the picture, which ends the game."""
        if toast_stands():
            self.save(self.file)
            raise Taken


def on_pygame(file: Path) -> None:
    """Look through pygame's display."""
    import pygame  # noqa: PLC0415 - the process of one host has no need of the others

    camera = Camera(file, lambda path: pygame.image.save(pygame.display.get_surface() or pygame.Surface((1, 1)), path))
    flip = pygame.display.flip

    def shown() -> None:
        camera.look()
        flip()

    pygame.display.flip = shown
    _hold_tab("toast_pygame")


def on_arcade(file: Path) -> None:
    """Look through arcade's window."""
    import arcade  # noqa: PLC0415 - as above

    camera = Camera(file, lambda path: arcade.get_image().convert("RGB").save(path))
    _before_flip(arcade.Window, camera)
    _hold_tab("toast_arcade")


def on_pyglet(file: Path) -> None:
    """Look through pyglet's window."""
    import pyglet  # noqa: PLC0415 - as above

    def save(path: Path) -> None:
        pixels: Any = pyglet.image.get_buffer_manager().get_color_buffer()
        data = pixels.get_image_data()
        pyglet.image.ImageData(data.width, data.height, "RGB", data.get_data("RGB", data.width * 3)).save(str(path))

    camera = Camera(file, save)
    _before_flip(pyglet.window.Window, camera)
    _hold_tab("toast_pyglet")


def _before_flip(window: Any, camera: Camera) -> None:
    flip = window.flip

    def shown(self: Any) -> None:
        camera.look()
        flip(self)

    window.flip = shown


def _hold_tab(module: str) -> None:
    """Show the overlay as if its key were held."""
    overlay = __import__(module).Overlay
    draw = overlay.draw

    def drawn(self: Any, *screen: Any, shown: bool = True) -> None:
        del shown
        draw(self, *screen)

    overlay.draw = drawn


CAMERAS: Final = {"pygame": on_pygame, "arcade": on_arcade, "pyglet": on_pyglet}


def take(host: str, file: Path, data: Path, frames: int) -> None:
    """Play the example of one host in this process with its data in a folder, and take its picture."""
    CAMERAS[host](file)
    try:
        __import__(HOSTS[host]).main(["--autoplay", "--frames", str(frames), "--data", str(data)])
    except Taken:
        return
    message = f"no toast stood in {frames} frames of {HOSTS[host]}"
    raise SystemExit(message)


def main(folder: Path, frames: int = MOST_FRAMES) -> None:
    """Play each in a process of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    for host, name in HOSTS.items():
        # The world of a game stores at the end of its process; its folder is there until then.
        with tempfile.TemporaryDirectory() as data:
            command = [sys.executable, __file__, host, str(folder / f"{name}.png"), data, str(frames)]
            subprocess.run(command, env=environment, check=True)  # noqa: S603 - this very file


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in CAMERAS:
        take(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images"))
