"""The world the laws of stats are tested in: one schema, two players, and frames to step by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.steam.local import LocalSteam, MemoryStore, SteppedClock
from steam_nodes.steam.schema.schema import Schema
from tests.support.stepping import answers

if TYPE_CHECKING:
    from steam_nodes.steam.backend import Backend
    from steam_nodes.steam.local.store.store import Job

PLAYER = 76561197960287931
OTHER = 76561197960287932
SERVER = 90071992547409921

TEXT = """
app_id = 480
name = "Spacewar"
official_servers = ["203.0.113.0/24", "198.51.100.7", "192.0.2.10-192.0.2.20"]

[stats.kills]
type = "INT"
set_by = "GS"

[stats.big]
type = "INT"
set_by = "GS"

[stats.accuracy]
type = "FLOAT"
set_by = "GS"

[stats.kills_per_hour]
type = "AVGRATE"
window = 10
set_by = "GS"

[stats.lifetime_rate]
type = "AVGRATE"
set_by = "GS"

[stats.level]
type = "INT"
default = 1
min = 1
max = 100
max_change = 10
set_by = "GS"

[stats.distance]
type = "FLOAT"
increment_only = true
set_by = "GS"

[stats.played]
type = "INT"
set_by = "Client"

[stats.ranking]
type = "FLOAT"
set_by = "Official GS"

[stats.secret]
type = "INT"
set_by = "GS"
published = false

[achievements.ACH_WIN]
display_name = "Winner"
description = "Win one game"
set_by = "GS"

[achievements.ACH_LOSE]
set_by = "GS"

[achievements.ACH_LEVEL_50]
set_by = "GS"
progress = { stat = "level", min = 1, max = 50 }

[achievements.ACH_CLIENT]

[achievements.ACH_OFFICIAL]
set_by = "Official GS"

[achievements.ACH_SECRET]
set_by = "GS"
published = false
"""

SCHEMA = Schema.parse(TEXT)
START: dict[int, dict[str, object]] = {
    PLAYER: {"kills": 7, "accuracy": 0.25, "kills_per_hour": 1.5, "big": 2147483647},
}


def stepped(**options: object) -> LocalSteam:
    """Make a world in memory that frames move."""
    options.setdefault("users", START)
    return LocalSteam(SCHEMA, clock=SteppedClock(), **options)  # type: ignore[arg-type]  # options as the tests name them


def load(backend: Backend, *players: int) -> None:
    """Request players and wait until they are there."""
    for player in players or (PLAYER,):
        backend.request_user_stats(player)
    answers(backend, len(players or (PLAYER,)))


class SlowStore(MemoryStore):
    """A store that is done with nothing until it is told."""

    def __init__(self) -> None:
        """Begin with nothing held back."""
        super().__init__()
        self.held: list[Job] = []

    def submit(self, job: Job) -> None:
        """Hold the job back."""
        self.held.append(job)

    def release(self) -> None:
        """Do all jobs held back."""
        for job in self.held:
            super().submit(job)
        self.held.clear()

    def wait(self, seconds: float | None = None) -> bool:
        """Give up at once."""
        return not self.held and super().wait(seconds)
