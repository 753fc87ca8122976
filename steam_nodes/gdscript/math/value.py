"""What all value types of the engine share: they never change, and are compared and hashed by what they hold.

Rules: a type lists its components in `__slots__` of a bare twin, fills one in and then turns it into the type by its `__class__`; that is
the quickest way to make a value which refuses to change afterwards. `_parts` gives the components in order, `_of` makes a value of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.gdscript.errors import ScriptError, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn, Self

__all__ = ["Value", "is_number", "no_constructor"]


def no_constructor(name: str) -> ScriptError:
    """Return the error of calling a type with arguments that it cannot be made of.

    Args:
        name: The type, such as "Vector2".
    """
    return ScriptError(f"Invalid call. Nonexistent '{name}' constructor.")


def is_number(value: object) -> bool:
    """Tell whether a value is an int or a float; a bool is neither.

    Args:
        value: Any value.
    """
    return isinstance(value, (float, int)) and value.__class__ is not bool


class Value:
    """The base of the engine's value types."""

    __slots__ = ()

    _names: ClassVar[tuple[str, ...]] = ()
    """The components in the engine's order, by which `[0]` and `replaced` find them."""

    def _parts(self) -> tuple[Any, ...]:
        """Return the components in order."""
        return tuple(getattr(self, name) for name in self._names)

    @classmethod
    def _of(cls, *parts: Any) -> Self:
        """Return a value made of its components in order, rounded to what the engine stores."""
        return cls(*parts)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: a value is shared by everyone who holds it."""
        kind = type(self).__name__
        text = f"a {kind} never changes; write `v = v.replaced({name}=...)` instead of `v.{name} = ...`"
        raise AttributeError(text)

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse: a value is shared by everyone who holds it."""
        text = f"a {type(self).__name__} never changes and keeps its {name}"
        raise AttributeError(text)

    def replaced(self, **changes: Any) -> Self:
        """Return this value with other components, for what GDScript writes as `v.x = 5`.

        Args:
            **changes: The components that change, by their names.

        Raises:
            ScriptError: There is no such component, or it cannot hold what is given.
        """
        parts = list(self._parts())
        for name, value in changes.items():
            if name not in self._names:
                raise self._not_assigned(name, value)
            parts[self._names.index(name)] = value
        try:
            return self._of(*parts)
        except (ScriptError, TypeError, AttributeError) as wrong:
            name, value = next(iter(changes.items()))
            raise self._not_assigned(name, value) from wrong

    def _not_assigned(self, name: str, value: object) -> ScriptError:
        """Return the error of a component that does not exist or cannot hold the value."""
        kind = kind_of(value)
        return ScriptError(
            f"Invalid assignment of property or key '{name}' with value of type '{kind}' on a base object of type '{type(self).__name__}'.",
        )

    def __getitem__(self, index: int | str) -> Any:
        """Return a component by its place or its name."""
        if isinstance(index, str):
            if index not in self._names:
                text = f"Invalid access to property or key '{index}' on a base object of type '{type(self).__name__}'."
                raise ScriptError(text)
            return getattr(self, index)
        if not 0 <= index < len(self._names):
            text = f"Invalid access of index '{index}' on a base object of type: '{type(self).__name__}'."
            raise ScriptError(text)
        return self._parts()[index]

    def __iter__(self) -> Iterator[Any]:
        """Yield the components, so that `x, y = v` works."""
        return iter(self._parts())

    def __eq__(self, other: object) -> bool:
        """Tell whether the other is of the same type and has the same components."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(mine == its for mine, its in zip(self._parts(), other._parts(), strict=True))

    def __hash__(self) -> int:
        """Return the same number for equal values."""
        return hash((self.__class__, self._parts()))

    def __bool__(self) -> bool:
        """Tell whether the value differs from the one that its type begins with."""
        return self != type(self)()

    def __copy__(self) -> Self:
        """Return the value itself, which nobody can change."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Return the value itself, which nobody can change."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as the call that makes it anew."""
        return type(self)._of, self._parts()

    def __repr__(self) -> str:
        """Return the value as Python code."""
        return f"{type(self).__name__}({', '.join(map(repr, self._parts()))})"
