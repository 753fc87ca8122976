"""Projection: four columns that bring space onto a screen.

Rules: every step is rounded to 32 bits, as in the engine. What cannot be calculated (a frustum without a width) is reported and gives the
identity. Mirrors https://docs.godotengine.org/en/stable/classes/class_projection.html.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.math.numbers import Single, divided, single
from steam_nodes.gdscript.math.scalars import truncated
from steam_nodes.gdscript.math.space.plane import Plane
from steam_nodes.gdscript.math.space.rotation import Vector3
from steam_nodes.gdscript.math.space.transform3d import Transform3D
from steam_nodes.gdscript.math.value import Value, no_constructor
from steam_nodes.gdscript.math.vectors.vector2 import Vector2
from steam_nodes.gdscript.math.vectors.vector4 import Vector4

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.gdscript.math.space.aabb import AABB
    from steam_nodes.gdscript.math.vectors.rect2 import Rect2

__all__ = ["Projection"]

_RADIAN = Single(180.0 / math.pi)


class _Open:
    """The columns, still open for writing."""

    __slots__ = ("w", "x", "y", "z")
    x: Vector4
    y: Vector4
    z: Vector4
    w: Vector4


class Projection(Value, _Open):
    """A change of space that also makes the far small.

    Args:
        *parts: Nothing, a Projection, a Transform3D, or the four columns.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("x", "y", "z", "w")

    PLANE_NEAR: ClassVar[int] = 0
    PLANE_FAR: ClassVar[int] = 1
    PLANE_LEFT: ClassVar[int] = 2
    PLANE_TOP: ClassVar[int] = 3
    PLANE_RIGHT: ClassVar[int] = 4
    PLANE_BOTTOM: ClassVar[int] = 5
    IDENTITY: ClassVar[Projection]
    ZERO: ClassVar[Projection]

    def __new__(cls, *parts: Any) -> Projection:
        """Make a projection of what the constructors take."""
        match parts:
            case ():
                return cls._scaling(1.0, 1.0, 1.0)
            case (Projection() as one,):
                return one
            case (Transform3D() as xform,):
                basis = xform.basis
                columns = (Vector4._of(*axis, 0.0) for axis in (basis.x, basis.y, basis.z))
                return cls._of(*columns, Vector4._of(*xform.origin, 1.0))
            case (Vector4(), Vector4(), Vector4(), Vector4()):
                return cls._of(*parts)
        raise no_constructor("Projection")

    @classmethod
    def _of(cls, *parts: Any) -> Projection:
        """Return the projection with four columns."""
        new = _open()
        new.x, new.y, new.z, new.w = map(Vector4, parts)
        new.__class__ = Projection
        return new

    @classmethod
    def _scaling(cls, x: float, y: float, z: float, w: Vector4 | None = None) -> Projection:
        """Return the projection that makes larger, with a last column of its own."""
        last = Vector4(0, 0, 0, 1) if w is None else w
        return cls._of(Vector4(x, 0, 0, 0), Vector4(0, y, 0, 0), Vector4(0, 0, z, 0), last)

    def _parts(self) -> tuple[Vector4, Vector4, Vector4, Vector4]:
        return (self.x, self.y, self.z, self.w)

    def _numbers(self) -> list[list[Single]]:
        """Return the numbers of each column."""
        return [[Single(part) for part in column._parts()] for column in self._parts()]

    def __str__(self) -> str:
        """Return the text that the engine prints."""
        return f"[X: {self.x}, Y: {self.y}, Z: {self.z}, W: {self.w}]"

    def __mul__(self, other: Any) -> Any:
        """Return one projection after another, or a vector brought into this one."""
        if other.__class__ is Vector4:
            return self._brought(other)
        if other.__class__ is Projection:
            return self._of(*(self._brought(column, Single(0.0)) for column in other._parts()))
        return NotImplemented

    def _brought(self, vector: Vector4, start: Single | None = None) -> Vector4:
        """Return a vector brought into this projection; a sum that starts at 0.0 loses the sign of a zero."""
        rows = zip(*self._numbers(), strict=True)
        sums = []
        for row in rows:
            first, *rest = (part * by for part, by in zip(row, vector._parts(), strict=True))
            total = first if start is None else start + first
            for each in rest:
                total = total + each
            sums.append(total)
        return Vector4(*sums)

    def __rmul__(self, other: Any) -> Any:
        """Return a vector multiplied from the left."""
        if other.__class__ is Vector4:
            sums = []
            for column in self._numbers():
                first, *rest = (part * by for part, by in zip(column, other._parts(), strict=True))
                for each in rest:
                    first = first + each
                sums.append(first)
            return Vector4(*sums)
        return NotImplemented

    @staticmethod
    def create_depth_correction(flip_y: bool) -> Projection:
        """Return the projection that brings depth from -1 to 1 into 1 to 0.

        Args:
            flip_y: Whether y is turned over.
        """
        return Projection._scaling(1.0, -1.0 if flip_y else 1.0, -0.5, Vector4(0, 0, 0.5, 1))

    @staticmethod
    def create_light_atlas_rect(rect: Rect2) -> Projection:
        """Return the projection into a part of an atlas.

        Args:
            rect: The part.
        """
        return Projection._scaling(rect.size.x, rect.size.y, 1.0, Vector4(rect.position.x, rect.position.y, 0, 1))

    @staticmethod
    def create_perspective(fovy: float, aspect: float, z_near: float, z_far: float, flip_fov: bool = False) -> Projection:
        """Return the projection of a camera.

        Args:
            fovy: How much it sees from top to bottom, in degrees.
            aspect: Width by height.
            z_near: How far the nearest thing is.
            z_far: How far the farthest thing is.
            flip_fov: Whether fovy is from left to right.
        """
        across, near, far = Single(aspect), Single(z_near), Single(z_far)
        degrees = Single(Projection.get_fovy(fovy, 1.0 / across) if flip_fov else fovy)
        radians = Single(float(degrees) / 2.0 * (math.pi / 180.0))
        depth, sine = far - near, Single(math.sin(radians))
        if 0.0 in {float(depth), float(sine), float(across)}:
            return Projection()
        slope = Single(math.cos(radians)) / sine
        return Projection._of(
            Vector4(slope / across, 0, 0, 0),
            Vector4(0, slope, 0, 0),
            Vector4(0, 0, -(far + near) / depth, -1),
            Vector4(0, 0, -2.0 * near * far / depth, 0),
        )

    @staticmethod
    def create_perspective_hmd(
        fovy: float,
        aspect: float,
        z_near: float,
        z_far: float,
        flip_fov: bool,
        eye: int,
        intraocular_dist: float,
        convergence_dist: float,
    ) -> Projection:
        """Return the projection of one eye of a headset.

        Args:
            fovy: How much it sees from top to bottom, in degrees.
            aspect: Width by height.
            z_near: How far the nearest thing is.
            z_far: How far the farthest thing is.
            flip_fov: Whether fovy is from left to right.
            eye: 1 for the left, 2 for the right, any other for both.
            intraocular_dist: How far the eyes are from each other.
            convergence_dist: Where their looks meet.
        """
        across, near, apart = Single(aspect), Single(z_near), Single(intraocular_dist)
        degrees = Single(Projection.get_fovy(fovy, 1.0 / across) if flip_fov else fovy)
        top = Single(float(near) * math.tan(float(degrees) / 2.0 * (math.pi / 180.0)))
        right = top * across
        shift = Single(divided(float(apart) / 2.0 * float(near), single(convergence_dist)))
        side = {1: 1.0, 2: -1.0}.get(eye, 0.0)
        frustum = Projection.create_frustum(-right + side * shift, right + side * shift, -top, top, near, z_far)
        moved: Projection = frustum * Projection._scaling(1.0, 1.0, 1.0, Vector4(side * (apart / 2.0), 0, 0, 1))
        return moved

    @staticmethod
    def create_for_hmd(
        eye: int,
        aspect: float,
        intraocular_dist: float,
        display_width: float,
        display_to_lens: float,
        oversample: float,
        z_near: float,
        z_far: float,
    ) -> Projection:
        """Return the projection of one eye of a headset, from its measures.

        Args:
            eye: 1 for the left, 2 for the right.
            aspect: Width by height.
            intraocular_dist: How far the eyes are from each other.
            display_width: How wide the screen is.
            display_to_lens: How far it is from the lens.
            oversample: By how much more is drawn than is seen.
            z_near: How far the nearest thing is.
            z_far: How far the farthest thing is.
        """
        apart, width, lens, over = map(single, (intraocular_dist, display_width, display_to_lens, oversample))
        near = Single(z_near)
        inner, outer, high = Single(apart * 0.5 / lens), Single((single(width - apart)) * 0.5 / lens), Single(width / 4.0 / lens)
        more = Single(single(inner + outer) * (over - 1.0) / 2.0)
        inner, outer, high = inner + more, outer + more, high * over / aspect
        if eye not in {1, 2}:
            return Projection()
        left, right = (outer, inner) if eye == 1 else (inner, outer)
        return Projection.create_frustum(-left * near, right * near, -high * near, high * near, near, z_far)

    @staticmethod
    def create_orthogonal(left: float, right: float, bottom: float, top: float, z_near: float, z_far: float) -> Projection:
        """Return the projection without perspective.

        Args:
            left: The left edge.
            right: The right edge.
            bottom: The lower edge.
            top: The upper edge.
            z_near: How far the nearest thing is.
            z_far: How far the farthest thing is.
        """
        pairs = [(Single(first), Single(last)) for first, last in ((left, right), (bottom, top), (z_near, z_far))]
        width, height, depth = (last - first for first, last in pairs)
        sums = [-((last + first) / (last - first)) for first, last in pairs]
        return Projection._scaling(2.0 / width, 2.0 / height, -2.0 / depth, Vector4._of(*sums, 1))

    @staticmethod
    def create_orthogonal_aspect(size: float, aspect: float, z_near: float, z_far: float, flip_fov: bool = False) -> Projection:
        """Return the projection without perspective, by its size.

        Args:
            size: The height, or with flip_fov the width.
            aspect: Width by height.
            z_near: How far the nearest thing is.
            z_far: How far the farthest thing is.
            flip_fov: Whether size is the width.
        """
        across = Single(aspect)
        wide = Single(size) if flip_fov else Single(size) * across
        high = wide / across / 2.0
        return Projection.create_orthogonal(-wide / 2.0, wide / 2.0, -high, high, z_near, z_far)

    @staticmethod
    def create_frustum(left: float, right: float, bottom: float, top: float, z_near: float, z_far: float) -> Projection:
        """Return the projection with perspective, by the edges at z_near.

        Args:
            left: The left edge.
            right: The right edge.
            bottom: The lower edge.
            top: The upper edge.
            z_near: How far the nearest thing is.
            z_far: How far the farthest thing is.
        """
        first, last, low, high, near, far = map(Single, (left, right, bottom, top, z_near, z_far))
        for least, most, names in ((first, last, "p_right <= p_left"), (low, high, "p_top <= p_bottom"), (near, far, "p_far <= p_near")):
            if most <= least:
                reported(f'Condition "{names}" is true.')
                return Projection()
        width, height, depth = last - first, high - low, far - near
        return Projection._of(
            Vector4(2.0 * near / width, 0, 0, 0),
            Vector4(0, 2.0 * near / height, 0, 0),
            Vector4((last + first) / width, (high + low) / height, -(far + near) / depth, -1),
            Vector4(0, 0, -2.0 * far * near / depth, 0),
        )

    @staticmethod
    def create_frustum_aspect(
        size: float,
        aspect: float,
        offset: Vector2,
        z_near: float,
        z_far: float,
        flip_fov: bool = False,
    ) -> Projection:
        """Return the projection with perspective, by the size at z_near.

        Args:
            size: The height, or with flip_fov the width.
            aspect: Width by height.
            offset: Where the middle is.
            z_near: How far the nearest thing is.
            z_far: How far the farthest thing is.
            flip_fov: Whether size is the width.
        """
        across = Single(aspect)
        wide = Single(size) if flip_fov else Single(size) * across
        high = wide / across / 2.0
        half = wide / 2.0
        return Projection.create_frustum(
            -half + offset.x,
            half + offset.x,
            -high + offset.y,
            high + offset.y,
            z_near,
            z_far,
        )

    @staticmethod
    def create_fit_aabb(aabb: AABB) -> Projection:
        """Return the projection that brings a box into the one from -1 to 1.

        Args:
            aabb: The box.
        """
        pairs = [(Single(first), Single(last)) for first, last in zip(aabb.position, aabb.end, strict=True)]
        x, y, z = (2.0 / (last - first) for first, last in pairs)
        return Projection._scaling(x, y, z, Vector4._of(*(-(last + first) / (last - first) for first, last in pairs), 1))

    def determinant(self) -> float:
        """Return the determinant."""
        m = self._numbers()
        total: Single | None = None
        for columns in _DETERMINANT:
            sign, places = columns
            product = m[0][places[0]] * m[1][places[1]] * m[2][places[2]] * m[3][places[3]]
            total = product if total is None else total + product if sign > 0 else total - product
        return float(total or 0.0)

    def perspective_znear_adjusted(self, new_znear: float) -> Projection:
        """Return the projection with another distance of the nearest thing."""
        near, far = Single(new_znear), Single(self.get_z_far())
        depth = far - near
        return self._of(self.x, self.y, self.z.replaced(z=-(far + near) / depth), self.w.replaced(z=-2.0 * near * far / depth))

    def get_projection_plane(self, plane: int) -> Plane:
        """Return one of the six planes that bound what is seen.

        Args:
            plane: PLANE_NEAR, PLANE_FAR, PLANE_LEFT, PLANE_TOP, PLANE_RIGHT or PLANE_BOTTOM.
        """
        place, sign = ((2, 1), (2, -1), (0, 1), (1, -1), (0, -1), (1, 1))[plane] if 0 <= plane <= self.PLANE_BOTTOM else (0, 0)
        if sign == 0:
            return Plane()
        a, b, c, d = (column[3] + sign * column[place] for column in self._numbers())
        return Plane(-Vector3(a, b, c), d).normalized()

    def flipped_y(self) -> Projection:
        """Return the projection with y turned over."""
        return self._of(self.x, -self.y, self.z, self.w)

    def jitter_offseted(self, offset: Vector2) -> Projection:
        """Return the projection, moved a little on the screen."""
        return self._of(self.x, self.y, self.z, self.w + Vector4(offset.x, offset.y, 0, 0))

    @staticmethod
    def get_fovy(fovx: float, aspect: float) -> float:
        """Return how much is seen from top to bottom, in degrees.

        Args:
            fovx: How much is seen from left to right.
            aspect: Height by width.
        """
        tangent = math.tan(single(single(fovx) * single(math.pi / 180.0)) * 0.5)
        return single(math.atan(single(aspect) * tangent) * 2.0 * (180.0 / math.pi))

    def get_z_far(self) -> float:
        """Return how far the farthest thing is."""
        return float((Single(self.w.w) - self.w.z) / (Single(self.z.w) - self.z.z))

    def get_z_near(self) -> float:
        """Return how far the nearest thing is."""
        return float((Single(self.w.w) + self.w.z) / (Single(self.z.w) + self.z.z))

    def get_aspect(self) -> float:
        """Return width by height."""
        return float(Single(self.y.y) / self.x.x)

    def get_fov(self) -> float:
        """Return how much is seen from left to right, in degrees."""
        across, shift = self.x.x, Single(self.z.x)
        right, left = math.atan2(shift + 1.0, across), math.atan2(shift - 1.0, across)
        return single((right - left) * (180.0 / math.pi))

    def is_orthogonal(self) -> bool:
        """Tell whether there is no perspective."""
        return self.z.w == 0.0

    def _half_extents(self, distance: float) -> Vector2:
        depth = -Single(distance) * self.z.w + self.w.w
        return Vector2(depth / self.x.x, depth / self.y.y)

    def get_viewport_half_extents(self) -> Vector2:
        """Return half of the size of what is seen at the nearest."""
        return self._half_extents(self.get_z_near())

    def get_far_plane_half_extents(self) -> Vector2:
        """Return half of the size of what is seen at the farthest."""
        return self._half_extents(self.get_z_far())

    def get_pixels_per_meter(self, for_pixel_width: int) -> int:
        """Return how many dots a meter takes at a distance of one.

        Args:
            for_pixel_width: How many dots the screen is wide.
        """
        return truncated(float(for_pixel_width / (Single(self.get_viewport_half_extents().x) * 2.0)))

    def get_lod_multiplier(self) -> float:
        """Return by how much things may be simpler with distance."""
        return float(2.0 / Single(self.x.x))

    def inverse(self) -> Projection:
        """Return the projection that undoes this one; a flat one has none and stays."""
        rows = [[*row, *(Single(float(place == at)) for place in range(4))] for at, row in enumerate(zip(*self._numbers(), strict=True))]
        for k in range(4):
            for lower in range(3, k, -1):
                if abs(rows[lower][k]) > abs(rows[lower - 1][k]):
                    rows[lower], rows[lower - 1] = rows[lower - 1], rows[lower]
            if float(rows[k][k]) == 0.0:
                reported(f'Condition "0.0 == r{k}[{k}]" is true.')
                return self
            for row in rows[k + 1 :]:
                factor = row[k] / rows[k][k]
                row[k + 1 :] = [part - factor * above for part, above in zip(row[k + 1 :], rows[k][k + 1 :], strict=True)]
        for k in range(3, -1, -1):
            scale = 1.0 / rows[k][k]
            rows[k][4:] = [scale * part for part in rows[k][4:]]
            for row in rows[:k]:
                row[4:] = [part - below * row[k] for part, below in zip(row[4:], rows[k][4:], strict=True)]
        return self._of(*(Vector4(*column) for column in list(zip(*rows, strict=True))[4:]))


def _determinant_terms() -> list[tuple[int, tuple[int, int, int, int]]]:
    """Return sign and places of the products of a determinant, in the engine's order: by the last place, then by the third."""
    terms = []
    for last in range(4):
        for third in (place for place in range(4) if place != last):
            high, low = sorted({0, 1, 2, 3} - {last, third}, reverse=True)
            terms += [(high, low, third, last), (low, high, third, last)]
    return [(_parity(places), places) for places in terms]


def _parity(places: tuple[int, ...]) -> int:
    """Return 1 for an even order of places and -1 for an odd one."""
    turns = sum(places[i] > places[j] for i in range(4) for j in range(i + 1, 4))
    return -1 if turns % 2 else 1


_DETERMINANT = _determinant_terms()
_open: Callable[[], Projection] = _Open  # type: ignore[assignment]  # what it makes becomes a Projection as soon as it is filled in

Projection.IDENTITY = Projection()
Projection.ZERO = Projection(*(Vector4(),) * 4)
