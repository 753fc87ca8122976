"""Laws of adding, moving, reparenting, owning, copying and making scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from steam_nodes import Callable, FreedError, Node, PackedScene, SceneTree, Signal, Timer
from tests.support.godot_trace import names, refusal_log

if TYPE_CHECKING:
    from collections.abc import Callable as Function


def family(tree: SceneTree) -> tuple[Node, Node, Node]:
    """Return G below the root, its child C, and C's child D."""
    g, c, d = Node("G"), Node("C"), Node("D")
    g.add_child(c)
    c.add_child(d)
    tree.root.add_child(g)
    return g, c, d


REFUSED: list[tuple[str, Function[[Node, Node, Node], object]]] = [
    ("a node to itself", lambda g, _c, _d: g.add_child(g)),
    ("a child that has a parent", lambda g, _c, d: g.add_child(d)),
    ("an ancestor to what is below it", lambda g, _c, d: d.add_child(g)),
    ("a sibling without a parent", lambda _g, _c, _d: Node("X").add_sibling(Node("Y"))),
    ("removing a node that is no child", lambda g, _c, d: g.remove_child(d)),
    ("moving a node that is no child", lambda g, _c, d: g.move_child(d, 0)),
    ("moving too far", lambda g, c, _d: g.move_child(c, 2)),
    ("moving too far back", lambda g, c, _d: g.move_child(c, -2)),
    ("reparenting without a parent", lambda _g, c, _d: Node("X").reparent(c)),
    ("reparenting to itself", lambda _g, c, _d: c.reparent(c)),
    ("a child that is not there", lambda g, _c, _d: g.get_child(1)),
]


@pytest.mark.parametrize(("what", "change"), REFUSED, ids=[what for what, _ in REFUSED])
def test_a_wrong_change_is_one_error_and_changes_nothing(
    tree: SceneTree, caplog: pytest.LogCaptureFixture, what: str, change: Function[[Node, Node, Node], object]
) -> None:
    """The node, its parent and its children are as before."""
    g, c, d = family(tree)
    assert change(g, c, d) is None, what
    assert len(refusal_log(caplog)) == 1
    assert (g.get_children(), c.get_children(), d.get_parent()) == ([c], [d], c)
    assert d.is_inside_tree()


@pytest.mark.parametrize("wrong", [None, "C", 3, Node])
def test_what_is_no_node_cannot_be_added(tree: SceneTree, wrong: Any) -> None:
    """Wrong types raise at the call."""
    with pytest.raises(TypeError, match="Node is needed"):
        tree.root.add_child(wrong)


def test_a_freed_node_cannot_be_added(tree: SceneTree) -> None:
    """In the engine it would corrupt the tree."""
    node = Node("A")
    node.free()
    with pytest.raises(FreedError):
        tree.root.add_child(node)


@pytest.mark.parametrize(("index", "expected"), [(0, "CAB"), (1, "ACB"), (2, "ABC"), (3, "ABC"), (-1, "ABC"), (-2, "ACB"), (-3, "CAB")])
def test_a_child_moves_to_an_index_from_either_end(tree: SceneTree, index: int, expected: str) -> None:
    """One place behind the last is the last."""
    for name in "ABC":
        tree.root.add_child(Node(name))
    tree.root.move_child(tree.root.get_node("C"), index)
    assert "".join(names(tree.root)) == expected
    assert [child.get_index() for child in tree.root.get_children()] == [0, 1, 2]


def test_a_sibling_is_ready_as_the_last_and_then_moves(tree: SceneTree) -> None:
    """The parent tells twice of a new order."""
    seen: list[object] = []

    class Late(Node):
        def _ready(self) -> None:
            seen.append(self.get_index())

    for name in "AB":
        tree.root.add_child(Node(name))
    tree.root.child_order_changed.connect(lambda: seen.append("".join(names(tree.root))))
    tree.root.get_node("A").add_sibling(Late("S"))
    assert seen == [2, "ABS", "ASB"]


