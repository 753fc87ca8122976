# mypy: disable-error-code="has-type"
"""Autoload. Owns Steam's stats of every player on this server."""

from __future__ import annotations

from typing import Any, Final

from steam_nodes import Node, Signal
from steam_nodes import gdscript as gd
from steam_nodes.gdscript.singletons import SteamServer


@gd.script("res://stats_manager.gd")
class StatsManager(Node):
    player_loaded: Signal[int] = Signal("steam_id")
    player_stored: Signal[int, bool] = Signal("steam_id", "ok")

    STATS: Final = gd.PackedStringArray(["kills", "deaths"])
    RATIO: Final = "ratio"

    _running: bool = False

    def __init__(self) -> None:
        super().__init__()
        self.players: dict[Any, Any] = {}

    def _ready(self) -> None:
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        SteamServer.stats_received.connect(self._on_stats_received)
        SteamServer.stats_stored.connect(self._on_stats_stored)

    def _process(self, _delta: float) -> None:
        if self._running:
            SteamServer.run_callbacks()

    def start(self, port: int = 27015) -> bool:
        response: dict[Any, Any] = SteamServer.serverInitEx(
            "0.0.0.0", port, port + 1, SteamServer.SERVER_MODE_AUTHENTICATION, "1.0.0.0"
        )
        self._running = response["status"] == 0
        if not self._running:
            gd.printerr("Steam: ", response["verbal"])
            return False
        SteamServer.logOnAnonymous()
        return True

    def join(self, steam_id: int) -> None:
        if steam_id in self.players:
            return
        SteamServer.requestUserStats(steam_id)

    def count(self, steam_id: int, stat: str, amount: int = 1) -> None:
        if steam_id not in self.players:
            gd.push_error(f"{steam_id} has not joined")
            return
        self.players[steam_id][stat] += amount

    def save_all(self) -> None:
        for steam_id in self.players:
            for stat in self.STATS:
                SteamServer.setUserStatInt(steam_id, stat, self.players[steam_id][stat])
            SteamServer.setUserStatFloat(
                steam_id, self.RATIO, self.ratio(gd.convert(steam_id, int))
            )
            SteamServer.storeUserStats(steam_id)

    def ratio(self, steam_id: int) -> float:
        """Kills for each death."""
        kills: int = gd.convert(gd.get(self.players[steam_id], "kills"), int)
        deaths: int = gd.convert(gd.get(self.players[steam_id], "deaths"), int)
        return gd.div(float(kills), max(deaths, 1))

    def _on_stats_received(self, result: int, steam_id: int) -> None:
        if result != SteamServer.RESULT_OK:
            gd.push_warning(f"no stats for {steam_id}: {result}")
            return
        stats: dict[Any, Any] = {}
        for stat in self.STATS:
            stats[stat] = SteamServer.getUserStatInt(steam_id, stat)
        self.players[steam_id] = stats
        self.player_loaded.emit(steam_id)

    def _on_stats_stored(self, result: int, steam_id: int) -> None:
        self.player_stored.emit(steam_id, result == SteamServer.RESULT_OK)
