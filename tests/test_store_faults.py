"""The laws of a bad disk: full, read-only, cut off, locked or old, it is named, the game goes on, and nothing stored is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.callbacks import StatsReceived, StatsStored
from steam_nodes.steam.local import LocalSteam, SteppedClock, StoreError
from steam_nodes.steam.local.store.sqlite import sqlite_store
from steam_nodes.steam.local.store.sqlite.sqlite_migrations import VERSION
from steam_nodes.steam.local.store.sqlite.sqlite_store import SQLiteStore
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.local.world.opening import open_store
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support.places import stored
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, TEXT, load
from tests.support.stepping import answers

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION_1 = "CREATE TABLE users (app INTEGER, steam_id TEXT, row TEXT NOT NULL, PRIMARY KEY (app, steam_id)) WITHOUT ROWID"


def opened(path: Path) -> LocalSteam:
    """Open a world on a file."""
    return LocalSteam(SCHEMA, path, clock=SteppedClock())


def results(steam: LocalSteam, count: int = 1) -> list[Result]:
    """Return what the next requests and stores are answered with."""
    return [record.result for record in answers(steam, count) if isinstance(record, StatsReceived | StatsStored)]


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Give a store of 40 users that was closed in order, several pages long."""
    path = tmp_path / "steam.db"
    users = {PLAYER + number: {"kills": number + 1, "accuracy": number / 4, "ACH_WIN": True} for number in range(40)}
    LocalSteam(SCHEMA, path, clock=SteppedClock(), users=users).close()
    return path


# Cut off.


def test_a_file_cut_off_at_any_byte_never_passes_for_a_whole_one(filled: Path, tmp_path: Path, *, thorough: bool) -> None:
    """Whatever is missing, the opening names the file, the fault and the remedy, and leaves what is left as it is."""
    whole = filled.read_bytes()
    assert len(whole) > 2 * 4096
    path = tmp_path / "cut" / "steam.db"
    path.parent.mkdir()
    sizes = {
        *range(110 if thorough else 20),
        *range(0, len(whole), 41 if thorough else 211),
        *range(4090, 4103),
        *range(len(whole) - 20, len(whole)),
    }
    for size in sorted(sizes):
        path.write_bytes(whole[:size])
        with pytest.raises(StoreError, match=r"steam\.db: ") as caught:
            opened(path)
        assert f"move it away, with {path}-wal and {path}-shm" in str(caught.value), size
        assert path.read_bytes() == whole[:size]
    path.write_bytes(whole)
    steam = opened(path)
    load(steam, *range(PLAYER, PLAYER + 40))
    assert [steam.get_user_stat_int(PLAYER + number, "kills") for number in range(40)] == list(range(1, 41))
    steam.close()


def test_a_log_cut_off_at_any_byte_opens_with_whole_transactions(tmp_path: Path) -> None:
    """A loss of power can take the end of the write-ahead log: what is before it is there, each store whole or not at all."""
    source = tmp_path / "steam.db"
    steam = opened(source)
    load(steam)
    for value in range(1, 6):
        steam.set_user_stat_int(PLAYER, "kills", value)
        steam.set_user_stat_float(PLAYER, "accuracy", value / 2)
        steam.store_user_stats(PLAYER)
        assert results(steam) == [Result.OK]
    copy = tmp_path / "copy"
    copy.mkdir()
    whole = shutil.copy(source, copy / "whole.db")
    log = source.with_name("steam.db-wal").read_bytes()
    steam.close()
    seen = set()
    for size in range(0, len(log) + 1, 331):
        path = copy / "steam.db"
        shutil.copy(whole, path)
        path.with_name("steam.db-wal").write_bytes(log[:size])
        steam = opened(path)
        load(steam)
        kills, accuracy = steam.get_user_stat_int(PLAYER, "kills"), steam.get_user_stat_float(PLAYER, "accuracy")
        assert kills is not None
        assert accuracy == kills / 2
        seen.add(kills)
        steam.close()
        path.unlink()
    assert seen in ({0, 1, 2, 3, 4}, {0, 1, 2, 3, 4, 5})  # the last one is there if its very last byte was


def test_a_file_that_is_cut_off_while_it_is_open_answers_with_a_failure(filled: Path) -> None:
    """The game goes on: requests and stores are answered, none of them with values that are not there."""
    steam = opened(filled)
    with filled.open("r+b") as file:
        file.truncate(4096)
    players = range(PLAYER, PLAYER + 40)
    for player in players:
        steam.request_user_stats(player)
    found = results(steam, 40)
    assert len(found) == 40
    for player, result in zip(players, found, strict=True):
        kills = steam.get_user_stat_int(player, "kills")
        assert kills == (player - PLAYER + 1 if result is Result.OK else None)
    assert Result.DATA_CORRUPTION in found
    steam.close()


