"""ISteamRemoteStorage over Valve's library: the files of the player that Steam keeps, and its structs.

Rules: those of calls.py and structs.py. Steam says only false where it does not take a file; what the rule for names and sizes has against
it is said then, else what is left to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.steam.checks import require_bytes, require_str, text_fault
from steam_nodes.steam.groups.cloud_checks import INT32_MAX, UINT32_MAX, UINT64_MAX, file_name, range_fault, write_fault
from steam_nodes.steam.groups.remote_storage import (
    NO_HANDLE,
    FileRead,
    FileShared,
    FileWritten,
    ItemSubscribed,
    ItemUnsubscribed,
    LocalFileChanged,
    PublishedFileSubscribed,
    PublishedFileUnsubscribed,
    UGCDownloaded,
)
from steam_nodes.steam.native.calls import REMOTE_STORAGE, Request, flat, number, text, to_bool, to_int
from steam_nodes.steam.native.structs import Answer, register, row, to_result
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from steam_nodes.steam.native.calls import About, Plain
    from steam_nodes.steam.native.pipes.client_pipe import ClientPipe

_SHARED: Final = 1307
_DOWNLOADED: Final = 1317
_WRITTEN: Final = 1331
_READ: Final = 1332
_GROUP: Final = REMOTE_STORAGE.group
_REFUSED: Final = (
    "Steam refused it and gives no reason; check what get_quota has left, how many files there are, and whether the disk has room"
)


def _text(told: bytes) -> str:
    """Return a text up to its NUL."""
    return told.partition(b"\0")[0].decode(errors="replace")


def _fetch_read(pipe: ClientPipe, fields: tuple[Any, ...]) -> tuple[Any, ...]:
    """Fetch the bytes of a file that was read: Steam gives them away once, as the answer is taken."""
    handle, result, offset, read = fields
    if result != Result.OK or not read:
        return result, offset, 0, b""
    room = pipe.ffi.new("uint8_t[]", read)
    if not pipe.call(REMOTE_STORAGE, "file_read_async", "FileReadAsyncComplete", handle, room, read):
        return Result.FAIL, offset, 0, b""
    return result, offset, read, bytes(pipe.ffi.buffer(room))


register(
    row(
        *(_SHARED, "RemoteStorageFileShareResult_t", "<iQ260s", "<i4xQ260s4x"),
        client=Answer(
            lambda lost: FileShared(lost.number, lost.result, NO_HANDLE, ""),
            lambda number, result, handle, name: FileShared(number, to_result(result), handle, _text(name)),
        ),
    ),
    row(
        *(1313, "RemoteStorageSubscribePublishedFileResult_t", "<iQ", "<i4xQ"),
        client=lambda result, file: ItemSubscribed(to_result(result), file),
    ),
    row(
        *(1315, "RemoteStorageUnsubscribePublishedFileResult_t", "<iQ", "<i4xQ"),
        client=lambda result, file: ItemUnsubscribed(to_result(result), file),
    ),
    row(
        *(_DOWNLOADED, "RemoteStorageDownloadUGCResult_t", "<iQIi260sQ", "<i4xQIi260s4xQ"),
        client=Answer(
            lambda lost: UGCDownloaded(lost.number, lost.result, lost.note, 0, 0, "", 0),
            lambda number, result, handle, app, size, name, owner: UGCDownloaded(
                number, to_result(result), handle, app, size, _text(name), owner
            ),
        ),
    ),
    row(1321, "RemoteStoragePublishedFileSubscribed_t", "<QI", "<QI4x", client=PublishedFileSubscribed),
    row(1322, "RemoteStoragePublishedFileUnsubscribed_t", "<QI", "<QI4x", client=PublishedFileUnsubscribed),
    row(_WRITTEN, "RemoteStorageFileWriteAsyncComplete_t", "<i", client=Answer(lambda lost: FileWritten(lost.number, lost.result))),
    row(
        *(_READ, "RemoteStorageFileReadAsyncComplete_t", "<QiII", "<QiII4x"),
        client=Answer(
            lambda lost: FileRead(lost.number, lost.result, lost.note, 0, b""),
            lambda number, result, offset, read, data: FileRead(number, to_result(result), offset, read, data),
            fetch=_fetch_read,
        ),
    ),
    row(1333, "RemoteStorageLocalFileChange_t", "<x", client=LocalFileChanged),
)


def _to_platforms(_ffi: Any, told: Any) -> int:
    """Return bits of platforms as they are counted without a sign."""
    return int(told or 0) & UINT32_MAX


def _to_handle(_ffi: Any, told: Any) -> int:
    """Return a handle, that of nothing for nothing."""
    return NO_HANDLE if told is None else int(told)


class NativeRemoteStorage:
    """ISteamRemoteStorage of a player's pipe.

    Args:
        pipe: The player's side of Steam.
    """

    def __init__(self, pipe: ClientPipe) -> None:
        """Take the pipe."""
        self._pipe = pipe

    begin_file_write_batch: ClassVar[Plain[bool]] = flat(REMOTE_STORAGE, "BeginFileWriteBatch", to_bool)
    end_file_write_batch: ClassVar[Plain[bool]] = flat(REMOTE_STORAGE, "EndFileWriteBatch", to_bool)
    file_delete: ClassVar[About[str, bool]] = flat(REMOTE_STORAGE, "FileDelete", to_bool, text("file"))
    file_exists: ClassVar[About[str, bool]] = flat(REMOTE_STORAGE, "FileExists", to_bool, text("file"))
    file_forget: ClassVar[About[str, bool]] = flat(REMOTE_STORAGE, "FileForget", to_bool, text("file"))
    file_persisted: ClassVar[About[str, bool]] = flat(REMOTE_STORAGE, "FilePersisted", to_bool, text("file"))
    file_write_stream_cancel: ClassVar[About[int, bool]] = flat(
        REMOTE_STORAGE, "FileWriteStreamCancel", to_bool, number("handle", 0, UINT64_MAX)
    )
    file_write_stream_close: ClassVar[About[int, bool]] = flat(
        REMOTE_STORAGE, "FileWriteStreamClose", to_bool, number("handle", 0, UINT64_MAX)
    )
    get_cached_ugc_count: ClassVar[Plain[int]] = flat(REMOTE_STORAGE, "GetCachedUGCCount", to_int)
    get_cached_ugc_handle: ClassVar[About[int, int]] = flat(
        REMOTE_STORAGE, "GetCachedUGCHandle", _to_handle, number("index", -INT32_MAX, INT32_MAX)
    )
    get_file_count: ClassVar[Plain[int]] = flat(REMOTE_STORAGE, "GetFileCount", to_int)
    get_file_size: ClassVar[About[str, int]] = flat(REMOTE_STORAGE, "GetFileSize", to_int, text("file"))
    get_file_timestamp: ClassVar[About[str, int]] = flat(REMOTE_STORAGE, "GetFileTimestamp", to_int, text("file"))
    get_local_file_change_count: ClassVar[Plain[int]] = flat(REMOTE_STORAGE, "GetLocalFileChangeCount", to_int)
    get_sync_platforms: ClassVar[About[str, int]] = flat(REMOTE_STORAGE, "GetSyncPlatforms", _to_platforms, text("file"))
    is_cloud_enabled_for_account: ClassVar[Plain[bool]] = flat(REMOTE_STORAGE, "IsCloudEnabledForAccount", to_bool)
    is_cloud_enabled_for_app: ClassVar[Plain[bool]] = flat(REMOTE_STORAGE, "IsCloudEnabledForApp", to_bool)

    def set_cloud_enabled_for_app(self, enabled: bool) -> None:
        """Switch the cloud on or off for this app."""
        self._pipe.call(REMOTE_STORAGE, "set_cloud_enabled_for_app", "SetCloudEnabledForApp", enabled)

    def file_write(self, file: str, data: bytes, size: int) -> bool:
        """Write a file."""
        call = "file_write"
        given, fault = self._data(call, file, data, size)
        if not self._pipe.may(_GROUP, call, fault):
            return False
        return self._taken(call, file, self._pipe.call(REMOTE_STORAGE, call, "FileWrite", file.encode(), given, size or len(data)))

    def file_write_async(self, file: str, data: bytes, size: int) -> int:
        """Write a file without waiting; Steam copies what it is given."""
        call = "file_write_async"
        given, fault = self._data(call, file, data, size)
        request = Request(call, "FileWriteAsync", _WRITTEN, _WRITTEN)
        return self._pipe.request(REMOTE_STORAGE, request, file.encode(errors="replace"), given, size or len(data), fault=fault)

    def file_read(self, file: str, size: int) -> bytes:
        """Read the first bytes of a file; no more room is taken than the file has."""
        call, pipe = "file_read", self._pipe
        fault = text_fault(call, require_str(call, "file", file)) or range_fault("data_to_read", size, INT32_MAX)
        if not pipe.may(_GROUP, call, fault):
            return b""
        there = int(pipe.call(REMOTE_STORAGE, call, "GetFileSize", file.encode()) or 0)
        count = min(size, there)
        if count <= 0:
            return b""
        room = pipe.ffi.new("uint8_t[]", count)
        read = int(pipe.call(REMOTE_STORAGE, call, "FileRead", file.encode(), room, count) or 0)
        return bytes(pipe.ffi.buffer(room, max(0, min(read, count))))

    def file_read_async(self, file: str, offset: int, size: int) -> int:
        """Read a part of a file."""
        call = "file_read_async"
        fault = text_fault(call, require_str(call, "file", file))
        fault = fault or range_fault("offset", offset, UINT32_MAX) or range_fault("data_to_read", size, UINT32_MAX, 1)
        request = Request(call, "FileReadAsync", _READ, _READ)
        return self._pipe.request(REMOTE_STORAGE, request, file.encode(errors="replace"), offset, size, fault=fault, note=offset)

    def file_share(self, file: str) -> int:
        """Let others download a file as it is now."""
        call = "file_share"
        fault = text_fault(call, require_str(call, "file", file))
        return self._pipe.request(REMOTE_STORAGE, Request(call, "FileShare", _SHARED, _SHARED), file.encode(errors="replace"), fault=fault)

    def file_write_stream_open(self, file: str) -> int:
        """Begin to write a file in chunks."""
        call = "file_write_stream_open"
        if not self._pipe.may(_GROUP, call, text_fault(call, require_str(call, "file", file))):
            return NO_HANDLE
        handle = self._pipe.call(REMOTE_STORAGE, call, "FileWriteStreamOpen", file.encode())
        handle = NO_HANDLE if handle is None else int(handle)
        self._taken(call, file, handle != NO_HANDLE)
        return handle

    def file_write_stream_write_chunk(self, handle: int, data: bytes) -> bool:
        """Add a chunk."""
        call = "file_write_stream_write_chunk"
        fault = range_fault("write_handle", handle, UINT64_MAX) or write_fault(len(require_bytes(call, "data", data)), 0)
        if not self._pipe.may(_GROUP, call, fault):
            return False
        given = self._pipe.ffi.from_buffer(data)
        return bool(self._pipe.call(REMOTE_STORAGE, call, "FileWriteStreamWriteChunk", handle, given, len(data)))

    def get_file_name_and_size(self, index: int) -> tuple[str, int]:
        """Return a file by its place."""
        call, size = "get_file_name_and_size", self._pipe.ffi.new("int32_t *")
        if not self._pipe.may(_GROUP, call, range_fault("file", index, INT32_MAX, -INT32_MAX)):
            return "", 0
        name = self._pipe.call(REMOTE_STORAGE, call, "GetFileNameAndSize", index, size)
        return self._string(name), int(size[0])

    def get_local_file_change(self, index: int) -> tuple[str, int, int]:
        """Return one of the changes last told of."""
        call, change, path = "get_local_file_change", self._pipe.ffi.new("int32_t *"), self._pipe.ffi.new("int32_t *")
        if not self._pipe.may(_GROUP, call, range_fault("file", index, INT32_MAX, -INT32_MAX)):
            return "", 0, 0
        name = self._pipe.call(REMOTE_STORAGE, call, "GetLocalFileChange", index, change, path)
        return self._string(name), int(change[0]), int(path[0])

    def get_quota(self) -> tuple[int, int] | None:
        """Return how many bytes the player may have, and how many are left."""
        total, available = self._pipe.ffi.new("uint64_t *"), self._pipe.ffi.new("uint64_t *")
        if not self._pipe.call(REMOTE_STORAGE, "get_quota", "GetQuota", total, available):
            return None
        return int(total[0]), int(available[0])

    def set_sync_platforms(self, file: str, platforms: int) -> bool:
        """Say to which platforms a file is brought; Steam's number has a sign."""
        call = "set_sync_platforms"
        fault = text_fault(call, require_str(call, "file", file)) or range_fault("platform", platforms, UINT32_MAX)
        if not self._pipe.may(_GROUP, call, fault):
            return False
        signed = platforms - UINT32_MAX - 1 if platforms > INT32_MAX else platforms
        return bool(self._pipe.call(REMOTE_STORAGE, call, "SetSyncPlatforms", file.encode(), signed))

    def get_ugc_details(self, handle: int) -> tuple[int, int, str, int] | None:
        """Return the (app, size, name, owner) of a shared file that was downloaded."""
        ffi: Any = self._pipe.ffi
        app, name, size, owner = ffi.new("AppId_t *"), ffi.new("char **"), ffi.new("int32_t *"), ffi.new("uint64_t *")
        if not self._asked("get_ugc_details", "GetUGCDetails", handle, app, name, size, owner):
            return None
        return int(app[0]), int(size[0]), self._string(name[0]), int(owner[0])

    def get_ugc_download_progress(self, handle: int) -> tuple[int, int] | None:
        """Return how many bytes of how many are downloaded."""
        done, whole = self._pipe.ffi.new("int32_t *"), self._pipe.ffi.new("int32_t *")
        if not self._asked("get_ugc_download_progress", "GetUGCDownloadProgress", handle, done, whole):
            return None
        return int(done[0]), int(whole[0])

    def ugc_download(self, handle: int, priority: int) -> int:
        """Download a shared file."""
        fault = range_fault("content", handle, UINT64_MAX) or range_fault("priority", priority, UINT32_MAX)
        request = Request("ugc_download", "UGCDownload", _DOWNLOADED, _DOWNLOADED)
        return self._pipe.request(REMOTE_STORAGE, request, handle, priority, fault=fault, note=handle & UINT64_MAX)

    def ugc_download_to_location(self, handle: int, location: str, priority: int) -> int:
        """Download a shared file into a file of one's own."""
        call = "ugc_download_to_location"
        fault = range_fault("content", handle, UINT64_MAX) or range_fault("priority", priority, UINT32_MAX)
        fault = fault or text_fault(call, location) or ("" if location else "location is no path of a file; pass one that can be written")
        path, request = location.encode(errors="replace"), Request(call, "UGCDownloadToLocation", _DOWNLOADED, _DOWNLOADED)
        return self._pipe.request(REMOTE_STORAGE, request, handle, path, priority, fault=fault, note=handle & UINT64_MAX)

    def ugc_read(self, handle: int, size: int, offset: int, action: int) -> bytes:
        """Read a part of a shared file that was downloaded; no more room is taken than the file has."""
        call, pipe = "ugc_read", self._pipe
        fault = range_fault("content", handle, UINT64_MAX) or range_fault("data_size", size, INT32_MAX)
        fault = fault or range_fault("offset", offset, UINT32_MAX) or range_fault("action", action, 2)
        if not pipe.may(_GROUP, call, fault):
            return b""
        details = self.get_ugc_details(handle)
        count = min(size, details[1]) if details else 0
        room = pipe.ffi.new("uint8_t[]", max(1, count))
        read = int(pipe.call(REMOTE_STORAGE, call, "UGCRead", handle, room, count, offset, action) or 0)
        return bytes(pipe.ffi.buffer(room, max(0, min(read, count))))

    def _data(self, call: str, file: str, data: bytes, size: int) -> tuple[Any, str]:
        """Return data as C takes it, and what is wrong with a write."""
        fault = text_fault(call, require_str(call, "file", file)) or write_fault(len(require_bytes(call, "data", data)), size)
        return self._pipe.ffi.from_buffer(data), fault

    def _asked(self, call: str, name: str, handle: int, *out: Any) -> bool:
        """Whether Steam told of a handle."""
        fault = range_fault("content", handle, UINT64_MAX)
        return self._pipe.may(_GROUP, call, fault) and bool(self._pipe.call(REMOTE_STORAGE, call, name, handle, *out))

    def _taken(self, call: str, file: str, taken: object) -> bool:
        """Whether Steam took a file; if it was asked and did not, what may be wrong is said."""
        if taken is not None and not taken:
            self._pipe.refuse(call, file_name(file)[1] or _REFUSED)
        return bool(taken)

    def _string(self, told: Any) -> str:
        """Return a text that Steam holds."""
        return self._pipe.ffi.string(told).decode(errors="replace") if told else ""
