"""Whether an object still lives, the number it is found by, and what is left of it after `free()`.

Rules: a number is given when it is first asked for, and never again to another object. An object without a number costs nothing here,
and no object is kept alive by having one.

A freed object keeps its identity and nothing else. It is false, equals None, prints as `<Freed Object>`, and every use of it
raises FreedError with its old class and name and the remedy.

It becomes one by getting another class. Where Python refuses the common one, because slots or a base written in C give the objects
another layout, the user's class gets one of its own, made once. That one only borrows the layout: nothing of the user's class is in its
method resolution order, so no method of it lives on, `isinstance` says the same as of any freed object, and no `__init_subclass__` runs.
"""

from __future__ import annotations

import itertools
import weakref
from contextlib import suppress
from types import MemberDescriptorType
from typing import Any, Final, TypeGuard

from steam_nodes.object.plain_text import plain

_ALLOWED = frozenset({"__class__", "__dict__", "__weakref__", "__doc__", "__module__", "__hash__"})


class FreedError(RuntimeError):
    """An object was used after it was freed."""


def dead() -> None:
    """Stand in for the weak reference of a receiver that was freed."""


def is_freed(thing: object) -> bool:
    """Whether `thing` is an object that was freed."""
    return getattr(type(thing), "_is_freed_", False)


def is_instance_valid(instance: object) -> TypeGuard[Any]:
    """Return whether the object still lives: neither None nor freed.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html#class-globalscope-method-is-instance-valid.
    """
    return instance is not None and not isinstance(instance, _NO_OBJECTS) and not is_freed(instance)


_NO_OBJECTS: Final = (int, float, str, list, dict)
"""What the engine takes for a value and no object."""


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


def described(name: str, engine_class: str, number: int) -> str:
    """Return what an object is called, as the engine prints it: `Ship:<Node#1234>`, and `<Node#1234>` without a name."""
    return f"{name}:<{engine_class}#{number}>" if name else f"<{engine_class}#{number}>"


class FreedMixin:
    """The behaviour of a freed object; `Object` gives this class to what it frees."""

    _is_freed_ = True

    def __getattribute__(self, name: str) -> Any:
        """Refuse every use."""
        if name in _ALLOWED:
            return object.__getattribute__(self, name)
        kept = object.__getattribute__(self, "__dict__")
        class_name, called = kept.get("_freed_name", ("?", ""))
        if isinstance(called, str):
            text = called
        else:
            # Its name tells a number; whoever had none gets it here, where somebody reads it.
            its_name, engine_class, number = called
            number = number or next(numbers)
            kept["_freed_name"] = class_name, (its_name, engine_class, number)
            text = described(its_name, engine_class, number)
        message = (
            f"'{plain(name)}' of {plain(class_name)} '{plain(text)}', which was freed. "
            "Ask is_instance_valid() first, or let go of the reference at its tree_exiting signal."
        )
        raise FreedError(message)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse every change."""
        FreedMixin.__getattribute__(self, name)

    def __delattr__(self, name: str) -> None:
        """Refuse that as well."""
        FreedMixin.__getattribute__(self, name)

    def __bool__(self) -> bool:
        """Be false, as a freed reference is in the engine."""
        return False

    def __eq__(self, other: object) -> bool:
        """Equal None and itself, as in the engine."""
        return other is None or other is self

    def __hash__(self) -> int:
        """Keep the place in dictionaries that the living object had."""
        return object.__hash__(self)

    def __repr__(self) -> str:
        """Print as the engine does."""
        return "<Freed Object>"

    __str__ = __repr__


_OWN_CLASS: Final = "_freed_class_"


def bury(thing: Any, cls: type, common: type) -> None:
    """Make a freed object of one whose class has a layout of its own.

    Args:
        thing: The object, with nothing but its name left in its dictionary; what its class overrides is not asked any more.
        cls: Its class.
        common: The class of freed objects of a plain layout.
    """
    _empty_slots(thing)
    own = vars(cls).get(_OWN_CLASS)
    if own is None:
        own = _class_like(cls, common)
        type.__setattr__(cls, _OWN_CLASS, own)
    object.__setattr__(thing, "__class__", own)


def _empty_slots(thing: Any) -> None:
    for base in type(thing).__mro__:
        if "__slots__" in vars(base):
            for slot in vars(base).values():
                if isinstance(slot, MemberDescriptorType):
                    with suppress(AttributeError):
                        slot.__delete__(thing)


class _Buried(type):
    """The metaclass of freed classes that borrow the layout of a user's class."""

    common: type

    def mro(cls) -> list[type]:
        """Leave the user's class out."""
        return [cls, *cls.common.__mro__]

    def __subclasscheck__(cls, subclass: type) -> bool:
        """Be nobody's base, also where an abstract base class asks its subclasses."""
        return False


def _class_like(cls: type, common: type) -> type:
    meta: Any = type(cls)
    # One that is not derived from the user's metaclass would be refused. What that one does to a new class is left out.
    buried: Any = type("_Buried", (_Buried,) if meta is type else (_Buried, meta), {"common": common})
    made: type = type.__new__(buried, common.__name__, (cls,), {"__slots__": (), "__module__": common.__module__})
    return made
