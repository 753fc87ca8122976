"""run(tree): the loop of a dedicated server, without a window.

Rules: frames follow the real clock; the loop sleeps precisely between them and reports a frame that took far too long. An error in a
node is logged with its traceback and the server goes on. SIGINT and SIGTERM end the tree in order.
"""

from __future__ import annotations

import signal
import threading
import time
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.object import error

if TYPE_CHECKING:
    from steam_nodes.scene.scene_tree import SceneTree

_SLACK: Final = 0.001
_SLOW: Final = 0.25


def run(tree: SceneTree, fps: float = 60.0) -> int:
    """Run a tree until it quits.

    Args:
        tree: The tree; while it runs here its errors are logged rather than raised.
        fps: Frames a second, above 0.

    Returns:
        The tree's exit code.

    Raises:
        ValueError: `fps` is not above 0.
    """
    if not fps > 0:
        message = f"fps is a number of frames a second above 0, not {fps!r}"
        raise ValueError(message)
    period = 1.0 / fps
    before = tree.errors
    tree.errors = "log"
    restore = _end_on_signals(tree)
    last = time.perf_counter()
    due = last + period
    try:
        while tree.process(_since(last, now := time.perf_counter())):
            last = now
            took = time.perf_counter() - now
            if took > max(_SLOW, 4 * period):
                error.warn(f"a frame took {took * 1000:.0f} ms of the {period * 1000:.1f} ms it has")
            due = _wait_until(due, period)
    finally:
        tree.errors = before
        for number, handler in restore.items():
            signal.signal(number, handler)
    return tree.exit_code


def _since(last: float, now: float) -> float:
    return max(now - last, 0.0)


def _wait_until(due: float, period: float) -> float:
    """Sleep until a frame is due and return when the next one is; a loop that fell behind starts counting anew."""
    now = time.perf_counter()
    if now > due + period:
        return now + period
    # The system may sleep a little too long: leave the last part to the clock.
    if due - now > _SLACK:
        time.sleep(due - now - _SLACK)
    while time.perf_counter() < due:
        time.sleep(0)
    return due + period


def _end_on_signals(tree: SceneTree) -> dict[int, Any]:
    """Let SIGINT and SIGTERM end the tree; only the main thread may ask for that."""
    if threading.current_thread() is not threading.main_thread():
        return {}

    def end(number: int, _frame: object) -> None:
        tree.quit(128 + number)

    return {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
