"""What a script declares, as the engine tells it: dictionaries of its variables, functions, signals and constants.

Rules: it is read off the Python class: types from its annotations, variables from its body and from what its `__init__` sets, in the order
of the lines. A type is told as the engine's PropertyInfo: its number, class and hint. What an annotation does not tell is Variant.
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from enum import EnumMeta
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript import variant
from steam_nodes.gdscript.containers.array import Array
from steam_nodes.gdscript.scripts import registry, script_fault
from steam_nodes.gdscript.scripts.declared_members import Export, OnReady
from steam_nodes.gdscript.scripts.objects import export_hints
from steam_nodes.gdscript.text.string_name import StringName
from steam_nodes.object.object import Object
from steam_nodes.object.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

_STORAGE: Final = 2
_DEFAULT: Final = 6
_IS_ENUM: Final = 1 << 16
_NIL_IS_VARIANT: Final = 1 << 17
_SCRIPT_VARIABLE: Final = 1 << 12
_CATEGORY: Final = 1 << 7
_ARRAY_TYPE: Final = 31
_DICTIONARY_TYPE: Final = 38
_Dictionaries: Final[Any] = Array[dict]  # type: ignore[type-arg]  # the engine's Array[Dictionary] has no types inside
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


def info(name: str, annotation: str, cls: type, usage: int = _DEFAULT) -> dict[str, Any]:
    """Return what the engine tells of a variable, an argument or what a function returns.

    Args:
        name: Its name.
        annotation: Its type as the Python says it, "" for none.
        cls: The class that says it.
        usage: The engine's PROPERTY_USAGE_ flags.
    """
    number, class_name, hint, text, more = _type_of(annotation, cls)
    return {
        "name": name,
        "class_name": StringName(class_name),
        "type": number,
        "hint": hint,
        "hint_string": text,
        "usage": usage | more,
    }


def _type_of(annotation: str, cls: type) -> tuple[int, str, int, str, int]:
    """Return type, class, hint, text of the hint and flags of an annotation."""
    try:
        node: ast.expr = ast.parse(annotation or "Any", mode="eval").body
    except SyntaxError:
        return 0, "", 0, "", _NIL_IS_VARIANT
    if isinstance(node, ast.BinOp):
        node = node.left
    inner: list[ast.expr] = []
    if isinstance(node, ast.Subscript):
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        node = node.value
        if ast.unparse(node) in ("ClassVar", "Final"):
            return _type_of(ast.unparse(inner[0]), cls)
    name = ast.unparse(node).removeprefix("gd.")
    if name in ("Any", "object"):
        return 0, "", 0, "", _NIL_IS_VARIANT
    if name == "None":
        return 0, "", 0, "", 0
    number = _PLAIN.get(name, variant.NUMBER_OF.get(name, 0))
    if number in (variant.TYPE_ARRAY, variant.TYPE_DICTIONARY) and any(ast.unparse(each) != "Any" for each in inner):
        words = [_word_of(ast.unparse(each), cls) for each in inner]
        hint = _ARRAY_TYPE if number == variant.TYPE_ARRAY else _DICTIONARY_TYPE
        return number, "", hint, ";".join(words), 0
    return (number, "", 0, "", 0) if number else _class_type(name, cls)


def _class_type(name: str, cls: type) -> tuple[int, str, int, str, int]:
    found = _look_up(name, cls)
    if isinstance(found, EnumMeta):
        owner = getattr(cls, "_script_name_", "") or cls.__name__
        return variant.TYPE_INT, f"{owner}.{found.__name__}", 0, "", _IS_ENUM
    if isinstance(found, type) and issubclass(found, Object):
        return variant.TYPE_OBJECT, _class_word(found), 0, "", 0
    return variant.TYPE_OBJECT, name, 0, "", 0


def _word_of(annotation: str, cls: type) -> str:
    number, class_name, _, _, usage = _type_of(annotation, cls)
    return class_name or ("Variant" if usage & _NIL_IS_VARIANT else variant.TYPE_NAMES[number])


def _class_word(found: Any) -> str:
    if registry.is_script(found) and ("::" in found._script_path_ or not found._script_name_):
        found = registry.native_base(found)
    name: str = found._script_name_ if registry.is_script(found) else found._engine_class_
    return name


def _look_up(name: str, cls: type) -> Any:
    module = sys.modules.get(cls.__module__)
    found: Any = None
    for part in name.split("."):
        found = getattr(cls, part, None) or getattr(module, part, None) if found is None else getattr(found, part, None)
    return found


def methods_of(cls: type) -> list[dict[str, Any]]:
    """Return what the engine tells of each function of a script, and of those it extends."""
    found: dict[str, dict[str, Any]] = {}
    for base in _scripts_of(cls):
        for name, value in vars(base).items():
            function = getattr(value, "__func__", value)
            function = getattr(function, "__wrapped__", getattr(function, "original", function))
            shown = "_init" if name == "__init__" else script_fault.script_name(name)
            if inspect.isfunction(function) and shown not in found and not (name.startswith("__") and name.endswith("__")):
                found[shown] = _method(shown, function, base, static=isinstance(value, staticmethod))
    return [*found.values()]


def _method(name: str, function: Any, cls: type, *, static: bool) -> dict[str, Any]:
    parameters = list(inspect.signature(function).parameters.values())[0 if static else 1 :]
    placed = [each for each in parameters if each.kind == each.POSITIONAL_OR_KEYWORD]
    varied = any(each.kind == each.VAR_POSITIONAL for each in parameters)
    returns = function.__annotations__.get("return")
    return {
        "name": name,
        "args": _Dictionaries([info(each.name, _text(each.annotation, each.empty), cls, 0) for each in placed]),
        "default_args": [each.default for each in placed if each.default is not each.empty],
        "flags": 1 | (32 if static else 0) | (16 if varied else 0),
        "id": 0,
        "return": info("", "Any" if returns is None and _returns(function) else _text(returns, None) or "None", cls, _DEFAULT),
    }


def _returns(function: Any) -> bool:
    """Whether a function whose type is not said returns something."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, SyntaxError, TypeError):
        return False
    return any(isinstance(node, ast.Return) and node.value is not None for node in ast.walk(tree))


