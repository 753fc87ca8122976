"""The localisation of achievements, the text file that App Admin gives and takes under "Achievement localization": names and descriptions.

Rules: pure functions on text. The file knows an achievement by its place alone, NEW_ACHIEVEMENT_9_0 for bit 0 of stat 9; that is its API
Name too, as it is in App Admin until somebody chooses another. It has no stats and not the app's number. One language may stand alone, with
its name under "Language".
See https://partner.steamgames.com/doc/features/achievements#localization.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.steam.schema.formats.app_admin import TEXTS, Loss, place_of, token
from steam_nodes.steam.schema.formats.entry_values import all_places, first_language, left, texts_of
from steam_nodes.steam.schema.formats.key_values import Branch, Entry, read_text, write_text
from steam_nodes.steam.schema.formats.toml_text import key_path
from steam_nodes.steam.schema.tables import cut

if TYPE_CHECKING:
    from steam_nodes.steam.schema.document import Document
    from steam_nodes.steam.schema.formats.draft import Draft
    from steam_nodes.steam.schema.schema import Schema

_TOP: Final = "lang"
_TOKENS: Final = "Tokens"
_NAMES: Final = {"display_name": "name", "description": "desc"}


def read(text: str, draft: Draft) -> Schema:
    """Return the schema of a localisation: achievements by their places, with what players read.

    Args:
        text: The file.
        draft: Where what is found goes.

    Raises:
        SchemaError: It is malformed, or says what App Admin would not accept.
    """
    draft.by_place = True
    top = read_text(text, draft.source)
    found = next((entry for entry in top.entries if entry.key.lower() == _TOP and isinstance(entry.value, Branch)), None)
    if found is None:
        draft.fail("line 1, column 1", 'there is no "lang" { … }', "give the file that App Admin gives for achievements")
    for entry in top.entries:
        if entry is not found:
            draft.lose(entry.key)
    languages = found.value
    alone = languages.get("Language") if isinstance(languages, Branch) else None
    for entry in languages.entries if isinstance(languages, Branch) else []:
        if isinstance(alone, str) and entry.key.lower() == _TOKENS.lower():
            _read_tokens(entry, draft, alone, f"{_TOP}/{cut(entry.key)}")
        elif isinstance(entry.value, Branch):
            _read_language(entry.value, draft, entry.key)
        elif entry.value is not alone:
            draft.lose(f"{_TOP}/{entry.key}")
    return draft.done()


def _read_language(branch: Branch, draft: Draft, language: str) -> None:
    """Read the texts of one language."""
    for entry in branch.entries:
        path = f"{_TOP}/{cut(language)}/{cut(entry.key)}"
        if entry.key.lower() == _TOKENS.lower():
            _read_tokens(entry, draft, language, path)
        else:
            draft.lose(path)


def _read_tokens(entry: Entry, draft: Draft, language: str, path: str) -> None:
    """Read the texts of one language by their tokens."""
    if not isinstance(entry.value, Branch):
        draft.fail(f"{entry.place}, {path}", "it is a text", "the tokens stand below it in { }")
    entries: Document = draft.document.setdefault("achievements", {})
    seen = set()
    for each in entry.value.entries:
        word = each.key.upper()
        place = place_of(word)
        if place is None or isinstance(each.value, Branch) or word in seen:
            why = "it stands there twice, the first one counts" if word in seen else "it is no token of an achievement"
            draft.lose(f"{path}/{each.key}", why)
            continue
        seen.add(word)
        name, _, key = word.rpartition("_")
        name = f"NEW_ACHIEVEMENT_{place['stat_id']}_{place['bit']}"
        if name not in entries:
            draft.add("achievements", name, f"{each.place}, {path}/{each.key}")["place"] = place
        draft.say(name, TEXTS[key], language.lower(), str(each.value))


def write(document: Document) -> tuple[str, list[Loss]]:
    """Return a document as a localisation, and what of it the file does not hold.

    Args:
        document: The document, which is taken apart.
    """
    first = first_language(document)
    places = all_places(document)
    tokens: dict[str, Branch] = {first: Branch()}
    renamed = []
    for name, entry in document.get("achievements", {}).items():
        for ours, theirs in _NAMES.items():
            word = token(*places[name], theirs)
            for language, text in texts_of(document, name, entry, ours, first).items():
                tokens.setdefault(language, Branch()).add(word, text)
        plain = token(*places[name], "name").removesuffix("_NAME")
        if name != plain:
            renamed.append(Loss(key_path(("achievements", name)), f"the file knows it by its place alone, as {plain}"))
    top, languages = Branch(), Branch()
    top.add(_TOP, languages)
    for language, branch in tokens.items():
        languages.add(language, inner := Branch())
        inner.add(_TOKENS, branch)
    stats = document.pop("stats", {})
    lost = [Loss(key_path(("stats", name)), "a localisation has no stats") for name in stats]
    return write_text(top), lost + renamed + left(document, "a localisation has no place for it")
