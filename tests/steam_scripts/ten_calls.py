"""Calls every one of the ten stats functions with good and bad names, first before the stats were requested, then after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes import Node, Result, SteamServer

if TYPE_CHECKING:
    from collections.abc import Callable

PLAYER = 76561197960287931


class Main(Node):
    """The whole script, in the old style: signals connected by name, stages in `_process`."""

    def __init__(self, say: Callable[..., None]) -> None:
        """Take the printer."""
        super().__init__("Main")
        self.say = say
        self.stage = 0
        self.waited = 0.0
        self.answers = 0

    def _ready(self) -> None:
        self.steam = SteamServer.get_singleton()
        self.steam.connect("stats_received", self._on_stats_received)
        self.steam.connect("stats_stored", self._on_stats_stored)
        init = self.steam.serverInitEx("0.0.0.0", 27015, 27016, SteamServer.SERVER_MODE_NO_AUTHENTICATION, "1.0.0.0")
        if init["status"] > 0:
            self.say("| init failed: ", init["verbal"])
            self.get_tree().quit(1)
            return
        self.steam.logOnAnonymous()

    def _process(self, delta: float) -> None:
        self.steam.run_callbacks()
        self.waited += delta
        if self.stage == 0:
            if self.waited > 2.0:
                self.stage = 1
                self.say("| == before request ==")
                self.read_all()
                self.write_all()
                self.steam.storeUserStats(PLAYER)
        elif self.waited > 20.0:
            self.say("| timed out in stage ", self.stage)
            self.finish()

    def read_all(self) -> None:
        """Ask for everything there is, and for some that is not."""
        for ach in ["ACH_WIN", "ACH_LOSE", "NOT_AN_ACH", ""]:
            self.say("| getUserAchievement(", ach, ") -> ", self.steam.getUserAchievement(PLAYER, ach))
        for stat in ["kills", "big", "accuracy", "kills_per_hour", "not_a_stat", ""]:
            self.say("| getUserStatInt(", stat, ") -> ", self.steam.getUserStatInt(PLAYER, stat))
            self.say("| getUserStatFloat(", stat, ") -> ", self.steam.getUserStatFloat(PLAYER, stat))

    def write_all(self) -> None:
        """Set everything there is, and some that is not."""
        say, steam = self.say, self.steam
        say("| setUserStatInt kills -> ", steam.setUserStatInt(PLAYER, "kills", 12))
        say("| setUserStatInt accuracy -> ", steam.setUserStatInt(PLAYER, "accuracy", 1))
        say("| setUserStatInt not_a_stat -> ", steam.setUserStatInt(PLAYER, "not_a_stat", 1))
        say("| setUserStatFloat accuracy -> ", steam.setUserStatFloat(PLAYER, "accuracy", 0.75))
        say("| setUserStatFloat kills -> ", steam.setUserStatFloat(PLAYER, "kills", 2.5))
        say("| setUserStatFloat not_a_stat -> ", steam.setUserStatFloat(PLAYER, "not_a_stat", 2.5))
        say("| updateUserAvgRateStat kills_per_hour -> ", steam.updateUserAvgRateStat(PLAYER, "kills_per_hour", 10.0, 0.5))
        say("| updateUserAvgRateStat kills -> ", steam.updateUserAvgRateStat(PLAYER, "kills", 10.0, 0.5))
        say("| updateUserAvgRateStat not_a_stat -> ", steam.updateUserAvgRateStat(PLAYER, "not_a_stat", 10.0, 0.5))
        for ach in ["ACH_WIN", "ACH_LOSE", "NOT_AN_ACH"]:
            say("| setUserAchievement ", ach, " -> ", steam.setUserAchievement(PLAYER, ach))
        for ach in ["ACH_LOSE", "NOT_AN_ACH"]:
            say("| clearUserAchievement ", ach, " -> ", steam.clearUserAchievement(PLAYER, ach))

    def _on_stats_received(self, result: Result, steam_id: int) -> None:
        self.answers += 1
        self.stage = 2
        self.say("| == received ", result, " for ", steam_id, " (answer ", self.answers, ") ==")
        self.read_all()
        self.write_all()
        self.say("| == after writing ==")
        for ach in ["ACH_WIN", "ACH_LOSE"]:
            self.say("| ", ach, " achieved: ", self.steam.getUserAchievement(PLAYER, ach)["achieved"])
        self.say("| kills: ", self.steam.getUserStatInt(PLAYER, "kills"))
        self.say("| accuracy: ", self.steam.getUserStatFloat(PLAYER, "accuracy"))
        self.steam.storeUserStats(PLAYER)

    def _on_stats_stored(self, result: Result, steam_id: int) -> None:
        if self.answers == 0:
            self.say("| store without a request succeeded: ", result == SteamServer.RESULT_OK)
            self.steam.requestUserStats(PLAYER)
            return
        self.say("| == stored ", result, " for ", steam_id, " ==")
        self.finish()

    def finish(self) -> None:
        """End the server and the tree."""
        self.steam.logOff()
        self.steam.serverShutdown()
        self.get_tree().quit()
