"""The views: what is seen and heard of the game, and the keys and gamepads that fly it. Only they know pygame, and this file does not.

Rules: a view reads the game's nodes and draws; it changes the game only by what a player may do.
"""

from __future__ import annotations

import os

# pygame greets on standard output, which belongs to what the game prints.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

WINDOW_CLASS = "Spacewar"
"""What a desktop knows the window by, to group it and to give it rules."""

# pygame gives the window the name of the program's file, unless it finds another when it is imported.
for _name in ("SDL_VIDEO_X11_WMCLASS", "SDL_VIDEO_WAYLAND_WMCLASS"):
    os.environ.setdefault(_name, WINDOW_CLASS)


class NoDisplayError(Exception):
    """A view cannot show the game here: no display, or the library that draws is missing. The text says which."""
