"""A bar of progress on a terminal.

Rules: it draws only on a terminal, on one line, at most some twenty times a second, and leaves nothing behind. Where a work is long and
there is no terminal it may write lines: one as each part of the work ends, and one every few seconds.
"""

from __future__ import annotations

import shutil
from time import monotonic
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from typing import TextIO

_EVERY: Final = 0.05
"""Seconds between two drawings."""
_LINE_EVERY: Final = 5.0
"""Seconds between two lines about the same part of a work."""
_WIDTH: Final = 24


class Progress:
    """Draws how far a work is; it is called with what is done now, how much is done and how much there is.

    Args:
        stream: Where to draw.
        shown: Whether to draw at all, if it is a terminal.
        lines: Whether to write lines if it is none.
    """

    def __init__(self, stream: TextIO, *, shown: bool = True, lines: bool = False) -> None:
        """Look whether there is a terminal."""
        self._stream = stream
        self._shown = shown and stream.isatty()
        self._lines = lines and not stream.isatty()
        self._line_at = monotonic()
        self._last = 0.0

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self._shown and self._last:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def __call__(self, what: str, done: int, count: int) -> None:
        """Draw.

        Args:
            what: What is done now.
            done: How much is done.
            count: How much there is.
        """
        now = monotonic()
        if self._lines and count and (done == count or now - self._line_at >= _LINE_EVERY):
            self._line_at = now
            self._stream.write(f"{what}: {done} of {count}\n")
            self._stream.flush()
        if not self._shown or not count or now - self._last < _EVERY:
            return
        self._last = now
        full = _WIDTH * done // count
        room = max(shutil.get_terminal_size().columns - _WIDTH - 16, 0)
        name = what[-room:] if room else ""
        self._stream.write(f"\r\x1b[K[{'#' * full}{'.' * (_WIDTH - full)}] {done}/{count} {name}")
        self._stream.flush()
