"""The screen of a paused game: how far the achievements are, and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...stats.achievements import ACHIEVEMENTS
from ..host import keys
from ..host.canvas import Rect
from ..host_input import PAD_BACK, PAD_START, PAD_X, PAD_Y
from ..hud import diamond
from ..pad_hints import hint
from ..sprites import lettering
from ..theme import GOLD, INK, MEDIUM, PANEL_EDGE, PLAYERS, SOFT, bar, plate, put, wipe
from .screen import HINT_TOP, SIZE, TOP, Screen, ScreenContext, Spot, beside_panel, put_hints, spots_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..host.canvas import Canvas

LEFT: Final = 24
RIGHT: Final = SIZE[0] - LEFT
CARDS: Final = (312, 476)
"""Where the columns of both players begin."""


class Pause(Screen):
    """The plate over a paused match.

    Args:
        context: Whose cards are shown.
    """

    escape = "go on"
    escape_button = PAD_START[0]

    def __init__(self, context: ScreenContext) -> None:
        """Draw the plate: its many words are rendered now rather than in the frame in which somebody pauses."""
        super().__init__(context)
        self._word = lettering(context.studio, "PAUSED", 40, GOLD)
        self._plate = plate(context.studio, SIZE)
        self._shown: object = None
        self._hints: list[Spot] = []
        self._fill()

    @property
    def shows(self) -> bool:
        """Whether the match stands still."""
        return self.game.paused

    def draw(self, target: Canvas, *, panel: bool) -> None:
        """Copy the plate, drawn anew where an answer of Steam has changed it."""
        cards = self.game.scorekeeper.cards
        key = [
            (card.name, card.state, [card.progress(known.name) for known in ACHIEVEMENTS], list(card.unlocked.values())) for card in cards
        ]
        if (key, self.controls.pad_in_hand) != self._shown:
            self._shown = (key, self.controls.pad_in_hand)
            self._fill()
        del panel
        target.image(self._plate, (beside_panel(), TOP))

    def spots(self) -> Sequence[Spot]:
        """Return the hints."""
        return spots_of(self._hints, beside_panel(), TOP)

    def key_down(self, key: int) -> bool:
        """Go on, or leave for the title."""
        if key == keys.BACKSPACE:
            self._leave()
        elif key in (keys.ESCAPE, *keys.ENTER):
            self._go_on()
        else:
            return False
        return True

    def button_down(self, device: int, button: int) -> bool:
        """Go on, or leave for the title."""
        if button == PAD_BACK:
            self._leave()
        elif button in PAD_START:
            self._go_on()
        else:
            return False
        return True

    def _go_on(self) -> None:
        self.game.set_paused(False)

    def _leave(self) -> None:
        self.game.set_paused(False)
        self.game.match.to_title()

    def _fill(self) -> None:
        surface, cards = self._plate, self.game.scorekeeper.cards
        wipe(surface, GOLD)
        surface.light(self._word, ((SIZE[0] - self._word.width) // 2, 4))
        put(surface, "The ships stand still; the server's answers still arrive.", (SIZE[0] / 2, 76), colour=SOFT, align=0.5)
        for card, left in zip(cards, CARDS, strict=True):
            put(surface, card.name, (left, 112), size=MEDIUM, colour=PLAYERS[card.index])
        for row, known in enumerate(ACHIEVEMENTS):
            top = 142 + row * 54
            surface.line((LEFT, top - 3), (RIGHT, top - 3), PANEL_EDGE)
            put(surface, known.title, (LEFT, top + 4), size=MEDIUM)
            put(surface, known.text, (LEFT, top + 27), colour=SOFT)
            for card, left in zip(cards, CARDS, strict=True):
                current, goal = card.progress(known.name)
                done = card.unlocked[known.name]
                words = "unlocked" if done else f"{current:,.0f} / {goal:,.0f}"
                diamond(surface, (left + 7, top + 14), 7, GOLD, filled=done)
                put(surface, words, (left + 22, top + 5), colour=GOLD if done else INK)
                bar(surface, Rect(left, top + 33, 140, 8), current / goal, GOLD if done else PLAYERS[card.index])
        controls = self.controls
        hints = (
            (f"{hint(controls, 'Esc', PAD_START[0])}  go on", self._go_on),
            (f"{hint(controls, 'P', PAD_Y)}  profile", self.game.profile.open),
            (f"{hint(controls, 'O', PAD_X)}  settings", controls.settings_wanted.emit),
            (f"{hint(controls, 'Backspace', PAD_BACK)}  leave for the title", self._leave),
        )
        self._hints = put_hints(surface, hints, HINT_TOP, LEFT, RIGHT)
