"""Object: what nodes, trees and timers share: signals by name, metadata, calls by name, deferred calls, `free()`.

Rules: all state has its default on the class, so an object pays only for what it uses, and a subclass that forgets
`super().__init__()` still works. Objects are told apart by identity, those of a `@dataclass` too. What an object keeps for the library
begins and ends with an underscore, so that every other name, `_mode` and `_owner` as well, is free for the game. Connections to a freed
object end on both sides. `_notification` of each class in the hierarchy is called by itself, base first (derived first for EXIT_TREE and
PREDELETE), as the engine does; do not call it through super().
"""

from __future__ import annotations

import sys
from types import MethodType
from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.object import declaration, error, introspection, message_queue, tasks
from steam_nodes.object.callable import Callable
from steam_nodes.object.closure import Closure, owner_of
from steam_nodes.object.error import Error
from steam_nodes.object.freed import FreedMixin, bury, described, instance_id, is_freed
from steam_nodes.object.plain_text import plain
from steam_nodes.object.signal import (
    CONNECT_APPEND_SOURCE_OBJECT,
    CONNECT_DEFERRED,
    CONNECT_ONE_SHOT,
    CONNECT_PERSIST,
    CONNECT_REFERENCE_COUNTED,
    EMIT_CODES,
    Signal,
)

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from types import FrameType

    from steam_nodes.object.signal import Connection

AnySignal = Signal[*tuple[Any, ...]]

_METADATA: Final = "metadata/"

_EMISSION: Final = "emit"
"""The qualified name of every function in EMIT_CODES."""


class _ClassOf(dict[str, str]):
    """The qualified name of the class that a function was written in, by that of the function; _EMISSION for an emission."""

    def __missing__(self, function: str) -> str:
        """Take the name apart, once for each function."""
        self[function] = found = function if function == _EMISSION else function.rpartition(".")[0]
        return found


_CLASS_OF: Final = _ClassOf()

_ours: Final = {_EMISSION, "Object"}
"""The qualified names of every class that an object of ours may be of."""
_foreign: Final[set[str]] = set()
"""The qualified names of functions that ran and are no method of such a class; a new class may make some of them one."""


