"""The analyzer: what names mean, which type each expression has, what is a coroutine, what a lambda captures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from steam_nodes.port import syntax
from steam_nodes.port.analysis import Analysis, Kind, Means, Type
from steam_nodes.port.analyzer import analyze
from steam_nodes.port.analyzer.types import told
from steam_nodes.port.analyzer.walk import everything
from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(eq=False)
class _Project:
    """A project of texts."""

    texts: Mapping[str, str]
    autoloads: dict[str, str] = field(default_factory=dict)
    scenes: dict[str, str] = field(default_factory=dict)
    parsed: dict[str, tuple[syntax.Script, Source]] = field(default_factory=dict)

    @property
    def class_names(self) -> dict[str, str]:
        named = {path: parse(Source(path, text))[0].class_name for path, text in self.texts.items()}
        return {name: path for path, name in named.items() if name}

    @property
    def all_scripts(self) -> list[str]:
        return list(self.texts)

    def script_at(self, path: str) -> tuple[syntax.Script, Source] | None:
        if path not in self.texts:
            return None
        if path not in self.parsed:
            source = Source(path, self.texts[path])
            tree, problems = parse(source)
            assert not problems
            self.parsed[path] = (tree, source)
        return self.parsed[path]

    def scene_root_type(self, path: str) -> str:
        return self.scenes.get(path, "")

    def resolve(self, path: str, from_path: str = "res://") -> str:
        return path if "://" in path else from_path[: from_path.rfind("/") + 1] + path

    def analyze(self, path: str) -> Analysis:
        script = self.script_at(path)
        assert script is not None
        return analyze(*script, self)


def _look(text: str) -> Analysis:
    return _Project({"res://a.gd": text}).analyze("res://a.gd")


def _told(kind: Type) -> str:
    return told(kind) + ("" if kind.hard else "?") + (f" = {kind.value!r}" if kind.constant else "") + (" type" if kind.is_type else "")


def _variables(analysis: Analysis) -> dict[str, str]:
    """The type of each variable, constant, parameter and loop variable by its name; `?` where the engine does not know it."""
    named = syntax.Variable | syntax.Constant | syntax.Parameter | syntax.For | syntax.BindPattern
    return {node.name: _told(analysis.type(node)) for node in everything(analysis.script) if isinstance(node, named)}


def _value_types(analysis: Analysis) -> dict[str, str]:
    """The type of the value of each variable by its name."""
    nodes = [node for node in everything(analysis.script) if isinstance(node, syntax.Variable)]
    return {node.name: _told(analysis.type(node.value)) for node in nodes if node.value is not None}


_PLACE = """extends Node2D
signal done(count)
enum State {{ IDLE, RUN = 5, JUMP }}
enum {{ ONE = 1, TWO, FOUR = 1 << 2 }}
const LIMIT = 10
const NAMES = ["a", "b"]
const SIZES = {{"small": 1, "big": 2}}
const RATE: float = 2
var untyped = 5
var speed := 1.5
var names: Array[String] = []
var scores: Dictionary[String, int] = {{}}
static var count := 0
func none(): pass
func number() -> int: return 1
static func made() -> Node: return null
func waits() -> int:
    await done
    return 1
class Inner:
    var size := Vector2.ZERO
    const DEEP = "deep"
    func text() -> String: return ""
func f(i: int, x: float, s: String, a: Array, d: Dictionary, v: Vector2, n: Node, any, state: State, inner: Inner):
    var probe = {expression}
