"""Transform2D: how a plane is turned, scaled, sheared and moved.

Rules: it is told by its columns x, y and origin. Every step is rounded to 32 bits, as in the engine. Mirrors
https://docs.godotengine.org/en/stable/classes/class_transform2d.html.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.math.numbers import Single, single
from steam_nodes.gdscript.math.scalars import (
    TAU_SINGLE,
    arc_cosine,
    arc_tangent_single,
    cosine_single,
    equal_single,
    mod,
    sign,
    sine_single,
)
from steam_nodes.gdscript.math.value import Value, is_number, no_constructor
from steam_nodes.gdscript.math.vectors.rect2 import Rect2
from steam_nodes.gdscript.math.vectors.vector2 import Vector2

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Transform2D"]


class _Open:
    """The columns, still open for writing."""

    __slots__ = ("origin", "x", "y")
    x: Vector2
    y: Vector2
    origin: Vector2


class Transform2D(Value, _Open):
    """A change of the plane.

    Args:
        *parts: Nothing, a Transform2D, angle and place, angle, scale, skew and place, or the three columns.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("x", "y", "origin")

    IDENTITY: ClassVar[Transform2D]
    FLIP_X: ClassVar[Transform2D]
    FLIP_Y: ClassVar[Transform2D]

    def __new__(cls, *parts: Any) -> Transform2D:
        """Make a transform of what the constructors take."""
        match parts:
            case ():
                return cls._of(Vector2.RIGHT, Vector2.DOWN, Vector2.ZERO)
            case (Transform2D() as one,):
                return one
            case (int() | float() as angle, Vector2() as place):
                return cls._turned(angle, place)
            case (int() | float() as angle, Vector2() as scale, int() | float() as skew, Vector2() as place):
                turn = Single(angle)
                sheared = turn + Single(skew)
                return cls._of(
                    Vector2(Single(cosine_single(turn)) * scale.x, Single(sine_single(turn)) * scale.x),
                    Vector2(-Single(sine_single(sheared)) * scale.y, Single(cosine_single(sheared)) * scale.y),
                    place,
                )
            case (Vector2(), Vector2(), Vector2()):
                return cls._of(*parts)
        raise no_constructor("Transform2D")

    @classmethod
    def _of(cls, *parts: Any) -> Transform2D:
        """Return the transform with three columns."""
        new = _open()
        new.x, new.y, new.origin = map(Vector2, parts)
        new.__class__ = Transform2D
        return new

    @classmethod
    def _turned(cls, angle: float, place: Vector2) -> Transform2D:
        """Return the transform that turns by an angle and moves to a place."""
        cosine, sine = cosine_single(single(angle)), sine_single(single(angle))
        return cls._of(Vector2(cosine, sine), Vector2(-sine, cosine), place)

    def _parts(self) -> tuple[Vector2, Vector2, Vector2]:
        return (self.x, self.y, self.origin)

    def __str__(self) -> str:
        """Return the text that the engine prints."""
        return f"[X: {self.x}, Y: {self.y}, O: {self.origin}]"

    def __mul__(self, other: Any) -> Any:
        """Return one transform after another, a vector or a rectangle brought into this one, or the product with a number."""
        if other.__class__ is Vector2:
            return self.basis_xform(other) + self.origin
        if other.__class__ is Transform2D:
            return self._of(self.basis_xform(other.x), self.basis_xform(other.y), self * other.origin)
        if other.__class__ is Rect2:
            place = self * other.position
            x, y = self.x * other.size.x, self.y * other.size.y
            return Rect2(place, Vector2()).expand(place + x).expand(place + y).expand(place + x + y)
        if is_number(other):
            return self._of(*(part * other for part in self._parts()))
        if other.__class__.__name__ == "PackedVector2Array":
            return other.__class__([self * each for each in other])
        return NotImplemented

    def __rmul__(self, other: Any) -> Any:
        """Return the product with a number, or a vector or a rectangle brought back out of this transform."""
        if is_number(other):
            return self * other
        if other.__class__ is Vector2:
            return self.basis_xform_inv(other - self.origin)
        if other.__class__ is Rect2:
            corners = [other.position, other.position + Vector2(0, other.size.y), other.end, other.position + Vector2(other.size.x, 0)]
            first, *rest = (each * self for each in corners)
            box = Rect2(first, Vector2())
            for corner in rest:
                box = box.expand(corner)
            return box
        if other.__class__.__name__ == "PackedVector2Array":
            return other.__class__([each * self for each in other])
        return NotImplemented

    def __truediv__(self, other: float) -> Transform2D:
        """Return the quotient by a number."""
        return self._of(*(part / other for part in self._parts())) if is_number(other) else NotImplemented

    def determinant(self) -> float:
        """Return the area of what the axes span, negative where it is mirrored."""
        return float(Single(self.x.x) * self.y.y - Single(self.x.y) * self.y.x)

    def inverse(self) -> Transform2D:
        """Return the transform that undoes this one, which must neither scale nor shear."""
        x, y = Vector2(self.x.x, self.y.x), Vector2(self.x.y, self.y.y)
        turned = self._of(x, y, self.origin)
        return turned._of(x, y, turned.basis_xform(-self.origin))

    def affine_inverse(self) -> Transform2D:
        """Return the transform that undoes this one."""
        size = self.determinant()
        if size == 0:
            reported('Condition "det == 0" is true.')
            return self
        scale = 1.0 / Single(size)
        x = Vector2(self.y.y, self.x.y) * Vector2(scale, -scale)
        y = Vector2(self.y.x, self.x.x) * Vector2(-scale, scale)
        turned = self._of(x, y, self.origin)
        return turned._of(x, y, turned.basis_xform(-self.origin))

    def get_rotation(self) -> float:
        """Return the angle in radians."""
        return arc_tangent_single(self.x.y, self.x.x)

    def get_origin(self) -> Vector2:
        """Return the place."""
        return self.origin

    def get_scale(self) -> Vector2:
        """Return the lengths of the axes, y negative where the plane is mirrored."""
        return Vector2(self.x.length(), sign(self.determinant()) * self.y.length())

    def get_skew(self) -> float:
        """Return by how much the angle between the axes differs from a right one."""
        cosine = self.x.normalized().dot(self.y.normalized() * sign(self.determinant()))
        return single(single(arc_cosine(cosine)) - single(single(math.pi) * 0.5))

    def orthonormalized(self) -> Transform2D:
        """Return the transform with upright axes of length 1."""
        x = self.x.normalized()
        return self._of(x, (self.y - x * x.dot(self.y)).normalized(), self.origin)

    def rotated(self, angle: float) -> Transform2D:
        """Return the transform turned around the origin of the plane."""
        result: Transform2D = Transform2D._turned(angle, Vector2()) * self
        return result

    def rotated_local(self, angle: float) -> Transform2D:
        """Return the transform turned around its own place."""
        result: Transform2D = self * Transform2D._turned(angle, Vector2())
        return result

    def scaled(self, scale: Vector2) -> Transform2D:
        """Return the transform made larger along the axes of the plane."""
        return self._of(*(part * scale for part in self._parts()))

    def scaled_local(self, scale: Vector2) -> Transform2D:
        """Return the transform made larger along its own axes."""
        return self._of(self.x * scale.x, self.y * scale.y, self.origin)

    def translated(self, offset: Vector2) -> Transform2D:
        """Return the transform moved along the axes of the plane."""
        return self._of(self.x, self.y, self.origin + offset)

    def translated_local(self, offset: Vector2) -> Transform2D:
        """Return the transform moved along its own axes."""
        return self._of(self.x, self.y, self.origin + self.basis_xform(offset))

    def basis_xform(self, v: Vector2) -> Vector2:
        """Return a vector turned and scaled, but not moved."""
        return Vector2(
            Single(self.x.x) * v.x + Single(self.y.x) * v.y,
            Single(self.x.y) * v.x + Single(self.y.y) * v.y,
        )

    def basis_xform_inv(self, v: Vector2) -> Vector2:
        """Return a vector turned back, where the axes are upright and of length 1."""
        return Vector2(self.x.dot(v), self.y.dot(v))

    def interpolate_with(self, xform: Transform2D, weight: float) -> Transform2D:
        """Return the transform between two, at a part of the way."""
        part = single(weight)
        return Transform2D(
            _between_angles(self.get_rotation(), xform.get_rotation(), part),
            self.get_scale().lerp(xform.get_scale(), part),
            _between_angles(self.get_skew(), xform.get_skew(), part),
            self.origin.lerp(xform.origin, part),
        )

    def is_conformal(self) -> bool:
        """Tell whether the axes are upright and equally long."""
        (a, b), (c, d) = self.x, self.y
        return (equal_single(a, d) and equal_single(b, -c)) or (equal_single(a, -d) and equal_single(b, c))

    def is_equal_approx(self, xform: Transform2D) -> bool:
        """Tell whether two transforms are equal but for what calculating loses."""
        return all(mine.is_equal_approx(its) for mine, its in zip(self._parts(), xform._parts(), strict=True))

    def is_finite(self) -> bool:
        """Tell whether no number of it is infinite or nan."""
        return all(part.is_finite() for part in self._parts())

    def looking_at(self, target: Vector2 = Vector2.ZERO) -> Transform2D:
        """Return the transform turned so that its x points at a target.

        Args:
            target: A point of the plane.
        """
        straight = Transform2D._turned(self.get_rotation(), self.origin)
        seen: Vector2 = self.affine_inverse() * target
        angle = single(straight.get_rotation() + (seen * self.get_scale()).angle())
        scale = straight.get_scale()
        turned = Transform2D._turned(angle, self.origin)
        return self._of(turned.x.normalized() * scale.x, turned.y.normalized() * scale.y, self.origin)


_open: Callable[[], Transform2D] = _Open  # type: ignore[assignment]  # what it makes becomes a Transform2D as soon as it is filled in


def _between_angles(first: float, last: float, part: float) -> float:
    """Return the angle between two, the short way round, of 32-bit floats."""
    way = Single(mod(single(last - first), TAU_SINGLE))
    return float(first + (Single(mod(2.0 * way, TAU_SINGLE)) - way) * part)


Transform2D.IDENTITY = Transform2D()
Transform2D.FLIP_X = Transform2D(Vector2(-1, 0), Vector2(0, 1), Vector2())
Transform2D.FLIP_Y = Transform2D(Vector2(1, 0), Vector2(0, -1), Vector2())
