"""Tweeners: the steps of a Tween, one class for each thing a tween does.

Rules: a tweener holds its object, and the object of its method, weakly, and a function strongly; what is gone or freed ends its tweener,
and the tween goes on. A tweener that took less time than the frame has hands the rest on. Errors of user code are collected, and end
nothing.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, Final, Self, cast

from steam_nodes.object import error
from steam_nodes.object.callable import Callable
from steam_nodes.object.closure import Closure
from steam_nodes.object.freed import dead, is_freed
from steam_nodes.object.introspection import MISSING, get_indexed, set_indexed, single
from steam_nodes.object.message_queue import describe, miscall
from steam_nodes.object.ref_counted import RefCounted
from steam_nodes.object.signal import Signal, receiver_of
from steam_nodes.scene import lifecycle
from steam_nodes.scene.tween.easing import ease
from steam_nodes.scene.tween.interpolation import add, fitted, interpolate, kind_of, subtract

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from collections.abc import Sequence

    from steam_nodes.scene.tween.tween import Tween

_EPSILON: Final = 1e-5
_FAILED: Final = object()


def matched(model: Any, value: Any) -> Any:
    """Return a value as the kind of another one, MISSING with one ERROR if it is of another kind altogether."""
    value = fitted(value, model)
    if kind_of(model) != kind_of(value):
        error.complain(f"Type mismatch between initial and final value: {kind_of(model)} and {kind_of(value)}. Use one type.")
        return MISSING
    return value


class Tweener(RefCounted):
    """One step of a tween.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_tweener.html.
    """

    finished: Signal[()] = Signal()
    """The tweener has done its work."""

    _delay: float = 0.0
    _elapsed: float = 0.0
    _over: bool = False

    def _begin_(self) -> None:
        """Begin, or begin anew in the next loop."""
        self._elapsed = 0.0
        self._over = False
        lifecycle.call(self._start)

    def _advance_(self, delta: float) -> tuple[bool, float]:
        """Go on by some seconds; one whose values do not fit each other any more ends.

        Returns:
            Whether it is still going, and the seconds it did not need.
        """
        try:
            return self._step(delta)
        except Exception as failure:
            error.take(failure)
            return self._finish(delta)

    def _holds_(self, tween: Tween) -> bool:
        """Whether a tween is the step, or a step of it."""
        return False

    def _kill_(self) -> None:
        """End the tween that is this step, if it is one."""

    def _start(self) -> None:
        """Override to do more where it begins."""

    def _step(self, delta: float) -> tuple[bool, float]:
        raise NotImplementedError

    def _finish(self, rest: float) -> tuple[bool, float]:
        self._over = True
        if self._signals_ is not None:
            lifecycle.call(self.finished.emit)
        return False, rest


class IntervalTweener(Tweener):
    """A pause in a tween, made by `Tween.tween_interval`.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_intervaltweener.html.
    """

    def __init__(self, time: float) -> None:
        """Keep the seconds."""
        self._duration = time

    def _step(self, delta: float) -> tuple[bool, float]:
        if self._over:
            return False, delta
        self._elapsed += delta
        if self._elapsed < self._duration:
            return True, 0.0
        return self._finish(self._elapsed - self._duration)


class _Delayed(Tweener):
    """A tweener that can wait before it begins."""

    def set_delay(self, delay: float) -> Self:
        """Wait some seconds before it begins; return this tweener."""
        self._delay = delay
        return self


class _Eased(_Delayed):
    """A tweener with a way from a value to another."""

    def __init__(self, curve: tuple[int, int], duration: float) -> None:
        """Take the curve that the tween has now: its TRANS_ and its EASE_ number."""
        self._duration = duration
        self._trans, self._ease = curve

    def set_trans(self, trans: int) -> Self:
        """Take another curve than the tween's: one of `Tween`'s TRANS_ numbers; return this tweener."""
        self._trans = checked(trans, "TRANS_", 12)
        return self

    def set_ease(self, ease: int) -> Self:
        """Say where the curve is slow: one of `Tween`'s EASE_ numbers; return this tweener."""
        self._ease = checked(ease, "EASE_", 4)
        return self

    def _weight(self, time: float) -> float:
        return ease(self._trans, self._ease, time, self._duration)


