"""A piece of Python on its way: its text with marks where it may break, and how strongly it binds.

Rules: a weaker piece gets parentheses in the place of a stronger one. The strengths are those of Python's grammar, the weakest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from steam_nodes.port.writer.layout import ABOVE, BESIDE, BROKEN, CLOSE, GROUP, NEXT, OPEN, STOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steam_nodes.port import syntax as s
    from steam_nodes.port.writer.module import Module

LAMBDA, TERNARY, OR, AND, NOT, COMPARE, BIT_OR, BIT_XOR, BIT_AND, SHIFT, SUM, PRODUCT, SIGN, POWER, AWAIT, ATOM = range(16)
"""How strongly each kind of expression binds."""

STRENGTHS: Final = {
    "or": OR, "and": AND, "in": COMPARE, "not in": COMPARE, "==": COMPARE, "!=": COMPARE, "<": COMPARE, ">": COMPARE,
    "<=": COMPARE, ">=": COMPARE, "|": BIT_OR, "^": BIT_XOR, "&": BIT_AND, "<<": SHIFT, ">>": SHIFT, "+": SUM, "-": SUM,
    "*": PRODUCT, "/": PRODUCT, "%": PRODUCT, "**": POWER,
}  # fmt: skip
"""The strength of each operator of GDScript with two sides, in Python."""


class Code(NamedTuple):
    """A Python expression: its text with marks, and its strength."""

    text: str
    strength: int = ATOM
    negated: str = ""
    """The opposite, where Python has a word for it; `NOT` strength or weaker."""

    def at(self, strength: int) -> str:
        """Return the text for a place of that strength, in parentheses where it is weaker."""
        return self.text if self.strength >= strength else f"({GROUP}{self.text}{CLOSE})"

    def negation(self) -> Code:
        """Return the opposite of a condition."""
        return Code(self.negated, NOT) if self.negated else Code(f"not {self.at(NOT)}", NOT)


class Brackets:
    """Writes what stands between two brackets, with the comments there.

    Args:
        module: The file.
    """

    def __init__(self, module: Module) -> None:
        """Keep whose comments they are."""
        self._module = module

    def bracket(self, begin: int, end: int, parts: Sequence[tuple[Any, str]]) -> str:
        """Return what stands between two brackets of the source at `begin` and `end`, its parts in order with their comments."""
        if not parts and not self._module.between(begin, end):
            return ""
        made: list[str] = []
        at = begin
        broken = False
        for number, (node, text) in enumerate(parts):
            before, beside = self._comments(at, node.begin, first=number == 0)
            if number and beside:
                made[-1] += beside
            if number == 0:
                gap = self._module.source.text[begin : node.begin]
                broken = "\n" in gap
            made.append(before + text)
            at = node.end
        above, beside = self._comments(at, end, first=not parts)
        if beside and made:
            made[-1] += beside
        if above:
            made.append(above)
        return f"{OPEN}{BROKEN if broken else ''}" + f",{NEXT}".join(made) + CLOSE

    def _comments(self, begin: int, end: int, *, first: bool) -> tuple[str, str]:
        above, beside = "", ""
        for comment in self._module.between(begin, end):
            if comment.begin in self._module.told:
                continue
            self._module.told.add(comment.begin)
            if comment.alone or first:
                above += f"{ABOVE}{comment.text}{STOP}"
            else:
                beside += f"{BESIDE}{comment.text}{STOP}"
        return above, beside

    def inside(self, node: s.Parenthesized, text: str) -> str:
        """Return a text with the comments that stand directly between two parentheses, those of its operands above it."""
        above = ""
        for comment in self._module.between(node.begin, node.end):
            if comment.begin not in self._module.told:
                self._module.told.add(comment.begin)
                above += f"{ABOVE}{comment.text}{STOP}"
        return above + text
