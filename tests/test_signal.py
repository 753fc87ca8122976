"""The laws of Signal that are this library's own: how receivers are held, blinker's lane, decorators, signals of any class."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING, Any, ClassVar

import blinker
import pytest

from steam_nodes import Callable, Error, FreedError, Node, Object, Signal, is_instance_valid

if TYPE_CHECKING:
    from collections.abc import Iterator


class Ship(Node):
    """A node with signals for both lanes."""

    hit: Signal[int] = Signal("damage")
    docked: Signal[str, float] = Signal("port", "speed", blinker=True)
    sunk: Signal[()] = Signal()


class Ear:
    """A receiver that is no node."""

    def __init__(self) -> None:
        """Start with nothing heard."""
        self.heard: list[Any] = []

    def on(self, *args: object) -> None:
        """Keep what was emitted."""
        self.heard.append(args)


@pytest.fixture
def lane() -> Iterator[blinker.NamedSignal]:
    """Give blinker's signal, empty again after the test."""
    signal = blinker.signal("docked")
    yield signal
    signal.receivers.clear()


def test_each_instance_has_its_own_signal_and_the_class_the_declaration() -> None:
    """Emitting one ship's signal tells no other ship's receivers."""
    one, two, ear = Ship(), Ship(), Ear()
    one.hit.connect(ear.on)
    two.hit.emit(1)
    one.hit.emit(2)
    assert ear.heard == [(2,)]
    assert one.hit is one.hit
    assert Ship.hit.get_object() is None
    assert one.hit.get_object() is one


def test_an_untouched_signal_leaves_nothing_on_the_node() -> None:
    """Memory per node is what it is without signals."""
    ship = Ship()
    assert "hit" not in vars(ship)
    assert vars(ship) == vars(Node())


def test_a_bound_method_is_held_weakly_and_its_receiver_skipped_once_it_is_gone() -> None:
    """A signal keeps no receiver alive."""
    ship, ear, last = Ship(), Ear(), Ear()
    gone = weakref.ref(ear)
    ship.hit.connect(ear.on)
    ship.hit.connect(last.on)
    del ear
    gc.collect()
    assert gone() is None
    ship.hit.emit(1)
    assert last.heard == [(1,)]
    assert len(ship.hit.get_connections()) == 1


def test_a_lambda_and_a_builtin_method_are_held_strongly() -> None:
    """What nobody else could hold is held by the connection."""
    ship = Ship()
    heard: list[int] = []
    ship.hit.connect(heard.append)
    ship.hit.connect(lambda damage: heard.append(damage * 10))
    gc.collect()
    ship.hit.emit(3)
    assert heard == [3, 30]


def test_a_receiver_at_the_address_of_a_dead_one_can_connect() -> None:
    """A connection that died does not stand in the way of a new object."""
    ship = Ship()
    for damage in range(50):
        ear = Ear()
        assert ship.hit.connect(ear.on) == Error.OK
        ship.hit.emit(damage)
        assert ear.heard == [(damage,)]


def test_a_signal_does_not_keep_its_owner_alive() -> None:
    """There is no cycle between an object and its signals."""
    ship = Ship()
    ship.hit.connect(lambda _damage: None)
    gone = weakref.ref(ship)
    gc.disable()
    try:
        del ship
        assert gone() is None
    finally:
        gc.enable()


def test_a_disconnected_function_is_let_go_at_once() -> None:
    """What an emission walked over before keeps nothing of it, alone or among others."""
    ship, ear = Ship(), Ear()

    for others in (0, 1):

        def heard(damage: int) -> None:
            ear.heard.append((damage,))

        if others:
            ship.hit.connect(ear.on)
        ship.hit.connect(heard)
        ship.hit.emit(1)
        gone = weakref.ref(heard)
        ship.hit.disconnect(heard)
        del heard
        assert gone() is None


def test_a_class_method_is_a_receiver_of_its_own() -> None:
    """Freeing an object of the class ends the object's connections, and neither the class's nor those of its other objects."""

    class Counts(Node):
        calls: ClassVar[list[int]] = []

        @classmethod
        def count(cls, damage: int) -> None:
            cls.calls.append(damage)

        def hear(self, damage: int) -> None:
            self.calls.append(damage + 1)

    ship, one, other = Ship(), Counts(), Counts()
    ship.hit.connect(Counts.count)
    ship.hit.connect(one.hear)
    ship.hit.connect(other.hear)
    assert one.get_incoming_connections() == [{"signal": ship.hit, "callable": one.hear, "flags": 0}]
    one.free()
    ship.hit.emit(1)
    assert Counts.calls == [1, 2]
    ship.hit.disconnect(Counts.count)
    assert not ship.hit.is_connected(Counts.count)