class PropertyTweener(_Eased):
    """The way of a property to a value, made by `Tween.tween_property`.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_propertytweener.html.
    """

    def __init__(self, curve: tuple[int, int], target: Any, names: Sequence[str], final_val: Any, duration: float) -> None:
        """Keep the target weakly, and read nothing yet."""
        super().__init__(curve, duration)
        self._target = weakly(target)
        self._names = names
        self._initial: Any = get_indexed(target, names)
        self._final = self._base_final = final_val
        self._goal: Any = None
        self._interpolator: _Method | None = None
        self._continues = True
        self._continues_later = self._relative = False

    def from_(self, value: Any) -> PropertyTweener:
        """Begin at a value instead of the one the property has then; return this tweener, None for a value of another kind.

        `from` is a word of Python; `getattr(tweener, "from")` is the same method.
        """
        value = matched(self._final, value)
        if value is MISSING:
            return cast("PropertyTweener", None)
        self._initial = value
        self._continues = False
        return self

    def from_current(self) -> PropertyTweener:
        """Begin at the value the property has now instead of the one it has when this begins; return this tweener."""
        self._continues = False
        return self

    def as_relative(self) -> PropertyTweener:
        """Take the final value as a difference from the first one; return this tweener."""
        self._relative = True
        return self

    def set_custom_interpolator(self, interpolator_method: Function[[float], float]) -> PropertyTweener:
        """Have a function bend the curve once more: it takes and returns how far the way is, 0 to 1; return this tweener."""
        self._interpolator = _Method(interpolator_method)
        return self

    def _start(self) -> None:
        target = self._target()
        if target is None:
            return
        if self._continues:
            if abs(self._delay) < _EPSILON:
                self._initial = self._current(target)
            else:
                self._continues_later = True
        if self._relative:
            self._final = add(self._initial, self._base_final)
        self._aim()

    def _step(self, delta: float) -> tuple[bool, float]:
        if self._over:
            return False, delta
        target = self._target()
        if target is None:
            return self._finish(delta)
        self._elapsed += delta
        if self._elapsed < self._delay:
            return True, 0.0
        if self._continues_later and abs(self._delay) >= _EPSILON:
            self._initial = self._current(target)
            self._aim()
            self._continues_later = False
        time = min(self._elapsed - self._delay, self._duration)
        lifecycle.call(set_indexed, target, self._names, self._value_at(time))
        if time < self._duration:
            return True, 0.0
        return self._finish(self._elapsed - self._delay - self._duration)

    def _value_at(self, time: float) -> Any:
        if self._interpolator is not None and self._interpolator.is_valid():
            return self._bent(self._weight(time) if time < self._duration else 1.0)
        if time >= self._duration:
            return self._final
        return interpolate(self._initial, self._goal, self._weight(time))

    def _aim(self) -> None:
        # The way and back again: where the two values have not as many items, the goal has as many as the longer.
        self._goal = add(self._initial, subtract(self._final, self._initial))

    def _bent(self, weight: float) -> Any:
        bent = cast("_Method", self._interpolator).call("custom method from PropertyTweener", weight)
        if bent is _FAILED:
            return self._initial
        if not isinstance(bent, (int, float)) or isinstance(bent, bool):
            error.complain(f"Wrong return type in PropertyTweener custom method. Expected float, got {type(bent).__name__}.")
            return self._initial
        return interpolate(self._initial, self._final, single(bent))

    def _current(self, target: Any) -> Any:
        value = get_indexed(target, self._names)
        return None if value is MISSING else value


setattr(PropertyTweener, "from", PropertyTweener.from_)  # the engine's own name, which no `def` can have


class CallbackTweener(_Delayed):
    """A call in a tween, made by `Tween.tween_callback`.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_callbacktweener.html.
    """

    def __init__(self, callback: Function[[], object]) -> None:
        """Keep the object of a bound method weakly."""
        self._method = _Method(callback)

    def _step(self, delta: float) -> tuple[bool, float]:
        if self._over:
            return False, delta
        if not self._method.is_valid():
            return self._finish(delta)
        self._elapsed += delta
        if self._elapsed < self._delay:
            return True, 0.0
        if self._method.call("method from CallbackTweener") is _FAILED:
            return False, delta
        return self._finish(self._elapsed - self._delay)


