"""A whole session of stores for test_store_opens.py, which tells every file that Python opens.

Rules: `python -m tests.support.opens_driver FOLDER WAY`. WAY is `session`, or `offend` for a program that also reads its database itself
while a world has it open, as none may. A line of standard output is an audit event and a name below FOLDER. What SQLite opens is none of
Python's, so it is no event.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from steam_nodes.steam.local import LocalSteam, SteppedClock, StoreError
from tests.support.client_world import SCHEMA
from tests.support.stats_world import PLAYER, load
from tests.support.stepping import answers, frame
from tests.test_store_faults import make_version_1

STORES = ("new.db", "old.db", "cut.db", "empty.db")
EVENTS = ("open", "os.link", "os.rename", "os.truncate", "shutil.copyfile", "sqlite3.connect")


def prepare(folder: Path) -> None:
    """Make what the sessions find, before they begin: a store of an older version, one that was cut off, and an empty file."""
    make_version_1(folder / "old.db")
    make_version_1(folder / "cut.db")
    os.truncate(folder / "cut.db", 5000)
    (folder / "empty.db").touch()


def listen(folder: Path) -> None:
    """Tell from now on what is done with files below the folder."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in EVENTS:
            for argument in arguments:
                if isinstance(argument, str | bytes | os.PathLike):
                    name = os.fsdecode(argument)
                    path = Path(unquote(urlsplit(name).path) if name.startswith("file:") else name)  # SQLite takes URIs too
                    if path.is_relative_to(folder):
                        os.write(1, f"{event} {path.relative_to(folder).as_posix()}\n".encode())

    sys.addaudithook(hook)


def session(path: Path, *, offend: bool) -> None:
    """Do everything a world does with its file: open it or make it, store on both sides, fail, back it up, and close it."""
    steam = LocalSteam(SCHEMA, path, clock=SteppedClock(), store_rate="allow", users={PLAYER: {"kills": 7}})
    client = steam.client(PLAYER)
    frame(client)
    steam.join(PLAYER)
    load(steam)
    for value in range(3):
        assert steam.set_user_stat_int(PLAYER, "kills", value)
        steam.store_user_stats(PLAYER)
        answers(steam, 1)
        assert client.set_stat_int("games", value)
        assert client.store_stats()
        frame(client)
    client.find_or_create_leaderboard("Best rounds", 2, 1)
    frame(client)
    faults: dict[str, float] = {"slow_disk": 0.001, "io_failure": True, "latency": 0.1}
    for fault, size in faults.items():
        setattr(steam.faults, fault, size)
        steam.set_user_stat_int(PLAYER, "kills", 9)
        steam.store_user_stats(PLAYER)
        answers(steam, 1)
        steam.faults.clear()
    if offend:
        with path.open("rb"):
            pass
    steam.backup(path.with_name(f"{path.name}.copy"))
    path.with_name(f"{path.name}.copy").unlink()
    client.close()
    steam.close()


def main(folder: Path, way: str) -> None:
    """Run the sessions, each store opened twice."""
    listen(folder)
    for name in ("new.db", "new.db", "old.db", "old.db"):
        session(folder / name, offend=way == "offend")
    for name in ("cut.db", "empty.db"):
        with suppress(StoreError):
            LocalSteam(SCHEMA, folder / name).close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
