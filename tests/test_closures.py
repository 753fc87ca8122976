"""The laws of functions that close over `self`: they belong to that object, in every form Python has for it."""

from __future__ import annotations

import gc
import logging
import weakref
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Callable, Error, FreedError, Node, Object, SceneTree, Signal

if TYPE_CHECKING:
    from collections.abc import Callable as Function


def run(inner: Function[[], object]) -> None:
    """Call it."""
    inner()


class Source(Object):
    """Has the signal."""

    hit: Signal[int] = Signal("damage")


class Ship(Node):
    """Makes a function of every form."""

    def take(self, *args: object) -> object:
        """Note the arguments."""
        HEARD.append(args)
        return self

    def of_lambda(self) -> Any:
        """Close over self."""
        return lambda damage: self.take(damage) and None

    def of_def(self) -> Any:
        """Close over self, and over itself."""
        seen = [0]

        def hear(damage: int) -> None:
            seen[0] += hear is not None
            self.take(damage)

        return hear

    def of_async(self) -> Any:
        """Close over self in a coroutine."""

        async def hear(damage: int) -> None:
            self.take(damage)

        return hear

    def of_inner(self) -> Any:
        """Close over self only in a function within."""
        return lambda damage: run(lambda: self.take(damage))

    def of_default(self) -> Any:
        """Have self as a default."""
        return lambda damage, self=self: self.take(damage)

    def of_keyword(self) -> Any:
        """Have self as a default by keyword only."""
        return lambda damage, *, self=self: self.take(damage)

    def of_partial(self) -> Any:
        """Hold the bound method."""
        return partial(self.take)

    def of_partial_lambda(self) -> Any:
        """Hold a lambda that closes over self."""
        return partial(lambda damage: self.take(damage) and None)

    def of_callable(self) -> Any:
        """Bind to a lambda that closes over self."""
        return Callable(lambda damage, _bound: self.take(damage)).bind(9)


HEARD: list[tuple[object, ...]] = []
FORMS = [getattr(Ship, name) for name in vars(Ship) if name.startswith("of_")]
FLAGS = [0, Object.CONNECT_DEFERRED, Object.CONNECT_ONE_SHOT, Object.CONNECT_ONE_SHOT | Object.CONNECT_DEFERRED]

forms = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)


@pytest.fixture(autouse=True)
def _nothing_heard() -> None:
    HEARD.clear()


@forms
@pytest.mark.parametrize("flags", FLAGS)
def test_it_hears_while_its_object_lives_and_is_silently_gone_with_it(form: Function[[Ship], Any], flags: int) -> None:
    """Until its object is freed it hears what is emitted; from then on the connection is dead and nothing is said."""
    tree = SceneTree()
    source, ship = Source(), Ship()
    source.hit.connect(form(ship), flags)
    source.hit.emit(1)
    tree.process(0.01)
    assert HEARD == [(1,)]
    source.hit.connect(form(ship), flags)
    source.hit.emit(2)
    ship.free()
    assert not source.hit.has_connections()
    assert source.hit.get_connections() == []
    source.hit.emit(3)
    tree.process(0.01)
    assert (3,) not in HEARD
    assert ((2,) in HEARD) is not bool(flags & Object.CONNECT_DEFERRED)
    tree.close()


@forms
def test_its_connection_keeps_neither_it_nor_its_object_alive(form: Function[[Ship], Any]) -> None:
    """Who is only connected is collected, with the function, and its connection is skipped."""
    source, ship = Source(), Ship()
    source.hit.connect(form(ship))
    gone = weakref.ref(ship)
    source.hit.emit(1)
    del ship
    gc.collect()
    assert gone() is None
    source.hit.emit(2)
    assert HEARD == [(1,)]
    assert not source.hit.has_connections()


@forms
def test_it_is_kept_as_long_as_its_object_lives(form: Function[[Ship], Any]) -> None:
    """That nobody else holds the function ends nothing."""
    source, ship = Source(), Ship()
    source.hit.connect(form(ship))
    gc.collect()
    source.hit.emit(1)
    assert HEARD == [(1,)]
    assert ship.take(2) is ship


@forms
def test_what_was_connected_is_given_back_and_disconnects(form: Function[[Ship], Any]) -> None:
    """The list of connections gives the very function, and disconnecting it lets go of it."""
    source, ship = Source(), Ship()
    function = form(ship)
    assert source.hit.connect(function) == Error.OK
    assert source.hit.is_connected(function)
    assert not source.hit.is_connected(form(ship))
    assert source.hit.get_connections()[0]["callable"] is function
    source.hit.disconnect(function)
    assert not source.hit.is_connected(function)
    gone = weakref.ref(function)
    del function
    gc.collect()
    assert gone() is None


