r"""What a command prints on stdout: text with colour where a terminal shows it, tables, and JSON.

Rules: colour is only for a terminal, never with NO_COLOR, and always with FORCE_COLOR, which the two conventions ask for; NO_COLOR wins.
Text from outside passes `plain`, so that no name moves the cursor. What stdout's encoding lacks is written as \x1b is, and nothing fails.
JSON is one value for one call, its keys are documented in docs/reference/command_line.md and stay.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from steam_nodes.object.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

_COLOURS: Final = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_GAP: Final = "  "


def is_coloured(stream: TextIO) -> bool:
    """Return whether a stream gets colour.

    Args:
        stream: Where it is written.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class Painted(NamedTuple):
    """A cell of a table with a colour of its own."""

    value: object
    colour: str


class Page:
    """Writes to a stream, stdout where none is named.

    Args:
        stream: Where to write.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        """Look whether colour is shown there."""
        self._stream = sys.stdout if stream is None else stream
        self._coloured = is_coloured(self._stream)

    def paint(self, text: str, colour: str) -> str:
        """Return a text in a colour, without it where no colour is shown.

        Args:
            text: The text, from wherever it comes.
            colour: "bold", "dim", "red", "green", "yellow" or "cyan".
        """
        text = plain(text)
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self._coloured and text else text

    def line(self, text: str = "") -> None:
        """Write a line.

        Args:
            text: What it says; what of it comes from outside has passed `paint` or `cell_text`.
        """
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        self._stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")

    def json(self, value: Any, *, indent: int | None = 2) -> None:
        """Write a value as JSON.

        Args:
            value: The value.
            indent: How far each level stands in; None writes one line.
        """
        self.line(json.dumps(value, indent=indent, ensure_ascii=not self._has_all()))

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[object]], *, colours: Sequence[str] = (), indent: str = "") -> None:
        """Write a table, its columns as wide as what stands in them; a column of numbers stands to the right.

        Args:
            headings: What stands above each column; none leaves that line out.
            rows: The cells of each row, as many in each.
            colours: The colour of each column, "" for none.
            indent: What stands before each line.
        """
        given = [list(row) for row in rows]
        cells = [[cell_text(cell.value if isinstance(cell, Painted) else cell) for cell in row] for row in given]
        lines = [list(headings), *cells] if headings else cells
        if not lines:
            return
        columns = range(len(lines[0]))
        widths = [max(width(line[at]) for line in lines) for at in columns]
        right = [bool(given) and all(_is_number(row[at]) for row in given) for at in columns]
        if headings:
            self.line(indent + self._row(headings, widths, right, ["bold"] * len(headings)))
        for row, values in zip(cells, given, strict=True):
            usual = colours or [""] * len(row)
            own = [value.colour if isinstance(value, Painted) else usual[at] for at, value in enumerate(values)]
            self.line(indent + self._row(row, widths, right, own))

    def _row(self, cells: Sequence[str], widths: Sequence[int], right: Sequence[bool], colours: Sequence[str]) -> str:
        shown = []
        last = max((at for at, text in enumerate(cells) if text), default=-1)
        for at, (text, room, to_the_right, colour) in enumerate(zip(cells, widths, right, colours, strict=True)):
            space = " " * (room - width(text))
            painted = self.paint(text, colour) if colour else text
            if at <= last:
                # Behind the last text nothing stands, so that a copied line has no blanks at its end.
                shown.append(space + painted if to_the_right else painted + (space if at < last else ""))
        return _GAP.join(shown)

    def _has_all(self) -> bool:
        return (getattr(self._stream, "encoding", None) or "utf-8").lower().replace("_", "-") in ("utf-8", "utf8")


def _is_number(value: object) -> bool:
    """Whether a cell may stand in a column of numbers."""
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def cell_text(value: object) -> str:
    """Return what stands in a cell of a table: "" for None, yes or no, a number as short as it is exact, a text on one line.

    Args:
        value: What the cell is of.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(str(value))


def width(text: str) -> int:
    """Return how many columns a text takes in a terminal.

    Args:
        text: One line.
    """
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
