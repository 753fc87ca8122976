"""Callable: Godot's callable with bound and unbound arguments.

A plain bound method or function does wherever a callable is asked for; this class adds what those have not: `bind`, `unbind`, and a
method given by name. Rules: `bind` appends after the arguments of the call, `unbind` drops from their end, and the last one put on
acts first. Neither makes a callable different from the one without where it is connected. Two are equal where they have the same target
and bind and drop as many arguments at each step; which arguments plays no part, as in the engine.
"""

from __future__ import annotations

import sys
from types import MethodType
from typing import TYPE_CHECKING, Any, Final, Self

from steam_nodes.object import message_queue
from steam_nodes.object.closure import Closure, identity, owner_of
from steam_nodes.object.freed import instance_id, is_freed
from steam_nodes.object.message_queue import UnbindError
from steam_nodes.object.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Callable as Function

_HERE: Final = f"{__name__.partition('.')[0]}."


def _is_of_engines_class(function: Any) -> bool:
    """Whether a function is a static method of a class of the engine: `JSON.stringify`, which belongs to no object that could have it."""
    module = getattr(function, "__module__", None) or ""
    if not module.startswith(_HERE):
        return False
    owner, _, name = getattr(function, "__qualname__", "").rpartition(".")
    members = vars(getattr(sys.modules.get(module), owner, object))
    return "_engine_class_" in members and isinstance(members.get(name), staticmethod)


