"""Frames on a stepped clock: how a test lets time pass, and waits for what is to come of it.

Rules: a frame is 1/60 s of the game's time and takes no longer than its work; nobody sleeps. What user code raises in a frame comes out of
the call that ran the frame. Who waits listens before the first frame runs, and also while `doing` is called, so that nothing is missed.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, TypeVarTuple, overload

from steam_nodes.object.plain_text import plain
from steam_nodes.object.signal import Signal
from steam_nodes.steam.nodes.steam_node import SteamNode
from steam_nodes.testing.failure_text import message, sides_of, told, unsettled, value_text
from steam_nodes.testing.recorder import deafen, listen, require_signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from steam_nodes.object.object import AnySignal
    from steam_nodes.scene.scene_tree import SceneTree

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Us = TypeVarTuple("Us")

FRAME: Final = 1 / 60
_GRAIN: Final = 1e-9
_MOST_HEARD: Final = 8


class Emission(NamedTuple):
    """One emission, as `until.any` returns it."""

    signal: Signal[*tuple[Any, ...]]
    args: tuple[Any, ...]


class Frames:
    """The fixture `frames`: runs frames of `steam_tree`, of 1/60 s each, or as long as those of the recording that is replayed.

    Args:
        tree: The tree.
        lengths: How long the first frames are, in seconds; those after them are of 1/60 s.
    """

    def __init__(self, tree: SceneTree, lengths: Sequence[float] = ()) -> None:
        """Begin before the first frame."""
        self._tree = tree
        self._lengths = lengths
        self.count: int = 0
        """How many frames have run."""
        self.elapsed: float = 0.0
        """How many seconds of the game's time have passed."""

    def __call__(self, n: int = 1, *, delta: float | None = None) -> None:
        """Run some frames; it ends early where the tree quits.

        Args:
            n: How many, 0 or more.
            delta: How many seconds each of them is, 0 or more; 1/60 s unless it is given.

        Raises:
            Exception: What user code raised in a frame, after that frame is through.
            RuntimeError: The tree has quit before.
            TypeError: `n` is no int.
            ValueError: `n` or the delta is below 0.
        """
        __tracebackhide__ = True
        if isinstance(n, bool) or not isinstance(n, int):
            text = f"frames takes a number of frames, not {type(n).__name__} {value_text(n)}; for seconds write frames.seconds(2.5)"
            raise TypeError(text)
        if n < 0:
            text = f"frames takes a number of frames, 0 or more, not {n}; time only goes forward"
            raise ValueError(text)
        for _ in range(n):
            if not self.step(delta):
                break

    def seconds(self, seconds: float) -> None:
        """Run frames until so many seconds of the game's time have passed; it ends early where the tree quits.

        Args:
            seconds: How many, 0 or more; errors are those of a call for frames.
        """
        __tracebackhide__ = True
        end = self.elapsed + _require_seconds("frames.seconds", seconds, least=0.0)
        while self.elapsed < end - _GRAIN and self.step():
            pass

    def step(self, delta: float | None = None) -> bool:
        """Run one frame, and return whether the tree goes on; errors are those of a call for frames."""
        __tracebackhide__ = True
        if self._tree._state_.over:
            last = f"in frame {self.count} with exit code {self._tree.exit_code}"
            text = f"the tree has quit, {last}, and has no frame after it; end the test there"
            raise RuntimeError(text)
        if delta is None:
            delta = self._lengths[self.count] if self.count < len(self._lengths) else FRAME
        self.count += 1
        self.elapsed += delta
        return self._tree.process(delta)


