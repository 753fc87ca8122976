"""Whether to quit: asked before the game ends, where somebody may have meant another key or another window.

Rules: Escape on the title asks, and so does closing the window while a round is played; who closes the window once more means it, and where
no round is played it closes at once. While it is asked the match stands still, and only what the question has stopped goes on after a no.
What loses nothing is chosen first: to go on in a round, to quit on the title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes import Node, Signal

from .game.match import MatchState

if TYPE_CHECKING:
    from collections.abc import Callable

    from .game.match import Match


class QuitQuestion(Node):
    """Asks whether to quit; `says_yes` is the answer that is chosen now.

    Args:
        match: What would be left.
        set_paused: Pauses the game, if it can be, or lets it go on.
    """

    asked: Signal[()] = Signal()

    def __init__(self, match: Match, set_paused: Callable[[bool], None]) -> None:
        """Ask nothing yet."""
        super().__init__(name="QuitQuestion")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.is_open = False
        self.says_yes = False
        self._match = match
        self._set_paused = set_paused
        self._has_paused = False

    @property
    def in_round(self) -> bool:
        """Whether a round is played, which quitting would end without a result."""
        return self._match.state in (MatchState.COUNTDOWN, MatchState.FIGHT)

    def ask(self) -> None:
        """Ask, with the match standing still."""
        if self.is_open:
            return
        self.is_open = True
        self.says_yes = not self.in_round
        was = self.get_tree().paused
        self._set_paused(True)  # noqa: FBT003 - a pause is set by Godot's kind of setter
        self._has_paused = self.get_tree().paused and not was
        self.asked.emit()

    def answer(self, *, yes: bool) -> None:
        """End the game, or go on with it; where nothing was asked nothing happens."""
        if not self.is_open:
            return
        self.is_open = False
        if yes:
            self.get_tree().quit()
        elif self._has_paused:
            self._set_paused(False)  # noqa: FBT003 - as above
        self._has_paused = False

    def close_window(self) -> None:
        """Take note that somebody wants to close the window: ask first where a round is played."""
        if self.in_round and not self.is_open:
            self.ask()
        else:
            self.get_tree().quit()
