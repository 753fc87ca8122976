"""Scripts of Godot 3 in Python: exports, constructors, and what only the older engine has."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from steam_nodes import gdscript as gd
from steam_nodes.gdscript.classes import places
from tests.support.port_constructs import written

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("declared", "python"),
    [
        ("export(String) var x", 'gd.export("")'),
        ("export(int) var x", "gd.export(0)"),
        ("export(NodePath) var x", "gd.export(NodePath())"),
        ("export(PackedScene) var x", "gd.export(None)"),
        ("export(int, FLAGS, 'a', 'b') var x = 1", 'gd.export(1, "flags", "a", "b")'),
        ("export(int, 0, 10) var x = 1", 'gd.export(1, "range", 0, 10)'),
        ("export(String, 'a', 'b') var x = 'a'", 'gd.export("a", "enum", "a", "b")'),
        ("export(Array, int) var x = []", "gd.export([])"),
    ],
)
def test_an_export_holds_its_types_first_value_and_its_hint(declared: str, python: str) -> None:
    """Also where no value is written; a word of the hint is no name of the script."""
    made = written(declared)
    assert f"x = {python}" in made.text
    assert made.problems == []


def test_a_constructor_that_waits_stays_a_method() -> None:
    """Python's `__init__` cannot wait."""
    text = written("extends Node\nfunc _init():\n\tyield(self, 'ready')\n\tprint(1)\n").text
    ast.parse(text)
    assert "async def _init(self)" in text


def test_the_constructor_of_a_base_is_called_once() -> None:
    """`._init()` is what `super().__init__()` does already."""
    text = written("tool\nextends Node\nvar a\nfunc _init(b):\n\t._init()\n\ta = b\n").text
    assert text.count("super().__init__()") == 1


def test_files_are_made_first_and_opened_then() -> None:
    """In a script of Godot 3 `File` is the runtime's; elsewhere it is a name like any other."""
    older = written(
        "func f():\n\tvar file = File.new()\n\tif file.open('a', File.READ) == OK: print(JSON.parse(file.get_as_text()).error)\n"
    )
    assert "file = gd.File()" in older.text
    assert 'file.open("a", gd.File.READ)' in older.text
    assert "gd.JSONParseResult.parse(" in older.text
    assert older.problems == []
    assert 'gd.autoload("File")' in written("func f():\n\tvar file = File.new()\n\tawait file.done\n").text


def test_a_file_tells_by_its_code_whether_it_opened(tmp_path: Path) -> None:
    """And can be opened again."""
    file, path = gd.File(), str(tmp_path / "a.txt")
    assert file.open(path, gd.File.READ) == gd.ERR_FILE_NOT_FOUND
    assert file.open(path, gd.File.WRITE) == gd.OK
    file.store_line("one")
    assert file.open(path, gd.File.READ) == gd.OK
    assert (file.get_line(), file.get_len(), file.get_path()) == ("one", 4, path)
    file.close()
    assert not file.is_open()


def test_a_folder_lists_itself_unless_told_otherwise(tmp_path: Path) -> None:
    """Both kinds of names are listed by default."""
    (tmp_path / "a").mkdir()
    (tmp_path / ".b").touch()
    folder = gd.Directory()
    assert folder.open(str(tmp_path / "none")) == gd.ERR_INVALID_PARAMETER
    assert folder.open(str(tmp_path)) == gd.OK
    assert _listed(folder) == [".", "..", "a", ".b"]
    assert _listed(folder, skip_navigational=True, skip_hidden=True) == ["a"]
    assert folder.make_dir("c") == gd.OK
    assert folder.dir_exists("c")


def _listed(folder: gd.Directory, **skips: bool) -> list[str]:
    folder.list_dir_begin(**skips)
    return list(iter(folder.get_next, ""))


def test_the_folder_of_the_user_is_there_from_the_beginning(tmp_path: Path) -> None:
    """A file in it can be written at once; one in a folder below it cannot."""
    places.place("user", tmp_path / "of" / "user")
    try:
        assert gd.FileAccess.open("user://b.txt", gd.FileAccess.READ) is None
        file = gd.File()
        assert file.open("user://a.txt", gd.File.WRITE) == gd.OK
        file.close()
        assert gd.FileAccess.file_exists("user://a.txt")
        assert file.open("user://below/a.txt", gd.File.WRITE) == gd.ERR_FILE_NOT_FOUND
    finally:
        places.forget()


def test_json_is_read_into_a_result() -> None:
    """With its code and line where it is none."""
    good, bad = gd.JSONParseResult.parse('{"a": [1]}'), gd.JSONParseResult.parse("{\n]")
    assert (good.error, good.result, good.error_string) == (gd.OK, {"a": [1.0]}, "")
    assert (bad.error, bad.result) == (gd.ERR_PARSE_ERROR, None)
    assert bad.error_line > 0
    assert bad.error_string
