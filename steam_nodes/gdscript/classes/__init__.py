"""The engine's classes by their names: `from steam_nodes.gdscript.classes import Label`.

Rules: what the library has is the library's; what it lacks is made from the engine's class list when it is first used, see stand_ins.py.
"""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """Return the class of that name."""
    if not name[:1].isupper():
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from steam_nodes.gdscript.classes.stand_ins import class_named  # noqa: PLC0415  # the class list loads when it is needed

    found = class_named(name)
    if found is None:
        message = f"the engine has no class {name!r}"
        raise AttributeError(message)
    globals()[name] = found
    return found
