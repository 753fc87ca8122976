"""The game in pygame: window, canvas, pictures, letters and sound. Only this room imports pygame, and only when it is asked for."""

from __future__ import annotations

import os

# pygame greets on standard output, which belongs to what the game prints.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
