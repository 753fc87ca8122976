"""What the engine makes of expressions and small bodies of our own: the table in tests/gdscript_results.tsv, and how it is made anew.

`python -m tests.support.gdscript_results GODOT` asks the engine for each row of the table again and writes what it says. To add rows, add
lines with the first two columns. A row has the room that it tests, the expression (a body where it begins with an exclamation mark), the
type, the text, and what was reported, one after the other; all C-escaped.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).resolve().parents[1] / "gdscript_results.tsv"
_HEAD = "# room, expression, type, text, reports; made by `python -m tests.support.gdscript_results GODOT` with Godot 4.6.3"
_BETWEEN = " | "
_MAIN = r"""
extends SceneTree
func _init():
	var rows = JSON.parse_string(FileAccess.open("res://rows.json", FileAccess.READ).get_as_text())
	for row in rows:
		print("\u0001")
		var script = GDScript.new()
		script.source_code = row
		if script.reload() != OK:
			print("\u0002PARSE\u0003\"\"")
			continue
		var value = script.new().f()
		print("\u0002" + type_string(typeof(value)) + "\u0003" + JSON.stringify(str(value)))
	print("\u0001")
	quit()
"""
_REPORT = re.compile(r"(?:SCRIPT )?ERROR: |WARNING: ")


class Row(NamedTuple):
    """One question and its answer."""

    room: str
    expression: str
    type: str
    text: str
    reports: list[str]


def escaped(text: str) -> str:
    """Return a text for one column."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def unescaped(text: str) -> str:
    """Return a text of a column as it was."""
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t", "r": "\r"}.get(found[1], found[1]), text)


def rows() -> list[Row]:
    """Return the rows of the table."""
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            columns = [unescaped(column) for column in line.split("\t")]
            columns += [""] * (5 - len(columns))
            room, expression, kind, text, reports = columns
            found.append(Row(room, expression, kind, text, reports.split(_BETWEEN) if reports else []))
    return found


def asked(godot: str, expressions: list[str]) -> list[tuple[str, str, list[str]]]:
    """Return the type, the text and the reports that the engine gives for expressions and bodies."""
    sources = []
    for expression in expressions:
        lines = expression[1:].split("\n") if expression.startswith("!") else [f"return {expression}"]
        sources.append("extends RefCounted\nfunc f():\n" + "".join(f"\t{line}\n" for line in lines))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "main.gd").write_text(_MAIN, encoding="utf-8")
        (folder / "rows.json").write_text(json.dumps(sources), encoding="utf-8")
        (folder / "project.godot").write_text(
            "config_version=5\n[application]\nrun/flush_stdout_on_print=true\n[debug]\ngdscript/warnings/enable=false\n", encoding="utf-8"
        )
        command = [godot, "--headless", "--path", name, "-s", "res://main.gd"]
        printed = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False).stdout.decode("utf-8", "replace")
    answers = []
    for part in re.sub(r"\x1b\[[0-9;]*m", "", printed).split("\x01\n")[1 : len(sources) + 1]:
        before, _, answer = part.partition("\x02")
        kind, _, text = answer.partition("\x03")
        reports = [line for line in before.split("\n") if _REPORT.match(line)]
        answers.append((kind.strip(), json.loads(text.strip(), strict=False), reports))
    return answers


def main(godot: str) -> None:
    """Ask again and write the table."""
    before = rows()
    lines = [_HEAD]
    for row, (kind, text, reports) in zip(before, asked(godot, [row.expression for row in before]), strict=True):
        lines.append("\t".join([row.room, escaped(row.expression), kind, escaped(text), escaped(_BETWEEN.join(reports))]).rstrip("\t"))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
