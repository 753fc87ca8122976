"""Ways to look at a GDScript tree in a test: every node of it, an expression as one line, the comments in the order of the text."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from steam_nodes.port import syntax
from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.port.source import Problem


def read(text: str, *, godot3: bool | None = False) -> syntax.Script:
    """Parse a text that has no fault."""
    script, problems = parse(Source("res://a.gd", text), godot3=godot3)
    assert not problems, str(problems[0])
    return script


def faults(text: str, *, godot3: bool | None = False) -> list[Problem]:
    """Return what is wrong in a text."""
    return parse(Source("res://a.gd", text), godot3=godot3)[1]


def children(node: syntax.Syntax) -> Iterator[syntax.Syntax]:
    """Give the nodes right below a node, field by field; comments are not among them."""
    for part in fields(node):
        value = getattr(node, part.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, syntax.Syntax) and not isinstance(one, syntax.Comment):
                yield one


def walk(node: syntax.Syntax) -> Iterator[syntax.Syntax]:
    """Give a node and every node below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def told(node: object) -> str:  # noqa: PLR0911 - one form of telling a line
    """Return a node in one line, as `(Kind part part)`; names, numbers and strings stand as they are."""
    if isinstance(node, tuple):
        return f"[{' '.join(told(one) for one in node)}]"
    if isinstance(node, syntax.Identifier | syntax.MathConstant):
        return node.name
    if isinstance(node, syntax.Literal):
        return node.text if node.kind != "string" else repr(node.value)
    if isinstance(node, syntax.Binary):
        return f"({told(node.left)} {node.operator} {told(node.right)})"
    if isinstance(node, syntax.Unary):
        return f"({node.operator} {told(node.operand)})"
    if isinstance(node, syntax.TypeName):
        return ".".join(node.names) + (told(node.arguments) if node.arguments else "")
    if isinstance(node, syntax.Syntax):
        if isinstance(node, syntax.Parenthesized):
            return f"<{told(node.inner)}>"
        hidden = {"begin", "end", "name_begin", "before", "behind", "annotations", "last"}
        parts = [getattr(node, part.name) for part in fields(node) if part.name not in hidden]
        return f"({' '.join([type(node).__name__, *(told(part) for part in parts)])})"
    return str(node)


def expression(text: str, *, godot3: bool = False) -> str:
    """Parse an expression and return it in one line."""
    function = read(f"func f():\n\tx = {text}\n", godot3=godot3).members[0]
    assert isinstance(function, syntax.Function)
    assert function.body is not None
    statement = function.body.statements[0]
    assert isinstance(statement, syntax.ExpressionStatement)
    assert isinstance(statement.expression, syntax.Assignment)
    return told(statement.expression.value)


def statements(text: str, *, godot3: bool = False) -> list[syntax.Statement]:
    """Parse the statements of a function's body, each line of the text one level deeper."""
    body = "".join(f"\t{line}\n" if line else "\n" for line in text.split("\n"))
    function = read(f"func f():\n{body}", godot3=godot3).members[-1]
    assert isinstance(function, syntax.Function)
    assert function.body is not None
    return list(function.body.statements)


def lines_around(node: syntax.Syntax) -> Iterator[str]:
    """Give the comments and blank lines of a tree in the order of the text."""
    if isinstance(node, syntax.Script):
        yield from node.head
    if isinstance(node, syntax.Line):
        yield from node.before
        if not isinstance(node, syntax.If) and any(
            isinstance(child, syntax.Block | syntax.Branch | syntax.Line) for child in children(node)
        ):
            yield from filter(None, [node.behind])
    inner = sorted(children(node), key=lambda child: child.begin)
    for child in inner:
        yield from lines_around(child)
    if isinstance(node, syntax.Block | syntax.Class | syntax.Script):
        yield from node.last
    elif isinstance(node, syntax.Line) and not any(isinstance(child, syntax.Block | syntax.Branch | syntax.Line) for child in inner):
        yield from filter(None, [node.behind])
