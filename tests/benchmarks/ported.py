"""What ported code costs: ten scripts, ported in memory, beside the same by hand and beside the engine.

Rules: the three do the same work and return the same, which is asked before anything is timed. What is compared is the least of all rounds,
since other work on the machine only adds. The engine's time stands beside a row where GODOT names one.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

from steam_nodes.gdscript.scripts.loader import MemoryProject, Text
from steam_nodes.port.analyzer import analyze
from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source
from steam_nodes.port.writer import write
from tests.benchmarks import twins
from tests.benchmarks.timing import Row, measure, ratio_row, time_text

SCRIPTS: Final = Path(__file__).parent / "scripts"
TARGET: Final = 1.3
ROUNDS: Final = 100
CALLS: Final = 5
"""Many short rounds: some of them fall between the other work of the machine."""
SECONDS: Final = 300
MICRO: Final = 1e-6
PROJECT: Final = "config_version=5\n"
WATCH: Final = """extends SceneTree

func _init():
	for name in %s:
		var script = load("res://" + name + ".gd").new()
		var best = INF
		for turn in 7:
			var begin = Time.get_ticks_usec()
			for call in 20:
				script.work()
			best = min(best, (Time.get_ticks_usec() - begin) / 20.0)
		print("work\\t", name, "\\t", best, "\\t", script.work())
	quit()
"""


def ported(path: Path) -> type[Any]:
    """Return the class that a script becomes.

    Args:
        path: The script.
    """
    source = Source(f"res://{path.name}", path.read_text(encoding="utf-8"))
    tree, problems = parse(source)
    written = write(analyze(tree, source))
    if problems or written.problems:
        raise RuntimeError(*problems, *written.problems)
    with MemoryProject({path.stem: Text(source.path, written.text, written.lines)}) as project:
        found: type[Any] = getattr(project.load(path.stem), path.stem.capitalize())
        return found


def in_the_engine(names: list[str]) -> dict[str, tuple[float, str]]:
    """Return how long the work of each script takes in the engine that GODOT names, in seconds, and what it returns.

    Args:
        names: The scripts; without an engine nothing is returned.
    """
    godot = os.environ.get("GODOT")
    if not godot:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        for path in SCRIPTS.glob("*.gd"):
            (Path(folder) / path.name).write_bytes(path.read_bytes())
        (Path(folder) / "project.godot").write_text(PROJECT, encoding="utf-8")
        (Path(folder) / "watch.gd").write_text(WATCH % names, encoding="utf-8")
        command = [godot, "--headless", "--path", folder, "-s", "watch.gd"]
        found = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    told = re.findall(r"^work\t(.+)\t(.+)\t(.+)$", found.stdout, re.MULTILINE)
    if len(told) != len(names):
        message = f"{godot} does not do the works of {SCRIPTS}:\n{found.stdout}{found.stderr}"
        raise RuntimeError(message)
    return {name: (float(micro) * MICRO, answer) for name, micro, answer in told}


def rows() -> list[Row]:
    """Measure each script beside its twin."""
    paths = sorted(SCRIPTS.glob("*.gd"))
    engine = in_the_engine([path.stem for path in paths])
    found = []
    for path in paths:
        script = ported(path)()
        twin = getattr(twins, path.stem.capitalize())()
        answers = {script.work(), twin.work()}
        if path.stem in engine:
            answers.add(type(script.work())(engine[path.stem][1]))
        if len(answers) != 1:
            message = f"{path.name} returns another value here, by hand or in the engine: {answers}"
            raise RuntimeError(message)
        sample = measure({"ported": script.work, "by hand": twin.work}, ROUNDS, calls=CALLS)
        ours, by_hand = (min(sample.rounds[name]) for name in ("ported", "by hand"))
        note = f"{time_text(ours)}, by hand {time_text(by_hand)}"
        if path.stem in engine:
            seconds = engine[path.stem][0]
            note += f", in the engine {time_text(seconds)} (ours {ours / seconds:.1f}x)"
        found.append(ratio_row(f"{path.stem}, ported", ours / by_hand, at_most=TARGET, note=note))
    return found


if __name__ == "__main__":
    from tests.benchmarks.timing import table

    print(table("Ported GDScript", rows()))
