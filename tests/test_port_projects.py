"""The laws of whole projects: a ported folder, and a project translated in memory, print what the engine prints.

`port_projects/arena.txt` is what the real engine printed for `port_projects/arena`: an instance with editable children, an inherited
scene, properties that hold nodes, a script inside a scene, connections with binds, unbinds and flags, autoloads and a resource.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from steam_nodes import Engine, Error, Node, NodePath, PackedScene, ProjectSettings, SceneTree, Timer
from steam_nodes.cli import main
from steam_nodes.port.porting import port
from steam_nodes.port.project import Project
from steam_nodes.port.scenes.scene_writer import write_scene

HERE = Path(__file__).parent / "port_projects"
ARENA = HERE / "arena"


@pytest.fixture(scope="module")
def ported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the arena, ported."""
    folder = tmp_path_factory.mktemp("port") / "arena"
    assert main(["port", str(ARENA), "-o", str(folder), "--quiet"]) == 0
    return folder


def test_a_ported_folder_prints_what_the_engine_prints(ported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines and the exit code are the engine's; nothing is logged."""
    assert main(["run", str(ported), "--fixed-fps", "60", "--frames", "600"]) == 3
    out, err = capsys.readouterr()
    assert out == (HERE / "arena.txt").read_text(encoding="utf-8")
    assert err == ""
    assert Engine.physics_ticks_per_second == 60
    assert not ProjectSettings.has_setting("input/fire")
    assert not [name for name in sys.modules if getattr(sys.modules[name], "__file__", None) == str(ported / "main.py")]


def test_a_project_in_memory_prints_what_the_engine_prints(capsys: pytest.CaptureFixture[str]) -> None:
    """The same without a port on the disk."""
    assert main(["run", str(ARENA), "--fixed-fps", "60", "--headless"]) == 3
    assert capsys.readouterr().out == (HERE / "arena.txt").read_text(encoding="utf-8")


def test_a_run_ends_after_its_frames(capsys: pytest.CaptureFixture[str]) -> None:
    """`--frames` ends a game that would go on, with 0; `--scene` plays another scene."""
    assert main(["run", str(ARENA), "--fixed-fps", "60", "--frames", "2", "--scene", "res://ships/hull.gd"]) == 0
    assert "timeout" not in capsys.readouterr().out


def test_a_scene_is_one_readable_function() -> None:
    """What the file says stands in a function of calls that a person would write, in the order of the file."""
    project = Project.read(ARENA)
    written = write_scene(project, "res://main.tscn")
    assert written.problems == []
    assert written.text == (HERE / "arena_main_scene.txt").read_text(encoding="utf-8")
    assert all(len(line) <= 100 for line in written.text.splitlines())


def test_the_settings_of_a_port() -> None:
    """`__main__.py` tells main scene, autoloads and settings; events of the input map have what differs from the engine's defaults."""
    made = port(Project.read(ARENA))
    told = made.files["__main__.py"].text
    assert 'MAIN_SCENE = "res://main.tscn"' in told
    assert 'AUTOLOADS: dict[str, str] = {"Stats": "res://stats.gd", "Log": "res://log.tscn"}' in told
    assert '"events": [("InputEventKey", {"device": -1, "physical_keycode": 32, "unicode": 32})]' in told
    assert "PackedStringArray" not in told
    assert made.files["stats.toml"].text.split("\n\n")[1:] == [
        '[stats.NumWins]\ntype = "INT"\nset_by = "Client"',
        '[achievements.ACH_WIN]\nset_by = "Client"\n',
    ]


def test_a_scene_that_inherits_and_changes() -> None:
    """A PackedScene made of another has its nodes, changes them, and puts new ones at their place."""
    base = PackedScene(Timer, "Base", wait_time=1.0)
    base.add_node("A", Timer, wait_time=2.0)
    base.add_node("B", Timer)
    scene = PackedScene(base, "Derived", groups=["g"], wait_time=3.0, node_paths=["other"], properties={"other": NodePath("A")})
    scene.change_node("A", groups=["h"], wait_time=4.0)
    scene.add_node("New", Timer, index=1, node_paths=["all"], all=[NodePath("../A"), NodePath("../B"), NodePath("../Gone")])
    root = scene.instantiate()
    assert [child.name for child in root.get_children()] == ["A", "New", "B"]
    assert (root.name, root.wait_time, root.is_in_group("g")) == ("Derived", 3.0, True)
    first = root.get_node("A")
    assert (first.wait_time, first.is_in_group("h"), first.owner) == (4.0, True, root)
    assert root.other is first
    assert root.get_node("New").all == [first, root.get_node("B"), None]
    state = scene.get_state()
    assert state.get_base_scene_state() is base.get_state()
    assert [state.get_node_type(index) for index in range(state.get_node_count())] == ["", "", "Timer"]
    assert state.get_node_index(2) == 1
    assert state.get_node_path(1) == NodePath("./A")
    root.free()


def test_an_instance_gets_a_script_of_its_own() -> None:
    """A scene that inherits another, with a script for the root: the plan is the other's, the root is made of the new class."""
    base = '[gd_scene]\n[ext_resource type="Script" path="a.gd" id="1"]\n[node name="A" type="Timer"]\nscript = ExtResource("1")\n'
    derived = (
        '[gd_scene]\n[ext_resource type="PackedScene" path="a.tscn" id="1"]\n[ext_resource type="Script" path="b.gd" id="2"]\n'
        '[node name="B" instance=ExtResource("1")]\nscript = ExtResource("2")\nwait_time = 2.0\n'
    )
    texts = {"a.tscn": base, "b.tscn": derived, "a.gd": "extends Timer\n", "b.gd": 'extends "a.gd"\n'}
    written = write_scene(Project({f"res://{name}": text for name, text in texts.items()}), "res://b.tscn")
    assert written.problems == []
    assert 'PackedScene(a_scene().with_root(B), "B", wait_time=2.0)' in written.text

    class Root(Timer):
        pass

    first = PackedScene(Timer, "First", wait_time=3.0)
    first.add_node("Below", Node)
    second = PackedScene(first, "Second")
    made = second.with_root(Root).instantiate()
    assert (type(made), made.wait_time, made.name, made.get_child_count()) == (Root, 3.0, "Second", 1)
    other = second.instantiate()
    assert type(other) is Timer
    made.free()
    other.free()


def test_a_scene_is_changed_by_its_path(tree: SceneTree) -> None:
    """A PackedScene that lives is found by its resource_path, as its root tells; a path that leads nowhere is ERR_CANT_OPEN."""
    scene = PackedScene(Timer, "Level")
    scene.resource_path = "res://level.tscn"
    assert tree.change_scene_to_file("res://level.tscn") == Error.OK
    tree.process(0.1)
    assert (tree.current_scene.name, tree.current_scene.scene_file_path) == ("Level", "res://level.tscn")
    assert tree.change_scene_to_file("res://gone.tscn") == Error.ERR_CANT_OPEN
    node = Node()
    node.set_scene_file_path("res://x.tscn")
    assert (node.get_scene_file_path(), Node().scene_file_path) == ("res://x.tscn", "")
    node.free()
