"""A leaderboard: three players upload their times, and each sees the table with the own line marked.

What does it show you about steam_nodes?

* A score belongs to a player, so the player's own program uploads it: `Steam`, not the server.
* `find_or_create_board`, `upload_score` and `download_board` can be awaited in an `async def` of a node, one after the other.
* Steam keeps the better of two scores, and gives ranks; a time is a number of milliseconds, the least one first.

Controls
--------

* None: it plays once for each player and ends. Start it again and the best times are still there.
* `--data DIR` says where the world is kept.
"""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING, Final

from example_options import OTHERS, PLAYER, parse

from steam_nodes import Node, SceneTree, Steam

if TYPE_CHECKING:
    from collections.abc import Sequence

BOARD: Final = "Quickest Win"
PLACES: Final = 10


class Race(Node):
    """One race of the player's: its time is sent, then the table is printed."""

    def __init__(self, milliseconds: int) -> None:
        """Take the time."""
        super().__init__(name="Race")
        self.milliseconds = milliseconds

    async def _ready(self) -> None:
        steam = Steam.get_singleton()
        ascending, time = Steam.LEADERBOARD_SORT_METHOD_ASCENDING, Steam.LEADERBOARD_DISPLAY_TYPE_TIME_MILLISECONDS
        board = await steam.find_or_create_board(BOARD, ascending, time)
        if not board.found:
            print(f"there is no leaderboard: {steam.why() or board.result.name}")
            self.get_tree().quit(1)
            return
        sent = await steam.upload_score(self.milliseconds, this_leaderboard=board.handle)
        better = "a new best" if sent.score_changed else "not the best"
        print(f"{steam.get_persona_name()}: {self.milliseconds / 1000:.3f} s, {better}")
        table = await steam.download_board(1, PLACES, this_leaderboard=board.handle)
        for entry in table.entries:
            mark = "->" if entry.steam_id == steam.get_steam_id() else "  "
            print(f"{mark} {entry.global_rank:>3}  {steam.get_friend_persona_name(entry.steam_id):<12} {entry.score / 1000:>8.3f} s")
        self.get_tree().quit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Let each player race once; return the exit code of the last who failed, else 0."""
    options = parse(__doc__, arguments)
    chance = random.Random(1 if options.frames else None)
    code = 0
    with closing(options.world("leaderboards")) as world:
        for player in (PLAYER, *OTHERS):
            # Each player's program has a tree and a Steam of its own.
            with closing(world.client(player)) as client:
                tree = SceneTree()
                Steam.attach(tree, client)
                tree.root.add_child(Race(chance.randint(20_000, 90_000)))
                code = options.run(tree) or code
                tree.close()
    return code


if __name__ == "__main__":
    raise SystemExit(main())
