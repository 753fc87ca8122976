"""The report of a port: what was made, what could not be kept and what to do about it, as text, as JSON or as a page.

Rules: each problem has its file and line, what it is, and what to do. The page shows each script beside its Python, line by line where the
map of lines tells; it needs nothing but itself.
"""

from __future__ import annotations

import html
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from steam_nodes.port.porting import Port, PortedFile
    from steam_nodes.port.source import Problem

_STYLE: Final = """
body { font: 14px/1.4 system-ui, sans-serif; margin: 2em; color: #222; background: #fff }
table.code { border-collapse: collapse; width: 100%; table-layout: fixed }
table.code td { font: 12px/1.5 monospace; white-space: pre-wrap; overflow-wrap: anywhere; vertical-align: top; padding: 0 1ex }
table.code td.n { width: 3em; color: #888; text-align: right; user-select: none }
tr:hover td { background: #f4f7fb }
.error { background: #fde8e8 } .warning { background: #fff6dc } .note { background: #eef4ff }
ul.problems li { margin: .3em 0; padding: .2em .5em } summary { cursor: pointer; font-weight: 600; margin: .6em 0 }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #1b1d21 } tr:hover td { background: #24282f }
  .error { background: #4a2326 } .warning { background: #443c1f } .note { background: #202c40 }
}
""".strip()


def counts(port: Port) -> dict[str, int]:
    """Return how many scripts, scenes, lines, errors, warnings and notes a port has."""
    levels = Counter(problem.level for problem in port.problems)
    scripts = [file for file in port.files.values() if file.lines]
    return {
        "scripts": len(scripts),
        "scenes": sum(1 for file in port.files.values() if file.path and not file.lines),
        "source_lines": sum((port.project.text(file.path) or "").count("\n") for file in scripts),
        "python_lines": sum(file.text.count("\n") for file in port.files.values() if file.name.endswith(".py")),
        "errors": levels["error"],
        "warnings": levels["warning"],
        "notes": levels["note"],
    }


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Return each problem once, by file and line."""
    found = {(each.source.path, each.begin, each.message): each for each in problems}
    return [found[key] for key in sorted(found)]


def summary(port: Port) -> str:
    """Return one line with what was made."""
    number = counts(port)
    told = [_many(number["scripts"], "script"), _many(number["scenes"], "scene")]
    problems = [_many(number[level], level[:-1]) for level in ("errors", "warnings", "notes") if number[level]]
    return f"{' and '.join(told)}, {number['source_lines']} lines: {', '.join(problems) or 'nothing to tell'}"


def as_text(port: Port) -> str:
    """Return the report as text."""
    lines = [str(problem) for problem in ordered(port.problems)]
    return "\n".join([*lines, summary(port), ""])


def problem_record(problem: Problem) -> dict[str, Any]:
    """Return a problem as a record of JSON."""
    return {
        "file": problem.source.path,
        "line": problem.line,
        "column": problem.source.column(problem.begin),
        "level": problem.level,
        "kind": problem.kind,
        "message": problem.message,
        "hint": problem.hint,
    }


def as_json(port: Port) -> str:
    """Return the report as JSON."""
    files = [{"name": file.name, "source": file.path, "lines": list(file.lines)} for file in port.files.values()]
    record = {"counts": counts(port), "problems": [problem_record(each) for each in ordered(port.problems)], "files": files}
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def as_html(port: Port) -> str:
    """Return the report as a page: the problems, then each script beside its Python."""
    settings = port.project.settings
    title = html.escape((settings.name if settings is not None else "") or "The port")
    parts = [
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{title}</title>\n<style>\n{_STYLE}\n</style>',
        f"<h1>{title}</h1>\n<p>{html.escape(summary(port))}</p>",
    ]
    problems = ordered(port.problems)
    if problems:
        parts.append('<h2>What to look at</h2>\n<ul class="problems">')
        parts += [_item(problem) for problem in problems]
        parts.append("</ul>")
    for file in port.files.values():
        if file.path:
            source = port.project.text(file.path) or ""
            parts.append(_beside(file, source, [each for each in problems if each.source.path == file.path]))
    return "\n".join([*parts, "</html>\n"])


def _item(problem: Problem) -> str:
    place = f"{problem.source.path}:{problem.line}"
    hint = f" <em>{html.escape(problem.hint)}</em>" if problem.hint else ""
    link = f"{_anchor(problem.source.path)}-{problem.line}"
    return f'<li class="{problem.level}"><a href="#{link}">{html.escape(place)}</a>: {html.escape(problem.message)}{hint}</li>'


def _beside(file: PortedFile, source: str, problems: Sequence[Problem]) -> str:
    """Return a script and its Python in two columns."""
    levels = {problem.line: problem.level for problem in reversed(problems)}
    rows = []
    for left, right in _rows(source.rstrip("\n").split("\n"), file.text.rstrip("\n").split("\n"), file.lines):
        number, text = left
        mark = f' class="{levels[number]}"' if number in levels else ""
        anchor = f' id="{_anchor(file.path)}-{number}"' if number else ""
        rows.append(
            f'<tr{mark}{anchor}><td class="n">{number or ""}</td><td>{html.escape(text)}</td>'
            f'<td class="n">{right[0] or ""}</td><td>{html.escape(right[1])}</td></tr>'
        )
    head = f"{html.escape(file.path)} &rarr; {html.escape(file.name)}"
    return f'<details open><summary>{head}</summary>\n<table class="code">\n' + "\n".join(rows) + "\n</table></details>"


_Side = tuple[int, str]


def _rows(left: list[str], right: list[str], lines: Sequence[int]) -> list[tuple[_Side, _Side]]:
    """Pair the lines of a script with those made of them; what has no partner stands alone."""
    rows: list[tuple[_Side, _Side]] = []
    at = 0
    for number, text in enumerate(right, 1):
        line = lines[number - 1] if number <= len(lines) else 0
        while line and at < line - 1:
            at += 1
            rows.append(((at, left[at - 1]), (0, "")))
        if line and at == line - 1 < len(left):
            at += 1
            rows.append(((at, left[at - 1]), (number, text)))
        else:
            rows.append(((0, ""), (number, text)))
    return rows + [((number + 1, left[number]), (0, "")) for number in range(at, len(left))]


def _anchor(path: str) -> str:
    return "".join(char if char.isalnum() else "-" for char in path.removeprefix("res://"))


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
