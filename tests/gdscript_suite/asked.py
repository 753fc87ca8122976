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
