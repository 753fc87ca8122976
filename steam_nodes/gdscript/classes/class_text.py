"""Reads the text of the class list, a class only when somebody asks for it.

Each class is a run of lines below `@class`, `@builtin`, `@global` or `@gdscript`; the fields of a line are divided by tabs:

    @class    name, base, flags: i instantiable, r reference-counted, e of the editor
    @builtin  name, type of an index, k where it is keyed
    =name     a constant: type, value
    #name     an enum: b for a bit field, NAME=value ...
    .name     a property: type, setter, getter, default value
    ~name     another default value of an inherited property
    *name     a signal: type name ...
    !name     a method: what it returns, flags, `type name=default` ...; flags: v vararg, s static, o virtual, +version, -version
    ^         a constructor: type name ...
    %name     an operator: type on the right, type of the result
    $name     a singleton: its class
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from steam_nodes.gdscript.classes.records import Argument, Builtin, Constant, Enum, Member, Method, NativeClass, Operator, Property, Signal

Thing = TypeVar("Thing")

_VERSION = re.compile(r"([+-])([\d.]+)")


class Lazy(Mapping[str, Thing]):
    """A mapping from names that makes a value when it is first asked for."""

    def __init__(self, raw: Mapping[str, str], make: Callable[[str], Thing]) -> None:
        """Keep the texts, and what makes a value of one."""
        self._raw = raw
        self._make = make
        self._made: dict[str, Thing] = {}

    def __getitem__(self, name: str) -> Thing:
        """Return the value of that name."""
        try:
            return self._made[name]
        except KeyError:
            made = self._made[name] = self._make(self._raw[name])
            return made

    def __contains__(self, name: object) -> bool:
        """Whether there is one of that name."""
        return name in self._raw

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._raw)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._raw)

    def get(self, name: str, default: Thing | None = None) -> Thing | None:  # type: ignore[override] # names are texts
        """Return the value of that name, or the default."""
        return self[name] if name in self._raw else default


def blocks(text: str) -> Iterator[tuple[str, list[str], str]]:
    """Yield for each class the word behind `@`, the fields of its first line, and the lines below."""
    for block in text[1:].split("\n@"):
        head, _, body = block.partition("\n")
        word, *fields = head.split("\t")
        yield word, fields, body


def native(fields: list[str], body: str, base: NativeClass | None) -> NativeClass:
    """Read a class of the engine."""
    name, _, flags = fields
    lines = body.split("\n")
    overrides = dict(_override(line) for line in lines if line.startswith("~"))
    return NativeClass(name, base, "i" in flags, "r" in flags, "e" in flags, members(name, lines), overrides)


def builtin(fields: list[str], body: str) -> Builtin:
    """Read a built-in type."""
    name, index, keyed = fields
    lines = body.split("\n")
    constructors = tuple(_arguments(line.split("\t")[1:]) for line in lines if line.startswith("^"))
    operators = tuple(Operator(*line[1:].split("\t")) for line in lines if line.startswith("%"))
    return Builtin(name, index, keyed == "k", constructors, operators, members(name, lines))


def members(owner: str, lines: list[str]) -> Lazy[Member]:
    """Read the members of a class: a line each, and one for each value of an enum."""
    raw: dict[str, str] = {}
    for line in lines:
        if line[:1] in _READ:
            name = line[1 : line.find("\t")] if "\t" in line else line[1:]
            # A signal may have the name of a method or of a property; those are what the engine finds first.
            if line[0] != "*" or name not in raw:
                raw[name] = line
            if line[0] == "#":
                for value in line.split("\t")[2:]:
                    key, _, number = value.partition("=")
                    raw[key] = f"={key}\t{name}\t{number}\t"
    return Lazy(raw, lambda line: _READ[line[0]](owner, line[1:].split("\t")))


def singletons(body: str) -> dict[str, str]:
    """Read which class each singleton has."""
    found = {}
    for line in body.split("\n"):
        if line.startswith("$"):
            name, _, told = line[1:].partition("\t")
            found[name] = told
    return found


def _plain(text: str) -> str:
    if "\\" not in text:
        return text
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text)


def _override(line: str) -> tuple[str, str]:
    name, _, default = line[1:].partition("\t")
    return name, _plain(default)


def _arguments(fields: list[str]) -> tuple[Argument, ...]:
    found = []
    for text in fields:
        told, equals, default = text.partition("=")
        kind, _, name = told.rpartition(" ")
        found.append(Argument(name, kind, _plain(default) if equals else None))
    return tuple(found)


def _constant(owner: str, fields: list[str]) -> Member:
    if len(fields) > 3:  # noqa: PLR2004 - a value of an enum is told with one field more
        return Constant(fields[0], f"enum:{owner}.{fields[1]}" if owner else f"enum:{fields[1]}", fields[2], owner, fields[1])
    return Constant(fields[0], fields[1], fields[2], owner)


def _enum(owner: str, fields: list[str]) -> Member:
    values = {}
    for text in fields[2:]:
        name, _, number = text.partition("=")
        values[name] = int(number)
    return Enum(fields[0], values, fields[1] == "b", owner)


def _property(owner: str, fields: list[str]) -> Member:
    name, told, *rest = fields
    setter, getter, default = (*rest, "", "", "")[:3]
    return Property(name, told, owner, _plain(default), setter, getter)


def _signal(owner: str, fields: list[str]) -> Member:
    return Signal(fields[0], _arguments(fields[1:]), owner)


def _method(owner: str, fields: list[str]) -> Member:
    name, returns, flags, *arguments = fields
    versions = dict(_VERSION.findall(flags))
    return Method(
        name,
        _arguments(arguments),
        returns,
        static="s" in flags,
        vararg="v" in flags,
        virtual="o" in flags,
        owner=owner,
        added=versions.get("+", ""),
        removed=versions.get("-", ""),
    )


_READ: dict[str, Callable[[str, list[str]], Member]] = {
    "=": _constant,
    "#": _enum,
    ".": _property,
    "*": _signal,
    "!": _method,
}
