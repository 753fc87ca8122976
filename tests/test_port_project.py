"""The laws of a project: what its names and paths mean, which loops it has, and what can't be read at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from steam_nodes.port.disk import ProjectError
from steam_nodes.port.module_names import module_names
from steam_nodes.port.project import Project

if TYPE_CHECKING:
    from pathlib import Path

GODOT = '[application]\nrun/main_scene="uid://main"\n[autoload]\nStats="*uid://stats"\nQuiet="res://quiet.gd"\n'
MAIN = (
    '[gd_scene format=3 uid="uid://main"]\n[ext_resource type="Script" path="res://src/main.gd" id="1"]\n[node name="Main" type="Node"]\n'
)


def game(**files: str) -> Project:
    """Return a project of scripts by the names of their files."""
    return Project({f"res://{name}.gd": text for name, text in files.items()})


def test_names_and_paths_of_a_project() -> None:
    """Settings, class_names, autoloads with a star, uids and relative paths are found, and each script is parsed once."""
    project = Project(
        {
            "res://project.godot": f"config_version=5\n{GODOT}",
            "res://main.tscn": f'{MAIN}script = ExtResource("1")\n',
            "res://src/main.gd": 'extends "base.gd"\n',
            "res://src/base.gd": "class_name Base extends Node2D\n",
            "res://stats.gd": "extends Node\n",
            "res://stats.gd.uid": "uid://stats\n",
            "res://quiet.gd": "extends Node\n",
        },
        paths=["res://icon.svg"],
    )
    assert project.main_scene == "res://main.tscn"
    assert project.class_names == {"Base": "res://src/base.gd"}
    assert project.autoloads == {"Stats": "res://stats.gd"}
    assert [each.name for each in project.autoload_nodes] == ["Stats", "Quiet"]
    assert project.godot3 is False
    assert project.resolve("../icon.svg", "res://src/main.gd") == "res://icon.svg"
    assert project.resolve("res://src/../../a.gd") == "res://a.gd"
    assert project.resolve("uid://stats") == "res://stats.gd"
    assert project.resolve("user://save") == "user://save"
    assert project.exists("res://icon.svg")
    assert project.base_script("res://src/main.gd") == "res://src/base.gd"
    assert project.native_base("res://src/main.gd") == "Node2D"
    assert project.scene_root_type("res://main.tscn") == "res://src/main.gd"
    assert project.script("res://stats.gd") is project.script("res://stats.gd")
    first, again = project.script_at("res://stats.gd"), project.script_at("res://stats.gd")
    assert first is not None
    assert again is not None
    assert first[0] is again[0]
    assert project.script_at("res://nothing.gd") is None


def test_a_script_inside_a_scene_is_a_script() -> None:
    """It has the name that the engine gives it, a module of its own, and is what the node is made of."""
    text = '[gd_scene]\n[sub_resource type="GDScript" id="GDScript_1"]\nscript/source = "extends Timer\nvar a = 1\n"\n'
    project = Project({"res://main.tscn": f'{text}[node name="Main" type="Timer"]\nscript = SubResource("GDScript_1")\n'})
    assert project.ported == ["res://main.tscn::GDScript_1"]
    assert project.modules["res://main.tscn::GDScript_1"] == "main_gd_script_1"
    assert project.scene_root_type("res://main.tscn") == "res://main.tscn::GDScript_1"
    assert project.native_base("res://main.tscn::GDScript_1") == "Timer"


def test_a_scene_that_inherits_knows_its_root() -> None:
    """The root of an inherited scene is what the other scene's root is."""
    base = '[gd_scene]\n[node name="A" type="Sprite2D"]\n[node name="B" type="Timer" parent="."]\n'
    link = '[gd_scene]\n[ext_resource type="PackedScene" path="res://a.tscn" id="1"]\n[node name="C" instance=ExtResource("1")]\n'
    more = '[node name="B" parent="."]\nwait_time = 2.0\n[node name="D" type="Node" parent="B"]\n[node name="E" parent="."]\n'
    project = Project({"res://a.tscn": base, "res://c.tscn": link + more})
    assert project.scene_root_type("res://c.tscn") == "Sprite2D"
    nodes = project.scene_nodes("res://c.tscn")
    assert nodes.paths == [".", "B", "B/D"]
    assert (nodes.brought("B"), nodes.brought("B/D"), nodes.has("E"), nodes.type("B")) == (True, False, False, "Timer")


def test_loops_are_found_once() -> None:
    """Scripts that inherit each other, and scenes that instantiate each other, are one loop, whoever is asked first."""
    project = game(a='extends "b.gd"', b='extends "c.gd"', c='extends "a.gd"', d='extends "a.gd"', e="extends Node")
    assert list(project.loops()) == [["res://a.gd", "res://b.gd", "res://c.gd"]]
    assert list(game(a='extends "a.gd"').loops()) == [["res://a.gd"]]
    assert list(game(a="class_name A extends B", b="class_name B extends A").loops()) == [["res://a.gd", "res://b.gd"]]
    scene = '[gd_scene]\n[ext_resource type="PackedScene" path="res://{}.tscn" id="1"]\n[node name="A" type="Node"]\n'
    child = '[node name="B" parent="." instance=ExtResource("1")]\n'
    scenes = Project({f"res://{one}.tscn": scene.format(other) + child for one, other in ("ab", "bc", "ca", "da")})
    assert list(scenes.scene_loops()) == [["res://a.tscn", "res://b.tscn", "res://c.tscn"]]
    assert scenes.scene_nodes("res://a.tscn").paths == [".", "B", "B/B", "B/B/B"]
    assert scenes.scene_root_type("res://a.tscn") == "Node"


