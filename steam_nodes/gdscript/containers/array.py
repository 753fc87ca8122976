"""Array: the methods of the engine's arrays, for any list, and the lists that have a type or are read-only.

Rules: each method works on a plain list as well, `gd.Array.pop_at(a, 1)`. A typed array converts what it takes, or refuses it with an
ERROR and keeps its content; a read-only one refuses every change so. Elements are found by `equality.found_same` and sorted by
the engine's own sort. Positions count from the end where they are negative.
"""

from __future__ import annotations

from functools import lru_cache
from math import isnan
from typing import TYPE_CHECKING, Any, Final, TypeVar, overload

from steam_nodes.gdscript import equality, variant
from steam_nodes.gdscript.containers.copying import duplicate_array
from steam_nodes.gdscript.containers.element import ANY, REFUSED, ElementType, declared_type, element_type, element_types_of
from steam_nodes.gdscript.containers.sorting import introsort, sort_by
from steam_nodes.gdscript.conversion import converts_strictly
from steam_nodes.gdscript.errors import ScriptError, reported
from steam_nodes.gdscript.math.random_numbers import randi
from steam_nodes.gdscript.operations import greater, joined, less, variant_less
from steam_nodes.gdscript.text.hashing import hash_array
from steam_nodes.gdscript.text.string_name import StringName

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from collections.abc import Iterable
    from typing import SupportsIndex

T = TypeVar("T")

_END: Final = 2147483647
_OK: Final = 0
_ERR_INVALID_PARAMETER: Final = 31
_ERR_LOCKED: Final = 23
_set_item: Final[Any] = list.__setitem__
_EMPTY: Final = "Can't take value from empty array."
_UNSET: Final = object()
_ONE_KIND: Final = ({int}, {str}, {bool})
"""Kinds of which equal elements can't be told apart, so that any sort ends alike."""


