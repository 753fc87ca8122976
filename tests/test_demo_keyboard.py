"""The laws of Steam's keyboard in the game: the first player types a name at it, and is called by it."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pygame
import pytest

from demo_game.command_line import Options
from demo_game.game import rules
from demo_game.pilot_name import BACKSPACE, ENTER, ESCAPE, LONGEST, LocalKeyboard
from demo_game.steam_world import opened
from demo_game.view.pygame_host.window import PygameWindow, open_display
from demo_game.view.screens.name_entry import KeyboardScreen
from demo_game.view.screens.title import Title
from demo_game.view.window_loop import Loop
from steam_nodes import InputEventKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo_game.play import Game

pytestmark = pytest.mark.thorough  # they play whole rounds


@contextmanager
def shown() -> Iterator[Loop]:
    """Give the game at its title, in a window that nobody sees."""
    with ExitStack() as ends, opened(Options(bench=True, seed=3, mute=True)) as game:
        open_display()
        ends.callback(pygame.quit)
        yield Loop(game, Options(frames=1, seed=3, mute=True), PygameWindow())


def press(game: Game, *keys: int, text: str = "") -> None:
    """Press keys, or those of a text, one after the other, and run the frame in which the game hears of what came of them."""
    for key, letter in (*((key, "") for key in keys), *((0, letter) for letter in text)):
        for pressed in (True, False):
            event = InputEventKey(keycode=key, pressed=pressed, unicode=ord(letter) if letter else 0)
            game.get_tree().root.push_input(event)
    for _ in range(2):
        assert game.get_tree().process()


def keyboard(game: Game) -> LocalKeyboard:
    """Return the player's hand at the local Steam's keyboard."""
    found = game.get_tree().root.get_node("LocalKeyboard")
    assert isinstance(found, LocalKeyboard)
    return found


def test_a_name_is_typed_and_shown() -> None:
    """It begins with the one that is there, takes every key, and is on the card as soon as it is submitted."""
    with shown() as loop:
        game = loop.game
        press(game, pygame.K_n)
        assert isinstance(loop.stage.screen, KeyboardScreen)
        assert keyboard(game).typed == "Needle"
        press(game, *[BACKSPACE] * 5)
        press(game, text="ova")
        assert loop.frame(1 / rules.TICKS)
        assert keyboard(game).typed == "Nova"
        press(game, ENTER[0])
        assert isinstance(loop.stage.screen, Title)
        assert loop.frame(1 / rules.TICKS)
        assert [card.name for card in game.scorekeeper.cards] == ["Nova", "Wedge"]


@pytest.mark.parametrize(
    ("typed", "end", "name"),
    [("", ESCAPE, "Needle"), ("x", ESCAPE, "Needle"), ("", ENTER[0], "Needle"), ("  ", ENTER[1], "Needle"), ("heck", ENTER[0], "****")],
)
def test_what_is_no_name_changes_nothing(typed: str, end: int, name: str) -> None:
    """One that was not submitted, or is empty; and what nobody wants to read is left out of a name."""
    with shown() as loop:
        press(loop.game, pygame.K_n, *[BACKSPACE] * 6)
        press(loop.game, text=typed)
        press(loop.game, end)
        assert isinstance(loop.stage.screen, Title)
        assert loop.game.scorekeeper.cards[0].name == name


def test_a_name_has_room_for_so_many_letters() -> None:
    """What is typed beyond them is not taken, nor is what is no letter."""
    with shown() as loop:
        press(loop.game, pygame.K_n)
        press(loop.game, text="\tabcdefghijkl")
        assert keyboard(loop.game).typed == "Needleabcdefghijkl"[:LONGEST]
        press(loop.game, ENTER[0])
        assert loop.game.scorekeeper.cards[0].name == "Needleabcdefghijkl"[:LONGEST]
