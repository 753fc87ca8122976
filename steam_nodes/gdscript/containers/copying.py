"""Copies of arrays and dictionaries, shallow or all the way down.

Rules: a copy has the type of the original and is never read-only. What a deep copy meets is copied where it is an array or a dictionary;
packed arrays are copied, objects are shared. What contains itself is reported and ends after a hundred levels.
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.containers.keys import pairs
from steam_nodes.gdscript.errors import reported

_DEEPEST: Final = 100


def duplicate_array(array: Any, *, deep: bool, depth: int = 0) -> Any:
    """Return a copy of an array."""
    from steam_nodes.gdscript.containers.array import Array  # noqa: PLC0415  # Array has this as a method

    made: Any = Array(of=array._elements_[0]) if getattr(array, "_elements_", ()) else []
    if depth > _DEEPEST:
        reported("Max recursion reached")
        return made
    list.extend(made, [_copied(item, depth) for item in array] if deep else array)
    return made


def duplicate_dictionary(dictionary: Any, *, deep: bool, depth: int = 0) -> Any:
    """Return a copy of a dictionary."""
    from steam_nodes.gdscript.containers.dictionary import Dictionary  # noqa: PLC0415  # Dictionary has this as a method

    made: Any = {} if type(dictionary) is dict else Dictionary(of=dictionary._elements_)
    if depth > _DEEPEST:
        reported("Max recursion reached")
        return made
    if not deep:
        dict.update(made, dict.items(dictionary))
        return made
    for key, value in pairs(dictionary):
        Dictionary.set(made, _copied(key, depth), _copied(value, depth))
    return made


def _copied(value: Any, depth: int) -> Any:
    number = variant.typeof(value)
    if number == variant.TYPE_ARRAY:
        return duplicate_array(value, deep=True, depth=depth + 1)
    if number == variant.TYPE_DICTIONARY:
        return duplicate_dictionary(value, deep=True, depth=depth + 1)
    return type(value)(value) if number > variant.TYPE_ARRAY else value
