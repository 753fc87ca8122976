"""Signal: a Godot signal that is also a blinker signal.

Declare one in a class body, `hit: Signal[int] = Signal("damage")`; each instance gets its own on first access and pays nothing before.

Godot's lane. Handlers get the emitted arguments in order. Emission order is connection order, over a snapshot: who is disconnected
during an emission is still called in it, who is connected during it is not. A one-shot is gone before it is called. Bound methods are
held weakly, functions and lambdas strongly, unless they close over `self` (see `closure`); a receiver that was freed or collected is
skipped. Declared parameters are not checked.

blinker's lane, for signals declared with `blinker=True`. After Godot's lane each receiver of `blinker.signal(name)` is called by
blinker's own convention, `receiver(sender, **arguments)`. It costs nothing while nobody listens.

Every receiver runs, also after one that failed: see `error`.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Self, TypeVar, TypeVarTuple, overload

from steam_nodes.object import error, message_queue, tasks
from steam_nodes.object.closure import Closure
from steam_nodes.object.emission import emitter_of
from steam_nodes.object.error import Error
from steam_nodes.object.freed import alive, dead, is_freed
from steam_nodes.object.instances import instance_id
from steam_nodes.object.plain_text import plain
from steam_nodes.object.receiver import Connection, key_of, let_go, receiver_of

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from collections.abc import Generator

    import blinker as blinker_module

Ts = TypeVarTuple("Ts")
T = TypeVar("T")
T2 = TypeVar("T2")
Ts2 = TypeVarTuple("Ts2")

CONNECT_DEFERRED: Final = 1
CONNECT_PERSIST: Final = 2
CONNECT_ONE_SHOT: Final = 4
CONNECT_REFERENCE_COUNTED: Final = 8
CONNECT_APPEND_SOURCE_OBJECT: Final = 16

_STALE: Final = 1
_SHOTS: Final = 2
_BLOCKED: Final = 4
_UNOWNED: Final = 8

_NOTHING: Final[list[list[Any]]] = []
_NOBODYS: Final = "it belongs to no object. Take the signal of an instance, not of the class; ask is_instance_valid() if it may be freed"
_MADE_LATE: Final = (
    "a signal that was not declared in a class body, and so belongs to no object. Declare it there, `hit = Signal()` above __init__ and "
    'not in it, or call add_user_signal("hit")'
)


class Signal(Generic[*Ts]):
    """A signal of an object, or its declaration in a class body.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_signal.html.

    Args:
        *parameters: The names of the arguments; blinker's receivers get them as keyword arguments.
        blinker: Whether an emission is also sent to `blinker.signal(name)` of blinker's default namespace.
    """

    __slots__ = ("__weakref__", "_flags", "_lane", "_miscalls", "_name_", "_owner_", "_parameters", "_plan", "_slots", "_to_blinker")

    def __new__(cls, *parameters: str, blinker: bool = False) -> Self:  # noqa: ARG004
        """Choose the class whose `emit` is made for this number of arguments."""
        return object.__new__(_class_of(len(parameters)))  # type: ignore[return-value]  # a subclass of Signal made for one arity

    def __init__(self, *parameters: str, blinker: bool = False) -> None:
        """Declare the signal; it belongs to no object, so that nothing can be connected to it."""
        for parameter in parameters:
            if not isinstance(parameter, str):
                message = f"Signal() takes the names of its arguments as strings, not {parameter!r}"
                raise TypeError(message)
        self._parameters = parameters
        self._to_blinker = blinker
        self._name_ = ""
        self._owner_: Function[[], Any] = dead
        self._slots: dict[object, Connection] = {}
        self._plan: list[list[Any]] = _NOTHING
        self._flags = _UNOWNED
        self._miscalls = 0
        self._lane: blinker_module.NamedSignal | None = None

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the name from the class body; a `@dataclass` shall not take it for a field."""
        self._name_ = name
        try:
            annotations = owner.__annotations__
        except (AttributeError, NameError):
            return
        if name in annotations and "ClassVar" not in str(annotations[name]):
            annotations[name] = ClassVar[annotations[name]]

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type | None = None) -> Self: ...
    def __get__(self, instance: object | None, owner: type | None = None) -> Self:
        """Give the declaration on the class; on an instance make its own signal once and keep it there."""
        if instance is None:
            return self
        own = self.bound_to(instance)
        # Kept under the signal's name, the next access finds it before this descriptor.
        object.__setattr__(instance, self._name_, own)
        return own

    def guard(self) -> None:
        """Refuse from now on that an attribute of an object takes the place of this signal; each access costs a little more then."""
        self.__class__ = _guarded_class_of(type(self))

    def bound_to(self, instance: object) -> Self:
        """Make the signal of one object from this declaration."""
        own: Self = object.__new__(type(self))
        own._parameters = self._parameters
        own._to_blinker = self._to_blinker
        own._name_ = self._name_
        own._owner_ = weakref.ref(instance)
        own._slots = {}
        own._plan = _NOTHING
        own._flags = 0
        own._miscalls = 0
        own._lane = _blinker_signal(self._name_) if self._to_blinker else None
        register = getattr(instance, "_own_signal_", None)
        if register is not None:
            register(self._name_, own)
        return own

    if TYPE_CHECKING:

        def emit(self, *args: *Ts) -> None:
            """Call every receiver with the arguments, in the order of connection; it is void, as in Godot.

            Raises:
                Exception: What a receiver raised, after the last one ran, where no frame and no callback of a tree is
                    running to collect it; several as an ExceptionGroup.
            """

    def connect(self, callable: Function[[*Ts], object], flags: int = 0) -> Error:  # noqa: A002  # Godot's own name
        """Connect a receiver; also usable as a decorator.

        Args:
            callable: A bound method (held weakly), a function or lambda (held strongly; by its object where it closes over
                `self`), or a `Callable` with binds. An `async def` starts as a task.
            flags: Any of CONNECT_DEFERRED, CONNECT_PERSIST, CONNECT_ONE_SHOT, CONNECT_REFERENCE_COUNTED and
                CONNECT_APPEND_SOURCE_OBJECT, added up.

        Returns:
            Error.OK, or Error.ERR_INVALID_PARAMETER where it is connected already or cannot be called (logged once).
        """
        if self._flags & _UNOWNED:
            error.complain(f"Cannot connect to {self._nobodys()}.")
            return Error.ERR_UNCONFIGURED
        key, entry, bound, incoming = receiver_of(callable)
        if entry is None:
            error.complain(f"Cannot connect to '{self._name_}' of {self._place_()}: {bound}")
            return Error.ERR_INVALID_PARAMETER
        old = self._slots.get(key)
        if old is not None and (old.entry[0] is None or old.entry[0]() is not None):
            if flags & CONNECT_REFERENCE_COUNTED:
                old.count += 1
                return Error.OK
            where = message_queue.describe(old.entry[1])
            error.complain(
                f"Signal '{self._name_}' of {self._place_()} is already connected to '{where}'. "
                "Check is_connected() first, or connect with CONNECT_REFERENCE_COUNTED."
            )
            return Error.ERR_INVALID_PARAMETER
        if flags & (CONNECT_APPEND_SOURCE_OBJECT | CONNECT_DEFERRED):
            self._adapt(entry, flags, 0 if bound is None else bound.get_unbound_arguments_count())
        connection = Connection(self, key, entry, flags, bound)
        connection.count = 1 if flags & CONNECT_REFERENCE_COUNTED else 0
        if old is not None:
            del self._slots[key]
        self._slots[key] = connection
        self._flags |= _STALE
        if incoming is not None:
            # A closure is kept by its owner, so that the connection keeps neither of them alive.
            incoming[connection] = bound.attached(None) if type(bound) is Closure else None
        return Error.OK

    def disconnect(self, callable: Function[[*Ts], object]) -> None:  # noqa: A002  # Godot's own name
        """Disconnect a receiver; one that is not connected is logged as an error and changes nothing."""
        connection = self._slots.get(key_of(callable))
        if connection is None:
            if not self._flags & _UNOWNED:
                error.complain(
                    f"Attempt to disconnect a nonexistent connection from {self._place_()}. Signal: '{self._name_}', "
                    f"callable: '{message_queue.describe(callable)}'. Check is_connected() first."
                )
            return
        connection.count -= 1
        if connection.count > 0:
            return
        self._forget(connection)
        let_go(connection)

    def is_connected(self, callable: Function[..., object]) -> bool:  # noqa: A002  # Godot's own name
        """Whether this receiver is connected; binds do not make a receiver different."""
        connection = self._slots.get(key_of(callable))
        return connection is not None and (connection.entry[0] is None or connection.entry[0]() is not None)

    def has_connections(self) -> bool:
        """Whether any receiver is connected."""
        return any(connection.entry[0] is None or connection.entry[0]() is not None for connection in self._slots.values())

    def get_connections(self) -> list[dict[str, Any]]:
        """Return a dictionary with signal, callable and flags for each connection, in order."""
        return [
            {"signal": self, "callable": connection.as_callable(), "flags": connection.flags}
            for connection in self._slots.values()
            if connection.entry[0] is None or connection.entry[0]() is not None
        ]

    def get_name(self) -> str:
        """Return the name of the signal."""
        return self._name_

    def get_object(self) -> Any:
        """Return the object the signal belongs to, None where it has none or was freed."""
        return self._owner_()

    def get_object_id(self) -> int:
        """Return the number of the object, as its `get_instance_id`; 0 without one."""
        return instance_id(self._owner_())

    def get_parameters(self) -> tuple[str, ...]:
        """Return the declared names of the arguments."""
        return self._parameters

    def is_null(self) -> bool:
        """Whether the signal belongs to no object."""
        return self._owner_() is None

    @overload
    def __await__(self: Signal[T]) -> Generator[Any, Any, T]: ...
    @overload
    def __await__(self: Signal[()]) -> Generator[Any, Any, None]: ...
    @overload
    def __await__(self: Signal[T, T2, *Ts2]) -> Generator[Any, Any, list[Any]]: ...
    def __await__(self) -> Generator[Any, Any, Any]:
        """Wait for the next emission: None without arguments, the value of one, a list of several."""
        return (yield self)

    def __repr__(self) -> str:
        """Name the object and the signal."""
        return plain(f"{self._place_()}::[signal]{self._name_}")

    def _wait(self, task: tasks.Task[Any]) -> None:
        """Connect a waiting task as a one-shot, in its place among the other receivers."""
        if self._flags & _UNOWNED:
            message = f"cannot await {plain(self._nobodys())}"
            raise RuntimeError(message)
        # A task with a node is kept by its node, so that it ends with it; one without is kept by what it waits for.
        entry: list[Any] = [weakref.ref(task), tasks.Task.resume] if task.is_owned() else [None, task.resume]
        self._slots[task] = Connection(self, task, entry, CONNECT_ONE_SHOT, None)
        self._flags |= _STALE

    def _abandon(self, task: object) -> None:
        """Forget a task that is closed."""
        connection = self._slots.get(task)
        if connection is not None:
            connection.kill()

    def _block(self, enable: bool) -> None:
        """Make emissions silent, or end that."""
        self._flags = self._flags | _BLOCKED if enable else self._flags & ~_BLOCKED

    def _end(self) -> None:
        """Drop every connection, for good: the object of the signal is freed."""
        for connection in self._slots.values():
            let_go(connection)
        self._slots.clear()
        self._owner_ = dead
        self._flags = _UNOWNED

    def _adapt(self, entry: list[Any], flags: int, unbound: int) -> None:
        """Wrap the function for what the flags add; the receiver stays a separate argument, so that it is held weakly."""
        ref, function = entry
        appends = bool(flags & CONNECT_APPEND_SOURCE_OBJECT)
        defers = bool(flags & CONNECT_DEFERRED)
        owner = self._owner_
        first = 0 if ref is None else 1

        def sourced(args: tuple[Any, ...], least: int) -> tuple[Any, ...]:
            # The source comes before what the callable drops; where it drops more than there is, the call fails for that.
            place = len(args) - unbound
            return (*args[:place], owner(), *args[place:]) if appends and place >= least else args

        def adapted(*args: Any) -> None:
            args = sourced(args, first)
            if not defers:
                function(*args)
            elif ref is None:
                message_queue.put_off_for(owner(), None, function, args)
            else:
                message_queue.put_off_for(args[0], alive(args[0]), function, args[1:])

        adapted.described = message_queue.describe(function)  # type: ignore[attr-defined]  # read back by describe()
        adapted.counted = lambda args: message_queue.counted(function, sourced(args, 0), with_self=ref is not None)  # type: ignore[attr-defined]  # read back by miscall()
        adapted.inner = function  # type: ignore[attr-defined]  # read back by as_callable()
        entry[1] = adapted

    def _forget(self, connection: Connection) -> None:
        if self._slots.get(connection.key) is connection:
            del self._slots[connection.key]
            self._flags |= _STALE

    def _prepare(self) -> list[list[Any]]:
        """Return the receivers of this emission when something changed: rebuild the plan, take the one-shots out."""
        flags = self._flags
        if flags & (_BLOCKED | _UNOWNED):
            return _NOTHING
        if flags & _STALE:
            # A new list, so that an emission that walks over the old one keeps its snapshot.
            self._plan = [connection.entry for connection in self._slots.values()]
            shots = any(connection.flags & CONNECT_ONE_SHOT for connection in self._slots.values())
            self._flags = flags = _SHOTS if shots else 0
        if not flags & _SHOTS:
            return self._plan
        plan = []
        for connection in list(self._slots.values()):
            entry = connection.entry
            if connection.flags & CONNECT_ONE_SHOT:
                connection.count -= 1
                if connection.count <= 0:
                    del self._slots[connection.key]
                    let_go(connection)
                    # Nothing marks this entry any more if its receiver is freed before its turn: look then.
                    ref, function = entry
                    if isinstance(connection.key, tasks.Task):
                        entry = [None, connection.key.resume]
                    elif ref is not None:
                        entry = [_unless_freed(ref), function]
            plan.append(entry)
        self._flags |= _STALE
        return plan

    def _fail(self, failure: Exception, failed: list[Exception] | None, entry: tuple[Any, Any], args: Any) -> list[Exception] | None:
        """Sort out what a receiver raised, while the emission goes on."""
        ref, function = entry
        text = message_queue.miscall(failure, function, args, with_self=ref is not None)
        if text is not None:
            self._miscalls += 1
            error.complain(f"Error calling from signal '{self._name_}' to callable: '{message_queue.describe(function)}': {text}")
        elif error.active.collector is not None:
            error.active.collector.take(failure)
        else:
            failed = failed or []
            failed.append(failure)
        return failed

    def _tell_blinker(self, args: tuple[Any, ...], failed: list[Exception] | None) -> list[Exception] | None:
        """Call blinker's receivers by blinker's convention; `receivers_for` rather than `send`, which stops at the first error."""
        lane = self._lane
        if lane is None or not lane.receivers or lane.is_muted or self._flags & (_BLOCKED | _UNOWNED):
            return failed
        sender = self._owner_()
        named = dict(zip(self._parameters, args, strict=False))
        for receiver in list(lane.receivers_for(sender)):
            try:
                tasks.start_if_coroutine(receiver(sender, **named))
            except Exception as failure:
                failed = self._fail(failure, failed, (sender, dead), ())
        return failed

    def _nobodys(self) -> str:
        """Say which signal belongs to no object, and what to do."""
        return f"'{self._name_}': {_NOBODYS}" if self._name_ else _MADE_LATE

    def _place_(self) -> str:
        owner = self._owner_()
        return "null" if owner is None else str(owner)


