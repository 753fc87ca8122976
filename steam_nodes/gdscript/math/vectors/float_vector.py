"""What Vector2, Vector3 and Vector4 share: arithmetic, order, rounding and interpolation, component by component.

Rules: every step is rounded to 32 bits, in the order in which the engine takes them, so that sums agree to the last digit. An operand that
the engine has no operator for is NotImplemented.
"""

from __future__ import annotations

import math
from operator import add, mul, neg, sub
from typing import TYPE_CHECKING, Any

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.math.curves import bezier_derivative, bezier_interpolate, cubic_interpolate, cubic_interpolate_in_time
from steam_nodes.gdscript.math.numbers import component_text, single
from steam_nodes.gdscript.math.scalars import (
    UNIT_EPSILON_SINGLE,
    divided,
    equal_single,
    near_single,
    posmod_single,
    root_single,
    round_away,
    sign,
    snapped_single,
    zero_single,
)
from steam_nodes.gdscript.math.value import Value, is_number

if TYPE_CHECKING:
    from typing import Self

__all__ = ["FloatVector", "floored"]


def floored(value: float) -> float:
    """Return the whole number at or below, and what is not finite as it is."""
    return float(math.floor(value)) if math.isfinite(value) else value


def _ceiled(value: float) -> float:
    return float(math.ceil(value)) if math.isfinite(value) else value


def _clamped(value: float, least: float, most: float) -> float:
    return least if value < least else min(value, most)


