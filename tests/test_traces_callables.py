"""Callables and closures in the engine's own traces: binds, equality, sources, whose a lambda is, and what ends with its object.

Rules: see `godot_trace`. The script that the engine ran lies beside each trace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes import Callable, Node, Signal
from tests.support.godot_trace import play, say

if TYPE_CHECKING:
    from collections.abc import Callable as Function


class Receiver(Node):
    """Gives back what it is called with (37)."""

    def v(self, a: object = 0, b: object = 0, c: object = 0, d: object = 0) -> list[object]:
        """Give the arguments back."""
        return [a, b, c, d]

    def two(self, a: object, b: object) -> list[object]:
        """Give two arguments back."""
        return [a, b]


def info(label: str, c: Callable) -> None:
    """Say everything a callable tells of itself."""
    counts = (" nb ", c.get_bound_arguments_count(), " nu ", c.get_unbound_arguments_count(), " argc ", c.get_argument_count())
    kinds = (" valid ", c.is_valid(), " null ", c.is_null(), " std ", c.is_standard(), " custom ", c.is_custom())
    say("  ", label, " bound ", c.get_bound_arguments(), *counts, " method ", c.get_method(), *kinds)


class CallablesMain(Node):
    """Binds, unbinds, compares, and outlives the object (37)."""

    s: Signal[object, object] = Signal("a", "b")

    def _ready(self) -> None:
        r = Receiver("r")
        f = Callable(r.v)
        self._infos(r, f)
        self._calls(f)
        self._equal(r, f)
        say("-- object")
        say("  ", f.get_object() is r, f.bind(1).get_object() is r, Callable().get_object(), " ", f.get_object_id() == r.get_instance_id())
        say("-- str")
        say("  ", str(f).replace("Receiver::", "Node::"), " ", str(Callable()), " ", f"Node(main.gd)::{Callable(self.info).get_method()}")
        self._signal_args()
        say("-- bound arrays are kept by reference")
        values = [1]
        g = f.bind(values)
        values.append(2)
        say("  ", g.call(0)[1], g.get_bound_arguments())
        say("-- after free")
        r.free()
        say("  ", f.is_valid(), f.is_null(), f.get_object() is None, f.get_method(), f.bind(1).is_valid(), Callable(f).is_valid())
        self.get_tree().quit()

    def info(self) -> None:
        """Lend its name."""

    def _infos(self, r: Receiver, f: Callable) -> None:
        info("plain", f)
        info("bind(1)", f.bind(1))
        info("bind(1,2)", f.bind(1, 2))
        info("bind(1).bind(2)", f.bind(1).bind(2))
        info("bindv", f.bindv(arguments=[3, 4]))
        info("unbind(1)", f.unbind(1))
        info("unbind(1).bind(9)", f.unbind(1).bind(9))
        info("bind(9).unbind(1)", f.bind(9).unbind(1))
        info("unbind(2).bind(9)", f.unbind(2).bind(9))
        info("bind(1).unbind(1).bind(2)", f.bind(1).unbind(1).bind(2))
        info("bind(1,2).unbind(1).bind(3,4)", f.bind(1, 2).unbind(1).bind(3, 4))
        info("unbind(1).unbind(2)", f.unbind(1).unbind(2))
        info("two", Callable(r.two))
        info("null", Callable())
        info("nomethod", Callable(r, "nomethod"))

    def _calls(self, f: Callable) -> None:
        say("-- calls")
        once = (f.call(1), f.bind(9).call(1), f.bind(1).bind(2).call(0), f.bind(1, 2).bind(3).call(), f.unbind(1).call(1, 2))
        mixed = (f.unbind(1).bind(9).call(1), f.bind(9).unbind(1).call(1, 2), f.bind(1).unbind(1).bind(2).call(7))
        say("  ", *once, *mixed, f.callv(arguments=[1, 2]), f.bindv([8]).callv([1]))
        say("  ", f.bind(1, 2).unbind(1).bind(3, 4).call(5), f.unbind(2).bind(9).call(1), f.unbind(1).unbind(1).call(1, 2, 3))

    def _equal(self, r: Receiver, f: Callable) -> None:
        say("-- equality")
        binds = (f == Callable(r.v), f.bind(1) == f.bind(1), f.bind(1) == f.bind(2), f.bind(1) == f)
        unbinds = (f.unbind(1) == f.unbind(1), f.unbind(1) == f.unbind(2))
        say("  ", *binds, *unbinds, Callable() == Callable(), f == Callable(r, "v"), f.bind(1, 2) == f.bind(1).bind(2))
        say("  hash ", f.hash() == Callable(r.v).hash(), " in array ", Callable(r.v) in [f, f], " dict ", Callable(r.v) in {f: 1})

    def _signal_args(self) -> None:
        say("-- signal args")
        receivers = (Callable(self.r_two).bind("B"), Callable(self.r_two).unbind(1).bind("C"), Callable(self.r_one).unbind(1))
        for receiver in (*receivers, Callable(self.r_none).unbind(2)):
            self.s.connect(receiver)
            self.s.emit(1, 2)
            self.s.disconnect(receiver)

    def r_two(self, a: object, b: object, c: object = "-", d: object = "-") -> None:
        """Take two arguments or more."""
        say("    two ", a, b, c, d)

    def r_one(self, a: object) -> None:
        """Take one argument."""
        say("    one ", a)

    def r_none(self) -> None:
        """Take nothing."""
        say("    none")


def test_37_callables_bind_count_and_compare_as_in_the_engine() -> None:
    """A callable tells of its bound and dropped arguments, is called with them and compares as the engine's does."""
    play("37-callables", CallablesMain)


Wired = Signal[object, object]


