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
        r"""gd.format("\\b%s", t.replace(".", "\\."))""",
    ),
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
