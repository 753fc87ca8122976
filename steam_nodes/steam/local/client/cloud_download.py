"""Where a shared file goes that a program wants as a file of its own: written beside its place first, then put there in one step.

Rules: nothing but the named file and, for a moment, one beside it is touched; whoever looks finds the old file or the whole new one. A link
that stands there is replaced and not followed. No folder is made.
"""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from steam_nodes.steam.files import UnreadableError, irregular
from steam_nodes.steam.local.store.sqlite.sqlite_file import bring_to_disk
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short

_RESULTS: Final = {
    errno.ENOSPC: Result.DISK_FULL,
    errno.EDQUOT: Result.DISK_FULL,
    errno.EACCES: Result.ACCESS_DENIED,
    errno.EPERM: Result.ACCESS_DENIED,
    errno.EROFS: Result.ACCESS_DENIED,
    errno.ENOENT: Result.FILE_NOT_FOUND,
    errno.ENOTDIR: Result.FILE_NOT_FOUND,
}
"""What Steam answers for what the system says; FAIL for anything else."""


def save(location: str, data: bytes, store: object = None) -> tuple[Result, str]:
    """Write a file, whole or not at all.

    Args:
        location: Its path.
        data: All of it.
        store: The path of the store that is open, which is not written over; None if there is none.

    Returns:
        (OK, "") when it is on the disk, or why it is not: (the result, what is wrong and the remedy).
    """
    try:
        path = Path(os.path.abspath(location))  # noqa: PTH100 - a link at the end is replaced, not resolved
        if not path.is_symlink() and (kind := irregular(path)):
            return Result.FAIL, f"{short(location)} cannot be written: {kind}; name a file"
        if isinstance(store, Path) and os.path.realpath(path).startswith(os.path.realpath(store)):
            return Result.ACCESS_DENIED, f"{short(location)} is the store itself, or a part of it; name another file"
        beside = path.with_name(f".{secrets.token_hex(8)}.new")
        _write(beside, path, data)
    except OSError as error:
        result = _RESULTS.get(error.errno or 0, Result.FAIL)
        return result, f"{short(location)} cannot be written ({error.strerror}); name a file in a folder that is there and can be written"
    except (ValueError, UnreadableError) as error:
        return Result.FAIL, f"{short(location)} cannot be written ({error}); name a file in a folder that is there and can be written"
    return Result.OK, ""


def _write(beside: Path, path: Path, data: bytes) -> None:
    """Write a file beside its place, bring it to the disk, and put it there."""
    try:
        # O_EXCL: whatever is opened here is new, and never the store, whose locks would be gone with the descriptor.
        descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    bring_to_disk(path.parent)
