"""The views: what is seen and heard of the game, and the keys and gamepads that fly it.

Rules: a view reads the game's nodes and draws; it changes the game only by what a player may do. Everything is drawn once, by the calls of
`host/`; only the room of a host knows its framework: `pygame_host/` pygame, `arcade_host/` arcade.
"""

from __future__ import annotations


class NoDisplayError(Exception):
    """A view cannot show the game here: no display, or the library that draws is missing. The text says which."""
