"""What a tree finds and whom it tells, in the engine's own traces: groups, paths, the way of an input event.

Rules: see `godot_trace`.
"""

from __future__ import annotations

from steam_nodes import (
    InputEvent,
    InputEventAction,
    InputEventJoypadButton,
    InputEventKey,
    InputEventMIDI,
    InputEventMouseButton,
    InputEventShortcut,
    Node,
    NodePath,
    PackedScene,
    SceneTree,
)
from tests.support.godot_text import StringName
from tests.support.godot_trace import fails, play, say


class Member(Node):
    """A member of group g (11)."""

    prop = 0

    def __init__(self, name: str, *, joins: bool = True) -> None:
        """Make it."""
        super().__init__(name)
        if joins:
            self.add_to_group("g")

    def _hi(self, x: object = "-") -> None:
        say("    ", self.name, ".hi(", x, ")")

    def _killer(self) -> None:
        say("    ", self.name, ".killer")
        if self.name == "A":
            self.get_node("../B").free()
            self.get_node("../C").remove_from_group("g")
            self.get_parent().add_child(Member("Z"))

    def _two(self, a: object, b: object) -> None:
        say("    ", self.name, ".two ", a, " ", b)

    def _notification(self, what: int) -> None:
        if what == 9999:
            say("    ", self.name, " notif 9999")


class GroupMain(Node):
    """Calls a group in every way (11)."""

    def _members(self) -> list[str]:
        return [node.name for node in self.get_tree().get_nodes_in_group("g")]

    async def _ready(self) -> None:
        tree = self.get_tree()
        c, a, b, d, a1 = Member("C"), Member("A"), Member("B"), Member("D", joins=False), Member("A1")
        joined, count = a.is_in_group("g"), tree.get_node_count_in_group("g")
        say("-- group membership before entering: is_in_group=", joined, " tree count=", count)
        for node in (c, a, b, d):
            self.add_child(node)
        a.add_child(a1)
        d.add_to_group("g")
        self.move_child(c, -1)
        self.move_child(a, 0)
        say("  get_nodes_in_group=", self._members(), "  (tree order is A(A1),B,D,C)")
        first, count = tree.get_first_node_in_group("g").name, tree.get_node_count_in_group("g")
        none = (tree.get_nodes_in_group("nope"), tree.get_first_node_in_group("nope"))
        say("  first=", first, " count=", count, " has_group=", tree.has_group("g"), tree.has_group("nope"), " none=", *none)
        self._call_with_flags(tree)
        await tree.process_frame
        await tree.process_frame
        self._call_wrongly(tree)
        self._change_members(tree, a, d)
        tree.quit()

    def _call_with_flags(self, tree: SceneTree) -> None:
        say("-- call_group hi(7)")
        tree.call_group("g", "_hi", 7)
        say("  returned")
        say("-- call_group_flags REVERSE")
        tree.call_group_flags(SceneTree.GROUP_CALL_REVERSE, "g", "_hi", "rev")
        say("-- call_group_flags DEFERRED, and DEFERRED|UNIQUE twice")
        tree.call_group_flags(SceneTree.GROUP_CALL_DEFERRED, "g", "_hi", "def")
        unique = SceneTree.GROUP_CALL_DEFERRED | SceneTree.GROUP_CALL_UNIQUE
        tree.call_group_flags(unique, "g", "_hi", "u1")
        tree.call_group_flags(unique, "g", "_hi", "u2")
        say("  returned")
        say("-- UNIQUE without DEFERRED")
        tree.call_group_flags(SceneTree.GROUP_CALL_UNIQUE, "g", "_hi", "u3")

    def _call_wrongly(self, tree: SceneTree) -> None:
        say("-- call_group missing method")
        tree.call_group("g", "nope")
        say("  returned")
        say("-- call_group wrong arg count")
        tree.call_group("g", "_two", 1)
        say("  returned")
        say("-- call_group on an empty group")
        tree.call_group("nope", "_hi")

    def _change_members(self, tree: SceneTree, a: Node, d: Node) -> None:
        say("-- notify_group")
        tree.notify_group("g", 9999)
        say("-- set_group")
        tree.set_group("g", "prop", 5)
        say("  ", [node.prop for node in tree.get_nodes_in_group("g")])
        say("-- add_to_group twice, remove_from_group not member")
        a.add_to_group("g")
        say("  count=", tree.get_node_count_in_group("g"))
        a.remove_from_group("xyz")
        a.add_to_group("")
        say("-- get_groups A=", [StringName(group) for group in a.get_groups()], " Main=", self.get_groups())
        say("-- call_group killer: A frees B, removes C from g, adds Z to g")
        tree.call_group("g", "_killer")
        say("  now ", self._members())
        say("-- removed child leaves the group list, still is_in_group")
        self.remove_child(d)
        say("  ", self._members(), " d.is_in_group=", d.is_in_group("g"))
        self.add_child(d)
        say("  re-added ", self._members())
        say("-- queue_freed node still listed until end of frame")
        d.queue_free()
        say("  ", self._members())


