"""The toasts and overlays that people copy: what is shown and when, and that pygame's are legible and stay in the window.

Rules: nothing here opens a window: pygame draws on surfaces. arcade's and pyglet's are drawn by tests/test_example_windows.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pygame
import pytest

from steam_nodes import LocalSteam, Node, PlayerStats, SceneTree, Schema, Signal, Steam, SteamServer, SteppedClock, is_instance_valid
from tests.support.examples import FOLDER, example
from tests.support.group_worlds import group_world
from tests.support.places import ON_EVERY_STORE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.group_worlds import Way

pytestmark = ON_EVERY_STORE

PLAYER = 76561197960287931
FRAME = 1 / 60
SIZES = [(1280, 720), (640, 360)]


class Teller(Node):
    """A node that tells of achievements as a PlayerStats does, when a test wants it."""

    achievement_unlocked: Signal[str] = Signal("name")
    achievement_progress: Signal[str, float, float] = Signal("name", "value", "goal")


@pytest.fixture
def teller(tree: SceneTree) -> Teller:
    """Give a teller in a tree with a player's Steam."""
    Steam.attach(tree, LocalSteam(FOLDER / "examples.toml", clock=SteppedClock()).client(PLAYER))
    teller = Teller(name="Stats")
    tree.root.add_child(teller)
    return teller


@pytest.fixture
def frames(tree: SceneTree) -> Callable[[float], None]:
    """Give a function that lets so many seconds of frames pass."""

    def pass_by(seconds: float) -> None:
        for _ in range(round(seconds / FRAME)):
            tree.process()

    return pass_by


@pytest.fixture
def surface() -> pygame.Surface:
    """Give a surface as large as a small window, with pygame's fonts ready."""
    pygame.font.init()
    return pygame.Surface((640, 360))


def names(feed: Any) -> list[str]:
    """Return the names of the toasts that are shown, the lowest first."""
    return [toast.name for toast in feed.shown]


def test_a_toast_comes_in_stands_and_goes(teller: Teller, frames: Callable[[float], None]) -> None:
    """A toast is outside of the window at first, stands still for some seconds, is outside again and then no more."""
    feed = example("toast_feed").ToastFeed(teller)
    teller.achievement_unlocked.emit("ACH_SHARP_EYE")
    frames(FRAME)
    (toast,) = feed.shown
    assert toast.hidden == 1.0
    hidden = []
    while feed.shown:
        hidden.append(toast.hidden)
        frames(FRAME)
    turn = hidden.index(0.0)
    assert hidden[:turn] == sorted(hidden[:turn], reverse=True)
    assert hidden.count(0.0) * FRAME == pytest.approx(4.0, abs=0.1)
    assert hidden[turn + hidden.count(0.0) :] == sorted(hidden[turn + hidden.count(0.0) :])


def test_many_toasts_wait_and_none_is_lost(teller: Teller, frames: Callable[[float], None]) -> None:
    """Three are shown at once and the others wait; each is shown in its turn, and while some wait all are quicker."""
    feed = example("toast_feed").ToastFeed(teller)
    for number in range(8):
        teller.achievement_unlocked.emit(f"ACH_{number}")
    seen: list[str] = []
    for _ in range(round(12 / FRAME)):
        frames(FRAME)
        assert len(feed.shown) <= 3
        seen += [name for name in names(feed) if name not in seen]
    assert seen == [f"ACH_{number}" for number in range(8)]
    assert not feed.shown
    assert not feed.waiting


def test_a_toast_moves_down_when_one_below_is_gone(teller: Teller, frames: Callable[[float], None]) -> None:
    """The second toast begins one place up and sinks to the lowest place, a little in each frame and never below it."""
    feed = example("toast_feed").ToastFeed(teller)
    teller.achievement_unlocked.emit("ACH_A")
    frames(2.0)
    teller.achievement_unlocked.emit("ACH_B")
    frames(0.1)
    second = feed.shown[1]
    places = []
    while second in feed.shown:
        places.append(second.place)
        frames(FRAME)
    assert places[0] == 1.0
    assert places[-1] == 0.0
    assert places == sorted(places, reverse=True)
    assert len(set(places)) > 5


def test_news_of_the_same_achievement_takes_its_place(teller: Teller, frames: Callable[[float], None]) -> None:
    """Progress that goes on, and the achievement at its end, replace the toast that is shown, and it stays anew."""
    feed = example("toast_feed").ToastFeed(teller)
    teller.achievement_progress.emit("ACH_FIFTY_HITS", 10, 50)
    frames(3.0)
    teller.achievement_progress.emit("ACH_FIFTY_HITS", 40, 50)
    frames(FRAME)
    assert [(toast.line, toast.share) for toast in feed.shown] == [("40 of 50", 0.8)]
    teller.achievement_unlocked.emit("ACH_FIFTY_HITS")
    frames(3.0)
    assert [(toast.line, toast.share, toast.hidden) for toast in feed.shown] == [("Land fifty hits.", 1.0, 0.0)]


