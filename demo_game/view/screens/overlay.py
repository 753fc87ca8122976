"""The screen while Steam's overlay is open: what stands in its place where nobody draws it, as on the local Steam.

Rules: it takes no key, for the overlay does. Over Valve's library Steam draws the real one over this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..sprites import lettering
from ..theme import BLUE, MEDIUM, SOFT, plate, put, wipe
from .screen import SIZE, TOP, Screen, ScreenContext, beside_panel

if TYPE_CHECKING:
    from ..host.canvas import Canvas

_WORDS: Final = (
    "Steam's overlay is open.",
    "On Valve's Steam it is drawn here, over the game.",
    "The local Steam has no picture of it: it tells the game",
    "that it is open, and the match stands still until it closes.",
)


class OverlayScreen(Screen):
    """The plate that stands for the overlay.

    Args:
        context: Whose overlay it is.
    """

    escape = ""

    def __init__(self, context: ScreenContext) -> None:
        """Draw the plate once; nothing on it changes."""
        super().__init__(context)
        self._plate = plate(context.studio, SIZE)
        wipe(self._plate, BLUE)
        word = lettering(context.studio, "OVERLAY", 40, BLUE)
        self._plate.light(word, ((SIZE[0] - word.width) // 2, 40))
        for place, line in enumerate(_WORDS):
            put(self._plate, line, (SIZE[0] / 2, 170 + 40 * place), size=MEDIUM, colour=SOFT, align=0.5)
        put(self._plate, "Shift+Tab  back to the game", (SIZE[0] / 2, 442), size=MEDIUM, align=0.5)

    @property
    def shows(self) -> bool:
        """Whether the overlay is open."""
        return self.game.overlay is not None and self.game.overlay.is_open

    def draw(self, target: Canvas, *, panel: bool) -> None:
        """Copy the plate."""
        del panel
        target.image(self._plate, (beside_panel(), TOP))

    def key_down(self, key: int) -> bool:
        """Take every key: it is the overlay's."""
        del key
        return True

    def button_down(self, device: int, button: int) -> bool:
        """Take every button: it is the overlay's."""
        del device, button
        return True
