"""What a store costs among 1,000, 100,000 and 1,000,000 players, in a file and in a PostgreSQL database.

Rules: each player has 50 stats. One player is stored by the world, and the row is copied in the tables for all others, since to store
a million one by one takes minutes; that the store then counts so many is checked. The stores of all sizes and both engines take turns, so
that a ratio to the small one is of the same minute. A store is measured from the call to its record, in a loop that does nothing else: one
alone, which waits for the disk, and a hundred at once. A request is for a player whom the server does not have; the frame's part of it is
the time in the server's own calls.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from steam_nodes import LocalSteam, Schema
from steam_nodes.steam.local.store.queries import CountUsers
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.local.world.options import start_row
from tests.benchmarks.timing import Row, time_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.fleet_database import Places

SIZES = (1_000, 100_000, 1_000_000)
AT_ONCE = 100
ROUNDS = 40
PLAYER = 76561197960287931
STATS = [f"stat_{number}" for number in range(50)]
CHANGED = STATS[:10]
SCHEMA = Schema.parse("app_id = 480\n" + "".join(f'[stats.{name}]\ntype = "INT"\nset_by = "GS"\n' for name in STATS))
OPENING_SECONDS = 0.05
FRAME_SECONDS = 1e-4


@dataclass
class Costs:
    """What was measured of one store, in seconds but for the bytes of a player."""

    size: float
    opening: list[float]
    alone: list[float]
    together: list[float]
    request: list[float]
    part: list[float]


def fill(engine: str, store: str, players: int) -> None:
    """Give a new store so many players."""
    values: dict[str, object] = {name: 100 + number for number, name in enumerate(STATS)}
    with closing(LocalSteam(SCHEMA, store)) as steam:
        inside = steam._world.store
        inside.submit(Job("seed", PLAYER, start_row(SCHEMA, values, 0)))
        inside.wait()
        inside.done.clear()
    (_fill_file if engine == "SQLite" else _fill_database)(store, players)
    with closing(LocalSteam(SCHEMA, store)) as steam:
        inside = steam._world.store
        inside.submit(Job("query", 0, query=CountUsers()))
        inside.wait()
        if inside.done[0].found != players:
            message = f"the store has {inside.done[0].found} players and not {players}; fill() does not know its tables any more"
            raise RuntimeError(message)
        inside.done.clear()


def _fill_file(path: str, players: int) -> None:
    """Copy the one row of a file."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(
            """
            WITH RECURSIVE others (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM others WHERE number < ?)
            INSERT INTO users SELECT app, CAST(CAST(steam_id AS INTEGER) + number AS TEXT), row, stamp FROM others CROSS JOIN users
            WHERE steam_id = ?
            """,
            (players - 1, str(PLAYER)),
        )
        file.execute("UPDATE counts SET users = users * ?", (players,))


def _fill_database(url: str, players: int) -> None:
    """Copy the one row of a schema."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO steam_users SELECT app, (steam_id::bigint + number)::text, row, stamp FROM steam_users, "
            "generate_series(1, %s) AS others (number)",
            (players - 1,),
        )
        connection.execute("UPDATE steam_counts SET users = users * %s", (players,))


class World:
    """A server over a store of so many players.

    Args:
        store: Where it is.
        players: How many players are there.
    """

    def __init__(self, store: str, players: int) -> None:
        """Load those who will be stored."""
        self.steam = LocalSteam(SCHEMA, store, store_rate="allow")
        step = players // AT_ONCE
        self.users = range(PLAYER, PLAYER + step * AT_ONCE, step)
        self._next = PLAYER + 1
        self._step = players // (2 * ROUNDS)
        self._value = 0
        for player in self.users:
            self.steam.request_user_stats(player)
        self.await_answers(AT_ONCE)

    def store(self, players: int) -> float:
        """Store so many players, and return what it took until all were answered."""
        steam = self.steam
        self._value += 1
        begin = perf_counter()
        for player in self.users[:players]:
            for name in CHANGED:
                steam.set_user_stat_int(player, name, self._value)
            steam.store_user_stats(player)
        self.await_answers(players)
        return perf_counter() - begin

    def request(self) -> tuple[float, float]:
        """Request a player who is not loaded, and return what that took until the answer, and the frame's part of it."""
        player, self._next = self._next, self._next + self._step
        begin = perf_counter()
        self.steam.request_user_stats(player)
        part = perf_counter() - begin
        while True:
            sleep(0.0002)
            before = perf_counter()
            self.steam.advance(0.0002)
            records = self.steam.poll()
            after = perf_counter()
            part += after - before
            if records:
                return after - begin, part

    def await_answers(self, count: int) -> None:
        """Step frames until so many answers have come."""
        while count:
            sleep(0.0002)
            self.steam.advance(0.0002)
            count -= len(self.steam.poll())


def rows(places: Places, sizes: Sequence[int] = SIZES) -> list[Row]:
    """Measure all sizes.

    Args:
        places: Where stores are measured.
        sizes: How many players each store has, 100 or more; the first is what the others are compared with.
    """
    stores = [(players, places.new()) for players in sizes]
    kinds = [(players, engine, store) for players, both in stores for engine, store in both.items()]
    for players, engine, store in kinds:
        fill(engine, store, players)
    for _, both in stores:
        places.tidy(both)
    costs = {(players, engine): Costs(places.size(engine, store) / players, [], [], [], [], []) for players, engine, store in kinds}
    for _ in range(5):
        for players, engine, store in kinds:
            begin = perf_counter()
            steam = LocalSteam(SCHEMA, store)
            costs[players, engine].opening.append(perf_counter() - begin)
            steam.close()
    worlds = {(players, engine): World(store, players) for players, engine, store in kinds}
    for _ in range(ROUNDS):
        for kind, world in worlds.items():
            costs[kind].alone.append(world.store(1))
            costs[kind].together.append(world.store(AT_ONCE) / AT_ONCE)
            taken, part = world.request()
            costs[kind].request.append(taken)
            costs[kind].part.append(part)
    for world in worlds.values():
        world.steam.close()
    for _, both in stores:
        places.remove(both)
    return [row for kind in costs if kind[0] != sizes[0] for row in _rows(*kind, costs[kind], sizes[0], costs[sizes[0], kind[1]])]


def _rows(players: int, engine: str, cost: Costs, few: int, base: Costs) -> list[Row]:
    """Return the rows of one store; `base` is what the one with few players costs."""

    def beside(times: list[float], small: list[float]) -> str:
        ratio = median(taken / usual for taken, usual in zip(times, small, strict=True))
        return f"p99 {time_text(quantiles(times, n=100)[98])}, {ratio:.2f}x of {few:,} players"

    what = f"{players:,} players, {engine}:"
    opening, part = median(cost.opening), median(cost.part)
    return [
        Row(f"{what} a player", f"{cost.size:,.0f} bytes", note=f"{len(STATS)} stats"),
        Row(f"{what} opening", time_text(opening), f"<= {time_text(OPENING_SECONDS)}", opening <= OPENING_SECONDS),
        Row(f"{what} one store", time_text(median(cost.alone)), note=beside(cost.alone, base.alone)),
        Row(f"{what} a store of {AT_ONCE}", time_text(median(cost.together)), note=beside(cost.together, base.together)),
        Row(f"{what} one request", time_text(median(cost.request)), note=beside(cost.request, base.request)),
        Row(f"{what} the frame's part", time_text(part), f"<= {time_text(FRAME_SECONDS)}", part <= FRAME_SECONDS),
    ]
