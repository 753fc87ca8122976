"""Duplicate: how a node makes a copy of itself with everything below it.

Rules, the engine's own, in this order:
- The branch is built: each node anew, and what came from a PackedScene from that scene again, with what was added to it by hand where it
  stands. A node gets its name and its groups here; internal children are left out.
- `__init__` runs from the top down, as scripts are set in the engine: until then a node made of a class of the game hears nothing, but
  has its parent and its children; a name that `__init__` sets stays, and children that it adds come after the copied ones.
- The metadata and the exported properties follow; plain attributes keep the values that `__init__` gave them. Which node a copy stands
  for is told by its index.
- Of the connections those with CONNECT_PERSIST are copied, found by their paths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast
from weakref import WeakSet

from steam_nodes.object import error
from steam_nodes.object.callable import Callable
from steam_nodes.object.signal import CONNECT_PERSIST
from steam_nodes.scene import lifecycle

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from steam_nodes.scene.node import Node
    from steam_nodes.scene.packed.packed_scene import PackedScene

_SILENT: Final = "_notifiers_"
"""What a copy has as an attribute of its own until its `__init__` runs: no notifications."""

_CAN_BE_MADE: Final[WeakSet[type]] = WeakSet()
"""The classes that are known to need no arguments: to look at a signature costs as much as all the rest of a copy."""


class Duplicator:
    """Makes copies of nodes. It calls `Node`'s own methods, whatever the classes of a game override.

    Args:
        node_class: The class Node.
        flags: The DUPLICATE_ numbers of `Node`, added up.
    """

    def __init__(self, node_class: type[Node], flags: int) -> None:
        """Keep what every copy needs."""
        self._node = node_class
        self._flags = flags

    def duplicate(self, original: Node) -> Node | None:
        """Return a copy of a node and everything below it; None, with an ERROR, where a part has no place in it."""
        copy = self._built(original)
        if copy is None:
            error.complain(f"Failed to duplicate node {original}.")
            return None
        copies: dict[int, Node] = {}
        for source, made in self._pairs(original, copy):
            copies[id(source)] = made
            if made.__dict__.pop(_SILENT, None) is not None:
                cast("Any", made).__init__()
        for source, made in self._pairs(original, copy):
            _copy_properties(source, made, copies)
        if self._flags & self._node.DUPLICATE_SIGNALS:
            self._copy_connections(original, copy)
        return copy

    def _built(self, node: Node) -> Node | None:
        """Build the branch; a list of generators stands for calls inside calls, since it may be deeper than Python's own stack."""
        building = [self._building(node)]
        built: Node | None = None
        while building:
            try:
                child = building[-1].send(built)
            except StopIteration as done:
                built = done.value
                building.pop()
            else:
                built = None
                building.append(self._building(child))
        return built

    def _building(self, node: Node) -> Generator[Node, Node | None, Node | None]:
        """Build the copy of a node and what is below it; each child that it yields is built meanwhile and sent back."""
        packed = scene_of(node) if self._flags & self._node.DUPLICATE_USE_INSTANTIATION else None
        copy: Node = self._made(node) if packed is None else packed.instantiate()
        keep_scene(copy, scene_of(node))
        if node.name:
            copy.name = node.name
        if self._flags & self._node.DUPLICATE_GROUPS:
            for group, persistent in groups_of(node).items():
                self._node.add_to_group(copy, group, persistent)
        for place, child in enumerate(self._node.get_children(node)):
            if packed is None or child.owner is not node:
                built = yield child
                if built is None:
                    lifecycle.delete(copy)
                    return None
                self._put_in(copy, built, place)
        for added in [] if packed is None else self._added_by_hand(node):
            parent = copy.get_node(node.get_path_to(self._node.get_parent(added)))
            built = None if parent is None else (yield added)
            if built is None:
                lifecycle.delete(copy)
                return None
            self._put_in(parent, built, added.get_index())
        return copy

    def _put_in(self, parent: Node, child: Node, place: int) -> None:
        self._node.add_child(parent, child)
        if place < self._node.get_child_count(parent) - 1:
            self._node.move_child(parent, child, place)

    def _made(self, node: Node) -> Node:
        """Make a node of the same class, whose `__init__` is still to run, or of the class of the library it inherits."""
        cls = type(node)
        engine_class = next(base for base in cls.__mro__ if vars(base).get("_engine_class_") == self._node.get_class(node))
        if not self._flags & self._node.DUPLICATE_SCRIPTS:
            cls = engine_class
        if cls not in _CAN_BE_MADE:
            import inspect  # noqa: PLC0415  # most programs copy no node and need not load it

            try:
                inspect.signature(cls).bind()
            except TypeError as refused:
                message = (
                    f"duplicate() of {node}: {cls.__name__}() can't be made without arguments ({refused}); give its parameters defaults"
                )
                raise TypeError(message) from None
            _CAN_BE_MADE.add(cls)
        if cls is engine_class:
            return cls()
        made = cls.__new__(cls)
        made.__dict__[_SILENT] = ()
        return made

    def _added_by_hand(self, root: Node) -> list[Node]:
        """Return what stands below the nodes of a scene without being part of it; children of the root are no part of that."""
        roots = {id(root)}
        found = []
        scene = [root]
        for node in scene:
            for child in self._node.get_children(node):
                if id(child.owner) in roots:
                    scene.append(child)
                    if scene_of(child) is not None:
                        roots.add(id(child))
                elif node is not root and child.owner is not node:
                    found.append(child)
        return found

    def _pairs(self, original: Node, copy: Node) -> Iterator[tuple[Node, Node]]:
        """Walk over a branch and its copy, parents first; what one does with a pair may change what is below it."""
        yield original, copy
        levels = [(original, copy, 0)]
        while levels:
            source, made, place = levels.pop()
            if place < self._node.get_child_count(source):
                below = self._node.get_child(made, place)
                if below is None:
                    error.complain(f"Child node disappeared while duplicating {source}.")
                    continue
                levels.append((source, made, place + 1))
                child = self._node.get_child(source, place)
                yield child, below
                levels.append((child, below, 0))

    def _copy_connections(self, original: Node, copy: Node) -> None:
        reached = [original]
        for node in reached:
            for name, connection in lasting_connections(node):
                self._copy_connection(original, copy, node, name, connection)
            reached += self._node.get_children(node)

    def _copy_connection(self, original: Node, copy: Node, node: Node, name: str, connection: dict[str, Any]) -> None:
        emitter = copy.get_node(original.get_path_to(node))
        receiver = Callable(connection["callable"])
        target = receiver.get_object()
        if not isinstance(target, self._node) or receiver.closed_over() is not None:
            return
        path = original.get_path_to(target)
        if not path or emitter is None:
            return
        # What lies outside of the branch is reached from the copy only once that has a parent: until then it stays the same.
        again = receiver.attached(copy.get_node_or_null(path) or target)
        if not emitter.is_connected(name, again):
            emitter.connect(name, again, connection["flags"])


