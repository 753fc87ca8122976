"""What the Steam node costs: a frame in which nothing arrives, also after many answers with a time limit, a get and a set."""

from __future__ import annotations

import tempfile
from pathlib import Path

from steam_nodes import LocalSteam, SceneTree, SteamServerStats, SteppedClock
from tests.benchmarks.timing import Row, measure, time_text

DELTA = 1 / 60
ANSWERED = 20_000
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
        answered = SceneTree()
        waited = SteamServerStats.attach(answered, LocalSteam(schema, clock=SteppedClock()))
        for _ in range(ANSWERED):
            waited.request(PLAYER, timeout=3600.0)
        for _ in range(10):
            tree.process(DELTA)
            answered.process(DELTA)
            bare.process(DELTA)
        sample = measure(
            {
                "bare": lambda: bare.process(DELTA),
                "idle": lambda: tree.process(DELTA),
                "answered": lambda: answered.process(DELTA),
                "get": lambda: stats.get_user_stat_int(PLAYER, "kills"),
                "set": lambda: stats.set_user_stat_int(PLAYER, "kills", 7),
            }
        )
        tree.close()
        answered.close()
        bare.close()
    idle, after = (max(0.0, sample.seconds(name) - sample.seconds("bare")) for name in ("idle", "answered"))
    return [
        Row("idle frame of SteamServerStats", time_text(idle), "<= 1 us", idle <= 1e-6, "what the node adds to an empty frame"),
        Row("the same after 20,000 answers with a timeout", time_text(after), "<= 1 us", after <= 1e-6),
        Row("get_user_stat_int", time_text(sample.seconds("get"))),
        Row("set_user_stat_int", time_text(sample.seconds("set"))),
    ]
