"""Indices, owners, paths, copies and what is freed while it emits, in the engine's own traces.

Rules: see `godot_trace`. The script of each trace stands beside it.
"""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from steam_nodes import Callable, Node, Signal, Timer, is_instance_valid
from steam_nodes.scene import children
from tests.support.godot_trace import names, play, say

LEAKS = [
    ("ObjectDB instances leaked", "Python collects what nobody frees"),
    ("resources still in use", "Python collects what nobody frees"),
]


@pytest.fixture(autouse=True)
def _count_names_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let names such as @Node@2 begin with 2, as in a new process."""
    monkeypatch.setattr(children, "serials", itertools.count(2))


def every(node: Node) -> list[str]:
    """Return the names of all children, internal ones included."""
    return [child.name for child in node.get_children(include_internal=True)]


def named(node: Any) -> str:
    """Return the name, or what stands for none."""
    return node.name if node else "null"


class InternalMain(Node):
    """Asks for places among internal children (n14)."""

    def _show(self, node: Node) -> None:
        places = [[child.get_index(), child.get_index(include_internal=True)] for child in node.get_children(include_internal=True)]
        say("  ", names(node), " ", every(node), " ", places)

    def _ready(self) -> None:
        p = Node("P")
        self.add_child(p)
        for name in ("A", "B", "C"):
            p.add_child(Node(name))
        for name, internal in (("F1", 1), ("F2", 1), ("Z1", 2), ("Z2", 2)):
            p.add_child(Node(name), internal=internal)
        self._show(p)
        say("-- get_child")
        for i in (0, 2, 3, -1, -3, -4):
            say("  ", i, " ", named(p.get_child(i)), " / ", named(p.get_child(i, include_internal=True)))
        say("-- counts ", p.get_child_count(), " ", p.get_child_count(include_internal=True))
        for title, of, name in (
            ("an ordinary child (front internals before it)", "A", "SA"),
            ("an internal front child", "F1", "SF"),
            ("an internal back child", "Z1", "SZ"),
        ):
            say("-- add_sibling of ", title)
            p.get_node(of).add_sibling(Node(name))
            self._show(p)
        self._move(p)
        self._pass_on(p)
        self.get_tree().quit()

    def _move(self, p: Node) -> None:
        a, b, c = (p.get_node(name) for name in "ABC")
        say("-- move_child ordinary: 0, -1, 10, -9")
        for index in (0, -1):
            p.move_child(c, index)
            self._show(p)
        p.move_child(c, 10)
        p.move_child(c, -9)
        p.move_child(a, p.get_child_count())
        self._show(p)
        for title, name, indices in (("front", "F1", (1, -1, 3)), ("back", "Z2", (0, -1, 3))):
            say("-- move_child ", title)
            for index in indices:
                p.move_child(p.get_node(name), index)
                self._show(p)
        say("-- move_child to -2 of two")
        p.move_child(b, -2)
        self._show(p)

    def _pass_on(self, p: Node) -> None:
        say("-- remove an internal, add as ordinary")
        f, z = p.get_node("F2"), p.get_node("Z1")
        p.remove_child(f)
        self._show(p)
        p.add_child(f)
        self._show(p)
        say("  idx ", f.get_index(), " ", f.get_index(include_internal=True))
        say("-- reparent an internal child")
        z.reparent(self)
        say("  ", names(self), z.get_index(), z.get_index(include_internal=True))
        z.reparent(p)
        self._show(p)
        say("-- internal find")
        found = [child.name for child in p.find_children("*", owned=False)]
        say("  ", named(p.find_child("F1", owned=False)), " ", found, " ", p.has_node("SZ"), " ", p.get_path_to(p.get_node("SZ")))
        say("-- orphan index")
        o = Node("o")
        say("  ", o.get_index(), " ", o.get_index(include_internal=True))
        say("-- names clash with internals")
        q, q2 = Node("F1"), Node("F1")
        p.add_child(q)
        say("  ", q.name.startswith("@Node@"))
        p.add_child(q2, force_readable_name=True)
        say("  ", q2.name)
        say("-- add_sibling of self / orphan / with a parent")
        p.add_sibling(p)
        o.add_sibling(Node("u"))
        q.add_sibling(f)
        self._show(p)
        say("-- propagate over internals")
        left: list[str] = []
        p.child_exiting_tree.connect(lambda node: left.append(node.name))
        self.remove_child(p)
        say("  ", left)


def test_n14_internal_children_keep_their_places() -> None:
    """Internal children stand before and behind the others; an index that does not count them is refused for one of them."""
    play("n14-internal-children", lambda: InternalMain("Main"), omitted=LEAKS)


class OwnerMain(Node):
    """Gives and takes owners and unique names (n15)."""

    def _ready(self) -> None:
        def g(node: Node, path: str) -> str:
            return named(node.get_node_or_null(path))

        r, a, b, c = (Node(name) for name in "RABC")
        self.add_child(r)
        r.add_child(a)
        a.add_child(b)
        b.add_child(c)
        say("-- unique without owner")
        c.unique_name_in_owner = True
        say("  ", c.unique_name_in_owner, " ", g(r, "%C"))
        say("-- owner set")
        c.owner = r
        ways = [" from a ", g(a, "%C"), " from c itself ", g(c, "%C"), " R from Main ", g(self, "%C"), " ", g(self, "R/%C"), " "]
        far = [g(self, "R/A/%C"), " c parent path ", g(r, "%C/.."), " ", g(a, "../%C"), " ", g(b, "%C/../../A")]
        say("  ", g(r, "%C"), *ways, *far)
        a.owner = b.owner = r
        say("  from a with owner ", g(a, "%C"), " from b ", g(b, "%C/.."), " from c ", g(c, "%C"))
        say("-- rename keeps unique")
        c.name = "CC"
        say("  ", g(r, "%C"), " ", g(r, "%CC"))
        say("-- owner changes to a")
        c.owner = a
        say("  ", g(r, "%CC"), " ", g(a, "%CC"), " ", g(b, "%CC"), " ", c.unique_name_in_owner)
        say("-- clash in the same owner")
        d = Node("CC")
        r.add_child(d)
        d.owner = a
        say("  owner ", d.owner)
        d.owner = r
        d.unique_name_in_owner = True
        say("  ", g(r, "%CC") == "CC", r.get_node("%CC") is d)
        c.owner = r
        say("  ", c.unique_name_in_owner, " ", r.get_node("%CC") is d)
        say("-- release lets another claim")
        d.unique_name_in_owner = False
        say("  ", g(r, "%CC"))
        c.unique_name_in_owner = True
        say("  ", r.get_node("%CC") is c)
        self._leave(r, a, b, c)
        self._paths(r, a, b, c, d)
        self._clash(r, self._owners(r, a, d))
        self.get_tree().quit()

    def _leave(self, r: Node, a: Node, b: Node, c: Node) -> None:
        def g(node: Node, path: str) -> str:
            return named(node.get_node_or_null(path))

        say("-- removed from the tree inside the branch: owner kept, name kept")
        a.remove_child(b)
        say("  owner ", named(c.owner), " ", g(r, "%CC"), " unique ", c.unique_name_in_owner)
        a.add_child(b)
        say("  after add ", named(c.owner), " ", g(r, "%CC"))
        say("-- owner set again")
        b.owner = c.owner = r
        say("  ", g(r, "%CC"))
        say("-- reparent within the owner")
        b.reparent(r)
        say("  owner ", named(b.owner), " ", named(c.owner), " ", g(r, "%CC"))
        say("-- reparent out of the owner")
        b.reparent(self)
        say("  owner ", named(b.owner), " ", named(c.owner), " ", g(r, "%CC"), " unique ", c.unique_name_in_owner)

    def _clash(self, r: Node, e: Node) -> None:
        def g(node: Node, path: str) -> str:
            return named(node.get_node_or_null(path))

        say("-- name with clash renames a unique node")
        f = Node("E")
        e.owner = r
        e.unique_name_in_owner = True
        r.add_child(f)
        say("  ", g(r, "%E"))
        f.owner = r
        f.unique_name_in_owner = True
        say("  f unique ", f.unique_name_in_owner)
        e.name = "E2"
        f.unique_name_in_owner = True
        say("  f unique ", f.unique_name_in_owner, " ", r.get_node("%E") is f, " ", g(r, "%E2"))
        say("-- get_groups of clash")
        f.name = "E2"
        say("  ", f.name, " ", f.unique_name_in_owner, " ", g(r, "%E"), " ", r.get_node_or_null("%E2") is e)

    def _paths(self, r: Node, a: Node, b: Node, c: Node, d: Node) -> None:
        say("-- get_path_to with unique")
        b.reparent(a)
        b.owner = c.owner = r
        c.unique_name_in_owner = True
        d.unique_name_in_owner = False
        ways = [(r, c), (a, c), (d, c), (c, d), (c, c), (self, c)]
        say("  ", " ".join(start.get_path_to(end, use_unique_path=True) for start, end in ways))
        b.unique_name_in_owner = True
        say("  ", a.get_path_to(c, use_unique_path=True), " ", d.get_path_to(c, use_unique_path=True))
        c.unique_name_in_owner = False
        say("  ", " ".join(start.get_path_to(c, use_unique_path=True) for start in (d, a, r)))
        say("-- free the owner's unique node")
        b.free()
        say("  ", named(r.get_node_or_null("%B")), " ", named(r.get_node_or_null("%CC")))

    def _owners(self, r: Node, a: Node, d: Node) -> Node:
        def show(*rest: object) -> None:
            say("  ", named(r.get_node_or_null("%E")), *rest)

        say("-- owner = null, owner of owner freed")
        e = Node("E")
        a.add_child(e)
        e.owner = r
        e.unique_name_in_owner = True
        show()
        e.owner = None
        show(" ", e.unique_name_in_owner)
        e.owner = r
        show()
        e.owner = self
        show(" ", named(self.get_node_or_null("%E")))
        self.remove_child(r)
        say("  ", named(e.owner), " ", named(self.get_node_or_null("%E")))
        self.add_child(r)
        say("  ", named(e.owner))
        say("-- set_owner through replace_by-like: child of the owner is owner's sibling")
        e.owner = d
        say("  ", named(e.owner))
        return e


def test_n15_unique_names_follow_their_owner() -> None:
    """A unique name belongs to the owner's scene, comes and goes with the owner, and a second claim is refused with a warning."""
    play("n15-unique-owner", lambda: OwnerMain("Main"))


