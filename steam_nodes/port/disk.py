"""The files of a project on the disk: which there are, and what those say that a port reads.

Rules: only regular files are read, whatever has their name, and never more than a script may be long. Folders that begin with a dot or
hold a `.gdignore` are no part of a project, as in the engine; a link to a folder that was seen already is not followed. What can't be read
raises `ProjectError` with one line that names the file and the remedy.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from steam_nodes.steam.files import UnreadableError, irregular, read_file, read_text

READ: Final = (".gd", ".tscn", ".tres", ".uid", ".import", ".godot")
"""The ends of the names of what is read."""
_LARGEST: Final = 64 << 20
"""Bytes; a larger file is no script of anybody's."""
_HEAD: Final = 4096
_MOST_DATA: Final = 16 << 20
_NO_DATA: Final = (
    *READ,
    ".scn",
    ".res",
    ".gdc",
    ".cs",
    ".py",
    ".pyc",
    ".dll",
    ".so",
    ".dylib",
    ".exe",
    ".pck",
    ".gdextension",
    ".lib",
    ".a",
)


class ProjectError(Exception):
    """What can't be read or written; the text is one line that says why and what to do."""


@dataclass
class Folder:
    """What a folder holds: the texts that are read, and every path there is, "res://..."."""

    texts: dict[str, str] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)


def walk(top: Path) -> Folder:
    """Read a folder and those below it.

    Args:
        top: The folder.

    Raises:
        ProjectError: A file in it can't be read.
    """
    found, seen = Folder(), set()
    try:
        for place, folders, files in os.walk(top, followlinks=True, onerror=_refuse):
            here = Path(place)
            if here.resolve() in seen or ".gdignore" in files:
                folders.clear()
                continue
            seen.add(here.resolve())
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(name for name in files if not name.startswith(".")):
                path = here / name
                within = path.relative_to(top).as_posix()
                found.paths.append(f"res://{within}")
                if path.suffix in READ or within == "override.cfg":
                    found.texts[f"res://{within}"] = text_of(path)
    except OSError as refused:
        message = f"{refused.filename or top} can't be read: {refused.strerror or refused}."
        raise ProjectError(message) from refused
    return found


def text_of(path: Path) -> str:
    """Return what a file says, with the ends of lines that GDScript knows.

    Args:
        path: The file.

    Raises:
        ProjectError: It is no file, no text, or can't be read.
    """
    try:
        text = read_text(path, _LARGEST)
    except UnreadableError as refused:
        message = f"{path} can't be read: {refused}."
        raise ProjectError(message) from refused
    if "\0" in text[:_HEAD]:
        message = f"{path} is no text but binary data. Save it as text in Godot's editor, or take it out of the folder."
        raise ProjectError(message)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_if_there(path: Path) -> str | None:
    """Return what a file says, None where there is none.

    Args:
        path: The file.

    Raises:
        ProjectError: Something else has its name, or it can't be read.
    """
    try:
        irregular(path)
    except UnreadableError as refused:
        message = f"{path} can't be read: {refused}."
        raise ProjectError(message) from refused
    return text_of(path) if path.exists() or path.is_symlink() else None


def is_data(path: str, paths: frozenset[str]) -> bool:
    """Whether a file of a project is data that scripts may read as it is: neither the engine's own nor one that it imports.

    Args:
        path: Its "res://" path.
        paths: All files of the project.
    """
    return not path.lower().endswith(_NO_DATA) and f"{path}.import" not in paths


def data_of(path: Path) -> bytes | None:
    """Return what stands in a data file, None where it is too long to be taken along, or can't be read.

    Args:
        path: The file.
    """
    try:
        return read_file(path, _MOST_DATA)
    except UnreadableError:
        return None


def _refuse(refused: OSError) -> None:
    raise refused
