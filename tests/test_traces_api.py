"""What nodes, trees and objects answer to the calls that no other trace makes, set against runs of the real engine.

Rules: see godot_trace.py; the engine's script stands beside each trace. What `print_tree` prints is taken from where it is printed.
"""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any

from steam_nodes import (
    Callable,
    Engine,
    Node,
    Object,
    Resource,
    SceneTree,
    Signal,
    Timer,
    instance_from_id,
    is_instance_id_valid,
    is_instance_valid,
    weakref,
)
from tests.support.godot_text import text
from tests.support.godot_trace import names, play, say

if TYPE_CHECKING:
    from collections.abc import Callable as Function


def printed(function: Function[[], None]) -> None:
    """Call what prints to the terminal, and print that here."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        function()
    say(out.getvalue().removesuffix("\n"))


def row(*values: object) -> None:
    """Print values with a space between them."""
    say(" ".join(text(value) for value in values))


class Weapon(Resource):
    """A resource that may hold another one (api-nodes)."""

    def __init__(self) -> None:
        """Make it."""
        self.inner: Weapon | None = None
        self.count = 3


class Teller(Node):
    """A node that tells what it hears (api-nodes)."""

    def __init__(self, name: str, parent: Node | None = None, internal: int = 0) -> None:
        """Add it to a parent if there is one."""
        super().__init__(name)
        self.ammo: Weapon | None = None
        if parent is not None:
            parent.add_child(self, internal=internal)

    def _notification(self, what: int) -> None:
        if what in (10, 11, 13, 18, 19, 24, 777):
            say("    ", self.name, " ", what)


class NodesMain(Node):
    """Asks nodes and trees (api-nodes)."""

    def _ready(self) -> None:
        self.call_deferred("_go")

    async def _go(self) -> None:
        tree = self.get_tree()
        a, others = self._trees_as_text()
        b, c = a.get_child(0), a.get_child(1)
        say("-- accessors in a group call")
        for node in (a, b):
            node.add_to_group("w")
        tree.call_group("w", "set_process_priority", 9)
        tree.call_group("w", "set_process_mode", 3)
        tree.call_group("w", "set_physics_process_priority", -2)
        row(a.process_priority, b.get_process_priority(), b.process_mode, a.get_process_mode(), a.get_physics_process_priority())
        say("-- notify_group_flags")
        tree.notify_group_flags(tree.GROUP_CALL_REVERSE, "w", 777)
        tree.notify_group_flags(tree.GROUP_CALL_DEFERRED, "w", 777)
        say("  deferred")
        await tree.process_frame
        for _ in range(2):
            tree.notify_group_flags(tree.GROUP_CALL_DEFERRED | tree.GROUP_CALL_UNIQUE, "w", 777)
        say("  deferred and unique")
        await tree.process_frame
        tree.set_group_flags(tree.GROUP_CALL_DEFERRED, "w", "process_priority", 5)
        say(a.process_priority)
        await tree.process_frame
        say(a.process_priority)
        tree.set_group_flags(tree.GROUP_CALL_REVERSE, "w", "process_priority", 6)
        say(a.process_priority)
        n = self._replaced(a, b, c)
        q, r, r2, s = self._replaced_outside(others[0], n)
        self._resources(q)
        self._scene_and_window(tree, q, s)
        for node in (a, others[0], n, r, r2, s, *others[1:]):
            node.free()
        tree.quit()

    def _trees_as_text(self) -> tuple[Node, list[Node]]:
        say("-- trees as text")
        a = Teller("A", self)
        b, c = Teller("B", a), Teller("C", a)
        i, f = Teller("I", a, 2), Teller("F", a, 1)
        Teller("D", b)
        e = Teller("E", c)
        printed(a.print_tree)
        printed(a.print_tree_pretty)
        say(e.get_tree_string(), e.get_tree_string_pretty())
        printed(self.get_tree().root.print_tree_pretty)
        o = Teller("O")
        Teller("P", o)
        printed(o.print_tree)
        printed(o.print_tree_pretty)
        say("-- which comes after which")
        pairs = [(b, a), (a, b), (c, b), (e, b), (a, a), (a.get_child(-1, include_internal=True), e)]
        row(*(one.is_greater_than(other) for one, other in pairs))
        say(a.is_greater_than(o))
        say(o.is_greater_than(o))
        return a, [o, i, f]

    def _replaced(self, a: Node, b: Node, c: Node) -> Node:
        say("-- replace_by")
        a.owner = b.owner = self
        c.owner = a
        Teller("Z", self)
        a.replacing_by.connect(lambda node: row("    replacing_by", node.name, a.is_inside_tree(), a.get_child_count()))
        n = Teller("N")
        Teller("own", n)
        a.replace_by(n, keep_groups=True)
        owned = (n.owner is self, b.owner is self, c.owner is n, a.owner is None, a.get_parent() is None)
        row(n.get_index(), names(n), n.is_in_group("w"), *owned, a.get_child_count(include_internal=True), names(self))
        say("-- replace_by refused")
        n.replace_by(self.get_child(1))
        return n

    def _replaced_outside(self, o: Node, n: Node) -> tuple[Node, Node, Node, Node]:
        say("-- replace_by outside of the tree")
        r = Teller("R")
        o.replace_by(r)
        row(names(r), o.get_child_count(), r.get_parent() is None)
        say("-- replace_by without groups")
        q = Teller("Q")
        n.replace_by(q)
        row(len(q.get_groups()), names(q), names(self))
        say("-- replace_by and connections")
        s = Teller("S")
        s.renamed.connect(r.queue_free, s.CONNECT_PERSIST)
        s.renamed.connect(r.request_ready)
        s.tree_entered.connect(Callable(r.set_process).bindv([True]), s.CONNECT_PERSIST)
        incoming = r.get_incoming_connections()
        row(len(incoming), incoming[0]["flags"], s.has_connections("renamed"), s.has_connections("ready"))
        say(s.has_connections("nope"))
        r2 = Teller("R2")
        r.replace_by(r2)
        for connection in s.renamed.get_connections() + s.tree_entered.get_connections():
            receiver = Callable(connection["callable"])
            row("  " + receiver.get_method(), connection["flags"], receiver.get_object() is r2, receiver.get_bound_arguments())
        return q, r, r2, s

    def _resources(self, q: Node) -> None:
        say("-- get_node_and_resource")
        weapon, inner = Weapon(), Weapon()
        weapon.inner = inner
        q.set("ammo", weapon)
        properties = ["", ":ammo", ":ammo:count", ":ammo:inner", ":ammo:inner:count", ":process_priority", ":process_priority:x", ":nope"]
        for path in [*(f"Q{each}" for each in properties), "Q:ammo:nope", "nope", "nope:x"]:
            node, resource, rest = self.get_node_and_resource(path)
            found = (node is q, node is None, resource is weapon, resource is inner)
            row("  " + path, *found, f"[{rest}]", self.has_node_and_resource(path))
        say("-- set_indexed")
        q.set_meta("m", {"k": 2})
        paths = ["process_priority", ":process_priority", "metadata/m:k", "ammo:inner:count"]
        nothing = (q.get_indexed("nope") is None, q.get_indexed("nope:x") is None)
        row(*(q.get_indexed(path) for path in paths), *nothing, q.get("metadata/m")["k"])
        for path, value in (("metadata/m:k", 7), ("ammo:inner:count", 8), ("nope:x", 1), ("process_priority", 2)):
            q.set_indexed(path, value)
        q.set("metadata/z", 5)
        row(q.get_meta("m")["k"], inner.count, q.process_priority, q.get_meta("z"))

    def _scene_and_window(self, tree: SceneTree, q: Node, s: Node) -> None:
        say("-- current scene and window")
        tree.set_current_scene(None)
        say(tree.get_current_scene() is None)
        tree.current_scene = q
        say(tree.current_scene is None)
        tree.set_current_scene(self)
        tree.set_current_scene(s)
        row(tree.get_current_scene() is self, self.get_window() is tree.root, s.get_window() is None)
        tree.set_pause(True)
        row(tree.paused, tree.is_paused())
        tree.set_pause(False)
        say("-- editor_description")
        self.editor_description_changed.connect(lambda node: row("    changed", node is self))
        self.set_editor_description("hey")
        self.editor_description = "hey"
        say(self.get_editor_description())


def test_api_nodes_trees_as_text_replacing_and_paths_of_properties() -> None:
    """Trees print as in the engine, a node takes another's place in its order, and paths of properties lead where they lead there."""
    play("api-nodes", lambda: NodesMain("Main"))


