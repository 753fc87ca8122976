"""What a question about everybody costs in a store of 10,000 players, from the call to its record: leaderboards, percentages, totals.

Rules: the store is a file. The door is on a stepped clock, whose frame waits for the disk, so that a call, a frame and its poll are the
whole way; on a real clock no frame waits for any of it. What writes waits for the disk's fsync too, and so has no target.
"""

from __future__ import annotations

import logging
import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from steam_nodes import LocalSteam, Schema, SteppedClock
from steam_nodes.steam.callbacks import LeaderboardFound
from steam_nodes.steam.local.store.queries import Upload
from steam_nodes.steam.local.store.store import Job
from tests.benchmarks.timing import Row, measure, table, time_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.local.client.client import LocalClient
    from steam_nodes.steam.local.rules.values import Row as StoredRow

MANY = 10_000
PLAYER = 76561197960287931
MOST_SECONDS = 0.005
TEXT = f"""
app_id = 480
stats.games = {{ type = "INT", aggregated = true }}
achievements.ACH_WIN = {{}}
players.{PLAYER} = {{ friends = {[PLAYER + number * 97 for number in range(1, 101)]} }}
"""


def _fill(client: LocalClient) -> int:
    """Make a board on which everybody has a score, and give everybody a row; return its handle."""
    client.find_or_create_leaderboard("Best rounds", 2, 1)
    client.advance(1)
    (found,) = [record for record in client.poll() if isinstance(record, LeaderboardFound)]
    chance = random.Random(480)
    store = client._world.store
    for number in range(MANY):
        score = chance.randrange(MANY)
        store.submit(Job("query", 0, query=Upload(found.handle, PLAYER + number, 1, score, tuple(range(8)), float(number))))
    for number in range(MANY):
        changes: StoredRow = {"games": number, "ACH_WIN": 1 if number % 3 else None}
        store.submit(Job("write", PLAYER + number, changes, sums=client._world.summed, day=number % 365))
    store.wait()
    store.done.clear()
    return found.handle


def _answer(client: LocalClient, query: Callable[[], int]) -> None:
    query()
    client.advance(1 / 60)
    client.poll()


def rows() -> list[Row]:
    """Measure each kind of question."""
    logging.disable(logging.WARNING)  # It stores more often than Steam likes.
    with tempfile.TemporaryDirectory() as folder:
        steam = LocalSteam(Schema.parse(TEXT), Path(folder, "steam.db"), clock=SteppedClock())
        client = steam.client(PLAYER)
        board = _fill(client)
        users = [PLAYER + number * 89 for number in range(100)]
        queries: dict[str, Callable[[], int]] = {
            "find": lambda: client.find_leaderboard("Best rounds"),
            "global, the first 100": lambda: client.download_leaderboard_entries(board, 0, 1, 100),
            "global, the last 100": lambda: client.download_leaderboard_entries(board, 0, MANY - 99, MANY),
            "around the player, 100": lambda: client.download_leaderboard_entries(board, 1, -50, 49),
            "friends, 101": lambda: client.download_leaderboard_entries(board, 2, 0, 0),
            "for users, 100": lambda: client.download_leaderboard_entries_for_users(board, users),
            "percentages": client.request_global_achievement_percentages,
            "totals and 60 days": lambda: client.request_global_stats(60),
            "upload": lambda: client.upload_leaderboard_score(board, 2, 5000, (1, 2, 3)),
        }
        sample = measure({name: lambda query=query: _answer(client, query) for name, query in queries.items()})  # type: ignore[misc]  # mypy reads no defaults
        client.close()
        steam.close()
    logging.disable(logging.NOTSET)
    return [
        Row(name, time_text(taken))
        if name == "upload"
        else Row(name, time_text(taken), f"<= {time_text(MOST_SECONDS)}", taken <= MOST_SECONDS)
        for name, taken in ((name, sample.seconds(name)) for name in queries)
    ]


if __name__ == "__main__":
    print(table("Leaderboards of 10,000", rows()))
