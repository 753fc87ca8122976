"""The files that players share, and workshop items, as the second half of GodotSteam's group Remote Storage.

Rules: those of apps.py. A handle that is none is -1 here, as GodotSteam's constants have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.object.signal import Signal
from steam_nodes.steam.checks import require_int, require_str
from steam_nodes.steam.groups import cloud_enums
from steam_nodes.steam.groups import remote_storage as records
from steam_nodes.steam.nodes.steam_node import Emits, SteamNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.results import Result


def shown_handle(handle: int) -> int:
    """Return a handle as GodotSteam has it: that of nothing is -1."""
    return -1 if handle == records.NO_HANDLE else handle


def handle_of(call: str, label: str, value: int) -> int:
    """Return a handle as the seam has it.

    Raises:
        TypeError: It is not an int.
    """
    return records.NO_HANDLE if require_int(call, label, value) == -1 else value


class SharedFiles(SteamNode):
    """The files that players share.

    Args:
        backend: Steam as the player's program sees it.
    """

    _backend_: ClientBackend

    download_ugc_result: Signal[Result, dict[str, Any]] = Signal("result", "download_data", blinker=True)
    """The answer to one `ugc_download` or `ugc_download_to_location`: `{"handle": int, "app_id": int, "size": int, "filename": str,
    "owner_id": int}`.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#RemoteStorageDownloadUGCResult_t.
    """
    file_share_result: Signal[Result, int, str] = Signal("result", "handle", "name", blinker=True)
    """The answer to one `file_share`: the handle under which others download the file.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#RemoteStorageFileShareResult_t.
    """
    published_file_subscribed: Signal[int, int] = Signal("file_id", "app_id", blinker=True)
    """The player subscribed to a workshop item, perhaps in another program.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#RemoteStoragePublishedFileSubscribed_t.
    """
    published_file_unsubscribed: Signal[int, int] = Signal("file_id", "app_id", blinker=True)
    """The player gave up a workshop item, perhaps in another program.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#RemoteStoragePublishedFileUnsubscribed_t.
    """
    subscribe_item: Signal[Result, int] = Signal("result", "file_id", blinker=True)
    """What became of a subscription to a workshop item.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#RemoteStorageSubscribePublishedFileResult_t.
    """
    unsubscribe_item: Signal[Result, int] = Signal("result", "file_id", blinker=True)
    """What became of giving up a workshop item.

    Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#RemoteStorageUnsubscribePublishedFileResult_t.
    """

    RemoteStoragePublishedFileVisibility = cloud_enums.RemoteStoragePublishedFileVisibility
    UGCReadAction = cloud_enums.UGCReadAction
    WorkshopEnumerationType = cloud_enums.WorkshopEnumerationType
    WorkshopFileAction = cloud_enums.WorkshopFileAction
    WorkshopFileType = cloud_enums.WorkshopFileType
    WorkshopVideoProvider = cloud_enums.WorkshopVideoProvider
    WorkshopVote = cloud_enums.WorkshopVote

    def file_share(self, file: str) -> None:
        """Let others download a file as it is now; `file_share_result` has the handle.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#FileShare.

        Args:
            file: The name.

        Raises:
            TypeError: The name is not a str.
        """
        self._backend_.remote_storage.file_share(require_str("file_share", "file", file))

    def ugc_download(self, content: int, priority: int) -> None:
        """Download a shared file; `download_ugc_result` answers, then `ugc_read` has the bytes.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#UGCDownload.

        Args:
            content: The handle of the file.
            priority: 0 for at once, a higher number for later.

        Raises:
            TypeError: A number is not an int.
        """
        call = "ugc_download"
        self._backend_.remote_storage.ugc_download(handle_of(call, "content", content), require_int(call, "priority", priority))

    def ugc_download_to_location(self, content: int, location: str, priority: int) -> None:
        """Download a shared file into a file of one's own, which appears whole or not at all; `download_ugc_result` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#UGCDownloadToLocation.

        Args:
            content: The handle of the file.
            location: The path of the file to write; its folder must be there.
            priority: 0 for at once, a higher number for later.

        Raises:
            TypeError: A number is not an int, or the location not a str.
        """
        call = "ugc_download_to_location"
        path = require_str(call, "location", location)
        handle, rank = handle_of(call, "content", content), require_int(call, "priority", priority)
        self._backend_.remote_storage.ugc_download_to_location(handle, path, rank)

    def ugc_read(self, content: int, data_size: int, offset: int, action: int) -> bytes:
        """Return a part of a shared file that was downloaded.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#UGCRead.

        Args:
            content: The handle of the file.
            data_size: How many bytes at most, 0 to 2147483647.
            offset: Where the part begins.
            action: One of UGCReadAction: whether the file stays open. What is closed has to be downloaded again.

        Returns:
            The bytes; b"" behind the end, or if it is not open.

        Raises:
            TypeError: A number is not an int.
        """
        call = "ugc_read"
        numbers = (require_int(call, "data_size", data_size), require_int(call, "offset", offset), require_int(call, "action", action))
        return self._backend_.remote_storage.ugc_read(handle_of(call, "content", content), *numbers)

    def get_ugc_details(self, content: int) -> dict[str, Any]:
        """Return what is known of a shared file that was downloaded.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#GetUGCDetails.

        Args:
            content: The handle of the file.

        Returns:
            `{"handle": int, "app_id": int, "size": int, "filename": str, "owner_id": int}`; `{}` before the download.

        Raises:
            TypeError: The handle is not an int.
        """
        handle = handle_of("get_ugc_details", "content", content)
        found = self._backend_.remote_storage.get_ugc_details(handle)
        return {} if found is None else dict(zip(("handle", "app_id", "size", "filename", "owner_id"), (handle, *found), strict=True))

    def get_ugc_download_progress(self, content: int) -> dict[str, Any]:
        """Return how far the download of a shared file is.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#GetUGCDownloadProgress.

        Args:
            content: The handle of the file.

        Returns:
            `{"bytes_downloaded": int, "bytes_expected": int}`; `{}` if nothing is known.

        Raises:
            TypeError: The handle is not an int.
        """
        handle = handle_of("get_ugc_download_progress", "content", content)
        found = self._backend_.remote_storage.get_ugc_download_progress(handle)
        return {} if found is None else dict(zip(("bytes_downloaded", "bytes_expected"), found, strict=True))

    def get_cached_ugc_count(self) -> int:
        """Return how many shared files were downloaded and can be read.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#GetCachedUGCCount.
        """
        return self._backend_.remote_storage.get_cached_ugc_count()

    def get_cached_ugc_handle(self, content: int) -> int:
        """Return one of them by its place, UGC_HANDLE_INVALID (-1) if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamRemoteStorage#GetCachedUGCHandle.

        Args:
            content: The place, 0 to `get_cached_ugc_count() - 1`.

        Raises:
            TypeError: The place is not an int.
        """
        place = require_int("get_cached_ugc_handle", "content", content)
        return shown_handle(self._backend_.remote_storage.get_cached_ugc_handle(place))

    def _emit_ugc_(self, record: records.UGCDownloaded) -> None:
        """Answer a download with GodotSteam's dictionary."""
        keys = ("handle", "app_id", "size", "filename", "owner_id")
        self.download_ugc_result.emit(record.result, {key: getattr(record, key) for key in keys})

    def _emit_shared_(self, record: records.FileShared) -> None:
        """Tell under which handle a file is shared."""
        self.file_share_result.emit(record.result, shown_handle(record.handle), record.name)

    _emissions_: ClassVar[Mapping[type, Any]] = {
        records.FileShared: _emit_shared_,
        records.ItemSubscribed: Emits("subscribe_item", ("result", "file_id")),
        records.ItemUnsubscribed: Emits("unsubscribe_item", ("result", "file_id")),
        records.PublishedFileSubscribed: Emits("published_file_subscribed", ("file_id", "app_id")),
        records.PublishedFileUnsubscribed: Emits("published_file_unsubscribed", ("file_id", "app_id")),
        records.UGCDownloaded: _emit_ugc_,
    }

    fileShare = file_share
    getCachedUGCCount = get_cached_ugc_count
    getCachedUGCHandle = get_cached_ugc_handle
    getUGCDetails = get_ugc_details
    getUGCDownloadProgress = get_ugc_download_progress
    ugcDownload = ugc_download
    ugcDownloadToLocation = ugc_download_to_location
    ugcRead = ugc_read
