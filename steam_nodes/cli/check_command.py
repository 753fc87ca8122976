"""`steam-nodes check PATH`: judges a project's use of Steam, and tells the errors that the engine would tell.

Rules: nothing is written and nothing is run. The exit code is 1 where an error is told, with `--strict` also where a warning is.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steam_nodes.cli.answers import FINDINGS, FINE, RefusedError

if TYPE_CHECKING:
    import argparse


def add(commands: Any) -> None:
    """Tell the options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "check",
        help="judge a project's use of Steam",
        description="Judge a project's use of GodotSteam, and tell the errors that the engine would tell.",
    )
    parser.add_argument("path", type=Path, metavar="PATH", help="a folder with project.godot, a folder of scripts, or one .gd")
    parser.add_argument("--json", action="store_true", help="print a list of objects instead of text")
    parser.add_argument("--strict", action="store_true", help="warnings count as findings too")
    parser.set_defaults(function=command)


def command(options: argparse.Namespace) -> int:
    """Check a project.

    Raises:
        RefusedError: It cannot be read.
    """
    from steam_nodes.port.check import as_json, as_text, check_project  # noqa: PLC0415  # loaded by the command that is called
    from steam_nodes.port.disk import ProjectError  # noqa: PLC0415  # the same
    from steam_nodes.port.project import Project  # noqa: PLC0415  # the same

    try:
        problems = check_project(Project.read(options.path))
    except ProjectError as refused:
        raise RefusedError(str(refused)) from refused
    sys.stdout.write(as_json(problems) if options.json else as_text(problems))
    counted = {"error", "warning"} if options.strict else {"error"}
    return FINDINGS if any(problem.level in counted for problem in problems) else FINE
