"""The writer's laws: golden files, no comment lost, no line too long, Python that compiles and that ruff takes."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from steam_nodes import gdscript as gd
from steam_nodes.port.parser import parse
from steam_nodes.port.project import Project
from steam_nodes.port.source import Source
from steam_nodes.port.writer import class_name_of, write
from steam_nodes.port.writer import written_names as names
from steam_nodes.port.writer.layout import BROKEN, CLOSE, GROUP, NEXT, OPEN, render
from tests.support.port_constructs import GOLDEN, PAGE, constructs, ported, written

SCRIPTS = sorted(GOLDEN.glob("*.gd"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_becomes_its_golden_file(path: Path) -> None:
    """To renew them: `python -m tests.support.port_constructs`; what changed is to be read."""
    assert ported(path).text == path.with_suffix(".py").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_no_comment_is_lost(path: Path) -> None:
    """Each comment's words stand in the Python, also those inside literals."""
    script, _ = parse(Source(path.name, path.read_text(encoding="utf-8")))
    text = _words(ported(path).text)
    assert [comment.text for comment in script.comments if _words(comment.text) not in text] == []


def _words(text: str) -> str:
    return " ".join(re.sub(r'[#"]+', " ", text).split())


NASTY = """# head
extends Node # behind extends
# below

const A = [ # open
	1, # one
	# alone
	2 # two
	# last
]
var s = "# no comment"
@export # behind an annotation
var e = 1


func f(a, # the first
		b): # behind the head
	# in the body
	if a and ( # in a condition
			b # in a bracket
	): # behind if
		pass # behind pass
	# before elif
	elif a: # behind elif
		pass
	else: # behind else
		# only a comment
		pass
	match a: # behind match
		# before a branch
		1: # behind a branch
			pass
	var d = {
		# first
		"k": 1, # k
	}
	g({"x": [ # deep
		1, # deeper
	]}, func(): # a lambda
		pass # inside it
	)
	# end of f


# between


func g(a, b): pass # behind g
# the last
"""


def test_comments_anywhere_are_kept() -> None:
    """Behind heads and brackets, between branches, in literals and lambdas, at the end."""
    script, _ = parse(Source("x.gd", NASTY))
    text = _words(written(NASTY).text)
    lost = [comment.text for comment in script.comments if _words(comment.text) not in text]
    assert lost == []
    assert len(script.comments) > 30


def test_what_is_written_compiles_and_no_line_is_longer_than_100() -> None:
    """The golden files, with one line of the script for each line."""
    for path in SCRIPTS:
        made = ported(path)
        ast.parse(made.text)
        lines = made.text.split("\n")[:-1]
        assert len(made.lines) == len(lines)
        assert [line for line in lines if len(line) > 100] == []
        height = path.read_text(encoding="utf-8").count("\n")
        assert all(0 <= line <= height for line in made.lines)


RULES = "E,F,W,I,B,C4,PIE,UP,RUF022,SIM1,PLE,RET503"


def test_ruff_takes_what_is_written() -> None:
    """Its sensible rules find nothing, and its formatter would change nothing."""
    ruff = [sys.executable, "-m", "ruff"]
    options = ["--isolated", "--line-length", "100"]
    files = [str(path.with_suffix(".py")) for path in SCRIPTS]
    check = [*ruff, "check", *options, "--target-version", "py311", "--select", RULES, "--ignore", "B006,SIM110", *files]
    found = subprocess.run(check, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
    found = subprocess.run([*ruff, "format", "--check", *options, *files], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.long
def test_mypy_takes_what_is_written(tmp_path: Path) -> None:
    """Not strict: GDScript's own types are no stricter."""
    for path in SCRIPTS:
        (tmp_path / f"{path.stem}_script.py").write_text(ported(path).text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", "", *[str(path) for path in sorted(tmp_path.glob("*.py"))]]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent)
    assert found.returncode == 0, found.stdout


def test_little_of_the_runtime_is_seen_where_types_are_known() -> None:
    """At most one `gd.` in ten lines, over the typed golden files."""
    typed = ["stats_manager", "inner_classes", "awaiting", "signals", "typed"]
    lines = [line for name in typed for line in (GOLDEN / f"{name}.py").read_text(encoding="utf-8").split("\n")]
    code = [line for line in lines if line.strip() and not line.lstrip().startswith(("#", "@"))]
    # Values of the engine's own types are no helpers.
    helpers = [line for line in code if re.search(r"\bgd\.(?!Vector2|Array\[|Packed|Color)", line)]
    assert len(helpers) * 10 <= len(code)


def test_every_name_of_the_table_is_in_the_runtime() -> None:
    """The writer takes no other helper."""
    assert [name for name in names.HELPERS if not hasattr(gd, name)] == []


def test_every_class_that_is_imported_from_the_library_is_there() -> None:
    """The rest are the runtime's stand-ins."""
    import steam_nodes  # noqa: PLC0415  # the one door, looked at as a whole

    assert set(steam_nodes.__all__) >= names.LIBRARY


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("res://stats_manager.gd", "StatsManager"),
        ("res://steam.gd", "SteamScript"),
        ("res://2d.gd", "Script2d"),
        ("res://ui/HUD-bar.gd", "HUDBar"),
    ],
)
def test_a_script_without_a_name_is_called_after_its_file(path: str, name: str) -> None:
    """And never like what it may import."""
    script, _ = parse(Source(path, "extends Node\n"))
    assert class_name_of(script, path) == name


def test_scripts_of_a_project_import_each_other_and_a_ring_is_broken_inside_functions() -> None:
    """A base is imported at the top, what needs it back inside the function that uses it."""
    project = Project(
        {
            "res://base.gd": "class_name Base\nfunc make():\n\treturn Derived.new()\n",
            "res://derived.gd": 'class_name Derived\nextends Base\nconst Tool = preload("tool.gd")\n',
            "res://tool.gd": "func use(): pass\n",
        }
    )
    made = {path: _of(project, path) for path in project.all_scripts}
    assert "    def make(self):\n        from derived import Derived\n\n        return Derived()\n" in made["res://base.gd"]
    assert "\nfrom base import Base\nfrom tool import " in made["res://derived.gd"]
    assert "class Derived(Base):" in made["res://derived.gd"]


def _of(project: Any, path: str) -> str:
    from steam_nodes.port.analyzer import analyze  # noqa: PLC0415  # only here

    script = project.script(path)
    return write(analyze(script.tree, script.source, project), project).text


LONG = f"print({OPEN}" + f",{NEXT}".join(f'"text number {number}"' for number in range(8)) + f"{CLOSE})"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"f({OPEN}a,{NEXT}b{CLOSE})", ["f(a, b)"]),
        (f"f({OPEN}{BROKEN}a,{NEXT}b{CLOSE})", ["f(", "    a,", "    b,", ")"]),
        (f"f({GROUP}{BROKEN}a{CLOSE})", ["f(", "    a", ")"]),
        (LONG, ["print(", *[f'    "text number {number}",' for number in range(8)], ")"]),
    ],
)
def test_a_line_breaks_at_its_brackets(text: str, lines: list[str]) -> None:
    """One item a line where it has to, with a comma behind each."""
    assert render(text) == lines


def test_the_page_of_constructs_has_a_construct_for_each_golden_style() -> None:
    """Both are kept together."""
    assert len(constructs(PAGE.read_text(encoding="utf-8"))) > 30
    assert len(SCRIPTS) >= 10
