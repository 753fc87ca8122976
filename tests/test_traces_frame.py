"""What a frame calls in the engine's own traces: nodes that come and go in it, deletion, switching.

Rules: see `godot_trace`.
"""

from __future__ import annotations

from typing import Any

from steam_nodes import Node, is_instance_valid
from tests.support.godot_trace import names, play, say

ORPHANS = ("ObjectDB instances leaked", "Python deletes what nobody holds")


class Processed(Node):
    """Tells when it is processed (06)."""

    def __init__(self, name: str, priority: int = 0) -> None:
        """Make it."""
        super().__init__(name)
        self.process_priority = priority

    def _ready(self) -> None:
        say("      ", self.name, "._ready")

    def _process(self, _delta: float) -> None:
        say("    ", self.name, "._process")

    def _physics_process(self, _delta: float) -> None:
        if self.has_meta("phys"):
            say("    ", self.name, "._physics_process")


class Adder(Node):
    """Adds, removes and switches nodes while it is processed (06)."""

    f = 0

    def _physics_process(self, _delta: float) -> None:
        if self.f == 1:
            say("  Add._physics_process adds 'phys_child'")
            child = Processed("phys_child")
            child.set_meta("phys", 1)
            self.add_child(child)

    def _process(self, _delta: float) -> None:
        self.f += 1
        say("  Add._process f=", self.f)
        parent = self.get_parent()
        if self.f == 1:
            self.add_child(Processed("child"))
            parent.add_child(Processed("sibling_after"))
            parent.add_child(Processed("sib_prio-1", -1))
            parent.add_child(Processed("sib_prio5", 5))
        elif self.f == 3:
            say("  Add: remove_child(sibling_after), sib_prio5.set_process(false)")
            parent.remove_child(self.get_node("../sibling_after"))
            self.get_node("../sib_prio5").set_process(False)
        elif self.f == 4:
            say("  Add: sib_prio5.set_process(true), free(B)")
            self.get_node("../sib_prio5").set_process(True)
            self.get_node("../B").free()
        elif self.f == 5:
            say("  Add: C.process_mode = DISABLED")
            self.get_node("../C").process_mode = Node.PROCESS_MODE_DISABLED


class AdderMain(Node):
    """Counts six frames (06)."""

    k = 0

    def _ready(self) -> None:
        for node in (Processed("Before"), Adder("Add"), Processed("B"), Processed("C")):
            self.add_child(node)

    def _process(self, _delta: float) -> None:
        self.k += 1
        say("frame ", self.k, " Main._process")
        if self.k == 6:
            self.get_tree().quit()


def test_06_what_changes_during_a_pass_counts_as_in_the_engine() -> None:
    """A node added in a pass waits for the next one; one removed, freed, switched off or disabled is not called any more."""
    play("06-add-child-in-process", lambda: AdderMain("Main"), omitted=[ORPHANS])


class Dying(Node):
    """Queues itself or another node for deletion (08)."""

    q = ""

    def _process(self, _delta: float) -> None:
        say("    ", self.name, "._process queued=", self.is_queued_for_deletion())
        if self.q == "proc":
            self.q = ""
            self.queue_free()
            queued = self.is_queued_for_deletion()
            say("    ", self.name, ": queue_free() called; queued=", queued, " in_tree=", self.is_inside_tree())
        if self.has_meta("kill"):
            self.get_node(self.get_meta("kill")).queue_free()
            say("    ", self.name, " queue_frees ", self.get_meta("kill"))
            self.remove_meta("kill")

    def _physics_process(self, _delta: float) -> None:
        say("    ", self.name, "._physics_process queued=", self.is_queued_for_deletion())
        if self.q == "phys":
            self.q = ""
            self.queue_free()
            say("    ", self.name, ": queue_free() called in physics")

    def _exit_tree(self) -> None:
        say("    ", self.name, "._exit_tree")

    def _notification(self, what: int) -> None:
        if what == self.NOTIFICATION_PREDELETE:
            say("    ", self.name, " PREDELETE")


