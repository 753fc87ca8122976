"""A script through this project: parsed, analyzed, judged by the rules, ported, loaded in memory and run.

Rules: what is raised here is told, never raised: the step at which it came is part of the outcome.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source
from tests.gdscript_suite.expected import OK, PARSER, Outcome, Told

if TYPE_CHECKING:
    from pathlib import Path


class Suite:
    """A folder of scripts that may refer to each other."""

    def __init__(self, folder: Path) -> None:
        """Take the folder."""
        self.folder = folder

    def run(self, path: Path) -> Outcome:
        """Run one script of the folder."""
        outcome = Outcome("")
        try:
            self._run(path, outcome)
        except Exception:
            outcome.fault = traceback.format_exc()
        return outcome

    def _run(self, path: Path, outcome: Outcome) -> None:
        outcome.step = "parse"
        source = Source("res://" + path.relative_to(self.folder).as_posix(), path.read_text(encoding="utf-8"))
        _, problems = parse(source)
        outcome.errors = [Told(problem.line, problem.message) for problem in problems if problem.level == "error"]
        outcome.verdict = PARSER if outcome.errors else OK
