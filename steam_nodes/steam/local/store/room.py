"""The shared room of a store: what one player's program tells the programs of others over the same rows.

Rules: a row belongs to a player, a topic and a key, and has the bytes told last, None once they are gone; each write gives it a new stamp,
so that a look reads only what is new. A row is in the room as long as the session that wrote it: a program that leaves takes its rows
away, and one that was killed is found out by whoever looks, which is told in the same way. A store that several machines share knows also
for how long nothing was heard of a session: nobody sees from one machine what runs on another. Sessions are rows too, under the topic "",
each with the mark of its process as its value. What is gone is forgotten when somebody enters a room in which there is nobody, but for the
newest row, so that stamps never go back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Told: TypeAlias = "tuple[int, str, str, bytes | None]"
"""(Owner, topic, key, value): what a program writes; None takes the row away."""
SESSIONS = ""
"""The topic of the sessions; their key is the session."""


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One row of the room; of a session also for how many seconds nothing was heard of it, as far as the store can tell."""

    owner: int
    topic: str
    key: str
    session: str
    value: bytes | None
    stamp: int
    silent: float = 0.0


class Room(Protocol):
    """How a store keeps the room of one app."""

    def stamp(self) -> int:
        """Return the newest stamp, 0 if nothing was ever told."""

    def changed(self, since: int) -> list[RoomRow]:
        """Return the rows that are newer than a stamp, in the order of their stamps."""

    def sessions(self) -> list[RoomRow]:
        """Return the sessions that are in the room."""

    def put(self, session: str, told: Iterable[Told]) -> None:
        """Write rows of a session."""

    def beat(self, owner: int, session: str) -> bool:
        """Note a sign of life of a player's session, and return whether it is in the room."""

    def empty(self, session: str) -> None:
        """Take away all rows of a session."""

    def sweep(self) -> None:
        """Forget what is gone, but for the newest row."""


class MemoryRoom:
    """The room of stores in memory."""

    def __init__(self) -> None:
        """Begin empty."""
        self._rows: dict[tuple[int, str, str], RoomRow] = {}
        self._stamp = 0

    def stamp(self) -> int:
        """Return the newest stamp."""
        return self._stamp

    def changed(self, since: int) -> list[RoomRow]:
        """Return the rows that are newer: rows stand in the order in which they were written last."""
        found = []
        for row in reversed(self._rows.values()):
            if row.stamp <= since:
                break
            found.append(row)
        return found[::-1]

    def sessions(self) -> list[RoomRow]:
        """Return the sessions."""
        return [row for row in self._rows.values() if row.topic == SESSIONS and row.value is not None]

    def put(self, session: str, told: Iterable[Told]) -> None:
        """Write rows."""
        for owner, topic, key, value in told:
            self._stamp += 1
            self._rows.pop((owner, topic, key), None)
            self._rows[owner, topic, key] = RoomRow(owner, topic, key, session, value, self._stamp)

    def beat(self, owner: int, session: str) -> bool:
        """Return whether a session is in the room; who uses this one is always heard of."""
        row = self._rows.get((owner, SESSIONS, session))
        return row is not None and row.value is not None

    def empty(self, session: str) -> None:
        """Take away the rows of a session."""
        left = [row for row in self._rows.values() if row.session == session and row.value is not None]
        self.put(session, [(row.owner, row.topic, row.key, None) for row in left])

    def sweep(self) -> None:
        """Forget what is gone."""
        self._rows = {place: row for place, row in self._rows.items() if row.value is not None or row.stamp == self._stamp}