"""


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("1", "int = 1"),
        ("1.5", "float = 1.5"),
        ("'a'", "String = 'a'"),
        ("&'a'", "StringName = 'a'"),
        ("true", "bool = True"),
        ("null", "null"),
        ("PI", "float"),
        ("[1]", "Array"),
        ("{}", "Dictionary"),
        ("self", "res://a.gd"),
        # Operators
        ("i / 2", "int"),
        ("i / 2.0", "float"),
        ("i + x", "float"),
        ("i % 3", "int"),
        ("s + 'b'", "String"),
        ("s % any", "String"),
        ("v * 2", "Vector2"),
        ("v * v", "Vector2"),
        ("-v", "Vector2"),
        ("not any", "bool?"),
        ("any == 1", "bool?"),
        ("any and i", "bool?"),
        ("i and s", "bool"),
        ("n == null", "bool"),
        ("any + 1", "Variant?"),
        ("any + 'text'", "String?"),
        ("'a' in d", "bool"),
        ("'a' not in s", "bool"),
        ("state == State.RUN", "bool"),
        ("state + 1", "int"),
        ("a + a", "Array"),
        ("names + names", "Array[String]"),
        # Known values, with 64 bits
        ("1 << 4 | 1", "int = 17"),
        ("9223372036854775807 + 1", "int = -9223372036854775808"),
        ("-7 / 2", "int = -3"),
        ("-7 % 3", "int = -1"),
        ("2 ** 10", "int = 1024"),
        ("LIMIT * 2", "int = 20"),
        ("'a' + 'b'", "String = 'ab'"),
        ("not true", "bool = False"),
        ("1 / 0", "int"),
        ("^'a//b' == ^'a/b'", "bool"),
        ("String(^'a//b')", "String"),
        ("NAMES[1]", "String = 'b'"),
        ("SIZES.big", "int = 2"),
        ("SIZES['small']", "int = 1"),
        ("RATE", "float = 2.0"),
        ("5 as float", "float = 5.0"),
        ("float(3)", "float = 3.0"),
        ("1 if true else 2", "int = 1"),
        ("1 if true else 'a'", "int? = 1"),
        ("State['RUN']", "int = 5"),
        ("Inner.new", "Callable"),
        # Enums
        ("State.RUN", "a.gd.State = 5"),
        ("State.JUMP", "a.gd.State = 6"),
        ("State", "a.gd.State type"),
        ("TWO", "int = 2"),
        ("FOUR", "int = 4"),
        ("State.keys()", "Array"),
        ("Node.PROCESS_MODE_ALWAYS", "Node.ProcessMode = 3"),
        ("Vector2.AXIS_Y", "Vector2.Axis = 1"),
        ("ERR_BUSY", "Error = 44"),
        ("KEY_A", "Key = 65"),
        ("Variant.Type", "Variant.Type type"),
        ("TYPE_INT", "Variant.Type = 2"),
        # Members
        ("untyped", "Variant?"),
        ("speed", "float"),
        ("count", "int"),
        ("names", "Array[String]"),
        ("names[0]", "String"),
        ("scores.a", "int"),
        ("done", "Signal"),
        ("number", "Callable"),
        ("position", "Vector2"),
        ("position.x", "float"),
        ("name", "StringName"),
        ("get_parent().name", "StringName"),
        ("process_mode", "Node.ProcessMode"),
        ("inner.size.y", "float"),
        ("inner.DEEP", "String = 'deep'"),
        ("Inner.DEEP", "String = 'deep'"),
        ("n.something", "Variant?"),
        ("d.key", "Variant?"),
        ("a[0]", "Variant?"),
        ("s[0]", "String"),
        ("v[0]", "float"),
        ("v.x", "float"),
        ("Vector2.ZERO", "Vector2"),
        ("Color.RED.r", "float"),
        # Calls
        ("number()", "int"),
        ("none()", "Variant?"),
        ("made()", "Node"),
        ("inner.text()", "String"),
        ("Inner.new()", "Inner"),
        ("Inner.new().text()", "String"),
        ("Node.new()", "Node"),
        ("new()", "res://a.gd"),
        ("s.split(',')", "PackedStringArray"),
        ("s.length()", "int"),
        ("a.size()", "int"),
        ("a.front()", "Variant"),
        ("d.keys()", "Array"),
        ("get_node('A')", "Node"),
        ("$A", "Node"),
        ("get_children()", "Array[Node]"),
        ("get_tree().root", "Window"),
        ("str(i)", "String"),
        ("len(a)", "int"),
        ("range(3)", "Array"),
        ("abs(i)", "int?"),
        ("abs(x)", "float?"),
        ("abs(any)", "Variant"),
        ("max(i, i)", "int?"),
        ("max(i, x)", "Variant"),
        ("clamp(x, 0.0, 1.0)", "float?"),
        ("lerp(x, x, 0.5)", "float?"),
        ("absi(any)", "int"),
        ("Vector2(i, x)", "Vector2"),
        ("String.num(x)", "String"),
        ("Time.get_ticks_msec()", "int"),
        ("Engine.get_main_loop()", "MainLoop"),
        ("Input.is_action_pressed('a')", "bool"),
        ("Steam.getPersonaName()", "String"),
        ("Steam.steamInitEx()", "Dictionary"),
        ("load('res://b.tres')", "Resource"),
        ("preload('res://a.gd')", "res://a.gd type"),
        ("typeof(any)", "int"),
        ("any.thing()", "Variant?"),
        ("func(): return 1", "Callable"),
        # The rest
        ("i if any else i + 1", "int"),
        ("i if any else x", "Variant?"),
        ("n if any else null", "Node"),
        ("any as int", "int"),
        ("n as Node2D", "Node2D"),
        ("n is Node2D", "bool"),
        ("await waits()", "int"),
        ("await done", "Variant?"),
        ("(i)", "int"),
    ],
)
def test_an_expression_has_the_type_that_the_engine_infers(expression: str, kind: str) -> None:
    """`?` marks what the engine does not know although it can only be so; the type of the value itself is told."""
    assert _value_types(_look(_PLACE.replace("{{", "{").replace("}}", "}").replace("{expression}", expression)))["probe"] == kind


def test_variables_have_the_type_they_declare_or_infer() -> None:
    """A member that declares none may be anything: others can assign to it."""
    text = """
