"""Vector2i: two 32-bit integers. Mirrors https://docs.godotengine.org/en/stable/classes/class_vector2i.html."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.gdscript.math.vectors.int_vector import IntVector, aspect, whole
from steam_nodes.gdscript.math.vectors.vector2 import Vector2

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Vector2i"]


class _Open:
    """The components, still open for writing."""

    __slots__ = ("x", "y")
    x: int
    y: int


class Vector2i(IntVector, _Open):
    """Two integers: a place on a grid.

    Args:
        *parts: Nothing, a vector of two components to convert, or two numbers.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("x", "y")
    _real = Vector2

    AXIS_X: ClassVar[int] = 0
    AXIS_Y: ClassVar[int] = 1
    ZERO: ClassVar[Vector2i]
    ONE: ClassVar[Vector2i]
    MIN: ClassVar[Vector2i]
    MAX: ClassVar[Vector2i]
    LEFT: ClassVar[Vector2i]
    RIGHT: ClassVar[Vector2i]
    UP: ClassVar[Vector2i]
    DOWN: ClassVar[Vector2i]

    @classmethod
    def _of(cls, *parts: Any) -> Vector2i:
        """Return a vector of two numbers, wrapped to 32 bits."""
        new = _open()
        new.x, new.y = map(whole, parts)
        new.__class__ = Vector2i
        return new

    def _parts(self) -> tuple[int, int]:
        return (self.x, self.y)

    def aspect(self) -> float:
        """Return x divided by y."""
        return aspect(self.x, self.y)


_open: Callable[[], Vector2i] = _Open  # type: ignore[assignment]  # what it makes becomes a Vector2i as soon as it is filled in

Vector2i.ZERO = Vector2i(0, 0)
Vector2i.ONE = Vector2i(1, 1)
Vector2i.MIN = Vector2i(-(2**31), -(2**31))
Vector2i.MAX = Vector2i(2**31 - 1, 2**31 - 1)
Vector2i.LEFT = Vector2i(-1, 0)
Vector2i.RIGHT = Vector2i(1, 0)
Vector2i.UP = Vector2i(0, -1)
Vector2i.DOWN = Vector2i(0, 1)
