"""Walking: goes through a script in the engine's order and asks each rule about each thing.

Rules: `_RULES` is the table of what is asked about which kind of node. Expressions are judged from the inside out, as the engine reduces
them; statements and members from the top down.
"""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from steam_nodes.port import syntax
from steam_nodes.port.rules import annotated, bases, calling, class_members, cycles, fitting, lookups, operands, returning, written
from steam_nodes.port.rules.place import Place
from steam_nodes.port.source import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.analyzer import ClassInfo
    from steam_nodes.port.rules.place import Files, Findings

_RULES: Final[dict[type, tuple[Callable[[Any, Place], Findings], ...]]] = {
    syntax.Identifier: (lookups.identifier,),
    syntax.Attribute: (lookups.attribute,),
    syntax.Subscript: (lookups.subscript,),
    syntax.DictionaryLiteral: (lookups.dictionary,),
    syntax.GetNode: (lookups.get_node,),
    syntax.Preload: (lookups.preload,),
    syntax.Call: (calling.call,),
    syntax.Unary: (operands.unary,),
    syntax.Binary: (operands.binary,),
    syntax.TypeTest: (operands.type_test,),
    syntax.Cast: (operands.cast,),
    syntax.Assignment: (fitting.assignment,),
    syntax.Return: (fitting.returned,),
    syntax.For: (fitting.loop,),
    syntax.ExpressionPattern: (fitting.pattern,),
    syntax.DictionaryPatternEntry: (fitting.pattern_key,),
    syntax.Assert: (fitting.assertion,),
    syntax.TypeName: (written.type_name,),
}


def walk(analysis: Analysis, files: Files | None) -> list[Problem]:
    """Return what is wrong in a script, in the engine's order, each thing once."""
    problems: list[Problem] = []
    seen: set[tuple[int, str]] = set()
    for where, message in _script(analysis, files):
        begin = where if isinstance(where, int) else where.begin
        key = (analysis.source.line(begin), message)
        if key not in seen:
            seen.add(key)
            problems.append(Problem(analysis.source, begin, message, "analyzer"))
    return problems


def _script(analysis: Analysis, files: Files | None) -> Findings:
    world = analysis.world
    top = world.classes.known(analysis.script) if world else None
    if world is None or top is None:
        return
    places = [Place(analysis, world.names, info, files) for info in top.everything()]
    for place in places:
        yield from bases.inheritance(place.info, place)
    for place in places:
        yield from annotated.abstract_class(place.info)
    for place in places:
        yield from annotated.abstract_functions(place.info)
    if any(True for place in places for _ in bases.inheritance(place.info, place)):
        return
    for place in places:
        yield from _face(place.info, place)
    for place in places:
        yield from bases.abstract(place.info, place)
        yield from _bodies(place.info, place)


# The face of a class.


def _face(info: ClassInfo, place: Place) -> Findings:
    yield from cycles.members(info, place)
    for member in info.node.members:
        yield from class_members.name(member, place)
        yield from _FACES.get(type(member), _nothing)(member, place)
        marks = (member,) if isinstance(member, syntax.Annotation) else getattr(member, "annotations", ())
        for argument in (argument for mark in marks for argument in mark.arguments):
            yield from visit(argument, place)
        yield from annotated.arguments(marks, place)
        if isinstance(member, syntax.Variable):
            yield from annotated.variable(member, place)


def _nothing(_: Any, __: Place) -> Findings:
    yield from ()


def _variable(node: syntax.Variable, place: Place) -> Findings:
    inside = replace(place, static_value=node.static)
    if node.type is not None:
        yield from visit(node.type, inside)
    if node.value is not None:
        yield from visit(node.value, inside)
    yield from fitting.declared(node, "variable", inside)


def _constant(node: syntax.Constant, place: Place) -> Findings:
    if node.type is not None:
        yield from visit(node.type, place)
    yield from visit(node.value, place)
    yield from fitting.declared(node, "constant", place)


def _enum(node: syntax.Enum, place: Place) -> Findings:
    yield from class_members.enum(node, place, lambda value: visit(value, place))


def _signal(node: syntax.SignalDeclaration, place: Place) -> Findings:
    for parameter in node.parameters:
        if parameter.type is not None:
            yield from visit(parameter.type, place)


def _signature(node: syntax.Function, place: Place) -> Findings:
    inside = place.inside(node)
    for parameter in node.parameters:
        if parameter.type is not None:
            yield from visit(parameter.type, inside)
        if parameter.default is not None:
            yield from visit(parameter.default, inside)
        yield from fitting.declared(parameter, "parameter", inside)
    if node.rest is not None:
        yield from class_members.rest(node.rest, place)
    if node.return_type is not None:
        yield from visit(node.return_type, inside)
    if len(inside.functions) == 1:
        yield from class_members.signature(node, place)
        yield from annotated.rpc(node, place)


_FACES: Final[dict[type, Callable[[Any, Place], Findings]]] = {
    syntax.Variable: _variable,
    syntax.Constant: _constant,
    syntax.Enum: _enum,
    syntax.SignalDeclaration: _signal,
    syntax.Function: _signature,
}


# Bodies.


