"""The life of nodes: how a subtree enters a tree, becomes ready, leaves, and is deleted.

Rules, the engine's own:
- Enter goes from the top down, ready from the bottom up, exit from the last child up; each in the order in which children were added.
- The whole subtree has entered before any of it becomes ready. `_ready` runs once in a life, unless `request_ready` asks again.
- While a node runs through its children they are blocked: adding, moving or removing one is refused.
- An error in one node's callback stops nobody else's.
- Nothing here calls itself for what is below a node: a tree may be deeper than Python's own stack.

What a single node does at each step is a method of the node; here is in which order the nodes of a subtree do it.
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
    from steam_nodes.object.object import Object
    from steam_nodes.scene.inside import Inside
    from steam_nodes.scene.node import Node

T = TypeVar("T")


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


def emit(emitter: Object, signal: str, *args: Any) -> None:
    """Emit one of an object's own signals, if anybody ever touched it; what a receiver raises is collected."""
    signals = emitter._signals_
    if signals is not None and signal in signals:
        call(signals[signal].emit, *args)


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
    try:
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
    except BaseException:
        # KeyboardInterrupt and the like go through the walk, and no node may stay blocked behind them.
        children.blocked -= 1
        for above, _ in levels:
            above.blocked -= 1
        raise


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
    try:
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
                # Before the visit: what goes through it finds this node's children unblocked already.
                done = node
                node, children, rest = levels.pop()
                visit(done, given)
    except BaseException:
        children.blocked -= 1
        for _, above, _ in levels:
            above.blocked -= 1
        raise


def call_blocked(node: Node, hook: Callable[..., object], *args: Any) -> None:
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


def tell_all(node: Node, what: int) -> None:
    """Send a notification to a node and everything below it, parents first."""

    def tell(node: Node, what: int) -> Sequence[Node]:
        call_blocked(node, notify, node, what)
        return node._children_.in_order()

    down_from(node, tell(node, what), tell, what)


def call_all(node: Node, method: str, args: list[Any], *, parent_first: bool) -> None:
    """Call a method of a node and of everything below it."""

    def call_one(node: Node, _: None) -> None:
        if node.has_method(method):
            call_blocked(node, call, getattr(node, method), *args)

    def begin(node: Node, _: None) -> Sequence[Node]:
        return node._children_.in_order()

    def call_first(node: Node, _: None) -> Sequence[Node]:
        call_one(node, _)
        return begin(node, _)

    if parent_first:
        down_from(node, call_first(node, None), call_first, None)
    else:
        up_to(node, begin(node, None), begin, call_one, None)
        call_one(node, None)


def set_tree(node: Node, inside: Inside | None, now: Running) -> None:
    """Take a subtree out of the tree it is in, and into another. The caller has made a collector active."""
    cls = type(node)
    walking, moving = now.walking, now.moving
    walking.append(node)
    try:
        moving.append(node)
        try:
            up_to(node, node._begin_to_leave_(None), cls._begin_to_leave_, cls._leave_, None)
            node._leave_(None)
            if inside is not None:
                down_from(node, node._enter_(inside), cls._enter_, inside)
        finally:
            moving.pop()
        if inside is not None:
            if node._is_to_be_ready_():
                up_to(node, node._begin_to_be_ready_(None), cls._begin_to_be_ready_, cls._become_ready_, None)
                node._become_ready_(None)
            # Who left again meanwhile has changed it and told so.
            if node._inside_ is not None:
                emit(node._inside_.tree, "tree_changed")
    finally:
        walking.pop()


def after_leaving(node: Node) -> None:
    """Tell that the subtree is out, once its top has no parent any more: `tree_exited`, last child first."""
    cls = type(node)
    up_to(node, node._drop_lost_owner_(None), cls._drop_lost_owner_, cls._tell_exited_, None)
    emit(node, "tree_exited")


def delete(node: Node) -> None:
    """Delete a node: it hears PREDELETE, leaves its parent, its children are deleted from the last, it hears PREDELETE_CLEANUP."""
    now = node._now_()
    if node._vanish_(now):
        return
    outer = now.collector
    if node._inside_ is not None:
        now.collector = error.collector_within(outer, node._inside_.tree)
    walking = now.walking
    around = len(walking)
    try:
        node._begin_to_die_(now)
        delete_children(node, now)
        if not node._dies_():
            return
    except BaseException:
        node._dying_ = False
        raise
    finally:
        del walking[around:]
        now.collector = outer
    node._end_(emitting())


def delete_children(node: Node, now: Running) -> None:
    """Delete the children from the last, until none is left: those too that handlers add meanwhile."""
    if not node._children_.count:
        return
    walking = now.walking
    around = len(walking)
    running: list[Any] | None = None
    dying = [node]
    try:
        while True:
            last = dying[-1]
            if last._children_.count:
                child = last._children_.last_born()
                if not child._vanish_(now):
                    dying.append(child)
                    child._begin_to_die_(now)
            elif last is node:
                return
            else:
                dies = last._dies_()
                dying.pop()
                walking.pop()
                if dies:
                    # The stack is looked through once: who emits while it ends began to before.
                    running = emitting() if running is None else running
                    last._end_(running)
    finally:
        # Those that are left here were stopped: one that is blocked refuses to let a child go.
        for stopped in walking[around:]:
            stopped._dying_ = False
        del walking[around:]
