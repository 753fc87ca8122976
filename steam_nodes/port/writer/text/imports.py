"""Imports as ruff's sorter writes them: which block one belongs to, which stands first, and how one of many names is broken.

Rules: a line is as wide as ruff allows where nobody tells it a width; a wider one undoes nothing, as a comma stands behind the last name.
Numbers in names are compared as numbers: day2 stands before day10. Constants stand before classes, and those before functions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_WIDTH = 88
_STANDARD = frozenset({"abc", "builtins", "collections", "enum", "functools", "math", "types", "typing"})

_Natural = list[tuple[int, str]]


def block_of(module: str) -> int:
    """Return where a module's import stands: 0 with those of Python itself, 1 with the library's, 2 with the project's own."""
    return 0 if module.split(".", maxsplit=1)[0] in _STANDARD else 1 if module.split(".", maxsplit=1)[0] == "steam_nodes" else 2


def natural(name: str) -> _Natural:
    """Return by what a name is sorted."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]


def import_order(line: str) -> tuple[_Natural, _Natural]:
    """Return by what the imports of a block are sorted: plain ones first, then by the module."""
    words = [*line.split(), "", "", ""]
    if words[0] == "import":
        return ([], natural(words[1]))
    return (natural(words[1].lower()), natural(words[3].lower()) if " as " in line else [])


def import_blocks(imports: Mapping[str, set[str]], indent: int = 0, *, uses_runtime: bool = False) -> list[list[str]]:
    """Return the lines of each block that has some.

    Args:
        imports: The names of each module; none where the module itself is imported.
        indent: Where the lines begin.
        uses_runtime: The runtime is imported as `gd`.
    """
    blocks: list[list[str]] = [[], [], []]
    if uses_runtime:
        blocks[1].append("from steam_nodes import gdscript as gd")
    for module, found in imports.items():
        blocks[block_of(module)].append(import_line(module, found, indent) if found else f"import {module}")
    return [[line for found in sorted(block, key=import_order) for line in found.split("\n")] for block in blocks if block]


def import_line(module: str, found: set[str], indent: int = 0) -> str:
    """Return an import of names, sorted, over lines of its own where it is long."""
    pad = " " * indent
    ordered = sorted(found, key=lambda name: (not name.isupper(), not name[:1].isupper(), natural(name)))
    line = f"{pad}from {module} import {', '.join(ordered)}"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"{pad}from {module} import (", *[f"{pad}    {name}," for name in ordered], f"{pad})"])
