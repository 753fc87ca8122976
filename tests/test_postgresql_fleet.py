"""Laws of a fleet: many servers in many processes on one database count exactly, also while connections are cut and everything is killed.

Rules: everything runs against the server that `.ci/postgres` starts; the database is stopped as a power cut would, without writing
anything more, and connections go through a proxy that cuts them. `--long` makes each server add 5,000 times, and kills 1,000 times.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from itertools import cycle, islice, pairwise
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.local.store.queries import Totals
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support.database_server import DatabaseServer, OwnServer
from tests.support.places import NAMED_IN, open_stores, url_of
from tests.support.proxy import Proxy
from tests.support.source_files import ROOT
from tests.support.stats_world import PLAYER
from tests.test_postgresql_faults import close, do

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from steam_nodes.steam.local.store.store import Store

pytestmark = [pytest.mark.postgresql, pytest.mark.thorough]
SERVERS = 8
RESTARTS = 3
CUTS = [
    ["cut"],
    ["lose COMMIT"],
    ["reset"],
    ["leave"],
    ["after 5000"],
    ["stall", "wait 0.1", "go"],
    ["refuse", "cut", "wait 0.1", "accept"],
]
"""What the proxy does, in turns."""


def start(url: str, player: int, adds: int) -> subprocess.Popen[str]:
    """Start a server."""
    command = [sys.executable, "-m", "tests.support.fleet_driver", url, str(player), str(adds)]
    # What they say of each refusal goes nowhere: a pipe that nobody empties would stop them.
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT)


def test_eight_servers_count_exactly_while_the_database_dies(tmp_path: Path, printed: Callable[[str], None], *, long: bool) -> None:
    """The sum is exact and every call is answered once, through three immediate shutdowns and cuts of every kind by a proxy."""
    adds = 5000 if long else 60
    cuts = list(islice(cycle(CUTS), 10 * len(CUTS) if long else len(CUTS)))
    turns: list[list[str]] = [turn for number in range(RESTARTS) for turn in [*cuts[number::RESTARTS], []]]
    goal = SERVERS * adds
    database = DatabaseServer.named()
    began = time.monotonic()
    with ExitStack() as stack:
        proxy = stack.enter_context(Proxy(url_of(tmp_path)))
        (watch,) = open_stores("postgresql", tmp_path, 1)
        stack.callback(close, watch)
        children = [stack.enter_context(start(proxy.url, PLAYER, adds)) for _ in range(SERVERS)]
        for child in children:
            stack.callback(child.kill)
        answers: list[list[str]] = [[] for _ in children]
        readers = [threading.Thread(target=read, args=each) for each in zip(children, answers, strict=True)]
        for reader in readers:
            reader.start()
        for number, turn in enumerate(turns, 1):
            while sum(map(len, answers)) < goal * number // (len(turns) + 1) and any(child.poll() is None for child in children):
                time.sleep(0.005)
            if turn:
                proxy.do(*turn)
            else:
                database.restart_at_once()
        for reader in readers:
            reader.join()
        assert [child.wait() for child in children] == [0] * SERVERS
        reports = [json.loads(lines.pop()) for lines in answers]
        assert [report["answered twice"] for report in reports] == [[]] * SERVERS
        assert [report["results"]["OK"] for report in reports] == [adds + 1] * SERVERS
        assert kept(watch, PLAYER) == total(watch) == goal
        # Each value was answered OK to one server alone.
        assert sorted(int(line) for lines in answers for line in lines) == list(range(1, goal + 1))
        spent = time.monotonic() - began
        results = {name: sum(report["results"].get(name, 0) for report in reports) for name in ("OK", "INVALID_PARAM", "NO_CONNECTION")}
        words = f"{SERVERS} servers, {goal} adds, {RESTARTS} immediate shutdowns, {proxy.cuts} connections cut by the proxy"
        printed(f"{words}: {spent:.1f} s; answers {results}")


def read(child: subprocess.Popen[str], lines: list[str]) -> None:
    """Read what a server writes, whole lines and the last one."""
    assert child.stdout is not None
    lines.extend(child.stdout)


class Killed:
    """A server that adds to a player of its own, is killed, and starts again.

    Args:
        url: The database.
        player: The player.
    """

    def __init__(self, url: str, player: int) -> None:
        """Start it."""
        self.url = url
        self.player = player
        self.told: list[int] = []
        """Every value that was answered OK."""
        self._checked = 0
        self._kills = 0
        self.begin()

    @property
    def stored(self) -> range:
        """What may be stored now: the last value that was told, and one more for each kill since."""
        last = self.told[-1] if self.told else 0
        return range(last, last + self._kills + 1)

    def begin(self) -> None:
        """Start it, and read what it tells."""
        self.child = start(self.url, self.player, 1_000_000)
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.child.stdout is not None
        # The last line may be one that it was killed in.
        self.told.extend(int(line) for line in self.child.stdout if line.endswith("\n"))

    def end(self, *, lossless: bool = True) -> int:
        """Kill it, and see that it was told each value once and none is missing, but for one that was stored while it was killed.

        Args:
            lossless: Whether it may have been told no value twice, as it is when the first was lost.

        Returns:
            How many values were lost.
        """
        self.child.kill()
        self.child.wait()
        self.reader.join()
        assert self.child.stdout is not None
        self.child.stdout.close()
        before, news = self.told[: self._checked], self.told[self._checked :]
        lost = sum(max(first + 1 - second, 0) for first, second in pairwise(news))
        if news and lossless:
            assert news == list(range(news[0], news[0] + len(news)))
            assert 0 < news[0] - (before[-1] if before else 0) <= 1 + self._kills
            self._kills = 0
        self._checked = len(self.told)
        self._kills += 1
        return lost


def test_what_was_answered_ok_survives_every_kill(tmp_path: Path, printed: Callable[[str], None], *, long: bool) -> None:
    """At random moments a server is killed, or the database: what was said is stored, at most one value beyond it, and the total agrees."""
    moments = 1000 if long else 10
    chance = random.Random(16)
    url = url_of(tmp_path)
    database = DatabaseServer.named()
    (watch,) = open_stores("postgresql", tmp_path, 1)
    counts = dict.fromkeys(("server", "shutdown", "database", "connection"), 0)
    servers = [Killed(url, PLAYER + number) for number in range(3)]
    try:
        for moment in range(moments):
            goal = sum(len(server.told) for server in servers) + chance.randrange(1, 40)
            while sum(len(server.told) for server in servers) < goal:
                assert all(server.child.poll() is None for server in servers)
                time.sleep(0.001)
            time.sleep(chance.uniform(0.0, 0.01))
            # Each kind comes in the short form too.
            what = ("server", "database", "shutdown", "connection")[moment] if moment < 4 else chance.choice([*counts, "server", "server"])
            counts[what] += 1
            victim = chance.choice(servers)
            if what == "server":
                victim.end()
                if chance.random() < 0.2:
                    database.kill()
                assert kept(watch, victim.player) in victim.stored
                victim.begin()
            elif what == "connection":
                database.kill_one(chance)
            else:
                database.kill() if what == "database" else database.restart_at_once()
    finally:
        for server in servers:
            server.child.kill()
    for server in servers:
        server.end()
        assert kept(watch, server.player) in server.stored
    values = sum(len(server.told) for server in servers)
    assert total(watch) == sum(kept(watch, server.player) for server in servers)
    close(watch)
    printed(f"{moments} kills {counts}, {values} values answered OK, none lost")


@pytest.fixture
def disk() -> Iterator[OwnServer]:
    """A server that waits for the disk, as the one of `.ci/postgres` does not."""
    with OwnServer(["fsync = on"]) as server:
        yield server


@pytest.mark.long
def test_what_synchronous_commit_costs_and_keeps(
    tmp_path: Path, printed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, disk: OwnServer
) -> None:
    """With `on` a killed database loses nothing answered OK; with `off` the last values may be lost, each with all that it counted for."""
    kills, adds, turns = 60, 1000, 4
    chance = random.Random(16)
    monkeypatch.setenv(NAMED_IN, disk.url())
    lost = dict.fromkeys(("on", "off"), 0)
    took: dict[str, list[float]] = {"on": [], "off": []}
    for turn in range(turns):
        for setting in took:
            url = f"{url_of(tmp_path / setting)}%20-csynchronous_commit%3D{setting}"
            with ExitStack() as stack:
                players = range(PLAYER + 10 + 10 * turn, PLAYER + 14 + 10 * turn)
                children = [stack.enter_context(start(url, player, adds)) for player in players]
                for child in children:
                    stack.callback(child.kill)
                took[setting] += [second for child in children for second in json.loads(child.communicate()[0].splitlines()[-1])["seconds"]]
    for setting in took:
        (watch,) = open_stores("postgresql", tmp_path / setting, 1)
        before = total(watch)
        url = f"{url_of(tmp_path / setting)}%20-csynchronous_commit%3D{setting}"
        servers = [Killed(url, PLAYER + number) for number in range(4)]
        try:
            for _ in range(kills):
                goal = sum(len(server.told) for server in servers) + chance.randrange(20, 100)
                while sum(len(server.told) for server in servers) < goal:
                    assert all(server.child.poll() is None for server in servers)
                    time.sleep(0.001)
                disk.kill()
        finally:
            for server in servers:
                server.child.kill()
        for server in servers:
            lost[setting] += server.end(lossless=setting == "on") + max(server.stored.start - kept(watch, server.player), 0)
        assert total(watch) == before + sum(kept(watch, server.player) for server in servers)
        close(watch)
    assert lost["on"] == 0
    lines = [f"synchronous_commit | adds a second and server | p50 ms | p99 ms | answered OK and lost in {kills} kills of the database"]
    for setting, seconds in took.items():
        seconds.sort()
        middle, slow = (seconds[int(len(seconds) * part)] * 1000 for part in (0.5, 0.99))
        lines.append(f"{setting} | {len(seconds) / sum(seconds):.0f} | {middle:.1f} | {slow:.1f} | {lost[setting]}")
    printed("\n".join(lines))


def kept(store: Store, player: int) -> int:
    """Return what a player has now, however often the database must be asked."""
    while True:
        (completion,) = do(store, Job("read", player))
        if completion.result is Result.OK:
            found = completion.row.get("kills", 0)
            assert isinstance(found, int)
            return found


def total(store: Store) -> int:
    """Return the sum over all players."""
    while True:
        (completion,) = do(store, Job("query", 0, query=Totals(("kills",), 0, 0)))
        if completion.result is Result.OK:
            found: dict[str, tuple[int, object]] = completion.found  # type: ignore[assignment]  # what Totals is answered with
            return found["kills"][0]
