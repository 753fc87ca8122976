"""The laws of the end: what was set and not stored is stored when a world is closed, dropped, or its program ends, however it ends."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.local import LocalSteam, MemoryStore, SteppedClock
from steam_nodes.steam.local.store.store import Job
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, TEXT, SlowStore, load, stepped
from tests.support.stepping import answers

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = ON_EVERY_STORE


def test_close_stores_what_is_unstored(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What breaks a limit is named and lost, everything else is stored, also of users with a store on its way."""
    steam = stepped(store=tmp_path / "steam.db")
    load(steam, PLAYER, OTHER)
    steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.store_user_stats(PLAYER)
    steam.set_user_stat_int(PLAYER, "kills", 9)
    steam.set_user_stat_int(PLAYER, "level", 99)
    steam.set_user_stat_float(OTHER, "accuracy", 0.5)
    steam.close()
    assert '"level" = 99' in caplog.text
    steam = stepped(store=tmp_path / "steam.db")
    load(steam, PLAYER, OTHER)
    assert (steam.get_user_stat_int(PLAYER, "kills"), steam.get_user_stat_int(PLAYER, "level")) == (9, 1)
    assert steam.get_user_stat_float(OTHER, "accuracy") == 0.5
    steam.close()


def test_a_disk_that_hangs_cannot_hold_up_the_end(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """After the time for it the end goes on, and the log says what was lost."""
    monkeypatch.setattr("steam_nodes.steam.local.world.world.END_SECONDS", 0.05)
    store = SlowStore()
    steam = LocalSteam(SCHEMA, store)
    steam.request_user_stats(PLAYER)
    store.release()
    answers(steam, 1)
    steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.close()
    assert f"not stored at the end, and lost: kills of {PLAYER}" in caplog.text


def test_a_world_that_is_dropped_stores_what_is_unstored(tmp_path: Path) -> None:
    """Without close, dropping the last reference does the same, and nothing keeps the world or its thread alive."""
    threads = threading.active_count()
    steam = stepped(store=tmp_path / "steam.db")
    load(steam)
    steam.set_user_stat_int(PLAYER, "kills", 8)
    del steam
    gc.collect()
    assert threading.active_count() == threads
    steam = stepped(store=tmp_path / "steam.db")
    load(steam)
    assert steam.get_user_stat_int(PLAYER, "kills") == 8
    steam.close()


class InsideStore(MemoryStore):
    """A store that says that its own thread is running."""

    def inside(self) -> bool:
        """Return True."""
        return True


def test_a_world_dropped_on_the_stores_own_thread_ends_on_another() -> None:
    """The thread that writes must not wait for itself, so the last store is another thread's work."""
    store = InsideStore()
    steam = LocalSteam(SCHEMA, store, clock=SteppedClock())
    load(steam)
    steam.set_user_stat_int(PLAYER, "kills", 8)
    del steam
    gc.collect()
    for thread in threading.enumerate():
        if thread.name == "steam_nodes last store":
            thread.join()
    store.submit(Job("read", PLAYER))
    assert store.done.pop().row == {"kills": 8}


SCRIPT = f"""
import os, sys
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.schema.schema import Schema
steam = LocalSteam(Schema.parse({TEXT!r}), sys.argv[1], clock=SteppedClock())
steam.request_user_stats({PLAYER})
steam.advance(1 / 60)
assert steam.poll()
assert steam.set_user_stat_int({PLAYER}, "kills", 8)
"""


@pytest.mark.parametrize(
    ("end", "code"),
    [("", 0), ("sys.exit(3)", 3), ("raise RuntimeError('a bug')", 1), ("if os.fork() == 0: sys.exit()\nos.wait()", 0)],
)
def test_the_end_of_the_program_stores_what_is_unstored(tmp_path: Path, end: str, code: int) -> None:
    """At the last line, at sys.exit, after an unhandled exception, and only in the process that opened the store."""
    if "fork" in end and not hasattr(os, "fork"):
        end = ""
    path = tmp_path / "steam.db"
    done = subprocess.run([sys.executable, "-c", SCRIPT + end, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    steam = stepped(store=path)
    load(steam)
    assert steam.get_user_stat_int(PLAYER, "kills") == 8
    steam.close()


def test_a_world_in_memory_loads_no_database() -> None:
    """Importing it and using it without a file loads neither sqlite3 nor json nor logging nor threads."""
    script = SCRIPT.replace("sys.argv[1]", "None") + (
        "print([name for name in ('sqlite3', 'json', 'logging', 'asyncio', 'queue') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
