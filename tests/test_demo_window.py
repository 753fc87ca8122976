"""The laws of the window: how it opens, is measured and ends, what it says where there is no display, and the pictures of the manual.

Rules: most run under SDL's dummy driver; the last ones open a real window, on the display we are on or a virtual one.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo_game.__main__ import main
from demo_game.command_line import Options
from demo_game.stats.card import CardState
from demo_game.steam_world import opened
from demo_game.view import stage
from demo_game.view.frame_times import FrameTimes, percentile
from demo_game.view.host.window import CANVAS, fitted
from demo_game.view.pygame_host.speaker import open_mixer
from demo_game.view.screenshots import PICTURES
from demo_game.view.sound import LOUDEST, RATE, Sounds, build
from demo_game.view.window_loop import play
from steam_nodes import is_instance_valid
from tests.support.markdown import PAGES

pytestmark = pytest.mark.thorough  # they play whole rounds

ROOT = Path(__file__).parent.parent
HEADLESS = "python -m demo_game --headless --rounds 20 --seed 1"


def run_game(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the game in a process of its own that knows no display but the one given."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "SDL_VIDEO_DRIVER", "XDG_RUNTIME_DIR")
    known = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, "-m", "demo_game", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**known, **environment}, capture_output=True, text=True, timeout=180, check=False)


def size_of(path: Path) -> tuple[int, int]:
    """Return the size of a picture."""
    return pygame.image.load(path).get_size()


def test_closing_the_window_ends_the_tree_and_keeps_the_stats(tmp_path: Path) -> None:
    """The close button ends the game in order: code 0, every node freed, the display closed, and what was not stored yet is."""
    with opened(Options(data=tmp_path, seed=1)) as game:
        steam_id, stats, drawn = game.scorekeeper.cards[0].steam_id, game.stats, 0

        def close() -> None:
            nonlocal drawn
            drawn += 1
            if stats.set_user_stat_int(steam_id, "NumGames", 41) or drawn > 600:
                pygame.event.post(pygame.event.Event(pygame.QUIT))

        game.get_tree().process_frame.connect(close)
        assert play(game, Options(data=tmp_path, mute=True)) == 0
        assert not is_instance_valid(game)
    assert not pygame.display.get_init()
    with opened(Options(data=tmp_path, frames=1)) as game:
        card = game.scorekeeper.cards[0]
        while card.state is CardState.ASKED:
            game.get_tree().process()
        assert card.stats["NumGames"] == 41


def test_an_error_in_the_game_closes_the_window_and_is_raised(tmp_path: Path) -> None:
    """What goes wrong inside the tree reaches the caller; no window is left standing."""

    def fail() -> None:
        message = "the warp core"
        raise ValueError(message)

    with opened(Options(data=tmp_path, seed=1)) as game:
        game.get_tree().process_frame.connect(fail)
        with pytest.raises(ValueError, match="the warp core"):
            play(game, Options(data=tmp_path, mute=True))
    assert not pygame.display.get_init()


def test_frames_end_with_a_picture(tmp_path: Path) -> None:
    """`--frames N --screenshot FILE` runs so many frames, saves what is on the canvas, and makes the folder."""
    path = tmp_path / "new" / "shot.png"
    arguments = ["--autoplay", "--seed", "2", "--frames", "30", "--panel", "--mute", "--data", str(tmp_path)]
    assert main([*arguments, "--screenshot", str(path)]) == 0
    assert size_of(path) == CANVAS


def test_the_bench_tells_median_percentiles_and_maximum(capsys: pytest.CaptureFixture[str]) -> None:
    """`--bench` prints four times, for frames, our own work and the flip, of bots that fight."""
    assert main(["--bench", "--seed", "1", "--frames", "240"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"240 frames, times in ms +median +p95 +p99 +max", lines[0])
    for line, name in zip(lines[1:], ("frame", "our own work", "flip"), strict=True):
        found = re.fullmatch(rf"{name}((?: +\d+\.\d\d){{4}})", line)
        assert found, line
        times = [float(value) for value in found[1].split()]
        assert times == sorted(times)


@pytest.mark.long
def test_one_command_makes_the_pictures_of_the_manual(tmp_path: Path) -> None:
    """`--screenshots DIR` makes all pictures without a display, and touches nobody's stats."""
    found = run_game("--screenshots", str(tmp_path / "images"), HOME=str(tmp_path / "home"), XDG_DATA_HOME=str(tmp_path / "home"))
    assert found.returncode == 0, found.stderr
    paths = [tmp_path / "images" / f"{name}.png" for name in PICTURES]
    assert found.stdout.split() == [str(path) for path in paths]
    assert [size_of(path) for path in paths] == [CANVAS] * len(PICTURES)
    assert not (tmp_path / "home").exists()


