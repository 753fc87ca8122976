"""The laws of the store: what is answered OK is in the file, a write that fails leaves the old row, and a wrong file is named."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes.steam.callbacks import StatsReceived, StatsStored
from steam_nodes.steam.local import LocalSteam, SteppedClock, StoreError
from steam_nodes.steam.local.store.sqlite.sqlite_migrations import VERSION
from steam_nodes.steam.local.store.sqlite.sqlite_store import SQLiteStore
from steam_nodes.steam.local.store.store import Completion, Job, Store, apply
from steam_nodes.steam.local.world.opening import open_store
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support.places import STORES, open_stores, stored
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, load
from tests.support.stepping import answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Give both stores in turn."""
    (store,) = open_stores(request.param, tmp_path, 1)
    yield store
    store.close(5)


def do(store: Store, *jobs: Job) -> list[Completion]:
    """Do jobs and return their completions."""
    for job in jobs:
        store.submit(job)
    assert store.wait(10)
    finished = list(store.done)
    store.done.clear()
    return finished


def test_a_write_changes_only_the_names_it_lists(store: Store) -> None:
    """Changes are merged into the row, other users and other names stay."""
    do(store, Job("write", PLAYER, {"kills": 7, "ACH_WIN": None}), Job("write", OTHER, {"kills": 1}))
    (completion,) = do(store, Job("write", PLAYER, {"accuracy": 0.5}))
    assert (completion.result, completion.row) == (Result.OK, {"kills": 7, "ACH_WIN": None, "accuracy": 0.5})
    first, second = do(store, Job("read", PLAYER), Job("read", OTHER))
    assert first.row == {"kills": 7, "ACH_WIN": None, "accuracy": 0.5}
    assert second.row == {"kills": 1}


def test_a_write_from_an_old_base_does_nothing(store: Store) -> None:
    """When a value is no longer what the writer saw, the whole write is off, and the completion names it with the row as it is."""
    do(store, Job("write", PLAYER, {"kills": 7}))
    (completion,) = do(store, Job("write", PLAYER, {"kills": 9, "big": 1}, {"kills": 6}))
    assert (completion.result, completion.clashes, completion.row) == (Result.INVALID_PARAM, ("kills",), {"kills": 7})
    assert do(store, Job("read", PLAYER))[0].row == {"kills": 7}


def test_a_seed_writes_only_what_is_missing(store: Store) -> None:
    """Start values never overwrite stored ones."""
    do(store, Job("write", PLAYER, {"kills": 7}))
    do(store, Job("seed", PLAYER, {"kills": 0, "big": 3}))
    assert do(store, Job("read", PLAYER))[0].row == {"kills": 7, "big": 3}


