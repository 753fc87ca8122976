"""The life of nodes in the engine's own traces: scenes, signals of life, adding while a parent is busy, re-entry.

Rules: see `godot_trace`. A `_ready` evaluates its `@onready` values in its first lines.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from steam_nodes import Node, PackedScene, SceneTree
from tests.support.godot_trace import Main, names, play, say, steps

if TYPE_CHECKING:
    from collections.abc import Callable


class Tagged(Node):
    """Tells of everything that happens to it (01)."""

    NAMES: ClassVar = {
        1: "PREDELETE",
        10: "ENTER_TREE",
        11: "EXIT_TREE",
        13: "READY",
        18: "PARENTED",
        19: "UNPARENTED",
        20: "SCENE_INSTANTIATED",
        24: "CHILD_ORDER_CHANGED",
        27: "POST_ENTER_TREE",
    }
    tag = "?"

    def __init__(self) -> None:
        """Make it."""
        super().__init__()
        self._log("_init")

    def _log(self, what: str) -> None:
        parent = self.get_parent()
        state = f"name={self.name} in_tree={self.is_inside_tree()} ready={self.is_node_ready()}".replace("T", "t").replace("F", "f")
        say(f"  {self.tag:6} {what:28} {state} parent={parent.name if parent else '-'} children={self.get_child_count()}")

    def _enter_tree(self) -> None:
        self._log("_enter_tree")

    def _ready(self) -> None:
        self._log("@onready eval")
        self._log("_ready")

    def _exit_tree(self) -> None:
        self._log("_exit_tree")

    def _notification(self, what: int) -> None:
        if what not in (self.NOTIFICATION_PHYSICS_PROCESS, self.NOTIFICATION_PROCESS):
            self._log(f"notification {what} {self.NAMES.get(what, '?')}")


class TaggedRoot(Tagged):
    """Quits when it is ready (01)."""

    def _ready(self) -> None:
        super()._ready()
        say("-- R: quit()")
        self.get_tree().quit()


def test_01_a_scene_is_made_lives_and_is_deleted() -> None:
    """The nodes of a scene are made, enter, become ready, leave and are deleted in the engine's order."""
    scene = PackedScene(TaggedRoot, "R", tag="R")
    for name, parent in [("A", "."), ("A1", "A"), ("A2", "A"), ("B", "."), ("B1", "B")]:
        scene.add_node(name, Tagged, parent, tag=name)
    omitted = [("notification 1002", "there is no mouse"), ("notification 2010", "there are no translations")]
    play("01-lifecycle-scene", scene.instantiate, omitted=omitted)


class Hooked(Node):
    """Tells of its callbacks, its notifications and its own signals (02)."""

    def __init__(self, name: str) -> None:
        """Make it."""
        super().__init__(name)
        self.t = name
        self._log("_init")

    def _log(self, *what: object) -> None:
        say("  ", self.t, ": ", *what)

    def _hook(self) -> None:
        self.tree_entered.connect(lambda: self._log("signal tree_entered"))
        self.ready.connect(lambda: self._log("signal ready"))
        self.tree_exiting.connect(lambda: self._log("signal tree_exiting"))
        self.tree_exited.connect(lambda: self._log("signal tree_exited in_tree=", self.is_inside_tree(), " parent=", self.get_parent()))
        self.child_entered_tree.connect(lambda child: self._log("signal child_entered_tree(", child.name, ")"))
        self.child_exiting_tree.connect(lambda child: self._log("signal child_exiting_tree(", child.name, ")"))
        self.child_order_changed.connect(lambda: self._log("signal child_order_changed n=", self.get_child_count()))
        self.renamed.connect(lambda: self._log("signal renamed"))

    def _enter_tree(self) -> None:
        self._log("_enter_tree")

    def _ready(self) -> None:
        self._log("_ready")

    def _exit_tree(self) -> None:
        self._log("_exit_tree")

    def _notification(self, what: int) -> None:
        if what in (1, 3, 10, 11, 13, 18, 19, 24, 27):
            self._log("notification ", what)


