"""The decorator of a ported class: `@gd.script("res://player.gd")`.

Rules: only classes that are decorated, and those inside them, are touched. They are guarded first, then made to behave as scripts, then
registered, and their static variables are set last.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from steam_nodes.gdscript import singletons
from steam_nodes.gdscript.classes.stand_ins import lend_to_library
from steam_nodes.gdscript.scripts import guards, ports, registry, script_fault
from steam_nodes.gdscript.scripts import script as scripts
from steam_nodes.gdscript.scripts.quick import quick_ways

if TYPE_CHECKING:
    from collections.abc import Callable

C = TypeVar("C", bound=type)


def script(path: str, class_name: str = "", *, tool: bool = False, abstract: bool = False, icon: str = "") -> Callable[[C], C]:
    """Make a class a script of the project.

    Args:
        path: Where the script it was ported from lies: "res://player.gd".
        class_name: Its class_name, "" where it has none.
        tool: Whether it says `@tool`.
        abstract: Whether it says `@abstract`.
        icon: What its `@icon` says.
    """

    def decorate(cls: C) -> C:
        filename = getattr(sys.modules.get(cls.__module__), "__file__", None)
        if filename:
            ports.find(filename)
            script_fault.paths.setdefault(filename, path)
        # Before the functions are wrapped: what is wrapped is not found among the members any more.
        guards.guard(cls)
        quick_ways.lend_enums(cls, vars(sys.modules[cls.__module__]))
        scripts.prepare(cls, path, class_name)
        scripts.say(cls, tool=tool, abstract=abstract, icon=icon)
        registry.by_path[path] = cls
        if class_name:
            registry.by_name[class_name] = cls
        # A static variable may name the class, whose name stands in its module only when this is through.
        names = vars(sys.modules[cls.__module__])
        if "." not in cls.__qualname__:
            names[cls.__name__] = cls
        asked = guards.asked.get(filename or "", ())
        asked_of_any = guards.asked_of_any.get(filename or "", frozenset())
        lend_to_library(asked_of_any)
        singletons.announce(asked_of_any)
        for each in (*scripts.inside(cls), cls):
            scripts.lend(each, asked)
        scripts.begin_static(cls)
        return cls

    return decorate
