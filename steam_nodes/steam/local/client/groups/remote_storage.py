"""Remote Storage on the local Steam: the files of the player, kept in the store, with its quota, streams, batches and shared files.

Rules: the calls are Valve's ISteamRemoteStorage. A call that waits, waits for the store's own thread: True means that the file is kept, and
that a kill takes nothing of it. The files of a player are the same in all programs on one store. Of two that write one file the last one
stays, whole; the other is told, and so is who wrote over what it never saw. What is written in a batch, or while the cloud is off, others
are told of later, all at once.
"""

from __future__ import annotations

import os
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any, Final

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
from steam_nodes.steam.local.client.cloud_download import save
from steam_nodes.steam.local.store.cloud_files import (
    Author,
    ChangeFile,
    Changes,
    CloudFile,
    DeleteFile,
    FetchShared,
    FindFile,
    ListFiles,
    LookForChanges,
    OpenCloud,
    ReadFile,
    ReleaseFiles,
    SharedFile,
    ShareFile,
    WriteFile,
    Written,
)
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.local.world.processes import alive, mark
from steam_nodes.steam.local.world.requests import Watch
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from steam_nodes.steam.callbacks import ClientRecord
    from steam_nodes.steam.local.client.session import ClientSession
    from steam_nodes.steam.local.store.queries import Query
    from steam_nodes.steam.local.world.requests import QueryRequest

_UPDATED, _DELETED = 1, 2
_API_FILENAME: Final = 2
_UNTIL_FINISHED, _READING, _CLOSE = 0, 1, 2
LEAVE_SECONDS: Final = 1.0
"""How long a program that ends waits until others can see what it held back; a store that takes longer does it all the same."""
_MOST_STREAM: Final = 900_000_000
"""How long a file can be that is written in chunks; SQLite keeps none that is longer than a billion bytes."""


def _is_alive(writer: str, *, elsewhere: bool | None) -> bool:
    """Whether a program that changed files still runs; `elsewhere` says whether one does that cannot be seen from here."""
    return alive(writer.rpartition(" ")[0].encode(errors="replace"), elsewhere=elsewhere)


