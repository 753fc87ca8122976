"""The player's own stats and achievements: the half of GodotSteam's User Stats that is about who plays.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the
class. A refusal returns GodotSteam's value (False, 0, 0.0, "", `{}`), changes nothing, and `why()` gives the reason. int32 values stay
negative, ids and handles are whole.
"""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from steam_nodes.object.signal import Signal
from steam_nodes.object.tasks import Answer
from steam_nodes.scene import lifecycle
from steam_nodes.steam.callbacks import ClientRecord, UserAchievementIconFetched, UserAchievementStored, UserStatsReceived, UserStatsStored
from steam_nodes.steam.nodes.steam_node import SteamNode
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.steam_id import SteamID


class ClientStats(SteamNode):
    """The part of `Steam` that keeps the player's own stats and achievements.

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

    _backend: ClientBackend

    def __init__(self, backend: ClientBackend) -> None:
        """Make the node outside of a tree; `attach` does this and puts it in its place."""
        super().__init__(backend)
        # The start itself brings the player's stats once; `steam_init` must not ask for them a second time.
        self._own_due = True
        self._stores: deque[int] = deque()
        self._stores_made = 0
        self._answers_store: deque[bool] = deque()

    @property
    def backend(self) -> ClientBackend:
        """Steam as the player's program sees it."""
        return self._backend

    def request_current_stats(self) -> bool:
        """Ask for the player's own stats again; `current_stats_received` answers.

        They are there from the start, so a new script need not call it; SDKs from 1.61 on have no such call, and it works over them too.
        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestCurrentStats.

        Returns:
            Whether it was asked.
        """
        asked = self._backend.request_current_stats()
        self._own_due = self._own_due or asked
        return asked

    def get_stat_int(self, stat_name: str) -> int:
        """Return an INT stat of the player, 0 if it was refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetStat.

        Args:
            stat_name: The API name of the stat, at most 127 bytes.

        Returns:
            The value, an int32; negative ones stay negative.
        """
        return self._backend.get_stat_int(stat_name) or 0

    def get_stat_float(self, stat_name: str) -> float:
        """Return a FLOAT or AVGRATE stat of the player, exactly a float32, 0.0 if it was refused; as `get_stat_int`."""
        return self._backend.get_stat_float(stat_name) or 0.0

    def set_stat_int(self, name: str, value: int) -> bool:
        """Set an INT stat of the player in memory; `store_stats` sends it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#SetStat.

        Args:
            name: The API name of the stat, at most 127 bytes.
            value: The new value, -2147483648 to 2147483647; another is refused, never wrapped.

        Returns:
            True if the stat exists and is published, is INT and Set By Client, and the value keeps its limits.
        """
        return self._backend.set_stat_int(name, value)

    def set_stat_float(self, name: str, value: float) -> bool:
        """Set a FLOAT stat of the player in memory; `store_stats` sends it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#SetStat.

        Args:
            name: The API name of the stat, at most 127 bytes.
            value: The new value; it is kept as a float32. NaN, infinities and what a float32 can't hold are refused.

        Returns:
            True if the stat exists and is published, is FLOAT and Set By Client, and the value keeps its limits.
        """
        return self._backend.set_stat_float(name, value)

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
        return self._backend.update_avg_rate_stat(name, this_session, session_length)

    def store_stats(self) -> bool:
        """Send the player's changes; `user_stats_stored` answers, then `user_achievement_stored` for each that was unlocked.

        Call it when something was unlocked and at the end of a round: minutes apart, not seconds. What is not stored when the program
        ends is sent then. Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#StoreStats.

        Returns:
            Whether it was sent; if False there is no answer.
        """
        stored = self._backend.store_stats()
        if stored:
            self._expect_stored()
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
        self._check_timeout(timeout)
        if self._backend.store_stats():
            return self._answer(self._expect_stored(), timeout, Result.TIMEOUT)
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
        reset = self._backend.reset_all_stats(achievements_too)
        if reset:
            self._expect_stored()
        return reset

    def get_achievement(self, achievement_name: str) -> dict[str, Any]:
        """Return whether the player unlocked an achievement.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievement.

        Args:
            achievement_name: The API name of the achievement, at most 127 bytes.

        Returns:
            `{"ret": bool, "achieved": bool}`; ret is False if it was refused.
        """
        found = self._backend.get_achievement(achievement_name)
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
        found = self._backend.get_achievement(achievement_name)
        return {} if found is None else {"retrieve": True, "achieved": found[0], "unlocked": found[1]}

    def set_achievement(self, name: str) -> bool:
        """Unlock an achievement of the player in memory; `store_stats` sends it, and only then players see it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#SetAchievement.

        Args:
            name: The API name of the achievement, at most 127 bytes.

        Returns:
            True if it exists, is published and Set By Client; also if it is unlocked already.
        """
        return self._backend.set_achievement(name)

    def clear_achievement(self, achievement_name: str) -> bool:
        """Lock an achievement of the player again in memory, mostly for testing; `store_stats` sends it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ClearAchievement.

        Returns:
            True under the conditions of `set_achievement`, which also tells the argument.
        """
        return self._backend.clear_achievement(achievement_name)

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
        return self._backend.indicate_achievement_progress(name, current_progress, max_progress)

    def get_num_achievements(self) -> int:
        """Return how many achievements the game has.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetNumAchievements.
        """
        return self._backend.get_num_achievements()

    def get_achievement_name(self, achievement: int) -> str:
        """Return the API name of an achievement by its place, "" if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementName.

        Args:
            achievement: The place, 0 to `get_num_achievements() - 1`, in App Admin's order.
        """
        return self._backend.get_achievement_name(achievement)

    def get_achievement_display_attribute(self, achievement_name: str, key: str) -> str:
        """Return what players are shown of an achievement, "" if it was refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementDisplayAttribute.

        Args:
            achievement_name: The API name of the achievement, at most 127 bytes.
            key: "name", "desc" or "hidden"; the last one gives "0" or "1".
        """
        return self._backend.get_achievement_display_attribute(achievement_name, key)

    def get_achievement_icon(self, achievement_name: str) -> int:
        """Return the handle of an achievement's icon for its present state, for `get_image_rgba`.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementIcon.

        Args:
            achievement_name: The API name of the achievement, at most 127 bytes.

        Returns:
            The handle; 0 while it loads, then `user_achievement_icon_fetched` follows; 0 if there is none or it was refused.
        """
        return self._backend.get_achievement_icon(achievement_name)

    def get_achievement_progress_limits_int(self, achievement_name: str) -> dict[str, Any]:
        """Return between which values of its INT stat an achievement progresses.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementProgressLimits.

        Args:
            achievement_name: The API name of the achievement, at most 127 bytes.

        Returns:
            `{"name": str, "min": int, "max": int}`, or `{}` if it has no progress stat of that type or was refused.
        """
        limits = self._backend.get_achievement_progress_limits_int(achievement_name)
        return {} if limits is None else {"name": achievement_name, "min": limits[0], "max": limits[1]}

    def get_achievement_progress_limits_float(self, achievement_name: str) -> dict[str, Any]:
        """Return between which values of its FLOAT stat an achievement progresses; as `get_achievement_progress_limits_int`."""
        limits = self._backend.get_achievement_progress_limits_float(achievement_name)
        return {} if limits is None else {"name": achievement_name, "min": limits[0], "max": limits[1]}

    def _expect_stored(self) -> int:
        """Note that a UserStatsStored will come; such a record has no number, but those of stores come in the order asked."""
        self._stores_made -= 1
        self._stores.append(self._stores_made)
        return self._stores_made

    def _arrived_(self) -> Sequence[ClientRecord]:
        """Note of each UserStatsStored whether it answers a store: what shows progress sends one too, then the numbers."""
        records = self._backend.poll()
        for record, after in pairwise((*records, None)):
            if isinstance(record, UserStatsStored):
                self._answers_store.append(not (isinstance(after, UserAchievementStored) and after.shows_progress))
        return records

    def _hand_out_(self, record: ClientRecord) -> None:
        """Turn one record of the player's own into its signal."""
        match record:
            case UserStatsReceived(call=0, game_id=game_id, result=result, user_id=user_id):
                self._own_due = False
                self.current_stats_received.emit(game_id, result, user_id)
            case UserStatsStored(game_id=game_id, result=result):
                lifecycle.call(self.user_stats_stored.emit, game_id, result)
                if self._answers_store.popleft() and self._stores:
                    self._resolve(self._stores.popleft(), result)
            case UserAchievementStored(game_id=game_id, group_achieve=group, achievement_name=name):
                self.user_achievement_stored.emit(game_id, group, name, record.current_progress, record.max_progress)
            case UserAchievementIconFetched(game_id=game_id, achievement_name=name, achieved=achieved, icon_handle=handle):
                self.user_achievement_icon_fetched.emit(game_id, name, achieved, handle)
            case _:
                super()._hand_out_(record)

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
