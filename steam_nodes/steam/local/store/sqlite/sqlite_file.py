"""The store's file seen from outside, by what `stat` tells of it: is it whole, is it still there, and how a new one is put in its place.

Rules: nothing here opens the file, its log (-wal) or its shared memory (-shm), nor may anything else but SQLite: when a process closes any
descriptor of a file, POSIX drops every lock it holds on it, SQLite never takes them again, and the next process that closes the store
deletes the log under the running one. Nothing is changed here that was there before. A new store appears under its name in one step and
complete, so a kill never leaves half of one; an empty file is therefore what is left of a store that was cut off.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.files import irregular

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Identity = tuple[int, int]
"""Device and inode: what a file is, whatever its name."""
_SHORTEST: Final = 512


def with_log(path: Path) -> str:
    """Return the words that name the log and the shared memory of a store: whoever moves the file must move them along."""
    real = os.path.realpath(path)
    return f"with {real}-wal and {real}-shm"


def identity(path: Path | str) -> Identity:
    """Return what a file is.

    Raises:
        OSError: It is not there.
    """
    found = os.stat(path)  # noqa: PTH116 - asked before every commit, and a Path takes three times as long
    return found.st_dev, found.st_ino


def fault_before(path: Path) -> str:
    """Say what `stat` tells against a file before SQLite opens it, with the remedy; "" if there is nothing, or no file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return _left_over(path)
    if kind := irregular(path):
        return f"{kind}; give a file in a folder that can be written"
    if found.st_size == 0:
        fault = "it is empty"
    elif found.st_size < _SHORTEST:
        fault = f"it ends after {found.st_size} bytes, and no database is that short"
    else:
        return ""
    return damage(path, fault)


def damage(path: Path, fault: str) -> str:
    """Say that a file is damaged, and what helps."""
    return f"the store is damaged ({fault}); move it away, {with_log(path)}, and put a copy in its place or begin a new one"


def cut_off(path: Path, whole: int) -> str:
    """Say how a file was cut off, "" if it has all the bytes that SQLite counts in it.

    SQLite notices a missing page by itself, but reads the missing end of a page as zeros: values would be wrong. To be asked inside a
    transaction, so that no other process brings the file up to date meanwhile.
    """
    size = path.stat().st_size
    # Beside a write-ahead log with content the file may be behind.
    if size >= whole or _size(f"{os.path.realpath(path)}-wal"):
        return ""
    return damage(path, f"it ends after {size} of {whole} bytes")


def _left_over(path: Path) -> str:
    """Say which parts of an older store stand where a new one is to be made: SQLite would take them into it."""
    real = os.path.realpath(path)
    found = [name for name in (f"{real}-wal", f"{real}-shm", f"{real}-journal") if _size(name)]
    # Whoever makes the same new store at this moment has put the file in its place before it writes a log.
    if not found or path.exists():
        return ""
    names = " and ".join(found)
    return (
        f"there is no store, but {names} of an older one, which would be taken into a new one; "
        f"put {path} back, or move away what there is of {real}, {real}-wal, {real}-shm and {real}-journal"
    )


def _size(name: str) -> int:
    """Return the size of a file, 0 where there is none."""
    try:
        return os.stat(name).st_size  # noqa: PTH116 - as above
    except OSError:
        return 0


_LOGS: Final = ("-wal", "-shm")


class OpenFiles:
    """The files of a store that SQLite has open, and whether they still bear their names.

    Args:
        path: The store's file, open in WAL mode; one that is only read may be a copy that has no log.
        read_only: Whether it is only read.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Note which files they are."""
        self._real = os.path.realpath(path)
        logs = [end for end in _LOGS if not read_only or os.path.exists(self._real + end)]  # noqa: PTH110 - as above
        # The name as it was given: where it is a link, the link may be turned to another file.
        self._known = {name: identity(name) for name in (str(path), *(self._real + end for end in logs))}
        self._ends = ("", *logs)
        self.log: int = 0
        """How many bytes the log had when it was last looked at."""

    @property
    def file(self) -> Identity:
        """What the store's file is."""
        return next(iter(self._known.values()))

    def fault(self) -> str:
        """Say which of the files was moved, deleted or replaced, "" if none was."""
        for name, known in self._known.items():
            try:
                found = os.stat(name)  # noqa: PTH116 - as above
            except OSError as error:
                return f"{name} was moved or deleted while the store was open ({error.strerror}); put it back, or start the program anew"
            if (found.st_dev, found.st_ino) != known:
                return f"{name} was replaced while the store was open; put the old one back, or start the program anew"
            self.log = found.st_size if name.endswith("-wal") else self.log
        return ""

    def strange(self) -> bool:
        """Whether the end of SQLite's work would reach the files of somebody else: it deletes the log by its name."""
        for end, known in zip(self._ends, self._known.values(), strict=True):
            try:
                if identity(self._real + end) != known:
                    return True
            except OSError:
                if not end:
                    return True  # The file is gone: the log that is left is all there is of its last stores.
        return False


def fault_of_copy(path: Path) -> str:
    """Say why a backup cannot have a name, "" if it can."""
    if os.path.lexists(path):
        return "there is a file already, and a backup is never written over one; give another name"
    if path.name.lower().endswith(("-wal", "-shm", "-journal")):
        return "SQLite would take a file of that name for a part of another store, and delete it; give another name"
    return fault_before(path)


def bring_to_disk(folder: Path) -> None:
    """Bring the names in a folder to the disk, where a folder can be opened for that."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_private(path: Path, mode: int) -> None:
    """Make an empty file that nobody else may open, whatever the umask; it is closed before SQLite opens it.

    Raises:
        OSError: It cannot be made, or is there.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
    path.chmod(mode)


def put_in_place(made: Path, path: Path) -> bool:
    """Give a complete new file its name, unless there is one of that name by now; return whether it got it.

    Raises:
        OSError: It cannot be done.
    """
    try:
        if hasattr(os, "link"):
            os.link(made, path)
        else:
            made.rename(path)
    except FileExistsError:
        return False
    except OSError:
        # A file system without links: the name is taken in one step all the same, only not without a chance of replacing another's.
        if path.exists():
            return False
        made.replace(path)
    finally:
        discard(made)
    return True


def discard(made: Path) -> None:
    """Remove a file that was not finished, and the journal it was made with."""
    for name in _with_journal(made):
        name.unlink(missing_ok=True)


def _with_journal(made: Path) -> Iterator[Path]:
    """Give a file and what SQLite leaves beside it when it is killed."""
    yield made
    yield made.with_name(made.name + "-journal")
