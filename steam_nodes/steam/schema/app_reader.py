"""From the tables [app] and [players.ID.apps] of a schema to their checked entries.

Rules: those of reader.py. It is loaded only for a schema that has one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.schema.app_entries import APP_MAX, BUILD_MAX, BYTES_MAX, DLC, PUBLIC, AppEntry, Branch, Licences
from steam_nodes.steam.schema.entries import SchemaError
from steam_nodes.steam.schema.tables import Table, cut, show

if TYPE_CHECKING:
    from collections.abc import Sequence

_APP_KEYS: Final = ("build_id", "languages", "folder", "depots", "launch_command_line", "launch_params", "branches", "dlc")
_BRANCH_KEYS: Final = ("build_id", "description", "private")
_DLC_KEYS: Final = ("name", "available", "bytes", "depots")
_LICENCE_KEYS: Final = (
    "subscribed",
    "owned",
    "installed",
    "purchased",
    "language",
    "branch",
    "branches",
    "free_weekend",
    "timed_trial",
    "low_violence",
    "cyber_cafe",
    "vac_banned",
)
_TRIAL_KEYS: Final = ("allowed", "played")


def read_app(top: Table) -> AppEntry:
    """Check [app] of a document."""
    table = top.below("app", _APP_KEYS)
    if table is None:
        return AppEntry()
    build = table.whole("build_id", 0, BUILD_MAX) or 0
    languages = table.texts("languages") or ("english",)
    for language in languages:
        if not language or "," in language or "\0" in language:
            table.fail("languages", f"holds {show(language)}", 'write names as Steam has them, such as "english"; it sets commas between')
    branches = {PUBLIC: Branch(PUBLIC, build)}
    for name, inner in table.tables("branches", _BRANCH_KEYS, "app."):
        number = inner.whole("build_id", 0, BUILD_MAX)
        private = inner.flag("private", default=False)
        if name == PUBLIC and private:
            inner.fail("private", "is true for the default branch", "everybody may play that one; remove the key")
        branches[name] = Branch(name, build if number is None else number, inner.text("description"), private)
    return AppEntry(
        build_id=branches[PUBLIC].build_id,
        languages=languages,
        folder=table.text("folder"),
        depots=table.wholes("depots", 1, APP_MAX),
        launch_command_line=table.text("launch_command_line"),
        launch_params=_texts_by_name(table, "launch_params"),
        branches=branches,
        dlc={dlc.app_id: dlc for dlc in (_read_dlc(name, inner, top) for name, inner in table.tables("dlc", _DLC_KEYS, "app."))},
    )


def _read_dlc(name: str, table: Table, top: Table) -> DLC:
    """Check one [app.dlc.NUMBER]."""
    number = _app_number(table, name)
    if number == top.values.get("app_id"):
        message = f"{table.source}: {table.place}: {number} is the game itself; write the number of the DLC"
        raise SchemaError(message)
    return DLC(
        app_id=number,
        name=table.text("name"),
        available=table.flag("available", default=True),
        bytes=table.whole("bytes", 0, BYTES_MAX) or 0,
        depots=table.wholes("depots", 1, APP_MAX),
    )


def read_licences(player: Table, app: AppEntry) -> Licences | None:
    """Check what one [players.ID] has under apps, None if it has nothing there.

    Args:
        player: The player's table.
        app: The app.
    """
    table = player.below("apps", _LICENCE_KEYS)
    if table is None:
        return None
    owned = table.wholes("owned", 1, APP_MAX)
    installed = table.wholes("installed", 1, APP_MAX) if "installed" in table.values else owned
    for number in installed:
        if number not in owned:
            table.fail("installed", f"holds {number}, which is not owned", "write it under owned too, or remove it")
    subscribed = table.flag("subscribed", default=True)
    trial = table.below("timed_trial", _TRIAL_KEYS)
    return Licences(
        subscribed=subscribed,
        owned=owned,
        installed=installed,
        purchased=_times(table),
        language=_known(table, "language", app.languages, "") if "language" in table.values else "",
        branch=_known(table, "branch", tuple(app.branches), PUBLIC),
        branches=tuple(_one_of(table, "branches", name, tuple(app.branches)) for name in table.texts("branches")),
        free_weekend=table.flag("free_weekend", default=False),
        timed_trial=None if trial is None else _trial(trial),
        low_violence=table.flag("low_violence", default=False),
        cyber_cafe=table.flag("cyber_cafe", default=False),
        vac_banned=table.flag("vac_banned", default=False),
    )


def _trial(table: Table) -> tuple[int, int]:
    """Check a timed trial."""
    allowed, played = table.whole("allowed", 1, APP_MAX), table.whole("played", 0, APP_MAX) or 0
    if allowed is None:
        table.fail("allowed", "is missing", "write how many seconds may be played")
    if played > allowed:
        table.fail("played", f"is {played}, above allowed = {allowed}", "write at most as many seconds as are allowed")
    return allowed, played


def _times(table: Table) -> dict[int, int]:
    """Check when apps were bought."""
    value = table.values.get("purchased", {})
    if not isinstance(value, Mapping):
        table.fail("purchased", f"is {show(value)}", "write a table such as { 480 = 1600000000 }, in seconds since 1970")
    times = Table(value, table.source, f"{table.place}: purchased", tuple(map(str, value)))
    return {_app_number(times, key): times.whole(key, 1, APP_MAX) or 0 for key in times.values}


def _texts_by_name(table: Table, key: str) -> dict[str, str]:
    """Check a table of texts."""
    value = table.values.get(key, {})
    if not isinstance(value, Mapping):
        table.fail(key, f"is {show(value)}", 'write a table of texts such as { connect = "203.0.113.5" }')
    inner = Table(value, table.source, f"{table.place}: {key}", tuple(map(str, value)))
    return {name: inner.text(name) for name in inner.values}


def _known(table: Table, key: str, known: Sequence[str], default: str) -> str:
    """Check that a text is one of those that there are."""
    return table.choice(key, tuple(known), default)


def _one_of(table: Table, key: str, name: str, known: Sequence[str]) -> str:
    """Check that a text of a list is one of those that there are."""
    if name not in known:
        table.fail(key, f"holds {show(name)}", f"write some of {', '.join(map(cut, known))}")
    return name


def _app_number(table: Table, name: str) -> int:
    """Check that a key is the number of an app."""
    if not (name.isascii() and name.isdigit() and len(name) <= len(str(APP_MAX)) and 1 <= int(name) <= APP_MAX):
        message = f"{table.source}: {table.place}: {cut(name)} is not the number of an app; write one from 1 to {APP_MAX}, such as 481"
        raise SchemaError(message)
    return int(name)
