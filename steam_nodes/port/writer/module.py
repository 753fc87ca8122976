"""What one written file needs as a whole: its imports, the runtime's names it uses, its comments, and what could not be written.

Rules: an import is made by using it and by nothing else, so none is unused. Names for annotations only are imported under TYPE_CHECKING.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Any

from steam_nodes.port import api as api_of
from steam_nodes.port import syntax as s
from steam_nodes.port.analysis import Kind, Means
from steam_nodes.port.source import Problem
from steam_nodes.port.writer import written_names as names
from steam_nodes.port.writer.known.families import folded, inner_classes
from steam_nodes.port.writer.known.lacked import LACKED, WINDOW
from steam_nodes.port.writer.known.links import links_of
from steam_nodes.port.writer.text.imports import import_blocks
from steam_nodes.port.writer.text.literals import string
from steam_nodes.port.writer.written_names import safe

if TYPE_CHECKING:
    from steam_nodes.gdscript.classes.api import Api
    from steam_nodes.port.analysis import Analysis, Meaning, Type
    from steam_nodes.port.source import Source
    from steam_nodes.port.syntax import Comment, Script
    from steam_nodes.port.writer.known.links import Links

RUNTIME = "steam_nodes.gdscript"
SINGLETONS = "steam_nodes.gdscript.singletons"


class Module:
    """One file on its way to Python.

    Args:
        analysis: What is known of the script.
        project: The project it belongs to, None for a script alone.
    """

    def __init__(self, analysis: Analysis, project: Any = None) -> None:
        """Begin with nothing imported."""
        self.analysis = analysis
        self.script: Script = analysis.script
        self.source: Source = analysis.source
        self.project = project
        self.api: Api = api_of.load()
        self.problems: list[Problem] = []
        self.imports: dict[str, set[str]] = {}
        self.typing_only: dict[str, set[str]] = {}
        self.runtime: set[str] = set()
        self.lax: set[str] = set()
        """Codes of mypy's that GDScript's looser rules need."""
        self.may_be_null = False
        """A variable of a class's type, or what a call returns, may be null, as GDScript has it."""
        self.python: set[str] = set()
        """Python's types that the function that is being written uses, in its annotations too."""
        self.helpers: list[str] = []
        """Lines between the imports and the class: lookups of scripts that import this one."""
        self.class_name = ""
        self.links: Links | None = links_of(project)
        self.function_imports: dict[str, set[str]] | None = None
        """What the function that is being written imports itself, None outside of functions."""
        self.comments: list[Comment] = sorted(self.script.comments, key=lambda comment: comment.begin)
        self._begins = [comment.begin for comment in self.comments]
        self.told: set[int] = set()
        """Offsets of the comments that have been written."""

    def type_rules(self) -> str:
        """Return what mypy is told at the top of the file: where GDScript is looser than Python's types are."""
        rules = ["no-strict-optional"] if self.may_be_null else []
        if "attr-defined" in self.lax and self.may_be_null:
            # What may be null is a union there, of which mypy has a word of its own.
            self.lax.add("union-attr")
        if self.lax:
            rules.append(f'disable-error-code="{",".join(sorted(self.lax))}"')
        return ", ".join(rules)

    def lacks(self, kind: Type, meaning: Meaning, name: str) -> bool:
        """Whether mypy knows no member of that name in a class: nobody declares it, or the library has a part of the class only."""
        if meaning.means is Means.UNKNOWN and self.api.find(kind.name, name) is None:
            return True
        if kind.name in ("Viewport", "Window"):
            return name not in WINDOW and (self.api.find("Node", name) is None or self.is_lacked(name))
        return (kind.kind is Kind.SCRIPT or kind.name in names.LIBRARY) and self.is_lacked(name)

    @cached_property
    def stands_on_ours(self) -> bool:
        """Whether the script's class stands on one of the library's, whose members mypy knows, and on no stand-in."""
        extends = self.script.extends
        return extends is None or bool(extends.path) or extends.names[0] in names.LIBRARY or extends.names[0] not in self.api.classes

    def is_lacked(self, name: str) -> bool:
        """Whether some class of the library has no member of that name, which the engine's has."""
        return any(name in found for found in LACKED.values())

    def builtin(self, name: str) -> str:
        """Return one of Python's types, and note that it is used; from its module where a member of a class here has its name."""
        self.python.add(name)
        if name in self._members:
            self.imports.setdefault("builtins", set())
            return f"builtins.{name}"
        return name

    @cached_property
    def _constants(self) -> frozenset[str]:
        own: list[s.Script | s.Class] = [self.script, *inner_classes(self.script.members)]
        return frozenset(member.name for node in own for member in node.members if isinstance(member, s.Constant))

    @cached_property
    def _members(self) -> frozenset[str]:
        own: list[s.Script | s.Class] = [self.script, *inner_classes(self.script.members)]
        return frozenset(str(getattr(member, "name", "")) for node in own for member in node.members)

    def gd(self, name: str) -> str:
        """Return how the runtime's name is written, and note that it is used."""
        if name not in names.HELPERS and not self.is_engine_name(name) and name not in names.OLDER:
            self.problem(0, f"The runtime has no '{name}'.")
        self.runtime.add(name)
        return f"gd.{name}"

    def is_engine_name(self, name: str) -> bool:
        """Whether the engine has a function, a type, a class or a constant of that name."""
        api = self.api
        return (
            name in api.functions
            or name in api.builtins
            or name in api.classes
            or name in api.constants
            or name in api.enums
            or name in api.singletons
        )

    def is_older(self, name: str) -> bool:
        """Whether a name that nothing declares is a class of Godot 3, in a script of Godot 3."""
        return self.script.godot3 and name in names.OLDER

    def use(self, module: str, name: str) -> str:
        """Import a name, and return it, or what stands behind its `as`."""
        self.imports.setdefault(module, set()).add(name)
        return name.rpartition(" ")[2]

    def use_for_types(self, module: str, name: str) -> str:
        """Import a name for annotations only, and return it."""
        if " as " in name:
            self.typing_only.setdefault(module, set()).add(name)
            return name.split(" as ")[1]
        if name not in self.imports.get(module, ()):
            self.typing_only.setdefault(module, set()).add(name)
        return name

    @staticmethod
    def knows_class(name: str) -> bool:
        """Whether the engine has a class or a singleton of that name."""
        api = api_of.load()
        return name in api.classes or name in api.singletons or name in api.builtins

    @cached_property
    def folded(self) -> frozenset[Any]:
        """The classes whose `_init` is part of their `__init__`, see families.py."""
        outside = self.links.extended if self.links is not None else frozenset()
        return folded(self.script, self.source.path, outside, self.api.classes)

    @cached_property
    def _paths(self) -> dict[Any, str]:
        """How each class and each enum of this file is written outside of its class."""
        found: dict[Any, str] = {self.script: self.class_name}

        def add(members: Any, path: str) -> None:
            for member in members:
                if isinstance(member, s.Class):
                    found[member] = f"{path}.{safe(member.name)}"
                    add(member.members, found[member])
                elif isinstance(member, s.Enum) and member.name:
                    found[member] = f"{path}.{safe(member.name)}"

        add(self.script.members, self.class_name)
        return found

    def declares(self, name: str) -> bool:
        """Whether a class of this script has a function of that name, or one of the project where there is one."""
        if name in self._functions:
            return True
        return self.links is not None and self.links.declares(name)

    @cached_property
    def _functions(self) -> frozenset[str]:
        own: list[s.Script | s.Class] = [self.script, *inner_classes(self.script.members)]
        return frozenset(member.name for node in own for member in node.members if isinstance(member, s.Function))

    def path_to(self, declared: Any, script: str, *, name: str = "", only_type: bool = False) -> str:
        """Return how a class or an enum of the project is written, "" where it is not known; the import is noted."""
        if declared is not None and declared in self._paths:
            return self._paths[declared]
        if name and name == self.script.class_name:
            return self.class_name
        return self._other(declared, script, name, only_type=only_type)

    def _other(self, declared: Any, script: str, name: str, *, only_type: bool) -> str:
        """Return how a class of another file is written."""
        if self.links is None:
            return self.script_at(script) if script and declared is None else ""
        if name and not script:
            script = self.project.class_names.get(name, "")
        if not script and declared is not None:
            script = self.links.home(declared)
        if not script or not self.links.is_script(script):
            return ""
        inner = self.links.inside(script).get(declared, "") if declared is not None else ""
        if script == self.source.path:
            return self.class_name + inner
        return self.script_at(script, only_type=only_type) + inner

    def absolute(self, path: str) -> str:
        """Return a path of the project: a relative one begins at this script's folder, a uid leads to its file."""
        if self.project is not None:
            return str(self.project.resolve(path, self.source.path))
        if "://" in path or not path:
            return path
        folder = self.source.path.rpartition("/")[0]
        scheme, found, rest = folder.partition("//")
        joined = posixpath.normpath(posixpath.join(rest if found else folder, path))
        return f"{scheme}//{joined}" if found else joined

    def script_at(self, path: str, *, only_type: bool = False, base: bool = False) -> str:
        """Return how the class of a script's path is written: imported at the top, in the function, or looked up.

        Args:
            path: The path, as the script says it.
            only_type: It stands in an annotation.
            base: It is a base class, which has to be there when the class is made.
        """
        path = self.absolute(path)
        if path == self.source.path:
            return self.class_name
        if self.links is None or not self.links.is_script(path):
            if base:
                # A base that was not brought is found when the module is imported.
                self.lax.add("misc")
            return self.any_type() if only_type else f"{self.gd('load')}({string(path, split=False)})"
        module, name = self.links.module(path), self.links.class_name(path)
        name = self._free(module, name)
        if only_type:
            return self.use_for_types(module, name)
        if base or not self.links.in_a_ring(self.source.path, path):
            return self.use(module, name)
        if self.function_imports is None:
            return f"{self.gd('load')}({string(path, split=False)})"
        self.function_imports.setdefault(module, set()).add(name)
        return name.rpartition(" ")[2]

    def _free(self, module: str, name: str) -> str:
        """Return an imported class's name, with another one behind `as` where this file has the name already."""
        # In a class's body a constant of the name hides what was imported, from annotations too.
        own = {self.class_name, *self._constants, *(one.name for one in self.script.members if isinstance(one, s.Class | s.Enum))}
        others = [found for other, found in (*self.imports.items(), *self.typing_only.items()) if other != module]
        taken = name in own or any(name in found for found in others)
        return f"{name} as {names.pascal(module.replace('.', '_'))}Script" if taken else name

    def any_type(self) -> str:
        """Return `Any`, imported."""
        return self.use("typing", "Any")

    def imported(self, path: str) -> str:
        """Return how the class of a preloaded script is written where it can be imported, "" else."""
        found = self.absolute(path)
        if self.links is None or not self.links.is_script(found):
            return ""
        return self.script_at(found)

    def autoload(self, name: str) -> str:
        """Return how an autoload is written."""
        return self.use("autoloads", name) if self.project is not None else f'{self.gd("autoload")}("{name}")'

    def native(self, name: str, *, only_type: bool = False) -> str:
        """Return how a class of the engine is written."""
        if name in names.LIBRARY:
            return self.use_for_types("steam_nodes", name) if only_type else self.use("steam_nodes", name)
        return self.gd(name)

    def singleton(self, name: str) -> str:
        """Return how a singleton is written."""
        return self.use(SINGLETONS, name)

    def problem(self, begin: int, message: str, hint: str = "") -> None:
        """Note what has no Python form."""
        self.problems.append(Problem(self.source, begin, message, kind="port", hint=hint, level="warning"))

    def between(self, begin: int, end: int) -> list[Any]:
        """Return the comments that begin between two offsets."""
        first = bisect_left(self._begins, begin)
        last = bisect_left(self._begins, end)
        return self.comments[first:last]

    def line(self, offset: int) -> int:
        """Return the line of an offset."""
        return self.source.line(offset)

    def import_lines(self) -> list[str]:
        """Return the imports as lines, sorted as ruff sorts them."""
        self.typing_only = {module: left for module, found in self.typing_only.items() if (left := found - self.imports.get(module, set()))}
        if self.typing_only:
            self.use("typing", "TYPE_CHECKING")
        lines = ["from __future__ import annotations"]
        for block in import_blocks(self.imports, uses_runtime=bool(self.runtime)):
            lines += ["", *block]
        if self.typing_only:
            lines += ["", "if TYPE_CHECKING:"]
            for number, block in enumerate(import_blocks(self.typing_only, 4)):
                lines += [*([""] if number else []), *block]
        return lines
