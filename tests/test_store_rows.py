"""The laws of damage: one bad row, entry, name, sum or day is the matter of whoever it belongs to, stays as it is, and is said once.

Rules: the damage is written into the file by another connection, as a tool, a bad disk or an attacker would. Everything that is asked in
the same batch of the store's thread is asked while that thread is held back, so that it is one transaction.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from steam_nodes.steam.callbacks import StatsReceived, StatsStored
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.local.store.queries import EVERYBODY, Around, Attach, FindBoard, MakeBoard, OfUsers, Ranks, Totals, Unlocks, Upload
from steam_nodes.steam.local.store.sqlite.sqlite_store import SQLiteStore
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, load
from tests.support.stepping import answers, frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.steam.local.store.queries import Query, Tables
    from steam_nodes.steam.local.store.store import Completion

THIRD = OTHER + 1
DAMAGED: dict[str, str | bytes] = {
    "nested 1,000 deep": '{"kills":' + "[" * 1000 + "]" * 1000 + "}",
    "a list nested 100,000 deep": "[" * 100_000,
    "no UTF-8": b'{"kills":7,"\xff\xe2\x82":1}',
    "no JSON": "not json",
    "empty": "",
    "cut off": '{"kills":7,"big',
    "more behind it": '{"kills":7} {}',
    "a NUL": '{"kills":7}\0',
    "a list": "[1]",
    "a number": "5",
    "null": "null",
    "a string": '"kills"',
    "an int of 30 digits": json.dumps({"kills": 10**30}),
    "an int of 5,000 digits": '{"kills":' + "9" * 5000 + "}",
    "NaN": '{"accuracy":NaN}',
    "Infinity": '{"accuracy":-Infinity}',
    "a float beyond all": '{"accuracy":1e999}',
    "a float beyond float32": '{"accuracy":1e300}',
    "true": '{"kills":true}',
    "a text as a value": '{"kills":"7"}',
    "an object as a value": '{"kills":{"kills":7}}',
    "a list of one": '{"kills_per_hour":[1.0]}',
    "a list of lists": '{"kills_per_hour":[[1.0,2.0],[3.0,4.0]]}',
    "a list with NaN": '{"kills_per_hour":[NaN,1.0]}',
    "a list with an endless int": json.dumps({"kills_per_hour": [10**400, 1]}),
    "a name twice": '{"kills":7,"kills":8}',
    "a name that is no text": '{"\\ud800":7}',
}
BLOB = "a BLOB"


class Gate:
    """A question that holds the store's thread back until it is let go."""

    writes: ClassVar[bool] = False

    def __init__(self) -> None:
        """Begin closed."""
        self.event = threading.Event()

    def answer(self, tables: Tables) -> None:
        """Wait."""
        assert self.event.wait(20)


@contextmanager
def together(store: SQLiteStore) -> Iterator[None]:
    """Have everything that is asked inside done in one batch."""
    gate = Gate()
    store.submit(Job("query", 0, query=gate))
    try:
        yield
    finally:
        gate.event.set()


def do(store: SQLiteStore, *jobs: Job | Query) -> list[Completion]:
    """Do jobs in one batch and return their completions, each exactly once, in the order of the jobs."""
    wanted = [job if isinstance(job, Job) else Job("query", 0, query=job) for job in jobs]
    with together(store):
        for job in wanted:
            store.submit(job)
    assert store.wait(20)
    finished = {id(completion.job): completion for completion in store.done}
    assert len(store.done) == len(wanted) + 1
    store.done.clear()
    return [finished[id(job)] for job in wanted]


