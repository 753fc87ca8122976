"""Copies of arrays and dictionaries, shallow or all the way down.

Rules: a copy has the type of the original and is never read-only. What a deep copy meets is copied where it is an array or a dictionary;
packed arrays are copied, objects are shared. What contains itself is reported and ends after a hundred levels.
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.equality import pairs, plain_key_of
from steam_nodes.gdscript.errors import reported

_DEEPEST: Final = 100


def duplicate_array(array: Any, *, deep: bool, depth: int = 0) -> Any:
    """Return a copy of an array."""
    elements = getattr(array, "_elements_", ())
    made: Any = type(array)(of=elements[0]) if elements else []
    if depth > _DEEPEST:
        reported("Max recursion reached")
        return made
    list.extend(made, [_copied(item, depth) for item in array] if deep else array)
    return made


def duplicate_dictionary(dictionary: Any, *, deep: bool, depth: int = 0) -> Any:
    """Return a copy of a dictionary."""
    plain = type(dictionary) is dict
    made: Any = {} if plain else type(dictionary)(of=dictionary._elements_)
    if depth > _DEEPEST:
        reported("Max recursion reached")
        return made
    if not deep:
        dict.update(made, dict.items(dictionary))
        return made
    for key, value in pairs(dictionary):
        made[plain_key_of(_copied(key, depth)) if plain else _copied(key, depth)] = _copied(value, depth)
    return made


def _copied(value: Any, depth: int) -> Any:
    number = variant.typeof(value)
    if number == variant.TYPE_ARRAY:
        return duplicate_array(value, deep=True, depth=depth + 1)
    if number == variant.TYPE_DICTIONARY:
        return duplicate_dictionary(value, deep=True, depth=depth + 1)
    return type(value)(value) if number > variant.TYPE_ARRAY else value