def scene_of(node: Node) -> PackedScene | None:
    """Return the scene that a node was made from, as its root."""
    return node._packed_


def keep_scene(node: Node, scene: PackedScene | None) -> None:
    """Note the scene that a node was made from, as its root."""
    node._packed_ = scene


def groups_of(node: Node) -> dict[str, bool]:
    """Return the groups of a node, and whether each is one that a scene keeps."""
    return node._groups_ or {}


def lasting_connections(node: Node) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the connections with CONNECT_PERSIST to signals of a node, each behind the signal's name."""
    for name in list(node._signals_ or ()):
        for connection in node.get_signal_connection_list(name):
            if connection["flags"] & CONNECT_PERSIST:
                yield name, connection


def copied_properties(cls: type) -> Iterator[tuple[type, str]]:
    """Give the properties that a copy gets, each behind the class that has it, those of bases first."""
    for base in reversed(cls.__mro__):
        for name in (*vars(base).get("_stored_", ()), *vars(base).get("EXPORTED", ())):
            yield base, name


def _copy_properties(node: Node, copy: Node, copies: dict[int, Node]) -> None:
    for base, name in copied_properties(type(copy)):
        if isinstance(node, base):
            setattr(copy, name, _value(getattr(node, name), copies))
    for name in node.get_meta_list():
        copy.set_meta(name, _value(node.get_meta(name), copies))


def _value(value: Any, copies: dict[int, Node]) -> Any:
    """Return what a copy gets: collections are copied, a node of the branch becomes its copy."""
    if isinstance(value, list):
        return [_value(item, copies) for item in value]
    if isinstance(value, dict):
        return {key: _value(item, copies) for key, item in value.items()}
    return copies.get(id(value), value)
