"""The laws of the settings on the screen, of the mouse, of gamepads' hints, and of the question before quitting, as a player meets them.

Rules: pygame draws into memory (SDL's dummy driver), frames are stepped; what is pressed, pointed at and clicked arrives as from pygame.
"""

from __future__ import annotations

import os
import runpy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pygame
import pytest

from demo_game.command_line import Options, parse
from demo_game.game import rules
from demo_game.game.bot import Bot
from demo_game.game.match import MatchState
from demo_game.icons import make_icons
from demo_game.key_bindings import KEYS, RESERVED
from demo_game.settings import DIFFICULTIES, FILE, Settings, SettingsFile
from demo_game.steam_world import opened
from demo_game.view import hud, pygame_host, stage
from demo_game.view.host.canvas import Rect
from demo_game.view.host.window import CANVAS, CLASS, on_canvas
from demo_game.view.host_input import PAD_A, PAD_B, PAD_DOWN, PAD_LEFT, PAD_RIGHT, PAD_START, PAD_UP, PAD_X, PAD_Y
from demo_game.view.pad_hints import Make, make_of, printed
from demo_game.view.pygame_host.window import PygameWindow, open_display
from demo_game.view.screens import pause, quit_screen, settings_screen, summary, title
from demo_game.view.screens.fight import FIELD_RECT
from demo_game.view.screens.profile import ProfileScreen
from demo_game.view.screens.quit_screen import QuitScreen
from demo_game.view.screens.screen import COLUMN_RECT, SIZE, TOP, beside_panel
from demo_game.view.screens.settings_screen import DIFFICULTY, KEY_ROWS, VOLUME, SettingsScreen
from demo_game.view.sprites import Sprites
from demo_game.view.theme import ARENA
from demo_game.view.toasts import TOP as TOAST_TOP
from demo_game.view.window_loop import Loop
from steam_nodes import InputEventJoypadButton

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from demo_game.view.host.canvas import Canvas

pytestmark = pytest.mark.thorough  # they play whole rounds

DELTA = 1 / rules.TICKS
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def sprites() -> Iterator[Sprites]:
    """Give everything drawn, with the display open for all tests of this file."""
    open_display()
    yield Sprites(PygameWindow().studio)
    pygame.quit()


@pytest.fixture
def loop(sprites: Sprites, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loop]:
    """Give the loop of a game on its title, one player against the bot."""
    monkeypatch.setattr(stage, "Sprites", lambda _studio: sprites)
    with opened(Options(bench=True, seed=3)) as game:
        game.set_humans(1)
        pygame.event.clear()
        yield Loop(game, Options(frames=1, seed=3), PygameWindow())


def frames(loop: Loop, count: int = 1) -> None:
    """Run and draw frames."""
    for _ in range(count):
        assert loop.frame(DELTA)


def tell(kind: int, **values: Any) -> None:
    """Let pygame tell something."""
    pygame.event.post(pygame.event.Event(kind, **values))


def press(loop: Loop, *keys: int) -> None:
    """Press keys and let them go, each within one frame."""
    for key in keys:
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            tell(kind, key=key, mod=0, unicode="")
        frames(loop)


def push(loop: Loop, *buttons: int) -> None:
    """Push buttons of the first gamepad and let them go, each within one frame."""
    for button in buttons:
        for pressed in (True, False):
            loop.tree.root.push_input(InputEventJoypadButton(button_index=button, pressed=pressed))
        frames(loop)


def point(loop: Loop, place: tuple[float, float], *, button: int = 0) -> None:
    """Move the mouse to a place on the canvas, and press one of pygame's buttons there."""
    tell(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0))
    if button:
        tell(pygame.MOUSEBUTTONDOWN, pos=place, button=button)
        tell(pygame.MOUSEBUTTONUP, pos=place, button=button)
    frames(loop)


def middle(rect: Rect) -> tuple[int, int]:
    """Return a place well inside of a rectangle."""
    return rect.left + rect.width // 2, rect.top + rect.height // 2


