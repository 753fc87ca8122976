"""The screen after a round: who won, what both did, what it changed in the stats, and achievements newly unlocked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...game.match import MatchState
from ...stats.achievements import FLOAT_STATS, INT_STATS, achievement
from ..host import keys
from ..host_input import PAD_B, PAD_START, PAD_Y
from ..hud import diamond
from ..pad_hints import hint
from ..sprites import lettering
from ..theme import BLUE, FAINT, GOLD, INK, MEDIUM, PANEL_EDGE, PLAYERS, SOFT, number, plate, put, wipe
from .screen import SIZE, TOP, Screen, ScreenContext, Spot, beside_panel, put_hints, spots_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...game.match import RoundSummary
    from ...stats.card import Card
    from ..host.canvas import Canvas, Image

LEFT: Final = 24
RIGHT: Final = SIZE[0] - LEFT
FIRST: Final = 404
ROW: Final = 21
READ_FIRST: Final = 0.45
"""Seconds in which neither Escape nor Start does anything: they were meant to pause the round that has just ended."""


class Summary(Screen):
    """The plate after a round.

    Args:
        context: Whose match and cards are shown, and the stats before the round.
    """

    escape = "title"

    def __init__(self, context: ScreenContext) -> None:
        """Draw the words for each way a round can end once."""
        super().__init__(context)
        self._record = context.record
        self._drawn = lettering(context.studio, "draw", 34, GOLD)
        self._wins: dict[str, Image] = {}
        for card in self.game.scorekeeper.cards:
            self._won(card)
        self._plate = plate(context.studio, SIZE)
        self._shown: object = None
        self._hints: list[Spot] = []

    @property
    def shows(self) -> bool:
        """Whether a round is over."""
        return self.game.match.state is MatchState.ROUND_OVER

    def draw(self, target: Canvas, *, panel: bool) -> None:
        """Copy the plate, drawn anew where an answer of Steam has changed it."""
        match = self.game.match
        summary = match.summary
        if summary is None:
            return
        cards = self.game.scorekeeper.cards
        waits = -int(-match.time_left // 1) if match.auto else 0
        key = (summary, waits, [list(card.stats.values()) for card in cards], [list(names) for names in self._record.unlocked])
        if (key, self.controls.pad_in_hand) != self._shown:
            self._shown = (key, self.controls.pad_in_hand)
            self._fill(summary, waits)
        del panel
        target.image(self._plate, (beside_panel(), TOP))

    def spots(self) -> Sequence[Spot]:
        """Return the hints."""
        return spots_of(self._hints, beside_panel(), TOP)

    def key_down(self, key: int) -> bool:
        """Begin the next round, or leave for the title."""
        if key == keys.ESCAPE:
            if self.age >= READ_FIRST:
                self._leave()
        elif key in keys.ENTER:
            self._go_on()
        else:
            return False
        return True

    def button_down(self, device: int, button: int) -> bool:
        """Begin the next round, or leave; whoever still fires from the fight does neither."""
        if button not in (PAD_B, *PAD_START):
            return False
        if self.age >= READ_FIRST:
            (self._leave if button == PAD_B else self._go_on)()
        return True

    def _go_on(self) -> None:
        self.controls.menu_chosen.emit()
        self.game.match.next_round()

    def _leave(self) -> None:
        self.game.match.to_title()

    def _won(self, card: Card) -> Image:
        """Return the words for a win; a player may have another name by then."""
        if card.name not in self._wins:
            self._wins[card.name] = lettering(self.studio, f"{card.name} wins", 34, PLAYERS[card.index])
        return self._wins[card.name]

    def _fill(self, summary: RoundSummary, waits: int) -> None:
        surface = self._plate
        wipe(surface, GOLD if summary.winner is None else PLAYERS[summary.winner])
        word = self._drawn if summary.winner is None else self._won(self.game.scorekeeper.cards[summary.winner])
        surface.light(word, ((SIZE[0] - word.width) // 2, -1))
        reason = f"{summary.reason[:1].upper()}{summary.reason[1:]}, after {summary.seconds:.1f} s"
        put(surface, reason, (SIZE[0] / 2, 63), colour=INK, align=0.5)
        top = 94
        put(surface, f"Round {summary.number}", (LEFT, top), size=MEDIUM, colour=BLUE)
        for ship, right, colour in zip(summary.ships, (FIRST, RIGHT), PLAYERS, strict=True):
            put(surface, ship.name, (right, top), size=MEDIUM, colour=colour, align=1.0)
        top = self._rows(_round_rows(summary), top + 25)
        put(surface, "Stats", (LEFT, top + 7), size=MEDIUM, colour=BLUE)
        surface.line((LEFT + 66, top + 18), (RIGHT, top + 18), PANEL_EDGE)
        top = self._rows([(name, [self._change(index, name) for index in (0, 1)]) for name in (*INT_STATS, *FLOAT_STATS)], top + 32)
        self._fill_unlocked(top + 8)
        controls = self.controls
        hints = (
            (f"{hint(controls, 'Enter', PAD_START[0])}  next round" + (f" (by itself in {waits} s)" if waits else ""), self._go_on),
            (f"{hint(controls, 'P', PAD_Y)}  profile", self.game.profile.open),
            (f"{hint(controls, 'Esc', PAD_B)}  title", self._leave),
        )
        self._hints = put_hints(surface, hints, SIZE[1] - 28, LEFT, RIGHT)

    def _rows(self, rows: list[tuple[str, list[str]]], top: int) -> int:
        for label, values in rows:
            put(self._plate, label, (LEFT, top), colour=SOFT)
            for value, right in zip(values, (FIRST, RIGHT), strict=True):
                before, arrow, after = value.rpartition(" > ")
                width = put(self._plate, after, (right, top), colour=GOLD if arrow else INK, align=1.0)
                if arrow:
                    _arrow(self._plate, right - width - 28, top + 9)
                    put(self._plate, before, (right - width - 36, top), colour=FAINT, align=1.0)
            top += ROW
        return top

    def _change(self, index: int, name: str) -> str:
        before, now = self._record.before[index][name], self.game.scorekeeper.cards[index].stats[name]
        return number(now) if number(before) == number(now) else f"{number(before)} > {number(now)}"

    def _fill_unlocked(self, top: int) -> None:
        surface = self._plate
        put(surface, "Unlocked", (LEFT, top), size=MEDIUM, colour=BLUE)
        rows = [(index, names) for index, names in enumerate(self._record.unlocked) if names]
        if not rows:
            put(surface, "nothing new in this round", (LEFT + 110, top + 1), colour=FAINT)
        for row, (index, names) in enumerate(rows):
            diamond(surface, (LEFT + 118, top + 10 + row * ROW), 7, PLAYERS[index], filled=True)
            put(surface, ", ".join(achievement(name).title for name in names), (LEFT + 134, top + 1 + row * ROW), colour=GOLD)


def _arrow(surface: Canvas, x: int, y: int) -> None:
    """Draw an arrow to the right, of which pygame's own font has none."""
    surface.line((x, y), (x + 18, y), FAINT, 2)
    surface.fine_lines([(x + 12, y - 5), (x + 19, y), (x + 12, y + 6)], FAINT)


def _round_rows(summary: RoundSummary) -> list[tuple[str, list[str]]]:
    """Return what both ships did in a round."""
    ships, seconds = summary.ships, summary.seconds
    return [
        ("Hull left", [str(ship.hull_left) for ship in ships]),
        ("Hits, of torpedoes fired", [f"{ship.hits_scored} of {ship.torpedoes_fired}" for ship in ships]),
        ("Hyperspace jumps", [str(ship.jumps) for ship in ships]),
        ("Feet", [number(ship.feet) for ship in ships]),
        ("Feet a second", [number(ship.feet / seconds if seconds else 0.0) for ship in ships]),
    ]
