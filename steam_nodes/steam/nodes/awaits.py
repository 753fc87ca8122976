"""Awaits: who waits for which call of Steam's, by the number that the call returned.

Rules: each who waits is woken once, by the answer or by the end of its time. It is a part of a node and does not hold the node, which would
live in a circle then: the node is passed in where a tree has to count the time.
"""

from __future__ import annotations

from math import inf
from sys import float_info
from typing import TYPE_CHECKING, Any, TypeVar

from steam_nodes.object.tasks import Answer, start
from steam_nodes.scene.timer import forget
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from steam_nodes.scene.node import Node

T = TypeVar("T")


class Awaits:
    """The calls of one node that somebody awaits."""

    __slots__ = ("waiting",)

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self.waiting: dict[int, Answer[Any]] = {}
        """What each call that is awaited gives, by its number."""

    def give(self, call: int, value: object) -> None:
        """Wake who waits for a call, if anybody does.

        Args:
            call: The number that the call returned.
            value: What answers it.
        """
        if call in self.waiting:
            self.waiting.pop(call).give(value)

    def check(self, node: Node, timeout: float | None) -> None:
        """Refuse a timeout that could never come, before anything is requested from Steam.

        Args:
            node: Whose tree counts the time.
            timeout: Seconds to wait at most, None for any time.

        Raises:
            TypeError: It is no number.
            ValueError: It is not above 0.
            RuntimeError: The node is not inside a tree, which counts the time.
        """
        if timeout is None:
            return
        if isinstance(timeout, bool) or not isinstance(timeout, int | float):
            message = f"timeout is a number of seconds above 0 or None, not {type(timeout).__name__} {short(timeout)}"
            raise TypeError(message)
        if not 0 < timeout <= float_info.max and timeout != inf:
            message = f"timeout is a number of seconds above 0 or None, not {short(timeout)}"
            raise ValueError(message)
        if not node.is_inside_tree():
            message = f"{node!r} is not inside a tree, which counts the time; attach it first, or wait without a timeout"
            raise RuntimeError(message)

    def start(self, node: Node, call: int, timeout: float | None, late: T) -> Awaitable[T]:
        """Begin to wait for the answer to one call, in a task that ends with the node.

        Args:
            node: Whose task it is.
            call: The number that the call returned.
            timeout: Seconds to wait at most, None for any time; it was checked.
            late: What to return when the time is over.

        Returns:
            What to await for what answers the call, or `late`.
        """
        return start(self._wait(node, call, timeout, late), node)

    async def _wait(self, node: Node, call: int, timeout: float | None, late: T) -> T:
        answer = self.waiting[call] = Answer[T]()
        if timeout is None:
            return await answer
        timer = node.get_tree().create_timer(timeout, process_always=True, ignore_time_scale=True)
        timer.timeout.connect(lambda: self.give(call, late))
        try:
            return await answer
        finally:
            # The tree would count it in every frame until its time is over.
            forget(timer)
