"""Signals in the engine's own traces: connecting, flags, wrong arguments, binds, callables of freed objects.

Rules: see `godot_trace`. What GDScript writes as `Signal(self, "name")` is here the call with the name, `self.connect("name", ...)`.
"""

from __future__ import annotations

from typing import Any

from steam_nodes import Callable, Node, Signal, Timer, is_instance_valid
from tests.support.godot_text import StringName
from tests.support.godot_trace import fails, play, say


class SignalMain(Node):
    """Connects, emits and disconnects in every way (15)."""

    s0: Signal[()] = Signal()
    s1: Signal[object] = Signal("a")

    def f1(self, a: object = "-") -> int:
        """Take an argument or none."""
        say("    f1 ", a)
        return 11

    def f2(self, a: object = "-") -> int:
        """Take an argument or none."""
        say("    f2 ", a)
        return 22

    def f3(self, a: object = "-") -> None:
        """Take an argument or none."""
        say("    f3 ", a)

    async def _ready(self) -> None:
        self._connect()
        self._one_shots_and_counts()
        self._deferred_and_appended()
        self._missing_names()
        self._add_signals()
        say("-- set_block_signals")
        self._disconnect_all()
        self.s1.connect(self.f1)
        self.set_block_signals(True)
        say("  emit_signal returns ", self.emit_signal("s1", "blocked"))
        self.s1.emit("blocked")
        self.set_block_signals(False)
        say("  is_blocking ", self.is_blocking_signals())
        await self.get_tree().process_frame
        self.get_tree().quit()

    def _disconnect_all(self) -> None:
        for connection in self.s1.get_connections():
            self.s1.disconnect(connection["callable"])

    def _connect(self) -> None:
        s1 = self.s1
        say("-- connect f3,f1,f2 to s1; emit(1)")
        say("  connect returns ", s1.connect(self.f3), s1.connect(self.f1), s1.connect(self.f2))
        s1.emit(1)
        say("  (Signal.emit() is void; Object.emit_signal returns Error)")
        say("-- emit_signal returns: ", self.emit_signal("s1", 2), " unknown: ", self.emit_signal("nope"))
        say("-- same callable twice:")
        say("  returns ", s1.connect(self.f1))
        s1.emit(3)
        say("-- same callable with other binds:")
        say("  returns ", s1.connect(Callable(self.f1).bind("B")))
        s1.emit(4)
        say("  disconnect(f1.bind('B')) ")
        s1.disconnect(Callable(self.f1).bind("B"))
        say("-- same lambda variable twice:")

        def heard(_a: object) -> None:
            say("    lambda")

        s1.connect(heard)
        say("  returns ", s1.connect(heard))
        say("  two equal lambdas:")
        s1.connect(lambda _a: say("    lambda2"))
        s1.connect(lambda _a: say("    lambda2"))
        s1.emit(5)
        bound, unbound = s1.is_connected(Callable(self.f1).bind("B")), s1.is_connected(Callable(self.f1).unbind(1))
        plain = s1.is_connected(self.f1)
        say("-- is_connected f1 ", plain, " f1.bind('B') ", bound, " f1.unbind(1) ", unbound, " l ", s1.is_connected(heard))
        say("-- disconnect f1, f1 again:")
        s1.disconnect(self.f1)
        s1.disconnect(self.f1)
        s1.emit(6)
        say("-- reconnect f1 goes last:")
        s1.connect(self.f1)
        s1.emit(7)
        self._disconnect_all()
        say("-- has_connections ", s1.has_connections(), " count ", len(s1.get_connections()))

    def _one_shots_and_counts(self) -> None:
        s1, counted = self.s1, self.CONNECT_REFERENCE_COUNTED
        say("-- ONE_SHOT")
        s1.connect(self.f1, self.CONNECT_ONE_SHOT)
        s1.emit(1)
        s1.emit(2)
        say("  connected ", s1.is_connected(self.f1))
        say("-- REFERENCE_COUNTED: connect x3, disconnect x2")
        for _ in range(3):
            say("  ", s1.connect(self.f1, counted))
        s1.emit("rc")
        s1.disconnect(self.f1)
        s1.disconnect(self.f1)
        s1.emit("rc after 2")
        s1.disconnect(self.f1)
        s1.emit("none")
        say("  connected ", s1.is_connected(self.f1))
        say("-- normal then REFERENCE_COUNTED of the same:")
        s1.connect(self.f1)
        say("  ", s1.connect(self.f1, counted))
        s1.disconnect(self.f1)
        say("  connected ", s1.is_connected(self.f1))
        say("-- REFERENCE_COUNTED then normal of the same:")
        s1.connect(self.f1, counted)
        say("  ", s1.connect(self.f1))
        s1.disconnect(self.f1)
        say("  connected ", s1.is_connected(self.f1))
        say("-- REFERENCE_COUNTED|ONE_SHOT x2, emit x2:")
        s1.connect(self.f1, counted | self.CONNECT_ONE_SHOT)
        s1.connect(self.f1, counted | self.CONNECT_ONE_SHOT)
        for value in (1, 2):
            s1.emit(value)
            say("  connected ", s1.is_connected(self.f1))
        self._disconnect_all()

    def _deferred_and_appended(self) -> None:
        s0, s1 = self.s0, self.s1
        say("-- ONE_SHOT|DEFERRED emitted twice before the flush:")
        s1.connect(self.f1, self.CONNECT_ONE_SHOT | self.CONNECT_DEFERRED)
        s1.emit("d1")
        say("  connected after first emit ", s1.is_connected(self.f1))
        s1.emit("d2")
        say("  (returned)")
        names = ("DEFERRED", "PERSIST", "ONE_SHOT", "REFERENCE_COUNTED", "APPEND_SOURCE_OBJECT")
        say("-- flags constants ", [getattr(self, f"CONNECT_{name}") for name in names])
        s0.connect(self.f2, self.CONNECT_DEFERRED)
        connections = [[StringName(Callable(each["callable"]).get_method()), each["flags"]] for each in s0.get_connections()]
        say("-- get_connections: ", connections)
        s0.disconnect(self.f2)
        say("-- APPEND_SOURCE_OBJECT:")

        def got(a: object, source: Node) -> None:
            say("    got ", a, " src=", source.name)

        self.connect("s1", got, self.CONNECT_APPEND_SOURCE_OBJECT)
        s1.emit("z")
        valid, missing = Callable(self.f1).is_valid(), Callable(self, "nope").is_valid()
        shown: tuple[object, ...] = (
            "-- Signal/Callable str: ",
            Signal(),
            " | ",
            Callable(),
            " name ",
            s1.get_name(),
            " is_null ",
            Signal().is_null(),
        )
        say(*shown, s1.is_null(), " valid f1 ", valid, " valid nope ", missing)

    def _missing_names(self) -> None:
        s1 = self.s1
        say("-- connect null callable:")
        say("  ", s1.connect(Callable()))
        say("-- connect a missing method:")
        say("  ", s1.connect(Callable(self, "nope")))
        say("  emit:")
        s1.emit("m")
        say("-- connect by names: missing signal:")
        say("  ", self.connect("nosuch", self.f1))
        say("-- disconnect from a missing signal:")
        self.disconnect("nosuch", self.f1)
        say("-- is_connected missing signal:")
        say("  ", self.is_connected("nosuch", self.f1))
        say("-- Signal(self,'nosuch').connect/emit:")
        say("  ", self.connect("nosuch", self.f1))
        self.emit_signal("nosuch")
        say("-- Signal().emit()/connect:")
        nobodys: Signal[()] = Signal()
        nobodys.emit()
        say("  ", nobodys.connect(self.f1))

    def _add_signals(self) -> None:
        listed = [[each["name"], len(each["args"])] for each in self.get_signal_list() if each["name"] in ("s0", "s1", "ready")]
        say("-- has_signal ", self.has_signal("s1"), self.has_signal("nosuch"), " list ", listed)
        say("-- add_user_signal u(a,b)")
        self.add_user_signal("u", [{"name": "a"}])
        say("  has ", self.has_signal("u"), " has_user ", self.has_user_signal("u"), self.has_user_signal("s1"))
        self.connect("u", self.f1)
        say("  emit u(1): ", self.emit_signal("u", 1))
        say("  emit u(): ")
        self.emit_signal("u")
        self.add_user_signal("u")
        self.add_user_signal("s1")
        self.remove_user_signal("u")
        say("  after remove has ", self.has_signal("u"))


