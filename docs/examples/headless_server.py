"""A dedicated server without a window: it plays matches, counts them for its players, and stores what is unstored when it is told to stop.

What does it show you about steam_nodes?

* `run(tree, fps)` is the loop of a server: precise frames, errors logged and survived, SIGTERM and Ctrl-C as an orderly end.
* A `PlayerStats` for each player over one `SteamServer`; each counts and stores for itself, no matter how often Steam fails.
* The log is Python's own: to the standard error with a level, as systemd and Docker take it.

Controls
--------

* `kill -TERM` or Ctrl-C ends it; it exits with 0 when all is stored.
* `--data DIR` says where the world is kept, `--frames N` plays N frames and ends.
"""

from __future__ import annotations

import logging
import random
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from example_options import OTHERS, PLAYER, parse

from steam_nodes import Node, PlayerStats, SceneTree, Signal, SteamServer

if TYPE_CHECKING:
    from collections.abc import Sequence

FPS: Final = 30
SECONDS: Final = 1.0
"""How long a match takes."""
ENDED_BY_SIGNAL: Final = {130, 143}
"""What `run` returns after Ctrl-C and after SIGTERM."""

log = logging.getLogger("headless_server")


class Match(Node):
    """One match after the other between the same players; who wins is chance."""

    ended: Signal[int] = Signal("winner")

    def __init__(self, players: Sequence[int], chance: random.Random) -> None:
        """Begin the first match."""
        super().__init__(name="Match")
        self.players = players
        self.chance = chance
        self.left = SECONDS

    def _physics_process(self, delta: float) -> None:
        self.left -= delta
        if self.left <= 0:
            self.left = SECONDS
            self.ended.emit(self.chance.choice(self.players))


class Counting(Node):
    """Counts matches and wins of each player."""

    def __init__(self, match: Match) -> None:
        """Listen to the match."""
        super().__init__(name="Counting")
        self.match = match
        self.stats = {player: PlayerStats(player) for player in match.players}
        match.ended.connect(self._on_ended)
        for player, stats in self.stats.items():
            self.add_child(stats)
            stats.achievement_unlocked.connect(partial(log.info, "player %d unlocked %s", player))
            stats.failed.connect(partial(log.warning, "player %d: %s", player))

    def _on_ended(self, winner: int) -> None:
        for player, stats in self.stats.items():
            stats.add("Matches")
            stats.add("Wins", int(player == winner))
            stats.store()
        log.info("player %d won; %s", winner, ", ".join(f"{stats.get('Wins'):,}" for stats in self.stats.values()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until a signal comes or the frames are over; return the exit code."""
    options = parse(__doc__, arguments)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    world = options.world("server")
    tree = SceneTree()
    SteamServer.attach(tree, world)
    match = Match((PLAYER, *OTHERS), random.Random(1 if options.frames else None))
    tree.root.add_child(match)
    tree.root.add_child(Counting(match))
    log.info("serving; the world is kept in %s", options.data)
    code = options.run(tree, FPS)
    tree.close()
    world.close()
    log.info("stopped; all is stored")
    return 0 if code in ENDED_BY_SIGNAL else code


if __name__ == "__main__":
    sys.exit(main())
