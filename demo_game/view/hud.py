"""The strip below space: each player's ship, stats and how far they are saved; the round, the clock and the score between them.

Rules: a plate is drawn anew only when what it shows has changed; the gauges on it, which move all the time, are plain rectangles. A value
that Steam has not stored yet is shown in gold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..game import rules
from ..game.match import MatchState
from ..game.pilot import HumanPilot
from ..stats.achievements import ACHIEVEMENTS
from ..stats.card import CardState
from .host.canvas import Colour, Rect
from .theme import (
    FAINT,
    GOLD,
    HUGE,
    INK,
    LARGE,
    MEDIUM,
    PANEL_EDGE,
    PLAYERS,
    RED,
    SOFT,
    STATE_COLOURS,
    STRIP,
    bar,
    dimmed,
    number,
    plate,
    put,
    wipe,
)

if TYPE_CHECKING:
    from ..play import Game
    from ..stats.card import Card
    from .host.canvas import Canvas, Studio

SIDE: Final = 470
LEFT: Final = 20
RIGHT: Final = SIDE - 18
SPLIT: Final = 178
SECOND: Final = 206
ROWS: Final = (54, 74, 94)
GAUGES: Final = 31
LAST_SECONDS: Final = 10.0
SILENCE: Final = 46
"""Where the words begin that say why nothing is to be heard."""

_LAYOUT: Final = (
    ("NumGames", 0, 0),
    ("NumWins", 0, 1),
    ("NumLosses", 0, 2),
    ("FeetTraveled", 1, 0),
    ("MaxFeetTraveled", 1, 1),
    ("AverageSpeed", 1, 2),
)


class PlayerPlate:
    """One player's part of the strip.

    Args:
        game: Whose match and cards are shown.
        index: Which player.
        studio: Who makes the plate.
    """

    def __init__(self, game: Game, index: int, studio: Studio) -> None:
        """Make the plate; it is filled at the first draw."""
        self._game = game
        self._index = index
        self._left = 0 if index == 0 else STRIP.width - SIDE
        self._plate = plate(studio, (SIDE, STRIP.height))
        self._shown: object = None
        self._card: Card | None = None
        self._saved: dict[str, int | float] = {}

    def draw(self, target: Canvas) -> None:
        """Copy the plate and draw the gauges."""
        card = self._game.scorekeeper.cards[self._index]
        if card is not self._card:
            # Another player flies the ship now.
            self._card, self._saved = card, {}
        if card.state in (CardState.LOADED, CardState.STORED):
            self._saved = dict(card.stats)
        pilot = self._game.match.pilots[self._index]
        key = (card.name, card.state, tuple(card.stats.values()), tuple(card.unlocked.values()), type(pilot))
        if key != self._shown:
            self._shown = key
            self._fill(card, f"player {self._index + 1}" if isinstance(pilot, HumanPilot) else "bot")
        target.image(self._plate, (self._left, STRIP.top))
        self._draw_gauges(target)

    def _fill(self, card: Card, pilot: str) -> None:
        surface, colour = self._plate, PLAYERS[self._index]
        wipe(surface)
        surface.box((0, 0, SIDE, 3), colour)
        width = put(surface, card.name.upper(), (LEFT, 7), size=MEDIUM, colour=colour)
        put(surface, pilot, (LEFT + width + 10, 8), colour=SOFT)
        for place, known in enumerate(ACHIEVEMENTS):
            diamond(surface, (LEFT + 214 + place * 19, 17), 7, GOLD, filled=card.unlocked[known.name])
        tint = STATE_COLOURS[card.state]
        width = put(surface, card.state.value.upper(), (RIGHT, 8), colour=tint, align=1.0)
        surface.disc((RIGHT - width - 12, 17), 5, tint)
        for label, words in ((LEFT, "HULL"), (LEFT + 126, "TORPEDOES"), (LEFT + 318, "JUMP")):
            put(surface, words, (label, GAUGES), colour=SOFT)
        for name, column, row in _LAYOUT:
            left, right = ((LEFT, SPLIT), (SECOND, RIGHT))[column]
            value = card.stats[name]
            put(surface, name, (left, ROWS[row]), colour=SOFT)
            put(surface, number(value), (right, ROWS[row]), colour=INK if value == self._saved.get(name, value) else GOLD, align=1.0)

    def _draw_gauges(self, target: Canvas) -> None:
        ship = self._game.match.arena.ships[self._index]
        top, colour, empty = STRIP.top + GAUGES + 2, PLAYERS[self._index], (30, 38, 58)
        hull = ship.hull if ship.alive else 0
        for place in range(rules.HULL):
            tint = empty if place >= hull else (RED if hull == 1 else colour)
            target.box((self._left + LEFT + 56 + place * 19, top, 14, 14), tint)
        for place in range(rules.TORPEDOES_MAX):
            tint = colour if place < ship.torpedoes_ready else empty
            target.box((self._left + LEFT + 248 + place * 15, top, 10, 14), tint)
        ready = 1.0 - ship.hyperspace_cooldown / rules.HYPERSPACE_COOLDOWN
        bar(
            target,
            Rect(self._left + LEFT + 376, top + 3, RIGHT - LEFT - 376, 9),
            ready,
            colour if ready >= 1.0 else dimmed(colour, 0.55),
        )


class Middle:
    """The part between: round, clock, score.

    Args:
        game: Whose match is shown.
        studio: Who makes the plate.
    """

    def __init__(self, game: Game, studio: Studio) -> None:
        """Make the plate; it is filled at the first draw."""
        self._game = game
        self._plate = plate(studio, (STRIP.width - 2 * SIDE, STRIP.height))
        self._shown: object = None

    def draw(self, target: Canvas, leave: str, silence: str) -> None:
        """Copy the plate, drawn anew where a second has passed; see `Hud.draw`."""
        match = self._game.match
        seconds = max(0, -int(-match.time_left // 1)) if match.state is MatchState.FIGHT else None
        key = (match.state, match.round_number, seconds, tuple(match.wins), match.draws, self._game.paused, leave, silence)
        if key != self._shown:
            self._shown = key
            self._fill(seconds, leave, silence)
            if silence:
                self._fill_silence(silence)
        target.image(self._plate, (SIDE, STRIP.top))

    def _fill_silence(self, silence: str) -> None:
        """Draw a loudspeaker, crossed out, and why it is silent."""
        surface = self._plate
        surface.polygon([(14, 15), (19, 15), (26, 9), (26, 27), (19, 21), (14, 21)], RED)
        surface.fine_lines([(30, 13), (40, 23)], RED)
        surface.fine_lines([(30, 23), (40, 13)], RED)
        put(surface, silence, (SILENCE, 8), colour=RED)

    def _fill(self, seconds: int | None, leave: str, silence: str) -> None:
        match, surface = self._game.match, self._plate
        wipe(surface)
        middle = surface.width / 2
        surface.box((0, 0, surface.width, 3), PANEL_EDGE)
        if match.state is MatchState.TITLE:
            put(surface, "app 480", (middle, 8), colour=SOFT, align=0.5)
            put(surface, "SERVER STATS", (middle, 36), size=LARGE, align=0.5)
            put(surface, "kept when you quit", (middle, 66), colour=SOFT, align=0.5)
            put(surface, "F1 signals", (middle, 94), colour=FAINT, align=0.5)
            return
        words = f"ROUND {match.round_number}"
        # Beside a sign of silence there is no room in the middle for a high number.
        taken = SILENCE + surface.measure(silence) + 12 if silence else 0
        put(surface, words, (max(taken, middle - surface.measure(words) / 2), 8), colour=SOFT)
        clock, colour = self._clock(seconds)
        put(surface, clock, (middle, 25), size=HUGE, colour=colour, align=0.5)
        put(surface, ":", (middle, 65), size=LARGE, colour=SOFT, align=0.5)
        for index, align in ((0, 1.0), (1, 0.0)):
            side = -1 if index == 0 else 1
            width = put(surface, str(match.wins[index]), (middle + side * 14, 65), size=LARGE, colour=PLAYERS[index], align=align)
            place = (middle + side * (26 + width), 71)
            put(surface, rules.SHIP_NAMES[index], place, colour=SOFT, align=align)
        words = f"F1 signals    {leave}"
        put(surface, f"draws {match.draws}    {words}" if match.draws else words, (middle, 94), colour=FAINT, align=0.5)

    def _clock(self, seconds: int | None) -> tuple[str, Colour]:
        if self._game.paused:
            return "PAUSE", GOLD
        if seconds is None:
            return ("READY", SOFT) if self._game.match.state is MatchState.COUNTDOWN else ("OVER", SOFT)
        return f"{seconds // 60}:{seconds % 60:02}", (RED if seconds <= LAST_SECONDS else INK)


class Hud:
    """The whole strip.

    Args:
        game: Whose match and cards are shown.
        studio: Who makes the plates.
    """

    def __init__(self, game: Game, studio: Studio) -> None:
        """Make the three plates."""
        self._players = (PlayerPlate(game, 0, studio), PlayerPlate(game, 1, studio))
        self._middle = Middle(game, studio)

    def draw(self, target: Canvas, *, leave: str, silence: str) -> None:
        """Draw the strip.

        Args:
            target: What is drawn on.
            leave: What the key or button that leaves is called, and what it does now.
            silence: Why nothing is to be heard, "" where something is.
        """
        for player in self._players:
            player.draw(target)
        self._middle.draw(target, leave, silence)


def diamond(target: Canvas, middle: tuple[int, int], reach: int, colour: Colour, *, filled: bool) -> None:
    """Draw the sign of an achievement: filled where it is unlocked."""
    x, y = middle
    points = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
    if filled:
        target.polygon(points, colour)
    target.fine_lines(points, colour if filled else SOFT, closed=True)