class Array(list[T]):
    """A list with the engine's methods, which may have a type and be read-only.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_array.html.

    Args:
        values: The elements it begins with.
        *declared: The type as the engine's constructor takes it: the number of the type, the name of the class, the script.
        of: The type of the elements, such as int, gd.Vector2 or Node; None for any.
        read_only: Whether it refuses changes.
    """

    __slots__ = ("_elements_", "_read_only_", "_sure_")

    def __init__(self, values: Iterable[Any] = (), *declared: Any, of: Any = None, read_only: bool = False) -> None:
        """Take the values, each converted."""
        super().__init__()
        kind = declared_type(*declared) if declared else element_type(of)
        self._elements_: tuple[ElementType, ...] = () if kind.any else (kind,)
        self._read_only_ = False
        self._sure_: type | None = None
        given = [*values]
        if given:
            Array.assign(self, given)
        self._read_only_ = read_only

    if not TYPE_CHECKING:

        def __class_getitem__(cls, item: Any) -> ElementType:
            """Return the type of an array of such elements, which makes one when it is called: `gd.Array[int]([1])`."""
            return _array_type(cls, item)

    @overload
    def __setitem__(self, index: SupportsIndex, value: T) -> None: ...
    @overload
    def __setitem__(self, index: slice, value: Iterable[T]) -> None: ...
    def __setitem__(self, index: Any, value: Any) -> None:
        """Set an element, converted.

        Raises:
            ScriptError: The array is read-only.
        """
        if value.__class__ is self._sure_ and not self._read_only_:
            _set_item(self, index, value)
            return
        if self._read_only_:
            message = "Invalid assignment on read-only value (on base: 'Array')."
            raise ScriptError(message)
        fitted: Any = _fitted(self, value, "set")
        if fitted is not REFUSED:
            _set_item(self, index, fitted)

    def __delitem__(self, index: Any) -> None:
        """Remove an element."""
        if _writable(self):
            list.__delitem__(self, index)

    def __add__(self, other: Any) -> Any:
        """Return both one after the other."""
        return joined(self, other)

    def __iadd__(self, other: Any) -> Any:
        """Return both one after the other; the engine makes a new array here too."""
        return joined(self, other)

    def extend(self, values: Iterable[Any]) -> None:
        """Add elements at the end: append_array."""
        Array.append_array(self, [*values])

    def remove(self, value: Any) -> None:
        """Remove the first element that is the same: erase."""
        Array.erase(self, value)

    def pop(self, index: SupportsIndex = -1) -> Any:
        """Remove and return an element: pop_at."""
        return Array.pop_at(self, int(index))

    def copy(self) -> Any:
        """Return another array with the same elements: duplicate."""
        return Array.duplicate(self)

    def size(self: list[Any]) -> int:
        """Return how many elements there are."""
        return len(self)

    def is_empty(self: list[Any]) -> bool:
        """Whether there are none."""
        return not self

    def clear(self: list[Any]) -> None:
        """Remove all elements."""
        if _writable(self):
            list.clear(self)

    def hash(self: list[Any]) -> int:
        """Return the engine's hash of the elements."""
        return hash_array(self)

    def assign(self: list[Any], array: list[Any]) -> None:
        """Take the elements of another array, each converted; all or none."""
        elements = element_types_of(self)
        if not elements or elements == element_types_of(array):
            # Not by a slice: a typed array converts what is put into one.
            list.__init__(self, [*array])
            return
        kind = elements[0]
        if kind.number < variant.TYPE_OBJECT and len(found := set(map(type, array))) == 1 and variant.type_of_class(*found) == kind.number:
            # The class of a number, a text or a vector decides alone whether it fits.
            list.__init__(self, [*array])
            return
        values = []
        for index, value in enumerate(array):
            source = variant.typeof(value)
            fits = kind.holds(value) if source == kind.number else _takes(kind, source)
            if not fits:
                reported(f'Unable to convert array index {index} from "{variant.TYPE_NAMES[source]}" to "{kind.name}".')
                return
            values.append(kind.fitted(value, "assign", "TypedArray"))
        list.__init__(self, values)

    def get(self: list[Any], index: int) -> Any:
        """Return an element; null, with an ERROR, where there is none."""
        return self[index] if _within(self, index) else None

    def set(self: list[Any], index: int, value: Any) -> None:
        """Set an element; nothing but an ERROR happens where there is none."""
        if not _writable(self):
            return
        fitted = _fitted(self, value, "set")
        if fitted is not REFUSED and _within(self, index):
            list.__setitem__(self, index, fitted)

    def push_back(self: list[Any], value: Any) -> None:
        """Add an element at the end."""
        if type(self) is list:
            self.append(value)
        elif _writable(self) and (fitted := _fitted(self, value, "push_back")) is not REFUSED:
            list.append(self, fitted)

    def append(self: list[Any], value: Any) -> None:
        """Add an element at the end."""
        if type(self) is Array and value.__class__ is self._sure_ and not self._read_only_:
            list.append(self, value)
        else:
            Array.push_back(self, value)

    def push_front(self: list[Any], value: Any) -> None:
        """Add an element at the beginning."""
        if _writable(self) and (fitted := _fitted(self, value, "push_front")) is not REFUSED:
            list.insert(self, 0, fitted)

    def append_array(self: list[Any], array: list[Any]) -> None:
        """Add all elements of another array at the end; none if one of them is refused."""
        if not _writable(self):
            return
        values = [_fitted(self, value, "append_array", "write[i]") for value in array] if element_types_of(self) else [*array]
        if not any(value is REFUSED for value in values):
            list.extend(self, values)

    def resize(self: list[Any], size: int) -> int:
        """Cut elements off, or add the type's first value until there are so many."""
        if not _writable(self):
            return _ERR_LOCKED
        if size < 0:
            reported('Condition "p_size < 0" is true. Returning: ERR_INVALID_PARAMETER')
            return _ERR_INVALID_PARAMETER
        if size < len(self):
            list.__delitem__(self, slice(size, None))
        else:
            kind, missing = _kind_of(self), size - len(self)
            list.extend(self, [None] * missing if kind.any else [kind.default() for _ in range(missing)])
        return _OK

    def insert(self: list[Any], position: Any, value: Any) -> int:  # type: ignore[override]  # the engine answers with a code
        """Put an element before the one at a position."""
        if not _writable(self):
            return _ERR_LOCKED
        fitted = _fitted(self, value, "insert", "value", " Returning: ERR_INVALID_PARAMETER")
        if fitted is REFUSED:
            return _ERR_INVALID_PARAMETER
        at = position + len(self) if position < 0 else position
        if not 0 <= at <= len(self):
            reported(f"The calculated index {at} is out of bounds (the array has {len(self)} elements). Leaving the array untouched.")
            return _ERR_INVALID_PARAMETER
        list.insert(self, at, fitted)
        return _OK

    def remove_at(self: list[Any], position: int) -> None:
        """Remove the element at a position."""
        if not _writable(self):
            return
        at = position + len(self) if position < 0 else position
        if 0 <= at < len(self):
            list.__delitem__(self, at)
        else:
            reported(f"The calculated index {at} is out of bounds (the array has {len(self)} elements). Leaving the array untouched.")

    def fill(self: list[Any], value: Any) -> None:
        """Set all elements to one value."""
        if _writable(self) and (fitted := _fitted(self, value, "fill")) is not REFUSED:
            list.__setitem__(self, slice(None), [fitted] * len(self))

    def erase(self: list[Any], value: Any) -> None:
        """Remove the first element that is the same as a value; here a text and a name differ."""
        if _writable(self) and (fitted := _fitted(self, value, "erase")) is not REFUSED:
            at = next((at for at, item in enumerate(self) if equality.same(item, fitted)), None)
            if at is not None:
                list.__delitem__(self, at)

    def front(self: list[Any]) -> Any:
        """Return the first element; null, with an ERROR, if there is none."""
        return self[0] if _filled(self) else None

    def back(self: list[Any]) -> Any:
        """Return the last element; null, with an ERROR, if there is none."""
        return self[-1] if _filled(self) else None

    def pick_random(self: list[Any]) -> Any:
        """Return an element by chance; null, with an ERROR, if there is none."""
        return self[randi() % len(self)] if _filled(self) else None

    def find(self: list[Any], what: Any, from_: int = 0) -> int:
        """Return the position of the first element that is the same as a value, at `from_` or behind; -1 if there is none."""
        fitted = _fitted(self, what, "find", "value", " Returning: -1")
        return -1 if fitted is REFUSED else _found(self, fitted, from_)

    def find_custom(self: list[Any], method: Any, from_: int = 0) -> int:
        """Return the position of the first element for which a method says true, at `from_` or behind; -1 if there is none."""
        if from_ < 0:
            from_ = max(len(self) + from_, 0)
        return next((at for at in range(from_, len(self)) if variant.truth(method(self[at]))), -1)

    def rfind(self: list[Any], what: Any, from_: int = -1) -> int:
        """Return the position of the last element that is the same as a value, at `from_` or before; -1 if there is none."""
        if not self:
            return -1
        fitted = _fitted(self, what, "rfind", "value", " Returning: -1")
        if fitted is REFUSED:
            return -1
        return next((at for at in range(_last_of(self, from_), -1, -1) if equality.found_same(self[at], fitted)), -1)

    def rfind_custom(self: list[Any], method: Any, from_: int = -1) -> int:
        """Return the position of the last element for which a method says true, at `from_` or before; -1 if there is none."""
        if not self:
            return -1
        return next((at for at in range(_last_of(self, from_), -1, -1) if variant.truth(method(self[at]))), -1)

    def count(self: list[Any], value: Any) -> int:
        """Return how many elements are the same as a value."""
        fitted = _fitted(self, value, "count", "value", " Returning: 0")
        return 0 if fitted is REFUSED else sum(equality.found_same(item, fitted) for item in self)

    def has(self: list[Any], value: Any) -> bool:
        """Whether an element is the same as a value."""
        fitted = _fitted(self, value, "use 'has'", "value", " Returning: false")
        return fitted is not REFUSED and _found(self, fitted, 0) >= 0

    def pop_back(self: list[Any]) -> Any:
        """Remove and return the last element; null if there is none."""
        if self.__class__ is list:
            return self.pop() if self else None
        return list.pop(self) if _writable(self) and self else None

    def pop_front(self: list[Any]) -> Any:
        """Remove and return the first element; null if there is none."""
        if self.__class__ is list:
            return self.pop(0) if self else None
        return list.pop(self, 0) if _writable(self) and self else None

    def pop_at(self: list[Any], position: int) -> Any:
        """Remove and return the element at a position; null if there is none."""
        if not _writable(self) or not self:
            return None
        at = position + len(self) if position < 0 else position
        if not 0 <= at < len(self):
            reported(
                f"The calculated index {at} is out of bounds (the array has {len(self)} elements). "
                "Leaving the array untouched and returning `null`."
            )
            return None
        return list.pop(self, at)

    def sort(self: list[Any]) -> None:  # type: ignore[override]  # the engine's takes no key
        """Sort the elements; what can't be compared stays in the engine's own disorder."""
        if not _writable(self):
            return
        kinds = set(map(type, self))
        if kinds in _ONE_KIND or len(self) < 2 or (kinds == {float} and _one_zero(self)):  # noqa: PLR2004  # one element is sorted
            list.sort(self)
        else:
            _sort_by(self, variant_less)

    def sort_custom(self: list[Any], func: Any) -> None:
        """Sort the elements by a method that tells whether one comes before another."""
        if _writable(self):
            # What a comparison answers is true here where it is true in the engine: only a null Callable would not be.
            sort_by(self, func)

    def shuffle(self: list[Any]) -> None:
        """Put the elements in an order by chance."""
        if not _writable(self):
            return
        values = [*self]
        for at in range(len(values) - 1, 0, -1):
            other = randi() % (at + 1)
            values[at], values[other] = values[other], values[at]
        list.__setitem__(self, slice(None), values)

    def bsearch(self: list[Any], value: Any, before: bool = True) -> int:
        """Return where a value stands in a sorted array, or would stand; `before` or behind what is the same."""
        fitted = _fitted(self, value, "binary search", "value", " Returning: -1")
        return -1 if fitted is REFUSED else bisected(self, fitted, before, variant_less)

    def bsearch_custom(self: list[Any], value: Any, func: Any, before: bool = True) -> int:
        """Return where a value stands, or would stand, in an array that is sorted by a method."""
        fitted = _fitted(self, value, "custom binary search", "value", " Returning: -1")
        return -1 if fitted is REFUSED else bisected(self, fitted, before, lambda a, b: variant.truth(func(a, b)))

    def reverse(self: list[Any]) -> None:
        """Turn the order round."""
        if _writable(self):
            list.reverse(self)

    def duplicate(self: list[Any], deep: bool = False) -> Any:
        """Return another array with the same elements, and where `deep` with copies of the arrays and dictionaries in it."""
        return duplicate_array(self, deep=deep)

    def duplicate_deep(self: list[Any], deep_subresources_mode: int = 1) -> Any:
        """Return another array with copies of the arrays and dictionaries in it."""
        return Array.duplicate(self, deep=True)

    def slice(self: list[Any], begin: int, end: int = _END, step: int = 1, deep: bool = False) -> Any:
        """Return the elements from a position up to, and without, another; `step` may be negative."""
        if step == 1 and 0 <= begin < len(self) and begin <= end and self.__class__ is list and not deep:
            return self[begin:end]
        made = _like(self)
        if step == 0:
            reported("Slice step cannot be zero.")
            return made
        size = len(self)
        if not size or (step > 0 and begin >= size) or (step < 0 and begin < -size):
            return made
        first = begin + size if begin < 0 else begin
        first = min(max(first, 0), size - 1)
        last = min(max(end, -size - 1), size)
        if last < 0:
            last += size
        last = min(max(last, -1), size)
        if step > 0 and first > last:
            reported("Slice step is positive, but bounds are decreasing.")
            return made
        if step < 0 and first < last:
            reported("Slice step is negative, but bounds are increasing.")
            return made
        values = [self[at] for at in range(first, last, step)]
        list.extend(made, Array.duplicate(values, deep=True) if deep else values)
        return made

    def filter(self: list[Any], method: Any) -> Any:
        """Return the elements for which a method says true."""
        made = _like(self)
        list.extend(made, [item for item in self if (answer := method(item)) is True or (answer is not False and variant.truth(answer))])
        return made

    def map(self: list[Any], method: Any) -> list[Any]:
        """Return what a method makes of each element."""
        return [method(item) for item in self]

    def reduce(self: list[Any], method: Any, accum: Any = None) -> Any:
        """Return what a method makes of the elements, one after the other, beginning with `accum` or the first."""
        rest = iter(self)
        if accum is None and (accum := next(rest, None)) is None and not self:
            return None
        for item in rest:
            accum = method(accum, item)
        return accum

    def any(self: list[Any], method: Any) -> bool:
        """Whether a method says true for one element at least."""
        return next((True for item in self if variant.truth(method(item))), False)

    def all(self: list[Any], method: Any) -> bool:
        """Whether a method says true for each element."""
        return next((False for item in self if not variant.truth(method(item))), True)

    def max(self: list[Any]) -> Any:
        """Return the largest element; null where there is none, or where they can't be compared."""
        return _most(self, greater)

    def min(self: list[Any]) -> Any:
        """Return the smallest element; null where there is none, or where they can't be compared."""
        return _most(self, less)

    def is_typed(self: list[Any]) -> bool:
        """Whether it takes one type only."""
        return bool(element_types_of(self))

    def is_same_typed(self: list[Any], array: list[Any]) -> bool:
        """Whether it takes the same type as another."""
        return element_types_of(self) == element_types_of(array)

    def get_typed_builtin(self: list[Any]) -> int:
        """Return the number of the type it takes, 0 for any."""
        return _kind_of(self).number

    def get_typed_class_name(self: list[Any]) -> str:
        """Return the engine's class of the objects it takes; empty where it takes none."""
        cls = _kind_of(self).cls
        return StringName("" if cls is None else getattr(cls, "_engine_class_", cls.__name__))

    def get_typed_script(self: list[Any]) -> Any:
        """Return the class of a script whose objects it takes; null where it takes none."""
        cls = _kind_of(self).cls
        return cls if hasattr(cls, "_script_path_") else None

    def make_read_only(self: list[Any]) -> None:
        """Refuse all changes from now on.

        Raises:
            TypeError: It is a plain list, which Python can't refuse changes of.
        """
        if not isinstance(self, Array):
            message = "make_read_only() needs a gd.Array; a plain list takes changes always. Write gd.Array([...]) where it is made"
            raise TypeError(message)
        self._read_only_ = True

    def is_read_only(self: list[Any]) -> bool:
        """Whether it refuses all changes."""
        return getattr(self, "_read_only_", False)


