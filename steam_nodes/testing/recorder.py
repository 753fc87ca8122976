"""Recorders of signals: what was emitted while a test ran, in the order in which it came.

Rules: a recorder listens behind who was connected before it and changes nothing. It keeps no object alive, and the fixture disconnects it
when the test is over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVarTuple, cast

from steam_nodes.object.freed import is_freed
from steam_nodes.object.plain_text import plain
from steam_nodes.object.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from steam_nodes.object.object import AnySignal

Ts = TypeVarTuple("Ts")


class Recorder:
    """What some signals emitted since the recorder was made; the fixture `record` makes one.

    `len(heard)`, `heard[-1]`, `for emission in heard` and `("stored",) in heard` look at `heard.emissions`.
    """

    def __init__(self, *signals: AnySignal) -> None:
        """Begin to listen.

        Args:
            *signals: One or more signals of objects.

        Raises:
            TypeError: Something is no signal, or the signal of no object.
        """
        __tracebackhide__ = True
        for signal in signals:
            require_signal("record", signal)
        if not signals:
            message = "record takes the signals to listen to, and none was given; write record(player_stats.loaded, player_stats.stored)"
            raise TypeError(message)
        self.emissions: list[tuple[Any, ...]] = []
        """Each emission as a tuple of the signal's name and its arguments, in order: `[("loaded",), ("failed", Result.BUSY)]`."""
        self._heard: list[tuple[AnySignal, tuple[Any, ...]]] = []
        self._connected = [(signal, listen(signal, self._note)) for signal in dict.fromkeys(signals)]

    def _note(self, signal: AnySignal, args: tuple[Any, ...]) -> None:
        self.emissions.append((signal.get_name(), *args))
        self._heard.append((signal, args))

    @property
    def names(self) -> list[str]:
        """The names of the signals that were emitted, in order, each as often as it was."""
        return [emission[0] for emission in self.emissions]

    def of(self, signal: Signal[*Ts]) -> list[tuple[*Ts]]:
        """Return the arguments of each emission of one signal, in order.

        Args:
            signal: One of the signals that are recorded.

        Raises:
            LookupError: The signal is not recorded here, and would look as if it had never been emitted.
        """
        __tracebackhide__ = True
        require_signal("of", signal)
        if not any(signal is each for each, _ in self._connected):
            names = ", ".join(each.get_name() for each, _ in self._connected)
            message = f"{plain(repr(signal))} is not recorded here, only {names}; pass it to record() too"
            raise LookupError(message)
        return [cast("tuple[*Ts]", args) for each, args in self._heard if each is signal]

    def count(self, signal: AnySignal) -> int:
        """Count the emissions of one signal; errors are those of `of`."""
        return len(self.of(signal))

    def clear(self) -> None:
        """Forget what was emitted so far, and go on listening."""
        self.emissions.clear()
        self._heard.clear()

    def stop(self) -> None:
        """Listen no more; what was emitted stays. Harmless twice."""
        for signal, receiver in self._connected:
            deafen(signal, receiver)

    def __len__(self) -> int:
        """Count the emissions."""
        return len(self.emissions)

    def __getitem__(self, index: int) -> tuple[Any, ...]:
        """Return one emission, counted from the first or, below 0, from the last."""
        return self.emissions[index]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Go through the emissions."""
        return iter(self.emissions)

    def __repr__(self) -> str:
        """Show the emissions, as a failed assertion does."""
        return f"<Recorder: {self.emissions!r}>"


class Record:
    """The fixture `record`: makes recorders, and stops them when the test is over."""

    def __init__(self) -> None:
        """Begin without any."""
        self._made: list[Recorder] = []

    def __call__(self, *signals: AnySignal) -> Recorder:
        """Record every emission of these signals from now on.

        Args:
            *signals: One or more signals of objects; the order between them is kept.

        Raises:
            TypeError: Something is no signal, or the signal of no object.
        """
        __tracebackhide__ = True
        recorder = Recorder(*signals)
        self._made.append(recorder)
        return recorder

    def stop(self) -> None:
        """Stop all of them."""
        for recorder in self._made:
            recorder.stop()


def require_signal(call: str, thing: object) -> AnySignal:
    """Return the signal of an object.

    Raises:
        TypeError: It is none, with what to write in its place.
    """
    __tracebackhide__ = True
    if isinstance(thing, Signal):
        if not thing.is_null():
            return thing
        name = thing.get_name() or "a signal"
        message = (
            f"{call}: {plain(name)} belongs to no object; take the signal of an object, not of its class, and of one that is not freed"
        )
    elif isinstance(thing, str):
        message = f"{call} takes the signal itself, not its name {plain(repr(thing))}; write node.{plain(thing)} without quotes"
    else:
        message = f"{call} takes signals such as player_stats.loaded, not {type(thing).__name__} {plain(repr(thing))}"
    raise TypeError(message)


def listen(signal: AnySignal, note: Callable[[AnySignal, tuple[Any, ...]], None]) -> Callable[..., None]:
    """Have each emission of a signal noted; return the receiver that `deafen` takes out again."""

    def receiver(*args: Any) -> None:
        note(signal, args)

    signal.connect(receiver)
    return receiver


def deafen(signal: AnySignal, receiver: Callable[..., None]) -> None:
    """Take a receiver out again, unless it is gone with its signal's object."""
    if not is_freed(signal.get_object()) and signal.is_connected(receiver):
        signal.disconnect(receiver)
