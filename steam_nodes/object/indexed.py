"""Indexed access: a value inside a property, by names such as `position`, `x`, as the engine's get_indexed and set_indexed find it.

Rules: a name is a key of a dictionary, else an attribute. What is set inside a value is set in the value, and the value in its holder
again, up to the object, so that setters run and a tuple with names is replaced by another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MISSING: Final = object()
"""What `get_indexed` returns where there is no such property."""


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
        return thing._replace(**{name: value})
    else:
        setattr(thing, name, value)
    return thing
