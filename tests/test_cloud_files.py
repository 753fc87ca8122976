"""The laws of files in the cloud that only a local world has: two programs of one player, the disk, older stores, damage, and memory.

Rules: the laws of single calls are in test_group_remote_storage.py, the promise under kills in test_cloud_kill.py.
"""

from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.groups.remote_storage import FileShared, LocalFileChanged
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.local.store.sqlite.sqlite_blocks import BLOCKS
from steam_nodes.steam.local.store.sqlite.sqlite_migrations import NEW, VERSION
from steam_nodes.steam.local.store.sqlite.sqlite_tables import CLOUD, ROOM
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.entries import SchemaError
from steam_nodes.steam.schema.schema import Schema
from tests.support.places import STORES, place
from tests.support.stats_world import OTHER, PLAYER, SCHEMA
from tests.support.stepping import answers, frame, frames

if TYPE_CHECKING:
    from pathlib import Path

    from steam_nodes.steam.local.client.client import LocalClient

UPDATED, DELETED = 1, 2
DEAD = "1 1 another boot/1 0"
"""The name of a program that ran before this machine was started."""


@pytest.fixture(params=STORES)
def steam(request: pytest.FixtureRequest, tmp_path: Path) -> LocalSteam:
    """Give a world of both kinds in turn."""
    return LocalSteam(SCHEMA, place(request.param, tmp_path), clock=SteppedClock())


def opened(steam: LocalSteam, player: int = PLAYER) -> LocalClient:
    """Open a program of a player that watches the files."""
    client = steam.client(player)
    assert client.remote_storage.get_file_count() >= 0
    frame(client)
    return client


def changes(client: LocalClient) -> list[tuple[str, int]]:
    """Step a frame, and return what it told of the files: (name, what was done)."""
    records = [record for record in frame(client) if isinstance(record, LocalFileChanged)]
    cloud = client.remote_storage
    assert len(records) <= 1, "one signal tells of everything"
    return [cloud.get_local_file_change(index)[:2] for index in range(cloud.get_local_file_change_count())] if records else []


def write(client: LocalClient, name: str, data: bytes) -> None:
    """Write a file."""
    assert client.remote_storage.file_write(name, data, 0), client.why()


def read(client: LocalClient, name: str) -> bytes:
    """Read all of a file."""
    return client.remote_storage.file_read(name, 1 << 24)


# Two programs.


def test_the_last_of_two_writers_stays_and_each_is_told(steam: LocalSteam, caplog: pytest.LogCaptureFixture) -> None:
    """Who was overwritten is told; who wrote over what it had not seen is told too, and why; who had seen it is not."""
    first, second = opened(steam), opened(steam)
    write(first, "a", b"first")
    write(second, "a", b"second")
    assert read(first, "a") == read(second, "a") == b"second"
    assert changes(first) == [("a", UPDATED)]
    assert "another program wrote 'a' since" in caplog.text
    assert changes(second) == [("a", UPDATED)]
    assert changes(first) == changes(second) == []
    write(first, "a", b"third")
    assert changes(first) == []
    assert changes(second) == [("a", UPDATED)]


def test_others_see_a_batch_as_one_change(steam: LocalSteam) -> None:
    """Nothing is told before its end, then all of it at once, with what was deleted; whoever reads sees each file as it is written."""
    first, second = opened(steam), opened(steam)
    write(first, "old", b"1")
    assert changes(second) == [("old", UPDATED)]
    cloud = first.remote_storage
    assert cloud.begin_file_write_batch()
    write(first, "a", b"1")
    assert changes(second) == []
    assert cloud.file_delete("old")
    write(first, "b", b"2")
    assert changes(second) == []
    assert read(second, "a") == b"1"
    assert cloud.end_file_write_batch()
    assert changes(second) == [("a", UPDATED), ("b", UPDATED), ("old", DELETED)]
    assert changes(second) == []
    write(first, "c", b"3")
    assert changes(second) == [("c", UPDATED)]


