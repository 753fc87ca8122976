"""The views: what is seen and heard of the game, and the keys and gamepads that fly it. Only they know pygame, and this file does not.

Rules: a view reads the game's nodes and draws; it changes the game only by what a player may do.
"""


class NoDisplayError(Exception):
    """A view cannot show the game here: no display, or the library that draws is missing. The text says which."""
