"""Judges a project's use of Steam, and tells the engine's own errors: `check_project(project)`.

Rules: problems come by the scripts' paths and the places in them. Whoever calls decides what is printed: `as_text` and `as_json` are the
two forms. Nothing is run.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from steam_nodes.port.analyzer import analyze
from steam_nodes.port.check.habits import order, project_habits
from steam_nodes.port.check.handlers import handlers
from steam_nodes.port.check.init_status import status
from steam_nodes.port.check.steam_members import members
from steam_nodes.port.check.uses import Uses
from steam_nodes.port.rules import find_problems
from steam_nodes.port.scenes.scene_writer import write_scene
from steam_nodes.port.source import Problem, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steam_nodes.port.project import Project

__all__ = ["as_json", "as_text", "check_project", "has_errors"]


def check_project(project: Project) -> list[Problem]:
    """Return what is wrong in a project: what the engine refuses, and what Steam does not forgive.

    Args:
        project: The project; the scripts that are ported are judged, the others serve as context.
    """
    found: list[Problem] = []
    scripts: list[Uses] = []
    for path in project.ported:
        script = project.script(path)
        found += script.problems
        if any(problem.level == "error" for problem in script.problems):
            continue
        analysis = analyze(script.tree, script.source, project)
        # The rules of the engine are those of Godot 4.
        found += [] if script.tree.godot3 else find_problems(analysis, project)
        uses = Uses(analysis)
        scripts.append(uses)
        found += [problem for use in uses.all for problem in members(use)]
        found += [*handlers(uses), *status(uses), *order(uses)]
    found += project_habits(project, scripts)
    found += _scenes(project)
    found += project.problems
    return _sorted(found)


def _scenes(project: Project) -> list[Problem]:
    """What scenes name and is not there, and scenes that hold each other."""
    found: list[Problem] = []
    for path in project.scenes:
        if project.scene(path) is not None:
            found += write_scene(project, path).problems
    for loop in project.scene_loops():
        source = Source(loop[0], project.text(loop[0]) or "")
        found.append(Problem(source, 0, f"These scenes instantiate each other in a circle: {' -> '.join([*loop, loop[0]])}.", "scene"))
    return found


def _sorted(problems: Sequence[Problem]) -> list[Problem]:
    """By the places; of two that say the same at one line only the first."""
    seen: set[tuple[str, int, str]] = set()
    kept = []
    for problem in sorted(problems, key=lambda problem: (problem.source.path, problem.begin)):
        key = (problem.source.path, problem.line, problem.message)
        if key not in seen:
            seen.add(key)
            kept.append(problem)
    return kept


def has_errors(problems: Sequence[Problem]) -> bool:
    """Whether one of the problems is an error."""
    return any(problem.level == "error" for problem in problems)


def as_text(problems: Sequence[Problem]) -> str:
    """Return problems for a person: each with its line and a caret, and how many there are."""
    count = {level: sum(problem.level == level for problem in problems) for level in ("error", "warning", "note")}
    told = ", ".join(f"{number} {level}{'' if number == 1 else 's'}" for level, number in count.items() if number)
    return "\n".join([*map(str, problems), told or "Nothing is wrong."]) + "\n"


def as_json(problems: Sequence[Problem]) -> str:
    """Return problems for a program: a list of objects with path, line, column, level, kind, message and hint."""
    listed: list[dict[str, Any]] = [
        {
            "path": problem.source.path,
            "line": problem.line,
            "column": problem.source.column(problem.begin),
            "level": problem.level,
            "kind": problem.kind,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"
