"""Which nodes a scene has when it is made: its own, and those that its instances and the scene it inherits bring along.

Rules: a path begins at the root, which is "."; each node has the class or the script it is made of. Below an instance that can't be read
every path may be there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from steam_nodes.port.scenes.scene_file import ExternalResource, InternalResource

if TYPE_CHECKING:
    from steam_nodes.port.scenes.scene_file import SceneFile, SceneNode


class Scenes(Protocol):
    """The scenes of a project, by their "res://" paths."""

    def scene(self, path: str) -> SceneFile | None:
        """Return a scene, None where it can't be read."""

    def link(self, resource: ExternalResource, from_path: str) -> str:
        """Return the path of a file that a scene uses."""

    def resolve(self, path: str, from_path: str) -> str:
        """Return the whole path of a path that a file names."""


class KnownNode(NamedTuple):
    """A node: the path of its script or its class of the engine, "" where neither is known; whether an instance brings it along."""

    type: str
    brought: bool
    unique: bool = False


class SceneNodes:
    """The nodes of one scene.

    Args:
        project: The project.
        path: The "res://" path of the scene.
        above: The scenes that instantiate this one, so that a loop of them ends.
    """

    def __init__(self, project: Scenes, path: str, above: tuple[str, ...] = ()) -> None:
        """Collect them."""
        self._project, self._path, self._above = project, path, (*above, path)
        self._nodes: dict[str, KnownNode] = {}
        self._unknown: list[str] = []
        scene = project.scene(path)
        for node in scene.nodes if scene is not None else ():
            self._add(node)

    @property
    def paths(self) -> list[str]:
        """The paths of all nodes that are known, the root's "." first."""
        return list(self._nodes)

    def has(self, path: str) -> bool:
        """Whether a node stands at a path, or may stand there."""
        return path in self._nodes or any(path.startswith(f"{unknown}/") or unknown == "." for unknown in self._unknown)

    def brought(self, path: str) -> bool:
        """Whether the node at a path comes with an instance."""
        return self.has(path) and (path not in self._nodes or self._nodes[path].brought)

    def type(self, path: str) -> str:
        """Return the path of the script of a node, or its class of the engine; "" where neither is known."""
        found = self._nodes.get(path)
        return "" if found is None else found.type

    def unique(self, name: str) -> str:
        """Return the path of the node that `%name` means, "" where none is known."""
        return next((path for path, node in self._nodes.items() if node.unique and path.rpartition("/")[2] == name), "")

    def _add(self, node: SceneNode) -> None:
        path = node.path
        if node.parent not in (None, ".") and not self.has(node.parent or "."):
            return
        own, unique = self._type(node), node.properties.get("unique_name_in_owner") is True
        inner = self._instance(node)
        if inner is not None:
            for below in inner.paths:
                place = path if below == "." else below if path == "." else f"{path}/{below}"
                known = inner._nodes[below]
                self._nodes[place] = KnownNode(known.type, below != ".", known.unique and path == ".")
            self._unknown += [path if unknown == "." else f"{path}/{unknown}" for unknown in inner._unknown]
        elif node.instance is not None or node.placeholder:
            self._unknown.append(path)
        before = self._nodes.get(path)
        if before is None and not own and inner is None and path not in self._unknown:
            return
        self._nodes[path] = KnownNode(
            own or (before.type if before else ""), bool(before and before.brought), unique or bool(before and before.unique)
        )

    def _type(self, node: SceneNode) -> str:
        scene = self._project.scene(self._path)
        script = None if scene is None else scene.target(node.properties.get("script"))
        if isinstance(script, ExternalResource):
            return self._project.link(script, self._path)
        return f"{self._path}::{script.id}" if isinstance(script, InternalResource) else node.type

    def _instance(self, node: SceneNode) -> SceneNodes | None:
        """Return the nodes of what is instantiated in a node's place, None where nothing is or it can't be read."""
        scene = self._project.scene(self._path)
        target = None if scene is None else scene.target(node.instance)
        path = self._project.link(target, self._path) if isinstance(target, ExternalResource) else ""
        if node.placeholder:
            path = self._project.resolve(node.placeholder, self._path)
        if not path or path in self._above or self._project.scene(path) is None:
            return None
        return SceneNodes(self._project, path, self._above)
