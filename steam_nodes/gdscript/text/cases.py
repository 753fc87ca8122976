"""Words in a text, and the ways to write them together: capitalize, camelCase, PascalCase, snake_case, kebab-case.

Rules: words part at white space, underscores and hyphens, where a capital follows a small letter, before a capital that begins a word, and
between letters and digits.
"""

from __future__ import annotations

from steam_nodes.gdscript.text.ordering import lower, upper


def _parted(text: str) -> str:
    """Return the words of a text in small letters, with a space between them."""
    if not text:
        return ""
    parts, start = [], 0
    for at in range(1, len(text)):
        if _parts(text[at - 1], text[at], text[at + 1] if at + 1 < len(text) else ""):
            parts.append(text[start:at])
            start = at
    parts.append(text[start:])
    joined = " ".join(parts)
    return lower("".join([" " if letter.isspace() or letter in "_-" else letter for letter in joined]))


def _parts(before: str, here: str, after: str) -> bool:
    """Whether a new word begins at a letter."""
    digit_before = "0" <= before <= "9"
    if "0" <= here <= "9":
        return before.isupper() or before.islower()
    if here.isupper():
        return before.islower() or ((before.isupper() or digit_before) and after.islower())
    return digit_before and here.islower() and after.islower()


def capitalize(text: str) -> str:
    """Return the words with capitals and spaces between them."""
    words = _parted(text).strip().split(" ")
    return " ".join([upper(word[0]) + word[1:] for word in words if word])


def to_pascal_case(text: str) -> str:
    """Return the words with capitals and nothing between them."""
    return capitalize(text).replace(" ", "")


def to_camel_case(text: str) -> str:
    """Return the words with capitals but for the first, and nothing between them."""
    joined = to_pascal_case(text)
    return lower(joined[:1]) + joined[1:]


def to_snake_case(text: str) -> str:
    """Return the words with underscores between them."""
    return _parted(text).replace(" ", "_")


def to_kebab_case(text: str) -> str:
    """Return the words with hyphens between them."""
    return _parted(text).replace(" ", "-")
