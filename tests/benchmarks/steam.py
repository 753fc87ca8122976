"""What the Steam node costs: an idle frame, also after many answers with a time limit, a get and a set, and a store beside many others.

Rules: a store is measured with the frame that answers it, in memory, so that no disk is in it; the users it is measured with are as many in
the large world as in the small one.
"""

from __future__ import annotations

import logging
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

from steam_nodes import LocalSteam, SceneTree, Schema, Steam, SteamServerStats, SteppedClock
from steam_nodes.steam.nodes.later import load_all
from tests.benchmarks.timing import Row, Sample, measure, ratio_row, time_text

DELTA = 1 / 60
ANSWERED = 20_000
PLAYER = 76561197960287931
FEW, MANY = 1_000, 100_000
STORED = 100
CLIENT_GROUPS = ("apps", "people", "clans", "game_overlay", "player_utils", "account")
"""The groups whose first use begins nothing that goes on; `presence` and `remote_storage` look in each frame what other processes did."""
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
    return _calls(sample) + _players() + _stores()


def _calls(sample: Sample) -> list[Row]:
    idle, after = (max(0.0, sample.seconds(name) - sample.seconds("bare")) for name in ("idle", "answered"))
    return [
        Row("idle frame of SteamServerStats", time_text(idle), "<= 1 us", idle <= 1e-6, "what the node adds to an empty frame"),
        Row("the same after 20,000 answers with a timeout", time_text(after), "<= 1 us", after <= 1e-6),
        Row("get_user_stat_int", time_text(sample.seconds("get"))),
        Row("set_user_stat_int", time_text(sample.seconds("set"))),
    ]


def _players() -> list[Row]:
    """Measure an idle frame of a player's node, alone and with all groups beside stats loaded on both sides of the seam."""
    world = LocalSteam(Schema.parse(SCHEMA), clock=SteppedClock())
    alone, grouped = world.client(PLAYER), world.client(PLAYER + 1)
    bare, tree, full = SceneTree(), SceneTree(), SceneTree()
    Steam.attach(tree, alone)
    Steam.attach(full, grouped)
    load_all(Steam)
    for group in CLIENT_GROUPS:
        getattr(grouped, group)
    trees = {"bare": bare, "alone": tree, "grouped": full}
    for each in [*trees.values()] * 10:
        each.process(DELTA)
    sample = measure({name: partial(each.process, DELTA) for name, each in trees.items()})
    for each in trees.values():
        each.close()
    alone.close()
    grouped.close()
    world.close()
    idle = max(0.0, sample.seconds("alone") - sample.seconds("bare"))
    pairs = zip(sample.rounds["grouped"], sample.rounds["alone"], strict=True)
    more = max(0.0, median(all_of_them - none for all_of_them, none in pairs))
    return [
        Row("idle frame of Steam over LocalClient", time_text(idle), note="what the node and its backend add to an empty frame"),
        Row("a Steam node with all groups, idle", time_text(more), "<= 1 us", more <= 1e-6, "what the groups add to that"),
    ]


def _stored(users: int) -> LocalSteam:
    """Return a world in which so many users were stored in the last minute."""
    steam = LocalSteam(Schema.parse(SCHEMA), clock=SteppedClock(), store_rate="allow")
    for player in range(PLAYER, PLAYER + users):
        steam.request_user_stats(player)
    steam.advance(0.0)
    steam.poll()
    for player in range(PLAYER, PLAYER + users):
        steam.store_user_stats(player)
    steam.advance(0.0)
    steam.poll()
    return steam


def _store(steam: LocalSteam) -> None:
    """Set and store some users, and step the frame that answers them."""
    for player in range(PLAYER, PLAYER + STORED):
        steam.set_user_stat_int(player, "kills", 7)
        steam.store_user_stats(player)
    steam.advance(0.0)
    steam.poll()


def _stores() -> list[Row]:
    logging.disable(logging.WARNING)  # It stores more often than Steam likes.
    try:
        few, many = _stored(FEW), _stored(MANY)
        sample = measure({"few": partial(_store, few), "many": partial(_store, many)}, calls=1)
        few.close()
        many.close()
    finally:
        logging.disable(logging.NOTSET)
    note = f"{time_text(sample.seconds('few') / STORED)} and {time_text(sample.seconds('many') / STORED)} a store with its answer"
    return [ratio_row("store_user_stats, 100,000 stored / 1,000", sample.ratio("many", "few"), at_most=1.3, note=note)]
