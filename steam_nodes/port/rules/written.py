"""Types as they are written: each must be one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax
from steam_nodes.port.analysis import Kind, Type
from steam_nodes.port.api import Enum as ApiEnum
from steam_nodes.port.rules.bases import KINDS
from steam_nodes.port.rules.class_members import blocks
from steam_nodes.port.rules.messages import tell

if TYPE_CHECKING:
    from steam_nodes.port.analyzer import ClassInfo
    from steam_nodes.port.rules.place import Findings, Place

_ARGUMENTS = {"Array": (1, "array_arguments"), "Dictionary": (2, "dictionary_arguments")}


def type_name(node: syntax.TypeName, place: Place) -> Findings:
    """A type that is written somewhere."""
    if not node.names:
        return
    yield from _arguments(node)
    first = node.names[0]
    local = _local(first, node, place)
    if local is not None:
        yield from _local_type(local, first, node, place)
    elif first in {"Variant", "void"} or first in place.names.api.builtins:
        yield from _of_builtin(node, first, place)
    else:
        yield from _of_class(node, first, place)


def _arguments(node: syntax.TypeName) -> Findings:
    if not node.arguments:
        return
    wanted = _ARGUMENTS.get(node.names[0]) if len(node.names) == 1 else None
    if wanted is None:
        yield node, tell("only_collections")
    elif len(node.arguments) != wanted[0]:
        yield node, tell(wanted[1])


def _of_builtin(node: syntax.TypeName, first: str, place: Place) -> Findings:
    if len(node.names) == 1 or first == "void":
        return
    name = node.names[1]
    known = f"Variant.{name}" in place.names.api.enums if first == "Variant" else isinstance(place.names.api.find(first, name), ApiEnum)
    if not known:
        yield node, tell("not_nested", name, first)


def _of_class(node: syntax.TypeName, first: str, place: Place) -> Findings:
    names, classes, api = place.names, place.names.classes, place.names.api
    found: Type | None
    if first in api.classes:
        found = Type(Kind.NATIVE, first, is_type=True)
    elif (script := classes.global_class(first)) is not None:
        found = script.meta
    elif (autoload := classes.autoload(first)) is not None:
        found = autoload
    elif first in api.enums or isinstance(api.find(classes.native(place.info), first), ApiEnum):
        found = Type(Kind.ENUM, first, is_type=True)
    else:
        each, member = _member(place.info, first, place)
        if each is None:
            if any(each.name == first for each in classes.scope(place.info)):
                return
            if names.classes.native(place.info):
                yield node, tell("no_type", first)
            return
        if not isinstance(member, syntax.Class | syntax.Enum | syntax.Constant):
            yield node, tell("no_type_inside", first, KINDS[type(member)])
            return
        found = classes.member_type(each, first)
        if isinstance(member, syntax.Constant) and not _is_type(found):
            if found.hard and found.kind is not Kind.VARIANT:
                yield node, tell("no_type_inside", first, "constant")
            return
    yield from _nested(node, found, place)


def _is_type(kind: Type) -> bool:
    return kind.is_type


def _member(info: ClassInfo, name: str, place: Place) -> tuple[ClassInfo | None, Any]:
    for each in place.names.classes.scope(info):
        if name in each.members:
            return each, each.members[name]
    return None, None


def _nested(node: syntax.TypeName, found: Type, place: Place) -> Findings:
    classes, api = place.names.classes, place.names.api
    for name in node.names[1:]:
        if found.kind is Kind.ENUM:
            yield node, tell("no_nested_type", name, place.tell(found))
            return
        if found.kind is Kind.NATIVE:
            if not isinstance(api.find(found.name, name), ApiEnum):
                yield node, tell("no_type_in", name, found.name)
            return
        info = classes.info(found)
        if info is None:
            return
        each = next((each for each in classes.chain(info) if name in each.members), None)
        member = each.members[name] if each is not None else None
        if each is None or not isinstance(member, syntax.Class | syntax.Enum | syntax.Constant):
            if each is None and isinstance(api.find(classes.native(info), name), ApiEnum):
                return
            if classes.native(info):
                yield node, tell("no_type_under", name, place.tell(found))
            return
        inner = classes.member_type(each, name)
        if not _is_type(inner):
            if inner.hard and inner.kind is not Kind.VARIANT:
                yield node, tell("not_type_under", name, place.tell(found))
            return
        found = inner


# Locals.


def _local(name: str, node: syntax.TypeName, place: Place) -> syntax.Syntax | None:
    """The local of the functions around that has a name, wherever it is declared in them."""
    for function in reversed(place.functions):
        for parameter in function.parameters:
            if parameter.name == name and parameter.begin < node.begin:
                return parameter
        if function.body is not None:
            found = _declared(name, function.body, node.begin)
            if found is not None:
                return found
    return None


def _declared(name: str, block: syntax.Block, at: int) -> syntax.Syntax | None:
    """The declaration of a name in the blocks around an offset."""
    for statement in block.statements:
        # A constant is known in its whole block, if only as one that is not resolved yet.
        seen = isinstance(statement, syntax.Constant) or (isinstance(statement, syntax.Variable) and statement.begin < at)
        if seen and getattr(statement, "name", "") == name:
            return statement
        if statement.begin <= at < statement.end:
            for inner in blocks(statement):
                if inner.begin <= at <= inner.end:
                    found = _declared(name, inner, at)
                    if found is not None:
                        return found
    return None


def _local_type(local: syntax.Syntax, name: str, node: syntax.TypeName, place: Place) -> Findings:
    if not isinstance(local, syntax.Constant):
        yield node, tell("local_type", "parameter" if isinstance(local, syntax.Parameter) else "variable", name)
        return
    if local.begin > node.begin:
        yield node, tell("local_unresolved", name)
        return
    kind = place.type(local)
    if not kind.is_type:
        if kind.hard and kind.kind is not Kind.VARIANT:
            yield node, tell("local_constant_type", name)
        return
    yield from _nested(node, kind, place)
