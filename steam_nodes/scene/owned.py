"""Owned: the nodes that belong to another as their owner, as the nodes of a scene belong to its root.

Rules: an owner knows its nodes in the order in which they came to it. A name that is unique in the scene, `%Name`, is held by the first
that claimed it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.object import error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.scene.node import Node


class Owned:
    """What one owner knows of its nodes."""

    __slots__ = ("nodes", "unique")

    def __init__(self) -> None:
        """Start without a node."""
        self.nodes: dict[Node, None] = {}
        self.unique: dict[str, Node] = {}

    def __iter__(self) -> Iterator[Node]:
        """Give the nodes in the order in which they came, whatever becomes of them meanwhile."""
        return iter([*self.nodes])

    def add(self, node: Node) -> None:
        """Take a node in."""
        self.nodes[node] = None

    def drop(self, node: Node, name: str) -> None:
        """Forget a node, and its unique name if it has one."""
        self.nodes.pop(node, None)
        self.release(node, name)

    def claim(self, node: Node, name: str) -> bool:
        """Let a node have a unique name; False, with a WARNING, where another has it."""
        holder = self.unique.setdefault(name, node)
        if holder is node:
            return True
        error.warn(
            f"Setting node name '{name}' to be unique within scene for '{node}', but it's already claimed by '{holder}'. "
            f"'{node}' is no longer set as having a unique name."
        )
        return False

    def release(self, node: Node, name: str) -> None:
        """Let others have the unique name, if it is this node's."""
        if self.unique.get(name) is node:
            del self.unique[name]