def test_toasts_go_on_while_the_game_is_paused(tree: SceneTree, teller: Teller, frames: Callable[[float], None]) -> None:
    """A toast comes and goes in a paused tree."""
    feed = example("toast_feed").ToastFeed(teller)
    tree.paused = True
    teller.achievement_unlocked.emit("ACH_SHARP_EYE")
    frames(1.0)
    assert feed.shown[0].hidden == 0.0
    frames(5.0)
    assert not feed.shown


@pytest.mark.parametrize("way", ["local", "shim"])
def test_a_players_steam_has_the_words_the_icon_and_the_list(way: Way) -> None:
    """On the local Steam and over Valve's calls, a toast has Steam's title and text, its icon a little later, and the overlay all names."""
    with group_world(way, Schema.load(FOLDER / "examples.toml")) as group:
        stats = PlayerStats()
        group.tree.root.add_child(stats)
        feed = example("toast_feed").ToastFeed(stats)
        group.frames(3)
        stats.add("Hits", 1)
        group.frames(4)
        (toast,) = feed.shown
        assert toast.words == ("First hit", "Land your first hit.")
        assert (toast.icon.width, toast.icon.height, len(toast.icon.rgba)) == (64, 64, 4 * 64 * 64)
        listed = [(row.title, row.value) for row in example("toast_feed").rows(stats, {"Hits": "Hits"})]
        assert listed[:3] == [("Hits", "1"), ("First hit", "unlocked"), ("Steady hand", "locked")]


def test_a_server_has_the_words_of_its_local_world(tree: SceneTree, frames: Callable[[float], None]) -> None:
    """In a server's tree the words are those of the local world's schema; a name that it does not know is made into words."""
    SteamServer.attach(tree, LocalSteam(FOLDER / "examples.toml", clock=SteppedClock()))
    teller = Teller(name="Stats")
    tree.root.add_child(teller)
    feed = example("toast_feed").ToastFeed(teller)
    teller.achievement_unlocked.emit("ACH_WIN_A_MATCH")
    teller.achievement_unlocked.emit("ACH_FAR_AWAY")
    frames(FRAME)
    assert [toast.words.title for toast in feed.shown] == ["Winner", "Far away"]
    assert [toast.icon for toast in feed.shown] == [None, None]


def test_toasts_end_with_their_player(teller: Teller, frames: Callable[[float], None]) -> None:
    """When the node of the stats is freed the toasts are freed with it."""
    feed = example("toast_feed").ToastFeed(teller)
    teller.queue_free()
    frames(FRAME)
    assert not is_instance_valid(feed)


# What pygame draws.


def bounds_of(screen: pygame.Surface) -> pygame.Rect:
    """Return the smallest rectangle that holds everything drawn on a black surface."""
    mask = pygame.mask.from_threshold(screen, (0, 0, 0), (1, 1, 1))
    mask.invert()
    found = mask.get_bounding_rects()
    return found[0].unionall(found[1:]) if found else pygame.Rect(0, 0, 0, 0)


@pytest.mark.parametrize("size", SIZES)
def test_toasts_stand_in_the_lower_right_corner(size: tuple[int, int], teller: Teller, frames: Callable[[float], None]) -> None:
    """Three toasts stand inside of the window, over its right half at most; nothing is drawn when none is shown."""
    pygame.font.init()
    toasts = example("toast_pygame").Toasts(teller)
    screen = pygame.Surface(size)
    toasts.draw(screen)
    assert bounds_of(screen).width == 0
    for name in ("ACH_FIRST_HIT", "ACH_FIFTY_HITS", "ACH_SHARP_EYE"):
        teller.achievement_unlocked.emit(name)
    frames(1.0)
    toasts.draw(screen)
    bounds = bounds_of(screen)
    assert screen.get_rect().inflate(-2, -2).contains(bounds)
    assert bounds.left > size[0] // 2
    assert bounds.right > size[0] - 20
    assert bounds.bottom > size[1] - 20


