"""Stand-ins for the engine's classes that the library lacks: a Label keeps its text, a Sprite2D its texture, and nothing is drawn.

Rules: a class is made from the engine's class list when somebody first asks for it, below the same class as in the engine; where the
library has that one, below the library's. Properties are kept and have the engine's first values, signals and constants are declared.
Setters and getters of properties act, and a static method that makes one of its class, as `Image.create_from_data` does, makes a stand-in.
Every other method does nothing, returns the first value of what it returns, and is told once in the log.
"""

from __future__ import annotations

import inspect
import re
from enum import IntEnum, IntFlag
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import steam_nodes
from steam_nodes.gdscript.classes import places
from steam_nodes.gdscript.classes.answered import ANSWERS
from steam_nodes.gdscript.classes.api import load
from steam_nodes.gdscript.classes.records import Constant, Enum, Method, Property
from steam_nodes.gdscript.classes.records import Signal as SignalRecord
from steam_nodes.object import error
from steam_nodes.object.object import Object
from steam_nodes.object.signal import Signal
from steam_nodes.scene.node import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_REAL: Final = {
    "ConfigFile": "steam_nodes.gdscript.classes.config_file",
    "DirAccess": "steam_nodes.gdscript.classes.file_access",
    "FileAccess": "steam_nodes.gdscript.classes.file_access",
    "GDScript": "steam_nodes.gdscript.scripts.objects.gdscript_class",
    "PackedDataContainer": "steam_nodes.gdscript.classes.packed_data_container",
    "PackedDataContainerRef": "steam_nodes.gdscript.classes.packed_data_container",
    "RegEx": "steam_nodes.gdscript.classes.regex",
    "RegExMatch": "steam_nodes.gdscript.classes.regex",
    "ResourceLoader": "steam_nodes.gdscript.scripts.objects.resource_loader",
    "Script": "steam_nodes.gdscript.scripts.objects.gdscript_class",
}
"""The classes that are done for real in this room, and where."""
_OF_GODOT_3: Final = {"Image": ("lock", "unlock")}
"""What a class had in Godot 3 and needs no more: a script from there calls it."""
_CHANGEABLE: Final = (list, dict)
_NUMBERS: Final = {"int": int, "float": float, "bool": bool, "String": str, "StringName": str}
_told: Final[set[tuple[str, str]]] = set()


@cache
def class_named(name: str) -> type[Object] | None:
    """Return the class of the engine that has a name: the library's, one of this room, or a stand-in; None where there is none."""
    found = getattr(steam_nodes, name, None) if name in steam_nodes.__all__ else None
    if isinstance(found, type) and issubclass(found, Object):
        return found
    if name in _REAL:
        real: type[Object] = getattr(import_module(_REAL[name]), name)
        return real
    return _stand_in(name)


def is_stand_in(cls: type) -> bool:
    """Whether a class was made here from the class list."""
    return "_stands_in_" in vars(cls)


def _stand_in(name: str) -> type[Object] | None:
    native = load().classes.get(name)
    if native is None:
        return None
    base = (class_named(native.base.name) if native.base else None) or Object
    body: dict[str, Any] = {
        "__module__": "steam_nodes.gdscript.classes",
        "__doc__": f"A stand-in for the engine's {name}: it keeps its properties, has its signals, and does nothing.",
        "_engine_class_": name,
        "_stands_in_": True,
    }
    accessors: dict[str, Any] = {}
    for member in native.members.values():
        if isinstance(member, Property):
            accessors |= _accessors_of(member)
        if not hasattr(base, member.name) or isinstance(member, Property):
            body[member.name] = _member(member, native.overrides)
    for property_name, default in native.overrides.items():
        inherited = native.find(property_name)
        if isinstance(inherited, Property) and isinstance(getattr(base, property_name, None), Kept):
            body[property_name] = Kept(inherited, default)
    body |= {accessor: function for accessor, function in accessors.items() if not hasattr(base, accessor)}
    body["EXPORTED"] = tuple(member for member, value in body.items() if isinstance(value, Kept))
    body |= {method: _method(Method(method, (), "void", owner=name)) for method in _OF_GODOT_3.get(name, ())}
    # A virtual method is only there where a script has it.
    made: type[Object] = type(name, (base,), {key: value for key, value in body.items() if value is not None})
    return made


