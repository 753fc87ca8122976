"""What a test of the engine's own form expects: the verdict, the printed lines, the errors.

Rules: `X.out` beside `X.gd` is what the engine's runner prints. The first line is the verdict. `~~ WARNING` lines are left out. Of
errors (`>> …`) the line of the first is compared with the verdict; their wording is counted apart. A parser error has its words alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OK = "GDTEST_OK"
PARSER = "GDTEST_PARSER_ERROR"
ANALYZER = "GDTEST_ANALYZER_ERROR"
RUNTIME = "GDTEST_RUNTIME_ERROR"

_PLACED = re.compile(r">> ERROR at line (\d+): (.*)")
_SCRIPT = re.compile(r">> SCRIPT ERROR at .*:(\d+) on \S*\(\): (.*)")


@dataclass(frozen=True)
class Told:
    """An error: its line, 0 where none is told, and its words."""

    line: int
    words: str


@dataclass
class Outcome:
    """What came of a script, in the engine or here.

    Args:
        verdict: One of the four above, or "" where this project failed.
        lines: What was printed.
        errors: The errors, in the order in which they were told.
        fault: Why there is no verdict: a traceback, or that the time was over.
        step: What was going on when it failed: parse, analyze, write, load or run.
        python: The ported script, where it came to be.
        faults: The errors of the script with how many characters had been printed before each.
        reported: What else was logged as an error or a warning.
        told: What was printed and which errors of the script there were, in their order.
    """

    verdict: str
    lines: list[str] = field(default_factory=list)
    errors: list[Told] = field(default_factory=list)
    fault: str = ""
    step: str = ""
    python: str = ""
    faults: list[tuple[int, str]] = field(default_factory=list)
    reported: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def read(path: Path) -> Outcome:
    """Return what a `.out` file expects."""
    verdict, *rest = path.read_text(encoding="utf-8").split("\n")
    outcome = Outcome(verdict.strip())
    if rest and not rest[-1]:
        rest.pop()
    for line in rest:
        placed = _PLACED.fullmatch(line) or _SCRIPT.fullmatch(line)
        if placed:
            outcome.errors.append(Told(int(placed[1]), placed[2]))
        elif outcome.verdict == PARSER and not outcome.errors:
            outcome.errors.append(Told(0, line))
        elif not line.startswith(("~~ ", ">> ")) and outcome.verdict in {OK, RUNTIME}:
            outcome.lines.append(line)
    return outcome
