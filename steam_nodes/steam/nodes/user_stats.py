"""User stats: the player's own stats and achievements, other users' and everybody's together; GodotSteam's User Stats without leaderboards.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the
class. A refusal returns GodotSteam's value (False, 0, 0.0, "", `{}`), changes nothing, and `why()` gives the reason. int32 values stay
negative, ids and handles are whole. Each request is answered by its signal exactly once, also with several in flight and when it broke;
then whoever awaits that very request goes on. What is awaited is made when it is called.
"""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.object.signal import Signal
from steam_nodes.object.tasks import Answer
from steam_nodes.scene import lifecycle
from steam_nodes.steam.callbacks import (
    GlobalAchievementPercentagesReady,
    GlobalStatsReceived,
    NumberOfCurrentPlayers,
    UserAchievementIconFetched,
    UserAchievementStored,
    UserStatsReceived,
    UserStatsStored,
    UserStatsUnloaded,
)
from steam_nodes.steam.nodes.steam_node import Emits, SteamNode
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping, Sequence

    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.callbacks import ClientRecord
    from steam_nodes.steam.nodes.steam_node import Dispatch
    from steam_nodes.steam.steam_id import SteamID


class _Stores:
    """Which UserStatsStored answers which store: such a record has no number, but those of stores come in the order of the stores."""

    def __init__(self) -> None:
        """Begin with no store made."""
        self._made = 0
        self._open: deque[int] = deque()
        self._answers: deque[bool] = deque()

    def expect(self) -> int:
        """Note that a record will come; return a number for the store, below 0 as no call of Steam's has."""
        self._made -= 1
        self._open.append(self._made)
        return self._made

    def look_at(self, records: Sequence[ClientRecord]) -> None:
        """Note of each record that comes whether it answers a store: what shows progress sends one too, then the numbers."""
        for record, after in pairwise((*records, None)):
            if isinstance(record, UserStatsStored):
                self._answers.append(not (isinstance(after, UserAchievementStored) and after.shows_progress))

    def answered(self) -> int | None:
        """Return the number of the store that the next record answers, None if it answers none."""
        return self._open.popleft() if self._answers.popleft() and self._open else None


