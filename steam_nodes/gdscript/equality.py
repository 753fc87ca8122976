"""Whether two values are the same for the engine's containers, and what stands for a value in the place of a key.

Rules: this is what arrays search by and dictionaries tell their keys by; 1 and 1.0 differ here. The operator == is in `operations`, and has
its own idea of what may be compared at all. A not-a-number is the same as another one where it is searched for, and not inside of arrays
and dictionaries that are compared; inside of a vector it always is. A text and a name of the same letters are the same where they are
searched for, and not inside of containers that are compared.

As keys a text, a name, an int, null and an object stand for themselves. Every other value is put in a Key, which tells apart what the
engine tells apart, 1 from 1.0 and true, and takes what Python can't hash. A plain dict has its own keys for numbers, and a Key only for
what Python refuses.
"""

from __future__ import annotations

from enum import EnumMeta
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.errors import reported

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST: Final = 100
_STRINGS: Final = (variant.TYPE_STRING, variant.TYPE_STRING_NAME)
_SIMPLE: Final = frozenset({int, str, bool, type(None)})
_VALUES: Final = frozenset(range(variant.TYPE_VECTOR2, variant.TYPE_COLOR + 1))
_RAW: Final = frozenset({variant.TYPE_NIL, variant.TYPE_INT, variant.TYPE_STRING, variant.TYPE_STRING_NAME, variant.TYPE_OBJECT})
_CONFUSED: Final = frozenset({float, bool})
_UNHASHABLE: Final = frozenset(range(variant.TYPE_DICTIONARY, variant.TYPE_MAX))


def found_same(a: Any, b: Any) -> bool:
    """Whether a search for one value finds the other: the same, or a text and a name with the same letters."""
    cls = type(a)
    if cls is type(b) and cls in _SIMPLE:
        return bool(a == b)
    if isinstance(a, str) and isinstance(b, str) and variant.typeof(a) in _STRINGS and variant.typeof(b) in _STRINGS:
        return str.__eq__(a, b)
    return same(a, b)


def place_of(values: list[Any], wanted: Any, start: int = 0) -> int:
    """Return the position of the first of some values that a search finds, at `start` or behind; -1 if there is none."""
    cls = wanted.__class__
    if cls in _SIMPLE or (cls.__eq__ is object.__eq__ and variant.typeof(wanted) == variant.TYPE_OBJECT):
        # What is the same is equal too, so the first that is equal is looked at alone, and then what is behind it.
        try:
            start = list.index(values, wanted, start)
        except ValueError:
            return -1
        if found_same(values[start], wanted):
            return start
    return next((at for at in range(start, len(values)) if found_same(values[at], wanted)), -1)


def same(a: Any, b: Any, depth: int = 0) -> bool:
    """Whether two values have one type and are equal all through; `depth` counts the containers around them."""
    number = variant.typeof(a)
    if number != variant.typeof(b):
        return False
    if number == variant.TYPE_FLOAT:
        return bool(a == b or (not depth and a != a and b != b))  # noqa: PLR0124  # only not-a-number differs from itself
    if number in _VALUES:
        return bool(a == b or all(map(_same_part, a._parts(), b._parts())))
    if number == variant.TYPE_ARRAY:
        return same_arrays(a, b, depth)
    if number == variant.TYPE_DICTIONARY:
        return same_dictionaries(a, b, depth)
    if number == variant.TYPE_OBJECT:
        return a is b
    return bool(a == b)


def _same_part(a: Any, b: Any) -> bool:
    """Whether two components of values such as vectors are the same, which may have components themselves."""
    return same(a, b)


def same_arrays(a: Any, b: Any, depth: int = 0) -> bool:
    """Whether two arrays have the same elements in the same order."""
    if a is b:
        return True
    if len(a) != len(b):
        return False
    if depth > _DEEPEST:
        reported("Max recursion reached")
        return True
    return all(same(x, y, depth + 1) for x, y in zip(a, b, strict=True))


def same_dictionaries(a: Any, b: Any, depth: int = 0) -> bool:
    """Whether two dictionaries have the same keys with the same values, in whatever order."""
    if a is b:
        return True
    if len(a) != len(b):
        return False
    if depth > _DEEPEST:
        reported("Max recursion reached")
        return True
    others = {key_of(key): value for key, value in pairs(b)}
    missing = object()
    return all((other := others.get(key_of(key), missing)) is not missing and same(value, other, depth + 1) for key, value in pairs(a))


class Key:
    """A value in the place of a key."""

    __slots__ = ("_hash", "value")

    def __init__(self, value: Any) -> None:
        """Take the hash of the value as it is now, as the engine does."""
        self.value: Any = value
        self._hash = _hash_of(value)

    def __hash__(self) -> int:
        """Agree with equality."""
        return self._hash

    def __eq__(self, other: object) -> bool:
        """Compare as the engine tells keys apart."""
        return type(other) is Key and same(self.value, other.value)

    def __repr__(self) -> str:
        """Show the value."""
        return repr(self.value)


def key_of(value: Any) -> Any:
    """Return what stands for a key in a gd.Dictionary."""
    cls = type(value)
    if cls is str or cls is int or variant.typeof(value) in _RAW:
        return value
    return Key(value)


def plain_key_of(value: Any) -> Any:
    """Return what stands for a key in a plain dict."""
    return Key(value) if variant.typeof(value) in _UNHASHABLE else value


def has_key(dictionary: Any, value: Any) -> bool:
    """Whether a dictionary of either kind has a key, which in a plain dict Python may confuse with one of another type."""
    cls = type(value)
    if type(dictionary) is not dict or cls is str or cls is int:
        return value in dictionary
    key = plain_key_of(value)
    return key in dictionary and (cls not in _CONFUSED or any(type(each) is cls and each == value for each in dictionary))


def value_of(key: Any) -> Any:
    """Return the value that a key stands for."""
    return key.value if type(key) is Key else key


def pairs(dictionary: Any) -> Iterator[tuple[Any, Any]]:
    """Give the keys and values of a dictionary of either kind, or the names and values of an enum."""
    whole = dictionary.__members__ if isinstance(dictionary, EnumMeta) else dictionary
    for key, value in whole.items():
        yield value_of(key), value


def _hash_of(value: Any) -> int:
    number = variant.typeof(value)
    if number == variant.TYPE_FLOAT:
        return hash((number, value)) if value == value else number  # noqa: PLR0124  # not-a-number has another hash each time
    if number == variant.TYPE_DICTIONARY:
        return hash((number, len(value)))
    if number in _VALUES and value != value:  # noqa: PLR0124  # with a not-a-number inside
        return number
    if number >= variant.TYPE_ARRAY:
        return hash((number, *[_hash_of(item) for item in value[:16]]))
    return hash((number, value))
