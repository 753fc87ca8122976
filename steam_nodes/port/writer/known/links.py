"""Which scripts of a project need which: who may be imported at the top of a file, and where the class of a path lies.

Rules: a script needs those it extends, names by class_name or preloads, and those of the scenes that it preloads. Of two that need each
other only a base is imported at the top; else the import stands inside the function that uses it. It is worked out once for a project.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from steam_nodes.port import syntax as s
from steam_nodes.port.writer.written_names import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d]\w*")
_PRELOADED = re.compile(r"""preload\s*\(\s*["']([^"']+)["']|extends\s+["']([^"']+)["']""")
_SCRIPT = re.compile(r'path="([^"]+\.(?:gd|tscn))"')
_known: WeakKeyDictionary[Any, Links] = WeakKeyDictionary()


def links_of(project: Any) -> Links | None:
    """Return what is known of a project's links, None without a project."""
    if project is None:
        return None
    found = _known.get(project)
    if found is None:
        found = _known[project] = Links(project)
    return found


class Links:
    """The links between the scripts of a project.

    Args:
        project: The project.
    """

    def __init__(self, project: Any) -> None:
        """Begin with nothing known."""
        self.project = project
        self._needs: dict[str, frozenset[str]] = {}
        self._reached: dict[str, frozenset[str]] = {}
        self._paths: dict[str, dict[Any, str]] = {}

    def is_script(self, path: str) -> bool:
        """Whether the project has a script at a path."""
        return self.project.script_at(path) is not None

    def needs(self, path: str) -> frozenset[str]:
        """Return the scripts that a script needs itself."""
        found = self._needs.get(path)
        if found is None:
            text = self.project.text(path) or ""
            if "::" in path:
                text = self.project.script_at(path)[1].text
            words = set(_WORD.findall(text)) & set(self.project.class_names)
            wanted = {self.project.class_names[word] for word in words}
            for preloaded, extended in _PRELOADED.findall(text):
                wanted |= set(self._of_file(self.project.resolve(preloaded or extended, path), set()))
            found = self._needs[path] = frozenset(wanted - {path})
        return found

    def _of_file(self, path: str, seen: set[str]) -> Iterator[str]:
        if path.endswith(".gd"):
            yield path
        elif path.endswith(".tscn") and path not in seen:
            seen.add(path)
            for inner in _SCRIPT.findall(self.project.text(path) or ""):
                yield from self._of_file(self.project.resolve(inner, path), seen)

    def reached(self, path: str) -> frozenset[str]:
        """Return all scripts that a script needs, also through others."""
        found = self._reached.get(path)
        if found is None:
            seen: set[str] = set()
            waiting = [path]
            while waiting:
                for other in self.needs(waiting.pop()):
                    if other not in seen and self.is_script(other):
                        seen.add(other)
                        waiting.append(other)
            found = self._reached[path] = frozenset(seen)
        return found

    def in_a_ring(self, path: str, other: str) -> bool:
        """Whether two scripts need each other."""
        return path in self.reached(other)

    def declares(self, name: str) -> bool:
        """Whether a class of the project has a function of that name."""
        return name in self._functions

    @cached_property
    def _functions(self) -> frozenset[str]:
        found: set[str] = set()
        for path in self.project.all_scripts:
            found |= set(_functions(self.project.script_at(path)[0].members))
        return frozenset(found)

    @cached_property
    def extended(self) -> frozenset[str]:
        """The names and the paths that any class of the project extends."""
        found: set[str] = set()
        for path in self.project.all_scripts:
            tree = self.project.script_at(path)[0]
            for node in (tree, *[one for one, _ in _inner(tree.members, "") if isinstance(one, s.Class)]):
                if node.extends is not None:
                    found |= set(node.extends.names)
                    if node.extends.path:
                        found.add(self.project.resolve(node.extends.path, path))
        return frozenset(found)

    def module(self, path: str) -> str:
        """Return the module of a script."""
        return str(self.project.modules[path])

    def class_name(self, path: str) -> str:
        """Return the class of a script."""
        return str(self.project.script(path).class_name)

    @cached_property
    def _homes(self) -> dict[Any, str]:
        return {self.project.script_at(path)[0]: path for path in self.project.all_scripts}

    def home(self, declared: Any) -> str:
        """Return the path of the script that a class, an enum or a script's tree belongs to, "" where nobody knows."""
        if isinstance(declared, s.Script):
            return str(self._homes.get(declared) or "")
        for path in self.project.all_scripts:
            if declared in self.inside(path):
                return str(path)
        return ""

    def inside(self, path: str) -> dict[Any, str]:
        """Return how each class and enum of a script is written, from its class on: ".Inner.State"."""
        found = self._paths.get(path)
        if found is None:
            tree = self.project.script_at(path)[0]
            found = self._paths[path] = dict(_inner(tree.members, ""))
            found[tree] = ""
        return found


def _functions(members: Any) -> Iterator[str]:
    for member in members:
        if isinstance(member, s.Function):
            yield member.name
        elif isinstance(member, s.Class):
            yield from _functions(member.members)


def _inner(members: Any, path: str) -> Iterator[tuple[Any, str]]:
    for member in members:
        if isinstance(member, s.Class):
            inner = f"{path}.{safe(member.name)}"
            yield member, inner
            yield from _inner(member.members, inner)
        elif isinstance(member, s.Enum) and member.name:
            yield member, f"{path}.{safe(member.name)}"
