"""Scripts of Godot 3 in Python: exports, constructors, and what only the older engine has."""

from __future__ import annotations

import ast

import pytest

from tests.support.port_constructs import written


@pytest.mark.parametrize(
    ("declared", "python"),
    [
        ("export(String) var x", 'gd.export("")'),
        ("export(int) var x", "gd.export(0)"),
        ("export(NodePath) var x", "gd.export(NodePath())"),
        ("export(PackedScene) var x", "gd.export(None)"),
        ("export(int, FLAGS, 'a', 'b') var x = 1", 'gd.export(1, "flags", "a", "b")'),
        ("export(int, 0, 10) var x = 1", 'gd.export(1, "range", 0, 10)'),
        ("export(String, 'a', 'b') var x = 'a'", 'gd.export("a", "enum", "a", "b")'),
        ("export(Array, int) var x = []", "gd.export([])"),
    ],
)
def test_an_export_holds_its_types_first_value_and_its_hint(declared: str, python: str) -> None:
    """Also where no value is written; a word of the hint is no name of the script."""
    made = written(declared)
    assert f"x = {python}" in made.text
    assert made.problems == []


def test_a_constructor_that_waits_stays_a_method() -> None:
    """Python's `__init__` cannot wait."""
    text = written("extends Node\nfunc _init():\n\tyield(self, 'ready')\n\tprint(1)\n").text
    ast.parse(text)
    assert "async def _init(self)" in text


def test_the_constructor_of_a_base_is_called_once() -> None:
    """`._init()` is what `super().__init__()` does already."""
    text = written("tool\nextends Node\nvar a\nfunc _init(b):\n\t._init()\n\ta = b\n").text
    assert text.count("super().__init__()") == 1
