"""What is said of a name of GodotSteam's that this library does not have: its group, and the nearest name that is here.

Rules: nothing is loaded and nothing compared before such a name is asked for. Both of GodotSteam's spellings and snake_case are known.
A name that is not GodotSteam's is Python's own AttributeError, and so is one with an underscore in front.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

_HOMES = {"Steam": "steam_nodes.steam.client", "SteamServer": "steam_nodes.steam.server"}


def missing(kind: type, name: str) -> str | None:
    """Return what to say of a name that a class does not have, None where it is no name of GodotSteam's.

    Args:
        kind: The class that was asked.
        name: The name.
    """
    if name.startswith("_"):
        return None
    # Loaded here: a program that has no such fault pays for none of it.
    from difflib import get_close_matches  # noqa: PLC0415  # loaded on first use
    from importlib import import_module  # noqa: PLC0415  # loaded on first use

    from steam_nodes.steam.godotsteam_names import GROUPS  # noqa: PLC0415  # loaded on first use

    spelled = {known: group for group, names in GROUPS.items() for known in names.split()}
    group = spelled.get(name) or {_plainly(known): group for known, group in spelled.items()}.get(_plainly(name))
    if group is None:
        return None
    belongs = f"{kind.__name__} has no '{name}': it belongs to GodotSteam's group {group}"
    for other, module in _HOMES.items():
        if name in dir(getattr(import_module(module), other)):
            return f"{belongs}, and is here a name of {other}"
    alike = [here for here in dir(kind) if not here.startswith("_") and here.isupper() == name.isupper()]
    nearest = get_close_matches(name, alike, 1, 0.5)
    return f"{belongs}, and is not in this library" + (f"; the nearest that is: '{nearest[0]}'" if nearest else "")


def _plainly(name: str) -> str:
    """Return a name without its spelling: getFriendCount and get_friend_count are one."""
    return name.replace("_", "").lower()


class KnowsMissing(type):
    """The class of classes that say so of a name asked of the class itself, such as `Steam.LOBBY_TYPE_PUBLIC`."""

    if not TYPE_CHECKING:  # a type checker would take every name for one that is there

        def __getattr__(cls, name: str) -> Any:
            """Say what the name is, or raise Python's own error."""
            text = missing(cls, name)
            if text is not None:
                raise AttributeError(text)
            return type.__getattribute__(cls, name)
