"""What an editor is told of an exported variable: the engine's PROPERTY_HINT_ and its text, made of what the annotation says.

Rules: an array's hint is that of its elements, told behind their type: `2/1:0.0,10.0` is a range of ints. A variable that says no type has
the type of its value; one of an enum without a value is an int.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.classes.api import load
from steam_nodes.gdscript.classes.global_scope import MISSING, enum_record, global_named
from steam_nodes.gdscript.containers.element import element_types_of
from steam_nodes.gdscript.scripts import registry
from steam_nodes.gdscript.scripts.objects.told_types import IS_ENUM, NIL_IS_VARIANT, Told, told_type
from steam_nodes.gdscript.text.cases import capitalize
from steam_nodes.gdscript.text.string_name import StringName
from steam_nodes.gdscript.text.stringify import text_of

if TYPE_CHECKING:
    from steam_nodes.gdscript.scripts.declared_members import Export

_TYPE_STRING: Final = 23
_ENUM: Final = 2
_OBJECTS: Final = {"Resource": 17, "Node": 34}
_SHOWN: Final = 6
_STORED: Final = 2
_SCRIPT_VARIABLE: Final = 1 << 12
_PLAIN_HINTS: Final = ("storage", "custom")
"""The annotations that say the whole of the hint themselves."""
_NAMES: Final = {
    "multiline": "MULTILINE_TEXT",
    "placeholder": "PLACEHOLDER_TEXT",
    "node_path": "NODE_PATH_VALID_TYPES",
}
"""The hints whose names are not made of the annotation's."""
_LAYERS: Final = "flags_"
_ELEMENTS: Final = {
    variant.TYPE_PACKED_BYTE_ARRAY: variant.TYPE_INT,
    variant.TYPE_PACKED_INT32_ARRAY: variant.TYPE_INT,
    variant.TYPE_PACKED_INT64_ARRAY: variant.TYPE_INT,
    variant.TYPE_PACKED_FLOAT32_ARRAY: variant.TYPE_FLOAT,
    variant.TYPE_PACKED_FLOAT64_ARRAY: variant.TYPE_FLOAT,
    variant.TYPE_PACKED_STRING_ARRAY: variant.TYPE_STRING,
    variant.TYPE_PACKED_VECTOR2_ARRAY: variant.TYPE_VECTOR2,
    variant.TYPE_PACKED_VECTOR3_ARRAY: variant.TYPE_VECTOR3,
    variant.TYPE_PACKED_COLOR_ARRAY: variant.TYPE_COLOR,
    variant.TYPE_PACKED_VECTOR4_ARRAY: variant.TYPE_VECTOR4,
}


def told(name: str, kind: Told, export: Export, value: Any) -> dict[str, Any]:
    """Return what the engine tells of an exported variable.

    Args:
        name: Its name.
        kind: What its annotation says.
        export: What its `@export` annotation says.
        value: Its value, or its first one.
    """
    if kind.number == variant.TYPE_NIL:
        kind = _of_value(export, value)
    hint, text, usage = _hint(export)
    if kind.number in _ELEMENTS:
        hint, text = _TYPE_STRING, _element(Told(_ELEMENTS[kind.number]), hint, text)
    elif kind.inner and not hint and export.hint not in _PLAIN_HINTS:
        hint, text = _TYPE_STRING, ";".join(_element(each, *_own(each)) for each in kind.inner)
    elif kind.inner and kind.number == variant.TYPE_ARRAY and export.hint not in _PLAIN_HINTS:
        hint, text = _TYPE_STRING, _element(kind.inner[0], hint, text)
    elif not export.hint:
        hint, text = _own(kind)
    return {
        "name": name,
        "class_name": StringName(kind.class_name),
        "type": kind.number,
        "hint": hint,
        "hint_string": text,
        "usage": usage | kind.usage | _SCRIPT_VARIABLE,
    }


def _of_value(export: Export, value: Any) -> Told:
    """Return the type of a variable that says none."""
    if isinstance(value, Enum):
        return told_type(type(value).__qualname__, type(value))
    number = variant.typeof(value)
    if number == variant.TYPE_NIL and export.hint == "enum":
        return Told(variant.TYPE_INT)
    if number == variant.TYPE_NIL:
        return Told(usage=NIL_IS_VARIANT)
    return Told(number, inner=tuple(Told(each.number) for each in element_types_of(value)))


def _element(kind: Told, hint: int, text: str) -> str:
    return f"{kind.number}/{hint}:{text}" if hint else f"{kind.number}:{text}"


def _own(kind: Told) -> tuple[int, str]:
    """Return the hint that a type has of itself: the names of an enum, the class of a resource or a node."""
    if kind.usage & IS_ENUM:
        record = enum_record(kind.class_name)
        members: Any = getattr(kind.found, "__members__", {}) if record is None else record.values
        return _ENUM, ",".join(f"{capitalize(each)}:{int(number)}" for each, number in members.items())
    if kind.number == variant.TYPE_OBJECT:
        api = load()
        found: Any = kind.found
        base_class: Any = registry.native_base(found) if isinstance(found, type) else None
        native = base_class._engine_class_ if base_class is not None else kind.class_name
        for base, hint in _OBJECTS.items():
            if api.is_a(native, base):
                return hint, kind.class_name
    return 0, ""


def _hint(export: Export) -> tuple[int, str, int]:
    """Return the number and the text of the hint, and the flags."""
    name, arguments = export.hint, export.arguments
    if not name:
        return 0, "", _SHOWN
    if name in _PLAIN_HINTS:
        hint, text, usage = (*arguments, *(0, "", _SHOWN)[len(arguments) :])[:3]
        return (0, "", _STORED) if name == "storage" else (int(hint), str(text), int(usage))
    if name.startswith(_LAYERS):
        name = f"LAYERS_{name.removeprefix(_LAYERS)}"
    found = global_named(f"PROPERTY_HINT_{_NAMES.get(name, name).upper()}")
    whole = [float(each) if name == "range" and isinstance(each, int) else each for each in arguments]
    usage = _SHOWN & ~_STORED if name == "tool_button" else _SHOWN
    return 0 if found is MISSING else int(found), ",".join(text_of(each) for each in whole), usage
