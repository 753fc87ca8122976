"""What a class extends, and what it must have because of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.port import syntax
from steam_nodes.port.analysis import Kind
from steam_nodes.port.rules.calling import is_abstract
from steam_nodes.port.rules.messages import tell

if TYPE_CHECKING:
    from steam_nodes.port.analyzer import ClassInfo
    from steam_nodes.port.rules.place import Findings, Place

KINDS: dict[type, str] = {
    syntax.Variable: "variable",
    syntax.Constant: "constant",
    syntax.SignalDeclaration: "signal",
    syntax.Enum: "enum",
    syntax.EnumValue: "enum value",
    syntax.Function: "function",
    syntax.Class: "class",
}
"""What the engine calls each kind of member."""


def inheritance(info: ClassInfo, place: Place) -> Findings:
    """A class's name and base."""
    yield from _name(info, place)
    extends = info.node.extends
    if extends is None:
        return
    begin = extends.begin
    classes = place.names.classes
    if extends.path:
        base = classes.script(classes.resolve(extends.path, info))
        if base is None and classes.project is not None:
            yield begin, tell("no_super_path", extends.path)
        yield from _nested(base, extends.names, begin, place)
    elif extends.names:
        yield from _named(info, extends, place)
    else:
        yield begin, tell("empty_super_path")
    if _extends_itself(info, place):
        yield info.node, tell("cyclic_inheritance")


def _name(info: ClassInfo, place: Place) -> Findings:
    name, classes, api = info.name, place.names.classes, place.names.api
    if not name:
        return
    node = info.node
    begin = node.class_name_begin if isinstance(node, syntax.Script) else node.begin
    taken = classes.global_class(name)
    if name in api.builtins or name == "Variant":
        yield begin, tell("hides_builtin", name)
    elif name in api.classes and name not in {"Steam", "SteamServer"}:
        yield begin, tell("hides_native", name)
    elif taken is not None and taken is not info:
        yield begin, tell("hides_global", name)
    elif classes.autoload(name) is not None:
        yield begin, tell("hides_autoload", name)


def _extends_itself(info: ClassInfo, place: Place) -> bool:
    """Whether the way up from a class comes back to it; the engine tells it of the first class of a circle only."""
    classes = place.names.classes
    seen: list[ClassInfo] = []
    at: ClassInfo | None = info
    while at is not None and at not in seen:
        seen.append(at)
        at = _written_base(at, place)
    if at is not info:
        return False
    top = info
    while top.outer is not None:
        top = top.outer
    order = list(top.everything())
    return info is min((each for each in seen if each in order), key=order.index) and classes is not None


def _written_base(info: ClassInfo, place: Place) -> ClassInfo | None:
    """The class that a class names as its base, a circle or not."""
    extends, classes = info.node.extends, place.names.classes
    if extends is None:
        return None
    if extends.path:
        found = classes.script(classes.resolve(extends.path, info))
        names = extends.names
    elif extends.names:
        found, names = _first(info, extends.names[0], place), extends.names[1:]
    else:
        return None
    for name in names:
        found = found.inner.get(name) if found is not None else None
    return found


def _first(info: ClassInfo, name: str, place: Place) -> ClassInfo | None:
    if (script := place.names.classes.global_class(name)) is not None:
        return script
    outer: ClassInfo | None = info
    while outer is not None:
        if outer.name == name:
            return outer
        if name in outer.inner:
            return outer.inner[name]
        outer = outer.outer
    return None


def _named(info: ClassInfo, extends: syntax.Extends, place: Place) -> Findings:
    name, classes, api = extends.names[0], place.names.classes, place.names.api
    begin = extends.begin
    if (script := classes.global_class(name)) is not None:
        yield from _nested(script, extends.names[1:], begin, place)
        return
    if name in api.classes:
        if name in api.singletons and name not in {"Steam", "SteamServer"}:
            yield begin, tell("singleton_base", name)
        elif extends.names[1:]:
            yield begin, tell("native_nested_base", name)
        return
    if classes.autoload(name) is not None:
        return
    outer: ClassInfo | None = info
    while outer is not None:
        if outer.name == name:
            yield from _nested(outer, extends.names[1:], begin, place)
            return
        # A class around it may have the name from its own base.
        for each in (outer,) if outer is info else classes.chain(outer):
            member = each.members.get(name)
            if member is not None and not (each is info and not isinstance(member, syntax.Constant | syntax.Class)):
                yield from _member(each, member, extends, place)
                return
        outer = outer.outer
    yield begin, tell("no_base_class", name)


def _member(info: ClassInfo, member: object, extends: syntax.Extends, place: Place) -> Findings:
    name = extends.names[0]
    if isinstance(member, syntax.Class):
        yield from _nested(info.inner[name], extends.names[1:], extends.begin, place)
    elif isinstance(member, syntax.Constant):
        kind = place.names.classes.member_type(info, name)
        if kind.kind is Kind.SCRIPT and kind.is_type:
            yield from _nested(place.names.classes.info(kind), extends.names[1:], extends.begin, place)
        elif kind.kind not in {Kind.VARIANT, Kind.NATIVE}:
            yield extends.begin, tell("constant_base", name)
    else:
        yield extends.begin, tell("member_base", KINDS[type(member)], name)


def _nested(info: ClassInfo | None, names: tuple[str, ...], begin: int, place: Place) -> Findings:
    classes = place.names.classes
    for name in names:
        if info is None:
            return
        found = next((each for each in _without_circle(info, place) if name in each.members), None)
        if found is None:
            yield begin, tell("no_nested_base", name)
            return
        kind = classes.member_type(found, name)
        if kind.kind is not Kind.SCRIPT or not kind.is_type:
            yield begin, tell("nested_base", name)
            return
        info = classes.info(kind)


def _without_circle(info: ClassInfo, place: Place) -> list[ClassInfo]:
    return list(place.names.classes.chain(info))


# Abstract classes.


def abstract(info: ClassInfo, place: Place) -> Findings:
    """A class that is not abstract has no abstract methods, its own or inherited."""
    if any(annotation.name == "abstract" for annotation in info.node.annotations):
        return
    told = info.name or info.path.rpartition("/")[2]
    if any(isinstance(member, syntax.Function) and is_abstract(member) and not member.static for member in info.node.members):
        yield info.node, tell("not_abstract", told)
        return
    done: set[str] = set()
    for each in place.names.classes.chain(info):
        for member in each.node.members:
            if not isinstance(member, syntax.Function) or member.name in done:
                continue
            done.add(member.name)
            if is_abstract(member):
                yield info.node, tell("not_implemented", told, each.name or each.path.rpartition("/")[2], member.name)
                return
