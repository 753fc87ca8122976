"""What a round has changed: each player's stats before it, and the achievements unlocked since it began.

Rules: it listens to the match and the scorekeeper and changes neither. Where a player's stats are first answered for during a round, those
are the ones before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes import Node

from .card import CardState

if TYPE_CHECKING:
    from ..game.match import Match
    from .scorekeeper import Scorekeeper


class RoundRecord(Node):
    """The stats before the round and the achievements since.

    Args:
        match: Whose rounds are noted.
        scorekeeper: What knows the players' stats.
    """

    def __init__(self, match: Match, scorekeeper: Scorekeeper) -> None:
        """Start with what is known now."""
        super().__init__(name="RoundRecord")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self._scorekeeper = scorekeeper
        self._known = {card.steam_id for card in scorekeeper.cards if card.known}
        self.before: list[dict[str, int | float]] = [dict(card.stats) for card in scorekeeper.cards]
        self.unlocked: list[list[str]] = [[] for _ in scorekeeper.cards]
        match.round_started.connect(self._on_round_started)
        scorekeeper.state_changed.connect(self._on_state_changed)
        scorekeeper.achievement_unlocked.connect(self._on_achievement_unlocked)

    def _on_round_started(self, _number: int) -> None:
        for card in self._scorekeeper.cards:
            self.before[card.index] = dict(card.stats)
            self.unlocked[card.index].clear()

    def _on_state_changed(self, index: int, state: CardState) -> None:
        card = self._scorekeeper.cards[index]
        if state is CardState.LOADED and card.steam_id not in self._known:
            self._known.add(card.steam_id)
            self.before[index] = dict(card.stats)

    def _on_achievement_unlocked(self, index: int, name: str) -> None:
        self.unlocked[index].append(name)
