"""Arithmetic as C does it: a division by zero gives infinity or nan, a root of less than nothing gives nan, integers wrap.

Rules: functions that end in `_single` take and return 32-bit floats and round after every step, as the engine's `real_t` does; the others
compute with 64 bits. Nothing here raises for a number; what is no number is refused where an argument is read.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript.errors import not_convertible
from steam_nodes.gdscript.math.numbers import divided, single

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "EPSILON",
    "EPSILON_SINGLE",
    "PI_SINGLE",
    "TAU_SINGLE",
    "UNIT_EPSILON_SINGLE",
    "arc_cosine",
    "arc_sine",
    "arc_tangent_single",
    "as_float",
    "as_floats",
    "as_int",
    "as_ints",
    "cosine_single",
    "divided",
    "divided_whole",
    "equal_single",
    "fposmod",
    "int32",
    "int64",
    "mod",
    "mod_whole",
    "near_single",
    "posmod_single",
    "power",
    "root",
    "root_single",
    "round_away",
    "sign",
    "sine_single",
    "snapped",
    "snapped_single",
    "truncated",
    "zero_single",
]

EPSILON: Final = 0.00001
EPSILON_SINGLE: Final = single(EPSILON)
UNIT_EPSILON_SINGLE: Final = single(0.001)
PI_SINGLE: Final = single(math.pi)
TAU_SINGLE: Final = single(math.tau)

_INT64_LEAST: Final = -(2**63)
_INT64_END: Final = 2**63
_UINT64: Final = 2**64
_INT32_LEAST: Final = -(2**31)
_INT32_END: Final = 2**31
_UINT32: Final = 2**32


def int64(value: int) -> int:
    """Return value as a 64-bit integer, wrapped where it is too large."""
    if _INT64_LEAST <= value < _INT64_END:
        return value
    return (value - _INT64_LEAST) % _UINT64 + _INT64_LEAST


def int32(value: int) -> int:
    """Return value as a 32-bit integer, wrapped where it is too large."""
    if _INT32_LEAST <= value < _INT32_END:
        return value
    return (value - _INT32_LEAST) % _UINT32 + _INT32_LEAST


def truncated(value: float) -> int:
    """Return a float as an integer towards zero; what has no place in 64 bits is the smallest one, as the processor answers."""
    if _INT64_LEAST <= value < _INT64_END:
        return int(value)
    return _INT64_LEAST


def divided_whole(left: int, right: int) -> int:
    """Return the quotient of two integers towards zero; right is not zero."""
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


def mod_whole(left: int, right: int) -> int:
    """Return what a division towards zero leaves, with the sign of left; right is not zero."""
    rest = abs(left) % abs(right)
    return -rest if left < 0 else rest


def mod(left: float, right: float) -> float:
    """Return C's fmod: the rest with the sign of left, nan where there is none."""
    try:
        return math.fmod(left, right)
    except ValueError:
        return math.nan


def fposmod(left: float, right: float) -> float:
    """Return the rest with the sign of right."""
    value = mod(left, right)
    if (value < 0 < right) or (value > 0 > right):
        value += right
    return value + 0.0


def posmod_single(left: float, right: float) -> float:
    """Return the rest with the sign of right, of 32-bit floats."""
    return single(fposmod(left, right))


def root(value: float) -> float:
    """Return the square root, nan below zero."""
    return math.sqrt(value) if value >= 0 else math.nan


def root_single(value: float) -> float:
    """Return the square root of a 32-bit float as one, nan below zero."""
    return single(math.sqrt(value)) if value >= 0 else math.nan


def power(base: float, exponent: float) -> float:
    """Return C's pow, which answers every case with a number."""
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf
    except ValueError:
        if base == 0:
            return math.copysign(math.inf, base) if exponent % 2 == 1 else math.inf
        return math.nan


def round_away(value: float) -> float:
    """Return value rounded to a whole number, halves away from zero."""
    if not math.isfinite(value):
        return value
    whole = float(math.floor(abs(value)))
    if abs(value) - whole >= 0.5:  # noqa: PLR2004  # a half
        whole += 1.0
    return math.copysign(whole, value)


def sign(value: float) -> float:
    """Return 1.0, -1.0 or, for zero and nan, 0.0."""
    return 1.0 if value > 0 else -1.0 if value < 0 else 0.0


def snapped(value: float, step: float) -> float:
    """Return value rounded to a multiple of step; a step of zero changes nothing."""
    if step == 0:
        return value
    parts = divided(value, step) + 0.5
    return math.floor(parts) * step if math.isfinite(parts) else parts * step


def snapped_single(value: float, step: float) -> float:
    """Return value rounded to a multiple of step, as a 32-bit float; the engine calculates it with 64 bits."""
    return single(snapped(value, step))


def near_single(left: float, right: float, tolerance: float) -> bool:
    """Tell whether two 32-bit floats differ by less than the tolerance."""
    return left == right or single(abs(single(left - right))) < tolerance


def equal_single(left: float, right: float) -> bool:
    """Tell whether two 32-bit floats are equal but for what calculating loses: the engine's is_equal_approx."""
    if left == right:
        return True
    tolerance = single(EPSILON_SINGLE * abs(left))
    return abs(single(left - right)) < max(tolerance, EPSILON_SINGLE)


def zero_single(value: float) -> bool:
    """Tell whether a 32-bit float is zero but for what calculating loses."""
    return abs(value) < EPSILON_SINGLE


def sine_single(angle: float) -> float:
    """Return the sine of a 32-bit float as one."""
    return single(math.sin(angle)) if math.isfinite(angle) else math.nan


def cosine_single(angle: float) -> float:
    """Return the cosine of a 32-bit float as one."""
    return single(math.cos(angle)) if math.isfinite(angle) else math.nan


def arc_tangent_single(y: float, x: float) -> float:
    """Return the angle of a point, of 32-bit floats."""
    return single(math.atan2(y, x))


def arc_sine(value: float) -> float:
    """Return the arc sine; what is beyond -1 and 1 counts as these."""
    return math.asin(max(-1.0, min(1.0, value))) if value == value else value  # noqa: PLR0124  # only nan differs from itself


def arc_cosine(value: float) -> float:
    """Return the arc cosine; what is beyond -1 and 1 counts as these."""
    return math.acos(max(-1.0, min(1.0, value))) if value == value else value  # noqa: PLR0124  # only nan differs from itself


def as_float(function: str, place: int, value: Any) -> float:
    """Return an argument of a global function as a float, or raise the engine's error."""
    if value.__class__ is float:
        return value
    if isinstance(value, (int, float)):
        return float(value)
    raise not_convertible(function, place, value, "float")


def as_int(function: str, place: int, value: Any) -> int:
    """Return an argument of a global function as an integer, or raise the engine's error; a float loses its fraction."""
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return truncated(value)
    raise not_convertible(function, place, value, "int")


def as_floats(function: str, *values: Any) -> Sequence[float]:
    """Return all arguments of a function as floats."""
    for value in values:
        if value.__class__ is not float:
            return [as_float(function, place, each) for place, each in enumerate(values, 1)]
    return values


def as_ints(function: str, *values: Any) -> Sequence[int]:
    """Return all arguments of a function as integers."""
    for value in values:
        if value.__class__ is not int:
            return [as_int(function, place, each) for place, each in enumerate(values, 1)]
    return values
