"""Habits that Steam does not forgive: what a project as a whole does, and in which order.

Rules: what is told of a whole project is told once, where it first matters. What nobody can know from the text (who calls what, when) is
no error but a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port import syntax
from steam_nodes.port.analyzer.walk import everything
from steam_nodes.port.api import Signal, load
from steam_nodes.port.source import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steam_nodes.port.check.uses import Use, Uses
    from steam_nodes.port.project import Project

_SETTERS: Final = {
    "Steam": frozenset(("setStatInt", "setStatFloat", "updateAvgRateStat", "setAchievement", "clearAchievement")),
    "SteamServer": frozenset(("setUserStatInt", "setUserStatFloat", "updateUserAvgRateStat", "setUserAchievement", "clearUserAchievement")),
}
_STORE: Final = {"Steam": "storeStats", "SteamServer": "storeUserStats"}
_RECEIVED: Final = {"Steam": ("current_stats_received", "user_stats_received"), "SteamServer": ("stats_received",)}
_EMBED: Final = {"steamInit": 2, "steamInitEx": 2}
"""Which argument of these calls runs the callbacks by itself."""
_EMBED_SETTING: Final = "steam/initialization/embed_callbacks"


def project_habits(project: Project, scripts: Sequence[Uses]) -> Iterator[Problem]:
    """Tell what a project never does although what it does needs that."""
    everywhere = [use for uses in scripts for use in uses.all]
    for singleton in ("Steam", "SteamServer"):
        own = [use for use in everywhere if use.singleton == singleton]
        yield from _never_stored(singleton, own)
        yield from _never_run(singleton, own, project)
    server = [use for use in everywhere if use.singleton == "SteamServer"]
    yield from _never_requested(server)


def _first(uses: Sequence[Use], names: frozenset[str]) -> Use | None:
    return next((use for use in uses if use.name in names), None)


def _never_stored(singleton: str, uses: Sequence[Use]) -> Iterator[Problem]:
    setter, store = _first(uses, _SETTERS[singleton]), _STORE[singleton]
    if setter is not None and all(use.name != store for use in uses):
        message = f"Nothing is ever stored: {singleton}.{store} is never called."
        yield _problem(setter, message, f"Call {singleton}.{store} after the last change: what was only set is lost with the session.")


def _never_run(singleton: str, uses: Sequence[Use], project: Project) -> Iterator[Problem]:
    listens = next((use for use in uses if isinstance(load().find(singleton, use.name), Signal)), None)
    if listens is None or any(use.name == "run_callbacks" or _embeds(use) for use in uses):
        return
    settings = project.settings.settings if project.settings is not None else {}
    if settings.get(_EMBED_SETTING) is True:
        return
    message = f"{singleton}.run_callbacks is never called: no signal of {singleton} ever comes."
    yield _problem(listens, message, f"Call {singleton}.run_callbacks() in _process of a node that lives as long as the game.", "error")


def _embeds(use: Use) -> bool:
    place = _EMBED.get(use.name)
    if place is None or use.call is None:
        return False
    # Later versions have fewer arguments before it: any `true` behind the first may be the one.
    return any(use.analysis.type(argument).value is True for argument in use.call.arguments[1:])


def _never_requested(uses: Sequence[Use]) -> Iterator[Problem]:
    setter = _first(uses, _SETTERS["SteamServer"])
    if setter is None:
        return
    if all(use.name != "requestUserStats" for use in uses):
        hint = "Call SteamServer.requestUserStats(steam_id) when a player joins, and set after stats_received."
        message = "Nobody asks for a player's stats: SteamServer.requestUserStats is never called, so nothing can be set."
        yield _problem(setter, message, hint, "error")
    elif all(use.name not in _RECEIVED["SteamServer"] for use in uses):
        message = "Nobody waits for a player's stats: SteamServer.stats_received is never connected nor awaited."
        yield _problem(setter, message, "Set after stats_received: before it every set is refused.")


def order(uses: Uses) -> Iterator[Problem]:
    """Tell of stats that a function sets before it can have received them."""
    by_node = {use.node: use for use in uses.all}
    for function in everything(uses.analysis.script):
        if isinstance(function, syntax.Function) and function.body is not None:
            yield from _order_in(function, by_node)


def _order_in(function: syntax.Function, by_node: dict[Any, Use]) -> Iterator[Problem]:
    """Within one function: asked for, and set without having waited."""
    asked: dict[str, str] = {}
    told: set[str] = set()
    for node in _in_order(function):
        if isinstance(node, syntax.Await):
            asked.clear()
        use = by_node.get(node)
        if use is None or use.call is None:
            continue
        if use.name in {"requestUserStats", "requestCurrentStats"}:
            asked[use.singleton] = use.name
        elif use.name in _SETTERS[use.singleton] and use.singleton in asked and use.singleton not in told:
            told.add(use.singleton)
            signal = _RECEIVED[use.singleton][0]
            message = f"{use.singleton}.{use.name} comes before the stats are received: {asked[use.singleton]} only asks for them."
            hint = f"Wait first: await {use.singleton}.{signal}, or set in what is connected to it."
            yield _problem(use, message, hint)


def _in_order(function: syntax.Function) -> Iterator[Any]:
    """The nodes of a function by their places, those of its lambdas left out: they run at another time."""
    inside = [
        each
        for node in everything(function)
        if isinstance(node, syntax.Lambda)
        for each in everything(node.function)
        if each is not node.function
    ]
    left_out = set(inside)
    yield from sorted((node for node in everything(function) if node not in left_out), key=lambda node: node.begin)


def _problem(use: Use, message: str, hint: str, level: str = "warning") -> Problem:
    begin = getattr(use.node, "name_begin", use.node.begin)
    return Problem(use.analysis.source, begin, message, "steam", hint, "error" if level == "error" else "warning")