def test_11_groups_are_called_in_tree_order_over_a_snapshot() -> None:
    """Groups are listed in tree order; a call goes over those that were in the group when it began."""
    omitted = [("-- call_group wrong arg type", "-- call_group wrong arg count", "Python does not check the types of arguments")]
    play("11-groups", lambda: GroupMain("Main"), omitted=omitted)


class PathMain(Node):
    """Looks nodes up by all kinds of paths (12)."""

    PATHS = (
        *("A", "A/A1", "./A", "A/./A1", "A/../B", "..", "../Main/A", "/root", "/root/Main/A", "/root/Main/../Main/A", "/", "", ".", "A/"),
        *("A//A1", "a", "A:position", "%Top", "%U", "Sub/%U", "Sub/%V", "%Top/..", "B/%Top", "A/A1/../../B/Top", "../../x", "/Main/A"),
    )

    def _try(self, start: Node, path: str) -> None:
        found = start.get_node_or_null(path)
        say("  from ", start.name, f' "{path}" -> ', found.get_path() if found else found)

    def _ready(self) -> None:
        a1, sub = self.get_node("A/A1"), self.get_node("Sub")
        deep = sub.get_node("U/Deep")
        for path in self.PATHS:
            self._try(self, path)
        for path in ("..", "../..", "../../B", "%Top", "/root/Main/B", "../../../../.."):
            self._try(a1, path)
        for path in ("%U", "%V", "%Top", "U", "U/%V", "../%Top"):
            self._try(sub, path)
        self._try(deep, "%U")
        self._try(deep, "%V")
        self._missing()
        outside = Node("O")
        self._outside(outside)
        self._ways(a1, sub, outside)
        self._unique_at_run_time()
        outside.free()
        self.get_tree().quit()

    def _missing(self) -> None:
        tried = {
            "get_node missing": "Nope/X",
            "get_node missing absolute": "/root/Nope",
            "$Missing": "Missing",
            "%Missing": "%Missing",
        }
        for label, path in tried.items():
            say("-- ", label, ":")
            say("  returned ", self.get_node(path))
        has = [self.has_node(path) for path in ("Nope", "A/A1", "/root/Main")]
        say("-- get_node_or_null missing: ", self.get_node_or_null("Nope"), " has_node: ", *has)
        say("-- get_node('') :")
        say("  returned ", self.get_node(""))

    def _outside(self, o: Node) -> None:
        say("-- from a node outside of the tree:")
        oc = Node("OC")
        o.add_child(oc)
        say("  rel ", o.get_node("OC"), " abs:")
        say("  returned ", o.get_node("/root/Main"))
        say("  .. = ", oc.get_node(".."))
        up = oc.get_node("../..")
        say("  ../.. = ", up)

    def _ways(self, a1: Node, sub: Node, outside: Node) -> None:
        to_top, unique = a1.get_path_to(self.get_node("B/Top")), sub.get_path_to(sub.get_node("U/Deep/V"), use_unique_path=True)
        own = (" to self ", a1.get_path_to(a1), " to parent ", a1.get_path_to(self.get_node("A")), " unique ", unique)
        say("-- get_path ", a1.get_path(), " get_path_to(B/Top) ", to_top, *own)
        say("-- get_path_to unrelated:")
        say("  ", a1.get_path_to(outside))
        found = ["-- find_child('V') ", self.find_child("V"), " find_child('V',true,false) ", self.find_child("V", owned=False)]
        flat = self.find_child("A1", recursive=False)
        say(
            *found,
            " find_child('A*') ",
            self.find_child("A*"),
            " find_child('A1',false) ",
            flat,
            " find_children('*1') ",
            self.find_children("*1"),
            " find_parent from A1 ",
            a1.find_parent("Main"),
        )
        say("-- get_child(0) ", self.get_child(0), " get_child(-1) ", self.get_child(-1), " get_child(99):")
        say("  returned ", self.get_child(99))
        say("-- call on null:")
        fails(self._bad)
        say("  continues")
        paths = [NodePath("a//b/"), " ", NodePath("./a"), " ", NodePath("a/..")]
        long = NodePath("A/B:c:d")
        counts = f"{long.get_name_count()} {long.get_subname_count()} "
        say("-- NodePath parts: ", counts, NodePath("/root/x").is_absolute(), " ", NodePath("").is_empty(), " ", *paths)

    def _bad(self) -> None:
        self.get_node("Nope").queue_free()
        say("  NOT REACHED")

    def _unique_at_run_time(self) -> None:
        say("-- unique name changed at run time: duplicates")
        q = Node("Top")
        self.add_child(q)
        q.owner = self
        q.unique_name_in_owner = True
        say("  q unique=", q.unique_name_in_owner, " %Top -> ", self.get_node("%Top").get_path())
        self.get_node("B/Top").free()
        say("  after free of the first: %Top:")
        say("  ", self.get_node_or_null("%Top"))