class Stays(Node):
    """A node that does not want to be deleted (api-objects)."""

    def __init__(self) -> None:
        """Make it."""
        super().__init__("A")
        self.stays = True

    def _notification(self, what: int) -> None:
        if what in (1, 3, 11, 19, 24):
            say("    ", self.name, " ", what, " ", self.is_inside_tree())
        if what == self.NOTIFICATION_PREDELETE and self.stays:
            self.cancel_free()


class StaysToo(Object):
    """An object that does not want to be deleted (api-objects)."""

    stays = True

    def _notification(self, what: int) -> None:
        if what == self.NOTIFICATION_PREDELETE and self.stays:
            self.cancel_free()


class Data(Resource):
    """A resource with values of every depth (api-objects)."""

    EXPORTED = ("hp", "list", "table", "sub")

    def __init__(self) -> None:
        """Make it."""
        self.hp = 3
        self.list = [1]
        self.table: dict[str, Any] = {"a": [1]}
        self.sub: Data | None = None
        self.plain = 1


class ObjectsMain(Node):
    """Asks objects (api-objects)."""

    def two(self, _a: object, _b: object = 2) -> None:
        """Be asked for the number of arguments."""

    def _ready(self) -> None:
        self.call_deferred("_go")

    async def _go(self) -> None:
        tree = self.get_tree()
        say("-- cancel_free")
        a = Stays()
        self.add_child(a)
        below = Node()
        a.add_child(below)
        a.tree_exited.connect(lambda: say("    exited"))
        a.free()
        left = (a.get_child_count(), is_instance_valid(below), a.get_parent() is None, a.is_queued_for_deletion())
        row(is_instance_valid(a), a.is_inside_tree(), *left)
        self.add_child(a)
        a.queue_free()
        a.cancel_free()
        say(a.is_queued_for_deletion())
        await tree.process_frame
        await tree.process_frame
        row(is_instance_valid(a), a.is_queued_for_deletion(), a.is_inside_tree())
        a.stays = False
        a.free()
        too = StaysToo()
        too.free()
        say(is_instance_valid(too))
        too.stays = False
        too.free()
        say("-- queue_delete")
        thing = Object()
        tree.queue_delete(thing)
        tree.queue_delete(thing)
        row(thing.is_queued_for_deletion(), is_instance_valid(thing))
        await tree.process_frame
        say(is_instance_valid(thing))
        self._ids()
        self._resources()
        self._timers(tree)
        self._callables()
        self._engine()
        tree.quit()

    def _ids(self) -> None:
        say("-- ids and weak references")
        n = Node()
        number = n.get_instance_id()
        reference = weakref(n)
        found = (instance_from_id(number) is n, is_instance_id_valid(number), n.get_instance_id() == number, str(number) in str(n))
        row(*found, reference.get_ref() is n, reference.get_class(), n.to_string() == str(n))
        n.free()
        row(is_instance_id_valid(number), reference.get_ref() is None, weakref(None).get_ref() is None)

    def _resources(self) -> None:
        say("-- resources")
        x = Data()
        heard: list[int] = []
        x.changed.connect(lambda: heard.append(1))
        x.hp = 4
        x.emit_changed()
        x.set_name("n")
        x.set_name("n")
        x.resource_name = "m"
        x.set_path("res://x.tres")
        shown = (str(x).startswith("m (res://x.tres):<Resource#"), str(Data()).startswith("():<Resource#"))
        built_in = (x.is_built_in(), Data().is_built_in(), x.is_class("RefCounted"))
        row(len(heard), x.get_name(), x.get_path(), *built_in, *shown)
        y = Data()
        y.set_path("res://x.tres")
        say("[", y.resource_path, "]")
        y.take_over_path("res://x.tres")
        say("[", y.resource_path, "] [", x.resource_path, "]")
        x.set_scene_unique_id("ab_c")
        x.set_scene_unique_id("a b")
        row(x.get_scene_unique_id() != "ab_c", len(x.get_scene_unique_id()), len(Resource.generate_scene_unique_id()))
        x.set_block_signals(True)
        x.emit_changed()
        say(len(heard))
        x.sub = Data()
        x.sub.hp = 7
        x.table["r"] = y
        x.plain = 9
        x.set_meta("k", 1)
        for copy in (x.duplicate(), x.duplicate(deep=True), x.duplicate_deep(), x.duplicate_deep(0), x.duplicate_deep(2)):
            assert copy.sub is not None
            own = (copy.list is x.list, copy.table is x.table, copy.table["a"] is x.table["a"], copy.table["r"] is y)
            names_of_it = (copy.resource_name, f"[{copy.resource_path}]", f"[{copy.resource_scene_unique_id}]")
            row(f"  {copy.hp}", copy.plain, *names_of_it, len(copy.get_meta_list()), copy.sub is x.sub, copy.sub.hp, *own)

    def _timers(self, tree: SceneTree) -> None:
        say("-- timers")
        timer = Timer()
        timer.set_one_shot(True)
        timer.set_autostart(True)
        timer.set_ignore_time_scale(True)
        timer.set_timer_process_callback(0)
        found = (timer.is_one_shot(), timer.has_autostart(), timer.get_wait_time(), timer.is_paused(), timer.get_time_left())
        row(*found, timer.is_ignoring_time_scale(), timer.get_timer_process_callback())
        timer.set_wait_time(0)
        say(timer.get_wait_time())
        timer.free()
        once = tree.create_timer(2.0)
        once.set_time_left(4)
        row(once.get_time_left(), once.time_left, once.is_class("RefCounted"))

    def _callables(self) -> None:
        say("-- callables and signals")
        c = Callable(self, "two")
        null = Callable()
        found = (c.is_standard(), c.is_custom(), c.get_object_id() == self.get_instance_id(), c.hash() == Callable(self, "two").hash())
        bound = (c.bind(1).is_custom(), c.bind(1).is_standard(), null.is_standard(), null.is_custom())
        row(*found, *bound, null.get_object_id())
        number = self.ready.get_object_id() == self.get_instance_id()
        row(Callable.create(self, "two") == c, number, Signal().get_object_id())
        row(*(self.get_method_argument_count(method) for method in ("two", "emit_signal", "add_child", "nope")))

    def _engine(self) -> None:
        say("-- Engine")
        version = Engine.get_version_info()
        row(*(version[key] for key in ("major", "minor", "patch", "hex", "status")), [*version])
        hints = (Engine.is_editor_hint(), Engine.is_embedded_in_editor(), Engine.get_time_scale(), Engine.get_physics_ticks_per_second())
        steps = Engine.get_max_physics_steps_per_frame()
        row(*hints, steps, Engine.get_physics_interpolation_fraction())
        Engine.set_physics_ticks_per_second(0)
        Engine.set_max_physics_steps_per_frame(0)
        row(Engine.physics_ticks_per_second, Engine.max_physics_steps_per_frame)
        Engine.register_singleton("Foo", self)
        say("Foo" in Engine.get_singleton_list())
        Engine.unregister_singleton("Foo")
        say("Foo" in Engine.get_singleton_list())


def test_api_objects_cancelled_deletions_resources_timers_callables_and_engine() -> None:
    """Objects, resources, timers, callables and the Engine answer what the engine's answer."""
    play("api-objects", lambda: ObjectsMain("Main"))
