"""What players read in other languages, [translations.LANGUAGE.NAME] of a schema, and from those tables to checked entries.

Rules: those of reader.py. `display_name` and `description` of the stats and achievements themselves are in the first of the app's
languages, english where none is told; a translation is in another one. What is not translated is read in that first one. It is loaded only
for a schema that has translations.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.schema.entries import Translation, nearest
from steam_nodes.steam.schema.tables import Table, cut, show

if TYPE_CHECKING:
    from steam_nodes.steam.schema.entries import Achievement, Stat

_KEYS: Final = ("display_name", "description")
_LANGUAGES: Final = 100
_LETTERS: Final = 64


def language_fault(language: str) -> str:
    """Say what is wrong with the name of a language, "" if nothing is."""
    plain = language.replace("_", "").replace("-", "")
    # In Valve's files "token" stands among the languages, and their keys have no case.
    if len(language) <= _LETTERS and plain.isascii() and plain.isalnum() and language == language.lower() and language != "token":
        return ""
    return 'is no language; write its name as Steam has it, such as "german" or "schinese"'


def read_translations(
    top: Table, stats: Mapping[str, Stat], achievements: Mapping[str, Achievement], first: str
) -> dict[str, Mapping[str, Translation]]:
    """Check [translations.LANGUAGE.NAME].

    Args:
        top: The document.
        stats: Its stats.
        achievements: Its achievements.
        first: The language of the entries' own texts.

    Raises:
        SchemaError: A translation is not as it can be.
    """
    given = top.values["translations"]
    if not isinstance(given, Mapping):
        top.fail("translations", f"is {show(given)}", "write one table for each, [translations.LANGUAGE.NAME]")
    if len(given) > _LANGUAGES:
        top.fail("translations", f"has {len(given)} languages", f"Steam has fewer than {_LANGUAGES}; write those that it has")
    languages: dict[str, Mapping[str, Translation]] = {}
    for language, tables in given.items():
        fault = language_fault(str(language))
        if fault:
            top.fail("translations", f"holds {cut(language)}, which {fault.partition('; ')[0]}", fault.partition("; ")[2])
        if language == first:
            remedy = "write them at the entry itself, or name another language first under [app]"
            top.fail("translations", f'holds "{cut(language)}", the language of the entries\' own texts', remedy)
        place = f"[translations.{cut(language)}]"
        if not isinstance(tables, Mapping):
            top.fail("translations", f"holds {cut(language)} as {show(tables)}", "write one table for each, [translations.LANGUAGE.NAME]")
        found = {}
        for name, value in tables.items():
            if name not in stats and name not in achievements:
                near = nearest(cut(name), (*stats, *achievements))
                remedy = f'did you mean "{near}"?' if near else "name a stat or an achievement of this schema"
                top.fail(place, f"has {cut(name)}, which is neither", remedy)
            inner = Table(value, top.source, f"[translations.{cut(language)}.{cut(name)}]", _KEYS if name in achievements else _KEYS[:1])
            text = Translation(inner.text("display_name"), inner.text("description"))
            if text != Translation():
                found[name] = text
        if found:
            languages[language] = found
    return languages
