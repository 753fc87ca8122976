"""The variables that a script declares, read off its Python class in the order of the script.

Rules: a variable stands in the body of the class, is a property there, or gets its first value in `__init__`, where only what nothing else
declares is one. The attribute behind a property (`_speed` of `speed`) is no variable of the script; what it says of the export is the
property's. The order is that of the script's lines where they are known. A class whose text is not at hand tells what it holds.
"""

from __future__ import annotations

import ast
import re
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from steam_nodes.gdscript.scripts import script_fault
from steam_nodes.gdscript.scripts.declared_members import ExportGroup, OnReady
from steam_nodes.object.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LOADED: Final = ("preload", "load", "script_class")
"""What a constant is made by that says no type."""
_GROUP: Final = "@export"


class Variable(NamedTuple):
    """A variable, or a heading among them.

    Args:
        name: Its name in the script.
        attribute: Its name in Python.
        annotation: Its type as the Python says it, "" for none.
        value: What stands for it in the class: an Export, an OnReady, a heading, or its first value; None for what `__init__` sets.
        static: Whether it is one of the class.
        line: The line of the script.
    """

    name: str
    attribute: str
    annotation: str
    value: Any
    static: bool
    line: int


@lru_cache(maxsize=512)
def variables_of(cls: Any) -> tuple[Variable, ...]:
    """Return the variables of one script, without those of the scripts it extends.

    Args:
        cls: The class of the script.
    """
    body = _body_of(cls)
    if body is None:
        return tuple(_held(cls))
    found: dict[str, Variable] = {}
    heads = [value for name, value in vars(cls).items() if name.startswith(_GROUP) and isinstance(value, ExportGroup)]
    for statement in body:
        for each in _declared(statement, cls, heads, found):
            found.setdefault(each.attribute, each)
    for each in [*found.values()]:
        behind = _behind(each, found)
        if behind is not None:
            del found[behind.attribute]
            found[each.attribute] = each._replace(value=behind.value, annotation=each.annotation or behind.annotation)
    return tuple(sorted(found.values(), key=lambda each: each.line))


def _body_of(cls: Any) -> list[ast.stmt] | None:
    """Return the statements of a class, None where its text is not at hand."""
    module = sys.modules.get(cls.__module__)
    try:
        body: list[ast.stmt] = ast.parse(script_fault.text_of(module)).body if module is not None else []
    except SyntaxError:
        return None
    for part in cls.__qualname__.split("."):
        inner = next((each for each in body if isinstance(each, ast.ClassDef) and each.name == part), None)
        if inner is None:
            return None
        body = inner.body
    return body


def _declared(statement: ast.stmt, cls: Any, heads: list[ExportGroup], found: dict[str, Variable]) -> Iterator[Variable]:
    """Give what a statement in the body of a class declares."""
    match statement:
        case ast.AnnAssign(target=ast.Name(id=name)):
            said = ast.unparse(statement.annotation)
            if not said.startswith("Final") and not isinstance(vars(cls).get(name), Signal):
                yield _variable(cls, name, said, statement.lineno)
        case ast.Assign(targets=[ast.Name(id=name)]):
            if not _is_constant(statement.value, cls, name):
                yield _variable(cls, name, "", statement.lineno)
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=called))) if called.startswith("export_") and heads:
            head = heads.pop(0)
            yield Variable(head.name, f"{_GROUP} {len(heads)}", "", head, static=False, line=_line(cls, statement.lineno))
        case ast.FunctionDef(name=name, decorator_list=[first, *_]) if _word(first) in ("property", "static_property"):
            said = ast.unparse(statement.returns) if statement.returns is not None else ""
            line = _line(cls, first.lineno)
            yield Variable(script_fault.script_name(name), name, said, None, static=_word(first) != "property", line=line)
        case ast.FunctionDef(name="__init__"):
            yield from _set_in(statement, cls, found)


def _variable(cls: Any, name: str, annotation: str, line: int) -> Variable:
    static = annotation.startswith("ClassVar")
    return Variable(script_fault.script_name(name), name, annotation, vars(cls).get(name), static=static, line=_line(cls, line))


def _is_constant(value: ast.expr, cls: Any, name: str) -> bool:
    """Whether what says no type is a constant: a class, or what is loaded."""
    held = vars(cls).get(name)
    return isinstance(held, type | Signal) or (isinstance(value, ast.Call) and _word(value.func) in _LOADED)


def _word(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _line(cls: Any, line: int) -> int:
    return script_fault.place_of(getattr(sys.modules.get(cls.__module__), "__file__", None) or "", line)[1]


def _set_in(function: ast.FunctionDef, cls: Any, found: dict[str, Variable]) -> Iterator[Variable]:
    """Give what an `__init__` sets and nothing else declares."""
    for statement in function.body:
        match statement:
            case ast.AnnAssign(target=ast.Attribute(value=ast.Name(id="self"), attr=name)):
                said = ast.unparse(statement.annotation)
            case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)]) if name not in found:
                said = ""
                if any(_has(base, name) for base in cls.__mro__[1:]):
                    continue
            case _:
                continue
        yield Variable(script_fault.script_name(name), name, said, None, static=False, line=_line(cls, statement.lineno))


def _has(base: Any, name: str) -> bool:
    return name in vars(base) or ("_script_path_" in vars(base) and any(each.attribute == name for each in variables_of(base)))


def _behind(variable: Variable, among: dict[str, Variable]) -> Variable | None:
    """Return what holds the value of a property: of several such names it is the longest."""
    if variable.value is not None or variable.attribute not in among or variable.attribute.startswith(_GROUP):
        return None
    wanted = re.compile(rf"_{re.escape(variable.attribute)}_*")
    names = [each.attribute for each in among.values() if wanted.fullmatch(each.attribute) and each.line == variable.line]
    return among[max(names, key=len)] if names else None


def _held(cls: Any) -> Iterable[Variable]:
    """Give the variables that a class holds, for one whose text is not at hand."""
    annotations = vars(cls).get("__annotations__", {})
    for name, value in vars(cls).items():
        said = str(annotations.get(name, ""))
        hidden = (name.startswith("_") and name.endswith("_")) or name == "EXPORTED" or said.startswith("Final")
        if isinstance(value, ExportGroup):
            yield Variable(value.name, name, "", value, static=False, line=0)
        elif isinstance(value, property):
            said = str(getattr(value.fget, "__annotations__", {}).get("return", ""))
            yield Variable(script_fault.script_name(name), name, said, None, static=False, line=0)
        elif not hidden and (isinstance(value, OnReady) or not (callable(value) or isinstance(value, Signal | staticmethod | classmethod))):
            yield Variable(script_fault.script_name(name), name, said, value, static=said.startswith("ClassVar"), line=0)
