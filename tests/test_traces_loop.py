"""The main loop in the engine's own traces: the order of one frame, autoloads, deferred calls, quitting.

Rules: see `godot_trace`.
"""

from __future__ import annotations

from typing import Any

from steam_nodes import Engine, Node, SceneTree, Signal
from tests.support.godot_trace import names, play, say


class Stepper(Node):
    """Tells of each step it takes (03)."""

    def _process(self, delta: float) -> None:
        say("    _process          ", self.name, f" d={delta:.4f}", " frame=", Engine.get_process_frames())
        if self.name == "A":
            self.call_deferred("_dp")

    def _physics_process(self, delta: float) -> None:
        frame, inside = Engine.get_physics_frames(), Engine.is_in_physics_frame()
        say("    _physics_process  ", self.name, f" d={delta:.4f}", " pframe=", frame, " in_physics=", inside)
        if self.name == "A":
            self.call_deferred("_dpp")

    def _dp(self) -> None:
        say("    (deferred from _process A)")

    def _dpp(self) -> None:
        say("    (deferred from _physics_process A)")

    def _notification(self, what: int) -> None:
        shown = {16: "PHYSICS_PROCESS", 17: "PROCESS", 25: "INTERNAL_PROCESS", 26: "INTERNAL_PHYSICS_PROCESS"}
        if what in shown and self.name == "A":
            say("    notification ", shown[what], " A")


class StepperMain(Node):
    """Puts something into every step of the frame (03)."""

    k = 0

    def _ready(self) -> None:
        a, a1, a2, b, b1 = (Stepper(name) for name in ("A", "A1", "A2", "B", "B1"))
        a.add_child(a1)
        a.add_child(a2)
        b.add_child(b1)
        self.add_child(a)
        self.add_child(b)
        a.set_process_internal(True)
        a.set_physics_process_internal(True)
        tree = self.get_tree()
        tree.process_frame.connect(lambda: say("  signal process_frame"))
        tree.physics_frame.connect(lambda: say("  signal physics_frame"))
        made = "timeout (created in Main._ready)"
        tree.create_timer(0.0).timeout.connect(lambda: say("    SceneTreeTimer(0) ", made))
        tree.create_timer(0.0, process_in_physics=True).timeout.connect(lambda: say("    SceneTreeTimer(0, physics) ", made))
        self.create_tween().tween_callback(lambda: say("    Tween callback (created in Main._ready)"))
        self.call_deferred("_dr")
        say("Main._ready frame=", Engine.get_process_frames(), " pframe=", Engine.get_physics_frames())

    def _dr(self) -> None:
        say("    (deferred from Main._ready)")

    def _process(self, delta: float) -> None:
        say(f"    _process          Main d={delta:.4f}")
        self.k += 1
        if self.k == 3:
            self.get_tree().quit()

    def _physics_process(self, delta: float) -> None:
        say(f"    _physics_process  Main d={delta:.4f}")


def test_03_a_frame_has_one_order() -> None:
    """Physics, deferred calls, timers, signals and `_process` follow each other in the engine's order."""
    play("03-process-order", lambda: StepperMain("Main"))


class Auto(Node):
    """An autoload that tells of its life under the name of its class (14)."""

    def __init__(self) -> None:
        """Make it."""
        super().__init__()
        self._log("._init")

    def _log(self, *what: object) -> None:
        say(type(self).__name__, *what)

    def _exit_tree(self) -> None:
        self._log("._exit_tree")


class Alpha(Auto):
    """An autoload with every callback (14)."""

    def _enter_tree(self) -> None:
        self._log("._enter_tree")

    def _ready(self) -> None:
        self._log("._ready")

    def _process(self, _delta: float) -> None:
        self._log("._process")
        self.set_process(False)

    def _notification(self, what: int) -> None:
        if what == self.NOTIFICATION_PREDELETE:
            self._log(" PREDELETE")


class Zeta(Alpha):
    """An autoload that looks around and adds a node to the root (14)."""

    def _enter_tree(self) -> None:
        tree = self.get_tree()
        self._log("._enter_tree root children=", names(tree.root), " current_scene=", tree.current_scene)

    def _ready(self) -> None:
        root = self.get_tree().root
        alpha = self.get_node("/root/Alpha")
        self._log("._ready root children=", names(root), " current_scene=", self.get_tree().current_scene, " Alpha=", alpha.name)
        self._log(": root.add_child:")
        node = Node("FromZeta")
        root.add_child(node)
        root.call_deferred("add_child", node)
        self.call_deferred("_d")

    def _d(self) -> None:
        self._log(" deferred: current_scene=", self.get_tree().current_scene, " frame=", Engine.get_process_frames())


