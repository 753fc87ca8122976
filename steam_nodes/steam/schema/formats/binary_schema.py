"""Valve's binary schema, the file UserGameStatsSchema_APPID.bin of Steam's folder appcache/stats: what a client of Steam knows of a game.

Rules: pure functions on bytes. Numbers may stand as numbers or as text, kinds of stats as numbers or as words; both are read. Which number
of `permission` is which Set By, and that a stat without a limit has no key for it, is inferred from what is known of such files: no page of
Valve's tells. Errors name the byte and the keys that lead there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.schema.entries import BITS, STAT_ID_MAX
from steam_nodes.steam.schema.formats.app_admin import ENGLISH, TEXTS, Loss, token, token_of
from steam_nodes.steam.schema.formats.entry_values import (
    all_places,
    as_kind,
    first_language,
    left,
    number_of,
    permission_of,
    setter_of,
    text_of,
    texts_of,
)
from steam_nodes.steam.schema.formats.key_values import Branch, Entry, read_binary, write_binary
from steam_nodes.steam.schema.tables import cut

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steam_nodes.steam.schema.document import Document
    from steam_nodes.steam.schema.formats.draft import Draft
    from steam_nodes.steam.schema.schema import Schema

_INT, _FLOAT, _AVGRATE, _ACHIEVEMENTS, _GROUPS = 1, 2, 3, 4, 5
_KINDS: Final = {_INT: "INT", _FLOAT: "FLOAT", _AVGRATE: "AVGRATE"}
_WORDS: Final = {**{word: number for number, word in _KINDS.items()}, "ACHIEVEMENTS": _ACHIEVEMENTS, "GROUPACHIEVEMENTS": _GROUPS}
_LIMITS: Final = {"default": "default", "min": "min", "max": "max", "maxchange": "max_change"}
_FLAGS: Final = {"incrementonly": "increment_only", "aggregated": "aggregated"}
_APP_MAX: Final = 2**32 - 1


def read(data: bytes, draft: Draft) -> Schema:
    """Return the schema of a binary file.

    Args:
        data: The file.
        draft: Where what is found goes.

    Raises:
        SchemaError: It is malformed, or says what App Admin would not accept.
    """
    top = read_binary(data, draft.source)
    apps = [entry for entry in top.entries if isinstance(entry.value, Branch)]
    if not apps:
        draft.fail("byte 0", "it holds no app", "give a file UserGameStatsSchema_APPID.bin as Steam wrote it")
    app = apps[0]
    number = number_of(app.key)
    if not isinstance(number, int) or not 1 <= number <= _APP_MAX:
        draft.fail(app.place, f"{cut(app.key)} is no number of an app", "the first key is the app's number, such as 480")
    for other in top.entries:
        if other is not app:
            draft.lose(other.key)
    keys = _Keys(app.value, draft, app.key, ("gamename", "stats"))
    for entry in keys.branches("stats"):
        _read_stat(entry, draft, f"{app.key}/stats/{cut(entry.key)}")
    return draft.done(keys.text("gamename"), app_id=number)


class _Keys:
    """The known keys of one map; the others are lost.

    Args:
        branch: The map.
        draft: Where what is found goes.
        path: The keys that lead to it.
        known: Its keys that have a meaning here.
    """

    def __init__(self, branch: Any, draft: Draft, path: str, known: Iterable[str]) -> None:
        """Look at each key once."""
        self.draft, self.path = draft, path
        self.found: dict[str, Entry] = {}
        wanted = {key.casefold() for key in known}
        if not isinstance(branch, Branch):
            draft.lose(path, "it is a value where other keys stand")
            return
        for entry in branch.entries:
            key = entry.key.casefold()
            if key in self.found:
                draft.lose(f"{path}/{entry.key}", "it stands there twice, the first one counts")
            elif key in wanted:
                self.found[key] = entry
            else:
                draft.lose(f"{path}/{entry.key}")

    def fail(self, key: str, fault: str, remedy: str) -> Any:
        """Raise the SchemaError of one key."""
        return self.draft.fail(f"{self.found[key.casefold()].place}, {self.path}/{key}", fault, remedy)

    def value(self, key: str) -> Any:
        """Return what stands at a key, None if it is not there."""
        entry = self.found.get(key.casefold())
        return None if entry is None else entry.value

    def branches(self, key: str) -> list[Entry]:
        """Return the maps below a key."""
        found = self.value(key)
        if found is not None and not isinstance(found, Branch):
            self.fail(key, "it is a value", "other keys stand below it")
        entries = found.entries if found is not None else []
        for entry in entries:
            if not isinstance(entry.value, Branch):
                self.draft.lose(f"{self.path}/{key}/{entry.key}", "it is a value where other keys stand")
        return [entry for entry in entries if isinstance(entry.value, Branch)]

    def text(self, key: str) -> str:
        """Return a text, "" if it is not there."""
        found = self.value(key)
        if isinstance(found, Branch):
            self.fail(key, "it is a map", "a text stands there")
        return "" if found is None else str(found)

    def number(self, key: str) -> int | float | None:
        """Return a number, None if it is not there."""
        found = self.value(key)
        if found is None:
            return None
        number = number_of(found)
        if number is None and found == "":
            return None
        if number is None:
            self.fail(key, "it is a map" if isinstance(found, Branch) else f"{cut(found)} is no number", "a number stands there")
        return number

    def flag(self, key: str) -> bool:
        """Whether a number is there that is not 0."""
        return bool(self.number(key))


def _read_stat(entry: Entry, draft: Draft, path: str) -> None:
    """Read one stat, or one stat of bits with its achievements."""
    known = ("type", "type_int", "name", "display", "permission", "bSetByTrustedGS", "bits", *_LIMITS, *_FLAGS)
    keys = _Keys(entry.value, draft, path, known)
    key = "type_int" if keys.value("type_int") is not None else "type"
    found = keys.value(key)
    number = number_of(found) if not isinstance(found, str) or found.upper() not in _WORDS else _WORDS[found.upper()]
    if found is None:
        draft.fail(f"{entry.place}, {path}", "it has no type", 'a stat has "type" 1 to 5')
    if number in {_ACHIEVEMENTS, _GROUPS}:
        for bit in keys.branches("bits"):
            _read_bit(bit, draft, f"{path}/bits/{cut(bit.key)}", _whole(entry.key, 0, STAT_ID_MAX))
        if number == _GROUPS:
            draft.lose(f"{path}/{key}", "achievements of a group become achievements")
        return
    kind = _KINDS.get(number) if isinstance(number, int) else None
    if kind is None:
        keys.fail(key, f"{cut(found)} is no type of a stat" if not isinstance(found, Branch) else "it is a map", "a stat has 1 to 5")
    table = draft.add("stats", keys.value("name"), f"{entry.place}, {path}")
    name = keys.text("name")
    table["type"] = kind
    for key, ours in _LIMITS.items():
        limit = keys.number(key)
        if limit is not None:
            table[ours] = as_kind(limit, str(kind))
    for key, ours in _FLAGS.items():
        if keys.flag(key):
            table[ours] = True
    stat_id = _whole(entry.key, 0, STAT_ID_MAX)
    if stat_id is not None:
        table["stat_id"] = stat_id
    _read_permission(keys, table)
    _read_display(keys, name, table, ("name",))


def _read_bit(entry: Entry, draft: Draft, path: str, stat_id: int | None) -> None:
    """Read one achievement."""
    keys = _Keys(entry.value, draft, path, ("name", "bit", "display", "permission", "bSetByTrustedGS", "progress"))
    table = draft.add("achievements", keys.value("name"), f"{entry.place}, {path}")
    bit = keys.number("bit") if keys.value("bit") is not None else number_of(entry.key)
    if stat_id is not None and isinstance(bit, int) and 0 <= bit < BITS:
        table["place"] = {"stat_id": stat_id, "bit": bit}
    else:
        draft.lose(f"{path}/bit", f"a bit has a number from 0 to {BITS - 1}, in a stat that has a number too")
    _read_permission(keys, table)
    _read_display(keys, keys.text("name"), table, ("name", "desc", "hidden", "icon", "icon_gray"))
    if keys.value("progress") is not None:
        progress = _read_progress(_Keys(keys.value("progress"), draft, f"{path}/progress", ("min_val", "max_val", "value")))
        if progress:
            table["progress"] = progress


def _read_progress(keys: _Keys) -> Document | None:
    """Read the stat that unlocks an achievement, None if it is something else that does."""
    value = _Keys(keys.value("value"), keys.draft, f"{keys.path}/value", ("operation", "operand1"))
    stat, low, high = value.text("operand1"), keys.number("min_val"), keys.number("max_val")
    if value.text("operation").casefold() != "statvalue" or not stat or high is None:
        keys.draft.lose(keys.path, "a schema has only the progress of one stat up to a value")
        return None
    return {"stat": stat, "min": low or 0, "max": high}


def _read_permission(keys: _Keys, table: Document) -> None:
    """Read who may set an entry."""
    permission = int(keys.number("permission") or 0)
    setter = table["set_by"] = setter_of(permission)
    if permission != permission_of(setter):
        keys.draft.lose(f"{keys.path}/permission", f"nobody is known for {permission}; {setter} was taken")
    if keys.value("bSetByTrustedGS") is not None and keys.flag("bSetByTrustedGS") != (setter == "Official GS"):
        keys.draft.lose(f"{keys.path}/bSetByTrustedGS", "permission says another one, and counts")


def _read_display(keys: _Keys, name: str, table: Document, known: tuple[str, ...]) -> None:
    """Read what players see of an entry."""
    if keys.value("display") is None:
        return
    display = _Keys(keys.value("display"), keys.draft, f"{keys.path}/display", known)
    for key in ("name", "desc"):
        _read_texts(display, key, name, table)
    hidden = display.number("hidden")
    if hidden is not None:
        table["hidden"] = bool(hidden)
    icon, gray = display.text("icon"), display.text("icon_gray")
    if icon:
        table["icon"] = icon
    if gray and not icon:
        keys.draft.lose(f"{display.path}/icon_gray", "it stands without icon")
    elif gray:
        table["icon_gray"] = gray


def _read_texts(display: _Keys, key: str, name: str, table: Document) -> None:
    """Read a text of an entry, in one language or in several."""
    found, draft = display.value(key), display.draft
    if found is not None and not isinstance(found, Branch):
        draft.say(name, TEXTS[key], "", str(found))
    for entry in found.entries if isinstance(found, Branch) else []:
        language = entry.key.lower()
        if isinstance(entry.value, Branch):
            draft.lose(f"{display.path}/{key}/{entry.key}", "it is a map where a text stands")
        elif language != "token":
            draft.say(name, TEXTS[key], language, str(entry.value))
        elif str(entry.value) != token_of(table, key):
            draft.lose(f"{display.path}/{key}/{entry.key}", "only the token of its place has one in a schema")


def _whole(text: str, low: int, high: int) -> int | None:
    """Return the number that a text spells, None if it is none of the range."""
    number = number_of(text)
    return number if isinstance(number, int) and low <= number <= high else None


def write(document: Document) -> tuple[bytes, list[Loss]]:
    """Return a document as a binary file, and what of it such a file does not hold.

    Args:
        document: The document, which is taken apart.
    """
    first = first_language(document)
    top, app, stats = Branch(), Branch(), Branch()
    top.add(str(document.pop("app_id")), app)
    app.add("gamename", document.pop("name", ""))
    app.add("stats", stats)
    places = all_places(document)
    for name, stat in document.get("stats", {}).items():
        stats.add(str(stat.pop("stat_id")), _stat(document, name, stat, first))
    groups: dict[int, Branch] = {}
    for name, entry in document.get("achievements", {}).items():
        stat_id, bit = places[name]
        if stat_id not in groups:
            groups[stat_id], group = Branch(), Branch()
            group.add("type", str(_ACHIEVEMENTS))
            group.add("bits", groups[stat_id])
            stats.add(str(stat_id), group)
        groups[stat_id].add(str(bit), _bit(document, name, entry, first, (stat_id, bit)))
    return write_binary(top), left(document, "Valve's binary schema has no place for it")


def _stat(document: Document, name: str, stat: Document, first: str) -> Branch:
    """Write one stat."""
    kind = stat.pop("type")
    branch, display = Branch(), Branch()
    branch.add("type", str(_WORDS[kind]))
    branch.add("name", name)
    branch.add("display", display)
    display.add("name", _words(texts_of(document, name, stat, "display_name", first), ""))
    for key, ours in _LIMITS.items():
        if ours in stat:
            branch.add(key, int(stat.pop(ours)) if kind == "INT" else float(stat.pop(ours)))
    for key, ours in _FLAGS.items():
        if stat.pop(ours, False):
            branch.add(key, 1)
    _permission(branch, stat)
    return branch


def _bit(document: Document, name: str, entry: Document, first: str, place: tuple[int, int]) -> Branch:
    """Write one achievement."""
    branch, display = Branch(), Branch()
    branch.add("name", name)
    branch.add("bit", place[1])
    _permission(branch, entry)
    branch.add("display", display)
    for key, ours in (("name", "display_name"), ("desc", "description")):
        display.add(key, _words(texts_of(document, name, entry, ours, first), token(*place, key)))
    display.add("hidden", str(int(entry.pop("hidden", False))))
    for key in ("icon", "icon_gray"):
        if key in entry:
            display.add(key, entry.pop(key))
    if "progress" in entry:
        progress = entry.pop("progress")
        branch.add("progress", inner := Branch())
        inner.add("min_val", text_of(progress["min"]))
        inner.add("max_val", text_of(progress["max"]))
        inner.add("value", value := Branch())
        value.add("operation", "statvalue")
        value.add("operand1", progress["stat"])
    return branch


def _permission(branch: Branch, table: Document) -> None:
    """Write who may set an entry."""
    permission = permission_of(table.pop("set_by", "Client"))
    branch.add("permission", permission)
    if permission == permission_of("Official GS"):
        branch.add("bSetByTrustedGS", 1)


def _words(texts: dict[str, str], token: str) -> Branch | str:
    """Write a text of an entry: by language and with its token, or alone where it is English and has no token."""
    if not token and set(texts) == {ENGLISH}:
        return texts[ENGLISH]
    branch = Branch()
    for language, text in texts.items():
        branch.add(language, text)
    if token:
        branch.add("token", token)
    return branch
