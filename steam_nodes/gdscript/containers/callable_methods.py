"""The methods of Callable, for Python's bound methods and functions as well as for steam_nodes.Callable.

Rules: a bound method is a standard callable, a function a lambda. Bound arguments come after those of the call. A call with a wrong number
of arguments, or of nothing, is an error with the engine's words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.gdscript.errors import ScriptError
from steam_nodes.gdscript.text.hashing import hash_text
from steam_nodes.gdscript.text.string_name import StringName
from steam_nodes.gdscript.text.stringify import text_of
from steam_nodes.object.callable import Callable
from steam_nodes.object.freed import is_freed

if TYPE_CHECKING:
    from collections.abc import Callable as Function

AnyCallable = Any
"""What can be called; the name tells `gd.call` to refuse the rest."""


class CallableMethods:
    """The methods of a Callable, as functions of it.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_callable.html.
    """

    def call(self: Any, *arguments: Any) -> Any:
        """Call it now.

        Raises:
            ScriptError: It has no target, or takes other arguments.
        """
        return called(self, arguments)

    def callv(self: Any, arguments: list[Any]) -> Any:
        """Call it now with the arguments of an array.

        Raises:
            ScriptError: It has no target, or takes other arguments.
        """
        return called(self, tuple(arguments))

    def call_deferred(self: Any, *arguments: Any) -> None:
        """Call it when the deferred calls are next flushed."""
        as_callable(self).call_deferred(*arguments)

    def rpc(self: Any, *arguments: Any) -> None:
        """Call the method by RPC at every peer.

        Raises:
            ScriptError: It is no method of a node.
        """
        _by_rpc(as_callable(self).rpc, arguments)

    def rpc_id(self: Any, peer_id: int, *arguments: Any) -> None:
        """Call the method by RPC at one peer.

        Raises:
            ScriptError: It is no method of a node.
        """
        _by_rpc(as_callable(self).rpc_id, (peer_id, *arguments))

    def bind(self: Any, *arguments: Any) -> Callable:
        """Return a callable that is called with these arguments after its own."""
        return as_callable(self).bind(*arguments)

    def bindv(self: Any, arguments: list[Any]) -> Callable:
        """Return a callable that is called with the arguments of an array after its own."""
        return as_callable(self).bindv(arguments)

    def unbind(self: Any, argcount: int) -> Callable:
        """Return a callable that drops the last arguments of its call."""
        return as_callable(self).unbind(argcount)

    def is_null(self: Any) -> bool:
        """Whether it has no target."""
        return as_callable(self).is_null()

    def is_custom(self: Any) -> bool:
        """Whether it is more than a method of an object."""
        return as_callable(self).is_custom()

    def is_standard(self: Any) -> bool:
        """Whether it is a method of an object and nothing more."""
        return as_callable(self).is_standard()

    def is_valid(self: Any) -> bool:
        """Whether it can be called."""
        return as_callable(self).is_valid()

    def get_object(self: Any) -> Any:
        """Return the object of the method; null without one."""
        return as_callable(self).get_object()

    def get_object_id(self: Any) -> int:
        """Return the number of the object; 0 without one."""
        return as_callable(self).get_object_id()

    def get_method(self: Any) -> str:
        """Return the name of the method."""
        name = as_callable(self).get_method()
        return StringName("<anonymous lambda>" if name == "<lambda>" else name)

    def get_argument_count(self: Any) -> int:
        """Return how many arguments a call may have."""
        return as_callable(self).get_argument_count()

    def get_bound_arguments(self: Any) -> list[Any]:
        """Return the bound arguments."""
        return as_callable(self).get_bound_arguments()

    def get_bound_arguments_count(self: Any) -> int:
        """Return how many arguments are bound."""
        return as_callable(self).get_bound_arguments_count()

    def get_unbound_arguments_count(self: Any) -> int:
        """Return how many arguments are dropped."""
        return as_callable(self).get_unbound_arguments_count()

    def hash(self: Any) -> int:
        """Return a number that equal callables share."""
        return hash_text(text_of(self))


def as_callable(function: Any) -> Callable:
    """Return what can be called as a Callable."""
    return function if isinstance(function, Callable) else Callable(function)


def _by_rpc(sender: Function[..., None], arguments: tuple[Any, ...]) -> None:
    try:
        sender(*arguments)
    except ValueError as failure:
        raise ScriptError(str(failure)) from None


def called(function: Any, arguments: tuple[Any, ...]) -> Any:
    """Call a callable, and say in the engine's words where it can't be called so."""
    if isinstance(function, Callable):
        if function.is_null():
            message = "Attempt to call function 'null::null (Callable)' on a null instance."
            raise ScriptError(message)
        if not function.is_valid() and (function._resolve() is None or is_freed(function._target())):
            message = f"Invalid call. Nonexistent function '{text_of(function)} (Callable)'."
            raise ScriptError(message)
    elif is_freed(getattr(function, "__self__", None)):
        message = f"Attempt to call function '{text_of(function)} (Callable)' on a null instance."
        raise ScriptError(message)
    try:
        return function(*arguments)
    except TypeError as failure:
        traceback = failure.__traceback__
        while traceback is not None and traceback.tb_next is not None and traceback.tb_next.tb_frame.f_code in _OURS:
            traceback = traceback.tb_next
        if traceback is not None and traceback.tb_next is None:
            expected = _expected(function, len(arguments))
            message = f"Invalid call to function '{text_of(function)} (Callable)'. Expected {expected} argument(s)."
            raise ScriptError(message) from None
        raise


_OURS = {Callable.__call__.__code__}


def _expected(function: Function[..., Any], given: int) -> int:
    import inspect  # noqa: PLC0415  # only when a call failed

    inner = function if not isinstance(function, Callable) else function._resolve()
    try:
        parameters = [each for each in inspect.signature(inner).parameters.values() if each.kind <= each.POSITIONAL_OR_KEYWORD]
    except (TypeError, ValueError):
        return given
    fewest = sum(each.default is each.empty for each in parameters)
    return fewest if given < fewest else len(parameters)
