"""The laws of the store's file among others: locks are kept, old parts are refused, and what was moved away is never answered OK.

Rules: what other programs do is done by other processes, or by SQLite connections of their own; nothing here opens the file by itself
while a store has it open.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.callbacks import StatsReceived, StatsStored
from steam_nodes.steam.local import LocalSteam, MemoryStore, SteppedClock, StoreError
from steam_nodes.steam.local.store.sqlite import sqlite_store as store_module
from steam_nodes.steam.local.store.sqlite.sqlite_drive import fault_of_drive, kind_of_drive
from steam_nodes.steam.local.store.sqlite.sqlite_store import SQLiteStore
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.results import Result
from tests.support.markdown import ROOT
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, TEXT, load
from tests.support.stepping import answers
from tests.test_store_boards import make_version_2

if TYPE_CHECKING:
    from collections.abc import Callable

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be moved, and its rights are the folder's")
PARTS = ("-wal", "-shm", "-journal")


def opened(path: Path, **options: object) -> LocalSteam:
    """Open a world on a file."""
    return LocalSteam(SCHEMA, path, clock=SteppedClock(), **options)  # type: ignore[arg-type]  # options as the tests name them


def store(steam: LocalSteam, value: int, player: int = PLAYER) -> Result:
    """Store one value and return the answer."""
    assert steam.set_user_stat_int(player, "kills", value)
    assert steam.set_user_stat_float(player, "accuracy", value / 2)
    steam.store_user_stats(player)
    (result,) = [record.result for record in answers(steam, 1) if isinstance(record, StatsStored)]
    return result


def in_another_process(code: str, *arguments: object) -> str:
    """Run a program in a process of its own and return what it prints."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert not done.stderr
    return done.stdout.strip()


def kills(path: Path, player: int = PLAYER) -> int | None:
    """Read a value as a server does that is started now."""
    steam = opened(path)
    load(steam, player)
    value = steam.get_user_stat_int(player, "kills")
    steam.close()
    return value


def kills_elsewhere(path: Path, player: int = PLAYER) -> str:
    """Read a value as a program does that is started now, for a file that this one may not open again."""
    return in_another_process(
        "import sys, pathlib, tests.test_store_file as t; print(t.kills(pathlib.Path(sys.argv[1]), int(sys.argv[2])))", path, player
    )


# Locks.

TAKE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    print(connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0])
except sqlite3.OperationalError as error:
    print(error)
connection.close()
"""


def second_world(path: Path, _steam: LocalSteam) -> None:
    """Open the file once more and close it."""
    opened(path).close()


def second_side(_path: Path, steam: LocalSteam) -> None:
    """Open a player's client and close it."""
    steam.client(OTHER, clock=SteppedClock()).close()


def backup(path: Path, steam: LocalSteam) -> None:
    """Make a backup."""
    steam.backup(path.with_name("copy.db"))


def refusal(path: Path, _steam: LocalSteam) -> None:
    """Be refused a backup, and a world whose start values do not fit."""
    with pytest.raises(StoreError):
        _steam.backup(path)
    with pytest.raises(ValueError, match="kils"):
        opened(path, users={PLAYER: {"kils": 1}})


def from_outside(path: Path, _steam: LocalSteam) -> None:
    """Read the file by another program."""
    in_another_process("import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT * FROM users').fetchall()", path)


@pytest.mark.parametrize("happening", [second_world, second_side, backup, refusal, from_outside])
def test_whatever_else_is_opened_and_closed_the_running_store_keeps_its_locks(
    tmp_path: Path, happening: Callable[[Path, LocalSteam], None]
) -> None:
    """No other process can have the file for itself while a world has it open, and what is stored after it is there."""
    path = tmp_path / "steam.db"
    steam = opened(path)
    load(steam)
    assert store(steam, 7) is Result.OK
    happening(path, steam)
    assert in_another_process(TAKE, path) == "database is locked"
    assert store(steam, 8) is Result.OK
    assert path.with_name("steam.db-wal").stat().st_size
    steam.close()
    assert kills(path) == 8


