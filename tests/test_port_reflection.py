"""What a ported script tells of itself and what it loads: members, signals and errors as the engine printed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.gdscript.scripts import resources
from tests.support.godot_trace import ERROR
from tests.support.ported import files_of, play

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = r"""extends Node
enum State {RUN_FAST, HIDE = 5}
class Crate:
	enum Kind {WOOD, IRON}
	@export var kind: Kind
	var state: State
static var made: State = State.HIDE
@export_category("Main \"hero\"")
@export_group("Combat", "combat_")
@export var combat_speed := 1.5
var bare = "x"
@export_subgroup("Deep", "combat_deep_")
@export var combat_deep_state: State
@export var key: Key = KEY_A
@export_group("")
@export var mode: Node.ProcessMode
@export var weak = TYPE_INT
@export var states: Array[State]
@export var kinds: Dictionary[Crate.Kind, Node]
@export var picture: Texture2D
@export_range(0, 10) var parts: Array[int]
@export_storage var kept: Resource
@export_custom(PROPERTY_HINT_ENUM, "a,b", PROPERTY_USAGE_STORAGE) var own: int
var count := 3
var loose = State.HIDE
var heard: Signal
var crates: Array[Crate]
var node_class := Node
var crate_class := Crate
var all_states := State
var from: Node
var level: int = 1:
	set(value): level = value
var late = str(bare).length()
signal moved(key: Key, states: Array[State], who: Crate, how)
func take(key: Key, many: Dictionary[State, int], crate: Crate, count := 3) -> State:
	return State.HIDE
func give(): return 1
func mode_of() -> Node.ProcessMode: return PROCESS_MODE_INHERIT
func told(p) -> String:
	return "%s %s '%s' %s '%s' %s" % [p.name, p.type, p.class_name, p.hint, str(p.hint_string).left(30), p.usage]
func _ready() -> void:
	for p in get_script().get_property_list():
		if p.usage & PROPERTY_USAGE_SCRIPT_VARIABLE:
			print("static ", told(p))
	for p in get_script().get_script_property_list():
		print(told(p))
	var crate: Script = Crate
	for p in crate.get_script_property_list():
		print("Crate: ", told(p))
	for m in get_script().get_script_method_list():
		if m.name in ["take", "give", "mode_of"]:
			print(m.name, " -> ", told(m.return), m.args.map(told), m.default_args)
	for m in get_script().get_script_signal_list():
		print(m.name, m.args.map(told))
	print(has_signal("heard"), " ", inst_to_dict(self).has("Combat"))
	print(var_to_str(Node).strip_edges(), " ", var_to_str(Crate).left(15))
	get_tree().quit()
"""
PRINTED = """static made 2 'res://main.gd.State' 0 '' 69632
main.gd 0 '' 0 'res://main.gd' 128
Main "hero" 0 '' 0 '' 128
Combat 0 '' 0 'combat_' 64
combat_speed 3 '' 0 '' 4102
bare 0 '' 0 '' 135168
Deep 0 '' 0 'combat_deep_' 256
combat_deep_state 2 'res://main.gd.State' 2 'Run Fast:0,Hide:5' 69638
key 2 'Key' 2 'Key None:0,Key Special:4194304' 69638
 0 '' 0 '' 64