def test_connect_works_as_a_decorator() -> None:
    """The function below it is connected."""
    ship = Ship()
    heard: list[int] = []

    @ship.hit.connect
    def _(damage: int) -> None:
        heard.append(damage)

    ship.hit.emit(5)
    assert heard == [5]


def test_a_signal_works_in_a_class_that_is_no_object_of_the_library() -> None:
    """Any class with attributes may declare signals."""

    class Plain:
        done: Signal[int] = Signal("code")

    plain, ear = Plain(), Ear()
    plain.done.connect(ear.on)
    plain.done.emit(1)
    assert ear.heard == [(1,)]


@pytest.mark.parametrize("count", range(8))
def test_any_number_of_declared_arguments_is_emitted_in_order(count: int) -> None:
    """The emit made for a number of arguments passes exactly those."""
    declaration: Signal[*tuple[int, ...]] = Signal(*[f"a{i}" for i in range(count)])
    ship, ear = Ship(), Ear()
    signal = declaration.bound_to(ship)
    signal.connect(ear.on)
    signal.emit(*range(count))
    assert ear.heard == [tuple(range(count))]


@pytest.mark.parametrize("count", range(6))
def test_another_number_of_arguments_than_declared_is_emitted_as_it_is(count: int) -> None:
    """Declared parameters are never checked at emit, as in the engine."""
    ship, ear = Ship(), Ear()
    ship.connect("docked", ear.on)
    assert ship.emit_signal("docked", *range(count)) == Error.OK
    assert ear.heard == [tuple(range(count))]


def test_blinkers_receivers_come_after_godots_lane_with_keyword_arguments(lane: blinker.NamedSignal) -> None:
    """The sender is the node, the arguments have their declared names."""
    ship = Ship()
    heard: list[object] = []

    def receiver(sender: object, **named: object) -> None:
        heard.append((sender, named))

    lane.connect(receiver, sender=ship)
    ship.docked.connect(lambda port, speed: heard.append((port, speed)))
    ship.docked.emit("Ostia", 2.5)
    Ship().docked.emit("Pharos", 1.0)
    assert heard == [("Ostia", 2.5), (ship, {"port": "Ostia", "speed": 2.5})]


def test_blinkers_receivers_for_any_sender_hear_every_ship(lane: blinker.NamedSignal) -> None:
    """Connecting without a sender is blinker's ANY."""
    senders: list[object] = []

    def receiver(sender: object, **_named: object) -> None:
        senders.append(sender)

    lane.connect(receiver)
    one, two = Ship(), Ship()
    one.docked.emit("a", 1.0)
    two.docked.emit("b", 2.0)
    assert senders == [one, two]


def test_a_muted_lane_is_silent(lane: blinker.NamedSignal) -> None:
    """`muted()` of blinker holds for emissions of nodes too."""
    ship, senders = Ship(), []

    def receiver(sender: object, **_named: object) -> None:
        senders.append(sender)

    lane.connect(receiver)
    with lane.muted():
        ship.docked.emit("a", 1.0)
    assert senders == []


def test_a_signal_declared_without_blinker_is_in_godots_lane_alone() -> None:
    """`ready`, `timeout` and the like would collide in blinker's one namespace."""
    senders: list[object] = []

    def receiver(sender: object, **_named: object) -> None:
        senders.append(sender)

    blinker.signal("hit").connect(receiver)
    Ship().hit.emit(1)
    blinker.signal("hit").disconnect(receiver)
    assert senders == []


def test_a_blocked_object_is_silent_in_both_lanes(lane: blinker.NamedSignal) -> None:
    """`set_block_signals` stops every emission of the object, whether its signal was touched before or not."""
    ship, ear = Ship(), Ear()

    def receiver(_sender: object, **_named: object) -> None:
        ear.heard.append("blinker")

    lane.connect(receiver, sender=ship)
    ship.set_block_signals(True)
    ship.docked.connect(ear.on)
    ship.docked.emit("a", 1.0)
    assert ship.emit_signal("docked", "a", 1.0) == Error.ERR_CANT_ACQUIRE_RESOURCE
    assert ear.heard == []
    ship.set_block_signals(False)
    ship.docked.emit("a", 1.0)
    assert ear.heard == [("a", 1.0), "blinker"]


