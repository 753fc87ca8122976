"""Remote Storage on the loopback: what writes through pointers, and the bytes of what arrives."""

from __future__ import annotations

import struct
import sys
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.groups import remote_storage as records

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.loopback_user import UserLoopback

_WIDE: Final = sys.platform == "win32"
_FIRST_READ: Final = 0xF000_0000_0000_0000
_read: Final[dict[int, bytes]] = {}
"""What was read and not fetched yet, by the handle that the struct tells."""
_names: Final[list[Any]] = []
"""The text that was returned last through a pointer: C reads it until the next call."""


def _data(side: UserLoopback, pointer: Any, size: int) -> bytes:
    return bytes(side.ffi.buffer(pointer, size))


def _file_write(side: UserLoopback, file: Any, data: Any, size: int) -> bool:
    return side.backend.remote_storage.file_write(side.text(file), _data(side, data, size), size)


def _file_write_async(side: UserLoopback, file: Any, data: Any, size: int) -> int:
    return side.backend.remote_storage.file_write_async(side.text(file), _data(side, data, size), size)


def _write_chunk(side: UserLoopback, handle: int, data: Any, size: int) -> bool:
    return side.backend.remote_storage.file_write_stream_write_chunk(handle, _data(side, data, size))


def _give(side: UserLoopback, to: Any, data: bytes) -> int:
    side.ffi.memmove(to, data, len(data))
    return len(data)


def _file_read(side: UserLoopback, file: Any, to: Any, size: int) -> int:
    return _give(side, to, side.backend.remote_storage.file_read(side.text(file), size))


def _file_read_async_complete(side: UserLoopback, handle: int, to: Any, size: int) -> bool:
    data = _read.pop(handle, None)
    if data is None or len(data) != size:
        return False
    _give(side, to, data)
    return True


def _ugc_read(side: UserLoopback, handle: int, to: Any, size: int, offset: int, action: int) -> int:
    return _give(side, to, side.backend.remote_storage.ugc_read(handle, size, offset, action))


def _file_name_and_size(side: UserLoopback, index: int, size: Any) -> str:
    name, size[0] = side.backend.remote_storage.get_file_name_and_size(index)
    return name


def _local_file_change(side: UserLoopback, index: int, change: Any, path: Any) -> str:
    name, change[0], path[0] = side.backend.remote_storage.get_local_file_change(index)
    return name


def _quota(side: UserLoopback, total: Any, available: Any) -> bool:
    return side._give(side.backend.remote_storage.get_quota(), total, available)


def _details(side: UserLoopback, handle: int, app: Any, name: Any, size: Any, owner: Any) -> bool:
    found = side.backend.remote_storage.get_ugc_details(handle)
    if found is None:
        return False
    app[0], size[0], text, owner[0] = found
    _names[:] = [side.ffi.new("char[]", text.encode())]
    name[0] = _names[0]
    return True


def _progress(side: UserLoopback, handle: int, done: Any, whole: Any) -> bool:
    return side._give(side.backend.remote_storage.get_ugc_download_progress(handle), done, whole)


def _get_platforms(side: UserLoopback, file: Any) -> int:
    bits = side.backend.remote_storage.get_sync_platforms(side.text(file))
    return bits - (bits >> 31 << 32)


def _set_platforms(side: UserLoopback, file: Any, bits: int) -> bool:
    return side.backend.remote_storage.set_sync_platforms(side.text(file), bits & 0xFFFF_FFFF)


def _read_bytes(it: records.FileRead) -> bytes:
    handle = _FIRST_READ + it.call
    _read[handle] = it.data
    return struct.pack("<QiII4x" if _WIDE else "<QiII", handle, it.result, it.offset, it.read)


def _downloaded_bytes(it: records.UGCDownloaded) -> bytes:
    form = "<i4xQIi260s4xQ" if _WIDE else "<iQIi260sQ"
    return struct.pack(form, it.result, it.handle, it.app_id, it.size, it.filename.encode(), it.owner_id)


def _result_and_file(it: Any) -> bytes:
    return struct.pack("<i4xQ" if _WIDE else "<iQ", it.result, it.file_id)


def _file_and_app(it: Any) -> bytes:
    return struct.pack("<QI4x" if _WIDE else "<QI", it.file_id, it.app_id)


_ASKED: Final[dict[str, Callable[..., Any]]] = {
    "FileRead": _file_read,
    "FileReadAsyncComplete": _file_read_async_complete,
    "FileWrite": _file_write,
    "FileWriteAsync": _file_write_async,
    "FileWriteStreamWriteChunk": _write_chunk,
    "GetFileNameAndSize": _file_name_and_size,
    "GetLocalFileChange": _local_file_change,
    "GetQuota": _quota,
    "GetSyncPlatforms": _get_platforms,
    "GetUGCDetails": _details,
    "GetUGCDownloadProgress": _progress,
    "SetSyncPlatforms": _set_platforms,
    "UGCRead": _ugc_read,
}
ANSWERS: Final[dict[str, Callable[..., Any]]] = {f"SteamAPI_ISteamRemoteStorage_{name}": answer for name, answer in _ASKED.items()}
BYTES: Final[dict[type, tuple[int, Callable[[Any], bytes]]]] = {
    records.FileShared: (
        1307,
        lambda it: struct.pack("<i4xQ260s4x" if _WIDE else "<iQ260s", it.result, it.handle, it.name.encode()),
    ),
    records.ItemSubscribed: (1313, _result_and_file),
    records.ItemUnsubscribed: (1315, _result_and_file),
    records.UGCDownloaded: (1317, _downloaded_bytes),
    records.PublishedFileSubscribed: (1321, _file_and_app),
    records.PublishedFileUnsubscribed: (1322, _file_and_app),
    records.FileWritten: (1331, lambda it: struct.pack("<i", it.result)),
    records.FileRead: (1332, _read_bytes),
    records.LocalFileChanged: (1333, lambda _: b"\0"),
}
