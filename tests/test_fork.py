"""The laws of a fork and of a signal: a child never hangs and harms neither its parent nor the file, and who is told to end stores first.

Rules: every fork happens in a program of its own, for a process with threads had better not be forked, and Python says so.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.markdown import ROOT
from tests.support.stats_world import OTHER, PLAYER, TEXT
from tests.test_store_file import KILLED, in_another_process, kills

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork there, and no signal that a program can catch")

BEGIN = f"""
import os, signal, sys, time, warnings
from steam_nodes.steam.local import LocalSteam, RealClock, SteppedClock, StoreError
from steam_nodes.steam.schema.schema import Schema

warnings.filterwarnings("ignore", category=DeprecationWarning)  # from 3.12 on Python says what this law is about
schema = Schema.parse({TEXT!r})
PLAYER = {PLAYER}

def open_world(clock=SteppedClock, **options):
    return LocalSteam(schema, sys.argv[1], clock=clock(), store_rate="allow", **options)

def frame(steam):
    steam.advance(1 / 60)
    time.sleep(0.001)
    return [record.result.name for record in steam.poll()]

def store(steam, value):
    assert steam.set_user_stat_int(PLAYER, "kills", value)
    steam.store_user_stats(PLAYER)
    while not (results := frame(steam)):
        pass
    return results

def say(call):
    try:
        print("answered", call(), flush=True)
    except StoreError as error:
        print("spawn" in str(error) and "fork" in str(error) and sys.argv[1] in str(error), flush=True)

steam = open_world(SteppedClock if len(sys.argv) < 3 else RealClock)
side = steam.client(PLAYER, clock=SteppedClock())
steam.request_user_stats(PLAYER)
while not (results := frame(steam)):
    pass
assert results == ["OK"]
assert store(steam, 7) == ["OK"]
steam.set_user_stat_int(PLAYER, "kills", 8)
"""

CALLS = """
print(steam.get_user_stat_int(PLAYER, "kills"), flush=True)
for call in (
    lambda: steam.request_user_stats(PLAYER),
    lambda: steam.store_user_stats(PLAYER),
    lambda: steam.store_user_stats(PLAYER),
    lambda: steam.unload(PLAYER),
    lambda: side.store_stats(),
    lambda: side.find_leaderboard("Best"),
    lambda: steam.close(),
    lambda: side.close(),
    lambda: steam.backup(sys.argv[1] + ".copy"),
    lambda: steam.client(PLAYER),
    lambda: steam.seed(PLAYER, {"kills": 1}),
    lambda: steam.server_shutdown(),
    lambda: steam._world.store.wait(),
    lambda: open_world(),
):
    say(call)
"""

COUNT = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM users').fetchone())"
CHILD = (
    BEGIN
    + """
child = os.fork()
if child == 0:
    signal.alarm(20)
    CALLS
    END
assert os.waitpid(child, 0)[1] == 0
print("parent", [store(steam, value) for value in (9, 10)], os.path.getsize(sys.argv[1] + "-wal") > 0, flush=True)
sys.stdin.readline()
"""
)


@pytest.mark.parametrize("clock", ["stepped", "real"])
@pytest.mark.parametrize("end", ["sys.exit()", "os._exit(0)", "del steam, side; import gc; gc.collect(); sys.exit()"])
def test_a_child_gets_one_clear_error_and_its_parent_goes_on(tmp_path: Path, end: str, clock: str) -> None:
    """Whatever the child calls ends at once with the remedy, its end touches no file, and what the parent stores then survives a kill."""
    path = tmp_path / "steam.db"
    script = CHILD.replace("CALLS", CALLS.replace("\n", "\n    ")).replace("END", end)
    command = [sys.executable, "-c", script, str(path), *(["real"] if clock == "real" else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        lines = [parent.stdout.readline().strip() for _ in range(16)]
        assert in_another_process(COUNT, path) == "1"
        parent.kill()
    assert lines == ["8", *["True"] * 14, "parent [['OK'], ['OK']] True"]
    assert kills(path) == 10
    assert not path.with_name("steam.db.copy").exists()


LATE = (
    BEGIN
    + """
child = os.fork()
if child == 0:
    signal.alarm(60)
    sys.stdin.readline()
    sys.exit()
store(steam, 9)
steam.close()
side.close()
print("closed", flush=True)
os.waitpid(child, 0)
"""
)


def test_a_child_that_ends_late_takes_no_log_of_a_later_server(tmp_path: Path) -> None:
    """Its parent has closed the store, another server has stored and was killed: what is in the log then is there after the child's end."""
    path = tmp_path / "steam.db"
    with subprocess.Popen([sys.executable, "-c", LATE, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdin is not None
        assert parent.stdout.readline() == "closed\n"
        in_another_process(KILLED, path, 11, OTHER)
        parent.stdin.write("\n")
        parent.stdin.close()
    assert parent.returncode == 0
    assert (kills(path), kills(path, OTHER)) == (9, 11)


def test_a_child_may_open_what_its_parent_has_closed_or_not_opened_yet(tmp_path: Path) -> None:
    """The remedy that the error names works, and both count in one file."""
    path = tmp_path / "steam.db"
    script = (
        BEGIN
        + """
steam.close()
side.close()
child = os.fork()
if child == 0:
    steam = open_world()
    steam.request_user_stats(PLAYER)
    frame(steam)
    print(steam.get_user_stat_int(PLAYER, "kills"), store(steam, 9), flush=True)
    steam.close()
    sys.exit()
os.waitpid(child, 0)
steam = open_world()
steam.request_user_stats(PLAYER)
frame(steam)
print(steam.get_user_stat_int(PLAYER, "kills"), store(steam, 10), flush=True)
"""
    )
    assert in_another_process(script, path).splitlines() == ["8 ['OK']", "9 ['OK']"]
    assert kills(path) == 10


def test_a_child_may_have_a_world_of_another_file(tmp_path: Path) -> None:
    """Only what was open is its parent's."""
    script = (
        BEGIN
        + """
child = os.fork()
if child == 0:
    sys.argv[1] += ".own"
    say(lambda: open_world().close())
    sys.exit()
os.waitpid(child, 0)
"""
    )
    assert in_another_process(script, tmp_path / "steam.db") == "answered None"


SERVER = (
    BEGIN
    + """
import time
LINES
print("running", flush=True)
while not ended:
    frame(steam)
    time.sleep(0.001)
steam.close()
"""
)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_lines_of_the_page_store_when_a_server_is_told_to_end(tmp_path: Path, number: signal.Signals) -> None:
    """Two lines of docs/local_steam.md, a loop that looks, and the end of the world: what was set and not stored is there."""
    page = (ROOT / "docs" / "local_steam.md").read_text(encoding="utf-8")
    lines = re.findall(r"^(?:ended = .*|signal\.signal\(.*)$", page, re.MULTILINE)
    assert [line.split("(")[0] for line in lines] == ["ended = []", "signal.signal", "signal.signal"]
    path = tmp_path / "steam.db"
    script = SERVER.replace("LINES", "\n".join(lines))
    with subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        assert server.stdout.readline() == "running\n"
        server.send_signal(number)
        server.send_signal(number)
        assert server.stderr.read() == ""
    assert server.returncode == 0
    assert kills(path) == 8
