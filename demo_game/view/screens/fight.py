"""A fight and the countdown to it: big words over the ships, and the keys of those who fly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...game import rules
from ...game.match import MatchState
from ...game.pilot import HumanPilot
from ..debug_panel import NARROW
from ..host import keys
from ..host.canvas import Rect
from ..host.window import CANVAS
from ..host_input import PAD_START
from ..space import onscreen
from ..sprites import lettering
from ..theme import GOLD, LARGE, PLAYERS, SOFT, put
from .screen import Cover, Screen, ScreenContext

if TYPE_CHECKING:
    from ...play import Game
    from ..host.canvas import Canvas

TOP: Final = 92
FIELD_RECT: Final = Rect(CANVAS[0] - NARROW - 8, 8, NARROW, 218)
"""Where the F1 panel stands in a fight: in a corner, and under the ships."""

GO_SECONDS: Final = 0.9


class Countdown(Screen):
    """The big digits before a fight, and who flies which ship.

    Args:
        context: Whose match is counted down.
    """

    cover = Cover.NOTHING
    panel_rect = FIELD_RECT
    escape = "pause"
    escape_button = PAD_START[0]

    def __init__(self, context: ScreenContext) -> None:
        """Draw the digits once."""
        super().__init__(context)
        self._digits = [lettering(context.studio, words, 76, GOLD, 3.0) for words in ("1", "2", "3")]

    @property
    def shows(self) -> bool:
        """Whether a fight is about to begin."""
        return self.game.match.state is MatchState.COUNTDOWN

    def draw(self, target: Canvas, *, panel: bool) -> None:
        """Draw the digit of this second."""
        del panel
        match = self.game.match
        place = max(0, min(len(self._digits) - 1, -int(-match.time_left // 1) - 1))
        image = self._digits[place]
        target.light(image, ((CANVAS[0] - image.width) // 2, TOP))
        put(target, f"ROUND {match.round_number}", (CANVAS[0] / 2, 62), size=LARGE, colour=SOFT, align=0.5)
        for ship, pilot in zip(match.arena.ships, match.pilots, strict=True):
            x, y = onscreen(ship)
            words = f"{ship.ship_name}: " + (f"player {ship.index + 1}" if isinstance(pilot, HumanPilot) else "bot")
            put(target, words, (x, y + 30), colour=PLAYERS[ship.index], align=0.5)

    def key_down(self, key: int) -> bool:
        """Pause."""
        return _pauses(self.game, pressed=key == keys.ESCAPE)

    def button_down(self, device: int, button: int) -> bool:
        """Pause."""
        return _pauses(self.game, pressed=button in PAD_START)


class Fight(Screen):
    """The fight itself; the word that begins it is gone in a second. It shows wherever no other screen does.

    Args:
        context: Whose match is fought.
    """

    cover = Cover.NOTHING
    panel_rect = FIELD_RECT
    escape = "pause"
    escape_button = PAD_START[0]

    def __init__(self, context: ScreenContext) -> None:
        """Draw the word once."""
        super().__init__(context)
        self._word = lettering(context.studio, "FIGHT", 64, GOLD, 3.0)

    @property
    def shows(self) -> bool:
        """Always, as the last of the list."""
        return True

    def draw(self, target: Canvas, *, panel: bool) -> None:
        """Draw the word that begins a fight, for its first moment."""
        del panel
        if self.game.match.time_left > rules.ROUND_LIMIT - GO_SECONDS:
            target.light(self._word, ((CANVAS[0] - self._word.width) // 2, TOP))

    def key_down(self, key: int) -> bool:
        """Fire, jump, or pause."""
        return self.controls.tap_key(key) or _pauses(self.game, pressed=key == keys.ESCAPE)

    def button_down(self, device: int, button: int) -> bool:
        """Fire, jump, or pause."""
        return self.controls.tap_button(device, button) or _pauses(self.game, pressed=button in PAD_START)


def _pauses(game: Game, *, pressed: bool) -> bool:
    if pressed:
        game.set_paused(True)
    return pressed
