"""Modules from texts: a ported project runs without a file of its own.

Rules: the texts are found by their names as long as the project is open, before anything on the path, and their modules are gone from
`sys.modules` when it is closed; a module of the same name that was there before comes back. They are compiled with guards, so that no text
is read twice. The lines of errors are the scripts' own.
"""

from __future__ import annotations

import sys
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from steam_nodes.gdscript.scripts import guards, resources, script_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import CodeType

_SHOWN_AS: Final = "<ported>"


class Text(NamedTuple):
    """A ported script.

    Args:
        path: The path of the script, "" for a module that was made besides.
        text: The Python.
        lines: For each of its lines the line of the script, 0 for none.
    """

    path: str
    text: str
    lines: Sequence[int] = ()


def module_of(name: str, text: Text) -> ModuleType:
    """Return a module made of a text, which no other one can import.

    Args:
        name: Its name.
        text: The text.

    Raises:
        SyntaxError: It is not Python.
    """
    module = sys.modules[name] = ModuleType(name)
    filename = module.__file__ = f"{_SHOWN_AS}/{name}.py"
    script_fault.texts[filename], script_fault.paths[filename] = text.text, text.path
    script_fault.lines[filename] = text.lines
    names = vars(module)
    names[guards.GUARDED] = True
    guards.arm(names)
    exec(guards.compiled(text.text, filename), names)  # noqa: S102  # it is what loading a module means
    return module


class MemoryProject(MetaPathFinder, InspectLoader):
    """The modules of a project, made from texts.

    Use it as a context manager, or call `close()` at the end.

    Args:
        modules: The texts by the names of their modules: "player", "enemies.slime"; or what makes a text when the module is first
            imported.
        paths: The name of the module by the path of each script, for those whose text is made later.
    """

    def __init__(self, modules: Mapping[str, Text | Callable[[], Text]], paths: Mapping[str, str] | None = None) -> None:
        """Make the texts importable."""
        self._modules = dict(modules)
        self._packages = {name.rpartition(".")[0] for name in modules if "." in name}
        for name in list(self._packages):
            parts = name.split(".")
            self._packages |= {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
        names = {*self._modules, *self._packages}
        self._hidden = {name: sys.modules.pop(name) for name in names if name in sys.modules}
        sys.meta_path.insert(0, self)
        self._paths = {text.path: name for name, text in self._modules.items() if isinstance(text, Text) and text.path}
        self._paths |= paths or {}
        resources.finders.append(self._find_path)

    def _find_path(self, path: str) -> None:
        """Import the module of a path."""
        if path in self._paths:
            self.load(self._paths[path])

    def _text(self, name: str) -> Text:
        text = self._modules.get(name, Text("", ""))
        if not isinstance(text, Text):
            text = self._modules[name] = text()
        return text

    def load(self, name: str) -> ModuleType:
        """Return the module of that name.

        Raises:
            ImportError: There is none.
            SyntaxError: Its text is not Python.
        """
        import importlib  # noqa: PLC0415  # the name of this module's own base package hides nothing else

        return importlib.import_module(name)

    def close(self) -> None:
        """Take the modules away, and bring back what they hid."""
        tables: tuple[dict[str, Any], ...] = (script_fault.texts, script_fault.lines, script_fault.paths)
        sys.meta_path.remove(self)
        for name in (*self._modules, *self._packages):
            sys.modules.pop(name, None)
            for table in tables:
                table.pop(self.get_filename(name), None)
        sys.modules.update(self._hidden)
        resources.forget()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def find_spec(self, fullname: str, path: Any, target: ModuleType | None = None) -> ModuleSpec | None:
        """Find a module of the project; called by Python."""
        if fullname in self._modules or fullname in self._packages:
            spec = ModuleSpec(fullname, self, origin=self.get_filename(fullname), is_package=fullname in self._packages)
            spec.has_location = True
            return spec
        return None

    def is_package(self, fullname: str) -> bool:
        """Whether it is a folder of the project."""
        return fullname in self._packages

    def get_filename(self, fullname: str) -> str:
        """Return what tracebacks call the module."""
        return f"{_SHOWN_AS}/{fullname.replace('.', '/')}.py"

    def get_source(self, fullname: str) -> str:
        """Return the text of a module; tracebacks show its lines."""
        return self._text(fullname).text

    def get_code(self, fullname: str) -> CodeType:
        """Compile a module with guards."""
        filename, text = self.get_filename(fullname), self._text(fullname)
        script_fault.texts[filename] = text.text
        if text.path:
            script_fault.paths[filename] = text.path
        if text.lines:
            script_fault.lines[filename] = text.lines
        return guards.compiled(text.text, filename)

    def exec_module(self, module: ModuleType) -> None:
        """Run a module."""
        names = vars(module)
        names[guards.GUARDED] = True
        guards.arm(names)
        path = self._text(module.__name__).path
        resources.beginning.add(path)
        try:
            exec(self.get_code(module.__name__), names)  # noqa: S102  # it is what loading a module means
        finally:
            resources.beginning.discard(path)