def test_toasts_may_stand_in_the_upper_corner(teller: Teller, frames: Callable[[float], None], surface: pygame.Surface) -> None:
    """With `upper` the first toast stands below the upper edge, and the next one below it."""
    toasts = example("toast_pygame").Toasts(teller, upper=True)
    teller.achievement_unlocked.emit("ACH_FIRST_HIT")
    frames(1.0)
    toasts.draw(surface)
    alone = bounds_of(surface)
    assert 0 < alone.top < 10
    teller.achievement_unlocked.emit("ACH_SHARP_EYE")
    frames(1.0)
    toasts.draw(surface)
    both = bounds_of(surface)
    assert (both.top, both.left, both.right) == (alone.top, alone.left, alone.right)
    assert both.bottom > alone.bottom + alone.height


@pytest.mark.parametrize("size", SIZES)
def test_text_is_legible(size: tuple[int, int]) -> None:
    """A capital letter is at least nine pixels high in the smaller window and thirteen in the larger, and stands out from its plate."""
    pygame.font.init()
    module = example("toast_pygame")
    line = module.text("H", example("toast_feed").text_size(size[1]), module.INK, 100)
    letter = pygame.mask.from_surface(line, 200).get_bounding_rects()[0]
    assert letter.height >= (13 if size[1] == 720 else 9)
    for ink in (module.INK, module.SOFT, module.GOLD):
        assert contrast(ink, module.PLATE) >= 4.5


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return the contrast of two colours as WCAG counts it, from 1 to 21."""

    def light(colour: tuple[int, ...]) -> float:
        parts = [part / 255 for part in colour[:3]]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_a_long_line_is_cut() -> None:
    """Text that is wider than its place ends in an ellipsis and fits."""
    pygame.font.init()
    module = example("toast_pygame")
    assert module.text("word " * 60, 14, module.INK, 200).get_width() <= 200


def test_a_picture_is_made_once(teller: Teller, frames: Callable[[float], None], surface: pygame.Surface, monkeypatch: Any) -> None:
    """While nothing changes, frames draw the picture that is there; other words make another."""
    module = example("toast_pygame")
    made: list[str] = []
    picture_of = module.picture_of

    def noted(toast: Any, size: int) -> pygame.Surface:
        made.append(toast.line)
        picture: pygame.Surface = picture_of(toast, size)
        return picture

    monkeypatch.setattr(module, "picture_of", noted)
    toasts = module.Toasts(teller)
    teller.achievement_progress.emit("ACH_NONE", 1, 2)
    for _ in range(30):
        frames(FRAME)
        toasts.draw(surface)
    assert made == ["1 of 2"]
    teller.achievement_unlocked.emit("ACH_NONE")
    toasts.draw(surface)
    assert made == ["1 of 2", "Achievement unlocked"]


# The overlay.


def test_an_overlay_lists_stats_and_achievements(tree: SceneTree, frames: Callable[[float], None]) -> None:
    """It has the stats that have a title, then each achievement with its state; before Steam has answered it says so."""
    Steam.attach(tree, LocalSteam(FOLDER / "examples.toml", clock=SteppedClock()).client(PLAYER))
    stats = PlayerStats()
    rows = example("toast_feed").rows
    assert [row.value for row in rows(stats, {"Hits": "Aliens shot"})] == ["…"]
    tree.root.add_child(stats)
    frames(0.2)
    stats.add("Hits", 1234)
    stats.unlock("ACH_SHARP_EYE")
    frames(0.2)
    listed = {row.title: row.value for row in rows(stats, {"Hits": "Aliens shot"})}
    assert listed["Aliens shot"] == "1,234"
    assert listed["Sharp eye"] == "unlocked"
    assert listed["Winner"] == "locked"


@pytest.mark.parametrize("size", SIZES)
def test_an_overlay_and_toasts_leave_each_other_free(size: tuple[int, int], tree: SceneTree, frames: Callable[[float], None]) -> None:
    """The overlay is as wide as what the toasts leave, and all of its lines are in the window."""
    pygame.font.init()
    Steam.attach(tree, LocalSteam(FOLDER / "examples.toml", clock=SteppedClock()).client(PLAYER))
    stats = PlayerStats()
    tree.root.add_child(stats)
    module = example("toast_pygame")
    toasts, overlay = module.Toasts(stats), module.Overlay(stats, {"Hits": "Aliens shot", "BestScore": "Best score"})
    frames(0.2)
    left, right = pygame.Surface(size), pygame.Surface(size)
    overlay.draw(left, shown=False)
    assert bounds_of(left).width == 0
    overlay.draw(left)
    stats.achievement_unlocked.emit("ACH_SHARP_EYE")
    frames(1.0)
    toasts.draw(right)
    assert bounds_of(left).right < bounds_of(right).left
    assert left.get_rect().contains(bounds_of(left))
