"""Two servers on one world: both count matches of the same player at the same time, and not one is lost.

What does it show you about steam_nodes?

* Steam refuses what a server sets on top of a value that another server has changed since: that store is answered INVALID_PARAM.
* `PlayerStats` sets it again on top of the new value, so an `add` stays an add. The sum is exact, and `failed` need not be heard.
* One file or database may be the world of any number of programs: start this one twice on the same, and four servers count.

Controls
--------

* None: each server counts a hundred matches, then the world is asked what it holds.
* `--data DIR` says where the world is kept, `--store URL` keeps it in a database.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

from example_options import FPS, PLAYER, SCHEMA, fail, parse

from steam_nodes import LocalSteam, Node, PlayerStats, SceneTree, SteamServer, SteppedClock, StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MATCHES: Final = 100
STORE_AFTER: Final = 10
"""A store after so many matches; Steam's own pace is a minute, which is too slow to watch."""
MOST_FRAMES: Final = 60 * FPS


class Server(Node):
    """One server: a match a frame, a store now and then."""

    def __init__(self) -> None:
        """Count nothing yet."""
        super().__init__(name="Server")
        self.played = self.stored = 0
        self.stats = PlayerStats(PLAYER, store_every=0.1)

    def _ready(self) -> None:
        self.stats.stored.connect(self._on_stored)
        self.add_child(self.stats)

    def _process(self, delta: float) -> None:
        if self.played < MATCHES:
            self.played += 1
            self.stats.add("Matches")
            if self.played % STORE_AFTER == 0:
                self.stats.store()

    def _on_stored(self) -> None:
        self.stored += 1

    @property
    def is_done(self) -> bool:
        """Whether all is played and stored."""
        return self.played == MATCHES and self.stats.is_settled


def serve_both(place: str | Path) -> list[str]:
    """Open the same world twice, run a server over each in turn until both are done, and return what each has done."""
    # The frames here do not wait for the time of day, so neither may the answers: a stepped clock gives each a frame after its call.
    worlds = [LocalSteam(SCHEMA, place, store_rate="allow", clock=SteppedClock()) for _ in "AB"]
    with closing(worlds[0]), closing(worlds[1]):
        trees, servers = (SceneTree(), SceneTree()), (Server(), Server())
        for tree, world, server in zip(trees, worlds, servers, strict=True):
            SteamServer.attach(tree, world)
            tree.root.add_child(server)
        for _ in range(MOST_FRAMES):
            for tree in trees:
                tree.process(1 / FPS)
            if all(server.is_done for server in servers):
                break
        report = [f"counted {server.played} matches and stored {server.stored} times" for server in servers]
        for tree in trees:
            tree.close()
    return report


def held(place: str | Path) -> int:
    """Return how many matches the world holds."""
    with closing(LocalSteam(SCHEMA, place, clock=SteppedClock())) as world:
        tree = SceneTree()
        SteamServer.attach(tree, world)
        tree.root.add_child(stats := PlayerStats(PLAYER))
        while not stats.is_loaded:
            tree.process(1 / FPS)
        matches = int(stats.get("Matches"))
        tree.close()
    return matches


def main(arguments: Sequence[str] | None = None) -> int:
    """Let both count, and print what the world holds before and after."""
    options = parse(__doc__, arguments)
    place = options.place("two_servers")
    try:
        before = held(place)
        reports = serve_both(place)
        after = held(place)
    except StoreError as error:
        fail(str(error))
    for name, report in zip("AB", reports, strict=True):
        print(f"server {name} {report}")
    print(f"the world held {before}, and holds {after}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
