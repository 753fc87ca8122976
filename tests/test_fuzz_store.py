"""The laws of a store whose bytes were changed while nobody had it open: it opens or says StoreError, and each question has its answer.

Rules: each input is made from its number alone, so that one that fails can be made again. A change inside one user's row, of a board or of
a sum is the matter of whoever it belongs to: everyone else is answered right. A change of the file's own structure can hit anybody: then
all are answered, by a thread that lives, and no more is asked. Time is that of the processor, of all threads; memory is the process's.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from steam_nodes.steam.callbacks import StatsReceived, StatsStored
from steam_nodes.steam.local import LocalSteam, SteppedClock, StoreError
from steam_nodes.steam.local.store.queries import Around, FindBoard, MakeBoard, OfUsers, Ranks, Totals, Unlocks, Upload
from steam_nodes.steam.local.store.sqlite.sqlite_store import SQLiteStore
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support.long_walks import silence, spread
from tests.support.stats_world import PLAYER, SCHEMA
from tests.support.stepping import answers

USERS = range(PLAYER, PLAYER + 60)
SECONDS = 1.0
MEGABYTES = 100
FAILURES = {Result.DATA_CORRUPTION, Result.IO_FAILURE}
CELLS = {
    "users": ("row", "stamp"),
    "boards": ("name", "sort", "display"),
    "entries": ("place", "time", "score", "details", "ugc"),
    "counts": ("users",),
    "sums": ("added", "day"),
}
WRONG: tuple[Any, ...] = (
    *(
        "",
        "null",
        "[]",
        "{}",
        "abc",
        "NaN",
        "[" * 2000,
        '{"kills":1e999}',
        '{"kills":' + "9" * 5000 + "}",
        '{"kills":[1,2]}',
        '{"\\udfff":1}',
    ),
    *(b"", b"\xff", b'{"kills":1}', b"\0" * 100, 0, -1, 2**63 - 1, -(2**63), 1.5, -1e308, float("inf")),
)
ASKS = (
    FindBoard("Best"),
    MakeBoard("Best", 2, 1),
    MakeBoard("New", 1, 1),
    Ranks(1, 1, 100),
    Around(1, PLAYER, -3, 3),
    OfUsers(1, tuple(USERS)),
    Upload(1, PLAYER + 1, 2, 7, (1,), 0.5),
    Unlocks(("ACH_WIN", "ACH_LOSE")),
    Totals(("kills",), 3, 5),
)


def row_of(player: int) -> dict[str, Any]:
    """Return what a user of the whole store has."""
    return {"kills": player - PLAYER + 1000, "accuracy": 0.25, "kills_per_hour": [3.0, 2.0], "ACH_WIN": 1_700_000_000 + player - PLAYER}


@cache
def whole() -> bytes:
    """Return a whole store of several pages."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "steam.db")
        store = SQLiteStore(path, 480)
        store.submit(Job("query", 0, query=MakeBoard("Best", 2, 1)))
        for player in USERS:
            store.submit(Job("write", player, row_of(player), sums=frozenset({"kills"}), day=3))
            store.submit(Job("query", 0, query=Upload(1, player, 1, player - PLAYER, (1, 2), 0.5)))
        assert store.close(20)
        assert {completion.result for completion in store.done} == {Result.OK}
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("VACUUM")  # so that each row stands in it once
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return path.read_bytes()


def spoil(number: int, path: Path) -> set[int] | None:
    """Write a spoiled store; return whose rows are hit, None if that cannot be told."""
    chance = random.Random(number)
    data = bytearray(whole())
    kind = chance.choice(["bytes", "row", "block", "cell", "cell"])
    hit: set[int] | None = None
    if kind == "bytes":
        # Half of them in the first page, where the file says what it is.
        size = chance.choice([len(data), 4096, 100])
        for _ in range(chance.choice([1, 1, 1, 2, 8])):
            data[chance.randrange(size)] ^= 1 << chance.randrange(8)
    elif kind == "block":
        begin, size = chance.randrange(len(data)), chance.choice([1, 8, 100, 512, 4096])
        filled = chance.choice([b"\0" * size, b"\xff" * size, chance.randbytes(size), bytes(data[:size])])
        data[begin : begin + size] = filled[: len(data) - begin]
    elif kind == "row":
        player = chance.choice(USERS)
        begin = data.index(b'{"kills":%d,' % (player - PLAYER + 1000))
        end = data.index(b"}", begin) + 1
        for _ in range(chance.choice([1, 1, 2, 8])):
            data[chance.randrange(begin, end)] = chance.randrange(256)
        hit = {player}
    path.write_bytes(data)
    if kind == "cell":
        table = chance.choice(list(CELLS))
        column, value = chance.choice(CELLS[table]), chance.choice(WRONG)
        form = chance.choice(["?", "CAST(? AS TEXT)"])
        hit = set()
        where = ""
        if table in {"users", "entries"}:
            player = chance.choice(USERS)
            where = f" WHERE steam_id = '{player:0{20 if table == 'entries' else 1}}'"
            hit = {player} if column == "row" else set()
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(f"UPDATE OR IGNORE {table} SET {column} = {form}{where}", (value,))  # noqa: S608 - our own words
    return hit


