"""What a world says: the reason of the last refusal, warnings to `logging`, and the lines of stats_log.txt.

Rules: everything goes to stats_log.txt; `logging` is told the first of each kind as a warning and the rest for debugging, so that a
mistake made in every frame is seen and drowns nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from steam_nodes.steam.local.clock import stamp

if TYPE_CHECKING:
    from steam_nodes.steam.local.clock import Clock
    from steam_nodes.steam.local.jobs import Store
    from steam_nodes.steam.local.reasons import Refusal

_KINDS: Final = 1000


class Journal:
    """The sentences of one world.

    Args:
        store: Where stats_log.txt is written.
        clock: Whose time stands before each line.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        """Begin with nothing said."""
        self.why = ""
        self._store = store
        self._clock = clock
        self._said: set[tuple[str, ...]] = set()
        self._stamped = -1
        self._stamp = ""

    def complain(self, refusal: Refusal) -> None:
        """Keep the reason of a refusal for `why`, and say it."""
        self.why = refusal.sentence
        self.remark(refusal)

    def remark(self, *sentences: Refusal) -> None:
        """Say something without keeping it for `why`."""
        for refusal in sentences:
            first = refusal.kind not in self._said and len(self._said) < _KINDS
            if first:
                self._said.add(refusal.kind)
            self.log("warning" if first else "debug", refusal.sentence)

    def log(self, level: Literal["error", "warning", "debug"], sentence: str) -> None:
        """Write a sentence to `logging` and to stats_log.txt."""
        import logging  # noqa: PLC0415 - 4 ms that a world without a fault does not pay

        getattr(logging.getLogger("steam_nodes.steam"), level)("%s", sentence)
        self.note(sentence)

    def note(self, line: str) -> None:
        """Add a line to stats_log.txt."""
        now = int(self._clock.now())
        if now != self._stamped:
            self._stamped = now
            self._stamp = stamp(now)
        self._store.note(f"{self._stamp} {line}")
