"""The tickets of a local Steam: who was given one, for what, and what became of it.

Rules: pure bookkeeping; the time is given, in seconds of the world's own. A ticket is as long as a real one and has every kind of byte in
it, also NUL, so that a game that cuts or recodes what it sends finds out here. The same calls give the same tickets.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import Final

_HEAD: Final = Struct("<IQQI")
_SIZE: Final = 240


@dataclass(slots=True, eq=False)
class Ticket:
    """One ticket.

    Args:
        data: Its bytes.
        steam_id: Who may show it.
        app_id: The app it is for.
        until: When it expires, in seconds of the world's own time.
        cancelled: Whether who was given it has taken it back.
        used: Whether a session began with it.
    """

    data: bytes
    steam_id: int
    app_id: int
    until: float
    cancelled: bool = False
    used: bool = False


class Tickets:
    """Every ticket of a world."""

    def __init__(self) -> None:
        """Begin with none."""
        self._issued: dict[bytes, Ticket] = {}

    def issue(self, steam_id: int, app_id: int, until: float) -> Ticket:
        """Give somebody a ticket.

        Args:
            steam_id: Who may show it.
            app_id: The app it is for.
            until: When it expires, in seconds of the world's own time.
        """
        number = len(self._issued) + 1
        head = _HEAD.pack(_SIZE, number, steam_id, app_id)
        tail = bytes((number * 37 + place * 101) & 0xFF for place in range(_SIZE - len(head)))
        ticket = self._issued[head + tail] = Ticket(head + tail, steam_id, app_id, until)
        return ticket

    def find(self, data: bytes) -> Ticket | None:
        """Return the ticket with exactly these bytes, None if there is none."""
        return self._issued.get(data)
