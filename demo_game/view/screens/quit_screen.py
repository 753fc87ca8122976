"""The question before the game ends: to go on, or to quit.

Rules: it covers whatever was on show, and takes every key until it is answered. What is chosen first loses nothing.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from ..host import keys
from ..host.canvas import Rect
from ..host_input import PAD_A, PAD_B, PAD_DOWN, PAD_LEFT, PAD_RIGHT, PAD_START, PAD_UP
from ..pad_hints import hint
from ..sprites import lettering
from ..theme import GOLD, INK, MEDIUM, SOFT, dimmed, plate, put, wipe
from .screen import SIZE, TOP, Screen, ScreenContext, Spot, beside_panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..host.canvas import Canvas

ANSWERS: Final = ((True, Rect(90, 280, 200, 56)), (False, Rect(SIZE[0] - 290, 280, 200, 56)))
"""Yes or no, and where it stands on the plate."""

_STEPS: Final = (keys.LEFT, keys.RIGHT, keys.UP, keys.DOWN, keys.TAB, keys.A, keys.D, keys.W, keys.S)


class QuitScreen(Screen):
    """The plate with the question.

    Args:
        context: Whose game may end.
    """

    escape = "go on"

    def __init__(self, context: ScreenContext) -> None:
        """Make the plate; it is filled when somebody asks."""
        super().__init__(context)
        self._question = context.game.quitting
        self._word = lettering(context.studio, "QUIT", 40, GOLD)
        self._plate = plate(context.studio, SIZE)
        self._shown: object = None

    @property
    def shows(self) -> bool:
        """Whether it is asked."""
        return self._question.is_open

    def draw(self, target: Canvas, *, panel: bool) -> None:
        """Copy the plate, drawn anew where another answer is chosen."""
        del panel
        key = (self._question.says_yes, self._question.in_round, self.controls.pad_in_hand)
        if key != self._shown:
            self._shown = key
            self._fill()
        target.image(self._plate, (beside_panel(), TOP))

    def spots(self) -> Sequence[Spot]:
        """Return both answers."""
        left = beside_panel()
        return [Spot(rect.moved(left, TOP), partial(self._answer, yes=yes), partial(self._choose, yes=yes)) for yes, rect in ANSWERS]

    def key_down(self, key: int) -> bool:
        """Choose, or answer; no other screen hears a key meanwhile."""
        if key in (keys.ESCAPE, keys.N):
            self._answer(yes=False)
        elif key == keys.Y:
            self._answer(yes=True)
        elif key in (keys.SPACE, *keys.ENTER):
            self._answer(yes=self._question.says_yes)
        elif key in _STEPS:
            self._choose(yes=not self._question.says_yes)
        return True

    def button_down(self, device: int, button: int) -> bool:
        """Choose, or answer; no other screen hears a button meanwhile."""
        del device
        if button == PAD_B or button in PAD_START:
            self._answer(yes=False)
        elif button == PAD_A:
            self._answer(yes=self._question.says_yes)
        elif button in (PAD_LEFT, PAD_RIGHT, PAD_UP, PAD_DOWN):
            self._choose(yes=not self._question.says_yes)
        return True

    def stick_pushed(self, axis: int, step: int) -> None:
        """Choose."""
        del axis, step
        self._choose(yes=not self._question.says_yes)

    def _choose(self, *, yes: bool) -> None:
        if yes is not self._question.says_yes:
            self._question.says_yes = yes
            self.controls.menu_moved.emit()

    def _answer(self, *, yes: bool) -> None:
        self.controls.menu_chosen.emit()
        self._question.answer(yes=yes)

    def _fill(self) -> None:
        surface, middle = self._plate, SIZE[0] / 2
        wipe(surface, GOLD)
        surface.light(self._word, ((SIZE[0] - self._word.width) // 2, 40))
        words = "The round you play ends without a result." if self._question.in_round else "What was played is stored."
        put(surface, "Do you want to quit Spacewar?", (middle, 160), size=MEDIUM, align=0.5)
        put(surface, words, (middle, 200), colour=SOFT, align=0.5)
        for yes, rect in ANSWERS:
            chosen = yes is self._question.says_yes
            if chosen:
                surface.box(rect, dimmed(GOLD, 0.18), radius=5)
            surface.frame(rect, GOLD if chosen else SOFT, radius=5)
            answer = "Yes, quit" if yes else "No, play on"
            put(surface, answer, (rect.centerx, rect.top + 16), size=MEDIUM, colour=GOLD if chosen else INK, align=0.5)
        hints = f"{hint(self.controls, 'Enter', PAD_A)}  take it     {hint(self.controls, 'Esc', PAD_B)}  play on"
        put(surface, hints, (middle, 442), size=MEDIUM, colour=SOFT, align=0.5)
