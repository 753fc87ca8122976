"""The laws of PlayerStats: what is added, set and unlocked reaches Steam exactly once, and is told."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import LocalSteam, PlayerStats, Schema, Steam, SteamServerStats, SteppedClock
from steam_nodes.steam.local import MemoryStore
from tests.support.native_world import MODES, Looped, LoopedClient, Mode
from tests.support.player_stats_walk import FAULTS, QUIET, SERVERS, Program, assert_exact, walk
from tests.support.player_stats_walk import OWN_SCHEMA as OWN_WALKED
from tests.support.player_stats_walk import SCHEMA as WALKED
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


def two_servers() -> tuple[list[Program], MemoryStore]:
    """Make two programs that serve the player on one store."""
    store = MemoryStore()
    stores = (store, MemoryStore(store))
    return [Program(LocalSteam(WALKED, each, clock=SteppedClock(), store_rate="allow", timeout=3.0)) for each in stores], store


def two_own_programs() -> tuple[list[Program], MemoryStore]:
    """Make two programs of one player."""
    store = MemoryStore()
    world = LocalSteam(OWN_WALKED, store, clock=SteppedClock())
    programs = [Program(world.client(PLAYER, store_rate="allow", timeout=3.0)) for _ in range(2)]
    world.close()
    return programs, store


def a_server_that_tells_nothing() -> tuple[list[Program], MemoryStore]:
    """Make a program over a Steam that does not tell which values went back, as Valve's library does not."""
    store = MemoryStore()
    steam: Any = LocalSteam(WALKED, store, clock=SteppedClock(), store_rate="allow", timeout=3.0)
    steam.follow_sets = None
    return [Program(steam)], store


WALKS = {"two servers": two_servers, "two own programs": two_own_programs, "a server that tells nothing": a_server_that_tells_nothing}


@pytest.mark.parametrize("kind", WALKS)
def test_a_random_walk_with_faults_counts_exactly(kind: str, *, thorough: bool, long: bool) -> None:
    """Whatever fails, the sums of all adds are exact, each unlock is told once, and no store comes sooner than the rate allows."""
    moves = (*QUIET, *FAULTS, *(SERVERS if kind != "two own programs" else ()))
    for seed in range(20_000 if long else 1000 if thorough else 30):
        chance = random.Random(f"{kind} {seed}")
        programs, store = WALKS[kind]()
        ways = [(chance.randrange(2), chance.choice(moves)) for _ in range(50)]
        walk(programs, ways)
        reader = LocalSteam(OWN_WALKED if programs[0].own else WALKED, MemoryStore(store), clock=SteppedClock())
        try:
            assert_exact(programs, reader)
        except AssertionError as fault:
            fault.add_note(f"seed {seed}: {ways}")
            raise
        for program in programs:
            program.close()
        reader.close()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("own", [False, True], ids=["server", "own program"])
def test_a_random_walk_over_the_library_counts_exactly(mode: Mode, *, own: bool, thorough: bool, long: bool) -> None:
    """The same over Steam's own library, behind which a local Steam fails in every way."""
    moves = (*QUIET, *FAULTS)
    for seed in range(500 if long else 60 if thorough else 2):
        chance = random.Random(f"{mode} {own} {seed}")
        store = MemoryStore()
        world = LocalSteam(OWN_WALKED if own else WALKED, store, clock=SteppedClock(), store_rate="allow", timeout=3.0)
        if own:
            client = world.client(PLAYER, store_rate="allow", timeout=3.0)
            program = Program(LoopedClient(client, mode).start(), client)
        else:
            program = Program(Looped(world, mode).start(), world)
        walk([program], [(0, chance.choice(moves)) for _ in range(40)])
        reader = LocalSteam(world.schema, MemoryStore(store), clock=SteppedClock())
        assert_exact([program], reader)
        program.close()
        reader.close()
        world.close()
