"""SteamServerStats: GodotSteam's Game Server Stats as a node.

Attach it to a tree with a backend; once a frame, from its own `_process` and before all game nodes, it emits what Steam answered. Rules:
- Methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the class.
- A refusal returns GodotSteam's value (False, 0, 0.0, `{}`), changes nothing, and `why()` gives the reason.
- Each answer is emitted exactly once, first in Godot's lane, then in blinker's; then whoever awaits that very request goes on.
- A failing receiver stops no other, and no other answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from steam_nodes.object.signal import Signal
from steam_nodes.steam.callbacks import StatsReceived, StatsStored, StatsUnloaded
from steam_nodes.steam.enums import flat
from steam_nodes.steam.nodes.steam_node import Emits, SteamNode
from steam_nodes.steam.results import Result, ResultNames

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from steam_nodes.steam.backend import Backend, ServerBackend
    from steam_nodes.steam.steam_id import SteamID

    class _Base(SteamNode, ResultNames):
        """What `flat` makes of the node, for type checkers."""
else:
    _Base = SteamNode


@flat(ResultNames)
class SteamServerStats(_Base):
    """The stats and achievements that a game server keeps for its players.

    Mirrors https://godotsteam.com/classes/game_server_stats/ and https://partner.steamgames.com/doc/api/ISteamGameServerStats.

    Args:
        backend: Steam as this server sees it: `LocalSteam(...)`, or another object that keeps the laws of `Backend`.
    """

    singleton_names: ClassVar[tuple[str, ...]] = ("SteamServerStats",)
    """The names under which `Engine.get_singleton` finds it."""

    stats_received: Signal[Result, SteamID] = Signal("result", "steam_id", blinker=True)
    """Answers `request_user_stats`: Result.OK, or FAIL if the user has no stats."""
    stats_stored: Signal[Result, SteamID] = Signal("result", "steam_id", blinker=True)
    """Answers `store_user_stats`: Result.OK, or INVALID_PARAM if a value broke a limit and was set back."""
    stats_unloaded: Signal[SteamID] = Signal("steam_id", blinker=True)
    """Tells that a user's stats are no longer held; request them again."""

    _backend_: Backend

    def __init__(self, backend: Backend) -> None:
        """Make the node outside of a tree; `attach` does this and puts it in its place."""
        super().__init__(backend)

    @property
    def backend(self) -> Backend:
        """Steam as this server sees it."""
        return self._backend_

    def request_user_stats(self, steam_id: int) -> None:
        """Download the stats and achievements of one user; the first thing to call for each.

        Only users who play on this server are kept up to date by themselves; call it again to refresh another.
        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServerStats#RequestUserStats.

        Args:
            steam_id: The user's 64-bit Steam ID.

        Raises:
            TypeError: `steam_id` is not an int.
        """
        self._backend_.request_user_stats(steam_id)

    def request(self, steam_id: int, timeout: float | None = None) -> Awaitable[Result]:
        """Download the stats of one user and wait for the answer to exactly this request.

        `stats_received` is emitted too, before this goes on. The request is made when this is called, awaited or not.

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
        """Return whether a user unlocked an achievement, in the form of GodotSteam 4.4 and later.

        True to Valve's conditions, there is an answer only if the achievement exists and is published and
        `request_user_stats` completed for the user.
        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServerStats#GetUserAchievement.

        Args:
            steam_id: The user's 64-bit Steam ID.
            name: The API name of the achievement, at most 127 bytes.

        Returns:
            `{"steam_id": int, "retrieved": True, "name": str, "achieved": bool}`, or `{}` if it was refused.
        """
        achieved = self._backend_.get_user_achievement(steam_id, name)
        if achieved is None:
            return {}
        return {"steam_id": steam_id, "retrieved": True, "name": name, "achieved": achieved}

    def server_get_user_achievement(self, steam_id: int, name: str) -> dict[str, Any]:
        """Return whether a user unlocked an achievement, in the older form, which is always filled.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServerStats#GetUserAchievement.

        Args:
            steam_id: The user's 64-bit Steam ID.
            name: The API name of the achievement, at most 127 bytes.

        Returns:
            `{"result": bool, "user": int, "name": str, "unlocked": bool}`; result is False if it was refused.
        """
        achieved = self._backend_.get_user_achievement(steam_id, name)
        return {"result": achieved is not None, "user": steam_id, "name": name, "unlocked": bool(achieved)}

    def get_user_stat_float(self, steam_id: int, name: str) -> float:
        """Return a FLOAT or AVGRATE stat of a user, 0.0 if it was refused.

        There is a value only if the stat exists and is published, `request_user_stats` completed for the user, and the type
        matches. Mirrors https://partner.steamgames.com/doc/api/ISteamGameServerStats#GetUserStat.

        Args:
            steam_id: The user's 64-bit Steam ID.
            name: The API name of the stat, at most 127 bytes.

        Returns:
            The value, exactly a float32.
        """
        value = self._backend_.get_user_stat_float(steam_id, name)
        return 0.0 if value is None else value

    def get_user_stat_int(self, steam_id: int, name: str) -> int:
        """Return an INT stat of a user, 0 if it was refused.

        There is a value only if the stat exists and is published, `request_user_stats` completed for the user, and the type
        matches. Mirrors https://partner.steamgames.com/doc/api/ISteamGameServerStats#GetUserStat.

        Args:
            steam_id: The user's 64-bit Steam ID.
            name: The API name of the stat, at most 127 bytes.

        Returns:
            The value, an int32; negative ones stay negative.
        """
        value = self._backend_.get_user_stat_int(steam_id, name)
        return 0 if value is None else value

    def set_user_achievement(self, steam_id: int, name: str) -> bool:
        """Unlock an achievement of a user in memory; `store_user_stats` sends it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServerStats#SetUserAchievement.

        Args:
            steam_id: The user's 64-bit Steam ID.
            name: The API name of the achievement, at most 127 bytes.

        Returns:
            True if the achievement exists and is published, `request_user_stats` completed for the user, and game servers
            may set it ("Set By": GS, or Official GS and this server's address is in the range of the official ones).
        """
        return self._backend_.set_user_achievement(steam_id, name)

    def clear_user_achievement(self, steam_id: int, name: str) -> bool:
        """Lock an achievement of a user again in memory, mostly for testing; `store_user_stats` sends it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServerStats#ClearUserAchievement.

        Returns:
            True under the conditions of `set_user_achievement`, which also tells the arguments.
        """
        return self._backend_.clear_user_achievement(steam_id, name)

    def set_user_stat_float(self, steam_id: int, name: str, stat: float) -> bool:
        """Set a FLOAT stat of a user in memory; `store_user_stats` sends it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServerStats#SetUserStat.

        Args:
            steam_id: The user's 64-bit Steam ID.
            name: The API name of the stat, at most 127 bytes.
            stat: The new value; it is kept as a float32. NaN, infinities and what a float32 can't hold are refused.

        Returns:
            True if the stat exists and is published, `request_user_stats` completed for the user, its type is FLOAT, and
            game servers may set it. Limits are judged when it is stored.
        """
        return self._backend_.set_user_stat_float(steam_id, name, stat)

    def set_user_stat_int(self, steam_id: int, name: str, stat: int) -> bool:
        """Set an INT stat of a user in memory; `store_user_stats` sends it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServerStats#SetUserStat.

        Args:
            steam_id: The user's 64-bit Steam ID.
            name: The API name of the stat, at most 127 bytes.
            stat: The new value, -2147483648 to 2147483647; another is refused, never wrapped.

        Returns:
            True if the stat exists and is published, `request_user_stats` completed for the user, its type is INT, and
            game servers may set it. Limits are judged when it is stored.
        """
        return self._backend_.set_user_stat_int(steam_id, name, stat)

    def set_user_stats(self, steam_id: int, values: Mapping[str, float]) -> list[str]:
        """Set several stats of a user in memory; `store_user_stats` sends them.

        The same as one `set_user_stat_int` or `set_user_stat_float` for each, but on Steam's own library it crosses to it once: while
        another Python thread is busy, every crossing may wait for it. Mirrors
        https://partner.steamgames.com/doc/api/ISteamGameServerStats#SetUserStat.

        Args:
            steam_id: The user's 64-bit Steam ID.
            values: By API name: an int for an INT stat, a float for a FLOAT stat, in the ranges of those two calls.

        Returns:
            The names that were refused, in order; `[]` if all were set. `why()` gives the reason of the last one.

        Raises:
            TypeError: A name is not a str or a value not a number; then nothing is set.
        """
        try:
            batch = cast("ServerBackend", self._backend_).set_user_stats
        except AttributeError:
            pass  # A backend that keeps stats only may have no batch; it is asked for one value after the other.
        else:
            return batch(steam_id, values)
        whole, real = self._backend_.set_user_stat_int, self._backend_.set_user_stat_float
        return [n for n, v in values.items() if not (whole(steam_id, n, v) if isinstance(v, int) else real(steam_id, n, v))]

    def update_user_avg_rate_stat(self, steam_id: int, name: str, this_session: float, session_length: float) -> bool:
        """Add to an AVGRATE stat of a user in memory; `store_user_stats` sends it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamGameServerStats#UpdateUserAvgRateStat.

        Args:
            steam_id: The user's 64-bit Steam ID.
            name: The API name of the stat, at most 127 bytes.
            this_session: What was counted since the last call.
            session_length: How long that took, more than 0, in the unit of the stat's window.

        Returns:
            True if the stat exists and is published, `request_user_stats` completed for the user, its type is AVGRATE, and
            game servers may set it.
        """
        return self._backend_.update_user_avg_rate_stat(steam_id, name, this_session, session_length)

    def store_user_stats(self, steam_id: int) -> None:
        """Send the changed stats and achievements of a user; `stats_stored` answers.

        Call it at the end of a round, a change of map or when a user leaves: minutes apart, not seconds. What is not stored when
        the program ends is sent then. Mirrors https://partner.steamgames.com/doc/api/ISteamGameServerStats#StoreUserStats.

        Args:
            steam_id: The user's 64-bit Steam ID.

        Raises:
            TypeError: `steam_id` is not an int.
        """
        self._backend_.store_user_stats(steam_id)

    def store(self, steam_id: int, timeout: float | None = None) -> Awaitable[Result]:
        """Send the changed values of a user and wait for the answer to exactly this store.

        `stats_stored` is emitted too, before this goes on. The store is made when this is called, awaited or not. Arguments,
        return value and errors are those of `request`.
        """
        self._awaits_.check(self, timeout)
        return self._awaits_.start(self, self._backend_.store_user_stats(steam_id), timeout, Result.TIMEOUT)

    _emissions_: ClassVar[Mapping[type, Emits]] = {
        StatsReceived: Emits("stats_received", ("result", "steam_id"), answer="result"),
        StatsStored: Emits("stats_stored", ("result", "steam_id"), answer="result"),
        StatsUnloaded: Emits("stats_unloaded", ("steam_id",)),
    }

    clearUserAchievement = clear_user_achievement
    getUserAchievement = get_user_achievement
    getUserStatFloat = get_user_stat_float
    getUserStatInt = get_user_stat_int
    requestUserStats = request_user_stats
    setUserAchievement = set_user_achievement
    setUserStatFloat = set_user_stat_float
    setUserStatInt = set_user_stat_int
    setUserStats = set_user_stats
    storeUserStats = store_user_stats
    updateUserAvgRateStat = update_user_avg_rate_stat

    serverGetUserAchievement = server_get_user_achievement
    serverGetUserStatFloat = get_user_stat_float
    serverGetUserStatInt = get_user_stat_int
    serverRequestUserStats = request_user_stats
    server_get_user_stat_float = get_user_stat_float
    server_get_user_stat_int = get_user_stat_int
    server_request_user_stats = request_user_stats
    GetUserStatFloat = get_user_stat_float
