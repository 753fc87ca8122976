"""ElementType: what a typed array or dictionary takes, or what a variable is declared to be.

Rules: it is made of what Python code writes in the place of the type: int, float, bool, str, list, dict, None for anything, a class of
this library, `gd.Array[int]`, `gd.Dictionary[str, int]`. What has a strict conversion is converted; the rest is refused, with the
engine's words.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import Any, Final

from steam_nodes.gdscript import conversion, variant
from steam_nodes.gdscript.errors import reported
from steam_nodes.object.freed import is_freed

_PLAIN: Final[dict[Any, int]] = {
    None: variant.TYPE_NIL,
    Any: variant.TYPE_NIL,
    object: variant.TYPE_NIL,
}

REFUSED: Final = object()
"""What `fitted` returns for a value that is refused."""


class ElementType:
    """A type of the engine.

    Args:
        number: The number of the built-in type; TYPE_NIL for any, TYPE_OBJECT for a class.
        cls: The class, of objects; of a typed array or dictionary the class that makes one.
        inner: The types of the elements, of a typed array (one) or a typed dictionary (two).
    """

    __slots__ = ("cls", "inner", "number")

    def __init__(self, number: int, cls: type | None = None, inner: tuple[ElementType, ...] = ()) -> None:
        """Keep the parts."""
        self.number: int = number
        self.cls: type | None = cls
        self.inner: tuple[ElementType, ...] = inner

    def __eq__(self, other: object) -> bool:
        """Equal a type with the same parts."""
        return isinstance(other, ElementType) and self._parts() == other._parts()

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self._parts())

    def _parts(self) -> tuple[Any, ...]:
        return self.number, self.cls if self.number == variant.TYPE_OBJECT else None, self.inner

    def __call__(self, *values: Any) -> Any:
        """Make a typed array or dictionary: `gd.Array[int]([1, 2])`."""
        maker: Any = self.cls
        return maker(*values, of=self.inner if self.number == variant.TYPE_DICTIONARY else self.inner[0] if self.inner else None)

    @property
    def any(self) -> bool:
        """Whether it takes everything."""
        return self.number == variant.TYPE_NIL

    @property
    def name(self) -> str:
        """The name, as errors say it."""
        if self.number == variant.TYPE_OBJECT:
            return "Object" if self.cls is None else self.cls.__name__
        if self.any:
            return "Variant"
        inner = f"[{', '.join(each.name for each in self.inner)}]" if self.inner else ""
        return f"{variant.TYPE_NAMES[self.number]}{inner}"

    def fitted(self, value: Any, verb: str, where: str) -> Any:
        """Return a value as it is kept, REFUSED, with an ERROR in the log, if it does not fit.

        Args:
            value: The value.
            verb: What is done with it, as the engine says it.
            where: The container that refuses it, as the engine says it.
        """
        number = self.number
        source = variant.typeof(value)
        if source == number:
            if number != variant.TYPE_OBJECT or self.holds(value):
                return value
            return self._refused_object(value, verb, where)
        if number == variant.TYPE_NIL or (number == variant.TYPE_OBJECT and source == variant.TYPE_NIL):
            return value
        if conversion.converts_strictly(source, number):
            return conversion.constructed(value, number)
        reported(f"Attempted to {verb} a variable of type '{variant.TYPE_NAMES[source]}' into a {where} of type '{self._bare_name()}'.")
        return REFUSED

    def _bare_name(self) -> str:
        return variant.TYPE_NAMES[self.number]

    def _refused_object(self, value: Any, verb: str, where: str) -> Any:
        script = self.cls is not None and hasattr(self.cls, "_script_path_")
        if script:
            reported(f"Attempted to {verb} an object into a {where}, that does not inherit from 'GDScript'.")
        else:
            kind = getattr(value, "_engine_class_", type(value).__name__)
            reported(f"Attempted to {verb} an object of type '{kind}' into a {where}, which does not inherit from '{self.name}'.")
        return REFUSED

    def holds(self, value: Any) -> bool:
        """Whether a value has this very type, as `is` asks."""
        source = variant.typeof(value)
        if source != self.number:
            return self.any
        if self.number == variant.TYPE_OBJECT:
            return not is_freed(value) and (self.cls is None or isinstance(value, self.cls))
        return not self.inner or element_types_of(value) == self.inner

    def default(self) -> Any:
        """Return what a new element of the type is."""
        return None if self.number in (variant.TYPE_NIL, variant.TYPE_OBJECT) else conversion.default_of(self.number)


ANY: Final = ElementType(variant.TYPE_NIL)


def declared_type(number: int, class_name: str = "", script: Any = None) -> ElementType:
    """Return the type that the engine's constructors of containers are told: a number, for objects the class and the script too."""
    if number != variant.TYPE_OBJECT:
        return ElementType(number)
    return ElementType(number, script or variant.engine_class(class_name))


def element_types_of(value: Any) -> tuple[ElementType, ...]:
    """Return the types of the elements of a typed array or dictionary, none of others."""
    types: tuple[ElementType, ...] = getattr(value, "_elements_", ())
    return types


@lru_cache(maxsize=512)
def element_type(written: Any) -> ElementType:
    """Return the type that Python code means: `int`, `gd.Vector2`, `Node`, `gd.Array[int]`, None for anything."""
    if isinstance(written, ElementType):
        return written
    if isinstance(written, str):
        return ElementType(variant.NUMBER_OF[written]) if written in variant.NUMBER_OF else ANY
    if written in _PLAIN:
        return ANY
    arguments = getattr(written, "__args__", None)
    if arguments is not None:
        number = element_type(written.__origin__).number
        inner = tuple(element_type(each) for each in arguments)
        return ElementType(number, None, () if all(each.any for each in inner) else inner)
    if isinstance(written, type):
        number = variant.TYPE_INT if issubclass(written, Enum) else variant.type_of_class(written)
        return ElementType(number, written if number == variant.TYPE_OBJECT else None)
    message = f"{written!r} is no type of GDScript; give a class, such as int, gd.Vector2 or gd.Array[int]"
    raise TypeError(message)