@forms
def test_one_that_is_disconnected_during_an_emission_is_still_called_in_it(form: Function[[Ship], Any]) -> None:
    """An emission goes over those that were connected when it began, also where nobody holds them any more."""
    source, ship = Source(), Ship()

    def drop(_damage: int) -> None:
        source.hit.disconnect(source.hit.get_connections()[1]["callable"])
        gc.collect()

    source.hit.connect(drop, Object.CONNECT_ONE_SHOT)
    source.hit.connect(lambda _damage: None)
    source.hit.disconnect(source.hit.get_connections()[1]["callable"])
    source.hit.connect(lambda _damage: None)
    source.hit.connect(form(ship))
    source.hit.emit(1)
    assert HEARD == [(1,)]
    assert len(source.hit.get_connections()) == 1


@forms
def test_one_of_a_freed_object_is_refused(form: Function[[Ship], Any], caplog: pytest.LogCaptureFixture) -> None:
    """Connecting it is one error with the engine's code."""
    source, ship = Source(), Ship()
    function = form(ship)
    ship.free()
    assert source.hit.connect(function) == Error.ERR_INVALID_PARAMETER
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "was freed" in caplog.text


@forms
def test_a_deferred_call_of_it_is_dropped_with_its_object(form: Function[[Ship], Any]) -> None:
    """It is silently nothing where the object is freed before the flush, and runs where it lives."""
    tree = SceneTree()
    for ends in (False, True):
        ship = Ship()
        tree.root.call_deferred(form(ship), 1)
        Callable(form(ship)).call_deferred(2)
        if ends:
            ship.free()
        tree.process(0.01)
        assert HEARD == [(1,), (2,)]
    tree.close()


@forms
def test_a_wrong_number_of_arguments_is_one_error(form: Function[[Ship], Any], caplog: pytest.LogCaptureFixture) -> None:
    """It is told as it is of a method, with every flag, and the others hear."""
    if form is Ship.of_partial:
        form = lambda ship: partial(ship.of_lambda)  # noqa: E731  # `take` takes any number
    tree = SceneTree()
    for flags in (*FLAGS, Object.CONNECT_APPEND_SOURCE_OBJECT):
        source, ship = Source(), Ship()
        heard: list[tuple[int, ...]] = []
        source.hit.connect(form(ship), flags)
        source.hit.connect(lambda *args, heard=heard: heard.append(args))
        source.emit_signal("hit", 1, 2, 3)
        tree.process(0.01)
        assert [record.levelno for record in caplog.records] == [logging.ERROR]
        assert "argument(s), but called with" in caplog.text
        assert heard == [(1, 2, 3)]
        caplog.clear()
    tree.close()


def test_what_closes_over_another_name_or_another_kind_of_object_belongs_to_nobody() -> None:
    """It is held strongly as any function is, and meets a freed object by itself."""

    class Plain:
        def make(self) -> Any:
            return lambda damage: HEARD.append((damage, self))

    source, ship, plain = Source(), Ship(), Plain()
    source.hit.connect(plain.make())
    source.hit.connect(lambda damage: ship.take(damage) and None)
    gone = weakref.ref(plain)
    del plain
    gc.collect()
    assert gone() is not None
    source.hit.emit(1)
    assert [heard[0] for heard in HEARD] == [1, 1]
    ship.free()
    with pytest.raises(FreedError, match="'take' of"):
        source.hit.emit(2)


def test_what_an_async_closure_waits_for_ends_with_its_object() -> None:
    """The coroutine that it started is closed when its object is freed."""
    source, ended = Source(), []

    class Waiter(Node):
        def wire(self) -> None:
            async def hear(damage: int) -> None:
                try:
                    await source.hit
                    HEARD.append((damage, self))
                finally:
                    ended.append(damage)

            source.hit.connect(hear)

    waiter = Waiter()
    waiter.wire()
    source.hit.emit(1)
    waiter.free()
    assert ended == [1]
    source.hit.emit(2)
    assert HEARD == []


def test_a_callable_of_a_freed_object_refuses_its_call() -> None:
    """It raises before the function runs, as the engine does."""
    ship = Ship()
    ran: list[int] = []

    def make(self: Ship) -> Any:
        return lambda: [self, ran.append(1)]  # type: ignore[func-returns-value]  # run for its effect

    function = Callable(make(ship))
    assert function.get_object() is ship
    ship.free()
    assert not function.is_valid()
    assert function.get_object() is None
    with pytest.raises(FreedError):
        function()
    assert ran == []


@forms
def test_a_persistent_connection_of_it_is_not_copied(form: Function[[Ship], Any]) -> None:
    """`duplicate()` copies the connections of methods; a closure belongs to the one object."""

    class Emitter(Ship):
        hit: Signal[int] = Signal("damage")

    ship = Emitter()
    ship.hit.connect(ship.take, Object.CONNECT_PERSIST)
    ship.hit.connect(form(ship), Object.CONNECT_PERSIST)
    copy = ship.duplicate()
    assert [connection["callable"] for connection in copy.hit.get_connections()] == [Callable(copy.take)]
    copy.hit.emit(1)
    assert HEARD == [(1,)]