class NoGlobal(Auto):
    """A plain autoload (14)."""

    def _ready(self) -> None:
        self._log("._ready")


class SceneAuto(Auto):
    """The root of a scene that is an autoload (14)."""

    def _ready(self) -> None:
        self._log("._ready name=", self.name)


class AutoMain(Node):
    """The main scene beside the autoloads (14)."""

    k = 0

    def __init__(self) -> None:
        """Make it."""
        super().__init__("Main")
        say("Main._init")

    def _enter_tree(self) -> None:
        say("Main._enter_tree root children=", names(self.get_tree().root))

    def _ready(self) -> None:
        tree = self.get_tree()
        current, ready = tree.current_scene is self, tree.root.is_node_ready()
        seen = names(tree.root)
        say("Main._ready root children=", seen, " current_scene=", current, " index=", self.get_index(), " root.is_node_ready=", ready)
        zeta = tree.root.get_child(0)
        say("Main: /root/NoGlobal=", self.get_node("/root/NoGlobal").name, " Zeta var is node: ", zeta is self.get_node("/root/Zeta"))
        say("root.add_child in Main._ready:")
        tree.root.add_child(Node())

    def _process(self, _delta: float) -> None:
        self.k += 1
        say("Main._process frame ", self.k, " root=", names(self.get_tree().root))
        if self.k == 2:
            self.get_tree().quit()

    def _exit_tree(self) -> None:
        say("Main._exit_tree")

    def _notification(self, what: int) -> None:
        if what == self.NOTIFICATION_PREDELETE:
            say("Main PREDELETE")


def test_14_autoloads_stand_before_the_main_scene() -> None:
    """Autoloads are made, enter, are ready and process in their order before the main scene, and leave after it."""
    autoloads = {"Zeta": Zeta, "Alpha": Alpha, "SceneAuto": SceneAuto, "NoGlobal": NoGlobal}
    omitted = [
        ("does not inherit from 'Node'", "an autoload that is no node is a TypeError here: test_semantics_life"),
        ("ObjectDB instances leaked", "Python deletes what nobody holds"),
    ]
    play("14-autoload", AutoMain, autoloads=autoloads, omitted=omitted)


class Deferring(Node):
    """Has a method and a property to be called later (19)."""

    _v = 0

    @property
    def v(self) -> int:
        """A property that tells when it is set."""
        return self._v

    @v.setter
    def v(self, x: int) -> None:
        say("    N.v = ", x)
        self._v = x

    def _m(self, x: object) -> None:
        say("    N.m ", x)


class DeferringMain(Node):
    """Puts calls off from every step of the frame (19)."""

    s: Signal[object] = Signal("x")
    k = 0

    def _d(self, x: object) -> None:
        counts = (" pf=", Engine.get_physics_frames(), " f=", Engine.get_process_frames(), "]")
        say("    deferred ", x, "  [physics=", Engine.is_in_physics_frame(), *counts)

    def _nest(self, k: int) -> None:
        say("    nest ", k)
        if k < 3:
            self.call_deferred("_nest", k + 1)
            self.call_deferred("_d", f"queued by nest {k}")

    def _enter_tree(self) -> None:
        self.call_deferred("_d", "from Main._enter_tree")

    def _ready(self) -> None:
        self.s.connect(self._d, self.CONNECT_DEFERRED)
        tree = self.get_tree()
        say("-- order: call_deferred 1, deferred signal 2, set_deferred 3, call_group deferred 4, notify_deferred 5, call_deferred 6")
        n = Deferring("n")
        n.add_to_group("g")
        self.add_child(n)
        self.call_deferred("_d", "1")
        self.s.emit("2")
        n.set_deferred("v", 3)
        tree.call_group_flags(SceneTree.GROUP_CALL_DEFERRED, "g", "_m", "4")
        n.call_deferred("_m", "5")
        self.call_deferred("_d", "6")
        self.call_deferred("_nest", 0)
        say("  _ready end")
        tree.process_frame.connect(lambda: self._frame("process_frame"))
        tree.physics_frame.connect(lambda: self._frame("physics_frame"))

    def _frame(self, name: str) -> None:
        say("  signal ", name)
        self.call_deferred("_d", f"from {name} signal")

    def _physics_process(self, _delta: float) -> None:
        say("  _physics_process")
        self.call_deferred("_d", "from _physics_process")

    def _process(self, _delta: float) -> None:
        self.k += 1
        say("  _process ", self.k)
        self.call_deferred("_d", "from _process")
        if self.k == 1:
            self.get_tree().create_timer(0.0).timeout.connect(self._timeout)
        if self.k == 2:
            self._odd_cases()
        if self.k == 4:
            self.call_deferred("_d", "queued just before quit()")
            self.get_tree().quit()
            self.call_deferred("_d", "queued just after quit()")

    def _timeout(self) -> None:
        say("    timer timeout")
        self.call_deferred("_d", "from the timer callback of frame 1")

    def _odd_cases(self) -> None:
        say(
            "-- k=2: deferred to a freed object; deferred missing method; deferred wrong argc; queue_free then deferred; "
            "deferred then queue_free"
        )
        x = Deferring()
        x.call_deferred(x._m, "freed?")
        x.call_deferred("_m", "freed2?")
        x.set_deferred("v", 9)
        x.free()
        self.call_deferred("nope")
        self.call_deferred("_d")
        self.call_deferred("_d", 1, 2)
        q = Deferring()
        self.add_child(q)
        q.queue_free()
        q.call_deferred("_m", "after queue_free")
        q.tree_exited.connect(self._left)
        self.call_deferred(lambda: say("    lambda deferred"))
        self.set_deferred("nosuchprop", 1)

    def _left(self) -> None:
        say("    q left the tree")
        self.call_deferred("_d", "from tree_exited of a queue_freed node")

    def _exit_tree(self) -> None:
        say("  _exit_tree")
        self.call_deferred("_d", "from _exit_tree at quit")