def spy(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with every text a part of the view draws; none of them may be cut."""
    words: list[str] = []
    draw = module.put

    def put(target: Canvas, text: str, place: tuple[float, float], **looks: Any) -> int:
        words.append(text)
        width: int = draw(target, text, place, **looks)
        left = place[0] - looks.get("align", 0.0) * width
        assert left >= 0, text
        assert left + width <= target.size[0], text
        return width

    monkeypatch.setattr(module, "put", put)
    return words


def fight(loop: Loop) -> None:
    """Leave the title and wait for the fight."""
    press(loop, pygame.K_1, pygame.K_RETURN)
    while loop.game.match.state is not MatchState.FIGHT:
        assert loop.step(DELTA)
    frames(loop)


def settings_of(loop: Loop) -> tuple[SettingsScreen, SettingsFile]:
    """Open the settings and return the screen with the settings that it changes."""
    press(loop, pygame.K_o)
    screen = loop.stage.screen
    assert isinstance(screen, SettingsScreen)
    return screen, loop.game.settings


def test_settings_are_changed_by_keys_and_hold_at_once(loop: Loop) -> None:
    """Volume and difficulty go by steps, sound and full screen turn, and Escape goes back to the title."""
    screen, file = settings_of(loop)
    press(loop, pygame.K_LEFT, pygame.K_LEFT, pygame.K_DOWN, pygame.K_RETURN, pygame.K_DOWN, pygame.K_RIGHT, pygame.K_RIGHT, pygame.K_RIGHT)
    assert file.now == Settings(volume=8, muted=True, difficulty="ace")
    assert loop.game.skill == DIFFICULTIES["ace"]
    press(loop, pygame.K_DOWN, pygame.K_SPACE)
    assert (file.now.full_screen, loop.window.fullscreen) == (True, True)
    press(loop, pygame.K_UP, pygame.K_UP, pygame.K_UP, pygame.K_UP, pygame.K_RETURN)
    assert (file.now, loop.window.fullscreen) == (Settings(), False)
    press(loop, pygame.K_ESCAPE)
    assert (screen.shows, loop.game.match.state) == (False, MatchState.TITLE)


def test_the_bot_of_a_round_plays_as_the_settings_say_from_now_on(loop: Loop) -> None:
    """From a pause the difficulty reaches the bot that flies, and going back finds the match still paused."""
    fight(loop)
    press(loop, pygame.K_ESCAPE)
    settings_of(loop)
    press(loop, pygame.K_DOWN, pygame.K_DOWN, pygame.K_LEFT, pygame.K_ESCAPE)
    (bot,) = (pilot for pilot in loop.game.match.pilots if isinstance(pilot, Bot))
    assert (bot.skill, loop.game.paused) == (DIFFICULTIES["easy"], True)


def test_a_key_is_given_to_a_player_and_flies_the_ship(loop: Loop) -> None:
    """The next key that goes down is taken, and from then on it fires; the one before does nothing any more."""
    screen, file = settings_of(loop)
    screen.row, screen.side = KEY_ROWS[3], 0
    press(loop, pygame.K_RETURN, pygame.K_f)
    assert file.now.keys == (KEYS["left"].with_keys("fire", pygame.K_f), KEYS["right"])
    press(loop, pygame.K_ESCAPE)
    fight(loop)
    ship = loop.game.match.arena.ships[0]
    press(loop, pygame.K_SPACE)
    assert ship.torpedoes_fired == 0
    press(loop, pygame.K_f)
    assert ship.torpedoes_fired == 1


def test_a_key_of_the_game_is_refused_and_escape_leaves_a_key_as_it_is(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever presses one of them reads what it is for, and it does not do it; nothing is changed."""
    words = spy(settings_screen, monkeypatch)
    screen, file = settings_of(loop)
    screen.row = KEY_ROWS[0]
    for key, meaning in RESERVED.items():
        press(loop, pygame.K_RETURN)
        assert "press a key ..." in words
        words.clear()
        press(loop, key)
        assert (file.now, screen.waits_for_key, loop.stage.panel.open) == (Settings(), False, False)
        assert key == pygame.K_ESCAPE or any(line.endswith(meaning) for line in words), meaning
    assert screen.shows


def test_keys_that_clash_are_told(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line below names the key and both of its uses; the file's own fault is told where no key clashes."""
    words = spy(settings_screen, monkeypatch)
    loop.game.settings.note = "the settings are broken"
    _, file = settings_of(loop)
    assert "the settings are broken" in words
    one, two = file.now.keys
    file.change(replace(file.now, keys=(one, two.with_keys("thrust", one.thrust))))
    frames(loop)
    assert "W: player 1's thrust and player 2's thrust" in words


def test_no_words_of_the_settings_are_cut(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the widest names of keys, at every volume and difficulty, with a skill from the command line."""
    drawn = [spy(module, monkeypatch) for module in (settings_screen, title, quit_screen, pause, summary)]
    wide = 1 << 30 | 98
    names = dict.fromkeys(("left", "right", "thrust", "jump"), wide)
    loop.game.skill = 0.123456
    settings_of(loop)
    for volume, word in enumerate(DIFFICULTIES):
        keys = (replace(KEYS["left"], **names, fire=(wide,)), replace(KEYS["right"], **names, fire=(wide,)))
        loop.game.settings.change(Settings(volume=volume, muted=volume > 1, difficulty=word, keys=keys))
        frames(loop)
    press(loop, pygame.K_ESCAPE)
    for name in ("PS5 Controller", "Nintendo Switch Pro Controller", "Xbox Wireless Controller", "Joystick"):
        loop.stage.controls.set_pads(1, (name,))
        push(loop, PAD_DOWN)
        push(loop, PAD_X, PAD_DOWN, PAD_B, PAD_B, PAD_RIGHT, PAD_B)
    fight(loop)
    loop.stage.controls.set_pads(1, ("DualSense",))
    push(loop, PAD_START[0], PAD_X, PAD_B, PAD_START[0])
    loop.game.match.time_left = 0.0
    frames(loop, 2)
    push(loop, PAD_UP)
    assert all(drawn)


def test_the_mouse_points_clicks_and_turns_its_wheel(loop: Loop) -> None:
    """On the title a line is chosen where the mouse comes by and done where it clicks; in the settings each step and word is a place."""
    lines = loop.stage.screen.spots()
    point(loop, middle(lines[2].rect))
    assert loop.stage.controls.mode.label == "Watch two bots"
    point(loop, middle(lines[2].rect), button=4)
    assert loop.stage.controls.mode.humans == 2
    point(loop, middle(lines[3].rect), button=1)
    screen = loop.stage.screen
    assert isinstance(screen, SettingsScreen)
    point(loop, middle(screen.spots()[4].rect), button=1)
    assert (screen.row, loop.game.settings.now.volume) == (VOLUME, 4)
    point(loop, middle(screen.spots()[4].rect), button=5)
    assert loop.game.settings.now.volume == 3
    words = [spot for spot in screen.spots() if spot.rect.top == screen.spots()[11].rect.top]
    point(loop, middle(words[len(DIFFICULTIES) - 1].rect), button=1)
    assert (screen.row, loop.game.settings.now.difficulty) == (DIFFICULTY, "ace")
    point(loop, middle(screen.spots()[-1].rect), button=1)
    assert not screen.shows
    point(loop, middle(loop.stage.screen.spots()[0].rect), button=1)
    assert loop.game.match.state is MatchState.COUNTDOWN
    press(loop, pygame.K_ESCAPE)
    point(loop, middle(loop.stage.screen.spots()[0].rect), button=1)
    assert not loop.game.paused


def test_the_mouse_finds_the_canvas_in_any_window() -> None:
    """The corners of the picture are those of the canvas, whatever bars are beside it."""
    assert on_canvas((0, 0), CANVAS) == (0, 0)
    assert on_canvas((400, 225), (800, 450)) == (640, 360)
    assert on_canvas((100, 500), (200, 1000)) == pytest.approx((640, 360), abs=4)


def test_hints_name_the_button_of_the_pad_in_hand(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever plays with a pad reads its buttons, and keys again after a key; a pad that is unplugged is in nobody's hand."""
    strip = spy(hud, monkeypatch)
    fight(loop)
    assert strip[-1].endswith("Esc pause")
    loop.stage.controls.set_pads(1, ("Sony DualSense Wireless Controller",))
    push(loop, PAD_UP)
    assert strip[-1].endswith("Options pause")
    press(loop, pygame.K_LEFT)
    assert strip[-1].endswith("Esc pause")
    push(loop, PAD_UP)
    loop.stage.controls.set_pads(0)
    frames(loop)
    assert strip[-1].endswith("Esc pause")


@pytest.mark.parametrize(
    ("name", "make", "jump"),
    [
        ("Xbox Series X Controller", Make.XBOX, "B"),
        ("PS4 Controller", Make.PLAYSTATION, "Circle"),
        ("Wireless Controller", Make.PLAYSTATION, "Circle"),
        ("Nintendo Switch Pro Controller", Make.NINTENDO, "B"),
        ("Logitech Dual Action", Make.OTHER, "B"),
        ("", Make.OTHER, "B"),
    ],
)
def test_a_pad_is_known_by_its_name(name: str, make: Make, jump: str) -> None:
    """Its make tells what is printed on its buttons, and every button of a hint has words on every make."""
    assert (make_of(name), printed(make, PAD_B)) == (make, jump)
    assert all(printed(make, button) for button in (PAD_A, PAD_B, PAD_X, PAD_Y, PAD_START[0]))


def test_a_pad_goes_through_the_menus(loop: Loop) -> None:
    """Down to the settings, a step of the volume, back, the profile, and the question whether to quit, all without a key."""
    loop.stage.controls.set_pads(1, ("Pad",))
    push(loop, PAD_DOWN, PAD_DOWN, PAD_DOWN, PAD_DOWN, PAD_A)
    assert isinstance(loop.stage.screen, SettingsScreen)
    push(loop, PAD_LEFT, PAD_B)
    assert loop.game.settings.now.volume == 9
    push(loop, PAD_Y)
    assert loop.game.profile.is_open
    push(loop, PAD_X)
    assert loop.game.profiles[1].is_open
    push(loop, PAD_B, PAD_B)
    assert loop.game.quitting.is_open
    push(loop, PAD_RIGHT, PAD_A)
    assert not loop.game.quitting.is_open


def test_the_sign_of_silence_says_why(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """M and a volume of nothing mute, and M again brings the sound back; without a device there is none to bring back."""
    strip = spy(hud, monkeypatch)
    frames(loop)
    assert "muted" not in strip
    press(loop, pygame.K_m)
    assert ("muted" in strip, loop.game.settings.now.muted) == (True, True)
    press(loop, pygame.K_m)
    assert loop.stage.silence == ""
    loop.game.settings.change(Settings(volume=0))
    assert loop.stage.silence == "muted"
    loop.stage.no_sound = True
    assert loop.stage.silence == "no sound"


def test_escape_on_the_title_asks_and_the_answers_can_be_chosen(loop: Loop) -> None:
    """N and Escape play on; the arrows go from one answer to the other, and a click answers."""
    for back in (pygame.K_ESCAPE, pygame.K_n):
        press(loop, pygame.K_ESCAPE)
        assert isinstance(loop.stage.screen, QuitScreen)
        press(loop, back)
        assert not loop.game.quitting.is_open
    press(loop, pygame.K_ESCAPE, pygame.K_LEFT)
    assert not loop.game.quitting.says_yes
    yes, no = loop.stage.screen.spots()
    point(loop, middle(yes.rect))
    assert loop.game.quitting.says_yes
    point(loop, middle(no.rect), button=1)
    assert not loop.game.quitting.is_open
    press(loop, pygame.K_ESCAPE)
    tell(pygame.KEYDOWN, key=pygame.K_y, mod=0, unicode="")
    assert not loop.frame(DELTA)


def test_closing_the_window_twice_in_a_round_quits(loop: Loop) -> None:
    """The first time it asks, over whatever is on show."""
    fight(loop)
    press(loop, pygame.K_ESCAPE, pygame.K_o)
    tell(pygame.QUIT)
    frames(loop)
    assert isinstance(loop.stage.screen, QuitScreen)
    tell(pygame.QUIT)
    assert not loop.frame(DELTA)


def test_escape_at_the_end_of_a_round_does_not_skip_the_summary(loop: Loop) -> None:
    """What was meant to pause the round that has just ended does nothing; a moment later Escape leaves."""
    fight(loop)
    loop.game.match.time_left = 0.0
    frames(loop)
    states = []
    for wait in (0, 30):
        frames(loop, wait)
        push(loop, PAD_UP)
        press(loop, pygame.K_ESCAPE)
        states.append(loop.game.match.state)
    assert states == [MatchState.ROUND_OVER, MatchState.TITLE]


def test_the_profile_opens_wherever_a_hint_says_so(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the title, in a pause and after a round P is told and works; in a fight it is neither."""
    words = [spy(module, monkeypatch) for module in (title, pause, summary)]

    def works() -> bool:
        press(loop, pygame.K_p)
        is_open = loop.game.profile.is_open
        if is_open:
            press(loop, pygame.K_p)
        return is_open

    frames(loop)
    assert ("profile and friends" in words[0], works()) == (True, True)
    fight(loop)
    assert not works()
    press(loop, pygame.K_ESCAPE)
    assert works()
    press(loop, pygame.K_ESCAPE)
    loop.game.match.time_left = 0.0
    frames(loop, 2)
    assert works()
    # Hints are drawn through the plates' own line of hints, each with its place to click.
    assert any(spot.press == loop.game.profile.open for spot in loop.stage.screen.spots())


def test_the_hints_of_the_profile_can_be_clicked(loop: Loop) -> None:
    """One turns the page, one shows the other player's, one goes back; the wheel scrolls and leaves nothing."""
    press(loop, pygame.K_p)
    screen = loop.stage.screen
    assert isinstance(screen, ProfileScreen)
    other, turn, back = (middle(spot.rect) for spot in screen.spots())
    point(loop, turn, button=1)
    assert screen.page == 2
    point(loop, other, button=1)
    assert (screen.player, screen.page) == (1, 2)
    point(loop, back, button=5)
    assert loop.game.profiles[1].is_open
    point(loop, back, button=1)
    assert not screen.shows


def test_the_keyboard_can_be_asked_for_again(loop: Loop) -> None:
    """A key that goes up while the keyboard takes it is not held for ever; with two players the second is asked as well."""
    for _ in range(2):
        press(loop, pygame.K_n)
        assert loop.game.pilot_names[0].field is not None
        press(loop, pygame.K_ESCAPE)
        frames(loop, 2)
    press(loop, pygame.K_2, pygame.K_n, pygame.K_RETURN)
    frames(loop, 8)
    second = loop.game.pilot_names[1]
    assert second.field is not None
    assert second.field[:2] == ("What is player two called?", "Wedge")


def test_the_panel_is_small_and_no_plate_lies_under_it_or_under_toasts() -> None:
    """In a fight it takes less than a tenth of the field; beside a plate there is room for it; the title's keys end above the toasts."""
    assert FIELD_RECT.width * FIELD_RECT.height < 0.1 * ARENA.width * ARENA.height
    plate = Rect(beside_panel(), TOP, *SIZE)
    toasts = Rect(0, TOAST_TOP, CANVAS[0], 1)
    assert ARENA.contains(COLUMN_RECT)
    assert ARENA.contains(FIELD_RECT)
    for rect in (plate, COLUMN_RECT, title.TITLE_PANEL_RECT):
        assert rect.bottom < toasts.top
    assert not plate.colliderect(COLUMN_RECT)


def test_the_window_has_an_icon_and_a_class_of_its_own(sprites: Sprites, monkeypatch: pytest.MonkeyPatch) -> None:
    """The icon is known before the window opens, and is what our script draws; pygame is told the class before it is imported."""
    del sprites
    order: list[Any] = []
    set_icon, set_mode = pygame.display.set_icon, pygame.display.set_mode

    def icon_set(icon: pygame.Surface) -> None:
        order.append(icon)
        set_icon(icon)

    def mode_set(*given: Any) -> pygame.Surface:
        order.append("mode")
        return set_mode(*given)

    monkeypatch.setattr(pygame.display, "set_icon", icon_set)
    monkeypatch.setattr(pygame.display, "set_mode", mode_set)
    PygameWindow()
    icon, mode = order
    assert mode == "mode"
    assert pygame.image.tobytes(icon, "RGBA") == make_icons.pixels(make_icons.WINDOW, grey=False)
    for name in ("SDL_VIDEO_X11_WMCLASS", "SDL_VIDEO_WAYLAND_WMCLASS"):
        monkeypatch.delenv(name, raising=False)
    # Run under its own name, for the file names its neighbours relatively.
    runpy.run_path(str(Path(pygame_host.__file__)), run_name="demo_game.view.pygame_host.__init__")
    assert {os.environ[name] for name in ("SDL_VIDEO_X11_WMCLASS", "SDL_VIDEO_WAYLAND_WMCLASS")} == {CLASS}


def test_a_run_with_counted_frames_reads_no_settings(tmp_path: Path) -> None:
    """The same seed gives the same run whatever somebody has chosen; a game of its own reads them, and the command line comes first."""
    SettingsFile(tmp_path / FILE).change(Settings(difficulty="ace", muted=True))
    for options, skill, muted in (
        (Options(data=tmp_path, frames=5), DIFFICULTIES["normal"], False),
        (Options(data=tmp_path), DIFFICULTIES["ace"], True),
        (Options(data=tmp_path, skill=0.25), 0.25, True),
    ):
        with opened(options) as game:
            assert (game.skill, game.settings.now.muted) == (skill, muted)
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".toml") == [FILE]


@pytest.mark.parametrize("size", ["800", "800x", "axb", "10x10", "800x450x2"])
def test_a_size_that_is_none_is_told(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A window has a width and a height, from the smallest up."""
    with pytest.raises(SystemExit):
        parse(["--size", size])
    assert f"'{size}' is not a size from 320x180 up, such as 800x450" in capsys.readouterr().err
    assert parse(["--size", "800x450"]).size == (800, 450)
