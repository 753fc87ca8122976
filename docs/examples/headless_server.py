"""A dedicated server without a window: it plays matches, counts them for its players, and stores what is unstored when it is told to stop.

What does it show you about steam_nodes?

* `run(tree, fps)` is the loop of a server: precise frames, errors logged and survived, SIGTERM and Ctrl-C as an orderly end.
* A `PlayerStats` for each player over one `SteamServer`; each counts and stores for itself, no matter how often Steam fails.
* The log is Python's own: to the standard error with a level, as systemd and Docker take it.
* The lines that end in `# attach` are all that Steam adds to a server of nodes.

Controls
--------

* `kill -TERM` or Ctrl-C ends it; it exits with 0 when all is stored, and with 1 when something is not.
* `--data DIR` says where the world is kept, `--frames N` plays N frames and ends.
* `--store URL` keeps the world in a database that many servers share, each with a number of its own by `--server N`.
"""

from __future__ import annotations

import logging
import random
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from example_options import OTHERS, PLAYER, parse

from steam_nodes import Node, PlayerStats, SceneTree, SteamServer  # attach

if TYPE_CHECKING:
    from collections.abc import Sequence

FPS: Final = 30
SECONDS: Final = 1.0
"""How long a match takes."""
ENDED_BY_SIGNAL: Final = {130, 143}
"""What `run` returns after Ctrl-C and after SIGTERM."""
NOT_STORED: Final = 1

log = logging.getLogger("headless_server")


class Player(Node):
    """One player of the server: the wins of this evening, and what Steam keeps for good."""

    def __init__(self, steam_id: int) -> None:
        """Come in."""
        super().__init__(name=f"Player{steam_id}")
        self.steam_id = steam_id
        self.wins = 0
        self.stats = PlayerStats(steam_id)  # attach
        self.stats.achievement_unlocked.connect(partial(log.info, "player %d unlocked %s", steam_id))  # attach
        self.stats.failed.connect(partial(log.warning, "player %d: %s", steam_id))  # attach
        self.add_child(self.stats)  # attach

    def count(self, *, won: bool) -> None:
        """Count a match that is over."""
        self.wins += won
        self.stats.add("Matches")  # attach
        self.stats.add("Wins", int(won))  # attach
        self.stats.store()  # attach


class Match(Node):
    """One match after the other between the same players; who wins is chance."""

    def __init__(self, players: Sequence[int], chance: random.Random) -> None:
        """Begin the first match."""
        super().__init__(name="Match")
        self.chance = chance
        self.left = SECONDS
        self.players = [Player(steam_id) for steam_id in players]
        for player in self.players:
            self.add_child(player)

    def _physics_process(self, delta: float) -> None:
        self.left -= delta
        if self.left > 0:
            return
        self.left = SECONDS
        winner = self.chance.choice(self.players)
        for player in self.players:
            player.count(won=player is winner)
        log.info("player %d won; this evening: %s", winner.steam_id, ", ".join(str(player.wins) for player in self.players))


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until a signal comes or the frames are over; return the exit code."""
    options = parse(__doc__, arguments)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    tree = SceneTree()
    world = options.world("server")  # attach
    SteamServer.attach(tree, world)  # attach
    players = [steam_id + (options.server - 1) * 3 for steam_id in (PLAYER, *OTHERS)]
    tree.root.add_child(Match(players, random.Random(1 if options.frames else None)))
    log.info("serving; the world is kept in %s", options.kept_in)
    code = options.run(tree, FPS)
    tree.close()
    world.close()  # attach
    if world.not_stored:
        log.error("stopped; not stored: %s", "; ".join(world.not_stored))
        return NOT_STORED
    log.info("stopped; all is stored")
    return 0 if code in ENDED_BY_SIGNAL else code


if __name__ == "__main__":
    sys.exit(main())
