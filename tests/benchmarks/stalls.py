"""What a disk does to a game's frames, and what a store of 10,000 users costs: `python -m tests.benchmarks.stalls [SECONDS]`.

Rules: a frame is 3 ms of Python work and 1,000 sets, 60 times a second on the real clock; every thirtieth frame stores 100 users. Frames
with stores, with stores on a disk whose every transaction takes 5 ms longer, and without stores take turns of a second each, so that what
else the machine does falls on all of them alike. What is compared is the time a frame took, not the time it waited for the next one.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep

from steam_nodes import LocalSteam, Schema
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.local.world.options import start_row
from tests.benchmarks.timing import Row, ratio_row, table, time_text

FPS = 60
USERS = 100
WORK_SECONDS = 0.003
MANY = 10_000
SLOW = 0.005
PLAYER = 76561197960287931
NAMES = [f"stat_{number}" for number in range(50)]
TEXT = "app_id = 480\n" + "".join(f'[stats.{name}]\ntype = "INT"\nset_by = "GS"\n' for name in NAMES)


def _work(turns: int) -> int:
    total = 0
    for turn in range(turns):
        total += turn & 7
    return total


def _calibrate() -> int:
    turns = 10_000
    taken = []
    for _ in range(50):
        begin = perf_counter()
        _work(turns)
        taken.append(perf_counter() - begin)
    return int(turns * WORK_SECONDS / median(taken))


class Game:
    """A server with 100 players whose frames are measured.

    Args:
        store: Where the world is.
    """

    def __init__(self, store: Path | str) -> None:
        """Load the players."""
        self.steam = LocalSteam(Schema.parse(TEXT), store)
        self.players = [PLAYER + number for number in range(USERS)]
        self.turns = _calibrate()
        self.number = 0
        for player in self.players:
            self.steam.request_user_stats(player)
        self.await_answers(USERS)

    def await_answers(self, count: int) -> None:
        """Step frames until so many answers have come."""
        while count:
            sleep(1 / FPS)
            self.steam.advance(1 / FPS)
            count -= len(self.steam.poll())

    def play(self, *, stores: bool, slow: float = 0.0) -> list[float]:
        """Play for a second and return what each frame took."""
        self.steam.faults.slow_disk = slow
        times = []
        due = perf_counter()
        for frame in range(FPS):
            due += 1 / FPS
            begin = perf_counter()
            self.frame(store=stores and frame % 30 == 0)
            end = perf_counter()
            times.append(end - begin)
            sleep(max(due - end, 0.0))
        # What is left of it must not fall on the next turn, nor the answers to it.
        self.steam._world.store.wait()
        self.steam.advance(1 / FPS)
        self.steam.poll()
        return times

    def frame(self, *, store: bool) -> None:
        """Do the work of one frame."""
        steam = self.steam
        steam.advance(1 / FPS)
        steam.poll()
        _work(self.turns)
        self.number += 1
        for turn in range(1000):
            steam.set_user_stat_int(self.players[turn % USERS], NAMES[turn // USERS], self.number)
        if store:
            for player in self.players:
                steam.store_user_stats(player)


def _stalls(seconds: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        game = Game(Path(folder, "steam.db"))
        modes = {"without": (False, 0.0), "with": (True, 0.0), "slow": (True, SLOW)}
        times: dict[str, list[float]] = {name: [] for name in modes}
        for _ in range(seconds):
            for name, (stores, delay) in modes.items():
                times[name] += game.play(stores=stores, slow=delay)
        game.steam.close()
    late = {name: quantiles(taken, n=100)[98] for name, taken in times.items()}
    usual = f"{time_text(late['without'])}, median {time_text(median(times['without']))}, {seconds} s each"
    quick, slow = late["with"] / late["without"], late["slow"] / late["without"]
    return [
        ratio_row("frames with stores / without, p99", quick, at_most=1.15, note=f"p99 {time_text(late['with'])} against {usual}"),
        ratio_row("the same, each fsync 5 ms", slow, at_most=1.15, note=f"p99 {time_text(late['slow'])}"),
    ]


def _many() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "steam.db")
        schema = Schema.parse(TEXT)
        values: dict[str, object] = {name: number + 1 for number, name in enumerate(NAMES)}
        steam = LocalSteam(schema, path)
        store = steam._world.store
        for player in range(PLAYER, PLAYER + MANY):
            store.submit(Job("seed", player, start_row(schema, values, 0)))
        store.wait()
        store.done.clear()
        steam.close()
        opened = []
        for _ in range(5):
            begin = perf_counter()
            steam = LocalSteam(schema, path)
            opened.append(perf_counter() - begin)
            steam.close()
        steam = LocalSteam(schema, path)
        asked = []
        for player in range(PLAYER, PLAYER + MANY, 20):
            begin = perf_counter()
            steam.request_user_stats(player)
            taken = perf_counter() - begin
            sleep(0.001)
            begin = perf_counter()
            steam.advance(1 / FPS)
            records = steam.poll()
            taken += perf_counter() - begin
            while not records:
                sleep(0.0005)
                begin = perf_counter()
                steam.advance(1 / FPS)
                records = steam.poll()
                taken += perf_counter() - begin
            asked.append(taken)
        steam.close()
    opening, request = median(opened), median(asked)
    slowest = f"p99 {time_text(quantiles(asked, n=100)[98])}"
    return [
        Row("opening a store of 10,000 x 50 stats", time_text(opening), "<= 50 ms", opening <= 0.05),
        Row("one request there, the frame's part", time_text(request), "<= 100 us", request <= 1e-4, slowest),
    ]


def rows(seconds: int = 5) -> list[Row]:
    """Measure frames and a large store.

    Args:
        seconds: How long each of the three kinds of frames is played.
    """
    logging.disable(logging.WARNING)  # It stores more often than Steam likes.
    try:
        return _stalls(seconds) + _many()
    finally:
        logging.disable(logging.NOTSET)


if __name__ == "__main__":
    print(table("Stalls", rows(int(sys.argv[1]) if len(sys.argv) > 1 else 60)))