def test_15_connections_are_made_kept_and_dropped_as_in_the_engine() -> None:
    """The order of emission, the answers of connect and emit_signal, every flag, and signals by name are the engine's."""
    script = "the names of scripts are GDScript's"
    cut = [('"Node(main.gd)", ', script), ("Node(main.gd)::[signal]s1 | Node(main.gd)::f1 | Node(main.gd)::f1 | ", script)]
    play("15-signal-basic", lambda: SignalMain("Main"), cut=cut)


class Emitter(Node):
    """Is freed before it is used (17)."""

    sig: Signal[()] = Signal()

    def on(self) -> None:
        """Be called, if ever."""
        say("    N.on")


class ArgumentsMain(Node):
    """Emits with right and wrong arguments (17)."""

    s0: Signal[()] = Signal()
    s2: Signal[Any, Any] = Signal("a", "b")

    def _z(self) -> None:
        say("    z()")

    def _one(self, a: object) -> None:
        say("    one(", a, ")")

    def _two(self, a: object, b: object) -> None:
        say("    two(", a, ", ", b, ")")

    def _three(self, a: object, b: object, c: object) -> None:
        say("    three(", a, ", ", b, ", ", c, ")")

    def _four(self, a: object, b: object, c: object, d: object) -> None:
        say("    four(", a, ", ", b, ", ", c, ", ", d, ")")

    def _defs(self, a: object, b: object = "B", c: object = "C") -> None:
        say("    defs(", a, ", ", b, ", ", c, ")")

    def _va(self, a: object, *rest: object) -> None:
        say("    va(", a, ", rest=", rest, ")")

    def _try(self, label: str, receiver: Any, args: list[object]) -> None:
        say("-- ", label, " emit", args)
        self.s2.connect(receiver)
        say("  emit_signal returned ", self.callv("emit_signal", ["s2", *args]))
        self.s2.disconnect(receiver)

    async def _ready(self) -> None:
        self._counts()
        self._binds()
        self._natives()
        self._freed()
        say("-- direct Callable.call with wrong count")
        fails(Callable(self._two).bind().call)
        say("  (caller continues)")
        say("-- callv")
        Callable(self._two).callv([1, 2])
        await self.get_tree().process_frame
        self.get_tree().quit()

    def _counts(self) -> None:
        receivers = [("z (too few params)", self._z), ("one", self._one), ("three", self._three), ("defs", self._defs), ("va", self._va)]
        for label, receiver in [("two", self._two), *receivers]:
            self._try(label, receiver, [1, "x"])
        self._try("two: emit with 1 arg", self._two, [1])
        self._try("two: emit with 3 args", self._two, [1, 2, 3])
        self._try("one: emit with 1 arg", self._one, [5])
        self._try("z: emit with 0", self._z, [])
        self._try("wrong declared types, untyped receiver", self._two, ["str", 5])
        s2: Any = self.s2
        say("-- two connected: bad receiver first, good second")
        s2.connect(self._z)
        s2.connect(self._two)
        s2.emit(1, "x")
        s2.disconnect(self._z)
        s2.disconnect(self._two)
        say("-- Signal.emit with the wrong count")
        s2.connect(self._two)
        s2.emit(1)
        s2.emit(1, 2, 3)
        s2.disconnect(self._two)
        say("-- emit with the wrong count and no connection")
        s2.emit(1)
        say("  (no error above?)")

    def _binds(self) -> None:
        z, one, two, three, four = (Callable(each) for each in (self._z, self._one, self._two, self._three, self._four))
        receivers = {
            "three.bind('X')": three.bind("X"),
            "four.bind('X','Y')": four.bind("X", "Y"),
            "four.bind('X').bind('Y')": four.bind("X").bind("Y"),
            "one.unbind(1)": one.unbind(1),
            "z.unbind(2)": z.unbind(2),
            "z.unbind(3) too many": z.unbind(3),
            "two.bind('X').unbind(1)": two.bind("X").unbind(1),
            "two.unbind(1).bind('X')": two.unbind(1).bind("X"),
            "two.unbind(2).bind('X','Y')": two.unbind(2).bind("X", "Y"),
            "two.bind('X','Y').unbind(2)": two.bind("X", "Y").unbind(2),
            "three.bind('P').unbind(1).bind('Q')": three.bind("P").unbind(1).bind("Q"),
        }
        for label, receiver in receivers.items():
            self._try(label, receiver, [1, "x"])
        bound, unbound = two.bind(1), two.unbind(2)
        first = ("-- callable introspection: two argc=", two.get_argument_count(), " two.bind(1) argc=", bound.get_argument_count())
        binds = (" bound=", bound.get_bound_arguments(), " n=", bound.get_bound_arguments_count())
        drops = (" unbound=", unbound.get_unbound_arguments_count(), " unbind argc=", unbound.get_argument_count())
        equal, same_hash = (two == Callable(self._two), two.bind(1) == two.bind(1)), hash(two) == hash(Callable(self._two))
        say(*first, *binds, *drops, " eq ", *equal, " hash eq ", same_hash)

    def _natives(self) -> None:
        say("-- native callable: s2.connect(print)")
        self.s2.connect(say)
        self.s2.emit(1, "x")
        self.s2.disconnect(say)
        say("-- native method: s2.connect(node.set_name): 2 args given, 1 wanted")
        n = Node()
        set_name: Any = n.set_name
        for receiver in (set_name, Callable(set_name).unbind(1)):
            self.s2.connect(receiver)
            self.s2.emit(1, "x")
            say("  name='", n.name, "'")
            self.s2.disconnect(receiver)
        n.free()
        say("-- emit another signal from a connection: s0 -> child signal")
        timer = Timer()
        timer.timeout.connect(self._z)
        self.s0.connect(timer.timeout.emit)
        self.s0.emit()
        self.s0.connect(Callable(timer, "emit_signal").bind("timeout"))
        self.s0.emit()
        timer.free()
        say("  connections after tm.free ", len(self.s0.get_connections()))

    def _freed(self) -> None:
        say("-- connecting to an already freed object's method")
        freed = Emitter()
        on = Callable(freed.on)
        freed.free()
        say("  is_valid ", on.is_valid(), " is_null ", on.is_null(), " obj ", on.get_object(), " str ", on)
        say("  connect returns ", self.s0.connect(on))
        self.s0.emit()
        say("  call_deferred:")
        on.call_deferred()
        say("  call:")
        fails(on.call)
        say("  (caller continues)")
        say("-- connect on a freed object's signal")
        emitter = Emitter()
        sig = emitter.sig
        emitter.free()
        say("  ", sig, " obj ", sig.get_object())
        say("  connect -> ", sig.connect(self._z))
        say("  emit:")
        sig.emit()
        say("  after emit")
        say("-- lambda capturing a freed node")
        captured = Node()

        def look() -> None:
            say("    cap valid ", is_instance_valid(captured))

        captured.free()
        self.s0.connect(look)
        self.s0.emit()
        self.s0.disconnect(look)


def test_17_arguments_binds_and_freed_receivers_are_treated_as_in_the_engine() -> None:
    """A wrong count is an error of that receiver alone; binds append, unbinds drop; what was freed cannot be connected."""
    types = "Python does not check the types of arguments"
    captured = "a captured object that was freed stays what it is"
    omitted = [
        ("-- typed receiver, wrong type", "-- two connected", types),
        ('Condition "p_name.is_empty()"', "the 1 that set_name() gets is a TypeError at once, not an empty name first"),
        ("-- lambda whose creator/self was freed", "-- lambda capturing", "a Python lambda does not know the self around it"),
        ("Lambda capture at index 0", captured),
    ]
    play("17-signal-args", lambda: ArgumentsMain("Main"), omitted=omitted, cut=[(" <null>", captured)])
