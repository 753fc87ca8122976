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


walking: list[Node] = []
"""Those at which something is under way that goes on with them, innermost last: they, and what is above them, must not be freed now."""


def holds(node: Node, *, moves: bool = False) -> bool:
    """Whether something under way would lose its ground without the node; with `moves` only what enters or leaves counts."""
    for top in walking:  # noqa: SIM110  # a generator would cost every free() more than the check itself
        if (top._moving_ or not moves) and (top is node or node.is_ancestor_of(top)):
            return True
    return False


def is_dying(node: Node) -> bool:
    """Whether the node is being deleted, or one above it."""
    for top in walking:  # noqa: SIM110  # the same
        if top._dying_ and (top is node or top.is_ancestor_of(node)):
            return True
    return False


def in_order(node: Node) -> Sequence[Node]:
    """Return the children in the order in which they were added, which `move_child` does not change; a snapshot."""
    return tuple(node._children_ if node._born_ is None else node._born_.values())


def call(hook: Callable[..., object], *args: Any) -> None:
    """Call a hook of user code; what it raises is collected."""
    try:
        hook(*args)
    except Exception as failure:
        error.take(failure)


def emit(node: Node, signal: str, *args: Any) -> None:
    """Emit one of a node's own signals, if anybody ever touched it; what a receiver raises is collected."""
    if node._signals_ is not None and signal in node._signals_:
        call(node._signals_[signal].emit, *args)


def tell_all(node: Node, what: int) -> None:
    """Send a notification to a node and everything below it, parents first."""
    node._blocked_ += 1
    node.notification(what)
    for child in in_order(node):
        tell_all(child, what)
    node._blocked_ -= 1


def call_all(node: Node, method: str, args: list[Any], *, parent_first: bool) -> None:
    """Call a method of a node and of everything below it."""
    node._blocked_ += 1
    if parent_first and node.has_method(method):
        call(getattr(node, method), *args)
    for child in in_order(node):
        call_all(child, method, args, parent_first=parent_first)
    if not parent_first and node.has_method(method):
        call(getattr(node, method), *args)
    node._blocked_ -= 1


def set_tree(node: Node, tree: SceneTree | None) -> None:
    """Take a subtree out of the tree it is in, and into another. The caller has made a collector active."""
    walking.append(node)
    node._moving_ = True
    try:
        if node._tree_ is not None:
            leave(node)
        if tree is not None:
            enter(node, tree)
        node._moving_ = False
        if tree is not None:
            parent = node._parent_
            if parent is None or parent._ready_began_:
                become_ready(node)
            # Who left again meanwhile has changed it and told so.
            inside = node._tree_
            if inside is not None and inside._hears_changed():
                call(inside.tree_changed.emit)
    finally:
        node._moving_ = False
        walking.pop()


def enter(node: Node, tree: SceneTree) -> None:
    """Enter the tree: this node, then its children."""
    parent = node._parent_
    node._tree_ = tree
    node._mode_ = node._resolved_mode_()
    tree._node_entered(node)
    cls = type(node)
    if node._notifiers_:
        node.notification(ENTER_TREE)
    if cls._has_enter_tree_:
        call(node._enter_tree)
    if node._signals_ is not None:
        emit(node, "tree_entered")
    if tree._hears_added():
        call(tree.node_added.emit, node)
    if parent is not None and parent._signals_ is not None:
        emit(parent, "child_entered_tree", node)
    if node._children_:
        node._blocked_ += 1
        for child in in_order(node):
            # One that was added in `_enter_tree` is inside already.
            if child._tree_ is None:
                enter(child, tree)
        node._blocked_ -= 1


def become_ready(node: Node) -> None:
    """Become ready: the children, then this node."""
    node._ready_began_ = True
    if node._children_:
        node._blocked_ += 1
        for child in in_order(node):
            become_ready(child)
        node._blocked_ -= 1
    if node._notifiers_:
        node.notification(POST_ENTER_TREE)
    if node._ready_first_:
        node._ready_first_ = False
        node._switch_on_()
        if type(node)._has_ready_:
            call(node._ready)
        if node._starts_itself_:
            node._start_itself_()
        if node._notifiers_:
            node.notification(READY)
        if node._signals_ is not None:
            emit(node, "ready")


def leave(node: Node) -> None:
    """Leave the tree: the children from the last, then this node."""
    node._leaving_ = True
    if node._children_:
        node._blocked_ += 1
        for child in reversed(in_order(node)):
            if child._tree_ is not None:
                leave(child)
        node._blocked_ -= 1
    tree = node._tree_
    if tree is None:
        node._leaving_ = False
        return
    if type(node)._has_exit_tree_:
        call(node._exit_tree)
    if node._signals_ is not None:
        emit(node, "tree_exiting")
    if node._notifiers_:
        node.notification(EXIT_TREE, reversed=True)
    if tree.current_scene is node:
        tree.current_scene = None
    if tree._hears_removed():
        call(tree.node_removed.emit, node)
    parent = node._parent_
    if parent is not None and parent._signals_ is not None:
        emit(parent, "child_exiting_tree", node)
    if tree._hears_changed():
        call(tree.tree_changed.emit)
    node._ready_began_ = False
    tree._node_left(node)
    node._tree_ = None
    node._leaving_ = False


def after_leaving(node: Node) -> None:
    """Tell that the subtree is out, once its top has no parent any more: `tree_exited`, last child first."""
    owner = node._owner_
    if owner is not None and not owner.is_ancestor_of(node):
        node._drop_owner_()
    if node._children_:
        node._blocked_ += 1
        for child in reversed(in_order(node)):
            after_leaving(child)
        node._blocked_ -= 1
    if node._signals_ is not None:
        emit(node, "tree_exited")


def delete(node: Node) -> None:
    """Delete a node: it hears PREDELETE, leaves its parent, its children are deleted from the last, it hears PREDELETE_CLEANUP."""
    outer = error.active.collector
    if node._tree_ is not None:
        error.active.collector = outer or node._tree_._collector
    walking.append(node)
    try:
        node._dying_ = True
        if node._notifiers_:
            node.notification(node.NOTIFICATION_PREDELETE, reversed=True)
        if node._owner_ is not None:
            node._drop_owner_()
        for owned in [*(node._owned_ or ())]:
            owned._drop_owner_()
        if node._parent_ is not None:
            node._parent_._detach_(node)
        delete_children(node)
        # A child that came now would stay behind under a freed parent.
        node._leaving_ = True
        if node._notifiers_:
            node.notification(node.NOTIFICATION_PREDELETE_CLEANUP, reversed=True)
    finally:
        walking.pop()
        error.active.collector = outer
    node._dissolve_()


def delete_children(node: Node) -> None:
    """Delete the children from the last, until none is left: those too that handlers add meanwhile."""
    while node._children_:
        delete(node._last_born_())
