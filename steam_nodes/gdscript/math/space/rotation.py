"""Vector3, Quaternion and Basis: points in space, and what turns them.

They stand in one file because each makes the others. Rules: every step is rounded to 32 bits in the engine's order; the numbers of a
rotation are in turns.py. A Basis is told by its columns x, y and z and kept as rows. Mirrors
https://docs.godotengine.org/en/stable/classes/class_vector3.html, class_quaternion.html and class_basis.html.
"""

from __future__ import annotations

import math
from struct import Struct
from struct import error as struct_error
from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.math.curves import cubic_interpolate, cubic_interpolate_in_time
from steam_nodes.gdscript.math.numbers import Single, short_component_text, single
from steam_nodes.gdscript.math.scalars import (
    EPSILON_SINGLE,
    UNIT_EPSILON_SINGLE,
    arc_cosine,
    arc_tangent_single,
    divided,
    equal_single,
    near_single,
    root_single,
    sign,
    sine_single,
    zero_single,
)
from steam_nodes.gdscript.math.space import turns
from steam_nodes.gdscript.math.value import Value, is_number, no_constructor
from steam_nodes.gdscript.math.vectors.float_vector import FloatVector
from steam_nodes.gdscript.math.vectors.vector2 import Vector2

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.gdscript.math.space.turns import Rows

__all__ = ["Basis", "Quaternion", "Vector3"]

_THREE: Final = Struct("fff")
_pack = _THREE.pack
_unpack = _THREE.unpack
_FOUR: Final = Struct("ffff")
_YXZ: Final = 2


class _OpenVector3:
    """The components, still open for writing."""

    __slots__ = ("x", "y", "z")
    x: float
    y: float
    z: float


