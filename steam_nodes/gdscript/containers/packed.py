"""The packed arrays: lists that hold one kind of value, and turn what they get into it.

Rules: numbers wrap to the bits of their array; a 32-bit float loses digits. What has no strict conversion is refused with the engine's
words; an array or a list that an array is made of is converted loosely, element by element.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from struct import pack
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, overload

from steam_nodes.gdscript import equality, variant
from steam_nodes.gdscript.conversion import constructed, converts_strictly, default_of
from steam_nodes.gdscript.errors import ScriptError, reported
from steam_nodes.gdscript.math.numbers import single

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import SupportsIndex

T = TypeVar("T")

_END: Final = 2147483647
_ERR_INVALID_PARAMETER: Final = 31


class PackedArray(list[T]):
    """What the ten packed arrays share, with the engine's methods.

    Args:
        values: The elements it begins with, converted loosely.
    """

    __slots__ = ()
    _element_: ClassVar[int] = 0
    """The number of the type of the elements."""
    _form_: ClassVar[str] = "f"
    """How a number of it stands in memory, as `struct` writes it; "s" for texts."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        """Take the values, each converted."""
        given = [*values]
        if {*map(type, given)} <= self._sure_:
            super().__init__(given)
        else:
            super().__init__([self._loose_(value) for value in given])

    _sure_: ClassVar[frozenset[type]] = frozenset()
    """Classes of which every value is kept as it is."""

    @classmethod
    def _fit_(cls, value: Any) -> T:
        """Return a value of the right type as the array keeps it."""
        kept: T = value
        return kept

    @classmethod
    def _loose_(cls, value: Any) -> T:
        return cls._fit_(constructed(value, cls._element_))

    @classmethod
    def _strict_(cls, value: Any, method: str, argument: int = 1) -> T:
        """Return a value as the array keeps it; refuse one that is not meant for it."""
        number = variant.typeof(value)
        if number == cls._element_:
            return cls._fit_(value)
        if not converts_strictly(number, cls._element_):
            name = variant.TYPE_NAMES[number]
            message = (
                f"Invalid type in function '{method}' in base '{cls._name_()}'. "
                f"Cannot convert argument {argument} from {name} to {variant.TYPE_NAMES[cls._element_]}."
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
        if index.__class__ is int and variant.typeof(value) == self._element_:
            list.__setitem__(self, index, self._fit_(value))
            return
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

    def append(self, value: Any) -> bool:  # type: ignore[override]  # the engine answers with false
        """Add an element at the end, converted."""
        super().append(self._strict_(value, "append"))
        return False

    def push_back(self, value: Any) -> bool:
        """Add an element at the end, converted."""
        super().append(self._strict_(value, "push_back"))
        return False

    def extend(self, values: Iterable[Any]) -> None:
        """Add elements at the end, converted."""
        super().extend([self._loose_(value) for value in values])

    def append_array(self, array: Iterable[Any]) -> None:
        """Add all elements of another array at the end."""
        self.extend(array)

    def size(self) -> int:
        """Return how many elements there are."""
        return len(self)

    def is_empty(self) -> bool:
        """Whether there are none."""
        return not self

    def get(self, index: int) -> Any:
        """Return an element; the type's first value, with an ERROR, where there is none."""
        return self[index] if self._within_(index) else default_of(self._element_)

    def set(self, index: int, value: Any) -> None:
        """Set an element; nothing but an ERROR happens where there is none."""
        fitted = self._strict_(value, "set", 2)
        if self._within_(index):
            super().__setitem__(index, fitted)

    def remove_at(self, index: int) -> None:
        """Remove the element at a position."""
        if 0 <= index < len(self):
            del self[index]
        else:
            reported(f"Index p_index = {index} is out of bounds (prev_size = {len(self)}).")

    def insert(self, at_index: int, value: Any) -> int:  # type: ignore[override]  # the engine's arguments and its code
        """Put an element before the one at a position."""
        fitted = self._strict_(value, "insert", 2)
        if not 0 <= at_index <= len(self):
            reported(f"Index p_pos = {at_index} is out of bounds (new_size = {len(self) + 1}).")
            return _ERR_INVALID_PARAMETER
        super().insert(at_index, fitted)
        return 0

    def fill(self, value: Any) -> None:
        """Set all elements to one value."""
        super().__setitem__(slice(None), [self._strict_(value, "fill")] * len(self))

    def resize(self, new_size: int) -> int:
        """Cut elements off, or add the type's first value until there are so many."""
        if new_size < 0:
            reported('Condition "p_size < 0" is true. Returning: ERR_INVALID_PARAMETER')
            return _ERR_INVALID_PARAMETER
        del self[new_size:]
        super().extend([default_of(self._element_) for _ in range(new_size - len(self))])
        return 0

    def has(self, value: Any) -> bool:
        """Whether an element equals a value."""
        return self._strict_(value, "has") in self

    def slice(self, begin: int, end: int = _END) -> Any:
        """Return the elements from a position up to, and without, another."""
        first, last = (min(max(at + len(self) if at < 0 else at, 0), len(self)) for at in (begin, end))
        if first > last:
            reported('Condition "begin > end" is true. Returning: result')
            return type(self)()
        return self._of_(self[first:last])

    def sort(self) -> None:  # type: ignore[override]  # the engine's takes no key
        """Sort the elements."""
        super().sort()

    def bsearch(self, value: Any, before: bool = True) -> int:
        """Return where a value stands in a sorted array, or would stand."""
        elements: Any = self
        fitted = self._strict_(value, "bsearch")
        return bisect_left(elements, fitted) if before else bisect_right(elements, fitted)

    def duplicate(self) -> Any:
        """Return another array with the same elements."""
        return self._of_(self)

    def copy(self) -> Any:
        """Return another array with the same elements."""
        return self._of_(self)

    def find(self, value: Any, from_: int = 0) -> int:
        """Return the position of the first element that equals a value, at `from_` or behind; -1 if there is none."""
        fitted = self._strict_(value, "find")
        start = from_ + len(self) if from_ < 0 else from_
        return -1 if start < 0 else next((at for at in range(start, len(self)) if self[at] == fitted), -1)

    def rfind(self, value: Any, from_: int = -1) -> int:
        """Return the position of the last element that equals a value, at `from_` or before; -1 if there is none."""
        fitted = self._strict_(value, "rfind")
        start = from_ + len(self) if from_ < 0 else from_
        start = start if 0 <= start < len(self) else len(self) - 1
        return next((at for at in range(start, -1, -1) if self[at] == fitted), -1)

    def count(self, value: Any) -> int:
        """Return how many elements equal a value."""
        return super().count(self._strict_(value, "count"))

    def erase(self, value: Any) -> bool:
        """Remove the first element that equals a value; return whether there was one."""
        fitted = self._strict_(value, "erase")
        if fitted not in self:
            return False
        super().remove(fitted)
        return True

    def to_byte_array(self) -> Any:
        """Return the elements as the bytes they have in memory."""
        raw = b"".join([_bytes_of(self._form_, item) for item in self])
        return variant.class_of(variant.TYPE_PACKED_BYTE_ARRAY)(raw)

    @classmethod
    def _of_(cls, fitted: Iterable[Any]) -> Any:
        """Return an array of elements that fit already."""
        made = cls()
        list.extend(made, fitted)
        return made

    def _within_(self, index: int) -> bool:
        if 0 <= index < len(self):
            return True
        reported(f"Index p_index = {index} is out of bounds (p_instance->size() = {len(self)}).")
        return False

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
        if type(other) is not type(self):
            return False
        if list.__eq__(self, other):
            return True
        # A not-a-number is the same as another one here.
        return self._element_ == variant.TYPE_FLOAT and len(self) == len(other) and all(map(equality.same, self, other))

    def __ne__(self, other: object) -> bool:
        """Be the opposite."""
        return not self == other

    __hash__ = None

    def __repr__(self) -> str:
        """Show the kind and the elements."""
        return f"{self._name_()}({list.__repr__(self)})"


