"""A script through this project: parsed, analyzed, judged by the rules, ported, loaded in memory and run.

Rules: what is raised here is told, never raised: the step at which it came is part of the outcome.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from steam_nodes.port.analyzer import analyze
from steam_nodes.port.project import Project
from steam_nodes.port.rules import find_problems
from tests.gdscript_suite.expected import ANALYZER, OK, PARSER, Outcome, Told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from steam_nodes.port.source import Problem


class Suite:
    """A folder of scripts that may refer to each other."""

    def __init__(self, folder: Path) -> None:
        """Read the folder."""
        self.folder = folder
        self.project = Project.read(folder)

    def run(self, path: Path) -> Outcome:
        """Run one script of the folder."""
        outcome = Outcome("")
        try:
            self._run("res://" + path.relative_to(self.folder).as_posix(), outcome)
        except Exception:
            outcome.fault = traceback.format_exc()
        return outcome

    def _run(self, path: str, outcome: Outcome) -> None:
        outcome.step = "parse"
        script = self.project.script(path)
        outcome.errors = _told(script.problems)
        if outcome.errors:
            outcome.verdict = PARSER
            return
        outcome.step = "analyze"
        analysis = analyze(script.tree, script.source, self.project)
        outcome.errors = _told(find_problems(analysis, self.project))
        outcome.verdict = ANALYZER if outcome.errors else OK


def _told(problems: Iterable[Problem]) -> list[Told]:
    return [Told(problem.line, problem.message) for problem in problems if problem.level == "error"]
