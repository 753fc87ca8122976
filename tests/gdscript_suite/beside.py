"""Runs scripts in the real engine and here, and compares what they print and which errors they end in.

    GODOT=/path/to/godot python -m tests.gdscript_suite.beside [FILE.gd ...] [--random 20] [--seed 1] [--keep DIR]

A script has a method `test()`. Printed lines, and of errors the line and the words, must be equal. Scripts made by chance are many small
functions; `--keep` writes those that differ to a folder. It is no part of the tests: what it teaches becomes a law there.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import tempfile
from pathlib import Path

from tests.gdscript_suite import asked, pipeline
from tests.gdscript_suite.__main__ import run_all
from tests.gdscript_suite.expected import ANALYZER, PARSER, Outcome
from tests.gdscript_suite.random_scripts import random_script


def lines_of(outcome: Outcome) -> list[str]:
    """Return what came of a script here, in the form of what is asked of the engine."""
    if outcome.verdict in {PARSER, ANALYZER}:
        return [f"refused at line {error.line}: {error.words}" for error in outcome.errors[:1]]
    return [*outcome.told, *(["failed: " + outcome.fault.strip().splitlines()[-1]] if outcome.fault else [])]


def main() -> int:
    """Compare; return 0 where all is equal."""
    parser = argparse.ArgumentParser(prog="python -m tests.gdscript_suite.beside", description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.gd")
    parser.add_argument("--random", type=int, default=0, metavar="COUNT", help="how many scripts to make by chance")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first of them")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where to write the scripts that differ")
    options = parser.parse_args()
    godot = os.environ.get("GODOT", "")
    if not godot:
        sys.exit("Set the environment variable GODOT to the engine.")
    texts = {path.stem: path.read_text(encoding="utf-8") for path in options.files}
    texts |= {f"random_{seed}": random_script(seed) for seed in range(options.seed, options.seed + options.random)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "project.godot").write_text("config_version=5\n", encoding="utf-8")
        for stem, text in texts.items():
            (folder / f"{stem}.gd").write_text(text, encoding="utf-8")
        paths = [folder / f"{stem}.gd" for stem in texts]
        differ = 0
        for path, outcome in run_all(pipeline.Suite(folder), paths, 1):
            difference = list(difflib.unified_diff(asked.run(godot, path), lines_of(outcome), "the engine", "here", lineterm="", n=1))
            if difference:
                differ += 1
                print(f"===== {path.stem}", *difference, sep="\n")
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / path.name).write_text(texts[path.stem], encoding="utf-8")
    print(f"{len(texts) - differ} of {len(texts)} scripts are equal.")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