class Object:
    """The base of everything that has signals.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_object.html.
    """

    NOTIFICATION_PREDELETE: Final = 1
    NOTIFICATION_PREDELETE_CLEANUP: Final = 3

    CONNECT_DEFERRED: Final = CONNECT_DEFERRED
    CONNECT_PERSIST: Final = CONNECT_PERSIST
    CONNECT_ONE_SHOT: Final = CONNECT_ONE_SHOT
    CONNECT_REFERENCE_COUNTED: Final = CONNECT_REFERENCE_COUNTED
    CONNECT_APPEND_SOURCE_OBJECT: Final = CONNECT_APPEND_SOURCE_OBJECT

    _engine_class_: ClassVar[str] = "Object"
    _qualified_: ClassVar[frozenset[str]] = frozenset({_EMISSION, "Object"})
    """The qualified names of the class and its bases, and what a running emission goes by: see `_refuse_if_locked_`."""
    _prints_: ClassVar[bool] = False
    """Whether the class says itself what `str` makes of it."""
    _is_freed_: ClassVar[bool] = False
    _notifiers_: ClassVar[tuple[Function[[Any, int], object], ...]] = ()

    _signals_: dict[str, AnySignal] | None = None
    _user_signals_: dict[str, AnySignal] | None = None
    _incoming_: dict[Connection, Any] | None = None
    _tasks_: dict[tasks.Task[Any], None] | None = None
    _meta_: dict[str, Any] | None = None
    _blocking_: bool = False
    _queued_: bool = False
    _stays_: bool = False
    _id_: int = 0
    _name_: str = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Note what the class overrides, and make its `async def` methods start when they are called."""
        super().__init_subclass__(**kwargs)
        declaration.check(cls)
        named = "_engine_class_" in vars(cls) or cls.__name__.startswith("_")
        if not named and cls.__module__.partition(".")[0] == __name__.partition(".")[0]:
            cls._engine_class_ = cls.__name__
        for name, value in list(vars(cls).items()):
            if tasks.is_coroutine_function(value):
                setattr(cls, name, tasks.eager(value))
        cls._qualified_ = frozenset({_EMISSION, *(base.__qualname__ for base in cls.__mro__)})
        if not cls._qualified_ <= _ours:
            _ours.update(cls._qualified_)
            _foreign.clear()
        cls._prints_ = cls.__str__ is not Object.__str__
        cls._notifiers_ = tuple(
            vars(base)["_notification"] for base in reversed(cls.__mro__) if "_notification" in vars(base) and base is not Object
        )

    def connect(self, signal: str, callable: Function[..., object], flags: int = 0) -> Error:  # noqa: A002  # Godot's own name
        """Connect a receiver to the signal of that name; see `Signal.connect`."""
        found = self._find_signal_(signal)
        if found is None:
            error.complain(f"In {self}: Attempt to connect nonexistent signal '{signal}' to '{message_queue.describe(callable)}'.")
            return Error.ERR_INVALID_PARAMETER
        return found.connect(callable, flags)

    def disconnect(self, signal: str, callable: Function[..., object]) -> None:  # noqa: A002  # Godot's own name
        """Disconnect a receiver from the signal of that name; see `Signal.disconnect`."""
        found = self._find_signal_(signal)
        if found is None:
            error.complain(f"Disconnecting nonexistent signal '{signal}' in {self}.")
        else:
            found.disconnect(callable)

    def is_connected(self, signal: str, callable: Function[..., object]) -> bool:  # noqa: A002  # Godot's own name
        """Whether the receiver is connected to the signal of that name."""
        found = self._find_signal_(signal)
        if found is None:
            error.complain(f"Nonexistent signal: '{signal}' in {self}.")
            return False
        return found.is_connected(callable)

    def emit_signal(self, signal: str, *args: Any) -> Error:
        """Emit the signal of that name.

        Returns:
            Error.OK; ERR_UNAVAILABLE for an unknown signal; ERR_CANT_ACQUIRE_RESOURCE while signals are blocked;
            ERR_METHOD_NOT_FOUND if a receiver takes another number of arguments.
        """
        found = self._find_signal_(signal)
        if found is None:
            error.complain(f'Can\'t emit non-existing signal "{signal}" of {self}.')
            return Error.ERR_UNAVAILABLE
        if self._blocking_:
            return Error.ERR_CANT_ACQUIRE_RESOURCE
        before = found.miscalls
        found.emit(*args)
        return Error.OK if found.miscalls == before else Error.ERR_METHOD_NOT_FOUND

    def has_connections(self, signal: str) -> bool:
        """Whether any receiver is connected to the signal of that name."""
        found = self._find_signal_(signal)
        if found is None:
            error.complain(f"Nonexistent signal: '{signal}' in {self}.")
            return False
        return found.has_connections()

    def has_signal(self, signal: str) -> bool:
        """Whether the object has a signal of that name."""
        return self._find_signal_(signal) is not None

    def get_signal_list(self) -> list[dict[str, Any]]:
        """Return a dictionary with name and args for each signal of the object: those of its own class first, user signals last."""
        declared: dict[str, AnySignal] = {}
        for base in type(self).__mro__:
            declared |= {name: value for name, value in vars(base).items() if isinstance(value, Signal) and name not in declared}
        return [
            {"name": name, "args": [{"name": parameter} for parameter in signal.get_parameters()]}
            for name, signal in {**declared, **(self._user_signals_ or {})}.items()
        ]

    def get_signal_connection_list(self, signal: str) -> list[dict[str, Any]]:
        """Return the connections of the signal of that name."""
        found = self._find_signal_(signal)
        return [] if found is None else found.get_connections()

    def get_incoming_connections(self) -> list[dict[str, Any]]:
        """Return a dictionary with signal, callable and flags for each connection to a method of this object, in the order made."""
        return [
            {"signal": connection.signal, "callable": connection.as_callable(), "flags": connection.flags}
            for connection in self._incoming_ or ()
        ]

    def add_user_signal(self, signal: str, arguments: list[dict[str, Any]] | None = None) -> None:
        """Add a signal at run time; `arguments` holds a dictionary with a name for each, and is not enforced."""
        if self.has_signal(signal):
            error.complain(f"Trying to add already existing signal '{signal}' to {self}.")
            return
        declaration: AnySignal = Signal(*[str(argument["name"]) for argument in arguments or []])
        self._user_signals_ = {**(self._user_signals_ or {}), signal: declaration.bound_to(self, signal)}

    def has_user_signal(self, signal: str) -> bool:
        """Whether `add_user_signal` added a signal of that name."""
        return signal in (self._user_signals_ or {})

    def remove_user_signal(self, signal: str) -> None:
        """Remove a signal that `add_user_signal` added."""
        if self._user_signals_ is None or signal not in self._user_signals_:
            error.complain(f"Signal '{signal}' of {self} is not a user signal.")
            return
        self._user_signals_.pop(signal).end()

    def set_block_signals(self, enable: bool) -> None:
        """Make every emission of this object silent, or end that."""
        self._blocking_ = enable
        for signal in [*(self._signals_ or {}).values()]:
            signal.block(enable)

    def is_blocking_signals(self) -> bool:
        """Whether emissions are silent now."""
        return self._blocking_

    def call(self, method: str, *args: Any) -> Any:
        """Call the method of that name."""
        return getattr(self, method)(*args)

    def callv(self, method: str, arg_array: list[Any]) -> Any:
        """Call the method of that name with the arguments of a list."""
        return getattr(self, method)(*arg_array)

    def has_method(self, method: str) -> bool:
        """Whether there is a method of that name."""
        return callable(getattr(self, method, None))

    def get_method_argument_count(self, method: str) -> int:
        """Count the arguments of the method of that name, those with a default too and a `*args` not; 0 if there is none."""
        function = getattr(self, method, None)
        return len(introspection.arguments_of(function)) if callable(function) else 0

    def get_method_list(self) -> list[dict[str, Any]]:
        """Return a dictionary with name, args and default_args for each method of the object: those of its own class first."""
        return introspection.methods_of(type(self))

    def get_property_list(self) -> list[dict[str, Any]]:
        """Return a dictionary with the name of each property of the object: those of its own class first, then its plain attributes."""
        return introspection.properties_of(self)

    def get(self, property: str) -> Any:  # noqa: A002  # Godot's own name
        """Return the value of a property, None if there is none; "metadata/NAME" is what `set_meta` kept."""
        value = getattr(self, property, None)
        if value is None and property.startswith(_METADATA):
            return (self._meta_ or {}).get(property.removeprefix(_METADATA))
        return value

    def set(self, property: str, value: Any) -> None:  # noqa: A002  # Godot's own name
        """Set a property; one that does not exist or is only read is ignored, as in the engine; "metadata/NAME" is `set_meta`."""
        if hasattr(self, property):
            if getattr(getattr(type(self), property, None), "fset", self) is not None:
                setattr(self, property, value)
        elif property.startswith(_METADATA):
            self.set_meta(property.removeprefix(_METADATA), value)

    def get_indexed(self, property_path: str) -> Any:
        """Return what a path of properties leads to, such as `position:x`; None if there is nothing."""
        value: Any = self
        for name in introspection.steps(property_path):
            value = introspection.member(value, name)
        return None if value is self else value

    def set_indexed(self, property_path: str, value: Any) -> None:
        """Set what a path of properties leads to, such as `position:x`; every property on the way is set anew, as in the engine."""
        names = introspection.steps(property_path)
        holders: list[Any] = [self]
        for name in names[:-1]:
            holders.append(introspection.member(holders[-1], name))
        if names and None not in holders:
            for holder, name in zip(reversed(holders), reversed(names), strict=True):
                value = introspection.with_member(holder, name, value)

    def call_deferred(self, method: str | Function[..., object], *args: Any) -> None:
        """Call a method when the deferred calls are next flushed.

        Args:
            method: The name of a method of this object, or anything that can be called.
            *args: Its arguments.
        """
        if isinstance(method, str):
            function = getattr(type(self), method, None)
            self._put_off_((self, function if callable(function) else _missing(method), args))
        elif type(method) is MethodType:
            receiver = method.__self__
            if isinstance(receiver, FreedMixin):
                return
            if isinstance(receiver, Object):
                receiver._put_off_((receiver, method.__func__, args))
            else:
                self._put_off_((None, method, args))
        elif isinstance(method, Callable):
            method.put_off(args, self)
        elif (owner := owner_of(method)) is not None:
            message_queue.put_off_for(owner, (owner, Closure(method, method).hold(method), args))
        elif not is_freed(getattr(method, "__self__", None)):
            self._put_off_((None, method, args))

    def set_deferred(self, property: str, value: Any) -> None:  # noqa: A002  # Godot's own name
        """Set a property when the deferred calls are next flushed."""
        self._put_off_((self, Object.set, (property, value)))

    def _notification(self, what: int) -> object:
        """Override to hear what happens to the object; `what` is one of the NOTIFICATION_ numbers."""

    def notification(self, what: int, reversed: bool = False) -> None:  # noqa: A002  # Godot's own name
        """Call `_notification(what)` of each class of the object, base first, or derived first where `reversed`.

        Raises:
            Exception: What an override raised, after the last one ran, where no frame and no callback of a tree is running to
                collect it; several as an ExceptionGroup.
        """
        notify(self, what, reversed=reversed)
        error.raise_loose()

    def set_meta(self, name: str, value: Any) -> None:
        """Keep a value under a name; None removes it."""
        if value is None:
            self.remove_meta(name)
        else:
            self._meta_ = self._meta_ if self._meta_ is not None else {}
            self._meta_[name] = value

    def get_meta(self, name: str, default: Any = None) -> Any:
        """Return what `set_meta` kept, else the default."""
        meta = self._meta_ or {}
        if name not in meta and default is None:
            error.complain(f"The object {self} does not have any 'meta' values with the key '{name}'. Ask has_meta() first.")
        return meta.get(name, default)

    def has_meta(self, name: str) -> bool:
        """Whether `set_meta` kept a value under the name."""
        return name in (self._meta_ or {})

    def remove_meta(self, name: str) -> None:
        """Forget the value under the name."""
        (self._meta_ or {}).pop(name, None)

    def get_meta_list(self) -> list[str]:
        """Return the names of all metadata."""
        return list(self._meta_ or {})

    def get_class(self) -> str:
        """Return the name of the engine's class this object is."""
        return self._engine_class_

    def is_class(self, class_: str) -> bool:
        """Whether the object is of that class of the engine or of one that inherits it."""
        return any(class_ == getattr(base, "_engine_class_", None) for base in type(self).__mro__)

    def get_instance_id(self) -> int:
        """Return the number of the object, which no other object gets; `instance_from_id` finds it by that."""
        return instance_id(self)

    def to_string(self) -> str:
        """Return what `str` gives."""
        return str(self)

    def is_queued_for_deletion(self) -> bool:
        """Whether `queue_free` was called."""
        return self._queued_

    def free(self) -> None:
        """Delete the object now; connections to it end, tasks of it are closed, and later use of it raises FreedError.

        Raises:
            RuntimeError: One of its methods or emissions is running; use `queue_free` or `call_deferred("free")` there.
        """
        self._refuse_if_locked_()
        self._delete_()
        error.raise_loose()

    def cancel_free(self) -> None:
        """Refuse to be deleted: it counts only while the object hears NOTIFICATION_PREDELETE.

        A node has left its parent and lost its children then all the same, as in the engine.
        """
        self._stays_ = True

    def _refuse_if_locked_(self) -> None:
        """Refuse to be freed while one of the object's methods or emissions runs: it is found among the calls that led here."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None:
            # Each free() passes over every call above it: what it does with each is felt.
            if frame.f_code.co_qualname not in _foreign and self._runs_in_(frame):
                message = f"{self} is locked and can't be freed: its {frame.f_code.co_name}() is running. Use queue_free() instead."
                raise RuntimeError(message)
            frame = frame.f_back

    def _runs_in_(self, frame: FrameType) -> bool:
        """Whether what runs in a frame is a method or an emission of this object."""
        code = frame.f_code
        written_in = _CLASS_OF[code.co_qualname]
        if written_in not in self._qualified_:
            if written_in not in _ours:
                _foreign.add(code.co_qualname)
            return False
        if code in EMIT_CODES:
            return frame.f_locals["self"].get_object() is self
        if written_in == _EMISSION:
            return False
        return code.co_argcount > 0 and frame.f_locals.get(code.co_varnames[0]) is self

    def _delete_(self) -> None:
        self._stays_ = False
        notify(self, Object.NOTIFICATION_PREDELETE, reversed=True)
        if self._stays_:
            return
        notify(self, Object.NOTIFICATION_PREDELETE_CLEANUP, reversed=True)
        self._dissolve_()

    def _dissolve_(self) -> None:
        """End what leads to and from the object, and leave a freed one in its place."""
        kept = self.__dict__
        # Most objects have none of these, and a look into the dictionary is shorter than the way to the default on the class.
        if "_incoming_" in kept or "_tasks_" in kept or "_signals_" in kept:
            for connection in [*(self._incoming_ or ())]:
                connection.kill()
            for task in [*(self._tasks_ or ())]:
                task.close()
            for signal in [*(self._signals_ or {}).values()]:
                signal.end()
        cls = type(self)
        name: str | tuple[str, str, int] = (kept.get("_name_", ""), self._engine_class_, kept.get("_id_", 0))
        if self._prints_:
            try:
                name = str(self)
            except Exception as failure:
                error.take(failure)
        kept.clear()
        kept["_freed_name"] = cls.__name__, name
        try:
            object.__setattr__(self, "__class__", FreedObject)
        except TypeError:
            bury(self, cls, FreedObject)

    def __reduce_ex__(self, protocol: Any) -> Any:
        """Refuse `copy` and `pickle`, unless the class says itself how; half an object would come out."""
        if type(self).__reduce__ is not object.__reduce__:
            return object.__reduce_ex__(self, protocol)
        remedy = "call its duplicate()" if hasattr(self, "duplicate") else "make another one"
        name = f"{type(self).__name__} '{plain(str(self))}'"
        message = f"{name} can't be copied or pickled: {remedy}, or keep what is to be saved in a value of its own"
        raise TypeError(message)

    def _put_off_(self, call: message_queue.Call) -> None:
        message_queue.put_off(call)

    def _own_signal_(self, name: str, signal: AnySignal) -> None:
        """Keep a signal that was made for this object, to end it when the object is freed."""
        if self._signals_ is None:
            self._signals_ = {}
        self._signals_[name] = signal
        if self._blocking_:
            signal.block(True)

    def _find_signal_(self, name: str) -> AnySignal | None:
        if self._user_signals_ is not None and name in self._user_signals_:
            return self._user_signals_[name]
        if isinstance(getattr(type(self), name, None), Signal):
            found: AnySignal = getattr(self, name)
            return found
        return None

    def __str__(self) -> str:
        """Print as the engine does: `<Object#1234>`, and a node that has a name as `Ship:<Node#1234>`."""
        return described(self._name_, self._engine_class_, self.get_instance_id())


class FreedObject(FreedMixin, Object):
    """The class of an object after `free()`."""


def notify(instance: Object, what: int, *, reversed: bool = False) -> None:  # noqa: A002  # Godot's own name
    """Send a notification in the midst of an operation that goes on; what an override raises is collected, as `error.take` says."""
    notifiers = instance._notifiers_
    for function in notifiers[::-1] if reversed else notifiers:
        try:
            function(instance, what)
        except Exception as failure:
            error.take(failure)


def _missing(method: str) -> Function[..., object]:
    def run(*_: Any) -> object:
        message = "Method not found."
        raise message_queue.UnbindError(message)

    run.described = method  # type: ignore[attr-defined]  # read back by describe()
    return run
