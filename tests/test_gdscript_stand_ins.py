"""What the library lacks of the engine stands in by name: classes keep what they are given, singletons and autoloads are looked up."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

import steam_nodes
from steam_nodes import Node, RefCounted, SceneTree, SteamServer
from steam_nodes import gdscript as gd
from steam_nodes.gdscript import classes, singletons
from steam_nodes.gdscript.classes import places
from steam_nodes.gdscript.classes.api import load
from steam_nodes.gdscript.classes.stand_ins import class_named, is_stand_in
from steam_nodes.gdscript.scripts.loader import MemoryProject, Text
from tests.support.stats_world import stepped

if TYPE_CHECKING:
    from pathlib import Path


def test_a_stand_in_keeps_its_properties_and_inherits_as_in_the_engine() -> None:
    """It has the engine's first values, its setters and getters act, its signals are there, and a copy gets what it was given."""
    label = classes.Label()
    assert (label.text, label.get_text(), label.visible_characters, label.uppercase) == ("", "", -1, False)
    label.set_text("a")
    assert (label.text, label.duplicate().text, classes.Label().text) == ("a", "a", "")
    assert [base.__name__ for base in classes.Label.__mro__] == ["Label", "Control", "CanvasItem", "Node", "Object", "object"]
    assert (label.get_class(), label.is_class("Control"), label.has_signal("resized")) == ("Label", True, True)
    assert classes.Control.PRESET_FULL_RECT == 15
    assert gd.Label is classes.Label


def test_what_does_nothing_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    """A method that cannot act returns the first value of its type."""
    with caplog.at_level(logging.WARNING, "steam_nodes"):
        assert [classes.TextEdit().get_line_count(), classes.TextEdit().get_line_count()] == [0, 0]
    assert [record.getMessage() for record in caplog.records] == [
        "TextEdit.get_line_count() does nothing here: TextEdit is a stand-in for the engine's class."
    ]


def test_what_the_library_has_is_the_librarys() -> None:
    """No class of the library has a stand-in, and every class of the engine has one or the other."""
    found = {name: class_named(name) for name in load().classes}
    assert None not in found.values()
    ours = {name for name, cls in found.items() if cls is not None and not is_stand_in(cls)}
    assert ours >= {"Node", "Timer", "Resource", "PackedScene", "InputEventKey", "SceneTree", "Tween"}
    with pytest.raises(AttributeError, match="no class, enum or constant 'Nonsense'"):
        classes.Nonsense  # noqa: B018  # the access is what is asked


class Score(Node):
    """An autoload."""

    points = 3


def test_singletons_and_autoloads_are_found_in_the_tree_that_runs() -> None:
    """They may be imported before there is a tree; constants are there before the node is."""
    score = gd.autoload("Score")
    server = singletons.SteamServer
    assert server.RESULT_OK == SteamServer.RESULT_OK
    with pytest.raises(gd.ScriptError, match="no singleton or autoload 'Score'"):
        score.points  # noqa: B018  # the access is what is asked
    steam = stepped()
    tree = SceneTree(Node(), autoloads={"Score": Score(), "SteamServer": SteamServer(steam)})
    score.points += 1
    assert (tree.root.get_node("Score").points, str(score), score == tree.root.get_node("Score")) == (4, str(gd.itself(score)), True)
    assert gd.itself(server) is tree.root.get_node("SteamServer")
    tree.close()
    steam.close()


def test_a_singleton_that_only_the_engine_has_is_a_stand_in() -> None:
    """What the library has comes from the library."""
    assert singletons.OS is steam_nodes.OS
    assert singletons.AudioServer is singletons.AudioServer
    assert singletons.AudioServer.get_class() == "AudioServer"


def test_files_are_read_and_written_where_the_project_has_them(tmp_path: Path) -> None:
    """Texts, lines, tables and numbers come back; what fails has the engine's code."""
    places.place("user", tmp_path)
    assert classes.FileAccess.open("user://none.txt", classes.FileAccess.READ) is None
    assert classes.FileAccess.get_open_error() == 7
    file = classes.FileAccess.open("user://a.txt", classes.FileAccess.WRITE)
    for line in ("one", 'a,"b ""c"" d",e'):
        file.store_line(line)
    assert file.store_32(7)
    assert file.store_double(0.5)
    file.close()
    file = classes.FileAccess.open("user://a.txt", classes.FileAccess.READ)
    assert (file.get_line(), list(file.get_csv_line())) == ("one", ["a", 'b "c" d', "e"])
    assert (file.get_32(), file.get_double(), file.eof_reached()) == (7, 0.5, False)
    assert (file.get_8(), file.eof_reached(), file.get_length()) == (0, True, 32)
    folder = classes.DirAccess.open("user://")
    assert (folder.make_dir("b"), list(folder.get_files()), list(folder.get_directories())) == (0, ["a.txt"], ["b"])
    assert (folder.remove("none"), folder.dir_exists("b"), classes.FileAccess.file_exists("user://a.txt")) == (7, True, True)
    file.close()
    places.forget()


def test_settings_come_back_from_their_file(tmp_path: Path) -> None:
    """What a ConfigFile saved another one loads; a file that is not there has the engine's code."""
    places.place("user", tmp_path)
    settings = classes.ConfigFile()
    settings.set_value("video", "size", gd.Vector2i(640, 480))
    settings.set_value("", "first run", 'yes; "no"')
    assert settings.save("user://settings.cfg") == 0
    loaded = classes.ConfigFile()
    assert (loaded.load("user://none.cfg"), loaded.load("user://settings.cfg")) == (7, 0)
    assert list(loaded.get_sections()) == ["", "video"]
    assert (loaded.get_value("video", "size"), loaded.get_value("", "first run")) == (gd.Vector2i(640, 480), 'yes; "no"')
    places.forget()