def test_a_store_that_was_migrated_keeps_its_locks(tmp_path: Path) -> None:
    """The copy that is made before is SQLite's own, and opens nothing beside it."""
    path = tmp_path / "steam.db"
    make_version_2(path)
    steam = opened(path)
    assert in_another_process(TAKE, path) == "database is locked"
    steam.close()


@pytest.mark.parametrize("name", ["a b.db", "what?mode=ro", "#1", "100%41.db", "ä€.db", "file:x.db", "'\".db"])
def test_every_name_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    """No character of a file's name means anything to SQLite."""
    opened(tmp_path / name, users={PLAYER: {"kills": 7}}).close()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [name]
    assert kills(tmp_path / name) == 7


def make_fifo(path: Path) -> None:
    """Make a pipe that nobody writes to."""
    os.mkfifo(path)


@POSIX
@pytest.mark.parametrize(
    ("make", "word"),
    [(make_fifo, "it is a pipe"), (lambda path: path.symlink_to("/dev/zero"), "it is a device"), (Path.mkdir, "it is a folder")],
)
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, make: Callable[[Path], object], word: str) -> None:
    """A pipe, a device and a folder are named; so is a name with NUL."""
    make(tmp_path / "steam.db")
    with pytest.raises(StoreError, match=word):
        opened(tmp_path / "steam.db")
    with pytest.raises(StoreError, match="no file can have this name"):
        opened(tmp_path / "steam\0.db")


# Backups.


def test_a_backup_is_a_complete_store_of_one_moment(tmp_path: Path) -> None:
    """While stores go on, each copy opens, is whole, has what was answered OK before it, and nothing else is left in its folder."""
    path = tmp_path / "steam.db"
    steam = opened(path)
    load(steam)
    ended = threading.Event()
    copies: list[tuple[Path, int]] = []

    def copy() -> None:
        while not ended.is_set():
            before = last[0]
            target = tmp_path / "copies" / f"{len(copies)}.db"
            steam.backup(target)
            copies.append((target, before))

    last = [0]
    thread = threading.Thread(target=copy)
    thread.start()
    while len(copies) < 5 and thread.is_alive():
        assert store(steam, last[0] + 1) is Result.OK
        last[0] += 1
    ended.set()
    thread.join()
    steam.close()
    assert sorted(target.name for target, _ in copies) == sorted(path.name for path in (tmp_path / "copies").iterdir())
    for target, before in copies:
        copied = opened(target)
        load(copied)
        value = copied.get_user_stat_int(PLAYER, "kills")
        assert value is not None
        assert before <= value <= last[0]
        assert copied.get_user_stat_float(PLAYER, "accuracy") == value / 2
        copied.close()
        connection = sqlite3.connect(target)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()


class BrokenClock(SteppedClock):
    """A clock of the game's own that fails when it is asked."""

    def now(self) -> float:
        """Fail."""
        raise OSError


@pytest.mark.parametrize(
    ("options", "error"),
    [({"clock": 5}, TypeError), ({"clock": BrokenClock()}, OSError), ({"users": {5: {}}}, ValueError)],
    ids=["no clock", "a broken clock", "start values"],
)
def test_a_side_that_cannot_be_made_leaves_no_store_open(tmp_path: Path, options: dict[str, Any], error: type[Exception]) -> None:
    """Whatever a world, or a player's client, is refused for: no thread of its store is left, while the error is still held."""
    path = tmp_path / "steam.db"

    def open_stores() -> int:
        return sum(thread.name.startswith("steam_nodes store") for thread in threading.enumerate())

    before = open_stores()
    with pytest.raises(error) as caught:
        LocalSteam(SCHEMA, path, **options)
    assert (open_stores(), caught.type) == (before, error)
    steam = opened(path)
    if "clock" in options:
        with pytest.raises(error) as caught:
            steam.client(PLAYER, **options)
    assert (open_stores(), caught.type) == (before + 1, error)
    steam.close()