def member_of_engine(cls: Any, name: str) -> Any:
    """Return what an engine's class has under a name, for a class of the library that lacks it; None where the engine has no such thing.

    Args:
        cls: The class, or one that a script makes of it.
        name: The name of a method, a property, a signal, an enum or a constant.
    """
    native = load().classes.get(cls._engine_class_)
    if native is None:
        return None
    for each in native.properties().values():
        if name in (each.getter, each.setter):
            return _accessors_of(each)[name]
    found = native.find(name)
    made = None if found is None else _member(found, {})
    if isinstance(found, Method) and inspect.isfunction(made):
        # Whoever asks how many arguments it takes is told the engine's.
        names = ["self", *(argument.name for argument in found.arguments)]
        made.__signature__ = inspect.Signature([inspect.Parameter(each, inspect.Parameter.POSITIONAL_OR_KEYWORD) for each in names])  # type: ignore[attr-defined]  # read by inspect
    return made


@cache
def _ours() -> tuple[str, ...]:
    """Return the names of the engine's classes that the library has, or this room; what Steam lacks is the matter of whole_steam."""
    steams = ("Steam", "SteamServer")
    return tuple(name for name in load().classes if (name in steam_nodes.__all__ or name in _REAL) and name not in steams)


_lent: Final[list[tuple[Any, str]]] = []
"""The classes of the library's that were given something, and what."""
_looked_for: Final[set[str]] = set()
"""The names that were looked for in every class of the library's."""


def lend_to_library(asked: Iterable[str]) -> None:
    """Give the library's classes what a script asks of any object, the engine's classes have and the library's lack.

    Args:
        asked: The names. Where a class declares one of them in the engine, and lacks it here, it has it from now on.
    """
    names = {name for name in asked if name not in _looked_for and not name.startswith("_") and not hasattr(Node, name)}
    _looked_for.update(names)
    if not names:
        return
    for owner in _ours():
        # What it inherits counts too: the library has Window, and no Viewport.
        native = load().classes[owner]
        wanted = [name for name in names if native.find(name) is not None]
        itself = getattr(steam_nodes, owner, None)
        known = class_named(owner) if itself is None or isinstance(itself, type) else type(itself)
        cls = known if wanted else None
        if cls is not None:
            members = members_of_engine(cls, [name for name in wanted if not hasattr(cls, name)])
            give(cls, members)
            _lent.extend((cls, name) for name in members)


def take_back() -> None:
    """Take from the library's classes what was lent: the scripts that asked for it are gone."""
    for cls, name in _lent:
        if name in vars(cls):
            delattr(cls, name)
    _lent.clear()
    _looked_for.clear()


def give(cls: Any, members: Mapping[str, Any]) -> None:
    """Give a class members as if they stood in its body."""
    for name, value in members.items():
        setattr(cls, name, value)
        if hasattr(value, "__set_name__"):
            value.__set_name__(cls, name)


