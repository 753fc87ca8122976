"""Vector2: two 32-bit floats.

Rules: what games do most (+, -, *, /, ==, length, distance) is written out, because one call less is what a sum of two vectors costs; the
rest comes from FloatVector. Mirrors https://docs.godotengine.org/en/stable/classes/class_vector2.html.
"""

from __future__ import annotations

from math import atan2, cos, isfinite, sin, sqrt
from struct import Struct
from struct import error as struct_error
from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.gdscript.math.numbers import component_text, single
from steam_nodes.gdscript.math.scalars import divided, root_single
from steam_nodes.gdscript.math.value import Value, no_constructor
from steam_nodes.gdscript.math.vectors.float_vector import FloatVector

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Vector2"]

_PAIR: Final = Struct("ff")
_pack = _PAIR.pack
_unpack = _PAIR.unpack
_ONE: Final = Struct("f")
_pack_one = _ONE.pack
_unpack_one = _ONE.unpack


class _Open:
    """The two components, still open for writing."""

    __slots__ = ("x", "y")
    x: float
    y: float


class Vector2(FloatVector, _Open):
    """A pair of floats: a place, a direction, a size.

    Args:
        x: The first component, or a vector of two components to convert.
        y: The second component.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("x", "y")

    AXIS_X: ClassVar[int] = 0
    AXIS_Y: ClassVar[int] = 1
    ZERO: ClassVar[Vector2]
    ONE: ClassVar[Vector2]
    INF: ClassVar[Vector2]
    LEFT: ClassVar[Vector2]
    RIGHT: ClassVar[Vector2]
    UP: ClassVar[Vector2]
    DOWN: ClassVar[Vector2]

    def __new__(cls, x: float | Value | None = None, y: float | None = None) -> Vector2:
        """Make a vector of nothing, of another vector or of two numbers."""
        if y is None:
            if x is None:
                return cls._of(0.0, 0.0)
            if isinstance(x, Value) and x.__class__.__name__ in {"Vector2", "Vector2i"}:
                return cls._of(*x._parts())
            raise no_constructor("Vector2")
        new = _open()
        try:
            new.x, new.y = _unpack(_pack(x, y))
        except (OverflowError, struct_error):
            return cls._of(x, y)
        new.__class__ = Vector2
        return new

    @classmethod
    def _of(cls, *parts: Any) -> Vector2:
        """Return a vector of two numbers, rounded to 32 bits."""
        new = _open()
        try:
            new.x, new.y = _unpack(_pack(*parts))
        except OverflowError:
            new.x, new.y = map(single, parts)
        except struct_error as wrong:
            raise no_constructor("Vector2") from wrong
        new.__class__ = Vector2
        return new

    def _parts(self) -> tuple[float, float]:
        return (self.x, self.y)

    def __str__(self) -> str:
        """Return the text that the engine prints, such as (1.0, 2.5)."""
        return f"({component_text(self.x)}, {component_text(self.y)})"

    def __eq__(self, other: object) -> bool:
        """Tell whether the other is a Vector2 with the same components."""
        if other.__class__ is Vector2:
            return self.x == other.x and self.y == other.y
        return NotImplemented

    def __hash__(self) -> int:
        """Return the same number for equal vectors."""
        return hash((self.x, self.y))

    def __bool__(self) -> bool:
        """Tell whether this is not the zero vector."""
        return self.x != 0.0 or self.y != 0.0

    def __add__(self, other: Vector2) -> Vector2:
        """Return the sum, component by component."""
        if other.__class__ is not Vector2:
            return NotImplemented
        new = _open()
        try:
            new.x, new.y = _unpack(_pack(self.x + other.x, self.y + other.y))
        except OverflowError:
            return self._of(self.x + other.x, self.y + other.y)
        new.__class__ = Vector2
        return new

    def __sub__(self, other: Vector2) -> Vector2:
        """Return the difference, component by component."""
        if other.__class__ is not Vector2:
            return NotImplemented
        new = _open()
        try:
            new.x, new.y = _unpack(_pack(self.x - other.x, self.y - other.y))
        except OverflowError:
            return self._of(self.x - other.x, self.y - other.y)
        new.__class__ = Vector2
        return new

    def __mul__(self, other: Any) -> Vector2:
        """Return the product with a number, or with a vector component by component."""
        kind = other.__class__
        new = _open()
        try:
            if kind is float or kind is int:
                (factor,) = _unpack_one(_pack_one(other))
                new.x, new.y = _unpack(_pack(self.x * factor, self.y * factor))
            elif kind is Vector2:
                new.x, new.y = _unpack(_pack(self.x * other.x, self.y * other.y))
            else:
                return super().__mul__(other)
        except OverflowError:
            return super().__mul__(other)
        new.__class__ = Vector2
        return new

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Vector2:
        """Return the quotient by a number, or by a vector component by component; by zero it is infinite or nan."""
        kind = other.__class__
        new = _open()
        try:
            if kind is float or kind is int:
                (divisor,) = _unpack_one(_pack_one(other))
                new.x, new.y = _unpack(_pack(self.x / divisor, self.y / divisor))
            else:
                return super().__truediv__(other)
        except (OverflowError, ZeroDivisionError):
            return super().__truediv__(other)
        new.__class__ = Vector2
        return new

    def __neg__(self) -> Vector2:
        """Return the vector that points the other way."""
        new = _open()
        new.x = -self.x
        new.y = -self.y
        new.__class__ = Vector2
        return new

    def dot(self, with_: Vector2) -> float:
        """Return the dot product."""
        return _sum(self.x * with_.x, self.y * with_.y)

    def cross(self, with_: Vector2) -> float:
        """Return the cross product, which tells on which side the other lies."""
        return _sum(self.x * with_.y, -(self.y * with_.x))

    def length_squared(self) -> float:
        """Return the length times itself, which is quicker to have than the length."""
        return _sum(self.x * self.x, self.y * self.y)

    def length(self) -> float:
        """Return the length."""
        x, y = self.x, self.y
        try:
            x, y = _unpack(_pack(x * x, y * y))
            return float(_unpack_one(_pack_one(sqrt(_unpack_one(_pack_one(x + y))[0])))[0])
        except OverflowError:
            return root_single(self.length_squared())

    def distance_to(self, to: Vector2) -> float:
        """Return the distance between two points."""
        return (self - to).length()

    def normalized(self) -> Vector2:
        """Return the vector of length 1 with the same direction; zero stays zero."""
        squared = _sum(self.x * self.x, self.y * self.y)
        if squared == 0.0:
            return self
        return self / single(sqrt(squared)) if isfinite(squared) else self / squared

    def angle(self) -> float:
        """Return the angle to the right axis in radians, clockwise as y points down."""
        return single(atan2(self.y, self.x))

    def angle_to(self, to: Vector2) -> float:
        """Return the angle from this vector to another."""
        return single(atan2(self.cross(to), self.dot(to)))

    def angle_to_point(self, to: Vector2) -> float:
        """Return the angle of the line from this point to another."""
        return (to - self).angle()

    def rotated(self, angle: float) -> Vector2:
        """Return the vector turned by an angle in radians."""
        turn = single(angle)
        if not isfinite(turn):
            return self._of(turn - turn, turn - turn)
        sine, cosine = _unpack(_pack(sin(turn), cos(turn)))
        return self._of(_sum(self.x * cosine, -(self.y * sine)), _sum(self.x * sine, self.y * cosine))

    def orthogonal(self) -> Vector2:
        """Return the vector turned by 90 degrees against the clock."""
        return self._of(self.y, -self.x)

    def aspect(self) -> float:
        """Return x divided by y."""
        return single(divided(self.x, self.y))

    def slerp(self, to: Vector2, weight: float) -> Vector2:
        """Return the vector between two, at a part of the angle and of the difference in length."""
        start, end, part = self.length_squared(), to.length_squared(), single(weight)
        if start == 0.0 or end == 0.0:
            return self.lerp(to, part)
        first = root_single(start)
        length = single(first + single(single(root_single(end) - first) * part))
        return self.rotated(single(self.angle_to(to) * part)) * divided(length, first)

    @staticmethod
    def from_angle(angle: float) -> Vector2:
        """Return the vector of length 1 that points at an angle in radians.

        Args:
            angle: 0 points right, a quarter turn down.
        """
        return Vector2.RIGHT.rotated(angle)


_open: Callable[[], Vector2] = _Open  # type: ignore[assignment]  # what it makes becomes a Vector2 as soon as it is filled in


def _sum(left: float, right: float) -> float:
    """Return the sum of two products, each step rounded to 32 bits."""
    try:
        left, right = _unpack(_pack(left, right))
        return float(_unpack_one(_pack_one(left + right))[0])
    except OverflowError:
        return single(single(left) + single(right))


Vector2.ZERO = Vector2(0, 0)
Vector2.ONE = Vector2(1, 1)
Vector2.INF = Vector2(float("inf"), float("inf"))
Vector2.LEFT = Vector2(-1, 0)
Vector2.RIGHT = Vector2(1, 0)
Vector2.UP = Vector2(0, -1)
Vector2.DOWN = Vector2(0, 1)
