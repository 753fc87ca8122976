r"""str: any value as the text that the engine prints.

Rules: several values are joined without a space. Inside of an array or a dictionary a text stands in quotes with escapes, a name as &"x"
and a path as ^"x". What contains itself ends in ... after a hundred levels, and the log says so.
"""

from __future__ import annotations

from enum import EnumMeta
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.equality import pairs
from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.math.numbers import number_text
from steam_nodes.gdscript.text.escapes import c_escape
from steam_nodes.object.callable import Callable
from steam_nodes.object.freed import described, instance_id, is_freed

if TYPE_CHECKING:
    from collections.abc import Callable as Function

_DEEPEST: Final = 100
_OURS: Final = "steam_nodes.gdscript."
_OF_GDSCRIPT: Final = frozenset(
    {
        "Color8",
        "assert",
        "char",
        "convert",
        "dict_to_inst",
        "get_stack",
        "inst_to_dict",
        "is_instance_of",
        "len",
        "load",
        "ord",
        "preload",
        "print_debug",
        "print_stack",
        "range",
        "type_exists",
    }
)
"""The global functions that belong to the language; the others belong to the engine."""


def str_(*values: Any) -> str:
    """Return the values as one text, one after the other."""
    if len(values) == 1:
        value = values[0]
        if value.__class__ is str:
            return value
        return int.__repr__(value) if value.__class__ is int else text_of(value)
    return "".join([text_of(value) for value in values])


def text_of(value: Any, depth: int = 0) -> str:
    """Return one value as the engine prints it."""
    return _TEXTS[variant.typeof(value)](value, depth)


def element_text(value: Any, depth: int = 0) -> str:
    """Return one value as it stands inside of an array or a dictionary."""
    number = variant.typeof(value)
    if number in _QUOTES:
        return f'{_QUOTES[number]}"{c_escape(str(value))}"'
    return _TEXTS[number](value, depth)


_QUOTES: Final = {variant.TYPE_STRING: "", variant.TYPE_STRING_NAME: "&", variant.TYPE_NODE_PATH: "^"}


def _int_text(value: Any, _depth: int) -> str:
    return int.__repr__(value)


def _plain_text(value: Any, _depth: int) -> str:
    return str.__str__(value)


def _own_text(value: Any, _depth: int) -> str:
    return str(value)


def _array_text(value: Any, depth: int) -> str:
    if depth > _DEEPEST:
        reported("Maximum array recursion reached!")
        return "[...]"
    return f"[{', '.join([element_text(item, depth + 1) for item in value])}]"


def _dictionary_text(value: Any, depth: int) -> str:
    if depth > _DEEPEST:
        reported("Maximum dictionary recursion reached!")
        return "{ ... }"
    if isinstance(value, EnumMeta):
        value = enum_dictionary(value)
    shown = [f"{element_text(key, depth + 1)}: {element_text(item, depth + 1)}" for key, item in pairs(value)]
    return f"{{ {', '.join(shown)} }}"


def enum_dictionary(cls: Any) -> dict[str, int]:
    """Return the names and values of an enum, which is a dictionary in GDScript."""
    return {name: int(member.value) for name, member in cls.__members__.items()}


def _object_text(value: Any, _depth: int) -> str:
    if is_freed(value):
        return "<Freed Object>"
    if isinstance(value, type):
        return _class_text(value)
    own = getattr(value, "_to_string", None)
    if own is not None:
        return text_of(own())
    if hasattr(value, "_id_") and not value._prints_:
        return described(getattr(value, "_name_", "") or "", value._engine_class_, instance_id(value))
    return str(value)


def _class_text(value: type) -> str:
    name = "GDScript" if hasattr(value, "_script_path_") else "GDScriptNativeClass"
    return f"<{name}#{id(value)}>"


def _callable_text(value: Any, _depth: int) -> str:
    if isinstance(value, Callable):
        if value.is_null():
            return "null::null"
        instance, function, method, _ = value.parts()
        return _bound_text(instance, method) if instance is not None else _function_text(function)
    if isinstance(value, MethodType):
        return _bound_text(value.__self__, value.__func__.__name__)
    return _function_text(value)


def _bound_text(instance: Any, method: str) -> str:
    if is_freed(instance):
        return f"null::{method}"
    if isinstance(instance, type):
        return f"{'GDScript' if hasattr(instance, '_script_path_') else 'GDScriptNativeClass'}::{method}"
    return f"{_base_text(instance)}::{method}"


def _base_text(instance: Any) -> str:
    """Return the class of an object, with the file of its script where it has one, as the texts of callables and signals begin."""
    name = getattr(instance, "_engine_class_", type(instance).__name__)
    path = getattr(type(instance), "_script_path_", "")
    # A class inside a script has no file of its own.
    return f"{name}({path.rpartition('/')[2]})" if path and "::" not in path else name


def _function_text(function: Any) -> str:
    told = getattr(function, "_engine_text_", None)
    if told is not None:
        return str(told)
    if isinstance(function, (MethodType, BuiltinFunctionType)) and not isinstance(function, FunctionType):
        return f"{getattr(function, '__self__', None)}::{function.__name__}"
    name = getattr(function, "__name__", "<lambda>")
    if getattr(function, "__module__", "").startswith(_OURS):
        plain = name.rstrip("_")
        return f"{'@GDScript' if plain in _OF_GDSCRIPT else '@GlobalScope'}::{plain}"
    return "<anonymous lambda>(lambda)" if name in ("<lambda>", "<anonymous lambda>", "_") else f"{name}(lambda)"


def _signal_text(value: Any, _depth: int) -> str:
    owner = value.get_object()
    return f"{'null' if owner is None else _base_text(owner)}::[signal]{value.get_name()}"


def _packed_text(value: Any, depth: int) -> str:
    return f"[{', '.join([element_text(item, depth + 1) for item in value])}]"


def _table() -> tuple[Function[[Any, int], str], ...]:
    texts: list[Function[[Any, int], str]] = [_own_text] * variant.TYPE_MAX
    texts[variant.TYPE_NIL] = lambda _value, _depth: "<null>"
    texts[variant.TYPE_BOOL] = lambda value, _depth: "true" if value else "false"
    texts[variant.TYPE_INT] = _int_text
    texts[variant.TYPE_FLOAT] = lambda value, _depth: number_text(value)
    for number in (variant.TYPE_STRING, variant.TYPE_STRING_NAME, variant.TYPE_NODE_PATH):
        texts[number] = _plain_text
    texts[variant.TYPE_OBJECT] = _object_text
    texts[variant.TYPE_CALLABLE] = _callable_text
    texts[variant.TYPE_SIGNAL] = _signal_text
    texts[variant.TYPE_DICTIONARY] = _dictionary_text
    texts[variant.TYPE_ARRAY] = _array_text
    for number in range(variant.TYPE_PACKED_BYTE_ARRAY, variant.TYPE_MAX):
        texts[number] = _packed_text
    return tuple(texts)


_TEXTS: Final = _table()
