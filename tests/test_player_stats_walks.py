"""The laws of PlayerStats where things go wrong: walks of chance with faults, over a local Steam and the library, and kills."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import LocalSteam, SteppedClock
from tests.support.native_world import MODES, Looped, LoopedClient, Mode
from tests.support.places import ON_EVERY_STORE, Rows, share
from tests.support.player_stats_walk import FAULTS, OWN_SCHEMA, QUIET, SCHEMA, SERVERS, TEXT, Program, assert_exact, walk
from tests.support.stats_world import PLAYER, load

if TYPE_CHECKING:
    from pathlib import Path


def two_servers(*, follow: bool = True) -> tuple[list[Program], Rows]:
    """Make two programs that serve the player on one store."""
    rows = Rows()
    both: list[Any] = [LocalSteam(SCHEMA, rows.store(), clock=SteppedClock(), store_rate="allow", timeout=3.0) for _ in range(2)]
    for steam in both if not follow else ():
        steam.follow_sets = lambda _steam_id: None
    return [Program(steam) for steam in both], rows


def two_own_programs() -> tuple[list[Program], Rows]:
    """Make two programs of one player."""
    rows = Rows()
    world = LocalSteam(OWN_SCHEMA, rows.store(), clock=SteppedClock())
    programs = [Program(world.client(PLAYER, store_rate="allow", timeout=3.0)) for _ in range(2)]
    world.close()
    return programs, rows


def a_server_that_tells_nothing() -> tuple[list[Program], Rows]:
    """Make a program over a Steam that does not tell which values went back, as Valve's library does not."""
    rows = Rows()
    steam: Any = LocalSteam(SCHEMA, rows.store(), clock=SteppedClock(), store_rate="allow", timeout=3.0)
    steam.follow_sets = lambda _steam_id: None
    return [Program(steam)], rows


def two_servers_that_tell_nothing() -> tuple[list[Program], Rows]:
    """Make two programs that serve the player over such a Steam, each of which had a store refused before."""
    programs, rows = two_servers(follow=False)
    for program in programs:
        assert program.stats._ledger_ is not None
        program.stats._ledger_._careful = True
    return programs, rows


WALKS = {
    "two servers": two_servers,
    "two own programs": two_own_programs,
    "a server that tells nothing": a_server_that_tells_nothing,
    "two servers that tell nothing": two_servers_that_tell_nothing,
}


@ON_EVERY_STORE
@pytest.mark.parametrize("kind", WALKS)
def test_a_random_walk_with_faults_counts_exactly(kind: str, *, thorough: bool, long: bool) -> None:
    """Whatever fails, the sums of all adds are exact, each unlock is told once, and no store comes sooner than the rate allows."""
    moves = QUIET if kind == "two servers that tell nothing" else (*QUIET, *FAULTS, *(SERVERS if kind != "two own programs" else ()))
    for seed in range(share(20_000 if long else 1000 if thorough else 30)):
        chance = random.Random(f"{kind} {seed}")
        programs, rows = WALKS[kind]()
        ways = [(chance.randrange(2), chance.choice(moves)) for _ in range(50)]
        walk(programs, ways)
        reader = LocalSteam(OWN_SCHEMA if programs[0].own else SCHEMA, rows.store(), clock=SteppedClock())
        try:
            assert_exact(programs, reader)
        except AssertionError as fault:
            fault.add_note(f"seed {seed}: {ways}")
            raise
        for program in programs:
            program.close()
        reader.close()


FIRST_UNLOCKED_ELSEWHERE = (
    *((0, "die"), (0, "die"), (1, "die"), (1, "frame"), (1, "store"), (1, "frame"), (0, "crawl"), (1, "frame"), (1, "die")),
    *((0, "frame"), (0, "store"), (0, "second"), (0, "frame"), (0, "die")),
)
"""Both servers have the stat at a value that unlocks, and one has stored the unlock alone."""


@ON_EVERY_STORE
def test_an_unlock_of_another_server_is_not_taken_for_a_set_that_went_back() -> None:
    """A stat that unlocks is stored behind its achievement, so that a refusal of both is never one of the stat."""
    programs, rows = two_servers_that_tell_nothing()
    walk(programs, FIRST_UNLOCKED_ELSEWHERE)
    reader = LocalSteam(SCHEMA, rows.store(), clock=SteppedClock())
    assert_exact(programs, reader)
    for program in programs:
        program.close()
    reader.close()


