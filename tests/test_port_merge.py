"""The laws of the merge that keeps a user's edits of ported code when the source changed."""

from __future__ import annotations

import random

import pytest

from steam_nodes.port.merge import MIDDLE, PORTED, YOURS, merge

BASE = "a\nb\nc\nd\ne\nf\ng\nh\n"


def edited(text: str, *changes: tuple[str, str]) -> str:
    """Return a text with some lines replaced."""
    for old, new in changes:
        text = text.replace(f"{old}\n", new, 1)
    return text


def test_what_one_side_changed_is_taken() -> None:
    """With one side unchanged the result is the other's."""
    other = edited(BASE, ("c", "C\n"))
    assert merge(BASE, other, BASE).text == other
    assert merge(BASE, BASE, other).text == other


def test_changes_apart_are_both_kept() -> None:
    """A line that the user changed, one that the user added and one that the port dropped stand together in the result."""
    yours = edited(BASE, ("b", "B\n"), ("d", "d\nmine\n"))
    ported = edited(BASE, ("g", ""), ("h", "h\nnew\n"))
    merged = merge(BASE, yours, ported)
    assert merged.conflicts == ()
    assert merged.text == "a\nB\nc\nd\nmine\ne\nf\nh\nnew\n"


def test_the_same_change_on_both_sides_is_one() -> None:
    """What both sides changed alike is no conflict."""
    both = edited(BASE, ("d", "D\n"))
    yours = edited(both, ("a", "A\n"))
    assert merge(BASE, yours, both) == merge(both, yours, both)
    assert merge(BASE, yours, both).text == yours


def test_a_line_that_both_changed_is_a_conflict_with_its_place() -> None:
    """The conflict tells the user's line, and the text has both sides between git's marks."""
    merged = merge(BASE, edited(BASE, ("d", "mine\n")), edited(BASE, ("d", "theirs\n"), ("g", "G\n")))
    (conflict,) = merged.conflicts
    assert (conflict.line, conflict.yours, conflict.ported) == (4, ("mine",), ("theirs",))
    assert merged.text == f"a\nb\nc\n{YOURS}\nmine\n{MIDDLE}\ntheirs\n{PORTED}\ne\nf\nG\nh\n"


def test_an_edit_of_a_line_that_is_gone_is_a_conflict() -> None:
    """Who changed a line that the other dropped is asked."""
    assert merge(BASE, edited(BASE, ("d", "mine\n")), edited(BASE, ("d", ""))).conflicts


@pytest.mark.parametrize("seed", range(60))
def test_a_merge_loses_no_change(seed: int) -> None:
    """Random edits of different lines, far enough apart, all stand in the result, in their order."""
    chance = random.Random(seed)
    lines = [f"line {number}" for number in range(60)]
    places = chance.sample(range(0, 60, 3), 12)
    yours, ported, wanted = [*lines], [*lines], [*lines]
    for count, place in enumerate(places):
        side = (yours, ported)[count % 2]
        side[place] = wanted[place] = chance.choice([f"changed {place}", f"changed {place}\nadded {place}"])
    merged = merge("\n".join(lines), "\n".join(yours), "\n".join(ported))
    assert merged.conflicts == ()
    assert merged.text == "\n".join(wanted)
