"""From TOML text to a mapping, and from a mapping to the checked entries of a Schema.

Rules: every key is known and has its own type and range; nothing is guessed and nothing is repaired. The first mistake raises
SchemaError with a place (file, table, key), what is wrong there and what to write instead, none of it longer than fits in a line. What
would take tomllib long, or more of Python's stack than there is, is refused by its line.
"""

from __future__ import annotations

import re
from sys import float_info
from typing import TYPE_CHECKING, Final, TypedDict

from steam_nodes.steam.checks import ipv4_number
from steam_nodes.steam.schema.entries import (
    BITS,
    MOST_BYTES,
    SETTERS,
    STAT_ID_MAX,
    STAT_TYPES,
    Achievement,
    BitPlace,
    Cloud,
    Player,
    Progress,
    SchemaError,
    SetBy,
    Stat,
    StatType,
    Translation,
    nearest,
)
from steam_nodes.steam.schema.player_entries import read_players
from steam_nodes.steam.schema.tables import Table, cut, show
from steam_nodes.steam.stat_values import INT_MAX, INT_MIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.schema.app_entries import AppEntry, Licences
    from steam_nodes.steam.schema.clan_entries import Clan
    from steam_nodes.steam.schema.machine import Machine

_APP_MAX: Final = 2**32 - 1
_IPV4_BITS: Final = 32
_FLOAT_MAX: Final = float_info.max
_TOP_KEYS: Final = (
    "app_id",
    "name",
    "official_servers",
    "app",
    "stats",
    "achievements",
    "players",
    "clans",
    "cloud",
    "machine",
    "text_filter",
    "translations",
)
_STAT_KEYS: Final = (
    "type",
    "default",
    "min",
    "max",
    "max_change",
    "increment_only",
    "set_by",
    "window",
    "display_name",
    "published",
    "aggregated",
    "stat_id",
)
_ACHIEVEMENT_KEYS: Final = ("display_name", "description", "hidden", "set_by", "progress", "published", "icon", "icon_gray", "place")
_PROGRESS_KEYS: Final = ("stat", "min", "max")
_PLACE_KEYS: Final = ("stat_id", "bit")
_CLOUD_KEYS: Final = ("quota_bytes", "quota_files", "enabled_for_account", "enabled_for_app")
_MOST_QUOTA: Final = 1 << 40
_SHOWN: Final = 60
_NEWLINE: Final = "\n"
_PARTS: Final = 16
_DEPTH: Final = 16
_WORD: Final = 1000
_ONE: Final = r"""(?:"(?:[^"\\\n]++|\\[^\n])*+"?|'[^'\n]*+'?|[A-Za-z0-9_-]++)"""
# In the order of the file: comments, texts of several lines, keys of too many parts, words, and what opens and closes.
_TOKENS: Final = re.compile(
    r'#[^\n]*+|"""(?:[^"\\]++|\\.|"(?!""))*+(?:"""|\Z)'
    r"|'''(?:[^']++|'(?!''))*+(?:'''|\Z)"
    rf"|(?P<key>{_ONE}(?:[ \t]*+\.[ \t]*+{_ONE}){{{_PARTS}}})|(?P<word>{_ONE})|(?P<open>[\[{{])|(?P<close>[\]}}])",
    re.DOTALL,
)
_DOTS: Final = re.compile(rf"(?:\.[^.\n]*+){{{_PARTS}}}")


def read_toml(text: str, source: str) -> dict[str, object]:
    """Return what a TOML document holds.

    Args:
        text: The document.
        source: What errors call it.

    Raises:
        SchemaError: It is too long, no TOML, or stranger than any schema.
    """
    import tomllib  # noqa: PLC0415 - 5 ms that only a game with a TOML schema pays

    if len(text) > MOST_BYTES:
        message = f"{source}: it has {len(text)} characters; a schema has at most {MOST_BYTES}"
        raise SchemaError(message)
    # The time that tomllib takes for a key grows with the square of its parts.
    fault = _strange(text) if _DOTS.search(text) else ""
    if not fault:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            said = str(error).replace("at end of document", f"at line {text.rstrip().count(_NEWLINE) + 1}, the end of the document")
            message = f"{source}: not valid TOML ({cut(said)}); each table and each key may be written once, text stands in quotes"
            raise SchemaError(message) from error
        except (ValueError, RecursionError) as error:
            fault = _strange(text) or f"it cannot be read ({str(error)[:_SHOWN]}); write a schema as App Admin has it"
    message = f"{source}: {fault}"
    raise SchemaError(message)


