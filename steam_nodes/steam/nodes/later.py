"""What of GodotSteam's `Steam` is loaded on its first use: the groups beside stats.

Rules: each name of such a group is on the class from the start, as an attribute that loads the whole group when it is first asked for, of
the class or of a node, and is then what the group has under it. The groups' classes are bases of the singleton for type checkers only: at
run time what stands in them is put on it, so that no node pays for a method that it does not call. A class of a game's own that has one of
these names keeps its own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeVar

from steam_nodes.steam.godotsteam_missing import names_here, spellings
from steam_nodes.steam.nodes.steam_node import row_of

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = TypeVar("Kind", bound=type)

_ROOM: Final = "steam_nodes.steam.nodes.groups"
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "Apps": ("apps.Apps",),
    "Friends": ("people.People", "clans.Clans", "presence.Presence", "game_overlay.GameOverlay"),
    "Remote Storage": ("remote_storage.RemoteStorage", "shared_files.SharedFiles"),
    "User": ("account.Account",),
    "Utils": ("player_utils.PlayerUtils",),
}
"""The classes of each group: the file and the class."""
_SKIPPED: Final = frozenset(("_backend_", "_rows_", "_runs_itself_", "_emissions_"))


class _Later:
    """A name of a group that is not loaded."""

    __slots__ = ("group", "home", "name")

    def __init__(self, home: type, group: str, name: str) -> None:
        self.home, self.group, self.name = home, group, name

    def __get__(self, node: object | None, kind: type) -> Any:
        """Load the group, and give what it has under the name."""
        load(self.home, self.group)
        return getattr(kind if node is None else node, self.name)


def later(*groups: str) -> Callable[[Kind], Kind]:
    """Return what puts the names of groups on a class.

    Args:
        groups: GodotSteam's names of them.
    """

    def put(cls: Kind) -> Kind:
        here = names_here(cls)
        for group in groups:
            for name in spellings(group):
                if name not in here:
                    setattr(cls, name, _Later(cls, group, name))
        return cls

    return put


def load(home: Any, group: str) -> None:
    """Put what a group has on a class; harmless twice.

    Args:
        home: The class that `later` was put on.
        group: The group.
    """
    for name in [name for name, value in vars(home).items() if type(value) is _Later and value.group == group]:
        delattr(home, name)
    emissions = dict(home._emissions_)
    for where in GROUPS[group]:
        file, _, name = where.partition(".")
        part = getattr(import_module(f"{_ROOM}.{file}"), name)
        for member, value in vars(part).items():
            if member not in vars(home) and member not in _SKIPPED and not (member.startswith("__") and member.endswith("__")):
                setattr(home, member, value)
        emissions |= part._emissions_
    home._emissions_ = emissions
    heirs = [home]
    while heirs:
        heir = heirs.pop()
        heir._rows_ = {kind: row_of(row) for kind, row in emissions.items()} | heir._rows_
        heirs += heir.__subclasses__()


def load_all(home: type) -> None:
    """Load every group of a class, for who wants to see all names at once."""
    for group in {value.group for value in vars(home).values() if type(value) is _Later}:
        load(home, group)
