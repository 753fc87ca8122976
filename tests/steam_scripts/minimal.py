"""Smallest useful dedicated server: request one player's stats, change them, store them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes import Node, Result, SteamServer

if TYPE_CHECKING:
    from collections.abc import Callable

PLAYER_ID = 76561197960287931


class Main(Node):
    """The whole script."""

    def __init__(self, say: Callable[..., None]) -> None:
        """Take the printer."""
        super().__init__("Main")
        self.say = say

    async def _ready(self) -> None:
        self.steam = steam = SteamServer.get_singleton()
        steam.stats_received.connect(self._on_stats_received)
        steam.stats_stored.connect(self._on_stats_stored)
        self.get_tree().create_timer(20.0).timeout.connect(self._on_watchdog)

        response = steam.serverInitEx("0.0.0.0", 27015, 27016, SteamServer.SERVER_MODE_AUTHENTICATION_AND_SECURE, "1.0.0.0")
        self.say("| Did Steam server initialize?: ", response)
        if response["status"] != 0:
            self.get_tree().quit(1)
            return

        steam.logOnAnonymous()
        await self.get_tree().create_timer(2.0).timeout
        self.say("| Requesting stats for ", PLAYER_ID)
        steam.requestUserStats(PLAYER_ID)

    def _process(self, delta: float) -> None:
        self.steam.run_callbacks()

    def _on_stats_received(self, result: Result, steam_id: int) -> None:
        self.say("| Stats received for ", steam_id, ": ", result)
        if result != SteamServer.RESULT_OK:
            self._shutdown()
            return

        kills = self.steam.getUserStatInt(steam_id, "kills")
        self.say("| Kills: ", kills)
        self.steam.setUserStatInt(steam_id, "kills", kills + 1)
        self.steam.setUserAchievement(steam_id, "ACH_WIN")
        self.say("| Kills now: ", self.steam.getUserStatInt(steam_id, "kills"))
        self.steam.storeUserStats(steam_id)

    def _on_stats_stored(self, result: Result, steam_id: int) -> None:
        self.say("| Stats stored for ", steam_id, ": ", result)
        self._shutdown()

    def _on_watchdog(self) -> None:
        self.say("| Gave up waiting")
        self._shutdown()

    def _shutdown(self) -> None:
        self.steam.logOff()
        self.steam.serverShutdown()
        self.get_tree().quit()
