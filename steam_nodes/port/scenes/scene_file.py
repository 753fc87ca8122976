"""`.tscn` and `.tres`: scenes and resources as the engine's editor saves them.

Rules: the records keep what the file says, in its order; nothing is resolved here. A reference is the `Construct` ExtResource("id") or
SubResource("id"); ids are texts, also Godot 3's numbers. A scene without a `[node]`, a link to an id that is not there and a node without
a root before it are refused. Classes, properties and signals of a file of Godot 3 get the names that Godot 4 has for them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port.modern import renames
from steam_nodes.port.scenes.variant_text import Construct, Entry, Pairs, Tag, VariantReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.port.source import Source

_HEADS: Final = ("gd_scene", "gd_resource")
_GODOT_4: Final = 3
"""The least `format` of Godot 4; files of Godot 3 have 2."""
_PAUSE_MODES: Final = {2: 3}
"""Godot 3's pause_mode as process_mode, where the numbers differ: a node that goes on."""


@dataclass(frozen=True)
class ExternalResource:
    """`[ext_resource]`: another file that is used here."""

    id: str
    type: str
    path: str
    uid: str
    begin: int


@dataclass(frozen=True)
class InternalResource:
    """`[sub_resource]`, or `[resource]` with the id ""; `properties` include `script`."""

    id: str
    type: str
    begin: int
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SceneNode:
    """`[node]`.

    Args:
        name: Its name.
        type: The engine's class, "" for an instance and for what an inherited scene already has.
        parent: The path of its parent from the root: None for the root itself, "." for the root's children.
        instance: What is instantiated in its place: a reference, None without one.
        placeholder: The path of the scene that the engine would load later in its place.
        owner: The path of its owner, "" for the root.
        index: Its place among its siblings, -1 for the order of the file.
        groups: Its groups.
        node_paths: The properties whose NodePath stands for the node itself.
        begin: Where it stands.
        properties: The values of its properties.
    """

    name: str
    type: str
    parent: str | None
    instance: Construct | None
    placeholder: str
    owner: str
    index: int
    groups: tuple[str, ...]
    node_paths: tuple[str, ...]
    begin: int
    properties: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Its path from the root, "." for the root itself."""
        if self.parent is None:
            return "."
        return self.name if self.parent == "." else f"{self.parent}/{self.name}"


@dataclass(frozen=True)
class SceneConnection:
    """`[connection]`."""

    signal: str
    source: str
    target: str
    method: str
    flags: int
    binds: tuple[Any, ...]
    unbinds: int
    begin: int


@dataclass
class SceneFile:
    """A file of the engine's text format.

    Args:
        source: Its text.
        type: "PackedScene" for a scene, else the class of the resource.
        script_class: The class_name of the resource's script, "" without one.
        uid: Its `uid://`, "" without one.
        external: The other files it uses, by their ids.
        internal: The resources in it, by their ids.
        resource: Of a resource what it holds itself.
        nodes: The nodes, the root first.
        connections: The connections.
        editable: The paths of the instances whose children are changed here.
    """

    source: Source
    type: str
    script_class: str
    uid: str
    external: dict[str, ExternalResource] = field(default_factory=dict)
    internal: dict[str, InternalResource] = field(default_factory=dict)
    resource: InternalResource | None = None
    nodes: list[SceneNode] = field(default_factory=list)
    connections: list[SceneConnection] = field(default_factory=list)
    editable: list[str] = field(default_factory=list)

    @property
    def is_scene(self) -> bool:
        """Whether it is a scene."""
        return self.type == "PackedScene"

    def target(self, reference: Any) -> ExternalResource | InternalResource | None:
        """Return what a value refers to, None where it is no reference."""
        if not isinstance(reference, Construct) or not reference.arguments:
            return None
        key = str(reference.arguments[0])
        return (
            self.external.get(key)
            if reference.name == "ExtResource"
            else self.internal.get(key)
            if reference.name == "SubResource"
            else None
        )


def read_scene(source: Source) -> SceneFile:
    """Read a `.tscn` or a `.tres`.

    Args:
        source: The text.

    Returns:
        What it says.

    Raises:
        FaultyTextError: It is no such file, it ends in the middle, or it names an id that it does not have.
    """
    reader = VariantReader(source)
    head = reader.next() if source.text.lstrip()[:1] in ("[", ";") else None
    if not isinstance(head, Tag) or head.name not in _HEADS:
        reader.fail("This is no scene and no resource: the file does not begin with [gd_scene ...] or [gd_resource ...].", 0)
    is_scene = head.name == "gd_scene"
    made = SceneFile(source, "PackedScene" if is_scene else head.text("type"), head.text("script_class"), head.text("uid"))
    for tag, properties in _tags(reader):
        match tag.name:
            case "ext_resource":
                found = ExternalResource(_id(tag, reader), tag.text("type"), tag.text("path"), tag.text("uid"), tag.begin)
                made.external[found.id] = found
            case "sub_resource":
                inner = InternalResource(_id(tag, reader), tag.text("type"), tag.begin, properties)
                made.internal[inner.id] = inner
            case "resource":
                made.resource = InternalResource("", made.type, tag.begin, properties)
            case "node":
                made.nodes.append(_node(tag, properties, reader, first=not made.nodes))
            case "connection":
                made.connections.append(_connection(tag, reader))
            case "editable":
                made.editable.append(tag.text("path"))
            case _:
                reader.fail(f'Unknown tag "{tag.name}" in the file.', tag.begin)
    if is_scene and not made.nodes:
        reader.fail("The scene has no node.", 0, "Save it again in the editor; the file may have been cut off.")
    if not is_scene and made.resource is None:
        reader.fail("The file has no [resource].", 0, "Save it again in the editor; the file may have been cut off.")
    _check_references(made, reader)
    form = head.fields.get("format", _GODOT_4)
    return _as_godot_4(made) if isinstance(form, int) and form < _GODOT_4 else made


def references(value: Any) -> Iterator[Construct]:
    """Return each reference to another resource in a value, at any depth."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Construct):
            if each.name in ("ExtResource", "SubResource", "Resource"):
                yield each
            waiting += [*each.arguments, *(kind for kind in each.types if isinstance(kind, Construct))]
        elif isinstance(each, Pairs):
            waiting += [part for pair in each.items for part in pair]
        elif isinstance(each, list):
            waiting += each


