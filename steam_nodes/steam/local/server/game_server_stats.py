"""The ten calls of stats and achievements on a local server, as the server asks for them.

Rules: the calls are Valve's ISteamGameServerStats. A call finds its user in the world, asks the rules (stat_rules.py), and says why it was
refused; a request and a store go to the world, which answers them in a later frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, SupportsIndex

from steam_nodes.steam import refusals
from steam_nodes.steam.checks import require_mapping, require_str
from steam_nodes.steam.local.rules.stat_rules import ANSWERS
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import require_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.local.rules.user import FollowedSets, User
    from steam_nodes.steam.local.server.session import ServerSession


class GameServerStats:
    """The calls of a server about its players' stats.

    Args:
        session: The server's session.
    """

    def __init__(self, session: ServerSession) -> None:
        """Begin with nobody loaded."""
        self._session = session
        self._world = session.world
        self._rules = session.world.rules

    def request_user_stats(self, steam_id: int) -> int:
        """Ask for one user's stats; a StatsReceived with this number answers in a later frame."""
        user = self._world.user(steam_id)
        answer = self._admit("request_user_stats", user)
        return self._session.asked(self._world.number() if answer is None else self._world.request(user, answer))

    def get_user_stat_int(self, steam_id: int, name: str) -> int | None:
        """Return the int32 value of an INT stat, None if it is refused."""
        value = self._rules.get_int(self._world.user(steam_id), name)
        if isinstance(value, Refusal):
            self._session.refuse(value)
            return None
        return value

    def get_user_stat_float(self, steam_id: int, name: str) -> float | None:
        """Return the float32 value of a FLOAT or AVGRATE stat, None if it is refused."""
        value = self._rules.get_float(self._world.user(steam_id), name)
        if isinstance(value, Refusal):
            self._session.refuse(value)
            return None
        return value

    def get_user_achievement(self, steam_id: int, name: str) -> bool | None:
        """Return whether an achievement is unlocked, None if it is refused."""
        value = self._rules.get_achievement(self._world.user(steam_id), name)
        if isinstance(value, Refusal):
            self._session.refuse(value)
            return None
        return value

    def set_user_stat_int(self, steam_id: int, name: str, value: int) -> bool:
        """Set an INT stat in memory; False changes nothing."""
        refusal = self._rules.set_int(self._world.user(steam_id), name, value)
        return refusal is None or self._session.refuse(refusal)

    def set_user_stat_float(self, steam_id: int, name: str, value: float) -> bool:
        """Set a FLOAT stat in memory; False changes nothing."""
        refusal = self._rules.set_float(self._world.user(steam_id), name, value)
        return refusal is None or self._session.refuse(refusal)

    def update_user_avg_rate_stat(self, steam_id: int, name: str, count_this_session: float, session_length: float) -> bool:
        """Add a session to an AVGRATE stat in memory; readable at once; False changes nothing."""
        refusal = self._rules.update_avg_rate(self._world.user(steam_id), name, count_this_session, session_length)
        return refusal is None or self._session.refuse(refusal)

    def set_user_achievement(self, steam_id: int, name: str) -> bool:
        """Unlock an achievement in memory; False changes nothing."""
        refusal = self._rules.set_achievement(self._world.user(steam_id), name)
        return refusal is None or self._session.refuse(refusal)

    def clear_user_achievement(self, steam_id: int, name: str) -> bool:
        """Lock an achievement again in memory; False changes nothing."""
        refusal = self._rules.clear_achievement(self._world.user(steam_id), name)
        return refusal is None or self._session.refuse(refusal)

    def set_user_stats(self, steam_id: int, values: Mapping[str, float]) -> list[str]:
        """Set several INT stats (ints) and FLOAT stats (floats) in memory; return the names that were refused.

        Args:
            steam_id: The player.
            values: By API Name: an int for an INT stat, a float for a FLOAT stat.

        Raises:
            TypeError: A name is no str or a value no number; then none is set.
        """
        user = self._world.user(steam_id)
        require_mapping("set_user_stats", "values", values, "numbers by API Name")
        for name, value in values.items():
            require_str("set_user_stats", "the name of a stat", name)
            require_number(value)
        rules = self._rules
        refused = []
        for name, value in values.items():
            whole = isinstance(value, int) or (not isinstance(value, float) and isinstance(value, SupportsIndex))
            refusal = (rules.set_int if whole else rules.set_float)(user, name, value)  # type: ignore[arg-type]  # just asked
            if refusal is not None:
                self._session.refuse(refusal)
                refused.append(name)
        return refused

    def store_user_stats(self, steam_id: int) -> int:
        """Send the user's changed values; a StatsStored with this number answers in a later frame, OK when they are on the disk."""
        user = self._world.user(steam_id)
        answer = self._admit("store_user_stats", user)
        return self._session.asked(self._world.number() if answer is None else self._world.store_user(user, answer))

    def follow_sets(self, steam_id: int) -> FollowedSets:
        """Return a record that says of each set of a user whether it was stored or went back; see `FollowedSets` in backend.py.

        Steam has no such call. PlayerStats counts by it; beside one a game has no use for it, since each end is told once.

        Args:
            steam_id: The user's 64-bit Steam ID.

        Raises:
            TypeError: The id is no int.
        """
        return self._world.follow(steam_id)

    def _admit(self, call: Literal["request_user_stats", "store_user_stats"], user: User) -> Result | None:
        """Look up how a request or a store will be answered, and say why if not with OK; None: never."""
        answer = ANSWERS[user.state]["request" if call == "request_user_stats" else "store"]
        if answer is not Result.OK:
            self._session.refuse(refusals.of_state(call, user.steam_id, "", user.cause))
        return answer if isinstance(answer, Result) else None
