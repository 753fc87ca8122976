"""Every name that written code may use: what the runtime offers as `gd.`, what the library offers, and the words that Python keeps.

Rules: the writer takes a runtime name only through `Module.gd()`, which refuses one that is not in this table, so the table is complete.
The engine's own names (functions, built-in types, constants and enums of @GlobalScope) are in the runtime under the same name.
"""

from __future__ import annotations

import builtins
import keyword
from typing import Final

HELPERS: Final = {
    "Array": "the Array type: `gd.Array(values, type)` is a typed one, `gd.Array.method(array, ...)` a method on any list",
    "Dictionary": "the Dictionary type: `gd.Dictionary(values, key_type, value_type)`, `gd.Dictionary.method(dictionary, ...)`",
    "String": "the String type: `gd.String.method(text, ...)`, `gd.String.num(x)`",
    "autoload": "a stand-in for the autoload of a name, looked up when it is used",
    "call": "call a method by its name on any value: `gd.call(x, 'size')`",
    "cast": "`x as T`: null where an object is no T, converted where it is a built-in type",
    "contains": "`value in container` for any values: `gd.contains(container, value)`",
    "convert": "a value as it is stored in a variable of a type: `gd.convert(x, float)`",
    "div": "`a / b`: whole for two ints, infinite for floats by zero",
    "equal": "`a == b` where a wrong pair of types is the engine's error",
    "export": "the descriptor of an @export variable: `gd.export(10.0, hint)`",
    "export_category": "a heading of @export variables in the body of a class: `gd.export_category('Combat')`",
    "export_group": "the same for a group, with the beginning of its variables' names: `gd.export_group('Combat', 'combat_')`",
    "export_subgroup": "the same for a group inside a group",
    "format": "`text % values`",
    "get": "a member of any value: `gd.get(x, 'name')`",
    "coroutine": "the decorator of a local `async def`: a call starts it",
    "get_script": "`x.get_script()`: the class of an object",
    "index": "`x[i]` for any values",
    "int64": "an int wrapped to 64 bits",
    "is_a": "`x is T`",
    "iterate": "what `for` goes through, of any value",
    "load": "`load(path)`: a resource, a scene or the class of a script",
    "matches": "whether a value matches a pattern's value: equal, and of the same type",
    "mod": "`a % b`: a remainder with the sign of `a`, or a text's format",
    "onready": "the descriptor of an @onready variable, set when the node is ready",
    "power": "`a ** b`",
    "preload": "`preload(path)`: like load",
    "read_only": "a constant's Array or Dictionary, which refuses changes",
    "rpc": "the decorator of @rpc functions",
    "script": "the class decorator of a ported script",
    "script_class": "the class of a script by its path, looked up when it is used",
    "set": "write a member of any value; returns what is to be stored again",
    "set_script": "`x.set_script(script)`",
    "signal_of": "`Signal(object, name)`",
    "set_index": "write `x[i]` for any values; returns what is to be stored again",
    "set_path": "write a member of a member: `gd.set_path(x, ['position', 'x'], 1)`; returns what is to be stored again",
    "shift_left": "`a << b`",
    "shift_right": "`a >> b`",
    "truth": "whether a Variant is true",
    "value_of_call": "like `call`, where the script uses what the method returns: of one that returns nothing that is an error",
    "wait": "`await x` where x may be no coroutine and no signal",
    "yield_": "Godot 3's `yield()`: wait until `resume()`",
}
"""The runtime's helpers that have no name in the engine, by name, each with what it is for."""

OLDER: Final = frozenset({"Directory", "File", "JSONParseResult"})
"""Classes of Godot 3 that the runtime has for scripts of Godot 3; in Godot 4 these are names of the script's own."""

LIBRARY: Final = frozenset(
    {
        "Callable", "CallbackTweener", "Error", "InputEvent", "InputEventAction", "InputEventFromWindow", "InputEventGesture",
        "InputEventJoypadButton", "InputEventJoypadMotion", "InputEventKey", "InputEventMIDI", "InputEventMagnifyGesture",
        "InputEventMouse", "InputEventMouseButton", "InputEventMouseMotion", "InputEventPanGesture", "InputEventScreenDrag",
        "InputEventScreenTouch", "InputEventShortcut", "InputEventWithModifiers", "IntervalTweener", "MethodTweener", "Node",
        "NodePath", "Object", "PackedScene", "PropertyTweener", "RefCounted", "Resource", "SceneState", "SceneTree",
        "SceneTreeTimer", "Shortcut", "Signal", "SubtweenTweener", "Timer", "Tween", "Tweener", "WeakRef", "Window",
    }
)  # fmt: skip
"""The engine's classes that `steam_nodes` itself has; those of others are the runtime's, stand-ins where nothing can be done."""

KEPT: Final = frozenset(keyword.kwlist)
"""Python's keywords: a name that is one gets a trailing underscore."""

BUILTINS: Final = frozenset(name for name in dir(builtins) if not name.startswith("_") and name[0].islower())
"""Python's own functions: a local of such a name is renamed only where the function uses Python's."""

OURS: Final = frozenset({"gd", "self", "cls"})
"""Names that written code gives a meaning everywhere."""


TAKEN: Final = LIBRARY | {"Any", "Callable", "ClassVar", "Final", "Function", "IntEnum", "Steam", "SteamServer"}
"""Names that a written file may import: a class named after its file is not called so."""


def safe(name: str) -> str:
    """Return a name as Python takes it: a keyword, and what Python would mangle, get a trailing underscore."""
    if name in KEPT:
        return f"{name}_"
    if name.startswith("__") and not name.endswith("__"):
        return f"{name}__"
    return name


def pascal(stem: str) -> str:
    """Return the class's name of a file: "stats_manager" is StatsManager."""
    words = [word for word in "".join(character if character.isalnum() else " " for character in stem).split(" ") if word]
    name = "".join(word[:1].upper() + word[1:] for word in words)
    return name if name and not name[0].isdigit() else f"Script{name}"