class PathMain(Node):
    """Follows odd paths, and adds siblings that are there already (40)."""

    PATHS = (
        *(":x", ":", "", "/", "/:x", "//", ".:x", ":x:y", "/junk/root", "/junk", "/junk/junk/root/Main", "/./root", "/../root", "/root:x"),
        *("/%x/root", "/root/", "/junk/root/Main/A", "//root", "A:x", "/junk/..", "/root/Main/../..", "/root/Main/../../root"),
    )

    def _ready(self) -> None:
        a, b, o = Node("A"), Node("B"), Node("O")
        self.add_child(a)
        a.add_child(b)
        say("-- paths")
        for path in self.PATHS:
            say("  ", path, " -> ", named(self.get_node_or_null(path)), " ", self.has_node(path))
        say("-- get_node")
        for path in (":x", "/junk"):
            say("  ", named(self.get_node(path)))
        say("-- orphan")
        say("  ", named(o.get_node_or_null(":x")), " ", named(o.get_node_or_null(".")))
        say("  ", named(o.get_node_or_null("/O")))
        say("-- add_sibling")
        for name in "CDE":
            a.add_child(Node(name))
        a.child_order_changed.connect(lambda: say("    changed"))
        for of, sibling in ("EB", "CD", "CB", "BC", "BB"):
            a.get_node(of).add_sibling(a.get_node(sibling))
            say("  ", names(a))
        a.add_child(Node("Z"), internal=Node.INTERNAL_MODE_BACK)
        a.add_child(Node("F"), internal=Node.INTERNAL_MODE_FRONT)
        a.get_child(-1).add_sibling(a.get_child(0))
        say("  ", names(a), every(a))
        say("-- index")
        z, f = a.get_node("Z"), a.get_node("F")
        inside = [index for node in (z, f) for index in (node.get_index(), node.get_index(include_internal=True))]
        say("  ", " ".join(str(index) for index in (*inside, a.get_index(), o.get_index())))
        say("-- str")
        say("  ", Node(), " ", o, " ", Timer())
        k = Node()
        self.add_child(k)
        say("  ", k)
        self._ways(a, b, o)
        self.get_tree().quit()

    def _ways(self, a: Node, b: Node, o: Node) -> None:
        say("-- path to")
        say("  ", " ".join([a.get_path_to(a), a.get_path_to(a, use_unique_path=True), a.get_path_to(self), self.get_path_to(a)]))
        say("  [", a.get_path_to(o), "]")
        c, d = a.get_node("C"), a.get_node("D")
        b.unique_name_in_owner = c.unique_name_in_owner = True
        say("  ", " ".join(x.get_path_to(y, use_unique_path=True) for x, y in ((b, c), (b, a), (b, self), (d, c), (b, d))))


