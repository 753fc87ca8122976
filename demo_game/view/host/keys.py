"""Keys by number, the same in every host, and what each is called.

Rules: the numbers are SDL's keycodes, which are ASCII where a key has a letter; each host translates its own into them. A name is what
stands on the key, short enough for a key cap.
"""

from __future__ import annotations

from typing import Final

_SCANCODE: Final = 1 << 30

BACKSPACE: Final = 8
TAB: Final = 9
RETURN: Final = 13
ESCAPE: Final = 27
SPACE: Final = 32
PERIOD: Final = ord(".")
DELETE: Final = 127
A: Final = ord("a")
D: Final = ord("d")
M: Final = ord("m")
N: Final = ord("n")
P: Final = ord("p")
S: Final = ord("s")
W: Final = ord("w")
ONE: Final = ord("1")
CAPS_LOCK: Final = _SCANCODE | 57
F1: Final = _SCANCODE | 58
F11: Final = _SCANCODE | 68
INSERT: Final = _SCANCODE | 73
HOME: Final = _SCANCODE | 74
PAGE_UP: Final = _SCANCODE | 75
END: Final = _SCANCODE | 77
PAGE_DOWN: Final = _SCANCODE | 78
RIGHT: Final = _SCANCODE | 79
LEFT: Final = _SCANCODE | 80
DOWN: Final = _SCANCODE | 81
UP: Final = _SCANCODE | 82
PAD_DIVIDE: Final = _SCANCODE | 84
PAD_MULTIPLY: Final = _SCANCODE | 85
PAD_MINUS: Final = _SCANCODE | 86
PAD_PLUS: Final = _SCANCODE | 87
PAD_ENTER: Final = _SCANCODE | 88
PAD_1: Final = _SCANCODE | 89
PAD_0: Final = _SCANCODE | 98
PAD_PERIOD: Final = _SCANCODE | 99
LEFT_CTRL: Final = _SCANCODE | 224
LEFT_SHIFT: Final = _SCANCODE | 225
LEFT_ALT: Final = _SCANCODE | 226
LEFT_GUI: Final = _SCANCODE | 227
RIGHT_CTRL: Final = _SCANCODE | 228
RIGHT_SHIFT: Final = _SCANCODE | 229
RIGHT_ALT: Final = _SCANCODE | 230
RIGHT_GUI: Final = _SCANCODE | 231

ENTER: Final = (RETURN, PAD_ENTER)

NAMES: Final[dict[int, str]] = {
    **{ord(letter): letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"},
    **{ord(sign): sign for sign in "0123456789`-=[]\\;',./"},
    **{F1 + place: f"F{place + 1}" for place in range(12)},
    **{PAD_1 + place: f"Pad {place + 1}" for place in range(9)},
    BACKSPACE: "Backspace",
    TAB: "Tab",
    RETURN: "Enter",
    ESCAPE: "Esc",
    SPACE: "Space",
    DELETE: "Delete",
    CAPS_LOCK: "Caps Lock",
    INSERT: "Insert",
    HOME: "Home",
    PAGE_UP: "Page Up",
    END: "End",
    PAGE_DOWN: "Page Down",
    RIGHT: "Right",
    LEFT: "Left",
    DOWN: "Down",
    UP: "Up",
    PAD_DIVIDE: "Pad /",
    PAD_MULTIPLY: "Pad *",
    PAD_MINUS: "Pad -",
    PAD_PLUS: "Pad +",
    PAD_ENTER: "Pad Enter",
    PAD_0: "Pad 0",
    PAD_PERIOD: "Pad .",
    LEFT_CTRL: "Left Ctrl",
    LEFT_SHIFT: "Left Shift",
    LEFT_ALT: "Left Alt",
    LEFT_GUI: "Left Super",
    RIGHT_CTRL: "Right Ctrl",
    RIGHT_SHIFT: "Right Shift",
    RIGHT_ALT: "Right Alt",
    RIGHT_GUI: "Right Super",
}


def name(key: int) -> str:
    """Return what a key is called; `key 1234` for one that has no name here."""
    return NAMES.get(key, f"key {key}")
