"""What a public class has: methods, signals, properties, enums and constants, each with its signature, its docstring and its other names.

Rules: members are asked of the class itself, so that what a decorator puts there is found; docstrings of attributes, which Python does not
keep, are read from the source. A member belongs to the first public class that has it; bases that are not public count as part of the
class. Names with an underscore at the end are the library's own, those with one in front are hooks to override.
"""

from __future__ import annotations

import ast
import enum
import inspect
import re
import textwrap
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from docs.extension.public_names import MODULES

if TYPE_CHECKING:
    from collections.abc import Iterator

ORDER: Final = ("signal", "property", "method", "hook", "enum", "constant")


@dataclass
class Member:
    """One thing that a class has."""

    kind: str
    name: str
    thing: Any
    doc: str = ""
    signature: str = ""
    kept: str = ""
    """How a method is bound: "", "classmethod" or "staticmethod"."""
    twins: list[str] = field(default_factory=list)


@cache
def public_classes() -> dict[type, str]:
    """Return the full public name of each class that has a page."""
    found: dict[type, str] = {}
    for name in MODULES:
        module = import_module(name)
        for each in module.__all__:
            thing = getattr(module, each)
            kind = thing if isinstance(thing, type) else type(thing)
            if kind.__module__.startswith("steam_nodes") and kind not in found:
                found[kind] = f"{name}.{each}"
    return found


def own_parts(cls: type) -> list[type]:
    """Return the class and those of its bases that have no page of their own, and for `Steam` the parts that load on first use."""
    public = public_classes()
    parts = [base for base in cls.__mro__ if base.__module__.startswith("steam_nodes") and (base is cls or base not in public)]
    for base in cls.__mro__:
        if base is not cls and base in public:  # what a public base stands on is told on its page
            parts = [part for part in parts if part not in base.__mro__]
    if public.get(cls) == "steam_nodes.Steam":
        later = import_module("steam_nodes.steam.nodes.later")
        later.load_all(cls)
        for places in later.GROUPS.values():
            for place in places:
                file, _, name = place.partition(".")
                parts.append(getattr(import_module(f"steam_nodes.steam.nodes.groups.{file}"), name))
    return parts


def public_bases(cls: type) -> list[type]:
    """Return the public classes that a class stands on, nearest first."""
    return [base for base in cls.__mro__[1:] if base in public_classes()]


def members(cls: type) -> list[Member]:
    """Return what a class has beside what its public bases have, sorted by name, second names with the first.

    Args:
        cls: The class.
    """
    parts = own_parts(cls)
    notes = {name: text for part in reversed(parts) for name, text in attribute_notes(part).items()}
    enums = {value for part in parts for value in vars(part).values() if isinstance(value, enum.EnumType)}
    found: dict[str, Member] = {}
    by_thing: dict[int, Member] = {}
    for name, value in _attributes(parts, cls):
        kind = _kind(name, value, enums)
        if not kind:
            continue
        function = value.__func__ if isinstance(value, classmethod | staticmethod) else value
        before = by_thing.get(id(function)) if kind in {"method", "signal"} else None
        if before is not None:
            before.twins.append(name)
            continue
        member = Member(kind, name, value, notes.get(name, ""))
        if kind in {"method", "hook"}:
            member.doc = inspect.getdoc(function) or ""
            member.signature = signature(function, bound=not isinstance(value, staticmethod))
            member.kept = type(value).__name__ if isinstance(value, classmethod | staticmethod) else ""
            by_thing[id(function)] = member
        elif kind == "property":
            member.doc, member.signature = _of_property(value, member.doc or argument_of(cls, name))
        elif kind == "signal":
            call = getattr(value, "call", None)  # a call and a signal at once
            member.signature = _annotation(parts, name) or (f"Signal, and a call {signature(call, bound=True)}" if call else "")
            member.doc = member.doc or (inspect.getdoc(call) or "" if call else "")
            by_thing[id(value)] = member
        elif kind == "constant":
            member.signature = default(value)
        elif kind == "enum":
            member.doc = inspect.getdoc(value) or ""
        found[name] = member
    return sorted(found.values(), key=lambda member: (ORDER.index(member.kind), member.name.lower()))


def _attributes(parts: list[type], cls: type) -> Iterator[tuple[str, Any]]:
    """Give the attributes of a class by name, first the names that functions call themselves, so that the others are second names."""
    own = {name: value for part in reversed(parts) for name, value in vars(part).items()}
    own |= {name: value for name, value in vars(cls).items() if name not in own}

    def is_second(item: tuple[str, Any]) -> bool:
        function = getattr(item[1], "__func__", item[1])
        return getattr(function, "__name__", item[0]) != item[0]

    yield from sorted(own.items(), key=is_second)


