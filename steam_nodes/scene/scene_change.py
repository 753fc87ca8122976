"""SceneChange: the main scene of a tree, and how another takes its place.

Rules, the engine's own: the old scene leaves the tree within the call and there is no current one; at the end of the frame the old one is
deleted and the new one enters. A scene that cannot be made leaves the old one where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.object import error
from steam_nodes.object.error import Error
from steam_nodes.object.freed import is_freed
from steam_nodes.scene import lifecycle
from steam_nodes.scene.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable


class SceneChange:
    """The main scene of a tree.

    Args:
        root: The root of the tree.
    """

    __slots__ = ("_old", "_root", "current", "next")

    def __init__(self, root: Node) -> None:
        """Start without a scene."""
        self.current: Any = None
        self._root = root
        self._old: Node | None = None
        self.next: Node | None = None
        """What becomes the current scene at the end of the frame."""

    def choose(self, node: Node | None) -> None:
        """Make a child of the root the current scene; what is none is refused."""
        if node is not None and Node.get_parent(node) is not self._root:
            error.complain(f"current_scene stays {self.current}: {node} is not a child of the root. Add it there first.")
            return
        self.current = node

    def to_node(self, node: Node) -> Error:
        """Let a node become the current scene at the end of the frame.

        Returns:
            Error.OK, or ERR_UNCONFIGURED if it has a parent already.
        """
        if Node.get_parent(node) is not None:
            error.complain(f"change_scene_to_node(): {node} has a parent already. Remove it first.")
            return Error.ERR_UNCONFIGURED
        if self.next is not None and not is_freed(self.next):
            self.next.queue_free()
        old = self.current
        if old is not None and not is_freed(old):
            self._root.remove_child(old)
            self._old = old
        self.current = None
        self.next = node
        return Error.OK

    def to(self, make: Callable[[], Node]) -> Error:
        """Make a node that becomes the current scene at the end of the frame.

        Returns:
            Error.OK, or ERR_CANT_CREATE if it raised.
        """
        try:
            node = make()
            _keep_maker(node, make)
        except Exception as failure:
            error.complain(f"change_scene_to(): the new scene could not be made, the old one stays: {failure!r}")
            return Error.ERR_CANT_CREATE
        return self.to_node(node)

    def reload(self) -> Error:
        """Make the current scene anew, by what made it.

        Returns:
            Error.OK; ERR_UNCONFIGURED without a current scene; ERR_CANT_OPEN if it was given as a node; ERR_CANT_CREATE if that raised.
        """
        scene = self.current
        if scene is None or is_freed(scene):
            error.complain("reload_current_scene(): there is no current scene. Did it change in this frame already?")
            return Error.ERR_UNCONFIGURED
        make = _maker_of(scene)
        if make is None:
            error.complain(f"reload_current_scene(): {scene} was given as a node. Give the tree its class, or a PackedScene.")
            return Error.ERR_CANT_OPEN
        return self.to(make)

    def unload(self) -> None:
        """Delete the current scene now, also while a method of it is running.

        Raises:
            RuntimeError: The scene, or a part of it, is being added, removed or set up.
        """
        scene = self.current
        if scene is not None and not is_freed(scene):
            scene._refuse_if_busy_()
            lifecycle.delete(scene)
        self.current = None

    def finish(self) -> bool:
        """Delete the old scene and let the new one enter; return whether one did."""
        new = self.next
        if new is None:
            return False
        old, self._old, self.next = self._old, None, None
        if old is not None and not is_freed(old):
            lifecycle.delete(old)
        if is_freed(new):
            error.complain("The new scene was freed before it became the current scene. There is no current scene now.")
            return False
        self.current = new
        self._root.add_child(new)
        return True

    def orphans(self) -> list[Node]:
        """Return the scenes that are out of the tree and not deleted yet."""
        return [node for node in (self._old, self.next) if node is not None]


def made_node(given: Node | Callable[[], Node], what: str) -> Node:
    """Return a node, made if a class or function was given."""
    maker = given if callable(given) and not isinstance(given, Node) else None
    node = given if maker is None else maker()
    if not isinstance(node, Node):
        message = f"the {what} is no Node but {type(node).__name__} {node!r}; pass a node or a class that inherits Node"
        raise TypeError(message)
    _keep_maker(node, maker)
    return node


def _keep_maker(node: Node, make: Callable[[], Node] | None) -> None:
    node._made_by_ = make


def _maker_of(node: Node) -> Callable[[], Node] | None:
    return node._made_by_
