"""PackedScene: the plan of a scene, from which any number of equal branches can be made.

Rules, the engine's own: `instantiate` goes through the nodes in the order in which they were planned. Each is made, gets its properties,
its name and its groups, is added to its parent, and gets the root of the scene as owner. Then the connections are made, and the root
hears NOTIFICATION_SCENE_INSTANTIATED, last. All of that happens outside of every tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.object import error
from steam_nodes.object.callable import Callable
from steam_nodes.object.error import Error
from steam_nodes.object.freed import is_freed
from steam_nodes.object.object import Object
from steam_nodes.object.plain_text import plain
from steam_nodes.object.signal import CONNECT_PERSIST
from steam_nodes.scene.node import FORBIDDEN, Node
from steam_nodes.scene.node_path import NodePath
from steam_nodes.scene.packed.duplicate import copied_properties, groups_of, keep_scene, lasting_connections, scene_of
from steam_nodes.scene.packed.scene_state import Plan, PlannedConnection, PlannedNode, SceneState
from steam_nodes.scene.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from collections.abc import Iterable, Iterator, Mapping


_MISSING: Any = object()


class PackedScene(Resource):
    """The plan of a scene: what a `.tscn` file is in the engine.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_packedscene.html, and for the calls that plan it, the file format of
    https://docs.godotengine.org/en/stable/engine_details/file_formats/tscn.html.

    Args:
        root: The class of the root, what else makes it when called without arguments, or the scene that this one inherits; without one
            the plan is empty until `pack`.
        name: The name of the root.
        groups: The groups of the root.
        node_paths: The properties of the root that hold a node, as in `add_node`.
        properties: Values of properties that the root gets before its name.
        **more: More of them.

    Example:
        ship = PackedScene(Ship, "Ship", speed=300)
        ship.add_node("Gun", Gun, cooldown=0.2)
        tree.root.add_child(ship.instantiate())
    """

    shown_path: str = ""
    """What `scene_file_path` of its instances says instead of `resource_path`, which belongs to one scene alone."""

    def __init__(
        self,
        root: Function[[], Node] | PackedScene | None = None,
        name: str = "",
        *,
        groups: Iterable[str] = (),
        node_paths: Iterable[str] = (),
        properties: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> None:
        """Plan the root."""
        self._plan = Plan()
        self._state = SceneState(self._plan)
        if root is not None:
            self._add(name, root, "", groups, node_paths, {**(properties or {}), **more})

    def add_node(
        self,
        name: str,
        node: Function[[], Node] | PackedScene,
        parent: str = ".",
        *,
        groups: Iterable[str] = (),
        node_paths: Iterable[str] = (),
        index: int = -1,
        properties: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> None:
        """Plan one more node; nodes are made in the order of these calls.

        Args:
            name: Its name.
            node: Its class, or what else makes it when called without arguments; or the scene that is instantiated in its place.
            parent: The path of its parent from the root; the root is ".". It may stand inside of an instance, too.
            groups: The groups it is added to.
            node_paths: The properties that hold a node: their NodePath, or a list of them, becomes what stands there when all are made.
            index: Its place among its parent's children then, -1 for the last.
            properties: Values of its properties, also of those whose names are no names of Python's.
            **more: More of them, such as `unique_name_in_owner=True`.
        """
        self._add(name, node, parent, groups, node_paths, {**(properties or {}), **more}, index)

    def change_node(
        self,
        path: str,
        *,
        groups: Iterable[str] = (),
        node_paths: Iterable[str] = (),
        properties: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> None:
        """Plan a change to a node that an instance, or the scene the root is made of, brings along.

        Args:
            path: Its path from the root.
            groups: More groups it is added to.
            node_paths: As those of `add_node`.
            properties: Values of properties that it gets instead of those it has.
            **more: More of them.
        """
        parent, _, name = path.rpartition("/")
        planned = PlannedNode(
            _checked(name), "", None, None, parent or ".", tuple(groups), {**(properties or {}), **more}, tuple(node_paths)
        )
        self._plan.nodes.append(planned)

    def add_connection(
        self, signal: str, from_node: str, to_node: str, method: str, flags: int = 0, binds: Iterable[Any] = (), unbinds: int = 0
    ) -> None:
        """Plan a connection.

        Args:
            signal: The name of the signal.
            from_node: The path from the root of the node that has it.
            to_node: The path from the root of the node that receives it.
            method: The name of the method that receives it.
            flags: CONNECT_ flags; CONNECT_PERSIST is always added.
            binds: Arguments that the method gets after those of the signal.
            unbinds: How many of the signal's last arguments the method does not get; with these, binds do not count.
        """
        self._plan.connections.append(PlannedConnection(signal, from_node, to_node, method, flags | CONNECT_PERSIST, tuple(binds), unbinds))

    def with_root(self, root: Function[[], Node]) -> PackedScene:
        """Return the same plan with a root of another class, as an instance in a scene file that gets a script of its own.

        Args:
            root: The class of the root, which has what the plan gives it: most often one that inherits the root's.
        """
        first, *others = self._plan.nodes
        base = None if first.scene is None else first.scene.with_root(root)
        scene = PackedScene()
        scene.shown_path = self.shown_path or self.resource_path
        plan = _plan_of(scene)
        plan.nodes += [first.made_of(root, _type_of(root)) if base is None else first.made_of(base.instantiate, "", base), *others]
        plan.connections += self._plan.connections
        return scene

    def _add(
        self,
        name: str,
        node: Function[[], Node] | PackedScene,
        parent: str,
        groups: Iterable[str],
        node_paths: Iterable[str],
        properties: dict[str, Any],
        index: int = -1,
    ) -> None:
        scene = node if isinstance(node, PackedScene) else None
        make = node.instantiate if isinstance(node, PackedScene) else node
        planned = PlannedNode(_checked(name), _type_of(node), make, scene, parent, tuple(groups), properties, tuple(node_paths), index)
        self._plan.nodes.append(planned)

    def pack(self, path: Node) -> Error:
        """Make the plan anew from a branch of nodes: its root, and each node below that the root owns.

        What a copy would get is planned, where it differs from what the class gives: the library's properties, those named in
        `EXPORTED`, metadata, lasting groups and connections. A node that a PackedScene made is planned as an instance of it. A property
        that holds an object is left out.

        Args:
            path: The root of the branch; each class must be makeable without arguments.

        Returns:
            Error.OK, or ERR_INVALID_PARAMETER for None; the plan stays as it was then.
        """
        if path is None:
            error.complain("pack() of a PackedScene: there is no node. Pass the root of the branch.")
            return Error.ERR_INVALID_PARAMETER
        self._plan.nodes[:], self._plan.connections[:] = _packed(path)
        return Error.OK

    def get_state(self) -> SceneState:
        """Return the plan, to read; it stays the same object, whatever is planned later."""
        return self._state

    def can_instantiate(self) -> bool:
        """Whether there is anything to make: a root was given, or something packed."""
        return bool(self._plan.nodes)

    def instantiate(self) -> Any:
        """Make the branch, outside of every tree, and return its root; None, with one ERROR, if the plan is empty.

        Raises:
            TypeError: What was planned as a node made something else.
            LookupError: A path names no node of the scene.
        """
        if not self._plan.nodes:
            error.complain("instantiate() of an empty PackedScene. Give it a root, or pack() a node.")
            return None
        root = _made(self._plan.nodes[0])
        keep_scene(root, self)
        with_paths = [(root, self._plan.nodes[0])] if self._plan.nodes[0].node_paths else []
        for planned in self._plan.nodes[1:]:
            if planned.make is None:
                node = _at(root, f"{planned.parent}/{planned.name}", f"the change of '{planned.name}'")
                _fill(node, planned)
            else:
                parent = _at(root, planned.parent, planned.name)
                node = _made(planned)
                parent.add_child(node)
                node.owner = root
                if 0 <= planned.place < parent.get_child_count() - 1:
                    parent.move_child(node, planned.place)
            if planned.node_paths:
                with_paths.append((node, planned))
        for node, planned in with_paths:
            for name in planned.node_paths:
                setattr(node, name, _nodes_at(node, planned.properties.get(name)))
        for connection in self._plan.connections:
            what = f"the connection of '{connection.signal}'"
            receiver = Callable(_at(root, connection.target, what), connection.method)
            if connection.unbinds:
                receiver = receiver.unbind(connection.unbinds)
            elif connection.binds:
                receiver = receiver.bind(*connection.binds)
            _at(root, connection.source, what).connect(connection.signal, receiver, connection.flags)
        root.notification(Node.NOTIFICATION_SCENE_INSTANTIATED)
        return root


def _checked(name: str) -> str:
    if not name or name.translate(FORBIDDEN) != name:
        message = f"{name!r} can't be the name of a node: a name is not empty and has none of . : @ / \" %"
        raise ValueError(message)
    return name


def _type_of(make: object) -> str:
    return make._engine_class_ if isinstance(make, type) and issubclass(make, Object) else ""


def _made(planned: PlannedNode) -> Node:
    node = object() if planned.make is None else planned.make()
    if not isinstance(node, Node):
        message = f"'{plain(planned.name)}' of a PackedScene is no Node but {type(node).__name__} {node!r}; plan a class that inherits Node"
        raise TypeError(message)
    _fill(node, planned)
    node._name_ = planned.name
    return node


def _fill(node: Node, planned: PlannedNode) -> None:
    """Give a node the properties and the groups of the plan."""
    for name, value in planned.properties.items():
        if name.startswith("metadata/"):
            node.set_meta(name.removeprefix("metadata/"), value)
        elif name not in planned.node_paths:
            setattr(node, name, value)
    for group in planned.groups:
        node.add_to_group(group, persistent=True)


def _nodes_at(node: Node, path: Any) -> Any:
    """Return the node at a path, None where there is none; of a list or a dictionary of paths each one's."""
    if isinstance(path, list):
        return [_nodes_at(node, each) for each in path]
    if isinstance(path, dict):
        return {_nodes_at(node, key): _nodes_at(node, value) for key, value in path.items()}
    return node.get_node_or_null(path) if isinstance(path, NodePath) else path


