"""Members that a project names must exist, in the version of GodotSteam that it uses.

Rules: what GodotSteam Server binds is known whole; of the client the groups are known that the class list has, so a name of the client that
is like none of those is told as a warning only.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from steam_nodes.port.api import Method, load
from steam_nodes.port.source import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.port.check.uses import Use

Level: TypeAlias = Literal["error", "warning", "note"]

REMOVED: Final = {
    ("Steam", "requestCurrentStats"): (
        "4.12",
        "Steam loads the player's own stats by itself; listen to current_stats_received where the script waits for them.",
    ),
}
"""What later versions of GodotSteam no longer have, and what to do."""
_LIKE: Final = 0.75


def members(use: Use) -> Iterator[Problem]:
    """Tell of a member that does not exist, or not in each version."""
    api = load()
    found = api.find(use.singleton, use.name)
    if use.asked:
        return
    if found is None:
        yield _missing(use)
        return
    if (use.singleton, use.name) in REMOVED:
        version, hint = REMOVED[use.singleton, use.name]
        yield _problem(use, f"{use.singleton}.{use.name} is gone since GodotSteam {version}.", hint, "warning")
    elif isinstance(found, Method) and found.removed:
        message = f"{use.singleton}.{use.name} is gone since GodotSteam {found.removed}."
        yield _problem(use, message, "Ask with has_method() first, or find what took its place.", "warning")
    elif isinstance(found, Method) and found.added:
        message = f"{use.singleton}.{use.name} needs GodotSteam {found.added} or later."
        yield _problem(use, message, "", "note")


def _missing(use: Use) -> Problem:
    api = load()
    other = "Steam" if use.singleton == "SteamServer" else "SteamServer"
    names = [name for native in api.classes[use.singleton].ancestors for name in native.members]
    near = difflib.get_close_matches(use.name, names, 1, _LIKE)
    level: Level = "error"
    if api.find(other, use.name) is not None:
        hint = f"{other} has it."
    elif near:
        hint = f"Did you mean {near[0]}?"
    elif use.singleton == "SteamServer":
        hint = "GodotSteam Server 4.6 has no member like it."
    else:
        hint, level = "It may belong to a group of GodotSteam that is not known here, or to another plug-in.", "warning"
    return _problem(use, f'{use.singleton} has no member "{use.name}".', hint, level)


def _problem(use: Use, message: str, hint: str, level: Level) -> Problem:
    begin = getattr(use.node, "name_begin", use.node.begin)
    return Problem(use.analysis.source, begin, message, "steam", hint, level)
