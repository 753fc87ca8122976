"""Comparisons: which functions of a script do nothing but compare two values by what stands in them, so that a sort need not call them.

Rules: such a function looks at the same place in both values, at one after the other, and returns whether the first is smaller or greater:

    return a.score > b.score
    if a.score == b.score: return a.name < b.name
    return a.score < b.score or (a.score == b.score and a.name < b.name)

A place is a chain of members and constant keys that begins at an argument. Whatever else stands in a function makes it one that is called.
"""

from __future__ import annotations

import ast
from typing import Any, Final

from steam_nodes.gdscript.containers.sorting import Order, orders
from steam_nodes.gdscript.scripts import script_fault

_KINDS: Final = {"int": int, "float": float, "str": str}
_HOISTED: Final = "_lambda"
_PLAIN_LAMBDA: Final = "<lambda>"
_SELVES: Final = ("self", "cls")
_OPPOSITE: Final = {"equal": False, "not_equal": True}

_Path = tuple[tuple[bool, Any], ...]
_Level = tuple[_Path, bool]


def note(tree: ast.Module, filename: str) -> None:
    """Note the functions of a module that only compare.

    Args:
        tree: The module as it was written.
        filename: What its code objects call its file.
    """
    for place in [place for place in orders if place[0] == filename]:
        del orders[place]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            order = None if node.decorator_list else _order(node.args, body)
            # The writer's name for a lambda becomes that of all lambdas.
            names = [node.name, script_fault.LAMBDA] if node.name.endswith(_HOISTED) else [node.name]
        elif isinstance(node, ast.Lambda):
            order, names = _order(node.args, [ast.Return(value=node.body)]), [_PLAIN_LAMBDA, script_fault.LAMBDA]
        else:
            continue
        for name in names:
            place = (filename, node.lineno, name)
            # Two lambdas in one line can't be told apart.
            orders[place] = None if place in orders else order


def _order(arguments: ast.arguments, body: list[ast.stmt]) -> Order | None:
    parameters = [each for each in arguments.args if each.arg not in _SELVES]
    if len(parameters) != 2 or arguments.posonlyargs or arguments.kwonlyargs or arguments.vararg or arguments.kwarg:  # noqa: PLR2004  # the two that are compared
        return None
    declared = {_declared(each.annotation) for each in parameters}
    levels = _Comparing(*(each.arg for each in parameters)).of_statements(body)
    if not levels or len(declared) != 1:
        return None
    kind = _KINDS.get(declared.pop())
    return Order(tuple(levels), kind)


def _declared(annotation: ast.expr | None) -> str:
    """Return the name of a type that an argument would be converted to, "" where it is taken as it is."""
    name = annotation.id if isinstance(annotation, ast.Name) else ""
    return name if name in _KINDS or name == "bool" else ""


class _Comparing:
    """Reads one function.

    Args:
        first: The name of its first argument.
        second: The name of the other.
    """

    def __init__(self, first: str, second: str) -> None:
        self._names = (first, second)

    def of_statements(self, body: list[ast.stmt]) -> list[_Level]:
        """Return the levels by which statements compare, none where they do something else."""
        first = body[0] if body else None
        if isinstance(first, ast.Return) and first.value is not None:
            return self._of_value(first.value)
        if not isinstance(first, ast.If):
            return []
        rest = first.orelse or body[1:]
        for negated, among_equals, decides in ((False, first.body, rest), (True, rest, first.body)):
            path = self._equal(first.test, negated=negated)
            deciding = self.of_statements(decides) if path is not None else []
            inner = self.of_statements(among_equals) if deciding else []
            if inner and len(deciding) == 1 and deciding[0][0] == path:
                return [*deciding, *inner]
        return []

    def _of_value(self, value: ast.expr) -> list[_Level]:
        if isinstance(value, ast.BoolOp) and isinstance(value.op, ast.Or) and len(value.values) == 2:  # noqa: PLR2004  # decided, or equal
            decides, other = value.values
            deciding = self._of_value(decides)
            if len(deciding) != 1 or not isinstance(other, ast.BoolOp) or not isinstance(other.op, ast.And):
                return []
            equal, *among_equals = other.values
            inner = self._of_value(among_equals[0]) if len(among_equals) == 1 else []
            return [*deciding, *inner] if inner and self._equal(equal, negated=False) == deciding[0][0] else []
        if not isinstance(value, ast.Compare) or len(value.ops) != 1:
            return []
        left, right = self._place(value.left), self._place(value.comparators[0])
        if left is None or right is None or left[1] != right[1] or left[0] == right[0]:
            return []
        if not isinstance(value.ops[0], ast.Lt | ast.Gt):
            return []
        return [(left[1], isinstance(value.ops[0], ast.Gt) == (left[0] == 0))]

    def _equal(self, test: ast.expr, *, negated: bool) -> _Path | None:
        """Return the place at which a test asks whether both values are equal, or differ."""
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            sides = [test.left, test.comparators[0]]
            asks = isinstance(test.ops[0], ast.NotEq if negated else ast.Eq)
        elif isinstance(test, ast.Call) and isinstance(test.func, ast.Attribute) and isinstance(test.func.value, ast.Name):
            sides = test.args
            asks = test.func.value.id in ("gd", "gdscript") and _OPPOSITE.get(test.func.attr) is negated
        else:
            return None
        if not asks or len(sides) != 2:  # noqa: PLR2004  # both values
            return None
        left, right = self._place(sides[0]), self._place(sides[1])
        return left[1] if left is not None and right is not None and left[1] == right[1] and left[0] != right[0] else None

    def _place(self, node: ast.expr) -> tuple[int, _Path] | None:
        """Return which argument an expression looks into, and where."""
        path: list[tuple[bool, Any]] = []
        while not isinstance(node, ast.Name):
            if isinstance(node, ast.Attribute):
                path.append((False, node.attr))
                node = node.value
            elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and type(node.slice.value) in (int, str):
                path.append((True, node.slice.value))
                node = node.value
            else:
                return None
        return (self._names.index(node.id), tuple(reversed(path))) if node.id in self._names else None
