"""Runs a folder of GDScript tests in the engine's own form through this project, and says what is equal.

    python -m tests.gdscript_suite DIR [--only parser/features] [--show NAME] [--table FILE] [--page FILE]

Each `X.gd` with an `X.out` beside it is parsed, analyzed, ported and, where nothing is wrong with it, loaded in memory; then its `test()`
runs. The verdict, the printed lines and the line of the first error must be those of `X.out`. With the environment variable GODOT (the
engine) the line of a parser error is asked of the engine, which does not write it into `X.out`.

Rules: each script runs in a process of its own with a time limit, so that nothing which one does reaches another. What fails here is a
miss with its traceback. The whole takes a minute or two; it is no part of the tests.
"""

from __future__ import annotations

import argparse
import difflib
import multiprocessing
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.gdscript_suite import asked, pipeline
from tests.gdscript_suite.compliance import Result, judge, page, table, told
from tests.gdscript_suite.expected import PARSER, Outcome, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LIMIT = 20.0
"""Seconds for one script."""


def scripts(folder: Path, only: str) -> list[Path]:
    """Return the tests of a folder, in order; those below `only` where it is given."""
    found = sorted(path for path in folder.rglob("*.gd") if path.with_suffix(".out").exists())
    return [path for path in found if path.relative_to(folder).as_posix().startswith(only)]


def _child(pipe: Any, suite: pipeline.Suite, path: Path) -> None:
    pipe.send(suite.run(path))
    pipe.close()


def run_all(suite: pipeline.Suite, paths: Sequence[Path], jobs: int, limit: float = LIMIT) -> Iterator[tuple[Path, Outcome]]:
    """Run scripts, each in a process of its own, `jobs` at a time; give what came of each, in order."""
    forks = multiprocessing.get_context("fork")
    waiting = list(paths)
    running: list[tuple[Path, Any, Any, float]] = []
    while waiting or running:
        while waiting and len(running) < jobs:
            path = waiting.pop(0)
            here, there = forks.Pipe(duplex=False)
            child = forks.Process(target=_child, args=(there, suite, path))
            child.start()
            there.close()
            running.append((path, child, here, time.monotonic() + limit))
        path, child, here, end = running.pop(0)
        try:
            outcome = here.recv() if here.poll(max(0.0, end - time.monotonic())) else Outcome("", fault=f"It took more than {limit:g} s.")
        except EOFError:
            outcome = Outcome("", fault="The process ended without an answer.")
        child.kill()
        child.join()
        yield path, outcome


def _show(result: Result) -> None:
    print(f"===== {result.name}: {'equal' if result.equal else result.reason}")
    if result.came.python:
        print(result.came.python)
    if result.came.fault:
        print(result.came.fault)
    difference = difflib.unified_diff(told(result.wanted), told(result.came), "the engine", "here", lineterm="")
    print("\n".join(difference) or "\n".join(told(result.came)))


def main() -> int:
    """Judge a folder; return 0 where all is equal."""
    parser = argparse.ArgumentParser(prog="python -m tests.gdscript_suite", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="the beginning of a path in the folder: parser/features")
    parser.add_argument("--show", default="", metavar="NAME", help="show the Python and the difference of scripts with this in their name")
    parser.add_argument("--table", type=Path, help="write the table to this file, not to the screen")
    parser.add_argument("--page", type=Path, help="write the page of compliance, with each miss and its reason in words, to this file")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    folder: Path = options.folder.resolve()
    paths = [path for path in scripts(folder, options.only) if options.show in path.as_posix()]
    if not paths:
        sys.exit(f"{folder} has no X.gd with X.out beside it that the options leave over")
    suite = pipeline.Suite(folder)
    godot = os.environ.get("GODOT", "")
    results = []
    for path, came in run_all(suite, paths, options.jobs):
        wanted = read(path.with_suffix(".out"))
        if wanted.verdict == PARSER and godot:
            wanted.errors = asked.errors(godot, path) or wanted.errors
        result = judge(path.relative_to(folder).as_posix(), wanted, came)
        results.append(result)
        if options.show:
            _show(result)
    text = table(results)
    if options.table:
        options.table.write_text(text, encoding="utf-8")
    elif not options.show:
        print(text)
    if options.page:
        options.page.write_text(page(results), encoding="utf-8")
    return 0 if all(result.equal for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
