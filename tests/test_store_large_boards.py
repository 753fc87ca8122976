"""Laws of large boards in a file: every rank is exact, whoever writes, by what means, and whatever fails.

Rules: the model is a plain list that is sorted anew. Boards have some hundred entries, and their blocks are small.
"""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.local.store.queries import FindBoard, Found, MakeBoard, PutEntries, RemoveEntries, Upload, Uploaded
from steam_nodes.steam.local.store.sqlite import sqlite_blocks
from steam_nodes.steam.local.store.sqlite.sqlite_store import SQLiteStore
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support.stats_world import PLAYER
from tests.test_boards import ask
from tests.test_postgresql_boards import BOARD, entry, put, require_the_same, upload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.steam.local.rules.leaderboards import Entry


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make small blocks, so that a board of some hundred entries has many."""
    monkeypatch.setattr(sqlite_blocks, "SIZE", 8)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[SQLiteStore, SQLiteStore]]:
    """Give two stores over one file."""
    first, second = (SQLiteStore(tmp_path / "steam.db", 480) for _ in range(2))
    ask(first, BOARD)
    yield first, second
    assert first.close(5)
    assert second.close(5)


_WRONG = """
    SELECT count(*) FROM (
        SELECT *, lead(place, 1, 9e999) OVER keys AS place_after, lead(time, 1, 0) OVER keys AS time_after,
            lead(steam_id, 1, '') OVER keys AS id_after
        FROM entry_blocks WINDOW keys AS (PARTITION BY board ORDER BY place, time, steam_id)
    ) AS block WHERE entries <> (
        SELECT count(*) FROM entries WHERE entries.board = block.board
        AND (entries.place, entries.time, entries.steam_id) >= (block.place, block.time, block.steam_id)
        AND (entries.place, entries.time, entries.steam_id) < (place_after, time_after, id_after)
    )
