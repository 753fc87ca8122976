"""What a backend says of calls it refused: the reason of the last one, and warnings to `logging`.

Rules: `logging` is told the first of each kind as a warning and the rest for debugging, so that a mistake made in every frame is seen
and drowns nothing. Every sentence is made plain here (plain_text.py), whatever names it quotes; of Steam's rooms only the thread of a
store writes to `logging` besides. A call that needs a server which is not initialised is told each time, in GodotSteam's own sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.refusals import SERVER

if TYPE_CHECKING:
    from steam_nodes.steam.refusals import Refusal, Side

_KINDS: Final = 1000


class RefusalLog:
    """The sentences of one backend.

    Args:
        side: Whose words they are in.
    """

    def __init__(self, side: Side = SERVER) -> None:
        """Begin with nothing said."""
        self.side = side
        self.why: str = ""
        self._said: set[int] = set()

    def refuse(self, refusal: Refusal) -> None:
        """Keep the reason of a refusal for `why`, and say it."""
        sentence = refusal.told(self.side)
        self.why = plain(sentence)
        self._say(refusal.kind, sentence)

    def expect(self, refusal: Refusal) -> None:
        """Keep the reason of a refusal for `why`; who made the call is known to go on by itself, so that nobody has to be warned."""
        sentence = refusal.told(self.side)
        self.why = plain(sentence)
        self.log("debug", sentence)

    def remark(self, *sentences: Refusal) -> None:
        """Say something without keeping it for `why`."""
        for refusal in sentences:
            self._say(refusal.kind, refusal.told(self.side))

    def absent(self, group: str, call: str, remedy: str) -> None:
        """Say that a call needs a server that is initialised.

        Args:
            group: The class of Steam's that is not there, in GodotSteam's words: "Server", "Server Stats" or "Utils".
            call: The call, in GodotSteam's spelling.
            remedy: Why it is not there and what to call first.
        """
        sentence = f"[STEAM SERVER] {group} class not found when calling: {call}"
        self.why = plain(f"{sentence}; {remedy}")
        self.log("error", sentence)

    def _say(self, kind: tuple[str, ...], sentence: str) -> None:
        """Log a sentence: the first of a kind as a warning."""
        # Kinds quote names, which may be of any length and come from players: only their hashes are kept.
        hashed = hash(kind)
        first = hashed not in self._said and len(self._said) < _KINDS
        if first:
            self._said.add(hashed)
        self.log("warning" if first else "debug", sentence)
        if first and len(self._said) == _KINDS:
            self.log("warning", f"{_KINDS} kinds of mistakes were told; new kinds are told for debugging only from here on")

    def log(self, level: Literal["error", "warning", "debug"], sentence: str) -> None:
        """Write a sentence to `logging`."""
        import logging  # noqa: PLC0415 - 4 ms that a world without a fault does not pay

        getattr(logging.getLogger("steam_nodes.steam"), level)("%s", plain(sentence))
