"""The signal log: the last signals of the game with their arguments, for a panel that shows what a frame did.

Rules: it listens like any other receiver and changes nothing. It keeps text, so it keeps no node alive.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from steam_nodes import Engine, Node

from .game.match import RoundSummary

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH: Final = 40
WIDEST: Final = 80


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One emission: in which frame, of which node, which signal, and its arguments as text."""

    frame: int
    source: str
    signal: str
    arguments: str


class SignalLog(Node):
    """The last emissions of the signals it watches, newest last."""

    def __init__(self) -> None:
        """Start empty; `watch` adds sources."""
        super().__init__(name="SignalLog")
        self.entries: deque[LogEntry] = deque(maxlen=LENGTH)

    def watch(self, source: Node, *signals: str) -> None:
        """Note every emission of these signals of `source`."""
        for name in signals:
            getattr(source, name).connect(self._listener(str(source.name), name))

    def _listener(self, source: str, signal: str) -> Callable[..., None]:
        def note(*arguments: object) -> None:
            text = ", ".join(_text(argument) for argument in arguments)
            if len(text) > WIDEST:
                text = text[: WIDEST - 1] + "…"
            self.entries.append(LogEntry(Engine.get_process_frames(), source, signal, text))

        return note


def _text(argument: object) -> str:
    if isinstance(argument, (Node, Enum)):
        return str(argument.name)
    if isinstance(argument, float):
        return f"{argument:.1f}"
    if isinstance(argument, RoundSummary):
        return f"round {argument.number}: {argument.reason}"
    return str(argument)
