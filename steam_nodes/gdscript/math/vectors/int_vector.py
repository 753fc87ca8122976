"""What Vector2i, Vector3i and Vector4i share: arithmetic with integers of 32 bits, component by component.

Rules: a sum that is too large wraps around; division goes towards zero and by zero is an error; a product with a float is a vector of
floats. An operand that the engine has no operator for is NotImplemented.
"""

from __future__ import annotations

from math import sqrt
from operator import add, mul, neg, sub
from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.gdscript.errors import ScriptError
from steam_nodes.gdscript.math.numbers import single
from steam_nodes.gdscript.math.scalars import divided_whole, int32, int64, mod_whole, truncated
from steam_nodes.gdscript.math.value import Value, no_constructor

if TYPE_CHECKING:
    from typing import Self

__all__ = ["IntVector", "whole"]


def whole(value: object) -> int:
    """Return a number as a component: a float loses its fraction, what is beyond 32 bits wraps.

    Args:
        value: An int, a float or a bool.

    Raises:
        TypeError: It is no number.
    """
    if isinstance(value, int):
        return int32(int(value))
    if isinstance(value, float):
        return int32(truncated(value))
    text = f"a component of a vector of integers is a number, not {value!r}"
    raise TypeError(text)


def converted(value: float) -> int:
    """Return a 32-bit float as a component; what has no place there is the smallest one, as the processor answers."""
    return int(value) if -(2.0**31) <= value < 2.0**31 else -(2**31)


