"""The laws of rich presence in the game: friends see how the match stands, and nothing on the title."""

from __future__ import annotations

from demo_game.command_line import Options
from demo_game.game.match import MatchState
from demo_game.stats.scorekeeper import PLAYERS
from demo_game.steam_world import opened
from steam_nodes import Steam


def seen(key: str = "status") -> list[str]:
    """Return what the first player's program sees of the first player and of the second."""
    return [Steam.get_singleton().get_friend_rich_presence(player, key) for player in PLAYERS]


def test_friends_see_how_the_match_stands() -> None:
    """The number of the round and who has won how often, until the match is left."""
    with opened(Options(bench=True, seed=3, mute=True)) as game:
        tree = game.get_tree()
        assert seen() == ["", ""]
        game.set_humans(0)
        game.match.start()
        tree.process()
        tree.process()
        assert seen() == ["Round 1, 0 : 0"] * 2
        while game.match.state is not MatchState.ROUND_OVER:
            tree.process()
        tree.process()
        one, two = game.match.wins
        assert seen() == [f"Round 1, {one} : {two}"] * 2
        game.match.next_round()
        tree.process()
        tree.process()
        assert seen() == [f"Round 2, {one} : {two}"] * 2
        game.match.to_title()
        tree.process()
        tree.process()
        assert seen() == ["", ""]


def test_where_nobody_watches_nothing_is_told() -> None:
    """A run without a display plays thousands of rounds for their stats alone."""
    with opened(Options(headless=True, bench=True, seed=3)) as game:
        game.match.start()
        game.get_tree().process()
        assert game.presence.words == "Round 1, 0 : 0"
        assert seen() == ["", ""]
