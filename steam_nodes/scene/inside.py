"""Inside: what a tree knows of the nodes inside it, and what these reach of it.

Rules: a tree has one, and each of its nodes holds it for as long as it is inside. What nodes take part in is listed here: the two passes
of a frame, the groups, the input, the deletions at the end of the frame.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from steam_nodes.object.message_queue import MessageQueue
from steam_nodes.scene.engine.engine import TreeState
from steam_nodes.scene.groups import Leavers, Members
from steam_nodes.scene.process_pass import ProcessPass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steam_nodes.object.error import Collector, Running
    from steam_nodes.object.object import Object
    from steam_nodes.scene.node import Node
    from steam_nodes.scene.scene_change import SceneChange
    from steam_nodes.scene.scene_tree import SceneTree

OF_NODES: Final = frozenset({"node_added", "node_removed", "node_renamed", "tree_changed"})
"""The signals of a tree that tell of its nodes."""


class Inside:
    """The inside of one tree.

    Args:
        tree: The tree.
        collector: What takes the errors of its nodes' callbacks.
        scene: Its main scene.
        hooks: The names of the input hooks.
    """

    __slots__ = (
        "collector",
        "count",
        "heard",
        "hearing",
        "idle",
        "leavers",
        "listeners",
        "members",
        "messages",
        "now",
        "paused",
        "physics",
        "scene",
        "state",
        "to_delete",
        "tree",
    )

    def __init__(self, tree: SceneTree, collector: Collector, scene: SceneChange, hooks: Iterable[str]) -> None:
        """Start without a node."""
        self.tree: SceneTree = tree
        self.collector: Collector = collector
        self.scene: SceneChange = scene
        # What is under way in the thread of the running frame; None between frames.
        self.now: Running | None = None
        self.messages: MessageQueue = MessageQueue()
        self.state: TreeState = TreeState(self.messages)
        self.idle: ProcessPass = ProcessPass(physics=False)
        self.physics: ProcessPass = ProcessPass(physics=True)
        self.members: Members = Members()
        self.leavers: Leavers = Leavers()
        self.listeners: dict[str, dict[Node, None]] = {hook: {} for hook in hooks}
        self.to_delete: deque[Object] = deque()
        self.paused: bool = False
        # How many nodes there are, and how many of them override `_notification`.
        self.count: int = 0
        self.hearing: int = 0
        # Whether anybody ever touched one of the signals that tell of nodes.
        self.heard: bool = False

    def left(self, node: Node) -> None:
        """Note that a node leaves; whoever walks over nodes passes over it."""
        if self.leavers.passes:
            self.leavers.left.add(node)
        self.count -= 1

    def moved(self) -> None:
        """Note that nodes changed places."""
        self.members.moved()
        self.idle.children_moved()
        self.physics.children_moved()

    def switch_input(self, node: Node, hook: str, enable: bool) -> None:
        """Let a node hear input events by a hook, or end that."""
        if enable:
            self.listeners[hook][node] = None
        else:
            self.listeners[hook].pop(node, None)
