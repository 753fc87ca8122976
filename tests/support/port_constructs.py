"""Each construct of GDScript and what it becomes: docs/reference/gdscript_constructs.md as its test reads it.

Rules: a construct is a few lines of GDScript, members of a class or statements of a function, and below it the same in Python as the
writer gives it. `python -m tests.support.port_constructs` writes the Python of the page and of the golden files anew: read what changed.
"""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Final, NamedTuple

from steam_nodes.port.analyzer import analyze
from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source
from steam_nodes.port.writer import Written, write

GOLDEN: Final = Path(__file__).parent.parent / "port_golden"
PAGE: Final = Path(__file__).parent.parent.parent / "docs" / "reference" / "gdscript_constructs.md"


class Construct(NamedTuple):
    """A construct: its section, its name, the GDScript, and the Python."""

    section: str
    name: str
    script: str
    python: str


def ported(path: Path) -> Written:
    """Return a script of the golden files in Python."""
    return written(path.read_text(encoding="utf-8"), f"res://{path.name}")


def written(text: str, path: str = "res://example.gd") -> Written:
    """Return a script in Python."""
    source = Source(path, text)
    script, problems = parse(source)
    assert not problems, problems
    return write(analyze(script, source))


def inside(script: str) -> str:
    """Return what a construct becomes: the inside of its class, or of its function where it is statements."""
    statements = not script.startswith(_MEMBERS)
    lines = script.split("\n")
    text = "\n".join(
        ["func f(a, b, n: int, x: float, s: String, list: Array, d: Dictionary, v: Vector2, node: Node):", *[f"\t{line}" for line in lines]]
    )
    made = written(f"extends Node\n{text if statements else script}\n").text
    body = made[made.index("\nclass Example(") :].split("\n", 2)[2]
    body = textwrap.dedent(body)
    if statements:
        body = textwrap.dedent(body[body.index("):\n") + 3 :])
    return body.strip("\n")


_MEMBERS: Final = (
    "signal",
    "enum",
    "const ",
    "class ",
    "func ",
    "static ",
    "@export",
    "@onready",
    "var m_",
    "export",
    "onready",
    "## ",
    "@tool",
)


def constructs(page: str) -> list[Construct]:
    """Return what a page holds."""
    found = []
    section = name = ""
    script = ""
    for block in page.split("\n```"):
        kind, _, code = block.partition("\n")
        if kind == "gdscript":
            script = code
        elif kind == "py":
            found.append(Construct(section, name, script, code))
        for line in block.split("\n") if kind not in ("gdscript", "py") else ():
            if line.startswith("## "):
                section = line[3:]
            elif line.startswith("### "):
                name = line[4:]
    return found


def renewed(page: str) -> str:
    """Return a page with the Python that the writer gives now."""
    blocks = page.split("\n```")
    script = ""
    for number, block in enumerate(blocks):
        kind, _, code = block.partition("\n")
        if kind == "gdscript":
            script = code
        elif kind == "py":
            blocks[number] = f"py\n{inside(script)}"
    return "\n```".join(blocks)


def main() -> None:
    """Write the page and the golden files anew."""
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    for path in sorted(GOLDEN.glob("*.gd")):
        path.with_suffix(".py").write_text(ported(path).text, encoding="utf-8")


if __name__ == "__main__":
    main()
