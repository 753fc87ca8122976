"""What `load` and `preload` give: scripts, scenes and resources by their paths.

Rules: a path is registered with what makes its resource, which is made once and kept. A script is found among the classes that are
decorated; what is registered nowhere is asked of the finders, which import the module of a port. A picture, a sound or a font is a
stand-in that knows its path. A path that leads nowhere is told as the engine tells it, and gives null.
"""

from __future__ import annotations

import posixpath
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar

from steam_nodes.gdscript.classes import places
from steam_nodes.gdscript.classes.stand_ins import class_named, take_back
from steam_nodes.gdscript.errors import ScriptError, reported
from steam_nodes.gdscript.scripts import registry
from steam_nodes.gdscript.variant import type_name
from steam_nodes.scene.resource import Resource, loaders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

R = TypeVar("R")

_KINDS: Final = {
    "bmp": "CompressedTexture2D",
    "exr": "CompressedTexture2D",
    "gdshader": "Shader",
    "glb": "PackedScene",
    "gltf": "PackedScene",
    "hdr": "CompressedTexture2D",
    "jpeg": "CompressedTexture2D",
    "jpg": "CompressedTexture2D",
    "material": "Material",
    "mesh": "ArrayMesh",
    "mp3": "AudioStreamMP3",
    "obj": "ArrayMesh",
    "ogg": "AudioStreamOggVorbis",
    "ogv": "VideoStreamTheora",
    "otf": "FontFile",
    "png": "CompressedTexture2D",
    "svg": "CompressedTexture2D",
    "ttf": "FontFile",
    "wav": "AudioStreamWAV",
    "webp": "CompressedTexture2D",
    "woff": "FontFile",
    "woff2": "FontFile",
}
"""The class of what the engine imports from a file, by the end of its name."""

_factories: Final[dict[str, Callable[[], Any]]] = {}
_made: Final[dict[str, Any]] = {}
assets: Final[set[str]] = set()
"""The paths of what the engine imports in the project that runs, wherever the files lie."""
finders: Final[list[Callable[[str], object]]] = []
"""Each is called with a path that nobody knows, and may register it, or import the module that does."""


def register(path: str, factory: Callable[[], Any]) -> None:
    """Say what makes the resource of a path.

    Args:
        path: "res://enemy.tscn", or a "uid://...".
        factory: Called when the path is first loaded.
    """
    _factories[path] = factory
    _made.pop(path, None)


def scene(path: str) -> Callable[[Callable[[], R]], Callable[[], R]]:
    """Make a function that builds a scene what `load` of the path gives; it is called once, and calls of it give the same scene.

    Args:
        path: Where the scene it was ported from lies: "res://enemy.tscn".
    """
    return resource(path)


def resource(path: str) -> Callable[[Callable[[], R]], Callable[[], R]]:
    """Make a function that builds a resource what `load` of the path gives; it is called once, and calls of it give the same one.

    Args:
        path: Where the resource it was ported from lies: "res://sword.tres".
    """

    def decorate(build: Callable[[], R]) -> Callable[[], R]:
        def made() -> R:
            built = build()
            if isinstance(built, Resource):
                built.take_over_path(path)
            return built

        @wraps(build)
        def once() -> R:
            found: R = load(path)
            return found

        register(path, made)
        return once

    return decorate


def forget() -> None:
    """Forget every path and what was made for it, for a program that runs several projects."""
    _factories.clear()
    _made.clear()
    places.forget()
    take_back()
    finders.clear()
    assets.clear()
    registry.by_path.clear()
    registry.by_name.clear()


def place(scheme: str, folder: Path) -> None:
    """Say where the files of "res" or "user" lie."""
    places.place(scheme, folder)


def exists(path: str) -> bool:
    """Whether something can be loaded from a path."""
    return _found(normal(path)) is not None


def is_loaded(path: str) -> bool:
    """Whether what a path leads to was loaded before."""
    return normal(path) in _made or normal(path) in registry.by_path


def load(path: str) -> Any:
    """Return the resource of a path: for a script its class; null, with an ERROR, where there is none.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_@gdscript.html#class-gdscript-method-load.

    Args:
        path: "res://player.gd", "res://enemy.tscn", or a "uid://...".

    Raises:
        ScriptError: The path is no text.
    """
    if not isinstance(path, str):
        message = f"Invalid type in function '@GDScript::load'. Cannot convert argument 1 from {type_name(path)} to String."
        raise ScriptError(message)
    path = normal(path)
    found = _found(path)
    if found is None:
        reported(f"Cannot open file '{path}'.")
        reported(f"Failed loading resource: {path}.")
    return found


loaders.append(load)


def preload(path: str) -> Any:
    """Return the resource of a path that is known when the script is read; see `load`."""
    return load(path)


beginning: Final[set[str]] = set()
"""The paths of the scripts whose modules are being imported."""


class ScriptClass:
    """Stands for the class of a script that may not be there yet: two scripts that name each other can't both be first.

    Args:
        path: The path of the script.
    """

    __slots__ = ("_path_",)

    def __init__(self, path: str) -> None:
        """Keep the path."""
        object.__setattr__(self, "_path_", path)

    def itself_(self) -> Any:
        """Return the class."""
        return load(object.__getattribute__(self, "_path_"))

    def __call__(self, *args: Any) -> Any:
        """Make an object of it."""
        return self.itself_()(*args)

    def __getattr__(self, name: str) -> Any:
        """Return what the class has under the name; as long as it is not there it has nothing."""
        found = self.itself_()
        if type(found) is ScriptClass:
            message = f"the class of {object.__getattribute__(self, '_path_')} is not there yet, nor its {name!r}"
            raise AttributeError(message)
        return getattr(found, name)

    def __setattr__(self, name: str, value: Any) -> None:
        """Set it at the class."""
        setattr(self.itself_(), name, value)

    def __instancecheck__(self, instance: object) -> bool:
        """Whether it is an object of the class."""
        return isinstance(instance, self.itself_())

    def __eq__(self, other: object) -> bool:
        """Be equal to the class."""
        return self.itself_() is (other.itself_() if isinstance(other, ScriptClass) else other)

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self.itself_())


def script_class(path: str) -> Any:
    """Return what stands for the class of a script, before and while the script is there.

    Args:
        path: The path of the script.
    """
    return ScriptClass(path)


def _found(path: str) -> Any:
    known = _known(path)
    for finder in [] if known is not None else [*finders]:
        finder(path)
        known = _known(path)
        if known is not None:
            break
    if known is None and path in beginning:
        # Two scripts that preload each other: the class of the one that came first is there when this one is through.
        return ScriptClass(path)
    return _imported(path) if known is None else known


def _known(path: str) -> Any:
    if path in _made:
        return _made[path]
    if path in registry.by_path:
        return registry.by_path[path]
    if path in _factories:
        _made[path] = _factories[path]()
    return _made.get(path)


def _imported(path: str) -> Any:
    """Return a stand-in for what the engine imports; where the files of the project lie here, only for a file that is there."""
    kind = class_named(_KINDS.get(path.rpartition(".")[2].lower(), ""))
    is_there = path in assets or not places.is_placed(path.partition("://")[0]) or places.globalize(path).exists()
    if kind is None or not is_there:
        return None
    made = _made[path] = kind()
    if isinstance(made, Resource):
        made.take_over_path(path)
    return made


def normal(path: str) -> str:
    """Return a path without `.` and `..`."""
    scheme, found, rest = path.partition("://")
    if not found:
        return f"res://{posixpath.normpath(path)}"
    return path if scheme == "uid" else f"{scheme}://{posixpath.normpath(rest)}"
