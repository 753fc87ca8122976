"""A window and a loop that exist already gain the tree by three lines: docs/guide/your_loop.md's programs, run with and without them.

Rules: each program runs in a process of its own. pygame runs under SDL's dummy driver and on a display; arcade needs OpenGL, so it
runs on a display only: the one we are on, or a virtual one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.host_driver import FRAMES
from tests.support.markdown import ROOT, marked

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ROOT / "docs" / "guide" / "your_loop.md"
MARK = "of 3"
NO_OPENGL = ('Library "GL" not found', "NoSuchConfigException", "ContextException", "MissingFunctionException")


def with_the_tree(program: str) -> str:
    """Return the program with a node hung into the tree right after its second new line, as the page says."""
    lines = []
    for line in program.splitlines():
        lines.append(line)
        if f"# 2 {MARK}" in line:
            target = line.partition("=")[0].rstrip()
            indent = target[: len(target) - len(target.lstrip())]
            lines.append(f"{indent}hang_in({target.strip()})")
    return "\n".join(lines)


def without_the_tree(program: str) -> str:
    """Return the program as it was before it gained the tree."""
    return "\n".join(line for line in program.splitlines() if MARK not in line)


def play(host: str, program: str, folder: Path, **environment: str) -> dict[str, Any]:
    """Run a program under the driver and return its report."""
    (folder / "program.py").write_text(program, encoding="utf-8")
    (folder / "node.py").write_text(marked(PAGE, "host node"), encoding="utf-8")
    command = [sys.executable, "-m", "tests.support.host_driver", host, str(folder / "program.py"), str(folder / "node.py")]
    run = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=120, check=False)
    if run.returncode != 0 and any(sign in run.stderr for sign in NO_OPENGL):
        pytest.skip("the display has no OpenGL: install Debian's packages libgl1 and libgl1-mesa-dri")
    assert run.returncode == 0, run.stderr
    report: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return report


def check_the_tree_lived(report: dict[str, Any]) -> None:
    """Check that the tree ran once in each frame of the host, and the node's life went as its source says."""
    assert report["processed"] >= FRAMES - 1
    assert len(report["burnt"]) == 1
    assert report["burnt"][0] >= 0.2 - 1 / 30
    assert report["left"]


@pytest.mark.parametrize("host", ["pygame", "arcade"])
def test_the_program_gains_exactly_three_lines(host: str) -> None:
    """A program of some forty lines gains the tree by three, each of them marked."""
    program = marked(PAGE, f"host {host}")
    gained = [line for line in program.splitlines() if MARK in line]
    assert [line.partition("# ")[2] for line in gained] == ["1 of 3", "2 of 3", "3 of 3"]
    assert 35 <= len(without_the_tree(program).splitlines()) <= 45
    assert "tree" not in without_the_tree(program).lower()


def test_a_pygame_loop_gains_the_tree(tmp_path: Path) -> None:
    """The pygame loop runs as before, and with three more lines its frames are the tree's."""
    program = marked(PAGE, "host pygame")
    assert play("pygame", without_the_tree(program), tmp_path)["drawn"] >= FRAMES
    check_the_tree_lived(play("pygame", with_the_tree(program), tmp_path))


@pytest.mark.thorough
def test_a_pygame_loop_gains_the_tree_in_a_real_window(tmp_path: Path, display: str) -> None:
    """The same on a display."""
    environment = {"SDL_VIDEODRIVER": "x11", "DISPLAY": display} if display else {"SDL_VIDEODRIVER": ""}
    check_the_tree_lived(play("pygame", with_the_tree(marked(PAGE, "host pygame")), tmp_path, **environment))


@pytest.mark.thorough
def test_an_arcade_window_gains_the_tree(tmp_path: Path, display: str) -> None:
    """The arcade window runs as before, and with three more lines its updates are the tree's frames."""
    program = marked(PAGE, "host arcade")
    environment = {"DISPLAY": display} if display else {}
    assert play("arcade", without_the_tree(program), tmp_path, **environment)["drawn"] >= FRAMES
    check_the_tree_lived(play("arcade", with_the_tree(program), tmp_path, **environment))
