"""The laws of a file that others open as well: what was answered OK stays, whoever opens and closes it, in this process or another.

Rules: the programs stand in openers_driver.py and count by ones, each side a stat of its own, so what is on the disk is what was answered
OK: nothing lost and nothing twice; a killed program may have stored one more that it could not tell of. A round that fails is told with
its way of opening and its counts. `--log-cli-level=INFO` shows the sums.
"""

from __future__ import annotations

import json
import logging
import random
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

import pytest

from tests.support.openers_driver import WAYS
from tests.support.stats_world import OTHER, PLAYER
from tests.test_store_faults import make_version_1

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.thorough  # each kills and opens many processes

NAMES = {"server": (PLAYER, "kills"), "player": (PLAYER, "games"), "other": (OTHER, "kills")}
"""Who counts, on which user and stat."""
PATIENCE = 60.0
_LOG = logging.getLogger(__name__)


class Program:
    """One of the two programs, and what it has told in this round."""

    def __init__(self, name: str) -> None:
        """Start it."""
        self.name = name
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.openers_driver", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.told: list[str] = []
        self._lines: SimpleQueue[str] = SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        """Take every whole line as it comes."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith("\n"):
                self._lines.put(line.strip())
        self._lines.put("")

    def order(self, words: str) -> None:
        """Send an order; one that has ended by itself has told why."""
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):
            self.process.stdin.write(words + "\n")
            self.process.stdin.flush()

    def listen(self, enough: Callable[[list[str]], bool]) -> None:
        """Take what it tells until that is enough, or it has ended."""
        while not enough(self.told):
            try:
                line = self._lines.get(timeout=PATIENCE)
            except Empty:
                self.told.append(f"the program {self.name!r} was silent for {PATIENCE} seconds")
                return
            if not line:
                self._lines.put("")  # whoever asks again is told again
                return
            self.told.append(line)

    def kill(self) -> None:
        """Kill it and take what it told before."""
        self.process.kill()
        self.listen(lambda _told: False)
        self.end()

    def end(self) -> None:
        """Let it end."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait(PATIENCE)
        self._reader.join()
        self.process.stdout.close()


class Table:
    """Both programs, their file and the sums of all rounds."""

    def __init__(self, folder: Path) -> None:
        """Start both."""
        self.folder = folder
        self.programs = {name: Program(name) for name in ("sides", "others")}
        self.rounds = self.kills = self.answered = self.openings = 0

    def play(self, way: str, killed: str = "", after: float = 0.0) -> str:
        """Play one round and return what is wrong with it, "" for nothing.

        Args:
            way: The way in which the file is opened.
            killed: The program that is killed, "" for none.
            after: How many seconds after both have begun.
        """
        path = self.folder / (f"old-{self.rounds}.db" if way == "migration" else "steam.db")
        if way == "migration":
            make_version_1(path)
        before = on_disk(path)[1] if path.exists() else {}
        spare = Program(killed) if killed else None
        one, two = self.programs["sides"], self.programs["others"]
        for program in (one, two):
            program.told = []
        one.order(f"{way} {path}")
        one.listen(bool)  # a file that is new is there from now on
        two.order(f"{way} {path}")
        if spare is not None:
            two.listen(bool)
            time.sleep(after)
            self.programs[killed].kill()
            self.programs[killed] = spare
        else:
            two.listen(lambda told: told.count("opened") >= 4)
            one.listen(lambda told: min(told.count("server OK"), told.count("player OK")) >= 8)
        told = [*one.told, *two.told]
        during = self._judge(path, before, told, f"{way}, {killed or 'nobody'} killed, still running", running=True)
        for program in (one, two):
            if program.name != killed:
                program.order("stop")
                program.listen(lambda told: "end" in told)
        self.rounds += 1
        self.kills += bool(killed)
        told = [*one.told, *two.told]
        self.answered += sum(told.count(f"{name} OK") for name in NAMES)
        self.openings += told.count("opened")
        return during or self._judge(path, before, told, f"{way}, {killed or 'nobody'} killed", killed)

    def _judge(self, path: Path, before: dict[str, int], told: list[str], how: str, killed: str = "", *, running: bool = False) -> str:
        """Compare what was told with what is on the disk; programs that are running may have stored more since."""
        answered = {name: told.count(f"{name} OK") for name in NAMES}
        whole, after = on_disk(path)
        stored = {name: after.get(name, 0) - before.get(name, 0) for name in NAMES}
        unsure = {"sides": ("server", "player"), "others": ("other",)}.get(killed, ())
        right = all(answered[name] <= stored[name] and (running or stored[name] <= answered[name] + (name in unsure)) for name in NAMES)
        # BUSY is a true answer: who has the file's lock may get no processor for longer than anybody waits.
        known = ("end", "opened", *(f"{name} {answer}" for name in NAMES for answer in ("OK", "BUSY: ")))
        rest = [line for line in told if not line.startswith(known)]
        if right and whole == "ok" and not rest:
            return ""
        return f"round {self.rounds} ({how}): answered OK {answered}, on the disk {stored}, integrity_check {whole!r}, told {rest[:20]}"

    def end(self) -> None:
        """End both and say the sums."""
        for program in self.programs.values():
            program.end()
        _LOG.info(
            "%d rounds, %d kills, the file opened and closed %d times: %d answers OK", self.rounds, self.kills, self.openings, self.answered
        )


def on_disk(path: Path) -> tuple[str, dict[str, int]]:
    """Return what `integrity_check` says, and how far each has counted."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            whole = str(connection.execute("PRAGMA integrity_check").fetchone()[0])
            rows = {int(user): json.loads(row) for user, row in connection.execute("SELECT steam_id, row FROM users")}
    except sqlite3.DatabaseError as error:
        return str(error), {}
    return whole, {name: int(rows.get(user, {}).get(stat, 0)) for name, (user, stat) in NAMES.items()}


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    """Give both programs, and end them."""
    table = Table(tmp_path)
    yield table
    table.end()


def test_who_opens_and_closes_the_file_loses_nothing_that_was_answered_ok(table: Table, *, long: bool) -> None:
    """Beside a process with two sides the file is opened and closed in every way: each side has on the disk what it was answered OK."""
    for turn in range(200 if long else 20):
        fault = table.play(WAYS[turn % len(WAYS)])
        assert not fault, fault


def test_a_kill_beside_other_openers_loses_nothing_that_was_answered_ok(table: Table, *, long: bool) -> None:
    """One of the two is killed at a random moment: nothing that was answered OK is lost, nothing is there twice, and the file is whole."""
    moments = random.Random(480)
    for turn in range(1000 if long else 10):
        fault = table.play(WAYS[turn % len(WAYS)], moments.choice(("sides", "others")), moments.uniform(0.0, 0.05))
        assert not fault, fault
