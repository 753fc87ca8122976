"""The plain model, first part: objects, signals, tasks and deferred calls, as plain as they can be.

It stands beside the library in `test_model`: slow, without caches, from the engine's rules alone. Rules: an emission walks over a copy of
its connections, and takes the one-shots out before it calls anybody; a receiver that is freed is looked at when its turn comes; a task is
a generator that waits as a one-shot connection; deferred calls are one list. Nothing here imports the library.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

DEFERRED = 1
ONE_SHOT = 4
REFERENCE_COUNTED = 8
APPEND_SOURCE_OBJECT = 16

INVALID_PARAMETER = 31


class Refused(RuntimeError):  # noqa: N818  # it is an answer, not a fault
    """What would crash the engine, or what it leaves undefined, is refused."""


class Boom(Exception):  # noqa: N818  # the error of a script, not of the model
    """A script fails."""


@dataclass
class Engine:
    """What is true of a whole run."""

    complain: Callable[[], None]
    """Called where the engine prints an error and changes nothing."""
    running: list[object] = field(default_factory=list)
    """Whose methods are running and who is emitting: free() refuses these."""
    emitting: list[object] = field(default_factory=list)
    """Who is emitting: one that is freed with what it is in, which free() does not refuse, is told of."""
    messages: list[tuple[PlainObject | None, Callable[..., object], tuple[Any, ...]]] = field(default_factory=list)
    failures: int = 0

    def call(self, function: Callable[..., object], *args: Any) -> None:
        """Call what belongs to a script; what it raises goes no further."""
        try:
            function(*args)
        except (Boom, Refused):
            self.failures += 1

    def flush(self) -> None:
        """Run the deferred calls, and those that they defer, until none is left."""
        while self.messages:
            target, function, args = self.messages.pop(0)
            if target is None or not target.freed:
                self.call(function, *args)


class PlainObject:
    """What can be freed, and can have tasks."""

    def __init__(self, engine: Engine) -> None:
        """Make it in a run."""
        self.engine = engine
        self.freed = False
        self.tasks: list[Task] = []

    def call_deferred(self, method: str, *args: Any) -> None:
        """Call the method of that name at the next flush."""
        self.engine.messages.append((self, getattr(self, method), args))

    def set_deferred(self, name: str, value: Any) -> None:
        """Set a property at the next flush."""
        self.engine.messages.append((self, setattr, (self, name, value)))


@dataclass
class Bound:
    """A method with bound arguments."""

    method: Any
    arguments: tuple[Any, ...]


@dataclass
class Connection:
    """One receiver."""

    receiver: PlainObject | None
    function: Callable[..., object]
    key: object
    flags: int
    count: int
    task: Task | None = None

    def is_gone(self) -> bool:
        """Whether nobody is there to be called."""
        return (self.receiver is not None and self.receiver.freed) or (self.task is not None and self.task.closed)


class Signal:
    """A signal of an object, or of the tree."""

    def __init__(self, engine: Engine, owner: object) -> None:
        """Make it without connections."""
        self.engine = engine
        self.owner = owner
        self.connections: list[Connection] = []

    def connect(self, target: Any, flags: int = 0) -> int:
        """Connect a method, a function, or a method with bound arguments, which does not make it another one."""
        key, receiver, function = _taken_apart(target)
        old = self._find(key)
        if old is not None:
            if flags & REFERENCE_COUNTED:
                old.count += 1
                return 0
            self.engine.complain()
            return INVALID_PARAMETER
        self.connections.append(Connection(receiver, function, key, flags, 1 if flags & REFERENCE_COUNTED else 0))
        return 0

    def disconnect(self, target: Any) -> None:
        """Take back one connect."""
        found = self._find(_taken_apart(target)[0])
        if found is None:
            self.engine.complain()
        else:
            self._take_back(found)

    def emit(self, *args: Any) -> None:
        """Call the receivers there are now, in the order in which they were connected."""
        snapshot = [connection for connection in self.connections if not connection.is_gone()]
        for connection in snapshot:
            if connection.flags & ONE_SHOT:
                self._take_back(connection)
        self.engine.running.append(self.owner)
        self.engine.emitting.append(self.owner)
        for connection in snapshot:
            if connection.is_gone():
                if connection.task is not None and connection.task.node.freed:
                    # It was freed in the very emission it waits for, which is told.
                    self.engine.complain()
                continue
            given = (*args, self.owner) if connection.flags & APPEND_SOURCE_OBJECT else args
            if connection.flags & DEFERRED:
                self.engine.messages.append((connection.receiver, connection.function, given))
            else:
                self.engine.call(connection.function, *given)
        self.engine.emitting.pop()
        self.engine.running.pop()

    def wait(self, task: Task) -> None:
        """Let a task wait as a one-shot among the receivers."""
        if isinstance(self.owner, PlainObject) and self.owner.freed:
            raise Refused
        self.connections.append(Connection(None, task.resume, task, ONE_SHOT, 0, task))

    def _take_back(self, connection: Connection) -> None:
        connection.count -= 1
        if connection.count <= 0 and connection in self.connections:
            self.connections.remove(connection)

    def _find(self, key: object) -> Connection | None:
        return next((each for each in self.connections if each.key == key and not each.is_gone()), None)


class Task:
    """A running coroutine: a generator of what it waits for, signals and tasks."""

    def __init__(self, node: PlainObject, steps: Generator[Any, Any, Any]) -> None:
        """Run to the first wait."""
        self.node = node
        self.steps = steps
        self.closed = False
        self.waiters: list[Task] = []
        node.tasks.append(self)
        self._go_on(None)

    def resume(self, *args: Any) -> None:
        """Go on with what was emitted: None, the one value, or a list of several."""
        self._go_on(args[0] if len(args) == 1 else list(args) if args else None)

    def wait(self, task: Task) -> None:
        """Let another task wait for the end of this one."""
        self.waiters.append(task)

    def _go_on(self, value: Any) -> None:
        if self.closed:
            return
        self.node.engine.running.append(self.node)
        try:
            awaited = self.steps.send(value)
            if not self.closed:
                awaited.wait(self)
        except StopIteration as stop:
            for waiter in [] if self.closed else self.waiters:
                waiter.resume(stop.value)
        finally:
            self.node.engine.running.pop()


def _taken_apart(target: Any) -> tuple[object, PlainObject | None, Callable[..., object]]:
    """Return what makes a receiver the same as another, its object, and what to call."""
    if isinstance(target, Bound):
        key, receiver, function = _taken_apart(target.method)
        return key, receiver, lambda *args: function(*args, *target.arguments)
    receiver = getattr(target, "__self__", None)
    if receiver is None:
        return target, None, target
    return (id(receiver), target.__name__), receiver, target