def outside(path: Path, statement: str, *values: Any) -> None:
    """Change the file as another program."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement, values)


def damage(path: Path, kind: str, player: int = PLAYER, stamp: int = 1) -> bytes:
    """Put a damaged row into the file, and return its bytes."""
    row = b'{"kills":7}' if kind == BLOB else DAMAGED[kind]
    data = row if isinstance(row, bytes) else row.encode()
    outside(path, "INSERT OR REPLACE INTO users VALUES (480, ?, ?, ?)", str(player), data, stamp)
    if kind != BLOB:
        outside(path, "UPDATE users SET row = CAST(row AS TEXT) WHERE steam_id = ?", str(player))
    return data


def kept(path: Path, player: int = PLAYER) -> bytes:
    """Return the bytes of a row as they are in the file."""
    with closing(sqlite3.connect(path)) as connection:
        found: bytes = connection.execute("SELECT CAST(row AS BLOB) FROM users WHERE steam_id = ?", (str(player),)).fetchone()[0]
        return found


# Rows.


def test_jobs_of_one_user_in_one_batch_are_done_in_order(tmp_path: Path) -> None:
    """A write, a seed and a read of one user that queue behind a slow transaction each start from the one before; the user counts once."""
    path = tmp_path / "steam.db"
    store = SQLiteStore(path, 480)
    first, other, seed, read, last = do(
        store,
        Job("write", PLAYER, {"kills": 5}),
        Job("write", OTHER, {"kills": 1}),
        Job("seed", PLAYER, {"kills": 9, "big": 3}),
        Job("read", PLAYER),
        Job("write", PLAYER, {"kills": 6}, {"kills": 5}),
    )
    assert [completion.result for completion in (first, other, seed, read, last)] == [Result.OK] * 5
    assert (seed.wrote, read.row, last.row) == ({"big": 3}, {"kills": 5, "big": 3}, {"kills": 6, "big": 3})
    assert store._tables.counts((EVERYBODY,)) == {EVERYBODY: 2}
    store.close(5)
    assert (json.loads(kept(path)), json.loads(kept(path, OTHER))) == ({"kills": 6, "big": 3}, {"kills": 1})


@pytest.mark.parametrize("kind", [*DAMAGED, BLOB])
def test_a_damaged_row_fails_alone_in_every_kind_of_job(tmp_path: Path, kind: str) -> None:
    """Read, write, seed and look in one batch with a whole row: DATA_CORRUPTION for the one, OK for the other, and no byte is changed."""
    path = tmp_path / "steam.db"
    store = SQLiteStore(path, 480)
    do(store, Job("write", OTHER, {"kills": 3}))
    before = damage(path, kind)
    users = (PLAYER, OTHER)
    bad, good = do(store, *(Job("read", user) for user in users))
    assert (bad.result, good.result, good.row) == (Result.DATA_CORRUPTION, Result.OK, {"kills": 3})
    assert "steam.db" in bad.fault
    assert str(PLAYER) in bad.fault
    assert len(bad.fault) < 400
    bad, good = do(store, *(Job("write", user, {"kills": 4}, {"kills": 3}) for user in users))
    assert (bad.result, good.result) == (Result.DATA_CORRUPTION, Result.OK)
    bad, good = do(store, *(Job("seed", user, {"big": 5}) for user in users))
    assert (bad.result, good.result) == (Result.DATA_CORRUPTION, Result.OK)
    (look,) = do(store, Job("look", 0, ids=users))
    assert (look.result, look.rows) == (Result.OK, {OTHER: {"kills": 4, "big": 5}})
    assert [*look.damaged] == [PLAYER]
    assert kept(path) == before
    assert store._writer._thread.is_alive()
    assert store.close(5)


@pytest.mark.parametrize("kind", ["nested 1,000 deep", "no UTF-8", "NaN", BLOB])
def test_a_damaged_row_is_one_players_matter(tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str) -> None:
    """Its user is answered with DATA_CORRUPTION and never written over; everybody else in the frame is answered right; it is said once."""
    path = tmp_path / "steam.db"
    LocalSteam(SCHEMA, path, users={OTHER: {"kills": 3}, THIRD: {"kills": 4}}).close()
    before = damage(path, kind)
    steam = LocalSteam(SCHEMA, path, clock=SteppedClock(), store_rate="allow")
    for turn in range(3):
        for player in (PLAYER, OTHER, THIRD):
            steam.request_user_stats(player)
        found = {int(record.steam_id): record.result for record in answers(steam, 3) if isinstance(record, StatsReceived)}
        assert found == {PLAYER: Result.DATA_CORRUPTION, OTHER: Result.OK, THIRD: Result.OK}
        assert steam.set_user_stat_int(PLAYER, "kills", 1) is False
        assert steam.set_user_stat_int(OTHER, "kills", 10 + turn)
        for player in (PLAYER, OTHER):
            steam.store_user_stats(player)
        stored = {int(record.steam_id): record.result for record in answers(steam, 2) if isinstance(record, StatsStored)}
        assert stored == {PLAYER: Result.FAIL, OTHER: Result.OK}
    steam.close()
    said = [record.getMessage() for record in caplog.records if record.levelname == "WARNING" and "cannot be read" in record.getMessage()]
    assert len(said) == 1
    assert kept(path) == before
    assert json.loads(kept(path, OTHER)) == {"kills": 12}


def test_a_row_that_is_damaged_while_its_user_plays(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Its values stay as they were read, its store is DATA_CORRUPTION; what others store for others is shown; the watch says it once."""
    path = tmp_path / "steam.db"
    users = {player: {"kills": 3} for player in (PLAYER, OTHER)}
    first, second = (LocalSteam(SCHEMA, path, clock=SteppedClock(), users=users, store_rate="allow") for _ in range(2))
    for player in users:
        first.join(player)
    load(first, *users)
    load(second, *users)
    before = damage(path, "no UTF-8", stamp=50)
    for kills in range(4, 9):
        assert second.set_user_stat_int(OTHER, "kills", kills)
        second.store_user_stats(OTHER)
        assert [record.result for record in answers(second, 1) if isinstance(record, StatsStored)] == [Result.OK]
        frame(first)
        frame(first)
        assert [first.get_user_stat_int(player, "kills") for player in users] == [3, kills]
    assert first.set_user_stat_int(PLAYER, "kills", 50)
    assert first.set_user_stat_int(OTHER, "kills", 60)
    for player in users:
        first.store_user_stats(player)
    found = [record.result for record in answers(first, 2) if isinstance(record, StatsStored)]
    assert found == [Result.DATA_CORRUPTION, Result.OK]
    first.close()
    second.close()
    said = [
        record.getMessage()
        for record in caplog.records
        if record.levelname == "WARNING" and f"the row of user {PLAYER}" in record.getMessage()
    ]
    assert len(said) == 2  # by the watch, and by the store
    assert f"not stored at the end, and lost: kills of {PLAYER}" in caplog.text
    assert kept(path) == before


