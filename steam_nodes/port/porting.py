"""A whole port in memory: every file that a project becomes, with its problems.

Rules: each script and each scene becomes one module; `autoloads.py` has the names that scripts call autoloads by, `__main__.py` what the
game is played with, `stats.toml` the stats and achievements that its scripts name. Nothing is written here. What makes the project
impossible to port (a loop) is told in `failures`, one line each, and there are no files then. A script that can't be parsed is an error
where the game begins with it; elsewhere an empty one stands in its place, and says so when it is loaded, as the engine does.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port.analyzer import analyze
from steam_nodes.port.scenes.scene_writer import write_scene
from steam_nodes.port.scenes.value_writer import ValueWriter, quoted
from steam_nodes.port.scenes.variant_text import Construct, Pairs
from steam_nodes.port.steam_names import SteamNames
from steam_nodes.port.writer import write
from steam_nodes.port.writer.layout import CLOSE, NEXT, OPEN, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.project import Project
    from steam_nodes.port.source import Problem

_LEFT_OUT: Final = (
    "autoload/",
    "application/config/features",
    "application/config/icon",
    "editor",
    "rendering/",
    "dotnet/",
    "editor_plugins/",
    "file_customization/",
    "filesystem/",
    "global_group/",
)
_UNSET: Final = (None, False, 0, "")


@dataclass
class PortedFile:
    """A file of the port.

    Args:
        name: Its path in the folder, "ui/hud.py".
        text: What it says.
        path: The file it was made of, "res://ui/hud.gd", "" for none.
        lines: For each line the line of the script, 0 for none; () where it is no script.
        problems: What could not be kept.
    """

    name: str
    text: str
    path: str = ""
    lines: tuple[int, ...] = ()
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Port:
    """A project in Python.

    Args:
        project: The project.
        files: The files by their names, in order.
        problems: What is to be told, of all files.
        failures: Why there are no files: one line each.
        analyses: What is known of each script, by its path.
        unread: The errors of the scripts that an empty one stands for, as they can't be parsed, by their paths.
    """

    project: Project
    files: dict[str, PortedFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    analyses: dict[str, Analysis] = field(default_factory=dict)
    unread: dict[str, list[Problem]] = field(default_factory=dict)

    @property
    def errors(self) -> list[Problem]:
        """The problems that are errors."""
        return [problem for problem in self.problems if problem.level == "error"]


def port(
    project: Project, *, stub_missing: bool = False, whole: bool | None = None, told: Callable[[str, int, int], None] | None = None
) -> Port:
    """Port a project.

    Args:
        project: The project.
        stub_missing: A script or a scene that is missing is left out with a warning, instead of being an error.
        whole: The scenes and what else a game needs are made too; by default where the project is more than one script.
        told: Called before each file with its path, how many are done, and how many there are: for a progress bar.
    """
    unread = project.unreadable()
    if unread:
        project = project.with_empty(unread)
    missing = project.missing_bases()
    if missing and stub_missing:
        project = project.with_stubs(missing)
    made = Port(
        project,
        problems=[replace(each, hint="An empty script stands in its place.") if stub_missing else each for each in missing.values()],
        unread=unread,
    )
    for found in unread.values():
        made.problems += [replace(each, hint="An empty script stands in its place.", level="warning") for each in found]
    made.failures += [f"{' -> '.join([*loop, loop[0]])}: these scripts inherit each other in a circle." for loop in project.loops()]
    made.failures += [
        f"{' -> '.join([*loop, loop[0]])}: these scenes instantiate each other in a circle." for loop in project.scene_loops()
    ]
    if made.failures:
        return made
    whole = project.only is None if whole is None else whole
    scenes = [path for path in project.scenes if whole]
    work = [*(project.all_scripts if whole else project.ported), *scenes]
    for count, path in enumerate(work):
        if told is not None:
            told(path, count, len(work))
        if project.script_at(path) is not None:
            _script(made, path)
        elif project.scene(path) is not None:
            written = write_scene(project, path)
            _add(made, PortedFile(file_name(project.modules[path]), written.text, path, (), written.problems))
    if told is not None:
        told("", len(work), len(work))
    made.problems += project.problems
    if stub_missing:
        made.problems = [_softened(problem) for problem in made.problems]
    if whole:
        _besides(made)
    return made


def file_name(module: str) -> str:
    """Return the path of a module's file: "ui.hud" is "ui/hud.py"."""
    return f"{module.replace('.', '/')}.py"


def _script(made: Port, path: str) -> None:
    script = made.project.script(path)
    errors = [problem for problem in script.problems if problem.level == "error"]
    if errors:
        made.problems += errors
        return
    analysis = analyze(script.tree, script.source, made.project)
    made.analyses[path] = analysis
    written = write(analysis, made.project)
    # What a plug-in of the engine brings is unknown here: the rest of the script is ported all the same.
    problems = [*script.problems, *(_as_warning(problem) for problem in analysis.problems), *written.problems]
    told = _told_when_loaded(path, made.unread[path][0]) if path in made.unread else []
    text = written.text + "".join(f"{line}\n" for line in told)
    _add(made, PortedFile(file_name(script.module), text, path, (*written.lines, *(0 for _ in told)), problems))


