"""GodotSteam server scripts, written by hand in Python, print what the originals printed in the real engine with the real plugin."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from steam_nodes import LocalSteam, Node, SceneTree, SteamServer, SteppedClock
from tests.steam_scripts import awaiting, minimal, stats_manager, ten_calls
from tests.support.godot_text import Printer
from tests.support.native_world import WAYS
from tests.support.places import ON_EVERY_STORE

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = ON_EVERY_STORE

HERE = Path(__file__).parent / "steam_scripts"
PLAYERS = (76561197960287931, 76561197960287932)
START = {"kills": 7, "accuracy": 0.25, "big": 2147483647}

Scene = tuple[Node, dict[str, Node | type[Node]]]


def world() -> LocalSteam:
    """Make the world each script starts from."""
    return LocalSteam(HERE / "world.toml", clock=SteppedClock(), users={player: {**START, "kills_per_hour": 1.5} for player in PLAYERS})


def alone(script: type[Node]) -> Callable[[Printer], Scene]:
    """Make a scene of a single script."""
    return lambda say: (script(say), {})  # type: ignore[arg-type]  # each script's Main takes the printer


def managed(say: Printer) -> Scene:
    """Make the scene with an autoload."""
    manager = stats_manager.StatsManager(say)
    return stats_manager.Main(manager), {"StatsManager": manager}


SCRIPTS: dict[str, Callable[[Printer], Scene]] = {
    "01-minimal": alone(minimal.Main),
    "02-ten-calls": alone(ten_calls.Main),
    "04-await": alone(awaiting.Main),
    "07-stats-manager": managed,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_godotsteam_script_prints_its_lines(name: str, way: str) -> None:
    """The lines and the exit code are those of the original, over a local world and over a library that posts in any way."""
    say = Printer()
    steam = WAYS[way](world())
    main, autoloads = SCRIPTS[name](say)
    tree = SceneTree(main, autoloads={"SteamServer": SteamServer(steam), **autoloads}, fixed_fps=60)
    frames = 0
    while tree.process():
        frames += 1
        assert frames < 60 * 40, say.lines
    steam.close()
    assert say.lines == (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert tree.exit_code == 0


def test_a_script_runs_as_well_on_an_attached_server() -> None:
    """Attaching first and adding the main scene later gives the same lines as autoloads do."""
    say = Printer()
    steam = world()
    tree = SceneTree(fixed_fps=60)
    SteamServer.attach(tree, steam)
    tree.root.add_child(minimal.Main(say))
    while tree.process():
        pass
    steam.close()
    assert say.lines == (HERE / "01-minimal.txt").read_text(encoding="utf-8").splitlines()
