"""Introspection: what methods and properties an object has, what a path of properties leads to, and how exact a number in one is.

Rules: what begins and ends with an underscore is the library's own and is not shown; the hooks, which begin with one, are methods. A path
has its steps behind colons; a step into a dictionary is a key, any other an attribute. What is set inside a value is set in the value, and
the value in its holder again, up to the object, so that setters run and a tuple with names is replaced by another. Strengths, positions
and factors are 32-bit floats, as in the engine.
"""

from __future__ import annotations

import math
from struct import Struct
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from collections.abc import Iterator, MutableMapping, Sequence

MISSING: Final = object()
"""What `get_indexed` returns where there is no such property."""

_FLOAT: Final = Struct("f")


def arguments_of(function: Function[..., Any]) -> dict[str, Any]:
    """Return the names of the arguments that a call can give by their place, with their defaults; `inspect.Parameter.empty` for none."""
    # inspect takes longer to import than most programs ever use of it.
    import inspect  # noqa: PLC0415  # loaded on first use

    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return {}
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return {each.name: each.default for each in parameters if each.kind in kinds}


def methods_of(cls: type) -> list[dict[str, Any]]:
    """Return name, args and default_args of each method."""
    import inspect  # noqa: PLC0415  # loaded on first use

    found = {}
    for name, value in _members(cls):
        if inspect.isfunction(value) or isinstance(value, (staticmethod, classmethod)):
            arguments = list(arguments_of(getattr(cls, name)).items())[1 if inspect.isfunction(value) else 0 :]
            found[name] = {
                "name": name,
                "args": [{"name": argument} for argument, _ in arguments],
                "default_args": [default for _, default in arguments if default is not inspect.Parameter.empty],
            }
    return [*found.values()]


def properties_of(instance: object) -> list[dict[str, Any]]:
    """Return the name of each property, and of each public attribute the object has."""
    names = {name: None for name, value in _members(type(instance)) if isinstance(value, property)}
    # A signal is kept among the attributes once it was used.
    own = (name for name, value in vars(instance).items() if not name.startswith("_") and not hasattr(value, "get_connections"))
    return [{"name": name} for name in [*names, *(name for name in own if name not in names)]]


def _members(cls: type) -> Iterator[tuple[str, Any]]:
    """Give the members of a class and its bases, the nearest first and each name once."""
    seen = set()
    for base in cls.__mro__[:-1]:
        for name, value in vars(base).items():
            if name not in seen and not (name.startswith("_") and name.endswith("_")):
                seen.add(name)
                yield name, value


def steps(path: str) -> list[str]:
    """Return the names of a path of properties."""
    return [name for name in path.split(":") if name]


def member(holder: Any, name: str) -> Any:
    """Return what one step of a path leads to, None if there is nothing."""
    if hasattr(holder, "_id_"):
        return holder.get(name)
    if hasattr(holder, "keys"):
        return holder.get(name)
    return getattr(holder, name, None)


def with_member(holder: Any, name: str, value: Any) -> Any:
    """Return a holder in which one member has the value: the same one, or another where it can't be changed, as a named tuple."""
    if hasattr(holder, "_id_"):
        holder.set(name, value)
    elif hasattr(holder, "keys"):
        mapping: MutableMapping[str, Any] = holder
        mapping[name] = value
    elif hasattr(holder, name):
        if hasattr(holder, "_replace"):
            return _replaced(holder, name, value)
        setattr(holder, name, value)
    return holder


def get_indexed(thing: Any, names: Sequence[str]) -> Any:
    """Return the value at the end of the names, MISSING if there is none."""
    if not names:
        return MISSING
    for name in names:
        thing = thing.get(name, MISSING) if isinstance(thing, dict) else getattr(thing, name, MISSING)
    return thing


def set_indexed(thing: Any, names: Sequence[str], value: Any) -> Any:
    """Set the value at the end of the names.

    Returns:
        The thing, or what takes its place because it cannot be changed itself.

    Raises:
        AttributeError: A holder on the way has no such attribute, or takes none.
    """
    name, *rest = names
    if rest:
        value = set_indexed(thing[name] if isinstance(thing, dict) else getattr(thing, name), rest, value)
    if isinstance(thing, dict):
        thing[name] = value
    elif isinstance(thing, tuple) and hasattr(thing, "_replace"):
        return _replaced(thing, name, value)
    else:
        setattr(thing, name, value)
    return thing


def _replaced(named: Any, name: str, value: Any) -> Any:
    """Return a named tuple in which one member has the value."""
    return named._replace(**{name: value})


def single(value: float) -> float:
    """Return the number nearest to a value that a 32-bit float holds."""
    try:
        rounded: float = _FLOAT.unpack(_FLOAT.pack(value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)
    return rounded
