"""Laws of the life of a node that no trace shows alone: hooks and handlers that change the tree, notifications, the end of a tree."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from steam_nodes import Node, SceneTree, is_instance_valid
from tests.support.godot_trace import names, refusal_log

if TYPE_CHECKING:
    from collections.abc import Callable

lines: list[str] = []


@pytest.fixture(autouse=True)
def _empty() -> None:
    lines.clear()


class Teller(Node):
    """Tells of its hooks."""

    def _enter_tree(self) -> None:
        lines.append(f"{self.name} enters")

    def _ready(self) -> None:
        lines.append(f"{self.name} ready")

    def _exit_tree(self) -> None:
        lines.append(f"{self.name} exits{'' if self.is_inside_tree() else ' outside'}")


def tell_out(node: Node) -> None:
    """Tell that a node is out."""
    lines.append(f"{node.name} out{' inside' if node.is_inside_tree() else ''}")


class Base(Node):
    """Hears of a few notifications."""

    def _notification(self, what: int) -> None:
        if what in (self.NOTIFICATION_ENTER_TREE, self.NOTIFICATION_EXIT_TREE):
            lines.append(f"base {what}")


class Derived(Base):
    """Hears of them too; it does not call its base, which hears by itself."""

    def _notification(self, what: int) -> None:
        if what in (self.NOTIFICATION_ENTER_TREE, self.NOTIFICATION_EXIT_TREE):
            lines.append(f"derived {what}")


def test_a_notification_goes_to_base_then_derived_and_exit_the_other_way(tree: SceneTree) -> None:
    """Each class of the hierarchy hears by itself."""
    node = Derived()
    tree.root.add_child(node)
    tree.root.remove_child(node)
    assert lines == ["base 10", "derived 10", "derived 11", "base 11"]


@pytest.mark.parametrize(
    ("signal", "expected"),
    [
        ("tree_entered", ["A enters", "B enters", "B ready", "A ready"]),
        ("ready", ["A enters", "A ready", "B enters", "B ready"]),
    ],
)
def test_a_sibling_added_in_a_handler_of_a_child_enters_nested(tree: SceneTree, signal: str, expected: list[str]) -> None:
    """The parent is not busy while a child enters alone, so the sibling is ready before add_child returns."""
    first = Teller("A")
    first.connect(signal, lambda: tree.root.add_child(Teller("B")))
    tree.root.add_child(first)
    assert lines == expected
    assert names(tree.root) == ["A", "B"]


def test_a_sibling_added_when_the_parent_tells_of_a_child_enters_nested(tree: SceneTree) -> None:
    """`child_entered_tree` comes before the child is ready."""

    def add(child: Node) -> None:
        lines.append(f"{child.name} told")
        if child.name == "A":
            tree.root.add_child(Teller("B"))

    tree.root.child_entered_tree.connect(add)
    tree.root.add_child(Teller("A"))
    assert lines == ["A enters", "A told", "B enters", "B told", "B ready", "A ready"]


def test_a_node_cannot_be_removed_in_its_own_tree_entered(tree: SceneTree) -> None:
    """What crashes the engine is refused with an error, and the node stays."""
    node = Node("A")
    node.tree_entered.connect(lambda: tree.root.remove_child(node))
    tree.root.add_child(node)
    with pytest.raises(RuntimeError, match="A"):
        tree.process()
    assert node.is_inside_tree()
    assert node.get_parent() is tree.root


def test_a_child_cannot_be_added_to_a_node_that_is_leaving(tree: SceneTree) -> None:
    """The engine leaves such a child behind inside the tree; here it is refused."""
    node, child = Node("A"), Node("B")
    node.tree_exiting.connect(lambda: node.add_child(child))
    tree.root.add_child(node)
    tree.root.remove_child(node)
    with pytest.raises(RuntimeError, match="leaving"):
        tree.process()
    assert child.get_parent() is None
    assert not child.is_inside_tree()


def test_tree_exited_comes_when_the_whole_branch_is_out(tree: SceneTree) -> None:
    """First everything exits, inside of the tree still, then it is told from the last child up."""
    a, b, c = Teller("A"), Teller("B"), Teller("C")
    a.add_child(b)
    a.add_child(c)
    for node in (a, b, c):
        node.tree_exited.connect(partial(tell_out, node))
    tree.root.add_child(a)
    lines.clear()
    tree.root.remove_child(a)
    assert lines == ["C exits", "B exits", "A exits", "C out", "B out", "A out"]


def test_at_the_end_all_leave_then_are_out_then_are_deleted() -> None:
    """The last child of the root goes first, in each of the three rounds."""

    class Ending(Teller):
        def _notification(self, what: int) -> None:
            if what == self.NOTIFICATION_PREDELETE:
                lines.append(f"{self.name} deleted")

    tree = SceneTree(lambda: Ending("Main"), autoloads={"Auto": Ending}, fixed_fps=60)
    for node in tree.root.get_children():
        node.tree_exited.connect(partial(tell_out, node))
    lines.clear()
    tree.close()
    assert lines == ["Main exits", "Auto exits", "Main out", "Auto out", "Main deleted", "Auto deleted"]


def test_what_is_queued_when_the_tree_is_closed_is_deleted_first() -> None:
    """As at the engine's end."""
    tree = SceneTree(fixed_fps=60)
    first, second = Teller("A"), Teller("B")
    tree.root.add_child(first)
    tree.root.add_child(second)
    lines.clear()
    first.queue_free()
    tree.close()
    assert lines == ["A exits", "B exits"]


