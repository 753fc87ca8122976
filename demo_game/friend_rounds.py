"""The friends of the local world play: before a game begins, bots fly rounds for them, and Steam keeps what comes of it.

Rules: they play by the game's own rules and on the game's own server, so every line of the leaderboard was really flown. Each pair has a
tree of its own, which is gone before the next begins; the world stays the caller's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes import SceneTree, Steam, SteamID, SteamServerStats

from .game import rules
from .headless import Tournament
from .play import Game
from .stats.scorekeeper import PLAYERS

if TYPE_CHECKING:
    from steam_nodes import LocalSteam, Schema


def play_friends(steam: LocalSteam, rounds: int, seed: int, skill: float) -> None:
    """Let the first player's friends play rounds among themselves, two by two.

    Args:
        steam: The world.
        rounds: How many each pair plays.
        seed: The seed of all chance.
        skill: How well they play, 0.0 to 1.0.
    """
    for number, pair in enumerate(pairs_of(steam.schema)):
        clients = [steam.client(player) for player in pair]
        tree = SceneTree(fixed_fps=rules.TICKS)
        try:
            stats = SteamServerStats.attach(tree, steam)
            seats = (Steam.attach(tree, clients[0]), Steam(clients[1]))
            # Another seed than that of the game itself, whose rounds would be the same ones.
            game = Game(stats, seed=seed + 1 + number, skill=skill, waits=False, seats=seats)
            tree.root.add_child(game)
            tree.root.add_child(Tournament(game, rounds, lambda _line: None))
            while tree.process():
                pass
        finally:
            tree.close()
            for client in clients:
                client.close()


def pairs_of(schema: Schema) -> list[tuple[SteamID, SteamID]]:
    """Return who plays whom: the first player's friends but the second player, two by two; an odd one out watches."""
    told = schema.players.get(PLAYERS[0])
    friends = [SteamID(friend) for friend in told.friends if friend != PLAYERS[1]] if told else []
    return list(zip(friends[::2], friends[1::2], strict=False))
