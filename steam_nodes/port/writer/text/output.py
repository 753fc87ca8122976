"""The lines of a written file, each with the line of the script it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.port.writer.layout import WIDTH, render

if TYPE_CHECKING:
    from collections.abc import Sequence


class Output:
    """Lines being written, at an indent.

    Args:
        indent: How many spaces stand before each line.
    """

    def __init__(self, indent: int = 0) -> None:
        """Begin with no line."""
        self.indent = indent
        self.lines: list[str] = []
        self.origins: list[int] = []

    def add(self, text: str, origin: int = 0, behind: str = "") -> None:
        """Add a line of marked text, broken where it is long, with a comment behind it."""
        made = render(text, self.indent)
        if behind[:1] == "#" and behind[1:2].isalnum():
            behind = f"# {behind[1:]}"
        comment = f"  {behind}" if behind else ""
        if comment and len(made[0]) + len(comment) > WIDTH and len(made[-1]) + len(comment) > WIDTH:
            self.comment(behind, origin)
        elif comment and len(made[-1]) + len(comment) <= WIDTH:
            made[-1] += comment
        elif comment:
            made[0] += comment
        self.lines += made
        self.origins += [origin] * len(made)

    def comment(self, text: str, origin: int = 0) -> None:
        """Add a comment on lines of its own, wrapped at spaces; what starts a script in a shell starts none here."""
        if text.startswith("#!"):
            text = f"# {text[1:]}"
        if text[:1] == "#" and text[1:2].isalnum() and not text.startswith(("#region", "#endregion")):
            text = f"# {text[1:]}"
        pad = " " * self.indent
        room = WIDTH - self.indent
        mark = text[: len(text) - len(text.lstrip("#"))] or "#"
        words = text
        while len(words) > room and (at := words.rfind(" ", len(mark) + 2, room)) > len(mark) + 1:
            self.lines.append(pad + words[:at])
            self.origins.append(origin)
            words = f"{mark} {words[at + 1 :].lstrip()}"
        self.lines.append((pad + words).rstrip())
        self.origins.append(origin)

    def before(self, lines: Sequence[str], origin: int = 0) -> None:
        """Add the comments and blank lines above a statement; of several blank lines one is kept."""
        for line in lines:
            if line:
                self.comment(line.strip(), origin)
            elif self.lines and self.lines[-1] and not self.lines[-1].rstrip().endswith(":"):
                self.blank()

    def blank(self, count: int = 1) -> None:
        """Add blank lines."""
        self.lines += [""] * count
        self.origins += [0] * count

    def blanks(self, count: int) -> None:
        """See to it that exactly `count` blank lines stand at the end, unless nothing stands before them."""
        while self.lines and not self.lines[-1]:
            self.lines.pop()
            self.origins.pop()
        if self.lines:
            self.blank(count)

    def extend(self, other: Output) -> None:
        """Add the lines of another output, which has its own indent."""
        self.lines += other.lines
        self.origins += other.origins

    @property
    def empty(self) -> bool:
        """Whether no code stands in it yet: comments alone need a `pass`."""
        return not any(line.strip() and not line.lstrip().startswith("#") for line in self.lines)
