"""The laws of a lock that another program holds on the file: stores wait for it, and none is lost.

Rules: the other program is another process with SQLite's own locks. `--log-cli-level=INFO` shows the sums.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from typing import TYPE_CHECKING

from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.results import Result
from tests.support.places import stored
from tests.support.stats_world import PLAYER, SCHEMA, load
from tests.test_store_faults import results

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_LOG = logging.getLogger(__name__)
LOCKER = """
import sqlite3, sys, threading, time

ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
connection = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
while not ended.is_set():
    connection.execute("BEGIN EXCLUSIVE")
    print("held", flush=True)
    ended.wait(float(sys.argv[2]))
    connection.execute("COMMIT")
    time.sleep(0.005)
"""


def locker(path: Path, seconds: float) -> subprocess.Popen[str]:
    """Start a program that holds the lock so long at a time, and wait until it has it."""
    command = [sys.executable, "-c", LOCKER, str(path), str(seconds)]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_a_program_that_locks_the_file_again_and_again_holds_stores_up_and_loses_none(tmp_path: Path, *, long: bool) -> None:
    """Every store is answered OK between two locks, and is there."""
    path = tmp_path / "steam.db"
    steam = LocalSteam(SCHEMA, path, clock=SteppedClock(), store_rate="allow")
    load(steam)
    stores = 1000 if long else 20
    with locker(path, 0.02) as other:
        for value in range(1, stores + 1):
            assert steam.set_user_stat_int(PLAYER, "kills", value)
            steam.store_user_stats(PLAYER)
            assert results(steam) == [Result.OK], steam.why()
        assert stored(path) == {str(PLAYER): {"kills": stores}}
        locks = len(other.communicate()[0].splitlines())
    _LOG.info("%d stores beside %d locks of 20 ms: all answered OK", stores, locks)
    steam.close()


def test_a_lock_that_stays_is_answered_busy_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads go on, stores are answered BUSY after the wait and keep their changes, and the first store after the lock brings them."""
    monkeypatch.setattr("steam_nodes.steam.local.store.sqlite.sqlite_store.BUSY_SECONDS", 0.05)
    path = tmp_path / "steam.db"
    steam = LocalSteam(SCHEMA, path, clock=SteppedClock(), store_rate="allow")
    load(steam)
    with locker(path, 60.0) as other:
        for value in range(1, 4):
            assert steam.set_user_stat_int(PLAYER, "kills", value)
            steam.store_user_stats(PLAYER)
            assert results(steam) == [Result.BUSY]
            steam.request_user_stats(PLAYER)
            assert results(steam) == [Result.OK]
            assert steam.get_user_stat_int(PLAYER, "kills") == value
        assert stored(path) == {}
        other.communicate()
    steam.store_user_stats(PLAYER)
    assert results(steam) == [Result.OK]
    assert stored(path) == {str(PLAYER): {"kills": 3}}
    steam.close()
