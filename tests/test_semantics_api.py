"""The laws of what every object answers about itself, of paths of properties, and of a node that takes another's place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from steam_nodes import (
    Callable,
    Engine,
    FreedError,
    Node,
    Object,
    RefCounted,
    Resource,
    SceneTree,
    Timer,
    instance_from_id,
    is_instance_valid,
    weakref,
)
from tests.support.godot_trace import refusal_log

if TYPE_CHECKING:
    from collections.abc import Iterator


class Point(NamedTuple):
    """A value that cannot be changed in place."""

    x: int
    y: int


class Vector:
    """A value that can."""

    def __init__(self) -> None:
        """Make it."""
        self.x = 1


class Ship(Node):
    """A node with values of every kind."""

    def __init__(self) -> None:
        """Make it."""
        super().__init__("Ship")
        self.point = Point(1, 2)
        self.vector = Vector()
        self.table = {"gun": {"ammo": 3}}
        self.set_to: list[Point] = []

    @property
    def place(self) -> Point:
        """Where it is; it counts how often it is set."""
        return self.point

    @place.setter
    def place(self, value: Point) -> None:
        self.point = value
        self.set_to.append(value)

    def fire(self, at: Node, times: int = 1, *more: int, loud: bool = True) -> None:
        """Do nothing."""

    @staticmethod
    def count(of: str) -> int:
        """Do nothing."""
        return len(of)

    def _ready(self) -> None:
        """Do nothing."""


@pytest.mark.parametrize(
    ("path", "before", "value"),
    [("point:x", 1, 5), ("vector:x", 1, 5), ("table:gun:ammo", 3, 5), ("place:y", 2, 5), ("name", "Ship", "Boat")],
)
def test_a_path_of_properties_leads_into_values_that_can_be_changed_and_those_that_cannot(path: str, before: object, value: object) -> None:
    """`get_indexed` and `set_indexed` go through attributes, keys and named tuples alike."""
    ship = Ship()
    assert ship.get_indexed(path) == before
    ship.set_indexed(path, value)
    assert ship.get_indexed(path) == value


def test_every_property_on_the_way_is_set_anew() -> None:
    """What stands behind a property is given back to its setter, as in the engine."""
    ship = Ship()
    ship.set_indexed("place:x", 7)
    assert ship.set_to == [Point(7, 2)]


@pytest.mark.parametrize("path", ["", ":", "nope", "nope:x", "point:nope", "table:nope:deep", "vector:nope"])
def test_a_path_that_leads_nowhere_changes_nothing(path: str, caplog: pytest.LogCaptureFixture) -> None:
    """As in the engine it is None, silently."""
    ship = Ship()
    assert ship.get_indexed(path) is None
    ship.set_indexed(path, 1)
    assert (ship.point, vars(ship.vector), ship.table, ship.name) == (Point(1, 2), {"x": 1}, {"gun": {"ammo": 3}}, "Ship")
    assert refusal_log(caplog) == []


def test_an_object_lists_its_methods_with_their_arguments() -> None:
    """The methods of its own class come first, each once; signals, and what belongs to the library, are no methods."""
    listed = {each["name"]: each for each in Ship().get_method_list()}
    assert [*listed][:3] == ["fire", "count", "_ready"]
    assert listed["fire"] == {"name": "fire", "args": [{"name": "at"}, {"name": "times"}], "default_args": [1]}
    assert listed["count"] == {"name": "count", "args": [{"name": "of"}], "default_args": []}
    assert {"add_child", "_process", "emit_signal"} <= set(listed)
    assert not {"ready", "_tell_mode_", "__init__", "place"} & set(listed)
    assert len(listed) == len(Ship().get_method_list())


def test_an_object_lists_its_properties() -> None:
    """Those of its own class come first, then those of its bases, then its public attributes; a signal that was used is none."""
    ship = Ship()
    ship.ready.connect(ship.queue_free)
    listed = [each["name"] for each in ship.get_property_list()]
    assert listed[0] == "place"
    assert listed[-4:] == ["point", "vector", "table", "set_to"]
    assert {"name", "process_mode", "owner"} <= set(listed)
    assert "ready" not in listed
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(("method", "count"), [("fire", 2), ("count", 1), ("_ready", 0), ("nope", 0), ("name", 0), ("add_child", 3)])
def test_the_arguments_of_a_method_are_counted(method: str, count: int) -> None:
    """Those with a default count, the `*args` do not; what is no method has none."""
    assert Ship().get_method_argument_count(method) == count


def test_the_number_of_an_object_is_never_given_again() -> None:
    """Objects that come where others were have numbers of their own, and the old ones find nothing."""
    numbers = [Node().get_instance_id() for _ in range(50)]
    assert len(set(numbers)) == 50
    assert [instance_from_id(number) for number in numbers] == [None] * 50
    assert instance_from_id(0) is None


def test_a_number_keeps_nobody_alive_and_a_freed_object_is_not_found() -> None:
    """Only what lives is found by its number."""
    node, thing = Node(), Object()
    number, other = node.get_instance_id(), thing.get_instance_id()
    assert (instance_from_id(number), instance_from_id(other)) == (node, thing)
    thing.free()
    del node
    assert (instance_from_id(number), instance_from_id(other)) == (None, None)


def test_a_weak_reference_keeps_nobody_alive_and_takes_no_numbers() -> None:
    """`get_ref` is None once the object is gone; what Python cannot refer to weakly raises."""
    node = Node()
    reference = weakref(node)
    assert reference.get_ref() is node
    del node
    assert reference.get_ref() is None
    with pytest.raises(TypeError):
        weakref(3)


@pytest.mark.parametrize("made", [RefCounted, Resource, lambda: weakref(None), lambda: SceneTree().create_timer(1.0)])
def test_what_is_reference_counted_cannot_be_freed(made: Any) -> None:
    """It raises, as the engine ends the script there, and the object lives on."""
    thing = made()
    with pytest.raises(RuntimeError, match="RefCounted"):
        thing.free()
    assert thing.is_class("RefCounted")
    assert thing.get_class() in str(thing)


class Mine(Resource):
    """A resource that can contain itself."""

    EXPORTED = ("sub", "both")

    def __init__(self) -> None:
        """Make it."""
        self.sub: Mine | None = None
        self.both: list[Any] = []


def test_a_resource_that_contains_itself_is_copied_once() -> None:
    """A deep copy keeps who is who, also in a circle."""
    first, second = Mine(), Mine()
    first.sub, second.sub = second, first
    first.both = [second, second, first]
    copy = first.duplicate(deep=True)
    assert copy is not first
    assert copy.sub is not None
    assert copy.sub is not second
    assert copy.sub.sub is copy
    assert [each is copy.sub for each in copy.both] == [True, True, False]
    assert copy.both[2] is copy


def test_a_path_belongs_to_a_resource_that_lives(caplog: pytest.LogCaptureFixture) -> None:
    """A second one is refused with an ERROR while the first lives, and gets the path when it is gone."""
    first, second = Resource(), Resource()
    first.set_path("res://only.tres")
    second.set_path("res://only.tres")
    assert len(refusal_log(caplog)) == 1
    assert second.get_path() == ""
    del first
    second.set_path("res://only.tres")
    assert (refusal_log(caplog), second.get_path()) == ([], "res://only.tres")


def test_a_connection_to_a_method_is_known_to_its_object() -> None:
    """`get_incoming_connections` gives what leads to the object, in the order made, until it is disconnected."""
    timer, node = Timer(), Node()
    bound = Callable(node.set_name).bind("B")
    timer.timeout.connect(node.queue_free)
    timer.renamed.connect(bound, timer.CONNECT_PERSIST)
    found = node.get_incoming_connections()
    assert [(each["signal"], each["callable"], each["flags"]) for each in found] == [
        (timer.timeout, node.queue_free, 0),
        (timer.renamed, bound, 2),
    ]
    timer.timeout.disconnect(node.queue_free)
    assert [each["signal"] for each in node.get_incoming_connections()] == [timer.renamed]


@pytest.mark.parametrize("other", [None, "node", 3])
def test_only_a_node_takes_the_place_of_a_node(tree: SceneTree, other: Any) -> None:
    """Anything else raises and changes nothing."""
    node = Node("N")
    tree.root.add_child(node)
    with pytest.raises(TypeError, match="replace_by"):
        node.replace_by(other)
    freed = Node()
    freed.free()
    with pytest.raises((TypeError, FreedError)):
        node.replace_by(freed)
    assert tree.root.get_children() == [node]


def test_a_node_with_a_parent_or_above_takes_nobodys_place(tree: SceneTree, caplog: pytest.LogCaptureFixture) -> None:
    """It is one ERROR each time and changes nothing: a child of another, the same node, one above it."""
    top, node, other = Node("Top"), Node("N"), Node("Other")
    top.add_child(node)
    tree.root.add_child(other)
    for taken in (other, node, top):
        node.replace_by(taken)
        assert len(refusal_log(caplog)) == 1
    top.replace_by(top)
    assert len(refusal_log(caplog)) == 1
    assert (top.get_children(), other.get_parent(), top.get_parent()) == ([node], tree.root, None)


def test_a_node_whose_parent_is_busy_keeps_its_place(tree: SceneTree, caplog: pytest.LogCaptureFixture) -> None:
    """Replacing a node in its own `_ready` is one ERROR that names `call_deferred`, and changes nothing."""

    class Replaced(Node):
        def _ready(self) -> None:
            self.replace_by(Node("New"), keep_groups=True)

    node = Replaced("Old")
    parent = Node("Parent")
    parent.add_child(node)
    tree.root.add_child(parent)
    assert ["call_deferred" in each for each in refusal_log(caplog)] == [True]
    assert (parent.get_children(), node.is_inside_tree()) == ([node], True)


def test_a_node_is_not_replaced_while_one_below_it_enters(tree: SceneTree) -> None:
    """What enters would lose its ground: RuntimeError names `call_deferred`, and nothing changes."""
    top, child = Node("Top"), Node("Child")
    tree.root.add_child(top)
    child.tree_entered.connect(lambda: top.replace_by(Node("New")))
    top.add_child(child)
    with pytest.raises(RuntimeError, match="call_deferred"):
        tree.process()
    assert (top.get_children(), top.is_inside_tree()) == ([child], True)


def test_handlers_may_free_either_of_the_two(tree: SceneTree) -> None:
    """Who is freed while a node takes another's place stops what is left to do, and nothing raises."""

    def family() -> tuple[Node, Node]:
        old, new = Node("Old"), Node("New")
        for name in "ABC":
            old.add_child(Node(name))
        tree.root.add_child(old)
        return old, new

    old, new = family()
    old.replacing_by.connect(lambda _node: new.free())
    old.replace_by(new)
    assert ([child.name for child in old.get_children()], tree.root.get_child_count()) == (["A", "B", "C"], 0)
    old, new = family()
    new.child_entered_tree.connect(lambda _node: new.queue_free())
    old.replace_by(new)
    tree.process()
    assert (old.get_child_count(), tree.root.get_child_count()) == (0, 0)


