"""The escapes of the engine: of C, of JSON, of XML and of addresses."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote_to_bytes

_C: Final = {
    "\\": "\\\\",
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
    "'": "\\'",
    '"': '\\"',
}
_C_TABLE: Final = str.maketrans(_C)
_C_BACK: Final = {"\\" + escape[1]: letter for letter, escape in _C.items()} | {"\\?": "?"}
_C_ESCAPE: Final = re.compile(r"\\[\\abfnrtv'\"?]")

_JSON: Final = {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v", '"': '\\"'}
_JSON_TABLE: Final = str.maketrans(_JSON)

_XML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_XML_TABLE: Final = str.maketrans(_XML)
_XML_QUOTES_TABLE: Final = str.maketrans(_XML | {"'": "&apos;", '"': "&quot;"})
_XML_ENTITY: Final = re.compile(r"&(?:#[xX]?[0-9a-fA-F]+;|lt;|gt;|amp;|quot;|apos;)")
_XML_NAMES: Final = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&apos;": "'"}


def c_escape(text: str) -> str:
    """Return a text as C writes it between quotes."""
    return text.translate(_C_TABLE)


def c_unescape(text: str) -> str:
    """Return a text with the escapes of C replaced."""
    return _C_ESCAPE.sub(lambda found: _C_BACK[found[0]], text)


def json_escape(text: str) -> str:
    """Return a text as JSON writes it between quotes."""
    return text.translate(_JSON_TABLE)


def xml_escape(text: str, escape_quotes: bool = False) -> str:
    """Return a text as XML writes it."""
    return text.translate(_XML_QUOTES_TABLE if escape_quotes else _XML_TABLE)


def xml_unescape(text: str) -> str:
    """Return a text with the entities of XML replaced."""
    return _XML_ENTITY.sub(_entity, text)


def _entity(found: re.Match[str]) -> str:
    entity = found[0]
    if entity in _XML_NAMES:
        return _XML_NAMES[entity]
    digits = entity[2:-1]
    base = 16 if digits[0] in "xX" else 10
    try:
        code = int(digits.lstrip("xX"), base)
        return chr(code) if code else ""
    except (ValueError, OverflowError):
        return entity


def uri_encode(text: str) -> str:
    """Return a text as it stands in an address."""
    return quote(text, safe="-_.~")


def uri_decode(text: str) -> str:
    """Return a text as it was before it stood in an address; a plus is a space."""
    return unquote_to_bytes(text.replace("+", " ")).decode("utf-8", "replace")


def uri_file_decode(text: str) -> str:
    """Return a path as it was before it stood in an address; a plus stays one."""
    return unquote_to_bytes(text).decode("utf-8", "replace")
