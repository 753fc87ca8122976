"""JSON as a schema's files have it: read with a bound on its depth, and looked into by paths such as game.availableGameStats.stats[0].name.

Rules: pure functions on text. What is no JSON raises SchemaError with its line and column, a wrong value one with its path.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NoReturn

from steam_nodes.steam.schema.entries import SchemaError
from steam_nodes.steam.schema.formats.entry_values import number_of
from steam_nodes.steam.schema.tables import cut, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from steam_nodes.steam.schema.formats.draft import Draft

MOST_TOKENS: Final = 1_000_000
"""How many texts and brackets a file may have; five thousand achievements have some 100,000."""
_DEPTH: Final = 32
_DIGITS: Final = 400
_TOKEN: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"?|(?P<open>[\[{])|(?P<close>[\]}])|(?P<number>[0-9]{400}[0-9]++)', re.DOTALL)


def read_json(text: str, source: str) -> Any:
    """Return what a JSON text holds.

    Args:
        text: The text.
        source: What errors call it.

    Raises:
        SchemaError: It is no JSON, too large or too deep.
    """
    depth = 0
    for count, token in enumerate(_TOKEN.finditer(text)):
        depth += bool(token["open"]) - bool(token["close"])
        if depth > _DEPTH:
            _fail(text, token.start(), f"more than {_DEPTH} brackets within each other; no schema is that deep", source)
        if count > MOST_TOKENS:
            _fail(text, token.start(), f"more than {MOST_TOKENS} texts and brackets; no schema has so many", source)
        if token["number"]:
            _fail(text, token.start(), f"a number of more than {_DIGITS} digits; no schema has one", source)
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        _fail(text, error.pos, f"{error.msg}; give the file as it was made", source)
    except ValueError as error:
        message = f"{source}: {error}"
        raise SchemaError(message) from error


def _no_number(word: str) -> NoReturn:
    """Refuse NaN and the infinities, which Python's reader takes for numbers and JSON does not."""
    message = f"{word} is no number of JSON; write a number"
    raise ValueError(message)


def _fail(text: str, at: int, fault: str, source: str) -> NoReturn:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    message = f"{source}: line {line}, column {column}: {fault}"
    raise SchemaError(message)


class JSONTable:
    """One object of a JSON file: its known keys are asked for by what they hold, the others are lost.

    Args:
        value: What stands in the file.
        draft: Where what is found goes.
        path: How errors name it, "" for the file itself.
        known: The keys that have a meaning here.
    """

    def __init__(self, value: object, draft: Draft, path: str, known: Iterable[str]) -> None:
        """Check that it is an object."""
        self.draft: Draft = draft
        self.path: str = path
        if not isinstance(value, dict):
            draft.fail(path or "the file", f"it is {show(value)}", "an object { … } stands there")
        self.values: dict[str, Any] = value
        wanted = frozenset(known)
        for key in value:
            if key not in wanted:
                draft.lose(self.at(key))

    def at(self, key: str) -> str:
        """Return the path of a key."""
        return f"{self.path}.{cut(key)}" if self.path else cut(key)

    def table(self, key: str, known: Iterable[str]) -> JSONTable | None:
        """Return an object below a key, None if it is not there."""
        return JSONTable(self.values[key], self.draft, self.at(key), known) if self.values.get(key) is not None else None

    def tables(self, key: str, known: Iterable[str]) -> Iterator[JSONTable]:
        """Return the objects of the list below a key."""
        found = self.values.get(key)
        if found is not None:
            yield from tables_of(found, self.draft, self.at(key), known)

    def text(self, key: str) -> str:
        """Return a text, "" if it is not there."""
        found = self.values.get(key)
        if found is not None and not isinstance(found, str):
            self.draft.fail(self.at(key), f"it is {show(found)}", "a text in quotes stands there")
        return found or ""

    def number(self, key: str) -> int | float | None:
        """Return a number, or what a text spells, None if it is not there."""
        found = self.values.get(key)
        if found is None or found == "":
            return None
        number = int(found) if isinstance(found, bool) else number_of(found)
        if number is None:
            self.draft.fail(self.at(key), f"it is {show(found)}", "a number stands there")
        return number


def tables_of(value: object, draft: Draft, path: str, known: Iterable[str]) -> Iterator[JSONTable]:
    """Return the objects of a list.

    Args:
        value: What stands in the file.
        draft: Where what is found goes.
        path: How errors name the list, "" for the file itself.
        known: The keys that have a meaning in each of them.

    Raises:
        SchemaError: It is no list, or something in it no object.
    """
    if not isinstance(value, list):
        draft.fail(path or "the file", f"it is {show(value)}", "a list [ … ] stands there")
    for index, each in enumerate(value):
        yield JSONTable(each, draft, f"{path}[{index}]", known)


def write_json(value: Any) -> str:
    """Return JSON as a person reads it, with every letter as it is."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
