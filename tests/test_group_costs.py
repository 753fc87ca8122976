"""What the groups of a player cost who does not use them: nothing is loaded, and an idle frame makes no call more.

Rules: nothing is timed; what is loaded is asked of a fresh interpreter, and the calls of a frame are counted.
"""

from __future__ import annotations

import gc
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.nodes.client import Steam
from steam_nodes.steam.nodes.later import load_all
from tests.support.group_worlds import WAYS, Way, group_world
from tests.support.source_files import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

GROUPS = ("apps", "people", "clans", "presence", "game_overlay", "player_utils", "remote_storage", "account")
OPENED = """
from steam_nodes import LocalSteam, SceneTree, Schema, Steam, SteppedClock
world = LocalSteam(Schema.parse("app_id = 480"), clock=SteppedClock())
tree = SceneTree()
steam = Steam.attach(tree, world.client(76561197960287931))
for _ in range(5):
    tree.process(1 / 60)
steam.set_stat_int("nothing", 1)
"""
"""A program that has a Steam node, and idles."""
TOLD = """
import blinker
heard = []
def receive(sender, power):
    heard.append((sender, power))
blinker.signal("low_power").connect(receive)
steam._backend_.player_utils.run_low(9)
before = "steam_nodes.steam.nodes.groups.player_utils" in sys.modules
tree.process(1 / 60)
tree.process(1 / 60)
print(before, heard == [(steam, 9)])
"""


def run(program: str) -> str:
    """Return what a program prints in a fresh interpreter."""
    return subprocess.run([sys.executable, "-c", f"import sys\n{program}"], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def groups_of(program: str) -> list[str]:
    """Return the modules of groups that a program loads."""
    told = run(f"{program}\nprint(*sorted(name for name in sys.modules if name.startswith('steam_nodes.') and '.groups' in name))")
    return [name for name in told.split() if not name.startswith("steam_nodes.scene.")]


@pytest.mark.parametrize("program", ["import steam_nodes", "import steam_nodes; steam_nodes.Steam", OPENED])
def test_who_uses_no_group_loads_none(program: str) -> None:
    """Neither the door, nor the class, nor a node that idles and sets a stat loads any file of a group."""
    assert groups_of(program) == []


def test_who_uses_one_group_loads_that_one() -> None:
    """On each side of the seam, and what its records are."""
    loaded = groups_of(OPENED + "steam.getCurrentBatteryPower()")
    assert [name.rpartition(".")[2] for name in loaded if "player_utils" not in name and not name.endswith("answer_sizes")] == [
        "groups"
    ] * 3
    assert sum("player_utils" in name for name in loaded) == 3


def test_a_record_finds_its_group() -> None:
    """Who listens on blinker's lane alone, and never used the group, is told too."""
    assert run(OPENED + TOLD).split() == ["False", "True"]


def calls_of(work: Callable[[], object]) -> list[str]:
    """Return the functions that some work calls, in order."""
    called: list[str] = []

    def note(frame: object, event: str, argument: object) -> None:
        if event == "call":
            called.append(frame.f_code.co_qualname)  # type: ignore[attr-defined]  # a frame, as the interpreter gives it
        elif event == "c_call":
            called.append(getattr(argument, "__qualname__", "?"))

    gc.collect()
    gc.disable()  # what it ends would be called too
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
        gc.enable()
    return called


@pytest.mark.parametrize("way", WAYS)
def test_an_idle_frame_makes_no_call_more_with_all_groups(way: Way) -> None:
    """What it calls is the same, before any group is there and with all of them, of the node and of the backend.

    Two of a local world's are apart, `presence` and `remote_storage`: who uses them sees within a frame what another process did, and
    looks for that in each.
    """
    with group_world(way) as group:
        group.frames()
        before = calls_of(group.tree.process)
        load_all(Steam)
        for name in GROUPS:
            if way != "local" or name not in {"presence", "remote_storage"}:
                getattr(group.backend, name)
        group.frames()
        assert calls_of(group.tree.process) == before
        assert before
