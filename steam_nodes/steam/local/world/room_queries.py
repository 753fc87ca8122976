"""The queries about the shared room: entering and leaving it, telling something, and looking what is new.

Rules: those of queries.py. Whether a process still runs is asked on the store's own thread, by what a query is given for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from steam_nodes.steam.local.store.room import SESSIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.local.store.queries import Tables
    from steam_nodes.steam.local.store.room import RoomRow, Told


@dataclass(frozen=True, slots=True)
class EnterRoom:
    """Enter the room; `alive` tells by the mark of a process, and for how long nothing was heard of it, whether it still runs."""

    writes: ClassVar[bool] = True
    owner: int
    session: str
    mark: bytes
    alive: Callable[[bytes, float], bool]

    def answer(self, tables: Tables) -> int:
        """Take away what the dead have left, and return the newest stamp of before."""
        room = tables.room
        sessions = room.sessions()
        dead = [row for row in sessions if not self.alive(row.value or b"", row.silent)]
        for row in dead:
            room.empty(row.session)
        if len(dead) == len(sessions):
            room.sweep()
        stamp = room.stamp()
        room.put(self.session, [(self.owner, SESSIONS, self.session, self.mark)])
        return stamp


@dataclass(frozen=True, slots=True)
class TellRoom:
    """Write rows of a player's session, all of them, or none where the session is not in the room any more."""

    writes: ClassVar[bool] = True
    session: str
    told: tuple[Told, ...]

    def answer(self, tables: Tables) -> bool:
        """Return whether it is done; rows without a session nobody would ever take away."""
        if not tables.room.beat(self.told[0][0], self.session):
            return False
        tables.room.put(self.session, self.told)
        return True


@dataclass(frozen=True, slots=True)
class GiveSign:
    """Give a sign of life of a session."""

    writes: ClassVar[bool] = True
    owner: int
    session: str

    def answer(self, tables: Tables) -> bool:
        """Return whether the session is still in the room."""
        return tables.room.beat(self.owner, self.session)


@dataclass(frozen=True, slots=True)
class EmptyRoom:
    """Take away all rows of sessions: one's own at the end, or those of programs that were killed."""

    writes: ClassVar[bool] = True
    sessions: tuple[str, ...]

    def answer(self, tables: Tables) -> bool:
        """Return that it is done."""
        for session in self.sessions:
            tables.room.empty(session)
        return True


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look found: how far it has seen, the rows that are new, and the sessions whose program does not run any more."""

    stamp: int
    rows: tuple[RoomRow, ...]
    dead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookAround:
    """Look what is new since a stamp, below 0 for everything; `alive` is asked about the sessions, as by EnterRoom."""

    writes: ClassVar[bool] = False
    since: int
    alive: Callable[[bytes, float], bool]

    def answer(self, tables: Tables) -> Seen:
        """Return what is new."""
        room = tables.room
        rows = room.changed(self.since)
        dead = tuple(row.session for row in room.sessions() if not self.alive(row.value or b"", row.silent))
        return Seen(rows[-1].stamp if rows else max(self.since, 0), tuple(rows), dead)
