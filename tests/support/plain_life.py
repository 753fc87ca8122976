"""The plain model, second part: entering, becoming ready, leaving and being deleted, in the order in which children came.

Rules: recursion over `added`, nothing remembered, from the engine's rules alone. Nothing here imports the library.
"""

from __future__ import annotations

from typing import Any

INHERIT, PAUSABLE, WHEN_PAUSED, ALWAYS, DISABLED = range(5)

PREDELETE, CLEANUP = 1, 3
ENTER_TREE, EXIT_TREE, READY = 10, 11, 13
PAUSED, UNPAUSED = 14, 15
PHYSICS, PROCESS = 16, 17
PARENTED, UNPARENTED = 18, 19
ORDER_CHANGED, INTERNAL_PROCESS, INTERNAL_PHYSICS, POST_ENTER_TREE = 24, 25, 26, 27
IS_DISABLED, IS_ENABLED = 28, 29


def enter(node: Any) -> None:
    """Enter: this node, then its children."""
    node.inside = node.listed = True
    node.inherited = PAUSABLE if node.parent is None else node.parent.mode()
    node.tree.join_lists(node)
    node.notification(ENTER_TREE)
    node.hook("_enter_tree")
    node.tree_entered.emit()
    node.tree.node_added.emit(node)
    if node.parent is not None:
        node.parent.child_entered_tree.emit(node)
    with node._walk():
        for child in node.added:
            if not child.inside:
                enter(child)


def become_ready(node: Any) -> None:
    """Become ready: the children, then this node."""
    node.ready_began = True
    with node._walk():
        for child in node.added:
            become_ready(child)
    node.notification(POST_ENTER_TREE)
    if not node.was_ready:
        node.was_ready = True
        if "_process" in node.hooks:
            node.switch("process", True)
        if "_physics_process" in node.hooks:
            node.switch("physics", True)
        node.hook("_ready")
        node.notification(READY)
        node.ready.emit()


def leave(node: Any) -> None:
    """Leave: the children from the last, then this node."""
    with node._walk():
        for child in reversed(node.added):
            if child.inside:
                leave(child)
    node.leaving = True
    node.hook("_exit_tree")
    node.tree_exiting.emit()
    node.notification(EXIT_TREE)
    node.inherited = PAUSABLE
    node.tree.node_removed.emit(node)
    if node.parent is not None:
        node.parent.child_exiting_tree.emit(node)
    node.tree.tree_changed.emit()
    if node.tree.walks:
        node.tree.gone.append(node)
    node.tree.leave_lists(node)
    node.ready_began = node.listed = node.inside = node.leaving = False


def tell_exited(node: Any) -> None:
    """Tell that a subtree is out, the last child first."""
    with node._walk():
        for child in reversed(node.added):
            tell_exited(child)
    node.tree_exited.emit()


def delete(node: Any) -> None:
    """Delete a node and what is below it."""
    with node._held():
        node.dying = True
        node.notification(PREDELETE)
        if node.parent is not None:
            node.parent.remove_child(node)
        while node.added:
            delete(node.added[-1])
        node.leaving = True
        node.notification(CLEANUP)
    if node in node.engine.emitting:
        node.engine.complain()
    node.freed = True
    for task in node.tasks:
        task.closed = True