@pytest.mark.parametrize("thing", [None, 3, "node"])
def test_only_an_object_is_deleted(tree: SceneTree, thing: Any) -> None:
    """`queue_delete` of anything else raises at the call, and the frame is whole."""
    with pytest.raises(TypeError, match="queue_delete"):
        tree.queue_delete(thing)
    tree.process()


@pytest.mark.parametrize(
    ("what", "remedy"),
    [
        (lambda tree: tree, r"quit\(\).*close\(\)"),
        (lambda _: SceneTree(), r"quit\(\).*close\(\)"),
        (lambda tree: tree.create_tween(), "can't be freed"),
        (lambda tree: tree.create_timer(1.0), "can't be freed"),
        (lambda _: Resource(), "can't be freed"),
    ],
    ids=["the tree", "another tree", "a tween", "a timer", "a resource"],
)
def test_what_cannot_be_freed_cannot_be_queued_either(tree: SceneTree, what: Any, remedy: str) -> None:
    """`queue_delete` of a RefCounted or a tree raises as its `free` does, names the remedy, and the frames are whole."""
    thing = what(tree)
    for way in (tree.queue_delete, lambda thing: thing.free()):
        with pytest.raises(RuntimeError, match=remedy):
            way(thing)
    assert not thing.is_queued_for_deletion()
    node = Node()
    tree.root.add_child(node)
    node.queue_free()
    assert tree.process()
    assert (is_instance_valid(node), is_instance_valid(thing)) == (False, True)
    if isinstance(thing, SceneTree):
        thing.close()


