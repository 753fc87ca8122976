"""Whether what came of a script is what the engine expects, and the table of all of them.

Rules: a script is equal where the verdict, the printed lines and the line of the first error are. Words of errors are counted apart.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tests.gdscript_suite.expected import ANALYZER, PARSER, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Result:
    """One script: what was wanted, what came, and the reason where they differ."""

    name: str
    wanted: Outcome
    came: Outcome
    reason: str
    words: bool
    """The first error has the engine's words."""

    @property
    def equal(self) -> bool:
        """Whether nothing that counts differs."""
        return not self.reason

    @property
    def folder(self) -> str:
        """The folder it stands in."""
        return str(PurePosixPath(self.name).parent)


def told(outcome: Outcome) -> list[str]:
    """Return an outcome as lines of text."""
    return [outcome.verdict, *(f">> {error.line}: {error.words}" for error in outcome.errors), *outcome.lines]


def judge(name: str, wanted: Outcome, came: Outcome) -> Result:
    """Compare what came of a script with what was wanted."""
    first = wanted.errors[0] if wanted.errors else None
    mine = came.errors[0] if came.errors else None
    words = first is not None and mine is not None and first.words == mine.words
    return Result(name, wanted, came, _reason(wanted, came), words)


def _reason(wanted: Outcome, came: Outcome) -> str:
    if came.fault:
        last = came.fault.strip().splitlines()[-1]
        return f"{came.step}: {last}" if came.step else last
    mine = came.errors[0] if came.errors else None
    if wanted.verdict != came.verdict:
        other = f" ({came.reported[0]})" if came.reported else ""
        why = f" (line {mine.line}: {mine.words})" if mine else other
        return f"{came.verdict} instead of {wanted.verdict}{why}"
    first = wanted.errors[0] if wanted.errors else None
    if first is not None and mine is not None and first.line and first.line != mine.line:
        return f"its first error is at line {mine.line} instead of {first.line}: {mine.words}"
    if wanted.verdict in {PARSER, ANALYZER}:
        return ""
    theirs, ours = _ended(wanted.lines), _ended(came.lines)
    for number, (line, own) in enumerate(zip(theirs, ours, strict=False), 1):
        if line != own:
            return f"printed line {number} is {own!r} instead of {line!r}"
    if len(theirs) != len(ours):
        return f"{len(ours)} lines were printed instead of {len(theirs)}"
    return ""


def _ended(lines: list[str]) -> list[str]:
    """Leave out empty lines at the end, as the engine's runner does."""
    count = len(lines)
    while count and not lines[count - 1].strip():
        count -= 1
    return lines[:count]


def table(results: Sequence[Result]) -> str:
    """Return the table of compliance, in Markdown."""
    lines = ["| folder | scripts | equal | first error in the engine's words |", "|---|---|---|---|"]
    for folder in sorted({result.folder for result in results}):
        inside = [result for result in results if result.folder == folder]
        equal = sum(result.equal for result in inside)
        with_errors = [result for result in inside if result.wanted.errors]
        words = f"{sum(result.words for result in with_errors)} of {len(with_errors)}" if with_errors else ""
        lines.append(f"| {folder} | {len(inside)} | {equal} | {words} |")
    misses = [result for result in results if not result.equal]
    if misses:
        lines += ["", "| what is not equal | reason |", "|---|---|"]
        lines += [f"| {result.name} | {_cell(result.reason)} |" for result in misses]
    wordings = [result for result in results if result.equal and result.wanted.errors and not result.words]
    if wordings:
        lines += ["", "| other words | the engine's | ours |", "|---|---|---|"]
        for result in wordings:
            ours = result.came.errors[0].words if result.came.errors else ""
            lines.append(f"| {result.name} | {_cell(result.wanted.errors[0].words)} | {_cell(ours)} |")
    return "\n".join(lines) + "\n"


REASONS = Path(__file__).parent / "reasons.toml"

_HEAD = """# How far ported GDScript is the engine's GDScript

Godot has tests of its language: scripts, each with what the engine prints for it. `python -m tests.gdscript_suite DIR --page FILE` runs
such a folder through this project (parsed, analyzed, ported, loaded in memory, run) and writes this page. A script is equal where its
verdict, each printed line and the line of its first error are the engine's. The scripts are those of Godot 4.6 that its repository has;
this page names them, and repeats none of them.

"""


def page(results: Sequence[Result]) -> str:
    """Return the page of compliance: counts, and each miss with its reason in words."""
    known = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    counts = table(results)
    lines = [_HEAD + counts.partition("\n\n")[0], "", "## What is not equal, and why", "", "| script | reason |", "|---|---|"]
    for result in results:
        if not result.equal:
            folder, stem = PurePosixPath(result.name).parent, PurePosixPath(result.name).stem
            reasons = known
            for part in folder.parts:
                reasons = reasons.get(part, {})
            lines.append(f"| {result.name.removesuffix('.gd')} | {_cell(reasons.get(stem, 'Not looked into yet.'), 400)} |")
    wordings = [result.name.removesuffix(".gd") for result in results if result.equal and result.wanted.errors and not result.words]
    if wordings:
        lines += ["", "The first error of these is at the engine's line in other words: " + ", ".join(wordings) + "."]
    return "\n".join(lines) + "\n"


def _cell(text: str, longest: int = 200) -> str:
    short = text if len(text) <= longest else text[: longest - 1] + "…"
    return short.replace("|", "\\|").replace("\n", " ")
