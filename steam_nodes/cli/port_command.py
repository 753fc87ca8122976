"""`steam-nodes port PATH`: a Godot project becomes a folder of Python.

Rules: all is written or nothing. A script alone, without `-o`, is printed. What the report tells as errors or, with `--strict`, as warnings
is refused; findings are conflicts, and scripts that an empty one stands for.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steam_nodes.cli.answers import FINDINGS, FINE, RefusedError, refuse_for, tell

if TYPE_CHECKING:
    import argparse

    from steam_nodes.port.port_folder import Output
    from steam_nodes.port.porting import Port


def add(commands: Any) -> None:
    """Tell the options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "port",
        description="Turn a Godot project, or one script, into Python that runs as it is. What was edited since the last port stays and is "
        "merged; where both changed the same lines it is told.",
        examples=[
            ("steam-nodes port game", "writes the folder game_python"),
            ("steam-nodes port game --diff", "shows what another port would change"),
            ("steam-nodes port player.gd", "prints one script as Python"),
            ("steam-nodes port game --report report.html", "with a page that has both side by side"),
        ],
        epilog="exit codes: 0 all is ported, 1 there are conflicts, or scripts that an empty one stands for, 2 it cannot be done",
    )
    parser.add_argument("path", type=Path, metavar="PATH", help="a folder with project.godot, a folder of scripts, or one .gd")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help="where to write (default: PATH_python; a single script is printed)"
    )
    parser.add_argument("--force", action="store_true", help="overwrite what was edited, and files that no port wrote")
    parser.add_argument("--diff", action="store_true", help="show what would change as a patch, and write nothing")
    parser.add_argument("--report", metavar="FILE", action="append", default=[], help="write the report: .txt, .json or .html; - prints it")
    parser.add_argument("--strict", action="store_true", help="what cannot be kept as it was is an error: nothing is written then")
    parser.add_argument("--stub-missing", action="store_true", help="leave out scripts and scenes that were not brought, with a warning")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
    parser.add_argument(
        "--json", action="store_true", help="print one object: what was written, what was found, the Python of a single script"
    )
    parser.set_defaults(function=command)


def command(options: argparse.Namespace) -> int:
    """Port a project.

    Raises:
        RefusedError: It cannot be ported, or not be written.
    """
    from steam_nodes.cli.progress_bar import Progress  # noqa: PLC0415  # loaded by the command that is called
    from steam_nodes.port import port_folder, report  # noqa: PLC0415  # the same
    from steam_nodes.port.disk import ProjectError  # noqa: PLC0415  # the same
    from steam_nodes.port.porting import port  # noqa: PLC0415  # the same
    from steam_nodes.port.project import Project  # noqa: PLC0415  # the same

    if options.json and "-" in options.report:
        message = "--json and --report - both print: leave one of the two out."
        raise RefusedError(message)
    try:
        project = Project.read(options.path)
        with Progress(sys.stderr, shown=options.path.is_dir() and not options.quiet) as progress:
            made = port(project, stub_missing=options.stub_missing, told=progress)
        refuse_for(made.failures, report.ordered(made.problems), strict=options.strict)
        if project.only is not None and options.output is None:
            _print_problems(made, options)
            text = next(iter(made.files.values())).text
            if options.json:
                _print_json(made, text=text)
            else:
                sys.stdout.write(text)
            return FINE
        folder = options.output or _beside(project.folder or options.path)
        planned = port_folder.plan(made, folder, force=options.force)
        if options.diff:
            if options.json:
                _print_json(made, planned, diff=planned.diff())
            else:
                sys.stdout.write(planned.diff())
            return FINE
        port_folder.write(planned, made)
    except ProjectError as refused:
        raise RefusedError(str(refused)) from refused
    _write_reports(made, options.report)
    _print_problems(made, options)
    if options.json:
        _print_json(made, planned, written=True)
    elif not options.quiet:
        tell(f"{folder}: {report.summary(made)}")
    return FINDINGS if _told_conflicts(planned) or made.unread else FINE


def _beside(folder: Path) -> Path:
    """Return the folder that a port goes to by default; `.` and `..` are no names to stand beside."""
    place = folder.resolve() if folder.name in ("", "..") else folder
    return place.with_name(f"{place.name}_python")


def _print_problems(made: Port, options: argparse.Namespace) -> None:
    from steam_nodes.port.report import ordered  # noqa: PLC0415  # loaded by the command that is called

    if options.quiet or options.report or options.json:
        return
    tell(*(problem for problem in ordered(made.problems) if problem.level != "note"))


def _print_json(
    made: Port, planned: Output | None = None, *, written: bool = False, text: str | None = None, diff: str | None = None
) -> None:
    """Print what was done as one object, whose keys are always the same."""
    from steam_nodes.cli.terminal import Page  # noqa: PLC0415  # loaded by the command that is called
    from steam_nodes.port import report  # noqa: PLC0415  # the same

    conflicts = [] if planned is None else planned.conflicts
    value: dict[str, object] = {
        "folder": None if planned is None else str(planned.folder),
        "written": written,
        "counts": report.counts(made),
        "problems": [report.problem_record(problem) for problem in report.ordered(made.problems)],
        "conflicts": [{"file": file.name, "line": conflict.line} for file in conflicts for conflict in file.conflicts],
        "left": [] if planned is None else planned.left,
        "text": text,
        "diff": diff,
    }
    Page().json(value)


def _write_reports(made: Port, names: list[str]) -> None:
    from steam_nodes.port import report  # noqa: PLC0415  # loaded by the command that is called

    kinds = {".json": report.as_json, ".html": report.as_html, ".htm": report.as_html}
    for name in names:
        text = kinds.get(Path(name).suffix.lower(), report.as_text)(made)
        if name == "-":
            sys.stdout.write(text)
            continue
        try:
            Path(name).write_text(text, encoding="utf-8")
        except OSError as refused:
            message = f"the report {name} can't be written: {refused.strerror or refused}. The port itself was written."
            raise RefusedError(message) from refused


def _told_conflicts(planned: Output) -> bool:
    """Tell where edits and the port meet, and say whether they do."""
    for file in planned.conflicts:
        for conflict in file.conflicts:
            told = "you and the source changed the same lines; your file stays as it is, the merge of both is in .steam_nodes/conflicts/"
            tell(f"{planned.folder / file.name}:{conflict.line}: {told}{file.name}")
    for name in planned.left:
        tell(f"{planned.folder / name}: its source is gone; it was edited, so it stays")
    return bool(planned.conflicts)
