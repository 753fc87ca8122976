"""Where the loopback's libraries are built: one folder for all processes of a run, in which one at a time builds what another also needs.

Rules: conftest.py makes the folder and names it in the environment, which every process of the run hands down; a program that runs
outside of pytest has a folder of its own, which goes at its end.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import shutil
import sys
import tempfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUILDS: Final = "STEAM_NODES_LOOPBACK_BUILDS"
"""The variable of the environment that names the folder."""


def new_folder() -> str:
    """Make a folder for what is built."""
    return tempfile.mkdtemp(prefix="steam_nodes-loopback-")


def builds_folder() -> str:
    """Return the folder of this run, or of this program where it is not part of a run."""
    return os.environ.get(BUILDS) or _own_folder()


@functools.cache
def _own_folder() -> str:
    folder = new_folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold other processes off a folder; where files cannot be locked this way, two that build at once build the same."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415  # it is not there on Windows

    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
