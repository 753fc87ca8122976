"""The examples in windows of OpenGL, their pictures, and the one in Pygame Zero.

Rules: each runs in a process of its own, on the display we are on or a virtual one, and only with `--thorough` or `--long`: a window takes
seconds to open. Pygame Zero's is run where Pygame Zero is installed; `.ci/pgzero` makes an environment that has it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from tests.support.examples import FOLDER, HOSTS, held, source, without

if TYPE_CHECKING:
    from pathlib import Path

PLAYER = 76561197960287931
ROOT = FOLDER.parent.parent
WINDOWS = {"arcade": "stars", "pyglet": "doors"}
"""Each host of OpenGL and the world that its example keeps."""

pytestmark = pytest.mark.thorough


def run(program: Path, *options: str, display: str = "") -> str:
    """Run a program that finds the examples and the library, and return what it printed."""
    path = os.pathsep.join([str(ROOT), str(FOLDER)])
    environment = {**os.environ, "PYTHONPATH": path, "LIBGL_ALWAYS_SOFTWARE": "1", **({"DISPLAY": display} if display else {})}
    command = [sys.executable, str(program), *options]
    process = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert process.returncode == 0, process.stderr
    return process.stdout


@pytest.mark.parametrize("host", WINDOWS)
def test_a_window_keeps_what_was_counted(host: str, tmp_path: Path, display: str) -> None:
    """The game plays itself for some seconds of its own time; what it counted is in the world after it has ended."""
    run(FOLDER / f"{HOSTS[host]}.py", "--autoplay", "--frames", "300", "--data", str(tmp_path), display=display)
    assert held(tmp_path / f"{WINDOWS[host]}.sqlite3", PLAYER, "Hits")[0] > 0


@pytest.mark.parametrize("host", WINDOWS)
def test_a_window_plays_without_anything_attached(host: str, tmp_path: Path, display: str) -> None:
    """Without the marked lines the same game runs, and keeps nothing."""
    alone = tmp_path / "alone.py"
    alone.write_text(without(source(HOSTS[host])), encoding="utf-8")
    run(alone, "--autoplay", "--frames", "30", "--data", str(tmp_path / "data"), display=display)
    assert list((tmp_path / "data").iterdir()) == []


@pytest.mark.parametrize("host", WINDOWS)
def test_toasts_and_overlay_stand_in_their_places(host: str, display: str) -> None:
    """In both sizes, whatever the game looks at, toasts stand in a right corner, the overlay on the left, and neither covers the other."""
    found = json.loads(run(ROOT / "tests" / "support" / "toast_windows.py", host, display=display).splitlines()[-1])
    assert [(tuple(look["size"]), look["upper"]) for look in found] == [
        ((width, height), upper) for width, height in ((1280, 720), (640, 360)) for upper in (False, True)
    ]
    for look in found:
        (width, height), (left, top, right, bottom) = look["size"], look["toasts"]
        assert left > width // 2
        assert width - 20 < right < width
        assert (0 < top < 20) if look["upper"] else (height - 20 < bottom < height)
        assert bottom - top > 3 * 56
        overlay = look["overlay"]
        assert 0 < overlay[0] < overlay[2] < left
        assert 0 < overlay[1] < overlay[3] < height


def test_the_pictures_are_made(tmp_path: Path, display: str) -> None:
    """One command takes a picture of each game with its overlay and a toast: gold stands on the right and on the left."""
    pygame = pytest.importorskip("pygame")
    run(FOLDER / "make_pictures.py", str(tmp_path), display=display)
    names = ["aliens_pygame.png", "view_arcade.png", "window_pyglet.png"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    for name in names:
        picture = pygame.image.load(tmp_path / name)
        assert picture.get_size() == (640, 360)
        for place in (pygame.Rect(350, 4, 290, 352), pygame.Rect(0, 90, 350, 180)):
            gold = pygame.mask.from_threshold(picture.subsurface(place), (255, 205, 92), (60, 60, 60, 255))
            assert gold.count() > 40, (name, place)


if find_spec("pgzero") is not None:

    def test_pygame_zero_keeps_what_was_counted(tmp_path: Path) -> None:
        """Breakout plays itself without a display; the bricks that were broken are in the world."""
        run(FOLDER / "breakout_pgzero.py", "--autoplay", "--frames", "240", "--data", str(tmp_path))
        assert held(tmp_path / "breakout.sqlite3", PLAYER, "Hits")[0] > 0
