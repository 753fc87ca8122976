"""Trees that are deeper than Python's own stack: all that goes through a branch goes on, in its order, at 10,000 levels.

Rules: a branch is one node below the other. What each law compares with is known from the depth alone.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import pytest

from steam_nodes import Error, InputEventKey, Node, PackedScene, SceneTree

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPTH = 10_000


class Link(Node):
    """A node of the chain that tells what happens to it, by its level."""

    heard: ClassVar[list[tuple[str, int]]] = []
    EXPORTED = ("level",)
    level = -1

    def tell(self, what: str) -> None:
        """Write down what happens."""
        Link.heard.append((what, self.level))

    def _enter_tree(self) -> None:
        self.tell("enter")

    def _ready(self) -> None:
        self.tell("ready")

    def _exit_tree(self) -> None:
        self.tell("exit")

    def _process(self, _delta: float) -> None:
        self.tell("process")

    def _input(self, _event: object) -> None:
        self.tell("input")

    def _notification(self, what: int) -> None:
        names = {1: "predelete", 3: "cleanup", 14: "paused", 15: "unpaused", 19: "unparented", 23: "renamed", 28: "disabled", 99: "told"}
        if what in names:
            self.tell(names[what])


def chain(depth: int = DEPTH) -> tuple[Link, Link]:
    """Return the first and the last node of a branch of that depth."""
    top = last = Link("N0")
    top.level = 0
    for level in range(1, depth):
        link = Link(f"N{level}")
        link.level = level
        last.add_child(link)
        last = link
    Link.heard.clear()
    return top, last


def heard() -> list[tuple[str, int]]:
    """Return what was heard since the last call."""
    told, Link.heard[:] = [*Link.heard], []
    return told


def down(what: str) -> list[tuple[str, int]]:
    """Return what each hears, parents first."""
    return [(what, level) for level in range(DEPTH)]


def up(what: str) -> list[tuple[str, int]]:
    """Return what each hears, children first."""
    return down(what)[::-1]


@pytest.fixture
def tree() -> Iterator[SceneTree]:
    """Give a tree that is closed at the end."""
    made = SceneTree(fixed_fps=60)
    yield made
    made.close()
    Link.heard.clear()


def test_a_deep_branch_enters_and_leaves_in_order(tree: SceneTree) -> None:
    """Enter goes down, ready and exit go up, `tree_exited` follows from the last child up, and nothing of a deep branch is left behind."""
    top, last = chain()
    for node in (top, last):
        node.tree_exited.connect(partial(node.tell, "exited"))
    tree.root.add_child(top)
    assert heard() == down("enter") + up("ready")
    assert tree.get_node_count() == DEPTH + 1
    assert last.get_path() == "/root/" + "/".join(f"N{level}" for level in range(DEPTH))
    tree.root.remove_child(top)
    assert heard() == [*up("exit"), ("unparented", 0), ("exited", DEPTH - 1), ("exited", 0)]
    assert tree.get_node_count() == 1
    tree.root.add_child(top)
    assert heard() == down("enter")


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("way", ["free", "queue_free", "close"])
def test_a_deep_branch_is_deleted_in_order(tree: SceneTree, way: str, inside: bool) -> None:
    """Each is deleted below its parent, the parent hears of its own end last."""
    top, last = chain()
    if inside:
        tree.root.add_child(top)
        heard()
    elif way == "close":
        tree.root.add_child(top)
        tree.root.remove_child(top)
        top.queue_free()
        heard()
    if way == "free":
        top.free()
    elif way == "queue_free":
        top.queue_free()
        tree.process()
    else:
        tree.close()
    told = [entry for entry in heard() if entry[0] not in ("process", "exit")]
    deleted = [entry for level in range(DEPTH) for entry in (("predelete", level), ("unparented", level))]
    if not inside:
        deleted.remove(("unparented", 0))
    assert told == deleted + up("cleanup")
    assert not top
    assert not last


def test_a_deep_branch_is_told_and_called_in_order(tree: SceneTree) -> None:
    """Notifications, calls, names, pauses and modes reach every level of a deep branch."""
    top, _ = chain()
    tree.root.add_child(top)
    heard()
    top.propagate_notification(99)
    assert heard() == down("told")
    top.propagate_call("tell", ["called"])
    assert heard() == up("called")
    top.propagate_call("tell", ["called"], parent_first=True)
    assert heard() == down("called")
    top.name = "Top"
    assert heard() == down("renamed")
    tree.paused = True
    assert heard() == down("paused")
    tree.paused = False
    assert heard() == down("unpaused")
    top.process_mode = Node.PROCESS_MODE_DISABLED
    assert heard() == [entry for level in range(DEPTH) for entry in (("paused", level), ("disabled", level))]


def test_a_deep_branch_is_processed_in_order(tree: SceneTree) -> None:
    """The frame, input and group calls go through a deep branch in tree order."""
    top, _ = chain()
    tree.root.add_child(top)
    heard()
    tree.process()
    assert heard() == down("process")
    tree.root.push_input(InputEventKey())
    assert heard() == up("input")
    top.propagate_call("add_to_group", ["g"])
    tree.call_group("g", "tell", "called")
    assert heard() == down("called")


def test_a_node_in_a_deep_branch_is_found(tree: SceneTree) -> None:
    """A search, a path and the way to the parent reach the last level."""
    top, last = chain()
    assert top.find_child(last.name, owned=False) is last
    assert top.find_children("N*", owned=False)[-1] is last
    assert last.find_parent("N0") is top
    assert top.get_node(top.get_path_to(last)) is last
    assert last.get_node(last.get_path_to(top)) is top
    assert top.is_ancestor_of(last)
    tree.root.add_child(top)
    last.reparent(tree.root)
    assert last.get_parent() is tree.root
    last.add_sibling(Node("Sibling"))


def test_a_deep_branch_that_nobody_frees_is_collected() -> None:
    """A deep branch that is let go of without `free` ends quietly."""
    top, last = chain()
    top.tree_exited.connect(last.queue_free)
    del top, last


def test_a_deep_branch_is_copied(tree: SceneTree, caplog: pytest.LogCaptureFixture) -> None:
    """A copy has every level, with its properties."""
    caplog.set_level(logging.ERROR, logger="steam_nodes")
    top, _ = chain()
    copy = top.duplicate()
    levels = []
    node = copy
    while node.get_child_count():
        levels.append((node.name, node.level))
        node = node.get_child(0)
    assert [*levels, (node.name, node.level)] == [(f"N{level}", level) for level in range(DEPTH)]
    assert not caplog.records
    tree.root.add_child(copy)


def test_a_deep_scene_is_made_and_copied(tree: SceneTree) -> None:
    """A scene of 1,000 levels is made, enters, and is made again by `duplicate`."""
    depth = 1_000
    scene = PackedScene(Link, "N0", level=0)
    way = ""
    for level in range(1, depth):
        scene.add_node(f"N{level}", Link, way or ".", level=level)
        way = f"{way}/N{level}".lstrip("/")
    top = scene.instantiate()
    tree.root.add_child(top)
    assert [node.level for node in top.find_children("*")] == [*range(1, depth)]
    top.find_child(f"N{depth - 1}").add_child(Node("ByHand"))
    copy = top.duplicate()
    assert [node.level for node in copy.find_children("*")] == [*range(1, depth)]
    assert copy.find_child("ByHand", owned=False)
    copy.free()


def test_a_deep_branch_is_packed() -> None:
    """A branch of 3,000 levels is planned whole, each node behind its parent; its paths, not the stack, are what depth costs."""
    root = node = Node("N0")
    for level in range(1, 3000):
        child = Node(f"N{level}")
        node.add_child(child)
        child.owner = root
        node = child
    node.connect("renamed", root.get_name, Node.CONNECT_PERSIST)
    scene = PackedScene()
    assert scene.pack(root) is Error.OK
    state = scene.get_state()
    assert [state.get_node_name(index) for index in range(state.get_node_count())] == [f"N{level}" for level in range(3000)]
    assert str(state.get_node_path(2999)) == str(state.get_connection_source(0)) == "./" + "/".join(f"N{level}" for level in range(1, 3000))
    root.free()
