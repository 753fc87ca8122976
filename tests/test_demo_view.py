"""The laws of playing in the view: keys and gamepads reach pilots, every screen can be reached, the view tells and changes no round.

Rules: pygame draws into memory (SDL's dummy driver), frames are stepped, and no test looks at single pixels' colours. Sprites are made once
for all tests, since they are the same.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Any

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo_game.command_line import Options
from demo_game.game import rules
from demo_game.game.match import MatchState
from demo_game.game.pilot import HumanPilot
from demo_game.game.ship import Intent
from demo_game.key_bindings import KEYS
from demo_game.stats.achievements import ACHIEVEMENTS
from demo_game.stats.card import CardState
from demo_game.steam_world import opened
from demo_game.view import debug_panel, hud, screens, stage, toasts
from demo_game.view.effects import MOST_SPARKS, places
from demo_game.view.host.canvas import SMALL
from demo_game.view.host.window import CANVAS
from demo_game.view.host_input import PAD_A, PAD_START, PAD_UP, modes
from demo_game.view.pygame_host.events import translate
from demo_game.view.pygame_host.window import PygameWindow, open_display
from demo_game.view.screens import fight as fight_screens
from demo_game.view.screens import pause, summary, title
from demo_game.view.screens.screen import Screen
from demo_game.view.sprites import Sprites
from demo_game.view.theme import ARENA
from demo_game.view.window_loop import AWAY, Loop
from steam_nodes import InputEventJoypadButton, InputEventJoypadMotion, InputEventKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from demo_game.play import Game
    from demo_game.view.host.canvas import Canvas

pytestmark = pytest.mark.thorough  # they play whole rounds

DELTA = 1 / rules.TICKS
LEFT_KEYS, RIGHT_KEYS = KEYS["left"], KEYS["right"]


@pytest.fixture(scope="module")
def sprites() -> Iterator[Sprites]:
    """Give everything drawn, with the display open for all tests of this file."""
    open_display()
    yield Sprites(PygameWindow().studio)
    pygame.quit()


@pytest.fixture
def loop(sprites: Sprites, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loop]:
    """Give the loop of a game on its title, one player against the bot, whose stats are loaded."""
    monkeypatch.setattr(stage, "Sprites", lambda _studio: sprites)
    # `bench` and `frames` step the frames; with neither, the game would be in the user's own world.
    options = Options(bench=True, seed=3, mute=True)
    with opened(options) as game:
        game.set_humans(1)
        pygame.event.clear()
        loop = Loop(game, Options(frames=1, seed=3, mute=True), PygameWindow())
        frames(loop, 3)
        yield loop


def frames(loop: Loop, count: int) -> None:
    """Run and draw frames."""
    for _ in range(count):
        assert loop.frame(DELTA)


def game_of(loop: Loop) -> Game:
    """Return the game a loop plays."""
    return loop.game


def press(loop: Loop, key: int) -> None:
    """Press a key and let it go, as pygame tells it, within one frame."""
    for kind in (pygame.KEYDOWN, pygame.KEYUP):
        pygame.event.post(pygame.event.Event(kind, key=key, mod=0, unicode=""))
    frames(loop, 1)


def hold(loop: Loop, *keys: int) -> None:
    """Hold keys down."""
    for key in keys:
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode=""))
    frames(loop, 1)


def until(loop: Loop, reached: Callable[[], bool]) -> None:
    """Run frames until something is so."""
    for _ in range(90 * rules.TICKS):
        if reached():
            return
        frames(loop, 1)
    pytest.fail("that never came")


def spy(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with every text a part of the view draws; none of them may be cut."""
    words: list[str] = []
    draw = module.put

    def put(target: Canvas, text: str, place: tuple[float, float], **looks: Any) -> int:
        words.append(text)
        width: int = draw(target, text, place, **looks)
        left = place[0] - looks.get("align", 0.0) * width
        assert (left >= 0, left + width <= target.size[0], place[1] + SMALL <= target.size[1]) == (True, True, True), text
        return width

    monkeypatch.setattr(module, "put", put)
    return words


def fight(loop: Loop) -> None:
    """Leave the title and wait for the fight."""
    press(loop, pygame.K_RETURN)
    until(loop, lambda: game_of(loop).match.state is MatchState.FIGHT)


def test_keys_held_are_what_the_pilot_wants(loop: Loop) -> None:
    """Keys that are down reach the ship in the same frame; those that go up let go of it."""
    fight(loop)
    ship = game_of(loop).match.arena.ships[0]
    hold(loop, LEFT_KEYS.right, LEFT_KEYS.thrust)
    assert ship.intent == Intent(turn=1.0, thrust=True)
    pygame.event.post(pygame.event.Event(pygame.KEYUP, key=LEFT_KEYS.right, mod=0, unicode=""))
    frames(loop, 1)
    assert ship.intent == Intent(thrust=True)


