"""The two programs of test_other_openers.py: one with both sides of a world on one file, and one that opens and closes that file.

Rules: `python -m tests.support.openers_driver sides` or `others`. A line of standard input is an order, `WAY PATH` or `stop`; with its end
the program ends. What happened is a line of standard output at once: `NAME OK`, `NAME` and another result with its reason, `opened`, and
`end` when an order was carried out. A file that a world has open is opened by SQLite alone, as the library's own rule is.
"""

from __future__ import annotations

import logging
import sqlite3
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.callbacks import StatsReceived, StatsStored, UserStatsReceived, UserStatsStored
from steam_nodes.steam.local import LocalSteam
from steam_nodes.steam.results import Result
from tests.support.client_world import SCHEMA
from tests.support.stats_world import OTHER, PLAYER

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.local.client.client import LocalClient

WAYS: Final = ("restarted", "second", "shell", "backup", "migration", "read-only")
"""What is done to the file: a server opened, stored and closed; a second LocalSteam in the process with both sides; SQLite's shell; a
backup by both programs; a store of an older version that both open; and SQLite's shell that only reads."""
PATIENCE: Final = 30.0
BREATH: Final = 0.0002


def say(*words: object) -> None:
    """Tell what happened."""
    print(*words, flush=True)  # noqa: T201 - a program that answers by lines


class Counter:
    """One side that counts: it sets one more than it holds, stores, and again when that is answered."""

    def __init__(self, name: str, side: LocalSteam | LocalClient) -> None:
        """Begin to load what is stored."""
        self.name = name
        self.side = side
        self.loaded = self.waits = False
        self.answered = 0
        self.user = OTHER if name == "other" else PLAYER
        if isinstance(side, LocalSteam):
            side.request_user_stats(self.user)

    def step(self, *, more: bool) -> None:
        """Make a frame, and a store if one more is wanted and none is under way."""
        self.side.advance(1 / 60)
        for record in self.side.poll():
            if isinstance(record, StatsReceived | UserStatsReceived):
                self.loaded = True
                self._expect_ok(record.result)
            elif isinstance(record, StatsStored | UserStatsStored):
                self.waits = False
                self.answered += record.result is Result.OK
                say(self.name, self._expect_ok(record.result))
        if more and self.loaded and not self.waits:
            self.waits = True
            if isinstance(self.side, LocalSteam):
                value = self.side.get_user_stat_int(self.user, "kills")
                taken = value is not None and self.side.set_user_stat_int(self.user, "kills", value + 1)
                self.side.store_user_stats(self.user)
            else:
                value = self.side.get_stat_int("games")
                taken = value is not None and self.side.set_stat_int("games", value + 1)
                self.side.store_stats()
            if not taken:
                say(self.name, "could not set:", self.side.why())

    def _expect_ok(self, result: Result) -> str:
        """Return what is said of a result."""
        return "OK" if result is Result.OK else f"{result.name}: {self.side.why()}"


def until(what: Callable[[], bool], *counters: Counter) -> None:
    """Make frames without new stores until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > deadline:
            say("no answer within", PATIENCE, "seconds")
            return
        for counter in counters:
            counter.step(more=False)
        time.sleep(BREATH)


def opened(path: Path) -> LocalSteam:
    """Open a world on the file."""
    return LocalSteam(SCHEMA, path, store_rate="allow")


def back_up(steam: LocalSteam, path: Path, who: str) -> None:
    """Have a copy made of the file, and tell if it is not whole or has less than was answered OK before."""
    copy = path.with_name(f"{who}.backup")
    for part in ("", "-wal", "-shm"):  # A kill leaves what the check below had open.
        path.with_name(f"{copy.name}{part}").unlink(missing_ok=True)
    steam.backup(copy)
    with closing(sqlite3.connect(copy)) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if whole != "ok":
            say("the backup of", who, "is not whole:", whole)
    copy.unlink()


def sides(way: str, path: Path, told: Callable[[], bool]) -> None:
    """Count on both sides of one world, and open the file once more in this process if that is the way."""
    steam = opened(path)
    client = steam.client(PLAYER)
    counters = Counter("server", steam), Counter("player", client)
    frames = 0
    while not told():
        frames += 1
        for counter in counters:
            counter.step(more=True)
        if frames % 20 == 0:
            if way == "second":
                opened(path).close()
            elif way == "backup":
                back_up(steam, path, "sides")
        time.sleep(BREATH)
    until(lambda: not any(counter.waits for counter in counters), *counters)
    client.close()
    steam.close()


def others(way: str, path: Path, told: Callable[[], bool]) -> None:
    """Open the file and close it, again and again."""
    while not told():
        if way in {"restarted", "migration", "backup"}:
            steam = opened(path)
            counter = Counter("other", steam)
            until(lambda counter=counter: counter.loaded, counter)  # type: ignore[misc]  # mypy cannot infer a lambda's default
            counter.step(more=True)
            until(lambda counter=counter: not counter.waits, counter)  # type: ignore[misc]  # the same
            if way == "backup":
                back_up(steam, path, "others")
            steam.close()
        else:
            mode = "ro" if way == "read-only" else "rw"
            with closing(sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True)) as connection:
                connection.execute("SELECT count(*) FROM users").fetchone()
        say("opened")
        time.sleep(BREATH)


def main(program: Callable[[str, Path, Callable[[], bool]], None]) -> None:
    """Carry out orders until there are no more."""
    logging.disable(logging.WARNING)  # they store more often than Steam likes
    orders: SimpleQueue[str] = SimpleQueue()

    def listen() -> None:
        for line in sys.stdin:
            orders.put(line.strip())
        orders.put("")

    threading.Thread(target=listen, daemon=True).start()

    def told() -> bool:
        try:
            return orders.get_nowait() in {"stop", ""}
        except Empty:
            return False

    while order := orders.get():
        way, path = order.split(" ", 1)
        program(way, Path(path), told)
        say("end")


if __name__ == "__main__":
    main({"sides": sides, "others": others}[sys.argv[1]])
