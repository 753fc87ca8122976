"""Transform3D: how space is turned, scaled, sheared and moved.

Rules: it is a Basis and an origin. Every step is rounded to 32 bits, as in the engine. Mirrors
https://docs.godotengine.org/en/stable/classes/class_transform3d.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.math.numbers import single
from steam_nodes.gdscript.math.space.aabb import AABB
from steam_nodes.gdscript.math.space.plane import Plane
from steam_nodes.gdscript.math.space.rotation import Basis, Vector3
from steam_nodes.gdscript.math.value import Value, is_number, no_constructor

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Transform3D"]


class _Open:
    """Basis and origin, still open for writing."""

    __slots__ = ("basis", "origin")
    basis: Basis
    origin: Vector3


class Transform3D(Value, _Open):
    """A change of space.

    Args:
        *parts: Nothing, a Transform3D, a Projection, a Basis and a place, or three axes and a place.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("basis", "origin")

    IDENTITY: ClassVar[Transform3D]
    FLIP_X: ClassVar[Transform3D]
    FLIP_Y: ClassVar[Transform3D]
    FLIP_Z: ClassVar[Transform3D]

    def __new__(cls, *parts: Any) -> Transform3D:
        """Make a transform of what the constructors take."""
        match parts:
            case ():
                return cls._of(Basis.IDENTITY, Vector3())
            case (Transform3D() as one,):
                return one
            case (Value() as projection,) if projection.__class__.__name__ == "Projection":
                x, y, z, w = (Vector3(column.x, column.y, column.z) for column in projection._parts())
                return cls._of(Basis(x, y, z), w)
            case (Basis(), Vector3()):
                return cls._of(*parts)
            case (Vector3() as x, Vector3() as y, Vector3() as z, Vector3() as place):
                return cls._of(Basis(x, y, z), place)
        raise no_constructor("Transform3D")

    @classmethod
    def _of(cls, *parts: Any) -> Transform3D:
        """Return the transform with a basis and a place."""
        new = _open()
        new.basis, new.origin = Basis(parts[0]), Vector3(parts[1])
        new.__class__ = Transform3D
        return new

    def _parts(self) -> tuple[Basis, Vector3]:
        return (self.basis, self.origin)

    def __str__(self) -> str:
        """Return the text that the engine prints."""
        return f"[X: {self.basis.x}, Y: {self.basis.y}, Z: {self.basis.z}, O: {self.origin}]"

    def __mul__(self, other: Any) -> Any:
        """Return one transform after another, a point, plane or box brought into this one, or the product with a number."""
        if other.__class__ is Vector3:
            return self.basis * other + self.origin
        if other.__class__ is Transform3D:
            return self._of(self.basis * other.basis, self * other.origin)
        if other.__class__ is Plane:
            point = self * (other.normal * other.d)
            normal = (self.basis.inverse().transposed() * other.normal).normalized()
            return Plane(normal, normal.dot(point))
        if other.__class__ is AABB:
            return self._box(other)
        if is_number(other):
            return self._of(self.basis * other, self.origin * other)
        if other.__class__.__name__ == "PackedVector3Array":
            return other.__class__([self * each for each in other])
        return NotImplemented

    def _box(self, box: AABB) -> AABB:
        """Return the box around a box brought into this transform."""
        least, most = [], []
        for row, place in zip(self.basis._rows, self.origin, strict=True):
            low = high = place
            for part, start, end in zip(row, box.position, box.end, strict=True):
                one, other = single(part * start), single(part * end)
                low, high = single(low + min(one, other)), single(high + max(one, other))
            least.append(low)
            most.append(high)
        return AABB(Vector3(*least), Vector3(*most) - Vector3(*least))

    def __rmul__(self, other: Any) -> Any:
        """Return the product with a number, or a point, plane or box brought back out of this transform."""
        if is_number(other):
            return self * other
        if other.__class__ is Vector3:
            return (other - self.origin) * self.basis
        if other.__class__ is Plane:
            point = self.affine_inverse() * (other.normal * other.d)
            normal = (self.basis.transposed() * other.normal).normalized()
            return Plane(normal, normal.dot(point))
        if other.__class__ is AABB:
            first, *rest = (other.get_endpoint(place) * self for place in range(7, -1, -1))
            box = AABB(first, Vector3())
            for corner in rest:
                box = box.expand(corner)
            return box
        if other.__class__.__name__ == "PackedVector3Array":
            return other.__class__([each * self for each in other])
        return NotImplemented

    def __truediv__(self, other: float) -> Transform3D:
        """Return the quotient by a number."""
        return self._of(self.basis / other, self.origin / other) if is_number(other) else NotImplemented

    def inverse(self) -> Transform3D:
        """Return the transform that undoes this one, which must neither scale nor shear."""
        basis = self.basis.transposed()
        return self._of(basis, basis * -self.origin)

    def affine_inverse(self) -> Transform3D:
        """Return the transform that undoes this one."""
        basis = self.basis.inverse()
        return self._of(basis, basis * -self.origin)

    def orthonormalized(self) -> Transform3D:
        """Return the transform with upright axes of length 1."""
        return self._of(self.basis.orthonormalized(), self.origin)

    def rotated(self, axis: Vector3, angle: float) -> Transform3D:
        """Return the transform turned around the origin of space."""
        turn = Basis(axis, angle)
        return self._of(turn * self.basis, turn * self.origin)

    def rotated_local(self, axis: Vector3, angle: float) -> Transform3D:
        """Return the transform turned around its own place."""
        return self._of(self.basis * Basis(axis, angle), self.origin)

    def scaled(self, scale: Vector3) -> Transform3D:
        """Return the transform made larger along the axes of space."""
        return self._of(self.basis.scaled(scale), self.origin * scale)

    def scaled_local(self, scale: Vector3) -> Transform3D:
        """Return the transform made larger along its own axes."""
        return self._of(self.basis.scaled_local(scale), self.origin)

    def translated(self, offset: Vector3) -> Transform3D:
        """Return the transform moved along the axes of space."""
        return self._of(self.basis, self.origin + offset)

    def translated_local(self, offset: Vector3) -> Transform3D:
        """Return the transform moved along its own axes."""
        return self._of(self.basis, self.origin + self.basis * offset)

    def looking_at(self, target: Vector3, up: Vector3 = Vector3.UP, use_model_front: bool = False) -> Transform3D:
        """Return the transform turned so that it looks at a target, with its y upwards.

        Args:
            target: A point of space.
            up: Where up is.
            use_model_front: Whether +z is to look there, as in models, and not -z.
        """
        if self.origin.is_equal_approx(target):
            reported("The transform's origin and target can't be equal.")
            return Transform3D()
        return self._of(Basis.looking_at(target - self.origin, up, use_model_front), self.origin)

    def interpolate_with(self, xform: Transform3D, weight: float) -> Transform3D:
        """Return the transform between two, at a part of the way."""
        start, end = self.basis.get_rotation_quaternion(), xform.basis.get_rotation_quaternion()
        scale = self.basis.get_scale().lerp(xform.basis.get_scale(), weight)
        turn = Basis(start.slerp(end, weight).normalized())
        return self._of(turn * Basis.from_scale(scale), self.origin.lerp(xform.origin, weight))

    def is_equal_approx(self, xform: Transform3D) -> bool:
        """Tell whether two transforms are equal but for what calculating loses."""
        return self.basis.is_equal_approx(xform.basis) and self.origin.is_equal_approx(xform.origin)

    def is_finite(self) -> bool:
        """Tell whether no number of it is infinite or nan."""
        return self.basis.is_finite() and self.origin.is_finite()


_open: Callable[[], Transform3D] = _Open  # type: ignore[assignment]  # what it makes becomes a Transform3D as soon as it is filled in

Transform3D.IDENTITY = Transform3D()
Transform3D.FLIP_X = Transform3D(Basis.FLIP_X, Vector3())
Transform3D.FLIP_Y = Transform3D(Basis.FLIP_Y, Vector3())
Transform3D.FLIP_Z = Transform3D(Basis.FLIP_Z, Vector3())
