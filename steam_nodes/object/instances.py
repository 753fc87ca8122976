"""Instances: the numbers of objects, and how an object is found by its number.

Rules: a number is given when it is first asked for, and never again to another object. Who has no number costs nothing here, and nobody is
kept alive by having one.
"""

from __future__ import annotations

import itertools
import weakref
from typing import Any, Final

from steam_nodes.object.freed import is_freed

numbers: Final = itertools.count(1)
"""The numbers that nobody has yet."""

_known: Final[weakref.WeakValueDictionary[int, Any]] = weakref.WeakValueDictionary()


def instance_id(instance: Any) -> int:
    """Return the number of an object, 0 for None; what is no Object of the library has the number Python gives it."""
    if instance is None:
        return 0
    number: int | None = getattr(instance, "_id_", None)
    if number is None:
        return id(instance)
    if not number:
        number = instance._id_ = next(numbers)
        _known[number] = instance
    return number


def instance_from_id(instance_id: int) -> Any:
    """Return the object that has a number from `get_instance_id`, None if it is gone or was freed.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html#class-globalscope-method-instance-from-id.
    """
    found = _known.get(instance_id)
    return None if is_freed(found) else found


def is_instance_id_valid(id: int) -> bool:  # noqa: A002  # Godot's name
    """Whether the object that has a number from `get_instance_id` still lives.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html#class-globalscope-method-is-instance-id-valid.
    """
    return instance_from_id(id) is not None
