"""Scripts that the real engine ran, ported with no edit, print the engine's trace."""

from __future__ import annotations

import difflib

import pytest

from tests.support.godot_trace import ERROR, FOLDER, comparable, read
from tests.support.ported import files_of, play

WAITING = {
    "42-duplicate": "get_groups() of a node without a script gives texts, not names",
    "45-class-db": "the class list of the library is shorter than the engine's",
    "61-input-queue": "an event that nobody gave a position has a pair of numbers, not a Vector2",
    "61-tween-curves": "the curves are counted with 64 bits",
    "62-tween-values": "a wrong number of a curve is an error here, in the engine null",
    "64-tween-steps": "a wrong number of a curve is an error here, in the engine null",
    "66-node-path": "the hash of a path is the library's own",
    "67-scene-state": "the plan of a scene does not know the path of its file",
    "api-nodes": "the constructor of a class as a value",
}
"""Scripts that do not print the engine's trace, and why."""
SCRIPTS = sorted(path.stem for path in FOLDER.glob("*.gd") if path.stem not in WAITING)
LEAKS = [("ObjectDB instances leaked", "Python collects what nobody frees"), ("resources still in use", "the same")]
CLASSES = ("45-class-db", "40-time-tables", "41-key-names", "42-input-map", "43-input-events", "44-input-state")
CAPTURED = "a captured object that was freed stays what it is"
STATE = "what resumes a coroutine has another name here"
OMITTED: dict[str, list[tuple[str, ...]]] = {
    "01-lifecycle-scene": [("notification 1002", "there is no mouse"), ("notification 2010", "there are no translations")],
    "17-signal-args": [
        ('Condition "p_name.is_empty()"', "the 1 that set_name() gets is an error at once, not an empty name first"),
        ("Lambda capture at index 0", CAPTURED),
    ],
    "20-await": [
        ('ERROR: Parameter "obj" is null.', "one error tells of a wrong await here, the one that is raised"),
    ],
    "29-print-formats": [("Cannot represent 0xFFFFFFFFFFFFFFFF", "it is the engine's parser that says so, before anything runs")],
    **{name: [("# engine:", "how it was run"), ("# args:", "the same")] for name in CLASSES},
}
"""Lines that are not compared: a part of the line, and the reason; or where it begins, where it ends, and the reason."""
CUT: dict[str, list[tuple[str, str]]] = {
    "20-await": [('"GDScriptFunctionState::_signal_callback", ', STATE)],
    "17-signal-args": [(" <null>", CAPTURED)],
}
"""Parts of lines that are not compared, and the reason."""


OURS: dict[str, tuple[str, ...]] = {
    "17-signal-args": (" <Freed Object>",),
    "20-await": ('"GDScriptFunctionState::resume", ',),
}
"""What is here in the place of what is left out."""


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_ported_script_prints_the_engines_trace(name: str) -> None:
    """The lines, their order and the exit code are the engine's; where it complains, something is logged here."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    leaks = [leak for leak in LEAKS if leak[0] in text]
    expected, exit_code = read(name, [*OMITTED.get(name, []), *leaks], CUT.get(name, []))
    played = play(files_of((FOLDER / f"{name}.gd").read_text(encoding="utf-8")))
    printed = [comparable(line) for line in without(played.lines, OURS.get(name, ()))]
    differences = list(difflib.unified_diff(expected, printed, "the engine", "here", lineterm=""))
    assert not differences, "\n".join(differences)
    assert played.exit_code == exit_code
    assert len(played.told) >= expected.count(ERROR)


def without(lines: list[str], parts: tuple[str, ...]) -> list[str]:
    """Return lines without some parts; a line that is nothing else is left out."""
    found = []
    for line in lines:
        rest = line
        for part in parts:
            rest = rest.replace(part, "")
        if rest or not line:
            found.append(rest)
    return found
