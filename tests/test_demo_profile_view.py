"""The laws of the profile's screen: it opens, turns, scrolls and closes by keys and gamepads, and no word is cut or lies on another.

Rules: pygame draws into memory (SDL's dummy driver), frames are stepped, and no test looks at single pixels' colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo_game.command_line import Options
from demo_game.game import rules
from demo_game.game.match import MatchState
from demo_game.stats.profile import SERVER_ONLY, Feat, Friend, Place, Profile
from demo_game.steam_world import opened
from demo_game.view import hud, stage, theme
from demo_game.view.host.canvas import SMALL
from demo_game.view.host_input import PAD_A, PAD_B, PAD_DOWN, PAD_RIGHT, PAD_SHOULDERS, PAD_START, PAD_Y
from demo_game.view.pygame_host.window import PygameWindow, open_display
from demo_game.view.screens import profile_pages
from demo_game.view.screens.profile import ProfileScreen
from demo_game.view.screens.profile_pages import AchievementsPage, BoardPage, FriendsPage, Page, StatsPage, duration
from demo_game.view.screens.screen import PANEL_RECT, SIZE
from demo_game.view.sprites import Sprites
from demo_game.view.window_loop import Loop
from steam_nodes import InputEventJoypadButton, InputEventJoypadMotion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo_game.view.host.canvas import Canvas, Plate

pytestmark = pytest.mark.thorough  # they play whole rounds

DELTA = 1 / rules.TICKS
PAGES: tuple[tuple[type[Page], tuple[int, int]], ...] = (
    (AchievementsPage, SIZE),
    (StatsPage, PANEL_RECT.size),
    (BoardPage, SIZE),
    (FriendsPage, PANEL_RECT.size),
)
KEYS = ("Left, Right  page    Up, Down  scroll", "Esc, B  back")


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
    with opened(Options(bench=True, seed=3, mute=True)) as game:
        game.set_humans(1)
        pygame.event.clear()
        loop = Loop(game, Options(frames=1, seed=3, mute=True), PygameWindow())
        frames(loop, 3)
        yield loop


def frames(loop: Loop, count: int) -> None:
    """Run and draw frames."""
    for _ in range(count):
        assert loop.frame(DELTA)


def press(loop: Loop, key: int) -> None:
    """Press a key and let it go within one frame."""
    for kind in (pygame.KEYDOWN, pygame.KEYUP):
        pygame.event.post(pygame.event.Event(kind, key=key, mod=0, unicode=""))
    frames(loop, 1)


def push(loop: Loop, button: int) -> None:
    """Push a button of the first gamepad and let it go within one frame."""
    for pressed in (True, False):
        loop.tree.root.push_input(InputEventJoypadButton(button_index=button, pressed=pressed))
    frames(loop, 1)


def profile_screen(loop: Loop) -> ProfileScreen:
    """Return the profile among the screens."""
    return next(screen for screen in loop.stage.screens if isinstance(screen, ProfileScreen))


def shown(loop: Loop) -> list[str]:
    """Return the titles of the plates that are to be seen."""
    return [page.title for page in profile_screen(loop).shown]


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give a list of what the pages have drawn last; no word may be cut or lie on another one."""
    drawn: list[str] = []
    places: list[tuple[Canvas, pygame.Rect, str]] = []
    put, wipe = theme.put, theme.wipe

    def spy(target: Canvas, text: str, place: tuple[float, float], **looks: Any) -> int:
        width = put(target, text, place, **looks)
        rect = pygame.Rect(round(place[0] - looks.get("align", 0.0) * width), round(place[1]), width, looks.get("size", SMALL))
        assert pygame.Rect((0, 0), target.size).contains(rect), text
        for surface, other, written in places:
            assert surface is not target or not (text and written) or not rect.colliderect(other), f"{text} lies on {written}"
        places.append((target, rect, text))
        drawn.append(text)
        return width

    def clean(surface: Plate, *edge: Any) -> None:
        places[:] = [entry for entry in places if entry[0] is not surface]
        drawn.clear()
        wipe(surface, *edge)

    monkeypatch.setattr(profile_pages, "put", spy)
    monkeypatch.setattr(profile_pages, "wipe", clean)
    return drawn


