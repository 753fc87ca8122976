"""What a class body may say: the check of every class that inherits from the library.

Rules: a name of the library keeps its kind. A signal stays a signal, a property may only be overridden by a property, a method by
something that can be called; what hides one by a plain value would make the object fail in silence, so the class statement raises a
TypeError that names the class and the remedy. Objects are equal and hashed by identity, whatever `@dataclass` or a
base says; input events are equal by what they say, and have no hash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.object.freed import FreedMixin
from steam_nodes.object.plain_text import plain
from steam_nodes.object.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIBRARY: Final = __name__.partition(".")[0]


def check(cls: type) -> None:
    """Check what a class, and the bases that stand before the library's, declare.

    Raises:
        TypeError: A name of the library would be hidden by something of another kind.
    """
    if issubclass(cls, FreedMixin):
        return
    _keep_identity(cls)
    if _is_ours(cls):
        for value in vars(cls).values():
            if isinstance(value, Signal):
                value.guard()
        return
    first = next(base for base in cls.__mro__ if _is_ours(base))
    for base, name, value in _before_the_library(cls):
        for ours in cls.__mro__:
            if _is_ours(ours) and name in vars(ours):
                problem = _problem(name, vars(ours)[name], value)
                if problem:
                    where = f"class {cls.__name__}" if base is cls else f"class {cls.__name__}, by its base {base.__name__}"
                    message = f"{where}: '{plain(name)}' is {problem.format(ours=first.__name__)}, or choose another name"
                    raise TypeError(message)
                break


def _before_the_library(cls: type) -> Iterator[tuple[type, str, Any]]:
    for base in cls.__mro__:
        if _is_ours(base):
            return
        for name, value in vars(base).items():
            if not name.startswith("__"):
                yield base, name, value


def _problem(name: str, ours: object, value: object) -> str:
    """Say what is wrong with hiding a thing of the library by a value."""
    if isinstance(ours, Signal):
        hook = " (the hook is '_ready')" if name == "ready" else ""
        return "" if isinstance(value, Signal) else f"a signal of {{ours}}{hook}; connect to it, declare it as a Signal"
    if isinstance(ours, property):
        remedy = "a property of {ours}; set it on the object, in __init__ or later, override it by a property"
        return "" if hasattr(type(value), "__set__") else remedy
    if callable(ours) or isinstance(ours, staticmethod | classmethod):
        fits = not isinstance(value, Signal) and (callable(value) or hasattr(type(value), "__get__"))
        return "" if fits else "a method of {ours}; override it by a method"
    return ""


def _keep_identity(cls: Any) -> None:
    own = vars(cls).get("__hash__")
    if own is not None and own is not object.__hash__:
        message = f"class {cls.__name__}: objects of the library are found by identity; leave __hash__ out"
        raise TypeError(message)
    if _is_ours(cls):
        return
    # What stands in the class already @dataclass leaves as it is; input events alone are equal by what they say.
    ours = next(base for base in cls.__mro__ if _is_ours(base))
    cls.__hash__ = ours.__hash__
    if "__eq__" not in vars(cls):
        cls.__eq__ = ours.__eq__


def _is_ours(cls: type) -> bool:
    return cls.__module__.partition(".")[0] == _LIBRARY
