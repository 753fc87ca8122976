"""Which classes have their `_init` inside of `__init__`, as people write it, with no difference to the engine.

Rules: the engine sets the initial values of the whole object, base first, then runs the nearest `_init` and no other. Python's way is the
same where a class extends one of the engine's and nobody extends it; or where each class that extends it begins its own `_init` with
`super(...)` and has no values of its own that have to be made for each object. Else `_init` is a method, which the runtime calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax as s
from steam_nodes.port.writer.known.held_types import walk

if TYPE_CHECKING:
    from collections.abc import Container, Iterator


def folded(script: s.Script, path: str, outside: Container[str], engine: Container[str]) -> frozenset[Any]:
    """Return the classes of a script whose `_init` is part of their `__init__`.

    Args:
        script: The script.
        path: Where it lies.
        outside: The names and paths that classes of other scripts extend.
        engine: The classes of the engine.
    """
    classes = {node.name: node for node in inner_classes(script.members)}
    below: dict[str, list[s.Class]] = {}
    for node in classes.values():
        if node.extends is not None and not node.extends.path and len(node.extends.names) == 1:
            below.setdefault(node.extends.names[0], []).append(node)
    found: set[Any] = set()
    nodes: list[s.Script | s.Class] = [script, *classes.values()]
    for each in nodes:
        name = script.class_name if isinstance(each, s.Script) else each.name
        extends = each.extends
        first = extends is None or (
            not extends.path and len(extends.names) == 1 and extends.names[0] in engine and extends.names[0] not in classes
        )
        hidden = name in outside or (isinstance(each, s.Script) and path in outside)
        family = list(_below(name, below)) if name else []
        waits = any(_waits(one) for one in (each, *family))
        if first and not hidden and not waits and all(_goes_on(one) and one.name not in outside for one in family):
            found |= {each, *family}
    return frozenset(node for node in found if constructor_of(node) is not None)


def inner_classes(members: Any) -> list[s.Class]:
    """Return the classes among members, and those inside them."""
    found = [member for member in members if isinstance(member, s.Class)]
    return [*found, *[inner for member in found for inner in inner_classes(member.members)]]


def constructor_of(node: s.Script | s.Class) -> s.Function | None:
    """Return the `_init` of a class."""
    return next((member for member in node.members if isinstance(member, s.Function) and member.name == "_init"), None)


def _waits(node: s.Script | s.Class) -> bool:
    """Whether a class's `_init` is a coroutine, which `__init__` cannot be."""
    constructor = constructor_of(node)
    return constructor is not None and any(isinstance(one, s.Await | s.Yield) for one in walk(constructor))


def calls_base(statement: Any) -> bool:
    """Whether a statement is `super(...)`."""
    return (
        isinstance(statement, s.ExpressionStatement) and isinstance(statement.expression, s.Call) and _is_base(statement.expression.callee)
    )


def _is_base(callee: s.Expression) -> bool:
    """Whether what is called is `super`, in Godot 3's words `._init`."""
    if isinstance(callee, s.Attribute):
        return callee.name == "_init" and isinstance(callee.base, s.Super)
    return isinstance(callee, s.Super)


def _below(name: str, below: dict[str, list[s.Class]]) -> Iterator[s.Class]:
    for node in below.get(name, ()):
        yield node
        yield from _below(node.name, below)


def _goes_on(node: s.Class) -> bool:
    """Whether a class only goes on with what its base's `__init__` does."""
    constructor = constructor_of(node)
    begins = constructor is None or (
        constructor.body is not None and bool(constructor.body.statements) and calls_base(constructor.body.statements[0])
    )
    return begins and all(_is_literal(member) for member in node.members if isinstance(member, s.Variable) and not member.static)


def _is_literal(member: s.Variable) -> bool:
    value = member.value.operand if isinstance(member.value, s.Unary) else member.value
    return isinstance(value, s.Literal) and not member.annotations
