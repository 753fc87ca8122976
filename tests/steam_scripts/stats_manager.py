"""An autoload that owns the server and a cache of stats, a game that talks to it alone, and a node that only listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes import Callable, Node, Result, Signal, SteamServer

if TYPE_CHECKING:
    from collections.abc import Callable as Function

PLAYER_ID = 76561197960287931

INT_STATS = ["kills", "big"]
FLOAT_STATS = ["accuracy"]
ACHIEVEMENTS = ["ACH_WIN", "ACH_LOSE"]


class StatsManager(Node):
    """Owns the Steam server and a cache of player stats; the game only sees its signals."""

    server_ready: Signal[()] = Signal()
    player_ready: Signal[int, dict[str, Any]] = Signal("steam_id", "stats")
    player_saved: Signal[int, bool] = Signal("steam_id", "ok")
    player_failed: Signal[int, str] = Signal("steam_id", "reason")

    def __init__(self, say: Function[..., None]) -> None:
        """Take the printer."""
        super().__init__()
        self.say = say
        self.players: dict[int, dict[str, Any]] = {}
        self.is_running = False

    def _ready(self) -> None:
        self.say("| StatsManager ready")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.steam = SteamServer.get_singleton()
        self.steam.stats_received.connect(self._on_stats_received)
        self.steam.stats_stored.connect(self._on_stats_stored)

    def _process(self, delta: float) -> None:
        if self.is_running:
            self.steam.run_callbacks()

    def start(self) -> bool:
        """Start the server; `server_ready` follows."""
        response = self.steam.serverInitEx("0.0.0.0", 27015, 27016, SteamServer.SERVER_MODE_AUTHENTICATION_AND_SECURE, "1.0.0.0")
        self.is_running = response["status"] == 0
        if self.is_running:
            self.steam.logOnAnonymous()
            self.get_tree().create_timer(2.0).timeout.connect(self.server_ready.emit)
        return self.is_running

    def stop(self) -> None:
        """End the server."""
        self.is_running = False
        self.steam.logOff()
        self.steam.serverShutdown()

    def join(self, steam_id: int) -> None:
        """Ask for a player's stats."""
        self.steam.requestUserStats(steam_id)

    def add(self, steam_id: int, stat: str, amount: int) -> int:
        """Add to a cached stat; -1 without the player."""
        if steam_id not in self.players:
            return -1
        self.players[steam_id][stat] += amount
        return int(self.players[steam_id][stat])

    def unlock(self, steam_id: int, achievement: str) -> bool:
        """Unlock an achievement that is known and locked."""
        if self.players.get(steam_id, {}).get(achievement, True):
            return False
        unlocked = self.steam.setUserAchievement(steam_id, achievement)
        self.players[steam_id][achievement] = unlocked
        return unlocked

    def save(self, steam_id: int) -> None:
        """Send the cached stats of a player."""
        for stat in INT_STATS:
            self.steam.setUserStatInt(steam_id, stat, self.players[steam_id][stat])
        for stat in FLOAT_STATS:
            self.steam.setUserStatFloat(steam_id, stat, self.players[steam_id][stat])
        self.steam.storeUserStats(steam_id)

    def _on_stats_received(self, result: Result, steam_id: int) -> None:
        if result != SteamServer.RESULT_OK:
            self.player_failed.emit(steam_id, f"result {result}")
            return
        stats: dict[str, Any] = {}
        for stat in INT_STATS:
            stats[stat] = self.steam.getUserStatInt(steam_id, stat)
        for stat in FLOAT_STATS:
            stats[stat] = self.steam.getUserStatFloat(steam_id, stat)
        for achievement in ACHIEVEMENTS:
            stats[achievement] = self.steam.getUserAchievement(steam_id, achievement).get("achieved", False)
        self.players[steam_id] = stats
        self.player_ready.emit(steam_id, dict(stats))

    def _on_stats_stored(self, result: Result, steam_id: int) -> None:
        self.player_saved.emit(steam_id, result == SteamServer.RESULT_OK)


class Scoreboard(Node):
    """A game node that only listens."""

    def __init__(self, manager: StatsManager) -> None:
        """Take the autoload."""
        super().__init__("Scoreboard")
        self.manager = manager
        self.say = manager.say
        self.saves = 0

    def _ready(self) -> None:
        self.manager.player_ready.connect(self._on_player_ready)
        self.manager.player_saved.connect(self._on_player_saved)
        self.manager.player_failed.connect(lambda steam_id, reason: self.say(f"| [{self.name}] {steam_id} failed: {reason}"))
        self.say("| [", self.name, "] listening, running=", self.manager.is_running)

    def _on_player_ready(self, steam_id: int, stats: dict[str, Any]) -> None:
        self.say(f"| [{self.name}] {steam_id} has {stats['kills']} kills, accuracy {round(stats['accuracy'] * 100)}%")
        stats["kills"] = -1

    def _on_player_saved(self, _steam_id: int, ok: bool) -> None:
        if ok:
            self.saves += 1
        self.say(f"| [{self.name}] saves: {self.saves}")


class Main(Node):
    """The game: talks to the StatsManager autoload, never to SteamServer."""

    def __init__(self, manager: StatsManager) -> None:
        """Take the autoload and make the scene."""
        super().__init__("Main")
        self.manager = manager
        self.say = manager.say
        self.scoreboard = Scoreboard(manager)
        self.add_child(self.scoreboard)

    def _ready(self) -> None:
        self.say("| Main ready, autoload path ", self.manager.get_path())
        self.manager.server_ready.connect(self._on_server_ready)
        self.manager.player_ready.connect(self._on_player_ready)
        self.manager.player_saved.connect(self._on_player_saved)
        self.get_tree().create_timer(20.0).timeout.connect(Callable(self.quit).bind(2))
        if not self.manager.start():
            self.say("| no Steam")
            self.quit(1)

    def _on_server_ready(self) -> None:
        self.say("| server ready; add for a player who has not joined: ", self.manager.add(PLAYER_ID, "kills", 1))
        self.manager.join(PLAYER_ID)

    def _on_player_ready(self, steam_id: int, stats: dict[str, Any]) -> None:
        manager, say = self.manager, self.say
        say("| Main sees: ", stats)
        say("| cache is untouched: ", manager.players[steam_id])
        say("| add: ", manager.add(steam_id, "kills", 2), " ", manager.add(steam_id, "kills", 1))
        unlocked = [manager.unlock(steam_id, name) for name in ("ACH_WIN", "ACH_WIN", "ACH_NOPE")]
        say("| unlock: ", unlocked[0], " again: ", unlocked[1], " unknown: ", unlocked[2])
        manager.save(steam_id)

    def _on_player_saved(self, steam_id: int, ok: bool) -> None:
        self.say("| Main: saved ", ok, ", board counted ", self.scoreboard.saves)
        if self.scoreboard.saves < 2:
            self.manager.save(steam_id)
            return
        kills = SteamServer.get_singleton().getUserStatInt(steam_id, "kills")
        self.say("| Steam has kills=", kills, " cache has kills=", self.manager.players[steam_id]["kills"])
        self.quit(0)

    def quit(self, code: int) -> None:
        """End the server and the tree."""
        self.manager.stop()
        self.get_tree().quit(code)
