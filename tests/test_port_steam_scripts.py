"""GodotSteam server scripts, ported with no edit, print what they printed in the real engine with the real plugin."""

from __future__ import annotations

from pathlib import Path

import pytest

from steam_nodes import LocalSteam, SteamServer, SteppedClock
from tests.support.native_world import WAYS
from tests.support.ported import SCENE, play

HERE = Path(__file__).parent / "steam_scripts"
PLAYERS = (76561197960287931, 76561197960287932)
START = {"kills": 7, "accuracy": 0.25, "kills_per_hour": 1.5, "big": 2147483647}
SCRIPTS = sorted(folder.name for folder in HERE.iterdir() if (folder / "main.gd").is_file())
SETTINGS = 'config_version=5\n[application]\nrun/main_scene="res://main.tscn"\n'


@pytest.mark.parametrize("way", [*WAYS][:3])
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_ported_script_prints_its_lines(name: str, way: str) -> None:
    """The lines and the exit code are those of the original, over a local world and over a library that posts in any way."""
    files = {f"res://{path.name}": path.read_text(encoding="utf-8") for path in (HERE / name).iterdir()}
    files = {"res://project.godot": SETTINGS, "res://main.tscn": SCENE, **files}
    world = LocalSteam(HERE / "world.toml", clock=SteppedClock(), users={player: dict(START) for player in PLAYERS})
    steam = WAYS[way](world)
    try:
        played = play(files, steam={"SteamServer": SteamServer(steam)})
    finally:
        steam.close()
    lines = [line for line in played.lines if line.startswith("| ")]
    assert lines == (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines(), played.told
    assert played.exit_code == 0
