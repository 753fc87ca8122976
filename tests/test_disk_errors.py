"""The law of a disk that fails while it is used: every error is answered, the game goes on, and what was answered OK is there.

Rules: strace makes system calls of SQLite fail, as a full or a broken disk does, for one call or for many in a row; the program stores on
until the disk works again. `--log-cli-level=INFO` shows the sums.
"""

from __future__ import annotations

import logging
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.support.places import stored
from tests.support.stats_world import PLAYER, TEXT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.thorough,  # every call of a program is made to fail in turn
    pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux"),
]
_LOG = logging.getLogger(__name__)
STORES = 40
FAULTS = [
    ("pwrite64", "ENOSPC"),
    ("pwrite64", "EDQUOT"),
    ("pwrite64", "EIO"),
    ("pread64", "EIO"),
    ("fdatasync", "EIO"),
    ("fsync", "EIO"),
    ("ftruncate", "EIO"),
]
"""Which system calls fail, and with what."""
CHILD = f"""
import logging, sys, time
from steam_nodes.steam.callbacks import StatsReceived, StatsStored
from steam_nodes.steam.local import LocalSteam, StoreError
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema

logging.disable(logging.CRITICAL)  # it stores more often than Steam likes, and on a bad disk
value = 0

def answer(steam):
    while True:
        steam.advance(1 / 60)
        for record in steam.poll():
            if isinstance(record, (StatsReceived, StatsStored)):
                print(record.result.name, value, flush=True)
                return record.result is Result.OK
        time.sleep(0.0002)

while value < {STORES}:
    try:
        steam = LocalSteam(Schema.parse({TEXT!r}), sys.argv[1])
    except StoreError:
        print("StoreError", value, flush=True)
        continue
    loaded = False
    while not loaded:
        steam.request_user_stats({PLAYER})
        loaded = answer(steam)
    assert steam.get_user_stat_int({PLAYER}, "kills") == value, (steam.get_user_stat_int({PLAYER}, "kills"), value)
    for _ in range({STORES // 4}):
        value += 1
        assert steam.set_user_stat_int({PLAYER}, "kills", value)
        assert steam.set_user_stat_float({PLAYER}, "accuracy", value / 2)
        steam.store_user_stats({PLAYER})
        while not answer(steam):
            assert steam.get_user_stat_int({PLAYER}, "kills") == value
            steam.store_user_stats({PLAYER})
    steam.close()
"""


def test_a_disk_that_fails_loses_nothing_that_was_answered_ok(tmp_path: Path, *, long: bool) -> None:
    """Full, over its quota or broken, at any call and for any time: stores fail with an answer until it works, and then they are there."""
    if shutil.which("strace") is None:
        pytest.skip("strace is missing: install Debian's package strace")
    chance = random.Random(480)
    answered = failed = runs = 0
    for turn in range(len(FAULTS) * (32 if long else 1)):
        call, error = FAULTS[turn % len(FAULTS)]
        first = chance.randint(1, 30)
        path = tmp_path / f"{turn}" / "steam.db"
        path.parent.mkdir()
        fault = f"inject={call}:error={error}:when={first}..{first + chance.choice((0, 3, 20))}"
        command = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", str(path.with_name("trace")), "-e", f"trace={call}", "-e", fault]
        if call == "pread64":
            command += ["-P", str(path), "-P", f"{path}-wal"]  # the loader of programs reads by it too
        done = subprocess.run([*command, sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, check=False)
        lines = done.stdout.splitlines()
        assert done.returncode == 0, (fault, lines[-5:], done.stderr)
        assert lines[-1] == f"OK {STORES}", (fault, lines[-5:])
        assert stored(path) == {str(PLAYER): {"kills": STORES, "accuracy": STORES / 2}}, fault
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok", fault
        runs += 1
        failed += sum(not line.startswith("OK ") for line in lines)
        answered += sum(line.startswith("OK ") for line in lines)
        shutil.rmtree(path.parent)
    _LOG.info("%d runs with disk errors: %d answers OK, %d failures told", runs, answered, failed)
    assert failed >= runs // 2
