"""A port on the disk: which module a path was ported to, and which line of a script each line of Python comes from.

Rules: `steam-nodes port` writes `.steam_nodes/port.json` into the folder of a port. It is found from the file of the first class that is
decorated, and read once. From then on `load("res://enemy.tscn")` imports the module that has it, and errors tell the lines of the
scripts. A port without that file runs as well; its errors tell the lines of the Python.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any, Final

from steam_nodes.gdscript.scripts import resources, script_fault

FOLDER: Final = ".steam_nodes"
FILE: Final = "port.json"
_DEEPEST: Final = 16
"""How many folders up the file is looked for."""

_folders: Final[dict[Path, Path | None]] = {}
"""For each folder of a module the folder of its port."""


def find(filename: str) -> None:
    """Open the port that a Python file belongs to, where there is one and it is not open yet."""
    folder = Path(filename).parent
    if folder in _folders:
        return
    here = folder.absolute()
    found = next((each for each in (here, *here.parents[:_DEEPEST]) if (each / FOLDER / FILE).is_file()), None)
    known = found in _folders.values()
    _folders[folder] = found
    if found is not None and not known:
        open_port(found)


def open_port(folder: Path) -> dict[str, str]:
    """Make the modules of a port importable, and its paths loadable.

    Args:
        folder: Where it lies.

    Returns:
        The name of the module by the path of each script, scene and resource.

    Raises:
        OSError: There is no port in the folder.
        ValueError: The file that tells of it is not what `steam-nodes port` writes.
    """
    told: Any = json.loads((folder / FOLDER / FILE).read_text(encoding="utf-8"))
    if not isinstance(told, dict) or not isinstance(told.get("modules"), dict):
        message = f"{folder / FOLDER / FILE} does not tell the modules of a port; run steam-nodes port again"
        raise ValueError(message)  # noqa: TRY004  # a file with another content, not an argument of another type
    _folders[folder.absolute()] = folder.absolute()
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    modules: dict[str, str] = told["modules"]
    lines: dict[str, list[int]] = told.get("lines", {})
    resources.assets.update(told.get("assets", []))
    for path, name in modules.items():
        filename = str(folder.absolute() / f"{name.replace('.', '/')}.py")
        script_fault.paths[filename] = path
        if name in lines:
            script_fault.lines[filename] = lines[name]

    def import_of(path: str) -> None:
        if path in modules:
            importlib.import_module(modules[path])

    resources.finders.append(import_of)
    return modules
