"""print and its siblings: what the engine writes to the screen, and the errors and warnings that a script pushes.

Rules: print joins its values without a space, prints with one, printt with a tab. What a script pushes goes to the log of the library.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript.scripts import script_fault
from steam_nodes.gdscript.text.stringify import str_, text_of
from steam_nodes.object import error

if TYPE_CHECKING:
    from types import FrameType

_TAG: Final = re.compile(r"\[/?(?:b|i|u|s|indent|code|url|center|right|left|p|color|bgcolor|fgcolor)(?:=[^\]\[]*)?\]")


def print_(*values: Any) -> None:
    """Write the values on a line, one after the other."""
    _write(str_(*values) + "\n")


def prints(*values: Any) -> None:
    """Write the values on a line, with a space between them."""
    _write(" ".join([text_of(value) for value in values]) + "\n")


def printt(*values: Any) -> None:
    """Write the values on a line, with a tab between them."""
    _write("\t".join([text_of(value) for value in values]) + "\n")


def printraw(*values: Any) -> None:
    """Write the values without an end of the line."""
    _write(str_(*values))


def printerr(*values: Any) -> None:
    """Write the values on a line of the error stream."""
    sys.stderr.write(str_(*values) + "\n")


def print_rich(*values: Any) -> None:
    """Write the values on a line, without the marks of BBCode that they carry."""
    _write(_TAG.sub("", str_(*values)) + "\n")


def print_verbose(*values: Any) -> None:
    """Write nothing: the engine does so only where it was started with --verbose."""


def print_debug(*values: Any) -> None:
    """Write the values on a line, and on the next one the place in the script that asks for it."""
    _write(str_(*values) + "\n")
    calls = get_stack()
    if calls:
        _write(f"   At: {calls[0]['source']}:{calls[0]['line']}:{calls[0]['function']}()\n")


def print_stack() -> None:
    """Write the calls of scripts that are under way, the innermost first, one a line."""
    for at, call in enumerate(get_stack()):
        _write(f"Frame {at} - {call['source']}:{call['line']} in function '{call['function']}'\n")


def get_stack() -> list[dict[str, Any]]:
    """Return the calls of scripts that are under way, the innermost first, each with source, function and line."""
    calls = []
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if name in script_fault.lines or name in script_fault.texts:
            path, line = script_fault.place_of(name, frame.f_lineno)
            calls.append({"source": path, "function": script_fault.name_of(frame), "line": line})
        frame = frame.f_back
    return calls


def push_error(*values: Any) -> None:
    """Log an error; the script goes on."""
    error.complain(str_(*values))


def push_warning(*values: Any) -> None:
    """Log a warning."""
    error.warn(str_(*values))


def _write(text: str) -> None:
    sys.stdout.write(text)
