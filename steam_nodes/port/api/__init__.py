"""The engine's class list, for the rooms that translate; it lies where ported code uses it too."""

from __future__ import annotations

from steam_nodes.gdscript.classes.api import (
    Api,
    Argument,
    Builtin,
    Constant,
    Enum,
    Member,
    Method,
    NativeClass,
    Operator,
    Property,
    Signal,
    load,
)

__all__ = ["Api", "Argument", "Builtin", "Constant", "Enum", "Member", "Method", "NativeClass", "Operator", "Property", "Signal", "load"]
