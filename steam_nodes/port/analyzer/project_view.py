"""What the analyzer asks of a project. `Project` in project.py is one; a test may pass any object with these members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steam_nodes.port.source import Source
    from steam_nodes.port.syntax import Script


class ProjectView(Protocol):
    """The scripts and names of a project; paths are "res://..."."""

    @property
    def class_names(self) -> Mapping[str, str]:
        """The path of the script of each class_name."""

    @property
    def autoloads(self) -> Mapping[str, str]:
        """The path of the script or scene of each autoload that scripts may call by its name."""

    @property
    def all_scripts(self) -> Sequence[str]:
        """The paths of all scripts."""

    def script_at(self, path: str) -> tuple[Script, Source] | None:
        """Return the tree of a script and its text, the same objects each time, None where there is none."""

    def scene_root_type(self, path: str) -> str:
        """Return the path of the script of a scene's root, or its class of the engine, "" where neither is known."""

    def resolve(self, path: str, from_path: str = "res://") -> str:
        """Return the whole path that a path in the file `from_path` means, whether or not there is such a file."""
