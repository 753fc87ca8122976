"""The life of a node: entering the tree, becoming ready, leaving, being deleted.

Rules, the engine's own:
- Enter goes from the top down, ready from the bottom up, exit from the last child up; each in the order in which children were added.
- The whole subtree has entered before any of it becomes ready. `_ready` runs once in a life, unless `request_ready` asks again.
- While a node runs through its children they are blocked: adding, moving or removing one is refused.
- An error in one node's callback stops nobody else's.
- Nothing here calls itself for what is below a node: a tree may be deeper than Python's own stack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from steam_nodes.object import error
from steam_nodes.object.object import notify
from steam_nodes.object.signal import emitting
from steam_nodes.scene.children import BLOCKED, NO_CHILDREN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from steam_nodes.object.error import Running
    from steam_nodes.scene.node import Node
    from steam_nodes.scene.scene_tree import SceneTree

T = TypeVar("T")

ENTER_TREE = 10
EXIT_TREE = 11
READY = 13
UNPARENTED = 19
CHILD_ORDER_CHANGED = 24
POST_ENTER_TREE = 27
_PAUSABLE = 1


def holds(node: Node, under_way: list[Node]) -> bool:
    """Whether something under way at one of these nodes would lose its ground without the node."""
    for top in under_way:  # noqa: SIM110  # a generator would cost every free() more than the check itself
        if top is node or (node._children_.count and node.is_ancestor_of(top)):
            return True
    return False


def is_dying(node: Node, now: Running) -> bool:
    """Whether the node is being deleted, or one above it."""
    for top in now.walking:  # noqa: SIM110  # the same
        if top._dying_ and (top is node or top.is_ancestor_of(node)):
            return True
    return False


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


def down_from(top: Node, below: Sequence[Node], visit: Callable[[Node, T], Sequence[Node]], given: T) -> None:
    """Visit what is below a node, parents first; the children of a node are blocked while they are gone through.

    Args:
        top: The node.
        below: Its children.
        visit: What to do with each; it returns the children to go on with.
        given: What `visit` gets besides the node.
    """
    if not below:
        return
    levels = []
    children, rest = top._children_, iter(below)
    children.blocked += 1
    while True:
        for child in rest:
            below = visit(child, given)
            if below:
                levels.append((children, rest))
                children, rest = child._children_, iter(below)
                children.blocked += 1
                break
        else:
            children.blocked -= 1
            if not levels:
                return
            children, rest = levels.pop()


def up_to(top: Node, below: Sequence[Node], begin: Callable[[Node, T], Sequence[Node]], visit: Callable[[Node, T], None], given: T) -> None:
    """Visit what is below a node, children first; they are blocked while they are gone through.

    Args:
        top: The node.
        below: Its children.
        begin: Called on the way down with each that has children; it returns the children to go on with.
        visit: What to do with each on the way up.
        given: What both get besides the node.
    """
    if not below:
        return
    levels = []
    node, children, rest = top, top._children_, iter(below)
    children.blocked += 1
    while True:
        for child in rest:
            if child._children_.count:
                levels.append((node, children, rest))
                node, children, rest = child, child._children_, iter(begin(child, given))
                children.blocked += 1
                break
            visit(child, given)
        else:
            children.blocked -= 1
            if not levels:
                return
            visit(node, given)
            node, children, rest = levels.pop()


def tell_all(node: Node, what: int) -> None:
    """Send a notification to a node and everything below it, parents first."""
    down_from(node, _tell(node, what), _tell, what)


def _tell(node: Node, what: int) -> Sequence[Node]:
    if node._notifiers_:
        _call_blocked(node, notify, node, what)
    return node._children_.in_order()


def _call_blocked(node: Node, hook: Callable[..., object], *args: Any) -> None:
    """Call something that may not change the children of a node, also where it has none."""
    children = node._children_
    if children is BLOCKED:
        hook(*args)
    elif children is NO_CHILDREN:
        node._children_ = BLOCKED
        try:
            hook(*args)
        finally:
            node._children_ = NO_CHILDREN
    else:
        children.blocked += 1
        try:
            hook(*args)
        finally:
            children.blocked -= 1


def call_all(node: Node, method: str, args: list[Any], *, parent_first: bool) -> None:
    """Call a method of a node and of everything below it."""

    def call_one(node: Node, _: None) -> None:
        if node.has_method(method):
            _call_blocked(node, call, getattr(node, method), *args)

    def call_first(node: Node, _: None) -> Sequence[Node]:
        call_one(node, _)
        return node._children_.in_order()

    if parent_first:
        down_from(node, call_first(node, None), call_first, None)
    else:
        up_to(node, node._children_.in_order(), lambda node, _: node._children_.in_order(), call_one, None)
        call_one(node, None)


def set_tree(node: Node, tree: SceneTree | None, now: Running) -> None:
    """Take a subtree out of the tree it is in, and into another. The caller has made a collector active."""
    walking, moving = now.walking, now.moving
    walking.append(node)
    try:
        moving.append(node)
        try:
            if node._tree_ is not None:
                if node._children_.count:
                    up_to(node, _begin_to_leave(node, None), _begin_to_leave, _leave, None)
                _leave(node, None)
            if tree is not None:
                below = _enter(node, tree)
                if below:
                    down_from(node, below, _enter, tree)
        finally:
            moving.pop()
        if tree is not None:
            parent = node._parent_
            if parent is None or parent._ready_began_:
                if node._children_.count:
                    up_to(node, _begin_to_be_ready(node, None), _begin_to_be_ready, _become_ready, None)
                _become_ready(node, None)
            # Who left again meanwhile has changed it and told so.
            inside = node._tree_
            if inside is not None and inside._hears_changed():
                call(inside.tree_changed.emit)
    finally:
        walking.pop()


def _enter(node: Node, tree: SceneTree) -> Sequence[Node]:
    """Enter the tree, before the children, which it returns."""
    if node._tree_ is not None:
        # It was added in `_enter_tree` of its parent and is inside already.
        return ()
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
    return node._children_.in_order() if node._children_.count else ()


def _begin_to_be_ready(node: Node, _: None) -> Sequence[Node]:
    node._ready_began_ = True
    return node._children_.in_order()


def _become_ready(node: Node, _: None) -> None:
    """Become ready, after the children."""
    node._ready_began_ = True
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


def _begin_to_leave(node: Node, _: None) -> Sequence[Node]:
    if node._tree_ is None:
        return ()
    node._leaving_ = True
    return node._children_.in_order()[::-1]


def _leave(node: Node, _: None) -> None:
    """Leave the tree, after the children."""
    tree = node._tree_
    if tree is None:
        return
    node._leaving_ = True
    if type(node)._has_exit_tree_:
        call(node._exit_tree)
    if node._signals_ is not None:
        emit(node, "tree_exiting")
    if node._notifiers_:
        node.notification(EXIT_TREE, reversed=True)
    node._mode_ = node._process_mode_ or _PAUSABLE
    if tree._current_scene_ is node:
        tree._current_scene_ = None
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
    below = _drop_lost_owner(node, None)
    if below:
        up_to(node, below, _drop_lost_owner, _tell_exited, None)
    if node._signals_ is not None:
        emit(node, "tree_exited")


def _drop_lost_owner(node: Node, _: None) -> Sequence[Node]:
    owner = node._owner_
    if owner is not None and not owner.is_ancestor_of(node):
        node._drop_owner_()
    return node._children_.in_order()[::-1] if node._children_.count else ()


def _tell_exited(node: Node, _: None) -> None:
    if node._owner_ is not None and not node._children_.count:
        _drop_lost_owner(node, None)
    if node._signals_ is not None:
        emit(node, "tree_exited")


def delete(node: Node) -> None:
    """Delete a node: it hears PREDELETE, leaves its parent, its children are deleted from the last, it hears PREDELETE_CLEANUP."""
    tree = node._tree_
    now = (tree is not None and tree._now) or error.active.now
    outer = now.collector
    if tree is not None and (outer is None or outer.tree is not tree):
        now.collector = error.collector_within(outer, tree)
    walking = now.walking
    around = len(walking)
    try:
        _begin_to_delete(node, walking)
        delete_children(node, walking)
        if _stays(node):
            return
        _end_deletion(node)
    except BaseException:
        node._dying_ = False
        raise
    finally:
        del walking[around:]
        now.collector = outer
    if node._signals_ is not None:
        _tell_cut_off(node, emitting())
    node._dissolve_()


def delete_children(node: Node, walking: list[Node]) -> None:
    """Delete the children from the last, until none is left: those too that handlers add meanwhile."""
    if not node._children_.count:
        return
    around = len(walking)
    running: list[Any] | None = None
    dying = [node]
    try:
        while True:
            last = dying[-1]
            if last._children_.count:
                dying.append(last._children_.last_born())
                _begin_to_delete(dying[-1], walking)
            elif last is node:
                return
            elif _stays(last):
                dying.pop()
                walking.pop()
            else:
                _end_deletion(last)
                dying.pop()
                walking.pop()
                if last._signals_ is not None:
                    # The stack is looked through once: who emits while it ends began to before.
                    running = emitting() if running is None else running
                    _tell_cut_off(last, running)
                last._dissolve_()
    finally:
        # Those that are left here were stopped: one that is blocked refuses to let a child go.
        for stopped in walking[around:]:
            stopped._dying_ = False
        del walking[around:]


def _begin_to_delete(node: Node, walking: list[Node]) -> None:
    walking.append(node)
    node._dying_ = True
    if node._notifiers_:
        node._stays_ = False
        notify(node, node.NOTIFICATION_PREDELETE, reversed=True)
    if node._owner_ is not None:
        node._drop_owner_()
    if node._owned_:
        for owned in [*node._owned_]:
            owned._drop_owner_()
    if node._parent_ is not None:
        node._parent_._detach_(node)


def _stays(node: Node) -> bool:
    """Whether a node refused its deletion while it heard PREDELETE; what it said before that does not count."""
    if node._stays_ and node._notifiers_:
        node._dying_ = False
        return True
    return False


def _end_deletion(node: Node) -> None:
    # A child that came now would stay behind under a freed parent.
    node._leaving_ = True
    if node._notifiers_:
        notify(node, node.NOTIFICATION_PREDELETE_CLEANUP, reversed=True)


def _tell_cut_off(node: Node, running: list[Any]) -> None:
    """Complain of a node that ends while it emits; the receivers that are still to come are called all the same."""
    if any(signal._owner_() is node for signal in running):
        error.complain(
            f"Object '{node}' was freed while a signal is being emitted from it. "
            "Connect with CONNECT_DEFERRED, or use queue_free() to free it or what is above it."
        )
