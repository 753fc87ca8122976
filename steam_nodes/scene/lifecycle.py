"""The life of nodes: the walks by which a subtree enters a tree, becomes ready, leaves, and hears of things.

Rules, the engine's own:
- Enter goes from the top down, ready from the bottom up, exit from the last child up; each in the order in which children were added.
- The whole subtree has entered before any of it becomes ready. `_ready` runs once in a life, unless `request_ready` asks again.
- While a node runs through its children they are blocked: adding, moving or removing one is refused.
- An error in one node's callback stops nobody else's.
- Nothing here calls itself for what is below a node: a tree may be deeper than Python's own stack.

What a node does at each step is a method of the node; here is in which order the nodes of a subtree come to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from steam_nodes.object import error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from steam_nodes.object.error import Running
    from steam_nodes.object.object import Object
    from steam_nodes.scene.children import Children
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


def down_from(below: Children, visit: Callable[[Node, T], Children], given: T) -> None:
    """Visit what is below a node, parents first; the children of a node are blocked while they are gone through.

    Args:
        below: The children of the node.
        visit: What to do with each; it returns the children to go on with.
        given: What `visit` gets besides the node.
    """
    if not below.count:
        return
    levels = []
    children, rest = below, iter(below.in_order())
    children.blocked += 1
    try:
        while True:
            for child in rest:
                below = visit(child, given)
                if below.count:
                    levels.append((children, rest))
                    children, rest = below, iter(below.in_order())
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


def up_to(
    below: Children, begin: Callable[[Node, T], Children], visit: Callable[[Node, T], None], given: T, *, last_first: bool = False
) -> None:
    """Visit what is below a node, children first; they are blocked while they are gone through.

    Args:
        below: The children of the node.
        begin: Called on the way down with each that has children; it returns the children to go on with.
        visit: What to do with each on the way up.
        given: What both get besides the node.
        last_first: Whether to begin with the last child of each.
    """
    if not below.count:
        return
    step = -1 if last_first else 1
    levels: list[tuple[Node, Children, Iterator[Node]]] = []
    children, rest = below, iter(below.in_order()[::step])
    children.blocked += 1
    try:
        while True:
            for child in rest:
                if child._children_.count:
                    below = begin(child, given)
                    if below.count:
                        levels.append((child, children, rest))
                        children, rest = below, iter(below.in_order()[::step])
                        children.blocked += 1
                        break
                visit(child, given)
            else:
                children.blocked -= 1
                if not levels:
                    return
                node, children, rest = levels.pop()
                visit(node, given)
    except BaseException:
        children.blocked -= 1
        for _, above, _ in levels:
            above.blocked -= 1
        raise


def delete(node: Node) -> None:
    """Delete a node with everything below it, whatever runs."""
    node._delete_()
