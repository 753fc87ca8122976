"""Reads and runs the programs of docs/examples, for the laws about them.

Rules: an example is imported as it is when it is run, with its own folder first on the path. What attaching adds is every line that ends
in the mark `# attach`; a program without those lines is the game as it was.
"""

from __future__ import annotations

import gc
import importlib
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steam_nodes import Engine, LocalSteam, PlayerStats, SceneTree, SteamServer, SteppedClock

if TYPE_CHECKING:
    from types import ModuleType

FOLDER = Path(__file__).parent.parent.parent / "docs" / "examples"
MARK = "# attach"
MOST_LINES = 12
HOSTS = {"pygame": "aliens_pygame", "arcade": "view_arcade", "pyglet": "window_pyglet", "pgzero": "breakout_pgzero"}
"""The example of each host that owns a window and a loop."""
SERVERS = ("asyncio_server", "headless_server")


@cache
def example(name: str) -> ModuleType:
    """Import an example, or a module that people copy."""
    sys.path.insert(0, str(FOLDER))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(FOLDER))


def source(name: str) -> str:
    """Return the text of an example."""
    return (FOLDER / f"{name}.py").read_text(encoding="utf-8")


def attaching(text: str) -> list[str]:
    """Return the lines that attaching adds, without the mark."""
    return [line.removesuffix(MARK).rstrip() for line in text.splitlines() if line.endswith(MARK)]


def without(text: str) -> str:
    """Return a program as it was before anything was attached."""
    return "\n".join(line for line in text.splitlines() if not line.endswith(MARK)) + "\n"


def run_example(name: str, folder: Path, *options: str) -> Any:
    """Run an example in this process with its data in a folder, end what it left open, and return what its `main` returned."""
    try:
        return example(name).main([*options, "--data", str(folder)])
    finally:
        tree = Engine.get_main_loop()
        if isinstance(tree, SceneTree):
            tree.close()
        # The world of an example ends with the program; here it ends when nobody holds it any more.
        del tree
        gc.collect()


def held(place: Path | str, steam_id: int, *names: str) -> list[int]:
    """Return what the world in a file or a database holds of a player's stats, as a server of the game reads it."""
    world = LocalSteam(FOLDER / "examples.toml", place, clock=SteppedClock())
    tree = SceneTree(fixed_fps=60)
    SteamServer.attach(tree, world)
    stats = PlayerStats(steam_id)
    tree.root.add_child(stats)
    for _ in range(5):
        tree.process()
    assert stats.is_loaded
    found = [int(stats.get(name)) for name in names]
    tree.close()
    world.close()
    return found