def test_reparent_leaves_and_enters_without_being_ready_again(tree: SceneTree) -> None:
    """Groups and owner stay, also those of what is below; the same parent is nothing at all."""
    lines: list[str] = []

    class Mover(Node):
        def _enter_tree(self) -> None:
            lines.append(f"{self.name} enters")

        def _exit_tree(self) -> None:
            lines.append(f"{self.name} exits")

        def _ready(self) -> None:
            lines.append(f"{self.name} ready")

    top, other, mover, child = Node("Top"), Node("Other"), Mover("M"), Mover("C")
    tree.root.add_child(top)
    top.add_child(other)
    top.add_child(mover)
    mover.add_child(child)
    mover.add_to_group("g")
    mover.owner = child.owner = top
    lines.clear()
    mover.reparent(top)
    assert lines == []
    mover.reparent(other)
    assert lines == ["C exits", "M exits", "M enters", "C enters"]
    assert mover.get_parent() is other
    assert mover.is_in_group("g")
    assert mover.owner is child.owner is top


def test_reparent_out_of_the_owners_branch_loses_the_owner(tree: SceneTree) -> None:
    """An owner is an ancestor, always."""
    g, c, d = family(tree)
    d.owner = g
    d.reparent(tree.root)
    assert d.owner is None
    assert c.get_child_count() == 0


def test_reparent_from_a_busy_parent_is_one_error_and_changes_nothing(tree: SceneTree, caplog: pytest.LogCaptureFixture) -> None:
    """In `_ready` the parent is busy: one line names the remedy, and the node stays."""

    class Mover(Node):
        def _ready(self) -> None:
            self.reparent(tree.root)

    parent, mover = Node("Parent"), Mover("Mover")
    parent.add_child(mover)
    tree.root.add_child(parent)
    assert [line.count("call_deferred") for line in refusal_log(caplog)] == [1]
    assert mover.get_parent() is parent
    mover.reparent(tree.root)
    assert mover.get_parent() is tree.root


def test_reparent_to_what_is_below_refuses_the_owner_too(tree: SceneTree, caplog: pytest.LogCaptureFixture) -> None:
    """The engine prints one error for the cycle, and one for each node that would keep its owner."""
    top, node, below = Node("top"), Node("node"), Node("below")
    tree.root.add_child(top)
    top.add_child(node)
    node.add_child(below)
    node.owner = top
    node.reparent(below)
    assert [text.split()[0] for text in refusal_log(caplog)] == ["Can't", "Invalid"]
    assert node.get_parent() is node.owner is None
    assert below.get_parent() is node
    node.free()


def test_reparent_to_what_is_below_leaves_the_node_without_a_parent(tree: SceneTree, caplog: pytest.LogCaptureFixture) -> None:
    """It is removed first, and adding it fails then."""
    _g, c, d = family(tree)
    c.reparent(d)
    assert len(refusal_log(caplog)) == 1
    assert c.get_parent() is None
    assert not d.is_inside_tree()
    c.free()


def test_an_owner_must_be_an_ancestor(tree: SceneTree, caplog: pytest.LogCaptureFixture) -> None:
    """A refused owner leaves the node without one."""
    g, c, d = family(tree)
    assert d.owner is None
    for wrong in (d, Node("X")):
        d.owner = c
        d.owner = wrong
        assert len(refusal_log(caplog)) == 1
        assert d.owner is None
    d.owner = g
    assert d.owner is g
    d.owner = None
    assert d.owner is None


def test_the_owner_goes_with_the_owned_when_either_is_freed(tree: SceneTree) -> None:
    """What leaves the tree because its owner is freed has no owner any more."""
    seen: list[object] = []
    g, _c, d = family(tree)
    d.owner = g
    d.tree_exiting.connect(lambda: seen.append(d.owner))
    g.free()
    assert seen == [None]


