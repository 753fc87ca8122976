"""NativeClient: Steam for a player's own program, over Valve's own library.

Rules: it keeps every law of backend.py; what is on its way is in client_pipe.py and pending_calls.py, the program's life in
client_life.py, everybody together in leaderboards.py, and the stats are here. The calls of stats go straight to Valve's flat functions;
only what those refuse is looked into. Before an init each call is refused without a crossing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from steam_nodes.steam import refusals
from steam_nodes.steam.native import diagnosis
from steam_nodes.steam.native.arguments import CERTAIN, UINT64, check_id, check_name, encoded, nothing, to_length
from steam_nodes.steam.native.client_pipe import ClientPipe
from steam_nodes.steam.native.leaderboards import ClientBoards
from steam_nodes.steam.native.library import USER_INITS, USER_NEEDED, Library, find
from steam_nodes.steam.native.pipe import check_app, may_open, opened
from steam_nodes.steam.native.structs import USER_STATS_RECEIVED
from steam_nodes.steam.refusal_log import RefusalLog
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from steam_nodes.steam.stat_values import DoesNotFitError, require_number, short, to_float32, to_int32
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    import os

    from steam_nodes.steam.callbacks import ClientRecord

_UINT32: Final = 0xFFFF_FFFF


class NativeClient(ClientBoards):
    """Valve's Steam for a player's own program: the developer's own libsteam_api, loaded at run time.

    Nothing works before `init`, which starts Steam; the player's own stats are there after it, and one UserStatsReceived with call 0 tells
    so. Each refusal sets `why()` and logs one warning to "steam_nodes.steam" for each kind of mistake. What was set and not stored is
    stored by `close`, by `shutdown`, when the object is dropped and when the interpreter ends, waiting at most 5 seconds. It is used from
    one thread, and a process has one at a time; a NativeSteam over the same file may stand beside it.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats.

    Args:
        path: The library, libsteam_api.so, libsteam_api.dylib or steam_api64.dll of SDK 1.48 to 1.65, or its folder. None for the one
            that the environment variable STEAM_API_LIBRARY names, or else the one beside the program.
        app_id: The app, 1 to 4294967295; it is put into the environment for Steam's library to read. None where `init`, SteamAppId or
            steam_appid.txt names it.
        schema: What App Admin holds, as for LocalSteam: a Schema or the path of a TOML file. Steam does not need it; with it `why()`
            knows the reason of a refusal, without it only what to look at.
        mode: "shim" or "abi", the two ways into the library; None for the shim where it was compiled.

    Raises:
        SteamInitError: The library is not found, cannot be loaded or is too old, or this process has a NativeClient already.
        SchemaError: The schema's file says what App Admin would not accept.
        TypeError: The app id is not an int.
        ValueError: The app id is out of range, or there is no such mode.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        app_id: int | None = None,
        *,
        schema: Schema | str | os.PathLike[str] | None = None,
        mode: Literal["shim", "abi"] | None = None,
    ) -> None:
        """Load the library; nothing of it runs yet."""
        check_app(app_id)
        file = find(path)
        may_open(ClientPipe.owner, file)
        known = schema if schema is None or isinstance(schema, Schema) else Schema.load(schema)
        super().__init__(ClientPipe(Library(file, mode, USER_NEEDED, USER_INITS), app_id, RefusalLog()), known)
        self._finalizer = opened(self, self._connection)
        self._unlocked = self._connection.ffi.new("bool *")
        self._bind()

    @property
    def mode(self) -> Literal["shim", "abi"]:
        """Which way into the library is active: the compiled shim, or cffi's ABI mode."""
        return self._connection.library.mode

    # The player's own stats and achievements.

    def request_current_stats(self) -> bool:
        """Ask for the player's own stats again; if True a UserStatsReceived with call 0 follows.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestCurrentStats, which is gone since SDK 1.61.
        """
        if not self._present("request_current_stats"):
            return False
        if self._connection.request_current():
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
                self._connection.unstored = True
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
                self._connection.unstored = True
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
        called = self._called("get_achievement", name)
        if called is None:
            return None
        if self._function("GetAchievementAndUnlockTime")(self._stats, called, self._unlocked, self._unsigned):
            return bool(self._unlocked[0]), int(self._unsigned[0])
        self._diagnose("get_user_achievement", self._connection.own, name)
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
        called = self._called(call, name)
        if called is None or not self._knows(call, name, called):
            return False
        stats = self._stats
        in_range = 0 <= current < maximum <= _UINT32
        if in_range and self._function("IndicateAchievementProgress")(stats, called, current, maximum):
            self._connection.stores += 1
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
        if not self._present("store_stats"):
            return False
        if self._connection.store():
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
        if not self._present("reset_all_stats"):
            return False
        if self._function("ResetAllStats")(self._stats, achievements_too):
            self._connection.unstored = False
            return True
        self._refuse(Refusal(("reset_all_stats", "broken"), "reset_all_stats: Steam refused it; nothing was reset, try again"))
        return False

    # Other users.

    def request_user_stats(self, steam_id: int) -> int:
        """Ask for a user's stats; a UserStatsReceived with the returned number answers in a later frame.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#RequestUserStats.
        """
        check_id(steam_id)
        connection, answers = self._connection, self._connection.answers
        if not self._present("request_user_stats"):
            return answers.number() if connection.closed else answers.refuse(USER_STATS_RECEIVED, steam_id, Result.NO_CONNECTION)
        if not 0 <= steam_id <= UINT64:
            self._refuse(refusals.of_state("request_user_stats", steam_id, "", "not a player"))
            return answers.refuse(USER_STATS_RECEIVED, steam_id, Result.FAIL)
        handle = int(self._function("RequestUserStats")(self._stats, steam_id))
        if not handle:
            sentence = f"request_user_stats({short(steam_id)}): Steam could not issue the call; is the player online? Try again"
            self._refuse(Refusal(("request_user_stats", "broken"), sentence))
        return answers.ask(USER_STATS_RECEIVED, steam_id, handle, name="request_user_stats")

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

    # The seam.

    def why(self) -> str:
        """Return the reason of the last refusal as a sentence with its remedy, "" if nothing was refused yet."""
        return self._connection.refusal_log.why

    def advance(self, delta: float) -> None:
        """Begin a frame of `delta` seconds: what Steam has sent is taken in."""
        self._connection.frame(delta)

    def poll(self) -> list[ClientRecord]:
        """Return what had arrived when this frame began, in order."""
        arrived = self._connection.arrived
        if not arrived:
            return []
        records = arrived.copy()
        arrived.clear()
        return records

    def close(self) -> None:
        """Store what is unstored and end; harmless twice."""
        self._finalizer()
        self._bind()

    # What is used above. Calls are named as a server's are: the reasons of refusals are written for those.

    def _bind(self) -> None:
        """Take Valve's functions where Steam is active, and where it is not functions that refuse."""
        connection = self._connection
        self._stats = connection.stats

        def function(name: str) -> Any:
            return self._function(name) if connection.pipe else nothing

        self._get_int, self._get_float = function("GetStatInt32"), function("GetStatFloat")
        self._set_int, self._set_float = function("SetStatInt32"), function("SetStatFloat")
        self._update_rate = function("UpdateAvgRateStat")
        self._unlock, self._lock = function("SetAchievement"), function("ClearAchievement")

    def _get(self, call: str, function: Any, name: str, out: Any) -> Any:
        """Ask for a value of the player's own, and find out why there is none."""
        called = self._called(call.replace("_user_", "_"), name)
        if called is None:
            return None
        if function(self._stats, called, out):
            return out[0]
        self._diagnose(call, self._connection.own, name)
        return None

    def _get_of(self, call: str, function: str, steam_id: int, name: str, *out: Any) -> Any:
        """Ask for a value of any user, and find out why there is none."""
        check_id(steam_id)
        check_name(call, name)
        if not self._present(call):
            return None
        called = encoded(name, self._names)
        if called is None:
            self._refuse(diagnosis.of_long_name(call, steam_id, name))
        elif 0 <= steam_id <= UINT64 and self._function(function)(self._stats, steam_id, called, *out):
            return out[0][0]
        else:
            self._diagnose(call, steam_id, name)
        return None

    def _set(self, call: str, function: Any, name: str, *values: tuple[Any, object]) -> bool:
        """Set a value of the player's own, and find out why it was refused; each value comes with what converts it."""
        for _, value in values:
            require_number(value)
        called = self._called(call.replace("_user_", "_"), name)
        if called is None:
            return False
        own = self._connection.own
        try:
            numbers = [convert(value) for convert, value in values]
        except DoesNotFitError as fault:
            self._refuse(refusals.of_value(call, own, name, str(fault)))
            return False
        if function(self._stats, called, *numbers):
            self._connection.unstored = True
            return True
        self._diagnose(call, own, name)
        return False

    def _diagnose(self, call: str, steam_id: int, name: str) -> None:
        """Say why Steam refused a get or a set."""
        connection = self._connection
        state = ""
        if not 0 <= steam_id <= UINT64 or not SteamID(steam_id).is_individual:
            state = "not a player"
        else:
            state = connection.absence(USER_STATS_RECEIVED, steam_id)
        known = refusals.of_state(call, steam_id, name, state) if state else None
        self._refuse(known or diagnosis.of_call(call, steam_id, name, self.schema, "Client"))
