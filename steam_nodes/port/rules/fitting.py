"""Values where a type is declared: initial values, assignments, what is returned, what a loop goes over.

Rules: `fit` is the one law of all of them. A value that is known beforehand is told first as one that cannot be assigned, returned, passed
or included; an array or a dictionary that is written out is judged by its elements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax
from steam_nodes.port.analysis import Kind, Means, Type
from steam_nodes.port.analyzer import operators
from steam_nodes.port.analyzer.types import plain
from steam_nodes.port.api import Property
from steam_nodes.port.rules.constancy import is_constant
from steam_nodes.port.rules.messages import tell
from steam_nodes.port.rules.place import CONSTANT_MEANINGS, bare

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.port.rules.place import Findings, Place


def fit(node: Any, wanted: Type, word: str, refuse: Callable[[Type], str], place: Place) -> Findings:
    """Tell where a value does not fit a type.

    Args:
        node: The value.
        wanted: The type.
        word: What is done with a value that is known: "assign", "return", "pass" or "include"; "" where the engine does not tell.
        refuse: The sentence for a type that does not fit.
        place: Where the value stands.
    """
    value = bare(node)
    if isinstance(value, syntax.ArrayLiteral) and wanted.is_builtin("Array") and wanted.arguments:
        yield from _elements(value, wanted.arguments[0], place)
        return
    if isinstance(value, syntax.DictionaryLiteral) and wanted.is_builtin("Dictionary") and wanted.arguments:
        yield from _entries(value, wanted, place)
        return
    have = place.given(node)
    if have is None or have.kind is Kind.VOID or _may_hold(wanted, have, place):
        return
    if word and wanted.kind in {Kind.BUILTIN, Kind.ENUM} and is_constant(node, place, literals=False):
        yield node, tell("constant_as", word, place.tell(have), place.tell(wanted))
    yield node, refuse(have)


def _may_hold(wanted: Type, have: Type, place: Place) -> bool:
    """Whether a value fits, or may turn out to at run time: an object may be of a class that extends the one that is known."""
    if place.fits(wanted, have):
        return True
    objects = {Kind.NATIVE, Kind.SCRIPT}
    return {wanted.kind, have.kind} <= objects and not wanted.is_type and not have.is_type and place.fits(have, wanted)


def _elements(node: syntax.ArrayLiteral, wanted: Type, place: Place) -> Findings:
    for element in node.elements:
        yield from fit(element, wanted, "include", lambda have: tell("element", place.tell(have), place.tell(wanted)), place)


def _entries(node: syntax.DictionaryLiteral, wanted: Type, place: Place) -> Findings:
    key, value = wanted.arguments
    both = (place.tell(key), place.tell(value))
    for entry in node.entries:
        yield from fit(entry.key, key, "include", lambda have: tell("key", place.tell(have), *both), place)
        yield from fit(entry.value, value, "include", lambda have: tell("value", place.tell(have), *both), place)


def declared(node: Any, kind: str, place: Place) -> Findings:
    """The initial value of a variable, a constant or a parameter.

    Args:
        node: The declaration.
        kind: What the engine calls it: "variable", "constant" or "parameter".
        place: Where it stands.
    """
    value = node.default if isinstance(node, syntax.Parameter) else node.value
    if value is None:
        return
    if isinstance(node, syntax.Constant) and not is_constant(value, place):
        yield value, tell("not_constant", node.name)
        return
    if node.type is not None:
        wanted = place.written(node.type)
        if wanted.hard and wanted.kind is not Kind.VARIANT:

            def refuse(have: Type) -> str:
                return tell("declared", place.tell(have), kind, node.name, place.tell(wanted))

            yield from fit(value, wanted, "assign", refuse, place)
    elif node.inferred:
        have = place.type(value)
        if isinstance(node, syntax.Constant):
            return
        if have.kind in {Kind.NULL, Kind.VOID}:
            yield value, tell("infer_null", node.name, kind)
        elif not have.hard and not _mixed(bare(value), place):
            yield value, tell("infer_unset", node.name, kind)


def _mixed(value: Any, place: Place) -> bool:
    """Whether it is a ternary of two known types, which is a Variant that the engine only warns of."""
    return isinstance(value, syntax.Ternary) and all(place.hard(each) is not None for each in (value.if_true, value.if_false))


def returned(node: syntax.Return, place: Place) -> Findings:
    """`return value` in the innermost function."""
    function = place.functions[-1] if place.functions else None
    if function is None or function.name in {"_init", "_static_init"}:
        return
    wanted = place.type(function)
    if function.return_type is None and wanted.kind is Kind.VARIANT:
        return
    if wanted.kind is Kind.VOID:
        # What a call gives may be nothing: the engine minds only where it knows better.
        if node.value is not None:
            have = place.hard(node.value)
            if not isinstance(bare(node.value), syntax.Call) or (have is not None and have.kind is not Kind.VOID):
                yield node, tell("void_return")
        return
    if not wanted.hard or wanted.kind is Kind.VARIANT:
        return
    if node.value is None:
        yield node, tell("returned", "null", place.tell(wanted))
        return
    yield from fit(node.value, wanted, "return", lambda have: tell("returned", place.tell(have), place.tell(wanted)), place)


# Assignments.


def assignment(node: syntax.Assignment, place: Place) -> Findings:
    """`target operator value`."""
    target = bare(node.target)
    if _is_fixed(target, place):
        yield node.target, tell("assigned_constant")
        return
    if _is_read_only(target, place):
        yield node.target, tell("assigned_read_only")
        return
    wanted = _target_type(target, place)
    if wanted is None:
        return
    refuse = _refuse_assigned(wanted, place)
    if node.operator == "=":
        yield from fit(node.value, wanted, "assign", refuse, place)
        return
    have = place.hard(node.value)
    if have is None or have.kind is Kind.VOID:
        return
    found = operators.binary(node.operator.removesuffix("="), plain(wanted), plain(have))
    if not found.valid:
        yield node, tell("assignment_operands", place.tell(wanted), place.tell(have))
    elif found.type.hard and found.type.kind is not Kind.VARIANT and not place.fits(wanted, found.type):
        yield node.value, refuse(found.type)


def _refuse_assigned(wanted: Type, place: Place) -> Callable[[Type], str]:
    return lambda have: tell("assigned", place.tell(have), place.tell(wanted))


def _target_type(target: Any, place: Place) -> Type | None:
    if isinstance(target, syntax.Identifier):
        declared_as = place.meaning(target).declared
        # A test tells what is in a variable now, not what may be put into it.
        if isinstance(declared_as, syntax.Variable | syntax.Parameter) and place.meaning(target).means is Means.LOCAL:
            return place.hard(declared_as)
        if isinstance(declared_as, syntax.For):
            return _loop_variable(declared_as, place)
    return place.hard(target)


def _loop_variable(node: syntax.For, place: Place) -> Type | None:
    if node.type is not None:
        return place.hard(node)
    have = place.hard(node.iterable)
    return _gives(bare(node.iterable), have, place) if have is not None else None


def _is_fixed(target: Any, place: Place) -> bool:
    """Whether a target is constant, or inside of a constant that is no object."""
    meaning = place.meaning(target)
    if isinstance(target, syntax.Identifier) and meaning.means is Means.LOCAL:
        return isinstance(meaning.declared, syntax.Constant)
    if meaning.means is Means.NATIVE_MEMBER:
        found = place.names.api.find(str(meaning.owner), meaning.name)
        if found is not None and not isinstance(found, Property):
            return True
    if meaning.means in CONSTANT_MEANINGS:
        return True
    if meaning.means is Means.OUTER:
        return not isinstance(meaning.declared, syntax.Variable)
    at = target
    while isinstance(at, syntax.Attribute | syntax.Subscript):
        at = bare(at.base)
        kind = place.type(at)
        if kind.is_type or kind.kind is not Kind.BUILTIN:
            return False
        if is_constant(at, place, literals=False) and not isinstance(at, syntax.Call):
            return True
    return False


def _is_read_only(target: Any, place: Place) -> bool:
    meaning = place.meaning(target)
    if meaning.means is not Means.NATIVE_MEMBER or not isinstance(meaning.owner, str):
        return False
    found = place.names.api.find(meaning.owner, meaning.name)
    return isinstance(found, Property) and not found.setter and meaning.owner in place.names.api.classes


# Loops, patterns and the like.

_ITERABLE = frozenset(("int", "float", "String", "Vector2", "Vector2i", "Vector3", "Vector3i", "Array", "Dictionary"))


def loop(node: syntax.For, place: Place) -> Findings:
    """`for name: type in iterable`."""
    iterable = bare(node.iterable)
    if isinstance(iterable, syntax.Call) and isinstance(iterable.callee, syntax.Identifier) and iterable.callee.name == "range":
        if not iterable.arguments:
            yield iterable, tell("range_none")
        elif len(iterable.arguments) > 3:  # noqa: PLR2004 - begin, end and step
            yield iterable, tell("range_many", len(iterable.arguments))
    have = place.hard(iterable)
    if have is None or have.is_type:
        return
    wanted = place.type(node.type) if node.type is not None else None
    if wanted is not None and wanted.hard and wanted.kind is not Kind.VARIANT:
        yield from _typed_loop(node, iterable, have, wanted, place)
    elif have.kind in {Kind.NULL, Kind.VOID} or (have.kind is Kind.BUILTIN and not _iterates(have)):
        yield node.iterable, tell("iterate", place.tell(have))


def _iterates(kind: Type) -> bool:
    return kind.name in _ITERABLE or kind.name.startswith("Packed")


def _typed_loop(node: syntax.For, iterable: Any, have: Type, wanted: Type, place: Place) -> Findings:
    if isinstance(iterable, syntax.ArrayLiteral):
        yield from _elements(iterable, wanted, place)
        return
    if isinstance(iterable, syntax.DictionaryLiteral):
        for entry in iterable.entries:
            both = (place.tell(wanted), "Variant")
            yield from fit(entry.key, wanted, "include", _refuse_key(both, place), place)
        return
    if have.kind is Kind.BUILTIN and not _iterates(have):
        yield node.iterable, tell("iterate", place.tell(have))
        return
    gives = _gives(iterable, have, place)
    if gives is not None and not place.fits(wanted, gives) and not place.fits(gives, wanted):
        yield node.iterable, tell("iterate_variable", place.tell(have), place.tell(wanted))


def _refuse_key(both: tuple[str, str], place: Place) -> Callable[[Type], str]:
    return lambda have: tell("key", place.tell(have), *both)


def _gives(iterable: Any, have: Type, place: Place) -> Type | None:
    """What a loop takes out of a value, None where that may be anything."""
    if isinstance(iterable, syntax.Call) and isinstance(iterable.callee, syntax.Identifier) and iterable.callee.name == "range":
        return Type(Kind.BUILTIN, "int")
    if have.kind is not Kind.BUILTIN:
        return None
    if have.name in {"Array", "Dictionary"}:
        return have.arguments[0] if have.arguments and have.arguments[0].kind is not Kind.VARIANT else None
    name = _ELEMENTS.get(have.name) or (place.names.api.builtins[have.name].index if have.name.startswith("Packed") else "")
    return Type(Kind.BUILTIN, name) if name else None


_ELEMENTS = {
    "int": "int",
    "float": "float",
    "String": "String",
    "Vector2": "float",
    "Vector2i": "int",
    "Vector3": "float",
    "Vector3i": "int",
}


def pattern(node: syntax.ExpressionPattern, place: Place) -> Findings:
    """A value to be equal to."""
    value = node.value
    if not isinstance(value, syntax.Identifier | syntax.Attribute) and not is_constant(value, place):
        yield value, tell("pattern")


def pattern_key(node: syntax.DictionaryPatternEntry, place: Place) -> Findings:
    """The key of a dictionary's pattern."""
    if not is_constant(node.key, place):
        yield node.key, tell("pattern_key")


def assertion(node: syntax.Assert, place: Place) -> Findings:
    """`assert(condition, message)`."""
    if node.message is not None:
        kind = place.hard(node.message)
        if kind is not None and not kind.is_builtin("String"):
            yield node.message, tell("assert_message")
