"""Keys by number, the same in every host: those that the view or a host names.

Rules: the numbers are SDL's keycodes, which are ASCII where a key has a letter; each host translates its own into them. What a key is
called, and which ones fly a ship, is told by `key_bindings`.
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
O: Final = ord("o")  # noqa: E741 - the key is called so
P: Final = ord("p")
S: Final = ord("s")
W: Final = ord("w")
Y: Final = ord("y")
ONE: Final = ord("1")
CAPS_LOCK: Final = _SCANCODE | 57
F1: Final = _SCANCODE | 58
F11: Final = _SCANCODE | 68
PRINT: Final = _SCANCODE | 70
SCROLL_LOCK: Final = _SCANCODE | 71
PAUSE: Final = _SCANCODE | 72
INSERT: Final = _SCANCODE | 73
HOME: Final = _SCANCODE | 74
PAGE_UP: Final = _SCANCODE | 75
END: Final = _SCANCODE | 77
PAGE_DOWN: Final = _SCANCODE | 78
RIGHT: Final = _SCANCODE | 79
LEFT: Final = _SCANCODE | 80
DOWN: Final = _SCANCODE | 81
UP: Final = _SCANCODE | 82
NUM_LOCK: Final = _SCANCODE | 83
KEYPAD_DIVIDE: Final = _SCANCODE | 84
KEYPAD_MULTIPLY: Final = _SCANCODE | 85
KEYPAD_MINUS: Final = _SCANCODE | 86
KEYPAD_PLUS: Final = _SCANCODE | 87
KEYPAD_ENTER: Final = _SCANCODE | 88
KEYPAD_1: Final = _SCANCODE | 89
KEYPAD_0: Final = _SCANCODE | 98
KEYPAD_PERIOD: Final = _SCANCODE | 99
MENU: Final = _SCANCODE | 101
LEFT_CTRL: Final = _SCANCODE | 224
LEFT_SHIFT: Final = _SCANCODE | 225
LEFT_ALT: Final = _SCANCODE | 226
LEFT_GUI: Final = _SCANCODE | 227
RIGHT_CTRL: Final = _SCANCODE | 228
RIGHT_SHIFT: Final = _SCANCODE | 229
RIGHT_ALT: Final = _SCANCODE | 230
RIGHT_GUI: Final = _SCANCODE | 231

ENTER: Final = (RETURN, KEYPAD_ENTER)