def test_a_tap_shorter_than_a_frame_fires(loop: Loop) -> None:
    """A key that goes down and up between two frames is not lost."""
    fight(loop)
    ship = game_of(loop).match.arena.ships[0]
    press(loop, LEFT_KEYS.fire[0])
    assert ship.torpedoes_fired == 1
    press(loop, LEFT_KEYS.jump)
    assert ship.in_hyperspace


def test_alone_either_side_of_the_keyboard_flies(loop: Loop) -> None:
    """One player may use both sets of keys, and the bot's ship hears none."""
    fight(loop)
    ship = game_of(loop).match.arena.ships[0]
    hold(loop, RIGHT_KEYS.left)
    assert ship.intent.turn == -1.0
    assert not isinstance(game_of(loop).match.pilots[1], HumanPilot)


def test_two_players_have_a_side_each(loop: Loop) -> None:
    """With two at one keyboard each side moves its own ship only."""
    press(loop, pygame.K_DOWN)
    fight(loop)
    one, two = game_of(loop).match.arena.ships
    hold(loop, LEFT_KEYS.left, RIGHT_KEYS.right, RIGHT_KEYS.thrust)
    assert one.intent == Intent(turn=-1.0)
    assert two.intent == Intent(turn=1.0, thrust=True)


def test_keys_are_let_go_when_the_window_loses_the_focus(loop: Loop) -> None:
    """A key that goes up while another window is in front does not stay down for ever."""
    fight(loop)
    hold(loop, LEFT_KEYS.thrust)
    pygame.event.post(pygame.event.Event(pygame.WINDOWFOCUSLOST))
    frames(loop, 1)
    assert not game_of(loop).match.arena.ships[0].intent.thrust


def test_whoever_leaves_the_window_finds_the_game_paused(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another window in front pauses the game after a moment; frames that are counted for a picture stay as they are."""
    fight(loop)
    pygame.event.post(pygame.event.Event(pygame.WINDOWFOCUSLOST))
    frames(loop, 2 * AWAY)
    assert not game_of(loop).paused
    monkeypatch.setattr(loop, "_options", Options(mute=True))
    pygame.event.post(pygame.event.Event(pygame.WINDOWFOCUSLOST))
    frames(loop, AWAY - 1)
    assert not game_of(loop).paused
    frames(loop, 1)
    assert game_of(loop).paused
    pygame.event.post(pygame.event.Event(pygame.WINDOWFOCUSGAINED))
    press(loop, pygame.K_ESCAPE)
    frames(loop, 2 * AWAY)
    assert not game_of(loop).paused


def test_full_screen_and_back_goes_on_with_the_fight(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """F11 makes a new window, which has the focus a moment after the old one has lost it: nobody has left."""
    monkeypatch.setattr(loop, "_options", Options(mute=True))
    fight(loop)
    for full in (True, False):
        press(loop, pygame.K_F11)
        assert loop.window.fullscreen is full
        assert loop.window.canvas.size == CANVAS
        pygame.event.post(pygame.event.Event(pygame.WINDOWFOCUSLOST))
        frames(loop, AWAY // 2)
        pygame.event.post(pygame.event.Event(pygame.WINDOWFOCUSGAINED))
        frames(loop, 2 * AWAY)
        assert not game_of(loop).paused


def test_the_panel_shows_the_last_signals_with_their_arguments(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """F1 shows what Steam has answered, for whom, and in which frame."""
    words = spy(debug_panel, monkeypatch)
    game = game_of(loop)
    press(loop, pygame.K_F1)
    steam_id = game.scorekeeper.cards[0].steam_id
    assert {"SteamServerStats", ".stats_received", f"OK, {steam_id}"} <= set(words)
    assert ".stats_stored" not in words
    game.stats.store_user_stats(steam_id)
    frames(loop, 2)
    assert ".stats_stored" in words
    assert str(game.log.entries[-1].frame) in words


def test_the_strip_tells_what_escape_does(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a fight it pauses, in a pause it goes on, after a round it leaves for the title."""
    words = spy(hud, monkeypatch)
    fight(loop)
    assert any(line.endswith("Esc pause") for line in words)
    press(loop, pygame.K_ESCAPE)
    assert any(line.endswith("Esc go on") for line in words)
    press(loop, pygame.K_ESCAPE)
    until(loop, lambda: game_of(loop).match.state is MatchState.ROUND_OVER)
    frames(loop, 1)
    assert any(line.endswith("Esc title") for line in words)


def test_escape_pauses_the_tree_and_answers_still_arrive(loop: Loop) -> None:
    """While paused nothing flies and no effect fades, but what was asked of Steam is answered; Escape goes on."""
    fight(loop)
    game = game_of(loop)
    frames(loop, 30)
    press(loop, pygame.K_ESCAPE)
    assert game.get_tree().paused
    place = [(ship.x, ship.y) for ship in game.match.arena.ships]
    sparks = [(spark.x, spark.y) for spark in loop.stage.effects.sparks]
    answers: list[object] = []
    game.stats.stats_stored.connect(lambda result, _steam_id: answers.append(result))
    game.stats.store_user_stats(game.scorekeeper.cards[0].steam_id)
    frames(loop, 10)
    assert len(answers) == 1
    assert place == [(ship.x, ship.y) for ship in game.match.arena.ships]
    assert sparks == [(spark.x, spark.y) for spark in loop.stage.effects.sparks]
    press(loop, pygame.K_ESCAPE)
    assert not game.get_tree().paused


def test_every_screen_can_be_reached_and_left_by_keys(loop: Loop) -> None:
    """Title, fight, pause, title again, a whole round, summary, next round, and out: with the F1 panel and without it."""
    game = game_of(loop)
    for key in (pygame.K_F1, pygame.K_DOWN, pygame.K_UP, pygame.K_3):
        press(loop, key)
    assert loop.stage.controls.mode.humans == 0
    press(loop, pygame.K_1)
    fight(loop)
    press(loop, pygame.K_ESCAPE)
    press(loop, pygame.K_F1)
    press(loop, pygame.K_BACKSPACE)
    assert (game.match.state, game.paused) == (MatchState.TITLE, False)
    fight(loop)
    until(loop, lambda: game.match.state is MatchState.ROUND_OVER)
    press(loop, pygame.K_F1)
    frames(loop, 30)
    press(loop, pygame.K_RETURN)
    assert (game.match.state, game.match.round_number) == (MatchState.COUNTDOWN, 2)
    until(loop, lambda: game.match.state is MatchState.FIGHT)
    until(loop, lambda: game.match.state is MatchState.ROUND_OVER)
    frames(loop, 30)
    press(loop, pygame.K_ESCAPE)
    assert game.match.state is MatchState.TITLE
    press(loop, pygame.K_ESCAPE)
    assert game.quitting.is_open
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode=""))
    assert not loop.frame(DELTA)


