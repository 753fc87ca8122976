"""What is said of a name of GodotSteam's that this library does not have: its group, and the nearest name that is here.

Rules: each such name is an attribute that is never there: asked for, it raises AttributeError, of the class as of the node, so that
`hasattr` and a class's own name behave as if nothing stood here. It is no `__getattr__`, which would slow every attribute of a node down.
Both of GodotSteam's spellings are known. Nothing is compared before such a name is asked for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NoReturn, TypeVar

from steam_nodes.steam.godotsteam_names import GROUPS

_HOMES: Final = {"Steam": "steam_nodes.steam.nodes.client", "SteamServer": "steam_nodes.steam.nodes.server"}
Kind = TypeVar("Kind", bound=type)

_WORDS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])(?!Pv6)")


class _Absent:
    """A name that is not here."""

    __slots__ = ("_group", "_name")

    def __init__(self, name: str, group: str) -> None:
        self._name = name
        self._group = group

    def __get__(self, _node: object, kind: type) -> NoReturn:
        """Say what the name is.

        Raises:
            AttributeError: Always.
        """
        raise AttributeError(_said(kind, self._name, self._group))


class Listed(type):
    """The class of classes that list only what they have."""

    def __dir__(cls) -> list[str]:
        """Leave out what is not here."""
        return sorted(names_here(cls))


def tell_absent(cls: Kind) -> Kind:
    """Put every name of GodotSteam's that a class has not got on it, as an attribute that is never there.

    Args:
        cls: The base of the singletons; what a class below it has comes before.
    """
    known = names_here(cls)
    for group in GROUPS:
        for spelled in spellings(group):
            if spelled not in known:
                known.add(spelled)
                setattr(cls, spelled, _Absent(spelled, group))
    return cls


@cache
def spellings(group: str) -> tuple[str, ...]:
    """Return every name of a group in GodotSteam's spelling and in snake_case."""
    return tuple(spelled for name in GROUPS[group].split() for spelled in (name, _WORDS.sub("_", name).lower()))


def bring_forward(cls: type, home: type) -> None:
    """Give a class what it has from a base behind the one that `tell_absent` was put on, and would be hidden by it.

    Args:
        cls: The class.
        home: The base of the singletons.
    """
    order = cls.__mro__
    for base in order[order.index(home) + 1 :]:
        if base not in home.__mro__:
            for name, value in vars(base).items():
                first = next(vars(each)[name] for each in order if name in vars(each))
                if type(first) is _Absent:
                    setattr(cls, name, value)


def group_of(name: str) -> str:
    """Return the group of GodotSteam's pages that a name stands in, "" for one that stands in none.

    Args:
        name: The name in GodotSteam's spelling.
    """
    return next((group for group, names in GROUPS.items() if name in names.split()), "")


def names_here(kind: type) -> set[str]:
    """Return the names that a class has, without those that only tell that they are not here.

    Args:
        kind: One of the singletons' classes.
    """
    return {name for base in kind.__mro__ for name, value in vars(base).items() if type(value) is not _Absent}


@cache
def _said(kind: type, name: str, group: str) -> str:
    """Return what to say of a name that a class does not have."""
    from difflib import get_close_matches  # noqa: PLC0415  # loaded on first use
    from importlib import import_module  # noqa: PLC0415  # the singletons stand on this file

    belongs = f"{kind.__name__} has no '{name}': it belongs to GodotSteam's group {group}"
    for other, module in _HOMES.items():
        if name in names_here(getattr(import_module(module), other)):
            return f"{belongs}, and is here a name of {other}"
    alike = sorted(here for here in names_here(kind) if not here.startswith("_") and here.isupper() == name.isupper())
    nearest = get_close_matches(name, alike, 1, 0.5)
    return f"{belongs}, and is not in this library" + (f"; the nearest that is: '{nearest[0]}'" if nearest else "")
