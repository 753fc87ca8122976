"""The names that ported files and classes get.

Rules: a module's name is PEP 8's: letters, digits and underscores in lower case, no keyword, and no name that a file of the port has
already. A script without a class_name is a class named after its file.
"""

from __future__ import annotations

import keyword
import re
import sys
from typing import Final

_EDGE: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OTHER: Final = re.compile(r"\W+")

_OURS: Final = frozenset({"autoloads", "steam_nodes", "blinker", "cffi", "__main__", "__init__"})
"""Modules at the top of a port that are no script's, and what the port stands on."""


def snake(name: str) -> str:
    """Return a name in snake_case that can be a module: `PlayerController-2` becomes `player_controller_2`."""
    text = _OTHER.sub("_", _EDGE.sub("_", name).lower())
    text = re.sub(r"__+", "_", text).strip("_") or "unnamed"
    if not text.isidentifier():
        text = f"_{text}"
    return f"{text}_" if keyword.iskeyword(text) else text


def stem(path: str) -> str:
    """Return the name of a file without its ending, of a script inside of a scene those of both: `main_GDScript_1`."""
    file, _, inner = path.rpartition("/")[2].partition("::")
    name = file.rpartition(".")[0] or file
    return f"{name}_{inner}" if inner else name


def module_names(paths: list[str], also: list[tuple[str, str]] | None = None) -> dict[str, str]:
    """Return the module of each file, with dots: `res://Ui/HudPanel.gd` becomes `ui.hud_panel`.

    Args:
        paths: The files, "res://...".
        also: Other files with what is put behind the names of their modules, such as ("res://hud.tscn", "_scene").
    """
    wanted = [(path, "") for path in paths] + (also or [])
    folders = {_folder(path) for path, _ in wanted}
    packages = {".".join(folder[:count]) for folder in folders for count in range(1, len(folder) + 1)}
    found: dict[str, str] = {}
    taken = set(_OURS) | packages
    for path, suffix in wanted:
        folder = _folder(path)
        name = snake(stem(path) + suffix)
        module = ".".join((*folder, name))
        if module in packages:
            module += "_script"
        elif module in sys.stdlib_module_names:
            # The folder of a port stands first where Python looks for modules, also for its own.
            module += "_"
        number = 2
        plain = module
        while module in taken:
            module, number = f"{plain}_{number}", number + 1
        taken.add(module)
        found[path] = module
    return found


def _folder(path: str) -> tuple[str, ...]:
    parts = [snake(part) for part in path.removeprefix("res://").split("/")[:-1]]
    if parts and parts[0] in sys.stdlib_module_names | _OURS:
        parts[0] += "_"
    return tuple(parts)
