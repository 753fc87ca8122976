"""Names, attributes and indices: what they stand for must exist, and must be reachable from a static place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax
from steam_nodes.port.analysis import Kind, Means, Type
from steam_nodes.port.api import Method, Property, Signal
from steam_nodes.port.rules.constancy import is_constant
from steam_nodes.port.rules.messages import tell
from steam_nodes.port.rules.place import bare

if TYPE_CHECKING:
    from steam_nodes.port.rules.place import Findings, Place

_NUMBERED = ("Array", "String", "Packed")
"""How the names of the types begin that take a number as index."""
_NAMED = frozenset(("Rect2", "Rect2i", "Plane", "Quaternion", "AABB"))
"""What takes the name of a member as index."""
_BOTH = frozenset(("Transform2D", "Basis", "Transform3D", "Projection", "Color"))
"""What takes either, beside the vectors."""
_NONE = frozenset(("bool", "int", "float", "RID", "Callable", "Signal", "NodePath", "StringName"))
"""What takes none."""
_OF_INSTANCE = {Means.MEMBER: "non-static variable", Means.METHOD: "non-static function", Means.SIGNAL: "signal"}


def identifier(node: syntax.Identifier, place: Place) -> Findings:
    """A name that stands alone."""
    meaning = place.meaning(node)
    if place.use == "callee" or node.name == "Variant":
        return
    if meaning.means is Means.UNKNOWN:
        yield node, tell("no_identifier", node.name)
    elif meaning.means is Means.BUILTIN_TYPE and place.use != "base":
        yield node, tell("builtin_alone")
    elif meaning.means is Means.GLOBAL_ENUM and place.use != "base":
        yield node, tell("global_enum_alone", node.name)
    elif (place.static_name or place.static_value) and not meaning.static:
        kind = _OF_INSTANCE.get(meaning.means, "")
        if meaning.means is Means.NATIVE_MEMBER:
            member = place.names.api.find(str(meaning.owner), node.name)
            kind = {Property: "non-static variable", Method: "non-static function", Signal: "signal"}.get(type(member), "")
        if kind:
            yield node, _static(place, kind, node.name)


def _static(place: Place, kind: str, name: str) -> str:
    if place.static_name:
        return tell("static_access", kind, name, place.static_name)
    return tell("static_access_initializer", kind, name)


def attribute(node: syntax.Attribute, place: Place) -> Findings:
    """`base.name`, also where it is called: what a call does not find is told by the rule of calls."""
    if place.use == "callee" or isinstance(node.base, syntax.Super):
        return
    base = place.type(node.base)
    found = place.names.member(base, node.name)
    if found is not None:
        yield from _enum_alone(node, base, found.type, place)
        return
    if base.hard:
        yield from missing(node, base, place)


def _enum_alone(node: syntax.Attribute, base: Type, found: Type, place: Place) -> Findings:
    """An enum of the engine is no value."""
    native = found.kind is Kind.ENUM and found.is_type and found.declared is None
    if native and place.use != "base" and base.kind in {Kind.BUILTIN, Kind.NATIVE}:
        yield node, tell("enum_alone", node.name, place.tell(base) if base.kind is Kind.BUILTIN else base.name)


def missing(node: syntax.Attribute, base: Type, place: Place) -> Findings:
    """Tell that a base has no such member, where the engine knows that."""
    inner = bare(node.base)
    if isinstance(inner, syntax.Identifier) and inner.name == "Variant" and place.meaning(inner).means is Means.UNKNOWN:
        if f"Variant.{node.name}" in place.names.api.enums and place.use != "base":
            yield node, tell("enum_alone", node.name, "Variant")
    elif base.kind is Kind.NULL:
        yield node, tell("null_member", node.name)
        yield node, tell("no_member", node.name, "null")
    elif base.kind is Kind.BUILTIN and (base.name != "Dictionary" or base.is_type):
        yield node, tell("no_member", node.name, base.name)
    elif base.kind is Kind.ENUM and not base.is_type:
        yield node, tell("enum_value_member")
    elif node.name != "new" and _looked_into(inner, base, place) and not _unknown_to_engine(inner, base, node.name, place):
        told = base.name if base.kind is Kind.NATIVE else place.tell(base)
        yield node, tell("no_member", node.name, told)


def names_class(node: Any, place: Place) -> bool:
    """Whether a class or an enum is named itself, and not held by a variable: the engine looks into what it knows for sure."""
    return is_constant(node, place) or place.meaning(bare(node)).means is Means.NATIVE_CLASS


def _looked_into(inner: Any, base: Type, place: Place) -> bool:
    return (base.is_type and names_class(inner, place)) or place.meaning(inner).means is Means.SINGLETON


def _unknown_to_engine(inner: Any, base: Type, name: str, place: Place) -> bool:
    """Whether the engine may know more of a class than is known here: GodotSteam's, and what a class is as an object."""
    if base.kind is Kind.SCRIPT:
        info = place.names.classes.info(base)
        return info is None or not place.names.classes.native(info) or place.names.api.find("GDScript", name) is not None
    if base.kind is Kind.ENUM:
        return place.names.api.find("Dictionary", name) is not None
    return isinstance(inner, syntax.Identifier) and inner.name in {"Steam", "SteamServer"}


