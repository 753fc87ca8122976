"""Laws of a fleet: many servers in many processes on one database count exactly, also while connections are cut and the database dies.

Rules: everything runs against the server that `.ci/postgres` starts; the database is stopped as a power cut would, without writing
anything more. `--long` makes each server add 5,000 times.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.local.store.store import Job
from tests.support.places import open_stores, url_of
from tests.support.source_files import ROOT
from tests.support.stats_world import PLAYER
from tests.test_postgresql_faults import close, do, outside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from steam_nodes.steam.local.store.store import Store

pytestmark = [pytest.mark.postgresql, pytest.mark.thorough]
SERVERS = 8
RESTARTS = 3


def restart_at_once() -> None:
    """Stop the database as a power cut would, and start it again."""
    data, program = os.environ["STEAM_NODES_POSTGRES_DATA"], os.environ["STEAM_NODES_POSTGRES_CTL"]
    options = os.environ["STEAM_NODES_POSTGRES_OPTIONS"]
    before = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
    log = f"{data}/../server.log"
    subprocess.run([*before, program, "-D", data, "-m", "immediate", "-w", "stop"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    start = [*before, program, "-D", data, "-w", "-l", log, "-o", options, "start"]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, cwd="/")


def cut_everybody() -> None:
    """Have the database end every connection of the servers."""
    outside(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'steam_nodes %%' AND pid <> pg_backend_pid()"
    )


def test_eight_servers_count_exactly_while_the_database_dies(tmp_path: Path, printed: Callable[[str], None], *, long: bool) -> None:
    """The sum is exact and every call is answered once, through three immediate shutdowns and as many cuts of all connections."""
    adds = 5000 if long else 60
    url = url_of(tmp_path)
    command = [sys.executable, "-m", "tests.support.fleet_driver", url, str(PLAYER), str(adds)]
    began = time.monotonic()
    # What they say of each refusal goes nowhere: a pipe that nobody empties would stop them.
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT) for _ in range(SERVERS)]
    goal = SERVERS * adds
    (watch,) = open_stores("postgresql", tmp_path, 1)
    try:
        for turn in range(1, 2 * RESTARTS + 1):
            while stored(watch) < goal * turn // (2 * RESTARTS + 1) and any(child.poll() is None for child in children):
                time.sleep(0.02)
            (cut_everybody if turn % 2 else restart_at_once)()
        answers = [child.communicate(timeout=3000)[0].splitlines() for child in children]
    finally:
        for child in children:
            child.kill()
    assert [child.returncode for child in children] == [0] * SERVERS
    reports = [json.loads(lines[-1]) for lines in answers]
    assert [report["answered twice"] for report in reports] == [[]] * SERVERS
    assert [report["results"]["OK"] for report in reports] == [adds + 1] * SERVERS
    assert stored(watch) == goal
    # Each value was answered OK to one server alone.
    assert sorted(int(line) for lines in answers for line in lines[:-1]) == list(range(1, goal + 1))
    close(watch)
    spent = time.monotonic() - began
    results = {name: sum(report["results"].get(name, 0) for report in reports) for name in ("OK", "INVALID_PARAM", "NO_CONNECTION")}
    printed(f"{SERVERS} servers, {goal} adds, {RESTARTS} immediate shutdowns, {RESTARTS} cuts: {spent:.1f} s; answers {results}")


def test_what_was_answered_ok_survives_every_kill(tmp_path: Path, printed: Callable[[str], None], *, long: bool) -> None:
    """A server is killed at a random moment, and the database too: what was said is stored, and at most one value beyond it."""
    rounds = 1000 if long else 10
    chance = random.Random(16)
    url = url_of(tmp_path)
    (watch,) = open_stores("postgresql", tmp_path, 1)
    told = 0
    for number in range(rounds):
        command = [sys.executable, "-m", "tests.support.fleet_driver", url, str(PLAYER), "100000"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT) as child:
            assert child.stdout is not None
            for _ in range(chance.randrange(1, 40)):
                told = int(child.stdout.readline())
            time.sleep(chance.uniform(0.0, 0.01))
            if number % 3 == 0:
                restart_at_once()
            child.kill()
            told = max([told, *(int(line) for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n"))])
        assert told <= stored(watch) <= told + 1
    close(watch)
    printed(f"{rounds} kills, {(rounds + 2) // 3} immediate shutdowns, {told} values")


def stored(store: Store) -> int:
    """Return what the player has now, 0 where the database cannot be asked."""
    (completion,) = do(store, Job("read", PLAYER))
    found = completion.row.get("kills", 0)
    return found if isinstance(found, int) else 0
