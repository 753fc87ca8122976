"""GDScript's tree with what the analyzer knows of it becomes Python: `write(analysis)`.

Rules: names, layout, comments and blank lines are the script's. The text compiles, is sorted and formatted as ruff wants it, and no line
is longer than 100 characters. What has no Python form is a problem with a place, and never missing in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax as s
from steam_nodes.port.writer import written_names as names
from steam_nodes.port.writer.known.held_types import Types
from steam_nodes.port.writer.known.scope import Place
from steam_nodes.port.writer.layout import CLOSE, NEXT, OPEN
from steam_nodes.port.writer.module import Module
from steam_nodes.port.writer.text.literals import string
from steam_nodes.port.writer.text.output import Output
from steam_nodes.port.writer.written_classes import Classes
from steam_nodes.port.writer.written_statements import Statements, docstring

if TYPE_CHECKING:
    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.source import Problem

__all__ = ["Written", "class_name_of", "module_name_of", "write"]


@dataclass(frozen=True)
class Written:
    """A script in Python.

    Args:
        text: The Python.
        lines: For each of its lines the line of the script it comes from, 0 for none.
        problems: What has no Python form, or means something else there.
    """

    text: str
    lines: list[int]
    problems: list[Problem] = field(default_factory=list)


def class_name_of(script: s.Script, path: str) -> str:
    """Return the name of a script's class in Python: its class_name, else its file's name in PascalCase."""
    if script.class_name:
        return names.safe(script.class_name)
    name = names.pascal(PurePosixPath(path).stem.split(".")[0])
    inner = {member.name for member in script.members if isinstance(member, s.Class | s.Enum)}
    taken = name in names.TAKEN or Module.knows_class(name) or name in inner
    return f"{name}Script" if taken else name


def module_name_of(path: str) -> str:
    """Return the module of a script's path: "res://enemies/slime.gd" is "enemies.slime"."""
    plain = path.partition("://")[2] or path
    return ".".join(_module_part(part) for part in PurePosixPath(plain).with_suffix("").parts)


def _module_part(part: str) -> str:
    cleaned = "".join(character if character.isalnum() or character == "_" else "_" for character in part)
    return names.safe(f"_{cleaned}" if cleaned[:1].isdigit() else cleaned)


def write(analysis: Analysis, project: Any = None) -> Written:
    """Write a script as a Python module.

    Args:
        analysis: The script and what is known of it.
        project: The project it belongs to, where it belongs to one.

    Returns:
        The text, where each line comes from, and what has no Python form.
    """
    script = analysis.script
    module = Module(analysis, project)
    path = analysis.source.path
    module.class_name = (
        project.script(path).class_name if module.links is not None and module.links.is_script(path) else class_name_of(script, path)
    )
    statements = Statements(module, Types(module))
    classes = Classes(module, statements)
    doc, above = _documentation(script)
    inner, bearer = _class_documentation(script)
    doc += [line for line in inner if line]
    if bearer is not None:
        classes.skipped[bearer] = len(inner)
    place = Place(script, (module.class_name,))
    body = Output()
    body.before([line for line in above if line])
    body.add(_decorator(script, module))
    classes.write(script, place, body, classes.base_of(script.extends, None), [])
    for line in place.after:
        body.add(line)
    head = Output()
    if doc:
        docstring(head, doc)
        head.blank()
    if rules := module.type_rules():
        head.lines.insert(0, f"# mypy: {rules}")
        head.origins.insert(0, 0)
    for line in module.import_lines():
        head.lines.append(line)
        head.origins.append(0)
    for line in module.helpers:
        head.lines.append(line)
        head.origins.append(0)
    head.blank(2)
    head.extend(body)
    while head.lines and not head.lines[-1]:
        head.lines.pop()
        head.origins.pop()
    return Written("\n".join(head.lines) + "\n", head.origins, module.problems)


def _documentation(script: s.Script) -> tuple[list[str], list[str]]:
    """Return the documentation of the script, for its docstring, and the comments that stand above the class."""
    doc: list[str] = []
    above: list[str] = []
    alone = (
        [comment.text for comment in script.comments]
        if not script.members and not script.head and not script.last and script.extends is None
        else []
    )
    for line in (*script.head, *alone):
        (doc if line.startswith("##") else above).append(line)
    for annotation in script.annotations:
        for line in (*annotation.before, annotation.behind):
            (doc if line.startswith("##") else above).append(line)
    return doc, above


def _class_documentation(script: s.Script) -> tuple[list[str], Any]:
    """Return the `##` lines below the script's head, which document the class where a blank line follows them, and who bears them."""
    lines = script.members[0].before if script.members else script.last
    first = script.members[0] if script.members else None
    annotations = getattr(first, "annotations", ())
    if annotations and annotations[0].before:
        first = annotations[0]
        lines = first.before
    doc: list[str] = []
    for line in lines:
        if line.startswith("##"):
            doc.append(line)
        elif line or any(doc):
            return (doc if not line else []), first
        else:
            doc.append(line)
    return (doc if first is None else []), first


def _decorator(script: s.Script, module: Module) -> str:
    path = string(module.source.path, split=False)
    parts = [path]
    if script.class_name:
        parts.append(f'"{script.class_name}"')
    for annotation in script.annotations:
        if annotation.name in ("tool", "abstract"):
            parts.append(f"{annotation.name}=True")
        elif annotation.name == "icon" and annotation.arguments and isinstance(annotation.arguments[0], s.Literal):
            parts.append(f'icon="{annotation.arguments[0].value}"')
    return f"@{module.gd('script')}({OPEN}{f',{NEXT}'.join(parts)}{CLOSE})"
