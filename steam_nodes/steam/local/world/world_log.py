"""What a world says: the reason of the last refusal, warnings to `logging`, and the lines of stats_log.txt.

Rules: what goes to `logging` and how often is told in refusal_log.py; stats_log.txt gets all of it, and a line for each answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.local.world.clock import stamp
from steam_nodes.steam.refusal_log import RefusalLog
from steam_nodes.steam.refusals import SERVER

if TYPE_CHECKING:
    from steam_nodes.steam.local.store.store import Store
    from steam_nodes.steam.local.world.clock import Clock
    from steam_nodes.steam.refusals import Side
    from steam_nodes.steam.results import Result


class WorldLog(RefusalLog):
    """The sentences of one world.

    Args:
        store: Where stats_log.txt is written.
        clock: Whose time stands before each line.
        side: Whose words the sentences are in.
    """

    def __init__(self, store: Store, clock: Clock, side: Side = SERVER) -> None:
        """Begin with nothing said."""
        super().__init__(side)
        self._store = store
        self._clock = clock
        self._stamped = -1
        self._stamp = ""

    def log(self, level: Literal["error", "warning", "debug"], sentence: str) -> None:
        """Write a sentence to `logging` and to stats_log.txt."""
        super().log(level, sentence)
        self.note(sentence)

    def note(self, line: str) -> None:
        """Add a line to stats_log.txt."""
        now = int(self._clock.now())
        if now != self._stamped:
            self._stamped, self._stamp = now, stamp(now)
        self._store.note(f"{self._stamp} {plain(line)}")

    def answered(self, now: int, what: str, result: Result) -> None:
        """Add the line of an answer to stats_log.txt.

        Args:
            now: The time of the frame, in seconds since 1970: what a thousand answers of one frame need not ask the clock for.
            what: What is answered, in words of the library's own, so that nothing of it has to be made plain.
            result: The answer.
        """
        if now != self._stamped:
            self._stamped, self._stamp = now, stamp(now)
        self._store.note(f"{self._stamp} {what}: {result._name_}")
