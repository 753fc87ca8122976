"""Files that a user names: read so that nothing which may stand there holds a program up or fills its memory.

Rules: only a regular file is read, and never more of it than its reader allows; a pipe is not waited for, a device is not touched.
Whatever else comes, also of the name itself, raises UnreadableError, whose text says what is wrong; the reader knows the remedy.
"""

from __future__ import annotations

import os
import stat
from typing import BinaryIO, Final

# Beside the look before it, for what is put there in between: a pipe then is not waited for.
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
BOM: Final = b"\xef\xbb\xbf"
"""What some editors put before a text in UTF-8."""


class UnreadableError(ValueError):
    """A file that cannot be read; the text says what is wrong with it and does not name it."""


def irregular(path: str | os.PathLike[str]) -> str:
    """Say what stands at a path if it is no regular file, "" if it is one or nothing is there.

    Raises:
        UnreadableError: No file can have this name, or the system does not tell.
    """
    try:
        return _kind(os.stat(path).st_mode)  # noqa: PTH116 - a Path of what is no path raises what depends on Python's version
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, ValueError) as fault:
        raise UnreadableError(_said(fault)) from fault


def open_file(path: str | os.PathLike[str]) -> BinaryIO:
    """Open a regular file, to be read in pieces.

    Args:
        path: The file.

    Raises:
        UnreadableError: It is no regular file, or cannot be opened.
    """
    kind = irregular(path)
    if kind:
        raise UnreadableError(kind)
    try:
        file = os.fdopen(os.open(path, _FLAGS), "rb")
    except (OSError, ValueError) as fault:
        raise UnreadableError(_said(fault)) from fault
    kind = _kind(os.fstat(file.fileno()).st_mode)
    if kind:
        file.close()
        raise UnreadableError(kind)
    return file


def read_file(path: str | os.PathLike[str], most: int) -> bytes:
    """Return what stands in a regular file.

    Args:
        path: The file.
        most: How many bytes it may have.

    Raises:
        UnreadableError: It is no regular file, is too long, or cannot be read.
    """
    try:
        with open_file(path) as file:
            size = os.fstat(file.fileno()).st_size
            kind = _excess(size, most)
            data = b"" if kind else file.read(most + 1)
    except OSError as fault:
        raise UnreadableError(_said(fault)) from fault
    # A file may grow while it is read, and some of the system's own do not tell their size.
    kind = kind or _excess(len(data), most)
    if kind:
        raise UnreadableError(kind)
    return data


def read_text(path: str | os.PathLike[str], most: int) -> str:
    """Return the text of a regular file in UTF-8, without a BOM.

    Args:
        path: The file.
        most: How many bytes it may have.

    Raises:
        UnreadableError: As `read_file`; or a byte is not UTF-8, and its line is named.
    """
    data = read_file(path, most).removeprefix(BOM)
    try:
        return data.decode()
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        message = f"line {line} has the byte {data[fault.start]:02X}, which is not UTF-8 there"
        raise UnreadableError(message) from fault


def _kind(mode: int) -> str:
    """Say what a file is if it is not a regular one."""
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISDIR(mode):
        return "it is a folder"
    return f"it is a {'pipe' if stat.S_ISFIFO(mode) else 'socket' if stat.S_ISSOCK(mode) else 'device'}, not a regular file"


def _excess(size: int, most: int) -> str:
    """Say by how much a file is too long."""
    return f"it has more than {most} bytes" if size > most else ""


def _said(fault: Exception) -> str:
    """Say what the system or Python said of a name."""
    return (fault.strerror or str(fault)) if isinstance(fault, OSError) else f"no file can have this name ({fault})"
