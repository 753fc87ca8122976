"""Tasks: `async def` code driven by the emissions of signals, without an event loop.

Rules: a task runs at once to its first await (GDScript's coroutines do). `await signal` connects it as a one-shot, and the emission
resumes it in its place among the receivers, before `emit()` returns. A task that a node's method started belongs to the node: freeing
the node closes it, its `finally` blocks run, and it never resumes. An error goes to who awaits the task, else to the collector.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from steam_nodes.object import error
from steam_nodes.object.freed import is_freed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Generator

T = TypeVar("T")

CO_COROUTINE: Final = 0x80
"""What marks the code of an `async def`."""
_RUNNING: Final = 0
_DONE: Final = 1
_FAILED: Final = 2
_CLOSED: Final = 3
_FOREIGN: Final = "a coroutine that the tree drives awaits signals, requests and other such coroutines"
_REMEDY: Final = (
    ". In place of asyncio.sleep(seconds) await get_tree().create_timer(seconds).timeout; what asyncio has to do, a task of asyncio's "
    "does, and emits a signal when it is done. The other way round, asyncio awaits what the tree drives through as_future()"
)


class Task(Generic[T]):
    """A running coroutine. Await it for its result; leave it and it goes on by itself.

    Args:
        coroutine: What to run; it starts inside this call.
        node: The object it belongs to, None for a task that lives by what it waits for.

    Raises:
        Exception: What the coroutine raised before its first await.
    """

    __slots__ = ("__weakref__", "_coroutine", "_error", "_node", "_result", "_state", "_waiters", "_waits_for")

    def __init__(self, coroutine: Coroutine[Any, Any, T], node: Any = None) -> None:
        """Run to the first await."""
        self._coroutine = coroutine
        self._node = node
        self._result: Any = None
        self._error: Exception | None = None
        self._state = _RUNNING
        self._waiters: dict[Task[Any], None] = {}
        self._waits_for: Any = None
        if node is not None:
            owned = node._tasks_
            if owned is None:
                owned = node._tasks_ = {}
            owned[self] = None
        self._step(None, None)
        if self._error is not None:
            raise self._error

    def is_valid(self) -> bool:
        """Whether it is still waiting for something."""
        return self._state == _RUNNING

    def is_owned(self) -> bool:
        """Whether a node keeps it and ends it."""
        return self._node is not None

    def close(self) -> None:
        """End it where it waits: its `finally` blocks run, it never resumes, and who awaits it waits forever."""
        if self._state != _RUNNING:
            return
        self._state = _CLOSED
        waits_for, self._waits_for = self._waits_for, None
        if waits_for is not None:
            waits_for._abandon(self)
        # Freed in the midst of its own code it runs on to its next await, and ends there.
        if not getattr(self._coroutine, "cr_running", False):
            self._end_coroutine()
        self._leave()
        # Who waits here and belongs to no node is held by nothing else, and ends too.
        self._waiters = {}

    def _end_coroutine(self) -> None:
        try:
            self._coroutine.close()
        except Exception as failure:
            error.take(failure)

    def resume(self, *args: Any) -> None:
        """Go on with what was emitted: None, the one value, or a list of several."""
        if self._state == _RUNNING:
            self.go_on(args[0] if len(args) == 1 else list(args) if args else None, None)
        elif is_freed(self._node):
            name = getattr(self._coroutine, "__qualname__", repr(self._coroutine))
            error.complain(
                f"Resumed function '{name}()' after await, but its node is gone: it was freed in the very emission it waits for."
            )

    def go_on(self, value: Any, failure: Exception | None) -> None:
        """Go on; an error goes to those who wait, or to the collector."""
        self._step(value, failure)
        if self._error is None or self._state != _FAILED:
            return
        if self._waiters:
            waiters, self._waiters = self._waiters, {}
            for waiter in waiters:
                waiter.go_on(None, self._error)
        else:
            error.take(self._error)

    def _step(self, value: Any, failure: Exception | None) -> None:
        self._waits_for = None
        while True:
            try:
                awaited = self._coroutine.send(value) if failure is None else self._coroutine.throw(failure)
            except StopIteration as stop:
                if self._state == _RUNNING:
                    self._finish(stop.value)
                return
            except Exception as raised:
                self._state, self._error = _FAILED, _explained(raised)
                self._leave()
                return
            if self._state != _RUNNING:
                self._end_coroutine()
                return
            wait = getattr(awaited, "_wait", None)
            if wait is None:
                # asyncio.sleep(0) gives None, every other awaitable of asyncio's a future.
                value, failure = None, TypeError(f"{_FOREIGN}, not {type(awaited).__name__}{_REMEDY}")
                continue
            try:
                wait(self)
            except Exception as refused:
                failure = refused
            else:
                self._waits_for = awaited
                return

    def _finish(self, result: Any) -> None:
        self._state, self._result = _DONE, result
        self._leave()
        waiters, self._waiters = self._waiters, {}
        for waiter in waiters:
            waiter.go_on(result, None)

    def _leave(self) -> None:
        node = self._node
        if node is not None and not is_freed(node):
            # A node that was freed has let go of its tasks itself.
            owned = node._tasks_
            if owned is not None:
                owned.pop(self, None)

    def _wait(self, task: Task[Any]) -> None:
        self._waiters[task] = None

    def _abandon(self, task: Task[Any]) -> None:
        self._waiters.pop(task, None)

    def __await__(self) -> Generator[Any, Any, T]:
        """Wait for the end; give the result or raise the error."""
        if self._state in (_RUNNING, _CLOSED):
            yield self
        if self._error is not None:
            raise self._error
        result: T = self._result
        return result


class Answer(Generic[T]):
    """A value that comes later: tasks await it, and go on when it is given."""

    __slots__ = ("_given", "_value", "_waiters")

    def __init__(self) -> None:
        """Start without a value."""
        self._given = False
        self._value: Any = None
        self._waiters: dict[Task[Any], None] = {}

    def give(self, value: T) -> None:
        """Set the value, once, and let every waiting task go on."""
        if self._given:
            return
        self._given, self._value = True, value
        waiters, self._waiters = self._waiters, {}
        for waiter in waiters:
            waiter.resume(value)

    def _wait(self, task: Task[Any]) -> None:
        self._waiters[task] = None

    def _abandon(self, task: Task[Any]) -> None:
        self._waiters.pop(task, None)

    def __await__(self) -> Generator[Any, Any, T]:
        """Wait for the value."""
        if not self._given:
            yield self
        value: T = self._value
        return value


def start(coroutine: Coroutine[Any, Any, T], node: Any = None) -> Task[T]:
    """Start a coroutine: it runs at once to its first await, and emissions drive it from there.

    A call of a node's own `async def` has started already and is returned as it is; `start` then only says so to a reader and to a
    type checker, which both expect a coroutine to be awaited.

    Args:
        coroutine: A call of an `async def`.
        node: The node it belongs to and ends with, if any.

    Returns:
        The task, to be awaited or left alone.

    Raises:
        Exception: What the coroutine raised before its first await.
    """
    return coroutine if isinstance(coroutine, Task) else Task(coroutine, node)


def _explained(raised: Exception) -> Exception:
    """Return an error of user code; for one of asyncio's that tells nothing here, one with the remedy."""
    if type(raised) is RuntimeError and raised.args == ("no running event loop",):
        explained = TypeError(f"{_FOREIGN}, and no event loop of asyncio's runs here{_REMEDY}")
        explained.__cause__ = raised
        return explained
    return raised


