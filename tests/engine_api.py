"""The engine's own list of its classes, as far as this library mirrors them: how it is made, and the page that is made from it.

`python -m tests.engine_api DUMP` makes engine_api.json from what `godot --headless --dump-extension-api` writes; without an argument it
writes docs/reference/engine_api.md. Rules: engine_api.json holds what the engine says and nothing of ours; what is left out here stands in
engine_api_reasons.toml, one line each, and a line for something that is here is an error; both files are sorted, so that the same input
gives the same bytes.
"""

from __future__ import annotations

import inspect
import json
import keyword
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

import steam_nodes

HERE: Final = Path(__file__).parent
DATA: Final = HERE / "engine_api.json"
REASONS: Final = HERE / "engine_api_reasons.toml"
PAGE: Final = HERE.parent / "docs" / "reference" / "engine_api.md"

CLASSES: Final = (
    "Object",
    "RefCounted",
    "WeakRef",
    "Resource",
    "Signal",
    "Callable",
    "NodePath",
    "Node",
    "Timer",
    "MainLoop",
    "SceneTree",
    "SceneTreeTimer",
    "Engine",
    "Input",
    "InputMap",
    "InputEvent",
    "InputEventAction",
    "InputEventFromWindow",
    "InputEventGesture",
    "InputEventJoypadButton",
    "InputEventJoypadMotion",
    "InputEventKey",
    "InputEventMIDI",
    "InputEventMagnifyGesture",
    "InputEventMouse",
    "InputEventMouseButton",
    "InputEventMouseMotion",
    "InputEventPanGesture",
    "InputEventScreenDrag",
    "InputEventScreenTouch",
    "InputEventShortcut",
    "InputEventWithModifiers",
    "PackedScene",
    "SceneState",
    "Tween",
    "Tweener",
    "CallbackTweener",
    "IntervalTweener",
    "MethodTweener",
    "PropertyTweener",
    "SubtweenTweener",
    "Time",
    "OS",
    "ClassDB",
    "ProjectSettings",
)
FUNCTIONS: Final = ("instance_from_id", "is_instance_id_valid", "is_instance_valid", "weakref")
"""Those of @GlobalScope that are about objects; the rest is arithmetic and printing, which Python has."""
KINDS: Final = ("methods", "signals", "constants", "properties")

_DEFAULTS: Final[dict[str, Any]] = {
    "true": True,
    "false": False,
    "null": None,
    '""': "",
    '&""': "",
    'NodePath("")': "",
    "[]": None,
    "{}": None,
}
_HEAD: Final = """# The engine's list, and what is here

<!-- Made by `python -m tests.engine_api` from the list that the engine prints of itself; do not edit. -->

Each class this library mirrors, beside the list of methods, signals, constants and properties that Godot {version} prints of itself. Names,
arguments and defaults of what is here are the engine's; a name that is a word of Python's has an underscore behind it. What is not here
stands below with the reason. A class has what it inherits too.

"""


def condensed(dump: dict[str, Any]) -> dict[str, Any]:
    """Return the part of the engine's dump that engine_api.json keeps."""
    given = {each["name"]: each for each in (*dump["classes"], *dump["builtin_classes"])}
    table: dict[str, Any] = {name: _class(given[name]) for name in CLASSES}
    functions = {each["name"]: _method(each) for each in dump["utility_functions"] if each["name"] in FUNCTIONS}
    table["@GlobalScope"] = {"inherits": "", "methods": functions, "signals": {}, "constants": {}, "properties": {}}
    header = dump["header"]
    return {"version": f"{header['version_major']}.{header['version_minor']}.{header['version_patch']}", "classes": table}


def _class(given: dict[str, Any]) -> dict[str, Any]:
    constants = {each["name"]: each["value"] for each in given.get("constants", ())}
    for enum in given.get("enums", ()):
        constants |= {each["name"]: each["value"] for each in enum["values"]}
    return {
        "inherits": given.get("inherits", ""),
        "methods": {each["name"]: _method(each) for each in given.get("methods", ())},
        "signals": {each["name"]: [argument["name"] for argument in each.get("arguments", ())] for each in given.get("signals", ())},
        "constants": constants,
        "enums": {each["name"]: [value["name"] for value in each["values"]] for each in given.get("enums", ())},
        "properties": {each["name"]: [each.get("setter", ""), each.get("getter", "")] for each in given.get("properties", ())},
    }


def _method(given: dict[str, Any]) -> dict[str, Any]:
    arguments = [
        [argument["name"], argument["default_value"]] if "default_value" in argument else [argument["name"]]
        for argument in given.get("arguments", ())
    ]
    made: dict[str, Any] = {
        "arguments": arguments,
        "returns": given.get("return_type") or given.get("return_value", {}).get("type", "void"),
    }
    return made | {flag: True for flag in ("is_static", "is_virtual", "is_vararg") if given.get(flag)}


def load() -> dict[str, Any]:
    """Return engine_api.json."""
    table: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return table


def reasons() -> dict[str, dict[str, str]]:
    """Return for each class the sentence why each of its names, or "*" for the class, is left out; "arguments" holds other arguments."""
    given = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    shared: dict[str, str] = given.pop("reasons")
    return {name: {member: shared.get(why, why) for member, why in members.items()} for name, members in given.items()}


