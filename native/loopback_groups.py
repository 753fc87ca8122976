"""Makes the loopback's functions of a player's groups out of steam_flat.h: a table of answers, and for each function the one that asks it.

Rules: it makes those that stand in the header behind the line "The groups of a player's program", each for the SDKs that the comment before
it names. An entry of the table has Valve's name and Valve's arguments without the interface; one that is NULL answers 0. What is made, two
files for the folder where the loopback is built, is never committed. Usage: loopback_groups.py FOLDER
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final, NamedTuple

from forwards import HEADER, Function, functions

FIRST: Final = "The groups of a player's program"
TABLE_FILE: Final = "loopback_groups_table.h"
CALLS_FILE: Final = "loopback_groups_calls.h"
INTERFACES: Final = {
    "ISteamApps": "APPS",
    "ISteamFriends": "FRIENDS",
    "ISteamRemoteStorage": "REMOTE_STORAGE",
    "ISteamUser": "USER",
    "ISteamUtils": "USER_UTILS",
}
_DECLARED: Final = re.compile(r"(?:/\* SDK (1\.\d+) to (1\.\d+) \*/\s*)?([\w *]+?\bSteamAPI_\w+\([^()]*\);)")


class Made(NamedTuple):
    """A function that is made, and the first and last SDK that has it, such as 148 and 165."""

    function: Function
    first: int
    last: int

    @property
    def parameters(self) -> tuple[str, ...]:
        """What it takes behind the interface."""
        return self.function.parameters[1:]


def made(header: str) -> list[Made]:
    """Return the functions that are made, in the header's order.

    Args:
        header: The text of steam_flat.h.
    """
    found = []
    for first, last, text in _DECLARED.findall(header[header.index(FIRST) :].partition("*/")[2]):
        (function,), _ = functions(text)
        found.append(Made(function, int((first or "1.48").replace(".", "")), int((last or "1.65").replace(".", ""))))
    return found


def table(header: str) -> str:
    """Return the table of answers, as cffi reads it too."""
    entries = "".join(f"  {it.function.returns} (*{it.function.name})({', '.join(it.parameters) or 'void'});\n" for it in made(header))
    return (
        f"typedef struct {{\n{entries}}} loopback_group_answers;\n\nvoid loopback_group_connect(const loopback_group_answers *answers);\n"
    )


def _asking(it: Made) -> str:
    """Return the C function that asks the table; a bool fills the low byte of what is given, returned and written."""
    name, returns = it.function.name, it.function.returns
    taken, given = [], []
    for parameter in it.parameters:
        argument = parameter.rpartition(" ")[2].lstrip("*")
        if parameter.startswith("bool *"):
            taken.append(f"low_byte *{argument}")
            given.append(f"(bool *){argument}")
        elif parameter.startswith("bool "):
            taken.append(f"low_byte {argument}")
            given.append(f"GIVEN({argument})")
        else:
            taken.append(parameter)
            given.append(argument)
    interface = it.function.parameters[0].partition(" ")[0]
    there = f"on(self, {INTERFACES[interface]}, __func__) && group_answers.{name}"
    call = f"group_answers.{name}({', '.join(given)})"
    head = f"{'low_byte' if returns == 'bool' else returns} {name}({', '.join([f'{interface} *self', *taken])})"
    if returns == "void":
        body = f"if ({there}) {call};"
    elif returns == "bool":
        body = f"return TRUTH({there} && {call});"
    elif returns == "SteamAPICall_t":
        body = f"return {there} ? loopback_user_handle({call}) : 0;"
    else:
        body = f"return {there} ? {call} : 0;"
    return f"#if LOOPBACK_SDK >= {it.first} && LOOPBACK_SDK <= {it.last}\n{head} {{ {body} }}\n#endif\n"


def calls(header: str) -> str:
    """Return the functions."""
    return "".join(map(_asking, made(header)))


def write(folder: Path) -> None:
    """Write the two files into a folder, which is made if it is not there."""
    header = HEADER.read_text(encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ((TABLE_FILE, table(header)), (CALLS_FILE, calls(header))):
        (folder / name).write_text(f"/* Made of steam_flat.h by loopback_groups.py. */\n\n{text}", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