var a: float = 1
var b := 2
var c = 3
var d: Array[int] = [1]
var e: Dictionary[String, Array] = {}
var f: Node
const G := "g"
const H: float = 1
var i := Node.new()
func f1(p, q: int, r := 2.5, s = 1): pass
"""
    assert _variables(_look(text)) == {
        "a": "float",
        "b": "int",
        "c": "Variant?",
        "d": "Array[int]",
        "e": "Dictionary[String, Array]",
        "f": "Node",
        "G": "String = 'g'",
        "H": "float = 1.0",
        "i": "Node",
        "p": "Variant?",
        "q": "int",
        "r": "float",
        "s": "Variant?",
    }


def test_a_local_without_a_declared_type_has_that_of_its_first_value_while_all_it_is_given_has_it() -> None:
    """What is assigned is looked at in the whole function, in lambdas and after the use too."""
    text = """
func f(any, items: Array[int]):
    var kept = 1
    var counted = 0
    var mixed = 0
    var later = "a"
    var nothing = null
    var unset
    var node = Node.new()
    var other = Node.new()
    var list = []
    var follows = later
    for item in items:
        counted += item
    kept = counted * 2
    mixed += 0.5
    node = Node2D.new()
    node = null
    other = any
    list = [1]
    var g = func():
        later = any
"""
    assert {name: kind for name, kind in _variables(_look(text)).items() if name not in {"any", "items", "g"}} == {
        "kept": "int?",
        "counted": "int?",
        "mixed": "Variant?",
        "later": "Variant?",
        "nothing": "Variant?",
        "unset": "Variant?",
        "node": "Node?",
        "other": "Variant?",
        "list": "Array?",
        "follows": "Variant?",
        "item": "int",
    }


def test_a_test_of_the_type_tells_the_type_of_a_local_that_nothing_assigns_to() -> None:
    """In the block, in the rest of the condition, and below a block that leaves."""
    text = """
func f(a, b, c, d, e, g: Node):
    if a is int:
        var in_block = a
    var after = a
    if b is not String:
        return
    var below = b
    if typeof(c) == TYPE_FLOAT and c:
        var by_typeof = c
    if d is int:
        d = "x"
        var assigned = d
    match typeof(e):
        TYPE_INT:
            var matched = e
    if g is Sprite2D:
        var narrower = g
    var short = a is String and a
