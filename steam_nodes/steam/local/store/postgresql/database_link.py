"""Whether the database can be reached: found out by the store's thread, told to its world.

Rules: the database is lost when it could not be connected to, or answers nothing for too long, not when a connection breaks that is opened
again at once. Each loss is told
to the world before the world takes an answer of NO_CONNECTION, also one that is over by then; and nothing is done behind a loss that was
not told yet, so that what comes later is not done before what waits. The database is back when the store has a connection and everything
that it did before is answered. Now and then, and on a clock that waits in each frame, the store is asked something small: so a world that
asks for nothing hears of both.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local.store.store import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.local.store.store import Completion, Store

ASK_SECONDS: Final = 0.25
"""How often the store is asked something small while the database is lost, or nothing is heard of it."""
SILENT_SECONDS: Final = 10.0
"""How long the store may stand still until the database counts as lost, and how often it is asked something small where it has no work."""


class DatabaseLink:
    """What a store and its world know of the way to the database.

    Args:
        store: The store.
        name: The database, for what is said of it.
        heard: Tells whether there is a connection that would tell of a loss.
        progress: Tells how many jobs the store has done, and how many it was given.
    """

    def __init__(self, store: Store, name: str, heard: Callable[[], bool], progress: Callable[[], tuple[int, int]]) -> None:
        """Begin with a database that was just connected to."""
        self._store = store
        self._name = name
        self._heard = heard
        self._progress = progress
        self._lock = threading.Lock()
        self._up = True
        self._losses = 0
        self._cause = ""
        self._changed: Callable[[str], None] | None = None
        self._told_up = True
        self._told_losses = 0
        self._asked = False
        self._finished = 0
        self._finished_at = self._still_since = time.monotonic()

    # The store's thread, and `lost` also the world's.

    def lost(self, cause: str) -> None:
        """Note that the database cannot be reached, and why."""
        with self._lock:
            if self._up:
                self._cause = cause
                self._up = False
                self._losses += 1

    def back(self) -> None:
        """Note that it can be reached, and that everything which was done before is answered."""
        with self._lock:
            self._up = True

    @property
    def untold(self) -> bool:
        """Whether there was a loss that the world has still to be told of."""
        return self._changed is not None and self._told_losses != self._losses

    # The world's.

    def watch(self, changed: Callable[[str], None]) -> Callable[[], None]:
        """Return what looks for a change, and tells it."""
        self._changed = changed
        return self._look

    def _look(self) -> None:
        """Tell a change; have the store find out where nothing else would."""
        now = time.monotonic()
        self._measure(now)
        if not self._asked and now - self._finished_at >= self._pause():
            self._ask()
        if self._told_losses != self._losses:
            self._told_losses = self._losses
            self._tell(self._cause)
        elif self._up and not self._told_up:
            self._tell("")

    def _measure(self, now: float) -> None:
        """Note whether the store gets on with what it has; one that stands still for too long has lost the database."""
        finished, submitted = self._progress()
        if finished != self._finished:
            self._finished, self._finished_at, self._still_since = finished, now, now
        elif finished == submitted:
            self._still_since = now
        elif now - self._still_since >= SILENT_SECONDS:
            self.lost(f"{self._name}: the database has not answered for {SILENT_SECONDS:g} s")

    def _pause(self) -> float:
        """Return how long after the last thing that was done something is asked."""
        if self._store.exact:
            return 0.0
        return SILENT_SECONDS if self._up and self._told_up and self._heard() else ASK_SECONDS

    def _tell(self, cause: str) -> None:
        """Tell a change that was not told yet."""
        up = cause == ""
        if self._told_up is not up and self._changed is not None:
            self._told_up = up
            self._changed(cause)

    def _ask(self) -> None:
        """Have the store read the row of nobody; a store that is exact is waited for."""
        self._asked = True
        self._store.submit(Job("read", 0, ticket=self._answered))
        if self._store.exact:
            self._store.wait()

    def _answered(self, _: Completion) -> None:
        """Note that it was answered, whatever the answer is."""
        self._asked = False
