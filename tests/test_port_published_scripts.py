"""Scripts in the style of what people publish around a player's Steam, ported with no edit, print their lines without Steam.

Rules: each project stands in group_scripts/ with what it prints beside it, "| " before each line. What happens in the world while it runs
is told by PLOTS, frame by frame: a friend plays on, a DLC is bought, the player closes the overlay.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from steam_nodes import LocalSteam, Node, Steam, SteppedClock
from steam_nodes.gdscript.classes.whole_steam import whole
from tests.support.client_world import plain
from tests.support.native_world import LoopedClient
from tests.support.ported import play

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