class MethodTweener(_Eased):
    """Calls with a value on its way to another, made by `Tween.tween_method`.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_methodtweener.html.
    """

    def __init__(self, curve: tuple[int, int], method: Function[[Any], object], initial: Any, final: Any, duration: float) -> None:
        """Keep the object of a bound method weakly."""
        super().__init__(curve, duration)
        self._method = _Method(method)
        self._initial = initial
        self._final = final
        self._goal = add(initial, subtract(final, initial))

    def _step(self, delta: float) -> tuple[bool, float]:
        if self._over:
            return False, delta
        if not self._method.is_valid():
            return self._finish(delta)
        self._elapsed += delta
        if self._elapsed < self._delay:
            return True, 0.0
        time = min(self._elapsed - self._delay, self._duration)
        going = time < self._duration
        value = interpolate(self._initial, self._goal, self._weight(time)) if going else self._final
        if self._method.call("method from MethodTweener", value) is _FAILED:
            return False, delta
        return (True, 0.0) if going else self._finish(self._elapsed - self._delay - self._duration)


class SubtweenTweener(_Delayed):
    """A tween as a step of another, made by `Tween.tween_subtween`.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_subtweentweener.html.
    """

    def __init__(self, subtween: Tween) -> None:
        """Keep the tween."""
        self._subtween = subtween

    def _holds_(self, tween: Tween) -> bool:
        return self._subtween._holds_(tween)

    def _kill_(self) -> None:
        self._subtween.kill()

    def _start(self) -> None:
        self._subtween.stop()
        if self._subtween.is_valid():
            self._subtween.play()
        else:
            self._finish(0.0)

    def _step(self, delta: float) -> tuple[bool, float]:
        if self._over:
            return False, delta
        self._elapsed += delta
        if self._elapsed < self._delay:
            return True, 0.0
        if self._subtween._advance_(delta):
            return True, 0.0
        return self._finish(self._elapsed - self._delay - self._subtween.get_total_elapsed_time())


class _Method:
    """A method or function that a tweener calls."""

    __slots__ = ("_function", "_receiver")

    def __init__(self, target: Any) -> None:
        """Take it apart, as a signal does with its receivers.

        Raises:
            TypeError: It cannot be called.
        """
        if not callable(target):
            message = f"a tween calls a method, a function or a Callable, not {target!r}"
            raise TypeError(message)
        null = isinstance(target, Callable) and not target.is_valid()
        entry = None if null else receiver_of(target)[1]
        self._receiver: Any
        self._function: Any
        self._receiver, self._function = entry or (dead, None)
        if isinstance(self._function, Closure):
            # A connection leaves it to the owner to keep the function; a tween keeps what it still has to call.
            self._function.hold(target)

    def is_valid(self) -> bool:
        """Whether there is still something to call."""
        if self._receiver is None:
            return True
        receiver = self._receiver()
        return receiver is not None and not is_freed(receiver)

    def call(self, what: str, *args: Any) -> Any:
        """Call it; an error inside is collected, a wrong number of arguments is one ERROR and gives _FAILED."""
        try:
            return self._function(*args) if self._receiver is None else self._function(self._receiver(), *args)
        except Exception as failure:
            text = miscall(failure, self._function, args, with_self=self._receiver is not None)
            if text is None:
                error.take(failure)
                return None
            error.complain(f"Error calling {what}: '{describe(self._function)}': {text}")
            return _FAILED


def weakly(thing: Any) -> Function[[], Any]:
    """Return a function that gives a thing, or None once it is gone or freed; what has no room for that is held."""
    try:
        reference = weakref.ref(thing)
    except TypeError:
        return lambda: thing

    def find() -> Any:
        found = reference()
        return None if is_freed(found) else found

    return find


def checked(number: int, what: str, count: int) -> int:
    """Return a number of an enum as it is.

    Raises:
        ValueError: It is none of `Tween`'s numbers that begin with `what`.
    """
    if number not in range(count):
        message = f"{number!r} is none of the numbers Tween.{what}..., 0 to {count - 1}"
        raise ValueError(message)
    return number
