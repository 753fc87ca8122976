"""Screens over space: the title, the countdown, pause, and the summary of a round.

Rules: a screen's plate is drawn anew only when what it shows has changed. Screens are placed so that the F1 panel and the toasts never
cover them: with the panel open they move to the left half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from demo_game.game.pilot import HumanPilot
from demo_game.stats.achievements import ACHIEVEMENTS, FLOAT_STATS, INT_STATS, achievement
from demo_game.view.debug_panel import WIDTH as PANEL_WIDTH
from demo_game.view.hud import diamond
from demo_game.view.space import onscreen
from demo_game.view.sprites import ADD, lettering
from demo_game.view.theme import (
    BLUE,
    CANVAS,
    FAINT,
    GOLD,
    INK,
    LARGE,
    MEDIUM,
    PANEL_EDGE,
    PLAYERS,
    SOFT,
    bar,
    number,
    plate,
    put,
    wipe,
)

if TYPE_CHECKING:
    from demo_game.game.match import RoundSummary
    from demo_game.play import Game
    from demo_game.view.round_record import RoundRecord

SIZE: Final = (640, 484)
TOP: Final = 12
LEFT: Final = 24
RIGHT: Final = SIZE[0] - 24
FIRST: Final = 404
PROFILE: Final = 484
ROW: Final = 21
PANEL_RECT: Final = pygame.Rect(CANVAS[0] - PANEL_WIDTH - 12, TOP, PANEL_WIDTH, SIZE[1])
GO_SECONDS: Final = 0.9


def beside_panel(*, panel: bool, width: int = SIZE[0]) -> int:
    """Return where a plate of that width begins: in the middle, or beside the open F1 panel."""
    return 16 if panel else (CANVAS[0] - width) // 2


class Countdown:
    """The big digits before a fight, and who flies which ship.

    Args:
        game: Whose match is counted down.
    """

    def __init__(self, game: Game) -> None:
        """Draw the digits once."""
        self._game = game
        self._digits = [lettering(words, 76, GOLD, 3.0) for words in ("1", "2", "3")]
        self._go = lettering("FIGHT", 64, GOLD, 3.0)

    def draw(self, target: pygame.Surface) -> None:
        """Draw the digit of this second."""
        match = self._game.match
        place = max(0, min(len(self._digits) - 1, -int(-match.time_left // 1) - 1))
        image = self._digits[place]
        target.blit(image, ((CANVAS[0] - image.get_width()) // 2, 92), special_flags=ADD)
        put(target, f"ROUND {match.round_number}", (CANVAS[0] / 2, 62), size=LARGE, colour=SOFT, align=0.5)
        for ship, pilot in zip(match.arena.ships, match.pilots, strict=True):
            x, y = onscreen(ship)
            words = f"{ship.ship_name}: " + (f"player {ship.index + 1}" if isinstance(pilot, HumanPilot) else "bot")
            put(target, words, (x, y + 30), colour=PLAYERS[ship.index], align=0.5)

    def draw_go(self, target: pygame.Surface) -> None:
        """Draw the word that begins a fight."""
        target.blit(self._go, ((CANVAS[0] - self._go.get_width()) // 2, 92), special_flags=ADD)


class Pause:
    """The plate of a paused game: how far the achievements are, and the keys.

    Args:
        game: Whose cards are shown.
    """

    def __init__(self, game: Game) -> None:
        """Make the plate; it is filled at the first draw."""
        self._game = game
        self._word = lettering("PAUSED", 40, GOLD)
        self._plate = plate(SIZE)
        self._shown: object = None
        # Its many words are rendered now rather than in the frame in which somebody pauses.
        self._fill()

    def draw(self, target: pygame.Surface, *, panel: bool) -> None:
        """Copy the plate, drawn anew where an answer of Steam has changed it."""
        cards = self._game.scorekeeper.cards
        key = [(card.state, [card.progress(known.name) for known in ACHIEVEMENTS], list(card.unlocked.values())) for card in cards]
        if key != self._shown:
            self._shown = key
            self._fill()
        target.blit(self._plate, (beside_panel(panel=panel), TOP))

    def _fill(self) -> None:
        surface, cards = self._plate, self._game.scorekeeper.cards
        wipe(surface, GOLD)
        surface.blit(self._word, ((SIZE[0] - self._word.get_width()) // 2, 4), special_flags=ADD)
        put(surface, "The ships stand still; the server's answers still arrive.", (SIZE[0] / 2, 76), colour=SOFT, align=0.5)
        for card, left in zip(cards, (312, 476), strict=True):
            put(surface, card.name, (left, 112), size=MEDIUM, colour=PLAYERS[card.index])
        for row, known in enumerate(ACHIEVEMENTS):
            top = 142 + row * 54
            pygame.draw.line(surface, PANEL_EDGE, (LEFT, top - 3), (RIGHT, top - 3))
            put(surface, known.title, (LEFT, top + 4), size=MEDIUM)
            put(surface, known.text, (LEFT, top + 27), colour=SOFT)
            for card, left in zip(cards, (312, 476), strict=True):
                current, goal = card.progress(known.name)
                done = card.unlocked[known.name]
                words = "unlocked" if done else f"{current:,.0f} / {goal:,.0f}"
                diamond(surface, (left + 7, top + 14), 7, GOLD, filled=done)
                put(surface, words, (left + 22, top + 5), colour=GOLD if done else INK)
                bar(surface, pygame.Rect(left, top + 33, 140, 8), current / goal, GOLD if done else PLAYERS[card.index])
        put(surface, "Esc  go on", (LEFT, 442), size=MEDIUM)
        put(surface, "Backspace  leave for the title", (RIGHT, 442), size=MEDIUM, align=1.0)


class Summary:
    """The plate after a round: who won, what both did, what it changed in the stats, and achievements newly unlocked.

    Args:
        game: Whose match and cards are shown.
        record: The stats before the round.
    """

    def __init__(self, game: Game, record: RoundRecord) -> None:
        """Draw the words for every outcome once."""
        self._game = game
        self._record = record
        self._words = [lettering(f"{card.name} wins", 34, PLAYERS[card.index]) for card in game.scorekeeper.cards]
        self._words.append(lettering("draw", 34, GOLD))
        self._plate = plate(SIZE)
        self._shown: object = None

    def draw(self, target: pygame.Surface, *, panel: bool) -> None:
        """Copy the plate, drawn anew where an answer of Steam has changed it."""
        match = self._game.match
        summary = match.summary
        if summary is None:
            return
        cards = self._game.scorekeeper.cards
        waits = -int(-match.time_left // 1) if match.auto else 0
        key = (summary, waits, [list(card.stats.values()) for card in cards], [list(names) for names in self._record.unlocked])
        if key != self._shown:
            self._shown = key
            self._fill(summary, waits)
        target.blit(self._plate, (beside_panel(panel=panel), TOP))

    def _fill(self, summary: RoundSummary, waits: int) -> None:
        surface = self._plate
        wipe(surface, GOLD if summary.winner is None else PLAYERS[summary.winner])
        word = self._words[-1 if summary.winner is None else summary.winner]
        surface.blit(word, ((SIZE[0] - word.get_width()) // 2, -1), special_flags=ADD)
        reason = f"{summary.reason[:1].upper()}{summary.reason[1:]}, after {summary.seconds:.1f} s"
        put(surface, reason, (SIZE[0] / 2, 63), colour=INK, align=0.5)
        top = 94
        put(surface, f"Round {summary.number}", (LEFT, top), size=MEDIUM, colour=BLUE)
        for ship, right, colour in zip(summary.ships, (FIRST, RIGHT), PLAYERS, strict=True):
            put(surface, ship.name, (right, top), size=MEDIUM, colour=colour, align=1.0)
        top = self._rows(_round_rows(summary), top + 25)
        put(surface, "Stats", (LEFT, top + 7), size=MEDIUM, colour=BLUE)
        pygame.draw.line(surface, PANEL_EDGE, (LEFT + 66, top + 18), (RIGHT, top + 18))
        top = self._rows([(name, [self._change(index, name) for index in (0, 1)]) for name in (*INT_STATS, *FLOAT_STATS)], top + 32)
        self._fill_unlocked(top + 8)
        put(surface, f"Enter  next round (by itself in {waits} s)" if waits else "Enter  next round", (LEFT, SIZE[1] - 28), colour=SOFT)
        put(surface, "P  profile", (PROFILE, SIZE[1] - 28), colour=SOFT, align=1.0)
        put(surface, "Esc  title", (RIGHT, SIZE[1] - 28), colour=SOFT, align=1.0)

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
        before, now = self._record.before[index][name], self._game.scorekeeper.cards[index].stats[name]
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


def _arrow(surface: pygame.Surface, x: int, y: int) -> None:
    """Draw an arrow to the right, of which pygame's own font has none."""
    pygame.draw.line(surface, FAINT, (x, y), (x + 18, y), 2)
    pygame.draw.aalines(surface, FAINT, False, [(x + 12, y - 5), (x + 19, y), (x + 12, y + 6)])  # noqa: FBT003  # no keywords here


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
