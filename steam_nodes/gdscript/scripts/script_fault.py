"""What is told of an error in a script: the sentence in the engine's words, the function, and the line of the GDScript it was ported from.

Rules: the line is that of the map which the writer made; without a map it is the Python line, and the file the Python file, so that the
place is true in any case. Functions bear the engine's names: `_init` for `__init__`, `<anonymous lambda>`, `@speed_setter`; those of an
inner class have its name before them. A record of the log has the fault as its `script_fault`.
"""

from __future__ import annotations

import keyword
import linecache
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.object.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType, ModuleType

LAMBDA: Final = "<anonymous lambda>"

texts: Final[dict[str, str]] = {}
"""The text of each module that was made in memory, by its file name."""
scripts: Final[dict[str, str]] = {}
"""The text of each script of a project that is translated in memory, by its path."""
paths: Final[dict[str, str]] = {}
"""The path of the script that each Python file was ported from, by its file name."""
lines: Final[dict[str, Sequence[int]]] = {}
"""For each line of a Python file the line of its script, 0 for none, by its file name; the first line is at 0."""


@dataclass(frozen=True)
class Fault:
    """An error of a script.

    Args:
        message: What was wrong, in the engine's words.
        function: The name of the function that was aborted.
        path: The path of the script, `res://player.gd`; where there is no map of lines the Python file.
        line: The line in it.
    """

    message: str
    function: str
    path: str
    line: int

    def __str__(self) -> str:
        """Print as the engine does."""
        # A name or a value of the game may stand in both, with whatever characters it has.
        return f"SCRIPT ERROR: {plain(self.message)}\n          at: {plain(self.function)} ({plain(self.path)}:{self.line})"


def tell(fault: Fault) -> None:
    """Log a fault of a script in the engine's form."""
    import logging  # noqa: PLC0415  # logging costs milliseconds and is needed only when something is wrong

    logging.getLogger("steam_nodes").error("%s", fault, extra={"script_fault": fault})


def place_of(filename: str, line: int) -> tuple[str, int]:
    """Return the script and its line for a place in Python; without a map the Python file and its own line."""
    known = lines.get(filename)
    if known is None:
        return (paths[filename], line) if filename in texts and filename in paths else (PurePath(filename).name, line)
    # What the writer added belongs to the line before it.
    found = next((number for number in reversed(known[:line]) if number), 0)
    return paths.get(filename, filename), found


def name_of(frame: FrameType) -> str:
    """Return the engine's name of the function that runs in a frame."""
    code = frame.f_code
    if code.co_name.startswith(LAMBDA) or code.co_name == "<lambda>":
        return LAMBDA
    owners = [part for part in code.co_qualname.split(".")[:-1] if part != "<locals>"]
    name = "_init" if code.co_name == "__init__" else script_name(code.co_name)
    # The class of the file itself is not named, those inside it are.
    return ".".join([*owners[1:], name])


def script_name(name: str) -> str:
    """Return a name as the script has it: without the underscore that Python's keywords get behind them."""
    return name[:-1] if name.endswith("_") and keyword.iskeyword(name[:-1]) else name


def text_of(module: ModuleType) -> str:
    """Return the text of a module, "" where it is not at hand."""
    filename = module.__file__ or ""
    # The file may be another one than when a traceback last showed it.
    linecache.checkcache(filename)
    return texts.get(filename) or "".join(linecache.getlines(filename, vars(module)))


def source_line(filename: str, line: int) -> Sequence[str]:
    """Return the lines of a Python file up to and with one."""
    text = texts.get(filename)
    return (text.splitlines() if text is not None else linecache.getlines(filename))[:line]


def value_of(frame: FrameType, name: str) -> Any:
    """Return what a name means in a frame."""
    return frame.f_locals.get(name, frame.f_globals.get(name))
