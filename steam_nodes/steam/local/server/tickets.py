"""The tickets of a local Steam: who was given one, for what, and what became of it.

Rules: pure bookkeeping; the time is given, in seconds of the world's own. A ticket is as long as a real one and has every kind of byte in
it, also NUL, so that a game that cuts or recodes what it sends finds out here. Its tail is a secret of the operating system's, so that
nobody can compute one; with a seed the same calls give the same tickets. Who is let in is who shows exactly such bytes.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass
from struct import Struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD: Final = Struct("<IQQI")
_SIZE: Final = 240
_MOST: Final = 65_536


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
    """The tickets of a world; beyond 65,536 the oldest is forgotten, and is nobody's then.

    Args:
        seed: What the secrets are made from, for tests; None for secrets that nobody can know.
    """

    def __init__(self, seed: int | None = None) -> None:
        """Begin with none."""
        self._issued: OrderedDict[bytes, Ticket] = OrderedDict()
        self._count = 0
        self._secret: Callable[[int], bytes] = os.urandom
        if seed is not None:
            from random import Random  # noqa: PLC0415 - only a test that wants the same tickets pays for it

            self._secret = Random(seed).randbytes  # noqa: S311 - with a seed they are no secrets

    def issue(self, steam_id: int, app_id: int, until: float) -> Ticket:
        """Give somebody a ticket.

        Args:
            steam_id: Who may show it.
            app_id: The app it is for.
            until: When it expires, in seconds of the world's own time.
        """
        self._count += 1
        head = _HEAD.pack(_SIZE, self._count, steam_id, app_id)
        data = head + self._secret(_SIZE - len(head))
        ticket = self._issued[data] = Ticket(data, steam_id, app_id, until)
        if len(self._issued) > _MOST:
            self._issued.popitem(last=False)
        return ticket

    def find(self, data: bytes) -> Ticket | None:
        """Return the ticket with exactly these bytes, None if there is none."""
        return self._issued.get(data)
