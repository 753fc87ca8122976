"""What is wrong with a schema, all of it rather than the first mistake, and what is allowed and hardly meant.

Rules: pure functions on documents and schemas. A mistake is what the reader refuses, found by showing it the entries one by one. A warning
says that something can never happen as the schema is; a note, what its author may not know. Nothing is told that is only a matter of taste.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from steam_nodes.steam.schema.entries import SchemaError
from steam_nodes.steam.schema.formats.toml_text import key_path
from steam_nodes.steam.schema.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.steam.schema.entries import Achievement, Stat

SPACEWAR: Final = 480
_SPACEWARS: Final = frozenset({"NumGames", "NumWins", "NumLosses", "FeetTraveled", "MaxFeetTraveled", "AverageSpeed"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell of a schema.

    Args:
        level: How bad it is: "error" for what the reader refuses, "warning" for what can never be, "note" for what is good to know.
        place: The keys that lead to it, as TOML writes them; "" for the whole.
        message: What is wrong, and what to do.
    """

    level: Literal["error", "warning", "note"]
    place: str
    message: str


def mistakes(document: Mapping[str, object], source: str) -> list[Finding]:
    """Return what the reader refuses of a document: one mistake of each stat and achievement, and one of the rest.

    Args:
        document: The document.
        source: What the messages call it.
    """
    found: list[Finding] = []
    kept: dict[str, object] = dict(document)
    stats, achievements = document.get("stats"), document.get("achievements")
    good: dict[Any, Any] = {}
    if isinstance(stats, Mapping):
        good = {
            name: table for name, table in stats.items() if _judge({"stats": {name: table}}, source, key_path(("stats", str(name))), found)
        }
        kept["stats"] = good
    if isinstance(achievements, Mapping):
        entries = {}
        for name, table in achievements.items():
            progress = table.get("progress") if isinstance(table, Mapping) else None
            wanted = progress.get("stat") if isinstance(progress, Mapping) else None
            # A stat that is wrong itself is told once, not at each achievement that needs it.
            if isinstance(wanted, str) and isinstance(stats, Mapping) and wanted in stats and wanted not in good:
                table = {key: value for key, value in table.items() if key != "progress"}  # noqa: PLW2901  # as if it were right
            # With all stats where the one that is meant is not among them, for the reader then names the nearest.
            near = {wanted: good[wanted]} if wanted in good else good if wanted is not None else {}
            if _judge({"stats": near, "achievements": {name: table}}, source, key_path(("achievements", str(name))), found):
                entries[name] = table
        kept["achievements"] = entries
    _judge(kept, source, "", found)
    return found


def _judge(document: Mapping[str, object], source: str, place: str, found: list[Finding]) -> bool:
    """Show a document to the reader, and note what it refuses; whether it takes it."""
    try:
        Schema.of(document if "app_id" in document or not place else {"app_id": 1, **document}, source=source)
    except SchemaError as error:
        found.append(Finding("error", place, str(error)))
        return False
    return True


def advice(schema: Schema) -> list[Finding]:
    """Return what is allowed in a schema and hardly meant.

    Args:
        schema: The schema.
    """
    return [*_of_the_app(schema), *(each for stat in schema.stats.values() for each in _of_a_stat(stat, schema)), *_of_achievements(schema)]


def _of_the_app(schema: Schema) -> Iterator[Finding]:
    own = [name for name in schema.stats if name not in _SPACEWARS]
    if schema.app_id == SPACEWAR and own:
        message = f"{SPACEWAR} is Valve's Spacewar, which has stats of its own on real Steam; {own[0]} is there only with your own number"
        yield Finding("note", "app_id", message)
    seen: dict[str, str] = {}
    for kind, names in (("stats", schema.stats), ("achievements", schema.achievements)):
        for name in names:
            other = seen.setdefault(name.casefold(), name)
            if other != name:
                yield Finding("warning", key_path((kind, name)), f"differs from {other} in its case alone; the wrong one is soon written")
    for language, entries in schema.translations.items():
        missing = [name for name, entry in schema.achievements.items() if entry.display_name and name not in entries]
        if missing:
            message = f"{len(missing)} of {len(schema.achievements)} achievements have no text in {language}, {missing[0]} first"
            yield Finding("note", key_path(("translations", language)), message)


def _of_a_stat(stat: Stat, schema: Schema) -> Iterator[Finding]:
    place = key_path(("stats", stat.name))
    if stat.max_change == 0:
        yield Finding("warning", f"{place}.max_change", "is 0, so no set can move the value; leave the key out for no limit")
    if stat.min is not None and stat.min == stat.max:
        yield Finding("warning", f"{place}.max", f"is min too, {stat.max}: the value can never be another")
    if stat.increment_only and stat.max is not None and stat.default == stat.max:
        yield Finding("warning", f"{place}.max", f"is the default too, {stat.max}: with increment_only the value can never move")
    if stat.set_by == "Official GS" and not schema.official_servers:
        message = 'is "Official GS", and there are no official_servers: nobody can set it; write their addresses'
        yield Finding("warning", f"{place}.set_by", message)


def _of_achievements(schema: Schema) -> Iterator[Finding]:
    for entry in schema.achievements.values():
        place = key_path(("achievements", entry.name))
        if entry.set_by == "Official GS" and not schema.official_servers:
            message = 'is "Official GS", and there are no official_servers: nobody can unlock it; write their addresses'
            yield Finding("warning", f"{place}.set_by", message)
        if not entry.display_name:
            yield Finding("note", f"{place}.display_name", "is empty: players see no name for it")
        yield from _of_progress(entry, place, schema)


def _of_progress(entry: Achievement, place: str, schema: Schema) -> Iterator[Finding]:
    if entry.progress is None:
        return
    stat, goal = schema.stats[entry.progress.stat], entry.progress.max
    if stat.max is not None and goal > stat.max:
        yield Finding("warning", f"{place}.progress", f"ends at {goal}, and {stat.name} has at most {stat.max}: it is never reached")
    if stat.default >= goal:
        message = f"ends at {goal}, and {stat.name} begins with {stat.default}: everybody has reached it at once"
        yield Finding("warning", f"{place}.progress", message)
