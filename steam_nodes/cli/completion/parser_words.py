"""The words of a command line as its parsers have them: for the scripts of the shells, and for docs/reference/command_line.md.

Rules: a place is where one stands after the names of commands; what can follow there is read off the parser of that command, and nowhere
written down a second time.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple


class Option(NamedTuple):
    """An option: its spellings, its help, and the value that it wants."""

    spellings: tuple[str, ...]
    help: str
    metavar: str
    """What the help calls its value, "" where it has none."""
    values: tuple[str, ...]
    is_path: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where one stands after some names of commands.

    Args:
        path: The names with spaces between them, "" for the beginning.
        commands: The commands that can follow, with their lines of help.
        options: The options that can follow.
        values: The values of its positional arguments that are words.
        takes_path: Whether one of its positional arguments is a path, or anything at all.
        parser: The parser.
    """

    path: str
    commands: tuple[tuple[str, str], ...]
    options: tuple[Option, ...]
    values: tuple[str, ...]
    takes_path: bool
    parser: argparse.ArgumentParser

    def as_json(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {
            "commands": dict(self.commands),
            "options": [{"spellings": each.spellings, "value": each.metavar or None, "help": each.help} for each in self.options],
            "values": self.values,
        }


def places_of(parser: argparse.ArgumentParser, path: str = "") -> list[Place]:
    """Return the place of a parser and those of the commands below it.

    Args:
        parser: The parser.
        path: The names before it.
    """
    commands: list[tuple[str, str]] = []
    below: list[Place] = []
    options: list[Option] = []
    values: list[str] = []
    takes_path = False
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                commands.append((choice.dest, choice.help or ""))
                below += places_of(action.choices[choice.dest], f"{path} {choice.dest}".strip())
        elif action.option_strings:
            options.append(_option(action))
        elif action.choices is not None:
            values += map(str, action.choices)
        else:
            takes_path = True
    return [Place(path, tuple(commands), tuple(options), tuple(values), takes_path, parser), *below]


def _option(action: argparse.Action) -> Option:
    """Return an option of argparse's."""
    wants = action.nargs != 0
    metavar = action.metavar if isinstance(action.metavar, str) else ""
    values = tuple(map(str, action.choices or ()))
    shown = (metavar or f"{{{','.join(values)}}}" if values else metavar or action.dest.upper()) if wants else ""
    return Option(tuple(action.option_strings), action.help or "", shown, values, action.type is Path or metavar in {"FILE", "DIR"})
