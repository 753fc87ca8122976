"""The screen while Steam's keyboard is shown: what stands in its place where nobody draws it, as on the local Steam.

Rules: it takes no key, for the keyboard does. Over Valve's library Steam draws the real one over this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..sprites import lettering
from ..theme import BLUE, FAINT, GOLD, LARGE, MEDIUM, SOFT, plate, put, wipe
from .screen import SIZE, TOP, Cover, Screen, ScreenContext, beside_panel

if TYPE_CHECKING:
    from ..host.canvas import Canvas

_CURSOR: Final = "_"
_WORDS: Final = ("On Valve's Steam a keyboard for gamepads is drawn here,", "over the game. The local Steam has no picture of it.")


class KeyboardScreen(Screen):
    """The plate that stands for the keyboard.

    Args:
        context: Whose keyboard it is.
    """

    cover = Cover.SPACE
    escape = ""

    def __init__(self, context: ScreenContext) -> None:
        """Draw what stays."""
        super().__init__(context)
        self._word = lettering(context.studio, "KEYBOARD", 40, BLUE)
        self._plate = plate(context.studio, SIZE)
        self._shown: object = None

    @property
    def shows(self) -> bool:
        """Whether the keyboard is shown, and nobody else draws it."""
        return self._field is not None

    @property
    def _field(self) -> tuple[str, str, int] | None:
        """What is asked for of whichever player is asked."""
        return next((field for field in (name.field for name in self.game.pilot_names) if field is not None), None)

    def draw(self, target: Canvas, *, panel: bool) -> None:
        """Copy the plate, drawn anew where something was typed."""
        field = self._field
        if field is not None and field != self._shown:
            self._shown = field
            self._fill(*field)
        del panel
        target.image(self._plate, (beside_panel(), TOP))

    def key_down(self, key: int) -> bool:
        """Take every key: it is the keyboard's."""
        del key
        return True

    def button_down(self, device: int, button: int) -> bool:
        """Take every button: it is the keyboard's."""
        del device, button
        return True

    def _fill(self, description: str, typed: str, room: int) -> None:
        surface, middle = self._plate, SIZE[0] / 2
        wipe(surface, BLUE)
        surface.light(self._word, ((SIZE[0] - self._word.width) // 2, 40))
        put(surface, description, (middle, 150), size=MEDIUM, colour=SOFT, align=0.5)
        put(surface, typed + _CURSOR * (room > 0), (middle, 200), size=LARGE, colour=GOLD, align=0.5)
        for place, line in enumerate(_WORDS):
            put(surface, line, (middle, 290 + 30 * place), colour=FAINT, align=0.5)
        put(surface, "Enter  take it     Esc  leave it", (middle, 442), size=MEDIUM, align=0.5)
