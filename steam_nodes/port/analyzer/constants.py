"""Values that are known while translating: `1 << 4`, `"a" + "b"`, `[1, 2][0]`, with the engine's int64 arithmetic.

Rules: a value is what the model of values says (None, bool, int, float, str, list, dict); a StringName or a NodePath is a str under its own
type. What cannot be computed here exactly has no value: `fold_...` return None then, else a `Known`.
"""

from __future__ import annotations

import math
import operator as python
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_EXACT = 1 << 53
_NAMES = {"String", "StringName"}


class Known(NamedTuple):
    """A value that is known."""

    value: Any


def int64(number: int) -> int:
    """Return the number as 64 bits hold it."""
    return (number + (1 << 63)) % (1 << 64) - (1 << 63)


def truth(value: Any) -> bool:
    """Return whether a value counts as true; the engine agrees with Python here."""
    return bool(value)


def fold_binary(operator: str, left: Any, right: Any) -> Known | None:
    """Return what `left operator right` gives, None where that is not known, or is an error."""
    if operator in {"and", "or"}:
        return Known(truth(left) and truth(right) if operator == "and" else truth(left) or truth(right))
    if operator in {"in", "not in"}:
        return _fold_in(operator, left, right)
    if isinstance(left, str) and isinstance(right, str):
        fold = _TEXTS.get(operator)
        return Known(fold(left, right)) if fold else None
    if isinstance(left, bool) or isinstance(right, bool) or not (isinstance(left, int | float) and isinstance(right, int | float)):
        return _fold_equal(operator, left, right)
    if operator in _COMPARISONS:
        return Known(_COMPARISONS[operator](left, right))
    if isinstance(left, int) and isinstance(right, int):
        return _fold_ints(operator, left, right)
    return _fold_floats(operator, float(left), float(right))


def fold_unary(operator: str, operand: Any) -> Known | None:
    """Return what `operator operand` gives, None where that is not known."""
    if operator == "not":
        return Known(not truth(operand))
    if isinstance(operand, bool) or not isinstance(operand, int | float):
        return None
    if operator == "~":
        return Known(~operand) if isinstance(operand, int) else None
    if operator == "+":
        return Known(operand)
    return Known(int64(-operand) if isinstance(operand, int) else -operand)


def fold_convert(value: Any, source: str, target: str) -> Known | None:
    """Return a value of one built-in type as another, None where that is not known."""
    if source == target:
        return Known(value)
    if target == "float" and isinstance(value, int):
        return Known(float(value))
    if target == "int" and isinstance(value, bool | float):
        whole = isinstance(value, bool) or (math.isfinite(value) and abs(value) < _EXACT)
        return Known(int(value)) if whole else None
    if target == "bool" and isinstance(value, int | float):
        return Known(bool(value))
    # A path's text is another one once it was a path ("a//b" is "a/b").
    return Known(value) if source in _NAMES and target in {*_NAMES, "NodePath"} else None


def fold_index(base: Any, index: Any) -> Known | None:
    """Return `base[index]`, None where that is not known, or is an error."""
    if isinstance(base, list | str) and isinstance(index, int) and not isinstance(index, bool) and -len(base) <= index < len(base):
        return Known(base[index])
    if isinstance(base, dict) and isinstance(index, str | int) and not isinstance(index, bool) and index in base:
        return Known(base[index])
    return None


def make_dictionary(entries: list[tuple[Any, Any]]) -> Known | None:
    """Return a dictionary of known keys and values, None where Python would confuse or refuse a key."""
    keys = [key for key, _ in entries]
    if all(isinstance(key, str) for key in keys) or all(type(key) is int for key in keys):
        return Known(dict(entries))
    return None


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": python.eq,
    "!=": python.ne,
    "<": python.lt,
    "<=": python.le,
    ">": python.gt,
    ">=": python.ge,
}
_TEXTS: dict[str, Callable[[str, str], Any]] = {**_COMPARISONS, "+": python.add}
_INTS: dict[str, Callable[[int, int], int]] = {
    "+": python.add,
    "-": python.sub,
    "*": python.mul,
    "&": python.and_,
    "|": python.or_,
    "^": python.xor,
}
_FLOATS: dict[str, Callable[[float, float], float]] = {"+": python.add, "-": python.sub, "*": python.mul}


def _fold_equal(operator: str, left: Any, right: Any) -> Known | None:
    if type(left) is type(right) and operator in {"==", "!="}:
        return Known((left == right) == (operator == "=="))
    return None


def _fold_in(operator: str, left: Any, right: Any) -> Known | None:
    if isinstance(left, str) and isinstance(right, str | dict):
        return Known((left in right) == (operator == "in"))
    if isinstance(left, str) and isinstance(right, list) and all(isinstance(value, str) for value in right):
        return Known((left in right) == (operator == "in"))
    if type(left) is int and isinstance(right, list | dict) and all(type(value) is int for value in right):
        return Known((left in right) == (operator == "in"))
    return None


def _fold_ints(operator: str, left: int, right: int) -> Known | None:
    if operator in _INTS:
        return Known(int64(_INTS[operator](left, right)))
    if operator in {"/", "%"}:
        if right == 0:
            return None
        quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
        return Known(int64(quotient if operator == "/" else left - quotient * right))
    if operator in {"<<", ">>"} and 0 <= right < 64 and left >= 0:  # noqa: PLR2004 - the bits of an int
        return Known(int64(left << right if operator == "<<" else left >> right))
    if operator == "**" and right >= 0 and (abs(left) <= 1 or right * math.log2(abs(left)) < 53):  # noqa: PLR2004 - what a double holds exactly
        return Known(left**right)
    return None


def _fold_floats(operator: str, left: float, right: float) -> Known | None:
    if operator in _FLOATS:
        return Known(_FLOATS[operator](left, right))
    return Known(left / right) if operator == "/" and right != 0 else None
