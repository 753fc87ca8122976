"""Where a piece of code stands: the class around it, the function around it, and what its locals are called in Python.

Rules: each local has one Python name in its function; a second one of the same name in a sibling block shares it, for GDScript's blocks end
before. A lambda's own locals are its own; what it takes from outside is looked up through its scope's parent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from steam_nodes.port.writer.written_names import BUILTINS, OURS, safe

if TYPE_CHECKING:
    from steam_nodes.port import syntax as s


@dataclass
class Place:
    """A class on its way to Python.

    Args:
        node: The script or the inner class.
        path: The Python names from the module's class down to it.
        outer: The class around it.
    """

    node: s.Script | s.Class
    path: tuple[str, ...]
    outer: Place | None = None
    after: list[str] = field(default_factory=list)
    """Lines that have to stand after the whole module's class: what a class body cannot say."""
    backing: dict[str, str] = field(default_factory=dict)
    """The name of the attribute behind each property of this class."""
    early: bool = False
    """A first value may look at variables that have none yet: those have their types' defaults in the class."""
    names: set[str] = field(default_factory=set)
    """The names of its members."""

    @property
    def dotted(self) -> str:
        """How the class is written outside of itself."""
        return ".".join(self.path)

    def chain(self) -> list[Place]:
        """Return this class and those around it, innermost first."""
        return [self, *(self.outer.chain() if self.outer else ())]


@dataclass
class Scope:
    """A function, a lambda or a class's body on its way to Python.

    Args:
        place: The class around it.
        function: The function; None for a class's body.
        static: There is no `self`.
        accessors: The variables whose setter or getter it is: their names mean the values themselves.
        outer: The scope around a lambda.
    """

    place: Place
    function: Any = None
    static: bool = False
    accessors: frozenset[str] = frozenset()
    outer: Scope | None = None
    names: dict[Any, str] = field(default_factory=dict)
    taken: dict[str, Any] = field(default_factory=dict)
    indent: int = 0
    """Where the statement that is being written begins."""
    hoisted: list[Any] = field(default_factory=list)
    """What has to stand before the statement that is being written: lambdas with statements."""
    renamed: frozenset[str] = frozenset()
    """Locals that hide a Python function this scope uses."""
    builtins: set[str] = field(default_factory=set)
    """Python's functions that the scope uses."""
    coroutine: bool = False

    @property
    def in_class_body(self) -> bool:
        """Whether it is a class's body, where names need no `self.`."""
        return self.function is None

    def declare(self, declared: Any, name: str) -> str:
        """Give a local its Python name."""
        python = safe(name)
        if python in OURS or python in self.renamed:
            python = f"{python}_"
        self.names[declared] = python
        self.taken[python] = declared
        return python

    def find(self, declared: Any, name: str) -> str:
        """Return the Python name of a local, of this scope or one around it."""
        scope: Scope | None = self
        while scope is not None:
            if declared in scope.names:
                return scope.names[declared]
            scope = scope.outer
        python = safe(name)
        return f"{python}_" if python in OURS or python in self.renamed else python

    def has_local(self, name: str) -> bool:
        """Whether a local of this scope or one around it has that Python name."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.taken:
                return True
            scope = scope.outer
        return False

    def fresh(self, stem: str) -> str:
        """Return a name that no local has."""
        name, number = stem, 2
        while self.has_local(name):
            name, number = f"{stem}_{number}", number + 1
        self.taken[name] = None
        return name

    def python(self, name: str) -> str:
        """Return one of Python's functions, and note that it is used, so that no local hides it."""
        scope: Scope | None = self
        while scope is not None:
            scope.builtins.add(name)
            scope = scope.outer
        return name

    def hidden(self, also: set[str]) -> frozenset[str]:
        """Return the locals that hide one of Python's functions which is used here; `also` are those that types are written with."""
        return frozenset(name for name in self.taken if name in BUILTINS and (name in self.builtins or name in also)) - self.renamed
