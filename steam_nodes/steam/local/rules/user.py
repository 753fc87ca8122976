"""What a server holds of one player, and the table that says how it goes from state to state.

Rules: `NEXT` here and `ANSWERS` in stat_rules.py are the whole life of a player's stats on a server, written out. A state changes only as
`NEXT` says. No time, disk, thread or log is known here.

How it goes, with an example: a server that has never heard of a player holds "not asked", and every get and set is refused. A request
makes it "asked"; when the answer is OK it is "loaded" and gets and sets work. The first set makes it "changed"; a store that brings all
of it to the disk makes it "loaded" again. An unload makes it "not asked". In a strict world one who is loaded and does not play on this
server is "not playing", and only sets are refused. The first four states are not the player's own: a closed, shut down or logged off
server answers every call for every player alike, and so does an id that is no player's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from steam_nodes.steam.local.rules.values import Rate, Row

State: TypeAlias = Literal["closed", "shut down", "not logged on", "not a player", "not asked", "asked", "loaded", "changed", "not playing"]
Event: TypeAlias = Literal["request", "received", "not received", "set", "stored", "left", "joined", "unloaded"]

NEXT: Final[dict[State, dict[Event, State]]] = {
    "closed":        {},
    "shut down":     {},
    "not logged on": {},
    "not a player":  {},
    "not asked":     {"request": "asked"},
    "asked":         {"received": "loaded", "not received": "not asked"},
    "loaded":        {"set": "changed", "left": "not playing", "unloaded": "not asked"},
    "changed":       {"stored": "loaded", "left": "not playing", "unloaded": "not asked"},
    "not playing":   {"joined": "loaded", "unloaded": "not asked"},
}  # fmt: skip
"""User state x event -> next state; an event that is not written changes nothing. "stored" means that nothing unstored is left."""


class FollowedSets:
    """What became of the sets of one user, for who has to know it of each: see `FollowedSets` in backend.py.

    It lives longer than the records of the user: an unload ends one, and the next request begins another.
    """

    __slots__ = ("ends", "user")

    def __init__(self) -> None:
        """Begin with nothing set."""
        self.user: User | None = None
        self.ends: list[tuple[str, int, bool]] = []

    def number(self, name: str) -> int:
        """Return the number of the last set of a name that is not stored, 0 if there is none."""
        return 0 if self.user is None else self.user.changed.get(name, 0)

    def take(self) -> list[tuple[str, int, bool]]:
        """Return what has ended since the last call: the name, the number of its last set, and whether it was stored or went back."""
        ends, self.ends = self.ends, []
        return ends


@dataclass(slots=True, eq=False)
class User:
    """One player as this server knows them.

    Args:
        steam_id: The player's id.
        state: Where in `NEXT` the player is.
        asking: How many requests are on their way.
        row: What the store held when it was last read or written, in stored form: the base of a change, unless `seen` has another.
        seen: Of the names in `changed` those whose row was read anew since the set, with what the row held before: the base of that change.
        ints: The INT values by name, as gets see them.
        floats: The FLOAT and AVGRATE values by name.
        rates: The (count, time) pairs of the AVGRATE stats.
        unlocked: The achievements: the time of the unlock, None while locked.
        changed: The names that were set and not stored, each with the number of its last set.
        broken: The names whose MaxChange a set broke, with the fault.
        earned: The achievements that a progress stat unlocked and no store has confirmed, with that stat.
        reverted: The names that went back because the store had changed, with the number of the last set before.
        erased: The stats whose unstored value is to be as if they were never set.
        sets: How many sets there were.
        leaving: Whether the user left the server and is unloaded as soon as nothing is unstored.
        gone: Whether the user was loaded before and is unloaded.
        followed: Who wants to know what becomes of each set, None if nobody does.
    """

    steam_id: int
    state: State
    asking: int = 0
    row: Row = field(default_factory=dict)
    seen: Row = field(default_factory=dict)
    ints: dict[str, int] = field(default_factory=dict)
    floats: dict[str, float] = field(default_factory=dict)
    rates: dict[str, Rate] = field(default_factory=dict)
    unlocked: dict[str, int | None] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    earned: dict[str, str] = field(default_factory=dict)
    reverted: dict[str, int] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    sets: int = 0
    leaving: bool = False
    gone: bool = False
    followed: FollowedSets | None = None

    @property
    def cause(self) -> str:
        """What a refusal names as the reason: the state, of one not asked for also that there was an unload."""
        return "unloaded" if self.gone and self.state == "not asked" else self.state

    def happen(self, event: Event) -> None:
        """Go to the next state as the table says."""
        self.state = NEXT[self.state].get(event, self.state)


@dataclass(slots=True, eq=False)
class Draft:
    """What one store wants to write, as it was at the call.

    Args:
        changes: The new values in stored form.
        values: The new values of stats that have limits, as gets saw them.
        sets: The number of the last set of each name.
        broken: The MaxChange faults at that moment.
    """

    changes: Row
    values: dict[str, float]
    sets: dict[str, int]
    broken: dict[str, str]
