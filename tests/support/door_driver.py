"""A player's program over a store on the disk, in a process of its own: `python -m tests.support.door_driver FILE PLAYER FRIEND...`.

Rules: it is told what to do on standard input, one Python expression a line, with `door`, the LocalClient, and `room`, its shared room;
after each it runs two frames and prints the value of the expression and what arrived. On a stepped clock a frame waits for the disk, so
what it was told to tell is kept when it has printed.
"""

from __future__ import annotations

import subprocess
import sys
from typing import IO, TYPE_CHECKING, cast

from steam_nodes.steam.local import LocalSteam, SteppedClock
from tests.support.client_world import SCHEMA
from tests.support.stepping import frames

if TYPE_CHECKING:
    from pathlib import Path


class Program:
    """Such a process, from outside.

    Args:
        path: The store.
        player: Who plays.
        *friends: The player's friends.
    """

    def __init__(self, path: Path, player: int, *friends: int) -> None:
        """Start it, and wait until it runs."""
        words = [sys.executable, "-m", "tests.support.door_driver", str(path), str(player), *map(str, friends)]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.do("None")

    def do(self, expression: str) -> str:
        """Have it do something; return what it prints."""
        self.begin(expression)
        told = cast("IO[str]", self.process.stdout)
        return told.readline().rstrip("\n")

    def begin(self, expression: str) -> None:
        """Have it begin to do something."""
        given = cast("IO[str]", self.process.stdin)
        given.write(expression + "\n")
        given.flush()

    def kill(self) -> None:
        """Kill it, as nothing can be done against."""
        self.process.kill()
        self.process.communicate()

    def end(self) -> None:
        """Let it end by itself."""
        self.process.communicate()


def main() -> None:
    """Do what is asked until nothing more comes."""
    path, player, *friends = sys.argv[1:]
    door = LocalSteam(SCHEMA, path, clock=SteppedClock(), store_rate="allow").client(int(player), friends=map(int, friends))
    names = {"door": door, "room": door._session.room}
    frames(door)
    for line in sys.stdin:
        value = eval(line, names)  # noqa: S307 - the lines of our own tests
        arrived = frames(door, 2)
        sys.stdout.write(" ".join(map(repr, (value, *arrived))) + "\n")
        sys.stdout.flush()
    door.close()


if __name__ == "__main__":
    main()
