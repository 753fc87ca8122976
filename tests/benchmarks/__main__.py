"""Run every benchmark and print the tables: `python -m tests.benchmarks`."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter

from tests.benchmarks import boards, fleet, frames, native, nodes, parsing, player_stats, ported, signals, stalls, start_up, steam
from tests.benchmarks.timing import table

PACKAGES = ("blinker", "pygame-ce", "pyglet", "arcade", "panda3d", "cffi", "steamworks-swig", "parso", "gdtoolkit")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def main() -> None:
    """Print the machine, the versions and the tables."""
    begin = perf_counter()
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}, ", end="")
    print(f"{_processor()}, {os.cpu_count()} processors")
    print(", ".join(f"{package} {_version_of(package)}" for package in PACKAGES), end="\n\n")
    for title, part in (
        ("Signals", signals),
        ("Frames", frames),
        ("Nodes", nodes),
        ("Steam", steam),
        ("PlayerStats", player_stats),
        ("Leaderboards of 10,000", boards),
        ("Valve's library", native),
        ("GDScript", parsing),
        ("Ported GDScript", ported),
        ("Stalls", stalls),
        ("Start-up", start_up),
    ):
        print(table(title, part.rows()), flush=True)
    fleet.print_tables()
    print(f"{perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()
