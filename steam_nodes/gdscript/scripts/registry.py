"""The scripts of the project that runs, and what a class says of the script it comes from.

Rules: a script object of GDScript is the Python class itself; a class is one if it, and not only a base of it, has `_script_path_`.
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.scripts import script_fault
from steam_nodes.object.object import Object

by_path: Final[dict[str, type]] = {}
"""The class of each script, by its path."""
by_name: Final[dict[str, type]] = {}
"""The class of each script that has a class_name, by that."""
unread: Final[set[type]] = set()
"""The classes that stand for scripts which can't be parsed: objects of theirs are without a script."""


def unreadable(path: str, line: int, message: str) -> None:
    """Tell that a script can't be parsed, as the engine does when it loads it; its class stands for it where others name it.

    Args:
        path: Its path.
        line: The line of its first error.
        message: What is wrong there.
    """
    unread.add(by_path[path])
    script_fault.tell(script_fault.Fault(f"Parse Error: {message}", "GDScript::reload", path, line))
    reported(f'Failed to load script "{path}" with error "Parse error".')


def get_script(thing: Any) -> Any:
    """Return the script of an object: its class, or the nearest base that is a ported script; None for one of the engine's.

    For a class that a script object became while the game runs it is that object.
    """
    cls = type(thing)
    found = next((base for base in cls.__mro__ if "_script_path_" in vars(base) and base not in unread), None)
    return vars(found).get("_made_of_", found) if found is not None else None


def is_script(thing: Any) -> bool:
    """Whether it is a class that a script declares."""
    return isinstance(thing, type) and "_script_path_" in vars(thing)


def local_name(cls: Any) -> str:
    """Return what the engine calls a script in its errors: its class_name, the name of an inner class, else the file."""
    name: str = cls._script_name_ or cls._script_path_.rpartition("/")[2]
    return name


def base_script(cls: type) -> type | None:
    """Return the script that a script extends, None where it extends a class of the engine."""
    return next((base for base in cls.__mro__[1:] if "_script_path_" in vars(base)), None)


def native_base(cls: type) -> type:
    """Return the class of the engine that a script stands on."""
    return next((base for base in cls.__mro__ if issubclass(base, Object) and "_script_path_" not in vars(base)), Object)