def _strange(text: str) -> str:
    """Say where a document has what no schema has and how to write it, "" if it has nothing of that kind."""
    depth = 0
    for token in _TOKENS.finditer(text):
        word = token["word"] or ""
        depth = max(depth + bool(token["open"]) - bool(token["close"]), 0)
        fault = ""
        if token["key"]:
            fault = f"a key of more than {_PARTS} parts; [stats.NAME] and the like have two"
        elif depth > _DEPTH:
            fault = f"more than {_DEPTH} brackets within each other; a list holds numbers or texts"
        elif len(word) > _WORD and word[0] not in "\"'":
            fault = f"a number or name of {len(word)} characters, {word[:_SHOWN]}...; write a shorter one"
        if fault:
            line = text.count("\n", 0, token.start()) + 1
            return f"line {line} has {fault}"
    return ""


class SchemaFields(TypedDict):
    """What a Schema is made of."""

    app_id: int
    stats: Mapping[str, Stat]
    achievements: Mapping[str, Achievement]
    official_servers: tuple[tuple[int, int], ...]
    name: str
    players: Mapping[int, Player]
    app: AppEntry | None
    clans: Mapping[int, Clan]
    cloud: Cloud
    machine: Machine | None
    translations: Mapping[str, Mapping[str, Translation]]


def read_schema(data: Mapping[str, object], source: str) -> SchemaFields:
    """Check the whole document and return what its Schema is made of.

    Args:
        data: The document.
        source: What errors call it.

    Raises:
        SchemaError: Something in it is not as App Admin has it.
    """
    top = Table(data, source, "", _TOP_KEYS)
    stats = {name: _read_stat(name, table) for name, table in top.tables("stats", _STAT_KEYS)}
    achievements = {name: _read_achievement(name, table, stats) for name, table in top.tables("achievements", _ACHIEVEMENT_KEYS)}
    for name in achievements:
        if name in stats:
            message = f"{source}: [achievements.{name}]: [stats.{name}] has the same name; give one of them another API Name"
            raise SchemaError(message)
    _check_ids(stats, achievements, source)
    app_id = top.whole("app_id", 1, _APP_MAX)
    if app_id is None:
        top.fail("app_id", "is missing", "write app_id = 480 (your own number) as the first line")
    app = _read_app(top)
    return SchemaFields(
        app_id=app_id,
        stats=stats,
        achievements=achievements,
        official_servers=_read_ranges(top),
        name=top.text("name"),
        players=read_players(top, lambda player: _read_licences(player, app)),
        app=app,
        clans=_read_clans(top),
        cloud=_read_cloud(top),
        machine=_read_machine(top),
        translations=_read_translations(top, stats, achievements, app),
    )


def _read_stat(name: str, table: Table) -> Stat:
    """Check one [stats.NAME]."""
    kind = table.choice("type", STAT_TYPES, "INT")
    if "type" not in table.values:
        table.fail("type", "is missing", 'write type = "INT", "FLOAT" or "AVGRATE"')
    low = table.number("min", kind)
    high = table.number("max", kind)
    if low is not None and high is not None and low > high:
        table.fail("min", f"is {low}, above max = {high}", "write the smaller number as min")
    default = table.number("default", kind)
    default = (0 if kind == "INT" else 0.0) if default is None else default
    if (low is not None and default < low) or (high is not None and default > high):
        remedy = "write a default between them (a default that is not written is 0)"
        table.fail("default", f"is {default}, outside min = {_blank(low)} and max = {_blank(high)}", remedy)
    # Twice the range of an int32: max_change is a distance, and from the lowest value to the highest is a legal one.
    change = table.whole("max_change", 0, INT_MAX - INT_MIN) if kind == "INT" else table.single("max_change")
    if change is not None and change < 0:
        table.fail("max_change", f"is {change}", "write a distance, 0 or more, or leave the key out for no limit")
    return Stat(
        name=name,
        type=kind,
        default=default,
        min=low,
        max=high,
        max_change=change,
        increment_only=table.flag("increment_only", default=False),
        set_by=_read_set_by(table),
        window=_read_window(table, kind),
        display_name=table.text("display_name"),
        published=table.flag("published", default=True),
        aggregated=_read_aggregated(table, kind),
        stat_id=table.whole("stat_id", 0, STAT_ID_MAX),
    )


