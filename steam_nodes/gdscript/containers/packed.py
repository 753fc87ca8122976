"""The packed arrays: lists that hold one kind of value, and turn what they get into it.

Rules: numbers wrap to the bits of their array; a 32-bit float loses digits. What has no strict conversion is refused with the engine's
words; an array or a list that an array is made of is converted loosely, element by element.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, overload

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.conversion import constructed, converts_strictly
from steam_nodes.gdscript.errors import ScriptError
from steam_nodes.gdscript.math.numbers import single

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import SupportsIndex

T = TypeVar("T")


class PackedArray(list[T]):
    """What the ten packed arrays share; the methods by their names in the engine are in `gd.PackedByteArray` and its siblings."""

    __slots__ = ()
    _element_: ClassVar[int] = 0
    """The number of the type of the elements."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        """Take the values, each converted."""
        super().__init__([self._loose_(value) for value in values])

    @classmethod
    def _fit_(cls, value: Any) -> T:
        """Return a value of the right type as the array keeps it."""
        kept: T = value
        return kept

    @classmethod
    def _loose_(cls, value: Any) -> T:
        return cls._fit_(constructed(value, cls._element_))

    @classmethod
    def _strict_(cls, value: Any, method: str) -> T:
        """Return a value as the array keeps it; refuse one that is not meant for it."""
        number = variant.typeof(value)
        if not converts_strictly(number, cls._element_):
            name = variant.TYPE_NAMES[number]
            message = (
                f"Invalid type in function '{method}' in base '{cls._name_()}'. "
                f"Cannot convert argument 1 from {name} to {variant.TYPE_NAMES[cls._element_]}."
            )
            raise ScriptError(message)
        return cls._fit_(constructed(value, cls._element_))

    @classmethod
    def _name_(cls) -> str:
        return next(base.__name__ for base in cls.__mro__ if base.__name__.startswith("Packed"))

    @overload
    def __setitem__(self, index: SupportsIndex, value: T) -> None: ...
    @overload
    def __setitem__(self, index: slice, value: Iterable[T]) -> None: ...
    def __setitem__(self, index: Any, value: Any) -> None:
        """Set an element, converted."""
        if isinstance(index, slice):
            super().__setitem__(index, [self._strict_(each, "set") for each in value])
            return
        number = variant.typeof(value)
        if not converts_strictly(number, self._element_):
            message = (
                f"Invalid assignment of property or key '{index}' with value of type '{variant.type_name(value)}' "
                f"on a base object of type '{self._name_()}'."
            )
            raise ScriptError(message)
        super().__setitem__(index, self._fit_(constructed(value, self._element_)))

    def append(self, value: Any) -> None:
        """Add an element at the end, converted."""
        super().append(self._strict_(value, "append"))

    def extend(self, values: Iterable[Any]) -> None:
        """Add elements at the end, converted."""
        super().extend([self._loose_(value) for value in values])

    def __add__(self, other: Any) -> Any:
        """Return both one after the other, as an array of the same kind."""
        if type(other) is not type(self):
            return NotImplemented
        made = type(self)()
        list.extend(made, self)
        list.extend(made, other)
        return made

    def __eq__(self, other: object) -> bool:
        """Equal an array of the same kind with the same elements."""
        return type(other) is type(self) and list.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        """Be the opposite."""
        return not self == other

    __hash__ = None

    def __repr__(self) -> str:
        """Show the kind and the elements."""
        return f"{self._name_()}({list.__repr__(self)})"


class PackedByteArray(PackedArray[int]):
    """Bytes.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedbytearray.html.
    """

    __slots__ = ()
    _element_ = 2

    @classmethod
    def _fit_(cls, value: Any) -> int:
        return int(value) & 0xFF


class PackedInt32Array(PackedArray[int]):
    """Whole numbers of 32 bits.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedint32array.html.
    """

    __slots__ = ()
    _element_ = 2

    @classmethod
    def _fit_(cls, value: Any) -> int:
        return ((int(value) + 0x80000000) & 0xFFFFFFFF) - 0x80000000


class PackedInt64Array(PackedArray[int]):
    """Whole numbers of 64 bits.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedint64array.html.
    """

    __slots__ = ()
    _element_ = 2

    @classmethod
    def _fit_(cls, value: Any) -> int:
        return int(value)


class PackedFloat32Array(PackedArray[float]):
    """Floats of 32 bits.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedfloat32array.html.
    """

    __slots__ = ()
    _element_ = 3

    @classmethod
    def _fit_(cls, value: Any) -> float:
        return single(value)


class PackedFloat64Array(PackedArray[float]):
    """Floats of 64 bits.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedfloat64array.html.
    """

    __slots__ = ()
    _element_ = 3


class PackedStringArray(PackedArray[str]):
    """Texts.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedstringarray.html.
    """

    __slots__ = ()
    _element_ = 4


class PackedVector2Array(PackedArray[Any]):
    """Vectors of two floats.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedvector2array.html.
    """

    __slots__ = ()
    _element_ = 5


class PackedVector3Array(PackedArray[Any]):
    """Vectors of three floats.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedvector3array.html.
    """

    __slots__ = ()
    _element_ = 9


class PackedVector4Array(PackedArray[Any]):
    """Vectors of four floats.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedvector4array.html.
    """

    __slots__ = ()
    _element_ = 12


class PackedColorArray(PackedArray[Any]):
    """Colours.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedcolorarray.html.
    """

    __slots__ = ()
    _element_ = 20