def _tags(reader: VariantReader) -> Iterator[tuple[Tag, dict[str, Any]]]:
    """Return each tag behind the head with the assignments below it."""
    tag: Tag | None = None
    properties: dict[str, Any] = {}
    while (found := reader.next()) is not None:
        if isinstance(found, Entry):
            if tag is None:
                reader.fail("An assignment stands before the first tag.", found.begin)
            properties[found.name] = found.value
            continue
        if tag is not None:
            yield tag, properties
        tag, properties = found, {}
    if tag is not None:
        yield tag, properties


def _id(tag: Tag, reader: VariantReader) -> str:
    found = tag.fields.get("id")
    if not isinstance(found, (str, int)):
        reader.fail(f"[{tag.name}] has no id.", tag.begin)
    return str(found)


def _node(tag: Tag, properties: dict[str, Any], reader: VariantReader, *, first: bool) -> SceneNode:
    parent = tag.fields.get("parent")
    parent = _path(parent) if parent is not None else None
    name = _path(tag.fields.get("name", ""))
    if not name:
        reader.fail("[node] has no name.", tag.begin)
    if first != (parent is None):
        told = "The first node is the root and has no parent." if first else f'The node "{name}" has no parent, and is not the first.'
        reader.fail(told, tag.begin)
    instance = tag.fields.get("instance")
    index = tag.fields.get("index", -1)
    groups = tag.fields.get("groups", [])
    paths = tag.fields.get("node_paths")
    return SceneNode(
        name,
        tag.text("type"),
        parent,
        instance if isinstance(instance, Construct) else None,
        tag.text("instance_placeholder"),
        _path(tag.fields.get("owner", "")),
        int(index) if str(index).lstrip("-").isdigit() else -1,
        tuple(_path(each) for each in _elements(groups)),
        tuple(_path(each) for each in _elements(paths)),
        tag.begin,
        properties,
    )


def _connection(tag: Tag, reader: VariantReader) -> SceneConnection:
    missing = [field for field in ("signal", "from", "to", "method") if field not in tag.fields]
    if missing:
        reader.fail(f"[connection] has no {missing[0]}.", tag.begin)
    flags, unbinds = tag.fields.get("flags", 0), tag.fields.get("unbinds", 0)
    return SceneConnection(
        _path(tag.fields["signal"]),
        _path(tag.fields["from"]),
        _path(tag.fields["to"]),
        _path(tag.fields["method"]),
        flags if isinstance(flags, int) else 0,
        tuple(_elements(tag.fields.get("binds", []))),
        unbinds if isinstance(unbinds, int) else 0,
        tag.begin,
    )


def _path(value: Any) -> str:
    """Return a text that may stand as a NodePath or a StringName."""
    if isinstance(value, Construct) and value.arguments:
        value = value.arguments[0]
    return value if isinstance(value, str) else ""


def _elements(value: Any) -> list[Any]:
    if isinstance(value, Construct):
        return list(value.arguments) if value.name.startswith("Packed") else list(*value.arguments[:1])
    return value if isinstance(value, list) else []


def _check_references(scene: SceneFile, reader: VariantReader) -> None:
    places: list[tuple[int, list[Any]]] = [(node.begin, [node.instance, node.properties]) for node in scene.nodes]
    places += [(each.begin, [each.properties]) for each in scene.internal.values()]
    places += [(each.begin, [list(each.binds)]) for each in scene.connections]
    if scene.resource is not None:
        places.append((scene.resource.begin, [scene.resource.properties]))
    for begin, values in places:
        for value in values:
            for reference in references(list(value.values()) if isinstance(value, dict) else value):
                if reference.name != "Resource" and scene.target(reference) is None:
                    kind = "ext_resource" if reference.name == "ExtResource" else "sub_resource"
                    told = f"Can't load cached {kind}: {reference.arguments[0] if reference.arguments else ''!s}"
                    reader.fail(told, begin, f"There is no [{kind}] with this id in the file; the line that had it was lost.")


def _as_godot_4(scene: SceneFile) -> SceneFile:
    """Rename what a file of Godot 3 says."""
    scene.type = renames.CLASSES.get(scene.type, scene.type)
    scene.nodes[:] = [
        replace(node, type=renames.CLASSES.get(node.type, node.type), properties=_renamed(node.properties)) for node in scene.nodes
    ]
    for key, inner in scene.internal.items():
        scene.internal[key] = replace(inner, type=renames.CLASSES.get(inner.type, inner.type), properties=_renamed(inner.properties))
    scene.connections[:] = [replace(each, signal=renames.SIGNALS.get(each.signal, each.signal)) for each in scene.connections]
    return scene


def _renamed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        renames.PROPERTIES.get(name, name): _PAUSE_MODES.get(value, value) if name == "pause_mode" else value
        for name, value in properties.items()
    }
