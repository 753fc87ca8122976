"""Makes the shim's forwards out of steam_flat.h: a slot for each of Valve's functions, and the function that calls what is in it.

Rules: it reads what cffi reads, plain C declarations, and needs Python alone. A function the library lacks does nothing and returns 0, and
so does a call on a NULL interface. What is made, steam_forwards.h, is included by shim.c and never committed. Usage: forwards.py FOLDER
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final, NamedTuple

HEADER: Final = Path(__file__).parent / "steam_flat.h"
BY_HAND: Final = ("SteamAPI_ISteamGameServer_GetAuthSessionTicket",)  # its arguments differ by version: shim.c has its function
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_FUNCTION: Final = re.compile(r"([\w *]+?)\b(Steam\w+)\(([^()]*)\)$")
_STRUCT: Final = re.compile(r"\}\s*(\w+)$")


class Function(NamedTuple):
    """One function that steam_flat.h declares."""

    returns: str
    name: str
    parameters: tuple[str, ...]

    @property
    def arguments(self) -> list[str]:
        """The names of the parameters."""
        return [parameter.rpartition(" ")[2].lstrip("*") for parameter in self.parameters]


def functions(header: str) -> tuple[list[Function], set[str]]:
    """Return every function of a header, in its order, and the names of its structs.

    Args:
        header: The text of the header.

    Raises:
        ValueError: A declaration has parameters and is not understood.
    """
    found, structs = [], set()
    for statement in _COMMENT.sub(" ", header).split(";"):
        words = " ".join(statement.split())
        if match := _FUNCTION.fullmatch(words):
            parameters = tuple(part.strip() for part in match[3].split(","))
            found.append(Function(match[1].strip(), match[2], () if parameters == ("void",) else parameters))
        elif match := _STRUCT.fullmatch(words):
            structs.add(match[1])
        elif "(" in words:
            message = f"steam_flat.h: this is no plain declaration of a function of Valve's, and would have no forward: {words}"
            raise ValueError(message)
    return found, structs


def forward(function: Function, structs: set[str]) -> str:
    """Return the C function that calls what stands in a slot."""
    name, slot = function.name, f"slot.{function.name}"
    there = f"self && {slot}" if function.arguments[:1] == ["self"] else slot
    call = f"{slot}({', '.join(function.arguments)})"
    head = f"{function.returns} {name}({', '.join(function.parameters) or 'void'})"
    if function.returns == "void":
        return f"{head} {{\n  if ({there}) {call};\n}}\n"
    if function.returns in structs:
        return f"{head} {{\n  static const {function.returns} nothing = {{0}};\n  return {there} ? {call} : nothing;\n}}\n"
    return f"{head} {{ return {there} ? {call} : 0; }}\n"


def forwards(header: str) -> str:
    """Return the C text: the slots, their names, and the functions."""
    found, structs = functions(header)
    slots = "".join(f"  {each.returns} (*{each.name})({', '.join(each.parameters) or 'void'});\n" for each in found)
    names = "".join(f'  {{"{each.name}", (void *)&slot.{each.name}}},\n' for each in found)
    bodies = "".join(forward(each, structs) for each in found if each.name not in BY_HAND)
    return (
        "/* Made of steam_flat.h by forwards.py. */\n\n"
        f"static struct {{\n{slots}}} slot;\n\n"
        f"static const struct {{\n  const char *name;\n  void *where;\n}} names[] = {{\n{names}}};\n\n{bodies}"
    )


def write(folder: Path) -> None:
    """Write steam_forwards.h into a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "steam_forwards.h").write_text(forwards(HEADER.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
