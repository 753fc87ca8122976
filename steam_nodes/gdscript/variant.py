"""What the engine's types are: their numbers and names, the type of any Python value, truth, and whether a value is of a type.

Rules: a value has exactly one of the engine's 39 types; the table below is their order. bool is no int here. What the engine has no type
for, a class for instance, is an Object. The types of vectors are found by their names, so that none of them loads before it is used.
"""

from __future__ import annotations

import importlib
from enum import EnumMeta
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, Final

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.text.string_name import StringName
from steam_nodes.object.callable import Callable
from steam_nodes.object.freed import is_freed
from steam_nodes.object.signal import Signal
from steam_nodes.scene.node_path import NodePath

TYPE_NAMES: Final = (
    "Nil",
    "bool",
    "int",
    "float",
    "String",
    "Vector2",
    "Vector2i",
    "Rect2",
    "Rect2i",
    "Vector3",
    "Vector3i",
    "Transform2D",
    "Vector4",
    "Vector4i",
    "Plane",
    "Quaternion",
    "AABB",
    "Basis",
    "Transform3D",
    "Projection",
    "Color",
    "StringName",
    "NodePath",
    "RID",
    "Object",
    "Callable",
    "Signal",
    "Dictionary",
    "Array",
    "PackedByteArray",
    "PackedInt32Array",
    "PackedInt64Array",
    "PackedFloat32Array",
    "PackedFloat64Array",
    "PackedStringArray",
    "PackedVector2Array",
    "PackedVector3Array",
    "PackedColorArray",
    "PackedVector4Array",
)

TYPE_NIL: Final = 0
TYPE_BOOL: Final = 1
TYPE_INT: Final = 2
TYPE_FLOAT: Final = 3
TYPE_STRING: Final = 4
TYPE_VECTOR2: Final = 5
TYPE_VECTOR2I: Final = 6
TYPE_RECT2: Final = 7
TYPE_RECT2I: Final = 8
TYPE_VECTOR3: Final = 9
TYPE_VECTOR3I: Final = 10
TYPE_TRANSFORM2D: Final = 11
TYPE_VECTOR4: Final = 12
TYPE_VECTOR4I: Final = 13
TYPE_PLANE: Final = 14
TYPE_QUATERNION: Final = 15
TYPE_AABB: Final = 16
TYPE_BASIS: Final = 17
TYPE_TRANSFORM3D: Final = 18
TYPE_PROJECTION: Final = 19
TYPE_COLOR: Final = 20
TYPE_STRING_NAME: Final = 21
TYPE_NODE_PATH: Final = 22
TYPE_RID: Final = 23
TYPE_OBJECT: Final = 24
TYPE_CALLABLE: Final = 25
TYPE_SIGNAL: Final = 26
TYPE_DICTIONARY: Final = 27
TYPE_ARRAY: Final = 28
TYPE_PACKED_BYTE_ARRAY: Final = 29
TYPE_PACKED_INT32_ARRAY: Final = 30
TYPE_PACKED_INT64_ARRAY: Final = 31
TYPE_PACKED_FLOAT32_ARRAY: Final = 32
TYPE_PACKED_FLOAT64_ARRAY: Final = 33
TYPE_PACKED_STRING_ARRAY: Final = 34
TYPE_PACKED_VECTOR2_ARRAY: Final = 35
TYPE_PACKED_VECTOR3_ARRAY: Final = 36
TYPE_PACKED_COLOR_ARRAY: Final = 37
TYPE_PACKED_VECTOR4_ARRAY: Final = 38
TYPE_MAX: Final = 39

NUMBER_OF: Final = {name: number for number, name in enumerate(TYPE_NAMES)}
"""The number of each type's name."""

_OURS: Final = "steam_nodes.gdscript."
_DOOR: Final = "steam_nodes.gdscript"

