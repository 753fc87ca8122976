"""Text that came from outside, as one line that a terminal and a log can show.

Rules: every sentence that the library logs, writes to stats_log.txt or answers `why()` with passes here once, where it is said; so do the
texts of the library's own exceptions, as they are made. So no name can begin a line of its own, move the cursor, hide or turn letters,
or fill a disk. What is printable stays as it is.
"""

from __future__ import annotations

from typing import Final

_MOST: Final = 2000
_BEGINNING: Final = 1200
_END: Final = 600


def plain(text: str) -> str:
    r"""Return text with every character that is not printable written as Python writes it, such as \x1b or \u2028.

    Args:
        text: Any text. Of more than 2,000 characters only the beginning and the end are kept, where a sentence has its remedy.
    """
    text = _cut(text)
    if text.isprintable():
        return text
    return _cut("".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii") for letter in text))


def _cut(text: str) -> str:
    """Leave the middle of a long text out."""
    if len(text) <= _MOST:
        return text
    left_out = len(text) - _BEGINNING - _END
    return f"{text[:_BEGINNING]} ... ({left_out} characters left out) ... {text[-_END:]}"
