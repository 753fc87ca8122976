"""The laws of Godot's text files: what `project.godot`, `.tscn`, `.tres` and `.import` say is read as the engine reads it."""

from __future__ import annotations

import math
from contextlib import suppress
from typing import Any

import pytest

from steam_nodes.port.scenes.project_file import Autoload, read_project, read_settings, uid_index
from steam_nodes.port.scenes.scene_file import SceneFile, read_scene
from steam_nodes.port.scenes.variant_text import Construct, FaultyTextError, Pairs, VariantReader
from steam_nodes.port.source import Source

PROJECT = """; Engine configuration file.
config_version=5

[application]

config/name="Star \\"Duel\\""
run/main_scene="uid://main"
config/features=PackedStringArray("4.6")

[autoload]

Stats="*res://stats.gd"
Quiet="res://quiet.tscn"

[input]

fire={
"deadzone": 0.5,
"events": [Object(InputEventKey,"resource_local_to_scene":false,"keycode":0,"physical_keycode":32,"script":null)
, Object(InputEventJoypadButton,"button_index":0)
]
}
"""

SCENE = """[gd_scene load_steps=4 format=3 uid="uid://main"]

[ext_resource type="Script" uid="uid://b" path="res://main.gd" id="1_a"]
[ext_resource type="PackedScene" path="res://ship.tscn" id="2_b"]

[sub_resource type="Resource" id="Resource_x"]
script = ExtResource("1_a")
damage = 3

[node name="Main" type="Node" groups=["all", "top"]]
script = ExtResource("1_a")
speed = 2.5
target = NodePath("Ship")
metadata/note = "a ; b
c"

[node name="Ship" parent="." instance=ExtResource("2_b") node_paths=PackedStringArray("target")]
unique_name_in_owner = true
target = NodePath("..")
weapon = SubResource("Resource_x")

[node name="Hull" parent="Ship" index="0"]
armour = 7

[connection signal="hit" from="Ship" to="." method="_on_hit" flags=3 unbinds=1 binds=[1, "two"]]

[editable path="Ship"]
"""

VALUES: dict[str, Any] = {
    "null": None,
    "nil": None,
    "true": True,
    "-12": -12,
    "1e3": 1000.0,
    "1.": 1.0,
    "99999999999999999999": (1 << 63) - 1,
    "-" + "9" * 5000: -(1 << 63),
    "inf": math.inf,
    "inf_neg": -math.inf,
    "-inf": -math.inf,
    r'"a\u00e9\U01F600\q\n"': "aé😀q\n",
    r'"\ud83d\ude00"': "😀",
    '"two\nlines"': "two\nlines",
    '&"name"': Construct("StringName", ("name",)),
    '@"name"': Construct("StringName", ("name",)),
    'NodePath("a/b")': Construct("NodePath", ("a/b",)),
    "Vector2( 1, -2.5 )": Construct("Vector2", (1, -2.5)),
    "Quat(0,0,0,1)": Construct("Quaternion", (0, 0, 0, 1)),
    "[1, [2,],]": [1, [2]],
    '{"a": 1, 2: [true],}': Pairs((("a", 1), (2, [True]))),
    'PoolStringArray( "a", "b" )': Construct("PackedStringArray", ("a", "b")),
    'PackedByteArray("AQI=")': Construct("PackedByteArray", (1, 2)),
    "PackedByteArray(1, 2)": Construct("PackedByteArray", (1, 2)),
    "PackedVector2Array(1,2,3)": Construct("PackedVector2Array", (1, 2)),
    "Array[int]([1])": Construct("Array", ([1],), ("int",)),
    'Array[ExtResource("1")]([])': Construct("Array", ([],), (Construct("ExtResource", ("1",)),)),
    'Dictionary[String, int]({"a": 1})': Construct("Dictionary", (Pairs((("a", 1),)),), ("String", "int")),
    "ExtResource( 1 )": Construct("ExtResource", (1,)),
    "1 ; a comment": 1,
}

REFUSED = [
    "#ff00ff",
    '^"a"',
    ".5",
    "+5",
    "Vector2(1)",
    "Vector2(1, 2, 3)",
    'Vector2("a", 1)',
    "Color(1, 1, 1)",
    "[1,,2]",
    "[1 2]",
    "[1",
    '{"a" 1}',
    "Foo(1)",
    '"open',
    r'"\ud83d"',
    r'"\uzzzz"',
    'PackedByteArray("?")',
    "",
]