def ours(name: str) -> Any:
    """Return our class of that name, the type of a singleton, the door itself for @GlobalScope; None where there is none."""
    if name == "Signal":
        # Its `emit` is made for each number of arguments.
        return type(steam_nodes.Signal())
    found = steam_nodes if name == "@GlobalScope" else getattr(steam_nodes, name, None)
    return found if found is None or inspect.isclass(found) or inspect.ismodule(found) else type(found)


def has(name: str, kind: str, member: str) -> bool:
    """Whether our class has the member; what an instance keeps as a plain attribute counts as a property."""
    cls = ours(name)
    if kind == "signals":
        return isinstance(inspect.getattr_static(cls, member, None), steam_nodes.Signal)
    if kind == "properties" and not hasattr(cls, member) and inspect.isclass(cls):
        return any(f"self.{member} = " in line or f"self.{member}: " in line for base in cls.__mro__[:-1] for line in _init_of(base))
    return hasattr(cls, member)


def _init_of(cls: type) -> list[str]:
    init = vars(cls).get("__init__")
    return inspect.getsource(init).splitlines() if inspect.isfunction(init) else []


def wrong_arguments(name: str, member: str, spec: dict[str, Any]) -> str:
    """Say how our method's arguments differ from the engine's in name, order or default; empty if they do not."""
    found = inspect.getattr_static(ours(name), member)
    function = found.__func__ if isinstance(found, (staticmethod, classmethod)) else found
    parameters = list(inspect.signature(function).parameters.values())
    if inspect.isclass(ours(name)) and not isinstance(found, staticmethod):
        parameters = parameters[1:]
    positional = [each for each in parameters if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
    got = [[each.name, *([] if each.default is each.empty else [each.default])] for each in positional]
    wanted = [[_python_name(given[0]), *[default(each) for each in given[1:]]] for given in spec["arguments"]]
    takes_more = any(each.kind is each.VAR_POSITIONAL for each in parameters)
    if got != wanted or takes_more != spec.get("is_vararg", False):
        return f"{name}.{member}: {got}{' *' * takes_more} is not the engine's {wanted}{' *' * spec.get('is_vararg', False)}"
    return ""


def _python_name(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


def default(text: str) -> Any:
    """Return what the engine's text of a default is in Python; None stands for a list or dictionary of its own."""
    return _DEFAULTS[text] if text in _DEFAULTS else json.loads(text)


def count(name: str, kind: str, spec: dict[str, Any]) -> tuple[int, int]:
    """Return how many members of a kind are here, and how many the engine has."""
    return (sum(has(name, kind, member) for member in spec[kind]) if ours(name) is not None else 0), len(spec[kind])


def page() -> str:
    """Return the text of docs/reference/engine_api.md."""
    table, why = load(), reasons()
    lines = [_HEAD.format(version=table["version"])]
    lines += ["| class | methods | signals | constants | properties |\n", "|---|---|---|---|---|\n"]
    for name, spec in table["classes"].items():
        cells = " | ".join("{} of {}".format(*count(name, kind, spec)) if spec[kind] else "" for kind in KINDS)
        lines.append(f"| {name} | {cells} |\n")
    for name, spec in table["classes"].items():
        lines.append(f"\n## {name}\n\n")
        if spec["inherits"]:
            lines.append(f"Inherits {spec['inherits']} in the engine.\n\n")
        lines.append("| engine | here | why not |\n|---|---|---|\n")
        if ours(name) is None:
            lines.append(f"| {name} | no | {why[name]['*']} |\n")
            continue
        for kind in KINDS:
            here = [f"`{_shown(member, spec[kind])}`" for member in spec[kind] if has(name, kind, member)]
            if here:
                here = [
                    f"{each} ({why['arguments'][key]})" if (key := f"{name}.{each[1:].partition('(')[0]}") in why["arguments"] else each
                    for each in here
                ]
                lines.append(f"| {', '.join(here)} | yes | |\n")
            missing: dict[str, list[str]] = {}
            for member in spec[kind]:
                if not has(name, kind, member):
                    missing.setdefault(why[name].get(member, "?"), []).append(f"`{_shown(member, spec[kind])}`")
            lines += [f"| {', '.join(members)} | no | {reason} |\n" for reason, members in missing.items()]
    return "".join(lines)


def _shown(member: str, specs: dict[str, Any]) -> str:
    spec = specs[member]
    if not isinstance(spec, dict):
        return member
    names = [argument[0] for argument in spec["arguments"]]
    return f"{member}({', '.join([*names, '...'] if spec.get('is_vararg') else names)})"


def _main(arguments: list[str]) -> None:
    if arguments:
        table = condensed(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
        lines = [f' "{name}": {{\n{_members(spec)}\n }}' for name, spec in table["classes"].items()]
        text = f'{{"version": "{table["version"]}",\n"classes": {{\n' + ",\n".join(lines) + "\n}}\n"
        DATA.write_text(text, encoding="utf-8")
    else:
        PAGE.write_text(page(), encoding="utf-8")


def _members(spec: dict[str, Any]) -> str:
    """Write one member a line, so that a new version of the engine is a difference that can be read."""
    parts = []
    for kind, value in spec.items():
        if isinstance(value, dict) and value:
            inner = ",\n".join(f'   "{name}": {json.dumps(each)}' for name, each in sorted(value.items()))
            parts.append(f'  "{kind}": {{\n{inner}\n  }}')
        else:
            parts.append(f'  "{kind}": {json.dumps(value)}')
    return ",\n".join(parts)


if __name__ == "__main__":
    _main(sys.argv[1:])
