"""How the engine writes numbers, and how it rounds them to 32 bits.

Rules: a float is written with at most 14 digits (a component of a vector: 6) less those before the point, without zeros at the end, and
never with an exponent. A number is rounded to 32 bits where the engine stores a component, and where it computes with one.
"""

from __future__ import annotations

from math import copysign, floor, inf, isfinite, log10, nan
from struct import Struct
from typing import Final

__all__ = ["Single", "component_text", "decimals_text", "divided", "number_text", "short_component_text", "single"]

_ONE: Final = Struct("f")
_pack = _ONE.pack
_unpack = _ONE.unpack

_INT64: Final = 2.0**63
_DIGITS: Final = 14
_SINGLE_DIGITS: Final = 6
_NO_LOGARITHM: Final = 10.0
"""What is smaller leaves all digits for its decimals."""
_WITHOUT_DIGITS: Final = 6
"""What C's printf takes when it is asked for fewer than no decimals, which numbers beyond 1e15 lead the engine to."""


def single(value: float) -> float:
    """Return value rounded to a 32-bit float, as the engine stores a component; what is too large becomes infinite.

    Args:
        value: Any int or float.
    """
    try:
        return float(_unpack(_pack(value))[0])
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


class Single(float):
    """A number with which long formulas calculate as the engine does: every step is rounded to 32 bits, a division by zero is infinite.

    Args:
        value: Any int or float.
    """

    __slots__ = ()

    def __new__(cls, value: float) -> Single:
        """Round a number."""
        return super().__new__(cls, single(value))

    def __add__(self, other: float) -> Single:
        """Return the sum."""
        return Single(float(self) + single(other))

    def __radd__(self, other: float) -> Single:
        """Return the sum."""
        return Single(single(other) + float(self))

    def __sub__(self, other: float) -> Single:
        """Return the difference."""
        return Single(float(self) - single(other))

    def __rsub__(self, other: float) -> Single:
        """Return the difference."""
        return Single(single(other) - float(self))

    def __mul__(self, other: float) -> Single:
        """Return the product."""
        return Single(float(self) * single(other))

    def __rmul__(self, other: float) -> Single:
        """Return the product."""
        return Single(single(other) * float(self))

    def __truediv__(self, other: float) -> Single:
        """Return the quotient."""
        return Single(divided(float(self), single(other)))

    def __rtruediv__(self, other: float) -> Single:
        """Return the quotient."""
        return Single(divided(single(other), float(self)))

    def __neg__(self) -> Single:
        """Return the number with the other sign."""
        return Single(-float(self))

    def __abs__(self) -> Single:
        """Return the number without its sign."""
        return Single(abs(float(self)))


def divided(left: float, right: float) -> float:
    """Return left / right; by zero it is infinite, or nan for nothing of nothing.

    Args:
        left: What is divided.
        right: What divides.
    """
    try:
        return left / right
    except ZeroDivisionError:
        if left != left or left == 0:  # noqa: PLR0124  # only nan differs from itself
            return nan
        return copysign(inf, left) * copysign(1.0, right)


def number_text(value: float) -> str:
    """Return a 64-bit float as `str()` and `print()` of the engine write it.

    Args:
        value: The number.
    """
    if -_NO_LOGARITHM < value < _NO_LOGARITHM:
        text = f"{value:.14f}".rstrip("0")
        if text[-1] == ".":
            return f"{text}0" if value else "0.0"
        return text
    return _text(value, _DIGITS)


def component_text(value: float) -> str:
    """Return a 32-bit float as the engine writes it inside of a vector.

    Args:
        value: The component.
    """
    return _text(value, _SINGLE_DIGITS)


def short_component_text(value: float) -> str:
    """Return a 32-bit float as the engine writes it inside of a quaternion or a plane: whole numbers without a point.

    Args:
        value: The component.
    """
    return str(int(value)) if -_INT64 < value < _INT64 and value == int(value) else _text(value, _SINGLE_DIGITS)


def decimals_text(value: float, decimals: int) -> str:
    """Return a float with at most so many decimals, without zeros at the end but always with one decimal: the engine's `String.num`.

    Args:
        value: The number.
        decimals: How many digits may stand behind the point; below 0 as many as make 14 digits in all.
    """
    if not isfinite(value):
        return "nan" if value != value else "inf" if value > 0 else "-inf"  # noqa: PLR0124  # only nan differs from itself
    if decimals < 0:
        decimals = _left(value, _DIGITS)
    text = f"{value:.{decimals if decimals >= 0 else _WITHOUT_DIGITS}f}"
    if "." not in text:
        return text
    text = text.rstrip("0")
    return f"{text}0" if text.endswith(".") else text


def _text(value: float, digits: int) -> str:
    """Write a whole number with one zero behind its point, any other with the digits that are left for its decimals."""
    if -_INT64 < value < _INT64:
        whole = int(value)
        if whole == value:
            return f"{whole}.0"
    elif not isfinite(value):
        return "nan" if value != value else "inf" if value > 0 else "-inf"  # noqa: PLR0124  # only nan differs from itself
    return decimals_text(value, _left(value, digits))


def _left(value: float, digits: int) -> int:
    """Return how many of the digits are left for decimals; a number up to 10 leaves them all."""
    size = abs(value)
    if size <= 10:  # noqa: PLR2004  # the engine's own border
        return digits
    power = log10(size)
    return digits - floor(single(power) if digits == _SINGLE_DIGITS else power)