def _unless_freed(ref: Function[[], Any]) -> Function[[], Any]:
    def receiver() -> Any:
        found = ref()
        return None if found is None or is_freed(found) else found

    return receiver


def _blinker_signal(name: str) -> blinker_module.NamedSignal:
    # blinker takes 16 ms to import; only a program that has such a signal pays for it.
    import blinker  # noqa: PLC0415  # loaded on first use

    return blinker.signal(name)


_CLASSES: Final[dict[int, type[Signal[*tuple[Any, ...]]]]] = {}


def _class_of(count: int) -> type[Signal[*tuple[Any, ...]]]:
    if count not in _CLASSES:
        _CLASSES[count] = type("Signal", (Signal,), {"__slots__": (), "emit": emitter_of(count), "__module__": __name__})
    return _CLASSES[count]


def _guarded_class_of(cls: Any) -> Any:
    if cls not in _GUARDED:
        _GUARDED[cls] = type("Signal", (_Guarded, cls), {"__slots__": (), "__module__": __name__})
    return _GUARDED[cls]


class _Guarded:
    """The declaration of a signal that is kept apart from the attributes of its objects, so that none can hide it."""

    __slots__ = ()

    def __get__(self: Any, instance: Any, owner: type | None = None) -> Any:
        """Give the declaration on the class, an object's own signal on the object."""
        if instance is None:
            return self
        kept = instance._signals_
        return self.bound_to(instance) if kept is None or self._name_ not in kept else kept[self._name_]

    def __set__(self: Any, instance: object, value: object) -> None:
        """Refuse a value in the place of the signal."""
        hook = "; the hook is '_ready'" if self._name_ == "ready" else ""
        message = f"'{plain(self._name_)}' of a {type(instance).__name__} is a signal and takes no value{hook}; choose another name"
        raise TypeError(message)


_GUARDED: Final[dict[Any, Any]] = {}
