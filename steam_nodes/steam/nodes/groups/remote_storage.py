"""The files of the player that Steam keeps, as GodotSteam's group Remote Storage; those that players share stand in shared_files.py.

Rules: those of apps.py. What is answered True is kept. A handle that is none is -1 here, as GodotSteam's constants have it. The bytes of an
asynchronous read, which GodotSteam's signal does not carry, are had with `get_file_read` or by awaiting `read_file`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.object.signal import Signal
from steam_nodes.steam.checks import require_bool, require_bytes, require_int, require_str
from steam_nodes.steam.enums import flat, member_of
from steam_nodes.steam.groups import cloud_enums
from steam_nodes.steam.groups import remote_storage as records
from steam_nodes.steam.nodes.groups.shared_files import handle_of, shown_handle
from steam_nodes.steam.nodes.steam_node import Emits, SteamNode
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from steam_nodes.steam.backend import ClientBackend

    class _Base(SteamNode, cloud_enums.CloudNames):
        """What `flat` makes of the node, for type checkers."""
else:
    _Base = SteamNode


@flat(cloud_enums.CloudNames)
class RemoteStorage(_Base):
    """The files of the player that Steam keeps.

    Args:
        backend: Steam as the player's program sees it.
    """

    _backend_: ClientBackend
    _file_read_: tuple[int, bytes] = (0, b"")

    file_read_async_complete: Signal[int, Result, int, int, bool] = Signal("handle", "result", "offset", "read", "complete", blinker=True)
    """The answer to one `file_read_async`; `get_file_read(handle)` has the bytes if `complete` is true.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#RemoteStorageFileReadAsyncComplete_t.
    """
    file_write_async_complete: Signal[Result] = Signal("result", blinker=True)
    """The answer to one `file_write_async`; with RESULT_OK the file is kept.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#RemoteStorageFileWriteAsyncComplete_t.
    """
    local_file_changed: Signal[()] = Signal(blinker=True)
    """Another program changed files of the player; `get_local_file_change` returns which.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#RemoteStorageLocalFileChange_t.
    """
    FilePathType = cloud_enums.FilePathType
    LocalFileChange = cloud_enums.LocalFileChange
    RemoteStoragePlatform = cloud_enums.RemoteStoragePlatform

    # Files.

    def file_write(self, file: str, data: bytes, size: int = 0) -> bool:
        """Write a file, whole or not at all, in place of the one that is there; waits until it is kept.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#FileWrite.

        Args:
            file: The name, 1 to 259 bytes of UTF-8 that every system can have as a name; a slash parts folders, case does not count.
            data: The bytes, at least one and at most MAX_CLOUD_FILE_CHUNK_SIZE.
            size: How many of them are written, 0 for all.

        Returns:
            True when it is kept; False if the name or the size is wrong, the quota is reached or the disk fails, with `why()`.

        Raises:
            TypeError: The name is not a str, the data not bytes, or the size not an int.
        """
        call = "file_write"
        require_str(call, "file", file)
        return self._backend_.remote_storage.file_write(file, require_bytes(call, "data", data), require_int(call, "size", size))

    def file_write_async(self, file: str, data: bytes, size: int = 0) -> None:
        """Write a file without waiting; `file_write_async_complete` answers. Arguments and errors are those of `file_write`.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#FileWriteAsync.

        Args:
            file: The name; a file that is being written already is refused.
            data: The bytes.
            size: How many of them are written, 0 for all.

        Raises:
            TypeError: The name is not a str, the data not bytes, or the size not an int.
        """
        self._write_(file, data, size)

    def write_file(self, file: str, data: bytes, timeout: float | None = None) -> Awaitable[Result]:
        """Write a file and wait for what becomes of that, as `await steam.write_file(...)`.

        Args:
            file: The name.
            data: The bytes.
            timeout: Seconds to wait at most, None for any time.

        Returns:
            What to await: RESULT_OK when the file is kept, RESULT_TIMEOUT when the time is over.

        Raises:
            TypeError: The name is not a str, the data not bytes, or the timeout not a number.
            ValueError: The timeout is not above 0.
            RuntimeError: The node is not inside a tree, which counts the time.
        """
        self._awaits_.check(self, timeout)
        return self._awaits_.start(self, self._write_(file, data, 0), timeout, Result.TIMEOUT)

    def file_read(self, file: str, data_to_read: int) -> dict[str, Any]:
        """Return the first bytes of a file; `get_file_size` says how many it has.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#FileRead.

        Args:
            file: The name.
            data_to_read: How many bytes at most, 0 to 2147483647.

        Returns:
            `{"ret": int, "buf": bytes}`: how many bytes were read, and these; 0 and b"" if the file is not there.

        Raises:
            TypeError: The name is not a str, or the size not an int.
        """
        call = "file_read"
        require_str(call, "file", file)
        found = self._backend_.remote_storage.file_read(file, require_int(call, "data_to_read", data_to_read))
        return {"ret": len(found), "buf": found}

    def file_read_async(self, file: str, offset: int, data_to_read: int) -> None:
        """Read a part of a file without waiting; `file_read_async_complete` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#FileReadAsync.

        Args:
            file: The name; a file that is being read already is refused.
            offset: Where the part begins, 0 for the first byte.
            data_to_read: How many bytes, 1 or more; the file must have them.

        Raises:
            TypeError: The name is not a str, or a number not an int.
        """
        self._read_(file, offset, data_to_read)

    def read_file(self, file: str, offset: int, data_to_read: int, timeout: float | None = None) -> Awaitable[records.FileRead]:
        """Read a part of a file and wait for it, as `await steam.read_file(...)`; arguments are those of `file_read_async`.

        Args:
            file: The name.
            offset: Where the part begins.
            data_to_read: How many bytes.
            timeout: Seconds to wait at most, None for any time.

        Returns:
            What to await: the record with `result` and `data`; RESULT_TIMEOUT when the time is over.

        Raises:
            TypeError: The name is not a str, or a number not one.
            ValueError: The timeout is not above 0.
            RuntimeError: The node is not inside a tree, which counts the time.
        """
        self._awaits_.check(self, timeout)
        late = records.FileRead(0, Result.TIMEOUT, offset, 0, b"")
        return self._awaits_.start(self, self._read_(file, offset, data_to_read), timeout, late)

    def get_file_read(self, handle: int) -> bytes:
        """Return the bytes of the read that `file_read_async_complete` came for last; b"" for any other.

        GodotSteam's signal has no place for them: this is the library's own.

        Args:
            handle: What the signal told.

        Raises:
            TypeError: The handle is not an int.
        """
        kept, data = self._file_read_
        return data if require_int("get_file_read", "handle", handle) == kept else b""

    def file_delete(self, file: str) -> bool:
        """Delete a file, on this machine and in the cloud.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#FileDelete.

        Args:
            file: The name.

        Returns:
            Whether it was there and is gone.

        Raises:
            TypeError: The name is not a str.
        """
        return self._backend_.remote_storage.file_delete(require_str("file_delete", "file", file))

    def file_forget(self, file: str) -> bool:
        """Keep a file on this machine alone: it counts no more for the quota, until it is written again.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#FileForget.

        Args:
            file: The name.

        Returns:
            Whether it is there.

        Raises:
            TypeError: The name is not a str.
        """
        return self._backend_.remote_storage.file_forget(require_str("file_forget", "file", file))

    def file_exists(self, file: str) -> bool:
        """Return whether a file is there.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#FileExists.

        Args:
            file: The name.

        Raises:
            TypeError: The name is not a str.
        """
        return self._backend_.remote_storage.file_exists(require_str("file_exists", "file", file))

    def file_persisted(self, file: str) -> bool:
        """Return whether a file is there and in the cloud.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#FilePersisted.

        Args:
            file: The name.

        Raises:
            TypeError: The name is not a str.
        """
        return self._backend_.remote_storage.file_persisted(require_str("file_persisted", "file", file))

    def get_file_count(self) -> int:
        """Return how many files the player has; `get_file_name_and_size` has each of them.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#GetFileCount.
        """
        return self._backend_.remote_storage.get_file_count()

    def get_file_name_and_size(self, file: int) -> dict[str, Any]:
        """Return the name and the size of a file by its place among those that `get_file_count` counted.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#GetFileNameAndSize.

        Args:
            file: The place, 0 to `get_file_count() - 1`.

        Returns:
            `{"name": str, "size": int}`; "" and 0 if there is none.

        Raises:
            TypeError: The place is not an int.
        """
        place = require_int("get_file_name_and_size", "file", file)
        return dict(zip(("name", "size"), self._backend_.remote_storage.get_file_name_and_size(place), strict=True))

    def get_file_size(self, file: str) -> int:
        """Return how many bytes a file has, 0 if it is not there.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#GetFileSize.

        Args:
            file: The name.

        Raises:
            TypeError: The name is not a str.
        """
        return self._backend_.remote_storage.get_file_size(require_str("get_file_size", "file", file))

    def get_file_timestamp(self, file: str) -> int:
        """Return when a file was last written, in seconds since 1970; 0 if it is not there.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#GetFileTimestamp.

        Args:
            file: The name.

        Raises:
            TypeError: The name is not a str.
        """
        return self._backend_.remote_storage.get_file_timestamp(require_str("get_file_timestamp", "file", file))

    def get_sync_platforms(self, file: str) -> int:
        """Return the platforms that a file is brought to, as bits of RemoteStoragePlatform; 0 if it is not there.

        GodotSteam 4.11 returned a dictionary of them; this is the number of the later versions.
        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#GetSyncPlatforms.

        Args:
            file: The name.

        Raises:
            TypeError: The name is not a str.
        """
        bits = self._backend_.remote_storage.get_sync_platforms(require_str("get_sync_platforms", "file", file))
        return member_of(cloud_enums.RemoteStoragePlatform, bits)

    def set_sync_platforms(self, file: str, platform: int) -> bool:
        """Say which platforms a file is brought to.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#SetSyncPlatforms.

        Args:
            file: The name.
            platform: Bits of RemoteStoragePlatform.

        Returns:
            Whether the file is there.

        Raises:
            TypeError: The name is not a str, or the platform not an int.
        """
        call = "set_sync_platforms"
        bits = require_int(call, "platform", platform)
        return self._backend_.remote_storage.set_sync_platforms(require_str(call, "file", file), 0xFFFF_FFFF if bits == -1 else bits)

    def get_quota(self) -> dict[str, Any]:
        """Return how many bytes of the player the cloud keeps, and how many are left.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#GetQuota.

        Returns:
            `{"total_bytes": int, "available_bytes": int}`; `{}` if Steam is not initialised.
        """
        found = self._backend_.remote_storage.get_quota()
        return {} if found is None else dict(zip(("total_bytes", "available_bytes"), found, strict=True))

    # Streams and batches.

    def file_write_stream_open(self, file: str) -> int:
        """Begin to write a file in chunks; nothing of it is seen before `file_write_stream_close`.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#FileWriteStreamOpen.

        Args:
            file: The name.

        Returns:
            The handle for the calls that follow, UGC_FILE_STREAM_HANDLE_INVALID (-1) if the name is wrong.

        Raises:
            TypeError: The name is not a str.
        """
        return shown_handle(self._backend_.remote_storage.file_write_stream_open(require_str("file_write_stream_open", "file", file)))

    def file_write_stream_write_chunk(self, write_handle: int, data: bytes) -> bool:
        """Add a chunk to a file that is being written.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#FileWriteStreamWriteChunk.

        Args:
            write_handle: What `file_write_stream_open` returned.
            data: The bytes, at least one and at most MAX_CLOUD_FILE_CHUNK_SIZE.

        Returns:
            Whether it was taken.

        Raises:
            TypeError: The handle is not an int, or the data not bytes.
        """
        call = "file_write_stream_write_chunk"
        handle = handle_of(call, "write_handle", write_handle)
        return self._backend_.remote_storage.file_write_stream_write_chunk(handle, require_bytes(call, "data", data))

    def file_write_stream_close(self, write_handle: int) -> bool:
        """Make a file of what was written, whole or not at all.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#FileWriteStreamClose.

        Args:
            write_handle: What `file_write_stream_open` returned; it ends with this.

        Returns:
            True when the file is kept.

        Raises:
            TypeError: The handle is not an int.
        """
        return self._backend_.remote_storage.file_write_stream_close(handle_of("file_write_stream_close", "write_handle", write_handle))

    def file_write_stream_cancel(self, write_handle: int) -> bool:
        """Drop what was written into a stream; the file that was there stays.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#FileWriteStreamCancel.

        Args:
            write_handle: What `file_write_stream_open` returned; it ends with this.

        Returns:
            Whether there was such a stream.

        Raises:
            TypeError: The handle is not an int.
        """
        return self._backend_.remote_storage.file_write_stream_cancel(handle_of("file_write_stream_cancel", "write_handle", write_handle))

    def begin_file_write_batch(self) -> bool:
        """Begin a batch: what is written and deleted until its end is one change for other machines.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#BeginFileWriteBatch.

        Returns:
            False if there is a batch already.
        """
        return self._backend_.remote_storage.begin_file_write_batch()

    def end_file_write_batch(self) -> bool:
        """End the batch.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#EndFileWriteBatch.

        Returns:
            False if there is none.
        """
        return self._backend_.remote_storage.end_file_write_batch()

    # What other programs did, and whether the cloud is on.

    def get_local_file_change_count(self) -> int:
        """Return how many changes `local_file_changed` came for last.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#GetLocalFileChangeCount.
        """
        return self._backend_.remote_storage.get_local_file_change_count()

    def get_local_file_change(self, file: int) -> dict[str, Any]:
        """Return one of the changes that `local_file_changed` came for.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#GetLocalFileChange.

        Args:
            file: The place, 0 to `get_local_file_change_count() - 1`.

        Returns:
            `{"file": str, "change_type": LocalFileChange, "path_type": FilePathType}`; "" and twice INVALID (0) if there is none.

        Raises:
            TypeError: The place is not an int.
        """
        name, change, path = self._backend_.remote_storage.get_local_file_change(require_int("get_local_file_change", "file", file))
        return {
            "file": name,
            "change_type": member_of(cloud_enums.LocalFileChange, change),
            "path_type": member_of(cloud_enums.FilePathType, path),
        }

    def is_cloud_enabled_for_account(self) -> bool:
        """Return whether the player has the cloud switched on.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#IsCloudEnabledForAccount.
        """
        return self._backend_.remote_storage.is_cloud_enabled_for_account()

    def is_cloud_enabled_for_app(self) -> bool:
        """Return whether the player has the cloud switched on for this app.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#IsCloudEnabledForApp.
        """
        return self._backend_.remote_storage.is_cloud_enabled_for_app()

    def set_cloud_enabled_for_app(self, enabled: bool) -> None:
        """Switch the cloud on or off for this app; only a player's own wish is a reason to.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#SetCloudEnabledForApp.

        Args:
            enabled: Whether it is on.

        Raises:
            TypeError: It is not a bool.
        """
        self._backend_.remote_storage.set_cloud_enabled_for_app(require_bool("set_cloud_enabled_for_app", "enabled", enabled))

    # What is used above.

    def _write_(self, file: str, data: bytes, size: int) -> int:
        """Write without waiting; return the number of the call."""
        call = "file_write_async"
        require_str(call, "file", file)
        return self._backend_.remote_storage.file_write_async(file, require_bytes(call, "data", data), require_int(call, "size", size))

    def _read_(self, file: str, offset: int, size: int) -> int:
        """Read without waiting; return the number of the call."""
        call = "file_read_async"
        numbers = require_int(call, "offset", offset), require_int(call, "data_to_read", size)
        return self._backend_.remote_storage.file_read_async(require_str(call, "file", file), *numbers)

    def _emit_read_(self, record: records.FileRead) -> None:
        """Answer a read; the bytes are kept until the next one is answered."""
        self._file_read_ = record.call, record.data
        complete = record.result == Result.OK and record.read == len(record.data)
        self.file_read_async_complete.emit(record.call, record.result, record.offset, record.read, complete)
        self._awaits_.give(record.call, record)

    _emissions_: ClassVar[Mapping[type, Any]] = {
        records.FileRead: _emit_read_,
        records.FileWritten: Emits("file_write_async_complete", ("result",), answer="result"),
        records.LocalFileChanged: Emits("local_file_changed", ()),
    }

    beginFileWriteBatch = begin_file_write_batch
    endFileWriteBatch = end_file_write_batch
    fileDelete = file_delete
    fileExists = file_exists
    fileForget = file_forget
    filePersisted = file_persisted
    fileRead = file_read
    fileReadAsync = file_read_async
    fileWrite = file_write
    fileWriteAsync = file_write_async
    fileWriteStreamCancel = file_write_stream_cancel
    fileWriteStreamClose = file_write_stream_close
    fileWriteStreamOpen = file_write_stream_open
    fileWriteStreamWriteChunk = file_write_stream_write_chunk
    getFileCount = get_file_count
    getFileNameAndSize = get_file_name_and_size
    getFileSize = get_file_size
    getFileTimestamp = get_file_timestamp
    getLocalFileChange = get_local_file_change
    getLocalFileChangeCount = get_local_file_change_count
    getQuota = get_quota
    getSyncPlatforms = get_sync_platforms
    isCloudEnabledForAccount = is_cloud_enabled_for_account
    isCloudEnabledForApp = is_cloud_enabled_for_app
    setCloudEnabledForApp = set_cloud_enabled_for_app
    setSyncPlatforms = set_sync_platforms
