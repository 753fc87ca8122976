"""The runtime of ported GDScript: what Python means differently, exactly as the engine does it. Ported code imports it as `gd`.

Rules: this is the one door; each name loads the file it lies in when it is first used. A name in neither table is a class of the engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from steam_nodes.gdscript.errors import ScriptError
    from steam_nodes.gdscript.scripts.decorator import script
    from steam_nodes.gdscript.scripts.members import export, onready, rpc, wait, yield_
    from steam_nodes.gdscript.scripts.registry import get_script
    from steam_nodes.gdscript.scripts.resources import load, preload, resource, scene, script_class
    from steam_nodes.gdscript.scripts.script import coroutine, scripted
    from steam_nodes.gdscript.singletons import autoload, itself

_WHERE = {
    "ScriptError": "steam_nodes.gdscript.errors",
    "autoload": "steam_nodes.gdscript.singletons",
    "coroutine": "steam_nodes.gdscript.scripts.script",
    "export": "steam_nodes.gdscript.scripts.members",
    "get_script": "steam_nodes.gdscript.scripts.registry",
    "itself": "steam_nodes.gdscript.singletons",
    "load": "steam_nodes.gdscript.scripts.resources",
    "onready": "steam_nodes.gdscript.scripts.members",
    "preload": "steam_nodes.gdscript.scripts.resources",
    "resource": "steam_nodes.gdscript.scripts.resources",
    "rpc": "steam_nodes.gdscript.scripts.members",
    "scene": "steam_nodes.gdscript.scripts.resources",
    "script": "steam_nodes.gdscript.scripts.decorator",
    "script_class": "steam_nodes.gdscript.scripts.resources",
    "scripted": "steam_nodes.gdscript.scripts.script",
    "wait": "steam_nodes.gdscript.scripts.members",
    "yield_": "steam_nodes.gdscript.scripts.members",
}

__all__ = [
    "ScriptError",
    "autoload",
    "coroutine",
    "export",
    "get_script",
    "itself",
    "load",
    "onready",
    "preload",
    "resource",
    "rpc",
    "scene",
    "script",
    "script_class",
    "scripted",
    "wait",
    "yield_",
]


def __getattr__(name: str) -> Any:
    """Load a name when it is first used."""
    module = _WHERE.get(name, "steam_nodes.gdscript.classes" if name[:1].isupper() else None)
    if module is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    import importlib  # noqa: PLC0415  # loaded on first use

    found = getattr(importlib.import_module(module), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