mode 2 'Node.ProcessMode' 2 'Process Mode Inherit:0,Process' 69638
weak 2 'Variant.Type' 2 'Type Nil:0,Type Bool:1,Type In' 69638
states 28 '' 23 '2/2:Run Fast:0,Hide:5' 4102
kinds 27 '' 23 '2/2:Wood:0,Iron:1;24/34:Node' 4102
picture 24 'Texture2D' 17 'Texture2D' 4102
parts 28 '' 23 '2/1:0.0,10.0' 4102
kept 24 'Resource' 0 '' 4098
own 2 '' 2 'a,b' 4098
count 2 '' 0 '' 4096
loose 0 '' 0 '' 135168
heard 26 '' 0 '' 4096
crates 28 '' 31 'RefCounted' 4096
node_class 24 'GDScriptNativeClass' 0 '' 4096
crate_class 24 'GDScript' 0 '' 4096
all_states 27 '' 0 '' 4096
from 24 'Node' 0 '' 4096
level 2 '' 0 '' 4096
late 0 '' 0 '' 135168
Crate: Built-in script 0 '' 0 '' 128
Crate: kind 2 'res://main.gd.Crate.Kind' 2 'Wood:0,Iron:1' 69638
Crate: state 2 'res://main.gd.State' 0 '' 69632
take ->  2 'res://main.gd.State' 0 '' 65536["key 2 \\'Key\\' 0 \\'\\' 65536", "many 27 \\'\\' 38 \\'res://main.gd.State;int\\' 0", "crate 24 \\'RefCounted\\' 0 \\'\\' 0", "count 2 \\'\\' 0 \\'\\' 0"][3]
give ->  0 '' 0 '' 131072[][]
mode_of ->  2 'Node.ProcessMode' 0 '' 65536[][]
moved["key 2 \\'Key\\' 0 \\'\\' 65536", "states 28 \\'\\' 31 \\'res://main.gd.State\\' 0", "who 24 \\'RefCounted\\' 0 \\'\\' 0", "how 0 \\'\\' 0 \\'\\' 131072"]
false false
Object(GDScriptNativeClass,"script":null) Object(GDScript"""  # noqa: E501  # what the engine printed
REFUSED = """extends Node
func of_engine(key: Key) -> Key:
	print(key)
	return [][0]
func _ready() -> void:
	get_tree().quit()
	var me: Variant = self
	var code: Variant = 65.0
	print(me.call("of_engine", code))
	code = "A"
	print(me.call("of_engine", code))
"""


def test_a_script_tells_its_members_as_the_engine_does() -> None:
    """Enums with their names and values, headings of exports in their places, hints of elements, classes that variables hold."""
    assert play(files_of(SCRIPT)).lines == PRINTED.splitlines()


def test_an_enum_of_the_engine_is_an_int_for_who_calls() -> None:
    """A whole float becomes one, a text is refused, and what fails gives 0."""
    played = play(files_of(REFUSED))
    assert [line for line in played.lines if line != ERROR] == ["65", "0"]
    assert "Cannot convert argument 1 from String to int." in played.told[-1]


def test_what_load_gives_makes_objects_whatever_type_it_is_held_by() -> None:
    """`load("...").new()` and what a script object answers, where the script says Resource, Script, GDScript or no type at all."""
    made = play(
        files_of(
            'extends Node\nfunc _ready():\n\tvar path := "res://b.gd"\n\tvar held: Resource = load(path)\n\tvar script: Script = held\n'
            "\tprint(load(path).new().two(), held.new().two(), script.new().two(), (load(path) as GDScript).new().two())\n"
            '\tprint(held.can_instantiate(), load("res://b.gd").new().two())\n\tget_tree().quit()\n'
            "#@file b.gd\n#|extends RefCounted\n#|func two(): return 2\n#@endfile\n"
        )
    )
    assert (made.lines, made.told) == (["2222", "true2"], [])


def test_a_resource_loader_gives_what_load_gives() -> None:
    """Asked for besides it is there at once, is given once, and what was not asked for is none; the lines are the engine's."""
    made = play(
        files_of(
            'extends Node\nfunc _ready():\n\tvar path := "res://b.gd"\n\tvar part := []\n'
            '\tprint(ResourceLoader.exists(path), ResourceLoader.exists("res://no.gd"), ResourceLoader.exists(""))\n'
            "\tprint(ResourceLoader.load_threaded_get(path) == null, ResourceLoader.load_threaded_get_status(path, part), part)\n"
            "\tprint(ResourceLoader.load_threaded_request(path))\n"
            "\twhile ResourceLoader.load_threaded_get_status(path, part) == ResourceLoader.THREAD_LOAD_IN_PROGRESS:\n"
            "\t\tawait get_tree().process_frame\n"
            "\tprint(ResourceLoader.load_threaded_get_status(path, part), part)\n"
            "\tprint(ResourceLoader.load_threaded_get(path).new().two(), ResourceLoader.has_cached(path))\n"
            "\tprint(ResourceLoader.load_threaded_get_status(path, part), part, ResourceLoader.load(path) == load(path))\n"
            "\tget_tree().quit()\n"
            "#@file b.gd\n#|extends RefCounted\n#|func two(): return 2\n#@endfile\n"
        )
    )
    assert made.lines == ["truefalsefalse", "true0[0.0]", "0", "3[1.0]", "2true", "0[0.0]true"]


def test_a_script_made_while_the_game_runs_is_a_script(tmp_path: Path) -> None:
    """It may extend scripts of the project, answers as its class does, is its objects' script; a faulty one is told; files load too."""
    resources.place("user", tmp_path)
    (tmp_path / "mod.gd").write_text('extends "res://base.gd"\nvar v = 5\nfunc hi(): return [v, below()]\n', encoding="utf-8")
    made = play(
        files_of(
            "extends Node\nfunc _ready():\n\tvar script := GDScript.new()\n"
            "\tscript.source_code = \"extends 'res://base.gd'\\nconst C = 3\\nenum E {A}\\nfunc _init(x): v = x\\nvar v = 1\\n\"\n"
            "\tprint(script.can_instantiate(), script.reload(), script.can_instantiate())\n"
            "\tvar thing = script.new(4)\n"
            "\tprint(thing.v, thing.below(), script.C, thing.get_script() == script, is_instance_of(thing, script))\n"
            "\tprint(script.get_script_constant_map(), script.get_script_method_list()[0].name, script.get_instance_base_type())\n"
            '\tprint(load("user://mod.gd").new().hi())\n'
            '\tscript.source_code = "func f(\\n"\n\tprint(script.reload() == ERR_PARSE_ERROR)\n\tget_tree().quit()\n'
            "#@file base.gd\n#|extends RefCounted\n#|func below(): return 7\n#@endfile\n"
        )
    )
    assert made.lines[:-2] == ["false0true", "473truetrue", '{ &"C": 3, &"E": { "A": 0 } }_initRefCounted', "[5, 7]"]
    assert made.lines[-2:] == [ERROR, "true"]
    assert made.told[-1].startswith('SCRIPT ERROR: Parse Error: Expected closing ")" after function parameters.')
