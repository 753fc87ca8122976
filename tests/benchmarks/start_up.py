"""What it costs to load the library, its core beside `import blinker`, each in a fresh interpreter with its compiled files at hand."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from statistics import median

from tests.benchmarks.timing import Row, ratio_row, time_text

DOOR, CORE, STEAM, BLINKER, PLUGIN = (
    "import steam_nodes",
    "from steam_nodes import Node, SceneTree, Signal, Timer",
    "from steam_nodes import Steam",
    "import blinker",
    "import steam_nodes.testing.plugin",
)
PROGRAM = "{}; from time import perf_counter as now; begin = now(); {}; print(now() - begin)"
MOST_OF_THE_PLUGIN = 0.005
"""How many seconds a suite without Steam tests may pay for the plugin."""


def _once(statement: str, environment: dict[str, str], before: str = "pass") -> float:
    program = PROGRAM.format(before, statement)
    run = subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True)
    return float(run.stdout)


def rows(rounds: int = 21) -> list[Row]:
    """Load each in turns."""
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for statement in (CORE, STEAM, BLINKER, PLUGIN):
            _once(statement, environment)
        pairs = [(_once(CORE, environment), _once(BLINKER, environment)) for _ in range(rounds)]
        door, steam = (median(_once(statement, environment) for _ in range(rounds)) for statement in (DOOR, STEAM))
        plugin = median(_once(PLUGIN, environment, "import pytest") for _ in range(rounds))
    ours, theirs = (median(column) for column in zip(*pairs, strict=True))
    note = f"{time_text(ours)} against {time_text(theirs)}"
    return [
        ratio_row("Node, SceneTree, Signal, Timer / import blinker", median(a / b for a, b in pairs), at_most=1.5, note=note),
        Row("import steam_nodes alone", time_text(door), note="each name loads what it needs on first use"),
        Row("the pytest plugin, once pytest is loaded", time_text(plugin), "<= 5 ms", plugin <= MOST_OF_THE_PLUGIN),
        Row("steam_nodes.Steam, from a fresh interpreter on", time_text(steam), note="no group beside stats is loaded"),
    ]
