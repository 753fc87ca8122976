"""Laws of names and of what is left of a freed object."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import FreedError, Node, NodePath, SceneTree, Timer, is_instance_valid
from tests.support.godot_trace import names, refusal_log

if TYPE_CHECKING:
    from collections.abc import Callable


def shown(names: list[str]) -> list[str]:
    """Return names without the numbers of the one counter for all."""
    return [re.sub(r"@\d+", "@#", name) for name in names]


@pytest.mark.parametrize(
    ("given", "readable", "expected"),
    [
        ([""], False, ["@Node@#"]),
        (["", ""], True, ["Node", "Node2"]),
        (["Foo", "Foo"], False, ["Foo", "@Node@#"]),
        (["Bar", "Bar", "Bar"], True, ["Bar", "Bar2", "Bar3"]),
        (["Baz9", "Baz9"], True, ["Baz9", "Baz10"]),
        (["Q007", "Q007"], True, ["Q007", "Q008"]),
        (["Q099", "Q099"], True, ["Q099", "Q100"]),
        (["9", "9"], True, ["9", "10"]),
        (["foo", "Foo"], False, ["foo", "Foo"]),
        (["two words", "lïne\nbreak"], False, ["two words", "lïne\nbreak"]),
    ],
)
def test_a_name_is_unique_among_siblings(tree: SceneTree, given: list[str], readable: bool, expected: list[str]) -> None:
    """A taken one is counted up where it shall be readable, else the class and a number take its place."""
    for name in given:
        tree.root.add_child(Node(name), force_readable_name=readable)
    assert shown(names(tree.root)) == expected


@pytest.mark.parametrize("seed", range(20))
def test_a_name_is_counted_up_to_the_first_free_one_whatever_was_freed_before(seed: int) -> None:
    """Through 300 additions, renamings and removals the name is the one that counting from the start gives."""
    chance = random.Random(seed)
    top, children = Node("Top"), list[Node]()
    for _ in range(300):
        taken = {str(child.name) for child in children}
        name = chance.choice(["Foo", "Foo2", "Q007", "9", "Foo10"])
        step = chance.choice(["add", "add", "add", "rename", "remove"])
        child = Node(name) if step == "add" or not children else chance.choice(children)
        if child not in children:
            children.append(child)
            top.add_child(child, force_readable_name=True)
        elif step == "rename":
            taken.discard(child.name)
            child.name = name
        else:
            children.remove(child)
            top.remove_child(child)
            child.free()
            continue
        while name in taken:
            stem = name.rstrip("0123456789")
            digits = name[len(stem) :]
            name = stem + (f"{int(digits) + 1:0{len(digits)}}" if digits else "2")
        assert child.name == name
    top.free()


def test_an_unnamed_node_gets_the_name_of_the_librarys_class(tree: SceneTree) -> None:
    """Not of the game's; a fresh node has no name."""

    class Clock(Timer):
        pass

    clock = Clock()
    assert clock.name == ""
    tree.root.add_child(clock)
    assert shown([clock.name]) == ["@Timer@#"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [('a.b:c@d/e"f%g', "a_b_c_d_e_f_g"), ("ok", "ok"), ("ä ö\t", "ä ö\t"), ("/", "_"), ("Foo", "Foo2"), ("Foo3", "Foo3")],
)
def test_what_a_name_cannot_have_becomes_an_underscore(tree: SceneTree, given: str, expected: str) -> None:
    """A taken name is counted up when it is assigned."""
    node = Node("N")
    tree.root.add_child(Node("Foo"))
    tree.root.add_child(node)
    node.name = given
    assert node.name == expected
    assert tree.root.get_node(expected) is node


def test_an_empty_name_is_refused(tree: SceneTree, caplog: pytest.LogCaptureFixture) -> None:
    """The old one stays."""
    node = Node("N")
    tree.root.add_child(node)
    node.name = ""
    assert len(refusal_log(caplog)) == 1
    assert node.name == "N"


@pytest.mark.parametrize("wrong", [3, None, b"N"])
def test_a_name_that_is_no_text_is_refused(wrong: Any) -> None:
    """The message names the value."""
    with pytest.raises(TypeError, match=re.escape(repr(wrong))):
        Node().name = wrong


def test_a_queued_node_holds_its_name_and_a_removed_one_does_not(tree: SceneTree) -> None:
    """The removed one is renamed when it comes back."""
    first, second, third = Node("N"), Node("N"), Node("N")
    tree.root.add_child(first)
    first.queue_free()
    tree.root.add_child(second)
    assert second.name != "N"
    tree.process()
    second.name = "N"
    tree.root.remove_child(second)
    tree.root.add_child(third)
    tree.root.add_child(second)
    assert third.name == "N"
    assert shown([second.name]) == ["@Node@#"]


def test_renamed_is_told_inside_the_tree_alone(tree: SceneTree) -> None:
    """Every node below hears that its path changed."""
    heard: list[object] = []

    class Hearing(Node):
        def _notification(self, what: int) -> None:
            if what == self.NOTIFICATION_PATH_RENAMED:
                heard.append(self.name)

    top, below = Hearing("A"), Hearing("B")
    top.add_child(below)
    top.renamed.connect(lambda: heard.append("renamed"))
    heard.clear()
    top.name = "C"
    assert heard == ["C", "B"]
    tree.node_renamed.connect(heard.append)
    tree.root.add_child(top)
    heard.clear()
    top.name = "D"
    assert heard == ["D", "B", "renamed", top]


