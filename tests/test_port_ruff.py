"""What ruff finds with the rules it has where nobody tells it any: nothing, in whatever style the script is written."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from steam_nodes.port.writer.text.imports import import_line
from tests.support.port_constructs import written

if TYPE_CHECKING:
    from pathlib import Path

MEANS = {
    "a text of others joined": (
        """func f(names: PackedStringArray):\n\treturn "have: %s" % ", ".join(names)""",
        """f"have: {', '.join(names)}\"""",
    ),
    "quotes around a value": (
        r"""func f(d: Dictionary): return "no \"%s\"" % str(d["a"])""",
        'f"no \\"{gd.str(d[\'a\'])}\\""',
    ),
    "a choice inside": (
        """func f(n: int): return "%d card%s" % [n, "s" if n > 1 else ""]""",
        """f"{n} card{'s' if n > 1 else ''}\"""",
    ),
    "Python's str is the field's": (
        """func f(n: int): return "at %s" % str(n)""",
        """f"at {n}\"""",
    ),
    "a backslash is no field's": (
        r"""func f(t: String): return "\\b%s" % t.replace(".", "\\.")""",
        r"""gd.format("\\b%s", [t.replace(".", "\\.")])""",
    ),
    "two conditions": (
        "func f(a, b, c):\n\tif a:\n\t\tif b or c:\n\t\t\tprint(1)",
        "if a and (b or c):\n            print(1)",
    ),
    "two branches that do the same": (
        "func f(a, b):\n\tif a:\n\t\treturn 1\n\telif b:\n\t\treturn 1\n\telse:\n\t\treturn 1",
        "if a or b:\n            return 1\n        else:\n            return 1",
    ),
    "a condition returned": (
        "func f(n: int) -> bool:\n\tif n > 1:\n\t\treturn true\n\treturn false",
        "return n > 1",
    ),
    "the opposite returned": (
        "func f(a) -> bool:\n\tif a:\n\t\treturn false\n\telse:\n\t\treturn true",
        "return not a",
    ),
    "an object returned as what it tells": (
        "func f(n: Node) -> bool:\n\tif n != null:\n\t\treturn true\n\treturn false",
        "return bool(n)",
    ),
    "several classes": (
        "func f(e: InputEvent):\n\tif e is InputEventKey or e is InputEventMouse or e.is_pressed(): pass",
        "if isinstance(e, (InputEventKey, InputEventMouse)) or e.is_pressed():",
    ),
    "several beginnings": (
        """func f(s: String, t: String):\n\tif s.begins_with("a") or s.begins_with(t) or t.begins_with("b"): pass""",
        """if s.startswith(("a", t)) or t.startswith("b"):""",
    ),
    "not in, in brackets": ("func f(a, d: Dictionary):\n\treturn not (a in d)", "return a not in d"),
    "not null, in brackets": ("func f(a: RefCounted):\n\treturn not (a == null)", "return a is not None"),
    "a range from 0": ("func f():\n\tfor i in range(0, 4): print(i)", "for i in range(4):"),
    "a loop that appends": (
        "func f(n: Node):\n\tvar all := []\n\tfor each in n.get_children():\n\t\tall.append(each)\n\treturn all",
        "all.extend(n.get_children())",
    ),
    "values by their keys": (
        "func f(d: Dictionary, n: Node):\n\tfor k in d:\n\t\tif k:\n\t\t\tn.set(k, d[k])",
        "for k, value in d.items():\n            if k:\n                n.set(k, value)",
    ),
    "a value that has a name": (
        "func f(d: Dictionary, n: Node):\n\tfor k in d:\n\t\tvar v = d[k]\n\t\tn.set(k, v)",
        "for k, v in d.items():\n            n.set(k, v)",
    ),
    "values without their keys": (
        "func f(d: Dictionary, a: Array):\n\tfor k in d:\n\t\ta.append(d[k])\n\t\tprint()",
        "for value in d.values():\n            a.append(value)",
    ),
    "values by keys of a type": (
        "func f(d: Dictionary, n: Node):\n\tfor k: String in d:\n\t\tn.set(k, d[k])",
        "for k, value in d.items():\n            n.set(k, value)",
    ),
    "a loop of a type that appends": (
        "func f(n: Node, all: Array[Node]):\n\tfor each: Node in n.get_children():\n\t\tall.append(each)",
        "all.extend(n.get_children())",
    ),
    "a value beside one of that name": (
        "func f(d: Dictionary, a: Array):\n\tfor k in d:\n\t\tvar value: int = d[k]\n\t\ta.append(value + k)\n\t\tprint(d[k])",
        "for k, value_of_k in d.items():\n            value: int = gd.convert(value_of_k, int)",
    ),
    "values that a call may change": (
        "func f(d: Dictionary, n: Node):\n\tfor k in d:\n\t\tn.set(k, 1)\n\t\tprint(d[k])",
        "for k in list(d):\n            n.set(k, 1)\n            gd.print(d[k])",
    ),
    "a value as a default": (
        "func f(at: Vector2 = Vector2(1, 2)): return at",
        "at: gd.Vector2 | None = None):\n        if at is None:\n            at = gd.Vector2(1, 2)",
    ),
    "a lambda in brackets": ("func f(): (func(): print(1)).call_deferred()", "Callable(lambda: print(1)).call_deferred()"),
    "a shell's first line": ("#!/usr/bin/env -S godot --headless\nextends Node", "# !/usr/bin/env -S godot --headless"),
}
"""By what it shows: a script, and what stands in its Python."""


