"""ISteamGameServerStats over Valve's library: the ten calls of a game server's stats, and several sets in one crossing.

Rules: what is on its way is in server_pipe.py and pending_calls.py. The ten calls go straight to Valve's flat functions; only what those
refuse is looked into, so a call that works costs little more than the crossing. Before an init each call is refused with GodotSteam's
sentence, without a crossing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam import refusals
from steam_nodes.steam.callbacks import Record
from steam_nodes.steam.checks import require_mapping
from steam_nodes.steam.native.arguments import (
    CERTAIN,
    NAMES,
    UINT64,
    check_id,
    check_name,
    encoded,
    nothing,
    of_broken_call,
    of_long_name,
    of_refused_call,
    to_length,
)
from steam_nodes.steam.native.native_backend import NativeBackend
from steam_nodes.steam.native.structs import STATS_RECEIVED, STATS_STORED
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import DoesNotFitError, require_number, to_float32, to_int32
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.native.pipes.server_pipe import ServerPipe
    from steam_nodes.steam.refusals import Refusal
    from steam_nodes.steam.schema.schema import Schema

_GROUP: Final = "Server Stats"


class NativeGameServerStats(NativeBackend[Record]):
    """What NativeSteam calls of ISteamGameServerStats.

    Args:
        pipe: The server's side of Steam.
        schema: What App Admin holds, None if the game gave no schema.
    """

    _pipe: ServerPipe

    def __init__(self, pipe: ServerPipe, schema: Schema | None) -> None:
        """Begin before the init."""
        super().__init__(pipe, schema)
        self._unstored = pipe.unstored
        self._names: dict[str, bytes] = {}
        self._texts: dict[str, Any] = {}
        self._int_out, self._float_out, self._bool_out = pipe.ffi.new("int32_t *"), pipe.ffi.new("float *"), pipe.ffi.new("bool *")
        self._bind()

    def request_user_stats(self, steam_id: int) -> int:
        """Ask for one user's stats; a StatsReceived with this number answers in a later frame."""
        pipe = self._pipe
        if not self._may_ask("request_user_stats", STATS_RECEIVED, steam_id):
            return pipe.answers.numbers
        handle = int(pipe.lib.SteamAPI_ISteamGameServerStats_RequestUserStats(self._stats, steam_id))
        if not handle:
            pipe.refusal_log.refuse(of_broken_call("request_user_stats", steam_id))
        return pipe.answers.ask(STATS_RECEIVED, steam_id, handle, name="request_user_stats")

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
            return self._pipe.answers.numbers
        return self._pipe.store(steam_id)

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
        pipe = self._pipe
        if self.mode == "abi" or not pipe.handle:
            return False
        ffi, texts = pipe.ffi, self._texts
        count = len(whole) + len(real)
        try:
            names = [texts[name] for name in (*whole, *real)]
            taken = ffi.new("uint8_t[]", count)
            pipe.lib.steam_set(self._stats, steam_id, names, len(whole), list(whole.values()), len(real), list(real.values()), taken)
        except KeyError:
            known = [name for name in (*whole, *real) if self._checked("set_user_stats", steam_id, name) is not None]
            if len(known) < count or len(texts) >= NAMES:
                return False
            texts |= {name: ffi.new("char[]", self._names.get(name) or name.encode()) for name in known}
            return self._set_at_once(steam_id, whole, real)
        except (TypeError, OverflowError):
            return False
        return 0 not in ffi.buffer(taken)[:]

    # What is used above.

    def _bind(self) -> None:
        """Take Valve's functions where there is a server, and where there is none functions that refuse."""
        pipe = self._pipe
        self._stats = pipe.stats
        prefix = "SteamAPI_ISteamGameServerStats_"

        def function(name: str) -> Any:
            return getattr(pipe.lib, prefix + name) if pipe.handle else nothing

        self._get_int, self._get_float = function("GetUserStatInt32"), function("GetUserStatFloat")
        self._get_achievement = function("GetUserAchievement")
        self._set_int, self._set_float = function("SetUserStatInt32"), function("SetUserStatFloat")
        self._update_rate = function("UpdateUserAvgRateStat")
        self._unlock, self._lock = function("SetUserAchievement"), function("ClearUserAchievement")

    def _may_ask(self, call: str, kind: int, steam_id: int) -> bool:
        """Whether Steam can be asked about a user; if not, the answer is on its way."""
        check_id(steam_id)
        pipe = self._pipe
        if pipe.closed:
            pipe.answers.number()
            pipe.refusal_log.refuse(refusals.of_state(call, steam_id, "", "closed"))
        elif not pipe.handle:
            pipe.ready(_GROUP, call)
            pipe.answers.refuse(kind, steam_id, Result.NO_CONNECTION)
        elif not 0 <= steam_id <= UINT64:
            pipe.refusal_log.refuse(refusals.of_state(call, steam_id, "", "not a player"))
            pipe.answers.refuse(kind, steam_id, Result.FAIL)
        else:
            return True
        return False

    def _checked(self, call: str, steam_id: int, name: str) -> bytes | None:
        """Return a name as Steam takes it, None if the call is refused for what it is given."""
        check_id(steam_id)
        check_name(call, name)
        pipe = self._pipe
        if pipe.closed:
            pipe.refusal_log.refuse(refusals.of_state(call, steam_id, name, "closed"))
            return None
        if not pipe.handle:
            pipe.ready(_GROUP, call)
            return None
        if not 0 <= steam_id <= UINT64:
            pipe.refusal_log.refuse(refusals.of_state(call, steam_id, name, "not a player"))
            return None
        found = encoded(name, self._names)
        if found is None:
            pipe.refusal_log.refuse(of_long_name(call, steam_id, name))
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
            if steam_id in self._pipe.loaded:
                self._pipe.refusal_log.refuse(refusals.of_value(call, steam_id, name, str(fault)))
            else:
                self._diagnose(call, steam_id, name)
            return None

    def _diagnose(self, call: str, steam_id: int, name: str) -> None:
        """Say why Steam refused a get or a set."""
        pipe = self._pipe
        state = ""
        if not pipe.logged_on() and steam_id not in pipe.loaded:
            state = "not logged on"
        elif not SteamID(steam_id).is_individual:
            state = "not a player"
        else:
            state = pipe.absence(STATS_RECEIVED, steam_id)
        refusal: Refusal = refusals.of_state(call, steam_id, name, state) if state else of_refused_call(call, steam_id, name, self.schema)
        pipe.refusal_log.refuse(refusal)
