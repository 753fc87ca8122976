"""The laws of boards and sums on the disk: what was answered OK is in the file, a failure takes nothing, an older store is brought up.

Rules: what they mean is in test_boards.py and test_totals.py; here it is about the file only.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.local.store.queries import EVERYBODY, FindBoard, MakeBoard, Ranks, Unlocks, Upload
from steam_nodes.steam.local.store.sqlite.sqlite_migrations import VERSION
from steam_nodes.steam.local.store.sqlite.sqlite_store import SQLiteStore
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, load

if TYPE_CHECKING:
    from pathlib import Path

    from steam_nodes.steam.local.store.queries import Query
    from steam_nodes.steam.local.store.store import Completion

BEST = MakeBoard("Best rounds", 2, 1)


def do(store: SQLiteStore, *jobs: Job | Query) -> list[Completion]:
    """Do jobs, given at once, and return their completions in that order."""
    wanted = [job if isinstance(job, Job) else Job("query", 0, query=job) for job in jobs]
    for job in wanted:
        store.submit(job)
    assert store.wait(10)
    finished = {id(completion.job): completion for completion in store.done}
    store.done.clear()
    return [finished[id(job)] for job in wanted]


def upload(score: int, player: int = PLAYER) -> Upload:
    """Return the question that brings a score to the first board."""
    return Upload(1, player, 1, score, (1, 2), 0.5)


def scores(path: Path) -> list[tuple[int, int]]:
    """Read the scores from outside."""
    connection = sqlite3.connect(path)
    try:
        return [(int(user), score) for user, score in connection.execute("SELECT steam_id, score FROM entries ORDER BY place")]
    finally:
        connection.close()


def test_a_score_that_was_answered_ok_is_in_the_file(tmp_path: Path) -> None:
    """Another reader of the file sees it at once, and so does who opens it later."""
    path = tmp_path / "steam.db"
    store = SQLiteStore(path, 480)
    assert [completion.result for completion in do(store, BEST, upload(7), upload(9, OTHER))] == [Result.OK] * 3
    assert scores(path) == [(OTHER, 9), (PLAYER, 7)]
    assert store.close(5)
    again = SQLiteStore(path, 480)
    found = do(again, FindBoard("Best rounds"), BEST)
    assert [completion.found.board.handle for completion in found] == [1, 1]  # type: ignore[attr-defined]  # Found
    assert again.close(5)


def test_a_locked_file_fails_what_writes_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind an upload that is answered with BUSY, a question that only reads has its answer, of what is in the file."""
    monkeypatch.setattr("steam_nodes.steam.local.store.sqlite.sqlite_store.BUSY_SECONDS", 0.05)
    store = SQLiteStore(tmp_path / "steam.db", 480)
    do(store, BEST, upload(7))
    other = sqlite3.connect(tmp_path / "steam.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    before, failed, behind = do(store, Ranks(1, 1, 9), upload(8), Ranks(1, 1, 9))
    other.execute("ROLLBACK")
    other.close()
    assert (before.result, failed.result, behind.result) == (Result.OK, Result.BUSY, Result.OK)
    assert before.found == behind.found
    assert "steam.db" in failed.fault
    assert do(store, upload(8))[0].result is Result.OK
    assert store.close(5)


def test_a_failing_transaction_takes_sums_and_counts_back_with_the_row(tmp_path: Path) -> None:
    """The row, the total of the day and the count of an achievement are kept together or not at all."""
    store = SQLiteStore(tmp_path / "steam.db", 480)
    write = {"kills": 5, "ACH_WIN": 1}
    store._connection.execute("CREATE TEMP TRIGGER broken BEFORE INSERT ON users BEGIN SELECT raise(ABORT, 'broken'); END")
    job = Job("write", PLAYER, dict(write), sums=frozenset({"kills"}), day=3)
    assert do(store, job)[0].result is Result.IO_FAILURE
    assert store._tables.counts((EVERYBODY, "ACH_WIN")) == store._tables.totals(("kills",)) == {}
    store._connection.execute("DROP TRIGGER broken")
    assert do(store, job)[0].result is Result.OK
    assert store._tables.counts((EVERYBODY, "ACH_WIN")) == {EVERYBODY: 1, "ACH_WIN": 1}
    assert store._tables.days(("kills",), 0) == {("kills", 3): 5}
    assert store.close(5)


def test_a_damaged_entry_is_answered_with_data_corruption(tmp_path: Path) -> None:
    """The failure names the file; other boards work."""
    store = SQLiteStore(tmp_path / "steam.db", 480)
    do(store, BEST, upload(7))
    store._connection.execute("UPDATE entries SET details = 'not json'")
    damaged, whole = do(store, Ranks(1, 1, 9), MakeBoard("Other", 1, 1))
    assert (damaged.result, whole.result) == (Result.DATA_CORRUPTION, Result.OK)
    assert "steam.db" in damaged.fault
    assert store.close(5)


def make_version_2(path: Path) -> None:
    """Make a store as the second version did: whole rows, and three that cannot be read."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(
        "CREATE TABLE users (app INTEGER, steam_id TEXT, row TEXT NOT NULL, stamp INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (app, steam_id))"
        " WITHOUT ROWID"
    )
    connection.execute("CREATE INDEX users_by_stamp ON users (stamp)")
    connection.execute("PRAGMA application_id = 1398033988")
    connection.execute("PRAGMA user_version = 2")
    rows = [{"kills": 7, "ACH_WIN": 1700000000}, {"kills": 1, "ACH_WIN": None, "kills_per_hour": [1.0, 2.0]}, {"ACH_WIN": 5, "ACH_LOSE": 6}]
    texts: list[str | bytes] = [*map(json.dumps, rows), "not json", "[1]", b"\xff\xfe"]
    for number, text in enumerate(texts):
        connection.execute("INSERT INTO users VALUES (480, ?, ?, 1)", (str(PLAYER + number), text))
    connection.execute("INSERT INTO users VALUES (481, ?, ?, 1)", (str(PLAYER), '{"ACH_WIN":1}'))
    connection.close()


def test_a_store_without_boards_is_brought_up_and_a_copy_of_it_kept(tmp_path: Path) -> None:
    """All values are there, who has what is counted, boards can be made, and a row that cannot be read is in nobody's way."""
    path = tmp_path / "steam.db"
    make_version_2(path)
    steam = LocalSteam(SCHEMA, path, clock=SteppedClock())
    load(steam)
    assert (steam.get_user_stat_int(PLAYER, "kills"), steam.get_user_achievement(PLAYER, "ACH_WIN")) == (7, True)
    steam.close()
    store = SQLiteStore(path, 480)
    (completion,) = do(store, Unlocks(("ACH_WIN", "ACH_LOSE", "ACH_CLIENT")))
    assert completion.found == {"ACH_WIN": pytest.approx(100 * 2 / 6), "ACH_LOSE": pytest.approx(100 / 6), "ACH_CLIENT": 0.0}
    assert [completion.result for completion in do(store, BEST, upload(7))] == [Result.OK] * 2
    assert store.close(5)
    assert scores(path) == [(PLAYER, 7)]
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
    connection.close()
    old = sqlite3.connect(tmp_path / "steam.db.version-2.backup")
    assert old.execute("PRAGMA user_version").fetchone()[0] == 2
    assert old.execute("SELECT count(*) FROM users").fetchone()[0] == 7
    old.close()