def path_scene() -> PackedScene:
    """Plan the two scenes of 12: Main with an instance of Sub."""
    sub = PackedScene(Node, "Sub")
    sub.add_node("U", Node, unique_name_in_owner=True)
    sub.add_node("Deep", Node, "U")
    sub.add_node("V", Node, "U/Deep", unique_name_in_owner=True)
    main = PackedScene(PathMain, "Main")
    main.add_node("A", Node)
    main.add_node("A1", Node, "A")
    main.add_node("B", Node)
    main.add_node("Top", Node, "B", unique_name_in_owner=True)
    main.add_node("Sub", sub)
    return main


def test_12_paths_lead_where_the_engine_says() -> None:
    """Relative, absolute and unique paths resolve as in the engine, and a missing node is null and an error."""
    play("12-get-node", path_scene().instantiate, omitted=[("typeof of literal", "it is about GDScript's own signs for paths")])


class Listener(Node):
    """Tells of every event, and may end its way (36)."""

    stop = ""

    def _input(self, event: InputEvent) -> None:
        self._heard("_input", event)

    def _shortcut_input(self, event: InputEvent) -> None:
        self._heard("_shortcut_input", event)

    def _unhandled_key_input(self, event: InputEvent) -> None:
        self._heard("_unhandled_key_input", event)

    def _unhandled_input(self, event: InputEvent) -> None:
        self._heard("_unhandled_input", event)

    def _heard(self, where: str, event: InputEvent) -> None:
        say("    ", self.name, " ", where, " ", event.get_class(), " handled=", self.get_viewport().is_input_handled())
        if self.stop == where:
            self.get_viewport().set_input_as_handled()
            say("    ", self.name, " sets handled")


class ListenerMain(Node):
    """Pushes events through the tree (36)."""

    def _input(self, event: InputEvent) -> None:
        say("    Main _input ", event.get_class())

    def _push_mouse(self) -> None:
        self.get_viewport().push_input(InputEventMouseButton(button_index=1, pressed=True))

    def _push_key(self, keycode: int) -> None:
        self.get_viewport().push_input(InputEventKey(keycode=keycode, pressed=True))

    async def _ready(self) -> None:
        tree = self.get_tree()
        a, a1, b = Listener("A"), Listener("A1"), Listener("B")
        a.add_child(a1)
        self.add_child(a)
        self.add_child(b)
        await tree.process_frame
        say("-- key event")
        self._push_key(65)
        say("-- mouse button")
        self._push_mouse()
        say("-- A1 marks it handled in _input")
        a1.stop = "_input"
        self._push_key(66)
        a1.stop = ""
        say("-- B marks it handled in _unhandled_key_input")
        b.stop = "_unhandled_key_input"
        self._push_key(67)
        b.stop = ""
        say("-- A.set_process_input(false)")
        a.set_process_input(False)
        self._push_mouse()
        a.set_process_input(True)
        say("-- paused; B is ALWAYS")
        b.process_mode = self.PROCESS_MODE_ALWAYS
        tree.paused = True
        self._push_mouse()
        tree.paused = False
        say("-- B DISABLED")
        b.process_mode = self.PROCESS_MODE_DISABLED
        self._push_mouse()
        b.process_mode = self.PROCESS_MODE_INHERIT
        say("-- A queued for deletion")
        a.queue_free()
        self._push_mouse()
        await tree.process_frame
        await tree.process_frame
        say("-- A gone; a node added later")
        c = Listener("C")
        self.add_child(c)
        self._push_mouse()
        say("-- moved to the front")
        self.move_child(c, 0)
        self._push_mouse()
        say("-- process_priority does not matter")
        c.process_priority = 5
        self._push_mouse()
        say("-- an action event")
        self.get_viewport().push_input(InputEventAction(action="ui_accept", pressed=True))
        tree.quit()


def test_36_an_event_goes_through_the_tree_in_passes() -> None:
    """Each pass runs in reverse tree order over those who can process, until one says the event is handled."""
    play("36-input-order", lambda: ListenerMain("Main"))


class PassesMain(Node):
    """Names each pass of each kind of event (46)."""

    def _input(self, event: InputEvent) -> None:
        say("input ", event.get_class())

    def _shortcut_input(self, event: InputEvent) -> None:
        say("shortcut ", event.get_class())

    def _unhandled_key_input(self, event: InputEvent) -> None:
        say("key ", event.get_class())

    def _unhandled_input(self, event: InputEvent) -> None:
        say("unhandled ", event.get_class())

    def _ready(self) -> None:
        for kind in (InputEventKey, InputEventShortcut, InputEventJoypadButton, InputEventAction, InputEventMIDI):
            self.get_viewport().push_input(kind())
        self.get_tree().quit()


def test_46_each_kind_of_event_has_its_passes() -> None:
    """Keys go through four passes, shortcuts and buttons of gamepads through three, every other event through two."""
    play("46-event-passes", lambda: PassesMain("Main"))
