"""Scenes that are made from a plan, and copies of them and of other branches, in the engine's own traces.

Rules: see `godot_trace`. The script of each trace stands beside it.
"""

from __future__ import annotations

import itertools
from typing import Any, ClassVar

import pytest

from steam_nodes import Callable, Node, Object, PackedScene, Signal
from steam_nodes.scene import children
from tests.support.godot_text import StringName
from tests.support.godot_trace import names, play, say

LEAKS = [
    ("ObjectDB instances leaked", "Python collects what nobody frees"),
    ("resources still in use", "Python collects what nobody frees"),
]


@pytest.fixture(autouse=True)
def _count_names_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let names such as @Node@2 begin with 2, as in a new process."""
    monkeypatch.setattr(children, "serials", itertools.count(2))


def named(node: Any) -> str:
    """Return the name, or what stands for none."""
    return node.name if node else "null"


class Part(Node):
    """A node of both scenes (n32)."""

    EXPORTED: ClassVar[tuple[str, ...]] = ("e",)
    sg: Signal[Any] = Signal("x")
    e = 1

    def __init__(self) -> None:
        """Tell of it."""
        super().__init__()
        say("    init")

    def _enter_tree(self) -> None:
        say("    enter ", self.name)

    def _ready(self) -> None:
        say("    ready ", self.name)

    def on(self, x: object, y: object = "-") -> None:
        """Tell what came."""
        say("    ", self.name, " on ", x, " ", y)

    def _notification(self, what: int) -> None:
        if what in (18, 20, 23, 24):
            say("    n", what, " ", self.name)


def inner_scene() -> PackedScene:
    """Plan the inner scene (n32)."""
    scene = PackedScene(Part, "Inner", groups=["gi"], e=3)
    scene.add_node("U", Part, unique_name_in_owner=True)
    scene.add_node("V", Part, "U", groups=["gi"])
    scene.add_connection("sg", "U", ".", "on", binds=[7])
    scene.add_connection("sg", "U/V", "U", "on", flags=3)
    return scene


def outer_scene() -> PackedScene:
    """Plan the outer scene (n32)."""
    scene = PackedScene(Part, "Outer", groups=["go"])
    scene.add_node("I1", inner_scene())
    scene.add_node("I2", inner_scene(), unique_name_in_owner=True, process_mode=3)
    scene.add_node("W", Part, "I2", process_priority=4)
    scene.add_connection("sg", ".", "I1", "on", flags=6)
    scene.add_connection("sg", "I2", ".", "nomethod")
    return scene


class SceneMain(Node):
    """Makes scenes and copies of them (n32)."""

    def _show(self, node: Part, indent: str = "  ") -> None:
        connected = []
        for connection in node.sg.get_connections():
            receiver = Callable(connection["callable"])
            connected.append(
                [named(receiver.get_object()), receiver.get_method(), connection["flags"] & 31, receiver.get_bound_arguments()]
            )
        groups = [StringName(group) for group in node.get_groups()]
        what = [" owner ", named(node.owner), " groups ", groups, " uniq ", node.unique_name_in_owner, " mode ", node.process_mode]
        say(indent, node.name, *what, " prio ", node.process_priority, " sig ", connected)
        for child in node.get_children():
            self._show(child, indent + "  ")

    async def _ready(self) -> None:
        say("-- instantiate inner")
        inner = inner_scene().instantiate()
        self._show(inner)
        say("-- instantiate outer")
        outer = outer_scene().instantiate()
        self._show(outer)
        self._find(outer)
        say("-- emit")
        for path, value in (("I1/U", 1), ("I1/U/V", 2), (".", 3), (".", 4), ("I2", 5)):
            outer.get_node(path).sg.emit(value)
        say("-- enter")
        self.add_child(outer)
        await self.get_tree().process_frame
        copies = [inner]
        for title, of, flags in (("outer", outer, 15), ("I2", outer.get_node("I2"), 15), ("without instantiation", outer, 7)):
            say("-- duplicate ", title)
            copies.append(of.duplicate(flags))
            self._show(copies[-1])
        say("-- change a value then duplicate")
        i1, u = outer.get_node("I1"), outer.get_node("I1/U")
        i1.e, u.e = 50, 60
        u.add_to_group("late")
        copy = outer.duplicate()
        copies.append(copy)
        say("  ", copy.get_node("I1").e, " ", copy.get_node("I1/U").e, " ", copy.get_node("I1/U").get_groups())
        say("-- a child added by hand to an instance")
        x = Part()
        x.name = "X"
        u.add_child(x)
        outer.get_node("I2/U/V").free()
        copy = outer.duplicate()
        copies.append(copy)
        say("  ", names(copy.get_node("I1/U")), " ", names(copy.get_node("I2/U")))
        for copy in copies:
            copy.free()
        self.get_tree().quit()

    def _find(self, outer: Node) -> None:
        say("-- unique names")
        pairs = ((".", "%I2"), (".", "%U"), (".", "I1/%U"), (".", "%I2/%U"), (".", "%I2/%U/V"), ("I1/U/V", "%U"))
        deeper = (("I2/W", "%U"), ("I2/W", "%I2"), ("I2/U", "%I2"))
        say("  ", " ".join(named(outer.get_node(start).get_node_or_null(path)) for start, path in (*pairs, *deeper)))
        say("-- find owned")
        found = [child.name for child in outer.find_children("*")]
        say("  ", found, " ", named(outer.find_child("V")), " ", named(outer.find_child("W")))


def test_n32_a_scene_is_made_and_copied() -> None:
    """A copy of a scene is made from it again, with what was added by hand where it stands; plain copies hear nothing of that."""
    play("n32-packed-scene", lambda: SceneMain("Main"))


class Plain(Node):
    """A node that tells of its making (42)."""

    EXPORTED: ClassVar[tuple[str, ...]] = ("e",)
    e = 1

    def __init__(self) -> None:
        """Tell of it."""
        super().__init__()
        say("    init in name=", self.name, " parent=", self.get_parent())

    def _notification(self, what: int) -> None:
        if what in (18, 20, 23, 24):
            say("    n", what, " ", self.name)


class Own(Node):
    """A node that names itself and makes a child (42)."""

    def __init__(self) -> None:
        """Make it."""
        super().__init__()
        self.name = "Own"
        self.add_child(Node("Gun"))
        say("    init K as ", self.name, " children ", names(self))

    def _notification(self, what: int) -> None:
        if what in (18, 20, 23, 24):
            say("    k", what, " ", self.name)


class CopyMain(Node):
    """Copies branches made by hand (42)."""

    def _ready(self) -> None:
        say("-- K")
        k = Own()
        k.get_child(0).add_child(Plain())
        say(names(k))
        say("-- dup K")
        copy = k.duplicate()
        say(copy.name, names(copy))
        say("-- two K below")
        r = Node("R")
        r.add_child(Own())
        r.add_child(Own())
        say(names(r))
        say(names(r.duplicate()))
        say("-- internal")
        q = Node("Q")
        q.add_child(Node("F"), internal=Node.INTERNAL_MODE_FRONT)
        q.add_child(Node("A"))
        say(names(q.duplicate()), q.duplicate().get_child_count(include_internal=True))
        say("-- flags 0")
        copy = k.duplicate(0)
        say(copy.name, names(copy))
        say("-- unnamed")
        say("[", Node().duplicate().name, "]")
        h, u = Node(), Node()
        h.add_child(u)
        say(u.name != "")
        say(h.duplicate().get_child(0).name == u.name)
        say("-- str ", str(Node()).startswith("<Node#"), " ", str(Node()).startswith(":"))
        self._connections()
        self.get_tree().quit()

    def _connections(self) -> None:
        def show(copy: Node) -> None:
            say([StringName(Callable(connection["callable"]).get_object().name) for connection in copy.renamed.get_connections()])

        persist = Node.CONNECT_PERSIST
        say("-- persist to unrelated")
        e, o, z = Node("E"), Node("Other"), Node()
        e.renamed.connect(o.queue_free, persist)
        say(len(e.duplicate().renamed.get_connections()))
        say("-- persist to relative")
        self.add_child(e)
        self.add_child(o)
        show(e.duplicate())
        say("-- persist to parent")
        e.renamed.connect(self.queue_free, persist)
        show(e.duplicate())
        say("-- persist to a removed")
        self.remove_child(o)
        show(e.duplicate())
        say("-- two unrelated below")
        e.add_child(z)
        z.renamed.connect(o.queue_free, persist)
        z.tree_exited.connect(o.queue_free, persist)
        e.duplicate()
        say("-- persist to an object")
        thing = Object()
        e.renamed.connect(thing.get_class, persist)
        say(len(e.duplicate().renamed.get_connections()))


def test_42_a_copy_is_built_before_its_init_runs() -> None:
    """`__init__` finds the copied children; persistent connections are copied by paths, and one into an unrelated tree is an error."""
    play("42-duplicate", lambda: CopyMain("Main"), omitted=LEAKS[:1])


class Stored(Node):
    """A node of the scene (43)."""

    EXPORTED: ClassVar[tuple[str, ...]] = ("e",)
    e = 0

    def __init__(self) -> None:
        """Tell of it."""
        super().__init__()
        say("    init")

    def _notification(self, what: int) -> None:
        if what in (1, 18, 19, 20, 23, 24):
            say("    n", what, " ", self.name)


class ChangedMain(Node):
    """Copies a scene that was changed after it was made (43)."""

    def _make(self) -> Any:
        scene = PackedScene(Stored, "S")
        scene.add_node("A", Stored, e=1)
        scene.add_node("B", Stored, e=2)
        scene.add_node("C", Stored, "B", e=3)
        made = scene.instantiate()
        say("    --")
        return made

    def _show(self, node: Node | None) -> None:
        if node is None:
            say("  null")
            return
        below = [child.name + str(getattr(child, "e", "")) + str(names(child)).replace("'", '"') for child in node.get_children()]
        say("  ", node.name, str(below).replace('"', '\\"').replace("'", '"'))

    def _ready(self) -> None:
        say("-- moved")
        s = self._make()
        s.move_child(s.get_node("B"), 0)
        self._show(s.duplicate())
        say("-- added first")
        s = self._make()
        s.add_child(Node("X"))
        s.move_child(s.get_node("X"), 0)
        self._show(s.duplicate())
        say("-- added below, first")
        s = self._make()
        s.get_node("B").add_child(Node("X"))
        s.get_node("B").move_child(s.get_node("B/X"), 0)
        self._show(s.duplicate())
        say("-- renamed, added below it")
        s = self._make()
        s.get_node("B").name = "Other"
        s.get_node("Other").add_child(Node("X"))
        self._show(s.duplicate())
        say("-- renamed")
        s = self._make()
        s.get_node("B").name = "Other"
        self._show(s.duplicate())
        say("-- owned by the root, added by hand")
        s, x = self._make(), Node("X")
        s.add_child(x)
        x.owner = s
        self._show(s.duplicate())
        say("-- freed in the original")
        s = self._make()
        s.get_node("A").free()
        self._show(s.duplicate())
        say("-- below a plain node")
        r, s = Node("R"), self._make()
        r.add_child(s)
        s.name = "Renamed"
        self._show(r.duplicate())
        say("-- failing below a plain node")
        s.get_node("B").name = "Other"
        s.get_node("Other").add_child(Node("X"))
        self._show(r.duplicate())
        say("-- end")
        self.get_tree().quit()


def test_43_a_changed_scene_is_copied_as_the_engine_does() -> None:
    """Which node a copy stands for is told by its index; what has no place in the scene as it is made again fails the copy."""
    play("43-duplicate-scene", lambda: ChangedMain("Main"), omitted=LEAKS)
