"""The side of the real engine: writes a project with judge.gd, starts the engine in it, and reads what it wrote.

Rules: many programs go through one process, since a start takes longer than most of them. A program at which the engine crashes or hangs
is answered with None, and the ones behind it go through another process.
"""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.engine.here import period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.engine.program import Program

SCENE: Final = """[gd_scene load_steps=2 format=3]
[ext_resource type="Script" path="res://judge.gd" id="1"]
[node name="Main" type="Node"]
script = ExtResource("1")
"""
PROJECT: Final = (
    'config_version=5\n[application]\nconfig/name="judge"\nrun/main_scene="res://main.tscn"\n[physics]\ncommon/physics_jitter_fix=0.0\n'
)
SECONDS: Final = 120


def play(godot: str, programs: Sequence[tuple[Program, list[int]]], fps: int) -> list[list[str] | None]:
    """Play programs in the engine.

    Args:
        godot: The path of the engine.
        programs: The programs, each with the numbers of the steps to leave out.
        fps: The frames a second.

    Returns:
        For each program its lines, or None where the engine crashed.

    Raises:
        RuntimeError: The engine does not play at all; the message has what it printed.
    """
    answers: list[list[str] | None] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "judge.gd").write_bytes((Path(__file__).parent / "judge.gd").read_bytes())
        (folder / "main.tscn").write_text(SCENE, encoding="utf-8")
        (folder / "project.godot").write_text(PROJECT, encoding="utf-8")
        while len(answers) < len(programs):
            rest = programs[len(answers) :]
            (folder / "programs.txt").write_text("\n".join(program.line(skips) for program, skips in rest), encoding="utf-8")
            frames = sum(program.frames + 2 * period(fps) + 2 for program, _ in rest) + 100
            printed = _run(godot, folder, fps, frames)
            written = (folder / "out.txt").read_text(encoding="utf-8") if (folder / "out.txt").exists() else None
            if written is None or "Parse Error" in printed:
                message = f"the engine does not play judge.gd:\n{printed}"
                raise RuntimeError(message)
            (folder / "out.txt").unlink()
            blocks = [block.splitlines()[1:] for block in f"\n{written}".split("\n#")[1:]]
            answers += blocks
            if len(blocks) < len(rest):
                answers.append(None)
    return answers


def _run(godot: str, folder: Path, fps: int, frames: int) -> str:
    command = [godot, "--headless", "--path", str(folder), "--fixed-fps", str(fps), "--quit-after", str(frames)]
    command += ["--", str(folder / "programs.txt"), str(folder / "out.txt"), str(period(fps))]
    with (folder / "printed.txt").open("w+b") as printed:
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command, stdout=printed, stderr=subprocess.STDOUT, timeout=SECONDS, check=False)
        printed.seek(0)
        return printed.read(200_000).decode("utf-8", "replace")