def _check_ids(stats: Mapping[str, Stat], achievements: Mapping[str, Achievement], source: str) -> None:
    """Check that no two entries have one id in App Admin, and that a stat of bits is no other stat."""
    taken: dict[object, str] = {}
    for stat in stats.values():
        if stat.stat_id is not None:
            _take(taken, stat.stat_id, f"[stats.{cut(stat.name)}]: stat_id", source)
    for entry in achievements.values():
        if entry.place is None:
            continue
        mine = f"[achievements.{cut(entry.name)}]: place"
        if entry.place.stat_id in taken:
            message = f"{source}: {mine}: {taken[entry.place.stat_id]} has the number {entry.place.stat_id} too; give one of them another"
            raise SchemaError(message)
        _take(taken, entry.place, mine, source)


def _take(taken: dict[object, str], key: object, mine: str, source: str) -> None:
    """Take an id for an entry, if nobody has it."""
    if key in taken:
        message = f"{source}: {mine}: {taken[key]} is the same; each has its own in App Admin, or leave the key out"
        raise SchemaError(message)
    taken[key] = mine


def _read_aggregated(table: Table, kind: StatType) -> bool:
    """Check aggregated; an average has no sum over players."""
    aggregated = table.flag("aggregated", default=False)
    if aggregated and kind == "AVGRATE":
        table.fail("aggregated", "stands at a stat of type AVGRATE", 'only type = "INT" or "FLOAT" is added up; remove the key')
    return aggregated


def _read_set_by(table: Table) -> SetBy:
    """Check set_by; App Admin's own default is Client."""
    return table.choice("set_by", SETTERS, "Client")


def _read_window(table: Table, kind: StatType) -> float | None:
    """Check the window of an AVGRATE stat, a float64 as session_length is."""
    value = table.values.get("window")
    if value is None and "window" not in table.values:
        return None
    if kind != "AVGRATE":
        table.fail("window", f"stands at a stat of type {kind}", 'only type = "AVGRATE" has a window; remove the key')
    if not isinstance(value, bool) and isinstance(value, int | float) and 0 < value <= _FLOAT_MAX:
        return float(value)
    remedy = f"write a number above 0 in the unit of session_length, {_FLOAT_MAX:.8g} at most, or leave the key out for no window"
    return table.fail("window", f"is {show(value)}", remedy)


def _read_achievement(name: str, table: Table, stats: Mapping[str, Stat]) -> Achievement:
    """Check one [achievements.NAME]."""
    progress = None
    if "progress" in table.values:
        inner = Table(table.values["progress"], table.source, f"{table.place}: progress", _PROGRESS_KEYS)
        progress = _read_progress(inner, stats)
    icon, gray = table.text("icon"), table.text("icon_gray")
    if gray and not icon:
        table.fail("icon_gray", "stands without icon", 'write icon = "…" too: the picture of the unlocked achievement')
    return Achievement(
        name=name,
        display_name=table.text("display_name"),
        description=table.text("description"),
        hidden=table.flag("hidden", default=False),
        set_by=_read_set_by(table),
        progress=progress,
        published=table.flag("published", default=True),
        icon=icon,
        icon_gray=gray,
        place=_read_place(table),
    )


def _read_place(table: Table) -> BitPlace | None:
    """Check where App Admin keeps an achievement."""
    if "place" not in table.values:
        return None
    inner = Table(table.values["place"], table.source, f"{table.place}: place", _PLACE_KEYS)
    number, bit = inner.whole("stat_id", 0, STAT_ID_MAX), inner.whole("bit", 0, BITS - 1)
    if number is None or bit is None:
        remedy = "write both, place = { stat_id = 9, bit = 0 }, or leave the key out"
        inner.fail("stat_id" if number is None else "bit", "is missing", remedy)
    return BitPlace(number, bit)


def _read_progress(table: Table, stats: Mapping[str, Stat]) -> Progress:
    """Check the progress of an achievement against the stat it names."""
    name = table.text("stat")
    stat = stats.get(name)
    if stat is None:
        near = nearest(name, tuple(stats)) if name else None
        table.fail("stat", f'"{cut(name)}" is not a stat of this schema', f'did you mean "{near}"?' if near else "name one of [stats.…]")
    low = table.number("min", stat.type) or 0
    high = table.number("max", stat.type)
    if high is None:
        table.fail("max", "is missing", "write the value of the stat that unlocks the achievement")
    if low >= high:
        table.fail("max", f"is {high}, not above min = {low}", "write the value of the stat that unlocks the achievement")
    return Progress(name, low, high)


