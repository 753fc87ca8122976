"""What a script declares, as the engine tells it: dictionaries of its variables, functions, signals and constants.

Rules: it is read off the Python class: variables by declared_variables.py, types from annotations by told_types.py. A type is told as the
engine's PropertyInfo: its number, class and hint. What an annotation does not tell is Variant.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import Any, Final

from steam_nodes.gdscript.containers.array import Array
from steam_nodes.gdscript.scripts import script_fault
from steam_nodes.gdscript.scripts.declared_members import Export, ExportGroup, OnReady
from steam_nodes.gdscript.scripts.objects import export_hints
from steam_nodes.gdscript.scripts.objects.declared_variables import variables_of
from steam_nodes.gdscript.scripts.objects.told_types import DEFAULT, info, parts_of, told_type
from steam_nodes.gdscript.text.string_name import StringName
from steam_nodes.object.object import Object
from steam_nodes.object.signal import Signal

_SCRIPT_VARIABLE: Final = 1 << 12
_CATEGORY: Final = 1 << 7
_Dictionaries: Final[Any] = Array[dict]  # type: ignore[type-arg]  # the engine's Array[Dictionary] has no types inside


def methods_of(cls: type) -> list[dict[str, Any]]:
    """Return what the engine tells of each function of a script, and of those it extends."""
    found: dict[str, dict[str, Any]] = {}
    for base in _scripts_of(cls):
        for name, value in vars(base).items():
            function = getattr(value, "__func__", value)
            function = getattr(function, "__wrapped__", getattr(function, "original", function))
            shown = "_init" if name == "__init__" else script_fault.script_name(name)
            # What makes a class a script puts functions into it too, which are none of the script's.
            own = getattr(function, "__module__", "") == base.__module__
            if own and inspect.isfunction(function) and shown not in found and (not _is_hidden(name) or _is_constructor(name, function)):
                found[shown] = _method(shown, function, base, static=isinstance(value, staticmethod))
    return [*found.values()]


def _is_hidden(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _is_constructor(name: str, function: Any) -> bool:
    """Whether an `__init__` is what a script's `_init` became: one that only sets first values comes from no line of the script."""
    code = function.__code__
    lines = script_fault.lines.get(code.co_filename, ())
    return name == "__init__" and len(lines) >= code.co_firstlineno and lines[code.co_firstlineno - 1] > 0


def _method(name: str, function: Any, cls: type, *, static: bool) -> dict[str, Any]:
    parameters = list(inspect.signature(function).parameters.values())[0 if static else 1 :]
    placed = [each for each in parameters if each.kind == each.POSITIONAL_OR_KEYWORD]
    varied = any(each.kind == each.VAR_POSITIONAL for each in parameters)
    returns = function.__annotations__.get("return")
    return {
        "name": name,
        "args": _Dictionaries([info(script_fault.script_name(each.name), _text(each.annotation, each.empty), cls, 0) for each in placed]),
        "default_args": [each.default for each in placed if each.default is not each.empty],
        "flags": 1 | (32 if static else 0) | (16 if varied else 0),
        "id": 0,
        "return": _returned("Any" if returns is None and _returns(function) else _text(returns, None) or "None", cls),
    }


def _returned(annotation: str, cls: type) -> dict[str, Any]:
    """Return what is told of a function's type; what returns nothing has the flags of any property."""
    return info("", annotation, cls, DEFAULT if annotation == "None" else 0)


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
                kinds = parts_of(vars(base).get("__annotations__", {}).get(name))
                names = value.get_parameters()
                kinds = kinds if len(kinds) == len(names) else [""] * len(names)
                arguments = _Dictionaries([info(each, kind, base, 0) for each, kind in zip(names, kinds, strict=True)])
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
            annotation = str(vars(base).get("__annotations__", {}).get(name, ""))
            if isinstance(value, type) or "Final" in annotation:
                found.setdefault(StringName(name), value)
    return found


def static_properties_of(cls: type) -> list[dict[str, Any]]:
    """Return what the engine tells of each static variable of a script."""
    return [
        info(each.name, each.annotation, base, _SCRIPT_VARIABLE) for base in _scripts_of(cls) for each in variables_of(base) if each.static
    ]


def properties_of(cls: type, instance: Any = None) -> list[dict[str, Any]]:
    """Return what the engine tells of each variable of a script, and of those it extends.

    Args:
        cls: The class of the script.
        instance: An object of it, whose values tell the types that the script does not say.
    """
    found = []
    for base in _scripts_of(cls):
        path = "" if "::" in base._script_path_ else base._script_path_
        found.append({**info(path.rpartition("/")[2] or "Built-in script", "None", base, _CATEGORY), "hint_string": path})
        for each in variables_of(base):
            value = each.value
            if each.static:
                continue
            if isinstance(value, ExportGroup):
                found.append({**info(value.name, "None", base, value.usage), "hint_string": value.prefix})
            elif isinstance(value, Export):
                now = value.default if instance is None else getattr(instance, each.attribute)
                found.append(export_hints.told(each.name, told_type(each.annotation, base), value, now))
            elif isinstance(value, OnReady) and value.exported:
                found.append(export_hints.told(each.name, told_type(each.annotation, base), Export(None, "", ()), None))
            else:
                found.append(info(each.name, each.annotation, base, _SCRIPT_VARIABLE))
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
    whole = [{**info(each["name"], "", cls), "usage": DEFAULT} for each in native]
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