# Read-only.


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the rights of root for a while: for root no folder is read-only."""
    root = hasattr(os, "seteuid") and os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="there a folder has no such rights")
@pytest.mark.parametrize("there", [False, True])
def test_a_read_only_folder_is_named(filled: Path, *, there: bool) -> None:
    """Whether a store is in it or not: the error names the file and says what to give instead, and nothing changes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "saves")
        folder.mkdir()
        if there:
            shutil.copy(filled, folder / "steam.db")
        Path(name).chmod(0o755)
        folder.chmod(0o555)
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        with as_nobody(), pytest.raises(StoreError, match=r"steam\.db") as caught:
            opened(folder / "steam.db")
        assert "in a folder that can be written" in str(caught.value)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        folder.chmod(0o755)


# Full.

ON_A_FULL_DISK = f"""
import resource, signal, sys
from steam_nodes.steam.local import LocalSteam, SteppedClock, StoreError
from steam_nodes.steam.schema.schema import Schema

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
schema = Schema.parse({TEXT!r})

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

def answer(steam):
    steam.advance(1 / 60)
    return [record.result.name for record in steam.poll()]

limit(1000)
try:
    LocalSteam(schema, sys.argv[1] + ".new", clock=SteppedClock())
except StoreError as error:
    print("steam.db.new" in str(error), len(str(error)) > 60)
limit(resource.RLIM_INFINITY)
steam = LocalSteam(schema, sys.argv[1], clock=SteppedClock())
steam.request_user_stats({PLAYER})
print(answer(steam))
limit(20_000)
for value in range(1, 40):
    steam.set_user_stat_int({PLAYER}, "kills", value)
    steam.store_user_stats({PLAYER})
    result = answer(steam)
    if result != ["OK"]:
        break
print(result, steam.get_user_stat_int({PLAYER}, "kills") == value, value > 1)
print("the changes stay, store again" in steam.why())
limit(resource.RLIM_INFINITY)
steam.store_user_stats({PLAYER})
print(answer(steam), value)
steam.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit for the size of files there")
def test_a_disk_that_takes_no_more_fails_stores_until_it_does(tmp_path: Path) -> None:
    """At the opening it is named; a store is answered with a failure and keeps its changes; with room again the next one brings them."""
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(tmp_path / "steam.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert lines[:2] == ["True True", "['OK']"], done.stderr
    assert lines[2] in {"['IO_FAILURE'] True True", "['DISK_FULL'] True True"}
    assert lines[3] == "True"
    told, value = lines[4].rsplit(" ", 1)
    assert told == "['OK']"
    assert stored(tmp_path / "steam.db") == {str(PLAYER): {"kills": int(value)}}


# Locked.


def test_a_store_locked_while_it_is_opened_is_named(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that does not let go is a StoreError after the wait."""
    monkeypatch.setattr("steam_nodes.steam.local.store.sqlite.sqlite_store.BUSY_SECONDS", 0.05)
    other = sqlite3.connect(filled, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="close that program"):
        opened(filled)
    other.execute("ROLLBACK")
    other.close()
    opened(filled).close()


# Of another time.


def version(path: Path) -> int:
    """Read the version of a store, from outside."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def make_version_1(path: Path) -> None:
    """Make a store as the first version did."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(VERSION_1)
    connection.execute("PRAGMA application_id = 1398033988")
    connection.execute("PRAGMA user_version = 1")
    connection.execute("INSERT INTO users VALUES (480, ?, ?)", (str(PLAYER), '{"kills":7,"ACH_WIN":1700000000}'))
    connection.close()


def test_an_older_store_is_migrated_and_a_copy_of_it_kept(tmp_path: Path) -> None:
    """All values are there, the file has this version, and the copy beside it is the old store."""
    path = tmp_path / "steam.db"
    make_version_1(path)
    first, second = opened(path), opened(path)
    first.join(PLAYER)
    load(first)
    load(second)
    assert (first.get_user_stat_int(PLAYER, "kills"), first.get_user_achievement(PLAYER, "ACH_WIN")) == (7, True)
    second.set_user_stat_int(PLAYER, "kills", 8)
    second.store_user_stats(PLAYER)
    assert results(second) == [Result.OK]
    answers(first, 0)
    assert first.get_user_stat_int(PLAYER, "kills") == 8
    first.close()
    second.close()
    assert version(path) == VERSION
    assert stored(tmp_path / "steam.db.version-1.backup") == {str(PLAYER): {"kills": 7, "ACH_WIN": 1700000000}}


def test_a_migration_that_fails_leaves_the_older_store(tmp_path: Path) -> None:
    """Without its copy nothing is migrated; the error names the file."""
    path = tmp_path / "steam.db"
    make_version_1(path)
    (tmp_path / "steam.db.version-1.backup.new").mkdir()
    with pytest.raises(StoreError, match=r"steam\.db"):
        opened(path)
    assert version(path) == 1
    assert stored(path) == {str(PLAYER): {"kills": 7, "ACH_WIN": 1700000000}}