def test_a_unique_name_is_found_within_its_scene_alone(tree: SceneTree, caplog: pytest.LogCaptureFixture) -> None:
    """A second claim is a warning; a rename and a new owner go along; once the holder is freed the name is gone."""
    scene, a, b, outside = Node("Scene"), Node("A"), Node("B"), Node("Outside")
    scene.add_child(a)
    a.add_child(b)
    tree.root.add_child(scene)
    tree.root.add_child(outside)
    for node in (a, b):
        node.owner = scene
        node.unique_name_in_owner = True
    assert scene.get_node("%B") is a.get_node("%B") is b.get_node("%B") is scene.get_node("%A/B") is b
    assert outside.get_node_or_null("%B") is None
    assert outside.get_node("../Scene/%B") is b
    b.name = "C"
    assert scene.get_node("%C") is b
    assert scene.get_node_or_null("%B") is None
    second = Node("C")
    scene.add_child(second)
    second.owner = scene
    refusal_log(caplog)
    second.unique_name_in_owner = True
    assert len(refusal_log(caplog, 30)) == 1
    assert not second.unique_name_in_owner
    b.free()
    assert scene.get_node_or_null("%C") is None


def test_paths_to_other_nodes(tree: SceneTree) -> None:
    """Up to what both are below, then down; a unique name shortens it where that is asked for."""
    scene, a, b, c = (Node(name) for name in ("S", "A", "B", "C"))
    tree.root.add_child(scene)
    scene.add_child(a)
    scene.add_child(b)
    b.add_child(c)
    for node in (a, b, c):
        node.owner = scene
    b.unique_name_in_owner = True
    assert (a.get_path_to(c), c.get_path_to(a), a.get_path_to(a)) == ("../B/C", "../../A", ".")
    assert a.get_path_to(c, use_unique_path=True) == "%B/C"
    assert a.get_node(a.get_path_to(c, use_unique_path=True)) is c
    assert isinstance(c.get_path(), NodePath)
    assert c.get_path() == "/root/S/B/C"


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        (lambda root: root.find_children("*", "Timer", owned=False), ["T1"]),
        (lambda root: root.find_children("", "Timer", owned=False), ["T1"]),
        (lambda root: root.find_children("", "Clock", owned=False), ["T1"]),
        (lambda root: root.find_children("[*", owned=False), ["[x]"]),
        (lambda root: root.find_children("?1", owned=False), ["A1", "T1"]),
        (lambda root: root.find_children("*1", recursive=False, owned=False), []),
        (lambda root: root.find_children("*"), []),
        (lambda root: [root.find_child("t*", owned=False)], [None]),
    ],
)
def test_nodes_are_found_by_patterns(tree: SceneTree, search: Callable[[Node], list[Any]], expected: list[str | None]) -> None:
    """`*` and `?` are all there is; case counts; by default only nodes with an owner are found."""

    class Clock(Timer):
        pass

    top = Node("Top")
    tree.root.add_child(top)
    for node in (Node("A1"), Clock("T1"), Node("[x]")):
        top.add_child(node)
    assert [node.name if node else None for node in search(tree.root)] == expected


@pytest.mark.parametrize("search", [lambda root: root.find_child(""), lambda root: root.find_children("")])
def test_an_empty_pattern_is_an_error(tree: SceneTree, caplog: pytest.LogCaptureFixture, search: Callable[[Node], object]) -> None:
    """It would find everything."""
    assert not search(tree.root)
    assert len(refusal_log(caplog)) == 1


def freed() -> Node:
    """Return a freed node that was called Ship."""
    node = Node("Ship")
    node.free()
    return node


USES: list[Callable[[Any], object]] = [
    lambda node: node.name,
    lambda node: node.get_name(),
    lambda node: setattr(node, "name", "x"),
    lambda node: node.ready.emit(),
    lambda node: node.queue_free(),
    lambda node: node.free(),
    lambda node: node.add_child(Node()),
]


@pytest.mark.parametrize("use", USES)
def test_every_use_of_a_freed_node_tells_its_name(use: Callable[[Any], object]) -> None:
    """And the remedy."""
    with pytest.raises(FreedError, match=r"Ship.*is_instance_valid"):
        use(freed())


def test_a_freed_node_is_false_and_equals_none() -> None:
    """It is itself and nothing else."""
    node = freed()
    assert not is_instance_valid(node)
    assert not node
    assert node == None  # noqa: E711  # the law is about ==
    assert node != freed()
    assert str(node) == "<Freed Object>"


def test_a_node_whose_method_or_signal_is_running_cannot_be_freed(tree: SceneTree) -> None:
    """It lives on, queue_free works there, and the receivers that follow are called."""
    heard: list[str] = []

    class Suicidal(Node):
        def _process(self, _delta: float) -> None:
            self.free()

    node = Suicidal("S")
    tree.root.add_child(node)
    with pytest.raises(RuntimeError, match="locked"):
        tree.process()
    assert is_instance_valid(node)
    node.set_process(False)
    node.renamed.connect(lambda: node.free())  # noqa: PLW0108  # a lambda has no self that says what is running
    node.renamed.connect(lambda: heard.append("next"))
    with pytest.raises(RuntimeError, match="locked"):
        node.name = "T"
    assert heard == ["next"]
    node.renamed.connect(node.queue_free)
    with pytest.raises(RuntimeError, match="locked"):
        node.name = "U"
    tree.process()
    assert not is_instance_valid(node)
