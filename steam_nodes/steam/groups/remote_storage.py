"""The files of the player that Steam keeps, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the records stand first. What may be passed stands in cloud_checks.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from steam_nodes.steam.callbacks import GroupRecord

if TYPE_CHECKING:
    from steam_nodes.steam.results import Result

NO_HANDLE = 0xFFFF_FFFF_FFFF_FFFF
"""No file that was shared, and no stream."""


@dataclass(frozen=True, slots=True)
class FileShared(GroupRecord):
    """The answer to one `file_share` (Valve's RemoteStorageFileShareResult_t, 1307)."""

    call: int
    result: Result
    handle: int
    name: str


@dataclass(frozen=True, slots=True)
class ItemSubscribed(GroupRecord):
    """The player subscribed to a workshop item (Valve's RemoteStorageSubscribePublishedFileResult_t, 1313)."""

    result: Result
    file_id: int


@dataclass(frozen=True, slots=True)
class ItemUnsubscribed(GroupRecord):
    """The player gave up a workshop item (Valve's RemoteStorageUnsubscribePublishedFileResult_t, 1315)."""

    result: Result
    file_id: int


@dataclass(frozen=True, slots=True)
class UGCDownloaded(GroupRecord):
    """The answer to one `ugc_download` (Valve's RemoteStorageDownloadUGCResult_t, 1317)."""

    call: int
    result: Result
    handle: int
    app_id: int
    size: int
    filename: str
    owner_id: int


@dataclass(frozen=True, slots=True)
class PublishedFileSubscribed(GroupRecord):
    """The player subscribed to a workshop item somewhere (Valve's RemoteStoragePublishedFileSubscribed_t, 1321)."""

    file_id: int
    app_id: int


@dataclass(frozen=True, slots=True)
class PublishedFileUnsubscribed(GroupRecord):
    """The player gave up a workshop item somewhere (Valve's RemoteStoragePublishedFileUnsubscribed_t, 1322)."""

    file_id: int
    app_id: int


@dataclass(frozen=True, slots=True)
class FileWritten(GroupRecord):
    """The answer to one `file_write_async` (Valve's RemoteStorageFileWriteAsyncComplete_t, 1331)."""

    call: int
    result: Result


@dataclass(frozen=True, slots=True)
class FileRead(GroupRecord):
    """The answer to one `file_read_async`, with the bytes (Valve's RemoteStorageFileReadAsyncComplete_t, 1332)."""

    call: int
    result: Result
    offset: int
    read: int
    data: bytes


@dataclass(frozen=True, slots=True)
class LocalFileChanged(GroupRecord):
    """Another program changed files of the player (Valve's RemoteStorageLocalFileChange_t, 1333)."""


class RemoteStorage(Protocol):
    """ISteamRemoteStorage, as a player's own program calls it."""

    def begin_file_write_batch(self) -> bool:
        """Begin a batch of writes that are one change for other machines; False if there is one already."""

    def end_file_write_batch(self) -> bool:
        """End the batch; False if there is none."""

    def file_delete(self, file: str) -> bool:
        """Delete a file; False if it is not there."""

    def file_exists(self, file: str) -> bool:
        """Whether a file is there."""

    def file_forget(self, file: str) -> bool:
        """Keep a file on this machine alone, so that it does not count for the quota; False if it is not there."""

    def file_persisted(self, file: str) -> bool:
        """Whether a file is there and in the cloud."""

    def file_read(self, file: str, size: int) -> bytes:
        """The first `size` bytes of a file, b"" if it is not there."""

    def file_read_async(self, file: str, offset: int, size: int) -> int:
        """Read a part of a file; FileRead answers with this number."""

    def file_share(self, file: str) -> int:
        """Let others download a file as it is now; FileShared answers with this number."""

    def file_write(self, file: str, data: bytes, size: int) -> bool:
        """Write a file, whole or not at all, of the first `size` bytes, 0 for all; True when it is kept."""

    def file_write_async(self, file: str, data: bytes, size: int) -> int:
        """The same without waiting; FileWritten answers with this number."""

    def file_write_stream_cancel(self, handle: int) -> bool:
        """Drop what was written into a stream; False if there is no such stream."""

    def file_write_stream_close(self, handle: int) -> bool:
        """Make a file of what was written into a stream; False if that was refused, or there is no such stream."""

    def file_write_stream_open(self, file: str) -> int:
        """Begin to write a file in chunks; NO_HANDLE if that is refused."""

    def file_write_stream_write_chunk(self, handle: int, data: bytes) -> bool:
        """Add a chunk; False if that is refused."""

    def get_cached_ugc_count(self) -> int:
        """How many shared files were downloaded and can be read."""

    def get_cached_ugc_handle(self, index: int) -> int:
        """One of them by its place, NO_HANDLE if there is none."""

    def get_file_count(self) -> int:
        """How many files the player has."""

    def get_file_name_and_size(self, index: int) -> tuple[str, int]:
        """One of those that `get_file_count` counted last, in the order of their names; ("", 0) if there is none."""

    def get_file_size(self, file: str) -> int:
        """How many bytes a file has, 0 if it is not there."""

    def get_file_timestamp(self, file: str) -> int:
        """When a file was last written, in seconds since 1970; 0 if it is not there."""

    def get_local_file_change(self, index: int) -> tuple[str, int, int]:
        """One of the changes last told of: (name, what was done, what the name is); ("", 0, 0) if there is none."""

    def get_local_file_change_count(self) -> int:
        """How many changes the last LocalFileChanged told of."""

    def get_quota(self) -> tuple[int, int] | None:
        """How many bytes the player may have in all, and how many are left; None if not initialised."""

    def get_sync_platforms(self, file: str) -> int:
        """To which platforms a file is brought, as bits; 0 if it is not there."""

    def get_ugc_details(self, handle: int) -> tuple[int, int, str, int] | None:
        """The (app, size, name, owner) of a shared file that was downloaded, None before."""

    def get_ugc_download_progress(self, handle: int) -> tuple[int, int] | None:
        """How many bytes of how many are downloaded, None if nothing is known."""

    def is_cloud_enabled_for_account(self) -> bool:
        """Whether the player has the cloud switched on."""

    def is_cloud_enabled_for_app(self) -> bool:
        """Whether the player has the cloud switched on for this app."""

    def set_cloud_enabled_for_app(self, enabled: bool) -> None:
        """Switch the cloud on or off for this app."""

    def set_sync_platforms(self, file: str, platforms: int) -> bool:
        """Say to which platforms a file is brought; False if it is not there."""

    def ugc_download(self, handle: int, priority: int) -> int:
        """Download a shared file; UGCDownloaded answers with this number."""

    def ugc_download_to_location(self, handle: int, location: str, priority: int) -> int:
        """Download a shared file into a file of one's own; UGCDownloaded answers with this number."""

    def ugc_read(self, handle: int, size: int, offset: int, action: int) -> bytes:
        """A part of a shared file that was downloaded, b"" if it cannot be read."""
