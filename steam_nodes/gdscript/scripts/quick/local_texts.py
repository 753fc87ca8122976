"""Local texts: which variables of a function hold the parts of a text and are only counted, indexed and gone through.

Rules: nobody can see whether the parts lie in a PackedStringArray or in a plain list where a local variable is bound once, to
`gd.String.split(...)`, and is read only by `len`, by an index, by `for` and as a condition, in the function itself. There the quick ways
make a plain list. The one place that would tell is the error of an index out of bounds, whose words ask `named` for the type.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

named: Final[set[tuple[str, int, str]]] = set()
"""The variables: the file, the first line of the function, the name."""

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_COUNTED: Final = "len"


def find(function: Any, is_split: Callable[[ast.expr], bool], filename: str) -> set[int]:
    """Return the ids of the calls in a function that split a text into such a variable.

    Args:
        function: The function.
        is_split: Whether an expression splits a text.
        filename: What the function's code calls its file.
    """
    parents = {id(child): node for node in ast.walk(function) for child in ast.iter_child_nodes(node)}
    first = min([function.lineno, *(each.lineno for each in function.decorator_list)])
    found = set()
    for name, value, places in bound_once(function):
        if is_split(value) and all(isinstance(place.ctx, ast.Store) or _is_plain_use(place, parents) for place in places):
            found.add(id(value))
            named.add((filename, first, name))
    return found


def bound_once(function: Any) -> Iterator[tuple[str, ast.expr, list[ast.Name]]]:
    """Give the variables of a function that are bound in one place only, and in no function inside: the name, the value, all its places.

    Args:
        function: The function.
    """
    parents = {id(child): node for node in ast.walk(function) for child in ast.iter_child_nodes(node)}
    inside = {id(node) for each in ast.walk(function) if _is_inner(each, function) for node in ast.walk(each)}
    uses: dict[str, list[ast.Name]] = {}
    shared = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            uses.setdefault(node.id, []).append(node)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            shared.update(node.names)
    for name, places in uses.items():
        bound = [place for place in places if not isinstance(place.ctx, ast.Load)]
        if len(bound) != 1 or name in shared or any(id(place) in inside for place in places):
            continue
        value = _assigned(parents.get(id(bound[0])), bound[0])
        if value is not None:
            yield name, value, places


def _is_inner(node: ast.AST, function: ast.AST) -> bool:
    return node is not function and isinstance(node, _Function | ast.Lambda | ast.ClassDef)


def _assigned(statement: ast.AST | None, target: ast.Name) -> ast.expr | None:
    """Return what a statement binds a name to, None where it does anything else."""
    if isinstance(statement, ast.Assign) and statement.targets == [target]:
        return statement.value
    return statement.value if isinstance(statement, ast.AnnAssign) and statement.target is target else None


def _is_plain_use(name: ast.Name, parents: dict[int, ast.AST]) -> bool:
    parent = parents[id(name)]
    if isinstance(parent, ast.Subscript):
        return parent.value is name and isinstance(parent.ctx, ast.Load) and not isinstance(parent.slice, ast.Slice)
    if isinstance(parent, ast.Call):
        return isinstance(parent.func, ast.Name) and parent.func.id == _COUNTED and parent.args == [name] and not parent.keywords
    if isinstance(parent, ast.For):
        return parent.iter is name
    if isinstance(parent, ast.UnaryOp):
        return isinstance(parent.op, ast.Not)
    return isinstance(parent, ast.If | ast.While) and parent.test is name
