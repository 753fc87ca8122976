"""The engine's class list, and GodotSteam's: `api = load()`, `api.classes["Node"].find("add_child")`.

Rules: it is data, read once and only as far as somebody asks; nothing here knows of scripts. The files beside are made by make.py.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from steam_nodes.gdscript.classes import class_text
from steam_nodes.gdscript.classes.records import Argument, Builtin, Constant, Enum, Member, Method, NativeClass, Operator, Property, Signal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Api", "Argument", "Builtin", "Constant", "Enum", "Member", "Method", "NativeClass", "Operator", "Property", "Signal", "load"]


class Api:
    """The classes, the built-in types and the global names of the engine.

    Args:
        texts: The texts of the class lists, as make.py writes them.
    """

    def __init__(self, *texts: str) -> None:
        """Read where each class begins."""
        natives: dict[str, str] = {}
        builtins: dict[str, str] = {}
        self.version: str = ""
        self.functions: dict[str, Method] = {}
        """The functions of @GlobalScope and of @GDScript."""
        self.enums: dict[str, Enum] = {}
        """The enums of @GlobalScope: "Error", "Key", "Variant.Type"."""
        self.constants: dict[str, Constant] = {}
        """Their values: "OK", "KEY_A", "TYPE_INT"."""
        self.singletons: dict[str, str] = {"Steam": "Steam", "SteamServer": "SteamServer"}
        """The class of each singleton."""
        self._heads: dict[str, list[str]] = {}
        for text in texts:
            for word, fields, body in class_text.blocks(text):
                if word == "class":
                    natives[fields[0]] = body
                    self._heads[fields[0]] = fields
                elif word == "builtin":
                    builtins[fields[0]] = body
                    self._heads[fields[0]] = fields
                elif word == "@version":
                    self.version = fields[0]
                else:
                    self._read_globals(word, body)
        self._bodies = natives
        self.classes: Mapping[str, NativeClass] = class_text.Lazy({name: name for name in natives}, self._native)
        """The classes by name, GodotSteam's `Steam` and `SteamServer` among them."""
        self.builtins: Mapping[str, Builtin] = class_text.Lazy(
            {name: name for name in builtins}, lambda name: class_text.builtin(self._heads[name], builtins[name])
        )
        """The built-in types by name; "Nil" is the type of null. Object is a class."""

    def _read_globals(self, word: str, body: str) -> None:
        owner = "@GDScript" if word == "gdscript" else "@GlobalScope"
        self.singletons |= class_text.singletons(body)
        for member in class_text.members(owner, body.split("\n")).values():
            if isinstance(member, Method):
                self.functions[member.name] = member
            elif isinstance(member, Enum):
                self.enums[member.name] = member
            elif isinstance(member, Constant):
                self.constants[member.name] = Constant(member.name, f"enum:{member.enum}", member.value, owner, member.enum)

    def _native(self, name: str) -> NativeClass:
        base = self._heads[name][1]
        return class_text.native(self._heads[name], self._bodies[name], self.classes[base] if base else None)

    def find(self, owner: str, name: str) -> Member | None:
        """Return what a class, one that it extends, or a built-in type declares under a name; None where there is no such thing."""
        if (native := self.classes.get(owner)) is not None:
            return native.find(name)
        builtin = self.builtins.get(owner)
        return builtin.find(name) if builtin else None

    def is_a(self, name: str, base: str) -> bool:
        """Whether a class of the engine is or extends another."""
        native = self.classes.get(name)
        return native is not None and native.extends(base)


@cache
def load() -> Api:
    """Return the class list of the engine and of GodotSteam."""
    folder = resources.files(__package__ or "")
    engine = gzip.decompress((folder / "engine.txt.gz").read_bytes()).decode()
    return Api(engine, (folder / "godotsteam.txt").read_text(encoding="utf-8"))
