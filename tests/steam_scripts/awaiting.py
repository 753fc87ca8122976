"""The whole visit of a player written as one coroutine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes import Callable, Node, SteamServer

if TYPE_CHECKING:
    from collections.abc import Callable as Function

PLAYER_ID = 76561197960287931


class Main(Node):
    """The whole script."""

    def __init__(self, say: Function[..., None]) -> None:
        """Take the printer."""
        super().__init__("Main")
        self.say = say
        self.log_lines: list[str] = []

    async def _ready(self) -> None:
        self.steam = SteamServer.get_singleton()
        self.get_tree().create_timer(30.0).timeout.connect(Callable(self.get_tree().quit).bind(2))
        self.note("ready begins")
        if not await self.start_server():
            self.get_tree().quit(1)
            return
        first = await self.visit(PLAYER_ID, 3)
        self.note(f"first visit returned {first}")
        second = await self.visit(PLAYER_ID, 5)
        self.note(f"second visit returned {second}")
        self.note(f"difference {second - first}")
        self.say(f"| {len(self.log_lines)} lines were noted")
        self.steam.logOff()
        self.steam.serverShutdown()
        self.get_tree().quit()

    def _process(self, delta: float) -> None:
        self.steam.run_callbacks()

    def note(self, text: str) -> None:
        """Say a numbered line."""
        self.log_lines.append(text)
        self.say(f"| [{len(self.log_lines):02d}] {text}")

    async def start_server(self) -> bool:
        """Start and log on."""
        response = self.steam.serverInitEx("0.0.0.0", 27015, 27016, SteamServer.SERVER_MODE_AUTHENTICATION_AND_SECURE, "1.0.0.0")
        if response["status"] != 0:
            self.note("init failed: " + response["verbal"])
            return False
        self.steam.logOnAnonymous()
        await self.steam.server_connected
        self.note("server connected")
        await self.get_tree().create_timer(2.0).timeout
        return True

    async def load_stats(self, steam_id: int) -> bool:
        """Request one player's stats and wait for the answer that is about them."""
        self.steam.requestUserStats(steam_id)
        self.note("waiting for stats_received")
        while True:
            args = await self.steam.stats_received
            self.note(f"got [{args[0]}, {args[1]}]")
            if args[1] == steam_id:
                return bool(args[0] == SteamServer.RESULT_OK)

    async def save_stats(self, steam_id: int) -> bool:
        """Store one player's stats and wait for the answer."""
        self.steam.storeUserStats(steam_id)
        self.note("waiting for stats_stored")
        args = await self.steam.stats_stored
        self.note(f"got [{args[0]}, {args[1]}] of type {'Array' if isinstance(args, list) else type(args).__name__}")
        return bool(args[0] == SteamServer.RESULT_OK)

    async def visit(self, steam_id: int, new_kills: int) -> int:
        """Count kills for one player and return the sum."""
        if not await self.load_stats(steam_id):
            return -1
        kills = self.steam.getUserStatInt(steam_id, "kills")
        self.note(f"kills {kills} + {new_kills}")
        kills += new_kills
        if not self.steam.setUserStatInt(steam_id, "kills", kills):
            return -2
        await self.get_tree().process_frame
        if not await self.save_stats(steam_id):
            return -3
        return self.steam.getUserStatInt(steam_id, "kills")