"""
    found = _value_types(_look(text))
    assert found == {
        "in_block": "int?",
        "after": "Variant?",
        "below": "String?",
        "by_typeof": "float?",
        "assigned": "Variant?",
        "matched": "int?",
        "narrower": "Sprite2D?",
        "short": "bool",
    }


def test_a_loop_variable_has_the_type_of_what_is_gone_through() -> None:
    """`range` and numbers give ints, a text gives texts, a typed container its elements."""
    text = """
func f(any, texts: Array[String], scores: Dictionary[String, int]):
    for a in range(3): pass
    for b in 3: pass
    for c in "abc": pass
    for d in texts: pass
    for e in [1, 2]: pass
    for g in PackedFloat32Array(): pass
    for h: int in any: pass
    for i in any: pass
    for j in scores: pass
    for k in 3: k = "x"
"""
    found = _variables(_look(text))
    assert " ".join(found[name] for name in "abcdeghijk") == "int int String String Variant? float int Variant? String Variant?"


_NAMES = """extends Node
class_name Player
signal hit
enum State { IDLE }
enum { ALONE }
const LIMIT = 1
var member = 1
static var shared = 1
func method(parameter):
    var local = 1
    for loop in 3: print(loop)
    var x = PROBE
class Inner:
    const INNER_LIMIT = 1
    func inner_method():
        var y = INNER_PROBE
"""


@pytest.mark.parametrize(
    ("name", "means", "owner"),
    [
        ("parameter", Means.LOCAL, None),
        ("local", Means.LOCAL, None),
        ("member", Means.MEMBER, "Player"),
        ("shared", Means.MEMBER, "Player"),
        ("method", Means.METHOD, "Player"),
        ("hit", Means.SIGNAL, "Player"),
        ("LIMIT", Means.CONSTANT, "Player"),
        ("ALONE", Means.CONSTANT, "Player"),
        ("State", Means.ENUM, "Player"),
        ("Inner", Means.INNER_CLASS, "Player"),
        ("Player", Means.SCRIPT_CLASS, None),
        ("Other", Means.SCRIPT_CLASS, None),
        ("Store", Means.AUTOLOAD, None),
        ("name", Means.NATIVE_MEMBER, "Node"),
        ("add_child", Means.NATIVE_MEMBER, "Node"),
        ("ready", Means.NATIVE_MEMBER, "Node"),
        ("NOTIFICATION_READY", Means.NATIVE_MEMBER, "Node"),
        ("Node2D", Means.NATIVE_CLASS, None),
        ("Engine", Means.SINGLETON, None),
        ("Steam", Means.SINGLETON, None),
        ("Vector2", Means.BUILTIN_TYPE, None),
        ("print", Means.FUNCTION, "@GlobalScope"),
        ("len", Means.FUNCTION, "@GDScript"),
        ("Error", Means.GLOBAL_ENUM, None),
        ("OK", Means.GLOBAL_CONSTANT, "Error"),
        ("nowhere", Means.UNKNOWN, None),
    ],
)
def test_a_name_means_what_the_engine_finds(name: str, means: Means, owner: str | None) -> None:
    """Locals, members, the engine's class, then what is global."""
    project = _Project(
        {"res://a.gd": _NAMES.replace("PROBE", name), "res://b.gd": "class_name Other\n", "res://c.gd": "extends Node\n"},
        {"Store": "res://c.gd"},
    )
    analysis = project.analyze("res://a.gd")
    probe = next(node for node in everything(analysis.script) if isinstance(node, syntax.Variable) and node.name == "x").value
    found = analysis.meaning(probe)
    assert found.means is means
    told_owner = found.owner.class_name if isinstance(found.owner, syntax.Script) else found.owner
    assert told_owner == owner


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("LIMIT", Means.OUTER),
        ("State", Means.OUTER),
        ("ALONE", Means.OUTER),
        ("Inner", Means.INNER_CLASS),
        ("Player", Means.SCRIPT_CLASS),
        ("INNER_LIMIT", Means.CONSTANT),
        ("member", Means.UNKNOWN),
        ("shared", Means.UNKNOWN),
        ("method", Means.UNKNOWN),
        ("name", Means.UNKNOWN),
    ],
)
def test_an_inner_class_sees_constants_enums_and_classes_around_it_and_nothing_else(name: str, means: Means) -> None:
    """The engine does not let it see even static variables and functions."""
    analysis = _look(_NAMES.replace("INNER_PROBE", name).replace("PROBE", "1"))
    probe = next(node for node in everything(analysis.script) if isinstance(node, syntax.Variable) and node.name == "y").value
    assert analysis.meaning(probe).means is means


