"""Plays GDScript: texts are ported in memory, run as the engine runs a project, and what is printed is kept.

Rules: a text may hold the directives of the traces: `#@setting section/key=value` is a line of project.godot, `#@file PATH` ... `#@endfile`
another file, whose lines may begin with `#|`. Without a main scene it is one node `Main` with main.gd. Where something is logged, a mark
stands between the printed lines.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

from steam_nodes.cli import playing
from steam_nodes.port.porting import port
from steam_nodes.port.project import Project
from steam_nodes.scene import children
from steam_nodes.scene.input.input_map import InputMap
from tests.support.godot_trace import ERROR, WARNING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes import Node

SCENE = """[gd_scene load_steps=2 format=3]
[ext_resource type="Script" path="res://main.gd" id="1"]
[node name="Main" type="Node"]
script = ExtResource("1")
"""
_MOST_FRAMES = 60 * 60
_DIRECTIVE = re.compile(r"#@(\w+)\s*(.*)$")


class _Marks(logging.Handler):
    """Puts a mark between the printed lines wherever something is logged."""

    def __init__(self, out: io.StringIO) -> None:
        super().__init__()
        self._out = out
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take one record."""
        self.told.append(record.getMessage())
        self._out.write(f"{ERROR if record.levelno >= logging.ERROR else WARNING}\n")


class Played:
    """What a project did.

    Args:
        printed: What it printed, with marks where something was logged.
        told: What was logged.
        exit_code: Its exit code.
    """

    def __init__(self, printed: str, told: list[str], exit_code: int) -> None:
        """Cut what was printed into lines."""
        self.lines = printed.splitlines()
        self.told = told
        self.exit_code = exit_code


def files_of(text: str) -> dict[str, str]:
    """Return the files of the project that a text with directives stands for, by their paths."""
    files: dict[str, list[str]] = {"main.gd": []}
    current, settings = "main.gd", []
    for line in text.split("\n"):
        found = _DIRECTIVE.match(line)
        if not found:
            files[current].append(line[2:] if current != "main.gd" and line.startswith("#|") else line)
        elif found[1] == "setting":
            settings.append(found[2])
        elif found[1] in ("file", "endfile"):
            current = found[2] if found[1] == "file" else "main.gd"
            files.setdefault(current, [])
    texts = {f"res://{path}": "\n".join(lines) + "\n" for path, lines in files.items()}
    texts.setdefault("res://main.tscn", SCENE)
    sections = {"application": ['run/main_scene="res://main.tscn"']}
    for setting in settings:
        section, _, key = setting.partition("/")
        sections.setdefault(section, []).append(key)
    lines = ["config_version=5", *(line for name, keys in sections.items() for line in (f"[{name}]", *keys))]
    return {"res://project.godot": "\n".join(lines) + "\n", **texts}


def play(files: Mapping[str, str], steam: Mapping[str, Node] | None = None) -> Played:
    """Port a project and run its main scene until it quits.

    Args:
        files: Its files by their "res://" paths, as `files_of` makes them.
        steam: Steam's nodes by their names.
    """
    made = port(Project(files), whole=True)
    assert not made.failures, made.failures
    # The engine begins to number the nodes without a name when it starts.
    children.serials = itertools.count(2)
    InputMap.load_from_project_settings()
    out = io.StringIO()
    marks = _Marks(out)
    logger = logging.getLogger("steam_nodes")
    logger.addHandler(marks)
    try:
        with contextlib.redirect_stdout(out), playing.translated(made, Path()) as told, playing.applied(told.SETTINGS):
            main = playing.Maker(told.MAIN_SCENE)
            autoloads = {name: playing.Maker(path) for name, path in told.AUTOLOADS.items()}
            game = playing.Game(main, autoloads, steam or {}, fixed_fps=60, frames=_MOST_FRAMES)
            exit_code = playing.play(game, fixed=True)
    finally:
        logger.removeHandler(marks)
    return Played(out.getvalue(), marks.told, exit_code)
