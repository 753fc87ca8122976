"""Scripts that the real engine ran, ported with no edit, print the engine's trace."""

from __future__ import annotations

import difflib

import pytest

from tests.support.godot_trace import ERROR, FOLDER, comparable, read
from tests.support.ported import files_of, play

WAITING = (
    "08-queue-free",
    "17-signal-args",
    "20-await",
    "22-set-process",
    "29-print-formats",
    "37-callables",
    "38-closures",
    "42-duplicate",
    "44-input-state",
    "45-class-db",
    "61-input-queue",
    "61-tween-curves",
    "62-tween-values",
    "64-tween-steps",
    "66-node-path",
    "67-scene-state",
    "api-nodes",
    "n07-callables",
)
"""Scripts that do not print the engine's trace yet."""
SCRIPTS = sorted(path.stem for path in FOLDER.glob("*.gd") if path.stem not in WAITING)
LEAKS = [("ObjectDB instances leaked", "Python collects what nobody frees"), ("resources still in use", "the same")]
CLASSES = ("45-class-db", "40-time-tables", "41-key-names", "42-input-map", "43-input-events")
CAPTURED = "a captured object that was freed stays what it is"
MADE = "a script that is made while the game runs was not ported"
OMITTED: dict[str, list[tuple[str, ...]]] = {
    "01-lifecycle-scene": [("notification 1002", "there is no mouse"), ("notification 2010", "there are no translations")],
    "17-signal-args": [
        ('Condition "p_name.is_empty()"', "the 1 that set_name() gets is an error at once, not an empty name first"),
        ("Lambda capture at index 0", CAPTURED),
    ],
    "22-set-process": [(part, MADE) for part in ("-- set_script", "late._init", "  is_processing false")],
    **{name: [("# engine:", "how it was run"), ("# args:", "the same")] for name in CLASSES},
}
"""Lines that are not compared: a part of the line, and the reason; or where it begins, where it ends, and the reason."""
CUT: dict[str, list[tuple[str, str]]] = {"17-signal-args": [(" <null>", CAPTURED)]}
"""Parts of lines that are not compared, and the reason."""


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_ported_script_prints_the_engines_trace(name: str) -> None:
    """The lines, their order and the exit code are the engine's; where it complains, something is logged here."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    leaks = [leak for leak in LEAKS if leak[0] in text]
    expected, exit_code = read(name, [*OMITTED.get(name, []), *leaks], CUT.get(name, []))
    played = play(files_of((FOLDER / f"{name}.gd").read_text(encoding="utf-8")))
    printed = [comparable(line) for line in played.lines]
    differences = list(difflib.unified_diff(expected, printed, "the engine", "here", lineterm=""))
    assert not differences, "\n".join(differences)
    assert played.exit_code == exit_code
    assert len(played.told) >= expected.count(ERROR)
