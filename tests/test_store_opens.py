"""The laws of who opens the store's file: SQLite and nobody else.

POSIX drops all locks that a process holds on a file as soon as the process closes any descriptor of it, and SQLite does not take them
again. So one `open` of the database, its log or its shared memory anywhere in the process, even only to read, lets the next program that
closes the file delete the log under this one.

Rules: the library's code is read by `ast`, and a whole session is listened to twice: by Python's audit hook, which sees what Python opens,
and by strace, which sees what anything opens. SQLite opens its files with O_NOFOLLOW, which Python's `open` never does.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.opens_driver import STORES, prepare
from tests.support.source_files import ROOT, sources

if TYPE_CHECKING:
    from pathlib import Path

OPENERS: dict[str, frozenset[str]] = {
    "os": frozenset({"open", "fdopen", "truncate", "sendfile", "mkfifo", "mknod", "posix_spawn", "system", "popen"}),
    "io": frozenset({"open", "open_code", "FileIO"}),
    "shutil": frozenset({"copy", "copy2", "copyfile", "copyfileobj", "copytree", "move", "make_archive"}),
    "mmap": frozenset({"mmap"}),
    "tempfile": frozenset({"NamedTemporaryFile", "TemporaryFile", "mkstemp"}),
    "sqlite3": frozenset({"connect"}),
}
"""What opens a file, by its module."""
METHODS = frozenset({"open", "read_bytes", "read_text", "write_bytes", "write_text", "touch"})
"""What opens a file as a method of a path."""
SURE = frozenset({"O_EXCL", "O_DIRECTORY"})
"""With one of these `os.open` opens a file that is new or a folder, never a database that is there."""
ALLOWED = {
    "steam_nodes/steam/local/store/sqlite/sqlite_store.py": "SQLite's connect",
    "steam_nodes/steam/local/store/sqlite/sqlite_drive.py": "the list of what is mounted",
    "steam_nodes/steam/local/world/processes.py": "what /proc says of a process",
    "steam_nodes/steam/local/store/sqlite/stats_log.py": "the log, which is text",
    "steam_nodes/steam/files.py": "a picture, a schema, a recording",
    "steam_nodes/steam/recording/record.py": "a new recording",
    "steam_nodes/steam/native/library_faults.py": "Valve's library",
    "steam_nodes/cli/__init__.py": "nothing, where who read the output has gone",
    "steam_nodes/cli/new_command.py": "a new project",
    "steam_nodes/cli/port_command.py": "a new report",
    "steam_nodes/cli/schema_command.py": "a schema in another format",
    "steam_nodes/cli/steam_side.py": "the schema of the names that a project uses",
    "steam_nodes/cli/world/transfer.py": "a new export",
    "steam_nodes/gdscript/classes/api.py": "the class list",
    "steam_nodes/gdscript/classes/config_file.py": "the files that a game itself names, through FileAccess",
    "steam_nodes/gdscript/classes/file_access.py": "the files that a game itself names",
    "steam_nodes/gdscript/classes/older_files.py": "the same, by the names of Godot 3",
    "steam_nodes/gdscript/classes/make.py": "what the class list is made from",
    "steam_nodes/gdscript/classes/regex_patterns.py": "nothing: the brackets that are open have the name",
    "steam_nodes/gdscript/scripts/ports.py": "what a port keeps beside its output",
    "steam_nodes/gdscript/text/var_bytes.py": "nothing: a method of its own has the name",
    "steam_nodes/port/port_folder.py": "the output of a port",
}
"""The files of the library that open files, and what they open."""


def openers(source: str) -> list[str]:
    """Return everything a source mentions that opens a file, called or not."""
    found = []
    nodes = list(ast.walk(ast.parse(source)))
    sure = {id(node.func) for node in nodes if isinstance(node, ast.Call) and len(node.args) > 1 and SURE & flags(node.args[1])}
    for node in nodes:
        if isinstance(node, ast.Name) and node.id == "open":
            found.append("open")
        elif isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if node.attr in OPENERS.get(owner, METHODS) and not (ast.unparse(node) == "os.open" and id(node) in sure):
                found.append(ast.unparse(node))
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.module}.{alias.name}" for alias in node.names if alias.name in OPENERS.get(node.module or "", ())]
    return found


def flags(argument: ast.expr) -> set[str]:
    """Return the flags that are given to `os.open`, those of an alternative left out."""
    if isinstance(argument, ast.BinOp) and isinstance(argument.op, ast.BitOr):
        return flags(argument.left) | flags(argument.right)
    return {argument.attr} if isinstance(argument, ast.Attribute) else set()


def test_only_named_files_of_the_library_open_files_and_none_of_the_stores() -> None:
    """Every mention of something that opens a file stands in a file of the table; the store has SQLite's connect and nothing else."""
    found = {path.relative_to(ROOT).as_posix(): openers(path.read_text(encoding="utf-8")) for path in sources("steam_nodes")}
    assert {path: names for path, names in found.items() if names and path not in ALLOWED} == {}
    assert [path for path in ALLOWED if not found.get(path)] == []
    assert set(found["steam_nodes/steam/local/store/sqlite/sqlite_store.py"]) == {"sqlite3.connect"}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("open(path)", ["open"]),
        ("reader = open", ["open"]),
        ("path.open('rb').read()", ["path.open"]),
        ("self.path.read_bytes()", ["self.path.read_bytes"]),
        ("Path.touch(path)", ["Path.touch"]),
        ("os.open(path, 0)", ["os.open"]),
        ("os.open(path, os.O_RDONLY | (os.O_EXCL if new else 0))", ["os.open"]),
        ("os.open(path, os.O_CREAT | os.O_EXCL, mode); os.open(folder, os.O_DIRECTORY)", []),
        ("from os import open as look", ["os.open"]),
        ("from shutil import copyfile", ["shutil.copyfile"]),
        ("shutil.copy(path, copy)", ["shutil.copy"]),
        ("values.copy(); os.stat(path); path.stat(); self._open(); touch(user)", []),
    ],
)
def test_the_reader_sees_what_opens_a_file(source: str, names: list[str]) -> None:
    """As a call, as a value and as an import; what opens nothing is let be."""
    assert openers(source) == names