def _kind(name: str, value: Any, enums: set[Any]) -> str:
    """Return what kind of member an attribute is, "" for one that has no place in the reference."""
    from steam_nodes import Signal  # noqa: PLC0415  # only where a page is made

    if name.endswith("_") or name.startswith("__"):
        return ""
    function = value.__func__ if isinstance(value, classmethod | staticmethod) else value
    if inspect.isroutine(function) and not inspect.ismethoddescriptor(function):
        if name.startswith("_"):
            return "hook" if (function.__doc__ or "").startswith("Override") else ""
        return "method"
    if name.startswith("_") or (isinstance(value, enum.Enum) and (type(value) in enums or type(value) in public_classes())):
        return ""  # a value stands with its enum, here or on a page of its own
    if isinstance(value, property | cached_property) or inspect.ismemberdescriptor(value) or inspect.isgetsetdescriptor(value):
        return "property"
    if isinstance(value, Signal):
        return "signal"
    if isinstance(value, enum.EnumType):
        return "enum"
    return "constant" if isinstance(value, int | float | str | bytes | tuple) else ""


def _of_property(value: Any, noted: str) -> tuple[str, str]:
    """Return the docstring and the type of a property."""
    getter = value.fget if isinstance(value, property) else getattr(value, "func", None)
    if getter is None:
        return noted, ""
    told = getattr(getter, "__annotations__", {}).get("return", "")
    return inspect.getdoc(getter) or noted, told if isinstance(told, str) else getattr(told, "__name__", str(told))


def argument_of(cls: type, name: str) -> str:
    """Return what a class says of one of the arguments that make its objects; a record's fields are told there."""
    match = re.search(rf"^    {re.escape(name)}: (.+(?:\n {{8}}.+)*)", inspect.getdoc(cls) or "", re.MULTILINE)
    return " ".join(match[1].split()) if match else ""


def _annotation(parts: list[type], name: str) -> str:
    """Return the annotation that a class gives an attribute, without what the library wraps around that of a signal."""
    told = next((str(part.__annotations__[name]) for part in parts if name in part.__annotations__), "")
    wrapped = re.fullmatch(r"typing\.ClassVar\[ForwardRef\('(.*)'\)\]", told)
    return wrapped[1] if wrapped else told


@cache
def attribute_notes(cls: type) -> dict[str, str]:
    """Return the docstrings that stand below the attributes of a class in its source.

    Args:
        cls: The class.
    """
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    except (OSError, TypeError):
        return {}
    notes: dict[str, str] = {}
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    for before, after in pairwise(body):
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
            targets = before.targets if isinstance(before, ast.Assign) else [before.target] if isinstance(before, ast.AnnAssign) else []
            notes |= {target.id: after.value.value for target in targets if isinstance(target, ast.Name)}
    return notes


def signature(function: Any, *, bound: bool = False) -> str:
    """Return the arguments and the answer of a function as they stand in its source.

    Args:
        function: The function, or a class for what makes one.
        bound: Whether the first argument is the object itself.
    """
    try:
        told = inspect.signature(function)
    except (TypeError, ValueError):
        return "(...)"
    parts: list[str] = []
    kinds = [each.kind for each in told.parameters.values()]
    given = list(told.parameters.values())[1 if bound else 0 :]
    for place, each in enumerate(given):
        star = "*" if each.kind is each.VAR_POSITIONAL else "**" if each.kind is each.VAR_KEYWORD else ""
        if each.kind is each.KEYWORD_ONLY and each.VAR_POSITIONAL not in kinds and "*" not in parts:
            parts.append("*")
        text = f"{star}{each.name}"
        if each.annotation is not each.empty:
            text += f": {written(each.annotation)}"
        if each.default is not each.empty:
            text += f" = {default(each.default)}" if ": " in text else f"={default(each.default)}"
        parts.append(text)
        after = given[place + 1].kind if place + 1 < len(given) else None
        if each.kind is each.POSITIONAL_ONLY and after is not each.POSITIONAL_ONLY:
            parts.append("/")
    answer = "" if told.return_annotation is told.empty else f" -> {written(told.return_annotation)}"
    return f"({', '.join(parts)}){answer}"


def written(annotation: Any) -> str:
    """Return an annotation as it stands in the source."""
    if isinstance(annotation, str):
        return annotation
    return annotation.__name__ if isinstance(annotation, type) else str(annotation).replace("typing.", "")


def default(value: Any) -> str:
    """Return a default value as a reader would write it."""
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    text = repr(value)
    return "..." if text.startswith("<") or len(text) > 60 else text  # noqa: PLR2004  # longer ones hide the signature