class Callable:
    """A method or function with bound arguments.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_callable.html.

    Args:
        target: A bound method, a function, another Callable, or an object when `method` is given; None makes the null callable.
        method: The name of a method of `target`, looked up at each call; a missing one is silently nothing.
    """

    __slots__ = ("__weakref__", "_function", "_instance", "_method", "_steps")

    def __init__(self, target: Any = None, method: str | None = None) -> None:
        """Take the target apart."""
        self._steps: tuple[int | tuple[Any, ...], ...] = ()
        self._instance: Any = None
        self._function: Any = None
        self._method = ""
        if method is not None:
            self._instance = target
            self._method = method
        elif isinstance(target, Callable):
            self._instance, self._function, self._method, self._steps = target.parts()
        elif type(target) is MethodType:
            self._instance = target.__self__
            self._function = target.__func__
            self._method = target.__func__.__name__
        elif callable(target):
            self._function = target
            self._method = getattr(target, "__name__", repr(target))
        elif target is not None:
            message = f"Callable() takes a method, a function or an object with the name of a method, not {target!r}"
            raise TypeError(message)

    @staticmethod
    def create(variant: Any, method: str) -> Callable:
        """Return the callable of the method of that name, of an object or of any other value."""
        return Callable(variant, method)

    def bind(self, *args: Any) -> Callable:
        """Return a callable that is called with these arguments after its own."""
        return self._with(args)

    def bindv(self, arguments: list[Any]) -> Callable:
        """Return a callable that is called with the arguments of a list after its own."""
        return self._with(tuple(arguments)) if arguments else Callable(self)

    def unbind(self, argcount: int) -> Callable:
        """Return a callable that drops the last `argcount` (1 or more) arguments of its call."""
        if argcount < 1:
            message = f"unbind() takes a count of 1 or more, not {argcount}"
            raise ValueError(message)
        return self._with(argcount)

    def call(self, *args: Any) -> Any:
        """Call it now."""
        return self(*args)

    def callv(self, arguments: list[Any]) -> Any:
        """Call it now with the arguments of a list."""
        return self(*arguments)

    def call_deferred(self, *args: Any) -> None:
        """Call it when the deferred calls are next flushed; silently nothing if its object is freed by then."""
        self.put_off(args)

    def put_off(self, args: tuple[Any, ...], caller: Any = None) -> None:
        """Give a deferred call to the queue of the target's tree; where the target has none, to that of the caller's."""
        target = self._target()
        if target is None:
            message_queue.put_off_for(caller, (None, self, args))
        elif not is_freed(target):
            function = Closure(self, self._function).hold(self) if self._instance is None else self.unbound_call()
            message_queue.put_off_for(target if hasattr(target, "_put_off_") else caller, (target, function, args))

    def rpc(self, *args: Any) -> None:
        """Call the method by RPC at every peer: the node of the method sends it by its own `rpc`.

        Raises:
            ValueError: It is no method of a node that has an `rpc`.
        """
        self._sender("rpc")(self._method, *self.arguments(args))

    def rpc_id(self, peer_id: int, *args: Any) -> None:
        """Call the method by RPC at one peer: the node of the method sends it by its own `rpc_id`.

        Raises:
            ValueError: It is no method of a node that has an `rpc_id`.
        """
        self._sender("rpc_id")(peer_id, self._method, *self.arguments(args))

    def _sender(self, name: str) -> Any:
        found = getattr(self._target(), name, None)
        if found is None:
            message = f"Attempt to call function '{plain(name)}' in base 'Callable' on a null instance."
            raise ValueError(message)
        return found

    def is_null(self) -> bool:
        """Whether it has no target at all."""
        return self._instance is None and self._function is None

    def is_standard(self) -> bool:
        """Whether it is a method of an object and nothing is bound or dropped."""
        return not self._steps and (self._instance is not None or _is_of_engines_class(self._function))

    def is_custom(self) -> bool:
        """Whether it is more than a method of an object: a function, or one with bound or dropped arguments."""
        return not self.is_null() and not self.is_standard()

    def is_valid(self) -> bool:
        """Whether it can be called: its object lives and has the method; said of no static method of a class of the engine, as there."""
        if self.is_null() or is_freed(self._target()) or self._resolve() is None:
            return False
        return bool(self._steps) or self._instance is not None or not _is_of_engines_class(self._function)

    def get_object(self) -> Any:
        """Return the object, for a function the one it belongs to, or None."""
        target = self._target()
        return None if is_freed(target) else target

    def get_object_id(self) -> int:
        """Return the number of the object, as its `get_instance_id`; 0 without one."""
        return instance_id(self.get_object())

    def get_method(self) -> str:
        """Return the name of the method."""
        return self._method

    def get_bound_arguments(self) -> list[Any]:
        """Return the bound arguments in the order in which they are passed, without those that an earlier `unbind` drops."""
        return self._balance()[0]

    def get_bound_arguments_count(self) -> int:
        """Count the bound arguments."""
        return len(self._balance()[0])

    def get_unbound_arguments_count(self) -> int:
        """Count the dropped arguments, without those that later bound ones make up for."""
        return self._balance()[1]

    def get_argument_count(self) -> int:
        """Count the arguments a call should have."""
        import inspect  # noqa: PLC0415  # loaded on first use

        function = self._resolve()
        if function is None:
            return 0
        parameters = list(inspect.signature(function).parameters.values())
        kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        own = sum(parameter.kind in kinds for parameter in parameters) - (self._instance is not None)
        return own + sum(-len(step) if isinstance(step, tuple) else step for step in self._steps)

    def arguments(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return what the function gets when the callable is called with `args`."""
        for step in reversed(self._steps):
            if isinstance(step, tuple):
                args = args + step
            elif step > len(args):
                message = f"Callable unbinds {step} arguments, but called with {len(args)}."
                raise UnbindError(message)
            else:
                args = args[: len(args) - step]
        return args

    def counted(self, args: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...], bool]:
        """Return the function, what it gets when the callable is called with `args`, and whether its object comes before; for miscall()."""
        return self._resolve() or (lambda: None), self.arguments(args), self._instance is not None

    def unbound_call(self) -> Function[..., Any]:
        """Return a function of the object and the arguments, for a holder that keeps the object apart."""
        if not self._steps and self._function is not None:
            return self._function  # type: ignore[no-any-return]  # checked to be callable when it was made

        # Not a closure over self: that would hold the object, and connections must not.
        arguments = self.detached().arguments
        given, name = self._function, self._method

        def run(instance: Any, *args: Any) -> Any:
            function = given or getattr(type(instance), name, None)
            return None if function is None else function(instance, *arguments(args))

        run.described = name  # type: ignore[attr-defined]  # read back by describe()
        run.counted = lambda args: (given or (lambda: None), arguments(args), True)  # type: ignore[attr-defined]  # read back by miscall()
        return run

    def closed_over(self) -> Any:
        """Return the function where it is one that belongs to an object, None where it is a method or belongs to none."""
        return self._function if self._instance is None and owner_of(self._function) is not None else None

    def detached(self) -> Callable:
        """Return the same without its object, for a holder that must not keep the object alive."""
        return self.attached(None)

    def attached(self, instance: Any) -> Callable:
        """Return the same on another object."""
        return self._copied(instance, self._steps)

    def parts(self) -> tuple[Any, Any, str, tuple[int | tuple[Any, ...], ...]]:
        """Return the object, the function, the name of the method, and what is bound (a tuple) or dropped (a count) at each step."""
        return self._instance, self._function, self._method, self._steps

    def refusal(self) -> str | None:
        """Say why it cannot be connected, None if it can."""
        if self.is_null():
            return "the provided callable is null."
        if is_freed(self._target()):
            return f"the object of the callable '{self._method}' was freed. Check is_instance_valid() first."
        return None

    def key(self) -> object:
        """Return what makes it the same callable as another: its target, not what is bound to it."""
        function = self._resolve() or self._method
        return identity(function) if self._instance is None else (id(self._instance), function)

    def hash(self) -> int:
        """Return a number that equal callables share."""
        return hash(self)

    def _target(self) -> Any:
        return owner_of(self._function) if self._instance is None else self._instance

    def _balance(self) -> tuple[list[Any], int]:
        """Return the bound arguments that reach the function, and how many arguments of a call are dropped."""
        bound: list[Any] = []
        dropped = 0
        for step in self._steps:
            if isinstance(step, tuple):
                bound = [*step[: max(len(step) - dropped, 0)], *bound]
                dropped = max(dropped - len(step), 0)
            else:
                dropped += step
        return bound, dropped

    def _resolve(self) -> Any:
        if self._function is not None or self._instance is None:
            return self._function
        return getattr(type(self._instance), self._method, None)

    def _copied(self, instance: Any, steps: tuple[int | tuple[Any, ...], ...]) -> Callable:
        return Callable()._take(instance, self._function, self._method, steps)

    def _take(self, instance: Any, function: Any, method: str, steps: tuple[int | tuple[Any, ...], ...]) -> Self:
        self._instance, self._function, self._method, self._steps = instance, function, method, steps
        return self

    def _with(self, step: int | tuple[Any, ...]) -> Callable:
        return self._copied(self._instance, (*self._steps, step))

    def __call__(self, *args: Any) -> Any:
        """Call it now.

        Raises:
            FreedError: Its object was freed.
            TypeError: It has no target.
        """
        if self.is_null():
            message = "call of a null Callable"
            raise TypeError(message)
        if self._instance is None:
            if is_freed(owner := owner_of(self._function)):
                getattr(owner, self._method)
            return self._function(*self.arguments(args))
        if self._function is not None:
            if is_freed(self._instance):
                getattr(self._instance, self._method)
            return self._function(self._instance, *self.arguments(args))
        return getattr(self._instance, self._method)(*self.arguments(args))

    def __eq__(self, other: object) -> bool:
        """Compare the targets, and how many arguments are bound and dropped at each step."""
        if not isinstance(other, Callable):
            return NotImplemented
        return self.key() == other.key() and _shape(self.parts()[3]) == _shape(other.parts()[3])

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self.key())

    def __repr__(self) -> str:
        """Show the object and the method, as `Ship::_on_hit`."""
        if self.is_null():
            return "null::null"
        return f"{'null' if is_freed(self._instance) else type(self._instance).__name__}::{self._method}"


def _shape(steps: tuple[int | tuple[Any, ...], ...]) -> list[int]:
    """Return how many arguments are bound, or with a minus dropped, at each step."""
    return [len(step) if isinstance(step, tuple) else -step for step in steps]
