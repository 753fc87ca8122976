"""The progress of users: achievements and stats, read and set as the plugin does.

Rules: the order of the checks is the plugin's: arguments first, then whether anybody is logged on, and the other way round in
`set_achievement_unlocked`. Whatever was set in one call is stored once, at its end. Where the plugin's documentation and its code
disagree the documentation holds; docs/how_to/solar2d.md lists where.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal

from steam_nodes.solar2d.lua_arguments import (
    MISSING,
    Missing,
    field,
    is_name,
    is_number,
    real,
    refuse,
    rounded,
    table,
    user_id,
    whole,
)
from steam_nodes.solar2d.lua_tables import AchievementInfo, Event, ImageInfo
from steam_nodes.solar2d.plugin import Plugin
from steam_nodes.steam.callbacks import (
    ClientRecord,
    UserAchievementIconFetched,
    UserAchievementStored,
    UserStatsReceived,
    UserStatsStored,
    UserStatsUnloaded,
)
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TYPES: Final = ("int", "float", "averageRate")


class UserProgress(Plugin):
    """Achievements and stats of the player and of other users."""

    _sets_unanswered = 0

    def request_user_progress(self, user_steam_id: str | None = None) -> bool:
        """Fetch the achievements and stats of one user; the event `userProgressUpdate` answers.

        The current user's come at start-up without asking. Without a connection the event comes after more than a minute, with
        isError and resultCode 3. Mirrors https://docs.coronalabs.com/plugin/steamworks/requestUserProgress.html.

        Args:
            user_steam_id: The user's id, a string; None is the current user.

        Returns:
            True if the request was sent, which does not mean that it succeeds. False for invalid arguments, which are printed, or
            if nobody is logged on.
        """
        steam_id = user_id(user_steam_id, "Argument (userSteamId) is not of type string.")
        if steam_id is False or not self.is_logged_on:
            return False
        self._backend.request_user_stats(steam_id or self._backend.get_steam_id())
        return True

    def get_achievement_info(self, achievement_name: str | None = None, user_steam_id: str | None = None) -> AchievementInfo | None:
        """Return what is known of an achievement.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/getAchievementInfo.html.

        Args:
            achievement_name: The achievement's API Name.
            user_steam_id: Whose; None is the current user. Another's must have been requested.

        Returns:
            The achievement; None for invalid arguments, which are printed, an unknown name, a user whose data is not here, or if
            nobody is logged on.
        """
        if not is_name(achievement_name):
            return None
        steam_id = user_id(user_steam_id, "2nd argument (userSteamId) is not of type string.")
        if steam_id is False or not self.is_logged_on:
            return None
        if self._is_own(steam_id):
            found = self._backend.get_achievement(achievement_name)
        else:
            found = self._backend.get_user_achievement(int(steam_id or 0), achievement_name)
        if found is None:
            return None
        text = partial(self._backend.get_achievement_display_attribute, achievement_name)
        info = AchievementInfo(
            unlocked=found[0],
            localizedName=text("name") or "Unknown",
            localizedDescription=text("desc") or "Unknown",
            hidden=text("hidden") == "1",
        )
        if found[0]:
            info.unlockTime = found[1]
        return info

    def get_achievement_names(self, *_ignored: object) -> list[str]:
        """Return the API Names of all achievements, in Steam's order; [] if nobody is logged on.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/getAchievementNames.html.
        """
        if not self.is_logged_on:
            return []
        return [self._backend.get_achievement_name(index) for index in range(self._backend.get_num_achievements())]

    def get_achievement_image_info(self, achievement_name: str | None = None) -> ImageInfo | None:
        """Return the image of an achievement in its present state; `backend.get_image_rgba(info.imageHandle)` has its pixels.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/getAchievementImageInfo.html.

        Args:
            achievement_name: The achievement's API Name.

        Returns:
            The image. None while it loads, which this call begins: the event `achievementImageUpdate` follows. None too for an
            achievement without one, an unknown name, invalid arguments, which are printed, or if nobody is logged on.
        """
        if not is_name(achievement_name) or not self.is_logged_on:
            return None
        return self._image(self._backend.get_achievement_icon(achievement_name))

    def get_user_stat_value(self, params: Mapping[str, Any] | None = None) -> float | None:
        """Return the value of a stat.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/getUserStatValue.html.

        Args:
            params: `statName`, the stat's API Name; `type`, "int", "float" or "averageRate"; and if wanted `userSteamId`, whose;
                another's must have been requested.

        Returns:
            The value, an int or a float by the type. None if it was never set, is unknown or of another type, for a user whose data
            is not here, for invalid arguments, which are printed, or if nobody is logged on.
        """
        if table(params) is None:
            refuse("1st argument must be a table.")
            return None
        name, kind = field(params, "statName"), field(params, "type")
        if not isinstance(name, str):
            refuse("Table must contain a 'statName' field of type string.")
        elif not name:
            refuse("The 'statName' field cannot be set to an empty string.")
        elif not _is_type(kind):
            refuse("Table must contain a 'type' field set to either 'int', 'float', or 'averageRate'.")
        else:
            wrong_type = "The 'userSteamId' field is not of type string."
            steam_id = user_id(field(params, "userSteamId"), wrong_type, "Given 'userSteamId' value is invalid: '{}'")
            if steam_id is not False and self.is_logged_on:
                return self._stat_value(steam_id, name, kind)
        return None

    def set_user_stat_values(self, stats: Sequence[Mapping[str, Any]] | None = None) -> bool:
        """Set stats of the current user; the events `userProgressSave` and `userProgressUpdate` follow.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/setUserStatValues.html.

        Args:
            stats: A list of tables with `statName`, the API Name; `type`, "int", "float" or "averageRate"; `value`, the new value, or
                what was counted in this session; and for an average rate `sessionTimeLength`, above 0, in the unit of its window.

        Returns:
            True if at least one was set; a bad one is printed and left out, one that Steam refuses is left out. False if none was,
            for invalid arguments, which are printed, or if nobody is logged on.
        """
        if not isinstance(stats, list | tuple) or not stats:
            return refuse("1st argument must be an array of tables.")
        if not self.is_logged_on:
            return False
        done = [self._set_stat(place, element) for place, element in enumerate(stats, 1)]
        return any(done) and self._store()

    def set_achievement_progress(
        self, achievement_name: str | None = None, value: float | Missing | None = MISSING, max_value: float | Missing | None = MISSING
    ) -> bool:
        """Show the player how near an achievement is, or unlock it if the value is not below the maximum. Steam keeps no progress.

        The events `achievementInfoUpdate`, `userProgressSave` and `userProgressUpdate` follow. Mirrors
        https://docs.coronalabs.com/plugin/steamworks/setAchievementProgress.html.

        Args:
            achievement_name: The achievement's API Name.
            value: How much was done; its whole part counts, and less than 0 is 0.
            max_value: How much there is to do; the same.

        Returns:
            Whether Steam accepted it: not one that is unlocked already, unless it is unlocked again. False for invalid arguments,
            which are printed, or if nobody is logged on.
        """
        if not is_name(achievement_name):
            return False
        if not is_number(value):
            missing = "2nd argument is missing. Expected current progress value of type number."
            return refuse(missing if value is MISSING else "2nd argument is not of type number.")
        if not is_number(max_value):
            missing = "3rd argument is missing. Expected max progress value of type number."
            return refuse(missing if max_value is MISSING else "3rd argument is not of type number.")
        if not self.is_logged_on:
            return False
        current, maximum = whole(value), whole(max_value)
        if current < maximum:
            return self._backend.indicate_achievement_progress(achievement_name, current, maximum) and self._store()
        return self._backend.set_achievement(achievement_name) and self._store()

    def set_achievement_unlocked(self, achievement_name: str | None = None) -> bool:
        """Unlock an achievement of the current user; `userProgressSave`, `userProgressUpdate` and `achievementInfoUpdate` follow.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/setAchievementUnlocked.html.

        Args:
            achievement_name: The achievement's API Name.

        Returns:
            True if it is unlocked now, also if it was. False for an unknown name, for invalid arguments, which are printed, or if
            nobody is logged on, which is looked at first.
        """
        if not self.is_logged_on or not is_name(achievement_name):
            return False
        return self._backend.set_achievement(achievement_name) and self._store()

    def reset_user_progress(self, *_ignored: object) -> bool:
        """Forget the stats of the current user and lock the achievements again, mostly for testing; no `userProgressUpdate` follows.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/resetUserProgress.html.

        Returns:
            Whether Steam accepted it; False if nobody is logged on.
        """
        return self.is_logged_on and self._backend.reset_all_stats(achievements_too=True)

    def reset_user_stats(self, *_ignored: object) -> bool:
        """Forget the stats of the current user and keep the achievements, mostly for testing; no `userProgressUpdate` follows.

        Mirrors https://docs.coronalabs.com/plugin/steamworks/resetUserStats.html.

        Returns:
            Whether Steam accepted it; False if nobody is logged on.
        """
        return self.is_logged_on and self._backend.reset_all_stats(achievements_too=False)

    def _is_own(self, steam_id: int | None) -> bool:
        return steam_id is None or steam_id == self._backend.get_steam_id()

    def _image(self, handle: int) -> ImageInfo | None:
        size = self._backend.get_image_size(handle) if handle > 0 else None
        return None if size is None else ImageInfo(imageHandle=handle, pixelWidth=size[0], pixelHeight=size[1])

    def _stat_value(self, steam_id: int | None, name: str, kind: str) -> float | None:
        """Read a stat; one that was never set has no value, whatever its default."""
        steam, value = self._backend, None
        if self._is_own(steam_id):
            steam_id = steam.get_steam_id()
            value = steam.get_stat_int(name) if kind == "int" else steam.get_stat_float(name)
        elif steam_id is not None:
            value = steam.get_user_stat_int(steam_id, name) if kind == "int" else steam.get_user_stat_float(steam_id, name)
        if value is None or steam_id is None or steam.was_set(steam_id, name) is False:
            return None
        return value

    def _set_stat(self, place: int, element: object) -> bool:
        """Set one stat of several; print what is wrong with it."""
        fault = _stat_fault(place, element)
        if fault:
            return refuse(fault)
        name, kind, value = field(element, "statName"), field(element, "type"), field(element, "value")
        if kind == "int":
            return self._backend.set_stat_int(name, rounded(value))
        if kind == "float":
            return self._backend.set_stat_float(name, real(value))
        return self._backend.update_avg_rate_stat(name, real(value), real(field(element, "sessionTimeLength")))

    def _store(self) -> Literal[True]:
        """Store what a call has set, once."""
        if self._backend.store_stats():
            self._sets_unanswered += 1
        return True

    def _take(self, record: ClientRecord, following: ClientRecord | None) -> None:
        app = self._backend.get_app_id()
        match record:
            case UserStatsReceived(call=call, game_id=game, result=result, user_id=user) if call or game == app:
                self._send(_progress("userProgressUpdate", user, result))
            case UserStatsStored(game_id=game, result=result) if game == app and not (
                isinstance(following, UserAchievementStored) and following.shows_progress
            ):
                self._saved(result)
            case UserAchievementStored(game_id=game) if game == app:
                self._send(_stored(record))
            case UserAchievementIconFetched(game_id=game) if game == app:
                self._queue.append(partial(self._send_image, record))
            case UserStatsUnloaded(user_id=user):
                self._send(Event(name="userProgressUnload", userSteamId=str(user)))

    def _saved(self, result: int) -> None:
        """Tell of a store, and of the new values if what a call has set is stored; a reset is stored too, and tells of none."""
        user = self._backend.get_steam_id()
        self._send(_progress("userProgressSave", user, result))
        if self._sets_unanswered:
            self._sets_unanswered -= 1
            if result == Result.OK:
                self._send(_progress("userProgressUpdate", user, result))

    def _send_image(self, record: UserAchievementIconFetched) -> None:
        """Tell of an image; its size is read now, for the image may be gone again."""
        info = self._image(record.icon_handle)
        if info is not None:
            name, unlocked = record.achievement_name, record.achieved
            self._listeners.dispatch(Event(name="achievementImageUpdate", achievementName=name, imageInfo=info, unlocked=unlocked))

    getAchievementImageInfo = get_achievement_image_info
    getAchievementInfo = get_achievement_info
    getAchievementNames = get_achievement_names
    getUserStatValue = get_user_stat_value
    requestUserProgress = request_user_progress
    resetUserProgress = reset_user_progress
    resetUserStats = reset_user_stats
    setAchievementProgress = set_achievement_progress
    setAchievementUnlocked = set_achievement_unlocked
    setUserStatValues = set_user_stat_values


def _is_type(kind: object) -> bool:
    return isinstance(kind, str) and kind in TYPES


def _stat_fault(place: int, element: object) -> str:
    """Return what is wrong with one stat of several, "" if nothing is."""
    name, length = field(element, "statName"), field(element, "sessionTimeLength")
    must = f"Array element [{place}] must contain a"
    if table(element) is None:
        return f"Array element [{place}] is not a table."
    if not isinstance(name, str) or not name:
        return f"{must} 'statName' field set to a non-empty string."
    if not _is_type(field(element, "type")):
        return f"{must} 'type' field set to either 'int', 'float', or 'averageRate'."
    if not is_number(field(element, "value")):
        return f"{must} 'value' field set to a number."
    if field(element, "type") != "averageRate":
        return ""
    if not is_number(length):
        return f"{must} 'sessionTimeLength' field set to a number."
    return "" if length > 0 else f"Array element [{place}] field 'sessionTimeLength' must be set to a value greater than zero."


def _progress(name: str, user: int, result: int) -> Event:
    return Event(name=name, userSteamId=str(int(user)), isError=result != Result.OK, resultCode=int(result))


def _stored(record: UserAchievementStored) -> Event:
    event = Event(name="achievementInfoUpdate", achievementName=record.achievement_name, isGroup=record.group_achieve)
    if record.max_progress > 0:
        event.currentProgress = record.current_progress
        event.maxProgress = record.max_progress
    return event