@pytest.mark.parametrize("name", MEANS)
def test_a_construct_becomes_what_ruff_would_have(name: str) -> None:
    """The table's Python is in what is written."""
    script, python = MEANS[name]
    assert python in written(script).text


def test_ruffs_own_rules_find_nothing(tmp_path: Path) -> None:
    """In any script of the table."""
    for number, (script, _) in enumerate(MEANS.values()):
        (tmp_path / f"script_{number}.py").write_text(written(script).text, encoding="utf-8")
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--output-format", "concise", str(tmp_path)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_an_import_is_broken_where_ruff_breaks_it_with_no_width_told() -> None:
    """A comma stands behind the last name, so that no wider line undoes it."""
    names = {"OS", "EditorInterface", "Engine", "ProjectSettings", "Time"}
    broken = ["from steam_nodes.gdscript.singletons import (", "    OS,", "    EditorInterface,", "    Engine,", "    ProjectSettings,"]
    assert import_line("steam_nodes.gdscript.singletons", names).split("\n") == [*broken, "    Time,", ")"]
    assert import_line("m", {"day10", "day2"}) == "from m import day2, day10"


def test_a_comment_between_keeps_the_lines_of_the_script() -> None:
    """It would stand at another place than its author's."""
    nested = written("func f(a, b):\n\tif a:\n\t\t# why\n\t\tif b:\n\t\t\tprint(1)").text
    assert "if a:\n            # why\n            if b:" in nested
    behind = written("func f(a, b):\n\tif a: # one\n\t\tprint(1)\n\telif b:\n\t\tprint(1)").text
    assert "if a:  # one\n            print(1)\n        elif b:" in behind
    returned = written("func f(n: int):\n\tif n > 1:\n\t\treturn true\n\t# else\n\treturn false").text
    assert "return True\n        # else\n        return False" in returned


def test_a_loop_that_fills_what_it_goes_through_stays_a_loop() -> None:
    """And so does one that fills an array of a type, which refuses each value of its own."""
    assert "all.append(each)" in written("func f(all: Array):\n\tfor each in all.slice(1):\n\t\tall.append(each)").text
    assert "all.append(each)" in written("func f(all: Array[int], a):\n\tfor each in a:\n\t\tall.append(each)").text


def test_null_stays_what_it_is_for_a_parameter_of_any_type() -> None:
    """Only where the parameter cannot hold null does null mean that nothing was given."""
    assert "at=gd.Vector2(1, 2))" in written("func f(at = Vector2(1, 2)): return at").text


def test_whether_an_object_is_there_is_a_bool_where_it_is_a_value() -> None:
    """`x != null` is the object itself only where its truth alone counts."""
    text = written(
        "func f(n: Node, ok: bool):\n\tvar here := n != null\n\tif here and n != null: print(n != null)\n\treturn ok and n != null"
    ).text
    assert "here = bool(n)" in text
    assert "if here and n:" in text
    assert "gd.print(bool(n))" in text
    assert "return bool(ok and n)" in text
