"""Members that need each other: a value that leads back to itself.

Rules: the engine works a member out when somebody asks for it: of a variable and a constant the value, of an enum its values, of a function
the parameters. Whoever asks for one that is being worked out is refused, at the place that asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax
from steam_nodes.port.analysis import Kind, Means
from steam_nodes.port.rules.messages import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.port.analyzer import ClassInfo
    from steam_nodes.port.rules.place import Findings, Place

_WORKED_OUT = syntax.Variable | syntax.Constant | syntax.Enum | syntax.EnumValue | syntax.Function
_OWN = frozenset((Means.MEMBER, Means.CONSTANT, Means.ENUM, Means.METHOD))


def members(info: ClassInfo, place: Place) -> Findings:
    """Tell of each member that needs itself, at the first place that asks for what is being worked out."""
    done: set[Any] = set()
    for member in info.node.members:
        parts = member.values if isinstance(member, syntax.Enum) and not member.name else (member,)
        for part in parts:
            if isinstance(part, _WORKED_OUT):
                yield from _work_out(info, part, place, [], done)


def _work_out(info: ClassInfo, member: Any, place: Place, open_: list[Any], done: set[Any]) -> Findings:
    if member in done:
        return
    open_.append(member)
    for asked in _asks(member):
        found = _asked(info, asked, place)
        if found is None:
            continue
        owner, needed = found
        if needed in open_:
            if info.analysis is place.analysis:
                yield asked, _sentence(needed, owner, place)
                yield from _second(member, asked)
        elif needed not in done:
            inner = list(_work_out(owner, needed, place, open_, done))
            if owner.analysis is not place.analysis and (inner or _leads_back(owner, needed, open_, place)):
                yield asked, tell("no_external_member", needed.name)
            yield from inner
    open_.pop()
    done.add(member)


def _leads_back(info: ClassInfo, member: Any, open_: list[Any], place: Place) -> bool:
    return any((found := _asked(info, asked, place)) is not None and found[1] in open_ for asked in _asks(member))


def _sentence(needed: Any, owner: ClassInfo, place: Place) -> str:
    return tell("cyclic_member" if owner.analysis is place.analysis else "no_external_member", needed.name)


def _second(member: Any, asked: syntax.Syntax) -> Findings:
    """What follows from it."""
    if isinstance(member, syntax.Enum):
        yield asked, tell("enum_not_constant")


def _asks(member: Any) -> Iterator[syntax.Identifier | syntax.Attribute]:
    if isinstance(member, syntax.Variable | syntax.Constant | syntax.EnumValue):
        yield from _names(member.value)
    elif isinstance(member, syntax.Enum):
        for value in member.values:
            yield from _names(value.value)
    else:
        for parameter in member.parameters:
            yield from _names(parameter.default)


def _names(node: Any) -> Iterator[syntax.Identifier | syntax.Attribute]:
    if isinstance(node, syntax.Identifier):
        yield node
    elif isinstance(node, syntax.Attribute):
        yield from _names(node.base)
        yield node
    elif isinstance(node, syntax.Call):
        for argument in node.arguments:
            yield from _names(argument)
        yield from _names(node.callee)
    elif isinstance(node, syntax.Lambda):
        for parameter in node.function.parameters:
            yield from _names(parameter.default)
    elif isinstance(node, syntax.ArrayLiteral):
        for element in node.elements:
            yield from _names(element)
    elif isinstance(node, syntax.DictionaryLiteral):
        for entry in node.entries:
            yield from _names(entry.key)
            yield from _names(entry.value)
    else:
        for part in _PARTS.get(type(node), ()):
            yield from _names(getattr(node, part))


_PARTS: dict[type, tuple[str, ...]] = {
    syntax.Parenthesized: ("inner",),
    syntax.Unary: ("operand",),
    syntax.Binary: ("left", "right"),
    syntax.Ternary: ("condition", "if_true", "if_false"),
    syntax.Subscript: ("base", "index"),
    syntax.Cast: ("operand",),
    syntax.TypeTest: ("operand",),
    syntax.Await: ("operand",),
}


def _asked(info: ClassInfo, node: syntax.Identifier | syntax.Attribute, place: Place) -> tuple[ClassInfo, Any] | None:
    """The member that a name asks for, and its class."""
    classes = place.names.classes
    if isinstance(node, syntax.Identifier):
        for each in classes.chain(info):
            member = each.members.get(node.name)
            if member is not None:
                return _whole(each, member)
        return None
    base = info.analysis.type(node.base)
    if base.kind is Kind.VARIANT and isinstance(node.base, syntax.Identifier):
        # A script that is looked at for its members only has no types of its expressions yet.
        base = place.names.bare(info, node.base.name).type
    if base.kind is not Kind.SCRIPT:
        return None
    owner = classes.info(base)
    for each in classes.chain(owner) if owner else ():
        member = each.members.get(node.name)
        if member is not None:
            return _whole(each, member)
    return None


def _whole(info: ClassInfo, member: Any) -> tuple[ClassInfo, Any] | None:
    return (info, member) if isinstance(member, _WORKED_OUT) else None
