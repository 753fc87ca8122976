"""The bridge to asyncio, for a program that asyncio runs, such as a server of FastAPI or of websockets.

Rules: this is the one file that imports asyncio, and nothing else of the library needs it. Whatever the tree drives, a signal, a request of
Steam's, a coroutine of a node, becomes a future of asyncio by `as_future`; `run_async` makes the tree a task that runs at a chosen rate
and lets asyncio run between its frames. Tree and event loop share one thread. A future that is given up ends the waiting and nothing else;
what ends without an answer, because its node was freed or its tree closed, is told by FreedError, so that nobody waits for ever.
"""

from __future__ import annotations

import asyncio
import time
import weakref
from typing import TYPE_CHECKING, Final, TypeVar

from steam_nodes.object import error
from steam_nodes.object.freed import FreedError
from steam_nodes.object.plain_text import plain
from steam_nodes.object.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from steam_nodes.scene.scene_tree import SceneTree

T = TypeVar("T")

_SLOW: Final = 0.25


def as_future(awaitable: Awaitable[T]) -> asyncio.Future[T]:
    """Turn what the tree drives into a future that a coroutine of asyncio can await.

    Args:
        awaitable: A signal (its next emission), a request such as `stats.request(steam_id)`, or a call of an `async def`, of a node or not;
            a coroutine that has not started begins at once. What an emission in a frame answers goes on before the next frame.

    Returns:
        The future. Cancelling it, or a timeout of asyncio's, ends the waiting: a coroutine that this call started is closed, a method
        of a node and a request go on. It fails with what the coroutine raised, and with FreedError where what is awaited ended without
        an answer: its node was freed, or its tree closed.

    Raises:
        RuntimeError: No asyncio loop is running in this thread.
        TypeError: `awaitable` cannot be awaited.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        # A coroutine that is never started would warn besides.
        getattr(awaitable, "close", bool)()
        message = "as_future() is for a coroutine that asyncio runs, and no loop is running here; in a node, await the thing itself"
        raise RuntimeError(message) from None
    if not hasattr(awaitable, "__await__"):
        message = f"as_future() takes a signal, a request or a call of an async def, not {type(awaitable).__name__}"
        raise TypeError(message)
    future: asyncio.Future[T] = loop.create_future()
    relay = weakref.ref(Task(_relay(awaitable, _name_of(awaitable), future)))
    future.add_done_callback(lambda _: _give_up(relay()))
    return future


async def _relay(awaitable: Awaitable[T], name: str, future: asyncio.Future[T]) -> None:
    """Wait as the tree's own coroutines do, and pass on how that ended."""
    try:
        result = await awaitable
    except Exception as failure:
        if not future.done():
            future.set_exception(failure)
        return
    except GeneratorExit:
        # Nobody can resume this any more: the waiting was given up, or what was waited for has let go of it.
        if not future.done() and not future.get_loop().is_closed():
            future.set_exception(FreedError(f"{name} ended without an answer: its node was freed or its tree closed"))
        raise
    if not future.done():
        future.set_result(result)


def _name_of(awaitable: object) -> str:
    """Return what an error calls it; a coroutine by its function."""
    coroutine = awaitable._coroutine if isinstance(awaitable, Task) else awaitable
    return plain(str(getattr(coroutine, "__qualname__", coroutine)))


def _give_up(relay: Task[None] | None) -> None:
    if relay is not None:
        relay.close()


async def run_async(tree: SceneTree, fps: float = 60.0) -> int:
    """Run a tree until it quits, as a task of asyncio's; between two frames asyncio runs.

    Cancelling the task closes the tree in order: everything leaves it and is deleted, and whoever awaits something of it gets FreedError.

    Args:
        tree: The tree; while it runs here its errors are logged rather than raised.
        fps: Frames a second, above 0.

    Returns:
        The tree's exit code.

    Raises:
        ValueError: `fps` is not above 0.
    """
    if not 0 < fps < float("inf"):
        message = f"fps is a number of frames a second above 0, not {fps!r}"
        raise ValueError(message)
    period = 1.0 / fps
    before = tree.errors
    tree.errors = "log"
    last = time.perf_counter()
    due = last + period
    try:
        while tree.process(max((now := time.perf_counter()) - last, 0.0)):
            last = now
            ended = time.perf_counter()
            if ended - now > max(_SLOW, 4 * period):
                error.warn(
                    f"a frame took {(ended - now) * 1000:.0f} ms of the {period * 1000:.1f} ms it has; all of asyncio waits meanwhile"
                )
            # A loop that fell behind starts counting anew.
            due = ended if ended > due + period else due
            await asyncio.sleep(max(due - ended, 0.0))
            due += period
    except asyncio.CancelledError:
        tree.close()
        raise
    finally:
        tree.errors = before
    return tree.exit_code
