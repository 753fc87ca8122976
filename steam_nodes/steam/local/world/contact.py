"""Which programs a program takes for gone: those of this machine that do not run, and those elsewhere of which nothing was heard.

Rules: of a program that can be seen from here the machine tells whether it runs. Where a store is shared by several machines, every program
gives a sign of life now and then, and one that cannot be seen counts as gone after a silence. Nobody judges by a silence who has not been
in touch with the store for that long: after a database was away, all have been silent.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local.world.processes import alive, mark

if TYPE_CHECKING:
    from steam_nodes.steam.local.world.world import World

GAP_SECONDS: Final = 5.0
"""How long nothing may be seen of the store by one that is in touch with it."""
SIGNS: Final = 6
"""How many signs of life are given in the time of the silence after which a program counts as gone."""


class Contact:
    """How one program is in touch with the store.

    Args:
        world: The program's world.
    """

    def __init__(self, world: World) -> None:
        """Begin without having seen anything."""
        self._world = world
        self._silence = world.store.silence
        self._began = self._seen = world.elapsed
        self._limit = inf
        self.mark: bytes = mark()
        """The mark of this process."""
        self.pause: float = self._silence / SIGNS or inf
        """How many seconds are between two signs of life; where the machine tells who runs, none is given."""

    def seen(self) -> bool:
        """Note that the store has just answered; return whether that is to be believed of who is gone: not behind a gap."""
        now = self._world.elapsed
        in_touch = now - self._seen <= GAP_SECONDS
        if not in_touch:
            self._began = now
        self._seen = now
        self._limit = self._silence if now - self._began >= self._silence else inf
        return in_touch

    def alive(self, known: bytes, silent: float) -> bool:
        """Whether a program runs, as far as can be told from here.

        Args:
            known: The mark of its process.
            silent: For how many seconds nothing was heard of it.
        """
        return known == self.mark or alive(known, elsewhere=silent < self._limit if self._silence else None)
