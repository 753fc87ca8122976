"""Who is called when members of groups come and go in the midst of it, in the engine's own traces.

Rules: see `godot_trace`; the scripts of this file stand beside their traces, as `traces/NN-name.gd`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes import InputEvent, InputEventAction, Node, SceneTree
from tests.support.godot_text import StringName
from tests.support.godot_trace import ORPHANS, Acting, Main, play, say, steps

if TYPE_CHECKING:
    from collections.abc import Callable

DEFERRED = SceneTree.GROUP_CALL_DEFERRED
UNIQUE = SceneTree.GROUP_CALL_UNIQUE
REVERSE = SceneTree.GROUP_CALL_REVERSE


class Member(Acting):
    """A member of a group that tells what reaches it (63)."""

    def __init__(self, name: str, *, group: str = "g") -> None:
        """Make it."""
        super().__init__(name)
        self.add_to_group(group)

    def m(self, x: object = "") -> None:
        """Be called."""
        say("    ", self.name, ".m ", x)
        self.go()

    def _process(self, _delta: float) -> None:
        say("    ", self.name, " process")
        self.go()

    def _physics_process(self, _delta: float) -> None:
        pass

    def _input(self, _event: InputEvent) -> None:
        say("    ", self.name, " input")
        self.go()

    def _unhandled_input(self, _event: InputEvent) -> None:
        say("    ", self.name, " unhandled")

    def _notification(self, what: int) -> None:
        if what == 5000:
            say("    ", self.name, " notified")
            self.go()

    @property
    def v(self) -> int:
        """A property that tells when it is set."""
        return 0

    @v.setter
    def v(self, x: int) -> None:
        say("    ", self.name, ".v=", x)
        self.go()


class LeftMain(Main):
    """Takes members out and puts them back in the midst of things (63)."""

    async def play(self, t: SceneTree) -> None:  # noqa: PLR0915  # one script of the engine
        """Take the steps of the script."""
        a, b, c = (Member(name) for name in "ABC")
        for node in (a, b, c):
            self.add_child(node)
            node.set_process(False)

        def also(act: Callable[[], object]) -> Callable[[], object]:
            return steps(lambda: self.back(c), act)

        say("-- group call in a group call, inner one takes out and puts back")
        a.act = lambda: t.call_group("o", "m", "inner")
        o = Member("O", group="o")
        self.add_child(o)
        o.set_process(False)
        o.act = lambda: self.back(c)
        t.call_group("g", "m", "outer")
        say("-- after it")
        t.call_group("g", "m", "after")
        say("-- notify_group in a group call")
        a.act = also(lambda: t.notify_group("g", 5000))
        t.call_group("g", "m", "outer")
        say("-- a group call in notify_group")
        a.act = also(lambda: t.call_group("g", "m", "inner"))
        t.notify_group("g", 5000)
        say("-- a deferred group call in a group call")
        a.act = also(lambda: t.call_group_flags(DEFERRED, "g", "m", "deferred"))
        t.call_group("g", "m", "outer")
        await t.process_frame
        say("-- a unique deferred one")
        a.act = also(lambda: t.call_group_flags(DEFERRED | UNIQUE, "g", "m", "unique"))
        t.call_group("g", "m", "outer")
        await t.process_frame
        await t.process_frame
        say("-- set_group in a group call")
        a.act = also(lambda: t.set_group("g", "v", 1))
        t.call_group("g", "m", "outer")
        say("-- listed all the same")
        a.act = also(lambda: say("      ", [node.name for node in t.get_nodes_in_group("g")], t.get_first_node_in_group("g").name))
        t.call_group("g", "m", "outer")
        say("-- an input pass in a group call")
        a.act = also(lambda: t.root.push_input(InputEventAction()))
        t.call_group("g", "m", "outer")
        say("-- a group call in an input pass")
        c.act = steps(lambda: self.back(a), lambda: t.call_group("g", "m", "inner"))
        t.root.push_input(InputEventAction())
        say("-- in the passes of a frame")
        for node in (a, b, c):
            node.set_process(True)
        a.act = lambda: self.back(c)

        def everything() -> None:
            t.notify_group("g", 5000)
            t.root.push_input(InputEventAction())
            t.call_group_flags(DEFERRED, "g", "m", "deferred")
            t.call_group_flags(DEFERRED | UNIQUE, "g", "m", "unique")

        b.act = everything
        await t.process_frame
        await t.process_frame
        say("-- the paused notification does not mind")
        for node in (a, b, c):
            node.set_process(False)

        def pauses() -> None:
            self.back(c)
            t.paused = True
            t.paused = False

        a.act = pauses
        t.call_group("g", "m", "outer")
        say("-- freed in the inner call")
        a.act = lambda: t.call_group("o", "m", "inner")
        o.act = b.free
        t.call_group("g", "m", "outer")
        t.quit()


def test_63_who_left_meanwhile_is_one_set_of_the_tree() -> None:
    """It lasts from the beginning of the outermost pass to its end, through all that is called inside."""
    play("63-who-left", lambda: LeftMain("Main"))


class Called(Acting):
    """A member of groups (n17)."""

    def __init__(self, name: str) -> None:
        """Make it a member of g."""
        super().__init__(name)
        self.add_to_group("g")

    def m(self, x: object = "-") -> None:
        """Be called."""
        say("    ", self.name, ".m ", x)
        self.go()

    def _notification(self, what: int) -> None:
        if what == 5000:
            say("    ", self.name, " notified")
            self.go()

    @property
    def v(self) -> int:
        """A property that tells when it is set."""
        return 0

    @v.setter
    def v(self, x: int) -> None:
        say("    ", self.name, ".v=", x)
        self.go()


class GroupsMain(Node):
    """Changes groups in the midst of group calls (n17)."""

    def make(self) -> tuple[Called, Called, Called, Called]:
        """Begin anew with four members."""
        for child in self.get_children():
            child.free()
        a, b, c, d = (Called(name) for name in "ABCD")
        for node in (a, b, c, d):
            self.add_child(node)
        return a, b, c, d

    def calls(self, t: SceneTree) -> None:
        """Call the group twice."""
        t.call_group("g", "m", 1)
        say("  again")
        t.call_group("g", "m", 2)

    async def _ready(self) -> None:  # noqa: PLR0915  # one script of the engine
        t = self.get_tree()

        def listed() -> list[str]:
            return [node.name for node in t.get_nodes_in_group("g")]

        a, b, c, d = self.make()
        say("-- A: C leaves the group, D queued, B freed")
        a.act = steps(lambda: c.remove_from_group("g"), d.queue_free, b.free)
        self.calls(t)
        a, b, c, d = self.make()
        say("-- A: D moved to the front, E added")
        a.act = steps(lambda: self.move_child(d, 0), lambda: self.add_child(Called("E")))
        self.calls(t)
        a, b, c, d = self.make()
        say("-- A: C removed from the tree, B reparented to D")
        a.act = steps(lambda: self.remove_child(c), lambda: b.reparent(d))
        self.calls(t)
        a, b, c, d = self.make()
        say("-- A: C removed and put back")
        a.act = steps(lambda: self.remove_child(c), lambda: self.add_child(c))
        self.calls(t)
        a, b, c, d = self.make()
        say("-- B: nested call")
        b.act = lambda: t.call_group("g", "m", "nested")
        self.calls(t)
        a, b, c, d = self.make()
        say("-- A: all leave and join again")

        def join_again() -> None:
            for node in (b, c, d):
                node.remove_from_group("g")
                node.add_to_group("g")

        a.act = join_again
        self.calls(t)
        a, b, c, d = self.make()
        say("-- A: deferred group call, then B out of the tree, C out of the group")
        a.act = steps(
            lambda: t.call_group_flags(DEFERRED, "g", "m", "deferred"), lambda: self.remove_child(b), lambda: c.remove_from_group("g")
        )
        t.call_group("g", "m", "now")
        await t.process_frame
        a, b, c, d = self.make()
        say("-- notify_group: A frees B, C leaves the tree")
        a.act = steps(b.free, lambda: self.remove_child(c))
        t.notify_group("g", 5000)
        t.notify_group_flags(REVERSE, "g", 5000)
        a, b, c, d = self.make()
        say("-- set_group: A frees B")
        a.act = b.free
        t.set_group("g", "v", 3)
        t.set_group("g", "nope", 3)
        t.set_group_flags(REVERSE, "g", "v", 4)
        a, b, c, d = self.make()
        say("-- order: parents and children, joining order, internal")
        d.add_child(Called("E"))
        a.add_child(Called("F"), internal=self.INTERNAL_MODE_FRONT)
        a.add_child(Called("G"))
        say("  ", listed(), " first ", t.get_first_node_in_group("g").name, " count ", t.get_node_count_in_group("g"))
        a.process_priority = 50
        say("  ", listed())
        t.call_group_flags(REVERSE, "g", "m", "rev")
        say("-- queued ones are listed, out-of-tree ones not")
        b.queue_free()
        self.remove_child(c)
        say("  ", listed(), " C in group ", c.is_in_group("g"), " groups ", groups(c))
        for group in "hha":
            c.add_to_group(group)
        say("  ", groups(c))
        c.remove_from_group("zzz")
        c.remove_from_group("h")
        say("  ", groups(c), " has_group ", t.has_group("h"), t.has_group("g"), t.has_group("a"))
        c.add_to_group("")
        c.free()
        say("-- engine methods in groups, missing, wrong count")
        t.call_group("g", "set_process", 0)
        say("  ", a.is_processing())
        t.call_group("g", "nope")
        t.call_group("g", "m", 1, 2)
        t.call_group("nogroup", "m")
        say("  ", t.get_nodes_in_group("nogroup"), " ", t.get_first_node_in_group("nogroup"))
        t.call_group("g", "queue_free")
        say("  ", listed())
        await t.process_frame
        await t.process_frame
        say("  ", listed())
        say("-- group kept over leaving and coming back")
        z = Called("Z")
        self.add_child(z)
        self.remove_child(z)
        say("  ", listed())
        self.add_child(z)
        say("  ", listed())
        say("-- in _exit_tree and tree_exited")
        z.tree_exiting.connect(lambda: say("    exiting ", listed()))
        z.tree_exited.connect(lambda: say("    exited ", listed()))
        z.tree_entered.connect(lambda: say("    entered ", listed()))
        self.remove_child(z)
        self.add_child(z)
        t.quit()


def groups(node: Node) -> list[Any]:
    """Return the groups of a node as the engine prints them."""
    return [StringName(group) for group in node.get_groups()]


def test_n17_groups_change_during_their_calls() -> None:
    """A call goes over those that were there; who left the tree is skipped, also in the calls inside it."""
    play("n17-groups-mid-call", lambda: GroupsMain("Main"), omitted=[ORPHANS])
