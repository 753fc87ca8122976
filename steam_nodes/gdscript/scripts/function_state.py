"""What a call of a script's coroutine gives where nobody awaits it: the engine's GDScriptFunctionState, an object with a signal.

Rules: it is a task as every coroutine of the library makes one, and an object of the engine besides: it can be awaited, asked whether it
still runs, and emits `completed` with what the function returned.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from steam_nodes.object import tasks
from steam_nodes.object.ref_counted import RefCounted
from steam_nodes.object.signal import Signal


class GDScriptFunctionState(RefCounted, tasks.Task[Any]):
    """A function that waits.

    Args:
        coroutine: What runs; it starts inside this call.
        node: The object it belongs to, None for a function that belongs to none.
    """

    _engine_class_ = "GDScriptFunctionState"

    completed: Signal[Any] = Signal("result")

    def _finish(self, result: Any) -> None:
        super()._finish(result)
        if self._signals_ is not None:
            self.completed.emit(result)


def eager(method: Any) -> Any:
    """Make an `async def` method start when it is called.

    Args:
        method: The function of the class.
    """

    @wraps(method)
    def started(self: Any, *args: Any, **kwargs: Any) -> GDScriptFunctionState:
        return GDScriptFunctionState(method(self, *args, **kwargs), self)

    return started


def coroutine(function: Any) -> Any:
    """Make an `async def` that is no method start when it is called, as the engine's functions with an `await` do.

    Args:
        function: A static function, or one inside another.
    """

    @wraps(function)
    def started(*args: Any, **kwargs: Any) -> GDScriptFunctionState:
        return GDScriptFunctionState(function(*args, **kwargs))

    return started