def test_a_write_of_a_batch_that_waited_for_the_connection_is_told(steam: LocalSteam) -> None:
    """It was asked for in the batch and is done behind its end: others are told of it all the same."""
    first, second = opened(steam), opened(steam)
    assert first.remote_storage.begin_file_write_batch()
    first.faults.lose_connection()
    first.remote_storage.file_write_async("a", b"1", 0)
    assert first.remote_storage.end_file_write_batch()
    assert changes(second) == []
    first.faults.restore_connection()
    frames(first, 3)
    assert changes(second) == [("a", UPDATED)]
    assert changes(second) == []


def test_a_batch_whose_end_the_disk_refused_is_shown_later(tmp_path: Path) -> None:
    """As soon as the disk takes it others are told, without another call."""
    path = tmp_path / "steam.db"
    steam = LocalSteam(SCHEMA, path, clock=SteppedClock())
    first, second = opened(steam), opened(steam)
    assert first.remote_storage.begin_file_write_batch()
    write(first, "a", b"1")
    path.rename(tmp_path / "moved.db")
    assert first.remote_storage.end_file_write_batch()
    (tmp_path / "moved.db").rename(path)
    frame(first)
    assert changes(second) == [("a", UPDATED)]


def test_a_batch_ends_with_its_program(steam: LocalSteam) -> None:
    """A program that is closed in the middle of one has others told of what is in it."""
    first, second = opened(steam), opened(steam)
    assert first.remote_storage.begin_file_write_batch()
    write(first, "a", b"1")
    first.close()
    assert changes(second) == [("a", UPDATED)]


def test_a_batch_of_a_program_that_was_killed_is_shown_when_another_opens(steam: LocalSteam) -> None:
    """What was written in it was kept; the next program of the player that opens shows it to the others."""
    first, second = opened(steam), opened(steam)
    first.remote_storage._writer = DEAD
    assert first.remote_storage.begin_file_write_batch()
    write(first, "a", b"1")
    first._world.at_end.clear()  # a program that is killed does nothing at its end
    first.close()
    assert changes(second) == []
    third = opened(steam)
    assert changes(third) == []
    assert changes(second) == [("a", UPDATED)]
    assert read(third, "a") == b"1"


def test_a_batch_of_a_program_that_runs_stays_one_change(steam: LocalSteam) -> None:
    """Another program that opens in the middle of it shows nothing of it."""
    first, second = opened(steam), opened(steam)
    assert first.remote_storage.begin_file_write_batch()
    write(first, "a", b"1")
    third = opened(steam)
    assert changes(second) == changes(third) == []
    write(first, "b", b"1")
    assert first.remote_storage.end_file_write_batch()
    assert changes(second) == changes(third) == [("a", UPDATED), ("b", UPDATED)]


def test_with_the_cloud_off_others_are_told_later(steam: LocalSteam) -> None:
    """What is written meanwhile is kept on the machine; both directions are made up for when it is on again."""
    first, second = opened(steam), opened(steam)
    first.remote_storage.set_cloud_enabled_for_app(False)
    write(first, "mine", b"1")
    write(second, "theirs", b"2")
    assert changes(first) == changes(second) == []
    first.remote_storage.set_cloud_enabled_for_app(True)
    assert changes(first) == [("theirs", UPDATED)]
    assert changes(second) == [("mine", UPDATED)]


def test_without_a_connection_others_are_seen_later(steam: LocalSteam) -> None:
    """Files of one's own are written all the same."""
    first, second = opened(steam), opened(steam)
    first.faults.lose_connection()
    write(second, "a", b"1")
    write(first, "b", b"2")
    assert changes(first) == []
    first.faults.restore_connection()
    assert changes(first) == [("a", UPDATED)]


def test_on_a_real_clock_others_are_seen_too(kept: Path | str) -> None:
    """No frame waits for the look; what it finds arrives in a frame soon after."""
    steam = LocalSteam(SCHEMA, kept)
    first, second = opened(steam), opened(steam)
    write(second, "a", b"1")
    assert [type(record) for record in answers(first, 1)] == [LocalFileChanged]
    assert first.remote_storage.get_local_file_change(0)[:2] == ("a", UPDATED)
    for client in (first, second):
        client.close()