class Vector3(FloatVector, _OpenVector3):
    """Three floats: a point in space, a direction, a size.

    Args:
        x: The first component, or a vector of three components to convert.
        y: The second component.
        z: The third component.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("x", "y", "z")

    AXIS_X: ClassVar[int] = 0
    AXIS_Y: ClassVar[int] = 1
    AXIS_Z: ClassVar[int] = 2
    ZERO: ClassVar[Vector3]
    ONE: ClassVar[Vector3]
    INF: ClassVar[Vector3]
    LEFT: ClassVar[Vector3]
    RIGHT: ClassVar[Vector3]
    UP: ClassVar[Vector3]
    DOWN: ClassVar[Vector3]
    FORWARD: ClassVar[Vector3]
    BACK: ClassVar[Vector3]
    MODEL_LEFT: ClassVar[Vector3]
    MODEL_RIGHT: ClassVar[Vector3]
    MODEL_TOP: ClassVar[Vector3]
    MODEL_BOTTOM: ClassVar[Vector3]
    MODEL_FRONT: ClassVar[Vector3]
    MODEL_REAR: ClassVar[Vector3]

    def __new__(cls, x: float | Value | None = None, y: float | None = None, z: float | None = None) -> Vector3:
        """Make a vector of nothing, of another vector or of three numbers."""
        if y is None and z is None:
            if x is None:
                return cls._of(0.0, 0.0, 0.0)
            if isinstance(x, Value) and x.__class__.__name__ in {"Vector3", "Vector3i"}:
                return cls._of(*x._parts())
            raise no_constructor("Vector3")
        return cls._of(x, y, z)

    @classmethod
    def _of(cls, *parts: Any) -> Vector3:
        """Return a vector of three numbers, rounded to 32 bits."""
        new = _open_vector()
        try:
            new.x, new.y, new.z = _unpack(_pack(*parts))
        except OverflowError:
            new.x, new.y, new.z = map(single, parts)
        except struct_error as wrong:
            raise no_constructor("Vector3") from wrong
        new.__class__ = Vector3
        return new

    def _parts(self) -> tuple[float, float, float]:
        return (self.x, self.y, self.z)

    def __add__(self, other: Vector3) -> Vector3:
        """Return the sum, component by component."""
        if other.__class__ is not Vector3:
            return NotImplemented
        return self._of(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other: Vector3) -> Vector3:
        """Return the difference, component by component."""
        if other.__class__ is not Vector3:
            return NotImplemented
        return self._of(self.x - other.x, self.y - other.y, self.z - other.z)

    def cross(self, with_: Vector3) -> Vector3:
        """Return the vector that stands upright on both."""
        (ax, ay, az), (bx, by, bz) = self._parts(), with_._parts()
        return self._of(
            single(ay * bz) - single(az * by),
            single(az * bx) - single(ax * bz),
            single(ax * by) - single(ay * bx),
        )

    def angle_to(self, to: Vector3) -> float:
        """Return the angle between two vectors, without a sign."""
        return arc_tangent_single(self.cross(to).length(), self.dot(to))

    def signed_angle_to(self, to: Vector3, axis: Vector3) -> float:
        """Return the angle from this vector to another, negative where axis sees it go round with the clock."""
        across = self.cross(to)
        angle = arc_tangent_single(across.length(), self.dot(to))
        return -angle if across.dot(axis) < 0 else angle

    def inverse(self) -> Vector3:
        """Return 1 divided by each component."""
        return self._of(*(divided(1.0, part) for part in self._parts()))

    def rotated(self, axis: Vector3, angle: float) -> Vector3:
        """Return the vector turned around an axis of length 1."""
        result: Vector3 = Basis(axis, angle) * self
        return result

    def slerp(self, to: Vector3, weight: float) -> Vector3:
        """Return the vector between two, at a part of the angle and of the difference in length."""
        start, end, part = self.length_squared(), to.length_squared(), Single(weight)
        if start == 0.0 or end == 0.0:
            return self.lerp(to, part)
        axis = self.cross(to)
        squared = axis.length_squared()
        if squared == 0.0:
            return self.lerp(to, part)
        first = Single(root_single(start))
        length = first + (root_single(end) - first) * part
        return self.rotated(axis / root_single(squared), self.angle_to(to) * part) * (length / first)

    def outer(self, with_: Vector3) -> Basis:
        """Return the matrix of all products of components."""
        return Basis._of_rows(*((with_ * part)._parts() for part in self._parts()))

    def octahedron_encode(self) -> Vector2:
        """Return a direction as a point of a square, which takes less room."""
        x, y, z = map(Single, self._parts())
        size = abs(x) + abs(y) + abs(z)
        x, y, z = x / size, y / size, z / size
        if z < 0:
            x, y = (1.0 - abs(y)) * (1.0 if x >= 0 else -1.0), (1.0 - abs(x)) * (1.0 if y >= 0 else -1.0)
        return Vector2(x * 0.5 + 0.5, y * 0.5 + 0.5)

    @staticmethod
    def octahedron_decode(uv: Vector2) -> Vector3:
        """Return the direction that octahedron_encode made a point of.

        Args:
            uv: The point.
        """
        x, y = Single(uv.x) * 2.0 - 1.0, Single(uv.y) * 2.0 - 1.0
        z = 1.0 - abs(x) - abs(y)
        over = min(max(-z, Single(0.0)), Single(1.0))
        return Vector3(x + (-over if x >= 0 else over), y + (-over if y >= 0 else over), z).normalized()

    def _any_perpendicular(self) -> Vector3:
        """Return some vector of length 1 that stands upright on this one."""
        x, y, z = map(abs, self._parts())
        return self.cross(Vector3.RIGHT if x <= y and x <= z else Vector3.UP).normalized()


_open_vector: Callable[[], Vector3] = _OpenVector3  # type: ignore[assignment]  # it becomes a Vector3 as soon as it is filled in

_INFINITE = float("inf")
Vector3.ZERO = Vector3(0, 0, 0)
Vector3.ONE = Vector3(1, 1, 1)
Vector3.INF = Vector3(_INFINITE, _INFINITE, _INFINITE)
Vector3.LEFT = Vector3.MODEL_RIGHT = Vector3(-1, 0, 0)
Vector3.RIGHT = Vector3.MODEL_LEFT = Vector3(1, 0, 0)
Vector3.UP = Vector3.MODEL_TOP = Vector3(0, 1, 0)
Vector3.DOWN = Vector3.MODEL_BOTTOM = Vector3(0, -1, 0)
Vector3.FORWARD = Vector3.MODEL_REAR = Vector3(0, 0, -1)
Vector3.BACK = Vector3.MODEL_FRONT = Vector3(0, 0, 1)


class _OpenQuaternion:
    """The components, still open for writing."""

    __slots__ = ("w", "x", "y", "z")
    x: float
    y: float
    z: float
    w: float


class Quaternion(Value, _OpenQuaternion):
    """A turn in space, as four floats.

    Args:
        *parts: Nothing, a Quaternion, a Basis, an axis and an angle, two vectors from one of which it turns to the other, or x, y, z and w.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("x", "y", "z", "w")

    IDENTITY: ClassVar[Quaternion]

    def __new__(cls, *parts: Any) -> Quaternion:
        """Make a turn of what the constructors take."""
        match parts:
            case ():
                return cls._of(0.0, 0.0, 0.0, 1.0)
            case (Quaternion() as one,):
                return one
            case (Basis() as basis,):
                return basis._quaternion()
            case (Vector3() as start, Vector3() as end):
                return cls._of_arc(start, end)
            case (Vector3() as axis, int() | float() as angle):
                return cls._of_axis(axis, single(angle))
            case (_, _, _, _):
                return cls._of(*parts)
        raise no_constructor("Quaternion")

    @classmethod
    def _of(cls, *parts: Any) -> Quaternion:
        """Return a turn of four numbers, rounded to 32 bits."""
        new = _open_quaternion()
        try:
            new.x, new.y, new.z, new.w = _FOUR.unpack(_FOUR.pack(*parts))
        except OverflowError:
            new.x, new.y, new.z, new.w = map(single, parts)
        except struct_error as wrong:
            raise no_constructor("Quaternion") from wrong
        new.__class__ = Quaternion
        return new

    @classmethod
    def _of_axis(cls, axis: Vector3, angle: float) -> Quaternion:
        """Return the turn around an axis of length 1."""
        if not axis._is_unit("axis"):
            return cls()
        half = Single(angle) * 0.5
        scale = Single(sine_single(half)) / axis.length()
        return cls._of(axis.x * scale, axis.y * scale, axis.z * scale, math.cos(half) if math.isfinite(half) else math.nan)

    @classmethod
    def _of_arc(cls, start: Vector3, end: Vector3) -> Quaternion:
        """Return the shortest turn from one direction to another."""
        if start.is_zero_approx() or end.is_zero_approx():
            reported("The vectors must not be zero.")
            return cls()
        first, last = start.normalized(), end.normalized()
        cosine = Single(first.dot(last))
        if abs(cosine) > single(1.0 - EPSILON_SINGLE):
            if cosine >= 0:
                return cls()
            return cls._of(*first._any_perpendicular()._parts(), 0.0).normalized()
        size = Single(root_single((1.0 + cosine) * 2.0))
        return cls._of(*(first.cross(last) * (1.0 / size))._parts(), size * 0.5).normalized()

    def _parts(self) -> tuple[float, float, float, float]:
        return (self.x, self.y, self.z, self.w)

    def __str__(self) -> str:
        """Return the text that the engine prints, such as (0, 0, 0, 1)."""
        return f"({', '.join(map(short_component_text, self._parts()))})"

    def __add__(self, other: Quaternion) -> Quaternion:
        """Return the sum, component by component."""
        if other.__class__ is not Quaternion:
            return NotImplemented
        return self._of(*(a + b for a, b in zip(self._parts(), other._parts(), strict=True)))

    def __sub__(self, other: Quaternion) -> Quaternion:
        """Return the difference, component by component."""
        if other.__class__ is not Quaternion:
            return NotImplemented
        return self._of(*(a - b for a, b in zip(self._parts(), other._parts(), strict=True)))

    def __mul__(self, other: Any) -> Any:
        """Return one turn after another, a vector turned, or the product with a number."""
        if other.__class__ is Quaternion:
            ax, ay, az, aw = map(Single, self._parts())
            bx, by, bz, bw = other._parts()
            return self._of(
                aw * bx + ax * bw + ay * bz - az * by,
                aw * by + ay * bw + az * bx - ax * bz,
                aw * bz + az * bw + ax * by - ay * bx,
                aw * bw - ax * bx - ay * by - az * bz,
            )
        if other.__class__ is Vector3:
            own = Vector3(self.x, self.y, self.z)
            across = own.cross(other)
            return other + (across * self.w + own.cross(across)) * 2.0
        if is_number(other):
            factor = single(other)
            return self._of(*(part * factor for part in self._parts()))
        return NotImplemented

    def __rmul__(self, other: Any) -> Any:
        """Return the product with a number, or a vector turned back."""
        if is_number(other):
            return self * other
        if other.__class__ is Vector3:
            return self.inverse() * other
        return NotImplemented

    def __truediv__(self, other: float) -> Quaternion:
        """Return the quotient by a number."""
        if not is_number(other):
            return NotImplemented
        result: Quaternion = self * single(divided(1.0, single(other)))
        return result

    def __neg__(self) -> Quaternion:
        """Return the same turn, told the other way."""
        return self._of(*(-part for part in self._parts()))

    def __pos__(self) -> Quaternion:
        """Return the turn itself."""
        return self

    def dot(self, with_: Quaternion) -> float:
        """Return the dot product."""
        total = Single(0.0)
        for one, other in zip(map(Single, self._parts()), with_._parts(), strict=True):
            total += one * other
        return float(total)

    def length_squared(self) -> float:
        """Return the length times itself."""
        return self.dot(self)

    def length(self) -> float:
        """Return the length."""
        return root_single(self.dot(self))

    def normalized(self) -> Quaternion:
        """Return the turn with length 1."""
        return self / self.length()

    def is_normalized(self) -> bool:
        """Tell whether the length is 1, but for what calculating loses."""
        return near_single(self.length_squared(), 1.0, UNIT_EPSILON_SINGLE)

    def is_equal_approx(self, to: Quaternion) -> bool:
        """Tell whether two turns are equal but for what calculating loses."""
        return all(map(equal_single, self._parts(), to._parts()))

    def is_finite(self) -> bool:
        """Tell whether no component is infinite or nan."""
        return all(map(math.isfinite, self._parts()))

    def inverse(self) -> Quaternion:
        """Return the turn back."""
        if not self._is_turn(f"The quaternion {self} must be normalized."):
            return Quaternion()
        return self._of(-self.x, -self.y, -self.z, self.w)

    def _is_turn(self, sentence: str) -> bool:
        """Tell whether the length is 1, and report where it is not."""
        if self.is_normalized():
            return True
        reported(sentence)
        return False

    def _between(self, to: Quaternion) -> bool:
        """Tell whether there is a way between two turns, and report which of them has not the length 1."""
        return self._is_turn(f"The start quaternion {self} must be normalized.") and to._is_turn(
            f"The end quaternion {to} must be normalized.",
        )

    def log(self) -> Quaternion:
        """Return the axis times the angle, as a quaternion without w."""
        axis = self.get_axis() * self.get_angle()
        return self._of(*axis._parts(), 0.0)

    def exp(self) -> Quaternion:
        """Return the turn whose axis times angle this is."""
        axis = Vector3(self.x, self.y, self.z)
        angle = axis.length()
        axis = axis.normalized()
        if angle < EPSILON_SINGLE or not axis.is_normalized():
            return Quaternion()
        return self._of_axis(axis, angle)

    def angle_to(self, to: Quaternion) -> float:
        """Return the angle between two turns."""
        cosine = Single(self.dot(to))
        return single(arc_cosine(cosine * cosine * 2.0 - 1.0))

    def slerp(self, to: Quaternion, weight: float) -> Quaternion:
        """Return the turn between two, the short way round."""
        if not self._between(to):
            return Quaternion()
        part, cosine = Single(weight), Single(self.dot(to))
        if cosine < 0:
            cosine, to = -cosine, -to
        if 1.0 - cosine > EPSILON_SINGLE:
            angle = Single(arc_cosine(cosine))
            sine = Single(math.sin(angle))
            first = Single(math.sin((1.0 - float(part)) * float(angle)) / float(sine))
            last = Single(math.sin(part * angle)) / sine
        else:
            first, last = 1.0 - part, part
        return self._of(*(first * a + last * b for a, b in zip(self._parts(), to._parts(), strict=True)))

    def slerpni(self, to: Quaternion, weight: float) -> Quaternion:
        """Return the turn between two, the way round that their signs tell."""
        if not self._between(to):
            return Quaternion()
        part, cosine = Single(weight), Single(self.dot(to))
        if abs(cosine) > single(0.9999):
            return self
        angle = Single(arc_cosine(cosine))
        scale = 1.0 / Single(math.sin(angle))
        first = Single(math.sin((1.0 - float(part)) * float(angle)) * float(scale))
        last = Single(math.sin(part * angle)) * scale
        return self._of(*(first * a + last * b for a, b in zip(self._parts(), to._parts(), strict=True)))

    def spherical_cubic_interpolate(self, b: Quaternion, pre_a: Quaternion, post_b: Quaternion, weight: float) -> Quaternion:
        """Return the turn between this one and b on a curve through all four."""

        def curve(start: Vector3, end: Vector3, before: Vector3, after: Vector3) -> Vector3:
            result: Vector3 = cubic_interpolate(start, end, before, after, weight, single)
            return result

        return self._on_curve(b, pre_a, post_b, weight, curve)

    def spherical_cubic_interpolate_in_time(
        self,
        b: Quaternion,
        pre_a: Quaternion,
        post_b: Quaternion,
        weight: float,
        b_t: float,
        pre_a_t: float,
        post_b_t: float,
    ) -> Quaternion:
        """Return the turn between this one and b on a curve through all four, each of which has its time."""

        def curve(start: Vector3, end: Vector3, before: Vector3, after: Vector3) -> Vector3:
            result: Vector3 = cubic_interpolate_in_time(start, end, before, after, (weight, b_t, pre_a_t, post_b_t), single)
            return result

        return self._on_curve(b, pre_a, post_b, weight, curve)

    def _on_curve(
        self,
        b: Quaternion,
        pre_a: Quaternion,
        post_b: Quaternion,
        weight: float,
        curve: Callable[[Vector3, Vector3, Vector3, Vector3], Vector3],
    ) -> Quaternion:
        """Go along a curve of axes times angles, once seen from here and once from b, and blend the two."""
        if not self._between(b):
            return Quaternion()
        start, before, end, after = (Basis(each).get_rotation_quaternion() for each in (self, pre_a, b, post_b))
        before = -before if math.copysign(1.0, start.dot(before)) < 0 else before
        flipped = math.copysign(1.0, start.dot(end)) < 0
        end = -end if flipped else end
        way = end.dot(after)
        after = -after if (way <= 0 if flipped else math.copysign(1.0, way) < 0) else after

        def seen_from(here: Quaternion) -> Quaternion:
            logs = []
            for each in (start, end, before, after):
                log = Quaternion(0, 0, 0, 0) if each is here else (here.inverse() * each).log()
                logs.append(Vector3(log.x, log.y, log.z))
            turn: Quaternion = here * Quaternion(*curve(*logs)._parts(), 0.0).exp()
            return turn

        return seen_from(start).slerp(seen_from(end), weight)

    def get_axis(self) -> Vector3:
        """Return the axis around which it turns."""
        if abs(self.w) > single(1.0 - EPSILON_SINGLE):
            return Vector3(self.x, self.y, self.z)
        own = Single(self.w)
        return Vector3(self.x, self.y, self.z) * (1.0 / Single(root_single(1.0 - own * own)))

    def get_angle(self) -> float:
        """Return the angle by which it turns."""
        return single(2.0 * single(arc_cosine(self.w)))

    def get_euler(self, order: int = _YXZ) -> Vector3:
        """Return the three angles by which it turns.

        Args:
            order: Which angle comes after which: EULER_ORDER_XYZ is 0, YXZ is 2.
        """
        if not self._is_turn(f"The quaternion {self} must be normalized."):
            return Vector3()
        return Basis(self).get_euler(order)

    @staticmethod
    def from_euler(euler: Vector3) -> Quaternion:
        """Return the turn by three angles: around y, then x, then z.

        Args:
            euler: The angles in radians.
        """
        halves = [Single(part) * 0.5 for part in (euler.y, euler.x, euler.z)]
        (c1, c2, c3), (s1, s2, s3) = ([Single(of(half)) for half in halves] for of in (math.cos, math.sin))
        return Quaternion(
            s1 * c2 * s3 + c1 * s2 * c3,
            s1 * c2 * c3 - c1 * s2 * s3,
            -s1 * s2 * c3 + c1 * c2 * s3,
            s1 * s2 * s3 + c1 * c2 * c3,
        )


