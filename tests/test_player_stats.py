"""The laws of PlayerStats: what is added, set and unlocked reaches Steam exactly once, and is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steam_nodes import LocalSteam, PlayerStats, Schema, Steam, SteamServerStats, SteppedClock
from tests.support.stats_world import PLAYER

if TYPE_CHECKING:
    from steam_nodes import SceneTree
    from tests.conftest import Recorder

SCHEMA = Schema.parse(
    'app_id = 480\n[stats.kills]\ntype = "INT"\nset_by = "GS"\n[stats.feet]\ntype = "FLOAT"\nset_by = "GS"\n'
    '[stats.level]\ntype = "INT"\nset_by = "GS"\nmax = 10\n[stats.speed]\ntype = "AVGRATE"\nwindow = 10\nset_by = "GS"\n'
    '[stats.rounds]\ntype = "INT"\n[achievements.ACH_WIN]\nset_by = "GS"\n[achievements.ACH_OWN]\n'
    '[achievements.ACH_KILLS]\nset_by = "GS"\nprogress = { stat = "kills", max = 8 }\n'
)
SIGNALS = ("loaded", "stored", "failed", "achievement_unlocked", "achievement_progress")


def heard(recorder: Recorder, stats: PlayerStats) -> PlayerStats:
    """Record what a PlayerStats tells, but for `changed`."""
    for name in SIGNALS:
        recorder.watch(getattr(stats, name), name)
    return stats


def step(tree: SceneTree, frames: int = 5) -> None:
    """Run some frames."""
    for _ in range(frames):
        tree.process()


def test_what_is_added_before_the_stats_are_there_waits_for_them(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """Adds, sets, bests, sessions and unlocks made outside of the tree are set as soon as Steam answers, and stored."""
    SteamServerStats.attach(tree, world)
    stats = heard(recorder, PlayerStats(PLAYER))
    stats.add("kills", 2)
    stats.set("level", 3)
    stats.best("feet", 1.5)
    stats.rate("speed", 30, 10)
    stats.unlock("ACH_WIN")
    stats.store()
    assert (stats.get("kills"), stats.is_unlocked("ACH_WIN"), stats.is_settled) == (2, True, False)
    tree.root.add_child(stats)
    step(tree)
    assert recorder.lines == [
        ("loaded",),
        ("achievement_unlocked", "ACH_WIN"),
        ("achievement_progress", "ACH_KILLS", 2, 8),
        ("stored",),
    ]
    assert stats.is_settled
    found = [world.get_user_stat_int(PLAYER, "kills"), world.get_user_stat_int(PLAYER, "level"), world.get_user_stat_float(PLAYER, "feet")]
    assert found == [2, 3, 1.5]
    assert world.get_user_stat_float(PLAYER, "speed") == 3.0


def test_a_value_that_a_limit_forbids_is_told_once_and_the_rest_goes_on(tree: SceneTree, world: LocalSteam, recorder: Recorder) -> None:
    """What the schema refuses for good is named with its remedy; nothing loops, and everything else is stored."""
    SteamServerStats.attach(tree, world)
    stats = heard(recorder, PlayerStats(PLAYER, store_every=0))
    tree.root.add_child(stats)
    for _ in range(3):
        stats.add("level", 11)
        stats.add("kills")
        stats.store()
        step(tree)
    failures = [line for line in recorder.lines if line[0] == "failed"]
    assert failures == [("failed", 'add("level", 11): "level" = 11 is above Max 10; keep it at 10 or less')]
    assert world.get_user_stat_int(PLAYER, "kills") == 3
    assert stats.is_settled


def test_a_players_own_program_keeps_its_own_stats(tree: SceneTree, recorder: Recorder) -> None:
    """Without a Steam ID it is the player whose program this is, over Steam's own calls."""
    world = LocalSteam(SCHEMA, clock=SteppedClock())
    client = world.client(PLAYER)
    Steam.attach(tree, client)
    stats = heard(recorder, PlayerStats())
    tree.root.add_child(stats)
    stats.add("rounds", 3)
    stats.unlock("ACH_OWN")
    stats.store()
    step(tree)
    assert recorder.lines == [("loaded",), ("achievement_unlocked", "ACH_OWN"), ("stored",)]
    assert (client.get_stat_int("rounds"), stats.steam_id, stats.is_settled) == (3, PLAYER, True)
    tree.close()
    client.close()
    world.close()


def test_without_steam_in_the_tree_one_error_names_the_remedy(tree: SceneTree) -> None:
    """The frame in which it is ready raises once, and says what to attach."""
    tree.root.add_child(PlayerStats(PLAYER))
    with pytest.raises(RuntimeError, match="finds no SteamServer or SteamServerStats in its tree; attach it before"):
        tree.process()
