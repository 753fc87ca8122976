"""ISteamUserStats over Valve's library but for its leaderboards: the player's stats and achievements, other users, everybody together.

Rules: the calls of stats go straight to Valve's flat functions; only what those refuse is looked into. Each request returns a number at
once and is answered by one record with it, also where it was refused: with Result.NO_CONNECTION while Steam is not active, with
Result.INVALID_PARAM for what does not fit, and then nothing is sent. The getters of what is everybody's return what the last answer
brought; before it they say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.steam import refusals
from steam_nodes.steam.callbacks import ClientRecord
from steam_nodes.steam.leaderboard_checks import to_int32 as to_whole
from steam_nodes.steam.native.arguments import (
    CERTAIN,
    UINT64,
    check_id,
    check_name,
    encoded,
    nothing,
    of_long_name,
    of_refused_call,
    to_length,
)
from steam_nodes.steam.native.calls import UINT32, USER_STATS, Request, flat, requested, to_int, to_text
from steam_nodes.steam.native.native_backend import NativeBackend
from steam_nodes.steam.native.structs import CURRENT_PLAYERS, GLOBAL_STATS_RECEIVED, PERCENTAGES_READY, USER_STATS_RECEIVED
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import DoesNotFitError, require_number, short, to_float32, to_int32
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.native.calls import Plain
    from steam_nodes.steam.native.pipes.client_pipe import ClientPipe
    from steam_nodes.steam.schema.schema import Schema

_KEYS: Final = ("name", "desc", "hidden")
_NAME_ROOM: Final = 128
_MOST_DAYS: Final = 60
_GLOBAL_STATS: Final = Request("request_global_stats", "RequestGlobalStats", GLOBAL_STATS_RECEIVED, GLOBAL_STATS_RECEIVED)
_NOTHING: Final = (-1, "", 0.0, False)
_PERCENTAGES: Final = "the percentages are not here; call request_global_achievement_percentages and wait for its answer"
_TOTALS: Final = (
    "Steam has no total of it and gives no reason; call request_global_stats and wait for its answer, and check in App Admin that it is an "
    "aggregated stat of this type"
)


class NativeUserStats(NativeBackend[ClientRecord]):
    """What NativeClient calls of ISteamUserStats, but for the leaderboards.

    Args:
        pipe: The player's side of Steam.
        schema: What App Admin holds, None if the game gave no schema.
    """

    _pipe: ClientPipe

    def __init__(self, pipe: ClientPipe, schema: Schema | None) -> None:
        """Begin before the init."""
        super().__init__(pipe, schema)
        self._names = pipe.names
        ffi = pipe.ffi
        self._ints, self._floats, self._unsigned = ffi.new("int32_t[2]"), ffi.new("float[2]"), ffi.new("uint32_t[2]")
        self._unlocked = ffi.new("bool *")
        self._bind()

    # The player's own stats and achievements.

    def request_current_stats(self) -> bool:
        """Ask for the player's own stats again; if True a UserStatsReceived with call 0 follows.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestCurrentStats, which is gone since SDK 1.61.
        """
        if not self._pipe.ready(USER_STATS.group, "request_current_stats"):
            return False
        if self._pipe.request_current():
            return True
        sentence = "request_current_stats: Steam refused it; is the player logged on? Try again"
        self._refuse(Refusal(("request_current_stats", "broken"), sentence))
        return False

    def get_stat_int(self, name: str) -> int | None:
        """Return the int32 value of an INT stat, None if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetStat.
        """
        try:
            if self._get_int(self._stats, self._names[name], self._ints):
                return self._ints[0]  # type: ignore[no-any-return]  # an int32
        except (KeyError, TypeError):
            pass
        found: int | None = self._get("get_user_stat_int", self._get_int, name, self._ints)
        return found

    def get_stat_float(self, name: str) -> float | None:
        """Return the float32 value of a FLOAT or AVGRATE stat, None if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetStat.
        """
        try:
            if self._get_float(self._stats, self._names[name], self._floats):
                return self._floats[0]  # type: ignore[no-any-return]  # a float32
        except (KeyError, TypeError):
            pass
        found: float | None = self._get("get_user_stat_float", self._get_float, name, self._floats)
        return found

    def was_set(self, steam_id: int, name: str) -> bool | None:
        """Return None: Steam gives the default of a stat that was never set, and does not tell the two apart."""
        check_id(steam_id)
        check_name("was_set", name)
        return None

    def set_stat_int(self, name: str, value: int) -> bool:
        """Set an INT stat in memory; False changes nothing.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#SetStat.
        """
        try:
            if type(value) is int and self._set_int(self._stats, self._names[name], value):
                self._pipe.unstored = True
                return True
        except (KeyError, TypeError, OverflowError):
            pass
        return self._set("set_user_stat_int", self._set_int, name, (to_int32, value))

    def set_stat_float(self, name: str, value: float) -> bool:
        """Set a FLOAT stat in memory; False changes nothing.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#SetStat.
        """
        try:
            in_range = type(value) is float and -CERTAIN < value < CERTAIN
            if in_range and self._set_float(self._stats, self._names[name], value):
                self._pipe.unstored = True
                return True
        except (KeyError, TypeError, OverflowError):
            pass
        return self._set("set_user_stat_float", self._set_float, name, (to_float32, value))

    def update_avg_rate_stat(self, name: str, count_this_session: float, session_length: float) -> bool:
        """Add a session to an AVGRATE stat in memory; False changes nothing.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#UpdateAvgRateStat.
        """
        values = (to_float32, count_this_session), (to_length, session_length)
        return self._set("update_user_avg_rate_stat", self._update_rate, name, *values)

    def get_achievement(self, name: str) -> tuple[bool, int] | None:
        """Return whether an achievement is unlocked, and when in seconds since 1970 (0 while locked); None if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementAndUnlockTime.
        """
        called = self._pipe.called("get_achievement", name)
        if called is None:
            return None
        if self._function("GetAchievementAndUnlockTime")(self._stats, called, self._unlocked, self._unsigned):
            return bool(self._unlocked[0]), int(self._unsigned[0])
        self._diagnose("get_user_achievement", self._pipe.own, name)
        return None

    def set_achievement(self, name: str) -> bool:
        """Unlock an achievement in memory; False changes nothing.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#SetAchievement.
        """
        return self._set("set_user_achievement", self._unlock, name)

    def clear_achievement(self, name: str) -> bool:
        """Lock an achievement again in memory; False changes nothing.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ClearAchievement.
        """
        return self._set("clear_user_achievement", self._lock, name)

    def indicate_achievement_progress(self, name: str, current: int, maximum: int) -> bool:
        """Show how near an achievement is; nothing is set.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#IndicateAchievementProgress.

        Args:
            name: The achievement's API Name.
            current: How far the player is, from 0 to below `maximum`.
            maximum: Where it would be unlocked, 1 to 2**32 - 1.

        Returns:
            True: a UserStatsStored and a UserAchievementStored with the numbers follow. False: it is unlocked already or unknown, or the
            numbers make no progress.
        """
        call = "indicate_achievement_progress"
        for number in (current, maximum):
            if isinstance(number, bool) or not isinstance(number, int):
                message = f"{call}: the progress is two ints such as 3 of 10, not {type(number).__name__} {short(number)}"
                raise TypeError(message)
        called = self._pipe.called(call, name)
        if called is None or not self._knows(call, name, called):
            return False
        stats = self._stats
        in_range = 0 <= current < maximum <= UINT32
        if in_range and self._function("IndicateAchievementProgress")(stats, called, current, maximum):
            self._pipe.stores += 1
            return True
        told = f"{short(current)} of {short(maximum)}"
        fault = f"{told} is no progress; pass a maximum of 1 or more and a current number from 0 to below it"
        if self._function("GetAchievementAndUnlockTime")(stats, called, self._unlocked, self._unsigned) and self._unlocked[0]:
            fault = "it is unlocked already; show progress only before that"
        elif in_range:
            fault = "Steam refused it and gives no reason; try again"
        self._refuse(refusals.of_call(call, name, fault))
        return False

    def store_stats(self) -> bool:
        """Send the player's changes; if True a UserStatsStored follows, then a UserAchievementStored for each that was unlocked.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#StoreStats. INVALID_PARAM: Steam did not take a value, and has put
        those back that it has.
        """
        if not self._pipe.ready(USER_STATS.group, "store_stats"):
            return False
        if self._pipe.store():
            return True
        self._refuse(Refusal(("store_stats", "broken"), "store_stats: Steam refused it; the changes stay, store again"))
        return False

    def reset_all_stats(self, achievements_too: bool) -> bool:
        """Give every stat the Client may set, and on request every such achievement, its default again, and store that at once.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#ResetAllStats.
        """
        if not isinstance(achievements_too, bool):
            message = f"reset_all_stats: achievements_too is True or False, not {type(achievements_too).__name__} {short(achievements_too)}"
            raise TypeError(message)
        if not self._pipe.ready(USER_STATS.group, "reset_all_stats"):
            return False
        if self._function("ResetAllStats")(self._stats, achievements_too):
            self._pipe.unstored = False
            return True
        self._refuse(Refusal(("reset_all_stats", "broken"), "reset_all_stats: Steam refused it; nothing was reset, try again"))
        return False

    # What the game says of its achievements.

    get_num_achievements: ClassVar[Plain[int]] = flat(USER_STATS, "GetNumAchievements", to_int)

    def get_achievement_name(self, index: int) -> str:
        """Return the API Name of the achievement at an index from 0, in App Admin's order; "" if there is none."""
        if isinstance(index, bool) or not isinstance(index, int):
            message = f"get_achievement_name: the index is an int from 0, not {type(index).__name__} {short(index)}"
            raise TypeError(message)
        if not self._pipe.ready(USER_STATS.group, "get_achievement_name"):
            return ""
        name = ""
        if 0 <= index <= UINT32:
            name = to_text(self._pipe.ffi, self._function("GetAchievementName")(self._pipe.stats, index))
        if not name:
            fault = f"there are {self.get_num_achievements()} achievements; pass an index from 0 to below that"
            self._refuse(Refusal(("get_achievement_name", "index"), f"get_achievement_name({short(index)}): {fault}"))
        return name

    def get_achievement_display_attribute(self, name: str, key: str) -> str:
        """Return the "name", "desc" or "hidden" ("0" or "1") of an achievement; "" if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementDisplayAttribute.
        """
        call = "get_achievement_display_attribute"
        called = self._pipe.called(call, name)
        if called is None:
            return ""
        if key not in _KEYS:
            self._refuse(refusals.of_call(call, name, f'{short(key)} is no attribute; pass "name", "desc" or "hidden"'))
            return ""
        found = to_text(self._pipe.ffi, self._function("GetAchievementDisplayAttribute")(self._pipe.stats, called, key.encode()))
        if not found:
            # A description may be empty: whether the achievement is known says its state.
            self._knows(call, name, called)
        return found

    def get_achievement_icon(self, name: str) -> int:
        """Return the handle of the icon for the achievement's present state.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementIcon.

        Returns:
            0 while it loads, and a UserAchievementIconFetched follows; 0 too if there is none.
        """
        called = self._pipe.called("get_achievement_icon", name)
        if called is None:
            return 0
        found = int(self._function("GetAchievementIcon")(self._pipe.stats, called))
        if not found:
            self._knows("get_achievement_icon", name, called)
        return found

    def get_achievement_progress_limits_int(self, name: str) -> tuple[int, int] | None:
        """Return the (min, max) of an achievement whose progress stat is INT; None if it has none."""
        found: tuple[int, int] | None = self._limits("get_achievement_progress_limits_int", "Int32", name, self._ints)
        return found

    def get_achievement_progress_limits_float(self, name: str) -> tuple[float, float] | None:
        """Return the (min, max) of an achievement whose progress stat is FLOAT; None if it has none."""
        found: tuple[float, float] | None = self._limits("get_achievement_progress_limits_float", "Float", name, self._floats)
        return found

    # Other users.

    def request_user_stats(self, steam_id: int) -> int:
        """Ask for a user's stats; a UserStatsReceived with the returned number answers in a later frame.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestUserStats.
        """
        check_id(steam_id)
        call, pipe = "request_user_stats", self._pipe
        if pipe.handle and not 0 <= steam_id <= UINT64:
            self._refuse(refusals.of_state(call, steam_id, "", "not a player"))
            return pipe.answers.refuse(USER_STATS_RECEIVED, steam_id, Result.FAIL)
        return pipe.request(USER_STATS, Request(call, "RequestUserStats", USER_STATS_RECEIVED, steam_id), steam_id)

    def get_user_stat_int(self, steam_id: int, name: str) -> int | None:
        """Return the int32 value of a user's INT stat, None if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetUserStat.
        """
        found: int | None = self._get_of("get_user_stat_int", "GetUserStatInt32", steam_id, name, self._ints)
        return found

    def get_user_stat_float(self, steam_id: int, name: str) -> float | None:
        """Return the float32 value of a user's FLOAT or AVGRATE stat, None if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetUserStat.
        """
        found: float | None = self._get_of("get_user_stat_float", "GetUserStatFloat", steam_id, name, self._floats)
        return found

    def get_user_achievement(self, steam_id: int, name: str) -> tuple[bool, int] | None:
        """Return whether a user has unlocked an achievement, and when; None if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetUserAchievementAndUnlockTime.
        """
        out = self._unlocked, self._unsigned
        unlocked = self._get_of("get_user_achievement", "GetUserAchievementAndUnlockTime", steam_id, name, *out)
        return None if unlocked is None else (bool(unlocked), int(self._unsigned[0]))

    # Everybody together.

    get_number_of_current_players: ClassVar[Plain[int]] = requested(USER_STATS, "GetNumberOfCurrentPlayers", CURRENT_PLAYERS)
    request_global_achievement_percentages: ClassVar[Plain[int]] = requested(
        USER_STATS, "RequestGlobalAchievementPercentages", PERCENTAGES_READY
    )

    def get_achievement_achieved_percent(self, name: str) -> float | None:
        """Return how many of all players have an achievement, 0 to 100; None before the answer and for an unknown name.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementAchievedPercent.
        """
        call = "get_achievement_achieved_percent"
        called = self._pipe.called(call, name)
        if called is None:
            return None
        if self._function("GetAchievementAchievedPercent")(self._pipe.stats, called, self._floats):
            return float(self._floats[0])
        if self._knows(call, name, called):
            self._refuse(Refusal((call, "percentages"), f"{call}: {_PERCENTAGES}"))
        return None

    def get_most_achieved_achievement_info(self) -> tuple[int, str, float, bool]:
        """Return (iterator, name, percent, whether the player has it) of the achievement most players have.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetMostAchievedAchievementInfo.

        Returns:
            (-1, "", 0.0, False) before the answer to `request_global_achievement_percentages`, and if there is no achievement.
        """
        call = "get_most_achieved_achievement_info"
        if not self._pipe.ready(USER_STATS.group, call):
            return _NOTHING
        found = self._enumerated("GetMostAchievedAchievementInfo")
        if found is _NOTHING:
            self._refuse(Refusal((call, "percentages"), f"{call}: {_PERCENTAGES}"))
        return found

    def get_next_most_achieved_achievement_info(self, iterator: int) -> tuple[int, str, float, bool]:
        """Return the same of the achievement after it; iterator -1 if there is no other.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetNextMostAchievedAchievementInfo.

        Args:
            iterator: What the call before it returned.
        """
        if isinstance(iterator, bool) or not isinstance(iterator, int):
            message = f"the iterator is an int, not {type(iterator).__name__} {short(iterator)}"
            raise TypeError(message)
        if not self._pipe.ready(USER_STATS.group, "get_next_most_achieved_achievement_info") or not 0 <= iterator < 2**31:
            return _NOTHING
        return self._enumerated("GetNextMostAchievedAchievementInfo", iterator)

    # The totals of stats.

    def request_global_stats(self, history_days: int) -> int:
        """Ask for the totals of aggregated stats; a GlobalStatsReceived with this number answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestGlobalStats.

        Args:
            history_days: How many days of history to bring, 0 to 60; today is the first of them.
        """
        try:
            days = to_whole("history_days", history_days)
        except DoesNotFitError:
            days = -1
        fault = "" if 0 <= days <= _MOST_DAYS else f"history_days is {short(history_days)}; pass 0 to {_MOST_DAYS} days"
        return self._pipe.request(USER_STATS, _GLOBAL_STATS, days, fault=fault)

    def get_global_stat_int(self, name: str) -> int | None:
        """Return the total of an aggregated INT stat, 64 bits; None before the answer or if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStat.
        """
        found: int | None = self._total("get_global_stat_int", "GetGlobalStatInt64", "int64_t *", name)
        return found

    def get_global_stat_float(self, name: str) -> float | None:
        """Return the total of an aggregated FLOAT stat; None before the answer or if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStat.
        """
        found: float | None = self._total("get_global_stat_float", "GetGlobalStatDouble", "double *", name)
        return found

    def get_global_stat_int_history(self, name: str) -> list[int]:
        """Return what was added to an aggregated INT stat on each day, today first; empty before the answer or if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStatHistory.
        """
        return self._history("get_global_stat_int_history", "GetGlobalStatHistoryInt64", "int64_t[]", name)

    def get_global_stat_float_history(self, name: str) -> list[float]:
        """Return what was added to an aggregated FLOAT stat on each day, today first; empty before the answer or if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetGlobalStatHistory.
        """
        return self._history("get_global_stat_float_history", "GetGlobalStatHistoryDouble", "double[]", name)

    # What is used above. Calls are named as a server's are: the reasons of refusals are written for those.

    def _bind(self) -> None:
        """Take Valve's functions where Steam is active, and where it is not functions that refuse."""
        pipe = self._pipe
        self._stats = pipe.stats

        def function(name: str) -> Any:
            return self._function(name) if pipe.handle else nothing

        self._get_int, self._get_float = function("GetStatInt32"), function("GetStatFloat")
        self._set_int, self._set_float = function("SetStatInt32"), function("SetStatFloat")
        self._update_rate = function("UpdateAvgRateStat")
        self._unlock, self._lock = function("SetAchievement"), function("ClearAchievement")

    def _get(self, call: str, function: Any, name: str, out: Any) -> Any:
        """Ask for a value of the player's own, and find out why there is none."""
        called = self._pipe.called(call.replace("_user_", "_"), name)
        if called is None:
            return None
        if function(self._stats, called, out):
            return out[0]
        self._diagnose(call, self._pipe.own, name)
        return None

    def _get_of(self, call: str, function: str, steam_id: int, name: str, *out: Any) -> Any:
        """Ask for a value of any user, and find out why there is none."""
        check_id(steam_id)
        check_name(call, name)
        if not self._pipe.ready(USER_STATS.group, call):
            return None
        called = encoded(name, self._pipe.names)
        if called is None:
            self._refuse(of_long_name(call, steam_id, name))
        elif 0 <= steam_id <= UINT64 and self._function(function)(self._stats, steam_id, called, *out):
            return out[0][0]
        else:
            self._diagnose(call, steam_id, name)
        return None

    def _set(self, call: str, function: Any, name: str, *values: tuple[Any, object]) -> bool:
        """Set a value of the player's own, and find out why it was refused; each value comes with what converts it."""
        for _, value in values:
            require_number(value)
        called = self._pipe.called(call.replace("_user_", "_"), name)
        if called is None:
            return False
        own = self._pipe.own
        try:
            numbers = [convert(value) for convert, value in values]
        except DoesNotFitError as fault:
            self._refuse(refusals.of_value(call, own, name, str(fault)))
            return False
        if function(self._stats, called, *numbers):
            self._pipe.unstored = True
            return True
        self._diagnose(call, own, name)
        return False

    def _diagnose(self, call: str, steam_id: int, name: str) -> None:
        """Say why Steam refused a get or a set."""
        pipe = self._pipe
        state = ""
        if not 0 <= steam_id <= UINT64 or not SteamID(steam_id).is_individual:
            state = "not a player"
        else:
            state = pipe.absence(USER_STATS_RECEIVED, steam_id)
        known = refusals.of_state(call, steam_id, name, state) if state else None
        self._refuse(known or of_refused_call(call, steam_id, name, self.schema, "Client"))

    def _function(self, name: str) -> Any:
        """Return a function of ISteamUserStats."""
        return getattr(self._pipe.lib, USER_STATS.prefix + name)

    def _refuse(self, refusal: Refusal) -> None:
        """Say why a call was refused."""
        self._pipe.refusal_log.refuse(refusal)

    def _knows(self, call: str, name: str, called: bytes) -> bool:
        """Whether there is an achievement of this name; if not, say so."""
        pipe = self._pipe
        unlocked = pipe.ffi.new("bool *")
        if self._function("GetAchievementAndUnlockTime")(pipe.stats, called, unlocked, self._unsigned):
            return True
        entry = None if self.schema is None else self.schema.achievements.get(name)
        if self.schema is not None and (entry is None or not entry.published):
            self._refuse(refusals.of_achievement(call, name, self.schema))
        else:
            fault = "Steam refused it and gives no reason; check in App Admin that it is a published achievement of this app (case counts)"
            self._refuse(refusals.of_call(call, name, fault))
        return False

    def _limits(self, call: str, kind: str, name: str, out: Any) -> Any:
        """Ask for the limits of an achievement's progress."""
        called = self._pipe.called(call, name)
        if called is None:
            return None
        pipe, function = self._pipe, f"GetAchievementProgressLimits{kind}"
        if pipe.library.function(USER_STATS.prefix + function) is None:
            sentence = f"{call}: {pipe.library.path} lacks {USER_STATS.prefix}{function}; take a libsteam_api of SDK 1.49 or newer"
            self._refuse(Refusal((call, "absent"), sentence))
            return None
        if self._function(function)(pipe.stats, called, out, out + 1):
            return out[0], out[1]
        if self._knows(call, name, called):
            other = "float" if kind == "Int32" else "int"
            fault = f"it has no such progress stat; if its stat is of the other type, call get_achievement_progress_limits_{other}"
            self._refuse(refusals.of_call(call, name, fault))
        return None

    def _enumerated(self, function: str, *before: int) -> tuple[int, str, float, bool]:
        """Return what stands at a place of the list of achievements."""
        pipe = self._pipe
        ffi = pipe.ffi
        name, unlocked = ffi.new("char[]", _NAME_ROOM), ffi.new("bool *")
        found = int(self._function(function)(pipe.stats, *before, name, _NAME_ROOM, self._floats, unlocked))
        if found < 0:
            return _NOTHING
        return found, ffi.string(name, _NAME_ROOM).decode(errors="replace"), float(self._floats[0]), bool(unlocked[0])

    def _total(self, call: str, function: str, kind: str, name: str) -> Any:
        """Ask for a total."""
        called = self._pipe.called(call, name)
        if called is None:
            return None
        out = self._pipe.ffi.new(kind)
        if self._function(function)(self._pipe.stats, called, out):
            return out[0]
        self._refuse(refusals.of_call(call, name, _TOTALS))
        return None

    def _history(self, call: str, function: str, kind: str, name: str) -> list[Any]:
        """Ask for the days of a total."""
        called = self._pipe.called(call, name)
        if called is None:
            return []
        ffi = self._pipe.ffi
        days = ffi.new(kind, _MOST_DAYS)
        count = int(self._function(function)(self._pipe.stats, called, days, ffi.sizeof(days)))
        if count <= 0:
            self._refuse(refusals.of_call(call, name, _TOTALS))
        return list(days)[: max(count, 0)]