class PackedInt32Array(PackedArray[int]):
    """Whole numbers of 32 bits.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedint32array.html.
    """

    __slots__ = ()
    _element_ = 2
    _form_ = "i"

    @classmethod
    def _fit_(cls, value: Any) -> int:
        return ((int(value) + 0x80000000) & 0xFFFFFFFF) - 0x80000000


class PackedInt64Array(PackedArray[int]):
    """Whole numbers of 64 bits.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedint64array.html.
    """

    __slots__ = ()
    _element_ = 2
    _form_ = "q"

    @classmethod
    def _fit_(cls, value: Any) -> int:
        return int(value)

    def append(self, value: Any) -> bool:  # type: ignore[override]  # the engine answers with false
        """Add a number at the end."""
        if value.__class__ is not int:
            return super().append(value)
        list.append(self, value)
        return False


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
    _form_ = "d"
    _sure_ = frozenset({float})


class PackedStringArray(PackedArray[str]):
    """Texts.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedstringarray.html.
    """

    __slots__ = ()
    _element_ = 4
    _form_ = "s"
    _sure_ = frozenset({str})

    def append(self, value: Any) -> bool:  # type: ignore[override]  # the engine answers with false
        """Add a text at the end."""
        if value.__class__ is not str:
            return super().append(value)
        list.append(self, value)
        return False


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


def _bytes_of(form: str, item: Any) -> bytes:
    if form == "s":
        return str(item).encode("utf-8", "surrogatepass") + b"\0"
    numbers = [item] if isinstance(item, (int, float)) else [getattr(item, name) for name in "xyzwrgba" if hasattr(item, name)]
    return pack(f"<{len(numbers)}{form}", *numbers)
