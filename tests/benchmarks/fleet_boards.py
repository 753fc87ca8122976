"""What a question about everybody costs on a board of 1,000,000 entries, in a file and in a PostgreSQL database.

Rules: the questions, and the way from the call to its record, are those of boards.py; each is asked in turns over both engines. The totals
are those of ten stats on each of 365 days. What is held against the target is the median; the slowest of all is said beside it. Then eight
server processes upload scores of their own players to the board, and one question is asked while they do.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from steam_nodes import LocalSteam, Schema, SteppedClock
from steam_nodes.steam.local.store.queries import AddDays
from steam_nodes.steam.local.store.store import Job
from tests.benchmarks.boards import PLAYER, TEXT, ask, make_board, questions
from tests.benchmarks.fleet_stores import Fleet, usual_and_late
from tests.benchmarks.timing import Row, measure, time_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.local.client.client import LocalClient
    from tests.benchmarks.fleet_database import Places
    from tests.benchmarks.fleet_stores import Round

MANY = 1_000_000
DAYS = 365
ROUNDS = 25
SERVERS = 8
PLAYERS = 20
SECONDS = 2.0
WHILE = "around the player, 100"
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


def rows(places: Places, many: int = MANY, rounds: int = ROUNDS, seconds: float = SECONDS) -> list[Row]:
    """Measure each kind of question.

    Args:
        places: Where stores are measured.
        many: How many entries the board has.
        rounds: How often each question is asked.
        seconds: How long the servers upload at a time.
    """
    stores = places.new()
    worlds = {engine: LocalSteam(SCHEMA, store, clock=SteppedClock()) for engine, store in stores.items()}
    clients = {engine: world.client(PLAYER) for engine, world in worlds.items()}
    found: list[Row] = []
    asked, boards = {}, {}
    for engine, client in clients.items():
        begin = perf_counter()
        board = boards[engine] = make_board(client, many)
        taken = perf_counter() - begin
        found.append(Row(f"{engine}: an entry of {many:,} at once", time_text(taken / many)))
        _fill_days(client)
        for name, question in questions(client, board, many).items():
            asked[f"{engine}: {name}"] = partial(ask, client, question)
    places.tidy(stores)
    sample = measure(asked, rounds, calls=1)
    uploads = _uploads(stores, boards, {engine: asked[f"{engine}: {WHILE}"] for engine in stores}, seconds)
    for engine, client in clients.items():
        client.close()
        worlds[engine].close()
    places.remove(stores)
    for name in asked:
        taken = sample.seconds(name)
        note = f"the slowest of {rounds} {time_text(max(sample.rounds[name]))}"
        found.append(Row(name, time_text(taken), f"<= {time_text(MOST_SECONDS)}", taken <= MOST_SECONDS, note))
    return found + uploads


def _uploads(stores: dict[str, str], boards: dict[str, int], questions: dict[str, Callable[[], None]], seconds: float) -> list[Row]:
    """Have eight servers upload to the board of each engine in turns, and ask meanwhile."""
    played: dict[str, list[Round]] = {engine: [] for engine in stores}
    asked: dict[str, list[float]] = {engine: [] for engine in stores}
    with ExitStack() as stack:
        fleets = {engine: Fleet(store, SERVERS, PLAYERS, board=boards[engine]) for engine, store in stores.items()}
        for fleet in fleets.values():
            stack.callback(fleet.close)
        for quiet in (True, False) * 2:
            for engine, fleet in fleets.items():
                with ThreadPoolExecutor(1) as aside:
                    playing = aside.submit(fleet.play, seconds)
                    while not (quiet or playing.done()):
                        begin = perf_counter()
                        questions[engine]()
                        asked[engine].append(perf_counter() - begin)
                if quiet:
                    played[engine].append(playing.result())
    found = []
    for engine, rounds in played.items():
        times = [taken for each in rounds for taken in each.all_times]
        failed = sum(each.failed for each in rounds)
        note = f"{usual_and_late(times)}, best server / worst {median(each.fairness for each in rounds):.2f}x" + (
            f", {failed} FAILED" if failed else ""
        )
        found.append(Row(f"{engine}: {SERVERS} servers upload", f"{median(each.rate for each in rounds):,.0f} scores/s", note=note))
        note = f"the slowest of {len(asked[engine])} {time_text(max(asked[engine]))}"
        taken = median(asked[engine])
        found.append(Row(f"{engine}: {WHILE} meanwhile", time_text(taken), f"<= {time_text(MOST_SECONDS)}", taken <= MOST_SECONDS, note))
    return found
