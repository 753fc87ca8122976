"""What the library lacks of the engine stands in by name: classes keep what they are given, singletons and autoloads are looked up."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

import steam_nodes
from steam_nodes import Node, SceneTree, SteamServer
from steam_nodes import gdscript as gd
from steam_nodes.gdscript import classes, singletons
from steam_nodes.gdscript.classes import places
from steam_nodes.gdscript.classes.api import load
from steam_nodes.gdscript.classes.stand_ins import class_named, is_stand_in
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