def subscript(node: syntax.Subscript, place: Place) -> Findings:
    """`base[index]`."""
    base, index = place.believed(node.base), place.believed(node.index)
    if base is None or base.is_type:
        return
    if is_constant(node.base, place, literals=False) and is_constant(node.index, place, literals=False):
        yield from _known_index(node, base, place)
    elif base.kind is not Kind.BUILTIN:
        if base.kind in {Kind.NATIVE, Kind.SCRIPT} and index is not None and not index.is_builtin("String", "StringName"):
            yield node.index, tell("index_object", place.tell(base), place.tell(index))
    elif base.name in _NONE:
        yield node, tell("no_index", place.tell(base))
    elif index is not None and not _indexes(base, index, place):
        yield node.index, tell("index_type", place.tell(index), place.tell(base))


def _indexes(base: Type, index: Type, place: Place) -> bool:
    number = index.is_builtin("int", "float") or (index.kind is Kind.ENUM and not index.is_type)
    text = index.is_builtin("String", "StringName")
    if base.name.startswith(_NUMBERED):
        return number
    if base.name in _NAMED:
        return text
    if base.name in _BOTH or base.name.startswith("Vector"):
        return number or text
    if base.name == "Dictionary" and base.arguments:
        return place.fits(base.arguments[0], index)
    return True


def _known_index(node: syntax.Subscript, base: Type, place: Place) -> Findings:
    index = place.type(node.index)
    if not (base.constant and index.constant):
        return
    missed = False
    if isinstance(base.value, list | str) and isinstance(index.value, int):
        missed = not -len(base.value) <= index.value < len(base.value)
    elif isinstance(base.value, dict) and isinstance(index.value, str | int | float | bool):
        missed = index.value not in base.value
    elif isinstance(base.value, bool | int | float):
        missed = True
    if missed:
        yield node, tell("index_value", as_text(index.value), as_text(base.value))


def as_text(value: Any, *, inside: bool = False) -> str:
    """Return a known value as the engine prints it."""
    if value is None:
        return "<null>"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if inside else value
    if isinstance(value, list):
        return f"[{', '.join(as_text(each, inside=True) for each in value)}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{as_text(key, inside=True)}: {as_text(each, inside=True)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return str(value)


def dictionary(node: syntax.DictionaryLiteral, place: Place) -> Findings:
    """Two entries with one key."""
    seen: dict[tuple[type, Any], int] = {}
    for entry in node.entries:
        key = place.type(entry.key)
        value = key.value
        if not (key.constant or key.kind is Kind.NULL) or not isinstance(value, str | int | float | bool | None):
            continue
        first = seen.setdefault((type(value), value), entry.key.begin)
        if first != entry.key.begin:
            yield entry.key, tell("duplicate_key", as_text(value), place.analysis.source.line(first))


def get_node(node: syntax.GetNode, place: Place) -> Findings:
    """`$A` and `%A`."""
    sign = place.analysis.source.text[node.begin : node.begin + 1] or "$"
    if not place.is_node():
        yield node, tell("get_node_class", sign)
    elif place.static_name or place.static_value:
        yield node, tell("get_node_static", sign)


def preload(node: syntax.Preload, place: Place) -> Findings:
    """`preload(path)`."""
    path = place.type(node.path)
    if not is_constant(node.path, place) or not (path.is_builtin("String", "StringName") or not path.hard):
        yield node.path, tell("preload_constant")
        return
    if not path.constant or not isinstance(path.value, str) or place.files is None or path.value.startswith("uid://"):
        return
    whole = place.files.resolve(path.value, place.info.path)
    if not place.files.exists(whole):
        yield node.path, tell("preload_missing", whole)
