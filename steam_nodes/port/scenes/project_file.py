"""`project.godot` and the small files beside: the settings of a Godot project, and which file each `uid://` names.

Rules: a setting is `section/key`; what stands above the first section has no section. The order of the file is kept, as autoloads enter
the tree in it. `override.cfg` beside it wins, as in the engine. A scene or a resource has its uid in its first tag, a script beside it in
`.uid`, an imported file in `.import`; a link that has a path too is a hint, which counts where nothing else knows the uid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port.scenes.variant_text import Construct, Entry, Pairs, VariantReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from steam_nodes.port.source import Source

_NEWEST: Final = 5
"""The `config_version` of Godot 4."""
_HEAD: Final = re.compile(r'\[gd_(?:scene|resource)\b[^\]\n]*?\buid="(uid://[^"]*)"')
_IMPORT: Final = re.compile(r'^uid="(uid://[^"]*)"', re.MULTILINE)
_HINT: Final = re.compile(r"^\[ext_resource\b([^\n]*)\]", re.MULTILINE)
_FIELD: Final = re.compile(r'\b(uid|path)="([^"]*)"')


@dataclass(frozen=True)
class Autoload:
    """A node that stands before the main scene.

    Args:
        name: Its name below the root, and the name scripts call it by.
        path: Its script or scene, "res://..." or "uid://...", as the file has it.
        singleton: Scripts may call it by its name (the `*` in the file).
    """

    name: str
    path: str
    singleton: bool


@dataclass(frozen=True)
class ProjectFile:
    """What `project.godot` says.

    Args:
        source: Its text.
        settings: Every setting by `section/key`, in the order of the file.
        begins: The offset in the text of each setting.
    """

    source: Source
    settings: dict[str, Any] = field(default_factory=dict)
    begins: dict[str, int] = field(default_factory=dict)

    @property
    def godot3(self) -> bool:
        """Whether the project is one of Godot 3 or older."""
        version = self.settings.get("config_version", _NEWEST)
        return isinstance(version, int) and version < _NEWEST

    @property
    def name(self) -> str:
        """The name of the game, "" without one."""
        return _text(self.settings.get("application/config/name"))

    @property
    def main_scene(self) -> str:
        """The path of the main scene, "" without one."""
        return _text(self.settings.get("application/run/main_scene"))

    @property
    def autoloads(self) -> list[Autoload]:
        """The autoloads, in their order."""
        found = []
        for setting, value in self.settings.items():
            path = _text(value)
            if setting.startswith("autoload/") and path:
                found.append(Autoload(setting.removeprefix("autoload/"), path.removeprefix("*"), path.startswith("*")))
        return found

    @property
    def global_classes(self) -> dict[str, str]:
        """The paths of Godot 3's list of class_names, which Godot 4 keeps elsewhere."""
        found = self.settings.get("_global_script_classes")
        entries = [each for each in found if isinstance(each, Pairs)] if isinstance(found, list) else []
        return {_text(each.get("class")): _text(each.get("path")) for each in entries}

    @property
    def input_map(self) -> dict[str, Pairs]:
        """The actions of the input map, each with its `deadzone` and `events`."""
        found = {}
        for setting, value in self.settings.items():
            if setting.startswith("input/") and isinstance(value, Pairs):
                found[setting.removeprefix("input/")] = value
        return found

    def begin(self, setting: str) -> int:
        """Return the offset of a setting, 0 where it is not in the file."""
        return self.begins.get(setting, 0)


def read_settings(source: Source) -> tuple[dict[str, Any], dict[str, int]]:
    """Read a config file such as `project.godot`, `.import` or `override.cfg`.

    Args:
        source: The text.

    Returns:
        The values by `section/key`, and the offset of each.

    Raises:
        FaultyTextError: It is no such file.
    """
    reader, section = VariantReader(source), ""
    settings: dict[str, Any] = {}
    begins: dict[str, int] = {}
    while (found := reader.next(sections=True)) is not None:
        if isinstance(found, Entry):
            name = f"{section}/{found.name}" if section else found.name
            # As in the engine a null is no setting.
            if found.value is not None:
                settings[name], begins[name] = found.value, found.begin
        else:
            section = found.name
    return settings, begins


def read_project(source: Source, override: Source | None = None) -> ProjectFile:
    """Read `project.godot`.

    Args:
        source: Its text.
        override: The text of `override.cfg`, whose values win.

    Returns:
        What it says.

    Raises:
        FaultyTextError: One of them is no such file.
    """
    settings, begins = read_settings(source)
    if override is not None:
        settings |= read_settings(override)[0]
    return ProjectFile(source, settings, begins)


def uid_index(paths: Iterable[str], read: Callable[[str], str | None]) -> dict[str, str]:
    """Return the path of the file that each uid names.

    Args:
        paths: The files of the project, "res://...".
        read: Returns the text of one, None where it can't be read as a text.
    """
    found: dict[str, str] = {}
    hints: dict[str, str] = {}
    for path in paths:
        if path.endswith(".uid"):
            uid = (read(path) or "").strip()
            _keep(found, uid, path.removesuffix(".uid"))
        elif path.endswith(".import"):
            match = _IMPORT.search(read(path) or "")
            _keep(found, match[1] if match else "", path.removesuffix(".import"))
        elif path.endswith((".tscn", ".tres")):
            text = read(path) or ""
            match = _HEAD.match(text.lstrip("\ufeff \t\r\n"))
            _keep(found, match[1] if match else "", path)
            for line in _HINT.finditer(text):
                fields = dict(_FIELD.findall(line[1]))
                _keep(hints, fields.get("uid", ""), fields.get("path", ""))
    return hints | found


def _keep(into: dict[str, str], uid: str, path: str) -> None:
    if uid.startswith("uid://") and path:
        into.setdefault(uid, path)


def _text(value: Any) -> str:
    if isinstance(value, Construct) and value.name in ("StringName", "NodePath") and value.arguments:
        value = value.arguments[0]
    return value if isinstance(value, str) else ""
