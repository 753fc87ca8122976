"""The laws of what the game shows: keys and gamepads reach pilots, texts fit, toasts never cover each other, a view changes no round.

Rules: pygame draws into memory (SDL's dummy driver), frames are stepped, and no test looks at single pixels' colours. Sprites are made once
for all tests, since they are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo_game import rules, view_stage, view_theme
from demo_game.achievements import ACHIEVEMENTS
from demo_game.card import CardState
from demo_game.controls import HumanPilot, Intent
from demo_game.match import MatchState
from demo_game.options import Options
from demo_game.signal_log import WIDEST, LogEntry
from demo_game.view_effects import MOST_SPARKS, places
from demo_game.view_hud import LEFT, RIGHT, SECOND, SPLIT
from demo_game.view_input import KEYS, PAD_A, PAD_START, PAD_UP, modes, translate
from demo_game.view_panel import INSET, argument_lines
from demo_game.view_panel import WIDTH as PANEL_WIDTH
from demo_game.view_pygame import Loop
from demo_game.view_screens import PANEL_RECT, SIZE, TOP, beside_panel
from demo_game.view_theme import ARENA, CANVAS, MEDIUM, measure, number, wrapped
from demo_game.view_toasts import EDGE, HEIGHT, PLACES, TEXT_LEFT, WIDE, WIDTH, Toast, Toasts
from demo_game.view_toasts import TOP as TOAST_TOP
from demo_game.view_vector import Sprites
from demo_game.view_window import Window, open_display
from demo_game.world import opened
from steam_nodes import InputEventJoypadButton, InputEventJoypadMotion, InputEventKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from demo_game.game import Game

DELTA = 1 / rules.TICKS
LEFT_KEYS, RIGHT_KEYS = KEYS["left"], KEYS["right"]


@pytest.fixture(scope="module")
def sprites() -> Iterator[Sprites]:
    """Give everything drawn, with the display open for all tests of this file."""
    open_display()
    pygame.font.init()
    Window()
    yield Sprites()
    pygame.quit()
    view_theme.forget()


@pytest.fixture
def loop(sprites: Sprites, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loop]:
    """Give the loop of a game on its title, one player against the bot, whose stats are loaded."""
    monkeypatch.setattr(view_stage, "Sprites", lambda: sprites)
    # `bench` and `frames` step the frames; with neither, the game would be in the user's own world.
    options = Options(bench=True, seed=3, mute=True)
    with opened(options) as game:
        game.set_humans(1)
        pygame.event.clear()
        loop = Loop(game, Options(frames=1, seed=3, mute=True), Window())
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
    press(loop, pygame.K_ESCAPE)
    assert game.match.state is MatchState.TITLE
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode=""))
    assert not loop.frame(DELTA)


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


def toast_rects(toasts: Toasts) -> list[pygame.Rect]:
    """Return where the shown toasts lie."""
    found = []
    for side, edges in zip(toasts.shown, PLACES, strict=True):
        for toast, left in zip(side, edges, strict=True):
            if toast is not None:
                wide = toast.places > 1
                found.append(pygame.Rect(min(edges) if wide else left, TOAST_TOP, WIDE if wide else WIDTH, HEIGHT))
    return found


@pytest.mark.usefixtures("sprites")
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 7), st.booleans(), st.integers(0, 200)), max_size=30))
def test_toasts_never_cover_each_other_and_all_are_shown(arrivals: list[tuple[int, int, bool, int]]) -> None:
    """Whatever comes in whatever order, shown toasts lie apart and inside of space, and every topic is seen in the end."""
    image = pygame.Surface((1, 1))
    with opened(Options(bench=True, seed=1)) as game:
        toasts = Toasts(game.scorekeeper)
        game.add_child(toasts)
        seen: set[str] = set()
        wanted: set[str] = set()

        def step() -> None:
            rects = toast_rects(toasts)
            assert all(ARENA.contains(rect) for rect in rects)
            assert not any(one.colliderect(two) for place, one in enumerate(rects) for two in rects[place + 1 :])
            seen.update(toast.topic for toast in toasts.visible)
            toasts._process(DELTA)

        for index, topic, wide, wait in arrivals:
            wanted.add(f"{index} {topic} {wide}")
            toasts.add(index, Toast(f"{index} {topic} {wide}", image, places=2 if wide else 1))
            for _ in range(wait):
                step()
        for _ in range(100 * rules.TICKS):
            if not toasts.visible:
                break
            step()
        assert not toasts.visible
        assert seen == wanted


def test_toasts_and_the_panel_leave_screens_free() -> None:
    """No screen's plate lies under a toast or under the open panel, and all of them lie inside of space."""
    row = pygame.Rect(0, TOAST_TOP, CANVAS[0], HEIGHT)
    for panel in (False, True):
        plate = pygame.Rect(beside_panel(panel=panel), TOP, *SIZE)
        assert ARENA.contains(plate)
        assert not plate.colliderect(row)
        assert not (panel and plate.colliderect(PANEL_RECT))
    assert ARENA.contains(PANEL_RECT)
    assert not PANEL_RECT.colliderect(row)


@pytest.mark.usefixtures("sprites")
def test_the_words_of_achievements_fit_their_toasts() -> None:
    """Title, progress and text of every achievement stand inside of a toast, side by side."""
    for known in ACHIEVEMENTS:
        progress = f"{known.goal:,.0f} / {known.goal:,.0f}"
        assert TEXT_LEFT + measure(known.title, MEDIUM) + 8 + max(measure(progress), measure("unlocked")) + 12 <= WIDTH
        assert EDGE + measure(known.text) + 4 <= WIDTH


@pytest.mark.usefixtures("sprites")
def test_stats_up_to_a_million_do_not_touch_their_names() -> None:
    """Both columns of the strip have room for their widest name and six digits, rounds up to ten thousand."""
    assert LEFT + measure("NumGames") + 6 + measure(number(9_999)) <= SPLIT
    assert SECOND + measure("MaxFeetTraveled") + 6 + measure(number(999_999.9)) <= RIGHT


@pytest.mark.usefixtures("sprites")
@given(st.text(min_size=0, max_size=200), st.integers(60, 600))
def test_wrapped_text_keeps_its_letters_and_its_width(words: str, width: int) -> None:
    """No line is wider than asked for, and no letter is lost."""
    words = "".join(letter for letter in words if letter.isprintable())
    lines = wrapped(words, width)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(measure(line) <= width or len(line) == 1 for line in lines)


@pytest.mark.usefixtures("sprites")
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=WIDEST), st.sampled_from(["ship_hit", "achievement_progress"]))
def test_arguments_fit_the_panel(arguments: str, signal: str) -> None:
    """Whatever a signal carries, none of its lines leaves the panel."""
    entry = LogEntry(123_456, "SteamServerStats", signal, arguments)
    first, *more = argument_lines(entry)
    beside = INSET + 58 + measure(f"{entry.source}.{entry.signal}") + 10
    assert beside + measure(first) <= PANEL_WIDTH - INSET + 2
    assert all(INSET + 78 + measure(line) <= PANEL_WIDTH - INSET for line in more)


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
