"""Operators, `is` and `as`: operands that the engine refuses.

Rules: of values that are known beforehand the engine tells the built-in types ("Nil", "Object"), of others the declared ones. `and` and
`or` take anything at run time, but known values only where the built-in types have the operator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.port.analysis import NULL, Kind, Type
from steam_nodes.port.analyzer import operators
from steam_nodes.port.analyzer.types import builtin_name, can_cast
from steam_nodes.port.rules.constancy import is_constant
from steam_nodes.port.rules.messages import tell

if TYPE_CHECKING:
    from steam_nodes.port import syntax
    from steam_nodes.port.rules.place import Findings, Place


def _operand(node: syntax.Expression, place: Place) -> Type | None:
    found = place.hard(node)
    return NULL if found is not None and found.kind is Kind.VOID else found


def unary(node: syntax.Unary, place: Place) -> Findings:
    """`-x`, `+x` and `~x`."""
    operand = _operand(node.operand, place)
    if operand is None or operand.is_type or node.operator == "not":
        return
    if not operators.unary(node.operator, operand).valid:
        name = f"unary{node.operator}" if node.operator in "+-" else node.operator
        yield node, tell("operand", place.tell(operand), name)


def binary(node: syntax.Binary, place: Place) -> Findings:
    """`left operator right`."""
    left, right = _operand(node.left, place), _operand(node.right, place)
    if left is None or right is None or left.is_type or right.is_type:
        return
    operator = "in" if node.operator == "not in" else node.operator
    known = is_constant(node.left, place, literals=False) and is_constant(node.right, place, literals=False)
    if known:
        if not _has(operator, left, right):
            yield node, tell("constant_operands", operator, builtin_name(left), builtin_name(right))
        elif operator in {"/", "%"} and left.is_builtin("int") and right.is_builtin("int") and right.constant and right.value == 0:
            yield node, tell("division", operator) if operator == "/" else tell("division", operator).replace("Division", "Modulo")
    elif not operators.binary(operator, left, right).valid:
        yield node, tell("operands", place.tell(left), place.tell(right), operator)


def _has(operator: str, left: Type, right: Type) -> bool:
    """Whether the built-in types themselves have an operator, which is what known values need."""
    if operator in {"==", "!="} and NULL.kind in {left.kind, right.kind}:
        return True
    if operator == "%" and left.is_builtin("String", "StringName"):
        return True
    if operator in {"and", "or"}:
        numbers = {"bool", "int", "float", "Nil", "Object"}
        return builtin_name(left) in numbers and builtin_name(right) in numbers
    return operators.binary(operator, left, right).valid


def type_test(node: syntax.TypeTest, place: Place) -> Findings:
    """`operand is type`."""
    operand, wanted = place.hard(node.operand), place.hard(node.type)
    if operand is None or wanted is None or operand.is_type:
        return
    if not _may_be(wanted, operand, place) and not _may_be(operand, wanted, place):
        yield node, tell("impossible_test", place.tell(operand), place.tell(wanted))


def _may_be(target: Type, source: Type, place: Place) -> bool:
    if target.kind is Kind.BUILTIN and source.kind is Kind.BUILTIN:
        return target.name == source.name
    return place.fits(target, source)


def cast(node: syntax.Cast, place: Place) -> Findings:
    """`operand as type`."""
    operand, wanted = place.hard(node.operand), place.hard(node.type)
    if operand is None or wanted is None:
        return
    known = is_constant(node.operand, place, literals=False)
    number = wanted.kind is Kind.ENUM and operand.is_builtin("int")
    if known and not number and wanted.kind in {Kind.BUILTIN, Kind.ENUM} and not place.fits(wanted, operand):
        yield node.operand, tell("constant_as", "cast", place.tell(operand), place.tell(wanted))
    if not _castable(operand, wanted, place):
        yield node, tell("cast", place.tell(operand), place.tell(wanted))


def _castable(operand: Type, wanted: Type, place: Place) -> bool:
    if operand.kind in {Kind.NULL, Kind.VOID}:
        return wanted.kind is not Kind.BUILTIN
    if wanted.kind is Kind.ENUM:
        return operand.kind is Kind.ENUM or operand.is_builtin("int")
    if operand.kind is Kind.ENUM:
        return wanted.kind is Kind.BUILTIN and can_cast("int", wanted.name)
    if operand.kind is Kind.BUILTIN and wanted.kind is Kind.BUILTIN:
        return can_cast(operand.name, wanted.name)
    if operand.kind is Kind.BUILTIN or wanted.kind is Kind.BUILTIN:
        return False
    return place.fits(wanted, operand) or place.fits(operand, wanted)