def is_coroutine_function(function: object) -> bool:
    """Whether calling it gives a coroutine."""
    code = getattr(function, "__code__", None)
    return code is not None and bool(code.co_flags & CO_COROUTINE)


def eager(method: Callable[..., Coroutine[Any, Any, T]]) -> Callable[..., Awaitable[T]]:
    """Make an `async def` method of a node start when it is called."""

    def started(self: Any, *args: Any, **kwargs: Any) -> Task[T]:
        return Task(method(self, *args, **kwargs), self)

    for name in ("__name__", "__qualname__", "__doc__", "__module__", "__annotations__"):
        setattr(started, name, getattr(method, name))
    started.__wrapped__ = method  # type: ignore[attr-defined]  # for inspect.signature, as functools.wraps does
    return started


def starter(function: Any) -> Any:
    """Return the function itself, or for an `async def` one that starts it as a task."""
    if not is_coroutine_function(function):
        return function

    def run(*args: Any, **kwargs: Any) -> None:
        Task(function(*args, **kwargs))

    run.described = getattr(function, "__qualname__", repr(function))  # type: ignore[attr-defined]  # read back by describe()
    run.inner = function  # type: ignore[attr-defined]  # read back by as_callable()
    run.__wrapped__ = function  # type: ignore[attr-defined]  # for inspect.signature
    return run


def start_if_coroutine(value: object) -> None:
    """Start what a receiver returned if it is a coroutine, so that an `async def` receiver is not lost."""
    if hasattr(value, "send") and hasattr(value, "throw") and hasattr(value, "cr_frame"):
        Task(value)  # type: ignore[arg-type]  # a coroutine by its methods