def _text(annotation: Any, empty: Any) -> str:
    if annotation is empty or annotation is None:
        return ""
    return annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))


def signals_of(cls: type) -> list[dict[str, Any]]:
    """Return what the engine tells of each signal of a script, and of those it extends."""
    found: dict[str, dict[str, Any]] = {}
    for base in _scripts_of(cls):
        for name, value in vars(base).items():
            if isinstance(value, Signal) and name not in found:
                arguments = _Dictionaries([info(each, "", base, _DEFAULT) for each in value.get_parameters()])
                found[name] = {
                    "name": name,
                    "args": arguments,
                    "default_args": [],
                    "flags": 1,
                    "id": 0,
                    "return": info("", "None", base),
                }
    return [*found.values()]


def constants_of(cls: type) -> dict[Any, Any]:
    """Return the constants, enums and inner classes of a script by their names."""
    found: dict[Any, Any] = {}
    for base in _scripts_of(cls):
        for name, value in vars(base).items():
            annotation = str(base.__annotations__.get(name, ""))
            if isinstance(value, type) or "Final" in annotation:
                found.setdefault(StringName(name), value)
    return found


def static_properties_of(cls: type) -> list[dict[str, Any]]:
    """Return what the engine tells of each static variable of a script."""
    return [
        info(name, annotation, base, _SCRIPT_VARIABLE) for base in _scripts_of(cls) for name, annotation in _variables(base, static=True)
    ]