class Until:
    """The fixture `until`: runs frames until a signal is emitted, and fails where that takes too long.

    Args:
        tree: The tree.
        frames: What runs its frames.
    """

    def __init__(self, tree: SceneTree, frames: Frames) -> None:
        """Begin with nobody waiting."""
        self._tree = tree
        self._frames = frames

    @overload
    def __call__(self, awaited: Signal[*Ts], timeout: float = 5.0, /, *, doing: Callable[[], object] | None = None) -> tuple[*Ts]: ...
    @overload
    def __call__(self, awaited: Signal[*Ts], /, *, timeout: float = 5.0, doing: Callable[[], object] | None = None) -> tuple[*Ts]: ...
    @overload
    def __call__(self, awaited: Callable[[], T], timeout: float = 5.0, /, *, doing: Callable[[], object] | None = None) -> T: ...
    @overload
    def __call__(self, awaited: Callable[[], T], /, *, timeout: float = 5.0, doing: Callable[[], object] | None = None) -> T: ...
    @overload
    def __call__(
        self, first: Signal[*Ts], second: Signal[*Us], /, *, timeout: float = 5.0, doing: Callable[[], object] | None = None
    ) -> tuple[tuple[*Ts], tuple[*Us]]: ...
    @overload
    def __call__(
        self,
        first: Signal[*tuple[Any, ...]],
        second: Signal[*tuple[Any, ...]],
        third: Signal[*tuple[Any, ...]],
        /,
        *more: Signal[*tuple[Any, ...]],
        timeout: float = 5.0,
        doing: Callable[[], object] | None = None,
    ) -> tuple[tuple[Any, ...], ...]: ...
    def __call__(self, *awaited: Any, timeout: float = 5.0, doing: Callable[[], object] | None = None) -> Any:
        """Run frames until each of some signals was emitted, or until a condition holds.

        Args:
            *awaited: One signal of an object; or several, all of which are waited for; or one condition, a function without arguments that
                is asked before the first frame and after each, until it returns something true.
            timeout: How many seconds of the game's time to wait at most, above 0; it may also stand last without its name.
            doing: What to call as soon as the signals are listened to: for those that are emitted before the call returns.

        Returns:
            The arguments of the signal's first emission, as a tuple; of several signals a tuple of those, in the order of the signals; of a
            condition what it returned.

        Raises:
            AssertionError: It did not come in time, or the tree quit before; the text names the signal and the seconds, what else was
                heard, what Steam refused last and why, and what it answered.
            Exception: What user code raised in a frame, after that frame is through.
            TypeError: Something is neither a signal of an object nor a condition.
            ValueError: The timeout is not above 0.
        """
        __tracebackhide__ = True
        if len(awaited) > 1 and isinstance(awaited[-1], int | float):
            awaited, timeout = awaited[:-1], awaited[-1]
        if len(awaited) == 1 and callable(awaited[0]):
            return self._until_true(awaited[0], _require_seconds("until", timeout), doing)
        signals = self._checked("until", awaited, timeout)
        heard = self._heard(signals, timeout, doing, enough=len(dict.fromkeys(signals)))
        found = tuple(heard[signal] for signal in signals)
        return found[0] if len(found) == 1 else found

    def any(self, *signals: Signal[*tuple[Any, ...]], timeout: float = 5.0, doing: Callable[[], object] | None = None) -> Emission:
        """Run frames until the first of some signals is emitted; arguments and errors are those of a call for all of them.

        Returns:
            The signal, and its arguments as a tuple.
        """
        __tracebackhide__ = True
        heard = self._heard(self._checked("until.any", signals, timeout), timeout, doing, enough=1)
        return Emission(*next(iter(heard.items())))

    def _checked(self, call: str, awaited: Sequence[Any], timeout: float) -> list[AnySignal]:
        """Check what is waited for, and for how long."""
        __tracebackhide__ = True
        _require_seconds(call, timeout)
        if not awaited:
            text = f"{call} takes the signals to wait for, and none was given; write {call}(player_stats.stored)"
            raise TypeError(text)
        for each in awaited:
            require_signal(call, each)
        return [*awaited]

    def _heard(
        self, signals: list[AnySignal], timeout: float, doing: Callable[[], object] | None, *, enough: int
    ) -> dict[AnySignal, tuple[Any, ...]]:
        """Run frames until so many of the signals were emitted; return the arguments of the first emission of each, in order."""
        __tracebackhide__ = True
        heard: dict[AnySignal, tuple[Any, ...]] = {}
        others: list[str] = []
        begin = self._frames.count

        def note(signal: AnySignal, args: tuple[Any, ...]) -> None:
            if signal in signals:
                heard.setdefault(signal, args)
            values = ", ".join(map(value_text, args))
            others.append(f"{signal.get_name()}({values}) in frame {self._frames.count - begin}")

        ears = [(signal, listen(signal, note)) for signal in dict.fromkeys([*signals, *_beside(signals)])]
        try:
            if doing is not None:
                doing()
            self._run(lambda: len(heard) >= enough, timeout)
        finally:
            for signal, receiver in ears:
                deafen(signal, receiver)
        if len(heard) < enough:
            missed = " and ".join(_name(signal) for signal in dict.fromkeys(signals) if signal not in heard)
            first = f"until: {missed} {'was' if enough - len(heard) == 1 else 'were'} not emitted {self._ended(begin, timeout)}"
            if len(others) > _MOST_HEARD:
                others = [f"{len(others) - _MOST_HEARD} more before, then", *others[-_MOST_HEARD:]]
            raise AssertionError(self._text(first, [f"heard meanwhile: {'; '.join(others) or 'nothing of the same objects'}"]))
        return heard

    def _until_true(self, condition: Callable[[], T], timeout: float, doing: Callable[[], object] | None) -> T:
        """Run frames until a condition holds."""
        __tracebackhide__ = True
        begin = self._frames.count
        found: list[T] = []

        def holds() -> bool:
            found[:] = [condition()]
            return bool(found[0])

        if doing is not None:
            doing()
        if not self._run(holds, timeout):
            code = getattr(condition, "__code__", None)
            place = "" if code is None else f" (line {code.co_firstlineno} of {plain(code.co_filename)})"
            name = getattr(condition, "__name__", None) or repr(condition)
            first = f"until: the condition {plain(name)}{place} did not come true {self._ended(begin, timeout)}"
            raise AssertionError(self._text(first, [f"it last returned {value_text(found[0])}"]))
        return found[0]

    def _run(self, done: Callable[[], bool], timeout: float) -> bool:
        """Run frames until something is done, the time is over or the tree quits; return whether it is done."""
        __tracebackhide__ = True
        frames = self._frames
        end = frames.elapsed + timeout
        goes_on = True
        while not done():
            if not goes_on or frames.elapsed >= end - _GRAIN:
                return False
            goes_on = frames.step()
        return True

    def _ended(self, begin: int, timeout: float) -> str:
        """Say why nobody waits any longer."""
        count = self._frames.count - begin
        if self._tree._state_.over:
            return f"before the tree quit, in frame {count} with exit code {self._tree.exit_code}"
        return f"within {timeout:g} s ({count} frames)"

    def _text(self, first: str, lines: list[str]) -> str:
        return message(first, [*lines, *unsettled(self._tree), *told(sides_of(self._tree))])