"""


def blocks(path: Path) -> int:
    """Return how many blocks a file has; each has as many entries as it says, and together they have all."""
    with closing(sqlite3.connect(path)) as other:
        assert other.execute(_WRONG).fetchone() == (0,)
        counts = other.execute("SELECT board, sum(entries) FROM entry_blocks GROUP BY board HAVING sum(entries) ORDER BY board").fetchall()
        assert counts == other.execute("SELECT board, count(*) FROM entries GROUP BY board ORDER BY board").fetchall()
        return int(other.execute("SELECT count(*) FROM entry_blocks").fetchone()[0])


def test_a_large_board_against_a_plain_list(pair: tuple[SQLiteStore, SQLiteStore]) -> None:
    """While scores come, move and go through one connection and now and then through another, every answer is that of a list."""
    store, other = pair
    numbers = random.Random(16)
    model: dict[int, Entry] = {}
    most = 0
    for turn, size in enumerate((3, 300, 1, 900, 40, 2500, 9)):
        top = numbers.choice([3, 1000, 100_000])
        lines = [entry(numbers.randrange(4000), numbers.randrange(top), numbers.random()) for _ in range(size)]
        model |= {line.steam_id: line for line in lines}
        assert ask(store, put(*lines)) == [len(model)]
        for _ in range(2):
            require_the_same(store, model, numbers)
        for _ in range(10):
            player, score = numbers.randrange(4000), numbers.randrange(top)
            model[PLAYER + player] = entry(player, score)
            (uploaded,) = ask(other if turn % 2 and not numbers.randrange(5) else store, upload(player, score))
            order = sorted(each.key for each in model.values())
            assert (uploaded.rank, uploaded.count) == (1 + order.index(model[PLAYER + player].key), len(model))
            user = numbers.choice(sorted(model))
            del model[user]
            assert ask(store, RemoveEntries(1, user)) == [1]
        require_the_same(store, model, numbers)
        most = max(most, blocks(store.path))
    assert most > 50
    assert ask(store, RemoveEntries(1)) == [len(model)]
    assert ask(store, upload(1, 1)) == [Uploaded(changed=True, rank=1, previous=0, count=1)]


def test_a_transaction_that_fails_takes_its_counts_back(pair: tuple[SQLiteStore, SQLiteStore]) -> None:
    """Also where the blocks were counted in it."""
    store, _ = pair
    numbers = random.Random(1)
    model = {PLAYER + player: entry(player, player % 50) for player in range(600)}
    ask(store, put(*model.values()))
    store._connection.execute(
        "CREATE TEMP TRIGGER broken AFTER INSERT ON main.entries WHEN new.score = 13 BEGIN SELECT raise(ROLLBACK, 'broken'); END"
    )
    for turn in range(3):
        for player in (*range(turn * 5, turn * 5 + 5), 599):
            store.submit(Job("query", 0, query=upload(player, 13 if player == 599 else 100 + turn)))
        assert store.wait(10)
        stored = [completion.job.query for completion in store.done if completion.result is Result.OK]
        store.done.clear()
        assert upload(599, 13) not in stored
        # What the one that failed took with it is as it was.
        model |= {each.steam_id: entry(each.steam_id - PLAYER, each.score) for each in stored if isinstance(each, Upload)}
        require_the_same(store, model, numbers)
        assert blocks(store.path) > 2


def test_a_store_finds_at_once_what_another_has_written(tmp_path: Path, pair: tuple[SQLiteStore, SQLiteStore]) -> None:
    """One that is only read too."""
    store, other = pair
    ask(store, put(*(entry(player, player) for player in range(600))))
    reader = SQLiteStore(tmp_path / "steam.db", 480, read_only=True)
    for turn in range(4):
        (uploaded,) = ask(other, upload(5000 + turn, 900 + turn))
        assert (uploaded.rank, uploaded.count) == (1, 601 + turn)
        assert {ask(each, FindBoard(BOARD.name))[0].count for each in (store, reader)} == {601 + turn}
    assert reader.close(5)


BY_HAND = (
    "INSERT INTO entries VALUES (1, printf('%020d', abs(random() % 100000)), random() % 50, 0.5, 1, '[]', '0')",
    "REPLACE INTO entries SELECT board, steam_id, random() % 50, time, score, details, ugc FROM entries ORDER BY random() LIMIT 5",
    "UPDATE entries SET place = place + random() % 9, time = random() % 5 WHERE rowid_of % 7 = 3",
    "UPDATE entries SET place = -place",
    "INSERT OR IGNORE INTO entries SELECT board, steam_id, random() % 50, 0.5, 1, '[]', '0' FROM entries WHERE abs(random() % 9) = 1",
    "INSERT OR FAIL INTO entries SELECT board, steam_id, 5, 0.5, 1, '[]', '0' FROM entries WHERE abs(random() % 9) = 1",
    "INSERT INTO entries SELECT board, steam_id, 7, 0.5, 1, '[]', '0' FROM entries WHERE abs(random() % 9) = 1 ON CONFLICT DO NOTHING",
    "INSERT INTO entries SELECT board, steam_id, 7, 0.5, 1, '[]', '0' FROM entries WHERE true ON CONFLICT DO UPDATE SET place = -place",
    "DELETE FROM entries WHERE abs(random() % 9) = 1",
)


def test_what_is_changed_by_hand_is_counted(pair: tuple[SQLiteStore, SQLiteStore]) -> None:
    """By whatever statement, and so is what an older steam_nodes changes: the counts are kept by the file itself."""
    store, _ = pair
    numbers = random.Random(3)
    ask(store, put(*(entry(player, player % 70) for player in range(400))))
    for _ in range(100):
        with closing(sqlite3.connect(store.path, isolation_level=None)) as hand, suppress(sqlite3.IntegrityError):
            hand.execute(numbers.choice(BY_HAND).replace("rowid_of", "CAST(steam_id AS INTEGER)"))
        assert blocks(store.path) > 2


def test_a_board_that_moves_on_for_ever_has_few_blocks(pair: tuple[SQLiteStore, SQLiteStore]) -> None:
    """Players who get better and better leave blocks behind that are nearly empty; these are counted anew before they are many."""
    store, _ = pair
    for score in range(100):
        ask(store, put(*(entry(player, score * 1000 + player) for player in range(60))))
        assert blocks(store.path) <= sqlite_blocks.FEW + 4 * 60 / 8 + 60 / 8


def test_boards_of_a_store_of_the_version_before_are_counted(tmp_path: Path) -> None:
    """Also large ones, several, and one without an entry; a copy of the store is kept."""
    store = SQLiteStore(tmp_path / "steam.db", 480)
    for name in ("One", "Two", "Three"):
        ask(store, MakeBoard(name, 1, 1))
    ask(store, PutEntries(1, tuple(entry(player, player % 50) for player in range(700))), PutEntries(3, (entry(1, 1),)))
    assert store.close(5)
    with closing(sqlite3.connect(store.path)) as old:
        for (name,) in old.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            old.execute(f"DROP TRIGGER {name}")
        old.execute("DROP TABLE entry_blocks")
        old.execute("PRAGMA user_version = 4")
    store = SQLiteStore(tmp_path / "steam.db", 480)
    assert blocks(store.path) == 4
    assert [each.count for each in ask(store, FindBoard("One"), FindBoard("Two"), FindBoard("Three"))] == [700, 0, 1]
    assert ask(store, PutEntries(2, (entry(5, 5),)), FindBoard("Two"))[1].count == 1
    assert blocks(store.path) == 5
    assert (tmp_path / "steam.db.version-4.backup").exists()
    assert store.close(5)


def test_blocks_that_were_counted_otherwise_are_counted_anew(tmp_path: Path) -> None:
    """A store of the version before may have wrong counts, where a hand has put in what was there: it is right once it was opened."""
    store = SQLiteStore(tmp_path / "steam.db", 480)
    ask(store, BOARD, put(*(entry(player, player % 50) for player in range(300))))
    assert store.close(5)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as old:
        for name, text in old.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            old.execute(f"DROP TRIGGER {name}")
            if name != "entry_noted":
                old.execute(text.replace("entry_before", "entry_blocks WHERE 0"))
        old.execute("DROP TABLE entry_before")
        old.execute("UPDATE entry_blocks SET entries = entries - 3")
        old.execute("PRAGMA user_version = 5")
    store = SQLiteStore(tmp_path / "steam.db", 480)
    assert blocks(store.path) == 2
    assert ask(store, upload(1000, 10), upload(5, 1000))[1].count == 301
    assert blocks(store.path) > 2
    assert store.close(5)


def test_a_block_that_is_gone_is_told(pair: tuple[SQLiteStore, SQLiteStore]) -> None:
    """Where a hand has taken the first block away, an entry that belongs there is answered with DATA_CORRUPTION, and is not kept."""
    store, _ = pair
    ask(store, put(*(entry(player, player) for player in range(40))))
    store._connection.execute("DELETE FROM entry_blocks WHERE place < -9e99")
    store.submit(Job("query", 0, query=upload(99, 99)))
    assert store.wait(10)
    assert store.done.popleft().result is Result.DATA_CORRUPTION
    assert store._connection.execute("SELECT count(*) FROM entries").fetchone() == (40,)


@pytest.mark.parametrize("count", ["'many'", "-5", "1e300", "x'00'", str(2**60), "100000"])
def test_a_count_that_can_be_none_is_told(pair: tuple[SQLiteStore, SQLiteStore], count: str) -> None:
    """Where a hand has changed a count, its board is answered with DATA_CORRUPTION as soon as it shows, and other boards work."""
    store, _ = pair
    ask(store, put(*(entry(player, player) for player in range(40))), MakeBoard("Other", 1, 1))
    store._connection.execute(f"UPDATE entry_blocks SET entries = {count}")  # noqa: S608 - our own words
    jobs = [Job("query", 0, query=query) for query in (upload(99, 99), upload(1, 1), FindBoard("Other"))]
    for job in jobs:
        store.submit(job)
    assert store.wait(10)
    found = {completion.job.query: completion for completion in store.done}
    store.done.clear()
    assert Result.DATA_CORRUPTION in {found[job.query].result for job in jobs[:2]}
    assert found[jobs[2].query].result is Result.OK


def test_boards_stand_apart(pair: tuple[SQLiteStore, SQLiteStore]) -> None:
    """What is counted of one is nothing of another."""
    store, _ = pair
    (second,) = ask(store, MakeBoard("Other", 1, 1))
    handle = second.board.handle
    for turn in range(4):
        ask(store, put(entry(turn, turn)), PutEntries(handle, (entry(turn, turn), entry(100 + turn, turn))))
        found: list[Found] = ask(store, FindBoard(BOARD.name), FindBoard("Other"))
        assert [each.count for each in found] == [turn + 1, 2 * turn + 2]
    assert ask(store, Upload(handle, PLAYER, 2, -5, (), 0.0))[0].count == 8
