"""Scripts of Godot 3, taken in as Godot 4 has them."""

from __future__ import annotations

import pytest

from steam_nodes.port import syntax
from steam_nodes.port.analysis import Means
from steam_nodes.port.analyzer import analyze
from steam_nodes.port.analyzer.walk import everything
from steam_nodes.port.api import load
from steam_nodes.port.modern import modernize, renames
from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source


def _parsed(text: str, *, godot3: bool) -> syntax.Script:
    tree, problems = parse(Source("res://a.gd", text), godot3=godot3)
    assert not problems
    return tree


def _shape(node: object) -> object:
    """A tree without its positions and texts."""
    if isinstance(node, tuple):
        return tuple(_shape(each) for each in node)
    if not isinstance(node, syntax.Syntax):
        return node
    skipped = {"begin", "end", "name_begin", "text", "class_name_begin", "godot3"}
    names = [name for kind in type(node).__mro__ for name in getattr(kind, "__slots__", ()) if name not in skipped]
    return (type(node).__name__, *((name, _shape(getattr(node, name))) for name in sorted(names)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rand_range(1, 2)", "randf_range(1, 2)"),
        ("deg2rad(x)", "deg_to_rad(x)"),
        ("parse_json(x)", "JSON.parse_string(x)"),
        ("to_json(x)", "JSON.stringify(x)"),
        ("JSON.parse(x).result", "JSON.parse_string(x)"),
        ("JSON.parse(x).error", "JSONParseResult.parse(x).error"),
        ("JSON.print(x)", "JSON.stringify(x)"),
        ("PoolStringArray([x])", "PackedStringArray([x])"),
        ("Quat()", "Quaternion()"),
        ("x.empty()", "x.is_empty()"),
        ("x.instance()", "x.instantiate()"),
        ("x.rect_size.x", "x.size.x"),
        ("BUTTON_LEFT", "MOUSE_BUTTON_LEFT"),
        ("TYPE_REAL", "TYPE_FLOAT"),
        ("Node.PAUSE_MODE_PROCESS", "Node.PROCESS_MODE_ALWAYS"),
        ("Color.aliceblue", "Color.ALICE_BLUE"),
        ("OS.get_ticks_msec()", "Time.get_ticks_msec()"),
        ("OS.get_name()", "OS.get_name()"),
        ("Spatial.new()", "Node3D.new()"),
        ("x is KinematicBody2D", "x is CharacterBody2D"),
        ("x as Sprite", "x as Sprite2D"),
        ("x.xform(y)", "(x * y)"),
        ("funcref(x, 'm')", "Callable(x, 'm')"),
        ("x.call_func(1)", "x.call(1)"),
        ("x.sort_custom(self, '_on_hit')", "x.sort_custom(_on_hit)"),
        ("x.sort_custom(y, 'm')", "x.sort_custom(y.m)"),
        ("x.connect('hit', self, '_on_hit')", "x.hit.connect(_on_hit)"),
        ("x.connect('hit', y, 'm')", "x.hit.connect(y.m)"),
        ("x.connect('hit', self, 'm', [1, 2])", "x.hit.connect(self.m.bind(1, 2))"),
        ("connect('hit', self, '_on_hit', [], CONNECT_ONESHOT)", "hit.connect(_on_hit, CONNECT_ONE_SHOT)"),
        ("x.is_connected('hit', self, '_on_hit')", "x.hit.is_connected(_on_hit)"),
        ("x.connect(name, self, 'm')", "x.connect(name, self, 'm')"),
        ("emit_signal('hit', x)", "emit_signal('hit', x)"),
        ("[x, {'k': x.empty()}]", "[x, {'k': x.is_empty()}]"),
    ],
)
def test_what_means_the_same_has_its_new_name(old: str, new: str) -> None:
    """The tree is the one that the new text has."""
    before, after = "func _on_hit(): pass\nfunc f(x, y):\n\tprint(", ")\n"
    tree = modernize(_parsed(before + old + after, godot3=True), {"_on_hit"})
    assert _shape(tree) == _shape(_parsed(before + new + after, godot3=False))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("yield(get_tree(), 'idle_frame')", "await get_tree().process_frame"),
        ("yield(get_tree().create_timer(1), 'timeout')", "await get_tree().create_timer(1).timeout"),
        ("yield(f(), 'completed')", "await f()"),
    ],
)
def test_a_yield_that_waits_is_an_await(old: str, new: str) -> None:
    """`yield()` alone has no counterpart and stays."""
    tree = modernize(_parsed(f"func f():\n\t{old}\n", godot3=True), ())
    assert _shape(tree) == _shape(_parsed(f"func f():\n\t{new}\n", godot3=False))
    alone = _parsed("func f():\n\tyield()\n", godot3=True)
    assert modernize(alone, ()) is alone


def test_a_name_that_the_project_declares_is_its_own() -> None:
    """The same tree comes back."""
    tree = _parsed("func f(x):\n\tx.empty()\n\tprint(translation)\n", godot3=True)
    assert modernize(tree, {"empty", "translation"}) is tree


def test_the_analyzer_takes_an_older_script_in_as_a_new_one() -> None:
    """Names mean what Godot 4 has, and places in the text are kept."""
    text = """extends KinematicBody2D
onready var body = $Sprite
func _ready():
	print(PoolStringArray().size(), rand_range(0, 1), global_position)
"""
    source = Source("res://a.gd", text)
    tree, _ = parse(source)
    analysis = analyze(tree, source)
    assert not analysis.problems
    assert all(meaning.means is not Means.UNKNOWN for meaning in analysis.meanings.values())
    call = next(node for node in everything(analysis.script) if isinstance(node, syntax.Identifier) and node.name == "randf_range")
    assert text[call.begin : call.end] == "rand_range"


def test_where_setget_is_passed_by_is_told_once_for_each_accessor() -> None:
    """Not in the accessors, and not with `self.`, which calls them in Godot 3 too."""
    text = """extends Node
var hp = 3 setget set_hp, get_hp
func set_hp(v):
	hp = v
func get_hp():
	return hp
func other(hp_too):
	self.hp = 6
	hp = 5
	hp = 4
	print(hp, hp_too)
"""
    source = Source("res://a.gd", text)
    problems = analyze(parse(source)[0], source).problems
    assert [(problem.line, problem.level) for problem in problems] == [(9, "warning"), (11, "warning")]
    assert "'hp' is assigned here without set_hp()" in problems[0].message
    assert "'hp' is read here without get_hp()" in problems[1].message


def test_every_new_name_is_one_that_the_engine_has() -> None:
    """Classes, built-in types, functions, methods, properties and constants of the tables."""
    api = load()
    members = {name for native in api.classes.values() for name in native.members}
    members |= {name for builtin in api.builtins.values() for name in builtin.members}
    assert {new for new in renames.CLASSES.values() if new not in api.classes and new not in api.builtins} == set()
    assert {new for new in renames.FUNCTIONS.values() if new not in api.functions and new not in api.builtins} == set()
    assert {
        new for table in (renames.METHODS, renames.PROPERTIES, renames.SIGNALS) for new in table.values() if new not in members
    } == set()
    assert {new for new in renames.CONSTANTS.values() if new not in api.constants and new not in members} == set()
    assert {name for name in renames.TIME.values() if api.find("Time", name) is None} == set()
    assert {old for old in renames.CLASSES if old in api.classes or old in api.builtins} == set()
