"""Run random programs in the real engine and here: `GODOT=/opt/godot/godot python -m tests.engine --programs 5000 --fps 60 30 144`.

It prints how far it is, the counts at the end, and each kind of difference with one program made as small as it gets. The exit code is 1
if there is a difference.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.engine import real
from tests.engine.here import comparable, play
from tests.engine.kept import KEPT
from tests.engine.program import Program, program
from tests.engine.shrink import Compared, shrink

if TYPE_CHECKING:
    from collections.abc import Iterator


def main() -> int:
    """Compare, and say what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.engine", description=__doc__)
    parser.add_argument("--programs", type=int, default=1000, help="how many programs at each rate")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--fps", type=int, nargs="+", default=[60, 30, 144], help="the frames a second")
    parser.add_argument("--batch", type=int, default=100, help="how many programs go through one process of the engine")
    parser.add_argument("--shrink", type=int, default=10, help="how many of the programs that differ are made small, at each rate")
    parser.add_argument("--without", nargs="+", default=[], metavar="OPERATION", help="operations whose rules are left out")
    parser.add_argument("--refusals", action="store_true", help="print why steps were refused here, which the engine then leaves out")
    parser.add_argument("--keep", action="store_true", help="keep the programs, and what the engine printed, for test_engine_programs.py")
    parser.add_argument("--out", type=Path, help="a folder for the programs that differ")
    options = parser.parse_args()
    godot = os.environ.get("GODOT")
    if not godot:
        parser.error("the environment variable GODOT names no engine")
    differences = 0
    for fps in options.fps:
        differences += _at_rate(godot, fps, options)
    return 1 if differences else 0


def _at_rate(godot: str, fps: int, options: argparse.Namespace) -> int:
    begin = time.perf_counter()
    counts: Counter[str] = Counter()
    refusals: Counter[str] = Counter()
    differing = []
    crashing = []
    kept = []
    for seeds, compared, refused in _batches(godot, fps, options):
        refusals += refused
        for seed, each in zip(seeds, compared, strict=True):
            counts["lines"] += len(each.library)
            counts["crashes"] += each.engine is None
            counts["differences"] += each.differs
            if each.differs:
                differing.append(seed)
            if each.engine is None:
                crashing.append(seed)
            else:
                kept.append(each)
        counts["programs"] += len(seeds)
        print(f"\r{_summary(fps, counts, refusals, begin)} ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    if options.keep:
        KEPT.mkdir(exist_ok=True)
        text = "".join("\n".join((f"#{each.program.line(each.refused)}", *(each.engine or ()))) + "\n" for each in kept)
        (KEPT / f"{fps}.txt").write_text(text, encoding="utf-8")
    _show(godot, fps, differing[: options.shrink], options)
    if len(differing) > options.shrink:
        print(f"{len(differing) - options.shrink} more differ: {differing[options.shrink :]}")
    if crashing:
        print(f"the engine crashed or hung at {crashing}, which are not compared")
    print(_summary(fps, counts, refusals, begin), flush=True)
    if options.refusals:
        for text, count in refusals.most_common():
            print(f"{count:6} {text}")
    return counts["differences"]


def _show(godot: str, fps: int, seeds: list[int], options: argparse.Namespace) -> None:
    """Print the programs of these seeds as small as they get, one of each kind."""
    kinds: set[str] = set()
    for seed in seeds:
        smallest = shrink(godot, _program(seed, fps, options), fps)
        if smallest is None:
            print(f"----- seed {seed} at {fps}: differs in company only")
            continue
        kind = _kind(smallest)
        if kind in kinds:
            print(f"----- seed {seed} at {fps}: as before: {kind}")
            continue
        kinds.add(kind)
        text = f"----- seed {seed} at {fps}: {kind}\n{smallest.program}\n{_difference(smallest)}\n"
        print(text, flush=True)
        if options.out is not None:
            options.out.mkdir(parents=True, exist_ok=True)
            (options.out / f"{fps}-{seed}.txt").write_text(text, encoding="utf-8")


def _program(seed: int, fps: int, options: argparse.Namespace) -> Program:
    whole = program(seed, fps)
    return replace(whole, rules=tuple(rule for rule in whole.rules if rule.operation not in options.without))


def _batches(godot: str, fps: int, options: argparse.Namespace) -> Iterator[tuple[range, list[Compared], Counter[str]]]:
    """Give what each batch brought; the engine plays one while this library plays the next."""
    seeds = range(options.first, options.first + options.programs)
    waiting = None
    with ThreadPoolExecutor(1) as pool:
        for begin in [*range(0, len(seeds), options.batch), None]:
            played = None
            if begin is not None:
                now = seeds[begin : begin + options.batch]
                programs = [_program(seed, fps, options) for seed in now]
                results, refused = play(programs, fps)
                pairs = [(each, skips) for each, (_, skips) in zip(programs, results, strict=True)]
                played = now, programs, results, refused, pool.submit(real.play, godot, pairs, fps)
            if waiting is not None:
                now, programs, results, refused, future = waiting
                compared = [
                    Compared(each, None if answer is None else comparable(answer), comparable(lines), skips)
                    for each, (lines, skips), answer in zip(programs, results, future.result(), strict=True)
                ]
                yield now, compared, refused
            waiting = played


def _summary(fps: int, counts: Counter[str], refusals: Counter[str], begin: float) -> str:
    return (
        f"{fps} frames a second: {counts['programs']} programs, {counts['lines']} lines, {counts['differences']} differ, "
        f"{counts['crashes']} crashed the engine, {refusals.total()} steps refused, {time.perf_counter() - begin:.0f} s"
    )


def _kind(compared: Compared) -> str:
    """Name a difference by what its smallest program does."""
    return ", ".join(sorted({f"{rule.operation} at {rule.moment}" for rule in compared.program.rules})) or "no rule"


def _difference(compared: Compared) -> str:
    engine = compared.engine or []
    lines = [*difflib.unified_diff(engine, compared.library, "the engine", "here", lineterm="", n=12)]
    return "\n".join(lines[:60])


if __name__ == "__main__":
    sys.exit(main())
