"""Signal: a Godot signal that is also a blinker signal, with its receivers and its emission.

Declare one in a class body, `hit: Signal[int] = Signal("damage")`; each instance gets its own on first access and pays nothing before.

Godot's lane. Handlers get the emitted arguments in order. Emission order is connection order, over a snapshot: a receiver that is
disconnected during an emission is still called in it, one that is connected during it is not. A one-shot is gone before it is called.
Declared parameters are not checked. Every receiver runs, also after one that failed: see `error`.

blinker's lane, for signals declared with `blinker=True`. After Godot's lane each receiver of `blinker.signal(name)` is called by
blinker's own convention, `receiver(sender, **arguments)`. It costs nothing while nobody listens.

Receivers. A bound method is its object and its function, whatever is bound to it, and its object is held weakly. So is the owner of a
closure, see `closure`, and the closure itself is kept by its owner. Anything else that can be called is itself and is held strongly. A
receiver that was freed or collected is skipped. An object that can be freed knows the connections that lead to it, so that `free()`
ends them.

Emission. `emit` is made once for each number of arguments, from a text, because unpacking a tuple of arguments at each call would cost
several times as much as the call. It walks over the plan of its signal, a list of [reference or None, function], which is dropped when a
connection changes and made anew by the next emission; so an emission under way keeps the list it began with.
"""

from __future__ import annotations

import sys
from functools import cache
from types import MethodType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Self, TypeVar, TypeVarTuple, cast, overload
from weakref import ref

from steam_nodes.object import error, message_queue, tasks
from steam_nodes.object.callable import Callable
from steam_nodes.object.closure import Closure, identity, is_plain, owner_of
from steam_nodes.object.error import Error, raise_all
from steam_nodes.object.freed import FreedError, dead, instance_id, is_freed
from steam_nodes.object.plain_text import plain
from steam_nodes.object.tasks import CO_COROUTINE

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from collections.abc import Generator
    from types import FrameType

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

_BLOCKED: Final = 1
_UNOWNED: Final = 2
_COUNTED: Final = 4
_SILENT: Final = _BLOCKED | _UNOWNED

_OK: Final = Error.OK