def test_a_backup_never_writes_over_anything(tmp_path: Path) -> None:
    """The store itself, any file, and a place with an older log are refused, and all is as it was."""
    path = tmp_path / "steam.db"
    steam = opened(path, users={PLAYER: {"kills": 7}})
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "gone.db-wal").write_text("an older log")
    for name, word in [("steam.db", "already"), ("steam.db-wal", "already"), ("notes.txt", "already"), ("gone.db", "gone.db-wal")]:
        with pytest.raises(StoreError, match=word) as caught:
            steam.backup(tmp_path / name)
        assert name in str(caught.value)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    steam.close()
    assert kills(path) == 7


@pytest.mark.parametrize(
    "name", ["a\0b.db", "a\ud800b.db", "x" * 300, "x" * 250, "notes.txt/copy.db", "steam.db-journal", "copy.db-wal", "copy.db-SHM"]
)
def test_a_backup_that_cannot_have_its_name_is_refused(tmp_path: Path, name: str) -> None:
    """A name no file can have, a folder that is a file, a name of a part of a store: one StoreError, no file, and the store goes on."""
    steam = opened(tmp_path / "steam.db")
    load(steam)
    (tmp_path / "notes.txt").write_text("mine")
    before = {*tmp_path.iterdir(), tmp_path / "logs"}
    with pytest.raises(StoreError, match="no backup of"):
        steam.backup(tmp_path / name)
    assert {*tmp_path.iterdir(), tmp_path / "logs"} == before
    assert store(steam, 8) is Result.OK
    steam.close()