def test_the_profile_opens_from_the_title_and_closes_again(loop: Loop) -> None:
    """P opens it, Escape or P closes it; neither quits, and the menu hears no key meanwhile."""
    profile, match = loop.game.profile, loop.game.match
    for back in (pygame.K_ESCAPE, pygame.K_p):
        press(loop, pygame.K_p)
        assert profile.is_open
        assert shown(loop) == ["Achievements", "Stats"]
        for key in (pygame.K_RETURN, pygame.K_SPACE, pygame.K_2, pygame.K_BACKSPACE):
            press(loop, key)
        assert (match.state, loop.stage.controls.choice) == (MatchState.TITLE, 0)
        press(loop, back)
        assert not profile.is_open


def test_the_profile_opens_from_the_summary_and_not_in_a_fight(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who flies has no time for it; after the round it is there, the strip says what Escape does, and then the summary is back."""
    strip: list[str] = []

    def spy(target: Canvas, text: str, place: tuple[float, float], **looks: Any) -> int:
        if "Esc" in text:
            strip.append(text)
        return theme.put(target, text, place, **looks)

    monkeypatch.setattr(hud, "put", spy)
    press(loop, pygame.K_RETURN)
    match = loop.game.match
    while match.state is not MatchState.ROUND_OVER:
        press(loop, pygame.K_p)
        assert not loop.game.profile.is_open
    press(loop, pygame.K_p)
    frames(loop, 2)
    assert loop.game.profile.is_open
    assert strip[-1].endswith("Esc back")
    press(loop, pygame.K_ESCAPE)
    assert match.state is MatchState.ROUND_OVER
    assert strip[-1].endswith("Esc title")


def test_pages_turn_by_keys_and_with_the_panel_one_by_one(loop: Loop) -> None:
    """Right and Left turn both plates; with the F1 panel open there is one at a time, and none is out of reach."""
    press(loop, pygame.K_p)
    assert shown(loop) == ["Achievements", "Stats"]
    press(loop, pygame.K_RIGHT)
    assert shown(loop) == ["Quickest wins", "Friends"]
    press(loop, pygame.K_RIGHT)
    press(loop, pygame.K_LEFT)
    assert shown(loop) == ["Quickest wins", "Friends"]
    press(loop, pygame.K_F1)
    seen = []
    for _ in range(4):
        seen += shown(loop)
        press(loop, pygame.K_d)
    assert seen == ["Quickest wins", "Friends", "Achievements", "Stats"]
    press(loop, pygame.K_RIGHT)
    press(loop, pygame.K_F1)
    assert shown(loop) == ["Quickest wins", "Friends"]


def test_a_gamepad_opens_turns_and_closes(loop: Loop) -> None:
    """Y opens, the cross, the shoulders and the stick turn, B, Y and Start close; nothing starts a match."""
    loop.stage.controls.set_pads(1)
    for back in (PAD_B, PAD_Y, PAD_START[0]):
        push(loop, PAD_Y)
        assert loop.game.profile.is_open
        for button in (PAD_RIGHT, PAD_SHOULDERS[0], PAD_SHOULDERS[1]):
            before = shown(loop)
            push(loop, button)
            assert shown(loop) != before
        for value in (0.9, 0.0):
            loop.tree.root.push_input(InputEventJoypadMotion(axis=0, axis_value=value))
        assert shown(loop) == ["Achievements", "Stats"]
        push(loop, PAD_A)
        push(loop, back)
        assert not loop.game.profile.is_open
    assert loop.game.match.state is MatchState.TITLE


def test_what_does_not_fit_is_scrolled(loop: Loop, words: list[str]) -> None:
    """Down shows the next lines as far as there are any, Up goes back, and the plate says which lines are to be seen."""
    profile = loop.game.profile
    press(loop, pygame.K_p)
    press(loop, pygame.K_RIGHT)
    frames(loop, 30)
    profile.places = tuple(Place(rank, f"Player {rank}", 1000 * rank) for rank in range(1, 31))
    profile.version += 1
    board = profile_screen(loop).pages[2]
    frames(loop, 1)
    assert board.hidden == 30 - board.room
    press(loop, pygame.K_DOWN)
    push(loop, PAD_DOWN)
    assert (f"3 to {board.room + 2} of 30" in words, "Player 2" in words, "Player 3" in words) == (True, False, True)
    for _ in range(40):
        push(loop, PAD_DOWN)
    assert profile_screen(loop).scroll == board.hidden
    for _ in range(40):
        press(loop, pygame.K_UP)
    assert profile_screen(loop).scroll == 0


def test_a_round_of_bots_goes_on_behind_the_profile_and_is_seen_in_it(loop: Loop) -> None:
    """Opened after a round of bots, the profile stays while the next ones are played, and counts them."""
    game = loop.game
    game.set_humans(0)
    game.match.auto = True
    game.match.start()
    while game.match.state is not MatchState.ROUND_OVER:
        frames(loop, 1)
    press(loop, pygame.K_p)
    while game.match.round_number < 2 or game.match.state is not MatchState.ROUND_OVER:
        frames(loop, 1)
    frames(loop, rules.TICKS)
    assert game.profile.is_open
    assert {name: value for _, name, value in game.profile.stats}["NumGames"] == 2


def of_anybody(profile: Profile, name: str, number: int) -> None:
    """Fill a profile with lines of every kind about somebody of that name."""
    profile.feats = tuple(
        Feat("A", name, name, unlocked, 1_726_999_999 if unlocked else 0, float(number), 1.0 * goal, 0)
        for unlocked, goal in ((True, 0), (True, number + 1), (False, number + 1), (False, 0))
    )
    profile.places = tuple(Place(rank, name, number, (number, 100), own=rank == 2) for rank in (1, 2, 100_000))
    profile.friends = (Friend(name), Friend(name, 0), Friend(name, 1, 1), Friend(name, number, number, 3))
    profile.stats = (("Rounds played", "NumGames", number), ("Average speed", "AverageSpeed", float(number)))
    profile.version += 1


@pytest.mark.parametrize("number", [0, 1, 59_999, 2_147_483_647])
@pytest.mark.parametrize(
    "name",
    ["", "Al", "W" * 500, "name with words " * 40, "line\nbreak\0\t", "\u4e2d\u6587" * 50],
    ids=["none", "short", "wide", "words", "controls", "chinese"],
)
def test_no_word_is_cut_or_covered_whatever_the_names_are(loop: Loop, words: list[str], name: str, number: int) -> None:
    """Every page keeps names of any length and numbers of any size in their columns."""
    profile = loop.game.profile
    of_anybody(profile, name, number)
    for page, size in PAGES:
        page(profile, size, loop.window.studio).drawn(0, "page 1 of 4", KEYS)
        assert len(words) > 4


@pytest.mark.parametrize("note", ["", SERVER_ONLY])
def test_an_empty_profile_says_why_it_is_empty(loop: Loop, words: list[str], monkeypatch: pytest.MonkeyPatch, note: str) -> None:
    """Where there are no lines a sentence stands in their place, on a server of Valve's Steam another one."""
    profile = loop.game.profile
    monkeypatch.setattr(Profile, "note", note)
    profile.feats, profile.friends = (), ()
    for places in (None, ()):
        profile.places = places
        profile.version += 1
        told = []
        for page, size in PAGES:
            if page is not StatsPage:
                page(profile, size, loop.window.studio).drawn(0, "", ("", ""))
                told.append(" ".join(words))
        assert "This game has no achievements." in told[0]
        for text, sentence in zip(told[1:], ("Nobody has won a round yet.", "Steam knows of no friends."), strict=True):
            assert (note or ("Asking Steam ..." if places is None else sentence)) in text


def test_the_whole_screen_draws_no_word_on_another(loop: Loop, words: list[str]) -> None:
    """With gamepads and without, with the panel and without, before and after the answers: all pages are clean."""
    press(loop, pygame.K_p)
    for pads in (0, 1):
        loop.stage.controls.set_pads(pads)
        for _ in range(2):
            press(loop, pygame.K_F1)
            for _ in range(4):
                press(loop, pygame.K_RIGHT)
                frames(loop, 20)
    assert words


@given(st.integers(0, 2**31 - 1))
def test_a_time_is_told_in_hundredths_and_never_rounded_up(milliseconds: int) -> None:
    """A quicker round never reads as a slower one, and minutes stand before seconds of two digits."""
    told = duration(milliseconds)
    minutes, seconds = told.removesuffix(" s").split(":") if ":" in told else ("0", told.removesuffix(" s"))
    assert abs(int(minutes) * 60_000 + float(seconds) * 1000 - milliseconds) <= 10
    assert float(seconds) < 60.0
