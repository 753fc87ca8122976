"""Which pages the reference has: one for each public class, one for the functions of a module, one for its constants.

Rules: what is public is what a module's `__all__` holds, and for `Steam` each group of GodotSteam's as well. Nothing here needs Sphinx, so
that a test can ask for the list at no cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from types import ModuleType

MODULES: Final = {
    "steam_nodes": "",
    "steam_nodes.testing": "testing",
    "steam_nodes.solar2d": "solar2d",
    "steam_nodes.gdscript": "gdscript",
}
"""Each public module, and the folder of its pages."""
STEAM_GROUPS: Final = ("Main", "User Stats", "Apps", "Friends", "Remote Storage", "User", "Utils")
"""The groups of GodotSteam's `Steam` that are here; Main is what stands in no other."""
KINDS: Final = {
    "The tree": ("Object", "Node", "SceneTree", "Window", "Timer", "SceneTreeTimer", "NodePath", "Engine", "Error", "FreedError"),
    "Signals and waiting": ("Signal", "Callable", "Task", "RefCounted", "WeakRef"),
    "Scenes and resources": ("Resource", "PackedScene", "SceneState"),
    "The engine's singletons": ("ClassDB", "OS", "ProjectSettings", "Time"),
    "Tweens": (),
    "Input": (),
    "Steam": (),
    "Steam by GodotSteam's groups": (),
    "Functions": (),
}
"""The shelves of `steam_nodes` in order, each with its classes; what no shelf names sorts itself by the room it lies in."""


@dataclass(frozen=True)
class Page:
    """One page of the reference: where it is, what it is called, and the public names on it."""

    path: str
    title: str
    module: str
    names: tuple[str, ...]
    kind: str
    group: str = ""


def public(module: ModuleType) -> list[str]:
    """Return the public names of a module, in order.

    Args:
        module: The module.
    """
    return sorted(getattr(module, "__all__", ()), key=str.lower)


def is_class(thing: Any) -> bool:
    """Return whether a public thing has a page of its own: a class, or the one object of a class, such as `Engine`."""
    return isinstance(thing, type) or (not callable(thing) and type(thing).__module__.startswith("steam_nodes"))


def pages() -> list[Page]:
    """Return every page of the reference, those of one module together."""
    found: list[Page] = []
    for name, folder in MODULES.items():
        module = import_module(name)
        classes: list[str] = []
        functions: list[str] = []
        values: list[str] = []
        for each in public(module):
            thing = getattr(module, each)
            is_value = isinstance(thing, int | str) and not isinstance(thing, type)
            (values if is_value else classes if is_class(thing) else functions).append(each)
        start = f"{folder}/" if folder else ""
        # `steamworks` is the module beside the class `Steamworks`, and on some disks their files would be one.
        found += [Page(f"{start}{each}{'_module' if each.islower() else ''}", each, name, (each,), "class") for each in classes]
        if name == "steam_nodes":
            found += [
                Page(f"steam_groups/{group.lower().replace(' ', '_')}", f"Steam: {group}", name, (), "group", group)
                for group in STEAM_GROUPS
            ]
        if functions:
            found.append(Page(f"{start}functions", f"Functions of {name}", name, tuple(functions), "functions"))
        if values:
            found.append(Page(f"{start}constants", f"Constants of {name}", name, tuple(values), "constants"))
    shelves = [*KINDS, *MODULES]
    return sorted(found, key=lambda page: shelves.index(shelf(page)))


def shelf(page: Page) -> str:
    """Return the heading under which a page stands in the list of the reference.

    Args:
        page: The page.
    """
    if page.module != "steam_nodes":
        return page.module
    if page.kind == "group":
        return "Steam by GodotSteam's groups"
    if page.kind != "class":
        return "Functions"
    for kind, names in KINDS.items():
        if page.title in names:
            return kind
    thing = getattr(import_module("steam_nodes"), page.title)
    module = thing.__module__ if isinstance(thing, type) else type(thing).__module__
    return "Tweens" if ".tween" in module else "Steam" if module.startswith("steam_nodes.steam") else "Input"
