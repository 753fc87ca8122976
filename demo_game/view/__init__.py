"""The views: what is seen and heard of the game, and the keys and gamepads that fly it. Only they know pygame, and this file does not.

Rules: a view reads the game's nodes and draws; it changes the game only by what a player may do.
"""

from __future__ import annotations

import os

# pygame greets on standard output, which belongs to what the game prints.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")


class NoDisplayError(Exception):
    """A view cannot show the game here: no display, or the library that draws is missing. The text says which."""