def _told_when_loaded(path: str, error: Problem) -> list[str]:
    """Return the lines with which a script that can't be parsed tells so: the engine tells the first error."""
    whole = f"gd.unreadable({OPEN}{quoted(path)},{NEXT}{error.line},{NEXT}{quoted(error.message)}{CLOSE})"
    return ["", "", *render(whole)]


def _add(made: Port, file: PortedFile) -> None:
    made.files[file.name] = file
    made.problems += file.problems


def _softened(problem: Problem) -> Problem:
    """Make what was not brought a warning."""
    if problem.level != "error" or problem.kind not in ("scene", "port") or "missing" not in problem.message:
        return problem
    return replace(problem, level="warning", hint="It is left out." if problem.kind == "scene" else problem.hint)


def _as_warning(problem: Problem) -> Problem:
    hint = problem.hint or "The engine refuses the script where it does not know this, and here the function fails that uses it."
    return replace(problem, hint=hint, level="warning") if problem.level == "error" else problem


def _besides(made: Port) -> None:
    """Add the files that no script and no scene becomes."""
    project = made.project
    folders = {name.rpartition("/")[0] for name in made.files}
    packages = {"/".join(folder.split("/")[:count]) for folder in folders if folder for count in range(1, folder.count("/") + 2)}
    title = (project.settings.name if project.settings is not None else "") or "the game"
    for package in sorted(packages):
        _add(made, PortedFile(f"{package}/__init__.py", f"{_doc(f'What lies in {package}/ of the project.')}\n"))
    if project.autoloads:
        lines = [
            _doc("The autoloads of the project, by the names that scripts call them by."),
            "",
            "from steam_nodes import gdscript as gd",
            "",
        ]
        lines += [f"{name} = gd.autoload({quoted(name)})" for name in project.autoloads]
        _add(made, PortedFile("autoloads.py", "\n".join([*lines, ""])))
    _add(made, PortedFile("__main__.py", _main(project, title)))
    names = SteamNames(project, made.analyses)
    # A project that has its own says more than its scripts do.
    if names.found and not project.exists("res://stats.toml"):
        _add(made, PortedFile("stats.toml", names.toml(title)))


def _doc(text: str) -> str:
    return f'"""{text}"""'.replace("\\", "\\\\")


class _Plain:
    """The links of values that name no other file: what a setting may hold."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def gd(self) -> str:
        self.used.add("gd")
        return "gd"

    def library(self, name: str) -> str:
        self.used.add(name)
        return name

    def engine_class(self, name: str) -> str:
        return f"{self.gd()}.{name}"

    def reference(self, value: Construct) -> str:
        return "None"


def _main(project: Project, title: str) -> str:
    """Return the program that plays the game."""
    links = _Plain()
    values = ValueWriter(links)
    settings = {} if project.settings is None else project.settings.settings
    pairs = [
        f"{quoted(name)}: {_setting(values, value)}" for name, value in settings.items() if "/" in name and not name.startswith(_LEFT_OUT)
    ]
    autoloads = [f"{quoted(each.name)}: {quoted(each.path)}" for each in project.autoload_nodes]
    body: list[str] = []
    for text, told in (
        (f"MAIN_SCENE = {quoted(project.main_scene)}", "The scene that is played."),
        (f"AUTOLOADS: dict[str, str] = {_table(autoloads)}", "What stands before it, in this order."),
        (f"SETTINGS: dict[str, Any] = {_table(pairs)}", "What `project.godot` sets."),
    ):
        body += [*render(text), _doc(told)]
    imports = ["import sys", "from pathlib import Path", "from typing import Any", ""]
    library = sorted(links.used - {"gd"})
    imports += [f"from steam_nodes import {', '.join(library)}"] if library else []
    imports += ["from steam_nodes import gdscript as gd"] if "gd" in links.used else []
    imports += ["from steam_nodes.cli import main"]
    run = ['if __name__ == "__main__":', '    sys.exit(main(["run", str(Path(__file__).parent), *sys.argv[1:]]))']
    title = _doc(f"Plays {title}: `python FOLDER`; with `--help` it tells how.")
    return "\n".join([title, "", *imports, "", *body, "", *run, ""])


def _table(pairs: list[str]) -> str:
    return f"{{{OPEN}{f',{NEXT}'.join(pairs)}{CLOSE}}}" if pairs else "{}"


def _setting(values: ValueWriter, value: Any) -> str:
    """Return a setting; an event of the input map is its class with what it does not have by default."""
    if isinstance(value, Pairs) and isinstance(events := value.get("events"), list):
        written = [
            f"({OPEN}{quoted(str(event.types[0]))},{NEXT}{values.write(_own(event))}{CLOSE})"
            for event in events
            if isinstance(event, Construct)
        ]
        return _table([f'"deadzone": {values.write(value.get("deadzone", 0.5))}', f'"events": [{OPEN}{f",{NEXT}".join(written)}{CLOSE}]'])
    return values.write(value)


def _own(event: Construct) -> Pairs:
    pairs = event.arguments[0].items if event.arguments and isinstance(event.arguments[0], Pairs) else ()
    unset = [each for each in pairs if each[1] in _UNSET or str(each[0]).startswith("resource_")]
    return Pairs(tuple(each for each in pairs if each not in unset))