def test_no_text_is_cut(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text of every screen, panel and toast lies on its plate, with gamepads and without."""
    drawn = [spy(module, monkeypatch) for module in (hud, debug_panel, fight_screens, pause, summary, title, toasts)]
    game = game_of(loop)
    loop.stage.panel.open = True
    for pads in (0, 1, 2):
        loop.stage.controls.set_pads(pads)
        frames(loop, 1)
    game.set_humans(0)
    game.match.start()
    until(loop, lambda: game.match.state is MatchState.FIGHT)
    press(loop, pygame.K_ESCAPE)
    press(loop, pygame.K_ESCAPE)
    for known in ACHIEVEMENTS:
        game.scorekeeper.achievement_progress.emit(0, known.name, known.goal, known.goal)
    game.scorekeeper.store_failed.emit(1, "words " * 40)
    until(loop, lambda: game.match.state is MatchState.ROUND_OVER)
    frames(loop, 1)
    assert all(drawn)


def test_every_screen_is_in_the_list_and_one_always_shows(loop: Loop) -> None:
    """A file below screens/ that has a screen has its line in the list, once, and where no other screen shows the last one does."""
    for module in pkgutil.iter_modules(screens.__path__, f"{screens.__name__}."):
        importlib.import_module(module.name)
    assert sorted(Screen.__subclasses__(), key=str) == sorted(screens.SCREENS, key=str)
    shown = [screen for screen in loop.stage.screens if screen.shows]
    assert (loop.stage.screen, shown[-1]) == (shown[0], loop.stage.screens[-1])


def test_the_view_changes_no_round(loop: Loop) -> None:
    """The same seed plays the same round, with a view that draws every frame and without one."""
    with opened(Options(bench=True, seed=3)) as plain:
        plain.set_humans(1)
        for _ in range(3):
            plain.get_tree().process()
        for game in (plain, game_of(loop)):
            game.set_humans(0)
            game.match.start()
        while plain.match.state is not MatchState.ROUND_OVER:
            plain.get_tree().process()
            frames(loop, 1)
        assert plain.match.summary is not None
        assert plain.match.summary == game_of(loop).match.summary


def test_the_record_tells_what_a_round_changed(loop: Loop) -> None:
    """The stats before a round are kept until the next one begins, and the round's achievements with them."""
    game = game_of(loop)
    game.set_humans(0)
    game.match.start()
    until(loop, lambda: game.match.state is MatchState.ROUND_OVER and game.scorekeeper.cards[0].state is CardState.STORED)
    record, cards = loop.stage.record, game.scorekeeper.cards
    assert [before["NumGames"] for before in record.before] == [0, 0]
    assert [card.stats["NumGames"] for card in cards] == [1, 1]
    assert [set(names) for names in record.unlocked] == [{name for name, on in card.unlocked.items() if on} for card in cards]
    game.match.next_round()
    assert [before["NumGames"] for before in record.before] == [1, 1]
    assert record.unlocked == [[], []]


def test_there_is_a_way_to_play_for_any_number_of_gamepads() -> None:
    """The keyboard's ways are always offered, gamepads add theirs, and no label stands twice."""
    for pads in range(4):
        labels = [mode.label for mode in modes(pads)]
        assert len(set(labels)) == len(labels)
        assert {"One player against the bot", "Two players at one keyboard", "Watch two bots"} <= set(labels)
        assert any("gamepad" in label for label in labels) == (pads > 0)


def test_a_gamepad_flies_a_ship(loop: Loop) -> None:
    """Stick and buttons of the second player's pad move the second ship; Start pauses."""
    controls, root = loop.stage.controls, loop.tree.root
    controls.set_pads(1)
    press(loop, pygame.K_3)
    fight(loop)
    one, two = game_of(loop).match.arena.ships
    root.push_input(InputEventJoypadMotion(axis=0, axis_value=-0.8))
    root.push_input(InputEventJoypadButton(button_index=PAD_UP, pressed=True))
    root.push_input(InputEventJoypadButton(button_index=PAD_A, pressed=True))
    root.push_input(InputEventJoypadButton(button_index=PAD_A, pressed=False))
    frames(loop, 1)
    assert two.intent == Intent(turn=-0.8, thrust=True, fire=True)
    assert one.intent == Intent()
    root.push_input(InputEventJoypadButton(button_index=PAD_START[0], pressed=True))
    assert game_of(loop).paused


def test_what_pygame_says_becomes_the_trees_events() -> None:
    """Keys, buttons, sticks and hats are translated; the mouse is not the game's business."""
    event = pygame.event.Event
    assert translate(event(pygame.KEYDOWN, key=pygame.K_a, mod=pygame.KMOD_LSHIFT, unicode="A"), {}) == [
        InputEventKey(keycode=pygame.K_a, pressed=True, unicode=65, shift_pressed=True)
    ]
    assert translate(event(pygame.JOYBUTTONUP, instance_id=7, button=2), {7: 1}) == [InputEventJoypadButton(button_index=2, device=1)]
    assert translate(event(pygame.JOYAXISMOTION, instance_id=7, axis=1, value=0.5), {7: 1}) == [
        InputEventJoypadMotion(axis=1, axis_value=0.5, device=1)
    ]
    hat = translate(event(pygame.JOYHATMOTION, instance_id=7, hat=0, value=(0, 1)), {7: 0})
    assert [found for found in hat if found.is_pressed()] == [InputEventJoypadButton(button_index=PAD_UP, pressed=True)]
    assert translate(event(pygame.MOUSEMOTION, pos=(0, 0), rel=(0, 0), buttons=(0, 0, 0)), {}) == []


def test_effects_never_grow_without_bounds(loop: Loop) -> None:
    """However much explodes at once, there are at most so many sparks, and all of them end."""
    effects, arena = loop.stage.effects, game_of(loop).match.arena
    for _ in range(20):
        for ship in arena.ships:
            arena.ship_destroyed.emit(ship, "torpedo", ship.x, ship.y)
    assert len(effects.sparks) == MOST_SPARKS
    frames(loop, 3 * rules.TICKS)
    assert (effects.sparks, effects.bursts, effects.offset()) == ([], [], (0, 0))


@given(st.floats(0, ARENA.width), st.floats(0, ARENA.height), st.integers(1, 150))
def test_a_picture_at_an_edge_is_drawn_on_both_sides(x: float, y: float, half: int) -> None:
    """Something that reaches over an edge appears at the opposite one, in a corner at all four."""
    across = (x < half or x > ARENA.width - half) + (y < half or y > ARENA.height - half)
    found = places(x, y, half)
    assert len(found) == 2**across
    assert found[0] == (int(x), int(y))
