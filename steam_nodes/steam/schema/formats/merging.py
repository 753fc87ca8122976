"""What a file tells put over a schema that has the rest: the kinds of stats that the Web API does not tell, the names behind a translation.

Rules: what the file tells counts, key by key, and what it does not tell stays. A file that only guesses a stat's kind does not change it.
An achievement that a file knows by its place alone is that of the schema which has this place.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.schema.formats.app_admin import place_of
from steam_nodes.steam.schema.formats.entry_values import all_places, as_kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.schema.document import Document

_DEEP: Final = ("stats", "achievements", "translations", "app")
"""What is merged key by key; of all else the newer one counts as a whole."""


def merged(base: Mapping[str, Any], told: Mapping[str, Any], *, guessed: bool = False, by_place: bool = False) -> Document:
    """Return a document with what was told put over another.

    Args:
        base: The document that has the rest.
        told: What the file tells.
        guessed: Whether the file guesses the kinds of stats.
        by_place: Whether it knows achievements by their places alone.
    """
    document = deepcopy(dict(base))
    newer = deepcopy(dict(told))
    if by_place:
        _rename(newer, {place: name for name, place in all_places(deepcopy(document)).items()})
    if guessed:
        for name, stat in newer.get("stats", {}).items():
            kind = document.get("stats", {}).get(name, {}).get("type")
            if kind is not None:
                stat["type"] = kind
                stat.update({key: as_kind(stat[key], kind) for key in ("default",) if key in stat})
    for key, value in newer.items():
        document[key] = _over(document[key], value) if key in _DEEP and key in document else value
    return document


def _over(base: Any, told: Any) -> Any:
    """Return a value with another put over it, key by key as far as both are tables."""
    if not isinstance(base, dict) or not isinstance(told, dict):
        return told
    return {**base, **{key: _over(base[key], value) if key in base else value for key, value in told.items()}}


def _rename(document: Document, names: Mapping[tuple[int, int], str]) -> None:
    """Give achievements that stand under the names of their places those that a schema has for the places."""

    def name_of(name: str) -> str:
        place = place_of(f"{name}_NAME")
        return names.get((place["stat_id"], place["bit"]), name) if place else name

    for entries in (document.get("achievements", {}), *document.get("translations", {}).values()):
        renamed = {name_of(name): entry for name, entry in entries.items()}
        entries.clear()
        entries.update(renamed)
