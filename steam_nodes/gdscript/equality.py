"""Whether two values are the same for the engine's containers: of one type, equal, and element by element where they are containers.

Rules: this is what arrays search by and dictionaries tell their keys by; 1 and 1.0 differ here. The operator == is in `operators`, and has
its own idea of what may be compared at all. A not-a-number is the same as another one. A text and a name of the same letters are the
same where they are searched for, and not inside of containers that are compared.
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.errors import reported

_DEEPEST: Final = 100
_STRINGS: Final = (variant.TYPE_STRING, variant.TYPE_STRING_NAME)
_SIMPLE: Final = frozenset({int, str, bool, type(None)})


def found_same(a: Any, b: Any) -> bool:
    """Whether a search for one value finds the other: the same, or a text and a name with the same letters."""
    cls = type(a)
    if cls is type(b) and cls in _SIMPLE:
        return bool(a == b)
    if isinstance(a, str) and isinstance(b, str) and variant.typeof(a) in _STRINGS and variant.typeof(b) in _STRINGS:
        return str.__eq__(a, b)
    return same(a, b)


def same(a: Any, b: Any, depth: int = 0) -> bool:
    """Whether two values have one type and are equal all through."""
    number = variant.typeof(a)
    if number != variant.typeof(b):
        return False
    if number == variant.TYPE_FLOAT:
        return bool(a == b or (a != a and b != b))  # noqa: PLR0124  # only not-a-number differs from itself
    if number == variant.TYPE_ARRAY:
        return same_arrays(a, b, depth)
    if number == variant.TYPE_DICTIONARY:
        return same_dictionaries(a, b, depth)
    if number == variant.TYPE_OBJECT:
        return a is b
    return bool(a == b)


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
    # keys.py needs to compare values, so this is looked up late.
    from steam_nodes.gdscript.containers.keys import key_of, pairs  # noqa: PLC0415  # keys are told apart by `same`

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
