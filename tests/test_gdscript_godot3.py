"""Godot 3 as a dialect: its words become the nodes of the newer language, and a script shows which of both it is written in."""

from __future__ import annotations

import pytest

from steam_nodes.port import syntax
from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source
from tests.support.gdscript_trees import expression, faults, read, statements, told

OLDER = """\
tool
extends "res://base.gd"
class_name Player, "res://icon.png"
# speed
export var speed = 10 # fast
export(int, 0, 100) var health setget set_health, get_health
export(String, FILE, "*.txt") onready var path = "a"
onready var label = $Label
signal hit(by)
var items := [] setget , get_items

func _init(a).(a, 1):
	pass

remote func move(to: Vector2) -> void:
	.move(to)
	yield(get_tree().create_timer(1.0), "timeout")
	var state = yield()
	connect("hit", self, "_on_hit")

puppet var place

master func go(): pass
"""


def test_the_older_words_become_annotations_accessors_and_calls() -> None:
    """What is above and behind them is kept."""
    script = read(OLDER, godot3=True)
    assert script.godot3
    assert [(one.name, told(one.arguments)) for one in script.annotations] == [("tool", "[]"), ("icon", "['res://icon.png']")]
    assert script.class_name == "Player"
    speed, health, path, label, _, items, init, move, place, go = script.members
    assert isinstance(speed, syntax.Variable)
    assert (speed.before, speed.behind, [one.name for one in speed.annotations]) == (("# speed",), "# fast", ["export"])
    assert isinstance(health, syntax.Variable)
    assert (health.setter, health.getter, told(health.annotations[0].arguments)) == ("set_health", "get_health", "[int 0 100]")
    assert isinstance(path, syntax.Variable)
    assert [one.name for one in path.annotations] == ["export", "onready"]
    assert isinstance(label, syntax.Variable)
    assert told(label.value) == "(GetNode Label)"
    assert isinstance(items, syntax.Variable)
    assert (items.setter, items.getter, items.inferred) == (None, "get_items", True)
    assert isinstance(init, syntax.Function)
    assert told(init.body) == "(Block [(ExpressionStatement (Call (Super) [a 1])) (Pass)] False)"
    assert isinstance(move, syntax.Function)
    assert move.rpc == "remote"
    assert move.body is not None
    assert [told(one) for one in move.body.statements[:3]] == [
        "(ExpressionStatement (Call (Attribute (Super) move) [to]))",
        "(ExpressionStatement (Yield [(Call (Attribute (Call get_tree []) create_timer) [1.0]) 'timeout']))",
        "(Variable state None (Yield []) False False None None)",
    ]
    assert isinstance(place, syntax.Variable)
    assert isinstance(go, syntax.Function)
    assert go.rpc == "master"


@pytest.mark.parametrize("name", ["await", "super", "when", "namespace", "trait"])
def test_words_that_came_later_are_names_there(name: str) -> None:
    """A Godot 3 script may call a variable so."""
    assert expression(f"{name} + 1", godot3=True) == f"({name} + 1)"


@pytest.mark.parametrize(
    ("text", "older"),
    [
        ("export var x = 1", True),
        ("export(int) var x", True),
        ("onready var x = $A", True),
        ("tool\nextends Node", True),
        ("var x setget a", True),
        ("remote func f():\n\tpass", True),
        ('func f():\n\tyield(a, "b")', True),
        ("func f():\n\t.f()", True),
        ("func _init(a).(a):\n\tpass", True),
        ("var a = PoolStringArray()", True),
        ("", False),
        ("var x = 1", False),
        ("@export var x = 1", False),
        ("@onready var x = $A\nvar t = 1 # yield(x)", False),
        ("# export var x\nvar x", False),
        ('var x = "yield(a)"', False),
        ("func f():\n\tawait g()\n\tyield(a)", False),
        ("func f():\n\treturn .f()", True),
        ("func f():\n\tvar a = .f()", True),
        ("func f():\n\ta\\\n\t.b()", False),
        ("func f():\n\treturn (a\n\t.b()\n\t.c())", False),
        ("var f = func(): pass\nvar a: PoolByteArray", False),
        ("var a: Array[int]\nfunc f():\n\t.g()", False),
        ("func f():\n\tSteam.connect('hit', self, '_on_hit')\n", True),
        ("func f():\n\tconnect('hit', Callable(self, '_on_hit'), 4)\n", False),
        ("extends KinematicBody2D\n", True),
        ("extends Node2D\n", False),
        ("func f(x):\n\tx.open('a', File.WRITE)\n", True),
        ("func f(x):\n\tx.sort_custom(self, 'm')\n", True),
        ("func f(x):\n\treturn var2bytes(x)\n", True),
        ("func stepify(x):\n\treturn a.stepify(x) # stepify(x)\n", False),
    ],
)
def test_the_text_shows_its_dialect(text: str, *, older: bool) -> None:
    """Comments and strings do not count, and a word of Godot 4 decides for it."""
    assert parse(Source("res://a.gd", text))[0].godot3 is older


def test_who_knows_the_dialect_may_tell_it() -> None:
    """A project file knows better than the text: in Godot 4 the older words are errors with their remedies."""
    assert [problem.message for problem in faults("onready var x = 1")] == [
        'The "onready" keyword was removed in Godot 4. Use the "@onready" annotation instead.'
    ]
    assert read("var x = 1", godot3=True).godot3
    assert [problem.message for problem in faults("remote x", godot3=True)] == ['Expected "var" or "func" after "remote".']


def test_the_rest_of_the_language_is_the_same() -> None:
    """Matches, ternaries, types, strings as connections."""
    assert told(statements('connect("a", self, "b")', godot3=True)[0]) == "(ExpressionStatement (Call connect ['a' (Self) 'b']))"
