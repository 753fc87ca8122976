"""Rect2 and Rect2i: a place and a size, of floats or of integers.

Rules: a rectangle may have a negative size; what the engine then only warns about is calculated all the same. Mirrors
https://docs.godotengine.org/en/stable/classes/class_rect2.html and class_rect2i.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.math.numbers import single
from steam_nodes.gdscript.math.scalars import int32
from steam_nodes.gdscript.math.value import Value, no_constructor
from steam_nodes.gdscript.math.vectors.vector2 import Vector2
from steam_nodes.gdscript.math.vectors.vector2i import Vector2i

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn, Self

__all__ = ["Rect2", "Rect2i"]

_LEFT, _TOP, _RIGHT, _BOTTOM = range(4)


class _Open:
    """A place and a size, still open for writing."""

    __slots__ = ("position", "size")
    position: Any
    size: Any


class _Rectangle(Value, _Open):
    """What rectangles of floats and of integers share."""

    __slots__ = ()
    _names = ("position", "size")
    _corner: ClassVar[Any]
    """The vector that places and sizes are."""

    def __new__(cls, *parts: Any) -> Self:
        """Make a rectangle of nothing, of another one, of place and size, or of four numbers."""
        corner = cls._corner
        if not parts:
            return cls._of(corner(), corner())
        if len(parts) == 1 and isinstance(parts[0], _Rectangle):
            return cls._of(*parts[0]._parts())
        if len(parts) == 2:  # noqa: PLR2004  # a place and a size
            return cls._of(*parts)
        if len(parts) == 4:  # noqa: PLR2004  # the numbers of a place and a size
            x, y, width, height = parts
            return cls._of(corner(x, y), corner(width, height))
        raise no_constructor(cls.__name__)

    @classmethod
    def _of(cls, *parts: Any) -> Self:
        """Return a rectangle of place and size."""
        new = _open()
        new.position, new.size = map(cls._corner, parts)
        new.__class__ = cls
        return new  # type: ignore[return-value]  # it has just become one

    def _parts(self) -> tuple[Any, Any]:
        return (self.position, self.size)

    @property
    def end(self) -> Any:
        """The corner that lies opposite the place: place and size together."""
        return self.position + self.size

    def replaced(self, **changes: Any) -> Self:
        """Return this rectangle with another position, size or end.

        Args:
            **changes: What changes, by its name; a new end keeps the position and gives another size.
        """
        end = changes.pop("end", None)
        changed = super().replaced(**changes)
        return changed if end is None else changed._of(changed.position, self._corner(end) - changed.position)

    def __getitem__(self, index: int | str) -> Any:
        """Return a part by its name."""
        return self.end if index == "end" else super().__getitem__(index)

    def __iter__(self) -> NoReturn:
        """Refuse: a rectangle is no sequence in the engine."""
        text = f"a {type(self).__name__} has a position and a size and is not iterated"
        raise TypeError(text)

    def __str__(self) -> str:
        """Return the text that the engine prints."""
        return f"[P: {self.position}, S: {self.size}]"

    def get_area(self) -> Any:
        """Return width times height."""
        return self.size.x * self.size.y

    def has_area(self) -> bool:
        """Tell whether width and height are above zero."""
        return bool(self.size.x > 0 and self.size.y > 0)

    def _not_negative(self, *others: Self) -> None:
        """Report a size below zero, with which the engine goes on all the same."""
        if any(each.size.x < 0 or each.size.y < 0 for each in (self, *others)):
            kind = type(self).__name__
            reported(f"{kind} size is negative, this is not supported. Use {kind}.abs() to get a {kind} with a positive size.")

    def has_point(self, point: Any) -> bool:
        """Tell whether a point lies inside; the right and the lower edge are outside."""
        self._not_negative()
        end = self.end
        return bool(self.position.x <= point.x < end.x and self.position.y <= point.y < end.y)

    def encloses(self, b: Self) -> bool:
        """Tell whether another rectangle lies wholly inside of this one."""
        self._not_negative(b)
        ours, its = self.end, b.end
        starts = b.position.x >= self.position.x and b.position.y >= self.position.y
        return bool(starts and its.x <= ours.x and its.y <= ours.y)

    def _overlaps(self, b: Self, borders: bool) -> bool:
        """Tell whether two rectangles share a point, borders included or not."""
        self._not_negative(b)
        ours, its = self.end, b.end
        if borders:
            return bool(self.position.x <= its.x and ours.x >= b.position.x and self.position.y <= its.y and ours.y >= b.position.y)
        return bool(self.position.x < its.x and ours.x > b.position.x and self.position.y < its.y and ours.y > b.position.y)

    def intersection(self, b: Self) -> Self:
        """Return what two rectangles share, an empty one where they share nothing."""
        if not self._overlaps(b, borders=False):
            return type(self)()
        start = self.position.max(b.position)
        return self._of(start, self.end.min(b.end) - start)

    def merge(self, b: Self) -> Self:
        """Return the smallest rectangle around two."""
        self._not_negative(b)
        start = self.position.min(b.position)
        return self._of(start, self.end.max(b.end) - start)

    def expand(self, to: Any) -> Self:
        """Return the rectangle, made larger where a point lies outside."""
        self._not_negative()
        start = self.position.min(to)
        return self._of(start, self.end.max(to) - start)

    def grow(self, amount: float) -> Self:
        """Return the rectangle, moved outwards on all sides."""
        corner = self._corner
        return self._of(self.position - corner(amount, amount), self.size + corner(amount, amount) * 2)

    def grow_side(self, side: int, amount: float) -> Self:
        """Return the rectangle with one side moved outwards: SIDE_LEFT 0, top 1, right 2, bottom 3."""
        return self.grow_individual(*(amount if side == each else 0 for each in (_LEFT, _TOP, _RIGHT, _BOTTOM)))

    def grow_individual(self, left: float, top: float, right: float, bottom: float) -> Self:
        """Return the rectangle with each side moved outwards by its own amount."""
        corner = self._corner
        first, last = corner(left, top), corner(right, bottom)
        return self._of(self.position - first, self.size + (first + last))

    def abs(self) -> Self:
        """Return the same rectangle with a size that is not negative."""
        return self._of(self.position + self.size.min(self._corner()), self.size.abs())


_open: Callable[[], _Rectangle] = _Open  # type: ignore[assignment]  # what it makes becomes a rectangle as soon as it is filled in


class Rect2(_Rectangle):
    """A rectangle of floats.

    Args:
        *parts: Nothing, a Rect2 or a Rect2i, place and size as vectors, or x, y, width and height.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _corner = Vector2

    def get_area(self) -> float:
        """Return width times height."""
        return single(self.size.x * self.size.y)

    def get_center(self) -> Vector2:
        """Return the point in the middle."""
        middle: Vector2 = self.position + self.size * 0.5
        return middle

    def intersects(self, b: Rect2, include_borders: bool = False) -> bool:
        """Tell whether two rectangles share a point, or with include_borders only an edge."""
        return self._overlaps(b, include_borders)

    def is_equal_approx(self, rect: Rect2) -> bool:
        """Tell whether two rectangles are equal but for what calculating loses."""
        return bool(self.position.is_equal_approx(rect.position) and self.size.is_equal_approx(rect.size))

    def is_finite(self) -> bool:
        """Tell whether no number of it is infinite or nan."""
        return bool(self.position.is_finite() and self.size.is_finite())

    def get_support(self, direction: Vector2) -> Vector2:
        """Return the corner that lies farthest in a direction."""
        x = self.position.x if direction.x <= 0 else self.end.x
        y = self.position.y if direction.y <= 0 else self.end.y
        return Vector2(x, y)


class Rect2i(_Rectangle):
    """A rectangle of integers.

    Args:
        *parts: Nothing, a Rect2i or a Rect2, place and size as vectors, or x, y, width and height.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _corner = Vector2i

    def get_area(self) -> int:
        """Return width times height."""
        return int32(self.size.x * self.size.y)

    def get_center(self) -> Vector2i:
        """Return the point in the middle, or the one beside it towards the place."""
        middle: Vector2i = self.position + self.size / 2
        return middle

    def intersects(self, b: Rect2i) -> bool:
        """Tell whether two rectangles share a point."""
        return self._overlaps(b, borders=False)
