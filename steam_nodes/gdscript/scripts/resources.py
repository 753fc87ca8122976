"""What `load` and `preload` give: scripts, scenes and resources by their paths.

Rules: a path is registered with what makes its resource, which is made once and kept. A script that is registered nowhere else is found
among the classes that are decorated. A path that leads nowhere is told as the engine tells it, and gives null.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript.errors import ScriptError, reported
from steam_nodes.gdscript.scripts import script, words

if TYPE_CHECKING:
    from collections.abc import Callable

_factories: Final[dict[str, Callable[[], Any]]] = {}
_made: Final[dict[str, Any]] = {}
_places: Final[dict[str, Path]] = {}


def register(path: str, factory: Callable[[], Any]) -> None:
    """Say what makes the resource of a path.

    Args:
        path: "res://enemy.tscn", or a "uid://...".
        factory: Called when the path is first loaded.
    """
    _factories[path] = factory
    _made.pop(path, None)


def forget() -> None:
    """Forget every path and what was made for it, for a program that runs several projects."""
    _factories.clear()
    _made.clear()
    script.by_path.clear()
    script.by_name.clear()


def place(scheme: str, folder: Path) -> None:
    """Say where the files of "res" or "user" lie."""
    _places[scheme] = folder


def globalize(path: str) -> Path:
    """Return the place of a "res://" or "user://" path on the disk."""
    scheme, found, rest = path.partition("://")
    return _places.get(scheme, Path()) / rest if found else Path(path)


def exists(path: str) -> bool:
    """Whether something can be loaded from a path."""
    return path in _made or path in _factories or path in script.by_path


def load(path: str) -> Any:
    """Return the resource of a path: for a script its class; null, with an ERROR, where there is none.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@gdscript.html#class-gdscript-method-load.

    Args:
        path: "res://player.gd", "res://enemy.tscn", or a "uid://...".
    """
    if not isinstance(path, str):
        message = f"Invalid type in function 'load'. Cannot convert argument 1 from {words.type_word(path)} to String."
        raise ScriptError(message)
    path = normal(path)
    found = _made.get(path)
    if found is None:
        found = script.by_path.get(path)
    if found is None and path in _factories:
        found = _made[path] = _factories[path]()
    if found is None:
        reported(f"Cannot open file '{path}'.")
        reported(f"Failed loading resource: {path}.")
    return found


def preload(path: str) -> Any:
    """Return the resource of a path that is known when the script is read; see `load`."""
    return load(path)


def normal(path: str) -> str:
    """Return a path without `.` and `..`."""
    scheme, found, rest = path.partition("://")
    if not found:
        return f"res://{posixpath.normpath(path)}"
    return path if scheme == "uid" else f"{scheme}://{posixpath.normpath(rest)}"
