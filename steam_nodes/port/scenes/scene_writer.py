"""A scene or a resource as Python: one function that plans the `PackedScene`, or makes the resource.

Rules: the order of the file is the order of the calls. A resource inside the scene is a variable before them. What the scene names and
the project lacks (a node, a scene, a script) is a problem; a missing script or scene is an error, as the engine does not open such a
scene either. What is drawn or heard keeps its properties on stand-ins of the runtime.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port.module_names import snake
from steam_nodes.port.scenes.scene_file import ExternalResource, InternalResource
from steam_nodes.port.scenes.value_writer import ValueWriter, call, quoted
from steam_nodes.port.source import Problem
from steam_nodes.port.writer.layout import CLOSE, NEXT, OPEN, render
from steam_nodes.port.writer.text.imports import import_line, natural
from steam_nodes.port.writer.written_names import LIBRARY, safe

if TYPE_CHECKING:
    from steam_nodes.port.project import Project
    from steam_nodes.port.scenes.scene_file import SceneConnection, SceneFile, SceneNode
    from steam_nodes.port.scenes.variant_text import Construct

_TAKEN: Final = frozenset({"self", "root", "name", "node", "path", "parent", "groups", "node_paths", "index", "properties"})
"""Parameters of the calls that plan: a property of that name goes into `properties`."""
_PERSIST: Final = 2
_FLAGS: Final = {1: "CONNECT_DEFERRED", 4: "CONNECT_ONE_SHOT", 8: "CONNECT_REFERENCE_COUNTED", 16: "CONNECT_APPEND_SOURCE_OBJECT"}
_HIDDEN: Final = ("script", "script/source", "resource_local_to_scene")


@dataclass
class WrittenScene:
    """A scene in Python: its text, the name of its function, and what could not be kept."""

    text: str
    function: str
    problems: list[Problem] = field(default_factory=list)


def write_scene(project: Project, path: str) -> WrittenScene:
    """Write a scene or a resource.

    Args:
        project: The project.
        path: The "res://" path of the file, which can be read.

    Raises:
        KeyError: There is no such scene, or it can't be read.
    """
    scene = project.scene(path)
    if scene is None:
        raise KeyError(path)
    return _Writer(project, path, scene).written()


class _Writer:
    """One scene on its way to Python; it is the `Links` of its values."""

    def __init__(self, project: Project, path: str, scene: SceneFile) -> None:
        self._project, self._path, self._scene = project, path, scene
        self._module = project.modules[path]
        self._values = ValueWriter(self)
        self._problems: list[Problem] = []
        self._library: set[str] = set()
        self._links: dict[str, dict[str, str]] = {}
        self._uses_gd = False
        self._names: dict[str, str] = {}
        self._lines: list[str] = []

    def written(self) -> WrittenScene:
        """Return the text."""
        function = self._module.rpartition(".")[2]
        kind = "scene" if self._scene.is_scene else "resource"
        for inner in self._scene.internal.values():
            if inner.type != "GDScript":
                self._inner_resource(inner)
        if self._scene.is_scene:
            returned = self.library("PackedScene")
            for node in self._scene.nodes:
                self._node(node)
            for connection in self._scene.connections:
                self._connection(connection)
            result = "scene"
        else:
            result, returned = self._own_resource()
        head = f"@{self.gd()}.{kind}({quoted(self._path)})\ndef {function}() -> {returned}:"
        title = "Plan the scene." if self._scene.is_scene else "Make the resource."
        body = [f"    {quoted(title)[:1] * 3}{title}{quoted(title)[:1] * 3}"]
        for line in self._lines:
            body += render(line, 4)
        body.append(f"    return {result}")
        text = "\n".join([f'"""The {kind} {self._path}."""', "", *self._imports(), "", "", head, *body, ""])
        return WrittenScene(text, function, self._problems)

    def gd(self) -> str:
        """Return the name of the runtime, and import it."""
        self._uses_gd = True
        return "gd"

    def library(self, name: str) -> str:
        """Return the name of a class of the library, and import it."""
        self._library.add(name)
        return name

    def engine_class(self, name: str) -> str:
        """Return the name of a class of the engine, and import it."""
        return self.library(name) if name in LIBRARY else f"{self.gd()}.{name}"

    def reference(self, value: Construct) -> str:
        """Return what a reference is in Python: a class, a call of another file's function, a variable, or `gd.load`."""
        if value.name == "Resource":
            path = next((each for each in reversed(value.arguments) if isinstance(each, str)), "")
            return self._file(self._project.resolve(path, self._path), "")
        target = self._scene.target(value)
        if isinstance(target, InternalResource):
            return self._names[target.id] if target.type != "GDScript" else self._script(f"{self._path}::{target.id}")
        if isinstance(target, ExternalResource):
            return self._file(self._project.link(target, self._path), target.type)
        return "None"

    def _file(self, path: str, kind: str) -> str:
        if self._project.script_at(path) is not None:
            return self._script(path)
        module = self._project.modules.get(path)
        if module is not None and path != self._path and self._project.scene(path) is not None:
            function = module.rpartition(".")[2]
            return f"{self._link(module, function)}()"
        if not self._project.exists(path) and kind not in ("", "Script", "PackedScene"):
            self._problem(0, f"There is no {path}; gd.load() will tell so when the scene is made.", "warning")
        return call(f"{self.gd()}.load", [quoted(path)])

    def _script(self, path: str) -> str:
        script = self._project.script(path)
        return self._link(script.module, script.class_name)

    def _link(self, module: str, name: str) -> str:
        """Import a name of another module, and return what it is called here."""
        known = self._links.setdefault(module, {})
        if name not in known:
            taken = {each for names in self._links.values() for each in names.values()} | self._library | {"gd"}
            local, number = name, 2
            while local in taken:
                local, number = f"{name}{number}", number + 1
            known[name] = local
        return known[name]

    def _problem(self, begin: int, message: str, level: Any, hint: str = "") -> None:
        self._problems.append(Problem(self._scene.source, begin, message, "scene", hint, level))

    def _inner_resource(self, inner: InternalResource) -> None:
        base = snake(inner.id.removeprefix(f"{inner.type}_")) if not inner.id.startswith(inner.type) else snake(inner.type)
        name, number = base, 2
        while name in {*self._names.values(), "scene", "gd"}:
            name, number = f"{base}_{number}", number + 1
        if inner.properties.get("resource_local_to_scene"):
            told = "The resource is local to the scene: the engine makes one for each instance, here all instances share it."
            self._problem(inner.begin, told, "warning", "Give each its own in the root's _ready(): weapon = weapon.duplicate().")
        self._lines.append(f"{name} = {self._class(inner.type, inner.properties, inner.begin)}()")
        self._names[inner.id] = name
        self._fill(name, inner.properties)

    def _own_resource(self) -> tuple[str, str]:
        resource = self._scene.resource
        properties = {} if resource is None else resource.properties
        kind = self._class(self._scene.type, properties, 0 if resource is None else resource.begin)
        self._lines.append(f"resource = {kind}()")
        self._fill("resource", properties)
        return "resource", kind

    def _fill(self, name: str, properties: dict[str, Any]) -> None:
        for each, value in properties.items():
            if each in _HIDDEN:
                continue
            written = self._values.write(value)
            if each.isidentifier():
                self._lines.append(f"{name}.{safe(each)} = {written}")
            elif each.startswith("metadata/"):
                self._lines.append(call(f"{name}.set_meta", [quoted(each.removeprefix("metadata/")), written]))
            else:
                self._lines.append(call(f"{name}.set", [quoted(each), written]))

    def _class(self, kind: str, properties: dict[str, Any], begin: int) -> str:
        """Return the class of a node or a resource: its script's, or the engine's."""
        script = self._scene.target(properties.get("script"))
        if script is None:
            return self.engine_class(kind or "Node")
        own = isinstance(script, InternalResource)
        path = f"{self._path}::{script.id}" if own else self._project.link(script, self._path)  # type: ignore[arg-type]  # one of the two
        if self._project.script_at(path) is None:
            hint = "Bring the file, or port with --stub-missing, which leaves the script out."
            self._problem(begin, f"The scene names a script that is missing: {path}.", "error", hint)
            return self.engine_class(kind or "Node")
        name = self._script(path)
        base = self._project.native_base(path)
        if kind and base != kind and self._project.is_engine_subclass(kind, base):
            return call(f"{self.gd()}.scripted", [self.engine_class(kind), name])
        return name

    def _node(self, node: SceneNode) -> None:
        if node.placeholder:
            told = "An instance placeholder is loaded by the game later, which this library does not do: the scene is put there at once."
            self._problem(node.begin, told, "warning")
        there = self._project.scene_nodes(self._path)
        vanished = node.parent not in {None, "."} and not there.has(node.parent or ".")
        made = None if vanished else self._made(node)
        if vanished or (made is None and not there.has(node.path)):
            told = f"Parent path '{node.parent}' for node '{node.name}' has vanished: the node is left out, as the engine does."
            self._problem(node.begin, told, "warning")
            return
        arguments = [quoted(node.path)] if made is None else [quoted(node.name), made]
        if node.parent is None:
            arguments = [made or "", quoted(node.name)]
        elif made is not None and node.parent != ".":
            arguments.append(quoted(node.parent))
        if node.groups:
            arguments.append(f"groups=[{OPEN}{f',{NEXT}'.join(quoted(group) for group in node.groups)}{CLOSE}]")
        if node.node_paths:
            arguments.append(f"node_paths=[{OPEN}{f',{NEXT}'.join(quoted(safe(each)) for each in node.node_paths)}{CLOSE}]")
        if made is not None and node.index >= 0 and node.parent is not None:
            arguments.append(f"index={node.index}")
        arguments += self._properties(node)
        if node.parent is None:
            self._lines.append(f"scene = {call('PackedScene', arguments)}")
        else:
            self._lines.append(call("scene.change_node" if made is None else "scene.add_node", arguments))

    def _made(self, node: SceneNode) -> str | None:
        """Return what makes a node, None for one that is there already."""
        reference = node.instance
        if reference is None and node.placeholder:
            path = self._project.resolve(node.placeholder, self._path)
            return self._instance(path, node.begin)
        if reference is not None:
            target = self._scene.target(reference)
            if not isinstance(target, ExternalResource):
                return self.reference(reference)
            path = self._project.link(target, self._path)
            made = self._instance(path, node.begin)
            if "script" in node.properties and self._project.scene(path) is not None:
                root = self._class(self._native_root(path), node.properties, node.begin)
                return made if root == self.engine_class(self._native_root(path)) else call(f"{made}.with_root", [root])
            return made
        if node.type or ("script" in node.properties and not self._project.scene_nodes(self._path).brought(node.path)):
            return self._class(node.type, node.properties, node.begin)
        return None

    def _native_root(self, path: str) -> str:
        """Return the engine's class of a scene's root."""
        kind = self._project.scene_root_type(path)
        return self._project.native_base(kind) if self._project.script_at(kind) is not None else kind or "Node"

    def _instance(self, path: str, begin: int) -> str:
        if path.endswith((".scn", ".res")):
            hint = "Open it in Godot's editor and save it as .tscn; then port again."
            self._problem(begin, f"The scene {path} is binary and can't be read.", "error", hint)
        elif not self._project.exists(path):
            self._problem(begin, f"The scene names a scene that is missing: {path}.", "error", "Bring the file, or take the node out.")
        elif self._project.scene(path) is None:
            if path in self._project.scenes:
                self._problem(begin, f"The scene {path} can't be read.", "error")
            else:
                told = f"{path} is a model, which is not drawn here: an empty Node3D stands in its place."
                self._problem(begin, told, "warning")
                return self.engine_class("Node3D")
        else:
            return self._file(path, "PackedScene")
        return self.engine_class("Node")

    def _is_brought(self, node: SceneNode) -> bool:
        """Whether an instance brings the node along, which is changed here."""
        return not node.type and node.instance is None and self._project.scene_nodes(self._path).brought(node.path)

    def _properties(self, node: SceneNode) -> list[str]:
        values = {}
        for name, value in node.properties.items():
            if name == "script" and self._is_brought(node):
                told = f"The node '{node.path}' of an instance gets another script here; it keeps the one of its scene."
                self._problem(node.begin, told, "warning", "Derive a class in Python, and make the scene of it.")
            if name not in _HIDDEN:
                values[safe(name)] = self._values.write(value)
        if all(name.isidentifier() and name not in _TAKEN for name in values):
            return [f"{name}={value}" for name, value in values.items()]
        pairs = [f"{quoted(name)}: {value}" for name, value in values.items()]
        return [f"properties={{{OPEN}{f',{NEXT}'.join(pairs)}{CLOSE}}}"]

    def _connection(self, connection: SceneConnection) -> None:
        nodes = self._project.scene_nodes(self._path)
        for path in (connection.source, connection.target):
            if not nodes.has(path):
                told = (
                    f"The connection of '{connection.signal}' names a node that is not there: '{path}'. It is left out, as the engine does."
                )
                self._problem(connection.begin, told, "warning")
                return
        arguments = [quoted(each) for each in (connection.signal, connection.source, connection.target, safe(connection.method))]
        flags = connection.flags & ~_PERSIST
        if flags:
            names = [f"{self.library('Object')}.{name}" for bit, name in _FLAGS.items() if flags & bit]
            arguments.append(f"flags={' | '.join(names)}")
        if connection.binds:
            arguments.append(f"binds={self._values.write(list(connection.binds))}")
        if connection.unbinds:
            arguments.append(f"unbinds={connection.unbinds}")
        self._lines.append(call("scene.add_connection", arguments))

    def _imports(self) -> list[str]:
        lines = ["from __future__ import annotations", ""]
        if self._library:
            lines.append(import_line("steam_nodes", self._library))
        if self._uses_gd:
            lines.append("from steam_nodes import gdscript as gd")
        if self._links:
            lines.append("")
            for module in sorted(self._links, key=natural):
                names = {name if name == local else f"{name} as {local}" for name, local in self._links[module].items()}
                lines.append(import_line(module, names))
        return lines
