"""What a screen is: it takes the canvas, and with it the keys, for as long as it shows.

Rules: of the list `SCREENS` the first that shows is drawn and gets what is pressed; what it does not take may open another one. A screen's
plate is drawn anew only when what it shows has changed. Plates are placed so that the F1 panel and the toasts never cover them: with the
panel open they move to the left half.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Final

from ..debug_panel import WIDTH as PANEL_WIDTH
from ..host.canvas import Rect
from ..host.window import CANVAS

if TYPE_CHECKING:
    from ...play import Game
    from ...stats.round_record import RoundRecord
    from ..host.canvas import Canvas, Studio
    from ..host_input import Controls

SIZE: Final = (640, 484)
TOP: Final = 12
PANEL_RECT: Final = Rect(CANVAS[0] - PANEL_WIDTH - 12, TOP, PANEL_WIDTH, SIZE[1])


class Cover(Enum):
    """What a screen leaves to be seen of space."""

    NOTHING = "nothing is covered: the screen is words over the ships, which fly over toasts and panel"
    MIDDLE = "the middle is covered: ships are seen around a plate, and the star where the panel leaves room for it"
    SPACE = "space is covered: neither ships nor the star are drawn"


@dataclass(frozen=True, slots=True)
class ScreenContext:
    """What screens show and change: the game, who reads keys and gamepads, what the round has changed, and who makes plates."""

    game: Game
    controls: Controls
    record: RoundRecord
    studio: Studio


class Screen(ABC):
    """One screen.

    Args:
        context: What it shows and changes.
    """

    cover: ClassVar[Cover] = Cover.MIDDLE
    panel_rect: ClassVar[Rect] = PANEL_RECT
    """Where the F1 panel stands beside this screen."""
    escape: ClassVar[str] = "back"
    """What the Escape key does here, for the strip below."""

    def __init__(self, context: ScreenContext) -> None:
        """Take what there is to show; the window is open."""
        self.game = context.game
        self.controls = context.controls
        self.studio = context.studio

    @property
    @abstractmethod
    def shows(self) -> bool:
        """Whether this screen is on now, if none before it in the list is."""

    @abstractmethod
    def draw(self, target: Canvas, *, panel: bool) -> None:
        """Draw it; `panel` says that the F1 panel takes the right half."""

    def key_down(self, key: int) -> bool:
        """Do what a key (see `host.keys`) does on this screen; return whether it does anything."""
        del key
        return False

    def button_down(self, device: int, button: int) -> bool:
        """Do what a button of a gamepad does on this screen; return whether it does anything."""
        del device, button
        return False

    def stick_pushed(self, axis: int, step: int) -> None:
        """Do what the stick of a gamepad does that was pushed along an axis, to -1 or 1."""
        del axis, step

    def opens_on_key(self, key: int) -> bool:
        """Open this screen where a key that the one on show has no use for does so; return whether it did."""
        del key
        return False

    def opens_on_button(self, button: int) -> bool:
        """Open this screen where a button that the one on show has no use for does so; return whether it did."""
        del button
        return False


def beside_panel(*, panel: bool, width: int = SIZE[0]) -> int:
    """Return where a plate of that width begins: in the middle, or beside the open F1 panel."""
    return 16 if panel else (CANVAS[0] - width) // 2
