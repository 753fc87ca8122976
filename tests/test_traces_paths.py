"""Node paths and the state of a scene in the engine's own traces.

Rules: see `godot_trace`. The script of each trace lies beside it.
"""

from __future__ import annotations

from typing import Any

from steam_nodes import Callable, Node, NodePath, PackedScene, SceneState, Signal, Timer
from tests.support.godot_text import StringName
from tests.support.godot_trace import names, play, say


class PathsMain(Node):
    """Takes paths apart (66)."""

    def _show(self, p: NodePath) -> None:
        parts = [p.get_name(index) for index in range(p.get_name_count())]
        subnames = [p.get_subname(index) for index in range(p.get_subname_count())]
        concatenated = f"names '{p.get_concatenated_names()}' subnames '{p.get_concatenated_subnames()}'"
        say(
            "  '",
            p,
            "' ",
            parts,
            " ",
            subnames,
            " absolute ",
            p.is_absolute(),
            " empty ",
            p.is_empty(),
            " ",
            concatenated,
            *self._as_property(p),
        )

    @staticmethod
    def _as_property(p: NodePath) -> tuple[object, ...]:
        return (" property '", p.get_as_property_path(), "'")

    def _ready(self) -> None:
        say("-- parts")
        first = ["", "a", "a/b", "/root/x", "a/b:c", "a:b:c", ":x", ":x:y", "/", "a//b", "a/b/", "./a", "../a", "%U/a", "a/..", "/root:x"]
        for text in [*first, "a:", "a::b", ":", "/:x", "a/b:c:d/e", "//a", ".", ". /a"]:
            self._show(NodePath(text))
        say("-- slices")
        path = NodePath("/root/A/B:x:y")
        begins = [[0], [1], [2], [3], [4], [5], [9], [-1], [-2], [-3], [-5], [-9]]
        for pair in [*begins, [0, 1], [0, 2], [1, 3], [1, 4], [0, 9], [2, 1], [0, -1], [1, -2], [-3, -1], [3, 4], [0, 0]]:
            part = path.slice(*pair)
            say("  slice ", pair, " '", part, "' ", part.is_absolute(), " ", part.get_name_count(), " ", part.get_subname_count())
        path = NodePath("A/B:x")
        for pair in [[0], [1], [2], [3], [0, 1], [-1], [-2], [0, -1]]:
            say("  slice ", pair, " '", path.slice(*pair), "'")
        say("-- equal")
        equal = NodePath("a/b") == NodePath("a//b"), NodePath("a:b") == NodePath("a"), NodePath("a") == NodePath("/a")
        say("  ", *equal, NodePath("a/b").hash() == NodePath("a//b").hash())
        say("-- out of range")
        beyond = [NodePath("a").get_name(1), NodePath("a").get_name(-1), NodePath("a:b").get_subname(1), NodePath("").get_name(0)]
        say("  ", " ".join(f"'{name}'" for name in beyond))
        self.get_tree().quit()


def test_66_node_paths_come_apart_as_in_the_engine() -> None:
    """Names, subnames, slices, property paths and what is out of range are the engine's; the number of hash() is not."""
    play("66-node-path", PathsMain, cut=HASHES)


HASHES = [(f" hash {number}", "the number is the library's own") for number in (0, 3608900604, 1780534522, 485865245, 3026311973)]
HASHES += [(f" hash {number}", "the same") for number in (2319611842, 539322306, 3463844245, 1537813453, 522278764, 3518338511)]
HASHES += [(f" hash {number}", "the same") for number in (2606384962, 3832713513, 661053013, 3755644989, 3341860370, 686066691)]
HASHES += [(f" hash {number}", "the same") for number in (2937937738, 2494103876)]


class Scripted(Node):
    """A node with a signal and exported properties (67)."""

    EXPORTED = ("e", "g")

    sg: Signal[int] = Signal("x")

    e = 1
    g = 2
    h = 3

    def on(self, x: object, y: object = "-") -> None:
        """Receive a signal."""
        say("    ", self.name, " on ", x, " ", y)


def inner_scene() -> PackedScene:
    """Plan what inner.tscn holds."""
    scene = PackedScene(Scripted, "Inner", groups=["gi"], e=3)
    scene.add_node("U", Scripted, unique_name_in_owner=True)
    scene.add_node("V", Timer, "U", groups=["gi", "gj"], wait_time=2.0)
    scene.add_connection("sg", "U", ".", "on", binds=[7])
    scene.add_connection("ready", "U/V", ".", "on", flags=3, unbinds=1)
    return scene


def outer_scene() -> PackedScene:
    """Plan what outer.tscn holds."""
    scene = PackedScene(Node, "Outer")
    scene.add_node("I1", inner_scene(), process_mode=3)
    scene.add_node("W", Node, "I1", process_priority=4)
    return scene


