"""One game server of a fleet that is measured, as a process of its own: it stores as fast as it is answered.

Rules: it loads its players, writes a line, and then plays a round for each line it reads, with the seconds of the round in it. In a round
each player is stored again as soon as the store before is answered, each store with ten stats that have changed, as at the end of a match.
A store counts when its answer came within the round. INVALID_PARAM means that another server was quicker: the values were renewed, and the
player is stored once more; the time of such a store is that of all its tries. After a round one line of JSON tells what came of it.
With a board it uploads instead: a new score of each player in turns, so many at once as there are players, which replaces the one before.
Usage: python -m tests.benchmarks.fleet_server STORE FIRST_PLAYER PLAYERS [BOARD]
"""

from __future__ import annotations

import gc
import json
import logging
import random
import sys
from dataclasses import dataclass
from time import perf_counter, sleep, time
from typing import Any

from steam_nodes import LocalSteam, Schema
from steam_nodes.steam.callbacks import StatsStored
from steam_nodes.steam.leaderboard_checks import FORCE_UPDATE
from steam_nodes.steam.local.store.queries import Upload
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.local.world.opening import open_store
from steam_nodes.steam.results import Result

FRAME = 1 / 250
"""Seconds a frame: a game's would be longer, and a store would wait for its frame for most of its time."""
STATS = [f"stat_{number}" for number in range(10)]
TEXT = "app_id = 480\n" + "".join(
    f'[stats.{name}]\ntype = "INT"\nset_by = "GS"\n{"aggregated = true" if name == STATS[0] else ""}\n' for name in STATS
)


@dataclass
class Played:
    """What came of a round.

    Args:
        times: What each store took until it was answered OK, in seconds.
        refused: How often another server was quicker.
        failed: How many stores failed otherwise.
    """

    times: list[float]
    refused: int = 0
    failed: int = 0


class Server:
    """The server.

    Args:
        store: Where the world is.
        first: The Steam ID of the first player; the others follow.
        players: How many there are.
    """

    def __init__(self, store: str, first: int, players: int) -> None:
        """Open the world and load the players."""
        self.steam = LocalSteam(Schema.parse(TEXT), store, store_rate="allow")
        self.players = range(first, first + players)
        self._begun: dict[int, tuple[int, float]] = {}
        for player in self.players:
            self.steam.request_user_stats(player)
        answered = 0
        while answered < players:
            answered += len(self._frame())

    def play(self, seconds: float) -> Played:
        """Play a round."""
        played = Played([])
        end = perf_counter() + seconds
        for player in self.players:
            self._store(player, perf_counter())
        while self._begun:
            for record in self._frame():
                if isinstance(record, StatsStored):
                    self._answer(record, played, end)
        return played

    def close(self) -> None:
        """Close the world."""
        self.steam.close()

    def _answer(self, record: StatsStored, played: Played, end: float) -> None:
        """Count an answer, and store the same player again."""
        player, begin = self._begun.pop(record.call)
        now = perf_counter()
        if now >= end:
            return
        if record.result is Result.OK:
            played.times.append(now - begin)
            begin = now
        elif record.result is Result.INVALID_PARAM:
            played.refused += 1
        else:
            played.failed += 1
        self._store(player, begin)

    def _store(self, player: int, begin: float) -> None:
        """Add one to every stat of a player and store them."""
        steam = self.steam
        for name in STATS:
            steam.set_user_stat_int(player, name, (steam.get_user_stat_int(player, name) or 0) + 1)
        self._begun[steam.store_user_stats(player)] = player, begin

    def _frame(self) -> list[Any]:
        """Step a frame and return what has arrived."""
        sleep(FRAME)
        self.steam.advance(FRAME)
        return list(self.steam.poll())


class Uploader:
    """A server whose players' scores are uploaded, without the frames of a game.

    Args:
        store: Where the board is.
        first: The Steam ID of the first player; the others follow.
        players: How many there are.
        board: The handle of the board.
    """

    def __init__(self, store: str, first: int, players: int, board: int) -> None:
        """Open the store."""
        self._store = open_store(store, 480)
        self._players = range(first, first + players)
        self._board = board
        self._chance = random.Random(first)

    def play(self, seconds: float) -> Played:
        """Play a round."""
        played = Played([])
        end = perf_counter() + seconds
        begun: dict[int, float] = {}
        for player in self._players:
            begun[player] = self._upload(player)
        while begun:
            self._store.wait(FRAME)
            while self._store.done:
                completion = self._store.done.popleft()
                query = completion.job.query
                assert isinstance(query, Upload)
                begin, now = begun.pop(query.steam_id), perf_counter()
                if now < end:
                    if completion.result is Result.OK:
                        played.times.append(now - begin)
                    else:
                        played.failed += 1
                    begun[query.steam_id] = self._upload(query.steam_id)
        return played

    def close(self) -> None:
        """Close the store."""
        self._store.close(10.0)

    def _upload(self, player: int) -> float:
        """Upload a score and return when."""
        score = self._chance.randrange(1_000_000)
        self._store.submit(Job("query", 0, query=Upload(self._board, player, FORCE_UPDATE, score, (1, 2, 3), time())))
        return perf_counter()


def main() -> None:
    """Play a round for each line."""
    logging.disable(logging.WARNING)  # It stores more often than Steam likes.
    store, first, players, *board = sys.argv[1:]
    server = Uploader(store, int(first), int(players), int(board[0])) if board else Server(store, int(first), int(players))
    gc.collect()
    gc.freeze()
    print("loaded", flush=True)
    for line in sys.stdin:
        played = server.play(float(line))
        print(json.dumps({"times": played.times, "refused": played.refused, "failed": played.failed}), flush=True)
    server.close()


if __name__ == "__main__":
    main()
