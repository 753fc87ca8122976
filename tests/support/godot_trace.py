"""Runs that the real engine printed, set against runs of this library's tree.

`traces/NN-name.txt` is what Godot 4.6.3 printed for a script, with `--headless --fixed-fps 60`; the test beside it takes the same steps
here and calls `play`. Rules: the lines and their order must be equal, and the exit code. Not compared are object ids, which null it was,
and the words of engine errors and script errors; but where the engine complains, this library must log exactly one ERROR (or WARNING).
What is left out is named with its reason in `omitted` or `cut`, and must be in the trace.
"""

from __future__ import annotations

import difflib
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from steam_nodes import Node, SceneTree
from tests.support.godot_text import Printer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


FOLDER = Path(__file__).parent.parent / "traces"
ERROR = "<an error is logged here>"
WARNING = "<a warning is logged here>"
ORPHANS = ("ObjectDB instances leaked", "Python deletes what nobody holds")

_FAULT = re.compile(r"(ERROR|SCRIPT ERROR|WARNING): ")
_PLACE = re.compile(r"\s+at: ")
_BACKTRACE = re.compile(r"\s+(GDScript backtrace|\[\d+\] )")
_ID = re.compile(r"#-?\d+>")
_EXIT = re.compile(r"# exit code: (-?\d+)")

say = Printer()
"""What the scripts of all traces print with; `play` empties it."""


class _Marks(logging.Handler):
    """Puts a mark between the printed lines wherever something is logged."""

    def emit(self, record: logging.LogRecord) -> None:
        """Take one record."""
        say(ERROR if record.levelno >= logging.ERROR else WARNING)


class Acting(Node):
    """A node that does once what it was told to do at the next occasion."""

    act: Callable[[], object] | None = None

    def go(self) -> None:
        """Do it."""
        if self.act is not None:
            act, self.act = self.act, None
            act()


class Main(Node):
    """The scene of a script that begins after the first frame."""

    async def _ready(self) -> None:
        await self.get_tree().process_frame
        await self.play(self.get_tree())

    async def play(self, t: SceneTree) -> None:
        """Override with the script."""

    def back(self, node: Node) -> None:
        """Take a child out and put it back."""
        self.remove_child(node)
        self.add_child(node)


def steps(*acts: Callable[[], object]) -> Callable[[], None]:
    """Return what takes these steps, one after the other."""

    def take() -> None:
        for act in acts:
            act()

    return take


def play(
    name: str,
    main: Callable[[], Node],
    *,
    autoloads: Mapping[str, Callable[[], Node]] | None = None,
    omitted: Sequence[tuple[str, ...]] = (),
    cut: Sequence[tuple[str, str]] = (),
) -> None:
    """Run a tree until it quits, and compare with the trace of that name.

    Args:
        name: The name of the file in `traces`, without its ending.
        main: Makes the main scene.
        autoloads: Make the autoloads, by their names.
        omitted: Lines that are not compared: a part of the line, which must be in the trace, and the reason; or a part of the
            first line, a part of the line before which it ends, and the reason.
        cut: Parts of lines that are not compared, and the reason.
    """
    expected, exit_code = read(name, omitted, cut)
    say.lines.clear()
    marks = _Marks()
    logger = logging.getLogger("steam_nodes")
    logger.addHandler(marks)
    try:
        tree = SceneTree(main, autoloads=autoloads, fixed_fps=60, errors="log")
        while tree.process():
            assert tree.get_frame() < 1000, "the script never quits"
    finally:
        logger.removeHandler(marks)
    printed = [comparable(line) for line in say.lines]
    differences = list(difflib.unified_diff(expected, printed, "the engine", "here", lineterm=""))
    assert not differences, "\n".join(differences)
    assert tree.exit_code == exit_code


def read(name: str, omitted: Sequence[tuple[str, ...]], cut: Sequence[tuple[str, str]]) -> tuple[list[str], int]:
    """Return the lines of a trace that are to be compared, and the exit code."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    end = _EXIT.fullmatch(lines.pop())
    assert end, f"{name}.txt does not end with its exit code"
    for part, *_ in (*omitted, *cut):
        assert any(part in line for line in lines), f"left out, but not in the trace: {part}"
    expected = []
    until = None
    rest = iter(lines)
    for line in rest:
        if _BACKTRACE.match(line):
            continue
        fault = _FAULT.match(line)
        # The words may go on over several lines; the place in the engine's source ends them.
        while fault and not _PLACE.match(next(rest)):
            pass
        if until is not None and until not in line:
            continue
        until = None
        left_out = next((entry for entry in omitted if entry[0] in line), None)
        if left_out is not None:
            until = left_out[1] if len(left_out) > 2 else None
        elif fault:
            expected.append(WARNING if fault[1] == "WARNING" else ERROR)
        else:
            for part, _ in cut:
                line = line.replace(part, "")  # noqa: PLW2901  # the trace's own line is not needed any more
            expected.append(comparable(line))
    assert until is None, f"left out to a line that is not in the trace: {until}"
    return expected, int(end[1])


def comparable(line: str) -> str:
    """Return a line without object ids, and with one kind of null."""
    return _ID.sub("#ID>", line).replace("<Object#null>", "<null>")


def fails(function: Callable[..., object], *args: object) -> None:
    """Call what must raise; GDScript would end that function alone, print an error and go on."""
    with pytest.raises(Exception, match=r"\w"):
        function(*args)
    say(ERROR)


def names(node: Node) -> list[str]:
    """Return the names of the children."""
    return [child.name for child in node.get_children()]


def refusal_log(caplog: pytest.LogCaptureFixture, level: int = logging.ERROR) -> list[str]:
    """Return what was logged at a level since the last call."""
    logged = [record.getMessage() for record in caplog.records if record.name == "steam_nodes" and record.levelno == level]
    caplog.clear()
    return logged
