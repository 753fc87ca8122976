"""The law of a loss of power: at whatever moment it comes, the disk it leaves holds all that was answered OK, whole.

Rules: a program stores under strace, and disk_images.py makes of its system calls what a disk may hold at each moment. A disk that forgets
the fsync of the log shows that the law can fail. `--log-cli-level=INFO` shows the sums.
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

from steam_nodes.steam.local import LocalSteam, SteppedClock, StoreError
from tests.support.disk_images import STRACE, Disk, calls, text
from tests.support.stats_world import PLAYER, SCHEMA, TEXT, load

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.disk_images import Call

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux")
_LOG = logging.getLogger(__name__)
CHILD = f"""
import logging, os, sys, time
from steam_nodes.steam.callbacks import StatsReceived, StatsStored
from steam_nodes.steam.local import LocalSteam
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema

logging.disable(logging.WARNING)  # it stores more often than Steam likes

def answer(steam):
    while True:
        steam.advance(1 / 60)
        for record in steam.poll():
            if isinstance(record, (StatsReceived, StatsStored)):
                assert record.result is Result.OK, steam.why()
                return
        time.sleep(0.0002)

for life in range(int(sys.argv[2])):
    steam = LocalSteam(Schema.parse({TEXT!r}), sys.argv[1])
    steam.request_user_stats({PLAYER})
    answer(steam)
    for turn in range(int(sys.argv[3])):
        value = steam.get_user_stat_int({PLAYER}, "kills") + 1
        assert steam.set_user_stat_int({PLAYER}, "kills", value)
        assert steam.set_user_stat_float({PLAYER}, "accuracy", value / 2)
        steam.store_user_stats({PLAYER})
        answer(steam)
        os.write(1, b"%d\\n" % value)
    steam.close()
"""


def recorded(folder: Path, lives: int, stores: int) -> list[Call]:
    """Let the program open a new file so many times, store so often in each life, and return its system calls."""
    if shutil.which("strace") is None:
        pytest.skip("strace is missing: install Debian's package strace")
    (folder / "disk").mkdir()
    trace = folder / "trace"
    command = [*STRACE, str(trace), sys.executable, "-c", CHILD, str(folder / "disk" / "steam.db"), str(lives), str(stores)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == lives * stores
    return list(calls(trace))


def cut(folder: Path, found: list[Call], moments: list[int], lying: str = "") -> list[str]:
    """Cut the power before each of these calls and return what was lost.

    Args:
        folder: Where the program was recorded.
        found: Its system calls.
        moments: Before which of them, in order; each is cut once.
        lying: The file whose fsync the disk forgets.
    """
    chance = random.Random(480)
    disk = Disk(folder / "disk", lying)
    left = sorted(moments, reverse=True)
    answered, lost = 0, []
    for moment, call in enumerate(found):
        while left and left[-1] == moment:
            left.pop()
            image = folder / "image"
            image.mkdir()
            disk.write_image(image, chance)
            fault = judged(image / "steam.db", answered)
            if fault:
                lost.append(f"cut before call {moment} of {len(found)}, {call.name}, {answered} answered OK: {fault}")
            shutil.rmtree(image)
        if call.name == "write" and call.args[0] == "1":
            answered = int(text(call.args[1]))
        else:
            disk.do(call)
    return lost


def judged(path: Path, answered: int) -> str:
    """Open what a loss of power left and say what is wrong with it, "" for nothing."""
    if not path.exists():
        return "there is no file" if answered else ""
    try:
        steam = LocalSteam(SCHEMA, path, clock=SteppedClock())
    except StoreError as error:
        return str(error)
    load(steam)
    kills, accuracy = steam.get_user_stat_int(PLAYER, "kills"), steam.get_user_stat_float(PLAYER, "accuracy")
    steam.close()
    with closing(sqlite3.connect(path)) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if kills is None or not answered <= kills <= answered + 1 or accuracy != kills / 2 or whole != "ok":
        return f"kills is {kills}, accuracy {accuracy}, integrity_check {whole!r}"
    return ""


def test_a_loss_of_power_loses_nothing_that_was_answered_ok(tmp_path: Path, *, long: bool) -> None:
    """Before any system call of a program that opens, stores, closes and opens again: the file opens, is whole and has every answer."""
    found = recorded(tmp_path, *((4, 400) if long else (2, 12)))
    chance = random.Random(480)
    told = [moment + 1 for moment, call in enumerate(found) if call.name == "write" and call.args[0] == "1"]
    begun = min(moment for moment, call in enumerate(found) if call.name == "pwrite64")
    # Half of them right after an answer, where most is promised; the others anywhere.
    cuts = 4000 if long else 20
    moments = [chance.choice(told) for _ in range(cuts // 2)] + [chance.randrange(begun, len(found)) for _ in range(cuts // 2)]
    lost = cut(tmp_path, found, moments)
    _LOG.info("%d cuts in %d system calls with %d answers OK: %d with a loss", cuts, len(found), len(told), len(lost))
    assert lost == []


def test_a_disk_that_forgets_what_it_synced_loses_answers(tmp_path: Path) -> None:
    """The same law fails where the log is not brought to the disk, so it looks at what it says."""
    found = recorded(tmp_path, 1, 6)
    told = [moment + 1 for moment, call in enumerate(found) if call.name == "write" and call.args[0] == "1"]
    assert cut(tmp_path, found, told * 2) == []
    assert cut(tmp_path, found, told * 2, lying="steam.db-wal") != []