class HookedMain(Node):
    """Adds, removes, moves, renames and frees a branch (02)."""

    async def _ready(self) -> None:
        tree = self.get_tree()
        tree.node_added.connect(lambda node: say("  tree: node_added ", node.name))
        tree.node_removed.connect(lambda node: say("  tree: node_removed ", node.name))
        tree.tree_changed.connect(lambda: say("  tree: tree_changed"))
        p, c, g, d = (Hooked(name) for name in "PCGD")
        for node in (p, c, g, d):
            node._hook()
        say("-- build off-tree: C.add_child(G); P.add_child(C); P.add_child(D)")
        c.add_child(g)
        p.add_child(c)
        p.add_child(d)
        await tree.process_frame
        say("-- Main.add_child(P)")
        self.add_child(p)
        say("-- Main.remove_child(P)")
        self.remove_child(p)
        say("-- Main.add_child(P) again")
        self.add_child(p)
        say("-- P.move_child(D, 0)")
        p.move_child(d, 0)
        say("-- C.name = 'C2'")
        c.name = "C2"
        say("-- P.free()")
        p.free()
        say("-- quit")
        tree.quit()


def test_02_callbacks_notifications_and_signals_come_in_one_order() -> None:
    """A branch that is added, removed, added again, moved, renamed and freed tells of it in the engine's order."""
    play("02-lifecycle-signals", lambda: HookedMain("Main"))


class Kid(Node):
    """Tells when it enters and is ready (05)."""

    def _enter_tree(self) -> None:
        say("    ", self.name, "._enter_tree")

    def _ready(self) -> None:
        say("    ", self.name, "._ready")


class Busy(Node):
    """Adds children in each of its callbacks, and tries to change its parent, which is busy (05)."""

    def __init__(self) -> None:
        """Make it."""
        super().__init__("M")
        kid = Kid("in_init")
        self.add_child(kid)
        say("  M._init added child, ready=", kid.is_node_ready())

    def _enter_tree(self) -> None:
        say("  M._enter_tree; adding child")
        self.add_child(Kid("in_enter_tree"))
        say("  M._enter_tree end")

    def _ready(self) -> None:
        say("  M._ready; adding child")
        kid = Kid("in_ready")
        self.add_child(kid)
        say("  M._ready: after add_child: child ready=", kid.is_node_ready())
        say("  M._ready; adding sibling to parent with add_child:")
        sibling = Kid("sibling")
        self.get_parent().add_child(sibling)
        say("  -> sibling parent = ", sibling.get_parent())
        say("  M._ready; add_sibling:")
        third = Kid("sibling3")
        self.add_sibling(third)
        say("  -> sibling3 parent = ", third.get_parent())
        self.get_parent().call_deferred("add_child", sibling)
        say("  M._ready; remove_child(self) from parent:")
        self.get_parent().remove_child(self)
        say("  -> still inside: ", self.is_inside_tree())
        say("  M._ready; move_child of parent:")
        self.get_parent().move_child(self, 0)
        say("  -> index ", self.get_index())
        say("  M._ready; get_tree().root.add_child:")
        second = Kid("to_root")
        self.get_tree().root.add_child(second)
        say("  -> ", second.get_parent())
        second.free()
        third.free()
        say("  M._ready; free() self:")
        say("  M._ready end")


class Outer(Node):
    """Adds its children when it is made (05)."""

    def __init__(self) -> None:
        """Make it."""
        super().__init__("Outer")
        self.add_child(Busy())
        self.add_child(Kid("after_M"))

    def _ready(self) -> None:
        say("  Outer._ready children=", names(self))


class OuterMain(Node):
    """Adds the outer node while it enters (05)."""

    def _enter_tree(self) -> None:
        say("Main._enter_tree: add_child(Outer)")
        self.add_child(Outer())
        say("Main._enter_tree end")

    async def _ready(self) -> None:
        outer = self.get_node("Outer")
        say("Main._ready; children=", names(self), " Outer children=", names(outer))
        await self.get_tree().process_frame
        say("next process_frame; Outer children=", names(outer))
        self.get_tree().quit()


def test_05_children_added_in_callbacks_enter_at_once_or_are_refused() -> None:
    """A node may add to itself in each callback; a parent that is busy with its children refuses every change."""
    play("05-add-child-in-ready", lambda: OuterMain("Main"))


class Returning(Node):
    """Counts how often it was ready (10)."""

    n = 0

    def _enter_tree(self) -> None:
        say("    ", self.name, "._enter_tree")

    def _ready(self) -> None:
        say("    ", self.name, " @onready eval")
        self.n += 1
        say("    ", self.name, "._ready #", self.n)

    def _exit_tree(self) -> None:
        say("    ", self.name, "._exit_tree")

    def _process(self, _delta: float) -> None:
        say("    ", self.name, "._process")

    def _notification(self, what: int) -> None:
        if what == self.NOTIFICATION_READY:
            say("    ", self.name, " notif READY")


