"""The laws of several processes: a kill loses nothing that was answered OK, and two servers that count lose nothing either.

Rules: `--log-cli-level=INFO` shows the sums.
"""

from __future__ import annotations

import logging
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.callbacks import LeaderboardFound, LeaderboardScoresDownloaded
from steam_nodes.steam.local import LocalSteam, SteppedClock
from tests.support.stats_world import PLAYER, SCHEMA, TEXT, load
from tests.support.stepping import frame

if TYPE_CHECKING:
    from pathlib import Path

    from steam_nodes.steam.local.client.client import LocalClient

_LOG = logging.getLogger(__name__)
USERS = 5
CHILD = f"""
import logging, sys, time
from steam_nodes.steam.callbacks import StatsStored
from steam_nodes.steam.local import LocalSteam
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema

logging.disable(logging.WARNING)  # it stores more often than Steam likes
steam = LocalSteam(Schema.parse({TEXT!r}), sys.argv[1])
steam.faults.slow_disk = float(sys.argv[2])
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


def test_a_kill_loses_nothing_that_was_answered_ok(kept: Path | str, *, thorough: bool, long: bool) -> None:
    """A server that stores all the time is killed at random moments, every other time in the midst of a transaction that lasts.

    The store opens, no user has less than what was answered OK, and no transaction is there in half.
    """
    answered = dict.fromkeys(range(PLAYER, PLAYER + USERS), 0)
    moments = random.Random(480)
    kills = 1000 if long else 30 if thorough else 5
    oks = 0
    for turn in range(kills):
        command = [sys.executable, "-c", CHILD, str(kept), "0.02" if turn % 2 else "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            lines = [child.stdout.readline()]
            time.sleep(moments.uniform(0.0, 0.1))
            child.kill()
            lines += child.stdout.read().splitlines(keepends=True)
            errors = child.stderr.read()
        assert not errors
        for line in lines:
            if line.endswith("\n"):
                steam_id, value = map(int, line.split())
                answered[steam_id] = value
                oks += 1
        steam = LocalSteam(SCHEMA, kept, clock=SteppedClock())
        load(steam, *answered)
        for steam_id, value in answered.items():
            stored = steam.get_user_stat_int(steam_id, "kills")
            assert stored is not None
            assert stored >= value > 0
            assert steam.get_user_stat_float(steam_id, "accuracy") == stored / 2
        steam.close()
    _LOG.info("%d kills, %d answers OK, none lost", kills, oks)


PLAYING = f"""
import sys, time
from steam_nodes.steam.local import LocalSteam
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from steam_nodes.steam.callbacks import LeaderboardFound, LeaderboardScoreUploaded

client = LocalSteam(Schema.parse({TEXT!r}), sys.argv[1]).client({PLAYER}, upload_rate="allow")
client.faults.slow_disk = float(sys.argv[2])

def answer(kind):
    while True:
        client.advance(1 / 60)
        for record in client.poll():
            if isinstance(record, kind):
                assert record.result is Result.OK, client.why()
                return record
        time.sleep(0.0005)

client.find_or_create_leaderboard("Best rounds", 2, 1)
board = answer(LeaderboardFound).handle
score = client.get_leaderboard_entry_count(board) and int(sys.argv[3])
while True:
    score += 1
    client.upload_leaderboard_score(board, 1, score, (score, score))
    print(answer(LeaderboardScoreUploaded).score, flush=True)
"""


def test_a_kill_loses_no_score_that_was_answered_ok(kept: Path | str, *, long: bool) -> None:
    """A player whose score rises all the time is killed: the board opens, its score is not below the last answered OK, and it is whole."""
    best = 0
    moments = random.Random(480)
    for turn in range(100 if long else 6):
        command = [sys.executable, "-c", PLAYING, str(kept), "0.02" if turn % 2 else "0", str(best)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            lines = [child.stdout.readline()]
            time.sleep(moments.uniform(0.0, 0.1))
            child.kill()
            lines += child.stdout.read().splitlines(keepends=True)
            assert not child.stderr.read()
        answered = max(int(line) for line in lines if line.endswith("\n"))
        assert answered > best
        client = LocalSteam(SCHEMA, kept, clock=SteppedClock()).client(PLAYER)
        handle = found(client)
        client.download_leaderboard_entries(handle, 0, 1, 9)
        (page,) = frame(client)
        assert isinstance(page, LeaderboardScoresDownloaded)
        ((score, details),) = [(entry.score, entry.details) for entry in page.entries]
        assert score >= answered
        assert details == (score, score)
        best = score
        client.close()


def found(client: LocalClient) -> int:
    """Return the handle of the board, the only one in its store."""
    frame(client)
    client.find_leaderboard("Best rounds")
    (record,) = frame(client)
    assert isinstance(record, LeaderboardFound)
    return record.handle


COUNTER = f"""
import logging, sys, time
from steam_nodes.steam.callbacks import StatsStored
from steam_nodes.steam.local import LocalSteam
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema

logging.disable(logging.WARNING)  # it stores more often than Steam likes
steam = LocalSteam(Schema.parse({TEXT!r}), sys.argv[1])
if sys.argv[3] == "joined":
    steam.join({PLAYER})
left = int(sys.argv[2])

def answer():
    while True:
        steam.advance(1 / 60)
        records = steam.poll()
        if records:
            (record,) = records
            return record.result
        time.sleep(0.00005)

steam.request_user_stats({PLAYER})
assert answer() is Result.OK
while left:
    assert steam.set_user_stat_int({PLAYER}, "kills", steam.get_user_stat_int({PLAYER}, "kills") + 1)
    steam.store_user_stats({PLAYER})
    result = answer()
    if result is Result.OK:
        left -= 1
    else:
        assert result is Result.INVALID_PARAM, steam.why()
steam.close()
"""


@pytest.mark.parametrize("joined", ["joined", "not joined"])
def test_two_processes_that_retry_count_exactly(kept: Path | str, joined: str, *, thorough: bool, long: bool) -> None:
    """Two processes each add 1 to one stat, again after each INVALID_PARAM: the sum is exact, also if they see each other's stores."""
    times = 10_000 if long else 1_000 if thorough else 200
    command = [sys.executable, "-c", COUNTER, str(kept), str(times), joined]
    children = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [child.communicate()[1] for child in children] == ["", ""]
    assert [child.returncode for child in children] == [0, 0]
    steam = LocalSteam(SCHEMA, kept, clock=SteppedClock())
    load(steam)
    assert steam.get_user_stat_int(PLAYER, "kills") == 2 * times
    steam.close()
