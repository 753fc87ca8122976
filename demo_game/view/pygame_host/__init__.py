"""The game in pygame: window, canvas, pictures, letters and sound. Only this room imports pygame, and only when it is asked for."""

from __future__ import annotations

import os

from ..host.window import CLASS

# pygame greets on standard output, which belongs to what the game prints.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

# pygame gives the window the name of the program's file, unless it finds another when it is imported.
for _name in ("SDL_VIDEO_X11_WMCLASS", "SDL_VIDEO_WAYLAND_WMCLASS"):
    os.environ.setdefault(_name, CLASS)