_open_quaternion: Callable[[], Quaternion] = _OpenQuaternion  # type: ignore[assignment]  # it becomes a Quaternion when it is filled in

Quaternion.IDENTITY = Quaternion(0, 0, 0, 1)


class _OpenBasis:
    """The rows, still open for writing."""

    __slots__ = ("_rows",)
    _rows: Rows


class Basis(Value, _OpenBasis):
    """Three axes: a turn, a scale, a shear of space.

    Args:
        *parts: Nothing, a Basis, a Quaternion, an axis and an angle, or the three axes.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("x", "y", "z")

    IDENTITY: ClassVar[Basis]
    FLIP_X: ClassVar[Basis]
    FLIP_Y: ClassVar[Basis]
    FLIP_Z: ClassVar[Basis]

    def __new__(cls, *parts: Any) -> Basis:
        """Make axes of what the constructors take."""
        match parts:
            case ():
                return cls._of_rows((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
            case (Basis() as one,):
                return one
            case (Quaternion() as turn,):
                return cls._of_rows(*turns.quaternion_rows(turn._parts()))
            case (Vector3() as axis, int() | float() as angle):
                return cls._of_rows(*turns.axis_angle_rows(axis._parts(), single(angle))) if axis._is_unit("axis") else cls()
            case (Vector3(), Vector3(), Vector3()):
                return cls._of(*parts)
        raise no_constructor("Basis")

    @classmethod
    def _of(cls, *parts: Any) -> Basis:
        """Return the basis with three axes."""
        return cls._of_rows(*turns.columns((parts[0]._parts(), parts[1]._parts(), parts[2]._parts())))

    @classmethod
    def _of_rows(cls, *rows: Any) -> Basis:
        """Return the basis with three rows of numbers."""
        new = _open_basis()
        new._rows = rows
        new.__class__ = Basis
        return new

    @property
    def x(self) -> Vector3:
        """The first axis."""
        return Vector3._of(*(row[0] for row in self._rows))

    @property
    def y(self) -> Vector3:
        """The second axis."""
        return Vector3._of(*(row[1] for row in self._rows))

    @property
    def z(self) -> Vector3:
        """The third axis."""
        return Vector3._of(*(row[2] for row in self._rows))

    def __eq__(self, other: object) -> bool:
        """Tell whether the other is a Basis with the same axes."""
        return self._rows == other._rows if isinstance(other, Basis) else NotImplemented

    def __hash__(self) -> int:
        """Return the same number for equal bases."""
        return hash(self._rows)

    def __str__(self) -> str:
        """Return the text that the engine prints."""
        return f"[X: {self.x}, Y: {self.y}, Z: {self.z}]"

    def __mul__(self, other: Any) -> Any:
        """Return one basis after another, a vector brought into this one, or the product with a number."""
        if other.__class__ is Vector3:
            parts = other._parts()
            return Vector3._of(*(turns.dot3(row, parts) for row in self._rows))
        if other.__class__ is Basis:
            return self._of_rows(*turns.product(self._rows, other._rows))
        if is_number(other):
            factor = single(other)
            return self._of_rows(*(tuple(single(part * factor) for part in row) for row in self._rows))
        return NotImplemented

    def __rmul__(self, other: Any) -> Any:
        """Return the product with a number, or a vector brought back out of this basis."""
        if is_number(other):
            return self * other
        if other.__class__ is Vector3:
            parts = other._parts()
            return Vector3._of(*(turns.dot3(column, parts) for column in turns.transposed(self._rows)))
        return NotImplemented

    def __truediv__(self, other: float) -> Basis:
        """Return the quotient by a number."""
        if not is_number(other):
            return NotImplemented
        divisor = single(other)
        return self._of_rows(*(tuple(single(divided(part, divisor)) for part in row) for row in self._rows))

    def determinant(self) -> float:
        """Return the volume of what the axes span, negative where it is mirrored."""
        (a, b, c), (d, e, f), (g, h, i) = (tuple(map(Single, row)) for row in self._rows)
        return float(a * (e * i - h * f) - d * (b * i - h * c) + g * (b * f - e * c))

    def inverse(self) -> Basis:
        """Return the basis that undoes this one."""
        (a, b, c), (d, e, f), (g, h, i) = (tuple(map(Single, row)) for row in self._rows)
        first, second, third = e * i - f * h, f * g - d * i, d * h - e * g
        size = a * first + b * second + c * third
        if float(size) == 0.0:
            reported('Condition "det == 0" is true.')
            return self
        scale = 1.0 / size
        rows = (
            (first, c * h - b * i, b * f - c * e),
            (second, a * i - c * g, c * d - a * f),
            (third, b * g - a * h, a * e - b * d),
        )
        return self._of_rows(*(tuple(float(part * scale) for part in row) for row in rows))

    def transposed(self) -> Basis:
        """Return the basis with rows and columns exchanged."""
        return self._of_rows(*turns.transposed(self._rows))

    def orthonormalized(self) -> Basis:
        """Return the basis with upright axes of length 1."""
        x = self.x.normalized()
        y = (self.y - x * x.dot(self.y)).normalized()
        z = (self.z - x * x.dot(self.z) - y * y.dot(self.z)).normalized()
        return self._of(x, y, z)

    def rotated(self, axis: Vector3, angle: float) -> Basis:
        """Return the basis turned around an axis of length 1."""
        result: Basis = Basis(axis, angle) * self
        return result

    def scaled(self, scale: Vector3) -> Basis:
        """Return the basis made larger along the axes of space."""
        scales = scale._parts()
        return self._of_rows(*(tuple(single(part * by) for part in row) for row, by in zip(self._rows, scales, strict=True)))

    def scaled_local(self, scale: Vector3) -> Basis:
        """Return the basis made larger along its own axes."""
        result: Basis = self * Basis.from_scale(scale)
        return result

    def get_scale(self) -> Vector3:
        """Return the lengths of the axes, negative where the basis is mirrored."""
        return Vector3(self.x.length(), self.y.length(), self.z.length()) * sign(self.determinant())

    def get_euler(self, order: int = _YXZ) -> Vector3:
        """Return the three angles by which the basis turns.

        Args:
            order: Which angle comes after which: EULER_ORDER_XYZ is 0, YXZ is 2.
        """
        return Vector3._of(*turns.euler_of(self._rows, order))

    def get_rotation_quaternion(self) -> Quaternion:
        """Return the turn of the basis, without its scale."""
        turned = self.orthonormalized()
        if turned.determinant() < 0:
            turned = turned.scaled(Vector3(-1, -1, -1))
        return turned._quaternion()

    def _quaternion(self) -> Quaternion:
        """Return the turn that this basis is."""
        if not (self.is_conformal() and near_single(self.determinant(), 1.0, UNIT_EPSILON_SINGLE)):
            reported(
                f"Basis {self} must be normalized in order to be casted to a Quaternion. Use get_rotation_quaternion() or call "
                "orthonormalized() if the Basis contains linearly independent vectors.",
            )
            return Quaternion()
        return Quaternion._of(*turns.quaternion_of(self._rows))

    def tdotx(self, with_: Vector3) -> float:
        """Return the dot product with the first axis."""
        return turns.dot3(self.x._parts(), with_._parts())

    def tdoty(self, with_: Vector3) -> float:
        """Return the dot product with the second axis."""
        return turns.dot3(self.y._parts(), with_._parts())

    def tdotz(self, with_: Vector3) -> float:
        """Return the dot product with the third axis."""
        return turns.dot3(self.z._parts(), with_._parts())

    def slerp(self, to: Basis, weight: float) -> Basis:
        """Return the basis between two, the turn the short way round."""
        turned = Basis(self._quaternion().slerp(to._quaternion(), weight))
        rows = []
        for row, start, end in zip(turned._rows, self._rows, to._rows, strict=True):
            first, last = Single(Vector3(*start).length()), Vector3(*end).length()
            rows.append((Vector3(*row) * (first + (last - first) * Single(weight)))._parts())
        return self._of_rows(*rows)

    def is_conformal(self) -> bool:
        """Tell whether the axes are upright and equally long."""
        x, y, z = self.x, self.y, self.z
        length = x.length_squared()
        equal = equal_single(length, y.length_squared()) and equal_single(length, z.length_squared())
        return equal and zero_single(x.dot(y)) and zero_single(x.dot(z)) and zero_single(y.dot(z))

    def is_equal_approx(self, b: Basis) -> bool:
        """Tell whether two bases are equal but for what calculating loses."""
        return all(all(map(equal_single, *rows)) for rows in zip(self._rows, b._rows, strict=True))

    def is_finite(self) -> bool:
        """Tell whether no number of it is infinite or nan."""
        return all(math.isfinite(part) for row in self._rows for part in row)

    @staticmethod
    def looking_at(target: Vector3, up: Vector3 = Vector3.UP, use_model_front: bool = False) -> Basis:
        """Return the basis that looks at a point, with its y upwards.

        Args:
            target: The point, seen from here.
            up: Where up is.
            use_model_front: Whether +z is to look there, as in models, and not -z.
        """
        for vector, name in ((target, "target"), (up, "up")):
            if vector.is_zero_approx():
                reported(f"The {name} vector can't be zero.")
                return Basis()
        z = target.normalized() if use_model_front else -target.normalized()
        x = up.cross(z)
        if x.is_zero_approx():
            reported(
                "Target and up vectors are colinear. This is not advised as it may cause unwanted rotation around local Z axis.",
            )
            x = up._any_perpendicular()
        x = x.normalized()
        return Basis._of(x, z.cross(x), z)

    @staticmethod
    def from_scale(scale: Vector3) -> Basis:
        """Return the basis that makes larger.

        Args:
            scale: How much, along each axis.
        """
        return Basis._of_rows((scale.x, 0.0, 0.0), (0.0, scale.y, 0.0), (0.0, 0.0, scale.z))

    @staticmethod
    def from_euler(euler: Vector3, order: int = _YXZ) -> Basis:
        """Return the basis that turns by three angles.

        Args:
            euler: The angles in radians.
            order: Which angle comes after which: EULER_ORDER_XYZ is 0, YXZ is 2.
        """
        return Basis._of_rows(*turns.euler_rows(euler._parts(), order))


_open_basis: Callable[[], Basis] = _OpenBasis  # type: ignore[assignment]  # what it makes becomes a Basis as soon as it is filled in

Basis.IDENTITY = Basis()
Basis.FLIP_X = Basis.from_scale(Vector3(-1, 1, 1))
Basis.FLIP_Y = Basis.from_scale(Vector3(1, -1, 1))
Basis.FLIP_Z = Basis.from_scale(Vector3(1, 1, -1))