def test_scripts_see_each_other() -> None:
    """By class_name, preload, path and autoload: members, enums, inner classes and constants, inherited ones too."""
    project = _Project(
        {
            "res://base.gd": "class_name Base extends Node\nenum Kind { A, B = 4 }\nvar health := 10\n"
            "func hurt(by: int) -> bool: return true\n",
            "res://player.gd": 'extends "base.gd"\nconst Tool = preload("tools/tool.gd")\nvar tool := Tool.new()\n'
            "func f():\n\tvar a = health\n\tvar b = hurt(1)\n\tvar c = tool.weight\n\tvar d = Kind.B\n\tvar e = Tool.Part.new().size\n"
            "\tvar g = Store.total\n\tvar h = Tool.make()\n\tvar i = super.hurt(1)\n\tvar j = Base.Kind.A\n"
            "\tvar k = Board.total\n\tvar l = Title.text\n",
            "res://tools/tool.gd": "extends RefCounted\nvar weight := 1.5\nclass Part:\n\tvar size := 1\n"
            "static func make() -> Base: return null\n",
            "res://store.gd": "extends Node\nvar total: int\n",
        },
        {"Store": "res://store.gd", "Board": "res://board.tscn", "Title": "res://title.tscn"},
        {"res://board.tscn": "res://store.gd", "res://title.tscn": "Label"},
    )
    assert _value_types(project.analyze("res://player.gd")) == {
        "tool": "res://tools/tool.gd",
        "a": "int",
        "b": "bool",
        "c": "float",
        "d": "base.gd.Kind = 4",
        "e": "int",
        "g": "int",
        "h": "Base",
        "i": "bool",
        "j": "base.gd.Kind = 0",
        "k": "int",
        "l": "String",
    }


def test_functions_that_contain_an_await_are_coroutines_and_calls_of_them_are_told() -> None:
    """An await inside a lambda makes the lambda one, not the function around it."""
    analysis = _look("""extends Node
signal done
func waits(): await done
func plain():
    waits()
    var f = func(): await done
    other()
func waits_too(): await waits()
func other(): pass
""")
    names = sorted(function.name for function in analysis.coroutines)
    assert names == ["", "waits", "waits_too"]
    assert sorted(analysis.source.line(call.begin) for call in analysis.awaited) == [5, 8]


def test_a_lambda_captures_the_locals_it_uses_and_no_members() -> None:
    """One inside another captures for both."""
    analysis = _look("""
var member = 1
func f(parameter):
    var local = 1
    const FIXED = 2
    var g = func(own): return own + local + member + FIXED
    var h = func():
        return func(): return parameter
""")
    captured = {
        analysis.source.line(function.begin): names for function, names in sorted(analysis.captured.items(), key=lambda each: each[0].begin)
    }
    assert list(analysis.captured.values()) == [{"local"}, {"parameter"}, {"parameter"}]
    assert captured == {6: {"local"}, 7: {"parameter"}, 8: {"parameter"}}


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"a": "extends 'b.gd'", "b": "extends 'a.gd'"}, "Cyclic inheritance."),
        ({"a": "extends 'a.gd'"}, "Cyclic inheritance."),
        ({"a": "class_name A extends B", "b": "class_name B extends C", "c": "class_name C extends A"}, "Cyclic inheritance."),
        ({"a": "class X extends Y:\n\tpass\nclass Y extends X:\n\tpass"}, "Cyclic inheritance."),
        ({"a": "const A = B\nconst B = A"}, 'Could not resolve member "A": Cyclic reference.'),
        ({"a": "var a := b\nvar b := a"}, 'Could not resolve member "a": Cyclic reference.'),
        ({"a": "func f(x := g()): pass\nfunc g(y := f()): pass"}, 'Could not resolve member "f": Cyclic reference.'),
        ({"a": "enum E { A = F.B }\nenum F { B = E.A }"}, None),
        ({"a": "const B = preload('b.gd')\nconst X = B.Y", "b": "const A = preload('a.gd')\nconst Y = A.X"}, "Cyclic reference."),
        ({"a": "extends Nowhere"}, 'Could not find base class "Nowhere".'),
        ({"a": "extends 'nowhere.gd'"}, 'Could not find base class "nowhere.gd".'),
        ({"a": "var a: Nowhere"}, 'Could not find type "Nowhere" in the current scope.'),
    ],
)
def test_what_leads_back_to_itself_or_nowhere_ends_with_one_problem(texts: dict[str, str], message: str | None) -> None:
    """Never in a recursion."""
    project = _Project({f"res://{name}.gd": text + "\n" for name, text in texts.items()})
    problems = [problem for path in project.texts for problem in project.analyze(path).problems]
    if message is not None:
        assert len(problems) == 1
        assert message in problems[0].message