class Closer(Node):
    """Connects lambdas that close over it (38)."""

    def show(self, a: object = "-", b: object = "-", c: object = "-", d: object = "-") -> None:
        """Say the arguments."""
        say("    show ", a, " ", b, " ", c, " ", d)

    def use_self(self, what: object) -> None:
        """Say what used it."""
        say("    used ", what)

    def make(self) -> Function[[], object]:
        """Make a lambda that belongs to it."""
        return lambda: self.use_self("made")

    def make_plain(self) -> Function[[], object]:
        """Make one that belongs to nobody."""
        return lambda: say("    plain")

    def make_nested(self) -> Function[[], object]:
        """Make one that makes one."""
        return lambda: lambda: self.use_self("nested")

    def wire(self, sig: Wired) -> None:
        """Connect a lambda."""
        sig.connect(lambda _a, _b: self.use_self("wired"))

    def wire_flags(self, sig: Wired) -> None:
        """Connect lambdas with flags and with binds."""
        sig.connect(lambda _a, _b: self.use_self("one shot"), self.CONNECT_ONE_SHOT)
        sig.connect(lambda _a, _b: self.use_self("deferred"), self.CONNECT_DEFERRED)
        sig.connect(lambda _a, _b: self.use_self("both"), self.CONNECT_ONE_SHOT | self.CONNECT_DEFERRED)

        def bound(_a: object, _b: object, c: object) -> None:
            self.use_self(c)

        sig.connect(Callable(bound).bind("bound"))

    def wire_plain(self, sig: Wired) -> None:
        """Connect a lambda that belongs to nobody."""
        sig.connect(lambda _a, _b: say("    plain"))


class ClosuresMain(Node):
    """Frees the objects of lambdas at every moment (38)."""

    s: Wired = Signal("a", "b")

    def drop_first(self, _a: object, _b: object) -> None:
        """Disconnect all others."""
        say("    dropping")
        self._drop(1)

    def freer(self, _a: object, _b: object) -> None:
        """Free the object of the others."""
        say("    freeing")
        self.get_node("R2").free()

    def _drop(self, first: int = 0) -> None:
        for connection in self.s.get_connections()[first:]:
            self.s.disconnect(connection["callable"])

    def _count(self) -> None:
        say("  count ", len(self.s.get_connections()))

    async def _ready(self) -> None:
        r = Closer("r")
        process_frame = self.get_tree().process_frame
        self._append(Callable(r.show))
        await process_frame
        self.s.disconnect(r.show)
        say("-- odd binds")
        f = Callable(r.show)
        say("  ", f.bindv([]) == f, f.bindv([]).is_custom(), f.bind(1, 2, 3, 4, 5).get_argument_count(), f.unbind(3).get_argument_count())
        l1, l2, l3 = Callable(r.make()), Callable(r.make_plain()), Callable(r.make_nested())
        self._whose(r, l1, l2, l3)
        r.wire(self.s)
        r.wire(self.s)
        r.wire_plain(self.s)
        r.wire_flags(self.s)
        self._count()
        self.s.emit(1, 2)
        self._count()
        await process_frame
        say("-- disconnected while it is emitted")
        self._drop()
        self.s.connect(self.drop_first)
        r.wire(self.s)
        r.wire_flags(self.s)
        self.s.emit(1, 2)
        self._count()
        await process_frame
        say("-- freed while it is emitted")
        self.s.disconnect(self.drop_first)
        self._freed_within()
        await process_frame
        self._drop()
        say("-- freed before the flush")
        r.wire(self.s)
        r.wire_flags(self.s)
        r.wire_plain(self.s)
        l1.call_deferred()
        l2.call_deferred()
        self.s.emit(1, 2)
        r.free()
        bound = l1.bind(1)
        say("  ", l1.is_valid(), l1.is_null(), l2.is_valid(), l3.is_valid(), bound.is_valid(), bound.get_object())
        self._count()
        await process_frame
        say("-- after")
        self.s.emit(1, 2)
        say("  connect ", self.s.connect(l1))
        self._count()
        self.get_tree().quit()

    def _append(self, show: Callable) -> None:
        say("-- append source")
        self.name = "Main"
        simple = (show, show.unbind(1), show.unbind(2), show.unbind(3), show.bind(9))
        for receiver in (*simple, show.unbind(1).bind(9), show.bind(9).unbind(1), show.unbind(2).bind(9), show.unbind(1).bind(7, 8)):
            self.s.connect(receiver, self.CONNECT_APPEND_SOURCE_OBJECT)
            self.s.emit(1, 2)
            self.s.disconnect(receiver)
        say("-- append deferred")
        self.s.connect(show.unbind(1), self.CONNECT_APPEND_SOURCE_OBJECT | self.CONNECT_DEFERRED)
        self.s.emit(1, 2)

    def _whose(self, r: Closer, l1: Callable, l2: Callable, l3: Callable) -> None:
        say("-- whose is a lambda")
        objects = (l1.get_object() is r, l2.get_object() is r, l3.get_object() is r)
        say("  ", *objects, l1.is_valid(), l2.is_valid(), l1.is_custom(), l1.get_argument_count())
        again: Any = Callable(l1)
        say("  equal ", l1 == Callable(r.make()), l1 == again)

    def _freed_within(self) -> None:
        self.s.connect(self.freer)
        r2 = Closer("R2")
        self.add_child(r2)
        r2.wire(self.s)
        r2.wire_flags(self.s)
        r2.wire_plain(self.s)
        # Nobody else holds it, so that the emission itself must not.
        del r2
        self.s.emit(1, 2)
        self._count()


def test_38_a_lambda_that_closes_over_self_belongs_to_it_as_in_the_engine() -> None:
    """What closes over self ends with it: its connections, its deferred calls and its Callables, at every moment of an emission."""
    play("38-closures", ClosuresMain)
