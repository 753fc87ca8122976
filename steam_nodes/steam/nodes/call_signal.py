"""A name of GodotSteam's that is a call and a signal at once: `steam.steam_shutdown()`, and `steam.steam_shutdown.connect(...)`.

Why there is such a name: GodotSteam writes its calls in camelCase and its signals in snake_case, `steamShutdown` and `steam_shutdown`, and
the snake_case of the one is the other. Where the call is of this library's first days, the name stays the call's and is the signal too:
calling the signal makes the call, and GodotSteam's spelling of the call is the method alone. How it goes: a method under `@call_signal()`
becomes such a signal, and `.call` is the method.

Rules: the signal carries what it declares, on both lanes; what it carries is no matter for type checkers. The call has no part in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

from steam_nodes.object.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

if TYPE_CHECKING:

    class CallSignal(Signal[*tuple[Any, ...]], Generic[P, R]):
        """A signal that makes a call when it is called."""

        call: Callable[Concatenate[Any, P], R]
        """The method."""

        def __call__(self, *args: P.args, **named: P.kwargs) -> R:
            """Make the call."""

else:

    class CallSignal:
        """What such a signal has beside what every signal has."""

        __slots__ = ()

        def __call__(self: Any, *args: Any, **named: Any) -> Any:
            """Make the call on the object that the signal belongs to."""
            return self.call(self.get_object(), *args, **named)


def call_signal(*parameters: str) -> Callable[[Callable[Concatenate[Any, P], R]], CallSignal[P, R]]:
    """Return what makes a method a signal too, of the same name.

    Args:
        *parameters: The names of what the signal carries.
    """

    def made(method: Callable[Concatenate[Any, P], R]) -> CallSignal[P, R]:
        signal: Any = Signal(*parameters, blinker=True)
        body = {"__slots__": (), "__doc__": method.__doc__, "__module__": __name__, "call": staticmethod(method)}
        signal.__class__ = type("Signal", (CallSignal, type(signal)), body)
        found: CallSignal[P, R] = signal
        return found

    return made
