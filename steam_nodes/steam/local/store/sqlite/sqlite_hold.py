"""Which files this process has open, and which of them must not be opened again: SQLite knows a file by its inode, once a process.

Rules: all connections of a process to one file share what SQLite notes of it: the locks it took and the memory of the log. So where a
running store has lost its log, a new one would work with the lost one's notes on the new log; it is refused. A fork is the same: a child
inherits SQLite's notes but neither its locks nor the store's thread. A store refuses every call there; the child never closes what it
inherited, which could delete a log that is in use by then; and it does not open the same file, for SQLite would believe it has the locks
already, take none, and the next process that ends would delete the log under the child.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steam_nodes.steam.local.store.sqlite.sqlite_file import Identity, OpenFiles

REMEDY = 'fork first and open the world in the child, or start the child with multiprocessing\'s "spawn"'
_holds: set[Hold] = set()
_inherited: set[Identity] = set()


class Hold:
    """That this process has a file open, from just before SQLite opens it until it is closed.

    Args:
        file: The file.
    """

    def __init__(self, file: Identity) -> None:
        """Begin before the file is opened."""
        self.file = file
        self.files: OpenFiles | None = None
        self.connection: object = None
        self.inherited = False
        """Whether this is a child, and the file its parent's."""
        _holds.add(self)

    def end(self) -> None:
        """Note that the file is closed."""
        _holds.discard(self)


def fault_of_hold(file: Identity) -> str:
    """Say why this process cannot open a file, with the remedy; "" if it can."""
    if file in _inherited:
        return f"the process that this one was forked from has the store open, and SQLite's locks do not pass a fork; {REMEDY}"
    for hold in list(_holds):
        fault = hold.files.fault() if hold.files is not None and hold.file == file else ""
        if fault:
            return fault
    return ""


def never_close(connection: object) -> None:
    """Keep a connection open until the process is gone: a reference too many, which the interpreter's end does not take away either."""
    import ctypes  # noqa: PLC0415 - needed by hardly any program

    ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))


def _in_child() -> None:
    """Give up what the parent has open."""
    for hold in _holds:
        hold.inherited = True
        _inherited.add(hold.file)
        if hold.connection is not None:
            never_close(hold.connection)
    _holds.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
