"""The laws of Steam's overlay in the game: the match stands still while it is open, and the keys are the overlay's."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pygame

from demo_game.command_line import Options
from demo_game.game import rules
from demo_game.game.match import MatchState
from demo_game.overlay_pause import TAB, LocalOverlay
from demo_game.steam_world import opened
from demo_game.view.pygame_host.window import PygameWindow, open_display
from demo_game.view.screens.overlay import OverlayScreen
from demo_game.view.screens.pause import Pause
from demo_game.view.window_loop import Loop
from steam_nodes import InputEventKey, LocalClient, Steam

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo_game.play import Game


@contextmanager
def playing() -> Iterator[Game]:
    """Give a game of two bots, in a fight, in no window."""
    with opened(Options(bench=True, seed=3, mute=True)) as game:
        game.set_humans(0)
        game.match.start()
        while game.match.state is not MatchState.FIGHT:
            run(game)
        yield game


def run(game: Game, count: int = 1) -> None:
    """Run frames."""
    for _ in range(count):
        assert game.get_tree().process()


def press(game: Game, key: int, *, shift: bool = False) -> None:
    """Press a key and let it go, and run the frame in which the game hears of what came of it."""
    for pressed in (True, False):
        game.get_tree().root.push_input(InputEventKey(keycode=key, pressed=pressed, shift_pressed=shift))
    run(game, 2)


def client_of(game: Game) -> LocalClient:
    """Return the first player's side of the local Steam."""
    backend = game.get_tree().root.get_node("Steam")._backend_
    assert isinstance(backend, LocalClient)
    return backend


def test_the_match_stands_still_while_the_overlay_is_open() -> None:
    """It goes on by itself where it stopped."""
    with playing() as game:
        assert game.overlay is not None
        press(game, TAB, shift=True)
        assert game.overlay.is_open
        assert game.paused
        left = game.match.time_left
        run(game, 10)
        assert game.match.time_left == left
        press(game, TAB, shift=True)
        assert not game.overlay.is_open
        assert not game.paused
        run(game, 10)
        assert game.match.time_left < left


def test_who_has_paused_before_pauses_on() -> None:
    """The overlay ends no pause that it did not begin."""
    with playing() as game:
        game.set_paused(True)
        press(game, TAB, shift=True)
        press(game, TAB, shift=True)
        assert game.paused
        game.set_paused(False)
        press(game, TAB, shift=True)
        game.match.to_title()
        press(game, TAB, shift=True)
        assert not game.paused


def test_on_the_title_there_is_nothing_to_pause() -> None:
    """The overlay opens there too, and a match that begins behind it runs."""
    with opened(Options(bench=True, seed=3, mute=True)) as game:
        press(game, TAB, shift=True)
        assert game.overlay is not None
        assert game.overlay.is_open
        assert not game.paused


def test_a_call_of_the_game_opens_the_overlay_too() -> None:
    """It is told in the same way, and Shift+Tab closes it."""
    with playing() as game:
        Steam.get_singleton().activate_game_overlay("Friends")
        run(game)
        assert game.paused
        shown = client_of(game).game_overlay.shown
        assert shown is not None
        assert shown.dialog == "Friends"
        press(game, TAB, shift=True)
        assert not game.paused
        assert [entry.arguments for entry in game.log.entries if entry.signal == "overlay_toggled"] == [
            "True, False, 480",
            "False, True, 480",
        ]


def test_tab_alone_opens_nothing_and_no_key_passes_the_open_overlay() -> None:
    """The keys are the overlay's while it is open."""
    with ExitStack() as ends, playing() as game:
        open_display()
        ends.callback(pygame.quit)
        loop = Loop(game, Options(frames=1, seed=3, mute=True), PygameWindow())
        heard: list[int] = []
        loop.stage.controls.key_pressed.connect(heard.append)
        press(game, TAB)
        press(game, pygame.K_ESCAPE)
        assert heard == [TAB, pygame.K_ESCAPE]
        assert isinstance(loop.stage.screen, Pause)
        press(game, pygame.K_ESCAPE)
        heard.clear()
        press(game, TAB, shift=True)
        assert isinstance(loop.stage.screen, OverlayScreen)
        assert loop.frame(1 / rules.TICKS)
        press(game, pygame.K_ESCAPE)
        assert isinstance(loop.stage.screen, OverlayScreen)
        assert heard == []
        press(game, TAB, shift=True)
        assert not isinstance(loop.stage.screen, OverlayScreen)


def test_the_hand_of_the_player_gives_an_overlay() -> None:
    """Without it the local player has none."""
    with opened(Options(bench=True, seed=3, mute=True)) as game:
        assert any(isinstance(node, LocalOverlay) for node in game.get_tree().root.get_children())
        assert Steam.get_singleton().is_overlay_enabled()
