"""What the laws of the house read: the project's files, what each imports, and the graph of who imports whom.

Rules: readers take text, so that a law can be shown a fault that is planted as text. An import is one at run time wherever it stands, also
inside a function; only what stands under TYPE_CHECKING is for types alone.
"""

from __future__ import annotations

import ast
import gc
import io
import re
import tokenize
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).parent.parent.parent
GENERATED = ("_steam_abi.py",)
"""Made by native/generate.py at installation."""

_EXCUSE = re.compile(
    r"#\s*(?:ruff:\s*)?noqa\b(?P<noqa>:[ ]*[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*)?|#\s*type:\s*ignore\b(?P<types>\[[\w, -]+\])?"
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


class Import(NamedTuple):
    """One name that a source imports: `a.b.c` for `from a.b import c`, and whether it is for types alone."""

    name: str
    types_only: bool


def sources(*rooms: str) -> list[Path]:
    """Return every Python file of these rooms that was written by hand."""
    found = (path for room in rooms for path in (ROOT / room).rglob("*.py") if "__pycache__" not in path.parts)
    return sorted(path for path in found if path.name not in GENERATED)


@cache
def texts(*rooms: str) -> Mapping[str, str]:
    """Return the text of every Python file of these rooms, by its path from the root."""
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sources(*rooms)}


@cache
def parsed(source: str) -> ast.Module:
    """Return the syntax tree of a source; who reads it leaves it as it is.

    It stays for the whole run, and the garbage collector never looks at it: a million objects would make each of its rounds a long one.
    """
    tree = ast.parse(source)
    gc.freeze()
    return tree


@cache
def imports(source: str, package: str) -> frozenset[Import]:
    """Return everything a source imports; `package` is what relative imports start from."""
    found = set()
    todo: list[tuple[ast.AST, bool]] = [(parsed(source), False)]
    while todo:
        node, types_only = todo.pop()
        if isinstance(node, ast.Import):
            found |= {Import(alias.name, types_only) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) + 1 - node.level] if node.level else []
            prefix = ".".join([*base, *([node.module] if node.module else [])])
            found |= {Import(f"{prefix}.{alias.name}", types_only) for alias in node.names}
        guarded = set(node.body) if isinstance(node, ast.If) and ast.unparse(node.test).rpartition(".")[2] == "TYPE_CHECKING" else set()
        # An import is a statement, and no expression holds one: most of a tree need not be looked at.
        todo += [(child, types_only or child in guarded) for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr)]
    return frozenset(found)


def module_name(path: str) -> str:
    """Return the dotted name of a file: `a.b` for `a/b.py` and for `a/b/__init__.py`."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def import_graph(files: Mapping[str, str], *, types: bool) -> dict[str, set[str]]:
    """Return who imports whom, module by module.

    That a module's own packages are loaded before it is no arrow: Python does that for all of them. A package that loads names on first use
    has an arrow to each module that its table names.

    Args:
        files: The text of each file, by its path.
        types: Whether imports for types alone count too.
    """
    modules = {module_name(path): path for path in files}
    graph: dict[str, set[str]] = {}
    for module, path in modules.items():
        package = module if path.endswith("/__init__.py") else module.rpartition(".")[0]
        found = {each.name for each in imports(files[path], package) if types or not each.types_only}
        arrows = {name if name in modules else name.rpartition(".")[0] for name in found}
        if path.endswith("/__init__.py"):
            arrows |= {
                node.value for node in ast.walk(parsed(files[path])) if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
        graph[module] = (arrows & modules.keys()) - {module}
    return graph


def cycles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Return each set of modules of which every one reaches every other, by Tarjan's way."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = lowest[module] = len(index)
        stack.append(module)
        for other in sorted(graph[module]):
            if other not in index:
                visit(other)
                lowest[module] = min(lowest[module], lowest[other])
            elif other in stack:
                lowest[module] = min(lowest[module], index[other])
        if lowest[module] == index[module]:
            ring = stack[stack.index(module) :]
            del stack[stack.index(module) :]
            if len(ring) > 1:
                found.append(sorted(ring))

    for module in sorted(graph):
        if module not in index:
            visit(module)
    return found


def private_accesses(source: str) -> list[str]:
    """Return each `x._y` of a source whose x is neither `self` nor `cls`; `__y` is Python's own."""
    return [
        ast.unparse(node)
        for node in ast.walk(parsed(source))
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and not (isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"})
    ]


def called(call: ast.Call) -> tuple[bool, str]:
    """Return whether a call is one of an attribute, and the last part of the name that it calls, "" where that is no name."""
    if isinstance(call.func, ast.Attribute):
        return True, call.func.attr
    return False, call.func.id if isinstance(call.func, ast.Name) else ""


def docstring_of(source: str) -> str | None:
    """Return the docstring that a source opens with; nothing behind its first statement is looked at."""
    lines = source.splitlines(keepends=True)
    for token in tokenize.generate_tokens(iter(lines).__next__):
        if token.type not in {tokenize.COMMENT, tokenize.NL, tokenize.STRING}:
            # A string that is a statement ends here; anything else is none.
            return ast.get_docstring(ast.parse("".join(lines[: token.end[0]]))) if token.type == tokenize.NEWLINE else None
    return None


def casts_to(source: str, *kinds: str) -> list[str]:
    """Return each `cast` of a source to a type whose text names one of these classes."""
    found: list[str] = []
    if "cast" not in source:
        return found
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Call) and node.args and called(node)[1] == "cast":
            kind = node.args[0].value if isinstance(node.args[0], ast.Constant) else ast.unparse(node.args[0])
            if set(re.findall(r"\w+", str(kind))) & set(kinds):
                found.append(ast.unparse(node))
    return found


def excuses_without_a_reason(source: str) -> list[str]:
    """Return each comment that silences a checker and does not name the rule, or gives no reason after it on its line."""
    found: list[str] = []
    # To take a file apart costs much, and most hold nothing that could be such a comment.
    if not _EXCUSE.search(source):
        return found
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        marks = list(_EXCUSE.finditer(token.string))
        if not marks:
            continue
        reason = token.string[marks[-1].end() :].strip(" #-:")
        if not re.search(r"[A-Za-z]{2}", reason) or not all(mark["noqa"] or mark["types"] for mark in marks):
            found.append(f"{token.start[0]}: {token.string}")
    return found


def words(text: str) -> set[str]:
    """Return the words of a text or a name in small letters, with `camelCase` and `snake_case` taken apart."""
    return {word.lower() for word in _WORD.findall(text)}


def doubles(paths: Iterable[str]) -> dict[str, list[str]]:
    """Return the folders of each module name that stands in more than one, packages' own files apart."""
    folders: dict[str, list[str]] = {}
    for path in sorted(paths):
        folder, _, name = path.rpartition("/")
        if not name.startswith("__"):
            folders.setdefault(name.removesuffix(".py"), []).append(folder)
    return {name: found for name, found in folders.items() if len(found) > 1}
