"""PackedScene: the plan of a scene, from which any number of equal branches can be made.

Rules, the engine's own: `instantiate` goes through the nodes in the order in which they were planned. Each is made, gets its properties,
its name and its groups, is added to its parent, and gets the root of the scene as owner. Then the connections are made, and the root
hears NOTIFICATION_SCENE_INSTANTIATED, last. All of that happens outside of every tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from steam_nodes.callable import Callable
from steam_nodes.node import FORBIDDEN, Node
from steam_nodes.plain_text import plain
from steam_nodes.signal import CONNECT_PERSIST

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from collections.abc import Iterable


class _PlannedNode(NamedTuple):
    name: str
    make: Function[[], Any]
    parent: str
    groups: tuple[str, ...]
    properties: dict[str, Any]


class _PlannedConnection(NamedTuple):
    signal: str
    source: str
    target: str
    method: str
    flags: int
    binds: tuple[Any, ...]


class PackedScene:
    """The plan of a scene: what a `.tscn` file is in the engine.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedscene.html, and for the calls that plan it, the file format of
    https://docs.godotengine.org/en/stable/engine_details/file_formats/tscn.html.

    Args:
        root: The class of the root, or what else makes it when called without arguments.
        name: The name of the root.
        groups: The groups of the root.
        **properties: Values of properties that the root gets before its name.

    Example:
        ship = PackedScene(Ship, "Ship", speed=300)
        ship.add_node("Gun", Gun, cooldown=0.2)
        tree.root.add_child(ship.instantiate())
    """

    def __init__(self, root: Function[[], Node], name: str, *, groups: Iterable[str] = (), **properties: Any) -> None:
        """Plan the root."""
        self._nodes = [_PlannedNode(_checked(name), root, "", tuple(groups), properties)]
        self._connections: list[_PlannedConnection] = []

    def add_node(
        self, name: str, node: Function[[], Node] | PackedScene, parent: str = ".", *, groups: Iterable[str] = (), **properties: Any
    ) -> None:
        """Plan one more node; nodes are made in the order of these calls.

        Args:
            name: Its name.
            node: Its class, or what else makes it when called without arguments; or the scene that is instantiated in its place.
            parent: The path of its parent from the root; the root is ".".
            groups: The groups it is added to.
            **properties: Values of its properties, such as `unique_name_in_owner=True`.
        """
        make = node.instantiate if isinstance(node, PackedScene) else node
        self._nodes.append(_PlannedNode(_checked(name), make, parent, tuple(groups), properties))

    def add_connection(self, signal: str, from_node: str, to_node: str, method: str, flags: int = 0, binds: Iterable[Any] = ()) -> None:
        """Plan a connection.

        Args:
            signal: The name of the signal.
            from_node: The path from the root of the node that has it.
            to_node: The path from the root of the node that receives it.
            method: The name of the method that receives it.
            flags: CONNECT_ flags; CONNECT_PERSIST is always added.
            binds: Arguments that the method gets after those of the signal.
        """
        self._connections.append(_PlannedConnection(signal, from_node, to_node, method, flags | CONNECT_PERSIST, tuple(binds)))

    def can_instantiate(self) -> bool:
        """Whether there is anything to make; always true, as a scene has a root from the start."""
        return bool(self._nodes)

    def instantiate(self) -> Any:
        """Make the branch, outside of every tree, and return its root.

        Raises:
            TypeError: What was planned as a node made something else.
            LookupError: A path names no node of the scene.
        """
        root = _made(self._nodes[0])
        root._packed_ = self
        for planned in self._nodes[1:]:
            parent = _at(root, planned.parent, planned.name)
            node = _made(planned)
            parent.add_child(node)
            node.owner = root
        for connection in self._connections:
            what = f"the connection of '{connection.signal}'"
            receiver = Callable(_at(root, connection.target, what), connection.method)
            if connection.binds:
                receiver = receiver.bind(*connection.binds)
            _at(root, connection.source, what).connect(connection.signal, receiver, connection.flags)
        root.notification(Node.NOTIFICATION_SCENE_INSTANTIATED)
        return root


def _checked(name: str) -> str:
    if not name or name.translate(FORBIDDEN) != name:
        message = f"{name!r} can't be the name of a node: a name is not empty and has none of . : @ / \" %"
        raise ValueError(message)
    return name


def _made(planned: _PlannedNode) -> Node:
    node = planned.make()
    if not isinstance(node, Node):
        message = f"'{plain(planned.name)}' of a PackedScene is no Node but {type(node).__name__} {node!r}; plan a class that inherits Node"
        raise TypeError(message)
    for name, value in planned.properties.items():
        setattr(node, name, value)
    node._name_ = planned.name
    for group in planned.groups:
        node.add_to_group(group, persistent=True)
    return node


def _at(root: Node, path: str, what: str) -> Node:
    found = root.get_node_or_null(path)
    if found is None:
        message = (
            f"PackedScene: there is no node at '{plain(path)}' from the root '{plain(root.name)}', which {plain(what)} needs; plan it first"
        )
        raise LookupError(message)
    node: Node = found
    return node