def test_literals_where_a_type_is_declared_have_it() -> None:
    """An array that is written out is a typed one there, and a whole number a float."""
    analysis = _look("""
func f(x: float, y: Array[int]) -> Array[String]:
    var a: Array[float] = [1]
    var b: float = 2
    f(3, [4])
    return ["s"]
""")
    found = {
        analysis.source.text[node.begin : node.end]: _told(analysis.type(node))
        for node in everything(analysis.script)
        if isinstance(node, syntax.Literal | syntax.ArrayLiteral)
    }
    assert found == {
        "[1]": "Array[float]",
        "1": "float = 1.0",
        "2": "float = 2.0",
        "3": "float = 3.0",
        "[4]": "Array[int]",
        "4": "int = 4",
        '["s"]': "Array[String]",
        '"s"': "String = 's'",
    }


def test_the_keys_of_a_dictionary_in_luas_style_are_string_names() -> None:
    """Where it stands for a typed one they are what that has."""
    text = "var a = {k = 1}\nvar b = {'k' = 1}\nvar c = {'k': 1}\nvar d: Dictionary[String, int] = {k = 1}\n"
    analysis = _look(text)
    keys = [node.key for node in everything(analysis.script) if isinstance(node, syntax.DictionaryEntry)]
    found = {analysis.source.line(key.begin): analysis.type(key).name for key in keys}
    assert found == {1: "StringName", 2: "StringName", 3: "String", 4: "String"}


def test_a_script_is_looked_at_once_until_its_text_is_another() -> None:
    """A project keeps what is known of its scripts; another tree under the same path begins anew."""
    project = _Project({"res://a.gd": "var a := B.new().n\n", "res://b.gd": "class_name B\nvar n := 1\n"})
    first = project.analyze("res://a.gd")
    assert project.analyze("res://a.gd") is first
    assert _variables(first) == {"a": "int"}
    project.texts = {**project.texts, "res://b.gd": "class_name B\nvar n := 'text'\n"}
    project.parsed.clear()
    assert _variables(project.analyze("res://a.gd")) == {"a": "String"}


def test_further_questions_can_be_asked() -> None:
    """`world` knows the methods of a type, and which type may stand for which."""
    analysis = _look("class A:\n\tfunc f(x: int, y := 1): pass\nclass B extends A:\n\tpass\n")
    world = analysis.world
    assert world is not None
    info = world.classes.known(analysis.script)
    assert info is not None
    found = world.names.method(info.inner["B"].type, "f")
    assert found is not None
    assert (found.needed, [told(kind) for kind in found.parameters], found.vararg) == (1, ["int", "int"], False)
    assert world.classes.extends(info.inner["B"].type, info.inner["A"].type)
    assert not world.classes.extends(info.inner["A"].type, info.inner["B"].type)
    assert world.classes.extends(info.inner["A"].type, Type(Kind.NATIVE, "RefCounted"))