def value(text: str) -> Any:
    """Return the value that a text is."""
    return VariantReader(Source("res://x.tres", text)).value()


def scene(text: str) -> SceneFile:
    """Return the scene that a text is."""
    return read_scene(Source("res://main.tscn", text))


@pytest.mark.parametrize("text", VALUES, ids=lambda text: text[:30])
def test_a_value_is_read_as_the_engine_reads_it(text: str) -> None:
    """Each form of a value, also Godot 3's names, becomes what str_to_var of the engine gives."""
    found = value(text)
    assert found == VALUES[text]
    assert type(found) is type(VALUES[text])


def test_nan_is_read() -> None:
    """`nan` is no number, which equals nothing."""
    assert math.isnan(value("nan"))


@pytest.mark.parametrize("text", REFUSED)
def test_what_the_engine_refuses_is_refused(text: str) -> None:
    """A form that str_to_var of the engine does not know is one problem of kind "scene", and no exception of Python."""
    with pytest.raises(FaultyTextError) as refused:
        value(text)
    assert refused.value.problem.kind == "scene"


@pytest.mark.parametrize("brackets", ["[", "{1:", "Array[int]("])
def test_ten_thousand_brackets_are_one_problem(brackets: str) -> None:
    """Values nested without an end are refused before Python's own stack ends."""
    with pytest.raises(FaultyTextError, match="nested"):
        value(brackets * 10_000)


def test_the_settings_of_a_project() -> None:
    """Name, main scene, autoloads in their order with the star, and the input map come from `project.godot`."""
    project = read_project(Source("res://project.godot", PROJECT))
    assert project.name == 'Star "Duel"'
    assert project.main_scene == "uid://main"
    assert project.autoloads == [
        Autoload("Stats", "res://stats.gd", singleton=True),
        Autoload("Quiet", "res://quiet.tscn", singleton=False),
    ]
    assert not project.godot3
    fire = project.input_map["fire"]
    assert fire.get("deadzone") == 0.5
    assert [event.types[0] for event in fire.get("events")] == ["InputEventKey", "InputEventJoypadButton"]
    assert fire.get("events")[0].arguments[0].get("physical_keycode") == 32
    assert project.source.line(project.begin("autoload/Quiet")) == 13


def test_a_project_of_godot_3_is_known() -> None:
    """Its config_version is below 5, and its class_names stand in a list."""
    text = 'config_version=4\n_global_script_classes=[ {\n"base": "Node",\n"class": "Ship",\n"path": "res://ship.gd"\n} ]\n'
    project = read_project(Source("res://project.godot", text))
    assert project.godot3
    assert project.global_classes == {"Ship": "res://ship.gd"}


def test_an_override_wins() -> None:
    """A value of `override.cfg` takes the place of the project's, the others stay; a null is no setting."""
    project = read_project(
        Source("res://project.godot", PROJECT), Source("res://override.cfg", '[application]\nrun/main_scene="res://b.tscn"\n')
    )
    assert (project.main_scene, project.name) == ("res://b.tscn", 'Star "Duel"')
    assert read_settings(Source("res://x.cfg", "[a]\nb=null\nc=1\n"))[0] == {"a/c": 1}


def test_a_scene_is_read_whole() -> None:
    """Links, resources inside, nodes with their parents, groups, instances and node paths, connections and editable children are there."""
    found = scene(SCENE)
    assert found.is_scene
    assert found.uid == "uid://main"
    assert found.external["1_a"].path == "res://main.gd"
    root, ship, hull = found.nodes
    assert (root.name, root.type, root.parent, root.groups, root.path) == ("Main", "Node", None, ("all", "top"), ".")
    assert root.properties["metadata/note"] == "a ; b\nc"
    assert found.target(root.properties["script"]) is found.external["1_a"]
    assert found.target(ship.instance) is found.external["2_b"]
    assert (ship.node_paths, ship.path) == (("target",), "Ship")
    weapon = found.target(ship.properties["weapon"])
    assert weapon is found.internal["Resource_x"]
    assert found.internal["Resource_x"].properties["damage"] == 3
    assert (hull.path, hull.index, hull.type, hull.instance) == ("Ship/Hull", 0, "", None)
    (connection,) = found.connections
    assert (connection.signal, connection.source, connection.target, connection.method) == ("hit", "Ship", ".", "_on_hit")
    assert (connection.flags, connection.unbinds, connection.binds) == (3, 1, (1, "two"))
    assert found.editable == ["Ship"]


