"""One server of a fleet, as a process: it adds to one player's stat so many times, and tries again until each add is stored.

Rules: an add is done when its store was answered OK. INVALID_PARAM means that another server was quicker: the value was renewed, and one is
added to that. Any other failure leaves the value unstored, and the same value is stored once more. Every call must be answered exactly
once. It writes each value that was answered OK on a line of its own, and a line of JSON at the end.
Usage: fleet_driver.py URL STEAM_ID ADDS
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter

from steam_nodes.steam.callbacks import StatsReceived, StatsStored
from steam_nodes.steam.local import LocalSteam, RealClock, StoreError
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema

SCHEMA = Schema.parse("""
app_id = 480
name = "Fleet"

[stats.kills]
type = "INT"
set_by = "GS"
aggregated = true
""")
"""What is added to is summed over all players too."""
FRAME = 1 / 240
PATIENCE = 120.0
"""How many seconds one call may take to be answered."""


class Fleeting:
    """The server."""

    def __init__(self, url: str, player: int) -> None:
        """Open the world, however often that must be tried."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self.steam = LocalSteam(SCHEMA, url, clock=RealClock(), store_rate="allow")
                break
            except StoreError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        self.player = player
        self.answered: Counter[int] = Counter()
        self.results: Counter[str] = Counter()

    def answer(self, call: int) -> Result:
        """Run frames until a call is answered."""
        deadline = time.monotonic() + PATIENCE
        while True:
            if time.monotonic() > deadline:
                message = f"call {call} was not answered: {self.results}"
                raise TimeoutError(message)
            self.steam.advance(FRAME)
            for record in self.steam.poll():
                if isinstance(record, StatsReceived | StatsStored):
                    self.answered[record.call] += 1
                    self.results[record.result.name] += 1
                    if record.call == call:
                        return record.result
            time.sleep(0.0005)

    def load(self) -> None:
        """Have the player's stats."""
        while self.answer(self.steam.request_user_stats(self.player)) is not Result.OK:
            pass

    def add(self, name: str) -> int:
        """Add one, whatever it takes, and return the value that was stored."""
        result, value = Result.INVALID_PARAM, None
        while result is not Result.OK:
            if result is Result.INVALID_PARAM:
                value = self.steam.get_user_stat_int(self.player, name)
                if value is None or not self.steam.set_user_stat_int(self.player, name, value + 1):
                    raise RuntimeError(self.steam.why())
            result = self.answer(self.steam.store_user_stats(self.player))
        return (value or 0) + 1


def main() -> None:
    """Add, and tell how it went."""
    url, player, adds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    server = Fleeting(url, player)
    server.load()
    for _ in range(adds):
        sys.stdout.write(f"{server.add('kills')}\n")
        sys.stdout.flush()
    server.steam.close()
    twice = [call for call, times in server.answered.items() if times != 1]
    sys.stdout.write(json.dumps({"results": server.results, "answered twice": twice}))


if __name__ == "__main__":
    main()
