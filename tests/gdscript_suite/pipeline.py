"""A script through this project: parsed, analyzed, judged by the rules, ported, loaded in memory and run.

Rules: what is raised here is told, never raised: the step at which it came is part of the outcome. Other scripts of the folder are ported
when the one that runs asks for them.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import traceback
from functools import partial
from typing import TYPE_CHECKING, Any

from steam_nodes.cli.playing import translating
from steam_nodes.gdscript.scripts import registry
from steam_nodes.gdscript.scripts.loader import MemoryProject, Text
from steam_nodes.port.analyzer import analyze
from steam_nodes.port.project import Project
from steam_nodes.port.rules import find_problems
from steam_nodes.port.writer import write
from tests.gdscript_suite.expected import ANALYZER, OK, PARSER, RUNTIME, Outcome, Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from steam_nodes.port.source import Problem


_NOT_RUN = ".norun.gd"
"""How the names of scripts end that the engine's runner only reads."""


_FILE = re.compile(r"\(\w+\.gd\)::")


class _Errors(logging.Handler):
    """Keeps what is logged as the engine's runner would tell it."""

    def __init__(self, outcome: Outcome, printed: io.StringIO) -> None:
        super().__init__()
        self._outcome = outcome
        self._printed = printed

    def emit(self, record: logging.LogRecord) -> None:
        """Take one record; a warning is an error too, as in the engine's runner."""
        if record.levelno < logging.WARNING:
            return
        self._outcome.verdict = RUNTIME
        fault = getattr(record, "script_fault", None)
        if fault is not None:
            self._outcome.errors.append(Told(fault.line, fault.message))
            self._outcome.faults.append((self._printed.tell(), f"SCRIPT ERROR at line {fault.line}: {fault.message}"))
        else:
            self._outcome.reported.append(record.getMessage())


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
        if outcome.errors:
            outcome.verdict = ANALYZER
            return
        outcome.step = "write"
        outcome.python = self._text(path).text
        if path.endswith(_NOT_RUN):
            outcome.verdict = OK
            return
        outcome.step = "load"
        modules: dict[str, Text | Callable[[], Text]] = {
            self.project.modules[each]: partial(self._text, each) for each in self.project.all_scripts
        }
        outcome.verdict = OK
        logger = logging.getLogger("steam_nodes")
        printed = io.StringIO()
        logger.handlers[:] = [_Errors(outcome, printed)]
        logger.propagate = False
        try:
            paths = {each: self.project.modules[each] for each in self.project.all_scripts}
            quiet = contextlib.redirect_stderr(io.StringIO())
            with MemoryProject(modules, paths) as memory, translating(self.project), contextlib.redirect_stdout(printed), quiet:
                memory.load(self.project.modules[path])
                instance: Any = registry.by_path[path]()
                outcome.step = "run"
                instance.test()
        finally:
            text = printed.getvalue()
            outcome.told = _mixed(text, outcome.faults)
            # The engine's runner loads scripts by a path that is no resource's: there the text of a callable lacks the file.
            text = _FILE.sub("::", text)
            outcome.lines = text.removesuffix("\n").split("\n") if text else []

    def _text(self, path: str) -> Text:
        script = self.project.script(path)
        written = write(analyze(script.tree, script.source, self.project), self.project)
        return Text(path, written.text, written.lines)


def _told(problems: Iterable[Problem]) -> list[Told]:
    return [Told(problem.line, problem.message) for problem in problems if problem.level == "error"]


def _mixed(text: str, faults: list[tuple[int, str]]) -> list[str]:
    """The printed lines with the errors between them, each where it came."""
    lines: list[str] = []
    begin = 0
    for at, fault in [*faults, (len(text), "")]:
        part = text[begin:at]
        lines += part.removesuffix("\n").split("\n") if part else []
        lines += [fault] if fault else []
        begin = at
    return lines
