"""How texts compare: by their letters, without case, by the numbers in them, and as names of files.

Rules: each function returns -1, 0 or 1. Case falls away letter by letter, as the engine's table has it. Numbers in a text compare by value.
"""

from __future__ import annotations


def upper(text: str) -> str:
    """Return a text in capitals, letter by letter."""
    return text.upper() if text.isascii() else "".join([_upper_letter(letter) for letter in text])


def lower(text: str) -> str:
    """Return a text in small letters, letter by letter."""
    return text.lower() if text.isascii() else "".join([_lower_letter(letter) for letter in text])


def _upper_letter(letter: str) -> str:
    changed = letter.upper()
    return changed if len(changed) == 1 else letter


def _lower_letter(letter: str) -> str:
    changed = letter.lower()
    return changed if len(changed) == 1 else letter


def compared(a: str, b: str) -> int:
    """Compare by letters."""
    return (a > b) - (a < b)


def naturally_compared(a: str, b: str) -> int:
    """Compare by letters and by the numbers between them."""
    return _after_dots(a, b, 0)


def compared_as_files(a: str, b: str) -> int:
    """Compare as the names of files: an underscore comes before everything but a dot."""
    at = 0
    while at < len(a) and at < len(b) and "_" in (a[at], b[at]):
        if a[at] != "_":
            return -1 if a[at] == "." else 1
        if b[at] != "_":
            return 1 if b[at] == "." else -1
        at += 1
    return _after_dots(a, b, at)


def _after_dots(a: str, b: str, at: int) -> int:
    """Compare from a place on, where a dot comes before everything."""
    while "." in (a[at : at + 1], b[at : at + 1]):
        if a[at : at + 1] != ".":
            return 1
        if b[at : at + 1] != ".":
            return -1
        at += 1
        if at >= len(b):
            return 1
        if at >= len(a):
            return -1
    return _natural(a, b, at, at)


def _is_digit(letter: str) -> bool:
    return "0" <= letter <= "9"


def _natural(a: str, b: str, i: int, j: int) -> int:
    while i < len(a):
        if j >= len(b):
            return 1
        if _is_digit(a[i]) != _is_digit(b[j]):
            return -1 if _is_digit(a[i]) else 1
        if _is_digit(a[i]):
            first, second = _number_at(a, i), _number_at(b, j)
            i, j = i + len(first), j + len(second)
            order = _numbers_compared(first.lstrip("0"), second.lstrip("0"))
            if order:
                return order
        elif a[i] != b[j]:
            return -1 if a[i] < b[j] else 1
        else:
            i, j = i + 1, j + 1
    return -1 if j < len(b) else 0


def _number_at(text: str, at: int) -> str:
    end = at
    while end < len(text) and _is_digit(text[end]):
        end += 1
    return text[at:end]


def _numbers_compared(first: str, second: str) -> int:
    if len(first) != len(second):
        return -1 if len(first) < len(second) else 1
    return compared(first, second)