raws = (
    st.none() | st.integers(-(2**31), 2**31 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.lists(st.floats(-1, 1), max_size=2)
)
tables = st.dictionaries(st.text(max_size=5), raws, max_size=6)


@given(tables, tables, tables)
def test_merging_against_a_plain_model(row: dict[str, int], changes: dict[str, int], bases: dict[str, int]) -> None:
    """A write goes through if and only if each name still has its base, and then it is the union."""
    completion, changed = apply(Job("write", PLAYER, dict(changes), dict(bases)), dict(row))
    clashing = [name for name in changes if row.get(name) != bases.get(name)]
    assert list(completion.clashes) == clashing
    assert changed == (None if clashing else {**row, **changes})
    assert (completion.result is Result.OK) == (not clashing)


def test_what_is_stored_is_there_when_the_store_is_opened_again(kept: Path | str) -> None:
    """All kinds of values come back exactly; folders are made; one store holds several apps apart."""
    path = kept if isinstance(kept, str) else kept.parent / "new" / "folder" / "steam.db"
    for turn in range(2):
        steam = LocalSteam(SCHEMA, path, clock=SteppedClock())
        load(steam)
        if not turn:
            assert steam.set_user_stat_int(PLAYER, "kills", -(2**31))
            assert steam.set_user_stat_float(PLAYER, "accuracy", 1 / 3)
            assert steam.update_user_avg_rate_stat(PLAYER, "kills_per_hour", 1, 3)
            assert steam.set_user_achievement(PLAYER, "ACH_WIN")
            steam.store_user_stats(PLAYER)
            answers(steam, 1)
        assert steam.get_user_stat_int(PLAYER, "kills") == -(2**31)
        assert steam.get_user_stat_float(PLAYER, "accuracy") == steam.get_user_stat_float(PLAYER, "kills_per_hour") == 0.3333333432674408
        assert steam.get_user_achievement(PLAYER, "ACH_WIN") is True
        steam.close()
    other = LocalSteam(Schema.parse('app_id = 481\n[stats.kills]\ntype = "INT"'), path, clock=SteppedClock())
    load(other)
    assert other.get_user_stat_int(PLAYER, "kills") == 0
    other.close()


def test_an_answer_ok_means_that_the_store_has_it(kept: Path | str) -> None:
    """Another reader of the file, or the database, sees the value as soon as the store is answered."""
    steam = LocalSteam(SCHEMA, kept, clock=SteppedClock())
    load(steam)
    steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.store_user_stats(PLAYER)
    answers(steam, 1)
    assert stored(kept) == {str(PLAYER): {"kills": 8}}
    steam.close()


def break_by_trigger(store: SQLiteStore) -> None:
    """Make every write of a row fail."""
    store._connection.execute("CREATE TEMP TRIGGER broken BEFORE INSERT ON users BEGIN SELECT raise(ABORT, 'broken'); END")


def fill_the_disk(store: SQLiteStore) -> None:
    """Let the file grow no further, and leave no room in it."""
    store._connection.execute("PRAGMA cache_spill = off")
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")


@pytest.mark.parametrize(("fault", "result"), [(break_by_trigger, Result.IO_FAILURE), (fill_the_disk, Result.DISK_FULL)])
def test_a_failing_write_leaves_the_old_row_and_the_game_goes_on(
    tmp_path: Path, fault: Callable[[SQLiteStore], None], result: Result
) -> None:
    """The store is answered with a failure, the changes stay unstored, and the next store after the repair brings them."""
    text = 'app_id = 480\n[stats.kills]\ntype = "INT"\nset_by = "GS"\n' + "".join(
        f'[stats.{"filler" * 15}{number}]\ntype = "INT"\nset_by = "GS"\n' for number in range(100)
    )
    schema = Schema.parse(text)
    store = SQLiteStore(tmp_path / "steam.db", 480)
    steam = LocalSteam(schema, store, clock=SteppedClock(), users={PLAYER: {"kills": 7}})
    load(steam)
    for name in schema.stats:
        assert steam.set_user_stat_int(PLAYER, name, 8)
    fault(store)
    steam.store_user_stats(PLAYER)
    assert [record.result for record in answers(steam, 1) if isinstance(record, StatsStored)] == [result]
    assert "the changes stay, store again" in steam.why()
    assert "steam.db" in steam.why()
    assert steam.get_user_stat_int(PLAYER, "kills") == 8
    assert stored(tmp_path / "steam.db") == {str(PLAYER): {"kills": 7}}
    store._connection.execute("DROP TRIGGER IF EXISTS broken")
    store._connection.execute("PRAGMA max_page_count = 1000000")
    steam.store_user_stats(PLAYER)
    assert [record.result for record in answers(steam, 1) if isinstance(record, StatsStored)] == [Result.OK]
    steam.close()
    assert stored(tmp_path / "steam.db") == {str(PLAYER): dict.fromkeys(schema.stats, 8)}


@pytest.mark.parametrize("damage", ["not json", "[1]", b"\xff\xfe"])
def test_a_damaged_row_fails_alone(tmp_path: Path, damage: str | bytes) -> None:
    """Its user's requests and stores are answered with DATA_CORRUPTION; all others work."""
    store = SQLiteStore(tmp_path / "steam.db", 480)
    do(store, Job("write", OTHER, {"kills": 3}))
    store._connection.execute("INSERT INTO users VALUES (480, ?, ?, 1)", (str(PLAYER), damage))
    read, good = do(store, Job("read", PLAYER), Job("read", OTHER))
    assert (read.result, good.result, good.row) == (Result.DATA_CORRUPTION, Result.OK, {"kills": 3})
    written = do(store, Job("write", PLAYER, {"kills": 1}), Job("write", OTHER, {"kills": 4}, {"kills": 3}))
    assert [completion.result for completion in written] == [Result.DATA_CORRUPTION, Result.OK]
    steam = LocalSteam(SCHEMA, store, clock=SteppedClock())
    steam.request_user_stats(PLAYER)
    (record,) = answers(steam, 1)
    assert isinstance(record, StatsReceived)
    assert record.result is Result.DATA_CORRUPTION
    assert steam.get_user_stat_int(PLAYER, "kills") is None
    assert "were not requested" in steam.why()
    steam.close()


def test_a_stored_value_that_no_longer_fits_is_the_default_and_said(kept: Path | str, caplog: pytest.LogCaptureFixture) -> None:
    """A stat that was retyped keeps what still fits; the rest is said, and the store keeps what the schema does not know."""
    before = 'app_id = 480\n[stats.a]\ntype = "INT"\n[stats.b]\ntype = "FLOAT"\n[stats.c]\ntype = "INT"\n[stats.gone]\ntype = "INT"'
    after = 'app_id = 480\n[stats.a]\ntype = "FLOAT"\n[stats.b]\ntype = "INT"\ndefault = 4\nset_by = "GS"\n[achievements.c]'
    values = {"a": 7, "b": 0.5, "c": -1, "gone": 9}
    LocalSteam(Schema.parse(before), kept, users={PLAYER: values}).close()
    steam = LocalSteam(Schema.parse(after), kept, clock=SteppedClock())
    load(steam)
    assert steam.get_user_stat_float(PLAYER, "a") == 7.0
    assert steam.get_user_stat_int(PLAYER, "b") == 4
    assert steam.get_user_achievement(PLAYER, "c") is False
    assert [name for name in "abc" if f'the stored "{name}"' in caplog.text] == ["b", "c"]
    assert steam.set_user_stat_int(PLAYER, "b", 5)
    steam.close()
    assert stored(kept) == {str(PLAYER): {"a": 7, "b": 5, "c": -1, "gone": 9}}


def make_newer(path: Path) -> None:
    """Make a store of a version to come."""
    SQLiteStore(path, 480).close(5)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()


def make_foreign(path: Path) -> None:
    """Make a database of another program."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()


@pytest.mark.parametrize(
    ("make", "remedy"),
    [
        (make_newer, "update steam_nodes"),
        (make_foreign, "another program; give another file name"),
        (lambda path: path.write_bytes(b"no database at all" * 100), "it is not a database"),
        (lambda path: path.mkdir(), "give a file in a folder that can be written"),
        (lambda path: path.parent.joinpath("file").write_text("") and None, "in a folder that can be written"),
    ],
)
def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path, make: Callable[[Path], object], remedy: str) -> None:
    """The error names the file and the remedy, and the file is as it was."""
    path = tmp_path / "steam.db"
    make(path)
    if not path.exists():
        path = tmp_path / "file" / "steam.db"
    before = path.read_bytes() if path.is_file() else b""
    threads = threading.active_count()
    with pytest.raises(StoreError, match=r"steam\.db") as caught:
        LocalSteam(SCHEMA, path)
    assert remedy in str(caught.value)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert threading.active_count() == threads


def test_a_store_locked_by_another_program_answers_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads go on, writes are answered with BUSY after the wait, and the changes stay."""
    monkeypatch.setattr("steam_nodes.steam.local.store.sqlite.sqlite_store.BUSY_SECONDS", 0.05)
    steam = LocalSteam(SCHEMA, tmp_path / "steam.db", clock=SteppedClock())
    other = sqlite3.connect(tmp_path / "steam.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    load(steam)
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.store_user_stats(PLAYER)
    assert [record.result for record in answers(steam, 1) if isinstance(record, StatsStored)] == [Result.BUSY]
    other.execute("ROLLBACK")
    other.close()
    steam.close()
    assert stored(tmp_path / "steam.db") == {str(PLAYER): {"kills": 8}}


def test_many_worlds_can_open_one_new_store_at_once(kept: Path | str) -> None:
    """Whoever comes second finds the table the first one made."""
    opened: list[Store] = []
    threads = [threading.Thread(target=lambda: opened.append(open_store(kept, 480))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 8
    for store in opened:
        assert store.close(5)


def test_after_its_close_a_store_does_no_job(kept: Path | str) -> None:
    """A job given to a closed store is answered with a failure; closing twice is harmless."""
    store = open_store(kept, 480)
    assert store.close(5)
    assert store.close(5)
    assert do(store, Job("read", PLAYER))[0].result is Result.IO_FAILURE