def test_two_scripts_of_one_class_name_are_a_problem() -> None:
    """The engine knows only one; the other is told with its line, in the engine's words."""
    project = game(a="class_name A", b="\nclass_name A")
    assert project.class_names == {"A": "res://a.gd"}
    (problem,) = project.problems
    assert (problem.source.path, problem.line, problem.message) == ("res://b.gd", 2, 'Class "A" hides a global script class.')


@pytest.mark.parametrize(
    ("path", "module"),
    {
        "res://PlayerController.gd": "player_controller",
        "res://Ui Parts/HTTPServer2.gd": "ui_parts.http_server2",
        "res://global.gd": "global_",
        "res://2d-thing.gd": "_2d_thing",
        "res://größe.gd": "größe",
        "res://autoloads.gd": "autoloads_2",
        "res://$!.gd": "unnamed",
        "res://import/class.gd": "import_.class_",
    }.items(),
)
def test_a_module_has_a_name_of_pep_8(path: str, module: str) -> None:
    """Letters in lower case, no keyword, no name of the port's own files."""
    assert module_names([path]) == {path: module}
    assert all(part.isidentifier() for part in module.split("."))


def test_no_two_files_become_one_module() -> None:
    """Names that differ by case alone, scripts beside a folder of their name, and scenes beside scripts all get modules of their own."""
    files = ["res://Player.gd", "res://player.gd", "res://enemy.gd", "res://enemy/slime.gd"]
    found = module_names(files, [("res://player.tscn", "_scene"), ("res://player_scene.tscn", "")])
    assert len(set(found.values())) == len(found)
    assert found["res://enemy.gd"] == "enemy_script"
    assert found["res://player.tscn"] == "player_scene"


def test_a_folder_is_read_as_the_engine_reads_it(tmp_path: Path) -> None:
    """Hidden folders and those with a .gdignore are no part of it; a BOM and Windows's line ends are taken off."""
    files = {
        "project.godot": "config_version=5\n",
        "a.gd": "\ufeffextends Node\r\nvar a\r\n",
        ".godot/b.gd": "",
        "docs/.gdignore": "",
        "docs/c.gd": "",
        "icon.png": "\0",
    }
    for name, text in files.items():
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(text.encode())
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    project = Project.read(tmp_path)
    assert project.paths == ["res://a.gd", "res://icon.png", "res://project.godot"]
    assert project.text("res://a.gd") == "extends Node\nvar a\n"
    alone = Project.read(tmp_path / "a.gd")
    assert (alone.only, alone.folder) == (["res://a.gd"], tmp_path)
    assert Project.read(tmp_path / "project.godot").folder == tmp_path


@pytest.mark.parametrize(
    ("files", "asked", "told"),
    [
        ({}, "", r"holds no GDScript .*; name the folder with project\.godot, a folder of scripts, or one \.gd"),
        ({"a.scn": b"RSRC"}, "", r"a.scn is binary: save it as text"),
        ({"a.scn": b"RSRC"}, "a.scn", r"is binary. Save it as text"),
        ({"a.py": b""}, "a.py", "is no GDScript"),
        ({}, "b.gd", r"does not exist; name the folder with project\.godot, a folder of scripts, or one \.gd"),
        ({"a.gd": b"\xff"}, "", "a.gd can't be read: line 1 has the byte FF, which is not UTF-8 there"),
        ({"a.gd": b"extends\0Node"}, "", "is no text but binary data"),
        ({"a.gd": b"", "project.godot": b"[a\n"}, "", r"res://project.godot:1: Unexpected end of the file"),
    ],
)
def test_what_is_no_project_is_one_line(tmp_path: Path, files: dict[str, bytes], asked: str, told: str) -> None:
    """What can't be read at all is one line that says why."""
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with pytest.raises(ProjectError, match=told) as refused:
        Project.read(tmp_path / asked)
    assert "\n" not in str(refused.value)


def test_links_to_themselves_and_closed_folders_are_one_line(tmp_path: Path) -> None:
    """A link that leads to itself, and a file that may not be read, are refused with their names."""
    (tmp_path / "a.gd").symlink_to(tmp_path / "a.gd")
    for path in (tmp_path, tmp_path / "a.gd"):
        with pytest.raises(ProjectError, match=r"a\.gd"):
            Project.read(path)
    (tmp_path / "a.gd").unlink()
    (tmp_path / "a.gd").write_text("extends Node\n", encoding="utf-8")
    (tmp_path / "a.gd").chmod(0)
    if not os.access(tmp_path / "a.gd", os.R_OK):
        with pytest.raises(ProjectError, match=r"can't be read: Permission denied"):
            Project.read(tmp_path)
