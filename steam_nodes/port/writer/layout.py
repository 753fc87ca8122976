"""Long lines: a line of Python with marks where it may break becomes lines of at most 100 characters, as Python's formatters break them.

Rules: the marks are control characters, which no Python text of ours has otherwise. Without them the line is the line. A bracket breaks
before an operator does; what the GDScript broke after its opening bracket, or commented inside, stays broken. A comment is never dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

WIDTH = 100
_SHORT = 4
"""Characters in a bracket that is not worth to be broken while another is there."""

OPEN = "\x01"
"""After an opening bracket whose items may stand one a line, each with a comma behind it."""
GROUP = "\x02"
"""After an opening bracket that holds one expression, which gets no comma."""
CLOSE = "\x03"
"""Before the closing bracket."""
NEXT = "\x04"
"""Between two items, after the comma: a space or a new line."""
SPLIT = "\x05"
"""Before a binary operator, followed by a digit (its strength, the weakest breaks first): a space or a new line."""
BROKEN = "\x06"
"""Right after OPEN or GROUP: the bracket is broken in any case."""
MAYBE = "\x0e"
"""Around an expression that gets parentheses where it has to break at its operators."""
END = "\x0f"
"""The end of what MAYBE begins."""
ABOVE = "\x10"
"""A comment of its own line before the item, up to STOP."""
BESIDE = "\x11"
"""A comment behind the item, up to STOP."""
STOP = "\x12"
"""The end of a comment."""

_MARKS = re.compile(r"[\x01-\x06\x0e-\x12]")
_FLAT = re.compile(r"[\x01\x02\x03\x06\x0e\x0f]|\x05.")
_FORCED = re.compile(r"[\x06\x10\x11]")


def flat(text: str) -> str:
    """Return a marked text as one line, without its marks."""
    return _FLAT.sub(lambda found: " " if found.group()[0] == SPLIT else "", text).replace(NEXT, " ")


def must_break(text: str) -> bool:
    """Whether the text cannot stand on one line."""
    return _FORCED.search(text) is not None


@dataclass
class _Item:
    """What stands between two separators: parts, and the comments above and beside it."""

    parts: list[str | _Bracket] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


@dataclass
class _Bracket:
    """A bracket: `comma` where its items may get a comma each, `hidden` where it is written only when it breaks."""

    comma: bool
    hidden: bool
    broken: bool = False
    items: list[_Item] = field(default_factory=list)

    def forced(self) -> bool:
        """Whether it is broken in any case."""
        return self.broken or any(item.above or item.beside or _forced(item.parts) for item in self.items)


_Parts = list["str | _Bracket"]


def _forced(parts: _Parts) -> bool:
    return any(isinstance(part, _Bracket) and part.forced() for part in parts)


def _read(text: str) -> _Parts:  # noqa: PLR0912  # one case a mark
    """Read a marked text into parts; an operator's SPLIT stays in the strings."""
    root = _Bracket(comma=False, hidden=False, items=[_Item()])
    stack = [root]
    at = 0
    for found in _MARKS.finditer(text):
        begin, mark = found.start(), found.group()
        if begin < at:
            continue
        here = stack[-1].items[-1]
        if mark == SPLIT:
            continue
        if begin > at:
            here.parts.append(text[at:begin])
        at = begin + 1
        if mark in (OPEN, GROUP, MAYBE):
            inner = _Bracket(comma=mark == OPEN, hidden=mark == MAYBE, items=[_Item()])
            here.parts.append(inner)
            stack.append(inner)
        elif mark in (CLOSE, END):
            stack.pop()
        elif mark == NEXT:
            stack[-1].items.append(_Item())
        elif mark == BROKEN:
            stack[-1].broken = True
        else:
            end = text.index(STOP, begin)
            comment = text[at:end]
            at = end + 1
            if mark == ABOVE:
                here.above.append(comment)
            elif here.parts or len(stack[-1].items) == 1:
                here.beside.append(comment)
            else:
                stack[-1].items[-2].beside.append(comment)
    if at < len(text):
        root.items[-1].parts.append(text[at:])
    return root.items[0].parts


def _one_line(parts: _Parts) -> str:
    return "".join(
        flat(part) if isinstance(part, str) else "".join(_one_line(item.parts) + " " * (item is not part.items[-1]) for item in part.items)
        for part in parts
    )


def render(text: str, indent: int = 0) -> list[str]:
    """Return the lines of a marked text, each behind `indent` spaces."""
    if not must_break(text):
        line = " " * indent + flat(text)
        if len(line) <= WIDTH:
            return [line.rstrip()]
    return [line.rstrip() for line in _lines(_read(text), indent, inside=False)]


