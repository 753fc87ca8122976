"""stats_log.txt: one line for each request, refusal and store, as Steam's client writes one.

Rules: lines are added from the frame's thread and written by the store's thread, so a slow disk never stalls a frame. At 1 MB the file
becomes stats_log.previous.txt and a new one begins. A log that cannot be written is given up after one warning: it is never worth a game.
"""

from __future__ import annotations

import logging
from collections import deque
from typing import TYPE_CHECKING, Final

from steam_nodes.plain_text import plain
from steam_nodes.steam.files import UnreadableError, irregular

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT: Final = 1_000_000
_KEPT: Final = 1000
_MOST_WAITING: Final = 10_000


class StatsLog:
    """The lines, in memory and in a file.

    Args:
        path: The file; its folder is made when the first line is written.
    """

    def __init__(self, path: Path) -> None:
        """Begin without touching the disk."""
        self._path = path
        self._last: deque[str] = deque(maxlen=_KEPT)
        self._new: deque[str] = deque()
        self._left_out = 0
        self._given_up = False

    def add(self, line: str) -> None:
        """Add a line, to be written soon; beyond 10,000 that wait for the disk they are only counted."""
        self._last.append(line)
        if len(self._new) >= _MOST_WAITING:
            self._left_out += 1
        elif not self._given_up:
            self._new.append(line)

    def last(self) -> list[str]:
        """Return the last 1,000 lines."""
        return list(self._last)

    def write(self) -> None:
        """Write what was added; only the store's thread calls this."""
        lines = []
        while self._new:
            lines.append(self._new.popleft())
        if self._left_out:
            lines.append(f"{self._left_out} lines are left out here: the disk was too slow")
            self._left_out = 0
        if not lines or self._given_up:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if kind := irregular(self._path):
                raise OSError(kind)  # noqa: TRY301 - a pipe would be waited for
            with self._path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write("".join(line.replace("\n", "\\n") + "\n" for line in lines))
                size = file.tell()
            if size >= _LIMIT:
                self._path.replace(self._path.with_name("stats_log.previous.txt"))
        except (OSError, UnreadableError) as error:
            self._given_up = True
            logging.getLogger("steam_nodes.steam").warning("%s", plain(f"{self._path} cannot be written ({error}); no more lines go there"))