def _packed(root: Node) -> tuple[list[PlannedNode], list[PlannedConnection]]:
    """Plan a branch: the root and those below it that it owns; what stands below another's node is left out with it, as in the engine."""
    paths: dict[Node, str] = {}
    nodes = []
    # A list of nodes stands for calls inside calls: a branch may be deeper than Python's own stack.
    waiting = [(root, "")]
    while waiting:
        node, parent = waiting.pop()
        path = paths[node] = "." if node is root else f"{parent}/{node.name}"
        scene = scene_of(node) if node is not root else None
        make = type(node) if scene is None else scene.instantiate
        groups = tuple(group for group, persistent in groups_of(node).items() if persistent)
        nodes.append(PlannedNode(node.name, node.get_class(), make, scene, parent, groups, _packed_properties(node, scene)))
        waiting += [(child, path) for child in reversed(node.get_children()) if child.owner is root]
    return nodes, [connection for node in paths for connection in _packed_connections(node, root, paths)]


def _packed_properties(node: Node, scene: PackedScene | None) -> dict[str, Any]:
    # No __init__ runs for a look at the defaults: the library has its own on the class, and so have most games.
    fresh = type(node).__new__(type(node))
    given = _plan_of(scene).nodes[0].properties if scene is not None else {}
    found = {}
    for _, name in copied_properties(type(node)):
        value = getattr(node, name)
        if not isinstance(value, Object) and value != given.get(name, getattr(fresh, name, _MISSING)):
            found[name] = value
    meta = ((name, node.get_meta(name)) for name in node.get_meta_list())
    return found | {f"metadata/{name}": value for name, value in meta if not isinstance(value, Object)}


def _packed_connections(node: Node, root: Node, paths: dict[Node, str]) -> Iterator[PlannedConnection]:
    scene = scene_of(node) if node is not root else None
    inner = _plan_of(scene).connections if scene is not None else ()
    own = {(each.signal, each.method) for each in inner if each.source == each.target == "."}
    for name, connection in lasting_connections(node):
        receiver = Callable(connection["callable"])
        target = receiver.get_object()
        if is_freed(target) or target not in paths or (target is node and (name, receiver.get_method()) in own):
            continue
        unbinds = receiver.get_unbound_arguments_count()
        binds = () if unbinds else tuple(receiver.get_bound_arguments())
        yield PlannedConnection(name, paths[node], paths[target], receiver.get_method(), connection["flags"], binds, unbinds)


def _plan_of(scene: PackedScene) -> Plan:
    return scene._plan


def _at(root: Node, path: str, what: str) -> Node:
    found = root.get_node_or_null(path)
    if found is None:
        message = (
            f"PackedScene: there is no node at '{plain(path)}' from the root '{plain(root.name)}', which {plain(what)} needs; plan it first"
        )
        raise LookupError(message)
    node: Node = found
    return node