def test_a_resource_is_read() -> None:
    """A `.tres` has its class, the class_name of its script and its own properties."""
    text = '[gd_resource type="Resource" script_class="Weapon" format=3]\n[ext_resource type="Script" path="w.gd" id="1"]\n'
    found = scene(f'{text}[resource]\nscript = ExtResource("1")\ndamage = 4\n')
    assert (found.type, found.script_class, found.is_scene) == ("Resource", "Weapon", False)
    assert found.resource is not None
    assert found.resource.properties["damage"] == 4


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("extends Node\n", 1, "This is no scene"),
        ("", 1, "This is no scene"),
        ("RSRC\0\0", 1, "This is no scene"),
        ("[gd_scene format=3]\n", 1, "The scene has no node"),
        ('[gd_resource type="Resource"]\n', 1, "The file has no [resource]"),
        ('[gd_scene]\n[node type="Node"]\n', 2, "[node] has no name"),
        ('[gd_scene]\n[node name="A" parent="."]\n', 2, "The first node is the root"),
        ('[gd_scene]\n[node name="A"]\n[node name="B"]\n', 3, 'The node "B" has no parent'),
        ('[gd_scene]\n[node name="A"]\nscript = ExtResource("9")\n', 2, "Can't load cached ext_resource: 9"),
        ('[gd_scene]\n[node name="A"]\nb = [SubResource("9")]\n', 2, "Can't load cached sub_resource: 9"),
        ('[gd_scene]\n[node name="A"]\n[connection signal="a" from="."]\n', 3, "[connection] has no to"),
        ('[gd_scene]\n[node name="A"]\n[nodes]\n', 3, 'Unknown tag "nodes"'),
        ('[gd_scene]\n[node name="A"]\nscript', 3, "Expected"),
        ('[gd_scene]\n[node name="A', 2, "Unterminated String"),
        ("[gd_scene]\n[ext_resource type=1]\n", 2, "[ext_resource] has no id"),
        ("[gd_scene]\na = 1\n", 2, "An assignment stands before"),
    ],
)
def test_a_faulty_scene_is_one_problem_with_its_line(text: str, line: int, told: str) -> None:
    """What is no scene, half a scene, or names what it does not have tells what is wrong and where."""
    with pytest.raises(FaultyTextError) as refused:
        scene(text)
    assert refused.value.problem.message.startswith(told)
    assert refused.value.problem.line == line


def test_each_cut_of_a_scene_is_a_scene_or_a_problem() -> None:
    """Half a file, cut anywhere, raises no exception of Python."""
    for end in range(0, len(SCENE), 3):
        with suppress(FaultyTextError):
            assert scene(SCENE[:end]).nodes


def test_a_uid_names_a_file() -> None:
    """The head of a scene, the file beside a script and that beside a picture tell a uid; a link's own path only where nobody else does."""
    files = {
        "res://main.tscn": SCENE,
        "res://real.gd.uid": "uid://b\n",
        "res://icon.svg.import": '[remap]\n\nimporter="texture"\nuid="uid://icon"\n',
    }
    assert uid_index(files, files.get) == {"uid://main": "res://main.tscn", "uid://b": "res://real.gd", "uid://icon": "res://icon.svg"}
    assert uid_index(["res://main.tscn"], files.get)["uid://b"] == "res://main.gd"


def test_a_scene_of_godot_3_has_the_names_of_godot_4() -> None:
    """Classes of nodes and resources are renamed, ids are numbers, and old constructors are read."""
    text = '[gd_scene format=2]\n[sub_resource type="DynamicFont" id=1]\n[node name="A" type="Spatial"]\n'
    text += "font = SubResource( 1 )\npause_mode = 2\n"
    found = scene(f'{text}[node name="B" type="KinematicBody2D" parent="."]\nwords = PoolStringArray( "a" )\n')
    assert [node.type for node in found.nodes] == ["Node3D", "CharacterBody2D"]
    inner = found.target(found.nodes[0].properties["font"])
    assert inner is not None
    assert inner.type == "FontFile"
    assert found.nodes[0].properties["process_mode"] == 3
    assert found.nodes[1].properties["words"] == Construct("PackedStringArray", ("a",))
    assert scene(text.replace("format=2", "format=4")).nodes[0].type == "Spatial"
