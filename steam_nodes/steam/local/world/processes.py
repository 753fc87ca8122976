"""Which process a program of a local world runs in, and whether it still runs.

Rules: a mark is what no other process of this machine ever has: the number of the process and when it began, as far as the system tells.
What cannot be told, as of a process in another container, counts as alive: a row too many is better than one that was taken away from
a program that plays. Where a store is shared by several machines every program gives a sign of life now and then, and one that cannot be
seen from here counts as gone after a silence. Nobody judges by a silence who has not been in touch with the store for that long: after a
database was away, all have been silent.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from steam_nodes.steam.local.world.world import World

GAP_SECONDS: Final = 5.0
"""How long nothing may be seen of the store by one that is in touch with it."""
SIGNS: Final = 6
"""How many signs of life are given in the time of the silence after which a program counts as gone."""
_BEGAN: Final = 19
"""The place of the time of the start in /proc/PID/stat behind the program's name, which can hold blanks and parentheses."""
_DEAD_STATES: Final = ("Z", "X", "x")
_QUERY_LIMITED: Final = 0x1000
_STILL_ACTIVE: Final = 259
_NO_SUCH_PROCESS: Final = 87
_UNKNOWN: Final = "?"
_DIGITS: Final = 9
"""No process has a number with more."""


def mark() -> bytes:
    """Return the mark of this process."""
    pid = os.getpid()
    return f"{pid} {_began(pid)} {_machine()}".encode()


def alive(known: bytes, *, elsewhere: bool | None = None) -> bool:
    """Whether the process of a mark runs, or may run.

    Args:
        known: The mark.
        elsewhere: Whether one that cannot be seen from here runs; None where nothing tells of it.
    """
    try:
        pid, began, machine = known.decode().split(" ")
    except ValueError:
        return False  # No steam_nodes has written it.
    if not pid.isdecimal() or len(pid) > _DIGITS:
        return False  # The same.
    if machine != _machine():
        # Another boot of the machine has no process left; what another container has cannot be seen from here.
        return _boot(machine) == _boot(_machine()) if elsewhere is None else elsewhere
    number = int(pid)
    now = _began(number)
    return _exists(number) if now == _UNKNOWN else now == began


class Contact:
    """How one program is in touch with the store.

    Args:
        world: The program's world.
    """

    def __init__(self, world: World) -> None:
        """Begin without having seen anything."""
        self._world = world
        self._silence = world.store.silence
        self._began = self._seen = world.elapsed
        self._limit = inf
        self.mark: bytes = mark()
        """The mark of this process."""
        self.pause: float = self._silence / SIGNS or inf
        """How many seconds are between two signs of life; where the machine tells who runs, none is given."""

    def seen(self) -> bool:
        """Note that the store has just answered; return whether that is to be believed of who is gone: not behind a gap."""
        now = self._world.elapsed
        in_touch = now - self._seen <= GAP_SECONDS
        if not in_touch:
            self._began = now
        self._seen = now
        self._limit = self._silence if now - self._began >= self._silence else inf
        return in_touch

    def alive(self, known: bytes, silent: float) -> bool:
        """Whether a program runs, as far as can be told from here.

        Args:
            known: The mark of its process.
            silent: For how many seconds nothing was heard of it.
        """
        return known == self.mark or alive(known, elsewhere=silent < self._limit if self._silence else None)


def _began(pid: int) -> str:
    """Return when a process began, "" for one that ended and is not cleared away yet; "?" for none, or where the system does not say."""
    stat = Path("/proc", str(pid), "stat")
    try:
        fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return _UNKNOWN
    if len(fields) <= _BEGAN:
        return _UNKNOWN
    return "" if fields[0] in _DEAD_STATES else fields[_BEGAN]


@cache
def _machine() -> str:
    """Return what processes that see each other have in common: the boot of the machine, and the container."""
    boot, container = _UNKNOWN, _UNKNOWN
    with suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    with suppress(OSError):
        container = str(os.stat("/proc/self/ns/pid").st_ino)  # noqa: PTH116 - as above
    return f"{boot}/{container}"


def _boot(machine: str) -> str:
    """Return the boot of the machine."""
    return machine.partition("/")[0]


def _exists(pid: int) -> bool:
    """Whether there is a process of a number, asked where /proc does not show it: it hides those of other users on some systems."""
    if sys.platform == "win32":
        return _exists_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # It is somebody else's.
    return True


def _exists_on_windows(pid: int) -> bool:
    """Whether there is a process of a number; `os.kill` would end it there."""
    import ctypes  # noqa: PLC0415 - needed by hardly any program

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]  # there on Windows only
    handle = kernel.OpenProcess(_QUERY_LIMITED, 0, pid)
    if not handle:
        return bool(ctypes.get_last_error() != _NO_SUCH_PROCESS)  # type: ignore[attr-defined,unused-ignore]  # the same
    code = ctypes.c_ulong()
    known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return not known or code.value == _STILL_ACTIVE
