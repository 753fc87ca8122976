"""What the real engine says of a script: the errors it refuses it with, and what it prints.

Rules: the engine runs headless, in a throw-away project. Its parser and its analyzer both call what they find a parse error.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.gdscript_suite.expected import Told

_FAULT = re.compile(r"SCRIPT ERROR: (.*)\n\s+at: \S+ \(res://([^:]*):(\d+)\)(?:\n\s+GDScript backtrace[^\n]*(?:\n\s+\[\d+\][^\n]*)*)?")
_ERROR = re.compile(r"^(?:ERROR|WARNING): .*(?:\n   .*)*\n?", re.MULTILINE)
_RUNNER = """extends SceneTree
func _initialize():
	var script = load("res://%s")
	if script.can_instantiate():
		script.new().test()
	quit()
"""
_REFUSED = re.compile(r"SCRIPT ERROR: (?:Parse|Compile) Error: (.*)\n\s+at: GDScript::reload \(res://[^:]*:(\d+)\)")


def _run(godot: str, folder: Path, *arguments: str, limit: float = 60) -> str:
    command = [godot, "--headless", "--path", str(folder), *arguments]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=limit, check=False)
        text = done.stdout
    except subprocess.TimeoutExpired as late:
        text = late.stdout or b""
    return re.sub(r"\x1b\[[0-9;]*m", "", text.decode("utf-8", "replace"))


def errors(godot: str, path: Path) -> list[Told]:
    """Return the errors with which the engine refuses a script that stands alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "project.godot").write_text("config_version=5\n", encoding="utf-8")
        shutil.copy(path, folder / path.name)
        text = _run(godot, folder, "--check-only", "--script", path.name)
    return [Told(int(line), words) for words, line in _REFUSED.findall(text)]


def run(godot: str, path: Path) -> list[str]:
    """Return what the engine prints for the `test()` of a script that stands alone, errors of the script between the lines.

    Args:
        godot: The engine.
        path: The script. One that is refused gives one line that says so.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "project.godot").write_text("config_version=5\n", encoding="utf-8")
        shutil.copy(path, folder / path.name)
        (folder / "runner.gd").write_text(_RUNNER % path.name, encoding="utf-8")
        text = _run(godot, folder, "--script", "runner.gd")
    refused = _REFUSED.search(text)
    if refused:
        return [f"refused at line {refused[2]}: {refused[1]}"]
    text = text.partition("\n\n")[2]
    text = _FAULT.sub(lambda found: f"SCRIPT ERROR at line {found[3]}: {found[1]}", text)
    return _ERROR.sub("", text).removesuffix("\n").split("\n")
