"""What the works of the benchmarks take in the engine: measured in this run where GODOT names one, else as they were recorded.

Rules: works.gd does the same works as the rows that stand beside it, from GDScript, in a process of its own without a window.
"""

from __future__ import annotations

import functools
import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

SCRIPT: Final = Path(__file__).parent / "works.gd"
SCENE: Final = """[gd_scene load_steps=2 format=3]
[ext_resource type="Script" path="res://works.gd" id="1"]
[node name="Main" type="Node"]
script = ExtResource("1")
"""
PROJECT: Final = 'config_version=5\n[application]\nconfig/name="works"\nrun/main_scene="res://main.tscn"\n'
SECONDS: Final = 300
NANO: Final = 1e-9

RECORDED_ON: Final = "Godot 4.6.3.stable of Debian on one core of an Intel Xeon, as recorded"
RECORDED: Final = {
    "life": 1_275.0,
    "make": 221.0,
    "connect": 638.0,
    "path": 94.0,
    "group": 120.0,
    "deferred": 171.0,
    "subtree": 1_232.0,
    "emit to 1": 227.0,
    "emit to 10": 1_335.0,
    "emit to 100": 12_450.0,
    "frame of 10000": 1_296_000.0,
}
"""What works.gd printed there, in nanoseconds: of five runs beside other work the least."""


class Engine(NamedTuple):
    """The engine's side: which it is, and what each work takes in it, in seconds."""

    name: str
    times: dict[str, float]

    def note(self, work: str, ours: float) -> str:
        """Return what stands beside a row: the engine's time and ours as a multiple of it."""
        return f"Godot {self.times[work] / NANO:,.0f} ns, ours {ours / self.times[work]:.2f}x of it"


@functools.cache
def engine() -> Engine:
    """Return the figures of the engine that GODOT names, or the recorded ones.

    Raises:
        RuntimeError: The engine that GODOT names does not do the works; the message has what it printed.
    """
    godot = os.environ.get("GODOT")
    if not godot:
        return Engine(RECORDED_ON, {work: nanoseconds * NANO for work, nanoseconds in RECORDED.items()})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / SCRIPT.name).write_bytes(SCRIPT.read_bytes())
        (folder / "main.tscn").write_text(SCENE, encoding="utf-8")
        (folder / "project.godot").write_text(PROJECT, encoding="utf-8")
        command = [godot, "--headless", "--path", name]
        found = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    times = {work: float(nanoseconds) * NANO for work, nanoseconds in re.findall(r"^work\t(.+)\t([\d.]+)$", found.stdout, re.MULTILINE)}
    version = re.search(r"^Godot Engine v(\S+)", found.stdout, re.MULTILINE)
    if version is None or not times.keys() >= RECORDED.keys():
        message = f"{godot} does not do the works of {SCRIPT.name}:\n{found.stdout}{found.stderr}"
        raise RuntimeError(message)
    return Engine(f"Godot {version[1]}, measured in this run", times)
