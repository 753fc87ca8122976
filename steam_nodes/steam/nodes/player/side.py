"""The two sides of Steam as a PlayerStats needs them: a server's calls about one of its players, and the player's own program's.

Rules: each call is one of Steam's; what is refused is None or False, and `why()` says the reason. What a side knows of the schema is what
its backend holds of it: a local Steam always does, Valve's library if the game passed one. A side holds the node weakly: the node keeps the
ledgers, and they keep their side.
"""

from __future__ import annotations

import weakref
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from steam_nodes.object.freed import is_instance_valid

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterator

    from steam_nodes.steam.backend import FollowedSets
    from steam_nodes.steam.nodes.steam_node import SteamNode
    from steam_nodes.steam.results import Result
    from steam_nodes.steam.schema.entries import SetBy, Stat
    from steam_nodes.steam.schema.schema import Schema


class Side(ABC):
    """One side of Steam, for one player.

    Args:
        steam: The node that makes the calls.
        steam_id: The player, on a server; 0 for who plays.
    """

    setters: tuple[SetBy, ...] = ()
    """What this side may set, by the schema's Set By."""
    keeps_unstored: bool = False
    """Whether Steam keeps what is set and not stored where the program crashes."""

    def __init__(self, steam: Any, steam_id: int) -> None:
        """Begin with nothing known of any stat."""
        self._steam: weakref.ref[Any] = weakref.ref(steam)
        self._player = steam_id
        self.backend: Any = steam.backend
        self.schema: Schema | None = self.backend.schema
        self.unlocks: dict[str, list[str]] = {}
        """The achievements that each stat unlocks."""
        self.limits: dict[str, tuple[float, float]] = {}
        """Between which values of its stat an achievement progresses."""
        self.stat_of: dict[str, str] = {}
        """The stat that unlocks each."""
        for name, stat, low, high in self._progress():
            self.stat_of[name] = stat
            self.unlocks.setdefault(stat, []).append(name)
            self.limits[name] = low, high
        self._kinds: dict[str, str] = {}
        self._names: list[str] | None = None
        self._probe: str | None = None
        self.followed: FollowedSets | None = None
        """What becomes of each set, where Steam tells it and it is known who plays."""
        self.follow()

    def follow(self) -> None:
        """Follow what becomes of the player's sets, once it is known who plays."""
        if self.followed is None and self.steam_id:
            self.followed = self.backend.follow_sets(self.steam_id)

    @property
    def steam_id(self) -> int:
        """The player."""
        return self._player

    @property
    def steam(self) -> Any:
        """The node that makes the calls."""
        return self._steam()

    @property
    def is_there(self) -> bool:
        """Whether Steam can be asked: its node lives, it is started, and it is logged on."""
        return bool(is_instance_valid(self._steam()) and self.backend.initialised() and self.backend.logged_on())

    def why(self) -> str:
        """Return the reason of the last refusal, with its remedy."""
        return str(self.backend.why())

    def stat(self, name: str) -> Stat | None:
        """Return what the schema says of a stat, None if it says nothing or is not known."""
        return None if self.schema is None else self.schema.stats.get(name)

    def kind(self, name: str) -> str:
        """Return the type of a stat that is loaded: "INT", "FLOAT" or "AVGRATE"; FLOAT for both kinds of float where no schema tells.

        Returns:
            "" if there is no such stat; `why()` says so.
        """
        known = self._kinds.get(name)
        if known is None:
            stat = self.stat(name)
            if stat is not None and stat.published:
                known = stat.type
            elif self.read_int(name) is not None:
                known = "INT"
            elif self.read_float(name) is not None:
                known = "FLOAT"
            else:
                return ""
            self._kinds[name] = known
        return known

    def read(self, name: str) -> float | None:
        """Return a stat as Steam holds it in memory, None if it is refused."""
        kind = self.kind(name)
        if not kind:
            return None
        return self.read_int(name) if kind == "INT" else self.read_float(name)

    def write(self, name: str, value: float) -> bool:
        """Set an INT or a FLOAT stat in memory."""
        if self._kinds.get(name) == "INT":
            return self.write_int(name, int(value))
        return self.write_float(name, value)

    def is_float(self, name: str) -> bool:
        """Whether a stat is known to be no INT."""
        stat = self.stat(name)
        return (self._kinds.get(name, "INT") if stat is None else stat.type) != "INT"

    def still_reads(self, name: str) -> bool:
        """Whether Steam holds the player, now that a stat of this name cannot be read."""
        if self.schema is not None:
            stat = self.schema.stats.get(name)
            return stat is None or not stat.published
        return all(self.read(known) is not None for known in [*self._kinds][:1] if known != name) and name not in self._kinds

    def holds_player(self) -> bool:
        """Whether Steam holds the player, as far as that can be seen: by something that it must be able to read then."""
        if self._probe is None:
            stats = () if self.schema is None else self.schema.stats.values()
            self._probe = next((stat.name for stat in stats if stat.published), next(iter(self._kinds), None))
        if self._probe is not None:
            return self.read(self._probe) is not None
        names = self.achievements()
        return not names or self.unlocked(names[0]) is not None

    def may_set(self, name: str) -> bool:
        """Whether this side may set a stat, as far as the schema tells."""
        stat = self.stat(name)
        return stat is None or stat.set_by in self.setters

    def may_unlock(self, name: str) -> bool:
        """Whether this side may unlock an achievement, as far as the schema tells."""
        if self.schema is None:
            return True
        entry = self.schema.achievements.get(name)
        return entry is not None and entry.published and entry.set_by in self.setters

    def achievements(self) -> list[str]:
        """Return the achievements of the game by API name, as far as they are known here."""
        if self._names is None and self.schema is not None:
            self._names = [entry.name for entry in self.schema.achievements.values() if entry.published]
        return self._names or []

    def _progress(self) -> Iterator[tuple[str, str, float, float]]:
        """Give each achievement that a stat unlocks: its name, the stat, and between which values it progresses."""
        if self.schema is not None:
            for entry in self.schema.achievements.values():
                if entry.published and entry.progress is not None:
                    yield entry.name, entry.progress.stat, entry.progress.min, entry.progress.max

    # The calls, which each side has under names of its own.

    @abstractmethod
    def request(self) -> Awaitable[Result] | None:
        """Ask for the player's stats; None if it could not be asked."""

    @abstractmethod
    def store(self) -> Awaitable[Result]:
        """Store what is set."""

    @abstractmethod
    def read_int(self, name: str) -> int | None:
        """Return an INT stat."""

    @abstractmethod
    def read_float(self, name: str) -> float | None:
        """Return a FLOAT or AVGRATE stat."""

    @abstractmethod
    def write_int(self, name: str, value: int) -> bool:
        """Set an INT stat."""

    @abstractmethod
    def write_float(self, name: str, value: float) -> bool:
        """Set a FLOAT stat."""

    @abstractmethod
    def rate(self, name: str, count: float, seconds: float) -> bool:
        """Add a session to an AVGRATE stat."""

    @abstractmethod
    def unlocked(self, name: str) -> bool | None:
        """Whether an achievement is unlocked."""

    @abstractmethod
    def unlock(self, name: str) -> bool:
        """Unlock an achievement."""

    def show_progress(self, name: str, value: float, goal: float) -> None:  # noqa: B027  # only a player's own side shows anything
        """Let Steam itself show the progress, where this side can."""


