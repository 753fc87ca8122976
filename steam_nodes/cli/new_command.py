"""`steam-nodes new NAME`: a project that runs at once: a small game, its stats, its tests and how to go on.

Rules: the files are templates of the package; only the project's name is put into them. A project is made beside its place and moved there
when it is whole, so that nothing half written is left. What is there already is not touched.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from steam_nodes.cli.answers import FINE, RefusedError, tell

if TYPE_CHECKING:
    import argparse

TEMPLATES: Final = Path(__file__).with_name("templates")


class Host(NamedTuple):
    """What draws a game.

    Args:
        rooms: The folders of its templates.
        package: How pip calls it, "" for nothing.
        version: Which version is needed.
    """

    rooms: tuple[str, ...]
    package: str = ""
    version: str = ""


HOSTS: Final = {
    "arcade": Host(("common", "coins", "arcade"), "arcade", ">=3.3"),
    "none": Host(("common", "arena")),
    "pygame": Host(("common", "coins", "pygame"), "pygame-ce", ">=2.5"),
}
"""What a project may be drawn by; none is for a server."""
_MODULES: Final = {"pygame-ce": "pygame"}
"""The module of each package that is called otherwise."""
_NAME: Final = re.compile(r"[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")
_LONGEST: Final = 64
_DEVICES: Final = frozenset({"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))})
"""What no folder of Windows can be called."""
_ENDING: Final = ".txt"


def add(commands: Any) -> None:
    """Tell the options."""
    parser = commands.add_parser(
        "new",
        description="Make a project: a small game that runs, its stats and achievements, tests and a README.",
        examples=[
            ("steam-nodes new coins", "makes the folder coins; its window opens with python coins/game.py"),
            ("steam-nodes new coins --host arcade", "the same game in a window of arcade"),
            ("steam-nodes new arena --host none", "a server, which keeps the stats of its players"),
        ],
    )
    parser.add_argument("name", metavar="NAME", help="the project's name, and its folder")
    parser.add_argument("--host", choices=sorted(HOSTS), default="pygame", help="what draws the game, none for a server (default: pygame)")
    parser.add_argument("--json", action="store_true", help="print what was made as JSON")
    parser.add_argument("--quiet", action="store_true", help="tell nothing on stderr")
    parser.set_defaults(function=command)


def command(options: argparse.Namespace) -> int:
    """Make a project.

    Args:
        options: What the command line said.

    Returns:
        The exit code.

    Raises:
        RefusedError: It cannot be made there, or not under this name.
    """
    folder = Path(options.name)
    fault = name_fault(folder.name)
    if fault:
        message = f"{options.name!r} can't be a project's name: {fault}; choose one such as my_game"
        raise RefusedError(message)
    files = project_files(folder.name, options.host)
    try:
        _make(folder, files)
    except OSError as error:
        message = f"{options.name} can't be made: {error.strerror or error}; name a place that you can write to"
        raise RefusedError(message) from error
    if options.json:
        from steam_nodes.cli.terminal import Page  # noqa: PLC0415  # loaded by who asks for it

        Page().json({"folder": str(folder), "host": options.host, "files": sorted(files)})
    if not options.quiet:
        tell(f"{folder}: a game that runs, with {len(files)} files. Go on with:")
        lacking = _lacking(HOSTS[options.host].package, "pytest")
        tell(
            f"  cd {folder}",
            *([f"  pip install {' '.join(lacking)}"] if lacking else []),
            "  python game.py",
            "  python -m pytest",
            "  steam-nodes world show",
        )
    return FINE


def _lacking(*packages: str) -> list[str]:
    """Return which of some packages are not installed here."""
    return [each for each in packages if each and find_spec(_MODULES.get(each, each)) is None]


def name_fault(name: str) -> str:
    """Say why a project cannot have a name, "" if it can.

    Args:
        name: The name.
    """
    if not name:
        return "it names no new folder"
    if len(name) > _LONGEST:
        return f"it has {len(name)} letters, and a name has at most {_LONGEST}"
    if not _NAME.fullmatch(name):
        return "a name begins with a letter, ends with a letter or digit, and has only a-z, A-Z, 0-9, _ and -"
    return "Windows has a device of this name" if name.lower() in _DEVICES else ""


def project_files(name: str, host: str) -> dict[str, str]:
    """Return the texts of a project by their paths in it.

    Args:
        name: The project's name.
        host: What draws the game, one of HOSTS.
    """
    found = {}
    drawn = HOSTS[host]
    needed = f', "{drawn.package}{drawn.version}"' if drawn.package else ""
    for room in drawn.rooms:
        for path in sorted((TEMPLATES / room).iterdir()):
            # One folder of templates has no folders below it, and a file with a dot in front would be left out of many a package.
            place = path.name.removesuffix(_ENDING).replace("__", "/").replace("dot_", ".")
            text = _template(path).replace("@NAME@", name)
            found[place] = text.replace("@PACKAGE@", drawn.package).replace("@NEEDED@", needed)
    return found


def _template(path: Path) -> str:
    """Return the text of a template."""
    from steam_nodes.steam.files import read_text  # noqa: PLC0415  # loaded by the command that is called

    return read_text(path, 1 << 20)


def _make(folder: Path, files: dict[str, str]) -> None:
    """Write a project whole, or leave nothing.

    Raises:
        OSError: It cannot be written.
        RefusedError: Something is there.
    """
    if folder.is_dir():
        held = next(folder.iterdir(), None)
        if held is not None:
            message = f"{folder} is there already, with {held.name} in it; choose another name, or empty it"
            raise RefusedError(message)
    elif folder.exists() or folder.is_symlink():
        message = f"{folder} is there already, and is no folder; choose another name"
        raise RefusedError(message)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, text in files.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        # A temporary folder is closed to others, which a project need not be.
        made.chmod(0o755)
        if folder.is_dir():
            folder.rmdir()
        made.rename(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
