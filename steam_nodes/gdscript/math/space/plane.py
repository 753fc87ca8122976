"""Plane: a normal and the distance from the origin. Mirrors https://docs.godotengine.org/en/stable/classes/class_plane.html."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.gdscript.math.numbers import short_component_text, single
from steam_nodes.gdscript.math.scalars import EPSILON_SINGLE, divided, equal_single, zero_single
from steam_nodes.gdscript.math.space.rotation import Vector3
from steam_nodes.gdscript.math.value import Value, is_number, no_constructor

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Plane"]


class _Open:
    """Normal and distance, still open for writing."""

    __slots__ = ("d", "normal")
    normal: Vector3
    d: float


class Plane(Value, _Open):
    """A plane in space.

    Args:
        *parts: Nothing, a Plane, a normal alone, with a distance or with a point, three points, or a, b, c and d.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("normal", "d")

    PLANE_YZ: ClassVar[Plane]
    PLANE_XZ: ClassVar[Plane]
    PLANE_XY: ClassVar[Plane]

    def __new__(cls, *parts: Any) -> Plane:
        """Make a plane of what the constructors take."""
        match parts:
            case ():
                return cls._of(Vector3(), 0.0)
            case (Plane() as one,):
                return one
            case (Vector3() as normal,):
                return cls._of(normal, 0.0)
            case (Vector3() as normal, Vector3() as point):
                return cls._of(normal, normal.dot(point))
            case (Vector3() as normal, int() | float() as d):
                return cls._of(normal, d)
            case (Vector3() as a, Vector3() as b, Vector3() as c):
                normal = (a - c).cross(a - b).normalized()
                return cls._of(normal, normal.dot(a))
            case (_, _, _, _) if all(map(is_number, parts)):
                return cls._of(Vector3(*parts[:3]), parts[3])
        raise no_constructor("Plane")

    @classmethod
    def _of(cls, *parts: Any) -> Plane:
        """Return the plane with a normal and a distance."""
        new = _open()
        new.normal, new.d = Vector3(parts[0]), single(parts[1])
        new.__class__ = Plane
        return new

    def _parts(self) -> tuple[Vector3, float]:
        return (self.normal, self.d)

    @property
    def x(self) -> float:
        """The normal's x."""
        return self.normal.x

    @property
    def y(self) -> float:
        """The normal's y."""
        return self.normal.y

    @property
    def z(self) -> float:
        """The normal's z."""
        return self.normal.z

    def replaced(self, **changes: Any) -> Plane:
        """Return this plane with another normal, d, x, y or z.

        Args:
            **changes: What changes, by its name.
        """
        axes = {name: changes.pop(name) for name in ("x", "y", "z") if name in changes}
        changed = super().replaced(**changes)
        return changed._of(changed.normal.replaced(**axes), changed.d) if axes else changed

    def __str__(self) -> str:
        """Return the text that the engine prints."""
        return f"[N: {self.normal}, D: {short_component_text(self.d)}]"

    def __neg__(self) -> Plane:
        """Return the same plane, facing the other way."""
        return self._of(-self.normal, -self.d)

    def __pos__(self) -> Plane:
        """Return the plane itself."""
        return self

    def normalized(self) -> Plane:
        """Return the same plane with a normal of length 1."""
        length = self.normal.length()
        return self._of(Vector3(), 0.0) if length == 0 else self._of(self.normal / length, divided(self.d, length))

    def get_center(self) -> Vector3:
        """Return the point of the plane that is nearest to the origin."""
        return self.normal * self.d

    def is_equal_approx(self, to_plane: Plane) -> bool:
        """Tell whether two planes are equal but for what calculating loses."""
        return self.normal.is_equal_approx(to_plane.normal) and equal_single(self.d, to_plane.d)

    def is_finite(self) -> bool:
        """Tell whether no number of it is infinite or nan."""
        return self.normal.is_finite() and math.isfinite(self.d)

    def is_point_over(self, point: Vector3) -> bool:
        """Tell whether a point lies on the side to which the normal points."""
        return self.normal.dot(point) > self.d

    def distance_to(self, point: Vector3) -> float:
        """Return the distance of a point, negative on the far side."""
        return single(self.normal.dot(point) - self.d)

    def has_point(self, point: Vector3, tolerance: float = 1e-05) -> bool:
        """Tell whether a point lies on the plane, or not farther than the tolerance."""
        return abs(self.distance_to(point)) <= single(tolerance)

    def project(self, point: Vector3) -> Vector3:
        """Return the point of the plane that is nearest to another."""
        return point - self.normal * self.distance_to(point)

    def intersect_3(self, b: Plane, c: Plane) -> Vector3 | None:
        """Return the point that three planes share; None where there is not exactly one."""
        n0, n1, n2 = self.normal, b.normal, c.normal
        size = n0.cross(n1).dot(n2)
        if zero_single(size):
            return None
        return (n1.cross(n2) * self.d + n2.cross(n0) * b.d + n0.cross(n1) * c.d) / size

    def intersects_ray(self, from_: Vector3, dir: Vector3) -> Vector3 | None:
        """Return the point where a ray meets the plane; None where it never does."""
        return self._met(from_, dir, 0.0)

    def intersects_segment(self, from_: Vector3, to: Vector3) -> Vector3 | None:
        """Return the point where a segment meets the plane; None where it does not."""
        return self._met(from_, from_ - to, 1.0)

    def _met(self, start: Vector3, way: Vector3, most: float) -> Vector3 | None:
        """Return where a line through start meets the plane: a ray along the way, or with most a segment against it."""
        slope = self.normal.dot(way)
        if zero_single(slope):
            return None
        distance = single(divided(single(self.normal.dot(start) - self.d), slope))
        over = distance < -EPSILON_SINGLE or distance > 1.0 + EPSILON_SINGLE if most else distance > EPSILON_SINGLE
        return None if over else start - way * distance


_open: Callable[[], Plane] = _Open  # type: ignore[assignment]  # what it makes becomes a Plane as soon as it is filled in

Plane.PLANE_YZ = Plane(1, 0, 0, 0)
Plane.PLANE_XZ = Plane(0, 1, 0, 0)
Plane.PLANE_XY = Plane(0, 0, 1, 0)
