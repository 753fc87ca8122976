"""NativeSteam: Steam for a game server, over Valve's own library.

Rules: it keeps every law of backend.py; what is on its way is in server_pipe.py and pending_calls.py, the server's life in server_life.py.
The ten calls go straight to Valve's flat functions; only what those refuse is looked into, so a call that works costs little more than the
crossing. Before an init each call is refused with GodotSteam's sentence, without a crossing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from steam_nodes.steam import refusals
from steam_nodes.steam.checks import MOST_FRAME, require_frame, require_mapping
from steam_nodes.steam.native import diagnosis
from steam_nodes.steam.native.arguments import CERTAIN, NAMES, UINT64, check_id, check_name, encoded, nothing, to_length
from steam_nodes.steam.native.game_server import ServerLife
from steam_nodes.steam.native.library import Library, find
from steam_nodes.steam.native.pipe import check_app, may_open, opened
from steam_nodes.steam.native.server_pipe import Connection
from steam_nodes.steam.native.structs import STATS_RECEIVED, STATS_STORED
from steam_nodes.steam.refusal_log import RefusalLog
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from steam_nodes.steam.stat_values import DoesNotFitError, require_number, to_float32, to_int32
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from steam_nodes.steam.callbacks import Record
    from steam_nodes.steam.refusals import Refusal


class NativeSteam(ServerLife):
    """Valve's Steam: the developer's own libsteam_api, loaded at run time.

    Nothing works before `server_init`, which starts Steam, and little before the answer to a log on. Each refusal sets `why()` and logs
    one warning to "steam_nodes.steam" for each kind of mistake. What was set and not stored is stored by `close`, by `server_shutdown`,
    when the object is dropped and when the interpreter ends, waiting at most 5 seconds. It is used from one thread, as the tree is, and
    a process has one at a time.

    Mirrors https://partner.steamgames.com/doc/api/steam_gameserver and https://partner.steamgames.com/doc/api/ISteamGameServerStats.

    Args:
        path: The library, libsteam_api.so, libsteam_api.dylib or steam_api64.dll of SDK 1.48 to 1.65, or its folder. None for the one
            that the environment variable STEAM_API_LIBRARY names, or else the one beside the program.
        app_id: The app, 1 to 4294967295; it is put into the environment for Steam's library to read. None where SteamAppId or
            steam_appid.txt names it.
        schema: What App Admin holds, as for LocalSteam: a Schema or the path of a TOML file. Steam does not need it; with it `why()`
            knows the reason of a refusal, without it only what to look at.
        mode: "shim" or "abi", the two ways into the library; None for the shim where it was compiled.

    Raises:
        SteamInitError: The library is not found, cannot be loaded or is too old, or this process has a NativeSteam already.
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
        may_open(Connection.owner, file)
        self.schema = schema if schema is None or isinstance(schema, Schema) else Schema.load(schema)
        super().__init__(Connection(Library(file, mode), app_id, RefusalLog()))
        self._finalizer = opened(self, self._connection)
        self._unstored, self._arrived = self._connection.unstored, self._connection.arrived
        self._names: dict[str, bytes] = {}
        self._texts: dict[str, Any] = {}
        ffi = self._connection.ffi
        self._int_out, self._float_out, self._bool_out = ffi.new("int32_t *"), ffi.new("float *"), ffi.new("bool *")
        self._bind()

    @property
    def mode(self) -> Literal["shim", "abi"]:
        """Which way into the library is active: the compiled shim, or cffi's ABI mode."""
        return self._connection.library.mode

    # The ten calls.

    def request_user_stats(self, steam_id: int) -> int:
        """Ask for one user's stats; a StatsReceived with this number answers in a later frame."""
        connection = self._connection
        if not self._may_ask("request_user_stats", STATS_RECEIVED, steam_id):
            return connection.answers.numbers
        handle = int(connection.lib.SteamAPI_ISteamGameServerStats_RequestUserStats(self._stats, steam_id))
        if not handle:
            connection.refusal_log.refuse(diagnosis.of_broken_call("request_user_stats", steam_id))
        return connection.answers.ask(STATS_RECEIVED, steam_id, handle, name="request_user_stats")

    def get_user_stat_int(self, steam_id: int, name: str) -> int | None:
        """Return the int32 value of an INT stat, None if it is refused."""
        try:
            if self._get_int(self._stats, steam_id, self._names[name], self._int_out):
                return self._int_out[0]  # type: ignore[no-any-return]  # an int32
        except (KeyError, TypeError, OverflowError):
            pass
        found: int | None = self._get("get_user_stat_int", self._get_int, steam_id, name, self._int_out)
        return found

    def get_user_stat_float(self, steam_id: int, name: str) -> float | None:
        """Return the float32 value of a FLOAT or AVGRATE stat, None if it is refused."""
        try:
            if self._get_float(self._stats, steam_id, self._names[name], self._float_out):
                return self._float_out[0]  # type: ignore[no-any-return]  # a float32
        except (KeyError, TypeError, OverflowError):
            pass
        found: float | None = self._get("get_user_stat_float", self._get_float, steam_id, name, self._float_out)
        return found

    def get_user_achievement(self, steam_id: int, name: str) -> bool | None:
        """Return whether an achievement is unlocked, None if it is refused."""
        found: bool | None = self._get("get_user_achievement", self._get_achievement, steam_id, name, self._bool_out)
        return found

    def set_user_stat_int(self, steam_id: int, name: str, value: int) -> bool:
        """Set an INT stat in memory; False changes nothing."""
        try:
            if type(value) is int and self._set_int(self._stats, steam_id, self._names[name], value):
                self._unstored[steam_id] = None
                return True
        except (KeyError, TypeError, OverflowError):
            pass
        return self._set("set_user_stat_int", self._set_int, steam_id, name, (to_int32, value))

    def set_user_stat_float(self, steam_id: int, name: str, value: float) -> bool:
        """Set a FLOAT stat in memory; False changes nothing."""
        try:
            # A comparison with NaN is false, and below this bound rounding cannot leave the range of a float32.
            in_range = type(value) is float and -CERTAIN < value < CERTAIN
            if in_range and self._set_float(self._stats, steam_id, self._names[name], value):
                self._unstored[steam_id] = None
                return True
        except (KeyError, TypeError, OverflowError):
            pass
        return self._set("set_user_stat_float", self._set_float, steam_id, name, (to_float32, value))

    def update_user_avg_rate_stat(self, steam_id: int, name: str, count_this_session: float, session_length: float) -> bool:
        """Add a session to an AVGRATE stat in memory; False changes nothing."""
        values = (to_float32, count_this_session), (to_length, session_length)
        return self._set("update_user_avg_rate_stat", self._update_rate, steam_id, name, *values)

    def set_user_achievement(self, steam_id: int, name: str) -> bool:
        """Unlock an achievement in memory; False changes nothing."""
        return self._set("set_user_achievement", self._unlock, steam_id, name)

    def clear_user_achievement(self, steam_id: int, name: str) -> bool:
        """Lock an achievement again in memory; False changes nothing."""
        return self._set("clear_user_achievement", self._lock, steam_id, name)

    def store_user_stats(self, steam_id: int) -> int:
        """Send the user's changed values; a StatsStored with this number answers in a later frame."""
        if not self._may_ask("store_user_stats", STATS_STORED, steam_id):
            return self._connection.answers.numbers
        return self._connection.store(steam_id)

    def set_user_stats(self, steam_id: int, values: Mapping[str, float]) -> list[str]:
        """Set several INT stats (ints) and FLOAT stats (floats) of a user; return the names that were refused.

        Over the shim it crosses once, however many there are: while another Python thread is busy, each crossing may wait for it.
        """
        check_id(steam_id)
        require_mapping("set_user_stats", "values", values, "numbers by API Name")
        whole = {name: value for name, value in values.items() if type(value) is int}
        real = {}
        if len(whole) < len(values):
            real = {name: value for name, value in values.items() if type(value) is float and -CERTAIN < value < CERTAIN}
        if len(whole) + len(real) == len(values) and self._set_at_once(steam_id, whole, real):
            self._unstored[steam_id] = None
            return []
        # A value is absolute, so to set again what was taken is harmless; one by one each refusal has its own reason.
        for name, value in values.items():
            require_number(value)
            check_name("set_user_stats", name)
        refused = []
        for name, value in values.items():
            done = self.set_user_stat_float if isinstance(value, float) else self.set_user_stat_int
            if not done(steam_id, name, value):
                refused.append(name)
        return refused

    def _set_at_once(self, steam_id: int, whole: dict[str, int], real: dict[str, float]) -> bool:
        """Set values of the right types in one crossing; return whether Steam took all of them."""
        connection = self._connection
        if self.mode == "abi" or not connection.pipe:
            return False
        ffi, texts = connection.ffi, self._texts
        count = len(whole) + len(real)
        try:
            names = [texts[name] for name in (*whole, *real)]
            taken = ffi.new("uint8_t[]", count)
            connection.lib.steam_set(self._stats, steam_id, names, len(whole), list(whole.values()), len(real), list(real.values()), taken)
        except KeyError:
            known = [name for name in (*whole, *real) if self._checked("set_user_stats", steam_id, name) is not None]
            if len(known) < count or len(texts) >= NAMES:
                return False
            texts |= {name: ffi.new("char[]", self._names.get(name) or name.encode()) for name in known}
            return self._set_at_once(steam_id, whole, real)
        except (TypeError, OverflowError):
            return False
        return 0 not in ffi.buffer(taken)[:]

    def why(self) -> str:
        """Return the reason of the last refusal as a sentence with its remedy, "" if nothing was refused yet."""
        return self._connection.refusal_log.why

    def advance(self, delta: float) -> None:
        """Begin a frame of `delta` seconds: what Steam has sent is taken in."""
        if type(delta) is not float or not 0.0 <= delta <= MOST_FRAME:
            delta = require_frame(delta)
        connection = self._connection
        # What Pipe.frame does, without its call: in an idle frame that would be a third of the time.
        connection.elapsed += delta
        drained = connection.drain(connection.pipe)
        if drained or connection.elapsed >= connection.answers.due:
            connection.settle(drained)

    def poll(self) -> list[Record]:
        """Return what had arrived when this frame began, in order."""
        arrived = self._arrived
        if not arrived:
            return []
        records = arrived.copy()
        arrived.clear()
        return records

    def close(self) -> None:
        """Store what is unstored and end; harmless twice."""
        self._finalizer()
        self._bind()

    # What is used above.

    def _bind(self) -> None:
        """Take Valve's functions where there is a server, and where there is none functions that refuse."""
        connection = self._connection
        self._stats = connection.stats
        prefix = "SteamAPI_ISteamGameServerStats_"

        def function(name: str) -> Any:
            return getattr(connection.lib, prefix + name) if connection.pipe else nothing

        self._get_int, self._get_float = function("GetUserStatInt32"), function("GetUserStatFloat")
        self._get_achievement = function("GetUserAchievement")
        self._set_int, self._set_float = function("SetUserStatInt32"), function("SetUserStatFloat")
        self._update_rate = function("UpdateUserAvgRateStat")
        self._unlock, self._lock = function("SetUserAchievement"), function("ClearUserAchievement")

    def _may_ask(self, call: str, kind: int, steam_id: int) -> bool:
        """Whether Steam can be asked about a user; if not, the answer is on its way."""
        check_id(steam_id)
        connection = self._connection
        if connection.closed:
            connection.answers.number()
            connection.refusal_log.refuse(refusals.of_state(call, steam_id, "", "closed"))
        elif not connection.pipe:
            self._absent("Server Stats", call)
            connection.answers.refuse(kind, steam_id, Result.NO_CONNECTION)
        elif not 0 <= steam_id <= UINT64:
            connection.refusal_log.refuse(refusals.of_state(call, steam_id, "", "not a player"))
            connection.answers.refuse(kind, steam_id, Result.FAIL)
        else:
            return True
        return False

    def _checked(self, call: str, steam_id: int, name: str) -> bytes | None:
        """Return a name as Steam takes it, None if the call is refused for what it is given."""
        check_id(steam_id)
        check_name(call, name)
        connection = self._connection
        if connection.closed:
            connection.refusal_log.refuse(refusals.of_state(call, steam_id, name, "closed"))
            return None
        if not connection.pipe:
            self._absent("Server Stats", call)
            return None
        if not 0 <= steam_id <= UINT64:
            connection.refusal_log.refuse(refusals.of_state(call, steam_id, name, "not a player"))
            return None
        found = encoded(name, self._names)
        if found is None:
            connection.refusal_log.refuse(diagnosis.of_long_name(call, steam_id, name))
        return found

    def _get(self, call: str, function: Any, steam_id: int, name: str, out: Any) -> Any:
        """Ask for a value, and find out why there is none."""
        called = self._checked(call, steam_id, name)
        if called is None:
            return None
        if function(self._stats, steam_id, called, out):
            return out[0]
        self._diagnose(call, steam_id, name)
        return None

    def _set(self, call: str, function: Any, steam_id: int, name: str, *values: tuple[Any, object]) -> bool:
        """Set a value, and find out why it was refused; each value comes with what converts it."""
        for _, value in values:
            require_number(value)
        called = self._checked(call, steam_id, name)
        numbers = None if called is None else self._converted(call, steam_id, name, *values)
        if numbers is None:
            return False
        if function(self._stats, steam_id, called, *numbers):
            self._unstored[steam_id] = None
            return True
        self._diagnose(call, steam_id, name)
        return False

    def _converted(self, call: str, steam_id: int, name: str, *values: tuple[Any, object]) -> list[Any] | None:
        """Return numbers as Steam holds them, None if one does not fit."""
        try:
            return [convert(value) for convert, value in values]
        except DoesNotFitError as fault:
            if steam_id in self._connection.loaded:
                self._connection.refusal_log.refuse(refusals.of_value(call, steam_id, name, str(fault)))
            else:
                self._diagnose(call, steam_id, name)
            return None

    def _diagnose(self, call: str, steam_id: int, name: str) -> None:
        """Say why Steam refused a get or a set."""
        connection = self._connection
        state = ""
        if not self.logged_on() and steam_id not in connection.loaded:
            state = "not logged on"
        elif not SteamID(steam_id).is_individual:
            state = "not a player"
        else:
            state = connection.absence(STATS_RECEIVED, steam_id)
        refusal: Refusal = refusals.of_state(call, steam_id, name, state) if state else diagnosis.of_call(call, steam_id, name, self.schema)
        connection.refusal_log.refuse(refusal)