def test_40_paths_and_siblings_are_those_of_the_engine() -> None:
    """A path of sub-names alone is the node itself, names before the root's are passed over, and a sibling is moved though it is one."""
    play("40-paths-and-siblings", lambda: PathMain("Main"), omitted=LEAKS[:1])


class Emitter(Node):
    """A node that emits and waits (41)."""

    sg: Signal[()] = Signal()

    def a(self) -> None:
        """Tell that it was called."""
        say("    a ", self.name)

    async def co(self, signal: Signal[()]) -> None:
        """Wait once."""
        say("    wait")
        await signal
        say("    resumed ", self.name)


class FreedMain(Node):
    """Frees what emits, and what waits (41)."""

    def _pair(self) -> tuple[Emitter, Emitter]:
        parent, child = Emitter("P"), Emitter("C")
        parent.add_child(child)
        return parent, child

    def _ready(self) -> None:
        def two() -> None:
            say("    say two")

        def after() -> None:
            say("    say after")

        say("-- emitter freed through its parent")
        p, c = self._pair()
        self.add_child(p)
        c.sg.connect(lambda: say("    say one"))
        c.sg.connect(p.free)
        c.sg.connect(two)
        c.sg.connect(c.a)
        c.sg.emit()
        say("  ", is_instance_valid(p), is_instance_valid(c))
        say("-- the same by emit_signal")
        p, c = self._pair()
        c.sg.connect(p.free)
        c.sg.connect(two)
        say("  ", c.emit_signal("sg"))
        say("  ", is_instance_valid(p), is_instance_valid(c))
        self._nest(two)
        say("-- emitter's method running, parent freed")
        p, c = self._pair()
        c.sg.connect(p.free)
        c.sg.emit()
        say("  ", is_instance_valid(p))
        self._wait(after)
        self.get_tree().quit()

    def _nest(self, two: Any) -> None:
        say("-- nested emission of it")
        p, c = self._pair()
        count = 0

        def again() -> None:
            nonlocal count
            count += 1
            if count < 3:
                c.sg.emit()
            else:
                p.free()
                say("    after ", is_instance_valid(c))

        c.sg.connect(again)
        c.sg.connect(two)
        c.sg.emit()

    def _wait(self, after: Any) -> None:
        say("-- waiter freed in the emission")
        e, w = Emitter("E"), Emitter("W")
        e.sg.connect(w.free)
        w.co(e.sg)
        e.sg.connect(after)
        e.sg.emit()
        say("  ", is_instance_valid(w), " ", len(e.sg.get_connections()))
        say("-- waiter freed before the emission")
        w = Emitter("W")
        w.co(e.sg)
        w.free()
        e.sg.emit()
        say("-- waiter freed after it resumed")
        e, w = Emitter("E"), Emitter("W")
        w.co(e.sg)
        e.sg.connect(w.free)
        e.sg.emit()
        say("  ", is_instance_valid(w))
        say("-- two waiters of the freed")
        e, w = Emitter("E"), Emitter("W")
        e.sg.connect(w.free)
        w.co(e.sg)
        w.co(e.sg)
        e.sg.emit()
        say("  ", is_instance_valid(w))
        self._free_others()

    def _free_others(self) -> None:
        say("-- one-shot of a freed receiver")
        e, w = Emitter("E"), Emitter("W")
        e.sg.connect(w.free)
        e.sg.connect(w.a, Node.CONNECT_ONE_SHOT)
        e.sg.emit()
        say("  ", len(e.sg.get_connections()))
        say("-- waiter queue_freed")
        e, w = Emitter("E"), Emitter("W")
        self.add_child(w)
        e.sg.connect(w.queue_free)
        w.co(e.sg)
        e.sg.emit()
        say("-- waiter freed through its parent")
        e, p, w = Emitter("E"), Emitter("P"), Emitter("W")
        p.add_child(w)
        e.sg.connect(p.free)
        w.co(e.sg)
        e.sg.emit()
        say("  ", is_instance_valid(w))
        say("-- emitter waits for itself, freed through its parent")
        p, w = Emitter("P"), Emitter("W")
        p.add_child(w)
        w.sg.connect(p.free)
        w.co(w.sg)
        w.sg.emit()
        say("  ", is_instance_valid(w))


