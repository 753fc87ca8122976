"""Typed parameters: a call that gives another type is converted or refused, as in the engine; it is the caller that is aborted.

Rules: the guard of a function asks only whether the class of an argument is the one that is declared, and calls `taken` where it is not:
a whole number for a float, an enum's value for an int. A freed object is refused where a class is declared.
"""

from __future__ import annotations

from typing import Any

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.conversion import constructed, converts_strictly
from steam_nodes.gdscript.errors import ScriptError
from steam_nodes.object.message_queue import UnbindError

_NUMBERS = {bool: variant.TYPE_BOOL, int: variant.TYPE_INT, float: variant.TYPE_FLOAT, str: variant.TYPE_STRING}


class ArgumentError(ScriptError, UnbindError):
    """An argument is of a type that its parameter does not take; for signals and deferred calls the call did not take place."""


def taken(value: Any, kind: type, place: int, function: str, base: Any) -> Any:
    """Return an argument as a parameter of a plain type takes it.

    Args:
        value: The argument.
        kind: bool, int, float or str.
        place: Which argument it is, from 1.
        function: The name of the function.
        base: The object or the class it is called on, None for a function that stands alone.

    Raises:
        ArgumentError: The type takes no such value.
    """
    source, wanted = variant.typeof(value), _NUMBERS[kind]
    if source == wanted:
        return kind(value)
    if not converts_strictly(source, wanted):
        message = (
            f"{_call_of(function, base)}. Cannot convert argument {place} from {_word(value, source)} to {variant.TYPE_NAMES[wanted]}."
        )
        raise ArgumentError(message)
    return constructed(value, wanted)


def refuse_freed(place: int, function: str, base: Any) -> None:
    """Refuse a freed object.

    Raises:
        ArgumentError: Always.
    """
    message = (
        f"{_call_of(function, base)}. The Object-derived class of argument {place} (previously freed) "
        "is not a subclass of the expected argument class."
    )
    raise ArgumentError(message)


def _call_of(function: str, base: Any) -> str:
    where = "" if base is None else f" in base '{variant.type_name(base)}'"
    return f"Invalid type in function '{function}'{where}"


def _word(value: Any, number: int) -> str:
    return variant.type_name(value) if number == variant.TYPE_OBJECT else variant.TYPE_NAMES[number]