class StatesMain(Node):
    """Reads plans and packs branches (67)."""

    def _show(self, s: SceneState) -> None:
        counts = f" nodes {s.get_node_count()} connections {s.get_connection_count()}"
        say("  path ", s.get_path(), " base ", s.get_base_scene_state(), counts)
        for i in range(s.get_node_count()):
            properties = [
                [StringName(s.get_node_property_name(i, j)), s.get_node_property_value(i, j)] for j in range(s.get_node_property_count(i))
            ]
            paths = f" path '{s.get_node_path(i)}' parent '{s.get_node_path(i, for_parent=True)}' owner '{s.get_node_owner_path(i)}'"
            made = (" index ", s.get_node_index(i), " instance ", s.get_node_instance(i) is not None, " placeholder ")
            placed = (s.is_node_instance_placeholder(i), " '", s.get_node_instance_placeholder(i), "' ")
            first = (i, " ", s.get_node_name(i), " type '", s.get_node_type(i), "'")
            say("  ", *first, paths, " groups ", s.get_node_groups(i), *made, *placed, properties)
        for i in range(s.get_connection_count()):
            way = f" from '{s.get_connection_source(i)}' to '{s.get_connection_target(i)}' {s.get_connection_method(i)} flags "
            bound = (" binds ", s.get_connection_binds(i), " unbinds ", s.get_connection_unbinds(i))
            say("  ", s.get_connection_signal(i), way, s.get_connection_flags(i), *bound)

    def _ready(self) -> None:
        say("-- a file")
        self._show(inner_scene().get_state())
        say("-- with an instance")
        self._show(outer_scene().get_state())
        say("-- empty")
        empty = PackedScene()
        say("  ", empty.can_instantiate(), " ", empty.instantiate())
        self._show(empty.get_state())
        say("-- out of range")
        self._beyond(inner_scene().get_state())
        say("-- pack")
        self._pack()
        self.get_tree().quit()

    @staticmethod
    def _beyond(s: SceneState) -> None:
        texts = [s.get_node_name(9), s.get_node_type(9), s.get_node_path(9)]
        say(
            "  ",
            " ".join(f"'{text}'" for text in texts),
            " ",
            s.get_node_groups(9),
            " ",
            s.get_node_property_count(9),
            " ",
            s.get_node_index(9),
        )
        say("  '", s.get_node_property_name(0, 9), "' ", s.get_node_property_value(0, 9), " '", s.get_connection_signal(9), "' ", end(s))

    def _branch(self) -> Scripted:
        r = Scripted("R")
        r.e = 9
        r.h = 8
        r.add_to_group("kept", persistent=True)
        r.add_to_group("not kept")
        c, d, e, f = Timer("C"), Node("D"), Node("E"), Node("F")
        r.add_child(c)
        c.owner = r
        c.wait_time = 4.0
        c.unique_name_in_owner = True
        r.add_child(d)
        d.add_child(e)
        e.owner = r
        c.add_child(f)
        f.owner = r
        r.sg.connect(Callable(r.on).bind(5), Node.CONNECT_PERSIST)
        r.sg.connect(Callable(r.on).bind(6).unbind(1))
        c.timeout.connect(Callable(r.on).bind(1, 2), Node.CONNECT_PERSIST | Node.CONNECT_ONE_SHOT)
        i = inner_scene().instantiate()
        i.name = "I"
        r.add_child(i)
        i.owner = r
        i.e = 77
        i.add_to_group("extra", persistent=True)
        i.add_to_group("gi", persistent=True)
        x = Node("X")
        i.get_node("U").add_child(x)
        x.owner = r
        c.set_meta("m", [1, 2])
        return r

    def _pack(self) -> None:
        r = self._branch()
        packed = PackedScene()
        say("  ", packed.pack(r))
        self._show(packed.get_state())
        again = packed.instantiate()
        c, i = again.get_node("C"), again.get_node("I")
        groups = [[StringName(group) for group in node.get_groups()] for node in (again, i)]
        first = (again.name, " ", again.e, " ", again.h, " ", groups[0], " ", names(again), " ", c.wait_time, " ", c.get_meta("m"))
        counts = f"{len(again.sg.get_connections())} {len(c.timeout.get_connections())} "
        say("  ", *first, " ", i.e, " ", groups[1], " ", names(i.get_node("U")), " ", counts, again.get_node_or_null("%C") is not None)
        say("-- pack twice, pack null")
        small = Node("S")
        say("  ", packed.pack(small))
        self._show(packed.get_state())
        nothing: Any = None
        say("  ", packed.pack(nothing))
        self._show(packed.get_state())
        say("-- from now on the same plan")
        state = packed.get_state()
        packed.pack(r)
        say("  ", state.get_node_count(), " ", packed.get_state() is state)
        for node in (again, r, small):
            node.free()


def end(s: SceneState) -> str:
    """Return the rest of what is out of range, as the engine prints it."""
    numbers = f"{s.get_connection_binds(9)} {s.get_connection_flags(9)} '{s.get_node_name(-1)}'"
    instance = "<null>" if s.get_node_instance(9) is None else "made"
    return f"{numbers} {instance} {s.get_connection_unbinds(9)} '{s.get_connection_source(9)}'"


def test_67_the_state_of_a_scene_is_read_and_packed_as_in_the_engine() -> None:
    """Nodes, paths, groups, properties and connections of a plan are the engine's, also of a plan that was packed from a branch."""
    cut = [("res://inner.tscn", "there are no files"), ("res://outer.tscn", "there are no files")]
    play("67-scene-state", StatesMain, cut=cut)