class ServerSide(Side):
    """What a game server does for one of its players."""

    setters: tuple[SetBy, ...] = ("GS", "Official GS")

    def request(self) -> Awaitable[Result] | None:
        """Ask for the player's stats."""
        answer: Awaitable[Result] = self.steam.request(self.steam_id)
        return answer

    def store(self) -> Awaitable[Result]:
        """Store what is set."""
        answer: Awaitable[Result] = self.steam.store(self.steam_id)
        return answer

    def read_int(self, name: str) -> int | None:
        """Return an INT stat."""
        value: int | None = self.backend.get_user_stat_int(self.steam_id, name)
        return value

    def read_float(self, name: str) -> float | None:
        """Return a FLOAT or AVGRATE stat."""
        value: float | None = self.backend.get_user_stat_float(self.steam_id, name)
        return value

    def write_int(self, name: str, value: int) -> bool:
        """Set an INT stat."""
        return bool(self.backend.set_user_stat_int(self.steam_id, name, value))

    def write_float(self, name: str, value: float) -> bool:
        """Set a FLOAT stat."""
        return bool(self.backend.set_user_stat_float(self.steam_id, name, value))

    def rate(self, name: str, count: float, seconds: float) -> bool:
        """Add a session to an AVGRATE stat."""
        return bool(self.backend.update_user_avg_rate_stat(self.steam_id, name, count, seconds))

    def unlocked(self, name: str) -> bool | None:
        """Whether an achievement is unlocked."""
        achieved: bool | None = self.backend.get_user_achievement(self.steam_id, name)
        return achieved

    def unlock(self, name: str) -> bool:
        """Unlock an achievement."""
        return bool(self.backend.set_user_achievement(self.steam_id, name))


