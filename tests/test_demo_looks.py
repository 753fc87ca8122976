"""The laws of how the game looks: toasts and plates never cover each other, every text fits its place and stands out from its ground.

Rules: pygame draws into memory (SDL's dummy driver); what is checked are places, widths and colours as they are declared, not pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo_game.command_line import Options
from demo_game.game import rules
from demo_game.signal_log import WIDEST, LogEntry
from demo_game.stats.achievements import ACHIEVEMENTS, STAT_TITLES
from demo_game.steam_world import opened
from demo_game.view import theme
from demo_game.view.debug_panel import INSET, argument_lines
from demo_game.view.debug_panel import WIDTH as PANEL_WIDTH
from demo_game.view.host.canvas import SMALL, Rect
from demo_game.view.host.window import CANVAS
from demo_game.view.hud import LEFT, RIGHT, SECOND, SPLIT
from demo_game.view.pygame_host.window import PygameWindow, open_display
from demo_game.view.screens.profile import EDGE as PROFILE_EDGE
from demo_game.view.screens.profile_pages import ICON, OWN, date
from demo_game.view.screens.profile_pages import INSET as PROFILE_INSET
from demo_game.view.screens.screen import PANEL_RECT, SIZE, TOP, beside_panel
from demo_game.view.theme import ARENA, LARGE, MEDIUM, clipped, number, wrapped
from demo_game.view.toasts import EDGE, HEIGHT, PLACES, TEXT_LEFT, WIDE, WIDTH, Toast, Toasts
from demo_game.view.toasts import TOP as TOAST_TOP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo_game.view.host.canvas import Colour
    from demo_game.view.pygame_host.studio import PygameStudio

pytestmark = pytest.mark.thorough  # they play whole rounds

DELTA = 1 / rules.TICKS
CLEAR = 4.5


@pytest.fixture(scope="module")
def studio() -> Iterator[PygameStudio]:
    """Give who makes plates and measures text, with the display open for all tests of this file."""
    open_display()
    yield PygameWindow().studio
    pygame.quit()


def luminance(colour: Colour) -> float:
    """Return the relative luminance of WCAG 2: 0.0 for black, 1.0 for white."""
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in (part / 255 for part in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, two: Colour) -> float:
    """Return the contrast of two colours as WCAG 2 has it, 1.0 to 21.0."""
    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["INK", "SOFT", "FAINT", "GOLD", "GREEN", "RED", "BLUE"])
def test_every_colour_of_text_stands_out_from_the_plates(name: str) -> None:
    """Also hints and old values are clearly legible: WCAG asks for 4.5."""
    assert contrast(getattr(theme, name), theme.PANEL) >= CLEAR


def test_the_players_and_their_states_stand_out_from_the_plates() -> None:
    """What is written in a player's colour or in that of a card's state is legible, too."""
    for colour in (*theme.PLAYERS, *theme.STATE_COLOURS.values()):
        assert contrast(colour, theme.PANEL) >= CLEAR


def toast_rects(toasts: Toasts) -> list[Rect]:
    """Return where the shown toasts lie."""
    found = []
    for side, edges in zip(toasts.shown, PLACES, strict=True):
        for toast, left in zip(side, edges, strict=True):
            if toast is not None:
                wide = toast.places > 1
                found.append(Rect(min(edges) if wide else left, TOAST_TOP, WIDE if wide else WIDTH, HEIGHT))
    return found


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 7), st.booleans(), st.integers(0, 200)), max_size=30))
def test_toasts_never_cover_each_other_and_all_are_shown(studio: PygameStudio, arrivals: list[tuple[int, int, bool, int]]) -> None:
    """Whatever comes in whatever order, shown toasts lie apart and inside of space, and every topic is seen in the end."""
    image = pygame.Surface((1, 1))
    with opened(Options(bench=True, seed=1)) as game:
        toasts = Toasts(game.scorekeeper, studio)
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
    row = Rect(0, TOAST_TOP, CANVAS[0], HEIGHT)
    for panel in (False, True):
        plate = Rect(beside_panel(panel=panel), TOP, *SIZE)
        assert ARENA.contains(plate)
        assert not plate.colliderect(row)
        assert not (panel and plate.colliderect(PANEL_RECT))
    assert ARENA.contains(PANEL_RECT)
    assert not PANEL_RECT.colliderect(row)


def test_the_profile_leaves_toasts_and_the_panel_free() -> None:
    """Both plates lie side by side in space, above the toasts; the left one beside the open panel."""
    left = Rect(PROFILE_EDGE, TOP, *SIZE)
    assert ARENA.contains(left)
    assert not left.colliderect(PANEL_RECT)
    assert not left.colliderect(Rect(0, TOAST_TOP, CANVAS[0], HEIGHT))


def test_the_players_own_line_is_legible() -> None:
    """The ground behind the marked line of the leaderboard is dark enough for the words on it."""
    assert contrast(theme.GOLD, OWN) >= CLEAR


def test_the_games_own_words_need_no_clipping_in_the_profile(studio: PygameStudio) -> None:
    """Titles of achievements stand beside dates and progress, and titles of stats beside a million, whole."""
    room = SIZE[0] - 2 * PROFILE_INSET - ICON - 16
    for known in ACHIEVEMENTS:
        beside = max(studio.measure(date(1_726_999_999)), studio.measure(f"{known.goal:,.0f} / {known.goal:,.0f}"))
        assert studio.measure(known.title, MEDIUM) + 16 + beside <= room
        assert studio.measure(known.text) <= room
    for name, title in STAT_TITLES.items():
        beside = studio.measure(number(9_999_999.9), LARGE) + 16
        assert max(studio.measure(title, MEDIUM), studio.measure(name)) + beside <= PANEL_WIDTH - 2 * PROFILE_INSET


@given(st.text(max_size=300), st.integers(40, 600), st.sampled_from([SMALL, MEDIUM]))
def test_clipped_text_fits_and_keeps_its_beginning(studio: PygameStudio, words: str, width: int, size: int) -> None:
    """Whatever a name is, it can be drawn, is no wider than its column, and is whole where it fits."""
    found = clipped(studio, words, width, size)
    assert studio.measure(found, size) <= width
    assert found.isprintable()
    shown = "".join(letter if letter.isprintable() else "?" for letter in words)
    assert found == shown or (found.endswith("...") and shown.startswith(found[:-3]))
    assert studio.plate((width, 2 * size)).text(found, (0, 0), size, theme.INK, 0.0) <= width


def test_the_words_of_achievements_fit_their_toasts(studio: PygameStudio) -> None:
    """Title, progress and text of every achievement stand inside of a toast, side by side."""
    for known in ACHIEVEMENTS:
        progress = f"{known.goal:,.0f} / {known.goal:,.0f}"
        assert TEXT_LEFT + studio.measure(known.title, MEDIUM) + 8 + max(studio.measure(progress), studio.measure("unlocked")) + 12 <= WIDTH
        assert EDGE + studio.measure(known.text) + 4 <= WIDTH


def test_stats_up_to_a_million_do_not_touch_their_names(studio: PygameStudio) -> None:
    """Both columns of the strip have room for their widest name and six digits, rounds up to ten thousand."""
    assert LEFT + studio.measure("NumGames") + 6 + studio.measure(number(9_999)) <= SPLIT
    assert SECOND + studio.measure("MaxFeetTraveled") + 6 + studio.measure(number(999_999.9)) <= RIGHT


@given(st.text(min_size=0, max_size=200), st.integers(60, 600))
def test_wrapped_text_keeps_its_letters_and_its_width(studio: PygameStudio, words: str, width: int) -> None:
    """No line is wider than asked for, and no letter is lost."""
    words = "".join(letter for letter in words if letter.isprintable())
    lines = wrapped(studio, words, width)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(studio.measure(line) <= width or len(line) == 1 for line in lines)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=WIDEST), st.sampled_from(["ship_hit", "achievement_progress"]))
def test_arguments_fit_the_panel(studio: PygameStudio, arguments: str, signal: str) -> None:
    """Whatever a signal carries, none of its lines leaves the panel."""
    entry = LogEntry(123_456, "SteamServerStats", signal, arguments)
    first, *more = argument_lines(studio, entry)
    beside = INSET + 58 + studio.measure(f"{entry.source}.{entry.signal}") + 10
    assert beside + studio.measure(first) <= PANEL_WIDTH - INSET + 2
    assert all(INSET + 78 + studio.measure(line) <= PANEL_WIDTH - INSET for line in more)