def test_two_servers_on_one_file_count_exactly(tmp_path: Path, *, thorough: bool, long: bool) -> None:
    """The same with two servers that have only a file in common."""
    for seed in range(1000 if long else 40 if thorough else 2):
        chance = random.Random(f"file {seed}")
        path = tmp_path / f"{seed}.db"
        programs = [Program(LocalSteam(SCHEMA, path, clock=SteppedClock(), store_rate="allow", timeout=3.0)) for _ in range(2)]
        walk(programs, [(chance.randrange(2), chance.choice((*QUIET, *FAULTS, *SERVERS))) for _ in range(50)])
        reader = LocalSteam(SCHEMA, path, clock=SteppedClock())
        assert_exact(programs, reader)
        for program in programs:
            program.close()
        reader.close()


@ON_EVERY_STORE
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("own", [False, True], ids=["server", "own program"])
def test_a_random_walk_over_the_library_counts_exactly(mode: Mode, *, own: bool, thorough: bool, long: bool) -> None:
    """The same over Steam's own library, behind which a local Steam fails in every way."""
    moves = (*QUIET, *FAULTS)
    for seed in range(share(500 if long else 60 if thorough else 2)):
        chance = random.Random(f"{mode} {own} {seed}")
        rows = Rows()
        world = LocalSteam(OWN_SCHEMA if own else SCHEMA, rows.store(), clock=SteppedClock(), store_rate="allow", timeout=3.0)
        if own:
            client = world.client(PLAYER, store_rate="allow", timeout=3.0)
            program = Program(LoopedClient(client, mode).start(), client)
        else:
            program = Program(Looped(world, mode).start(), world)
        walk([program], [(0, chance.choice(moves)) for _ in range(40)])
        reader = LocalSteam(world.schema, rows.store(), clock=SteppedClock())
        assert_exact([program], reader)
        program.close()
        reader.close()
        world.close()


CHILD = f"""
import logging, select, sys, time
from steam_nodes import LocalSteam, PlayerStats, SceneTree, Schema, SteamServerStats

logging.disable(logging.WARNING)  # it stores more often than Steam likes
tree = SceneTree()
SteamServerStats.attach(tree, LocalSteam(Schema.parse({TEXT!r}), sys.argv[1], store_rate="allow"))
stats = PlayerStats({PLAYER}, store_every=0)
tree.root.add_child(stats)
added, sent = 0, []
stats.stored.connect(lambda: print("stored", sent.pop(0), flush=True))
begin = time.monotonic()
ending = False
while not (ending and stats.is_settled):
    if not ending:
        stats.add("kills")
        added += 1
        print("added", added, flush=True)
    if not sent or ending:
        sent.append(added)
        stats.store()
    now = time.monotonic()
    tree.process(now - begin)
    begin = now
    time.sleep(0.004)
    ending = ending or bool(select.select([sys.stdin], [], [], 0)[0])
"""


def last(lines: list[str], word: str) -> int:
    """Return the number of the last line that was written to its end and begins with a word."""
    return max((int(line.split()[1]) for line in lines if line.startswith(word) and line.endswith("\n")), default=0)


def test_a_kill_takes_nothing_that_was_told_stored(kept: Path | str, *, thorough: bool, long: bool) -> None:
    """Two servers add to one player, and one is killed: what it told as stored is there, and of the other every add."""
    moments = random.Random(480)
    held = 0
    for _ in range(200 if long else 10 if thorough else 1):
        command = [sys.executable, "-c", CHILD, str(kept)]
        victim, other = (
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)
        )
        assert victim.stdout is not None
        told = [victim.stdout.readline()]
        while not last(told, "stored"):
            told.append(victim.stdout.readline())
        time.sleep(moments.uniform(0.0, 0.1))
        victim.kill()
        told += victim.communicate()[0].splitlines(keepends=True)
        survived, errors = other.communicate("end\n")
        assert (other.returncode, errors) == (0, "")
        stored, most = (last(told, word) for word in ("stored", "added"))
        added = last(survived.splitlines(keepends=True), "added")
        reader = LocalSteam(SCHEMA, kept, clock=SteppedClock())
        load(reader)
        now = reader.get_user_stat_int(PLAYER, "kills") or 0
        reader.close()
        # The victim may have been killed between the disk and the word of it, and just before the word of its last add.
        assert 0 < stored <= now - held - added <= most + 1
        held = now
