"""The picture of `steam-nodes world watch` in the manual: `python -m tests.support.watch_picture FILE.svg` makes it.

Rules: nothing is staged: bots play two rounds of the demo, and the table is drawn as it stands after the second. The picture needs nothing
from elsewhere, also no font.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.terminal_theme import MONOKAI

from demo_game.__main__ import main as play
from demo_game.steam_world import SCHEMA, STORE
from steam_nodes import LocalSteam, SteppedClock
from steam_nodes.cli.world.live_table import LiveTable
from steam_nodes.cli.world.opened_world import Place, World
from steam_nodes.cli.world.store_place import StoreFile
from steam_nodes.cli.world.watcher import Watcher

WIDTH: Final = 100
HEIGHT: Final = 42
SEEDS: Final = ("40", "41")


def picture() -> str:
    """Play, watch, and return the picture as SVG."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = folder / STORE
        _play(folder, SEEDS[0])
        steam = LocalSteam(SCHEMA, store, clock=SteppedClock(), read_only=True)
        watcher = Watcher(steam.contents, folder / "logs" / "stats_log.txt")
        console = Console(record=True, file=io.StringIO(), width=WIDTH, height=HEIGHT, force_terminal=True, color_system="truecolor")
        table = LiveTable(World(steam, Place(StoreFile(Path(STORE)), SCHEMA)), console)
        table.begin(watcher)
        _play(folder, SEEDS[1])
        table.changed(watcher, watcher.look(), watcher.answers())
        console.print(table.picture(watcher))
        steam.close()
    svg = console.export_svg(title="steam-nodes world watch --demo", theme=MONOKAI, unique_id="watch")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def _play(folder: Path, seed: str) -> None:
    """Let bots play a round on a folder."""
    code = play(["--headless", "--rounds", "1", "--seed", seed, "--data", str(folder)])
    if code:
        sys.exit(code)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(picture(), encoding="utf-8")
