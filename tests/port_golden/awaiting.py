# mypy: no-strict-optional, disable-error-code="unused-coroutine"
"""A game of questions, played in coroutines."""

from __future__ import annotations

from typing import Any

from steam_nodes import Node, Signal
from steam_nodes import gdscript as gd


@gd.script("res://awaiting.gd")
class Awaiting(Node):
    answered: Signal[Any, Any] = Signal("player", "choice")

    rounds: int = 0

    async def _ready(self) -> None:
        await self.get_tree().create_timer(0.5).timeout
        winner = await self.play_rounds(3)
        print(f"the winner is {winner}")
        self._fade_out()  # runs on its own

    async def play_rounds(self, count: int) -> str:
        wins: dict[Any, Any] = {}
        while self.rounds < count:
            self.rounds += 1
            answer: list[Any] = await self.answered
            if answer[1] == "leave":
                return "nobody"
            wins[answer[0]] = wins.get(answer[0], 0) + 1
            if not await gd.wait(self.confirm(answer[0])):
                continue
            await self.get_tree().process_frame
        # The best of them.
        best = ""
        for player in list(wins):
            if not best or wins[player] > wins[best]:
                best = gd.convert(player, str)
        return best

    def confirm(self, player) -> bool:
        gd.print("confirmed: ", player)
        return True

    async def _fade_out(self) -> None:
        for step in range(10, 0, -1):
            await self.get_tree().create_timer(0.1).timeout
            print(f"{step * 10}%")
        self.queue_free()