def test_a_shutdown_ends_streams_and_batches(steam: LocalSteam) -> None:
    """A program that starts Steam again begins without them, and what the batch held back is told."""
    first, second = opened(steam), opened(steam)
    cloud = first.remote_storage
    stream = cloud.file_write_stream_open("never")
    assert cloud.file_write_stream_write_chunk(stream, b"1")
    assert cloud.begin_file_write_batch()
    write(first, "a", b"1")
    first.shutdown()
    frame(first)
    assert first.init(0)[0] == 0
    assert changes(second) == [("a", UPDATED)]
    assert not cloud.file_write_stream_close(stream)
    assert cloud.begin_file_write_batch()
    assert not cloud.file_exists("never")


# The disk.


def test_files_are_there_after_a_restart(kept: Path | str) -> None:
    """Content, time, platforms and whether it is in the cloud; of each player and each app their own."""
    data = random.Random(1).randbytes(3_000_000)
    client = opened(LocalSteam(SCHEMA, kept, clock=SteppedClock(start=1_700_000_000)))
    write(client, "big", data)
    write(client, "local", b"1")
    assert client.remote_storage.file_forget("local")
    assert client.remote_storage.set_sync_platforms("big", 9)
    client.close()
    client = opened(LocalSteam(SCHEMA, kept, clock=SteppedClock()))
    cloud = client.remote_storage
    assert read(client, "big") == data
    assert cloud.file_read("big", 5) == data[:5]
    assert (cloud.get_file_timestamp("big"), cloud.get_sync_platforms("big")) == (1_700_000_000, 9)
    assert (cloud.file_persisted("big"), cloud.file_exists("local"), cloud.file_persisted("local")) == (True, True, False)
    for app, player in ((480, OTHER), (481, PLAYER)):
        schema = Schema.parse(f"app_id = {app}")
        stranger = opened(LocalSteam(schema, kept, clock=SteppedClock()), player)
        assert stranger.remote_storage.get_file_count() == 0
        write(stranger, "big", b"other")
        stranger.close()
    assert read(client, "big") == data
    client.close()