class UserStats(SteamNode):
    """The stats and achievements of the player, of other users and of everybody together.

    Args:
        backend: Steam as the player's program sees it.
    """

    current_stats_received: Signal[int, Result, SteamID] = Signal("game_id", "result", "user_id", blinker=True)
    """Tells that the player's own stats are here: once after the start, and after `request_current_stats`."""
    user_stats_stored: Signal[int, Result] = Signal("game_id", "result", blinker=True)
    """Answers `store_stats`: Result.OK, or INVALID_PARAM if a value broke a limit and was set back."""
    user_achievement_stored: Signal[int, bool, str, int, int] = Signal(
        "game_id", "group_achieve", "achievement_name", "current_progress", "max_progress", blinker=True
    )
    """Tells that an achievement was stored, or its progress shown; both numbers are 0 if it is unlocked."""
    user_achievement_icon_fetched: Signal[int, str, bool, int] = Signal(
        "game_id", "achievement_name", "was_achieved", "icon_handle", blinker=True
    )
    """Tells that an icon which `get_achievement_icon` found missing is here; a handle of 0: there is none."""

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

    _backend_: ClientBackend

    def __init__(self, backend: ClientBackend) -> None:
        """Make the node outside of a tree; `attach` does this and puts it in its place."""
        super().__init__(backend)
        # The start itself brings the player's stats once; `steam_init` must not ask for them a second time.
        self._own_due_ = True
        self._stores_ = _Stores()

    @property
    def backend(self) -> ClientBackend:
        """Steam as the player's program sees it."""
        return self._backend_

    def request_current_stats(self) -> bool:
        """Ask for the player's own stats again; `current_stats_received` answers.

        They are there from the start, so a new script need not call it; SDKs from 1.61 on have no such call, and it works over them too.
        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestCurrentStats.

        Returns:
            Whether it was asked.
        """
        asked = self._backend_.request_current_stats()
        self._own_due_ = self._own_due_ or asked
        return asked

    def get_stat_int(self, stat_name: str) -> int:
        """Return an INT stat of the player, 0 if it was refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetStat.

        Args:
            stat_name: The API name of the stat, at most 127 bytes.

        Returns:
            The value, an int32; negative ones stay negative.
        """
        return self._backend_.get_stat_int(stat_name) or 0

    def get_stat_float(self, stat_name: str) -> float:
        """Return a FLOAT or AVGRATE stat of the player, exactly a float32, 0.0 if it was refused; as `get_stat_int`."""
        return self._backend_.get_stat_float(stat_name) or 0.0

    def set_stat_int(self, name: str, value: int) -> bool:
        """Set an INT stat of the player in memory; `store_stats` sends it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#SetStat.

        Args:
            name: The API name of the stat, at most 127 bytes.
            value: The new value, -2147483648 to 2147483647; another is refused, never wrapped.

        Returns:
            True if the stat exists and is published, is INT and Set By Client, and the value keeps its limits.
        """
        return self._backend_.set_stat_int(name, value)

    def set_stat_float(self, name: str, value: float) -> bool:
        """Set a FLOAT stat of the player in memory; `store_stats` sends it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#SetStat.

        Args:
            name: The API name of the stat, at most 127 bytes.
            value: The new value; it is kept as a float32. NaN, infinities and what a float32 can't hold are refused.

        Returns:
            True if the stat exists and is published, is FLOAT and Set By Client, and the value keeps its limits.
        """
        return self._backend_.set_stat_float(name, value)

    def update_avg_rate_stat(self, name: str, this_session: float, session_length: float) -> bool:
        """Add to an AVGRATE stat of the player in memory; `store_stats` sends it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#UpdateAvgRateStat.

        Args:
            name: The API name of the stat, at most 127 bytes.
            this_session: What was counted since the last call.
            session_length: How long that took, more than 0, in the unit of the stat's window.

        Returns:
            True if the stat exists and is published, is AVGRATE and Set By Client.
        """
        return self._backend_.update_avg_rate_stat(name, this_session, session_length)

    def store_stats(self) -> bool:
        """Send the player's changes; `user_stats_stored` answers, then `user_achievement_stored` for each that was unlocked.

        Call it when something was unlocked and at the end of a round: minutes apart, not seconds. What is not stored when the program
        ends is sent then. Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#StoreStats.

        Returns:
            Whether it was sent; if False there is no answer.
        """
        stored = self._backend_.store_stats()
        if stored:
            self._stores_.expect()
        return stored

    def store(self, timeout: float | None = None) -> Awaitable[Result]:
        """Send the player's changes and wait for the answer to exactly this store.

        `user_stats_stored` is emitted too, before this goes on. The store is made when this is called, awaited or not.

        Args:
            timeout: Seconds to wait at most, more than 0; None waits as long as Steam takes.

        Returns:
            What to await for the Result: Result.FAIL at once if it could not be sent, Result.TIMEOUT if the time is over.

        Raises:
            ValueError: `timeout` is not above 0.
        """
        self._awaits_.check(self, timeout)
        if self._backend_.store_stats():
            return self._awaits_.start(self, self._stores_.expect(), timeout, Result.TIMEOUT)
        refused = Answer[Result]()
        refused.give(Result.FAIL)
        return refused

    def reset_all_stats(self, achievements_too: bool) -> bool:
        """Give every stat that the player may set its default again, and store that at once; mostly for testing.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ResetAllStats.

        Args:
            achievements_too: Whether the achievements are locked again too.

        Returns:
            Whether it was done; `user_stats_stored` answers.
        """
        reset = self._backend_.reset_all_stats(achievements_too)
        if reset:
            self._stores_.expect()
        return reset

    def get_achievement(self, achievement_name: str) -> dict[str, Any]:
        """Return whether the player unlocked an achievement.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievement.

        Args:
            achievement_name: The API name of the achievement, at most 127 bytes.

        Returns:
            `{"ret": bool, "achieved": bool}`; ret is False if it was refused.
        """
        found = self._backend_.get_achievement(achievement_name)
        return {"ret": found is not None, "achieved": found is not None and found[0]}

    def get_achievement_and_unlock_time(self, achievement_name: str) -> dict[str, Any]:
        """Return whether the player unlocked an achievement, and when.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementAndUnlockTime.

        Args:
            achievement_name: The API name of the achievement, at most 127 bytes.

        Returns:
            `{"retrieve": True, "achieved": bool, "unlocked": int}`, or `{}` if it was refused; unlocked is in seconds since 1970, 0
            while it is locked, and for what was unlocked before December 2009.
        """
        found = self._backend_.get_achievement(achievement_name)
        return {} if found is None else {"retrieve": True, "achieved": found[0], "unlocked": found[1]}

    def set_achievement(self, name: str) -> bool:
        """Unlock an achievement of the player in memory; `store_stats` sends it, and only then players see it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#SetAchievement.

        Args:
            name: The API name of the achievement, at most 127 bytes.

        Returns:
            True if it exists, is published and Set By Client; also if it is unlocked already.
        """
        return self._backend_.set_achievement(name)

    def clear_achievement(self, achievement_name: str) -> bool:
        """Lock an achievement of the player again in memory, mostly for testing; `store_stats` sends it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ClearAchievement.

        Returns:
            True under the conditions of `set_achievement`, which also tells the argument.
        """
        return self._backend_.clear_achievement(achievement_name)

    def indicate_achievement_progress(self, name: str, current_progress: int, max_progress: int) -> bool:
        """Show the player how near an achievement is; nothing is set, and N of N does not unlock it.

        `user_stats_stored` and `user_achievement_stored` follow.
        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#IndicateAchievementProgress.

        Args:
            name: The API name of the achievement, at most 127 bytes.
            current_progress: How far the player is, below `max_progress`.
            max_progress: Where it unlocks, more than 0.

        Returns:
            Whether it is shown; False if it is unlocked already, unknown, or the numbers are no progress.
        """
        return self._backend_.indicate_achievement_progress(name, current_progress, max_progress)

    def get_num_achievements(self) -> int:
        """Return how many achievements the game has.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetNumAchievements.
        """
        return self._backend_.get_num_achievements()

    def get_achievement_name(self, achievement: int) -> str:
        """Return the API name of an achievement by its place, "" if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementName.

        Args:
            achievement: The place, 0 to `get_num_achievements() - 1`, in App Admin's order.
        """
        return self._backend_.get_achievement_name(achievement)

    def get_achievement_display_attribute(self, achievement_name: str, key: str) -> str:
        """Return what players are shown of an achievement, "" if it was refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementDisplayAttribute.

        Args:
            achievement_name: The API name of the achievement, at most 127 bytes.
            key: "name", "desc" or "hidden"; the last one gives "0" or "1".
        """
        return self._backend_.get_achievement_display_attribute(achievement_name, key)

    def get_achievement_icon(self, achievement_name: str) -> int:
        """Return the handle of an achievement's icon for its present state, for `get_image_rgba`.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementIcon.

        Args:
            achievement_name: The API name of the achievement, at most 127 bytes.

        Returns:
            The handle; 0 while it loads, then `user_achievement_icon_fetched` follows; 0 if there is none or it was refused.
        """
        return self._backend_.get_achievement_icon(achievement_name)

    def get_achievement_progress_limits_int(self, achievement_name: str) -> dict[str, Any]:
        """Return between which values of its INT stat an achievement progresses.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementProgressLimits.

        Args:
            achievement_name: The API name of the achievement, at most 127 bytes.

        Returns:
            `{"name": str, "min": int, "max": int}`, or `{}` if it has no progress stat of that type or was refused.
        """
        limits = self._backend_.get_achievement_progress_limits_int(achievement_name)
        return {} if limits is None else {"name": achievement_name, "min": limits[0], "max": limits[1]}

    def get_achievement_progress_limits_float(self, achievement_name: str) -> dict[str, Any]:
        """Return between which values of its FLOAT stat an achievement progresses; as `get_achievement_progress_limits_int`."""
        limits = self._backend_.get_achievement_progress_limits_float(achievement_name)
        return {} if limits is None else {"name": achievement_name, "min": limits[0], "max": limits[1]}

    def request_user_stats(self, steam_id: int) -> None:
        """Download the stats and achievements of a user; `user_stats_received` answers.

        They are not kept up to date; call it again to refresh them.
        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestUserStats.

        Args:
            steam_id: The user's 64-bit Steam ID; the player's own is one too.

        Raises:
            TypeError: `steam_id` is not an int.
        """
        self._backend_.request_user_stats(steam_id)

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
        self._awaits_.check(self, timeout)
        return self._awaits_.start(self, self._backend_.request_user_stats(steam_id), timeout, Result.TIMEOUT)

    def get_user_achievement(self, steam_id: int, name: str) -> dict[str, Any]:
        """Return whether a user who was requested unlocked an achievement.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetUserAchievement.

        Args:
            steam_id: The user's 64-bit Steam ID.
            name: The API name of the achievement, at most 127 bytes.

        Returns:
            `{"steam_id": int, "retrieved": True, "name": str, "achieved": bool}`, or `{}` if it was refused.
        """
        found = self._backend_.get_user_achievement(steam_id, name)
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
        found = self._backend_.get_user_achievement(steam_id, name)
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
        return self._backend_.get_user_stat_int(steam_id, name) or 0

    def get_user_stat_float(self, steam_id: int, name: str) -> float:
        """Return a FLOAT or AVGRATE stat of a user who was requested, exactly a float32; as `get_user_stat_int`."""
        return self._backend_.get_user_stat_float(steam_id, name) or 0.0

    def request_global_achievement_percentages(self) -> None:
        """Ask how many players have each achievement; `global_achievement_percentages_ready` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestGlobalAchievementPercentages.
        """
        self._backend_.request_global_achievement_percentages()

    def global_percentages(self, timeout: float | None = None) -> Awaitable[Result]:
        """Ask how many players have each achievement, and wait for the answer; `timeout` and errors are those of `request`."""
        self._awaits_.check(self, timeout)
        return self._awaits_.start(self, self._backend_.request_global_achievement_percentages(), timeout, Result.TIMEOUT)

    def get_achievement_achieved_percent(self, achievement_name: str) -> dict[str, Any]:
        """Return how many of all players have an achievement, after `request_global_achievement_percentages` was answered.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementAchievedPercent.

        Args:
            achievement_name: The API name of the achievement, at most 127 bytes.

        Returns:
            `{"ret": bool, "percent": float}`, 0.0 to 100.0; ret is False if it was refused.
        """
        percent = self._backend_.get_achievement_achieved_percent(achievement_name)
        return {"ret": percent is not None, "percent": percent or 0.0}

    def get_most_achieved_achievement_info(self) -> dict[str, Any]:
        """Return the achievement that most players have, after `request_global_achievement_percentages` was answered.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetMostAchievedAchievementInfo.

        Returns:
            `{"rank": int, "name": str, "percent": float, "achieved": bool}`, or `{}`. Despite its name `rank` is what
            `get_next_most_achieved_achievement_info` wants; achieved tells of the player.
        """
        return self._achieved_(self._backend_.get_most_achieved_achievement_info())

    def get_next_most_achieved_achievement_info(self, iterator: int) -> dict[str, Any]:
        """Return the achievement that most players have after the one before; `{}` at the end.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetNextMostAchievedAchievementInfo.

        Args:
            iterator: The `rank` of the one before.
        """
        return self._achieved_(self._backend_.get_next_most_achieved_achievement_info(iterator))

    def _achieved_(self, info: tuple[int, str, float, bool]) -> dict[str, Any]:
        """Put one achievement into GodotSteam's dictionary."""
        return dict(zip(("rank", "name", "percent", "achieved"), info, strict=True)) if info[0] >= 0 else {}

    def request_global_stats(self, history_days: int) -> None:
        """Ask for the totals of aggregated stats; `global_stats_received` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestGlobalStats.

        Args:
            history_days: How many days of history are wanted too, 0 to 60.
        """
        self._backend_.request_global_stats(history_days)

    def global_stats(self, history_days: int, timeout: float | None = None) -> Awaitable[Result]:
        """Ask for the totals of aggregated stats, and wait for the answer.

        Args:
            history_days: How many days of history are wanted too, 0 to 60.
            timeout: As in `request`, which also tells what is returned and raised.
        """
        self._awaits_.check(self, timeout)
        return self._awaits_.start(self, self._backend_.request_global_stats(history_days), timeout, Result.TIMEOUT)

    def get_global_stat_int(self, stat_name: str) -> int:
        """Return the total of an aggregated INT stat, 0 if it was refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStat.

        Args:
            stat_name: The API name of the stat, at most 127 bytes.

        Returns:
            The total, an int64; negative ones stay negative.
        """
        return self._backend_.get_global_stat_int(stat_name) or 0

    def get_global_stat_float(self, stat_name: str) -> float:
        """Return the total of an aggregated FLOAT stat, 0.0 if it was refused; as `get_global_stat_int`."""
        return self._backend_.get_global_stat_float(stat_name) or 0.0

    def get_global_stat_int_history(self, stat_name: str) -> list[int]:
        """Return what was added to an aggregated INT stat on each day, today first; `[]` if it was refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStatHistory.

        Args:
            stat_name: The API name of the stat, at most 127 bytes.

        Returns:
            As many int64 as days of history were asked for and are there; the oldest GodotSteam gave only the first.
        """
        return self._backend_.get_global_stat_int_history(stat_name)

    def get_global_stat_float_history(self, stat_name: str) -> list[float]:
        """Return what was added to an aggregated FLOAT stat on each day, today first; as `get_global_stat_int_history`."""
        return self._backend_.get_global_stat_float_history(stat_name)

    def get_number_of_current_players(self) -> None:
        """Ask how many play the game now; `number_of_current_players` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetNumberOfCurrentPlayers.
        """
        self._backend_.get_number_of_current_players()

    def current_players(self, timeout: float | None = None) -> Awaitable[NumberOfCurrentPlayers]:
        """Ask how many play the game now, and wait for the answer; `timeout` and errors are those of `request`.

        Returns:
            What to await for the record, with Result.TIMEOUT if the time is over.
        """
        self._awaits_.check(self, timeout)
        call = self._backend_.get_number_of_current_players()
        return self._awaits_.start(self, call, timeout, NumberOfCurrentPlayers(call, Result.TIMEOUT, success=False, players=0))

    _tell_completed_: Any = None
    """Tells of each call that is answered, once the group Utils is loaded."""

    def _dispatch_(self, records: Sequence[ClientRecord]) -> None:
        """Turn records into signals; which of them answer stores is seen before any is emitted."""
        self._stores_.look_at(records)
        if self._tell_completed_ is not None:
            self._tell_completed_(records)
        super()._dispatch_(records)

    def _emit_received_(self, record: UserStatsReceived) -> None:
        """Tell of the player's own stats, which nobody asked for, or answer a request."""
        if record.call == 0:
            self._own_due_ = False
            self.current_stats_received.emit(record.game_id, record.result, record.user_id)
            return
        lifecycle.call(self.user_stats_received.emit, record.game_id, record.result, record.user_id)
        self._awaits_.give(record.call, record.result)

    def _emit_stored_(self, record: UserStatsStored) -> None:
        """Answer the oldest store, if it is one that is answered."""
        lifecycle.call(self.user_stats_stored.emit, record.game_id, record.result)
        store = self._stores_.answered()
        if store is not None:
            self._awaits_.give(store, record.result)

    _emissions_: ClassVar[Mapping[type, Emits | Dispatch]] = {
        UserStatsReceived: _emit_received_,
        UserStatsStored: _emit_stored_,
        UserAchievementStored: Emits(
            "user_achievement_stored", ("game_id", "group_achieve", "achievement_name", "current_progress", "max_progress")
        ),
        UserAchievementIconFetched: Emits("user_achievement_icon_fetched", ("game_id", "achievement_name", "achieved", "icon_handle")),
        UserStatsUnloaded: Emits("user_stats_unloaded", ("user_id",)),
        GlobalAchievementPercentagesReady: Emits("global_achievement_percentages_ready", ("game_id", "result"), answer="result"),
        GlobalStatsReceived: Emits("global_stats_received", ("game_id", "result"), answer="result"),
        NumberOfCurrentPlayers: Emits("number_of_current_players", ("success", "players"), answer=""),
    }

    clearAchievement = clear_achievement
    getAchievement = get_achievement
    getAchievementAndUnlockTime = get_achievement_and_unlock_time
    getAchievementDisplayAttribute = get_achievement_display_attribute
    getAchievementIcon = get_achievement_icon
    getAchievementName = get_achievement_name
    getAchievementProgressLimitsFloat = get_achievement_progress_limits_float
    getAchievementProgressLimitsInt = get_achievement_progress_limits_int
    getNumAchievements = get_num_achievements
    getStatFloat = get_stat_float
    getStatInt = get_stat_int
    indicateAchievementProgress = indicate_achievement_progress
    requestCurrentStats = request_current_stats
    resetAllStats = reset_all_stats
    setAchievement = set_achievement
    setStatFloat = set_stat_float
    setStatInt = set_stat_int
    storeStats = store_stats
    updateAvgRateStat = update_avg_rate_stat
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