def test_the_current_scene_is_none_once_it_left() -> None:
    """In its own `_exit_tree` it still is the current scene; who hears of its removal finds none."""
    tree = SceneTree(Node, fixed_fps=60)
    scene = tree.current_scene
    seen: list[object] = []
    scene.tree_exiting.connect(lambda: seen.append(tree.current_scene))
    tree.node_removed.connect(lambda _node: seen.append(tree.current_scene))
    tree.root.remove_child(scene)
    assert seen == [scene, None]
    tree.close()


def test_request_ready_counts_for_the_next_entering(tree: SceneTree) -> None:
    """The children of the node are not asked for."""
    parent, child = Teller("P"), Teller("C")
    parent.add_child(child)
    tree.root.add_child(parent)
    tree.root.remove_child(parent)
    parent.request_ready()
    lines.clear()
    tree.root.add_child(parent)
    assert lines == ["P enters", "C enters", "P ready"]


def busy(parent: Node) -> None:
    """Change the children of a parent that tells of itself."""
    parent.add_child(Node("new"))
    parent.remove_child(parent.get_child(0))
    parent.move_child(parent.get_child(0), 1)
    parent.get_child(0).add_sibling(Node("new"))


@pytest.mark.parametrize(
    "tell",
    [
        lambda node: node.propagate_notification(1234),
        lambda node: node.propagate_call("_called"),
        lambda node: node.move_child(node.get_child(0), 1),
    ],
    ids=["propagate_notification", "propagate_call", "move_child"],
)
def test_a_parent_that_tells_its_children_is_busy(tree: SceneTree, caplog: pytest.LogCaptureFixture, tell: Callable[[Node], None]) -> None:
    """Adding, removing and moving are refused in what is called meanwhile, each with one error."""

    class Changing(Node):
        def _notification(self, what: int) -> None:
            if what == 1234:
                busy(self)

        def _called(self) -> None:
            busy(self)

    parent = Changing("P")
    for name in "ABC":
        parent.add_child(Node(name))
    tree.root.add_child(parent)
    parent.child_order_changed.connect(lambda: busy(parent), Node.CONNECT_ONE_SHOT)
    before = set(names(parent))
    tell(parent)
    assert len(refusal_log(caplog)) == 4
    assert set(names(parent)) == before
    for connection in parent.child_order_changed.get_connections():
        parent.child_order_changed.disconnect(connection["callable"])


def test_propagate_call_goes_children_first_unless_told_otherwise(tree: SceneTree) -> None:
    """Nodes without the method are passed over."""

    class Callee(Node):
        def _called(self, mark: str) -> None:
            lines.append(f"{self.name}{mark}")

    a, b, c = Callee("A"), Node("B"), Callee("C")
    a.add_child(b)
    b.add_child(c)
    tree.root.add_child(a)
    a.propagate_call("_called", ["!"])
    a.propagate_call("_called", ["?"], parent_first=True)
    assert lines == ["C!", "A!", "A?", "C?"]


def test_a_non_node_as_autoload_is_refused() -> None:
    """The engine goes on without it; here the mistake is told at once."""
    wrong: object = dict
    with pytest.raises(TypeError, match="autoload 'Save'"):
        SceneTree(autoloads={"Save": wrong})  # type: ignore[dict-item]  # the mistake itself


@pytest.mark.parametrize(("leaves", "expected"), [(False, ["added", "changed"]), (True, ["added", "removed", "changed"])])
def test_who_leaves_again_in_its_ready_has_changed_the_tree_once(tree: SceneTree, leaves: bool, expected: list[str]) -> None:
    """The engine tells `tree_changed` after a node entered and became ready, unless it left meanwhile, which told so already."""

    class Leaver(Node):
        def _ready(self) -> None:
            if leaves:
                self.get_parent().remove_child(self)

    tree.node_added.connect(lambda _: lines.append("added"))
    tree.node_removed.connect(lambda _: lines.append("removed"))
    tree.tree_changed.connect(lambda: lines.append("changed"))
    tree.root.add_child(Leaver())
    assert lines == expected


@pytest.mark.parametrize("how", ["propagate_call", "propagate_notification", "rename"])
def test_what_stands_above_a_node_that_propagates_is_not_freed_under_it(tree: SceneTree, how: str) -> None:
    """It is refused as for the node itself, and the propagation goes on."""
    above = Node("above")

    class Freer(Node):
        def called(self) -> None:
            with pytest.raises(RuntimeError, match="queue_free"):
                above.free()
            lines.append(self.name)

        def _notification(self, what: int) -> None:
            if what in (1001, Node.NOTIFICATION_PATH_RENAMED) and self.is_inside_tree():
                self.called()

    tree.root.add_child(above)
    top = Freer("top")
    above.add_child(top)
    top.add_child(Freer("below"))
    if how == "propagate_call":
        top.propagate_call("called")
    elif how == "rename":
        top.name = "top"
    else:
        top.propagate_notification(1001)
    assert sorted(lines) == ["below", "top"]
    assert is_instance_valid(above)


def test_nodes_whose_deletion_was_stopped_can_be_added_again(tree: SceneTree) -> None:
    """A branch that propagates stops the deletion of what stands above it; none of them counts as dying then."""
    above, top = Node("above"), Node("top")

    class Freer(Node):
        def _notification(self, what: int) -> None:
            if what == 1001:
                above.queue_free()
                with pytest.raises(RuntimeError, match="entering or leaving"):
                    tree.process()

    class Adopter(Node):
        def _ready(self) -> None:
            for node in (above, top, below):
                if node.get_parent() is None:
                    self.add_child(node)

    below = Freer("below")
    above.add_child(top)
    top.add_child(below)
    top.propagate_notification(1001)
    assert top.get_children() == [below]
    adopter = Adopter()
    tree.root.add_child(adopter)
    assert names(adopter) == ["above", "top"]