OURS = re.compile(rf"(?:{'|'.join(map(re.escape, STORES))})(?:-wal|-shm|-journal)?")
"""The files that SQLite alone may open."""


def session(folder: Path, way: str, *before: str) -> list[tuple[str, str]]:
    """Run a session in a process of its own and return what Python did with the store's files: the event and the name."""
    folder.mkdir()
    prepare(folder)
    command = [*before, sys.executable, "-m", "tests.support.opens_driver", str(folder), way]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    events = [(event, name) for event, name in (line.split(" ", 1) for line in done.stdout.splitlines()) if OURS.fullmatch(name)]
    # Every store was opened, and by what we listen to; a new one got its name.
    assert {name for event, name in events if event == "sqlite3.connect"} >= {"new.db", "old.db"}
    assert ("os.link", "new.db") in events or ("os.rename", "new.db") in events
    return [(event, name) for event, name in events if event not in {"sqlite3.connect", "os.link", "os.rename"}]


@pytest.mark.thorough
def test_python_opens_none_of_the_stores_files(tmp_path: Path) -> None:
    """In a whole session, new, old, cut off and empty stores, the audit hook sees no open of a database, its log or shared memory."""
    assert session(tmp_path / "session", "session") == []
    assert session(tmp_path / "offend", "offend")[-1] == ("open", "old.db")


def traced(folder: Path, way: str) -> list[tuple[str, str]]:
    """Run a session under strace and return every open of the store's files that succeeded: the name and the flags."""
    program = shutil.which("strace")
    if program is None:
        pytest.skip("strace is missing: install Debian's package strace")
    trace = folder.with_name(f"{folder.name}.strace")
    session(folder, way, program, "-f", "--seccomp-bpf", "-qq", "-e", "trace=open,openat,creat", "-o", str(trace))
    opens = re.findall(r'^\d+ +(?:open\(|openat\(AT_FDCWD, |creat\()"([^"]+)", ([A-Z_0-9|]+)', trace.read_text(), re.MULTILINE)
    below = [(name.removeprefix(f"{folder}/"), flags) for name, flags in opens if name.startswith(f"{folder}/")]
    return [(name, flags) for name, flags in below if OURS.fullmatch(name)]


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux")
def test_nothing_but_sqlite_opens_the_stores_files(tmp_path: Path) -> None:
    """Of all system calls in a whole session only SQLite's, which have O_NOFOLLOW, open a database, its log or its shared memory."""
    opens = traced(tmp_path / "session", "session")
    assert {name for name, _ in opens} >= {"new.db", "new.db-wal", "new.db-shm", "old.db", "old.db-wal", "old.db-shm"}
    assert [(name, flags) for name, flags in opens if "O_NOFOLLOW" not in flags.split("|")] == []
    offences = [(name, flags) for name, flags in traced(tmp_path / "offend", "offend") if "O_NOFOLLOW" not in flags]
    assert [name for name, _ in offences] == ["new.db", "new.db", "old.db", "old.db"]
