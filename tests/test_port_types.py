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

import steam_nodes
from steam_nodes.port import api
from steam_nodes.port.analyzer import analyze
from steam_nodes.port.project import Project
from steam_nodes.port.writer import write
from steam_nodes.port.writer.known.lacked import LACKED
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
    "a local without a type that is given values of two types is any": (
        "func f() -> void:\n\tvar a = 1\n\ta = 'a'\n\tvar b = null\n\tb = 1\n\tb = Vector2()\n\tprint(a, b)\n",
        ["        a: Any = 1", "        b: Any = None"],
    ),
    "one that keeps its type says nothing": (
        "func f() -> void:\n\tvar a = 1\n\ta += 2\n\tprint(a)\n",
        ["", "        a = 1"],
    ),
    "nor does one where mypy does not look": (
        "func f():\n\tvar a = 1\n\ta = 'a'\n\tprint(a)\n",
        ["", "        a = 1"],
    ),
    "a member without a type that a typed function gives another one is any": (
        "var a = 1\nvar b = 1\nfunc f() -> void:\n\ta = 0.5\n\tb = 2\nfunc g():\n\tb = 'b'\n",
        ["    a: Any = 1", "    b = 1"],
    ),
    "a Variant is any": (
        "func f() -> void:\n\tvar a: Variant = 1\n\ta = 'a'\n\tprint(a)\n",
        ["        a: Any = 1"],
    ),
    "a container that gets another kind of element holds anything": (
        "func f() -> void:\n\tvar a = {'x': 1}\n\ta['y'] = 's'\n\tvar b = [1]\n\tb.append([])\n\tvar c = [[], {}]\n\tc[0].append(1)\n",
        ['        a: dict[Any, Any] = {"x": 1}', "        b: list[Any] = [1]", "        c: list[Any] = [[], {}]"],
    ),
    "one that holds one kind says nothing": (
        "func f() -> void:\n\tvar a = {'x': 1}\n\ta['y'] = 2\n\tvar b = [1]\n\tb.append(2)\n",
        ["", '        a = {"x": 1}', "        b = [1]"],
    ),
    "two locals of one name and two types are any": (
        "func f(a: bool) -> void:\n\tif a:\n\t\tvar v: Vector2\n\t\tprint(v.x)\n\telse:\n\t\tvar v: Vector3\n\t\tprint(v.z)\n",
        ["            v: Any = gd.Vector2()", "            v = gd.Vector3()"],
    ),
    "the variables of two loops are, too": (
        "func f() -> void:\n\tfor c in 'ab':\n\t\tprint(c)\n\tfor c in 3:\n\t\tprint(c + 1)\n",
        ["        c: Any", '        for c in "ab":', "        for c in range(3):"],
    ),
    "two of one type are said once": (
        "func f(a: bool) -> void:\n\tif a:\n\t\tvar v: Vector2\n\t\tprint(v)\n\telse:\n\t\tvar v: Vector2\n\t\tprint(v)\n",
        ["            v: gd.Vector2 = gd.Vector2()", "            v = gd.Vector2()"],
    ),
    "an enum takes ints": (
        "enum E { A, B }\nvar e: E\nfunc f(p: E) -> E:\n\tvar l: E\n\tl = 1\n\te = int(l) as E\n\tf(1)\n\treturn 0\n",
        ['# mypy: disable-error-code="arg-type,assignment,return-value"'],
    ),
    "and nothing is said where it keeps to its own": (
        "enum E { A, B }\nvar e: E = E.A\nfunc f(p: E) -> E:\n\te = p\n\treturn E.B\n",
        ["", "    e: E = E.A"],
    ),
    "a window has more in the engine than in the library": (
        "func f() -> void:\n\tprint(get_window().title, get_viewport().get_texture())\n",
        ['# mypy: disable-error-code="attr-defined"'],
    ),
    "but what it has is looked at": (
        "func f() -> void:\n\tget_viewport().set_input_as_handled()\n",
        ["", "        self.get_viewport().set_input_as_handled()"],
    ),
    "a singleton has what the engine has": (
        "func f() -> int:\n\treturn Engine.max_fps\n",
        ["", "        return Engine.max_fps"],
    ),
    "an event is somewhere": (
        "func f(e: InputEventMouseButton, v: Vector2) -> void:\n\te.position = v\n",
        ['# mypy: disable-error-code="assignment,has-type"'],
    ),
    "what a class of the library lacks is the runtime's": (
        "func f() -> void:\n\tprint(tr('a'))\nfunc g(n: Node) -> void:\n\tn.rpc('f')\n",
        ['# mypy: disable-error-code="attr-defined"'],
    ),
    "what a class on a node of its own adds is known to it": (
        "var n: Node = null\nfunc f() -> void:\n\tn.shout()\n",
        ['# mypy: no-strict-optional, disable-error-code="attr-defined,union-attr"'],
    ),
    "a lambda in a loop keeps copies": (
        "func f(s: Signal) -> void:\n\tfor i in 3:\n\t\tget_tree().create_timer(1.0).timeout.connect(func(): print(i))\n",
        ['# mypy: disable-error-code="misc"'],
    ),
    "an array of StringNames takes plain texts": (
        "func f() -> void:\n\tvar a: Array[StringName] = []\n\ta.append('a')\n",
        ["        a: list[Any] = gd.Array[gd.StringName]()"],
    ),
    "the keys of a dictionary in Lua's style are found by texts": (
        "func f() -> void:\n\tvar a = {b = 1}\n\tprint(a['b'])\n",
        ['        a: dict[Any, Any] = {gd.StringName("b"): 1}'],
    ),
    "an empty literal inside another may hold anything": (
        "var a = [[]]\nvar b = [{}]\nfunc f(): pass\n",
        ["        self.a: list[Any] = [[]]", "        self.b: list[Any] = [{}]"],
    ),
    "a choice between two types is any where it changes": (
        "func f(b: bool) -> void:\n\tvar a = 1 if b else 'a'\n\ta = 0.5\n\tprint(a)\n",
        ['        a: Any = 1 if b else "a"'],
    ),
    "waiting for what returns nothing is allowed": (
        "func f() -> void:\n\tawait g()\nfunc g() -> void:\n\tpass\n",
        ['# mypy: disable-error-code="func-returns-value"'],
    ),
    "a static variable may have a setter": (
        "static var a: int = 0:\n\tset(v):\n\t\ta = v\nfunc f() -> void:\n\ta = 2\n",
        ['# mypy: disable-error-code="assignment,method-assign,no-redef"'],
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


def test_a_base_that_was_not_brought_is_told_to_mypy() -> None:
    """It is loaded when the module is imported."""
    text = written('extends "res://base.gd"\nfunc f() -> void:\n\tpass\n').text
    assert text.startswith('# mypy: disable-error-code="misc"\n')
    assert '(gd.load("res://base.gd")):' in text


def test_what_the_library_lacks_is_all_that_it_lacks() -> None:
    """The table holds what the engine's class declares and the library's has not, apart from the names of enums, and what a script adds."""
    for name, told in LACKED.items():
        kind = getattr(steam_nodes, name)
        made = kind()
        lacking = {
            member for member in api.load().classes[name].members if not hasattr(made, member) and member not in kind.__annotations__
        }
        lacking -= {"get_script", "set_script"}
        assert {member for member in lacking if not (member[0].isupper() and not member.isupper())} == told, name


PROJECT: Final = {
    "res://enemy.gd": "class_name Enemy\nextends Node\nvar hp: int = 3\nfunc hit(n: int) -> Enemy:\n\thp -= n\n\treturn self\n",
    "res://main.gd": (
        'extends Node\nconst Enemy = preload("res://enemy.gd")\nvar e: Enemy = null\n'
        "func f(n: Enemy) -> Enemy:\n\te = Enemy.new()\n\treturn n.hit(1)\n"
    ),
}
"""A constant of the name of the class that it preloads, as many projects from before class_name have."""


def ported_project() -> dict[str, str]:
    """Return the project's modules by their names."""
    project = Project(PROJECT)
    scripts = {path: project.script(path) for path in project.all_scripts}
    return {path[len("res://") : -3]: write(analyze(one.tree, one.source, project), project).text for path, one in scripts.items()}


def test_a_constant_does_not_hide_the_class_that_annotations_name() -> None:
    """The class is imported under another name, and the constant is that."""
    lines = ported_project()["main"].split("\n")
    wanted = ["from enemy import Enemy as EnemyScript", "    Enemy = EnemyScript", "    e: EnemyScript | None = None"]
    assert [line for line in wanted if line not in lines] == []


@pytest.mark.long
def test_mypy_accepts_each_kind(tmp_path: Path) -> None:
    """In its ordinary form, without a setting of its own."""
    for number, (script, _) in enumerate(KINDS.values()):
        (tmp_path / f"kind_{number}.py").write_text(written(f"extends Node\n{script}").text, encoding="utf-8")
    for name, text in ported_project().items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", "", *[str(path) for path in sorted(tmp_path.glob("*.py"))]]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent)
    assert found.returncode == 0, found.stdout
