"""Values as Godot's `print` shows them, and a printer that keeps the lines.

Rules: `true` and `<null>` as Godot spells them; floats with 14 digits and at least one decimal; texts bare, but quoted inside of arrays
and dictionaries. Everything else prints as its own `str`, which for objects of the library is Godot's form.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from steam_nodes import NodePath

_DIGITS = 14


class StringName(str):
    """A text that Godot keeps as a StringName; it shows as `&"text"` inside of containers."""

    __slots__ = ()


class Printer:
    """Stands in for `print`: puts its values together without spaces and keeps the lines."""

    def __init__(self) -> None:
        """Start without a line."""
        self.lines: list[str] = []

    def __call__(self, *values: object) -> None:
        """Print the values."""
        self.lines += "".join(text(value) for value in values).split("\n")


def text(value: object) -> str:
    """Return what `str(value)` gives in Godot."""
    return str(value) if isinstance(value, (str, NodePath)) else inner(value)


def inner(value: object) -> str:
    """Return how a value shows inside of a container."""
    if value is None:
        return "<null>"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        # int() first: the members of an enum show as their names otherwise.
        return str(int(value))
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, str | NodePath):
        return f'{"&" if isinstance(value, StringName) else "^" if isinstance(value, NodePath) else ""}"{value}"'
    if isinstance(value, list | tuple):
        return f"[{', '.join(inner(item) for item in value)}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{inner(key)}: {inner(item)}' for key, item in value.items())} }}"
    return str(value)


def _number(value: float) -> str:
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    if value == int(value):
        return f"{int(value)}.0"
    decimals = _DIGITS - (math.floor(math.log10(abs(value))) if abs(value) > 10 else 0)
    shown = f"{value:.{max(decimals, 0)}f}".rstrip("0")
    return f"{shown}0" if shown.endswith(".") else shown
