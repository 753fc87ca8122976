"""The law of the rules: what the engine's analyzer finds wrong in a script is found here, first at the same line and in the same words.

`gdscript_rules.txt` has the scripts and what the engine said; a script that it found fine must be fine here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from steam_nodes.port.analyzer import analyze
from steam_nodes.port.project import Project
from steam_nodes.port.rules import find_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
OTHERS = {
    "res://other.gd": """class_name Other
const CONST = 1
enum E { X }
class Inner: pass
var variable
func method(): pass
func typed(a: int) -> String: return ""
""",
    "res://abs.gd": "@abstract class_name Abs\n",
    "res://auto.gd": "extends Node\nfunc ready_now(a: int): pass\n",
    "res://project.godot": 'config_version=5\n[autoload]\nAuto="*res://auto.gd"\n',
}
FINE = "fine"


def cases() -> Iterator[tuple[str, str, str]]:
    """Yield the name, the script and the engine's first sentence of each case."""
    text = (HERE / "gdscript_rules.txt").read_text(encoding="utf-8")
    for case in text.split("=== ")[1:]:
        name, _, rest = case.partition("\n")
        script, _, told = rest.rpartition("--- ")
        yield name, script, told.strip()


def told(files: dict[str, str], path: str = "res://test.gd") -> list[str]:
    """Return what is wrong in a script of a project, each with its line."""
    project = Project(files)
    script = project.script(path)
    problems = [problem for problem in script.problems if problem.level == "error"]
    problems = problems or find_problems(analyze(script.tree, script.source, project), project)
    return [f"{problem.line}: {problem.message}" for problem in problems]


def test_the_first_error_is_the_engines() -> None:
    """Each script is refused where the engine refuses it, in its words, and let pass where the engine lets it pass."""
    wrong = []
    for name, script, wanted in cases():
        found = [*told({**OTHERS, "res://test.gd": script}), FINE][0]
        if found != wanted:
            wrong.append(f"{name}\n    the engine: {wanted}\n    here: {found}")
    assert not wrong, "\n".join(wrong)


def test_both_answers_are_in_the_table() -> None:
    """The table has scripts of both kinds in number: many ways to be refused, and what looks alike and is fine."""
    answers = [answer for _, _, answer in cases()]
    assert answers.count(FINE) > 100
    assert len({answer.partition(": ")[2][:20] for answer in answers}) > 80


def test_a_circle_over_two_scripts_is_told_where_it_is_asked_for() -> None:
    """A value that needs one of another script, which needs it, is refused at the place that asks."""
    first = 'const B = preload("res://b.gd")\nvar v = B.w\n'
    second = 'const A = preload("res://a.gd")\nvar w = A.v\n'
    files = {"res://a.gd": first, "res://b.gd": second}
    assert told(files, "res://a.gd")[0] == '2: Could not resolve external class member "w".'


def test_what_is_wrong_comes_in_the_order_of_the_engine() -> None:
    """First what classes extend, then the face of all classes, then the bodies, the outer class before the inner one."""
    script = """func f():
	print(nowhere)
class Inner:
	var a: int = "x"
	func g():
		print(nothing)
var b: Missing
"""
    assert [line.partition(":")[0] for line in told({"res://test.gd": script})] == ["7", "4", "4", "2", "6"]
    script += "class Last extends Nobody:\n\tpass\n"
    assert told({"res://test.gd": script}) == ['8: Could not find base class "Nobody".']


def test_without_a_project_no_file_is_missing() -> None:
    """Which files there are is told by the project; alone, a script may preload what it likes."""
    project = Project({"res://test.gd": 'const A = preload("res://scene.tscn")\n'})
    script = project.script("res://test.gd")
    assert find_problems(analyze(script.tree, script.source)) == []
    assert [problem.message for problem in find_problems(analyze(script.tree, script.source, project), project)] == [
        'Preload file "res://scene.tscn" does not exist.'
    ]


def test_a_problem_tells_its_place() -> None:
    """A problem has the engine's sentence, its line, and a caret below what is wrong."""
    project = Project({"res://test.gd": "func f():\n\tvar a: int = nowhere\n"})
    script = project.script("res://test.gd")
    (problem,) = find_problems(analyze(script.tree, script.source, project), project)
    assert (problem.kind, problem.level, problem.line) == ("analyzer", "error", 2)
    assert str(problem).splitlines()[1:] == ["     var a: int = nowhere", "                  ^"]
