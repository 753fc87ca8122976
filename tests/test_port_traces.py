"""Scripts that the real engine ran, ported with no edit, print the engine's trace."""

from __future__ import annotations

import difflib

import pytest

from tests.support.godot_trace import ERROR, FOLDER, comparable, read
from tests.support.ported import files_of, play

SCRIPTS = sorted(path.stem for path in FOLDER.glob("*.gd"))
OMITTED: dict[str, list[tuple[str, ...]]] = {}
"""Lines that are not compared: a part of the line, and the reason; or where it begins, where it ends, and the reason."""
CUT: dict[str, list[tuple[str, str]]] = {}
"""Parts of lines that are not compared, and the reason."""


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_ported_script_prints_the_engines_trace(name: str) -> None:
    """The lines, their order and the exit code are the engine's; where it complains, something is logged here."""
    expected, exit_code = read(name, OMITTED.get(name, []), CUT.get(name, []))
    played = play(files_of((FOLDER / f"{name}.gd").read_text(encoding="utf-8")))
    printed = [comparable(line) for line in played.lines]
    differences = list(difflib.unified_diff(expected, printed, "the engine", "here", lineterm=""))
    assert not differences, "\n".join(differences)
    assert played.exit_code == exit_code
    assert len(played.told) >= expected.count(ERROR)
