"""One server of a fleet, as a process: its players play rounds, and all of them are stored where a round ends.

Rules: it runs at 60 frames a second on the real clock, as a game does; a round is stored in one frame and is over when each player's answer
was heard. It reads a command a line, and answers each with a line of JSON: `rounds COUNT PAUSE` plays so many rounds and pauses between
them, `idle SECONDS` only runs frames, `look SECONDS` sets how often it looks although nothing was told, `end` ends it.
Usage: round_server.py URL FIRST_PLAYER PLAYERS STRIDE
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from steam_nodes.steam.callbacks import StatsReceived, StatsStored
from steam_nodes.steam.local import LocalSteam, RealClock
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema

FRAME = 1 / 60
STATS = 20
CHANGED = 5
"""How many stats of a player a round changes; one of them is aggregated."""
PATIENCE = 120.0
TEXT = "app_id = 480\n" + "".join(
    f'[stats.stat_{number}]\ntype = "INT"\nset_by = "GS"\naggregated = {str(number == 0).lower()}\n' for number in range(STATS)
)


class RoundServer:
    """The server.

    Args:
        url: The database.
        first: Its first player.
        count: How many players it has.
        stride: How far apart their Steam IDs are.
    """

    def __init__(self, url: str, first: int, count: int, stride: int = 1) -> None:
        """Open the world, let everybody join, and store each of them once."""
        self.steam = LocalSteam(Schema.parse(TEXT), url, clock=RealClock(), store_rate="allow")
        self.players = [first + number * stride for number in range(count)]
        self.number = 0
        for player in self.players:
            self.steam.join(player)
            self.steam.request_user_stats(player)
        self.hear(count, StatsReceived)
        for name in range(STATS):
            for player in self.players:
                self.steam.set_user_stat_int(player, f"stat_{name}", 1_000_000)
        for player in self.players:
            self.steam.store_user_stats(player)
        self.hear(count, StatsStored)

    def frame(self) -> list[Any]:
        """Run a frame and return what came in it."""
        time.sleep(FRAME)
        self.steam.advance(FRAME)
        return self.steam.poll()

    def hear(self, count: int, kind: type[StatsReceived | StatsStored]) -> list[float]:
        """Run frames until so many answers came; return when each was heard."""
        heard: list[float] = []
        deadline = time.monotonic() + PATIENCE
        while len(heard) < count:
            if time.monotonic() > deadline:
                message = f"{len(heard)} of {count} answers came"
                raise TimeoutError(message)
            for record in self.frame():
                if isinstance(record, kind):
                    if record.result is not Result.OK:
                        message = f"{record} after {len(heard)} answers"
                        raise RuntimeError(message)
                    heard.append(time.monotonic())
        return heard

    def rounds(self, count: int, pause: float) -> dict[str, Any]:
        """Play rounds, and return how long each took to be stored and what it cost this process, thread by thread."""
        waited: list[float] = []
        setting = asking = 0.0
        began, spent, frames = time.monotonic(), time.process_time(), time.thread_time()
        for _ in range(count):
            self.idle(pause)
            self.number += 1
            before = time.thread_time()
            for changed in range(CHANGED):
                name = f"stat_{(self.number * CHANGED + changed) % STATS if changed else 0}"
                for player in self.players:
                    self.steam.set_user_stat_int(player, name, 1_000_000 + self.number)
            setting += time.thread_time() - before
            asked, before = time.monotonic(), time.thread_time()
            for player in self.players:
                self.steam.store_user_stats(player)
            asking += time.thread_time() - before
            waited.append(self.hear(len(self.players), StatsStored)[-1] - asked)
        spent, frames = time.process_time() - spent, time.thread_time() - frames
        parts = {"cpu": spent, "frames": frames, "setting": setting, "asking": asking}
        return {"waited": waited, "began": began, "ended": time.monotonic(), **parts}

    def idle(self, seconds: float) -> dict[str, Any]:
        """Run frames without a store, and return what they cost this process."""
        began, spent = time.monotonic(), time.process_time()
        while time.monotonic() - began < seconds:
            self.frame()
        return {"began": began, "ended": time.monotonic(), "cpu": time.process_time() - spent}

    def look(self, seconds: float) -> dict[str, Any]:
        """Set how often it looks although nothing was told."""
        from steam_nodes.steam.local.store.postgresql import server_news  # noqa: PLC0415 - psycopg may be missing

        server_news.LOOK_SECONDS = seconds  # type: ignore[misc]  # a constant for everybody else
        return {}


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(answer)}\n")
    sys.stdout.flush()


def main() -> None:
    """Do as each line says."""
    server = RoundServer(sys.argv[1], *map(int, sys.argv[2:5]))
    _say({})
    for line in sys.stdin:
        command, *values = line.split()
        if command == "end":
            break
        if command == "rounds":
            answer = server.rounds(int(values[0]), float(values[1]))
        elif command == "idle":
            answer = server.idle(float(values[0]))
        else:
            answer = server.look(float(values[0]))
        _say(answer)
    server.steam.close()


if __name__ == "__main__":
    main()
