"""How a project begins: its autoloads, then its main scene, in a tree.

Rules: as in the engine, what is no node is no autoload: that is told, and the rest begins. An autoload that is a scene gets the autoload's
name. The scene and the autoloads are made while the tree is made, so that a script finds the tree from its `_init` on.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.scripts import resources
from steam_nodes.scene.node import Node
from steam_nodes.scene.packed.packed_scene import PackedScene
from steam_nodes.scene.scene_tree import SceneTree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def begin(
    main_scene: str, autoloads: Mapping[str, str], before: Mapping[str, Node | Callable[[], Node]] | None = None, **options: Any
) -> SceneTree:
    """Make the tree of a project.

    Args:
        main_scene: The path of its main scene, or of a script of a node.
        autoloads: The paths of its autoloads by their names, in order.
        before: What stands before them, such as a SteamServer.
        **options: What SceneTree takes besides.

    Raises:
        FileNotFoundError: There is no main scene.
    """
    made: dict[str, Node | Callable[[], Node]] = {**(before or {})}
    refused: list[str] = []
    for name, path in autoloads.items():
        found = maker(path)
        if found is None:
            refused.append(path)
        else:
            made[name] = partial(_told, [*refused], found)
            refused = []
    main = maker(main_scene)
    if main is None:
        message = f"the main scene '{main_scene}' is not there; name another one, or set application/run/main_scene in project.godot"
        raise FileNotFoundError(message)
    return SceneTree(partial(_told, refused, main), autoloads=made, **options)


def maker(path: str) -> Callable[[], Node] | None:
    """Return what makes the node of a scene or of a script; None where the path leads to neither."""
    found = resources.load(path)
    if isinstance(found, PackedScene):
        return partial(_instance, found)
    return found if isinstance(found, type) and issubclass(found, Node) else None


def _told(refused: list[str], make: Callable[[], Node]) -> Node:
    """Tell of what stands before a node and is none, in its place; then make the node."""
    for path in refused:
        reported(f"Failed to instantiate an autoload, script '{path}' does not inherit from 'Node'.")
    return make()


def _instance(scene: PackedScene) -> Node:
    node: Node = scene.instantiate()
    return node
