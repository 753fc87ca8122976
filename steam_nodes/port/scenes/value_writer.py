"""Values of the engine's text files as Python.

Rules: what Python has is written as Python has it; the rest is `gd.` and the engine's name, made as GDScript makes it. Where a line may
break is marked for `layout`. The names of classes and of other files come from `Links`.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Final, Protocol

from steam_nodes.port.scenes.variant_text import Construct, Pairs
from steam_nodes.port.writer.layout import BROKEN, CLOSE, GROUP, NEXT, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LONGEST: Final = 76
"""Characters of a text on one line."""
_BREAKS: Final = re.compile(r".{1,70}(?: |$)|.{1,70}", re.DOTALL)

_GROUPS: Final[dict[str, int]] = {"AABB": 3, "Transform2D": 2, "Projection": 4}
"""Values that are made of vectors, with how many numbers each has."""
_ELEMENTS: Final[dict[str, tuple[str, int]]] = {
    "PackedVector2Array": ("Vector2", 2),
    "PackedVector3Array": ("Vector3", 3),
    "PackedVector4Array": ("Vector4", 4),
    "PackedColorArray": ("Color", 4),
}
_PYTHON_TYPES: Final = {"String": "str", "bool": "bool", "int": "int", "float": "float"}


class Links(Protocol):
    """What a file says of the other files and the classes it uses."""

    def gd(self) -> str:
        """Return the name of the runtime, and import it."""

    def library(self, name: str) -> str:
        """Return the name of a class of the library, and import it."""

    def engine_class(self, name: str) -> str:
        """Return the name of a class of the engine, and import it."""

    def reference(self, value: Construct) -> str:
        """Return what an ExtResource, a SubResource or a Resource is in Python."""


def call(name: str, arguments: Iterable[str]) -> str:
    """Return a call, marked for `layout`."""
    return f"{name}({OPEN}{f',{NEXT}'.join(arguments)}{CLOSE})"


def text_of(value: str) -> str:
    """Return a text as a literal, a long one in parts."""
    if len(value) <= _LONGEST:
        return quoted(value)
    return f"({GROUP}{BROKEN}{NEXT.join(quoted(part) for part in _BREAKS.findall(value))}{CLOSE})"


def quoted(value: str) -> str:
    """Return a text between quotes, double ones where that takes no more backslashes, as Python's formatters do."""
    plain = repr(value)
    if plain[0] == '"' or '"' in value:
        return plain
    return f'"{plain[1:-1]}"'


class ValueWriter:
    """Writes values.

    Args:
        links: Where the names come from.
    """

    def __init__(self, links: Links) -> None:
        """Keep the links."""
        self._links = links

    def write(self, value: Any) -> str:
        """Return a value as Python, marked for `layout`."""
        if isinstance(value, str):
            return text_of(value)
        if isinstance(value, float):
            return repr(value) if math.isfinite(value) else f'float("{value}")'
        if isinstance(value, list):
            return f"[{OPEN}{f',{NEXT}'.join(self.write(each) for each in value)}{CLOSE}]" if value else "[]"
        if isinstance(value, Pairs):
            return self._pairs(value)
        return self._construct(value) if isinstance(value, Construct) else repr(value)

    def _pairs(self, value: Pairs) -> str:
        if not value.items:
            return "{}"
        if all(isinstance(key, str) for key, _ in value.items) or all(type(key) is int for key, _ in value.items):
            written = [f"{self.write(key)}: {self.write(each)}" for key, each in value.items]
            return f"{{{OPEN}{f',{NEXT}'.join(written)}{CLOSE}}}"
        # Python takes 1, 1.0 and true for one key, and no list for any.
        pairs = [f"({OPEN}{self.write(key)},{NEXT}{self.write(each)}{CLOSE})" for key, each in value.items]
        return call(f"{self._links.gd()}.Dictionary", [f"[{OPEN}{f',{NEXT}'.join(pairs)}{CLOSE}]"])

    def _construct(self, value: Construct) -> str:
        name, arguments = value.name, value.arguments
        if name in ("ExtResource", "SubResource", "Resource"):
            return self._links.reference(value)
        if name == "NodePath":
            return call(self._links.library("NodePath"), [self.write(arguments[0] if arguments else "")])
        if name in ("Callable", "Signal"):
            return f"{self._links.library(name)}()"
        if name in ("Array", "Dictionary"):
            types = ", ".join(self._type(each) for each in value.types)
            return call(f"{self._links.gd()}.{name}[{types}]", [self.write(each) for each in arguments])
        if name.startswith("Packed"):
            return call(f"{self._links.gd()}.{name}", [self.write(self._elements(name, arguments))] if arguments else [])
        return call(f"{self._links.gd()}.{name}", [self.write(each) for each in self._parts(name, arguments)])

    def _elements(self, name: str, arguments: Sequence[Any]) -> list[Any]:
        if name not in _ELEMENTS:
            return list(arguments)
        element, count = _ELEMENTS[name]
        return _cut(element, arguments, count)

    def _parts(self, name: str, arguments: Sequence[Any]) -> list[Any]:
        """Return what GDScript makes a value of, where the file has bare numbers; a basis is written in rows and made of columns."""
        if name in _GROUPS:
            return _cut(f"Vector{_GROUPS[name]}", arguments, _GROUPS[name])
        if name == "Basis":
            return _columns(arguments)
        if name == "Transform3D":
            return [*_columns(arguments[:9]), Construct("Vector3", tuple(arguments[9:]))]
        return list(arguments)

    def _type(self, kind: str | Construct) -> str:
        if isinstance(kind, Construct):
            return self._links.reference(kind)
        if kind in _PYTHON_TYPES:
            return _PYTHON_TYPES[kind]
        if kind == "Variant":
            return "None"
        if kind in ("StringName", "Array", "Dictionary", "RID") or kind.startswith(("Vector", "Rect", "Packed", "Transform")):
            return f"{self._links.gd()}.{kind}"
        if kind in ("Plane", "Quaternion", "AABB", "Basis", "Projection", "Color"):
            return f"{self._links.gd()}.{kind}"
        return self._links.library(kind) if kind in ("NodePath", "Callable", "Signal") else self._links.engine_class(kind)


def _cut(name: str, numbers: Sequence[Any], count: int) -> list[Any]:
    return [Construct(name, tuple(numbers[at : at + count])) for at in range(0, len(numbers), count)]


def _columns(rows: Sequence[Any]) -> list[Any]:
    return [Construct("Vector3", tuple(rows[column::3])) for column in range(3)]
