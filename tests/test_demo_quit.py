"""The laws of quitting the demo: nobody leaves a round by a slip, and whoever means it gets out.

Rules: nothing here opens a window; the keys and the mouse on the question have their laws in test_demo_settings_view.py.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from demo_game.command_line import Options
from demo_game.game.match import MatchState
from demo_game.steam_world import opened
from demo_game.view.window_loop import ended_in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo_game.play import Game


@pytest.fixture
def game() -> Iterator[Game]:
    """Give a game on its title, in a world in memory, whose frames are counted."""
    with opened(Options(bench=True, seed=1)) as game:
        yield game


def fight(game: Game) -> None:
    """Begin a match and wait until the ships fly."""
    game.match.start()
    while game.match.state is not MatchState.FIGHT:
        game.get_tree().process()


def goes_on(game: Game) -> bool:
    """Run one frame; return whether the tree goes on after it."""
    return game.get_tree().process()


def test_a_window_closes_at_once_where_no_round_is_played(game: Game) -> None:
    """On the title nothing is lost, so nothing is asked."""
    game.quitting.close_window()
    assert not goes_on(game)


def test_closing_the_window_in_a_round_asks_and_stops_the_ships(game: Game) -> None:
    """The match stands still while it is asked, and to go on is what is chosen; a no goes on with the round."""
    fight(game)
    game.quitting.close_window()
    left = game.match.time_left
    assert all(goes_on(game) for _ in range(3))
    assert (game.quitting.is_open, game.quitting.says_yes, game.match.time_left) == (True, False, left)
    game.quitting.answer(yes=False)
    assert goes_on(game)
    assert not game.quitting.is_open
    assert game.match.time_left < left


def test_closing_the_window_once_more_quits(game: Game) -> None:
    """Whoever closes the window while it is asked means it."""
    fight(game)
    game.quitting.close_window()
    assert goes_on(game)
    game.quitting.close_window()
    assert not goes_on(game)


def test_a_yes_quits_and_an_answer_without_a_question_does_nothing(game: Game) -> None:
    """On the title to quit is chosen first, for nothing is lost there."""
    game.quitting.answer(yes=True)
    assert goes_on(game)
    asked: list[bool] = []
    game.quitting.asked.connect(lambda: asked.append(True))
    game.quitting.ask()
    game.quitting.ask()
    assert (game.quitting.says_yes, asked) == (True, [True])
    game.quitting.answer(yes=True)
    assert not goes_on(game)


def test_a_match_that_stood_still_before_stands_still_after_a_no(game: Game) -> None:
    """The question lets only go on what it has stopped itself."""
    fight(game)
    game.set_paused(True)
    game.quitting.ask()
    game.quitting.answer(yes=False)
    assert game.paused


def test_a_signal_from_outside_ends_the_game_unasked(game: Game) -> None:
    """A machine that shuts down asks nobody: the tree ends in order, in a round too, and the signal is the program's again after that."""
    fight(game)
    before = signal.getsignal(signal.SIGTERM)
    with ended_in_order(game):
        signal.raise_signal(signal.SIGTERM)
    assert not goes_on(game)
    assert signal.getsignal(signal.SIGTERM) is before