def do(store: SQLiteStore, *jobs: Job) -> list[Any]:
    """Do jobs, and see that each is answered once, with OK or a failure that names the file; a write can meet another value as well."""
    for job in jobs:
        store.submit(job)
    assert store.wait(20), "a job was never answered"
    finished = {id(completion.job): completion for completion in store.done}
    assert sorted(finished) == sorted(map(id, jobs))
    assert len(store.done) == len(jobs)
    store.done.clear()
    assert store._writer._thread.is_alive()
    for completion in finished.values():
        clash = completion.result is Result.INVALID_PARAM and completion.job.kind == "write"
        assert clash or completion.result in {Result.OK, *FAILURES}
        assert clash or completion.result is Result.OK or "steam.db" in completion.fault
    return [finished[id(job)] for job in jobs]


def use_store(path: Path, hit: set[int] | None) -> None:
    """Read, look, ask and write."""
    store = SQLiteStore(path, 480)
    try:
        reads = do(store, *(Job("read", player) for player in USERS))
        (look,) = do(store, Job("look", 0, ids=tuple(USERS)))
        do(store, *(Job("query", 0, query=query) for query in ASKS))
        bases = {read.job.steam_id: {"kills": read.row.get("kills")} for read in reads}
        writes = do(store, *(Job("write", player, {"kills": 5}, bases[player]) for player in USERS))
        seeds = do(store, *(Job("seed", player, {"big": 6}) for player in USERS))
        again = do(store, *(Job("read", player) for player in USERS))
    finally:
        assert store.close(20)
    for player, read, write, seed, end in zip(USERS, reads, writes, seeds, again, strict=True):
        if read.result is Result.DATA_CORRUPTION:
            assert write.result is not Result.OK, "a row that could not be read was written over"
        if hit is not None and player not in hit:
            assert (read.result, read.row) == (Result.OK, row_of(player))
            assert look.rows[player] == row_of(player)
            assert {write.result, seed.result, end.result} == {Result.OK}
            assert end.row == row_of(player) | {"kills": 5, "big": 6}


def use_world(path: Path, hit: set[int] | None) -> None:
    """Play on it as a server with all players."""
    steam = LocalSteam(SCHEMA, path, clock=SteppedClock(), store_rate="allow")
    try:
        for player in USERS:
            steam.join(player)
            steam.request_user_stats(player)
        requests = {int(record.steam_id): record.result for record in answers(steam, len(USERS)) if isinstance(record, StatsReceived)}
        right = {player: steam.get_user_stat_int(player, "kills") == player - PLAYER + 1000 for player in USERS}
        for player in USERS:
            steam.set_user_stat_int(player, "kills", 5)
            steam.store_user_stats(player)
        stores = {int(record.steam_id): record.result for record in answers(steam, len(USERS)) if isinstance(record, StatsStored)}
    finally:
        steam.close()
    assert len(requests) == len(stores) == len(USERS)
    if hit is not None:
        for player in set(USERS) - hit:
            assert (requests[player], right[player], stores[player]) == (Result.OK, True, Result.OK)


def memory() -> float:
    """Return the most megabytes this process ever held."""
    if sys.platform == "win32":
        return 0.0  # there is no such count there
    import resource  # noqa: PLC0415 - it is not there on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))


def spoiled(numbers: range) -> None:
    """Go through inputs."""
    whole()
    opened = 0
    with tempfile.TemporaryDirectory() as folder, silence():
        for number in numbers:
            path = Path(folder, str(number), "steam.db")
            path.parent.mkdir()
            hit = spoil(number, path)
            before, begin = memory(), time.process_time()
            refused = ""
            try:
                (use_world if number % 4 == 0 else use_store)(path, hit)
                opened += 1
            except StoreError as error:
                refused = str(error)
            except BaseException as error:
                error.add_note(f"input {number}")
                raise
            assert not refused or hit is None, f"input {number}: one cell kept a store from being opened: {refused}"
            assert not refused or "steam.db" in refused, number
            assert time.process_time() - begin < SECONDS, number
            assert memory() - before < MEGABYTES, number
    assert opened > len(numbers) // 2


def batch(number: int) -> None:
    """Go through 500 inputs."""
    spoiled(range(number * 500, number * 500 + 500))


def test_a_spoiled_store_is_refused_by_name_or_answers_every_question(*, thorough: bool, long: bool) -> None:
    """Flipped bytes, overwritten blocks, other types in cells: only StoreError, no dead thread, others answered right.

    Of 60 inputs, 200 with --thorough, 20,000 in the long form, none over a second or 100 MB.
    """
    if long:
        spread(batch, 40)
    else:
        spoiled(range(200 if thorough else 60))
