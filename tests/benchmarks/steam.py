"""What the Steam node costs: a frame in which nothing arrives, a get and a set."""

from __future__ import annotations

import tempfile
from pathlib import Path

from steam_nodes import LocalSteam, SceneTree, SteamServerStats, SteppedClock
from tests.benchmarks.timing import Row, measure, time_text

DELTA = 1 / 60
PLAYER = 76561197960287931
SCHEMA = """
app_id = 480

[stats.kills]
type = "INT"
set_by = "GS"
"""


def rows() -> list[Row]:
    """Measure an idle frame and the calls that change memory only."""
    with tempfile.TemporaryDirectory() as folder:
        schema = Path(folder, "stats.toml")
        schema.write_text(SCHEMA, encoding="utf-8")
        bare = SceneTree()
        tree = SceneTree()
        stats = SteamServerStats.attach(tree, LocalSteam(schema, clock=SteppedClock()))
        stats.request_user_stats(PLAYER)
        for _ in range(10):
            tree.process(DELTA)
            bare.process(DELTA)
        sample = measure(
            {
                "bare": lambda: bare.process(DELTA),
                "idle": lambda: tree.process(DELTA),
                "get": lambda: stats.get_user_stat_int(PLAYER, "kills"),
                "set": lambda: stats.set_user_stat_int(PLAYER, "kills", 7),
            }
        )
        tree.close()
        bare.close()
    idle = max(0.0, sample.seconds("idle") - sample.seconds("bare"))
    return [
        Row("idle frame of SteamServerStats", time_text(idle), "<= 1 us", idle <= 1e-6, "what the node adds to an empty frame"),
        Row("get_user_stat_int", time_text(sample.seconds("get"))),
        Row("set_user_stat_int", time_text(sample.seconds("set"))),
    ]