_known: Final[dict[type, int]] = {
    type(None): TYPE_NIL,
    bool: TYPE_BOOL,
    int: TYPE_INT,
    float: TYPE_FLOAT,
    str: TYPE_STRING,
    StringName: TYPE_STRING_NAME,
    NodePath: TYPE_NODE_PATH,
    Callable: TYPE_CALLABLE,
    FunctionType: TYPE_CALLABLE,
    MethodType: TYPE_CALLABLE,
    BuiltinFunctionType: TYPE_CALLABLE,
    Signal: TYPE_SIGNAL,
    dict: TYPE_DICTIONARY,
    EnumMeta: TYPE_DICTIONARY,
    list: TYPE_ARRAY,
    tuple: TYPE_ARRAY,
}
"""The number of each class that was met; a class is looked at once."""

_BASES: Final = (
    (StringName, TYPE_STRING_NAME),
    (NodePath, TYPE_NODE_PATH),
    (int, TYPE_INT),
    (float, TYPE_FLOAT),
    (str, TYPE_STRING),
    (Callable, TYPE_CALLABLE),
    (Signal, TYPE_SIGNAL),
    (dict, TYPE_DICTIONARY),
    (list, TYPE_ARRAY),
)


def typeof(variable: Any) -> int:
    """Return the number of a value's type, one of TYPE_NIL to TYPE_PACKED_VECTOR4_ARRAY."""
    try:
        return _known[type(variable)]
    except KeyError:
        return _look_at(type(variable))


def _look_at(cls: type) -> int:
    named = (base.__name__ for base in cls.__mro__ if base.__module__.startswith(_OURS) and base.__name__ in NUMBER_OF)
    other = next((number for base, number in _BASES if issubclass(cls, base)), TYPE_OBJECT)
    number = NUMBER_OF.get(next(named, ""), other)
    _known[cls] = number
    return number


def type_of_class(cls: type) -> int:
    """Return the number of the type that instances of a class have."""
    found = _known.get(cls)
    return _look_at(cls) if found is None else found


def class_of(number: int) -> Any:
    """Return the class of a built-in type that is none of Python's own, by its number."""
    # By name, because the files of the types stand on this one.
    return getattr(importlib.import_module(_DOOR), TYPE_NAMES[number])


def engine_class(name: str) -> Any:
    """Return the class that has a name in the engine; null for no name."""
    return getattr(importlib.import_module(_DOOR), name) if name else None


def type_string(type: int) -> str:
    """Return the name of a type, by its number."""
    if 0 <= type < TYPE_MAX:
        return TYPE_NAMES[type]
    reported("Invalid type argument to type_string(), use the TYPE_* constants.")
    return "<invalid type>"


def type_name(value: Any) -> str:
    """Return the name of a value's type, as the engine's errors say it: an object by its class and script."""
    number = typeof(value)
    if number != TYPE_OBJECT:
        return TYPE_NAMES[number]
    if is_freed(value):
        return "previously freed"
    if isinstance(value, type):
        return "GDScript" if hasattr(value, "_script_path_") else "GDScriptNativeClass"
    engine_class = getattr(value, "_engine_class_", None)
    cls = type(value)
    path = getattr(cls, "_script_path_", "")
    if engine_class is None or not path:
        return engine_class or cls.__name__
    return f"{engine_class} ({getattr(cls, '_script_name_', '') or path.rpartition('/')[2]})"


def truth(value: Any) -> bool:
    """Return whether a value counts as true: whatever is not null, zero, empty, or a freed object."""
    if value.__class__ is bool:
        return value
    number = typeof(value)
    if number == TYPE_OBJECT:
        return not is_freed(value)
    if number in (TYPE_CALLABLE, TYPE_SIGNAL):
        return not (hasattr(value, "is_null") and value.is_null())
    return bool(value)


def is_same(a: Any, b: Any) -> bool:
    """Return whether two values are the same one: of one type and equal, and arrays, dictionaries and objects by identity."""
    number = typeof(a)
    if number != typeof(b):
        return False
    if number >= TYPE_DICTIONARY or number == TYPE_OBJECT:
        return a is b
    return bool(a == b)
