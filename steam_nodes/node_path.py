"""NodePath: the address of a node, relative or from the root.

Rules: `/` separates names, `.` is the node itself, `..` its parent, `%Name` a unique name of the scene; what follows a `:` is ignored
when a node is looked up. Empty parts are dropped, as the engine does.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Self


class NodePath(str):
    """A path to a node; a plain string does wherever one is asked for.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_nodepath.html.
    """

    __slots__ = ()

    def __new__(cls, path: str = "") -> Self:
        """Normalise the path: empty parts and a trailing slash go."""
        absolute, names = split(path)
        subnames = path.split(":")[1:]
        return super().__new__(cls, ("/" if absolute else "") + "/".join(names) + "".join(f":{name}" for name in subnames))

    def get_name_count(self) -> int:
        """Count the names of nodes."""
        return len(split(self)[1])

    def get_name(self, idx: int) -> str:
        """Return one of the names of nodes."""
        return split(self)[1][idx]

    def get_subname_count(self) -> int:
        """Count the names after the colons."""
        return len(self.split(":")) - 1

    def get_subname(self, idx: int) -> str:
        """Return one of the names after the colons."""
        return self.split(":")[idx + 1]

    def is_absolute(self) -> bool:
        """Whether it starts at the root of the tree."""
        return self.startswith("/")

    def is_empty(self) -> bool:
        """Whether it is the empty path."""
        return not self


@lru_cache(maxsize=4096)
def split(path: str) -> tuple[bool, tuple[str, ...]]:
    """Return whether a path is absolute, and its names."""
    nodes = path.partition(":")[0]
    return nodes.startswith("/"), tuple(name for name in nodes.split("/") if name)
