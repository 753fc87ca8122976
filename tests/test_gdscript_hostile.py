"""Whatever a text is, the parser gives a tree and tells what is wrong: it raises nothing and its time is in proportion to the text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steam_nodes.port import syntax
from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source
from tests.support.gdscript_trees import walk
from tests.test_gdscript_comments import SCRIPT
from tests.test_gdscript_godot3 import OLDER

PIECES = (  # noqa: SIM905 - reads better
    "( ) [ ] { } : ; , . .. ... func var if else elif match when \n \n\t \n\t\t \t ' \" ''' \"\"\" $ % @ @export @tool class extends"
    " class_name enum static super await yield -> := = == in not is as 1 0x 1e 1__2 \\ # & ^ signal pass return for while const"
    " ! ? ` - + ** \r é \u0430s \u202e \x01 _ x"
).split(" ")
DEEP = "nested too deeply"


def tried(text: str, *, godot3: bool | None = None) -> list[str]:
    """Parse a text and return the messages; its nodes lie in the text, and each problem can be told."""
    script, problems = parse(Source("res://a.gd", text), godot3=godot3)
    assert all(0 <= node.begin <= node.end <= len(text) for node in walk(script))
    assert len(problems) <= 100
    for problem in problems:
        assert len(str(problem)) < 2000
    return [problem.message for problem in problems]


def mutated(chance: random.Random) -> str:
    """Return a script with something left out, put in, doubled or cut off."""
    text = chance.choice((SCRIPT, OLDER))
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(text))
        to = min(len(text), at + chance.randint(0, 20))
        kind = chance.randrange(4)
        if kind == 0:
            text = text[:at] + text[to:]
        elif kind == 1:
            text = text[:at] + chance.choice(PIECES) + text[at:]
        elif kind == 2:
            text = text[:to] + text[at:]
        else:
            text = text[:to] if chance.random() < 0.3 else text[:at] + "".join(chance.choices(PIECES, k=3)) + text[to:]
    return text


def test_a_damaged_script_gives_a_tree_and_problems(*, long: bool) -> None:
    """Scripts of both dialects with pieces taken out and put in."""
    chance = random.Random(13)
    for _ in range(20_000 if long else 150):
        tried(mutated(chance), godot3=chance.choice((None, True, False)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=40).map("".join))
def test_words_in_any_order_give_a_tree_and_problems(text: str) -> None:
    """Words of the language and any characters."""
    tried(text)


@pytest.mark.parametrize(
    "text",
    [
        "var x = " + "(" * 10_000,
        "var x = " + "[" * 10_000 + "]" * 10_000,
        "var x = " + "f(" * 10_000,
        "var x = " + "{1:" * 10_000,
        "var x = " + "not " * 10_000,
        "var x = " + "-" * 10_000 + "1",
        "var x = " + "1 if a else " * 10_000 + "1",
        "var x = a" + ".b" * 10_000,
        "var x = " + "1 + " * 10_000 + "1",
        "var x = " + "func(): return " * 5_000,
        "var x: " + "Array[" * 10_000,
        "class A: " * 5_000,
        "func f():\n" + "".join("\t" * depth + "if a:\n" for depth in range(1, 500)),
        "func f():\n\tmatch x:\n\t\t" + "[" * 10_000,
        "func f():\n\tx" + " = x" * 10_000,
    ],
    ids=lambda text: text[:24],
)
def test_what_stands_too_deep_is_one_problem(text: str) -> None:
    """Not an error of Python's, whatever nests."""
    (message,) = tried(text)
    assert DEEP in message


def test_as_deep_as_anyone_writes_is_read() -> None:
    """Sixty brackets, sixty levels of blocks, a hundred operators, calls and attributes."""
    for text in (
        "var x = " + "[" * 60 + "]" * 60,
        "var x = " + "1 + " * 100 + "1",
        "var x = a" + ".b()" * 50,
        "func f():\n" + "".join("\t" * depth + "if a:\n" for depth in range(1, 60)) + "\t" * 60 + "pass\n",
    ):
        assert tried(text) == []


def test_what_is_long_but_not_deep_is_read() -> None:
    """Branches, elements and statements may be as many as anyone likes."""
    for text in (
        "func f():\n\tif a: pass\n" + "\telif b: pass\n" * 2000,
        "var x = [" + "1, " * 20_000 + "]",
        "".join(f"var x{n}\n" for n in range(2000)),
    ):
        assert tried(text) == []


@pytest.mark.parametrize(
    "character", ["x", '"', "'", " ", "\\", "1", "#", "\n", "@", "$", "%", "=", "é", "\u2013", "\x01", "\t", "\r", "_", ",", ";", "}"]
)
def test_a_long_line_of_one_character_is_no_trouble(character: str) -> None:
    """At most a hundred problems, each short, and nothing that takes its square in time."""
    tried(character * 20_000)
    tried("var x = " + character * 20_000)


def test_what_is_no_script_is_told_in_one_problem() -> None:
    """A picture, half a file."""
    assert tried("\x89PNG\r\n\x1a\n\0\0\0\rIHDR") == ["This is not a text, so it is no GDScript."]
    assert tried("func f():\n\tvar x = [1, 2,\n") == ["Expected expression as array element."]
    assert tried("func f():\n\tvar x = 'ab\n") == ["Unterminated string."]
    assert tried('{"a": [1, {"b": null}]}') == ['Unexpected "{" in class body.']


def test_after_a_hundred_problems_nobody_wants_more() -> None:
    """The rest of the text is not read."""
    assert len(tried("5\n" * 1000)) == 100


def test_every_script_of_ours_is_read() -> None:
    """The benchmarks' scripts for the engine parse without a problem."""
    for path in Path(__file__).parent.rglob("*.gd"):
        script, problems = parse(Source(str(path), path.read_text(encoding="utf-8")))
        assert problems == []
        assert isinstance(script, syntax.Script)