def make_version_3(path: Path) -> None:
    """Make a store as the third version did, with a player in it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    for statement in NEW:
        if statement not in {*CLOUD, *ROOM, *BLOCKS}:
            connection.execute(statement)
    connection.execute("PRAGMA user_version = 3")
    connection.execute("INSERT INTO users VALUES (480, ?, ?, 1)", (str(PLAYER), '{"kills":7}'))
    connection.close()


def test_a_store_without_files_is_brought_up_and_a_copy_of_it_kept(tmp_path: Path) -> None:
    """What was there is there, files can be written, and the old store stands beside it."""
    path = tmp_path / "steam.db"
    make_version_3(path)
    client = opened(LocalSteam(SCHEMA, path, clock=SteppedClock()))
    assert client.get_user_stat_int(PLAYER, "kills") == 7
    write(client, "a", b"1")
    client.close()
    for name, version, tables in (("steam.db", VERSION, 2), ("steam.db.version-3.backup", 3, 0)):
        with sqlite3.connect(tmp_path / name) as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] == version
            assert (
                connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name LIKE 'cloud%'").fetchone()[0] == tables
            )
        connection.close()


def test_a_backup_has_the_files(tmp_path: Path) -> None:
    """A copy of the store made while it is in use has them, whole."""
    steam = LocalSteam(SCHEMA, tmp_path / "steam.db", clock=SteppedClock())
    client = opened(steam)
    write(client, "a", bytes(100_000))
    steam.backup(tmp_path / "copy.db")
    client.close()
    assert read(opened(LocalSteam(SCHEMA, tmp_path / "copy.db", clock=SteppedClock())), "a") == bytes(100_000)


DAMAGE = ["data = 'text'", "data = 5", "platforms = 'x'", "persisted = 1.5", "time = x'00'", "stamp = 'x'", "writer = x'ff'"]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_file_that_cannot_be_read_stays_as_it_is(tmp_path: Path, damage: str) -> None:
    """It is refused by name and never written over, the others beside it are read and written, and the list leaves it out and says so."""
    path = tmp_path / "steam.db"
    client = opened(LocalSteam(SCHEMA, path, clock=SteppedClock()))
    for name in "abc":
        write(client, name, name.encode())
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE cloud_files SET {damage} WHERE name = 'b'")  # noqa: S608 - our own words
        before = connection.execute("SELECT * FROM cloud_files WHERE name = 'b'").fetchall()
    cloud = client.remote_storage
    assert cloud.file_read("b", 9) == b""
    assert "cannot be read" in client.why() or "damaged" in client.why()
    assert not cloud.file_write("b", b"new", 0)
    assert not cloud.file_delete("b")
    assert [read(client, name) for name in "ac"] == [b"a", b"c"]
    write(client, "a", b"again")
    assert cloud.get_file_count() == 2
    assert connection.execute("SELECT * FROM cloud_files WHERE name = 'b'").fetchall() == before
    connection.close()
    client.close()


def test_a_name_that_no_program_wrote_is_left_out(tmp_path: Path) -> None:
    """Neither the list nor what others are told has a name that is no text, and the files beside it are there."""
    path = tmp_path / "steam.db"
    steam = LocalSteam(SCHEMA, path, clock=SteppedClock())
    first, second = opened(steam), opened(steam)
    write(first, "a", b"1")
    write(first, "b", b"2")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE cloud_files SET name = CAST(x'ff41' AS TEXT) WHERE name = 'b'")
    connection.close()
    assert changes(second) == [("a", UPDATED)]
    assert second.remote_storage.get_file_count() == 1
    assert second.remote_storage.get_file_name_and_size(0) == ("a", 1)


def test_a_shared_file_that_is_damaged_is_answered_so(tmp_path: Path) -> None:
    """The download fails with DATA_CORRUPTION, and says where."""
    path = tmp_path / "steam.db"
    client = opened(LocalSteam(SCHEMA, path, clock=SteppedClock()))
    write(client, "a", b"1")
    client.remote_storage.file_share("a")
    (shared,) = frame(client)
    assert isinstance(shared, FileShared)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE cloud_shares SET data = 'text'")
    connection.close()
    client.remote_storage.ugc_download(shared.handle, 0)
    (answer,) = frame(client)
    assert getattr(answer, "result", None) is Result.DATA_CORRUPTION
    assert "steam.db" in client.why()
    client.close()


def test_a_disk_that_fails_is_said_and_keeps_the_old_file(tmp_path: Path) -> None:
    """A store that was moved away refuses what is written and what is read; with it back nothing is lost."""
    path = tmp_path / "steam.db"
    client = opened(LocalSteam(SCHEMA, path, clock=SteppedClock()))
    write(client, "a", b"1")
    path.rename(tmp_path / "moved.db")
    assert not client.remote_storage.file_write("a", b"2", 0)
    assert "moved or deleted" in client.why()
    assert client.remote_storage.file_read("a", 1) == b""
    (tmp_path / "moved.db").rename(path)
    assert read(client, "a") == b"1"
    client.close()


def test_a_download_never_takes_the_place_of_the_store(tmp_path: Path) -> None:
    """Neither the file nor its log is written over, by whatever name; the store goes on."""
    path = tmp_path / "steam.db"
    client = opened(LocalSteam(SCHEMA, path, clock=SteppedClock()))
    cloud = client.remote_storage
    write(client, "a", b"1")
    cloud.file_share("a")
    (shared,) = frame(client)
    assert isinstance(shared, FileShared)
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.db").symlink_to(path)
    for location in (path, f"{path}-wal", f"{path}-shm", f"{tmp_path}/sub/../steam.db", tmp_path / "link.db"):
        cloud.ugc_download_to_location(shared.handle, str(location), 0)
        assert [getattr(record, "result", None) for record in frame(client)] == [Result.ACCESS_DENIED]
    assert "the store itself" in client.why()
    write(client, "b", b"2")
    assert read(client, "a") == b"1"
    client.close()


def test_a_script_of_failures_takes_results_only() -> None:
    """Anything else is named before any of them counts."""
    client = opened(LocalSteam(SCHEMA, clock=SteppedClock()))
    with pytest.raises(TypeError, match=r"Result\.DISK_FULL"):
        client.remote_storage.next_writes(Result.BUSY, 16)  # type: ignore[arg-type]  # what a test may pass by mistake
    write(client, "a", b"1")


# Memory and the file say the same.


GIVEN = {
    "file_write": ("name", "data", 0),
    "file_delete": ("name",),
    "file_read": ("name", 99),
    "file_forget": ("name",),
    "file_persisted": ("name",),
    "set_sync_platforms": ("name", 5),
    "get_sync_platforms": ("name",),
    "begin_file_write_batch": (),
    "end_file_write_batch": (),
    "get_quota": (),
    "list": (),
}
"""Calls and what they are given."""


def ask(client: LocalClient, call: str, name: str, data: bytes) -> object:
    """Make a call and return its answer."""
    cloud = client.remote_storage
    if call == "list":
        return [cloud.get_file_name_and_size(at) for at in range(cloud.get_file_count())]
    words: dict[object, object] = {"name": name, "data": data}
    answer: object = getattr(cloud, call)(*(words.get(it, it) for it in GIVEN[call]))
    return answer


def test_both_stores_keep_files_alike(tmp_path: Path, *, long: bool) -> None:
    """The same calls by chance give the same answers in memory and in a file, and those of a dictionary."""
    for seed in range(200 if long else 4):
        chance = random.Random(seed)
        stores = (None, tmp_path / f"{seed}.db")
        clients = [opened(LocalSteam(SCHEMA, store, clock=SteppedClock(start=0))) for store in stores]
        files: dict[str, bytes] = {}
        for _ in range(80):
            name, data, call = chance.choice("abc"), chance.randbytes(chance.randrange(1, 50)), chance.choice([*GIVEN, "file_write"])
            first, second = (ask(client, call, name, data) for client in clients)
            assert first == second, (seed, call)
            if call == "file_write":
                files[name] = data
            elif call == "file_delete":
                assert first is (files.pop(name, None) is not None)
            elif call == "file_read":
                assert first == files.get(name, b"")
            elif call == "list":
                assert first == [(each, len(files[each])) for each in sorted(files)]
        for client in clients:
            client.close()


# The schema.


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("cloud = 5", "must be a table"),
        ("[cloud]\nquota_byte = 5", 'did you mean "quota_bytes"'),
        ("[cloud]\nquota_bytes = -1", "quota_bytes is -1"),
        ('[cloud]\nquota_files = "3"', "quota_files is"),
        ("[cloud]\nquota_bytes = 1.5", "quota_bytes is 1.5"),
        ('[cloud]\nenabled_for_app = "yes"', "true or false"),
    ],
)
def test_a_wrong_cloud_in_the_schema_is_named(line: str, reason: str) -> None:
    """The error names the table, the key and the remedy."""
    with pytest.raises(SchemaError, match="cloud") as error:
        Schema.parse(f"app_id = 480\n{line}")
    assert reason in str(error.value)


def test_the_schema_says_how_the_cloud_begins() -> None:
    """The quota, also none at all, and whether it is on."""
    schema = Schema.parse("app_id = 480\n[cloud]\nquota_bytes = 0\nenabled_for_account = false\nenabled_for_app = false\n")
    client = opened(LocalSteam(schema, clock=SteppedClock()))
    cloud = client.remote_storage
    assert (cloud.is_cloud_enabled_for_account(), cloud.is_cloud_enabled_for_app(), cloud.get_quota()) == (False, False, (0, 0))
    assert not cloud.file_write("a", b"1", 0)
    assert "more than 0 bytes" in client.why()
    assert Schema.parse("app_id = 480").cloud.quota_files == 1000
