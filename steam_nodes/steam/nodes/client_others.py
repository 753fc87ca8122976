"""The stats of others: other users' and everybody's together, the second part of GodotSteam's User Stats.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the
class. Each request is answered by its signal exactly once, also with several in flight and when it broke; then whoever awaits that very
request goes on. What is awaited is made when it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.object.signal import Signal
from steam_nodes.scene import lifecycle
from steam_nodes.steam.callbacks import (
    ClientRecord,
    GlobalAchievementPercentagesReady,
    GlobalStatsReceived,
    NumberOfCurrentPlayers,
    UserStatsReceived,
    UserStatsUnloaded,
)
from steam_nodes.steam.nodes.user_stats import ClientStats
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from steam_nodes.steam.steam_id import SteamID


class ClientOthers(ClientStats):
    """The part of `Steam` that reads the stats of other users and of everybody together."""

    user_stats_received: Signal[int, Result, SteamID] = Signal("game_id", "result", "user_id", blinker=True)
    """Answers `request_user_stats`: Result.OK, or FAIL if the user has no stats."""
    user_stats_unloaded: Signal[SteamID] = Signal("user_id", blinker=True)
    """Tells that another user's stats are no longer held; request them again."""
    global_achievement_percentages_ready: Signal[int, Result] = Signal("game_id", "result", blinker=True)
    """Answers `request_global_achievement_percentages`."""
    global_stats_received: Signal[int, Result] = Signal("game_id", "result", blinker=True)
    """Answers `request_global_stats`."""
    number_of_current_players: Signal[bool, int] = Signal("success", "players", blinker=True)
    """Answers `get_number_of_current_players`."""

    def request_user_stats(self, steam_id: int) -> None:
        """Download the stats and achievements of a user; `user_stats_received` answers.

        They are not kept up to date; call it again to refresh them.
        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestUserStats.

        Args:
            steam_id: The user's 64-bit Steam ID; the player's own is one too.

        Raises:
            TypeError: `steam_id` is not an int.
        """
        self._backend.request_user_stats(steam_id)

    def request(self, steam_id: int, timeout: float | None = None) -> Awaitable[Result]:
        """Download the stats of a user and wait for the answer to exactly this request.

        Args:
            steam_id: The user's 64-bit Steam ID.
            timeout: Seconds to wait at most, more than 0; None waits as long as Steam takes.

        Returns:
            What to await for the Result, or Result.TIMEOUT; a late answer still reaches the signal.

        Raises:
            TypeError: `steam_id` is not an int.
            ValueError: `timeout` is not above 0.
        """
        self._check_timeout(timeout)
        return self._answer(self._backend.request_user_stats(steam_id), timeout, Result.TIMEOUT)

    def get_user_achievement(self, steam_id: int, name: str) -> dict[str, Any]:
        """Return whether a user who was requested unlocked an achievement.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetUserAchievement.

        Args:
            steam_id: The user's 64-bit Steam ID.
            name: The API name of the achievement, at most 127 bytes.

        Returns:
            `{"steam_id": int, "retrieved": True, "name": str, "achieved": bool}`, or `{}` if it was refused.
        """
        found = self._backend.get_user_achievement(steam_id, name)
        return {} if found is None else {"steam_id": steam_id, "retrieved": True, "name": name, "achieved": found[0]}

    def get_user_achievement_and_unlock_time(self, steam_id: int, name: str) -> dict[str, Any]:
        """Return whether a user who was requested unlocked an achievement, and when.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetUserAchievementAndUnlockTime.

        Args:
            steam_id: The user's 64-bit Steam ID.
            name: The API name of the achievement, at most 127 bytes.

        Returns:
            `{"retrieved": True, "name": str, "achieved": bool, "unlocked": int}`, or `{}` if it was refused; unlocked is in seconds
            since 1970, 0 while it is locked.
        """
        found = self._backend.get_user_achievement(steam_id, name)
        return {} if found is None else {"retrieved": True, "name": name, "achieved": found[0], "unlocked": found[1]}

    def get_user_stat_int(self, steam_id: int, name: str) -> int:
        """Return an INT stat of a user who was requested, 0 if it was refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetUserStat.

        Args:
            steam_id: The user's 64-bit Steam ID.
            name: The API name of the stat, at most 127 bytes.

        Returns:
            The value, an int32; negative ones stay negative.
        """
        return self._backend.get_user_stat_int(steam_id, name) or 0

    def get_user_stat_float(self, steam_id: int, name: str) -> float:
        """Return a FLOAT or AVGRATE stat of a user who was requested, exactly a float32; as `get_user_stat_int`."""
        return self._backend.get_user_stat_float(steam_id, name) or 0.0

    def request_global_achievement_percentages(self) -> None:
        """Ask how many players have each achievement; `global_achievement_percentages_ready` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestGlobalAchievementPercentages.
        """
        self._backend.request_global_achievement_percentages()

    def global_percentages(self, timeout: float | None = None) -> Awaitable[Result]:
        """Ask how many players have each achievement, and wait for the answer; `timeout` and errors are those of `request`."""
        self._check_timeout(timeout)
        return self._answer(self._backend.request_global_achievement_percentages(), timeout, Result.TIMEOUT)

    def get_achievement_achieved_percent(self, achievement_name: str) -> dict[str, Any]:
        """Return how many of all players have an achievement, after `request_global_achievement_percentages` was answered.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementAchievedPercent.

        Args:
            achievement_name: The API name of the achievement, at most 127 bytes.

        Returns:
            `{"ret": bool, "percent": float}`, 0.0 to 100.0; ret is False if it was refused.
        """
        percent = self._backend.get_achievement_achieved_percent(achievement_name)
        return {"ret": percent is not None, "percent": percent or 0.0}

    def get_most_achieved_achievement_info(self) -> dict[str, Any]:
        """Return the achievement that most players have, after `request_global_achievement_percentages` was answered.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetMostAchievedAchievementInfo.

        Returns:
            `{"rank": int, "name": str, "percent": float, "achieved": bool}`, or `{}`. Despite its name `rank` is what
            `get_next_most_achieved_achievement_info` wants; achieved tells of the player.
        """
        return self._achieved(self._backend.get_most_achieved_achievement_info())

    def get_next_most_achieved_achievement_info(self, iterator: int) -> dict[str, Any]:
        """Return the achievement that most players have after the one before; `{}` at the end.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetNextMostAchievedAchievementInfo.

        Args:
            iterator: The `rank` of the one before.
        """
        return self._achieved(self._backend.get_next_most_achieved_achievement_info(iterator))

    def _achieved(self, info: tuple[int, str, float, bool]) -> dict[str, Any]:
        """Put one achievement into GodotSteam's dictionary."""
        return dict(zip(("rank", "name", "percent", "achieved"), info, strict=True)) if info[0] >= 0 else {}

    def request_global_stats(self, history_days: int) -> None:
        """Ask for the totals of aggregated stats; `global_stats_received` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestGlobalStats.

        Args:
            history_days: How many days of history are wanted too, 0 to 60.
        """
        self._backend.request_global_stats(history_days)

    def global_stats(self, history_days: int, timeout: float | None = None) -> Awaitable[Result]:
        """Ask for the totals of aggregated stats, and wait for the answer.

        Args:
            history_days: How many days of history are wanted too, 0 to 60.
            timeout: As in `request`, which also tells what is returned and raised.
        """
        self._check_timeout(timeout)
        return self._answer(self._backend.request_global_stats(history_days), timeout, Result.TIMEOUT)

    def get_global_stat_int(self, stat_name: str) -> int:
        """Return the total of an aggregated INT stat, 0 if it was refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStat.

        Args:
            stat_name: The API name of the stat, at most 127 bytes.

        Returns:
            The total, an int64; negative ones stay negative.
        """
        return self._backend.get_global_stat_int(stat_name) or 0

    def get_global_stat_float(self, stat_name: str) -> float:
        """Return the total of an aggregated FLOAT stat, 0.0 if it was refused; as `get_global_stat_int`."""
        return self._backend.get_global_stat_float(stat_name) or 0.0

    def get_global_stat_int_history(self, stat_name: str) -> list[int]:
        """Return what was added to an aggregated INT stat on each day, today first; `[]` if it was refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStatHistory.

        Args:
            stat_name: The API name of the stat, at most 127 bytes.

        Returns:
            As many int64 as days of history were asked for and are there; the oldest GodotSteam gave only the first.
        """
        return self._backend.get_global_stat_int_history(stat_name)

    def get_global_stat_float_history(self, stat_name: str) -> list[float]:
        """Return what was added to an aggregated FLOAT stat on each day, today first; as `get_global_stat_int_history`."""
        return self._backend.get_global_stat_float_history(stat_name)

    def get_number_of_current_players(self) -> None:
        """Ask how many play the game now; `number_of_current_players` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetNumberOfCurrentPlayers.
        """
        self._backend.get_number_of_current_players()

    def current_players(self, timeout: float | None = None) -> Awaitable[NumberOfCurrentPlayers]:
        """Ask how many play the game now, and wait for the answer; `timeout` and errors are those of `request`.

        Returns:
            What to await for the record, with Result.TIMEOUT if the time is over.
        """
        self._check_timeout(timeout)
        call = self._backend.get_number_of_current_players()
        return self._answer(call, timeout, NumberOfCurrentPlayers(call, Result.TIMEOUT, success=False, players=0))

    def _hand_out_(self, record: ClientRecord) -> None:
        """Turn one record about others into its signal, then wake who waits for that very call."""
        match record:
            case UserStatsReceived(call=call, game_id=game_id, result=result, user_id=user_id) if call:
                lifecycle.call(self.user_stats_received.emit, game_id, result, user_id)
                self._resolve(call, result)
            case UserStatsUnloaded(user_id=user_id):
                self.user_stats_unloaded.emit(user_id)
            case GlobalAchievementPercentagesReady(call=call, game_id=game_id, result=result):
                lifecycle.call(self.global_achievement_percentages_ready.emit, game_id, result)
                self._resolve(call, result)
            case GlobalStatsReceived(call=call, game_id=game_id, result=result):
                lifecycle.call(self.global_stats_received.emit, game_id, result)
                self._resolve(call, result)
            case NumberOfCurrentPlayers(call=call, success=success, players=players):
                lifecycle.call(self.number_of_current_players.emit, success, players)
                self._resolve(call, record)
            case _:
                super()._hand_out_(record)

    getAchievementAchievedPercent = get_achievement_achieved_percent
    getGlobalStatFloat = get_global_stat_float
    getGlobalStatFloatHistory = get_global_stat_float_history
    getGlobalStatInt = get_global_stat_int
    getGlobalStatIntHistory = get_global_stat_int_history
    getMostAchievedAchievementInfo = get_most_achieved_achievement_info
    getNextMostAchievedAchievementInfo = get_next_most_achieved_achievement_info
    getNumberOfCurrentPlayers = get_number_of_current_players
    getUserAchievement = get_user_achievement
    getUserAchievementAndUnlockTime = get_user_achievement_and_unlock_time
    getUserStatFloat = get_user_stat_float
    getUserStatInt = get_user_stat_int
    requestGlobalAchievementPercentages = request_global_achievement_percentages
    requestGlobalStats = request_global_stats
    requestUserStats = request_user_stats
