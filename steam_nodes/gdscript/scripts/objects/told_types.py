"""Types as the engine tells them: what an annotation of Python says, as the number, the class, the hint and the flags of a PropertyInfo.

Rules: an enum is an int with the enum's name, whole: `Player.State`, of a script without a class_name `res://player.gd.State`. A class that
a variable holds (`type[Node]`) is an object of the class of classes, an enum that it holds a Dictionary. What an annotation does not tell
is Variant.
"""

from __future__ import annotations

import ast
import sys
from enum import EnumMeta
from functools import lru_cache
from typing import Any, Final, get_args

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.classes.global_scope import enum_record
from steam_nodes.gdscript.scripts import registry
from steam_nodes.gdscript.text.string_name import StringName
from steam_nodes.object.object import Object

DEFAULT: Final = 6
IS_ENUM: Final = 1 << 16
NIL_IS_VARIANT: Final = 1 << 17
_ARRAY_TYPE: Final = 31
_DICTIONARY_TYPE: Final = 38
_AROUND: Final = ("ClassVar", "Final")
_PLAIN: Final = {
    "int": variant.TYPE_INT,
    "float": variant.TYPE_FLOAT,
    "bool": variant.TYPE_BOOL,
    "str": variant.TYPE_STRING,
    "list": variant.TYPE_ARRAY,
    "dict": variant.TYPE_DICTIONARY,
    "Callable": variant.TYPE_CALLABLE,
    "Function": variant.TYPE_CALLABLE,
    "Signal": variant.TYPE_SIGNAL,
    "NodePath": variant.TYPE_NODE_PATH,
}


class Told:
    """A type as the engine tells it.

    Args:
        number: The number of the built-in type.
        class_name: The class or the enum, "" for none.
        hint: The engine's PROPERTY_HINT_ number.
        text: The text of the hint.
        usage: The PROPERTY_USAGE_ flags that come with it.
        found: The class or the enum itself, None where it is none or nobody knows it.
        inner: The types of the elements.
    """

    __slots__ = ("class_name", "found", "hint", "inner", "number", "text", "usage")

    def __init__(
        self,
        number: int = 0,
        class_name: str = "",
        *,
        hint: int = 0,
        text: str = "",
        usage: int = 0,
        found: Any = None,
        inner: tuple[Told, ...] = (),
    ) -> None:
        """Keep the parts."""
        self.number: int = number
        self.class_name: str = class_name
        self.hint: int = hint
        self.text: str = text
        self.usage: int = usage
        self.found: Any = found
        self.inner: tuple[Told, ...] = inner

    @property
    def word(self) -> str:
        """The type in one word, as the hint of an Array says it."""
        return self.class_name or ("Variant" if self.usage & NIL_IS_VARIANT else variant.TYPE_NAMES[self.number])


_VARIANT: Final = Told(usage=NIL_IS_VARIANT)


def info(name: str, annotation: str, cls: type, usage: int = DEFAULT) -> dict[str, Any]:
    """Return what the engine tells of a variable, an argument or what a function returns.

    Args:
        name: Its name.
        annotation: Its type as the Python says it, "" for none.
        cls: The class that says it.
        usage: The engine's PROPERTY_USAGE_ flags.
    """
    told = told_type(annotation, cls)
    return {
        "name": name,
        "class_name": StringName(told.class_name),
        "type": told.number,
        "hint": told.hint,
        "hint_string": told.text,
        "usage": usage | told.usage,
    }


@lru_cache(maxsize=1024)
def told_type(annotation: str, cls: type) -> Told:  # one case a kind of annotation
    """Return the type that an annotation says.

    Args:
        annotation: The annotation, "" for none.
        cls: The class that says it.
    """
    try:
        node: ast.expr = ast.parse(annotation or "Any", mode="eval").body
    except SyntaxError:
        return _VARIANT
    if isinstance(node, ast.BinOp):
        node = node.left
    inner: list[ast.expr] = []
    if isinstance(node, ast.Subscript):
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        node = node.value
    name = ast.unparse(node).removeprefix("gd.")
    if name in _AROUND and inner:
        return told_type(ast.unparse(inner[0]), cls)
    if name == "type" and inner:
        return _class_of(told_type(ast.unparse(inner[0]), cls))
    if name in ("Any", "object"):
        return _VARIANT
    if name == "None":
        return Told()
    number = _PLAIN.get(name, variant.NUMBER_OF.get(name, 0))
    if number in (variant.TYPE_ARRAY, variant.TYPE_DICTIONARY) and any(ast.unparse(each) != "Any" for each in inner):
        held = tuple(told_type(ast.unparse(each), cls) for each in inner)
        hint = _ARRAY_TYPE if number == variant.TYPE_ARRAY else _DICTIONARY_TYPE
        return Told(number, hint=hint, text=";".join(each.word for each in held), inner=held)
    return Told(number) if number else _class_type(name, cls)


def parts_of(declared: Any) -> list[str]:
    """Return what stands between the brackets of an annotation: the types of a signal's parameters.

    Args:
        declared: `Signal[int, list[int]]`, None for no annotation; it may stand in a ClassVar, where a declared signal puts it.
    """
    held = get_args(declared)
    annotation = str(getattr(held[0], "__forward_arg__", held[0]) if held else declared or "")
    try:
        node = ast.parse(annotation, mode="eval").body if annotation else None
    except SyntaxError:
        return []
    if not isinstance(node, ast.Subscript):
        return []
    return [ast.unparse(each) for each in (node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice])]


def _class_of(told: Told) -> Told:
    if told.usage & IS_ENUM:
        return Told(variant.TYPE_DICTIONARY)
    return Told(variant.TYPE_OBJECT, "GDScript" if registry.is_script(told.found) else "GDScriptNativeClass")


def _class_type(name: str, cls: type) -> Told:
    found = _look_up(name, cls)
    if isinstance(found, EnumMeta):
        return Told(variant.TYPE_INT, _enum_word(found, name), usage=IS_ENUM, found=found)
    if isinstance(found, type) and issubclass(found, Object):
        return Told(variant.TYPE_OBJECT, _class_word(found), found=found)
    if enum_record(name) is not None:
        return Told(variant.TYPE_INT, name, usage=IS_ENUM)
    return Told(variant.TYPE_OBJECT, name)


def _enum_word(found: EnumMeta, name: str) -> str:
    """Return the name of an enum: that of the script it stands in before its own."""
    names: list[str] = found.__qualname__.split(".")
    owner: Any = getattr(sys.modules.get(found.__module__), names[0], None)
    if len(names) == 1 or not registry.is_script(owner):
        return name
    return ".".join([owner._script_name_ or owner._script_path_, *names[1:]])


def _class_word(found: Any) -> str:
    if registry.is_script(found) and ("::" in found._script_path_ or not found._script_name_):
        found = registry.native_base(found)
    name: str = found._script_name_ if registry.is_script(found) else found._engine_class_
    return name


def _look_up(name: str, cls: type) -> Any:
    module = sys.modules.get(cls.__module__)
    found: Any = None
    for count, part in enumerate(name.split(".")):
        found = getattr(found, part, None) if count else _around(part, cls, module)
    return found


def _around(name: str, cls: type, module: Any) -> Any:
    """Return what a name means in a class: its own, that of a class around it, that of the module."""
    owner: Any = module
    around: list[Any] = [cls]
    for part in cls.__qualname__.split(".")[:-1]:
        owner = getattr(owner, part, None)
        around.insert(1, owner)
    return next((getattr(each, name) for each in (*around, module) if hasattr(each, name)), None)
