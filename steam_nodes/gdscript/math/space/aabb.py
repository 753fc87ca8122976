"""AABB: a box in space along the axes. Mirrors https://docs.godotengine.org/en/stable/classes/class_aabb.html.

Rules: a box may have a negative size; what the engine then only warns about is calculated all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.math.numbers import Single, single
from steam_nodes.gdscript.math.space.rotation import Vector3
from steam_nodes.gdscript.math.value import Value, no_constructor

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from steam_nodes.gdscript.math.space.plane import Plane

__all__ = ["AABB"]

_AXES = (Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1))


class _Open:
    """Place and size, still open for writing."""

    __slots__ = ("position", "size")
    position: Vector3
    size: Vector3


class AABB(Value, _Open):
    """A box along the axes.

    Args:
        *parts: Nothing, an AABB, or place and size.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("position", "size")

    def __new__(cls, *parts: Any) -> AABB:
        """Make a box of what the constructors take."""
        match parts:
            case ():
                return cls._of(Vector3(), Vector3())
            case (AABB() as one,):
                return one
            case (Vector3(), Vector3()):
                return cls._of(*parts)
        raise no_constructor("AABB")

    @classmethod
    def _of(cls, *parts: Any) -> AABB:
        """Return the box with place and size."""
        new = _open()
        new.position, new.size = map(Vector3, parts)
        new.__class__ = AABB
        return new

    def _parts(self) -> tuple[Vector3, Vector3]:
        return (self.position, self.size)

    @property
    def end(self) -> Vector3:
        """The corner that lies opposite the place: place and size together."""
        return self.position + self.size

    def replaced(self, **changes: Any) -> AABB:
        """Return this box with another position, size or end.

        Args:
            **changes: What changes, by its name; a new end keeps the position and gives another size.
        """
        end = changes.pop("end", None)
        changed = super().replaced(**changes)
        return changed if end is None else changed._of(changed.position, end - changed.position)

    def __getitem__(self, index: int | str) -> Any:
        """Return a part by its name."""
        return self.end if index == "end" else super().__getitem__(index)

    def __iter__(self) -> NoReturn:
        """Refuse: a box is no sequence in the engine."""
        text = "an AABB has a position and a size and is not iterated"
        raise TypeError(text)

    def __str__(self) -> str:
        """Return the text that the engine prints."""
        return f"[P: {self.position}, S: {self.size}]"

    def _not_negative(self, *others: AABB) -> None:
        """Report a size below zero, with which the engine goes on all the same."""
        if any(part < 0 for each in (self, *others) for part in each.size):
            reported("AABB size is negative, this is not supported. Use AABB.abs() to get an AABB with a positive size.")

    def abs(self) -> AABB:
        """Return the same box with a size that is not negative."""
        return self._of(self.position + self.size.min(Vector3()), self.size.abs())

    def get_center(self) -> Vector3:
        """Return the point in the middle."""
        return self.position + self.size * 0.5

    def get_volume(self) -> float:
        """Return the volume."""
        return float(Single(self.size.x) * self.size.y * self.size.z)

    def has_volume(self) -> bool:
        """Tell whether every side is longer than zero."""
        return all(part > 0 for part in self.size)

    def has_surface(self) -> bool:
        """Tell whether a side is longer than zero."""
        return any(part > 0 for part in self.size)

    def has_point(self, point: Vector3) -> bool:
        """Tell whether a point lies inside or on the border."""
        self._not_negative()
        return all(least <= part <= most for least, part, most in zip(self.position, point, self.end, strict=True))

    def is_equal_approx(self, aabb: AABB) -> bool:
        """Tell whether two boxes are equal but for what calculating loses."""
        return self.position.is_equal_approx(aabb.position) and self.size.is_equal_approx(aabb.size)

    def is_finite(self) -> bool:
        """Tell whether no number of it is infinite or nan."""
        return self.position.is_finite() and self.size.is_finite()

    def intersects(self, with_: AABB) -> bool:
        """Tell whether two boxes share more than a border."""
        self._not_negative(with_)
        bounds = zip(self.position, self.end, with_.position, with_.end, strict=True)
        return all(mine < its_end and my_end > its for mine, my_end, its, its_end in bounds)

    def encloses(self, with_: AABB) -> bool:
        """Tell whether another box lies wholly inside of this one."""
        self._not_negative(with_)
        bounds = zip(self.position, self.end, with_.position, with_.end, strict=True)
        return all(mine <= its and my_end >= its_end for mine, my_end, its, its_end in bounds)

    def intersects_plane(self, plane: Plane) -> bool:
        """Tell whether a plane cuts the box."""
        over = [plane.distance_to(self.get_endpoint(place)) > 0 for place in range(8)]
        return any(over) and not all(over)

    def intersection(self, with_: AABB) -> AABB:
        """Return what two boxes share, an empty one where they share nothing."""
        self._not_negative(with_)
        bounds = zip(self.position, self.end, with_.position, with_.end, strict=True)
        if any(mine > its_end or my_end < its for mine, my_end, its, its_end in bounds):
            return AABB()
        start = self.position.max(with_.position)
        return self._of(start, self.end.min(with_.end) - start)

    def merge(self, with_: AABB) -> AABB:
        """Return the smallest box around two."""
        self._not_negative(with_)
        start = self.position.min(with_.position)
        return self._of(start, self.end.max(with_.end) - start)

    def expand(self, to_point: Vector3) -> AABB:
        """Return the box, made larger where a point lies outside."""
        self._not_negative()
        start = self.position.min(to_point)
        return self._of(start, self.end.max(to_point) - start)

    def grow(self, by: float) -> AABB:
        """Return the box, moved outwards on all sides."""
        return self._of(self.position - Vector3(by, by, by), self.size + Vector3(by, by, by) * 2.0)

    def get_support(self, direction: Vector3) -> Vector3:
        """Return the corner that lies farthest in a direction."""
        ends = zip(direction, self.position, self.size, strict=True)
        return Vector3(*(single(place + size) if way > 0 else place for way, place, size in ends))

    def get_longest_axis_index(self) -> int:
        """Return the axis of the longest side, the first of equal ones."""
        return self.size.max_axis_index()

    def get_longest_axis(self) -> Vector3:
        """Return the direction of the longest side."""
        return _AXES[self.get_longest_axis_index()]

    def get_longest_axis_size(self) -> float:
        """Return the length of the longest side."""
        return max(self.size._parts())

    def get_shortest_axis_index(self) -> int:
        """Return the axis of the shortest side, the first of equal ones."""
        parts = self.size._parts()
        return parts.index(min(parts))

    def get_shortest_axis(self) -> Vector3:
        """Return the direction of the shortest side."""
        return _AXES[self.get_shortest_axis_index()]

    def get_shortest_axis_size(self) -> float:
        """Return the length of the shortest side."""
        return min(self.size._parts())

    def get_endpoint(self, idx: int) -> Vector3:
        """Return a corner.

        Args:
            idx: 0 to 7: 4 is far in x, 2 in y and 1 in z, added up.
        """
        if not 0 <= idx < 8:  # noqa: PLR2004  # a box has eight corners
            reported("Method/function failed. Returning: Vector3()")
            return Vector3()
        far = (idx & 4, idx & 2, idx & 1)
        return Vector3(*(end if there else start for there, start, end in zip(far, self.position, self.end, strict=True)))

    def intersects_segment(self, from_: Vector3, to: Vector3) -> Vector3 | None:
        """Return the point where a segment enters the box; None where it misses it."""
        self._not_negative()
        least, most = Single(0.0), Single(1.0)
        for first, last, begin, end in zip(from_, to, self.position, self.end, strict=True):
            near, far = (begin, end) if first < last else (end, begin)
            if max(first, last) < begin or min(first, last) > end:
                return None
            length = Single(last) - first
            before = first < begin if first < last else first > end
            beyond = last > end if first < last else last < begin
            least = max(least, (Single(near) - first) / length) if before else least
            most = min(most, (Single(far) - first) / length) if beyond else most
            if most < least:
                return None
        return from_ + (to - from_) * least

    def intersects_ray(self, from_: Vector3, dir: Vector3) -> Vector3 | None:
        """Return the point where a ray enters the box; None where it misses it."""
        self._not_negative()
        near, far, axis = Single(-1e20), Single(1e20), 0
        for place, (start, way, begin, end) in enumerate(zip(from_, dir, self.position, self.end, strict=True)):
            if way == 0:
                if start < begin or start > end:
                    return None
                continue
            enters, leaves = sorted(((Single(begin) - start) / way, (Single(end) - start) / way))
            if enters >= near:
                near, axis = enters, place
            if leaves < far:
                if leaves < 0:
                    return None
                far = leaves
            if near > far:
                return None
        if near < 0:
            return from_
        point = from_ + dir * near
        return point.replaced(**{"xyz"[axis]: (self.position if dir[axis] >= 0 else self.end)[axis]})


_open: Callable[[], AABB] = _Open  # type: ignore[assignment]  # what it makes becomes an AABB as soon as it is filled in
