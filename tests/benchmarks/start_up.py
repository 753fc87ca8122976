"""What `import steam_nodes` costs beside `import blinker`, each in a fresh interpreter with its compiled files at hand."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from statistics import median

from tests.benchmarks.timing import Row, ratio_row, time_text

STEAM = "steam_nodes.steam.nodes.client"
"""Where `steam_nodes.Steam` is loaded from."""
PROGRAM = "from time import perf_counter as now; begin = now(); import {}; print(now() - begin)"


def _once(module: str, environment: dict[str, str]) -> float:
    run = subprocess.run([sys.executable, "-c", PROGRAM.format(module)], env=environment, check=True, capture_output=True, text=True)
    return float(run.stdout)


def rows(rounds: int = 21) -> list[Row]:
    """Import each in turns."""
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for module in ("steam_nodes", "blinker", STEAM):
            _once(module, environment)
        pairs = [(_once("steam_nodes", environment), _once("blinker", environment)) for _ in range(rounds)]
        steam = median(_once(STEAM, environment) for _ in range(rounds))
    ours, theirs = (median(column) for column in zip(*pairs, strict=True))
    note = f"{time_text(ours)} against {time_text(theirs)}"
    return [
        ratio_row("import steam_nodes / import blinker", median(a / b for a, b in pairs), at_most=1.5, note=note),
        Row("steam_nodes.Steam, from a fresh interpreter on", time_text(steam), note="no group beside stats is loaded"),
    ]
