"""The queue of deferred calls: what `call_deferred`, `set_deferred` and deferred connections put off.

Rules: first in, first out; what is queued while the queue is being flushed runs in the same flush, after what was there. A target
that was freed meanwhile is dropped silently. An error in one call does not stop the next.

Each tree has a queue and flushes it at the points of its frame. A call for an object inside a tree goes to the queue of that tree. One
for an object outside of every tree goes to the tree that runs in this thread, else to the last one that lives; when that tree ends first
it is handed on, and where there is no tree it waits for the next. Any thread may put calls off: they run in the thread of the frame.

Calls that put themselves off for ever are stopped: what more than a million calls in one flush put off is left to the next frame.
"""

from __future__ import annotations

from collections import deque
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.object import error
from steam_nodes.object.freed import is_freed

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST: Final = 1_000_000

Call = tuple[Any, "Callable[..., object]", tuple[Any, ...]]
"""The target object, kept until then and passed before the arguments, or None; the function; the arguments."""


class _FromOutside(tuple[Any, "Callable[..., object]", tuple[Any, ...]]):
    """A call for an object outside of every tree, which outlives the tree it was given to."""

    __slots__ = ()


class MessageQueue:
    """A first-in first-out queue of calls."""

    __slots__ = ("_calls", "_later", "push")

    def __init__(self) -> None:
        """Start empty."""
        self._calls: deque[Call] = deque()
        self._later: deque[Call] = deque()
        self.push: Callable[[Call], None] = self._calls.append
        """Put off a call: `function(target, *args)`, or `function(*args)` where its target is None."""

    def __len__(self) -> int:
        """Count the calls that wait."""
        return len(self._calls) + len(self._later)

    def hand_on(self, heir: MessageQueue) -> None:
        """Give the calls from outside of every tree to another queue, and forget the others: the tree of this one ends."""
        self.resume()
        # One by one: another thread may put a call off meanwhile.
        while self._calls:
            call = self._calls.popleft()
            if isinstance(call, _FromOutside):
                heir.push(call)

    def clear(self) -> None:
        """Forget every call that waits."""
        self._calls.clear()
        self._later.clear()

    def resume(self) -> None:
        """Let the calls that were left to the next frame go first in this one."""
        while self._later:
            self._calls.appendleft(self._later.pop())

    def flush(self) -> None:
        """Run calls until none is left, or until those that were put off meanwhile are more than any that come to an end."""
        calls = self._calls
        if not calls:
            return
        next_call = calls.popleft
        for _ in repeat(None, len(calls) + _MOST):
            target, function, args = next_call()
            try:
                if target is None:
                    function(*args)
                elif not getattr(type(target), "_is_freed_", False):
                    # Most calls have no arguments, and to unpack none costs as much as the call.
                    if args:
                        function(target, *args)
                    else:
                        function(target)
            except Exception as failure:
                text = miscall(failure, function, args, with_self=target is not None)
                if text is None:
                    error.take(failure)
                else:
                    error.complain(f"Error calling deferred method: '{describe(function)}': {text}")
            if not calls:
                return
        error.complain(
            f"More than {_MOST:,} deferred calls were put off in one flush: '{describe(calls[0][1])}' puts itself off for ever. "
            "What is left runs in the next frame. Await process_frame between such calls."
        )
        for _ in repeat(None, len(calls)):
            self._later.append(next_call())


nobodys: Final = MessageQueue()
"""What was put off while there was no tree."""


class _Trees:
    """How the queue of the tree that runs now is found, None without a tree; the engine says it, who knows the trees."""

    __slots__ = ("current",)

    def __init__(self) -> None:
        self.current: Callable[[], MessageQueue | None] = lambda: None


trees: Final = _Trees()


def put_off(call: Call) -> None:
    """Put off a call from outside of every tree."""
    current = trees.current()
    (nobodys if current is None else current).push(_FromOutside(call))


def put_off_for(instance: Any, call: Call) -> None:
    """Put off a call for an object: in its tree if it is inside one; what was freed has none, and neither has a class."""
    if is_freed(instance) or isinstance(instance, type):
        put_off(call)
    else:
        getattr(instance, "_put_off_", put_off)(call)


def describe(function: Callable[..., object]) -> str:
    """Name a callable as a log line does: its qualified name, as `Ship._on_hit`."""
    inner = getattr(function, "described", None)
    if isinstance(inner, str):
        return inner
    name = getattr(function, "__qualname__", None)
    return name if isinstance(name, str) else repr(function)


def miscall(failure: Exception, function: Callable[..., object], args: tuple[Any, ...], *, with_self: bool) -> str | None:
    """Tell a call with the wrong number of arguments from an error inside the function.

    Args:
        failure: What the call raised.
        function: What was called; a plain function of a class where `with_self` is true.
        args: The arguments it was called with, without self.
        with_self: Whether the receiver itself was passed before them.

    Returns:
        Godot's sentence about the count, or None where the failure comes from inside the function.
    """
    if isinstance(failure, UnbindError):
        return str(failure)
    if not isinstance(failure, TypeError):
        return None
    trace = failure.__traceback__
    # A call that never began leaves frames of this library only; binds and eager tasks may stand between.
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or not str(trace.tb_frame.f_globals.get("__name__", "")).startswith("steam_nodes."):
        return None
    import inspect  # noqa: PLC0415  # loaded on first use

    function, args, with_self = counted(function, args, with_self=with_self)
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    given = (None, *args) if with_self else args
    try:
        signature.bind(*given)
    except TypeError:
        kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        expected = sum(parameter.kind in kinds for parameter in signature.parameters.values()) - with_self
        return f"Method expected {expected} argument(s), but called with {len(args)}."
    return None


def counted(function: Callable[..., object], args: tuple[Any, ...], *, with_self: bool) -> tuple[Any, tuple[Any, ...], bool]:
    """Return what a function that only passes a call on really calls, with which arguments, and whether the receiver comes before them."""
    own = getattr(function, "counted", None)
    found: tuple[Any, tuple[Any, ...], bool] = (function, args, with_self) if own is None else own(args)
    return found


class UnbindError(Exception):
    """A Callable drops more arguments than it was called with."""
