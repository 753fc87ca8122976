"""Static variables with a setter or a getter: `@gd.static_property`, in a class whose class is `gd.ClassOfStatics`.

Rules: Python asks a descriptor when a name of a class is read, but never when it is set: that is the business of the class's own class.
So only classes that declare such a variable, and those that extend them, have one. The value itself lies beside it in an attribute of the
class that declares it, and the two functions get no object. What is set by way of an object, `self.speed = 3`, goes the same way. A class
that is decorated twice, or given another function under the same name, keeps its property: a value that is set is always a value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class StaticProperty(Generic[T]):
    """A static variable whose value a function gives, and another takes.

    Args:
        getter: Returns the value.
    """

    __slots__ = ("_setter", "getter")

    def __init__(self, getter: Callable[[], T]) -> None:
        """Keep what gives the value."""
        self.getter: Callable[[], T] = getter
        self._setter: Callable[[T], object] | None = None

    def setter(self, setter: Callable[[T], object]) -> StaticProperty[T]:
        """Say what takes a value.

        Args:
            setter: Takes it.
        """
        self._setter = setter
        return self

    def functions(self) -> tuple[Any, ...]:
        """Return its functions."""
        return tuple(getattr(each, "__func__", each) for each in (self.getter, self._setter))

    def __get__(self, instance: object, owner: type | None = None) -> T:
        """Ask for the value."""
        return self.getter()

    def __set__(self, instance: object, value: T) -> None:
        """Give a value."""
        if self._setter is not None:
            self._setter(value)


static_property = StaticProperty
"""The decorator of the function that gives the value."""


class ClassOfStatics(type):
    """The class of a class with such variables."""

    def __setattr__(cls, name: str, value: Any) -> None:
        """Give a value to the setter of a static variable that has one."""
        for base in cls.__mro__:
            if name in vars(base):
                held = vars(base)[name]
                if isinstance(held, StaticProperty):
                    held.__set__(None, value)
                    return
                break
        super().__setattr__(name, value)
