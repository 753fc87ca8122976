"""Local variables end with their block, as in GDScript: an object that only a block held is gone behind it.

Rules: a variable is let go behind the innermost statement that has all its uses, outside of loops, so that no turn of a loop pays for it:
what a loop declares ends with the loop. Only what may be an object or hold one is let go; what a function inside uses is left to it.
"""

from __future__ import annotations

import ast
from collections import Counter
from typing import Final

_PLAIN: Final = frozenset({"abs", "bool", "ceil", "float", "floor", "int", "len", "max", "min", "range", "round", "str"})
"""The types and functions whose values hold no object."""
_OBJECTS: Final = (ast.Attribute, ast.Await, ast.BoolOp, ast.Call, ast.Dict, ast.IfExp, ast.List, ast.Name, ast.Subscript, ast.Tuple)
"""The expressions whose values may be an object or hold one."""
_LOOPS: Final = (ast.For, ast.While)
_COMPOUND: Final = (*_LOOPS, ast.If, ast.Match, ast.Try, ast.With)
_INNER: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def let_go(body: list[ast.stmt]) -> list[ast.stmt]:
    """Return the body of a function in which each variable of a block is let go behind the block.

    Args:
        body: The statements; those of blocks inside are changed in their places.
    """
    if not any(isinstance(each, _COMPOUND) for each in body):
        return body
    uses: Counter[str] = Counter()
    kept: set[str] = set()
    for statement in body:
        _count(statement, uses, kept)
    # A parameter is none of these: it is no block's, and lives as long as the call.
    names = {name for statement in body if isinstance(statement, _COMPOUND) for name in _held(statement)} - kept
    return _cleared(body, {name: uses[name] for name in names}, set()) if names else body


def _count(tree: ast.AST, uses: Counter[str], kept: set[str]) -> None:
    """Count the uses of names, and note those that functions inside use or that are no locals."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            uses[node.id] += 1
        elif isinstance(node, ast.Global | ast.Nonlocal):
            kept.update(node.names)
        elif isinstance(node, _INNER):
            kept.update(each.id for each in ast.walk(node) if isinstance(each, ast.Name))


def _held(statement: ast.stmt) -> set[str]:
    """Return the names that may get an object in a statement."""
    found = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Assign):
            found |= {each.id for each in node.targets if isinstance(each, ast.Name) and _may_hold(node.value)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            plain = isinstance(node.annotation, ast.Name) and node.annotation.id in _PLAIN
            if not plain and _may_hold(node.value):
                found.add(node.target.id)
        elif isinstance(node, ast.For) and isinstance(node.target, ast.Name) and _may_hold(node.iter):
            found.add(node.target.id)
    return found


def _may_hold(value: ast.expr) -> bool:
    return isinstance(value, _OBJECTS) and not (
        isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in _PLAIN
    )


def _cleared(statements: list[ast.stmt], names: dict[str, int], gone: set[str]) -> list[ast.stmt]:
    """Return statements in which names are let go.

    Args:
        statements: The statements; what is inside of them is changed in its place.
        names: The names, with the count of all their uses.
        gone: The names that were let go are put here.
    """
    done: list[ast.stmt] = []
    for statement in statements:
        done.append(statement)
        if not isinstance(statement, _COMPOUND):
            continue
        uses: Counter[str] = Counter()
        _count(statement, uses, set())
        here = {name: count for name, count in names.items() if uses[name] == count}
        if here and not isinstance(statement, _LOOPS):
            for block in _blocks(statement):
                block[:] = _cleared(block, here, gone)
        for name in here.keys() - gone:
            none = ast.Assign(targets=[ast.Name(id=name, ctx=ast.Store())], value=ast.Constant(value=None))
            done.append(ast.fix_missing_locations(ast.copy_location(none, statement)))
            gone.add(name)
    return done


def _blocks(statement: ast.stmt) -> list[list[ast.stmt]]:
    inner = [*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())]
    return [block for part in (statement, *inner) for field in ("body", "orelse", "finalbody") if (block := getattr(part, field, None))]
