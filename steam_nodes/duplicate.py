"""Duplicate: how a node makes a copy of itself with everything below it.

Rules, the engine's own: each copy is made anew, by its class without arguments, so that its `__init__` runs; a name that `__init__` sets
stays. Then it gets the groups, the metadata and the exported properties; plain attributes keep the values that `__init__` gave them. Of
the connections only those with CONNECT_PERSIST are copied. A branch that came from a PackedScene is made from it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from steam_nodes import error
from steam_nodes.callable import Callable
from steam_nodes.object import Object
from steam_nodes.signal import CONNECT_PERSIST

if TYPE_CHECKING:
    from collections.abc import Callable as Function

    from steam_nodes.node import Node
    from steam_nodes.packed_scene import PackedScene


class Duplicate(Object):
    """The part of a node that copies it; `Node` completes it."""

    DUPLICATE_SIGNALS: Final = 1
    DUPLICATE_GROUPS: Final = 2
    DUPLICATE_SCRIPTS: Final = 4
    DUPLICATE_USE_INSTANTIATION: Final = 8

    EXPORTED: ClassVar[tuple[str, ...]] = ()
    """The properties of this class that a copy gets, as those with `@export` in GDScript; those of its bases need not be repeated."""

    _stored_: ClassVar[tuple[str, ...]] = ()
    _made_by_: Function[[], Any] | None = None
    _packed_: PackedScene | None = None

    def duplicate(self, flags: int = 15) -> Any:
        """Make a copy of this node and everything below it, outside of every tree.

        Args:
            flags: DUPLICATE_SIGNALS for connections with CONNECT_PERSIST, DUPLICATE_GROUPS for groups, DUPLICATE_SCRIPTS for nodes of
                the same classes rather than of the library's, DUPLICATE_USE_INSTANTIATION to make again what a PackedScene made.

        Returns:
            The copy. It has no owner.

        Raises:
            TypeError: A class can't be made without arguments.
        """
        original = cast("Node", self)
        copies: dict[Node, Node] = {}
        copy = _copied(original, flags, copies)
        for source, made in copies.items():
            _copy_properties(source, made, copies)
        if flags & self.DUPLICATE_SIGNALS:
            for source, made in copies.items():
                _copy_connections(source, made, copies)
        error.raise_loose()
        return copy


def _copied(node: Node, flags: int, copies: dict[Node, Node]) -> Node:
    packed = node._packed_ if flags & Duplicate.DUPLICATE_USE_INSTANTIATION else None
    copy: Node = _made(node, flags) if packed is None else packed.instantiate()
    if packed is not None or not copy._name_:
        copy._name_ = node._name_
    if flags & Duplicate.DUPLICATE_GROUPS:
        for group, persistent in (node._groups_ or {}).items():
            copy.add_to_group(group, persistent)
    copies[node] = copy
    for child in node.get_children():
        if packed is not None and child._owner_ is node:
            _pair(node, child, copy, copies)
        else:
            copy.add_child(_copied(child, flags, copies))
    return copy


def _made(node: Node, flags: int) -> Node:
    """Make a node of the same class, or of the class of the library it inherits."""
    cls = type(node)
    if not flags & Duplicate.DUPLICATE_SCRIPTS:
        cls = next(base for base in cls.__mro__ if vars(base).get("_engine_class_") == node._engine_class_)
    import inspect  # noqa: PLC0415

    try:
        inspect.signature(cls).bind()
    except TypeError as refused:
        message = f"duplicate() of {node}: {cls.__name__}() can't be made without arguments ({refused}); give its parameters defaults"
        raise TypeError(message) from None
    return cls()


def _pair(root: Node, node: Node, copy: Node, copies: dict[Node, Node]) -> None:
    """Note which copy belongs to a node, and to what is below it, of a scene that was made again."""
    found = copy.get_node_or_null(root.get_path_to(node))
    if found is not None:
        copies[node] = found
        for child in node.get_children():
            _pair(root, child, copy, copies)


def _copy_properties(node: Node, copy: Node, copies: dict[Node, Node]) -> None:
    for base in reversed(type(copy).__mro__):
        for name in (*vars(base).get("_stored_", ()), *vars(base).get("EXPORTED", ())):
            setattr(copy, name, _value(getattr(node, name), copies))
    for name, value in (node._meta_ or {}).items():
        copy.set_meta(name, _value(value, copies))


def _value(value: Any, copies: dict[Node, Node]) -> Any:
    """Return what a copy gets: collections are copied, a node of the branch becomes its copy."""
    if isinstance(value, list):
        return [_value(item, copies) for item in value]
    if isinstance(value, dict):
        return {key: _value(item, copies) for key, item in value.items()}
    if isinstance(value, Object):
        return copies.get(cast("Node", value), value)
    return value


def _copy_connections(node: Node, copy: Node, copies: dict[Node, Node]) -> None:
    for name in list(node._signals_ or ()):
        for connection in node.get_signal_connection_list(name):
            receiver = Callable(connection["callable"])
            target = receiver.get_object()
            if connection["flags"] & CONNECT_PERSIST and isinstance(target, Duplicate) and receiver.closed_over() is None:
                again = receiver.attached(copies.get(cast("Node", target), target))
                if not copy.is_connected(name, again):
                    copy.connect(name, again, connection["flags"])
