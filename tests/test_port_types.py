"""Laws of what mypy is given to read: annotations, and the rules of a file where GDScript is looser than Python's types.

Rules: a kind of script is a few lines of a node's, the lines of Python that settle it, and mypy itself, in the
long run, finds nothing in any of them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.support.port_constructs import written

KINDS: Final[dict[str, tuple[str, list[str]]]] = {
    "null is a value of every class, and Python's Optional is not asked for": (
        "var target: Node = null\nfunc f(d: Dictionary) -> Node:\n\tvar n: Node = d.get(1)\n\treturn n if n else null\n",
        ["# mypy: no-strict-optional"],
    ),
    "a comparison with null is no null": (
        "func f(n: Node) -> bool:\n\treturn n != null\n",
        ["", "        return bool(n)"],
    ),
    "a comparison with null is a bool wherever it is a value": (
        "func f(n: Node, b: bool) -> bool:\n\tprint([n != null])\n\tif n != null and b:\n\t\tpass\n\treturn n != null and b\n",
        ["", "        gd.print([bool(n)])", "        if n and b:", "        return bool(n and b)"],
    ),
    "an array of containers says so in one word on both sides": (
        "var rows: Array[Dictionary] = []\nvar all: Array[Array] = []\n",
        [
            "        self.rows: list[dict[Any, Any]] = gd.Array[dict]()",
            "        self.all: list[list[Any]] = gd.Array[list]()",
        ],
    ),
    "a local does not hide the type that an annotation names": (
        "func f(a: int) -> Array:\n\tvar dict: Dictionary = {}\n\tdict[a] = 1\n\tvar list: Array = [dict]\n\treturn list\n",
        ["        dict_: dict[Any, Any] = {}", "        list_: list[Any] = [dict_]"],
    ),
    "a member does not hide it either": (
        "var list: Array = []\nfunc dict() -> Dictionary:\n\treturn {}\nfunc f(a: Array) -> int:\n\treturn a.size()\n",
        ["        self.list: builtins.list[Any] = []", "    def f(self, a: builtins.list[Any]) -> int:"],
    ),
    "texts are joined from any array": (
        'func f(a: Array) -> String:\n\treturn ", ".join(a)\n',
        ['        return gd.String.join(", ", a)'],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_script_has_its_types(kind: str) -> None:
    """Each expected line is one of the file's; the first may be its very first."""
    script, lines = KINDS[kind]
    found = ["", *written(f"extends Node\n{script}").text.split("\n")]
    assert [line for line in lines if line not in found] == []
    assert lines[0] or not found[1].startswith("# mypy")


@pytest.mark.long
def test_mypy_accepts_each_kind(tmp_path: Path) -> None:
    """In its ordinary form, without a setting of its own."""
    for number, (script, _) in enumerate(KINDS.values()):
        (tmp_path / f"kind_{number}.py").write_text(written(f"extends Node\n{script}").text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", "", *[str(path) for path in sorted(tmp_path.glob("*.py"))]]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent)
    assert found.returncode == 0, found.stdout
