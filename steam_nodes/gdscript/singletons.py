"""The engine's singletons by their names: `from steam_nodes.gdscript.singletons import SteamServer`.

Rules: what the library has is the library's own object. Steam and SteamServer, and the autoloads of a project, are nodes of the tree that
runs: a stand-in looks the node up each time it is used, so that it may be imported before there is a tree. What the library lacks
(RenderingServer, AudioServer, DisplayServer) is one object of a stand-in class, which does nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import steam_nodes
from steam_nodes.gdscript.errors import ScriptError
from steam_nodes.scene.engine.engine import Engine as _Engine  # so type checkers see every singleton as what `__getattr__` returns

if TYPE_CHECKING:
    from collections.abc import Collection

    from steam_nodes.object.object import Object

_ATTACHED: Final = ("Steam", "SteamServer", "SteamServerStats")
_OURS: Final = ("ClassDB", "Engine", "Input", "InputMap", "OS", "ProjectSettings", "Time")


class Looked:
    """Stands for a node that has its name below the root, or in the engine's list of singletons, and is looked up at each use.

    Args:
        name: The name.
        kind: A class whose constants are there before the node is.
    """

    __slots__ = ("_kind_", "_name_")

    def __init__(self, name: str, kind: Any = None) -> None:
        """Keep the name."""
        object.__setattr__(self, "_name_", name)
        object.__setattr__(self, "_kind_", kind)

    def itself_(self) -> Any:
        """Return the node.

        Raises:
            ScriptError: There is none in the tree that runs.
        """
        name = object.__getattribute__(self, "_name_")
        found = find(name)
        if found is None:
            message = f"There is no singleton or autoload '{name}' in the tree: give SceneTree one, autoloads={{'{name}': ...}}."
            raise ScriptError(message)
        return found

    def __getattribute__(self, name: str) -> Any:
        """Return what the node has under the name."""
        if name == "itself_":
            return object.__getattribute__(self, name)
        kind = object.__getattribute__(self, "_kind_")
        if kind is not None and name[:1].isupper() and hasattr(kind, name):
            return getattr(kind, name)
        return getattr(object.__getattribute__(self, "itself_")(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        """Set it at the node."""
        setattr(self.itself_(), name, value)

    def __eq__(self, other: object) -> bool:
        """Be equal to what the node equals."""
        return bool(self.itself_() == (other.itself_() if type(other) is Looked else other))

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self.itself_())

    def __str__(self) -> str:
        """Print as the node."""
        return str(self.itself_())

    def __bool__(self) -> bool:
        """Be true, as an object is."""
        return True


def find(name: str) -> Any:
    """Return the node or object that is known under a name in the tree that runs, None where there is none."""
    tree = _Engine.get_main_loop()
    found = None if tree is None else tree.root.get_node_or_null(name)
    if found is None and _Engine.has_singleton(name):
        found = _Engine.get_singleton(name)
    return found


def autoload(name: str) -> Any:
    """Return what stands for the autoload of that name, before and while the tree runs."""
    return Looked(name)


def itself(thing: Any) -> Any:
    """Return the node that something stands for; anything else is returned as it is."""
    return thing.itself_() if type(thing) is Looked else thing


def announce(asked: Collection[str]) -> None:
    """Let the engine know the singletons that a module asks it for by their names.

    Args:
        asked: The names that the module asks of anything, and the texts that could be some.
    """
    if "get_singleton" in asked or "has_singleton" in asked:
        from steam_nodes.gdscript.classes.api import load  # noqa: PLC0415  # the class list loads when it is needed

        for name in load().singletons.keys() & asked:
            if name not in _ATTACHED and not _Engine.has_singleton(name):
                _Engine.register_singleton(name, __getattr__(name))


def __getattr__(name: str) -> Any:
    """Return the singleton of that name."""
    if name in _OURS:
        found: Any = getattr(steam_nodes, name)
    elif name in _ATTACHED:
        found = Looked(name, getattr(steam_nodes, name))
    else:
        found = _stand_in(name)
    globals()[name] = found
    return found


def _stand_in(name: str) -> Object:
    from steam_nodes.gdscript.classes.api import load  # noqa: PLC0415  # the class list loads when it is needed
    from steam_nodes.gdscript.classes.stand_ins import class_named  # noqa: PLC0415  # the same

    kind = class_named(load().singletons[name]) if name in load().singletons else None
    if kind is None:
        message = f"the engine has no singleton {name!r}"
        raise AttributeError(message)
    return kind()
