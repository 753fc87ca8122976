"""Types of GDScript: their texts, which may stand for which, and what a class list's text means as a type.

Rules: nothing here looks at a script. The tables of conversion are the engine's own, read off it by asking it for every pair. A type that
nobody declared and nothing tells is `UNSET`; `VARIANT` is one that was declared so, or that the engine declares so.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from steam_nodes.port.analysis import NULL, VARIANT, VOID, Kind, Type
from steam_nodes.port.api import load

if TYPE_CHECKING:
    from collections.abc import Callable

UNSET = Type(hard=False)
"""What may be anything because nothing was declared."""

_ARRAYS = frozenset(
    f"Packed{name}Array" for name in ["Byte", "Int32", "Int64", "Float32", "Float64", "String", "Vector2", "Vector3", "Color", "Vector4"]
)

CONVERTS: dict[str, frozenset[str]] = {
    source: frozenset(targets.split())
    for source, targets in {
        "bool": "int float",
        "int": "bool float Color",
        "float": "bool int",
        "String": "Color StringName NodePath",
        "Vector2": "Vector2i",
        "Vector2i": "Vector2",
        "Rect2": "Rect2i",
        "Rect2i": "Rect2",
        "Vector3": "Vector3i",
        "Vector3i": "Vector3",
        "Transform2D": "Transform3D",
        "Vector4": "Vector4i",
        "Vector4i": "Vector4",
        "Quaternion": "Basis Transform3D",
        "Basis": "Quaternion Transform3D",
        "Transform3D": "Transform2D Projection",
        "Projection": "Transform3D",
        "StringName": "String",
        "NodePath": "String",
        "Object": "RID",
        "Array": " ".join(_ARRAYS),
        **dict.fromkeys(_ARRAYS, "Array"),
    }.items()
}
"""What a value of each built-in type becomes by itself where another one is declared."""

_CASTS_TO_STRING = (
    frozenset(
        [
            "bool",
            "int",
            "float",
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
        ]
    )
    | frozenset(
        [
            "AABB",
            "Basis",
            "Transform3D",
            "Projection",
            "Color",
            "StringName",
            "NodePath",
            "RID",
            "Callable",
            "Signal",
            "Dictionary",
            "Array",
        ]
    )
    | _ARRAYS
)


def builtin(name: str) -> Type:
    """Return the type of a value of a built-in type."""
    return from_text(name)


def native(name: str) -> Type:
    """Return the type of an object of the engine's class."""
    return Type(Kind.NATIVE, name)


@cache
def from_text(text: str) -> Type:
    """Return the type that a text of the class list means."""
    if text in _PLAIN:
        return _PLAIN[text]
    if text.startswith("enum:"):
        return Type(Kind.ENUM, text.removeprefix("enum:"))
    if text.startswith("Array["):
        return Type(Kind.BUILTIN, "Array", (from_text(text[6:-1]),))
    if text.startswith("Dictionary["):
        key, _, value = text[11:-1].partition(", ")
        return Type(Kind.BUILTIN, "Dictionary", (from_text(key), from_text(value)))
    if text in load().builtins:
        return Type(Kind.BUILTIN, text)
    return Type(Kind.NATIVE, text) if text in load().classes else UNSET


_PLAIN = {"Variant": VARIANT, "void": VOID, "Nil": NULL, "": VOID}


def instance(kind: Type) -> Type:
    """Return the type of what a type that is a value (`Node` in `Node.new()`) has for instances."""
    if not kind.is_type and not kind.constant:
        return kind
    return replace(kind, is_type=False, constant=False, value=None)


def weak(kind: Type) -> Type:
    """Return the same type where the engine does not hold anything to it."""
    return replace(kind, hard=False) if kind.hard else kind


def plain(kind: Type) -> Type:
    """Return the type without a known value."""
    return replace(kind, constant=False, value=None) if kind.constant else kind


def with_value(kind: Type, value: Any) -> Type:
    """Return the type with a known value."""
    return Type(kind.kind, kind.name, kind.arguments, kind.script, kind.declared, constant=True, value=value, hard=kind.hard)


