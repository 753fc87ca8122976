"""The law of a kill: whenever a server is killed, everything that was answered OK before is in the store."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from steam_nodes.steam.local import LocalSteam, SteppedClock
from tests.stats_world import PLAYER, SCHEMA, TEXT, load

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

USERS = 5
CHILD = f"""
import sys, time
from steam_nodes.steam.callbacks import StatsStored
from steam_nodes.steam.local import LocalSteam
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema import Schema

steam = LocalSteam(Schema.parse({TEXT!r}), sys.argv[1])
players = [{PLAYER} + number for number in range({USERS})]
asked = {{}}

def frame():
    time.sleep(0.0005)
    steam.advance(1 / 60)
    for record in steam.poll():
        if isinstance(record, StatsStored):
            assert record.result is Result.OK, steam.why()
            print(record.steam_id, asked.pop(record.call), flush=True)

for player in players:
    steam.request_user_stats(player)
loaded = 0
while loaded < len(players):
    steam.advance(1 / 60)
    loaded += len(steam.poll())
    time.sleep(0.0005)
while True:
    for player in players:
        value = steam.get_user_stat_int(player, "kills") + 1
        assert steam.set_user_stat_int(player, "kills", value)
        assert steam.set_user_stat_float(player, "accuracy", value / 2)
        asked[steam.store_user_stats(player)] = value
    frame()
"""


def test_a_kill_loses_nothing_that_was_answered_ok(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """A server that stores all the time is killed at random moments; the file opens, and each user has at least what was answered."""
    path = tmp_path / "steam.db"
    answered = dict.fromkeys(range(PLAYER, PLAYER + USERS), 0)
    moments = random.Random(480)
    for _ in range(100 if request.config.getoption("--long", default=False) else 10):
        with subprocess.Popen([sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            lines = [child.stdout.readline()]
            time.sleep(moments.uniform(0.0, 0.3))
            child.kill()
            lines += child.stdout.read().splitlines(keepends=True)
            errors = child.stderr.read()
        assert not errors
        for line in lines:
            if line.endswith("\n"):
                steam_id, value = map(int, line.split())
                answered[steam_id] = value
        steam = LocalSteam(SCHEMA, path, clock=SteppedClock())
        load(steam, *answered)
        for steam_id, value in answered.items():
            kills = steam.get_user_stat_int(steam_id, "kills")
            assert kills is not None
            assert kills >= value > 0
            assert steam.get_user_stat_float(steam_id, "accuracy") == kills / 2
        steam.close()
