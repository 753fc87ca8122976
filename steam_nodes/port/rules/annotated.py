"""Annotations: where each may stand, and which types an exported variable may have.

Rules: what the parser finds already (an unknown annotation, a place where it cannot stand) is not told again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port import syntax
from steam_nodes.port.analysis import Kind, Type
from steam_nodes.port.rules.constancy import is_constant
from steam_nodes.port.rules.messages import tell

if TYPE_CHECKING:
    from steam_nodes.port.analyzer import ClassInfo
    from steam_nodes.port.rules.place import Findings, Place

_TEXTS: Final = ("String", "Array[String]", "PackedStringArray")
_INTS: Final = ("int", "Array[int]", "PackedByteArray", "PackedInt32Array", "PackedInt64Array")
_FLOATS: Final = ("float", "Array[float]", "PackedFloat32Array", "PackedFloat64Array")
_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "export_enum": (*_INTS, *_TEXTS),
    "export_file": _TEXTS,
    "export_file_path": _TEXTS,
    "export_dir": _TEXTS,
    "export_global_file": _TEXTS,
    "export_global_dir": _TEXTS,
    "export_placeholder": _TEXTS,
    "export_multiline": (*_TEXTS, "Dictionary", "Array[Dictionary]"),
    "export_range": _FLOATS,
    "export_exp_easing": _FLOATS,
    "export_color_no_alpha": ("Color", "Array[Color]", "PackedColorArray"),
    "export_node_path": ("NodePath", "Array[NodePath]"),
    **dict.fromkeys(
        (
            *("export_flags", "export_flags_2d_render", "export_flags_2d_physics", "export_flags_2d_navigation"),
            *("export_flags_3d_render", "export_flags_3d_physics", "export_flags_3d_navigation", "export_flags_avoidance"),
        ),
        _INTS,
    ),
}
"""The types of the variables that each annotation takes."""
_ARGUMENTS: Final[dict[str, tuple[str, ...]]] = {
    "export_range": ("float", "float", "float", "String"),
    "export_enum": ("String",),
    "export_flags": ("String",),
    "export_node_path": ("String",),
    "export_placeholder": ("String",),
    "export_category": ("String",),
    "export_group": ("String", "String"),
    "export_subgroup": ("String", "String"),
    "export_multiline": ("String",),
    "export_file": ("String",),
    "export_file_path": ("String",),
    "export_global_file": ("String",),
    "export_exp_easing": ("String",),
}
"""The types of their arguments; the last one goes for all that follow."""
_LARGEST_FLAG: Final = (1 << 32) - 1


def abstract_class(info: ClassInfo) -> Findings:
    """`@abstract` stands once before a class."""
    marks = [annotation for annotation in info.node.annotations if annotation.name == "abstract"]
    yield from ((mark, tell("abstract_twice_class")) for mark in marks[1:])


def abstract_functions(info: ClassInfo) -> Findings:
    """`@abstract` stands once before a function, and not before a static one."""
    for member in info.node.members:
        if isinstance(member, syntax.Function):
            marks = [annotation for annotation in member.annotations if annotation.name == "abstract"]
            if marks and member.static:
                yield marks[0], tell("abstract_static")
            yield from ((mark, tell("abstract_twice_function")) for mark in marks[1:])


def arguments(annotations: tuple[syntax.Annotation, ...], place: Place) -> Findings:
    """The arguments of annotations are constant and of the right type."""
    for annotation in annotations:
        wanted = _ARGUMENTS.get(annotation.name, ())
        for number, argument in enumerate(annotation.arguments, 1):
            if not is_constant(argument, place, literals=False):
                yield argument, tell("annotation_constant", number, f"@{annotation.name}")
                break
            kind = place.type(argument)
            if wanted and kind.hard and kind.kind is Kind.BUILTIN:
                name = wanted[min(number, len(wanted)) - 1]
                if kind.name != name and {kind.name, name} - {"int", "float"} and {kind.name, name} - {"String", "StringName"}:
                    yield argument, tell("annotation_argument", f"@{annotation.name}", number, name, kind.name)
                    break


def variable(node: syntax.Variable, place: Place) -> Findings:
    """The annotations of a variable of a class."""
    exported = False
    for annotation in node.annotations:
        if annotation.name == "onready":
            yield from _onready(annotation, node, place)
        elif annotation.name.startswith("export"):
            if node.static:
                yield annotation, tell("annotation_static", f"@{annotation.name}")
            elif exported:
                yield annotation, tell("export_twice", f"@{annotation.name}")
            else:
                yield from _export(annotation, node, place)
            exported = True


def _onready(annotation: syntax.Annotation, node: syntax.Variable, place: Place) -> Findings:
    if not place.is_node():
        yield annotation, tell("onready_node")
    elif node.static:
        yield annotation, tell("onready_static")
    elif next(each for each in node.annotations if each.name == "onready") is not annotation:
        yield annotation, tell("onready_twice")


def _export(annotation: syntax.Annotation, node: syntax.Variable, place: Place) -> Findings:
    name = annotation.name
    if name in {"export_storage", "export_custom"}:
        return
    kind = _exported_type(node, place)
    if name == "export":
        yield from _plain(annotation, node, kind, place)
    elif name == "export_tool_button":
        yield from _tool_button(annotation, kind, place)
    else:
        yield from _listed(annotation, place)
        yield from _typed(annotation, node, kind, place)


def _exported_type(node: syntax.Variable, place: Place) -> Type | None:
    """The type that counts: the declared one, else that of the initial value, None where it may be anything."""
    kind = place.type(node)
    if node.type is None and node.value is not None:
        kind = place.type(node.value)
    return None if kind.kind in {Kind.VARIANT, Kind.NULL} else kind


def _plain(annotation: syntax.Annotation, node: syntax.Variable, kind: Type | None, place: Place) -> Findings:
    if node.type is None and node.value is None:
        yield annotation, tell("export_untyped")
        return
    parts = [kind] if kind is not None else []
    if kind is not None and kind.kind is Kind.BUILTIN:
        parts = list(kind.arguments)
    for part in parts:
        yield from _object(annotation, part, place)


def _object(annotation: syntax.Annotation, kind: Type, place: Place) -> Findings:
    if kind.kind not in {Kind.NATIVE, Kind.SCRIPT}:
        return
    names = place.names
    native = kind.name
    if kind.kind is Kind.SCRIPT:
        info = names.classes.info(kind)
        native = names.classes.native(info) if info else ""
    if not native:
        return
    if names.api.is_a(native, "Node"):
        if not place.is_node():
            yield annotation, tell("export_node", _base_name(place))
    elif not names.api.is_a(native, "Resource"):
        yield annotation, tell("export_kind")


def _base_name(place: Place) -> str:
    base = place.names.classes.base(place.info)
    return place.tell(base.type) if base else place.names.classes.native(place.info)


def _tool_button(annotation: syntax.Annotation, kind: Type | None, place: Place) -> Findings:
    if all(each.name != "tool" for each in place.analysis.script.annotations):
        yield annotation, tell("tool_button")
    elif kind is not None and not kind.is_builtin("Callable"):
        yield annotation, tell("tool_button_type", place.tell(kind))


def _typed(annotation: syntax.Annotation, node: syntax.Variable, kind: Type | None, place: Place) -> Findings:
    wanted = _TYPES.get(annotation.name)
    if wanted is None or kind is None:
        return
    have = place.tell(kind)
    if kind.kind is Kind.BUILTIN and kind.name == "Array" and not kind.arguments:
        have = "Array"
    allowed = {*wanted, *(name.replace("float", "int").replace("Float", "Int") for name in wanted if annotation.name == "export_range")}
    allowed |= {name.replace("float", "int") for name in wanted}
    allowed |= {"PackedByteArray"} if "PackedInt32Array" in allowed else set()
    if have in allowed or (kind.kind is Kind.ENUM and "int" in allowed):
        return
    if kind.is_builtin("Dictionary") and "Dictionary" in wanted:
        return
    listed = ", ".join(f'"{name}"' for name in wanted[:-1])
    listed += f', or "{wanted[-1]}"' if len(wanted) > 2 else f' or "{wanted[-1]}"'  # noqa: PLR2004 - two are told without a comma
    yield annotation, tell("annotation_type", f"@{annotation.name}", listed, have)
    del node


def _listed(annotation: syntax.Annotation, place: Place) -> Findings:
    """The names in the arguments of some annotations."""
    check = _LISTED.get(annotation.name)
    if check is None:
        return
    for number, argument in enumerate(annotation.arguments, 1):
        value = place.type(argument).value
        if isinstance(value, str):
            told = check(annotation, number, value, place)
            if told:
                yield argument, told
                return


def _enum_name(annotation: syntax.Annotation, number: int, value: str, _: Place) -> str:
    if not value:
        return tell("export_empty", number, f"@{annotation.name}")
    return tell("export_comma", number, f"@{annotation.name}") if "," in value else ""


def _flag(annotation: syntax.Annotation, number: int, value: str, place: Place) -> str:
    told = _enum_name(annotation, number, value, place)
    if told or ":" not in value:
        return told
    name, _, given = value.partition(":")
    if not name:
        return tell("flag_name", number)
    if not given:
        return tell("flag_value", number)
    if not given.lstrip("-").isdigit():
        return tell("flag_integer", number)
    return "" if 1 <= int(given) <= _LARGEST_FLAG else tell("flag_large", number)


def _node_class(_: syntax.Annotation, number: int, value: str, place: Place) -> str:
    names = place.names
    script = names.classes.global_class(value)
    native = names.classes.native(script) if script else value
    if script is None and value not in names.api.classes:
        return tell("path_unknown", number, value)
    return "" if names.api.is_a(native, "Node") else tell("path_no_node", number, value)


_LISTED: Final[dict[str, Any]] = {"export_enum": _enum_name, "export_flags": _flag, "export_node_path": _node_class}


# Remote calls.

_RPC_WORDS: Final = (("any_peer", "authority"), ("call_local", "call_remote"), ("unreliable", "unreliable_ordered", "reliable"))
_RPC_KINDS: Final = ("permission", "locality", "transfer mode")


def rpc(node: syntax.Function, place: Place) -> Findings:
    """`@rpc` stands once, with words that it knows, one of each kind."""
    marks = [annotation for annotation in node.annotations if annotation.name == "rpc"]
    yield from ((mark, tell("rpc_twice")) for mark in marks[1:])
    for mark in marks[:1]:
        seen: set[int] = set()
        for argument in mark.arguments[:3]:
            word = place.type(argument).value
            kind = next((number for number, words in enumerate(_RPC_WORDS) if word in words), None)
            if kind is None:
                yield mark, tell("rpc_word")
                return
            if kind in seen:
                yield mark, tell("rpc_kind", _RPC_KINDS[kind], "/".join(f'"{each}"' for each in _RPC_WORDS[kind]))
                return
            seen.add(kind)