class FloatVector(Value):
    """The base of the vectors of 32-bit floats."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return the text that the engine prints, such as (1.0, 2.5)."""
        return f"({', '.join(map(component_text, self._parts()))})"

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

    def __mul__(self, other: Any) -> Self:
        """Return the product with a number, or with a vector component by component."""
        if other.__class__ is self.__class__:
            return self._of(*map(mul, self._parts(), other._parts()))
        if is_number(other):
            factor = single(other)
            return self._of(*(part * factor for part in self._parts()))
        return NotImplemented

    def __rmul__(self, other: float) -> Self:
        """Return the product with a number."""
        if is_number(other):
            return self * other
        return NotImplemented

    def __truediv__(self, other: Any) -> Self:
        """Return the quotient by a number, or by a vector component by component; by zero it is infinite or nan."""
        if other.__class__ is self.__class__:
            return self._of(*map(divided, self._parts(), other._parts()))
        if is_number(other):
            divisor = single(other)
            return self._of(*(divided(part, divisor) for part in self._parts()))
        return NotImplemented

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

    def dot(self, with_: Self) -> float:
        """Return the dot product."""
        total = 0.0
        for product in self * with_:
            total = single(total + product)
        return total

    def length_squared(self) -> float:
        """Return the length times itself, which is quicker to have than the length."""
        return self.dot(self)

    def length(self) -> float:
        """Return the length."""
        return root_single(self.length_squared())

    def distance_squared_to(self, to: Self) -> float:
        """Return the distance between two points times itself."""
        return (to - self).length_squared()

    def distance_to(self, to: Self) -> float:
        """Return the distance between two points."""
        return (to - self).length()

    def direction_to(self, to: Self) -> Self:
        """Return the vector of length 1 that points from here to there."""
        return (to - self).normalized()

    def normalized(self) -> Self:
        """Return the vector of length 1 with the same direction; zero stays zero."""
        length = self.length_squared()
        return self._of(*(0.0 for _ in self._names)) if length == 0 else self / root_single(length)

    def is_normalized(self) -> bool:
        """Tell whether the length is 1, but for what calculating loses."""
        return near_single(self.length_squared(), 1.0, UNIT_EPSILON_SINGLE)

    def is_equal_approx(self, to: Self) -> bool:
        """Tell whether two vectors are equal but for what calculating loses."""
        return all(map(equal_single, self._parts(), to._parts()))

    def is_zero_approx(self) -> bool:
        """Tell whether the vector is zero but for what calculating loses."""
        return all(map(zero_single, self._parts()))

    def is_finite(self) -> bool:
        """Tell whether no component is infinite or nan."""
        return all(map(math.isfinite, self._parts()))

    def limit_length(self, length: float = 1.0) -> Self:
        """Return the vector, shortened where it is longer than the limit."""
        most, now = single(length), self.length()
        return self / now * most if now > 0 and most < now else self

    def move_toward(self, to: Self, delta: float) -> Self:
        """Return the point that lies delta nearer to the other, which it never passes."""
        way, step = to - self, single(delta)
        length = way.length()
        return to if length <= step or zero_single(length) else self + way / length * step

    def slide(self, n: Self) -> Self:
        """Return what is left of this vector along a surface with the normal n."""
        return self - n * self.dot(n) if n._is_unit() else type(self)()

    def reflect(self, n: Self) -> Self:
        """Return this vector mirrored at the line, or in space at the plane, that the engine defines by n."""
        return n * 2.0 * self.dot(n) - self if n._is_unit() else type(self)()

    def bounce(self, n: Self) -> Self:
        """Return this vector bounced off a surface with the normal n."""
        return -self.reflect(n)

    def project(self, b: Self) -> Self:
        """Return the shadow of this vector on the line of another."""
        return b * divided(self.dot(b), b.length_squared())

    def lerp(self, to: Self, weight: float) -> Self:
        """Return the point between two, at the given part of the way."""
        return self + (to - self) * weight

    def cubic_interpolate(self, b: Self, pre_a: Self, post_b: Self, weight: float) -> Self:
        """Return the point between this one and b on a curve through all four."""
        result: Self = cubic_interpolate(self, b, pre_a, post_b, weight, single)
        return result

    def cubic_interpolate_in_time(
        self,
        b: Self,
        pre_a: Self,
        post_b: Self,
        weight: float,
        b_t: float,
        pre_a_t: float,
        post_b_t: float,
    ) -> Self:
        """Return the point between this one and b on a curve through all four, each of which has its time."""
        result: Self = cubic_interpolate_in_time(self, b, pre_a, post_b, (weight, b_t, pre_a_t, post_b_t), single)
        return result

    def bezier_interpolate(self, control_1: Self, control_2: Self, end: Self, t: float) -> Self:
        """Return the point at t on the Bézier curve from here to end with two control points."""
        result: Self = bezier_interpolate(self, control_1, control_2, end, t, single)
        return result

    def bezier_derivative(self, control_1: Self, control_2: Self, end: Self, t: float) -> Self:
        """Return the direction at t of the Bézier curve from here to end with two control points."""
        result: Self = bezier_derivative(self, control_1, control_2, end, t, single)
        return result

    def posmod(self, mod: float) -> Self:
        """Return the rest of each component by a number, with that number's sign."""
        divisor = single(mod)
        return self._of(*(posmod_single(part, divisor) for part in self._parts()))

    def posmodv(self, modv: Self) -> Self:
        """Return the rest of each component by the other's, with the other's sign."""
        return self._of(*map(posmod_single, self._parts(), modv._parts()))

    def abs(self) -> Self:
        """Return the vector with every component positive."""
        return self._of(*map(abs, self._parts()))

    def sign(self) -> Self:
        """Return 1, 0 or -1 for each component."""
        return self._of(*map(sign, self._parts()))

    def floor(self) -> Self:
        """Return each component rounded down."""
        return self._of(*map(floored, self._parts()))

    def ceil(self) -> Self:
        """Return each component rounded up."""
        return self._of(*map(_ceiled, self._parts()))

    def round(self) -> Self:
        """Return each component rounded to the nearest whole number, halves away from zero."""
        return self._of(*map(round_away, self._parts()))

    def clamp(self, min: Self, max: Self) -> Self:
        """Return each component, brought between those of two other vectors."""
        return self._of(*map(_clamped, self._parts(), min._parts(), max._parts()))

    def clampf(self, min: float, max: float) -> Self:
        """Return each component, brought between two numbers."""
        least, most = single(min), single(max)
        return self._of(*(_clamped(part, least, most) for part in self._parts()))

    def snapped(self, step: Self) -> Self:
        """Return each component rounded to a multiple of the step's."""
        return self._of(*map(snapped_single, self._parts(), step._parts()))

    def snappedf(self, step: float) -> Self:
        """Return each component rounded to a multiple of a number."""
        one = single(step)
        return self._of(*(snapped_single(part, one) for part in self._parts()))

    def min(self, with_: Self) -> Self:
        """Return the smaller of each pair of components."""
        return self._of(*(min(b, a) for a, b in zip(self._parts(), with_._parts(), strict=True)))

    def minf(self, with_: float) -> Self:
        """Return each component, or the number where that is smaller."""
        other = single(with_)
        return self._of(*(min(other, part) for part in self._parts()))

    def max(self, with_: Self) -> Self:
        """Return the larger of each pair of components."""
        return self._of(*(max(b, a) for a, b in zip(self._parts(), with_._parts(), strict=True)))

    def maxf(self, with_: float) -> Self:
        """Return each component, or the number where that is larger."""
        other = single(with_)
        return self._of(*(max(other, part) for part in self._parts()))

    def max_axis_index(self) -> int:
        """Return the place of the largest component, the first of equal ones."""
        parts = self._parts()
        return max(range(len(parts)), key=lambda place: parts[place])

    def min_axis_index(self) -> int:
        """Return the place of the smallest component, the last of equal ones."""
        parts = self._parts()
        return min(reversed(range(len(parts))), key=lambda place: parts[place])

    def _is_unit(self, word: str = "normal") -> bool:
        """Tell whether this vector may serve as a normal, and report the one that may not: its user gives zero then, as the engine does."""
        if self.is_normalized():
            return True
        kind = type(self).__name__
        reported(f"The {word} {kind} {self}{'' if kind == 'Vector2' else ' '}must be normalized.")  # the engine has no space there
        return False