def test_41_what_ends_while_it_emits_or_waits_is_an_error() -> None:
    """Whoever is freed through its parent while it emits is one error, and the rest is called; so is a waiter freed before its turn."""
    play("41-freed-while-emitting", lambda: FreedMain("Main"), omitted=LEAKS[:1])


class Auto(Node):
    """An autoload (n31)."""

    def _ready(self) -> None:
        root, current = self.get_tree().root, self.get_tree().current_scene
        say("auto ", self.name, " ready; root ", names(root), " current ", named(current))


class P(Node):
    """A node that tells when it is ready (n31)."""

    sg: Signal[()] = Signal()

    def _ready(self) -> None:
        say("    ", self.name, " ready")


class MiscMain(Node):
    """Does a little of everything (n31)."""

    def _enter_tree(self) -> None:
        say("main enter as ", self.name)

    def _exit_tree(self) -> None:
        say("main exit")

    def take(self, x: object) -> None:
        """Tell what was bound."""
        say("    take ", x, " ", is_instance_valid(x))

    async def _ready(self) -> None:
        t = self.get_tree()
        say("main ready as ", self.name, " ", self.get_path())
        say("-- blocked signals during a life")
        p = self._block()
        say("-- a blocked Timer")
        timer = Timer()
        timer.wait_time, timer.one_shot = 0.001, True
        timer.set_block_signals(True)
        self.add_child(timer)
        timer.timeout.connect(lambda: say("    never"))
        timer.start()
        await t.process_frame
        await t.process_frame
        say("  stopped ", timer.is_stopped())
        await self._use(p)
        self._end()

    def _block(self) -> P:
        p, count = P("P"), [0]

        def hear(_: object = None) -> None:
            count[0] += 1

        for signal in ("ready", "tree_entered", "tree_exiting", "tree_exited", "child_entered_tree", "child_order_changed", "renamed"):
            p.connect(signal, hear)
        p.set_block_signals(True)
        self.add_child(p)
        p.add_child(Node())
        p.name = "PB"
        self.remove_child(p)
        say("  count ", count[0])
        p.set_block_signals(False)
        self.add_child(p)
        say("  count ", count[0])
        return p

    async def _use(self, p: P) -> None:
        t = self.get_tree()
        say("-- current_scene queue_freed: ")
        t.node_removed.connect(lambda node: say("    main removed, current ", t.current_scene) if node is self else None)
        say("-- emit with bound freed argument")
        q, r = P("Q"), P("R")
        q.sg.connect(Callable(self.take).bind(r))
        r.free()
        q.sg.emit()
        q.free()
        say("-- set/get by string on node")
        p.set("process_priority", 5)
        p.set("name", "viaset")
        say("  ", p.process_priority, " ", p.name, " ", p.get("name"), " ", p.get("owner"))
        p.set_deferred("name", "viadef")
        await t.process_frame
        await t.process_frame
        say("  ", p.name)
        await self._by_name(p)
        say("-- connect to a built-in method")
        q = P("Q2")
        self.add_child(q)
        q.sg.connect(q.queue_free)
        q.sg.connect(Callable(p.set_name).bind("viasig"))
        q.sg.emit()
        say("  ", q.is_queued_for_deletion(), " ", p.name)
        await t.process_frame
        await t.process_frame
        say("  ", is_instance_valid(q))

    async def _by_name(self, p: P) -> None:
        t = self.get_tree()
        say("-- call accessors by name")
        p.call("set_process_priority", 7)
        p.call("set_name", "viacall")
        p.call_deferred("set_process_mode", 3)
        say("  ", p.call("get_process_priority"), " ", p.name, " ", p.get_name())
        await t.process_frame
        await t.process_frame
        say("  ", p.process_mode)
        t.call_group("none", "x")
        p.add_to_group("gg")
        t.call_group("gg", "set_process_priority", 9)
        say("  ", p.process_priority)
        t.set_group("gg", "process_priority", 11)
        say("  ", p.process_priority)

    def _end(self) -> None:
        say("-- tree properties")
        t = self.get_tree()
        root = t.root
        known = [t.paused, " ", t.current_scene is self, " ", root.name, " ", t.get_node_count() > 5, " ", root.get_parent(), " "]
        say("  ", *known, root.is_inside_tree(), root.is_node_ready())
        say("-- free the current scene in a deferred call")
        t.set_deferred("paused", True)  # noqa: FBT003  # the value of a property
        self.call_deferred("free")

        def end() -> None:
            say("  frame paused ", t.paused, " current ", t.current_scene, " root ", root.get_child_count())
            t.quit()

        t.process_frame.connect(end)


def test_n31_a_scene_named_like_an_autoload_gets_another_name() -> None:
    """The autoload keeps the name; blocked signals, properties by name and the end of the current scene are as in the engine."""
    play("n31-misc-engine", lambda: MiscMain("Main"), autoloads={"Main": Auto, "Second": Auto})