def _lines(parts: _Parts, indent: int, *, inside: bool) -> list[str]:
    """Break parts into lines; `inside` where a bracket around them lets them break anywhere."""
    pad = " " * indent
    line = pad + _one_line(parts)
    if len(line) <= WIDTH and not _forced(parts):
        return [line]
    parts = _merge(parts)
    hidden = next((number for number, part in enumerate(parts) if isinstance(part, _Bracket) and part.hidden), None)
    if hidden is not None:
        return _maybe(parts, hidden, indent)
    if inside and (split := _at_operators(parts)):
        made = _lines(split[0], indent, inside=True)
        for operand in split[1:]:
            made += _lines(operand, indent, inside=True)
        return made
    chosen = _choose(parts, indent)
    if chosen is None:
        return [line]
    bracket = parts[chosen]
    assert isinstance(bracket, _Bracket)  # noqa: S101  # what _choose() gives
    head = _lines(parts[:chosen], indent, inside=inside)
    body = _body(bracket, indent + 4, literal=_is_literal(_one_line(parts[:chosen])))
    tail = _lines([*parts[chosen + 1 :]], indent, inside=inside)
    return [*head, *body, *tail]


def _merge(parts: _Parts) -> _Parts:
    """Join neighbouring strings, so that a bracket has its opening and closing characters right beside it."""
    merged: _Parts = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    return merged


def _maybe(parts: _Parts, number: int, indent: int) -> list[str]:
    """Break a line with an expression that may get parentheses: at its brackets where that is enough, else in parentheses."""
    hidden = parts[number]
    assert isinstance(hidden, _Bracket)  # noqa: S101  # what the caller looked for
    inner = hidden.items[0].parts
    operators = _at_operators(_merge(inner))
    plain = [*parts[:number], *inner, *parts[number + 1 :]]
    chosen = None if hidden.items[0].above or hidden.items[0].beside else _choose(_merge(plain), indent)
    if chosen is not None and (not operators or _last_bracket_only(operators, indent, parts[:number])):
        return _lines(plain, indent, inside=False)
    shown = _Bracket(comma=False, hidden=False, items=hidden.items)
    return _lines([*parts[:number], "(", shown, ")", *parts[number + 1 :]], indent, inside=False)


def _last_bracket_only(operators: list[_Parts], indent: int, head: _Parts) -> bool:
    """Whether only the last operand is long, and it ends with a bracket: `"text" % (` and `a + f(` break there."""
    before = _one_line(head) + "".join(_one_line(operand) for operand in operators[:-1])
    last = _merge(operators[-1])
    ends = len(last) > 1 and isinstance(last[-2], _Bracket)
    return (
        len(operators[1:]) == 1
        and ends
        and indent + len(before) + 12 <= WIDTH
        and (_forced(last) or not _one_line(last).startswith(("and ", "or ")))
    )


def _at_operators(parts: _Parts) -> list[_Parts]:
    """Cut parts before their weakest operators; [] where there are none."""
    found = [part[at + 1] for part in parts if isinstance(part, str) for at in _splits(part)]
    if not found:
        return []
    weakest = min(found)
    cut: list[_Parts] = [[]]
    for part in parts:
        if not isinstance(part, str):
            cut[-1].append(part)
            continue
        begin = 0
        for at in _splits(part):
            if part[at + 1] == weakest:
                cut[-1].append(part[begin:at])
                cut.append([])
                begin = at + 2
        cut[-1].append(part[begin:])
    return cut


def _splits(part: str) -> list[int]:
    return [found.start() for found in re.finditer(SPLIT, part)]


def _choose(parts: _Parts, indent: int) -> int | None:
    """Return which bracket to break: one that must, else the last one with something in it that leaves the line short enough."""
    brackets = [number for number, part in enumerate(parts) if isinstance(part, _Bracket) and _one_line([part])]
    for number in brackets:
        bracket = parts[number]
        if isinstance(bracket, _Bracket) and bracket.forced():
            return number
    best = None
    for number in reversed(brackets):
        head = indent + len(_one_line(parts[:number]))
        tail = indent + len(_one_line(parts[number + 1 :]))
        inside = len(_one_line([parts[number]]))
        if head <= WIDTH and tail <= WIDTH and (inside > _SHORT or len(brackets) == 1):
            return number
        if best is None or len(_one_line([parts[best]])) < inside:
            best = number
    return best


def _is_literal(head: str) -> bool:
    """Whether the bracket at the end of a text opens a list or a dictionary; those stand on one line or have one item a line."""
    before = head[-2:-1]
    return head.endswith("{") or (head.endswith("[") and not (before.isalnum() or before in ("_", ")", "]")))


def _body(bracket: _Bracket, indent: int, *, literal: bool) -> list[str]:
    items = [item for item in bracket.items if item.parts or item.above or item.beside]
    if not bracket.forced() and not any(item.above for item in items) and not (literal and bracket.comma and len(items) > 1):
        one = " " * indent + _one_line([bracket])
        if len(one) <= WIDTH and "*" not in one[indent : indent + 1]:
            return [one]
    made: list[str] = []
    for item in items:
        made += [" " * indent + comment for comment in item.above]
        if not "".join(_one_line(item.parts)).strip():
            continue
        ends = _one_line(item.parts).endswith(",")
        comma = [","] if bracket.comma and (bracket.broken or len(items) > 1) and not ends else []
        lines = _lines([*item.parts, *comma], indent, inside=True)
        if item.beside:
            joined = "  " + "  ".join(item.beside)
            if len(lines[-1]) + len(joined) > WIDTH:
                made += [" " * indent + comment for comment in item.beside]
            else:
                lines[-1] += joined
        made += lines
    return made