def _read_app(top: Table) -> AppEntry | None:
    """Check [app], None if nothing is said of it."""
    if "app" not in top.values:
        return None
    from steam_nodes.steam.schema.app_reader import read_app  # noqa: PLC0415 - most schemas have stats only

    return read_app(top)


def _read_machine(top: Table) -> Machine | None:
    """Check [machine] and [text_filter], None if nothing is said of them."""
    if "machine" not in top.values and "text_filter" not in top.values:
        return None
    from steam_nodes.steam.schema.machine import read_machine  # noqa: PLC0415 - most schemas have stats only

    return read_machine(top)


def _read_translations(
    top: Table, stats: Mapping[str, Stat], achievements: Mapping[str, Achievement], app: AppEntry | None
) -> Mapping[str, Mapping[str, Translation]]:
    """Check [translations.LANGUAGE.NAME], if there are any."""
    if "translations" not in top.values:
        return {}
    from steam_nodes.steam.schema.translations import read_translations  # noqa: PLC0415 - most schemas have one language

    return read_translations(top, stats, achievements, app.languages[0] if app else "english")


def _read_licences(player: Table, app: AppEntry | None) -> Licences | None:
    """Check what a player has of the app."""
    from steam_nodes.steam.schema.app_entries import AppEntry  # noqa: PLC0415 - most schemas have stats only
    from steam_nodes.steam.schema.app_reader import read_licences  # noqa: PLC0415 - the same

    return read_licences(player, app or AppEntry())


def _read_clans(top: Table) -> Mapping[int, Clan]:
    """Check [clans.ID], if there are any."""
    if "clans" not in top.values:
        return {}
    from steam_nodes.steam.schema.clan_entries import read_clans  # noqa: PLC0415 - few games have groups

    return read_clans(top)


def _read_cloud(top: Table) -> Cloud:
    """Check [cloud]."""
    table = Table(top.values.get("cloud", {}), top.source, "[cloud]", _CLOUD_KEYS)
    size, files = table.whole("quota_bytes", 0, _MOST_QUOTA), table.whole("quota_files", 0, _MOST_QUOTA)
    return Cloud(
        quota_bytes=Cloud().quota_bytes if size is None else size,
        quota_files=Cloud().quota_files if files is None else files,
        enabled_for_account=table.flag("enabled_for_account", default=True),
        enabled_for_app=table.flag("enabled_for_app", default=True),
    )


def _read_ranges(table: Table) -> tuple[tuple[int, int], ...]:
    """Check official_servers: single addresses, first-last, or address/bits."""
    value = table.values.get("official_servers", [])
    if not isinstance(value, list | tuple):
        table.fail("official_servers", f"is {show(value)}", 'write a list such as ["203.0.113.0/24", "198.51.100.1-198.51.100.9"]')
    ranges = []
    for entry in value:
        if not isinstance(entry, str):
            table.fail("official_servers", f"holds {show(entry)}", "write each range as a text in quotes")
        try:
            ranges.append(_read_range(entry))
        except ValueError as error:
            table.fail("official_servers", f"holds {show(entry)}", str(error))
    return tuple(ranges)


def _read_range(text: str) -> tuple[int, int]:
    """Return the first and the last address of one range as numbers."""
    address, slash, bits = text.partition("/")
    if slash:
        if not (bits.isascii() and bits.isdigit() and len(bits) <= len(str(_IPV4_BITS)) and int(bits) <= _IPV4_BITS):
            message = f"after the slash stands a number of bits from 0 to {_IPV4_BITS}, such as 203.0.113.0/24"
            raise ValueError(message)
        rest = 2 ** (_IPV4_BITS - int(bits)) - 1
        number = ipv4_number(address.strip())
        return number & ~rest, number | rest
    first, dash, last = text.partition("-")
    low = ipv4_number(first.strip())
    high = ipv4_number(last.strip()) if dash else low
    if low > high:
        message = "the first address of a range is not above the last; write the smaller one first"
        raise ValueError(message)
    return low, high


def _blank(limit: float | None) -> str:
    """Show a limit that may be blank."""
    return "blank" if limit is None else str(limit)
