"""stats_log.txt: one line for each request, refusal and store, as Steam's client writes one.

Rules: lines are added from the frame's thread and written by the store's thread, so a slow disk never stalls a frame. At 1 MB the file
becomes stats_log.previous.txt and a new one begins. Several servers may write one log: lines are appended without a lock, and only who
has the lock of a full file turns it over, once; who loses that race goes on with the new file. A log that cannot be written is said once
and tried again with the next lines: it is never worth a game.
"""

from __future__ import annotations

import logging
import os
import sys
from collections import deque
from typing import TYPE_CHECKING, BinaryIO, Final

if sys.platform != "win32":
    import fcntl

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.files import UnreadableError, irregular

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT: Final = 1_000_000
_KEPT: Final = 1000
_MOST_WAITING: Final = 10_000


class StatsLog:
    """The lines, in memory and in a file.

    Args:
        path: The file; its folder is made when the first line is written.
        group_access: Whether the owner's group may read and write what is made, as well as the owner.
    """

    def __init__(self, path: Path, *, group_access: bool = False) -> None:
        """Begin without touching the disk."""
        self._path = path
        self._mode, self._folder_mode = (0o660, 0o770) if group_access else (0o600, 0o700)
        self._last: deque[str] = deque(maxlen=_KEPT)
        self._new: deque[str] = deque()
        self._left_out = 0
        self._unwritten = b""
        self._told = False

    def add(self, line: str) -> None:
        """Add a line, to be written soon; beyond 10,000 that wait for the disk they are only counted."""
        self._last.append(line)
        if len(self._new) >= _MOST_WAITING:
            self._left_out += 1
        else:
            self._new.append(line)

    def last(self) -> list[str]:
        """Return the last 1,000 lines."""
        return list(self._last)

    def write(self) -> None:
        """Write what was added; only the store's thread calls this."""
        lines = []
        while self._new:
            lines.append(self._new.popleft())
        if self._left_out:
            lines.append(f"{self._left_out} lines are left out here: the disk was too slow")
            self._left_out = 0
        if not lines:
            return
        text = "".join(line.replace("\n", "\\n") + "\n" for line in lines)
        self._unwritten += text.encode("utf-8", errors="backslashreplace")
        try:
            self._make_folder()
            if kind := irregular(self._path):
                raise OSError(kind)  # noqa: TRY301 - a pipe would be waited for
            self._append()
        except (OSError, UnreadableError) as error:
            self._tell(error)
            if len(self._unwritten) > _LIMIT:
                # What waits for a better time has an end; whole lines of it are kept.
                self._unwritten = self._unwritten[-_LIMIT:].partition(b"\n")[2]

    def _append(self) -> None:
        """Write what is unwritten to the file that bears the name, and turn that over if it is full."""
        while self._unwritten:
            with open(self._path, "ab", buffering=0, opener=self._open) as file:
                data = self._unwritten
                while self._unwritten:
                    self._unwritten = self._unwritten[file.write(self._unwritten) or 0 :]
                found = os.fstat(file.fileno())
                if not found.st_nlink:
                    self._unwritten = data  # Other servers have turned the log over twice since it was opened: nobody will read this.
                elif found.st_size >= _LIMIT and sys.platform != "win32":
                    self._turn_over(found, file)
            if found.st_size >= _LIMIT and sys.platform == "win32":
                self._turn_over(found)  # A file that is open, here or in another server, cannot be renamed there.

    def _turn_over(self, found: os.stat_result, file: BinaryIO | None = None) -> None:
        """Rename a full file, unless another server does; later is soon enough."""
        try:
            if file is not None and sys.platform != "win32":
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                if not os.path.samestat(found, self._path.stat()):
                    return  # It was turned over before the lock was free.
            self._path.replace(self._path.with_name("stats_log.previous.txt"))
        except (BlockingIOError, FileNotFoundError):
            pass
        except OSError as error:
            if found.st_size >= 2 * _LIMIT:
                self._tell(error)

    def _make_folder(self) -> None:
        """Make the folder if it is missing, but not the store's own: where that was moved away, lines wait until it is back."""
        folder = self._path.parent
        if not folder.is_dir():
            try:
                folder.mkdir(0o700)
            except FileExistsError:
                return
            folder.chmod(self._folder_mode)

    def _open(self, path: str, flags: int) -> int:
        """Open the file, and make it for the owner, or for the owner and the group, whatever the umask."""
        try:
            descriptor = os.open(path, flags | os.O_CREAT | os.O_EXCL, self._mode)
        except FileExistsError:
            return os.open(path, flags, self._mode)
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, self._mode)
        return descriptor

    def _tell(self, error: OSError | UnreadableError) -> None:
        """Say once that the log cannot be written."""
        if not self._told:
            self._told = True
            sentence = f"{self._path} cannot be written ({error}); it is tried again with the next lines"
            logging.getLogger("steam_nodes.steam").warning("%s", plain(sentence))
