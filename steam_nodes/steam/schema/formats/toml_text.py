"""Our own format: a schema's document as TOML text, as somebody would write it by hand; reader.py reads it.

Rules: what is written reads back as the same document. A stat, an achievement, a player is a table of its own; what is small stands in one
line. A text stands in basic quotes, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_SHORT: Final = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_INLINE: Final = ("progress", "place", "launch_params", "purchased", "timed_trial", "avatar", "badges", "foil_badges", "relationships")
"""Tables that stand in one line of the table that has them."""


def write_toml(document: Mapping[str, Any]) -> str:
    """Return a document as TOML.

    Args:
        document: Texts, numbers, booleans, lists of them, and mappings.
    """
    return "\n".join(_lines(document, ())).lstrip("\n") + "\n"


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Write a table: its heading, its values, and then the tables below it."""
    tables = {key: value for key, value in table.items() if isinstance(value, Mapping) and key not in _INLINE}
    values = {key: value for key, value in table.items() if key not in tables}
    if path and (values or not tables):
        yield ""
        yield f"[{key_path(path)}]"
    for key, value in values.items():
        yield f"{key_text(key)} = {_value(value)}"
    for key, value in tables.items():
        yield from _lines(value, (*path, key))


def key_path(path: tuple[str, ...]) -> str:
    """Return the keys that lead to a value, as TOML writes them, such as stats."my stat".min."""
    return ".".join(map(key_text, path))


def key_text(key: str) -> str:
    """Return a key as TOML writes it: bare where it can be."""
    return key if _BARE.fullmatch(key) else _quoted(key)


def _quoted(text: str) -> str:
    """Write a text in quotes."""
    return '"' + "".join(_letter(letter) for letter in text) + '"'


def _letter(letter: str) -> str:
    if letter in _SHORT:
        return _SHORT[letter]
    if letter < " " or letter == "\x7f":
        return f"\\u{ord(letter):04X}"
    return letter


def _value(value: Any) -> str:
    """Write a value; a float in the form that reads back as the same one."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key_text(key)} = {_value(each)}" for key, each in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    return repr(value)