class LocalRemoteStorage:
    """The calls of a player's program about the files that Steam keeps.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Begin with what the schema says, and to watch what other programs do."""
        self._session = session
        cloud = session.rules.schema.cloud
        self.quota_bytes: int = cloud.quota_bytes
        """How many bytes of the player the cloud keeps."""
        self.quota_files: int = cloud.quota_files
        """How many files of the player the cloud keeps."""
        self._for_account = cloud.enabled_for_account
        self._for_app = cloud.enabled_for_app
        # The mark of the process tells others, after a kill, that nobody will end what this program held back.
        self._writer = f"{mark().decode()} {os.urandom(8).hex()}"
        self._batch = False
        self._held = False
        """Whether something is held back that others were not told of."""
        self._script: deque[Result] = deque()
        self._listed: tuple[CloudFile, ...] | None = None
        self._streams: dict[int, tuple[str, list[bytes]]] = {}
        self._last_stream = 0
        self._reading: set[str] = set()
        self._writing: set[str] = set()
        self._known: dict[int, tuple[int, int, str, int]] = {}
        self._open: dict[int, bytes] = {}
        self._changes: tuple[tuple[str, bool], ...] = ()
        self._clashes: list[str] = []
        self._watch: Watch | None = None
        running = partial(_is_alive, elsewhere=session.world.store.silence > 0 or None)
        opened = session.world.do_now(Job("query", 0, query=OpenCloud(session.me, running)))
        self._since: int | None = opened.found if isinstance(opened.found, int) else None
        session.watches.append(self._look)
        session.world.at_end.append(self._leave)

    # What happens in the world, by script.

    def next_writes(self, *results: Result) -> None:
        """Have the next calls that change files fail with these results, one each, as on a disk that is full or cannot be written.

        These are writes, deletes, and what forgets a file, shares it or sets its platforms; nothing of them reaches the store. Result.OK
        lets one take its course.

        Raises:
            TypeError: Something is not a Result.
        """
        for result in results:
            if not isinstance(result, Result):
                message = f"a scripted answer is a Result such as Result.DISK_FULL, not {type(result).__name__} {short(result)}"
                raise TypeError(message)
        self._script.extend(results)

    def enable_for_account(self, *, enabled: bool) -> None:
        """Have the player switch the cloud on or off, for all apps, while the game runs."""
        self._for_account = enabled
        self._show_what_was_held()

    def subscribe(self, file_id: int, result: Result = Result.OK) -> None:
        """Have the player subscribe to a workshop item; both signals tell of it, only the first if it failed."""
        self._session.post(ItemSubscribed(result, file_id))
        if result is Result.OK:
            self._session.post(PublishedFileSubscribed(file_id, self._session.app_id))

    def unsubscribe(self, file_id: int, result: Result = Result.OK) -> None:
        """Have the player give up a workshop item; both signals tell of it, only the first if it failed."""
        self._session.post(ItemUnsubscribed(result, file_id))
        if result is Result.OK:
            self._session.post(PublishedFileUnsubscribed(file_id, self._session.app_id))

    # The seam: files.

    def file_write(self, file: str, data: bytes, size: int) -> bool:
        """Write a file, whole or not at all; True when it is kept."""
        call = "file_write"
        name, fault = self._named(file, write_fault(len(data), size))
        if not self._may(call, fault):
            return False
        return self._wrote(call, self._now(call, self._write(name, data[: size or len(data)])), name)

    def file_write_async(self, file: str, data: bytes, size: int) -> int:
        """The same without waiting."""
        call = "file_write_async"
        name, fault = self._named(file, write_fault(len(data), size))
        if name in self._writing:
            fault = fault or f"{short(name)} is being written already; wait for its file_write_async_complete"
        if fault or not self._session.present(call):
            return self._session.query(call, None, lambda it: FileWritten(it.call, it.answer), fault=fault)
        self._writing.add(name)
        write = self._write(name, data[: size or len(data)])

        def answer(it: QueryRequest) -> FileWritten:
            self._writing.discard(name)
            # It may have waited for the connection until the batch was over.
            self._held = self._held or write.author.held
            result = it.answer
            if result is Result.OK and not self._wrote(call, it.found, name):
                result = Result.LIMIT_EXCEEDED
            return FileWritten(it.call, result)

        scripted = self._scripted(call)
        if scripted is not None:
            return self._session.refused_query(call, answer, scripted)
        return self._session.query(call, write, answer)

    def file_read(self, file: str, size: int) -> bytes:
        """The first bytes of a file, b"" if it is not there."""
        call = "file_read"
        name, fault = self._named(file, range_fault("data_to_read", size, INT32_MAX))
        if not self._may(call, fault):
            return b""
        data = self._now(call, ReadFile(self._session.me, name, 0, size))
        return data if isinstance(data, bytes) else b""

    def file_read_async(self, file: str, offset: int, size: int) -> int:
        """Read a part of a file."""
        call = "file_read_async"
        fault = range_fault("offset", offset, UINT32_MAX) or range_fault("data_to_read", size, UINT32_MAX, 1)
        name, fault = self._named(file, fault)
        if name in self._reading:
            fault = fault or f"{short(name)} is being read already; wait for its file_read_async_complete"
        if fault or not self._session.present(call):
            return self._session.query(call, None, lambda it: FileRead(it.call, it.answer, offset, 0, b""), fault=fault)
        self._reading.add(name)

        def answer(it: QueryRequest) -> FileRead:
            self._reading.discard(name)
            result, data = it.answer, it.found
            if result is Result.OK and not isinstance(data, bytes):
                result = Result.FILE_NOT_FOUND
            elif isinstance(data, bytes) and len(data) < size:
                self._refuse(call, f"{short(name)} ends before byte {offset + size}; ask get_file_size how long it is")
                result = Result.FAIL
            if result is not Result.OK:
                return FileRead(it.call, result, offset, 0, b"")
            return FileRead(it.call, result, offset, size, data if isinstance(data, bytes) else b"")

        return self._session.query(call, ReadFile(self._session.me, name, offset, size), answer)

    def file_exists(self, file: str) -> bool:
        """Whether a file is there."""
        return self._find("file_exists", file) is not None

    def file_persisted(self, file: str) -> bool:
        """Whether a file is there and in the cloud, which it is not while that is switched off."""
        found = self._find("file_persisted", file)
        return found is not None and found.persisted and self._cloud_on

    def get_file_size(self, file: str) -> int:
        """How many bytes a file has."""
        found = self._find("get_file_size", file)
        return 0 if found is None else found.size

    def get_file_timestamp(self, file: str) -> int:
        """When a file was last written."""
        found = self._find("get_file_timestamp", file)
        return 0 if found is None else found.time

    def get_sync_platforms(self, file: str) -> int:
        """To which platforms a file is brought."""
        found = self._find("get_sync_platforms", file)
        return 0 if found is None else found.platforms

    def get_file_count(self) -> int:
        """How many files the player has."""
        self._listed = self._list("get_file_count")
        return len(self._listed)

    def get_file_name_and_size(self, index: int) -> tuple[str, int]:
        """One of those that were counted last, or of those that are there if nobody has counted."""
        call = "get_file_name_and_size"
        if not self._session.present(call):
            return "", 0
        listed = self._list(call) if self._listed is None else self._listed
        return (listed[index].name, listed[index].size) if 0 <= index < len(listed) else ("", 0)

    def file_delete(self, file: str) -> bool:
        """Delete a file, here and in the cloud."""
        return self._changed("file_delete", file, lambda name: DeleteFile(self._author, name))

    def file_forget(self, file: str) -> bool:
        """Keep a file on this machine alone."""
        return self._changed("file_forget", file, lambda name: ChangeFile(self._author, name, persisted=False))

    def set_sync_platforms(self, file: str, platforms: int) -> bool:
        """Say to which platforms a file is brought."""
        fault = range_fault("platform", platforms, UINT32_MAX)
        return self._changed("set_sync_platforms", file, lambda name: ChangeFile(self._author, name, platforms=platforms), fault)

    def get_quota(self) -> tuple[int, int] | None:
        """How many bytes the player may have, and how many are left."""
        if not self._session.present("get_quota"):
            return None
        used = sum(file.size for file in self._list("get_quota") if file.persisted)
        return self.quota_bytes, max(0, self.quota_bytes - used)

    # The seam: streams and batches.

    def file_write_stream_open(self, file: str) -> int:
        """Begin to write a file in chunks; nobody sees anything of it before it is closed."""
        call = "file_write_stream_open"
        name, fault = self._named(file)
        if not self._may(call, fault):
            return NO_HANDLE
        self._last_stream += 1
        self._streams[self._last_stream] = name, []
        return self._last_stream

    def file_write_stream_write_chunk(self, handle: int, data: bytes) -> bool:
        """Add a chunk, unless the file would be longer then than the quota allows."""
        call = "file_write_stream_write_chunk"
        name, chunks = self._streams.get(handle, ("", []))
        size = sum(map(len, chunks)) + len(data)
        fault = self._stream_fault(handle) or write_fault(len(data), 0)
        if not fault and size > min(self.quota_bytes, _MOST_STREAM):
            most = min(self.quota_bytes, _MOST_STREAM)
            fault = f"{short(name)} would have {size} bytes, and the player's files have at most {most}; cancel the stream"
        if not self._may(call, fault):
            return False
        chunks.append(bytes(data))
        return True

    def file_write_stream_close(self, handle: int) -> bool:
        """Make a file of what was written; whatever becomes of that, the stream is gone."""
        call = "file_write_stream_close"
        if not self._may(call, self._stream_fault(handle)):
            return False
        name, chunks = self._streams.pop(handle)
        if not chunks:
            return self._refuse(call, f"nothing was written into {short(name)}, and Steam keeps no empty files; write a chunk first")
        return self._wrote(call, self._now(call, self._write(name, b"".join(chunks))), name)

    def file_write_stream_cancel(self, handle: int) -> bool:
        """Drop what was written."""
        if not self._may("file_write_stream_cancel", self._stream_fault(handle)):
            return False
        del self._streams[handle]
        return True

    def begin_file_write_batch(self) -> bool:
        """Begin a batch."""
        fault = "there is a batch already; end it with end_file_write_batch first" if self._batch else ""
        if not self._may("begin_file_write_batch", fault):
            return False
        self._batch = True
        return True

    def end_file_write_batch(self) -> bool:
        """End the batch: others are told of all of it."""
        fault = "" if self._batch else "there is no batch; begin one with begin_file_write_batch first"
        if not self._may("end_file_write_batch", fault):
            return False
        self._batch = False
        self._show_what_was_held()
        return True

    # The seam: what others did, and whether the cloud is on.

    def get_local_file_change_count(self) -> int:
        """How many changes the last LocalFileChanged told of."""
        return len(self._changes) if self._session.present("get_local_file_change_count") else 0

    def get_local_file_change(self, index: int) -> tuple[str, int, int]:
        """One of them: (name, what was done, what the name is)."""
        if not self._session.present("get_local_file_change") or not 0 <= index < len(self._changes):
            return "", 0, 0
        name, deleted = self._changes[index]
        return name, _DELETED if deleted else _UPDATED, _API_FILENAME

    def is_cloud_enabled_for_account(self) -> bool:
        """Whether the player has the cloud switched on."""
        return self._session.present("is_cloud_enabled_for_account") and self._for_account

    def is_cloud_enabled_for_app(self) -> bool:
        """Whether the player has it switched on for this app."""
        return self._session.present("is_cloud_enabled_for_app") and self._for_app

    def set_cloud_enabled_for_app(self, enabled: bool) -> None:
        """Switch the cloud on or off for this app, as long as the program runs."""
        if self._session.present("set_cloud_enabled_for_app"):
            self._for_app = enabled
            self._show_what_was_held()

    # The seam: files that were shared.

    def file_share(self, file: str) -> int:
        """Let others download a file as it is now."""
        call = "file_share"
        name, fault = self._named(file)

        def answer(it: QueryRequest) -> FileShared:
            result = it.answer
            if result is Result.OK and it.found is None:
                self._refuse(call, f"there is no file {short(name)}; write it first")
                result = Result.FILE_NOT_FOUND
            handle = it.found[0] if isinstance(it.found, tuple) else NO_HANDLE
            return FileShared(it.call, result, handle, name if result is Result.OK else "")

        if not fault and self._session.present(call):
            scripted = self._scripted(call)
            if scripted is not None:
                return self._session.refused_query(call, answer, scripted)
        return self._session.query(call, None if fault else ShareFile(self._session.me, name, self._session.app_id), answer, fault=fault)

    def ugc_download(self, handle: int, priority: int) -> int:
        """Download a shared file."""
        return self._download("ugc_download", handle, priority, None)

    def ugc_download_to_location(self, handle: int, location: str, priority: int) -> int:
        """Download a shared file into a file of one's own."""
        return self._download("ugc_download_to_location", handle, priority, location)

    def get_ugc_details(self, handle: int) -> tuple[int, int, str, int] | None:
        """The (app, size, name, owner) of a shared file that was downloaded."""
        return self._known.get(handle) if self._session.present("get_ugc_details") else None

    def get_ugc_download_progress(self, handle: int) -> tuple[int, int] | None:
        """All of the bytes once it is downloaded, nothing before."""
        found = self._known.get(handle) if self._session.present("get_ugc_download_progress") else None
        return None if found is None else (found[1], found[1])

    def get_cached_ugc_count(self) -> int:
        """How many shared files can be read."""
        return len(self._open) if self._session.present("get_cached_ugc_count") else 0

    def get_cached_ugc_handle(self, index: int) -> int:
        """One of them by its place."""
        known = self._session.present("get_cached_ugc_handle") and 0 <= index < len(self._open)
        return list(self._open)[index] if known else NO_HANDLE

    def ugc_read(self, handle: int, size: int, offset: int, action: int) -> bytes:
        """A part of a shared file; one that is read to its end, or closed, has to be downloaded again."""
        call = "ugc_read"
        fault = range_fault("data_size", size, INT32_MAX) or range_fault("offset", offset, UINT32_MAX)
        if not fault and action not in {_UNTIL_FINISHED, _READING, _CLOSE}:
            fault = f"action is {short(action)}; pass one of UGCReadAction"
        if not fault and handle not in self._open:
            fault = f"{short(handle)} is not open; call ugc_download and wait for download_ugc_result"
        if not self._may(call, fault):
            return b""
        whole = self._open[handle]
        if action == _CLOSE or (action == _UNTIL_FINISHED and offset + size >= len(whole)):
            del self._open[handle]
        return whole[offset : offset + size]

    # What is used above.

    @property
    def _cloud_on(self) -> bool:
        """Whether files are brought to the cloud now."""
        return self._for_account and self._for_app

    @property
    def _author(self) -> Author:
        """Who changes files, as a query wants it; what is held back is to be shown later."""
        held = self._batch or not self._cloud_on
        self._held = self._held or held
        return Author(self._session.me, self._writer, held, self._since or 0)

    def _named(self, file: str, fault: str = "") -> tuple[str, str]:
        """Return the name of a file, and what is wrong with it or with something else."""
        name, wrong = file_name(file)
        return name, wrong or fault

    def _refuse(self, call: str, fault: str) -> bool:
        """Say why a call was refused; return False."""
        return self._session.refuse(Refusal((call, fault[:60]), f"{call}: {fault}"))

    def _may(self, call: str, fault: str) -> bool:
        """Whether a call can be made; if not, that is said."""
        return self._session.present(call) and (not fault or self._refuse(call, fault))

    def _stream_fault(self, handle: int) -> str:
        """Say that there is no such stream, "" if there is."""
        return "" if handle in self._streams else f"there is no stream {short(handle)}; open one with file_write_stream_open"

    def _scripted(self, call: str) -> Result | None:
        """Return the failure that a script wants for a call that changes files, None if it takes its course."""
        result = self._script.popleft() if self._script else Result.OK
        if result is Result.OK:
            return None
        self._refuse(call, f"Steam answers {result.name}, as a script says; call again")
        return result

    def _now(self, call: str, query: Query) -> Any:
        """Answer a query at once; None if the disk, or a fault by script, stands in the way, which is said."""
        world = self._session.world
        if world.faults.io_failure:
            self._refuse(call, "the call broke, as a script of faults says; call again")
            return None
        if query.writes and self._scripted(call) is not None:
            return None
        completion = world.do_now(Job("query", 0, query=query))
        if completion.result is not Result.OK:
            self._refuse(call, f"{completion.fault}; call again")
            return None
        if completion.fault:
            world.world_log.remark(Refusal((call, "damaged", completion.fault), f"{call}: {completion.fault}"))
        return completion.found

    def _find(self, call: str, file: str) -> CloudFile | None:
        """Return what is known of a file."""
        name, fault = self._named(file)
        found = self._now(call, FindFile(self._session.me, name)) if self._may(call, fault) else None
        return found if isinstance(found, CloudFile) else None

    def _list(self, call: str) -> tuple[CloudFile, ...]:
        """Return the player's files."""
        found = self._now(call, ListFiles(self._session.me)) if self._session.present(call) else None
        return found if isinstance(found, tuple) else ()

    def _changed(self, call: str, file: str, query: Any, fault: str = "") -> bool:
        """Change what is known of a file; False if it is not there."""
        name, fault = self._named(file, fault)
        if not self._may(call, fault):
            return False
        done = self._now(call, query(name))
        return bool(done) or (done is False and self._refuse(call, f"there is no file {short(name)}"))

    def _write(self, name: str, data: bytes) -> WriteFile:
        """Return the query that writes a file."""
        world = self._session.world
        return WriteFile(self._author, name, data, int(world.clock.now()), self.quota_bytes, self.quota_files)

    def _wrote(self, call: str, written: object, name: str) -> bool:
        """Whether a file was written; say what it went beyond, and what it was written over."""
        if not isinstance(written, Written):
            return False
        if written.over == "bytes":
            return self._refuse(
                call, f"with {short(name)} the player's files have more than {self.quota_bytes} bytes; forget or delete some"
            )
        if written.over:
            return self._refuse(call, f"with {short(name)} the player has more than {self.quota_files} files; forget or delete some")
        if written.clash:
            self._clashes.append(name)
            sentence = f"{call}: another program wrote {short(name)} since this one last looked; what this one wrote stays"
            self._session.world.world_log.remark(Refusal((call, "clash", name), sentence))
        return True

    def _show_what_was_held(self) -> None:
        """Have others told of what was held back, unless it still is to be."""
        if self._held and not self._batch and self._cloud_on:
            done = self._session.world.do_now(Job("query", 0, query=ReleaseFiles(self._session.me, self._writer)))
            self._held = done.result is not Result.OK

    def _leave(self) -> None:
        """End the streams and the batch of a program that shuts Steam down or ends, and show what was held back; harmless twice."""
        self._streams.clear()
        self._batch = False
        if self._held and self._cloud_on:
            self._held = False
            store = self._session.world.store
            store.submit(Job("query", 0, query=ReleaseFiles(self._session.me, self._writer)))
            store.wait(LEAVE_SECONDS)

    def _download(self, call: str, handle: int, priority: int, location: str | None) -> int:
        """Fetch a shared file, and keep it to be read or write it where that was asked for."""
        fault = range_fault("content", handle, UINT64_MAX) or range_fault("priority", priority, UINT32_MAX)
        if not fault and location is not None and (not location or "\0" in location):
            fault = "location is no path of a file; pass one that can be written"

        def answer(it: QueryRequest) -> UGCDownloaded:
            result, found = it.answer, it.found
            if result is Result.OK and not isinstance(found, SharedFile):
                self._refuse(call, f"no file was shared under {short(handle)}; pass what file_share_result gave")
                result = Result.FILE_NOT_FOUND
            if result is Result.OK and location is not None and isinstance(found, SharedFile):
                result, wrong = save(location, found.data, getattr(self._session.world.store, "path", None))
                if wrong:
                    self._refuse(call, wrong)
            if result is not Result.OK or not isinstance(found, SharedFile):
                return UGCDownloaded(it.call, result, handle & UINT64_MAX, 0, 0, "", 0)
            self._known[handle] = (found.app_id, len(found.data), found.name, found.owner)
            if location is None:
                self._open[handle] = found.data
            return UGCDownloaded(it.call, result, handle, found.app_id, len(found.data), found.name, found.owner)

        return self._session.query(call, None if fault else FetchShared(handle), answer, fault=fault)

    def _look(self) -> list[ClientRecord]:
        """Look for what other programs changed; called once a frame."""
        session, told = self._session, self._clashes
        world = session.world
        self._clashes = []
        if session.initialised:
            self._show_what_was_held()
        found = dict.fromkeys(told, False)
        if self._watch is None and self._cloud_on and world.faults.reachable and session.initialised:
            self._watch = Watch()
            query = LookForChanges(session.me, -1 if self._since is None else self._since, self._writer)
            world.store.submit(Job("query", 0, ticket=self._watch, query=query))
            if world.clock.waits:
                world.store.wait()
        world.collect()
        if self._watch is not None and self._watch.completion is not None:
            changes = self._watch.completion.found
            self._watch = None
            if isinstance(changes, Changes):
                found |= dict(changes.files) if self._since is not None else {}
                self._since = changes.stamp
        if not found:
            return []
        self._changes = tuple(found.items())
        return [LocalFileChanged()]
