"""What an editor is told of an exported variable: its hint, and the text of the hint, as the engine derives them from the annotation.

Rules: a hint of elements is told for arrays and packed arrays as "type/hint:text" (PROPERTY_HINT_TYPE_STRING). A variable that declares no
type has that of its value; one without a value that an enum is exported for is an int.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.containers.element import element_types_of
from steam_nodes.gdscript.text.string_name import StringName

if TYPE_CHECKING:
    from steam_nodes.gdscript.scripts.members import Export

_HINTS: Final = {
    "range": 1,
    "enum": 2,
    "exp_easing": 4,
    "flags": 6,
    "flags_2d_render": 7,
    "flags_2d_physics": 8,
    "flags_2d_navigation": 9,
    "flags_3d_render": 10,
    "flags_3d_physics": 11,
    "flags_3d_navigation": 12,
    "file": 13,
    "dir": 14,
    "global_file": 15,
    "global_dir": 16,
    "multiline": 18,
    "placeholder": 20,
    "color_no_alpha": 21,
    "node_path": 26,
    "flags_avoidance": 37,
}
"""The engine's PROPERTY_HINT_ of each annotation, named without its `export_`."""
_TYPE_STRING: Final = 23
_NIL_IS_VARIANT: Final = 1 << 17
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


def with_hint(told: dict[str, Any], export: Export, value: Any) -> dict[str, Any]:
    """Return what is told of a variable, with the hint of its annotation.

    Args:
        told: What is told without it.
        export: The variable's export.
        value: What is in the variable.
    """
    hint = _HINTS.get(export.hint, 0)
    number = told["type"]
    if number == variant.TYPE_NIL or (number == variant.TYPE_OBJECT and value is None and hint):
        number = variant.typeof(value)
        if number == variant.TYPE_NIL and hint:
            number = variant.TYPE_INT
    if number == variant.TYPE_NIL:
        return told
    element = _element(number, value)
    text = _text(export)
    if element and (hint or number != variant.TYPE_ARRAY):
        text = f"{element}/{hint}:{text}" if hint else f"{element}:"
        hint = _TYPE_STRING
    elif not hint:
        return {**told, "type": number, "usage": told["usage"] & ~_NIL_IS_VARIANT} if number != told["type"] else told
    usage = told["usage"] & ~_NIL_IS_VARIANT
    return {**told, "type": number, "class_name": StringName(""), "hint": hint, "hint_string": text, "usage": usage}


def _element(number: int, value: Any) -> int:
    """The type of the elements of an array, TYPE_NIL where there are none or of any type."""
    if number == variant.TYPE_ARRAY:
        types = element_types_of(value)
        return types[0].number if types else variant.TYPE_NIL
    return _ELEMENTS.get(number, variant.TYPE_NIL)


def _text(export: Export) -> str:
    words = export.arguments
    if export.hint == "range":
        return ",".join(str(float(word)) if isinstance(word, int | float) else str(word) for word in words)
    return ",".join(map(str, words))
