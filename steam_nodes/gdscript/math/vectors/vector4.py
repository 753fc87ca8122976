"""Vector4: four 32-bit floats. Mirrors https://docs.godotengine.org/en/stable/classes/class_vector4.html."""

from __future__ import annotations

from struct import Struct
from struct import error as struct_error
from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.gdscript.math.numbers import single
from steam_nodes.gdscript.math.scalars import divided
from steam_nodes.gdscript.math.value import Value, no_constructor
from steam_nodes.gdscript.math.vectors.float_vector import FloatVector

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Vector4"]

_FOUR: Final = Struct("ffff")


class _Open:
    """The components, still open for writing."""

    __slots__ = ("w", "x", "y", "z")
    x: float
    y: float
    z: float
    w: float


class Vector4(FloatVector, _Open):
    """Four floats.

    Args:
        x: The first component, or a vector of four components to convert.
        y: The second component.
        z: The third component.
        w: The fourth component.

    Raises:
        ScriptError: The engine has no such constructor.
    """

    __slots__ = ()
    _names = ("x", "y", "z", "w")

    AXIS_X: ClassVar[int] = 0
    AXIS_Y: ClassVar[int] = 1
    AXIS_Z: ClassVar[int] = 2
    AXIS_W: ClassVar[int] = 3
    ZERO: ClassVar[Vector4]
    ONE: ClassVar[Vector4]
    INF: ClassVar[Vector4]

    def __new__(
        cls,
        x: float | Value | None = None,
        y: float | None = None,
        z: float | None = None,
        w: float | None = None,
    ) -> Vector4:
        """Make a vector of nothing, of another vector or of four numbers."""
        if y is None and z is None and w is None:
            if x is None:
                return cls._of(0.0, 0.0, 0.0, 0.0)
            if isinstance(x, Value) and x.__class__.__name__ in {"Vector4", "Vector4i"}:
                return cls._of(*x._parts())
            raise no_constructor("Vector4")
        return cls._of(x, y, z, w)

    @classmethod
    def _of(cls, *parts: Any) -> Vector4:
        """Return a vector of four numbers, rounded to 32 bits."""
        new = _open()
        try:
            new.x, new.y, new.z, new.w = _FOUR.unpack(_FOUR.pack(*parts))
        except OverflowError:
            new.x, new.y, new.z, new.w = map(single, parts)
        except struct_error as wrong:
            raise no_constructor("Vector4") from wrong
        new.__class__ = Vector4
        return new

    def _parts(self) -> tuple[float, float, float, float]:
        return (self.x, self.y, self.z, self.w)

    def inverse(self) -> Vector4:
        """Return 1 divided by each component."""
        return self._of(*(divided(1.0, part) for part in self._parts()))


_open: Callable[[], Vector4] = _Open  # type: ignore[assignment]  # what it makes becomes a Vector4 as soon as it is filled in

Vector4.ZERO = Vector4(0, 0, 0, 0)
Vector4.ONE = Vector4(1, 1, 1, 1)
Vector4.INF = Vector4(*(float("inf"),) * 4)
