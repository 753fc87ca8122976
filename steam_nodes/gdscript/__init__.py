"""The runtime of ported GDScript: what Python means differently, exactly as the engine does it. Ported code imports it as `gd`.

Rules: this is the one door; each name loads the file it lies in when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from steam_nodes.gdscript.errors import ScriptError
    from steam_nodes.gdscript.scripts.members import export, onready
    from steam_nodes.gdscript.scripts.resources import load, preload
    from steam_nodes.gdscript.scripts.script import coroutine, get_script, script

_WHERE = {
    "ScriptError": "steam_nodes.gdscript.errors",
    "coroutine": "steam_nodes.gdscript.scripts.script",
    "export": "steam_nodes.gdscript.scripts.members",
    "get_script": "steam_nodes.gdscript.scripts.script",
    "load": "steam_nodes.gdscript.scripts.resources",
    "onready": "steam_nodes.gdscript.scripts.members",
    "preload": "steam_nodes.gdscript.scripts.resources",
    "script": "steam_nodes.gdscript.scripts.script",
}

__all__ = [
    "ScriptError",
    "coroutine",
    "export",
    "get_script",
    "load",
    "onready",
    "preload",
    "script",
]


def __getattr__(name: str) -> Any:
    """Load a name when it is first used."""
    module = _WHERE.get(name)
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
