"""Where the files of the project that runs lie, and the values that files are read and written as.

Rules: "res" and "user" each have a folder, which whoever runs the project says; without one they are the folder the program runs in, and
"user" below it. The types of values load when the first file is read.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

_folders: Final[dict[str, Path]] = {}
_USER: Final = "user"


def place(scheme: str, folder: Path) -> None:
    """Say where the files of "res" or "user" lie."""
    _folders[scheme] = folder


def forget() -> None:
    """Forget what was said."""
    _folders.clear()


def is_placed(scheme: str) -> bool:
    """Whether somebody said where the files lie."""
    return scheme in _folders


def globalize(path: str) -> Path:
    """Return the place of a "res://" or "user://" path on the disk; every other path is the system's."""
    scheme, found, rest = path.partition("://")
    if not found:
        return Path(path)
    default = Path() / "user_data" if scheme == _USER else Path()
    return _folders.get(scheme, default) / rest.lstrip("/")


def kept(path: str) -> Path:
    """Return the place of a path that may be written to or listed: "user://" itself is there from the beginning, as in the engine."""
    if path.startswith(f"{_USER}://"):
        with suppress(OSError):  # what is asked of the place fails then, with its own code
            globalize(f"{_USER}://").mkdir(parents=True, exist_ok=True)
    return globalize(path)


def values() -> Any:
    """Return the module that ported code imports as `gd`: it knows this room, which shall not stand on it."""
    return import_module(__name__.partition(".classes")[0])


def packed_bytes(content: bytes) -> Any:
    """Return bytes as the engine's array."""
    return values().PackedByteArray(content)


def packed_strings(texts: list[str]) -> Any:
    """Return texts as the engine's array."""
    return values().PackedStringArray(texts)