def _bodies(info: ClassInfo, place: Place) -> Findings:
    for member in info.node.members:
        if isinstance(member, syntax.Function):
            yield from _body(member, place)
        elif isinstance(member, syntax.Variable):
            for accessor in (member.getter, member.setter):
                if isinstance(accessor, syntax.Function):
                    yield from _accessor(member, accessor, place)
    for member in info.node.members:
        if isinstance(member, syntax.Variable):
            yield from class_members.accessors(member, place)


def _accessor(variable: syntax.Variable, function: syntax.Function, place: Place) -> Findings:
    kind = "getter" if function is variable.getter else "setter"
    inside = place.inside(function)
    if variable.static:
        inside = replace(inside, static_name=f"@{variable.name}_{kind}")
    if function.body is not None:
        yield from visit(function.body, inside)
        if kind == "getter" and variable.type is not None and not returning.always_returns(function.body):
            yield function, returning.MISSING


def _body(function: syntax.Function, place: Place) -> Findings:
    yield from returning.shape(function, place)
    if function.body is not None:
        inside = place.inside(function)
        yield from visit(function.body, inside)
        yield from returning.ways(function, inside)


def _lambda(node: syntax.Lambda, place: Place) -> Findings:
    function = node.function
    yield from _signature(function, place)
    yield from returning.lambda_shape(function)
    if function.body is not None:
        inside = place.inside(function)
        yield from visit(function.body, inside)
        yield from returning.ways(function, inside)


# Any node.


def visit(node: Any, place: Place) -> Iterator[Any]:
    """Yield what is wrong in a node and in what is inside it."""
    walk_it = _WALKS.get(type(node))
    if walk_it is not None:
        yield from walk_it(node, place)
    else:
        inside = place.used("value")
        for name in _parts(node.__class__):
            yield from _part(getattr(node, name), inside)
    for rule in _RULES.get(type(node), ()):
        yield from rule(node, place)


def _part(part: Any, place: Place) -> Findings:
    if isinstance(part, syntax.Syntax):
        yield from visit(part, place)
    elif isinstance(part, tuple):
        for each in part:
            yield from _part(each, place)


@cache
def _parts(kind: Hashable) -> tuple[str, ...]:
    """The fields of a kind of node that may hold nodes."""
    names = [
        field.name
        for field in fields(cast("type[syntax.Syntax]", kind))
        if field.name not in {"begin", "end", "before", "behind", "last", "head"}
    ]
    return tuple(sorted(names, key=lambda name: name in {"block", "branches"}))


def _call(node: syntax.Call, place: Place) -> Findings:
    for argument in node.arguments:
        yield from visit(argument, place.used("value"))
    yield from visit(node.callee, place.used("callee"))


def _attribute(node: syntax.Attribute, place: Place) -> Findings:
    yield from visit(node.base, place.used("base"))


def _parenthesized(node: syntax.Parenthesized, place: Place) -> Findings:
    yield from visit(node.inner, place)


def _assignment(node: syntax.Assignment, place: Place) -> Findings:
    yield from visit(node.value, place.used("value"))
    yield from visit(node.target, place.used("value"))


def _await(node: syntax.Await, place: Place) -> Findings:
    yield from visit(node.operand, place.used("awaited"))


def _statement(node: syntax.ExpressionStatement, place: Place) -> Findings:
    for annotation in node.annotations:
        yield from visit(annotation, place)
    yield from visit(node.expression, place.used("root"))


def _return(node: syntax.Return, place: Place) -> Findings:
    if node.value is not None:
        void = bool(place.functions) and returning.is_void(place.functions[-1], place)
        yield from visit(node.value, place.used("root" if void else "value"))


def _ternary(node: syntax.Ternary, place: Place) -> Findings:
    yield from visit(node.condition, place.used("value"))
    yield from visit(node.if_true, place)
    yield from visit(node.if_false, place)


def _local_variable(node: syntax.Variable, place: Place) -> Findings:
    for annotation in node.annotations:
        yield from visit(annotation, place)
    if node.type is not None:
        yield from visit(node.type, place)
    if node.value is not None:
        yield from visit(node.value, place.used("value"))
    yield from fitting.declared(node, "variable", place)


def _local_constant(node: syntax.Constant, place: Place) -> Findings:
    if node.type is not None:
        yield from visit(node.type, place)
    yield from visit(node.value, place.used("value"))
    yield from fitting.declared(node, "constant", place)


def _annotation(node: syntax.Annotation, place: Place) -> Findings:
    for argument in node.arguments:
        yield from visit(argument, place.used("value"))
    yield from annotated.arguments((node,), place)


_WALKS: Final[dict[type, Callable[[Any, Place], Findings]]] = {
    syntax.Call: _call,
    syntax.Attribute: _attribute,
    syntax.Parenthesized: _parenthesized,
    syntax.Assignment: _assignment,
    syntax.Await: _await,
    syntax.Ternary: _ternary,
    syntax.ExpressionStatement: _statement,
    syntax.Return: _return,
    syntax.Variable: _local_variable,
    syntax.Constant: _local_constant,
    syntax.Annotation: _annotation,
    syntax.Lambda: _lambda,
}
