"""Closures: functions that belong to an object, as the engine's lambdas that use `self` do.

Rules: a function belongs to the object that it closes over under the name `self`, or has as the default of a parameter of that name;
a `functools.partial` belongs where its function does, and one of a bound method to that method's object. Only objects of the library
count, since only they can be freed. The name is the rule because Python keeps nothing else of the method a function was made in.
"""

from __future__ import annotations

import weakref
from functools import partial
from types import FunctionType, MethodType
from typing import Any, Final

from steam_nodes.object import message_queue, tasks

_SELF: Final = "self"


def owner_of(function: Any) -> Any:
    """Return the object a function belongs to, freed or not; None if it belongs to none."""
    if type(function) is FunctionType:
        found = _captured(function)
    elif type(function) is partial:
        inner = function.func
        found = inner.__self__ if type(inner) is MethodType else owner_of(inner)
    else:
        return None
    # Asked of the type, so that an object which was freed answers too.
    return found if hasattr(type(found), "_incoming_") else None


def identity(function: Any) -> object:
    """Return what stands for a function in a dictionary without keeping it, or what it closes over, alive."""
    return function if is_plain(function) or type(function) not in (FunctionType, partial) else weakref.ref(function)


def is_plain(function: Any) -> bool:
    """Whether it is a function that holds nothing and so belongs to nobody."""
    return type(function) is FunctionType and function.__closure__ is None and not function.__defaults__ and not function.__kwdefaults__


def _captured(function: FunctionType) -> Any:
    code = function.__code__
    if function.__closure__ and _SELF in code.co_freevars:
        try:
            return function.__closure__[code.co_freevars.index(_SELF)].cell_contents
        except ValueError:
            # `self` has no value yet where the function is made.
            return None
    if function.__kwdefaults__ and _SELF in function.__kwdefaults__:
        return function.__kwdefaults__[_SELF]
    defaults = function.__defaults__
    if defaults:
        names = code.co_varnames[: code.co_argcount][-len(defaults) :]
        if _SELF in names:
            return defaults[names.index(_SELF)]
    return None


class Closure:
    """A function of an object in the place of a method: it is called with the object first, and passes on the rest.

    It holds the function weakly: the object keeps it as long as it is connected, so that the connection keeps neither alive.

    Args:
        function: A function with an owner, or a Callable of one.
        inner: What is in the Callable; else the function itself.
        unbound: How many arguments of the call are dropped.
    """

    __slots__ = ("_async", "_function", "_held", "_unbound", "described")

    def __init__(self, function: Any, inner: Any, unbound: int = 0) -> None:
        """Hold the function weakly."""
        self._function = weakref.ref(function)
        self._held: Any = None
        while type(inner) is partial:
            inner = inner.func
        self._async = tasks.is_coroutine_function(inner)
        self.described: Any | str = getattr(inner, "__qualname__", None) or repr(inner)
        self._unbound = unbound

    def __call__(self, owner: Any, *args: Any) -> Any:
        """Call the function and return what it returns; what an `async def` starts ends with its owner."""
        function = self._function()
        if function is None:
            return None
        value = function(*args)
        if self._async:
            tasks.Task(value, owner)
        return value

    def hold(self, function: Any) -> Closure:
        """Keep the function from now on: its connection ended, and only emissions and deferred calls under way still need it."""
        self._held = function
        return self

    def attached(self, _owner: Any) -> Any:
        """Return the function."""
        return self._function()

    def get_unbound_arguments_count(self) -> int:
        """Count the dropped arguments."""
        return self._unbound

    def counted(self, args: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...], bool]:
        """Return what is really called; read by miscall()."""
        return message_queue.counted(self._function() or (lambda: None), args, with_self=False)
