"""The first ten minutes of somebody new, step by step: a wheel in a bare environment, a project, its tests, its window, its stats.

Rules: nothing of the checkout is used but to build the wheel; each step is a program that a user types. A step's fixture is there for all
laws behind it, so that one walk serves them all; a step that fails shows all that its program printed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from tests.conftest import HOST_DISPLAY
from tests.support.source_files import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.thorough

MADE: Final = (".git", ".venv", "build", "dist", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis", "*.so", "_steam_abi.py")
"""What a checkout has that no user is given."""
HIDDEN: Final = ("PYTHON", "PYTEST", "SDL_", "VIRTUAL_ENV", "DISPLAY")
"""How the variables begin that a new user has not set."""
FRAMES: Final = 120


@dataclass(frozen=True)
class Walk:
    """A bare environment, and the folder in which the user works."""

    programs: Path
    folder: Path

    def run(self, *words: str, at: str = ".", display: bool = False) -> str:
        """Run a program of the environment as the user would; return what it printed on stdout.

        Args:
            *words: The program and its arguments.
            at: The folder below the user's own.
            display: Whether there is a screen.
        """
        kept = {name: value for name, value in os.environ.items() if not name.startswith(HIDDEN)}
        kept["PATH"] = f"{self.programs}{os.pathsep}{kept['PATH']}"
        kept["SDL_AUDIODRIVER"] = "dummy"
        kept["XDG_DATA_HOME"] = str(self.folder / "home")
        if display:
            kept["DISPLAY"] = HOST_DISPLAY or ""
        else:
            kept["SDL_VIDEODRIVER"] = "dummy"
        program = [str(self.programs / words[0]), *words[1:]]
        ended = subprocess.run(program, cwd=self.folder / at, env=kept, capture_output=True, text=True, timeout=600, check=False)
        assert ended.returncode == 0, f"{' '.join(words)}\n{ended.stdout}\n{ended.stderr}"
        return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that users get, built from a copy of the checkout."""
    source, made = tmp_path_factory.mktemp("source") / "steam_nodes", tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*MADE))
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(made), str(source)]
    ended = subprocess.run(build, capture_output=True, text=True, timeout=600, check=False)
    assert ended.returncode == 0, ended.stderr
    (found,) = made.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def walk(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """`pip install "WHEEL[demo,test]"` in a bare environment."""
    environment, folder = tmp_path_factory.mktemp("environment"), tmp_path_factory.mktemp("user")
    venv.create(environment, with_pip=True)
    walk = Walk(environment / "bin", folder)
    walk.run("pip", "install", "-q", f"{wheel}[demo,test]")
    return walk


@pytest.fixture(scope="module")
def project(walk: Walk) -> Walk:
    """`steam-nodes new game`."""
    walk.run("steam-nodes", "new", "game")
    return walk


@pytest.fixture(scope="module")
def played(project: Walk) -> Walk:
    """`python game.py --frames 120`, in a real window."""
    if not HOST_DISPLAY:
        pytest.skip("no display; start one with: xvfb-run pytest --thorough")
    project.run("python", "game.py", "--frames", str(FRAMES), at="game", display=True)
    return project


def test_a_wheel_installs_and_tells_its_version(walk: Walk, wheel: Path) -> None:
    """The command line is there, and says the version that the wheel has in its name."""
    assert walk.run("steam-nodes", "--version").split() == ["steam-nodes", wheel.name.split("-")[1]]


def test_the_wheel_takes_no_name_but_its_own(walk: Walk) -> None:
    """The game is `steam_nodes_demo`; no `demo_game`, `tests` or `native` comes with it."""
    asked = "from importlib.util import find_spec; print([name for name in ('demo_game', 'tests', 'native', 'docs') if find_spec(name)])"
    assert walk.run("python", "-c", asked).strip() == "[]"


def test_the_demo_plays_from_the_wheel(walk: Walk) -> None:
    """`steam-nodes demo` plays it, here without a display."""
    assert "1 rounds" in walk.run("steam-nodes", "demo", "--headless", "--rounds", "1", "--seed", "1", "--data", "played")


def test_uvx_plays_the_demo_from_the_wheel(walk: Walk, wheel: Path) -> None:
    """Who has uv needs no environment of their own."""
    walk.run("pip", "install", "-q", "uv")
    wanted = f"steam_nodes[demo] @ file://{wheel}"
    told = walk.run("uvx", "--python", sys.executable, "--from", wanted, "steam-nodes", "demo", "--headless", "--rounds", "1")
    assert "1 rounds" in told


def test_the_new_project_has_tests_that_pass(project: Walk) -> None:
    """`python -m pytest` in the project, as its README says."""
    assert " passed" in project.run("python", "-m", "pytest", at="game")


def test_its_window_opens_and_a_stat_is_on_the_disk(played: Walk) -> None:
    """What was counted in the window stands in the store beside the game."""
    assert (played.folder / "game" / "stats.db").stat().st_size > 0


def test_world_show_prints_the_stat(played: Walk) -> None:
    """`steam-nodes world show` finds the project's store by itself and prints what was counted."""
    told = played.run("steam-nodes", "world", "show", "--json", at="game")
    (player,) = json.loads(told)["players"]
    assert player["stats"]["games_played"] == 1
    assert "games_played" in played.run("steam-nodes", "world", "show", at="game")
