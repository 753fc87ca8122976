"""Vector4i: four 32-bit integers. Mirrors https://docs.godotengine.org/en/stable/classes/class_vector4i.html."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.gdscript.math.vectors.int_vector import IntVector, whole
from steam_nodes.gdscript.math.vectors.vector4 import Vector4

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Vector4i"]


class _Open:
    """The components, still open for writing."""

    __slots__ = ("w", "x", "y", "z")
    x: int
    y: int
    z: int
    w: int


class Vector4i(IntVector, _Open):
    """Four integers: a place on a grid.

    Args:
        *parts: Nothing, a vector of four components to convert, or four numbers.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("x", "y", "z", "w")
    _real = Vector4

    AXIS_X: ClassVar[int] = 0
    AXIS_Y: ClassVar[int] = 1
    AXIS_Z: ClassVar[int] = 2
    AXIS_W: ClassVar[int] = 3
    ZERO: ClassVar[Vector4i]
    ONE: ClassVar[Vector4i]
    MIN: ClassVar[Vector4i]
    MAX: ClassVar[Vector4i]

    @classmethod
    def _of(cls, *parts: Any) -> Vector4i:
        """Return a vector of four numbers, wrapped to 32 bits."""
        new = _open()
        new.x, new.y, new.z, new.w = map(whole, parts)
        new.__class__ = Vector4i
        return new

    def _parts(self) -> tuple[int, int, int, int]:
        return (self.x, self.y, self.z, self.w)


_open: Callable[[], Vector4i] = _Open  # type: ignore[assignment]  # what it makes becomes a Vector4i as soon as it is filled in

Vector4i.ZERO = Vector4i(0, 0, 0, 0)
Vector4i.ONE = Vector4i(1, 1, 1, 1)
Vector4i.MIN = Vector4i(-(2**31), -(2**31), -(2**31), -(2**31))
Vector4i.MAX = Vector4i(2**31 - 1, 2**31 - 1, 2**31 - 1, 2**31 - 1)
