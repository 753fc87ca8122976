"""Rich presence: what the players' friends see of the game beside its name, such as "Round 3, 2 : 1".

What it shows: a player's program tells its own Steam in one call, and the friends' programs and Steam itself show it. The words are those
of the match, the first player's wins first. See https://partner.steamgames.com/doc/features/enhancedrichpresence.

Rules: it listens to the match and changes nothing of it. On the title there is nothing to tell, and the presence is taken away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes import Node

from ..game.match import MatchState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steam_nodes import Steam

    from ..game.match import Match

KEY: Final = "status"
"""The key that Steam shows in a friend's game info."""


class RichPresence(Node):
    """Tells how the match stands.

    Args:
        match: Which match.
        seats: Steam as who flies each ship sees it; empty where there is no player's side. It may change between matches.
    """

    def __init__(self, match: Match, seats: Sequence[Steam]) -> None:
        """Listen to the match."""
        super().__init__(name="RichPresence")
        self._match = match
        self._seats = seats
        match.state_changed.connect(self._on_state_changed)

    @property
    def words(self) -> str:
        """How the match stands, "" on the title."""
        match = self._match
        if match.state is MatchState.TITLE:
            return ""
        one, two = match.wins
        return f"Round {match.round_number}, {one} : {two}"

    def _on_state_changed(self, state: MatchState) -> None:
        for seat in self._seats:
            if state is MatchState.TITLE:
                seat.clear_rich_presence()
            else:
                seat.set_rich_presence(KEY, self.words)
