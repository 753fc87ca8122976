"""The form of values that JSON keeps the types of: JSON.from_native and to_native.

Rules: texts have a letter before them that tells their type, `s:`, `i:`, `f:`, `sn:`, `np:`; what is made of numbers is a dictionary with
"type" and "args".
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.containers.element import ElementType, element_types_of
from steam_nodes.gdscript.equality import pairs
from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.math.numbers import number_text
from steam_nodes.gdscript.text.components import FIELDS, count_of, made_of, numbers_of, rows_of, transposed
from steam_nodes.gdscript.text.string_name import StringName
from steam_nodes.scene.node_path import NodePath

_PREFIXES: Final = {"s": str, "sn": StringName, "np": NodePath}


def encoded(value: Any) -> Any:
    """Return a value in the form that JSON keeps the types of."""
    number = variant.typeof(value)
    if number in (variant.TYPE_NIL, variant.TYPE_BOOL):
        return value
    if number in _LETTERS:
        return f"{_LETTERS[number]}:{number_text(value) if number == variant.TYPE_FLOAT else value}"
    if number in FIELDS:
        return {"type": variant.TYPE_NAMES[number], "args": rows_of(value)}
    if number == variant.TYPE_ARRAY:
        items = [encoded(item) for item in value]
        elements = element_types_of(value)
        return {"type": "Array", "elem_type": elements[0].name, "args": items} if elements else items
    if number == variant.TYPE_DICTIONARY:
        return _encoded_dictionary(value)
    if number > variant.TYPE_ARRAY:
        return {"type": variant.TYPE_NAMES[number], "args": [part for item in value for part in numbers_of(item)]}
    return {"type": variant.TYPE_NAMES[number]}


_LETTERS: Final = {
    variant.TYPE_INT: "i",
    variant.TYPE_FLOAT: "f",
    variant.TYPE_STRING: "s",
    variant.TYPE_STRING_NAME: "sn",
    variant.TYPE_NODE_PATH: "np",
}


def _encoded_dictionary(value: Any) -> Any:
    made: dict[str, Any] = {"type": "Dictionary"}
    elements = element_types_of(value)
    if elements:
        made |= {"key_type": elements[0].name, "value_type": elements[1].name}
    made["args"] = [encoded(each) for pair in pairs(value) for each in pair]
    return made


def decoded(form: Any) -> Any:
    """Return the value that a form was made of."""
    number = variant.typeof(form)
    if number == variant.TYPE_STRING:
        return _decoded_text(form)
    if number == variant.TYPE_ARRAY:
        return [decoded(item) for item in form]
    return _decoded_dictionary(form) if number == variant.TYPE_DICTIONARY else form


def _decoded_text(form: str) -> Any:
    prefix, colon, text = form.partition(":")
    if colon and prefix == "i":
        return int(text)
    if colon and prefix == "f":
        return float(text)
    if colon and prefix in _PREFIXES:
        return _PREFIXES[prefix](text)
    reported(f"Invalid string, the type prefix is not recognized: '{form}'.")
    return None


def _decoded_dictionary(form: Any) -> Any:
    number = variant.NUMBER_OF.get(form.get("type", ""), -1)
    arguments = form.get("args", [])
    if number in FIELDS:
        numbers = [float(each) for each in arguments]
        whole = variant.TYPE_NAMES[number].endswith("i")
        in_rows = number in (variant.TYPE_BASIS, variant.TYPE_TRANSFORM3D)
        return made_of(number, [int(each) for each in numbers] if whole else transposed(numbers) if in_rows else numbers)
    if number == variant.TYPE_DICTIONARY:
        items = [decoded(each) for each in arguments]
        made = variant.class_of(number)(zip(items[::2], items[1::2], strict=True))
        return {**made} if all(isinstance(key, str) for key in made) else made
    if number == variant.TYPE_ARRAY:
        kind = ElementType(variant.NUMBER_OF.get(form.get("elem_type", ""), 0))
        return variant.class_of(number)([decoded(each) for each in arguments], of=kind)
    if number > variant.TYPE_ARRAY:
        cls = variant.class_of(number)
        element = cls._element_
        if element not in FIELDS:
            return cls(arguments)
        size = count_of(element)
        return cls([made_of(element, arguments[at : at + size]) for at in range(0, len(arguments), size)])
    reported("Invalid JSON: the type is not recognized.")
    return None
