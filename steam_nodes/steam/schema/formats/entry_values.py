"""What the formats share: numbers that stand as text, who may set, the kinds of stats, and what of a document a format has no place for.

Rules: pure functions. A writer takes out of a document what it has written (`pop`); what is left at the end is lost, and is named by the
path that it has in TOML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.schema.entries import BITS, SETTERS
from steam_nodes.steam.schema.formats.app_admin import ENGLISH, Loss, place_of
from steam_nodes.steam.schema.formats.toml_text import key_path
from steam_nodes.steam.schema.translations import language_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.steam.schema.document import Document

_WHOLE: Final = re.compile(r"[ \t]*([+-]?[0-9]{1,40})[ \t]*")
_FLOAT: Final = re.compile(r"[ \t]*([+-]?(?:[0-9]{1,400}\.?[0-9]{0,400}|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?)[ \t]*")
_LONGEST: Final = 1 << 200
_TABLES: Final = ("stats", "achievements", "translations")
_ENTRY: Final = 2
"""How many keys lead to a stat or an achievement; one more leads to a translation of it."""


def number_of(value: object) -> int | float | None:
    """Return the number that a value is or spells, None if it is none.

    Args:
        value: A number or a text.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if not isinstance(value, str):
        return value
    whole = _WHOLE.fullmatch(value)
    if whole:
        return int(whole[1])
    found = _FLOAT.fullmatch(value)
    return float(found[1]) if found else None


def as_kind(number: float, kind: str) -> int | float:
    """Return a number as a stat of a kind has it: a whole one without a fraction for INT, where it has none."""
    if kind == "INT":
        return int(number) if isinstance(number, float) and number.is_integer() else number
    # A longer one is none in any case, and Python would not make a float of it.
    return float(number) if abs(number) < _LONGEST else number


def text_of(number: float) -> str:
    """Return a number as the formats write it in a text."""
    return repr(number)


def setter_of(permission: int) -> str:
    """Return who may set an entry of a permission: its bit 0 is for any game server, bit 1 for an official one."""
    return "Official GS" if permission & 2 else "GS" if permission & 1 else "Client"


def permission_of(set_by: str) -> int:
    """Return the permission of an entry; the counterpart of `setter_of`."""
    return [*SETTERS].index(set_by)  # type: ignore[arg-type]  # a document's words are checked


def left(document: Mapping[str, Any], why: str) -> list[Loss]:
    """Return what a writer left of a document.

    Args:
        document: What is left of it.
        why: Why the format does not hold it.
    """
    return [Loss(key_path(path), why) for path in _left(document, ())]


def _left(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        below = isinstance(value, Mapping) and (path[0] if path else key) in _TABLES
        depth = _ENTRY + ((path[0] if path else key) == "translations")
        if below and len(path) < depth:
            yield from _left(value, (*path, key))
        else:
            yield *path, key


def first_language(document: Document) -> str:
    """Return in which language the entries' own texts are, and take it out of the document where a reader finds it again.

    A reader takes English for the first language where there is some; who has another one before it loses that order.

    Args:
        document: The document.
    """
    languages = document.get("app", {}).get("languages")
    if not languages or language_fault(languages[0]):
        return ENGLISH
    if len(languages) == 1 and ENGLISH not in document.get("translations", {}):
        del document["app"]["languages"]
        if not document["app"]:
            del document["app"]
    first: str = languages[0]
    return first


def texts_of(document: Document, name: str, entry: Document, key: str, first: str) -> dict[str, str]:
    """Take a text of an entry out of a document, and return it by its languages; the first one is always there.

    Args:
        document: The document.
        name: The entry's API Name.
        entry: Its table.
        key: "display_name" or "description".
        first: The language of the entry's own text.
    """
    texts = {first: entry.pop(key, "")}
    translations: Document = document.get("translations", {})
    for language in sorted(translations):
        if name in translations[language] and key in translations[language][name]:
            texts[language] = translations[language][name].pop(key)
    return texts


def all_places(document: Document, *, stats: bool = True) -> dict[str, tuple[int, int]]:
    """Take the place of each achievement out of a document and return them.

    Who has none gets the place that its name tells, as NEW_ACHIEVEMENT_9_0 does, else the next free bit of a stat that nobody has.

    Args:
        document: The document.
        stats: Whether stats without a number get the next free one, and keep it.
    """
    own: Document = document.get("stats", {})
    entries: Document = document.get("achievements", {})
    told = {name: entry.pop("place") for name, entry in entries.items() if "place" in entry}
    places = {name: (place["stat_id"], place["bit"]) for name, place in told.items()}
    numbers = {stat["stat_id"] for stat in own.values() if "stat_id" in stat}
    held = set(places.values())
    for name in entries:
        named = place_of(f"{name}_NAME")
        place = (named["stat_id"], named["bit"]) if named else None
        if place is not None and name not in places and place[0] not in numbers and place not in held:
            places[name] = place
            held.add(place)
    taken = {number for number, _ in held} | numbers
    following = 1
    for stat in own.values():
        if stats and "stat_id" not in stat:
            following = _free(following, taken)
            stat["stat_id"] = following
            taken.add(following)
    bit = BITS
    for name in entries:
        if name in places:
            continue
        if bit == BITS:
            following, bit = _free(following, taken), 0
            taken.add(following)
        places[name] = (following, bit)
        bit += 1
    return {name: places[name] for name in entries}


def _free(number: int, taken: set[int]) -> int:
    """Return the first number from one on that nobody has."""
    while number in taken:
        number += 1
    return number


def cleaned(document: Document, *, nul: bool, tell: Callable[[Loss], None]) -> Document:
    """Return a copy of a document in which every text can be written: halves of surrogate pairs and, where asked, NULs are left out.

    Args:
        document: The document.
        nul: Whether the format can hold a NUL in a text.
        tell: Is told of each text that was changed.
    """

    def copied(value: Any, path: tuple[str, ...]) -> Any:
        if isinstance(value, Mapping):
            return {key: copied(each, (*path, key)) for key, each in value.items()}
        if isinstance(value, list):
            return [copied(each, path) for each in value]
        if not isinstance(value, str):
            return value
        text = (
            value if value.isprintable() else "".join(each for each in value if not "\ud800" <= each <= "\udfff" and (nul or each != "\0"))
        )
        if text != value:
            tell(Loss(key_path(path), "a NUL or half of a surrogate pair in it cannot be written and was left out"))
        return text

    found: Document = copied(document, ())
    return found
