"""What the hints on the screens call a button: by the gamepad in the player's hand, or the key where the keyboard was used last.

Rules: a pad is known by its name. The numbers of the buttons are Godot's, so 0 is the one that chooses on every pad; what is printed on it
differs. A pad of an unknown make is called by the letters that most have.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from .host_input import PAD_A, PAD_B, PAD_BACK, PAD_START, PAD_X, PAD_Y

if TYPE_CHECKING:
    from .host_input import Controls


class Make(Enum):
    """Whose gamepad it is, by the words in its name."""

    PLAYSTATION = ("playstation", "dualshock", "dualsense", "ps3", "ps4", "ps5", "sony", "sixaxis")
    NINTENDO = ("nintendo", "switch", "joy-con", "joycon", "pro controller")
    XBOX = ("xbox", "x-box", "xinput", "microsoft")
    OTHER = ()


START: Final = PAD_START[0]
_PRINTED: Final = {
    Make.PLAYSTATION: {PAD_A: "Cross", PAD_B: "Circle", PAD_X: "Square", PAD_Y: "Triangle", START: "Options", PAD_BACK: "Share"},
    Make.NINTENDO: {PAD_A: "A", PAD_B: "B", PAD_X: "X", PAD_Y: "Y", START: "+", PAD_BACK: "-"},
    Make.XBOX: {PAD_A: "A", PAD_B: "B", PAD_X: "X", PAD_Y: "Y", START: "Menu", PAD_BACK: "View"},
    Make.OTHER: {PAD_A: "A", PAD_B: "B", PAD_X: "X", PAD_Y: "Y", START: "Start", PAD_BACK: "Back"},
}
_UNNAMED: Final = "wireless controller"
"""What a pad of Sony's calls itself where its driver does not know better."""


def make_of(name: str) -> Make:
    """Return whose gamepad has that name."""
    words = name.casefold()
    if words.strip() == _UNNAMED:
        return Make.PLAYSTATION
    return next((make for make in Make if any(word in words for word in make.value)), Make.OTHER)


def printed(make: Make, button: int) -> str:
    """Return what is printed on a button of a hint."""
    return _PRINTED[make][button]


def hint(controls: Controls, key: str, button: int) -> str:
    """Return what to press, by what was used last.

    Args:
        controls: Who knows that.
        key: What the key is called.
        button: The button of a pad that does the same: one that chooses, goes back, opens something or pauses.

    Returns:
        The words for the key, or those on the button of the pad in hand.
    """
    name = controls.pad_in_hand
    return key if name is None else printed(make_of(name), button)
