"""The keys that fly the ships: which key does what for whom, what a key is called, and where two of them clash.

Rules: a key is its number in SDL, which pygame and every view here use, so nothing in this file draws. A name leads back to its key:
what is printed on it for a letter or a sign, else what is written in `_NAMED`, else "Key" and the number. Keys with a meaning on every
screen belong to the game, and no ship can be flown with them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ACTIONS: Final = {"left": "Turn left", "right": "Turn right", "thrust": "Thrust", "fire": "Fire", "jump": "Hyperspace"}
"""What a key can do for a ship, and the words for it."""

_SCAN: Final = 1 << 30
_NAMED: Final = {
    8: "Backspace",
    9: "Tab",
    13: "Enter",
    27: "Esc",
    32: "Space",
    127: "Delete",
    _SCAN | 57: "Caps Lock",
    **{_SCAN | 57 + number: f"F{number}" for number in range(1, 13)},
    _SCAN | 70: "Print",
    _SCAN | 71: "Scroll Lock",
    _SCAN | 72: "Pause",
    _SCAN | 73: "Insert",
    _SCAN | 74: "Home",
    _SCAN | 75: "Page Up",
    _SCAN | 77: "End",
    _SCAN | 78: "Page Down",
    _SCAN | 79: "Right",
    _SCAN | 80: "Left",
    _SCAN | 81: "Down",
    _SCAN | 82: "Up",
    _SCAN | 83: "Num Lock",
    _SCAN | 84: "Keypad /",
    _SCAN | 85: "Keypad *",
    _SCAN | 86: "Keypad -",
    _SCAN | 87: "Keypad +",
    _SCAN | 88: "Keypad Enter",
    **{_SCAN | 88 + number: f"Keypad {number % 10}" for number in range(1, 11)},
    _SCAN | 99: "Keypad .",
    _SCAN | 101: "Menu",
    _SCAN | 224: "Left Ctrl",
    _SCAN | 225: "Left Shift",
    _SCAN | 226: "Left Alt",
    _SCAN | 227: "Left Super",
    _SCAN | 228: "Right Ctrl",
    _SCAN | 229: "Right Shift",
    _SCAN | 230: "Right Alt",
    _SCAN | 231: "Right Super",
}
_BY_NAME: Final = {name.casefold(): key for key, name in _NAMED.items()}
_OTHER: Final = "key "
_HIGHEST: Final = 0x7FFF_FFFF
_LETTERS: Final = range(33, 0x11_0000)

RESERVED: Final = {
    27: "it pauses and goes back",
    13: "it chooses",
    _SCAN | 88: "it chooses",
    8: "it leaves the round",
    9: "Shift+Tab opens Steam's overlay",
    ord("m"): "it turns the sound on and off",
    ord("p"): "it opens the profile",
    _SCAN | 58: "it opens the panel",
    _SCAN | 68: "it fills the screen",
}
"""The game's own keys, and what they do."""


@dataclass(frozen=True, slots=True)
class KeySet:
    """The keys of one side of the keyboard."""

    left: int
    right: int
    thrust: int
    fire: tuple[int, ...]
    jump: int

    def of(self, action: str) -> tuple[int, ...]:
        """Return the keys for one of ACTIONS."""
        keys: int | tuple[int, ...] = getattr(self, action)
        return keys if isinstance(keys, tuple) else (keys,)

    def with_keys(self, action: str, *keys: int) -> KeySet:
        """Return the same keys with others for an action; only to fire there may be more than one."""
        # A checker cannot follow the name of a field; ACTIONS has no other names than those of the fields.
        changed: dict[str, object] = {action: keys if action == "fire" else keys[0]}
        return replace(self, **changed)  # type: ignore[arg-type]  # as said above


KEYS: Final = {
    "left": KeySet(ord("a"), ord("d"), ord("w"), (32,), ord("s")),
    "right": KeySet(_SCAN | 80, _SCAN | 79, _SCAN | 82, (_SCAN | 228, ord(".")), _SCAN | 81),
}
"""The keys of both sides as they are until somebody changes them."""


def name_of(key: int) -> str:
    """Return what a key is called."""
    if key in _NAMED:
        return _NAMED[key]
    letter = chr(key) if key in _LETTERS else ""
    # A letter whose capital is not one letter, and one that leads to another key in small, keep to what they are.
    capital = letter.upper()
    if len(capital) == 1 and capital.casefold() == letter and capital.isprintable():
        return capital
    return letter if letter.isprintable() and letter else f"Key {key}"


def key_of(name: str) -> int | None:
    """Return the key that is called so, whether in small letters or capitals; None if there is none."""
    if len(name) == 1 and name.isprintable() and not name.isspace():
        small = name.casefold()
        return ord(small) if len(small) == 1 else ord(name)
    found = _BY_NAME.get(name.strip().casefold())
    if found is not None:
        return found
    number = name.strip().casefold().removeprefix(_OTHER)
    if name.strip().casefold().startswith(_OTHER) and number.isdecimal() and len(number) <= len(str(_HIGHEST)) and int(number) <= _HIGHEST:
        return int(number)
    return None


def clashes(sides: tuple[KeySet, KeySet]) -> dict[int, list[tuple[int, str]]]:
    """Return each key that does more than one thing, with the (side, action) pairs it stands for."""
    uses: dict[int, list[tuple[int, str]]] = {}
    for side, action, key in _uses(sides):
        uses.setdefault(key, []).append((side, action))
    return {key: found for key, found in uses.items() if len(found) > 1}


def _uses(sides: tuple[KeySet, KeySet]) -> Iterator[tuple[int, str, int]]:
    for side, keys in enumerate(sides):
        for action in ACTIONS:
            for key in keys.of(action):
                yield side, action, key
