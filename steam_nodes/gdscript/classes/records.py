"""What the class list holds: plain records of the engine's classes, built-in types, functions and enums.

Rules: a type is a text as `class_text.py` spells it: "int", "Node", "Variant", "void", "enum:Node.ProcessMode" (of @GlobalScope:
"enum:Error"), "Array[int]", "Dictionary[int, String]". A default value is the text that GDScript would write. `owner` is the class that
declares a thing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a method or a signal; `default` is None where it must be given."""

    name: str
    type: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """A method, or a global function.

    Args:
        name: Its name.
        arguments: Its arguments, in order.
        returns: The type it returns, "void" for none.
        static: It is called on the class.
        vararg: More arguments of any type may follow.
        virtual: A script defines it; the class itself has none.
        owner: The class that declares it, "@GlobalScope" or "@GDScript" for a function.
        added: The version of GodotSteam since which it exists, "" where it always did.
        removed: The version of GodotSteam that no longer has it, "" where it still exists.
    """

    name: str
    arguments: tuple[Argument, ...]
    returns: str
    static: bool = False
    vararg: bool = False
    virtual: bool = False
    owner: str = ""
    added: str = ""
    removed: str = ""

    @property
    def needed(self) -> int:
        """How many arguments must be given."""
        return sum(1 for argument in self.arguments if argument.default is None)


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a class or a member of a built-in type; `default` is "" where none is told, `setter` "" where it is read-only."""

    name: str
    type: str
    owner: str = ""
    default: str = ""
    setter: str = ""
    getter: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal of a class."""

    name: str
    arguments: tuple[Argument, ...]
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Enum:
    """An enum with its values in order; in a bit field they may be combined."""

    name: str
    values: Mapping[str, int]
    bitfield: bool = False
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Constant:
    """A constant, or a value of an enum, whose name `enum` tells then; `value` is the text that GDScript would write."""

    name: str
    type: str
    value: str
    owner: str = ""
    enum: str = ""


Member: TypeAlias = Method | Property | Signal | Enum | Constant


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator of a built-in type on the left: `name` as GDScript writes it, or "unary-"; `right` is "" for a unary one."""

    name: str
    right: str
    returns: str


@dataclass(frozen=True)
class NativeClass:
    """A class of the engine or of GodotSteam, with what it declares itself.

    Args:
        name: Its name.
        base: The class it extends, None for Object.
        instantiable: `new()` makes one.
        refcounted: It extends RefCounted.
        editor: Only the editor has it.
        members: What it declares, by name.
        overrides: Default values of inherited properties that differ here.
    """

    name: str
    base: NativeClass | None
    instantiable: bool
    refcounted: bool
    editor: bool
    members: Mapping[str, Member] = field(repr=False)
    overrides: Mapping[str, str] = field(repr=False)

    @cached_property
    def ancestors(self) -> tuple[NativeClass, ...]:
        """This class, its base, and so on to Object."""
        return (self, *(self.base.ancestors if self.base else ()))

    @cached_property
    def _ancestor_names(self) -> frozenset[str]:
        return frozenset(native.name for native in self.ancestors)

    def extends(self, name: str) -> bool:
        """Whether it is the class of that name or extends it."""
        return name in self._ancestor_names

    def find(self, name: str) -> Member | None:
        """Return what this class or one that it extends declares under a name."""
        for native in self.ancestors:
            if (member := native.members.get(name)) is not None:
                return member
        return None

    def properties(self) -> dict[str, Property]:
        """Return all properties, the inherited ones first, with the default values that hold for this class."""
        found: dict[str, Property] = {}
        for native in reversed(self.ancestors):
            for name, default in native.overrides.items():
                if name in found:
                    old = found[name]
                    found[name] = Property(old.name, old.type, old.owner, default, old.setter, old.getter)
            found |= {member.name: member for member in native.members.values() if isinstance(member, Property)}
        return found


@dataclass(frozen=True)
class Builtin:
    """A built-in type.

    Args:
        name: Its name.
        index: The type that `x[i]` gives, "" where it has no index.
        keyed: The index is any value.
        constructors: The arguments of each constructor.
        operators: What it may stand left of.
        members: Its methods, members, constants and enums by name.
    """

    name: str
    index: str
    keyed: bool
    constructors: tuple[tuple[Argument, ...], ...] = field(repr=False)
    operators: tuple[Operator, ...] = field(repr=False)
    members: Mapping[str, Member] = field(repr=False)

    def find(self, name: str) -> Member | None:
        """Return what it declares under a name."""
        return self.members.get(name)
