"""What a question about everybody costs in a store of 10,000 players, from the call to its record: leaderboards, percentages, totals.

Rules: the store is a file. The door is on a stepped clock, whose frame waits for the disk, so that a call, a frame and its poll are the
whole way; on a real clock no frame waits for any of it. What writes waits for the disk's fsync too, and so has no target.
"""

from __future__ import annotations

import logging
import random
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from steam_nodes import LocalSteam, Schema, SteppedClock
from steam_nodes.steam.callbacks import LeaderboardFound
from steam_nodes.steam.local.rules.leaderboards import Entry, place_of
from steam_nodes.steam.local.store.queries import PutEntries
from steam_nodes.steam.local.store.store import Job
from tests.benchmarks.timing import Row, measure, table, time_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.local.client.client import LocalClient
    from steam_nodes.steam.local.rules.values import Row as StoredRow

MANY = 10_000
PLAYER = 76561197960287931
AT_ONCE = 10_000
MOST_SECONDS = 0.005
UPLOAD = "upload"
TEXT = f"""
app_id = 480
stats.games = {{ type = "INT", aggregated = true }}
achievements.ACH_WIN = {{}}
players.{PLAYER} = {{ friends = {[PLAYER + number * 97 for number in range(1, 101)]} }}
"""
SCHEMA = Schema.parse(TEXT)


def make_board(client: LocalClient, many: int) -> int:
    """Make a board on which so many players have a score, and return its handle."""
    client.find_or_create_leaderboard("Best rounds", 2, 1)
    client.advance(1)
    (found,) = [record for record in client.poll() if isinstance(record, LeaderboardFound)]
    chance = random.Random(480)
    store = client._world.store
    for first in range(0, many, AT_ONCE):
        entries = []
        for number in range(first, min(first + AT_ONCE, many)):
            score = chance.randrange(many)
            entries.append(Entry(PLAYER + number, place_of(score, 2), float(number), score, tuple(range(8))))
        store.submit(Job("query", 0, query=PutEntries(found.handle, tuple(entries))))
    store.wait()
    if not store.done or store.done[-1].found != many:
        message = f"the board has {store.done[-1].found if store.done else 0} entries and not {many}"
        raise RuntimeError(message)
    store.done.clear()
    return found.handle


def _fill_rows(client: LocalClient) -> None:
    """Give everybody a row."""
    store = client._world.store
    for number in range(MANY):
        changes: StoredRow = {"games": number, "ACH_WIN": 1 if number % 3 else None}
        store.submit(Job("write", PLAYER + number, changes, sums=client._world.summed, day=number % 365))
    store.wait()
    store.done.clear()


def questions(client: LocalClient, board: int, many: int) -> dict[str, Callable[[], int]]:
    """Return each kind of question about a board of so many, and about everybody."""
    users = [PLAYER + number * (many // 113) for number in range(100)]
    return {
        "find": lambda: client.find_leaderboard("Best rounds"),
        "global, the first 100": lambda: client.download_leaderboard_entries(board, 0, 1, 100),
        "global, the last 100": lambda: client.download_leaderboard_entries(board, 0, many - 99, many),
        "around the player, 100": lambda: client.download_leaderboard_entries(board, 1, -50, 49),
        "friends, 101": lambda: client.download_leaderboard_entries(board, 2, 0, 0),
        "for users, 100": lambda: client.download_leaderboard_entries_for_users(board, users),
        "percentages": client.request_global_achievement_percentages,
        "totals and 60 days": lambda: client.request_global_stats(60),
        UPLOAD: lambda: client.upload_leaderboard_score(board, 2, 5000, (1, 2, 3)),
    }


def ask(client: LocalClient, question: Callable[[], int]) -> None:
    """Ask a question and step the frame that answers it.

    Raises:
        RuntimeError: It was not answered.
    """
    question()
    client.advance(1 / 60)
    if not client.poll():
        message = "a question was not answered in its frame"
        raise RuntimeError(message)


def rows() -> list[Row]:
    """Measure each kind of question."""
    logging.disable(logging.WARNING)  # It stores more often than Steam likes.
    with tempfile.TemporaryDirectory() as folder:
        steam = LocalSteam(SCHEMA, Path(folder, "steam.db"), clock=SteppedClock())
        client = steam.client(PLAYER)
        asked = questions(client, make_board(client, MANY), MANY)
        _fill_rows(client)
        sample = measure({name: partial(ask, client, question) for name, question in asked.items()})
        client.close()
        steam.close()
    logging.disable(logging.NOTSET)
    return [
        Row(name, time_text(taken))
        if name == UPLOAD
        else Row(name, time_text(taken), f"<= {time_text(MOST_SECONDS)}", taken <= MOST_SECONDS)
        for name, taken in ((name, sample.seconds(name)) for name in asked)
    ]


if __name__ == "__main__":
    print(table("Leaderboards of 10,000", rows()))
