"""The form of values that JSON keeps the types of: JSON.from_native and to_native; and the numbers that each vector is made of.

Rules: texts have a letter before them that tells their type, `s:`, `i:`, `f:`, `sn:`, `np:`; what is made of numbers is a dictionary with
"type" and "args".
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.containers.element import ElementType, element_types_of
from steam_nodes.gdscript.equality import pairs
from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.text.formatting import num_scientific
from steam_nodes.gdscript.text.string_name import StringName
from steam_nodes.scene.node_path import NodePath

FIELDS: Final[dict[int, tuple[str, ...]]] = {
    variant.TYPE_VECTOR2: ("x", "y"),
    variant.TYPE_VECTOR2I: ("x", "y"),
    variant.TYPE_RECT2: ("position", "size"),
    variant.TYPE_RECT2I: ("position", "size"),
    variant.TYPE_VECTOR3: ("x", "y", "z"),
    variant.TYPE_VECTOR3I: ("x", "y", "z"),
    variant.TYPE_TRANSFORM2D: ("x", "y", "origin"),
    variant.TYPE_VECTOR4: ("x", "y", "z", "w"),
    variant.TYPE_VECTOR4I: ("x", "y", "z", "w"),
    variant.TYPE_PLANE: ("normal", "d"),
    variant.TYPE_QUATERNION: ("x", "y", "z", "w"),
    variant.TYPE_AABB: ("position", "size"),
    variant.TYPE_BASIS: ("x", "y", "z"),
    variant.TYPE_TRANSFORM3D: ("basis", "origin"),
    variant.TYPE_PROJECTION: ("x", "y", "z", "w"),
    variant.TYPE_COLOR: ("r", "g", "b", "a"),
}
"""The members that each kind of vector is made of."""

_PARTS: Final[dict[int, tuple[tuple[str, int], ...]]] = {
    variant.TYPE_RECT2: (("Vector2", 2), ("Vector2", 2)),
    variant.TYPE_RECT2I: (("Vector2i", 2), ("Vector2i", 2)),
    variant.TYPE_TRANSFORM2D: (("Vector2", 2),) * 3,
    variant.TYPE_AABB: (("Vector3", 3),) * 2,
    variant.TYPE_BASIS: (("Vector3", 3),) * 3,
    variant.TYPE_PROJECTION: (("Vector4", 4),) * 4,
}
_PREFIXES: Final = {"s": str, "sn": StringName, "np": NodePath}


def numbers_of(value: Any) -> list[Any]:
    """Return the numbers that a vector or its kin is made of, column by column."""
    fields = FIELDS.get(variant.typeof(value))
    if fields is None:
        return [value]
    return [number for field in fields for number in numbers_of(getattr(value, field))]


def rows_of(value: Any) -> list[Any]:
    """Return the numbers of a vector or its kin as the engine keeps them: those of a basis row by row."""
    number = variant.typeof(value)
    if number == variant.TYPE_TRANSFORM3D:
        return rows_of(value.basis) + numbers_of(value.origin)
    numbers = numbers_of(value)
    return transposed(numbers) if number == variant.TYPE_BASIS else numbers


def transposed(numbers: list[Any]) -> list[Any]:
    """Return the nine numbers of a basis with rows and columns exchanged, and what follows them as it is."""
    return [numbers[row + 3 * column] for row in range(3) for column in range(3)] + numbers[9:]


def made_of(number: int, numbers: list[Any]) -> Any:
    """Return the vector or its kin that is made of numbers, column by column."""
    cls = variant.class_of(number)
    if number == variant.TYPE_TRANSFORM3D:
        return cls(made_of(variant.TYPE_BASIS, numbers[:9]), made_of(variant.TYPE_VECTOR3, numbers[9:]))
    if number not in _PARTS:
        return cls(*numbers)
    parts, at = [], 0
    for name, size in _PARTS[number]:
        parts.append(variant.class_of(variant.NUMBER_OF[name])(*numbers[at : at + size]))
        at += size
    return cls(*parts)


def count_of(number: int) -> int:
    """Return how many numbers a vector or its kin is made of."""
    if number == variant.TYPE_TRANSFORM3D:
        return 12
    if number == variant.TYPE_PLANE:
        return 4
    return sum(size for _, size in _PARTS[number]) if number in _PARTS else len(FIELDS[number])


def encoded(value: Any) -> Any:
    """Return a value in the form that JSON keeps the types of."""
    number = variant.typeof(value)
    if number in (variant.TYPE_NIL, variant.TYPE_BOOL):
        return value
    if number in _LETTERS:
        return f"{_LETTERS[number]}:{_float_text(value) if number == variant.TYPE_FLOAT else value}"
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


def _float_text(value: float) -> str:
    text = num_scientific(value)
    return f"{text}.0" if text.lstrip("-").isdigit() else text


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
