"""Scripts in the style of what people publish around a player's Steam, ported with no edit, print their lines without Steam.

Rules: each project stands in group_scripts/ with what it prints beside it, "| " before each line. What happens in the world while it runs
is told by PLOTS, frame by frame: a friend plays on, a DLC is bought, the player closes the overlay.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from steam_nodes import LocalSteam, Node, Steam, SteppedClock
from steam_nodes.gdscript.classes.whole_steam import whole
from tests.support.client_world import plain
from tests.support.group_walks import SCHEMA
from tests.support.native_world import LoopedClient
from tests.support.ported import SCENE, play
from tests.support.stats_world import PLAYER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from steam_nodes.steam.local.client.client import LocalClient

    Plot = Mapping[int, Callable[[LocalClient, LocalClient], object]]

HERE = Path(__file__).parent / "group_scripts"
ALICE, BOB, CAROL = 76561197960287931, 76561197960287932, 76561197960287933
AVATARS = {"alice.png": (64, b"\xff\x00\x00\xff"), "bob.png": (32, b"\x00\x00\xff\xff")}
"""The pictures of the world: the side of each, and its one colour."""
PLOTS: dict[str, Plot] = {
    "achievements-in-the-cloud": {},
    "friends-panel": {
        3: lambda mine, _bob: mine.people.rename(CAROL, "Caroline"),
        5: lambda _mine, bob: bob.presence.set_rich_presence("status", "In the lobby"),
        25: lambda mine, _bob: mine.game_overlay.close(),
        40: lambda _mine, bob: bob.presence.invite_user_to_game(ALICE, "+connect 203.0.113.5"),
        50: lambda _mine, bob: bob.presence.set_rich_presence("status", "Round 7"),
    },
    "dlc-gate": {30: lambda mine, _bob: mine.apps.buy(4802), 40: lambda mine, _bob: mine.apps.install(4802)},
}
"""What happens in a frame: each is given the player's door and that of Bob, a friend, whose program runs too."""


class Teller(Node):
    """Has happen in the world what a plot says.

    Args:
        plot: What happens, by frames.
        mine: The player's door.
        friend: Bob's.
    """

    def __init__(self, plot: Plot, mine: LocalClient, friend: LocalClient) -> None:
        """Begin before the first frame."""
        super().__init__()
        self._plot, self._mine, self._friend, self._frame = plot, mine, friend, 0

    def _process(self, delta: float) -> None:
        self._frame += 1
        happens = self._plot.get(self._frame)
        if happens is not None:
            happens(self._mine, self._friend)
        self._friend.advance(delta)
        self._friend.poll()


def printed(name: str, way: str, folder: Path, store: Path | None = None) -> list[str]:
    """Play a project, and return its lines; there is no script error, and it ends as it means to."""
    files = {f"res://{path.name}": path.read_text(encoding="utf-8") for path in (HERE / name).iterdir()}
    for file, (side, pixel) in AVATARS.items():
        (folder / file).write_bytes(plain(side, side, pixel))
    schema = shutil.copy(HERE / "world.toml", folder)
    world = LocalSteam(schema, store, clock=SteppedClock(), store_rate="allow")
    mine, friend = world.client(ALICE), world.client(BOB)
    mine.overlay = True
    mine.people.listen()  # as Steam does behind Valve's interface, where no call says that a program listens
    backend = mine if way == "local" else LoopedClient(mine, "shim" if way == "shim" else "abi")
    teller = Teller(PLOTS[name], mine, friend)
    teller.process_mode = Node.PROCESS_MODE_ALWAYS
    try:
        played = play(files, steam={"Steam": whole(Steam)(backend), "World": teller})
    finally:
        backend.close()
        friend.close()
        world.close()
    assert not any("SCRIPT ERROR" in line for line in [*played.lines, *played.told]), played.told
    assert played.exit_code == 0
    return [line for line in played.lines if line.startswith("| ")]


@pytest.mark.parametrize("way", ["local", "shim", "abi"])
@pytest.mark.parametrize("name", PLOTS)
def test_a_script_of_a_published_kind_prints_its_lines(name: str, way: str, tmp_path: Path) -> None:
    """Over a local world and over Valve's interface."""
    assert printed(name, way, tmp_path) == (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def test_a_second_run_goes_on_from_the_cloud(tmp_path: Path) -> None:
    """What one run saved the next one finds: nothing is unlocked again, and its games are counted on."""
    store = tmp_path / "world.db"
    printed("achievements-in-the-cloud", "local", tmp_path, store)
    lines = printed("achievements-in-the-cloud", "local", tmp_path, store)
    assert "| goes on from the cloud: 3 games" in lines
    assert not any("unlocked ACH" in line for line in lines)
    assert lines[-1] == "| used: 127"


VALUES = {
    "int": ("0", "1", "76561197960287932"),
    "String": ('"a"', '""', '"status"'),
    "bool": ("true", "false", "1"),
    "PackedByteArray": ("PackedByteArray([1, 2])", "[1, 2]", '"ä".to_utf8_buffer()'),
    "PackedInt64Array": ("PackedInt64Array([1])", "[1]", "[]"),
}
"""What a script may write for an argument of a type."""
ADDRESSES = {"advertiseGame", "terminateGameConnection"}
"""Calls whose text is an IPv4 address."""


def test_every_call_and_signal_of_the_five_groups_is_a_scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each call takes what its declared types allow, in the forms that the engine converts, and each signal can be connected."""
    monkeypatch.chdir(tmp_path)  # where a download would go
    table = json.loads(Path(__file__).with_name("godotsteam_client_groups.json").read_text(encoding="utf-8"))
    lines = ["extends Node", "func _ready() -> void:", "\tSteam.steamInitEx(480, false)"]
    for signal in table["signals"]:
        arguments = ", ".join(f"_{name}" for name in signal["args"])
        lines.append(f"\tSteam.{signal['name']}.connect(func({arguments}): heard += 1)")
    for turn in range(3):
        for method in table["methods"]:
            given = [VALUES["int" if arg["type"].startswith("enum ") else arg["type"]][turn] for arg in method["args"]]
            if method["name"] in ADDRESSES:
                given[0] = '"203.0.113.5"'
            lines.append(f"\tSteam.{method['name']}({', '.join(given)})")
    lines += ["\tawait get_tree().create_timer(1.0).timeout", '\tprint("| ", heard > 20)', "\tget_tree().quit()"]
    files = {
        "res://project.godot": 'config_version=5\n[application]\nrun/main_scene="res://main.tscn"\n',
        "res://main.tscn": SCENE,
        "res://main.gd": "\n".join([*lines[:1], "var heard := 0", *lines[1:], ""]),
    }
    world = LocalSteam(SCHEMA, tmp_path / "world.db", clock=SteppedClock(), store_rate="allow")
    door = world.client(PLAYER)
    try:
        played = play(files, steam={"Steam": whole(Steam)(door)})
    finally:
        door.close()
        world.close()
    assert not any("SCRIPT ERROR" in line for line in [*played.lines, *played.told]), played.told
    assert not any("does nothing here" in line for line in played.told), played.told
    assert [line for line in played.lines if line.startswith("| ")] == ["| true"]
