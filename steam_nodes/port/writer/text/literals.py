"""Literals: strings, numbers and node paths as Python writes them.

Rules: a string is in double quotes unless it holds some and no single ones; one over many lines keeps its lines; a long one is cut at
spaces into pieces that Python joins.
"""

from __future__ import annotations

import math

from steam_nodes.port.writer.layout import BROKEN, CLOSE, GROUP, SPLIT

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0", "\a": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v"}
LONGEST = 84
PIECE = 76
"""Characters of a piece of a string that is cut, in a method's body."""
_BODY, _SHORTEST = 8, 40
_BYTE, _BASIC = 0x100, 0x10000


def _escaped(value: str, quote: str) -> str:
    made = []
    for character in value:
        if character in _ESCAPES:
            made.append(_ESCAPES[character])
        elif character == quote:
            made.append(f"\\{quote}")
        elif character.isprintable():
            made.append(character)
        elif ord(character) < _BYTE:
            made.append(f"\\x{ord(character):02x}")
        elif ord(character) < _BASIC:
            made.append(f"\\u{ord(character):04x}")
        else:
            made.append(f"\\U{ord(character):08x}")
    return "".join(made).replace("\\0", "\\x00")


def room(longest: int, indent: int) -> int:
    """Return how many of the characters that a method's body has room for are left in a statement that stands deeper."""
    return max(longest - max(indent - _BODY, 0), _SHORTEST)


def string(value: str, *, split: bool = True, indent: int = 0) -> str:
    """Return a string as Python writes it, with marks where it is cut into pieces: a shorter one where its statement stands deep."""
    quote = "'" if '"' in value and "'" not in value else '"'
    text = _escaped(value, quote)
    if len(text) <= room(LONGEST, indent) or not split:
        return f"{quote}{text}{quote}"
    pieces = [f"{quote}{piece}{quote}" for piece in pieces_of(text, room(PIECE, indent))]
    return f"({GROUP}{BROKEN}" + f"{SPLIT}0".join(pieces) + f"{CLOSE})"


def pieces_of(text: str, longest: int = PIECE) -> list[str]:
    """Cut an escaped text at spaces and line ends into pieces of at most about `longest` characters."""
    pieces: list[str] = []
    while len(text) > longest:
        at = text.rfind(" ", 20, longest) + 1
        line = text.find("\\n", 0, longest)
        if line >= 0 and text[line - 1 : line] != "\\":
            at = line + 2
        if at <= 0:
            at = longest
            while at > 1 and "\\" in text[at - 10 : at]:
                at -= 1
        pieces.append(text[:at])
        text = text[at:]
    if text:
        pieces.append(text)
    return pieces


def number(value: float | int, text: str) -> str:  # noqa: PYI041  # a float and an int are written differently
    """Return a number as Python writes it: as it was written where Python reads it the same."""
    if isinstance(value, int):
        plain = text.lower()
        if plain.startswith(("0x", "0b")):
            return plain[:2] + text[2:] if _same(plain, value) else hex(value)
        plain = text.lstrip("0") or "0"
        return plain if _same(plain, value) else str(value)
    plain = text if text[:1] != "." else f"0{text}"
    if plain.endswith("."):
        plain += "0"
    if math.isinf(value):
        return 'float("inf")'
    try:
        return plain if float(plain) == value and any(mark in plain for mark in ".eE") else repr(value)
    except ValueError:
        return repr(value)


def _same(text: str, value: int) -> bool:
    try:
        return int(text.replace("__", "_").strip("_"), 0) == value and "__" not in text and not text.endswith("_")
    except ValueError:
        return False


def constant(value: object) -> str | None:
    """Return a value known while translating as a literal, None where it has no short one."""
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, str):
        return string(value, split=False) if type(value) is str and len(value) <= LONGEST else None
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else None
    return None
