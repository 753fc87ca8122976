"""Constant expressions: what the engine can work out while it reads a script, and what must be one.

Rules: a value that the engine computes beforehand is constant, whether or not its value is known here. Calls are constant only where they
make a value of a built-in type, or are a function of mathematics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax
from steam_nodes.port.analysis import Kind, Means
from steam_nodes.port.api import Constant as ApiConstant
from steam_nodes.port.api import Enum as ApiEnum
from steam_nodes.port.rules.place import bare

if TYPE_CHECKING:
    from steam_nodes.port.rules.place import Place

_NAMES = frozenset(
    (
        Means.FUNCTION,
        Means.CONSTANT,
        Means.ENUM,
        Means.SCRIPT_CLASS,
        Means.INNER_CLASS,
        Means.GLOBAL_CONSTANT,
        Means.GLOBAL_ENUM,
        Means.OUTER,
    )
)
_NOT_MADE = frozenset(("Callable", "Signal", "Object", "RID"))
_GENERAL = frozenset(
    (
        *("str", "print", "prints", "printt", "print_rich", "print_verbose", "printerr", "printraw", "push_error", "push_warning"),
        *("typeof", "type_string", "type_convert", "var_to_str", "str_to_var", "var_to_bytes", "bytes_to_var", "error_string", "hash"),
        *("var_to_bytes_with_objects", "bytes_to_var_with_objects", "instance_from_id", "is_instance_id_valid", "is_instance_valid"),
        *("is_same", "weakref", "rid_allocate_id", "rid_from_int64", "randf", "randf_range", "randfn", "randi", "randi_range", "randomize"),
        *("rand_from_seed", "seed", "load", "range", "get_stack", "print_debug", "print_stack", "dict_to_inst", "inst_to_dict", "assert"),
        *("type_exists", "is_instance_of", "convert", "preload"),
    )
)
"""Global functions that are no mathematics."""


def is_constant(node: Any, place: Place, *, literals: bool = True) -> bool:
    """Whether an expression is constant.

    Args:
        node: The expression.
        place: Where it stands.
        literals: Whether an array or a dictionary of constants is one; it is where a constant is declared.
    """
    node = bare(node)
    check = _CHECKS.get(type(node))
    if check is not None:
        return bool(check(node, place, literals))
    if isinstance(node, syntax.ArrayLiteral | syntax.DictionaryLiteral):
        return literals and all(is_constant(each, place) for each in _parts(node))
    return isinstance(node, syntax.Literal | syntax.MathConstant | syntax.Preload | syntax.BadExpression)


def _parts(node: syntax.ArrayLiteral | syntax.DictionaryLiteral) -> list[syntax.Expression]:
    if isinstance(node, syntax.ArrayLiteral):
        return list(node.elements)
    return [part for entry in node.entries for part in (entry.key, entry.value)]


def _identifier(node: syntax.Identifier, place: Place, _: bool) -> bool:
    meaning = place.meaning(node)
    if meaning.means is Means.LOCAL:
        # A value of an enum is a local of those after it.
        return isinstance(meaning.declared, syntax.Constant | syntax.EnumValue)
    if meaning.means is Means.OUTER:
        return not isinstance(meaning.declared, syntax.Variable | syntax.Function)
    if meaning.means is Means.NATIVE_MEMBER:
        owner = meaning.owner if isinstance(meaning.owner, str) else ""
        return isinstance(place.names.api.find(owner, node.name), ApiConstant | ApiEnum)
    # What nobody knows has its own error.
    return meaning.means in _NAMES or meaning.means is Means.UNKNOWN


def _attribute(node: syntax.Attribute, place: Place, literals: bool) -> bool:
    base = place.type(node.base)
    meaning = place.meaning(node)
    if base.is_type or base.kind is Kind.ENUM:
        if meaning.means is Means.NATIVE_MEMBER:
            return isinstance(place.names.api.find(str(meaning.owner), node.name), ApiConstant | ApiEnum) or base.kind is Kind.ENUM
        return meaning.means in _NAMES
    return is_constant(node.base, place, literals=literals) and base.kind in {Kind.BUILTIN, Kind.VARIANT, Kind.NULL}


def _call(node: syntax.Call, place: Place, _: bool) -> bool:
    if not isinstance(node.callee, syntax.Identifier):
        return False
    means, name = place.meaning(node.callee).means, node.callee.name
    if not all(is_constant(argument, place, literals=name in {"Array", "Dictionary"}) for argument in node.arguments):
        return False
    if means is Means.BUILTIN_TYPE:
        return name not in _NOT_MADE
    return means is Means.FUNCTION and name not in _GENERAL


def _whole(*parts: str) -> Any:
    def check(node: Any, place: Place, _: bool) -> bool:
        return all(is_constant(getattr(node, part), place, literals=False) for part in parts)

    return check


def _subscript(node: syntax.Subscript, place: Place, _: bool) -> bool:
    base = bare(node.base)
    if isinstance(base, syntax.ArrayLiteral):
        number = place.type(node.index).value
        if isinstance(number, int) and not -len(base.elements) <= number < len(base.elements):
            return False
    return is_constant(base, place) and is_constant(node.index, place)


_CHECKS: dict[type, Any] = {
    syntax.Identifier: _identifier,
    syntax.Attribute: _attribute,
    syntax.Call: _call,
    syntax.Subscript: _subscript,
    syntax.Unary: _whole("operand"),
    syntax.Binary: _whole("left", "right"),
    syntax.Ternary: _whole("condition", "if_true", "if_false"),
    syntax.TypeTest: _whole("operand"),
    syntax.Cast: _whole("operand"),
}