_MISSING: Final[Any] = object()
_NOTHING: Final[list[list[Any]]] = []
_NO_RECEIVERS: Final[dict[Any, Any]] = {}
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

    __slots__ = (
        "__weakref__",
        "_flags",
        "_lane",
        "_listening",
        "_methods",
        "_mixed",
        "_name_",
        "_only",
        "_owner_",
        "_parameters",
        "_slots",
        "_to_blinker",
        "miscalls",
    )

    miscalls: int
    """How many receivers could not be called with what was emitted."""

    def __new__(cls, *parameters: str, blinker: bool = False) -> Self:  # noqa: ARG004  # __init__ takes it, and both get the same arguments
        """Choose the class whose `emit` is made for this number of arguments."""
        return object.__new__(_class_of(len(parameters)))  # type: ignore[return-value]  # a subclass of Signal made for one arity

    def __init__(self, *parameters: str, blinker: bool = False) -> None:
        """Declare the signal; it belongs to no object, so that nothing can be connected to it."""
        for parameter in parameters:
            if not isinstance(parameter, str):
                message = f"Signal() takes the names of its arguments as strings, not {parameter!r}"
                raise TypeError(message)
        self._begin("", parameters, dead, _UNOWNED)
        self._to_blinker = blinker

    def _begin(self, name: str, parameters: tuple[str, ...], owner: Function[[], Any], flags: int) -> None:
        """Start without connections, in Godot's lane alone."""
        self._name_ = name
        self._parameters = parameters
        self._owner_ = owner
        self._flags = flags
        self._slots: dict[object, Connection] = {}
        # What an emission calls: the entry of the only receiver, else the plan, of methods alone or of any receivers. The others are
        # None; all three are where the next emission has to look.
        self._only: list[Any] | None = None
        self._methods: list[list[Any]] | None = None
        self._mixed: list[list[Any]] | None = None
        self._to_blinker = False
        self._lane: blinker_module.NamedSignal | None = None
        self._listening: dict[Any, Any] = _NO_RECEIVERS
        self.miscalls = 0

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
        kind: Any = type(self)
        self.__class__ = _guarded_class_of(kind)

    def bound_to(self, instance: object, name: str = "") -> Self:
        """Make the signal of one object from this declaration, under another name where one is given."""
        name = name or self._name_
        own: Self = object.__new__(type(self))
        own._begin(name, self._parameters, ref(instance), 0)
        if self._to_blinker:
            own._join_blinker()
        register = getattr(instance, "_own_signal_", None)
        if register is not None:
            register(name, own)
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
        bound: Any = None
        entry: list[Any] | None = None
        # A method of an object of the library that no flag changes, which nearly every receiver is, takes no call to be taken apart.
        if type(callable) is MethodType and not flags and not self._flags:
            instance: Any = callable.__self__
            function: Any = callable.__func__
            key: object = (id(instance), function)
            try:
                if not function.__code__.co_flags & CO_COROUTINE:
                    incoming: dict[Connection, Any] | None = instance._incoming_
                    if incoming is None and not isinstance(instance, type):
                        incoming = instance._incoming_ = {}
                    if type(incoming) is dict:
                        entry = [ref(instance), function]
            except (AttributeError, FreedError):
                pass
        if entry is not None:
            connection = Connection()
            connection.count = 0
        else:
            key, entry, bound, incoming = self._taken_apart(callable, flags)
            if entry is None:
                refused: Error = bound
                return refused
            connection = special = SpecialConnection()
            special.flags, special.bound, special.noted = flags, bound, incoming is not None
            special.count = 1 if flags & CONNECT_REFERENCE_COUNTED else 0
        connection.signal = self
        connection.key = key
        connection.entry = entry
        old = self._slots.setdefault(key, connection)
        if old is not connection:
            if old.is_alive():
                return self._connect_again(old, flags)
            del self._slots[key]
            self._slots[key] = connection
        self._only = self._methods = self._mixed = None
        if incoming is not None:
            # A closure is kept by its owner, so that the connection keeps neither of them alive.
            incoming[connection] = None if bound is None or type(bound) is not Closure else bound.attached(None)
        return _OK

    def disconnect(self, callable: Function[[*Ts], object]) -> None:  # noqa: A002  # Godot's own name
        """Disconnect a receiver; one that is not connected is logged as an error and changes nothing."""
        key = (id(callable.__self__), callable.__func__) if type(callable) is MethodType else key_of(callable)
        if self._flags and key in self._slots and self._slots[key].count > 1:
            self._slots[key].count -= 1
            return
        connection = self._slots.pop(key, None)
        if connection is None:
            if not self._flags & _UNOWNED:
                error.complain(
                    f"Attempt to disconnect a nonexistent connection from {self._place_()}. Signal: '{self._name_}', "
                    f"callable: '{message_queue.describe(callable)}'. Check is_connected() first."
                )
            return
        # Nothing of a receiver that is connected no more is kept.
        self._only = self._methods = self._mixed = None
        if connection.bound is not None:
            connection.let_go()
        elif connection.noted and (receiver := connection.entry[0]()) is not None:
            # What `let_go` does for a plain method, which nearly every receiver is, without its call.
            del receiver._incoming_[connection]

    def is_connected(self, callable: Function[..., object]) -> bool:  # noqa: A002  # Godot's own name
        """Whether this receiver is connected; binds do not make a receiver different."""
        connection = self._slots.get(key_of(callable))
        return connection is not None and connection.is_alive()

    def has_connections(self) -> bool:
        """Whether any receiver is connected."""
        return any(connection.is_alive() for connection in self._slots.values())

    def get_connections(self) -> list[dict[str, Any]]:
        """Return a dictionary with signal, callable and flags for each connection, in order."""
        return [
            {"signal": self, "callable": connection.as_callable(), "flags": connection.flags}
            for connection in self._slots.values()
            if connection.is_alive()
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
        entry: list[Any] = [ref(task), tasks.Task.resume] if task.is_owned() else [None, task.resume]
        connection = self._slots[task] = SpecialConnection()
        connection.signal, connection.key, connection.entry = self, task, entry
        connection.flags, connection.bound, connection.count, connection.noted = CONNECT_ONE_SHOT, None, 0, False
        self._only = self._methods = self._mixed = None

    def _abandon(self, task: object) -> None:
        """Forget a task that is closed."""
        connection = self._slots.get(task)
        if connection is not None:
            connection.kill()

    def block(self, enable: bool) -> None:
        """Make emissions silent, or end that; `set_block_signals` of the object does it for all of them."""
        self._flags = self._flags | _BLOCKED if enable else self._flags & ~_BLOCKED
        self._only = self._methods = self._mixed = None

    def end(self) -> None:
        """Drop every connection, for good: the object of the signal is freed."""
        for connection in self._slots.values():
            connection.let_go()
        self._slots.clear()
        self._owner_ = dead
        self._flags = _UNOWNED
        self._only = self._methods = self._mixed = None

    def forget(self, connection: Connection) -> None:
        """Drop a connection whose receiver is gone."""
        if self._slots.get(connection.key) is connection:
            del self._slots[connection.key]
            self._only = self._methods = self._mixed = None

    def _taken_apart(self, callable: Any, flags: int) -> tuple[object, list[Any] | None, Any, dict[Connection, Any] | None]:  # noqa: A002  # Godot's own name
        """Take a receiver apart as `receiver_of` does, for a connection with these flags; if it is refused the third part is the Error."""
        if self._flags & _UNOWNED:
            error.complain(f"Cannot connect to {self._nobodys()}.")
            return None, None, Error.ERR_UNCONFIGURED, None
        key, entry, bound, incoming = receiver_of(callable)
        if entry is None:
            error.complain(f"Cannot connect to '{self._name_}' of {self._place_()}: {bound}")
            return None, None, Error.ERR_INVALID_PARAMETER, None
        if flags & (CONNECT_APPEND_SOURCE_OBJECT | CONNECT_DEFERRED):
            self._adapt(entry, flags, 0 if bound is None else bound.get_unbound_arguments_count())
        if flags & CONNECT_REFERENCE_COUNTED:
            self._flags |= _COUNTED
        return key, entry, bound, incoming

    def _connect_again(self, old: Connection, flags: int) -> Error:
        """Count a second connection of a receiver, or refuse it."""
        if flags & CONNECT_REFERENCE_COUNTED:
            old.count += 1
            return Error.OK
        error.complain(
            f"Signal '{self._name_}' of {self._place_()} is already connected to '{message_queue.describe(old.entry[1])}'. "
            "Check is_connected() first, or connect with CONNECT_REFERENCE_COUNTED."
        )
        return Error.ERR_INVALID_PARAMETER

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
                message_queue.put_off_for(owner(), (None, function, args))
            else:
                message_queue.put_off_for(args[0], (args[0], function, args[1:]))

        adapted.described = message_queue.describe(function)  # type: ignore[attr-defined]  # read back by describe()
        adapted.counted = lambda args: message_queue.counted(function, sourced(args, 0), with_self=ref is not None)  # type: ignore[attr-defined]  # read back by miscall()
        adapted.inner = function  # type: ignore[attr-defined]  # read back by as_callable()
        entry[1] = adapted

    def _prepare(self) -> list[list[Any]]:
        """Return the receivers of this emission where something changed: make the plan anew, take the one-shots out."""
        if self._flags & _SILENT:
            return _NOTHING
        # A new list, so that an emission that walks over the old one keeps its snapshot.
        plan = [connection.entry for connection in self._slots.values()]
        shots = [(place, each) for place, each in enumerate(self._slots.values()) if each.flags & CONNECT_ONE_SHOT]
        if not shots:
            if len(plan) == 1:
                self._only = plan[0]
            elif all(ref is not None for ref, _ in plan):
                self._methods = plan
            else:
                self._mixed = plan
            return plan
        for place, connection in shots:
            connection.count -= 1
            if connection.count <= 0:
                del self._slots[connection.key]
                connection.let_go()
                # Nothing marks this entry any more if its receiver is freed before its turn: look then.
                ref, function = connection.entry
                if isinstance(connection.key, tasks.Task):
                    plan[place] = [None, connection.key.resume]
                elif ref is not None:
                    plan[place] = [_unless_freed(ref), function]
        return plan

    def _fail(self, failure: Exception, failed: list[Exception] | None, entry: tuple[Any, Any], args: Any) -> list[Exception] | None:
        """Sort out what a receiver raised, while the emission goes on."""
        ref, function = entry
        text = message_queue.miscall(failure, function, args, with_self=ref is not None)
        if text is not None:
            self.miscalls += 1
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
        if lane is None or lane.is_muted or self._flags & _SILENT:
            return failed
        sender = self._owner_()
        named = dict(zip(self._parameters, args, strict=False))
        for receiver in list(lane.receivers_for(sender)):
            try:
                tasks.start_if_coroutine(receiver(sender, **named))
            except Exception as failure:
                failed = self._fail(failure, failed, (sender, dead), ())
        return failed

    def _join_blinker(self) -> None:
        """Find the signal of blinker's that receives each emission too."""
        # blinker takes 16 ms to import; only a program that has such a signal pays for it.
        import blinker  # noqa: PLC0415  # loaded on first use

        self._to_blinker = True
        self._lane = blinker.signal(self._name_)
        self._listening = self._lane.receivers

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


class Connection:
    """One receiver of one signal: a method without flags, which nearly every receiver is; the others are SpecialConnections.

    It is made empty and filled by the signal: a call of an `__init__` would be felt in each connection, and so would what never differs.
    """

    __slots__ = ("count", "entry", "key", "signal")

    signal: Signal[*tuple[Any, ...]]
    key: object
    entry: list[Any]
    """What an emission walks over: [reference or None, function]."""
    flags: int = 0
    bound: Any = None
    """The Callable that was connected, if it was one, without its object, or the Closure."""
    count: int
    """How often it was connected, where that is counted; else 0."""
    noted: bool = True
    """Whether the object of its receiver knows of it."""

    def is_alive(self) -> bool:
        """Whether its receiver can still be called."""
        ref = self.entry[0]
        return ref is None or ref() is not None

    def kill(self) -> None:
        """Drop the connection because its receiver is gone; a running emission skips it."""
        self.entry[0] = dead
        self.signal.forget(self)

    def let_go(self) -> None:
        """Take the note of the connection, which ended, from the object of its receiver."""
        receiver = self.entry[0]() if self.noted else None
        if receiver is not None:
            kept = receiver._incoming_.pop(self, None)
            if kept is not None:
                # Emissions under way, and calls that were put off, still need the closure.
                self.bound.hold(kept)

    def as_callable(self) -> Any:
        """Return what was connected."""
        ref, function = self.entry
        receiver = None if ref is None else ref()
        if self.bound is not None:
            return self.bound if ref is None else self.bound.attached(receiver)
        function = getattr(function, "inner", function)
        return function if receiver is None else MethodType(function, receiver)


class SpecialConnection(Connection):
    """A connection with flags, or to anything else than a method of an object of the library."""

    __slots__ = ("bound", "flags", "noted")


def key_of(target: Any) -> object:
    """Return what makes this receiver the same as another."""
    if type(target) is MethodType:
        return (id(target.__self__), target.__func__)
    if isinstance(target, Callable):
        return target.key()
    return identity(target)


def receiver_of(target: Any) -> tuple[object, list[Any] | None, Any, dict[Connection, Any] | None]:
    """Take a receiver apart.

    Returns:
        Its key, the entry for emissions (None if it cannot be called; then the third part says why), the Callable it was if it
        was one, or its Closure, and the dictionary of its object in which the connection is to be noted with what it keeps alive.
    """
    if type(target) is MethodType:
        instance = target.__self__
        function: Any = target.__func__
        key: object = (id(instance), function)
        bound: Any = None
    elif isinstance(target, Callable):
        reason = target.refusal()
        if reason is not None:
            return None, None, reason, None
        key = target.key()
        instance = target.get_object()
        if instance is None:
            return key, [None, target], target, None
        inner = target.closed_over()
        function = target.unbound_call() if inner is None else Closure(target, inner, target.get_unbound_arguments_count())
        bound = target.detached() if inner is None else function
    elif callable(target):
        key = identity(target)
        # Most functions hold nothing, and shall not pay for the search.
        instance = None if is_plain(target) else owner_of(target)
        if instance is None:
            return key, [None, tasks.starter(target)], None, None
        function = bound = Closure(target, target)
    else:
        return None, None, f"{target!r} cannot be called; pass a bound method, a function or a Callable.", None
    if is_freed(instance):
        return None, None, "the object of the callable was freed. Check is_instance_valid() first.", None
    if isinstance(instance, Signal):
        # A signal that passes an emission on, `a.hit.connect(b.hit.emit)`, keeps nobody alive and can be kept.
        return key, [None, target], bound, None
    try:
        entry = [ref(instance), function if function is bound else tasks.starter(function)]
    except TypeError:
        # An instance without room for weak references can only be held strongly.
        return key, [None, tasks.starter(target)], bound, None
    incoming: Any = getattr(instance, "_incoming_", _MISSING)
    # A class has what its objects begin with; it is never freed.
    if incoming is None and not isinstance(instance, type):
        incoming = {}
        cast("Any", instance)._incoming_ = incoming
    return key, entry, bound, incoming if type(incoming) is dict else None


EMIT_CODES: Final[set[object]] = set()
"""The code objects of every `emit`, by which `free()` sees that an object is emitting."""


def emitting() -> list[Any]:
    """Return the signals whose emission is running in this thread, the innermost first."""
    found = []
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_code in EMIT_CODES:
            found.append(frame.f_locals["self"])
        frame = frame.f_back
    return found


@cache
def _emitter_of(count: int) -> Function[..., None]:
    """Return the `emit` for a number of arguments; called with another number it passes the call on to that one's."""
    names = [f"a{i}" for i in range(count)]
    passed = ", ".join(names)
    tuple_of = f"({passed},)" if names else "()"
    defaults = "".join(f"{name}=MISSING, " for name in names)
    missing = f"{names[-1]} is MISSING or more" if names else "more"

    to_receiver = f"""
    receiver = ref()
    if receiver is not None:
        function(receiver{", " if names else ""}{passed})"""
    to_any = f"""
    if ref is None:
        function({passed})
    else:{_indented(to_receiver, 1)}"""

    def guarded(call: str, depth: int) -> str:
        failed = f"failed = self._fail(failure, failed, (ref, function), {tuple_of})"
        return _indented(f"\ntry:{call}\nexcept Exception as failure:\n    {failed}", depth)

    # To begin a loop costs a quarter of an emission to one receiver, to ask each of many whether it is a method a twentieth of theirs.
    source = f"""
def emit(self, {defaults}*more):
    if {missing}:
        return other(self, (*{tuple_of}, *more))
    failed = None
    methods = self._methods
    if methods is not None:
        for ref, function in methods:{guarded(to_receiver, 3)}
    else:
        only = self._only
        if only is not None:
            ref, function = only{guarded(to_any, 3)}
        else:
            mixed = self._mixed
            if mixed is None:
                mixed = self._prepare()
            for ref, function in mixed:{guarded(to_any, 4)}
    if self._listening:
        failed = self._tell_blinker({tuple_of}, failed)
    if failed is not None:
        raise_all(failed)
"""
    scope: dict[str, Any] = {"MISSING": _MISSING, "other": _emit_others, "raise_all": raise_all, "__name__": __name__}
    exec(compile(source, f"<emit of {count}>", "exec"), scope)  # noqa: S102  # the text is made here, of a number alone
    made: Function[..., None] = scope["emit"]
    EMIT_CODES.add(made.__code__)
    return made


def _indented(text: str, depth: int) -> str:
    return text.replace("\n", "\n" + "    " * depth)


def _emit_others(signal: Signal[*tuple[Any, ...]], args: tuple[Any, ...]) -> None:
    """Emit another number of arguments than declared; those that were not given stand at the end as _MISSING."""
    given = [arg for arg in args if arg is not _MISSING]
    _emitter_of(len(given))(signal, *given)


@cache
def _class_of(count: int) -> type[Signal[*tuple[Any, ...]]]:
    return type("Signal", (Signal,), {"__slots__": (), "emit": _emitter_of(count), "__module__": __name__})


@cache
def _guarded_class_of(cls: Any) -> Any:
    return type("Signal", (_Guarded, cls), {"__slots__": (), "__module__": __name__})


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
