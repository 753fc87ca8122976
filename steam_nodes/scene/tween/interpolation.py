"""Interpolation: what lies between two values of a tween.

Rules, the engine's own: a whole number stays one, rounded; a bool is the one or the other; a text turns letter by letter and grows or
shrinks; lists and tuples go item by item, and where one is longer, from or to the last item of the shorter; numbers are what they are.
Of everything else the value before the end is the first one, unless it has arithmetic: what can be added, subtracted and multiplied with
a float, such as a vector of pygame's, is tweened by that.
"""

from __future__ import annotations

from typing import Any

from steam_nodes.scene.tween.easing import round_away

_LAST_LETTER = 0x10FFFF


def kind_of(value: Any) -> str:
    """Return the name of the kind of a value; two values of different kinds have nothing between them."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, (list, tuple)):
        return "list"
    for kind in (int, float, str):
        if isinstance(value, kind):
            return kind.__name__
    return type(value).__name__


def fitted(value: Any, model: Any) -> Any:
    """Return a number as the kind of number that another is; anything else as it is."""
    kinds = kind_of(model), kind_of(value)
    if kinds == ("float", "int"):
        return float(value)
    return int(value) if kinds == ("int", "float") else value


def add(value: Any, delta: Any) -> Any:
    """Return a value moved by a difference."""
    return _combined(value, delta, 1)


def subtract(value: Any, initial: Any) -> Any:
    """Return the difference that leads from an initial value to another."""
    return _combined(value, initial, -1)


def interpolate(first: Any, second: Any, weight: float) -> Any:
    """Return the value between two.

    Args:
        first: The value at weight 0.
        second: The value at weight 1.
        weight: Where between them; beyond 0 and 1 the line goes on.
    """
    if type(first) is float and type(second) is float:
        return first + (second - first) * weight
    kind, other = kind_of(first), kind_of(second)
    if {kind, other} <= {"int", "float"}:
        between = first + (second - first) * weight
        return round_away(between) if kind == other == "int" else between
    if kind != other:
        return first
    if kind == "bool":
        return first if weight < 0.5 else second  # noqa: PLR2004  # the middle
    if kind == "str":
        return _text_between(first, second, weight)
    if kind == "list":
        if weight == 0:
            return first
        return _like(first, [interpolate(a, b, weight) for a, b in _pairs(first, second)])
    return first + (second - first) * weight if _has_arithmetic(first) else first


def _combined(value: Any, other: Any, sign: int) -> Any:
    kind = kind_of(value)
    if kind in ("bool", "str") or (kind != kind_of(other) and not {kind, kind_of(other)} <= {"int", "float"}):
        # There is no difference between two of these; the way from the one to the other ends at the other.
        return value if sign < 0 else other
    if kind == "list":
        return _like(value, [_combined(a, b, sign) for a, b in _pairs(value, other)])
    if kind in ("int", "float") or _has_arithmetic(value):
        return value - other if sign < 0 else value + other
    return value if sign < 0 else other


def _pairs(first: Any, second: Any) -> list[tuple[Any, Any]]:
    """Pair the items of two lists; the last one of the shorter, or zero, stands for those it has not."""
    longest = max(len(first), len(second))
    sides = []
    for side, other in ((first, second), (second, first)):
        missing = [side[-1]] * (longest - len(side)) if side else [type(item)() for item in other]
        sides.append([*side, *missing])
    return list(zip(*sides, strict=True))


def _like(model: Any, items: list[Any]) -> Any:
    """Return a list of the same class as another, a named tuple if it has as many items."""
    if isinstance(model, tuple):
        make = getattr(model, "_make", None)
        return tuple(items) if make is None or len(model) != len(items) else make(items)
    return items


def _text_between(first: str, second: str, weight: float) -> str:
    length = round_away(len(first) + (len(second) - len(first)) * weight)
    letters = [chr(min(max(round_away(ord(a) + (ord(b) - ord(a)) * weight), 0), _LAST_LETTER)) for a, b in zip(first, second, strict=False)]
    longer = max(first, second, key=len)
    return ("".join(letters) + longer[len(letters) :])[: max(length, 0)]


def _has_arithmetic(value: Any) -> bool:
    return all(hasattr(value, operation) for operation in ("__add__", "__sub__", "__mul__"))