def members_of_engine(cls: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return what an engine's class has under some names, for a class of the library that lacks it; a getter or setter with its property.

    Args:
        cls: The class, or one that a script makes of it.
        names: The names.
    """
    found: dict[str, Any] = {}
    native = load().classes.get(cls._engine_class_)
    properties = native.properties().values() if native is not None else ()
    for name in names:
        value = member_of_engine(cls, name)
        if value is not None:
            found[name] = value
            found |= {
                each.name: _member(each, {}) for each in properties if name in (each.getter, each.setter) and not hasattr(cls, each.name)
            }
    return found


def _member(member: Any, overrides: Any) -> Any:
    if isinstance(member, Property):
        return Kept(member, overrides.get(member.name, member.default))
    return declared(member)


def declared(member: Any) -> Any:
    """Return a signal, an enum or a constant of the class list as a class of Python has it.

    Args:
        member: What the class list says of it.
    """
    if isinstance(member, SignalRecord):
        return Signal(*(argument.name for argument in member.arguments))
    if isinstance(member, Enum):
        kind: Any = IntFlag if member.bitfield else IntEnum
        return kind(member.name, dict(member.values))
    if isinstance(member, Constant):
        return int(member.value) if re.fullmatch(r"-?\d+", member.value) else member.value
    if isinstance(member, Method) and not member.virtual:
        return _method(member)
    return None


def _accessors_of(member: Property) -> dict[str, Any]:
    name = member.name
    found: dict[str, Any] = {}
    if member.getter:
        found[member.getter] = _named(member.getter, lambda self: getattr(self, name))
    if member.setter:
        found[member.setter] = _named(member.setter, lambda self, value: setattr(self, name, value))
    return found


def _named(name: str, function: Any) -> Any:
    function.__name__ = function.__qualname__ = name
    return function


def _method(method: Method) -> Any:
    """Return a method that answers what it can, or does nothing and says so once."""

    def silent(*_: Any) -> Any:
        if (method.owner, method.name) not in _told:
            _told.add((method.owner, method.name))
            error.warn(f"{method.owner}.{method.name}() does nothing here: {method.owner} is a stand-in for the engine's class.")
        made = class_named(method.owner) if method.static and method.returns == method.owner else None
        return first_value(method.returns) if made is None else made()

    answer = ANSWERS.get((method.owner, method.name), silent)
    answer.__name__ = method.name
    answer.__qualname__ = f"{method.owner}.{method.name}"
    return staticmethod(answer) if method.static else answer


class Kept:
    """A property of a stand-in: it has the engine's first value until one is set, which lies in the object then."""

    __slots__ = ("default", "name", "read_only", "type")

    def __init__(self, record: Property, default: str) -> None:
        """Keep what the class list says."""
        self.name: str = record.name
        self.type: str = record.type
        self.default: str = default
        self.read_only: bool = not record.setter

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        """Give the first value; one that can be changed is made for the object."""
        if instance is None:
            return self
        value = value_of(self.default, self.type)
        if isinstance(value, _CHANGEABLE):
            instance.__dict__[self.name] = value
        return value


def first_value(type_name: str) -> Any:
    """Return the first value of a type, as the class list spells it; None for void, Variant and classes."""
    if type_name in _NUMBERS:
        return _NUMBERS[type_name]()
    if type_name.startswith("enum:"):
        return 0
    base = type_name.partition("[")[0]
    if base == "Array":
        return []
    if base == "Dictionary":
        return {}
    if base in ("Variant", "void", "Callable", "Signal", "Object", "") or load().builtins.get(base) is None:
        return None
    made = getattr(places.values(), base, None)
    return None if made is None else made()


def value_of(text: str, type_name: str) -> Any:
    """Return the value that a text of the class list means, such as `Vector2(1, 1)` or `&"ui"`."""
    if text in ("", "null", "<null>"):
        return first_value(type_name) if text == "" else None
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"-?\d+", text):
        return float(text) if type_name == "float" else int(text)
    try:
        return float(text)
    except ValueError:
        pass
    quoted = re.fullmatch(r'[&^]?"(.*)"', text, re.DOTALL)
    if quoted:
        return quoted[1]
    found = re.fullmatch(r"(\w+)\((.*)\)", text, re.DOTALL)
    kind = getattr(places.values(), found[1], None) if found else None
    if kind is None or found is None:
        return first_value(type_name)
    parts = [part.strip() for part in found[2].split(",") if part.strip()]
    return kind(*(value_of(part, "") for part in parts))
