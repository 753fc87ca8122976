"""A schema while a file of another format is read: what was found is gathered as a document, and what no schema has is named.

Rules: a format gives what it finds in its own order and says where it stands; the texts of all languages come here, and at the end one of
them becomes that of the entries, the others translations. Nothing is dropped in silence: it is in the document, in the list of what is
lost, or it raises SchemaError with its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NoReturn

from steam_nodes.steam.schema.entries import SchemaError
from steam_nodes.steam.schema.formats.app_admin import ENGLISH, SPACEWAR, Loss
from steam_nodes.steam.schema.formats.merging import merged
from steam_nodes.steam.schema.schema import Schema
from steam_nodes.steam.schema.tables import cut
from steam_nodes.steam.schema.translations import language_fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.schema.document import Document

MOST_ENTRIES: Final = 20_000
"""How many stats and achievements a schema may have together."""


@dataclass
class Draft:
    """What was read so far.

    Args:
        source: What errors call the file.
        app_id: The app's number, None for what the file says.
        language: The language of the entries' own texts, None for english where there is some, else the first one.
        base: The document that has what the file does not tell, None for none.
        guessed: Whether the file only guesses the kinds of stats; its reader says so.
        by_place: Whether the file knows achievements by their places alone; its reader says so.
    """

    source: str
    app_id: int | None = None
    language: str | None = None
    base: Document | None = None
    guessed: bool = False
    by_place: bool = False
    document: Document = field(default_factory=dict)
    lost: list[Loss] = field(default_factory=list)
    _texts: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)
    _places: dict[str, str] = field(default_factory=dict)

    def fail(self, place: str, fault: str, remedy: str) -> NoReturn:
        """Raise the SchemaError of a place of the file."""
        message = f"{self.source}: {place}: {fault}; {remedy}"
        raise SchemaError(message)

    def lose(self, path: str, why: str = "a schema has no place for it") -> None:
        """Name something that a schema does not hold."""
        self.lost.append(Loss(cut(path), why))

    def add(self, kind: str, name: object, place: str) -> Document:
        """Return the new table of a stat or an achievement.

        Args:
            kind: "stats" or "achievements".
            name: Its API Name, as the file has it.
            place: Where it stands.
        """
        if not isinstance(name, str) or not name:
            self.fail(place, "it has no API Name", "write its name, a text")
        if name in self._places:
            self.fail(place, f"the API Name {cut(name)} is that of {self._places[name]} too", "give one of them another")
        if len(self._places) >= MOST_ENTRIES:
            self.fail(place, f"it is one more than {MOST_ENTRIES} stats and achievements", "no game has so many")
        self._places[name] = place
        table: Document = {}
        self.document.setdefault(kind, {})[name] = table
        return table

    def say(self, name: str, key: str, language: str, text: str) -> None:
        """Note what players of a language read.

        Args:
            name: The API Name.
            key: "display_name" or "description".
            language: The language, "" for that of a file which has only one and does not name it.
            text: What they read.
        """
        self._texts.setdefault(language, {})[name, key] = text

    def done(self, name: str = "", *, app_id: int | None = None) -> Schema:
        """Return the schema of all that was found.

        Args:
            name: The game's name.
            app_id: The app's number as the file has it.

        Raises:
            SchemaError: App Admin would not accept it.
        """
        self._settle_texts()
        base = self.base or {}
        stats: Mapping[str, Any] = self.document.get("stats", {})
        for each, entry in self.document.get("achievements", {}).items():
            wanted = entry.get("progress", {}).get("stat")
            if wanted is not None and wanted not in stats and wanted not in base.get("stats", {}):
                self.lose(f"{self._places[each]}.progress", f"the stat {cut(wanted)} is not in this file")
                del entry["progress"]
        number = next((each for each in (self.app_id, app_id, base.get("app_id")) if each is not None), None)
        if number is None:
            self.lose("app_id", f"the file does not tell it, {SPACEWAR} was taken")
            number = SPACEWAR
        head: Document = {"app_id": number, **({"name": name} if name else {})}
        document = {**head, **self.document}
        if self.base is not None:
            document = merged(self.base, document, guessed=self.guessed, by_place=self.by_place)
        return Schema.of(document, source=self.source)

    def _settle_texts(self) -> None:
        """Choose the language of the entries' own texts, and make translations of the others."""
        named = [language for language in self._texts if language]
        first = self.language or (ENGLISH if ENGLISH in named or not named else named[0])
        for language, texts in ((language or first, texts) for language, texts in self._texts.items()):
            if language_fault(language):
                self.lose(f"language {cut(language)}", "Steam has no language of this name")
                continue
            for (name, key), text in texts.items():
                if language == first:
                    self._entry(name)[key] = text
                elif text:
                    self.document.setdefault("translations", {}).setdefault(language, {}).setdefault(name, {})[key] = text
        if first != ENGLISH and self.base is None:
            self.document["app"] = {"languages": [first]}

    def _entry(self, name: str) -> Document:
        """Return the table of an entry, whichever of both it is."""
        stats: Document = self.document.get("stats", {})
        table: Document = stats[name] if name in stats else self.document["achievements"][name]
        return table
