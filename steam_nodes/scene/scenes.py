"""Scenes: changing the main scene of a tree.

Rules, the engine's own: the old scene leaves the tree within the call and `current_scene` is None; at the end of the frame the old one is
deleted and the new one enters, then `scene_changed` is emitted. A scene that cannot be made leaves the old one where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from steam_nodes.object import error
from steam_nodes.object.error import Error
from steam_nodes.object.freed import is_freed
from steam_nodes.object.object import Object
from steam_nodes.scene import lifecycle
from steam_nodes.scene.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.scene.packed_scene import PackedScene
    from steam_nodes.scene.scene_tree import SceneTree


class Scenes(Object):
    """The part of a tree that changes scenes; `SceneTree` completes it."""

    _current_scene_: Any = None
    _old_scene: Node | None = None
    _new_scene: Node | None = None

    @property
    def current_scene(self) -> Any:
        """The main scene: a child of the root, or None."""
        return self._current_scene_

    @current_scene.setter
    def current_scene(self, value: Node | None) -> None:
        if value is not None and value.get_parent() is not cast("SceneTree", self).root:
            error.complain(f"current_scene stays {self._current_scene_}: {value} is not a child of the root. Add it there first.")
            return
        self._current_scene_ = value

    def get_current_scene(self) -> Any:
        """Return `current_scene`."""
        return self._current_scene_

    def set_current_scene(self, child_node: Node | None) -> None:
        """Set `current_scene`."""
        self.current_scene = child_node

    def change_scene_to_node(self, node: Node) -> Error:
        """Make a node the main scene at the end of this frame.

        Args:
            node: A node without a parent.

        Returns:
            Error.OK, or ERR_UNCONFIGURED if it has a parent already.
        """
        if node.get_parent() is not None:
            error.complain(f"change_scene_to_node(): {node} has a parent already. Remove it first.")
            return Error.ERR_UNCONFIGURED
        if self._new_scene is not None and not is_freed(self._new_scene):
            self._new_scene.queue_free()
        tree = cast("SceneTree", self)
        old = self.current_scene
        if old is not None and not is_freed(old):
            tree.root.remove_child(old)
            self._old_scene = old
        self._current_scene_ = None
        self._new_scene = node
        return Error.OK

    def change_scene_to_packed(self, packed_scene: PackedScene) -> Error:
        """Make a new main scene from a PackedScene at the end of this frame; see `change_scene_to`."""
        return self.change_scene_to(packed_scene.instantiate)

    def reload_current_scene(self) -> Error:
        """Make the main scene anew, by what made it, at the end of this frame.

        Returns:
            Error.OK; ERR_UNCONFIGURED if there is no main scene now; ERR_CANT_OPEN if it was given as a node, so that nothing tells
            how to make another; ERR_CANT_CREATE if that raised.
        """
        scene = self.current_scene
        if scene is None or is_freed(scene):
            error.complain("reload_current_scene(): there is no current scene. Did it change in this frame already?")
            return Error.ERR_UNCONFIGURED
        if scene._made_by_ is None:
            error.complain(f"reload_current_scene(): {scene} was given as a node. Give the tree its class, or a PackedScene.")
            return Error.ERR_CANT_OPEN
        return self.change_scene_to(scene._made_by_)

    def change_scene_to(self, make: Callable[[], Node]) -> Error:
        """Make a new main scene at the end of this frame.

        Args:
            make: A class of nodes, or a function that returns one; it is called within this call.

        Returns:
            Error.OK, or ERR_CANT_CREATE if it raised; the old scene stays then.
        """
        try:
            node = make()
            node._made_by_ = make
        except Exception as failure:
            error.complain(f"change_scene_to(): the new scene could not be made, the old one stays: {failure!r}")
            return Error.ERR_CANT_CREATE
        return self.change_scene_to_node(node)

    def unload_current_scene(self) -> None:
        """Take the main scene out and delete it now, also while a method of it is running.

        Raises:
            RuntimeError: The scene, or a part of it, is being added, removed or set up.
        """
        scene = self.current_scene
        if scene is not None and not is_freed(scene):
            scene._refuse_if_busy_()
            lifecycle.delete(scene)
        self._current_scene_ = None

    def _orphans(self) -> list[Node]:
        """Return the scenes that are out of the tree and not deleted yet."""
        return [node for node in (self._old_scene, self._new_scene) if node is not None]

    def _flush_scene_change(self) -> None:
        new = self._new_scene
        if new is None:
            return
        tree = cast("SceneTree", self)
        old, self._old_scene, self._new_scene = self._old_scene, None, None
        if old is not None and not is_freed(old):
            lifecycle.delete(old)
        if is_freed(new):
            error.complain("The new scene was freed before it became the current scene. There is no current scene now.")
            return
        self._current_scene_ = new
        tree.root.add_child(new)
        lifecycle.call(tree.scene_changed.emit)


def made_node(given: Node | Callable[[], Node], what: str) -> Node:
    """Return a node, made if a class or function was given."""
    maker = given if callable(given) and not isinstance(given, Node) else None
    node = given if maker is None else maker()
    if not isinstance(node, Node):
        message = f"the {what} is no Node but {type(node).__name__} {node!r}; pass a node or a class that inherits Node"
        raise TypeError(message)
    node._made_by_ = maker
    return node
