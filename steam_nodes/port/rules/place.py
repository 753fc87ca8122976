"""Place: where a rule looks, and what it may ask there.

Rules: a rule is a function of a node and its place that yields what is wrong, the first thing first. It looks at types that the analyzer
found; what is not known is never wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from steam_nodes.port import syntax
from steam_nodes.port.analysis import Kind, Meaning, Means, Type
from steam_nodes.port.analyzer.types import from_text, is_compatible, told

if TYPE_CHECKING:
    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.analyzer.classes import ClassInfo
    from steam_nodes.port.analyzer.names import Names

Found: TypeAlias = tuple[syntax.Syntax | int, str]
"""What is wrong: the node, or the offset, and the engine's sentence."""
Findings: TypeAlias = Iterator[Found]
Use: TypeAlias = Literal["value", "base", "callee", "root", "awaited"]
"""What an expression is used for: its value, what stands before a dot, what is called, nothing (a statement), or it is awaited."""


class Files(Protocol):
    """Which files a project has."""

    def exists(self, path: str) -> bool:
        """Whether there is a file at a "res://" path."""

    def resolve(self, path: str, from_path: str = "res://") -> str:
        """Return the whole path of one that is written in a file."""


@dataclass(frozen=True)
class Place:
    """Where something stands.

    Args:
        analysis: What is known of the script.
        names: Answers what names mean.
        info: The class around it.
        files: Which files there are, None where that is not known.
        functions: The function around it and the lambdas inside that, the innermost last.
        static_name: The static function around it, "" for none.
        static_value: It stands in the value of a static variable.
        use: What the expression is used for.
    """

    analysis: Analysis
    names: Names
    info: ClassInfo
    files: Files | None = None
    functions: tuple[syntax.Function, ...] = ()
    static_name: str = ""
    static_value: bool = False
    use: Use = "value"

    def used(self, use: Use) -> Place:
        """Return the place of an expression that is used otherwise."""
        return self if use == self.use else replace(self, use=use)

    def inside(self, function: syntax.Function) -> Place:
        """Return the place inside a function or a lambda."""
        static = function.name if function.static and not self.functions else self.static_name
        return replace(self, functions=(*self.functions, function), static_name=static, use="value")

    def type(self, node: Any) -> Type:
        """Return the type of an expression or a declaration."""
        return self.analysis.type(node)

    def hard(self, node: Any) -> Type | None:
        """Return the type of an expression where the engine holds to it, None where it may be anything."""
        found = self.analysis.type(node)
        return found if found.hard and found.kind is not Kind.VARIANT else None

    def given(self, node: Any) -> Type | None:
        """Return the type that a value has before it is converted to the one that is declared; None where it may be anything."""
        value = bare(node)
        if isinstance(value, syntax.Literal) and value.kind != "null":
            return from_text(_LITERALS[value.kind])
        meaning = self.meaning(value)
        if isinstance(meaning.declared, syntax.EnumValue):
            return self._unnamed_enum(meaning) or self.hard(node)
        return self.hard(node)

    def _unnamed_enum(self, meaning: Meaning) -> Type | None:
        """The type of a value of an unnamed enum, which is an int everywhere else."""
        members = getattr(meaning.owner, "members", ())
        for member in members:
            if isinstance(member, syntax.Enum) and meaning.declared in member.values and not member.name:
                return Type(Kind.ENUM, "", declared=member)
        return None

    def believed(self, node: Any) -> Type | None:
        """Return the type of an expression where the engine holds to it or, of a variable that declares none, what is in it at first."""
        meaning = self.meaning(node)
        if meaning.means is Means.LOCAL and isinstance(meaning.declared, syntax.Variable):
            found = self.analysis.type(node)
            return found if found.kind is not Kind.VARIANT else None
        return self.hard(node)

    def written(self, name: syntax.TypeName) -> Type:
        """Return the type that is written."""
        known = self.analysis.types.get(name)
        return known if known is not None else self.names.classes.written(self.info, name)

    def meaning(self, node: Any) -> Meaning:
        """Return what a name means."""
        return self.analysis.meaning(node)

    def fits(self, target: Type, source: Type) -> bool:
        """Whether a value may stand where a type is declared, converted if need be."""
        return is_compatible(target, source, self.names.classes.extends, convert=True)

    def tell(self, kind: Type) -> str:
        """Return a type as the engine's messages tell it."""
        if kind.kind is Kind.ENUM and isinstance(kind.declared, syntax.Enum):
            info = self.names.classes.enum_info(kind.declared)
            return f"{whole_name(info)}.{kind.declared.name or '<anonymous enum>'}" if info else kind.name
        if kind.kind is Kind.BUILTIN and kind.arguments:
            return f"{kind.name}[{', '.join(self.tell(argument) for argument in kind.arguments)}]"
        return told(kind)

    def is_node(self) -> bool:
        """Whether the class around is a Node, or may be one."""
        native = self.names.classes.native(self.info)
        return not native or self.names.api.is_a(native, "Node")


def whole_name(info: ClassInfo) -> str:
    """Return what the engine calls a class where it tells the file too: `player.gd`, `Player`, `player.gd::Inner`."""
    if info.outer is not None:
        return f"{whole_name(info.outer)}::{info.name}"
    return info.name or info.path.rpartition("/")[2]


def bare(node: Any) -> Any:
    """Return an expression without the parentheses around it, which the engine's tree does not have."""
    while isinstance(node, syntax.Parenthesized):
        node = node.inner
    return node


_LITERALS = {
    "int": "int",
    "float": "float",
    "string": "String",
    "string_name": "StringName",
    "node_path": "NodePath",
    "bool": "bool",
}

CONSTANT_MEANINGS = frozenset(
    (
        *(Means.CONSTANT, Means.ENUM, Means.INNER_CLASS, Means.SCRIPT_CLASS, Means.NATIVE_CLASS, Means.SINGLETON, Means.BUILTIN_TYPE),
        *(Means.GLOBAL_ENUM, Means.GLOBAL_CONSTANT, Means.FUNCTION, Means.METHOD, Means.SIGNAL, Means.AUTOLOAD),
    )
)
"""What a name may mean that nothing can be assigned to."""
