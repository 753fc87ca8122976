"""Vector3i: three 32-bit integers. Mirrors https://docs.godotengine.org/en/stable/classes/class_vector3i.html."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.gdscript.math.space.rotation import Vector3
from steam_nodes.gdscript.math.vectors.int_vector import IntVector, whole

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Vector3i"]


class _Open:
    """The components, still open for writing."""

    __slots__ = ("x", "y", "z")
    x: int
    y: int
    z: int


class Vector3i(IntVector, _Open):
    """Three integers: a place on a grid.

    Args:
        *parts: Nothing, a vector of three components to convert, or three numbers.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("x", "y", "z")
    _real = Vector3

    AXIS_X: ClassVar[int] = 0
    AXIS_Y: ClassVar[int] = 1
    AXIS_Z: ClassVar[int] = 2
    ZERO: ClassVar[Vector3i]
    ONE: ClassVar[Vector3i]
    MIN: ClassVar[Vector3i]
    MAX: ClassVar[Vector3i]
    LEFT: ClassVar[Vector3i]
    RIGHT: ClassVar[Vector3i]
    UP: ClassVar[Vector3i]
    DOWN: ClassVar[Vector3i]
    FORWARD: ClassVar[Vector3i]
    BACK: ClassVar[Vector3i]

    @classmethod
    def _of(cls, *parts: Any) -> Vector3i:
        """Return a vector of three numbers, wrapped to 32 bits."""
        new = _open()
        new.x, new.y, new.z = map(whole, parts)
        new.__class__ = Vector3i
        return new

    def _parts(self) -> tuple[int, int, int]:
        return (self.x, self.y, self.z)


_open: Callable[[], Vector3i] = _Open  # type: ignore[assignment]  # what it makes becomes a Vector3i as soon as it is filled in

Vector3i.ZERO = Vector3i(0, 0, 0)
Vector3i.ONE = Vector3i(1, 1, 1)
Vector3i.MIN = Vector3i(-(2**31), -(2**31), -(2**31))
Vector3i.MAX = Vector3i(2**31 - 1, 2**31 - 1, 2**31 - 1)
Vector3i.LEFT = Vector3i(-1, 0, 0)
Vector3i.RIGHT = Vector3i(1, 0, 0)
Vector3i.UP = Vector3i(0, 1, 0)
Vector3i.DOWN = Vector3i(0, -1, 0)
Vector3i.FORWARD = Vector3i(0, 0, -1)
Vector3i.BACK = Vector3i(0, 0, 1)
