"""The files of gbe_fork, an emulator of Steam's client: achievements.json and stats.json of its folder steam_settings.

Rules: pure functions on bytes; a folder is its files by their names. A text is one string, or one by language with the token of the
achievement's place; numbers stand as text. stats.txt is the older form of stats.json. The number of the app stands in steam_appid.txt,
which the emulator and Steam's own library read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.schema.formats.app_admin import ENGLISH, Loss, place_of, token, token_of
from steam_nodes.steam.schema.formats.entry_values import all_places, as_kind, first_language, left, number_of, text_of, texts_of
from steam_nodes.steam.schema.formats.json_text import JSONTable, read_json, tables_of, write_json
from steam_nodes.steam.schema.tables import show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.schema.document import Document
    from steam_nodes.steam.schema.formats.draft import Draft
    from steam_nodes.steam.schema.schema import Schema

ACHIEVEMENTS: Final = "achievements.json"
STATS: Final = "stats.json"
OLD_STATS: Final = "stats.txt"
APP_ID: Final = "steam_appid.txt"
FILES: Final = (ACHIEVEMENTS, STATS, OLD_STATS, APP_ID)
_STAT: Final = ("name", "type", "default", "global")
_ACHIEVEMENT: Final = ("name", "displayName", "description", "hidden", "icon", "icon_gray", "icongray", "progress")
_KINDS: Final = {"int": "INT", "float": "FLOAT", "avgrate": "AVGRATE"}
_KEYS: Final = {"displayName": ("display_name", "name"), "description": ("description", "desc")}
_APP: Final = re.compile(r"\s*([0-9]{1,10})\s*")
_APP_MAX: Final = 2**32 - 1


def read(files: Mapping[str, str], draft: Draft) -> Schema:
    """Return the schema of the emulator's files.

    Args:
        files: The texts of those that are there, by their names.
        draft: Where what is found goes.

    Raises:
        SchemaError: One is malformed, or says what App Admin would not accept.
    """
    source = draft.source
    for name, text in files.items():
        draft.source = f"{source}/{name}" if len(files) > 1 else source
        if name == STATS:
            for each in tables_of(read_json(text, draft.source), draft, "", _STAT):
                _read_stat(each, draft)
        elif name == OLD_STATS and STATS not in files:
            _read_lines(text, draft)
        elif name == OLD_STATS:
            draft.lose(OLD_STATS, f"{STATS} beside it is the newer one, and counts")
        elif name == ACHIEVEMENTS:
            for each in tables_of(read_json(text, draft.source), draft, "", _ACHIEVEMENT):
                _read_achievement(each, draft)
    draft.source = source
    return draft.done(app_id=_app_id(files[APP_ID], draft) if APP_ID in files else None)


def _app_id(text: str, draft: Draft) -> int:
    """Return the number of the app."""
    found = _APP.fullmatch(text)
    if not found or not 1 <= int(found[1]) <= _APP_MAX:
        draft.fail(f"{APP_ID}, line 1", f"{show(text.strip())} is no number of an app", "it holds the number alone, such as 480")
    return int(found[1])


def _read_stat(each: JSONTable, draft: Draft) -> None:
    """Read one stat."""
    table = draft.add("stats", each.values.get("name"), each.path)
    word = each.text("type")
    kind = _KINDS.get(word.lower())
    if kind is None:
        draft.fail(each.at("type"), f"it is {show(word)}" if word else "it is missing", 'a stat is "int", "float" or "avgrate"')
    _fill(table, kind, each.number("default"))
    if each.number("global"):
        draft.lose(each.at("global"), "the sum over all players is no part of a schema")


def _fill(table: Document, kind: str, default: float | None) -> None:
    table["type"] = kind
    if default is not None:
        table["default"] = as_kind(default, kind)


def _read_lines(text: str, draft: Draft) -> None:
    """Read the older form: NAME=int=0, a line each."""
    for count, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        name, *rest = (part.strip() for part in line.rsplit("=", 2))
        kind = _KINDS.get(rest[0].lower()) if rest else None
        number = number_of(rest[1]) if len(rest) > 1 else None
        if kind is None or number is None:
            draft.fail(f"line {count}, column 1", f"it is {show(line)}", "a line of it is NAME=int=0, NAME=float=0.0 or NAME=avgrate=0.0")
        _fill(draft.add("stats", name, f"line {count}, column 1"), kind, number)


def _read_achievement(each: JSONTable, draft: Draft) -> None:
    """Read one achievement."""
    table = draft.add("achievements", each.values.get("name"), each.path)
    for key in _KEYS:
        _read_texts(each, key, table)
    hidden = each.number("hidden")
    if hidden is not None:
        table["hidden"] = bool(hidden)
    icon, gray = each.text("icon"), each.text("icon_gray") or each.text("icongray")
    if icon:
        table["icon"] = icon
    if gray and icon:
        table["icon_gray"] = gray
    elif gray:
        draft.lose(each.at("icon_gray"), "it stands without icon")
    progress = each.table("progress", ("min_val", "max_val", "value"))
    if progress is not None:
        _read_progress(progress, table)


def _read_texts(each: JSONTable, key: str, table: Document) -> None:
    """Read a text of an achievement, and the place that its token tells."""
    name, (ours, theirs) = each.text("name"), _KEYS[key]
    found = each.values.get(key)
    if found is None:
        return
    if not isinstance(found, dict):
        each.draft.say(name, ours, "", each.text(key))
        return
    inner = JSONTable(found, each.draft, each.at(key), found)
    for language in found:
        text = inner.text(language)
        if language.lower() != "token":
            each.draft.say(name, ours, language.lower(), text)
        else:
            table.setdefault("place", place_of(text))
            if table["place"] is None:
                del table["place"]
            if token_of(table, theirs) != text:
                each.draft.lose(inner.at(language), "only the token of its place has one in a schema")


def _read_progress(progress: JSONTable, table: Document) -> None:
    """Read the stat that unlocks an achievement."""
    value = progress.table("value", ("operation", "operand1"))
    stat, high = value.text("operand1") if value else "", progress.number("max_val")
    if not value or value.text("operation").lower() != "statvalue" or not stat or high is None:
        progress.draft.lose(progress.path, "a schema has only the progress of one stat up to a value")
    else:
        table["progress"] = {"stat": stat, "min": progress.number("min_val") or 0, "max": high}


def write(document: Document) -> tuple[dict[str, str], list[Loss]]:
    """Return a document as the emulator's files, and what of it they do not hold.

    Args:
        document: The document, which is taken apart.
    """
    first = first_language(document)
    told = {name for name, entry in document.get("achievements", {}).items() if "place" in entry}
    places = {name: place for name, place in all_places(document, stats=False).items() if name in told}
    stats = [_stat(name, stat) for name, stat in document.get("stats", {}).items()]
    achievements = [
        _achievement(document, name, entry, first, places.get(name)) for name, entry in document.get("achievements", {}).items()
    ]
    app_id = document.pop("app_id")
    files = {ACHIEVEMENTS: write_json(achievements), STATS: write_json(stats), APP_ID: f"{app_id}\n"}
    return files, left(document, "the emulator's files have no place for it")


def _stat(name: str, stat: Document) -> dict[str, str]:
    """Write one stat."""
    kind = stat.pop("type")
    default = stat.pop("default", 0 if kind == "INT" else 0.0)
    return {"name": name, "type": kind.lower(), "default": text_of(default), "global": "0"}


def _achievement(document: Document, name: str, entry: Document, first: str, place: tuple[int, int] | None) -> dict[str, Any]:
    """Write one achievement."""
    written: dict[str, Any] = {"name": name}
    for key, (ours, theirs) in _KEYS.items():
        texts: dict[str, str] = texts_of(document, name, entry, ours, first)
        if place is not None:
            texts["token"] = token(*place, theirs)
        written[key] = texts[ENGLISH] if set(texts) == {ENGLISH} else texts
    written["hidden"] = str(int(entry.pop("hidden", False)))
    for key in ("icon", "icon_gray"):
        if key in entry:
            written[key] = entry.pop(key)
    if "progress" in entry:
        progress = entry.pop("progress")
        value = {"operation": "statvalue", "operand1": progress["stat"]}
        written["progress"] = {"min_val": text_of(progress["min"]), "max_val": text_of(progress["max"]), "value": value}
    return written


def kind_of(entries: object) -> str:
    """Return which of the files a list of objects is, "" if it can be none.

    Args:
        entries: What a JSON file holds.
    """
    if not isinstance(entries, list):
        return ""
    keys = {key for each in entries if isinstance(each, dict) for key in each}
    if keys & {"displayName", "description", "hidden", "progress"}:
        return ACHIEVEMENTS
    return STATS if keys & {"type", "default", "global"} else ""