LENT = """
from steam_nodes import Callable, Node, RefCounted
from steam_nodes import gdscript as gd

@gd.script("res://lent.gd")
class Lent(Node):
    @gd.rpc("call_local")
    def hit(self, power):
        self.heard = power

    @gd.rpc()
    def miss(self):
        self.heard = "miss"

    def of_another(self, thing):
        return [gd.str(thing.property_list_changed), thing.process_thread_group, thing.get_multiplayer_authority(), thing.tr("a")]

    def heard_of(self, thing):
        heard = []
        thing.property_list_changed.connect(lambda: heard.append(1))
        thing.notify_property_list_changed()
        return heard

    def orphans(self):
        Node.print_orphan_nodes()
        return Node.get_orphan_node_ids()

    def sent(self):
        return [Callable(self.hit).rpc(4), self.rpc("hit", 5), self.rpc("miss"), self.rpc_id(1, "hit", 6), self.heard]

    def refused(self):
        return [self.rpc_id(1, "miss"), self.rpc("orphans"), self.rpc("hit")]

    def counted(self):
        return [gd.call(gd.get(Callable(), name), "get_argument_count") for name in ("rpc", "rpc_id", "call")]

    def of_a_class(self):
        return gd.call(Node, "get_children")
"""


def test_the_librarys_classes_are_lent_what_a_script_asks_of_any_object(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Signals, properties, methods and static methods; alone as it is, a game is its own authority, and a call by RPC stays at home."""
    with MemoryProject({"lent": Text("res://lent.gd", LENT)}) as project:
        made: Any = project.load("lent").Lent()
        tree = SceneTree(made)
        node: Any = Node()
        assert made.of_another(node) == ["Node::[signal]property_list_changed", 0, 1, "a"]
        assert made.heard_of(node) == [1]
        node.name = "Stray"
        child = Node()
        node.add_child(child)
        found = made.orphans()
        assert [node.get_instance_id(), child.get_instance_id()] == [
            each for each in found if each in (node.get_instance_id(), child.get_instance_id())
        ]
        assert f"{node.get_instance_id()} - Stray Node: Stray (Type: Node) (Source:)\n" in capsys.readouterr().out
        assert made.sent() == [None, 0, 0, 0, 6]
        assert made.counted() == [0, 1, 0]
        caplog.clear()
        assert made.refused() == [31, 31, 1]
        assert made.of_a_class() is None
        assert [record.getMessage().partition(" at ")[0].partition("\n")[0] for record in caplog.records] == [
            "RPC 'miss' on yourself is not allowed by selected mode.",
            'Unable to get the RPC configuration for the function "orphans"',
            "rpc() aborted in script local call:  - 'Node(lent.gd)::hit': Method expected 1 argument(s), but called with 0.",
            "SCRIPT ERROR: Invalid call. Nonexistent function 'get_children' in base 'Node'.",
        ]
        node.free()
        tree.close()


def test_a_packed_container_is_gone_through_and_asked_by_index() -> None:
    """Keys come in the order of their hashes, what is inside is a ref, and an object is packed as null."""
    container: Any = classes.PackedDataContainer()
    assert container.pack([1, [2, "x"], RefCounted(), {"z": 1, "a": [5], 3: 4, "b": 1}]) == 0
    assert [container.size(), [isinstance(each, RefCounted) for each in gd.iterate(container)]] == [4, [False, True, False, True]]
    assert [gd.index(container, 0), gd.index(gd.index(container, 1), 1), gd.index(container, 2)] == [1, "x", None]
    inside = gd.index(container, 3)
    assert [list(gd.iterate(inside)), gd.index(gd.index(inside, "a"), 0), inside.get_class()] == [
        ["a", "b", "z", 3],
        5,
        "PackedDataContainerRef",
    ]
    assert isinstance(inside, classes.PackedDataContainerRef)
    for base, key, named in ((container, 9, ""), (container, -1, ""), (inside, "nope", "Ref"), (inside, gd.StringName("a"), "Ref")):
        with pytest.raises(gd.ScriptError, match=f"property or key '{key}' on a base object of type 'PackedDataContainer{named}'"):
            gd.index(base, key)


def test_a_packed_container_packs_an_array_or_a_dictionary_only(caplog: pytest.LogCaptureFixture) -> None:
    """What else it is given changes nothing; a container of nothing says so where it is asked."""
    container: Any = classes.PackedDataContainer()
    assert [container.size(), list(gd.iterate(container))] == [0, []]
    assert [container.pack(5), container.pack([]), list(gd.iterate(container)), container.pack({}), container.size()] == [30, 0, [], 0, 0]
    empty = 'Condition "p_ofs + 4 > (uint32_t)data.size()" is true. Returning: 0'
    only = "PackedDataContainer can pack only Array and Dictionary type."
    assert [record.getMessage() for record in caplog.records] == [empty, empty, only]


def test_what_makes_one_of_its_class_makes_a_stand_in() -> None:
    """A picture that is made of bytes can be changed and shown on, though nothing is drawn."""
    picture = classes.Image.create_from_data(1, 1, False, 5, b"\0\0\0\0")  # noqa: FBT003 - as the engine has it
    assert isinstance(picture, classes.Image)
    picture.resize(128, 128, classes.Image.INTERPOLATE_LANCZOS)
    assert isinstance(classes.ImageTexture.create_from_image(picture), classes.ImageTexture)
