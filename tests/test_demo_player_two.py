"""The laws of the demo's second player, who has an account of their own: stats, scores, friends, a file in the cloud and a name.

Rules: nothing here opens a window; the world is one in memory, and rounds are over as soon as they are said to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from demo_game.avatars.make_avatars import AVATARS
from demo_game.command_line import Options
from demo_game.game import rules
from demo_game.game.match import RoundSummary, ShipSummary
from demo_game.icons.make_icons import pixels
from demo_game.stats.scorekeeper import BOT, PLAYERS
from demo_game.steam_world import SCHEMA, opened
from steam_nodes import Schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from demo_game.play import Game

ONE, TWO = PLAYERS


@pytest.fixture
def game() -> Iterator[Game]:
    """Give a game on its title, in a world in memory, whose frames are counted."""
    with opened(Options(bench=True, seed=1)) as game:
        frames(game, 3)
        yield game


def frames(game: Game, count: int = 30) -> None:
    """Run frames, by default until Steam has answered everyone."""
    for _ in range(count):
        assert game.get_tree().process()


def win(game: Game, winner: int) -> None:
    """Let a round of that many people end at once, and wait for Steam."""
    ships = (ShipSummary(rules.SHIP_NAMES[0], 100.0, 1, 5, 2, 0, 1, None), ShipSummary(rules.SHIP_NAMES[1], 90.0, 1, 5, 2, 0, 1, None))
    game.match.round_ended.emit(RoundSummary(1, winner, "said so", 10.0, ships))
    frames(game)


def rounds(game: Game) -> dict[int, int]:
    """Return how many rounds the server has counted for each account."""
    found = {}
    for steam_id in (*PLAYERS, BOT):
        game.stats.request_user_stats(steam_id)
    frames(game, 3)
    for steam_id in (*PLAYERS, BOT):
        found[int(steam_id)] = game.stats.get_user_stat_int(steam_id, "NumGames")
    return found


def test_the_bot_of_a_single_player_is_not_the_second_player(game: Game) -> None:
    """A round against it is counted for its own account; a round of two people, and one of two bots, for both players."""
    game.set_humans(1)
    assert game.scorekeeper.cards[1].steam_id == BOT
    win(game, 1)
    assert rounds(game) == {ONE: 1, TWO: 0, BOT: 1}
    game.set_humans(2)
    win(game, 1)
    assert rounds(game) == {ONE: 2, TWO: 1, BOT: 1}
    game.set_humans(0)
    win(game, 0)
    assert rounds(game) == {ONE: 3, TWO: 2, BOT: 1}


def test_what_is_under_way_when_the_account_changes_is_stored(game: Game) -> None:
    """Whoever leaves for another way to play before Steam has answered loses no round, and the new card shows the new account."""
    game.set_humans(1)
    frames(game, 3)
    ships = tuple(ShipSummary(name, 100.0, 0, 5, 2, 0, 1, None) for name in rules.SHIP_NAMES)
    game.match.round_ended.emit(RoundSummary(1, 1, "said so", 10.0, (ships[0], ships[1])))
    game.set_humans(2)
    assert not game.scorekeeper.stored
    frames(game)
    assert game.scorekeeper.stored
    assert game.scorekeeper.cards[1].stats["NumGames"] == 0
    assert rounds(game) == {ONE: 1, TWO: 0, BOT: 1}


def test_each_players_profile_shows_that_players_account(game: Game) -> None:
    """Name, avatar, friends, stats and achievements of the second player are those of the second account, and its score is its own line."""
    game.set_humans(2)
    win(game, 1)
    first, second = game.profiles
    second.open()
    frames(game, 90)
    told = Schema.load(SCHEMA).players
    assert (first.name_of_player, second.name_of_player) == ("Needle", "Wedge")
    assert second.picture(second.avatar) == (64, 64, pixels(AVATARS["Wedge"], grey=False))
    assert [friend.name for friend in second.friends] == [told[friend].name for friend in told[TWO].friends]
    assert {name: value for _, name, value in second.stats}["NumWins"] == 1
    assert [(place.name, place.own) for place in second.places or ()] == [("Wedge", True)]
    first.open()
    frames(game, 60)
    assert [(place.name, place.own) for place in first.places or ()] == [("Wedge", False)]
    assert {name: value for _, name, value in first.stats}["NumWins"] == 0


def test_both_players_have_a_file_in_the_cloud(tmp_path: Path) -> None:
    """What is stored for each is kept in that player's own file, and is there in the next run."""
    options = Options(data=tmp_path, frames=1, seed=1)
    for played in (1, 2):
        with opened(options) as game:
            game.set_humans(2)
            frames(game, 3)
            assert [cloud.kept.get("NumWins", 0) for cloud in game.clouds] == [0, played - 1]
            win(game, 1)
            assert [cloud.kept["NumGames"] for cloud in game.clouds] == [played, played]
            assert [cloud.kept["NumWins"] for cloud in game.clouds] == [0, played]


def test_names_of_both_players_are_asked_for_one_after_the_other(game: Game) -> None:
    """Each types at the keyboard of the own account, and only the own card is called by it."""
    keyboards = [game.get_tree().root.get_node(f"LocalKeyboard{number}") for number in ("", "2")]
    game.set_humans(2)
    game.ask_names(2)
    for keyboard, name in zip(keyboards, ("Ada", "Bob"), strict=True):
        assert keyboard.asks_for
        keyboard._client.player_utils.submit(name)
        frames(game, 12)
    assert [card.name for card in game.scorekeeper.cards] == ["Ada", "Bob"]
    game.set_humans(1)
    assert [card.name for card in game.scorekeeper.cards] == ["Ada", "Wedge"]