def test_internal_children_are_hidden_unless_asked_for(tree: SceneTree) -> None:
    """They stand before and behind the others, and a path finds them."""
    node = Node("N")
    for name, mode in [("A", 0), ("Back", Node.INTERNAL_MODE_BACK), ("Front", Node.INTERNAL_MODE_FRONT), ("B", 0)]:
        node.add_child(Node(name), internal=mode)
    tree.root.add_child(node)
    assert names(node) == ["A", "B"]
    assert [child.name for child in node.get_children(include_internal=True)] == ["Front", "A", "B", "Back"]
    assert (node.get_child_count(), node.get_child_count(include_internal=True)) == (2, 4)
    assert node.get_child(0).name == "A"
    assert node.get_child(0, include_internal=True).name == "Front"
    assert [node.get_node(name).get_index() for name in ("A", "B")] == [0, 1]
    assert [node.get_node(name).get_index(include_internal=True) for name in ("Front", "A", "B", "Back")] == [0, 1, 2, 3]
    assert Node("X").get_index() == -1


class Ship(Node):
    """A node with an exported and a plain value."""

    EXPORTED: ClassVar[tuple[str, ...]] = ("e", "target", "hold")
    hit: Signal[int] = Signal("damage")

    def __init__(self) -> None:
        """Start with the plain values."""
        super().__init__()
        self.e = 1
        self.v = 1
        self.target: Node | None = None
        self.hold: list[int] = []

    def on_hit(self, damage: int) -> None:
        """Take the damage."""
        self.v += damage


class Named(Node):
    """A node that names itself."""

    def __init__(self) -> None:
        """Set the name."""
        super().__init__("Own")


def test_a_copy_gets_exported_values_groups_and_meta() -> None:
    """Plain values stay as `__init__` sets them, collections are copied, a node of the branch becomes its copy."""
    ship, gun = Ship(), Node("Gun")
    ship.name = "Ship"
    ship.add_child(gun)
    ship.e, ship.v, ship.target, ship.hold = 11, 22, gun, [1]
    ship.add_to_group("g")
    ship.set_meta("m", 5)
    ship.process_priority = 3
    copy = ship.duplicate()
    assert type(copy) is Ship
    assert (copy.name, copy.e, copy.v, copy.hold, copy.get_meta("m"), copy.process_priority) == ("Ship", 11, 1, [1], 5, 3)
    assert copy.is_in_group("g")
    assert copy.target is copy.get_node("Gun")
    assert copy.target is not gun
    assert copy.hold is not ship.hold
    assert copy.owner is copy.get_parent() is None
    assert not ship.duplicate(0).is_in_group("g")
    assert type(ship.duplicate(0)) is Node


def test_a_name_set_in_init_wins_over_the_copied_one() -> None:
    """The class runs its `__init__` for the copy."""
    node = Named()
    node.name = "Other"
    assert node.duplicate().name == "Own"


def test_a_copied_timer_keeps_its_settings() -> None:
    """The library's own classes export what the engine stores."""
    timer = Timer("T")
    timer.wait_time, timer.one_shot, timer.autostart = 2.5, True, True
    copy = timer.duplicate()
    assert (copy.wait_time, copy.one_shot, copy.autostart, copy.is_stopped()) == (2.5, True, True, True)


def test_only_persistent_connections_are_copied() -> None:
    """Within the branch the copy's signal leads to the copy's node, with the same binds."""
    world, parent, ship, outside = Node("World"), Ship(), Ship(), Ship()
    parent.name, ship.name = "P", "S"
    parent.add_child(ship)
    world.add_child(parent)
    world.add_child(outside)
    ship.hit.connect(parent.on_hit, Node.CONNECT_PERSIST)
    ship.hit.connect(outside.on_hit, Node.CONNECT_PERSIST)
    parent.hit.connect(ship.on_hit)
    parent.connect("ready", Callable(ship.on_hit).bind(7), Node.CONNECT_PERSIST)
    copy = parent.duplicate()
    copy.get_node("S").hit.emit(5)
    copy.emit_signal("ready")
    assert (copy.v, copy.get_node("S").v, parent.v, ship.v, outside.v) == (6, 8, 1, 1, 6)
    assert not copy.hit.has_connections()
    assert not parent.duplicate(Node.DUPLICATE_SCRIPTS).get_node("S").hit.has_connections()


