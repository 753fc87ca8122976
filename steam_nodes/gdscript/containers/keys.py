"""Keys of dictionaries: how values that Python confuses or refuses stand in a Python dictionary.

Rules: a text, a name, an int, null and an object stand for themselves. Every other value is put in a Key, which tells apart what the engine
tells apart, 1 from 1.0 and true, and takes what Python can't hash. A plain dict has its own keys for numbers, and a Key only for what
Python refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.equality import same

if TYPE_CHECKING:
    from collections.abc import Iterator

_RAW: Final = frozenset({variant.TYPE_NIL, variant.TYPE_INT, variant.TYPE_STRING, variant.TYPE_STRING_NAME, variant.TYPE_OBJECT})
_UNHASHABLE: Final = frozenset(range(variant.TYPE_DICTIONARY, variant.TYPE_MAX))


class Key:
    """A value in the place of a key."""

    __slots__ = ("_hash", "value")

    def __init__(self, value: Any) -> None:
        """Take the hash of the value as it is now, as the engine does."""
        self.value = value
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


def value_of(key: Any) -> Any:
    """Return the value that a key stands for."""
    return key.value if type(key) is Key else key


def pairs(dictionary: Any) -> Iterator[tuple[Any, Any]]:
    """Give the keys and values of a dictionary of either kind."""
    for key, value in dictionary.items():
        yield value_of(key), value


def _hash_of(value: Any) -> int:
    number = variant.typeof(value)
    if number == variant.TYPE_FLOAT:
        return hash((number, value)) if value == value else number  # noqa: PLR0124  # not-a-number has another hash each time
    if number == variant.TYPE_DICTIONARY:
        return hash((number, len(value)))
    if number >= variant.TYPE_ARRAY:
        return hash((number, *[_hash_of(item) for item in value[:16]]))
    return hash((number, value))
