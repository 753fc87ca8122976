"""Bot against bot without a display: a node that plays a number of rounds and says what came of them.

Rules: what is said depends on the seed and on what was stored before, never on time, paths or the machine's speed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes import Node

from .game.match import MatchState
from .stats.achievements import ACHIEVEMENTS, FLOAT_STATS, INT_STATS, achievement

if TYPE_CHECKING:
    from collections.abc import Callable

    from .game.match import RoundSummary
    from .play import Game

NEWS_INDENT: Final = 11
NAME_WIDTH: Final = 22
PATIENCE: Final = 300.0
"""How many seconds of frames the last rounds are waited for at most, until they are stored: Steam may fail, or another game be quicker."""
VALUE_WIDTH: Final = 20


class Tournament(Node):
    """Plays `rounds` rounds of `game`, tells each to `say`, at last a table, and quits the tree.

    Args:
        game: The game, on its title.
        rounds: How many rounds to play.
        say: Gets every line.
    """

    def __init__(self, game: Game, rounds: int, say: Callable[[str], object]) -> None:
        """Listen to the game; the first round starts when both players' stats have been answered for."""
        super().__init__(name="Tournament")
        self.rounds = rounds
        self._game = game
        self._say = say
        self._played = 0
        self._patience = PATIENCE
        self._news: list[str] = []
        game.match.round_ended.connect(self._on_round_ended)
        game.scorekeeper.achievement_unlocked.connect(self._on_achievement_unlocked)
        game.scorekeeper.store_failed.connect(self._on_store_failed)

    def _process(self, delta: float) -> None:
        match = self._game.match
        if not self._game.scorekeeper.settled:
            return
        if (
            self._played == self.rounds
            and match.state is MatchState.ROUND_OVER
            and not self._game.scorekeeper.stored
            and self._patience > 0
        ):
            self._patience -= delta
            return
        if match.state is MatchState.TITLE:
            match.start()
        elif match.state is MatchState.ROUND_OVER:
            self._end_round()

    def _end_round(self) -> None:
        # A round's news is said below its line, also what came while it was still being fought.
        for line in self._news:
            self._say(f"{'':{NEWS_INDENT}}{line}")
        self._news.clear()
        if self._played < self.rounds:
            self._game.match.next_round()
            return
        self._say("")
        for line in final_table(self._game):
            self._say(line)
        self.get_tree().quit()

    def _on_round_ended(self, summary: RoundSummary) -> None:
        self._played += 1
        self._say(round_line(summary))

    def _on_achievement_unlocked(self, index: int, name: str) -> None:
        self._news.append(f"{self._game.scorekeeper.cards[index].name} unlocked {name} ({achievement(name).title})")

    def _on_store_failed(self, index: int, note: str) -> None:
        self._news.append(f"{self._game.scorekeeper.cards[index].name}: {note}")


def round_line(summary: RoundSummary) -> str:
    """Return one round as one line."""
    one, two = summary.ships
    outcome = "draw" if summary.winner is None else f"{summary.ships[summary.winner].name} wins"
    return (
        f"round {summary.number:3}: {outcome:11} after {summary.seconds:4.1f} s, {one.feet:5.1f} and {two.feet:5.1f} feet, "
        f"hits {one.hits_scored}:{two.hits_scored} ({summary.reason})"
    )


def final_table(game: Game) -> list[str]:
    """Return both players' stats and achievements as lines."""
    one, two = game.scorekeeper.cards
    lines = [_row("", one.name, two.name), _row("Steam ID", str(one.steam_id), str(two.steam_id))]
    lines += [_row(name, str(one.stats[name]), str(two.stats[name])) for name in INT_STATS]
    lines += [_row(name, f"{one.stats[name]:.1f}", f"{two.stats[name]:.1f}") for name in FLOAT_STATS]
    for known in ACHIEVEMENTS:
        lines.append(_row(known.name, *(_standing(game, index, known.name) for index in (0, 1))))
    lines.append(_row("saved", one.state.value, two.state.value))
    return lines


def _standing(game: Game, index: int, name: str) -> str:
    card = game.scorekeeper.cards[index]
    if card.unlocked[name]:
        return "unlocked"
    if achievement(name).stat is None:
        return "not yet"
    current, goal = card.progress(name)
    return f"{current:.0f} of {goal:.0f}"


def _row(name: str, one: str, two: str) -> str:
    return f"{name:{NAME_WIDTH}} {one:>{VALUE_WIDTH}} {two:>{VALUE_WIDTH}}"
