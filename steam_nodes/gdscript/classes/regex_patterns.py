r"""Patterns of PCRE in the form of Python's `re`: what both write otherwise, and what only one has.

Rules: one walk over the pattern, from left to right. Groups lose their names, which are returned beside their numbers: PCRE lets several
have one. Options in the middle of a group, `a(?i)b|c`, become groups of their own that end with each alternative. What `re` cannot do
(`\K`, `\p{Lu}`, recursion, verbs) is refused by name, never searched for with another meaning.
"""

from __future__ import annotations

import re
from typing import Final

_ESCAPES: Final = {
    "h": r"[ \t\xa0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000]",
    "H": r"[^ \t\xa0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000]",
    "R": r"(?>\r\n|[\n\x0b\f\r\x85\u2028\u2029])",
    "N": r"[^\n]",
    "v": r"[\n\x0b\f\r\x85\u2028\u2029]",
    "V": r"[^\n\x0b\f\r\x85\u2028\u2029]",
    "e": r"\x1b",
    "z": r"\Z",
    "Z": r"(?=\n?\Z)",
}
_SAME: Final = frozenset("AbBdDsSwWafnrt")
_INSIDE: Final = {"h": _ESCAPES["h"][1:-1], "v": _ESCAPES["v"][1:-1], "e": r"\x1b"}
_POSIX: Final = {
    "alnum": "A-Za-z0-9",
    "alpha": "A-Za-z",
    "ascii": r"\x00-\x7f",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\s",
    "upper": "A-Z",
    "word": r"\w",
    "xdigit": "0-9A-Fa-f",
}
_NAMED: Final = re.compile(r"\?(?:P?<(?P<angle>[A-Za-z_]\w*)>|'(?P<quote>[A-Za-z_]\w*)')")
_OPTIONS: Final = re.compile(r"\?(?P<on>[imsx]*)(?:-(?P<off>[imsx]+))?(?P<end>[:)])")
_TO_NAME: Final = re.compile(r"\\k(?:<(\w+)>|\{(\w+)\}|'(\w+)')|\(\?P=(\w+)\)")
_TO_NUMBER: Final = re.compile(r"\\g(?:\{(-?\d+)\}|(-?\d+))")
_CODE: Final = re.compile(r"\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{0,2}))")
_LITERAL: Final = re.compile(r"\\Q(.*?)(?:\\E|$)", re.DOTALL)
_OURS: Final = ("?:", "?=", "?!", "?<=", "?<!", "?>")


class PatternError(ValueError):
    """A pattern that is none, or that `re` has no form for; the text has the place in front, as PCRE's."""


def rewritten(pattern: str) -> tuple[str, dict[str, list[int]]]:
    """Return a pattern in the form of `re`, and the numbers of its named groups.

    Args:
        pattern: The pattern, as PCRE takes it.

    Raises:
        PatternError: It is none, or cannot be written for `re`.
    """
    return _Pattern(pattern).rewritten()


