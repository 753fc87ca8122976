"""Project: the scripts, scenes and settings of one Godot project, and what each name and path in it means.

Rules: a project is a folder with `project.godot`, a folder of scripts, one script, or texts in memory. `res://` is its top. Folders that
begin with a dot or hold a `.gdignore` are no part of it, as in the engine. Each file is read once and each script parsed once. What
can't be done at all raises `ProjectError` with one line; what is wrong with a single file is a problem in `problems`.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port import api, syntax
from steam_nodes.port.disk import ProjectError, is_data, text_of, walk
from steam_nodes.port.modern import renames
from steam_nodes.port.module_names import module_names
from steam_nodes.port.parser import parse
from steam_nodes.port.scenes.project_file import Autoload, ProjectFile, read_project, uid_index
from steam_nodes.port.scenes.scene_file import ExternalResource, read_scene
from steam_nodes.port.scenes.scene_nodes import SceneNodes
from steam_nodes.port.scenes.variant_text import FaultyTextError
from steam_nodes.port.source import Problem, Source
from steam_nodes.port.writer import class_name_of
from steam_nodes.port.writer.written_names import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from steam_nodes.port.scenes.scene_file import SceneFile

_SETTINGS: Final = "res://project.godot"
_OVERRIDE: Final = "res://override.cfg"
_LONGEST_LINE: Final = 1_000_000
"""Characters; a longer line is data that a program wrote."""
_LIKELY: Final = ("res://main.tscn", "res://main.gd")
"""What is played where no settings name a main scene."""
_BINARY: Final = (".scn", ".res", ".gdc")
_REMEDY: Final = "name the folder with project.godot, a folder of scripts, or one .gd"


@dataclass
class ProjectScript:
    """One script of a project.

    Args:
        path: "res://...".
        source: Its text.
        tree: What the parser made of it.
        problems: What is wrong in it.
        module: The module it becomes, with dots.
        class_name: The class it becomes.
    """

    path: str
    source: Source
    tree: syntax.Script
    problems: list[Problem]
    module: str
    class_name: str


class Project:
    """A Godot project, or what stands for one.

    Args:
        texts: The files by "res://" path; those the port reads have their text.
        paths: All files there are, also pictures and the like; the texts alone where it is left out.
        folder: Where it lies on the disk, None in memory.
        only: The scripts that are to be ported, all where it is left out; the others serve as context.

    Raises:
        ProjectError: `project.godot` can't be read.
    """

    def __init__(
        self,
        texts: Mapping[str, str],
        *,
        paths: list[str] | None = None,
        folder: Path | None = None,
        only: list[str] | None = None,
    ) -> None:
        """Read the settings; scripts are parsed when they are first asked for."""
        self.folder = folder
        self.paths: list[str] = sorted({*texts, *(paths or [])})
        self.problems: list[Problem] = []
        self._texts = dict(texts)
        self._parsed: dict[str, ProjectScript] = {}
        self._scenes: dict[str, SceneFile | None] = {}
        self._nodes: dict[str, SceneNodes] = {}
        self.settings: ProjectFile | None = self._read_settings()
        self._add_inner_scripts()
        self._scripts = frozenset(path for path in self._texts if path.endswith(".gd") or "::" in path)
        self.only = only
        self.ported: list[str] = sorted(self._scripts) if only is None else only

    @classmethod
    def read(cls, path: Path) -> Project:
        """Read a folder or a script from the disk.

        Args:
            path: A folder, its `project.godot`, or one `.gd`. A script inside of a project is read with all of it.

        Raises:
            ProjectError: There is nothing to read.
        """
        if path.is_dir():
            found = walk(path)
            if not any(each.endswith((".gd", ".tscn")) for each in found.texts):
                old = next((each for each in found.paths if each.endswith(_BINARY)), "")
                told = f"; {old} is binary: save it as text in the editor" if old else f"; {_REMEDY}"
                message = f"{path} holds no GDScript (.gd) and no scene (.tscn){told}."
                raise ProjectError(message)
            return cls(found.texts, paths=found.paths, folder=path)
        if not path.exists():
            message = f"{path} does not exist; {_REMEDY}."
            if path.is_symlink():
                message = f"{path} is a link that leads nowhere or to itself."
            raise ProjectError(message)
        if path.name == "project.godot":
            return cls.read(path.parent)
        if path.suffix in _BINARY:
            message = f"{path} is binary. Save it as text in Godot's editor (.tscn, .tres, .gd), then port that."
            raise ProjectError(message)
        if path.suffix != ".gd":
            message = f"{path} is no GDScript (.gd), no project.godot and no folder."
            raise ProjectError(message)
        return cls._with_context(path)

    @classmethod
    def _with_context(cls, path: Path) -> Project:
        """Read one script, and the project around it if there is one."""
        place = path.resolve()
        for folder in place.parents:
            if (folder / "project.godot").is_file():
                found = walk(folder)
                own = f"res://{place.relative_to(folder).as_posix()}"
                if own in found.texts:
                    return cls(found.texts, paths=found.paths, folder=folder, only=[own])
        name = f"res://{path.name}"
        return cls({name: text_of(path)}, folder=path.parent, only=[name])

    @property
    def scripts(self) -> list[ProjectScript]:
        """The scripts that are ported, by their paths."""
        return [self.script(path) for path in self.ported]

    @property
    def godot3(self) -> bool | None:
        """Whether it is a project of Godot 3; None without a `project.godot`, where each script tells for itself."""
        return None if self.settings is None else self.settings.godot3

    @property
    def autoload_nodes(self) -> list[Autoload]:
        """The autoloads, in their order, each with its "res://" path where there is such a file."""
        found = [] if self.settings is None else self.settings.autoloads
        return [Autoload(each.name, self.resolve(each.path), each.singleton) for each in found]

    @cached_property
    def autoloads(self) -> dict[str, str]:
        """The path of the script or scene of each autoload that scripts may call by its name."""
        return {each.name: each.path for each in self.autoload_nodes if each.singleton}

    @property
    def main_scene(self) -> str:
        """The "res://" path of what is played: the main scene of the settings, else `main.tscn`, `main.gd` or the only script."""
        wanted = "" if self.settings is None else self.settings.main_scene
        if wanted:
            return self.resolve(wanted)
        likely = [path for path in _LIKELY if self.exists(path)] or (self.ported if len(self.ported) == 1 else [])
        return likely[0] if likely else ""

    @cached_property
    def modules(self) -> dict[str, str]:
        """The module that each script and each scene becomes, with dots."""
        scripts = self.all_scripts
        scenes = [(path, "_scene" if path.endswith(".tscn") else "_resource") for path in self.paths if path.endswith((".tscn", ".tres"))]
        return module_names(scripts, scenes)

    @cached_property
    def class_names(self) -> dict[str, str]:
        """The path of the script that declares each class_name."""
        found: dict[str, str] = {}
        for path in self.all_scripts:
            tree = self.script(path).tree
            if not tree.class_name:
                continue
            if tree.class_name in found:
                told = f'Class "{tree.class_name}" hides a global script class.'
                hint = f"{found[tree.class_name]} has the same class_name; the engine knows only one."
                self.problems.append(Problem(self.script(path).source, tree.class_name_begin, told, "analyzer", hint))
            else:
                found[tree.class_name] = path
        return found

    @property
    def all_scripts(self) -> list[str]:
        """The paths of all scripts, also of those that serve as context only."""
        return sorted(self._scripts)

    @property
    def scenes(self) -> list[str]:
        """The paths of all scenes and resources in the text format."""
        return [path for path in self.paths if path.endswith((".tscn", ".tres")) and path in self._texts]

    @cached_property
    def uids(self) -> dict[str, str]:
        """The path of the file that each `uid://` names."""
        return uid_index(self.paths, self._texts.get)

    @property
    def data(self) -> list[str]:
        """The paths of the files that scripts may read as they are."""
        return [path for path in self.paths if is_data(path, self._all_paths)]

    def exists(self, path: str) -> bool:
        """Whether there is a file at a "res://" path."""
        return path in self._all_paths

    def text(self, path: str) -> str | None:
        """Return the text of a file, None where there is none."""
        return self._texts.get(path)

    def resolve(self, path: str, from_path: str = "res://") -> str:
        """Return the whole "res://" path that a path or a `uid://` means, whether or not there is such a file.

        Args:
            path: What the script or the scene says.
            from_path: The file that says it: a path without a scheme is relative to its folder.
        """
        if path.startswith("uid://"):
            return self.uids.get(path, path)
        if "://" not in path:
            path = from_path[: from_path.rfind("/") + 1] + path
        if not path.startswith("res://"):
            return path
        return "res://" + posixpath.normpath("/" + path.removeprefix("res://")).lstrip("/")

    def script_at(self, path: str) -> tuple[syntax.Script, Source] | None:
        """Return the tree of a script and its text, the same objects each time, None where there is none."""
        if path not in self._scripts:
            return None
        found = self.script(path)
        return found.tree, found.source

    def scene_root_type(self, path: str) -> str:
        """Return the path of the script of a scene's root, or its class of the engine, "" where neither is known."""
        seen: set[str] = set()
        while path not in seen and (scene := self.scene(path)) is not None and scene.nodes:
            seen.add(path)
            root = scene.nodes[0]
            script = scene.target(root.properties.get("script"))
            if isinstance(script, ExternalResource):
                return self.link(script, path)
            if script is not None:
                return f"{path}::{script.id}"
            if root.type:
                return root.type
            base = scene.target(root.instance)
            if not isinstance(base, ExternalResource):
                return ""
            path = self.link(base, path)
        return ""

    def link(self, resource: ExternalResource, from_path: str) -> str:
        """Return the path of a file that a scene uses: its uid wins over its path, where the uid is known, as in the engine."""
        known = self.uids.get(resource.uid, "")
        return known if self.exists(known) else self.resolve(resource.path, from_path)

    def script(self, path: str) -> ProjectScript:
        """Return a script, parsed.

        Args:
            path: Its "res://" path.

        Raises:
            KeyError: There is no such script.
        """
        found = self._parsed.get(path)
        if found is None:
            source = Source(path, self._texts[path])
            long = _too_long(source)
            # Of a script that is refused an empty one stands for the others to refer to.
            tree, problems = parse(Source(path, "") if long else source, godot3=self.godot3)
            problems = long or problems
            name = class_name_of(tree, path)
            found = self._parsed[path] = ProjectScript(path, source, tree, problems, self.modules[path], name)
        return found

    def scene(self, path: str) -> SceneFile | None:
        """Return a scene or a resource, read; None where it can't be, which is then a problem.

        Args:
            path: Its "res://" path.
        """
        if path not in self._scenes:
            self._scenes[path] = None
            if path not in self._texts:
                return None
            try:
                self._scenes[path] = read_scene(Source(path, self._texts[path]))
            except FaultyTextError as refused:
                self.problems.append(refused.problem)
        return self._scenes[path]

    def declares(self, name: str) -> bool:
        """Whether a class of the project has a function of that name."""
        return name in self._declared[0]

    def inner_path(self, declared: Any) -> str:
        """Return how a class or an enum inside a script's class is called from there: "Inner.Deep"; "" for what is none."""
        return self._declared[1].get(declared, "")

    @cached_property
    def _declared(self) -> tuple[frozenset[str], dict[Any, str]]:
        """The names of all functions, and the paths of all inner classes and named enums."""
        functions: set[str] = set()
        inner: dict[Any, str] = {}
        for path in self.all_scripts:
            waiting: list[tuple[syntax.Script | syntax.Class, str]] = [(self.script(path).tree, "")]
            while waiting:
                node, above = waiting.pop()
                for member in node.members:
                    if isinstance(member, syntax.Function):
                        functions.add(member.name)
                    elif isinstance(member, syntax.Class) or (isinstance(member, syntax.Enum) and member.name):
                        inner[member] = f"{above}.{safe(member.name)}" if above else safe(member.name)
                        if isinstance(member, syntax.Class):
                            waiting.append((member, inner[member]))
        return frozenset(functions), inner

    def base_script(self, path: str) -> str | None:
        """Return the path of the script that a script extends, None where it extends a class of the engine.

        Args:
            path: The script's "res://" path.
        """
        extends = self.script(path).tree.extends
        if extends is None:
            return None
        found = self.resolve(extends.path, path) if extends.path else self.class_names.get(extends.names[0], "") if extends.names else ""
        return found if found in self._scripts else None

    def native_base(self, path: str) -> str:
        """Return the engine's class that a script extends, over all scripts between.

        Args:
            path: The script's "res://" path.
        """
        seen: set[str] = set()
        base: str | None = path
        while base is not None and base not in seen:
            seen.add(base)
            path, base = base, self.base_script(base)
        return self._engine_name(path) or "RefCounted"

    def _engine_name(self, path: str) -> str:
        """Return the name that a script extends, as Godot 4 has it; "" for a path, and for none."""
        tree = self.script(path).tree
        name = tree.extends.names[0] if tree.extends is not None and tree.extends.names and not tree.extends.path else ""
        return renames.CLASSES.get(name, name) if tree.godot3 else name

    def is_engine_subclass(self, name: str, base: str) -> bool:
        """Whether a class of the engine inherits another."""
        found = api.load().classes.get(name)
        return found is not None and found.extends(base) and name != base

    def scene_nodes(self, path: str) -> SceneNodes:
        """Return the nodes that a scene has when it is made."""
        if path not in self._nodes:
            self._nodes[path] = SceneNodes(self, path)
        return self._nodes[path]

    def scene_loops(self) -> Iterator[list[str]]:
        """Return each loop of scenes that instantiate or inherit each other once, in order; no such scene can be made."""
        done: set[str] = set()
        for start in self.scenes:
            way: list[tuple[str, list[str]]] = [(start, self._instances(start))]
            while way:
                path, waiting = way[-1]
                if not waiting or path in done:
                    done.add(path)
                    way.pop()
                    continue
                following = waiting.pop(0)
                above = [each for each, _ in way]
                if following in above:
                    yield above[above.index(following) :]
                elif following not in done:
                    way.append((following, self._instances(following)))

    def _instances(self, path: str) -> list[str]:
        scene = self.scene(path)
        found = []
        for node in scene.nodes if scene is not None else ():
            target = None if scene is None else scene.target(node.instance)
            if isinstance(target, ExternalResource):
                found.append(self.link(target, path))
        return found

    def unreadable(self) -> dict[str, list[Problem]]:
        """Return the errors of each script that can't be parsed and that the game can begin without.

        There are none of a script alone, and none where the game begins with one of them: the script of the main scene or of an autoload,
        or what such a script extends.
        """
        if self.only is not None:
            return {}
        errors = {path: [each for each in self.script(path).problems if each.level == "error"] for path in self.all_scripts}
        broken = {path: found for path, found in errors.items() if found}
        first = [self.main_scene, *(each.path for each in self.autoload_nodes)]
        begins = [each if each in self._scripts else self.scene_root_type(each) for each in first if each in self._texts]
        needed = set()
        for each in begins:
            path: str | None = each
            while path in self._scripts and path not in needed:
                needed.add(path)
                path = self.base_script(path)
        is_hopeless = len(broken) == len(errors) or any(path in needed or "::" in path for path in broken)
        return {} if is_hopeless else broken

    def with_empty(self, paths: Iterable[str]) -> Project:
        """Return the same project where an empty script stands in the place of each of some, with the same name and base.

        Args:
            paths: The paths of the scripts.
        """
        texts = {path: text for path, text in self._texts.items() if "::" not in path}
        for path in paths:
            tree = self.script(path).tree
            base = tree.extends
            written = ".".join([*([f'"{base.path}"'] if base.path else []), *base.names]) if base is not None else "Node"
            name = f"class_name {tree.class_name}\n" if tree.class_name else ""
            texts[path] = f"## Stands for a script that can't be read.\n{name}extends {written}\n"
        return Project(texts, paths=self.paths, folder=self.folder, only=self.only)

    def with_script(self, path: str, text: str) -> Project:
        """Return the same project with one script more, which alone is to be ported.

        Args:
            path: Its path.
            text: Its text.
        """
        texts = {each: known for each, known in self._texts.items() if "::" not in each}
        return Project({**texts, path: text}, paths=self.paths, folder=self.folder, only=[path])

    def missing_bases(self) -> dict[str, Problem]:
        """Return what scripts extend and nobody brought: class_names and paths, each with the first place that names it."""
        found: dict[str, Problem] = {}
        for path in self.ported if self.only is not None else self.all_scripts:
            tree, source = self.script(path).tree, self.script(path).source
            if tree.extends is None or self.base_script(path) is not None:
                continue
            name = self.resolve(tree.extends.path, path) if tree.extends.path else self._engine_name(path)
            if tree.extends.path or api.load().classes.get(name) is None:
                told = f'The script extends "{name}", which is missing.'
                hint = "Bring it, or port with --stub-missing, which puts an empty script in its place."
                found.setdefault(name, Problem(source, tree.extends.begin, told, "port", hint))
        return found

    def with_stubs(self, names: Iterable[str]) -> Project:
        """Return the same project with an empty script, which extends Node, for each class_name and path.

        Args:
            names: What `missing_bases` tells.
        """
        stubs = {name if "://" in name else f"res://{name}.gd": "" if "://" in name else f"class_name {name}\n" for name in names}
        texts = {path: text for path, text in self._texts.items() if "::" not in path}
        texts |= {path: f"{head}extends Node\n## Stands for a script that was not brought.\n" for path, head in stubs.items()}
        return Project(texts, paths=self.paths, folder=self.folder, only=self.only)

    def loops(self) -> Iterator[list[str]]:
        """Return each loop of inheritance once: the paths of the scripts in it, in order."""
        done: set[str] = set()
        for start in self.all_scripts:
            way: list[str] = []
            path: str | None = start
            while path is not None and path not in done and path not in way:
                way.append(path)
                path = self.base_script(path)
            if path in way:
                yield way[way.index(path) :]
            done |= set(way)

    def _add_inner_scripts(self) -> None:
        """Take the scripts that are written inside of scenes for scripts too, by the names the engine gives them."""
        for path in self.scenes:
            if 'type="GDScript"' in self._texts[path] and (scene := self.scene(path)) is not None:
                for inner in scene.internal.values():
                    text = inner.properties.get("script/source")
                    if inner.type == "GDScript" and isinstance(text, str):
                        self._texts[f"{path}::{inner.id}"] = text

    @cached_property
    def _all_paths(self) -> frozenset[str]:
        return frozenset(self.paths)

    def _read_settings(self) -> ProjectFile | None:
        text, override = self._texts.get(_SETTINGS), self._texts.get(_OVERRIDE)
        if text is None:
            return None
        try:
            return read_project(Source(_SETTINGS, text), None if override is None else Source(_OVERRIDE, override))
        except FaultyTextError as refused:
            problem = refused.problem
            message = f"{problem.source.path}:{problem.line}: {problem.message}"
            raise ProjectError(message) from refused


def _too_long(source: Source) -> list[Problem]:
    """Return a problem where a line is longer than any that is code."""
    if len(source.text) <= _LONGEST_LINE:
        return []
    number = next((number for number, line in enumerate(source.lines) if len(line) > _LONGEST_LINE), None)
    if number is None:
        return []
    begin = sum(len(line) + 1 for line in source.lines[:number])
    message = f"The line has {len(source.lines[number]):,} characters: that is data, and no code."
    return [Problem(source, begin, message, "port", "Put it into a file of its own, and read that.")]