def test_start_values_of_a_damaged_row_stop_nobody_else(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The world opens with the others' start values; the log names the one, whose row stays."""
    path = tmp_path / "steam.db"
    SQLiteStore(path, 480).close(5)
    before = damage(path, "no JSON")
    steam = LocalSteam(SCHEMA, path, clock=SteppedClock(), users={PLAYER: {"kills": 1}, OTHER: {"kills": 2}})
    load(steam, OTHER)
    assert steam.get_user_stat_int(OTHER, "kills") == 2
    steam.close()
    assert [record.levelname for record in caplog.records if f"the start values of {PLAYER} were not written" in record.getMessage()] == [
        "ERROR"
    ]
    assert kept(path) == before


def test_a_players_own_side_opens_on_a_damaged_row(tmp_path: Path) -> None:
    """The player is told so; another player's client on the same file is as ever."""
    path = tmp_path / "steam.db"
    steam = LocalSteam(SCHEMA, path, clock=SteppedClock())
    before = damage(path, "no UTF-8")
    found = []
    for player in (PLAYER, OTHER):
        client = steam.client(player)
        client.advance(1 / 60)
        found += [record.result for record in client.poll()]  # type: ignore[union-attr]  # the one record of a new client has a result
        assert client.set_stat_int("played", 1) is (player == OTHER)
        client.close()
    steam.close()
    assert found == [Result.DATA_CORRUPTION, Result.OK]
    assert kept(path) == before
    assert json.loads(kept(path, OTHER)) == {"played": 1}


@pytest.mark.parametrize("stamp", ["'abc'", "x'ff'", str(2**63 - 1), "CAST(x'ff' AS TEXT)", "1.5", "-1", "-1e308"])
def test_a_damaged_stamp_hides_nothing_from_the_watch(tmp_path: Path, stamp: str) -> None:
    """Whatever stands where a row's last transaction is counted: what others store is seen, for every player."""
    path = tmp_path / "steam.db"
    first, second = SQLiteStore(path, 480), SQLiteStore(path, 480)
    do(second, Job("write", PLAYER, {"kills": 1}), Job("write", OTHER, {"kills": 1}))
    outside(path, f"UPDATE users SET stamp = {stamp} WHERE steam_id = '{PLAYER}'")  # noqa: S608 - our own words
    (look,) = do(first, Job("look", 0, ids=(PLAYER, OTHER)))
    assert look.rows == {PLAYER: {"kills": 1}, OTHER: {"kills": 1}}
    since = -1
    for kills in range(2, 5):
        for player in (OTHER, PLAYER):
            do(second, Job("write", player, {"kills": kills}, {"kills": kills - 1}))
            (look,) = do(first, Job("look", 0, ids=(PLAYER, OTHER), since=since))
            assert look.rows[player] == {"kills": kills}
            since = look.stamp
    assert first.close(5)
    assert second.close(5)


def test_a_number_of_the_wrong_kind_is_still_the_default_and_its_row_whole(tmp_path: Path) -> None:
    """What only the schema does not allow is no damage: the rest of the row can be read and written, and this stays in it."""
    path = tmp_path / "steam.db"
    SQLiteStore(path, 480).close(5)
    outside(
        path,
        "INSERT INTO users VALUES (480, ?, ?, 1)",
        str(PLAYER),
        '{"kills":0.5,"big":4294967296,"accuracy":[1.0,2.0],"kills_per_hour":[3,2]}',
    )
    steam = LocalSteam(SCHEMA, path, clock=SteppedClock())
    load(steam)
    assert [steam.get_user_stat_int(PLAYER, name) for name in ("kills", "big")] == [0, 0]
    assert steam.get_user_stat_float(PLAYER, "kills_per_hour") == 1.5
    assert steam.set_user_stat_int(PLAYER, "level", 2)
    steam.close()
    assert json.loads(kept(path)) == {"kills": 0.5, "big": 2**32, "accuracy": [1.0, 2.0], "kills_per_hour": [3, 2], "level": 2}


def test_an_older_store_with_damaged_rows_is_brought_up(tmp_path: Path) -> None:
    """A row with an empty name, with one name twice or nested deep stops no migration; nobody is counted twice."""
    path = tmp_path / "steam.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("CREATE TABLE users (app INTEGER, steam_id TEXT, row TEXT NOT NULL, PRIMARY KEY (app, steam_id)) WITHOUT ROWID")
        old.execute("PRAGMA application_id = 1398033988")
        old.execute("PRAGMA user_version = 1")
        rows = ['{"":1,"ACH_WIN":5}', '{"kills":1,"kills":2}', DAMAGED["nested 1,000 deep"], '{"ACH_WIN":5}', b"\xff"]
        for number, row in enumerate(rows):
            old.execute("INSERT INTO users VALUES (480, ?, ?)", (str(PLAYER + number), row))
        # How deep a row may be nested differs between versions of SQLite.
        (deep,) = old.execute("SELECT json_valid(?)", (rows[2],)).fetchone()
    store = SQLiteStore(path, 480)
    (completion,) = do(store, Unlocks(("ACH_WIN", "kills")))
    assert completion.found == {"ACH_WIN": pytest.approx(40), "kills": pytest.approx(40 if deep else 20)}
    assert store.close(5)


# Boards and sums.


BOARD = MakeBoard("Best", 2, 1)
WRONG: dict[str, tuple[str, ...]] = {
    "place": ("'abc'", "x'00'", "1.5", "77", "CAST(x'ff' AS TEXT)", str(2**63 - 1)),
    "time": ("'abc'", "x'00'", "9e999", "CAST(x'ff' AS TEXT)"),
    "score": ("'abc'", "x'00'", "1.5", str(2**31), "CAST(x'ff' AS TEXT)"),
    "details": (
        "'abc'",
        "x'00'",
        "'{}'",
        "'[true]'",
        "'[4294967296]'",
        "'[NaN]'",
        "CAST(x'ff' AS TEXT)",
        f"'{'[' * 1000}'",
        "'7'",
        "'[1.5]'",
    ),
    "ugc": ("'abc'", "x'00'", "'-1'", f"'{2**64}'", "CAST(x'ff' AS TEXT)", f"'{'9' * 5000}'"),
}


@pytest.fixture
def board(tmp_path: Path) -> Iterator[tuple[SQLiteStore, Path]]:
    """Give a store with a board of three players."""
    path = tmp_path / "steam.db"
    store = SQLiteStore(path, 480)
    do(store, BOARD, *(Upload(1, player, 1, 10 - number, (), 0.5) for number, player in enumerate((PLAYER, OTHER, THIRD))))
    yield store, path
    assert store._writer._thread.is_alive()
    assert store.close(5)


@pytest.mark.parametrize(("column", "value"), [(column, value) for column, values in WRONG.items() for value in values])
def test_a_damaged_entry_is_its_players_matter(board: tuple[SQLiteStore, Path], column: str, value: str) -> None:
    """What is about that player alone is DATA_CORRUPTION, in one batch with others, who have their entries and ranks."""
    store, path = board
    outside(path, f"UPDATE entries SET {column} = {value} WHERE steam_id = '{OTHER:020}'")  # noqa: S608 - our own words
    before = entries(path)
    queries = (
        Ranks(1, 1, 9),
        OfUsers(1, (OTHER,)),
        OfUsers(1, (OTHER, THIRD)),
        Around(1, OTHER, -1, 1),
        Upload(1, OTHER, 2, 50, (), 0.5),
        Upload(1, THIRD, 2, 20, (), 0.5),
        Attach(1, OTHER, 7),
        FindBoard("Best"),
    )
    page, own, two, around, written, other, attached, found = do(store, *queries)
    bad = Result.DATA_CORRUPTION
    assert [it.result for it in (own, around, written, attached)] == [bad] * 4
    assert [it.result for it in (page, two, other, found)] == [Result.OK] * 4
    listed = {entry.steam_id: (rank, entry.score) for rank, entry in page.found.entries}  # type: ignore[attr-defined]  # a Page
    assert [*listed] == [PLAYER, THIRD]
    assert listed[PLAYER] in {(1, 10), (2, 10)}  # where the damaged one stands nobody can say, but it stands somewhere
    assert page.found.count == 3  # type: ignore[attr-defined]  # a Page
    assert "left out" in page.fault
    assert [entry.steam_id for _, entry in two.found.entries] == [THIRD]  # type: ignore[attr-defined]  # a Page
    assert [line for line in entries(path) if line[0] == f"{OTHER:020}".encode()] == [
        line for line in before if line[0] == f"{OTHER:020}".encode()
    ]


def entries(path: Path) -> list[tuple[Any, ...]]:
    """Return all entries as they are in the file, byte for byte."""
    columns = ", ".join(f"CAST({name} AS BLOB), typeof({name})" for name in ("place", "time", "score", "details", "ugc"))
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT CAST(steam_id AS BLOB), {columns} FROM entries ORDER BY 1").fetchall()  # noqa: S608 - the same


@pytest.mark.parametrize(
    ("column", "value"), [("sort", "'abc'"), ("sort", "3"), ("display", "x'00'"), ("display", "0"), ("sort", "CAST(x'ff' AS TEXT)")]
)
def test_a_damaged_board_is_its_own_matter(board: tuple[SQLiteStore, Path], column: str, value: str) -> None:
    """It is no board that is not there: it cannot be made anew; other boards in the same batch are as ever."""
    store, path = board
    outside(path, f"UPDATE boards SET {column} = {value}")  # noqa: S608 - our own words
    found = do(
        store, FindBoard("Best"), BOARD, MakeBoard("Other", 1, 1), Upload(1, PLAYER, 2, 1, (), 0.5), Upload(2, PLAYER, 2, 1, (), 0.5)
    )
    bad = Result.DATA_CORRUPTION
    assert [it.result for it in found] == [bad, bad, Result.OK, bad, Result.OK]


SUMMED = Schema.parse(
    'app_id = 480\n[stats.a]\ntype = "INT"\nset_by = "GS"\naggregated = true\n[stats.b]\ntype = "INT"\nset_by = "GS"\naggregated = true\n'
    '[achievements.A]\nset_by = "GS"\n[achievements.B]\nset_by = "GS"\n'
)


@pytest.mark.parametrize(
    ("column", "value"),
    [("added", value) for value in ("'abc'", "x'00'", "9e999", str(2**63 - 1), str(-(2**63)), "CAST(x'ff' AS TEXT)")]
    + [("day", value) for value in ("'abc'", "x'00'", "1.5")],
)
def test_a_damaged_sum_is_its_stats_matter(tmp_path: Path, column: str, value: str, caplog: pytest.LogCaptureFixture) -> None:
    """Other totals come, of this one it is said that it cannot be read; players are stored on, and the cell stays as it is."""
    path = tmp_path / "steam.db"
    steam = LocalSteam(SUMMED, path, clock=SteppedClock(), users={PLAYER: {"a": 1, "b": 2}}, store_rate="allow")
    outside(path, f"UPDATE sums SET {column} = {value} WHERE name = 'a'")  # noqa: S608 - our own words
    load(steam)
    assert steam.set_user_stats(PLAYER, {"a": 5, "b": 5}) == []
    steam.store_user_stats(PLAYER)
    assert [record.result for record in answers(steam, 1) if isinstance(record, StatsStored)] == [Result.OK]
    client = steam.client(PLAYER)
    for _ in range(5):
        client.request_global_stats(1)
        client.advance(1 / 60)
        assert getattr(client.poll()[-1], "result", None) is Result.OK
    assert (client.get_global_stat_int("b"), client.get_global_stat_int_history("b")) == (5, [5])
    assert client.get_global_stat_int("a") is None
    assert "cannot be read" in client.why()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(f"SELECT count(*) FROM sums WHERE {column} IS {value} AND name = 'a'").fetchone()[0] == 1  # noqa: S608 - the same
    client.close()
    steam.close()
    assert len([record for record in caplog.records if record.levelname == "WARNING" and "left out" in record.getMessage()]) == 1


@pytest.mark.parametrize("value", ["'abc'", "x'00'", "1.5", str(2**63 - 1), "CAST(x'ff' AS TEXT)"])
def test_a_damaged_count_is_its_achievements_matter(tmp_path: Path, value: str) -> None:
    """Other percentages come; unlocks are stored on and the cell stays; without the count of users there is no percentage at all."""
    path = tmp_path / "steam.db"
    steam = LocalSteam(SUMMED, path, clock=SteppedClock(), users={PLAYER: {"B": True}}, store_rate="allow")
    outside(path, f"INSERT INTO counts VALUES (480, 'A', {value})")  # noqa: S608 - our own words
    load(steam)
    assert steam.set_user_achievement(PLAYER, "A")
    steam.store_user_stats(PLAYER)
    assert [record.result for record in answers(steam, 1) if isinstance(record, StatsStored)] == [Result.OK]
    client = steam.client(PLAYER)
    client.request_global_achievement_percentages()
    client.advance(1 / 60)
    assert getattr(client.poll()[-1], "result", None) is Result.OK
    assert client.get_achievement_achieved_percent("B") == 100.0
    assert client.get_achievement_achieved_percent("A") is None
    assert "cannot be read" in client.why()
    assert client.get_most_achieved_achievement_info()[1] == "B"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(f"SELECT users IS {value} FROM counts WHERE name = 'A'").fetchone()[0] == 1  # noqa: S608 - the same
    client.close()
    steam.close()
    outside(path, f"UPDATE counts SET users = {value} WHERE name = ''")  # noqa: S608 - our own words
    store = SQLiteStore(path, 480)
    everybody, totals = do(store, Unlocks(("A", "B")), Totals(("a",), 0, 0))
    assert (everybody.result, totals.result) == (Result.DATA_CORRUPTION, Result.OK)
    assert store._tables.counts((EVERYBODY,)) == {EVERYBODY: None}
    assert store.close(5)