class _Pattern:
    """One walk over a pattern."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.groups = 0
        self.names: dict[str, list[int]] = {}
        self.made: list[str] = []
        self.open: list[list[str]] = [[]]
        """For each group that is open, the options set inside of it, which each alternative opens again."""

    def rewritten(self) -> tuple[str, dict[str, list[int]]]:
        """Walk."""
        while self.at < len(self.pattern):
            letter = self.pattern[self.at]
            if letter == "\\":
                self._escape()
            elif letter == "[":
                self._class()
            elif letter == "(":
                self._group()
            elif letter == ")":
                self._close()
            elif letter == "|":
                options = self.open[-1]
                self._take(f"{')' * len(options)}|{''.join(options)}", 1)
            else:
                self._take(letter, 1)
        if len(self.open) > 1:
            fault = self.fault("missing closing parenthesis", len(self.pattern))
            raise fault
        self.made.append(")" * len(self.open[0]))
        return "".join(self.made), self.names

    def _take(self, text: str, length: int) -> None:
        self.made.append(text)
        self.at += length

    def fault(self, words: str, at: int | None = None) -> PatternError:
        """Return the error of a place, which is the present one where none is given."""
        return PatternError(f"{self.at if at is None else at}: {words}")

    def _escape(self) -> None:
        rest = self.pattern[self.at :]
        letter = rest[1:2]
        if not letter:
            fault = self.fault("\\ at end of pattern", len(self.pattern))
            raise fault
        if found := _LITERAL.match(rest):
            self._take(re.escape(found[1]), found.end())
        elif found := _TO_NAME.match(rest):
            self._back_to(next(filter(None, found.groups())), found.end())
        elif found := _TO_NUMBER.match(rest):
            number = int(found[1] or found[2])
            self._take(f"(?:\\{number if number > 0 else self.groups + 1 + number})", found.end())
        elif found := _CODE.match(rest):
            self._take(re.escape(chr(int(found[1] or found[2] or "0", 16))), found.end())
        elif letter in _ESCAPES:
            self._take(_ESCAPES[letter], 2)
        elif letter in _SAME or letter.isdigit() or not letter.isalnum():
            self._take(f"\\{letter}" if letter.isascii() else letter, 2)
        else:
            fault = self.fault(f"\\{letter} is not supported here", self.at + 2)
            raise fault

    def _back_to(self, name: str, length: int) -> None:
        if name not in self.names:
            fault = self.fault("reference to non-existent subpattern", self.at + length)
            raise fault
        self._take(f"(?:\\{self.names[name][0]})", length)

    def _class(self) -> None:
        """Rewrite what stands in square brackets."""
        begin, made = self.at, "["
        self.at += 1
        if self.pattern[self.at : self.at + 1] == "^":
            made, self.at = "[^", self.at + 1
        first = True
        while True:
            if self.at >= len(self.pattern):
                fault = self.fault("missing terminating ] for character class", len(self.pattern))
                raise fault
            letter, rest = self.pattern[self.at], self.pattern[self.at :]
            if letter == "]" and not first:
                break
            first = False
            if posix := re.match(r"\[:(\^?)(\w+):\]", rest):
                if posix[1] or posix[2] not in _POSIX:
                    fault = self.fault("unknown POSIX class name")
                    raise fault
                made, self.at = made + _POSIX[posix[2]], self.at + posix.end()
            elif code := _CODE.match(rest):
                made, self.at = made + re.escape(chr(int(code[1] or code[2] or "0", 16))), self.at + code.end()
            elif letter == "\\":
                name = rest[1:2]
                if name.isalpha() and name not in _INSIDE and name not in _SAME:
                    fault = self.fault(f"\\{name} is not supported here", self.at + 2)
                    raise fault
                made, self.at = made + _INSIDE.get(name, f"\\{name}" if name.isascii() else name), self.at + 2
            else:
                made, self.at = made + (f"\\{letter}" if letter in "[&~|" or rest.startswith("--") else letter), self.at + 1
        self.made.append(made + "]")
        self.at = max(self.at + 1, begin + 1)

    def _group(self) -> None:
        """Rewrite how a group begins."""
        rest = self.pattern[self.at + 1 :]
        if comment := re.match(r"\?#[^)]*\)", rest):
            self.at += 1 + comment.end()
        elif back := _TO_NAME.match(self.pattern, self.at):
            self._back_to(next(filter(None, back.groups())), back.end() - self.at)
        elif named := _NAMED.match(rest):
            self.groups += 1
            self.names.setdefault(named["angle"] or named["quote"], []).append(self.groups)
            self.open.append([])
            self._take("(", 1 + named.end())
        elif options := _OPTIONS.match(rest):
            self._options(options)
        elif kind := next((kind for kind in _OURS if rest.startswith(kind)), ""):
            self.open.append([])
            self._take(f"({kind}", 1 + len(kind))
        elif condition := re.match(r"\?\((\d+)\)", rest):
            self.open.append([])
            self._take(f"({condition[0]}", 1 + condition.end())
        elif rest[:1] in {"?", "*"}:
            fault = self.fault("this kind of group is not supported here", self.at + 2)
            raise fault
        else:
            self.groups += 1
            self.open.append([])
            self._take("(", 1)

    def _options(self, found: re.Match[str]) -> None:
        """Rewrite options: those of a group, or those that hold up to the end of the group around them."""
        text = f"(?{found['on']}{'-' + found['off'] if found['off'] else ''}:"
        if found["end"] == ":":
            self.open.append([])
        else:
            self.open[-1].append(text)
        self._take(text, 1 + found.end())

    def _close(self) -> None:
        if len(self.open) == 1:
            fault = self.fault("unmatched closing parenthesis")
            raise fault
        self._take(")" * (len(self.open.pop()) + 1), 1)
