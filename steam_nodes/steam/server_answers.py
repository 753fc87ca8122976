"""Waiting for the answer to one call: what SteamServerStats does so that each awaiter gets the Result of its own request or store.

Rules: the number of a call finds who waits for it; each is woken once, by the answer or by the end of its time. An answer nobody waits
for is nobody's business here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.node import Node
from steam_nodes.steam.results import Result
from steam_nodes.tasks import Answer

if TYPE_CHECKING:
    from steam_nodes.node_path import NodePath


class ServerAnswers(Node):
    """A node that others wait on for the answers to calls.

    Args:
        name: The name of the node.
    """

    def __init__(self, name: str | NodePath = "") -> None:
        """Begin with nobody waiting."""
        super().__init__(name)
        self._answers: dict[int, Answer[Result]] = {}

    def _resolve(self, call: int, result: Result) -> None:
        """Wake who waits for a call, if anybody does."""
        answer = self._answers.pop(call, None)
        if answer is not None:
            answer.give(result)

    def _check_timeout(self, timeout: float | None) -> None:
        """Refuse a timeout that could never come, before anything is asked of Steam.

        Args:
            timeout: Seconds to wait at most, None for any time.

        Raises:
            ValueError: It is not above 0.
            RuntimeError: The node is not inside a tree, which counts the time.
        """
        if timeout is None:
            return
        if not timeout > 0:
            message = f"timeout is a number of seconds above 0 or None, not {timeout!r}"
            raise ValueError(message)
        if not self.is_inside_tree():
            message = f"{self!r} is not inside a tree, which counts the time; attach it first, or wait without a timeout"
            raise RuntimeError(message)

    async def _answer(self, call: int, timeout: float | None) -> Result:
        """Wait for the answer to one call.

        Args:
            call: The number that the call returned.
            timeout: Seconds to wait at most, None for any time.

        Returns:
            The Result, or Result.TIMEOUT.
        """
        answer = self._answers[call] = Answer[Result]()
        if timeout is not None:
            timer = self.get_tree().create_timer(timeout, process_always=True, ignore_time_scale=True)
            timer.timeout.connect(lambda: self._resolve(call, Result.TIMEOUT))
        return await answer