class IntVector(Value):
    """The base of the vectors of 32-bit integers."""

    __slots__ = ()
    _real: ClassVar[Any]
    """The vector of floats with as many components."""

    def __new__(cls, *parts: Any) -> Self:
        """Make a vector of nothing, of another vector or of numbers."""
        if not parts:
            return cls._of(*(0 for _ in cls._names))
        if len(parts) == 1:
            from_ = parts[0]
            if from_.__class__ is cls:
                return from_
            if from_.__class__ is cls._real:
                return cls._of(*map(converted, from_._parts()))
        if len(parts) != len(cls._names):
            raise no_constructor(cls.__name__)
        try:
            return cls._of(*map(whole, parts))
        except TypeError as wrong:
            raise no_constructor(cls.__name__) from wrong

    def __str__(self) -> str:
        """Return the text that the engine prints, such as (1, 2)."""
        return f"({', '.join(map(str, self._parts()))})"

    def __add__(self, other: Self) -> Self:
        """Return the sum, component by component."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self._of(*map(add, self._parts(), other._parts()))

    def __sub__(self, other: Self) -> Self:
        """Return the difference, component by component."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self._of(*map(sub, self._parts(), other._parts()))

    def __mul__(self, other: Any) -> Any:
        """Return the product with a number, or with a vector component by component; a float makes a vector of floats."""
        if other.__class__ is self.__class__:
            return self._of(*map(mul, self._parts(), other._parts()))
        if other.__class__ is int:
            factor = int32(other)
            return self._of(*(part * factor for part in self._parts()))
        if other.__class__ is float:
            return self._real(self) * other
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        """Return the quotient towards zero by an integer or a vector; a float makes a vector of floats.

        Raises:
            ScriptError: The division is by zero.
        """
        if other.__class__ is self.__class__:
            divisors = other._parts()
        elif other.__class__ is int:
            divisors = (int32(other),) * len(self._names)
        elif other.__class__ is float and other:
            return self._real(self) / other
        elif other.__class__ is float:
            divisors = (0,)
        else:
            return NotImplemented
        if 0 in divisors:
            text = "Division by zero error in operator '/'."
            raise ScriptError(text)
        return self._of(*map(divided_whole, self._parts(), divisors))

    def __mod__(self, other: Any) -> Self:
        """Return what the division towards zero leaves, with the sign of this vector's component.

        Raises:
            ScriptError: The division is by zero.
        """
        if other.__class__ is self.__class__:
            divisors = other._parts()
        elif other.__class__ is int:
            divisors = (int32(other),) * len(self._names)
        else:
            return NotImplemented
        if 0 in divisors:
            text = "Modulo by zero error in operator '%'."
            raise ScriptError(text)
        return self._of(*map(mod_whole, self._parts(), divisors))

    def __neg__(self) -> Self:
        """Return the vector that points the other way."""
        return self._of(*map(neg, self._parts()))

    def __pos__(self) -> Self:
        """Return the vector itself."""
        return self

    def __lt__(self, other: Self) -> bool:
        """Tell whether this vector comes before the other: by the first component that differs."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self._parts() < other._parts()

    def __le__(self, other: Self) -> bool:
        """Tell whether this vector comes before the other or equals it."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self._parts() <= other._parts()

    def __gt__(self, other: Self) -> bool:
        """Tell whether this vector comes after the other."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self._parts() > other._parts()

    def __ge__(self, other: Self) -> bool:
        """Tell whether this vector comes after the other or equals it."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self._parts() >= other._parts()

    def length_squared(self) -> int:
        """Return the length times itself."""
        return int64(sum(part * part for part in self._parts()))

    def length(self) -> float:
        """Return the length."""
        return sqrt(self.length_squared())

    def distance_squared_to(self, to: Self) -> int:
        """Return the distance between two points times itself."""
        return (to - self).length_squared()

    def distance_to(self, to: Self) -> float:
        """Return the distance between two points."""
        return (to - self).length()

    def sign(self) -> Self:
        """Return 1, 0 or -1 for each component."""
        return self._of(*((part > 0) - (part < 0) for part in self._parts()))

    def abs(self) -> Self:
        """Return the vector with every component positive."""
        return self._of(*map(abs, self._parts()))

    def clamp(self, min: Self, max: Self) -> Self:
        """Return each component, brought between those of two other vectors."""
        return self._of(*map(_clamped, self._parts(), min._parts(), max._parts()))

    def clampi(self, min: int, max: int) -> Self:
        """Return each component, brought between two numbers."""
        least, most = int32(min), int32(max)
        return self._of(*(_clamped(part, least, most) for part in self._parts()))

    def snapped(self, step: Self) -> Self:
        """Return each component rounded to a multiple of the step's."""
        return self._of(*map(_snapped, self._parts(), step._parts()))

    def snappedi(self, step: int) -> Self:
        """Return each component rounded to a multiple of a number."""
        one = int32(step)
        return self._of(*(_snapped(part, one) for part in self._parts()))

    def min(self, with_: Self) -> Self:
        """Return the smaller of each pair of components."""
        return self._of(*map(min, self._parts(), with_._parts()))

    def mini(self, with_: int) -> Self:
        """Return each component, or the number where that is smaller."""
        other = int32(with_)
        return self._of(*(min(part, other) for part in self._parts()))

    def max(self, with_: Self) -> Self:
        """Return the larger of each pair of components."""
        return self._of(*map(max, self._parts(), with_._parts()))

    def maxi(self, with_: int) -> Self:
        """Return each component, or the number where that is larger."""
        other = int32(with_)
        return self._of(*(max(part, other) for part in self._parts()))

    def max_axis_index(self) -> int:
        """Return the place of the largest component, the first of equal ones."""
        parts = self._parts()
        return max(range(len(parts)), key=lambda place: parts[place])

    def min_axis_index(self) -> int:
        """Return the place of the smallest component, the last of equal ones."""
        parts = self._parts()
        return min(reversed(range(len(parts))), key=lambda place: parts[place])


def _clamped(value: int, least: int, most: int) -> int:
    return least if value < least else min(value, most)


def _snapped(value: int, step: int) -> int:
    """Round to a multiple of step by way of floats, as the engine does."""
    if step == 0:
        return value
    return converted((value / step + 0.5) // 1 * step)


def aspect(x: int, y: int) -> float:
    """Return x divided by y as the engine's 32-bit float."""
    return single(single(x) / single(y)) if y else single(x * float("inf")) if x else float("nan")
