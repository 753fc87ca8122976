"""What GDScript says in one word and Python in several: a constant's container, a pattern that matches, a member of a member.

Rules: each is what the engine does with values of any type; errors are the engine's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.containers.array import Array
from steam_nodes.gdscript.containers.dictionary import Dictionary
from steam_nodes.gdscript.dynamic import get, index, set_, set_index
from steam_nodes.gdscript.operations import equal

if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXTS: Final = frozenset({variant.TYPE_STRING, variant.TYPE_STRING_NAME})


def read_only(value: Any) -> Any:
    """Return the array or dictionary of a constant, which refuses changes at every depth; any other value is returned as it is.

    Args:
        value: What the constant is made of.
    """
    if type(value) is list:
        made: Any = Array([read_only(each) for each in value])
    elif type(value) is dict:
        made = Dictionary({key: read_only(each) for key, each in value.items()})
    else:
        made = value
    if isinstance(made, Array):
        Array.make_read_only(made)
    elif isinstance(made, Dictionary):
        Dictionary.make_read_only(made)
    return made


def matches(value: Any, pattern: Any) -> bool:
    """Return whether a value matches a value in a `match`: it has the same type and is equal; a text and a name may match each other.

    Args:
        value: What is matched.
        pattern: The value of the pattern.
    """
    number, wanted = variant.typeof(value), variant.typeof(pattern)
    if number in _TEXTS and wanted in _TEXTS:
        return str.__eq__(value, pattern)
    return number == wanted and equal(value, pattern)


def set_path(base: Any, steps: Sequence[Any], value: Any) -> Any:
    """Set a member of a member or of an element: `base.position.x = value`, `base[key].x = value`.

    Args:
        base: The value that the path begins at.
        steps: The names of the members, and the key or index of each element in brackets: `[[key], "x"]`.
        value: The value of the last one.

    Returns:
        The base, or where it is a value such as a vector the one that takes its place.

    Raises:
        ScriptError: A member is not there, or does not take the value.
    """
    holders = [base]
    for step in steps[:-1]:
        holders.append(index(holders[-1], step[0]) if isinstance(step, list) else get(holders[-1], step))
    for holder, step in zip(reversed(holders), reversed(steps), strict=True):
        value = set_index(holder, step[0], value) if isinstance(step, list) else set_(holder, step, value)
        # What is shared has changed in its place; only values are put into their holders again.
        if value is holder:
            return base
    return value
