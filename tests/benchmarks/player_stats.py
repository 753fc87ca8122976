"""What PlayerStats costs: an add, an add with its part of the frame that gathers it, and the idle frame of a server's players.

Rules: the players are loaded and nothing is under way; what a frame costs without them is taken off in the same round.
"""

from __future__ import annotations

import logging
from statistics import median
from typing import TYPE_CHECKING

from steam_nodes import LocalSteam, PlayerStats, SceneTree, Schema, SteamServerStats, SteppedClock
from tests.benchmarks.timing import Row, Sample, measure, time_text

if TYPE_CHECKING:
    from collections.abc import Callable

DELTA = 1 / 60
PLAYER = 76561197960287931
PLAYERS = 100
NAMES = [f"stat_{number}" for number in range(10)]
ADDS = 1000
MICROSECOND = 1e-6
SCHEMA = Schema.parse("app_id = 480\n" + "".join(f'[stats.{name}]\ntype = "INT"\nset_by = "GS"\n' for name in NAMES))


def _served(players: int) -> tuple[SceneTree, list[PlayerStats]]:
    """Return a tree with that many players loaded."""
    tree = SceneTree()
    SteamServerStats.attach(tree, LocalSteam(SCHEMA, clock=SteppedClock(), store_rate="allow"))
    nodes = [PlayerStats(PLAYER + number) for number in range(players)]
    for node in nodes:
        tree.root.add_child(node)
    for _ in range(10):
        tree.process(DELTA)
    return tree, nodes


def _adding(tree: SceneTree, stats: PlayerStats) -> Callable[[], None]:
    """Return a frame in which many adds are made."""

    def frame() -> None:
        add = stats.add
        for _ in range(ADDS // len(NAMES)):
            for name in NAMES:
                add(name)
        tree.process(DELTA)

    return frame


def rows() -> list[Row]:
    """Measure the three."""
    bare, _ = _served(0)
    full, _ = _served(PLAYERS)
    one, (stats,) = _served(1)
    logging.disable(logging.WARNING)
    try:
        sample = measure(
            {
                "bare": lambda: bare.process(DELTA),
                "full": lambda: full.process(DELTA),
                "add": lambda: stats.add("stat_0"),
                "frame": _adding(one, stats),
            }
        )
    finally:
        logging.disable(logging.NOTSET)
    for tree in (bare, full, one):
        tree.close()
    idle = _less(sample, "full") / PLAYERS
    gathered = _less(sample, "frame") / ADDS
    add = sample.seconds("add")
    return [
        Row("PlayerStats.add", time_text(add), "<= 1 us", add <= MICROSECOND),
        Row("the same with its part of the frame", time_text(gathered), "<= 1 us", gathered <= MICROSECOND, "1,000 adds to 10 stats"),
        Row("idle frame of a PlayerStats", time_text(idle), "<= 200 ns", idle <= MICROSECOND / 5, "100 players loaded; what each adds"),
    ]


def _less(sample: Sample, name: str) -> float:
    """Return what a frame takes longer than a bare one."""
    pairs = zip(sample.rounds[name], sample.rounds["bare"], strict=True)
    return max(0.0, median(each - bare for each, bare in pairs))