@pytest.mark.parametrize("made", [Node, Object])
def test_a_deletion_that_is_refused_too_early_goes_on(tree: SceneTree, made: type[Object]) -> None:
    """`cancel_free` outside of PREDELETE changes nothing, for who hears it and for who does not."""

    class Hears(made):  # type: ignore[valid-type, misc]  # both kinds of objects
        def _notification(self, what: int) -> None:
            """Hear it."""

    for thing in (made(), Hears()):
        tree.queue_delete(thing)
        thing.cancel_free()
        assert thing.is_queued_for_deletion()
        tree.process()
        assert not is_instance_valid(thing)


@pytest.mark.parametrize("made", [Node, Object])
@pytest.mark.parametrize("inside", [False, True])
def test_what_refused_its_deletion_can_be_queued_again(tree: SceneTree, made: type[Object], inside: bool) -> None:
    """It counts as queued for ever, and hears PREDELETE once for each time it was queued."""
    heard = []

    class Stays(made):  # type: ignore[valid-type, misc]  # both kinds of objects
        def _notification(self, what: int) -> None:
            """Refuse the first time."""
            if what == Object.NOTIFICATION_PREDELETE:
                heard.append(what)
                if len(heard) == 1:
                    self.cancel_free()

    thing = Stays()
    if inside and isinstance(thing, Node):
        tree.root.add_child(thing)
    tree.queue_delete(thing)
    tree.process()
    assert (is_instance_valid(thing), thing.is_queued_for_deletion(), len(heard)) == (True, True, 1)
    tree.queue_delete(thing)
    tree.queue_delete(thing)
    tree.process()
    assert (is_instance_valid(thing), len(heard)) == (False, 2)


