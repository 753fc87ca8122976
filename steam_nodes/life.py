"""The life of a node: entering the tree, becoming ready, leaving, being deleted.

Rules, the engine's own:
- Enter goes from the top down, ready from the bottom up, exit from the last child up; each in the order in which children were added.
- The whole subtree has entered before any of it becomes ready. `_ready` runs once in a life, unless `request_ready` asks again.
- While a node runs through its children they are blocked: adding, moving or removing one is refused.
- An error in one node's callback stops nobody else's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes import error

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from steam_nodes.node import Node
    from steam_nodes.scene_tree import SceneTree

ENTER_TREE = 10
EXIT_TREE = 11
READY = 13
UNPARENTED = 19
CHILD_ORDER_CHANGED = 24
POST_ENTER_TREE = 27


def in_order(node: Node) -> Sequence[Node]:
    """Return the children in the order in which they were added, which `move_child` does not change; a snapshot."""
    children = tuple(node._children)
    return sorted(children, key=_birth) if node._shuffled else children


def _birth(node: Node) -> int:
    return node._birth


def call(hook: Callable[..., object], *args: Any) -> None:
    """Call a hook of user code; what it raises is collected."""
    try:
        hook(*args)
    except Exception as failure:
        error.take(failure)


def emit(node: Node, signal: str, *args: Any) -> None:
    """Emit one of a node's own signals, if anybody ever touched it; what a receiver raises is collected."""
    if node._signals is not None and signal in node._signals:
        call(node._signals[signal].emit, *args)


def set_tree(node: Node, tree: SceneTree | None) -> None:
    """Take a subtree out of the tree it is in, and into another. The caller has made a collector active."""
    node._moving = True
    try:
        if node._tree is not None:
            leave(node)
        if tree is not None:
            enter(node, tree)
    finally:
        node._moving = False
    if tree is not None:
        parent = node._parent
        if node._tree is tree and (parent is None or parent._ready_began):
            become_ready(node)
        if tree._hears_changed():
            call(tree.tree_changed.emit)


def enter(node: Node, tree: SceneTree) -> None:
    """Enter the tree: this node, then its children."""
    parent = node._parent
    node._tree = tree
    node._mode = node._resolved_mode()
    tree._node_entered(node)
    cls = type(node)
    if node._notifiers:
        node.notification(ENTER_TREE)
    if cls._has_enter_tree:
        call(node._enter_tree)
    if node._signals is not None:
        emit(node, "tree_entered")
    if tree._hears_added():
        call(tree.node_added.emit, node)
    if parent is not None and parent._signals is not None:
        emit(parent, "child_entered_tree", node)
    if node._children:
        node._blocked += 1
        for child in in_order(node):
            # A handler may have taken a whole branch above out again: then its rest must not enter.
            if child._tree is None and node._tree is tree:
                enter(child, tree)
        node._blocked -= 1


def become_ready(node: Node) -> None:
    """Become ready: the children, then this node."""
    node._ready_began = True
    if node._children:
        node._blocked += 1
        for child in in_order(node):
            if child._tree is not None:
                become_ready(child)
        node._blocked -= 1
    if node._notifiers:
        node.notification(POST_ENTER_TREE)
    if node._ready_first:
        node._ready_first = False
        node._switch_on()
        if type(node)._has_ready:
            call(node._ready)
        if node._notifiers:
            node.notification(READY)
        if node._signals is not None:
            emit(node, "ready")


def leave(node: Node) -> None:
    """Leave the tree: the children from the last, then this node."""
    node._leaving = True
    if node._children:
        node._blocked += 1
        for child in reversed(in_order(node)):
            if child._tree is not None:
                leave(child)
        node._blocked -= 1
    tree = node._tree
    if tree is None:
        node._leaving = False
        return
    if type(node)._has_exit_tree:
        call(node._exit_tree)
    if node._signals is not None:
        emit(node, "tree_exiting")
    if node._notifiers:
        node.notification(EXIT_TREE, reversed=True)
    if tree._hears_removed():
        call(tree.node_removed.emit, node)
    parent = node._parent
    if parent is not None and parent._signals is not None:
        emit(parent, "child_exiting_tree", node)
    if tree._hears_changed():
        call(tree.tree_changed.emit)
    node._ready_began = False
    tree._node_left(node)
    node._tree = None
    node._leaving = False


def after_leaving(node: Node) -> None:
    """Tell that the subtree is out, once its top has no parent any more: `tree_exited`, last child first."""
    owner = node._owner
    if owner is not None and not owner.is_ancestor_of(node):
        node._drop_owner()
    if node._children:
        node._blocked += 1
        for child in reversed(in_order(node)):
            after_leaving(child)
        node._blocked -= 1
    if node._signals is not None:
        emit(node, "tree_exited")


def delete(node: Node) -> None:
    """Delete a node: it hears PREDELETE, leaves its parent, its children are deleted from the last, it hears PREDELETE_CLEANUP."""
    outer = error.active.collector
    if node._tree is not None:
        error.active.collector = outer or node._tree._collector
    try:
        if node._notifiers:
            node.notification(node.NOTIFICATION_PREDELETE, reversed=True)
        if node._owner is not None:
            node._drop_owner()
        if node._parent is not None:
            node._parent._detach(node)
        for child in reversed(in_order(node)):
            if child._parent is node:
                delete(child)
        if node._notifiers:
            node.notification(node.NOTIFICATION_PREDELETE_CLEANUP, reversed=True)
    finally:
        error.active.collector = outer
    for owned in [*(node._owned or ())]:
        owned._owner = None
    node._dissolve()
