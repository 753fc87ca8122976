"""What the analyzer knows of a script: the type of each expression, what each name means, which functions are coroutines, what is wrong.

Rules: these are plain records, made by the analyzer and read by the writer and by `check`. A question about a node of the tree is answered
by looking the node itself up (nodes are compared by identity). What nobody knows is `VARIANT`, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from steam_nodes.port import syntax
    from steam_nodes.port.analyzer import World
    from steam_nodes.port.source import Problem, Source


class Kind(Enum):
    """What kind of type it is."""

    VARIANT = auto()
    """Anything: it is known only at run time."""
    VOID = auto()
    """What a function without a value returns."""
    NULL = auto()
    """The type of `null`."""
    BUILTIN = auto()
    """A value of the engine: bool, int, float, String, Vector2, Array, Dictionary, Callable, Signal ..."""
    NATIVE = auto()
    """A class of the engine or of GodotSteam: Node, RefCounted, Steam."""
    SCRIPT = auto()
    """A class that a script declares: `script` and `declared` tell which."""
    ENUM = auto()
    """A value of an enum, an int: `name` is "Node.ProcessMode", or "State" with `declared`."""


@dataclass(frozen=True)
class Type:
    """A type, as the engine infers it.

    Args:
        kind: What kind it is.
        name: "int", "Node", the class_name of a script or "" for one without, the name of an inner class or of an enum.
        arguments: What an Array or a Dictionary holds, () where it is untyped.
        script: The path of the script that declares a SCRIPT or ENUM type.
        declared: The declaration of a SCRIPT or ENUM type.
        is_type: The value is the type itself (`Node` in `Node.new()`), not an instance of it.
        constant: The value is known while translating: `value` holds it.
        value: That value.
        hard: The type was written or inferred with `:=`, so the engine holds the variable to it; else it is what is in it at first.
    """

    kind: Kind = Kind.VARIANT
    name: str = ""
    arguments: tuple[Type, ...] = ()
    script: str = ""
    declared: syntax.Script | syntax.Class | syntax.Enum | None = field(default=None, repr=False)
    is_type: bool = False
    constant: bool = False
    value: Any = None
    hard: bool = True

    def is_builtin(self, *names: str) -> bool:
        """Whether it is a value of one of the built-in types of these names, and not the type itself."""
        return self.kind is Kind.BUILTIN and self.name in names and not self.is_type


VARIANT = Type()
VOID = Type(Kind.VOID)
NULL = Type(Kind.NULL)


class Means(Enum):
    """What a name means."""

    LOCAL = auto()
    """A variable, a constant, a parameter, a loop's variable or a pattern's of this function, or of one around it."""
    MEMBER = auto()
    """A variable of this class or of a script it extends: `self.` goes before it."""
    METHOD = auto()
    """A function of this class or of a script it extends."""
    SIGNAL = auto()
    """A signal of this class or of a script it extends."""
    CONSTANT = auto()
    """A constant of this class or of a script it extends (an unnamed enum's value, and a `const X = preload(...)`, too)."""
    ENUM = auto()
    """A named enum of this class or of a script it extends."""
    INNER_CLASS = auto()
    """A class inside this one or inside one around it."""
    OUTER = auto()
    """A constant, an enum, a static member or a class of a class around this one: `owner` tells which."""
    NATIVE_MEMBER = auto()
    """A property, method, signal or constant of the engine's class that this one extends: `self.` goes before it."""
    SCRIPT_CLASS = auto()
    """A class_name of the project."""
    AUTOLOAD = auto()
    """An autoload of the project."""
    NATIVE_CLASS = auto()
    """A class of the engine."""
    SINGLETON = auto()
    """A singleton: Engine, OS, Input, Steam, SteamServer ..."""
    BUILTIN_TYPE = auto()
    """A built-in type: int, Vector2, Array ..."""
    FUNCTION = auto()
    """A function of GDScript or of @GlobalScope: print, len, randi, lerp ..."""
    GLOBAL_ENUM = auto()
    """An enum of @GlobalScope: Error, Key ..."""
    GLOBAL_CONSTANT = auto()
    """A value of one, or a constant: OK, KEY_A, TYPE_INT ..."""
    UNKNOWN = auto()
    """Nothing that is known here."""


@dataclass(frozen=True)
class Meaning:
    """What a name, or an attribute of a known base, means.

    Args:
        means: Which kind of thing it is.
        name: Its name.
        declared: Where the project declares it, None for what is the engine's.
        owner: The class that declares it (a script, an inner class), or the engine's class as a name; for OUTER and what a base declares.
        static: It belongs to the class, not to an instance.
    """

    means: Means
    name: str
    declared: Any = field(default=None, repr=False)
    owner: syntax.Script | syntax.Class | str | None = field(default=None, repr=False)
    static: bool = False


UNKNOWN = Meaning(Means.UNKNOWN, "")


@dataclass
class Analysis:
    """What is known of one script."""

    source: Source
    script: syntax.Script
    """Its tree; of a script of Godot 3 the tree that Godot 4 would have, with the same positions."""
    types: dict[Any, Type] = field(default_factory=dict)
    """The type of each expression, and of each declaration (of a Function what it returns, of a For its variable)."""
    meanings: dict[Any, Meaning] = field(default_factory=dict)
    """What each Identifier means, and each Attribute whose base's type is known."""
    coroutines: set[Any] = field(default_factory=set)
    """The functions that contain an await (`async def` in Python)."""
    awaited: set[Any] = field(default_factory=set)
    """The calls that are known to call a coroutine."""
    captured: dict[Any, set[str]] = field(default_factory=dict)
    """For each lambda's Function the names of outer locals it uses (GDScript copies them when the lambda is made)."""
    problems: list[Problem] = field(default_factory=list)
    world: World | None = field(default=None, repr=False)
    """What answered: its `names` and `classes` answer further questions (`names.method(type, "size")`)."""

    def type(self, node: Any) -> Type:
        """Return the type of an expression or a declaration, `VARIANT` where nothing is known."""
        return self.types.get(node, VARIANT)

    def meaning(self, node: Any) -> Meaning:
        """Return what a name means."""
        return self.meanings.get(node, UNKNOWN)