def test_the_manuals_pictures_are_there() -> None:
    """The game's pictures are committed, at the canvas's size, and the manual shows each with words for who cannot see it."""
    page = (ROOT / "docs" / "demo.md").read_text(encoding="utf-8")
    for name in PICTURES:
        assert size_of(ROOT / "docs" / "images" / f"{name}.png") == CANVAS
        assert re.search(rf"!\[\w[^\]]{{20,}}\]\(images/{name}\.png\)", page), name
    shown = {target for page in PAGES for target in re.findall(r"images/(\w+\.\w+)", page.read_text(encoding="utf-8"))}
    assert {path.name for path in (ROOT / "docs" / "images").iterdir()} == shown, "each picture of the manual is shown in it"


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":654"}, {"SDL_VIDEODRIVER": "x11"}], ids=["none", "dead", "asked"])
def test_without_a_display_the_game_names_the_headless_way(environment: dict[str, str], tmp_path: Path) -> None:
    """Where no window can be opened there is one clear message, exit code 2, and no traceback."""
    if sys.platform != "linux":
        pytest.skip("this system always has a display")
    found = run_game("--data", str(tmp_path), **environment)
    assert found.returncode == 2
    assert "no window can be opened here" in found.stderr
    assert HEADLESS in found.stderr
    assert "Traceback" not in found.stderr


def test_without_a_sound_card_there_is_silence(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """No audio device is no error, and the terminal stays quiet about it."""

    def no_device(*_arguments: object, **_keywords: object) -> None:
        os.write(2, b"ALSA lib: no card\n")
        message = "no such audio device"
        raise pygame.error(message)

    monkeypatch.setattr(pygame.mixer, "init", no_device)
    assert not open_mixer(RATE)
    assert capfd.readouterr().err == ""


def test_every_sound_of_the_game_can_be_played(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A game with sound plays through a fight; each effect asks for a sound that exists."""
    played: set[str] = set()

    class Heard(Sounds):
        def play(self, name: str) -> None:
            played.add(name)
            super().play(name)

    monkeypatch.setattr(stage, "Sounds", Heard)
    options = Options(data=tmp_path, seed=40, autoplay=True, frames=1500)
    with opened(options) as game:
        assert play(game, options) == 0
    assert {"count", "go", "fire", "hit", "burst", "progress"} <= played


def test_sounds_neither_clip_nor_click() -> None:
    """Samples stay within the volume, begin and end in silence, and none is longer than two seconds."""
    for name, wave in build().items():
        assert 0 < len(wave) <= 2 * RATE, name
        assert max(abs(level) for level in wave) <= LOUDEST, name
        assert abs(wave[0]) <= LOUDEST // 20, name
        assert abs(wave[-1]) <= LOUDEST // 20, name


def test_the_game_plays_in_a_real_window(display: str, tmp_path: Path) -> None:
    """On a display the window opens, and what is drawn reaches it."""
    path = tmp_path / "shot.png"
    environment = {"DISPLAY": display} if display else {}
    arguments = ["--autoplay", "--seed", "2", "--frames", "60", "--screenshot", str(path), "--data", str(tmp_path)]
    found = run_game(*arguments, SDL_AUDIODRIVER="dummy", **environment)
    assert (found.returncode, found.stderr) == (0, "")
    assert size_of(path) == CANVAS


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_the_canvas_fits_any_window(width: int, height: int) -> None:
    """The picture lies inside of the window, in its middle, touches two of its sides, and keeps its shape."""
    place = fitted((width, height))
    assert pygame.Rect(0, 0, width, height).contains(place)
    assert width - place.width <= 1 or height - place.height <= 1
    assert abs(place.width * CANVAS[1] - place.height * CANVAS[0]) <= CANVAS[0]
    assert abs(place.left - (width - place.right)) <= 1
    assert abs(place.top - (height - place.bottom)) <= 1


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0.1, 100))
def test_a_percentile_is_a_measured_value_that_so_many_do_not_exceed(values: list[float], part: float) -> None:
    """At least the asked share of the values is not above it, and with any smaller value it would not be so."""
    found = percentile(values, part)
    assert found in values
    assert sum(value <= found for value in values) >= len(values) * part / 100 - 1e-9
    assert sum(value < found for value in values) < len(values) * part / 100 + 1e-9


def test_frame_times_are_kept_only_as_long_as_they_are_shown() -> None:
    """A long game does not gather frame times; a measurement keeps them all."""
    short, full = FrameTimes(), FrameTimes(keep_all=True)
    for frame in range(5000):
        short.add(frame, 1.0)
        full.add(frame, 1.0)
    assert len(short.works) < 500
    assert short.works[-1] == 4999
    assert len(full.works) == len(full.flips) == 5000
    assert full.report()[1].split() == ["frame", "2500.00", "4750.00", "4950.00", "5000.00"]
