"""The engine's classes by their names: `from steam_nodes.gdscript.classes import Label`.

Rules: what the library has is the library's; what it lacks is made from the engine's class list when it is first used, see stand_ins.py.
The enums and constants of @GlobalScope are here too, see global_scope.py.
"""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """Return the class, enum or constant of that name."""
    found: Any = None
    if name[:1].isupper():
        # The class list loads when it is needed.
        from steam_nodes.gdscript.classes.global_scope import MISSING, global_named  # noqa: PLC0415  # loaded on first use
        from steam_nodes.gdscript.classes.stand_ins import class_named  # noqa: PLC0415  # loaded on first use

        found = class_named(name)
        if found is None:
            value = global_named(name)
            if value is not MISSING:
                found = value
    if found is None:
        message = f"the engine has no class, enum or constant {name!r}"
        raise AttributeError(message)
    globals()[name] = found
    return found
