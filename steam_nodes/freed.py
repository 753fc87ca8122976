"""What is left of an object after `free()`, and how to ask.

Rules: a freed object keeps its identity and nothing else. It is false, equals None, prints as `<Freed Object>`, and every use of it
raises FreedError with its old name and the remedy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

from steam_nodes.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable

_ALLOWED = frozenset({"__class__", "__dict__", "__weakref__", "__doc__", "__module__", "__hash__"})


class FreedError(RuntimeError):
    """An object was used after it was freed."""


def dead() -> None:
    """Stand in for the weak reference of a receiver that was freed."""


def is_freed(thing: object) -> bool:
    """Whether `thing` is an object that was freed."""
    return getattr(type(thing), "_is_freed", False)


def is_instance_valid(instance: object) -> TypeGuard[Any]:
    """Return whether the object still lives: neither None nor freed.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html#class-globalscope-method-is-instance-valid.
    """
    return instance is not None and not is_freed(instance)


def alive(thing: Any) -> Callable[[], Any]:
    """Return a function that gives `thing`, or None once it is freed."""

    def receiver() -> Any:
        return None if is_freed(thing) else thing

    return receiver


class FreedMixin:
    """The behaviour of a freed object; `Object` gives this class to what it frees."""

    _is_freed = True

    def __getattribute__(self, name: str) -> Any:
        """Refuse every use."""
        if name in _ALLOWED:
            return object.__getattribute__(self, name)
        kept = object.__getattribute__(self, "__dict__")
        message = (
            f"'{plain(name)}' of '{plain(kept.get('_freed_name', '?'))}', which was freed. "
            "Ask is_instance_valid() first, or let go of the reference at its tree_exiting signal."
        )
        raise FreedError(message)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse every change."""
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
