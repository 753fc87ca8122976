"""Laws of subtrees that come and go: the same whether somebody listens, which takes the long way, or nobody does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import FreedError, Node, is_instance_valid

if TYPE_CHECKING:
    from steam_nodes import SceneTree


class Quiet(Node):
    """Takes part in frame, tick and groups, and hears of nothing."""

    def __init__(self, name: str, calls: list[str]) -> None:
        """Keep where the calls are noted."""
        super().__init__(name)
        self.calls = calls
        self.add_to_group("quiet")

    def _process(self, delta: float) -> None:
        self.calls.append(self.name)

    def _physics_process(self, delta: float) -> None:
        self.calls.append(f"tick {self.name}")

    def on_hit(self) -> None:
        """Be a receiver."""


@pytest.mark.parametrize("listener", ["nobody", "the tree", "the parent", "a member"])
def test_a_subtree_comes_and_goes_as_a_whole_whoever_listens(tree: SceneTree, listener: str) -> None:
    """Names, modes, groups, passes, counts and connections are the same where nobody is told and where somebody is."""
    calls: list[str] = []
    top, outer = Quiet("Top", calls), Node("Outer")
    tree.root.add_child(outer)
    outer.process_mode = Node.PROCESS_MODE_ALWAYS
    branch = [Quiet(f"N{number}", calls) for number in range(7)]
    for number, node in enumerate(branch):
        (top if number < 2 else branch[number // 2 - 1]).add_child(node)
    branch[1].process_mode = Node.PROCESS_MODE_PAUSABLE
    listening: dict[str, Any] = {"the tree": tree.node_added, "the parent": outer.child_entered_tree, "a member": branch[6].ready}
    if listener in listening:
        listening[listener].connect(lambda *_: None)
    tree.process_frame.connect(branch[4].on_hit)
    outer.add_child(top)
    assert all(node.is_node_ready() and node.get_tree() is tree for node in (top, *branch))
    assert (tree.get_node_count(), tree.get_node_count_in_group("quiet")) == (10, 8)
    order = ["Top", "N0", "N2", "N6", "N3", "N1", "N4", "N5"]
    tree.process(0.05)
    assert [name for name in calls if not name.startswith("tick")] == order
    assert calls[: len(order)] == [f"tick {name}" for name in order]
    calls.clear()
    tree.paused = True
    tree.process(0.0)
    # The second branch has a mode of its own, which stops with the tree.
    assert calls == order[:5]
    calls.clear()
    top.free()
    tree.process(0.05)
    assert calls == []
    assert (tree.get_node_count(), tree.get_node_count_in_group("quiet"), outer.get_child_count()) == (2, 0, 0)
    assert not tree.process_frame.has_connections()
    for node, name in ((top, "Top"), *((each, f"N{number}") for number, each in enumerate(branch))):
        assert not is_instance_valid(node)
        with pytest.raises(FreedError, match=rf"'name' of Quiet '{name}:<Node#\d+>', which was freed"):
            _ = node.name


def test_a_member_that_prints_itself_is_asked_before_those_above_it_are_gone(tree: SceneTree) -> None:
    """`__str__` of a node that is freed finds its class's own things; the error that tells of the node has what it said."""

    class Prints(Node):
        def __str__(self) -> str:
            return f"Mine {self.name} with {self.get_child_count()}"

    top, middle, leaf = Prints("Top"), Node("Middle"), Prints("Leaf")
    top.add_child(middle)
    middle.add_child(leaf)
    tree.root.add_child(top)
    top.free()
    for node, said in ((top, "Mine Top with 0"), (leaf, "Mine Leaf with 0")):
        with pytest.raises(FreedError, match=f"'name' of Prints '{said}'"):
            _ = node.name


class Ends:
    """A value of a game's that does something when nobody holds it any more."""

    def __init__(self, work: Any) -> None:
        """Keep what to do."""
        self.work = work

    def __del__(self) -> None:
        """Do it."""
        self.work()


@pytest.mark.parametrize("what", ["free", "add"])
def test_what_a_node_holds_may_end_with_it_and_change_the_tree(tree: SceneTree, what: str) -> None:
    """Code that runs as the values of a freed branch end finds the branch out of the tree, and the tree whole."""
    before = tree.get_node_count()
    top, middle, last = Node("Top"), Node("Middle"), Node("Last")
    tree.root.add_child(top)
    top.add_child(middle)
    middle.add_child(last)
    kept: Any = Ends(middle.free if what == "free" else lambda: tree.root.add_child(Node("New")))
    vars(last)["kept"] = kept
    del kept
    top.free()
    assert not is_instance_valid(top)
    assert not is_instance_valid(middle)
    assert tree.get_node_count() == before + (what == "add")
    assert [child.name for child in tree.root.get_children()] == (["New"] if what == "add" else [])


def test_what_a_game_calls_like_the_engine_changes_no_engine(tree: SceneTree) -> None:
    """A class that has get_parent, get_tree or get_child_count of its own is added, found and removed as any other."""

    class Odd(Node):
        def get_parent(self) -> Any:
            return "mine"

        def get_tree(self) -> Any:
            raise ValueError

        def get_child_count(self, include_internal: object = None) -> int:
            return 7

    odd, child = Odd("Odd"), Node("Child")
    for _ in range(2):
        tree.root.add_child(odd)
        odd.add_child(child)
        odd.remove_child(child)
        tree.root.remove_child(odd)
    assert not child.is_inside_tree()
    odd.free()
    child.free()


def test_a_function_that_is_called_emit_locks_nobody() -> None:
    """Only the method of a signal holds the object of the signal while it runs."""

    def emit(node: Node) -> None:
        node.free()

    emit.__code__ = emit.__code__.replace(co_qualname="emit")
    node = Node()
    emit(node)
    assert not is_instance_valid(node)