class OwnSide(Side):
    """What a player's own program does for its player."""

    setters: tuple[SetBy, ...] = ("Client",)
    keeps_unstored: bool = True

    @property
    def steam_id(self) -> int:
        """The player, 0 where Steam is not started."""
        steam_id: int = self.backend.get_steam_id()
        return steam_id

    async def _own(self) -> Result:
        """Wait for the answer that is the player's own."""
        while True:
            _, result, user_id = await self.steam.current_stats_received
            if user_id == self.steam_id:
                return result  # type: ignore[no-any-return]  # what a signal carries when awaited is not typed

    def request(self) -> Awaitable[Result] | None:
        """Ask for the player's stats: Steam sends them after its start without being asked, once, and may have done so already."""
        return self._own() if self.steam.request_current_stats() else None

    def store(self) -> Awaitable[Result]:
        """Store what is set."""
        answer: Awaitable[Result] = self.steam.store()
        return answer

    def achievements(self) -> list[str]:
        """Return the achievements of the game; a player's program can ask Steam for them."""
        if not super().achievements():
            count = self.backend.get_num_achievements()
            self._names = [self.backend.get_achievement_name(place) for place in range(count)] or None
        return self._names or []

    def read_int(self, name: str) -> int | None:
        """Return an INT stat."""
        value: int | None = self.backend.get_stat_int(name)
        return value

    def read_float(self, name: str) -> float | None:
        """Return a FLOAT or AVGRATE stat."""
        value: float | None = self.backend.get_stat_float(name)
        return value

    def write_int(self, name: str, value: int) -> bool:
        """Set an INT stat."""
        return bool(self.backend.set_stat_int(name, value))

    def write_float(self, name: str, value: float) -> bool:
        """Set a FLOAT stat."""
        return bool(self.backend.set_stat_float(name, value))

    def rate(self, name: str, count: float, seconds: float) -> bool:
        """Add a session to an AVGRATE stat."""
        return bool(self.backend.update_avg_rate_stat(name, count, seconds))

    def unlocked(self, name: str) -> bool | None:
        """Whether an achievement is unlocked."""
        found: tuple[bool, int] | None = self.backend.get_achievement(name)
        return None if found is None else found[0]

    def unlock(self, name: str) -> bool:
        """Unlock an achievement."""
        return bool(self.backend.set_achievement(name))

    def show_progress(self, name: str, value: float, goal: float) -> None:
        """Let Steam show the progress; it shows whole numbers only."""
        if 0 <= int(value) < int(goal):
            self.backend.indicate_achievement_progress(name, int(value), int(goal))


def is_own(steam: SteamNode) -> bool:
    """Whether a node is a player's own program's, without loading that side for a server that has none."""
    return steam.singleton_names[-1] == "Steam"


def side_of(steam: SteamNode, steam_id: int) -> Side:
    """Return the side of Steam that a node is on."""
    return OwnSide(steam, steam_id) if is_own(steam) else ServerSide(steam, steam_id)
