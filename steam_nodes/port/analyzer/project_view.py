"""What the analyzer asks of a project. `Project` in project.py is one; a test may pass any object with these members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steam_nodes.port.source import Source
    from steam_nodes.port.syntax import Script


class ScriptView(Protocol):
    """A script of a project, parsed; the same objects each time it is asked for."""

    @property
    def tree(self) -> Script:
        """What the parser made of it."""

    @property
    def source(self) -> Source:
        """Its text."""


class AutoloadView(Protocol):
    """An autoload: its name, its script or scene, and whether scripts may call it by its name."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def path(self) -> str:
        """The path of its script or scene, "res://..." or "uid://..."."""

    @property
    def singleton(self) -> bool:
        """Whether scripts may call it by its name."""


class ProjectView(Protocol):
    """The scripts and names of a project."""

    @property
    def class_names(self) -> Mapping[str, str]:
        """The path of the script of each class_name."""

    @property
    def autoload_nodes(self) -> Sequence[AutoloadView]:
        """The autoloads, in their order."""

    def script(self, path: str) -> ScriptView:
        """Return a script, or raise KeyError."""

    def scene(self, path: str) -> Any:
        """Return a scene as port/scenes reads it, None where it cannot be read."""

    def resolve(self, path: str, base: str = "res://") -> str | None:
        """Return the "res://" path that a path in the file `base` means, None where there is no such file."""


def scene_root(project: ProjectView, path: str, depth: int = 0) -> tuple[str, str]:
    """Return what the root of a scene is: the path of its script, and its class of the engine, each "" where it is not known."""
    try:
        scene = project.scene(path)
    except KeyError:
        return "", ""
    if scene is None or not scene.nodes or depth > _DEEPEST:
        return "", ""
    root = scene.nodes[0]
    script = scene.target(root.properties.get("script"))
    # A script that lies in the scene itself has no path.
    written = str(getattr(script, "path", ""))
    found = project.resolve(written, path) if written else None
    if found or root.type:
        return found or "", root.type
    instance = scene.target(root.instance)
    inherited = project.resolve(instance.path, path) if instance is not None else None
    return scene_root(project, inherited, depth + 1) if inherited else ("", "")


_DEEPEST = 20
"""How far a scene is followed that inherits another one."""