def bisected(values: list[Any], value: Any, before: bool, comes_first: Function[[Any, Any], bool]) -> int:
    """Return where a value belongs in a sorted list."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        behind = comes_first(values[middle], value) if before else not comes_first(value, values[middle])
        low, high = (middle + 1, high) if behind else (low, middle)
    return low


@lru_cache(maxsize=512)
def _array_type(cls: type, item: Any) -> ElementType:
    kind = element_type(item)
    return ElementType(variant.TYPE_ARRAY, cls, () if kind.any else (kind,))


def _like(array: list[Any]) -> list[Any]:
    elements = element_types_of(array)
    return Array(of=elements[0]) if elements else []


def _kind_of(array: list[Any]) -> ElementType:
    elements = element_types_of(array)
    return elements[0] if elements else ANY


def _takes(kind: ElementType, source: int) -> bool:
    return converts_strictly(source, kind.number)


def _fitted(array: list[Any], value: Any, verb: str, what: str = "value", returning: str = "") -> Any:
    elements = getattr(array, "_elements_", None)
    if not elements:
        return value
    if value.__class__ is array._sure_:  # type: ignore[attr-defined]  # only a gd.Array has types
        return value
    kind: ElementType = elements[0]
    fitted = kind.fitted(value, verb, "TypedArray")
    if fitted is value and kind.number < variant.TYPE_OBJECT:
        # The class of a number, a text or a vector decides alone whether it fits.
        array._sure_ = value.__class__  # type: ignore[attr-defined]  # the same
    if fitted is REFUSED:
        reported(f'Condition "!_p->typed.validate({what}, "{verb}")" is true.{returning}')
    return fitted


def _writable(array: list[Any]) -> bool:
    if getattr(array, "_read_only_", False):
        reported("Array is in read-only state.")
        return False
    return True


def _filled(array: list[Any]) -> bool:
    if not array:
        reported(_EMPTY)
        return False
    return True


def _within(array: list[Any], index: int) -> bool:
    if 0 <= index < len(array):
        return True
    reported(f"Index p_index = {index} is out of bounds (p_instance->size() = {len(array)}).")
    return False


def _found(array: list[Any], value: Any, start: int) -> int:
    if start < 0:
        start += len(array)
        if start < 0:
            return -1
    return equality.place_of(array, value, start)


def _last_of(array: list[Any], start: int) -> int:
    if start < 0:
        start += len(array)
    return start if 0 <= start < len(array) else len(array) - 1


def _sort_by(array: list[Any], comes_first: Function[[Any, Any], bool]) -> None:
    values = [*array]
    introsort(values, comes_first)
    list.__setitem__(array, slice(None), values)


def _one_zero(numbers: list[Any]) -> bool:
    """Whether equal floats can't be told apart, as 0.0 and -0.0 can, and all can be compared, as not-a-number can't."""
    return 0.0 not in numbers and not any(map(isnan, numbers))


def _most(array: list[Any], better: Function[[Any, Any], bool]) -> Any:
    most: Any = _UNSET
    for item in array:
        if most is _UNSET:
            most = item
            continue
        try:
            wins = better(item, most)
        except ScriptError:
            return None
        if wins:
            most = item
    return None if most is _UNSET else most
