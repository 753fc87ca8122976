"""Documents of schemas by chance, and what two of them differ in: what the laws of formats and conversions are held with.

Rules: a document is one that App Admin would accept, and may hold whatever a schema can: any letters, extreme limits, ids or none, other
languages, players. How many examples are made is the law's to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from struct import pack, unpack
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from steam_nodes.steam.schema.formats.toml_text import key_path
from steam_nodes.steam.stat_values import FLT_MAX, INT_MAX, INT_MIN

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTERS: Final = st.sampled_from("aZ9_.- \"\\'\n\r\t\x01\x7f{}[]/#=äß漢😀")
TEXTS: Final = st.text(LETTERS, max_size=8)
NAMES: Final = st.text(LETTERS, min_size=1, max_size=8)
SETTERS: Final = st.sampled_from(["Client", "GS", "Official GS"])
WHOLE: Final = st.one_of(st.sampled_from([0, 1, -1, INT_MIN, INT_MAX]), st.integers(INT_MIN, INT_MAX))
SINGLES: Final = st.one_of(
    st.sampled_from([0.0, 0.1, -1.5, FLT_MAX, -FLT_MAX, 1e-45, 16777216.0]),
    st.floats(width=32, allow_nan=False, allow_infinity=False),
)
LANGUAGES: Final = st.sampled_from(["german", "schinese", "brazilian"])


def _optional(draw: st.DrawFn, table: dict[str, Any], key: str, values: st.SearchStrategy[Any]) -> None:
    """Write a key, or leave it out."""
    if draw(st.booleans()):
        table[key] = draw(values)


@st.composite
def stat_tables(draw: st.DrawFn) -> dict[str, Any]:
    """Make the table of one stat, without its number."""
    kind = draw(st.sampled_from(["INT", "FLOAT", "AVGRATE"]))
    table: dict[str, Any] = {"type": kind}
    limits = sorted(draw(st.lists(WHOLE if kind == "INT" else SINGLES, min_size=3, max_size=3)))
    named = zip(("min", "default", "max"), limits, strict=True)
    table |= {key: value for key, value in named if key == "default" or draw(st.booleans())}
    _optional(draw, table, "max_change", st.integers(0, 2**32 - 1) if kind == "INT" else SINGLES.map(abs))
    for key in ("increment_only", *(["aggregated"] if kind != "AVGRATE" else [])):
        _optional(draw, table, key, st.booleans())
    if kind == "AVGRATE":
        _optional(draw, table, "window", st.floats(1e-300, 1e300))
    for key, values in (("display_name", TEXTS), ("set_by", SETTERS), ("published", st.booleans())):
        _optional(draw, table, key, values)
    return table


@st.composite
def achievement_tables(draw: st.DrawFn, stats: Mapping[str, Any]) -> dict[str, Any]:
    """Make the table of one achievement, without its place."""
    table: dict[str, Any] = {}
    for key, values in (("display_name", TEXTS), ("description", TEXTS), ("hidden", st.booleans()), ("set_by", SETTERS)):
        _optional(draw, table, key, values)
    if draw(st.booleans()):
        table["icon"] = draw(NAMES)
        _optional(draw, table, "icon_gray", NAMES)
    if draw(st.booleans()) and stats:
        name = draw(st.sampled_from(sorted(stats)))
        whole = stats[name]["type"] == "INT"
        low, high = sorted(draw(st.lists(WHOLE if whole else SINGLES, min_size=2, max_size=2, unique_by=abs)))
        if unpack("<f", pack("<f", low)) < unpack("<f", pack("<f", high)):
            table["progress"] = {"stat": name, "min": low, "max": high}
    return table


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Make the document of a schema."""
    names = draw(st.lists(NAMES, max_size=6, unique=True))
    cut = draw(st.integers(0, len(names)))
    stats = {name: draw(stat_tables()) for name in names[:cut]}
    achievements = {name: draw(achievement_tables(stats)) for name in names[cut:]}
    document: dict[str, Any] = {"app_id": draw(st.integers(482, 2**32 - 1)), "stats": stats, "achievements": achievements}
    _optional(draw, document, "name", TEXTS)
    if draw(st.booleans()):
        numbers = draw(st.permutations([1, 2, 5, 19047263619, 2**63 - 1]))
        for number, stat in zip(numbers, stats.values(), strict=False):
            stat["stat_id"] = number
        for place, entry in enumerate(achievements.values()):
            entry["place"] = {"stat_id": 9 + place // 2, "bit": place % 2 * 31}
    if draw(st.booleans()) and names:
        texts = st.dictionaries(st.sampled_from(names), TEXTS.map(lambda text: {"display_name": text}), min_size=1, max_size=3)
        document["translations"] = draw(st.dictionaries(LANGUAGES, texts, min_size=1, max_size=2))
    for key, values in (
        ("official_servers", st.just(["203.0.113.0/24", "198.51.100.7", "192.0.2.10-192.0.2.20"])),
        ("players", st.just({"76561197960287931": {"name": "Ä\n", "friends": [76561197960287932], "level": 3}})),
        ("cloud", st.just({"quota_files": 3})),
        ("app", st.just({"languages": ["english", "german"], "dlc": {"481": {"name": "More"}}})),
        ("machine", st.just({"deck": True})),
    ):
        if draw(st.integers(0, 3)) == 0:
            document[key] = draw(values)
    return document


def by_places(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document whose achievements have a place each and the names that App Admin gave them for it."""
    places = {name: (9 + index // 2, index % 2 * 31) for index, name in enumerate(document["achievements"])}
    names = {name: f"NEW_ACHIEVEMENT_{stat_id}_{bit}" for name, (stat_id, bit) in places.items()}
    entries = {
        names[name]: {**entry, "place": dict(zip(("stat_id", "bit"), places[name], strict=True))}
        for name, entry in document["achievements"].items()
    }
    texts = {
        language: {names.get(name, name): text for name, text in translations.items()}
        for language, translations in document.get("translations", {}).items()
    }
    return {**document, "achievements": entries, "translations": texts}


def leaves(table: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Return every value of a document with its path as TOML writes it; a stat and an achievement is one too."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            if path in {("stats",), ("achievements",)}:
                yield key_path((*path, key)), "an entry"
            yield from leaves(value, (*path, key))
        else:
            yield key_path((*path, key)), value


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """Return the paths of what stands in one document and not, or otherwise, in another."""
    kept = dict(leaves(after))
    return {path for path, value in leaves(before) if path not in kept or kept[path] != value}