class DyingMain(Node):
    """Watches four nodes die, and then uses one of them (08)."""

    k = 0

    def _ready(self) -> None:
        self.process_priority = 10
        self.nodes = [Dying(name) for name in "ABCD"]
        a, b, _c, _d = self.nodes
        a.add_child(Dying("A1"))
        a.add_child(Dying("A2"))
        for node in self.nodes:
            self.add_child(node)
        self.get_tree().process_frame.connect(lambda: say("  signal process_frame  valid A,B,C,D=", self._valid()))
        self.get_tree().physics_frame.connect(lambda: say("  signal physics_frame  valid A,B,C,D=", self._valid()))
        say("-- A (has children) will queue_free itself in _process; A also kills C (processed later)")
        a.q = "proc"
        a.set_meta("kill", "../C")
        b.q = "phys"

    def _valid(self) -> list[bool]:
        return [is_instance_valid(node) for node in self.nodes]

    def _process(self, _delta: float) -> None:
        self.k += 1
        say("  Main._process k=", self.k, " children=", names(self))
        self.call_deferred("_def")
        self.get_tree().create_timer(0.0).timeout.connect(lambda: say("  timer(0) of k=", self.k, " valid=", self._valid()))
        step: Any = getattr(self, f"_frame_{self.k}", None)
        if step is not None:
            step()

    def _def(self) -> None:
        say("  (deferred from Main._process k=", self.k, ") valid A,B,C,D=", self._valid())

    def _frame_2(self) -> None:
        say("-- D.queue_free() twice, and in a deferred call check")
        self.nodes[3].queue_free()
        self.nodes[3].queue_free()

    def _frame_3(self) -> None:
        say("-- queue_free on nodes outside of the tree / before add_child")
        x = Dying("X")
        x.queue_free()
        say("  X queued=", x.is_queued_for_deletion())
        self.add_child(x)
        say("  X was added, in tree ", x.is_inside_tree())
        self.set_meta("x", x)
        say("-- free order by call: queue_free Y2, Y1 (child of Y2 first)")
        y, y1 = Dying("Y"), Dying("Y1")
        y.add_child(y1)
        self.add_child(y)
        y1.queue_free()
        y.queue_free()
        z, z1 = Dying("Z"), Dying("Z1")
        z.add_child(z1)
        self.add_child(z)
        z.queue_free()
        z1.queue_free()

    def _frame_4(self) -> None:
        x, a = self.get_meta("x"), self.nodes[0]
        say("  X valid=", is_instance_valid(x), " children=", names(self))
        say("-- access after free:")
        equal, valid = a == None, is_instance_valid(a)  # noqa: E711  # that it equals null is what the engine says of it
        say("  str(A)=", a, " A==null ", equal, " is_instance_valid=", valid, " bool=", bool(a))
        say("-- call a method on freed A")
        a.get_name()
        say("NOT REACHED?")

    def _frame_5(self) -> None:
        say("-- get property of freed A")
        say(self.nodes[0].name)
        say("NOT REACHED?")

    def _frame_6(self) -> None:
        say("-- A is Node")

    def _frame_8(self) -> None:
        say("-- pass freed A to typed func")

    def _frame_9(self) -> None:
        say("-- var n: Node = A")

    def _frame_10(self) -> None:
        self.get_tree().quit()


def test_08_deletion_waits_for_the_end_of_the_frame_or_tick() -> None:
    """Queued nodes are deleted in the order of the calls; what is left of them equals null and refuses every use."""
    omitted = [
        ("Left operand of 'is'", "isinstance() of a freed object is false in Python"),
        ("Invalid type in function 'typed'", "Python does not check the types of arguments"),
        ("Trying to assign invalid", "Python does not check the types of variables"),
    ]
    play("08-queue-free", lambda: DyingMain("Main"), omitted=omitted, cut=[(" typeof=24", "Python's types have no numbers")])


class Switched(Node):
    """Switches its processing off in one of its callbacks (22)."""

    def __init__(self, name: str, where: str) -> None:
        """Make it."""
        super().__init__(name)
        self.where = where
        if where == "init":
            self.set_process(False)
            say("    ", self.name, "._init is_processing=", self.is_processing())

    def _enter_tree(self) -> None:
        if self.where == "enter":
            self.set_process(False)
            say("    ", self.name, "._enter_tree is_processing=", self.is_processing())

    def _ready(self) -> None:
        if self.where == "ready":
            self.set_process(False)
            say("    ", self.name, "._ready is_processing=", self.is_processing(), " physics=", self.is_physics_processing())

    def _process(self, _delta: float) -> None:
        say("    ", self.name, "._process")
        if self.where == "self":
            self.set_process(False)
        if self.where == "other":
            self.get_node("../victim").set_process(False)
            self.get_node("../before").set_process(True)
            self.where = ""


class WithoutProcess(Node):
    """Switches on what it does not have (22)."""

    def _ready(self) -> None:
        say("    Q._ready is_processing=", self.is_processing(), " physics=", self.is_physics_processing())
        self.set_process(True)


class SwitchedMain(Node):
    """Adds them all and watches three frames (22)."""

    async def _ready(self) -> None:
        wheres = {"before": "ready", "i": "init", "e": "enter", "r": "ready", "s": "self", "o": "other", "victim": ""}
        for name, where in wheres.items():
            self.add_child(Switched(name, where))
        q = WithoutProcess("q")
        self.add_child(q)
        say("  Q after set_process(true): ", q.is_processing())
        say("-- re-adding a node whose processing was switched off keeps it off")
        again = Switched("re", "ready")
        self.add_child(again)
        self.remove_child(again)
        self.add_child(again)
        say("  ", again.is_processing())
        for i in range(3):
            await self.get_tree().process_frame
            say("  signal process_frame ", i)
        for child in self.get_children():
            child.set_process(False)
        self.get_tree().quit()


def test_22_processing_is_switched_on_when_the_node_becomes_ready() -> None:
    """What `_init` and `_enter_tree` switch off comes on again at ready; what `_ready` switches off stays off."""
    reason = "the class of a node cannot be changed in the tree"
    omitted = [("-- set_script", reason), ("late._init", reason), ("  is_processing false", reason)]
    play("22-set-process", lambda: SwitchedMain("Main"), omitted=omitted)
