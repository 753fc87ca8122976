"""GodotSteam's whole singletons for a game that was brought from the engine: `whole(Steam)(client)`.

Rules: what the library has, it does; what it lacks of GodotSteam's class list is there too, so that a script that also touches the cloud or
lobbies goes on to its stats: a method answers the first value of what it returns and says once what it belongs to, a signal is never
emitted. What leaves the library as a list of numbers is packed, as GodotSteam's is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript.classes.api import load
from steam_nodes.gdscript.classes.records import Constant, Enum, Method
from steam_nodes.gdscript.classes.records import Signal as SignalRecord
from steam_nodes.gdscript.classes.stand_ins import declared, first_value
from steam_nodes.gdscript.containers.dictionary import Dictionary
from steam_nodes.gdscript.containers.packed import PackedInt32Array
from steam_nodes.object import error
from steam_nodes.steam.godotsteam_missing import group_of, names_here

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.nodes.steam_node import SteamNode

OWNED: Final[Mapping[str, Any]] = {"isSubscribed": True, "isSubscribedApp": True, "getCurrentGameLanguage": "english"}
"""What a local Steam answers in the place of first values: its player owns the game, else scripts end it at once."""


class StartAnswer(Dictionary):  # type: ignore[type-arg]  # brackets make a typed dictionary here
    """What `steamInit` returns: GodotSteam's dictionary, which a script of a newer GodotSteam takes for the bool that it became."""

    def __bool__(self) -> bool:
        """Be true where Steam has started."""
        return bool(self["status"] == 1)


@cache
def whole(kind: type[SteamNode], answers: tuple[tuple[str, Any], ...] = ()) -> Any:
    """Return a class of one of the singletons that has every name of GodotSteam's.

    Args:
        kind: Steam or SteamServer of the library.
        answers: What methods answer that the library lacks, by their names.
    """
    native = load().classes[kind.__name__]
    here, told = names_here(kind), dict(answers)
    body: dict[str, Any] = {"__module__": __name__, "__doc__": kind.__doc__}
    for member in native.members.values():
        if member.name in here:
            continue
        if isinstance(member, Method):
            body[member.name] = _answering(kind.__name__, member, told)
        elif isinstance(member, Constant | Enum | SignalRecord):
            body[member.name] = declared(member)
    if "_entry_" in here:
        body |= {"_entry_": _entry(kind), "steamInit": _started(kind), "steam_init": _started(kind)}
    made: Any = type(kind)
    return made(kind.__name__, (kind,), body)


def _answering(owner: str, method: Method, told: dict[str, Any]) -> Any:
    said: set[str] = set()
    value = told.get(method.name)

    def answering(_self: Any, *_: Any) -> Any:
        if method.name not in said and method.name not in told:
            said.add(method.name)
            group = group_of(method.name)
            of_group = f"it belongs to GodotSteam's group {group}, which is" if group else "it is"
            error.warn(f"{owner}.{method.name}() does nothing here: {of_group} not in this library.")
        return first_value(method.returns) if value is None else value

    answering.__name__ = method.name
    answering.__qualname__ = f"{owner}.{method.name}"
    return answering


def _entry(kind: Any) -> Any:
    def _entry_(self: Any, entry: Any) -> dict[str, Any]:
        shown: dict[str, Any] = kind._entry_(self, entry)
        return {**shown, "details": PackedInt32Array(shown["details"])}

    return _entry_


def _started(kind: Any) -> Any:
    def steam_init(self: Any, *args: Any) -> StartAnswer:
        return StartAnswer(kind.steam_init(self, *args))

    return steam_init