def test_a_class_that_needs_arguments_cannot_be_copied() -> None:
    """The message names the class and the remedy."""

    class Needy(Node):
        def __init__(self, speed: int) -> None:
            super().__init__()
            self.speed = speed

    with pytest.raises(TypeError, match=r"Needy.*defaults"):
        Needy(3).duplicate()


def gun_scene() -> PackedScene:
    """Plan a ship with a gun that hears of hits."""
    scene = PackedScene(Ship, "Ship", groups=["ships"], e=4)
    scene.add_node("Gun", Ship, groups=["guns"], e=5, unique_name_in_owner=True)
    scene.add_connection("hit", ".", "Gun", "on_hit")
    return scene


def test_a_packed_scene_makes_equal_branches() -> None:
    """Properties, groups, owner, unique names and connections are planned once."""
    scene = gun_scene()
    first, second = scene.instantiate(), scene.instantiate()
    assert first is not second
    for ship in (first, second):
        gun = ship.get_node("%Gun")
        assert (ship.e, gun.e, gun.owner) == (4, 5, ship)
        assert ship.is_in_group("ships")
        assert gun.is_in_group("guns")
        assert [connection["flags"] for connection in ship.hit.get_connections()] == [Node.CONNECT_PERSIST]
        ship.hit.emit(3)
        assert gun.v == 4


def test_a_copy_of_a_packed_scene_is_made_from_it() -> None:
    """What was added in code is copied beside it, and the values of its nodes are taken over."""
    ship = gun_scene().instantiate()
    ship.get_node("Gun").e = 9
    ship.add_child(Node("Extra"))
    copy = ship.duplicate()
    assert names(copy) == ["Gun", "Extra"]
    assert copy.get_node("%Gun").e == 9
    assert copy.get_node("Gun").owner is copy


def test_a_scene_may_hold_other_scenes() -> None:
    """The root of the inner one belongs to the outer, its nodes to itself."""
    scene = PackedScene(Node, "World")
    scene.add_node("Red", gun_scene())
    world = scene.instantiate()
    red = world.get_node("Red")
    assert red.owner is world
    assert red.get_node("Gun").owner is red
    assert world.get_node_or_null("%Gun") is None


@pytest.mark.parametrize(
    ("plan", "error", "words"),
    [
        (lambda scene: scene.add_node("A", Node, "Nowhere"), LookupError, "Nowhere"),
        (lambda scene: scene.add_node("A", dict), TypeError, "'A'"),
        (lambda scene: scene.add_connection("hit", ".", "Nowhere", "on_hit"), LookupError, "Nowhere"),
        (lambda scene: scene.add_node("A/B", Node), ValueError, "A/B"),
        (lambda scene: scene.add_node("", Node), ValueError, "empty"),
    ],
)
def test_a_plan_that_cannot_be_made_says_why(plan: Function[[PackedScene], object], error: type[Exception], words: str) -> None:
    """The message names the node."""
    scene = PackedScene(Ship, "Ship")
    with pytest.raises(error, match=words):
        plan(scene) or scene.instantiate()


def test_an_unknown_signal_in_a_plan_is_one_error(caplog: pytest.LogCaptureFixture) -> None:
    """The rest of the scene is made."""
    scene = PackedScene(Ship, "Ship")
    scene.add_connection("nope", ".", ".", "on_hit")
    assert scene.instantiate().e == 1
    assert len(refusal_log(caplog)) == 1


def test_a_handler_that_deletes_the_branch_of_the_node_ends_add_sibling_quietly(tree: SceneTree) -> None:
    """The call returns, and the sibling is in its place."""
    g, c, _ = family(tree)
    grave, sibling = Node("Grave"), Node("S")
    tree.root.add_child(grave)

    def bury(node: Node) -> None:
        if node is sibling:
            c.reparent(grave)

    tree.node_added.connect(bury)
    sibling.ready.connect(grave.free)
    c.add_sibling(sibling)
    assert g.get_children() == [sibling]
    assert tree.root.get_children() == [g]
