"""A store in memory whose rows are out of reach while a test says so, as those in a database can be.

Rules: what is handed over while they are is answered NO_CONNECTION and not done, or, while it says that too, not
answered before the test says what became of it. Nothing here takes time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local import MemoryStore
from steam_nodes.steam.local.store.store import Completion
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.local.store.store import Job

CAUSE: Final = "the rows are far away"


class FarStore(MemoryStore):
    """The store."""

    def __init__(self, other: MemoryStore | None = None) -> None:
        """Begin within reach."""
        super().__init__(other)
        self.handed: list[Job] = []
        """What was handed over, done or not."""
        self.unsure = False
        """Whether nothing is said of what is handed over."""
        self._unsure: list[Job] = []
        self._away = False
        self._losses = self._told = 0
        self._told_away = False

    def go(self) -> None:
        """Be out of reach."""
        self._away = True
        self._losses += 1

    def come(self) -> None:
        """Be within reach again."""
        self._away = False

    def submit(self, job: Job) -> None:
        """Do a job, or say that it cannot be done."""
        self.handed.append(job)
        if self.unsure:
            self._unsure.append(job)
        elif self._away:
            self.done.append(Completion(job, Result.NO_CONNECTION, fault=CAUSE))
        else:
            super().submit(job)

    def settle(self, *, happened: bool) -> None:
        """Say of what nothing was said of that it has happened, or has not."""
        self.unsure = False
        jobs, self._unsure = self._unsure, []
        for job in jobs:
            if happened:
                super().submit(job)
            else:
                self.done.append(Completion(job, Result.NO_CONNECTION, fault=CAUSE))

    def beside(self) -> FarStore:
        """Give another one over the same rows."""
        return FarStore(self)

    def watch_connection(self, changed: Callable[[str], None]) -> tuple[Callable[[], None], ...]:
        """Tell each loss, also one that is over, and each return."""

        def look() -> None:
            if self._told != self._losses:
                self._told = self._losses
                if not self._told_away:
                    self._told_away = True
                    changed(CAUSE)
            elif self._told_away and not self._away:
                self._told_away = False
                changed("")

        return (look,)
