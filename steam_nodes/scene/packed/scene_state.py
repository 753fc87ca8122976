"""SceneState: the plan of a PackedScene, to read.

Rules, the engine's own: nodes and connections are counted from 0, in the order in which they were planned; paths of nodes begin at the
root of the scene, which is `.`. An index beyond the end is one ERROR, and the answer is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from steam_nodes.object import error
from steam_nodes.object.ref_counted import RefCounted
from steam_nodes.scene.node_path import NodePath

if TYPE_CHECKING:
    from collections.abc import Callable as Function

    from steam_nodes.scene.packed.packed_scene import PackedScene


class PlannedNode(NamedTuple):
    """One node of the plan: what makes it, or the scene that is instantiated for it, and what it gets.

    What is not made (`make` is None) is there already, and changed; `node_paths` name the properties whose paths stand for nodes.
    """

    name: str
    type: str
    make: Function[[], Any] | None
    scene: PackedScene | None
    parent: str
    groups: tuple[str, ...]
    properties: dict[str, Any]
    node_paths: tuple[str, ...] = ()
    place: int = -1

    def made_of(self, make: Function[[], Any], kind: str, scene: PackedScene | None = None) -> PlannedNode:
        """Return the same node, made of something else."""
        return self._replace(make=make, type=kind, scene=scene)


class PlannedConnection(NamedTuple):
    """One connection of the plan."""

    signal: str
    source: str
    target: str
    method: str
    flags: int
    binds: tuple[Any, ...]
    unbinds: int


_NO_NODE = PlannedNode("", "", object, None, "", (), {})
_NO_CONNECTION = PlannedConnection("", "", "", "", -1, (), -1)


class Plan:
    """The plan of a scene: its nodes, the root first and each behind its parent, and its connections."""

    __slots__ = ("connections", "nodes")

    def __init__(self) -> None:
        """Start empty."""
        self.nodes: list[PlannedNode] = []
        self.connections: list[PlannedConnection] = []


class SceneState(RefCounted):
    """The plan of a scene, as `PackedScene.get_state` returns it.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_scenestate.html.

    Args:
        plan: The plan; without one it is empty.
    """

    def __init__(self, plan: Plan | None = None) -> None:
        """Read the plan, also what is planned later."""
        self._plan = plan or Plan()

    def get_path(self) -> str:
        """Return the path of the scene's file: always empty, as scenes are planned in code."""
        return ""

    def get_base_scene_state(self) -> SceneState | None:
        """Return the plan that this one inherits, None where its root is made of a class."""
        base = self._plan.nodes[0].scene if self._plan.nodes else None
        return None if base is None else base.get_state()

    def get_node_count(self) -> int:
        """Count the nodes."""
        return len(self._plan.nodes)

    def get_node_type(self, idx: int) -> str:
        """Return the engine's class of a node; empty where a scene or a function was planned to make it."""
        return self._node(idx).type

    def get_node_name(self, idx: int) -> str:
        """Return the name of a node."""
        return self._node(idx).name

    def get_node_path(self, idx: int, for_parent: bool = False) -> NodePath:
        """Return the path of a node from the root, or `for_parent` that of its parent; empty for the root's parent."""
        node = self._node(idx)
        if not node.parent:
            return NodePath("." if node.name and not for_parent else "")
        parent = "." if node.parent == "." else f"./{node.parent.removeprefix('./')}"
        return NodePath(parent if for_parent else f"{parent}/{node.name}")

    def get_node_owner_path(self, idx: int) -> NodePath:
        """Return the path of a node's owner from the root: `.`, and empty for the root."""
        return NodePath("." if self._node(idx).parent else "")

    def is_node_instance_placeholder(self, idx: int) -> bool:
        """Whether a scene is loaded later in a node's place: never, as there are no files."""
        self._node(idx)
        return False

    def get_node_instance_placeholder(self, idx: int) -> str:
        """Return the path of the scene that is loaded later in a node's place: always empty."""
        self._node(idx)
        return ""

    def get_node_instance(self, idx: int) -> PackedScene | None:
        """Return the scene that is instantiated for a node, None for a node of its own."""
        return self._node(idx).scene

    def get_node_groups(self, idx: int) -> list[str]:
        """Return the groups a node gets."""
        return [*self._node(idx).groups]

    def get_node_index(self, idx: int) -> int:
        """Return the place among its siblings that a node is planned for, -1 for the order of the plan."""
        return self._node(idx).place

    def get_node_property_count(self, idx: int) -> int:
        """Count the properties a node gets; -1 if there is no such node."""
        node = self._node(idx)
        return -1 if node is _NO_NODE else len(node.properties)

    def get_node_property_name(self, idx: int, prop_idx: int) -> str:
        """Return the name of a property a node gets; metadata has names such as `metadata/team`."""
        return self._property(idx, prop_idx)[0]

    def get_node_property_value(self, idx: int, prop_idx: int) -> Any:
        """Return the value of a property a node gets."""
        return self._property(idx, prop_idx)[1]

    def get_connection_count(self) -> int:
        """Count the connections."""
        return len(self._plan.connections)

    def get_connection_source(self, idx: int) -> NodePath:
        """Return the path from the root of the node whose signal it is."""
        return NodePath(self._connection(idx).source)

    def get_connection_signal(self, idx: int) -> str:
        """Return the name of the signal."""
        return self._connection(idx).signal

    def get_connection_target(self, idx: int) -> NodePath:
        """Return the path from the root of the node that receives it."""
        return NodePath(self._connection(idx).target)

    def get_connection_method(self, idx: int) -> str:
        """Return the name of the method that receives it."""
        return self._connection(idx).method

    def get_connection_flags(self, idx: int) -> int:
        """Return the CONNECT_ flags; -1 if there is no such connection."""
        return self._connection(idx).flags

    def get_connection_binds(self, idx: int) -> list[Any]:
        """Return the arguments the method gets after those of the signal."""
        return [*self._connection(idx).binds]

    def get_connection_unbinds(self, idx: int) -> int:
        """Return how many of the signal's last arguments the method does not get; -1 if there is no such connection."""
        return self._connection(idx).unbinds

    def _node(self, idx: int) -> PlannedNode:
        return self._plan.nodes[idx] if self._has(idx, len(self._plan.nodes), "node") else _NO_NODE

    def _connection(self, idx: int) -> PlannedConnection:
        return self._plan.connections[idx] if self._has(idx, len(self._plan.connections), "connection") else _NO_CONNECTION

    def _property(self, idx: int, prop_idx: int) -> tuple[str, Any]:
        node = self._node(idx)
        if node is _NO_NODE or not self._has(prop_idx, len(node.properties), f"property of '{node.name}'"):
            return "", None
        return list(node.properties.items())[prop_idx]

    def _has(self, idx: int, count: int, what: str) -> bool:
        if not 0 <= idx < count:
            error.complain(f"There is no {what} {idx} in the SceneState: the index is out of bounds, there are {count}.")
            return False
        return True
