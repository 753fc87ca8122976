"""Receivers of signals: what makes two the same, how each is held, and the record of one connection.

Rules: a bound method is its object and its function, whatever is bound to it, and its object is held weakly. So is the owner of a
closure, see `closure`, and the closure itself is kept by its owner. Anything else that can be called is itself and is held strongly. An
object that can be freed knows the connections that lead to it, so that `free()` ends them.
"""

from __future__ import annotations

import weakref
from types import MethodType
from typing import TYPE_CHECKING, Any, Final, cast

from steam_nodes.object import tasks
from steam_nodes.object.callable import Callable
from steam_nodes.object.closure import Closure, identity, is_plain, owner_of
from steam_nodes.object.freed import dead, is_freed

if TYPE_CHECKING:
    from steam_nodes.object.signal import Signal

_MISSING: Final[Any] = object()


class Connection:
    """One receiver of one signal. `entry` is what an emission walks over: [reference or None, function]."""

    __slots__ = ("bound", "count", "entry", "flags", "key", "signal")

    def __init__(
        self, signal: Signal[*tuple[Any, ...]], key: object, entry: list[Any], flags: int, bound: Callable | Closure | None
    ) -> None:
        """Keep the parts; `bound` is the Callable that was connected, if it was one, without its object, or the Closure."""
        self.signal = signal
        self.key = key
        self.entry = entry
        self.flags = flags
        self.bound = bound
        self.count = 0

    def kill(self) -> None:
        """Drop the connection because its receiver is gone; a running emission skips it."""
        self.entry[0] = dead
        self.signal._forget(self)

    def as_callable(self) -> Any:
        """Return what was connected."""
        ref, function = self.entry
        receiver = None if ref is None else ref()
        if self.bound is not None:
            return self.bound if ref is None else self.bound.attached(receiver)
        function = getattr(function, "inner", function)
        return function if receiver is None else MethodType(function, receiver)


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
    if hasattr(instance, "_to_blinker"):
        # A signal that passes an emission on, `a.hit.connect(b.hit.emit)`, keeps nobody alive and can be kept.
        return key, [None, target], bound, None
    try:
        entry = [weakref.ref(instance), function if function is bound else tasks.starter(function)]
    except TypeError:
        # An instance without room for weak references can only be held strongly.
        return key, [None, tasks.starter(target)], bound, None
    incoming: Any = getattr(instance, "_incoming_", _MISSING)
    if incoming is None:
        incoming = {}
        cast("Any", instance)._incoming_ = incoming
    return key, entry, bound, incoming if type(incoming) is dict else None


def let_go(connection: Connection) -> None:
    """Take the note of a connection that ended from the object of its receiver."""
    ref = connection.entry[0]
    receiver = None if ref is None else ref()
    if receiver is not None:
        incoming = getattr(receiver, "_incoming_", None)
        if type(incoming) is dict:
            kept = incoming.pop(connection, None)
            if isinstance(connection.bound, Closure):
                connection.bound.hold(kept)