def _require_seconds(call: str, seconds: float, least: float | None = None) -> float:
    """Check a time; without `least` it must be above 0."""
    __tracebackhide__ = True
    wanted = "a number of seconds above 0" if least is None else "a number of seconds, 0 or more"
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        text = f"{call}: the time is {wanted}, not {type(seconds).__name__} {value_text(seconds)}"
        raise TypeError(text)
    if not isfinite(seconds) or seconds < 0 or (least is None and seconds == 0):
        text = f"{call}: the time is {wanted}, not {seconds!r}; no test waits for ever"
        raise ValueError(text)
    return seconds


def _name(signal: AnySignal) -> str:
    """Name a signal and its object."""
    owner = signal.get_object()
    return plain(f"{signal.get_name()} of {owner}")


def _beside(signals: list[AnySignal]) -> Iterator[AnySignal]:
    """Give the other signals of the same objects, which may tell why one does not come; not those that every node has."""
    for owner in {id(owner): owner for owner in (signal.get_object() for signal in signals)}.values():
        # To touch a signal of Steam's can make it look for what others do: only those count that somebody uses.
        touched = (owner._signals_ or {}) if isinstance(owner, SteamNode) else None
        for base in type(owner).__mro__:
            if base.__module__.startswith(("steam_nodes.scene.", "steam_nodes.object.")):
                continue
            for name, declared in vars(base).items():
                if isinstance(declared, Signal) and (touched is None or name in touched):
                    own = getattr(owner, name, None)
                    if isinstance(own, Signal) and not own.is_null():
                        yield own
