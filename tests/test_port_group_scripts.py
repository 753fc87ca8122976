"""Scripts in the style of what people publish around a player's Steam, ported with no edit, print their lines without Steam on the machine.

Rules: each project stands in group_scripts/ with what it prints beside it, "| " before each line. What happens in the world while it runs is
told by PLOTS, frame by frame: a friend plays on, a DLC is bought, the player closes the overlay.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from steam_nodes import LocalSteam, Node, Steam, SteppedClock
from tests.support.native_world import LoopedClient
from tests.support.ported import play

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from steam_nodes.steam.local.client.client import LocalClient

    Plot = Mapping[int, Callable[[LocalClient, LocalClient], object]]

HERE = Path(__file__).parent / "group_scripts"
ALICE, BOB, CAROL = 76561197960287931, 76561197960287932, 76561197960287933
PLOTS: dict[str, Plot] = {
    "achievements-in-the-cloud": {},
    "dlc-gate": {30: lambda mine, _bob: mine.apps.install(4802)},
    "friends-panel": {},
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
        self._plot.get(self._frame, lambda *_: None)(self._mine, self._friend)
        self._friend.advance(delta)
        self._friend.poll()


@pytest.mark.parametrize("way", ["local", "shim", "abi"])
@pytest.mark.parametrize("name", PLOTS)
def test_a_published_kind_of_script_prints_its_lines(name: str, way: str) -> None:
    """The lines and the exit code, over a local world and over Valve's interface; not one script error on the way."""
    files = {f"res://{path.name}": path.read_text(encoding="utf-8") for path in (HERE / name).iterdir()}
    world = LocalSteam(HERE / "world.toml", clock=SteppedClock(), store_rate="allow")
    mine, friend = world.client(ALICE), world.client(BOB)
    backend = mine if way == "local" else LoopedClient(mine, "shim" if way == "shim" else "abi")
    teller = Teller(PLOTS[name], mine, friend)
    teller.process_mode = Node.PROCESS_MODE_ALWAYS
    try:
        played = play(files, steam={"Steam": Steam(backend), "World": teller})
    finally:
        backend.close()
        friend.close()
        world.close()
    lines = [line for line in played.lines if not line.startswith("| ")]
    assert not any("SCRIPT ERROR" in line for line in [*lines, *played.told]), played.told
    told = [line for line in played.lines if line.startswith("| ")]
    assert told == (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines(), played.told
    assert played.exit_code == 0
