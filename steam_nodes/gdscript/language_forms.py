"""Forms of the language that are no operator and no function: a `match` on a value, a constant container, a path of members written to.

Rules: each means exactly what GDScript means by the form; the writer of ported code uses them where Python has no word for it.
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.containers.array import Array
from steam_nodes.gdscript.containers.dictionary import Dictionary
from steam_nodes.gdscript.dynamic import get, set_
from steam_nodes.gdscript.operations import equal

_STRINGS: Final = frozenset({variant.TYPE_STRING, variant.TYPE_STRING_NAME})


def matches(value: Any, pattern: Any) -> bool:
    """Whether a value matches a pattern of `match` that is an expression: of the same type, and equal.

    Args:
        value: What is matched.
        pattern: The pattern's value; a String and a StringName match each other.
    """
    first, second = variant.typeof(value), variant.typeof(pattern)
    if first != second and not (first in _STRINGS and second in _STRINGS):
        return False
    return equal(value, pattern)


def read_only(value: Any) -> Any:
    """Return the Array or Dictionary of a `const`: it and all that is inside of it refuse changes.

    Args:
        value: The value; what is no container is returned as it is.
    """
    if isinstance(value, list):
        inside = [read_only(element) for element in value]
        if isinstance(value, Array):
            value[:] = inside
            value.make_read_only()
            return value
        return Array(inside, read_only=True) if type(value) is list else value
    if isinstance(value, dict):
        held = {key: read_only(element) for key, element in value.items()}
        if isinstance(value, Dictionary):
            value.update(held)
            value.make_read_only()
            return value
        return Dictionary(held, read_only=True)
    return value


def set_path(base: Any, names: list[str], value: Any) -> Any:
    """Write a member of a member: `base.position.x = value`; values such as vectors are stored again, objects are not.

    Args:
        base: Where the path begins.
        names: The names after it, in order.
        value: What is written.

    Returns:
        The base, or the value that takes its place.

    Raises:
        ScriptError: A member is missing, or does not take the value.
    """
    first, *rest = names
    if not rest:
        return set_(base, first, value)
    inner = get(base, first)
    changed = set_path(inner, rest, value)
    return base if changed is inner else set_(base, first, changed)
