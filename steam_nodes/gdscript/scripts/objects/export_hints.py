"""What an editor is told of an exported variable: the engine's PROPERTY_HINT_ and its text, made of what the annotation says.

Rules: an array's hint is that of its elements, told behind their type: `2/1:0.0,10.0` is a range of ints. A variable that says no type has
the type of its value; one of an enum without a value is an int.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.classes.global_scope import MISSING, global_named
from steam_nodes.gdscript.containers.element import element_types_of
from steam_nodes.gdscript.text.stringify import text_of

if TYPE_CHECKING:
    from steam_nodes.gdscript.scripts.declared_members import Export

_TYPE_STRING: Final = 23
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


def told(record: dict[str, Any], export: Export, value: Any) -> dict[str, Any]:
    """Return what the engine tells of an exported variable.

    Args:
        record: What is known from its annotation.
        export: What its `@export` annotation says.
        value: Its value, or its first one.
    """
    number = record["type"]
    if number == variant.TYPE_NIL:
        number = variant.typeof(value)
        if number == variant.TYPE_NIL and export.hint == "enum":
            number = variant.TYPE_INT
        if number == variant.TYPE_NIL:
            return record
    hint, text = _hint(export)
    if number == variant.TYPE_ARRAY:
        inner = element_types_of(value)
        if not inner:
            return {**record, "type": number, "hint": hint, "hint_string": text} if hint else record
        hint, text = _TYPE_STRING, f"{_element(inner[0].number, hint)}:{text}"
    elif number in _ELEMENTS:
        hint, text = _TYPE_STRING, f"{_element(_ELEMENTS[number], hint)}:{text}"
    elif not hint:
        return {**record, "type": number, "usage": record["usage"] & ~(1 << 17)}
    return {**record, "type": number, "hint": hint, "hint_string": text, "usage": record["usage"] & ~(1 << 17)}


def _element(number: int, hint: int) -> str:
    return f"{number}/{hint}" if hint else str(number)


def _hint(export: Export) -> tuple[int, str]:
    """Return the number and the text of the hint."""
    name = export.hint
    if not name:
        return 0, ""
    if name.startswith(_LAYERS):
        name = f"LAYERS_{name.removeprefix(_LAYERS)}"
    found = global_named(f"PROPERTY_HINT_{_NAMES.get(name, name).upper()}")
    whole = [float(each) if name == "range" and isinstance(each, int) else each for each in export.arguments]
    return (0 if found is MISSING else int(found)), ",".join(text_of(each) for each in whole)
