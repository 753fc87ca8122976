"""Typed parameters: a call that gives another type is converted or refused, as in the engine; it is the caller that is aborted.

Rules: the guard of a function asks only whether the class of an argument is the one that is declared, and calls `taken` where it is not:
a whole number for a float, an enum's value for an int. A freed object is refused where a class is declared.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from types import FunctionType, MethodType
from typing import Any, Final

import steam_nodes
from steam_nodes.gdscript import variant
from steam_nodes.gdscript.classes.global_scope import enum_record
from steam_nodes.gdscript.conversion import constructed, converts_strictly
from steam_nodes.gdscript.errors import ScriptError
from steam_nodes.object.message_queue import UnbindError
from steam_nodes.object.object import Object

_BY_NAME: Final = {"bool": bool, "int": int, "float": float, "str": str}
_NUMBERS: Final = {bool: variant.TYPE_BOOL, int: variant.TYPE_INT, float: variant.TYPE_FLOAT, str: variant.TYPE_STRING}


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


@lru_cache(maxsize=4096)
def _plain_parameters(function: Any) -> tuple[tuple[int, str], ...]:
    """Return the places and the types of the parameters of a script's function that are numbers or texts."""
    code, declared = function.__code__, function.__annotations__
    names = code.co_varnames[1 : code.co_argcount]
    kinds = [_plain(str(declared.get(name, ""))) for name in names]
    return tuple((place, kind) for place, kind in enumerate(kinds) if kind in _BY_NAME)


def _plain(annotation: str) -> str:
    """Return an annotation, "int" for an enum of the engine, whose values are ints."""
    is_enum = annotation.startswith("gd.") and enum_record(annotation.removeprefix("gd.")) is not None
    return "int" if is_enum else annotation


def fitted(method: MethodType, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the arguments of a call whose types nobody knew before as a script's method takes them.

    Args:
        method: The method.
        arguments: What it is called with.

    Raises:
        ArgumentError: A parameter does not take what it is given.
    """
    function = getattr(method.__func__, "__wrapped__", method.__func__)
    plain = _plain_parameters(function) if isinstance(function, FunctionType) else ()
    if not plain:
        return arguments
    given = list(arguments)
    for place, name in plain:
        kind = _BY_NAME[name]
        if place < len(given) and given[place].__class__ is not kind:
            given[place] = taken(given[place], kind, place + 1, function.__name__, method.__self__)
    return tuple(given)


@lru_cache(maxsize=4096)
def _member_type(cls: type, name: str) -> Any:
    """Return the type that a script declares for a variable: a plain type or a class of the library's; None where there is none to hold."""
    for base in cls.__mro__:
        declared = vars(base).get("__annotations__", {}).get(name) if "_script_path_" in vars(base) else None
        if declared is not None:
            word = _plain(str(declared).partition(" | ")[0])
            module = sys.modules.get(base.__module__)
            found = _BY_NAME.get(word) or getattr(base, word, None) or getattr(module, word, None) or getattr(steam_nodes, word, None)
            return found if isinstance(found, type) and (found in _NUMBERS or issubclass(found, Object)) else None
    return None


def fits_member(instance: Any, name: str, value: Any) -> Any:
    """Return a value as a typed variable of a script's object takes it from somebody who knows no types.

    Args:
        instance: The object.
        name: The name of the variable.
        value: The value.

    Raises:
        ArgumentError: The variable does not take it.
    """
    cls: Any = type(instance)
    kind = _member_type(cls, name)
    if kind is None or value.__class__ is kind:
        return value
    if kind in _NUMBERS:
        return taken(value, kind, 1, name, instance)
    if value is not None and not isinstance(value, kind):
        message = f"The variable '{name}' takes no value of type '{variant.type_name(value)}'."
        raise ArgumentError(message)
    return value


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
