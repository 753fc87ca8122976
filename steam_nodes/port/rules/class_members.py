"""Members of a class: names that are taken, signatures that a parent's callers rely on, setters and getters, enums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax
from steam_nodes.port.analysis import NULL, VARIANT, Kind, Type
from steam_nodes.port.analyzer.types import plain, same
from steam_nodes.port.api import Constant, Enum, Property, Signal
from steam_nodes.port.rules.constancy import is_constant
from steam_nodes.port.rules.messages import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.port.analyzer import Signature
    from steam_nodes.port.rules.place import Findings, Place

_NAMED = syntax.Variable | syntax.Constant | syntax.SignalDeclaration


def name(member: Any, place: Place) -> Findings:
    """The name of a member must not be that of an inherited one, of a built-in type or of a class of the engine."""
    if isinstance(member, _NAMED):
        yield from _taken(member.name, member, place)
    elif isinstance(member, syntax.Enum):
        if member.name:
            yield from _taken(member.name, member, place)
        else:
            for value in member.values:
                yield from _taken(value.name, value, place)
    elif isinstance(member, syntax.Function):
        yield from _taken_by_value(member, place)


def _taken(called: str, node: syntax.Syntax, place: Place) -> Findings:
    classes, api = place.names.classes, place.names.api
    base = classes.base(place.info)
    for each in classes.chain(base) if base else ():
        if called in each.members:
            yield node, tell("exists_in_parent", called, each.name or each.path.rpartition("/")[2])
            return
    native = classes.native(place.info)
    found = api.find(native, called) if native else None
    if isinstance(found, Property | Signal | Constant | Enum) or called == "script":
        yield node, tell("redefined", called, native)
    elif called in api.classes and called not in {"Steam", "SteamServer"}:
        yield node, tell("shadows_native", called)
    elif called in api.builtins or called == "Variant":
        yield node, tell("named_builtin", called)


def _taken_by_value(member: syntax.Function, place: Place) -> Findings:
    base = place.names.classes.base(place.info)
    for each in place.names.classes.chain(base) if base else ():
        found = each.members.get(member.name)
        if isinstance(found, syntax.Function):
            return
        if found is not None:
            yield member, tell("not_function", member.name)
            return


# Signatures.


def signature(node: syntax.Function, place: Place) -> Findings:
    """A function that overrides another must take what that takes, and return no more than that returns."""
    names = place.names
    if node.name in {"_init", "_static_init"}:
        return
    parent = names.super_method(place.info, node.name)
    if parent is None:
        return
    own = names.of_function(place.info, node)
    if not _overrides(own, parent, place):
        yield node, tell("signature", _told(parent, place))


def _overrides(own: Signature, parent: Signature, place: Place) -> bool:
    if own.static != parent.static and parent.function is not None:
        return False
    if len(own.parameters) < len(parent.parameters) and not own.vararg:
        return False
    if parent.vararg and not own.vararg:
        return False
    if own.needed > parent.needed:
        return False
    for mine, its in zip(own.parameters, parent.parameters, strict=False):
        if not _takes(_declared(mine), _declared(its), place):
            return False
    return _gives(own, parent, place)


def _gives(own: Signature, parent: Signature, place: Place) -> bool:
    mine, its = _declared(own.returns), _declared(parent.returns)
    if own.function is not None and own.function.return_type is None:
        # What is not written is taken over from an engine's method, and may be anything otherwise.
        return parent.function is None or its.kind in {Kind.VARIANT, Kind.VOID} or parent.function.return_type is None or _untyped_fits(its)
    if its.kind is Kind.VARIANT:
        return True
    if Kind.VOID in {mine.kind, its.kind}:
        return mine.kind is its.kind
    return _takes(its, mine, place)


def _untyped_fits(kind: Type) -> bool:
    """An override without a type returns Variant, which the engine lets pass where the parent declares one."""
    del kind
    return True


def _declared(kind: Type) -> Type:
    return kind if kind.hard else VARIANT


def _takes(target: Type, source: Type, place: Place) -> bool:
    """Whether one type covers another without a conversion."""
    if target.kind is Kind.VARIANT:
        return True
    if source.kind is Kind.VARIANT:
        return False
    if target.kind is Kind.BUILTIN or source.kind is Kind.BUILTIN:
        return (target.kind, target.name, target.arguments) == (source.kind, source.name, source.arguments) or (
            target.is_builtin("int") and source.kind is Kind.ENUM
        )
    return place.names.classes.extends(source, target) if Kind.ENUM not in {target.kind, source.kind} else place.fits(target, source)


def _told(parent: Signature, place: Place) -> str:
    """A signature as the engine tells it: `f(int, float = <default>) -> void`."""
    parts = []
    for number, kind in enumerate(parent.parameters):
        default = " = <default>" if number >= parent.needed else ""
        parts.append(f"{place.tell(_told_parameter(parent, number, kind, place))}{default}")
    if parent.vararg:
        parts.append("...")
    return f"{parent.name}({', '.join(parts)}) -> {place.tell(_declared(parent.returns))}"


def _told_parameter(parent: Signature, number: int, kind: Type, place: Place) -> Type:
    """A parameter without a type is told by its default value."""
    own = parent.function.parameters[number] if parent.function is not None else None
    if own is not None and own.type is None and own.default is not None and kind.kind is Kind.VARIANT:
        return place.type(own.default)
    return _declared(kind)


def rest(node: syntax.Parameter, place: Place) -> Findings:
    """`...args: Array`."""
    if node.type is None:
        return
    kind = place.type(node)
    if not kind.is_builtin("Array"):
        yield node, tell("rest_type", place.tell(kind))
    elif kind.arguments:
        yield node, tell("rest_typed")


# Setters and getters.


def accessors(node: syntax.Variable, place: Place) -> Findings:
    """A getter and a setter that are methods; what a method is not declared to return is told by its returns."""
    kind = place.type(node)
    getter = _method(node.getter, place)
    setter = _method(node.setter, place)
    if isinstance(node.getter, str) and node.getter:
        if getter is None:
            yield node, tell("no_getter", node.getter)
        elif getter.parameters:
            yield node, tell("getter_signature", node.getter)
        elif node.type is not None and not _fits_accessor(kind, _returns(getter, place), place):
            yield node, tell("getter_type", place.tell(_returns(getter, place)), place.tell(kind))
    if isinstance(node.setter, str) and node.setter:
        if setter is None:
            yield node, tell("no_setter", node.setter)
        elif len(setter.parameters) != 1:
            yield node, tell("setter_signature", node.setter)
        elif node.type is not None and not _fits_accessor(place.type(setter.parameters[0]), kind, place):
            yield node, tell("setter_type", place.tell(place.type(setter.parameters[0])), place.tell(kind))
    if node.type is None and getter is not None and setter is not None and len(setter.parameters) == 1:
        gives, takes = place.type(getter), place.type(setter.parameters[0])
        if gives.hard and takes.hard and Kind.VARIANT not in {gives.kind, takes.kind} and not _fits_accessor(takes, gives, place):
            yield node, tell("accessor_types", place.tell(gives), place.tell(takes))


def _method(accessor: syntax.Function | str | None, place: Place) -> syntax.Function | None:
    found = place.info.members.get(accessor) if isinstance(accessor, str) else None
    return found if isinstance(found, syntax.Function) else None


def _returns(function: syntax.Function, place: Place) -> Type:
    """What a function returns: what is declared, else what all of its returns give."""
    if function.return_type is not None or function.body is None:
        return place.type(function)
    given = [place.type(value) if value is not None else NULL for value in _returned(function.body)]
    return plain(given[0]) if given and all(same(plain(given[0]), plain(each)) for each in given) else VARIANT


def _returned(block: syntax.Block) -> list[syntax.Expression | None]:
    found: list[syntax.Expression | None] = []
    for statement in block.statements:
        if isinstance(statement, syntax.Return):
            found.append(statement.value)
        for inner in blocks(statement):
            found += _returned(inner)
    return found


def blocks(statement: Any) -> list[syntax.Block]:
    """Return the blocks inside a statement."""
    if isinstance(statement, syntax.If | syntax.Match):
        return [branch.block for branch in statement.branches]
    return [statement.block] if isinstance(statement, syntax.For | syntax.While) else []


def _fits_accessor(target: Type, source: Type, place: Place) -> bool:
    if not target.hard or not source.hard or Kind.VARIANT in {target.kind, source.kind}:
        return True
    return place.fits(target, source)


# Enums.


def enum(node: syntax.Enum, place: Place, visit: Callable[[Any], Findings]) -> Findings:
    """The values of an enum are constant ints, known before they are used."""
    later = {value.name for value in node.values}
    for value in node.values:
        if value.value is not None:
            own = next((each for each in _identifiers(value.value) if each.name in later), None)
            if own is not None and place.meaning(own).declared not in {each for each in node.values if each.name not in later}:
                yield own, tell("enum_later")
                yield value.value, tell("enum_not_constant")
            else:
                yield from visit(value.value)
                yield from _enum_value(value.value, place)
        later.discard(value.name)


def _enum_value(value: Any, place: Place) -> Findings:
    if not is_constant(value, place, literals=False):
        yield value, tell("enum_not_constant")
        return
    kind = place.type(value)
    if kind.hard and kind.kind not in {Kind.VARIANT, Kind.ENUM} and not kind.is_builtin("int"):
        yield value, tell("enum_not_int")


def _identifiers(node: Any) -> list[syntax.Identifier]:
    if isinstance(node, syntax.Identifier):
        return [node]
    found: list[syntax.Identifier] = []
    if isinstance(node, syntax.Unary):
        found = _identifiers(node.operand)
    elif isinstance(node, syntax.Binary):
        found = _identifiers(node.left) + _identifiers(node.right)
    elif isinstance(node, syntax.Parenthesized):
        found = _identifiers(node.inner)
    elif isinstance(node, syntax.Ternary):
        found = _identifiers(node.condition) + _identifiers(node.if_true) + _identifiers(node.if_false)
    return found