@POSIX
def test_a_backup_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """On a disk that takes no more there is no half of one; the store goes on."""
    import resource  # noqa: PLC0415 - not on Windows

    path = tmp_path / "steam.db"
    steam = opened(path)
    load(steam)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, usual[1]))
    try:
        with pytest.raises(StoreError, match=r"copy\.db: no backup of .*steam\.db could be made"):
            steam.backup(tmp_path / "copies" / "copy.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert list((tmp_path / "copies").iterdir()) == []
    assert store(steam, 8) is Result.OK
    steam.close()


def test_a_world_without_a_file_of_its_own_has_no_backup(tmp_path: Path) -> None:
    """In memory, over a store of the game's own, and after the end: the error says what to do, and no file is made."""

    class OwnStore(MemoryStore):
        """A store of the game's own."""

    closed = opened(tmp_path / "steam.db")
    closed.close()
    for steam, word in [
        (LocalSteam(SCHEMA), "the world is in memory"),
        (LocalSteam(SCHEMA, OwnStore()), "the path of a file"),
        (closed, "closed"),
    ]:
        with pytest.raises(StoreError, match=word):
            steam.backup(tmp_path / "copy.db")
        steam.close()
    assert not (tmp_path / "copy.db").exists()


# What others leave.

KILLED = f"""
import os, signal, sys
from steam_nodes.steam.local import LocalSteam
from steam_nodes.steam.schema.schema import Schema
steam = LocalSteam(Schema.parse({TEXT!r}), sys.argv[1], users={{int(sys.argv[3]): {{"kills": int(sys.argv[2])}}}})
os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


@pytest.mark.parametrize("part", PARTS)
def test_a_new_store_is_not_made_beside_parts_of_an_older_one(tmp_path: Path, part: str) -> None:
    """Each part is refused by name with all that has to be moved, and stays as it is; moved away, a new store is empty."""
    path = tmp_path / "steam.db"
    in_another_process(KILLED, path, 7, PLAYER)
    left = {name: path.with_name(path.name + name) for name in PARTS}
    left["-journal"].write_bytes(b"an older journal")
    path.unlink()
    for name, old in left.items():
        if name != part:
            old.unlink()
    before = left[part].read_bytes()
    assert before
    with pytest.raises(StoreError, match="of an older one") as caught:
        opened(path)
    assert all(str(name) in str(caught.value) for name in (path, *left.values()))
    assert left[part].read_bytes() == before
    assert not path.exists()
    left[part].unlink()
    assert kills(path) == 0


def test_a_store_that_was_killed_opens_with_its_log(tmp_path: Path) -> None:
    """The parts of a store that is there belong to it."""
    path = tmp_path / "steam.db"
    in_another_process(KILLED, path, 7, PLAYER)
    assert path.with_name("steam.db-wal").stat().st_size
    assert kills(path) == 7


def test_processes_that_make_one_new_store_and_write_at_once_all_get_it(tmp_path: Path, *, long: bool) -> None:
    """The log of a store that has just come to be is no older one: each process opens it, and all their values are there."""
    code = f"""
import sys
from steam_nodes.steam.local import LocalSteam
from steam_nodes.steam.schema.schema import Schema
schema = Schema.parse({TEXT!r})
print("ready", flush=True)
sys.stdin.readline()
steam = LocalSteam(schema, sys.argv[1], users={{{PLAYER} + int(sys.argv[2]): {{"kills": 7}}}})
print("open", flush=True)
sys.stdin.readline()
steam.close()
"""
    for turn in range(20 if long else 2):
        path = tmp_path / f"{turn}.db"
        children = [
            subprocess.Popen(
                [sys.executable, "-c", code, str(path), str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            for number in range(4)
        ]
        for words in (b"ready\n", b"open\n"):
            for child in children:
                assert child.stdout is not None
                assert child.stdout.readline() == words
            for child in children:
                assert child.stdin is not None
                child.stdin.write(b"\n")
                child.stdin.flush()
        assert [child.communicate()[1] for child in children] == [b""] * 4
        assert [kills(path, PLAYER + number) for number in range(4)] == [7] * 4


def delete(path: Path) -> Callable[[], object]:
    """Delete the file and keep another name of it, as whoever has it open does."""
    path.with_name("kept").hardlink_to(path)
    path.unlink()
    return lambda: path.with_name("kept").rename(path)


def move(path: Path) -> Callable[[], object]:
    """Rename the file."""
    path.rename(path.with_name("moved"))
    return lambda: path.with_name("moved").rename(path)


def move_the_folder(path: Path) -> Callable[[], object]:
    """Rename the folder."""
    folder = path.parent
    folder.rename(folder.with_name("moved"))
    return lambda: folder.with_name("moved").rename(folder)


def replace(path: Path) -> Callable[[], object]:
    """Put a copy in the place of the file."""
    path.rename(path.with_name("moved"))
    shutil.copy(path.with_name("moved"), path)
    return lambda: path.with_name("moved").replace(path)


def part(name: str) -> Callable[[Path], Callable[[], object]]:
    """Return what renames a part of the store."""

    def move_it(path: Path) -> Callable[[], object]:
        return move(path.with_name(path.name + name))

    return move_it


@POSIX
@pytest.mark.parametrize("harm", [delete, move, move_the_folder, replace, part("-wal"), part("-shm")])
def test_what_is_stored_where_nobody_looks_is_not_answered_ok(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, harm: Callable[[Path], Callable[[], object]]
) -> None:
    """Stores and requests are answered with IO_FAILURE, said once each; the values stay, and go to the file when it is back."""
    path = tmp_path / "saves" / "steam.db"
    path.parent.mkdir()
    steam = opened(path, store_rate="allow")
    load(steam)
    assert store(steam, 7) is Result.OK
    undo = harm(path)
    assert [store(steam, value) for value in (8, 9, 10)] == [Result.IO_FAILURE] * 3
    assert "the changes stay, store again" in steam.why()
    assert str(path) in steam.why()
    for _ in range(2):
        steam.request_user_stats(PLAYER)
        (record,) = answers(steam, 1)
        assert isinstance(record, StatsReceived)
        assert record.result is Result.IO_FAILURE
    said = [record.levelname for record in caplog.records if "while the store was open" in record.getMessage()]
    assert said.count("WARNING") == 2
    assert steam.get_user_stat_int(PLAYER, "kills") == 10
    undo()
    steam.store_user_stats(PLAYER)
    assert [record.result for record in answers(steam, 1) if isinstance(record, StatsStored)] == [Result.OK]
    steam.close()
    assert kills(path) == 10


@POSIX
def test_a_file_that_is_moved_in_the_midst_of_its_commit_is_seen_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the very moment between the look and the commit: the answer is not OK, for the store is where nobody looks."""
    path = tmp_path / "steam.db"
    sqlite = SQLiteStore(path, 480)
    look = sqlite._files.fault
    looks: list[str] = []

    def fault() -> str:
        looks.append(look())
        if len(looks) == 2:
            path.rename(tmp_path / "moved")
        return looks[-1]

    monkeypatch.setattr(sqlite._files, "fault", fault)
    sqlite.submit(Job("write", PLAYER, {"kills": 7}))
    assert sqlite.wait(10)
    assert sqlite.done.pop().result is Result.IO_FAILURE
    assert [bool(said) for said in looks] == [False, False, True]
    (tmp_path / "moved").rename(path)
    assert sqlite.close(5)


@POSIX
@pytest.mark.parametrize("linked", [False, True])
def test_a_store_that_was_replaced_takes_nothing_from_its_successor(tmp_path: Path, *, linked: bool) -> None:
    """At its end SQLite would delete the log by its name: but by then it is the log of the new store, with all that was stored there."""
    path = tmp_path / "steam.db"
    if linked:
        (tmp_path / "first").mkdir()
        path.symlink_to(tmp_path / "first" / "steam.db")
    steam = opened(path)
    load(steam)
    assert store(steam, 7) is Result.OK
    if linked:
        (tmp_path / "second").mkdir()
        path.unlink()
        path.symlink_to(tmp_path / "second" / "steam.db")
    else:
        for name in ("", "-wal", "-shm"):
            (tmp_path / f"steam.db{name}").rename(tmp_path / f"old.db{name}")
    in_another_process(KILLED, path, 9, PLAYER)
    assert store(steam, 8) is Result.IO_FAILURE
    steam.close()
    assert kills(path) == 9
    assert kills_elsewhere(tmp_path / ("first/steam.db" if linked else "old.db")) == "7"


@POSIX
def test_a_log_that_was_deleted_by_hand_is_in_the_file_after_the_end(tmp_path: Path) -> None:
    """What was answered OK before is brought into the file when the store is closed, as long as nobody else has opened it."""
    path = tmp_path / "steam.db"
    steam = opened(path)
    load(steam)
    assert store(steam, 7) is Result.OK
    path.with_name("steam.db-wal").unlink()
    path.with_name("steam.db-shm").unlink()
    assert store(steam, 8) is Result.IO_FAILURE
    steam.close()
    assert kills(path) == 7


@POSIX
def test_a_program_that_opened_the_file_itself_is_told_and_takes_nothing(tmp_path: Path) -> None:
    """Its locks are gone and another program has deleted the log: what is stored then is not answered OK, and nobody's values are lost."""
    path = tmp_path / "steam.db"
    log = path.with_name("steam.db-wal")
    steam = opened(path)
    load(steam)
    assert store(steam, 7) is Result.OK
    before = log.stat().st_ino  # held open, so that no other file gets the number
    path.read_bytes()  # what docs/local_steam.md forbids
    in_another_process("import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT * FROM users').fetchall()", path)
    in_another_process(KILLED, path, 9, OTHER)
    if log.stat().st_ino == before:
        # SQLite 3.53.4 leaves the log where it is, 3.40.1 deletes it.
        assert store(steam, 8) is Result.OK
        steam.close()
        assert (kills_elsewhere(path), kills_elsewhere(path, OTHER)) == ("8", "9")
        return
    assert store(steam, 8) is Result.IO_FAILURE
    assert "steam.db-wal was replaced" in steam.why()
    for _ in range(2):
        # SQLite would use the notes of the old log on the new one.
        with pytest.raises(StoreError, match="start the program anew"):
            opened(path)
        steam.close()
    assert (kills_elsewhere(path), kills_elsewhere(path, OTHER)) == ("7", "9")


def test_a_log_that_grew_under_a_long_reader_is_cut_when_the_reader_has_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it reads, stores go on and the log grows; the next store after it leaves a small one."""
    monkeypatch.setattr(store_module, "LOG_BYTES", 100_000)
    path = tmp_path / "steam.db"
    log = path.with_name("steam.db-wal")
    steam = opened(path, store_rate="allow")
    load(steam)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    before = reader.execute("SELECT row FROM users").fetchall()
    value = 0
    while log.stat().st_size < 300_000:
        value += 1
        assert store(steam, value) is Result.OK
    assert reader.execute("SELECT row FROM users").fetchall() == before
    reader.execute("ROLLBACK")
    assert store(steam, value + 1) is Result.OK
    assert steam._world.store.close(5)
    assert json.loads(reader.execute("SELECT row FROM users").fetchone()[0])["kills"] == value + 1
    assert log.stat().st_size <= 100_000
    reader.close()
    steam.close()


# Rights.


def modes(folder: Path) -> dict[str, str]:
    """Return who may do what with the files below a folder."""
    return {path.relative_to(folder).as_posix(): oct(stat.S_IMODE(path.stat().st_mode)) for path in folder.rglob("*")}


@POSIX
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o027])
@pytest.mark.parametrize(("group", "file", "folder"), [(False, "0o600", "0o700"), (True, "0o660", "0o770")])
def test_what_is_made_is_for_the_owner_only_or_for_the_group_by_option(
    tmp_path: Path, umask: int, *, group: bool, file: str, folder: str
) -> None:
    """The store, its log and shared memory, backups and logs have these rights whatever the umask; so has what another client makes."""
    usual = os.umask(umask)
    try:
        steam = opened(tmp_path / "steam.db", group_access=group)
        load(steam)
        steam.backup(tmp_path / "copy.db")
        client = steam.client(OTHER, clock=SteppedClock())
        assert store(steam, 7) is Result.OK
        client.close()
        found = modes(tmp_path)
        steam.close()
        found |= modes(tmp_path)
    finally:
        os.umask(usual)
    assert found.pop("logs") == folder
    assert found == dict.fromkeys(["steam.db", "steam.db-wal", "steam.db-shm", "copy.db", "logs/stats_log.txt"], file)


@POSIX
def test_the_rights_of_what_is_there_stay(tmp_path: Path) -> None:
    """A store that others may read is left so, and a copy of it, made by hand or before a migration, may be read by the same."""
    path = tmp_path / "steam.db"
    make_version_2(path)
    path.chmod(0o640)
    (tmp_path / "logs").mkdir(mode=0o755)
    (tmp_path / "logs" / "stats_log.txt").write_text("before\n")
    (tmp_path / "logs" / "stats_log.txt").chmod(0o644)
    before = modes(tmp_path)
    steam = opened(path, group_access=True)
    load(steam)
    steam.backup(tmp_path / "copy.db")
    steam.close()
    kept = before | {"copy.db": "0o640", "steam.db.version-2.backup": "0o640"}
    assert modes(tmp_path) == kept


# Drives.

MOUNTED = r"""
22 1 254:0 / / rw shared:1 - ext4 /dev/vda rw
30 22 0:27 / /home rw - btrfs /dev/vdb rw
41 22 0:41 / /mnt/saves rw,relatime shared:7 - nfs4 server:/saves rw
42 22 0:42 / /mnt/saves\040two rw - cifs //server/saves rw
43 22 0:43 / /mnt/phone rw - fuse.sshfs phone: rw
44 22 0:44 / /mnt/disk rw - fuseblk /dev/sdb1 rw
45 22 0:45 / /mnt/pool rw - fuse.mergerfs a:b rw
46 41 254:1 / /mnt/saves/local rw - xfs /dev/vdc rw
47 22 0:47 / /mnt/twice rw - nfs4 server:/twice rw
48 22 254:2 / /mnt/twice rw - ext4 /dev/vdd rw
"""


@pytest.mark.parametrize(
    ("folder", "kind", "refused"),
    [
        ("/srv", "ext4", False),
        ("/home", "btrfs", False),
        ("/homes", "ext4", False),
        ("/mnt/saves", "nfs4", True),
        ("/mnt/saves/deep/er", "nfs4", True),
        ("/mnt/saves two/x", "cifs", True),
        ("/mnt/saves twox", "ext4", False),
        ("/mnt/phone/x", "fuse.sshfs", True),
        ("/mnt/disk/x", "fuseblk", False),
        ("/mnt/pool/x", "fuse.mergerfs", False),
        ("/mnt/saves/local", "xfs", False),
        ("/mnt/twice/x", "ext4", False),
    ],
)
def test_a_drive_of_another_machine_is_known_by_what_is_mounted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, kind: str, *, refused: bool
) -> None:
    """The longest mount point counts, and of two at the same point the later."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTED)
    monkeypatch.setattr("steam_nodes.steam.local.store.sqlite.sqlite_drive.MOUNTS", mounts)
    assert kind_of_drive(folder) == kind
    assert bool(fault_of_drive(Path(folder))) == refused


def test_a_store_on_a_drive_of_another_machine_is_refused_and_one_on_a_strange_drive_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The error names the kind and the remedy and makes nothing; where nobody knows, one warning for each kind, and it opens."""
    mounts = tmp_path / "mountinfo"
    monkeypatch.setattr("steam_nodes.steam.local.store.sqlite.sqlite_drive.MOUNTS", mounts)
    monkeypatch.setattr("steam_nodes.steam.local.store.sqlite.sqlite_drive._said", set())
    folder = os.path.realpath(tmp_path)
    mounts.write_text(f"1 1 0:1 / {folder} rw - nfs4 server:/ rw\n")
    with pytest.raises(StoreError, match=r"steam\.db: .*nfs4.*put the store on a drive of this machine"):
        opened(tmp_path / "steam.db")
    assert not (tmp_path / "steam.db").exists()
    mounts.write_text(f"1 1 0:1 / {folder} rw - fuse.strange x rw\n")
    for _ in range(2):
        opened(tmp_path / "steam.db").close()
    assert [record.getMessage().count("fuse.strange") for record in caplog.records] == [1]


@POSIX
def test_a_link_is_judged_by_the_drive_of_what_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link on a drive of this machine to a store on another machine's is refused, and nothing is made there."""
    net = tmp_path / "net"
    net.mkdir()
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"1 0 0:1 / / rw - ext4 x rw\n2 1 0:2 / {os.path.realpath(net)} rw - nfs4 server:/ rw\n")
    monkeypatch.setattr("steam_nodes.steam.local.store.sqlite.sqlite_drive.MOUNTS", mounts)
    (tmp_path / "steam.db").symlink_to(net / "real.db")
    with pytest.raises(StoreError, match=r"steam\.db: .*nfs4.*put the store on a drive of this machine"):
        opened(tmp_path / "steam.db")
    assert not list(net.iterdir())


@POSIX
def test_a_store_without_a_write_ahead_log_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where SQLite has no shared memory it keeps another journal and says so: that is never taken for the same."""
    connect = store_module._connect

    def without(path: Path) -> sqlite3.Connection:
        connect(path).close()
        return sqlite3.connect(f"{path.as_uri()}?mode=rw&vfs=unix-dotfile", isolation_level=None, check_same_thread=False, uri=True)

    monkeypatch.setattr(store_module, "_connect", without)
    with pytest.raises(StoreError, match=r"steam\.db: SQLite cannot keep a write-ahead log .*'delete'"):
        opened(tmp_path / "steam.db")
