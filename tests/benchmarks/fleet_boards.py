"""What a question about everybody costs on a board of 1,000,000 entries, in a file and in a PostgreSQL database.

Rules: the questions, and the way from the call to its record, are those of boards.py; each is asked in turns over both engines. The totals
are those of ten stats on each of 365 days. What is held against the target is the median; the slowest of all is said beside it.
"""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from steam_nodes import LocalSteam, Schema, SteppedClock
from steam_nodes.steam.local.store.queries import AddDays
from steam_nodes.steam.local.store.store import Job
from tests.benchmarks.boards import PLAYER, TEXT, ask, make_board, questions
from tests.benchmarks.timing import Row, measure, time_text

if TYPE_CHECKING:
    from steam_nodes.steam.local.client.client import LocalClient
    from tests.benchmarks.fleet_database import Places

MANY = 1_000_000
DAYS = 365
ROUNDS = 25
MOST_SECONDS = 0.02
SUMMED = [f"total_{number}" for number in range(10)]
SCHEMA = Schema.parse(TEXT + "".join(f'stats.{name} = {{ type = "INT", aggregated = true }}\n' for name in SUMMED))


def _fill_days(client: LocalClient) -> None:
    """Give each summed stat a total on each day up to today."""
    world = client._world
    sums = tuple((name, world.day() - day, 1_000_000 + day) for name in SUMMED for day in range(DAYS))
    world.store.submit(Job("query", 0, query=AddDays(sums)))
    world.store.wait()
    world.store.done.clear()


def rows(places: Places, many: int = MANY) -> list[Row]:
    """Measure each kind of question.

    Args:
        places: Where stores are measured.
        many: How many entries the board has.
    """
    stores = places.new()
    worlds = {engine: LocalSteam(SCHEMA, store, clock=SteppedClock()) for engine, store in stores.items()}
    clients = {engine: world.client(PLAYER) for engine, world in worlds.items()}
    found, asked = [], {}
    for engine, client in clients.items():
        begin = perf_counter()
        board = make_board(client, many)
        taken = perf_counter() - begin
        found.append(Row(f"{engine}: an entry of {many:,} at once", time_text(taken / many)))
        _fill_days(client)
        for name, question in questions(client, board, many).items():
            asked[f"{engine}: {name}"] = partial(ask, client, question)
    places.tidy(stores)
    sample = measure(asked, ROUNDS, calls=1)
    for engine, client in clients.items():
        client.close()
        worlds[engine].close()
    places.remove(stores)
    for name in asked:
        taken = sample.seconds(name)
        note = f"the slowest of {ROUNDS} {time_text(max(sample.rounds[name]))}"
        found.append(Row(name, time_text(taken), f"<= {time_text(MOST_SECONDS)}", taken <= MOST_SECONDS, note))
    return found