def properties_of(cls: type, instance: Any = None) -> list[dict[str, Any]]:
    """Return what the engine tells of each variable of a script, and of those it extends.

    Args:
        cls: The class of the script.
        instance: An object of it, whose values tell the types that the script does not say.
    """
    found = []
    for base in _scripts_of(cls):
        path = base._script_path_
        found.append({**info(path.rpartition("/")[2], "None", base, _CATEGORY), "hint_string": path})
        for name, annotation in _variables(base, static=False):
            value = vars(base).get(name)
            if isinstance(value, Export):
                now = value.default if instance is None else getattr(instance, name)
                found.append(export_hints.told(info(name, annotation, base, _SCRIPT_VARIABLE | _DEFAULT), value, now))
            else:
                shown = isinstance(value, OnReady) and value.exported
                found.append(info(name, annotation, base, _SCRIPT_VARIABLE | (_DEFAULT if shown else 0)))
    return found


def all_properties_of(instance: Any) -> list[dict[str, Any]]:
    """Return what the engine tells of each property of an object: those of its class of the engine first, then its script's."""
    cls = type(instance)
    declared = properties_of(cls, instance)
    names = {each["name"] for each in declared}
    native = [
        each for each in Object.get_property_list(instance) if each["name"] not in names and isinstance(_slot(cls, each["name"]), property)
    ]
    own = instance._get_property_list() if hasattr(cls, "_get_property_list") else []
    whole = [{**info(each["name"], "", cls), "usage": _DEFAULT} for each in native]
    return [*whole, *declared, *({**info("", "None", cls), **each} for each in own)]


def _slot(cls: type, name: str) -> Any:
    return inspect.getattr_static(cls, name, None)


def all_methods_of(instance: Any) -> list[dict[str, Any]]:
    """Return what the engine tells of each function of an object: its script's first, then those of its class of the engine."""
    declared = methods_of(type(instance))
    names = {str(each["name"]) for each in declared}
    return [*declared, *(each for each in Object.get_method_list(instance) if each["name"] not in names)]


def all_signals_of(instance: Any) -> list[dict[str, Any]]:
    """Return what the engine tells of each signal of an object: its script's first, then those of its class of the engine."""
    declared = signals_of(type(instance))
    names = {str(each["name"]) for each in declared}
    return [*declared, *(each for each in Object.get_signal_list(instance) if each["name"] not in names)]


def _scripts_of(cls: type) -> list[Any]:
    return [base for base in cls.__mro__ if "_script_path_" in vars(base)]


def _variables(cls: Any, *, static: bool) -> Iterator[tuple[str, str]]:
    """Give the variables that a class declares with their annotations, in the order of the script."""
    annotations = vars(cls).get("__annotations__", {})
    found: dict[str, str] = {}
    for name, value in vars(cls).items():
        annotation = str(annotations.get(name, ""))
        hidden = name.startswith("_") and name.endswith("_")
        own = not (callable(value) or isinstance(value, Signal | property | staticmethod | classmethod | type)) or isinstance(
            value, OnReady
        )
        hidden = hidden or isinstance(vars(cls).get(name[1:]), property)
        if not hidden and own and "Final" not in annotation and ("ClassVar" in annotation) == static and name != "EXPORTED":
            found[name] = annotation
    if not static:
        begin = vars(cls).get("__init__")
        for name, annotation in _set_in(getattr(begin, "values", begin)):
            if not isinstance(vars(cls).get(name[1:]), property):
                found.setdefault(name, annotation)
        for name, value in vars(cls).items():
            if isinstance(value, property):
                getter = value.fget
                found.setdefault(name, _text(getattr(getter, "__annotations__", {}).get("return"), None))
    yield from found.items()


def _set_in(function: Any) -> Iterator[tuple[str, str]]:
    """Give what an `__init__` sets with an annotation."""
    if not inspect.isfunction(function):
        return
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, SyntaxError, TypeError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Attribute):
            yield node.target.attr, ast.unparse(node.annotation)