def test_a_version_that_never_was_is_named(tmp_path: Path) -> None:
    """A store of version 0 is of no steam_nodes."""
    path = tmp_path / "steam.db"
    make_version_1(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    with pytest.raises(StoreError, match="version 0, which no steam_nodes has written"):
        opened(path)


def test_new_limits_are_said_and_the_value_stays(kept: Path | str, caplog: pytest.LogCaptureFixture) -> None:
    """A stored value beyond a new Max is read as it stands; a store of a value inside is taken."""
    form = 'app_id = 480\n[stats.a]\ntype = "INT"\nset_by = "GS"\n'
    LocalSteam(Schema.parse(form), kept, users={PLAYER: {"a": 70}, OTHER: {"a": 80}}).close()
    steam = LocalSteam(Schema.parse(form + "max = 50"), kept, clock=SteppedClock())
    load(steam, PLAYER, OTHER)
    assert [steam.get_user_stat_int(player, "a") for player in (PLAYER, OTHER)] == [70, 80]
    (record,) = [record for record in caplog.records if record.levelname == "WARNING"]
    assert "above Max 50); it is read as it stands" in record.getMessage()
    steam.set_user_stat_int(PLAYER, "a", 50)
    steam.store_user_stats(PLAYER)
    assert results(steam) == [Result.OK]
    steam.close()


def test_a_stat_that_was_removed_stays_in_the_store_and_is_said_once(kept: Path | str, caplog: pytest.LogCaptureFixture) -> None:
    """One warning for the name, not for each user; with the stat back in the schema its value is back."""
    form = 'app_id = 480\n[stats.a]\ntype = "INT"\n[stats.b]\ntype = "INT"\nset_by = "GS"\n'
    LocalSteam(Schema.parse(form), kept, users={PLAYER: {"a": 7}, OTHER: {"a": 8}}).close()
    steam = LocalSteam(Schema.parse(form.replace("stats.a", "stats.new")), kept, clock=SteppedClock())
    load(steam, PLAYER, OTHER)
    assert steam.get_user_stat_int(PLAYER, "new") == 0
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert 'the stored "a"' in caplog.text
    steam.set_user_stat_int(PLAYER, "b", 1)
    steam.close()
    steam = LocalSteam(Schema.parse(form), kept, clock=SteppedClock())
    load(steam)
    assert [steam.get_user_stat_int(PLAYER, name) for name in "ab"] == [7, 1]
    steam.close()


def test_many_processes_make_one_new_store(kept: Path | str) -> None:
    """Whoever comes second finds the complete store of the first, and no half-made file is left."""
    code = "import sys; from steam_nodes.steam.local.world.opening import open_store; open_store(sys.argv[1], 480).close(5)"
    children = [subprocess.Popen([sys.executable, "-c", code, str(kept)]) for _ in range(4)]
    assert [child.wait() for child in children] == [0] * 4
    if not isinstance(kept, str):
        assert [path.name for path in kept.parent.iterdir() if path.is_file()] == ["steam.db"]
    assert open_store(kept, 480).close(5)


def test_what_sqlite_gives_up_in_the_middle_is_not_written_without_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails while rows are read ends the transaction: what would come behind it is answered, and nothing of it is stored."""
    store = SQLiteStore(tmp_path / "steam.db", 480)
    store.submit(Job("write", PLAYER, {"kills": 1}))
    assert store.wait(10)

    def fails() -> None:
        store._connection.execute("ROLLBACK")
        raise OSError

    store._connection.create_function("fails", 0, fails)
    with monkeypatch.context() as patched:
        patched.setattr(sqlite_store, "_READ_ALL", "SELECT fails() WHERE ? AND ?")
        store.done.clear()
        store.submit(Job("write", PLAYER, {"kills": 2}, {"kills": 1}))
        assert store.wait(10)
    assert store.done.pop().result is Result.IO_FAILURE
    with closing(sqlite3.connect(store.path)) as other:
        assert other.execute("SELECT row FROM users").fetchall() == [('{"kills":1}',)]
    assert store.close(5)


def test_a_copy_that_has_no_log_can_be_read(tmp_path: Path) -> None:
    """What SQLite's own VACUUM INTO makes is in no WAL mode: who only reads needs none, and makes none."""
    store = SQLiteStore(tmp_path / "steam.db", 480)
    store.submit(Job("write", PLAYER, {"kills": 1}))
    assert store.wait(10)
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    assert store.close(5)
    copy = SQLiteStore(tmp_path / "copy.db", 480, read_only=True)
    copy.submit(Job("read", PLAYER))
    assert copy.wait(10)
    assert copy.done.pop().row == {"kills": 1}
    assert copy.close(5)
    assert sorted(path.name for path in tmp_path.glob("copy.db*")) == ["copy.db"]
