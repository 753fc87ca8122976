"""A merge of three texts: what the last port wrote, what the user made of it, and what the port writes now.

Rules: a change that only one side made is taken; the same change on both sides is one; where both changed the same lines, or lines that
touch, nobody can know, and that is a conflict. Lines are compared whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

YOURS: Final = "<<<<<<< yours"
MIDDLE: Final = "======="
PORTED: Final = ">>>>>>> ported"


@dataclass(frozen=True)
class Conflict:
    """Lines that both sides changed.

    Args:
        line: The line of the user's text, from 1, where they begin.
        yours: The user's lines.
        ported: The lines that the port writes now.
    """

    line: int
    yours: tuple[str, ...]
    ported: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """The result of a merge.

    Args:
        text: The merged text; with conflicts it has git's marks around both sides.
        conflicts: Where both sides changed the same lines.
    """

    text: str
    conflicts: tuple[Conflict, ...]


def merge(base: str, yours: str, ported: str) -> Merged:
    """Merge two texts that were made of a third.

    Args:
        base: What the last port wrote.
        yours: What stands there now.
        ported: What the port writes now.
    """
    if yours in (base, ported):
        return Merged(ported, ())
    if ported == base:
        return Merged(yours, ())
    old, left, right = (text.split("\n") for text in (base, yours, ported))
    lines: list[str] = []
    conflicts = []
    for part in _parts(old, left, right):
        if part.taken is not None:
            lines += part.taken
        else:
            conflicts.append(Conflict(part.line, tuple(part.left), tuple(part.right)))
            lines += [YOURS, *part.left, MIDDLE, *part.right, PORTED]
    return Merged("\n".join(lines), tuple(conflicts))


@dataclass
class _Part:
    """A part of the result: the lines to take, or None where both sides changed."""

    line: int
    left: Sequence[str]
    right: Sequence[str]
    taken: Sequence[str] | None


def _parts(old: list[str], left: list[str], right: list[str]) -> Iterator[_Part]:
    """Return what stands between the lines that are the same in all three texts, and these lines, in order."""
    at_old = at_left = at_right = 0
    for in_old, in_left, in_right, count in _common(old, left, right):
        before, mine, theirs = old[at_old:in_old], left[at_left:in_left], right[at_right:in_right]
        if before or mine or theirs:
            yield _Part(at_left + 1, mine, theirs, _taken(before, mine, theirs))
        if count:
            same = left[in_left : in_left + count]
            yield _Part(in_left + 1, same, same, same)
        at_old, at_left, at_right = in_old + count, in_left + count, in_right + count


def _taken(before: list[str], mine: list[str], theirs: list[str]) -> list[str] | None:
    if mine in (theirs, before):
        return theirs
    return mine if theirs == before else None


def _common(old: list[str], left: list[str], right: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Return the runs of lines that all three texts share: where they begin in each, and how many they are; an empty one at the end."""
    of_left = SequenceMatcher(None, old, left, autojunk=False).get_matching_blocks()
    of_right = SequenceMatcher(None, old, right, autojunk=False).get_matching_blocks()
    first = second = 0
    while first < len(of_left) and second < len(of_right):
        one, two = of_left[first], of_right[second]
        begin, end = max(one.a, two.a), min(one.a + one.size, two.a + two.size)
        if begin < end:
            yield begin, one.b + begin - one.a, two.b + begin - two.a, end - begin
        if one.a + one.size < two.a + two.size:
            first += 1
        else:
            second += 1
    yield len(old), len(left), len(right), 0