def same(one: Type, other: Type) -> bool:
    """Whether two types are one, whatever is known of their values."""
    return (
        one.kind is other.kind
        and one.name == other.name
        and one.declared is other.declared
        and one.is_type == other.is_type
        and len(one.arguments) == len(other.arguments)
        and all(same(mine, its) for mine, its in zip(one.arguments, other.arguments, strict=True))
    )


def is_variant(kind: Type) -> bool:
    """Whether it may be anything."""
    return kind.kind is Kind.VARIANT


def is_object(kind: Type) -> bool:
    """Whether it is an object, or null in its place."""
    return kind.kind in {Kind.NATIVE, Kind.SCRIPT}


def builtin_name(kind: Type) -> str:
    """Return the engine's name of the built-in type behind a type: "int" for a value of an enum, "Object" for an object, "Nil" for null."""
    if kind.kind is Kind.BUILTIN:
        return kind.name
    if kind.kind is Kind.ENUM:
        return "Dictionary" if kind.is_type else "int"
    if kind.kind in {Kind.NULL, Kind.VOID}:
        return "Nil"
    return "" if kind.kind is Kind.VARIANT else "Object"


def told(kind: Type, owner: Callable[[Type], str] | None = None) -> str:
    """Return the type as the engine's messages tell it.

    Args:
        kind: The type.
        owner: Tells the class that declares an enum of a script, as `Classes.owner` does; without it the file is told.
    """
    if kind.kind is Kind.BUILTIN and kind.arguments:
        return f"{kind.name}[{', '.join(told(argument, owner) for argument in kind.arguments)}]"
    if kind.kind is Kind.ENUM and kind.declared is not None:
        return f"{owner(kind) if owner else kind.script.rpartition('/')[2]}.{kind.name}"
    if kind.kind is Kind.NATIVE and kind.is_type:
        return "GDScriptNativeClass"
    return kind.name or kind.script or _TOLD.get(kind.kind, "")


_TOLD = {Kind.VARIANT: "Variant", Kind.VOID: "void", Kind.NULL: "null"}


# What may stand for what. The two questions of objects need the classes: `extends(source, target)` answers whether a type extends another.


def is_compatible(target: Type, source: Type, extends: Callable[[Type, Type], bool], *, convert: bool = False) -> bool:
    """Whether a value of the type `source` may stand where `target` is declared.

    Args:
        target: What is declared.
        source: What comes.
        extends: Whether an object's type is another one or extends it; `Classes.extends` is one.
        convert: Whether the engine may convert the value, as it does in an assignment and in a call.
    """
    if is_variant(target) or is_variant(source):
        return True
    if target.kind is Kind.VOID:
        return source.kind in {Kind.VOID, Kind.NULL}
    if target.kind is Kind.NULL:
        return source.kind is Kind.NULL
    if target.kind is Kind.BUILTIN:
        return _fits_builtin(target, source, convert)
    if target.kind is Kind.ENUM:
        return _fits_enum(target, source)
    return source.kind is Kind.NULL or (is_object(source) and extends(source, target))


def _fits_builtin(target: Type, source: Type, convert: bool) -> bool:
    name = builtin_name(source)
    fits = source.kind is Kind.BUILTIN and source.name == target.name
    if not fits and convert:
        fits = can_convert(name, target.name)
    if not fits and target.name == "int" and source.kind is Kind.ENUM and not source.is_type:
        fits = True
    if fits and target.arguments and source.arguments and target.name == source.name:
        return all(
            is_variant(mine) or is_variant(its) or same(mine, its) for mine, its in zip(target.arguments, source.arguments, strict=True)
        )
    return fits


def _fits_enum(target: Type, source: Type) -> bool:
    if source.is_builtin("int"):
        return True
    return source.kind is Kind.ENUM and source.name == target.name and source.declared is target.declared


def can_convert(source: str, target: str) -> bool:
    """Whether the engine converts a built-in type by itself where another one is declared (Variant::can_convert_strict)."""
    return source == target or target in CONVERTS.get(source, ())


def can_cast(source: str, target: str) -> bool:
    """Whether `as` between two built-in types is allowed (Variant::can_convert)."""
    if can_convert(source, target) and source != "Object":
        return True
    if target == "String":
        return source in _CASTS_TO_STRING
    return source == "String" and target in {"bool", "int", "float"}
