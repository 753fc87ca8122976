"""The enums and constants of @GlobalScope by their names: `gd.Key`, `gd.KEY_A`, `gd.TYPE_INT`, `gd.PROPERTY_USAGE_DEFAULT`.

Rules: they come from the engine's class list; an enum is made when it is first asked for. A constant is a plain int, as in the engine.
Where the library has an enum of the name, its members are what `gd.Key` gives.
"""

from __future__ import annotations

from enum import IntEnum, IntFlag
from functools import cache
from typing import Any, Final, NoReturn

import steam_nodes
from steam_nodes.gdscript.classes.api import load
from steam_nodes.gdscript.classes.records import Enum

_NESTED: Final = "Variant."
MISSING: Final = object()
"""What `global_named` returns where the engine has no such name."""


class Variant:
    """The enums that the engine keeps in its Variant."""

    def __init__(self) -> NoReturn:
        """Refuse: there is no object of it."""
        message = "Variant is a name for any value, and nothing of its own"
        raise TypeError(message)


def _nest() -> None:
    for name, record in load().enums.items():
        if name.startswith(_NESTED):
            setattr(Variant, name.removeprefix(_NESTED), made_of(record))


def made_of(record: Enum) -> Any:
    """Return the enum of a record."""
    kind: Any = IntFlag if record.bitfield else IntEnum
    return kind(record.name.rpartition(".")[2], dict(record.values))


@cache
def global_named(name: str) -> Any:
    """Return the enum or the value of a constant that has a name in @GlobalScope; MISSING where there is none."""
    if name == "Variant":
        _nest()
        return Variant
    record = load().enums.get(name)
    if record is not None:
        library = getattr(steam_nodes, name, None) if name in steam_nodes.__all__ else None
        complete = isinstance(library, type) and len(getattr(library, "__members__", ())) >= len(record.values)
        return library if complete else made_of(record)
    constant = load().constants.get(name)
    return MISSING if constant is None else int(constant.value)


@cache
def enum_record(name: str) -> Enum | None:
    """Return what is known of an enum of the engine; None where there is no such enum.

    Args:
        name: As scripts write it: `Key`, `Variant.Type`, `Node.ProcessMode`.
    """
    api = load()
    owner, _, own = name.rpartition(".")
    found = api.find(owner, own) if owner in api.classes else api.enums.get(name)
    return found if isinstance(found, Enum) else None