def test_every_receiver_runs_and_the_errors_are_raised_after_the_last() -> None:
    """Outside of every frame `emit` raises: one error as itself, several as a group."""
    ship, ear = Ship(), Ear()

    def fails(damage: int) -> None:
        message = f"damage {damage}"
        raise ValueError(message)

    ship.hit.connect(fails)
    ship.hit.connect(ear.on)
    with pytest.raises(ValueError, match="damage 1"):
        ship.hit.emit(1)
    ship.hit.connect(lambda damage: fails(damage + 1))
    with pytest.raises(ExceptionGroup) as caught:
        ship.hit.emit(2)
    assert len(caught.value.exceptions) == 2
    assert ear.heard == [(1,), (2,)]


def test_a_keyboard_interrupt_passes_through() -> None:
    """Only `Exception` is collected."""
    ship = Ship()

    def interrupt(_damage: int) -> None:
        raise KeyboardInterrupt

    ship.hit.connect(interrupt)
    with pytest.raises(KeyboardInterrupt):
        ship.hit.emit(1)


def test_a_type_error_inside_a_receiver_is_no_wrong_argument_count(caplog: pytest.LogCaptureFixture) -> None:
    """Only a call that never began is Godot's logged refusal; an error inside is the game's."""
    ship = Ship()

    def inside(_damage: int) -> None:
        len(3)  # type: ignore[arg-type]  # the error this law is about

    ship.hit.connect(inside)
    with pytest.raises(TypeError):
        ship.hit.emit(1)
    assert caplog.records == []
    ship.hit.disconnect(inside)
    ship.connect("hit", lambda: None)
    ship.hit.emit(1)
    assert "Method expected 0 argument(s), but called with 1." in caplog.text


def test_binds_do_not_keep_the_receiver_alive() -> None:
    """A Callable on a method is held like the method."""
    ship, ear = Ship(), Ear()
    ship.hit.connect(Callable(ear.on).bind("extra"))
    ship.hit.emit(1)
    assert ear.heard == [(1, "extra")]
    gone = weakref.ref(ear)
    del ear
    gc.collect()
    assert gone() is None
    ship.hit.emit(2)


def test_a_freed_object_is_false_equals_none_and_refuses_every_use() -> None:
    """The error names the object and the remedy."""
    ship = Ship("Argo")
    ship.free()
    assert not is_instance_valid(ship)
    assert not ship
    assert ship == None  # noqa: E711  # the engine's freed objects equal null, which is what this law says
    assert str(ship) == "<Freed Object>"
    with pytest.raises(FreedError, match=r"get_name.*Argo.*is_instance_valid"):
        ship.get_name()
    with pytest.raises(FreedError, match="speed"):
        ship.speed = 3


def test_an_async_function_connected_to_a_signal_starts_as_a_task() -> None:
    """It runs to its first await inside the emission, and goes on from there."""
    ship = Ship()
    heard: list[object] = []

    async def on_hit(damage: int) -> None:
        heard.append(damage)
        heard.append(await ship.docked)

    ship.hit.connect(on_hit)
    ship.hit.emit(4)
    assert heard == [4]
    ship.docked.emit("Ostia", 1.5)
    assert heard == [4, ["Ostia", 1.5]]


def test_a_signal_of_an_object_given_by_name_is_the_same_signal() -> None:
    """`connect`, `emit_signal` and the attribute lead to one list of receivers."""
    ship, ear = Ship(), Ear()
    assert ship.connect("sunk", ear.on) == Error.OK
    assert ship.sunk.is_connected(ear.on)
    assert isinstance(ship, Object)
    ship.sunk.emit()
    assert ear.heard == [()]


@pytest.mark.parametrize("wrong", [3, None, b"damage"])
def test_a_parameter_name_that_is_no_string_is_refused_at_the_declaration(wrong: Any) -> None:
    """The mistake of writing types instead of names is told at once."""
    with pytest.raises(TypeError, match="names of its arguments"):
        Signal(wrong)