class ReturningMain(Node):
    """Removes and adds a branch again, with and without request_ready (10)."""

    async def _ready(self) -> None:
        p, c = Returning("P"), Returning("C")
        p.add_child(c)
        p.ready.connect(lambda: say("    P sig ready"))
        say("-- add")
        self.add_child(p)
        say("  is_node_ready P,C=", p.is_node_ready(), c.is_node_ready(), " processing=", p.is_processing())
        say("-- remove")
        self.remove_child(p)
        ready = (p.is_node_ready(), c.is_node_ready())
        say("  is_node_ready P,C=", *ready, " in_tree=", p.is_inside_tree(), " processing=", p.is_processing(), " get_tree()=..")
        say("  P.get_tree() outside:")
        say("  ", p.get_tree())
        say("  P.get_path() outside:")
        say("  ", p.get_path())
        say("-- add again")
        self.add_child(p)
        say("-- remove, request_ready on P only, add")
        self.remove_child(p)
        p.request_ready()
        say("  is_node_ready P=", p.is_node_ready())
        self.add_child(p)
        say("-- request_ready on P and C while inside the tree (nothing now), then remove/add")
        p.request_ready()
        c.request_ready()
        say("  is_node_ready P=", p.is_node_ready())
        self.remove_child(p)
        self.add_child(p)
        say("-- remove C only and re-add with request_ready")
        p.remove_child(c)
        c.request_ready()
        p.add_child(c)
        say("-- remove during the frame: removed P not processed")
        self.remove_child(p)
        await self.get_tree().process_frame
        await self.get_tree().process_frame
        self.add_child(p)
        say("-- re-added at process_frame signal")
        await self.get_tree().process_frame
        p.free()
        self.get_tree().quit()


def test_10_a_node_is_ready_once_unless_it_asks_again() -> None:
    """Leaving and entering again calls everything but `_ready`, which request_ready brings back for that node alone."""
    play("10-remove-readd", lambda: ReturningMain("Main"))


class Leaving(Node):
    """Does something at a notification (66)."""

    def __init__(self, name: str) -> None:
        """Make it."""
        self.acts: dict[int, Callable[[], object]] = {}
        super().__init__(name)

    def _notification(self, what: int) -> None:
        if what in (10, 11, 13, 18, 19, 24, 27):
            say("    ", self.name, " n", what, " ", self.is_inside_tree())
        if what in self.acts:
            self.acts.pop(what)()
            say("      acted")


class LeavingMain(Main):
    """Has a subtree leave while it becomes ready (66)."""

    async def play(self, t: SceneTree) -> None:
        """Run the script."""
        t.node_added.connect(lambda node: say("    added ", node.name))
        t.node_removed.connect(lambda node: say("    removed ", node.name))
        t.tree_changed.connect(lambda: say("    tree_changed"))
        p, q = Leaving("P"), Leaving("Q")
        self.add_child(p)
        self.add_child(q)
        for when in (27, 13):
            for who in (0, 1):
                for again in (False, True):
                    say("-- the top leaves at n", when, " of ", "CD"[who], ", ready before: ", again)
                    c, d = self.pair()
                    if again:
                        p.add_child(c)
                        p.remove_child(c)
                        (c, d)[who].request_ready()
                    (c, d)[who].acts[when] = partial(p.remove_child, c)
                    p.add_child(c)
                    say("      ", c.get_parent() is p)
                    c.free()
                say("-- the top goes elsewhere at n", when, " of ", "CD"[who])
                c, d = self.pair()
                (c, d)[who].acts[when] = steps(partial(p.remove_child, c), partial(q.add_child, c))
                p.add_child(c)
                say("      ", c.get_parent() is q)
                c.free()
        t.quit()

    def pair(self) -> tuple[Leaving, Leaving]:
        """Make a node with a child."""
        c, d = Leaving("C"), Leaving("D")
        c.add_child(d)
        return c, d


def test_66_what_leaves_while_it_becomes_ready_goes_on_and_tells_once() -> None:
    """The rest of it still becomes ready, outside too; where it has left, nobody tells `tree_changed` a second time."""
    play("66-left-while-becoming-ready", lambda: LeavingMain("Main"))
