"""What is wrong in a script is told at the line and in the words of the engine.

gdscript_faults.json has small scripts: faulty ones, each with the line and the message of the first error that Godot 4.6.3 prints for it,
and others whose layout is as odd, which it reads.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source
from tests.support.gdscript_trees import faults, walk

ASKED = json.loads((Path(__file__).parent / "gdscript_faults.json").read_text(encoding="utf-8"))
FAULTS = ASKED["refused"]


def test_the_first_problem_is_the_engines_first_error() -> None:
    """Line and message are the engine's, for each script of the table."""
    wrong = {}
    for text, line, message in FAULTS:
        found = faults(text)
        told = (found[0].line, found[0].message) if found else None
        if told != (line, message):
            wrong[text] = told, (line, message)
    assert len(FAULTS) > 300
    assert wrong == {}


def test_what_the_engine_reads_has_no_problem() -> None:
    """Blocks on one line, lambdas over several, comments and blank lines anywhere, names that are keywords."""
    assert {text: str(found[0]) for text in ASKED["read"] if (found := faults(text, godot3=None))} == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("}", 'Closing "}" doesn\'t have an opening counterpart.'),
        ("   \tvar x", "Mixed use of tabs and spaces for indentation."),
        ('"""', "Unterminated string."),
    ],
)
def test_a_fault_in_the_first_word_stands_in_the_first_line(text: str, message: str) -> None:
    """The engine tells line 0 there, which no editor can show."""
    assert [(problem.line, problem.message) for problem in faults(text)][:1] == [(1, message)]


def test_a_fault_ends_with_its_statement() -> None:
    """What follows is read, and a second fault further on is told too."""
    text = "var a = \nvar b = 1\nfunc f():\n\tx = 1 +\n\ty = 2\n\nfunc g():\n\treturn 1 2\n"
    script, problems = parse(Source("res://a.gd", text), godot3=False)
    assert [problem.line for problem in problems] == [1, 4, 8]
    assert [getattr(member, "name", "") for member in script.members] == ["a", "b", "f", "g"]


def test_a_problem_shows_its_place() -> None:
    """File, line, column, the line with a caret, and where it is far to the right only what is around it."""
    near = faults("func f():\n\tvar x = [1 2]\n")[0]
    assert str(near) == ('res://a.gd:2:11: error: Expected closing "]" after array elements.\n     var x = [1 2]\n              ^')
    far = str(faults(f'var x = "{"a" * 5000}" 5\n')[0]).split("\n")
    assert len(far) == 3
    assert max(map(len, far)) < 200
    assert far[2].rstrip().endswith("^")


def test_whatever_is_faulty_gives_a_tree_whose_nodes_lie_in_the_text() -> None:
    """A node of a faulty script has a place too."""
    for text, _, _ in FAULTS:
        script, _ = parse(Source("res://a.gd", text), godot3=False)
        assert all(0 <= node.begin <= node.end <= len(text) for node in walk(script)), text


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("func f():\n\tif a = 1:\n\t\tpass\n", 'Compare with "==", and assign on a line of its own.'),
        ("func f():\n\ta++\n", 'There is no "++": write "+= 1".'),
        ("func f():\n\ta = b +\n", ""),
        ("func f():\n\tif a:\n\t\tpass\n\telese:\n\t\tpass\n", 'Do you mean "else"?'),
        ("fucn f():\n\tpass\n", 'Do you mean "func"?'),
        ("function f():\n\tpass\n", 'Do you mean "func"?'),
        ("func f():\n\tif a:\n\tpass\n", 'Indent what belongs to it, or write "pass".'),
        ("func f() {\n}\n", 'A body begins with ":" and is indented below.'),
        ("<<<<<<< a\n", "The file has a merge conflict: keep one of both sides."),
        ("func f():\n\tpass\n    pass\n", "Indent the whole file with one of both."),
        ("func f(:\n\tpass\n", ""),
    ],
)
def test_a_hint_tells_what_to_do(text: str, hint: str) -> None:
    """For a mistake that people make; else there is none, and the message speaks for itself."""
    assert faults(text)[0].hint == hint
    assert str(faults(text)[0]).endswith(f"\n    hint: {hint}") == bool(hint)
