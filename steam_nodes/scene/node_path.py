"""NodePath: the address of a node, relative or from the root, and of a property of it.

Rules: `/` separates names, `.` is the node itself, `..` its parent, `%Name` a unique name of the scene; what follows a `:` is ignored
when a node is looked up, and names a property, or what is inside of it, where a property is asked for. Empty parts are dropped, as the
engine does; an empty name between two colons is an error there, and the path is empty then.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Self

from steam_nodes.object import error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steam_nodes.scene.node import Node

_END: Final = 2147483647
_MOST: Final = 4096
"""How many paths are remembered."""


class NodePath(str):
    """A path to a node. A plain string will do wherever a path is wanted.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_nodepath.html.
    """

    __slots__ = ()

    def __new__(cls, path: str = "") -> Self:
        """Normalise the path: empty parts, a trailing slash and a trailing colon go."""
        absolute, names = split(path)
        subnames = path.split(":")[1:]
        if subnames and not subnames[-1]:
            subnames.pop()
        if "" in subnames:
            error.complain(f"Invalid NodePath '{path}': there is an empty name between its colons. It is the empty path now.")
            return super().__new__(cls, "")
        return super().__new__(cls, _joined(absolute, names, subnames))

    def get_name_count(self) -> int:
        """Count the names of nodes."""
        return len(split(self)[1])

    def get_name(self, idx: int) -> str:
        """Return one of the names of nodes, counted from 0; an empty text, with one ERROR, if there are not so many."""
        return self._one_of(split(self)[1], idx, "get_name")

    def get_subname_count(self) -> int:
        """Count the names after the colons."""
        return len(_subnames(self))

    def get_subname(self, idx: int) -> str:
        """Return one of the names after the colons, counted from 0; an empty text, with one ERROR, if there are not so many."""
        return self._one_of(_subnames(self), idx, "get_subname")

    def get_concatenated_names(self) -> str:
        """Return the names of nodes with their slashes; an empty text, with one ERROR, for the empty path."""
        if not self:
            error.complain("get_concatenated_names() of an empty NodePath. Ask is_empty() first.")
        return "/".join(split(self)[1])

    def get_concatenated_subnames(self) -> str:
        """Return the names after the first colon; an empty text, with one ERROR, for the empty path."""
        if not self:
            error.complain("get_concatenated_subnames() of an empty NodePath. Ask is_empty() first.")
        return ":".join(_subnames(self))

    def get_as_property_path(self) -> NodePath:
        """Return the path of a property: the names of nodes become its first name, so that `position:x` is `:position:x`."""
        names = split(self)[1]
        return NodePath(_joined(False, (), ["/".join(names), *_subnames(self)])) if names else self

    def slice(self, begin: int, end: int = _END) -> NodePath:
        """Return a part of the path.

        Args:
            begin: The first name, of nodes and properties together; negative numbers count from the end.
            end: The first name after the part; negative numbers count from the end.
        """
        absolute, names = split(self)
        subnames = _subnames(self)
        count = len(names) + len(subnames)
        first, last = (min(max(index + count if index < 0 else index, 0), count) for index in (begin, end))
        if first > last:
            error.complain(f"slice({begin}, {end}) of the NodePath '{self}': it begins behind its end.")
            return NodePath()
        parts = [*names, *subnames]
        middle = min(max(len(names), first), last)
        return NodePath(_joined(absolute and first == 0, parts[first:middle], parts[middle:last]))

    def hash(self) -> int:
        """Return a number of 32 bits that equal paths share, the same in every run; it is not the engine's."""
        number = 5381
        for letter in self:
            number = (number * 33 ^ ord(letter)) & 0xFFFFFFFF
        return number

    def is_absolute(self) -> bool:
        """Whether it starts at the root of the tree."""
        return self.startswith("/")

    def is_empty(self) -> bool:
        """Whether it is the empty path."""
        return not self

    def _one_of(self, names: tuple[str, ...], idx: int, what: str) -> str:
        if not 0 <= idx < len(names):
            error.complain(f"{what}({idx}) of the NodePath '{self}': the index is out of bounds, it has {len(names)}.")
            return ""
        return names[idx]


@lru_cache(maxsize=_MOST)
def split(path: str) -> tuple[bool, tuple[str, ...]]:
    """Return whether a path is absolute, and its names."""
    nodes = path.partition(":")[0]
    return nodes.startswith("/"), tuple(name for name in nodes.split("/") if name)


names_below: Final[dict[str, tuple[str, ...]]] = {}
"""The names of paths that were asked for and lead down from child to child and nowhere else; none for other paths."""


def learn(path: str) -> None:
    """Put a path among `names_below`, which forget all when they are many."""
    absolute, names = split(path)
    if len(names_below) >= _MOST:
        names_below.clear()
    names_below[path] = () if absolute or any(name in (".", "..") or name[0] == "%" for name in names) else names


def matches(name: str, pattern: str) -> bool:
    """Whether a name matches a pattern with `*` and `?`."""
    # fnmatch brings the regular expressions with it, which a program that never searches need not load.
    from fnmatch import fnmatchcase  # noqa: PLC0415  # loaded on first use

    # Brackets mean nothing in Godot's patterns.
    return fnmatchcase(name, pattern.replace("[", "[[]"))


def matching(top: Node, pattern: str, wanted: str, *, recursive: bool, owned: bool) -> Iterator[Node]:
    """Give the nodes below another that match.

    Args:
        top: The node to look below.
        pattern: What the name matches; empty for any.
        wanted: The name of a class that they inherit; empty for any.
        recursive: Whether to look below the children too.
        owned: Whether only nodes with an owner count, and only what is below such.
    """
    levels = [iter(top.get_children(include_internal=True))]
    while levels:
        child = next(levels[-1], None)
        if child is None:
            levels.pop()
        elif not owned or child.owner is not None:
            if (not pattern or matches(child.name, pattern)) and (not wanted or _is_a(child, wanted)):
                yield child
            if recursive:
                levels.append(iter(child.get_children(include_internal=True)))


def _is_a(node: Node, wanted: str) -> bool:
    return node.is_class(wanted) or any(base.__name__ == wanted for base in type(node).__mro__)


def _subnames(path: str) -> tuple[str, ...]:
    return tuple(path.split(":")[1:])


def _joined(absolute: bool, names: Sequence[str], subnames: Sequence[str]) -> str:
    return ("/" if absolute else "") + "/".join(names) + "".join(f":{name}" for name in subnames)