def test_19_deferred_calls_are_one_queue_flushed_at_known_points() -> None:
    """Deferred calls, properties, signals and group calls run first in, first out, at the engine's points of the frame."""
    play("19-deferred", lambda: DeferringMain("Main"))


class Quitter(Node):
    """Quits in the middle of a frame (24)."""

    def _process(self, _delta: float) -> None:
        say("  ", self.name, "._process")
        tree = self.get_tree()
        if self.name == "A" and Engine.get_process_frames() == 1:
            say("  A: quit(7)")
            tree.quit(7)
            say("  A: after quit()")
            self.call_deferred(lambda: say("  deferred after quit"))
            tree.create_timer(0).timeout.connect(lambda: say("  timer(0) after quit"))
            self.get_node("../B").queue_free()
        if self.name == "C" and Engine.get_process_frames() == 1:
            say("  C: quit(9) (second call)")
            tree.quit(9)

    def _physics_process(self, _delta: float) -> None:
        say("  ", self.name, "._physics_process")

    def _exit_tree(self) -> None:
        say("  ", self.name, "._exit_tree")

    def _notification(self, what: int) -> None:
        if what == self.NOTIFICATION_PREDELETE:
            say("  ", self.name, " notification ", what)


class QuitAuto(Node):
    """An autoload that outlives the main scene (24)."""

    def _process(self, _delta: float) -> None:
        say("  Auto._process")

    def _exit_tree(self) -> None:
        say("  Auto._exit_tree")

    def _notification(self, what: int) -> None:
        if what == self.NOTIFICATION_PREDELETE:
            say("  Auto notification ", what)


class Orphan(Node):
    """Is never added, so nobody deletes it (24)."""

    def _notification(self, what: int) -> None:
        if what == self.NOTIFICATION_PREDELETE:
            say("  orphan PREDELETE")


class QuitMain(Node):
    """Has children that quit (24)."""

    orphan: Any = None

    def _ready(self) -> None:
        self.orphan = Orphan()
        for name in "ABC":
            self.add_child(Quitter(name))
        self.get_tree().process_frame.connect(lambda: say(" signal process_frame f=", Engine.get_process_frames()))
        self.get_tree().physics_frame.connect(lambda: say(" signal physics_frame"))
        self._waiter()

    async def _waiter(self) -> None:
        for _ in range(3):
            await self.get_tree().process_frame
        say("  waiter resumed (3rd)")

    def _process(self, _delta: float) -> None:
        say("  Main._process")

    def _exit_tree(self) -> None:
        say("  Main._exit_tree paused=", self.get_tree().paused)

    def _notification(self, what: int) -> None:
        if what == self.NOTIFICATION_PREDELETE:
            say("  Main notification ", what)


def test_24_quitting_lets_the_frame_end() -> None:
    """After quit the frame goes on to its end, then everything leaves and is deleted; the last exit code counts."""
    omitted = [
        ("RefCounted held by Main", "there is no RefCounted: Python counts references, and tells nobody"),
        ("ObjectDB instances leaked", "Python deletes what nobody holds"),
    ]
    play("24-quit", lambda: QuitMain("Main"), autoloads={"Auto": QuitAuto}, omitted=omitted)
