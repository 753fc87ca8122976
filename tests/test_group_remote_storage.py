"""The laws of Remote Storage: files, streams, batches, quota and shared files, over the local world and over Valve's interface.

Rules: those of group_worlds.py. What two programs do to each other's files, and the disk, is in test_cloud_files.py.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Steam
from steam_nodes.steam.groups.remote_storage import NO_HANDLE, FileRead, FileShared, FileWritten, UGCDownloaded
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support.client_world import TEXT, world
from tests.support.group_worlds import WAYS, GroupWorld, Way, group_world
from tests.support.loopback import LOSING, POSTINGS
from tests.support.native_world import LoopedClient
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER, PLAYER
from tests.support.stepping import frames

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = ON_EVERY_STORE

QUOTA = 1000
SCHEMA = Schema.parse(f"{TEXT}\n[cloud]\nquota_bytes = {QUOTA}\nquota_files = 3\n")
NONE = Steam.UGC_HANDLE_INVALID
SIGNALS = (
    "download_ugc_result",
    "file_read_async_complete",
    "file_share_result",
    "file_write_async_complete",
    "local_file_changed",
    "published_file_subscribed",
    "published_file_unsubscribed",
    "subscribe_item",
    "unsubscribe_item",
)


def kept(steam: Steam, name: str) -> bytes:
    """Return all of a file."""
    read = steam.file_read(name, steam.get_file_size(name))
    assert read["ret"] == len(read["buf"])
    buf: bytes = read["buf"]
    return buf


def test_a_file_is_written_read_and_deleted(group: GroupWorld) -> None:
    """What was written is there, in place of what was; a file that is not there has nothing."""
    steam = group.steam
    assert (steam.file_exists("save.dat"), steam.get_file_size("save.dat"), steam.get_file_timestamp("save.dat")) == (False, 0, 0)
    assert steam.file_read("save.dat", 10) == {"ret": 0, "buf": b""}
    assert steam.file_write("save.dat", b"one two three")
    assert steam.file_write("save.dat", bytes(range(256)))
    assert kept(steam, "save.dat") == bytes(range(256))
    assert steam.file_read("save.dat", 3) == {"ret": 3, "buf": b"\x00\x01\x02"}
    assert steam.file_read("save.dat", 2**31 - 1)["ret"] == 256
    assert steam.file_exists("save.dat")
    assert steam.file_persisted("save.dat")
    assert steam.get_file_timestamp("save.dat") == int(group.client._world.clock.now())
    assert steam.file_delete("save.dat")
    assert not steam.file_exists("save.dat")
    assert not steam.file_delete("save.dat")
    assert steam.get_file_count() == 0


def test_size_says_how_much_is_written(group: GroupWorld) -> None:
    """0 is all, and less is the beginning; what is no size of the data is refused with the reason, and nothing is written."""
    steam = group.steam
    assert steam.file_write("a", b"12345", 5)
    assert steam.file_write("a", b"12345", 2)
    assert kept(steam, "a") == b"12"
    for data, size, reason in [(b"12345", 6, "there are 5 bytes"), (b"1", -1, "size is -1"), (b"", 0, "no empty files")]:
        assert not steam.file_write("a", data, size)
        assert reason in steam.why()
        steam.file_write_async("a", data, size)
    group.listen("file_write_async_complete")
    assert group.frames() == [("file_write_async_complete", Result.INVALID_PARAM)] * 3
    assert kept(steam, "a") == b"12"


def test_files_are_counted_and_named_in_order(group: GroupWorld) -> None:
    """The count is followed by one name and size each; between the two nothing moves, and other places have nothing."""
    steam = group.steam
    for name in ("b/Two", "a", "c"):
        assert steam.file_write(name, name.encode())
    assert steam.get_file_count() == 3
    assert steam.file_delete("a")
    listed = [steam.get_file_name_and_size(index) for index in range(4)]
    assert listed == [{"name": "a", "size": 1}, {"name": "b/two", "size": 5}, {"name": "c", "size": 1}, {"name": "", "size": 0}]
    assert steam.get_file_count() == 2
    assert steam.get_file_name_and_size(-1) == {"name": "", "size": 0}


def test_reads_and_writes_without_waiting_are_answered(group: GroupWorld) -> None:
    """Each is answered once and in order; the bytes of a read are had by its handle, a part is exactly the part."""
    steam = group.steam
    group.listen(*SIGNALS)
    steam.file_write_async("a", b"0123456789")
    assert group.frames() == [("file_write_async_complete", Result.OK)]
    steam.file_read_async("a", 2, 3)
    ((_, handle, *told),) = group.frames()
    assert told == [Result.OK, 2, 3, True]
    assert steam.get_file_read(handle) == b"234"
    assert steam.get_file_read(handle + 1) == b""
    steam.file_read_async("a", 8, 3)
    ((_, handle, *told),) = group.frames()
    assert told == [Result.FAIL, 8, 0, False]
    assert steam.get_file_read(handle) == b""
    steam.file_read_async("missing", 0, 1)
    ((_, _, *told),) = group.frames()
    assert told[0] == Result.FILE_NOT_FOUND


def test_one_file_is_read_and_written_by_one_call_at_a_time(group: GroupWorld) -> None:
    """A second one is refused as long as the first is not answered, and nothing of it happens; another file is another matter."""
    steam = group.steam
    group.listen(*SIGNALS)
    for name, data in (("a", b"1"), ("A", b"2"), ("b", b"3")):
        steam.file_write_async(name, data)
    assert sorted(group.frames()) == sorted(
        ("file_write_async_complete", result) for result in (Result.OK, Result.INVALID_PARAM, Result.OK)
    )
    assert kept(steam, "a") == b"1"
    steam.file_read_async("a", 0, 1)
    steam.file_read_async("a", 0, 1)
    assert sorted(told[2] for told in group.frames()) == [Result.OK, Result.INVALID_PARAM]


def test_reads_and_writes_can_be_awaited(group: GroupWorld) -> None:
    """A coroutine goes on with what answers its own call."""
    steam = group.steam
    told: list[Any] = []

    async def save_and_load() -> None:
        told.append(await steam.write_file("a", b"abc"))
        record = await steam.read_file("a", 1, 2)
        told.append((record.result, record.data))

    from steam_nodes.object.tasks import start  # noqa: PLC0415 - used here alone

    start(save_and_load(), steam)
    group.frames(8)
    assert told == [Result.OK, (Result.OK, b"bc")]


def test_nothing_of_a_stream_is_seen_before_it_is_closed(group: GroupWorld) -> None:
    """The chunks become one file at the close; a cancelled one leaves what was there; a handle is of use until then only."""
    steam = group.steam
    assert steam.file_write("a", b"old")
    stream, other = steam.file_write_stream_open("a"), steam.file_write_stream_open("a")
    assert stream != other
    assert steam.file_write_stream_write_chunk(stream, b"new ")
    assert steam.file_write_stream_write_chunk(stream, b"one")
    assert steam.file_write_stream_write_chunk(other, b"nothing")
    assert kept(steam, "a") == b"old"
    assert steam.file_write_stream_cancel(other)
    assert steam.file_write_stream_close(stream)
    assert kept(steam, "a") == b"new one"
    for handle in (stream, other, NONE, 99):
        assert not steam.file_write_stream_close(handle)
        assert not steam.file_write_stream_cancel(handle)
        assert not steam.file_write_stream_write_chunk(handle, b"x")
    empty = steam.file_write_stream_open("a")
    assert not steam.file_write_stream_write_chunk(empty, b"")
    assert not steam.file_write_stream_close(empty)
    assert kept(steam, "a") == b"new one"
    assert steam.file_write_stream_open("..") == Steam.UGC_FILE_STREAM_HANDLE_INVALID
    assert ".." in steam.why()


def test_a_batch_is_begun_and_ended_once(group: GroupWorld) -> None:
    """A second begin and a second end are False; what is written in it is there at once."""
    steam = group.steam
    assert not steam.end_file_write_batch()
    assert steam.begin_file_write_batch()
    assert not steam.begin_file_write_batch()
    assert steam.file_write("a", b"1")
    assert kept(steam, "a") == b"1"
    assert steam.end_file_write_batch()
    assert not steam.end_file_write_batch()


def quota(steam: Steam) -> tuple[int, int]:
    """Return (all, what is left) of the quota."""
    found = steam.get_quota()
    return found["total_bytes"], found["available_bytes"]


def write_now(steam: Steam, _group: GroupWorld, name: str, data: bytes) -> bool:
    """Write a file with the call that waits."""
    return steam.file_write(name, data)


def write_async(steam: Steam, group: GroupWorld, name: str, data: bytes) -> bool:
    """Write a file without waiting; return whether it was kept."""
    group.frames(1)
    steam.file_write_async(name, data)
    ((_, result),) = group.frames()
    assert result in {Result.OK, Result.LIMIT_EXCEEDED}
    return bool(result == Result.OK)


def write_stream(steam: Steam, _group: GroupWorld, name: str, data: bytes) -> bool:
    """Write a file through a stream."""
    stream = steam.file_write_stream_open(name)
    return all(steam.file_write_stream_write_chunk(stream, data[at : at + 400]) for at in range(0, len(data), 400)) and (
        steam.file_write_stream_close(stream)
    )


@pytest.mark.parametrize("write", [write_now, write_async, write_stream])
def test_the_quota_of_bytes_holds_at_its_edge(group: GroupWorld, write: Callable[..., bool]) -> None:
    """Below and at the quota a file is kept, a byte above it is refused and the old one stays; forgotten and deleted ones count nothing."""
    steam = group.steam
    group.listen("file_write_async_complete")
    assert quota(steam) == (QUOTA, QUOTA)
    assert write(steam, group, "a", bytes(QUOTA - 1))
    assert quota(steam) == (QUOTA, 1)
    assert write(steam, group, "a", b"\1" * QUOTA), "a file is counted without what it replaces"
    assert quota(steam) == (QUOTA, 0)
    assert not write(steam, group, "a", bytes(QUOTA + 1))
    assert not write(steam, group, "b", b"1")
    assert kept(steam, "a") == b"\1" * QUOTA
    assert not steam.file_exists("b")
    assert steam.file_forget("a")
    assert (steam.file_exists("a"), steam.file_persisted("a"), quota(steam)) == (True, False, (QUOTA, QUOTA))
    assert write(steam, group, "b", bytes(QUOTA))
    assert not write(steam, group, "a", b"1"), "to write a forgotten file brings it back to the cloud"
    assert steam.file_delete("b")
    assert write(steam, group, "a", b"1")
    assert steam.file_persisted("a")


@pytest.mark.parametrize("write", [write_now, write_async, write_stream])
def test_the_quota_of_files_holds_at_its_edge(group: GroupWorld, write: Callable[..., bool]) -> None:
    """The third file is kept and the fourth refused, until one is deleted or forgotten; one that is there can always be written."""
    steam = group.steam
    group.listen("file_write_async_complete")
    assert [write(steam, group, name, b"1") for name in "abcd"] == [True, True, True, False]
    assert write(steam, group, "c", b"22")
    assert not steam.file_exists("d")
    assert steam.file_forget("a")
    assert write(steam, group, "d", b"1")
    assert not write(steam, group, "e", b"1")
    assert steam.file_delete("d")
    assert write(steam, group, "e", b"1")


def test_platforms_are_kept_as_bits(group: GroupWorld) -> None:
    """A new file is for all; what is set is kept through a write and gone with the file; a missing file has none."""
    steam = group.steam
    assert steam.get_sync_platforms("a") == Steam.REMOTE_STORAGE_PLATFORM_NONE
    assert not steam.set_sync_platforms("a", Steam.REMOTE_STORAGE_PLATFORM_LINUX)
    assert steam.file_write("a", b"1")
    assert steam.get_sync_platforms("a") == 0xFFFF_FFFF
    assert steam.get_sync_platforms("a") is Steam.REMOTE_STORAGE_PLATFORM_ALL
    both = Steam.REMOTE_STORAGE_PLATFORM_WINDOWS | Steam.REMOTE_STORAGE_PLATFORM_LINUX
    assert steam.set_sync_platforms("a", both)
    assert steam.file_write("a", b"2")
    assert steam.get_sync_platforms("a") == both == 9
    assert steam.set_sync_platforms("a", -1)
    assert steam.get_sync_platforms("a") == Steam.REMOTE_STORAGE_PLATFORM_ALL
    assert not steam.set_sync_platforms("a", 2**32)
    assert steam.file_delete("a")
    assert steam.file_write("a", b"1")
    assert steam.get_sync_platforms("a") == Steam.REMOTE_STORAGE_PLATFORM_ALL


def test_the_cloud_can_be_switched_off(group: GroupWorld) -> None:
    """By the program for this app, by the player for all: files are still written, and none of them is in the cloud."""
    steam, world = group.steam, group.client.remote_storage
    assert steam.file_write("a", b"1")
    steam.set_cloud_enabled_for_app(False)
    assert (steam.is_cloud_enabled_for_app(), steam.is_cloud_enabled_for_account()) == (False, True)
    assert steam.file_write("b", b"2")
    assert (steam.file_persisted("a"), steam.file_exists("b"), steam.file_persisted("b")) == (False, True, False)
    steam.set_cloud_enabled_for_app(True)
    assert steam.file_persisted("b")
    world.enable_for_account(enabled=False)
    assert (steam.is_cloud_enabled_for_app(), steam.is_cloud_enabled_for_account(), steam.file_persisted("b")) == (True, False, False)


def share(group: GroupWorld, name: str) -> int:
    """Share a file and return its handle."""
    group.steam.file_share(name)
    ((_, result, handle, told),) = group.frames()
    assert (result, told) == (Result.OK, name)
    assert isinstance(handle, int)
    return handle


def test_a_shared_file_is_a_copy_of_its_moment(group: GroupWorld) -> None:
    """Its handle has what was shared, whatever becomes of the file; the same content has the same handle, another another."""
    steam = group.steam
    group.listen(*SIGNALS)
    assert steam.file_write("a", b"0123456789")
    handle = share(group, "a")
    assert share(group, "a") == handle
    assert steam.file_write("a", b"else")
    assert share(group, "a") != handle
    assert steam.file_delete("a")
    details = {"handle": handle, "app_id": 480, "size": 10, "filename": "a", "owner_id": PLAYER}
    assert steam.get_ugc_details(handle) == {}
    assert steam.get_ugc_download_progress(handle) == {}
    steam.ugc_download(handle, 0)
    assert group.frames() == [("download_ugc_result", Result.OK, details)]
    assert steam.get_ugc_details(handle) == details
    assert steam.get_ugc_download_progress(handle) == {"bytes_downloaded": 10, "bytes_expected": 10}
    steam.file_share("a")
    assert group.frames() == [("file_share_result", Result.FILE_NOT_FOUND, NONE, "")]
    steam.ugc_download(handle + 7, 1)
    assert group.frames()[0][:2] == ("download_ugc_result", Result.FILE_NOT_FOUND)
    assert steam.get_ugc_details(handle + 7) == {}


def test_a_shared_file_is_read_until_it_is_closed(group: GroupWorld) -> None:
    """The action says whether it stays open: to the end, for another read, or no longer."""
    steam = group.steam
    group.listen(*SIGNALS)
    assert steam.file_write("a", b"0123456789")
    handle = share(group, "a")

    def download() -> None:
        steam.ugc_download(handle, 0)
        group.frames()
        assert (steam.get_cached_ugc_count(), steam.get_cached_ugc_handle(0), steam.get_cached_ugc_handle(1)) == (1, handle, NONE)

    finished, reading, close = (Steam.UGCReadAction(number) for number in range(3))
    assert steam.ugc_read(handle, 10, 0, reading) == b""
    download()
    assert [steam.ugc_read(handle, 4, at, finished) for at in (0, 4, 8, 0)] == [b"0123", b"4567", b"89", b""]
    assert steam.get_cached_ugc_count() == 0
    download()
    assert [steam.ugc_read(handle, 4, at, reading) for at in (8, 0, 20)] == [b"89", b"0123", b""]
    assert steam.ugc_read(handle, 2, 1, close) == b"12"
    assert steam.ugc_read(handle, 2, 1, close) == b""
    download()
    assert steam.ugc_read(handle, 2, 1, 3) == b""
    assert "action" in steam.why()


def test_a_download_goes_only_where_it_was_told(group: GroupWorld, tmp_path: Path) -> None:
    """The file is there whole and alone, in place of an older one or of a link; what cannot be written fails with a reason."""
    steam = group.steam
    group.listen("download_ugc_result", "file_share_result")
    assert steam.file_write("a", b"shared")
    handle = share(group, "a")
    folder, outside = tmp_path / "folder", tmp_path / "outside.txt"
    folder.mkdir()
    outside.write_bytes(b"untouched")
    (folder / "link").symlink_to(outside)
    (folder / "old").write_bytes(b"older and longer")
    (folder / "sub").mkdir()

    def download(location: Path | str) -> Any:
        steam.ugc_download_to_location(handle, str(location), 0)
        ((_, result, _),) = group.frames()
        return result

    assert [download(folder / name) for name in ("new", "old", "link")] == [Result.OK] * 3
    assert [(folder / name).read_bytes() for name in ("new", "old", "link")] == [b"shared"] * 3
    assert outside.read_bytes() == b"untouched"
    assert download(folder / "sub") == Result.FAIL
    assert "it is a folder" in steam.why() or "Steam answers FAIL" in steam.why()
    assert download(folder / "missing" / "file") == Result.FILE_NOT_FOUND
    assert download("") == Result.INVALID_PARAM
    assert download(f"{folder}/a\0b") == Result.INVALID_PARAM
    assert sorted(path.name for path in folder.iterdir()) == ["link", "new", "old", "sub"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "outside.txt"]


def test_workshop_items_come_by_script(group: GroupWorld) -> None:
    """A subscription is told twice, as Steam does; one that failed once, with its result."""
    world = group.client.remote_storage
    group.listen(*SIGNALS)
    world.subscribe(7)
    world.unsubscribe(7)
    world.subscribe(8, Result.BUSY)
    world.unsubscribe(8, Result.FAIL)
    assert group.frames() == [
        ("subscribe_item", Result.OK, 7),
        ("published_file_subscribed", 7, 480),
        ("unsubscribe_item", Result.OK, 7),
        ("published_file_unsubscribed", 7, 480),
        ("subscribe_item", Result.BUSY, 8),
        ("unsubscribe_item", Result.FAIL, 8),
    ]


def test_another_program_of_the_player_is_told_of(group: GroupWorld) -> None:
    """What it writes and deletes arrives as one signal in the next frame, with each change; what this one does is not told."""
    steam = group.steam
    group.listen("local_file_changed")
    assert steam.file_write("a", b"mine")
    other = group.world.client(PLAYER)
    assert steam.get_local_file_change_count() == 0
    assert steam.get_local_file_change(0) == {"file": "", "change_type": 0, "path_type": 0}
    assert other.remote_storage.file_write("B", b"theirs", 0)
    assert other.remote_storage.file_delete("a")
    assert group.frames() == [("local_file_changed",)]
    assert [steam.get_local_file_change(index) for index in range(steam.get_local_file_change_count())] == [
        {"file": "a", "change_type": Steam.LOCAL_FILE_CHANGE_FILE_DELETED, "path_type": Steam.FILE_PATH_TYPE_API_FILENAME},
        {"file": "b", "change_type": Steam.LOCAL_FILE_CHANGE_FILE_UPDATED, "path_type": Steam.FILE_PATH_TYPE_API_FILENAME},
    ]
    assert kept(steam, "b") == b"theirs"
    assert group.frames() == []
    other.close()


def test_players_have_files_of_their_own(group: GroupWorld) -> None:
    """One player's files are no other's, under whatever name; a shared one can be downloaded by both."""
    steam = group.steam
    group.listen("file_share_result", "download_ugc_result")
    other = group.world.client(OTHER)
    assert other.remote_storage.file_write("a", b"of the other", 0)
    assert not steam.file_exists("a")
    assert steam.file_write("a", b"own")
    assert other.remote_storage.file_read("a", 99) == b"of the other"
    other.remote_storage.file_share("a")
    other.advance(0.1)
    (shared,) = [record for record in other.poll() if hasattr(record, "handle")]
    steam.ugc_download(shared.handle, 0)
    ((_, result, told),) = group.frames()
    assert (result, told["owner_id"], told["size"]) == (Result.OK, OTHER, 12)
    other.close()


CALLS: list[tuple[str, tuple[Any, ...], Any]] = [
    ("begin_file_write_batch", (), False),
    ("end_file_write_batch", (), False),
    ("file_delete", ("a",), False),
    ("file_exists", ("a",), False),
    ("file_forget", ("a",), False),
    ("file_persisted", ("a",), False),
    ("file_read", ("a", 1), {"ret": 0, "buf": b""}),
    ("file_read_async", ("a", 0, 1), None),
    ("file_share", ("a",), None),
    ("file_write", ("a", b"1"), False),
    ("file_write_async", ("a", b"1"), None),
    ("file_write_stream_cancel", (1,), False),
    ("file_write_stream_close", (1,), False),
    ("file_write_stream_open", ("a",), -1),
    ("file_write_stream_write_chunk", (1, b"1"), False),
    ("get_cached_ugc_count", (), 0),
    ("get_cached_ugc_handle", (0,), -1),
    ("get_file_count", (), 0),
    ("get_file_name_and_size", (0,), {"name": "", "size": 0}),
    ("get_file_size", ("a",), 0),
    ("get_file_timestamp", ("a",), 0),
    ("get_local_file_change", (0,), {"file": "", "change_type": 0, "path_type": 0}),
    ("get_local_file_change_count", (), 0),
    ("get_quota", (), {}),
    ("get_sync_platforms", ("a",), 0),
    ("get_ugc_details", (1,), {}),
    ("get_ugc_download_progress", (1,), {}),
    ("is_cloud_enabled_for_account", (), False),
    ("is_cloud_enabled_for_app", (), False),
    ("set_cloud_enabled_for_app", (True,), None),
    ("set_sync_platforms", ("a", 1), False),
    ("ugc_download", (1, 0), None),
    ("ugc_download_to_location", (1, "/nowhere", 0), None),
    ("ugc_read", (1, 1, 0, 0), b""),
]
"""Each of the methods, and what it returns where Steam is not initialised."""


@pytest.mark.parametrize("way", WAYS)
def test_without_steam_every_call_says_so(way: Way) -> None:
    """It returns nothing of its kind, changes nothing, and names itself in the reason."""
    with group_world(way, SCHEMA, started=False) as group:
        assert len(CALLS) == 34
        for name, given, nothing in CALLS:
            assert getattr(group.steam, name)(*given) == nothing, name
            assert group.steam.why().startswith(name), name
        assert group.client.remote_storage._held is False


WRONG = {str: (5, None, b"a"), int: ("1", None, True, 1.5), bytes: ("text", None, 5), bool: (1, None)}


def test_a_wrong_type_is_named(group: GroupWorld) -> None:
    """Each argument of each method in turn: TypeError names the call, and nothing is asked of Steam."""
    for name, given, _ in CALLS:
        for place, value in enumerate(given):
            for wrong in WRONG[type(value)]:
                with pytest.raises(TypeError, match=name):
                    getattr(group.steam, name)(*given[:place], wrong, *given[place + 1 :])
    assert not group.steam.file_exists("a")


OUT_OF_RANGE = [
    ("file_read", ("a", -1), "data_to_read"),
    ("file_read", ("a", 2**31), "data_to_read"),
    ("file_read_async", ("a", -1, 1), "offset"),
    ("file_read_async", ("a", 0, 0), "data_to_read"),
    ("file_read_async", ("a", 0, 2**32), "data_to_read"),
    ("set_sync_platforms", ("a", 2**32), "platform"),
    ("ugc_download", (2**64, 0), "content"),
    ("ugc_download", (1, -1), "priority"),
    ("ugc_download_to_location", (1, "x", 2**32), "priority"),
    ("ugc_read", (1, -1, 0, 0), "data_size"),
    ("ugc_read", (1, 1, 2**32, 0), "offset"),
    ("ugc_read", (1, 1, 0, 3), "action"),
]


def test_a_number_out_of_its_range_is_refused(group: GroupWorld) -> None:
    """The reason names it, whichever side refuses."""
    for name, given, reason in OUT_OF_RANGE:
        getattr(group.steam, name)(*given)
        assert group.steam.why().startswith(f"{name}: {reason} is"), group.steam.why()


@pytest.mark.parametrize("way", ["shim", "abi"])
def test_what_an_older_sdk_lacks_is_refused_by_name(way: Way) -> None:
    """SDK 1.48 has none of the calls of 1.52; the others go on."""
    lacking: dict[str, tuple[Any, ...]] = {
        "begin_file_write_batch": (),
        "end_file_write_batch": (),
        "get_local_file_change_count": (),
        "get_local_file_change": (0,),
    }
    with group_world(way, SCHEMA, sdk=148) as group:
        for name, given in lacking.items():
            assert getattr(group.steam, name)(*given) in (False, 0, {"file": "", "change_type": 0, "path_type": 0})
            assert "newer SDK" in group.steam.why()
            assert name in group.steam.why()
        assert group.steam.file_write("a", b"1")


@pytest.mark.parametrize("posting", [*POSTINGS, *LOSING])
def test_however_steam_posts_an_answer_it_arrives_once(posting: str) -> None:
    """Each call is answered by one record with everything in it; where the library loses answers, each is IO_FAILURE."""
    steam = world()
    with contextlib.closing(LoopedClient(steam.client(PLAYER), "shim")) as client:
        client.start()
        cloud = client.remote_storage
        assert cloud.file_write("a", b"0123456789", 0)
        client.loop.posting = posting
        calls = [cloud.file_write_async("b", b"1", 0), cloud.file_read_async("a", 2, 3), cloud.file_share("a"), cloud.ugc_download(1, 0)]
        arrived = [(call, record) for record in frames(client, 300) if (call := getattr(record, "call", 0))]
        assert sorted(call for call, _ in arrived) == calls
        told = dict(arrived)
        lost = posting in LOSING
        ok, file = (Result.IO_FAILURE, ("", 0, 0)) if lost else (Result.OK, ("a", 10, PLAYER))
        assert told[calls[0]] == FileWritten(calls[0], ok)
        assert told[calls[1]] == FileRead(calls[1], ok, 2, 0 if lost else 3, b"" if lost else b"234")
        assert told[calls[2]] == FileShared(calls[2], ok, NO_HANDLE if lost else 1, "" if lost else "a")
        assert told[calls[3]] == UGCDownloaded(calls[3], ok, 1, 0 if lost else 480, file[1], file[0], file[2])
    steam.close()


def test_faults_by_script_fail_what_they_are_meant_for(group: GroupWorld) -> None:
    """A script of failures meets what changes files, one each, and a broken call everything; nothing of it is kept, and it ends."""
    steam, world = group.steam, group.client.remote_storage
    group.listen(*SIGNALS)
    assert steam.file_write("a", b"1")
    world.next_writes(Result.DISK_FULL, Result.OK, Result.ACCESS_DENIED)
    assert not steam.file_write("a", b"2")
    assert steam.file_write("a", b"3")
    steam.file_write_async("a", b"4")
    assert group.frames() == [("file_write_async_complete", Result.ACCESS_DENIED)]
    assert kept(steam, "a") == b"3"
    group.client.faults.io_failure = True
    assert (steam.file_write("a", b"5"), steam.file_exists("a"), steam.get_file_count()) == (False, False, 0)
    steam.file_read_async("a", 0, 1)
    assert [told[2] for told in group.frames()] == [Result.IO_FAILURE]
    group.client.faults.clear()
    assert kept(steam, "a") == b"3"


def test_latency_and_a_lost_connection_hold_for_what_is_answered_later(group: GroupWorld) -> None:
    """An answer takes as long as every other; without a connection it waits, while the calls that wait themselves go on."""
    steam = group.steam
    group.listen("file_write_async_complete")
    group.client.faults.latency = 0.5
    steam.file_write_async("a", b"1")
    assert group.frames(20) == []
    assert group.frames(20) == [("file_write_async_complete", Result.OK)]
    group.client.faults.clear()
    group.client.faults.lose_connection()
    steam.file_write_async("b", b"1")
    assert steam.file_write("c", b"1")
    assert group.frames() == []
    group.client.faults.restore_connection()
    assert group.frames() == [("file_write_async_complete", Result.OK)]
