"""Going through a tree: the nodes inside a node, the names that a function assigns to, whether it awaits."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from steam_nodes.port import syntax

if TYPE_CHECKING:
    from collections.abc import Iterator


def _names(kind: type) -> tuple[str, ...]:
    found = _NAMES.get(kind)
    if found is None:
        found = _NAMES[kind] = tuple(each.name for each in fields(kind) if each.name not in _PLAIN)
    return found


_NAMES: dict[type, tuple[str, ...]] = {}
_PLAIN = {
    "begin",
    "end",
    "before",
    "behind",
    "last",
    "name",
    "name_begin",
    "head",
    "text",
    "kind",
    "operator",
    "inline",
    "inferred",
    "static",
}
"""Fields that hold no node."""


def inside(node: syntax.Syntax) -> Iterator[syntax.Syntax]:
    """Go through the nodes directly inside a node."""
    for name in _names(type(node)):
        value = getattr(node, name)
        if isinstance(value, tuple):
            for each in value:
                if isinstance(each, syntax.Syntax):
                    yield each
        elif isinstance(value, syntax.Syntax):
            yield value


def everything(node: syntax.Syntax, *, lambdas: bool = True) -> Iterator[syntax.Syntax]:
    """Go through a node and all nodes inside it, without recursion; those of lambdas only where asked."""
    waiting = [node]
    while waiting:
        at = waiting.pop()
        yield at
        if lambdas or not isinstance(at, syntax.Lambda):
            waiting.extend(inside(at))


_DECLARATIONS = (
    syntax.Variable
    | syntax.Constant
    | syntax.SignalDeclaration
    | syntax.Enum
    | syntax.EnumValue
    | syntax.Function
    | syntax.Class
    | syntax.Parameter
    | syntax.For
    | syntax.BindPattern
)


def declared(script: syntax.Script, *, locals_: bool) -> set[str]:
    """Return the names that a script declares: those of its members, of inner classes too, and where asked those inside functions."""
    found = {script.class_name}
    waiting: list[syntax.Syntax] = list(script.members)
    while waiting:
        at = waiting.pop()
        if isinstance(at, _DECLARATIONS):
            found.add(at.name)
        if locals_ or isinstance(at, syntax.Class | syntax.Enum):
            waiting.extend(inside(at))
    return found


def assigned(node: syntax.Syntax) -> frozenset[str]:
    """Return the names that are assigned to inside a node, those in its lambdas included."""
    return frozenset(
        each.target.name for each in everything(node) if isinstance(each, syntax.Assignment) and isinstance(each.target, syntax.Identifier)
    )


def awaits(function: syntax.Function) -> bool:
    """Whether a function contains an await (Godot 3: a yield), those of its lambdas aside."""
    body = function.body
    return body is not None and any(isinstance(each, syntax.Await | syntax.Yield) for each in everything(body, lambdas=False))
