"""Disks as a loss of power leaves them, made from the system calls of a program that strace wrote down.

Rules: what a file held when an fsync of it began is on the disk when that fsync has returned, and nothing else is sure. A later write is
there or not, whole or by sectors, in any order; names (made, linked, renamed, removed) come in their order, as far as the disk got, and
are sure after an fsync of their folder. Only the files in one folder count. A cut is the moment before a system call.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

_DATA = "write,pwrite64,writev,pwritev,fsync,fdatasync,ftruncate,fallocate"
_NAMES = "open,openat,creat,close,link,linkat,unlink,unlinkat,rename,renameat,renameat2"
STRACE = ["strace", "-f", "--seccomp-bpf", "-qq", "-xx", "-s", "1000000", "-e", f"trace={_DATA},{_NAMES}", "-o"]
"""The command that a trace is written by, before the name of its file and the program."""
SECTOR = 512


@dataclass(frozen=True)
class Call:
    """A system call: the lines of the trace where it began and returned, what it was given and what it gave."""

    begun: int
    ended: int
    name: str
    args: tuple[str, ...]
    gave: int


@dataclass(eq=False)
class Inode:
    """A file: what is surely on the disk, and what was done since, with the moments of it."""

    sure: bytearray = field(default_factory=bytearray)
    later: list[tuple[int, int, bytes | None]] = field(default_factory=list)
    """Moment, place and bytes of a write; without bytes the place is the size a file was cut to."""

    def sync(self, moment: int) -> None:
        """Bring to the disk what was done before a moment."""
        for _, place, data in (one for one in self.later if one[0] < moment):
            change(self.sure, place, data)
        self.later = [one for one in self.later if one[0] >= moment]

    def image(self, chance: random.Random) -> bytes:
        """Return what the disk may hold: of what is not sure, all, nothing, some, or some sectors."""
        content = bytearray(self.sure)
        mood = chance.choice(("all", "nothing", "some", "sectors"))
        for _, place, data in self.later:
            if mood == "nothing" or (mood != "all" and chance.random() < 0.5):
                continue
            if data is None or mood != "sectors":
                change(content, place, data)
                continue
            for begin in range(0, len(data), SECTOR):
                if chance.random() < 0.5:
                    change(content, place + begin, data[begin : begin + SECTOR])
        return bytes(content)


def change(content: bytearray, place: int, data: bytes | None) -> None:
    """Write to a file, or cut it; what lies between its end and a write is zero."""
    if len(content) < place:
        content.extend(bytes(place - len(content)))
    if data is None:
        del content[place:]
    else:
        content[place : place + len(data)] = data


class Disk:
    """The files of one folder.

    Args:
        folder: The folder.
        lying: The file whose fsync this disk forgets, "" for an honest disk.
    """

    def __init__(self, folder: Path, lying: str = "") -> None:
        """Begin with an empty folder."""
        self.folder = str(folder)
        self.lying = lying
        self.names: dict[str, Inode] = {}
        self.sure: dict[str, Inode] = {}
        self.later: list[tuple[int, dict[str, Inode | None]]] = []
        self.open: dict[int, Inode | str] = {}

    def do(self, call: Call) -> None:
        """Follow one system call."""
        if call.gave < 0:
            return
        args = call.args
        if call.name in {"open", "openat", "creat"}:
            self._open(call, text(args[1 if call.name == "openat" else 0]))
        elif call.name == "close":
            self.open.pop(int(args[0]), None)
        elif call.name in {"fsync", "fdatasync"}:
            self._sync(call, self.open.get(int(args[0])))
        elif call.name in {"write", "writev", "pwritev", "pwrite64", "ftruncate", "fallocate"}:
            file = self.open.get(int(args[0]))
            if isinstance(file, Inode):
                assert call.name in {"pwrite64", "ftruncate"}, f"a {call.name} is not followed"
                data = text(args[1]).encode("latin-1") if call.name == "pwrite64" else None
                file.later.append((call.begun, int(args[-1]), None if data is None else data[: call.gave]))
        else:
            self._rename(call, [text(arg) for arg in args if arg.startswith('"')])

    def _open(self, call: Call, path: str) -> None:
        """Follow an open of a file or of the folder."""
        name = self._below(path)
        if path == self.folder:
            self.open[call.gave] = path
        elif name and name in self.names:
            self.open[call.gave] = self.names[name]
        elif name and "O_CREAT" in call.args[-2]:
            self.open[call.gave] = new = Inode()
            self._put(call.begun, {name: new})

    def _sync(self, call: Call, file: Inode | str | None) -> None:
        """Follow an fsync of a file or of the folder."""
        if isinstance(file, Inode):
            if self.names.get(self.lying) is not file:
                file.sync(call.begun)
        elif file:
            for _, names in (one for one in self.later if one[0] < call.begun):
                named(self.sure, names)
            self.later = [one for one in self.later if one[0] >= call.begun]

    def _rename(self, call: Call, paths: list[str]) -> None:
        """Follow what gives or takes a name."""
        old, new = self._below(paths[0]), self._below(paths[-1])
        assert bool(old) == bool(new), paths
        if old and call.name.startswith("unlink"):
            self._put(call.begun, {old: None})
        elif old and new:
            file = self.names[old]
            self._put(call.begun, {new: file} if call.name.startswith("link") else {old: None, new: file})

    def _below(self, path: str) -> str:
        """Return the name of a file in the folder itself, "" of any other."""
        folder, _, name = path.rpartition("/")
        return name if folder == self.folder else ""

    def _put(self, moment: int, names: dict[str, Inode | None]) -> None:
        """Give and take names."""
        named(self.names, names)
        self.later.append((moment, names))

    def write_image(self, folder: Path, chance: random.Random) -> None:
        """Write into an empty folder what the disk may hold if the power is lost now."""
        names = dict(self.sure)
        for _, later in self.later[: chance.randint(0, len(self.later))]:
            named(names, later)
        for name, file in names.items():
            (folder / name).write_bytes(file.image(chance))


def named(names: dict[str, Inode], later: dict[str, Inode | None]) -> None:
    """Give and take names."""
    for name, file in later.items():
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


def text(arg: str) -> str:
    """Return the bytes of a string in a trace, one character each."""
    assert arg[0] == arg[-1] == '"', f"the trace holds only the beginning of {arg[:40]}"
    return bytes.fromhex(arg[1:-1].replace("\\x", "")).decode("latin-1")


def calls(trace: Path) -> Iterator[Call]:
    """Read a trace in the order in which calls take effect: a write when it begins, an fsync when it has returned."""
    begun: dict[str, tuple[int, str]] = {}
    found = []
    for moment, line in enumerate(trace.read_text(encoding="ascii").splitlines()):
        process, said = line.split(maxsplit=1)
        if said.endswith("<unfinished ...>"):
            begun[process] = moment, said.removesuffix("<unfinished ...>")
            continue
        start = moment
        if said.startswith("<..."):
            start, head = begun.pop(process)
            said = head.rstrip() + said.split("resumed>", 1)[1]
        match = re.fullmatch(r"(\w+)\((.*)\) += (-?\d+).*", said)
        if match:
            found.append(Call(start, moment, match[1], tuple(match[2].split(", ")), int(match[3])))
    late = {"fsync", "fdatasync", "open", "openat", "creat"}
    yield from sorted(found, key=lambda call: call.ended if call.name in late else call.begun)
