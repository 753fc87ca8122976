"""`steam-nodes check PATH`: judges a project's use of Steam, and tells the errors that the engine would tell.

Rules: nothing is written and nothing is run. The exit code is 1 where an error is told, with `--strict` also where a warning is; what
`--level` leaves out does not count. On stderr stands how many scripts were judged, so that an empty answer is no riddle.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.cli.answers import FINDINGS, FINE, RefusedError, tell

if TYPE_CHECKING:
    import argparse

_LEVELS: Final = ("error", "warning", "note")
"""From what must be mended to what is good to know."""


def add(commands: Any) -> None:
    """Tell the options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "check",
        description="Judge how a project uses GodotSteam, and list the errors that the engine would show.",
        examples=[
            ("steam-nodes check game", "all that is good to know"),
            ("steam-nodes check game --level error --json", "the errors alone, as a list of objects"),
        ],
        epilog="exit codes: 0 there is no error, 1 there is one (with --strict also a warning), 2 it cannot be read",
    )
    parser.add_argument("path", type=Path, metavar="PATH", help="a folder with project.godot, a folder of scripts, or one .gd")
    parser.add_argument("--json", action="store_true", help="print a list of objects instead of text")
    parser.add_argument("--strict", action="store_true", help="warnings count as findings too")
    parser.add_argument("--level", choices=_LEVELS, default="note", help="tell nothing that is less than this (default: note)")
    parser.add_argument("--quiet", action="store_true", help="tell nothing on stderr")
    parser.set_defaults(function=command)


def command(options: argparse.Namespace) -> int:
    """Check a project.

    Args:
        options: What the command line said.

    Returns:
        The exit code.

    Raises:
        RefusedError: It cannot be read.
    """
    from steam_nodes.port.check import as_json, as_text, check_project  # noqa: PLC0415  # loaded by the command that is called
    from steam_nodes.port.disk import ProjectError  # noqa: PLC0415  # the same
    from steam_nodes.port.project import Project  # noqa: PLC0415  # the same

    try:
        project = Project.read(options.path)
        found = check_project(project)
    except ProjectError as refused:
        raise RefusedError(str(refused)) from refused
    told = _LEVELS[: _LEVELS.index(options.level) + 1]
    problems = [problem for problem in found if problem.level in told]
    if not options.quiet:
        count = len(project.ported)
        tell(f"{options.path}: {count} script{'' if count == 1 else 's'} judged.")
    sys.stdout.write(as_json(problems) if options.json else as_text(problems))
    counted = {"error", "warning"} if options.strict else {"error"}
    return FINDINGS if any(problem.level in counted for problem in problems) else FINE