@pytest.fixture
def _engine_as_it_was() -> Iterator[None]:
    """Give the Engine back as it was."""
    ticks, steps, scale = Engine.physics_ticks_per_second, Engine.max_physics_steps_per_frame, Engine.time_scale
    yield
    Engine.physics_ticks_per_second, Engine.max_physics_steps_per_frame, Engine.time_scale = ticks, steps, scale


@pytest.mark.usefixtures("_engine_as_it_was")
def test_the_engines_setters_set_what_the_frame_goes_by(caplog: pytest.LogCaptureFixture) -> None:
    """Ticks, their limit and the time scale count from the next frame on; no tick at all is refused with an ERROR."""
    Engine.set_physics_ticks_per_second(10)
    Engine.set_max_physics_steps_per_frame(2)
    Engine.set_time_scale(0.5)
    Engine.set_physics_ticks_per_second(0)
    Engine.set_max_physics_steps_per_frame(-1)
    assert len(refusal_log(caplog)) == 2
    other = SceneTree()
    before = other.get_frame()
    other.process(0.5)
    assert other.get_frame() - before == 2
    other.process(0.05)
    assert Engine.get_physics_interpolation_fraction() == pytest.approx(0.5)
    assert (Engine.get_physics_ticks_per_second(), Engine.get_max_physics_steps_per_frame(), Engine.get_time_scale()) == (10, 2, 0.5)
    other.close()


def test_the_processor_has_godots_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """What each system calls its processor is one name in Godot."""
    found = {}
    for machine in ("x86_64", "AMD64", "aarch64", "arm64", "i686", "riscv64"):
        monkeypatch.setattr("platform.machine", lambda machine=machine: machine)
        found[machine] = Engine.get_architecture_name()
    assert found == {"x86_64": "x86_64", "AMD64": "x86_64", "aarch64": "arm64", "arm64": "arm64", "i686": "x86_32", "riscv64": "riscv64"}


def test_a_tree_prints_itself_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """`print_tree` and `print_tree_pretty` print what the strings hold, with an empty line behind it as in the engine."""
    ship = Ship()
    ship.add_child(Node("Gun"))
    ship.print_tree()
    ship.print_tree_pretty()
    assert capsys.readouterr().out == ".\nGun\n\n ┖╴Ship\n    ┖╴Gun\n\n"


def test_a_tree_2_000_levels_deep_is_drawn() -> None:
    """A drawing does not call itself for each level."""
    top = Node("N")
    for _ in range(2_000):
        below, top = top, Node("N")
        top.add_child(below)
    assert top.get_tree_string_pretty().count("\n") == 2_001
