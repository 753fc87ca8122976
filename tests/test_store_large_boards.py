"""Laws of large boards in a file: every rank is exact, whoever writes and whatever fails, whether blocks are counted or not.

Rules: the model is a plain list that is sorted anew. Boards have some hundred entries; what is a large board is made small for them.
"""

from __future__ import annotations

import random
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
    """Make blocks of whatever board there is."""
    monkeypatch.setattr(sqlite_blocks, "LARGE", 1)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[SQLiteStore, SQLiteStore]]:
    """Give two stores over one file."""
    first, second = (SQLiteStore(tmp_path / "steam.db", 480) for _ in range(2))
    ask(first, BOARD)
    yield first, second
    assert first.close(5)
    assert second.close(5)


def counted(store: SQLiteStore) -> int:
    """Return how many blocks a store has counted."""
    if not store._connection.execute("SELECT count(*) FROM temp.sqlite_master WHERE name = 'entry_blocks'").fetchone()[0]:
        return 0
    return int(store._connection.execute("SELECT count(*) FROM entry_blocks").fetchone()[0])


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
        most = max(most, counted(store))
    assert most > 5
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
        assert counted(store) > 2


def test_blocks_are_counted_where_nobody_else_writes(tmp_path: Path, pair: tuple[SQLiteStore, SQLiteStore]) -> None:
    """A store finds at once what another has written; one that is only read has the same answers without blocks."""
    store, other = pair
    ask(store, put(*(entry(player, player) for player in range(600))))
    reader = SQLiteStore(tmp_path / "steam.db", 480, read_only=True)
    for turn in range(4):
        (uploaded,) = ask(other, upload(5000 + turn, 900 + turn))
        assert (uploaded.rank, uploaded.count) == (1, 601 + turn)
        found = [ask(each, FindBoard(BOARD.name))[0] for each in (store, reader, store, store, store, reader, reader, reader)]
        assert {each.count for each in found} == {601 + turn}
        assert counted(store) > 2
    assert counted(reader) == 0
    assert reader.close(5)


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
