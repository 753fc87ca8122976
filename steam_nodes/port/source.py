"""A text with its name, and what is wrong in it: file, line, column, the line itself with a caret, and a hint.

Rules: lines and columns count from 1, as the engine reports them; a column counts characters, a tab is one. A problem is a value: it is
collected and printed by whoever asked, and raised by nobody here.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

_SHOWN: Final = 160
"""How much of a line a message shows."""


@dataclass(frozen=True)
class Source:
    """A GDScript file.

    Args:
        path: What messages call it: "res://player.gd", or a path of the disk.
        text: What it says.
    """

    path: str
    text: str = field(repr=False)

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def line(self, offset: int) -> int:
        """Return the line, from 1, on which the character at `offset` stands."""
        return bisect_right(self._starts, offset)

    def column(self, offset: int) -> int:
        """Return the column, from 1, of the character at `offset`."""
        return offset - self._starts[bisect_right(self._starts, offset) - 1] + 1


@dataclass(frozen=True)
class Problem:
    """Something to tell about a place of a text.

    Args:
        source: The text.
        begin: The offset where it is.
        message: What is wrong, in the engine's own words where the engine has some.
        kind: "parser" and "analyzer" as the engine tells them apart, "port" for what has no Python form, "steam" for a use of Steam.
        hint: What to do, "" where the message says it.
        level: "error", "warning" or "note".
    """

    source: Source
    begin: int
    message: str
    kind: Literal["parser", "analyzer", "port", "steam", "scene"] = "parser"
    hint: str = ""
    level: Literal["error", "warning", "note"] = "error"

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.source.line(self.begin)

    def __str__(self) -> str:
        """`res://player.gd:3:7: error: message`, the line, a caret below it, and the hint."""
        column = self.source.column(self.begin)
        first = max(0, column - 1 - _SHOWN // 2) if column > _SHOWN else 0
        shown = self.source.lines[self.line - 1][first : first + _SHOWN]
        text = "".join(character if character.isprintable() else " " for character in shown).rstrip()
        told = f"{self.source.path}:{self.line}:{column}: {self.level}: {self.message}\n    {text}\n    {' ' * (column - 1 - first)}^"
        return f"{told}\n    hint: {self.hint}" if self.hint else told
