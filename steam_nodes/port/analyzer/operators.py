"""Operators: which type `left operator right` gives, from the built-in types' own tables, and "invalid operands" where there is none.

Rules: a result is what the engine's analyzer infers. Where it infers nothing although every value gives the same type (`not x`, `a == b`
of anything), the type is told with `hard=False`: it is true at run time, and the engine does not know it.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from steam_nodes.port.analysis import Kind, Type
from steam_nodes.port.analyzer.types import UNSET, builtin, builtin_name, is_variant, plain, same, weak
from steam_nodes.port.api import load

BOOL = builtin("bool")
STRING = builtin("String")

_OBJECT = {("==", "Object"), ("!=", "Object"), ("==", "Nil"), ("!=", "Nil"), ("in", "Dictionary"), ("in", "Array")}
_ALWAYS_BOOL = {"==", "!=", "<", ">", "<=", ">=", "in", "not in", "and", "or"}


class Operation(NamedTuple):
    """What an operator gives: its type, and whether the engine accepts the operands."""

    type: Type
    valid: bool


def binary(operator: str, left: Type, right: Type) -> Operation:
    """Return what `left operator right` gives."""
    if operator in {"==", "!="} and Kind.NULL in {left.kind, right.kind}:
        return Operation(BOOL, True)
    if operator == "%" and left.is_builtin("String"):
        return Operation(STRING if left.hard else weak(STRING), True)
    if is_variant(left) or is_variant(right):
        return Operation(_unknown(operator, left, right), True)
    if operator in {"and", "or"}:
        return Operation(BOOL, True)
    hard = left.hard and right.hard
    if operator == "+" and left.is_builtin("Array") and right.is_builtin("Array") and left.arguments and same(left, right):
        return Operation(plain(left) if hard else weak(plain(left)), True)
    name = _table(builtin_name(left)).get(("in" if operator == "not in" else operator, builtin_name(right)))
    if name is None:
        return Operation(UNSET, not hard)
    result = builtin(name)
    return Operation(result if hard else weak(result), True)


def unary(operator: str, operand: Type) -> Operation:
    """Return what `operator operand` gives."""
    if is_variant(operand):
        return Operation(weak(BOOL) if operator == "not" else UNSET, True)
    if operator == "not":
        return Operation(BOOL, True)
    name = _table(builtin_name(operand)).get((f"unary{operator}" if operator in "+-" else operator, ""))
    if name is None:
        return Operation(UNSET, not operand.hard)
    result = builtin(name)
    return Operation(result if operand.hard else weak(result), True)


def _unknown(operator: str, left: Type, right: Type) -> Type:
    """The type that every value gives."""
    if operator in _ALWAYS_BOOL:
        return weak(BOOL)
    # What a text can be added to gives a text.
    return weak(STRING) if operator == "+" and (left.is_builtin("String") or right.is_builtin("String")) else UNSET


@cache
def _table(left: str) -> dict[tuple[str, str], str]:
    if left == "Object":
        return dict.fromkeys(_OBJECT, "bool")
    found = load().builtins.get(left)
    return {(operator.name, operator.right): operator.returns for operator in found.operators} if found else {}
