"""The store's file seen from outside, before SQLite opens it: is it whole, and how is a new one put in its place.

Rules: nothing is changed here that was there before. A new store appears under its name in one step and complete, so a kill never leaves
half of one; an empty file is therefore what is left of a store that was cut off, and is not taken for a new one.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100
_LOOKS: Final = 3


def cut_off(path: Path) -> str:
    """Say how a file was cut off, "" if it is whole, no database at all or not there.

    SQLite notices a missing page only when it comes to it, and reads the missing end of a page as zeros: values would be wrong.
    """
    fault = ""
    for look in range(_LOOKS):
        fault = _cut_off(path)
        # Beside a write-ahead log with content the file may be behind, and another process may be just about to bring it up to date.
        if not fault or _has_log(path):
            return ""
        if look < _LOOKS - 1:
            time.sleep(0.01)
    return fault


def _cut_off(path: Path) -> str:
    """Compare a file with what its header says."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        return ""
    if not header:
        return "it is empty"
    if not header.startswith(_MAGIC[: len(header)]):
        return ""
    if len(header) < _HEADER:
        return f"it ends after {size} bytes, within its head"
    page = int.from_bytes(header[16:18], "big")
    whole = int.from_bytes(header[28:32], "big") * (65536 if page == 1 else page)
    return f"it ends after {size} of {whole} bytes" if size < whole else ""


def _has_log(path: Path) -> bool:
    """Whether a write-ahead log with content stands beside a file."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except OSError:
        return False


def put_in_place(made: Path, path: Path) -> None:
    """Give a complete new file its name, unless another process was quicker.

    Raises:
        OSError: It cannot be done.
    """
    try:
        if hasattr(os, "link"):
            os.link(made, path)
        else:
            made.rename(path)
    except FileExistsError:
        pass
    except OSError:
        # A file system without links: the name is taken in one step all the same, only not without a chance of replacing another's.
        if not path.exists():
            made.replace(path)
    finally:
        made.unlink(missing_ok=True)
