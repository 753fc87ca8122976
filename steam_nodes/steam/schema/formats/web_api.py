"""What Valve's Web API answers to ISteamUserStats/GetSchemaForGame: the published stats and achievements, in one language.

Rules: pure functions on text. The answer has neither the kind of a stat nor its limits nor who may set it: a stat is INT, and FLOAT where
its default value has a fraction, as `defaultvalue: 0.0` has; so it is written. Nor has it the app's number, which whoever reads it must
tell.
See https://partner.steamgames.com/doc/webapi/ISteamUserStats#GetSchemaForGame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.schema.formats.entry_values import left
from steam_nodes.steam.schema.formats.json_text import JSONTable, read_json, write_json

if TYPE_CHECKING:
    from steam_nodes.steam.schema.document import Document
    from steam_nodes.steam.schema.formats.app_admin import Loss
    from steam_nodes.steam.schema.formats.draft import Draft
    from steam_nodes.steam.schema.schema import Schema

_STAT: Final = ("name", "defaultvalue", "displayName")
_ACHIEVEMENT: Final = (*_STAT, "hidden", "description", "icon", "icongray")


def read(text: str, draft: Draft) -> Schema:
    """Return the schema of an answer.

    Args:
        text: The answer, as JSON.
        draft: Where what is found goes.

    Raises:
        SchemaError: It is malformed, empty, or says what App Admin would not accept.
    """
    draft.guessed = True
    game = JSONTable(read_json(text, draft.source), draft, "", ("game",)).table("game", ("gameName", "gameVersion", "availableGameStats"))
    if game is None or not game.values:
        draft.fail("game", "it is missing or empty", "the app has no published schema, or the key may not see it")
    if game.values.get("gameVersion") not in {None, ""}:
        draft.lose("game.gameVersion")
    found = game.table("availableGameStats", ("stats", "achievements"))
    if found is not None:
        for each in found.tables("stats", _STAT):
            _read_stat(each, draft)
        for each in found.tables("achievements", _ACHIEVEMENT):
            _read_achievement(each, draft)
    return draft.done(game.text("gameName"))


def _read_stat(each: JSONTable, draft: Draft) -> None:
    """Read one stat."""
    table = draft.add("stats", each.values.get("name"), each.path)
    default = each.number("defaultvalue")
    table["type"] = "FLOAT" if isinstance(each.values.get("defaultvalue"), float) else "INT"
    if default is not None:
        table["default"] = default
    _read_text(each, "displayName", "display_name")


def _read_text(each: JSONTable, key: str, ours: str) -> None:
    """Read a text of an entry, where there is one."""
    if each.values.get(key) is not None:
        each.draft.say(each.text("name"), ours, "", each.text(key))


def _read_achievement(each: JSONTable, draft: Draft) -> None:
    """Read one achievement."""
    table = draft.add("achievements", each.values.get("name"), each.path)
    if each.number("defaultvalue"):
        draft.lose(f"{each.path}.defaultvalue", "an achievement begins locked")
    hidden = each.number("hidden")
    if hidden is not None:
        table["hidden"] = bool(hidden)
    _read_text(each, "displayName", "display_name")
    _read_text(each, "description", "description")
    icon, gray = each.text("icon"), each.text("icongray")
    if icon:
        table["icon"] = icon
    if gray and icon:
        table["icon_gray"] = gray
    elif gray:
        draft.lose(f"{each.path}.icongray", "it stands without icon")


def write(document: Document) -> tuple[str, list[Loss]]:
    """Return a document as such an answer, and what of it the answer does not hold.

    Args:
        document: The document, which is taken apart.
    """
    stats = [_stat(name, stat) for name, stat in document.get("stats", {}).items()]
    achievements = [_achievement(name, entry) for name, entry in document.get("achievements", {}).items()]
    found = {"stats": stats, "achievements": achievements}
    available = {key: entries for key, entries in found.items() if entries}
    game = {"gameName": document.pop("name", ""), "gameVersion": "", "availableGameStats": available}
    return write_json({"game": game}), left(document, "the Web API does not tell it")


def _stat(name: str, stat: Document) -> dict[str, Any]:
    """Write one stat."""
    is_int = stat["type"] == "INT"
    if stat["type"] != "AVGRATE":
        del stat["type"]
    return {
        "name": name,
        "defaultvalue": int(stat.pop("default", 0)) if is_int else float(stat.pop("default", 0.0)),
        "displayName": stat.pop("display_name", ""),
    }


def _achievement(name: str, entry: Document) -> dict[str, Any]:
    """Write one achievement; a hidden one has a description only where there is one."""
    hidden, description = entry.pop("hidden", False), entry.pop("description", "")
    written: dict[str, Any] = {
        "name": name,
        "defaultvalue": 0,
        "displayName": entry.pop("display_name", ""),
        "hidden": int(hidden),
    }
    if description or not hidden:
        written["description"] = description
    for key, theirs in (("icon", "icon"), ("icon_gray", "icongray")):
        if key in entry:
            written[theirs] = entry.pop(key)
    return written
